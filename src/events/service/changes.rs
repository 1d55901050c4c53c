//! Changes of one event: made, edited, published, cancelled, completed, archived.

use std::collections::BTreeMap;

use super::{find, may_be_edited};
use crate::audit::service::{By, record};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::form::cancel::Reasons;
use crate::events::form::{Edit, EventInput};
use crate::events::model::checklist::is_ready;
use crate::events::model::{Event, State, free_slug, slug_from};
use crate::events::store;
use crate::jobs::queue::Message;
use crate::registration::service::{self as registration, Concerned};
use crate::staff::model::{Action, Actor, Of, Place};
use crate::state::App;
use crate::web::cache;

/// Makes a draft.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right in that region; `Conflict` when the slug is taken.
pub async fn create(app: &App, actor: &Actor, input: &EventInput) -> Outcome<Event> {
    actor.require(Action::EventEdit, &Place::region(&input.region), Of::Other)?;
    let mut tx = app.db.write().await?;
    let slug = add(app, &mut tx, actor, input).await?;
    let event = find(&mut tx, &slug).await?;
    tx.commit().await?;
    Ok(event)
}

/// Adds a draft and its line to the history; gives its slug.
pub(super) async fn add(app: &App, tx: &mut Tx, actor: &Actor, input: &EventInput) -> Outcome<String> {
    let now = app.clock.now();
    let ids = (app.ids.uuid(), app.ids.uuid());
    let sessions: Vec<_> = input.sessions.iter().map(|s| (app.ids.uuid(), s)).collect();
    let slug = if let Some(slug) = &input.slug {
        slug.clone()
    } else {
        let title = input.texts.get(&input.main_locale).map(|t| t.title.as_str()).unwrap_or_default();
        let base = input.kind.code().replace('_', "-");
        let slug = slug_from(title, input.main_locale, &base);
        free_slug(&slug, &store::slugs_like(tx, &slug).await?)
    };
    store::add(tx, ids, &slug, input, &sessions, (actor.id, now)).await.map_err(taken_slug)?;
    record(app, tx, By::from(actor), "event.create", ("event", ids.0), "").await?;
    Ok(slug)
}

fn taken_slug(e: sqlx::Error) -> AppError {
    match e.as_database_error() {
        Some(d) if d.is_unique_violation() => AppError::Conflict("events-error-slug-taken"),
        _ => e.into(),
    }
}

fn marked_session(e: sqlx::Error) -> AppError {
    match e.as_database_error() {
        Some(d) if d.is_foreign_key_violation() => AppError::Conflict("events-error-session-marked"),
        _ => e.into(),
    }
}

/// Saves one section of the editor; the others stay as they are now. As [`update`] otherwise.
///
/// # Errors
/// As [`update`]; `Conflict` also where this section does not fit to another that was saved meanwhile.
pub async fn save(app: &App, actor: &Actor, slug: &str, edit: Edit) -> Outcome<Event> {
    let mut tx = app.db.write().await?;
    let old = find(&mut tx, slug).await?;
    if edit.version != old.version {
        actor.require(Action::EventEdit, &old.place(), Of::Other)?;
        return Err(AppError::Conflict("events-error-stale"));
    }
    let input = edit.onto(&old);
    if let Some(key) = input.contradiction() {
        return Err(AppError::Conflict(key));
    }
    write(app, tx, actor, &old, &input).await
}

/// Saves an edit of the whole event made from version `input.version`. Once an event is public its slug stays, because it
/// has been printed and sent; and those who have registered are told when its times or its place change.
///
/// # Errors
/// `Conflict` with the key of what stands against it: a newer version, a taken slug, more places taken than the new
/// size, attendance taken in a session that the edit leaves out, people who registered under another admission.
pub async fn update(app: &App, actor: &Actor, slug: &str, input: &EventInput) -> Outcome<Event> {
    let mut tx = app.db.write().await?;
    let old = find(&mut tx, slug).await?;
    write(app, tx, actor, &old, input).await
}

async fn write(app: &App, mut tx: Tx, actor: &Actor, old: &Event, input: &EventInput) -> Outcome<Event> {
    let now = app.clock.now();
    actor.require(Action::EventEdit, &old.place(), Of::Other)?;
    actor.require(Action::EventEdit, &Place::event(old.id, &input.region), Of::Other)?;
    may_be_edited(old)?;
    let slug = input.slug.as_deref().filter(|_| old.state == State::Draft).unwrap_or(&old.slug);
    if !store::update(&mut tx, old.id, slug, input, now).await.map_err(taken_slug)? {
        return Err(AppError::Conflict("events-error-stale"));
    }
    // Also where nothing changes: whoever registers waits for this row, so that nobody slips in before the count below.
    if !store::resize(&mut tx, old.id, input.capacity).await? {
        return Err(AppError::Conflict("events-error-capacity-taken"));
    }
    if input.admission != old.admission && registration::concerned_in(&mut tx, old.id).await?.people > 0 {
        return Err(AppError::Conflict("editor-error-admission-people"));
    }
    write_sessions(app, &mut tx, old, input).await?;
    let mut new = find(&mut tx, slug).await?;
    if old.state == State::Published && now < new.ends_at && concerns_people(old, input) {
        registration::notify_all(app, &mut tx, old.id, Message::EventChanged).await?;
    }
    if old.state == State::Published && new.capacity > old.capacity {
        registration::offer_free_places(app, &mut tx, old.id).await?;
        new = find(&mut tx, slug).await?;
    }
    record(app, &mut tx, By::from(actor), "event.edit", ("event", old.id), "").await?;
    settle(app, tx).await?;
    Ok(new)
}

