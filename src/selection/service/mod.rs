//! The use cases: what coordinators see and decide here, publication in `publish`, the proof in `verify`.

mod publish;
mod verify;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

pub use self::publish::{Published, publish};
pub use self::verify::{Fault, proof, verdict, verify};
use super::model::{
    APPLICANTS_MAX, Applicant, Criteria, Dimension, Inputs, Kind, Proposal, Put, Rule, answer, asked_by, parse,
    propose, render,
};
use super::store;
pub use super::store::{Draw, Override, Publication, Score};
use crate::audit::service::{By, record};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::{Admission, Event};
use crate::ids::{digest, hex, keyed_digest};
use crate::questions::model::{Answers, Question};
use crate::questions::service as questions;
use crate::registration::model::{Applicant as Application, Registration, State};
use crate::registration::service as registration;
use crate::seal::{DataKey, Personal};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Said where a list was published: it stays as it is.
pub const IS_PUBLISHED: AppError = AppError::Conflict("selection-error-published");
/// Said when criteria were changed by somebody else meanwhile.
pub const STALE: &str = "selection-error-stale";

/// Everything about the selection of an event.
pub struct Bench {
    pub criteria: Criteria,
    /// Names the criteria as they are; a form that changes them says which it showed.
    pub version: String,
    pub draw: Option<Draw>,
    pub places: i64,
    /// Who applied, by registration; after publication those of the list who are still there.
    pub people: BTreeMap<Uuid, Person>,
    /// The digests of organisations, with a name that somebody gave and how many gave it.
    pub organisations: BTreeMap<String, (Personal, usize)>,
    /// The event's own questions that are answered by choosing, also those not asked any more.
    pub questions: Vec<Question>,
    pub list: Option<List>,
    pub publication: Option<Publication>,
}

/// Somebody on the list, with what the criteria look at.
pub struct Person {
    pub application: Application,
    /// The digest of their organisation; empty without.
    pub organisation: String,
    /// What they chose in answer to the questions that rules look at.
    pub answers: Answers,
    pub points: i64,
    pub put: Option<Put>,
}

/// A proposal, or what was published.
pub struct List {
    pub proposal: Proposal,
    /// Whose application it is, by id of the draw; nobody's, of somebody erased.
    pub who: BTreeMap<String, Option<Uuid>>,
    /// SHA-256 of its text, in hexadecimal.
    pub sha256: String,
}

impl Person {
    /// What somebody said about this; empty where they did not, and of [`Dimension::Answer`], which has as many values as there
    /// are questions and more: see [`Self::fits`].
    #[must_use]
    pub fn value(&self, dimension: Dimension) -> &str {
        let r = &self.application.registration;
        match dimension {
            Dimension::Region => &r.home_region,
            Dimension::Sex => &r.sex,
            Dimension::AgeBand => &r.age_band,
            Dimension::Language => r.locale.code(),
            Dimension::Organisation => &self.organisation,
            Dimension::FirstTime => {
                if self.application.first_time {
                    "yes"
                } else {
                    "no"
                }
            }
            Dimension::Answer => "",
        }
    }

    /// Whether a rule about a value fits them.
    #[must_use]
    pub fn fits(&self, rule: &Rule) -> bool {
        if let Some((question, code)) = rule.answer() {
            return self.answers.has(question, code);
        }
        rule.kind != Kind::Each && !rule.value.is_empty() && self.value(rule.dimension) == rule.value
    }
}

/// What goes into a proposal, read in one transaction.
struct Material {
    criteria: Criteria,
    draw: Option<Draw>,
    questions: Vec<Question>,
    people: Vec<Person>,
}

