//! SQL of the staff: accounts and grants here, sessions and invitations in their own files.

mod invites;
mod sessions;

use uuid::Uuid;

use super::model::{Grant, Role, Scope};
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::i18n::Locale;

pub use invites::Invite;
pub(super) use invites::{add_invite, invite, open_invites, use_invite, void_first_invites, void_invites_to};
pub use sessions::SessionRow;
pub(super) use sessions::{end_session, end_sessions, forget_sessions, saw, session, sessions_of, start_session};

const ADD: &str = "INSERT INTO staff (id, email, name, passphrase_hash, locale, created_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email) DO NOTHING";
const CREDENTIALS: &str = "SELECT id, passphrase_hash, disabled_at FROM staff WHERE email = $1";
const PASSPHRASE: &str = "SELECT passphrase_hash FROM staff WHERE id = $1 AND disabled_at IS NULL";
const SET_PASSPHRASE: &str = "UPDATE staff SET passphrase_hash = $2 WHERE id = $1 AND passphrase_hash = $3";
const SET_LOCALE: &str = "UPDATE staff SET locale = $2 WHERE id = $1";
const ACCOUNT: &str = "SELECT id, email, name, locale, disabled_at FROM staff WHERE id = $1";
const ACCOUNTS: &str = "SELECT id, email, name, locale, disabled_at FROM staff ORDER BY name, id";
const DISABLE: &str = "UPDATE staff SET disabled_at = $2 WHERE id = $1 AND disabled_at IS NULL";
const ENABLE: &str = "UPDATE staff SET disabled_at = NULL WHERE id = $1 AND disabled_at IS NOT NULL";
const ADD_GRANT: &str = "INSERT INTO staff_grant (id, staff_id, role, scope_kind, scope_ref, granted_by, granted_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
const REVOKE_GRANT: &str = "UPDATE staff_grant SET revoked_at = $5
    WHERE staff_id = $1 AND role = $2 AND scope_kind = $3 AND scope_ref = $4 AND revoked_at IS NULL";
const GRANTS: &str = "SELECT staff_id, role, scope_kind, scope_ref FROM staff_grant
    WHERE revoked_at IS NULL ORDER BY granted_at, id";
const GRANTS_OF: &str = "SELECT staff_id, role, scope_kind, scope_ref FROM staff_grant
    WHERE staff_id = $1 AND revoked_at IS NULL ORDER BY granted_at, id";
const FACILITATORS: &str = "SELECT s.id, s.name FROM staff_grant g JOIN staff s ON s.id = g.staff_id
    WHERE g.role = 'facilitator' AND g.scope_kind = 'event' AND g.scope_ref = $1 AND g.revoked_at IS NULL
    AND s.disabled_at IS NULL ORDER BY s.name, s.id";
// Locked on PostgreSQL, so that of two administrators who remove each other at once the second finds one left; SQLite has
// one writer anyway.
const ADMINISTRATORS_SQLITE: &str = "SELECT s.id FROM staff_grant g JOIN staff s ON s.id = g.staff_id
    WHERE g.role = 'administrator' AND g.scope_kind = 'all' AND g.revoked_at IS NULL AND s.disabled_at IS NULL
    ORDER BY g.id";
const ADMINISTRATORS_POSTGRES: &str = "SELECT s.id FROM staff_grant g JOIN staff s ON s.id = g.staff_id
    WHERE g.role = 'administrator' AND g.scope_kind = 'all' AND g.revoked_at IS NULL AND s.disabled_at IS NULL
    ORDER BY g.id FOR UPDATE";

/// An account without its passphrase.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub locale: String,
    pub disabled_at: Option<Instant>,
}

impl Account {
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale.parse().unwrap_or(Locale::Ky)
    }
}

/// What signing in compares with.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Credentials {
    pub id: Uuid,
    pub passphrase_hash: String,
    pub disabled_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
struct GrantRow {
    staff_id: Uuid,
    role: String,
    scope_kind: String,
    scope_ref: String,
}

impl GrantRow {
    /// What the table's CHECKs keep out is no grant.
    fn read(self) -> Option<(Uuid, Grant)> {
        let role = Role::parse(&self.role)?;
        Some((self.staff_id, Grant::new(role, Scope::parse(&self.scope_kind, &self.scope_ref)?)))
    }
}

/// A new account's columns.
pub struct NewAccount<'a> {
    pub id: Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub passphrase_hash: &'a str,
    pub locale: Locale,
    pub created_at: Instant,
}

