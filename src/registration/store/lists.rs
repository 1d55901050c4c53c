//! Rosters and lists, with the names of people.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Parts, Row, unknown};
use crate::clock::Instant;
use crate::db::vault::{KeyBeside, Vault};
use crate::db::{Tx, on};
use crate::i18n::Locale;
use crate::messages::model::Channel;
use crate::people::model::open_names;
use crate::registration::model::filter::{Filter, Reach};
use crate::registration::model::{Needs, Registration, RosterEntry, Source, Stands, State};
use crate::seal::{DataKey, Legible, Personal, Sealed};

const ROSTER: &str =
    "SELECT r.id, r.person_id, r.short_code, r.state, r.source, r.holds_place, r.needs_interpreter, r.needs_step_free,
      r.needs_childcare, r.needs_travel, r.needs_lodging, r.diet IS NOT NULL AS needs_diet, p.call_name, p.full_name, k.version AS key_version, k.ring_version AS key_ring,
      k.wrapped AS key_wrapped
    FROM registration r JOIN person p ON p.id = r.person_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.event_id = $1 AND r.state = 'confirmed'";
/// Rows loaded at a time: the length of the list of ids below.
const CHUNK: usize = 50;

// Which of an event's registrations a filter means, with what their order hangs on. The reader's filter is a handful of
// codes; an empty one asks for nothing.
const MEANT: &str = "SELECT r.id, r.state, r.waiting_no, r.changed_at FROM registration r WHERE r.event_id = $1
      AND ($2 = '' OR $2 LIKE '%,' || r.state || ',%')
      AND ($3 = '' OR r.source = $3)
      AND ($4 = '' OR r.home_region = CASE WHEN $4 = 'unsaid' THEN '' ELSE $4 END)
      AND ($5 = '' OR r.sex = CASE WHEN $5 = 'unsaid' THEN '' ELSE $5 END)
      AND ($6 = '' OR r.age_band = CASE WHEN $6 = 'unsaid' THEN '' ELSE $6 END)
      AND ($7 = '' OR r.locale = $7)
      AND ($8 = '' OR ($8 = 'interpreter' AND r.needs_interpreter = TRUE) OR ($8 = 'step_free' AND r.needs_step_free = TRUE)
        OR ($8 = 'childcare' AND r.needs_childcare = TRUE) OR ($8 = 'travel' AND r.needs_travel = TRUE)
        OR ($8 = 'lodging' AND r.needs_lodging = TRUE))
      AND ($9 = '' OR ($9 = 'email' AND r.email IS NOT NULL) OR ($9 = 'phone' AND r.phone IS NOT NULL AND r.email IS NULL)
        OR ($9 = 'none' AND r.phone IS NULL AND r.email IS NULL))
      AND ($10 = FALSE OR (r.pool_id = $11 AND (r.holds_place = TRUE OR r.state = 'waitlisted')))";
const STANDS: &str =
    "SELECT id, state, waiting_no, channel, email IS NOT NULL AS has_email, phone IS NOT NULL AS has_phone
    FROM registration WHERE event_id = $1";
// Fifty ids; a shorter list is filled up with the nil id, which nothing has.
const LINES: &str = "SELECT r.*, p.call_name, p.full_name, k.version AS key_version, k.ring_version AS key_ring,
      k.wrapped AS key_wrapped
    FROM registration r JOIN person p ON p.id = r.person_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.event_id = $1 AND r.id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
      $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42,
      $43, $44, $45, $46, $47, $48, $49, $50, $51)";
const NAMES: &str = "SELECT r.id, r.person_id, r.short_code, p.full_name, p.call_name, k.version AS key_version,
      k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r JOIN person p ON p.id = r.person_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.event_id = $1";
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
fn named(vault: &Vault, rows: Vec<NamedRow>) -> sqlx::Result<Vec<(Registration, (Personal, Personal))>> {
    let one = |r: NamedRow| {
        let Parts { plain, rest, key } = r.row.parts()?;
        let open = |key: &DataKey| {
            let names = open_names(key, plain.person_id, r.full_name.as_ref(), r.call_name.as_ref())?;
            Ok((rest.open(key)?, names))
        };
        let ((said, names), legible) = key.read(vault, plain.person_id, ("registration", plain.id), open);
        Ok((said.put(plain, legible), names))
    };
    rows.into_iter().map(one).collect()
}

