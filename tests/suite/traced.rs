//! Log hygiene. With `SABAK_TEST_TRACE_DIR` the whole suite runs at TRACE: `log` takes every line, `typed` every value that
//! was posted, every header and every token in an address, `public` those of a training's own texts, `personal` the others. bin/test then
//! finds none of them in the log, nor the personal ones in PostgreSQL's own log of statements with their parameters.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use axum::http::HeaderMap;
use sabak::server::logs;
use uuid::Uuid;

/// Shorter values are codes and numbers, which any line may hold by chance.
const SHORTEST: usize = 8;
/// Logged on purpose, so that bin/test can see that it looks in the right place.
const CONTROL: &str = "a line that must be found";

struct Traced {
    typed: Mutex<(File, BTreeSet<String>)>,
    personal: Mutex<(File, BTreeSet<String>)>,
    public: Mutex<(File, BTreeSet<String>)>,
}

fn traced() -> Option<&'static Traced> {
    static TRACED: OnceLock<Option<Traced>> = OnceLock::new();
    TRACED.get_or_init(start).as_ref()
}

#[expect(clippy::disallowed_methods, reason = "bin/test says where")]
fn start() -> Option<Traced> {
    let dir = PathBuf::from(std::env::var("SABAK_TEST_TRACE_DIR").ok()?);
    let file = |name: &str| OpenOptions::new().create(true).append(true).open(dir.join(name)).unwrap();
    let log = Mutex::new(file("log"));
    tracing::subscriber::set_global_default(logs::lines("json", "trace".into(), log)).unwrap();
    tracing::trace!(target: "sabak::control", CONTROL);
    let list = |name| Mutex::new((file(name), BTreeSet::new()));
    Some(Traced { typed: list("typed"), personal: list("personal"), public: list("public") })
}

/// Whether this run is traced; starts the log.
pub fn on() -> bool {
    traced().is_some()
}

/// Notes what a request carries.
pub fn note(path: &str, body: Option<&[u8]>, headers: &HeaderMap) {
    let Some(traced) = traced() else { return };
    let (way, query) = path.split_once('?').unwrap_or((path, ""));
    let public = way.contains("/staff/events");
    let body = std::str::from_utf8(body.unwrap_or_default()).unwrap_or_default();
    let fields = |text: &str| -> Vec<String> {
        text.split('&').filter_map(|f| f.split_once('=')).map(|(_, v)| decoded(v)).collect()
    };
    // Tokens of private links, invitations and the like; ids and slugs are not secret.
    let tokens = way.split('/').filter(|s| s.len() >= 20 && s.parse::<Uuid>().is_err() && !s.contains('-'));
    let typed = fields(body).into_iter().chain(fields(query)).map(|value| (value, public));
    let carried = tokens.map(str::to_owned).chain(headers.values().filter_map(|v| v.to_str().ok()).map(str::to_owned));
    for (text, public) in typed.chain(carried.map(|value| (value, false))) {
        for value in text.lines().map(str::trim).filter(|v| marks(v)) {
            keep(&traced.typed, value);
            keep(if public { &traced.public } else { &traced.personal }, value);
        }
    }
}

/// Whether a line with this value in it must come from whoever typed it. Codes such as `event.publish` are words of ours, the
/// hash of a rendition is its name, a day stands in every line, and a run of
/// one letter is also inside a longer one.
fn marks(value: &str) -> bool {
    let word = value.chars().all(|c| c.is_ascii_lowercase() || "_:-.".contains(c));
    let hash = value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit());
    let day = value.get(..10).is_some_and(|d| d.parse::<chrono::NaiveDate>().is_ok());
    let run = value.chars().all(|c| value.starts_with(c));
    let ours = word || hash || day || run || value.parse::<Uuid>().is_ok();
    !ours && value.chars().count() >= SHORTEST && value.len() <= 2000
}

fn keep(list: &Mutex<(File, BTreeSet<String>)>, value: &str) {
    let mut list = list.lock().unwrap();
    if list.1.insert(value.to_owned()) {
        writeln!(list.0, "{value}").unwrap();
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).unwrap_or_default();
        bytes.push(match b {
            b'%' => u8::try_from(digit(rest.next()) * 16 + digit(rest.next())).unwrap(),
            b'+' => b' ',
            b => b,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
