//! Lists that come in. Their rows lie sealed a hundred at a time, under a key made of the instance's secret and the salt
//! in the row of the import: when the salt goes, they are noise.

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::exchange::model::import::{Becomes, Came, Import, Stage};
use crate::exchange::model::mapping::Settings;
use crate::seal::{DataKey, Field, Personal, Sealed};

const CELLS: Field = Field::new("import_part", "cells");

const ADD: &str =
    "INSERT INTO import (id, event_id, staff_id, stage, salt, settings, total, columns, next_part, created_at)
    VALUES ($1, $2, $3, 'uploaded', $4, $5, $6, $7, 0, $8)";
const ADD_PART: &str = "INSERT INTO import_part (import_id, number, cells) VALUES ($1, $2, $3)";
const IMPORT: &str = "SELECT id, event_id, staff_id, stage, salt, settings, total, columns, next_part, created_at
    FROM import WHERE id = $1";
const IMPORTS: &str = "SELECT id, event_id, staff_id, stage, salt, settings, total, columns, next_part, created_at
    FROM import WHERE event_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
const PART: &str = "SELECT cells FROM import_part WHERE import_id = $1 AND number = $2";
const MAP: &str = "UPDATE import SET stage = 'mapped', settings = $2, next_part = 0
    WHERE id = $1 AND stage IN ('uploaded', 'mapped', 'checked')";
const BECOME: &str = "UPDATE import SET stage = $3, next_part = $4, finished_at = $5 WHERE id = $1 AND stage = $2";
const GO_ON: &str = "UPDATE import SET next_part = $3 WHERE id = $1 AND stage = $2 AND next_part = $3 - 1";
const FORGET_ROWS: &str = "DELETE FROM import_row WHERE import_id = $1";
const FORGET_PARTS: &str = "DELETE FROM import_part WHERE import_id = $1";
const FORGET_SALT: &str = "UPDATE import SET salt = NULL WHERE id = $1";
const ADD_ROW: &str = "INSERT INTO import_row (import_id, number, outcome, reason, registration_id)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
const TALLY: &str = "SELECT outcome, COUNT(*) FROM import_row WHERE import_id = $1 GROUP BY outcome";
const OURS: &str = "SELECT COUNT(*) FROM import_row WHERE import_id = $1 AND outcome = 'new' AND registration_id = $2";
const RESULTS: &str = "SELECT w.number, w.outcome, w.reason, r.short_code FROM import_row w
    LEFT JOIN registration r ON r.id = w.registration_id WHERE w.import_id = $1 AND w.number > $2
    ORDER BY w.number LIMIT $3";
const FAULTY: &str = "SELECT w.number, w.outcome, w.reason, r.short_code FROM import_row w
    LEFT JOIN registration r ON r.id = w.registration_id WHERE w.import_id = $1 AND w.outcome <> 'new'
    ORDER BY w.number LIMIT $2";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    event_id: Uuid,
    staff_id: Uuid,
    stage: String,
    salt: Option<Vec<u8>>,
    settings: String,
    total: i64,
    columns: i64,
    next_part: i64,
    created_at: Instant,
}

fn unknown(code: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{code:?} is no code of ours").into())
}

impl Row {
    fn read(self) -> sqlx::Result<Import> {
        Ok(Import {
            stage: Stage::parse(&self.stage).ok_or_else(|| unknown(&self.stage))?,
            settings: serde_json::from_str(&self.settings).unwrap_or_default(),
            id: self.id,
            event_id: self.event_id,
            staff_id: self.staff_id,
            salt: self.salt,
            total: self.total,
            columns: self.columns,
            next_part: self.next_part,
            created_at: self.created_at,
        })
    }
}

fn kept(settings: &Settings) -> sqlx::Result<String> {
    serde_json::to_string(settings).map_err(|e| sqlx::Error::Encode(Box::new(e)))
}

pub(in crate::exchange) async fn add_import(tx: &mut Tx, new: &Import) -> sqlx::Result<()> {
    let settings = kept(&new.settings)?;
    run!(
        tx,
        sqlx::query(ADD)
            .bind(new.id)
            .bind(new.event_id)
            .bind(new.staff_id)
            .bind(&new.salt)
            .bind(&settings)
            .bind(new.total)
            .bind(new.columns)
            .bind(new.created_at)
    )
    .map(drop)
}

/// The key of an import's rows; nothing when they are forgotten.
fn key(tx: &Tx, import: &Import) -> Option<DataKey> {
    let salt = import.salt.as_ref()?;
    Some(tx.vault.ring.apart(&tx.vault.ids, "import", &[import.id.as_bytes().as_slice(), salt.as_slice()]))
}

/// The row of a part, as its seal names it.
fn place(import: Uuid, number: i64) -> Vec<u8> {
    [import.as_bytes().as_slice(), &number.to_be_bytes()].concat()
}

/// Rows as one text: `[[2,["…","…"]],…]`.
pub(in crate::exchange) async fn add_part(
    tx: &mut Tx,
    import: &Import,
    number: i64,
    rows: &[(usize, Vec<Personal>)],
) -> sqlx::Result<()> {
    let key = key(tx, import).ok_or(sqlx::Error::RowNotFound)?;
    let plain: Vec<(usize, Vec<&str>)> =
        rows.iter().map(|(n, cells)| (*n, cells.iter().map(Personal::reveal).collect())).collect();
    let text: Personal = serde_json::to_string(&plain).map_err(|e| sqlx::Error::Encode(Box::new(e)))?.into();
    let sealed = key.seal(CELLS, place(import.id, number), text.reveal());
    run!(tx, sqlx::query(ADD_PART).bind(import.id).bind(number).bind(sealed)).map(drop)
}

