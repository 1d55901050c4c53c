//! The table `message`, beside what is true of the registrations and events that it tells of.

use uuid::Uuid;

use super::model::{Channel, Facts, Kind, Slot, Written};
use crate::clock::Instant;
use crate::db::{Tx, later, on, run};
use crate::registration::model::State;

const FACTS: &str = "SELECT r.id, r.event_id, r.state, r.version, r.channel, r.email_lookup IS NOT NULL AS has_address,
      k.subject_id IS NULL AS erased, r.offer_expires_at, e.state = 'cancelled' AS cancelled, e.version AS event_version,
      e.starts_at, e.ends_at, e.time_zone
    FROM registration r JOIN event e ON e.id = r.event_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.id = $1";
const FACTS_OF_EVENT: &str = "SELECT r.id, r.event_id, r.state, r.version, r.channel, r.email_lookup IS NOT NULL AS has_address,
      k.subject_id IS NULL AS erased, r.offer_expires_at, e.state = 'cancelled' AS cancelled, e.version AS event_version,
      e.starts_at, e.ends_at, e.time_zone
    FROM registration r JOIN event e ON e.id = r.event_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.event_id = $1 ORDER BY r.id";
const COMING: &str = "SELECT id FROM event WHERE state = 'published' AND ends_at > $1 ORDER BY starts_at, id";
const WRITTEN: &str = "SELECT registration_id, id, kind, about, due_at, until_at, touched_at, created_at, tried_at,
      locked_until, ended_at, outcome, channel, reason
    FROM message WHERE registration_id = $1 ORDER BY due_at, id";
const WRITTEN_OF_EVENT: &str = "SELECT registration_id, id, kind, about, due_at, until_at, touched_at, created_at,
      tried_at, locked_until, ended_at, outcome, channel, reason
    FROM message WHERE registration_id IN (SELECT r.id FROM registration r WHERE r.event_id = $1) ORDER BY id";
const ADD: &str =
    "INSERT INTO message (id, registration_id, event_id, kind, about, channel, due_at, until_at, touched_at,
      created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT DO NOTHING";
const MOVE: &str = "UPDATE message SET due_at = $2, until_at = $3, about = $4, touched_at = $5
    WHERE id = $1 AND outcome IS NULL AND (locked_until IS NULL OR locked_until < $5)";
const CANCEL: &str = "DELETE FROM message WHERE id = $1 AND outcome IS NULL
    AND (locked_until IS NULL OR locked_until < $2)";
const REROUTE: &str = "UPDATE message SET channel = $2, tries = 0, tried_at = NULL, reason = ''
    WHERE registration_id = $1 AND outcome IS NULL AND channel <> $2";
const FORGET: &str = "DELETE FROM message WHERE registration_id = $1";

// --- sending ---

const NEXT_FREE: &str =
    "SELECT MIN(due_at) FROM message WHERE channel = 'email' AND outcome IS NULL AND locked_until IS NULL";
const NEXT_HELD: &str =
    "SELECT MIN(locked_until) FROM message WHERE channel = 'email' AND outcome IS NULL AND locked_until IS NOT NULL";
const CLAIM_FREE_SQLITE: &str = "UPDATE message SET locked_by = $1, locked_until = $2, tried_at = $3, tries = tries + 1
    WHERE id IN (SELECT id FROM message WHERE channel = 'email' AND outcome IS NULL AND locked_until IS NULL
                 AND due_at <= $3 ORDER BY due_at, id LIMIT 1)
    RETURNING id, registration_id, kind, tries";
