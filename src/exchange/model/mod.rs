//! What is done with many registrations, and what is kept of it.

pub mod cells;
pub mod import;
pub mod mapping;
pub mod sheet;

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::clock::Instant;
use crate::i18n::Locale;
use crate::needs::model::{Kind, State as Progress, to_arrange};
use crate::registration::model::Stands;
pub use crate::registration::model::Why;
use crate::registration::model::why::{
    against_by_hand, against_confirming, against_declining, against_link, against_offering,
};
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
    /// Give them places, as far as there are some that are due to them.
    Confirm,
    /// Offer them places for a time, by the same rule.
    Offer,
    /// Tell them that they get none.
    Decline,
    /// Give up their places for them.
    Withdraw,
    /// Write their private link to them once more.
    Link,
    /// Have what they are told come to the call list from now on.
    ByHand,
    /// Write to them in this language from now on.
    Language(Locale),
    /// Mark what they need as arranged: this, or all of it.
    Needs(Option<Kind>),
    /// Take them out as a file.
    Export,
}

/// Stands for all that somebody needs.
pub const ALL_NEEDS: &str = "all";

impl Act {
    /// As the form offers them; a language and what is needed are chosen beside it.
    pub const CODES: [&str; 9] =
        ["confirm", "offer", "decline", "withdraw", "link", "by_hand", "language", "needs", "export"];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Offer => "offer",
            Self::Decline => "decline",
            Self::Withdraw => "withdraw",
            Self::Link => "link",
            Self::ByHand => "by_hand",
            Self::Language(_) => "language",
            Self::Needs(_) => "needs",
            Self::Export => "export",
        }
    }

    /// What it needs besides, as a code.
    #[must_use]
    pub const fn param(self) -> &'static str {
        match self {
            Self::Language(l) => l.code(),
            Self::Needs(Some(kind)) => kind.code(),
            Self::Needs(None) => ALL_NEEDS,
            _ => "",
        }
    }

    #[must_use]
    pub fn parse(code: &str, param: &str) -> Option<Self> {
        match code {
            "confirm" => Some(Self::Confirm),
            "offer" => Some(Self::Offer),
            "decline" => Some(Self::Decline),
            "withdraw" => Some(Self::Withdraw),
            "link" => Some(Self::Link),
            "by_hand" => Some(Self::ByHand),
            "language" => param.parse().ok().map(Self::Language),
            "needs" if param == ALL_NEEDS => Some(Self::Needs(None)),
            "needs" => Kind::parse(param).map(|kind| Self::Needs(Some(kind))),
            "export" => Some(Self::Export),
            _ => None,
        }
    }

    /// Whether it gives out places: to those who wait in the order in which they do.
    #[must_use]
    pub const fn gives_places(self) -> bool {
        matches!(self, Self::Confirm | Self::Offer)
    }

    /// What is done, in words.
    #[must_use]
    pub fn words(self, l: Locale) -> String {
        let said = l.t(&format!("exchange-act-{}", self.code()));
        match self {
            Self::Language(to) => format!("{said}: {}", to.name()),
            Self::Needs(Some(kind)) => format!("{said}: {}", l.t(&format!("registration-need-{}", kind.code()))),
            Self::Needs(None) => format!("{said}: {}", l.t("exchange-needs-all")),
            _ => said,
        }
    }

    /// Why it cannot be done to a registration that stands like this, if so. `needed`: what it needs, and how far that is.
    #[must_use]
    pub fn hindered(self, stands: Stands, needed: &[(Kind, Progress)]) -> Option<Why> {
        let state = stands.state;
        match self {
            Self::Confirm => against_confirming(state),
            Self::Offer => against_offering(state),
            Self::Decline => against_declining(state),
            Self::Withdraw => (!state.may_withdraw()).then_some(Why::State),
            Self::Link => against_link(state, stands.has_email),
            Self::ByHand => against_by_hand(stands.channel, stands.has_phone),
            Self::Needs(kind) => to_arrange(state, needed, kind).err(),
            Self::Language(_) | Self::Export => None,
        }
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
    use super::*;
    use crate::messages::model::Channel;
    use crate::registration::model::State;

    const ALL: [Act; 10] = [
        Act::Confirm,
        Act::Offer,
        Act::Decline,
        Act::Withdraw,
        Act::Link,
        Act::ByHand,
        Act::Language(Locale::Uz),
        Act::Needs(None),
        Act::Needs(Some(Kind::Travel)),
        Act::Export,
    ];

    #[test]
    fn codes_are_read_back() {
        for act in ALL {
            assert_eq!(Act::parse(act.code(), act.param()), Some(act));
            assert!(Act::CODES.contains(&act.code()));
        }
        assert!(Act::CODES.iter().all(|code| ALL.iter().any(|act| act.code() == *code)));
        assert_eq!((Act::parse("language", "kk"), Act::parse("needs", ""), Act::parse("moon", "")), (None, None, None));
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.code()), Some(stage));
        }
    }

    #[test]
    fn what_hinders_is_known_from_how_somebody_stands() {
        let needed = [(Kind::Travel, Progress::Open)];
        for state in State::ALL {
            let stands = Stands { state, waiting_no: None, channel: Channel::Email, has_email: true, has_phone: true };
            assert_eq!(Act::Withdraw.hindered(stands, &[]).is_none(), state.may_withdraw(), "{state}");
            assert_eq!(Act::Link.hindered(stands, &[]).is_none(), state.may_withdraw(), "{state}");
            assert_eq!(Act::Language(Locale::Ky).hindered(stands, &[]), None, "{state}");
            assert_eq!(Act::ByHand.hindered(stands, &[]), None, "{state}");
            assert_eq!(Act::Needs(None).hindered(stands, &[]), Some(Why::NoNeed), "{state}");
            assert_eq!(Act::Needs(None).hindered(stands, &needed).is_none(), state.may_withdraw(), "{state}");
            assert_eq!(Act::Confirm.hindered(stands, &[]), against_confirming(state), "{state}");
        }
    }
}
