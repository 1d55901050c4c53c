//! What is done with many registrations, and what is kept of it.

pub mod cells;
pub mod import;
pub mod mapping;
pub mod sheet;

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::clock::Instant;
use crate::i18n::Locale;
use crate::registration::model::State;
use crate::seal::Personal;

/// Views that one account keeps for one event at most.
pub const VIEWS_MAX: usize = 30;
/// Registrations of one run at most.
pub const BULK_MAX: usize = 5_000;
/// Days after which runs, and files that nobody read in, are forgotten; the rule of retention says the same.
pub const DAYS: i64 = 7;

/// The name of the forms on the list of registrations, for what was typed.
#[must_use]
pub fn list_form(slug: &str) -> String {
    format!("registrations:{slug}")
}

/// A filter that somebody kept under a name.
#[derive(Clone, PartialEq, Eq)]
pub struct View {
    pub id: Uuid,
    pub staff_id: Uuid,
    pub name: Personal,
    /// As [`crate::registration::model::filter::Filter::query`] writes it.
    pub filter: String,
    /// Seen by everybody who sees the registrations of the event.
    pub shared: bool,
}

/// What can be done to many registrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Give up their places for them.
    Withdraw,
    /// Write their private link to them once more.
    Link,
    /// Write to them in this language from now on.
    Language(Locale),
    /// Take them out as a file.
    Export,
}

impl Act {
    /// As the form offers them; a language is chosen beside it.
    pub const CODES: [&str; 4] = ["withdraw", "link", "language", "export"];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Withdraw => "withdraw",
            Self::Link => "link",
            Self::Language(_) => "language",
            Self::Export => "export",
        }
    }

    /// What it needs besides, as a code.
    #[must_use]
    pub const fn param(self) -> &'static str {
        match self {
            Self::Language(l) => l.code(),
            Self::Withdraw | Self::Link | Self::Export => "",
        }
    }

    #[must_use]
    pub fn parse(code: &str, param: &str) -> Option<Self> {
        match code {
            "withdraw" => Some(Self::Withdraw),
            "link" => Some(Self::Link),
            "language" => param.parse().ok().map(Self::Language),
            "export" => Some(Self::Export),
            _ => None,
        }
    }

    /// Why it cannot be done to a registration in this state, if so.
    #[must_use]
    pub const fn hindered(self, state: State) -> Option<Why> {
        match self {
            Self::Withdraw | Self::Link if !state.may_withdraw() => Some(Why::State),
            _ => None,
        }
    }
}

/// Why a row was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Where it stands knows nothing of the kind.
    State,
    /// The training is over, or somebody was quicker.
    Late,
    /// There is no address to write to.
    NoAddress,
    /// It was so before.
    Already,
    /// It was erased meanwhile.
    Gone,
}

impl Why {
    pub const ALL: [Self; 5] = [Self::State, Self::Late, Self::NoAddress, Self::Already, Self::Gone];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Late => "late",
            Self::NoAddress => "no_address",
            Self::Already => "already",
            Self::Gone => "gone",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.code() == code)
    }
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing is done before somebody says so.
    Planned,
    Running,
    Done,
    /// Broken off by somebody; what was done stays done.
    Cancelled,
    /// Whoever began it may not do it any more.
    Stopped,
}

impl Stage {
    const ALL: [Self; 5] = [Self::Planned, Self::Running, Self::Done, Self::Cancelled, Self::Stopped];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Stopped => "stopped",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// Work on many registrations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: Uuid,
    pub event_id: Uuid,
    pub staff_id: Uuid,
    pub act: Act,
    pub stage: Stage,
    pub total: i64,
    pub created_at: Instant,
    pub finished_at: Option<Instant>,
}

/// How many rows of a run have come to what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub done: i64,
    pub waiting: i64,
    pub skipped: BTreeMap<Why, i64>,
}

impl Tally {
    #[must_use]
    pub fn passed_over(&self) -> i64 {
        self.skipped.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Locale, Stage, State, Why};

    #[test]
    fn codes_are_read_back() {
        for act in [Act::Withdraw, Act::Link, Act::Language(Locale::Uz), Act::Export] {
            assert_eq!(Act::parse(act.code(), act.param()), Some(act));
            assert!(Act::CODES.contains(&act.code()));
        }
        assert_eq!(Act::parse("language", "kk"), None);
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.code()), Some(stage));
        }
        for why in Why::ALL {
            assert_eq!(Why::parse(why.code()), Some(why));
        }
    }

    #[test]
    fn only_what_is_held_can_be_given_up() {
        for state in State::ALL {
            assert_eq!(Act::Withdraw.hindered(state).is_none(), state.may_withdraw(), "{state}");
            assert_eq!(Act::Language(Locale::Ky).hindered(state), None, "{state}");
        }
    }
}
