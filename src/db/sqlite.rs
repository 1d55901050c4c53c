//! SQLite's one writer. A durable commit costs a disk flush, and requests that arrive together share one: each writes in
//! a savepoint of its own, and `commit` resolves when the outer transaction is on disk. One that fails or is dropped
//! rolls back its savepoint alone. Whoever ends opens the savepoint of the next, in the same statement; the commit takes the
//! empty one along.

use std::future::poll_fn;
use std::pin::pin;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::Later;
use super::lent::LIFE;

/// A group closes when it holds this many transactions, or is this old, or nobody is waiting to join it.
const GROUP_SIZE: usize = 128;
const GROUP_AGE: Duration = Duration::from_millis(20);
/// Looks whether tables have grown so much that plans made for few rows are poor ones, and counts a sample of those rows anew. Of
/// all tables: readers ask for more than the writer does. <https://sqlite.org/pragma.html#pragma_optimize>
const OPTIMIZE: &str = "PRAGMA optimize = 0x10002";
/// How long whoever holds the writer looks for an answer before they sleep. Most statements take less, and waking takes more.
const AWAKE: Duration = Duration::from_micros(100);

pub(super) async fn open(url: &str, readers: u32, acquire: Duration) -> sqlx::Result<(SqlitePool, Writer)> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", "-8000")
        // Else what the savepoints would roll back goes through a file.
        .pragma("temp_store", "MEMORY")
        // Pages that everybody changes are written back once in so many, and not once in a thousand.
        .pragma("wal_autocheckpoint", "4000")
        .pragma("journal_size_limit", "67108864");
    let mut writer = options.clone().statement_cache_capacity(256).connect().await?;
    // Before the readers, who look at what was counted when they connect. Another process may be writing: then the next time.
    let _ = run(&mut writer, OPTIMIZE).await;
    let read = SqlitePoolOptions::new()
        .max_connections(readers)
        .acquire_timeout(acquire)
        .max_lifetime(LIFE)
        .test_before_acquire(false)
        .connect_with(options.pragma("query_only", "ON").statement_cache_capacity(256))
        .await?;
    Ok((read, Writer::new(writer, acquire)))
}

/// Shares the one writing connection.
#[derive(Clone)]
pub struct Writer {
    shared: Arc<Mutex<Shared>>,
    waiting: Arc<AtomicUsize>,
    acquire: Duration,
}

struct Shared {
    /// None once closed.
    connection: Option<SqliteConnection>,
    group: Option<Group>,
}

/// An open outer transaction and those who wait for it to be on disk.
struct Group {
    since: Instant,
    waiters: Vec<oneshot::Sender<Result<(), String>>>,
}

impl Writer {
    fn new(connection: SqliteConnection, acquire: Duration) -> Self {
        let shared = Shared { connection: Some(connection), group: None };
        Self { shared: Arc::new(Mutex::new(shared)), waiting: Arc::default(), acquire }
    }

    pub(super) async fn begin(&self) -> sqlx::Result<SqliteWrite> {
        let turn = Turn::take(&self.waiting);
        let locked = tokio::time::timeout(self.acquire, Arc::clone(&self.shared).lock_owned()).await;
        drop(turn);
        let guard = locked.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let waiting = Arc::clone(&self.waiting);
        if guard.group.is_some() {
            return Ok(SqliteWrite { guard: Some(guard), waiting });
        }
        // In a task of its own: a reader who hangs up must not leave the group half begun.
        tokio::spawn(Self::begin_group(guard, waiting)).await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
    }

    async fn begin_group(mut guard: OwnedMutexGuard<Shared>, waiting: Arc<AtomicUsize>) -> sqlx::Result<SqliteWrite> {
        let shared = &mut *guard;
        let connection = shared.connection.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        run(connection, "BEGIN IMMEDIATE; SAVEPOINT one").await?;
        shared.group = Some(Group { since: Instant::now(), waiters: Vec::new() });
        Ok(SqliteWrite { guard: Some(guard), waiting })
    }

    /// Alone on the connection, in the migrator's own transactions.
    pub(super) async fn migrate(
        &self,
        migrations: &sqlx::migrate::Migrator,
    ) -> Result<(), sqlx::migrate::MigrateError> {
        let mut shared = self.shared.lock().await;
        shared.flush().await;
        let connection = shared.connection.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        migrations.run_direct(None, connection, false).await
    }

    /// Between two groups. Readers see what was counted when they connect anew, after half an hour.
    pub(super) async fn optimize(&self) -> sqlx::Result<()> {
        let mut shared = self.shared.lock().await;
        shared.flush().await;
        match shared.connection.as_mut() {
            Some(connection) => run(connection, OPTIMIZE).await,
            None => Ok(()),
        }
    }

