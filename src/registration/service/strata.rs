//! Groups that places are kept for: looked at, made, changed and taken away by coordinators, while people register.

use uuid::Uuid;

use super::places::refit_all;
use super::{Failure, tries};
use crate::audit;
use crate::audit::service::By;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::jobs::queue::{self, Job};
use crate::registration::model::places::{Dimension, Pool, PoolInput, STRATA_MAX, Stratum, StratumInput};
use crate::registration::store::{self, Change, Room};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;
use crate::web::cache;

/// Why a change of places is refused.
pub mod refusal {
    /// More places are taken than there would be.
    pub const TAKEN: &str = "registration-places-error-taken";
    /// The open places that are free are fewer than what is to be kept.
    pub const NOT_FREE: &str = "registration-places-error-open";
    /// Places are kept for the group already.
    pub const TWICE: &str = "registration-places-error-twice";
    /// Places of the group are held, so it stays.
    pub const HELD: &str = "registration-places-error-held";
    /// Past [`super::STRATA_MAX`].
    pub const TOO_MANY: &str = "registration-places-error-many";
}

/// A pool as coordinators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    pub pool: Pool,
    /// What an organisation is called; empty for every other group.
    pub label: String,
    /// How many wait who are asked for this pool first.
    pub waiting: i64,
    /// How many of the taken places are offered and not yet accepted.
    pub offered: i64,
}

/// The places of an event, in the order in which they are asked.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see registrations.
pub async fn places(app: &App, actor: &Actor, event: &Event) -> Outcome<Vec<Places>> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let mut tx = app.db.read().await?;
    let room = store::look(&mut tx, event.id).await?.ok_or(AppError::NotFound)?;
    let labels = store::labels(&mut tx, event.id).await?;
    let (waiting, offered) = store::figures(&mut tx, event.id).await?;
    let of = |counts: &[(Uuid, i64)], id: Uuid| counts.iter().find(|(pool, _)| *pool == id).map_or(0, |(_, n)| *n);
    let one = |pool: Pool| Places {
        label: labels.iter().find(|(id, _)| *id == pool.id).map(|(_, label)| label.clone()).unwrap_or_default(),
        waiting: of(&waiting, pool.id),
        offered: of(&offered, pool.id),
        pool,
    };
    Ok(room.pools.into_iter().map(one).collect())
}

/// Keeps places for a group. Who waits and belongs to it waits for these places too from now on, and is offered what is
/// free.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to edit the event; `Conflict` with [`refusal::NOT_FREE`], [`refusal::TWICE`] or [`refusal::TOO_MANY`].
pub async fn add_stratum(app: &App, actor: &Actor, event: &Event, input: &StratumInput) -> Outcome<()> {
    change(app, actor, event, &Act::Add(input)).await
}

/// Changes how many places a pool has, and whom they go to.
///
/// # Errors
/// As [`add_stratum`]; `Conflict` with [`refusal::TAKEN`] when more are taken than that; `NotFound` when the event has no such pool.
pub async fn change_pool(app: &App, actor: &Actor, event: &Event, pool: Uuid, input: &PoolInput) -> Outcome<()> {
    change(app, actor, event, &Act::Change(pool, input)).await
}

/// Takes away a group nobody holds a place of; its places become open ones.
///
/// # Errors
/// As [`change_pool`]; `Conflict` with [`refusal::HELD`] while somebody holds or is offered one of its places.
pub async fn remove_stratum(app: &App, actor: &Actor, event: &Event, pool: Uuid) -> Outcome<()> {
    change(app, actor, event, &Act::Remove(pool)).await
}

/// Keeps places of `to` for the groups that `from` keeps them for, in the transaction that makes it; `later` says when what
/// opens at a time would open there. Both have as many places in all.
///
/// # Errors
/// When the database does not take it.
pub async fn copy_strata(
    app: &App,
    tx: &mut Tx,
    (from, to): (Uuid, Uuid),
    later: impl Fn(Instant) -> Instant,
) -> Outcome<()> {
    let room = store::look(tx, from).await?.ok_or(AppError::NotFound)?;
    let labels = store::labels(tx, from).await?;
    let mut kept = 0;
    for pool in &room.pools {
        let Some(stratum) = &pool.stratum else { continue };
        let id = app.ids.uuid();
        let label = labels.iter().find(|(of, _)| *of == pool.id);
        let label = label.and_then(|(_, name)| store::label(tx, id, &name.as_str().into()));
        let opens_at = pool.opens_at.map(&later);
        let change = Change { size: pool.size, position: pool.position, falls_back: pool.falls_back, opens_at };
        store::add_pool(tx, (id, to), (stratum, pool.slot), label, &change).await?;
        if let Some(at) = opens_at {
            let job = Job::OpenPlaces { event: to };
            queue::put(app, tx, &job, Some(&format!("open:{id}:{}", at.timestamp_millis())), at).await?;
        }
        kept += pool.size;
    }
    let made = store::look(tx, to).await?.ok_or(AppError::NotFound)?;
    move_open(tx, &made, -kept).await.map_err(AppError::from)
}

