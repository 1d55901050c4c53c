//! Connections that are lent and come back without being asked how they are. sqlx's pool asks each that comes back, which is a
//! round trip and a task of its own: beside a read of one statement as much work again. See `docs/decisions/0023`.
//!
//! Only a connection whose last statement gave its answer comes back so. One that was touched since, because its statement
//! failed or whoever waited for it went away, goes back through the pool, which looks at it first.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::{Database, PgConnection, Pool, Postgres};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Connections are made anew after it; SQLite's then see what was counted of tables since.
pub(super) const LIFE: Duration = Duration::from_mins(30);

/// Lends the connections of a pool.
pub struct Lender<DB: Database> {
    pool: Pool<DB>,
    /// The one that came back last lies on top: its caches are the warmest, and under little load few are used at all.
    idle: Arc<Mutex<Vec<Held<DB>>>>,
    turns: Arc<Semaphore>,
    acquire: Duration,
}

struct Held<DB: Database> {
    connection: PoolConnection<DB>,
    since: Instant,
}

/// A connection until it is dropped.
pub struct Lent<DB: Database> {
    /// None once it is on its way back.
    held: Option<Held<DB>>,
    idle: Arc<Mutex<Vec<Held<DB>>>>,
    is_asked: bool,
    /// Whether a transaction runs on it.
    is_open: bool,
    /// Dropped after the connection has come back, so that the next finds it.
    turn: OwnedSemaphorePermit,
}

impl<DB: Database> Lender<DB> {
    /// Lends at most `count` at once, and lets them wait `acquire` for their turn. The pool must have more than that, for
    /// those who use it themselves.
    pub fn new(pool: Pool<DB>, count: usize, acquire: Duration) -> Self {
        Self { pool, idle: Arc::default(), turns: Arc::new(Semaphore::new(count)), acquire }
    }

    /// # Errors
    /// When no connection is to be had in time.
    pub async fn lend(&self) -> sqlx::Result<Lent<DB>> {
        let turn = turn_of(&self.turns, self.acquire).await?;
        let top = shelf(&self.idle).pop();
        let held = match top.filter(|held| held.since.elapsed() < LIFE) {
            Some(held) => held,
            None => Held { connection: self.pool.acquire().await?, since: Instant::now() },
        };
        Ok(Lent { held: Some(held), idle: Arc::clone(&self.idle), is_asked: false, is_open: false, turn })
    }

    /// Waits for those that are lent.
    pub async fn close(&self) {
        self.turns.close();
        shelf(&self.idle).clear();
        self.pool.close().await;
    }
}

impl<DB: Database> Clone for Lender<DB> {
    fn clone(&self) -> Self {
        Self {
            pool: self.pool.clone(),
            idle: Arc::clone(&self.idle),
            turns: Arc::clone(&self.turns),
            acquire: self.acquire,
        }
    }
}

impl<DB: Database> Lent<DB> {
    /// That the last statement gave this answer.
    pub fn answered<T>(&mut self, answer: &sqlx::Result<T>) {
        match answer {
            Ok(_) => self.is_asked = false,
            // What this one lost, others lost too: the pool looks at each.
            Err(cause) if is_lost(cause) => shelf(&self.idle).clear(),
            Err(_) => {}
        }
    }
}

impl<DB: Database> Deref for Lent<DB> {
    type Target = DB::Connection;

    fn deref(&self) -> &Self::Target {
        &self.held.as_ref().expect("a connection is there until it is dropped").connection
    }
}

impl<DB: Database> DerefMut for Lent<DB> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.is_asked = true;
        &mut self.held.as_mut().expect("a connection is there until it is dropped").connection
    }
}

impl<DB: Database> Drop for Lent<DB> {
    fn drop(&mut self) {
        let Some(mut held) = self.held.take() else { return };
        if self.is_open {
            held.connection.close_on_drop();
            return;
        }
        if self.is_asked || held.since.elapsed() >= LIFE {
            return;
        }
        let mut idle = shelf(&self.idle);
        // Under the lock: who closes empties the shelf after it is said.
        if !self.turn.semaphore().is_closed() {
            idle.push(held);
        }
    }
}

/// One of so many turns, as soon as there is one.
pub(super) async fn turn_of(turns: &Arc<Semaphore>, acquire: Duration) -> sqlx::Result<OwnedSemaphorePermit> {
    if let Ok(turn) = Arc::clone(turns).try_acquire_owned() {
        return Ok(turn);
    }
    let turn = tokio::time::timeout(acquire, Arc::clone(turns).acquire_owned()).await;
    turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)
}

/// Whether the connection is gone, and not just a statement refused: PostgreSQL's classes 08 and 57P are those of a server that
/// was stopped. <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(e) => e.code().is_some_and(|c| c.starts_with("08") || c.starts_with("57P")),
        _ => false,
    }
}

fn shelf<DB: Database>(idle: &Mutex<Vec<Held<DB>>>) -> std::sync::MutexGuard<'_, Vec<Held<DB>>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A transaction on PostgreSQL. Dropped without `commit` it is rolled back.
pub struct PostgresWrite {
    /// None once it ends.
    lent: Option<Lent<Postgres>>,
}

impl PostgresWrite {
    pub(super) async fn begin(mut lent: Lent<Postgres>) -> sqlx::Result<Self> {
        lent.is_open = true;
        sqlx::raw_sql("BEGIN").execute(&mut *lent).await?;
        Ok(Self { lent: Some(lent) })
    }

    pub(super) async fn commit(mut self) -> sqlx::Result<()> {
        match self.lent.take() {
            Some(lent) => end(lent, "COMMIT").await,
            None => Ok(()),
        }
    }
}

async fn end(mut lent: Lent<Postgres>, how: &'static str) -> sqlx::Result<()> {
    let done = sqlx::raw_sql(how).execute(&mut *lent).await;
    lent.answered(&done);
    lent.is_open = done.is_err();
    done.map(drop)
}

impl Deref for PostgresWrite {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        self.lent.as_deref().expect("a transaction in progress has its connection")
    }
}

impl DerefMut for PostgresWrite {
    fn deref_mut(&mut self) -> &mut PgConnection {
        self.lent.as_deref_mut().expect("a transaction in progress has its connection")
    }
}

impl Drop for PostgresWrite {
    fn drop(&mut self) {
        if let Some(lent) = self.lent.take() {
            // Nobody can await in a drop. Should this not come to its end either, the connection is closed.
            tokio::spawn(end(lent, "ROLLBACK"));
        }
    }
}
