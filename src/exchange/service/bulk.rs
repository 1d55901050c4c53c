//! Work on many registrations: planned, shown, begun, and then done by the worker row by row.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::audit::service::{By, record};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::events::service as events;
use crate::exchange::form::{BulkInput, Chosen};
use crate::exchange::model::{Act, BULK_MAX, Run, Stage, Tally, Why};
use crate::exchange::store;
use crate::i18n::Locale;
use crate::jobs::queue::{self, Job};
use crate::needs::service as needs;
use crate::registration::model::why::against_confirming;
use crate::registration::model::{Registration, State};
use crate::registration::service::{self as registration, Failure, Line, tries};
use crate::seal::Legible;
use crate::staff::model::{Action, Actor, Of};
use crate::staff::service as staff;
use crate::state::App;

/// Said when more are meant than one run takes.
pub const TOO_MANY: &str = "exchange-error-too-many";
/// Said when nobody is meant.
pub const NOBODY: &str = "exchange-error-nobody";
/// Rows that one job settles before it makes way for others.
const STEP: usize = 200;
/// Rows that were passed over and are named on the page.
const NAMED: i64 = 200;
/// Runs that the page of the list knows of.
const RECENT: i64 = 5;

/// A run with what its page says of it.
#[derive(Clone)]
pub struct Shown {
    pub run: Run,
    pub tally: Tally,
    /// Who was passed over, and why.
    pub skipped: Vec<(Line, Why)>,
    /// Places that nobody holds, where some are to be given out.
    pub free: Option<i64>,
    /// Whom it is about, where that is one person.
    pub one: Option<Line>,
}

/// What may be done to one registration as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Possible {
    pub acts: Vec<Act>,
    /// Why none of them gives a place, where the state alone would allow it.
    pub no_place: Option<Why>,
}

/// What somebody needs the right to before they may do it to many.
const fn needed(act: Act) -> Action {
    match act {
        Act::Confirm | Act::Offer | Act::Decline | Act::Withdraw | Act::Link | Act::ByHand | Act::Language(_) => {
            Action::RegistrationEdit
        }
        Act::Needs(_) => Action::NeedsEdit,
        Act::Export => Action::RegistrationSee,
    }
}

/// Writes down what is to be done to whom; nothing is done yet.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `NotFound` for registrations of another event; `Conflict` when nobody is
/// meant, or more than [`BULK_MAX`].
pub async fn plan(app: &App, actor: &Actor, event: &Event, input: &BulkInput, l: Locale) -> Outcome<Uuid> {
    actor.require(needed(input.act), &event.place(), Of::Other)?;
    let mut ids = match &input.chosen {
        Chosen::All => registration::matching(app, actor, event, &input.filter, l).await?,
        Chosen::Rows(rows) => {
            let ids = registration::of_event_among(app, actor, event, rows).await?;
            if ids.len() != rows.len() {
                return Err(AppError::NotFound);
            }
            ids
        }
    };
    if ids.is_empty() {
        return Err(AppError::Conflict(NOBODY));
    }
    if ids.len() > BULK_MAX {
        return Err(AppError::Conflict(TOO_MANY));
    }
    let stands = registration::standing_of(app, event.id).await?;
    let needed = match input.act {
        Act::Needs(_) => needs::states_of(app, actor, event).await?,
        _ => BTreeMap::new(),
    };
    if input.act.gives_places() {
        // Who does not wait comes behind all who do.
        let number = |id: &Uuid| stands.get(id).and_then(|s| s.waiting_no).unwrap_or(i64::MAX);
        ids.sort_by_key(number);
    }
    let run = Run {
        id: app.ids.uuid(),
        event_id: event.id,
        staff_id: actor.id,
        act: input.act,
        stage: Stage::Planned,
        total: i64::try_from(ids.len()).unwrap_or(i64::MAX),
        created_at: app.clock.now(),
        finished_at: None,
    };
    let mut tx = app.db.write().await?;
    store::add_run(&mut tx, &run).await?;
    for (position, id) in (1..).zip(&ids) {
        let needed = needed.get(id).map(Vec::as_slice).unwrap_or_default();
        let why = stands.get(id).and_then(|stands| input.act.hindered(*stands, needed));
        store::add_row(&mut tx, run.id, position, *id, why).await?;
    }
    tx.commit().await?;
    Ok(run.id)
}

