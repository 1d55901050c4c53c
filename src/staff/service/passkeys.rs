//! Passkeys (W3C Web Authentication) in place of codes: the browser shows that it holds a key, and asks its owner for a
//! finger, a face or a PIN before. Bound to the site's name, so there are none where readers reach it by a bare address.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder, WebauthnError,
};

use super::account::SignedIn;
use super::entry::Begun;
use super::factors::{Proved, added, lost, may_change, proven};
use super::throttle;
use crate::audit::service::{By, record};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::ids::keyed_digest;
use crate::seal::Personal;
use crate::staff::model::Standing;
use crate::staff::store::{self, NewPasskey, PasskeyRow};
use crate::state::App;

/// How long the browser may take between the two halves; it is told the same.
const MINUTES: i64 = 5;
/// A thief with a session should not fill the table.
const MOST: i64 = 20;
/// What the history calls them.
const PASSKEY: &str = "passkey";
/// Its counter did not grow: there are two of it.
const COPIED: &str = "copied";

/// What the server remembers between the two halves: for which session, and what it asked.
#[derive(Serialize, Deserialize)]
struct Ceremony {
    session: Vec<u8>,
    asked: Asked,
}

#[derive(Serialize, Deserialize)]
enum Asked {
    ToAdd(PasskeyRegistration),
    ToUse(PasskeyAuthentication),
}

/// What the browser sends back: which ceremony it answers, and the authenticator's answer as JSON.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    pub ceremony: &'a str,
    pub credential: &'a str,
}

fn webauthn(app: &App) -> Option<Webauthn> {
    let origin = Url::parse(&app.config.public_url).ok()?;
    // A bare address has no domain, and no passkey.
    let name = origin.domain()?.to_owned();
    WebauthnBuilder::new(&name, &origin).ok()?.rp_name(&app.config.org_name).build().ok()
}

/// Whether this instance can have passkeys.
#[must_use]
pub fn passkeys_offered(app: &App) -> bool {
    webauthn(app).is_some()
}

fn ready(app: &App) -> Outcome<Webauthn> {
    webauthn(app).ok_or(AppError::NotFound)
}

fn keys(rows: &[PasskeyRow]) -> Vec<Passkey> {
    rows.iter().filter_map(|row| serde_json::from_str(row.credential.reveal()).ok()).collect()
}

/// Whether one more may be added.
///
/// # Errors
/// `StepUp` as for every new second factor; `NotFound` where there are no passkeys; `Conflict` when there are too many.
pub fn can_add_passkey(app: &App, who: &SignedIn) -> Outcome<()> {
    ready(app)?;
    may_change(who)?;
    if who.passkeys >= MOST { Err(AppError::Conflict("staff-error-passkeys-many")) } else { Ok(()) }
}

/// Begins to add a passkey: what the script hands to the browser, under the id that the form sends back.
///
/// # Errors
/// As [`can_add_passkey`].
pub async fn start_adding(app: &App, who: &SignedIn, session: &[u8]) -> Outcome<Value> {
    can_add_passkey(app, who)?;
    let staff = who.actor.id;
    let mut tx = app.db.read().await?;
    let account = store::account(&mut tx, staff).await?.ok_or(AppError::NotFound)?;
    let known = keys(&store::passkeys(&mut tx, staff).await?).iter().map(|key| key.cred_id().clone()).collect();
    drop(tx);
    // Authenticators show the address, and keep a number that says nothing elsewhere.
    let mut handle = [0; 16];
    handle.copy_from_slice(&keyed_digest(&app.secret, &[b"passkey-owner", staff.as_bytes()])[..16]);
    let (options, asked) = ready(app)?
        .start_passkey_registration(
            Uuid::from_bytes(handle),
            account.email.reveal(),
            account.name.reveal(),
            Some(known),
        )
        .map_err(|e| AppError::internal(&e))?;
    begin(app, staff, session, Asked::ToAdd(asked), &options).await
}

/// Begins to use one of the account's passkeys.
///
/// # Errors
/// `NotFound` where there are none.
pub async fn start_using(app: &App, who: &SignedIn, session: &[u8]) -> Outcome<Value> {
    let webauthn = ready(app)?;
    let mut tx = app.db.read().await?;
    let keys = keys(&store::passkeys(&mut tx, who.actor.id).await?);
    drop(tx);
    if keys.is_empty() {
        return Err(AppError::NotFound);
    }
    let (options, asked) = webauthn.start_passkey_authentication(&keys).map_err(|e| AppError::internal(&e))?;
    begin(app, who.actor.id, session, Asked::ToUse(asked), &options).await
}

async fn begin(
    app: &App,
    staff: Uuid,
    session: &[u8],
    asked: Asked,
    options: &(impl Serialize + Sync),
) -> Outcome<Value> {
    let (id, now) = (app.ids.uuid(), app.clock.now());
    let kept = Ceremony { session: session.to_vec(), asked };
    let state = serde_json::to_string(&kept).map_err(|e| AppError::internal(&e))?;
    let mut tx = app.db.write().await?;
    store::begin_ceremony(&mut tx, staff, id, &state.into(), now + chrono::Duration::minutes(MINUTES)).await?;
    tx.commit().await?;
    let options = serde_json::to_value(options).map_err(|e| AppError::internal(&e))?;
    Ok(json!({ "ceremony": id, "options": options }))
}

