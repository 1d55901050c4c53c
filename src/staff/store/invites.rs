//! SQL of the invitations.

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::staff::model::{Grant, Role, Scope};

const ADD: &str = "INSERT INTO staff_invite
    (id, token_hash, email, role, scope_kind, scope_ref, invited_by, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const OPEN: &str = "SELECT id, email, role, scope_kind, scope_ref, invited_by, expires_at FROM staff_invite
    WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
const ALL_OPEN: &str = "SELECT id, email, role, scope_kind, scope_ref, invited_by, expires_at FROM staff_invite
    WHERE used_at IS NULL AND expires_at > $1 AND email <> '' ORDER BY created_at, id";
// Exactly one of many contenders finds it unused: the row is locked by the first, and the others look again.
const USE: &str = "UPDATE staff_invite SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
    RETURNING id, email, role, scope_kind, scope_ref, invited_by, expires_at";
const VOID_FIRST: &str = "UPDATE staff_invite SET expires_at = $1
    WHERE email = '' AND invited_by IS NULL AND used_at IS NULL AND expires_at > $1";
const VOID_TO: &str =
    "UPDATE staff_invite SET expires_at = $2 WHERE email = $1 AND used_at IS NULL AND expires_at > $2";

/// An invitation that can be used. The first administrator's has no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    pub id: Uuid,
    pub email: String,
    pub grant: Grant,
    pub invited_by: Option<Uuid>,
    pub expires_at: Instant,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    email: String,
    role: String,
    scope_kind: String,
    scope_ref: String,
    invited_by: Option<Uuid>,
    expires_at: Instant,
}

impl Row {
    fn read(self) -> Option<Invite> {
        let grant = Grant::new(Role::parse(&self.role)?, Scope::parse(&self.scope_kind, &self.scope_ref)?);
        let Self { id, email, invited_by, expires_at, .. } = self;
        Some(Invite { id, email, grant, invited_by, expires_at })
    }
}

pub(in crate::staff) async fn add_invite(
    tx: &mut Tx,
    invite: &Invite,
    token_hash: &[u8],
    now: Instant,
) -> sqlx::Result<()> {
    let (kind, reference) = invite.grant.scope.columns();
    run!(
        tx,
        sqlx::query(ADD)
            .bind(invite.id)
            .bind(token_hash)
            .bind(&invite.email)
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
    let row: Option<Row> = on!(tx, c => sqlx::query_as(OPEN).bind(token_hash).bind(now).fetch_optional(c).await)?;
    Ok(row.and_then(Row::read))
}

/// Those that wait to be used, but not the first administrator's.
pub(in crate::staff) async fn open_invites(tx: &mut Tx, now: Instant) -> sqlx::Result<Vec<Invite>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(ALL_OPEN).bind(now).fetch_all(c).await)?;
    Ok(rows.into_iter().filter_map(Row::read).collect())
}

/// Uses an invitation up; nothing when somebody did before, or it is too late.
pub(in crate::staff) async fn use_invite(tx: &mut Tx, token_hash: &[u8], now: Instant) -> sqlx::Result<Option<Invite>> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(USE).bind(token_hash).bind(now).fetch_optional(c).await)?;
    Ok(row.and_then(Row::read))
}

pub(in crate::staff) async fn void_first_invites(tx: &mut Tx, now: Instant) -> sqlx::Result<u64> {
    run!(tx, sqlx::query(VOID_FIRST).bind(now))
}

pub(in crate::staff) async fn void_invites_to(tx: &mut Tx, email: &str, now: Instant) -> sqlx::Result<u64> {
    run!(tx, sqlx::query(VOID_TO).bind(email).bind(now))
}
