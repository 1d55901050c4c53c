//! The staff forms' addressees.

#![expect(clippy::missing_errors_doc, reason = "handlers: every error becomes a page, by web::errors")]

use axum::http::header;
use axum::response::Response;
use uuid::Uuid;

use super::model::{Actor, Grant};
use super::{form, service, session};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::ids::unhex;
use crate::web::{Id, PageCx, RawForm, cookies, flash, page, see_other};

/// The form's one message, with what may be kept of it.
fn failed(state: FormState, field: &str, key: &str) -> FormState {
    let mut state = form::keepable(state);
    state.fail(field, key);
    state
}

/// The page of a form that went back, at the list of what is wrong.
fn errors(page: &str) -> String {
    format!("{page}#errors")
}

pub async fn join(cx: PageCx, Id((_, token)): Id<(String, String)>, form: RawForm) -> Outcome<Response> {
    let here = cx.link(&format!("/staff/join/{token}"));
    let typed = form.only(form::JOIN)?;
    let input = match form::join(typed.clone()) {
        Ok(input) => input,
        Err(state) => return flash::back(&cx.app, "join", state, &errors(&here)).await,
    };
    match service::join(&cx.app, &token, &input, cx.locale).await {
        Ok(service::Joined::In(session)) => Ok(session::begin(&cx.app, &session, &cx.link("/staff"))),
        Ok(service::Joined::EmailTaken) => {
            flash::back(&cx.app, "join", failed(typed, "email", "staff-error-email-taken"), &errors(&here)).await
        }
        // The page says why.
        Err(AppError::NotFound) => Ok(see_other(&here)),
        Err(e) => Err(e),
    }
}

pub async fn sign_in(cx: PageCx, form: RawForm) -> Outcome<Response> {
    let typed = form.only(form::SIGN_IN)?;
    let next = form::next(&typed.value("next"));
    let before = session::current(&cx.app, &cx.headers);
    let (email, passphrase) = (typed.value("email"), typed.value("passphrase"));
    if let Some(token) = service::sign_in(&cx.app, &email, &passphrase, before.as_deref()).await? {
        return Ok(session::begin(&cx.app, &token, &next.unwrap_or_else(|| cx.link("/staff"))));
    }
    let query = next.and_then(|n| serde_urlencoded::to_string([("next", n)]).ok()).map(|q| format!("?{q}"));
    let back = cx.link(&format!("/staff/sign-in{}", query.unwrap_or_default()));
    flash::back(&cx.app, "sign-in", failed(typed, "", "staff-error-sign-in"), &errors(&back)).await
}

pub async fn sign_out(cx: PageCx, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    if let (Some(hash), Some(actor)) =
        (session::current(&cx.app, &cx.headers), session::optional(&cx.app, &cx.headers).await?)
    {
        service::sign_out(&cx.app, &actor, &hash).await?;
    }
    Ok(session::end(&cx.app, &cx.link("/staff/sign-in")))
}

pub async fn passphrase(cx: PageCx, actor: Actor, form: RawForm) -> Outcome<Response> {
    let here = cx.link("/staff/account");
    let typed = form.only(form::PASSPHRASE)?;
    let (old, new) = match form::passphrase(typed.clone()) {
        Ok(input) => input,
        Err(state) => return flash::back(&cx.app, "passphrase", state, &errors(&here)).await,
    };
    let kept = session::current(&cx.app, &cx.headers).unwrap_or_default();
    if service::change_passphrase(&cx.app, &actor, &old, &new, &kept).await? {
        return Ok(see_other(&format!("{here}?done=passphrase")));
    }
    flash::back(&cx.app, "passphrase", failed(typed, "passphrase_now", "staff-error-passphrase-now"), &errors(&here))
        .await
}

/// The reader's own choice, which the site then also opens in.
pub async fn language(cx: PageCx, actor: Actor, form: RawForm) -> Outcome<Response> {
    let typed = form.only(&["locale"])?;
    let locale: Locale = typed.value("locale").parse().map_err(|_| AppError::BadRequest("ui-bad-request-help"))?;
    service::set_locale(&cx.app, &actor, locale).await?;
    let mut response = see_other(&format!("/{locale}/staff/account?done=language"));
    let year = 365 * 24 * 60 * 60;
    let cookie = cookies::set(&cx.app.config, page::LANGUAGE_COOKIE, locale.code(), year);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

pub async fn end_session(cx: PageCx, actor: Actor, form: RawForm) -> Outcome<Response> {
    let typed = form.only(&["session"])?;
    let hash = unhex(&typed.value("session")).ok_or(AppError::BadRequest("ui-bad-request-help"))?;
    service::end_other_session(&cx.app, &actor, &hash).await?;
    Ok(see_other(&cx.link("/staff/account?done=session")))
}

pub async fn invite(cx: PageCx, actor: Actor, form: RawForm) -> Outcome<Response> {
    let here = cx.link("/staff/team/invite");
    let typed = form.only(form::INVITE)?;
    let (email, grant) = match form::invite(typed.clone()) {
        Ok(input) => input,
        Err(state) => return flash::back(&cx.app, "invite", state, &errors(&here)).await,
    };
    match service::invite(&cx.app, &actor, cx.locale, &email, grant).await? {
        service::Invited::Made { id, mailed } => {
            let mut shown = FormState::default();
            shown.set("invite", id);
            shown.set("mailed", if mailed { "yes" } else { "" });
            flash::back(&cx.app, "invited", shown, &cx.link("/staff/team/invited")).await
        }
        service::Invited::EmailTaken => {
            flash::back(&cx.app, "invite", failed(typed, "email", "staff-error-in-team"), &errors(&here)).await
        }
    }
}

pub async fn cancel_invite(
    cx: PageCx,
    actor: Actor,
    Id((_, id)): Id<(String, Uuid)>,
    form: RawForm,
) -> Outcome<Response> {
    form.only(&[])?;
    service::cancel_invite(&cx.app, &actor, id).await?;
    Ok(see_other(&cx.link("/staff/team")))
}

pub async fn grant(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, form: RawForm) -> Outcome<Response> {
    let here = cx.link(&format!("/staff/team/{id}"));
    match form::grant(form.only(form::GRANT)?) {
        Ok(grant) => {
            service::grant(&cx.app, &actor, id, grant).await?;
            Ok(see_other(&here))
        }
        Err(state) => flash::back(&cx.app, &format!("grant:{id}"), state, &errors(&here)).await,
    }
}

pub async fn revoke(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, form: RawForm) -> Outcome<Response> {
    let typed = form::grant(form.only(form::GRANT)?);
    let grant: Grant = typed.map_err(|_| AppError::BadRequest("ui-bad-request-help"))?;
    service::revoke(&cx.app, &actor, id, grant).await?;
    Ok(see_other(&cx.link(&format!("/staff/team/{id}"))))
}

pub async fn disable(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    service::disable(&cx.app, &actor, id).await?;
    Ok(see_other(&cx.link(&format!("/staff/team/{id}"))))
}

pub async fn enable(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    service::enable(&cx.app, &actor, id).await?;
    Ok(see_other(&cx.link(&format!("/staff/team/{id}"))))
}
