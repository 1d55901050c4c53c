//! Forms about the places of an event.

use axum::response::Response;
use uuid::Uuid;

use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::Event;
use crate::form::FormState;
use crate::registration::form::places as form;
use crate::registration::service;
use crate::registration::service::refusal;
use crate::staff::model::{Action, Actor, Of};
use crate::web::{Id, PageCx, RawForm, flash, see_other};

/// The name of the form of a new group, for what was typed.
#[must_use]
pub fn new_form(slug: &str) -> String {
    format!("places:{slug}")
}

/// The name of the form of a pool.
#[must_use]
pub fn pool_form(pool: Uuid) -> String {
    format!("pool:{pool}")
}

async fn event_to_edit(cx: &PageCx, actor: &Actor, slug: &str) -> Outcome<Event> {
    let event = events::service::for_staff(&cx.app, actor, slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    Ok(event)
}

fn done(cx: &PageCx, slug: &str, what: &str) -> Response {
    see_other(&cx.link(&format!("/staff/events/{slug}/places?done={what}")))
}

/// `POST /{l}/staff/events/{slug}/places/new`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to edit the event.
pub async fn add(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only_where(|name| [form::GROUP, form::NAME].contains(&name) || form::FIELDS.contains(&name))?;
    let event = event_to_edit(&cx, &actor, &slug).await?;
    let regions = events::service::regions(&cx.app).await?;
    let codes: Vec<&str> = regions.iter().map(|r| r.code.as_str()).collect();
    let input = match form::parse_new(typed.clone(), &codes, event.zone) {
        Ok(input) => input,
        Err(state) => return back(&cx, &new_form(&slug), state, &slug, "new").await,
    };
    match service::add_stratum(&cx.app, &actor, &event, &input).await {
        Ok(()) => Ok(done(&cx, &slug, "added")),
        Err(AppError::Conflict(key)) => {
            let state = refused(&cx, typed, key, &event, None).await?;
            back(&cx, &new_form(&slug), state, &slug, "new").await
        }
        Err(e) => Err(e),
    }
}

/// `POST /{l}/staff/events/{slug}/places/{id}`
///
/// # Errors
/// As [`add`]; `NotFound` when the event has no such pool.
pub async fn change(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    let typed = raw.only(&form::FIELDS)?;
    let event = event_to_edit(&cx, &actor, &slug).await?;
    let pool = event.pools.iter().find(|p| p.id == id).ok_or(AppError::NotFound)?;
    let (name, here) = (pool_form(id), id.to_string());
    let input = match form::parse(typed.clone(), event.zone, pool.stratum.is_none()) {
        Ok(input) => input,
        Err(state) => return back(&cx, &name, state, &slug, &here).await,
    };
    match service::change_pool(&cx.app, &actor, &event, id, &input).await {
        Ok(()) => Ok(done(&cx, &slug, "changed")),
        Err(AppError::Conflict(key)) => {
            let state = refused(&cx, typed, key, &event, Some(id)).await?;
            back(&cx, &name, state, &slug, &here).await
        }
        Err(e) => Err(e),
    }
}

/// `POST /{l}/staff/events/{slug}/places/{id}/remove`
///
/// # Errors
/// As [`change`].
pub async fn remove(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    raw.only(&[])?;
    let event = event_to_edit(&cx, &actor, &slug).await?;
    match service::remove_stratum(&cx.app, &actor, &event, id).await {
        Ok(()) => Ok(done(&cx, &slug, "removed")),
        Err(AppError::Conflict(refusal::HELD)) => Ok(done(&cx, &slug, "held")),
        Err(e) => Err(e),
    }
}

async fn back(cx: &PageCx, name: &str, state: FormState, slug: &str, page: &str) -> Outcome<Response> {
    let path = cx.link(&format!("/staff/events/{slug}/places/{page}#errors"));
    flash::back(&cx.app, name, state, &path).await
}

/// What was typed, with the refusal at the field that it speaks of, and the number it is about as it is now.
async fn refused(
    cx: &PageCx,
    mut typed: FormState,
    key: &str,
    event: &Event,
    pool: Option<Uuid>,
) -> Outcome<FormState> {
    let now = events::service::by_id(&cx.app, event.id).await?;
    let of = |id: Uuid| now.pools.iter().find(|p| p.id == id);
    let (field, n) = match key {
        refusal::TAKEN => ("size", pool.and_then(of).map_or(0, |p| p.taken)),
        refusal::NOT_FREE => ("size", of(now.pool_id).map_or(0, crate::registration::model::places::Pool::free)),
        refusal::TWICE => (form::GROUP, 0),
        _ => ("", 0),
    };
    typed.fail_with(field, key, &[("n", n.to_string())]);
    Ok(typed)
}