/// What the asker may do to one registration, of what a list does to many: that which would not be passed over as it stands
/// now. What the page of the registration does in its own way is not among it.
///
/// # Errors
/// `NotFound` for a registration of another event; when the database does not answer.
pub async fn possible(app: &App, actor: &Actor, event: &Event, r: &Registration) -> Outcome<Possible> {
    let mut possible = Possible::default();
    if r.legible == Legible::Erased {
        return Ok(possible);
    }
    let stands = r.stands();
    if actor.can(needed(Act::Confirm), &event.place(), Of::Other) {
        let mut acts = vec![Act::Confirm, Act::Offer, Act::Decline, Act::ByHand];
        acts.retain(|act| act.hindered(stands, &[]).is_none());
        if against_confirming(r.state).is_none() || r.state == State::Received {
            possible.no_place = registration::against_place(app, actor, event, r.id).await?;
        }
        let (closed, gives) = (event.ends_at <= app.clock.now(), possible.no_place.is_none());
        acts.retain(|act| if act.gives_places() { gives } else { *act != Act::Decline || !closed });
        possible.acts = acts;
    }
    if actor.can(needed(Act::Needs(None)), &event.place(), Of::Other) {
        let needs = needs::states_of_one(app, actor, event, r.id).await?;
        let mut open: Vec<Act> = needs.iter().map(|(kind, _)| Act::Needs(Some(*kind))).collect();
        open.retain(|act| act.hindered(stands, &needs).is_none());
        if open.len() > 1 {
            open.push(Act::Needs(None));
        }
        possible.acts.extend(open);
    }
    Ok(possible)
}

/// Whom a run is about, where that is one registration.
async fn only(tx: &mut Tx, run: &Run) -> Outcome<Option<Uuid>> {
    if run.total == 1 { Ok(store::only(tx, run.id).await?) } else { Ok(None) }
}

/// A run of this event, for who may do such a thing.
async fn of_event(tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Run> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let run = store::run(tx, id).await?.filter(|r| r.event_id == event.id).ok_or(AppError::NotFound)?;
    actor.require(needed(run.act), &event.place(), Of::Other)?;
    Ok(run)
}

