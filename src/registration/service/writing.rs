//! What is written to people, and what they say through their link that changes no place: language and agreements.

use chrono::Duration;
use uuid::Uuid;

use super::erasure::{hold, hold_owner};
use super::{Failure, tries};
use crate::audit;
use crate::audit::service::By;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::i18n::Locale;
use crate::ids::hex;
use crate::jobs::queue::{self, Job, Message};
use crate::messages::model::{Change, Channel, Facts};
use crate::messages::service as messages;
use crate::people::model::Contact;
use crate::registration::consent::{Act, Entry, Purpose, holds, shown_version};
use crate::registration::model::{Registration, State};
use crate::registration::store::{self, Agreement, Room};
use crate::state::App;
use crate::web::budget::{self, Budget};

/// Links that one request for lost ones sends at most.
const LINKS: i64 = 20;

/// Tells what the registration has become, and plans or takes back what hangs on it. One message a version: a transaction
/// that runs twice writes once.
pub(super) async fn put_state(app: &App, tx: &mut Tx, r: &Registration) -> Outcome<()> {
    messages::settle(app, tx, r.id, Change::State).await
}

/// As [`put_state`], of a registration that is being made for the event of `room`.
pub(super) async fn put_first(app: &App, tx: &mut Tx, r: &Registration, room: &Room) -> Outcome<()> {
    let facts = Facts {
        now: r.created_at,
        event: r.event_id,
        state: r.state,
        version: r.version,
        channel: r.channel(),
        erased: false,
        offer_until: r.offer_expires_at,
        cancelled: room.cancelled,
        event_version: room.version,
        starts_at: room.starts_at,
        ends_at: room.ends_at,
        zone: room.zone,
    };
    messages::begin(app, tx, r.id, &facts).await
}

/// Tells the link again to somebody who has it already. While one such message is on its way no other is written, however
/// often it is asked for.
pub(super) async fn put_again(app: &App, tx: &mut Tx, r: &Registration) -> Outcome<()> {
    messages::settle(app, tx, r.id, Change::Asked).await
}

/// Tells everybody who has or awaits a place at an event that it is another or does not take place, and moves their
/// reminders; in the transaction that changes or cancels it. Several edits in a row are told once, with what holds then.
///
/// # Errors
/// When the database does not take it.
pub async fn notify_all(app: &App, tx: &mut Tx, event: Uuid, message: Message) -> Outcome<()> {
    let change = if message == Message::EventCancelled { Change::EventCancelled } else { Change::EventChanged };
    messages::settle_event(app, tx, event, change).await
}

/// Has them told by another way from now on, and what waits with it.
///
/// # Errors
/// `NotFound` of somebody erased.
pub async fn choose_channel(app: &App, registration: &Registration, channel: Channel) -> Outcome<()> {
    let by = By::Participant(Some(registration.person_id));
    set_channel(app, registration, channel, by).await
}

pub(super) async fn set_channel(app: &App, r: &Registration, channel: Channel, by: By) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    set_channel_in(app, &mut tx, r, channel, by).await?;
    tx.commit().await?;
    app.jobs_waiting.notify_one();
    Ok(())
}

pub(super) async fn set_channel_in(app: &App, tx: &mut Tx, r: &Registration, channel: Channel, by: By) -> Outcome<()> {
    hold(tx, r).await?.ok_or(AppError::NotFound)?;
    store::choose_channel(tx, r.id, channel).await?;
    messages::settle(app, tx, r.id, Change::Channel).await?;
    audit::service::record(app, tx, by, "registration.channel", ("registration", r.id), channel.code()).await
}

/// Asks for the links of an address to be written to it once more. Does the same for every contact, in the same time: who it
/// belongs to, if anybody, is found later and by the worker. Past the day's budget of a contact nothing is asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn find_again(app: &App, contact: &Contact) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    if budget::take(app, &mut tx, Budget::LostLink, &[contact.value.reveal()]).await? {
        // A phone number is looked for too, in vain: it is nobody's address.
        let lookup = hex(&store::email_lookup(&tx, &contact.value));
        let job = Job::FindLinks { lookup: lookup.clone() };
        queue::put(app, &mut tx, &job, Some(&format!("find-links:{lookup}")), app.clock.now()).await?;
    }
    tx.commit().await?;
    app.jobs_waiting.notify_one();
    Ok(())
}

/// Writes its links to the address of this digest, for everything that is to come.
///
/// # Errors
/// When the database does not answer.
pub async fn write_links(app: &App, lookup: &[u8]) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    for registration in store::by_email(&mut tx, lookup, app.clock.now(), LINKS).await? {
        put_again(app, &mut tx, &registration).await?;
    }
    tx.commit().await?;
    app.jobs_waiting.notify_one();
    Ok(())
}

/// Writes to them in another language from now on.
///
/// # Errors
/// When the database does not take it.
pub async fn speak(app: &App, registration: &Registration, l: Locale) -> Outcome<()> {
    tries!(speak_once(app, registration, l))
}

async fn speak_once(app: &App, registration: &Registration, l: Locale) -> Result<(), Failure> {
    let mut tx = app.db.write().await?;
    hold(&mut tx, registration).await?.ok_or(AppError::NotFound)?;
    if registration.state == State::Received {
        // As for answers: a selection weighs it.
        store::lock(&mut tx, registration.event_id).await?;
    }
    store::speak(&mut tx, registration.id, l).await?;
    // Places may be kept for those who speak a language.
    super::refit(app, &mut tx, registration.id).await?;
    let by = By::Participant(Some(registration.person_id));
    audit::service::record(app, &mut tx, by, "registration.language", ("registration", registration.id), l.code())
        .await?;
    Ok(tx.commit().await?)
}

/// Everything a registration agreed to, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn ledger(app: &App, registration: &Registration) -> Outcome<Vec<Entry>> {
    Ok(store::ledger(&mut app.db.read().await?, registration.id).await?)
}

/// Gives or takes back an agreement through the private link; what holds already is not said twice. `shown_in` is the
/// language in which the text stood beside the switch.
///
/// # Errors
/// When the database does not take it.
pub async fn agree(app: &App, r: &Registration, purpose: Purpose, act: Act, shown_in: Locale) -> Outcome<()> {
    tries!(agree_once(app, r, purpose, act, shown_in))
}

async fn agree_once(app: &App, r: &Registration, purpose: Purpose, act: Act, shown_in: Locale) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (person, _) = hold_owner(&mut tx, r.id).await?.ok_or(AppError::NotFound)?;
    let ledger = store::ledger(&mut tx, r.id).await?;
    if holds(&ledger, purpose).is_some_and(|(given, _)| given) == (act == Act::Grant) {
        return Ok(());
    }
    let version = shown_version(&ledger, purpose);
    // The last word must be told from the one before, also within a millisecond and when a clock was set back.
    let at = ledger.last().map_or(now, |e| now.max(e.at + Duration::milliseconds(1)));
    let agreement = Agreement {
        id: app.ids.uuid(),
        person,
        registration: r.id,
        purpose,
        act,
        version,
        text_hash: &purpose.hash_of(version, shown_in),
        locale: shown_in,
        evidence: "private_link",
        at,
    };
    store::agree(&mut tx, &agreement).await?;
    let (by, action) = (By::Participant(Some(person)), format!("consent.{}", act.code()));
    audit::service::record(app, &mut tx, by, &action, ("registration", r.id), purpose.code()).await?;
    Ok(tx.commit().await?)
}
