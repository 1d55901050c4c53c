//! All SQL of this domain, and all sealing and opening of its columns: notes under the key of the person, the proof under one
//! made of the instance's secret.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::model::{Criteria, Dimension, Kind, Put, Reason, Rule};
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::ids::{hex, keyed_digest};
use crate::seal::{Broken, DataKey, Field, Personal, Sealed};

const SCORE_NOTE: Field = Field::new("selection_score", "note");
const OVERRIDE_NOTE: Field = Field::new("selection_override", "note");
const DOCUMENT: Field = Field::new("selection_publication", "document");

fn unknown(code: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{code:?} is no code of ours").into())
}

/// What finds an organisation again without its name: equal names, but for case, blanks and quotes, give equal digests.
/// Empty for none.
pub(super) fn organisation(tx: &Tx, name: &Personal) -> String {
    let plain: String = name.reveal().to_lowercase().chars().filter(|c| !"\"'«»“”„‘’`".contains(*c)).collect();
    let plain = Personal::from(plain.split_whitespace().collect::<Vec<_>>().join(" "));
    if plain.is_empty() { String::new() } else { hex(&tx.vault.ring.lookup("organisation", &plain)[..16]) }
}

// --- criteria ---

const RULES: &str = "SELECT kind, dimension, value, amount FROM selection_rule WHERE event_id = $1 ORDER BY position";
const FORGET_RULES: &str = "DELETE FROM selection_rule WHERE event_id = $1";
const ADD_RULE: &str = "INSERT INTO selection_rule (event_id, position, kind, dimension, value, amount)
    VALUES ($1, $2, $3, $4, $5, $6)";

const WAITING: &str = "waiting";

pub(super) async fn criteria(tx: &mut Tx, event: Uuid) -> sqlx::Result<Criteria> {
    let rows: Vec<(String, String, String, i64)> = on!(tx, c => sqlx::query_as(RULES).bind(event).fetch_all(c).await)?;
    let mut criteria = Criteria::default();
    for (kind, dimension, value, amount) in rows {
        if kind == WAITING {
            criteria.waiting = Some(amount);
            continue;
        }
        let kind = Kind::parse(&kind).ok_or_else(|| unknown(&kind))?;
        let dimension = Dimension::parse(&dimension).ok_or_else(|| unknown(&dimension))?;
        criteria.rules.push(Rule { kind, dimension, value, amount });
    }
    Ok(criteria)
}

pub(super) async fn replace_criteria(tx: &mut Tx, event: Uuid, criteria: &Criteria) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET_RULES).bind(event))?;
    let rules = criteria.rules.iter().map(|r| (r.kind.code(), r.dimension.code(), r.value.as_str(), r.amount));
    let waiting = criteria.waiting.map(|n| (WAITING, "", "", n));
    for (position, (kind, dimension, value, amount)) in (0_i64..).zip(rules.chain(waiting)) {
        run!(tx, sqlx::query(ADD_RULE).bind(event).bind(position).bind(kind).bind(dimension).bind(value).bind(amount))?;
    }
    Ok(())
}

// --- points and overrides ---

const POINTS: &str = "SELECT s.registration_id, s.points FROM selection_score s
    JOIN registration r ON r.id = s.registration_id WHERE r.event_id = $1";
const PUTS: &str = "SELECT o.registration_id, o.put, o.reason FROM selection_override o
    JOIN registration r ON r.id = o.registration_id WHERE r.event_id = $1";
const SCORE: &str = "SELECT points, note, given_at FROM selection_score WHERE registration_id = $1";
const OVERRIDE: &str = "SELECT put, reason, note, put_at FROM selection_override WHERE registration_id = $1";
const PUT_SCORE: &str = "INSERT INTO selection_score (registration_id, points, note, given_by, given_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (registration_id) DO UPDATE SET points = excluded.points, note = excluded.note,
      given_by = excluded.given_by, given_at = excluded.given_at";
