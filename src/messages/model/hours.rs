//! When a reminder may ring: hours of the day, in the zone of the event.

use chrono::{Days, Duration, NaiveDate, NaiveTime, TimeZone};

use crate::clock::Instant;
use crate::i18n::Zone;

/// Nobody is reminded before the first or after the last of these hours; what is planned late in the day is planned a little
/// earlier, so that there is time to send it.
const FIRST: (u32, u32) = (9, 0);
const PLANNED: (u32, u32) = (19, 30);
const LAST: (u32, u32) = (20, 0);

fn of_day((hour, minute): (u32, u32)) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}

/// A time of day as people there say it. Where clocks are set forward over it, the first that there is; where they are set
/// back, the earlier of the two.
fn at(zone: Zone, day: NaiveDate, time: NaiveTime) -> Instant {
    let local = day.and_time(time);
    (0..=24)
        .find_map(|quarters| zone.from_local_datetime(&(local + Duration::minutes(15 * quarters))).earliest())
        .map_or_else(|| local.and_utc(), |found| found.to_utc())
}

/// So many calendar days before `start`, at the same time of day as far as that is humane.
#[must_use]
pub fn before(zone: Zone, start: Instant, days: u64) -> Instant {
    let local = start.with_timezone(&zone).naive_local();
    let day = local.date().checked_sub_days(Days::new(days)).unwrap_or(local.date());
    at(zone, day, local.time().clamp(of_day(FIRST), of_day(PLANNED)))
}

/// Whether a phone may ring now.
#[must_use]
pub fn is_humane(zone: Zone, now: Instant) -> bool {
    (of_day(FIRST)..of_day(LAST)).contains(&now.with_timezone(&zone).time())
}

/// The next time at which it may; `now` itself while it may.
#[must_use]
pub fn next_humane(zone: Zone, now: Instant) -> Instant {
    if is_humane(zone, now) {
        return now;
    }
    let local = now.with_timezone(&zone).naive_local();
    let ahead = u64::from(local.time() >= of_day(LAST));
    let day = local.date().checked_add_days(Days::new(ahead)).unwrap_or(local.date());
    at(zone, day, of_day(FIRST))
}
