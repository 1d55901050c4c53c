//! Several people registered by one helper, and the page with their links.

use axum::response::Response;

use super::BAD;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::questions;
use crate::registration::form::group;
use crate::registration::form::sheet::{MINUTES, SHEET, Sheet, Strip};
use crate::registration::model::{Registered, RegistrationInput, Source};
use crate::registration::pages::{SHEET_CLOSED, group_form};
use crate::registration::service;
use crate::web::guard::Sender;
use crate::web::{Id, PageCx, RawForm, flash, guard, see_other};

fn is_field(name: &str) -> bool {
    let answers = |(n, _)| questions::form::is_field(name, &group::prefix(n));
    group::is_field(name) || group::split(name).is_some_and(answers)
}

/// `POST /{l}/events/{slug}/register-group`: registers, or shows the form with one person more or less.
///
/// # Errors
/// `BadRequest` for what the form cannot send; `NotFound` for what is not public.
pub async fn register_group(cx: PageCx, Id((_, slug)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let mut typed = raw.only_where(is_field)?;
    let event = events::service::public_by_slug(&cx.app, &slug).await?;
    let (name, page) = (group_form(&slug), cx.link(&format!("/events/{slug}/register-group")));
    if let Some(press) = group::pressed(&typed) {
        let (mut state, at) = group::after(typed, press);
        for guarding in ["website", "work"] {
            state.values.remove(guarding);
        }
        return flash::back(&cx.app, &name, state, &format!("{page}#person-{at}")).await;
    }
    let errors = format!("{page}#errors");
    let sender = Sender::Helper(group::people(&typed));
    if !guard::admits(&cx, sender, &name, &mut typed).await? {
        return flash::back(&cx.app, &name, typed, &errors).await;
    }
    if !group::ids_are_ours(&typed) {
        return Err(BAD);
    }
    let regions = events::service::regions(&cx.app).await?;
    let codes: Vec<&str> = regions.iter().map(|r| r.code.as_str()).collect();
    let asked = questions::service::of_event(&cx.app, event.id).await?;
    let (mut state, read) = match group::parse(typed.clone(), cx.locale, &codes) {
        Ok(read) => (typed.clone(), Some(read)),
        Err(state) => (state, None),
    };
    let answers: Vec<_> = group::present(&typed)
        .into_iter()
        .map(|n| (n, questions::form::parse(&mut state, &asked, &group::prefix(n))))
        .collect();
    let Some((people, together)) = read.filter(|_| !state.is_invalid()) else {
        return flash::back(&cx.app, &name, state, &errors).await;
    };
    if let Some((n, _)) = answers.iter().find(|(_, answers)| answers.asks_more()) {
        let at = questions::pages::anchor(&group::prefix(*n));
        return flash::back(&cx.app, &name, state, &format!("{page}#{at}")).await;
    }
    let with_answers = |((_, input), (_, answers))| RegistrationInput { answers, ..input };
    let people: Vec<_> = people.into_iter().zip(answers).map(with_answers).collect();
    let said: Vec<_> = people.iter().map(|p| (p.call_name.clone(), p.locale)).collect();
    match service::register_party(&cx.app, &event, people, together, Source::Web).await {
        Ok(done) => {
            let strip = |(done, (name, locale)): (Registered, _)| {
                let made = (!done.already).then_some((done.registration.id, done.registration.link_version));
                Strip { name, locale, made }
            };
            let sheet = Sheet { event: event.id, strips: done.into_iter().zip(said).map(strip).collect() };
            let token = flash::keep(&cx.app, SHEET, sheet.state(), MINUTES).await?;
            Ok(see_other(&cx.link(&format!("/groups/{token}"))))
        }
        Err(AppError::Conflict(service::TOO_OFTEN)) => {
            typed.fail("", service::TOO_OFTEN);
            flash::back(&cx.app, &name, typed, &errors).await
        }
        // Closed in the meantime; the page says so.
        Err(AppError::Conflict(_)) => Ok(see_other(&page)),
        Err(error) => Err(error),
    }
}

/// `POST /{l}/groups/{token}`: nobody opens the page with the links again.
///
/// # Errors
/// `NotFound` for every token that opens nothing.
pub async fn close_sheet(cx: PageCx, Id((_, token)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    let kept = flash::kept(&cx.app, SHEET, &token).await?;
    let sheet = kept.and_then(|(state, _)| Sheet::read(&state)).ok_or(AppError::NotFound)?;
    flash::let_go(&cx.app, &token).await?;
    let event = events::service::by_id(&cx.app, sheet.event).await?;
    Ok(see_other(&cx.link(&format!("/events/{}/registered?{SHEET_CLOSED}", event.slug))))
}
