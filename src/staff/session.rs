//! Who asks: the session cookie, the account behind it, and what the frame of a staff page shows of them.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};

use super::model::{Action, Actor, Of, Place};
use super::service;
use crate::error::{AppError, Outcome};
use crate::ids::digest;
use crate::state::App;
use crate::ui::StaffChrome;
use crate::web::{PageCx, cookies, see_other};

const COOKIE: &str = "sid";

/// The hash that names the asker's session, live or not.
#[must_use]
pub fn current(app: &App, headers: &HeaderMap) -> Option<Vec<u8>> {
    cookies::get(&app.config, headers, COOKIE).map(|token| digest(&token))
}

/// Who is signed in, if anybody.
///
/// # Errors
/// When the database does not answer.
pub async fn optional(app: &App, headers: &HeaderMap) -> Outcome<Option<Actor>> {
    match current(app, headers) {
        Some(hash) => service::actor(app, &hash).await,
        None => Ok(None),
    }
}

/// Leads to `path` with the cookie of a new session.
#[must_use]
pub fn begin(app: &App, token: &str, path: &str) -> Response {
    let mut response = see_other(path);
    let cookie = cookies::set(&app.config, COOKIE, token, service::SESSION_MAX.num_seconds());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// Leads to `path` and has the browser forget what it kept of the staff pages.
#[must_use]
pub fn end(app: &App, path: &str) -> Response {
    let mut response = see_other(path);
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, cookies::set(&app.config, COOKIE, "", 0));
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"cookies\", \"storage\""));
    response
}

impl FromRequestParts<App> for Actor {
    /// `SignedOut`; for a page that was only looked at, the way to sign-in and back.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        if let Some(actor) = optional(app, &parts.headers).await.map_err(IntoResponse::into_response)? {
            return Ok(actor);
        }
        let cx = PageCx::of(app, &parts.uri, &parts.headers, &parts.extensions);
        if parts.method != Method::GET || !cx.path.starts_with("/staff/") {
            return Err(AppError::SignedOut.into_response());
        }
        let next = serde_urlencoded::to_string([("next", parts.uri.to_string())]).unwrap_or_default();
        Err(see_other(&cx.link(&format!("/staff/sign-in?{next}"))))
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
            ("team", self.can_somewhere(Action::TeamSee)),
            ("audit", self.can(Action::AuditSee, &Place::everywhere(), Of::Other)),
        ];
        StaffChrome {
            name: self.name.reveal().to_owned(),
            sections: open.into_iter().filter(|(_, may)| *may).map(|(name, _)| name).collect(),
        }
    }
}
