use proptest::prelude::*;

use super::*;
use crate::i18n::Locale;
use crate::questions::form::editor;
use crate::questions::model::tests::{any_questions, depends, question};
use crate::questions::model::{Condition, HELP_MAX, KEEP_DAYS, LABEL_MAX, OPTION_MAX, OPTIONS_MAX, SeenBy};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A form that showed these questions, filled so.
fn sent(shown: &[u128], typed: &[(u128, &str)]) -> FormState {
    let mut form = FormState::default();
    let ids: Vec<String> = shown.iter().map(|n| id(*n).to_string()).collect();
    form.set(SHOWN, ids.join(" "));
    for (n, value) in typed {
        form.values.entry(field("", id(*n))).or_default().push((*value).to_owned());
    }
    form
}

fn read(q: &Question, typed: &[&str]) -> Result<String, String> {
    let typed: Vec<_> = typed.iter().map(|t| (q.id.as_u128(), *t)).collect();
    let mut form = sent(&[q.id.as_u128()], &typed);
    let answers = parse(&mut form, std::slice::from_ref(q), "");
    match form.errors.first() {
        Some(e) => Err(e.key.clone()),
        None => Ok(answers.get(q.id).map(|a| a.reveal().to_owned()).unwrap_or_default()),
    }
}

fn required(kind: Kind) -> Question {
    Question { required: true, ..question(1, kind) }
}

#[test]
fn each_kind_reads_its_answer_and_refuses_what_it_is_not() {
    let fine = |kind, typed: &[&str], kept: &str| {
        assert_eq!(read(&question(1, kind), typed).as_deref(), Ok(kept), "{typed:?}");
    };
    let wrong =
        |kind, typed: &[&str], key: &str| assert_eq!(read(&question(1, kind), typed), Err(key.to_owned()), "{typed:?}");
    fine(Kind::Text, &[" бир  \n эки "], "бир эки");
    fine(Kind::LongText, &["бир\nэки "], "бир\nэки");
    fine(Kind::YesNo, &["no"], "no");
    wrong(Kind::YesNo, &["maybe"], "ui-error-choice");
    fine(Kind::OneChoice, &["2"], "2");
    wrong(Kind::OneChoice, &["4"], "ui-error-choice");
    fine(Kind::ManyChoices, &["3", "1", "3"], "1 3");
    wrong(Kind::ManyChoices, &["1", "7"], "ui-error-choice");
    fine(Kind::Number, &[" -12 "], "-12");
    wrong(Kind::Number, &["1.5"], "ui-error-number");
    fine(Kind::Date, &["2026-02-28"], "2026-02-28");
    fine(Kind::Date, &["28.02.2026"], "2026-02-28");
    wrong(Kind::Date, &["2026-02-30"], "ui-error-date");
    wrong(Kind::Date, &["0206-02-20"], "ui-error-date");
    for kind in Kind::ALL {
        fine(kind, &[""], "");
        let chosen = matches!(kind, Kind::YesNo | Kind::OneChoice | Kind::ManyChoices);
        let key = if chosen { "ui-error-choose" } else { "ui-error-required" };
        assert_eq!(read(&required(kind), &[""]), Err(key.into()), "{kind:?}");
    }
    assert_eq!(read(&required(Kind::ManyChoices), &[]), Err("ui-error-choose".into()), "nothing ticked");
}

#[test]
fn texts_and_numbers_at_their_limits_pass_and_one_past_them_do_not() {
    for (kind, max) in [(Kind::Text, TEXT_MAX), (Kind::LongText, LONG_TEXT_MAX)] {
        assert!(read(&question(1, kind), &[&"ө".repeat(max)]).is_ok());
        assert_eq!(read(&question(1, kind), &[&"ө".repeat(max + 1)]), Err("ui-error-too-long".into()));
    }
    let age = Question { min: Some(14), max: Some(99), ..question(1, Kind::Number) };
    for (typed, fits) in [("14", true), ("99", true), ("13", false), ("100", false)] {
        assert_eq!(read(&age, &[typed]).is_ok(), fits, "{typed}");
    }
    for (typed, fits) in [("1000000000", true), ("1000000001", false), ("-1000000000", true), ("-1000000001", false)] {
        assert_eq!(read(&question(1, Kind::Number), &[typed]).is_ok(), fits, "{typed}");
    }
    for (typed, fits) in [("1900-01-01", true), ("1899-12-31", false), ("2100-12-31", true), ("2101-01-01", false)] {
        assert_eq!(read(&question(1, Kind::Date), &[typed]).is_ok(), fits, "{typed}");
    }
}

