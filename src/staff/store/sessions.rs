//! SQL of the sessions.

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::seal::Personal;

use super::NameRow;

const LIVE: &str = "SELECT s.id, s.name, s.locale, e.last_seen_at, k.version, k.ring_version, k.wrapped
    FROM staff_session e JOIN staff s ON s.id = e.staff_id JOIN data_key k ON k.subject_id = s.id
    WHERE e.token_hash = $1 AND e.revoked_at IS NULL AND e.expires_at > $2 AND e.last_seen_at > $3
    AND s.disabled_at IS NULL";
const SAW: &str = "UPDATE staff_session SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2
    AND revoked_at IS NULL";
const START: &str = "INSERT INTO staff_session (token_hash, staff_id, created_at, last_seen_at, expires_at)
    VALUES ($1, $2, $3, $3, $4)";
const END: &str =
    "UPDATE staff_session SET revoked_at = $3 WHERE token_hash = $1 AND staff_id = $2 AND revoked_at IS NULL";
const END_OTHERS: &str = "UPDATE staff_session SET revoked_at = $3
    WHERE staff_id = $1 AND token_hash <> $2 AND revoked_at IS NULL";
const OF_STAFF: &str = "SELECT token_hash, created_at, last_seen_at FROM staff_session
    WHERE staff_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND last_seen_at > $3
    ORDER BY last_seen_at DESC, token_hash";
const FORGET: &str = "DELETE FROM staff_session WHERE expires_at < $1";

/// Whose session a token opens.
pub struct Live {
    pub id: Uuid,
    pub name: Personal,
    pub locale: String,
    pub last_seen_at: Instant,
}

#[derive(sqlx::FromRow)]
struct LiveRow {
    #[sqlx(flatten)]
    who: NameRow,
    locale: String,
    last_seen_at: Instant,
}

/// A session as its owner sees it. The hash names it and opens nothing.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SessionRow {
    pub token_hash: Vec<u8>,
    pub created_at: Instant,
    pub last_seen_at: Instant,
}

/// The live session of a token last seen after `idle_since`.
pub(in crate::staff) async fn session(
    tx: &mut Tx,
    token_hash: &[u8],
    now: Instant,
    idle_since: Instant,
) -> sqlx::Result<Option<Live>> {
    let row: Option<LiveRow> =
        on!(tx, c => sqlx::query_as(LIVE).bind(token_hash).bind(now).bind(idle_since).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let name = row.who.open(&tx.vault)?;
    Ok(Some(Live { id: row.who.id, name, locale: row.locale, last_seen_at: row.last_seen_at }))
}

pub(in crate::staff) async fn saw(tx: &mut Tx, token_hash: &[u8], now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SAW).bind(token_hash).bind(now)).map(drop)
}

pub(in crate::staff) async fn start_session(
    tx: &mut Tx,
    token_hash: &[u8],
    staff: Uuid,
    now: Instant,
    expires: Instant,
) -> sqlx::Result<()> {
    run!(tx, sqlx::query(START).bind(token_hash).bind(staff).bind(now).bind(expires)).map(drop)
}

/// False when it was not theirs or had ended.
pub(in crate::staff) async fn end_session(
    tx: &mut Tx,
    token_hash: &[u8],
    staff: Uuid,
    now: Instant,
) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(END).bind(token_hash).bind(staff).bind(now))? == 1)
}

/// Ends all sessions of an account but `kept`; an empty hash keeps none.
pub(in crate::staff) async fn end_sessions(tx: &mut Tx, staff: Uuid, kept: &[u8], now: Instant) -> sqlx::Result<u64> {
    run!(tx, sqlx::query(END_OTHERS).bind(staff).bind(kept).bind(now))
}

pub(in crate::staff) async fn sessions_of(
    tx: &mut Tx,
    staff: Uuid,
    now: Instant,
    idle_since: Instant,
) -> sqlx::Result<Vec<SessionRow>> {
    on!(tx, c => sqlx::query_as(OF_STAFF).bind(staff).bind(now).bind(idle_since).fetch_all(c).await)
}

pub(in crate::staff) async fn forget_sessions(tx: &mut Tx, before: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET).bind(before)).map(drop)
}
