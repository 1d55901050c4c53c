//! `sabak keys rotate`: a new instance key, every data key wrapped anew, and then the old one dropped. The site runs
//! meanwhile, and what was broken off goes on when it is called again:
//!
//! 1. the key file gets one more key; from here on a row may name either version;
//! 2. the database refuses keys wrapped by an older version, so a node that was not told cannot add one (`vault::floor`);
//! 3. the data keys are wrapped anew in batches; what they sealed is not touched;
//! 4. nothing is wrapped by the old key: it leaves the file.

use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use super::secret;
use crate::db::{Db, vault};

/// Data keys of one transaction.
const BATCH: i64 = 250;
/// How often a step that waits for other writers is tried.
const TRIES: u32 = 10;

/// Rotates the key in `file`, or ends a rotation that was begun. `old` is where the old keys are kept for those who must
/// still open backups made before; without it nothing of them is left.
///
/// # Errors
/// A sentence; calling it again goes on where it ended.
pub async fn rotate(db: &Db, file: &Path, old: Option<&Path>, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    let named = |e: std::io::Error| format!("{}: {e}", file.display());
    let lock = File::create(file.with_extension("lock")).map_err(named)?;
    lock.try_lock().map_err(|_| "another `sabak keys rotate` is running".to_owned())?;
    let ring = &db.vault.ring;
    ring.reload();
    if let [only] = ring.versions()[..] {
        secret::replace(file, &ring.rotated(&db.vault.ids).text()).map_err(named)?;
        ring.reload();
        say(&format!("Key {} is in {}; key {only} stays until nothing needs it.", ring.current(), file.display()));
    } else {
        say(&format!("A rotation to key {} was begun and goes on.", ring.current()));
    }
    finish(db, say).await?;
    if let Some(old) = old {
        secret::replace(old, &ring.older_text()).map_err(|e| format!("{}: {e}", old.display()))?;
    }
    secret::replace(file, &ring.newest().text()).map_err(named)?;
    ring.reload();
    say(&format!("Only key {} is left in {}.", ring.current(), file.display()));
    Ok(())
}

/// Wraps every data key under the newest key of the ring; after it the older ones are of no use to this database.
///
/// # Errors
/// When a data key does not open, or the database does not answer.
pub async fn finish(db: &Db, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    let mut tries = 0;
    while let Err(e) = floor(db).await {
        again(&mut tries, &e).await?;
    }
    let (mut done, mut tries) = (0, 0);
    loop {
        match batch(db).await {
            Ok(0) => break,
            Ok(n) => {
                (done, tries) = (done + n, 0);
                say(&format!("{done} data keys wrapped anew"));
            }
            Err(e) => again(&mut tries, &e).await?,
        }
    }
    Ok(())
}

async fn floor(db: &Db) -> sqlx::Result<()> {
    let mut tx = db.write().await?;
    vault::floor(&mut tx).await?;
    tx.commit().await
}

async fn batch(db: &Db) -> sqlx::Result<usize> {
    let mut tx = db.write().await?;
    let n = vault::rewrap(&mut tx, BATCH).await?;
    tx.commit().await?;
    Ok(n)
}

/// A busy database may answer later; a key that does not open will not.
async fn again(tries: &mut u32, error: &sqlx::Error) -> Result<(), String> {
    *tries += 1;
    if *tries == TRIES || matches!(error, sqlx::Error::Decode(_)) {
        return Err(format!("{error}; nothing is lost, and calling this again goes on from here"));
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    Ok(())
}

/// For whoever keeps the keys outside the data directory: the keys as all nodes must have them before the rotation.
///
/// # Errors
/// When a rotation was begun.
pub fn next(db: &Db) -> Result<String, String> {
    let ring = &db.vault.ring;
    if ring.versions().len() > 1 {
        return Err("this ring has a new key already: when all nodes have it, run `sabak keys rotate`".to_owned());
    }
    Ok(ring.rotated(&db.vault.ids).text().to_string())
}

/// What an operator asks before and after: which keys there are, and what hangs on them. Prints no key.
///
/// # Errors
/// When the database does not answer.
pub async fn status(db: &Db, kept: &str) -> Result<String, String> {
    let mut tx = db.read().await.map_err(|e| e.to_string())?;
    let counts = vault::count(&mut tx).await.map_err(|e| e.to_string())?;
    let ring = &db.vault.ring;
    let mut said = format!("instance keys: {kept}\n");
    for version in ring.versions() {
        let n = counts.iter().find(|(v, _)| *v == i64::from(version)).map_or(0, |(_, n)| *n);
        let role = if version == ring.current() { "wraps" } else { "only opens" };
        let _ = writeln!(said, "key {version}: {role}, holds {n} data keys");
    }
    for (version, n) in counts.iter().filter(|(v, _)| !ring.versions().iter().any(|r| i64::from(*r) == *v)) {
        let _ = writeln!(said, "key {version}: NOT HERE, and {n} data keys need it (docs/operations.md, \"Key loss\")");
    }
    if ring.versions().len() > 1 {
        said.push_str("A rotation is not finished: run `sabak keys rotate`.\n");
    }
    Ok(said)
}
