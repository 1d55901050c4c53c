//! The end of a testimonial: the row stays as a shell of ids and codes, so that the ledger and its public address still
//! mean something.

use uuid::Uuid;

use crate::db::{Tx, on, run, vault};

/// Before the renditions go: whether readers could once see it hangs on them.
const EMPTY: &str = "UPDATE testimonial SET headline = NULL, body = NULL, pseudonym = NULL, pseudonym_lookup = NULL,
    salt = NULL, locale = 'ky', stage = 'closed', gone = gone OR (
        EXISTS (SELECT 1 FROM approval a JOIN rendition r ON r.sha256 = a.rendition_sha256
                WHERE r.testimonial_id = testimonial.id)
        AND EXISTS (SELECT 1 FROM consent c WHERE c.testimonial_id = testimonial.id AND c.channel = 'site'
                    AND c.act IN ('grant', 'narrow')))
    WHERE id = $1";
const DROP_APPROVALS: &str = "DELETE FROM approval
    WHERE rendition_sha256 IN (SELECT r.sha256 FROM rendition r WHERE r.testimonial_id = $1)";
const DROP_RENDITIONS: &str = "DELETE FROM rendition WHERE testimonial_id = $1";
const DROP_HOLDS: &str = "DELETE FROM hold WHERE testimonial_id = $1";
const DROP_DECLINE: &str = "DELETE FROM decline WHERE testimonial_id = $1";
const OF_PERSON: &str = "SELECT t.id FROM testimonial t WHERE t.person_id = $1
    AND EXISTS (SELECT 1 FROM data_key k WHERE k.subject_id = t.id) ORDER BY t.id";
const IS_ERASED: &str = "SELECT COUNT(*) FROM testimonial t WHERE t.id = $1 AND t.registration_id = $2
    AND NOT EXISTS (SELECT 1 FROM data_key k WHERE k.subject_id = t.id)";

/// Destroys the key and everything it sealed; false when there was no key any more.
pub(in crate::testimonials) async fn erase(tx: &mut Tx, id: Uuid) -> sqlx::Result<bool> {
    let had = vault::destroy(tx, id).await?;
    for sql in [EMPTY, DROP_APPROVALS, DROP_RENDITIONS, DROP_HOLDS, DROP_DECLINE] {
        run!(tx, sqlx::query(sql).bind(id))?;
    }
    Ok(had)
}

/// What a person gave and is not erased.
pub(in crate::testimonials) async fn of_person(tx: &mut Tx, person: Uuid) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(OF_PERSON).bind(person).fetch_all(c).await)
}

/// Whether this registration gave it and it was erased.
pub(in crate::testimonials) async fn is_erased(tx: &mut Tx, id: Uuid, registration: Uuid) -> sqlx::Result<bool> {
    let found: i64 = on!(tx, c => sqlx::query_scalar(IS_ERASED).bind(id).bind(registration).fetch_one(c).await)?;
    Ok(found > 0)
}
