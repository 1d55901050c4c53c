//! What staff see and do of registrations.

use uuid::Uuid;

use super::changes::{self, Step};
use super::places::{promote, together};
use super::{Failure, code, digest, token, tries};
use crate::audit;
use crate::audit::service::By;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::messages::model::Channel;
use crate::messages::service::{self as messages, Told};
use crate::people;
use crate::people::model::{Person, first_word};
use crate::questions;
use crate::questions::model::Answered;
use crate::registration::consent::Entry;
use crate::registration::model::places::{OPEN, PassedOver, chain};
use crate::registration::model::{Registration, RegistrationInput, RosterEntry, Source, State, WalkInInput};
use crate::registration::store::{self, New, Next, Room};
use crate::seal::{Legible, Personal};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// One registration with everything that staff may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    pub registration: Registration,
    pub person: Person,
    /// To the questions of the event, as far as the asker may see them.
    pub answers: Vec<Answered>,
    pub ledger: Vec<Entry>,
    /// How many wait before them.
    pub ahead: Option<i64>,
    /// With whom they wait, all or none.
    pub company: Option<Company>,
    /// Why they were not offered places that were free.
    pub passed_over: Vec<PassedOver>,
    /// What they were told and are to be told.
    pub told: Vec<Told>,
}

/// Those with whom somebody waits for places, all or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Company {
    pub others: i64,
    /// Not even all places that the training has would seat them.
    pub never: bool,
}

/// Those expected at an event, by the name to call.
///
/// # Errors
/// When the database does not answer.
pub async fn roster(app: &App, event: Uuid) -> Outcome<Vec<RosterEntry>> {
    let mut entries = store::roster(&mut app.db.read().await?, event).await?;
    let lower = |name: &Personal| Personal::from(name.reveal().to_lowercase());
    entries.sort_by_cached_key(|e| (e.legible, lower(&e.call_name), lower(&e.full_name), e.registration_id));
    Ok(entries)
}

/// # Errors
/// `Forbidden` or `NotFound` without the right to see it; `NotFound` for a registration of another event.
pub async fn detail(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Detail> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let registration = of_event(app, event, id).await?;
    Ok(Detail {
        person: super::person(app, registration.person_id).await?,
        answers: questions::service::of_registration(app, actor, event, &registration).await?,
        ledger: super::ledger(app, &registration).await?,
        ahead: super::ahead(app, &registration).await?,
        company: company(app, &registration).await?,
        passed_over: super::why_not_offered(app, &registration).await?,
        told: messages::told(app, id).await?,
        registration,
    })
}

async fn of_event(app: &App, event: &Event, id: Uuid) -> Outcome<Registration> {
    let registration = super::by_id(app, id).await?;
    if registration.event_id == event.id { Ok(registration) } else { Err(AppError::NotFound) }
}

async fn company(app: &App, r: &Registration) -> Outcome<Option<Company>> {
    let Some((others, party)) = super::waits_with(app, r).await?.zip(r.party_id) else { return Ok(None) };
    let mut tx = app.db.read().await?;
    let room = store::look(&mut tx, r.event_id).await?.ok_or(AppError::NotFound)?;
    let members = store::party_waits(&mut tx, party).await?;
    let sizes: Vec<i64> = room.pools.iter().map(|p| p.size).collect();
    Ok(Some(Company { others, never: together(&room, &members, &sizes, app.clock.now()).is_none() }))
}

