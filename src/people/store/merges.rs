//! Two people who are one: the tables `person_merge` and `person_apart`, and the rows of people that a merge moves.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::VALUE;
use super::names::Token;
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::i18n::Locale;
use crate::people::model::{CALL_NAME_SEALED, Contact, ContactKind, ContactRow, FULL_NAME_SEALED, Merge, UNDO, Undo};
use crate::seal::{Broken, DataKey, Field, Personal, Sealed};

const RECORD: Field = Field::new("person_merge", "record");

const CONTACT_ROWS: &str = "SELECT id, kind, value, claimed FROM contact WHERE person_id = $1 ORDER BY id";
const MOVE_CONTACT: &str = "UPDATE contact SET person_id = $2, value = $3, claimed = $4 WHERE id = $1";
const DROP_CONTACT: &str = "DELETE FROM contact WHERE id = $1";
const HOLDER: &str = "SELECT id, person_id FROM contact WHERE kind = $1 AND lookup = $2";
const BRING_BACK: &str = "INSERT INTO contact (id, person_id, kind, value, lookup, claimed)
    VALUES ($1, $2, $3, $4, $5, $6)";
const CALL: &str = "UPDATE person SET full_name = $2, call_name = $3, locale = $4 WHERE id = $1";
const ADD_PART: &str = "INSERT INTO person (id, full_name, call_name, locale, created_at, part_of)
    VALUES ($1, $2, $3, $4, $5, $6)";
const MOVE_PARTS: &str = "UPDATE person SET part_of = $2 WHERE part_of = $1";
const MOVE_PART: &str = "UPDATE person SET part_of = $2 WHERE id = $1";
const DROP_PART: &str = "DELETE FROM person WHERE id = $1 AND part_of IS NOT NULL";

const ADD: &str = "INSERT INTO person_merge (id, survivor_id, merged_id, held_by, record, merged_by, at)
    VALUES ($1, $2, $3, $2, $4, $5, $6)";
const BY_ID: &str = "SELECT id, survivor_id, merged_id, held_by, record, at FROM person_merge
    WHERE id = $1 AND undone_at IS NULL";
const HELD: &str = "SELECT id, survivor_id, merged_id, held_by, record, at FROM person_merge
    WHERE held_by = $1 AND record IS NOT NULL ORDER BY id";
const OF_SURVIVOR: &str = "SELECT id, survivor_id, merged_id, held_by, record, at FROM person_merge
    WHERE survivor_id = $1 AND undone_at IS NULL ORDER BY id DESC";
const REHOLD: &str = "UPDATE person_merge SET held_by = $2, record = $3 WHERE id = $1";
const UNDONE: &str = "UPDATE person_merge SET record = NULL, undone_by = $2, undone_at = $3
    WHERE id = $1 AND undone_at IS NULL";
const FORGET_RECORDS: &str = "UPDATE person_merge SET record = NULL WHERE held_by = $1";
const TAKEN_IN: &str = "SELECT merged_id FROM person_merge WHERE survivor_id = $1 AND undone_at IS NULL";

const SAY_APART: &str = "INSERT INTO person_apart (one_id, other_id, said_by, at) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING";
const APART: &str = "SELECT one_id, other_id FROM person_apart WHERE one_id = $1 OR other_id = $1";
const FORGET_APART: &str = "DELETE FROM person_apart WHERE one_id = $1 OR other_id = $1";

const GROUPS: &str =
    "SELECT token FROM name_pair WHERE token > $1 GROUP BY token HAVING COUNT(*) > 1 ORDER BY token LIMIT $2";
const GROUP: &str = "SELECT person_id FROM name_pair WHERE token = $1 ORDER BY person_id DESC LIMIT $2";

#[derive(sqlx::FromRow)]
struct ContactTableRow {
    id: Uuid,
    kind: String,
    value: Sealed,
    claimed: bool,
}

/// Every contact of a person, also those that are only claimed.
pub(in crate::people) async fn contact_rows(tx: &mut Tx, key: &DataKey, person: Uuid) -> sqlx::Result<Vec<ContactRow>> {
    let rows: Vec<ContactTableRow> = on!(tx, c => sqlx::query_as(CONTACT_ROWS).bind(person).fetch_all(c).await)?;
    let open = |row: ContactTableRow| {
        let kind = ContactKind::parse(&row.kind).ok_or(Broken)?;
        let value = key.open(VALUE, row.id, &row.value)?;
        Ok(ContactRow { id: row.id, contact: Contact { kind, value }, claimed: row.claimed })
    };
    Ok(rows.into_iter().map(open).collect::<Result<_, Broken>>()?)
}

