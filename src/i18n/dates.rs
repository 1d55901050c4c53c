//! Dates as people say them, always in the zone of the event. Names of months and days come from the translators
//! (`locales/*/dates.ftl`), because Russian wants a genitive and each language has its own order.

use chrono::{DateTime, Datelike, NaiveDate, Offset, Timelike};
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

/// "10–12 марта", "30 марта – 2 апреля 2027 г.": the days from the first to the last, or one day where both are the same. A year
/// is said once, where it is not `now`'s, and twice only where there are two.
#[must_use]
pub fn range(l: Locale, zone: Zone, from: Instant, to: Instant, now: Instant) -> String {
    let [first, last, today] = [from, to, now].map(|at| at.with_timezone(&zone).date_naive());
    if first == last {
        return day(l, zone, from, now);
    }
    if first.year() != last.year() {
        return format!("{} – {}", said(l, "dates-short-year", first), said(l, "dates-short-year", last));
    }
    let this_year = last.year() == today.year();
    let year = ("year", arg(last.year().to_string()));
    if first.month() == last.month() {
        let key = if this_year { "dates-days" } else { "dates-days-year" };
        let (from, to) = (arg(first.day().to_string()), arg(last.day().to_string()));
        return l.ta(key, &[("from", from), ("to", to), ("month", arg(month_name(l, last.month()))), year]);
    }
    let key = if this_year { "dates-span" } else { "dates-span-year" };
    let [from, to] = [first, last].map(|day| arg(said(l, "dates-short", day)));
    l.ta(key, &[("from", from), ("to", to), year])
}

/// "Bishkek time (UTC+6)": a zone as people call it, and how far it is from UTC at that time. Of a zone without words of ours,
/// the city that it is named after.
#[must_use]
pub fn zone_name(l: Locale, zone: Zone, at: Instant) -> String {
    let known = match zone.name() {
        "Asia/Bishkek" => Some("dates-zone-bishkek"),
        "Asia/Tashkent" => Some("dates-zone-tashkent"),
        "Asia/Almaty" => Some("dates-zone-almaty"),
        "Asia/Dushanbe" => Some("dates-zone-dushanbe"),
        _ => None,
    };
    let city = || zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
    let place = known.map_or_else(city, |key| l.t(key));
    let minutes = at.with_timezone(&zone).offset().fix().local_minus_utc() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let offset = match (hours, rest) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    };
    if place == offset { place } else { format!("{place} ({offset})") }
}

/// "ноябрь 2026": a month of a calendar, for filters and for what has no day in public.
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

    use super::{Locale, NaiveDate, ago_or_until, day_time, month, range, zone_name};

    const BISHKEK: chrono_tz::Tz = chrono_tz::Asia::Bishkek;

    #[test]
    fn each_language_has_its_own_order() {
        let at = Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap();
        let said = |l| day_time(l, BISHKEK, at, at);
        assert_eq!(said(Locale::Ky), "25\u{2011}ноябрь, шаршемби, 09:30");
        assert_eq!(said(Locale::Ru), "25\u{a0}ноября, среда, 09:30");
        assert_eq!(said(Locale::Uz), "25\u{2011}noyabr, chorshanba, 09:30");
        assert_eq!(said(Locale::En), "Wednesday 25 November, 09:30");
    }

    #[test]
    fn another_year_is_named() {
        let at = Utc.with_ymd_and_hms(2027, 1, 4, 3, 30, 0).unwrap();
        let now = Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap();
        assert_eq!(day_time(Locale::Ru, BISHKEK, at, now), "4\u{a0}января 2027\u{a0}г., понедельник, 09:30");
        assert_eq!(range(Locale::En, BISHKEK, at, at, now), "Monday 4 January 2027");
    }

    #[test]
    fn a_range_says_what_both_ends_share_once() {
        let at = |y, m, d| Utc.with_ymd_and_hms(y, m, d, 3, 30, 0).unwrap();
        let (now, next) = (at(2026, 11, 25), [at(2027, 3, 10), at(2027, 3, 12)]);
        let whole = |l, [from, to]: [_; 2]| range(l, BISHKEK, from, to, now);
        let said = |l, days| whole(l, days).replace('\u{2011}', "-").replace('\u{2060}', "").replace('\u{a0}', " ");
        for l in Locale::ALL {
            assert!(whole(l, next).contains("10–\u{2060}12"), "{l}: the days stay on one line");
        }
        assert_eq!(said(Locale::Ky, next), "2027-жыл, 10–12-март");
        assert_eq!(said(Locale::Ru, next), "10–12 марта 2027 г.");
        assert_eq!(said(Locale::Uz, next), "2027-yil 10–12-mart");
        assert_eq!(said(Locale::En, next), "10–12 March 2027");
        let months = [at(2027, 3, 30), at(2027, 4, 2)];
        assert_eq!(said(Locale::Ky, months), "2027-жыл, 30-март – 2-апрель");
        assert_eq!(said(Locale::Ru, months), "30 марта – 2 апреля 2027 г.");
        assert_eq!(said(Locale::Uz, months), "2027-yil 30-mart – 2-aprel");
        assert_eq!(said(Locale::En, months), "30 March – 2 April 2027");
        let years = [at(2026, 12, 30), at(2027, 1, 2)];
        assert_eq!(said(Locale::Ky, years), "2026-жыл, 30-декабрь – 2027-жыл, 2-январь");
        assert_eq!(said(Locale::Ru, years), "30 декабря 2026 г. – 2 января 2027 г.");
        assert_eq!(said(Locale::Uz, years), "2026-yil 30-dekabr – 2027-yil 2-yanvar");
        assert_eq!(said(Locale::En, years), "30 December 2026 – 2 January 2027");
        assert_eq!(said(Locale::Ru, [now, at(2026, 11, 27)]), "25–27 ноября");
        assert_eq!(said(Locale::Ky, [now, at(2026, 12, 1)]), "25-ноябрь – 1-декабрь");
    }

    #[test]
    fn a_month_goes_by_the_order_of_a_date() {
        let said = |l| month(l, NaiveDate::from_ymd_opt(2026, 12, 1).unwrap()).replace('\u{2011}', "-");
        assert_eq!(said(Locale::Ky), "2026-жыл, декабрь");
        assert_eq!(said(Locale::Ru), "декабрь 2026");
        assert_eq!(said(Locale::Uz), "2026-yil dekabr");
        assert_eq!(said(Locale::En), "December 2026");
    }

    #[test]
    fn a_zone_is_called_as_people_call_it() {
        let at = Utc.with_ymd_and_hms(2026, 7, 1, 3, 30, 0).unwrap();
        assert_eq!(zone_name(Locale::Ky, BISHKEK, at), "Бишкек убактысы (UTC+6)");
        assert_eq!(zone_name(Locale::En, BISHKEK, at), "Bishkek time (UTC+6)");
        assert_eq!(zone_name(Locale::Ru, chrono_tz::Asia::Kolkata, at), "Kolkata (UTC+5:30)");
        assert_eq!(zone_name(Locale::Uz, chrono_tz::America::New_York, at), "New York (UTC−4)");
        assert_eq!(zone_name(Locale::En, chrono_tz::UTC, at), "UTC");
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