const PUT_OVERRIDE: &str = "INSERT INTO selection_override (registration_id, put, reason, note, put_by, put_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (registration_id) DO UPDATE SET put = excluded.put, reason = excluded.reason, note = excluded.note,
      put_by = excluded.put_by, put_at = excluded.put_at";
const DROP_SCORE: &str = "DELETE FROM selection_score WHERE registration_id = $1";
const DROP_OVERRIDE: &str = "DELETE FROM selection_override WHERE registration_id = $1";
const CUT: &str = "UPDATE selection_entry SET registration_id = NULL WHERE registration_id = $1";

fn put_of(put: &str, reason: &str) -> sqlx::Result<Put> {
    let reason = Reason::parse(reason).ok_or_else(|| unknown(reason))?;
    match put {
        "in" => Ok(Put::In(reason)),
        "out" => Ok(Put::Out(reason)),
        _ => Err(unknown(put)),
    }
}

/// What reviewers gave, by registration.
pub(super) async fn points(tx: &mut Tx, event: Uuid) -> sqlx::Result<BTreeMap<Uuid, i64>> {
    let rows: Vec<(Uuid, i64)> = on!(tx, c => sqlx::query_as(POINTS).bind(event).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}

/// What was decided by hand, by registration.
pub(super) async fn puts(tx: &mut Tx, event: Uuid) -> sqlx::Result<BTreeMap<Uuid, Put>> {
    let rows: Vec<(Uuid, String, String)> = on!(tx, c => sqlx::query_as(PUTS).bind(event).fetch_all(c).await)?;
    rows.into_iter().map(|(id, put, reason)| Ok((id, put_of(&put, &reason)?))).collect()
}

/// Points and why.
#[derive(Clone, PartialEq, Eq)]
pub struct Score {
    pub points: i64,
    pub note: Personal,
    pub at: Instant,
}

/// A decision by hand and why.
#[derive(Clone, PartialEq, Eq)]
pub struct Override {
    pub put: Put,
    pub note: Personal,
    pub at: Instant,
}

impl Override {
    /// The key of its words.
    #[must_use]
    pub fn key(&self) -> String {
        format!("selection-put-{}", if matches!(self.put, Put::In(_)) { "in" } else { "out" })
    }
}

pub(super) async fn score(tx: &mut Tx, key: &DataKey, registration: Uuid) -> sqlx::Result<Option<Score>> {
    let row: Option<(i64, Sealed, Instant)> =
        on!(tx, c => sqlx::query_as(SCORE).bind(registration).fetch_optional(c).await)?;
    let open = |(points, note, at): (i64, Sealed, Instant)| {
        Ok(Score { points, note: key.open(SCORE_NOTE, registration, &note)?, at })
    };
    row.map(open).transpose()
}

pub(super) async fn override_of(tx: &mut Tx, key: &DataKey, registration: Uuid) -> sqlx::Result<Option<Override>> {
    let row: Option<(String, String, Sealed, Instant)> =
        on!(tx, c => sqlx::query_as(OVERRIDE).bind(registration).fetch_optional(c).await)?;
    let open = |(put, reason, note, at): (String, String, Sealed, Instant)| {
        Ok(Override { put: put_of(&put, &reason)?, note: key.open(OVERRIDE_NOTE, registration, &note)?, at })
    };
    row.map(open).transpose()
}

/// `None` takes the points back.
pub(super) async fn put_score(
    tx: &mut Tx,
    key: &DataKey,
    registration: Uuid,
    score: Option<(i64, &Personal)>,
    (by, now): (Uuid, Instant),
) -> sqlx::Result<()> {
    let Some((points, note)) = score else {
        return run!(tx, sqlx::query(DROP_SCORE).bind(registration)).map(drop);
    };
    let note = key.seal(SCORE_NOTE, registration, note.reveal());
    run!(tx, sqlx::query(PUT_SCORE).bind(registration).bind(points).bind(note).bind(by).bind(now)).map(drop)
}

/// `None` leaves the decision to the criteria.
pub(super) async fn put_override(
    tx: &mut Tx,
    key: &DataKey,
    registration: Uuid,
    put: Option<(Put, &Personal)>,
    (by, now): (Uuid, Instant),
) -> sqlx::Result<()> {
    let Some((put, note)) = put else {
        return run!(tx, sqlx::query(DROP_OVERRIDE).bind(registration)).map(drop);
    };
    let (put, reason) = match put {
        Put::In(reason) => ("in", reason),
        Put::Out(reason) => ("out", reason),
    };
    let note = key.seal(OVERRIDE_NOTE, registration, note.reveal());
    run!(tx, sqlx::query(PUT_OVERRIDE).bind(registration).bind(put).bind(reason.code()).bind(note).bind(by).bind(now))
        .map(drop)
}

/// Takes out what a registration was given, and who it is in the proof.
pub(super) async fn forget(tx: &mut Tx, registration: Uuid) -> sqlx::Result<()> {
    for sql in [DROP_SCORE, DROP_OVERRIDE, CUT] {
        run!(tx, sqlx::query(sql).bind(registration))?;
    }
    Ok(())
}

// --- the draw ---

const DRAW: &str = "SELECT seed, salt, drawn_at FROM selection_draw WHERE event_id = $1";
const ADD_DRAW: &str =
    "INSERT INTO selection_draw (event_id, seed, salt, drawn_by, drawn_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING";
const DROP_SALT: &str = "UPDATE selection_draw SET salt = NULL WHERE event_id = $1";

/// What was drawn, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    pub seed: [u8; 32],
    /// Makes the ids of the proof; gone once it is published.
    pub(super) salt: Option<[u8; 32]>,
    pub at: Instant,
}

