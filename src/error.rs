//! What can go wrong, as a closed list. No driver text ever reaches a reader: an internal error shows an incident id that
//! stands beside the cause in the log.

use std::fmt;

/// The outcome of a use case that did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppError {
    /// Also for what exists but is not the asker's to know of. 404
    NotFound,
    /// Was public, was withdrawn. 410
    Gone,
    /// Staff page without a live session: leads to sign-in.
    SignedOut,
    /// Allowed to staff who have just proved that it is them: leads to where they do, and back.
    StepUp,
    /// 403
    Forbidden,
    /// A request no form of ours makes; the text is a translation key. 400
    BadRequest(&'static str),
    /// Somebody was quicker, or the state does not allow it; the text is a translation key. 409
    Conflict(&'static str),
    /// 413
    TooLarge,
    /// The database could not be reached in time; worth trying again. 503
    Busy,
    /// 500, with the incident's id.
    Internal(String),
}

/// What every use case returns.
pub type Outcome<T> = Result<T, AppError>;

impl AppError {
    /// Logs the cause once, under an id that the reader sees too.
    pub fn internal(cause: &(dyn fmt::Display + Sync)) -> Self {
        let incident = crate::ids::Ids::system(crate::clock::Clock::System).uuid().simple().to_string();
        let incident = incident[20..].to_owned();
        tracing::error!(incident, cause = %cause, "internal error");
        Self::Internal(incident)
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for AppError {}

impl From<sqlx::Error> for AppError {
    fn from(e: sqlx::Error) -> Self {
        match e {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => {
                tracing::warn!("no database connection in time");
                Self::Busy
            }
            // What another transaction holds was not to be had in time, or each waited for the other: PostgreSQL's 55P03, 40P01,
            // 40001. Nothing of this one was kept.
            sqlx::Error::Database(e) if e.code().is_some_and(|c| ["55P03", "40P01", "40001"].contains(&&*c)) => {
                tracing::warn!("no lock in time");
                Self::Busy
            }
            other => Self::internal(&other),
        }
    }
}

/// Somebody of the staff who may not do what they asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub staff: uuid::Uuid,
    /// The code of the action.
    pub action: &'static str,
}

tokio::task_local! {
    static REFUSAL: std::cell::Cell<Option<Refusal>>;
}

impl Refusal {
    /// Leaves word of a refusal for whoever watches the request, so that the history learns of it wherever it is decided.
    pub fn note(self) {
        // Nobody watches a command or a job.
        let _ = REFUSAL.try_with(|last| last.set(Some(self)));
    }

    /// What comes of it, and the last refusal that was decided meanwhile.
    pub async fn watch<T>(work: impl Future<Output = T>) -> (T, Option<Self>) {
        REFUSAL
            .scope(std::cell::Cell::new(None), async {
                let outcome = work.await;
                (outcome, REFUSAL.with(std::cell::Cell::get))
            })
            .await
    }
}
