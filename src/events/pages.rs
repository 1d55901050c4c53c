//! Pages of events, and the small parts they share.

mod editor;
mod public;
mod staff;

pub use editor::{edit, form_name, new, practical, registration, sessions, tell, texts};
pub use public::{home, list, show};
pub use staff::{archive, cancel, copy, overview, preview, publish, series, staff_list};

use leptos::prelude::*;

use super::model::{Event, Region, State, Window};
use crate::clock::Instant;
use crate::i18n::{Locale, ago_or_until, arg, day_time, month, range};
use crate::ui::{Mood, StateTag};

/// When it is, as far as readers may know: the month in safe mode, the days of a long event, the hour of a short one.
fn when(l: Locale, event: &Event, now: Instant) -> String {
    let zone = event.zone;
    let one_day = event.starts_at.with_timezone(&zone).date_naive() == event.ends_at.with_timezone(&zone).date_naive();
    if event.safe_mode {
        month(l, event.month())
    } else if one_day {
        day_time(l, zone, event.starts_at, now)
    } else {
        range(l, zone, event.starts_at, event.ends_at, now)
    }
}

/// [`when`] for machines.
fn machine_time(event: &Event) -> String {
    let at = event.starts_at.with_timezone(&event.zone);
    if event.safe_mode { at.format("%Y-%m").to_string() } else { at.format("%Y-%m-%dT%H:%M%:z").to_string() }
}

fn region_name(regions: &[Region], event: &Event, l: Locale) -> String {
    regions.iter().find(|r| r.code == event.region).map_or_else(|| event.region.clone(), |r| r.name(l))
}

/// Names of languages, each in its own.
fn languages(list: &[Locale]) -> AnyView {
    let names: Vec<_> = list
        .iter()
        .enumerate()
        .map(|(i, l)| view! { {(i > 0).then_some(", ")} <span lang=l.code()>{l.name()}</span> })
        .collect();
    names.into_any()
}

/// A text with its language where that is not the page's.
fn in_language((text, found): (&str, Locale), l: Locale) -> AnyView {
    let text = text.to_owned();
    if found == l { text.into_any() } else { view! { <span lang=found.code()>{text}</span> }.into_any() }
}

/// Paragraphs of a text: blank lines part them, single line ends stay.
fn paragraphs(text: &str) -> AnyView {
    let paragraph = |p: &str| {
        let lines: Vec<_> = p
            .lines()
            .enumerate()
            .map(|(i, line)| view! { {(i > 0).then(|| view! { <br /> })} {line.trim_end().to_owned()} })
            .collect();
        view! { <p>{lines}</p> }
    };
    text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).map(paragraph).collect::<Vec<_>>().into_any()
}

/// What somebody who comes to register would meet, in a few words.
fn window_label(l: Locale, event: &Event, window: Window) -> String {
    match window {
        Window::Open if event.selects() => l.ta("events-places-chosen", &[("n", arg(event.capacity))]),
        Window::Open => l.ta("events-places-left", &[("n", arg(event.places_left()))]),
        other => l.t(&format!("events-window-{}", other.code().replace('_', "-"))),
    }
}

const fn window_mood(window: Window) -> Mood {
    match window {
        Window::Open => Mood::Good,
        Window::WaitingList | Window::NotYet => Mood::Waiting,
        Window::Cancelled => Mood::Bad,
        Window::Draft | Window::Closed | Window::Over => Mood::Neutral,
    }
}

fn window_tag(l: Locale, event: &Event, now: Instant) -> AnyView {
    let window = event.window(now);
    view! { <StateTag label=window_label(l, event, window) mood=window_mood(window) /> }.into_any()
}

fn state_tag(l: Locale, state: State) -> AnyView {
    let mood = match state {
        State::Published => Mood::Good,
        State::Draft => Mood::Waiting,
        State::Cancelled => Mood::Bad,
        State::Completed | State::Archived => Mood::Neutral,
    };
    view! { <StateTag label=l.t(&format!("events-state-{}", state.code())) mood=mood /> }.into_any()
}

fn kind_name(l: Locale, event: &Event) -> String {
    l.t(&format!("events-kind-{}", event.kind.code().replace('_', "-")))
}

/// When registration opens and closes, as somebody says it who plans: "Opens with publication, closes in 3 days."
fn window_words(l: Locale, event: &Event, now: Instant) -> String {
    let closes = arg(ago_or_until(l, event.registration_closes_at, now));
    let day = arg(day_time(l, event.zone, event.registration_closes_at, now));
    let closing = if event.registration_closes_at > now { "editor-window-closes" } else { "editor-window-closed" };
    let closing = l.ta(closing, &[("when", closes), ("day", day)]);
    let opening = match event.registration_opens_at {
        None if event.state == State::Draft => l.t("editor-window-opens-published"),
        Some(at) if at > now => {
            let day = arg(day_time(l, event.zone, at, now));
            l.ta("editor-window-opens", &[("when", arg(ago_or_until(l, at, now))), ("day", day)])
        }
        _ if event.registration_closes_at > now => l.t("editor-window-open"),
        _ => String::new(),
    };
    format!("{opening} {closing}").trim_start().to_owned()
}

/// "closes in 3 days", while that still matters.
fn deadline(l: Locale, event: &Event, now: Instant) -> Option<String> {
    match event.window(now) {
        Window::Open | Window::WaitingList => {
            let until = ago_or_until(l, event.registration_closes_at, now);
            let key = if event.selects() { "events-applications-close" } else { "events-closes" };
            Some(l.ta(key, &[("when", arg(until))]))
        }
        Window::NotYet => {
            let opens = event.registration_opens_at.unwrap_or(now);
            Some(l.ta("events-opens", &[("when", arg(ago_or_until(l, opens, now)))]))
        }
        _ => None,
    }
}
