//! `sabak <command>`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use uuid::Uuid;

use super::backups::{BackupArgs, RestoreArgs};
use super::{backups, keys, logs, secret, serve};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, Vault, aside, vault};
use crate::ids::{Ids, digest, hex};
use crate::retention::service::{Mode, RunOutcome};
use crate::selection::model::recompute;
use crate::staff::model::factor;
use crate::state::App;
use crate::{audit, events, jobs, people, retention, selection, staff};

#[derive(Parser)]
#[command(name = "sabak", version, about = "Registration, attendance and testimonials for trainings")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site, and work on jobs unless configured not to.
    Serve,
    /// Bring the database's schema to this version.
    Migrate,
    /// Fill an empty database with invented data.
    Seed {
        /// The only set there is; must be said.
        #[arg(long, required = true)]
        demo: bool,
    },
    /// Accounts of the staff.
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// The instance's keys, under which the keys of people and testimonials lie in the database.
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// The history of actions: checkpoints and verification.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Write everything into two files, encrypted to a recipient whose identity is elsewhere.
    Backup(BackupArgs),
    /// Bring a backup back, and erase again who was erased since.
    Restore(RestoreArgs),
    /// Print the code that an authenticator app with this secret shows now; for the demonstration.
    Code { secret: String },
    /// Admission by selection.
    Selection {
        #[command(subcommand)]
        command: SelectionCommand,
    },
    /// How long data is kept.
    Retention {
        #[command(subcommand)]
        command: RetentionCommand,
    },
    /// Finding people.
    People {
        #[command(subcommand)]
        command: PeopleCommand,
    },
    /// Print the configuration in force and check what it names.
    Doctor,
}

#[derive(Subcommand)]
enum PeopleCommand {
    /// Make what names are found by, for those who lack it; the site does so by itself after an upgrade.
    Index {
        /// Make it anew for everybody.
        #[arg(long)]
        all: bool,
    },
}

#[derive(Subcommand)]
enum RetentionCommand {
    /// Erase what the rules say is due, as the nightly job does, and print how much.
    Run {
        /// Count and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// Also where far more is due than usual, or much for the first time: after looking at the counts.
        #[arg(long, conflicts_with = "dry_run")]
        accept_counts: bool,
    },
}

#[derive(Subcommand)]
enum SelectionCommand {
    /// Compute a published list again from its record and say whether it is the same, byte for byte.
    Verify {
        /// The event's address: the last part of /events/…
        event: String,
    },
    /// Check a proof that was taken from the site, without a database.
    Check { file: PathBuf },
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Which keys there are and how much each of them holds. Prints no key.
    Status,
    /// Replace the instance's key while the site runs; called again, ends what was broken off.
    Rotate {
        /// Only print the keys as every node must have them first; for keys that the configuration gives.
        #[arg(long)]
        print: bool,
        /// Keep the old key in this file, for backups made before. Without it they can be opened no more.
        #[arg(long, value_name = "FILE")]
        keep_old: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Read the whole history and say whether anything was changed, removed, reordered or cut off.
    Verify {
        /// Lines of earlier checkpoints, kept elsewhere; without it those in the data directory.
        #[arg(long)]
        checkpoints: Option<PathBuf>,
    },
    /// Sign how far the history reaches, print the line and append it to audit-checkpoints.txt.
    Checkpoint,
    /// Print the public key that checkpoints are signed with.
    Key,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Print a one-time link that makes an account.
    Add {
        email: String,
        /// facilitator, moderator, coordinator, administrator or auditor
        role: String,
    },
}

/// Runs the command of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match Config::load() {
        Ok(config) => config,
        Err(e) => return fail(&e),
    };
    logs::init(&config.log_format);
    // Fewer than four workers and a blocked one can hold up everybody.
    let threads = std::thread::available_parallelism().map_or(4, |n| n.get().max(4));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(run(cli.command, config)),
        Err(e) => Err(e.to_string()),
    };
    outcome.map_or_else(|e| fail(&e), |()| ExitCode::SUCCESS)
}

fn fail(message: &str) -> ExitCode {
    eprintln!("sabak: {message}");
    ExitCode::FAILURE
}

