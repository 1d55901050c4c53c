//! Text fields and what stands around a form. Forms are `<form method="post" novalidate class="form">`: the browser's own
//! messages would be in the browser's language, ours are in the reader's.
//!
//! Groups of fields are plain markup, `<fieldset class="group"><legend class="group-title">`: children of a component are
//! a closure, which could not borrow the form.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use leptos::prelude::*;

use super::html::escape;
use super::words::Words;
use crate::form::{FieldError, FormState};
use crate::i18n::Locale;

/// The id of a field's first control, which the summary of errors links to.
#[must_use]
pub fn field_id(name: &str) -> String {
    format!("f-{name}")
}

/// What a field's `aria-describedby` names: its hint and its error, where they exist.
#[must_use]
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-hint {id}-error")),
    }
}

/// The class of the block around a field.
pub(super) const fn block_class(invalid: bool) -> &'static str {
    if invalid { "field field-invalid" } else { "field" }
}

/// The hint line, if there is a hint.
pub(super) fn hint_line(id: &str, hint: Words) -> Option<AnyView> {
    (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{id}-hint")>{hint.said()}</p> }.into_any())
}

/// The error line, if there is an error; the word "Error:" is there for those who do not see the colour.
pub(super) fn error_line(l: Locale, id: &str, error: Option<String>) -> Option<AnyView> {
    error.map(|text| {
        view! {
            <p class="error" id=format!("{id}-error")>
                <span class="visually-hidden">{l.t("ui-error-prefix")}" "</span>
                {text}
            </p>
        }
        .into_any()
    })
}

/// The mark behind the label of a field that may stay empty.
pub(super) fn optional_mark(l: Locale, optional: bool) -> Option<AnyView> {
    optional.then(|| view! { <span class="optional">" ("{l.t("ui-optional")}")"</span> }.into_any())
}

/// What kind of text a field takes; it decides the keyboard that a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Text,
    Email,
    Tel,
    Number,
    Date,
    Time,
    DateTime,
    Password,
    Search,
    /// Digits that are not a quantity, such as a one-time code.
    Digits,
}

impl Kind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Digits => "text",
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Number => "number",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "datetime-local",
            Self::Password => "password",
            Self::Search => "search",
        }
    }

    /// The type for what is in the field: a browser shows nothing at all of a date, time or number that it cannot read, and
    /// what was typed must be seen to be mended.
    fn type_for(self, value: Option<&str>) -> &'static str {
        let readable = value.is_none_or(|v| match self {
            Self::Date => v.parse::<NaiveDate>().is_ok(),
            Self::Time => NaiveTime::parse_from_str(v, "%H:%M").is_ok(),
            Self::DateTime => NaiveDateTime::parse_from_str(v, "%Y-%m-%dT%H:%M").is_ok(),
            Self::Number => v.parse::<i64>().is_ok(),
            _ => true,
        });
        if readable { self.input_type() } else { "text" }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Number | Self::Digits => Some("numeric"),
            _ => None,
        }
    }

    /// Names and addresses are not for the spelling checker, which may send them away.
    const fn spellcheck(self) -> Option<&'static str> {
        match self {
            Self::Email | Self::Password | Self::Digits | Self::Tel => Some("false"),
            _ => None,
        }
    }
}

/// One line of text.
#[component]
pub fn TextField<'a>(
    l: Locale,
    form: &'a FormState,
    #[prop(into)] name: String,
    #[prop(into)] label: Words,
    #[prop(optional, into)] hint: Words,
    #[prop(optional)] kind: Kind,
    /// The field may stay empty, and says so.
    #[prop(optional)]
    optional: bool,
    /// Needed together with others, or in their place: one of several contacts, a row that may stay empty as a whole; or a
    /// filter, in which nothing is ever needed. It is not required by itself, and does not say that it may stay empty.
    #[prop(optional)]
    either: bool,
    /// An `autocomplete` token: `name`, `email`, `tel`, `one-time-code`, `off`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    #[prop(optional)] maxlength: Option<u32>,
    /// The smallest number, date or time, as HTML writes it.
    #[prop(default = None, into)]
    min: Option<String>,
    #[prop(default = None, into)] max: Option<String>,
    /// Switches the spelling checker off; for names and codes.
    #[prop(optional)]
    no_spellcheck: bool,
    /// Takes the place of `f-<name>` where one page holds several forms with this field.
    #[prop(default = None, into)]
    id: Option<String>,
    /// A width class: `w-4`, `w-8`, `w-16` (characters) for short answers.
    #[prop(optional)]
    width: &'static str,
) -> AnyView {
    let id = id.unwrap_or_else(|| field_id(&name));
    let error = form.error(&name).map(|e| e.text(l));
    let invalid = error.is_some();
    let described = described_by(&id, !hint.is_empty(), invalid);
    // A password is typed again, never sent back.
    let value = if kind == Kind::Password { None } else { Some(form.value(&name)).filter(|v| !v.is_empty()) };
    let spellcheck = if no_spellcheck { Some("false") } else { kind.spellcheck() };
    let input_type = kind.type_for(value.as_deref());
    // HTML knows no limits of a text.
    let (min, max) = if input_type == "text" { (None, None) } else { (min, max) };
    view! {
        <div class=block_class(invalid)>
            <label class="label" for=id.clone()>{label.said()}{optional_mark(l, optional)}</label>
            {hint_line(&id, hint)}
            {error_line(l, &id, error)}
            <input
                class=format!("input {width}").trim_end().to_owned()
                id=id
                name=name
                type=input_type
                inputmode=kind.input_mode()
                autocomplete=autocomplete
                spellcheck=spellcheck
                maxlength=maxlength.map(|n| n.to_string())
                min=min
                max=max
                required=!(optional || either)
                aria-describedby=described
                aria-invalid=invalid.then_some("true")
                value=value
            />
        </div>
    }
    .into_any()
}

