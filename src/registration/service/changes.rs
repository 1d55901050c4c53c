//! Changes of state: giving up a place, and handing it on. Each works with the event's queue locked and the old state as a
//! condition, so two taps, two nodes or a tap and a job cannot do the same twice. None of it hangs on whether what somebody
//! typed can be read: a damaged row neither keeps its place for ever nor stops those behind it.

use uuid::Uuid;

use super::places::{free_place, promote};
use super::{Failure, tries, writing};
use crate::audit;
use crate::audit::service::By;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::registration::model::{Registration, State};
use crate::registration::store::{self, Next};
use crate::staff::model::{Action, Actor, Of, Place};
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

/// Offered places of an event that lapse soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapsing {
    pub event: Uuid,
    pub count: i64,
    /// When the first of them lapses.
    pub first: Instant,
}

/// Where offers lapse before this time, as far as the asker sees the registrations there; the first to lapse first.
///
/// # Errors
/// When the database does not answer.
pub async fn lapsing(app: &App, actor: &Actor, before: Instant) -> Outcome<Vec<Lapsing>> {
    if !actor.can_somewhere(Action::RegistrationSee) {
        return Ok(Vec::new());
    }
    let rows = store::lapsing(&mut app.db.read().await?, before, app.clock.now()).await?;
    let sees = |event: Uuid, region: &str| actor.can(Action::RegistrationSee, &Place::event(event, region), Of::Other);
    let mine = rows.into_iter().filter(|(event, region, ..)| sees(*event, region));
    Ok(mine.map(|(event, _, count, first)| Lapsing { event, count, first }).collect())
}

/// Offers free places of an event to those who wait, in the transaction that made it larger.
///
/// # Errors
/// When the database does not take it.
pub async fn offer_free_places(app: &App, tx: &mut Tx, event: Uuid) -> Outcome<()> {
    promote(app, tx, event, app.clock.now()).await.map_err(AppError::from)
}

/// As [`offer_free_places`], in a transaction of its own: when places of a group have become open ones.
///
/// # Errors
/// When the database does not take it.
pub async fn offer_opened(app: &App, event: Uuid) -> Outcome<()> {
    tries!(opened_once(app, event))?;
    app.jobs_waiting.notify_one();
    app.cache.touch();
    Ok(())
}

async fn opened_once(app: &App, event: Uuid) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    promote(app, &mut tx, event, app.clock.now()).await?;
    Ok(tx.commit().await?)
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
    let (state, changed) = step_in(app, &mut tx, r, step, now).await?;
    if changed {
        tx.commit().await?;
    }
    Ok((state, changed))
}

/// As [`step`], in the caller's transaction: the state that came of it, and whether it is another than before. An error that
/// is no database's comes before anything is written.
pub(super) async fn step_in(
    app: &App,
    tx: &mut Tx,
    r: &Registration,
    step: Step,
    now: Instant,
) -> Result<(State, bool), Failure> {
    let room = store::lock(tx, r.event_id).await?.ok_or(AppError::NotFound)?;
    // As it is now that nobody else can change it.
    let r = store::standing(tx, r.id).await?.ok_or(AppError::NotFound)?;
    if r.state == step.to {
        return Ok((r.state, false));
    }
    if step.to == State::Expired && (r.state != State::Offered || r.offer_expires_at.is_some_and(|at| at > now)) {
        return Ok((r.state, false));
    }
    let late = r.offer_expires_at.is_some_and(|at| at <= now);
    let refused = match step.to {
        State::Confirmed => (r.state != State::Offered || late || !room.live).then_some("registration-offer-late"),
        State::Withdrawn | State::Declined => (now >= room.ends_at).then_some("registration-too-late"),
        _ => None,
    };
    if let Some(key) = refused.or_else(|| (!r.state.may_become(step.to)).then_some("registration-too-late")) {
        return Err(AppError::Conflict(key).into());
    }
    let keeps = step.to == State::Confirmed && r.holds_place;
    let next = Next { state: step.to, pool: r.pool_id, holds_place: keeps, offer_expires_at: None };
    if !store::become_state(tx, r.id, r.state, &next, now).await? {
        return Err(Failure::Overtaken);
    }
    if r.holds_place && !keeps {
        free_place(app, tx, &r, now).await?;
    } else if r.party_id.is_some() && r.state == State::Waitlisted {
        // Those they waited with are fewer now.
        promote(app, tx, r.event_id, now).await?;
    }
    let changed = store::standing(tx, r.id).await?.ok_or(Failure::Overtaken)?;
    // Who hears that the training is cancelled need not hear of the offer.
    if room.live || step.to != State::Expired {
        writing::put_state(app, tx, &changed).await?;
    }
    audit::service::record(app, tx, step.by, step.action, ("registration", r.id), r.state.code()).await?;
    Ok((changed.state, true))
}
