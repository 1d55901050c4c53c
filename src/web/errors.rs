//! Errors as pages in the reader's language, or as JSON under `/api`. Also dresses the bare refusals of the framework.

use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;

use super::flash;
use super::page::{Page, PageCx};
use crate::error::AppError;
use crate::i18n::Locale;
use crate::state::App;
use crate::ui::StaffChrome;

impl AppError {
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::SignedOut | Self::StepUp => StatusCode::SEE_OTHER,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// The bare answer; [`dress`] makes a page of it.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Turns a bare refusal into what its reader can use.
pub async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let cx = PageCx::of(&app, request.uri(), request.headers(), request.extensions());
    let api = request.uri().path().starts_with("/api/");
    let page_asked = asked_from(&app, &request);
    let looks = request.method() == Method::GET;
    let response = next.run(request).await;
    let error = response.extensions().get::<AppError>().cloned();
    let status = response.status();
    let bare = !response.headers().contains_key(header::CONTENT_TYPE)
        || response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/plain"));
    if error == Some(AppError::SignedOut) && !api {
        return super::see_other(&format!("/{}/staff/sign-in", cx.locale));
    }
    if error == Some(AppError::StepUp) && !api {
        let next = serde_urlencoded::to_string([("next", page_asked)]).unwrap_or_default();
        let mut to = super::see_other(&format!("/{}/staff/confirm-it-is-you?{next}", cx.locale));
        // A form that was sent back may be on its way to this page.
        if looks && let Err(error) = flash::set_aside(&app, &cx.headers, &mut to).await {
            tracing::error!(%error, "what was typed could not be put aside");
        }
        return to;
    }
    if error.is_none() && !((status.is_client_error() || status.is_server_error()) && bare) {
        return response;
    }
    let signed_out = matches!(error, Some(AppError::SignedOut | AppError::StepUp));
    let status = if signed_out { StatusCode::UNAUTHORIZED } else { status };
    let mut dressed =
        if api { json(status) } else { page(cx, status, error.as_ref(), response.extensions().get().cloned()).await };
    *dressed.status_mut() = status;
    for (name, value) in response.headers() {
        if name == header::ALLOW || name == header::SET_COOKIE || name == header::RETRY_AFTER {
            dressed.headers_mut().append(name, value.clone());
        }
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        dressed.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    }
    dressed
}

/// The page that was asked for; of a form, the page that it stands on, as the browser says. Whoever leads there checks it.
fn asked_from(app: &App, request: &Request) -> String {
    if request.method() == Method::GET {
        return request.uri().to_string();
    }
    let referer = request.headers().get(header::REFERER).and_then(|v| v.to_str().ok()).unwrap_or_default();
    referer.strip_prefix(app.config.public_url.as_str()).unwrap_or_default().to_owned()
}

fn json(status: StatusCode) -> Response {
    let body = serde_json::json!({ "error": status.canonical_reason().unwrap_or("error") });
    ([(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

async fn page(cx: PageCx, status: StatusCode, error: Option<&AppError>, who: Option<StaffChrome>) -> Response {
    let l = cx.locale;
    // A text that was public is one thing, a link that somebody has for themselves another.
    let kind = match kind(status) {
        "gone" if cx.path.starts_with("/my/") => "gone-link",
        kind => kind,
    };
    let heading = l.t(&format!("ui-{kind}-heading"));
    let help = match error {
        Some(AppError::Conflict(key) | AppError::BadRequest(key)) => l.t(key),
        _ => l.t(&format!("ui-{kind}-help")),
    };
    let incident = match error {
        Some(AppError::Internal(id)) => Some(id.clone()),
        _ => None,
    };
    let page = Page::new(heading.clone()).noindex();
    let private = cx.path.starts_with("/my/");
    let page = match who {
        Some(who) => page.staff(who).active(section(&cx.path)),
        None if private => page.private(),
        None => page,
    };
    // Who registered again has another link; who copied half of one gets the whole.
    let lost = private && status == StatusCode::NOT_FOUND;
    // Whoever works here goes on there, and not among the readers.
    let way_on = if cx.path.starts_with("/staff/") { ("/staff", "ui-nav-today") } else { ("", "ui-to-home") };
    cx.render(page, move || body(l, &heading, &help, incident, lost, way_on)).await
}

/// The section of the staff's navigation that a path belongs to.
fn section(path: &str) -> &'static str {
    match path.split('/').nth(2).unwrap_or_default() {
        "events" => "events",
        "testimonials" => "testimonials",
        "people" => "people",
        "team" => "team",
        "audit" => "audit",
        _ => "",
    }
}

fn body(
    l: Locale,
    heading: &str,
    help: &str,
    incident: Option<String>,
    lost: bool,
    (to, label): (&str, &str),
) -> impl IntoView + use<> {
    view! {
        <h1>{heading.to_owned()}</h1>
        <p>{help.to_owned()}</p>
        {incident.map(|id| view! { <p>{l.t("ui-incident")} " " <code>{id}</code></p> })}
        {lost.then(|| view! { <p><a href=format!("/{l}/find")>{l.t("registration-find-title")}</a></p> })}
        <p><a href=format!("/{l}{to}")>{l.t(label)}</a></p>
    }
}

/// The message family of a status: statuses without words of their own share those of their class.
fn kind(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 | 403 => "forbidden",
        404 | 405 => "not-found",
        409 => "conflict",
        410 => "gone",
        413 => "too-large",
        503 | 408 => "busy",
        500.. => "internal",
        _ => "bad-request",
    }
}
