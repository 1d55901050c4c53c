//! Writing and reading the history of actions.

use uuid::Uuid;

pub use super::store::Line;
use super::store;
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

/// A page of the history, newest first.
///
/// # Errors
/// `Forbidden` without the right to see it.
pub async fn page(app: &App, actor: &Actor, before: Option<Uuid>, limit: i64) -> Outcome<Vec<Line>> {
    actor.require(Action::AuditSee, &Place::everywhere(), Of::Other)?;
    let mut tx = app.db.read().await?;
    Ok(store::page(&mut tx, before.unwrap_or(Uuid::max()), limit).await?)
}