enum Act<'a> {
    Add(&'a StratumInput),
    Change(Uuid, &'a PoolInput),
    Remove(Uuid),
}

async fn change(app: &App, actor: &Actor, event: &Event, act: &Act<'_>) -> Outcome<()> {
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    tries!(change_once(app, actor, event.id, act))?;
    app.jobs_waiting.notify_one();
    app.cache.touch();
    Ok(())
}

async fn change_once(app: &App, actor: &Actor, event: Uuid, act: &Act<'_>) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let room = store::lock(&mut tx, event).await?.ok_or(AppError::NotFound)?;
    let opens = match act {
        Act::Add(input) => add(app, &mut tx, event, &room, input).await?,
        Act::Change(id, input) => resize(&mut tx, &room, *id, input).await?,
        Act::Remove(id) => remove(&mut tx, &room, *id).await?,
    };
    if let Some((pool, at)) = opens.filter(|(_, at)| *at > now) {
        let job = Job::OpenPlaces { event };
        queue::put(app, &mut tx, &job, Some(&format!("open:{pool}:{}", at.timestamp_millis())), at).await?;
    }
    refit_all(app, &mut tx, event, now).await?;
    audit::service::record(app, &mut tx, By::from(actor), "event.places", ("event", event), "").await?;
    cache::bump(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// When the places of a pool become open ones, if they do.
type Opens = Option<(Uuid, Instant)>;

async fn add(app: &App, tx: &mut Tx, event: Uuid, room: &Room, input: &StratumInput) -> Result<Opens, Failure> {
    let strata = room.pools.iter().filter(|p| p.stratum.is_some());
    if strata.count() >= STRATA_MAX {
        return Err(AppError::Conflict(refusal::TOO_MANY).into());
    }
    let value = match input.dimension {
        Dimension::Organisation => store::organisation(tx, &input.value.as_str().into()),
        _ => input.value.clone(),
    };
    let stratum = Stratum::new(input.dimension, value);
    if room.pools.iter().any(|p| p.stratum.as_ref() == Some(&stratum)) {
        return Err(AppError::Conflict(refusal::TWICE).into());
    }
    let slot = (1..=62)
        .find(|slot| room.pools.iter().all(|p| p.slot != *slot))
        .ok_or(AppError::Conflict(refusal::TOO_MANY))?;
    let id = app.ids.uuid();
    let label = match input.dimension {
        Dimension::Organisation => store::label(tx, id, &input.value.as_str().into()),
        _ => None,
    };
    if input.pool.from_open {
        move_open(tx, room, -input.pool.size).await?;
    }
    store::add_pool(tx, (id, event), (&stratum, slot), label, &change_of(&input.pool)).await?;
    Ok(input.pool.opens_at.map(|at| (id, at)))
}

async fn resize(tx: &mut Tx, room: &Room, id: Uuid, input: &PoolInput) -> Result<Opens, Failure> {
    let pool = room.pool(id).ok_or(AppError::NotFound)?;
    let mut change = change_of(input);
    if pool.stratum.is_none() {
        change = Change { position: pool.position, falls_back: true, opens_at: None, ..change };
    } else if input.from_open {
        move_open(tx, room, pool.size - input.size).await?;
    }
    if !store::change_pool(tx, id, &change).await? {
        return Err(AppError::Conflict(refusal::TAKEN).into());
    }
    Ok(change.opens_at.map(|at| (id, at)))
}

async fn remove(tx: &mut Tx, room: &Room, id: Uuid) -> Result<Opens, Failure> {
    let pool = room.pool(id).filter(|p| p.stratum.is_some()).ok_or(AppError::NotFound)?;
    let open = room.open().ok_or(AppError::NotFound)?;
    if !store::remove_pool(tx, id, open.id).await? {
        return Err(AppError::Conflict(refusal::HELD).into());
    }
    move_open(tx, room, pool.size).await?;
    Ok(None)
}

/// Makes the open places more or fewer.
async fn move_open(tx: &mut Tx, room: &Room, by: i64) -> Result<(), Failure> {
    let open = room.open().ok_or(AppError::NotFound)?;
    let change = Change { size: open.size + by, position: open.position, falls_back: true, opens_at: None };
    if change.size < open.taken || !store::change_pool(tx, open.id, &change).await? {
        return Err(AppError::Conflict(refusal::NOT_FREE).into());
    }
    Ok(())
}

fn change_of(input: &PoolInput) -> Change {
    Change { size: input.size, position: input.position, falls_back: input.falls_back, opens_at: input.opens_at }
}
