//! The headers of every answer, by the kind of its address in the route table.
//!
//! Pages may load from this site alone, run no inline script without the nonce, stand in no frame and send forms nowhere else.
//! What is no page (JSON, calendars, files) may do nothing at all, should a browser show it as one. The wall that other sites
//! frame has a policy of its own. Behind a secret address no `Referer` is sent, not even to ourselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::table::Kind;
use crate::error::AppError;
use crate::state::App;

/// The nonce of this answer's inline scripts, made before the handler runs.
#[derive(Clone, Debug)]
pub struct CspNonce(pub String);

/// Set by a page that holds an island, which needs WebAssembly.
#[derive(Clone, Copy, Debug)]
pub struct HasIsland;

/// Seconds that browsers keep to https: two years.
const HSTS: &str = "max-age=63072000; includeSubDomains";
/// What no page of ours uses, as far as browsers know it: Chromium warns on every page of a name that it does not, such as
/// `bluetooth`. Passkeys are not named: browsers give them to a site's own pages alone.
const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
                           gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), \
                           usb=()";

/// What the outermost layer knows: the application and the kind of each path that the router matches.
#[derive(Clone)]
pub struct Surface {
    pub app: App,
    pub kinds: Arc<BTreeMap<&'static str, Kind>>,
}

/// Says the kind of the address and mints the nonce; on the way out, adds what every answer carries.
pub async fn secure(State(surface): State<Surface>, mut request: Request, next: Next) -> Response {
    let Surface { app, kinds } = surface;
    let nonce = STANDARD_NO_PAD.encode(app.ids.bytes::<16>());
    let matched = request.extensions().get::<MatchedPath>().map(|path| kinds.get(path.as_str()).copied());
    let kind = matched.flatten().unwrap_or(Kind::Nowhere);
    request.extensions_mut().insert(CspNonce(nonce.clone()));
    request.extensions_mut().insert(kind);
    let mut response = if matched == Some(None) {
        // Matched, and yet nobody said what it is: better not served than served with guessed headers.
        AppError::internal(&"an address is missing in the route table").into_response()
    } else {
        next.run(request).await
    };
    let island = response.extensions().get::<HasIsland>().is_some();
    add(response.headers_mut(), &app, kind, &nonce, island);
    response
}

fn add(headers: &mut HeaderMap, app: &App, kind: Kind, nonce: &str, island: bool) {
    let html = headers.get(header::CONTENT_TYPE).map(|t| t.as_bytes().starts_with(b"text/html"));
    let page = html.unwrap_or(kind.is_page());
    let framed = kind == Kind::Embed;
    let policy = match (framed, page) {
        (true, _) => embed_policy(&app.config.embed_origins),
        (false, true) => page_policy(nonce, island),
        (false, false) => {
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox".into()
        }
    };
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let mut put = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    let secret = matches!(kind, Kind::Private | Kind::Nowhere);
    put(header::REFERRER_POLICY, if secret { "no-referrer" } else { "same-origin" });
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("cross-origin-embedder-policy"), "require-corp");
    put(HeaderName::from_static("cross-origin-resource-policy"), if framed { "cross-origin" } else { "same-origin" });
    put(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    if !framed {
        put(header::X_FRAME_OPTIONS, "DENY");
    }
    if matches!(kind, Kind::Private | Kind::Staff | Kind::Upload | Kind::Embed | Kind::Health | Kind::Nowhere) {
        put(HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
    }
    if app.config.tls() {
        put(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

fn page_policy(nonce: &str, island: bool) -> String {
    let wasm = if island { " 'wasm-unsafe-eval'" } else { "" };
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'{wasm}; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Words and the style sheet; no script, no form, and only in the frames of those whom the configuration names.
fn embed_policy(origins: &str) -> String {
    let ancestors = if origins.is_empty() { "'none'" } else { origins };
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; \
         frame-ancestors {ancestors}"
    )
}
