//! Registrations that come to another person, with what was typed into them sealed anew under that person's key.

use uuid::Uuid;

use super::{DIET, EMAIL, NOTE, ORGANISATION, PHONE, Row};
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::registration::model::{Registration, State};
use crate::seal::{Broken, DataKey, Field, Sealed};

const SEALED: &str = "SELECT phone, email, organisation, diet, note FROM registration WHERE id = $1";
const RESEAL: &str =
    "UPDATE registration SET phone = $2, email = $3, organisation = $4, diet = $5, note = $6 WHERE id = $1";
const OF_ALL: &str = "SELECT r.*, k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.person_id = $1 OR r.person_id IN (SELECT p.id FROM person p WHERE p.part_of = $1) ORDER BY r.id";

#[derive(sqlx::FromRow)]
struct SealedRow {
    phone: Option<Sealed>,
    email: Option<Sealed>,
    organisation: Option<Sealed>,
    diet: Option<Sealed>,
    note: Option<Sealed>,
}

/// Everything a person and their parts registered for, oldest first.
pub(in crate::registration) async fn of_all(tx: &mut Tx, person: Uuid) -> sqlx::Result<Vec<Registration>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(OF_ALL).bind(person).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.open(&tx.vault)).collect()
}

/// Seals anew what was typed into a registration.
pub(in crate::registration) async fn reseal(tx: &mut Tx, id: Uuid, from: &DataKey, to: &DataKey) -> sqlx::Result<()> {
    let row: SealedRow = on!(tx, c => sqlx::query_as(SEALED).bind(id).fetch_one(c).await)?;
    let anew = |field: Field, sealed: Option<Sealed>| -> Result<Option<Sealed>, Broken> {
        let text = sealed.map(|sealed| from.open(field, id, &sealed)).transpose()?;
        Ok(text.map(|text| to.seal(field, id, text.reveal())))
    };
    run!(
        tx,
        sqlx::query(RESEAL)
            .bind(id)
            .bind(anew(PHONE, row.phone)?)
            .bind(anew(EMAIL, row.email)?)
            .bind(anew(ORGANISATION, row.organisation)?)
            .bind(anew(DIET, row.diet)?)
            .bind(anew(NOTE, row.note)?)
    )
    .map(drop)
}

const LINE_UP: &str = "UPDATE registration SET state = 'waitlisted', changed_at = $3, pool_id = $4, reach = $5,
      waiting_no = $6, version = version + 1
    WHERE id = $1 AND state = $2";

/// Puts a registration at the end of the queue, if its state still is `from`.
pub(in crate::registration) async fn line_up(
    tx: &mut Tx,
    (id, from): (Uuid, State),
    (pool, reach): (Uuid, i64),
    number: i64,
    now: Instant,
) -> sqlx::Result<bool> {
    let changed =
        run!(tx, sqlx::query(LINE_UP).bind(id).bind(from.code()).bind(now).bind(pool).bind(reach).bind(number))?;
    Ok(changed == 1)
}
