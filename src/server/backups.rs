//! `sabak backup` and `sabak restore`, as an operator meets them.

use std::path::{Path, PathBuf};

use clap::Args;

use super::secret;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Vault;
use crate::ids::Ids;
use crate::jobs::backup::archive::{self, Header};
use crate::jobs::backup::recover::{self, Instance, Wanted};
use crate::jobs::backup::{configured_recipients, prune_configured, take};
use crate::state::App;

/// What `sabak backup` is told.
#[derive(Args)]
pub struct BackupArgs {
    /// The directory it is put into; `backup_dir` if not said.
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// An age recipient (age1…), again for more; `backup_recipient` if not said.
    #[arg(long, value_name = "AGE1…", conflicts_with = "plain")]
    recipient: Vec<String>,
    /// Do not encrypt it.
    #[arg(long)]
    plain: bool,
    /// Check these files instead: their headers, and with --identity everything.
    #[arg(long, num_args = 1.., value_name = "FILE", conflicts_with_all = ["to", "recipient", "plain"])]
    check: Vec<PathBuf>,
    /// The age identity, for --check. Do not keep it on this machine.
    #[arg(long, value_name = "FILE", requires = "check")]
    identity: Option<PathBuf>,
}

/// What `sabak restore` is told.
#[derive(Args)]
pub struct RestoreArgs {
    /// The backup: the file without .keys in its name.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The file with .keys in its name, of the same backup or a newer one.
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// The age identity.
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// Who was erased since: a list, or the key file of a newer backup. Again for more.
    #[arg(long, value_name = "FILE")]
    tombstones: Vec<PathBuf>,
    /// The instance's keys from before a rotation (`sabak keys rotate --keep-old`).
    #[arg(long, value_name = "FILE")]
    old_key: Option<PathBuf>,
    /// Put the data that is there aside.
    #[arg(long)]
    replace: bool,
    /// Nobody was erased since the backup was made.
    #[arg(long)]
    no_tombstones: bool,
}

impl BackupArgs {
    /// Whether it only looks at files, which needs no database.
    #[must_use]
    pub fn checks(&self) -> bool {
        !self.check.is_empty()
    }
}

/// # Errors
/// A sentence; then there is no new backup.
pub async fn backup(app: &App, args: BackupArgs) -> Result<(), String> {
    let dir = args.to.unwrap_or_else(|| app.config.backup_dir.clone());
    if dir.as_os_str().is_empty() {
        return Err("say where: --to DIR, or backup_dir in the configuration".to_owned());
    }
    let recipients = if args.plain {
        Vec::new()
    } else if args.recipient.is_empty() {
        configured_recipients(&app.config).map_err(|e| format!("{e}. --plain makes one that is not encrypted"))?
    } else {
        archive::recipients(&args.recipient.join(" "))?
    };
    if recipients.is_empty() && !args.plain {
        return Err("no recipient was given".to_owned());
    }
    let taken = tokio::select! {
        taken = take(app, &dir, &recipients) => taken?,
        // Dropped here, it removes what it began.
        _ = tokio::signal::ctrl_c() => return Err("broken off; nothing of it is left".to_owned()),
    };
    println!("{} ({} bytes): everything but the keys", taken.main.display(), taken.main_bytes);
    println!("{} ({} bytes): {} data keys", taken.keys.display(), taken.keys_bytes, taken.data_keys);
    if args.plain {
        println!("Neither is encrypted. Names and contacts are sealed in them, but who came where can be read.");
    }
    for gone in prune_configured(app, &dir)? {
        println!("{} was removed, its days are over", gone.display());
    }
    Ok(())
}

/// Checks files.
///
/// # Errors
/// Names those that are not whole.
pub fn check(args: &BackupArgs) -> Result<(), String> {
    let identities = args.identity.as_deref().map_or(Ok(Vec::new()), archive::identities)?;
    let mut wrong = Vec::new();
    for file in &args.check {
        match one(file, &identities) {
            Ok(said) => println!("ok    {}: {said}", file.display()),
            Err(said) => wrong.push(said),
        }
    }
    for said in &wrong {
        eprintln!("wrong {said}");
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("{} of {} files are not whole", wrong.len(), args.check.len())) }
}

fn one(file: &Path, identities: &[age::x25519::Identity]) -> Result<String, String> {
    if archive::header(file)? == Header::Age && identities.is_empty() {
        return Ok("an age header; only --identity FILE can tell whether the rest is whole".to_owned());
    }
    let m = archive::verify(file, identities)?;
    let counts = m.counts.iter().map(|(table, n)| format!("{n} {table}")).collect::<Vec<_>>().join(", ");
    Ok(format!(
        "whole; {:?} part of {} ({}), schema {}, version {}, pair {}; {counts}",
        m.part,
        m.made_at.format("%Y-%m-%d %H:%M:%S UTC"),
        m.engine,
        m.schema,
        m.version,
        m.pair
    ))
}

/// # Errors
/// A sentence; then the database is as it was.
pub async fn restore(config: Config, args: RestoreArgs) -> Result<(), String> {
    let ids = Ids::system(Clock::System);
    let secrets = secret::load(&config, &ids)?;
    if !secrets.missing().is_empty() {
        return Err(format!(
            "{} is not there. A backup opens only with the instance's own: bring it back first (docs/operations.md, \
             \"Key loss\")",
            secrets.missing()
        ));
    }
    let vault = Vault { ring: secrets.ring, ids };
    let instance = Instance { config, secret: secrets.secret, vault, clock: Clock::System };
    let RestoreArgs { from, keys, identity, tombstones, old_key, replace, no_tombstones } = args;
    let wanted = Wanted { from, keys, identity, tombstones, old_key, replace, no_tombstones };
    recover::restore(&instance, &wanted, &mut |line| println!("{line}")).await
}
