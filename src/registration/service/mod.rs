//! The use cases of registration: [`register`] and finding here, who gets which place in `places`, changes of state in
//! `changes`, groups that places are kept for in `strata`, what staff do in `staff`, and to many in `one_of_many`.

mod answers;
mod changes;
mod concerned;
mod data;
mod erasure;
mod lists;
mod merging;
mod of_person;
mod one_of_many;
mod paper;
mod places;
mod selection;
mod staff;
mod strata;
mod writing;

use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

pub use self::answers::{LATE, STALE, answers_of, change_answers, change_answers_for, may_change_answers};
pub use self::changes::{
    Lapsing, accept_offer, decline_offer, lapse_offer, lapsing, offer_free_places, offer_opened, withdraw,
};
pub use self::concerned::{Concerned, concerned, concerned_in};
pub use self::data::{MyData, my_data};
pub use self::erasure::{
    erase, erase_again, erase_due, erase_for, erase_one, erase_person, erase_reach, hold, hold_owner,
};
pub use self::lists::{
    Line, List, PAGE, SEARCH_MAX, lines, list, matching, of_event_among, queue_places, search, standing_of,
};
pub use self::merging::{give_up_twin, move_over, of_all, owner, restore_twin};
pub use self::of_person::{Agreed, agreed, of_person};
pub use self::one_of_many::{
    One, again_for, against_place, by_hand_for, confirm_for, decline_for, give_up_for, offer_for, speak_for,
};
pub use self::paper::{Paper, is_registered, register_paper};
pub use self::places::refit;
pub use self::selection::{applicants, application, decide, free_places, hold_selection};
pub use self::staff::{
    Company, Detail, apart_for, channel_for, detail, link_by_hand, roster, walk_in, walk_in_once, withdraw_for,
};
pub use self::strata::{Places, add_stratum, change_pool, copy_strata, places, refusal, remove_stratum};
pub use self::writing::{agree, choose_channel, find_again, ledger, notify_all, speak, write_links};
use super::code;
use super::consent::{Act, Purpose};
use super::model::places::{PARTY_MAX, PassedOver, Together};
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
pub const TRIES: u32 = 4;

