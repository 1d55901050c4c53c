//! The section of the sessions: the zone, and a row for each.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{
    ADD_SESSION, Edit, EventInput, OTHER_ZONE, Part, SESSION_TITLE_MAX, SESSIONS_MAX, SessionInput, ZONE_MAX, ZONES,
    one_line, session_field, takes_days, text_field,
};
use crate::events::model::{DAYS_MAX, Event};
use crate::form::FormState;
use crate::i18n::{Locale, Zone, local_input};

const SINGLE: [&str; 6] = ["version", "told", "action", "rows", "zone", "zone_other"];

/// What the section says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sessions {
    pub zone: Zone,
    /// By start, without overlap, at least one.
    pub sessions: Vec<SessionInput>,
}

impl Sessions {
    pub(super) fn onto(self, input: &mut EventInput) {
        input.zone = self.zone;
        input.sessions = self.sessions;
    }
}

/// Whether the section has a field of this name.
#[must_use]
pub fn is_field(name: &str) -> bool {
    if SINGLE.contains(&name) {
        return true;
    }
    let Some((row, part)) = name.strip_prefix('s').and_then(|rest| rest.split_once('_')) else { return false };
    let Ok(row) = row.parse::<usize>() else { return false };
    let title = part.strip_prefix("title_").is_some_and(|l| l.parse::<Locale>().is_ok());
    row < SESSIONS_MAX && session_field(row, part) == name && (title || ["id", "start", "end"].contains(&part))
}

/// How many rows the section shows: what was asked for, what is filled in, and one at least.
#[must_use]
pub fn rows(form: &FormState) -> usize {
    let asked = form.value("rows").parse().unwrap_or(0);
    let filled = (0..SESSIONS_MAX).rev().find(|row| !is_blank(form, *row)).map_or(0, |row| row + 1);
    filled.max(asked).clamp(1, SESSIONS_MAX)
}

/// Whether the button for another row was pressed.
#[must_use]
pub fn asks_for_a_row(form: &FormState) -> bool {
    form.value("action") == ADD_SESSION
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

/// `event` is what the section belongs to: its main language, its titles, and the times that must lie before its end.
///
/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState, event: &Event) -> Result<Edit, FormState> {
    let zone = zone(&mut form);
    // Where the zone is wrong the times still get their own messages.
    let sessions = sessions(&mut form, zone.unwrap_or(chrono_tz::UTC), event);
    match zone {
        Some(zone) if !form.is_invalid() => Ok(Edit::of(&form, Part::Sessions(Sessions { zone, sessions }))),
        _ => Err(form),
    }
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

fn sessions(form: &mut FormState, zone: Zone, event: &Event) -> Vec<SessionInput> {
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
            let title = form.text(&field, SESSION_TITLE_MAX, event.main_locale == l && !alone);
            if !title.is_empty() {
                titles.insert(l, one_line(&title));
            }
        }
        // The only session may go by the event's own title.
        if alone && titles.is_empty() {
            let short = |t: &str| t.chars().take(SESSION_TITLE_MAX).collect::<String>();
            titles = event.texts.iter().map(|(l, t)| (*l, short(&t.title))).filter(|(_, t)| !t.is_empty()).collect();
        }
        let id = form.value(&name("id"));
        if !id.is_empty() && id.parse::<Uuid>().is_err() {
            form.fail(&name("start"), "ui-error-choice");
        }
        if let (Some(starts_at), Some(ends_at)) = (start, end) {
            if ends_at <= starts_at {
                form.fail(&name("end"), "events-error-end-before-start");
            } else if takes_days(zone, starts_at, ends_at) {
                form.fail(&name("end"), "events-error-one-day");
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
    for (at, (row, session)) in sessions.iter().enumerate() {
        // By the number under which the page shows it.
        if let Some((other, _)) = sessions[..at].iter().find(|(_, earlier)| session.starts_at < earlier.ends_at) {
            let n = (other + 1).to_string();
            form.fail_with(&session_field(*row, "start"), "events-error-overlap", &[("n", n)]);
        }
    }
    if let (Some((_, first)), Some((row, last))) = (sessions.first(), sessions.last()) {
        let field = session_field(*row, "end");
        if (last.ends_at - first.starts_at).num_days() > DAYS_MAX {
            form.fail_with(&field, "events-error-too-many-days", &[("max", DAYS_MAX.to_string())]);
        }
        if last.ends_at < event.registration_closes_at {
            form.fail(&field, "editor-error-ends-before-deadline");
        } else if event.answers_until.is_some_and(|until| last.ends_at < until) {
            form.fail(&field, "editor-error-ends-before-answers");
        }
    }
    sessions.into_iter().map(|(_, s)| s).collect()
}

/// The section filled with what is stored.
#[must_use]
pub fn filled(event: &Event) -> FormState {
    let mut form = FormState::default();
    form.set("version", event.version.to_string());
    if ZONES.contains(&event.zone.name()) {
        form.set("zone", event.zone.name());
    } else {
        form.set("zone", OTHER_ZONE);
        form.set("zone_other", event.zone.name());
    }
    for (row, session) in event.sessions.iter().enumerate() {
        form.set(&session_field(row, "id"), session.id.to_string());
        form.set(&session_field(row, "start"), local_input(event.zone, session.starts_at));
        form.set(&session_field(row, "end"), local_input(event.zone, session.ends_at));
        for (l, title) in &session.titles {
            form.set(&session_field(row, &text_field("title", *l)), title);
        }
    }
    form
}
