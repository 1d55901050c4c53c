//! The counters of `pool`. One order of locks for everybody: the open places' row first, which is the lock of the event's
//! queue, and the others after it. Who applies where a selection decides holds the first row alone, as many at once as apply
//! (`super::selection`). Who takes a place in passing locks the row of that one pool and asks for no other.

use uuid::Uuid;

use super::unknown;
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::events::model::Admission;
use crate::i18n::Zone;
use crate::registration::model::places::{Pool, Stratum, in_order};
use crate::seal::{DataKey, Field, Personal, Sealed};

const LABEL: Field = Field::new("pool", "label");

/// A newcomer takes no place past those who wait for it.
const TAKE: &str = "UPDATE pool SET taken = taken + 1 WHERE id = $1 AND taken < size
      AND EXISTS (SELECT 1 FROM event e WHERE e.id = pool.event_id AND e.state IN ('published', 'completed'))
      AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.event_id = pool.event_id AND r.state = 'waitlisted'
                      AND (r.reach & $2) <> 0)";
/// … but for those who wait for several at once.
const TAKE_PAST: &str = "UPDATE pool SET taken = taken + 1 WHERE id = $1 AND taken < size
      AND EXISTS (SELECT 1 FROM event e WHERE e.id = pool.event_id AND e.state IN ('published', 'completed'))
      AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.event_id = pool.event_id AND r.state = 'waitlisted'
                      AND (r.reach & $2) <> 0
                      AND NOT EXISTS (SELECT 1 FROM party y WHERE y.id = r.party_id AND y.together = 'all_or_none'))";
const TAKE_FREE: &str = "UPDATE pool SET taken = taken + 1 WHERE id = $1 AND taken < size";
const GIVE_BACK: &str = "UPDATE pool SET taken = taken - 1 WHERE id = $1 AND taken > 0";

const FIRST_POSTGRES: &str = "SELECT id FROM pool WHERE event_id = $1 AND name = 'all' FOR NO KEY UPDATE";
const REST_SQLITE: &str = "SELECT id, name, size, taken, position, slot, falls_back, opens_at, label
    FROM pool WHERE event_id = $1 ORDER BY id";
const REST_POSTGRES: &str = "SELECT id, name, size, taken, position, slot, falls_back, opens_at, label
    FROM pool WHERE event_id = $1 ORDER BY id FOR NO KEY UPDATE";
/// Both at once: this one is read with each registration.
const LOOK: &str = "SELECT p.id, p.name, p.size, p.taken, p.position, p.slot, p.falls_back, p.opens_at, p.label,
      e.state, e.admission, e.offer_hours, e.starts_at, e.ends_at, e.time_zone, e.version
    FROM pool p JOIN event e ON e.id = p.event_id WHERE p.event_id = $1 ORDER BY p.id";
const EVENT: &str = "SELECT state, admission, offer_hours, starts_at, ends_at, time_zone, version
    FROM event WHERE id = $1";
const POOLS: &str = "SELECT id, name, size, taken, position, slot, falls_back, opens_at, label
    FROM pool WHERE event_id = $1 ORDER BY id";

const ADD: &str = "INSERT INTO pool (id, event_id, name, size, position, slot, falls_back, opens_at, label)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const CHANGE: &str = "UPDATE pool SET size = $2, position = $3, falls_back = $4, opens_at = $5
    WHERE id = $1 AND taken <= $2";
const TO_OPEN: &str = "UPDATE registration SET pool_id = $2 WHERE pool_id = $1 AND holds_place = FALSE";
const FORGET_PASSED: &str = "DELETE FROM passed_over WHERE pool_id = $1";
const REMOVE: &str = "DELETE FROM pool WHERE id = $1 AND taken = 0 AND name <> 'all'";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    size: i64,
    taken: i64,
    position: i64,
    slot: i64,
    falls_back: bool,
    opens_at: Option<Instant>,
    label: Option<Sealed>,
}

impl Row {
    fn pool(&self) -> Pool {
        Pool {
            id: self.id,
            stratum: Stratum::parse(&self.name),
            size: self.size,
            taken: self.taken,
            position: self.position,
            slot: self.slot,
            falls_back: self.falls_back,
            opens_at: self.opens_at,
        }
    }
}

/// What is to be known of the event itself.
#[derive(sqlx::FromRow)]
struct EventRow {
    state: String,
    admission: String,
    offer_hours: Option<i64>,
    starts_at: Instant,
    ends_at: Instant,
    time_zone: String,
    version: i64,
}

impl EventRow {
    fn room(self, mut pools: Vec<Pool>) -> sqlx::Result<Room> {
        in_order(&mut pools);
        Ok(Room {
            live: self.state == "published",
            on: self.state == "published" || self.state == "completed",
            selects: self.admission == Admission::Selection.code(),
            offer_hours: self.offer_hours,
            cancelled: self.state == "cancelled",
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            zone: self.time_zone.parse().map_err(|_| unknown(&self.time_zone))?,
            version: self.version,
            pools,
        })
    }
}

#[derive(sqlx::FromRow)]
struct LookRow {
    #[sqlx(flatten)]
    pool: Row,
    #[sqlx(flatten)]
    event: EventRow,
}

/// The places of an event.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Clone, Debug)]
pub(in crate::registration) struct Room {
    /// The event is neither a draft, nor cancelled or closed by hand.
    pub live: bool,
    /// Live, or closed by hand: then staff still enter people.
    pub on: bool,
    /// Whoever registers applies, and a selection decides.
    pub selects: bool,
    /// How long an offer stands; none: as the instance is configured.
    pub offer_hours: Option<i64>,
    pub cancelled: bool,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub zone: Zone,
    /// Of the event.
    pub version: i64,
    /// In the order in which they are asked.
    pub pools: Vec<Pool>,
}

