//! What the forms about people are sent to. Each answers with a redirect, so that reload repeats a page and not a post.

use axum::response::Response;
use uuid::Uuid;

use super::model::Undone;
use super::pages::merge_form;
use super::{form, service};
use crate::error::{AppError, Outcome};
use crate::staff::model::Actor;
use crate::staff::session;
use crate::web::{Id, PageCx, RawForm, flash, see_other};

/// `POST /{l}/staff/people/{id}/merge`: of the two, the one of the address remains.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `BadRequest` for what the form cannot send. Without a fresh proof the way
/// leads to one, and back to the page with what was chosen.
pub async fn merge(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, raw: RawForm) -> Outcome<Response> {
    let mut typed = raw.only_where(form::is_of_merge)?;
    let input = form::merge(&typed)?;
    match service::merge(&cx.app, &actor, id, &input).await {
        Ok(_) => Ok(see_other(&cx.link(&format!("/staff/people/{id}?done=merged")))),
        Err(AppError::StepUp) => {
            let page = cx.link(&format!("/staff/people/{id}/merge?with={}", input.merged));
            session::step_up(&cx, &merge_form(id, input.merged), typed, &page).await
        }
        Err(AppError::Conflict(service::CHANGED)) => {
            typed.fail("", service::CHANGED);
            let page = cx.link(&format!("/staff/people/{id}/merge?with={}#errors", input.merged));
            flash::back(&cx.app, &merge_form(id, input.merged), typed, &page).await
        }
        Err(error) => Err(error),
    }
}

/// `POST /{l}/staff/people/{id}/apart`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `BadRequest` for what the form cannot send.
pub async fn apart(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&["other"])?;
    let other = form::id(&typed, "other")?;
    service::say_apart(&cx.app, &actor, id, other).await?;
    Ok(see_other(&cx.link("/staff/people/duplicates?done=apart")))
}

/// `POST /{l}/staff/people/{id}/undo`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `Conflict` when it is too late.
pub async fn undo(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&["merge"])?;
    let merge = form::id(&typed, "merge")?;
    let Undone { contacts, places, added } = service::undo(&cx.app, &actor, id, merge).await?;
    let page = format!("/staff/people/{id}?done=undone&contacts={contacts}&places={places}&added={added}");
    Ok(see_other(&cx.link(&page)))
}
