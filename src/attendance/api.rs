//! What the desk's forms are sent to.

#![expect(
    clippy::missing_errors_doc,
    reason = "handlers answer with what the service says; its errors are documented there"
)]

use axum::response::Response;
use uuid::Uuid;

use super::service::Marked;
use super::{form, service};
use crate::error::Outcome;
use crate::people::model::{Contact, ContactKind, FULL_NAME};
use crate::registration::model::WalkInInput;
use crate::staff::model::Actor;
use crate::web::{Id, PageCx, RawForm, flash, see_other};

/// Under this name the desk's forms keep what was typed into them.
#[must_use]
pub fn flash_name(session: Uuid) -> String {
    format!("desk:{session}")
}

fn desk(cx: &PageCx, slug: &str, session: Uuid, rest: &str) -> String {
    cx.link(&format!("/staff/events/{slug}/desk?session={session}{rest}"))
}

pub async fn mark(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>, form: RawForm) -> Outcome<Response> {
    let input = form::mark(&form.only(&form::MARK)?)?;
    let (session, registration) = (input.session, input.registration);
    Ok(see_other(&match service::mark(&cx.app, &actor, &slug, &input).await? {
        Marked::Done => desk(&cx, &slug, session, &format!("&done={}#r-{registration}", input.mark_id)),
        Marked::Same => desk(&cx, &slug, session, &format!("#r-{registration}")),
        Marked::NeedsReason => correction_page(&cx, &slug, &input),
    }))
}

fn correction_page(cx: &PageCx, slug: &str, input: &form::MarkInput) -> String {
    let (session, registration, status) = (input.session, input.registration, input.status.code());
    let query = format!("session={session}&registration={registration}&status={status}");
    cx.link(&format!("/staff/events/{slug}/desk/correct?{query}"))
}

pub async fn correct(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    form: RawForm,
) -> Outcome<Response> {
    let mut typed = form.only(&form::CORRECTION)?;
    let (input, reason) = form::correction(&mut typed)?;
    if typed.is_invalid() {
        let name = format!("correct:{}", input.registration);
        return flash::back(&cx.app, &name, typed, &correction_page(&cx, &slug, &input)).await;
    }
    service::correct(&cx.app, &actor, &slug, &input, &reason).await?;
    let rest = format!("&done={}#r-{}", input.mark_id, input.registration);
    Ok(see_other(&desk(&cx, &slug, input.session, &rest)))
}

pub async fn undo(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>, form: RawForm) -> Outcome<Response> {
    let input = form::undo(&form.only(&form::UNDO)?)?;
    service::undo(&cx.app, &actor, &slug, &input).await?;
    Ok(see_other(&desk(&cx, &slug, input.session, "")))
}

pub async fn headcount(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    form: RawForm,
) -> Outcome<Response> {
    let mut typed = form.only(&form::HEADCOUNT)?;
    let (session, people) = form::headcount(&mut typed)?;
    if typed.is_invalid() {
        return flash::back(&cx.app, &flash_name(session), typed, &desk(&cx, &slug, session, "#errors")).await;
    }
    service::count(&cx.app, &actor, &slug, session, people).await?;
    Ok(see_other(&desk(&cx, &slug, session, "")))
}

pub async fn walk_in(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    form: RawForm,
) -> Outcome<Response> {
    let mut typed = form.only(&form::WALK_IN)?;
    let (session, mark_id, full_name) = form::walk_in(&mut typed, FULL_NAME)?;
    let phone = typed.value("phone");
    let contact = Contact::parse(&phone).filter(|c| c.kind == ContactKind::Phone);
    if contact.is_none() && !phone.trim().is_empty() {
        typed.fail("phone", "ui-error-phone");
    }
    if typed.is_invalid() {
        return flash::back(&cx.app, &flash_name(session), typed, &desk(&cx, &slug, session, "#errors")).await;
    }
    service::walk_in(&cx.app, &actor, &slug, (session, mark_id), WalkInInput { full_name, contact }).await?;
    Ok(see_other(&desk(&cx, &slug, session, &format!("&done={mark_id}"))))
}
