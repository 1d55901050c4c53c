//! Where places are given by selection: who applies is `received`, and what is published makes of all of them what it says,
//! in one transaction. Which list it is and who may publish it is for `selection::service` to know.

use uuid::Uuid;

use super::places::{Given, Place};
use super::{Failure, writing};
use crate::audit;
use crate::audit::service::By;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, State as EventState};
use crate::registration::model::places::{OPEN, Traits, chain, reach};
use crate::registration::model::{Applicant, Registration, State};
use crate::registration::store::{self, Decided};
use crate::selection;
use crate::state::App;

/// Everybody in this state, or in any, with what a selection may weigh; in the order they came.
///
/// # Errors
/// When the database does not answer.
pub async fn applicants(tx: &mut Tx, event: Uuid, state: Option<State>) -> Outcome<Vec<Applicant>> {
    Ok(store::applicants(tx, event, state).await?)
}

/// A registration as the transaction sees it.
///
/// # Errors
/// `NotFound`.
pub async fn application(tx: &mut Tx, id: Uuid) -> Outcome<Registration> {
    store::by_id(tx, id).await?.ok_or(AppError::NotFound)
}

/// Holds the event's queue until the transaction ends, against who publishes; `alone` also against who applies, withdraws or is
/// given a place. One of the last locks of a transaction, as `store::lock` is: people come before. Gives the event's state.
///
/// # Errors
/// `NotFound`.
pub async fn hold_selection(tx: &mut Tx, event: Uuid, alone: bool) -> Outcome<EventState> {
    let state = store::hold_selection(tx, event, alone).await?.ok_or(AppError::NotFound)?;
    EventState::parse(&state).ok_or(AppError::NotFound)
}

/// Places of all pools that nobody holds.
///
/// # Errors
/// When the database does not answer.
pub async fn free_places(tx: &mut Tx, event: Uuid) -> Outcome<i64> {
    Ok(store::free(tx, event).await?)
}

/// Makes of applications what a list says, in its order: the first of those who wait waits before the second. The queue is held
/// ([`hold_selection`], alone).
///
/// # Errors
/// `Conflict` when there are not as many places, or one of them is no application any more.
pub async fn decide(
    app: &App,
    tx: &mut Tx,
    by: By,
    event: &Event,
    decisions: &[(Uuid, State)],
    now: Instant,
) -> Outcome<()> {
    const CHANGED: AppError = AppError::Conflict("selection-error-changed");
    let room = store::lock(tx, event.id).await?.ok_or(AppError::NotFound)?;
    let mut taken = vec![0; room.pools.len()];
    let waiting = decisions.iter().filter(|(_, state)| *state == State::Waitlisted).count();
    let mut number = if waiting > 0 { store::queue(tx, event.id, waiting).await? } else { 0 };
    for (id, state) in decisions {
        let r = store::standing(tx, *id).await?.ok_or(AppError::NotFound)?;
        let reach = reach(&room.pools, &store::traits_of(tx, &r));
        let chain = chain(&room.pools, reach, now);
        let mut decided = Decided { id: *id, state: *state, pool: r.pool_id, waiting_no: None, reach };
        match state {
            State::Confirmed => {
                // A place that is kept for their group, or any: the list decided that they have one.
                let mut asked = chain.iter().copied().chain(0..room.pools.len());
                let seat = asked.find(|n| room.pools[*n].free() > taken[*n]).ok_or(CHANGED)?;
                taken[seat] += 1;
                decided.pool = room.pools[seat].id;
            }
            State::Waitlisted => {
                decided.pool = chain.first().map_or(r.pool_id, |n| room.pools[*n].id);
                decided.waiting_no = Some(number);
                number += 1;
            }
            _ => {}
        }
        if !store::decide(tx, &decided, now).await? {
            return Err(CHANGED);
        }
        let decided = store::standing(tx, *id).await?.ok_or(AppError::NotFound)?;
        writing::put_state(app, tx, &decided).await?;
        audit::service::record(app, tx, by, "registration.select", ("registration", id), state.code()).await?;
    }
    for (pool, n) in room.pools.iter().zip(taken).filter(|(_, n)| *n > 0) {
        if !store::take_many(tx, pool.id, n).await? {
            return Err(CHANGED);
        }
    }
    Ok(())
}

/// What applications meet: a selection to come, or the end of the waiting list of one that was published.
pub(super) async fn apply(tx: &mut Tx, event: &Event, traits: &[Traits], now: Instant) -> Result<Given, Failure> {
    // What is published stays so.
    if !selection::service::is_published(tx, event.id).await? {
        let state = hold_selection(tx, event.id, false).await?;
        if selection::service::is_published(tx, event.id).await? {
            // Not from here to the lock of the queue: two who hold it like this would wait for each other.
            return Err(Failure::Overtaken);
        }
        if !matches!(state, EventState::Published | EventState::Completed) {
            return Err(AppError::Conflict("registration-closed").into());
        }
        let room = store::look(tx, event.id).await?.ok_or(AppError::NotFound)?;
        let pool = room.open().ok_or(AppError::NotFound)?.id;
        let applied = |_| Place { state: State::Received, pool, reach: OPEN, number: None };
        let places = traits.iter().map(applied).collect();
        return Ok(Given { room, places, waits_beside_free_places: false });
    }
    let room = store::lock(tx, event.id).await?.ok_or(AppError::NotFound)?;
    if !room.on {
        return Err(AppError::Conflict("registration-closed").into());
    }
    let open = room.open().ok_or(AppError::NotFound)?.id;
    let first = store::queue(tx, event.id, traits.len()).await?;
    let (mut places, mut beside) = (Vec::new(), false);
    for (number, traits) in (first..).zip(traits) {
        let reach = reach(&room.pools, traits);
        let chain = chain(&room.pools, reach, now);
        beside |= chain.iter().any(|n| room.pools[*n].free() > 0);
        let pool = chain.first().map_or(open, |n| room.pools[*n].id);
        places.push(Place { state: State::Waitlisted, pool, reach, number: Some(number) });
    }
    Ok(Given { room, places, waits_beside_free_places: beside })
}
