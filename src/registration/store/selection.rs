//! What a selection reads and changes of registrations.

use uuid::Uuid;

use super::Parts;
use super::lists::NamedRow;
use super::places::lock;
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::people::model::open_names;
use crate::registration::model::{Applicant, State};
use crate::seal::DataKey;

const APPLICANTS: &str = "SELECT r.*, p.call_name, p.full_name, k.version AS key_version, k.ring_version AS key_ring,
      k.wrapped AS key_wrapped,
      EXISTS (SELECT 1 FROM registration o WHERE o.person_id = r.person_id AND o.event_id <> r.event_id
              AND o.state = 'confirmed') AS came_before
    FROM registration r JOIN person p ON p.id = r.person_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.event_id = $1 AND ($2 = '' OR r.state = $2) ORDER BY r.id";
// Who applies looks whether the list is published; who publishes it waits for them, and they for the list. Those who apply do
// not wait for each other. SQLite has one writer at a time: there, reading is holding.
const HOLD_POSTGRES: &str = "SELECT id FROM pool WHERE event_id = $1 AND name = 'all' FOR SHARE";
const STATE: &str = "SELECT state FROM event WHERE id = $1";
const FREE: &str = "SELECT CAST(COALESCE(SUM(size - taken), 0) AS BIGINT) FROM pool WHERE event_id = $1";
const TAKE_MANY: &str = "UPDATE pool SET taken = taken + $2 WHERE id = $1 AND taken + $2 <= size";
const DECIDE: &str = "UPDATE registration SET state = $2, pool_id = $3, holds_place = $4, waiting_no = $5, reach = $6,
      changed_at = $7, version = version + 1
    WHERE id = $1 AND state = 'received'";

#[derive(sqlx::FromRow)]
struct ApplicantRow {
    #[sqlx(flatten)]
    named: NamedRow,
    came_before: bool,
}

/// Everybody in this state, or in any, in the order they came. What does not open is there without what it holds.
pub(in crate::registration) async fn applicants(
    tx: &mut Tx,
    event: Uuid,
    state: Option<State>,
) -> sqlx::Result<Vec<Applicant>> {
    let state = state.map(State::code).unwrap_or_default();
    let rows: Vec<ApplicantRow> = on!(tx, c => sqlx::query_as(APPLICANTS).bind(event).bind(state).fetch_all(c).await)?;
    let one = |row: ApplicantRow| {
        let Parts { plain, rest, key } = row.named.row.parts()?;
        let (full, call) = (row.named.full_name, row.named.call_name);
        let open = |key: &DataKey| {
            let (full_name, _) = open_names(key, plain.person_id, full.as_ref(), call.as_ref())?;
            Ok((rest.open(key)?, full_name))
        };
        let ((said, full_name), legible) = key.read(&tx.vault, plain.person_id, ("registration", plain.id), open);
        Ok(Applicant { registration: said.put(plain, legible), full_name, first_time: !row.came_before })
    };
    rows.into_iter().map(one).collect()
}

/// The state of an event that is about to be applied for, with its queue held until the transaction ends: by as many as apply, or
/// `alone`, as by whoever gives out its places ([`lock`]).
pub(in crate::registration) async fn hold_selection(
    tx: &mut Tx,
    event: Uuid,
    alone: bool,
) -> sqlx::Result<Option<String>> {
    if alone {
        lock(tx, event).await?;
    } else if tx.is_postgres() {
        let _: Option<Uuid> = on!(tx, c => sqlx::query_scalar(HOLD_POSTGRES).bind(event).fetch_optional(c).await)?;
    }
    on!(tx, c => sqlx::query_scalar(STATE).bind(event).fetch_optional(c).await)
}

/// Places of all pools that nobody holds.
pub(in crate::registration) async fn free(tx: &mut Tx, event: Uuid) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(FREE).bind(event).fetch_one(c).await)
}

/// Takes so many places at once; false when there are not as many.
pub(in crate::registration) async fn take_many(tx: &mut Tx, pool: Uuid, n: i64) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(TAKE_MANY).bind(pool).bind(n))? == 1)
}

/// What came of an application, and where.
pub(in crate::registration) struct Decided {
    pub id: Uuid,
    pub state: State,
    pub pool: Uuid,
    pub waiting_no: Option<i64>,
    /// The pools whose places they may be offered.
    pub reach: i64,
}

/// Decides an application; false when it no longer is one.
pub(in crate::registration) async fn decide(tx: &mut Tx, decided: &Decided, now: Instant) -> sqlx::Result<bool> {
    let changed = run!(
        tx,
        sqlx::query(DECIDE)
            .bind(decided.id)
            .bind(decided.state.code())
            .bind(decided.pool)
            .bind(decided.state == State::Confirmed)
            .bind(decided.waiting_no)
            .bind(decided.reach)
            .bind(now)
    )?;
    Ok(changed == 1)
}
