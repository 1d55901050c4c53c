//! Small parts that many pages share.

use leptos::prelude::*;

use crate::i18n::Locale;

/// What a notice or a tag means. The words say it; the colour repeats it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Nothing to do.
    #[default]
    Neutral,
    /// It went well: confirmed, present, public.
    Good,
    /// It waits for somebody: waitlisted, late, in review.
    Waiting,
    /// It needs attention or was refused: cancelled, conflict, held.
    Bad,
}

impl Mood {
    const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Good => "good",
            Self::Waiting => "waiting",
            Self::Bad => "bad",
        }
    }
}

/// An e-mail address, which a narrow column breaks before the `@` rather than anywhere.
#[must_use]
pub fn address(text: &str) -> AnyView {
    let (name, host) = text.rfind('@').map_or((text, None), |at| (&text[..at], Some(text[at..].to_owned())));
    view! { {name.to_owned()}{host.map(|host| view! { <wbr />{host} })} }.into_any()
}

/// Something to know before going on. After a post, `announce` has it read aloud.
#[component]
pub fn Notice(
    #[prop(optional)] mood: Mood,
    #[prop(optional, into)] title: String,
    #[prop(optional)] announce: bool,
    children: Children,
) -> AnyView {
    let title = (!title.is_empty()).then(|| view! { <p class="notice-title">{title}</p> });
    view! {
        <div class=format!("notice notice-{}", mood.name()) role=announce.then_some("status")>
            {title}
            {children()}
        </div>
    }
    .into_any()
}

/// A state in one or two words.
#[component]
pub fn StateTag(#[prop(into)] label: String, #[prop(optional)] mood: Mood) -> AnyView {
    view! { <span class=format!("tag tag-{}", mood.name())>{label}</span> }.into_any()
}

/// What stands where a list would: why it is empty and what to do.
#[component]
pub fn EmptyState(#[prop(into)] title: String, #[prop(optional)] children: Option<Children>) -> AnyView {
    view! {
        <div class="empty">
            <p class="empty-title">{title}</p>
            {children.map(|c| c())}
        </div>
    }
    .into_any()
}

/// Links to the neighbouring pages of a list in time order; nothing when there are none.
#[component]
pub fn Pagination(
    l: Locale,
    #[prop(default = None, into)] newer: Option<String>,
    #[prop(default = None, into)] older: Option<String>,
    /// Whether what follows comes later in some other order than that of time, newest first.
    #[prop(optional)]
    ordered: bool,
) -> impl IntoView {
    if newer.is_none() && older.is_none() {
        return None;
    }
    let (before, after) = if ordered { ("ui-page-before", "ui-page-after") } else { ("ui-newer", "ui-older") };
    let newer = newer.map(|href| view! { <a href=href rel="prev">"← "{l.t(before)}</a> });
    let older = older.map(|href| view! { <a class="pages-older" href=href rel="next">{l.t(after)}" →"</a> });
    Some(view! { <nav class="pages" aria-label=l.t("ui-pagination")>{newer}{older}</nav> }.into_any())
}

/// One step up, above the heading.
#[component]
pub fn BackLink(#[prop(into)] href: String, #[prop(into)] label: String) -> AnyView {
    view! { <p class="back"><a href=href><span aria-hidden="true">"←"</span><span>{label}</span></a></p> }.into_any()
}

/// A place on the way to this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    /// None for the page itself.
    pub href: Option<String>,
}

/// The way from the top to this page.
#[component]
pub fn Breadcrumb(l: Locale, items: Vec<Crumb>) -> AnyView {
    let items: Vec<_> = items
        .into_iter()
        .map(|c| match c.href {
            Some(href) => view! { <li><a href=href>{c.label}</a></li> }.into_any(),
            None => view! { <li aria-current="page">{c.label}</li> }.into_any(),
        })
        .collect();
    view! { <nav class="crumbs" aria-label=l.t("ui-breadcrumb")><ol>{items}</ol></nav> }.into_any()
}

/// One step of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub label: String,
    /// When, or what it says about this step; may be empty.
    pub detail: String,
}

/// The steps of a process, with those behind, the present one and those ahead told apart in words for screen readers.
#[component]
pub fn Steps(
    l: Locale,
    items: Vec<Step>,
    /// The index of the present step; `items.len()` when all are done.
    current: usize,
) -> AnyView {
    let items: Vec<_> = items
        .into_iter()
        .enumerate()
        .map(|(i, step)| {
            let (class, word) = match i.cmp(&current) {
                std::cmp::Ordering::Less => ("step step-done", "ui-step-done"),
                std::cmp::Ordering::Equal => ("step step-current", "ui-step-current"),
                std::cmp::Ordering::Greater => ("step", "ui-step-ahead"),
            };
            let detail = (!step.detail.is_empty()).then(|| view! { <span class="step-detail">{step.detail}</span> });
            view! {
                <li class=class aria-current=(i == current).then_some("step")>
                    <span class="step-label">{step.label}</span>
                    <span class="visually-hidden">" ("{l.t(word)}")"</span>
                    {detail}
                </li>
            }
        })
        .collect();
    view! { <ol class="steps">{items}</ol> }.into_any()
}