/// What there is to weigh of who applied or, once a list is published, of who is on it and still here. `beside` is a question whose
/// answers are to be known as well as those that rules look at.
async fn material(
    tx: &mut Tx,
    event: &Event,
    listed: Option<&BTreeMap<String, Option<Uuid>>>,
    beside: Option<Uuid>,
) -> Outcome<Material> {
    let criteria = store::criteria(tx, event.id).await?;
    let (points, puts) = (store::points(tx, event.id).await?, store::puts(tx, event.id).await?);
    let state = listed.is_none().then_some(State::Received);
    let mut applications = registration::applicants(tx, event.id, state).await?;
    if let Some(listed) = listed {
        let here: BTreeSet<Uuid> = listed.values().flatten().copied().collect();
        applications.retain(|a| here.contains(&a.registration.id));
    }
    if applications.len() > APPLICANTS_MAX {
        return Err(AppError::Conflict("selection-error-too-many"));
    }
    let mut among = asked_by(&criteria);
    among.extend(beside);
    let (questions, mut answers) = questions::choices(tx, event.id, &among).await?;
    let people = applications.into_iter().map(|application| {
        let id = application.registration.id;
        Person {
            organisation: store::organisation(tx, &application.registration.organisation),
            answers: answers.remove(&id).unwrap_or_default(),
            points: points.get(&id).copied().unwrap_or(0),
            put: puts.get(&id).copied(),
            application,
        }
    });
    let people = people.collect();
    Ok(Material { criteria, draw: store::draw(tx, event.id).await?, questions, people })
}

impl Material {
    /// The inputs of the proposal and whose each application is; nothing before the draw. Of what people said only that goes
    /// in which a rule looks at.
    fn inputs(&self, event: &Event, places: i64) -> Option<(Inputs, BTreeMap<String, Option<Uuid>>)> {
        let draw = self.draw?;
        let salt = draw.salt?;
        let rules = &self.criteria.rules;
        let each = rules.iter().any(|r| r.kind == Kind::Each);
        let mut groups: Vec<&str> = self.people.iter().map(|p| p.organisation.as_str()).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.retain(|digest| each && !digest.is_empty());
        let mut who = BTreeMap::new();
        let applicants = self.people.iter().map(|p| {
            let registration = p.application.registration.id;
            let id = hex(&keyed_digest(&salt, &[registration.as_bytes()])[..16]);
            who.insert(id.clone(), Some(registration));
            let fitting = rules.iter().enumerate().filter(|(_, rule)| p.fits(rule));
            let group = groups.binary_search(&p.organisation.as_str()).map_or(0, |i| i + 1);
            Applicant {
                id,
                fits: fitting.fold(0, |mask, (i, _)| mask | 1 << i),
                group: u32::try_from(group).unwrap_or(0),
                points: p.points,
                put: p.put,
            }
        });
        let applicants = applicants.collect();
        let places = usize::try_from(places).unwrap_or(0);
        let inputs = Inputs { event: event.id, seed: draw.seed, places, criteria: self.criteria.clone(), applicants };
        Some((inputs, who))
    }
}

/// The text of a proposal and its SHA-256 in hexadecimal.
fn text_of(inputs: &Inputs, proposal: &Proposal) -> (String, String) {
    let text = render(inputs, proposal);
    let sha256 = hex(&digest(&text));
    (text, sha256)
}

/// Whether the list of an event was published, as the transaction sees it.
///
/// # Errors
/// When the database does not answer.
pub async fn is_published(tx: &mut Tx, event: Uuid) -> Outcome<bool> {
    Ok(store::is_published(tx, event).await?)
}

/// # Errors
/// `NotFound` where places are not given by selection.
fn by_selection(event: &Event) -> Outcome<()> {
    if event.admission == Admission::Selection { Ok(()) } else { Err(AppError::NotFound) }
}

/// The selection as it stands: the proposal of this moment, or what was published.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see it; `Conflict` past the number of applications that one takes in.
pub async fn bench(app: &App, actor: &Actor, event: &Event) -> Outcome<Bench> {
    bench_beside(app, actor, event, None).await
}

