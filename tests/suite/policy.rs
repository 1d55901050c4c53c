//! Reads the headers of a page by what they mean. A word that no standard knows is refused, as browsers would silently drop
//! it: `Cross-Origin-Embedder-Policy: same-origin` looks like protection and is none.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::HeaderMap;

/// Directive → sources, with the nonce replaced by `'nonce'`.
pub type Csp = BTreeMap<String, BTreeSet<String>>;

const FETCH: [&str; 11] = [
    "default-src",
    "script-src",
    "style-src",
    "img-src",
    "font-src",
    "connect-src",
    "worker-src",
    "manifest-src",
    "object-src",
    "frame-src",
    "media-src",
];
const SOURCES: [&str; 3] = ["'self'", "'none'", "'wasm-unsafe-eval'"];

fn is_nonce(source: &str) -> bool {
    let inner = source.strip_prefix("'nonce-").and_then(|s| s.strip_suffix('\''));
    // 16 bytes in Base64 without padding.
    inner.is_some_and(|n| n.len() >= 22 && n.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/-_=".contains(&b)))
}

fn is_origin(source: &str) -> bool {
    source
        .strip_prefix("https://")
        .is_some_and(|host| !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b)))
}

/// CSP Level 3 §2.2, as far as this site may use it: no `'unsafe-…'`, no pattern, no host but in `frame-ancestors`.
pub fn csp(header: &str) -> Result<Csp, String> {
    let mut all = Csp::new();
    for directive in header.split(';').map(str::trim) {
        let mut words = directive.split_ascii_whitespace();
        let name = words.next().ok_or("an empty directive")?;
        let mut sources = BTreeSet::new();
        for word in words {
            let known = match name {
                "frame-ancestors" => ["'none'", "'self'"].contains(&word) || is_origin(word),
                "base-uri" | "form-action" => ["'none'", "'self'"].contains(&word),
                "sandbox" => false,
                "script-src" => SOURCES.contains(&word) || is_nonce(word),
                "img-src" => ["'none'", "'self'", "data:"].contains(&word),
                _ if FETCH.contains(&name) => ["'none'", "'self'"].contains(&word),
                _ => return Err(format!("unknown directive {name}")),
            };
            if !known {
                return Err(format!("{name}: unknown or forbidden source {word}"));
            }
            if !sources.insert(if is_nonce(word) { "'nonce'".to_owned() } else { word.to_owned() }) {
                return Err(format!("{name}: {word} twice"));
            }
        }
        if sources.contains("'none'") && sources.len() > 1 {
            return Err(format!("{name}: 'none' beside others"));
        }
        if sources.is_empty() && name != "sandbox" {
            return Err(format!("{name}: says nothing"));
        }
        if !FETCH.contains(&name) && !["base-uri", "form-action", "frame-ancestors", "sandbox"].contains(&name) {
            return Err(format!("unknown directive {name}"));
        }
        if all.insert(name.to_owned(), sources).is_some() {
            return Err(format!("{name} twice"));
        }
    }
    Ok(all)
}

/// `name: sources; …` as a table, for what is expected.
pub fn table(text: &str) -> Csp {
    let directives = text.split(';').map(|d| d.split_whitespace().map(str::to_owned));
    directives.map(|mut words| (words.next().unwrap(), words.collect())).collect()
}

/// The nonce of a policy.
pub fn nonce(header: &str) -> Option<&str> {
    header.split("'nonce-").nth(1)?.split('\'').next()
}

/// Features that Chromium, Firefox or Safari know, and no page here may use.
const FEATURES: [&str; 13] = [
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
];

fn permissions(header: &str) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for item in header.split(',').map(str::trim) {
        let (feature, list) = item.split_once('=').ok_or(format!("{item}: no allowlist"))?;
        if !FEATURES.contains(&feature) || !seen.insert(feature) {
            return Err(format!("{feature}: unknown or twice"));
        }
        if list != "()" {
            return Err(format!("{feature}: allowed to {list}"));
        }
    }
    for least in ["camera", "microphone", "geolocation", "payment", "usb"] {
        if !seen.contains(least) {
            return Err(format!("{least} is not refused"));
        }
    }
    Ok(())
}

