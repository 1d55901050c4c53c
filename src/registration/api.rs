//! What the forms of this domain are sent to. Each answers with a redirect, so that reload repeats a page and not a post.

mod answers;
mod group;
pub mod places;

use axum::response::Response;
use uuid::Uuid;

pub use self::answers::{change_answers, change_answers_for};
pub use self::group::{close_sheet, register_group};
use super::consent::{Act, Purpose};
use super::form;
use super::model::Source;
use super::pages::{ERASED, FIND_FORM, register_form};
use super::service;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::i18n::Locale;
use crate::messages::model::Channel;
use crate::questions;
use crate::staff::model::Actor;
use crate::web::guard::Sender;
use crate::web::route::form_id;
use crate::web::{Id, PageCx, RawForm, flash, guard, see_other};

const BAD: AppError = AppError::BadRequest("ui-bad-request-help");

/// `POST /{l}/events/{slug}/register`
///
/// # Errors
/// `BadRequest` for what the form cannot send; `NotFound` for what is not public.
pub async fn register(cx: PageCx, Id((_, slug)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let mut typed = raw.only_where(|name| form::FIELDS.contains(&name) || questions::form::is_field(name, ""))?;
    let event = events::service::bare_by_slug(&cx.app, &slug).await?;
    let (name, page) = (register_form(&slug), cx.link(&format!("/events/{slug}/register")));
    let errors = format!("{page}#errors");
    if !guard::admits(&cx, Sender::Anybody, &name, &mut typed).await? {
        return flash::back(&cx.app, &name, typed, &errors).await;
    }
    let submission = form_id(&typed.value("submission_id"))?;
    let regions = events::service::regions(&cx.app).await?;
    let codes: Vec<&str> = regions.iter().map(|r| r.code.as_str()).collect();
    let asked = questions::service::of_event(&cx.app, event.id).await?;
    let (mut state, input) = match form::parse(typed.clone(), submission, cx.locale, &codes) {
        Ok(input) => (typed.clone(), Some(input)),
        Err(state) => (state, None),
    };
    let answers = questions::form::parse(&mut state, &asked, "");
    let Some(mut input) = input.filter(|_| !state.is_invalid()) else {
        return flash::back(&cx.app, &name, state, &errors).await;
    };
    if answers.asks_more() {
        return flash::back(&cx.app, &name, state, &format!("{page}#{}", questions::pages::anchor(""))).await;
    }
    input.answers = answers;
    match service::register(&cx.app, &event, input, Source::Web).await {
        Ok(done) if done.already => Ok(see_other(&cx.link(&format!("/events/{slug}/registered")))),
        Ok(done) => Ok(see_other(&cx.link(&format!("/my/{}?new=1", done.link_token)))),
        Err(AppError::Conflict(service::TOO_OFTEN)) => {
            typed.fail("", service::TOO_OFTEN);
            flash::back(&cx.app, &name, typed, &errors).await
        }
        // Closed in the meantime; the page says so.
        Err(AppError::Conflict(_)) => Ok(see_other(&page)),
        Err(error) => Err(error),
    }
}

/// `POST /{l}/find`: the same answer whoever asks for whatever contact.
///
/// # Errors
/// `BadRequest` for what the form cannot send.
pub async fn find(cx: PageCx, raw: RawForm) -> Outcome<Response> {
    let mut typed = raw.only(&["contact", "website", "stamp", "work"])?;
    let errors = cx.link("/find#errors");
    if !guard::admits(&cx, Sender::Anybody, FIND_FORM, &mut typed).await? {
        return flash::back(&cx.app, FIND_FORM, typed, &errors).await;
    }
    match form::parse_find(typed) {
        Ok(contact) => service::find_again(&cx.app, &contact).await.map(|()| see_other(&cx.link("/find?sent=1"))),
        Err(state) => flash::back(&cx.app, FIND_FORM, state, &errors).await,
    }
}

/// Back to a page behind the link, which says how things stand; also where somebody was quicker.
fn back<T>(cx: &PageCx, page: &str, outcome: Outcome<T>) -> Outcome<Response> {
    match outcome {
        Ok(_) | Err(AppError::Conflict(_)) => Ok(see_other(&cx.link(&format!("/my/{page}")))),
        Err(error) => Err(error),
    }
}

/// `POST /{l}/my/{token}/withdraw`
///
/// # Errors
/// `NotFound` for every token that opens nothing.
pub async fn withdraw(cx: PageCx, Id((_, token)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    let registration = service::by_link(&cx.app, &token).await?;
    back(&cx, &token, service::withdraw(&cx.app, &registration).await)
}

/// `POST /{l}/my/{token}/erase`: and on to a page that says so; of a training that is public no more, to what the link opens
/// now, which says that it is nothing.
///
/// # Errors
/// `NotFound` for every token that opens nothing, `Gone` once it was erased.
pub async fn erase(cx: PageCx, Id((_, token)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    let registration = service::by_link(&cx.app, &token).await?;
    let event = events::service::by_id(&cx.app, registration.event_id).await?;
    service::erase(&cx.app, &registration).await?;
    let next =
        if event.is_public() { format!("/events/{}/registered?{ERASED}", event.slug) } else { format!("/my/{token}") };
    Ok(see_other(&cx.link(&next)))
}

/// `POST /{l}/my/{token}/offer`
///
/// # Errors
/// `NotFound` for every token that opens nothing; `BadRequest` for another answer than the two.
pub async fn offer(cx: PageCx, Id((_, token)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let answer = raw.only(&["answer"])?.value("answer");
    let registration = service::by_link(&cx.app, &token).await?;
    let outcome = match answer.as_str() {
        "accept" => service::accept_offer(&cx.app, &registration).await,
        "decline" => service::decline_offer(&cx.app, &registration).await,
        _ => return Err(BAD),
    };
    back(&cx, &token, outcome)
}

/// `POST /{l}/my/{token}/consent`
///
/// # Errors
/// `NotFound` for every token that opens nothing; `BadRequest` for an agreement that is not a free one.
pub async fn consent(cx: PageCx, Id((_, token)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&["purpose", "act"])?;
    let purpose = Purpose::parse(&typed.value("purpose")).filter(|p| Purpose::FREE.contains(p)).ok_or(BAD)?;
    let act = Act::parse(&typed.value("act")).ok_or(BAD)?;
    let registration = service::by_link(&cx.app, &token).await?;
    let outcome = service::agree(&cx.app, &registration, purpose, act, cx.locale).await;
    back(&cx, &format!("{token}?done=agreements#agreements"), outcome)
}

/// `POST /{l}/my/{token}/language`: and on in that language.
///
/// # Errors
/// `NotFound` for every token that opens nothing; `BadRequest` for another language than the four.
pub async fn language(cx: PageCx, Id((_, token)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let l: Locale = raw.only(&["locale"])?.value("locale").parse().map_err(|_| BAD)?;
    let registration = service::by_link(&cx.app, &token).await?;
    service::speak(&cx.app, &registration, l).await?;
    Ok(see_other(&format!("/{l}/my/{token}?done=language#language")))
}

/// `POST /{l}/my/{token}/channel`: by which way they are told.
///
/// # Errors
/// `NotFound` for every token that opens nothing; `BadRequest` for another way than the three.
pub async fn channel(cx: PageCx, Id((_, token)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let channel = Channel::parse(&raw.only(&["channel"])?.value("channel")).ok_or(BAD)?;
    let registration = service::by_link(&cx.app, &token).await?;
    service::choose_channel(&cx.app, &registration, channel).await?;
    Ok(see_other(&cx.link(&format!("/my/{token}?done=channel#channel"))))
}

/// `POST /{l}/staff/events/{slug}/registrations/{id}/channel`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `BadRequest` for another way than the three.
pub async fn channel_for(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    let channel = Channel::parse(&raw.only(&["channel"])?.value("channel")).ok_or(BAD)?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    service::channel_for(&cx.app, &actor, &event, id, channel).await?;
    Ok(see_other(&cx.link(&format!("/staff/events/{slug}/registrations/{id}?done=channel"))))
}

/// `POST /{l}/staff/events/{slug}/registrations/{id}/withdraw`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn withdraw_for(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    raw.only(&[])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let done = match service::withdraw_for(&cx.app, &actor, &event, id).await {
        Ok(_) => "withdrawn",
        Err(AppError::Conflict(_)) => "late",
        Err(error) => return Err(error),
    };
    Ok(see_other(&cx.link(&format!("/staff/events/{slug}/registrations/{id}?done={done}"))))
}

/// `POST /{l}/staff/events/{slug}/registrations/{id}/apart`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn apart_for(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    raw.only(&[])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    service::apart_for(&cx.app, &actor, &event, id).await?;
    Ok(see_other(&cx.link(&format!("/staff/events/{slug}/registrations/{id}?done=apart"))))
}

/// `POST /{l}/staff/events/{slug}/registrations/{id}/erase`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or where nothing is left.
pub async fn erase_for(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    raw.only(&[])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    service::erase_for(&cx.app, &actor, &event, id).await?;
    Ok(see_other(&cx.link(&format!("/staff/events/{slug}/registrations"))))
}
