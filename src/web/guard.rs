//! What stands between public forms and machines, without anybody else's help:
//!
//! - a field that people do not see; what arrives in it comes from a machine, or from a browser that fills in too much;
//! - a stamp: when the form was given out, signed. Nobody fills a form in two seconds, and nobody takes half a day;
//! - a lenient budget of forms per network (`client.rs`). Whoever is past it waits a little; a browser with scripts may do a
//!   piece of work instead. Nobody needs a script.
//!
//! A refusal is the form again with all that was typed and a neutral sentence; sent again, it goes through. Who came by a
//! private link is not asked for the third: others on the same network must not keep anybody from what they hold.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{Duration, TimeZone as _, Utc};
use sha2::{Digest as _, Sha256};

use super::budget::{self, Budget};
use super::page::PageCx;
use super::scripts;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::form::FormState;
use crate::ids::keyed_digest;
use crate::state::App;

/// What a guarded form holds besides its own fields.
pub const FIELDS: [&str; 3] = ["website", "stamp", "work"];
/// How long a form that was given out may be sent.
const MAX_AGE: Duration = Duration::hours(12);
/// Zero bits at the beginning of the digest: some 65,000 tries, a second on a slow phone.
const WORK_BITS: u32 = 16;
/// Characters of the number that was found.
const WORK_MAX: usize = 20;

const AGAIN: &str = "ui-error-send-again";
const STALE: &str = "ui-error-form-stale";
const CROWDED: &str = "ui-error-crowded";

/// Who may send a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// Anybody at all.
    Anybody,
    /// Who holds a private link; what they may do by it has limits of its own.
    Holder,
    /// Anybody, about so many people. Counts as so many forms, and waits where it is too many: work done once is not worth
    /// that much.
    Helper(usize),
}

/// What a page writes into the form.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub stamp: String,
    /// The script that does the work, where work is offered.
    pub work: Option<String>,
}

/// Gives the form out: with the stamp it came back with, unless that is of no more use.
#[must_use]
pub fn give(app: &App, form: &str, state: &FormState) -> Given {
    let now = app.clock.now();
    let typed = state.value("stamp");
    let kept = opened(app, form, &typed).is_some_and(|at| now - at <= MAX_AGE);
    let offered = state.errors.iter().any(|e| e.key == CROWDED);
    Given {
        stamp: if kept { typed } else { stamp(app, form, now) },
        work: offered.then(|| scripts::WORK.address().to_owned()),
    }
}

/// When, a random part, and a signature over both and the form's name.
fn stamp(app: &App, form: &str, at: Instant) -> String {
    let ms = at.timestamp_millis();
    let random = URL_SAFE_NO_PAD.encode(app.ids.bytes::<9>());
    let signature = sign(app, form, ms, &random);
    format!("{ms}.{random}.{signature}")
}

fn sign(app: &App, form: &str, ms: i64, random: &str) -> String {
    let whole = keyed_digest(&app.secret, &[b"form-stamp", form.as_bytes(), &ms.to_be_bytes(), random.as_bytes()]);
    URL_SAFE_NO_PAD.encode(&whole[..16])
}

/// When this form was given out, if it was and by us.
fn opened(app: &App, form: &str, stamp: &str) -> Option<Instant> {
    let mut parts = stamp.split('.');
    let (ms, random, signature) = (parts.next()?, parts.next()?, parts.next()?);
    // One way to write it, or one stamp would count as many.
    let ms = ms.parse::<i64>().ok().filter(|read| read.to_string() == ms)?;
    let genuine = same(signature.as_bytes(), sign(app, form, ms, random).as_bytes()) && parts.next().is_none();
    genuine.then(|| Utc.timestamp_millis_opt(ms).single()).flatten()
}

/// Compares without saying by its time how much was right.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

/// Whether a form may go on to be read. If not, its state says why, for the page to show again.
///
/// # Errors
/// When the database does not answer.
pub async fn admits(cx: &PageCx, sender: Sender, form: &str, typed: &mut FormState) -> Outcome<bool> {
    let app = &cx.app;
    let stamp = typed.value("stamp");
    let wrong = if !typed.value("website").is_empty() {
        Some(AGAIN)
    } else if let Some(wrong) = too_soon_or_late(app, form, &stamp) {
        Some(wrong)
    } else if match sender {
        Sender::Holder => false,
        Sender::Anybody => crowded(cx, 1) && !worked(app, form, typed).await?,
        Sender::Helper(people) => crowded(cx, people),
    } {
        Some(CROWDED)
    } else {
        None
    };
    typed.values.remove("website");
    // Work counts once: a form that comes back after it needs a stamp of its own.
    if typed.values.remove("work").is_some_and(|w| w.iter().any(|w| !w.is_empty())) {
        typed.values.remove("stamp");
    }
    if let Some(key) = wrong {
        typed.fail("", key);
    }
    Ok(wrong.is_none())
}

fn too_soon_or_late(app: &App, form: &str, stamp: &str) -> Option<&'static str> {
    let least = Duration::milliseconds(app.config.min_fill_ms);
    if least.is_zero() {
        return None;
    }
    let Some(at) = opened(app, form, stamp) else { return Some(STALE) };
    match app.clock.now() - at {
        age if age < least => Some(AGAIN),
        age if age > MAX_AGE => Some(STALE),
        _ => None,
    }
}

fn crowded(cx: &PageCx, forms: usize) -> bool {
    let (app, limit) = (&cx.app, cx.app.config.address_forms_per_hour);
    let forms = i32::try_from(forms).unwrap_or(i32::MAX);
    let full = |client| !app.addresses.admit_as(forms, client, limit, app.clock.now(), || app.ids.bytes());
    limit > 0 && cx.client.is_some_and(full)
}

/// Whether the work was done for this very form, and counts for the first time.
async fn worked(app: &App, form: &str, typed: &FormState) -> Outcome<bool> {
    let (stamp, work) = (typed.value("stamp"), typed.value("work"));
    if work.is_empty() || work.len() > WORK_MAX || !is_work(&stamp, &work) || opened(app, form, &stamp).is_none() {
        return Ok(false);
    }
    let mut tx = app.db.write().await?;
    let first = budget::take(app, &mut tx, Budget::Work, &[&stamp]).await?;
    tx.commit().await?;
    Ok(first)
}

fn is_work(stamp: &str, work: &str) -> bool {
    let digest = Sha256::digest(format!("{stamp}:{work}"));
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]).leading_zeros() >= WORK_BITS
}
