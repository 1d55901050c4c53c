//! Putting a database aside, so that another can come in its place and the old one comes back when anything goes wrong.

use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};

use super::{Db, Engine};

const ALONE_POSTGRES: &str = "SELECT COUNT(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
const SCHEMAS_POSTGRES: &str = "SELECT COUNT(*) FROM pg_namespace WHERE nspname = $1";
const VERSION_POSTGRES: &str = "SELECT CAST(current_setting('server_version_num') AS BIGINT)";
const TABLES_POSTGRES: &str = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'";

/// The schemas that a restore moves: what was there before, while it runs and after it.
pub const BROKEN_OFF: &str = "sabak_restoring";
pub const REPLACED: &str = "sabak_replaced";

/// A PostgreSQL database whose data is put aside before another comes in its place.
pub struct Server(PgConnection);

impl Server {
    /// # Errors
    /// When the server does not answer.
    pub async fn connect(url: &str) -> sqlx::Result<Self> {
        PgConnectOptions::from_str(url)?.connect().await.map(Self)
    }

    /// How many others are connected to the database.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn others(&mut self) -> sqlx::Result<i64> {
        sqlx::query_scalar(ALONE_POSTGRES).fetch_one(&mut self.0).await
    }

    /// # Errors
    /// When the server does not answer.
    pub async fn has_schema(&mut self, name: &str) -> sqlx::Result<bool> {
        let n: i64 = sqlx::query_scalar(SCHEMAS_POSTGRES).bind(name).fetch_one(&mut self.0).await?;
        Ok(n > 0)
    }

    /// # Errors
    /// When the server does not answer.
    pub async fn tables(&mut self) -> sqlx::Result<i64> {
        sqlx::query_scalar(TABLES_POSTGRES).fetch_one(&mut self.0).await
    }

    /// Its major version.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn version(&mut self) -> sqlx::Result<i64> {
        let number: i64 = sqlx::query_scalar(VERSION_POSTGRES).fetch_one(&mut self.0).await?;
        Ok(number / 10_000)
    }

    /// Puts everything aside and leaves an empty schema.
    ///
    /// # Errors
    /// When this role may not; then all is as before.
    pub async fn aside(&mut self) -> sqlx::Result<()> {
        self.all(&["ALTER SCHEMA public RENAME TO sabak_restoring", "CREATE SCHEMA public"]).await
    }

    /// Puts it back, and what came meanwhile is gone.
    ///
    /// # Errors
    /// When this role may not.
    pub async fn back(&mut self) -> sqlx::Result<()> {
        self.all(&["DROP SCHEMA public CASCADE", "ALTER SCHEMA sabak_restoring RENAME TO public"]).await
    }

    /// Keeps what was put aside under the name of what was replaced, or drops it.
    ///
    /// # Errors
    /// When this role may not.
    pub async fn settle(&mut self, keep: bool) -> sqlx::Result<()> {
        let sql = if keep {
            "ALTER SCHEMA sabak_restoring RENAME TO sabak_replaced"
        } else {
            "DROP SCHEMA sabak_restoring CASCADE"
        };
        self.all(&[sql]).await
    }

    async fn all(&mut self, statements: &[&'static str]) -> sqlx::Result<()> {
        let mut tx = self.0.begin().await?;
        for sql in statements {
            sqlx::query(*sql).execute(&mut *tx).await?;
        }
        tx.commit().await
    }
}

/// Whether a restore was broken off here, so that what stands in the place of the data is half of it.
///
/// # Errors
/// When the database does not answer.
pub async fn is_half_restored(db: &Db) -> sqlx::Result<bool> {
    let Engine::Postgres(pool) = &db.on else { return Ok(false) };
    let n: i64 = sqlx::query_scalar(SCHEMAS_POSTGRES).bind(BROKEN_OFF).fetch_one(pool).await?;
    Ok(n > 0)
}

/// Folds the log of a SQLite database into its file and takes it out of use; `false` when another process has it open.
///
/// # Errors
/// When it is no database.
pub async fn unused(url: &str) -> sqlx::Result<bool> {
    let mut c = SqliteConnectOptions::from_str(url)?.create_if_missing(false).connect().await?;
    let mode = sqlx::query_scalar::<_, String>("PRAGMA journal_mode = DELETE").fetch_one(&mut c).await;
    c.close().await?;
    Ok(mode.is_ok_and(|m| m == "delete"))
}