/// The inside of a `<textarea>`. Leptos 0.8 writes children of a textarea unescaped, so the text goes in as HTML that we
/// escape ourselves; the newline in front is the one that an HTML parser drops.
fn textarea_html(value: &str) -> String {
    format!("\n{}", escape(value))
}

/// Several lines of text.
#[component]
pub fn TextArea<'a>(
    l: Locale,
    form: &'a FormState,
    #[prop(into)] name: String,
    #[prop(into)] label: Words,
    #[prop(optional, into)] hint: Words,
    #[prop(default = 5)] rows: u32,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(optional)] optional: bool,
    /// The language that is typed here, where it is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
    #[prop(default = None, into)] id: Option<String>,
) -> AnyView {
    let id = id.unwrap_or_else(|| field_id(&name));
    let error = form.error(&name).map(|e| e.text(l));
    let invalid = error.is_some();
    let described = described_by(&id, !hint.is_empty(), invalid);
    let text = textarea_html(&form.value(&name));
    view! {
        <div class=block_class(invalid)>
            <label class="label" for=id.clone()>{label.said()}{optional_mark(l, optional)}</label>
            {hint_line(&id, hint)}
            {error_line(l, &id, error)}
            <textarea
                class="input"
                id=id
                name=name
                rows=rows.to_string()
                lang=lang
                maxlength=maxlength.map(|n| n.to_string())
                required=!optional
                aria-describedby=described
                aria-invalid=invalid.then_some("true")
                inner_html=text
            ></textarea>
        </div>
    }
    .into_any()
}

/// What is wrong, after the name of its field; a question has its mark already.
fn under(label: &str, wrong: &str) -> String {
    let colon = if label.ends_with(['?', '!', ':', '.']) { "" } else { ":" };
    format!("{label}{colon} {wrong}")
}

/// What is wrong with the form, first on the page under its heading; nothing when nothing is wrong. It takes the focus
/// when the page opens, without a script.
#[component]
pub fn ErrorSummary<'a>(
    l: Locale,
    form: &'a FormState,
    /// What the fields are called, as (name, label): "Fill in this field." says nothing by itself. In the order of the page,
    /// which is that of the summary; a field that is not named here comes after them.
    #[prop(optional)]
    labels: Vec<(&'a str, String)>,
) -> impl IntoView + use<> {
    if !form.is_invalid() {
        return None;
    }
    let place = |e: &FieldError| labels.iter().position(|(name, _)| *name == e.field);
    let mut errors: Vec<(Option<usize>, &FieldError)> = form.errors.iter().map(|e| (place(e), e)).collect();
    errors.sort_by_key(|(at, _)| at.unwrap_or(usize::MAX));
    let items: Vec<_> = errors
        .into_iter()
        .map(|(at, e)| {
            let text = at.map_or_else(|| e.text(l), |at| under(&labels[at].1, &e.text(l)));
            // An error of the whole form has no field to go to.
            if e.field.is_empty() {
                view! { <li>{text}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{}", field_id(&e.field))>{text}</a></li> }.into_any()
            }
        })
        .collect();
    // Where no field is wrong, there is nothing to correct.
    let whole = form.errors.iter().all(|e| e.field.is_empty());
    let heading = if whole { "ui-errors-heading-whole" } else { "ui-errors-heading" };
    Some(
        view! {
            <div class="errors" id="errors" role="alert" tabindex="-1" autofocus aria-labelledby="errors-title">
                <h2 class="errors-title" id="errors-title">{l.t(heading)}</h2>
                <ul>{items}</ul>
            </div>
        }
        .into_any(),
    )
}

/// The weight of a button. One primary a page; warning for what cannot be undone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Primary,
    Secondary,
    Warning,
    /// Looks like a link.
    Quiet,
}

impl Tone {
    /// The classes, also for links that look like a button.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Secondary => "button button-secondary",
            Self::Warning => "button button-warning",
            Self::Quiet => "button button-quiet",
        }
    }
}

