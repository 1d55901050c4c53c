//! Bringing a backup back. Nothing is touched before all files are read to their ends and found whole; what is there is put
//! aside, not deleted; on any doubt it comes back and the command fails.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use age::x25519::Identity;
use sqlx::sqlite::SqliteConnectOptions;

use super::archive::{self, Manifest, Part, Reader};
use super::store::{self, KeyRow, Snapshot};
use super::tombstones::{self, Gathered, Tombstone};
use super::{key_row, postgres};
use crate::audit::model::Checkpoint;
use crate::audit::service::{self as audit, By};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::aside::{self, Server};
use crate::db::{Db, MIGRATIONS, Vault, vault};
use crate::error::Outcome;
use crate::retention::model::Tombstone as Stone;
use crate::retention::service::tombstones as retention;
use crate::seal::Ring;
use crate::state::App;

/// Rows of one transaction.
const BATCH: usize = 500;

/// What an operator asked for.
pub struct Wanted {
    pub from: PathBuf,
    pub keys: PathBuf,
    /// Of age; not needed for files that are not encrypted.
    pub identity: Option<PathBuf>,
    /// Further lists, or key files of newer backups.
    pub tombstones: Vec<PathBuf>,
    /// The instance's keys from before a rotation.
    pub old_key: Option<PathBuf>,
    /// Whether data that is there may be put aside.
    pub replace: bool,
    /// Whether the operator takes it on themselves that nobody was erased since.
    pub no_tombstones: bool,
}

/// Who restores: the instance's configuration and what its database never holds.
pub struct Instance {
    pub config: Config,
    pub secret: [u8; 32],
    pub vault: Vault,
    pub clock: Clock,
}

type Say<'a> = &'a mut (dyn FnMut(&str) + Send);

/// The checked files, and who is to be erased again.
struct Plan<'a> {
    wanted: &'a Wanted,
    identities: Vec<Identity>,
    manifest: Manifest,
    tombstones: Gathered,
    /// What opens the keys of the backup.
    ring: Ring,
}

/// Restores.
///
/// # Errors
/// A sentence for the operator; the database is as it was before.
pub async fn restore(instance: &Instance, wanted: &Wanted, say: Say<'_>) -> Result<(), String> {
    let mut plan = read(instance, wanted)?;
    say(&format!(
        "The backup is of {}, schema {}, version {}; both files are whole.",
        plan.manifest.made_at.format("%Y-%m-%d %H:%M UTC"),
        plan.manifest.schema,
        plan.manifest.version
    ));
    match plan.manifest.engine.as_str() {
        "sqlite" => into_sqlite(instance, &mut plan, say).await,
        _ => into_postgres(instance, &mut plan, say).await,
    }
}

fn engine(config: &Config) -> &'static str {
    if config.database_url.starts_with("postgres") { "postgres" } else { "sqlite" }
}

fn read<'a>(instance: &Instance, wanted: &'a Wanted) -> Result<Plan<'a>, String> {
    let identities = wanted.identity.as_deref().map_or(Ok(Vec::new()), archive::identities)?;
    let manifest = archive::verify(&wanted.from, &identities)?;
    let mut keys = Reader::open(&wanted.keys, &identities)?;
    for (file, manifest, part) in [(&wanted.from, &manifest, Part::Main), (&wanted.keys, &keys.manifest, Part::Keys)] {
        if manifest.part != part {
            return Err(format!("{}: the other of the two files; --from takes the one without .keys", file.display()));
        }
    }
    let here = engine(&instance.config);
    if manifest.engine != here {
        return Err(format!("a backup of {} does not come back into {here}", manifest.engine));
    }
    let known = if here == "sqlite" { &MIGRATIONS.0 } else { &MIGRATIONS.1 };
    if known.iter().all(|m| m.version < manifest.schema) {
        return Err(format!("the backup was made by a newer version ({}): install that one", manifest.version));
    }
    if keys.manifest.pair != manifest.pair && keys.manifest.made_at < manifest.made_at {
        return Err(format!("{}: older than the backup; keys are missing in it", wanted.keys.display()));
    }
    let mut ring = instance.vault.ring.clone();
    if let Some(file) = &wanted.old_key {
        let named = |e: &dyn std::fmt::Display| format!("{}: {e}", file.display());
        let text = zeroize::Zeroizing::new(fs::read_to_string(file).map_err(|e| named(&e))?);
        ring = ring.with_older(&Ring::parse(&text, &instance.secret).map_err(|e| named(&e))?);
    }
    let (mut closed, mut gathered) = (0, Gathered::default());
    gathered.add_keys(&wanted.keys, &mut keys, |line| {
        let row = key_row(line).ok_or("a key is none")?;
        if ring.unwrap(&instance.vault.ids, row.subject_id, &wrapped(&row)).is_err() {
            closed += 1;
        }
        Ok(())
    })?;
    if closed > 0 {
        return Err(format!(
            "{closed} keys of the backup do not open with this instance's key. Bring back the instance.key of that time, \
             or, if it was rotated since, say --old-key FILE"
        ));
    }
    for file in &wanted.tombstones {
        gathered.add_file(file, &identities)?;
    }
    let list = tombstones::list(&instance.config.data_dir);
    if list.exists() {
        gathered.add_file(&list, &identities)?;
    }
    Ok(Plan { wanted, identities, manifest, tombstones: gathered, ring })
}

