//! Accounts and sessions as their owners use them.

use std::collections::BTreeMap;

use chrono::Duration;
use uuid::Uuid;

use super::entry::Begun;
use super::factors::Proved;
use super::{passphrase, throttle};
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::i18n::Locale;
use crate::ids::digest;
use crate::seal::Personal;
use crate::staff::model::{Actor, Grant, Standing};
use crate::staff::store;
use crate::state::App;

/// A session that long unused has ended.
const IDLE: Duration = Duration::minutes(30);
/// How late the last use of a session may be written; not each look at a page should write.
const SEEN_EVERY: Duration = Duration::minutes(1);
/// That long a proof counts for what asks for a fresh one.
const FRESH: Duration = Duration::minutes(5);

/// Somebody with a live session, who may still owe the second factor.
#[derive(Clone)]
pub struct SignedIn {
    pub actor: Actor,
    pub standing: Standing,
    /// Their roles changed: the session is to get a new id.
    pub renew: bool,
    /// The blind index of their address.
    pub lookup: Vec<u8>,
    /// Whether the account has an authenticator app.
    pub app: bool,
    pub passkeys: i64,
}

impl SignedIn {
    /// Whether the account has a second factor.
    #[must_use]
    pub const fn has_factor(&self) -> bool {
        self.app || self.passkeys > 0
    }
}

/// Whose live session this is; notes that it was used.
///
/// # Errors
/// When the database does not answer.
pub async fn live(app: &App, token_hash: &[u8]) -> Outcome<Option<SignedIn>> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let Some((who, seen)) = load(app, &mut tx, token_hash).await? else { return Ok(None) };
    drop(tx);
    if seen + SEEN_EVERY < now {
        let mut tx = app.db.write().await?;
        store::saw(&mut tx, token_hash, now).await?;
        tx.commit().await?;
    }
    Ok(Some(who))
}

/// As [`live`], in the caller's transaction, with when it was last seen.
pub(super) async fn load(app: &App, tx: &mut Tx, token_hash: &[u8]) -> Outcome<Option<(SignedIn, Instant)>> {
    let now = app.clock.now();
    let Some(live) = store::session(tx, token_hash, now, now - IDLE).await? else { return Ok(None) };
    let grants = store::grants_of(tx, live.id).await?;
    let facts = live.facts;
    let (app_there, passkeys) = (facts.apps > 0, facts.passkeys);
    let standing = Standing::of(&grants, app_there || passkeys > 0, facts.factor_at.is_some());
    let locale = facts.locale.parse().unwrap_or(app.config.default_locale);
    let fresh = standing == Standing::In && facts.proved_at + FRESH > now;
    let actor = Actor { id: live.id, name: live.name, locale, grants, fresh };
    let who = SignedIn { actor, standing, renew: facts.renew, lookup: facts.email_lookup, app: app_there, passkeys };
    Ok(Some((who, facts.last_seen_at)))
}

/// Somebody of the staff as their grants are now, for work that goes on without them; nothing when the account is disabled.
/// What asks for a fresh proof is not theirs to do then.
///
/// # Errors
/// When the database does not answer.
pub async fn acting(app: &App, id: Uuid) -> Outcome<Option<Actor>> {
    let mut tx = app.db.read().await?;
    let account = store::account(&mut tx, id).await?.filter(|a| a.disabled_at.is_none());
    let Some(account) = account else { return Ok(None) };
    let grants = store::grants_of(&mut tx, id).await?;
    Ok(Some(Actor { id, name: account.name, locale: account.locale, grants, fresh: false }))
}

/// Gives the session a new id, after its owner's roles changed; the old one opens nothing any more. Nothing when it did
/// not any more before.
///
/// # Errors
/// When the database does not take it.
pub async fn renew(app: &App, token_hash: &[u8]) -> Outcome<Option<String>> {
    let token = app.ids.token();
    let mut tx = app.db.write().await?;
    let renewed = store::renew(&mut tx, token_hash, &digest(&token), app.clock.now()).await?;
    tx.commit().await?;
    Ok(renewed.then_some(token))
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

/// Changes one's own passphrase, gives the session a new id and ends the others. `No` when `old` is not the present one.
///
/// # Errors
/// `Conflict` when it was changed meanwhile.
pub async fn change_passphrase(
    app: &App,
    who: &SignedIn,
    (old, new): (&str, &str),
    session: &[u8],
    device: Option<&str>,
) -> Outcome<Proved> {
    let staff = who.actor.id;
    let ticket = match throttle::take(app, &who.lookup, device).await? {
        Ok(ticket) => ticket,
        Err(minutes) => return Ok(Proved::Wait(minutes)),
    };
    let mut tx = app.db.read().await?;
    let present = store::passphrase(&mut tx, staff).await?;
    drop(tx);
    if !passphrase::verify(old, present.clone()).await? {
        let mut tx = app.db.write().await?;
        record(app, &mut tx, By::Staff(staff), "passphrase.refuse", ("staff", staff), "").await?;
        tx.commit().await?;
        return Ok(Proved::No);
    }
    let hash = passphrase::hash_passphrase(new).await?;
    let (token, now) = (app.ids.token(), app.clock.now());
    let mut tx = app.db.write().await?;
    if !store::set_passphrase(&mut tx, staff, &hash, &present.unwrap_or_default()).await? {
        return Err(AppError::Conflict("ui-conflict-help"));
    }
    if !store::renew(&mut tx, session, &digest(&token), now).await? {
        return Err(AppError::SignedOut);
    }
    store::end_sessions(&mut tx, staff, &digest(&token), now).await?;
    throttle::refund(app, &mut tx, &ticket).await?;
    record(app, &mut tx, By::Staff(staff), "passphrase.change", ("staff", staff), "").await?;
    tx.commit().await?;
    Ok(Proved::Yes(Begun { token, standing: who.standing, device: None }))
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

/// Ends all of one's own sessions but this one.
///
/// # Errors
/// When the database does not take it.
pub async fn end_other_sessions(app: &App, actor: &Actor, kept: &[u8]) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    if store::end_sessions(&mut tx, actor.id, kept, app.clock.now()).await? > 0 {
        record(app, &mut tx, By::from(actor), "session.revoke_others", ("staff", actor.id), "").await?;
    }
    Ok(tx.commit().await?)
}

/// Forgets sessions that have ended for good, tries that count no more, and what nobody answered with a passkey; for the
/// nightly job, in its transaction.
///
/// # Errors
/// When the database does not take it.
pub async fn sweep(tx: &mut Tx, now: Instant) -> Outcome<()> {
    store::forget_budgets(tx, now - Duration::days(1)).await?;
    store::forget_ceremonies(tx, now).await?;
    Ok(store::forget_sessions(tx, now).await?)
}
