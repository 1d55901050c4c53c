//! Accounts and sessions as their owners use them.

use std::collections::BTreeMap;

use chrono::Duration;
use uuid::Uuid;

use super::passphrase;
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::i18n::Locale;
use crate::seal::Personal;
use crate::staff::model::{Actor, Grant};
use crate::staff::store;
use crate::state::App;

/// A session that long unused has ended.
const IDLE: Duration = Duration::hours(12);
/// How late the last use of a session may be written; not each look at a page should write.
const SEEN_EVERY: Duration = Duration::minutes(5);

/// Whose live session this is, and notes that it was used.
///
/// # Errors
/// When the database does not answer.
pub async fn actor(app: &App, token_hash: &[u8]) -> Outcome<Option<Actor>> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let Some(live) = store::session(&mut tx, token_hash, now, now - IDLE).await? else { return Ok(None) };
    let grants = store::grants_of(&mut tx, live.id).await?;
    drop(tx);
    if live.last_seen_at + SEEN_EVERY < now {
        let mut tx = app.db.write().await?;
        store::saw(&mut tx, token_hash, now).await?;
        tx.commit().await?;
    }
    let locale = live.locale.parse().unwrap_or(app.config.default_locale);
    Ok(Some(Actor { id: live.id, name: live.name, locale, grants }))
}

/// Adds an account with its first roles, in the caller's transaction. The address must be normalised.
///
/// # Errors
/// `Conflict` when the address has an account.
pub async fn create_account(
    app: &App,
    tx: &mut Tx,
    email: &Personal,
    name: &Personal,
    passphrase_hash: &str,
    locale: Locale,
    grants: &[Grant],
) -> Outcome<Uuid> {
    let (id, created_at) = (app.ids.uuid(), app.clock.now());
    let new = store::NewAccount { id, email, name, passphrase_hash, locale, created_at };
    if !store::add(tx, &new).await? {
        return Err(AppError::Conflict("staff-error-email-taken"));
    }
    for grant in grants {
        store::add_grant(tx, app.ids.uuid(), id, grant, None, created_at).await?;
    }
    record(app, tx, By::System, "staff.create", ("staff", id), "").await?;
    Ok(id)
}

/// The names of these accounts, also of disabled ones.
///
/// # Errors
/// When the database does not answer.
pub async fn names(app: &App, ids: &[Uuid]) -> Outcome<BTreeMap<Uuid, Personal>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut tx = app.db.read().await?;
    // A staff is dozens of people: all of them is one short query, and portable.
    let all = store::accounts(&mut tx).await?;
    Ok(all.into_iter().filter(|a| ids.contains(&a.id)).map(|a| (a.id, a.name)).collect())
}

/// Everybody by name, also whose account is disabled; to choose among them.
///
/// # Errors
/// When the database does not answer.
pub async fn everybody(app: &App) -> Outcome<Vec<(Uuid, Personal)>> {
    let all = store::accounts(&mut app.db.read().await?).await?;
    Ok(all.into_iter().map(|a| (a.id, a.name)).collect())
}

/// One's own account.
///
/// # Errors
/// When the database does not answer.
pub async fn own(app: &App, actor: &Actor) -> Outcome<store::Account> {
    let mut tx = app.db.read().await?;
    store::account(&mut tx, actor.id).await?.ok_or(AppError::NotFound)
}

/// One's own live sessions, the last used first.
///
/// # Errors
/// When the database does not answer.
pub async fn own_sessions(app: &App, actor: &Actor) -> Outcome<Vec<store::SessionRow>> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    Ok(store::sessions_of(&mut tx, actor.id, now, now - IDLE).await?)
}

/// Changes one's own passphrase and ends one's other sessions. False when `old` is not the present one.
///
/// # Errors
/// `Conflict` when it was changed meanwhile.
pub async fn change_passphrase(app: &App, actor: &Actor, old: &str, new: &str, session: &[u8]) -> Outcome<bool> {
    let mut tx = app.db.read().await?;
    let present = store::passphrase(&mut tx, actor.id).await?;
    drop(tx);
    if !passphrase::verify(old, present.clone()).await? {
        let mut tx = app.db.write().await?;
        record(app, &mut tx, By::from(actor), "passphrase.refuse", ("staff", actor.id), "").await?;
        tx.commit().await?;
        return Ok(false);
    }
    let hash = passphrase::hash_passphrase(new).await?;
    let mut tx = app.db.write().await?;
    if !store::set_passphrase(&mut tx, actor.id, &hash, &present.unwrap_or_default()).await? {
        return Err(AppError::Conflict("ui-conflict-help"));
    }
    store::end_sessions(&mut tx, actor.id, session, app.clock.now()).await?;
    record(app, &mut tx, By::from(actor), "passphrase.change", ("staff", actor.id), "").await?;
    tx.commit().await?;
    Ok(true)
}

/// The language in which the staff member is written to.
///
/// # Errors
/// When the database does not take it.
pub async fn set_locale(app: &App, actor: &Actor, locale: Locale) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    store::set_locale(&mut tx, actor.id, locale).await?;
    record(app, &mut tx, By::from(actor), "staff.language", ("staff", actor.id), "").await?;
    Ok(tx.commit().await?)
}

/// Ends one of one's own sessions; one that has ended already is no error.
///
/// # Errors
/// When the database does not take it.
pub async fn end_other_session(app: &App, actor: &Actor, token_hash: &[u8]) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    if store::end_session(&mut tx, token_hash, actor.id, app.clock.now()).await? {
        record(app, &mut tx, By::from(actor), "session.revoke", ("staff", actor.id), "").await?;
    }
    Ok(tx.commit().await?)
}

/// Forgets sessions that have ended for good; for the nightly job, in its transaction.
///
/// # Errors
/// When the database does not take it.
pub async fn sweep(tx: &mut Tx, now: Instant) -> Outcome<()> {
    Ok(store::forget_sessions(tx, now).await?)
}
