//! The use cases of registration: [`register`] and finding here, changes of state in `changes`, what staff do in `staff`.

mod changes;
mod data;
mod erasure;
mod staff;
mod writing;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

pub use self::changes::{accept_offer, decline_offer, lapse_offer, offer_free_places, withdraw};
pub use self::data::{MyData, my_data};
pub use self::erasure::{erase, erase_again, erase_due, erase_for, erase_one, erase_person, erase_reach, hold};
pub use self::staff::{
    Detail, Filter, Line, List, detail, link_by_hand, list, roster, walk_in, walk_in_once, withdraw_for,
};
pub use self::writing::{agree, find_again, ledger, notify_all, speak, write_links};
use super::code;
use super::consent::{Act, Purpose};
use super::model::{Registered, Registration, RegistrationInput, Source, State, contacts};
use super::store::{self, Agreement, New};
use crate::audit;
use crate::audit::service::By;
use crate::clock::Instant;
use crate::db::{self, Tx};
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::ids::{digest, keyed_digest};
use crate::people;
use crate::people::model::{Contact, Person};
use crate::questions;
use crate::seal::{DataKey, Legible, Personal};
use crate::state::App;
use crate::web::budget::{self, Budget};

/// Said when a number or an address was registered with too often in a day. It counts every try, so that it says nothing of
/// whether there was a registration.
pub const TOO_OFTEN: &str = "registration-too-often";
/// How often a transaction is tried before the asker is told that too many are at it.
const TRIES: u32 = 4;

/// Why a transaction ended early.
enum Failure {
    Db(sqlx::Error),
    App(AppError),
    /// Somebody changed in between what was read.
    Overtaken,
}

impl From<sqlx::Error> for Failure {
    fn from(e: sqlx::Error) -> Self {
        Self::Db(e)
    }
}

impl From<AppError> for Failure {
    fn from(e: AppError) -> Self {
        Self::App(e)
    }
}

impl From<Failure> for AppError {
    fn from(f: Failure) -> Self {
        match f {
            Failure::Db(e) => e.into(),
            Failure::App(e) => e,
            Failure::Overtaken => Self::Busy,
        }
    }
}

impl Failure {
    /// Whether the same again can succeed: who was quicker is then found by what they left.
    fn is_worth_another_try(&self) -> bool {
        match self {
            Self::Db(e) => {
                db::is_transient(e)
                    || e.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
            }
            Self::App(_) => false,
            Self::Overtaken => true,
        }
    }
}

/// Runs a transaction again while that can help.
macro_rules! tries {
    ($once:expr) => {{
        let mut left = $crate::registration::service::TRIES;
        loop {
            left -= 1;
            match $once.await {
                Ok(done) => break Ok(done),
                Err(failure) if left > 0 && failure.is_worth_another_try() => {}
                Err(failure) => break Err($crate::error::AppError::from(failure)),
            }
        }
    }};
}
use tries;

// --- finding ---

/// The token of the private link: derived, so that a mail can name it though the database keeps its hash alone.
#[must_use]
pub fn link_token(app: &App, registration: &Registration) -> String {
    token(app, registration.id, registration.link_version)
}

/// 128 bits, as the glossary asks of a private link.
fn token(app: &App, id: Uuid, version: i64) -> String {
    let whole = keyed_digest(&app.secret, &[b"private-link", id.as_bytes(), &version.to_be_bytes()]);
    URL_SAFE_NO_PAD.encode(&whole[..16])
}

/// # Errors
/// `NotFound` for every token that opens nothing (now); `Gone` when what it opened was erased.
pub async fn by_link(app: &App, token: &str) -> Outcome<Registration> {
    let mut tx = app.db.read().await?;
    let registration = store::by_link(&mut tx, &digest(token)).await?.ok_or(AppError::NotFound)?;
    // A key can also be missing because it was lost; only a tombstone says that somebody wanted it so.
    let erased = registration.legible == Legible::Erased
        && store::is_buried(&mut tx, registration.id, registration.person_id).await?;
    if erased { Err(AppError::Gone) } else { Ok(registration) }
}

/// By a short code as it was typed.
///
/// # Errors
/// When the database does not answer.
pub async fn by_code(app: &App, typed: &str) -> Outcome<Option<Registration>> {
    let Some(code) = code::parse(typed) else { return Ok(None) };
    let mut tx = app.db.read().await?;
    Ok(store::by_code(&mut tx, &code).await?)
}

