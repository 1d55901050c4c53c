//! Two engines, one SQL text. `on!` runs one sqlx expression on the engine a transaction belongs to, with static types
//! on both; only what truly differs has two texts, side by side. Services open and commit; stores never do.

mod migrate;
mod sqlite;

use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};

pub use migrate::{MIGRATIONS, Pending};
pub use sqlite::SqliteWrite;

/// How long a request waits for a connection before it answers "busy".
const ACQUIRE: Duration = Duration::from_secs(10);

/// The database, by the scheme of its URL.
#[derive(Clone)]
pub enum Db {
    /// One writer that groups commits, and a pool of readers.
    Sqlite {
        read: SqlitePool,
        write: sqlite::Writer,
    },
    Postgres(PgPool),
}

/// Something statements run on: reads see committed rows, a write is one transaction. Dropped without `commit`, a write
/// leaves nothing behind.
pub enum Tx {
    SqliteRead(PoolConnection<Sqlite>),
    SqliteWrite(SqliteWrite),
    PostgresRead(PoolConnection<Postgres>),
    PostgresWrite(sqlx::Transaction<'static, Postgres>),
}

/// Runs one sqlx expression on the engine that `$tx` belongs to; `$c` is its connection.
macro_rules! on {
    ($tx:expr, $c:ident => $query:expr) => {
        match $tx {
            $crate::db::Tx::SqliteRead(t) => {
                let $c = &mut **t;
                $query
            }
            $crate::db::Tx::SqliteWrite(t) => {
                let $c = t.connection();
                $query
            }
            $crate::db::Tx::PostgresRead(t) => {
                let $c = &mut **t;
                $query
            }
            $crate::db::Tx::PostgresWrite(t) => {
                let $c = &mut **t;
                $query
            }
        }
    };
}
pub(crate) use on;

/// Executes a statement and gives the number of rows it changed.
macro_rules! run {
    ($tx:expr, $query:expr) => {
        $crate::db::on!($tx, c => $query.execute(c).await.map(|done| done.rows_affected()))
    };
}
pub(crate) use run;

impl Db {
    /// Opens `sqlite:path`, or `postgres://…` with at most `connections` connections.
    ///
    /// # Errors
    /// When the URL is neither, or the database cannot be reached.
    pub async fn open(url: &str, connections: u32) -> sqlx::Result<Self> {
        if url.starts_with("postgres") {
            let options = PgConnectOptions::from_str(url)?.options([
                ("statement_timeout", "10s"),
                ("lock_timeout", "3s"),
                ("idle_in_transaction_session_timeout", "30s"),
            ]);
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(ACQUIRE)
                // A ping before each use would double the round trips; a broken connection fails its one statement.
                .test_before_acquire(false)
                .connect_with(options)
                .await?;
            return Ok(Self::Postgres(pool));
        }
        let (read, write) = sqlite::open(url, connections, ACQUIRE).await?;
        Ok(Self::Sqlite { read, write })
    }

    /// For reading only; each statement sees what is committed when it runs.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn read(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::SqliteRead(read.acquire().await?),
            Self::Postgres(pool) => Tx::PostgresRead(pool.acquire().await?),
        })
    }

    /// One transaction. On SQLite it excludes every other writer until it ends, so keep the network out of it.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn write(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::SqliteWrite(write.begin().await?),
            Self::Postgres(pool) => Tx::PostgresWrite(pool.begin().await?),
        })
    }

    #[must_use]
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// Lets running statements end; on SQLite also folds the write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Resolves when the change is durable.
    ///
    /// # Errors
    /// When it is not; then nothing of it is kept.
    pub async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::SqliteWrite(t) => t.commit().await,
            Self::PostgresWrite(t) => t.commit().await,
            Self::SqliteRead(_) | Self::PostgresRead(_) => Ok(()),
        }
    }
}

/// Whether a failed transaction is worth trying again: a serialisation failure or a deadlock of PostgreSQL.
#[must_use]
pub fn is_transient(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|c| c == "40001" || c == "40P01")
}
