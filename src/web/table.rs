//! The route table's rows: every address of the site with its kind. The kind decides the headers of whatever is answered
//! there (`headers.rs`), refusals included, and how large a body may be. An address that is not in the table is not served.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use http_body_util::Limited;
use tower::Service;

use super::cache;
use crate::error::AppError;
use crate::state::App;

/// What stands behind an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A page for everybody.
    Public,
    /// A page for everybody that holds a form.
    Form,
    /// The same with a form about many people.
    LongForm,
    /// A page behind a secret in its address, such as a private link.
    Private,
    /// A page for signed-in staff, and the way to sign in.
    Staff,
    /// As `Staff`, where a file is sent.
    Upload,
    /// JSON for programs.
    Api,
    /// A file of the build.
    Asset,
    /// A page made to stand in a frame on other sites.
    Embed,
    /// For supervisors of the process.
    Health,
    /// Nothing: addresses that lead nowhere, which may hold a mistyped private link.
    Nowhere,
}

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Public,
        Self::Form,
        Self::LongForm,
        Self::Private,
        Self::Staff,
        Self::Upload,
        Self::Api,
        Self::Asset,
        Self::Embed,
        Self::Health,
        Self::Nowhere,
    ];

    /// Bytes of a body at most. Percent-encoding makes up to twelve bytes of a character: a testimonial may be 10,000
    /// characters long, an event has four languages, the longest public form some 1,500 characters and the answers to 40 questions,
    /// of which six may be 3,000 characters long (`questions/model.rs`). Twenty people on one form have 6,500 letters of two
    /// bytes each.
    #[must_use]
    pub const fn body_limit(self) -> usize {
        match self {
            Self::Form => 384 * 1024,
            Self::LongForm => 768 * 1024,
            Self::Private | Self::Staff => 256 * 1024,
            // A file of ten mebibytes, and what stands around it.
            Self::Upload => 10 * 1024 * 1024 + 16 * 1024,
            Self::Public | Self::Api | Self::Asset | Self::Embed | Self::Health | Self::Nowhere => 1024,
        }
    }

    /// Whether its answers are pages, for those that do not say what they are: redirects, "not modified".
    #[must_use]
    pub const fn is_page(self) -> bool {
        !matches!(self, Self::Api | Self::Asset | Self::Health)
    }
}

/// One address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// As the router matches it.
    pub path: &'static str,
    pub kind: Kind,
}

/// Rows in the making, with the router that answers them.
pub struct Table {
    router: Router<App>,
    rows: Vec<Row>,
    kind: Kind,
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

impl Table {
    #[must_use]
    pub fn new() -> Self {
        Self { router: Router::new(), rows: Vec::new(), kind: Kind::Nowhere }
    }

    /// The kind of the rows that follow.
    #[must_use]
    pub fn of(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// A row.
    ///
    /// # Panics
    /// When two rows overlap, or one has no kind; the first test that makes a router finds it.
    #[must_use]
    pub fn route(mut self, path: &'static str, methods: MethodRouter<App>) -> Self {
        self.add(path);
        Self { router: self.router.route(path, methods), ..self }
    }

    /// A row answered by a service, such as a file.
    ///
    /// # Panics
    /// As [`Table::route`].
    #[must_use]
    pub fn service<T>(mut self, path: &'static str, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.add(path);
        Self { router: self.router.route_service(path, service), ..self }
    }

    fn add(&mut self, path: &'static str) {
        assert!(self.kind != Kind::Nowhere, "{path} has no kind");
        self.rows.push(Row { path, kind: self.kind });
    }

    /// Serves the rows so far from memory while nothing changed.
    #[must_use]
    pub fn cached(self, app: &App) -> Self {
        Self { router: self.router.layer(from_fn_with_state(app.clone(), cache::serve)), ..self }
    }

    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        Self { router: self.router.merge(other.router), ..self }
    }

    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The router without layers, and the kind of each of its paths.
    pub fn split(self) -> (Router<App>, BTreeMap<&'static str, Kind>) {
        (self.router, self.rows.into_iter().map(|row| (row.path, row.kind)).collect())
    }
}

/// Refuses bodies past the limit of the address's kind: at once where the length is announced, else while reading.
pub async fn bounded(request: Request, next: Next) -> Response {
    let limit = request.extensions().get().copied().unwrap_or(Kind::Nowhere).body_limit();
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|n| n > limit as u64) {
        return AppError::TooLarge.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, limit)))).await
}
