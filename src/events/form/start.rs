//! How an event begins: the little that a draft cannot be without.

use std::collections::BTreeMap;

use chrono::Duration;

use super::{
    CAPACITY_MAX, CAPACITY_MIN, EventInput, SESSION_TITLE_MAX, SessionInput, TITLE_MAX, ZONES, locale, one_line,
    takes_days,
};
use crate::clock::Instant;
use crate::events::model::{Admission, EventText, Kind};
use crate::form::FormState;
use crate::i18n::{Locale, Zone};

/// Registration ends so long before the training begins, until somebody says otherwise.
pub const CLOSES_BEFORE: Duration = Duration::days(1);

pub const FIELDS: [&str; 7] = ["kind", "main_locale", "title", "region", "start", "end", "capacity"];

/// The zone in which the times of the first session are typed; another is chosen with the sessions.
#[must_use]
pub fn zone() -> Zone {
    ZONES[0].parse().unwrap_or(chrono_tz::UTC)
}

/// The first form, with what most events have.
#[must_use]
pub fn blank(l: Locale, region: Option<&str>) -> FormState {
    let mut form = FormState::default();
    form.set("kind", Kind::Training.code());
    form.set("main_locale", l.code());
    form.set("capacity", "30");
    form.set("region", region.unwrap_or_default());
    form
}

/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState, regions: &[&str], now: Instant) -> Result<EventInput, FormState> {
    let kind = Kind::parse(form.choice("kind", Kind::CODES, true));
    let main = locale(&mut form, "main_locale");
    let title = one_line(&form.text("title", TITLE_MAX, true));
    let region = form.choice("region", regions, true).to_owned();
    let zone = zone();
    let (start, end) = (form.time("start", zone, true), form.time("end", zone, true));
    if let (Some(start), Some(end)) = (start, end) {
        if end <= start {
            form.fail("end", "events-error-end-before-start");
        } else if takes_days(zone, start, end) {
            form.fail("end", "events-error-one-day");
        }
    }
    let capacity = form.number("capacity", CAPACITY_MIN, CAPACITY_MAX);
    let (Some(kind), Some(main_locale), Some(starts_at), Some(ends_at), false) =
        (kind, main, start, end, form.is_invalid())
    else {
        return Err(form);
    };
    let of_session = BTreeMap::from([(main_locale, title.chars().take(SESSION_TITLE_MAX).collect())]);
    let before = starts_at - CLOSES_BEFORE;
    Ok(EventInput {
        kind,
        slug: None,
        region,
        zone,
        main_locale,
        languages: vec![main_locale],
        interpreted: Vec::new(),
        covers_travel: false,
        covers_meals: false,
        covers_lodging: false,
        covers_childcare: false,
        step_free: false,
        safe_mode: false,
        registration_opens_at: None,
        registration_closes_at: if before > now { before } else { starts_at },
        admission: Admission::FirstCome,
        answers_until: None,
        offer_hours: None,
        capacity,
        texts: BTreeMap::from([(main_locale, EventText { title, ..EventText::default() })]),
        sessions: vec![SessionInput { id: None, starts_at, ends_at, titles: of_session }],
        version: 0,
    })
}
