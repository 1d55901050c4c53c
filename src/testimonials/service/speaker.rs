//! What a speaker does through the private link.

use uuid::Uuid;

use super::{Answer, agree, append, locked, settle, withdraw_all};
use crate::audit::service::{self as audit, By};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, State as EventState};
use crate::events::service as events;
use crate::i18n::Locale;
use crate::registration::model::{Registration, State};
use crate::registration::service::{self as registration, Failure, tries};
use crate::seal::Personal;
use crate::state::App;
use crate::testimonials::model::{
    Act, Attribution, Channel, Live, MyTestimonial, Names, Original, Standing, Testimonial, TestimonialInput, Tier,
    chosen, live,
};
use crate::testimonials::store;

/// Testimonials that one registration can give; nobody who means well needs more.
pub const MAX_PER_REGISTRATION: i64 = 10;

/// What the form needs to know of whoever opens it.
#[derive(Clone)]
pub struct Offer {
    pub event: Event,
    pub names: Names,
    /// Whether they took part and the training has begun.
    pub open: bool,
}

/// Where one rendition can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicLine {
    pub locale: Locale,
    pub attribution_line: String,
    pub channels: Vec<Channel>,
}

/// A testimonial as its speaker sees it.
#[derive(Clone)]
pub struct Mine {
    pub testimonial: Testimonial,
    pub original: Original,
    pub event: Event,
    pub names: Names,
    pub standing: Standing,
    pub live: Live,
    /// The name chosen last.
    pub chosen: Attribution,
    pub public: Vec<PublicLine>,
    /// Reason and note.
    pub decline: Option<(String, Personal)>,
}

/// Whether this registration may give a testimonial now, and what its form shows.
///
/// # Errors
/// When the database does not answer.
pub async fn offer(app: &App, registration: &Registration) -> Outcome<Offer> {
    let event = events::by_id(app, registration.event_id).await?;
    let names = own_names(app, registration, Personal::default()).await?;
    let open = registration.state == State::Confirmed
        && event.starts_at <= app.clock.now()
        && event.state != EventState::Cancelled;
    Ok(Offer { event, names, open })
}

/// What the speaker may be called behind this private link: without the names that were given with another one.
async fn own_names(app: &App, registration: &Registration, pseudonym: Personal) -> Outcome<Names> {
    if registration::gave_the_name(app, registration).await? {
        return names(app, registration.person_id, pseudonym).await;
    }
    Ok(Names { pseudonym, ..Names::default() })
}

/// Refuses a name that the speaker's page does not offer.
fn offered(attribution: Attribution, names: &Names) -> Outcome<()> {
    if attribution.is_offered(names) { Ok(()) } else { Err(AppError::BadRequest("ui-bad-request-help")) }
}

/// What the person is called, for the line about them.
pub(super) async fn names(app: &App, person: Uuid, pseudonym: Personal) -> Outcome<Names> {
    let person = registration::person(app, person).await?;
    Ok(Names { full: person.full_name, call: person.call_name, pseudonym })
}

/// Keeps a testimonial as it was given, with the consents. A submission that was stored before gives its first id.
///
/// # Errors
/// `Conflict` before the training, without a place in it, or past [`MAX_PER_REGISTRATION`].
pub async fn give(app: &App, registration: &Registration, input: TestimonialInput) -> Outcome<Uuid> {
    let form = offer(app, registration).await?;
    if !form.open {
        return Err(AppError::Conflict("testimonials-not-open"));
    }
    offered(input.attribution, &form.names)?;
    tries!(give_once(app, registration, &input))
}

async fn give_once(app: &App, registration: &Registration, input: &TestimonialInput) -> Result<Uuid, Failure> {
    let mut tx = app.db.write().await?;
    if let Some(first) = stored(&mut tx, input.submission_id, registration).await? {
        return Ok(first);
    }
    // Nobody who is being erased leaves words behind.
    let owner = registration::hold_owner(&mut tx, registration.id).await?;
    let (person_id, _) = owner.ok_or(AppError::NotFound)?;
    if store::count(&mut tx, registration.id).await? >= MAX_PER_REGISTRATION {
        return Err(AppError::Conflict("testimonials-too-many").into());
    }
    let testimonial = Testimonial {
        id: app.ids.uuid(),
        event_id: registration.event_id,
        person_id,
        registration_id: registration.id,
        locale: input.locale,
        pseudonym: input.pseudonym.clone(),
        salt: app.ids.token().into(),
        tier: Tier::R1,
        captured_by: None,
        created_at: app.clock.now(),
    };
    let words = Original { headline: input.headline.clone(), body: input.body.clone() };
    if !store::insert(&mut tx, &testimonial, &words, input.submission_id).await? {
        // The other tap was quicker by less than a transaction.
        let first = stored(&mut tx, input.submission_id, registration).await?;
        return Ok(first.ok_or(AppError::Conflict("ui-conflict-help"))?);
    }
    let by = By::Participant(Some(testimonial.person_id));
    let channels = input.channels.iter().map(|c| c.code()).collect::<Vec<_>>().join(" ");
    audit::record(app, &mut tx, by, "testimonial.give", ("testimonial", testimonial.id), &channels).await?;
    let acts: Vec<_> = input.channels.iter().map(|c| (*c, Act::Grant, Some(input.attribution))).collect();
    let answer = Answer::speaker(testimonial.person_id, input.consent_locale);
    append(app, &mut tx, &testimonial, answer, &acts).await?;
    store::restage(&mut tx, testimonial.id).await?;
    tx.commit().await?;
    Ok(testimonial.id)
}

