//! Erasing. A private link erases what was given with its own registration: whoever knows a phone number can register it
//! for another event, and must not come to erase the rest. When nothing else is left, the person goes with it. Staff erase
//! the whole person where all of it lies in their scope.
//!
//! What stays of a registration is a line without a person: the event, how it ended, the marks. Its private link answers
//! that it is gone.

use uuid::Uuid;

use super::places::{free_place, promote};
use super::{Failure, TRIES, code, tries};
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::db::{Tx, vault};
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::jobs::queue;
use crate::messages::service as messages;
use crate::registration::model::{Registration, State, contacts};
use crate::registration::store::{self, Next};
use crate::retention::model::Tombstone;
use crate::retention::service::tombstones;
use crate::seal::{DataKey, Subject};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;
use crate::web::cache;
use crate::{attendance, events, people, questions, selection, testimonials};

/// Through the private link; once more it changes nothing.
///
/// # Errors
/// When the database does not do it.
pub async fn erase(app: &App, registration: &Registration) -> Outcome<()> {
    let by = By::Participant(Some(registration.person_id));
    erase_one(app, by, registration, "asked").await.map(drop)
}

/// The key of who registered, held until the transaction ends: nobody comes to erase them meanwhile. Nothing when they, or
/// this registration of theirs, were erased since it was read.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(tx: &mut Tx, registration: &Registration) -> sqlx::Result<Option<DataKey>> {
    let key = people::service::hold(tx, registration.person_id).await?;
    let owner = store::owner(tx, registration.id).await?;
    Ok(key.filter(|_| owner == Some(registration.person_id)))
}

/// As [`hold`], of whomever the registration belongs to by now: two people may have become one since it was read, or one two.
/// Nothing when it was erased.
///
/// # Errors
/// When its owner changed while their key was waited for; then the same again finds whose it is.
pub async fn hold_owner(tx: &mut Tx, id: Uuid) -> Result<Option<(Uuid, DataKey)>, Failure> {
    let owner = store::owner(tx, id).await?.ok_or(AppError::NotFound)?;
    let key = people::service::hold(tx, owner).await?;
    if store::owner(tx, id).await? != Some(owner) {
        return Err(Failure::Overtaken);
    }
    Ok(key.map(|key| (owner, key)))
}