/// How much of a whole: the words carry the number, the bar repeats it.
#[component]
pub fn Progress(
    /// What is said beside the bar: "12 places of 30 left".
    #[prop(into)]
    label: String,
    value: u32,
    max: u32,
) -> AnyView {
    view! {
        <div class="progress">
            <span class="progress-label" aria-hidden="true">{label.clone()}</span>
            <progress value=value.to_string() max=max.max(1).to_string() aria-label=label></progress>
        </div>
    }
    .into_any()
}

/// Leaves the site at once for a neutral one. A plain link: it works without a script, and the other site does not
/// learn where the reader came from. Where scripts run, `exit.js` also takes the page out of the history, lets Esc pressed
/// three times do the same, and shows that it does.
#[component]
pub fn QuickExit(l: Locale, #[prop(into)] href: String) -> AnyView {
    view! {
        <a class="quick-exit" href=href rel="noreferrer nofollow">
            {l.t("ui-quick-exit")}
            <span class="quick-exit-keys" hidden>"Esc × 3"</span>
        </a>
    }
    .into_any()
}

/// A person's words, as the wall shows them.
#[component]
pub fn Quote(
    l: Locale,
    #[prop(into)] quote: String,
    /// The language of the words.
    lang: Locale,
    /// The line about the person, exactly as agreed.
    #[prop(into)]
    person: String,
    /// Region, training; each may be missing.
    #[prop(optional)]
    context: Vec<String>,
    #[prop(default = None, into)] headline: Option<String>,
    /// What hard matter the words hold; they are then shown only after a tap.
    #[prop(default = None, into)]
    note: Option<String>,
    /// Translations: language and link.
    #[prop(optional)]
    also: Vec<(Locale, String)>,
    /// The page of this testimonial.
    #[prop(default = None, into)]
    href: Option<String>,
    /// These words are a translation from this language.
    #[prop(default = None, into)]
    translated_from: Option<Locale>,
    #[prop(default = 2)] level: u8,
) -> AnyView {
    let code = lang.code();
    let headline = headline.map(|text| {
        let inner = match href.clone() {
            Some(href) => view! { <a href=href>{text}</a> }.into_any(),
            None => text.into_any(),
        };
        match level {
            1 => view! { <h1 class="quote-headline" lang=code>{inner}</h1> }.into_any(),
            2 => view! { <h2 class="quote-headline" lang=code>{inner}</h2> }.into_any(),
            _ => view! { <h3 class="quote-headline" lang=code>{inner}</h3> }.into_any(),
        }
    });
    let words = view! { <blockquote class="quote-words" lang=code><p>{quote}</p></blockquote> };
    let words = match note {
        Some(note) => view! {
            <details class="quote-note">
                <summary>{l.t("ui-content-note")}" "{note}</summary>
                {words}
            </details>
        }
        .into_any(),
        None => words.into_any(),
    };
    let origin = match translated_from {
        Some(from) => Some(l.ta("ui-translated-from", &[("language", from.name().into())])),
        None if lang != l => Some(l.ta("ui-original-in", &[("language", lang.name().into())])),
        None => None,
    };
    let origin = origin.map(|text| view! { <span class="quote-language">{text}</span> });
    let also: Vec<_> = also
        .into_iter()
        .map(|(other, href)| {
            view! { <a href=href hreflang=other.code()>{l.ta("ui-read-in", &[("language", other.name().into())])}</a> }
        })
        .collect();
    let context: Vec<_> = context.into_iter().map(|c| view! { <span>{c}</span> }).collect();
    view! {
        <article class="quote">
            {headline}
            {words}
            <footer class="quote-foot">
                <span class="quote-person">{person}</span>
                {context}
                {origin}
                {also}
            </footer>
        </article>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::to_html;

    #[test]
    fn words_in_another_language_say_which() {
        let html = to_html(view! {
            <Quote l=Locale::En lang=Locale::Ky quote="<b>Сөз" person="A." note="violence".to_owned() />
        });
        assert!(html.contains("lang=\"ky\"") && html.contains("&lt;b&gt;Сөз"), "{html}");
        assert!(html.contains("Кыргызча") && html.contains("<details"), "{html}");
    }

    #[test]
    fn no_neighbours_no_navigation() {
        assert_eq!(to_html(view! { <Pagination l=Locale::En /> }), "");
        assert!(to_html(view! { <Pagination l=Locale::En older="?before=x".to_owned() /> }).contains("rel=\"next\""));
    }

    #[test]
    fn exit_tells_nothing() {
        assert!(
            to_html(view! { <QuickExit l=Locale::Ru href="https://example.org/" /> })
                .contains("rel=\"noreferrer nofollow\"")
        );
    }

    #[test]
    fn an_address_breaks_where_it_is_made_of_parts() {
        let html = |text| crate::ui::to_html(address(text));
        assert_eq!(html("a.b@staff.test"), "a.b<wbr>@staff.test");
        assert_eq!(html("ө"), "ө");
    }

    #[test]
    fn the_present_step_is_marked() {
        let items = ["a", "b"].map(|s| Step { label: s.into(), detail: String::new() }).to_vec();
        let html = to_html(view! { <Steps l=Locale::En items=items current=1 /> });
        assert_eq!(html.matches("aria-current=\"step\"").count(), 1, "{html}");
    }
}
