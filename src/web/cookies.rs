//! Cookies of ours: host-bound and secure over TLS, plain names on a development machine without it.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::config::Config;

/// The name on the wire. The `__Host-` prefix (RFC 6265bis §4.1.3.2) needs TLS.
#[must_use]
pub fn name(config: &Config, name: &str) -> String {
    if config.tls() { format!("__Host-{name}") } else { name.to_owned() }
}

/// A `Set-Cookie` value; `max_age` in seconds, zero deletes.
///
/// # Panics
/// When the value holds characters that no token of ours has.
#[must_use]
pub fn set(config: &Config, cookie: &str, value: &str, max_age: i64) -> HeaderValue {
    let secure = if config.tls() { "; Secure" } else { "" };
    let line = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}", name(config, cookie));
    HeaderValue::try_from(line).expect("tokens are plain ASCII")
}

/// The value the browser sent, if any.
#[must_use]
pub fn get(config: &Config, headers: &HeaderMap, cookie: &str) -> Option<String> {
    let wanted = name(config, cookie);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|h| h.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == wanted)
        .map(|(_, value)| value.to_owned())
}
