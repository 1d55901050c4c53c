//! SQL of the invitations. The address lies sealed under a key of the invitation, which goes with its use.

use uuid::Uuid;

use super::lookup;
use crate::clock::Instant;
use crate::db::{Tx, Vault, on, run, vault};
use crate::seal::{DataKey, Field, Personal, Sealed, Subject, Wrapped};
use crate::staff::model::{Grant, Role, Scope};

const EMAIL: Field = Field::new("staff_invite", "email");

const ADD: &str = "INSERT INTO staff_invite
    (id, token_hash, email, email_lookup, role, scope_kind, scope_ref, invited_by, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const OPEN: &str = "SELECT i.id, i.email, i.role, i.scope_kind, i.scope_ref, i.invited_by, i.expires_at,
    k.version, k.ring_version, k.wrapped FROM staff_invite i JOIN data_key k ON k.subject_id = i.id
    WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.expires_at > $2";
const OPEN_BY_ID: &str = "SELECT i.id, i.email, i.role, i.scope_kind, i.scope_ref, i.invited_by, i.expires_at,
    k.version, k.ring_version, k.wrapped FROM staff_invite i JOIN data_key k ON k.subject_id = i.id
    WHERE i.id = $1 AND i.used_at IS NULL AND i.expires_at > $2";
const ALL_OPEN: &str = "SELECT i.id, i.email, i.role, i.scope_kind, i.scope_ref, i.invited_by, i.expires_at,
    k.version, k.ring_version, k.wrapped FROM staff_invite i JOIN data_key k ON k.subject_id = i.id
    WHERE i.used_at IS NULL AND i.expires_at > $1 AND i.email IS NOT NULL ORDER BY i.created_at, i.id";
// Exactly one of many contenders finds it unused: the row is locked by the first, and the others look again.
const USE: &str = "UPDATE staff_invite SET used_at = $2, email_lookup = NULL
    WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
    RETURNING id, email, role, scope_kind, scope_ref, invited_by, expires_at";
const VOID_FIRST: &str = "UPDATE staff_invite SET expires_at = $1
    WHERE email IS NULL AND invited_by IS NULL AND used_at IS NULL AND expires_at > $1 RETURNING id";
const VOID_TO: &str = "UPDATE staff_invite SET expires_at = $2, email_lookup = NULL
    WHERE email_lookup = $1 AND used_at IS NULL AND expires_at > $2 RETURNING id";
const VOID_MADE_BY: &str = "UPDATE staff_invite SET expires_at = $2, email_lookup = NULL
    WHERE invited_by = $1 AND used_at IS NULL AND expires_at > $2 RETURNING id";

/// An invitation that can be used. The first administrator's has no address.
#[derive(Clone, PartialEq, Eq)]
pub struct Invite {
    pub id: Uuid,
    pub email: Option<Personal>,
    pub grant: Grant,
    pub invited_by: Option<Uuid>,
    pub expires_at: Instant,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    email: Option<Sealed>,
    role: String,
    scope_kind: String,
    scope_ref: String,
    invited_by: Option<Uuid>,
    expires_at: Instant,
}

#[derive(sqlx::FromRow)]
struct WithKey {
    #[sqlx(flatten)]
    row: Row,
    #[sqlx(flatten)]
    key: Wrapped,
}

impl Row {
    /// Nothing where the table's CHECKs would have kept role or scope out.
    fn read(self, key: &DataKey) -> sqlx::Result<Option<Invite>> {
        let Some((role, scope)) = Role::parse(&self.role).zip(Scope::parse(&self.scope_kind, &self.scope_ref)) else {
            return Ok(None);
        };
        let email = self.email.as_ref().map(|sealed| key.open(EMAIL, self.id, sealed)).transpose()?;
        let Self { id, invited_by, expires_at, .. } = self;
        Ok(Some(Invite { id, email, grant: Grant::new(role, scope), invited_by, expires_at }))
    }
}

impl WithKey {
    fn read(self, vault: &Vault) -> sqlx::Result<Option<Invite>> {
        let key = vault.open(self.row.id, &self.key)?;
        self.row.read(&key)
    }
}

pub(in crate::staff) async fn add_invite(
    tx: &mut Tx,
    invite: &Invite,
    token_hash: &[u8],
    now: Instant,
) -> sqlx::Result<()> {
    let (kind, reference) = invite.grant.scope.columns();
    let key = vault::make(tx, Subject::Invite(invite.id), now).await?;
    let lookup = invite.email.as_ref().map(|email| lookup(&tx.vault, email));
    run!(
        tx,
        sqlx::query(ADD)
            .bind(invite.id)
            .bind(token_hash)
            .bind(invite.email.as_ref().map(|email| key.seal(EMAIL, invite.id, email.reveal())))
            .bind(&lookup)
            .bind(invite.grant.role.code())
            .bind(kind)
            .bind(&reference)
            .bind(invite.invited_by)
            .bind(now)
            .bind(invite.expires_at)
    )
    .map(drop)
}

pub(in crate::staff) async fn invite(tx: &mut Tx, token_hash: &[u8], now: Instant) -> sqlx::Result<Option<Invite>> {
    let row: Option<WithKey> = on!(tx, c => sqlx::query_as(OPEN).bind(token_hash).bind(now).fetch_optional(c).await)?;
    row.map_or(Ok(None), |r| r.read(&tx.vault))
}

pub(in crate::staff) async fn invite_by_id(tx: &mut Tx, id: Uuid, now: Instant) -> sqlx::Result<Option<Invite>> {
    let row: Option<WithKey> = on!(tx, c => sqlx::query_as(OPEN_BY_ID).bind(id).bind(now).fetch_optional(c).await)?;
    row.map_or(Ok(None), |r| r.read(&tx.vault))
}

/// Those that wait to be used, but not the first administrator's.
pub(in crate::staff) async fn open_invites(tx: &mut Tx, now: Instant) -> sqlx::Result<Vec<Invite>> {
    let rows: Vec<WithKey> = on!(tx, c => sqlx::query_as(ALL_OPEN).bind(now).fetch_all(c).await)?;
    rows.into_iter().filter_map(|r| r.read(&tx.vault).transpose()).collect()
}

/// Uses an invitation up, and destroys its key; nothing when somebody did before, or it is too late.
pub(in crate::staff) async fn use_invite(tx: &mut Tx, token_hash: &[u8], now: Instant) -> sqlx::Result<Option<Invite>> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(USE).bind(token_hash).bind(now).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let key = vault::key(tx, row.id).await?;
    vault::destroy(tx, row.id).await?;
    row.read(&key)
}

pub(in crate::staff) async fn void_first_invites(tx: &mut Tx, now: Instant) -> sqlx::Result<usize> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(VOID_FIRST).bind(now).fetch_all(c).await)?;
    forget(tx, &ids).await
}

pub(in crate::staff) async fn void_invites_to(tx: &mut Tx, email: &Personal, now: Instant) -> sqlx::Result<usize> {
    let lookup = lookup(&tx.vault, email);
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(VOID_TO).bind(&lookup).bind(now).fetch_all(c).await)?;
    forget(tx, &ids).await
}

/// Of somebody who leaves.
pub(in crate::staff) async fn void_invites_by(tx: &mut Tx, staff: Uuid, now: Instant) -> sqlx::Result<usize> {
    let ids: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(VOID_MADE_BY).bind(staff).bind(now).fetch_all(c).await)?;
    forget(tx, &ids).await
}

async fn forget(tx: &mut Tx, ids: &[Uuid]) -> sqlx::Result<usize> {
    for id in ids {
        vault::destroy(tx, *id).await?;
    }
    Ok(ids.len())
}
