//! Registering people from a list: what they agreed to they agreed to on paper.

use uuid::Uuid;

use super::register_all;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::people;
use crate::people::model::Contact;
use crate::registration::model::{Registered, RegistrationInput, Source};
use crate::registration::store;
use crate::state::App;

/// How people of a list agreed, and what is to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Who of the staff enters them.
    pub by: Uuid,
    /// The day on the paper.
    pub agreed_at: Instant,
    /// Whether to write to them what has become of it.
    pub write: bool,
}

/// As [`super::register`], for a row of a list. Whoever is registered already is not written to.
///
/// # Errors
/// `Conflict` when the event takes nobody at all; `BadRequest` when the submission belongs to another event.
pub async fn register_paper(app: &App, event: &Event, input: RegistrationInput, paper: Paper) -> Outcome<Registered> {
    let mut done = register_all(app, event, vec![input], None, Source::Staff, Some(paper)).await?;
    done.pop().ok_or(AppError::Busy)
}

/// Whether one of these contacts is registered for the event, and has not given it up.
///
/// # Errors
/// When the database does not answer.
pub async fn is_registered(tx: &mut Tx, event: &Event, contacts: &[Contact]) -> Outcome<bool> {
    let Some(person) = people::service::find(tx, contacts).await? else { return Ok(false) };
    let registration = store::of_person(tx, event.id, person).await?;
    Ok(registration.is_some_and(|r| !r.state.may_register_again()))
}
