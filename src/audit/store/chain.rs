//! SQL of the chain.

use uuid::Uuid;

use super::super::model::{Batch, Checkpoint, Entry};
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::ids::in_json;

/// What `verify` reads of a batch's link.
#[derive(sqlx::FromRow)]
pub struct Linked {
    pub position: i64,
    #[sqlx(flatten)]
    pub entry: Entry,
}

/// How much there is, and how much of it should not be.
#[derive(sqlx::FromRow)]
pub struct Sums {
    /// Neither linked nor waiting.
    pub lost: i64,
    pub waiting: i64,
    /// Waiting, though linked or not there.
    pub astray: i64,
}

const ANY_OPEN: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM audit_open LIMIT 1) AS o";
// Without what is linked already: the sealer must not stand still over a row that somebody put there by hand.
const OPEN: &str =
    "SELECT a.id, a.at, a.actor_kind, a.actor_id, a.action, a.object_kind, a.object_id, a.reason, a.outcome,
           a.digest
    FROM audit_open o JOIN audit a ON a.id = o.entry
    WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.entry = o.entry) ORDER BY o.entry LIMIT $1";
const NEWEST: &str = "SELECT number, previous, root, entries, total, first_entry, last_entry, at, fence, hash
    FROM audit_batch ORDER BY number DESC LIMIT 1";
const BATCHES: &str = "SELECT number, previous, root, entries, total, first_entry, last_entry, at, fence, hash
    FROM audit_batch WHERE number > $1 AND number <= $2 ORDER BY number LIMIT $3";
const BATCH: &str = "SELECT number, previous, root, entries, total, first_entry, last_entry, at, fence, hash
    FROM audit_batch WHERE number = $1";
const TAKE_LEASE: &str = "UPDATE audit_lease SET holder = $1, until = $2, fence = fence + 1
    WHERE name = 'sealer' AND until <= $3 RETURNING fence";
const SET_LEASE: &str = "UPDATE audit_lease SET until = $3 WHERE name = 'sealer' AND holder = $1 AND fence = $2";
const HELD: &str = "SELECT COUNT(*) FROM audit_lease WHERE name = 'sealer' AND holder = $1 AND fence = $2";
const TAKEN: &str = "SELECT COUNT(*) FROM audit_batch WHERE number >= $1";
const ADD_BATCH: &str = "INSERT INTO audit_batch
        (number, previous, root, entries, total, first_entry, last_entry, at, fence, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
const LINK_SQLITE: &str =
    "INSERT INTO audit_link (entry, batch, position) SELECT unhex(value), $2, key FROM json_each($1)";
const LINK_POSTGRES: &str = "INSERT INTO audit_link (entry, batch, position)
    SELECT CAST(value AS UUID), CAST($2 AS BIGINT), n - 1
    FROM json_array_elements_text(CAST($1 AS JSON)) WITH ORDINALITY AS e (value, n)";
const CLOSE: &str = "DELETE FROM audit_open WHERE entry IN (SELECT entry FROM audit_link WHERE batch = $1)";
const LINKED: &str = "SELECT l.position, a.id, a.at, a.actor_kind, a.actor_id, a.action, a.object_kind, a.object_id,
           a.reason, a.outcome, a.digest
    FROM audit_link l JOIN audit a ON a.id = l.entry WHERE l.batch = $1 ORDER BY l.position LIMIT $2";
const POSITIONS: &str = "SELECT position FROM audit_link WHERE batch = $1 ORDER BY position LIMIT $2";
const STRAY_BATCH: &str = "SELECT MIN(l.batch) FROM audit_link l
    WHERE NOT EXISTS (SELECT 1 FROM audit_batch b WHERE b.number = l.batch)";
const SUMS: &str = "SELECT
    (SELECT COUNT(*) FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.entry = a.id)
        AND NOT EXISTS (SELECT 1 FROM audit_open o WHERE o.entry = a.id)) AS lost,
    (SELECT COUNT(*) FROM audit_open) AS waiting,
    (SELECT COUNT(*) FROM audit_open o WHERE EXISTS (SELECT 1 FROM audit_link l WHERE l.entry = o.entry)
        OR NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = o.entry)) AS astray";
const ADD_CHECKPOINT: &str =
    "INSERT INTO audit_checkpoint (id, batch, hash, total, at, signature) VALUES ($1, $2, $3, $4, $5, $6)";
const CHECKPOINTS: &str =
    "SELECT batch, hash, total, at, signature FROM audit_checkpoint ORDER BY id LIMIT $1 OFFSET $2";
const WAITING: &str = "SELECT COUNT(*) FROM audit_open";
const VERIFIED: &str = "SELECT at, object_id AS batch, reason FROM audit
    WHERE action = 'audit.verify' AND outcome = 'done' ORDER BY id DESC LIMIT 1";
const NEWEST_CHECKPOINT: &str =
    "SELECT batch, hash, total, at, signature FROM audit_checkpoint ORDER BY id DESC LIMIT 1";

/// When the whole history was last read and compared, and what came of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Verified {
    pub at: Instant,
    /// Up to this batch.
    pub batch: String,
    pub reason: String,
}

/// Whether entries wait for a batch.
pub async fn any_open(tx: &mut Tx) -> sqlx::Result<bool> {
    let n: i64 = on!(tx, c => sqlx::query_scalar(ANY_OPEN).fetch_one(c).await)?;
    Ok(n > 0)
}

