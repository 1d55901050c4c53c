//! Tokens for people who have none yet, or older ones: who is new, and everybody when the folding of names has changed.

use uuid::Uuid;

use crate::db::vault;
use crate::error::Outcome;
use crate::jobs::queue::{self, Job};
use crate::people::store::names;
use crate::seal::Legible;
use crate::state::App;

/// People in one transaction.
const BATCH: i64 = 200;
/// People in one job, so that it ends before its lease.
const PER_JOB: usize = 10_000;

/// New people of whom tokens are made in one transaction: few enough that who registers meanwhile hardly waits.
pub const DUE_BATCH: usize = 100;

/// Makes the tokens of people who are new, a batch of them; how many that were. Nothing is written where nobody waits.
///
/// # Errors
/// When the database does not do it.
pub async fn index_due(app: &App) -> Outcome<usize> {
    if names::oldest_due(&mut app.db.read().await?, 1).await?.is_empty() {
        return Ok(0);
    }
    let mut tx = app.db.write().await?;
    // Another node is at it.
    if !names::alone(&mut tx).await? {
        return Ok(0);
    }
    let due = names::oldest_due(&mut tx, DUE_BATCH).await?;
    // Who is erased or renamed meanwhile is waited for, and then read again; who is erased has no key then.
    names::hold(&mut tx, &due).await?;
    let mut named = names::named(&mut tx, &due).await?;
    named.retain(|p| p.legible == Legible::Yes);
    names::index_new(&mut tx, &named).await?;
    names::done(&mut tx, &due).await?;
    tx.commit().await?;
    Ok(due.len())
}

/// How far it came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexRun {
    /// People who were looked at.
    pub seen: usize,
    /// Of whom tokens were made or made anew.
    pub changed: usize,
    /// After whom to go on; nobody when all is done.
    pub after: Option<Uuid>,
}

/// Indexes up to `limit` people after `after` whose tokens are missing or old; with `all`, everybody's, whatever they are.
///
/// # Errors
/// When the database does not do it; what was done until then stays done.
pub async fn index_some(app: &App, after: Uuid, all: bool, limit: usize) -> Outcome<IndexRun> {
    let mut run = IndexRun { after: Some(after), ..IndexRun::default() };
    while let Some(after) = run.after
        && run.seen < limit
    {
        let mut tx = app.db.write().await?;
        let batch = names::unindexed(&mut tx, after, all, BATCH).await?;
        run.after = batch.last().map(|person| person.id);
        for person in batch {
            run.seen += 1;
            // Who is erased or renamed meanwhile is waited for, and then read again.
            if vault::hold(&mut tx, person.id).await?.is_none() {
                continue;
            }
            let now = names::named(&mut tx, &[person.id]).await?.pop();
            let Some(now) = now.filter(|p| p.legible == Legible::Yes) else { continue };
            run.changed += usize::from(names::index(&mut tx, now.id, &now.full_name, &now.call_name).await?);
        }
        tx.commit().await?;
    }
    if run.after.is_none() {
        let mut tx = app.db.write().await?;
        names::set_indexed(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(run)
}

/// A part of the work as a job, which asks for the next one.
///
/// # Errors
/// As [`index_some`].
pub async fn index_all(app: &App, after: Uuid) -> Outcome<()> {
    let run = index_some(app, after, false, PER_JOB).await?;
    if let Some(after) = run.after {
        let mut tx = app.db.write().await?;
        queue::put(app, &mut tx, &Job::IndexNames { after }, None, app.clock.now()).await?;
        tx.commit().await?;
        app.jobs_waiting.notify_one();
    }
    Ok(())
}

/// Puts that work in the queue, unless it was done or is there; for the regular clean-up of every node.
///
/// # Errors
/// When the database does not take it.
pub async fn plan_index(app: &App, tx: &mut crate::db::Tx) -> Outcome<()> {
    if names::is_indexed(tx).await? {
        return Ok(());
    }
    queue::put(app, tx, &Job::IndexNames { after: Uuid::nil() }, Some("index-names"), app.clock.now()).await
}
