//! Types and rules: the ledger of consents, tiers, where a testimonial stands.

mod name;
mod rendition;

use std::collections::BTreeMap;

use uuid::Uuid;

pub use name::{Names, attribution_line};
pub use rendition::{Rendition, Text, choose, opening};

use crate::clock::Instant;
use crate::i18n::Locale;
use crate::seal::Personal;

/// A closed set whose members have codes, as the tables and forms write them.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$member_doc])* $member),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$member),+];
            /// The codes, in the order of [`Self::ALL`].
            pub const CODES: &[&str] = &[$($code),+];

            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$member => $code),+ }
            }

            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|m| m.code() == code)
            }
        }

        impl TryFrom<String> for $name {
            type Error = UnknownCode;

            fn try_from(code: String) -> Result<Self, UnknownCode> {
                Self::parse(&code).ok_or(UnknownCode)
            }
        }
    };
}

/// Not a code of the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode;

impl std::fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a code outside its closed set")
    }
}

impl std::error::Error for UnknownCode {}

codes! {
    /// The name under which a person may be shown, from the most closed to the most open.
    Attribution {
        Anonymous "anonymous",
        Pseudonym "pseudonym",
        Initials "initials",
        FirstName "first_name",
        FullName "full_name",
    }
}

impl Attribution {
    /// 1 for no name … 5 for the full name; what the tables compare.
    #[must_use]
    pub const fn openness(self) -> i64 {
        self as i64 + 1
    }

    /// Whether a speaker of these names can choose it: what shows a part of the name needs one.
    #[must_use]
    pub fn is_offered(self, names: &Names) -> bool {
        self <= Self::Pseudonym || !names.full.is_empty()
    }
}

codes! {
    /// Where a testimonial may be read; each is asked for on its own.
    Channel {
        /// The wall and its page on this site.
        Site "site",
        /// The JSON interface and everything that repeats it elsewhere.
        Feeds "feeds",
        /// Booklets and reports to donors.
        Print "print",
        Press "press",
    }
}

codes! {
    /// What an entry of the consent ledger does.
    Act {
        Grant "grant",
        /// Still yes, under a less open name.
        Narrow "narrow",
        Withdraw "withdraw",
        Expire "expire",
    }
}

codes! {
    /// How much harm a testimonial could do its speaker.
    Tier {
        /// Course feedback.
        R0 "R0",
        /// A personal story.
        R1 "R1",
        /// A survivor, a minor, an open case, a named official or third person, or a group too small to hide in.
        R2 "R2",
    }
}

impl Tier {
    /// Approvals that a rendition needs; the view `public_rendition` counts the same way.
    #[must_use]
    pub const fn approvals(self) -> usize {
        match self {
            Self::R0 | Self::R1 => 1,
            Self::R2 => 2,
        }
    }
}

codes! {
    /// Why a testimonial is hidden for a time.
    HoldReason {
        Safety "safety",
        Legal "legal",
        ConsentDoubt "consent_doubt",
        Accuracy "accuracy",
        Other "other",
    }
}

codes! {
    /// Why a testimonial will not be published.
    DeclineReason {
        OffTopic "off_topic",
        Unsafe "unsafe",
        NamesOthers "names_others",
        NotOwnWords "not_own_words",
        Duplicate "duplicate",
        Other "other",
    }
}

codes! {
    /// The tabs of the moderators' queue.
    Stage {
        Waiting "waiting",
        Public "public",
        /// Declined, hidden, withdrawn, or kept privately.
        Closed "closed",
    }
}

codes! {
    /// How an entry of the ledger came to be.
    Evidence {
        PrivateLink "private_link",
        Staff "staff",
    }
}

/// One entry of the consent ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: Uuid,
    pub channel: Channel,
    /// None where the entry ends a consent.
    pub attribution: Option<Attribution>,
    pub act: Act,
    pub at: Instant,
}

/// Consents that hold: per channel the name that may be shown. The order of the entries does not matter.
pub type Live = BTreeMap<Channel, Attribution>;

/// Folds the ledger: the last entry of each channel, by time and then id, decides.
#[must_use]
pub fn live(entries: &[Entry]) -> Live {
    let holds = |e: &Entry| match e.act {
        Act::Grant | Act::Narrow => e.attribution,
        Act::Withdraw | Act::Expire => None,
    };
    last(entries).into_iter().filter_map(|(channel, e)| Some((channel, holds(e)?))).collect()
}

/// The last entry of each channel.
#[must_use]
pub fn last(entries: &[Entry]) -> BTreeMap<Channel, &Entry> {
    let mut last: BTreeMap<Channel, &Entry> = BTreeMap::new();
    for e in entries {
        let newest = last.entry(e.channel).or_insert(e);
        if (e.at, e.id) > (newest.at, newest.id) {
            *newest = e;
        }
    }
    last
}

