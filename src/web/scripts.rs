//! The small scripts that pages may load. Each does better what the page does without it; their addresses carry a digest of
//! their content, so browsers may keep them for ever.

use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

use crate::error::AppError;
use crate::ids::{digest, hex};

/// A script, its address, and the digest by which browsers know that it is this one.
pub struct Script {
    name: &'static str,
    text: &'static str,
    address: OnceLock<String>,
    integrity: OnceLock<String>,
}

/// Leaves a page without a trace in the history.
pub static EXIT: Script = Script::new("exit", include_str!("js/exit.js"));
/// Does the work that stands in for waiting.
pub static WORK: Script = Script::new("work", include_str!("js/work.js"));
/// Hands what the server asks for to the browser, and the authenticator's answer back.
pub static PASSKEY: Script = Script::new("passkey", include_str!("js/passkey.js"));

impl Script {
    const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, address: OnceLock::new(), integrity: OnceLock::new() }
    }

    #[must_use]
    pub fn address(&self) -> &str {
        self.address.get_or_init(|| format!("/js/{}.{}.js", self.name, hex(&digest(self.text)[..8])))
    }

    /// For the `integrity` of its tag.
    #[must_use]
    pub fn integrity(&self) -> &str {
        self.integrity.get_or_init(|| format!("sha384-{}", STANDARD.encode(Sha384::digest(self.text))))
    }
}

/// `GET /js/{file}`
///
/// # Errors
/// `NotFound` for every name that no page gives.
pub async fn serve(Path(file): Path<String>) -> Result<Response, AppError> {
    let found = [&EXIT, &PASSKEY, &WORK].into_iter().find(|s| s.address().strip_prefix("/js/") == Some(&file));
    let script = found.ok_or(AppError::NotFound)?;
    let mut response = script.text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
