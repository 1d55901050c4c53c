//! Fields that offer choices.

use leptos::prelude::*;

use super::fields::{block_class, described_by, error_line, field_id, hint_line, optional_mark};
use super::words::Words;
use crate::form::FormState;
use crate::i18n::Locale;

/// One thing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The code that is sent.
    pub value: String,
    pub label: String,
    /// A line under the label; radios and check boxes only.
    pub hint: String,
    /// The language of the label, where it is not the page's (names of languages).
    pub lang: Option<&'static str>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), ..Self::default() }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    #[must_use]
    pub const fn lang(mut self, lang: &'static str) -> Self {
        self.lang = Some(lang);
        self
    }

    /// The four languages by their own names.
    #[must_use]
    pub fn locales() -> Vec<Self> {
        Locale::ALL.into_iter().map(|l| Self::new(l.code(), l.name()).lang(l.code())).collect()
    }
}

/// One of many, when there are more than about seven; otherwise a [`RadioGroup`].
#[component]
pub fn Select<'a>(
    l: Locale,
    form: &'a FormState,
    #[prop(into)] name: String,
    #[prop(into)] label: Words,
    #[prop(optional, into)] hint: Words,
    choices: Vec<Choice>,
    /// The first line, with an empty value: "choose", "all regions". None when there is no empty answer.
    #[prop(default = None, into)]
    empty: Option<String>,
    #[prop(optional)] optional: bool,
    #[prop(default = None, into)] id: Option<String>,
) -> AnyView {
    let id = id.unwrap_or_else(|| field_id(&name));
    let error = form.error(&name).map(|e| e.text(l));
    let invalid = error.is_some();
    let described = described_by(&id, !hint.is_empty(), invalid);
    let empty = empty.map(|text| view! { <option value="">{text}</option> });
    let options: Vec<_> = choices
        .into_iter()
        .map(|c| {
            let selected = form.has(&name, &c.value);
            view! { <option value=c.value lang=c.lang selected=selected>{c.label}</option> }
        })
        .collect();
    view! {
        <div class=block_class(invalid)>
            <label class="label" for=id.clone()>{label.said()}{optional_mark(l, optional)}</label>
            {hint_line(&id, hint)}
            {error_line(l, &id, error)}
            <select
                class="input"
                id=id
                name=name
                aria-describedby=described
                aria-invalid=invalid.then_some("true")
            >
                {empty}
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// The lines of a group; the first control carries the bare id, so that the summary of errors finds it.
fn options(
    form: &FormState,
    name: &str,
    id: &str,
    kind: &'static str,
    choices: Vec<Choice>,
    invalid: bool,
) -> Vec<AnyView> {
    choices
        .into_iter()
        .enumerate()
        .map(|(i, c)| {
            let own = if i == 0 { id.to_owned() } else { format!("{id}-{}", i + 1) };
            let checked = form.has(name, &c.value);
            // The first option has the group's own id, whose hint is the group's.
            let described = (!c.hint.is_empty()).then(|| format!("{own}-option-hint"));
            let hint = hint_line(&format!("{own}-option"), c.hint.into());
            view! {
                <div class="option">
                    <input
                        class="option-input"
                        id=own.clone()
                        name=name.to_owned()
                        type=kind
                        value=c.value
                        checked=checked
                        aria-describedby=described
                        aria-invalid=(invalid && kind == "checkbox").then_some("true")
                    />
                    <div class="option-text">
                        <label class="option-label" for=own lang=c.lang>{c.label}</label>
                        {hint}
                    </div>
                </div>
            }
            .into_any()
        })
        .collect()
}

/// The block around a group of options.
fn group(
    l: Locale,
    id: &str,
    legend: Words,
    hint: Words,
    optional: bool,
    error: Option<String>,
    rows: Vec<AnyView>,
) -> AnyView {
    let invalid = error.is_some();
    let described = described_by(id, !hint.is_empty(), invalid);
    view! {
        <fieldset class=block_class(invalid) aria-describedby=described>
            <legend class="label">{legend.said()}{optional_mark(l, optional)}</legend>
            {hint_line(id, hint)}
            {error_line(l, id, error)}
            <div class="options">{rows}</div>
        </fieldset>
    }
    .into_any()
}

/// One of a few.
#[component]
pub fn RadioGroup<'a>(
    l: Locale,
    form: &'a FormState,
    #[prop(into)] name: String,
    #[prop(into)] legend: Words,
    #[prop(optional, into)] hint: Words,
    choices: Vec<Choice>,
    #[prop(optional)] optional: bool,
) -> AnyView {
    let id = field_id(&name);
    let error = form.error(&name).map(|e| e.text(l));
    let rows = options(form, &name, &id, "radio", choices, error.is_some());
    group(l, &id, legend, hint, optional, error, rows)
}

/// Any number of a few.
#[component]
pub fn CheckboxGroup<'a>(
    l: Locale,
    form: &'a FormState,
    #[prop(into)] name: String,
    #[prop(into)] legend: Words,
    #[prop(optional, into)] hint: Words,
    choices: Vec<Choice>,
    #[prop(optional)] optional: bool,
) -> AnyView {
    let id = field_id(&name);
    let error = form.error(&name).map(|e| e.text(l));
    let rows = options(form, &name, &id, "checkbox", choices, error.is_some());
    group(l, &id, legend, hint, optional, error, rows)
}