    pub(super) async fn close(&self) {
        let mut shared = self.shared.lock().await;
        shared.flush().await;
        if let Some(mut connection) = shared.connection.take() {
            let _ = run(&mut connection, OPTIMIZE).await;
            let _ = run(&mut connection, "PRAGMA wal_checkpoint(TRUNCATE)").await;
            let _ = connection.close().await;
        }
    }
}

impl Shared {
    /// Puts the open group on disk and tells everyone in it.
    async fn flush(&mut self) {
        let (Some(group), Some(connection)) = (self.group.take(), self.connection.as_mut()) else { return };
        let outcome = run(connection, "COMMIT").await.map_err(|e| e.to_string());
        if outcome.is_err() {
            let _ = run(connection, "ROLLBACK").await;
        }
        for waiter in group.waiters {
            let _ = waiter.send(outcome.clone());
        }
    }

    /// Whether the group should wait for those who are queueing for the writer.
    fn should_flush(&self, waiting: &AtomicUsize) -> bool {
        let Some(group) = &self.group else { return false };
        waiting.load(Ordering::SeqCst) == 0 || group.waiters.len() >= GROUP_SIZE || group.since.elapsed() >= GROUP_AGE
    }

    async fn undo_savepoint(&mut self) -> sqlx::Result<()> {
        let Some(connection) = self.connection.as_mut() else { return Ok(()) };
        run(connection, "ROLLBACK TO one").await
    }
}

/// One transaction among those of its group. Holds the writer until it ends.
pub struct SqliteWrite {
    guard: Option<OwnedMutexGuard<Shared>>,
    waiting: Arc<AtomicUsize>,
}

impl SqliteWrite {
    /// # Panics
    /// Never: guard and connection are there until `commit` or drop, which consume the value.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        self.guard.as_mut().and_then(|g| g.connection.as_mut()).expect("a transaction in progress has its connection")
    }

    /// In a task of its own: a reader who hangs up must not leave the others of the group in doubt.
    pub(super) async fn commit(self, later: Later) -> sqlx::Result<()> {
        tokio::spawn(self.release(later)).await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
    }

    async fn release(mut self, mut later: Later) -> sqlx::Result<()> {
        soon(later.send_sqlite(self.connection(), "RELEASE one;\nSAVEPOINT one")).await?;
        let Some(mut guard) = self.guard.take() else { return Ok(()) };
        let shared = Arc::clone(OwnedMutexGuard::mutex(&guard));
        let (done, mut durable) = oneshot::channel();
        if let Some(group) = &mut guard.group {
            group.waiters.push(done);
        }
        if guard.should_flush(&self.waiting) {
            guard.flush().await;
        }
        drop(guard);
        loop {
            tokio::select! {
                outcome = &mut durable => return match outcome {
                    Ok(Ok(())) => Ok(()),
                    Ok(Err(cause)) => Err(sqlx::Error::Protocol(cause)),
                    Err(_) => Err(sqlx::Error::WorkerCrashed),
                },
                // Whoever the group was kept open for gave up.
                () = tokio::time::sleep(GROUP_AGE) => shared.lock().await.flush().await,
            }
        }
    }
}

impl Drop for SqliteWrite {
    fn drop(&mut self) {
        let Some(mut guard) = self.guard.take() else { return };
        let waiting = Arc::clone(&self.waiting);
        // Nobody can await in a drop; the guard travels, so the next writer still finds a clean transaction.
        tokio::spawn(async move {
            if let Err(cause) = guard.undo_savepoint().await {
                // The whole group is in doubt: give none of it as done.
                tracing::error!(%cause, "a savepoint could not be rolled back");
                let group = guard.group.take();
                if let Some(connection) = guard.connection.as_mut() {
                    let _ = run(connection, "ROLLBACK").await;
                }
                for waiter in group.into_iter().flat_map(|g| g.waiters) {
                    let _ = waiter.send(Err("rolled back with its group".to_owned()));
                }
                return;
            }
            if guard.should_flush(&waiting) {
                guard.flush().await;
            }
        });
    }
}

/// Counts someone who queues for the writer, also when their request is given up.
struct Turn<'a>(&'a AtomicUsize);

impl<'a> Turn<'a> {
    fn take(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::SeqCst);
        Self(waiting)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Awaits what the connection's thread is about to answer, awake for a while: each of a transaction's statements else costs two
/// changes of threads, while everybody else waits for the writer. See `docs/decisions/0021`.
pub async fn soon<F: Future>(answer: F) -> F::Output {
    let mut answer = pin!(answer);
    poll_fn(|context| {
        let since = Instant::now();
        loop {
            match answer.as_mut().poll(context) {
                // Some microseconds between two looks: each takes the lock that the answer needs.
                Poll::Pending if since.elapsed() < AWAKE => (0..50).for_each(|_| std::hint::spin_loop()),
                polled => return polled,
            }
        }
    })
    .await
}

async fn run(connection: &mut SqliteConnection, sql: &'static str) -> sqlx::Result<()> {
    sqlx::query(sql).execute(connection).await.map(drop)
}
