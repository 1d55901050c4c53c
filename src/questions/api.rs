//! What the forms of the editor are sent to.

use axum::response::Response;
use uuid::Uuid;

use super::form::editor::{self, ADD_OPTION, QuestionInput};
use super::pages::form_name;
use super::service;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::Event;
use crate::form::FormState;
use crate::staff::model::{Action, Actor, Of};
use crate::web::{Id, PageCx, RawForm, flash, see_other};

const BAD: AppError = AppError::BadRequest("ui-bad-request-help");

fn list(cx: &PageCx, slug: &str, done: &str) -> Response {
    see_other(&cx.link(&format!("/staff/events/{slug}/questions?done={done}")))
}

/// Back to the editor with what was typed. Where rows were asked for, the page opens at the first of them.
async fn back(cx: &PageCx, slug: &str, id: Option<Uuid>, form: FormState) -> Outcome<Response> {
    let at = if form.is_invalid() { "errors".to_owned() } else { format!("f-{}", editor::first_new_field(&form)) };
    let page = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let path = cx.link(&format!("/staff/events/{slug}/questions/{page}#{at}"));
    flash::back(&cx.app, &form_name(slug, id), form, &path).await
}

/// What was typed, with the refusal at the field that it speaks of. Against a newer version the form then stands on that
/// version: saving again, knowingly, replaces it.
async fn refused(
    cx: &PageCx,
    actor: &Actor,
    event: &Event,
    id: Option<Uuid>,
    mut form: FormState,
    key: &str,
) -> Outcome<FormState> {
    let field = match key {
        "questions-error-order" | "questions-error-condition" => "shown_if",
        "questions-error-outlives" | "questions-error-outlived" => "keep_days",
        "questions-error-kind" | "questions-error-long-texts" => "kind",
        "questions-error-at-desk" => "seen_by",
        _ => "",
    };
    form.fail(field, key);
    if let (Some(id), "questions-error-stale") = (id, key) {
        let (now, _) = service::one(&cx.app, actor, event, id).await?;
        form.set("version", now.version.to_string());
    }
    Ok(form)
}

/// `POST /{l}/staff/events/{slug}/questions/new`
///
/// # Errors
/// As [`service::add`].
pub async fn add(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    save(cx, actor, slug, None, raw).await
}

/// `POST /{l}/staff/events/{slug}/questions/{id}`
///
/// # Errors
/// As [`service::edit`].
pub async fn edit(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    save(cx, actor, slug, Some(id), raw).await
}

async fn save(cx: PageCx, actor: Actor, slug: String, id: Option<Uuid>, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only_where(editor::is_field)?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    if typed.value("action") == ADD_OPTION {
        return back(&cx, &slug, id, editor::with_more_rows(typed)).await;
    }
    let input: QuestionInput = match editor::parse(typed.clone(), event.main_locale) {
        Ok(input) => input,
        Err(form) => return back(&cx, &slug, id, form).await,
    };
    let done = match id {
        None => service::add(&cx.app, &actor, &event, &input).await.map(drop),
        Some(id) => service::edit(&cx.app, &actor, &event, id, &input).await,
    };
    match done {
        Ok(()) => Ok(list(&cx, &slug, "saved")),
        Err(AppError::Conflict(key)) => {
            let form = refused(&cx, &actor, &event, id, typed, key).await?;
            back(&cx, &slug, id, form).await
        }
        Err(e) => Err(e),
    }
}

/// Back to the list, which says what was done or what stands against it.
fn after(cx: &PageCx, slug: &str, done: &str, outcome: Outcome<()>) -> Outcome<Response> {
    match outcome {
        Ok(()) => Ok(list(cx, slug, done)),
        Err(AppError::Conflict("questions-error-order")) => Ok(list(cx, slug, "order")),
        Err(AppError::Conflict("questions-error-depended")) => Ok(list(cx, slug, "depended")),
        Err(AppError::Conflict("events-error-not-editable")) => Ok(list(cx, slug, "not-editable")),
        Err(e) => Err(e),
    }
}

/// `POST /{l}/staff/events/{slug}/questions/{id}/move`
///
/// # Errors
/// As [`service::shift`]; `BadRequest` for another way than the two.
pub async fn shift(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    let up = match raw.only(&["to"])?.value("to").as_str() {
        "up" => true,
        "down" => false,
        _ => return Err(BAD),
    };
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    after(&cx, &slug, "moved", service::shift(&cx.app, &actor, &event, id, up).await)
}

/// `POST /{l}/staff/events/{slug}/questions/{id}/retire`
///
/// # Errors
/// As [`service::retire`].
pub async fn retire(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    raw.only(&[])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    after(&cx, &slug, "retired", service::retire(&cx.app, &actor, &event, id).await)
}
