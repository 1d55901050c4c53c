//! The queue: a table, so that a job exists exactly when the change that asked for it does.

use chrono::Duration;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::error::{AppError, Outcome};
use crate::i18n::Locale;
pub use crate::messages::model::Kind as Message;
use crate::state::App;

/// How long a worker may keep a job before another takes it.
pub const LEASE: Duration = Duration::minutes(5);
/// After this many failed tries a job is set aside for a person to look at.
pub const MAX_ATTEMPTS: i64 = 12;

/// What there is to do. Holds ids, never content: what is sent is rendered when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// As an earlier version wrote it; `messages` takes it over.
    RegistrationMail { registration: Uuid, message: Message },
    /// Take back an offered place whose time is over.
    LapseOffer { registration: Uuid },
    /// Offer the places of a group that have become open ones.
    OpenPlaces { event: Uuid },
    /// Write the links of an address to it; the digest names it without saying it.
    FindLinks { lookup: String },
    /// Write the reminders of those who registered before there were any.
    PlanMessages,
    /// Send a colleague the link that makes their account.
    InviteMail { invite: Uuid, locale: Locale },
    /// Go on with what somebody does to many registrations.
    Bulk { run: Uuid },
    /// Go on with reading a list in.
    Import { import: Uuid },
    /// Remove expired flash rows, sessions and finished jobs.
    Sweep,
    /// Follow the rules of retention, once in this night.
    Retention { night: String },
    /// Make the tokens of names for those after this person who have none of today's.
    IndexNames { after: Uuid },
}

impl Job {
    /// Its name in the table and in measurements.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::RegistrationMail { .. } => "registration_mail",
            Self::LapseOffer { .. } => "lapse_offer",
            Self::OpenPlaces { .. } => "open_places",
            Self::FindLinks { .. } => "find_links",
            Self::PlanMessages => "plan_messages",
            Self::InviteMail { .. } => "invite_mail",
            Self::Bulk { .. } => "bulk",
            Self::Import { .. } => "import",
            Self::Sweep => "sweep",
            Self::Retention { .. } => "retention",
            Self::IndexNames { .. } => "index_names",
        }
    }
}

impl Job {
    const fn lane(&self) -> Lane {
        match self {
            Self::InviteMail { .. } => Lane::Mail,
            Self::RegistrationMail { .. }
            | Self::LapseOffer { .. }
            | Self::OpenPlaces { .. }
            | Self::FindLinks { .. }
            | Self::Bulk { .. }
            | Self::Import { .. }
            | Self::PlanMessages
            | Self::Sweep
            | Self::Retention { .. }
            | Self::IndexNames { .. } => Lane::Rest,
        }
    }

    /// Whether nothing of it stays when it is done: its payload says for whom somebody looked.
    #[must_use]
    pub const fn is_forgotten(&self) -> bool {
        matches!(self, Self::FindLinks { .. })
    }
}

/// What one worker loop takes: mails and the rest go separate ways, so that a mail server that hangs delays no offer, and
/// so that mails stay untouched in the table while there is no mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Mail,
    Rest,
}

impl Lane {
    const fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Rest => "rest",
        }
    }
}

/// A job that this worker holds.
#[derive(Clone, Debug)]
pub struct Claimed {
    pub id: Uuid,
    pub job: Job,
    /// This try included.
    pub attempts: i64,
}

const PUT: &str =
    "INSERT INTO job (id, kind, lane, payload, dedupe_key, run_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT DO NOTHING";
const CLAIM_SQLITE: &str = "UPDATE job SET locked_by = $1, locked_until = $2, attempts = attempts + 1
    WHERE id IN (SELECT id FROM job WHERE done_at IS NULL AND failed_at IS NULL AND run_at <= $3
                 AND (locked_until IS NULL OR locked_until < $3)
                 AND lane = $4 ORDER BY run_at, id LIMIT 1)
    RETURNING id, payload, attempts";
