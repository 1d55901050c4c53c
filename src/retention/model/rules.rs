//! The rules: until when something is kept, and who may see it meanwhile.

use chrono::{Duration, Months};

use crate::clock::Instant;

/// A time as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    Minutes(i64),
    Days(i64),
    Months(u32),
    Years(u32),
}

impl Span {
    /// The number before the unit.
    #[must_use]
    pub fn n(self) -> i64 {
        match self {
            Self::Minutes(n) | Self::Days(n) => n,
            Self::Months(n) | Self::Years(n) => i64::from(n),
        }
    }

    /// What happened before this instant has lasted the span, as of `now`.
    #[must_use]
    pub fn before(self, now: Instant) -> Instant {
        let back = |months: u32| now.checked_sub_months(Months::new(months)).unwrap_or(now);
        match self {
            Self::Minutes(n) => now - Duration::minutes(n),
            Self::Days(n) => now - Duration::days(n),
            Self::Months(n) => back(n),
            Self::Years(n) => back(n.saturating_mul(12)),
        }
    }
}

/// Who may see what a rule keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The person, through their private link.
    You,
    Facilitator,
    Coordinator,
    Moderator,
    Administrator,
    Everybody,
    /// Only the machine, to do its work.
    Nobody,
}

impl Who {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Facilitator => "facilitator",
            Self::Coordinator => "coordinator",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
            Self::Everybody => "everybody",
            Self::Nobody => "nobody",
        }
    }
}

/// A rule of retention. The codes stand in tombstones and in the records of runs: never reuse one for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Names, contacts and everything else that says who somebody is; counted from the end of their last event.
    Person,
    /// What somebody needs at one event.
    Needs,
    /// What somebody answered to the questions of an event: as long as each question says, and no longer than `Unanswered` where they
    /// got no place.
    Answers,
    /// Registrations that never came to a place.
    Unanswered,
    /// What an undo of a merge needs; counted from the merge.
    Merge,
    /// Registrations and marks: with the name as long as there is one, afterwards without.
    Attendance,
    /// The ledger of agreements; counted from the erasure of the person.
    Consent,
    /// With the person; never while it waits or is public.
    Testimonial,
    /// Counted from the decision.
    Declined,
    Flash,
    /// How often a number or an address was used on the public forms; `web::budget::sweep` takes it away.
    Budget,
    Job,
    Figures,
    Tombstone,
    Audit,
    Account,
    Session,
    Invite,
    /// Lists that are read in, and work on many registrations at once; counted from when it was begun.
    Exchange,
    /// Events and regions, with their texts.
    Content,
    /// Counters and keys without a person.
    Machinery,
}

impl Rule {
    pub const ALL: [Self; 21] = [
        Self::Person,
        Self::Needs,
        Self::Answers,
        Self::Unanswered,
        Self::Merge,
        Self::Attendance,
        Self::Consent,
        Self::Testimonial,
        Self::Declined,
        Self::Flash,
        Self::Budget,
        Self::Job,
        Self::Figures,
        Self::Tombstone,
        Self::Audit,
        Self::Account,
        Self::Session,
        Self::Invite,
        Self::Exchange,
        Self::Content,
        Self::Machinery,
    ];

    /// Those that take something away, in the order in which they run: what hangs on a person goes before the person.
    pub const PURGES: [Self; 11] = [
        Self::Flash,
        Self::Session,
        Self::Job,
        Self::Invite,
        Self::Exchange,
        Self::Needs,
        Self::Answers,
        Self::Merge,
        Self::Declined,
        Self::Unanswered,
        Self::Person,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Needs => "needs",
            Self::Answers => "answers",
            Self::Unanswered => "unanswered",
            Self::Merge => "merge",
            Self::Attendance => "attendance",
            Self::Consent => "consent",
            Self::Testimonial => "testimonial",
            Self::Declined => "declined",
            Self::Flash => "flash",
            Self::Budget => "budget",
            Self::Job => "job",
            Self::Figures => "figures",
            Self::Tombstone => "tombstone",
            Self::Audit => "audit",
            Self::Account => "account",
            Self::Session => "session",
            Self::Invite => "invite",
            Self::Exchange => "exchange",
            Self::Content => "content",
            Self::Machinery => "machinery",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// How long; `None` for what ends with something else, or is kept.
    #[must_use]
    pub const fn span(self) -> Option<Span> {
        match self {
            Self::Person => Some(Span::Months(6)),
            Self::Needs | Self::Exchange => Some(Span::Days(7)),
            Self::Unanswered | Self::Merge | Self::Job | Self::Invite => Some(Span::Days(30)),
            Self::Declined => Some(Span::Months(12)),
            // A form that came back ten of them, the page with the links of a group all.
            Self::Flash => Some(Span::Minutes(60)),
            Self::Budget => Some(Span::Days(1)),
            _ => None,
        }
    }

    /// For people who agreed to hear of later trainings.
    #[must_use]
    pub const fn longer(self) -> Option<Span> {
        match self {
            Self::Person => Some(Span::Months(24)),
            _ => None,
        }
    }

    /// Whether it takes something of people, so that far more than usual stops it.
    #[must_use]
    pub const fn is_guarded(self) -> bool {
        matches!(self, Self::Needs | Self::Answers | Self::Declined | Self::Unanswered | Self::Person)
    }

    #[must_use]
    pub const fn who(self) -> &'static [Who] {
        match self {
            Self::Person | Self::Needs | Self::Answers | Self::Attendance => &[Who::Coordinator, Who::Facilitator],
            Self::Unanswered | Self::Merge | Self::Exchange => &[Who::Coordinator],
            Self::Consent => &[Who::You, Who::Coordinator],
            Self::Testimonial | Self::Declined => &[Who::You, Who::Moderator],
            Self::Flash | Self::Budget | Self::Job | Self::Tombstone | Self::Machinery => &[Who::Nobody],
            Self::Figures | Self::Account | Self::Invite => &[Who::Coordinator, Who::Administrator],
            Self::Audit => &[Who::Administrator],
            Self::Session => &[Who::You],
            Self::Content => &[Who::Everybody],
        }
    }

    /// Whether the privacy page tells of it to people who register.
    #[must_use]
    pub const fn is_for_participants(self) -> bool {
        !matches!(self, Self::Account | Self::Session | Self::Invite | Self::Content | Self::Machinery)
    }

    /// Whether the privacy page tells of it to staff.
    #[must_use]
    pub const fn is_for_staff(self) -> bool {
        matches!(self, Self::Account | Self::Session | Self::Invite)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::{Rule, Span};

    #[test]
    fn codes_are_read_back() {
        for rule in Rule::ALL {
            assert_eq!(Rule::parse(rule.code()), Some(rule));
        }
        assert_eq!(Rule::parse("Person"), None);
    }

    #[test]
    fn spans_are_those_of_the_calendar() {
        let at = |y, m, d| Utc.with_ymd_and_hms(y, m, d, 3, 0, 0).unwrap();
        assert_eq!(Span::Months(6).before(at(2026, 8, 31)), at(2026, 2, 28));
        assert_eq!(Span::Years(3).before(at(2026, 8, 31)), at(2023, 8, 31));
        assert_eq!(Span::Days(7).before(at(2026, 3, 3)), at(2026, 2, 24));
    }

    #[test]
    fn what_takes_something_away_says_when() {
        for rule in Rule::PURGES {
            // Sessions and questions say it themselves.
            assert!(rule.span().is_some() || matches!(rule, Rule::Session | Rule::Answers), "{rule:?}");
        }
    }
}
