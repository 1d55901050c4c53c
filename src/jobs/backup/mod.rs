//! Backups: two files a time, encrypted to recipients whose identities are not on this machine.
//!
//! - `sabak-<UTC>-<engine>.age` holds everything but the data keys; it may live long.
//! - `sabak-<UTC>-<engine>.keys.age` holds the wrapped data keys and the tombstones; it lives days. Without it, and without
//!   the instance's key, which is in neither, nothing personal in the first can be opened: so what is erased today is gone
//!   from every backup when the key files of yesterday are.
//! - Both are of one moment: a copy made by SQLite, or a snapshot that `pg_dump` shares. Bytes are streamed; SQLite's copy
//!   lies beside the database, without a name once it is made, so it goes with the process.
//! - [`recover`] brings one back, after which everybody who was erased meanwhile is erased again.

pub mod archive;
mod names;
mod postgres;
pub mod recover;
mod store;
pub mod tombstones;

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use age::x25519::Recipient;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteConnectOptions;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::clock::Instant;
use crate::config::Config;
use crate::ids::{hex, unhex};
use crate::state::App;
use archive::{Manifest, Part, Writer};
use store::{KeyRow, Snapshot};
use tombstones::Tombstone;

pub use names::{Kind, due, newest, prune};

/// Between two looks whether a nightly backup is due.
const LOOK: Duration = Duration::from_mins(10);

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct Taken {
    pub main: PathBuf,
    pub keys: PathBuf,
    pub main_bytes: u64,
    pub keys_bytes: u64,
    /// Data keys in the second file.
    pub data_keys: i64,
}

/// A line of the file of keys.
#[derive(Serialize, Deserialize)]
#[serde(tag = "row", rename_all = "snake_case")]
enum Line {
    Key {
        subject: Uuid,
        kind: String,
        version: i64,
        ring: i64,
        /// Hexadecimal.
        wrapped: String,
        created_at: Instant,
    },
    Tombstone(Tombstone),
}

impl From<&KeyRow> for Line {
    fn from(row: &KeyRow) -> Self {
        Self::Key {
            subject: row.subject_id,
            kind: row.subject_kind.clone(),
            version: row.version,
            ring: row.ring_version,
            wrapped: hex(&row.wrapped),
            created_at: row.created_at,
        }
    }
}

fn key_row(line: Line) -> Option<KeyRow> {
    let Line::Key { subject, kind, version, ring, wrapped, created_at } = line else { return None };
    let wrapped = unhex(&wrapped)?;
    Some(KeyRow { subject_id: subject, subject_kind: kind, version, ring_version: ring, wrapped, created_at })
}

