//! The section of the registration: places, window, and on what terms places are given.

use super::{CAPACITY_MAX, CAPACITY_MIN, Edit, EventInput, OFFER_HOURS_MAX, OFFER_HOURS_MIN, Part};
use crate::clock::Instant;
use crate::events::model::{Admission, Event};
use crate::form::FormState;
use crate::i18n::local_input;

pub const FIELDS: [&str; 7] = ["version", "capacity", "opens", "closes", "admission", "answers_until", "offer_hours"];

/// What the section says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub capacity: i64,
    /// None: with publication.
    pub opens_at: Option<Instant>,
    pub closes_at: Instant,
    pub admission: Admission,
    /// None: while registration is open.
    pub answers_until: Option<Instant>,
    /// None: as the instance is configured.
    pub offer_hours: Option<i64>,
}

impl Terms {
    pub(super) fn onto(self, input: &mut EventInput) {
        input.capacity = self.capacity;
        input.registration_opens_at = self.opens_at;
        input.registration_closes_at = self.closes_at;
        input.admission = self.admission;
        input.answers_until = self.answers_until;
        input.offer_hours = self.offer_hours;
    }
}

/// `event` is what the section belongs to: its zone, and its end, before which all of it lies.
///
/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState, event: &Event) -> Result<Edit, FormState> {
    let (zone, end) = (event.zone, event.ends_at);
    let opens_at = form.time("opens", zone, false);
    let closes = form.time("closes", zone, true);
    if let Some(closes) = closes {
        if opens_at.is_some_and(|opens| opens >= closes) {
            form.fail("closes", "events-error-closes-before-opens");
        }
        if closes > end {
            form.fail("closes", "events-error-closes-after-end");
        }
    }
    let admission = Admission::parse(form.choice("admission", Admission::CODES, true));
    let answers_until = form.time("answers_until", zone, false);
    if answers_until.is_some_and(|until| until > end) {
        form.fail("answers_until", "events-error-answers-after-end");
    }
    let offer_hours = (!form.value("offer_hours").trim().is_empty())
        .then(|| form.number("offer_hours", OFFER_HOURS_MIN, OFFER_HOURS_MAX));
    let capacity = form.number("capacity", CAPACITY_MIN, CAPACITY_MAX);
    match (closes, admission) {
        (Some(closes_at), Some(admission)) if !form.is_invalid() => {
            let terms = Terms { capacity, opens_at, closes_at, admission, answers_until, offer_hours };
            Ok(Edit::of(&form, Part::Registration(terms)))
        }
        _ => Err(form),
    }
}

/// The section filled with what is stored.
#[must_use]
pub fn filled(event: &Event) -> FormState {
    let mut form = FormState::default();
    let local = |at: Instant| local_input(event.zone, at);
    form.set("version", event.version.to_string());
    form.set("capacity", event.capacity.to_string());
    form.set("opens", event.registration_opens_at.map(local).unwrap_or_default());
    form.set("closes", local(event.registration_closes_at));
    form.set("admission", event.admission.code());
    form.set("answers_until", event.answers_until.map(local).unwrap_or_default());
    form.set("offer_hours", event.offer_hours.map(|hours| hours.to_string()).unwrap_or_default());
    form
}
