//! Forms between the raw strings of a request and the page that shows them again.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDateTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::i18n::Zone;

/// Years that a time can be in; guards against slips such as 0206.
pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// What a person typed and what was wrong with it; travels through the flash table.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormState {
    pub values: BTreeMap<String, Vec<String>>,
    pub errors: Vec<FieldError>,
}

/// One message under one field: a translation key and its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub key: String,
    pub args: BTreeMap<String, String>,
}

/// Without what was typed.
impl fmt::Debug for FormState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors: Vec<(&str, &str)> = self.errors.iter().map(|e| (e.field.as_str(), e.key.as_str())).collect();
        f.debug_struct("FormState").field("fields", &self.values.keys()).field("errors", &errors).finish()
    }
}

impl FormState {
    /// The first value of a field, or nothing typed.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        self.values.get(name).and_then(|v| v.first()).cloned().unwrap_or_default()
    }

    /// Every value of a field that may be given several times, such as check boxes.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|v| v == value)
    }

    #[must_use]
    pub fn error(&self, name: &str) -> Option<&FieldError> {
        self.errors.iter().find(|e| e.field == name)
    }

    #[must_use]
    pub fn is_invalid(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Sets a field's only value; for pages that fill a form from what is stored.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), vec![value.into()]);
    }

    pub fn fail(&mut self, field: &str, key: &str) {
        self.fail_with(field, key, &[]);
    }

    pub fn fail_with(&mut self, field: &str, key: &str, args: &[(&str, String)]) {
        let args = args.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
        self.errors.push(FieldError { field: field.to_owned(), key: key.to_owned(), args });
    }

    /// The trimmed text of a field; an error when it is longer than `max` characters, or empty though `required`.
    pub fn text(&mut self, name: &str, max: usize, required: bool) -> String {
        let value = self.value(name).trim().to_owned();
        if required && value.is_empty() {
            self.fail(name, "ui-error-required");
        } else if value.chars().count() > max {
            self.fail_with(name, "ui-error-too-long", &[("max", max.to_string())]);
        }
        value
    }

    /// One of a closed set of codes; an error for anything else.
    pub fn choice<'a>(&mut self, name: &str, choices: &[&'a str], required: bool) -> &'a str {
        let value = self.value(name);
        if value.is_empty() && !required {
            return "";
        }
        choices.iter().copied().find(|c| *c == value).unwrap_or_else(|| {
            self.fail(name, if value.is_empty() { "ui-error-choose" } else { "ui-error-choice" });
            ""
        })
    }

    /// A time of day in a zone. Where clocks go back, the first of the two; where they go forward, none.
    pub fn time(&mut self, name: &str, zone: Zone, required: bool) -> Option<Instant> {
        let typed = self.value(name).trim().to_owned();
        if typed.is_empty() {
            if required {
                self.fail(name, "ui-error-required");
            }
            return None;
        }
        let read = |format| NaiveDateTime::parse_from_str(&typed, format).ok();
        let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"].into_iter().find_map(read);
        let at = local
            .filter(|at| YEARS.contains(&at.year()))
            .and_then(|at| zone.from_local_datetime(&at).earliest())
            .map(|at| at.with_timezone(&Utc));
        if at.is_none() {
            self.fail(name, "events-error-time");
        }
        at
    }

    /// A whole number within bounds; an error otherwise.
    pub fn number(&mut self, name: &str, min: i64, max: i64) -> i64 {
        let value = self.value(name);
        match value.trim().parse() {
            Ok(n) if (min..=max).contains(&n) => n,
            _ if value.trim().is_empty() => {
                self.fail(name, "ui-error-required");
                min
            }
            _ => {
                // With the sign that hints have.
                let said = |n: i64| n.to_string().replace('-', "−");
                self.fail_with(name, "ui-error-number", &[("min", said(min)), ("max", said(max))]);
                min
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FormState;

    fn typed(value: &str) -> FormState {
        let mut state = FormState::default();
        state.set("f", value);
        state
    }

    #[test]
    fn what_was_typed_is_not_printed() {
        let mut state = typed("Жаркынай");
        state.fail("f", "ui-error-required");
        let printed = format!("{state:?}");
        assert!(printed.contains("ui-error-required") && !printed.contains("Жаркынай"), "{printed}");
    }

    #[test]
    fn a_text_at_its_limit_passes_and_one_past_it_does_not() {
        assert!(
            !{
                let mut s = typed("өөө");
                s.text("f", 3, true);
                s
            }
            .is_invalid()
        );
        assert_eq!(
            {
                let mut s = typed("өөөө");
                s.text("f", 3, true);
                s
            }
            .errors[0]
                .key,
            "ui-error-too-long"
        );
    }

    #[test]
    fn blanks_are_nothing_typed() {
        assert_eq!(
            {
                let mut s = typed(" \n ");
                s.text("f", 3, true);
                s
            }
            .errors[0]
                .key,
            "ui-error-required"
        );
    }

    #[test]
    fn a_forged_choice_is_refused() {
        assert_eq!(
            {
                let mut s = typed("c");
                s.choice("f", &["a", "b"], false);
                s
            }
            .errors[0]
                .key,
            "ui-error-choice"
        );
        assert_eq!(typed("b").choice("f", &["a", "b"], true), "b");
        let mut nothing = typed("");
        nothing.choice("f", &["a", "b"], true);
        assert_eq!(nothing.errors[0].key, "ui-error-choose", "there is nothing to fill in");
    }

    #[test]
    fn numbers_keep_to_their_bounds() {
        for bad in ["0", "11", "x", "", "1.5", "99999999999999999999"] {
            assert!(
                {
                    let mut s = typed(bad);
                    s.number("f", 1, 10);
                    s
                }
                .is_invalid(),
                "{bad}"
            );
        }
        assert_eq!(typed("10").number("f", 1, 10), 10);
        let mut below = typed("-11");
        below.number("f", -10, 10);
        assert_eq!(below.errors[0].args["min"], "−10");
    }
}
