//! Needs looked at and decided about.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::form::DecisionInput;
pub use super::model::Decided;
use super::model::{Kind, State, Task, is_live, to_arrange};
use super::store::{self, Decision};
use crate::audit::service::{By, record};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, Head};
use crate::registration::model::{Registration, Why};
use crate::registration::service as registration;
use crate::seal::{DataKey, Personal};
use crate::staff::model::{Action, Actor, Of};
use crate::staff::service as staff;
use crate::state::App;

/// The needs of an event, as far as the asker may see them.
pub struct List {
    /// By kind, what is open first, then by name.
    pub tasks: Vec<Task>,
    /// Who of the staff decided; empty for facilitators.
    pub names: BTreeMap<Uuid, Personal>,
    /// Whether the asker decides about them.
    pub may_decide: bool,
}

/// # Errors
/// `Forbidden` or `NotFound` without the right to see them.
pub async fn list(app: &App, actor: &Actor, event: &Event) -> Outcome<List> {
    actor.require(Action::NeedsSee, &event.place(), Of::Other)?;
    let may_decide = actor.can(Action::NeedsEdit, &event.place(), Of::Other);
    let mut tasks = store::tasks(&mut app.db.read().await?, event.id, may_decide).await?;
    let lower = |name: &Personal| Personal::from(name.reveal().to_lowercase());
    tasks.sort_by_cached_key(|t| (t.kind, t.state, t.legible, lower(&t.call_name), t.registration));
    let mut who: Vec<Uuid> = tasks.iter().filter_map(|t| t.decided_by).collect();
    who.sort_unstable();
    who.dedup();
    let names = staff::names(app, &who).await?;
    Ok(List { tasks, names, may_decide })
}

/// Events whose needs are counted at a time.
const COUNTED: usize = 50;

/// The first of these events, `limit` at least if there are so many, where the asker decides and has needs left to decide
/// about, and how many.
///
/// # Errors
/// When the database does not answer.
pub async fn open_at(app: &App, actor: &Actor, events: &[Head], limit: usize) -> Outcome<Vec<(Uuid, i64)>> {
    let mine = events.iter().filter(|e| actor.can(Action::NeedsEdit, &e.place(), Of::Other));
    let ids: Vec<Uuid> = mine.map(|e| e.id).collect();
    let mut found = Vec::new();
    let mut tx = app.db.read().await?;
    for some in ids.chunks(COUNTED) {
        let open = store::open(&mut tx, some).await?;
        found.extend(some.iter().filter_map(|id| Some((*id, *open.get(id).filter(|n| **n > 0)?))));
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
}

/// Decides about a need, or makes it open again. Of who does not come any more what was arranged can only be called off.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or where there is nothing of it; `Conflict` when it is not needed any more.
pub async fn decide(app: &App, actor: &Actor, event: &Event, input: &DecisionInput) -> Outcome<()> {
    actor.require(Action::NeedsEdit, &event.place(), Of::Other)?;
    let registered = registration::by_id(app, input.registration).await?;
    if registered.event_id != event.id {
        return Err(AppError::NotFound);
    }
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let key = registration::hold(&mut tx, &registered).await?.ok_or(AppError::NotFound)?;
    let standing = store::standing(&mut tx, registered.id).await?.ok_or(AppError::NotFound)?;
    let action = match input.to {
        State::Open => {
            if !store::reopen(&mut tx, registered.id, input.kind).await? {
                return Ok(());
            }
            "need.reopen"
        }
        state => {
            if !is_live(standing) || !store::is_needed(&mut tx, registered.id, input.kind).await? {
                return Err(AppError::Conflict("needs-error-gone"));
            }
            let (kind, note) = (input.kind, &input.note);
            let decision = Decision { registration: registered.id, kind, state, by: actor.id, at: now, note };
            store::put(&mut tx, &key, &decision).await?;
            if state == State::Arranged { "need.arrange" } else { "need.refuse" }
        }
    };
    record(app, &mut tx, By::from(actor), action, ("registration", registered.id), input.kind.code()).await?;
    Ok(tx.commit().await?)
}

/// What each registration of an event needs, and how far that is, by registration.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to decide about it.
pub async fn states_of(app: &App, actor: &Actor, event: &Event) -> Outcome<BTreeMap<Uuid, Vec<(Kind, State)>>> {
    actor.require(Action::NeedsEdit, &event.place(), Of::Other)?;
    let mut all: BTreeMap<Uuid, Vec<(Kind, State)>> = BTreeMap::new();
    for (registration, kind, state) in store::states(&mut app.db.read().await?, event.id).await? {
        all.entry(registration).or_default().push((kind, state));
    }
    Ok(all)
}

/// The same of one registration.
///
/// # Errors
/// As [`states_of`].
pub async fn states_of_one(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Vec<(Kind, State)>> {
    actor.require(Action::NeedsEdit, &event.place(), Of::Other)?;
    Ok(store::states_of(&mut app.db.read().await?, id).await?)
}

/// Says of what one registration needs that it is arranged, or of one kind of it, in the caller's transaction; what somebody
/// decided about before stays as it is. Gives why nothing was changed, if so; then nothing was written.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, for a registration of another event and for somebody erased.
pub async fn arrange(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    event: &Event,
    id: Uuid,
    kind: Option<Kind>,
) -> Outcome<Option<Why>> {
    actor.require(Action::NeedsEdit, &event.place(), Of::Other)?;
    let registered = registration::application(tx, id).await?;
    if registered.event_id != event.id {
        return Err(AppError::NotFound);
    }
    let key = registration::hold(tx, &registered).await?.ok_or(AppError::NotFound)?;
    // Held from here on, so that what is needed stays so.
    let standing = store::standing(tx, id).await?.ok_or(AppError::NotFound)?;
    let needed = store::states_of(tx, id).await?;
    let open = match to_arrange(standing, &needed, kind) {
        Ok(open) => open,
        Err(why) => return Ok(Some(why)),
    };
    let (at, note) = (app.clock.now(), &Personal::default());
    for kind in open {
        let decision = Decision { registration: id, kind, state: State::Arranged, by: actor.id, at, note };
        store::put(tx, &key, &decision).await?;
        record(app, tx, By::from(actor), "need.arrange", ("registration", id), kind.code()).await?;
    }
    Ok(None)
}

/// What was decided about what one registration needs, for the person.
///
/// # Errors
/// When the database does not answer, or something does not open.
pub async fn decided(app: &App, registration: &Registration) -> Outcome<Vec<Decided>> {
    Ok(store::decided(&mut app.db.read().await?, registration.id).await?)
}

/// Seals the notes about a registration under the key of the person whom it belongs to from now on; to be called while it still
/// belongs to the one of before.
///
/// # Errors
/// When the database does not take it, or something does not open.
pub async fn reseal(tx: &mut Tx, registration: Uuid, key: &DataKey) -> sqlx::Result<()> {
    for decided in store::decided(tx, registration).await? {
        store::put_note(tx, key, registration, &decided).await?;
    }
    Ok(())
}