/// The name the speaker chose last, also when the consent has ended since; no name if none was ever chosen.
#[must_use]
pub fn chosen(entries: &[Entry]) -> Attribution {
    let named = entries.iter().filter(|e| e.attribution.is_some()).max_by_key(|e| (e.at, e.id));
    named.and_then(|e| e.attribution).unwrap_or(Attribution::Anonymous)
}

/// The most open name that any channel allows; a rendition more open than this can never be public.
#[must_use]
pub fn widest(live: &Live) -> Option<Attribution> {
    live.values().max().copied()
}

/// The channels that a rendition under this name would be public on.
#[must_use]
pub fn channels_for(live: &Live, shown: Attribution) -> Vec<Channel> {
    live.iter().filter(|(_, agreed)| **agreed >= shown).map(|(channel, _)| *channel).collect()
}

/// The time of a new entry: now, but always after every earlier one, so that a clock that was set back cannot bring a
/// withdrawn consent to life.
#[must_use]
pub fn entry_time(entries: &[Entry], now: Instant) -> Instant {
    let after = entries.iter().map(|e| e.at + chrono::Duration::milliseconds(1)).max();
    after.map_or(now, |after| after.max(now))
}

/// What is known of a testimonial besides its words.
#[derive(Clone, PartialEq, Eq)]
pub struct Testimonial {
    pub id: Uuid,
    pub event_id: Uuid,
    pub person_id: Uuid,
    pub registration_id: Uuid,
    pub locale: Locale,
    /// Empty for none.
    pub pseudonym: Personal,
    /// Hashed with each of its renditions.
    pub salt: Personal,
    pub tier: Tier,
    pub captured_by: Option<Uuid>,
    pub created_at: Instant,
}

/// The words, as the speaker gave them. Opened apart from the rest, because whose eyes they meet is written down.
#[derive(Clone, PartialEq, Eq)]
pub struct Original {
    pub headline: Personal,
    pub body: Personal,
}

/// What the form through the private link hands over.
#[derive(Clone, PartialEq, Eq)]
pub struct TestimonialInput {
    /// Drawn with the form; a second tap finds what the first one made.
    pub submission_id: Uuid,
    /// The language of the words.
    pub locale: Locale,
    pub headline: Personal,
    pub body: Personal,
    /// No channel: kept privately.
    pub channels: Vec<Channel>,
    pub attribution: Attribution,
    /// Empty unless the attribution is a pseudonym.
    pub pseudonym: Personal,
    /// The language in which the consent text was read.
    pub consent_locale: Locale,
}

/// Where a testimonial stands, as its speaker is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Never meant for readers.
    Kept,
    Waiting,
    Public,
    Declined,
    Hidden,
    Withdrawn,
}

impl Standing {
    /// From what is known of it; what the speaker decided comes before what the staff decided.
    #[must_use]
    pub fn of(entries: &[Entry], declined: bool, held: bool, public: bool) -> Self {
        if live(entries).is_empty() {
            return if entries.is_empty() { Self::Kept } else { Self::Withdrawn };
        }
        match (declined, held, public) {
            (true, ..) => Self::Declined,
            (_, true, _) => Self::Hidden,
            (.., true) => Self::Public,
            _ => Self::Waiting,
        }
    }

    /// The middle of its translation keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Waiting => "waiting",
            Self::Public => "public",
            Self::Declined => "declined",
            Self::Hidden => "hidden",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A testimonial in the list on its speaker's page.
#[derive(Clone, PartialEq, Eq)]
pub struct MyTestimonial {
    pub id: Uuid,
    pub headline: Personal,
    pub locale: Locale,
    pub created_at: Instant,
    pub standing: Standing,
}

/// What readers see of a testimonial, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicTestimonial {
    pub id: Uuid,
    /// The language of the words shown.
    pub locale: Locale,
    pub headline: String,
    pub quote: String,
    /// May be empty.
    pub narrative: String,
    pub attribution: Attribution,
    pub attribution_line: String,
    /// What hard matter it holds.
    pub content_note: Option<String>,
    pub original_locale: Locale,
    pub event_id: Uuid,
    pub event_title: String,
    /// The language of the title, which may be another than the reader's.
    pub event_title_locale: Locale,
    /// Only where the training's page may be linked to.
    pub event_slug: Option<String>,
    /// A region's code.
    pub region: String,
    /// When the last approval that it needed was given.
    pub public_since: Instant,
    /// Further languages it can be read in.
    pub other_locales: Vec<Locale>,
}

/// Which testimonials a reader asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallFilter {
    pub channel: Channel,
    /// A region's code; empty for all.
    pub region: String,
    pub event: Option<Uuid>,
    /// Only what can be read in this language.
    pub language: Option<Locale>,
    /// Older than this one.
    pub before: Option<Uuid>,
    pub limit: i64,
}

impl WallFilter {
    #[must_use]
    pub const fn newest(channel: Channel, limit: i64) -> Self {
        Self { channel, region: String::new(), event: None, language: None, before: None, limit }
    }
}

#[cfg(test)]
mod tests;