fn wrapped(row: &KeyRow) -> crate::seal::Wrapped {
    crate::seal::Wrapped { version: row.version, ring_version: row.ring_version, wrapped: row.wrapped.clone() }
}

/// What stands where the backup is to come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    Nothing,
    /// A schema and no people, trainings or accounts.
    Empty,
    Data,
}

impl Plan<'_> {
    /// Decides whether there may be a restore, and takes the tombstones of the database that it replaces.
    async fn look(&mut self, url: &str, there: There, say: Say<'_>) -> Result<(), String> {
        if there == There::Data && !self.wanted.replace {
            return Err("the database holds data. Nothing was touched; --replace puts it aside".to_owned());
        }
        if there == There::Data {
            match self.tombstones.add_database("the database that is replaced", url).await {
                Ok(()) => {}
                Err(e) => say(&format!("The tombstones of the database that is replaced cannot be read: {e}")),
            }
        }
        // One is the backup's own, which knows of nothing later.
        if self.tombstones.sources.len() < 2 && !self.wanted.no_tombstones {
            return Err("nothing says who was erased since this backup: there is no tombstones.txt in the data directory, no \
                        database to ask, and no newer key file. Give one with --tombstones FILE, or say --no-tombstones if \
                        nobody was erased; otherwise erased people come back"
                .to_owned());
        }
        if let Some(unknown) = self.tombstones.all.values().find(|t| !t.is_known()) {
            return Err(format!(
                "a {} was erased, which this version cannot erase again: install a newer one",
                unknown.kind
            ));
        }
        say(&format!("{} tombstones from {}.", self.tombstones.all.len(), self.tombstones.sources.join(", ")));
        Ok(())
    }
}

async fn there(url: &str) -> There {
    let Ok(mut database) = Snapshot::existing(url).await else { return There::Data };
    let counts = database.counts().await;
    let _ = database.close().await;
    match counts {
        Ok(c) if c.staff + c.event + c.person + c.testimonial == 0 => There::Empty,
        _ => There::Data,
    }
}

// --- SQLite: a file beside the other, and a change of names ---

async fn into_sqlite(instance: &Instance, plan: &mut Plan<'_>, say: Say<'_>) -> Result<(), String> {
    let url = &instance.config.database_url;
    let options = SqliteConnectOptions::from_str(url).map_err(|e| e.to_string())?;
    let database = options.get_filename().to_owned();
    let named = |path: &Path, e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let length = fs::metadata(&database).map_or(0, |m| m.len());
    let there = if length == 0 { There::Nothing } else { there(url).await };
    plan.look(url, there, say).await?;
    let replaced = database.with_added_extension("replaced");
    if there == There::Data && replaced.exists() {
        return Err(format!("{}: the database of an earlier restore; remove it first", replaced.display()));
    }
    if there != There::Nothing && !aside::unused(url).await.map_err(|e| named(&database, &e))? {
        return Err("another process has the database open: stop the site first".to_owned());
    }
    let building = Building::beside(&database)?;
    extract(plan, &building.0).await?;
    let db = Db::open(&format!("sqlite:{}", building.0.display()), 4, instance.vault.clone())
        .await
        .map_err(|e| named(&building.0, &e))?;
    let outcome = complete(instance, plan, db.clone(), say).await;
    db.close().await;
    outcome?;
    // A second name first: at no moment is there no database under the name that the site opens.
    if there == There::Data {
        fs::hard_link(&database, &replaced).map_err(|e| named(&replaced, &e))?;
    }
    if let Err(e) = fs::rename(&building.0, &database) {
        let _ = fs::remove_file(&replaced);
        return Err(named(&database, &e));
    }
    synced(&database).map_err(|e| named(&database, &e))?;
    say(&format!("{} is in place.", database.display()));
    if there == There::Data {
        say(&format!("What was there before is {}: remove it when all is well.", replaced.display()));
    }
    Ok(())
}

