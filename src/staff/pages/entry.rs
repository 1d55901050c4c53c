//! Signing in, and joining by a link.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::role_name;
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg};
use crate::seal::Personal;
use crate::staff::form::{EMAIL_MAX, NAME_MAX, PASSPHRASE_MAX, PASSPHRASE_MIN, next};
use crate::staff::{service, session};
use crate::ui::{ErrorSummary, HiddenField, Kind, SubmitButton, TextField};
use crate::web::{Id, Page, PageCx, see_other};

#[derive(Default, Deserialize)]
pub struct SignIn {
    #[serde(default)]
    next: String,
}

pub async fn sign_in(cx: PageCx, Query(query): Query<SignIn>) -> Outcome<Response> {
    let next = next(&query.next);
    if session::optional(&cx.app, &cx.headers).await?.is_some() {
        return Ok(see_other(&next.unwrap_or_else(|| cx.link("/staff"))));
    }
    let form = cx.typed("sign-in").await?.unwrap_or_default();
    let (l, action) = (cx.locale, cx.link("/staff/sign-in"));
    let page = Page::new(l.t("staff-sign-in-title")).noindex();
    Ok(cx.render(page, move || sign_in_view(l, &form, action, next.unwrap_or_default())).await)
}

fn sign_in_view(l: Locale, form: &FormState, action: String, next: String) -> AnyView {
    view! {
        <div class="sign-in">
            <h1>{l.t("staff-sign-in-title")}</h1>
            <ErrorSummary l=l form=form labels=vec![("email", l.t("staff-email")), ("passphrase", l.t("staff-passphrase"))] />
            <form class="form" method="post" action=action novalidate>
                {(!next.is_empty()).then(|| view! { <HiddenField name="next" value=next /> })}
                <TextField l=l form=form name="email" label=l.t("staff-email") kind=Kind::Email autocomplete="username" maxlength=u32::from(EMAIL_MAX) />
                <TextField l=l form=form name="passphrase" label=l.t("staff-passphrase") kind=Kind::Password autocomplete="current-password" />
                <div class="form-end">
                    <SubmitButton label=l.t("staff-sign-in") />
                    <p class="hint">{l.t("staff-sign-in-help")}</p>
                </div>
            </form>
        </div>
    }
    .into_any()
}

/// The form behind an invitation; one page for all links that lead to none.
pub async fn join(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let l = cx.locale;
    let invite = match service::invitation(&cx.app, &token).await {
        Ok(invite) => invite,
        Err(AppError::NotFound) => {
            let page = Page::new(l.t("staff-join-void-title")).noindex().status(StatusCode::NOT_FOUND);
            return Ok(cx.render(page, move || void_view(l)).await);
        }
        Err(e) => return Err(e),
    };
    let form = cx.typed("join").await?.unwrap_or_else(|| {
        let mut form = FormState::default();
        form.set("email", invite.email.as_ref().map_or("", Personal::reveal));
        form
    });
    let action = cx.link(&format!("/staff/join/{token}"));
    let until = ago_or_until(l, invite.expires_at, cx.app.clock.now());
    let page = Page::new(l.t("staff-join-title")).noindex();
    Ok(cx.render(page, move || join_view(l, &form, action, &role_name(l, invite.grant.role), &until)).await)
}

fn join_view(l: Locale, form: &FormState, action: String, role: &str, until: &str) -> AnyView {
    let bounds = [("min", arg(PASSPHRASE_MIN.to_string())), ("max", arg(PASSPHRASE_MAX.to_string()))];
    view! {
        <div class="sign-in">
            <h1>{l.t("staff-join-title")}</h1>
            <ErrorSummary l=l form=form labels=vec![("name", l.t("staff-name")), ("email", l.t("staff-email")), ("passphrase", l.t("staff-passphrase")), ("passphrase_again", l.t("staff-passphrase-again"))] />
            <div class="form-intro">
                <p>{l.ta("staff-join-role", &[("role", arg(role.to_owned()))])}</p>
                <p class="hint">{l.ta("staff-join-until", &[("when", arg(until.to_owned()))])}</p>
            </div>
            <form class="form" method="post" action=action novalidate>
                <TextField l=l form=form name="name" label=l.t("staff-name") hint=l.t("staff-name-hint") autocomplete="name" maxlength=u32::from(NAME_MAX) no_spellcheck=true />
                <TextField l=l form=form name="email" label=l.t("staff-email") hint=l.t("staff-email-hint") kind=Kind::Email autocomplete="username" maxlength=u32::from(EMAIL_MAX) />
                <TextField l=l form=form name="passphrase" label=l.t("staff-passphrase") hint=l.ta("staff-passphrase-hint", &bounds) kind=Kind::Password autocomplete="new-password" />
                <TextField l=l form=form name="passphrase_again" label=l.t("staff-passphrase-again") kind=Kind::Password autocomplete="new-password" />
                <div class="form-end"><SubmitButton label=l.t("staff-join") /></div>
            </form>
        </div>
    }
    .into_any()
}

fn void_view(l: Locale) -> AnyView {
    view! {
        <h1>{l.t("staff-join-void-title")}</h1>
        <p>{l.t("staff-join-void-help")}</p>
        <p><a href=format!("/{l}/staff/sign-in")>{l.t("staff-sign-in")}</a></p>
    }
    .into_any()
}
