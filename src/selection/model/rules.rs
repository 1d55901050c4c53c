//! What a selection weighs, and within which bounds.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::answers::answered;

/// Rules of one event at most.
pub const RULES_MAX: usize = 40;
/// A score's weight lies between this and its negative.
pub const WEIGHT_MAX: i64 = 100;
/// So do the points that a reviewer gives.
pub const POINTS_MAX: i64 = 10;
/// A floor or a cap at most: as many as an event may have places.
pub const FLOOR_MAX: i64 = 100_000;
/// The length of a waiting list at most, where it is limited.
pub const WAITING_MAX: i64 = 100_000;
/// Applications that one selection takes in.
pub const APPLICANTS_MAX: usize = 10_000;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$about])* $variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As the tables, the forms and the proof write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.code() == code)
            }
        }
    };
}

codes! {
    /// What about an application a rule looks at.
    Dimension {
        /// The code of the home region.
        Region "region",
        Sex "sex",
        AgeBand "age_band",
        /// The language they are written to.
        Language "language",
        /// The keyed digest of the organisation's name; see `service`.
        Organisation "organisation",
        /// `yes` for who has no confirmed place at another event.
        FirstTime "first_time",
        /// What was chosen in answer to a question of the event: see [`super::answer`].
        Answer "answer",
    }
}

codes! {
    /// What a rule does.
    Kind {
        /// Adds its amount to the score of everybody it fits.
        Score "score",
        /// At least so many of those it fits.
        Floor "floor",
        /// At most so many of those it fits.
        Cap "cap",
        /// At most so many of every organisation.
        Each "each",
    }
}

codes! {
    /// Why somebody was put in or taken out by hand.
    Reason {
        /// Knows or can do what the training needs.
        Experience "experience",
        /// Is counted on elsewhere: a network, a village, a follow-up.
        Needed "needed",
        /// For the safety of this or another person.
        Safety "safety",
        /// Close to somebody who decides.
        Interest "interest",
        /// Something in the application was wrong.
        Mistake "mistake",
        Other "other",
    }
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub kind: Kind,
    pub dimension: Dimension,
    /// A code of the dimension; of an organisation, the digest in hexadecimal; empty for [`Kind::Each`].
    pub value: String,
    /// A weight, or a number of people.
    pub amount: i64,
}

impl Rule {
    /// The question that it is about and what is chosen in answer to it; nothing where it is about anything else.
    #[must_use]
    pub fn answer(&self) -> Option<(Uuid, &str)> {
        if self.dimension == Dimension::Answer { answered(&self.value) } else { None }
    }

    /// As the proof writes it, without its number.
    #[must_use]
    pub fn line(&self) -> String {
        let value = if self.value.is_empty() { "-" } else { &self.value };
        format!("{} {} {value} {}", self.kind.code(), self.dimension.code(), self.amount)
    }

    /// Whether this is a rule that a form can make.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        // A lone hyphen stands for nothing in the proof.
        let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
        let value = self.value.bytes().all(letter) && self.value.bytes().next().is_some_and(|b| b != b'-');
        let value = value && (self.dimension != Dimension::Answer || self.answer().is_some());
        match self.kind {
            Kind::Score => value && (-WEIGHT_MAX..=WEIGHT_MAX).contains(&self.amount) && self.amount != 0,
            Kind::Floor => value && (1..=FLOOR_MAX).contains(&self.amount),
            Kind::Cap => value && (0..=FLOOR_MAX).contains(&self.amount),
            Kind::Each => {
                self.value.is_empty()
                    && self.dimension == Dimension::Organisation
                    && (1..=FLOOR_MAX).contains(&self.amount)
            }
        }
    }
}

/// Everything that an event's coordinators decided beforehand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteria {
    /// In the order in which they were written; the numbers of the proof.
    pub rules: Vec<Rule>,
    /// How many wait at most; everybody who is not chosen, when nothing is said.
    pub waiting: Option<i64>,
}

impl Criteria {
    /// As the proof writes them, one a line.
    #[must_use]
    pub fn text(&self) -> String {
        let waiting = self.waiting.map_or_else(|| "all".to_owned(), |n| n.to_string());
        let rules = self.rules.iter().enumerate().map(|(i, rule)| format!("rule {} {}\n", i + 1, rule.line()));
        std::iter::once(format!("waiting {waiting}\n")).chain(rules).collect()
    }

    /// SHA-256 of that: the version of the criteria.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.text().as_bytes()).into()
    }

    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.rules.len() <= RULES_MAX
            && self.rules.iter().all(Rule::is_sound)
            && self.waiting.is_none_or(|n| (0..=WAITING_MAX).contains(&n))
    }
}
