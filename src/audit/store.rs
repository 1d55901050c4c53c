//! SQL of the history of actions.

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run};

const ADD: &str = "INSERT INTO audit (id, at, actor_kind, actor_id, action, object_kind, object_id, reason)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const BEFORE: &str = "SELECT id, at, actor_kind, actor_id, action, object_kind, object_id, reason FROM audit
    WHERE id < $1 ORDER BY id DESC LIMIT $2";
const AFTER: &str = "SELECT id, at, actor_kind, actor_id, action, object_kind, object_id, reason FROM audit
    WHERE id > $1 ORDER BY id LIMIT $2";

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

#[expect(clippy::too_many_arguments, reason = "one column each, called from one place")]
pub(super) async fn add(
    tx: &mut Tx,
    id: Uuid,
    at: Instant,
    actor: (&str, Option<Uuid>),
    action: &str,
    object_kind: &str,
    object_id: &str,
    reason: &str,
) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD)
            .bind(id)
            .bind(at)
            .bind(actor.0)
            .bind(actor.1)
            .bind(action)
            .bind(object_kind)
            .bind(object_id)
            .bind(reason)
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
