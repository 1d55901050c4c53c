//! One page: what a handler knows of the request, and the document it answers with.

use std::future::ready;
use std::pin::Pin;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::once;
use leptos::prelude::*;

use super::client::Client;
use super::headers::{CspNonce, HasIsland};
use super::{cookies, flash, scripts};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::state::App;
use crate::ui::layout::{Chrome, Document, Exit, Framed, Head, NavKind, StaffChrome};
use crate::ui::to_html;

type Chunks = Pin<Box<dyn Stream<Item = String> + Send>>;

/// The page as one piece. What the renderer would add for hydration (two inline scripts with the state of resources) is left
/// out: pages have no resources, islands carry their props.
fn whole<V: IntoView>(
    page: V,
    _: Box<dyn FnOnce() -> Chunks + Send>,
    _: bool,
) -> Pin<Box<dyn Future<Output = Chunks> + Send>> {
    let html = page.to_html();
    Box::pin(ready(Box::pin(once(ready(html))) as Chunks))
}

/// The language cookie: what `/` leads to for who has chosen.
pub const LANGUAGE_COOKIE: &str = "lang";
const LANGUAGE_SECONDS: i64 = 365 * 24 * 3600;

/// Remembers the language of who came to a page from another page of ours, as the language switch does. Outside the page
/// cache, so no kept page carries a cookie.
pub async fn remember_language(State(app): State<App>, request: Request, next: Next) -> Response {
    let from_here = request.headers().get("sec-fetch-site").is_some_and(|v| v == "same-origin");
    let locale: Option<Locale> =
        request.uri().path().trim_start_matches('/').split('/').next().and_then(|first| first.parse().ok());
    let known = cookies::get(&app.config, request.headers(), LANGUAGE_COOKIE);
    let chosen = locale.filter(|l| from_here && request.method() == Method::GET && known.as_deref() != Some(l.code()));
    let mut response = next.run(request).await;
    if let Some(l) = chosen.filter(|_| response.status() == StatusCode::OK) {
        let cookie = cookies::set(&app.config, LANGUAGE_COOKIE, l.code(), LANGUAGE_SECONDS);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The request, as a page needs it.
#[derive(Clone)]
pub struct PageCx {
    pub app: App,
    pub locale: Locale,
    /// The path after the locale, such as `/events`; empty for the home page.
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    /// Where the request comes from, where that is known and of use.
    pub client: Option<Client>,
    nonce: String,
}

/// What a page says of itself, besides its content.
#[expect(clippy::struct_excessive_bools, reason = "independent facts about a page, set by name")]
#[derive(Clone, Debug, Default)]
pub struct Page {
    title: String,
    description: String,
    noindex: bool,
    indexed: bool,
    staff: Option<StaffChrome>,
    active: &'static str,
    private: bool,
    exit: bool,
    island: bool,
    json_ld: Option<String>,
    status: Option<StatusCode>,
}

impl Page {
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// For search engines and link previews; such a page also names its address in the other languages.
    #[must_use]
    pub fn public(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self.indexed = true;
        self
    }

    #[must_use]
    pub fn noindex(mut self) -> Self {
        self.noindex = true;
        self
    }

    /// A staff page, with who is signed in and the sections they may open.
    #[must_use]
    pub fn staff(mut self, who: StaffChrome) -> Self {
        self.staff = Some(who);
        self.noindex()
    }

    /// A page behind a private link: quick exit, no index.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.private = true;
        self.exit = true;
        self.noindex()
    }

    /// A page that nobody should be seen with who does not want to be: quick exit.
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.exit = true;
        self
    }

    /// The navigation entry this page belongs to.
    #[must_use]
    pub fn active(mut self, entry: &'static str) -> Self {
        self.active = entry;
        self
    }

    /// Loads the WebAssembly that the page's islands need.
    #[must_use]
    pub fn island(mut self) -> Self {
        self.island = true;
        self
    }

    #[must_use]
    pub fn json_ld(mut self, data: &serde_json::Value) -> Self {
        self.json_ld = Some(data.to_string());
        self
    }

    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }
}

impl PageCx {
    #[must_use]
    pub fn of(app: &App, uri: &Uri, headers: &HeaderMap, extensions: &Extensions) -> Self {
        let (full, embedded) = localized(uri.path());
        let mut segments = full.trim_start_matches('/').splitn(2, '/');
        let in_path = segments.next().and_then(|s| s.parse().ok());
        let path = if in_path.is_some() {
            segments.next().map(|p| format!("/{p}")).unwrap_or_default()
        } else {
            String::new()
        };
        Self {
            app: app.clone(),
            // What stands in a frame elsewhere does not ask who looks.
            locale: in_path
                .unwrap_or_else(|| if embedded { app.config.default_locale } else { preferred(app, headers) }),
            path,
            query: uri.query().unwrap_or_default().to_owned(),
            headers: headers.clone(),
            client: extensions.get().copied(),
            nonce: extensions.get::<CspNonce>().map(|n| n.0.clone()).unwrap_or_default(),
        }
    }

