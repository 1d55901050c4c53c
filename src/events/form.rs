//! What staff type about events, read into the inputs of the use cases, and an event written back into the fields.
//!
//! The editor has sections, each a form of its own that is saved alone ([`Part`]); a new event begins with the few fields of
//! [`start`]. Fields that exist once a language end in its code (`title_ky`); those of a session begin with its row
//! (`s0_start`).

pub mod cancel;
pub mod copy;
pub mod practical;
pub mod registration;
pub mod series;
pub mod sessions;
pub mod start;
pub mod texts;

use std::collections::BTreeMap;

use chrono::Duration;
use uuid::Uuid;

use super::model::{Admission, Event, EventText, Kind, is_slug};
use crate::clock::Instant;
use crate::form::FormState;
use crate::i18n::{Locale, Zone};

/// Characters at most.
pub const TITLE_MAX: usize = 120;
pub const SUMMARY_MAX: usize = 200;
pub const DESCRIPTION_MAX: usize = 3000;
pub const AUDIENCE_MAX: usize = 500;
pub const VENUE_MAX: usize = 200;
pub const SESSION_TITLE_MAX: usize = 80;
/// Of the public reason of a cancellation, in each language.
pub const REASON_MAX: usize = 300;
/// The longest IANA name has 32 characters.
pub const ZONE_MAX: usize = 40;
/// Sessions of one event at most.
pub const SESSIONS_MAX: usize = 12;
/// A session that goes on past midnight lasts so long at most.
pub const PAST_MIDNIGHT_MAX: Duration = Duration::hours(16);
/// Places of one event; the table's CHECK says the same.
pub const CAPACITY_MIN: i64 = 1;
pub const CAPACITY_MAX: i64 = 100_000;
/// Hours for which an offered place is held, at least and at most: two weeks. The table's CHECK says the same.
pub const OFFER_HOURS_MIN: i64 = 1;
pub const OFFER_HOURS_MAX: i64 = 336;

/// The zones offered by name; any other is typed.
pub const ZONES: [&str; 4] = ["Asia/Bishkek", "Asia/Tashkent", "Asia/Almaty", "Asia/Dushanbe"];
/// Choices of the field `zone` besides [`ZONES`].
pub const OTHER_ZONE: &str = "other";
/// The button that asks for another row and saves nothing.
pub const ADD_SESSION: &str = "add-session";
/// The button that leads from the page about what people will be told back to the form.
pub const BACK: &str = "back";

/// The parts of the texts, each with its limit and whether the main language of what is public must have it.
pub const TEXT_PARTS: [(&str, usize, bool); 5] = [
    ("title", TITLE_MAX, true),
    ("summary", SUMMARY_MAX, true),
    ("description", DESCRIPTION_MAX, true),
    ("audience", AUDIENCE_MAX, false),
    ("venue", VENUE_MAX, true),
];

const COVERS: [&str; 4] = ["travel", "meals", "lodging", "childcare"];

/// A session as the editor gives it; without an id it is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionInput {
    pub id: Option<Uuid>,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub titles: BTreeMap<Locale, String>,
}

/// A whole event as its author wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct EventInput {
    pub kind: Kind,
    /// None: made from the title, or kept as it is.
    pub slug: Option<String>,
    pub region: String,
    pub zone: Zone,
    pub main_locale: Locale,
    pub languages: Vec<Locale>,
    pub interpreted: Vec<Locale>,
    pub covers_travel: bool,
    pub covers_meals: bool,
    pub covers_lodging: bool,
    pub covers_childcare: bool,
    pub step_free: bool,
    pub safe_mode: bool,
    pub registration_opens_at: Option<Instant>,
    pub registration_closes_at: Instant,
    pub admission: Admission,
    /// None: while registration is open.
    pub answers_until: Option<Instant>,
    /// None: as the instance is configured.
    pub offer_hours: Option<i64>,
    pub capacity: i64,
    /// The main locale has a title; languages without a word are left out.
    pub texts: BTreeMap<Locale, EventText>,
    /// By start, without overlap, at least one.
    pub sessions: Vec<SessionInput>,
    /// That of the event the edit was made from; nothing to a new one.
    pub version: i64,
}

