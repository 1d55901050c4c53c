//! Marks and how they add up. Compiles for the browser too: no clock, no database, no texts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A UUID as a number: the browser's build has no UUID library, and needs none to compare them.
pub type Key = u128;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$note])* $variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As the tables, the forms and the keys of texts write it.
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
    /// What a mark says of a person in a session.
    Status {
        Present "present",
        Late "late",
        LeftEarly "left_early",
        Excused "excused",
        Absent "absent",
        /// Takes back the mark it supersedes; says nothing itself.
        Void "void",
    }
}

codes! {
    /// How a mark came to be.
    Source { Form "form", Desk "desk", Scan "scan", Paper "paper", WalkIn "walk_in" }
}

impl Status {
    /// What can be chosen for a person.
    pub const CHOICES: [Self; 5] = [Self::Present, Self::Late, Self::LeftEarly, Self::Excused, Self::Absent];

    /// Whether the person was in the room at some time.
    #[must_use]
    pub const fn came(self) -> bool {
        matches!(self, Self::Present | Self::Late | Self::LeftEarly)
    }

    /// Whether `next` contradicts this status, so that it takes a reason. What happens in the course of a session does not:
    /// who was missing comes late, who was there leaves early.
    #[must_use]
    pub const fn contradicted_by(self, next: Self) -> bool {
        !matches!(
            (self, next),
            (Self::Absent | Self::Excused, Self::Late) | (Self::Present | Self::Late, Self::LeftEarly)
        )
    }
}

/// One statement about attendance. The reason that somebody gave for it lies beside it, sealed: it changes no state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    pub id: Key,
    pub session: Key,
    pub registration: Key,
    pub status: Status,
    pub source: Source,
    pub device: Key,
    /// Counts up on its device.
    pub seq: i64,
    /// When it was seen, by the device's clock as corrected.
    pub observed_at: DateTime<Utc>,
    /// When the server took it.
    pub received_at: DateTime<Utc>,
    /// The mark that this one corrects or takes back.
    pub supersedes: Option<Key>,
    /// Whose account it was made with.
    pub by: Option<Key>,
}

/// What the marks about one person in one session add up to. Marks that were all taken back leave none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub status: Status,
    /// The mark that says so.
    pub mark: Mark,
    /// Marks of other devices say otherwise, and nobody has corrected them.
    pub conflict: bool,
    /// Every mark that stands, the deciding one included, by id.
    pub standing: Vec<Mark>,
}

/// State by session and registration.
pub type States = BTreeMap<(Key, Key), State>;

/// Adds up marks. A mark that another of the same person and session supersedes is out, and stays out; of those that stand
/// the one observed last decides, between equal times the one with the higher id.
#[must_use]
pub fn fold<'a>(marks: impl IntoIterator<Item = &'a Mark>) -> States {
    // Copies of one mark are one. Should two different marks claim one id, the lower counts, whatever came first.
    let mut unique: BTreeMap<Key, &Mark> = BTreeMap::new();
    for mark in marks {
        let kept = unique.entry(mark.id).or_insert(mark);
        *kept = (*kept).min(mark);
    }
    let out: BTreeSet<(Key, Key, Key)> =
        unique.values().filter_map(|m| Some((m.session, m.registration, m.supersedes?))).collect();
    let mut groups: BTreeMap<(Key, Key), Vec<&Mark>> = BTreeMap::new();
    for mark in unique.values() {
        let standing = mark.status != Status::Void && !out.contains(&(mark.session, mark.registration, mark.id));
        if standing {
            groups.entry((mark.session, mark.registration)).or_default().push(mark);
        }
    }
    groups.into_iter().filter_map(|(key, standing)| Some((key, state(&standing)?))).collect()
}

fn state(standing: &[&Mark]) -> Option<State> {
    let last = standing.iter().max_by_key(|m| (m.observed_at, m.id))?;
    let conflict = standing.iter().any(|m| m.device != last.device && m.status != last.status);
    Some(State {
        status: last.status,
        mark: (*last).clone(),
        conflict,
        standing: standing.iter().map(|m| (*m).clone()).collect(),
    })
}

