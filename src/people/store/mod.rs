//! The tables `person` and `contact`, and in `names` what finds a name. Names and contacts lie sealed under the key of the
//! person.

pub(super) mod merges;
pub(super) mod names;

use std::collections::BTreeMap;

use uuid::Uuid;

use super::model::{CALL_NAME_SEALED, Contact, ContactKind, FULL_NAME_SEALED, Person, open_names};
use crate::clock::Instant;
use crate::db::vault::KeyBeside;
use crate::db::{Tx, later, on, run};
use crate::i18n::Locale;
use crate::ids::in_json;
use crate::seal::{Broken, DataKey, Field, Legible, Personal, Sealed};

const VALUE: Field = Field::new("contact", "value");

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    locale: String,
    full_name: Option<Sealed>,
    call_name: Option<Sealed>,
    #[sqlx(flatten)]
    key: KeyBeside,
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    id: Uuid,
    kind: String,
    value: Sealed,
}

const BY_CONTACT: &str = "SELECT person_id FROM contact WHERE kind = $1 AND lookup = $2";
const BY_ID: &str = "SELECT p.id, p.full_name, p.call_name, p.locale, k.version AS key_version,
      k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM person p LEFT JOIN data_key k ON k.subject_id = p.id WHERE p.id = $1";
const CONTACTS: &str = "SELECT id, kind, value FROM contact WHERE person_id = $1 AND claimed = FALSE ORDER BY id";
const CONTACTS_OF_SQLITE: &str = "SELECT c.id, c.person_id, c.kind, c.value, k.version AS key_version,
      k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM contact c LEFT JOIN data_key k ON k.subject_id = c.person_id
    WHERE c.claimed = FALSE AND c.person_id IN (SELECT unhex(value) FROM json_each($1)) ORDER BY c.id";
const CONTACTS_OF_POSTGRES: &str = "SELECT c.id, c.person_id, c.kind, c.value, k.version AS key_version,
      k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM contact c LEFT JOIN data_key k ON k.subject_id = c.person_id
    WHERE c.claimed = FALSE
      AND c.person_id = ANY (ARRAY(SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($1 AS json)) x))
    ORDER BY c.id";
const PART_OF: &str = "SELECT part_of FROM person WHERE id = $1";
const PARTS: &str = "SELECT id FROM person WHERE part_of = $1 ORDER BY id";
const SINCE: &str = "SELECT created_at FROM person WHERE id = $1";
const ADD: &str = "INSERT INTO person (id, full_name, call_name, locale, created_at) VALUES ($1, $2, $3, $4, $5)";
const ADD_CONTACT: &str = "INSERT INTO contact (id, person_id, kind, value, lookup) VALUES ($1, $2, $3, $4, $5)";
const CLAIM_CONTACT: &str =
    "INSERT INTO contact (id, person_id, kind, value, lookup, claimed) VALUES ($1, $2, $3, $4, $5, TRUE)
    ON CONFLICT DO NOTHING";
// The language tells something too.
const FORGET: &str = "UPDATE person SET full_name = NULL, call_name = NULL, locale = 'ky' WHERE id = $1";
const FORGET_CONTACT: &str = "DELETE FROM contact WHERE person_id = $1 AND kind = $2 AND lookup = $3";
const ADD_NOBODY: &str = "INSERT INTO person (id, locale, created_at) VALUES ($1, 'ky', $2)";
const FORGET_CONTACTS: &str = "DELETE FROM contact WHERE person_id = $1";

pub(super) async fn by_contact(tx: &mut Tx, contact: &Contact) -> sqlx::Result<Option<Uuid>> {
    let (kind, lookup) = (contact.kind.code(), lookup(tx, contact));
    on!(tx, c => sqlx::query_scalar(BY_CONTACT).bind(kind).bind(lookup).fetch_optional(c).await)
}

fn lookup(tx: &Tx, contact: &Contact) -> Vec<u8> {
    tx.vault.ring.lookup(contact.kind.code(), &contact.value)
}

