//! Who was erased, as it is known outside the database that comes back: from the file of keys, from the list in the data
//! directory, from the database that is replaced.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use age::x25519::Identity;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Line;
use super::archive::{self, Reader};
use super::store::{self, Snapshot, TombstoneRow};
use crate::clock::Instant;
use crate::state::App;

/// Somebody or something that was erased: a random id, when, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    pub subject: Uuid,
    /// `person`, `registration`, `testimonial`, `staff` or `invite`.
    pub kind: String,
    /// The code of the rule.
    pub rule: String,
    pub erased_at: Instant,
}

impl From<TombstoneRow> for Tombstone {
    fn from(row: TombstoneRow) -> Self {
        Self { subject: row.subject_id, kind: row.subject_kind, rule: row.rule, erased_at: row.erased_at }
    }
}

impl Tombstone {
    /// Whether this version can erase it again.
    #[must_use]
    pub fn is_known(&self) -> bool {
        ["person", "registration", "testimonial", "staff", "invite"].contains(&self.kind.as_str())
    }
}

/// Tombstones of several sources, each subject once.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    pub all: BTreeMap<Uuid, Tombstone>,
    /// What they were read from, for the operator.
    pub sources: Vec<String>,
}

impl Gathered {
    fn add(&mut self, source: &str, some: Vec<Tombstone>) {
        self.sources.push(format!("{source} ({})", some.len()));
        for t in some {
            self.all.entry(t.subject).or_insert(t);
        }
    }

    /// Takes those of a list, or of the key file of another backup.
    ///
    /// # Errors
    /// A sentence that names the file and what is wrong with it.
    pub fn add_file(&mut self, file: &Path, identities: &[Identity]) -> Result<(), String> {
        let named = |e: &dyn std::fmt::Display| format!("{}: {e}", file.display());
        let some = if archive::header(file).is_ok() {
            let mut reader = Reader::open(file, identities)?;
            in_backup(&mut reader, |_| Ok(())).map_err(|e| named(&e))?
        } else {
            let text = std::fs::read_to_string(file).map_err(|e| named(&e))?;
            parse(&text).map_err(|e| named(&e))?
        };
        self.add(&file.display().to_string(), some);
        Ok(())
    }

    /// Takes those of a file of keys whose keys are wanted too: `key` sees each line that is one.
    ///
    /// # Errors
    /// What is wrong with the file, or what `key` says.
    pub(super) fn add_keys(
        &mut self,
        file: &Path,
        reader: &mut Reader,
        key: impl FnMut(Line) -> Result<(), String>,
    ) -> Result<(), String> {
        let some = in_backup(reader, key).map_err(|e| format!("{}: {e}", file.display()))?;
        self.add(&file.display().to_string(), some);
        Ok(())
    }

    /// Takes those of a database, if it can be read.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn add_database(&mut self, name: &str, url: &str) -> sqlx::Result<()> {
        let mut database = Snapshot::existing(url).await?;
        let some = in_database(&mut database).await;
        database.close().await?;
        self.add(name, some?);
        Ok(())
    }
}

async fn in_database(database: &mut Snapshot) -> sqlx::Result<Vec<Tombstone>> {
    let (mut some, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let rows = database.tombstones(after).await?;
        let Some(last) = rows.last() else { return Ok(some) };
        after = last.subject_id;
        some.extend(rows.into_iter().map(Tombstone::from));
    }
}

fn in_backup(reader: &mut Reader, mut key: impl FnMut(Line) -> Result<(), String>) -> Result<Vec<Tombstone>, String> {
    let mut found = Vec::new();
    for line in BufReader::new(reader).lines() {
        let line = line.map_err(|e| format!("cut off or damaged ({e})"))?;
        match serde_json::from_str(&line) {
            Ok(Line::Tombstone(t)) => found.push(t),
            Ok(other) => key(other)?,
            Err(_) => return Err("this is no file of keys".to_owned()),
        }
    }
    Ok(found)
}

/// Lines of an id, a kind, a rule and a time (RFC 3339), parted by blanks.
///
/// # Errors
/// Names the line that is none.
pub fn parse(text: &str) -> Result<Vec<Tombstone>, String> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    lines.map(|(n, l)| line(l).ok_or(format!("line {}: no tombstone", n + 1))).collect()
}

fn line(text: &str) -> Option<Tombstone> {
    let mut words = text.split_whitespace();
    let (subject, kind, rule, at) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let erased_at = chrono::DateTime::parse_from_rfc3339(at).ok()?.to_utc();
    let subject = subject.parse().ok()?;
    // Kinds of a newer version too: whether this one can replay them is for the restore to say.
    let code = |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    code(kind).then(|| Tombstone { subject, kind: kind.to_owned(), rule: rule.to_owned(), erased_at })
}

/// The list in the data directory: outside the database, so that it outlives it.
#[must_use]
pub fn list(data_dir: &Path) -> PathBuf {
    data_dir.join("tombstones.txt")
}

/// Adds to the list what the database has and the list has not; how many that was. Nothing ever leaves the list.
///
/// # Errors
/// A sentence that names the list and what is wrong with it.
pub async fn export(app: &App) -> Result<usize, String> {
    let file = list(&app.config.data_dir);
    let named = |e: &dyn std::fmt::Display| format!("{}: {e}", file.display());
    let text = if file.exists() { std::fs::read_to_string(&file).map_err(|e| named(&e))? } else { String::new() };
    let listed: BTreeSet<Uuid> = parse(&text).map_err(|e| named(&e))?.iter().map(|t| t.subject).collect();
    let (mut lines, mut added, mut after) = (String::new(), 0, Uuid::nil());
    let mut tx = app.db.read().await.map_err(|e| e.to_string())?;
    loop {
        let rows = store::tombstones(&mut tx, after).await.map_err(|e| e.to_string())?;
        let Some(last) = rows.last() else { break };
        after = last.subject_id;
        for t in rows.iter().filter(|t| !listed.contains(&t.subject_id)) {
            let at = t.erased_at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
            let _ = writeln!(lines, "{} {} {} {at}", t.subject_id, t.subject_kind, t.rule);
            added += 1;
        }
    }
    if added > 0 {
        let mut open = OpenOptions::new().append(true).create(true).mode(0o600).open(&file).map_err(|e| named(&e))?;
        open.write_all(lines.as_bytes()).and_then(|()| open.sync_all()).map_err(|e| named(&e))?;
    }
    Ok(added)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_list_is_read_line_by_line() {
        let id = uuid::Uuid::from_u128(7);
        let text = format!("# erased\n{id} person asked 2026-11-25T03:30:00Z\n\n");
        let read = parse(&text).unwrap();
        assert_eq!((read.len(), read[0].subject, read[0].rule.as_str()), (1, id, "asked"));
        for bad in [
            "x person asked 2026-11-25T03:30:00Z",
            &format!("{id} person asked"),
            &format!("{id} #cat asked 2026-11-25T03:30:00Z"),
        ] {
            assert_eq!(parse(bad).unwrap_err(), "line 1: no tombstone");
        }
    }
}
