//! Layers around the route table, outermost last.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::services::{ServeDir, ServeFile};

use super::health;
use crate::audit::service::{self as audit, By};
use crate::error::{AppError, Refusal};
use crate::staff::session;
use crate::state::App;
use crate::web::headers::Surface;
use crate::web::table::{Kind, Table};
use crate::web::{client, errors, headers, pack, page, scripts, table};

/// Every address there is: the pages, and what a site has besides.
#[must_use]
pub fn table(app: &App) -> Table {
    let site = &app.assets.dir;
    let built = ServeDir::new(site).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let icon = |name: &str| ServeFile::new(site.join(name)).precompressed_br().precompressed_gzip();
    crate::app::routes(app)
        .of(Kind::Public)
        .route("/", get(home))
        .of(Kind::Health)
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .of(Kind::Asset)
        .service("/pkg/{*file}", tower::ServiceBuilder::new().layer(from_fn(immutable)).service(built))
        .route("/js/{file}", get(scripts::serve))
        .service("/favicon.svg", icon("favicon.svg"))
        .service("/apple-touch-icon.png", icon("icon-192.png"))
        .service("/icon-192.png", icon("icon-192.png"))
        .service("/icon-512.png", icon("icon-512.png"))
        .service("/site.webmanifest", icon("site.webmanifest"))
        .service("/robots.txt", icon("robots.txt"))
}

/// The whole site.
pub fn router(app: App) -> Router {
    let table = table(&app);
    layered(app, table)
}

/// A table with everything around it.
pub fn layered(app: App, table: Table) -> Router {
    let (routes, kinds) = table.split();
    around(app, routes, kinds)
}

/// Routes with everything around them; those whose path has no kind are not served.
pub fn around(app: App, routes: Router<App>, kinds: BTreeMap<&'static str, Kind>) -> Router {
    // The renderer spawns; a second router of a process (tests) finds it done.
    let _ = any_spawner::Executor::init_tokio();
    let surface = Surface { app: app.clone(), kinds: Arc::new(kinds) };
    routes
        .fallback(|| std::future::ready(AppError::NotFound))
        .layer(from_fn_with_state(app.clone(), witness))
        .layer(from_fn_with_state(app.clone(), give_up))
        .layer(from_fn(table::bounded))
        .layer(from_fn(plain_address))
        .layer(CsrfLayer::new())
        .layer(from_fn(of_no_origin))
        .layer(from_fn_with_state(app.clone(), client::know))
        .layer(from_fn_with_state(app.clone(), framed))
        .layer(from_fn_with_state(app.clone(), errors::dress))
        .layer(from_fn_with_state(app.clone(), page::remember_language))
        .layer(from_fn(pack::pages))
        .layer(CompressionLayer::new().br(true).gzip(true))
        .layer(from_fn_with_state(surface, headers::secure))
        .layer(from_fn(observe))
        .with_state(app)
}

/// Pages that send no `Referer` send their forms with `Origin: null`, by which browsers too old for `Sec-Fetch-Site` would be
/// refused. The secret in the address vouches for these forms: who sends one from elsewhere would have to know it.
async fn of_no_origin(mut request: Request, next: Next) -> Response {
    let private = request.extensions().get() == Some(&Kind::Private);
    let headers = request.headers_mut();
    if private && !headers.contains_key("sec-fetch-site") && headers.get(header::ORIGIN).is_some_and(|o| o == "null") {
        headers.remove(header::ORIGIN);
    }
    next.run(request).await
}

/// `/` leads to the reader's language.
async fn home(State(app): State<App>, request: Request) -> Response {
    let locale = page::preferred(&app, request.headers());
    let to = HeaderValue::try_from(format!("/{locale}")).unwrap_or(HeaderValue::from_static("/ky"));
    (StatusCode::FOUND, [(header::LOCATION, to), (header::VARY, HeaderValue::from_static("accept-language, cookie"))])
        .into_response()
}

/// Hashed names never change their content.
async fn immutable(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, for_ever);
    }
    response
}

/// Writes into the history who of the staff was refused what they sent. Looking is not sending: a GET writes nothing.
async fn witness(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    // After the language; it holds ids and no more, or no route would have led to a decision.
    let path: String =
        request.uri().path().trim_start_matches('/').chars().skip_while(|c| *c != '/').take(200).collect();
    let (response, refusal) = Refusal::watch(next.run(request)).await;
    let reason = match response.status() {
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND => "outside",
        _ => return response,
    };
    if let Some(Refusal { staff, action }) = refusal
        && let Err(error) = audit::refused(&app, By::Staff(staff), action, ("address", path), reason).await
    {
        tracing::error!(%error, action, "a refusal could not be written into the history");
    }
    response
}

/// Who of the staff is refused something stays among the staff's pages: their frame goes along with the refusal.
async fn framed(State(app): State<App>, request: Request, next: Next) -> Response {
    let after_language = request.uri().path().trim_start_matches('/').split_once('/').map_or("", |(_, rest)| rest);
    let headers = after_language.starts_with("staff/").then(|| request.headers().clone());
    let mut response = next.run(request).await;
    // Where the instance itself fails, nothing more is asked of it.
    if let Some(headers) = headers.filter(|_| response.status().is_client_error())
        && let Ok(Some(actor)) = session::optional(&app, &headers).await
    {
        response.extensions_mut().insert(actor.chrome());
    }
    response
}

/// Control characters stand in no address of ours, and PostgreSQL refuses them in text.
async fn plain_address(request: Request, next: Next) -> Response {
    // Would send back what the browser sent, cookies included.
    if request.method() == Method::TRACE {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let address = request.uri().path_and_query().map_or("", |p| p.as_str()).as_bytes();
    let control =
        |code: &[u8]| code[0] == b'%' && (matches!(code[1], b'0' | b'1') || code[1..].eq_ignore_ascii_case(b"7f"));
    if address.windows(3).any(control) { AppError::NotFound.into_response() } else { next.run(request).await }
}

/// A request that takes too long becomes a page that says so, and a line in the log.
async fn give_up(State(app): State<App>, request: Request, next: Next) -> Response {
    let limit = Duration::from_secs(app.config.request_timeout_s);
    if let Ok(response) = tokio::time::timeout(limit, next.run(request)).await {
        return response;
    }
    tracing::error!("a request took longer than {limit:?}");
    AppError::Busy.into_response()
}

/// One line and one measurement a request, by route and not by address: addresses hold private links.
async fn observe(request: Request, next: Next) -> Response {
    let start = Instant::now();
    // Whoever asks may make up a method; neither a line nor a series is named by that.
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known.to_owned(),
        _ => "other".to_owned(),
    };
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), start.elapsed());
    tracing::info!(method, route, status, ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX), "request");
    let labels = [("route", route), ("method", method), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels[..1]).record(took.as_secs_f64());
    response
}