/// What each header may say.
fn values(name: &str) -> &'static [&'static str] {
    match name {
        "x-content-type-options" => &["nosniff"],
        "x-frame-options" => &["DENY", "SAMEORIGIN"],
        "referrer-policy" => &["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"],
        "cross-origin-opener-policy" => &["same-origin", "same-origin-allow-popups", "unsafe-none"],
        "cross-origin-embedder-policy" => &["require-corp", "credentialless", "unsafe-none"],
        "cross-origin-resource-policy" => &["same-origin", "same-site", "cross-origin"],
        _ => &[],
    }
}

/// The value of a header that stands once and holds a word of its standard.
pub fn word<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, String> {
    let all: Vec<_> = headers.get_all(name).iter().map(|v| v.to_str().unwrap_or("?")).collect();
    match all[..] {
        [] => Ok(None),
        [value] if values(name).contains(&value) => Ok(Some(value)),
        [value] => Err(format!("{name}: {value} means nothing")),
        _ => Err(format!("{name} stands {} times", all.len())),
    }
}

/// Seconds, if the policy covers what lies below this host too (RFC 6797 §6.1).
pub fn hsts(header: &str) -> Option<u64> {
    let mut parts = header.split(';').map(str::trim);
    let seconds = parts.next()?.strip_prefix("max-age=")?.parse().ok()?;
    let rest: Vec<_> = parts.collect();
    (rest == ["includeSubDomains"]).then_some(seconds)
}

/// Everything about an answer that does not depend on its address.
pub fn always(headers: &HeaderMap) -> Result<(), String> {
    for name in ["cross-origin-opener-policy", "x-content-type-options"] {
        word(headers, name)?.ok_or(format!("no {name}"))?;
    }
    for absent in ["server", "x-powered-by", "via"] {
        if headers.contains_key(absent) {
            return Err(format!("{absent} says what runs here"));
        }
    }
    if !headers.contains_key("cache-control") {
        return Err("nobody says whether to keep it".into());
    }
    let all: Vec<_> = headers.get_all("permissions-policy").iter().collect();
    let [one] = all[..] else { return Err(format!("{} permissions policies", all.len())) };
    permissions(one.to_str().map_err(|e| e.to_string())?)
}

#[test]
fn a_policy_is_read_as_browsers_read_it() {
    let read = csp("default-src 'none'; script-src 'self' 'nonce-AAAAAAAAAAAAAAAAAAAAAA'").unwrap();
    assert_eq!(read, table("default-src 'none'; script-src 'self' 'nonce'"));
    for wrong in [
        "default-src 'none'; default-src 'self'",
        "default-src none",
        "default-src",
        "default-src 'none' 'self'",
        "default-scr 'none'",
        "script-src 'unsafe-inline'",
        "script-src 'unsafe-eval'",
        "script-src 'nonce-short'",
        "script-src https://cdn.example",
        "script-src *",
        "script-src data:",
        "style-src 'nonce-AAAAAAAAAAAAAAAAAAAAAA'",
        "frame-ancestors *",
        "frame-ancestors http://a.example",
        "sandbox allow-scripts",
        "default-src 'none';",
        "",
    ] {
        assert!(csp(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_word_of_another_header_is_refused() {
    let headers = |name: &'static str, value: &'static str| {
        HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())])
    };
    assert!(word(&headers("cross-origin-embedder-policy", "same-origin"), "cross-origin-embedder-policy").is_err());
    assert!(word(&headers("referrer-policy", "none"), "referrer-policy").is_err());
    assert!(word(&headers("x-frame-options", "ALLOW"), "x-frame-options").is_err());
    assert_eq!(word(&headers("referrer-policy", "no-referrer"), "referrer-policy"), Ok(Some("no-referrer")));
    for wrong in ["camera", "camera=*", "camera=(self)", "camera=(), camera=()", "kamera=()", "camera=()"] {
        assert!(permissions(wrong).is_err(), "{wrong}");
    }
    for wrong in ["63072000", "max-age=x; includeSubDomains", "max-age=1", "max-age=1; preload"] {
        assert_eq!(hsts(wrong), None, "{wrong}");
    }
}
