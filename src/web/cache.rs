//! Anonymous pages, rendered once per content epoch and then served from memory with an `ETag`.
//!
//! What may not be seen any more, such as a withdrawn testimonial, raises the epoch in the transaction that withdraws it;
//! every node asks for the epoch at most [`EPOCH_AGE`] late. What merely grows old, such as the places left, is at most
//! [`PAGE_AGE`] old on other nodes, and fresh on the node that changed it, but for changes of many at once ([`PageCache::grow_old`]).

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use crate::db::{Tx, on, run};
use crate::error::{AppError, Outcome};
use crate::ids::hex;
use crate::state::App;
use crate::web::pack::Coding;

pub const EPOCH_AGE: Duration = Duration::from_millis(250);
pub const PAGE_AGE: Duration = Duration::from_secs(1);
/// Of changes that only make pages older, one in so long makes them fresh at once: else each of a thousand registrations a
/// second would have the page made anew.
const FRESH_EVERY: Duration = Duration::from_millis(250);
/// Pages kept at most; past it the memory is emptied and fills again with what is asked for.
const ENTRIES: usize = 2000;
/// Bytes of them at most, as rendered; the same happens past it.
const BYTES: usize = 64 * 1024 * 1024;
const KEY_LIMIT: usize = 256;
const BODY_LIMIT: usize = 1024 * 1024;

const EPOCH: &str = "SELECT value FROM epoch WHERE name = 'public'";
const BUMP: &str = "UPDATE epoch SET value = value + 1 WHERE name = 'public'";

/// The memory of one process.
pub struct PageCache {
    pages: RwLock<HashMap<String, Arc<Entry>>>,
    epoch: AtomicI64,
    /// Milliseconds after `started` when the epoch was read.
    read_at: AtomicU64,
    /// Raised by changes of this node.
    local: AtomicU64,
    /// Milliseconds after `started` of the last [`PageCache::grow_old`] that made pages fresh.
    freshened_at: AtomicU64,
    started: Instant,
}

struct Entry {
    epoch: (i64, u64),
    rendered: Instant,
    status: StatusCode,
    kind: HeaderValue,
    language: Option<HeaderValue>,
    etag: HeaderValue,
    plain: Bytes,
    /// Packed when first asked for: most readers want the one, and a page asked for once is not worth both.
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
}

impl Default for PageCache {
    fn default() -> Self {
        Self {
            pages: RwLock::default(),
            epoch: AtomicI64::new(-1),
            read_at: AtomicU64::new(0),
            local: AtomicU64::new(0),
            freshened_at: AtomicU64::new(0),
            started: Instant::now(),
        }
    }
}

impl PageCache {
    /// After a change of this node that readers should see at once.
    pub fn touch(&self) {
        self.local.fetch_add(1, Ordering::SeqCst);
        self.epoch.store(-1, Ordering::SeqCst);
    }

    /// After a change that pages need not show before they are [`PAGE_AGE`] old; a single one is seen at once.
    pub fn grow_old(&self) {
        let now = self.now();
        let last = self.freshened_at.load(Ordering::SeqCst);
        let is_due = last == 0 || now.saturating_sub(last) >= millis(FRESH_EVERY);
        if is_due && self.freshened_at.compare_exchange(last, now.max(1), Ordering::SeqCst, Ordering::SeqCst).is_ok() {
            self.touch();
        }
    }

    fn now(&self) -> u64 {
        millis(self.started.elapsed())
    }
}