async fn run(command: Command, config: Config) -> Result<(), String> {
    match command {
        Command::Doctor => doctor(&config).await,
        Command::Serve => {
            let app = open(config).await?;
            prepare(&app).await?;
            if let Some(link) = staff::service::first_link(&app).await.map_err(|e| e.to_string())? {
                println!("No administrator yet. Open this link once, within a day, to become the first:\n{link}");
            }
            serve::run(app).await
        }
        Command::Migrate => {
            let app = open(config).await?;
            app.db.migrate().await.map_err(|e| e.to_string())?;
            println!("The schema is at this version.");
            Ok(())
        }
        Command::Seed { demo: _ } => {
            let app = open(config).await?;
            app.db.migrate().await.map_err(|e| e.to_string())?;
            let report = jobs::demo::seed(&app).await.map_err(|e| e.to_string())?;
            println!("{report}");
            app.db.close().await;
            Ok(())
        }
        Command::Audit { command } => {
            let app = open(config).await?;
            let outcome = history(&app, command).await;
            app.db.close().await;
            outcome
        }
        Command::Code { secret } => {
            let code = factor::code_at(&secret.into(), Clock::System.now()).ok_or("that is no secret of an app")?;
            println!("{code}");
            Ok(())
        }
        Command::User { command: UserCommand::Add { email, role } } => {
            let app = open(config).await?;
            let link = staff::service::invite_from_shell(&app, &email, &role).await.map_err(|e| e.to_string())?;
            println!("{link}");
            app.db.close().await;
            Ok(())
        }
        Command::Backup(args) if args.checks() => backups::check(&args),
        Command::Backup(args) => {
            let app = open(config).await?;
            let outcome = backups::backup(&app, args).await;
            app.db.close().await;
            outcome
        }
        Command::Restore(args) => backups::restore(config, args).await,
        Command::Retention { command: RetentionCommand::Run { dry_run, accept_counts } } => {
            let app = open(config).await?;
            prepare(&app).await?;
            let mode = if dry_run { Mode::Dry } else { Mode::Now { accept: accept_counts } };
            let outcome = retain(&app, &mode).await;
            app.db.close().await;
            outcome
        }
        Command::Selection { command: SelectionCommand::Check { file } } => {
            let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            println!("SHA-256 {}", hex(&digest(&text)));
            match recompute(&text) {
                None => println!("ok    the list follows from the proof, byte for byte"),
                Some(d) => return Err(format!("line {}: kept {:?}, computed {:?}", d.line, d.kept, d.computed)),
            }
            Ok(())
        }
        Command::Selection { command: SelectionCommand::Verify { event } } => {
            let app = open(config).await?;
            let outcome = verify_selection(&app, &event).await;
            app.db.close().await;
            outcome
        }
        Command::People { command: PeopleCommand::Index { all } } => {
            let app = open(config).await?;
            prepare(&app).await?;
            let outcome = index_people(&app, all).await;
            app.db.close().await;
            outcome
        }
        Command::Keys { command } => {
            let app = open(config).await?;
            let outcome = on_keys(&app, command).await;
            app.db.close().await;
            outcome
        }
    }
}

async fn retain(app: &App, mode: &Mode) -> Result<(), String> {
    let report = retention::service::run(app, mode).await.map_err(|e| e.to_string())?;
    println!("{:<12} {:>8} {:>8} {:>8}", "rule", "due", "erased", "usual");
    for line in &report.lines {
        let said = if line.outcome == RunOutcome::Stopped { "  stopped: far more than usual" } else { "" };
        println!("{:<12} {:>8} {:>8} {:>8}{said}", line.rule.code(), line.found, line.removed, line.limit);
    }
    println!("numbers of {} trainings frozen", report.frozen);
    if report.lines.iter().any(|line| line.outcome == RunOutcome::Stopped) {
        return Err("look at the counts; if they are right: sabak retention run --accept-counts".to_owned());
    }
    Ok(())
}