/// The rows of a part, with the numbers of their lines; none past the last part.
pub(in crate::exchange) async fn part(
    tx: &mut Tx,
    import: &Import,
    number: i64,
) -> sqlx::Result<Vec<(usize, Vec<Personal>)>> {
    let Some(key) = key(tx, import) else { return Ok(Vec::new()) };
    let sealed: Option<Sealed> =
        on!(tx, c => sqlx::query_scalar(PART).bind(import.id).bind(number).fetch_optional(c).await)?;
    let Some(sealed) = sealed else { return Ok(Vec::new()) };
    let text = key.open(CELLS, place(import.id, number), &sealed)?;
    let rows: Vec<(usize, Vec<String>)> =
        serde_json::from_str(text.reveal()).map_err(|e| sqlx::Error::Decode(Box::new(e)))?;
    Ok(rows.into_iter().map(|(n, cells)| (n, cells.into_iter().map(Personal::from).collect())).collect())
}

pub(in crate::exchange) async fn import(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Import>> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(IMPORT).bind(id).fetch_optional(c).await)?;
    row.map(Row::read).transpose()
}

/// The newest of an event.
pub(in crate::exchange) async fn imports(tx: &mut Tx, event: Uuid, limit: i64) -> sqlx::Result<Vec<Import>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(IMPORTS).bind(event).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// Notes how the columns are read, and forgets what came of an earlier reading; false when it is at work or over.
pub(in crate::exchange) async fn map(tx: &mut Tx, id: Uuid, settings: &Settings) -> sqlx::Result<bool> {
    let settings = kept(settings)?;
    if run!(tx, sqlx::query(MAP).bind(id).bind(&settings))? == 0 {
        return Ok(false);
    }
    run!(tx, sqlx::query(FORGET_ROWS).bind(id))?;
    Ok(true)
}

/// Changes the stage, if it still is `from`. Work begins with the first part and nothing that came of earlier work.
pub(in crate::exchange) async fn become_import(
    tx: &mut Tx,
    id: Uuid,
    from: Stage,
    to: Stage,
    now: Instant,
) -> sqlx::Result<bool> {
    let finished = to.is_over().then_some(now);
    let part = i64::from(to.works());
    if run!(tx, sqlx::query(BECOME).bind(id).bind(from.code()).bind(to.code()).bind(part).bind(finished))? == 0 {
        return Ok(false);
    }
    if to.works() {
        run!(tx, sqlx::query(FORGET_ROWS).bind(id))?;
    }
    if to.is_over() {
        run!(tx, sqlx::query(FORGET_PARTS).bind(id))?;
        run!(tx, sqlx::query(FORGET_SALT).bind(id))?;
    }
    Ok(true)
}

/// Notes that the part before `next` is done; false when another worker did it, or it was broken off.
pub(in crate::exchange) async fn go_on(tx: &mut Tx, id: Uuid, stage: Stage, next: i64) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(GO_ON).bind(id).bind(stage.code()).bind(next))? == 1)
}

pub(in crate::exchange) async fn add_result(tx: &mut Tx, import: Uuid, came: &Came) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD_ROW)
            .bind(import)
            .bind(i64::try_from(came.number).unwrap_or(i64::MAX))
            .bind(came.result.code())
            .bind(&came.faults)
            .bind(came.registration)
    )
    .map(drop)
}

/// How many rows came to what.
pub(in crate::exchange) async fn results(tx: &mut Tx, import: Uuid) -> sqlx::Result<Vec<(Becomes, i64)>> {
    let rows: Vec<(String, i64)> = on!(tx, c => sqlx::query_as(TALLY).bind(import).fetch_all(c).await)?;
    Ok(rows.into_iter().filter_map(|(code, n)| Some((Becomes::parse(&code)?, n))).collect())
}

/// Whether a registration came of an earlier row of this import.
pub(in crate::exchange) async fn is_ours(tx: &mut Tx, import: Uuid, registration: Uuid) -> sqlx::Result<bool> {
    let n: i64 = on!(tx, c => sqlx::query_scalar(OURS).bind(import).bind(registration).fetch_one(c).await)?;
    Ok(n > 0)
}

/// What came of a row: its line, the result, what was wrong, and the code of the registration.
pub(in crate::exchange) type Line = (i64, String, String, Option<String>);

/// Rows after this line.
pub(in crate::exchange) async fn came(tx: &mut Tx, import: Uuid, after: i64, limit: i64) -> sqlx::Result<Vec<Line>> {
    on!(tx, c => sqlx::query_as(RESULTS).bind(import).bind(after).bind(limit).fetch_all(c).await)
}

/// Rows of which nothing new came.
pub(in crate::exchange) async fn faulty(tx: &mut Tx, import: Uuid, limit: i64) -> sqlx::Result<Vec<Line>> {
    on!(tx, c => sqlx::query_as(FAULTY).bind(import).bind(limit).fetch_all(c).await)
}
