//! SQL of the passkeys, and of what is remembered between the two halves of using one.

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run, vault};
use crate::seal::{Field, Personal, Sealed, Wrapped};

const NAME: Field = Field::new("staff_passkey", "name");
const CREDENTIAL: Field = Field::new("staff_passkey", "credential");
const STATE: Field = Field::new("staff_ceremony", "state");

const ADD: &str = "INSERT INTO staff_passkey
    (id, staff_id, credential_digest, name, credential, counter, created_at)
    VALUES ($1, $2, $3, $4, $5, 0, $6) ON CONFLICT (credential_digest) DO NOTHING";
const OF_STAFF: &str = "SELECT p.id, p.name, p.credential, p.created_at, p.last_used_at,
    k.version, k.ring_version, k.wrapped
    FROM staff_passkey p JOIN data_key k ON k.subject_id = p.staff_id WHERE p.staff_id = $1 ORDER BY p.id";
// Of two who come with the same counter, also at once and at two nodes, one has a copy.
const USED: &str = "UPDATE staff_passkey SET credential = $3, last_used_at = $4, counter = $5
    WHERE id = $1 AND staff_id = $2 AND (counter < $5 OR (counter = 0 AND $5 = 0))";
const REMOVE: &str = "DELETE FROM staff_passkey WHERE id = $1 AND staff_id = $2";
const BEGIN: &str = "INSERT INTO staff_ceremony (id, staff_id, state, expires_at) VALUES ($1, $2, $3, $4)";
// A thief of a session should not fill the table: of one account's, the youngest ten stay.
const MOST: &str = "DELETE FROM staff_ceremony WHERE staff_id = $1 AND id NOT IN
    (SELECT id FROM staff_ceremony WHERE staff_id = $1 ORDER BY expires_at DESC, id DESC LIMIT 10)";
// Gone with the first reading: nobody answers one challenge twice.
const TAKE: &str = "DELETE FROM staff_ceremony WHERE id = $1 AND staff_id = $2 RETURNING state, expires_at";
const FORGET: &str = "DELETE FROM staff_ceremony WHERE expires_at < $1";

/// A passkey as its owner sees it, with what checks it.
#[derive(Clone)]
pub struct PasskeyRow {
    pub id: Uuid,
    pub name: Personal,
    /// As JSON.
    pub credential: Personal,
    pub created_at: Instant,
    pub last_used_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: Sealed,
    credential: Sealed,
    created_at: Instant,
    last_used_at: Option<Instant>,
    #[sqlx(flatten)]
    key: Wrapped,
}

pub(in crate::staff) struct NewPasskey<'a> {
    pub id: Uuid,
    /// Keyed digest of the credential's id.
    pub digest: &'a [u8],
    pub name: &'a Personal,
    pub credential: &'a Personal,
}

/// False when it is registered, here or with another account.
pub(in crate::staff) async fn add_passkey(
    tx: &mut Tx,
    staff: Uuid,
    new: &NewPasskey<'_>,
    now: Instant,
) -> sqlx::Result<bool> {
    let key = vault::key(tx, staff).await?;
    let added = run!(
        tx,
        sqlx::query(ADD)
            .bind(new.id)
            .bind(staff)
            .bind(new.digest)
            .bind(key.seal(NAME, new.id, new.name.reveal()))
            .bind(key.seal(CREDENTIAL, new.id, new.credential.reveal()))
            .bind(now)
    )?;
    Ok(added == 1)
}

/// The oldest first.
pub(in crate::staff) async fn passkeys(tx: &mut Tx, staff: Uuid) -> sqlx::Result<Vec<PasskeyRow>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OF_STAFF).bind(staff).fetch_all(c).await)?;
    let open = |row: Row| {
        let key = tx.vault.open(staff, &row.key)?;
        Ok(PasskeyRow {
            id: row.id,
            name: key.open(NAME, row.id, &row.name)?,
            credential: key.open(CREDENTIAL, row.id, &row.credential)?,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
        })
    };
    rows.into_iter().map(open).collect()
}

/// Notes a use, with what changed of the credential; false when the counter did not grow, or it is gone.
pub(in crate::staff) async fn used_passkey(
    tx: &mut Tx,
    staff: Uuid,
    id: Uuid,
    credential: &Personal,
    counter: u32,
    now: Instant,
) -> sqlx::Result<bool> {
    let sealed = vault::key(tx, staff).await?.seal(CREDENTIAL, id, credential.reveal());
    Ok(run!(tx, sqlx::query(USED).bind(id).bind(staff).bind(sealed).bind(now).bind(i64::from(counter)))? == 1)
}

/// False when it was not theirs.
pub(in crate::staff) async fn remove_passkey(tx: &mut Tx, staff: Uuid, id: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(REMOVE).bind(id).bind(staff))? == 1)
}

pub(in crate::staff) async fn begin_ceremony(
    tx: &mut Tx,
    staff: Uuid,
    id: Uuid,
    state: &Personal,
    expires: Instant,
) -> sqlx::Result<()> {
    let sealed = vault::key(tx, staff).await?.seal(STATE, id, state.reveal());
    run!(tx, sqlx::query(BEGIN).bind(id).bind(staff).bind(sealed).bind(expires))?;
    run!(tx, sqlx::query(MOST).bind(staff)).map(drop)
}

/// Its state, once; nothing when it is unknown, another's, used or too old.
pub(in crate::staff) async fn take_ceremony(
    tx: &mut Tx,
    staff: Uuid,
    id: Uuid,
    now: Instant,
) -> sqlx::Result<Option<Personal>> {
    let row: Option<(Sealed, Instant)> =
        on!(tx, c => sqlx::query_as(TAKE).bind(id).bind(staff).fetch_optional(c).await)?;
    let Some((state, _)) = row.filter(|(_, expires)| *expires > now) else { return Ok(None) };
    Ok(Some(vault::key(tx, staff).await?.open(STATE, id, &state)?))
}

pub(in crate::staff) async fn forget_ceremonies(tx: &mut Tx, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET).bind(now)).map(drop)
}
