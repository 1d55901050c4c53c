//! Every SQL text of the sources is prepared by both engines, so a typo cannot hide in a branch no test runs.

use std::path::{Path, PathBuf};

use sabak::db::{Db, Engine};
use sqlx::{Executor as _, SqlSafeStr as _};

use crate::support::World;

/// `(file:name, text)` of each `const …: &str` in the sources that holds SQL.
fn texts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let source = std::fs::read_to_string(&file).unwrap();
        for piece in source.split("const ").skip(1) {
            let Some((name, rest)) = piece.split_once(": &str =") else { continue };
            let Some(text) = written(&source, rest.trim_start()) else { continue };
            let text = text.replace("\\\n", "\n").replace("\\\"", "\"");
            let first = text.split_whitespace().next().unwrap_or_default();
            if ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(&first) {
                found.push((format!("{}:{name}", file.display()), text));
            }
        }
    }
    found
}

/// A literal, or what `concat!` makes of literals and of macros of the same file that stand for one.
fn written(source: &str, rest: &str) -> Option<String> {
    let Some(pieces) = rest.strip_prefix("concat!(") else {
        return rest.strip_prefix('"')?.split("\";").next().map(str::to_owned);
    };
    let named = |between: &str| {
        let Some((name, _)) = between.split_once("!()") else { return String::new() };
        let name = name.trim_start_matches([',', ' ', '\n']);
        let defined = source.split(&format!("macro_rules! {name} {{")).nth(1).and_then(|body| body.split('"').nth(1));
        defined.unwrap_or_else(|| panic!("no text in {name}!")).to_owned()
    };
    let pieces = pieces.split(';').next()?.split('"').enumerate();
    Some(pieces.map(|(n, piece)| if n % 2 == 1 { piece.to_owned() } else { named(piece) }).collect())
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files
}

async fn refused(db: &Db, other: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, text) in texts().into_iter().filter(|(name, _)| !name.ends_with(other)) {
        let sql = sqlx::AssertSqlSafe(text).into_sql_str();
        let outcome = match &db.on {
            Engine::Sqlite { read, .. } => read.acquire().await.unwrap().prepare(sql).await.map(drop),
            Engine::Postgres(pool) => pool.acquire().await.unwrap().prepare(sql).await.map(drop),
        };
        if let Err(e) = outcome {
            wrong.push(format!("{name}: {e}"));
        }
    }
    wrong
}

#[tokio::test]
async fn sqlite_prepares_every_text() {
    let world = World::sqlite().await;
    assert_eq!(refused(&world.app.db, "_POSTGRES").await, Vec::<String>::new());
}

#[tokio::test]
async fn postgres_prepares_every_text() {
    let world = World::postgres().await;
    assert_eq!(refused(&world.app.db, "_SQLITE").await, Vec::<String>::new());
}

#[test]
fn the_scan_finds_the_texts() {
    let all = texts();
    assert!(all.len() > 60, "only {} texts", all.len());
    assert!(all.iter().any(|(name, text)| name.ends_with("queue.rs:PUT") && text.contains("ON CONFLICT DO NOTHING")));
    let one = all.iter().find(|(name, _)| name.ends_with("public.rs:ONE")).map_or("", |(_, text)| text);
    assert!(one.starts_with("SELECT p.*") && one.ends_with("ORDER BY p.locale"), "of pieces: {one}");
}
