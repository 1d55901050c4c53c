//! What people answered: rows of `answer`, sealed under the key of the person.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::vault::KeyBeside;
use crate::db::{Tx, later, on, run};
use crate::questions::model::Answers;
use crate::seal::{Broken, DataKey, Field, Personal, Sealed};

const VALUE: Field = Field::new("answer", "value");

const OF_REGISTRATION: &str = "SELECT a.registration_id, a.question_id, a.value, r.person_id, k.version AS key_version,
      k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM answer a JOIN registration r ON r.id = a.registration_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE a.registration_id = $1";
const OF_EVENT: &str = "SELECT a.registration_id, a.question_id, a.value, r.person_id, k.version AS key_version,
      k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM question q JOIN answer a ON a.question_id = q.id JOIN registration r ON r.id = a.registration_id
    LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE q.event_id = $1 AND ($2 = TRUE OR q.seen_by = 'facilitators_too')";
const CHOSEN: &str = "SELECT a.registration_id, a.question_id, a.value, r.person_id, k.version AS key_version,
      k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM answer a JOIN registration r ON r.id = a.registration_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE a.question_id = $1";
const CLEAR: &str = "DELETE FROM answer WHERE registration_id = $1
    AND question_id IN (SELECT q.id FROM question q WHERE q.retired_at IS NULL)";
const ADD: &str = "INSERT INTO answer (registration_id, question_id, value, changed_at) VALUES ($1, $2, $3, $4)";
const PUT: &str = "UPDATE answer SET value = $3 WHERE registration_id = $1 AND question_id = $2";
const FORGET: &str = "DELETE FROM answer WHERE registration_id = $1";

#[derive(sqlx::FromRow)]
struct Row {
    registration_id: Uuid,
    question_id: Uuid,
    value: Sealed,
    person_id: Uuid,
    #[sqlx(flatten)]
    key: KeyBeside,
}

/// The primary key of the row, which its ciphertext is bound to.
fn place(registration: Uuid, question: Uuid) -> [u8; 32] {
    let mut place = [0; 32];
    place[..16].copy_from_slice(registration.as_bytes());
    place[16..].copy_from_slice(question.as_bytes());
    place
}

fn open(key: &DataKey, registration: Uuid, question: Uuid, value: &Sealed) -> Result<Personal, Broken> {
    key.open(VALUE, place(registration, question), value)
}

/// What one registration answered; nothing of somebody erased.
pub(in crate::questions) async fn of_registration(tx: &mut Tx, registration: Uuid) -> sqlx::Result<Answers> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OF_REGISTRATION).bind(registration).fetch_all(c).await)?;
    let mut answers = Answers::default();
    for row in rows {
        if let Some(key) = row.key.open(&tx.vault, row.person_id)? {
            answers.set(row.question_id, open(&key, registration, row.question_id, &row.value)?);
        }
    }
    Ok(answers)
}

/// What everybody answered at an event, by registration; unless `all`, only to questions whose answers facilitators may see. What
/// does not open is left out, so that it hides nothing else.
pub(in crate::questions) async fn of_event(
    tx: &mut Tx,
    event: Uuid,
    all: bool,
) -> sqlx::Result<BTreeMap<Uuid, Answers>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OF_EVENT).bind(event).bind(all).fetch_all(c).await)?;
    let mut found = BTreeMap::new();
    read(tx, rows, &mut found);
    Ok(found)
}

/// What everybody answered to this question, added to what they answered to others; what does not open is left out.
pub(in crate::questions) async fn to_question(
    tx: &mut Tx,
    question: Uuid,
    found: &mut BTreeMap<Uuid, Answers>,
) -> sqlx::Result<()> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(CHOSEN).bind(question).fetch_all(c).await)?;
    read(tx, rows, found);
    Ok(())
}

fn read(tx: &Tx, rows: Vec<Row>, found: &mut BTreeMap<Uuid, Answers>) {
    for row in rows {
        let Row { registration_id: registration, question_id: question, value, person_id, key } = row;
        let (text, _) =
            key.read(&tx.vault, person_id, ("answer", registration), |key| open(key, registration, question, &value));
        found.entry(registration).or_default().set(question, text);
    }
}

/// Takes away what a registration answered to the questions that are still asked.
pub(in crate::questions) async fn clear(tx: &mut Tx, registration: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(CLEAR).bind(registration)).map(drop)
}

pub(in crate::questions) async fn add(
    tx: &mut Tx,
    key: &DataKey,
    (registration, question): (Uuid, Uuid),
    value: &Personal,
    now: Instant,
) -> sqlx::Result<()> {
    let sealed = key.seal(VALUE, place(registration, question), value.reveal());
    later!(tx, ADD, registration, question, sealed, now)
}

/// Seals an answer that is there under another key.
pub(in crate::questions) async fn put(
    tx: &mut Tx,
    key: &DataKey,
    (registration, question): (Uuid, Uuid),
    value: &Personal,
) -> sqlx::Result<()> {
    let sealed = key.seal(VALUE, place(registration, question), value.reveal());
    run!(tx, sqlx::query(PUT).bind(registration).bind(question).bind(sealed)).map(drop)
}

/// Takes away everything that a registration answered.
pub(in crate::questions) async fn forget(tx: &mut Tx, registration: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET).bind(registration)).map(drop)
}
