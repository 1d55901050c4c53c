//! The call list: what staff pass on themselves, by phone or from their own messenger.

use uuid::Uuid;

use super::sending::text;
use super::store::{self, HandRow};
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::Event;
use crate::jobs::mail::letter::Letter;
use crate::messages::model::{Change, Decision, Kind, decide};
use crate::people::model::Person;
use crate::registration;
use crate::registration::model::Registration;
use crate::seal::{Legible, Personal};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Messages of one event on the page of all events.
pub const SHORT: i64 = 10;
/// Messages on the page of one event.
pub const LONG: i64 = 100;

/// One who is to be told.
#[derive(Clone)]
pub struct Hand {
    pub id: Uuid,
    pub kind: Kind,
    pub registration: Registration,
    /// As the staff knows them; on the phone their name is said only where [`Item::letter`] says it.
    pub person: Person,
    pub due_at: Instant,
    pub until_at: Instant,
    /// How often nobody answered, and when last.
    pub tries: i64,
    pub tried_at: Option<Instant>,
    /// Why no mail could bring it: a code, or empty.
    pub reason: String,
}

/// Those of one event, the longest waiting first.
#[derive(Clone)]
pub struct HandEvent {
    pub event: Event,
    pub count: i64,
    pub lines: Vec<Hand>,
    /// After which more follow.
    pub next: Option<Uuid>,
}

/// A message with its text, for whoever passes it on.
pub struct Item {
    pub event: Event,
    pub hand: Hand,
    pub letter: Letter,
    pub link: String,
}

/// How much is to be passed on by hand, and since when, at the events that the actor may look after.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(app: &App, actor: &Actor) -> Outcome<Vec<(Event, i64, Instant)>> {
    if !actor.can_somewhere(Action::RegistrationSee) {
        return Ok(Vec::new());
    }
    let counts = store::hand_counts(&mut app.db.read().await?, app.clock.now()).await?;
    let ids: Vec<Uuid> = counts.iter().map(|(id, ..)| *id).collect();
    let events = events::service::by_ids(app, &ids).await?;
    let of = |(id, count, since): (Uuid, i64, Instant)| {
        let event = events.iter().find(|e| e.id == id)?;
        actor.can(Action::RegistrationSee, &event.place(), Of::Other).then(|| (event.clone(), count, since))
    };
    Ok(counts.into_iter().filter_map(of).collect())
}

/// Whom to call, event by event; with a slug those of that event alone, after a message.
///
/// # Errors
/// `Forbidden` to those who can nowhere; `NotFound` for an event out of their sight, or nothing to go on from.
pub async fn call_list(app: &App, actor: &Actor, slug: Option<&str>, after: Option<Uuid>) -> Outcome<Vec<HandEvent>> {
    actor.require_somewhere(Action::RegistrationSee)?;
    let now = app.clock.now();
    let limit = if slug.is_some() { LONG } else { SHORT };
    let mut waiting = waiting(app, actor).await?;
    if let Some(slug) = slug {
        let event = events::service::for_staff(app, actor, slug).await?;
        actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
        waiting.retain(|(e, ..)| e.id == event.id);
    }
    let mut all = Vec::new();
    for (event, count, _) in waiting {
        let mut tx = app.db.read().await?;
        let mark = match after {
            Some(id) => store::one(&mut tx, id).await?.map(|row| (row.due_at, row.id)).ok_or(AppError::NotFound)?,
            None => (Instant::default(), Uuid::nil()),
        };
        let mut rows = store::hand(&mut tx, event.id, now, mark, limit + 1).await?;
        drop(tx);
        let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = if more { rows.last().map(|row| row.id) } else { None };
        let mut lines = Vec::new();
        for row in rows {
            lines.extend(line(app, row).await?);
        }
        all.push(HandEvent { event, count, lines, next });
    }
    Ok(all)
}

/// Nothing where it cannot be read, or where it is not true any more.
async fn line(app: &App, row: HandRow) -> Outcome<Option<Hand>> {
    if !is_true(app, &row).await? {
        return Ok(None);
    }
    let registration = match registration::service::by_id(app, row.registration_id).await {
        Ok(registration) if registration.legible == Legible::Yes => registration,
        Ok(_) => return Ok(None),
        Err(error) => {
            tracing::error!(message = %row.id, %error, "a message for somebody who cannot be read");
            return Ok(None);
        }
    };
    let person = registration::service::person(app, registration.person_id).await?;
    Ok(Some(Hand {
        id: row.id,
        kind: row.kind()?,
        registration,
        person,
        due_at: row.due_at,
        until_at: row.until_at,
        tries: row.tries,
        tried_at: row.tried_at,
        reason: row.reason,
    }))
}

