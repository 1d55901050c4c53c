//! A copy of an event: from which day on, and what it takes along. People never come along.

use chrono::{Datelike, NaiveDate};

use crate::form::{FormState, YEARS};

pub const FIELDS: [&str; 2] = ["day", "take"];

/// What can be taken along, in the order of the form.
pub const TAKES: [&str; 6] = ["texts", "sessions", "pools", "questions", "criteria", "facilitators"];

/// What a copy takes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Take {
    /// All of them in all languages; without, the title alone, which no event can be without.
    pub texts: bool,
    /// All of them; without, one at the time of the first.
    pub sessions: bool,
    pub pools: bool,
    pub questions: bool,
    pub criteria: bool,
    pub facilitators: bool,
}

impl Take {
    /// Everything that describes a training; who runs it is chosen each time.
    pub const DESCRIPTION: Self =
        Self { texts: true, sessions: true, pools: true, questions: true, criteria: true, facilitators: false };
}

/// A copy as its author wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyInput {
    /// On which the first session lies, in the event's zone.
    pub day: NaiveDate,
    pub take: Take,
}

/// The form with everything ticked that describes a training.
#[must_use]
pub fn blank() -> FormState {
    let mut form = FormState::default();
    form.values.insert("take".to_owned(), TAKES.map(str::to_owned).to_vec());
    form
}

/// A day from `today` on.
///
/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState, today: NaiveDate) -> Result<CopyInput, FormState> {
    let typed = form.value("day").trim().to_owned();
    let day = typed.parse::<NaiveDate>().ok().filter(|day| YEARS.contains(&day.year()));
    match day {
        None if typed.is_empty() => form.fail("day", "ui-error-required"),
        None => form.fail("day", "editor-error-day"),
        Some(day) if day < today => form.fail("day", "editor-error-day-past"),
        Some(_) => {}
    }
    if form.all("take").iter().any(|t| !TAKES.contains(&t.as_str())) {
        form.fail("take", "ui-error-choice");
    }
    let takes = |what: &str| form.has("take", what);
    match day {
        Some(day) if !form.is_invalid() => Ok(CopyInput {
            day,
            take: Take {
                texts: takes("texts"),
                sessions: takes("sessions"),
                pools: takes("pools"),
                questions: takes("questions"),
                criteria: takes("criteria"),
                facilitators: takes("facilitators"),
            },
        }),
        _ => Err(form),
    }
}
