//! What registrations agreed to: rows of `consent` that belong to no testimonial.

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, later, on};
use crate::i18n::Locale;
use crate::registration::consent::{Act, Entry, Purpose};

const AGREE: &str = "INSERT INTO consent (id, person_id, registration_id, purpose, channel, attribution, openness, act,
      text_version, text_hash, locale, evidence, at)
    VALUES ($1, $2, $3, $4, '', '', 0, $5, $6, $7, $8, $9, $10)";
/// By the person, because that is where the index is; who a registration is handed to gets what was agreed to with it.
const LEDGER: &str = "SELECT purpose, act, text_version, locale, evidence, at FROM consent
    WHERE person_id = (SELECT r.person_id FROM registration r WHERE r.id = $1)
      AND registration_id = $1 AND testimonial_id IS NULL ORDER BY at, id";

#[derive(sqlx::FromRow)]
struct EntryRow {
    purpose: String,
    act: String,
    text_version: i64,
    locale: String,
    evidence: String,
    at: Instant,
}

/// One line for the ledger.
pub(in crate::registration) struct Agreement<'a> {
    pub id: Uuid,
    pub person: Uuid,
    pub registration: Uuid,
    pub purpose: Purpose,
    pub act: Act,
    /// Of the text.
    pub version: i64,
    pub text_hash: &'a [u8],
    pub locale: Locale,
    pub evidence: &'a str,
    pub at: Instant,
}

pub(in crate::registration) async fn agree(tx: &mut Tx, a: &Agreement<'_>) -> sqlx::Result<()> {
    let (purpose, act) = (a.purpose.code(), a.act.code());
    later!(
        tx,
        AGREE,
        a.id,
        a.person,
        a.registration,
        purpose,
        act,
        a.version,
        a.text_hash,
        a.locale.code(),
        a.evidence,
        a.at,
    )
}

/// Everything this registration agreed to, oldest first.
pub(in crate::registration) async fn ledger(tx: &mut Tx, registration: Uuid) -> sqlx::Result<Vec<Entry>> {
    let rows: Vec<EntryRow> = on!(tx, c => sqlx::query_as(LEDGER).bind(registration).fetch_all(c).await)?;
    let entry = |r: EntryRow| {
        Some(Entry {
            purpose: Purpose::parse(&r.purpose)?,
            act: Act::parse(&r.act)?,
            version: r.text_version,
            locale: r.locale.parse().ok()?,
            evidence: r.evidence,
            at: r.at,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}
