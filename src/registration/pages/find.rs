//! The lost link, and the page behind a code.

use axum::extract::{Query, State};
use axum::http::{Extensions, HeaderMap, Uri};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::FIND_FORM;
use crate::error::Outcome;
use crate::form::FormState;
use crate::people::model::EMAIL;
use crate::registration::service;
use crate::state::App;
use crate::ui::{ErrorSummary, Guard, Mood, Notice, SubmitButton, TextField};
use crate::web::guard::{self, Given};
use crate::web::{Id, Page, PageCx, see_other};
use crate::{events, staff};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    sent: String,
}

/// `GET /{l}/find`
///
/// # Errors
/// When the database does not answer.
pub async fn find(cx: PageCx, Query(query): Query<Sent>) -> Outcome<Response> {
    let l = cx.locale;
    let page = Page::new(l.t("registration-find-title")).noindex().sensitive();
    let form = cx.typed(FIND_FORM).await?.unwrap_or_default();
    if !query.sent.is_empty() && !form.is_invalid() {
        let body = move || {
            view! {
                <h1>{l.t("registration-find-title")}</h1>
                <Notice mood=Mood::Good announce=true title=l.t("registration-find-sent-title")>
                    <p>{l.t("registration-find-sent")}</p>
                </Notice>
                <p>{l.t("registration-find-no-mail")}</p>
            }
        };
        return Ok(cx.render(page, body).await);
    }
    let action = cx.link("/find");
    let given = guard::give(&cx.app, FIND_FORM, &form);
    let body = move || find_form(l, &form, given, action);
    Ok(cx.render(page, body).await)
}

fn find_form(l: crate::i18n::Locale, form: &FormState, given: Given, action: String) -> AnyView {
    view! {
        <h1>{l.t("registration-find-title")}</h1>
        <ErrorSummary l=l form=form labels=vec![("contact", l.t("registration-find-contact"))] />
        <p class="lead">{l.t("registration-find-lead")}</p>
        <form class="form" method="post" action=action novalidate>
            <Guard l=l stamp=given.stamp work=given.work />
            <TextField l=l form=form name="contact" label=l.t("registration-find-contact") hint=l.t("registration-find-contact-hint") maxlength=u32::try_from(EMAIL).unwrap_or(u32::MAX) no_spellcheck=true />
            <div class="form-end">
                <SubmitButton label=l.t("registration-find-send") />
                <p class="hint">{l.t("registration-find-no-mail")}</p>
            </div>
        </form>
    }
    .into_any()
}

/// `GET /c/{code}`: what the QR code opens. Those who may see the roster come to the desk; to everybody else a code that
/// exists and one that does not are the same.
///
/// # Errors
/// When the database does not answer.
pub async fn code(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    extensions: Extensions,
    Id(typed): Id<String>,
) -> Outcome<Response> {
    let cx = PageCx::of(&app, &uri, &headers, &extensions);
    if let Some(actor) = staff::session::optional(&app, &headers).await?
        && let Some(found) = service::by_code(&app, &typed).await?
    {
        let event = events::service::by_id(&app, found.event_id).await?;
        if actor.can(staff::model::Action::RosterSee, &event.place(), staff::model::Of::Other) {
            return Ok(see_other(&cx.link(&format!("/staff/events/{}/desk?code={}", event.slug, found.short_code))));
        }
    }
    let l = cx.locale;
    let page = Page::new(l.t("registration-code-title")).noindex();
    let body = move || {
        view! {
            <h1>{l.t("registration-code-title")}</h1>
            <div class="prose">
                <p>{l.t("registration-code-what")}</p>
                <p>{l.t("registration-code-yours")}</p>
            </div>
            <p class="actions"><a href=format!("/{l}/find")>{l.t("registration-find-title")}</a></p>
        }
    };
    Ok(cx.render(page, body).await)
}
