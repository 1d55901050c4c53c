//! Planning messages with the change that they tell of; sending in `sending`, the call list in `hand`.

mod hand;
mod sending;

use std::collections::BTreeMap;

use uuid::Uuid;

pub use self::hand::{Hand, HandEvent, Item, call_list, done, item, skip, unreached, waiting};
pub use self::sending::{Claimed, Text, claim, letter, mailed, next_due, not_mailed};
use super::model::{Change, Channel, Decision, Facts, Written, plan};
use super::store;
pub use super::store::Told;
use crate::db::Tx;
use crate::error::Outcome;
use crate::state::App;

/// Registrations that one sweep looks at.
const SWEPT: i64 = 500;

/// Writes, moves and takes back what a change means for one registration, in the transaction of the change.
///
/// # Errors
/// When the database does not take it.
pub async fn settle(app: &App, tx: &mut Tx, registration: Uuid, change: Change) -> Outcome<()> {
    let now = app.clock.now();
    let Some(facts) = store::facts(tx, registration, now).await? else { return Ok(()) };
    let said = store::written(tx, registration, now).await?;
    follow(app, tx, registration, change, &facts, &said).await?;
    if change == Change::Channel && facts.channel != Channel::Nothing {
        store::reroute(tx, registration, facts.channel).await?;
    }
    Ok(())
}

/// As [`settle`], of a registration that is being made: nothing was written for it yet, and who makes it knows what is true.
///
/// # Errors
/// When the database does not take it.
pub async fn begin(app: &App, tx: &mut Tx, registration: Uuid, facts: &Facts) -> Outcome<()> {
    Ok(follow(app, tx, registration, Change::State, facts, &[]).await?)
}

/// As [`settle`], for everybody who is registered for an event.
///
/// # Errors
/// When the database does not take it.
pub async fn settle_event(app: &App, tx: &mut Tx, event: Uuid, change: Change) -> Outcome<()> {
    let now = app.clock.now();
    let mut said: BTreeMap<Uuid, Vec<Written>> = BTreeMap::new();
    for (registration, written) in store::written_of_event(tx, event, now).await? {
        said.entry(registration).or_default().push(written);
    }
    for (registration, mut facts) in store::facts_of_event(tx, event, now).await? {
        // Whoever cancels writes it down before or after this.
        facts.cancelled = facts.cancelled || change == Change::EventCancelled;
        let said = said.remove(&registration).unwrap_or_default();
        follow(app, tx, registration, change, &facts, &said).await?;
    }
    Ok(())
}

async fn follow(
    app: &App,
    tx: &mut Tx,
    registration: Uuid,
    change: Change,
    facts: &Facts,
    said: &[Written],
) -> sqlx::Result<()> {
    for (kind, open, decision) in plan(change, facts, said) {
        match (open, decision) {
            (_, Decision::Create(slot)) => store::add(tx, app.ids.uuid(), registration, (kind, slot), facts).await?,
            (Some(id), Decision::Update(slot)) => store::move_to(tx, id, slot, facts.now).await?,
            (Some(id), Decision::Cancel) => store::cancel(tx, id, facts.now).await?,
            _ => {}
        }
    }
    Ok(())
}

/// Takes away everything that was written for a registration, said or not.
///
/// # Errors
/// When the database does not take it.
pub async fn forget(tx: &mut Tx, registration: Uuid) -> sqlx::Result<()> {
    store::forget(tx, registration).await
}

/// What a registration was told and is to be told, oldest first, as far as it is remembered.
///
/// # Errors
/// When the database does not answer.
pub async fn told(app: &App, registration: Uuid) -> Outcome<Vec<Told>> {
    Ok(store::told(&mut app.db.read().await?, registration).await?)
}

/// Writes the reminders of everybody who has a place at an event to come; what is written already stays as it is.
///
/// # Errors
/// When the database does not take it.
pub async fn plan_all(app: &App) -> Outcome<()> {
    let coming = store::coming(&mut app.db.read().await?, app.clock.now()).await?;
    for event in coming {
        let mut tx = app.db.write().await?;
        settle_event(app, &mut tx, event, Change::Channel).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Takes away what nobody said while it was of use.
///
/// # Errors
/// When the database does not take it.
pub async fn sweep(app: &App) -> Outcome<()> {
    let now = app.clock.now();
    let over = store::over(&mut app.db.read().await?, now, SWEPT).await?;
    for registration in over {
        let mut tx = app.db.write().await?;
        settle(app, &mut tx, registration, Change::Looking).await?;
        tx.commit().await?;
    }
    Ok(())
}
