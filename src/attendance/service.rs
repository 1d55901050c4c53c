//! What is done at the desk. A correction and an undo stand in the history of actions; of plain marks the marks themselves
//! are the history.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::form::{MarkInput, UndoInput};
use super::model::{Mark, Source, State, States, Status, fold, fold_code, fold_name, is_meant};
use super::store;
pub use super::store::Told;
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, Session, State as EventState};
use crate::events::service as events;
use crate::people;
use crate::questions;
use crate::questions::model::Answered;
use crate::registration::model::{Registration, RosterEntry, State as RegistrationState, WalkInInput};
use crate::registration::service as registration;
use crate::seal::{DataKey, Legible, Personal};
use crate::staff::model::{Action, Actor, Of};
use crate::staff::service as staff;
use crate::state::App;

/// One person of the roster, as the desk shows them.
#[derive(Clone)]
pub struct DeskRow {
    pub entry: RosterEntry,
    pub state: Option<State>,
    /// What facilitators may know of the answers to the questions of the event.
    pub answers: Vec<Answered>,
    /// Folded, for the search.
    pub search_name: Personal,
    pub search_code: String,
    /// Meant by the search, if there is one.
    pub shown: bool,
}

/// The desk of one session.
#[derive(Clone)]
pub struct Desk {
    pub event: Event,
    pub session: Session,
    pub rows: Vec<DeskRow>,
    pub came: usize,
    pub headcount: Option<i64>,
    /// Who of the staff made the marks that disagree.
    pub names: BTreeMap<Uuid, String>,
    /// The mark just made, while it can be taken back.
    pub done: Option<(RosterEntry, Mark)>,
    /// Somebody scanned or typed a code that nobody here has.
    pub unknown_code: bool,
}

/// What the desk was asked for.
#[derive(Clone, Default)]
pub struct DeskQuery {
    pub session: Option<Uuid>,
    pub search: Personal,
    pub code: String,
    pub done: Option<Uuid>,
}

/// What came of a tap on a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    Done,
    /// It was so already.
    Same,
    /// It contradicts what stands: to be said why.
    NeedsReason,
}

/// A person's state in each session, in the order of the sessions.
#[derive(Clone)]
pub struct Line {
    pub entry: RosterEntry,
    pub states: Vec<Option<State>>,
}

/// Attendance of a whole event.
#[derive(Clone)]
pub struct Summary {
    pub event: Event,
    pub lines: Vec<Line>,
    /// By session: how many came, and how many were counted.
    pub sessions: Vec<(usize, Option<i64>)>,
}

async fn open(app: &App, actor: &Actor, slug: &str, action: Action) -> Outcome<Event> {
    let event = events::for_staff(app, actor, slug).await?;
    actor.require(action, &event.place(), Of::Other)?;
    Ok(event)
}

/// Late is never too late; but what was called off, or was never announced, nobody attends.
async fn open_to_mark(app: &App, actor: &Actor, slug: &str, action: Action) -> Outcome<Event> {
    let event = open(app, actor, slug, action).await?;
    match event.state {
        EventState::Draft | EventState::Cancelled => Err(AppError::Conflict("attendance-not-held")),
        EventState::Published | EventState::Completed | EventState::Archived => Ok(event),
    }
}

fn session_of(event: &Event, id: Uuid) -> Outcome<&Session> {
    event.sessions.iter().find(|s| s.id == id).ok_or(AppError::NotFound)
}

/// The session that runs or comes next; after the last one, the last.
#[must_use]
pub fn session_at(sessions: &[Session], now: Instant) -> Option<&Session> {
    sessions.iter().find(|s| s.ends_at > now).or_else(|| sessions.last())
}

/// A registration that has a row at this event's desk.
async fn on_roster(app: &App, event: &Event, id: Uuid) -> Outcome<Registration> {
    let found = registration::by_id(app, id).await?;
    if found.event_id != event.id {
        return Err(AppError::NotFound);
    }
    if found.state == RegistrationState::Confirmed {
        Ok(found)
    } else {
        Err(AppError::Conflict("attendance-not-on-roster"))
    }
}

