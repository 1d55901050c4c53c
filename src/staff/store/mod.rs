//! SQL of the staff: accounts and grants here, sessions and invitations in their own files.

mod budgets;
mod factors;
mod invites;
mod passkeys;
mod sessions;

use uuid::Uuid;

use super::model::{Grant, Role, Scope};
use crate::clock::Instant;
use crate::db::{Tx, Vault, on, run, vault};
use crate::i18n::Locale;
use crate::seal::{Field, Personal, Sealed, Subject, Wrapped};

pub(super) use budgets::{budget, clear_budget, forget_budgets, set_budget};
pub(super) use factors::{accept_step, codes, drop_totp, left, lock, set_codes, set_totp, totp, totp_since, use_code};
pub use invites::Invite;
pub(super) use invites::{
    add_invite, invite, invite_by_id, open_invites, use_invite, void_first_invites, void_invites_by, void_invites_to,
};
pub use passkeys::PasskeyRow;
pub(super) use passkeys::{
    NewPasskey, add_passkey, begin_ceremony, forget_ceremonies, passkeys, remove_passkey, take_ceremony, used_passkey,
};
pub use sessions::SessionRow;
pub(super) use sessions::{
    drop_sessions, end_session, end_sessions, forget_sessions, prove, renew, renew_later, saw, session, sessions_of,
    start_session,
};

const EMAIL: Field = Field::new("staff", "email");
const NAME: Field = Field::new("staff", "name");

const ADD: &str = "INSERT INTO staff (id, email, email_lookup, name, passphrase_hash, locale, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email_lookup) DO NOTHING";
const CREDENTIALS: &str = "SELECT id, passphrase_hash, disabled_at FROM staff WHERE email_lookup = $1";
const PASSPHRASE: &str = "SELECT passphrase_hash FROM staff WHERE id = $1 AND disabled_at IS NULL";
const SET_PASSPHRASE: &str = "UPDATE staff SET passphrase_hash = $2 WHERE id = $1 AND passphrase_hash = $3";
const DROP_FACTORS: [&str; 4] = [
    "DELETE FROM staff_totp WHERE staff_id = $1",
    "DELETE FROM staff_recovery_code WHERE staff_id = $1",
    "DELETE FROM staff_passkey WHERE staff_id = $1",
    "DELETE FROM staff_ceremony WHERE staff_id = $1",
];
const SET_LOCALE: &str = "UPDATE staff SET locale = $2 WHERE id = $1";
const ACCOUNT: &str = "SELECT s.id, s.email, s.name, s.locale, s.disabled_at, k.version, k.ring_version, k.wrapped
    FROM staff s JOIN data_key k ON k.subject_id = s.id WHERE s.id = $1";
const ACCOUNTS: &str = "SELECT s.id, s.email, s.name, s.locale, s.disabled_at, k.version, k.ring_version, k.wrapped
    FROM staff s JOIN data_key k ON k.subject_id = s.id";
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
const FACILITATORS: &str = "SELECT s.id, s.name, k.version, k.ring_version, k.wrapped
    FROM staff_grant g JOIN staff s ON s.id = g.staff_id JOIN data_key k ON k.subject_id = s.id
    WHERE g.role = 'facilitator' AND g.scope_kind = 'event' AND g.scope_ref = $1 AND g.revoked_at IS NULL
    AND s.disabled_at IS NULL";
// Locked on PostgreSQL, so that of two administrators who remove each other at once the second finds one left; SQLite has
// one writer anyway.
const ADMINISTRATORS_SQLITE: &str = "SELECT s.id FROM staff_grant g JOIN staff s ON s.id = g.staff_id
    WHERE g.role = 'administrator' AND g.scope_kind = 'all' AND g.revoked_at IS NULL AND s.disabled_at IS NULL
    ORDER BY g.id";
const ADMINISTRATORS_POSTGRES: &str = "SELECT s.id FROM staff_grant g JOIN staff s ON s.id = g.staff_id
    WHERE g.role = 'administrator' AND g.scope_kind = 'all' AND g.revoked_at IS NULL AND s.disabled_at IS NULL
    ORDER BY g.id FOR UPDATE";

/// An account without its passphrase.
#[derive(Clone)]
pub struct Account {
    pub id: Uuid,
    pub email: Personal,
    pub name: Personal,
    pub locale: Locale,
    pub disabled_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: Uuid,
    email: Sealed,
    name: Sealed,
    locale: String,
    disabled_at: Option<Instant>,
    #[sqlx(flatten)]
    key: Wrapped,
}