/// What was asked, once: whoever answers it again, or in another session, or too late, answers nothing.
async fn asked(app: &App, staff: Uuid, session: &[u8], ceremony: &str) -> Outcome<Option<Asked>> {
    let Ok(id) = ceremony.parse() else { return Ok(None) };
    let mut tx = app.db.write().await?;
    let state = store::take_ceremony(&mut tx, staff, id, app.clock.now()).await?;
    tx.commit().await?;
    let kept: Option<Ceremony> = state.and_then(|text| serde_json::from_str(text.reveal()).ok());
    Ok(kept.filter(|kept| kept.session == session).map(|kept| kept.asked))
}

/// Keeps the passkey that the browser made. Gives the renewed session, and recovery codes where it is the first factor;
/// nothing when it does not answer what was asked, or is registered already.
///
/// # Errors
/// As [`can_add_passkey`].
pub async fn add_passkey(
    app: &App,
    who: &SignedIn,
    session: &[u8],
    answer: Answer<'_>,
    name: &Personal,
) -> Outcome<Option<(Begun, Vec<Personal>)>> {
    can_add_passkey(app, who)?;
    let (webauthn, staff) = (ready(app)?, who.actor.id);
    let Some(Asked::ToAdd(state)) = asked(app, staff, session, answer.ceremony).await? else { return Ok(None) };
    let Ok(made) = serde_json::from_str::<RegisterPublicKeyCredential>(answer.credential) else { return Ok(None) };
    let Ok(key) = webauthn.finish_passkey_registration(&made, &state) else { return Ok(None) };
    let digest = keyed_digest(&app.secret, &[b"passkey", key.cred_id().as_ref()]);
    let credential = serde_json::to_string(&key).map_err(|e| AppError::internal(&e))?.into();
    let new = NewPasskey { id: app.ids.uuid(), digest: &digest, name, credential: &credential };
    let mut tx = app.db.write().await?;
    if !store::add_passkey(&mut tx, staff, &new, app.clock.now()).await? {
        return Ok(None);
    }
    let done = added(app, &mut tx, who, session, PASSKEY).await?;
    // A session that ended meanwhile adds nothing.
    if done.is_some() {
        tx.commit().await?;
    }
    Ok(done)
}

/// As [`super::factors::prove`], by a passkey.
///
/// # Errors
/// As there; `NotFound` where there are no passkeys.
pub async fn prove_by_passkey(
    app: &App,
    who: &SignedIn,
    session: &[u8],
    answer: Answer<'_>,
    device: Option<&str>,
) -> Outcome<Proved> {
    let webauthn = ready(app)?;
    if who.standing == Standing::Enrol {
        return Ok(Proved::No);
    }
    let ticket = match throttle::take(app, &who.lookup, device).await? {
        Ok(ticket) => ticket,
        Err(minutes) => return Ok(Proved::Wait(minutes)),
    };
    let staff = who.actor.id;
    let given = serde_json::from_str::<PublicKeyCredential>(answer.credential);
    let right = match (asked(app, staff, session, answer.ceremony).await?, given) {
        (Some(Asked::ToUse(state)), Ok(given)) => {
            webauthn.finish_passkey_authentication(&given, &state).map_err(|e| match e {
                WebauthnError::CredentialPossibleCompromise => COPIED,
                _ => PASSKEY,
            })
        }
        _ => Err(PASSKEY),
    };
    let mut tx = app.db.write().await?;
    let used = match &right {
        Ok(right) => note(app, &mut tx, staff, right).await?,
        Err(reason) => Err(*reason),
    };
    if let Err(reason) = used {
        record(app, &mut tx, By::Staff(staff), "factor.refuse", ("staff", staff), reason).await?;
        tx.commit().await?;
        return Ok(Proved::No);
    }
    throttle::right(app, &mut tx, &ticket).await?;
    let Some(begun) = proven(app, &mut tx, who, session, PASSKEY).await? else { return Ok(Proved::No) };
    tx.commit().await?;
    Ok(Proved::Yes(begun))
}

/// Notes the use with the passkey as it is now: one that was removed meanwhile proves nothing, and one whose counter another
/// use has overtaken was copied.
async fn note(app: &App, tx: &mut Tx, staff: Uuid, right: &AuthenticationResult) -> Outcome<Result<(), &'static str>> {
    for row in store::passkeys(tx, staff).await? {
        let Ok(mut key) = serde_json::from_str::<Passkey>(row.credential.reveal()) else { continue };
        if key.update_credential(right).is_none() {
            continue;
        }
        let text = serde_json::to_string(&key).map_err(|e| AppError::internal(&e))?.into();
        let grew = store::used_passkey(tx, staff, row.id, &text, right.counter(), app.clock.now()).await?;
        return Ok(if grew { Ok(()) } else { Err(COPIED) });
    }
    Ok(Err(PASSKEY))
}

/// Takes a passkey away, and ends the other sessions; one that is not theirs is no error.
///
/// # Errors
/// `StepUp` without a fresh proof; `Conflict` when their roles need a second factor and this is the last.
pub async fn remove_passkey(app: &App, who: &SignedIn, session: &[u8], id: Uuid) -> Outcome<()> {
    may_change(who)?;
    let staff = who.actor.id;
    let mut tx = app.db.write().await?;
    store::lock(&mut tx, staff).await?;
    if store::remove_passkey(&mut tx, staff, id).await? {
        lost(app, &mut tx, staff, session, PASSKEY).await?;
    }
    Ok(tx.commit().await?)
}