/// # Errors
/// `NotFound`.
pub async fn by_id(app: &App, id: Uuid) -> Outcome<Registration> {
    let mut tx = app.db.read().await?;
    store::by_id(&mut tx, id).await?.ok_or(AppError::NotFound)
}

/// Whether the person's name was given with this registration. A later one was made by whoever knows their number or
/// address, and its private link may not show the name.
///
/// # Errors
/// When the database does not answer.
pub async fn gave_the_name(app: &App, registration: &Registration) -> Outcome<bool> {
    Ok(!store::earlier(&mut app.db.read().await?, registration.person_id, registration.id).await?)
}

/// Who somebody is, for staff.
///
/// # Errors
/// `NotFound`.
pub async fn person(app: &App, id: Uuid) -> Outcome<Person> {
    people::service::by_id(app, id).await
}

/// Whom a registration may speak to, by mail or behind its link, and in which language: the contacts given with it. The
/// names are empty unless they came in the same form, or the address is one the person was first known by: a form may put a
/// stranger's address beside a known number, and the stranger must not learn whose it is.
///
/// # Errors
/// When the database does not answer.
pub async fn addressee(app: &App, registration: &Registration) -> Outcome<Person> {
    let mut person = people::service::by_id(app, registration.person_id).await?;
    let since = people::service::since(app, registration.person_id).await?;
    let came_together = registration.link_version == 1 && registration.created_at == since;
    if !came_together && person.contacts.iter().all(|c| c.value != registration.email) {
        person.full_name = Personal::default();
        person.call_name = Personal::default();
    }
    person.locale = registration.locale;
    person.contacts = contacts(&registration.phone, &registration.email);
    Ok(person)
}

/// How many wait before this one; `None` for who does not wait.
///
/// # Errors
/// When the database does not answer.
pub async fn ahead(app: &App, registration: &Registration) -> Outcome<Option<i64>> {
    match registration.waiting_no.filter(|_| registration.state == State::Waitlisted) {
        Some(number) => Ok(Some(store::ahead(&mut app.db.read().await?, registration.pool_id, number).await?)),
        None => Ok(None),
    }
}

// --- registering ---

/// Registers somebody, confirmed while a place is free and nobody waits, else waitlisted. Sent again, it gives the same
/// registration. A contact that is registered for the event already takes no second place: then [`Registered::already`] is
/// set, the link is written to the address given the first time, and nothing of it may be shown.
///
/// # Errors
/// `Conflict` when the event does not take registrations; `BadRequest` when the submission belongs to another event.
pub async fn register(app: &App, event: &Event, input: RegistrationInput, source: Source) -> Outcome<Registered> {
    let now = app.clock.now();
    if source == Source::Web && !event.window(now).takes_registrations() {
        return Err(AppError::Conflict("registration-closed"));
    }
    let asked = [
        (Purpose::Participation, true),
        (Purpose::FutureContact, input.future_contact),
        (Purpose::Photos, input.photos),
    ];
    let given = asked.into_iter().filter(|(_, given)| *given);
    let agreed: Vec<_> = given.map(|(purpose, _)| (purpose, purpose.hash(input.shown_in))).collect();
    let done = tries!(register_once(app, event, &input, source, &agreed, now))?;
    if done.changed {
        app.jobs_waiting.notify_one();
        app.cache.touch();
    }
    let link_token = link_token(app, &done.registration);
    Ok(Registered { registration: done.registration, link_token, already: done.already })
}

struct Done {
    registration: Registration,
    already: bool,
    changed: bool,
}

