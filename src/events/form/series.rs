//! A series made from one event: how often it comes back, and how many trainings it has.

use crate::events::model::shift::{Every, SERIES_MAX, SERIES_MIN};
use crate::form::FormState;

pub const FIELDS: [&str; 3] = ["every", "times", "numbered"];

/// A series as its author wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeriesInput {
    pub every: Every,
    /// Trainings in all, the first included: [`SERIES_MIN`] to [`SERIES_MAX`].
    pub times: usize,
    /// Whether the titles of those that are made end in their number.
    pub numbered: bool,
}

/// The form with what most series have.
#[must_use]
pub fn blank() -> FormState {
    let mut form = FormState::default();
    form.set("every", Every::Week.code());
    form
}

/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState) -> Result<SeriesInput, FormState> {
    let every = Every::parse(form.choice("every", Every::CODES, true));
    let bound = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let times = form.number("times", bound(SERIES_MIN), bound(SERIES_MAX));
    let numbered = form.has("numbered", "yes");
    match (every, usize::try_from(times)) {
        (Some(every), Ok(times)) if !form.is_invalid() => Ok(SeriesInput { every, times, numbered }),
        _ => Err(form),
    }
}
