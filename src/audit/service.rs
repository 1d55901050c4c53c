//! Writing and reading the history of actions.

use uuid::Uuid;

use super::store;
pub use super::store::Line;
use crate::db::Tx;
use crate::error::Outcome;
use crate::staff::model::{Action, Actor, Of, Place};
use crate::state::App;

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
    let actor = match by {
        By::Staff(id) => ("staff", Some(id)),
        By::Participant(id) => ("participant", id),
        By::System => ("system", None),
    };
    let (id, now, object_id) = (app.ids.uuid(), app.clock.now(), object.1.to_string());
    Ok(store::add(tx, id, now, actor, action, object.0, &object_id, reason).await?)
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
pub async fn page(app: &App, actor: &Actor, at: Standing, length: usize) -> Outcome<HistoryPage> {
    actor.require(Action::AuditSee, &Place::everywhere(), Of::Other)?;
    // One more than shown tells whether there is more.
    let limit = i64::try_from(length).unwrap_or(i64::MAX - 1) + 1;
    let mut tx = app.db.read().await?;
    let mut lines = match at {
        Standing::Newest => store::before(&mut tx, Uuid::max(), limit).await?,
        Standing::Before(id) => store::before(&mut tx, id, limit).await?,
        Standing::After(id) => store::after(&mut tx, id, limit).await?,
    };
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
