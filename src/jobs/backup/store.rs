//! The statements of backup and restore: on a snapshot that stands still while it is read, and on the database that
//! comes back.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, FromRow, PgConnection, SqliteConnection};
use uuid::Uuid;

use crate::db::{Tx, on, run};

/// What a backup is made of: a copy (SQLite), or a transaction that sees one moment (PostgreSQL).
pub enum Snapshot {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

macro_rules! at {
    ($snapshot:expr, $c:ident => $query:expr) => {
        match $snapshot {
            Snapshot::Sqlite($c) => $query,
            Snapshot::Postgres($c) => $query,
        }
    };
}

/// A row of `data_key`.
#[derive(Clone, FromRow)]
pub struct KeyRow {
    pub subject_id: Uuid,
    pub subject_kind: String,
    pub version: i64,
    pub ring_version: i64,
    pub wrapped: Vec<u8>,
    pub created_at: DateTime<Utc>,
}

/// A row of `tombstone`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub struct TombstoneRow {
    pub subject_id: Uuid,
    pub subject_kind: String,
    pub rule: String,
    pub erased_at: DateTime<Utc>,
}

/// Rows by table.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Counts {
    pub staff: i64,
    pub event: i64,
    pub person: i64,
    pub registration: i64,
    pub testimonial: i64,
    pub consent: i64,
    pub audit: i64,
}

const COPY_SQLITE: &str = "VACUUM INTO $1";
const SNAPSHOT_POSTGRES: &str = "SELECT pg_export_snapshot()";
const NO_KEYS: &str = "DELETE FROM data_key";
const KEYS: &str = "SELECT subject_id, subject_kind, version, ring_version, wrapped, created_at FROM data_key
    WHERE subject_id > $1 ORDER BY subject_id LIMIT 1000";
const TOMBSTONES: &str = "SELECT subject_id, subject_kind, rule, erased_at FROM tombstone
    WHERE subject_id > $1 ORDER BY subject_id LIMIT 1000";
const COUNTS: &str = "SELECT (SELECT COUNT(*) FROM staff) AS staff, (SELECT COUNT(*) FROM event) AS event,
    (SELECT COUNT(*) FROM person) AS person, (SELECT COUNT(*) FROM registration) AS registration,
    (SELECT COUNT(*) FROM testimonial) AS testimonial, (SELECT COUNT(*) FROM consent) AS consent,
    (SELECT COUNT(*) FROM audit) AS audit";
const HEAD: &str = "SELECT id FROM audit ORDER BY id DESC LIMIT 1";
const SCHEMA: &str = "SELECT MAX(version) FROM _sqlx_migrations";
const SERVER_POSTGRES: &str = "SELECT CAST(current_setting('server_version_num') AS BIGINT)";

impl Snapshot {
    /// Copies the SQLite database at `url` into the empty file `copy`, while others write.
    ///
    /// # Errors
    /// When it cannot be read, or the disk is full.
    pub async fn copy(url: &str, copy: &str) -> sqlx::Result<()> {
        let mut source = SqliteConnectOptions::from_str(url)?.create_if_missing(false).connect().await?;
        sqlx::query(COPY_SQLITE).bind(copy).execute(&mut source).await.map(drop)
    }

    /// Opens such a copy, so that changing it leaves neither a journal nor what was deleted.
    ///
    /// # Errors
    /// When it is none.
    pub async fn of_copy(copy: &str) -> sqlx::Result<Self> {
        let options = SqliteConnectOptions::new().filename(copy).pragma("secure_delete", "ON");
        let mut connection = options.pragma("journal_mode", "OFF").pragma("temp_store", "MEMORY").connect().await?;
        sqlx::query("PRAGMA locking_mode = EXCLUSIVE").execute(&mut connection).await?;
        Ok(Self::Sqlite(connection))
    }

