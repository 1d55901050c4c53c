//! A need as a task, and what can be decided about it.

use std::collections::BTreeMap;
use std::fmt;

use uuid::Uuid;

use crate::clock::Instant;
use crate::registration::model::{self as registration, State as Standing};
use crate::seal::{Legible, Personal};

/// What somebody needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Interpreter,
    Diet,
    StepFree,
    Childcare,
    Travel,
    Lodging,
}

impl Kind {
    pub const ALL: [Self; 6] =
        [Self::Interpreter, Self::Diet, Self::StepFree, Self::Childcare, Self::Travel, Self::Lodging];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Interpreter => "interpreter",
            Self::Diet => "diet",
            Self::StepFree => "step_free",
            Self::Childcare => "childcare",
            Self::Travel => "travel",
            Self::Lodging => "lodging",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Open,
    Arranged,
    NotPossible,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Open, Self::Arranged, Self::NotPossible];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Arranged => "arranged",
            Self::NotPossible => "not_possible",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// Whether somebody has or awaits a place: then what they need is a task.
#[must_use]
pub const fn is_live(standing: Standing) -> bool {
    matches!(standing, Standing::Received | Standing::Confirmed | Standing::Waitlisted | Standing::Offered)
}

/// Which of the needs of a registration are to be marked as arranged, those of one kind or all; else why none. What was
/// decided about is left as it was.
///
/// # Errors
/// Why there are none.
pub fn to_arrange(
    standing: Standing,
    needed: &[(Kind, State)],
    kind: Option<Kind>,
) -> Result<Vec<Kind>, registration::Why> {
    let meant: Vec<_> = needed.iter().filter(|(k, _)| kind.is_none_or(|kind| kind == *k)).collect();
    let open: Vec<Kind> = meant.iter().filter(|(_, state)| *state == State::Open).map(|(k, _)| *k).collect();
    match () {
        () if meant.is_empty() => Err(registration::Why::NoNeed),
        () if !is_live(standing) => Err(registration::Why::State),
        () if open.is_empty() => Err(registration::Why::Already),
        () => Ok(open),
    }
}

/// A need of one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Task {
    pub registration: Uuid,
    pub kind: Kind,
    pub state: State,
    /// Of the registration. When that has ended, what was arranged is to be called off.
    pub standing: Standing,
    pub call_name: Personal,
    pub full_name: Personal,
    /// Whether the names could be read.
    pub legible: Legible,
    pub decided_at: Option<Instant>,
    /// Who of the staff; not for facilitators, as all that follows.
    pub decided_by: Option<Uuid>,
    pub note: Personal,
    /// What [`Kind::Diet`] says.
    pub diet: Personal,
}

/// Without what is about the person.
impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("registration", &self.registration)
            .field("kind", &self.kind)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl Task {
    /// Arranged for somebody who does not come any more.
    #[must_use]
    pub const fn is_to_call_off(&self) -> bool {
        !is_live(self.standing)
    }
}

/// How many tasks of a kind are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub open: u32,
    pub arranged: u32,
    pub not_possible: u32,
}

impl Count {
    #[must_use]
    pub const fn all(self) -> u32 {
        self.open + self.arranged + self.not_possible
    }
}

/// The tasks counted, by kind; those of people who do not come any more are none.
#[must_use]
pub fn count(tasks: &[Task]) -> BTreeMap<Kind, Count> {
    let mut counts: BTreeMap<Kind, Count> = BTreeMap::new();
    for task in tasks.iter().filter(|t| !t.is_to_call_off()) {
        let count = counts.entry(task.kind).or_default();
        match task.state {
            State::Open => count.open += 1,
            State::Arranged => count.arranged += 1,
            State::NotPossible => count.not_possible += 1,
        }
    }
    counts
}

/// What was decided about one need, for the person.
#[derive(Clone, PartialEq, Eq)]
pub struct Decided {
    pub kind: Kind,
    pub state: State,
    pub at: Instant,
    pub note: Personal,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(kind: Kind, state: State, standing: Standing) -> Task {
        Task {
            registration: Uuid::nil(),
            kind,
            state,
            standing,
            call_name: Personal::default(),
            full_name: Personal::default(),
            legible: Legible::Yes,
            decided_at: None,
            decided_by: None,
            note: Personal::default(),
            diet: Personal::default(),
        }
    }

    #[test]
    fn codes_are_read_back_and_are_those_of_the_form() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.code()), Some(kind));
        }
        for state in State::ALL {
            assert_eq!(State::parse(state.code()), Some(state));
        }
        assert_eq!((Kind::parse("Diet"), State::parse("done")), (None, None));
        let asked = crate::registration::model::NEEDS;
        assert!(Kind::ALL.iter().all(|k| *k == Kind::Diet || asked.contains(&k.code())));
        assert_eq!(asked.len() + 1, Kind::ALL.len());
    }

    #[test]
    fn what_is_open_is_arranged_and_what_was_decided_stays() {
        use registration::Why;
        let needed = [(Kind::Diet, State::Open), (Kind::Travel, State::NotPossible), (Kind::Lodging, State::Open)];
        let of = |standing, kind| to_arrange(standing, &needed, kind);
        assert_eq!(of(Standing::Confirmed, None), Ok(vec![Kind::Diet, Kind::Lodging]));
        assert_eq!(of(Standing::Waitlisted, Some(Kind::Diet)), Ok(vec![Kind::Diet]));
        assert_eq!(of(Standing::Confirmed, Some(Kind::Travel)), Err(Why::Already));
        assert_eq!(of(Standing::Confirmed, Some(Kind::Childcare)), Err(Why::NoNeed));
        assert_eq!(of(Standing::Withdrawn, None), Err(Why::State));
        assert_eq!(to_arrange(Standing::Confirmed, &[], None), Err(Why::NoNeed));
    }

    #[test]
    fn what_was_arranged_for_who_does_not_come_is_not_counted() {
        let tasks = [
            task(Kind::Travel, State::Open, Standing::Confirmed),
            task(Kind::Travel, State::Arranged, Standing::Offered),
            task(Kind::Travel, State::Arranged, Standing::Withdrawn),
            task(Kind::Diet, State::NotPossible, Standing::Waitlisted),
        ];
        let counts = count(&tasks);
        assert_eq!(counts[&Kind::Travel], Count { open: 1, arranged: 1, not_possible: 0 });
        assert_eq!((counts[&Kind::Diet].all(), counts.len()), (1, 2));
        assert!(tasks[2].is_to_call_off() && !tasks[3].is_to_call_off());
    }
}
