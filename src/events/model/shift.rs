//! Moving a training by whole days, as a calendar on the wall does it: the hour stays, also where clocks change in between.

use chrono::{DateTime, Duration, Months, NaiveDate, TimeZone, Utc};

use crate::clock::Instant;
use crate::i18n::Zone;

/// Trainings of one series at least and at most, the first included.
pub const SERIES_MIN: usize = 2;
pub const SERIES_MAX: usize = 20;

/// Clocks go forward by three hours at most (Antarctica); usually by one.
const GAP_MINUTES: i64 = 180;

codes! {
    /// How often a training comes back.
    Every { Week "week", Month "month" }
}

impl Every {
    /// The day of the `n`-th training after the one on `first`. A month without that day has its last one.
    #[must_use]
    pub fn day(self, first: NaiveDate, n: u32) -> Option<NaiveDate> {
        match self {
            Self::Week => first.checked_add_signed(Duration::weeks(n.into())),
            Self::Month => first.checked_add_months(Months::new(n)),
        }
    }
}

/// The day on which this instant lies in the zone.
#[must_use]
pub fn day_of(zone: Zone, at: Instant) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The same time of day so many days later. Where clocks go forward over it, the first time after it; where they go back,
/// the earlier of the two.
#[must_use]
pub fn shifted(zone: Zone, at: Instant, days: i64) -> Instant {
    let plain = at.checked_add_signed(Duration::days(days)).unwrap_or(at);
    if days == 0 {
        return at;
    }
    let Some(local) = at.with_timezone(&zone).naive_local().checked_add_signed(Duration::days(days)) else {
        return plain;
    };
    let after = |minutes| local.checked_add_signed(Duration::minutes(minutes));
    let found = (0..=GAP_MINUTES).filter_map(after).find_map(|l| zone.from_local_datetime(&l).earliest());
    found.map_or(plain, |at: DateTime<Zone>| at.with_timezone(&Utc))
}

/// Start and end of a session so many days later; it lasts as long as before where its end would not lie behind its start.
#[must_use]
pub fn session_shifted(zone: Zone, (starts_at, ends_at): (Instant, Instant), days: i64) -> (Instant, Instant) {
    let (start, end) = (shifted(zone, starts_at, days), shifted(zone, ends_at, days));
    if end > start { (start, end) } else { (start, start + (ends_at - starts_at)) }
}

/// The title of the `n`-th training of a series, in at most `max` characters.
#[must_use]
pub fn numbered(title: &str, n: usize, max: usize) -> String {
    let ending = format!(" ({n})");
    let room = max.saturating_sub(ending.chars().count());
    let plain: String = unnumbered(title).0.chars().take(room).collect();
    format!("{}{ending}", plain.trim_end())
}

/// A title without the number that [`numbered`] gave it, and the number.
#[must_use]
pub fn unnumbered(title: &str) -> (&str, Option<usize>) {
    let found = title.strip_suffix(')').and_then(|t| t.rsplit_once(" ("));
    let number = found.and_then(|(plain, n)| Some((plain, n.parse().ok().filter(|n| (2..=SERIES_MAX).contains(n))?)));
    number.map_or((title, None), |(plain, n)| (plain, Some(n)))
}

#[cfg(test)]
mod tests {
    use chrono::Timelike as _;
    use proptest::prelude::*;

    use super::*;

    const BERLIN: Zone = chrono_tz::Europe::Berlin;

    fn at(text: &str) -> Instant {
        DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_hour_stays_when_clocks_change() {
        // On 28 March 2027 clocks in Berlin go forward, on 31 October back; in Bishkek they never do.
        let before = at("2027-03-25T09:00:00+01:00");
        assert_eq!(shifted(BERLIN, before, 7), at("2027-04-01T09:00:00+02:00"));
        assert_eq!(shifted(BERLIN, shifted(BERLIN, before, 7), -7), before);
        assert_eq!(shifted(BERLIN, at("2027-10-29T18:30:00+02:00"), 7), at("2027-11-05T18:30:00+01:00"));
        let bishkek = chrono_tz::Asia::Bishkek;
        assert_eq!(shifted(bishkek, at("2027-03-25T09:00:00+06:00"), 7), at("2027-04-01T09:00:00+06:00"));
    }

    #[test]
    fn an_hour_that_is_not_there_is_the_next_one() {
        let night = (at("2027-03-21T02:10:00+01:00"), at("2027-03-21T02:40:00+01:00"));
        let (start, end) = session_shifted(BERLIN, night, 7);
        assert_eq!(start, at("2027-03-28T03:00:00+02:00"));
        assert_eq!(end - start, Duration::minutes(30));
        // What is there twice is there once.
        assert_eq!(shifted(BERLIN, at("2027-10-24T02:30:00+02:00"), 7), at("2027-10-31T02:30:00+02:00"));
    }

    #[test]
    fn a_month_without_the_day_has_its_last() {
        assert_eq!(Every::Month.day(day("2027-01-31"), 1), Some(day("2027-02-28")));
        assert_eq!(Every::Month.day(day("2027-01-31"), 2), Some(day("2027-03-31")));
        assert_eq!(Every::Week.day(day("2027-12-27"), 1), Some(day("2028-01-03")));
    }

    #[test]
    fn numbers_stand_behind_titles_and_fit() {
        assert_eq!(numbered("Укук", 2, 120), "Укук (2)");
        assert_eq!(numbered("Укук (2)", 3, 120), "Укук (3)");
        assert_eq!(numbered(&"ө".repeat(120), 20, 120).chars().count(), 120);
        assert_eq!(unnumbered("Укук (20)"), ("Укук", Some(20)));
        for plain in ["Укук", "Укук (2026)", "Укук (1)", "(2)", "Укук (2) а"] {
            assert_eq!(unnumbered(plain), (plain, None));
        }
    }

    proptest! {
        #[test]
        fn days_move_and_hours_do_not(minutes in 0_i64..2_000_000, days in -400_i64..400) {
            let from = at("2026-01-01T00:00:00Z") + Duration::minutes(minutes);
            let to = shifted(BERLIN, from, days);
            let (a, b) = (from.with_timezone(&BERLIN), to.with_timezone(&BERLIN));
            prop_assert_eq!(b.date_naive() - a.date_naive(), Duration::days(days));
            let gap = a.hour() == 2 && b.hour() == 3 && b.minute() == 0;
            prop_assert!(gap || (a.hour(), a.minute()) == (b.hour(), b.minute()), "{} {}", a, b);
        }
    }
}
