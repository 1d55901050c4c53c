//! What a selection does to those who applied: each of these works in the transaction of whoever publishes it, with the
//! event's queue locked from the first call on, and writes to the person.

use uuid::Uuid;

use super::places::{Hall, Place};
use super::{Failure, writing};
use crate::audit;
use crate::audit::service::By;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::registration::model::places::{chain, reach};
use crate::registration::model::{Registration, State};
use crate::registration::store::{self, Next};
use crate::state::App;

/// Gives a place to somebody who was selected, as their groups and the order of pools have it: confirmed, or waitlisted at
/// the end of the queue when none of those places is free. Whoever is neither received nor declined stays what they are.
///
/// # Errors
/// When the database does not take it, or somebody changed the registration meanwhile.
pub async fn place_selected(app: &App, tx: &mut Tx, by: By, r: &Registration, now: Instant) -> Outcome<State> {
    settle(app, tx, by, r.id, now, Want::Place).await.map_err(AppError::from)
}

/// Puts somebody at the end of the queue, whether or not places are free: the reserve, in the order of the calls. As
/// [`place_selected`] for the rest.
///
/// # Errors
/// As [`place_selected`].
pub async fn waitlist_selected(app: &App, tx: &mut Tx, by: By, r: &Registration, now: Instant) -> Outcome<State> {
    settle(app, tx, by, r.id, now, Want::Number).await.map_err(AppError::from)
}

/// Tells somebody that they were not selected. As [`place_selected`] for the rest.
///
/// # Errors
/// As [`place_selected`].
pub async fn decline_selected(app: &App, tx: &mut Tx, by: By, r: &Registration, now: Instant) -> Outcome<State> {
    settle(app, tx, by, r.id, now, Want::Nothing).await.map_err(AppError::from)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    Place,
    Number,
    Nothing,
}

async fn settle(app: &App, tx: &mut Tx, by: By, id: Uuid, now: Instant, want: Want) -> Result<State, Failure> {
    let before = store::standing(tx, id).await?.ok_or(AppError::NotFound)?;
    let room = store::lock(tx, before.event_id).await?.ok_or(AppError::NotFound)?;
    // As it is now that nobody else can change it.
    let r = store::standing(tx, id).await?.ok_or(AppError::NotFound)?;
    let declines = want == Want::Nothing;
    if !matches!(r.state, State::Received | State::Declined) || (declines && r.state == State::Declined) {
        return Ok(r.state);
    }
    if declines {
        let next = Next { state: State::Declined, pool: r.pool_id, holds_place: false, offer_expires_at: None };
        overtaken(store::become_state(tx, id, r.state, &next, now).await?)?;
    } else {
        let mut hall = Hall { event: r.event_id, now, room };
        let reach = reach(&hall.room.pools, &store::traits_of(tx, &r));
        let place = match want {
            Want::Place => hall.one(tx, reach).await?,
            _ => Place {
                state: State::Waitlisted,
                pool: chain(&hall.room.pools, reach, now).first().map_or(r.pool_id, |n| hall.room.pools[*n].id),
                reach,
                number: Some(store::queue(tx, r.event_id, 1).await?),
            },
        };
        let done = if let Some(number) = place.number {
            store::line_up(tx, (id, r.state), (place.pool, reach), number, now).await?
        } else {
            let next = Next { state: State::Confirmed, pool: place.pool, holds_place: true, offer_expires_at: None };
            store::become_state(tx, id, r.state, &next, now).await?
        };
        overtaken(done)?;
    }
    let changed = store::standing(tx, id).await?.ok_or(Failure::Overtaken)?;
    writing::put_state(app, tx, &changed).await?;
    audit::service::record(app, tx, by, "registration.select", ("registration", id), changed.state.code()).await?;
    Ok(changed.state)
}

fn overtaken(done: bool) -> Result<(), Failure> {
    if done { Ok(()) } else { Err(Failure::Overtaken) }
}