/// Makes a backup in `dir`; without recipients it is not encrypted, and that must have been asked for.
///
/// # Errors
/// A sentence for the operator; then nothing of it is left.
pub async fn take(app: &App, dir: &Path, recipients: &[Recipient]) -> Result<Taken, String> {
    fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    let _lock =
        alone(&dir.join(".sabak-backup.lock"), &format!("another backup to {} is running", dir.display())).await?;
    names::sweep(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    // Before the moment it shows: what was known by then must be in it.
    let made_at = app.clock.now();
    match app.db.engine() {
        "sqlite" => take_sqlite(app, made_at, dir, recipients).await,
        _ => take_postgres(app, made_at, dir, recipients).await,
    }
}

async fn take_sqlite(app: &App, made_at: Instant, dir: &Path, recipients: &[Recipient]) -> Result<Taken, String> {
    let url = &app.config.database_url;
    let read = |e: sqlx::Error| format!("the database could not be copied: {e}");
    let database = SqliteConnectOptions::from_str(url).map_err(read)?.get_filename().to_owned();
    let copy = WholeCopy::beside(&database).await?;
    let name = copy.path.to_str().ok_or("the data directory's name is not UTF-8")?.to_owned();
    Snapshot::copy(url, &name).await.map_err(read)?;
    let mut snapshot = Snapshot::of_copy(&name).await.map_err(read)?;
    let file = File::open(&copy.path).map_err(|e| format!("{name}: {e}"))?;
    // From here on only this process can reach it.
    drop(copy);
    let mut pair = Pair::of(app, made_at, &mut snapshot, dir).await?;
    pair.write_keys(&mut snapshot, recipients).await?;
    snapshot.without_keys().await.map_err(read)?;
    drop(snapshot);
    let mut main = pair.main(recipients)?;
    let main = tokio::task::spawn_blocking(move || main.add_all(&mut io::BufReader::new(file)).map(|()| main));
    let main = main.await.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
    pair.finish(main)
}

async fn take_postgres(app: &App, made_at: Instant, dir: &Path, recipients: &[Recipient]) -> Result<Taken, String> {
    let url = app.config.database_url.clone();
    let read = |e: sqlx::Error| format!("database: {e}");
    let (mut snapshot, name, server) = Snapshot::postgres(&url).await.map_err(read)?;
    let program = postgres::program("pg_dump", server)?;
    let mut pair = Pair::of(app, made_at, &mut snapshot, dir).await?;
    pair.write_keys(&mut snapshot, recipients).await?;
    let mut main = pair.main(recipients)?;
    let main =
        tokio::task::spawn_blocking(move || postgres::dump(&program, &url, &name, &mut main).map(|()| main)).await;
    // Until here pg_dump needed it.
    drop(snapshot);
    pair.finish(main.map_err(|e| e.to_string())??)
}

/// The two files of one backup while they are made.
struct Pair {
    manifest: Manifest,
    main: PathBuf,
    keys: PathBuf,
    /// Whole, under its last name only when the other is.
    written: Option<Writer>,
    data_keys: i64,
}

impl Pair {
    async fn of(app: &App, made_at: Instant, snapshot: &mut Snapshot, dir: &Path) -> Result<Self, String> {
        let read = |e: sqlx::Error| format!("database: {e}");
        let manifest = Manifest {
            part: Part::Main,
            engine: app.db.engine().to_owned(),
            made_at,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema: snapshot.schema().await.map_err(read)?,
            pair: app.ids.uuid(),
            counts: snapshot.counts().await.map_err(read)?.by_table(),
            audit_head: snapshot.head().await.map_err(read)?,
            unopenable: snapshot.unopenable().await.map_err(read)?,
        };
        Ok(Self { manifest, main: dir.to_owned(), keys: dir.to_owned(), written: None, data_keys: 0 })
    }

    async fn write_keys(&mut self, snapshot: &mut Snapshot, recipients: &[Recipient]) -> Result<(), String> {
        let (name, protected) = (|kind| names::name(&self.manifest, kind, !recipients.is_empty()), &self.keys);
        let (keys, main) = (protected.join(name(Kind::Keys)), protected.join(name(Kind::Main)));
        (self.keys, self.main) = (keys, main);
        let manifest = Manifest { part: Part::Keys, ..self.manifest.clone() };
        let mut writer = created(&self.keys, recipients, &manifest)?;
        let read = |e: sqlx::Error| format!("database: {e}");
        let named = |e: io::Error| format!("{}: {e}", self.keys.display());
        let mut after = Uuid::nil();
        loop {
            let rows = snapshot.keys(after).await.map_err(read)?;
            let Some(last) = rows.last() else { break };
            after = last.subject_id;
            self.data_keys += i64::try_from(rows.len()).unwrap_or_default();
            writer.add(&lines(rows.iter().map(Line::from))).map_err(named)?;
        }
        after = Uuid::nil();
        loop {
            let rows = snapshot.tombstones(after).await.map_err(read)?;
            let Some(last) = rows.last() else { break };
            after = last.subject_id;
            writer.add(&lines(rows.into_iter().map(|row| Line::Tombstone(row.into())))).map_err(named)?;
        }
        self.written = Some(writer);
        Ok(())
    }

    fn main(&self, recipients: &[Recipient]) -> Result<Writer, String> {
        created(&self.main, recipients, &self.manifest)
    }

    /// A backup has its keys, or is none: so they come first.
    fn finish(self, main: Writer) -> Result<Taken, String> {
        let keys = self.written.ok_or("no keys were written")?;
        let keys_bytes = keys.finish().map_err(|e| format!("{}: {e}", self.keys.display()))?;
        let main_bytes = main.finish().map_err(|e| {
            let _ = fs::remove_file(&self.keys);
            format!("{}: {e}", self.main.display())
        })?;
        Ok(Taken { main: self.main, keys: self.keys, main_bytes, keys_bytes, data_keys: self.data_keys })
    }
}

fn created(name: &Path, recipients: &[Recipient], manifest: &Manifest) -> Result<Writer, String> {
    Writer::create(name.to_owned(), recipients, manifest).map_err(|e| format!("{}: {e}", name.display()))
}

fn lines(lines: impl Iterator<Item = Line>) -> Vec<u8> {
    let mut out = Vec::new();
    for line in lines {
        // Ids, numbers and hexadecimal digits: there is nothing in it that JSON could refuse.
        let _ = serde_json::to_writer(&mut out, &line);
        out.push(b'\n');
    }
    out
}

/// Holds a file that only one may hold, until it is dropped. A process that this one is just starting shares every open file
/// for the moment until it becomes another program, so a lock that was dropped may look held: hence a few tries.
async fn alone(path: &Path, held: &str) -> Result<File, String> {
    let file = File::create(path).map_err(|e| format!("{}: {e}", path.display()))?;
    for _ in 0..10 {
        if file.try_lock().is_ok() {
            return Ok(file);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(held.to_owned())
}

/// SQLite's copy, on the disk of the database, for its owner alone. Removed when dropped; what a killed process left, by the
/// next. One at a time: the lock goes with the process.
struct WholeCopy {
    path: PathBuf,
    _lock: File,
}

impl WholeCopy {
    async fn beside(database: &Path) -> Result<Self, String> {
        let (path, lock) = (database.with_added_extension("copy"), database.with_added_extension("copy-lock"));
        let held = alone(&lock, "another backup is running").await?;
        let _ = fs::remove_file(&path);
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Self { path, _lock: held })
    }
}

impl Drop for WholeCopy {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Removes the copy that a killed process left behind.
async fn tidy(config: &Config) {
    if let Ok(options) = SqliteConnectOptions::from_str(&config.database_url) {
        drop(WholeCopy::beside(options.get_filename()).await);
    }
}

/// What `backup_recipient` names; refused when there is none, because nothing may leave the database open by omission.
///
/// # Errors
/// A sentence for the operator.
pub fn configured_recipients(config: &Config) -> Result<Vec<Recipient>, String> {
    let recipients = archive::recipients(&config.backup_recipient).map_err(|e| format!("backup_recipient: {e}"))?;
    if recipients.is_empty() {
        return Err(
            "backup_recipient is not set: make one with age-keygen on a machine that is not this one, and give \
                    its age1… here (docs/operations.md, \"Backup\")"
                .to_owned(),
        );
    }
    Ok(recipients)
}

/// Makes the configured backup and removes those whose time is over.
///
/// # Errors
/// A sentence for the operator.
pub async fn take_configured(app: &App) -> Result<Taken, String> {
    let recipients = configured_recipients(&app.config)?;
    let taken = take(app, &app.config.backup_dir, &recipients).await?;
    prune_configured(app, &app.config.backup_dir)?;
    Ok(taken)
}

/// Removes backups of ours from `dir` whose time is over; the keys' is shorter.
///
/// # Errors
/// When one cannot be removed.
pub fn prune_configured(app: &App, dir: &Path) -> Result<Vec<PathBuf>, String> {
    let config = &app.config;
    prune(dir, app.clock.now(), config.backup_days, config.backup_keys_days)
        .map_err(|e| format!("{}: {e}", dir.display()))
}

/// Until told to stop: adds to the list of tombstones, and makes a backup a night where one is configured. In a loop of its
/// own: it takes longer than a job may, and offers must not wait for it.
pub async fn nightly(app: &App, stop: &CancellationToken) {
    let config = &app.config;
    let configured = !config.backup_dir.as_os_str().is_empty();
    if configured && app.db.engine() == "sqlite" {
        tidy(config).await;
    }
    while !stop.is_cancelled() {
        if let Err(cause) = tombstones::export(app).await {
            tracing::error!(cause, "the list of tombstones was not brought up to date");
        }
        if configured && due(app.clock.now(), newest(&config.backup_dir, Kind::Main), config.backup_hour) {
            let outcome = take_configured(app).await;
            let said = if outcome.is_ok() { "done" } else { "failed" };
            metrics::counter!("backups_total", "outcome" => said).increment(1);
            match outcome {
                Ok(taken) => tracing::info!(bytes = taken.main_bytes, "the nightly backup is made"),
                Err(cause) => tracing::error!(cause, "the nightly backup was not made"),
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// For `sabak doctor`: how old the newest backup is.
///
/// # Errors
/// When one is configured and none of the last two nights is there.
pub fn check(config: &Config, now: Instant) -> Result<String, String> {
    if config.backup_dir.as_os_str().is_empty() {
        return Ok("none at night (backup_dir is empty)".to_owned());
    }
    configured_recipients(config)?;
    let dir = config.backup_dir.display();
    let Some(at) = newest(&config.backup_dir, Kind::Main) else { return Err(format!("none in {dir}")) };
    let hours = (now - at).num_hours();
    let said = format!("the newest in {dir} is {hours} hours old");
    if hours < 48 { Ok(said) } else { Err(said) }
}