impl AccountRow {
    fn open(self, vault: &Vault) -> sqlx::Result<Account> {
        let key = vault.open(self.id, &self.key)?;
        Ok(Account {
            id: self.id,
            email: key.open(EMAIL, self.id, &self.email)?,
            name: key.open(NAME, self.id, &self.name)?,
            locale: self.locale.parse().unwrap_or(Locale::Ky),
            disabled_at: self.disabled_at,
        })
    }
}

/// A sealed name, with what opens it.
#[derive(sqlx::FromRow)]
struct NameRow {
    id: Uuid,
    name: Sealed,
    #[sqlx(flatten)]
    key: Wrapped,
}

impl NameRow {
    fn open(&self, vault: &Vault) -> sqlx::Result<Personal> {
        Ok(vault.open(self.id, &self.key)?.open(NAME, self.id, &self.name)?)
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
    pub email: &'a Personal,
    pub name: &'a Personal,
    pub passphrase_hash: &'a str,
    pub locale: Locale,
    pub created_at: Instant,
}

/// False when the address has an account.
pub(super) async fn add(tx: &mut Tx, new: &NewAccount<'_>) -> sqlx::Result<bool> {
    let lookup = lookup(&tx.vault, new.email);
    let key = vault::make(tx, Subject::Staff(new.id), new.created_at).await?;
    let added = run!(
        tx,
        sqlx::query(ADD)
            .bind(new.id)
            .bind(key.seal(EMAIL, new.id, new.email.reveal()))
            .bind(&lookup)
            .bind(key.seal(NAME, new.id, new.name.reveal()))
            .bind(new.passphrase_hash)
            .bind(new.locale.code())
            .bind(new.created_at)
    )?;
    if added == 0 {
        vault::destroy(tx, new.id).await?;
    }
    Ok(added == 1)
}

/// The blind index of an address; one for accounts and invitations.
pub(super) fn lookup(vault: &Vault, email: &Personal) -> Vec<u8> {
    vault.ring.lookup("staff-email", email)
}

/// Of the account with the address of this blind index.
pub(super) async fn credentials(tx: &mut Tx, lookup: &[u8]) -> sqlx::Result<Option<Credentials>> {
    on!(tx, c => sqlx::query_as(CREDENTIALS).bind(lookup).fetch_optional(c).await)
}

/// Takes every second factor of somebody who leaves.
pub(super) async fn drop_factors(tx: &mut Tx, staff: Uuid) -> sqlx::Result<()> {
    for sql in DROP_FACTORS {
        run!(tx, sqlx::query(sql).bind(staff))?;
    }
    Ok(())
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
    let row: Option<AccountRow> = on!(tx, c => sqlx::query_as(ACCOUNT).bind(staff).fetch_optional(c).await)?;
    row.map(|r| r.open(&tx.vault)).transpose()
}

/// By name. A staff is dozens of people: names are opened, and then sorted.
pub(super) async fn accounts(tx: &mut Tx) -> sqlx::Result<Vec<Account>> {
    let rows: Vec<AccountRow> = on!(tx, c => sqlx::query_as(ACCOUNTS).fetch_all(c).await)?;
    let mut all = rows.into_iter().map(|r| r.open(&tx.vault)).collect::<sqlx::Result<Vec<_>>>()?;
    all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(all)
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

pub(super) async fn facilitators(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<(Uuid, Personal)>> {
    let event = event.to_string();
    let rows: Vec<NameRow> = on!(tx, c => sqlx::query_as(FACILITATORS).bind(&event).fetch_all(c).await)?;
    let mut all = rows.iter().map(|r| Ok((r.id, r.open(&tx.vault)?))).collect::<sqlx::Result<Vec<_>>>()?;
    all.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    Ok(all)
}

/// The active administrators of everything; in a write transaction they stay so until it ends.
pub(super) async fn administrators(tx: &mut Tx) -> sqlx::Result<Vec<Uuid>> {
    // Locks rows, which a reading connection of PostgreSQL may do as well: it ends with its statement.
    let sql = if tx.is_postgres() { ADMINISTRATORS_POSTGRES } else { ADMINISTRATORS_SQLITE };
    on!(tx, c => sqlx::query_scalar(sql).fetch_all(c).await)
}