/// Makes a contact that of somebody else, under their key.
pub(in crate::people) async fn move_contact(
    tx: &mut Tx,
    key: &DataKey,
    person: Uuid,
    id: Uuid,
    (contact, claimed): (&Contact, bool),
) -> sqlx::Result<()> {
    let value = key.seal(VALUE, id, contact.value.reveal());
    run!(tx, sqlx::query(MOVE_CONTACT).bind(id).bind(person).bind(value).bind(claimed)).map(drop)
}

pub(in crate::people) async fn drop_contact(tx: &mut Tx, id: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(DROP_CONTACT).bind(id)).map(drop)
}

/// The row of a contact and whose it is.
pub(in crate::people) async fn holder(tx: &mut Tx, contact: &Contact) -> sqlx::Result<Option<(Uuid, Uuid)>> {
    let (kind, lookup) = (contact.kind.code(), super::lookup(tx, contact));
    on!(tx, c => sqlx::query_as(HOLDER).bind(kind).bind(lookup).fetch_optional(c).await)
}

/// Puts a contact back that a merge left out.
pub(in crate::people) async fn bring_back(
    tx: &mut Tx,
    key: &DataKey,
    person: Uuid,
    id: Uuid,
    (contact, claimed): (&Contact, bool),
) -> sqlx::Result<()> {
    let lookup = super::lookup(tx, contact);
    let value = key.seal(VALUE, id, contact.value.reveal());
    run!(
        tx,
        sqlx::query(BRING_BACK).bind(id).bind(person).bind(contact.kind.code()).bind(value).bind(lookup).bind(claimed)
    )
    .map(drop)
}

/// Calls somebody by these names from now on.
pub(in crate::people) async fn call(
    tx: &mut Tx,
    key: &DataKey,
    person: Uuid,
    (full_name, call_name): (&Personal, &Personal),
    l: Locale,
) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(CALL)
            .bind(person)
            .bind(key.seal(FULL_NAME_SEALED, person, full_name.reveal()))
            .bind(key.seal(CALL_NAME_SEALED, person, call_name.reveal()))
            .bind(l.code())
    )
    .map(drop)
}

/// Adds somebody who is only a part of `whole`, called as they are.
pub(in crate::people) async fn add_part(
    tx: &mut Tx,
    key: &DataKey,
    id: Uuid,
    whole: &crate::people::model::Person,
    since: Instant,
) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD_PART)
            .bind(id)
            .bind(key.seal(FULL_NAME_SEALED, id, whole.full_name.reveal()))
            .bind(key.seal(CALL_NAME_SEALED, id, whole.call_name.reveal()))
            .bind(whole.locale.code())
            .bind(since)
            .bind(whole.id)
    )
    .map(drop)
}

/// Makes the parts of one person those of another.
pub(in crate::people) async fn move_parts(tx: &mut Tx, from: Uuid, to: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(MOVE_PARTS).bind(from).bind(to)).map(drop)
}

pub(in crate::people) async fn move_part(tx: &mut Tx, part: Uuid, to: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(MOVE_PART).bind(part).bind(to)).map(drop)
}

/// Takes away a part that nothing belongs to any more.
pub(in crate::people) async fn drop_part(tx: &mut Tx, part: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(DROP_PART).bind(part)).map(drop)
}

// --- merges ---

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    survivor_id: Uuid,
    merged_id: Uuid,
    held_by: Uuid,
    record: Option<Sealed>,
    at: Instant,
}

/// A merge, and its record as it lies in the table.
pub struct Recorded {
    pub merge: Merge,
    /// Whose key opens the record.
    pub held_by: Uuid,
    record: Option<Sealed>,
}

impl From<Row> for Recorded {
    fn from(row: Row) -> Self {
        let until = row.record.as_ref().map(|_| row.at + UNDO);
        let merge = Merge { id: row.id, survivor: row.survivor_id, merged: row.merged_id, at: row.at, until };
        Self { merge, held_by: row.held_by, record: row.record }
    }
}

impl Recorded {
    /// # Errors
    /// When it does not open, or was sealed by a program that wrote it otherwise.
    pub fn open(&self, key: &DataKey) -> sqlx::Result<Option<Undo>> {
        let Some(record) = &self.record else { return Ok(None) };
        let text = key.open(RECORD, self.merge.id, record)?;
        // The cause may quote what it read.
        serde_json::from_str(text.reveal()).map(Some).map_err(|_| Broken.into())
    }
}

