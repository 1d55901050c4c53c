//! Linking entries in batches, by one process at a time.
//!
//! The lease keeps other nodes from doing the same work; that the chain does not fork hangs on the batch's number alone.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::super::model::{Batch, MAX_BATCH};
use super::super::store::chain as store;
use super::checkpoint;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::ids::hex;
use crate::state::App;

/// How often it looks whether something waits: an entry is linked at most a second after its change.
const TICK: Duration = Duration::from_millis(400);
/// A node that died is replaced after this long. Short, because a lease that two believe to hold does no harm.
const LEASE: chrono::Duration = chrono::Duration::seconds(3);
/// How often it looks whether a checkpoint is due.
const CHECKPOINT_TICK: Duration = Duration::from_mins(1);

/// That it is this process's turn, as far as it knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    pub holder: String,
    /// Rises each time the lease changes hands; written into each batch.
    pub fence: i64,
    /// When another may take it.
    pub until: Instant,
}

/// What became of one try to link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing waits.
    Idle,
    /// So many entries are linked now.
    Linked(usize),
    /// Another sealer holds the lease, or was quicker.
    Lost,
}

/// Works until told to stop.
pub async fn run(app: App, stop: CancellationToken) {
    let holder = hex(&app.ids.bytes::<8>());
    let (mut lease, mut looked) = (None, None);
    while !stop.is_cancelled() {
        if let Err(error) = pass(&app, &holder, &mut lease).await {
            tracing::error!(%error, "entries of the history could not be linked");
            lease = None;
        }
        if looked.is_none_or(|at: tokio::time::Instant| at.elapsed() >= CHECKPOINT_TICK) {
            if let Err(error) = checkpoint::daily(&app, &holder, &mut lease).await {
                tracing::error!(%error, "the history's checkpoint could not be written");
            }
            looked = Some(tokio::time::Instant::now());
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
    // What the last requests wrote, as far as the time to stop allows.
    if let Err(error) = pass(&app, &holder, &mut lease).await {
        tracing::warn!(%error, "the last entries of the history wait for the next start");
    }
    if let Some(lease) = lease
        && let Err(error) = release(&app, &lease).await
    {
        tracing::warn!(%error, "the sealer's lease runs out by itself");
    }
}

/// Links everything that waits, if it is nobody else's turn; how many entries that was. For tests and commands.
///
/// # Errors
/// When the database does not answer.
pub async fn seal_due(app: &App) -> Outcome<usize> {
    let holder = hex(&app.ids.bytes::<8>());
    let mut lease = None;
    let linked = pass(app, &holder, &mut lease).await?;
    if let Some(lease) = lease {
        release(app, &lease).await?;
    }
    Ok(linked)
}

async fn pass(app: &App, holder: &str, lease: &mut Option<Lease>) -> Outcome<usize> {
    let mut linked = 0;
    if !store::any_open(&mut app.db.read().await?).await? {
        return Ok(linked);
    }
    loop {
        hold(app, holder, lease).await?;
        let Some(held) = lease else { break };
        match step(app, held).await? {
            Step::Linked(n) => linked += n,
            Step::Idle => break,
            Step::Lost => {
                *lease = None;
                break;
            }
        }
    }
    Ok(linked)
}

/// Takes or keeps the lease; `None` in it where it is somebody else's.
pub(super) async fn hold(app: &App, holder: &str, lease: &mut Option<Lease>) -> Outcome<()> {
    let now = app.clock.now();
    let until = now + LEASE;
    if lease.as_ref().is_some_and(|held| held.until - now > LEASE / 2) {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    if let Some(held) = lease.take()
        && store::set_lease(&mut tx, &held.holder, held.fence, until).await?
    {
        *lease = Some(Lease { until, ..held });
    }
    if lease.is_none() {
        let fence = store::take_lease(&mut tx, holder, now, until).await?;
        *lease = fence.map(|fence| Lease { holder: holder.to_owned(), fence, until });
    }
    Ok(tx.commit().await?)
}

/// Takes the lease, if it is to be had.
///
/// # Errors
/// When the database does not answer.
pub async fn lease(app: &App) -> Outcome<Option<Lease>> {
    let mut lease = None;
    hold(app, &hex(&app.ids.bytes::<8>()), &mut lease).await?;
    Ok(lease)
}

/// # Errors
/// When the database does not answer; the lease runs out by itself then.
pub async fn release(app: &App, lease: &Lease) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    store::set_lease(&mut tx, &lease.holder, lease.fence, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Links the oldest entries that wait, at most [`MAX_BATCH`], as one batch.
///
/// What is linked never changes, so it is read and hashed before the transaction, which on `SQLite` excludes all writers.
/// If another sealer came between, its batch has the number that this one would have.
///
/// # Errors
/// When the database does not answer; then nothing is linked.
pub async fn step(app: &App, lease: &Lease) -> Outcome<Step> {
    let mut tx = app.db.read().await?;
    // In this order: entries that are linked meanwhile raise the newest number, never the other way round.
    let newest = store::newest(&mut tx).await?;
    let entries = store::open(&mut tx, i64::try_from(MAX_BATCH).unwrap_or(i64::MAX)).await?;
    drop(tx);
    let Some(batch) = Batch::after(newest.as_ref(), &entries, app.clock.now(), lease.fence) else {
        return Ok(Step::Idle);
    };
    let mut tx = app.db.write().await?;
    if !store::may_add(&mut tx, &lease.holder, lease.fence, batch.number).await?
        || !store::add_batch(&mut tx, &batch).await?
    {
        return Ok(Step::Lost);
    }
    let closed = store::link(&mut tx, batch.number, &entries).await?;
    if closed != entries.len() as u64 {
        return Ok(Step::Lost);
    }
    tx.commit().await?;
    metrics::counter!("audit_batches_total").increment(1);
    metrics::counter!("audit_linked_total").increment(closed);
    Ok(Step::Linked(entries.len()))
}
