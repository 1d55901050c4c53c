//! Behind the private link: the calendar file, and the page that asks before a place is given up.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::{is_on, title};
use crate::error::{AppError, Outcome};
use crate::events;
use crate::registration::model::State;
use crate::registration::service;
use crate::ui::{BackLink, Notice, SubmitButton, Tone};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/my/{token}/calendar.ics`: for who has a place.
///
/// # Errors
/// `NotFound` for every other token.
pub async fn calendar(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    if registration.state != State::Confirmed {
        return Err(AppError::NotFound);
    }
    let event = events::service::by_id(&cx.app, registration.event_id).await?;
    let file = events::service::calendar(&cx.app, &event, cx.locale);
    let name = HeaderValue::try_from(format!("attachment; filename=\"{}\"", file.name));
    let name = name.map_err(|e| AppError::internal(&e))?;
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], file.text).into_response())
}

/// `GET /{l}/my/{token}/withdraw`: asks once, without a reason.
///
/// # Errors
/// `NotFound` for every token that opens nothing.
pub async fn withdraw(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    let event = events::service::by_id(&cx.app, registration.event_id).await?;
    let (l, open) = (cx.locale, registration.state.may_withdraw() && is_on(&event, cx.app.clock.now()));
    let here = cx.link(&format!("/my/{token}"));
    let (what, no) = match registration.state {
        State::Waitlisted => ("registration-withdraw-queue", "registration-withdraw-stay"),
        State::Received => ("registration-withdraw-application", "registration-withdraw-stay"),
        _ => ("registration-withdraw-what", "registration-withdraw-no"),
    };
    let body = move || {
        let (title, lang) = title(l, &event);
        let question = if open {
            view! {
                <p class="lead">{l.t(what)}</p>
                <form class="form" method="post" action=format!("{here}/withdraw")>
                    <p class="actions">
                        <SubmitButton label=l.t("registration-withdraw-yes") tone=Tone::Warning />
                        <a class="button button-secondary" href=here.clone()>{l.t(no)}</a>
                    </p>
                </form>
            }
            .into_any()
        } else {
            view! { <Notice><p>{l.t("registration-too-late")}</p></Notice> }.into_any()
        };
        view! {
            <BackLink href=here.clone() label=l.t("registration-to-mine") />
            <p class="kicker" lang=lang>{title}</p>
            <h1>{l.t("registration-withdraw-title")}</h1>
            {question}
        }
    };
    Ok(cx.render(Page::new(l.t("registration-withdraw-title")).private(), body).await)
}