/// # Errors
/// `NotFound` outside the actor's scope and for a session of another event.
pub async fn desk(app: &App, actor: &Actor, slug: &str, query: &DeskQuery) -> Outcome<Desk> {
    let event = open(app, actor, slug, Action::RosterSee).await?;
    let session = match query.session {
        Some(id) => session_of(&event, id)?.clone(),
        None => session_at(&event.sessions, app.clock.now()).cloned().ok_or(AppError::NotFound)?,
    };
    let roster = registration::roster(app, event.id).await?;
    let mut told = questions::service::at_desk(app, event.id).await?;
    let mut tx = app.db.read().await?;
    let states = fold(&store::of_session(&mut tx, session.id).await?);
    let headcount = store::counts(&mut tx, event.id).await?.get(&session.id).copied();
    drop(tx);
    let code = fold_code(&query.code);
    let mut rows: Vec<DeskRow> = roster.into_iter().map(|e| row(e, &session, &states, query, &code)).collect();
    for row in &mut rows {
        row.answers = told.remove(&row.entry.registration_id).unwrap_or_default();
    }
    let disagreeing = rows.iter().filter_map(|r| r.state.as_ref()).filter(|s| s.conflict);
    let who: BTreeSet<Uuid> = disagreeing.flat_map(|s| &s.standing).filter_map(|m| m.by.map(Uuid::from_u128)).collect();
    let who: Vec<Uuid> = who.into_iter().collect();
    let done = query.done.map(|id| id.as_u128()).and_then(|id| {
        let of = |r: &DeskRow| r.state.as_ref()?.standing.iter().find(|m| m.id == id).cloned();
        rows.iter().find_map(|r| Some((r.entry.clone(), of(r)?)))
    });
    Ok(Desk {
        came: rows.iter().filter(|r| r.state.as_ref().is_some_and(|s| s.status.came())).count(),
        unknown_code: !code.is_empty() && !rows.iter().any(|r| r.search_code == code),
        names: staff::names(app, &who).await?.into_iter().map(|(id, name)| (id, name.reveal().to_owned())).collect(),
        event,
        session,
        rows,
        headcount,
        done,
    })
}

fn row(entry: RosterEntry, session: &Session, states: &States, query: &DeskQuery, code: &str) -> DeskRow {
    let search_name = fold_name(&format!("{} {}", entry.call_name.reveal(), entry.full_name.reveal()));
    let search_code = fold_code(&entry.short_code);
    let shown = is_meant(&search_name, &search_code, query.search.reveal()) && (code.is_empty() || search_code == code);
    let state = states.get(&(session.id.as_u128(), entry.registration_id.as_u128())).cloned();
    DeskRow { entry, state, answers: Vec::new(), search_name: search_name.into(), search_code, shown }
}

/// One person in one session, for the page that asks for a reason.
///
/// # Errors
/// `NotFound` for what does not belong to the event; `Conflict` when there is nothing to correct any more.
pub async fn cell(
    app: &App,
    actor: &Actor,
    slug: &str,
    session: Uuid,
    registration: Uuid,
) -> Outcome<(Event, Session, RosterEntry, State)> {
    let event = open_to_mark(app, actor, slug, Action::AttendanceMark).await?;
    let session = session_of(&event, session)?.clone();
    let roster = registration::roster(app, event.id).await?;
    let entry = roster.into_iter().find(|e| e.registration_id == registration).ok_or(AppError::NotFound)?;
    let mut tx = app.db.read().await?;
    let state = state_of(&mut tx, session.id, registration).await?;
    let state = state.ok_or(AppError::Conflict("attendance-changed"))?;
    Ok((event, session, entry, state))
}

async fn state_of(tx: &mut Tx, session: Uuid, registration: Uuid) -> Outcome<Option<State>> {
    let marks = store::of_cell(tx, session, registration).await?;
    Ok(fold(&marks).remove(&(session.as_u128(), registration.as_u128())))
}

/// A mark made with a form just now.
fn statement(app: &App, actor: &Actor, id: Uuid, cell: (Uuid, Uuid), status: Status) -> Mark {
    let now = app.clock.now();
    Mark {
        id: id.as_u128(),
        session: cell.0.as_u128(),
        registration: cell.1.as_u128(),
        status,
        source: Source::Form,
        // Its own device: then `(device, seq)` refuses what `id` refuses, and other browsers are other devices.
        device: id.as_u128(),
        seq: 0,
        observed_at: now,
        received_at: now,
        supersedes: None,
        by: Some(actor.id.as_u128()),
    }
}

/// Records a status. What follows from the course of the session supersedes what stood; what was marked by somebody else
/// meanwhile stays beside it, and a disagreement shows.
///
/// # Errors
/// `NotFound` for what does not belong to the event, `Conflict` for an event that does not take place.
pub async fn mark(app: &App, actor: &Actor, slug: &str, input: &MarkInput) -> Outcome<Marked> {
    let event = open_to_mark(app, actor, slug, Action::AttendanceMark).await?;
    let session = session_of(&event, input.session)?.id;
    on_roster(app, &event, input.registration).await?;
    let mut mark = statement(app, actor, input.mark_id, (session, input.registration), input.status);
    let mut tx = app.db.write().await?;
    if store::by_id(&mut tx, input.mark_id).await?.is_some() {
        return Ok(Marked::Done);
    }
    if let Some(now) = state_of(&mut tx, session, input.registration).await? {
        if now.status == input.status && !now.conflict {
            return Ok(Marked::Same);
        }
        if Some(now.mark.id) == input.seen.map(|id| id.as_u128()) {
            if now.conflict || now.status.contradicted_by(input.status) {
                return Ok(Marked::NeedsReason);
            }
            mark.supersedes = Some(now.mark.id);
        }
    }
    store::add(&mut tx, event.id, &mark, None).await?;
    let object = ("registration", input.registration);
    record(app, &mut tx, By::from(actor), Action::AttendanceMark.code(), object, input.status.code()).await?;
    tx.commit().await?;
    Ok(Marked::Done)
}