    /// Deletes the keys from a copy.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn without_keys(&mut self) -> sqlx::Result<()> {
        at!(self, c => sqlx::query(NO_KEYS).execute(c).await.map(drop))
    }

    /// One moment of the PostgreSQL database at `url`, its name for `pg_dump`, and the server's major version.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn postgres(url: &str) -> sqlx::Result<(Self, String, i64)> {
        let mut c = PgConnectOptions::from_str(url)?.connect().await?;
        sqlx::query("SET idle_in_transaction_session_timeout = 0").execute(&mut c).await?;
        sqlx::query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut c).await?;
        let name = sqlx::query_scalar(SNAPSHOT_POSTGRES).fetch_one(&mut c).await?;
        let server: i64 = sqlx::query_scalar(SERVER_POSTGRES).fetch_one(&mut c).await?;
        Ok((Self::Postgres(c), name, server / 10_000))
    }

    /// A database that is there already, for looking at.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn existing(url: &str) -> sqlx::Result<Self> {
        if url.starts_with("postgres") {
            return Ok(Self::Postgres(PgConnectOptions::from_str(url)?.connect().await?));
        }
        Ok(Self::Sqlite(SqliteConnectOptions::from_str(url)?.create_if_missing(false).connect().await?))
    }

    /// Ends the connection, and is sure of it.
    ///
    /// # Errors
    /// When that fails.
    pub async fn close(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(c) => c.close().await,
            Self::Postgres(c) => c.close().await,
        }
    }

    /// The next thousand keys after that of `after`.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn keys(&mut self, after: Uuid) -> sqlx::Result<Vec<KeyRow>> {
        at!(self, c => sqlx::query_as(KEYS).bind(after).fetch_all(c).await)
    }

    /// The next thousand tombstones after that of `after`.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn tombstones(&mut self, after: Uuid) -> sqlx::Result<Vec<TombstoneRow>> {
        at!(self, c => sqlx::query_as(TOMBSTONES).bind(after).fetch_all(c).await)
    }

    /// # Errors
    /// When they cannot be counted.
    pub async fn counts(&mut self) -> sqlx::Result<Counts> {
        at!(self, c => sqlx::query_as(COUNTS).fetch_one(c).await)
    }

    /// The newest entry of the history.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn head(&mut self) -> sqlx::Result<Option<Uuid>> {
        at!(self, c => sqlx::query_scalar(HEAD).fetch_optional(c).await)
    }

    /// Subjects without key and tombstone: see [`unopenable`].
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn unopenable(&mut self) -> sqlx::Result<i64> {
        at!(self, c => sqlx::query_scalar(UNOPENABLE).fetch_one(c).await)
    }

    /// The newest migration.
    ///
    /// # Errors
    /// When there is no schema.
    pub async fn schema(&mut self) -> sqlx::Result<i64> {
        at!(self, c => sqlx::query_scalar(SCHEMA).fetch_one(c).await)
    }
}

const ADD_KEY: &str = "INSERT INTO data_key (subject_id, subject_kind, version, ring_version, wrapped, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)";
const SIGN_OUT: &str = "DELETE FROM staff_session";
const FORGET_TYPED: &str = "DELETE FROM flash";
const RELEASE_JOBS: &str = "UPDATE job SET locked_by = NULL, locked_until = NULL WHERE locked_by IS NOT NULL";
// Subjects whose sealed values nobody can open and nobody erased. A person without names stands in the place of somebody
// erased and never had a key.
const UNOPENABLE: &str = "SELECT COUNT(*) FROM (
    SELECT id FROM person WHERE full_name IS NOT NULL
    UNION ALL SELECT id FROM testimonial UNION ALL SELECT id FROM staff) s
    WHERE NOT EXISTS (SELECT 1 FROM data_key k WHERE k.subject_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.subject_id = s.id)";
const SOUND_SQLITE: &str = "PRAGMA integrity_check(1)";

/// # Errors
/// When the database does not take it.
pub async fn add_key(tx: &mut Tx, row: &KeyRow) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD_KEY)
            .bind(row.subject_id)
            .bind(&row.subject_kind)
            .bind(row.version)
            .bind(row.ring_version)
            .bind(&row.wrapped)
            .bind(row.created_at)
    )
    .map(drop)
}

/// Ends what belongs to the moment of the backup: sessions, forms in progress, and who held which job.
///
/// # Errors
/// When the database does not take it.
pub async fn settle(tx: &mut Tx) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SIGN_OUT))?;
    run!(tx, sqlx::query(FORGET_TYPED))?;
    run!(tx, sqlx::query(RELEASE_JOBS)).map(drop)
}

/// # Errors
/// When the database does not answer.
pub async fn counts(tx: &mut Tx) -> sqlx::Result<Counts> {
    on!(tx, c => sqlx::query_as(COUNTS).fetch_one(c).await)
}

/// The next thousand tombstones after that of `after`.
///
/// # Errors
/// When they cannot be read.
pub async fn tombstones(tx: &mut Tx, after: Uuid) -> sqlx::Result<Vec<TombstoneRow>> {
    on!(tx, c => sqlx::query_as(TOMBSTONES).bind(after).fetch_all(c).await)
}

/// The newest entry of the history.
///
/// # Errors
/// When it cannot be read.
pub async fn head(tx: &mut Tx) -> sqlx::Result<Option<Uuid>> {
    on!(tx, c => sqlx::query_scalar(HEAD).fetch_optional(c).await)
}

/// People, testimonials and accounts that have neither key nor tombstone.
///
/// # Errors
/// When the database does not answer.
pub async fn unopenable(tx: &mut Tx) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(UNOPENABLE).fetch_one(c).await)
}

/// What SQLite finds wrong in its file; `ok` for nothing. PostgreSQL's was checked by writing it.
///
/// # Errors
/// When the file cannot be read at all.
pub async fn soundness(tx: &mut Tx) -> sqlx::Result<String> {
    if tx.is_postgres() {
        return Ok("ok".to_owned());
    }
    on!(tx, c => sqlx::query_scalar(SOUND_SQLITE).fetch_one(c).await)
}

/// As the manifest of a backup holds them.
impl Counts {
    #[must_use]
    pub fn by_table(&self) -> std::collections::BTreeMap<String, i64> {
        [
            ("staff", self.staff),
            ("event", self.event),
            ("person", self.person),
            ("registration", self.registration),
            ("testimonial", self.testimonial),
            ("consent", self.consent),
            ("audit", self.audit),
        ]
        .map(|(table, n)| (table.to_owned(), n))
        .into()
    }
}