async fn is_true(app: &App, row: &HandRow) -> Outcome<bool> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let Some(facts) = store::facts(&mut tx, row.registration_id, now).await? else { return Ok(false) };
    let said = store::written(&mut tx, row.registration_id, now).await?;
    let open = said.iter().find(|w| w.id == row.id);
    Ok(open.is_some() && decide(row.kind()?, Change::Looking, &facts, &said, open) != Decision::Cancel)
}

/// What it says where somebody was quicker.
const GONE: AppError = AppError::Conflict("messages-said-gone");

/// The message and the event that it is about; [`GONE`] when it is not to be passed on any more.
async fn find(app: &App, actor: &Actor, id: Uuid, action: Action) -> Outcome<(HandRow, Event)> {
    // Whoever may do it nowhere does not learn which ids there are.
    actor.require_somewhere(action)?;
    let row = store::one(&mut app.db.read().await?, id).await?.ok_or(AppError::NotFound)?;
    let registration = registration::service::by_id(app, row.registration_id).await?;
    let event = events::service::by_id(app, registration.event_id).await?;
    actor.require(action, &event.place(), Of::Other)?;
    if row.waits { Ok((row, event)) } else { Err(GONE) }
}

/// The text to be passed on, with the private link; that it was looked at is written down, because the link opens what is
/// a participant's own.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, `StepUp` without a fresh proof; `Conflict` when it is not to be said any more.
pub async fn item(app: &App, actor: &Actor, id: Uuid) -> Outcome<Item> {
    let (row, event) = find(app, actor, id, Action::LinkShow).await?;
    let hand = line(app, row).await?.ok_or(GONE)?;
    let mut made = text(app, &hand.registration, hand.kind).await?;
    // A number by which they are known is theirs, also where this registration is not their first. One that came beside a
    // known address may be anybody's.
    let (known, number) = (&hand.person, &hand.registration.phone);
    let theirs = !number.is_empty() && known.contacts.iter().any(|c| c.value == *number);
    made.letter.call_name = if theirs { known.call_name.clone() } else { Personal::default() };
    let mut tx = app.db.write().await?;
    let object = ("registration", hand.registration.id);
    record(app, &mut tx, By::from(actor), "registration.link", object, "").await?;
    tx.commit().await?;
    Ok(Item { event, hand, letter: made.letter, link: made.link })
}

/// They were told.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `Conflict` when somebody was quicker.
pub async fn done(app: &App, actor: &Actor, id: Uuid) -> Outcome<()> {
    end(app, actor, id, ("told", "message.done", "")).await
}

/// Nobody tells them, and why: one of [`crate::messages::model::SKIPS`].
///
/// # Errors
/// As [`done`].
pub async fn skip(app: &App, actor: &Actor, id: Uuid, reason: &str) -> Outcome<()> {
    end(app, actor, id, ("skipped", "message.skip", reason)).await
}

async fn end(app: &App, actor: &Actor, id: Uuid, (outcome, action, reason): (&str, &str, &str)) -> Outcome<()> {
    let (row, _) = find(app, actor, id, Action::RegistrationEdit).await?;
    let mut tx = app.db.write().await?;
    if !store::end_by_hand(&mut tx, id, outcome, reason, app.clock.now()).await? {
        return Err(GONE);
    }
    record(app, &mut tx, By::from(actor), action, ("registration", row.registration_id), reason).await?;
    Ok(tx.commit().await?)
}

/// Nobody answered; it stays on the list, and the tries are counted.
///
/// # Errors
/// As [`done`].
pub async fn unreached(app: &App, actor: &Actor, id: Uuid) -> Outcome<()> {
    let (row, _) = find(app, actor, id, Action::RegistrationEdit).await?;
    let mut tx = app.db.write().await?;
    if !store::unreached(&mut tx, id, app.clock.now()).await? {
        return Err(GONE);
    }
    record(app, &mut tx, By::from(actor), "message.unreached", ("registration", row.registration_id), "").await?;
    Ok(tx.commit().await?)
}
