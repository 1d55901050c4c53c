//! Changes of state: giving up a place, and handing it on. Each works with the pool's row locked and the old state as a
//! condition, so two taps, two nodes or a tap and a job cannot do the same twice. None of it hangs on whether what somebody
//! typed can be read: a damaged row neither keeps its place for ever nor stops those behind it.

use uuid::Uuid;

use super::{Failure, tries, writing};
use crate::audit;
use crate::audit::service::By;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::jobs::queue::{self, Job};
use crate::registration::model::{Registration, State, offer_deadline};
use crate::registration::store::{self, Next};
use crate::state::App;

/// Gives up a place, an offer or a turn; gives the state that came of it. Once more it changes nothing.
///
/// # Errors
/// `Conflict` when the event is over or the state knows nothing to give up.
pub async fn withdraw(app: &App, registration: &Registration) -> Outcome<State> {
    let by = By::Participant(Some(registration.person_id));
    step(app, registration, Step { to: State::Withdrawn, by, action: "registration.withdraw" }).await
}

/// Takes an offered place.
///
/// # Errors
/// `Conflict` when the offer has lapsed or the event is cancelled or over.
pub async fn accept_offer(app: &App, registration: &Registration) -> Outcome<State> {
    let late = registration.offer_expires_at.is_some_and(|at| at <= app.clock.now());
    if registration.state == State::Offered && late {
        lapse_offer(app, registration.id).await?;
        return Err(AppError::Conflict("registration-offer-late"));
    }
    let by = By::Participant(Some(registration.person_id));
    step(app, registration, Step { to: State::Confirmed, by, action: "registration.accept" }).await
}

/// Leaves an offered place to the next.
///
/// # Errors
/// `Conflict` when there is no offer any more.
pub async fn decline_offer(app: &App, registration: &Registration) -> Outcome<State> {
    if !matches!(registration.state, State::Offered | State::Withdrawn) {
        return Err(AppError::Conflict("registration-offer-late"));
    }
    let by = By::Participant(Some(registration.person_id));
    step(app, registration, Step { to: State::Withdrawn, by, action: "registration.decline" }).await
}

/// Takes back an offer whose time is over, and offers the place to the next. Too early, or when the offer was answered, it
/// changes nothing; the state that holds is given.
///
/// # Errors
/// `NotFound`.
pub async fn lapse_offer(app: &App, id: Uuid) -> Outcome<State> {
    let mut tx = app.db.read().await?;
    let registration = store::standing(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    drop(tx);
    let now = app.clock.now();
    if registration.state != State::Offered || registration.offer_expires_at.is_some_and(|at| at > now) {
        return Ok(registration.state);
    }
    step(app, &registration, Step { to: State::Expired, by: By::System, action: "registration.lapse" }).await
}

/// Offers free places of an event to those who wait, in the transaction that made it larger.
///
/// # Errors
/// When the database does not take it.
pub async fn offer_free_places(app: &App, tx: &mut Tx, event: Uuid) -> Outcome<()> {
    let now = app.clock.now();
    for pool in store::pools(tx, event).await? {
        offer_free(app, tx, pool, now).await.map_err(AppError::from)?;
    }
    Ok(())
}

/// A change of one registration's state, and who makes it.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub to: State,
    pub by: By,
    pub action: &'static str,
}

pub(super) async fn step(app: &App, registration: &Registration, step: Step) -> Outcome<State> {
    let now = app.clock.now();
    let (state, changed) = tries!(step_once(app, registration, step, now))?;
    if changed {
        app.jobs_waiting.notify_one();
        app.cache.touch();
    }
    Ok(state)
}

async fn step_once(app: &App, r: &Registration, step: Step, now: Instant) -> Result<(State, bool), Failure> {
    let mut tx = app.db.write().await?;
    let room = store::room(&mut tx, r.pool_id).await?.ok_or(AppError::NotFound)?;
    // As it is now that nobody else can change it.
    let r = store::standing(&mut tx, r.id).await?.ok_or(AppError::NotFound)?;
    if r.state == step.to {
        return Ok((r.state, false));
    }
    if step.to == State::Expired && (r.state != State::Offered || r.offer_expires_at.is_some_and(|at| at > now)) {
        return Ok((r.state, false));
    }
    let late = r.offer_expires_at.is_some_and(|at| at <= now);
    let refused = match step.to {
        State::Confirmed => (r.state != State::Offered || late || !room.live).then_some("registration-offer-late"),
        State::Withdrawn => (now >= room.ends_at).then_some("registration-too-late"),
        _ => None,
    };
    if let Some(key) = refused.or_else(|| (!r.state.may_become(step.to)).then_some("registration-too-late")) {
        return Err(AppError::Conflict(key).into());
    }
    let keeps = step.to == State::Confirmed && r.holds_place;
    let next = Next { state: step.to, holds_place: keeps, offer_expires_at: None };
    if !store::become_state(&mut tx, r.id, r.state, &next, now).await? {
        return Err(Failure::Overtaken);
    }
    if r.holds_place && !keeps {
        free_place(app, &mut tx, r.pool_id, now).await?;
    }
    let changed = store::standing(&mut tx, r.id).await?.ok_or(Failure::Overtaken)?;
    // Who hears that the training is cancelled need not hear of the offer.
    if room.live || step.to != State::Expired {
        writing::put_state(app, &mut tx, &changed).await?;
    }
    audit::service::record(app, &mut tx, step.by, step.action, ("registration", r.id), r.state.code()).await?;
    tx.commit().await?;
    Ok((changed.state, true))
}

/// Hands a place that was given up to the next who waits, or back to the pool.
pub(super) async fn free_place(app: &App, tx: &mut Tx, pool: Uuid, now: Instant) -> Result<(), Failure> {
    if !offer_next(app, tx, pool, now).await? {
        store::give_back(tx, pool).await?;
    }
    Ok(())
}

/// Offers what is free to those who wait, in order.
pub(super) async fn offer_free(app: &App, tx: &mut Tx, pool: Uuid, now: Instant) -> Result<(), Failure> {
    let Some(room) = store::room(tx, pool).await? else { return Ok(()) };
    for _ in room.taken..room.size {
        if !store::take_free(tx, pool).await? {
            break;
        }
        if !offer_next(app, tx, pool, now).await? {
            store::give_back(tx, pool).await?;
            break;
        }
    }
    Ok(())
}

/// Offers a place, already counted, to the next who waits; false when nobody does, or there is nothing left to offer.
async fn offer_next(app: &App, tx: &mut Tx, pool: Uuid, now: Instant) -> Result<bool, Failure> {
    let Some(room) = store::room(tx, pool).await?.filter(|r| r.live) else { return Ok(false) };
    let Some(until) =
        offer_deadline(now, room.offer_hours.unwrap_or(app.config.offer_hours), room.starts_at, room.ends_at)
    else {
        return Ok(false);
    };
    let Some(next) = store::next_waiter(tx, pool).await? else { return Ok(false) };
    let offered = Next { state: State::Offered, holds_place: true, offer_expires_at: Some(until) };
    if !store::become_state(tx, next, State::Waitlisted, &offered, now).await? {
        return Err(Failure::Overtaken);
    }
    let next = store::standing(tx, next).await?.ok_or(Failure::Overtaken)?;
    writing::put_state(app, tx, &next).await?;
    let lapse = Job::LapseOffer { registration: next.id };
    queue::put(app, tx, &lapse, Some(&format!("lapse:{}:{}", next.id, next.version)), until).await?;
    audit::service::record(app, tx, By::System, "registration.offer", ("registration", next.id), "").await?;
    Ok(true)
}
