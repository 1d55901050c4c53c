//! What is missing before publishing, each line a way to its field; and which texts there are in which language.

use leptos::prelude::*;

use super::super::window_words;
use crate::clock::Instant;
use crate::events::form::text_field;
use crate::events::model::checklist::{At, Counts, Line, PARTS, Point, Section, Standing, checklist, is_needed, lacks};
use crate::events::model::{Event, State};
use crate::i18n::{Locale, arg, range};
use crate::ui::{CardTable, Mood, StateTag};

/// The list, for drafts whole, later only what is still missing; nothing where nothing can be edited any more.
pub(super) fn list(l: Locale, event: &Event, counts: Counts, base: &str, now: Instant) -> Option<AnyView> {
    if matches!(event.state, State::Cancelled | State::Archived) {
        return None;
    }
    let draft = event.state == State::Draft;
    let lines: Vec<Line> =
        checklist(event, now, counts).into_iter().filter(|line| draft || line.standing > Standing::Done).collect();
    if lines.is_empty() {
        return None;
    }
    let missing = lines.iter().filter(|line| line.standing == Standing::Missing).count();
    let lead = if !draft {
        l.t("editor-checklist-later")
    } else if missing == 0 {
        l.t("editor-checklist-ready")
    } else {
        l.ta("editor-checklist-missing", &[("n", arg(missing))])
    };
    let items: Vec<_> = lines.iter().map(|line| item(l, event, (line, counts), base, now)).collect();
    Some(
        view! {
            <section class="section" aria-labelledby="checklist">
                <h2 id="checklist">{l.t(if draft { "editor-checklist" } else { "editor-checklist-after" })}</h2>
                <p>{lead}</p>
                <ol class="checklist">{items}</ol>
            </section>
        }
        .into_any(),
    )
}

/// What stands against publishing, each a way to its field.
pub(super) fn open(l: Locale, event: &Event, base: &str, now: Instant) -> AnyView {
    let lines = checklist(event, now, Counts::default()).into_iter().filter(|line| line.standing == Standing::Missing);
    let items: Vec<_> = lines.map(|line| item(l, event, (&line, Counts::default()), base, now)).collect();
    view! { <ol class="checklist">{items}</ol> }.into_any()
}

fn item(l: Locale, event: &Event, (line, counts): (&Line, Counts), base: &str, now: Instant) -> AnyView {
    let (word, mood) = match line.standing {
        Standing::Done => ("editor-standing-done", Mood::Good),
        Standing::Advice => ("editor-standing-advice", Mood::Waiting),
        Standing::Missing => ("editor-standing-missing", Mood::Bad),
    };
    let href = match &line.at {
        At::Field(section, field) => format!("{base}/edit/{}#f-{field}", section.code()),
        At::Page(page) => format!("{base}/{page}"),
        At::Here(id) => format!("#{id}"),
    };
    view! {
        <li>
            <a href=href>{l.t(&format!("editor-point-{}", line.point.code()))}</a>
            <span class="checklist-said">{said(l, event, (line, counts), now)}</span>
            <StateTag label=l.t(word) mood=mood />
        </li>
    }
    .into_any()
}

/// How things are at this point, in a few words.
fn said(l: Locale, event: &Event, (line, counts): (&Line, Counts), now: Instant) -> String {
    let parts = |of: Locale| {
        lacks(event, of).into_iter().map(|p| l.t(&format!("events-text-{p}"))).collect::<Vec<_>>().join(", ")
    };
    let main = event.main_locale;
    let done = line.standing == Standing::Done;
    match line.point {
        Point::Texts if done => main.name().to_owned(),
        Point::Texts => l.ta("editor-said-lacks", &[("language", arg(main.name())), ("parts", arg(parts(main)))]),
        Point::Translations if done => l.t("editor-said-all-languages"),
        Point::Translations => {
            let lacking: Vec<_> =
                Locale::ALL.into_iter().filter(|o| *o != main && !lacks(event, *o).is_empty()).collect();
            let names = lacking.into_iter().map(Locale::name).collect::<Vec<_>>().join(", ");
            l.ta("editor-said-languages", &[("languages", arg(names))])
        }
        Point::Sessions if !done => l.t("editor-said-over"),
        Point::Sessions => {
            let when = range(l, event.zone, event.starts_at, event.ends_at, now);
            l.ta("editor-said-sessions", &[("n", arg(event.sessions.len())), ("when", arg(when))])
        }
        Point::Titles if done => l.t("editor-said-titles"),
        Point::Titles => l.t("editor-said-titles-missing"),
        Point::Places => l.ta("editor-said-places", &[("n", arg(event.capacity))]),
        Point::Window => window_words(l, event, now),
        Point::Admission => l.t(&format!("events-admission-{}", event.admission.code().replace('_', "-"))),
        Point::Criteria => l.t("editor-said-criteria"),
        Point::Questions => l.ta("editor-said-questions", &[("n", arg(counts.questions))]),
        Point::Safety if event.safe_mode => l.t("editor-said-safe"),
        Point::Safety => l.t("editor-said-open"),
        Point::Facilitators if done => l.t("editor-said-facilitators"),
        Point::Facilitators => l.t("events-facilitators-none"),
    }
}

/// Languages by parts: what is there, and a way to what is not.
pub(super) fn completeness(l: Locale, event: &Event, base: &str, may_edit: bool) -> AnyView {
    let mut headers = vec![l.t("editor-table-language")];
    headers.extend(PARTS.iter().map(|(part, _)| l.t(&format!("events-text-{part}"))));
    let rows: Vec<Vec<AnyView>> = Locale::ALL
        .into_iter()
        .map(|of| {
            let main = of == event.main_locale;
            let name = view! {
                <span lang=of.code()>{of.name()}</span>
                {main.then(|| view! { " " <span class="small">{l.t("editor-table-main")}</span> })}
            };
            let mut cells = vec![name.into_any()];
            for (part, pick) in PARTS {
                let there = event.texts.get(&of).is_some_and(|t| !pick(t).is_empty());
                cells.push(cell(l, (part, of), there, base, may_edit));
            }
            cells
        })
        .collect();
    view! {
        <section class="section" aria-labelledby="completeness">
            <h2 id="completeness">{l.t("editor-table")}</h2>
            <CardTable caption=l.t("editor-table") quiet=true headers=headers rows=rows />
        </section>
    }
    .into_any()
}

fn cell(l: Locale, (part, of): (&str, Locale), there: bool, base: &str, may_edit: bool) -> AnyView {
    let word = match (there, is_needed(part)) {
        (true, _) => return view! { <span class="there">"✓ " {l.t("editor-there")}</span> }.into_any(),
        (false, true) => l.t("editor-not-there"),
        (false, false) => l.t("editor-not-there-optional"),
    };
    if !may_edit {
        return word.into_any();
    }
    let href = format!("{base}/edit/{}#f-{}", Section::Texts.code(), text_field(part, of));
    let label = format!("{word}: {}, {}", l.t(&format!("events-text-{part}")), of.name());
    view! { <a href=href aria-label=label>{word.clone()}</a> }.into_any()
}
