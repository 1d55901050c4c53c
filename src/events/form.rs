//! The editor's fields, read into an [`EventInput`], and an event written back into them.
//!
//! Fields that exist once a language end in its code (`title_ky`); those of a session begin with its row (`s0_start`).

use std::collections::BTreeMap;

use uuid::Uuid;

use super::model::{Admission, DAYS_MAX, Event, EventText, Kind, is_slug};
use crate::clock::Instant;
use crate::form::FormState;
use crate::i18n::{Locale, Zone, local_input};

/// Characters at most.
pub const TITLE_MAX: usize = 120;
pub const SUMMARY_MAX: usize = 200;
pub const DESCRIPTION_MAX: usize = 3000;
pub const AUDIENCE_MAX: usize = 500;
pub const VENUE_MAX: usize = 200;
pub const SESSION_TITLE_MAX: usize = 80;
/// The longest IANA name has 32 characters.
pub const ZONE_MAX: usize = 40;
/// Sessions of one event at most.
pub const SESSIONS_MAX: usize = 12;
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

/// The parts of the texts, each with its limit and whether the main language must have it.
pub const TEXT_PARTS: [(&str, usize, bool); 5] = [
    ("title", TITLE_MAX, true),
    ("summary", SUMMARY_MAX, true),
    ("description", DESCRIPTION_MAX, true),
    ("audience", AUDIENCE_MAX, false),
    ("venue", VENUE_MAX, true),
];

const SINGLE: &[&str] = &[
    "version",
    "action",
    "rows",
    "kind",
    "slug",
    "region",
    "zone",
    "zone_other",
    "main_locale",
    "languages",
    "interpreted",
    "covers",
    "step_free",
    "safe_mode",
    "opens",
    "closes",
    "admission",
    "answers_until",
    "offer_hours",
    "capacity",
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

/// An event as its author wants it: every limit and rule of this module holds.
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
    /// The main locale's are complete; languages without a word are left out.
    pub texts: BTreeMap<Locale, EventText>,
    /// By start, without overlap, at least one.
    pub sessions: Vec<SessionInput>,
    /// That of the event the edit was made from; nothing to a new one.
    pub version: i64,
}

impl EventInput {
    /// First start and last end.
    #[must_use]
    pub fn span(&self) -> (Instant, Instant) {
        let first = self.sessions.iter().map(|s| s.starts_at).min().unwrap_or_default();
        (first, self.sessions.iter().map(|s| s.ends_at).max().unwrap_or(first))
    }
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

/// Whether the editor has a field of this name.
#[must_use]
pub fn is_field(name: &str) -> bool {
    if SINGLE.contains(&name) {
        return true;
    }
    if let Some((row, part)) = name.strip_prefix('s').and_then(|rest| rest.split_once('_'))
        && let Ok(row) = row.parse::<usize>()
    {
        let title = part.strip_prefix("title_").is_some_and(|l| l.parse::<Locale>().is_ok());
        return row < SESSIONS_MAX
            && session_field(row, part) == name
            && (title || ["id", "start", "end"].contains(&part));
    }
    name.rsplit_once('_').is_some_and(|(part, l)| TEXT_PARTS.iter().any(|p| p.0 == part) && l.parse::<Locale>().is_ok())
}

/// How many session rows the editor shows: what was asked for, what is filled in, and one at least.
#[must_use]
pub fn rows(form: &FormState) -> usize {
    let asked = form.value("rows").parse().unwrap_or(0);
    let filled = (0..SESSIONS_MAX).rev().find(|row| !is_blank(form, *row)).map_or(0, |row| row + 1);
    filled.max(asked).clamp(1, SESSIONS_MAX)
}

/// The same form with one more empty row, where there is room for one.
#[must_use]
pub fn with_another_row(mut form: FormState) -> FormState {
    let more = rows(&form) + 1;
    form.values.remove("action");
    form.set("rows", more.min(SESSIONS_MAX).to_string());
    form
}

fn is_blank(form: &FormState, row: usize) -> bool {
    let empty = |part: &str| form.value(&session_field(row, part)).trim().is_empty();
    empty("start") && empty("end") && Locale::ALL.iter().all(|l| empty(&text_field("title", *l)))
}

/// Reads the editor.
///
/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState, regions: &[&str]) -> Result<EventInput, FormState> {
    let kind = Kind::parse(form.choice("kind", Kind::CODES, true));
    let slug = slug(&mut form);
    let region = form.choice("region", regions, true).to_owned();
    let zone = zone(&mut form);
    let main_locale = locale(&mut form, "main_locale");
    let languages = locales(&mut form, "languages", true);
    let interpreted = locales(&mut form, "interpreted", false);
    let covers: Vec<&str> = COVERS.into_iter().filter(|c| form.has("covers", c)).collect();
    if form.all("covers").iter().any(|c| !COVERS.contains(&c.as_str())) {
        form.fail("covers", "ui-error-choice");
    }
    let covers = |what: &str| covers.contains(&what);
    let texts = texts(&mut form, main_locale);
    // Where the zone is wrong the times still get their own messages.
    let clock = zone.unwrap_or(chrono_tz::UTC);
    let sessions = sessions(&mut form, clock, main_locale, &texts);
    let registration_opens_at = form.time("opens", clock, false);
    let registration_closes_at = form.time("closes", clock, true);
    deadline(&mut form, registration_opens_at, registration_closes_at, &sessions);
    let admission = Admission::parse(form.choice("admission", Admission::CODES, true));
    let answers_until = form.time("answers_until", clock, false);
    if answers_until.is_some_and(|until| sessions.iter().map(|s| s.ends_at).max().is_some_and(|end| until > end)) {
        form.fail("answers_until", "events-error-answers-after-end");
    }
    let offer_hours = (!form.value("offer_hours").trim().is_empty())
        .then(|| form.number("offer_hours", OFFER_HOURS_MIN, OFFER_HOURS_MAX));
    let capacity = form.number("capacity", CAPACITY_MIN, CAPACITY_MAX);
    let version = form.value("version").parse().unwrap_or(0);
    let flag = |name: &str| form.has(name, "yes");
    let (step_free, safe_mode) = (flag("step_free"), flag("safe_mode"));
    match (kind, zone, main_locale, registration_closes_at, admission) {
        (Some(kind), Some(zone), Some(main_locale), Some(registration_closes_at), Some(admission))
            if !form.is_invalid() =>
        {
            Ok(EventInput {
                kind,
                slug,
                region,
                zone,
                main_locale,
                languages,
                interpreted,
                covers_travel: covers("travel"),
                covers_meals: covers("meals"),
                covers_lodging: covers("lodging"),
                covers_childcare: covers("childcare"),
                step_free,
                safe_mode,
                registration_opens_at,
                registration_closes_at,
                admission,
                answers_until,
                offer_hours,
                capacity,
                texts,
                sessions,
                version,
            })
        }
        _ => Err(form),
    }
}

