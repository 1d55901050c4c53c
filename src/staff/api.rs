//! The staff forms' addressees.

#![expect(clippy::missing_errors_doc, reason = "handlers: every error becomes a page, by web::errors")]

use axum::Json;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::model::{Actor, Grant, Standing};
use super::service::{Answer, Proof, Proved, SignIn};
use super::session::Whoever;
use super::{form, service, session};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::ids::unhex;
use crate::seal::Personal;
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
        Err(state) => {
            // Nothing is kept for whoever has no invitation; the page says why.
            return match service::invitation(&cx.app, &token).await {
                Ok(_) => flash::back(&cx.app, "join", state, &errors(&here)).await,
                Err(AppError::NotFound) => Ok(see_other(&here)),
                Err(e) => Err(e),
            };
        }
    };
    match service::join(&cx.app, &token, &input, cx.locale).await {
        Ok(service::Joined::In(begun)) => Ok(session::begin(&cx.app, &begun, &session::way(&cx, begun.standing, None))),
        Ok(service::Joined::EmailTaken) => {
            flash::back(&cx.app, "join", failed(typed, "email", "staff-error-email-taken"), &errors(&here)).await
        }
        // The page says why.
        Err(AppError::NotFound) => Ok(see_other(&here)),
        Err(e) => Err(e),
    }
}

/// As [`failed`], for who has tried too often.
fn too_often(state: FormState, minutes: i64) -> FormState {
    let mut state = form::keepable(state);
    state.fail_with("", "staff-error-wait", &[("n", minutes.to_string())]);
    state
}

pub async fn sign_in(cx: PageCx, form: RawForm) -> Outcome<Response> {
    let typed = form.only(form::SIGN_IN)?;
    let next = form::next(&typed.value("next"));
    let before = session::current(&cx.app, &cx.headers);
    let device = session::device(&cx.app, &cx.headers);
    let (email, passphrase) = (typed.value("email"), typed.value("passphrase"));
    let attempt = service::Attempt {
        email: &email,
        passphrase: &passphrase,
        device: device.as_deref(),
        before: before.as_deref(),
    };
    let back = session::with_next(&cx.link("/staff/sign-in"), next.clone());
    let state = match service::sign_in(&cx.app, &attempt).await? {
        SignIn::In(begun) => return Ok(session::begin(&cx.app, &begun, &session::way(&cx, begun.standing, next))),
        SignIn::Refused => failed(typed, "", "staff-error-sign-in"),
        SignIn::Wait(minutes) => too_often(typed, minutes),
    };
    flash::back(&cx.app, "sign-in", state, &errors(&back)).await
}

/// The second factor after the passphrase.
pub async fn code(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    let typed = form.only(form::CODE)?;
    if whoever.who.standing != Standing::Factor {
        return Ok(see_other(&session::way(&cx, whoever.who.standing, form::next(&typed.value("next")))));
    }
    proof(&cx, &whoever, typed, "code", "/staff/sign-in/code").await
}

/// Once more, before something grave.
pub async fn confirm(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    let typed = form.only(form::CONFIRM)?;
    if whoever.who.standing != Standing::In {
        return Ok(see_other(&session::way(&cx, whoever.who.standing, form::next(&typed.value("next")))));
    }
    proof(&cx, &whoever, typed, "confirm", "/staff/confirm-it-is-you").await
}

async fn proof(cx: &PageCx, whoever: &Whoever, typed: FormState, form: &str, here: &str) -> Outcome<Response> {
    let (app, next) = (&cx.app, form::next(&typed.value("next")));
    let (code, passphrase) = (typed.value("code"), typed.value("passphrase"));
    let coded = whoever.who.has_factor();
    let proof = if coded { Proof::Code(&code) } else { Proof::Passphrase(&passphrase) };
    let device = session::device(app, &cx.headers);
    let state = match service::prove(app, &whoever.who, &whoever.hash, proof, device.as_deref()).await? {
        Proved::Yes(begun) => return Ok(on(cx, &begun, next)),
        Proved::No if coded => failed(typed, "code", "staff-error-code"),
        Proved::No => failed(typed, "passphrase", "staff-error-passphrase-now"),
        Proved::Wait(minutes) => too_often(typed, minutes),
    };
    flash::back(app, form, state, &errors(&session::with_next(&cx.link(here), next))).await
}

