//! What the history of a person is made of.

use uuid::Uuid;

use crate::clock::Instant;
use crate::error::Outcome;
use crate::registration::consent::{Purpose, holds};
use crate::registration::model::Registration;
use crate::registration::store;
use crate::state::App;

/// What a registration last said about a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// Its code, as the keys of its words name it.
    pub purpose: &'static str,
    pub given: bool,
    pub at: Instant,
}

/// Everything somebody registered for, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(app: &App, person: Uuid) -> Outcome<Vec<Registration>> {
    Ok(store::all_of_person(&mut app.db.read().await?, person).await?)
}

/// What a registration agreed to and what it took back.
///
/// # Errors
/// When the database does not answer.
pub async fn agreed(app: &App, registration: Uuid) -> Outcome<Vec<Agreed>> {
    let ledger = store::ledger(&mut app.db.read().await?, registration).await?;
    let last =
        |purpose: Purpose| holds(&ledger, purpose).map(|(given, at)| Agreed { purpose: purpose.code(), given, at });
    Ok([Purpose::Participation, Purpose::FutureContact, Purpose::Photos].into_iter().filter_map(last).collect())
}
