//! The table `data_key`: one wrapped key per person, testimonial or account. Without its row, what it sealed is gone.

use uuid::Uuid;

use super::{Tx, later, on, run};
use crate::clock::Instant;
use crate::ids::Ids;
use crate::seal::{Broken, DataKey, Legible, Ring, Subject, Wrapped};

/// The instance's keys, as every transaction carries them.
#[derive(Clone)]
pub struct Vault {
    pub ring: Ring,
    pub ids: Ids,
}

// Not under a key that is about to be dropped: see `floor`.
const ADD: &str = "INSERT INTO data_key (subject_id, subject_kind, version, ring_version, wrapped, created_at)
    SELECT $1, $2, $3, $4, $5, $6 WHERE $4 >= COALESCE((SELECT value FROM epoch WHERE name = 'ring'), 0)";
// As `ADD`, for what is put off: there, nobody counts rows, and so there is no row without a key.
const ADD_LATER: &str = "INSERT INTO data_key (subject_id, subject_kind, version, ring_version, wrapped, created_at)
    SELECT $1, $2, $3, CASE WHEN $4 >= COALESCE((SELECT value FROM epoch WHERE name = 'ring'), 0) THEN $4 END, $5, $6";
const BY_SUBJECT: &str = "SELECT version, ring_version, wrapped FROM data_key WHERE subject_id = $1";
const HOLD_POSTGRES: &str = "SELECT version, ring_version, wrapped FROM data_key WHERE subject_id = $1 FOR KEY SHARE";
const ALONE_SQLITE: &str = "SELECT subject_id FROM data_key WHERE subject_id = $1";
const ALONE_POSTGRES: &str = "SELECT subject_id FROM data_key WHERE subject_id = $1 FOR UPDATE";
const DESTROY: &str = "DELETE FROM data_key WHERE subject_id = $1";
const BURY: &str = "INSERT INTO tombstone (subject_id, subject_kind, rule, erased_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (subject_id) DO NOTHING";
const WRAPPED_BEFORE: &str = "SELECT subject_id, version, ring_version, wrapped FROM data_key
    WHERE ring_version < $1 ORDER BY subject_id LIMIT $2";
const REWRAP: &str = "UPDATE data_key SET ring_version = $2, wrapped = $3 WHERE subject_id = $1 AND ring_version = $4";
const FLOOR: &str = "INSERT INTO epoch (name, value) VALUES ('ring', $1)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";
const LOCK_POSTGRES: &str = "LOCK TABLE data_key IN SHARE MODE";
const COUNT: &str = "SELECT ring_version, COUNT(*) FROM data_key GROUP BY ring_version ORDER BY ring_version";
const THERE_SQLITE: &str = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'data_key'";
const THERE_POSTGRES: &str = "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass('data_key')";
const ANY: &str = "SELECT subject_id, version, ring_version, wrapped FROM data_key ORDER BY subject_id LIMIT 1";

#[derive(sqlx::FromRow)]
struct Row {
    subject_id: Uuid,
    #[sqlx(flatten)]
    key: Wrapped,
}

/// A data key that came beside other columns by LEFT JOIN (`k.version AS key_version, k.ring_version AS key_ring,
/// k.wrapped AS key_wrapped`): empty when the subject was erased.
#[derive(sqlx::FromRow)]
pub struct KeyBeside {
    #[sqlx(rename = "key_version")]
    version: Option<i64>,
    #[sqlx(rename = "key_ring")]
    ring_version: Option<i64>,
    #[sqlx(rename = "key_wrapped")]
    wrapped: Option<Vec<u8>>,
}

impl KeyBeside {
    /// The key, or nothing when the subject was erased.
    ///
    /// # Errors
    /// When this instance's keys do not open it.
    pub fn open(self, vault: &Vault, subject: Uuid) -> Result<Option<DataKey>, Broken> {
        let (Some(version), Some(ring_version), Some(wrapped)) = (self.version, self.ring_version, self.wrapped) else {
            return Ok(None);
        };
        vault.ring.unwrap(&vault.ids, subject, &Wrapped { version, ring_version, wrapped }).map(Some)
    }