/// What staff would erase through this registration: the whole person, or this registration alone because others lie
/// outside of their scope.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `NotFound` when it is erased or of another event.
pub async fn erase_reach(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<(Registration, bool)> {
    actor.require(Action::PersonErase, &event.place(), Of::Other)?;
    let registration = super::by_id(app, id).await?;
    if registration.event_id != event.id || registration.legible == crate::seal::Legible::Erased {
        return Err(AppError::NotFound);
    }
    let mut tx = app.db.read().await?;
    let person = people::service::whole(&mut tx, registration.person_id).await?;
    let all = store::of_all(&mut tx, person).await?;
    drop(tx);
    let mut whole = true;
    for other in all {
        let place = events::service::by_id(app, other.event_id).await?.place();
        whole = whole && actor.can(Action::PersonErase, &place, Of::Other);
    }
    Ok((registration, whole))
}

/// Erases for somebody who asked for it in person or by phone.
///
/// # Errors
/// As [`erase_reach`].
pub async fn erase_for(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<()> {
    // Whose it is may change in between: two people were made one, or two again.
    for _ in 0..TRIES {
        let (registration, whole) = erase_reach(app, actor, event, id).await?;
        let done = if whole {
            let person = people::service::whole(&mut app.db.read().await?, registration.person_id).await?;
            erase_person(app, By::from(actor), person, "staff").await?
        } else {
            erase_one(app, By::from(actor), &registration, "staff").await?
        };
        if done {
            return Ok(());
        }
    }
    Err(AppError::Busy)
}

/// Everything about a person; false when there was nothing left. `rule` says why, in the tombstone and the history.
///
/// # Errors
/// When the database does not do it.
pub async fn erase_person(app: &App, by: By, person: Uuid, rule: &str) -> Outcome<bool> {
    let now = app.clock.now();
    let why = Why { by, rule, now, at: now };
    settle(app, tries!(person_once(app, person, why))?).await
}

/// As [`erase_person`], for a rule that erases many: whoever calls it adds all of them to the list of tombstones at once
/// ([`tombstones::note`]), and wakes the worker.
///
/// # Errors
/// When the database does not do it.
pub async fn erase_due(app: &App, person: Uuid, rule: &str) -> Outcome<bool> {
    let now = app.clock.now();
    let why = Why { by: By::System, rule, now, at: now };
    tries!(person_once(app, person, why))
}

/// Everything given with one registration, and the person if this was the last; false when there was nothing left.
///
/// # Errors
/// When the database does not do it.
pub async fn erase_one(app: &App, by: By, registration: &Registration, rule: &str) -> Outcome<bool> {
    let now = app.clock.now();
    let why = Why { by, rule, now, at: now };
    settle(app, tries!(one_once(app, registration.id, why, true))?).await
}

/// Erases again what a tombstone names, as after a restore, even where its key did not come back; false where there is
/// nothing of it. The tombstone keeps its time. To the list it is added by whoever calls this.
///
/// # Errors
/// When the database does not do it.
pub async fn erase_again(app: &App, stone: &Tombstone) -> Outcome<bool> {
    let why = Why { by: By::System, rule: &stone.rule, now: app.clock.now(), at: stone.at };
    let done = if stone.kind == "person" {
        tries!(person_once(app, stone.id, why))
    } else {
        // The person had more when it was erased; what they had may be younger than this backup, and nobody asked to erase it.
        tries!(one_once(app, stone.id, why, false))
    };
    match done {
        // It came after this backup.
        Err(AppError::NotFound) => Ok(false),
        done => done,
    }
}

/// Who asks for it and by which rule, and what time the tombstone is to name.
#[derive(Clone, Copy)]
struct Why<'a> {
    by: By,
    rule: &'a str,
    now: Instant,
    at: Instant,
}

async fn settle(app: &App, done: bool) -> Outcome<bool> {
    if done {
        app.jobs_waiting.notify_one();
        app.cache.touch();
        tombstones::note(app).await;
    }
    Ok(done)
}

async fn person_once(app: &App, person: Uuid, why: Why<'_>) -> Result<bool, Failure> {
    let mut tx = app.db.write().await?;
    if !vault::lock(&mut tx, person).await? {
        // Erased before, or never here; what came back from a backup without its key is neither.
        let here = !store::all_of_person(&mut tx, person).await?.is_empty();
        if !here || store::is_buried(&mut tx, person, person).await? {
            return Ok(false);
        }
    }
    whole(app, &mut tx, person, why).await?;
    tx.commit().await?;
    Ok(true)
}

/// `last`: whether the person goes with the last of their registrations.
async fn one_once(app: &App, id: Uuid, why: Why<'_>, last: bool) -> Result<bool, Failure> {
    let mut tx = app.db.write().await?;
    let person = store::by_id(&mut tx, id).await?.ok_or(AppError::NotFound)?.person_id;
    if !vault::lock(&mut tx, person).await? && store::is_buried(&mut tx, id, person).await? {
        return Ok(false);
    }
    // As it is now that nobody else can add to the person or erase them.
    let registration = store::by_id(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if registration.person_id != person {
        return Err(Failure::Overtaken);
    }
    let others: Vec<Registration> =
        store::all_of_person(&mut tx, person).await?.into_iter().filter(|r| r.id != id).collect();
    if last && others.is_empty() {
        whole(app, &mut tx, person, why).await?;
    } else {
        part(app, &mut tx, &registration, &others, why).await?;
    }
    tx.commit().await?;
    Ok(true)
}

async fn whole(app: &App, tx: &mut Tx, person: Uuid, why: Why<'_>) -> Result<(), Failure> {
    people::service::forget(tx, person).await?;
    empty(app, tx, person, why).await?;
    vault::bury(tx, Subject::Person(person), why.rule, why.at).await?;
    for part in people::service::parts(tx, person).await? {
        people::service::forget(tx, part).await?;
        empty(app, tx, part, why).await?;
        vault::bury(tx, Subject::Person(part), why.rule, why.at).await?;
    }
    // Nothing is left of them here; an older backup holds them still.
    for merged in people::service::taken_in(tx, person).await? {
        vault::bury(tx, Subject::Person(merged), why.rule, why.at).await?;
    }
    Ok(record(app, tx, why.by, "person.erase", ("person", person), why.rule).await?)
}

/// Takes one registration out of a person who has others: it becomes that of somebody of whom nothing is known.
async fn part(
    app: &App,
    tx: &mut Tx,
    registration: &Registration,
    others: &[Registration],
    why: Why<'_>,
) -> Result<(), Failure> {
    let elsewhere: Vec<_> = others.iter().flat_map(|r| contacts(&r.phone, &r.email)).collect();
    for contact in contacts(&registration.phone, &registration.email) {
        if !elsewhere.contains(&contact) {
            people::service::forget_contact(tx, registration.person_id, &contact).await?;
        }
    }
    people::service::forget_undos(tx, registration.person_id).await?;
    let nobody = app.ids.uuid();
    people::service::add_nobody(tx, nobody, why.now).await?;
    store::hand_over(tx, registration.id, nobody).await?;
    empty(app, tx, nobody, why).await?;
    store::bury(tx, registration.id, why.rule, why.at).await?;
    Ok(record(app, tx, why.by, "registration.erase", ("registration", registration.id), why.rule).await?)
}

/// Gives up what is still to come, and takes everything out of the registrations, marks, testimonials and mails of a person
/// without a key.
async fn empty(app: &App, tx: &mut Tx, person: Uuid, why: Why<'_>) -> Result<(), Failure> {
    let mut all = store::all_of_person(tx, person).await?;
    // One order for everybody who locks more than one queue.
    all.sort_by_key(|r| r.event_id);
    for r in &all {
        let room = store::lock(tx, r.event_id).await?.ok_or(AppError::NotFound)?;
        let r = store::by_id(tx, r.id).await?.ok_or(AppError::NotFound)?;
        if why.now < room.ends_at && r.state.may_withdraw() {
            let next = Next { state: State::Withdrawn, pool: r.pool_id, holds_place: false, offer_expires_at: None };
            if !store::become_state(tx, r.id, r.state, &next, why.now).await? {
                return Err(Failure::Overtaken);
            }
            if r.holds_place {
                free_place(app, tx, &r, why.now).await?;
            } else if r.party_id.is_some() {
                promote(app, tx, r.event_id, why.now).await?;
            }
        }
        store::blank(tx, r.id, &code::from_bytes(app.ids.bytes())).await?;
        questions::service::forget(tx, r.id).await?;
        queue::cancel(tx, r.id).await?;
        selection::service::forget(tx, r.id).await?;
        messages::forget(tx, r.id).await?;
    }
    attendance::service::forget(tx, person).await?;
    testimonials::service::erase_of_person(tx, person, why.rule, why.at).await?;
    Ok(cache::bump(tx).await?)
}