fn seal(key: &DataKey, id: Uuid, undo: &Undo) -> sqlx::Result<Sealed> {
    let text = Personal::from(serde_json::to_string(undo).map_err(|_| sqlx::Error::from(Broken))?);
    Ok(key.seal(RECORD, id, text.reveal()))
}

/// Writes down a merge and what an undo needs.
pub(in crate::people) async fn add(
    tx: &mut Tx,
    key: &DataKey,
    merge: &Merge,
    by: Uuid,
    undo: &Undo,
) -> sqlx::Result<()> {
    let record = seal(key, merge.id, undo)?;
    run!(
        tx,
        sqlx::query(ADD).bind(merge.id).bind(merge.survivor).bind(merge.merged).bind(record).bind(by).bind(merge.at)
    )
    .map(drop)
}

/// A merge that holds.
pub(in crate::people) async fn by_id(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Recorded>> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?;
    Ok(row.map(Recorded::from))
}

/// The merges whose record lies under the key of this person.
pub(in crate::people) async fn held(tx: &mut Tx, person: Uuid) -> sqlx::Result<Vec<Recorded>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(HELD).bind(person).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Recorded::from).collect())
}

/// The merges that hold and left this person, the newest first.
pub(in crate::people) async fn of_survivor(tx: &mut Tx, person: Uuid) -> sqlx::Result<Vec<Recorded>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OF_SURVIVOR).bind(person).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Recorded::from).collect())
}

/// Seals a record anew under the key of another person.
pub(in crate::people) async fn rehold(
    tx: &mut Tx,
    recorded: &Recorded,
    from: &DataKey,
    to: &DataKey,
    holder: Uuid,
) -> sqlx::Result<()> {
    let Some(undo) = recorded.open(from)? else { return Ok(()) };
    let record = seal(to, recorded.merge.id, &undo)?;
    run!(tx, sqlx::query(REHOLD).bind(recorded.merge.id).bind(holder).bind(record)).map(drop)
}

/// Ends a merge; false when that was done.
pub(in crate::people) async fn undone(tx: &mut Tx, id: Uuid, by: Uuid, now: Instant) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(UNDONE).bind(id).bind(by).bind(now))? == 1)
}

/// Destroys what undos of this person's merges would need.
pub(in crate::people) async fn forget_records(tx: &mut Tx, person: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET_RECORDS).bind(person)).map(drop)
}

/// Who was taken in by somebody, and by those, and so on.
pub(in crate::people) async fn taken_in(tx: &mut Tx, person: Uuid) -> sqlx::Result<Vec<Uuid>> {
    let (mut all, mut next) = (Vec::new(), vec![person]);
    while let Some(survivor) = next.pop() {
        let merged: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(TAKEN_IN).bind(survivor).fetch_all(c).await)?;
        for id in merged {
            if !all.contains(&id) {
                all.push(id);
                next.push(id);
            }
        }
    }
    Ok(all)
}

// --- not the same person ---

pub(in crate::people) async fn say_apart(
    tx: &mut Tx,
    (one, other): (Uuid, Uuid),
    by: Uuid,
    now: Instant,
) -> sqlx::Result<bool> {
    let (one, other) = (one.min(other), one.max(other));
    Ok(run!(tx, sqlx::query(SAY_APART).bind(one).bind(other).bind(by).bind(now))? == 1)
}

/// Those of whom somebody said that they are not this person.
pub(in crate::people) async fn apart(tx: &mut Tx, person: Uuid) -> sqlx::Result<BTreeSet<Uuid>> {
    let rows: Vec<(Uuid, Uuid)> = on!(tx, c => sqlx::query_as(APART).bind(person).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(one, other)| if one == person { other } else { one }).collect())
}

pub(in crate::people) async fn forget_apart(tx: &mut Tx, person: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET_APART).bind(person)).map(drop)
}

// --- people of one name ---

/// Pairs that several people have, after this one.
pub(in crate::people) async fn groups(tx: &mut Tx, after: Token, limit: i64) -> sqlx::Result<Vec<Token>> {
    on!(tx, c => sqlx::query_scalar(GROUPS).bind(after).bind(limit).fetch_all(c).await)
}

/// The newest people who have a pair.
pub(in crate::people) async fn group(tx: &mut Tx, pair: Token, limit: i64) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(GROUP).bind(pair).bind(limit).fetch_all(c).await)
}