async fn extract(plan: &Plan<'_>, into: &Path) -> Result<(), String> {
    let mut reader = Reader::open(&plan.wanted.from, &plan.identities)?;
    let named = format!("{}: ", into.display());
    let into = into.to_owned();
    let copied = tokio::task::spawn_blocking(move || {
        let mut file = OpenOptions::new().write(true).truncate(true).open(into)?;
        io::copy(&mut reader, &mut file)?;
        file.sync_all()
    });
    copied.await.map_err(|e| e.to_string())?.map_err(|e| named + &e.to_string())
}

fn synced(file: &Path) -> io::Result<()> {
    File::open(file.parent().unwrap_or(Path::new(".")))?.sync_all()
}

/// The database while it is made, for its owner alone; gone when it does not come into its place.
struct Building(PathBuf);

impl Building {
    fn beside(database: &Path) -> Result<Self, String> {
        let made = Self(database.with_added_extension("restoring"));
        made.remove();
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&made.0);
        file.map_err(|e| format!("{}: {e}", made.0.display()))?;
        Ok(made)
    }

    fn remove(&self) {
        let name = self.0.as_os_str();
        for end in ["", "-wal", "-shm", "-journal"] {
            let mut path = name.to_owned();
            path.push(end);
            let _ = fs::remove_file(path);
        }
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        self.remove();
    }
}

// --- PostgreSQL: the old schema under another name ---

async fn into_postgres(instance: &Instance, plan: &mut Plan<'_>, say: Say<'_>) -> Result<(), String> {
    let url = &instance.config.database_url;
    let failed = |e: sqlx::Error| format!("database: {e}");
    let mut server = Server::connect(url).await.map_err(failed)?;
    let others = server.others().await.map_err(failed)?;
    if others > 0 {
        return Err(format!("{others} others are connected to the database: stop the site's nodes first"));
    }
    if server.has_schema(aside::BROKEN_OFF).await.map_err(failed)? {
        server.back().await.map_err(failed)?;
        say("An earlier restore was broken off; the database is as it was before it.");
    }
    let there = if server.tables().await.map_err(failed)? == 0 { There::Nothing } else { there(url).await };
    plan.look(url, there, say).await?;
    let version = server.version().await.map_err(failed)?;
    let program = postgres::program("pg_restore", version)?;
    if there == There::Data && server.has_schema(aside::REPLACED).await.map_err(failed)? {
        return Err(format!(
            "the schema {} of an earlier restore is still there: remove it first (DROP SCHEMA {} CASCADE)",
            aside::REPLACED,
            aside::REPLACED
        ));
    }
    server.aside().await.map_err(failed)?;
    let outcome = fill_postgres(instance, plan, program, say).await;
    if let Err(cause) = outcome {
        return match server.back().await {
            Ok(()) => Err(cause),
            Err(e) => Err(format!(
                "{cause}\nand the old data could not be put back ({e}): it is in the schema {}, and calling `sabak restore` \
                 again puts it back",
                aside::BROKEN_OFF
            )),
        };
    }
    server.settle(there == There::Data).await.map_err(failed)?;
    say("The database is in place.");
    if there == There::Data {
        say(&format!("What was there before is the schema {}: drop it when all is well.", aside::REPLACED));
    }
    Ok(())
}

async fn fill_postgres(instance: &Instance, plan: &Plan<'_>, program: PathBuf, say: Say<'_>) -> Result<(), String> {
    let url = instance.config.database_url.clone();
    let mut reader = Reader::open(&plan.wanted.from, &plan.identities)?;
    let (at, program) = (url.clone(), program);
    let filled = tokio::task::spawn_blocking(move || postgres::restore(&program, &at, &mut reader));
    filled.await.map_err(|e| e.to_string())??;
    let db = Db::open(&url, 4, instance.vault.clone()).await.map_err(|e| format!("database: {e}"))?;
    let outcome = complete(instance, plan, db.clone(), say).await;
    db.close().await;
    outcome
}

// --- both ---

/// Makes whole what came back without its keys, and erases again who was erased since.
async fn complete(instance: &Instance, plan: &Plan<'_>, db: Db, say: Say<'_>) -> Result<(), String> {
    let failed = |e: &dyn std::fmt::Display| format!("what came back: {e}");
    same(&db, &plan.manifest).await?;
    db.migrate().await.map_err(|e| failed(&e))?;
    let ids = instance.vault.ids.clone();
    let app = App::new(db, instance.clock.clone(), ids, instance.config.clone(), instance.secret);
    let mut tx = app.db.write().await.map_err(|e| failed(&e))?;
    vault::floor(&mut tx).await.map_err(|e| failed(&e))?;
    store::settle(&mut tx).await.map_err(|e| failed(&e))?;
    tx.commit().await.map_err(|e| failed(&e))?;
    let (brought, left) = bring_keys(&app, plan).await?;
    say(&format!("{brought} keys came back, {left} of erased subjects did not."));
    for some in plan.tombstones.all.values().collect::<Vec<_>>().chunks(BATCH) {
        replay(&app, some).await.map_err(|e| failed(&e))?;
    }
    say(&format!("{} erasures were replayed.", plan.tombstones.all.len()));
    let mut tx = app.db.read().await.map_err(|e| failed(&e))?;
    let lost = store::unopenable(&mut tx).await.map_err(|e| failed(&e))? - plan.manifest.unopenable;
    if lost > 0 {
        return Err(format!(
            "{lost} people, testimonials or accounts of the backup have neither a key nor a tombstone; with the key file of \
             the same backup, or a newer one, they have"
        ));
    }
    drop(tx);
    verify(&app, &plan.manifest, say).await?;
    let mut tx = app.db.write().await.map_err(|e| failed(&e))?;
    audit::record(&app, &mut tx, By::System, "backup.restore", ("backup", plan.manifest.pair), "")
        .await
        .map_err(|e| failed(&e))?;
    tx.commit().await.map_err(|e| failed(&e))
}

