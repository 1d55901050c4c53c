//! Filters that somebody keeps under a name.

use uuid::Uuid;

use crate::db::vault;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::exchange::model::{VIEWS_MAX, View};
use crate::exchange::store;
use crate::registration::model::filter::Filter;
use crate::seal::Personal;
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Said when an account keeps as many as it may.
pub const TOO_MANY: &str = "exchange-error-views";
/// Said when they keep another filter under the same name.
pub const NAMED: &str = "exchange-error-view-named";

/// One's own views of an event and those that others share, oldest first.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see the registrations.
pub async fn views(app: &App, actor: &Actor, event: &Event) -> Outcome<Vec<View>> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    Ok(store::views(&mut app.db.read().await?, event.id, actor.id).await?)
}

/// What came of keeping a filter.
pub enum Kept {
    Now,
    /// They keep the same filter already, under this name.
    Before(Personal),
}

/// Keeps a filter, unless the same is kept already.
///
/// # Errors
/// As [`views`]; `Conflict` when there are [`VIEWS_MAX`] already, or another of theirs has the name.
pub async fn keep_view(
    app: &App,
    actor: &Actor,
    event: &Event,
    name: Personal,
    filter: &Filter,
    shared: bool,
) -> Outcome<Kept> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let view = View { id: app.ids.uuid(), staff_id: actor.id, name, filter: filter.query(), shared };
    let mut tx = app.db.write().await?;
    // Alone: of two that are sent at once, the second counts the first.
    if !vault::lock(&mut tx, actor.id).await? {
        return Err(AppError::NotFound);
    }
    let all = store::views(&mut tx, event.id, actor.id).await?;
    let own: Vec<View> = all.into_iter().filter(|v| v.staff_id == actor.id).collect();
    if let Some(same) = own.iter().find(|v| v.filter == view.filter) {
        return Ok(Kept::Before(same.name.clone()));
    }
    let called = |v: &View| v.name.reveal().to_lowercase();
    if own.iter().any(|v| called(v) == called(&view)) {
        return Err(AppError::Conflict(NAMED));
    }
    let key = vault::key(&mut tx, actor.id).await?;
    let limit = i64::try_from(VIEWS_MAX).unwrap_or(i64::MAX);
    if !store::add_view(&mut tx, &key, &view, event.id, limit, app.clock.now()).await? {
        return Err(AppError::Conflict(TOO_MANY));
    }
    tx.commit().await?;
    Ok(Kept::Now)
}

/// Forgets one of one's own.
///
/// # Errors
/// As [`views`]; `NotFound` for those of others.
pub async fn drop_view(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<()> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let mut tx = app.db.write().await?;
    if !store::drop_view(&mut tx, id, event.id, actor.id).await? {
        return Err(AppError::NotFound);
    }
    Ok(tx.commit().await?)
}
