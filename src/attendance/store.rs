//! SQL of attendance. Marks are added, never changed. A reason lies sealed under the key of the person it is about.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::model::{Mark, Source, Status};
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::seal::{Broken, DataKey, Field, Personal, Sealed};

const REASON: Field = Field::new("mark", "reason");

const ADD: &str =
    "INSERT INTO mark (id, event_id, session_id, registration_id, status, source, device, seq, observed_at,
        received_at, supersedes, reason, marked_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT DO NOTHING";
const BY_ID: &str =
    "SELECT id, event_id, session_id, registration_id, status, source, device, seq, observed_at, received_at,
        supersedes, marked_by
    FROM mark WHERE id = $1";
const OF_SESSION: &str = "SELECT id, event_id, session_id, registration_id, status, source, device, seq, observed_at,
        received_at, supersedes, marked_by
    FROM mark WHERE session_id = $1";
const OF_CELL: &str = "SELECT id, event_id, session_id, registration_id, status, source, device, seq, observed_at,
        received_at, supersedes, marked_by
    FROM mark WHERE session_id = $1 AND registration_id = $2";
const OF_EVENT: &str = "SELECT m.id, m.event_id, m.session_id, m.registration_id, m.status, m.source, m.device, m.seq,
        m.observed_at, m.received_at, m.supersedes, m.marked_by
    FROM event_session s JOIN mark m ON m.session_id = s.id WHERE s.event_id = $1";
const OF_REGISTRATION: &str =
    "SELECT id, event_id, session_id, registration_id, status, source, device, seq, observed_at,
        received_at, supersedes, marked_by
    FROM mark WHERE registration_id = $1";
const REASONS: &str = "SELECT m.id, m.received_at, m.reason FROM registration r JOIN mark m ON m.registration_id = r.id
    WHERE r.person_id = $1 AND m.reason IS NOT NULL ORDER BY m.received_at, m.id";
const TOLD: &str = "SELECT m.id, m.session_id, m.status, m.observed_at, m.reason FROM mark m
    WHERE m.registration_id = $1 ORDER BY m.observed_at, m.id";
const RESEALED: &str = "SELECT id, reason FROM mark WHERE registration_id = $1 AND reason IS NOT NULL";
const RESEAL: &str = "UPDATE mark SET reason = $2 WHERE id = $1";
const FORGET: &str = "UPDATE mark SET reason = NULL
    WHERE reason IS NOT NULL AND registration_id IN (SELECT id FROM registration WHERE person_id = $1)";
const COUNT: &str =
    "INSERT INTO headcount (id, session_id, people, counted_by, observed_at) VALUES ($1, $2, $3, $4, $5)";
const COUNTS: &str = "SELECT h.session_id, h.people FROM event_session s JOIN headcount h ON h.session_id = s.id
    WHERE s.event_id = $1 ORDER BY h.observed_at, h.id";

#[derive(sqlx::FromRow)]
struct ReasonRow {
    id: Uuid,
    received_at: Instant,
    reason: Sealed,
}

/// A mark about somebody, as they are told of it.
#[derive(Clone)]
pub struct Told {
    pub session: Uuid,
    pub status: Status,
    pub at: Instant,
    /// Empty for none.
    pub reason: Personal,
}

#[derive(sqlx::FromRow)]
struct ToldRow {
    id: Uuid,
    session_id: Uuid,
    status: String,
    observed_at: Instant,
    reason: Option<Sealed>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    event_id: Uuid,
    session_id: Uuid,
    registration_id: Uuid,
    status: String,
    source: String,
    device: Uuid,
    seq: i64,
    observed_at: Instant,
    received_at: Instant,
    supersedes: Option<Uuid>,
    marked_by: Option<Uuid>,
}

impl Row {
    /// The tables hold the two codes to the closed sets.
    fn mark(self) -> Option<Mark> {
        Some(Mark {
            id: self.id.as_u128(),
            session: self.session_id.as_u128(),
            registration: self.registration_id.as_u128(),
            status: Status::parse(&self.status)?,
            source: Source::parse(&self.source)?,
            device: self.device.as_u128(),
            seq: self.seq,
            observed_at: self.observed_at,
            received_at: self.received_at,
            supersedes: self.supersedes.map(|id| id.as_u128()),
            by: self.marked_by.map(|id| id.as_u128()),
        })
    }
}

fn marks(rows: Vec<Row>) -> Vec<Mark> {
    rows.into_iter().filter_map(Row::mark).collect()
}

