//! What is decided about a need.

use uuid::Uuid;

use super::model::{Kind, State};
use crate::form::FormState;
use crate::seal::Personal;

/// Characters of the note at most.
pub const NOTE_MAX: usize = 300;

pub const FIELDS: [&str; 4] = ["registration", "kind", "to", "note"];

/// A decision.
#[derive(Clone, PartialEq, Eq)]
pub struct DecisionInput {
    pub registration: Uuid,
    pub kind: Kind,
    pub to: State,
    pub note: Personal,
}

/// Why a form says nothing.
pub enum Wrong {
    /// No form of ours.
    Forged,
    /// The same state with what is to be mended.
    Typed(FormState),
}

/// # Errors
/// [`Wrong`].
pub fn parse(mut form: FormState) -> Result<DecisionInput, Wrong> {
    let (registration, kind, to) =
        (form.value("registration").parse().ok(), Kind::parse(&form.value("kind")), State::parse(&form.value("to")));
    let (Some(registration), Some(kind), Some(to)) = (registration, kind, to) else { return Err(Wrong::Forged) };
    let note = form.text("note", NOTE_MAX, false).into();
    if form.is_invalid() { Err(Wrong::Typed(form)) } else { Ok(DecisionInput { registration, kind, to, note }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[(&str, &str)]) -> Result<DecisionInput, Wrong> {
        let mut form = FormState::default();
        let id = Uuid::nil().to_string();
        for (name, value) in [("registration", id.as_str()), ("kind", "diet"), ("to", "arranged")].iter().chain(fields)
        {
            form.set(name, *value);
        }
        parse(form)
    }

    #[test]
    fn a_note_at_its_limit_passes_and_one_past_it_does_not() {
        assert!(read(&[("note", &"ө".repeat(NOTE_MAX))]).is_ok());
        assert!(matches!(read(&[("note", &"ө".repeat(NOTE_MAX + 1))]), Err(Wrong::Typed(_))));
    }

    #[test]
    fn what_no_form_sends_is_forged() {
        for forged in [("kind", "gold"), ("to", "done"), ("registration", "1")] {
            assert!(matches!(read(&[forged]), Err(Wrong::Forged)), "{forged:?}");
        }
    }
}