const CLAIM_FREE_POSTGRES: &str =
    "UPDATE message SET locked_by = $1, locked_until = $2, tried_at = $3, tries = tries + 1
    WHERE id IN (SELECT id FROM message WHERE channel = 'email' AND outcome IS NULL AND locked_until IS NULL
                 AND due_at <= $3 ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, registration_id, kind, tries";
const CLAIM_HELD_SQLITE: &str = "UPDATE message SET locked_by = $1, locked_until = $2, tried_at = $3, tries = tries + 1
    WHERE id IN (SELECT id FROM message WHERE channel = 'email' AND outcome IS NULL AND locked_until IS NOT NULL
                 AND locked_until < $3 ORDER BY locked_until LIMIT 1)
    RETURNING id, registration_id, kind, tries";
const CLAIM_HELD_POSTGRES: &str =
    "UPDATE message SET locked_by = $1, locked_until = $2, tried_at = $3, tries = tries + 1
    WHERE id IN (SELECT id FROM message WHERE channel = 'email' AND outcome IS NULL AND locked_until IS NOT NULL
                 AND locked_until < $3 ORDER BY locked_until LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, registration_id, kind, tries";
const MAILED: &str =
    "UPDATE message SET outcome = 'mailed', ended_at = $3, locked_by = NULL, locked_until = NULL, reason = ''
    WHERE id = $1 AND locked_by = $2 AND outcome IS NULL";
const PUT_OFF: &str = "UPDATE message SET due_at = $3, until_at = $4, about = $5, locked_by = NULL, locked_until = NULL
    WHERE id = $1 AND locked_by = $2";
const RETRY: &str = "UPDATE message SET due_at = $3, reason = $4, locked_by = NULL, locked_until = NULL
    WHERE id = $1 AND locked_by = $2";
const BY_HAND: &str =
    "UPDATE message SET channel = 'by_hand', reason = $3, tries = 0, tried_at = NULL, locked_by = NULL,
      locked_until = NULL
    WHERE id = $1 AND locked_by = $2";
const DROP: &str = "DELETE FROM message WHERE id = $1 AND locked_by = $2";
const OVER: &str = "SELECT DISTINCT registration_id FROM message
    WHERE outcome IS NULL AND until_at <= $1 AND (locked_until IS NULL OR locked_until < $1) LIMIT $2";

// --- the call list ---

const HAND_COUNTS: &str = "SELECT event_id, COUNT(*), MIN(due_at) FROM message
    WHERE channel = 'by_hand' AND outcome IS NULL AND locked_until IS NULL AND due_at <= $1 AND until_at > $1
    GROUP BY event_id ORDER BY MIN(due_at), event_id";
const HAND: &str =
    "SELECT id, registration_id, kind, due_at, until_at, tries, tried_at, reason, TRUE AS waits FROM message
    WHERE event_id = $1 AND outcome IS NULL AND channel = 'by_hand' AND due_at <= $2 AND until_at > $2
      AND (due_at > $3 OR (due_at = $3 AND id > $4))
    ORDER BY due_at, id LIMIT $5";
const ONE: &str = "SELECT id, registration_id, kind, due_at, until_at, tries, tried_at, reason,
      outcome IS NULL AND channel = 'by_hand' AS waits FROM message
    WHERE id = $1";
const END_BY_HAND: &str = "UPDATE message SET outcome = $2, reason = $3, ended_at = $4, tried_at = $4
    WHERE id = $1 AND outcome IS NULL AND channel = 'by_hand'";
const UNREACHED: &str = "UPDATE message SET tries = tries + 1, tried_at = $2
    WHERE id = $1 AND outcome IS NULL AND channel = 'by_hand'";

fn unknown(code: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{code:?} is no code of ours").into())
}

fn kind(code: &str) -> sqlx::Result<Kind> {
    Kind::parse(code).ok_or_else(|| unknown(code))
}

#[derive(sqlx::FromRow)]
struct FactsRow {
    id: Uuid,
    event_id: Uuid,
    state: String,
    version: i64,
    channel: Option<String>,
    has_address: bool,
    erased: bool,
    offer_expires_at: Option<Instant>,
    cancelled: bool,
    event_version: i64,
    starts_at: Instant,
    ends_at: Instant,
    time_zone: String,
}

impl FactsRow {
    fn facts(self, now: Instant) -> sqlx::Result<(Uuid, Facts)> {
        let facts = Facts {
            now,
            event: self.event_id,
            state: State::parse(&self.state).ok_or_else(|| unknown(&self.state))?,
            version: self.version,
            channel: Channel::taken(self.channel.as_deref().and_then(Channel::parse), self.has_address),
            erased: self.erased,
            offer_until: self.offer_expires_at,
            cancelled: self.cancelled,
            event_version: self.event_version,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            zone: self.time_zone.parse().map_err(|_| unknown(&self.time_zone))?,
        };
        Ok((self.id, facts))
    }
}

#[derive(sqlx::FromRow)]
struct WrittenRow {
    registration_id: Uuid,
    id: Uuid,
    kind: String,
    about: i64,
    due_at: Instant,
    until_at: Instant,
    touched_at: Instant,
    created_at: Instant,
    tried_at: Option<Instant>,
    locked_until: Option<Instant>,
    ended_at: Option<Instant>,
    outcome: Option<String>,
    channel: String,
    reason: String,
}

impl WrittenRow {
    fn written(&self, now: Instant) -> sqlx::Result<Written> {
        Ok(Written {
            id: self.id,
            kind: kind(&self.kind)?,
            about: self.about,
            due_at: self.due_at,
            until_at: self.until_at,
            touched_at: self.touched_at,
            created_at: self.created_at,
            tried_at: self.tried_at,
            held: self.locked_until.is_some_and(|until| until >= now),
            ended_at: self.ended_at,
        })
    }
}

/// What is true of a registration.
pub(super) async fn facts(tx: &mut Tx, registration: Uuid, now: Instant) -> sqlx::Result<Option<Facts>> {
    let row: Option<FactsRow> = on!(tx, c => sqlx::query_as(FACTS).bind(registration).fetch_optional(c).await)?;
    Ok(row.map(|row| row.facts(now)).transpose()?.map(|(_, facts)| facts))
}

/// What is true of all registrations of an event.
pub(super) async fn facts_of_event(tx: &mut Tx, event: Uuid, now: Instant) -> sqlx::Result<Vec<(Uuid, Facts)>> {
    let rows: Vec<FactsRow> = on!(tx, c => sqlx::query_as(FACTS_OF_EVENT).bind(event).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.facts(now)).collect()
}

/// The published events that are not over.
pub(super) async fn coming(tx: &mut Tx, now: Instant) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(COMING).bind(now).fetch_all(c).await)
}

