//! How many entries of the history sixteen writers append in a second, and how far the sealer is behind.

use std::time::{Duration, Instant};

use sabak::audit::service::{By, record, run_sealer, verify};
use sabak::db::Engine;
use sabak::state::App;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{Outcome, median};

pub const WRITERS: u32 = 16;
const LOOK: Duration = Duration::from_millis(10);
const OPEN: &str = "SELECT COUNT(*) FROM audit_open";

pub async fn measure(app: &App, seconds: u64) -> Outcome<Value> {
    let stop = CancellationToken::new();
    let sealer = tokio::spawn(run_sealer(app.clone(), stop.clone()));
    // What waits from before is no business of this measurement.
    caught_up(app).await?;
    let before = verify(app, "", |_, _| {}).await.map_err(|e| format!("{e:?}"))?;

    let (began, time) = (Instant::now(), Duration::from_secs(seconds));
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let app = app.clone();
        writers.spawn(async move {
            let mut took = Vec::new();
            while began.elapsed() < time {
                let start = Instant::now();
                append(&app, writer).await.map_err(|e| format!("append: {e}"))?;
                took.push(start.elapsed().as_secs_f64());
            }
            Ok::<_, String>(took)
        });
    }
    let mut took = Vec::new();
    while let Some(done) = writers.join_next().await {
        took.extend(done??);
    }
    let over = began.elapsed().as_secs_f64();
    let last = Instant::now();
    caught_up(app).await?;
    let behind = last.elapsed().as_secs_f64();
    stop.cancel();
    sealer.await?;
    let after = verify(app, "", |_, _| {}).await.map_err(|e| format!("{e:?}"))?;
    Ok(json!({
        "appended": took.len(), "seconds": over, "p50_us": median(took), "behind_s": behind, "sound": after.sound(),
        "linked": after.entries - before.entries, "batches": after.batches - before.batches,
    }))
}

/// One entry in a transaction of its own, durable when it returns.
async fn append(app: &App, writer: u32) -> sqlx::Result<()> {
    let mut tx = app.db.write().await?;
    let written = record(app, &mut tx, By::System, "event.edit", ("event", writer), "").await;
    written.map_err(|e| sqlx::Error::Protocol(format!("{e:?}")))?;
    tx.commit().await
}

async fn caught_up(app: &App) -> sqlx::Result<()> {
    while waiting(app).await? > 0 {
        tokio::time::sleep(LOOK).await;
    }
    Ok(())
}

async fn waiting(app: &App) -> sqlx::Result<i64> {
    match &app.db.on {
        Engine::Sqlite { read, .. } => sqlx::query_scalar(OPEN).fetch_one(read).await,
        Engine::Postgres(pool) => sqlx::query_scalar(OPEN).fetch_one(pool).await,
    }
}
