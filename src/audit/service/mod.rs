//! Writing, reading, linking and verifying the history of actions.

mod checkpoint;
mod sealer;
mod verify;

use uuid::Uuid;

use super::codes;
use super::model::{Batch, Checkpoint, Entry, Filter, Verdict, content_digest};
pub use super::store::chain::Verified;
use super::store::{self, Side};
pub use super::store::{About, Line};
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::Outcome;
use crate::staff::model::{Action, Actor, Of, Place};
use crate::state::App;
pub use checkpoint::{checkpoint, file as checkpoint_file, newest as newest_checkpoint, public_key};
pub use sealer::{Lease, Step, lease, release, run as run_sealer, seal_due, step};
pub use verify::verify;

/// Who acted.
#[derive(Clone, Copy, Debug)]
pub enum By {
    Staff(Uuid),
    /// Through a private link or a public form; the id is that of the registration's person, where there is one.
    Participant(Option<Uuid>),
    System,
}

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        Self::Staff(actor.id)
    }
}

impl By {
    const fn parts(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Staff(id) => ("staff", Some(id)),
            Self::Participant(id) => ("participant", id),
            Self::System => ("system", None),
        }
    }
}

/// Adds a line, in the transaction of the change. `action`, `object.0` and `reason` are codes.
///
/// # Errors
/// When the database does not take it.
pub async fn record(
    app: &App,
    tx: &mut Tx,
    by: By,
    action: &str,
    object: (&str, impl ToString + Send),
    reason: &str,
) -> Outcome<()> {
    let entry = entry(app, by, action, (object.0, object.1.to_string()), reason);
    Ok(store::add(tx, &entry).await?)
}

/// As [`record`], with a keyed digest of what was acted on: who has the content and the instance's secret can show that
/// it was this one. Of the content itself nothing is kept.
///
/// # Errors
/// When the database does not take it.
pub async fn record_of(
    app: &App,
    tx: &mut Tx,
    by: By,
    action: &str,
    object: (&str, impl ToString + Send),
    reason: &str,
    content: &[&[u8]],
) -> Outcome<()> {
    let mut entry = entry(app, by, action, (object.0, object.1.to_string()), reason);
    entry.digest = Some(content_digest(&app.secret, action, &entry.object_id, content));
    Ok(store::add(tx, &entry).await?)
}

/// Whether the history has a line of [`record_of`] about exactly this content.
///
/// # Errors
/// When the database does not answer.
pub async fn attests(
    app: &App,
    tx: &mut Tx,
    action: &str,
    object: (&str, impl ToString + Send),
    content: &[&[u8]],
) -> Outcome<bool> {
    let id = object.1.to_string();
    let digest = content_digest(&app.secret, action, &id, content);
    Ok(store::has_digest(tx, action, (object.0, &id), &digest).await?)
}

/// Whether this actor left a line of this action on this object since then; for what is written once in a while however
/// often it happens.
///
/// # Errors
/// When the database does not answer.
pub async fn recorded_since(
    tx: &mut Tx,
    by: By,
    action: &str,
    object: (&str, impl ToString + Send),
    since: Instant,
) -> Outcome<bool> {
    let Some(actor) = by.parts().1 else { return Ok(false) };
    Ok(store::has_since(tx, actor, action, object.0, &object.1.to_string(), since).await?)
}

/// Adds the line of an act that was refused, in a transaction of its own: it stays when the request fails, and is written
/// to its end when whoever asked hangs up. Not to be called while a transaction is open: `SQLite` has one writer.
///
/// # Errors
/// When the database does not take it.
pub async fn refused(
    app: &App,
    by: By,
    action: &str,
    object: (&str, impl ToString + Send),
    reason: &str,
) -> Outcome<()> {
    let mut entry = entry(app, by, action, (object.0, object.1.to_string()), reason);
    "refused".clone_into(&mut entry.outcome);
    let app = app.clone();
    let written = tokio::spawn(async move {
        let mut tx = app.db.write().await?;
        store::add(&mut tx, &entry).await?;
        tx.commit().await
    });
    Ok(written.await.unwrap_or(Err(sqlx::Error::WorkerCrashed))?)
}