pub(super) async fn by_id(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Person>> {
    let row: Option<PersonRow> = on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    // The CHECK of the table leaves no other value.
    let locale = row.locale.parse().unwrap_or(Locale::Ky);
    let none = Personal::default;
    let Some(key) = row.key.open(&tx.vault, id)? else {
        let (full_name, call_name) = (none(), none());
        return Ok(Some(Person { id: row.id, full_name, call_name, locale, contacts: Vec::new(), erased: true }));
    };
    let (full_name, call_name) = open_names(&key, id, row.full_name.as_ref(), row.call_name.as_ref())?;
    let contacts: Vec<ContactRow> = on!(tx, c => sqlx::query_as(CONTACTS).bind(id).fetch_all(c).await)?;
    let contact = |c: ContactRow| {
        let kind = ContactKind::parse(&c.kind)?;
        Some(key.open(VALUE, c.id, &c.value).map(|value| Contact { kind, value }))
    };
    let contacts = contacts.into_iter().filter_map(contact).collect::<Result<_, Broken>>()?;
    Ok(Some(Person { id: row.id, full_name, call_name, locale, contacts, erased: false }))
}

/// Of whom somebody is only a part.
pub(super) async fn part_of(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Uuid>> {
    let part: Option<Option<Uuid>> = on!(tx, c => sqlx::query_scalar(PART_OF).bind(id).fetch_optional(c).await)?;
    Ok(part.flatten())
}

/// The people who are only parts of this one.
pub(super) async fn parts(tx: &mut Tx, id: Uuid) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(PARTS).bind(id).fetch_all(c).await)
}

#[derive(sqlx::FromRow)]
struct ContactOfRow {
    id: Uuid,
    person_id: Uuid,
    kind: String,
    value: Sealed,
    #[sqlx(flatten)]
    key: KeyBeside,
}

/// The contacts of several people; one that does not open is left out.
pub(super) async fn contacts_of(tx: &mut Tx, people: &[Uuid]) -> sqlx::Result<BTreeMap<Uuid, Vec<Contact>>> {
    let sql = if tx.is_postgres() { CONTACTS_OF_POSTGRES } else { CONTACTS_OF_SQLITE };
    let rows: Vec<ContactOfRow> =
        on!(tx, c => sqlx::query_as(sql).bind(in_json(people.iter().copied())).fetch_all(c).await)?;
    let mut all: BTreeMap<Uuid, Vec<Contact>> = BTreeMap::new();
    for row in rows {
        let open = |key: &DataKey| key.open(VALUE, row.id, &row.value);
        let (value, legible) = row.key.read(&tx.vault, row.person_id, ("contact", row.id), open);
        let kind = ContactKind::parse(&row.kind).filter(|_| legible == Legible::Yes);
        all.entry(row.person_id).or_default().extend(kind.map(|kind| Contact { kind, value }));
    }
    Ok(all)
}

pub(super) async fn since(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Instant>> {
    on!(tx, c => sqlx::query_scalar(SINCE).bind(id).fetch_optional(c).await)
}

pub(super) async fn add(tx: &mut Tx, key: &DataKey, person: &Person, now: Instant) -> sqlx::Result<()> {
    let seal = |field, name: &Personal| key.seal(field, person.id, name.reveal());
    later!(
        tx,
        ADD,
        person.id,
        seal(FULL_NAME_SEALED, &person.full_name),
        seal(CALL_NAME_SEALED, &person.call_name),
        person.locale.code(),
        now,
    )
}

pub(super) async fn add_contact(
    tx: &mut Tx,
    key: &DataKey,
    id: Uuid,
    person: Uuid,
    contact: &Contact,
) -> sqlx::Result<()> {
    put_contact(tx, ADD_CONTACT, key, (id, person), contact).await
}

/// Adds a contact that a form names beside a known one; leaves it where it is when somebody has it.
pub(super) async fn claim_contact(
    tx: &mut Tx,
    key: &DataKey,
    id: Uuid,
    person: Uuid,
    contact: &Contact,
) -> sqlx::Result<()> {
    put_contact(tx, CLAIM_CONTACT, key, (id, person), contact).await
}

async fn put_contact(
    tx: &mut Tx,
    sql: &'static str,
    key: &DataKey,
    (id, person): (Uuid, Uuid),
    contact: &Contact,
) -> sqlx::Result<()> {
    let lookup = lookup(tx, contact);
    let value = key.seal(VALUE, id, contact.value.reveal());
    later!(tx, sql, id, person, contact.kind.code(), value, lookup)
}

/// Takes one contact away.
pub(super) async fn forget_contact(tx: &mut Tx, person: Uuid, contact: &Contact) -> sqlx::Result<()> {
    let (kind, lookup) = (contact.kind.code(), lookup(tx, contact));
    run!(tx, sqlx::query(FORGET_CONTACT).bind(person).bind(kind).bind(lookup)).map(drop)
}

pub(super) async fn add_nobody(tx: &mut Tx, id: Uuid, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(ADD_NOBODY).bind(id).bind(now)).map(drop)
}

/// Takes names and contacts out of the tables.
pub(super) async fn forget(tx: &mut Tx, person: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET).bind(person))?;
    run!(tx, sqlx::query(FORGET_CONTACTS).bind(person)).map(drop)
}
