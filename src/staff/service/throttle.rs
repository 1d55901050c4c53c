//! Tries at passphrases and codes; the rule is [`crate::staff::model::budget`]'s. Kept in the database, so that all nodes
//! count together.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::db::Tx;
use crate::error::Outcome;
use crate::ids::keyed_digest;
use crate::staff::model::budget::minutes;
use crate::staff::store;
use crate::state::App;

/// A try that was charged.
pub(super) struct Ticket {
    bucket: [u8; 32],
    /// From a browser that has signed in with this address before; otherwise the instance was charged too.
    known: bool,
}

fn instance(app: &App) -> [u8; 32] {
    keyed_digest(&app.secret, &[b"budget", b"instance"])
}

/// Charges one try at the address of this blind index, known here or not; or says in how many minutes the next is
/// allowed. `device` is what the browser's cookie says.
pub(super) async fn take(app: &App, lookup: &[u8], device: Option<&str>) -> Outcome<Result<Ticket, i64>> {
    let now = app.clock.now();
    let device = device.and_then(|cookie| recognise(app, lookup, cookie));
    let bucket = match &device {
        Some(id) => keyed_digest(&app.secret, &[b"budget", b"device", lookup, id]),
        None => keyed_digest(&app.secret, &[b"budget", b"account", lookup]),
    };
    let ticket = Ticket { bucket, known: device.is_some() };
    let mut tx = app.db.write().await?;
    match store::budget(&mut tx, &bucket, now).await?.charge(now) {
        Ok(charged) => store::set_budget(&mut tx, &bucket, &charged).await?,
        Err(open_at) => return Ok(Err(minutes(open_at, now))),
    }
    if !ticket.known {
        let instance = instance(app);
        match store::budget(&mut tx, &instance, now).await?.charge_instance(now) {
            Ok(charged) => store::set_budget(&mut tx, &instance, &charged).await?,
            Err(open_at) => return Ok(Err(minutes(open_at, now))),
        }
    }
    tx.commit().await?;
    Ok(Ok(ticket))
}

/// The whole proof was given: the bucket is full again.
pub(super) async fn right(app: &App, tx: &mut Tx, ticket: &Ticket) -> Outcome<()> {
    store::clear_budget(tx, &ticket.bucket).await?;
    refund_instance(app, tx, ticket).await
}

/// This half of a proof was right. The failures before it stay, or whoever has the passphrase could guess codes for ever.
pub(super) async fn refund(app: &App, tx: &mut Tx, ticket: &Ticket) -> Outcome<()> {
    let now = app.clock.now();
    let back = store::budget(tx, &ticket.bucket, now).await?.refund();
    store::set_budget(tx, &ticket.bucket, &back).await?;
    refund_instance(app, tx, ticket).await
}

async fn refund_instance(app: &App, tx: &mut Tx, ticket: &Ticket) -> Outcome<()> {
    if !ticket.known {
        let instance = instance(app);
        let back = store::budget(tx, &instance, app.clock.now()).await?.refund_instance();
        store::set_budget(tx, &instance, &back).await?;
    }
    Ok(())
}

fn sign(app: &App, lookup: &[u8], device: &[u8]) -> [u8; 32] {
    keyed_digest(&app.secret, &[b"known-device", lookup, device])
}

/// What a browser keeps that has signed in with this address: a random number of its own and our mark on it. It opens
/// nothing.
pub(super) fn device_cookie(app: &App, lookup: &[u8]) -> String {
    let id: [u8; 16] = app.ids.bytes();
    let mark = sign(app, lookup, &id);
    URL_SAFE_NO_PAD.encode([id.as_slice(), &mark[..16]].concat())
}

fn recognise(app: &App, lookup: &[u8], cookie: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(cookie).ok().filter(|b| b.len() == 32)?;
    let (id, mark) = bytes.split_at(16);
    let right = &sign(app, lookup, id)[..16];
    // In a time that does not tell how much of it was right.
    let differ = mark.iter().zip(right).fold(0, |all, (a, b)| all | (a ^ b));
    (differ == 0).then(|| id.to_vec())
}
