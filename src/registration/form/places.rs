//! The forms about places: a group to keep some for, and how many a pool has.

use super::ORGANISATION;
use crate::form::FormState;
use crate::i18n::{Locale, Zone, local_input};
use crate::registration::model::places::{Dimension, PLACES_MAX, Pool, PoolInput, Stratum, StratumInput};
use crate::registration::model::{AGE_BANDS, SEXES};

/// The fields of a pool; a new group has [`GROUP`] and [`NAME`] besides.
pub const FIELDS: [&str; 5] = ["size", "total", "falls_back", "opens_at", "position"];
/// Which group it is: the name of its pool, or [`AN_ORGANISATION`].
pub const GROUP: &str = "group";
/// What an organisation is called.
pub const NAME: &str = "organisation";
/// The choice that [`NAME`] belongs to.
pub const AN_ORGANISATION: &str = "organisation";
/// The places come from the open ones, or on top of all there are.
pub const TOTALS: [&str; 2] = ["same", "more"];
/// Numbers of the order at most.
pub const POSITION_MAX: i64 = 99;

/// Every group but organisations, as the form offers them.
#[must_use]
pub fn groups(regions: &[&str]) -> Vec<Stratum> {
    let mut groups: Vec<Stratum> = regions.iter().map(|code| Stratum::new(Dimension::Region, *code)).collect();
    groups.extend(SEXES.map(|sex| Stratum::new(Dimension::Sex, sex)));
    groups.extend(AGE_BANDS.map(|band| Stratum::new(Dimension::AgeBand, band)));
    groups.extend(Locale::ALL.map(|l| Stratum::new(Dimension::Language, l.code())));
    groups
}

/// Reads a new group; `regions` are the codes that may be chosen.
///
/// # Errors
/// The same state with what is wrong, for the page to show again.
pub fn parse_new(mut form: FormState, regions: &[&str], zone: Zone) -> Result<StratumInput, FormState> {
    let groups = groups(regions);
    let names: Vec<String> = groups.iter().map(Stratum::name).collect();
    let mut choices: Vec<&str> = names.iter().map(String::as_str).collect();
    choices.push(AN_ORGANISATION);
    let chosen = form.choice(GROUP, &choices, true).to_owned();
    let organisation = chosen == AN_ORGANISATION;
    let name = form.text(NAME, ORGANISATION, organisation);
    if organisation && !name.is_empty() && !name.chars().any(char::is_alphanumeric) {
        form.fail(NAME, "ui-error-required");
    }
    let pool = pool(&mut form, zone);
    let stratum =
        if organisation { Some(Stratum::new(Dimension::Organisation, name)) } else { Stratum::parse(&chosen) };
    match stratum {
        Some(Stratum { dimension, value }) if !form.is_invalid() => Ok(StratumInput { dimension, value, pool }),
        _ => Err(form),
    }
}

/// Reads the places of a pool that is there.
///
/// # Errors
/// As [`parse_new`].
pub fn parse(mut form: FormState, zone: Zone, open: bool) -> Result<PoolInput, FormState> {
    if open {
        // Open places have neither an order nor a total to keep to.
        form.set("total", TOTALS[1]);
        form.set("position", "0");
    }
    let pool = pool(&mut form, zone);
    if form.is_invalid() { Err(form) } else { Ok(pool) }
}

fn pool(form: &mut FormState, zone: Zone) -> PoolInput {
    PoolInput {
        size: form.number("size", 0, PLACES_MAX),
        position: form.number("position", 0, POSITION_MAX),
        falls_back: form.has("falls_back", "yes"),
        opens_at: form.time("opens_at", zone, false),
        from_open: form.choice("total", &TOTALS, true) == TOTALS[0],
    }
}

/// A new group, with what is usual.
#[must_use]
pub fn blank(position: usize) -> FormState {
    let mut form = FormState::default();
    form.set("total", TOTALS[0]);
    form.set("falls_back", "yes");
    form.set("position", position.to_string());
    form
}

/// A pool as it is.
#[must_use]
pub fn filled(pool: &Pool, zone: Zone) -> FormState {
    let mut form = FormState::default();
    form.set("size", pool.size.to_string());
    form.set("position", pool.position.to_string());
    form.set("total", TOTALS[0]);
    if pool.falls_back {
        form.set("falls_back", "yes");
    }
    if let Some(at) = pool.opens_at {
        form.set("opens_at", local_input(zone, at));
    }
    form
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    const REGIONS: &[&str] = &["batken", "osh-city"];

    fn typed(fields: &[(&str, &str)]) -> FormState {
        let mut form = blank(1);
        form.set("size", "10");
        for (name, value) in fields {
            form.set(name, *value);
        }
        form
    }

    fn read(fields: &[(&str, &str)]) -> Result<StratumInput, FormState> {
        parse_new(typed(fields), REGIONS, chrono_tz::Asia::Bishkek)
    }

    #[test]
    fn a_group_is_read() {
        let region = read(&[("group", "region:osh-city"), ("opens_at", "2026-11-25T09:30")]).unwrap();
        assert_eq!((region.dimension, region.value.as_str()), (Dimension::Region, "osh-city"));
        let opens_at = Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).single();
        let pool = PoolInput { size: 10, position: 1, falls_back: true, opens_at, from_open: true };
        assert_eq!(region.pool, pool);
        let named = read(&[("group", AN_ORGANISATION), ("organisation", " Чынар "), ("total", "more")]).unwrap();
        assert_eq!((named.dimension, named.value.as_str()), (Dimension::Organisation, "Чынар"));
        assert!(!named.pool.from_open);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        for (fields, at) in [
            (vec![], "group"),
            (vec![("group", "region:paris")], "group"),
            (vec![("group", "region:batken"), ("size", "-1")], "size"),
            (vec![("group", "region:batken"), ("size", "100001")], "size"),
            (vec![("group", "region:batken"), ("opens_at", "0206-11-25T09:30")], "opens_at"),
            (vec![("group", "region:batken"), ("total", "less")], "total"),
            (vec![("group", "region:batken"), ("position", "100")], "position"),
            (vec![("group", AN_ORGANISATION)], "organisation"),
            (vec![("group", AN_ORGANISATION), ("organisation", "—")], "organisation"),
        ] {
            let form = read(&fields).unwrap_err();
            assert_eq!(form.errors.first().map(|e| e.field.as_str()), Some(at), "{fields:?}");
        }
        assert!(read(&[("group", "sex:female"), ("size", "100000"), ("position", "99")]).is_ok());
    }

    #[test]
    fn a_pool_comes_back_as_it_is() {
        let zone = chrono_tz::Asia::Bishkek;
        let input = read(&[("group", "age_band:18_24"), ("opens_at", "2026-11-25T09:30")]).unwrap();
        let PoolInput { size, position, falls_back, opens_at, .. } = input.pool;
        let stratum = Some(Stratum::new(input.dimension, input.value));
        let pool = Pool { id: uuid::Uuid::nil(), stratum, size, taken: 0, position, slot: 1, falls_back, opens_at };
        assert_eq!(parse(filled(&pool, zone), zone, false).unwrap(), input.pool);
        let open = parse(typed(&[("position", "")]), zone, true).unwrap();
        assert!(!open.from_open && open.position == 0);
    }
}
