//! SQL of the budgets of tries.

use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::staff::model::budget::Budget;

const ADD: &str = "INSERT INTO staff_budget (bucket, tries, last_at, open_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (bucket) DO NOTHING";
const OPEN_SQLITE: &str = "SELECT tries, last_at, open_at FROM staff_budget WHERE bucket = $1";
// Locked, so that of many tries at once each counts; SQLite has one writer anyway.
const OPEN_POSTGRES: &str = "SELECT tries, last_at, open_at FROM staff_budget WHERE bucket = $1 FOR UPDATE";
const SET: &str = "UPDATE staff_budget SET tries = $2, last_at = $3, open_at = $4 WHERE bucket = $1";
// The row stays: another node may be waiting for it.
const CLEAR: &str = "UPDATE staff_budget SET tries = 0, open_at = last_at WHERE bucket = $1";
const FORGET: &str = "DELETE FROM staff_budget WHERE last_at < $1 AND open_at < $1";

/// The bucket, made if need be, and nobody else's until the transaction ends.
pub(in crate::staff) async fn budget(tx: &mut Tx, bucket: &[u8], now: Instant) -> sqlx::Result<Budget> {
    let new = Budget::new(now);
    run!(tx, sqlx::query(ADD).bind(bucket).bind(new.tries).bind(new.last_at).bind(new.open_at))?;
    let sql = if tx.is_postgres() { OPEN_POSTGRES } else { OPEN_SQLITE };
    let row: (i64, Instant, Instant) = on!(tx, c => sqlx::query_as(sql).bind(bucket).fetch_one(c).await)?;
    let (tries, last_at, open_at) = row;
    Ok(Budget { tries, last_at, open_at })
}

pub(in crate::staff) async fn set_budget(tx: &mut Tx, bucket: &[u8], budget: &Budget) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SET).bind(bucket).bind(budget.tries).bind(budget.last_at).bind(budget.open_at)).map(drop)
}

pub(in crate::staff) async fn clear_budget(tx: &mut Tx, bucket: &[u8]) -> sqlx::Result<()> {
    run!(tx, sqlx::query(CLEAR).bind(bucket)).map(drop)
}

/// Forgets buckets that have forgiven everything.
pub(in crate::staff) async fn forget_budgets(tx: &mut Tx, before: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET).bind(before)).map(drop)
}