const CLAIM_POSTGRES: &str = "UPDATE job SET locked_by = $1, locked_until = $2, attempts = attempts + 1
    WHERE id IN (SELECT id FROM job WHERE done_at IS NULL AND failed_at IS NULL AND run_at <= $3
                 AND (locked_until IS NULL OR locked_until < $3)
                 AND lane = $4 ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, payload, attempts";
const DONE: &str =
    "UPDATE job SET done_at = $3, locked_by = NULL, locked_until = NULL WHERE id = $1 AND locked_by = $2";
const GONE: &str = "DELETE FROM job WHERE id = $1 AND locked_by = $2";
const RETRY: &str = "UPDATE job SET run_at = $3, last_error = $4, locked_by = NULL, locked_until = NULL
    WHERE id = $1 AND locked_by = $2";
const FAIL: &str = "UPDATE job SET failed_at = $3, last_error = $4, locked_by = NULL, locked_until = NULL
    WHERE id = $1 AND locked_by = $2";
// Two looks at the beginning of an index each, however many wait. A held job is to be had again when its lease runs out.
const NEXT_FREE: &str = "SELECT MIN(run_at) FROM job
    WHERE done_at IS NULL AND failed_at IS NULL AND lane = $1 AND locked_until IS NULL";
const NEXT_HELD: &str = "SELECT MIN(locked_until) FROM job
    WHERE done_at IS NULL AND failed_at IS NULL AND lane = $1 AND locked_until IS NOT NULL";
const CANCEL: &str = "DELETE FROM job WHERE done_at IS NULL AND failed_at IS NULL AND payload LIKE $1";

/// Puts a job in the queue, in the transaction of the change. While one with the same `dedupe` key is open, a second is
/// not added.
///
/// # Errors
/// When the database does not take it.
pub async fn put(app: &App, tx: &mut Tx, job: &Job, dedupe: Option<&str>, run_at: Instant) -> Outcome<()> {
    let payload = serde_json::to_string(job).map_err(|e| AppError::internal(&e))?;
    let (id, now) = (app.ids.uuid(), app.clock.now());
    run!(
        tx,
        sqlx::query(PUT)
            .bind(id)
            .bind(job.kind())
            .bind(job.lane().code())
            .bind(&payload)
            .bind(dedupe)
            .bind(run_at)
            .bind(now)
    )?;
    Ok(())
}

/// Takes the due job that has waited longest for `worker` and holds it for [`LEASE`].
///
/// # Errors
/// When the database does not answer.
pub async fn claim(app: &App, worker: &str, lane: Lane) -> Outcome<Option<Claimed>> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let sql = if tx.is_postgres() { CLAIM_POSTGRES } else { CLAIM_SQLITE };
    let row: Option<(Uuid, String, i64)> = on!(&mut tx, c => sqlx::query_as(sql)
        .bind(worker).bind(now + LEASE).bind(now).bind(lane.code()).fetch_optional(c).await)?;
    tx.commit().await?;
    let Some((id, payload, attempts)) = row else { return Ok(None) };
    match serde_json::from_str(&payload) {
        Ok(job) => Ok(Some(Claimed { id, job, attempts })),
        Err(cause) => {
            // A newer node's job, perhaps: it goes back like any other failure. The whole error may quote the payload.
            let cause = cause.classify();
            tracing::error!(%id, ?cause, "a job that this version cannot read");
            failed(app, worker, (id, attempts), "unreadable").await?;
            Ok(None)
        }
    }
}

/// # Errors
/// When the database does not take it; the lease will run out and the job runs again, so jobs must bear that.
pub async fn done(app: &App, worker: &str, id: Uuid) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    run!(&mut tx, sqlx::query(DONE).bind(id).bind(worker).bind(app.clock.now()))?;
    Ok(tx.commit().await?)
}

/// As [`done`], for a job that leaves no trace.
///
/// # Errors
/// When the database does not take it.
pub async fn gone(app: &App, worker: &str, id: Uuid) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    run!(&mut tx, sqlx::query(GONE).bind(id).bind(worker))?;
    Ok(tx.commit().await?)
}

/// Puts a failed job back with a growing pause, or aside after [`MAX_ATTEMPTS`]. `cause` is a code, never content.
///
/// # Errors
/// When the database does not take it.
pub async fn failed(app: &App, worker: &str, (id, attempts): (Uuid, i64), cause: &str) -> Outcome<()> {
    let now = app.clock.now();
    if attempts >= MAX_ATTEMPTS {
        return end(app, FAIL, worker, id, now, cause).await;
    }
    end(app, RETRY, worker, id, now + pause(attempts), cause).await
}

/// Sets a job aside that no further try can help.
///
/// # Errors
/// When the database does not take it.
pub async fn abandoned(app: &App, worker: &str, id: Uuid, cause: &str) -> Outcome<()> {
    end(app, FAIL, worker, id, app.clock.now(), cause).await
}

async fn end(app: &App, sql: &'static str, worker: &str, id: Uuid, at: Instant, cause: &str) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    run!(&mut tx, sqlx::query(sql).bind(id).bind(worker).bind(at).bind(cause))?;
    Ok(tx.commit().await?)
}

/// When the next job of this lane can be claimed.
///
/// # Errors
/// When the database does not answer.
pub async fn next_due(app: &App, lane: Lane) -> Outcome<Option<Instant>> {
    let mut tx = app.db.read().await?;
    let free: Option<Instant> = on!(&mut tx, c => sqlx::query_scalar(NEXT_FREE).bind(lane.code()).fetch_one(c).await)?;
    let held: Option<Instant> = on!(&mut tx, c => sqlx::query_scalar(NEXT_HELD).bind(lane.code()).fetch_one(c).await)?;
    Ok(free.into_iter().chain(held).min())
}

/// Takes back what waits to be done about a registration. A job at work finds nothing left to do.
///
/// # Errors
/// When the database does not take it.
pub async fn cancel(tx: &mut Tx, registration: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(CANCEL).bind(format!("%{registration}%"))).map(drop)
}

/// 20 s, 40 s, 80 s … at most six hours.
#[must_use]
pub fn pause(attempts: i64) -> Duration {
    let seconds = 10_i64.saturating_mul(1_i64 << attempts.clamp(0, 20));
    Duration::seconds(seconds.min(6 * 3600))
}

#[cfg(test)]
mod tests {
    use super::{Duration, Job, Lane, pause};

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!(pause(1), Duration::seconds(20));
        assert_eq!(pause(2), Duration::seconds(40));
        assert_eq!(pause(60), Duration::hours(6));
    }

    #[test]
    fn a_job_survives_the_table() {
        let job = Job::LapseOffer { registration: uuid::Uuid::nil() };
        let text = serde_json::to_string(&job).unwrap();
        assert_eq!(serde_json::from_str::<Job>(&text).unwrap(), job);
    }

    #[test]
    fn mails_wait_apart_from_the_rest() {
        let registration = uuid::Uuid::nil();
        let invite = Job::InviteMail { invite: registration, locale: crate::i18n::Locale::Ky };
        assert_eq!(invite.lane(), Lane::Mail);
        assert!([Job::LapseOffer { registration }, Job::Sweep].iter().all(|job| job.lane() == Lane::Rest));
    }
}
