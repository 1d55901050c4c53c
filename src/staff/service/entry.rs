//! Coming in: the first administrator, invitations, signing in and out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use uuid::Uuid;

use super::account::{create_account, load};
use super::{passphrase, throttle};
use crate::audit::service::{By, record};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::i18n::Locale;
use crate::ids::{digest, keyed_digest};
use crate::seal::Personal;
use crate::staff::form::{JoinInput, address};
use crate::staff::model::{Actor, Grant, Role, Scope, Standing};
use crate::staff::store::{self, Invite};
use crate::state::App;

/// However busy, a session ends that long after signing in.
pub const SESSION_MAX: Duration = Duration::hours(12);
const FIRST_HOURS: i64 = 24;
/// An invitation has to survive a weekend.
const INVITE_DAYS: i64 = 7;

/// While there is no administrator: the link that makes the first. Each call makes a new one and voids the ones before.
///
/// # Errors
/// When the database does not take it.
pub async fn first_link(app: &App) -> Outcome<Option<String>> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    if !store::administrators(&mut tx).await?.is_empty() {
        return Ok(None);
    }
    store::void_first_invites(&mut tx, now).await?;
    let invite = Invite {
        id: app.ids.uuid(),
        email: None,
        grant: Grant::new(Role::Administrator, Scope::All),
        invited_by: None,
        expires_at: now + Duration::hours(FIRST_HOURS),
    };
    put(app, &mut tx, By::System, &invite).await?;
    tx.commit().await?;
    Ok(Some(link(app, app.config.default_locale, invite.id)))
}

/// A link for `email` with `role` everywhere, asked for on the machine itself.
///
/// # Errors
/// `BadRequest` for an address or a role that is none, `Conflict` when the address has an account.
pub async fn invite_from_shell(app: &App, email: &str, role: &str) -> Outcome<String> {
    let email = Personal::from(address(email).ok_or(AppError::BadRequest("ui-error-email"))?);
    let role = Role::parse(role).ok_or(AppError::BadRequest("ui-error-choice"))?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    if store::credentials(&mut tx, &store::lookup(&app.db.vault, &email)).await?.is_some() {
        return Err(AppError::Conflict("staff-error-email-taken"));
    }
    store::void_invites_to(&mut tx, &email, now).await?;
    let grant = Grant::new(role, Scope::All);
    let email = Some(email);
    let invite = Invite { id: app.ids.uuid(), email, grant, invited_by: None, expires_at: invited_until(app) };
    put(app, &mut tx, By::System, &invite).await?;
    tx.commit().await?;
    Ok(link(app, app.config.default_locale, invite.id))
}

pub(super) fn invited_until(app: &App) -> crate::clock::Instant {
    app.clock.now() + Duration::days(INVITE_DAYS)
}

pub(super) fn link(app: &App, l: Locale, invite: Uuid) -> String {
    app.url(&format!("/{l}/staff/join/{}", token(app, invite)))
}

/// 128 bits, derived: no job and no page has to keep it.
fn token(app: &App, invite: Uuid) -> String {
    let whole = keyed_digest(&app.secret, &[b"staff-invite", invite.as_bytes()]);
    URL_SAFE_NO_PAD.encode(&whole[..16])
}

/// Keeps an invitation, with its token's digest.
pub(super) async fn put(app: &App, tx: &mut Tx, by: By, invite: &Invite) -> Outcome<()> {
    store::add_invite(tx, invite, &digest(&token(app, invite.id)), app.clock.now()).await?;
    record(app, tx, by, "invite.make", ("invite", invite.id), invite.grant.role.code()).await
}

/// Address and link of an invitation that can still be used, for the mail that carries them.
///
/// # Errors
/// When the database does not answer.
pub async fn invite_mail(app: &App, id: Uuid, l: Locale) -> Outcome<Option<(Personal, String)>> {
    let mut tx = app.db.read().await?;
    let invite = store::invite_by_id(&mut tx, id, app.clock.now()).await?;
    Ok(invite.and_then(|i| i.email).map(|email| (email, link(app, l, id))))
}

/// The invitation behind a link; `NotFound` for one that is unknown, used or expired, without a difference.
///
/// # Errors
/// As said.
pub async fn invitation(app: &App, token: &str) -> Outcome<Invite> {
    let mut tx = app.db.read().await?;
    let invite = store::invite(&mut tx, &digest(token), app.clock.now()).await?.ok_or(AppError::NotFound)?;
    usable(&mut tx, &invite).await?;
    Ok(invite)
}

/// The first administrator's link is for the time without one only.
async fn usable(tx: &mut Tx, invite: &Invite) -> Outcome<()> {
    let first = invite.email.is_none();
    if first && !store::administrators(tx).await?.is_empty() { Err(AppError::NotFound) } else { Ok(()) }
}

/// A session that has just got its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// For the browser alone; the database holds its hash.
    pub token: String,
    /// How far it reaches.
    pub standing: Standing,
    /// A new mark for the browser, once it has come all the way.
    pub device: Option<String>,
}