async fn verify_selection(app: &App, slug: &str) -> Result<(), String> {
    let event = events::service::by_slug(app, slug).await.map_err(|_| format!("there is no event {slug}"))?;
    let faults = selection::service::verify(app, &event).await.map_err(|e| e.to_string())?;
    let faults = faults.ok_or("no list was published for this event")?;
    for fault in &faults {
        println!("wrong {fault}");
    }
    if !faults.is_empty() {
        return Err(format!("the list does not follow from its record: {} faults", faults.len()));
    }
    println!("ok    the published list follows from its record, byte for byte");
    Ok(())
}

async fn index_people(app: &App, all: bool) -> Result<(), String> {
    while people::service::index_due(app).await.map_err(|e| e.to_string())? > 0 {}
    let (mut after, mut seen, mut changed) = (Some(Uuid::nil()), 0, 0);
    while let Some(from) = after {
        let run = people::service::index_some(app, from, all, 10_000).await.map_err(|e| e.to_string())?;
        (after, seen, changed) = (run.after, seen + run.seen, changed + run.changed);
        eprintln!("{seen} people");
    }
    println!("{seen} people looked at, of {changed} what finds them was made");
    Ok(())
}

async fn on_keys(app: &App, command: KeysCommand) -> Result<(), String> {
    let file = app.config.instance_key.is_empty().then(|| secret::key_file(&app.config));
    let say = &mut |line: &str| println!("{line}");
    match (command, file) {
        (KeysCommand::Status, file) => {
            let kept = file.map_or("given by the configuration".to_owned(), |f| f.display().to_string());
            print!("{}", keys::status(&app.db, &kept).await?);
            Ok(())
        }
        (KeysCommand::Rotate { print: true, .. }, _) => {
            print!("{}", keys::next(&app.db)?);
            eprintln!(
                "Give these lines to every node as its instance key (in the environment: joined by commas), restart the \
                 nodes, then run `sabak keys rotate`. Nothing was changed yet."
            );
            Ok(())
        }
        (KeysCommand::Rotate { keep_old, .. }, Some(file)) => {
            keys::rotate(&app.db, &file, keep_old.as_deref(), say).await?;
            println!("Backups of keys that were made before need the old key. Run `sabak backup` now.");
            Ok(())
        }
        (KeysCommand::Rotate { .. }, None) if app.db.vault.ring.versions().len() > 1 => {
            keys::finish(&app.db, say).await?;
            println!(
                "Nothing needs the older keys any more: take their lines out of SABAK_INSTANCE_KEY on every node, so that \
                 only {} stays. Backups of keys that were made before need the old key. Run `sabak backup` now.",
                app.db.vault.ring.current()
            );
            Ok(())
        }
        (KeysCommand::Rotate { .. }, None) => Err("the instance key comes from the configuration, which this command \
             cannot write. Run `sabak keys rotate --print`, give what it prints to every node, and run this again"
            .to_owned()),
    }
}

async fn history(app: &App, command: AuditCommand) -> Result<(), String> {
    match command {
        AuditCommand::Key => println!("{}", audit::service::public_key(app)),
        AuditCommand::Checkpoint => match audit::service::checkpoint(app).await.map_err(|e| e.to_string())? {
            Some(line) => println!("{line}"),
            None => return Err("nothing is linked yet".to_owned()),
        },
        AuditCommand::Verify { checkpoints } => {
            let own = audit::service::checkpoint_file(app);
            let exported = match &checkpoints {
                Some(path) => std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?,
                None if own.exists() => std::fs::read_to_string(&own).map_err(|e| format!("{}: {e}", own.display()))?,
                None => String::new(),
            };
            let progress = |done: i64, all: i64| eprintln!("{done} of {all} batches");
            let verdict = audit::service::verify(app, &exported, progress).await.map_err(|e| e.to_string())?;
            println!(
                "{} batches, {} entries linked, {} waiting, {} checkpoints compared",
                verdict.batches, verdict.entries, verdict.waiting, verdict.checkpoints
            );
            if verdict.checkpoints == 0 {
                println!("no checkpoint to compare with: a history cut off at its end would not be noticed");
            }
            if let Err(error) = audit::service::note_verdict(app, &verdict).await {
                eprintln!("the history does not take a line about this: {error}");
            }
            for fault in &verdict.faults {
                println!("wrong {fault}");
            }
            if !verdict.sound() {
                return Err(format!("the history was tampered with: {} faults", verdict.wrong));
            }
            println!("ok    nothing was changed, removed, reordered or cut off");
        }
    }
    Ok(())
}

