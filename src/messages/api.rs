//! What came of a message that was passed on by hand. Each answers with a redirect to the call list.

use axum::response::Response;
use uuid::Uuid;

use super::model::SKIPS;
use super::service;
use crate::error::{AppError, Outcome};
use crate::staff::model::Actor;
use crate::web::{Id, PageCx, RawForm, see_other};

/// Back to the list, also where somebody was quicker.
fn back(cx: &PageCx, outcome: Outcome<()>, done: &str) -> Outcome<Response> {
    let done = match outcome {
        Ok(()) => done,
        Err(AppError::Conflict(_)) => "gone",
        Err(error) => return Err(error),
    };
    Ok(see_other(&cx.link(&format!("/staff/messages?done={done}"))))
}

/// `POST /{l}/staff/messages/{id}/done`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn done(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    let outcome = service::done(&cx.app, &actor, id).await;
    back(&cx, outcome, "told")
}

/// `POST /{l}/staff/messages/{id}/unreached`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn unreached(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    let outcome = service::unreached(&cx.app, &actor, id).await;
    back(&cx, outcome, "unreached")
}

/// `POST /{l}/staff/messages/{id}/skip`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `BadRequest` for another reason than those of the form.
pub async fn skip(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, raw: RawForm) -> Outcome<Response> {
    let reason = raw.only(&["reason"])?.value("reason");
    let reason = SKIPS.into_iter().find(|code| *code == reason);
    let reason = reason.ok_or(AppError::BadRequest("ui-bad-request-help"))?;
    let outcome = service::skip(&cx.app, &actor, id, reason).await;
    back(&cx, outcome, "skipped")
}
