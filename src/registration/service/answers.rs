//! What somebody said about themselves, changed by them until a date, or by staff at any time before the event is over.

use uuid::Uuid;

use super::erasure::hold;
use super::{Failure, places, tries};
use crate::audit;
use crate::audit::service::By;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::{Event, State as EventState};
use crate::questions;
use crate::registration::model::{AnswersInput, Changed, Registration, State};
use crate::registration::store;
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Said when what the form showed was changed by somebody else since.
pub const STALE: &str = "mine-error-stale";
/// Said when answers are not changed any more.
pub const LATE: &str = "mine-error-late";

/// Whether there still is something that answers are for.
fn counts(app: &App, event: &Event, r: &Registration) -> bool {
    let on = event.state == EventState::Published && app.clock.now() < event.ends_at;
    on && r.state.may_withdraw()
}

/// Whether somebody may change their answers themselves.
#[must_use]
pub fn may_change_answers(app: &App, event: &Event, registration: &Registration) -> bool {
    counts(app, event, registration) && app.clock.now() < event.answers_close_at()
}

/// Changes answers through the private link. Who holds a place keeps it, whatever they say; who waits keeps their number,
/// and waits for the places that are theirs now.
///
/// # Errors
/// `Conflict` with [`LATE`] or [`STALE`]; `NotFound` of somebody erased.
pub async fn change_answers(app: &App, registration: &Registration, input: &AnswersInput) -> Outcome<Changed> {
    let event = events::service::by_id(app, registration.event_id).await?;
    if !may_change_answers(app, &event, registration) {
        return Err(AppError::Conflict(LATE));
    }
    change(app, registration, By::Participant(Some(registration.person_id)), input).await
}

/// The registration whose answers staff are about to change.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `NotFound` of another event, and of somebody erased.
pub async fn answers_of(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Registration> {
    actor.require(Action::RegistrationEdit, &event.place(), Of::Other)?;
    let registration = super::by_id(app, id).await?;
    let theirs = registration.event_id == event.id && registration.legible == crate::seal::Legible::Yes;
    if theirs { Ok(registration) } else { Err(AppError::NotFound) }
}

/// Changes answers on somebody's behalf, also after the date for participants.
///
/// # Errors
/// As [`answers_of`] and [`change_answers`].
pub async fn change_answers_for(
    app: &App,
    actor: &Actor,
    event: &Event,
    id: Uuid,
    input: &AnswersInput,
) -> Outcome<Changed> {
    let registration = answers_of(app, actor, event, id).await?;
    if !counts(app, event, &registration) {
        return Err(AppError::Conflict(LATE));
    }
    change(app, &registration, By::from(actor), input).await
}

async fn change(app: &App, r: &Registration, by: By, input: &AnswersInput) -> Outcome<Changed> {
    tries!(change_once(app, r, by, input))?;
    app.jobs_waiting.notify_one();
    app.cache.touch();
    let moves = input.decides_otherwise_than(r);
    Ok(match r.state {
        State::Confirmed | State::Offered if moves => Changed::KeepsPlace,
        State::Waitlisted if moves => Changed::KeepsTurn,
        _ => Changed::Saved,
    })
}

async fn change_once(app: &App, r: &Registration, by: By, input: &AnswersInput) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    let key = hold(&mut tx, r).await?.ok_or(AppError::NotFound)?;
    let now = app.clock.now();
    if r.state == State::Received {
        // A selection weighs what is changed here: either it was published before, and this form is stale, or it sees the change.
        store::lock(&mut tx, r.event_id).await?;
    }
    if !store::answer(&mut tx, &key, r.id, input, now).await? {
        return Err(AppError::Conflict(STALE).into());
    }
    questions::service::save(&mut tx, &key, r.id, &input.answers, now).await?;
    audit::service::record(app, &mut tx, by, "registration.edit", ("registration", r.id), "").await?;
    // The last locks of the transaction.
    places::refit(app, &mut tx, r.id).await?;
    Ok(tx.commit().await?)
}