/// Why a transaction ended early.
pub enum Failure {
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
    #[must_use]
    pub fn is_worth_another_try(&self) -> bool {
        match self {
            Self::Db(e) => {
                db::is_transient(e)
                    || e.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
            }
            // A lock that was not to be had, of a statement further down.
            Self::App(e) => *e == AppError::Busy,
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
pub(crate) use tries;

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
    let Some(number) = registration.waiting_no.filter(|_| registration.state == State::Waitlisted) else {
        return Ok(None);
    };
    let before = store::reaches_before(&mut app.db.read().await?, registration.event_id, number).await?;
    Ok(Some(before.beside(registration.reach)))
}

/// How many stand in the queue of somebody who waits, they included; nothing for who does not wait.
///
/// # Errors
/// When the database does not answer.
pub async fn queue_length(app: &App, registration: &Registration) -> Outcome<Option<i64>> {
    if registration.state != State::Waitlisted {
        return Ok(None);
    }
    let all = store::reaches_before(&mut app.db.read().await?, registration.event_id, i64::MAX).await?;
    Ok(Some(all.beside(registration.reach)))
}

/// With how many others somebody waits for places that all of them are offered at once or nobody is; nothing for who waits alone.
///
/// # Errors
/// When the database does not answer.
pub async fn waits_with(app: &App, registration: &Registration) -> Outcome<Option<i64>> {
    let Some(party) = registration.party_id.filter(|_| registration.state == State::Waitlisted) else {
        return Ok(None);
    };
    let others = store::wait_together(&mut app.db.read().await?, registration, party).await?;
    Ok(Some(others).filter(|n| *n > 0))
}

/// Why somebody who waits was not offered places that were free, the last first; nothing for who does not wait.
///
/// # Errors
/// When the database does not answer.
pub async fn why_not_offered(app: &App, registration: &Registration) -> Outcome<Vec<PassedOver>> {
    if registration.state != State::Waitlisted {
        return Ok(Vec::new());
    }
    Ok(store::passed_over(&mut app.db.read().await?, registration.id).await?)
}

// --- registering ---

/// Registers somebody, confirmed while a place is free that they may take and nobody waits for it, else waitlisted. Sent
/// again, it gives the same registration. A contact that is registered for the event already takes no second place: then
/// [`Registered::already`] is set, the link is written to the address given the first time, and nothing of it may be shown.
///
/// # Errors
/// `Conflict` when the event does not take registrations; `BadRequest` when the submission belongs to another event.
pub async fn register(app: &App, event: &Event, input: RegistrationInput, source: Source) -> Outcome<Registered> {
    let mut done = register_all(app, event, vec![input], None, source, None).await?;
    done.pop().ok_or(AppError::Busy)
}

/// Registers several people in one go, in this order: all of them or, where there is something against one, nobody. People
/// without a contact are let in. A contact that two of them give finds the first of them alone. Sent again, it gives the
/// same registrations.
///
/// # Errors
/// As [`register`]; `BadRequest` for nobody and for more than [`PARTY_MAX`].
pub async fn register_party(
    app: &App,
    event: &Event,
    people: Vec<RegistrationInput>,
    together: Together,
    source: Source,
) -> Outcome<Vec<Registered>> {
    if people.is_empty() || people.len() > PARTY_MAX {
        return Err(AppError::BadRequest("ui-bad-request-help"));
    }
    register_all(app, event, people, Some(together), source, None).await
}

async fn register_all(
    app: &App,
    event: &Event,
    people: Vec<RegistrationInput>,
    together: Option<Together>,
    source: Source,
    paper: Option<Paper>,
) -> Outcome<Vec<Registered>> {
    let now = app.clock.now();
    if source == Source::Web && !event.window(now).takes_registrations() {
        return Err(AppError::Conflict("registration-closed"));
    }
    let mut taken = Vec::new();
    let mut each = Vec::new();
    for input in &people {
        let asked = [
            (Purpose::Participation, true),
            (Purpose::FutureContact, input.future_contact),
            (Purpose::Photos, input.photos),
        ];
        let given = asked.into_iter().filter(|(_, given)| *given);
        let agreed = given.map(|(purpose, _)| (purpose, purpose.hash(input.shown_in))).collect();
        let mut contacts = input.contacts();
        contacts.retain(|c| !taken.contains(c));
        taken.extend(contacts.iter().cloned());
        each.push(Comer { input, agreed, contacts });
    }
    let queues = AtomicBool::new(together.is_some());
    let ask = Ask { event, each, together, source, paper, now, queues, tried: AtomicBool::new(false) };
    let done = tries!(register_once(app, &ask))?;
    if done.iter().any(|d| d.changed) {
        app.jobs_waiting.notify_one();
        app.cache.grow_old();
    }
    let registered = |d: Done| {
        let link_token = link_token(app, &d.registration);
        Registered { registration: d.registration, link_token, already: d.already }
    };
    Ok(done.into_iter().map(registered).collect())
}

/// Who comes to register, in one transaction.
struct Ask<'a> {
    event: &'a Event,
    each: Vec<Comer<'a>>,
    /// How they want their places, if they come as a party.
    together: Option<Together>,
    source: Source,
    /// How they agreed, where that was not in a form of ours.
    paper: Option<Paper>,
    now: Instant,
    /// Whether to lock the queue at once. Not before somebody was quicker in taking the place that was seen free.
    queues: AtomicBool,
    /// Whether it was tried before.
    tried: AtomicBool,
}

/// One of them.
struct Comer<'a> {
    input: &'a RegistrationInput,
    agreed: Vec<(Purpose, Vec<u8>)>,
    /// Those that nobody before them gave.
    contacts: Vec<Contact>,
}

struct Done {
    registration: Registration,
    already: bool,
    changed: bool,
}

/// Somebody who is to be entered.
struct Newcomer<'a> {
    n: usize,
    comer: &'a Comer<'a>,
    person: Uuid,
    key: DataKey,
    /// What they gave up before.
    before: Option<Registration>,
}

