//! How many people a change of an event concerns.

use uuid::Uuid;

use crate::db::{Tx, on};

const CONCERNED: &str = "SELECT COUNT(*), COUNT(email_lookup) FROM registration
    WHERE event_id = $1 AND state IN ('received', 'confirmed', 'waitlisted', 'offered')";

/// Those who have or await a place, and how many of them can be written to.
pub(in crate::registration) async fn concerned(tx: &mut Tx, event: Uuid) -> sqlx::Result<(i64, i64)> {
    on!(tx, c => sqlx::query_as(CONCERNED).bind(event).fetch_one(c).await)
}