/// What became of an attempt to join.
#[derive(Debug, PartialEq, Eq)]
pub enum Joined {
    /// Signed in.
    In(Begun),
    EmailTaken,
}

/// Uses an invitation up and makes the account. Of many who try at once, one succeeds.
///
/// # Errors
/// `NotFound` when the invitation is unknown, used or expired.
pub async fn join(app: &App, token: &str, input: &JoinInput, locale: Locale) -> Outcome<Joined> {
    // Looked at first, so that a made-up link costs no hashing.
    invitation(app, token).await?;
    let hash = passphrase::hash_passphrase(input.passphrase.reveal()).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let invite = store::use_invite(&mut tx, &digest(token), now).await?.ok_or(AppError::NotFound)?;
    usable(&mut tx, &invite).await?;
    let id = match create_account(app, &mut tx, &input.email, &input.name, &hash, locale, &[]).await {
        Ok(id) => id,
        // Dropping the transaction leaves the invitation unused.
        Err(AppError::Conflict(_)) => return Ok(Joined::EmailTaken),
        Err(e) => return Err(e),
    };
    store::add_grant(&mut tx, app.ids.uuid(), id, &invite.grant, invite.invited_by, now).await?;
    record(app, &mut tx, By::Staff(id), "invite.use", ("invite", invite.id), invite.grant.role.code()).await?;
    let begun = start(app, &mut tx, id).await?;
    tx.commit().await?;
    Ok(Joined::In(begun))
}

async fn start(app: &App, tx: &mut Tx, staff: Uuid) -> Outcome<Begun> {
    let (token, now) = (app.ids.token(), app.clock.now());
    let hash = digest(&token);
    store::start_session(tx, &hash, staff, now, now + SESSION_MAX).await?;
    record(app, tx, By::Staff(staff), "session.start", ("staff", staff), "").await?;
    let (who, _) = load(app, tx, &hash).await?.ok_or(AppError::NotFound)?;
    let device = (who.standing == Standing::In).then(|| throttle::device_cookie(app, &who.lookup));
    Ok(Begun { token, standing: who.standing, device })
}

/// Somebody at the door.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    pub email: &'a str,
    pub passphrase: &'a str,
    /// What the browser's cookie says of earlier sign-ins.
    pub device: Option<&'a str>,
    /// The session that the browser had, which ends.
    pub before: Option<&'a [u8]>,
}

/// What became of it.
#[derive(Debug, PartialEq, Eq)]
pub enum SignIn {
    /// The passphrase was right; the second factor may still be asked for.
    In(Begun),
    /// Address and passphrase are not those of an active account; which of it is wrong, nobody is told.
    Refused,
    /// Too many tries: again in so many minutes. Said of addresses without an account as well.
    Wait(i64),
}

/// Takes address and passphrase. The answer and its time do not tell whether there is such an account.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_in(app: &App, attempt: &Attempt<'_>) -> Outcome<SignIn> {
    // What is no address is nobody's.
    let email = address(attempt.email).unwrap_or_else(|| attempt.email.trim().to_lowercase());
    let lookup = store::lookup(&app.db.vault, &email.into());
    let ticket = match throttle::take(app, &lookup, attempt.device).await? {
        Ok(ticket) => ticket,
        Err(minutes) => return Ok(SignIn::Wait(minutes)),
    };
    let mut tx = app.db.read().await?;
    let found = store::credentials(&mut tx, &lookup).await?;
    drop(tx);
    let right = passphrase::verify(attempt.passphrase, found.as_ref().map(|c| c.passphrase_hash.clone())).await?;
    let mut tx = app.db.write().await?;
    // Looked at again: the account may have been disabled, or the passphrase changed, while the hash was made.
    let still = match &found {
        Some(c) if right && c.disabled_at.is_none() => {
            store::passphrase(&mut tx, c.id).await?.as_ref() == Some(&c.passphrase_hash)
        }
        _ => false,
    };
    let Some(account) = found.as_ref().filter(|_| still) else {
        let known = found.map(|c| c.id.to_string()).unwrap_or_default();
        record(app, &mut tx, By::System, "session.refuse", ("staff", known), "").await?;
        tx.commit().await?;
        return Ok(SignIn::Refused);
    };
    if let Some(before) = attempt.before {
        let now = app.clock.now();
        if let Some(live) = store::session(&mut tx, before, now, now - SESSION_MAX).await? {
            store::end_session(&mut tx, before, live.id, now).await?;
        }
    }
    let begun = start(app, &mut tx, account.id).await?;
    if begun.standing == Standing::Factor {
        throttle::refund(app, &mut tx, &ticket).await?;
    } else {
        throttle::right(app, &mut tx, &ticket).await?;
    }
    tx.commit().await?;
    Ok(SignIn::In(begun))
}

/// Ends this session.
///
/// # Errors
/// When the database does not take it.
pub async fn sign_out(app: &App, actor: &Actor, token_hash: &[u8]) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    if store::end_session(&mut tx, token_hash, actor.id, app.clock.now()).await? {
        record(app, &mut tx, By::from(actor), "session.end", ("staff", actor.id), "").await?;
    }
    Ok(tx.commit().await?)
}