/// A registration that a filter means, before anything is opened.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(in crate::registration) struct MeantRow {
    pub id: Uuid,
    pub state: String,
    pub waiting_no: Option<i64>,
    pub changed_at: Instant,
}

pub(in crate::registration) async fn meant(tx: &mut Tx, event: Uuid, filter: &Filter) -> sqlx::Result<Vec<MeantRow>> {
    let states: String = filter.states.iter().flat_map(|s| [s.code(), ","]).collect();
    let states = if states.is_empty() { states } else { format!(",{states}") };
    on!(tx, c => sqlx::query_as(MEANT)
        .bind(event)
        .bind(&states)
        .bind(filter.source.map(Source::code).unwrap_or_default())
        .bind(&filter.region)
        .bind(&filter.sex)
        .bind(&filter.age_band)
        .bind(filter.language.map(Locale::code).unwrap_or_default())
        .bind(&filter.need)
        .bind(filter.contact.map(Reach::code).unwrap_or_default())
        .bind(filter.pool.is_some())
        .bind(filter.pool.unwrap_or_default())
        .fetch_all(c)
        .await)
}

#[derive(sqlx::FromRow)]
struct StandsRow {
    id: Uuid,
    state: String,
    waiting_no: Option<i64>,
    channel: Option<String>,
    has_email: bool,
    has_phone: bool,
}

/// How each registration of an event stands.
pub(in crate::registration) async fn stands(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<(Uuid, Stands)>> {
    let rows: Vec<StandsRow> = on!(tx, c => sqlx::query_as(STANDS).bind(event).fetch_all(c).await)?;
    let one = |r: StandsRow| {
        let state = State::parse(&r.state).ok_or_else(|| unknown(&r.state))?;
        let channel = Channel::taken(r.channel.as_deref().and_then(Channel::parse), r.has_email);
        let waiting_no = r.waiting_no.filter(|_| state == State::Waitlisted);
        Ok((r.id, Stands { state, waiting_no, channel, has_email: r.has_email, has_phone: r.has_phone }))
    };
    rows.into_iter().map(one).collect()
}

/// Registrations of an event with full names and names to call, in the order of `ids`; what is none of the event's is left
/// out.
pub(in crate::registration) async fn lines(
    tx: &mut Tx,
    event: Uuid,
    ids: &[Uuid],
) -> sqlx::Result<Vec<(Registration, (Personal, Personal))>> {
    let mut all = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let id = |n: usize| chunk.get(n).copied().unwrap_or_default();
        let rows: Vec<NamedRow> = on!(tx, c => {
            let mut query = sqlx::query_as(LINES).bind(event);
            for n in 0..CHUNK {
                query = query.bind(id(n));
            }
            query.fetch_all(c).await
        })?;
        let mut found: BTreeMap<Uuid, _> = named(&tx.vault, rows)?.into_iter().map(|line| (line.0.id, line)).collect();
        all.extend(chunk.iter().filter_map(|id| found.remove(id)));
    }
    Ok(all)
}

#[derive(sqlx::FromRow)]
struct NameRow {
    id: Uuid,
    person_id: Uuid,
    short_code: String,
    full_name: Option<Sealed>,
    call_name: Option<Sealed>,
    #[sqlx(flatten)]
    key: KeyBeside,
}

/// Who somebody is, for sorting and searching in memory.
pub(in crate::registration) struct Named {
    pub id: Uuid,
    pub full_name: Personal,
    pub call_name: Personal,
    pub short_code: String,
    pub legible: Legible,
}

/// All names of an event, in no order.
pub(in crate::registration) async fn names(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<Named>> {
    let rows: Vec<NameRow> = on!(tx, c => sqlx::query_as(NAMES).bind(event).fetch_all(c).await)?;
    let one = |r: NameRow| {
        let person = r.person_id;
        let open = |key: &DataKey| open_names(key, person, r.full_name.as_ref(), r.call_name.as_ref());
        let ((full_name, call_name), legible) = r.key.read(&tx.vault, person, ("person", person), open);
        Named { id: r.id, full_name, call_name, short_code: r.short_code, legible }
    };
    Ok(rows.into_iter().map(one).collect())
}

pub(in crate::registration) async fn counts(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<(State, i64)>> {
    let rows: Vec<(String, i64)> = on!(tx, c => sqlx::query_as(COUNTS).bind(event).fetch_all(c).await)?;
    rows.into_iter().map(|(s, n)| Ok((State::parse(&s).ok_or_else(|| unknown(&s))?, n))).collect()
}