/// One statement to agree to. Never ticked beforehand: it shows only what the person ticked.
#[component]
pub fn Checkbox<'a>(
    l: Locale,
    form: &'a FormState,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Words,
    /// What is sent when it is ticked.
    #[prop(default = "yes")]
    value: &'static str,
    #[prop(default = None, into)] id: Option<String>,
) -> AnyView {
    let id = id.unwrap_or_else(|| field_id(&name));
    let error = form.error(&name).map(|e| e.text(l));
    let invalid = error.is_some();
    let described = described_by(&id, !hint.is_empty(), invalid);
    let checked = form.has(&name, value);
    view! {
        <div class=block_class(invalid)>
            {error_line(l, &id, error)}
            <div class="option option-consent">
                <input
                    class="option-input"
                    id=id.clone()
                    name=name
                    type="checkbox"
                    value=value
                    checked=checked
                    aria-describedby=described
                    aria-invalid=invalid.then_some("true")
                />
                <div class="option-text">
                    <label class="option-label" for=id.clone()>{label}</label>
                    {hint_line(&id, hint)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::to_html;

    fn form() -> FormState {
        let mut form = FormState::default();
        form.values.insert("need".into(), vec!["meals".into(), "childcare".into()]);
        form
    }

    fn choices() -> Vec<Choice> {
        vec![
            Choice::new("travel", "Travel"),
            Choice::new("meals", "Meals").hint("At noon"),
            Choice::new("childcare", "Childcare"),
        ]
    }

    #[test]
    fn every_ticked_box_comes_back_ticked() {
        let form = form();
        let html =
            to_html(view! { <CheckboxGroup l=Locale::En form=&form name="need" legend="Needs" choices=choices() /> });
        assert_eq!(html.matches(" checked").count(), 2, "{html}");
        assert!(html.contains("id=\"f-need\"") && html.contains("id=\"f-need-3\""), "{html}");
        assert!(html.contains("aria-describedby=\"f-need-2-option-hint\""), "{html}");
    }

    #[test]
    fn a_select_keeps_the_choice() {
        let form = form();
        let html = to_html(
            view! { <Select l=Locale::En form=&form name="need" label="Need" choices=choices() empty="All".to_owned() /> },
        );
        assert!(html.contains("value=\"meals\" selected"), "{html}");
        assert!(html.contains("<option value=\"\">All</option>"), "{html}");
    }

    #[test]
    fn agreement_is_never_ticked_beforehand() {
        let form = form();
        let html = to_html(view! { <Checkbox l=Locale::En form=&form name="agree" label="I agree" /> });
        assert!(!html.contains(" checked"), "{html}");
    }
}
