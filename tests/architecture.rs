//! The house rules of `docs/architecture.md`, held against the sources: who may use whom, where SQL may stand, where
//! features may gate; and that the manual names every setting.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const DOMAINS: [&str; 13] = [
    "events",
    "questions",
    "registration",
    "messages",
    "needs",
    "attendance",
    "testimonials",
    "people",
    "staff",
    "audit",
    "retention",
    "selection",
    "exchange",
];
/// Rooms that hold a section of other domains' forms and pages, which these may use as if it were their own.
const LENT: [(&str, &str); 2] = [("questions", "form"), ("questions", "pages")];
/// What any room may use.
const KERNEL: [&str; 6] = ["clock", "ids", "error", "form", "i18n", "seal"];

fn sources() -> Vec<(String, String)> {
    fn walk(dir: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files
        .into_iter()
        .filter(|f| !f.ends_with("tests.rs"))
        .map(|f| (f.strip_prefix(&root).unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&f).unwrap()))
        .collect()
}

/// The code of a file without its tests, which may use anything.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

/// `crate::a::b` paths that a file names, in `use` lines and in the body, as `["a", "b"]`.
fn uses(text: &str) -> BTreeSet<(String, String)> {
    let word = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for rest in code(text).split("crate::").skip(1) {
        let (rest, braces) = rest.strip_prefix('{').map_or((rest, false), |r| (r, true));
        let pieces: Vec<&str> =
            if braces { rest.split('}').next().unwrap_or_default().split(',').collect() } else { vec![rest] };
        for piece in pieces {
            let first = word(piece.trim());
            let second = piece.trim().strip_prefix(&first).and_then(|r| r.strip_prefix("::")).unwrap_or_default();
            for s in second.strip_prefix('{').map_or(vec![second], |r| r.split(',').collect()) {
                found.insert((first.clone(), word(s.trim())));
            }
        }
    }
    found
}

/// Domain and room of a file: `events/pages/list.rs` → `("events", "pages")`.
fn room(file: &str) -> Option<(&str, &str)> {
    let mut parts = file.split('/');
    let domain = parts.next().filter(|d| DOMAINS.contains(d))?;
    Some((domain, parts.next()?.trim_end_matches(".rs")))
}

fn may_use(domain: &str, room: &str, top: &str, inner: &str) -> bool {
    if KERNEL.contains(&top) {
        return true;
    }
    let own = top == domain;
    let other = DOMAINS.contains(&top) && !own;
    match room {
        "mod" | "session" => true,
        "model" | "form" | "consent" | "code" | "phone" | "fold" => {
            (own && inner != "store" && inner != "service" && inner != "pages" && inner != "api")
                || (other && ["model", "phone"].contains(&inner))
        }
        "store" => {
            top == "db"
                || (own && inner != "service" && inner != "pages" && inner != "api")
                || (other && inner == "model")
        }
        "service" => {
            ["db", "state", "jobs", "web"].contains(&top)
                || (own && inner != "pages" && inner != "api")
                || (other && ["service", "model", ""].contains(&inner))
        }
        "api" | "pages" => {
            ["ui", "web", "state", "config"].contains(&top)
                || (own && inner != "store")
                || (other && ["service", "model", "session", ""].contains(&inner))
                || (other && LENT.contains(&(top, inner)))
        }
        "island" => own && inner == "model",
        _ => (own && inner != "store") || (other && inner == "model"),
    }
}

