//! Answers to an event's own questions as values of [`Dimension::Answer`]: the id of the question and the code of what was
//! chosen, which both stay what they are whatever becomes of the words. Only questions that are answered by choosing have any.
//!
//! [`Dimension::Answer`]: super::Dimension::Answer

use std::collections::BTreeSet;

use uuid::Uuid;

use super::rules::{Criteria, Rule};
use crate::questions::model::{Question, YES_NO};

/// Answers to choose a rule from: every row of the form repeats them all, and an event may ask for more than a thousand.
pub const ANSWERS_MAX: usize = 150;

/// An answer as a value of a rule.
#[must_use]
pub fn answer(question: Uuid, code: &str) -> String {
    format!("{}_{code}", question.simple())
}

/// The question and the code of such a value; nothing where it is none.
#[must_use]
pub fn answered(value: &str) -> Option<(Uuid, &str)> {
    let (id, code) = value.split_once('_')?;
    let id: Uuid = (id.len() == 32).then(|| id.parse().ok())??;
    let number = !code.starts_with('0') && code.len() < 19 && code.bytes().all(|b| b.is_ascii_digit());
    (YES_NO.contains(&code) || (number && !code.is_empty())).then_some((id, code))
}

/// The questions that rules look at.
#[must_use]
pub fn asked_by(criteria: &Criteria) -> BTreeSet<Uuid> {
    criteria.rules.iter().filter_map(Rule::answer).map(|(question, _)| question).collect()
}

/// The answers that a rule can be made about, in the order of the questions: those that can be given now, as many questions
/// as there is room for, and those that rules name. False when a question was left out.
#[must_use]
pub fn to_choose<'a>(questions: &'a [Question], criteria: &Criteria) -> (Vec<(&'a Question, String)>, bool) {
    let named: BTreeSet<(Uuid, &str)> = criteria.rules.iter().filter_map(Rule::answer).collect();
    let (mut choices, mut room, mut whole) = (Vec::new(), ANSWERS_MAX, true);
    for q in questions.iter().filter(|q| q.kind.decides()) {
        let mut codes = if q.retired { Vec::new() } else { q.codes() };
        if codes.len() > room {
            codes.clear();
            whole = false;
        }
        room -= codes.len();
        let more = named.iter().filter(|(id, code)| *id == q.id && !codes.iter().any(|c| c == code));
        let more: Vec<String> = more.map(|(_, code)| (*code).to_owned()).collect();
        choices.extend(codes.into_iter().chain(more).map(|code| (q, code)));
    }
    (choices, whole)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::questions::model::{Kind as Asks, Opt, SeenBy};
    use crate::selection::model::{Dimension, Kind};

    fn question(n: u128, kind: Asks, options: i64) -> Question {
        let option = |number| Opt { number, retired: false, labels: BTreeMap::new() };
        Question {
            id: Uuid::from_u128(n),
            event_id: Uuid::nil(),
            kind,
            required: false,
            shown_if: None,
            seen_by: SeenBy::Coordinators,
            keep_days: 30,
            min: None,
            max: None,
            texts: BTreeMap::new(),
            options: (1..=options).map(option).collect(),
            retired: false,
            answered: true,
            version: 1,
        }
    }

    fn about(values: &[String]) -> Criteria {
        let rule =
            |value: &String| Rule { kind: Kind::Floor, dimension: Dimension::Answer, value: value.clone(), amount: 1 };
        Criteria { rules: values.iter().map(rule).collect(), waiting: None }
    }

    #[test]
    fn a_value_names_a_question_and_what_was_chosen() {
        let id = Uuid::from_u128(0xabc);
        for code in ["yes", "no", "1", "30"] {
            assert_eq!(answered(&answer(id, code)), Some((id, code)));
            assert!(about(&[answer(id, code)]).is_sound());
        }
        for bad in ["", "0", "01", "maybe", "1 2", "-1", "9999999999999999999"] {
            assert_eq!(answered(&answer(id, bad)), None, "{bad}");
            assert!(!about(&[answer(id, bad)]).is_sound(), "{bad}");
        }
        for bad in ["osh", "_1", "abc_1", &format!("{id}_1"), &id.simple().to_string()] {
            assert!(answered(bad).is_none() && !about(&[bad.to_owned()]).is_sound(), "{bad}");
        }
    }

    #[test]
    fn what_is_typed_is_no_choice_and_what_a_rule_names_stays_one() {
        let mut gone = question(3, Asks::YesNo, 0);
        gone.retired = true;
        let mut choice = question(2, Asks::OneChoice, 3);
        choice.options[1].retired = true;
        let all = [question(1, Asks::Text, 0), choice, gone];
        let codes = |criteria: &Criteria| -> Vec<(u128, String)> {
            to_choose(&all, criteria).0.into_iter().map(|(q, code)| (q.id.as_u128(), code)).collect()
        };
        let own = |all: &[(u128, &str)]| all.iter().map(|(n, code)| (*n, (*code).to_owned())).collect::<Vec<_>>();
        assert_eq!(codes(&Criteria::default()), own(&[(2, "1"), (2, "3")]));
        let named = about(&[answer(all[1].id, "2"), answer(all[2].id, "no"), answer(all[1].id, "3")]);
        assert_eq!(codes(&named), own(&[(2, "1"), (2, "3"), (2, "2"), (3, "no")]));
        assert_eq!(asked_by(&named), [all[1].id, all[2].id].into());
    }

    #[test]
    fn there_are_as_many_to_choose_as_there_is_room_for() {
        let room = i64::try_from(ANSWERS_MAX).unwrap() / 30;
        let mut all: Vec<Question> =
            (0..room).map(|n| question(u128::try_from(n).unwrap(), Asks::ManyChoices, 30)).collect();
        let (choices, whole) = to_choose(&all, &Criteria::default());
        assert_eq!((choices.len(), whole), (ANSWERS_MAX, true));
        all.push(question(99, Asks::YesNo, 0));
        let (choices, whole) = to_choose(&all, &Criteria::default());
        assert_eq!((choices.len(), whole), (ANSWERS_MAX, false));
        // Past the room is what a rule names, or the form could not be saved again.
        let (choices, _) = to_choose(&all, &about(&[answer(Uuid::from_u128(99), "yes")]));
        assert_eq!(choices.last().map(|(q, code)| (q.id.as_u128(), code.as_str())), Some((99, "yes")));
    }
}