/// Everything that was written for a registration and is remembered, oldest first.
pub(super) async fn written(tx: &mut Tx, registration: Uuid, now: Instant) -> sqlx::Result<Vec<Written>> {
    let rows: Vec<WrittenRow> = on!(tx, c => sqlx::query_as(WRITTEN).bind(registration).fetch_all(c).await)?;
    rows.iter().map(|row| row.written(now)).collect()
}

/// The same for all registrations of an event, each with the registration.
pub(super) async fn written_of_event(tx: &mut Tx, event: Uuid, now: Instant) -> sqlx::Result<Vec<(Uuid, Written)>> {
    let rows: Vec<WrittenRow> = on!(tx, c => sqlx::query_as(WRITTEN_OF_EVENT).bind(event).fetch_all(c).await)?;
    rows.iter().map(|row| Ok((row.registration_id, row.written(now)?))).collect()
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub kind: Kind,
    pub channel: Channel,
    /// When it was said; of what waits, when it is due.
    pub at: Instant,
    /// `mailed`, `told`, `skipped`; `waits` while it is open.
    pub outcome: &'static str,
    /// Why a mail did not go out, or why nobody was told: a code, or empty.
    pub reason: String,
}

/// As [`written`], for people to read.
pub(super) async fn told(tx: &mut Tx, registration: Uuid) -> sqlx::Result<Vec<Told>> {
    let rows: Vec<WrittenRow> = on!(tx, c => sqlx::query_as(WRITTEN).bind(registration).fetch_all(c).await)?;
    let told = |row: WrittenRow| {
        let outcome = row.outcome.as_deref();
        Ok(Told {
            kind: kind(&row.kind)?,
            channel: Channel::parse(&row.channel).ok_or_else(|| unknown(&row.channel))?,
            at: row.ended_at.unwrap_or(row.due_at),
            outcome: ["mailed", "told", "skipped"].into_iter().find(|o| outcome == Some(o)).unwrap_or("waits"),
            reason: row.reason,
        })
    };
    rows.into_iter().map(told).collect()
}

pub(super) async fn add(
    tx: &mut Tx,
    id: Uuid,
    registration: Uuid,
    (kind, slot): (Kind, Slot),
    facts: &Facts,
) -> sqlx::Result<()> {
    let (kind, channel) = (kind.code(), facts.channel.code());
    later!(tx, ADD, id, registration, facts.event, kind, slot.about, channel, slot.at, slot.until, facts.now)
}

/// Changes when it is due; what a worker has in hand decides for itself.
pub(super) async fn move_to(tx: &mut Tx, id: Uuid, slot: Slot, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(MOVE).bind(id).bind(slot.at).bind(slot.until).bind(slot.about).bind(now)).map(drop)
}

/// As [`move_to`].
pub(super) async fn cancel(tx: &mut Tx, id: Uuid, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(CANCEL).bind(id).bind(now)).map(drop)
}

/// Sends what waits for a registration by another way.
pub(super) async fn reroute(tx: &mut Tx, registration: Uuid, channel: Channel) -> sqlx::Result<()> {
    run!(tx, sqlx::query(REROUTE).bind(registration).bind(channel.code())).map(drop)
}

pub(super) async fn forget(tx: &mut Tx, registration: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET).bind(registration)).map(drop)
}