/// Has somebody, and all with whom they wait for places, all or none, wait each for themselves, under the numbers that they have;
/// what is free then is offered. Once more it changes nothing.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or for a registration of another event.
pub async fn apart_for(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<()> {
    actor.require(Action::RegistrationEdit, &event.place(), Of::Other)?;
    if tries!(apart_once(app, actor, event, id))? {
        app.jobs_waiting.notify_one();
        app.cache.touch();
    }
    Ok(())
}

async fn apart_once(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Result<bool, Failure> {
    let mut tx = app.db.write().await?;
    // Who gives out places looks at how a party waits with the queue held.
    store::lock(&mut tx, event.id).await?.ok_or(AppError::NotFound)?;
    let r = store::standing(&mut tx, id).await?.filter(|r| r.event_id == event.id).ok_or(AppError::NotFound)?;
    let Some(party) = r.party_id.filter(|_| r.state == State::Waitlisted) else { return Ok(false) };
    if !store::part(&mut tx, party).await? {
        return Ok(false);
    }
    let by = By::from(actor);
    audit::service::record(app, &mut tx, by, "registration.apart", ("registration", id), "").await?;
    promote(app, &mut tx, event.id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Gives up a place on somebody's behalf.
///
/// # Errors
/// As [`super::withdraw`], and without the right.
pub async fn withdraw_for(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<State> {
    actor.require(Action::RegistrationEdit, &event.place(), Of::Other)?;
    let registration = of_event(app, event, id).await?;
    let step = Step { to: State::Withdrawn, by: By::from(actor), action: "registration.withdraw" };
    changes::step(app, &registration, step).await
}

/// Has somebody told by another way, as they asked for.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `NotFound` of somebody erased.
pub async fn channel_for(app: &App, actor: &Actor, event: &Event, id: Uuid, channel: Channel) -> Outcome<()> {
    actor.require(Action::RegistrationEdit, &event.place(), Of::Other)?;
    let registration = of_event(app, event, id).await?;
    super::writing::set_channel(app, &registration, channel, By::from(actor)).await
}

/// The private link, for passing on by hand; that it was looked at is written down, because it opens what is a
/// participant's own.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, `StepUp` without a fresh proof; `NotFound` of somebody erased.
pub async fn link_by_hand(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<(Registration, String)> {
    actor.require(Action::LinkShow, &event.place(), Of::Other)?;
    let registration = of_event(app, event, id).await?;
    if registration.legible == Legible::Erased {
        return Err(AppError::NotFound);
    }
    let mut tx = app.db.write().await?;
    audit::service::record(app, &mut tx, By::from(actor), "registration.link", ("registration", id), "").await?;
    tx.commit().await?;
    let token = super::link_token(app, &registration);
    let link = app.url(&format!("/{}/my/{token}", registration.locale));
    Ok((registration, link))
}

/// Takes in somebody who came to the door. They are counted where a place is free; where none is they are taken in all the
/// same, and [`Registration::past_capacity`] says so. Who has registered before, in whatever state, keeps that one.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn walk_in(app: &App, actor: &Actor, event: &Event, input: WalkInInput) -> Outcome<Registration> {
    walk_in_once(app, actor, event, app.ids.uuid(), input).await
}

/// As [`walk_in`], under an id that the form had when it was drawn: sent again, it gives the same registration.
///
/// # Errors
/// As [`walk_in`]; `BadRequest` when the id belongs to another event.
pub async fn walk_in_once(
    app: &App,
    actor: &Actor,
    event: &Event,
    submission: Uuid,
    input: WalkInInput,
) -> Outcome<Registration> {
    actor.require(Action::WalkInAdd, &event.place(), Of::Other)?;
    let now = app.clock.now();
    let registration = tries!(try_walk_in(app, actor, event, submission, &input, now))?;
    app.jobs_waiting.notify_one();
    app.cache.touch();
    Ok(registration)
}

async fn try_walk_in(
    app: &App,
    actor: &Actor,
    event: &Event,
    submission: Uuid,
    input: &WalkInInput,
    now: Instant,
) -> Result<Registration, Failure> {
    let id = app.ids.uuid();
    let short_code = code::from_bytes(app.ids.bytes());
    let link_hash = digest(&token(app, id, 1));
    let contacts: Vec<_> = input.contact.iter().cloned().collect();

    let mut tx = app.db.write().await?;
    let known = people::service::find(&mut tx, &contacts).await?;
    let before = match known {
        Some(person) => store::of_person(&mut tx, event.id, person).await?,
        None => None,
    };
    if let Some(done) = store::by_submission(&mut tx, submission).await? {
        let ours = done.event_id == event.id;
        return if ours { Ok(done) } else { Err(AppError::BadRequest("ui-bad-request-help").into()) };
    }
    if let Some(before) = before {
        let room = store::lock(&mut tx, event.id).await?.ok_or(AppError::NotFound)?;
        let before = store::by_id(&mut tx, before.id).await?.ok_or(Failure::Overtaken)?;
        if Some(before.person_id) != known || before.legible == Legible::Erased {
            return Err(Failure::Overtaken);
        }
        if before.state == State::Confirmed {
            return Ok(before);
        }
        let reach = if before.state == State::Waitlisted { before.reach } else { OPEN };
        let (pool, holds_place) = if before.holds_place {
            (before.pool_id, true)
        } else {
            seat_by_the_door(&mut tx, &room, reach, now).await?.unwrap_or((before.pool_id, false))
        };
        let next = Next { state: State::Confirmed, pool, holds_place, offer_expires_at: None };
        if !store::become_state(&mut tx, before.id, before.state, &next, now).await? {
            return Err(Failure::Overtaken);
        }
        if before.state == State::Waitlisted && before.party_id.is_some() {
            // Those they waited with are fewer now.
            promote(app, &mut tx, event.id, now).await?;
        }
        let by = By::from(actor);
        audit::service::record(app, &mut tx, by, "walk_in.add", ("registration", before.id), before.state.code())
            .await?;
        let registration = store::by_id(&mut tx, before.id).await?.ok_or(Failure::Overtaken)?;
        tx.commit().await?;
        return Ok(registration);
    }
    let (name, l) = (&input.full_name, event.main_locale);
    let said = match &input.contact {
        Some(contact) => RegistrationInput::new(submission, name.clone(), contact, l),
        None => RegistrationInput::named(submission, name.clone(), l),
    };
    let (person, key) = if let Some(person) = known {
        (person, people::service::hold(&mut tx, person).await?.ok_or(Failure::Overtaken)?)
    } else {
        let person = Person {
            id: app.ids.uuid(),
            full_name: input.full_name.clone(),
            call_name: first_word(&input.full_name),
            locale: event.main_locale,
            contacts,
            erased: false,
        };
        let key = people::service::add(app, &mut tx, &person, now).await?;
        (person.id, key)
    };
    let room = store::lock(&mut tx, event.id).await?.ok_or(AppError::NotFound)?;
    let (pool, holds_place) = seat_by_the_door(&mut tx, &room, OPEN, now).await?.unwrap_or((event.pool_id, false));
    let new = New {
        id,
        event: event.id,
        person,
        pool,
        party: None,
        reach: OPEN,
        state: State::Confirmed,
        source: Source::WalkIn,
        short_code: &short_code,
        link_hash: &link_hash,
        holds_place,
        waiting_no: None,
        now,
    };
    store::add(&mut tx, &key, &new, &said).await?;
    audit::service::record(app, &mut tx, By::from(actor), "walk_in.add", ("registration", id), "").await?;
    let registration = store::by_id(&mut tx, id).await?.ok_or(Failure::Overtaken)?;
    tx.commit().await?;
    Ok(registration)
}

/// A free place that somebody of this reach may take, whoever waits: they are in the room.
async fn seat_by_the_door(tx: &mut Tx, room: &Room, reach: i64, now: Instant) -> sqlx::Result<Option<(Uuid, bool)>> {
    for n in chain(&room.pools, reach, now) {
        if store::take_free(tx, room.pools[n].id).await? {
            return Ok(Some((room.pools[n].id, true)));
        }
    }
    Ok(None)
}
