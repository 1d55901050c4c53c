//! Questions made, changed, moved and retired by who may edit the event. All of it happens with the event's row locked, so that
//! limits and order hold whoever else edits.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::audit::service::{By, record};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, State};
use crate::questions::form::editor::{OptionInput, QuestionInput};
use crate::questions::model::{
    AT_DESK_MAX, Condition, Kind, LONG_TEXTS_MAX, Opt, QUESTIONS_MAX, Question, SeenBy, Why, check,
};
use crate::questions::store::{self, Place};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Every question of an event in its order, also those not asked any more.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to edit the event.
pub async fn list(app: &App, actor: &Actor, event: &Event) -> Outcome<Vec<Question>> {
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    Ok(store::of_event(&mut app.db.read().await?, event.id, true).await?)
}

/// One question that is asked, among the others that are.
///
/// # Errors
/// As [`list`]; `NotFound` for one of another event, or not asked any more.
pub async fn one(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<(Question, Vec<Question>)> {
    let mut questions = list(app, actor, event).await?;
    questions.retain(|q| !q.retired);
    let question = questions.iter().find(|q| q.id == id).cloned().ok_or(AppError::NotFound)?;
    Ok((question, questions))
}

/// The questions asked now, which nobody else changes until the transaction ends.
async fn locked(tx: &mut Tx, actor: &Actor, event: &Event) -> Outcome<Vec<Question>> {
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    if matches!(event.state, State::Cancelled | State::Archived) {
        return Err(AppError::Conflict("events-error-not-editable"));
    }
    store::lock(tx, event.id).await?;
    Ok(store::of_event(tx, event.id, false).await?)
}

/// Whether an event can ask these, of which `edited` was just changed.
fn fit(questions: &[Question], edited: Uuid) -> Outcome<()> {
    let count = |what: &dyn Fn(&Question) -> bool| questions.iter().filter(|q| what(q)).count();
    let limits: [(usize, usize, &'static str); 3] = [
        (questions.len(), QUESTIONS_MAX, "questions-error-too-many"),
        (count(&|q| q.kind == Kind::LongText), LONG_TEXTS_MAX, "questions-error-long-texts"),
        (count(&|q| q.seen_by == SeenBy::FacilitatorsToo), AT_DESK_MAX, "questions-error-at-desk"),
    ];
    if let Some((_, _, key)) = limits.iter().find(|(n, max, _)| n > max) {
        return Err(AppError::Conflict(key));
    }
    check(questions).map_err(|(at_fault, why)| {
        AppError::Conflict(match (why, at_fault == edited) {
            (Why::Order, _) => "questions-error-order",
            (Why::Answer, true) => "questions-error-condition",
            (Why::Answer, false) => "questions-error-needed",
            (Why::Outlives, true) => "questions-error-outlives",
            (Why::Outlives, false) => "questions-error-outlived",
        })
    })
}

/// A question as it is wanted; of `options` those without a number get the next ones from `first` on.
fn wanted(id: Uuid, event: Uuid, input: &QuestionInput, first: i64) -> Question {
    let mut next = first;
    let option = |o: &OptionInput| {
        let number = o.number.unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        Opt { number, retired: false, labels: o.labels.clone() }
    };
    Question {
        id,
        event_id: event,
        kind: input.kind,
        required: input.required,
        shown_if: input.shown_if.clone(),
        seen_by: input.seen_by,
        keep_days: input.keep_days,
        min: input.min,
        max: input.max,
        texts: input.texts.clone(),
        options: input.options.iter().map(option).collect(),
        retired: false,
        answered: false,
        version: input.version,
    }
}

fn new_options(input: &QuestionInput) -> i64 {
    i64::try_from(input.options.iter().filter(|o| o.number.is_none()).count()).unwrap_or(i64::MAX)
}

/// Adds a question behind the others.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `Conflict` with what stands against it.
pub async fn add(app: &App, actor: &Actor, event: &Event, input: &QuestionInput) -> Outcome<Uuid> {
    let id = app.ids.uuid();
    let mut tx = app.db.write().await?;
    let mut questions = locked(&mut tx, actor, event).await?;
    if input.options.iter().any(|o| o.number.is_some()) {
        return Err(AppError::BadRequest("ui-bad-request-help"));
    }
    let question = wanted(id, event.id, input, 1);
    questions.push(question.clone());
    fit(&questions, id)?;
    let place = Place { position: store::next_position(&mut tx, event.id).await?, next_option: 1 + new_options(input) };
    store::add(&mut tx, &question, place).await?;
    record(app, &mut tx, By::from(actor), "question.add", ("event", event.id), "").await?;
    tx.commit().await?;
    Ok(id)
}

/// Saves an edit made from version `input.version`. Options that are left out are retired, and none gets a number that was
/// given before. What was answered keeps its kind.
///
/// # Errors
/// As [`add`]; `NotFound` for a question of another event.
pub async fn edit(app: &App, actor: &Actor, event: &Event, id: Uuid, input: &QuestionInput) -> Outcome<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let mut questions = locked(&mut tx, actor, event).await?;
    let at = questions.iter().position(|q| q.id == id).ok_or(AppError::NotFound)?;
    let old = &questions[at];
    let known = |o: &OptionInput| o.number.is_none_or(|n| old.offered().any(|k| k.number == n));
    if old.version != input.version || !input.options.iter().all(known) {
        return Err(AppError::Conflict("questions-error-stale"));
    }
    if old.answered && old.kind != input.kind {
        return Err(AppError::Conflict("questions-error-kind"));
    }
    let count = new_options(input);
    let first = if count > 0 { store::next_numbers(&mut tx, id, count).await? } else { 0 };
    let question = wanted(id, event.id, input, first);
    questions[at] = question.clone();
    fit(&questions, id)?;
    if !store::update(&mut tx, &question).await? {
        // Answered between the two: it is what it was.
        return Err(AppError::Conflict("questions-error-kind"));
    }
    store::put_texts(&mut tx, id, &question.texts).await?;
    store::retire_options(&mut tx, id, now).await?;
    store::put_options(&mut tx, id, &question.options).await?;
    record(app, &mut tx, By::from(actor), "question.edit", ("event", event.id), "").await?;
    Ok(tx.commit().await?)
}

/// Moves a question one place up or down; at the end of the list it stays where it is.
///
/// # Errors
/// As [`edit`]; `Conflict` when it would come before a question that it depends on.
pub async fn shift(app: &App, actor: &Actor, event: &Event, id: Uuid, up: bool) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let mut questions = locked(&mut tx, actor, event).await?;
    let at = questions.iter().position(|q| q.id == id).ok_or(AppError::NotFound)?;
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < questions.len()) };
    let Some(to) = to else { return Ok(()) };
    questions.swap(at, to);
    fit(&questions, id)?;
    let positions: BTreeMap<Uuid, i64> = store::positions(&mut tx, event.id).await?.into_iter().collect();
    let (one, other) = (questions[at].id, questions[to].id);
    if let (Some(here), Some(there)) = (positions.get(&one), positions.get(&other)) {
        store::move_to(&mut tx, one, *there).await?;
        store::move_to(&mut tx, other, *here).await?;
    }
    record(app, &mut tx, By::from(actor), "question.move", ("event", event.id), "").await?;
    Ok(tx.commit().await?)
}

