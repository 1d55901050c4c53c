//! What the desk's forms send.

use uuid::Uuid;

use super::model::Status;
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::seal::Personal;

/// Characters of a search at most; the rest is not looked at.
const SEARCH_MAX: usize = 120;
/// Characters of the reason of a correction at most.
pub const REASON_MAX: usize = 300;
/// People in a room at most, as the table has it.
pub const PEOPLE_MAX: i64 = 100_000;

pub const MARK: [&str; 5] = ["session", "registration", "mark_id", "seen", "status"];
pub const CORRECTION: [&str; 6] = ["session", "registration", "mark_id", "seen", "status", "reason"];
pub const UNDO: [&str; 3] = ["session", "mark", "mark_id"];
pub const HEADCOUNT: [&str; 2] = ["session", "people"];
pub const SEARCH: [&str; 2] = ["session", "q"];
pub const WALK_IN: [&str; 4] = ["session", "mark_id", "full_name", "phone"];

/// A status given to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkInput {
    pub session: Uuid,
    pub registration: Uuid,
    /// Drawn with the form: the same however often it is sent.
    pub mark_id: Uuid,
    /// The mark that decided when the form was drawn.
    pub seen: Option<Uuid>,
    pub status: Status,
}

/// Takes back one mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndoInput {
    pub session: Uuid,
    pub mark: Uuid,
    pub mark_id: Uuid,
}

const FORGED: AppError = AppError::BadRequest("ui-bad-request-help");

/// A value that only our own page can have put there.
fn id(state: &FormState, name: &str) -> Outcome<Uuid> {
    state.value(name).parse().map_err(|_| FORGED)
}

/// # Errors
/// `BadRequest` for what no page of ours sends.
pub fn mark(state: &FormState) -> Outcome<MarkInput> {
    let seen = state.value("seen");
    Ok(MarkInput {
        session: id(state, "session")?,
        registration: id(state, "registration")?,
        mark_id: id(state, "mark_id")?,
        seen: if seen.is_empty() { None } else { Some(id(state, "seen")?) },
        status: status(&state.value("status"))?,
    })
}

/// A status that somebody can be given.
///
/// # Errors
/// `BadRequest` for any other word, `void` among them.
pub fn status(code: &str) -> Outcome<Status> {
    Status::CHOICES.into_iter().find(|s| s.code() == code).ok_or(FORGED)
}

/// The correction and its reason; a missing or too long reason fails in the form.
///
/// # Errors
/// As for [`mark`].
pub fn correction(state: &mut FormState) -> Outcome<(MarkInput, Personal)> {
    let input = mark(state)?;
    let reason = state.text("reason", REASON_MAX, true);
    Ok((input, reason.into()))
}

/// # Errors
/// `BadRequest` for what no page of ours sends.
pub fn undo(state: &FormState) -> Outcome<UndoInput> {
    Ok(UndoInput { session: id(state, "session")?, mark: id(state, "mark")?, mark_id: id(state, "mark_id")? })
}

/// What was typed into a search, as much of it as is looked at.
#[must_use]
pub fn sought(text: &str) -> String {
    text.trim().chars().take(SEARCH_MAX).collect()
}

/// Session and name or code.
///
/// # Errors
/// `BadRequest` without a session.
pub fn search(state: &FormState) -> Outcome<(Uuid, Personal)> {
    Ok((id(state, "session")?, sought(&state.value("q")).into()))
}

/// Session and people; a bad number fails in the form.
///
/// # Errors
/// `BadRequest` without a session.
pub fn headcount(state: &mut FormState) -> Outcome<(Uuid, i64)> {
    let session = id(state, "session")?;
    Ok((session, state.number("people", 0, PEOPLE_MAX)))
}

/// Session, mark and the name as typed; a missing or too long name fails in the form.
///
/// # Errors
/// `BadRequest` without a session.
pub fn walk_in(state: &mut FormState, name_max: usize) -> Outcome<(Uuid, Uuid, Personal)> {
    let (session, mark_id) = (id(state, "session")?, id(state, "mark_id")?);
    Ok((session, mark_id, state.text("full_name", name_max, true).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> FormState {
        let mut state = FormState::default();
        for (name, value) in fields {
            state.set(name, *value);
        }
        state
    }

    const ID: &str = "0192f0c1-2345-7000-8000-000000000001";

    #[test]
    fn a_mark_is_read() {
        let mut fields = vec![("session", ID), ("registration", ID), ("mark_id", ID), ("seen", ""), ("status", "late")];
        let input = mark(&typed(&fields)).unwrap();
        assert_eq!((input.seen, input.status), (None, Status::Late));
        fields[3].1 = ID;
        assert!(mark(&typed(&fields)).unwrap().seen.is_some());
    }

    #[test]
    fn forged_fields_are_refused() {
        let good = [("session", ID), ("registration", ID), ("mark_id", ID), ("seen", ""), ("status", "late")];
        for (i, bad) in [(0, "x"), (1, ""), (2, "1"), (3, "x"), (4, "void"), (4, "PRESENT"), (4, "")] {
            let mut fields = good;
            fields[i].1 = bad;
            assert_eq!(mark(&typed(&fields)), Err(FORGED), "{} = {bad:?}", fields[i].0);
        }
    }

    #[test]
    fn a_correction_says_why() {
        let mut fields = vec![
            ("session", ID),
            ("registration", ID),
            ("mark_id", ID),
            ("seen", ID),
            ("status", "late"),
            ("reason", " "),
        ];
        let mut state = typed(&fields);
        correction(&mut state).unwrap();
        assert!(state.error("reason").is_some());
        let long = "ө".repeat(REASON_MAX + 1);
        fields[5].1 = &long;
        let mut state = typed(&fields);
        correction(&mut state).unwrap();
        assert!(state.error("reason").is_some());
    }

    #[test]
    fn a_search_is_cut_and_never_refused() {
        let (_, sought) =
            search(&typed(&[("session", ID), ("q", &format!(" {}", "ө".repeat(SEARCH_MAX + 9)))])).unwrap();
        assert_eq!(sought.reveal(), "ө".repeat(SEARCH_MAX));
        assert!(search(&typed(&[("session", ID)])).unwrap().1.is_empty());
        assert_eq!(search(&typed(&[("q", "Айгүл")])).err(), Some(FORGED));
    }

    #[test]
    fn a_headcount_is_a_number_of_people() {
        for (value, good) in [("0", true), ("24", true), ("-1", false), ("100001", false), ("ten", false), ("", false)]
        {
            let mut state = typed(&[("session", ID), ("people", value)]);
            headcount(&mut state).unwrap();
            assert_eq!(!state.is_invalid(), good, "{value}");
        }
    }
}
