use proptest::prelude::*;

use super::*;

/// The n-th question of an event: yes or no, or one of three options.
pub(in crate::questions) fn question(n: u128, kind: Kind) -> Question {
    let option =
        |number: i64| Opt {
            number, retired: false, labels: BTreeMap::from([(Locale::Ky, format!("жооп {number}"))])
        };
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
        texts: BTreeMap::from([(Locale::Ky, Text { label: format!("суроо {n}"), help: String::new() })]),
        options: if kind.has_options() { (1..=3).map(option).collect() } else { Vec::new() },
        retired: false,
        answered: false,
        version: 1,
    }
}

pub(in crate::questions) fn depends(mut q: Question, on: u128, value: &str) -> Question {
    q.shown_if = Some(Condition { question: Uuid::from_u128(on), value: value.to_owned() });
    q
}

fn ids(questions: &[Question], answers: &Answers) -> Vec<u128> {
    asked(questions, |id, value| answers.has(id, value)).iter().map(|q| q.id.as_u128()).collect()
}

fn answers(given: &[(u128, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (id, value) in given {
        answers.set(Uuid::from_u128(*id), *value);
    }
    answers
}

#[test]
fn codes_are_read_back() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.code()), Some(kind));
    }
    for seen_by in SeenBy::ALL {
        assert_eq!(SeenBy::parse(seen_by.code()), Some(seen_by));
    }
    assert_eq!((Kind::parse("Text"), SeenBy::parse("all")), (None, None));
}

#[test]
fn a_follow_up_is_asked_after_its_answer_and_a_chain_breaks_where_it_is_broken() {
    let chain = [
        question(1, Kind::YesNo),
        depends(question(2, Kind::OneChoice), 1, "yes"),
        depends(question(3, Kind::ManyChoices), 2, "2"),
        depends(question(4, Kind::Text), 3, "3"),
    ];
    assert_eq!(ids(&chain, &answers(&[])), [1]);
    assert_eq!(ids(&chain, &answers(&[(1, "yes"), (2, "1")])), [1, 2]);
    assert_eq!(ids(&chain, &answers(&[(1, "yes"), (2, "2"), (3, "1 3")])), [1, 2, 3, 4]);
    // What hangs on an answer that is no longer asked for is not asked either.
    assert_eq!(ids(&chain, &answers(&[(1, "no"), (2, "2"), (3, "1 3")])), [1]);
    let mut retired = chain.clone();
    retired[1].retired = true;
    assert_eq!(ids(&retired, &answers(&[(1, "yes"), (2, "2"), (3, "3")])), [1]);
}

#[test]
fn thirteen_is_not_three() {
    let given = answers(&[(1, "13 2")]);
    assert!(given.has(Uuid::from_u128(1), "13") && given.has(Uuid::from_u128(1), "2"));
    assert!(!given.has(Uuid::from_u128(1), "3") && !given.has(Uuid::from_u128(1), "1"));
}

#[test]
fn an_order_that_cannot_be_is_refused() {
    let first = question(1, Kind::YesNo);
    let second = depends(question(2, Kind::Text), 1, "yes");
    assert_eq!(check(&[first.clone(), second.clone()]), Ok(()));
    let why = |questions: &[Question]| check(questions).unwrap_err();
    let id = Uuid::from_u128;
    assert_eq!(why(&[second.clone(), first.clone()]), (id(2), Why::Order));
    assert_eq!(why(std::slice::from_ref(&second)), (id(2), Why::Order));
    assert_eq!(why(&[depends(question(1, Kind::YesNo), 1, "yes")]), (id(1), Why::Order), "itself");
    let round = [depends(question(1, Kind::YesNo), 2, "yes"), depends(question(2, Kind::YesNo), 1, "yes")];
    assert_eq!(why(&round), (id(1), Why::Order));
    assert_eq!(why(&[first.clone(), depends(question(2, Kind::Text), 1, "maybe")]), (id(2), Why::Answer));
    assert_eq!(why(&[question(1, Kind::Text), second.clone()]), (id(2), Why::Answer));
    let outlives = [Question { keep_days: 29, ..first.clone() }, second.clone()];
    assert_eq!(why(&outlives), (id(2), Why::Outlives));
    assert_eq!(check(&[Question { keep_days: 30, ..first }, second]), Ok(()));
}

