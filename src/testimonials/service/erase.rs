//! The end of a testimonial: its key is destroyed, and what the key sealed goes with it.

use uuid::Uuid;

use super::{Answer, withdraw_all};
use crate::audit::service::{self as audit, By};
use crate::clock::Instant;
use crate::db::{Tx, vault};
use crate::error::{AppError, Outcome};
use crate::i18n::Locale;
use crate::registration::model::Registration;
use crate::seal::Subject;
use crate::state::App;
use crate::testimonials::model::live;
use crate::testimonials::store;
use crate::web::cache;

/// Erases one testimonial in the caller's transaction, who writes the history and calls `app.cache.touch()` after the
/// commit. What stays is the row as a shell, the entries of the ledger (ids, codes, times) and a tombstone that names
/// `rule`. False when there was nothing left to erase; a replayed tombstone does no harm.
///
/// # Errors
/// When the database does not do it.
pub async fn erase_one(tx: &mut Tx, id: Uuid, rule: &str, now: Instant) -> Outcome<bool> {
    if !store::lock(tx, id).await? {
        return Ok(false);
    }
    let had = store::erase::erase(tx, id).await?;
    vault::bury(tx, Subject::Testimonial(id), rule, now).await?;
    cache::bump(tx).await?;
    Ok(had)
}

/// Erases all that a person gave, as [`erase_one`] does; gives the ids. To be called after the person's own key was
/// destroyed in this transaction: giving holds that key, so nothing slips in between.
///
/// # Errors
/// When the database does not do it.
pub async fn erase_of_person(tx: &mut Tx, person: Uuid, rule: &str, now: Instant) -> Outcome<Vec<Uuid>> {
    let ids = store::erase::of_person(tx, person).await?;
    for id in &ids {
        erase_one(tx, *id, rule, now).await?;
    }
    Ok(ids)
}

/// The speaker's choice behind the private link. What was agreed to ends first; a second tap finds it done.
///
/// # Errors
/// `NotFound` for another's testimonial.
pub async fn erase(app: &App, registration: &Registration, id: Uuid, read_in: Locale) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let found = if store::lock(&mut tx, id).await? { store::by_id(&mut tx, id).await? } else { None };
    let Some(testimonial) = found.filter(|t| t.registration_id == registration.id) else {
        let done = store::erase::is_erased(&mut tx, id, registration.id).await?;
        // What the other tap did may still be on its way to the disk: this resolves when it is there.
        tx.commit().await?;
        return if done { Ok(()) } else { Err(AppError::NotFound) };
    };
    if !live(&store::ledger(&mut tx, id).await?).is_empty() {
        withdraw_all(app, &mut tx, &testimonial, Answer::speaker(testimonial.person_id, read_in)).await?;
    }
    erase_one(&mut tx, id, "speaker", app.clock.now()).await?;
    let by = By::Participant(Some(testimonial.person_id));
    audit::record(app, &mut tx, by, "testimonial.erase", ("testimonial", id), "speaker").await?;
    tx.commit().await?;
    app.cache.touch();
    Ok(())
}

/// Whether this registration gave it and it was erased.
///
/// # Errors
/// When the database does not answer.
pub async fn is_erased(app: &App, registration: &Registration, id: Uuid) -> Outcome<bool> {
    Ok(store::erase::is_erased(&mut app.db.read().await?, id, registration.id).await?)
}
