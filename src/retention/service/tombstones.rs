//! What was erased, for the day an older backup is restored. Besides the table there is a list in `data_dir` with the same
//! lines (`jobs/backup/tombstones.rs`), which survives the loss of the database.

use crate::db::vault;
use crate::error::Outcome;
use crate::jobs::backup::tombstones::export;
use crate::registration::service as registration;
use crate::retention::model::Tombstone;
use crate::retention::store;
use crate::state::App;
use crate::testimonials::service as testimonials;

/// All of them, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(app: &App) -> Outcome<Vec<Tombstone>> {
    Ok(store::tombstones(&mut app.db.read().await?).await?)
}

/// Erases once more whatever of `stones` this database still holds, as after a restore; how many that was. What was never
/// here is skipped, what is gone already does no harm, and every stone is in the table afterwards.
///
/// # Errors
/// When the database does not do it; it can be called again.
pub async fn replay(app: &App, stones: &[Tombstone]) -> Outcome<usize> {
    let mut erased = 0;
    for stone in stones {
        let gone = match stone.kind.as_str() {
            "person" | "registration" => registration::erase_again(app, stone).await?,
            kind => {
                let mut tx = app.db.write().await?;
                let words =
                    kind == "testimonial" && testimonials::erase_one(&mut tx, stone.id, &stone.rule, stone.at).await?;
                let key = vault::destroy(&mut tx, stone.id).await?;
                tx.commit().await?;
                words || key
            }
        };
        let mut tx = app.db.write().await?;
        store::bury(&mut tx, stone).await?;
        tx.commit().await?;
        erased += usize::from(gone);
    }
    app.cache.touch();
    note(app).await;
    Ok(erased)
}

/// Adds what was just erased to the list. When the disk refuses, the log says so, and the next round adds it.
pub async fn note(app: &App) {
    if let Err(cause) = export(app).await {
        tracing::error!(cause, "the list of tombstones was not brought up to date");
    }
}
