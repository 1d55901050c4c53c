//! The filters of the history, as they stand in its address.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime};
use uuid::Uuid;

use super::codes::{ACTIONS, KINDS};
use super::model::{Filter, Who};
use crate::form::FormState;

/// The fields of the form.
pub const FIELDS: [&str; 7] = ["who", "action", "kind", "id", "from", "to", "refused"];
/// The longest id of an object, in characters.
pub const ID_MAX: usize = 200;

/// What the address asks for, and the form that shows it again with what was wrong.
#[must_use]
pub fn parse(asked: &BTreeMap<String, String>) -> (Filter, FormState) {
    let mut form = FormState::default();
    for field in FIELDS {
        if let Some(value) = asked.get(field).map(|v| v.trim()).filter(|v| !v.is_empty()) {
            form.set(field, value);
        }
    }
    let who = match form.value("who").as_str() {
        "" => None,
        "participants" => Some(Who::Participants),
        "system" => Some(Who::System),
        id => {
            let id = Uuid::parse_str(id).ok();
            if id.is_none() {
                form.fail("who", "ui-error-choice");
            }
            id.map(Who::Staff)
        }
    };
    let some = |code: &str| Some(code.to_owned()).filter(|c| !c.is_empty());
    let action = some(form.choice("action", ACTIONS, false));
    let object_kind = some(form.choice("kind", KINDS, false));
    let object_id = some(&form.text("id", ID_MAX, false));
    let from = day(&mut form, "from");
    let to = day(&mut form, "to");
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        form.fail("to", "audit-error-period");
    }
    let start = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let filter = Filter {
        who,
        action,
        object_kind,
        object_id,
        from: from.map(start),
        until: to.and_then(|day| day.checked_add_days(Days::new(1))).map(start),
        refused: form.has("refused", "yes"),
    };
    (filter, form)
}

fn day(form: &mut FormState, name: &str) -> Option<NaiveDate> {
    let value = form.value(name);
    if value.is_empty() {
        return None;
    }
    // Four digits: what `SQLite` compares as text has no other years.
    let year = |day: &NaiveDate| (1970..=9998).contains(&chrono::Datelike::year(day));
    let day = NaiveDate::parse_from_str(&value, "%Y-%m-%d").ok().filter(year);
    if day.is_none() {
        form.fail(name, "audit-error-date");
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(fields: &[(&str, &str)]) -> (Filter, FormState) {
        parse(&fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn nothing_asked_is_everything() {
        let (filter, form) = asked(&[("who", " "), ("action", ""), ("unknown", "x")]);
        assert_eq!(filter, Filter::default());
        assert!(!form.is_invalid());
    }

    #[test]
    fn a_period_holds_its_last_day() {
        let (filter, form) = asked(&[("from", "2026-11-25"), ("to", "2026-11-25")]);
        assert!(!form.is_invalid());
        assert_eq!(filter.until.unwrap() - filter.from.unwrap(), chrono::Duration::days(1));
    }

    #[test]
    fn what_is_wrong_is_said_under_its_field() {
        let long = "x".repeat(ID_MAX + 1);
        for (field, value, key) in [
            ("who", "somebody", "ui-error-choice"),
            ("action", "moon.land", "ui-error-choice"),
            ("kind", "moon", "ui-error-choice"),
            ("id", long.as_str(), "ui-error-too-long"),
            ("from", "yesterday", "audit-error-date"),
            ("from", "99999-01-01", "audit-error-date"),
            ("to", "2026-02-30", "audit-error-date"),
        ] {
            let (_, form) = asked(&[(field, value)]);
            assert_eq!(form.error(field).map(|e| e.key.as_str()), Some(key), "{field}={value}");
            assert_eq!(form.value(field), value, "it stands there again");
        }
        let (_, form) = asked(&[("from", "2026-11-25"), ("to", "2026-11-24")]);
        assert_eq!(form.errors[0].key, "audit-error-period");
    }
}
