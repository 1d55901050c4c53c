//! SQL of the second factors: app, recovery codes.

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run, vault};
use crate::seal::{Field, Personal, Sealed, Wrapped};

const SECRET: Field = Field::new("staff_totp", "secret");

const TOTP: &str = "SELECT t.secret, k.version, k.ring_version, k.wrapped
    FROM staff_totp t JOIN data_key k ON k.subject_id = t.staff_id WHERE t.staff_id = $1";
const SET_TOTP: &str = "INSERT INTO staff_totp (staff_id, secret, last_step, created_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (staff_id) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step,
    created_at = excluded.created_at";
// Of many who send one code at once, one finds the step unused.
const ACCEPT_STEP: &str = "UPDATE staff_totp SET last_step = $2 WHERE staff_id = $1 AND last_step < $2";
const DROP_TOTP: &str = "DELETE FROM staff_totp WHERE staff_id = $1";
const ADD_CODE: &str = "INSERT INTO staff_recovery_code (code_hash, staff_id, created_at) VALUES ($1, $2, $3)";
const USE_CODE: &str = "DELETE FROM staff_recovery_code WHERE staff_id = $1 AND code_hash = $2";
const DROP_CODES: &str = "DELETE FROM staff_recovery_code WHERE staff_id = $1";
const CODES: &str = "SELECT COUNT(*) FROM staff_recovery_code WHERE staff_id = $1";
// Locked on PostgreSQL, so that of two factors that are taken away at once the second sees the first gone; SQLite has one
// writer anyway.
const LOCK_SQLITE: &str = "SELECT id FROM staff WHERE id = $1";
const LOCK_POSTGRES: &str = "SELECT id FROM staff WHERE id = $1 FOR UPDATE";
const LEFT: &str = "SELECT (SELECT COUNT(*) FROM staff_totp WHERE staff_id = $1)
    + (SELECT COUNT(*) FROM staff_passkey WHERE staff_id = $1)";
const TOTP_SINCE: &str = "SELECT created_at FROM staff_totp WHERE staff_id = $1";

#[derive(sqlx::FromRow)]
struct TotpRow {
    secret: Sealed,
    #[sqlx(flatten)]
    key: Wrapped,
}

/// The secret of the account's app, if it has one.
pub(in crate::staff) async fn totp(tx: &mut Tx, staff: Uuid) -> sqlx::Result<Option<Personal>> {
    let row: Option<TotpRow> = on!(tx, c => sqlx::query_as(TOTP).bind(staff).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(tx.vault.open(staff, &row.key)?.open(SECRET, staff, &row.secret)?))
}

pub(in crate::staff) async fn totp_since(tx: &mut Tx, staff: Uuid) -> sqlx::Result<Option<Instant>> {
    on!(tx, c => sqlx::query_scalar(TOTP_SINCE).bind(staff).fetch_optional(c).await)
}

/// Takes the place of an app that was there before.
pub(in crate::staff) async fn set_totp(
    tx: &mut Tx,
    staff: Uuid,
    secret: &Personal,
    step: i64,
    now: Instant,
) -> sqlx::Result<()> {
    let sealed = vault::key(tx, staff).await?.seal(SECRET, staff, secret.reveal());
    run!(tx, sqlx::query(SET_TOTP).bind(staff).bind(sealed).bind(step).bind(now)).map(drop)
}

/// False for a step that was accepted before, or lies before one that was.
pub(in crate::staff) async fn accept_step(tx: &mut Tx, staff: Uuid, step: i64) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(ACCEPT_STEP).bind(staff).bind(step))? == 1)
}

pub(in crate::staff) async fn drop_totp(tx: &mut Tx, staff: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(DROP_TOTP).bind(staff))? == 1)
}

/// Whoever else would take a factor of this account away waits until this transaction ends.
pub(in crate::staff) async fn lock(tx: &mut Tx, staff: Uuid) -> sqlx::Result<()> {
    let sql = if tx.is_postgres() { LOCK_POSTGRES } else { LOCK_SQLITE };
    let _: Option<Uuid> = on!(tx, c => sqlx::query_scalar(sql).bind(staff).fetch_optional(c).await)?;
    Ok(())
}

/// How many second factors there are, recovery codes not counted.
pub(in crate::staff) async fn left(tx: &mut Tx, staff: Uuid) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(LEFT).bind(staff).fetch_one(c).await)
}

/// In place of those that there were.
pub(in crate::staff) async fn set_codes(tx: &mut Tx, staff: Uuid, codes: &[Vec<u8>], now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(DROP_CODES).bind(staff))?;
    for code in codes {
        run!(tx, sqlx::query(ADD_CODE).bind(code).bind(staff).bind(now))?;
    }
    Ok(())
}

/// False when there is no such code any more.
pub(in crate::staff) async fn use_code(tx: &mut Tx, staff: Uuid, code: &[u8]) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(USE_CODE).bind(staff).bind(code))? == 1)
}

/// How many are left.
pub(in crate::staff) async fn codes(tx: &mut Tx, staff: Uuid) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(CODES).bind(staff).fetch_one(c).await)
}
