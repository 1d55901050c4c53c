//! Kept filters. Their names lie sealed under the key of the account that wrote them.

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::vault::KeyBeside;
use crate::db::{Tx, on, run};
use crate::exchange::model::View;
use crate::seal::{DataKey, Field, Sealed};

const NAME: Field = Field::new("saved_view", "name");

// One's own, and what others share.
const VIEWS: &str = "SELECT v.id, v.staff_id, v.name, v.filter, v.shared, k.version AS key_version,
      k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM saved_view v LEFT JOIN data_key k ON k.subject_id = v.staff_id
    WHERE v.event_id = $1 AND (v.staff_id = $2 OR v.shared = TRUE) ORDER BY v.created_at, v.id";
// The limit stands in the statement, so that two forms sent at once do not pass it together on SQLite; on PostgreSQL the key
// of the account is held.
const ADD: &str = "INSERT INTO saved_view (id, event_id, staff_id, name, filter, shared, created_at)
    SELECT $1, $2, $3, $4, $5, $6, $7
    WHERE (SELECT COUNT(*) FROM saved_view v WHERE v.event_id = $2 AND v.staff_id = $3) < $8";
const DROP: &str = "DELETE FROM saved_view WHERE id = $1 AND event_id = $2 AND staff_id = $3";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    staff_id: Uuid,
    name: Sealed,
    filter: String,
    shared: bool,
    #[sqlx(flatten)]
    key: KeyBeside,
}

/// A view that does not open is left out: it hides no other.
pub(in crate::exchange) async fn views(tx: &mut Tx, event: Uuid, staff: Uuid) -> sqlx::Result<Vec<View>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(VIEWS).bind(event).bind(staff).fetch_all(c).await)?;
    let one = |r: Row| {
        let open = |key: &DataKey| key.open(NAME, r.id, &r.name);
        let (name, legible) = r.key.read(&tx.vault, r.staff_id, ("saved_view", r.id), open);
        let view = View { id: r.id, staff_id: r.staff_id, name, filter: r.filter, shared: r.shared };
        legible.key().is_none().then_some(view)
    };
    Ok(rows.into_iter().filter_map(one).collect())
}

/// False when there are `limit` already.
pub(in crate::exchange) async fn add_view(
    tx: &mut Tx,
    key: &DataKey,
    view: &View,
    event: Uuid,
    limit: i64,
    now: Instant,
) -> sqlx::Result<bool> {
    let added = run!(
        tx,
        sqlx::query(ADD)
            .bind(view.id)
            .bind(event)
            .bind(view.staff_id)
            .bind(key.seal(NAME, view.id, view.name.reveal()))
            .bind(&view.filter)
            .bind(view.shared)
            .bind(now)
            .bind(limit)
    )?;
    Ok(added == 1)
}

/// False when it is not theirs, or not there.
pub(in crate::exchange) async fn drop_view(tx: &mut Tx, id: Uuid, event: Uuid, staff: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(DROP).bind(id).bind(event).bind(staff))? == 1)
}
