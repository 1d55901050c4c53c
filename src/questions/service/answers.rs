//! What people answered: kept with their registration, shown to those whom each question names.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::Tx;
use crate::error::Outcome;
use crate::events::model::Event;
use crate::questions::model::{Answered, Answers, Question, SeenBy};
use crate::questions::store;
use crate::registration::model::Registration;
use crate::seal::DataKey;
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Keeps what was answered with a registration in the place of what it answered before to the same questions; answers to
/// questions that are not asked any more stay. `key` is that of the person, held by the caller ([`registration::service::hold`]).
///
/// # Errors
/// When the database does not take it.
///
/// [`registration::service::hold`]: crate::registration::service::hold
pub async fn save(tx: &mut Tx, key: &DataKey, registration: Uuid, answers: &Answers, now: Instant) -> sqlx::Result<()> {
    store::clear(tx, registration).await?;
    add(tx, key, registration, answers, now).await
}

async fn add(tx: &mut Tx, key: &DataKey, registration: Uuid, answers: &Answers, now: Instant) -> sqlx::Result<()> {
    for (question, value) in answers.iter() {
        store::add_answer(tx, key, (registration, question), value, now).await?;
    }
    Ok(())
}

/// As [`save`], for a registration that begins or begins anew: nothing answered before is left.
///
/// # Errors
/// When the database does not take it.
pub async fn begin(
    tx: &mut Tx,
    key: &DataKey,
    (registration, again): (Uuid, bool),
    answers: &Answers,
    now: Instant,
) -> sqlx::Result<()> {
    if again {
        store::forget(tx, registration).await?;
    }
    add(tx, key, registration, answers, now).await
}

/// Takes away everything that a registration answered.
///
/// # Errors
/// When the database does not do it.
pub async fn forget(tx: &mut Tx, registration: Uuid) -> sqlx::Result<()> {
    store::forget(tx, registration).await
}

/// Seals what a registration answered under the key of the person whom it belongs to from now on; to be called while it still
/// belongs to the one of before.
///
/// # Errors
/// When the database does not take it, or something does not open.
pub async fn reseal(tx: &mut Tx, registration: Uuid, key: &DataKey) -> sqlx::Result<()> {
    for (question, value) in store::of_registration(tx, registration).await?.iter() {
        store::put(tx, key, (registration, question), value).await?;
    }
    Ok(())
}

/// What a registration answered, to fill its form with.
///
/// # Errors
/// When the database does not answer, or something does not open.
pub async fn answers(app: &App, registration: &Registration) -> Outcome<Answers> {
    Ok(store::of_registration(&mut app.db.read().await?, registration.id).await?)
}

/// Everything a registration answered with its questions, in their order, also those not asked any more: for the person.
///
/// # Errors
/// As [`answers`].
pub async fn answered(app: &App, registration: &Registration) -> Outcome<Vec<Answered>> {
    let mut tx = app.db.read().await?;
    let answers = store::of_registration(&mut tx, registration.id).await?;
    if answers.is_empty() {
        return Ok(Vec::new());
    }
    let questions = store::of_event(&mut tx, registration.event_id, true).await?;
    Ok(beside(questions, &answers))
}

fn beside(questions: Vec<Question>, answers: &Answers) -> Vec<Answered> {
    let one = |question: Question| {
        let value = answers.get(question.id)?.clone();
        Some(Answered { question, value })
    };
    questions.into_iter().filter_map(one).collect()
}

/// What a registration answered, as far as this member of the staff may see it.
///
/// # Errors
/// `Forbidden` or `NotFound` for who may not even see the roster.
pub async fn of_registration(app: &App, actor: &Actor, event: &Event, r: &Registration) -> Outcome<Vec<Answered>> {
    let all = sees_all(actor, event)?;
    let mut answered = answered(app, r).await?;
    answered.retain(|a| all || a.question.seen_by == SeenBy::FacilitatorsToo);
    Ok(answered)
}

/// What everybody answered at an event, by registration, as far as this member of the staff may see it; with the questions, also
/// those not asked any more.
///
/// # Errors
/// As [`of_registration`].
pub async fn answers_of_event(
    app: &App,
    actor: &Actor,
    event: &Event,
) -> Outcome<(Vec<Question>, BTreeMap<Uuid, Answers>)> {
    let all = sees_all(actor, event)?;
    let mut tx = app.db.read().await?;
    let mut questions = store::of_event(&mut tx, event.id, true).await?;
    questions.retain(|q| all || q.seen_by == SeenBy::FacilitatorsToo);
    let answers =
        if questions.is_empty() { BTreeMap::new() } else { store::answers_of_event(&mut tx, event.id, all).await? };
    Ok((questions, answers))
}

/// The questions of an event that are answered by choosing, in their order and also those not asked any more, and what was
/// chosen in answer to those `among` them, by registration. For a selection, which weighs it, under a right of its own.
///
/// # Errors
/// When the database does not answer.
pub async fn choices(
    tx: &mut Tx,
    event: Uuid,
    among: &BTreeSet<Uuid>,
) -> Outcome<(Vec<Question>, BTreeMap<Uuid, Answers>)> {
    let mut questions = store::of_event(tx, event, true).await?;
    // What was typed is nothing to count by, and nothing that a proof could name.
    questions.retain(|q| q.kind.decides());
    let mut answers = BTreeMap::new();
    for q in questions.iter().filter(|q| q.answered && among.contains(&q.id)) {
        store::to_question(tx, q.id, &mut answers).await?;
    }
    Ok((questions, answers))
}

/// Whether they see the answers to every question of an event, or only those marked for facilitators.
fn sees_all(actor: &Actor, event: &Event) -> Outcome<bool> {
    actor.require(Action::RosterSee, &event.place(), Of::Other)?;
    Ok(actor.can(Action::RegistrationSee, &event.place(), Of::Other))
}

/// What stands beside the names at the desk, by registration: whoever looks there, only answers that facilitators may see.
///
/// # Errors
/// When the database does not answer.
pub async fn at_desk(app: &App, event: Uuid) -> Outcome<BTreeMap<Uuid, Vec<Answered>>> {
    let mut tx = app.db.read().await?;
    let mut questions = store::of_event(&mut tx, event, true).await?;
    questions.retain(|q| q.seen_by == SeenBy::FacilitatorsToo);
    if questions.is_empty() {
        return Ok(BTreeMap::new());
    }
    let answers = store::answers_of_event(&mut tx, event, false).await?;
    Ok(answers.into_iter().map(|(id, answers)| (id, beside(questions.clone(), &answers))).collect())
}
