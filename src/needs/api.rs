//! What the page of needs is sent.

use axum::extract::Query;
use axum::response::Response;

use super::form::{self, Wrong};
use super::pages::{Asked, form_name};
use super::service;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::staff::model::{Action, Actor, Of};
use crate::web::{Id, PageCx, RawForm, flash, see_other};

/// `POST /{l}/staff/events/{slug}/needs`
///
/// # Errors
/// As [`service::decide`]; `BadRequest` for what the page does not send.
pub async fn decide(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(asked): Query<Asked>,
    raw: RawForm,
) -> Outcome<Response> {
    let typed = raw.only(&form::FIELDS)?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::NeedsEdit, &event.place(), Of::Other)?;
    let page = cx.link(&format!("/staff/events/{slug}/needs"));
    let input = match form::parse(typed) {
        Ok(input) => input,
        Err(Wrong::Forged) => return Err(AppError::BadRequest("ui-bad-request-help")),
        Err(Wrong::Typed(state)) => {
            return flash::back(&cx.app, &form_name(&slug), state, &format!("{page}{}#errors", asked.address("")))
                .await;
        }
    };
    match service::decide(&cx.app, &actor, &event, &input).await {
        Ok(()) => Ok(see_other(&format!("{page}{}#{}", asked.address(input.to.code()), input.kind.code()))),
        Err(AppError::Conflict(_)) => Ok(see_other(&format!("{page}{}", asked.address("gone")))),
        Err(error) => Err(error),
    }
}