async fn open(config: Config) -> Result<App, String> {
    std::fs::create_dir_all(&config.data_dir).map_err(|e| format!("{}: {e}", config.data_dir.display()))?;
    let ids = Ids::system(Clock::System);
    let mut secrets = secret::load(&config, &ids)?;
    let vault = Vault { ring: secrets.ring.clone(), ids: ids.clone() };
    let mut db = Db::open(&config.database_url, config.database_connections, vault)
        .await
        .map_err(|e| format!("database: {e}"))?;
    if !secrets.missing().is_empty() {
        let mut tx = db.read().await.map_err(|e| format!("database: {e}"))?;
        // A key made anew beside an old database would seal what nobody can open together with the rest.
        if vault::holds_keys(&mut tx).await.map_err(|e| format!("database: {e}"))? {
            return Err(format!(
                "{} is not there, and the database holds what was sealed with it. Bring it back; nothing was made in its \
                 place (docs/operations.md, \"Key loss\")",
                secrets.missing()
            ));
        }
        secrets = secrets.keep(&config, &ids)?;
        db.vault.ring = secrets.ring.clone();
    }
    Ok(App::new(db, Clock::System, ids, config, secrets.secret))
}

/// SQLite migrates itself; on PostgreSQL older nodes may still be running, so that is a command of its own.
async fn prepare(app: &App) -> Result<(), String> {
    if aside::is_half_restored(&app.db).await.map_err(|e| e.to_string())? {
        return Err("a restore was broken off: call `sabak restore` again, which first puts the data back".to_owned());
    }
    if app.db.engine() == "sqlite" {
        app.db.migrate().await.map_err(|e| format!("migration: {e}"))?;
    }
    match app.db.pending().await {
        Ok(0) => {}
        Ok(n) => return Err(format!("{n} migrations are pending: run `sabak migrate` first")),
        Err(e) => return Err(format!("migration: {e}")),
    }
    fitting_keys(app).await.map(drop)
}

async fn fitting_keys(app: &App) -> Result<String, String> {
    let mut tx = app.db.read().await.map_err(|e| e.to_string())?;
    match vault::fits(&mut tx).await.map_err(|e| e.to_string())? {
        Some(true) => Ok("they open this database".to_owned()),
        None => Ok("nothing is sealed yet".to_owned()),
        Some(false) => {
            Err("the instance's keys do not open this database: bring back its instance.key (docs/operations.md, \
             \"Key loss\")"
                .to_owned())
        }
    }
}

async fn doctor(config: &Config) -> Result<(), String> {
    println!("{}", config.masked());
    let mut wrong = 0;
    let mut check = |what: &str, outcome: Result<String, String>| match outcome {
        Ok(said) => println!("ok    {what}: {said}"),
        Err(said) => {
            wrong += 1;
            println!("wrong {what}: {said}");
        }
    };
    let app = match open(config.clone()).await {
        Ok(app) => app,
        Err(e) => return Err(e),
    };
    check(
        "database",
        app.db
            .pending()
            .await
            .map_err(|e| e.to_string())
            .map(|n| format!("{}, {n} migrations pending", app.db.engine())),
    );
    check("keys", fitting_keys(&app).await);
    check(
        "assets",
        if app.assets.complete() {
            Ok(app.assets.dir.display().to_string())
        } else {
            Err(format!("no hash.txt in {}", app.assets.dir.display()))
        },
    );
    check("backup", jobs::backup::check(config, app.clock.now()));
    check("mail", jobs::mail::check(config).await);
    check(
        "TLS",
        if config.tls() {
            Ok("readers come over https".to_owned())
        } else {
            Err("public_url is not https: cookies are not bound to the host".to_owned())
        },
    );
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} things to mend")) }
}