async fn register_once(app: &App, ask: &Ask<'_>) -> Result<Vec<Done>, Failure> {
    let mut tx = app.db.write().await?;
    let mut found = Vec::new();
    for comer in &ask.each {
        let known = people::service::find(&mut tx, &comer.contacts).await?;
        let before = match known {
            Some(person) => store::of_person(&mut tx, ask.event.id, person).await?,
            None => None,
        };
        found.push((known, before));
    }
    // After the look for the people: what another tap on this form committed in between must not look like somebody else's.
    let tried = ask.tried.swap(true, Ordering::Relaxed);
    let mut done: Vec<Option<Done>> = Vec::new();
    for (comer, (known, _)) in ask.each.iter().zip(&found) {
        // With a contact that nobody has it was hardly sent before; if it was, the database refuses a second and this is tried
        // again.
        let is_new = !tried && known.is_none() && !comer.contacts.is_empty();
        let registration = if is_new { None } else { store::by_submission(&mut tx, comer.input.submission_id).await? };
        if registration.as_ref().is_some_and(|r| r.event_id != ask.event.id) {
            return Err(AppError::BadRequest("ui-bad-request-help").into());
        }
        done.push(registration.map(|registration| Done { registration, already: false, changed: false }));
    }
    if done.iter().all(Option::is_some) {
        return Ok(done.into_iter().flatten().collect());
    }
    if ask.source == Source::Web {
        let new = ask.each.iter().zip(&done).filter(|(_, done)| done.is_none());
        let reached: Vec<&str> = new.flat_map(|(comer, _)| comer.contacts.iter().map(|c| c.value.reveal())).collect();
        if !budget::take(app, &mut tx, Budget::Registration, &reached).await? {
            return Err(AppError::Conflict(TOO_OFTEN).into());
        }
        // Who has no contact counts for those of the others: a form for many is no way around the budget.
        let new = ask.each.iter().zip(&done).filter(|(_, done)| done.is_none());
        let without = new.filter(|(comer, _)| comer.contacts.is_empty()).count();
        let all: Vec<&str> =
            ask.each.iter().flat_map(|comer| comer.contacts.iter().map(|c| c.value.reveal())).collect();
        if !budget::take_many(app, &mut tx, Budget::Companion, &all, without).await? {
            return Err(AppError::Conflict(TOO_OFTEN).into());
        }
    }
    let mut newcomers = Vec::new();
    for (n, (comer, (known, before))) in ask.each.iter().zip(found).enumerate() {
        if done[n].is_some() {
            continue;
        }
        // A new link to a registration through which somebody spoke would show their words to whoever knows their number.
        let closed = match &before {
            Some(r) => !r.state.may_register_again() || store::spoke(&mut tx, r.id).await?,
            None => false,
        };
        if let Some(registration) = before.clone().filter(|_| closed) {
            if ask.paper.is_none() {
                writing::put_again(app, &mut tx, &registration).await?;
            }
            done[n] = Some(Done { registration, already: true, changed: true });
            continue;
        }
        // Two of one form may give contacts of one person: after a merge, or of two who share a phone. The first is found by them.
        let found_before = known.is_some_and(|known| newcomers.iter().any(|n: &Newcomer| n.person == known));
        let (known, before, contacts) =
            if found_before { (None, None, &[][..]) } else { (known, before, &comer.contacts[..]) };
        let (person, key) = match known {
            Some(person) => {
                // Erased since they were found: the next try finds nobody.
                let key = people::service::hold(&mut tx, person).await?.ok_or(Failure::Overtaken)?;
                people::service::claim_contacts(app, &mut tx, &key, person, contacts).await?;
                (person, key)
            }
            None => add_person(app, &mut tx, comer, contacts, ask.now).await?,
        };
        newcomers.push(Newcomer { n, comer, person, key, before });
    }
    let party = match ask.together.filter(|_| newcomers.len() > 1) {
        Some(together) => {
            let id = app.ids.uuid();
            store::add_party(&mut tx, id, ask.event.id, together, ask.now).await?;
            Some(id)
        }
        None => None,
    };
    if tx.is_postgres() {
        // Whoever adds the same contact waits here, before anybody holds a place, and places are held the shorter.
        tx.send_later().await?;
    }
    // The last locks of the transaction: see `store::places`.
    let traits: Vec<_> = newcomers.iter().map(|c| store::traits(&tx, c.comer.input)).collect();
    if !newcomers.is_empty() {
        let given = places::find(app, &mut tx, ask, &traits).await?;
        for (newcomer, place) in newcomers.iter().zip(&given.places) {
            let registration = enter(app, &mut tx, ask, newcomer, (&given.room, place), party).await?;
            done[newcomer.n] = Some(Done { registration, already: false, changed: true });
        }
        if given.waits_beside_free_places {
            places::promote(app, &mut tx, ask.event.id, ask.now).await?;
            for newcomer in &newcomers {
                if let Some(Some(d)) = done.get_mut(newcomer.n) {
                    d.registration = store::by_id(&mut tx, d.registration.id).await?.ok_or(Failure::Overtaken)?;
                }
            }
        }
    }
    tx.commit().await?;
    Ok(done.into_iter().flatten().collect())
}