/// Puts a status in the place of all that was said of a person in a session, with the reason.
///
/// # Errors
/// As for [`mark`]; `Conflict` when somebody else marked the person since the form was drawn.
pub async fn correct(app: &App, actor: &Actor, slug: &str, input: &MarkInput, reason: &Personal) -> Outcome<()> {
    let event = open_to_mark(app, actor, slug, Action::AttendanceMark).await?;
    let session = session_of(&event, input.session)?.id;
    let registered = on_roster(app, &event, input.registration).await?;
    let cell = (session, input.registration);
    let mut tx = app.db.write().await?;
    if store::by_id(&mut tx, input.mark_id).await?.is_some() {
        return Ok(());
    }
    let now = state_of(&mut tx, session, input.registration).await?;
    let now = now.filter(|n| Some(n.mark.id) == input.seen.map(|id| id.as_u128()));
    let now = now.ok_or(AppError::Conflict("attendance-changed"))?;
    // Of somebody erased nothing more is written down.
    let key = registration::hold(&mut tx, &registered).await?;
    let why = key.as_ref().map(|key| (key, reason));
    let mut first = statement(app, actor, input.mark_id, cell, input.status);
    first.supersedes = Some(now.mark.id);
    store::add(&mut tx, event.id, &first, why).await?;
    // A mark supersedes one other; the rest of a disagreement is taken back beside it.
    for other in now.standing.iter().filter(|m| m.id != now.mark.id) {
        let mut void = statement(app, actor, app.ids.uuid(), cell, Status::Void);
        void.supersedes = Some(other.id);
        store::add(&mut tx, event.id, &void, why).await?;
    }
    let object = ("registration", input.registration);
    record(app, &mut tx, By::from(actor), "attendance.correct", object, "").await?;
    Ok(tx.commit().await?)
}

/// Takes back a mark. Where it had taken the place of another, that one's status returns.
///
/// # Errors
/// `NotFound` for a mark of another event or session; `Conflict` when it does not stand any more.
pub async fn undo(app: &App, actor: &Actor, slug: &str, input: &UndoInput) -> Outcome<()> {
    let event = open_to_mark(app, actor, slug, Action::AttendanceMark).await?;
    let mut tx = app.db.write().await?;
    if store::by_id(&mut tx, input.mark_id).await?.is_some() {
        return Ok(());
    }
    let found = store::by_id(&mut tx, input.mark).await?;
    let (_, mark) =
        found.filter(|(of, m)| *of == event.id && m.session == input.session.as_u128()).ok_or(AppError::NotFound)?;
    let cell = (input.session, Uuid::from_u128(mark.registration));
    let state = state_of(&mut tx, cell.0, cell.1).await?;
    if !state.is_some_and(|s| s.standing.iter().any(|m| m.id == mark.id)) {
        return Err(AppError::Conflict("attendance-undo-late"));
    }
    let before = match mark.supersedes {
        Some(id) => store::by_id(&mut tx, Uuid::from_u128(id)).await?.map_or(Status::Void, |(_, m)| m.status),
        None => Status::Void,
    };
    let mut taken_back = statement(app, actor, input.mark_id, cell, before);
    taken_back.supersedes = Some(mark.id);
    store::add(&mut tx, event.id, &taken_back, None).await?;
    record(app, &mut tx, By::from(actor), "attendance.undo", ("registration", cell.1), "").await?;
    Ok(tx.commit().await?)
}

/// Keeps how many people somebody counted in the room.
///
/// # Errors
/// As for [`mark`].
pub async fn count(app: &App, actor: &Actor, slug: &str, session: Uuid, people: i64) -> Outcome<()> {
    let event = open_to_mark(app, actor, slug, Action::AttendanceMark).await?;
    let session = session_of(&event, session)?.id;
    let mut tx = app.db.write().await?;
    store::add_count(&mut tx, app.ids.uuid(), session, people, actor.id, app.clock.now()).await?;
    record(app, &mut tx, By::from(actor), "attendance.count", ("session", session), "").await?;
    Ok(tx.commit().await?)
}