pub(super) async fn draw(tx: &mut Tx, event: Uuid) -> sqlx::Result<Option<Draw>> {
    let row: Option<(Vec<u8>, Option<Vec<u8>>, Instant)> =
        on!(tx, c => sqlx::query_as(DRAW).bind(event).fetch_optional(c).await)?;
    let read = |bytes: Vec<u8>| <[u8; 32]>::try_from(bytes).map_err(|_| unknown("a seed"));
    let open = |(seed, salt, at): (Vec<u8>, Option<Vec<u8>>, Instant)| {
        Ok(Draw { seed: read(seed)?, salt: salt.map(read).transpose()?, at })
    };
    row.map(open).transpose()
}

/// False when there was one before; that one stays.
pub(super) async fn add_draw(
    tx: &mut Tx,
    event: Uuid,
    seed: [u8; 32],
    salt: [u8; 32],
    (by, now): (Uuid, Instant),
) -> sqlx::Result<bool> {
    let added = run!(tx, sqlx::query(ADD_DRAW).bind(event).bind(seed.to_vec()).bind(salt.to_vec()).bind(by).bind(now))?;
    Ok(added == 1)
}

// --- what was published ---

const PUBLISHED: &str = "SELECT COUNT(*) FROM selection_publication WHERE event_id = $1";
const PUBLICATION: &str = "SELECT sha256, document, places, waiting, declined, published_at FROM selection_publication
    WHERE event_id = $1";
const PUBLISH: &str = "INSERT INTO selection_publication (event_id, sha256, document, places, waiting, declined,
      published_by, published_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const ADD_ENTRY: &str = "INSERT INTO selection_entry (event_id, application, registration_id) VALUES ($1, $2, $3)";
const ENTRIES: &str =
    "SELECT application, registration_id FROM selection_entry WHERE event_id = $1 ORDER BY application";

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    pub sha256: Vec<u8>,
    /// The proof; an error where it does not open.
    pub document: Result<String, Broken>,
    pub places: i64,
    pub waiting: i64,
    pub declined: i64,
    pub at: Instant,
}