/// Takes out the sessions that the edit leaves out, moves the others, adds the new ones.
pub(super) async fn write_sessions(app: &App, tx: &mut Tx, old: &Event, input: &EventInput) -> Outcome<()> {
    for gone in old.sessions.iter().filter(|s| !input.sessions.iter().any(|i| i.id == Some(s.id))) {
        store::remove_session(tx, old.id, gone.id).await.map_err(marked_session)?;
    }
    for session in &input.sessions {
        match session.id {
            None => store::add_session(tx, old.id, app.ids.uuid(), session).await?,
            Some(id) if store::move_session(tx, old.id, id, session).await? => {}
            Some(_) => return Err(AppError::Conflict("events-error-stale")),
        }
    }
    Ok(())
}

/// Whether those who have registered must be told: it takes place at another time or elsewhere.
fn concerns_people(old: &Event, new: &EventInput) -> bool {
    let before: Vec<_> = old.sessions.iter().map(|s| (s.starts_at, s.ends_at)).collect();
    let mut after: Vec<_> = new.sessions.iter().map(|s| (s.starts_at, s.ends_at)).collect();
    after.sort_unstable();
    let venue = old.part(old.main_locale, |t| &t.venue).0;
    before != after || old.zone != new.zone || venue != new.venue(old.main_locale)
}

/// Whom this edit of the event would have written to, and the event as they would then find it; nothing where nobody
/// would be told.
///
/// # Errors
/// When the database does not answer.
pub async fn told(app: &App, event: &Event, edit: Edit) -> Outcome<Option<(Concerned, EventInput)>> {
    let input = edit.onto(event);
    let open = event.state == State::Published && app.clock.now() < input.span().1;
    if !open || !concerns_people(event, &input) {
        return Ok(None);
    }
    let people = registration::concerned(app, event.id).await?;
    Ok((people.told() > 0).then_some((people, input)))
}

/// Commits a change that readers of every node see at once.
pub(super) async fn settle(app: &App, mut tx: Tx) -> Outcome<()> {
    cache::bump(&mut tx).await?;
    tx.commit().await?;
    app.cache.touch();
    app.jobs_waiting.notify_one();
    Ok(())
}

/// # Errors
/// `Conflict` when it is not a draft, would be over already, or lacks what a training must say.
pub async fn publish(app: &App, actor: &Actor, slug: &str) -> Outcome<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let event = find(&mut tx, slug).await?;
    actor.require(Action::EventPublish, &event.place(), Of::Other)?;
    if event.ends_at <= now {
        return Err(AppError::Conflict("events-error-publish-over"));
    }
    if event.state == State::Draft && !is_ready(&event, now) {
        return Err(AppError::Conflict("editor-error-not-ready"));
    }
    step(app, &mut tx, actor, &event, State::Published, "event.publish").await?;
    settle(app, tx).await
}

/// Cancels a published event without a public reason.
///
/// # Errors
/// As [`cancel_because`].
pub async fn cancel(app: &App, actor: &Actor, slug: &str) -> Outcome<()> {
    cancel_because(app, actor, slug, &BTreeMap::new()).await
}

/// Cancels a published event and writes to everybody who has or awaits a place. Of several who do it at once, one does.
///
/// # Errors
/// `Conflict` when it is not published.
pub async fn cancel_because(app: &App, actor: &Actor, slug: &str, reasons: &Reasons) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let event = find(&mut tx, slug).await?;
    actor.require(Action::EventCancel, &event.place(), Of::Other)?;
    // First the state: whoever comes second waits for it, finds it gone, and tells nobody.
    step(app, &mut tx, actor, &event, State::Cancelled, "event.cancel").await?;
    for (l, reason) in reasons {
        store::explain(&mut tx, event.id, *l, reason).await?;
    }
    registration::notify_all(app, &mut tx, event.id, Message::EventCancelled).await?;
    settle(app, tx).await
}

/// Says that an event took place.
///
/// # Errors
/// `Conflict` when it is not published or not over.
pub async fn complete(app: &App, actor: &Actor, slug: &str) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let event = find(&mut tx, slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    if event.ends_at > app.clock.now() {
        return Err(AppError::Conflict("events-error-complete-early"));
    }
    step(app, &mut tx, actor, &event, State::Completed, "event.complete").await?;
    settle(app, tx).await
}

/// Takes a completed event off the site; staff keep it.
///
/// # Errors
/// `Conflict` when it is not completed.
pub async fn archive(app: &App, actor: &Actor, slug: &str) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let event = find(&mut tx, slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    step(app, &mut tx, actor, &event, State::Archived, "event.archive").await?;
    settle(app, tx).await
}

async fn step(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, to: State, action: &str) -> Outcome<()> {
    if !store::become_state(tx, event.id, to, app.clock.now()).await? {
        return Err(AppError::Conflict("events-error-state"));
    }
    record(app, tx, By::from(actor), action, ("event", event.id), "").await
}
