//! SQL of the sessions.

use uuid::Uuid;

use super::NameRow;
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::seal::Personal;

const LIVE: &str = "SELECT s.id, s.name, s.locale, s.email_lookup, e.last_seen_at, e.factor_at, e.proved_at, e.renew,
    (SELECT COUNT(*) FROM staff_totp t WHERE t.staff_id = s.id) AS apps,
    (SELECT COUNT(*) FROM staff_passkey p WHERE p.staff_id = s.id) AS passkeys,
    k.version, k.ring_version, k.wrapped
    FROM staff_session e JOIN staff s ON s.id = e.staff_id JOIN data_key k ON k.subject_id = s.id
    WHERE e.token_hash = $1 AND e.revoked_at IS NULL AND e.expires_at > $2 AND e.last_seen_at > $3
    AND s.disabled_at IS NULL";
const SAW: &str = "UPDATE staff_session SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2
    AND revoked_at IS NULL";
const START: &str = "INSERT INTO staff_session
    (token_hash, staff_id, created_at, last_seen_at, expires_at, factor_at, proved_at)
    VALUES ($1, $2, $3, $3, $4, NULL, $3)";
// The old id is gone with this, for whoever else holds it too; of two who try, one succeeds.
const RENEW: &str = "UPDATE staff_session SET token_hash = $2, last_seen_at = $3, renew = FALSE
    WHERE token_hash = $1 AND revoked_at IS NULL";
const PROVE: &str = "UPDATE staff_session SET token_hash = $2, last_seen_at = $3, renew = FALSE, proved_at = $3,
    factor_at = COALESCE($4, factor_at) WHERE token_hash = $1 AND revoked_at IS NULL";
const RENEW_LATER: &str = "UPDATE staff_session SET renew = TRUE WHERE staff_id = $1 AND revoked_at IS NULL";
const END: &str =
    "UPDATE staff_session SET revoked_at = $3 WHERE token_hash = $1 AND staff_id = $2 AND revoked_at IS NULL";
const END_OTHERS: &str = "UPDATE staff_session SET revoked_at = $3
    WHERE staff_id = $1 AND token_hash <> $2 AND revoked_at IS NULL";
const DROP: &str = "DELETE FROM staff_session WHERE staff_id = $1";
const OF_STAFF: &str = "SELECT token_hash, created_at, last_seen_at FROM staff_session
    WHERE staff_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND last_seen_at > $3
    ORDER BY last_seen_at DESC, token_hash";
const FORGET: &str = "DELETE FROM staff_session WHERE expires_at < $1";

/// Whose session a token opens, and how far.
pub struct Live {
    pub id: Uuid,
    pub name: Personal,
    pub facts: Facts,
}

/// What else stands with a session and its account.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Facts {
    pub locale: String,
    pub email_lookup: Vec<u8>,
    pub last_seen_at: Instant,
    /// When the second factor was given.
    pub factor_at: Option<Instant>,
    /// When they last proved that it is them.
    pub proved_at: Instant,
    /// Their roles changed since.
    pub renew: bool,
    pub apps: i64,
    pub passkeys: i64,
}

#[derive(sqlx::FromRow)]
struct LiveRow {
    #[sqlx(flatten)]
    who: NameRow,
    #[sqlx(flatten)]
    facts: Facts,
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
    Ok(Some(Live { id: row.who.id, name, facts: row.facts }))
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

/// Gives the session a new id; false when the old one is not live.
pub(in crate::staff) async fn renew(tx: &mut Tx, old: &[u8], new: &[u8], now: Instant) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(RENEW).bind(old).bind(new).bind(now))? == 1)
}

/// As [`renew`], and notes the proof; with `factor`, that of the second factor too.
pub(in crate::staff) async fn prove(
    tx: &mut Tx,
    old: &[u8],
    new: &[u8],
    now: Instant,
    factor: bool,
) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(PROVE).bind(old).bind(new).bind(now).bind(factor.then_some(now)))? == 1)
}

/// Has every session of an account get a new id with the next page it asks for.
pub(in crate::staff) async fn renew_later(tx: &mut Tx, staff: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(RENEW_LATER).bind(staff)).map(drop)
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

/// Ends all sessions of an account but `kept`.
pub(in crate::staff) async fn end_sessions(tx: &mut Tx, staff: Uuid, kept: &[u8], now: Instant) -> sqlx::Result<u64> {
    run!(tx, sqlx::query(END_OTHERS).bind(staff).bind(kept).bind(now))
}

/// Of somebody who leaves: nothing of their sessions stays.
pub(in crate::staff) async fn drop_sessions(tx: &mut Tx, staff: Uuid) -> sqlx::Result<u64> {
    run!(tx, sqlx::query(DROP).bind(staff))
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
