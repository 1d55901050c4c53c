//! The lost link, and the page behind a code.

use axum::extract::{Query, State};
use axum::http::{Extensions, HeaderMap, Uri};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::FIND_FORM;
use crate::error::Outcome;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::people::model::EMAIL;
use crate::registration::service;
use crate::state::App;
use crate::ui::{ErrorSummary, Guard, Kind, Mood, Notice, SubmitButton, TextField, Words};
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
    let mut form = cx.typed(FIND_FORM).await?.unwrap_or_default();
    // Whatever else it was refused for: sent again as it is, it would be refused again.
    if form.is_invalid() && form.value("contact").trim().is_empty() {
        form.errors.clear();
        form.fail("contact", "ui-error-required");
    }
    if !query.sent.is_empty() && !form.is_invalid() {
        let body = move || {
            view! {
                <h1>{l.t("registration-find-title")}</h1>
                <Notice mood=Mood::Good announce=true title=l.t("registration-find-sent-title")>
                    <p>{l.t("registration-find-sent")}</p>
                </Notice>
                <p>{l.t("registration-find-no-mail")}</p>
                {ask(l)}
            }
        };
        return Ok(cx.render(page, body).await);
    }
    let action = cx.link("/find");
    let given = guard::give(&cx.app, FIND_FORM, &form);
    let body = move || find_form(l, &form, given, action);
    Ok(cx.render(page, body).await)
}

/// The way to the organisers, for whoever cannot be written to.
fn ask(l: Locale) -> AnyView {
    view! { <p class="actions"><a href=format!("/{l}/about")>{l.t("registration-find-ask")}</a></p> }.into_any()
}

fn find_form(l: Locale, form: &FormState, given: Given, action: String) -> AnyView {
    let hint = Words::from(l.t("registration-find-contact-hint")).note(l.t("registration-find-no-mail"));
    view! {
        <h1>{l.t("registration-find-title")}</h1>
        <ErrorSummary l=l form=form labels=vec![("contact", l.t("registration-email"))] />
        <p class="lead">{l.t("registration-find-lead")}</p>
        <form class="form" method="post" action=action novalidate>
            <Guard l=l stamp=given.stamp work=given.work />
            <TextField l=l form=form name="contact" label=l.t("registration-email") hint=hint kind=Kind::Email autocomplete="email" maxlength=u32::try_from(EMAIL).unwrap_or(u32::MAX) />
            <div class="form-end">
                <SubmitButton label=l.t("registration-find-send") />
                {ask(l)}
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