async fn register_once(
    app: &App,
    event: &Event,
    input: &RegistrationInput,
    source: Source,
    agreed: &[(Purpose, Vec<u8>)],
    now: Instant,
) -> Result<Done, Failure> {
    let id = app.ids.uuid();
    let short_code = code::from_bytes(app.ids.bytes());
    let contacts = input.contacts();
    let first_link = digest(&token(app, id, 1));

    let mut tx = app.db.write().await?;
    let known = people::service::find(&mut tx, &contacts).await?;
    let before = match known {
        Some(person) => store::of_person(&mut tx, event.id, person).await?,
        None => None,
    };
    // After the look for the person: what another tap on this form committed in between must not look like somebody else's.
    if let Some(registration) = store::by_submission(&mut tx, input.submission_id).await? {
        if registration.event_id != event.id {
            return Err(AppError::BadRequest("ui-bad-request-help").into());
        }
        return Ok(Done { registration, already: false, changed: false });
    }
    if source == Source::Web {
        let reached: Vec<&str> = contacts.iter().map(|c| c.value.reveal()).collect();
        if !budget::take(app, &mut tx, Budget::Registration, &reached).await? {
            return Err(AppError::Conflict(TOO_OFTEN).into());
        }
    }
    // A new link to a registration through which somebody spoke would show their words to whoever knows their number.
    let closed = match &before {
        Some(r) => !r.state.may_register_again() || store::spoke(&mut tx, r.id).await?,
        None => false,
    };
    if let Some(registration) = before.clone().filter(|_| closed) {
        writing::put_again(app, &mut tx, &registration).await?;
        tx.commit().await?;
        return Ok(Done { registration, already: true, changed: true });
    }
    let (person, key) = match known {
        Some(person) => {
            // Erased since they were found: the next try finds nobody.
            let key = people::service::hold(&mut tx, person).await?.ok_or(Failure::Overtaken)?;
            people::service::claim_contacts(app, &mut tx, &key, person, &contacts).await?;
            (person, key)
        }
        None => add_person(app, &mut tx, input, contacts, now).await?,
    };
    let place = place(&mut tx, event.pool_id).await?;
    let (id, link_version) = before.as_ref().map_or((id, 1), |r| (r.id, r.link_version + 1));
    let later_link = before.as_ref().map(|_| digest(&token(app, id, link_version)));
    let new = New {
        id,
        event: event.id,
        person,
        pool: event.pool_id,
        state: place.state,
        source,
        short_code: &short_code,
        link_hash: later_link.as_deref().unwrap_or(&first_link),
        holds_place: place.state == State::Confirmed,
        waiting_no: place.number,
        now,
    };
    if before.is_some() {
        if !store::add_again(&mut tx, &key, &new, link_version, input).await? {
            return Err(Failure::Overtaken);
        }
    } else {
        store::add(&mut tx, &key, &new, input).await?;
    }
    questions::service::begin(&mut tx, &key, (id, before.is_some()), &input.answers, now).await?;
    for (purpose, text_hash) in agreed {
        let agreement = Agreement {
            id: app.ids.uuid(),
            person,
            registration: id,
            purpose: *purpose,
            act: Act::Grant,
            text_hash,
            locale: input.shown_in,
            evidence: if source == Source::Web { "web_form" } else { "staff" },
            at: now,
        };
        store::agree(&mut tx, &agreement).await?;
    }
    let registration = store::by_id(&mut tx, id).await?.ok_or(Failure::Overtaken)?;
    writing::put_state(app, &mut tx, &registration).await?;
    let by = By::Participant(Some(person));
    audit::service::record(app, &mut tx, by, "registration.create", ("registration", id), place.state.code()).await?;
    if place.free {
        changes::offer_free(app, &mut tx, event.pool_id, now).await?;
    }
    tx.commit().await?;
    Ok(Done { registration, already: false, changed: true })
}

async fn add_person(
    app: &App,
    tx: &mut Tx,
    input: &RegistrationInput,
    contacts: Vec<Contact>,
    now: Instant,
) -> sqlx::Result<(Uuid, DataKey)> {
    let person = Person {
        id: app.ids.uuid(),
        full_name: input.full_name.clone(),
        call_name: input.call_name.clone(),
        locale: input.locale,
        contacts,
        erased: false,
    };
    let key = people::service::add(app, tx, &person, now).await?;
    Ok((person.id, key))
}

/// What the pool has for a newcomer.
struct Place {
    state: State,
    number: Option<i64>,
    /// There are free places, and people who waited before.
    free: bool,
}

/// A place, or a number in the queue. Taking a number locks the pool's row; so a place that was given back between the two
/// statements is seen by the second try, and nobody waits beside an empty chair.
async fn place(tx: &mut Tx, pool: Uuid) -> Result<Place, Failure> {
    let confirmed = Place { state: State::Confirmed, number: None, free: false };
    if store::take(tx, pool).await? {
        return Ok(confirmed);
    }
    let Some((number, taken, size)) = store::queue(tx, pool).await? else {
        return Err(AppError::Conflict("registration-closed").into());
    };
    if taken < size && store::take(tx, pool).await? {
        return Ok(confirmed);
    }
    Ok(Place { state: State::Waitlisted, number: Some(number), free: taken < size })
}
