//! Works on the queue: one loop for mails and one for everything else, in every process that is not told otherwise.
//!
//! A job may run twice: a worker that died, or took longer than its lease, has perhaps done the work. So each job either
//! changes nothing the second time, or says so: a mail carries a Message-ID made from the job's id, by which mail programs
//! show two copies as one.
//!
//! Without a mail server (`SABAK_SMTP_URL` empty) nobody takes mails from the table: they wait there, no try is counted,
//! and they go out when a server is configured. What is no longer true by then is not sent.

use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::backup;
use super::mail::Mailer;
use super::queue::{self, Claimed, Job, Lane};
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::ids::{hex, unhex};
use crate::messages::model::{Change, Kind};
use crate::messages::service::{self as messages, Claimed as Letter};
use crate::retention::service::Mode;
use crate::state::App;
use crate::web::{budget, flash};
use crate::{exchange, people, registration, retention, staff};

/// How long a change of another process can go unnoticed: notifications do not cross processes.
const POLL: Duration = Duration::from_secs(2);
/// Between two batches of new people: while many wait, and while few come.
const BREATHER: Duration = Duration::from_millis(20);
const GATHER: Duration = Duration::from_millis(250);
/// Who wakes the worker within so long wakes it once.
const BELL: Duration = Duration::from_millis(20);
/// Between two clean-ups.
const SWEEP_EVERY: chrono::Duration = chrono::Duration::minutes(10);

/// Why a job did not do its work: a code for the table, and whether another try can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    pub code: &'static str,
    pub permanent: bool,
}

impl Failure {
    /// Worth another try.
    #[must_use]
    pub const fn passing(code: &'static str) -> Self {
        Self { code, permanent: false }
    }

    /// For a person to look at.
    #[must_use]
    pub const fn permanent(code: &'static str) -> Self {
        Self { code, permanent: true }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Busy => Self::passing("busy"),
            _ => Self::passing("internal"),
        }
    }
}

/// Works until told to stop; the job at hand is finished first.
pub async fn run(app: App, stop: CancellationToken) {
    let worker = hex(&app.ids.bytes::<8>());
    let mailer = match Mailer::new(&app.config) {
        Ok(Some(mailer)) => Some(mailer),
        Ok(None) => {
            tracing::warn!("no mail server is configured: mails wait in the queue");
            None
        }
        Err(cause) => {
            tracing::error!(cause, "mails wait in the queue");
            None
        }
    };
    let (mails, rest, names) = (Notify::new(), Notify::new(), Notify::new());
    let (app, stop, worker) = (&app, &stop, worker.as_str());
    let bell = async {
        loop {
            tokio::select! {
                () = app.jobs_waiting.notified() => { mails.notify_one(); rest.notify_one(); names.notify_one(); }
                () = stop.cancelled() => return,
            }
            tokio::time::sleep(BELL).await;
        }
    };
    let mail_lane = async {
        if let Some(mailer) = &mailer {
            lane(app, stop, worker, Lane::Mail, Some(mailer), &mails).await;
        }
    };
    let rest_lane = lane(app, stop, worker, Lane::Rest, None, &rest);
    tokio::join!(bell, mail_lane, rest_lane, name_lane(app, stop, &names), backup::nightly(app, stop));
}

/// Makes what new people are found by, with a pause after each batch: those who register have the writer meanwhile.
async fn name_lane(app: &App, stop: &CancellationToken, woken: &Notify) {
    while !stop.is_cancelled() {
        match people::service::index_due(app).await {
            Ok(0) => wait(stop, woken, POLL).await,
            Ok(n) => tokio::time::sleep(if n < people::service::DUE_BATCH { GATHER } else { BREATHER }).await,
            Err(error) => {
                tracing::error!(%error, "new people are not indexed");
                tokio::time::sleep(POLL).await;
            }
        }
    }
}

/// Works on everything that is due now, and returns how many jobs that was. For tests and for commands that may not leave
/// work behind.
///
/// # Errors
/// When the database does not answer.
pub async fn run_due(app: &App) -> Outcome<usize> {
    let worker = hex(&app.ids.bytes::<8>());
    let mailer = Mailer::new(&app.config).ok().flatten();
    while people::service::index_due(app).await? > 0 {}
    let mut count = 0;
    for (lane, mailer) in [(Lane::Rest, None), (Lane::Mail, mailer.as_ref())] {
        while lane == Lane::Rest || mailer.is_some() {
            if let Some(claimed) = queue::claim(app, &worker, lane).await? {
                work(app, &worker, claimed, mailer).await?;
            } else if let Some(mailer) = mailer
                && let Some(letter) = messages::claim(app, &worker).await?
            {
                deliver(app, &worker, letter, mailer).await?;
            } else {
                break;
            }
            count += 1;
        }
    }
    Ok(count)
}

async fn lane(app: &App, stop: &CancellationToken, worker: &str, lane: Lane, mailer: Option<&Mailer>, woken: &Notify) {
    let mut swept: Option<Instant> = None;
    while !stop.is_cancelled() {
        if lane == Lane::Rest && swept.is_none_or(|at| app.clock.now() - at >= SWEEP_EVERY) {
            if let Err(error) = sweep(app).await {
                tracing::error!(%error, "the clean-up did not succeed");
            }
            swept = Some(app.clock.now());
        }
        match step(app, worker, lane, mailer).await {
            Ok(None) => {}
            Ok(Some(pause)) => wait(stop, woken, pause).await,
            Err(error) => {
                tracing::error!(%error, "the queue does not answer");
                wait(stop, woken, POLL).await;
            }
        }
    }
}