fn slug(form: &mut FormState) -> Option<String> {
    let typed = form.value("slug").trim().to_owned();
    if !typed.is_empty() && !is_slug(&typed) {
        form.fail("slug", "events-error-slug");
    }
    Some(typed).filter(|s| !s.is_empty())
}

fn zone(form: &mut FormState) -> Option<Zone> {
    let offered: Vec<&str> = ZONES.into_iter().chain([OTHER_ZONE]).collect();
    let chosen = form.choice("zone", &offered, true).to_owned();
    if chosen == OTHER_ZONE {
        let typed = form.text("zone_other", ZONE_MAX, true);
        let zone = typed.parse().ok();
        if zone.is_none() && form.error("zone_other").is_none() {
            form.fail("zone_other", "events-error-zone");
        }
        return zone;
    }
    chosen.parse().ok()
}

fn locale(form: &mut FormState, name: &str) -> Option<Locale> {
    form.choice(name, &Locale::ALL.map(Locale::code), true).parse().ok()
}

fn locales(form: &mut FormState, name: &str, required: bool) -> Vec<Locale> {
    if form.all(name).iter().any(|code| code.parse::<Locale>().is_err()) {
        form.fail(name, "ui-error-choice");
    } else if required && form.all(name).is_empty() {
        form.fail(name, "ui-error-required");
    }
    Locale::ALL.into_iter().filter(|l| form.has(name, l.code())).collect()
}

/// A language with any word needs a title, by which lists and mails know the event; the main one needs all that an event
/// must say.
fn texts(form: &mut FormState, main: Option<Locale>) -> BTreeMap<Locale, EventText> {
    let mut texts = BTreeMap::new();
    for l in Locale::ALL {
        let begun = TEXT_PARTS.iter().any(|p| !form.value(&text_field(p.0, l)).trim().is_empty());
        let [title, summary, description, audience, venue] = TEXT_PARTS.map(|(part, max, needed)| {
            let required = needed && (main == Some(l) || (begun && part == "title"));
            form.text(&text_field(part, l), max, required)
        });
        let text = EventText {
            title: one_line(&title),
            summary: one_line(&summary),
            description,
            audience,
            venue: one_line(&venue),
        };
        if !text.is_empty() {
            texts.insert(l, text);
        }
    }
    texts
}

