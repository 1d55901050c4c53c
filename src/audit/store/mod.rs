//! SQL of the history of actions: lines here, their chain in a file of its own.

pub(super) mod chain;

use uuid::Uuid;

use super::model::Entry;
use crate::clock::Instant;
use crate::db::{Tx, on, run};

// A trigger puts the id among those that wait for their batch: one way to the database, not two.
const ADD: &str = "INSERT INTO audit
        (id, at, actor_kind, actor_id, action, object_kind, object_id, reason, outcome, digest)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const BEFORE: &str = "SELECT a.id, a.at, a.actor_kind, a.actor_id, a.action, a.object_kind, a.object_id, a.reason
    FROM audit a WHERE a.id < $1 ORDER BY a.id DESC LIMIT $2";
const AFTER: &str = "SELECT a.id, a.at, a.actor_kind, a.actor_id, a.action, a.object_kind, a.object_id, a.reason
    FROM audit a WHERE a.id > $1 ORDER BY a.id LIMIT $2";
const HAS_SINCE: &str = "SELECT COUNT(*) FROM audit WHERE object_kind = $1 AND object_id = $2 AND actor_id = $3
    AND action = $4 AND outcome = 'done' AND at >= $5";

/// One line of the history.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    pub id: Uuid,
    pub at: Instant,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub object_kind: String,
    pub object_id: String,
    pub reason: String,
}

pub(super) async fn add(tx: &mut Tx, entry: &Entry) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD)
            .bind(entry.id)
            .bind(entry.at)
            .bind(&entry.actor_kind)
            .bind(entry.actor_id)
            .bind(&entry.action)
            .bind(&entry.object_kind)
            .bind(&entry.object_id)
            .bind(&entry.reason)
            .bind(&entry.outcome)
            .bind(&entry.digest)
    )
    .map(drop)
}

/// Newest first, those older than `before`.
pub(super) async fn before(tx: &mut Tx, before: Uuid, limit: i64) -> sqlx::Result<Vec<Line>> {
    on!(tx, c => sqlx::query_as(BEFORE).bind(before).bind(limit).fetch_all(c).await)
}

/// Oldest first, those newer than `after`.
pub(super) async fn after(tx: &mut Tx, after: Uuid, limit: i64) -> sqlx::Result<Vec<Line>> {
    on!(tx, c => sqlx::query_as(AFTER).bind(after).bind(limit).fetch_all(c).await)
}

pub(super) async fn has_since(
    tx: &mut Tx,
    actor: Uuid,
    action: &str,
    object_kind: &str,
    object_id: &str,
    since: Instant,
) -> sqlx::Result<bool> {
    let found: i64 = on!(tx, c => sqlx::query_scalar(HAS_SINCE)
        .bind(object_kind)
        .bind(object_id)
        .bind(actor)
        .bind(action)
        .bind(since)
        .fetch_one(c)
        .await)?;
    Ok(found > 0)
}
