//! The view `need` and the table `need_task`. Notes lie sealed under the key of the person.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::model::{Decided, Kind, State, Task};
use crate::clock::Instant;
use crate::db::vault::KeyBeside;
use crate::db::{Tx, on, run};
use crate::ids::in_json;
use crate::people::model::open_names;
use crate::registration::model::State as Standing;
use crate::seal::{DataKey, Field, Personal, Sealed};

const NOTE: Field = Field::new("need_task", "note");
const DIET: Field = Field::new("registration", "diet");

// Of `$2` hangs what a facilitator is not to see: the rows of who has no place, who decided, and every word that somebody typed.
const TASKS: &str = "SELECT n.registration_id, n.kind, n.state AS standing, n.person_id, t.state, t.decided_at,
      CASE WHEN $2 = TRUE THEN t.decided_by END AS decided_by, CASE WHEN $2 = TRUE THEN t.note END AS note,
      CASE WHEN $2 = TRUE AND n.kind = 'diet' THEN r.diet END AS diet, p.call_name, p.full_name,
      k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM need n JOIN registration r ON r.id = n.registration_id JOIN person p ON p.id = n.person_id
    LEFT JOIN need_task t ON t.registration_id = n.registration_id AND t.kind = n.kind
    LEFT JOIN data_key k ON k.subject_id = n.person_id
    WHERE n.event_id = $1 AND (n.state = 'confirmed'
      OR ($2 = TRUE AND (n.state IN ('received', 'waitlisted', 'offered') OR t.state = 'arranged')))";
// Of applications nothing is to be arranged before it is said who comes.
// Not through the view, which would read every registration six times: first those of the partial index on who needs
// something. Nothing is decided about what nobody needs (the trigger `need_ends`), and so what is decided can be taken off.
macro_rules! open_of {
    ($ids:literal) => {
        concat!(
            "SELECT r.event_id, CAST(SUM(CASE WHEN r.needs_interpreter = TRUE THEN 1 ELSE 0 END
      + CASE WHEN r.needs_step_free = TRUE THEN 1 ELSE 0 END + CASE WHEN r.needs_childcare = TRUE THEN 1 ELSE 0 END
      + CASE WHEN r.needs_travel = TRUE THEN 1 ELSE 0 END + CASE WHEN r.needs_lodging = TRUE THEN 1 ELSE 0 END
      + CASE WHEN r.diet IS NOT NULL THEN 1 ELSE 0 END
      - (SELECT COUNT(*) FROM need_task t WHERE t.registration_id = r.id)) AS BIGINT)
    FROM registration r
    WHERE (r.needs_interpreter = TRUE OR r.needs_step_free = TRUE OR r.needs_childcare = TRUE OR r.needs_travel = TRUE
        OR r.needs_lodging = TRUE OR r.diet IS NOT NULL)
      AND r.state IN ('confirmed', 'waitlisted', 'offered') AND r.event_id ",
            $ids,
            " GROUP BY r.event_id"
        )
    };
}
const OPEN_SQLITE: &str = open_of!("IN (SELECT unhex(value) FROM json_each($1))");
const OPEN_POSTGRES: &str =
    open_of!("= ANY (ARRAY(SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($1 AS json)) x))");
const STATES: &str = "SELECT n.registration_id, n.kind, t.state FROM need n
    LEFT JOIN need_task t ON t.registration_id = n.registration_id AND t.kind = n.kind
    WHERE n.event_id = $1 ORDER BY n.registration_id, n.kind";
const STATES_OF: &str = "SELECT n.registration_id, n.kind, t.state FROM need n
    LEFT JOIN need_task t ON t.registration_id = n.registration_id AND t.kind = n.kind
    WHERE n.registration_id = $1 ORDER BY n.kind";
const DECIDED: &str = "SELECT t.kind, t.state, t.decided_at, t.note, r.person_id, k.version AS key_version,
      k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM need_task t JOIN registration r ON r.id = t.registration_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE t.registration_id = $1 ORDER BY t.kind";