#[test]
fn an_option_that_is_not_offered_any_more_still_has_its_name() {
    let mut q = question(1, Kind::ManyChoices);
    q.options[1].retired = true;
    assert_eq!(q.codes(), ["1", "3"]);
    let answered = Answered { question: q.clone(), value: "2 3".into() };
    let chosen = vec![("жооп 2".to_owned(), Locale::Ky), ("жооп 3".to_owned(), Locale::Ky)];
    assert!(answered.said(Locale::En) == Said::Chosen(chosen));
    let odd = Answered { question: q, value: "2 алма".into() };
    assert!(odd.said(Locale::Ky) == Said::Typed("2 алма".into()), "nothing is lost of what does not fit");
}

#[test]
fn words_are_found_in_another_language_and_missing_ones_are_named() {
    let mut q = question(1, Kind::OneChoice);
    assert_eq!(q.label(Locale::En), ("суроо 1", Locale::Ky));
    assert_eq!(q.help(Locale::Ru), ("", Locale::Ru));
    assert_eq!(q.missing_locales(), [Locale::Ru, Locale::Uz, Locale::En]);
    q.texts.insert(Locale::Ru, Text { label: "вопрос".into(), help: String::new() });
    assert_eq!(q.missing_locales(), [Locale::Ru, Locale::Uz, Locale::En], "the options too");
    for option in &mut q.options {
        option.labels.insert(Locale::Ru, "ответ".into());
    }
    assert_eq!(q.missing_locales(), [Locale::Uz, Locale::En]);
    if let Some(text) = q.texts.get_mut(&Locale::Ky) {
        text.help = "жардам".into();
    }
    assert_eq!(q.missing_locales(), [Locale::Ru, Locale::Uz, Locale::En], "the help too");
}

/// Questions of which each may depend on any other, also on later ones and on itself; and answers to them.
pub(in crate::questions) fn any_questions() -> impl Strategy<Value = (Vec<Question>, Answers)> {
    let kinds = prop::sample::select(Kind::ALL.to_vec());
    let values = prop::sample::select(vec!["yes", "no", "1", "2", "3", "1 3", "x"]);
    let one = (kinds, prop::option::of((0_u128..12, values.clone())), any::<bool>(), prop::option::of(values));
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let mut answers = Answers::default();
        let questions = all.into_iter().enumerate().map(|(n, (kind, condition, retired, answer))| {
            let mut q = question(n as u128, kind);
            q.retired = retired && n % 3 == 0;
            if let Some(answer) = answer {
                answers.set(q.id, answer);
            }
            match condition {
                Some((on, value)) => depends(q, on, value),
                None => q,
            }
        });
        let questions = questions.collect();
        (questions, answers)
    })
}

proptest! {
    #[test]
    fn what_is_asked_follows_from_what_was_asked_before((questions, answers) in any_questions()) {
        let asked: Vec<Uuid> = asked(&questions, |id, value| answers.has(id, value)).iter().map(|q| q.id).collect();
        for (at, q) in questions.iter().enumerate() {
            let met = match &q.shown_if {
                None => true,
                Some(c) => {
                    let before = questions[..at].iter().any(|e| e.id == c.question);
                    before && asked.contains(&c.question) && answers.has(c.question, &c.value)
                }
            };
            prop_assert_eq!(asked.contains(&q.id), met && !q.retired, "{}", q.id);
        }
    }

    /// Answers to what is not asked change nothing of what is asked.
    #[test]
    fn a_hidden_answer_has_no_say((questions, answers) in any_questions()) {
        let before = ids(&questions, &answers);
        let mut kept = Answers::default();
        for (id, value) in answers.iter().filter(|(id, _)| before.contains(&id.as_u128())) {
            kept.set(id, value.clone());
        }
        prop_assert_eq!(ids(&questions, &kept), before);
    }
}