/// As [`bench`], with what was answered to one more question than rules look at.
///
/// # Errors
/// As [`bench`].
pub async fn bench_beside(app: &App, actor: &Actor, event: &Event, question: Option<Uuid>) -> Outcome<Bench> {
    by_selection(event)?;
    actor.require(Action::SelectionSee, &event.place(), Of::Other)?;
    let mut tx = app.db.read().await?;
    let publication = store::publication(&mut tx, &app.secret, event.id).await?;
    let places = registration::free_places(&mut tx, event.id).await?;
    let who = if publication.is_some() { Some(store::entries(&mut tx, event.id).await?) } else { None };
    let material = material(&mut tx, event, who.as_ref(), question).await?;
    let list = if let (Some(publication), Some(who)) = (&publication, who) {
        published_list(publication, who)
    } else {
        material.inputs(event, places).map(|(inputs, who)| {
            let proposal = propose(&inputs);
            let (_, sha256) = text_of(&inputs, &proposal);
            List { proposal, who, sha256 }
        })
    };
    let mut organisations = BTreeMap::<String, (Personal, usize)>::new();
    for p in material.people.iter().filter(|p| !p.organisation.is_empty()) {
        let name = || (p.application.registration.organisation.clone(), 0);
        organisations.entry(p.organisation.clone()).or_insert_with(name).1 += 1;
    }
    Ok(Bench {
        version: hex(&material.criteria.hash()),
        criteria: material.criteria,
        draw: material.draw,
        places,
        people: material.people.into_iter().map(|p| (p.application.registration.id, p)).collect(),
        organisations,
        questions: material.questions,
        list,
        publication,
    })
}

/// What was published, as its proof says; nothing where that cannot be read.
fn published_list(publication: &Publication, who: BTreeMap<String, Option<Uuid>>) -> Option<List> {
    let inputs = parse(publication.document.as_ref().ok()?)?;
    Some(List { proposal: propose(&inputs), who, sha256: hex(&publication.sha256) })
}

/// Opens a transaction in which something about the selection changes: nobody publishes meanwhile.
async fn edit(app: &App, actor: &Actor, event: &Event) -> Outcome<Tx> {
    by_selection(event)?;
    actor.require(Action::SelectionEdit, &event.place(), Of::Other)?;
    let mut tx = app.db.write().await?;
    registration::hold_selection(&mut tx, event.id, true).await?;
    if store::is_published(&mut tx, event.id).await? {
        return Err(IS_PUBLISHED);
    }
    Ok(tx)
}

/// As [`edit`], for what is written about one application, with the key of the person held. People come before places in the
/// order of locks.
async fn edit_one(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<(Tx, DataKey)> {
    by_selection(event)?;
    actor.require(Action::SelectionEdit, &event.place(), Of::Other)?;
    let mut tx = app.db.write().await?;
    if store::is_published(&mut tx, event.id).await? {
        return Err(IS_PUBLISHED);
    }
    let application = application(&mut tx, event, id).await?;
    let key = registration::hold(&mut tx, &application).await?.ok_or(AppError::NotFound)?;
    registration::hold_selection(&mut tx, event.id, false).await?;
    if store::is_published(&mut tx, event.id).await? {
        return Err(IS_PUBLISHED);
    }
    Ok((tx, key))
}

/// Replaces the criteria, if they still are those of `version`.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `Conflict` when they were changed or the list was published meanwhile.
pub async fn set_criteria(app: &App, actor: &Actor, event: &Event, version: &str, criteria: &Criteria) -> Outcome<()> {
    let mut tx = edit(app, actor, event).await?;
    let now = store::criteria(&mut tx, event.id).await?;
    if hex(&now.hash()) != version {
        return Err(AppError::Conflict(STALE));
    }
    if !criteria.is_sound() {
        return Err(AppError::BadRequest("ui-bad-request-help"));
    }
    if now == *criteria {
        return Ok(());
    }
    store::replace_criteria(&mut tx, event.id, criteria).await?;
    record(app, &mut tx, By::from(actor), "selection.criteria", ("event", event.id), "").await?;
    Ok(tx.commit().await?)
}

/// Gives one event the criteria of another, in the transaction that makes it. `asked` are its questions, by the ids of those they
/// were copied from: a rule about an answer that cannot be given here is left out.
///
/// # Errors
/// When the database does not take it.
pub async fn copy_criteria(tx: &mut Tx, from: Uuid, to: Uuid, asked: &BTreeMap<Uuid, Question>) -> Outcome<()> {
    let mut criteria = store::criteria(tx, from).await?;
    criteria.rules.retain_mut(|rule| {
        let Some((question, code)) = rule.answer() else { return rule.dimension != Dimension::Answer };
        let here = asked.get(&question).filter(|q| q.codes().iter().any(|c| c == code));
        let value = here.map(|q| answer(q.id, code));
        let kept = value.is_some();
        if let Some(value) = value {
            rule.value = value;
        }
        kept
    });
    Ok(store::replace_criteria(tx, to, &criteria).await?)
}

/// Draws the seed, before anybody can see what it decides. Once: what was drawn before stays.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn draw(app: &App, actor: &Actor, event: &Event) -> Outcome<()> {
    let (seed, salt) = (app.ids.bytes(), app.ids.bytes());
    let mut tx = edit(app, actor, event).await?;
    if store::add_draw(&mut tx, event.id, seed, salt, (actor.id, app.clock.now())).await? {
        record(app, &mut tx, By::from(actor), "selection.draw", ("event", event.id), "").await?;
    }
    Ok(tx.commit().await?)
}

