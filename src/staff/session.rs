//! Who asks: the session cookie, the account behind it, and what the frame of a staff page shows of them.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};

use super::form;
use super::model::{Action, Actor, Of, Place, Standing};
use super::service::{self, Begun, SignedIn};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::ids::digest;
use crate::state::App;
use crate::ui::StaffChrome;
use crate::web::{PageCx, cookies, flash, see_other};

const COOKIE: &str = "sid";
/// Marks a browser that has signed in before; it opens nothing, see `model::budget`.
const DEVICE: &str = "dev";
const DEVICE_SECONDS: i64 = 365 * 24 * 3600;

/// Somebody with a live session, who may still owe the second factor: for the pages where it is given.
pub struct Whoever {
    pub who: SignedIn,
    pub token: String,
    /// Names the session in the database.
    pub hash: Vec<u8>,
}

/// The hash that names the asker's session, live or not.
#[must_use]
pub fn current(app: &App, headers: &HeaderMap) -> Option<Vec<u8>> {
    cookies::get(&app.config, headers, COOKIE).map(|token| digest(&token))
}

/// What the browser's cookie says of earlier sign-ins.
#[must_use]
pub fn device(app: &App, headers: &HeaderMap) -> Option<String> {
    cookies::get(&app.config, headers, DEVICE)
}

/// Whose session it is, if it is live.
///
/// # Errors
/// When the database does not answer.
pub async fn whoever(app: &App, headers: &HeaderMap) -> Outcome<Option<Whoever>> {
    let Some(token) = cookies::get(&app.config, headers, COOKIE) else { return Ok(None) };
    let hash = digest(&token);
    Ok(service::live(app, &hash).await?.map(|who| Whoever { who, token, hash }))
}

/// Who is signed in with all that their roles ask for, if anybody.
///
/// # Errors
/// When the database does not answer.
pub async fn optional(app: &App, headers: &HeaderMap) -> Outcome<Option<Actor>> {
    let who = whoever(app, headers).await?.map(|w| w.who);
    Ok(who.filter(|who| who.standing == Standing::In).map(|who| who.actor))
}

/// Where somebody of this standing goes who wants to open `next`.
#[must_use]
pub fn way(cx: &PageCx, standing: Standing, next: Option<String>) -> String {
    let page = match standing {
        Standing::In => return next.unwrap_or_else(|| cx.link("/staff")),
        Standing::Factor => "/staff/sign-in/code",
        Standing::Enrol => "/staff/account/second-factor",
    };
    with_next(&cx.link(page), next)
}

/// `page?next=…`, when there is one.
#[must_use]
pub fn with_next(page: &str, next: Option<String>) -> String {
    let query = next.and_then(|n| serde_urlencoded::to_string([("next", n)]).ok());
    query.map_or_else(|| page.to_owned(), |q| format!("{page}?{q}"))
}

/// Leads a form's sender to prove that it is them, and back to `page`, which finds what was typed under the form's name.
///
/// # Errors
/// When the database does not take it.
pub async fn step_up(cx: &PageCx, form: &str, typed: FormState, page: &str) -> Outcome<Response> {
    let confirm = with_next(&cx.link("/staff/confirm-it-is-you"), Some(page.to_owned()));
    flash::aside(&cx.app, form, typed, &confirm).await
}

/// Leads to `path` with the cookie of a session that has just got its id.
#[must_use]
pub fn begin(app: &App, begun: &Begun, path: &str) -> Response {
    carry(app, begun, see_other(path))
}

/// Adds the cookies of a session that has just got its id.
#[must_use]
pub fn carry(app: &App, begun: &Begun, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let cookie = cookies::set(&app.config, COOKIE, &begun.token, service::SESSION_MAX.num_seconds());
    headers.append(header::SET_COOKIE, cookie);
    if let Some(device) = &begun.device {
        headers.append(header::SET_COOKIE, cookies::set(&app.config, DEVICE, device, DEVICE_SECONDS));
    }
    response
}

/// Leads to `path` and has the browser forget what it kept of the staff pages. Cookies are named one by one: the mark of
/// a browser that has signed in before stays, or an attacker could keep its owner out.
#[must_use]
pub fn end(app: &App, path: &str) -> Response {
    let mut response = see_other(path);
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, cookies::set(&app.config, COOKIE, "", 0));
    flash::forget(app, headers);
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    response
}

/// The page that was asked for, to come back to.
fn wanted(parts: &Parts) -> Option<String> {
    (parts.method == Method::GET).then(|| form::next(&parts.uri.to_string())).flatten()
}

impl FromRequestParts<App> for Whoever {
    /// `SignedOut`; for a page that was only looked at, the way to sign-in and back, or to itself with a new session id.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let found = whoever(app, &parts.headers).await.map_err(IntoResponse::into_response)?;
        let cx = PageCx::of(app, &parts.uri, &parts.headers, &parts.extensions);
        let looks = parts.method == Method::GET && cx.path.starts_with("/staff");
        let Some(whoever) = found else {
            if !looks || !cx.path.starts_with("/staff/") {
                return Err(AppError::SignedOut.into_response());
            }
            return Err(see_other(&with_next(&cx.link("/staff/sign-in"), Some(parts.uri.to_string()))));
        };
        if whoever.who.renew && looks {
            let renewed = service::renew(app, &whoever.hash).await.map_err(IntoResponse::into_response)?;
            let begun = renewed.map(|token| Begun { token, standing: whoever.who.standing, device: None });
            let again = see_other(&parts.uri.to_string());
            return Err(begun.map_or(again, |b| begin(app, &b, &parts.uri.to_string())));
        }
        Ok(whoever)
    }
}

impl FromRequestParts<App> for Actor {
    /// As for [`Whoever`]; who owes the second factor is led there, and nowhere else.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Whoever { who, .. } = Whoever::from_request_parts(parts, app).await?;
        if who.standing == Standing::In {
            return Ok(who.actor);
        }
        let cx = PageCx::of(app, &parts.uri, &parts.headers, &parts.extensions);
        Err(see_other(&way(&cx, who.standing, wanted(parts))))
    }
}

impl Actor {
    /// Their name and the sections they may open, for the frame of a staff page.
    #[must_use]
    pub fn chrome(&self) -> StaffChrome {
        let open = [
            ("today", true),
            ("events", self.can_somewhere(Action::EventSee)),
            // Whoever may hide a testimonial must be able to reach it.
            ("testimonials", self.can_somewhere(Action::QueueSee) || self.can_somewhere(Action::HoldSet)),
            ("people", self.can_somewhere(Action::PersonSearch)),
            ("team", self.can_somewhere(Action::TeamSee)),
            ("audit", self.can(Action::AuditSee, &Place::everywhere(), Of::Other)),
        ];
        StaffChrome {
            name: self.name.reveal().to_owned(),
            sections: open.into_iter().filter(|(_, may)| *may).map(|(name, _)| name).collect(),
        }
    }
}