impl About {
    /// The end of the key of its words (`staff-audit-…`).
    #[must_use]
    pub fn key(&self) -> String {
        codes::key(&self.action)
    }
}

/// What the history says about an object, oldest first, for the person whom it is about.
///
/// # Errors
/// When the database does not answer.
pub async fn about(app: &App, kind: &str, id: Uuid) -> Outcome<Vec<About>> {
    Ok(store::about(&mut app.db.read().await?, kind, id).await?)
}

fn entry(app: &App, by: By, action: &str, object: (&str, String), reason: &str) -> Entry {
    let (actor_kind, actor_id) = by.parts();
    let known = |code| codes::reason(action, code).is_some();
    debug_assert!(reason.split_whitespace().all(known), "{action} {reason}: no words in audit/codes.rs");
    Entry {
        id: app.ids.uuid(),
        at: app.clock.now(),
        actor_kind: actor_kind.to_owned(),
        actor_id,
        action: action.to_owned(),
        object_kind: object.0.to_owned(),
        object_id: object.1,
        reason: reason.to_owned(),
        outcome: "done".to_owned(),
        digest: None,
    }
}

/// Where a page of the history stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Newest,
    /// Those older than a line.
    Before(Uuid),
    /// Those newer than a line, nearest to it.
    After(Uuid),
}

/// A page of the history, newest first, and whether there is more on either side.
#[derive(Clone, Debug)]
pub struct HistoryPage {
    pub lines: Vec<Line>,
    pub newer: bool,
    pub older: bool,
}

/// # Errors
/// `Forbidden` or `NotFound` without the right to see it.
pub async fn page(app: &App, actor: &Actor, filter: &Filter, at: Standing, length: usize) -> Outcome<HistoryPage> {
    actor.require(Action::AuditSee, &Place::everywhere(), Of::Other)?;
    // One more than shown tells whether there is more.
    let limit = i64::try_from(length).unwrap_or(i64::MAX - 1) + 1;
    let side = match at {
        Standing::Newest => Side::Before(Uuid::max()),
        Standing::Before(id) => Side::Before(id),
        Standing::After(id) => Side::After(id),
    };
    let mut lines = store::lines(&mut app.db.read().await?, filter, side, limit).await?;
    let more = lines.len() > length;
    lines.truncate(length);
    let (newer, older) = match at {
        Standing::Newest => (false, more),
        Standing::Before(_) => (true, more),
        Standing::After(_) => (more, true),
    };
    if matches!(at, Standing::After(_)) {
        lines.reverse();
    }
    Ok(HistoryPage { lines, newer, older })
}

/// How far the chain reaches, and who has looked.
#[derive(Clone, Debug)]
pub struct Reach {
    pub newest: Option<Batch>,
    /// Entries that no batch holds yet.
    pub waiting: i64,
    pub checkpoint: Option<Checkpoint>,
    pub verified: Option<Verified>,
}

/// # Errors
/// `Forbidden` or `NotFound` without the right to see it.
pub async fn reach(app: &App, actor: &Actor) -> Outcome<Reach> {
    actor.require(Action::AuditSee, &Place::everywhere(), Of::Other)?;
    let mut tx = app.db.read().await?;
    Ok(Reach {
        newest: store::chain::newest(&mut tx).await?,
        waiting: store::chain::waiting(&mut tx).await?,
        checkpoint: store::chain::newest_checkpoint(&mut tx).await?,
        verified: store::chain::verified(&mut tx).await?,
    })
}

/// Writes into the history itself that all of it was verified, and what came of it.
///
/// # Errors
/// When the database does not take it.
pub async fn note_verdict(app: &App, verdict: &Verdict) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let said = if verdict.sound() { "sound" } else { "faults" };
    record(app, &mut tx, By::System, "audit.verify", ("batch", verdict.last), said).await?;
    Ok(tx.commit().await?)
}
