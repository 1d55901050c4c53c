//! SQL of the history of actions: lines here, their chain in a file of its own.

pub(super) mod chain;

use sqlx::{Database, Encode, Postgres, QueryBuilder, Sqlite, Type};
use uuid::Uuid;

use super::model::{Entry, Filter, Who, first_id};
use crate::clock::Instant;
use crate::db::{On, Tx, later, on};

// A trigger puts the id among those that wait for their batch: one way to the database, not two.
const ADD: &str = "INSERT INTO audit
        (id, at, actor_kind, actor_id, action, object_kind, object_id, reason, outcome, digest)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const HAS_DIGEST: &str = "SELECT COUNT(*) FROM audit WHERE object_kind = $1 AND object_id = $2 AND action = $3
    AND digest = $4";
const HAS_SINCE: &str = "SELECT COUNT(*) FROM audit WHERE object_kind = $1 AND object_id = $2 AND actor_id = $3
    AND action = $4 AND outcome = 'done' AND at >= $5";
const ABOUT: &str = "SELECT at, actor_kind, action, outcome FROM audit WHERE object_kind = $1 AND object_id = $2
    ORDER BY id";
// What is asked for differs from page to page, so the text is put together below; its parts stand here.
const LINES: &str =
    "SELECT a.id, a.at, a.actor_kind, a.actor_id, a.action, a.object_kind, a.object_id, a.reason, a.outcome, l.batch
    FROM audit a LEFT JOIN audit_link l ON l.entry = a.id WHERE TRUE";

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
    pub outcome: String,
    /// The link of the chain that holds it; none yet for the newest.
    pub batch: Option<i64>,
}

/// A line of the history as it is told to the person whom it is about: not who on the staff it was.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct About {
    pub at: Instant,
    /// `participant`, `staff` or `system`.
    pub actor_kind: String,
    pub action: String,
    /// `done` or `refused`.
    pub outcome: String,
}

/// The lines about an object, oldest first.
pub(super) async fn about(tx: &mut Tx, kind: &str, id: Uuid) -> sqlx::Result<Vec<About>> {
    on!(tx, c => sqlx::query_as(ABOUT).bind(kind).bind(id.to_string()).fetch_all(c).await)
}

pub(super) async fn add(tx: &mut Tx, entry: &Entry) -> sqlx::Result<()> {
    later!(
        tx,
        ADD,
        entry.id,
        entry.at,
        &entry.actor_kind,
        entry.actor_id,
        &entry.action,
        &entry.object_kind,
        &entry.object_id,
        &entry.reason,
        &entry.outcome,
        &entry.digest,
    )
}

/// Which side of a line is asked for.
#[derive(Clone, Copy)]
pub(super) enum Side {
    /// Newest first, those older than it.
    Before(Uuid),
    /// Oldest first, those newer than it.
    After(Uuid),
}

fn text<DB: Database>(filter: &Filter, side: Side, limit: i64) -> QueryBuilder<DB>
where
    for<'q> Uuid: Encode<'q, DB> + Type<DB>,
    for<'q> Instant: Encode<'q, DB> + Type<DB>,
    for<'q> String: Encode<'q, DB> + Type<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    let mut q = QueryBuilder::new(LINES);
    match filter.who {
        None => {}
        Some(Who::Staff(id)) => drop(q.push(" AND a.actor_id = ").push_bind(id).push(" AND a.actor_kind = 'staff'")),
        Some(Who::Participants) => drop(q.push(" AND a.actor_kind = 'participant'")),
        Some(Who::System) => drop(q.push(" AND a.actor_kind = 'system'")),
    }
    for (column, value) in [
        (" AND a.action = ", &filter.action),
        (" AND a.object_kind = ", &filter.object_kind),
        (" AND a.object_id = ", &filter.object_id),
    ] {
        if let Some(value) = value {
            q.push(column).push_bind(value.clone());
        }
    }
    if filter.refused {
        q.push(" AND a.outcome = 'refused'");
    }
    // Ids are drawn a moment before the time is read; the range of ids is what an index finds.
    let slack = chrono::Duration::minutes(1);
    if let Some(from) = filter.from {
        q.push(" AND a.id >= ").push_bind(first_id(from - slack)).push(" AND a.at >= ").push_bind(from);
    }
    if let Some(until) = filter.until {
        q.push(" AND a.id < ").push_bind(first_id(until + slack)).push(" AND a.at < ").push_bind(until);
    }
    match side {
        Side::Before(id) => q.push(" AND a.id < ").push_bind(id).push(" ORDER BY a.id DESC LIMIT "),
        Side::After(id) => q.push(" AND a.id > ").push_bind(id).push(" ORDER BY a.id LIMIT "),
    };
    q.push_bind(limit);
    q
}

pub(super) async fn lines(tx: &mut Tx, filter: &Filter, side: Side, limit: i64) -> sqlx::Result<Vec<Line>> {
    macro_rules! fetch {
        ($engine:ty, $c:expr) => {
            text::<$engine>(filter, side, limit).build_query_as::<Line>().fetch_all($c).await
        };
    }
    match tx.send_later().await? {
        On::SqliteRead(t) => fetch!(Sqlite, &mut **t),
        On::SqliteWrite(t) => fetch!(Sqlite, t.connection()),
        On::PostgresRead(t) => fetch!(Postgres, &mut **t),
        On::PostgresWrite(t) => fetch!(Postgres, &mut **t),
    }
}

/// Whether a line of this action on this object carries this digest.
pub(super) async fn has_digest(
    tx: &mut Tx,
    action: &str,
    (kind, id): (&str, &str),
    digest: &[u8],
) -> sqlx::Result<bool> {
    let found: i64 = on!(tx, c => sqlx::query_scalar(HAS_DIGEST)
        .bind(kind)
        .bind(id)
        .bind(action)
        .bind(digest)
        .fetch_one(c)
        .await)?;
    Ok(found > 0)
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