const STANDING_SQLITE: &str = "SELECT state FROM registration WHERE id = $1";
// The row is held, so that the need does not go meanwhile.
const STANDING_POSTGRES: &str = "SELECT state FROM registration WHERE id = $1 FOR NO KEY UPDATE";
const IS_NEEDED: &str = "SELECT COUNT(*) FROM need WHERE registration_id = $1 AND kind = $2";
const PUT: &str = "INSERT INTO need_task (registration_id, kind, state, decided_by, decided_at, note)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (registration_id, kind) DO UPDATE SET state = excluded.state, decided_by = excluded.decided_by,
      decided_at = excluded.decided_at, note = excluded.note";
const REOPEN: &str = "DELETE FROM need_task WHERE registration_id = $1 AND kind = $2";
const NOTES: &str = "UPDATE need_task SET note = $3 WHERE registration_id = $1 AND kind = $2";

#[derive(sqlx::FromRow)]
struct TaskRow {
    registration_id: Uuid,
    kind: String,
    standing: String,
    person_id: Uuid,
    state: Option<String>,
    decided_at: Option<Instant>,
    decided_by: Option<Uuid>,
    note: Option<Sealed>,
    diet: Option<Sealed>,
    call_name: Option<Sealed>,
    full_name: Option<Sealed>,
    #[sqlx(flatten)]
    key: KeyBeside,
}

#[derive(sqlx::FromRow)]
struct DecidedRow {
    kind: String,
    state: String,
    decided_at: Instant,
    note: Option<Sealed>,
    person_id: Uuid,
    #[sqlx(flatten)]
    key: KeyBeside,
}

fn unknown(code: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{code:?} is no code of ours").into())
}

/// The primary key of the row, which its ciphertext is bound to.
fn place(registration: Uuid, kind: Kind) -> Vec<u8> {
    [registration.as_bytes().as_slice(), kind.code().as_bytes()].concat()
}

/// The needs of an event. Not `whole`, it is what a facilitator may see: of who has a place, without any words.
pub(super) async fn tasks(tx: &mut Tx, event: Uuid, whole: bool) -> sqlx::Result<Vec<Task>> {
    let rows: Vec<TaskRow> = on!(tx, c => sqlx::query_as(TASKS).bind(event).bind(whole).fetch_all(c).await)?;
    let vault = tx.vault.clone();
    let task = |r: TaskRow| {
        let kind = Kind::parse(&r.kind).ok_or_else(|| unknown(&r.kind))?;
        let (id, person) = (r.registration_id, r.person_id);
        let open = |key: &DataKey| {
            let names = open_names(key, person, r.full_name.as_ref(), r.call_name.as_ref())?;
            let note = key.open_some(NOTE, place(id, kind), r.note.as_ref())?;
            Ok((names, note, key.open_some(DIET, id, r.diet.as_ref())?))
        };
        let (((full_name, call_name), note, diet), legible) = r.key.read(&vault, person, ("need_task", id), open);
        let state = r.state.as_deref().map_or(Some(State::Open), State::parse);
        Ok(Task {
            registration: id,
            kind,
            state: state.ok_or_else(|| unknown("a state"))?,
            standing: Standing::parse(&r.standing).ok_or_else(|| unknown(&r.standing))?,
            call_name,
            full_name,
            legible,
            decided_at: r.decided_at,
            decided_by: r.decided_by,
            note,
            diet,
        })
    };
    rows.into_iter().map(task).collect()
}

