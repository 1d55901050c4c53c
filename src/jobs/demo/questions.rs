//! What one of the trainings asks besides, and what people answered: by number, the same each time.

use std::collections::BTreeMap;

use crate::error::Outcome;
use crate::events::model::Event;
use crate::i18n::Locale;
use crate::needs::form::DecisionInput;
use crate::needs::model::State;
use crate::needs::service as needs;
use crate::questions::form::editor::{OptionInput, QuestionInput};
use crate::questions::model::{Answers, Condition, Kind, Question, SeenBy, Text, asked};
use crate::questions::service;
use crate::staff::model::Actor;
use crate::state::App;

/// A question, which nobody must answer: kind, who sees it, days, label and help in `Locale::ALL`'s order, options.
struct Spec {
    kind: Kind,
    seen_by: SeenBy,
    keep_days: i64,
    label: [&'static str; 4],
    help: [&'static str; 4],
    options: &'static [[&'static str; 4]],
}

const SPECS: [Spec; 5] = [
    Spec {
        kind: Kind::OneChoice,
        seen_by: SeenBy::Coordinators,
        keep_days: 60,
        label: [
            "Мурда тренинг өткөрдүңүз беле?",
            "Вы уже проводили тренинги?",
            "Avval trening oʻtkazganmisiz?",
            "Have you led a training before?",
        ],
        help: [
            "Тажрыйбасы ар башка топ түзүү үчүн сурайбыз.",
            "Спрашиваем, чтобы в группе был разный опыт.",
            "Tajribasi har xil guruh tuzish uchun soʻraymiz.",
            "We ask so that the group has different experience.",
        ],
        options: &[
            ["Жок", "Нет", "Yoʻq", "No"],
            ["Бир-эки жолу", "Один-два раза", "Bir-ikki marta", "Once or twice"],
            ["Көп жолу", "Много раз", "Koʻp marta", "Many times"],
        ],
    },
    Spec {
        kind: Kind::Text,
        seen_by: SeenBy::Coordinators,
        keep_days: 60,
        label: [
            "Эмне тууралуу өткөрдүңүз?",
            "О чём были тренинги?",
            "Treninglar nima haqida edi?",
            "What were they about?",
        ],
        help: [""; 4],
        options: &[],
    },
    Spec {
        kind: Kind::ManyChoices,
        seen_by: SeenBy::Coordinators,
        keep_days: 30,
        label: [
            "Кайсы темалар сизге маанилүү?",
            "Какие темы для вас важны?",
            "Qaysi mavzular siz uchun muhim?",
            "Which topics matter to you?",
        ],
        help: [""; 4],
        options: &[
            ["Эмгек келишими", "Трудовой договор", "Mehnat shartnomasi", "The work contract"],
            ["Чек арадагы укуктар", "Права на границе", "Chegaradagi huquqlar", "Rights at the border"],
            ["Арыз жазуу", "Как написать заявление", "Ariza yozish", "Writing a complaint"],
        ],
    },
    Spec {
        kind: Kind::YesNo,
        seen_by: SeenBy::FacilitatorsToo,
        keep_days: 7,
        label: [
            "Ноутбук ала келе аласызбы?",
            "Сможете принести ноутбук?",
            "Noutbuk olib kela olasizmi?",
            "Can you bring a laptop?",
        ],
        help: ["", "", "", ""],
        options: &[],
    },
    Spec {
        kind: Kind::Number,
        seen_by: SeenBy::Coordinators,
        keep_days: 180,
        label: [
            "Кийин канча адамга үйрөтөсүз?",
            "Скольких людей вы потом обучите?",
            "Keyin necha kishiga oʻrgatasiz?",
            "How many people will you train afterwards?",
        ],
        help: [
            "Болжолдуу сан жетиштүү.",
            "Достаточно примерного числа.",
            "Taxminiy son yetarli.",
            "A rough number is enough.",
        ],
        options: &[],
    },
];

/// Lets an event ask them; the second is asked only of who has led many.
pub async fn ask(app: &App, actor: &Actor, event: &Event) -> Outcome<()> {
    let mut first = None;
    for (n, spec) in SPECS.iter().enumerate() {
        let texts = Locale::ALL.into_iter().zip(spec.label.into_iter().zip(spec.help));
        let text = |(l, (label, help)): (Locale, (&str, &str))| (l, Text { label: label.into(), help: help.into() });
        let option = |labels: &[&str; 4]| {
            let labels = Locale::ALL.into_iter().zip(labels.iter().map(|t| (*t).to_owned())).collect();
            OptionInput { number: None, labels }
        };
        let input = QuestionInput {
            kind: spec.kind,
            required: false,
            shown_if: first.filter(|_| n == 1).map(|question| Condition { question, value: "3".to_owned() }),
            seen_by: spec.seen_by,
            keep_days: spec.keep_days,
            min: (spec.kind == Kind::Number).then_some(0),
            max: (spec.kind == Kind::Number).then_some(1000),
            texts: texts.map(text).collect::<BTreeMap<_, _>>(),
            options: spec.options.iter().map(option).collect(),
            version: 0,
        };
        let id = service::add(app, actor, event, &input).await?;
        first = first.or(Some(id));
    }
    Ok(())
}

/// What the person of this number answers, as far as they are asked.
pub fn answers(questions: &[Question], n: usize) -> Answers {
    let mut said = Answers::default();
    let words = ["Аялдардын укуктары", "Мигранттардын эмгек укугу", "Medical help abroad"];
    for (i, q) in questions.iter().enumerate() {
        let value = match i {
            0 => (1 + n % 3).to_string(),
            1 => words[n % words.len()].to_owned(),
            2 => ["1 2", "3", "1 3", ""][n % 4].to_owned(),
            3 => if n.is_multiple_of(3) { "no" } else { "yes" }.to_owned(),
            _ => {
                if n.is_multiple_of(5) {
                    String::new()
                } else {
                    (10 + n % 40).to_string()
                }
            }
        };
        said.set(q.id, value);
    }
    let due: Vec<_> = asked(questions, |id, value| said.has(id, value)).iter().map(|q| q.id).collect();
    let mut kept = Answers::default();
    for (id, value) in said.iter().filter(|(id, _)| due.contains(id)) {
        kept.set(id, value.clone());
    }
    kept
}

/// Some of what people need is arranged, one thing cannot be.
pub async fn arrange(app: &App, actor: &Actor, event: &Event) -> Outcome<()> {
    let tasks = needs::list(app, actor, event).await?.tasks;
    for (n, task) in tasks.iter().enumerate().filter(|(n, _)| n.is_multiple_of(2)) {
        let (to, note) = if n == 4 {
            (State::NotPossible, "Бул күнү айылга автобус жүрбөйт. Телефон аркылуу айттык.")
        } else {
            (State::Arranged, "")
        };
        let input = DecisionInput { registration: task.registration, kind: task.kind, to, note: note.into() };
        needs::decide(app, actor, event, &input).await?;
    }
    Ok(())
}
