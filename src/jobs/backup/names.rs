//! What backups are called, which is all that is needed to find the newest and to remove those whose time is over.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{Duration, NaiveDateTime, Timelike as _};

use super::archive::Manifest;
use crate::clock::Instant;

const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// Which of the two files a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Main,
    Keys,
}

pub(super) fn name(manifest: &Manifest, kind: Kind, encrypted: bool) -> String {
    let keys = if kind == Kind::Keys { ".keys" } else { "" };
    let end = if encrypted { "age" } else { "plain" };
    format!("sabak-{}-{}{keys}.{end}", manifest.made_at.format(STAMP), manifest.engine)
}

/// When a file of ours was made; `None` for every other name.
fn read(name: &str) -> Option<(Instant, Kind)> {
    let (stamp, rest) = name.strip_prefix("sabak-")?.split_once('-')?;
    let (engine, end) = rest.split_once('.')?;
    if !["sqlite", "postgres"].contains(&engine) {
        return None;
    }
    let kind = match end {
        "age" | "plain" => Kind::Main,
        "keys.age" | "keys.plain" => Kind::Keys,
        _ => return None,
    };
    Some((NaiveDateTime::parse_from_str(stamp, STAMP).ok()?.and_utc(), kind))
}

fn files(dir: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    std::fs::read_dir(dir)?
        .map(|entry| entry.map(|e| (e.path(), e.file_name().to_string_lossy().into_owned())))
        .collect()
}

/// When the newest backup in `dir` was made.
#[must_use]
pub fn newest(dir: &Path, kind: Kind) -> Option<Instant> {
    let files = files(dir).ok()?;
    files.iter().filter_map(|(_, name)| read(name)).filter(|(_, k)| *k == kind).map(|(at, _)| at).max()
}

/// Removes what is older than these days, by its name; whatever else lies in the directory is not touched.
///
/// # Errors
/// When one cannot be removed.
pub fn prune(dir: &Path, now: Instant, days: i64, keys_days: i64) -> io::Result<Vec<PathBuf>> {
    let mut gone = Vec::new();
    for (path, name) in files(dir)? {
        let Some((at, kind)) = read(&name) else { continue };
        let days = if kind == Kind::Keys { keys_days } else { days };
        if now - at > Duration::days(days) {
            std::fs::remove_file(&path)?;
            gone.push(path);
        }
    }
    Ok(gone)
}

/// Removes what a killed process left half written. Whoever calls this holds the directory's lock.
pub(super) fn sweep(dir: &Path) -> io::Result<()> {
    for (path, name) in files(dir)? {
        if name.strip_suffix(".part").and_then(read).is_some() {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Whether a backup should have been made since the last time that the clock showed `hour` (UTC).
#[must_use]
pub fn due(now: Instant, newest: Option<Instant>, hour: u32) -> bool {
    let today = now.with_hour(hour.min(23)).and_then(|t| t.with_minute(0)).and_then(|t| t.with_second(0));
    let last = today.map(|t| if t > now { t - Duration::days(1) } else { t });
    newest.is_none_or(|at| last.is_some_and(|last| at < last))
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone as _, Utc};
    use uuid::Uuid;

    use super::{Kind, due, name, newest, prune, read};
    use crate::clock::Instant;
    use crate::jobs::backup::archive::{Manifest, Part};

    fn at(day: u32, hour: u32) -> Instant {
        Utc.with_ymd_and_hms(2026, 11, day, hour, 30, 5).unwrap()
    }

    fn named(made_at: Instant, kind: Kind) -> String {
        let manifest = Manifest {
            part: Part::Main,
            engine: "sqlite".into(),
            made_at,
            version: String::new(),
            schema: 1,
            pair: Uuid::nil(),
            counts: std::collections::BTreeMap::new(),
            audit_head: None,
            unopenable: 0,
        };
        name(&manifest, kind, true)
    }

    #[test]
    fn a_name_says_when_and_what() {
        assert_eq!(named(at(25, 3), Kind::Main), "sabak-20261125T033005Z-sqlite.age");
        for kind in [Kind::Main, Kind::Keys] {
            assert_eq!(read(&named(at(25, 3), kind)), Some((at(25, 3), kind)));
        }
        for other in ["sabak.db", "sabak-20261125T033005Z-sqlite.age.part", "sabak-now-sqlite.age", "x-sqlite.age"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn one_a_night_and_a_missed_one_as_soon_as_possible() {
        assert!(due(at(25, 3), None, 21));
        assert!(!due(at(25, 20), Some(at(24, 21)), 21), "before the hour");
        assert!(due(at(25, 21), Some(at(24, 21)), 21), "at the hour");
        assert!(!due(at(25, 22), Some(at(25, 21)), 21), "made");
        assert!(due(at(25, 3), Some(at(24, 20)), 21), "missed at night");
        assert!(!due(at(25, 22), Some(at(25, 22)), 99), "an hour that there is not is the last one");
    }

    #[test]
    fn keys_go_before_the_rest_and_nothing_else_goes() {
        let dir = std::env::temp_dir().join(format!("sabak-names-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let now = at(25, 3);
        for days in [0, 13, 15, 89, 91] {
            for kind in [Kind::Main, Kind::Keys] {
                std::fs::write(dir.join(named(now - Duration::days(days), kind)), "").unwrap();
            }
        }
        std::fs::write(dir.join("sabak.db"), "").unwrap();
        assert_eq!(newest(&dir, Kind::Main), Some(now));
        assert_eq!(prune(&dir, now, 90, 14).unwrap().len(), 4);
        assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 4 + 2 + 1);
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