/// Raises the epoch in the transaction of a change that no node may show the old state of.
///
/// # Errors
/// When the database does not take it.
pub async fn bump(tx: &mut Tx) -> sqlx::Result<()> {
    run!(tx, sqlx::query(BUMP)).map(drop)
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

async fn current(app: &App) -> Outcome<(i64, u64)> {
    let cache = &app.cache;
    let local = cache.local.load(Ordering::SeqCst);
    let now = cache.now();
    let known = cache.epoch.load(Ordering::SeqCst);
    if known >= 0 && now.saturating_sub(cache.read_at.load(Ordering::SeqCst)) < millis(EPOCH_AGE) {
        return Ok((known, local));
    }
    let mut tx = app.db.read().await?;
    let value: i64 = on!(&mut tx, c => sqlx::query_scalar(EPOCH).fetch_one(c).await)?;
    cache.epoch.store(value, Ordering::SeqCst);
    cache.read_at.store(now, Ordering::SeqCst);
    Ok((value, local))
}

/// The middleware over the anonymous pages.
pub async fn serve(State(app): State<App>, request: Request, next: Next) -> Response {
    let key = request.uri().path_and_query().map(|p| p.as_str().to_owned()).unwrap_or_default();
    if request.method() != Method::GET || key.len() > KEY_LIMIT {
        return next.run(request).await;
    }
    let asked = request.headers().clone();
    let epoch = match current(&app).await {
        Ok(epoch) => epoch,
        Err(e) => return e.into_response(),
    };
    let found = app.cache.pages.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    if let Some(entry) = found.filter(|e| e.epoch == epoch && e.rendered.elapsed() < PAGE_AGE) {
        return entry.answer(&asked);
    }
    let response = next.run(request).await;
    if !(response.status() == StatusCode::OK || response.status() == StatusCode::GONE)
        || response.extensions().get::<AppError>().is_some()
        || response.headers().contains_key(header::SET_COOKIE)
    {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(plain) = to_bytes(body, BODY_LIMIT).await else { return AppError::TooLarge.into_response() };
    let Some(entry) = Entry::new(epoch, parts.status, &parts.headers, plain) else {
        return AppError::internal(&"a page could not be packed").into_response();
    };
    let answer = entry.answer(&asked);
    let mut pages = app.cache.pages.write().unwrap_or_else(PoisonError::into_inner);
    let bytes: usize = pages.values().map(|e| e.plain.len()).sum();
    if pages.len() >= ENTRIES || bytes + entry.plain.len() > BYTES {
        pages.clear();
    }
    pages.insert(key, Arc::new(entry));
    answer
}

impl Entry {
    fn new(epoch: (i64, u64), status: StatusCode, headers: &HeaderMap, plain: Bytes) -> Option<Self> {
        let kind = headers.get(header::CONTENT_TYPE)?.clone();
        let tag = hex(&Sha256::digest(&plain)[..12]);
        Some(Self {
            epoch,
            rendered: Instant::now(),
            status,
            kind,
            language: headers.get(header::CONTENT_LANGUAGE).cloned(),
            etag: HeaderValue::try_from(format!("\"{tag}\"")).ok()?,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            plain,
        })
    }

    fn answer(&self, asked: &HeaderMap) -> Response {
        let mut response = if asked.get(header::IF_NONE_MATCH).is_some_and(|tags| lists(tags, &self.etag)) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let coding = Coding::asked(asked);
            let body = match coding {
                Some(Coding::Brotli) => self.brotli.get_or_init(|| Coding::Brotli.pack(&self.plain)),
                Some(Coding::Gzip) => self.gzip.get_or_init(|| Coding::Gzip.pack(&self.plain)),
                None => &self.plain,
            };
            let mut full = Response::new(Body::from(body.clone()));
            *full.status_mut() = self.status;
            full.headers_mut().insert(header::CONTENT_TYPE, self.kind.clone());
            if let Some(language) = &self.language {
                full.headers_mut().insert(header::CONTENT_LANGUAGE, language.clone());
            }
            if let Some(coding) = coding {
                full.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.code()));
            }
            full
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response
    }
}

fn lists(tags: &HeaderValue, ours: &HeaderValue) -> bool {
    let (Ok(tags), Ok(ours)) = (tags.to_str(), ours.to_str()) else { return false };
    tags.split(',').any(|t| t.trim() == "*" || t.trim().trim_start_matches("W/") == ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_changes_at_once_make_pages_fresh_once() {
        let cache = PageCache::default();
        let fresh = || cache.local.load(Ordering::SeqCst);
        cache.grow_old();
        assert_eq!(fresh(), 1);
        for _ in 0..1000 {
            cache.grow_old();
        }
        // A thousand take far less than what makes another due.
        assert!(fresh() <= 2, "{} times", fresh());
        std::thread::sleep(FRESH_EVERY + Duration::from_millis(20));
        let before = fresh();
        cache.grow_old();
        assert_eq!(fresh(), before + 1);
        cache.touch();
        cache.touch();
        assert_eq!(fresh(), before + 3);
    }
}
