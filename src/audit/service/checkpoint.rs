//! Signed checkpoints: in the database, and in a file that is meant to be copied elsewhere.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;

use super::super::model::{Checkpoint, signing_key};
use super::super::store::chain as store;
use super::sealer::{self, Lease};
use crate::error::{AppError, Outcome};
use crate::ids::hex;
use crate::state::App;

const EVERY: chrono::Duration = chrono::Duration::days(1);

/// Where the lines are appended.
#[must_use]
pub fn file(app: &App) -> PathBuf {
    app.config.data_dir.join("audit-checkpoints.txt")
}

/// The key that checkpoints are verified with, in hexadecimal.
#[must_use]
pub fn public_key(app: &App) -> String {
    hex(signing_key(&app.secret).verifying_key().as_bytes())
}

/// Signs the newest batch; `None` while there is none. What waits is linked before, unless another process is at it.
///
/// # Errors
/// When database or file do not take it.
pub async fn checkpoint(app: &App) -> Outcome<Option<Checkpoint>> {
    sealer::seal_due(app).await?;
    write(app).await
}

async fn write(app: &App) -> Outcome<Option<Checkpoint>> {
    let mut tx = app.db.write().await?;
    let Some(newest) = store::newest(&mut tx).await? else { return Ok(None) };
    let point = Checkpoint::sign(&signing_key(&app.secret), &newest, app.clock.now());
    store::add_checkpoint(&mut tx, app.ids.uuid(), &point).await?;
    tx.commit().await?;
    append(app, &point).map_err(|e| AppError::internal(&format!("{}: {e}", file(app).display())))?;
    Ok(Some(point))
}

fn append(app: &App, point: &Checkpoint) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().append(true).create(true).mode(0o600).open(file(app))?;
    // One write a line: two processes do not mix theirs.
    file.write_all(format!("{point}\n").as_bytes())?;
    file.sync_all()
}

/// Signs if a day is over and something was linked since.
pub(super) async fn daily(app: &App, holder: &str, lease: &mut Option<Lease>) -> Outcome<()> {
    let mut tx = app.db.read().await?;
    let last = store::newest_checkpoint(&mut tx).await?;
    let newest = store::newest(&mut tx).await?;
    drop(tx);
    let due = last.as_ref().is_none_or(|p| app.clock.now() - p.at >= EVERY);
    let more = newest.is_some_and(|b| last.is_none_or(|p| p.batch < b.number));
    if due && more {
        sealer::hold(app, holder, lease).await?;
        if lease.is_some() {
            write(app).await?;
        }
    }
    Ok(())
}

/// The newest checkpoint that the database knows of.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(app: &App) -> Outcome<Option<Checkpoint>> {
    Ok(store::newest_checkpoint(&mut app.db.read().await?).await?)
}