async fn stored(tx: &mut Tx, submission: Uuid, registration: &Registration) -> Outcome<Option<Uuid>> {
    match store::by_submission(tx, submission).await? {
        Some((id, of)) if of == registration.id => Ok(Some(id)),
        // An id drawn for somebody else's form.
        Some(_) => Err(AppError::BadRequest("ui-bad-request-help")),
        None => Ok(None),
    }
}

/// The testimonials of a registration, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn for_registration(app: &App, registration: Uuid) -> Outcome<Vec<MyTestimonial>> {
    let mut tx = app.db.read().await?;
    let mut list = Vec::new();
    for t in store::of_registration(&mut tx, registration).await? {
        let ledger = store::ledger(&mut tx, t.id).await?;
        let declined = store::decline_of(&mut tx, t.id).await?.is_some();
        let held = !store::holds(&mut tx, t.id).await?.is_empty();
        let public = !store::public::places(&mut tx, t.id).await?.is_empty();
        list.push(MyTestimonial {
            id: t.id,
            headline: t.headline,
            locale: t.locale,
            created_at: t.created_at,
            standing: Standing::of(&ledger, declined, held, public),
        });
    }
    Ok(list)
}

/// One testimonial of this registration.
///
/// # Errors
/// `NotFound` for another's.
pub async fn mine(app: &App, registration: &Registration, id: Uuid) -> Outcome<Mine> {
    let mut tx = app.db.read().await?;
    let testimonial = store::by_id(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if testimonial.registration_id != registration.id {
        return Err(AppError::NotFound);
    }
    let original = store::original(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let ledger = store::ledger(&mut tx, id).await?;
    let decline = store::decline_of(&mut tx, id).await?.map(|d| (d.reason, d.note));
    let held = !store::holds(&mut tx, id).await?.is_empty();
    let mut public: Vec<PublicLine> = Vec::new();
    for place in store::public::places(&mut tx, id).await? {
        match public.iter_mut().find(|p| p.locale == place.locale) {
            Some(line) => line.channels.push(place.channel),
            None => public.push(PublicLine {
                locale: place.locale,
                attribution_line: place.attribution_line,
                channels: vec![place.channel],
            }),
        }
    }
    drop(tx);
    for line in &mut public {
        line.channels.sort();
    }
    Ok(Mine {
        event: events::by_id(app, testimonial.event_id).await?,
        names: own_names(app, registration, testimonial.pseudonym.clone()).await?,
        standing: Standing::of(&ledger, decline.is_some(), held, !public.is_empty()),
        live: live(&ledger),
        chosen: chosen(&ledger),
        public,
        decline,
        original,
        testimonial,
    })
}

async fn own(app: &App, registration: &Registration, id: Uuid) -> Outcome<(Tx, Testimonial)> {
    let (tx, testimonial) = locked(app, id).await?;
    if testimonial.registration_id == registration.id { Ok((tx, testimonial)) } else { Err(AppError::NotFound) }
}

/// Agrees to one channel, under the name chosen last, or ends that consent. Asking for what already holds changes
/// nothing.
///
/// # Errors
/// `NotFound` for another's testimonial.
pub async fn set_channel(
    app: &App,
    registration: &Registration,
    id: Uuid,
    channel: Channel,
    on: bool,
    read_in: Locale,
) -> Outcome<()> {
    let (mut tx, testimonial) = own(app, registration, id).await?;
    let ledger = store::ledger(&mut tx, id).await?;
    let act = match (live(&ledger).contains_key(&channel), on) {
        (false, true) => (channel, Act::Grant, Some(chosen(&ledger))),
        (true, false) => (channel, Act::Withdraw, None),
        _ => return Ok(()),
    };
    let answer = Answer::speaker(testimonial.person_id, read_in);
    agree(app, &mut tx, &testimonial, answer, &[act]).await?;
    settle(app, tx, id).await
}

/// Changes the name for every channel that is agreed to: less open at once, more open with the next rendition.
///
/// # Errors
/// `NotFound` for another's testimonial, `Conflict` while no channel is agreed to.
pub async fn set_attribution(
    app: &App,
    registration: &Registration,
    id: Uuid,
    attribution: Attribution,
    pseudonym: &Personal,
    read_in: Locale,
) -> Outcome<()> {
    offered(attribution, &own_names(app, registration, Personal::default()).await?)?;
    let (mut tx, testimonial) = own(app, registration, id).await?;
    let live = live(&store::ledger(&mut tx, id).await?);
    if live.is_empty() {
        return Err(AppError::Conflict("testimonials-no-channel"));
    }
    // Another pseudonym takes the old one off every page: the view compares.
    let renamed = attribution == Attribution::Pseudonym && *pseudonym != testimonial.pseudonym;
    if renamed {
        store::set_pseudonym(&mut tx, id, pseudonym).await?;
    }
    let acts: Vec<_> = live
        .into_iter()
        .filter(|(_, agreed)| *agreed != attribution || renamed)
        .map(|(channel, agreed)| {
            let act = if attribution > agreed { Act::Grant } else { Act::Narrow };
            (channel, act, Some(attribution))
        })
        .collect();
    if acts.is_empty() {
        return Ok(());
    }
    let answer = Answer::speaker(testimonial.person_id, read_in);
    agree(app, &mut tx, &testimonial, answer, &acts).await?;
    settle(app, tx, id).await
}

/// Ends every consent at once, without a reason.
///
/// # Errors
/// `NotFound` for another's testimonial.
pub async fn withdraw(app: &App, registration: &Registration, id: Uuid, read_in: Locale) -> Outcome<()> {
    let (mut tx, testimonial) = own(app, registration, id).await?;
    let answer = Answer::speaker(testimonial.person_id, read_in);
    withdraw_all(app, &mut tx, &testimonial, answer).await?;
    settle(app, tx, id).await
}
