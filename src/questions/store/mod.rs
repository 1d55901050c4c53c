//! The tables of questions; what people answered in `answers`.

mod answers;
mod changes;

use std::collections::BTreeMap;

use uuid::Uuid;

pub(super) use self::answers::{
    add as add_answer, clear, forget, of_event as answers_of_event, of_registration, put, to_question,
};
pub(super) use self::changes::{
    Place, add, lock, move_to, next_numbers, next_position, positions, put_options, put_texts, retire, retire_options,
    update,
};

use super::model::{Condition, Kind, Opt, Question, SeenBy, Text};
use crate::clock::Instant;
use crate::db::{Tx, on};
use crate::i18n::Locale;

const QUESTIONS: &str =
    "SELECT q.id, q.event_id, q.kind, q.required, q.shown_if, q.shown_if_value, q.seen_by, q.keep_days,
      q.number_min, q.number_max, q.retired_at, q.version,
      EXISTS (SELECT 1 FROM answer a WHERE a.question_id = q.id) AS answered
    FROM question q WHERE q.event_id = $1 AND (q.retired_at IS NULL OR $2 = TRUE) ORDER BY q.position, q.id";
const TEXTS: &str = "SELECT t.question_id, t.locale, t.label, t.help
    FROM question_text t JOIN question q ON q.id = t.question_id WHERE q.event_id = $1";
const OPTIONS: &str = "SELECT o.question_id, o.number, o.retired_at, t.locale, t.label
    FROM question_option o JOIN question q ON q.id = o.question_id
    LEFT JOIN option_text t ON t.question_id = o.question_id AND t.number = o.number
    WHERE q.event_id = $1 ORDER BY o.question_id, o.position, o.number";

#[derive(sqlx::FromRow)]
struct QuestionRow {
    id: Uuid,
    event_id: Uuid,
    kind: String,
    required: bool,
    shown_if: Option<Uuid>,
    shown_if_value: String,
    seen_by: String,
    keep_days: i64,
    number_min: Option<i64>,
    number_max: Option<i64>,
    retired_at: Option<Instant>,
    version: i64,
    answered: bool,
}

#[derive(sqlx::FromRow)]
struct TextRow {
    question_id: Uuid,
    locale: String,
    label: String,
    help: String,
}

#[derive(sqlx::FromRow)]
struct OptionRow {
    question_id: Uuid,
    number: i64,
    retired_at: Option<Instant>,
    locale: Option<String>,
    label: Option<String>,
}

/// A row of ours that does not read as what the CHECKs let in.
fn unreadable(what: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("unknown {what} in table question").into())
}

impl QuestionRow {
    fn question(self) -> sqlx::Result<Question> {
        Ok(Question {
            id: self.id,
            event_id: self.event_id,
            kind: Kind::parse(&self.kind).ok_or_else(|| unreadable("kind"))?,
            required: self.required,
            shown_if: self.shown_if.map(|question| Condition { question, value: self.shown_if_value }),
            seen_by: SeenBy::parse(&self.seen_by).ok_or_else(|| unreadable("seen_by"))?,
            keep_days: self.keep_days,
            min: self.number_min,
            max: self.number_max,
            texts: BTreeMap::new(),
            options: Vec::new(),
            retired: self.retired_at.is_some(),
            answered: self.answered,
            version: self.version,
        })
    }
}

/// The questions of an event in their order; with those not asked any more, if `all`. An event without any costs one statement.
pub(super) async fn of_event(tx: &mut Tx, event: Uuid, all: bool) -> sqlx::Result<Vec<Question>> {
    let rows: Vec<QuestionRow> = on!(tx, c => sqlx::query_as(QUESTIONS).bind(event).bind(all).fetch_all(c).await)?;
    let mut questions = rows.into_iter().map(QuestionRow::question).collect::<sqlx::Result<Vec<_>>>()?;
    if questions.is_empty() {
        return Ok(questions);
    }
    let at: BTreeMap<Uuid, usize> = questions.iter().enumerate().map(|(at, q)| (q.id, at)).collect();
    let rows: Vec<TextRow> = on!(tx, c => sqlx::query_as(TEXTS).bind(event).fetch_all(c).await)?;
    for row in rows {
        let (Some(at), Ok(l)) = (at.get(&row.question_id), row.locale.parse()) else { continue };
        questions[*at].texts.insert(l, Text { label: row.label, help: row.help });
    }
    let rows: Vec<OptionRow> = on!(tx, c => sqlx::query_as(OPTIONS).bind(event).fetch_all(c).await)?;
    for row in rows {
        let Some(at) = at.get(&row.question_id) else { continue };
        let options = &mut questions[*at].options;
        if options.last().is_none_or(|o| o.number != row.number) {
            options.push(Opt { number: row.number, retired: row.retired_at.is_some(), labels: BTreeMap::new() });
        }
        let l: Option<Locale> = row.locale.and_then(|code| code.parse().ok());
        if let (Some(option), Some(l), Some(label)) = (options.last_mut(), l, row.label) {
            option.labels.insert(l, label);
        }
    }
    Ok(questions)
}
