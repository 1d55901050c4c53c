//! Two engines, one SQL text. `on!` runs one sqlx expression on the engine a transaction belongs to, with static types
//! on both; only what truly differs has two texts, side by side. Services open and commit; stores never do.

pub mod aside;
mod deferred;
mod lent;
mod migrate;
mod sqlite;
pub mod vault;

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub use deferred::Later;
use lent::Lender;
pub use lent::{Lent, PostgresWrite};
pub use migrate::{MIGRATIONS, Pending};
pub use sqlite::{SqliteWrite, soon};
pub use vault::Vault;

/// How long a request waits for a connection before it answers "busy".
const ACQUIRE: Duration = Duration::from_secs(10);

/// The database, and the keys of what lies sealed in it.
#[derive(Clone)]
pub struct Db {
    pub on: Engine,
    pub vault: Vault,
    /// How many may write at once on PostgreSQL: fewer than there are connections, so that readers find one while writers wait
    /// for each other's locks. SQLite has one writer and connections for readers alone.
    writers: Arc<Semaphore>,
    ways: Ways,
}

/// Where what [`Tx`] runs on comes from.
#[derive(Clone)]
enum Ways {
    Sqlite { read: Lender<Sqlite>, write: sqlite::Writer },
    Postgres(Lender<Postgres>),
}

/// By the scheme of the database's URL.
#[derive(Clone)]
pub enum Engine {
    /// One writer that groups commits, and the pool of readers.
    Sqlite {
        read: SqlitePool,
        write: sqlite::Writer,
    },
    Postgres(PgPool),
}

/// Something statements run on: reads see committed rows, a write is one transaction. Dropped without `commit`, a write
/// leaves nothing behind. It carries the keys, so that stores seal and open and nobody above them does.
pub struct Tx {
    pub on: On,
    pub vault: Vault,
    /// For [`later!`].
    later: Later,
    _writer: Option<OwnedSemaphorePermit>,
}

/// The connection or transaction of an engine; for [`on!`].
pub enum On {
    SqliteRead(Lent<Sqlite>),
    SqliteWrite(SqliteWrite),
    PostgresRead(Lent<Postgres>),
    PostgresWrite(PostgresWrite),
}

