//! Runs and their rows.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::exchange::model::{Act, Run, Stage, Tally, Why};

const ADD: &str = "INSERT INTO bulk_run (id, event_id, staff_id, act, param, stage, total, created_at)
    VALUES ($1, $2, $3, $4, $5, 'planned', $6, $7)";
const ADD_ROW: &str = "INSERT INTO bulk_row (run_id, position, registration_id, outcome, reason)
    VALUES ($1, $2, $3, $4, $5)";
const RUN: &str =
    "SELECT id, event_id, staff_id, act, param, stage, total, created_at, finished_at FROM bulk_run WHERE id = $1";
const RUNS: &str = "SELECT id, event_id, staff_id, act, param, stage, total, created_at, finished_at FROM bulk_run
    WHERE event_id = $1 AND stage <> 'planned' ORDER BY created_at DESC, id DESC LIMIT $2";
const BECOME: &str = "UPDATE bulk_run SET stage = $3, started_at = COALESCE(started_at, $4), finished_at = $5
    WHERE id = $1 AND stage = $2";
const TALLY: &str = "SELECT outcome, reason, COUNT(*) FROM bulk_row WHERE run_id = $1 GROUP BY outcome, reason";
const WAITING: &str = "SELECT position, registration_id FROM bulk_row WHERE run_id = $1 AND outcome = ''
    ORDER BY position LIMIT $2";
const PLANNED: &str = "SELECT registration_id FROM bulk_row WHERE run_id = $1 AND outcome = '' ORDER BY position";
const ONLY: &str = "SELECT registration_id FROM bulk_row WHERE run_id = $1 AND position = 1";
const SETTLE: &str =
    "UPDATE bulk_row SET outcome = $3, reason = $4 WHERE run_id = $1 AND position = $2 AND outcome = ''";
const SKIPPED: &str = "SELECT registration_id, reason FROM bulk_row WHERE run_id = $1 AND outcome = 'skipped'
    ORDER BY position LIMIT $2";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    event_id: Uuid,
    staff_id: Uuid,
    act: String,
    param: String,
    stage: String,
    total: i64,
    created_at: Instant,
    finished_at: Option<Instant>,
}

impl Row {
    fn read(self) -> sqlx::Result<Run> {
        let unknown = |code: &str| sqlx::Error::Decode(format!("{code:?} is no code of ours").into());
        Ok(Run {
            act: Act::parse(&self.act, &self.param).ok_or_else(|| unknown(&self.act))?,
            stage: Stage::parse(&self.stage).ok_or_else(|| unknown(&self.stage))?,
            id: self.id,
            event_id: self.event_id,
            staff_id: self.staff_id,
            total: self.total,
            created_at: self.created_at,
            finished_at: self.finished_at,
        })
    }
}

pub(in crate::exchange) async fn add_run(tx: &mut Tx, new: &Run) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD)
            .bind(new.id)
            .bind(new.event_id)
            .bind(new.staff_id)
            .bind(new.act.code())
            .bind(new.act.param())
            .bind(new.total)
            .bind(new.created_at)
    )
    .map(drop)
}

/// `why`: known from the beginning to be passed over.
pub(in crate::exchange) async fn add_row(
    tx: &mut Tx,
    run: Uuid,
    position: i64,
    registration: Uuid,
    why: Option<Why>,
) -> sqlx::Result<()> {
    let (outcome, reason) = why.map_or(("", ""), |why| ("skipped", why.code()));
    run!(tx, sqlx::query(ADD_ROW).bind(run).bind(position).bind(registration).bind(outcome).bind(reason)).map(drop)
}

pub(in crate::exchange) async fn run(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Run>> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(RUN).bind(id).fetch_optional(c).await)?;
    row.map(Row::read).transpose()
}

/// Those of an event that were begun, newest first.
pub(in crate::exchange) async fn runs(tx: &mut Tx, event: Uuid, limit: i64) -> sqlx::Result<Vec<Run>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(RUNS).bind(event).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(Row::read).collect()
}

/// Changes the stage, if it still is `from`.
pub(in crate::exchange) async fn become_stage(
    tx: &mut Tx,
    id: Uuid,
    from: Stage,
    to: Stage,
    now: Instant,
) -> sqlx::Result<bool> {
    let finished = (to != Stage::Running).then_some(now);
    let changed = run!(tx, sqlx::query(BECOME).bind(id).bind(from.code()).bind(to.code()).bind(now).bind(finished))?;
    Ok(changed == 1)
}

pub(in crate::exchange) async fn tally(tx: &mut Tx, run: Uuid) -> sqlx::Result<Tally> {
    let rows: Vec<(String, String, i64)> = on!(tx, c => sqlx::query_as(TALLY).bind(run).fetch_all(c).await)?;
    let mut tally = Tally { skipped: BTreeMap::new(), ..Tally::default() };
    for (outcome, reason, n) in rows {
        match outcome.as_str() {
            "" => tally.waiting += n,
            "done" => tally.done += n,
            _ => *tally.skipped.entry(Why::parse(&reason).unwrap_or(Why::State)).or_default() += n,
        }
    }
    Ok(tally)
}

/// The next rows that wait: position and registration.
pub(in crate::exchange) async fn waiting(tx: &mut Tx, run: Uuid, limit: i64) -> sqlx::Result<Vec<(i64, Uuid)>> {
    on!(tx, c => sqlx::query_as(WAITING).bind(run).bind(limit).fetch_all(c).await)
}

/// All that wait.
pub(in crate::exchange) async fn planned(tx: &mut Tx, run: Uuid) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(PLANNED).bind(run).fetch_all(c).await)
}

/// Whom a run of one row is about.
pub(in crate::exchange) async fn only(tx: &mut Tx, run: Uuid) -> sqlx::Result<Option<Uuid>> {
    on!(tx, c => sqlx::query_scalar(ONLY).bind(run).fetch_optional(c).await)
}

/// Notes what came of a row, once; false when it was noted before.
pub(in crate::exchange) async fn settle(tx: &mut Tx, run: Uuid, position: i64, why: Option<Why>) -> sqlx::Result<bool> {
    let (outcome, reason) = why.map_or(("done", ""), |why| ("skipped", why.code()));
    Ok(run!(tx, sqlx::query(SETTLE).bind(run).bind(position).bind(outcome).bind(reason))? == 1)
}

/// What was passed over, and why.
pub(in crate::exchange) async fn skipped(tx: &mut Tx, run: Uuid, limit: i64) -> sqlx::Result<Vec<(Uuid, Why)>> {
    let rows: Vec<(Uuid, String)> = on!(tx, c => sqlx::query_as(SKIPPED).bind(run).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().filter_map(|(id, reason)| Some((id, Why::parse(&reason)?))).collect())
}