#[test]
fn an_answer_that_makes_a_question_due_brings_the_form_back_without_an_error() {
    let both = [question(1, Kind::YesNo), depends(required(Kind::Text), 1, "yes")];
    let both = [both[0].clone(), Question { id: id(2), ..both[1].clone() }];
    let mut form = sent(&[1], &[(1, "yes")]);
    let answers = parse(&mut form, &both, "");
    assert!(answers.asks_more() && !form.is_invalid(), "{:?}", form.errors);
    assert_eq!(form.value(&field("", id(1))), "yes", "nothing is lost");
    // Shown and left empty it is an error like any other.
    let mut form = sent(&[1, 2], &[(1, "yes"), (2, "")]);
    assert!(!parse(&mut form, &both, "").asks_more() && form.is_invalid());
    let mut form = sent(&[1, 2], &[(1, "yes"), (2, "Ош")]);
    let answers = parse(&mut form, &both, "");
    assert!(!answers.asks_more() && !form.is_invalid() && answers.get(id(2)).is_some());
    // Another answer, and what was answered to the follow-up is dropped.
    let mut form = sent(&[1, 2], &[(1, "no"), (2, "Ош")]);
    let answers = parse(&mut form, &both, "");
    assert!(!answers.asks_more() && !form.is_invalid() && answers.get(id(2)).is_none());
    // A form that names no question it showed cannot get round those that must be answered.
    let must = required(Kind::Text);
    let mut form = FormState::default();
    assert!(parse(&mut form, std::slice::from_ref(&must), "").asks_more());
    assert!(!parse(&mut form, &[question(1, Kind::Text)], "").asks_more(), "what may stay empty stays so");
}

#[test]
fn each_person_of_one_form_has_fields_of_their_own() {
    let q = question(1, Kind::Text);
    let mut form = FormState::default();
    form.set(&shown_field("p3_"), q.id.to_string());
    form.set(&field("p3_", q.id), "үч");
    form.set(&field("p4_", q.id), "төрт");
    let answers = parse(&mut form, std::slice::from_ref(&q), "p3_");
    assert_eq!(answers.get(q.id).map(|a| a.reveal().to_owned()).as_deref(), Some("үч"));
    assert!(is_field(&field("p3_", q.id), "p3_") && is_field(&shown_field("p3_"), "p3_"));
    for not in ["p3_q_", "p3_q_1", "q_shown", "p3_name", &field("", q.id), &format!("p3_q_{}", q.id)] {
        assert!(!is_field(not, "p3_"), "{not}");
    }
}

