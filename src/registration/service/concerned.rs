//! Whom a change of an event concerns, in numbers.

use uuid::Uuid;

use crate::db::Tx;
use crate::error::Outcome;
use crate::registration::store;
use crate::state::App;

/// People who have or await a place at an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Concerned {
    pub people: i64,
    /// Those among them who are written to.
    pub written: i64,
    /// Those who are told by hand. The others want to be told nothing.
    pub by_hand: i64,
}

impl Concerned {
    /// How many hear of a change.
    #[must_use]
    pub const fn told(self) -> i64 {
        self.written + self.by_hand
    }
}

/// # Errors
/// When the database does not answer.
pub async fn concerned(app: &App, event: Uuid) -> Outcome<Concerned> {
    concerned_in(&mut app.db.read().await?, event).await
}

/// As [`concerned`], in the transaction of a change.
///
/// # Errors
/// When the database does not answer.
pub async fn concerned_in(tx: &mut Tx, event: Uuid) -> Outcome<Concerned> {
    let (people, written, silent) = store::concerned(tx, event).await?;
    Ok(Concerned { people, written, by_hand: people - written - silent })
}