async fn wait(stop: &CancellationToken, woken: &Notify, pause: Duration) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = woken.notified() => {}
        () = tokio::time::sleep(pause) => {}
    }
}

/// One job or one message, or how long to wait for one. Looks before it claims, because a claim excludes the other writers
/// of `SQLite`.
async fn step(app: &App, worker: &str, lane: Lane, mailer: Option<&Mailer>) -> Outcome<Option<Duration>> {
    let now = app.clock.now();
    let job = queue::next_due(app, lane).await?;
    let message = if lane == Lane::Mail { messages::next_due(app).await? } else { None };
    let is_due = |at: Option<Instant>| at.is_some_and(|at| at <= now);
    if !is_due(job) && !is_due(message) {
        let next = job.into_iter().chain(message).min();
        return Ok(Some(next.and_then(|at| (at - now).to_std().ok()).unwrap_or(POLL).min(POLL)));
    }
    if is_due(job)
        && let Some(claimed) = queue::claim(app, worker, lane).await?
    {
        return work(app, worker, claimed, mailer).await.map(|()| None);
    }
    if let Some(mailer) = mailer.filter(|_| is_due(message))
        && let Some(letter) = messages::claim(app, worker).await?
    {
        return deliver(app, worker, letter, mailer).await.map(|()| None);
    }
    // Another process was quicker.
    Ok(Some(Duration::from_millis(100)))
}

async fn deliver(app: &App, worker: &str, letter: Letter, mailer: &Mailer) -> Outcome<()> {
    let outcome = mailer.message(app, worker, &letter).await;
    let (id, kind) = (letter.id, letter.kind.code());
    let said = match outcome {
        Ok(true) => "done",
        Ok(false) => "dropped",
        Err(Failure { permanent: true, .. }) => "abandoned",
        Err(_) => "failed",
    };
    metrics::counter!("messages_total", "kind" => kind, "outcome" => said).increment(1);
    match outcome {
        Ok(true) => messages::mailed(app, worker, id).await,
        Ok(false) => Ok(()),
        Err(failure) => {
            tracing::warn!(%id, kind, tries = letter.tries, cause = failure.code, "a message {said}");
            messages::not_mailed(app, worker, &letter, failure.code, failure.permanent).await
        }
    }
}

async fn work(app: &App, worker: &str, claimed: Claimed, mailer: Option<&Mailer>) -> Outcome<()> {
    let Claimed { id, job, attempts } = claimed;
    let (kind, forgotten) = (job.kind(), job.is_forgotten());
    let outcome = perform(app, id, job, mailer).await;
    let said = match outcome {
        Ok(()) => "done",
        Err(Failure { permanent: true, .. }) => "abandoned",
        Err(_) => "failed",
    };
    metrics::counter!("jobs_total", "kind" => kind, "outcome" => said).increment(1);
    match outcome {
        Ok(()) if forgotten => queue::gone(app, worker, id).await,
        Ok(()) => queue::done(app, worker, id).await,
        Err(failure) => {
            tracing::warn!(%id, kind, attempts, cause = failure.code, "a job {said}");
            if failure.permanent {
                queue::abandoned(app, worker, id, failure.code).await
            } else {
                queue::failed(app, worker, (id, attempts), failure.code).await
            }
        }
    }
}

async fn perform(app: &App, id: Uuid, job: Job, mailer: Option<&Mailer>) -> Result<(), Failure> {
    let mailer = || mailer.ok_or(Failure::passing("no_mail_server"));
    match job {
        Job::RegistrationMail { registration, message } => {
            let change = match message {
                Kind::EventChanged => Change::EventChanged,
                Kind::EventCancelled => Change::EventCancelled,
                _ => Change::State,
            };
            let mut tx = app.db.write().await.map_err(AppError::from)?;
            messages::settle(app, &mut tx, registration, change).await?;
            Ok(tx.commit().await.map_err(AppError::from)?)
        }
        Job::PlanMessages => Ok(messages::plan_all(app).await?),
        Job::InviteMail { invite, locale } => mailer()?.invite(app, id, invite, locale).await,
        Job::LapseOffer { registration } => match registration::service::lapse_offer(app, registration).await {
            // Erased meanwhile: nothing is left to take back.
            Ok(_) | Err(AppError::NotFound) => Ok(()),
            Err(error) => Err(error.into()),
        },
        Job::OpenPlaces { event } => Ok(registration::service::offer_opened(app, event).await?),
        Job::FindLinks { lookup } => {
            let lookup = unhex(&lookup).ok_or(Failure::permanent("unreadable"))?;
            Ok(registration::service::write_links(app, &lookup).await?)
        }
        Job::Bulk { run } => Ok(exchange::service::bulk_step(app, run).await?),
        Job::Import { import } => Ok(exchange::service::import_step(app, import).await?),
        Job::Sweep => Ok(sweep(app).await?),
        Job::IndexNames { after } => Ok(people::service::index_all(app, after).await?),
        Job::Retention { night } => {
            let report = retention::service::run(app, &Mode::Night(night)).await?;
            for line in &report.lines {
                tracing::info!(rule = line.rule.code(), found = line.found, removed = line.removed, "retention");
            }
            Ok(())
        }
    }
}

/// Forgets what nobody needs any more.
async fn sweep(app: &App) -> Outcome<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    flash::sweep(&mut tx, now).await?;
    budget::sweep(&mut tx, now).await?;
    staff::service::sweep(&mut tx, now).await?;
    retention::service::plan(app, &mut tx).await?;
    people::service::plan_index(app, &mut tx).await?;
    tx.commit().await?;
    messages::sweep(app).await?;
    Ok(app.db.optimize().await?)
}