/// When the next mail can be claimed.
pub(super) async fn next_due(tx: &mut Tx) -> sqlx::Result<Option<Instant>> {
    let free: Option<Instant> = on!(tx, c => sqlx::query_scalar(NEXT_FREE).fetch_one(c).await)?;
    let held: Option<Instant> = on!(tx, c => sqlx::query_scalar(NEXT_HELD).fetch_one(c).await)?;
    Ok(free.into_iter().chain(held).min())
}

/// `(id, registration, kind, tries)` of the mail that has waited longest, or whose worker died, held for `worker` from now on.
pub(super) async fn claim(
    tx: &mut Tx,
    worker: &str,
    until: Instant,
    now: Instant,
) -> sqlx::Result<Option<(Uuid, Uuid, Kind, i64)>> {
    let texts = if tx.is_postgres() {
        [CLAIM_FREE_POSTGRES, CLAIM_HELD_POSTGRES]
    } else {
        [CLAIM_FREE_SQLITE, CLAIM_HELD_SQLITE]
    };
    for sql in texts {
        let row: Option<(Uuid, Uuid, String, i64)> =
            on!(tx, c => sqlx::query_as(sql).bind(worker).bind(until).bind(now).fetch_optional(c).await)?;
        if let Some((id, registration, code, tries)) = row {
            return Ok(Some((id, registration, kind(&code)?, tries)));
        }
    }
    Ok(None)
}

pub(super) async fn mailed(tx: &mut Tx, worker: &str, id: Uuid, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(MAILED).bind(id).bind(worker).bind(now)).map(drop)
}

pub(super) async fn put_off(tx: &mut Tx, worker: &str, id: Uuid, slot: Slot) -> sqlx::Result<()> {
    run!(tx, sqlx::query(PUT_OFF).bind(id).bind(worker).bind(slot.at).bind(slot.until).bind(slot.about)).map(drop)
}

pub(super) async fn retry(tx: &mut Tx, worker: &str, id: Uuid, at: Instant, cause: &str) -> sqlx::Result<()> {
    run!(tx, sqlx::query(RETRY).bind(id).bind(worker).bind(at).bind(cause)).map(drop)
}

/// Puts on the call list what cannot be mailed.
pub(super) async fn by_hand(tx: &mut Tx, worker: &str, id: Uuid, cause: &str) -> sqlx::Result<()> {
    run!(tx, sqlx::query(BY_HAND).bind(id).bind(worker).bind(cause)).map(drop)
}

/// Takes away what its worker found untrue.
pub(super) async fn drop_held(tx: &mut Tx, worker: &str, id: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(DROP).bind(id).bind(worker)).map(drop)
}

/// Registrations with a message whose use is over.
pub(super) async fn over(tx: &mut Tx, now: Instant, limit: i64) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(OVER).bind(now).bind(limit).fetch_all(c).await)
}

/// What is to be passed on by hand now, as `(event, how many, since when)`, the longest waiting first.
pub(super) async fn hand_counts(tx: &mut Tx, now: Instant) -> sqlx::Result<Vec<(Uuid, i64, Instant)>> {
    on!(tx, c => sqlx::query_as(HAND_COUNTS).bind(now).fetch_all(c).await)
}

/// A message for the call list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct HandRow {
    pub id: Uuid,
    pub registration_id: Uuid,
    pub kind: String,
    pub due_at: Instant,
    pub until_at: Instant,
    pub tries: i64,
    pub tried_at: Option<Instant>,
    pub reason: String,
    /// For somebody to pass it on.
    pub waits: bool,
}

impl HandRow {
    pub fn kind(&self) -> sqlx::Result<Kind> {
        kind(&self.kind)
    }
}

/// Those of an event, after the one that was due then and has this id.
pub(super) async fn hand(
    tx: &mut Tx,
    event: Uuid,
    now: Instant,
    after: (Instant, Uuid),
    limit: i64,
) -> sqlx::Result<Vec<HandRow>> {
    on!(tx, c => sqlx::query_as(HAND)
        .bind(event).bind(now).bind(after.0).bind(after.1).bind(limit).fetch_all(c).await)
}

/// One message, whether or not it waits to be passed on.
pub(super) async fn one(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<HandRow>> {
    on!(tx, c => sqlx::query_as(ONE).bind(id).fetch_optional(c).await)
}

/// False when somebody else was quicker.
pub(super) async fn end_by_hand(
    tx: &mut Tx,
    id: Uuid,
    outcome: &str,
    reason: &str,
    now: Instant,
) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(END_BY_HAND).bind(id).bind(outcome).bind(reason).bind(now))? == 1)
}

/// As [`end_by_hand`].
pub(super) async fn unreached(tx: &mut Tx, id: Uuid, now: Instant) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(UNREACHED).bind(id).bind(now))? == 1)
}