    /// For lists: what `open` reads with the key, or nothing and why. That a row does not open is logged, by its id.
    pub fn read<T: Default>(
        self,
        vault: &Vault,
        subject: Uuid,
        (table, row): (&'static str, Uuid),
        open: impl FnOnce(&DataKey) -> Result<T, Broken>,
    ) -> (T, Legible) {
        match self.open(vault, subject).and_then(|key| key.map(|key| open(&key)).transpose()) {
            Ok(Some(read)) => (read, Legible::Yes),
            Ok(None) => (T::default(), Legible::Erased),
            Err(Broken) => {
                tracing::error!(table, %row, "a sealed value does not open");
                (T::default(), Legible::Damaged)
            }
        }
    }
}

impl Vault {
    /// Opens a data key that a query of a store brought along (`SELECT …, k.version, k.ring_version, k.wrapped`).
    ///
    /// # Errors
    /// When this instance's keys do not open it.
    pub fn open(&self, subject: Uuid, row: &Wrapped) -> sqlx::Result<DataKey> {
        Ok(self.ring.unwrap(&self.ids, subject, row)?)
    }
}

/// Makes the key of a new subject.
///
/// # Errors
/// When the database does not take it, the subject has one, or the instance's key was rotated and this node was not told.
pub async fn make(tx: &mut Tx, subject: Subject, now: Instant) -> sqlx::Result<DataKey> {
    loop {
        let (key, row) = tx.vault.ring.make(&tx.vault.ids, subject.id());
        let added = run!(
            tx,
            sqlx::query(ADD)
                .bind(subject.id())
                .bind(subject.kind())
                .bind(row.version)
                .bind(row.ring_version)
                .bind(&row.wrapped)
                .bind(now)
        )?;
        if added == 1 {
            return Ok(key);
        }
        if !tx.vault.ring.learn() {
            return Err(rotated());
        }
    }
}

/// As [`make`], put off with what it seals ([`later!`]). When the instance's key was rotated the transaction fails with an
/// error that is worth another try, if this node has the new key by now.
///
/// # Errors
/// When the database does not take it.
pub async fn make_later(tx: &mut Tx, subject: Subject, now: Instant) -> sqlx::Result<DataKey> {
    let (key, row) = tx.vault.ring.make(&tx.vault.ids, subject.id());
    later!(tx, ADD_LATER, subject.id(), subject.kind(), row.version, row.ring_version, &row.wrapped, now)?;
    Ok(key)
}

fn rotated() -> sqlx::Error {
    let help = "the instance key was rotated: give this node the new one (docs/operations.md, \"Rotating keys\")";
    sqlx::Error::Protocol(help.to_owned())
}

/// Whether a data key of [`make_later`] was wrapped by an instance key that nothing may be wrapped by any more.
pub(super) fn is_below_floor(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|e| e.kind() == sqlx::error::ErrorKind::NotNullViolation && e.message().contains("data_key"))
}

impl Vault {
    /// What is to be said of an error that rows were refused with which had been put off.
    pub(super) fn told(&self, error: sqlx::Error) -> sqlx::Error {
        if is_below_floor(&error) && !self.ring.learn() { rotated() } else { error }
    }
}

/// The key of a subject; `RowNotFound` when it was erased.
///
/// # Errors
/// Also when this instance's keys do not open it.
pub async fn key(tx: &mut Tx, subject: Uuid) -> sqlx::Result<DataKey> {
    let row: Wrapped = on!(tx, c => sqlx::query_as(BY_SUBJECT).bind(subject).fetch_one(c).await)?;
    tx.vault.open(subject, &row)
}

/// The key of a subject, which nobody destroys until this transaction ends; `None` when it was erased. For whoever adds
/// to what is known of somebody: nothing is left behind under a key that is gone.
///
/// # Errors
/// Also when this instance's keys do not open it.
pub async fn hold(tx: &mut Tx, subject: Uuid) -> sqlx::Result<Option<DataKey>> {
    // SQLite has one writer at a time: there, reading is holding.
    let sql = if tx.is_postgres() { HOLD_POSTGRES } else { BY_SUBJECT };
    let row: Option<Wrapped> = on!(tx, c => sqlx::query_as(sql).bind(subject).fetch_optional(c).await)?;
    row.map(|row| tx.vault.open(subject, &row)).transpose()
}