#[test]
fn every_room_uses_only_what_it_may() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some((domain, room)) = room(&file) else { continue };
        for (top, inner) in uses(&text) {
            if !may_use(domain, room, &top, &inner) {
                wrong.push(format!("{file} uses crate::{top}::{inner}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// `use crate::audit;` and then `audit::store::…` is the same trespass in two steps.
#[test]
fn no_domain_names_anothers_store() {
    for (file, text) in sources() {
        for other in DOMAINS.iter().filter(|d| room(&file).is_some_and(|(own, _)| own != **d)) {
            assert!(!code(&text).contains(&format!("{other}::store")), "{file} names {other}::store");
        }
    }
}

#[test]
fn nobody_imports_the_server() {
    let wrong: Vec<_> = sources()
        .into_iter()
        .filter(|(f, t)| !f.starts_with("server/") && f != "main.rs" && uses(t).iter().any(|(top, _)| top == "server"))
        .map(|(f, _)| f)
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn sql_stands_in_stores() {
    let stores =
        |f: &str| f.contains("store") || f.starts_with("db/") || f.starts_with("jobs/queue") || f.starts_with("web/");
    let wrong: Vec<_> =
        sources().into_iter().filter(|(f, t)| !stores(f) && code(t).contains("sqlx::query")).map(|(f, _)| f).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn stores_never_commit_and_nothing_else_asserts_sql_safe() {
    for (file, text) in sources() {
        let code = code(&text);
        assert!(
            !(file.contains("store") && (code.contains(".commit()") || code.contains(".write()"))),
            "{file} commits"
        );
        assert!(file.starts_with("db/") || !code.contains("AssertSqlSafe"), "{file} builds SQL from text");
    }
}

#[test]
fn features_gate_modules_only_in_lib_and_mod_files() {
    let wrong: Vec<_> = sources()
        .into_iter()
        .filter(|(f, t)| t.contains("feature = \"") && f != "lib.rs" && f != "main.rs" && !f.ends_with("mod.rs"))
        .map(|(f, _)| f)
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_inline_style_or_handler() {
    for (file, text) in sources() {
        for bad in ["style=", "onclick", "on:click=\"", "onsubmit"] {
            assert!(!code(&text).contains(bad) || file.contains("island"), "{file} has {bad}");
        }
    }
}

/// What a page says of the form that was just sent stands under its heading: a reader hears first where they are.
#[test]
fn no_notice_above_the_heading() {
    for (file, text) in sources() {
        for (at, _) in code(&text).match_indices("<BackLink") {
            // Where a function of its own writes the heading, the view ends before there is one.
            let view = code(&text)[at..].split(".into_any()").next().unwrap_or_default();
            let Some((above, _)) = view.split_once("<h1") else { continue };
            for notice in ["{done}", "{said}", "{late}", "{errors}", "{cancelled}", "<Notice", "<ErrorSummary"] {
                assert!(!above.contains(notice), "{file}: {notice} stands above the heading");
            }
        }
    }
}

#[test]
fn the_scan_sees_what_is_forbidden() {
    let text =
        "use crate::{events::store, state::App};\nfn f() { crate::server::x() }\nuse crate::staff::{service, model};";
    let seen = uses(text);
    for pair in [("events", "store"), ("state", "App"), ("server", "x"), ("staff", "service"), ("staff", "model")] {
        assert!(seen.contains(&(pair.0.to_owned(), pair.1.to_owned())), "{pair:?} in {seen:?}");
    }
    assert!(!may_use("registration", "service", "events", "store"));
    assert!(!may_use("events", "model", "db", "Tx"));
    assert!(may_use("registration", "service", "events", "service"));
}

/// Each field of the configuration has its row in one of the tables of docs/operations.md.
#[test]
fn every_setting_is_in_the_manual() {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operations.md")).unwrap();
    let rows: BTreeSet<String> = manual
        .split("| Setting | Meaning | Default |")
        .skip(1)
        .flat_map(|table| table.lines().skip(1).take_while(|line| line.starts_with('|')))
        .filter_map(|row| Some(row.strip_prefix("| `")?.split_once('`')?.0.to_lowercase()))
        .collect();
    assert!(rows.contains("listen"), "the tables are where they are looked for");
    let missing: Vec<_> = sabak::config::FIELDS.iter().filter(|field| !rows.contains(**field)).collect();
    assert!(missing.is_empty(), "give them a row in the table of docs/operations.md: {missing:?}");
    assert_eq!(rows.len(), sabak::config::FIELDS.len(), "the manual names a setting that there is not: {rows:?}");
}
