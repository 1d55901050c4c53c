//! What the forms of this domain are sent to, and the file of the proof.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::form;
use super::pages::{choices, criteria_form, one_form, publish_form};
use super::service;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::Event;
use crate::form::FormState;
use crate::staff::model::{Action, Actor, Of};
use crate::staff::session;
use crate::web::{Id, PageCx, RawForm, flash, see_other};

type Slug = Id<(String, String)>;
type One = Id<(String, String, Uuid)>;

async fn event_of(cx: &PageCx, actor: &Actor, slug: &str) -> Outcome<Event> {
    let event = events::service::for_staff(&cx.app, actor, slug).await?;
    actor.require(Action::SelectionEdit, &event.place(), Of::Other)?;
    Ok(event)
}

fn bench(cx: &PageCx, slug: &str, done: &str) -> Response {
    see_other(&cx.link(&format!("/staff/events/{slug}/selection?done={done}")))
}

/// `POST /{l}/staff/events/{slug}/selection/criteria`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn criteria(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only_where(form::is_field)?;
    let event = event_of(&cx, &actor, &slug).await?;
    let known = choices(&cx, &actor, &event).await?;
    let codes: Vec<String> = known.into_iter().map(|c| c.value).collect();
    let back = async |state: FormState| {
        let page = cx.link(&format!("/staff/events/{slug}/selection/criteria#errors"));
        flash::back(&cx.app, &criteria_form(&slug), state, &page).await
    };
    let criteria = match form::parse(typed.clone(), &codes) {
        Ok(criteria) => criteria,
        Err(state) => return back(state).await,
    };
    match service::set_criteria(&cx.app, &actor, &event, &typed.value("version"), &criteria).await {
        Ok(()) => Ok(bench(&cx, &slug, "criteria")),
        Err(AppError::Conflict(key)) => {
            let mut typed = typed;
            typed.fail("", key);
            if key == service::STALE {
                // Sent once more, knowingly, it replaces what somebody else wrote.
                typed.set("version", service::bench(&cx.app, &actor, &event).await?.version);
            }
            back(typed).await
        }
        Err(error) => Err(error),
    }
}

/// `POST /{l}/staff/events/{slug}/selection/draw`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn draw(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    let event = event_of(&cx, &actor, &slug).await?;
    match service::draw(&cx.app, &actor, &event).await {
        Ok(()) => Ok(bench(&cx, &slug, "draw")),
        Err(AppError::Conflict(_)) => Ok(bench(&cx, &slug, "late")),
        Err(error) => Err(error),
    }
}

/// `POST /{l}/staff/events/{slug}/selection/applicants/{id}/score`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn score(cx: PageCx, actor: Actor, Id((_, slug, id)): One, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&["points", "score_note"])?;
    let event = event_of(&cx, &actor, &slug).await?;
    let score = match form::parse_score(typed.clone()) {
        Ok(score) => score,
        Err(state) => return back_to_one(&cx, &slug, id, state).await,
    };
    let score = score.as_ref().map(|(points, note)| (*points, note));
    match service::set_score(&cx.app, &actor, &event, id, score).await {
        Ok(()) => Ok(bench(&cx, &slug, "score")),
        Err(AppError::Conflict(key)) => refused(&cx, &slug, id, typed, key).await,
        Err(error) => Err(error),
    }
}

/// `POST /{l}/staff/events/{slug}/selection/applicants/{id}/override`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn put(cx: PageCx, actor: Actor, Id((_, slug, id)): One, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&["put", "reason", "override_note"])?;
    let event = event_of(&cx, &actor, &slug).await?;
    let put = match form::parse_override(typed.clone()) {
        Ok(put) => put,
        Err(state) => return back_to_one(&cx, &slug, id, state).await,
    };
    let put = put.as_ref().map(|(put, note)| (*put, note));
    match service::set_override(&cx.app, &actor, &event, id, put).await {
        Ok(()) => Ok(bench(&cx, &slug, "override")),
        Err(AppError::Conflict(key)) => refused(&cx, &slug, id, typed, key).await,
        Err(error) => Err(error),
    }
}

async fn refused(cx: &PageCx, slug: &str, id: Uuid, mut typed: FormState, key: &str) -> Outcome<Response> {
    typed.fail("", key);
    back_to_one(cx, slug, id, typed).await
}

async fn back_to_one(cx: &PageCx, slug: &str, id: Uuid, state: FormState) -> Outcome<Response> {
    let page = cx.link(&format!("/staff/events/{slug}/selection/applicants/{id}#errors"));
    flash::back(&cx.app, &one_form(id), state, &page).await
}

/// `POST /{l}/staff/events/{slug}/selection/publish`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn publish(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let mut typed = raw.only(&["list"])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let page = cx.link(&format!("/staff/events/{slug}/selection/publish"));
    match service::publish(&cx.app, &actor, &event, &typed.value("list")).await {
        Ok(_) => Ok(bench(&cx, &slug, "published")),
        Err(AppError::StepUp) => session::step_up(&cx, &publish_form(&slug), typed, &page).await,
        Err(AppError::Conflict(key)) => {
            typed.fail("", key);
            flash::back(&cx.app, &publish_form(&slug), typed, &page).await
        }
        Err(error) => Err(error),
    }
}

/// `GET /{l}/staff/events/{slug}/selection/proof.txt`; that it was taken is in the history of actions.
///
/// # Errors
/// `NotFound` when nothing was published.
pub async fn proof(cx: PageCx, actor: Actor, Id((_, slug)): Slug) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let text = service::proof(&cx.app, &actor, &event).await?;
    let name = format!("attachment; filename=\"{}-selection.txt\"", event.slug);
    let name = HeaderValue::try_from(name).map_err(|e| AppError::internal(&e))?;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response())
}