/// False when the address has an account.
pub(super) async fn add(tx: &mut Tx, new: &NewAccount<'_>) -> sqlx::Result<bool> {
    let added = run!(
        tx,
        sqlx::query(ADD)
            .bind(new.id)
            .bind(new.email)
            .bind(new.name)
            .bind(new.passphrase_hash)
            .bind(new.locale.code())
            .bind(new.created_at)
    )?;
    Ok(added == 1)
}

pub(super) async fn credentials(tx: &mut Tx, email: &str) -> sqlx::Result<Option<Credentials>> {
    on!(tx, c => sqlx::query_as(CREDENTIALS).bind(email).fetch_optional(c).await)
}

pub(super) async fn passphrase(tx: &mut Tx, staff: Uuid) -> sqlx::Result<Option<String>> {
    on!(tx, c => sqlx::query_scalar(PASSPHRASE).bind(staff).fetch_optional(c).await)
}

/// False when it is no longer the `old` one.
pub(super) async fn set_passphrase(tx: &mut Tx, staff: Uuid, new: &str, old: &str) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(SET_PASSPHRASE).bind(staff).bind(new).bind(old))? == 1)
}

pub(super) async fn set_locale(tx: &mut Tx, staff: Uuid, locale: Locale) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SET_LOCALE).bind(staff).bind(locale.code())).map(drop)
}

pub(super) async fn account(tx: &mut Tx, staff: Uuid) -> sqlx::Result<Option<Account>> {
    on!(tx, c => sqlx::query_as(ACCOUNT).bind(staff).fetch_optional(c).await)
}

pub(super) async fn accounts(tx: &mut Tx) -> sqlx::Result<Vec<Account>> {
    on!(tx, c => sqlx::query_as(ACCOUNTS).fetch_all(c).await)
}

pub(super) async fn disable(tx: &mut Tx, staff: Uuid, now: Instant) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(DISABLE).bind(staff).bind(now))? == 1)
}

pub(super) async fn enable(tx: &mut Tx, staff: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(ENABLE).bind(staff))? == 1)
}

/// False when they have it.
pub(super) async fn add_grant(
    tx: &mut Tx,
    id: Uuid,
    staff: Uuid,
    grant: &Grant,
    by: Option<Uuid>,
    now: Instant,
) -> sqlx::Result<bool> {
    let (kind, reference) = grant.scope.columns();
    let role = grant.role.code();
    let added = run!(
        tx,
        sqlx::query(ADD_GRANT).bind(id).bind(staff).bind(role).bind(kind).bind(&reference).bind(by).bind(now)
    )?;
    Ok(added == 1)
}

/// False when they do not have it.
pub(super) async fn revoke_grant(tx: &mut Tx, staff: Uuid, grant: &Grant, now: Instant) -> sqlx::Result<bool> {
    let (kind, reference) = grant.scope.columns();
    let role = grant.role.code();
    Ok(run!(tx, sqlx::query(REVOKE_GRANT).bind(staff).bind(role).bind(kind).bind(&reference).bind(now))? == 1)
}

pub(super) async fn grants(tx: &mut Tx) -> sqlx::Result<Vec<(Uuid, Grant)>> {
    let rows: Vec<GrantRow> = on!(tx, c => sqlx::query_as(GRANTS).fetch_all(c).await)?;
    Ok(rows.into_iter().filter_map(GrantRow::read).collect())
}

pub(super) async fn grants_of(tx: &mut Tx, staff: Uuid) -> sqlx::Result<Vec<Grant>> {
    let rows: Vec<GrantRow> = on!(tx, c => sqlx::query_as(GRANTS_OF).bind(staff).fetch_all(c).await)?;
    Ok(rows.into_iter().filter_map(GrantRow::read).map(|(_, grant)| grant).collect())
}

pub(super) async fn facilitators(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<(Uuid, String)>> {
    let event = event.to_string();
    on!(tx, c => sqlx::query_as(FACILITATORS).bind(&event).fetch_all(c).await)
}

/// The active administrators of everything; in a write transaction they stay so until it ends.
pub(super) async fn administrators(tx: &mut Tx) -> sqlx::Result<Vec<Uuid>> {
    // Locks rows, which a reading connection of PostgreSQL may do as well: it ends with its statement.
    let sql = if tx.is_postgres() { ADMINISTRATORS_POSTGRES } else { ADMINISTRATORS_SQLITE };
    on!(tx, c => sqlx::query_scalar(sql).fetch_all(c).await)
}
