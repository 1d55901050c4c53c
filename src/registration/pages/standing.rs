//! Where somebody stands, in sentences.

use super::is_on;
use crate::clock::Instant;
use crate::events::model::{Event, State as EventState};
use crate::i18n::{Locale, ago_or_until, arg, day_time};
use crate::registration::model::{Registration, State};

pub(super) struct Standing<'a> {
    pub l: Locale,
    pub now: Instant,
    pub event: &'a Event,
    pub registration: &'a Registration,
    /// How many wait before them.
    pub ahead: Option<i64>,
}

impl Standing<'_> {
    pub fn cancelled(&self) -> bool {
        self.event.state == EventState::Cancelled
    }

    pub fn on(&self) -> bool {
        is_on(self.event, self.now)
    }

    /// The offer stands, or the time to answer it has passed and nobody took it back yet.
    pub fn offer_stands(&self) -> bool {
        self.registration.state == State::Offered && self.registration.offer_expires_at.is_some_and(|at| at > self.now)
    }

    /// The state as a sentence.
    pub fn sentence(&self) -> String {
        let key = match self.registration.state {
            State::Withdrawn => "withdrawn",
            _ if self.cancelled() => "event-cancelled",
            State::Offered if !self.offer_stands() => "expired",
            State::Confirmed | State::Waitlisted | State::Offered if !self.on() => "event-over",
            state => state.code(),
        };
        self.l.t(&format!("registration-mine-{key}"))
    }

    /// What happens next.
    pub fn lead(&self) -> String {
        let l = self.l;
        let until = |at: Instant| {
            let when = day_time(l, self.event.zone, at, self.now);
            [("when", arg(when)), ("left", arg(ago_or_until(l, at, self.now)))]
        };
        match (self.registration.state, self.registration.offer_expires_at) {
            (State::Withdrawn, _) => l.t("registration-next-withdrawn"),
            _ if self.cancelled() => l.t("registration-next-event-cancelled"),
            (State::Confirmed | State::Waitlisted | State::Offered, _) if !self.on() => {
                l.t("registration-next-event-over")
            }
            (State::Confirmed, _) if self.registration.past_capacity() => l.t("registration-next-walk-in"),
            (State::Confirmed, _) => l.t("registration-next-confirmed"),
            (State::Waitlisted, _) => {
                l.ta("registration-next-waitlisted", &[("n", arg(self.ahead.unwrap_or_default()))])
            }
            (State::Offered, Some(at)) if at > self.now => l.ta("registration-next-offered", &until(at)),
            (State::Offered | State::Expired, _) => l.t("registration-next-expired"),
            (State::Received, _) if self.event.registration_closes_at > self.now => {
                l.ta("mine-received-until", &until(self.event.registration_closes_at))
            }
            (State::Received, _) => l.t("registration-next-received"),
            (State::Declined, _) => l.t("registration-next-declined"),
        }
    }
}