#[derive(sqlx::FromRow)]
struct PublicationRow {
    sha256: Vec<u8>,
    document: Sealed,
    places: i64,
    waiting: i64,
    declined: i64,
    published_at: Instant,
}

/// The key of a proof. It lies in no table, so that a copy of the database does not tell who was in it.
fn key(tx: &Tx, secret: &[u8; 32], event: Uuid) -> DataKey {
    DataKey::derived(keyed_digest(secret, &[b"selection", event.as_bytes()]), &tx.vault.ids)
}

pub(super) async fn is_published(tx: &mut Tx, event: Uuid) -> sqlx::Result<bool> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(PUBLISHED).bind(event).fetch_one(c).await)?;
    Ok(count > 0)
}

pub(super) async fn publication(tx: &mut Tx, secret: &[u8; 32], event: Uuid) -> sqlx::Result<Option<Publication>> {
    let row: Option<PublicationRow> = on!(tx, c => sqlx::query_as(PUBLICATION).bind(event).fetch_optional(c).await)?;
    let open = |row: PublicationRow| Publication {
        document: key(tx, secret, event).open(DOCUMENT, event, &row.document).map(|text| text.reveal().to_owned()),
        sha256: row.sha256,
        places: row.places,
        waiting: row.waiting,
        declined: row.declined,
        at: row.published_at,
    };
    Ok(row.map(open))
}

/// Keeps the proof and who is who in it, and takes away what the ids were made of.
pub(super) async fn publish(
    tx: &mut Tx,
    secret: &[u8; 32],
    event: Uuid,
    (document, sha256): (&str, &[u8]),
    (places, waiting, declined): (usize, usize, usize),
    entries: &[(&str, Uuid)],
    (by, now): (Uuid, Instant),
) -> sqlx::Result<()> {
    let n = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let sealed = key(tx, secret, event).seal(DOCUMENT, event, document);
    run!(
        tx,
        sqlx::query(PUBLISH)
            .bind(event)
            .bind(sha256)
            .bind(sealed)
            .bind(n(places))
            .bind(n(waiting))
            .bind(n(declined))
            .bind(by)
            .bind(now)
    )?;
    for (application, registration) in entries {
        run!(tx, sqlx::query(ADD_ENTRY).bind(event).bind(*application).bind(*registration))?;
    }
    run!(tx, sqlx::query(DROP_SALT).bind(event)).map(drop)
}

/// Who is who in the proof; nobody, of those who were erased.
pub(super) async fn entries(tx: &mut Tx, event: Uuid) -> sqlx::Result<BTreeMap<String, Option<Uuid>>> {
    let rows: Vec<(String, Option<Uuid>)> = on!(tx, c => sqlx::query_as(ENTRIES).bind(event).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}

// --- people who turned out to be one ---

const SCORE_SEALED: &str = "SELECT note FROM selection_score WHERE registration_id = $1";
const SCORE_RESEAL: &str = "UPDATE selection_score SET note = $2 WHERE registration_id = $1";
const OVERRIDE_SEALED: &str = "SELECT note FROM selection_override WHERE registration_id = $1";
const OVERRIDE_RESEAL: &str = "UPDATE selection_override SET note = $2 WHERE registration_id = $1";

/// Seals the notes about an application anew.
pub(super) async fn reseal(tx: &mut Tx, registration: Uuid, from: &DataKey, to: &DataKey) -> sqlx::Result<()> {
    for (field, read, write) in
        [(SCORE_NOTE, SCORE_SEALED, SCORE_RESEAL), (OVERRIDE_NOTE, OVERRIDE_SEALED, OVERRIDE_RESEAL)]
    {
        let note: Option<Sealed> = on!(tx, c => sqlx::query_scalar(read).bind(registration).fetch_optional(c).await)?;
        if let Some(note) = note {
            let text = from.open(field, registration, &note)?;
            run!(tx, sqlx::query(write).bind(registration).bind(to.seal(field, registration, text.reveal())))?;
        }
    }
    Ok(())
}