/// Titles stand in headings, lists and subjects of mails, where a line break has no place.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sessions(
    form: &mut FormState,
    zone: Zone,
    main: Option<Locale>,
    texts: &BTreeMap<Locale, EventText>,
) -> Vec<SessionInput> {
    let filled: Vec<usize> = (0..SESSIONS_MAX).filter(|row| !is_blank(form, *row)).collect();
    if filled.is_empty() {
        form.fail(&session_field(0, "start"), "events-error-no-session");
    }
    let alone = filled.len() == 1;
    let mut sessions: Vec<(usize, SessionInput)> = Vec::new();
    for row in filled {
        let name = |part: &str| session_field(row, part);
        let (start, end) = (form.time(&name("start"), zone, true), form.time(&name("end"), zone, true));
        let mut titles = BTreeMap::new();
        for l in Locale::ALL {
            let field = name(&text_field("title", l));
            let title = form.text(&field, SESSION_TITLE_MAX, main == Some(l) && !alone);
            if !title.is_empty() {
                titles.insert(l, one_line(&title));
            }
        }
        // The only session may go by the event's own title.
        if alone && titles.is_empty() {
            titles = texts.iter().map(|(l, t)| (*l, t.title.chars().take(SESSION_TITLE_MAX).collect())).collect();
        }
        let id = form.value(&name("id"));
        if !id.is_empty() && id.parse::<Uuid>().is_err() {
            form.fail(&name("start"), "ui-error-choice");
        }
        if let (Some(starts_at), Some(ends_at)) = (start, end) {
            if ends_at <= starts_at {
                form.fail(&name("end"), "events-error-end-before-start");
            }
            sessions.push((row, SessionInput { id: id.parse().ok(), starts_at, ends_at, titles }));
        }
    }
    // The page draws each id once; of two rows with one id the last would win, and the event's times would be neither's.
    for (at, (row, session)) in sessions.iter().enumerate() {
        if session.id.is_some() && sessions[..at].iter().any(|(_, earlier)| earlier.id == session.id) {
            form.fail(&session_field(*row, "start"), "ui-error-choice");
        }
    }
    sessions.sort_by_key(|(_, s)| (s.starts_at, s.ends_at));
    for pair in sessions.windows(2) {
        if pair[1].1.starts_at < pair[0].1.ends_at {
            form.fail(&session_field(pair[1].0, "start"), "events-error-overlap");
        }
    }
    if let (Some((_, first)), Some((row, last))) = (sessions.first(), sessions.last())
        && (last.ends_at - first.starts_at).num_days() > DAYS_MAX
    {
        form.fail_with(&session_field(*row, "end"), "events-error-too-many-days", &[("max", DAYS_MAX.to_string())]);
    }
    sessions.into_iter().map(|(_, s)| s).collect()
}

fn deadline(form: &mut FormState, opens: Option<Instant>, closes: Option<Instant>, sessions: &[SessionInput]) {
    let Some(closes) = closes else { return };
    if opens.is_some_and(|opens| opens >= closes) {
        form.fail("closes", "events-error-closes-before-opens");
    }
    if sessions.iter().map(|s| s.ends_at).max().is_some_and(|end| closes > end) {
        form.fail("closes", "events-error-closes-after-end");
    }
}

/// The editor filled with what is stored.
#[must_use]
pub fn filled(event: &Event) -> FormState {
    let mut form = FormState::default();
    let codes = |list: &[Locale]| list.iter().map(|l| l.code().to_owned()).collect::<Vec<_>>();
    let local = |at: Instant| local_input(event.zone, at);
    form.set("version", event.version.to_string());
    form.set("kind", event.kind.code());
    form.set("slug", &event.slug);
    form.set("region", &event.region);
    if ZONES.contains(&event.zone.name()) {
        form.set("zone", event.zone.name());
    } else {
        form.set("zone", OTHER_ZONE);
        form.set("zone_other", event.zone.name());
    }
    form.set("main_locale", event.main_locale.code());
    form.values.insert("languages".to_owned(), codes(&event.languages));
    form.values.insert("interpreted".to_owned(), codes(&event.interpreted));
    let covers = [event.covers_travel, event.covers_meals, event.covers_lodging, event.covers_childcare];
    let covers = COVERS.iter().zip(covers).filter(|(_, yes)| *yes).map(|(c, _)| (*c).to_owned()).collect();
    form.values.insert("covers".to_owned(), covers);
    for (name, yes) in [("step_free", event.step_free), ("safe_mode", event.safe_mode)] {
        if yes {
            form.set(name, "yes");
        }
    }
    form.set("opens", event.registration_opens_at.map(local).unwrap_or_default());
    form.set("closes", local(event.registration_closes_at));
    form.set("admission", event.admission.code());
    form.set("answers_until", event.answers_until.map(local).unwrap_or_default());
    form.set("offer_hours", event.offer_hours.map(|hours| hours.to_string()).unwrap_or_default());
    form.set("capacity", event.capacity.to_string());
    for (l, text) in &event.texts {
        let parts = [&text.title, &text.summary, &text.description, &text.audience, &text.venue];
        for ((part, ..), words) in TEXT_PARTS.into_iter().zip(parts) {
            form.set(&text_field(part, *l), words);
        }
    }
    for (row, session) in event.sessions.iter().enumerate() {
        form.set(&session_field(row, "id"), session.id.to_string());
        form.set(&session_field(row, "start"), local(session.starts_at));
        form.set(&session_field(row, "end"), local(session.ends_at));
        for (l, title) in &session.titles {
            form.set(&session_field(row, &text_field("title", *l)), title);
        }
    }
    form
}

/// The editor of a new event, with what most events have.
#[must_use]
pub fn blank(l: Locale, region: Option<&str>) -> FormState {
    let mut form = FormState::default();
    form.set("kind", Kind::Training.code());
    form.set("zone", ZONES[0]);
    form.set("main_locale", l.code());
    form.set("languages", l.code());
    form.set("admission", Admission::FirstCome.code());
    form.set("capacity", "30");
    form.set("region", region.unwrap_or_default());
    form
}

#[cfg(test)]
mod tests;
