//! What becomes of registrations when two people turn out to be one, and when that was a mistake. In the transaction of
//! [`crate::people::service`], which holds the keys of both against everybody else.

use uuid::Uuid;

use super::Failure;
use super::places::{Hall, free_place, promote};
use super::writing;
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::AppError;
use crate::jobs::queue;
use crate::registration::model::places::reach;
use crate::registration::model::{Registration, State};
use crate::registration::store::{self, Next};
use crate::seal::DataKey;
use crate::state::App;
use crate::{attendance, messages, needs, questions, selection};

/// Everything a person and their parts registered for, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_all(tx: &mut Tx, person: Uuid) -> sqlx::Result<Vec<Registration>> {
    store::of_all(tx, person).await
}

/// Whose a registration is now.
///
/// # Errors
/// When the database does not answer.
pub async fn owner(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Uuid>> {
    store::owner(tx, id).await
}

/// Makes a registration that of another person: what was typed, said, agreed to and marked follows it, sealed anew.
///
/// # Errors
/// When something does not open, or the database does not take it; a unique violation when they have one for this event.
pub async fn move_over(tx: &mut Tx, id: Uuid, from: &DataKey, (person, to): (Uuid, &DataKey)) -> sqlx::Result<()> {
    store::reseal(tx, id, from, to).await?;
    attendance::service::reseal(tx, id, from, to).await?;
    questions::service::reseal(tx, id, to).await?;
    needs::service::reseal(tx, id, to).await?;
    selection::service::reseal(tx, id, from, to).await?;
    store::hand_over(tx, id, person).await
}

/// Gives up one of two registrations that a person turned out to have for an event; its place goes on. Gives the state
/// that it had; nothing when there is nothing to give up, or the event is over and what was is left as it was.
///
/// # Errors
/// When somebody was quicker, or the database does not do it.
pub async fn give_up_twin(app: &App, tx: &mut Tx, by: By, id: Uuid, now: Instant) -> Result<Option<State>, Failure> {
    let event = store::by_id(tx, id).await?.ok_or(AppError::NotFound)?.event_id;
    let room = store::lock(tx, event).await?.ok_or(AppError::NotFound)?;
    // As it is now that nobody else can change it.
    let r = store::by_id(tx, id).await?.ok_or(AppError::NotFound)?;
    if now >= room.ends_at || !r.state.may_withdraw() {
        return Ok(None);
    }
    let next = Next { state: State::Withdrawn, pool: r.pool_id, holds_place: false, offer_expires_at: None };
    if !store::become_state(tx, id, r.state, &next, now).await? {
        return Err(Failure::Overtaken);
    }
    if r.holds_place {
        free_place(app, tx, &r, now).await?;
    } else if r.party_id.is_some() {
        // Those they waited with are fewer now.
        promote(app, tx, event, now).await?;
    }
    // The same person has another: they are told of that one.
    queue::cancel(tx, id).await?;
    messages::service::forget(tx, id).await?;
    record(app, tx, by, "registration.withdraw", ("registration", id), r.state.code()).await?;
    Ok(Some(r.state))
}

/// Puts a registration back that was given up as a twin: to its place, or to the number under which it waited. False when
/// neither can be: then it waits at the end of the queue, or stays given up because the event is over.
///
/// # Errors
/// When somebody was quicker, or the database does not do it.
pub async fn restore_twin(
    app: &App,
    tx: &mut Tx,
    by: By,
    (id, before): (Uuid, State),
    now: Instant,
) -> Result<bool, Failure> {
    let event = store::by_id(tx, id).await?.ok_or(AppError::NotFound)?.event_id;
    let room = store::lock(tx, event).await?.ok_or(AppError::NotFound)?;
    let r = store::by_id(tx, id).await?.ok_or(AppError::NotFound)?;
    // They came back by themselves.
    if r.state != State::Withdrawn {
        return Ok(true);
    }
    if now >= room.ends_at || !room.live {
        return Ok(false);
    }
    let waited = matches!(before, State::Waitlisted | State::Offered) && r.waiting_no.is_some();
    let unplaced = |state| Next { state, pool: r.pool_id, holds_place: false, offer_expires_at: None };
    let (done, as_it_was) = if before == State::Received {
        (store::become_state(tx, id, r.state, &unplaced(State::Received), now).await?, true)
    } else if waited {
        let done = store::become_state(tx, id, r.state, &unplaced(State::Waitlisted), now).await?;
        promote(app, tx, event, now).await?;
        (done, true)
    } else {
        seat(app, tx, &r, now).await?
    };
    if !done {
        return Err(Failure::Overtaken);
    }
    let after = store::by_id(tx, id).await?.ok_or(Failure::Overtaken)?;
    writing::put_state(app, tx, &after).await?;
    record(app, tx, by, "registration.restore", ("registration", id), after.state.code()).await?;
    Ok(as_it_was)
}

/// A place for somebody who had one, past nobody who waits; or a number. Whether it was done, and whether it is a place.
async fn seat(app: &App, tx: &mut Tx, r: &Registration, now: Instant) -> Result<(bool, bool), Failure> {
    promote(app, tx, r.event_id, now).await?;
    let room = store::look(tx, r.event_id).await?.ok_or(AppError::NotFound)?;
    let confirmed = |pool| Next { state: State::Confirmed, pool, holds_place: true, offer_expires_at: None };
    // Their own pool first, then what else fits them.
    if let Some(pool) = room.pool(r.pool_id).filter(|p| p.free() > 0)
        && store::take(tx, pool.id, pool.takers(now)).await?
    {
        return Ok((store::become_state(tx, r.id, r.state, &confirmed(pool.id), now).await?, true));
    }
    let mut hall = Hall { event: r.event_id, now, room };
    let reach = reach(&hall.room.pools, &store::traits_of(tx, r));
    let place = hall.one(tx, reach).await?;
    Ok(match place.number {
        Some(number) => (store::line_up(tx, (r.id, r.state), (place.pool, reach), number, now).await?, false),
        None => (store::become_state(tx, r.id, r.state, &confirmed(place.pool), now).await?, true),
    })
}