/// Where they wanted to go, with what they had typed there.
fn on(cx: &PageCx, begun: &service::Begun, next: Option<String>) -> Response {
    let response = session::begin(&cx.app, begun, &session::way(cx, begun.standing, next));
    flash::restore(&cx.app, &cx.headers, response)
}

/// The second factor after the passphrase, by a passkey.
pub async fn sign_in_passkey(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    let typed = form.only(form::PASSKEY)?;
    if whoever.who.standing != Standing::Factor {
        return Ok(see_other(&session::way(&cx, whoever.who.standing, form::next(&typed.value("next")))));
    }
    touch(&cx, &whoever, typed, "code", "/staff/sign-in/code").await
}

/// Once more, before something grave, by a passkey.
pub async fn confirm_passkey(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    let typed = form.only(form::PASSKEY)?;
    if whoever.who.standing != Standing::In {
        return Ok(see_other(&session::way(&cx, whoever.who.standing, form::next(&typed.value("next")))));
    }
    touch(&cx, &whoever, typed, "confirm", "/staff/confirm-it-is-you").await
}

async fn touch(cx: &PageCx, whoever: &Whoever, typed: FormState, form: &str, here: &str) -> Outcome<Response> {
    let (app, next) = (&cx.app, form::next(&typed.value("next")));
    let (ceremony, credential) = (typed.value("ceremony"), typed.value("credential"));
    let answer = Answer { ceremony: &ceremony, credential: &credential };
    let device = session::device(app, &cx.headers);
    let state = match service::prove_by_passkey(app, &whoever.who, &whoever.hash, answer, device.as_deref()).await? {
        Proved::Yes(begun) => return Ok(on(cx, &begun, next)),
        Proved::No => failed(typed, "", "staff-error-passkey"),
        Proved::Wait(minutes) => too_often(typed, minutes),
    };
    flash::back(app, form, state, &errors(&session::with_next(&cx.link(here), next))).await
}

/// What the browser is to ask an authenticator for, as JSON for the page's script.
pub async fn start_passkey(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    Ok(Json(service::start_using(&cx.app, &whoever.who, &whoever.hash).await?).into_response())
}

/// The same for a new passkey.
pub async fn start_new_passkey(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    Ok(Json(service::start_adding(&cx.app, &whoever.who, &whoever.hash).await?).into_response())
}

pub async fn add_passkey(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    let typed = form.only(form::ADD_PASSKEY)?;
    let next = form::next(&typed.value("next"));
    let page = session::with_next(&cx.link("/staff/account/passkeys"), next.clone());
    match service::can_add_passkey(&cx.app, &whoever.who) {
        Err(AppError::StepUp) => return session::step_up(&cx, "passkey", form::keepable(typed), &page).await,
        may => may?,
    }
    let here = errors(&page);
    let name = match form::passkey_name(typed.clone()) {
        Ok(name) => name,
        Err(state) => return flash::back(&cx.app, "passkey", state, &here).await,
    };
    let (ceremony, credential) = (typed.value("ceremony"), typed.value("credential"));
    let answer = Answer { ceremony: &ceremony, credential: &credential };
    match service::add_passkey(&cx.app, &whoever.who, &whoever.hash, answer, &name).await? {
        Some((begun, codes)) if codes.is_empty() => {
            Ok(session::begin(&cx.app, &begun, &next.unwrap_or_else(|| cx.link("/staff/account?done=passkey"))))
        }
        Some((begun, codes)) => {
            let next = next.unwrap_or_else(|| cx.link("/staff/account?done=passkey"));
            Ok(session::carry(&cx.app, &begun, show_codes(&cx, &codes, &next).await?))
        }
        None => flash::back(&cx.app, "passkey", failed(typed, "", "staff-error-passkey-add"), &here).await,
    }
}