async fn enter(
    app: &App,
    tx: &mut Tx,
    ask: &Ask<'_>,
    newcomer: &Newcomer<'_>,
    (room, place): (&store::Room, &places::Place),
    party: Option<Uuid>,
) -> Result<Registration, Failure> {
    let Newcomer { comer, person, key, before, .. } = newcomer;
    let short_code = code::from_bytes(app.ids.bytes());
    let (id, link_version) = before.as_ref().map_or_else(|| (app.ids.uuid(), 1), |r| (r.id, r.link_version + 1));
    let link_hash = digest(&token(app, id, link_version));
    let new = New {
        id,
        event: ask.event.id,
        person: *person,
        pool: place.pool,
        party,
        reach: place.reach,
        state: place.state,
        source: ask.source,
        short_code: &short_code,
        link_hash: &link_hash,
        holds_place: place.state == State::Confirmed,
        waiting_no: place.number,
        now: ask.now,
    };
    let registration = if before.is_some() {
        if !store::add_again(tx, key, &new, link_version, comer.input).await? {
            return Err(Failure::Overtaken);
        }
        store::by_id(tx, id).await?.ok_or(Failure::Overtaken)?
    } else {
        store::add(tx, key, &new, comer.input).await?
    };
    let answers = &comer.input.answers;
    questions::service::begin(tx, key, (id, before.is_some()), answers, ask.now).await?;
    for (purpose, text_hash) in &comer.agreed {
        let agreement = Agreement {
            id: app.ids.uuid(),
            person: *person,
            registration: id,
            purpose: *purpose,
            act: Act::Grant,
            version: purpose.version(),
            text_hash,
            locale: comer.input.shown_in,
            evidence: match (ask.source, ask.together) {
                _ if ask.paper.is_some() => "paper",
                // A helper read it aloud.
                (Source::Web, Some(_)) => "read_back",
                (Source::Web, None) => "web_form",
                _ => "staff",
            },
            at: ask.paper.map_or(ask.now, |paper| paper.agreed_at),
        };
        store::agree(tx, &agreement).await?;
    }
    if ask.paper.is_none_or(|paper| paper.write) {
        match before {
            Some(_) => writing::put_state(app, tx, &registration).await?,
            None => writing::put_first(app, tx, &registration, room).await?,
        }
    }
    let by = ask.paper.map_or(By::Participant(Some(*person)), |paper| By::Staff(paper.by));
    audit::service::record(app, tx, by, "registration.create", ("registration", id), place.state.code()).await?;
    Ok(registration)
}

async fn add_person(
    app: &App,
    tx: &mut Tx,
    comer: &Comer<'_>,
    contacts: &[Contact],
    now: Instant,
) -> sqlx::Result<(Uuid, DataKey)> {
    let person = Person {
        id: app.ids.uuid(),
        full_name: comer.input.full_name.clone(),
        call_name: comer.input.call_name.clone(),
        locale: comer.input.locale,
        contacts: contacts.to_vec(),
        erased: false,
    };
    let key = people::service::add(app, tx, &person, now).await?;
    Ok((person.id, key))
}
