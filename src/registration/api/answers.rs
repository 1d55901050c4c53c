//! Answers that are changed later, by those who gave them or on their behalf.

use axum::response::Response;
use uuid::Uuid;

use crate::error::{AppError, Outcome};
use crate::events;
use crate::form::FormState;
use crate::questions;
use crate::registration::form::answers;
use crate::registration::model::{AnswersInput, Changed};
use crate::registration::pages::answers_form;
use crate::registration::service;
use crate::staff::model::Actor;
use crate::web::{Id, PageCx, RawForm, flash, see_other};

fn is_field(name: &str) -> bool {
    answers::FIELDS.contains(&name) || questions::form::is_field(name, "")
}

/// Reads what was typed; or goes back to the page, because something is wrong or more is to be asked.
async fn read(
    cx: &PageCx,
    event: Uuid,
    typed: FormState,
    (name, form): (&str, &str),
) -> Outcome<Result<AnswersInput, Response>> {
    let regions = events::service::regions(&cx.app).await?;
    let codes: Vec<&str> = regions.iter().map(|r| r.code.as_str()).collect();
    let asked = questions::service::of_event(&cx.app, event).await?;
    let (mut state, input) = match answers::parse(typed.clone(), &codes) {
        Ok(input) => (typed, Some(input)),
        Err(state) => (state, None),
    };
    let answers = questions::form::parse(&mut state, &asked, "");
    let at = match &input {
        Some(_) if !state.is_invalid() && answers.asks_more() => questions::pages::anchor(""),
        Some(input) if !state.is_invalid() => return Ok(Ok(AnswersInput { answers, ..input.clone() })),
        _ => "errors".to_owned(),
    };
    Ok(Err(flash::back(&cx.app, name, state, &cx.link(&format!("{form}#{at}"))).await?))
}

/// On to the page that says what came of it, or back with what was typed. Against newer answers the form then stands on
/// those: saving again, knowingly, replaces them.
async fn answered(
    cx: &PageCx,
    id: Uuid,
    mut typed: FormState,
    done: Outcome<Changed>,
    (form, next): (&str, &str),
) -> Outcome<Response> {
    match done {
        Ok(changed) => Ok(see_other(&cx.link(&format!("{next}?done={}", changed.code())))),
        Err(AppError::Conflict(key)) => {
            if key == service::STALE {
                typed.set("version", service::by_id(&cx.app, id).await?.version.to_string());
            }
            typed.fail("", key);
            flash::back(&cx.app, &answers_form(id), typed, &cx.link(&format!("{form}#errors"))).await
        }
        Err(error) => Err(error),
    }
}

/// `POST /{l}/my/{token}/answers`
///
/// # Errors
/// `NotFound` for every token that opens nothing; `BadRequest` for what the form cannot send.
pub async fn change_answers(cx: PageCx, Id((_, token)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only_where(is_field)?;
    let registration = service::by_link(&cx.app, &token).await?;
    let (next, form) = (format!("/my/{token}"), format!("/my/{token}/answers"));
    let name = answers_form(registration.id);
    let input = match read(&cx, registration.event_id, typed.clone(), (&name, &form)).await? {
        Ok(input) => input,
        Err(back) => return Ok(back),
    };
    let done = service::change_answers(&cx.app, &registration, &input).await;
    answered(&cx, registration.id, typed, done, (&form, &next)).await
}

/// `POST /{l}/staff/events/{slug}/registrations/{id}/edit`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `BadRequest` for what the form cannot send.
pub async fn change_answers_for(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    let typed = raw.only_where(is_field)?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    service::answers_of(&cx.app, &actor, &event, id).await?;
    let next = format!("/staff/events/{slug}/registrations/{id}");
    let form = format!("{next}/edit");
    let input = match read(&cx, event.id, typed.clone(), (&answers_form(id), &form)).await? {
        Ok(input) => input,
        Err(back) => return Ok(back),
    };
    let done = service::change_answers_for(&cx.app, &actor, &event, id, &input).await;
    answered(&cx, id, typed, done, (&form, &next)).await
}