/// Registers somebody at the door and marks them present.
///
/// # Errors
/// As for [`mark`].
pub async fn walk_in(
    app: &App,
    actor: &Actor,
    slug: &str,
    (session, mark_id): (Uuid, Uuid),
    input: WalkInInput,
) -> Outcome<()> {
    let event = open_to_mark(app, actor, slug, Action::WalkInAdd).await?;
    let session = session_of(&event, session)?.id;
    // The form's one id serves both: tapped twice, it is one person and one mark.
    let registration = registration::walk_in_once(app, actor, &event, mark_id, input).await?;
    let mut mark = statement(app, actor, mark_id, (session, registration.id), Status::Present);
    mark.source = Source::WalkIn;
    let mut tx = app.db.write().await?;
    store::add(&mut tx, event.id, &mark, None).await?;
    Ok(tx.commit().await?)
}

/// # Errors
/// `NotFound` outside the actor's scope.
pub async fn summary(app: &App, actor: &Actor, slug: &str) -> Outcome<Summary> {
    let event = open(app, actor, slug, Action::RosterSee).await?;
    let roster = registration::roster(app, event.id).await?;
    let mut tx = app.db.read().await?;
    let states = fold(&store::of_event(&mut tx, event.id).await?);
    let counts = store::counts(&mut tx, event.id).await?;
    let state = |session: &Session, entry: &RosterEntry| {
        states.get(&(session.id.as_u128(), entry.registration_id.as_u128())).cloned()
    };
    let lines: Vec<Line> = roster
        .into_iter()
        .map(|entry| Line { states: event.sessions.iter().map(|s| state(s, &entry)).collect(), entry })
        .collect();
    let came = |i: usize| lines.iter().filter(|l| l.states[i].as_ref().is_some_and(|s| s.status.came())).count();
    let sessions = event.sessions.iter().enumerate().map(|(i, s)| (came(i), counts.get(&s.id).copied())).collect();
    Ok(Summary { event, lines, sessions })
}

/// The sign-in sheet of a session: the event, the session and the roster, without those who were erased: nobody will sign
/// there.
///
/// # Errors
/// As for [`desk`].
pub async fn sheet(
    app: &App,
    actor: &Actor,
    slug: &str,
    session: Option<Uuid>,
) -> Outcome<(Event, Session, Vec<RosterEntry>)> {
    let desk = desk(app, actor, slug, &DeskQuery { session, ..DeskQuery::default() }).await?;
    let entries = desk.rows.into_iter().map(|r| r.entry);
    Ok((desk.event, desk.session, entries.filter(|e| e.legible != Legible::Erased).collect()))
}

/// The reasons that were given for corrections about a person, oldest first; for what somebody is told of themselves.
///
/// # Errors
/// When the database does not answer, or one does not open.
pub async fn reasons(tx: &mut Tx, key: &DataKey, person: Uuid) -> Outcome<Vec<(Instant, Personal)>> {
    Ok(store::reasons(tx, key, person).await?)
}

/// The marks made about a registration, oldest first, with those taken back, for the person themselves.
///
/// # Errors
/// When the database does not answer, or a reason does not open.
pub async fn told(app: &App, registration: &Registration) -> Outcome<Vec<Told>> {
    let mut tx = app.db.read().await?;
    let Some(key) = people::service::hold(&mut tx, registration.person_id).await? else { return Ok(Vec::new()) };
    Ok(store::told(&mut tx, &key, registration.id).await?)
}

/// Seals the reasons of a registration's marks anew, for [`crate::registration::service::move_over`].
///
/// # Errors
/// When one does not open, or the database does not take it.
pub async fn reseal(tx: &mut Tx, registration: Uuid, from: &DataKey, to: &DataKey) -> sqlx::Result<()> {
    store::reseal(tx, registration, from, to).await
}

/// Takes those reasons out of the marks; for [`crate::people::service::forget`], in its transaction.
///
/// # Errors
/// When the database does not take it.
pub async fn forget(tx: &mut Tx, person: Uuid) -> Outcome<()> {
    Ok(store::forget(tx, person).await?)
}

/// The registrations of an event whose people came to at least one session.
///
/// # Errors
/// When the database does not answer.
pub async fn came(app: &App, event: Uuid) -> Outcome<BTreeSet<Uuid>> {
    let marks = store::of_event(&mut app.db.read().await?, event).await?;
    let came = fold(&marks).into_iter().filter(|(_, state)| state.status.came());
    Ok(came.map(|((_, registration), _)| Uuid::from_u128(registration)).collect())
}

/// To how many sessions the person of a registration came.
///
/// # Errors
/// When the database does not answer.
pub async fn came_to(app: &App, registration: Uuid) -> Outcome<usize> {
    let marks = store::of_registration(&mut app.db.read().await?, registration).await?;
    Ok(fold(&marks).values().filter(|state| state.status.came()).count())
}
