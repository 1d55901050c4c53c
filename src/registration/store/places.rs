//! The counters of `pool`, and the queue behind it.

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run};

/// A newcomer takes no place past those who wait.
const TAKE: &str = "UPDATE pool SET taken = taken + 1 WHERE id = $1 AND taken < size
      AND EXISTS (SELECT 1 FROM event e WHERE e.id = pool.event_id AND e.state IN ('published', 'completed'))
      AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.pool_id = pool.id AND r.state = 'waitlisted')";
const TAKE_FREE: &str = "UPDATE pool SET taken = taken + 1 WHERE id = $1 AND taken < size";
const QUEUE: &str = "UPDATE pool SET next_waiting = next_waiting + 1 WHERE id = $1
      AND EXISTS (SELECT 1 FROM event e WHERE e.id = pool.event_id AND e.state IN ('published', 'completed'))
    RETURNING next_waiting - 1, taken, size";
const GIVE_BACK: &str = "UPDATE pool SET taken = taken - 1 WHERE id = $1 AND taken > 0";
const ROOM_SQLITE: &str = "SELECT p.size, p.taken, e.state = 'published' AS live, e.starts_at, e.ends_at, e.offer_hours
    FROM pool p JOIN event e ON e.id = p.event_id WHERE p.id = $1";
const ROOM_POSTGRES: &str =
    "SELECT p.size, p.taken, e.state = 'published' AS live, e.starts_at, e.ends_at, e.offer_hours
    FROM pool p JOIN event e ON e.id = p.event_id WHERE p.id = $1 FOR UPDATE OF p";
const NEXT_WAITER: &str = "SELECT id FROM registration WHERE pool_id = $1 AND state = 'waitlisted'
    ORDER BY waiting_no LIMIT 1";
const AHEAD: &str = "SELECT COUNT(*) FROM registration WHERE pool_id = $1 AND state = 'waitlisted' AND waiting_no < $2";
const POOLS: &str = "SELECT id FROM pool WHERE event_id = $1 ORDER BY id";

/// The state of a pool, its row locked until the transaction ends.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(in crate::registration) struct Room {
    pub size: i64,
    pub taken: i64,
    /// The event is neither cancelled nor closed by hand.
    pub live: bool,
    pub starts_at: Instant,
    pub ends_at: Instant,
    /// None: as the instance is configured.
    pub offer_hours: Option<i64>,
}

/// Takes a place, unless none is free, others wait, or the event is not on.
pub(in crate::registration) async fn take(tx: &mut Tx, pool: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(TAKE).bind(pool))? == 1)
}

/// Takes a place for somebody whose turn it is.
pub(in crate::registration) async fn take_free(tx: &mut Tx, pool: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(TAKE_FREE).bind(pool))? == 1)
}

/// A number in the queue, and `taken` and `size` as they are with the row locked; `None` when the event is not on.
pub(in crate::registration) async fn queue(tx: &mut Tx, pool: Uuid) -> sqlx::Result<Option<(i64, i64, i64)>> {
    on!(tx, c => sqlx::query_as(QUEUE).bind(pool).fetch_optional(c).await)
}

pub(in crate::registration) async fn give_back(tx: &mut Tx, pool: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(GIVE_BACK).bind(pool)).map(drop)
}

pub(in crate::registration) async fn room(tx: &mut Tx, pool: Uuid) -> sqlx::Result<Option<Room>> {
    let sql = if tx.is_postgres() { ROOM_POSTGRES } else { ROOM_SQLITE };
    on!(tx, c => sqlx::query_as(sql).bind(pool).fetch_optional(c).await)
}

pub(in crate::registration) async fn next_waiter(tx: &mut Tx, pool: Uuid) -> sqlx::Result<Option<Uuid>> {
    on!(tx, c => sqlx::query_scalar(NEXT_WAITER).bind(pool).fetch_optional(c).await)
}

/// How many of the pool wait before this number.
pub(in crate::registration) async fn ahead(tx: &mut Tx, pool: Uuid, number: i64) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(AHEAD).bind(pool).bind(number).fetch_one(c).await)
}

pub(in crate::registration) async fn pools(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(POOLS).bind(event).fetch_all(c).await)
}