pub async fn remove_passkey(
    cx: PageCx,
    whoever: Whoever,
    Id((_, id)): Id<(String, Uuid)>,
    form: RawForm,
) -> Outcome<Response> {
    form.only(&[])?;
    service::remove_passkey(&cx.app, &whoever.who, &whoever.hash, id).await?;
    Ok(see_other(&cx.link("/staff/account?done=passkey-removed")))
}

pub async fn enrol(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    let typed = form.only(form::CODE)?;
    let next = form::next(&typed.value("next"));
    let here = session::with_next(&cx.link("/staff/account/second-factor"), next.clone());
    match service::enrol(&cx.app, &whoever.who, &whoever.token, &typed.value("code")).await? {
        Some((begun, codes)) => {
            let next = next.unwrap_or_else(|| cx.link("/staff"));
            Ok(session::carry(&cx.app, &begun, show_codes(&cx, &codes, &next).await?))
        }
        None => flash::back(&cx.app, "enrol", failed(typed, "code", "staff-error-code"), &errors(&here)).await,
    }
}

/// Leads to the page that shows new recovery codes, once.
async fn show_codes(cx: &PageCx, codes: &[Personal], next: &str) -> Outcome<Response> {
    let mut shown = FormState::default();
    shown.values.insert("code".to_owned(), codes.iter().map(|code| code.reveal().to_owned()).collect());
    shown.set("next", next);
    flash::back(&cx.app, "recovery-codes", shown, &cx.link("/staff/account/recovery-codes")).await
}

pub async fn recovery_codes(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    let codes = service::new_codes(&cx.app, &whoever.who).await?;
    show_codes(&cx, &codes, &cx.link("/staff/account")).await
}

pub async fn remove_app(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    service::remove_app(&cx.app, &whoever.who, &whoever.hash).await?;
    Ok(see_other(&cx.link("/staff/account?done=factor")))
}

pub async fn end_other_sessions(cx: PageCx, actor: Actor, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    let kept = session::current(&cx.app, &cx.headers).unwrap_or_default();
    service::end_other_sessions(&cx.app, &actor, &kept).await?;
    Ok(see_other(&cx.link("/staff/account?done=sessions")))
}

pub async fn sign_out(cx: PageCx, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    if let Some(Whoever { who, hash, .. }) = session::whoever(&cx.app, &cx.headers).await? {
        service::sign_out(&cx.app, &who.actor, &hash).await?;
    }
    Ok(session::end(&cx.app, &cx.link("/staff/sign-in")))
}

pub async fn passphrase(cx: PageCx, whoever: Whoever, form: RawForm) -> Outcome<Response> {
    let here = cx.link("/staff/account");
    let typed = form.only(form::PASSPHRASE)?;
    if whoever.who.standing != Standing::In {
        return Ok(see_other(&session::way(&cx, whoever.who.standing, None)));
    }
    let (old, new) = match form::passphrase(typed.clone()) {
        Ok(input) => input,
        Err(state) => return flash::back(&cx.app, "passphrase", state, &errors(&here)).await,
    };
    let device = session::device(&cx.app, &cx.headers);
    let words = (old.as_str(), new.as_str());
    let state = match service::change_passphrase(&cx.app, &whoever.who, words, &whoever.hash, device.as_deref()).await?
    {
        Proved::Yes(begun) => return Ok(session::begin(&cx.app, &begun, &format!("{here}?done=passphrase"))),
        Proved::No => failed(typed, "passphrase_now", "staff-error-passphrase-now"),
        Proved::Wait(minutes) => too_often(typed, minutes),
    };
    flash::back(&cx.app, "passphrase", state, &errors(&here)).await
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
    let made = match service::invite(&cx.app, &actor, cx.locale, &email, grant).await {
        Err(AppError::StepUp) => return session::step_up(&cx, "invite", typed, &here).await,
        made => made?,
    };
    match made {
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
    let typed = form.only(form::GRANT)?;
    match form::grant(typed.clone()) {
        Ok(grant) => match service::grant(&cx.app, &actor, id, grant).await {
            Err(AppError::StepUp) => session::step_up(&cx, &format!("grant:{id}"), typed, &here).await,
            done => done.map(|()| see_other(&here)),
        },
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
