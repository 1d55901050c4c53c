//! Twin migrations, embedded: the same numbers and names for both engines.

use sqlx::migrate::{Migrate, MigrateError, Migrator};

use super::{Db, Engine};

/// `(sqlite, postgres)`.
pub static MIGRATIONS: (Migrator, Migrator) =
    (sqlx::migrate!("migrations/sqlite"), sqlx::migrate!("migrations/postgres"));

/// How many migrations this binary has that the database has not seen.
pub type Pending = usize;

impl Db {
    /// Brings the schema to this binary's version.
    ///
    /// # Errors
    /// When the database was migrated by a newer binary, or a statement fails.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match &self.on {
            Engine::Sqlite { write, .. } => write.migrate(&MIGRATIONS.0).await,
            Engine::Postgres(pool) => MIGRATIONS.1.run(pool).await,
        }
    }

    /// # Errors
    /// When the list of applied migrations cannot be read.
    pub async fn pending(&self) -> Result<Pending, MigrateError> {
        let (known, applied) = match &self.on {
            Engine::Sqlite { read, .. } => {
                let mut c = read.acquire().await?;
                (&MIGRATIONS.0, c.list_applied_migrations("_sqlx_migrations").await.unwrap_or_default())
            }
            Engine::Postgres(pool) => {
                let mut c = pool.acquire().await?;
                (&MIGRATIONS.1, c.list_applied_migrations("_sqlx_migrations").await.unwrap_or_default())
            }
        };
        Ok(known.iter().filter(|m| !applied.iter().any(|a| a.version == m.version)).count())
    }
}