proptest! {
    /// Whatever the questions, the answers and what was shown: only what is asked is kept, and filled in again it reads the same.
    #[test]
    fn what_is_kept_was_asked_and_reads_the_same_again((questions, given) in any_questions(), all in any::<bool>()) {
        let mut form = FormState::default();
        fill(&mut form, &questions, "", &given);
        let shown: Vec<String> = questions.iter().filter(|q| all || q.shown_if.is_none()).map(|q| q.id.to_string()).collect();
        form.set(SHOWN, shown.join(" "));
        let asked: Vec<Uuid> = due(&form, &questions, "").iter().map(|q| q.id).collect();
        let answers = parse(&mut form, &questions, "");
        for (id, _) in answers.iter() {
            prop_assert!(asked.contains(&id));
        }
        prop_assert!(!all || !answers.asks_more(), "everything was shown");
        if !form.is_invalid() && !answers.asks_more() {
            let mut again = FormState::default();
            fill(&mut again, &questions, "", &answers);
            again.set(SHOWN, form.value(SHOWN));
            prop_assert!(parse(&mut again, &questions, "") == answers);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(typed in any::<String>()) {
        for kind in Kind::ALL {
            let _ = read(&question(1, kind), &[&typed]);
        }
    }
}

// --- the editor ---

fn edited(fields: &[(&str, &str)]) -> FormState {
    let mut form = editor::blank();
    form.set("label_ky", "Кайсы шаардан?");
    for (name, value) in fields {
        form.set(name, *value);
    }
    form
}

fn errors(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let read = editor::parse(edited(fields), Locale::Ky);
    read.map_or_else(|form| form.errors.into_iter().map(|e| (e.field, e.key)).collect(), |_| Vec::new())
}

#[test]
fn a_question_needs_no_more_than_its_label() {
    let input = editor::parse(edited(&[]), Locale::Ky).unwrap();
    assert_eq!(
        (input.kind, input.seen_by, input.keep_days, input.required),
        (Kind::Text, SeenBy::Coordinators, 180, false)
    );
    assert_eq!((input.shown_if, input.texts.len(), input.options.len()), (None, 1, 0));
    let key = |fields: &[(&str, &str)]| errors(fields).into_iter().next();
    assert_eq!(key(&[("label_ky", " ")]), Some(("label_ky".into(), "ui-error-required".into())));
    assert_eq!(key(&[("help_ru", "Город")]), Some(("label_ru".into(), "ui-error-required".into())));
    assert_eq!(key(&[("kind", "essay")]), Some(("kind".into(), "ui-error-choice".into())));
    assert_eq!(key(&[("shown_if", "x:yes")]), Some(("shown_if".into(), "ui-error-choice".into())));
    assert_eq!(
        key(&[("min", "5"), ("max", "4"), ("kind", "number")]),
        Some(("max".into(), "questions-error-limits".into()))
    );
    assert_eq!(key(&[("min", "5"), ("max", "4")]), None, "limits are a number's");
}

#[test]
fn words_of_the_editor_at_their_limits_pass_and_one_past_them_do_not() {
    for (name, max) in [("label_ky", LABEL_MAX), ("help_ky", HELP_MAX)] {
        assert_eq!(errors(&[(name, &"ө".repeat(max))]), []);
        assert_eq!(errors(&[(name, &"ө".repeat(max + 1))])[0].1, "ui-error-too-long");
    }
    let two = |label: &str| errors(&[("kind", "one_choice"), ("o0_ky", "Ош"), ("o1_ky", label)]);
    assert_eq!(two(&"ө".repeat(OPTION_MAX)), []);
    assert_eq!(two(&"ө".repeat(OPTION_MAX + 1))[0].1, "ui-error-too-long");
    for (days, fits) in [(*KEEP_DAYS.start(), true), (*KEEP_DAYS.end(), true), (0, false), (1096, false)] {
        assert_eq!(errors(&[("keep_days", &days.to_string())]).is_empty(), fits, "{days}");
    }
}

#[test]
fn options_keep_their_numbers_and_an_emptied_row_is_one_less() {
    let form = edited(&[
        ("kind", "many_choices"),
        ("o0_id", "1"),
        ("o0_ky", "Ош"),
        ("o1_id", "2"),
        ("o2_id", "5"),
        ("o2_ky", "Баткен"),
        ("o2_ru", "Баткен"),
        ("o3_ky", "Нарын"),
    ]);
    let options = editor::parse(form, Locale::Ky).unwrap().options;
    assert_eq!(options.iter().map(|o| o.number).collect::<Vec<_>>(), [Some(1), Some(5), None]);
    let one = errors(&[("kind", "one_choice"), ("o0_ky", "Ош")]);
    assert_eq!(one, [("o0_ky".to_owned(), "questions-error-options".to_owned())]);
    let twice = errors(&[("kind", "one_choice"), ("o0_ky", "Ош"), ("o0_id", "3"), ("o1_ky", "Нарын"), ("o1_id", "3")]);
    assert_eq!(twice, [("o1_ky".to_owned(), "ui-error-choice".to_owned())]);
    let foreign = errors(&[("kind", "one_choice"), ("o0_ky", "Ош"), ("o1_ru", "Нарын")]);
    assert_eq!(foreign, [("o1_ky".to_owned(), "ui-error-required".to_owned())], "the main language first");
}

#[test]
fn rows_grow_to_their_limit() {
    let mut form = edited(&[("kind", "one_choice")]);
    assert_eq!(editor::rows(&form), 4);
    for _ in 0..20 {
        form = editor::with_more_rows(form);
    }
    assert_eq!(editor::rows(&form), OPTIONS_MAX);
    assert!(editor::is_field("o29_ky") && editor::is_field("o0_id") && editor::is_field("label_uz"));
    for not in ["o30_ky", "o00_ky", "o1_title", "label_de", "label", "is_admin"] {
        assert!(!editor::is_field(not), "{not}");
    }
}

#[test]
fn what_is_stored_fills_the_editor_and_reads_the_same() {
    let mut q = depends(question(2, Kind::OneChoice), 1, "yes");
    q.options[0].retired = true;
    q.required = true;
    let input = editor::parse(editor::filled(&q), Locale::Ky).unwrap();
    assert_eq!(input.shown_if, Some(Condition { question: id(1), value: "yes".into() }));
    assert_eq!(input.options.iter().map(|o| o.number).collect::<Vec<_>>(), [Some(2), Some(3)]);
    assert!(input.required && input.version == 1 && input.texts == q.texts);
}