/// Asks a question no more; what was answered stays until its time. Once more it changes nothing.
///
/// # Errors
/// As [`edit`]; `Conflict` while another question depends on it.
pub async fn retire(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let questions = locked(&mut tx, actor, event).await?;
    if !questions.iter().any(|q| q.id == id) {
        let all = store::of_event(&mut tx, event.id, true).await?;
        return if all.iter().any(|q| q.id == id) { Ok(()) } else { Err(AppError::NotFound) };
    }
    if questions.iter().any(|q| q.shown_if.as_ref().is_some_and(|c| c.question == id)) {
        return Err(AppError::Conflict("questions-error-depended"));
    }
    store::retire(&mut tx, id, now).await?;
    record(app, &mut tx, By::from(actor), "question.retire", ("event", event.id), "").await?;
    Ok(tx.commit().await?)
}

/// Gives one event the questions that another asks, with ids of their own; in the transaction that makes it. Gives the copies by
/// the ids of what they were copied from.
///
/// # Errors
/// When the database does not take it.
pub async fn copy(app: &App, tx: &mut Tx, from: Uuid, to: Uuid) -> Outcome<BTreeMap<Uuid, Question>> {
    let mut copies = BTreeMap::new();
    let questions = store::of_event(tx, from, false).await?;
    let ids: BTreeMap<Uuid, Uuid> = questions.iter().map(|q| (q.id, app.ids.uuid())).collect();
    for (position, mut q) in (1_i64..).zip(questions) {
        let before = q.id;
        let Some(id) = ids.get(&before) else { continue };
        q.id = *id;
        q.event_id = to;
        q.options.retain(|o| !o.retired);
        let own = |c: Condition| Some(Condition { question: *ids.get(&c.question)?, value: c.value });
        q.shown_if = q.shown_if.take().and_then(own);
        let next_option = 1 + q.options.iter().map(|o| o.number).max().unwrap_or(0);
        store::add(tx, &q, Place { position, next_option }).await?;
        copies.insert(before, q);
    }
    Ok(copies)
}
