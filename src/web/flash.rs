//! What an invalid form typed, kept for the one page that shows it again: in the database under a random id, because
//! Cyrillic text does not fit a cookie and any node may answer the next request. Ten minutes, read once.
//! It lies sealed under a key made of the token in the reader's cookie, of which the database knows only the hash: who has
//! the database alone reads nothing of it.

use axum::http::{HeaderMap, header};
use axum::response::Response;
use chrono::Duration;
use serde::{Deserialize, Serialize};

use super::{cookies, see_other};
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::ids::{digest, keyed_digest};
use crate::seal::{DataKey, Field, Sealed};
use crate::state::App;

const COOKIE: &str = "flash";
const ASIDE: &str = "aside";
const MINUTES: i64 = 10;
const PAYLOAD: Field = Field::new("flash", "payload");

#[derive(Serialize, Deserialize)]
struct Kept {
    form: String,
    state: FormState,
}

const PUT: &str = "INSERT INTO flash (id_hash, payload, expires_at) VALUES ($1, $2, $3)";
const TAKE: &str = "DELETE FROM flash WHERE id_hash = $1 RETURNING payload, expires_at";
const SWEEP: &str = "DELETE FROM flash WHERE expires_at < $1";

/// Keeps what was typed into `form` and sends the reader back to `path`, whose page calls [`take`] with the same name.
///
/// # Errors
/// When the database does not take it.
pub async fn back(app: &App, form: &str, state: FormState, path: &str) -> Outcome<Response> {
    let token = put(app, form, state).await?;
    let mut response = see_other(path);
    response.headers_mut().append(header::SET_COOKIE, cookies::set(&app.config, COOKIE, &token, MINUTES * 60));
    Ok(response)
}

/// As [`back`], but for a page that comes after the one at `path`, which may use the flash for itself: [`restore`] says
/// when. [`set_aside`] does the same for what is on its way.
///
/// # Errors
/// When the database does not take it.
pub async fn aside(app: &App, form: &str, state: FormState, path: &str) -> Outcome<Response> {
    let token = put(app, form, state).await?;
    let mut response = see_other(path);
    response.headers_mut().append(header::SET_COOKIE, cookies::set(&app.config, ASIDE, &token, MINUTES * 60));
    Ok(response)
}

const THERE: &str = "SELECT COUNT(*) FROM flash WHERE id_hash = $1 AND expires_at > $2";

/// Puts aside what the reader's browser brings along and no page has shown yet, while `response` leads to another page
/// first.
///
/// # Errors
/// When the database does not answer.
pub async fn set_aside(app: &App, headers: &HeaderMap, response: &mut Response) -> Outcome<()> {
    let Some(token) = cookies::get(&app.config, headers, COOKIE).filter(|t| is_token(t)) else { return Ok(()) };
    let mut tx = app.db.read().await?;
    let (id, now) = (digest(&token), app.clock.now());
    let there: i64 = on!(&mut tx, c => sqlx::query_scalar(THERE).bind(&id).bind(now).fetch_one(c).await)?;
    // What was shown already must not take the place of what was put aside before.
    if there > 0 {
        let headers = response.headers_mut();
        headers.append(header::SET_COOKIE, cookies::set(&app.config, ASIDE, &token, MINUTES * 60));
        headers.append(header::SET_COOKIE, cookies::set(&app.config, COOKIE, "", 0));
    }
    Ok(())
}

/// Has the page that `response` leads to find what was put [`aside`].
#[must_use]
pub fn restore(app: &App, headers: &HeaderMap, mut response: Response) -> Response {
    if let Some(token) = cookies::get(&app.config, headers, ASIDE).filter(|t| is_token(t)) {
        let headers = response.headers_mut();
        headers.append(header::SET_COOKIE, cookies::set(&app.config, COOKIE, &token, MINUTES * 60));
        headers.append(header::SET_COOKIE, cookies::set(&app.config, ASIDE, "", 0));
    }
    response
}