    /// A path of this site in the reader's language.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("/{}{path}", self.locale)
    }

    /// What was typed into `form` before it was sent back, or an empty form.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn typed(&self, form: &str) -> Outcome<Option<FormState>> {
        flash::take(&self.app, &self.headers, form).await
    }

    /// Renders the document around `body`.
    pub async fn render<V: IntoView + 'static>(
        &self,
        page: Page,
        body: impl FnOnce() -> V + Send + 'static,
    ) -> Response {
        let (status, island) = (page.status.unwrap_or(StatusCode::OK), page.island);
        let (chrome, head) = self.frame(page);
        let document = move || view! { <Document chrome head>{body().into_any()}</Document> };
        let Ok(request) = Request::builder().uri(format!("/{}{}", self.locale, self.path)).body(Body::empty()) else {
            return AppError::NotFound.into_response();
        };
        let rendered = leptos_axum::handle_response_inner(|| {}, document, request, whole).await;
        let html = match to_bytes(rendered.into_body(), usize::MAX).await {
            Ok(html) => String::from_utf8_lossy(&html).into_owned(),
            Err(cause) => return AppError::internal(&cause).into_response(),
        };
        // Leptos parts neighbouring texts by `<!>`, which is no valid HTML; only hydration looks for it, and takes any comment.
        let html = html.replace("<!>", if island { "<!---->" } else { "" });
        let mut response = (status, html).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.locale.code()));
        if island {
            response.extensions_mut().insert(HasIsland);
        }
        response
    }

    /// Renders a page made for frames: words and the style sheet, nothing else.
    pub fn render_frame<V: IntoView + 'static>(
        &self,
        title: &str,
        body: impl FnOnce() -> V + Send + 'static,
    ) -> Response {
        let (l, css) = (self.locale, self.app.assets.css.clone().unwrap_or_default());
        let title = format!("{title} · {}", self.app.config.org_name);
        let owner = Owner::new();
        let html = owner.with(|| to_html(view! { <Framed l title css_href=css>{body().into_any()}</Framed> }));
        let mut response = html.into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(l.code()));
        response
    }

    fn frame(&self, page: Page) -> (Chrome, Head) {
        let assets = &self.app.assets;
        let nav = match (&page.staff, page.private) {
            (Some(_), _) => NavKind::Staff,
            (None, true) => NavKind::Private,
            (None, false) => NavKind::Public,
        };
        let config = &self.app.config;
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query) };
        let chrome = Chrome {
            locale: self.locale,
            path_without_locale: format!("{}{query}", self.path),
            org_name: config.org_name.clone(),
            org_phone: config.org_phone.clone(),
            org_email: config.org_email.clone(),
            staff: page.staff,
            nav,
            active: page.active,
            quick_exit: page.exit.then(|| Exit {
                href: config.quick_exit_url.clone(),
                script: scripts::EXIT.address().to_owned(),
                integrity: scripts::EXIT.integrity().to_owned(),
            }),
            nonce: self.nonce.clone(),
            css_href: assets.css.clone().unwrap_or_default(),
            island: page.island.then(|| assets.js.clone().zip(assets.wasm.clone())).flatten(),
        };
        let head = Head {
            title: page.title,
            description: page.description,
            base_url: config.public_url.clone(),
            indexed: page.indexed && !page.noindex,
            json_ld: page.json_ld,
        };
        (chrome, head)
    }
}

/// The path from its language on, and whether it is that of a frame.
fn localized(path: &str) -> (&str, bool) {
    match path.strip_prefix("/embed") {
        Some(rest) if rest.starts_with('/') => (rest, true),
        _ => (path, false),
    }
}

/// The reader's language where the path does not say: cookie, `Accept-Language`, the instance's default.
#[must_use]
pub fn preferred(app: &App, headers: &HeaderMap) -> Locale {
    let chosen = cookies::get(&app.config, headers, LANGUAGE_COOKIE).and_then(|c| c.parse().ok());
    let accepted = || headers.get(header::ACCEPT_LANGUAGE).and_then(|v| Locale::negotiate(v.to_str().ok()?));
    chosen.or_else(accepted).unwrap_or(app.config.default_locale)
}

impl FromRequestParts<App> for PageCx {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, AppError> {
        let cx = Self::of(app, &parts.uri, &parts.headers, &parts.extensions);
        let first = localized(parts.uri.path()).0.trim_start_matches('/').split('/').next().unwrap_or_default();
        // `/xx/events` matches the route of `/{locale}/events`, and is not there.
        if first.parse::<Locale>().is_err() { Err(AppError::NotFound) } else { Ok(cx) }
    }
}