/// Runs one sqlx expression on the engine that `$tx` belongs to, after what was put off; `$c` is its connection.
macro_rules! on {
    ($tx:expr, $c:ident => $query:expr) => {
        match $tx.send_later().await {
            Err(cause) => Err(cause),
            Ok(on) => match on {
                $crate::db::On::SqliteRead(t) => {
                    let answer = {
                        let $c = &mut **t;
                        $query
                    };
                    t.answered(&answer);
                    answer
                }
                $crate::db::On::SqliteWrite(t) => {
                    let $c = t.connection();
                    $crate::db::soon(async { $query }).await
                }
                $crate::db::On::PostgresRead(t) => {
                    let answer = {
                        let $c = &mut **t;
                        $query
                    };
                    t.answered(&answer);
                    answer
                }
                $crate::db::On::PostgresWrite(t) => {
                    let $c = &mut **t;
                    $query
                }
            },
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

/// Puts an insertion off until the transaction looks at the database or ends: `later!(tx, SQL, first, second)?`. Whatever is
/// wrong with it is said then.
macro_rules! later {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {{
        let later = $tx.later();
        later.add($sql);
        $(later.bind($value);)*
        $tx.relieve().await
    }};
}
pub(crate) use later;

impl Db {
    /// Opens `sqlite:path`, or `postgres://…` with at most `connections` connections.
    ///
    /// # Errors
    /// When the URL is neither, or the database cannot be reached.
    pub async fn open(url: &str, connections: u32, vault: Vault) -> sqlx::Result<Self> {
        let for_readers = connections.div_ceil(4).min(connections.saturating_sub(1));
        let writers = usize::try_from(connections - for_readers).unwrap_or(usize::MAX).max(1);
        let writers = Arc::new(Semaphore::new(writers.min(Semaphore::MAX_PERMITS)));
        if url.starts_with("postgres") {
            let options = PgConnectOptions::from_str(url)?.options([
                ("statement_timeout", "10s"),
                ("lock_timeout", "3s"),
                ("idle_in_transaction_session_timeout", "30s"),
            ]);
            let pool = PgPoolOptions::new()
                .max_connections(connections.max(2))
                .acquire_timeout(ACQUIRE)
                // A ping before each use would double the round trips; a broken connection fails its one statement.
                .test_before_acquire(false)
                .connect_with(options)
                .await?;
            // One is left to what asks the pool itself.
            let lent = usize::try_from(connections.saturating_sub(1)).unwrap_or(usize::MAX).max(1);
            let ways = Ways::Postgres(Lender::new(pool.clone(), lent, ACQUIRE));
            return Ok(Self { on: Engine::Postgres(pool), vault, writers, ways });
        }
        let (read, write) = sqlite::open(url, connections + 1, ACQUIRE).await?;
        let lent = usize::try_from(connections).unwrap_or(usize::MAX);
        let ways = Ways::Sqlite { read: Lender::new(read.clone(), lent, ACQUIRE), write: write.clone() };
        Ok(Self { on: Engine::Sqlite { read, write }, vault, writers, ways })
    }

    /// For reading only; each statement sees what is committed when it runs.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn read(&self) -> sqlx::Result<Tx> {
        let on = match &self.ways {
            Ways::Sqlite { read, .. } => On::SqliteRead(read.lend().await?),
            Ways::Postgres(any) => On::PostgresRead(any.lend().await?),
        };
        Ok(self.tx(on, None))
    }

    /// One transaction. On SQLite it excludes every other writer until it ends, so keep the network out of it.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn write(&self) -> sqlx::Result<Tx> {
        match &self.ways {
            Ways::Sqlite { write, .. } => Ok(self.tx(On::SqliteWrite(write.begin().await?), None)),
            Ways::Postgres(any) => {
                let turn = lent::turn_of(&self.writers, ACQUIRE).await?;
                Ok(self.tx(On::PostgresWrite(PostgresWrite::begin(any.lend().await?).await?), Some(turn)))
            }
        }
    }

    fn tx(&self, on: On, writer: Option<OwnedSemaphorePermit>) -> Tx {
        let later = match self.on {
            Engine::Sqlite { .. } => Later::sqlite(),
            Engine::Postgres(_) => Later::postgres(),
        };
        Tx { on, vault: self.vault.clone(), later, _writer: writer }
    }

    #[must_use]
    pub const fn engine(&self) -> &'static str {
        match self.on {
            Engine::Sqlite { .. } => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    /// Keeps plans of statements good while tables grow. PostgreSQL does so by itself.
    ///
    /// # Errors
    /// When the database does not do it.
    pub async fn optimize(&self) -> sqlx::Result<()> {
        match &self.on {
            Engine::Sqlite { write, .. } => write.optimize().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Lets running statements end; on SQLite also folds the write-ahead log into the file.
    pub async fn close(&self) {
        match &self.ways {
            Ways::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Ways::Postgres(any) => any.close().await,
        }
    }
}

impl Tx {
    /// Resolves when the change is durable.
    ///
    /// # Errors
    /// When it is not; then nothing of it is kept.
    pub async fn commit(mut self) -> sqlx::Result<()> {
        if self.is_postgres() {
            self.send_later().await?;
        }
        let Self { on, later, vault, .. } = self;
        match on {
            On::SqliteWrite(t) => t.commit(later).await.map_err(|e| vault.told(e)),
            On::PostgresWrite(t) => t.commit().await,
            On::SqliteRead(_) | On::PostgresRead(_) => Ok(()),
        }
    }

    /// For [`later!`].
    pub fn later(&mut self) -> &mut Later {
        debug_assert!(matches!(self.on, On::SqliteWrite(_) | On::PostgresWrite(_)), "who only reads puts nothing off");
        &mut self.later
    }

    /// Sends what was put off, and gives the connection; for [`on!`], and where locks are to be taken in an order.
    ///
    /// # Errors
    /// What is wrong with something that was put off, a unique violation for instance.
    pub async fn send_later(&mut self) -> sqlx::Result<&mut On> {
        if !self.later.is_empty() {
            let sent = match &mut self.on {
                On::SqliteRead(t) => self.later.send_sqlite(t, "").await,
                On::SqliteWrite(t) => soon(self.later.send_sqlite(t.connection(), "")).await,
                On::PostgresRead(t) => self.later.send_postgres(t).await,
                On::PostgresWrite(t) => self.later.send_postgres(t).await,
            };
            sent.map_err(|e| self.vault.told(e))?;
        }
        Ok(&mut self.on)
    }

    /// Sends what was put off if it became much.
    ///
    /// # Errors
    /// As [`Self::send_later`].
    pub async fn relieve(&mut self) -> sqlx::Result<()> {
        if self.later.is_full() { self.send_later().await.map(drop) } else { Ok(()) }
    }

    /// For the few texts that differ by engine.
    #[must_use]
    pub const fn is_postgres(&self) -> bool {
        matches!(self.on, On::PostgresRead(_) | On::PostgresWrite(_))
    }
}

/// Whether a failed transaction is worth trying again: a serialisation failure, a deadlock or a lock that was not to be had in
/// time, of PostgreSQL, or a data key that was made while the instance's key was rotated.
#[must_use]
pub fn is_transient(error: &sqlx::Error) -> bool {
    vault::is_below_floor(error)
        || error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .is_some_and(|c| ["40001", "40P01", "55P03"].contains(&&*c))
}