/// Whether a cookie's value is one of ours; a browser sends what it likes.
fn is_token(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Has the browser forget what was kept for it.
pub fn forget(app: &App, headers: &mut HeaderMap) {
    for cookie in [COOKIE, ASIDE] {
        headers.append(header::SET_COOKIE, cookies::set(&app.config, cookie, "", 0));
    }
}

async fn put(app: &App, form: &str, state: FormState) -> Outcome<String> {
    keep(app, form, state, MINUTES).await
}

/// Keeps something for a page that may be read again until the time is over; gives the secret by which [`kept`] finds it.
///
/// # Errors
/// When the database does not take it.
pub async fn keep(app: &App, form: &str, state: FormState, minutes: i64) -> Outcome<String> {
    let token = app.ids.token();
    let payload = serde_json::to_string(&Kept { form: form.to_owned(), state }).map_err(|e| AppError::internal(&e))?;
    let expires = app.clock.now() + Duration::minutes(minutes);
    let id = digest(&token);
    let payload = key(app, &token).seal(PAYLOAD, &id, &payload);
    let mut tx = app.db.write().await?;
    run!(&mut tx, sqlx::query(PUT).bind(id).bind(payload).bind(expires))?;
    tx.commit().await?;
    Ok(token)
}

/// The token never reaches the database, so neither does what makes this key.
fn key(app: &App, token: &str) -> DataKey {
    DataKey::derived(keyed_digest(&app.secret, &[b"flash", token.as_bytes()]), &app.ids)
}

/// What was typed into `form` just now, if anything; a second reading finds nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn take(app: &App, headers: &HeaderMap, form: &str) -> Outcome<Option<FormState>> {
    let Some(token) = cookies::get(&app.config, headers, COOKIE) else { return Ok(None) };
    let mut tx = app.db.write().await?;
    let id = digest(&token);
    let row: Option<(Sealed, Instant)> = on!(&mut tx, c => sqlx::query_as(TAKE).bind(&id).fetch_optional(c).await)?;
    tx.commit().await?;
    let Some((payload, expires)) = row else { return Ok(None) };
    let Ok(payload) = key(app, &token).open(PAYLOAD, &id, &payload) else { return Ok(None) };
    let Ok(kept) = serde_json::from_str::<Kept>(payload.reveal()) else { return Ok(None) };
    Ok((expires > app.clock.now() && kept.form == form).then_some(kept.state))
}

const LOOK: &str = "SELECT payload, expires_at FROM flash WHERE id_hash = $1";
const DROP: &str = "DELETE FROM flash WHERE id_hash = $1";

/// What was kept under this secret, and until when; nothing once that is over.
///
/// # Errors
/// When the database does not answer.
pub async fn kept(app: &App, form: &str, token: &str) -> Outcome<Option<(FormState, Instant)>> {
    let id = digest(token);
    let mut tx = app.db.read().await?;
    let row: Option<(Sealed, Instant)> = on!(&mut tx, c => sqlx::query_as(LOOK).bind(&id).fetch_optional(c).await)?;
    let Some((payload, expires)) = row else { return Ok(None) };
    let Ok(payload) = key(app, token).open(PAYLOAD, &id, &payload) else { return Ok(None) };
    let Ok(kept) = serde_json::from_str::<Kept>(payload.reveal()) else { return Ok(None) };
    Ok((expires > app.clock.now() && kept.form == form).then_some((kept.state, expires)))
}

/// Forgets at once what was kept under this secret.
///
/// # Errors
/// When the database does not do it.
pub async fn let_go(app: &App, token: &str) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    run!(&mut tx, sqlx::query(DROP).bind(digest(token)))?;
    Ok(tx.commit().await?)
}

/// Forgets what nobody came back for.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(tx: &mut Tx, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SWEEP).bind(now)).map(drop)
}