/// Sends the form it stands in.
#[component]
pub fn SubmitButton(
    #[prop(into)] label: String,
    #[prop(optional)] tone: Tone,
    /// Tells several buttons of one form apart.
    #[prop(optional)]
    name: Option<&'static str>,
    #[prop(optional, into)] value: Option<String>,
    /// Sends to another path than the form's own.
    #[prop(optional, into)]
    formaction: Option<String>,
) -> AnyView {
    view! {
        <button class=tone.class() type="submit" name=name value=value formaction=formaction>
            {label}
        </button>
    }
    .into_any()
}

/// A value that travels with the form and is not shown.
#[component]
pub fn HiddenField(#[prop(into)] name: String, #[prop(into)] value: String) -> AnyView {
    view! { <input type="hidden" name=name value=value /> }.into_any()
}

/// What a public form holds against machines: a field that people never see and machines fill in, the stamp of when it was
/// given out, and room for the work that a script may do.
#[component]
pub fn Guard(
    l: Locale,
    #[prop(into)] stamp: String,
    /// The script, where work is offered.
    #[prop(default = None)]
    work: Option<String>,
) -> AnyView {
    let work = work.map(|script| {
        view! {
            <HiddenField name="work" value="" />
            <script src=script defer></script>
        }
    });
    view! {
        <HiddenField name="stamp" value=stamp />
        {work}
        <div class="visually-hidden" aria-hidden="true">
            <label for="f-website">{l.t("ui-honeypot")}</label>
            <input id="f-website" name="website" type="text" tabindex="-1" autocomplete="off" data-1p-ignore="" data-lpignore="true" />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::to_html;

    const NASTY: &str = "\n</textarea><script>alert(1)</script>&amp;\"";

    fn state() -> FormState {
        let mut form = FormState::default();
        form.set("words", NASTY);
        form
    }

    #[test]
    fn typed_markup_stays_text_in_a_textarea() {
        let form = state();
        let html = to_html(view! { <TextArea l=Locale::En form=&form name="words" label="Words" /> });
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(
            html.contains(">\n\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;\"</textarea>"),
            "{html}"
        );
    }

    #[test]
    fn typed_markup_stays_text_in_a_line() {
        let form = state();
        let html = to_html(view! { <TextField l=Locale::En form=&form name="words" label="Words" /> });
        assert!(html.contains("value=\"\n&lt;/textarea&gt;&lt;script"), "{html}");
        assert!(html.contains("&quot;"), "{html}");
    }

    #[test]
    fn an_error_is_tied_to_its_field_and_to_the_summary() {
        let mut form = state();
        form.fail("words", "ui-error-required");
        let html = to_html(view! {
            <ErrorSummary l=Locale::En form=&form labels=vec![("words", "Words".to_owned())] />
            <TextField l=Locale::En form=&form name="words" label="Words" hint="In your language" />
        });
        assert!(html.contains("href=\"#f-words\">Words: "), "{html}");
        assert!(html.contains("aria-describedby=\"f-words-hint f-words-error\""), "{html}");
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        assert!(html.contains("role=\"alert\""), "{html}");
    }

    #[test]
    fn a_password_is_never_sent_back() {
        let form = state();
        let html = to_html(view! { <TextField l=Locale::En form=&form name="words" label="P" kind=Kind::Password /> });
        assert!(!html.contains("value="), "{html}");
    }

    #[test]
    fn one_of_several_fields_is_neither_required_nor_optional() {
        let form = state();
        let html = to_html(view! { <TextField l=Locale::En form=&form name="phone" label="Phone" either=true /> });
        assert!(!html.contains("required") && !html.contains("class=\"optional\""), "{html}");
    }

    #[test]
    fn a_summary_goes_down_the_page() {
        let mut form = FormState::default();
        for field in ["agreement", "elsewhere", "", "name", "question"] {
            form.fail(field, "ui-error-required");
        }
        let labels = [("name", "Name"), ("question", "Who are you?"), ("agreement", "Agreement")];
        let labels = labels.map(|(name, label)| (name, label.to_owned())).to_vec();
        let html = to_html(view! { <ErrorSummary l=Locale::En form=&form labels=labels /> });
        let wrong = Locale::En.t("ui-error-required");
        let order = [
            format!("href=\"#f-name\">Name: {wrong}"),
            format!("href=\"#f-question\">Who are you? {wrong}"),
            format!("href=\"#f-agreement\">Agreement: {wrong}"),
            format!("href=\"#f-elsewhere\">{wrong}"),
            format!("<li>{wrong}"),
        ];
        let at: Vec<_> = order.iter().map(|item| html.find(item.as_str())).collect();
        assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{at:?} {html}");
    }

    #[test]
    fn a_clean_form_has_no_summary() {
        let form = FormState::default();
        assert_eq!(to_html(view! { <ErrorSummary l=Locale::En form=&form /> }), "");
    }
}
