//! The tables `person` and `contact`.

use uuid::Uuid;

use super::model::{Contact, ContactKind, Person};
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::i18n::Locale;

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    full_name: String,
    call_name: String,
    locale: String,
}

const BY_CONTACT: &str = "SELECT person_id FROM contact WHERE kind = $1 AND value = $2";
const BY_ID: &str = "SELECT id, full_name, call_name, locale FROM person WHERE id = $1";
const CONTACTS: &str = "SELECT kind, value FROM contact WHERE person_id = $1 AND claimed = FALSE ORDER BY id";
const SINCE: &str = "SELECT created_at FROM person WHERE id = $1";
const ADD: &str = "INSERT INTO person (id, full_name, call_name, locale, created_at) VALUES ($1, $2, $3, $4, $5)";
const ADD_CONTACT: &str = "INSERT INTO contact (id, person_id, kind, value) VALUES ($1, $2, $3, $4)";
const CLAIM_CONTACT: &str = "INSERT INTO contact (id, person_id, kind, value, claimed) VALUES ($1, $2, $3, $4, TRUE)
    ON CONFLICT DO NOTHING";

pub(super) async fn by_contact(tx: &mut Tx, contact: &Contact) -> sqlx::Result<Option<Uuid>> {
    on!(tx, c => sqlx::query_scalar(BY_CONTACT).bind(contact.kind.code()).bind(&contact.value).fetch_optional(c).await)
}

pub(super) async fn by_id(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Person>> {
    let row: Option<PersonRow> = on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let contacts: Vec<(String, String)> = on!(tx, c => sqlx::query_as(CONTACTS).bind(id).fetch_all(c).await)?;
    Ok(Some(Person {
        id: row.id,
        full_name: row.full_name,
        call_name: row.call_name,
        // The CHECK of the table leaves no other value.
        locale: row.locale.parse().unwrap_or(Locale::Ky),
        contacts: contacts
            .into_iter()
            .filter_map(|(kind, value)| Some(Contact { kind: ContactKind::parse(&kind)?, value }))
            .collect(),
    }))
}

pub(super) async fn since(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Instant>> {
    on!(tx, c => sqlx::query_scalar(SINCE).bind(id).fetch_optional(c).await)
}

pub(super) async fn add(tx: &mut Tx, person: &Person, now: Instant) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD)
            .bind(person.id)
            .bind(&person.full_name)
            .bind(&person.call_name)
            .bind(person.locale.code())
            .bind(now)
    )
    .map(drop)
}

pub(super) async fn add_contact(tx: &mut Tx, id: Uuid, person: Uuid, contact: &Contact) -> sqlx::Result<()> {
    run!(tx, sqlx::query(ADD_CONTACT).bind(id).bind(person).bind(contact.kind.code()).bind(&contact.value)).map(drop)
}

/// Adds a contact that a form names beside a known one; leaves it where it is when somebody has it.
pub(super) async fn claim_contact(tx: &mut Tx, id: Uuid, person: Uuid, contact: &Contact) -> sqlx::Result<()> {
    run!(tx, sqlx::query(CLAIM_CONTACT).bind(id).bind(person).bind(contact.kind.code()).bind(&contact.value)).map(drop)
}
