//! How many people a change of an event concerns.

use uuid::Uuid;

use crate::db::{Tx, on};

// As `messages::model::Channel::taken` has it.
const CONCERNED: &str = "SELECT COUNT(*),
        COUNT(CASE WHEN email_lookup IS NOT NULL AND (channel IS NULL OR channel = 'email') THEN 1 END),
        COUNT(CASE WHEN channel = 'none' THEN 1 END) FROM registration
    WHERE event_id = $1 AND state IN ('received', 'confirmed', 'waitlisted', 'offered')";

/// Those who have or await a place, how many of them are written to, and how many want to be told nothing.
pub(in crate::registration) async fn concerned(tx: &mut Tx, event: Uuid) -> sqlx::Result<(i64, i64, i64)> {
    on!(tx, c => sqlx::query_as(CONCERNED).bind(event).fetch_one(c).await)
}