/// Gives an application points, or takes them back.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or where there is no such application; `Conflict` once the list is published.
pub async fn set_score(
    app: &App,
    actor: &Actor,
    event: &Event,
    id: Uuid,
    score: Option<(i64, &Personal)>,
) -> Outcome<()> {
    let (mut tx, key) = edit_one(app, actor, event, id).await?;
    store::put_score(&mut tx, &key, id, score, (actor.id, app.clock.now())).await?;
    record(app, &mut tx, By::from(actor), "selection.score", ("registration", id), "").await?;
    Ok(tx.commit().await?)
}

/// Puts somebody in or takes them out, or leaves it to the criteria again. That it breaks a cap is shown and not refused.
///
/// # Errors
/// As [`set_score`].
pub async fn set_override(
    app: &App,
    actor: &Actor,
    event: &Event,
    id: Uuid,
    put: Option<(Put, &Personal)>,
) -> Outcome<()> {
    let (mut tx, key) = edit_one(app, actor, event, id).await?;
    store::put_override(&mut tx, &key, id, put, (actor.id, app.clock.now())).await?;
    let reason = match put {
        Some((Put::In(reason) | Put::Out(reason), _)) => reason.code(),
        None => "",
    };
    record(app, &mut tx, By::from(actor), "selection.override", ("registration", id), reason).await?;
    Ok(tx.commit().await?)
}

async fn application(tx: &mut Tx, event: &Event, id: Uuid) -> Outcome<Registration> {
    let found = registration::application(tx, id).await?;
    if found.event_id == event.id && found.state == State::Received { Ok(found) } else { Err(AppError::NotFound) }
}

/// What was written about an application.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Judged {
    pub score: Option<Score>,
    pub by_hand: Option<Override>,
}

/// What was written about an application, for those who decide and for the person themselves. Nothing of somebody erased.
///
/// # Errors
/// When the database does not answer, or it does not open.
pub async fn judged(app: &App, r: &Registration) -> Outcome<Judged> {
    let mut tx = app.db.read().await?;
    let Some(key) = registration::hold(&mut tx, r).await? else { return Ok(Judged::default()) };
    Ok(Judged {
        score: store::score(&mut tx, &key, r.id).await?,
        by_hand: store::override_of(&mut tx, &key, r.id).await?,
    })
}

/// Takes out what was written about a registration, and who it is in a proof; for those who erase, in their transaction.
///
/// # Errors
/// When the database does not take it.
pub async fn forget(tx: &mut Tx, registration: Uuid) -> sqlx::Result<()> {
    store::forget(tx, registration).await
}

/// Seals the notes about an application anew, for [`crate::registration::service::move_over`].
///
/// # Errors
/// When one does not open, or the database does not take it.
pub async fn reseal(tx: &mut Tx, registration: Uuid, from: &DataKey, to: &DataKey) -> sqlx::Result<()> {
    store::reseal(tx, registration, from, to).await
}
