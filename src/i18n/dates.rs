//! Dates as people say them, always in the zone of the event. Names of months and days come from the translators
//! (`locales/*/dates.ftl`), because Russian wants a genitive and each language has its own order.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;

use super::{Locale, arg};
use crate::clock::Instant;

/// An IANA time zone.
pub type Zone = Tz;

/// "25 ноября, среда"; with the year when it is not `now`'s.
#[must_use]
pub fn day(l: Locale, zone: Zone, at: Instant, now: Instant) -> String {
    let (at, now) = (at.with_timezone(&zone).date_naive(), now.with_timezone(&zone).date_naive());
    said(l, if at.year() == now.year() { "dates-day" } else { "dates-day-year" }, at)
}

/// "25 ноября, среда 2026": a day that is no time of ours, always with its year.
#[must_use]
pub fn date(l: Locale, day: NaiveDate) -> String {
    said(l, "dates-day-year", day)
}

fn said(l: Locale, key: &str, day: NaiveDate) -> String {
    l.ta(
        key,
        &[
            ("day", arg(day.day().to_string())),
            ("month", arg(month_name(l, day.month()))),
            ("weekday", arg(l.t(&format!("dates-weekday-{}", day.weekday().number_from_monday())))),
            ("year", arg(day.year().to_string())),
        ],
    )
}

/// "09:30".
#[must_use]
pub fn time(zone: Zone, at: Instant) -> String {
    let at = at.with_timezone(&zone);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// "25 ноября, среда, 09:30".
#[must_use]
pub fn day_time(l: Locale, zone: Zone, at: Instant, now: Instant) -> String {
    format!("{}, {}", day(l, zone, at, now), time(zone, at))
}

/// "25 ноября, среда – 27 ноября, пятница", or one day where both are the same.
#[must_use]
pub fn range(l: Locale, zone: Zone, from: Instant, to: Instant, now: Instant) -> String {
    let (first, last) = (day(l, zone, from, now), day(l, zone, to, now));
    if first == last { first } else { format!("{first} – {last}") }
}

/// "ноябрь 2026": a month of a calendar, for filters.
#[must_use]
pub fn month(l: Locale, first: NaiveDate) -> String {
    l.ta(
        "dates-month-year",
        &[
            ("month", arg(l.t(&format!("dates-month-alone-{}", first.month())))),
            ("year", arg(first.year().to_string())),
        ],
    )
}

/// "in 3 days", "2 hours ago": the whole unit that a person would use.
#[must_use]
pub fn ago_or_until(l: Locale, at: Instant, now: Instant) -> String {
    let minutes = (at - now).num_minutes();
    let (unit, n) = match minutes.abs() {
        m if m < 60 => ("minutes", m.max(1)),
        m if m < 48 * 60 => ("hours", (m + 30) / 60),
        m => ("days", (m + 12 * 60) / (24 * 60)),
    };
    let way = if at >= now { "in" } else { "ago" };
    l.ta(&format!("dates-{way}-{unit}"), &[("n", arg(n))])
}

fn month_name(l: Locale, month: u32) -> String {
    l.t(&format!("dates-month-{month}"))
}

/// `2026-11-25T09:30`, as `<input type="datetime-local">` wants it.
#[must_use]
pub fn local_input(zone: Zone, at: Instant) -> String {
    let at: DateTime<Tz> = at.with_timezone(&zone);
    at.format("%Y-%m-%dT%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::{Locale, ago_or_until, day_time, range};

    const BISHKEK: chrono_tz::Tz = chrono_tz::Asia::Bishkek;

    #[test]
    fn each_language_has_its_own_order() {
        let at = Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap();
        let said = |l| day_time(l, BISHKEK, at, at);
        assert_eq!(said(Locale::Ky), "25\u{2011}ноябрь, шаршемби, 09:30");
        assert_eq!(said(Locale::Ru), "25 ноября, среда, 09:30");
        assert_eq!(said(Locale::Uz), "25\u{2011}noyabr, chorshanba, 09:30");
        assert_eq!(said(Locale::En), "Wednesday 25 November, 09:30");
    }

    #[test]
    fn another_year_is_named() {
        let at = Utc.with_ymd_and_hms(2027, 1, 4, 3, 30, 0).unwrap();
        let now = Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap();
        assert_eq!(day_time(Locale::Ru, BISHKEK, at, now), "4 января 2027 г., понедельник, 09:30");
        assert_eq!(range(Locale::En, BISHKEK, at, at, now), "Monday 4 January 2027");
    }

    #[test]
    fn plurals_follow_the_language() {
        let now = Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap();
        let say = |l, days| ago_or_until(l, now + chrono::Duration::days(days), now);
        assert_eq!(say(Locale::Ru, 3), "через 3 дня");
        assert_eq!(say(Locale::Ru, 5), "через 5 дней");
        assert_eq!(say(Locale::Ru, 21), "через 21 день");
        assert_eq!(say(Locale::En, -3), "3 days ago");
        assert_eq!(say(Locale::Ky, 3), "3 күндөн кийин");
        assert_eq!(say(Locale::Uz, 3), "3 kundan keyin");
    }
}
