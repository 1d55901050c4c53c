//! A list that comes in: how far it has come, and what becomes of its rows.

use uuid::Uuid;

use super::mapping::Settings;
use crate::clock::Instant;

/// Rows of a file that lie sealed as one, and are worked on as one.
pub const PART: usize = 100;

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has said what its columns mean.
    Uploaded,
    Mapped,
    /// All rows are looked at; nothing is registered.
    Checking,
    Checked,
    Running,
    Done,
    Cancelled,
    /// Whoever began it may not do it any more, or the training takes nobody.
    Stopped,
}

impl Stage {
    const ALL: [Self; 8] = [
        Self::Uploaded,
        Self::Mapped,
        Self::Checking,
        Self::Checked,
        Self::Running,
        Self::Done,
        Self::Cancelled,
        Self::Stopped,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Mapped => "mapped",
            Self::Checking => "checking",
            Self::Checked => "checked",
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

    /// Whether the worker is at it.
    #[must_use]
    pub const fn works(self) -> bool {
        matches!(self, Self::Checking | Self::Running)
    }

    /// Whether the rows are no longer needed.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Stopped)
    }
}

/// A list that comes in.
#[derive(Clone, PartialEq, Eq)]
pub struct Import {
    pub id: Uuid,
    pub event_id: Uuid,
    pub staff_id: Uuid,
    pub stage: Stage,
    /// With the instance's secret it makes the key of the rows.
    pub salt: Option<Vec<u8>>,
    pub settings: Settings,
    pub total: i64,
    pub columns: i64,
    /// The part that the work goes on with.
    pub next_part: i64,
    pub created_at: Instant,
}

impl Import {
    /// The number of its last part; parts are counted from one, and the headings are none.
    #[must_use]
    pub fn parts(&self) -> i64 {
        let part = i64::try_from(PART).unwrap_or(1);
        (self.total + part - 1) / part
    }
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Becomes {
    /// A registration of its own.
    New,
    /// The contact is registered for the training already.
    Known,
    /// The contact stands in an earlier row.
    Twice,
    /// Something in it is wrong.
    Bad,
}

impl Becomes {
    pub const ALL: [Self; 4] = [Self::New, Self::Known, Self::Twice, Self::Bad];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known => "known",
            Self::Twice => "twice",
            Self::Bad => "bad",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// Of its line in the file.
    pub number: usize,
    pub result: Becomes,
    /// As [`super::mapping::Fault::codes`] writes them.
    pub faults: String,
    pub registration: Option<Uuid>,
}

#[cfg(test)]
mod tests {
    use super::{Becomes, Stage};

    #[test]
    fn codes_are_read_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.code()), Some(stage));
            assert!(!(stage.works() && stage.is_over()));
        }
        for result in Becomes::ALL {
            assert_eq!(Becomes::parse(result.code()), Some(result));
        }
    }
}