/// Holds the key of a subject against everybody else who would add to it or destroy it, until this transaction ends; false
/// when it was erased.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &mut Tx, subject: Uuid) -> sqlx::Result<bool> {
    let sql = if tx.is_postgres() { ALONE_POSTGRES } else { ALONE_SQLITE };
    let found: Option<Uuid> = on!(tx, c => sqlx::query_scalar(sql).bind(subject).fetch_optional(c).await)?;
    Ok(found.is_some())
}

/// Destroys the key of a subject, and with it everything that it sealed.
///
/// # Errors
/// When the database does not do it.
pub async fn destroy(tx: &mut Tx, subject: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(DESTROY).bind(subject))? == 1)
}

/// Notes that a subject was erased, and by which rule, for the day an older backup is restored. The first note stays.
///
/// # Errors
/// When the database does not take it.
pub async fn bury(tx: &mut Tx, subject: Subject, rule: &str, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(BURY).bind(subject.id()).bind(subject.kind()).bind(rule).bind(now)).map(drop)
}

/// Wraps up to `limit` keys of older instance keys under the newest; how many it did.
///
/// # Errors
/// When one of them does not open.
pub async fn rewrap(tx: &mut Tx, limit: i64) -> sqlx::Result<usize> {
    let newest = i64::from(tx.vault.ring.current());
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(WRAPPED_BEFORE).bind(newest).bind(limit).fetch_all(c).await)?;
    for row in &rows {
        let key = tx.vault.open(row.subject_id, &row.key)?;
        let next = tx.vault.ring.wrap(row.subject_id, &key);
        run!(
            tx,
            sqlx::query(REWRAP)
                .bind(row.subject_id)
                .bind(next.ring_version)
                .bind(&next.wrapped)
                .bind(row.key.ring_version)
        )?;
    }
    Ok(rows.len())
}

/// From now on no data key is wrapped by an instance key older than the newest: not even by a node that does not know of
/// it, which then reads its key file again or is refused. Only after this is an older key that wraps nothing of no use.
///
/// # Errors
/// When the database does not take it, or (`PostgreSQL`) running registrations do not end in time.
pub async fn floor(tx: &mut Tx) -> sqlx::Result<()> {
    if tx.is_postgres() {
        // Waits for those who looked at the old floor and have not committed; SQLite has one writer at a time anyway.
        run!(tx, sqlx::query(LOCK_POSTGRES))?;
    }
    let newest = i64::from(tx.vault.ring.current());
    run!(tx, sqlx::query(FLOOR).bind(newest)).map(drop)
}

/// How many data keys each version of the instance key wraps.
///
/// # Errors
/// When the database does not answer.
pub async fn count(tx: &mut Tx) -> sqlx::Result<Vec<(i64, i64)>> {
    on!(tx, c => sqlx::query_as(COUNT).fetch_all(c).await)
}

/// Whether the database holds data keys; a database without a schema holds none.
///
/// # Errors
/// When the database does not answer.
pub async fn holds_keys(tx: &mut Tx) -> sqlx::Result<bool> {
    let sql = if tx.is_postgres() { THERE_POSTGRES } else { THERE_SQLITE };
    let there: i64 = on!(tx, c => sqlx::query_scalar(sql).fetch_one(c).await)?;
    if there == 0 {
        return Ok(false);
    }
    Ok(any(tx).await?.is_some())
}

/// Whether this instance's keys open this database: `None` while it holds no key.
///
/// # Errors
/// When the database does not answer.
pub async fn fits(tx: &mut Tx) -> sqlx::Result<Option<bool>> {
    Ok(any(tx).await?.map(|r| tx.vault.open(r.subject_id, &r.key).is_ok()))
}

async fn any(tx: &mut Tx) -> sqlx::Result<Option<Row>> {
    on!(tx, c => sqlx::query_as(ANY).fetch_optional(c).await)
}