/// How many needs nobody has decided about of those who have a place or wait for one, at each of these events where somebody
/// needs something.
pub(super) async fn open(tx: &mut Tx, events: &[Uuid]) -> sqlx::Result<BTreeMap<Uuid, i64>> {
    let sql = if tx.is_postgres() { OPEN_POSTGRES } else { OPEN_SQLITE };
    let ids = in_json(events.iter().copied());
    let rows: Vec<(Uuid, i64)> = on!(tx, c => sqlx::query_as(sql).bind(ids).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}

type StateRow = (Uuid, String, Option<String>);

fn state((id, kind, state): StateRow) -> sqlx::Result<(Uuid, Kind, State)> {
    let kind = Kind::parse(&kind).ok_or_else(|| unknown(&kind))?;
    let state = state.as_deref().map_or(Some(State::Open), State::parse).ok_or_else(|| unknown("a state"))?;
    Ok((id, kind, state))
}

/// What everybody of an event needs, and how far it is, without any words.
pub(super) async fn states(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<(Uuid, Kind, State)>> {
    let rows: Vec<StateRow> = on!(tx, c => sqlx::query_as(STATES).bind(event).fetch_all(c).await)?;
    rows.into_iter().map(state).collect()
}

/// The same of one registration.
pub(super) async fn states_of(tx: &mut Tx, registration: Uuid) -> sqlx::Result<Vec<(Kind, State)>> {
    let rows: Vec<StateRow> = on!(tx, c => sqlx::query_as(STATES_OF).bind(registration).fetch_all(c).await)?;
    rows.into_iter().map(|row| state(row).map(|(_, kind, state)| (kind, state))).collect()
}

/// What was decided about what one registration needs.
pub(super) async fn decided(tx: &mut Tx, registration: Uuid) -> sqlx::Result<Vec<Decided>> {
    let rows: Vec<DecidedRow> = on!(tx, c => sqlx::query_as(DECIDED).bind(registration).fetch_all(c).await)?;
    let vault = tx.vault.clone();
    let decided = |r: DecidedRow| {
        let kind = Kind::parse(&r.kind).ok_or_else(|| unknown(&r.kind))?;
        let key = r.key.open(&vault, r.person_id)?;
        let note = key.map(|key| key.open_some(NOTE, place(registration, kind), r.note.as_ref())).transpose()?;
        Ok(Decided {
            kind,
            state: State::parse(&r.state).ok_or_else(|| unknown(&r.state))?,
            at: r.decided_at,
            note: note.unwrap_or_default(),
        })
    };
    rows.into_iter().map(decided).collect()
}

/// Where the registration stands, held until the transaction ends.
pub(super) async fn standing(tx: &mut Tx, registration: Uuid) -> sqlx::Result<Option<Standing>> {
    let sql = if tx.is_postgres() { STANDING_POSTGRES } else { STANDING_SQLITE };
    let code: Option<String> = on!(tx, c => sqlx::query_scalar(sql).bind(registration).fetch_optional(c).await)?;
    code.map(|code| Standing::parse(&code).ok_or_else(|| unknown(&code))).transpose()
}

pub(super) async fn is_needed(tx: &mut Tx, registration: Uuid, kind: Kind) -> sqlx::Result<bool> {
    let count: i64 =
        on!(tx, c => sqlx::query_scalar(IS_NEEDED).bind(registration).bind(kind.code()).fetch_one(c).await)?;
    Ok(count > 0)
}

/// A decision, and who made it when.
pub(super) struct Decision<'a> {
    pub registration: Uuid,
    pub kind: Kind,
    pub state: State,
    pub by: Uuid,
    pub at: Instant,
    pub note: &'a Personal,
}

/// Keeps a decision in the place of an earlier one.
pub(super) async fn put(tx: &mut Tx, key: &DataKey, d: &Decision<'_>) -> sqlx::Result<()> {
    let note = key.seal_some(NOTE, place(d.registration, d.kind), d.note);
    run!(
        tx,
        sqlx::query(PUT).bind(d.registration).bind(d.kind.code()).bind(d.state.code()).bind(d.by).bind(d.at).bind(note)
    )
    .map(drop)
}

/// Makes it open again; false when it was.
pub(super) async fn reopen(tx: &mut Tx, registration: Uuid, kind: Kind) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(REOPEN).bind(registration).bind(kind.code()))? == 1)
}

/// Seals a note that is there under another key.
pub(super) async fn put_note(tx: &mut Tx, key: &DataKey, registration: Uuid, d: &Decided) -> sqlx::Result<()> {
    let note = key.seal_some(NOTE, place(registration, d.kind), &d.note);
    run!(tx, sqlx::query(NOTES).bind(registration).bind(d.kind.code()).bind(note)).map(drop)
}
