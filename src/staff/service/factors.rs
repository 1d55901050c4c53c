//! The second factor: enrolling, giving it, and proving again that it is them.

use uuid::Uuid;

use super::account::{SignedIn, load};
use super::entry::Begun;
use super::passphrase;
use super::{passkeys, throttle};
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::ids::{digest, keyed_digest};
use crate::seal::Personal;
use crate::staff::model::factor::{self, RECOVERY_CODES, SECRET_BYTES, Typed};
use crate::staff::model::{Role, Standing};
use crate::staff::store::{self, PasskeyRow};
use crate::state::App;

/// What the history calls the factors.
const APP: &str = "app";

/// What somebody gives to show that it is them.
#[derive(Clone, Copy)]
pub enum Proof<'a> {
    /// From the app, or a recovery code.
    Code(&'a str),
    /// For accounts without a second factor.
    Passphrase(&'a str),
}

/// What became of it.
pub enum Proved {
    Yes(Begun),
    No,
    /// Too many tries: again in so many minutes.
    Wait(i64),
}

/// Takes a proof: the second factor after the passphrase, or once more before something grave. The session gets a new id.
///
/// # Errors
/// When the database does not answer.
pub async fn prove(
    app: &App,
    who: &SignedIn,
    session: &[u8],
    proof: Proof<'_>,
    device: Option<&str>,
) -> Outcome<Proved> {
    let ticket = match throttle::take(app, &who.lookup, device).await? {
        Ok(ticket) => ticket,
        Err(minutes) => return Ok(Proved::Wait(minutes)),
    };
    let staff = who.actor.id;
    let found = match proof {
        Proof::Code(typed) => found(app, staff, typed).await?,
        Proof::Passphrase(typed) => {
            let mut tx = app.db.read().await?;
            let present = store::passphrase(&mut tx, staff).await?;
            drop(tx);
            let right = passphrase::verify(typed, present).await?;
            (right && !who.has_factor()).then_some(Found::Passphrase)
        }
    };
    let mut tx = app.db.write().await?;
    let used = match &found {
        Some(Found::Step(step)) => store::accept_step(&mut tx, staff, *step).await?.then_some(APP),
        Some(Found::Code(hash)) => store::use_code(&mut tx, staff, hash).await?.then_some("recovery"),
        Some(Found::Passphrase) => Some("passphrase"),
        None => None,
    };
    let Some(way) = used else {
        record(app, &mut tx, By::Staff(staff), "factor.refuse", ("staff", staff), "").await?;
        tx.commit().await?;
        return Ok(Proved::No);
    };
    throttle::right(app, &mut tx, &ticket).await?;
    // A session that ended meanwhile lets nobody in, so its proof is not used up either.
    let Some(begun) = proven(app, &mut tx, who, session, way).await? else { return Ok(Proved::No) };
    tx.commit().await?;
    Ok(Proved::Yes(begun))
}

/// Notes a proof that was right, under a new id of the session; nothing when the session ended meanwhile.
pub(super) async fn proven(
    app: &App,
    tx: &mut Tx,
    who: &SignedIn,
    session: &[u8],
    way: &str,
) -> Outcome<Option<Begun>> {
    let (token, staff) = (app.ids.token(), who.actor.id);
    let hash = digest(&token);
    if !store::prove(tx, session, &hash, app.clock.now(), way != "passphrase").await? {
        return Ok(None);
    }
    record(app, tx, By::Staff(staff), "factor.accept", ("staff", staff), way).await?;
    let standing = load(app, tx, &hash).await?.map(|(now, _)| now.standing);
    Ok(standing.map(|standing| Begun { token, standing, device: Some(throttle::device_cookie(app, &who.lookup)) }))
}

enum Found {
    /// A code of the app, of this time step.
    Step(i64),
    /// A recovery code's digest.
    Code(Vec<u8>),
    Passphrase,
}

async fn found(app: &App, staff: Uuid, typed: &str) -> Outcome<Option<Found>> {
    Ok(match Typed::read(typed) {
        Some(Typed::App(code)) => {
            let mut tx = app.db.read().await?;
            let secret = store::totp(&mut tx, staff).await?;
            let step = secret.and_then(|s| factor::step_of(&s, code.reveal(), app.clock.now()));
            step.map(Found::Step)
        }
        Some(Typed::Recovery(code)) => Some(Found::Code(code_hash(app, staff, &code))),
        None => None,
    })
}

fn code_hash(app: &App, staff: Uuid, code: &Personal) -> Vec<u8> {
    keyed_digest(&app.secret, &[b"recovery-code", staff.as_bytes(), code.reveal().as_bytes()]).to_vec()
}

/// The secret that an enrolment offers: derived from the session's token, which the database does not hold, so that
/// looking at the page keeps nothing and a second look shows the same.
#[must_use]
pub fn offered_secret(app: &App, token: &str) -> Personal {
    let whole = keyed_digest(&app.secret, &[b"totp-enrolment", token.as_bytes()]);
    let mut secret = [0; SECRET_BYTES];
    secret.copy_from_slice(&whole[..SECRET_BYTES]);
    factor::secret(&secret)
}

/// What the page of an enrolment needs: the offered secret, and the address for the app to name it by.
///
/// # Errors
/// `StepUp` for who is in and has not just proved that it is them.
pub async fn enrolment(app: &App, who: &SignedIn, token: &str) -> Outcome<(Personal, Personal)> {
    may_change(who)?;
    let mut tx = app.db.read().await?;
    let account = store::account(&mut tx, who.actor.id).await?.ok_or(AppError::NotFound)?;
    Ok((offered_secret(app, token), account.email))
}

/// Whoever has a second factor, or needs none, must have just proved that it is them; who comes to enrol has just signed in,
/// because a role that needs a factor ends the sessions of an account without one (`team::grant`).
pub(super) fn may_change(who: &SignedIn) -> Outcome<()> {
    match who.standing {
        Standing::Enrol => Ok(()),
        Standing::In if who.actor.fresh => Ok(()),
        Standing::In => Err(AppError::StepUp),
        Standing::Factor => Err(AppError::SignedOut),
    }
}

/// Keeps the offered secret once its first code is right, in place of an app that there was, and ends the other sessions.
/// Gives the renewed session and ten recovery codes; nothing for a wrong code.
///
/// # Errors
/// As [`enrolment`].
pub async fn enrol(app: &App, who: &SignedIn, token: &str, code: &str) -> Outcome<Option<(Begun, Vec<Personal>)>> {
    may_change(who)?;
    let now = app.clock.now();
    let secret = offered_secret(app, token);
    let Some(Typed::App(code)) = Typed::read(code) else { return Ok(None) };
    let Some(step) = factor::step_of(&secret, code.reveal(), now) else { return Ok(None) };
    let mut tx = app.db.write().await?;
    store::set_totp(&mut tx, who.actor.id, &secret, step, now).await?;
    let done = added(app, &mut tx, who, &digest(token), APP).await?;
    // A session that ended meanwhile, also by this form sent twice, changes nothing.
    if done.is_some() {
        tx.commit().await?;
    }
    Ok(done)
}

/// What follows a new second factor: new recovery codes where an app or the first factor came, a new id for this session,
/// and the end of the others.
pub(super) async fn added(
    app: &App,
    tx: &mut Tx,
    who: &SignedIn,
    session: &[u8],
    kind: &str,
) -> Outcome<Option<(Begun, Vec<Personal>)>> {
    let staff = who.actor.id;
    // Codes on paper stay good when one more passkey comes.
    let codes = if kind == APP || !who.has_factor() { make_codes(app, tx, staff).await? } else { Vec::new() };
    record(app, tx, By::Staff(staff), "factor.add", ("staff", staff), kind).await?;
    let Some(begun) = proven(app, tx, who, session, kind).await? else { return Ok(None) };
    store::end_sessions(tx, staff, &digest(&begun.token), app.clock.now()).await?;
    Ok(Some((begun, codes)))
}

async fn make_codes(app: &App, tx: &mut Tx, staff: Uuid) -> Outcome<Vec<Personal>> {
    let codes: Vec<Personal> = (0..RECOVERY_CODES).map(|_| factor::recovery_code(&app.ids.bytes())).collect();
    let hashes: Vec<_> = codes.iter().map(|code| code_hash(app, staff, code)).collect();
    store::set_codes(tx, staff, &hashes, app.clock.now()).await?;
    Ok(codes)
}

/// Ten new recovery codes in place of those that are left.
///
/// # Errors
/// `StepUp` without a fresh proof; `Conflict` without a second factor.
pub async fn new_codes(app: &App, who: &SignedIn) -> Outcome<Vec<Personal>> {
    may_change(who)?;
    if !who.has_factor() {
        return Err(AppError::Conflict("staff-error-factor-none"));
    }
    let staff = who.actor.id;
    let mut tx = app.db.write().await?;
    let codes = make_codes(app, &mut tx, staff).await?;
    record(app, &mut tx, By::Staff(staff), "factor.codes", ("staff", staff), "").await?;
    tx.commit().await?;
    Ok(codes)
}

/// Takes the app away, and ends the other sessions.
///
/// # Errors
/// `StepUp` without a fresh proof; `Conflict` when their roles need a second factor and this is the last.
pub async fn remove_app(app: &App, who: &SignedIn, session: &[u8]) -> Outcome<()> {
    may_change(who)?;
    let mut tx = app.db.write().await?;
    store::lock(&mut tx, who.actor.id).await?;
    if store::drop_totp(&mut tx, who.actor.id).await? {
        lost(app, &mut tx, who.actor.id, session, APP).await?;
    }
    Ok(tx.commit().await?)
}

/// What follows when a factor was taken away under [`store::lock`]. Refused, and with it the caller's transaction, where a
/// role needs one and none is left.
pub(super) async fn lost(app: &App, tx: &mut Tx, staff: Uuid, session: &[u8], kind: &str) -> Outcome<()> {
    if store::left(tx, staff).await? == 0 {
        if store::grants_of(tx, staff).await?.iter().any(|g| g.role.needs_factor()) {
            return Err(AppError::Conflict("staff-error-factor-last"));
        }
        // Without a factor, its recovery codes open nothing.
        store::set_codes(tx, staff, &[], app.clock.now()).await?;
    }
    record(app, tx, By::Staff(staff), "factor.remove", ("staff", staff), kind).await?;
    store::end_sessions(tx, staff, session, app.clock.now()).await?;
    Ok(())
}

/// What one's own page says of the second factor.
#[derive(Clone, Default)]
pub struct Factors {
    /// When the app was added.
    pub app: Option<Instant>,
    pub passkeys: Vec<PasskeyRow>,
    /// Whether there can be passkeys here.
    pub offered: bool,
    /// Recovery codes that are left.
    pub codes: i64,
    /// Whether one's roles need a second factor.
    pub needed: bool,
}

/// # Errors
/// When the database does not answer.
pub async fn own_factors(app: &App, who: &SignedIn) -> Outcome<Factors> {
    let staff = who.actor.id;
    let mut tx = app.db.read().await?;
    Ok(Factors {
        app: store::totp_since(&mut tx, staff).await?,
        passkeys: store::passkeys(&mut tx, staff).await?,
        offered: passkeys::passkeys_offered(app),
        codes: store::codes(&mut tx, staff).await?,
        needed: who.actor.grants.iter().map(|g| g.role).any(Role::needs_factor),
    })
}

/// Gives an account an app whose secret is known already, in the caller's transaction: for the demonstration and tests.
///
/// # Errors
/// When the database does not take it.
pub async fn give_app(app: &App, tx: &mut Tx, staff: Uuid, secret: &Personal) -> Outcome<()> {
    Ok(store::set_totp(tx, staff, secret, 0, app.clock.now()).await?)
}