/// How a run stands.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or for a run of another event.
pub async fn shown(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Shown> {
    let mut tx = app.db.read().await?;
    let run = of_event(&mut tx, actor, event, id).await?;
    let tally = store::tally(&mut tx, id).await?;
    let skipped = store::skipped(&mut tx, id, NAMED).await?;
    let gives = run.act.gives_places();
    let free = if gives { Some(registration::free_places(&mut tx, event.id).await?) } else { None };
    let only = only(&mut tx, &run).await?;
    drop(tx);
    let ids: Vec<Uuid> = skipped.iter().map(|(id, _)| *id).collect();
    let why: BTreeMap<Uuid, Why> = skipped.into_iter().collect();
    let lines = registration::lines(app, event.id, &ids).await?;
    let one = match only {
        Some(only) => registration::lines(app, event.id, &[only]).await?.pop(),
        None => None,
    };
    let skipped = lines.into_iter().filter_map(|line| Some((why.get(&line.registration.id).copied()?, line)));
    Ok(Shown { run, tally, skipped: skipped.map(|(why, line)| (line, why)).collect(), free, one })
}

/// The last runs of an event, newest first; empty for who may not do such a thing.
///
/// # Errors
/// When the database does not answer.
pub async fn recent(app: &App, actor: &Actor, event: &Event) -> Outcome<Vec<(Run, Tally)>> {
    if !actor.can(Action::RegistrationEdit, &event.place(), Of::Other) {
        return Ok(Vec::new());
    }
    let mut tx = app.db.read().await?;
    let mut all = Vec::new();
    for run in store::runs(&mut tx, event.id, RECENT).await? {
        let tally = store::tally(&mut tx, run.id).await?;
        all.push((run, tally));
    }
    Ok(all)
}

/// The registrations of a run that are not passed over.
///
/// # Errors
/// As [`shown`].
pub async fn ids_of(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Vec<Uuid>> {
    let mut tx = app.db.read().await?;
    of_event(&mut tx, actor, event, id).await?;
    Ok(store::planned(&mut tx, id).await?)
}

/// Has a planned run begin; once more it changes nothing.
///
/// # Errors
/// As [`shown`]; `Conflict` when it was cancelled.
pub async fn begin(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let run = of_event(&mut tx, actor, event, id).await?;
    if matches!(run.stage, Stage::Running | Stage::Done) {
        return Ok(());
    }
    // What is taken out is no work of the worker's.
    if run.act == Act::Export
        || !store::become_stage(&mut tx, id, Stage::Planned, Stage::Running, app.clock.now()).await?
    {
        return Err(AppError::Conflict("ui-conflict-help"));
    }
    put(app, &mut tx, id, 0).await?;
    let code = run.act.code();
    record(app, &mut tx, By::from(actor), "bulk.start", ("event", event.id), code).await?;
    tx.commit().await?;
    app.jobs_waiting.notify_one();
    Ok(())
}

/// As [`begin`], for a run about one registration: it is done before this returns, so that whoever asked sees what came of
/// it. Gives that registration. Where the worker is quicker, or something fails, it is the worker's as any other.
///
/// # Errors
/// As [`begin`]; `NotFound` for a run about several.
pub async fn begin_one(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Uuid> {
    let mut tx = app.db.read().await?;
    let run = of_event(&mut tx, actor, event, id).await?;
    let only = only(&mut tx, &run).await?.ok_or(AppError::NotFound)?;
    drop(tx);
    begin(app, actor, event, id).await?;
    if let Err(error) = bulk_step(app, id).await {
        tracing::warn!(run = %id, ?error, "left to the worker");
    }
    Ok(only)
}

/// Breaks a run off: what was done stays done, the rest is left alone.
///
/// # Errors
/// As [`shown`]; `Conflict` when it is over.
pub async fn cancel(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let run = of_event(&mut tx, actor, event, id).await?;
    let open = matches!(run.stage, Stage::Planned | Stage::Running);
    if !open || !store::become_stage(&mut tx, id, run.stage, Stage::Cancelled, app.clock.now()).await? {
        return Err(AppError::Conflict("ui-conflict-help"));
    }
    if run.stage == Stage::Running {
        record(app, &mut tx, By::from(actor), "bulk.cancel", ("event", event.id), run.act.code()).await?;
    }
    Ok(tx.commit().await?)
}

/// The next step has a name of its own: the job that puts it in the queue is still there itself.
async fn put(app: &App, tx: &mut Tx, run: Uuid, settled: i64) -> Outcome<()> {
    queue::put(app, tx, &Job::Bulk { run }, Some(&format!("bulk:{run}:{settled}")), app.clock.now()).await
}

/// Settles the next rows of a run and puts the step after it in the queue. Broken off anywhere and done again it comes to
/// the same.
///
/// # Errors
/// When the database does not answer; then the job comes back.
pub async fn bulk_step(app: &App, id: Uuid) -> Outcome<()> {
    let mut tx = app.db.read().await?;
    let Some(run) = store::run(&mut tx, id).await?.filter(|r| r.stage == Stage::Running) else { return Ok(()) };
    let rows = store::waiting(&mut tx, id, i64::try_from(STEP).unwrap_or(i64::MAX)).await?;
    drop(tx);
    let event = events::by_id(app, run.event_id).await?;
    // As their grants are now: who lost a role does nothing more by a list.
    let actor = staff::acting(app, run.staff_id).await?;
    let actor = actor.filter(|a| a.can(needed(run.act), &event.place(), Of::Other));
    let Some(actor) = actor else { return end(app, &run, Stage::Stopped).await };
    for (position, registration) in &rows {
        // Somebody may have broken it off meanwhile.
        let still = store::run(&mut app.db.read().await?, id).await?.is_some_and(|r| r.stage == Stage::Running);
        if !still {
            return Ok(());
        }
        tries!(one(app, &actor, &event, &run, (*position, *registration)))?;
        app.jobs_waiting.notify_one();
        app.cache.touch();
    }
    if rows.len() < STEP {
        return end(app, &run, Stage::Done).await;
    }
    let mut tx = app.db.write().await?;
    let settled = run.total - store::tally(&mut tx, id).await?.waiting;
    put(app, &mut tx, id, settled).await?;
    tx.commit().await?;
    app.jobs_waiting.notify_one();
    Ok(())
}

async fn end(app: &App, run: &Run, stage: Stage) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    store::become_stage(&mut tx, run.id, Stage::Running, stage, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Does it to one registration and notes what came of it, in one transaction. Of two workers who are at the same row one
/// finds that it was settled, and leaves nothing behind.
async fn one(app: &App, actor: &Actor, event: &Event, run: &Run, (position, id): (i64, Uuid)) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    let why = match act_on(app, &mut tx, actor, event, run.act, id).await {
        Ok(why) => why,
        Err(failure) => {
            let why = passed_over(failure)?;
            // Whatever was begun is not kept.
            drop(tx);
            tx = app.db.write().await?;
            Some(why)
        }
    };
    if store::settle(&mut tx, run.id, position, why).await? {
        tx.commit().await?;
    }
    Ok(())
}

async fn act_on(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, act: Act, id: Uuid) -> registration::One {
    match act {
        Act::Confirm => registration::confirm_for(app, tx, actor, event, id).await,
        Act::Offer => registration::offer_for(app, tx, actor, event, id).await,
        Act::Decline => registration::decline_for(app, tx, actor, event, id).await,
        Act::Withdraw => registration::give_up_for(app, tx, actor, event, id).await,
        Act::Link => registration::again_for(app, tx, actor, event, id).await,
        Act::ByHand => registration::by_hand_for(app, tx, actor, event, id).await,
        Act::Language(l) => registration::speak_for(app, tx, actor, event, id, l).await,
        Act::Needs(kind) => Ok(needs::arrange(app, tx, actor, event, id, kind).await?),
        // Nothing is done to those who are taken out.
        Act::Export => Ok(None),
    }
}

/// What an error means for one row; what is wrong with the machine itself is wrong for all of them.
fn passed_over(failure: Failure) -> Result<Why, Failure> {
    match failure {
        Failure::App(AppError::Conflict(_)) => Ok(Why::Late),
        Failure::App(AppError::NotFound | AppError::Gone) => Ok(Why::Gone),
        other => Err(other),
    }
}
