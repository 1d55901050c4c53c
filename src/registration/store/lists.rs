//! Rosters and lists, with the names of people.

use uuid::Uuid;

use super::{Parts, Row, unknown};
use crate::db::vault::{KeyBeside, Vault};
use crate::db::{Tx, on};
use crate::people::model::open_names;
use crate::registration::model::{Needs, Registration, RosterEntry, Source, State};
use crate::seal::{DataKey, Personal, Sealed};

const ROSTER: &str =
    "SELECT r.id, r.person_id, r.short_code, r.state, r.source, r.holds_place, r.needs_interpreter, r.needs_step_free,
      r.needs_childcare, r.needs_travel, r.needs_lodging, r.diet IS NOT NULL AS needs_diet, p.call_name, p.full_name, k.version AS key_version, k.ring_version AS key_ring,
      k.wrapped AS key_wrapped
    FROM registration r JOIN person p ON p.id = r.person_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.event_id = $1 AND r.state = 'confirmed'";
const LIST: &str = "SELECT r.*, p.call_name, p.full_name, k.version AS key_version, k.ring_version AS key_ring,
      k.wrapped AS key_wrapped
    FROM registration r JOIN person p ON p.id = r.person_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.event_id = $1 AND ($2 = '' OR r.state = $2) AND r.id > $3 ORDER BY r.id LIMIT $4";
const WAITERS: &str = "SELECT r.*, p.call_name, p.full_name, k.version AS key_version, k.ring_version AS key_ring,
      k.wrapped AS key_wrapped
    FROM registration r JOIN person p ON p.id = r.person_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.event_id = $1 AND r.state = 'waitlisted' AND r.waiting_no > $2 ORDER BY r.waiting_no LIMIT $3";
const COUNTS: &str = "SELECT state, COUNT(*) FROM registration WHERE event_id = $1 GROUP BY state";

#[expect(clippy::struct_excessive_bools, reason = "as the table has them")]
#[derive(sqlx::FromRow)]
struct RosterRow {
    id: Uuid,
    person_id: Uuid,
    short_code: String,
    state: String,
    source: String,
    holds_place: bool,
    needs_interpreter: bool,
    needs_step_free: bool,
    needs_childcare: bool,
    needs_travel: bool,
    needs_lodging: bool,
    needs_diet: bool,
    call_name: Option<Sealed>,
    full_name: Option<Sealed>,
    #[sqlx(flatten)]
    key: KeyBeside,
}

#[derive(sqlx::FromRow)]
pub(super) struct NamedRow {
    #[sqlx(flatten)]
    pub row: Row,
    pub call_name: Option<Sealed>,
    pub full_name: Option<Sealed>,
}

pub(in crate::registration) async fn roster(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<RosterEntry>> {
    let rows: Vec<RosterRow> = on!(tx, c => sqlx::query_as(ROSTER).bind(event).fetch_all(c).await)?;
    let entry = |r: RosterRow| {
        let person = r.person_id;
        let open = |key: &DataKey| open_names(key, person, r.full_name.as_ref(), r.call_name.as_ref());
        let ((full_name, call_name), legible) = r.key.read(&tx.vault, person, ("person", person), open);
        let needs = Needs {
            interpreter: r.needs_interpreter,
            step_free: r.needs_step_free,
            childcare: r.needs_childcare,
            travel: r.needs_travel,
            lodging: r.needs_lodging,
        };
        let diet = r.needs_diet.then_some("registration-need-diet");
        Ok(RosterEntry {
            registration_id: r.id,
            call_name,
            full_name,
            legible,
            short_code: r.short_code,
            state: State::parse(&r.state).ok_or_else(|| unknown(&r.state))?,
            source: Source::parse(&r.source).ok_or_else(|| unknown(&r.source))?,
            past_capacity: !r.holds_place,
            needs: needs.keys().into_iter().chain(diet).collect(),
        })
    };
    rows.into_iter().map(entry).collect()
}

/// A row that does not open is shown without what it holds, so that it hides no other.
fn named(vault: &Vault, rows: Vec<NamedRow>) -> sqlx::Result<Vec<(Registration, Personal)>> {
    let one = |r: NamedRow| {
        let Parts { plain, rest, key } = r.row.parts()?;
        let open = |key: &DataKey| {
            let (full_name, _) = open_names(key, plain.person_id, r.full_name.as_ref(), r.call_name.as_ref())?;
            Ok((rest.open(key)?, full_name))
        };
        let ((said, full_name), legible) = key.read(vault, plain.person_id, ("registration", plain.id), open);
        Ok((said.put(plain, legible), full_name))
    };
    rows.into_iter().map(one).collect()
}

/// Registrations with full names, in the order they came; of every state when `state` is `None`.
pub(in crate::registration) async fn list(
    tx: &mut Tx,
    event: Uuid,
    state: Option<State>,
    after: Uuid,
    limit: i64,
) -> sqlx::Result<Vec<(Registration, Personal)>> {
    let state = state.map(State::code).unwrap_or_default();
    let rows = on!(tx, c => sqlx::query_as(LIST).bind(event).bind(state).bind(after).bind(limit).fetch_all(c).await)?;
    named(&tx.vault, rows)
}

/// Those who wait, in their order, after this number.
pub(in crate::registration) async fn waiters(
    tx: &mut Tx,
    event: Uuid,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<(Registration, Personal)>> {
    let rows = on!(tx, c => sqlx::query_as(WAITERS).bind(event).bind(after).bind(limit).fetch_all(c).await)?;
    named(&tx.vault, rows)
}

pub(in crate::registration) async fn counts(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<(State, i64)>> {
    let rows: Vec<(String, i64)> = on!(tx, c => sqlx::query_as(COUNTS).bind(event).fetch_all(c).await)?;
    rows.into_iter().map(|(s, n)| Ok((State::parse(&s).ok_or_else(|| unknown(&s))?, n))).collect()
}