/// The history is one unbroken chain, and as long as the checkpoints say that were exported until the backup was made.
async fn verify(app: &App, manifest: &Manifest, say: Say<'_>) -> Result<(), String> {
    let file = audit::checkpoint_file(app);
    let exported = if file.exists() {
        fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?
    } else {
        String::new()
    };
    let until = |line: &&str| Checkpoint::parse(line).is_none_or(|c| c.at <= manifest.made_at);
    let exported = exported.lines().filter(until).collect::<Vec<_>>().join("\n");
    let verdict = audit::verify(app, &exported, |_, _| {}).await.map_err(|e| format!("the history: {e}"))?;
    if !verdict.sound() {
        let faults: Vec<String> = verdict.faults.iter().map(ToString::to_string).collect();
        return Err(format!("the history that came back is not sound: {}", faults.join("; ")));
    }
    say(&format!("The history is sound: {} entries in {} batches.", verdict.entries, verdict.batches));
    Ok(())
}

/// What came back is what the manifest says.
async fn same(db: &Db, manifest: &Manifest) -> Result<(), String> {
    let failed = |e: sqlx::Error| format!("what came back: {e}");
    let mut tx = db.read().await.map_err(failed)?;
    let sound = store::soundness(&mut tx).await.map_err(failed)?;
    if sound != "ok" {
        return Err(format!("what came back is damaged: {sound}"));
    }
    let counts = store::counts(&mut tx).await.map_err(failed)?.by_table();
    if counts != manifest.counts {
        return Err(format!("what came back is not what the backup says: {counts:?}, not {:?}", manifest.counts));
    }
    if store::head(&mut tx).await.map_err(failed)? != manifest.audit_head {
        return Err("what came back ends with another entry of the history than the backup says".to_owned());
    }
    Ok(())
}

/// Brings back the keys of those who were not erased, wrapped by the newest key; how many, and how many not.
async fn bring_keys(app: &App, plan: &Plan<'_>) -> Result<(usize, usize), String> {
    let failed = |e: sqlx::Error| format!("what came back: {e}");
    let mut reader = Reader::open(&plan.wanted.keys, &plan.identities)?;
    let mut lines = io::BufRead::lines(io::BufReader::new(&mut reader));
    let (mut brought, mut left) = (0, 0);
    loop {
        let mut tx = app.db.write().await.map_err(failed)?;
        let mut seen = 0;
        for line in lines.by_ref().take(BATCH) {
            let line = line.map_err(|e| format!("{}: {e}", plan.wanted.keys.display()))?;
            seen += 1;
            let Some(mut row) = serde_json::from_str(&line).ok().and_then(key_row) else { continue };
            if plan.tombstones.all.contains_key(&row.subject_id) {
                left += 1;
                continue;
            }
            if row.ring_version != i64::from(app.db.vault.ring.current()) {
                let key = plan.ring.unwrap(&app.ids, row.subject_id, &wrapped(&row)).map_err(|e| e.to_string())?;
                let next = app.db.vault.ring.wrap(row.subject_id, &key);
                (row.ring_version, row.wrapped) = (next.ring_version, next.wrapped);
            }
            store::add_key(&mut tx, &row).await.map_err(failed)?;
            brought += 1;
        }
        tx.commit().await.map_err(failed)?;
        if seen == 0 {
            return Ok((brought, left));
        }
    }
}

/// Erases again, under the rule and time that the tombstones name; what was never in the backup leaves its tombstone all the
/// same, for the day a newer one comes back.
async fn replay(app: &App, some: &[&Tombstone]) -> Outcome<()> {
    let known = some.iter().filter(|t| t.is_known());
    let stones: Vec<_> =
        known.map(|t| Stone { kind: t.kind.clone(), id: t.subject, rule: t.rule.clone(), at: t.erased_at }).collect();
    retention::replay(app, &stones).await.map(drop)
}