/// The oldest of those that wait.
pub async fn open(tx: &mut Tx, limit: i64) -> sqlx::Result<Vec<Entry>> {
    on!(tx, c => sqlx::query_as(OPEN).bind(limit).fetch_all(c).await)
}

pub async fn newest(tx: &mut Tx) -> sqlx::Result<Option<Batch>> {
    on!(tx, c => sqlx::query_as(NEWEST).fetch_optional(c).await)
}

/// Those after `after`, up to and with `last`, in order.
pub async fn batches(tx: &mut Tx, after: i64, last: i64, limit: i64) -> sqlx::Result<Vec<Batch>> {
    on!(tx, c => sqlx::query_as(BATCHES).bind(after).bind(last).bind(limit).fetch_all(c).await)
}

pub async fn batch(tx: &mut Tx, number: i64) -> sqlx::Result<Option<Batch>> {
    on!(tx, c => sqlx::query_as(BATCH).bind(number).fetch_optional(c).await)
}

/// The lease with its new fencing number, if nobody else's is running.
pub async fn take_lease(tx: &mut Tx, holder: &str, now: Instant, until: Instant) -> sqlx::Result<Option<i64>> {
    on!(tx, c => sqlx::query_scalar(TAKE_LEASE).bind(holder).bind(until).bind(now).fetch_optional(c).await)
}

/// Moves the end of a lease: later to keep it, to now to give it back. False when it is another's by now.
pub async fn set_lease(tx: &mut Tx, holder: &str, fence: i64, until: Instant) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(SET_LEASE).bind(holder).bind(fence).bind(until))? == 1)
}

/// Whether the lease is still this holder's, and no batch of this number or a later one is there.
pub async fn may_add(tx: &mut Tx, holder: &str, fence: i64, number: i64) -> sqlx::Result<bool> {
    let held: i64 = on!(tx, c => sqlx::query_scalar(HELD).bind(holder).bind(fence).fetch_one(c).await)?;
    let taken: i64 = on!(tx, c => sqlx::query_scalar(TAKEN).bind(number).fetch_one(c).await)?;
    Ok(held == 1 && taken == 0)
}

/// False when another sealer was quicker.
pub async fn add_batch(tx: &mut Tx, batch: &Batch) -> sqlx::Result<bool> {
    let done = run!(
        tx,
        sqlx::query(ADD_BATCH)
            .bind(batch.number)
            .bind(&batch.previous)
            .bind(&batch.root)
            .bind(batch.entries)
            .bind(batch.total)
            .bind(batch.first_entry)
            .bind(batch.last_entry)
            .bind(batch.at)
            .bind(batch.fence)
            .bind(&batch.hash)
    )?;
    Ok(done == 1)
}

/// Links entries in this order, and takes them from those that wait. How many did wait.
pub async fn link(tx: &mut Tx, batch: i64, entries: &[Entry]) -> sqlx::Result<u64> {
    let ids = in_json(entries.iter().map(|e| e.id));
    let sql = if tx.is_postgres() { LINK_POSTGRES } else { LINK_SQLITE };
    run!(tx, sqlx::query(sql).bind(&ids).bind(batch))?;
    run!(tx, sqlx::query(CLOSE).bind(batch))
}

/// The entries of a batch that are there, in the order of their links.
pub async fn linked(tx: &mut Tx, batch: i64, limit: i64) -> sqlx::Result<Vec<Linked>> {
    on!(tx, c => sqlx::query_as(LINKED).bind(batch).bind(limit).fetch_all(c).await)
}

/// The positions of a batch's links, in order.
pub async fn positions(tx: &mut Tx, batch: i64, limit: i64) -> sqlx::Result<Vec<i64>> {
    on!(tx, c => sqlx::query_scalar(POSITIONS).bind(batch).bind(limit).fetch_all(c).await)
}

/// A batch that links name and that is not there.
pub async fn stray_batch(tx: &mut Tx) -> sqlx::Result<Option<i64>> {
    on!(tx, c => sqlx::query_scalar(STRAY_BATCH).fetch_one(c).await)
}

pub async fn sums(tx: &mut Tx) -> sqlx::Result<Sums> {
    on!(tx, c => sqlx::query_as(SUMS).fetch_one(c).await)
}

pub async fn add_checkpoint(tx: &mut Tx, id: Uuid, point: &Checkpoint) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD_CHECKPOINT)
            .bind(id)
            .bind(point.batch)
            .bind(&point.hash)
            .bind(point.total)
            .bind(point.at)
            .bind(&point.signature)
    )
    .map(drop)
}

/// Oldest first.
pub async fn checkpoints(tx: &mut Tx, limit: i64, offset: i64) -> sqlx::Result<Vec<Checkpoint>> {
    on!(tx, c => sqlx::query_as(CHECKPOINTS).bind(limit).bind(offset).fetch_all(c).await)
}

pub async fn newest_checkpoint(tx: &mut Tx) -> sqlx::Result<Option<Checkpoint>> {
    on!(tx, c => sqlx::query_as(NEWEST_CHECKPOINT).fetch_optional(c).await)
}

pub async fn waiting(tx: &mut Tx) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(WAITING).fetch_one(c).await)
}

pub async fn verified(tx: &mut Tx) -> sqlx::Result<Option<Verified>> {
    on!(tx, c => sqlx::query_as(VERIFIED).fetch_optional(c).await)
}
