//! How often somebody may guess a passphrase or a code. Each bucket slows down by itself and none ever closes for good:
//!
//! - A bucket belongs to an address as it was typed, known here or not, or to one browser that has signed in with that
//!   address before: whoever is being attacked still comes in from there.
//! - Four tries are free; from then on the pause doubles, from a minute to fifteen. Half an hour without a try forgives one.
//! - One bucket for the whole instance leaks steadily. It takes the tries that the others let through, so guessing at one
//!   address never fills it; and browsers that have signed in before are not asked for it.

use chrono::Duration;

use crate::clock::Instant;

/// Tries without a pause.
pub const FREE: i64 = 4;
/// No pause is longer.
pub const LONGEST: Duration = Duration::minutes(15);
const FORGIVES: Duration = Duration::minutes(30);
/// The whole instance: this many tries at once,
const BURST: i32 = 100;
/// and then one in this time.
const EVERY: Duration = Duration::seconds(10);

/// A bucket as the table keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Failures that still count.
    pub tries: i64,
    pub last_at: Instant,
    /// Not before this time again.
    pub open_at: Instant,
}

impl Budget {
    #[must_use]
    pub const fn new(now: Instant) -> Self {
        Self { tries: 0, last_at: now, open_at: now }
    }

    /// This bucket with one more try, counted before it is known to be wrong so that many at once do not slip through.
    ///
    /// # Errors
    /// When the next try is allowed.
    pub fn charge(self, now: Instant) -> Result<Self, Instant> {
        if self.open_at > now {
            return Err(self.open_at);
        }
        let forgiven = (now - self.last_at).num_minutes() / FORGIVES.num_minutes();
        let tries = (self.tries - forgiven).max(0) + 1;
        Ok(Self { tries, last_at: now, open_at: now + pause(tries) })
    }

    /// The try was no guess; it has not been.
    #[must_use]
    pub fn refund(self) -> Self {
        Self { tries: (self.tries - 1).max(0), open_at: self.last_at, ..self }
    }

    /// As [`Budget::charge`], for the bucket of the whole instance: `open_at` is when it will have leaked empty.
    ///
    /// # Errors
    /// When the next try is allowed.
    pub fn charge_instance(self, now: Instant) -> Result<Self, Instant> {
        let empty_at = self.open_at.max(now) + EVERY;
        let room = EVERY * BURST;
        if empty_at - now > room { Err(empty_at - room) } else { Ok(Self { open_at: empty_at, last_at: now, ..self }) }
    }

    /// As [`Budget::refund`].
    #[must_use]
    pub fn refund_instance(self) -> Self {
        Self { open_at: self.open_at - EVERY, ..self }
    }
}

fn pause(tries: i64) -> Duration {
    if tries <= FREE {
        return Duration::zero();
    }
    let doublings = u32::try_from(tries - FREE - 1).unwrap_or(u32::MAX).min(10);
    Duration::minutes(1 << doublings).min(LONGEST)
}

/// Whole minutes to wait, for a page.
#[must_use]
pub fn minutes(until: Instant, now: Instant) -> i64 {
    ((until - now).num_seconds().max(1) + 59) / 60
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use proptest::prelude::*;

    use super::{BURST, Budget, Duration, EVERY, LONGEST, minutes};
    use crate::clock::Instant;

    fn start() -> Instant {
        DateTime::<Utc>::from_timestamp(1_800_000_000, 0).unwrap()
    }

    #[test]
    fn pauses_double_to_a_quarter_of_an_hour_and_are_forgiven() {
        let (mut now, mut budget) = (start(), Budget::new(start()));
        let mut waits = Vec::new();
        for _ in 0..11 {
            budget = budget.charge(now).unwrap();
            waits.push((budget.open_at - now).num_minutes());
            assert_eq!(budget.charge(now).is_err(), budget.open_at > now);
            now = budget.open_at;
        }
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15]);
        let later = budget.charge(now + Duration::hours(6)).unwrap();
        assert_eq!(later.open_at, later.last_at, "after a quiet night nobody waits");
    }

    #[test]
    fn a_try_that_was_right_has_not_been() {
        let mut budget = Budget::new(start());
        for _ in 0..50 {
            budget = budget.charge(start()).unwrap().refund();
        }
        assert_eq!(budget, Budget::new(start()));
    }

    #[test]
    fn the_instance_takes_a_burst_and_then_leaks() {
        let (now, mut budget) = (start(), Budget::new(start()));
        for _ in 0..BURST {
            budget = budget.charge_instance(now).unwrap();
        }
        assert_eq!(budget.charge_instance(now), Err(now + EVERY));
        assert!(budget.charge_instance(now + EVERY).is_ok());
        assert!(budget.refund_instance().charge_instance(now).is_ok());
    }

    #[test]
    fn a_wait_is_said_in_whole_minutes() {
        for (seconds, said) in [(0, 1), (1, 1), (60, 1), (61, 2), (900, 15)] {
            assert_eq!(minutes(start() + Duration::seconds(seconds), start()), said);
        }
    }

    proptest! {
        /// However the tries come, they are few, and the bucket opens again.
        #[test]
        fn no_pattern_of_tries_gets_many_guesses_or_closes_it(gaps in proptest::collection::vec(0..3600_i64, 1..400)) {
            let (mut now, mut budget, mut through) = (start(), Budget::new(start()), 0);
            for gap in gaps {
                now += Duration::seconds(gap);
                if let Ok(next) = budget.charge(now) {
                    budget = next;
                    through += 1;
                }
                prop_assert!(budget.open_at <= now + LONGEST);
            }
            let hours = (now - start()).num_hours();
            prop_assert!(through <= 9 + 5 * (hours + 1), "{through} in {hours} hours");
        }
    }
}