impl EventInput {
    /// The edit that changes nothing.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        let session = |s: &super::model::Session| SessionInput {
            id: Some(s.id),
            starts_at: s.starts_at,
            ends_at: s.ends_at,
            titles: s.titles.clone(),
        };
        Self {
            kind: event.kind,
            slug: Some(event.slug.clone()),
            region: event.region.clone(),
            zone: event.zone,
            main_locale: event.main_locale,
            languages: event.languages.clone(),
            interpreted: event.interpreted.clone(),
            covers_travel: event.covers_travel,
            covers_meals: event.covers_meals,
            covers_lodging: event.covers_lodging,
            covers_childcare: event.covers_childcare,
            step_free: event.step_free,
            safe_mode: event.safe_mode,
            registration_opens_at: event.registration_opens_at,
            registration_closes_at: event.registration_closes_at,
            admission: event.admission,
            answers_until: event.answers_until,
            offer_hours: event.offer_hours,
            capacity: event.capacity,
            texts: event.texts.clone(),
            sessions: event.sessions.iter().map(session).collect(),
            version: event.version,
        }
    }

    /// First start and last end.
    #[must_use]
    pub fn span(&self) -> (Instant, Instant) {
        let first = self.sessions.iter().map(|s| s.starts_at).min().unwrap_or_default();
        (first, self.sessions.iter().map(|s| s.ends_at).max().unwrap_or(first))
    }

    /// Where it takes place, for readers of `l`; empty where nobody wrote it yet.
    #[must_use]
    pub fn venue(&self, l: Locale) -> &str {
        let found = l.fallbacks().find_map(|f| self.texts.get(&f).map(|t| t.venue.as_str()).filter(|v| !v.is_empty()));
        found.unwrap_or_default()
    }

    /// What does not fit together though each section for itself does: two people may have saved two of them.
    #[must_use]
    pub fn contradiction(&self) -> Option<&'static str> {
        let (_, end) = self.span();
        if self.registration_opens_at.is_some_and(|opens| opens >= self.registration_closes_at) {
            Some("events-error-closes-before-opens")
        } else if self.registration_closes_at > end {
            Some("events-error-closes-after-end")
        } else if self.answers_until.is_some_and(|until| until > end) {
            Some("events-error-answers-after-end")
        } else {
            None
        }
    }
}

/// A section of the editor as its author wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Texts(texts::Texts),
    Sessions(sessions::Sessions),
    Registration(registration::Terms),
    Practical(practical::Practical),
}

/// A saved section; the rest of the event stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// That of the event the edit was made from.
    pub version: i64,
    pub part: Part,
}

impl Edit {
    fn of(form: &FormState, part: Part) -> Self {
        Self { version: form.value("version").parse().unwrap_or(0), part }
    }

    /// The whole event with this section in place of its own.
    #[must_use]
    pub fn onto(self, event: &Event) -> EventInput {
        let mut input = EventInput { version: self.version, ..EventInput::of(event) };
        match self.part {
            Part::Texts(texts) => texts.onto(&mut input),
            Part::Sessions(sessions) => sessions.onto(&mut input),
            Part::Registration(terms) => terms.onto(&mut input),
            Part::Practical(practical) => practical.onto(&mut input),
        }
        input
    }
}

/// Whether a session takes several days: it may go on past midnight, and not much longer than a night.
fn takes_days(zone: Zone, start: Instant, end: Instant) -> bool {
    let day = |at: Instant| at.with_timezone(&zone).date_naive();
    day(start) != day(end) && end - start > PAST_MIDNIGHT_MAX
}

/// The name of a field of session row `row`.
#[must_use]
pub fn session_field(row: usize, part: &str) -> String {
    format!("s{row}_{part}")
}

/// The name of a field that exists once a language.
#[must_use]
pub fn text_field(part: &str, l: Locale) -> String {
    format!("{part}_{l}")
}

/// Whether it is the field of this part in one of the languages.
fn is_text_field(name: &str, parts: &[&str]) -> bool {
    name.rsplit_once('_').is_some_and(|(part, l)| parts.contains(&part) && l.parse::<Locale>().is_ok())
}

fn slug(form: &mut FormState) -> Option<String> {
    let typed = form.value("slug").trim().to_owned();
    if !typed.is_empty() && !is_slug(&typed) {
        form.fail("slug", "events-error-slug");
    }
    Some(typed).filter(|s| !s.is_empty())
}

fn locale(form: &mut FormState, name: &str) -> Option<Locale> {
    form.choice(name, &Locale::ALL.map(Locale::code), true).parse().ok()
}

fn locales(form: &mut FormState, name: &str, required: bool) -> Vec<Locale> {
    if form.all(name).iter().any(|code| code.parse::<Locale>().is_err()) {
        form.fail(name, "ui-error-choice");
    } else if required && form.all(name).is_empty() {
        form.fail(name, "ui-error-choose");
    }
    Locale::ALL.into_iter().filter(|l| form.has(name, l.code())).collect()
}

/// Titles stand in headings, lists and subjects of mails, where a line break has no place.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