impl Room {
    /// The open places.
    pub fn open(&self) -> Option<&Pool> {
        self.pools.iter().find(|p| p.stratum.is_none())
    }

    pub fn pool(&self, id: Uuid) -> Option<&Pool> {
        self.pools.iter().find(|p| p.id == id)
    }
}

/// Takes a place, unless none is free, the event is not on, or somebody waits to whom one of `takers` belongs.
pub(in crate::registration) async fn take(tx: &mut Tx, pool: Uuid, takers: i64) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(TAKE).bind(pool).bind(takers))? == 1)
}

/// As [`take`], also past those who wait for several places at once.
pub(in crate::registration) async fn take_past(tx: &mut Tx, pool: Uuid, takers: i64) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(TAKE_PAST).bind(pool).bind(takers))? == 1)
}

/// Takes a place for somebody whose turn it is.
pub(in crate::registration) async fn take_free(tx: &mut Tx, pool: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(TAKE_FREE).bind(pool))? == 1)
}

pub(in crate::registration) async fn give_back(tx: &mut Tx, pool: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(GIVE_BACK).bind(pool)).map(drop)
}

/// The places of an event, all of their rows locked until the transaction ends.
pub(in crate::registration) async fn lock(tx: &mut Tx, event: Uuid) -> sqlx::Result<Option<Room>> {
    if tx.is_postgres() {
        // A statement of its own: the next one then sees the pools as whoever held the lock left them.
        let first: Option<Uuid> = on!(tx, c => sqlx::query_scalar(FIRST_POSTGRES).bind(event).fetch_optional(c).await)?;
        if first.is_none() {
            return Ok(None);
        }
        return room(tx, event, REST_POSTGRES).await;
    }
    room(tx, event, REST_SQLITE).await
}

/// As [`lock`], without locking.
pub(in crate::registration) async fn look(tx: &mut Tx, event: Uuid) -> sqlx::Result<Option<Room>> {
    let rows: Vec<LookRow> = on!(tx, c => sqlx::query_as(LOOK).bind(event).fetch_all(c).await)?;
    let pools = rows.iter().map(|r| r.pool.pool()).collect();
    rows.into_iter().next().map(|r| r.event.room(pools)).transpose()
}

async fn room(tx: &mut Tx, event: Uuid, sql: &'static str) -> sqlx::Result<Option<Room>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(sql).bind(event).fetch_all(c).await)?;
    let found: Option<EventRow> = on!(tx, c => sqlx::query_as(EVENT).bind(event).fetch_optional(c).await)?;
    found.map(|e| e.room(rows.iter().map(Row::pool).collect())).transpose()
}

/// What the coordinator called the organisations that places of this event are kept for. One that does not open has no name.
pub(in crate::registration) async fn labels(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<(Uuid, String)>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(POOLS).bind(event).fetch_all(c).await)?;
    let key = key(tx);
    let open = |r: Row| {
        let opened = key.open(LABEL, r.id, r.label.as_ref()?).ok()?;
        Some((r.id, opened.reveal().to_owned()))
    };
    Ok(rows.into_iter().filter_map(open).collect())
}

/// Names of organisations lie under a key of the instance: they are nobody's own, and yet tell who sends people.
fn key(tx: &Tx) -> DataKey {
    tx.vault.ring.own(&tx.vault.ids, "pool label")
}

/// Seals what an organisation is called, for its pool.
pub(in crate::registration) fn label(tx: &Tx, pool: Uuid, name: &Personal) -> Option<Sealed> {
    key(tx).seal_some(LABEL, pool, name)
}

/// What a coordinator says about a pool.
#[derive(Clone, Copy, Debug)]
pub(in crate::registration) struct Change {
    pub size: i64,
    pub position: i64,
    pub falls_back: bool,
    pub opens_at: Option<Instant>,
}

/// A unique violation when the event has this group already.
pub(in crate::registration) async fn add_pool(
    tx: &mut Tx,
    (id, event): (Uuid, Uuid),
    (stratum, slot): (&Stratum, i64),
    label: Option<Sealed>,
    new: &Change,
) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD)
            .bind(id)
            .bind(event)
            .bind(stratum.name())
            .bind(new.size)
            .bind(new.position)
            .bind(slot)
            .bind(new.falls_back)
            .bind(new.opens_at)
            .bind(label)
    )
    .map(drop)
}

/// False when more places are taken than that.
pub(in crate::registration) async fn change_pool(tx: &mut Tx, id: Uuid, new: &Change) -> sqlx::Result<bool> {
    let changed = run!(
        tx,
        sqlx::query(CHANGE).bind(id).bind(new.size).bind(new.position).bind(new.falls_back).bind(new.opens_at)
    )?;
    Ok(changed == 1)
}

/// Takes away a pool nobody holds a place of; false when somebody does. What named it names the open places then.
pub(in crate::registration) async fn remove_pool(tx: &mut Tx, id: Uuid, open: Uuid) -> sqlx::Result<bool> {
    run!(tx, sqlx::query(TO_OPEN).bind(id).bind(open))?;
    run!(tx, sqlx::query(FORGET_PASSED).bind(id))?;
    Ok(run!(tx, sqlx::query(REMOVE).bind(id))? == 1)
}
