//! Questions made, changed, moved and retired.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::i18n::Locale;
use crate::questions::model::{Opt, Question, Text};

const LOCK_SQLITE: &str = "SELECT id FROM event WHERE id = $1";
// Not so strong a lock that who registers would wait for it.
const LOCK_POSTGRES: &str = "SELECT id FROM event WHERE id = $1 FOR NO KEY UPDATE";
const NEXT_POSITION: &str = "SELECT COALESCE(MAX(position), 0) + 1 FROM question WHERE event_id = $1";
const ADD: &str =
    "INSERT INTO question (id, event_id, position, kind, required, shown_if, shown_if_value, seen_by, keep_days,
      number_min, number_max, next_option, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
const UPDATE: &str = "UPDATE question SET kind = $3, required = $4, shown_if = $5, shown_if_value = $6, seen_by = $7,
      keep_days = $8, number_min = $9, number_max = $10, version = version + 1
    WHERE id = $1 AND version = $2 AND retired_at IS NULL
      AND (kind = $3 OR NOT EXISTS (SELECT 1 FROM answer a WHERE a.question_id = question.id))";
const NEXT_NUMBERS: &str =
    "UPDATE question SET next_option = next_option + $2 WHERE id = $1 RETURNING next_option - $2";
const POSITIONS: &str =
    "SELECT id, position FROM question WHERE event_id = $1 AND retired_at IS NULL ORDER BY position, id";
const MOVE: &str = "UPDATE question SET position = $2 WHERE id = $1";
const RETIRE: &str = "UPDATE question SET retired_at = $2, version = version + 1 WHERE id = $1 AND retired_at IS NULL";
const CLEAR_TEXTS: &str = "DELETE FROM question_text WHERE question_id = $1";
const ADD_TEXT: &str = "INSERT INTO question_text (question_id, locale, label, help) VALUES ($1, $2, $3, $4)";
const RETIRE_OPTIONS: &str = "UPDATE question_option SET retired_at = $2 WHERE question_id = $1 AND retired_at IS NULL";
const PUT_OPTION: &str = "INSERT INTO question_option (question_id, number, position) VALUES ($1, $2, $3)
    ON CONFLICT (question_id, number) DO UPDATE SET position = excluded.position, retired_at = NULL";
const CLEAR_OPTION_TEXTS: &str = "DELETE FROM option_text WHERE question_id = $1 AND number = $2";
const ADD_OPTION_TEXT: &str = "INSERT INTO option_text (question_id, number, locale, label) VALUES ($1, $2, $3, $4)";

/// Keeps the questions of an event from being changed by anybody else until the transaction ends.
pub(in crate::questions) async fn lock(tx: &mut Tx, event: Uuid) -> sqlx::Result<()> {
    let sql = if tx.is_postgres() { LOCK_POSTGRES } else { LOCK_SQLITE };
    let _: Option<Uuid> = on!(tx, c => sqlx::query_scalar(sql).bind(event).fetch_optional(c).await)?;
    Ok(())
}

/// The position behind the last question.
pub(in crate::questions) async fn next_position(tx: &mut Tx, event: Uuid) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(NEXT_POSITION).bind(event).fetch_one(c).await)
}

/// Where a new question stands, and the number of its next option.
#[derive(Clone, Copy)]
pub(in crate::questions) struct Place {
    pub position: i64,
    pub next_option: i64,
}

/// Adds a question with its words and options.
pub(in crate::questions) async fn add(tx: &mut Tx, q: &Question, place: Place) -> sqlx::Result<()> {
    let condition = q.shown_if.as_ref();
    run!(
        tx,
        sqlx::query(ADD)
            .bind(q.id)
            .bind(q.event_id)
            .bind(place.position)
            .bind(q.kind.code())
            .bind(q.required)
            .bind(condition.map(|c| c.question))
            .bind(condition.map(|c| c.value.as_str()).unwrap_or_default())
            .bind(q.seen_by.code())
            .bind(q.keep_days)
            .bind(q.min)
            .bind(q.max)
            .bind(place.next_option)
    )?;
    put_texts(tx, q.id, &q.texts).await?;
    put_options(tx, q.id, &q.options).await
}

/// Changes what a question is, from this version of it; false when somebody was quicker, when it is retired, or when it would
/// become another kind though it was answered.
pub(in crate::questions) async fn update(tx: &mut Tx, q: &Question) -> sqlx::Result<bool> {
    let condition = q.shown_if.as_ref();
    let changed = run!(
        tx,
        sqlx::query(UPDATE)
            .bind(q.id)
            .bind(q.version)
            .bind(q.kind.code())
            .bind(q.required)
            .bind(condition.map(|c| c.question))
            .bind(condition.map(|c| c.value.as_str()).unwrap_or_default())
            .bind(q.seen_by.code())
            .bind(q.keep_days)
            .bind(q.min)
            .bind(q.max)
    )?;
    Ok(changed == 1)
}

/// Puts these words in the place of what was there.
pub(in crate::questions) async fn put_texts(tx: &mut Tx, id: Uuid, texts: &BTreeMap<Locale, Text>) -> sqlx::Result<()> {
    run!(tx, sqlx::query(CLEAR_TEXTS).bind(id))?;
    for (l, text) in texts {
        run!(tx, sqlx::query(ADD_TEXT).bind(id).bind(l.code()).bind(&text.label).bind(&text.help))?;
    }
    Ok(())
}

/// So many numbers that no option of this question ever had; gives the first.
pub(in crate::questions) async fn next_numbers(tx: &mut Tx, id: Uuid, count: i64) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(NEXT_NUMBERS).bind(id).bind(count).fetch_one(c).await)
}

/// Retires the options that are not among these.
pub(in crate::questions) async fn retire_options(tx: &mut Tx, id: Uuid, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(RETIRE_OPTIONS).bind(id).bind(now)).map(drop)
}

/// Offers these options, in this order and with these words.
pub(in crate::questions) async fn put_options(tx: &mut Tx, id: Uuid, options: &[Opt]) -> sqlx::Result<()> {
    for (position, option) in (0_i64..).zip(options) {
        run!(tx, sqlx::query(PUT_OPTION).bind(id).bind(option.number).bind(position))?;
        run!(tx, sqlx::query(CLEAR_OPTION_TEXTS).bind(id).bind(option.number))?;
        for (l, label) in &option.labels {
            run!(tx, sqlx::query(ADD_OPTION_TEXT).bind(id).bind(option.number).bind(l.code()).bind(label))?;
        }
    }
    Ok(())
}

/// Questions that are asked, in their order, with their positions.
pub(in crate::questions) async fn positions(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<(Uuid, i64)>> {
    on!(tx, c => sqlx::query_as(POSITIONS).bind(event).fetch_all(c).await)
}

pub(in crate::questions) async fn move_to(tx: &mut Tx, id: Uuid, position: i64) -> sqlx::Result<()> {
    run!(tx, sqlx::query(MOVE).bind(id).bind(position)).map(drop)
}

/// Asks it no more; false when it was not asked before.
pub(in crate::questions) async fn retire(tx: &mut Tx, id: Uuid, now: Instant) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(RETIRE).bind(id).bind(now))? == 1)
}