/// A name as it is searched: what keyboards of the region leave out or write otherwise is the same.
#[must_use]
pub fn fold_name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ө' => out.push('о'),
            'ү' | 'ў' => out.push('у'),
            'ң' => out.push('н'),
            'ё' => out.push('е'),
            'қ' => out.push('к'),
            'ғ' => out.push('г'),
            'ҳ' | 'һ' => out.push('х'),
            'җ' => out.push('ж'),
            // The turned comma of oʻ and gʻ, the tutuq belgisi, and what keyboards offer in their place.
            '\u{2bb}' | '\u{2bc}' | '\'' | '`' | '‘' | '’' => {}
            c if c.is_whitespace() || c == '-' => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A short code as it is compared: Crockford's base 32 reads O as 0, I and L as 1.
#[must_use]
pub fn fold_code(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect()
}

/// Whether a row is meant by what was typed: words of the name, in any order, or the beginning of the code. `name` and
/// `code` are folded already.
#[must_use]
pub fn is_meant(name: &str, code: &str, typed: &str) -> bool {
    let words = fold_name(typed);
    let by_name = words.split(' ').all(|word| name.split(' ').any(|n| n.starts_with(word)) || name.contains(word));
    by_name || code.starts_with(&fold_code(typed))
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn mark(id: Key, status: Status, minute: u32, supersedes: Option<Key>) -> Mark {
        let at = Utc.with_ymd_and_hms(2026, 11, 25, 9, minute, 0).unwrap();
        Mark {
            id,
            session: 1,
            registration: 1,
            status,
            source: Source::Form,
            device: id,
            seq: 0,
            observed_at: at,
            received_at: at,
            supersedes,
            by: None,
        }
    }

    fn of(marks: &[Mark]) -> Option<(Status, bool)> {
        fold(marks).get(&(1, 1)).map(|s| (s.status, s.conflict))
    }

    #[test]
    fn the_last_observation_decides_and_a_disagreement_shows() {
        use Status::{Absent, Present};
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[mark(1, Present, 0, None)]), Some((Present, false)));
        assert_eq!(of(&[mark(1, Present, 0, None), mark(2, Present, 5, None)]), Some((Present, false)));
        assert_eq!(of(&[mark(1, Present, 5, None), mark(2, Absent, 0, None)]), Some((Present, true)));
        assert_eq!(of(&[mark(1, Present, 5, None), mark(2, Absent, 5, None)]), Some((Absent, true)));
    }

    #[test]
    fn one_device_does_not_contradict_itself() {
        let second = Mark { device: 1, seq: 1, ..mark(2, Status::Late, 5, None) };
        assert_eq!(of(&[mark(1, Status::Present, 0, None), second]), Some((Status::Late, false)));
    }

    #[test]
    fn a_correction_wins_even_with_an_earlier_clock() {
        let marks = [mark(1, Status::Present, 9, None), mark(2, Status::Absent, 0, Some(1))];
        assert_eq!(of(&marks), Some((Status::Absent, false)));
    }

    #[test]
    fn an_undo_leaves_what_else_was_said() {
        let undo = mark(3, Status::Void, 9, Some(2));
        assert_eq!(of(&[mark(2, Status::Late, 5, None), undo.clone()]), None);
        let marks = [mark(1, Status::Present, 0, None), mark(2, Status::Late, 5, None), undo];
        assert_eq!(of(&marks), Some((Status::Present, false)));
    }

    #[test]
    fn nobody_is_corrected_by_a_mark_about_another() {
        let other = Mark { registration: 2, ..mark(2, Status::Void, 5, Some(1)) };
        assert_eq!(of(&[mark(1, Status::Present, 0, None), other]), Some((Status::Present, false)));
    }

    #[test]
    fn marks_that_supersede_each_other_leave_nothing() {
        assert_eq!(of(&[mark(1, Status::Present, 0, Some(2)), mark(2, Status::Late, 5, Some(1))]), None);
    }

    #[test]
    fn the_course_of_a_session_needs_no_reason() {
        use Status::{Absent, Excused, Late, LeftEarly, Present};
        for (from, to) in [(Absent, Late), (Excused, Late), (Present, LeftEarly), (Late, LeftEarly)] {
            assert!(!from.contradicted_by(to));
        }
        for (from, to) in [(Present, Absent), (Late, Present), (Absent, Present), (LeftEarly, Present)] {
            assert!(from.contradicted_by(to));
        }
    }

    #[test]
    fn codes_come_back() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.code()), Some(*status));
        }
        for source in Source::ALL {
            assert_eq!(Source::parse(source.code()), Some(*source));
        }
        assert_eq!(Status::parse("x"), None);
    }

    #[test]
    fn a_name_is_found_as_people_type_it() {
        let name = fold_name("Өмүрбекова Айсулуу Жеңишбек кызы");
        for typed in ["айсулуу", "омурбек", "ӨМҮР", "айс омур", "женишбек", "  айсулуу  ", ""]
        {
            assert!(is_meant(&name, "7K3M9QPX2T5", typed), "{typed}");
        }
        assert!(!is_meant(&name, "7K3M9QPX2T5", "бакыт"));
        assert!(is_meant(&fold_name("Gʻulomova Oʻgʻiloy"), "", "gulom ogil"));
    }

    #[test]
    fn a_code_is_found_as_people_type_it() {
        for typed in ["7k3m", "7K3M 9QPX", "7k3m-9qpx-2t5"] {
            assert!(is_meant("айгул", "7K3M9QPX2T5", typed), "{typed}");
        }
        assert!(is_meant("x", &fold_code("0123"), "oi23"));
        assert!(!is_meant("айгул", "7K3M9QPX2T5", "9QPX"));
    }

    fn some_marks() -> impl Strategy<Value = Vec<Mark>> {
        let one = (0_u128..8, 0_u128..2, 0_u128..2, 0_usize..6, 0_u128..3, 0_u32..4, proptest::option::of(0_u128..8));
        let made = one.prop_map(|(id, session, registration, status, device, minute, supersedes)| Mark {
            session,
            registration,
            device,
            ..mark(id, Status::ALL[status], minute, supersedes)
        });
        proptest::collection::vec(made, 0..14)
    }

    proptest! {
        #[test]
        fn any_order_gives_the_same(marks in some_marks(), seed in any::<u64>()) {
            let mut shuffled = marks.clone();
            let mut state = seed;
            for i in (1..shuffled.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                shuffled.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
            }
            prop_assert_eq!(fold(&marks), fold(&shuffled));
        }

        #[test]
        fn duplicates_change_nothing(marks in some_marks(), again in proptest::collection::vec(0_usize..14, 0..6)) {
            let twice: Vec<Mark> = marks.iter().chain(again.iter().filter_map(|i| marks.get(*i))).cloned().collect();
            prop_assert_eq!(fold(&marks), fold(&twice));
        }

        #[test]
        fn batches_change_nothing(marks in some_marks(), cut in 0_usize..14) {
            let (first, second) = marks.split_at(cut.min(marks.len()));
            // A batch that overlaps the one before it, as after a lost answer.
            let batches: Vec<&Mark> = second.iter().chain(first).chain(second).collect();
            prop_assert_eq!(fold(&marks), fold(batches));
        }

        #[test]
        fn persons_and_sessions_are_apart(marks in some_marks()) {
            let whole = fold(&marks);
            for session in 0..2 {
                for registration in 0..2 {
                    // Ids are unique across all; only marks of this cell that survive that take part.
                    let mut unique: BTreeMap<Key, &Mark> = BTreeMap::new();
                    for m in &marks {
                        let kept = unique.entry(m.id).or_insert(m);
                        *kept = (*kept).min(m);
                    }
                    let own = unique.into_values().filter(|m| m.session == session && m.registration == registration);
                    let alone = fold(own);
                    prop_assert_eq!(whole.get(&(session, registration)), alone.get(&(session, registration)));
                }
            }
        }

        #[test]
        fn folding_a_name_twice_is_folding_it_once(name in ".{0,40}") {
            let once = fold_name(&name);
            prop_assert_eq!(fold_name(&once), once);
        }
    }
}