/// False when there is a mark of this id, or of this device and number, already.
pub(super) async fn add(
    tx: &mut Tx,
    event: Uuid,
    mark: &Mark,
    why: Option<(&DataKey, &Personal)>,
) -> sqlx::Result<bool> {
    let reason = why.and_then(|(key, text)| key.seal_some(REASON, Uuid::from_u128(mark.id), text));
    let added = run!(
        tx,
        sqlx::query(ADD)
            .bind(Uuid::from_u128(mark.id))
            .bind(event)
            .bind(Uuid::from_u128(mark.session))
            .bind(Uuid::from_u128(mark.registration))
            .bind(mark.status.code())
            .bind(mark.source.code())
            .bind(Uuid::from_u128(mark.device))
            .bind(mark.seq)
            .bind(mark.observed_at)
            .bind(mark.received_at)
            .bind(mark.supersedes.map(Uuid::from_u128))
            .bind(reason)
            .bind(mark.by.map(Uuid::from_u128))
    )?;
    Ok(added == 1)
}

/// The reasons that were given about a person, oldest first.
pub(super) async fn reasons(tx: &mut Tx, key: &DataKey, person: Uuid) -> sqlx::Result<Vec<(Instant, Personal)>> {
    let rows: Vec<ReasonRow> = on!(tx, c => sqlx::query_as(REASONS).bind(person).fetch_all(c).await)?;
    let open = |r: ReasonRow| Ok((r.received_at, key.open(REASON, r.id, &r.reason)?));
    Ok(rows.into_iter().map(open).collect::<Result<_, Broken>>()?)
}

/// The marks about a registration, oldest first.
pub(super) async fn told(tx: &mut Tx, key: &DataKey, registration: Uuid) -> sqlx::Result<Vec<Told>> {
    let rows: Vec<ToldRow> = on!(tx, c => sqlx::query_as(TOLD).bind(registration).fetch_all(c).await)?;
    let told = |r: ToldRow| {
        let reason = key.open_some(REASON, r.id, r.reason.as_ref())?;
        // The CHECK of the table leaves no other code.
        let status = Status::parse(&r.status).unwrap_or(Status::Void);
        Ok(Told { session: r.session_id, status, at: r.observed_at, reason })
    };
    Ok(rows.into_iter().map(told).collect::<Result<_, Broken>>()?)
}

/// Seals the reasons of a registration's marks anew.
pub(super) async fn reseal(tx: &mut Tx, registration: Uuid, from: &DataKey, to: &DataKey) -> sqlx::Result<()> {
    let rows: Vec<(Uuid, Sealed)> = on!(tx, c => sqlx::query_as(RESEALED).bind(registration).fetch_all(c).await)?;
    for (id, reason) in rows {
        let text = from.open(REASON, id, &reason)?;
        run!(tx, sqlx::query(RESEAL).bind(id).bind(to.seal(REASON, id, text.reveal())))?;
    }
    Ok(())
}

/// Takes the reasons about a person out of the marks, which else stay as they were made.
pub(super) async fn forget(tx: &mut Tx, person: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET).bind(person)).map(drop)
}

/// A mark and the event it belongs to.
pub(super) async fn by_id(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<(Uuid, Mark)>> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?;
    Ok(row.and_then(|r| Some((r.event_id, r.mark()?))))
}

pub(super) async fn of_session(tx: &mut Tx, session: Uuid) -> sqlx::Result<Vec<Mark>> {
    on!(tx, c => sqlx::query_as(OF_SESSION).bind(session).fetch_all(c).await).map(marks)
}

pub(super) async fn of_cell(tx: &mut Tx, session: Uuid, registration: Uuid) -> sqlx::Result<Vec<Mark>> {
    on!(tx, c => sqlx::query_as(OF_CELL).bind(session).bind(registration).fetch_all(c).await).map(marks)
}

pub(super) async fn of_registration(tx: &mut Tx, registration: Uuid) -> sqlx::Result<Vec<Mark>> {
    on!(tx, c => sqlx::query_as(OF_REGISTRATION).bind(registration).fetch_all(c).await).map(marks)
}

pub(super) async fn of_event(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<Mark>> {
    on!(tx, c => sqlx::query_as(OF_EVENT).bind(event).fetch_all(c).await).map(marks)
}

pub(super) async fn add_count(
    tx: &mut Tx,
    id: Uuid,
    session: Uuid,
    people: i64,
    by: Uuid,
    at: Instant,
) -> sqlx::Result<()> {
    run!(tx, sqlx::query(COUNT).bind(id).bind(session).bind(people).bind(by).bind(at)).map(drop)
}

/// The last headcount of each session that has one.
pub(super) async fn counts(tx: &mut Tx, event: Uuid) -> sqlx::Result<BTreeMap<Uuid, i64>> {
    let rows: Vec<(Uuid, i64)> = on!(tx, c => sqlx::query_as(COUNTS).bind(event).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}
