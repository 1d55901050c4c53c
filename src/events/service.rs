//! What can be done with events: read by readers and staff, made, edited, published, cancelled, completed.

mod calendar;

use chrono::{DateTime, Days, Months, NaiveDate};
use uuid::Uuid;

use super::form::EventInput;
pub use calendar::calendar;

pub use super::model::Region;
use super::model::{DAYS_MAX, Event, State, free_slug, month_start, slug_from};
use super::store::{self, Listing, Mark};
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::i18n::{Locale, Zone};
use crate::jobs::queue::Message;
use crate::registration::service as registration;
use crate::staff::model::{Action, Actor, Grant, Of, Place, Role, Scope};
use crate::state::App;
use crate::web::cache;

/// Events on a page of a list.
pub const PAGE: usize = 20;
/// Events that [`staff_list`] gives at most; pages of the list go further back.
pub const STAFF_LIST_MAX: usize = 200;
/// Months that can be chosen in the filter, from this one on.
pub const MONTHS_AHEAD: u32 = 12;

/// The zone in which the filter's months begin; other zones of the region are an hour or two away.
const MONTH_ZONE: Zone = chrono_tz::Asia::Bishkek;

/// What a public list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub region: Option<String>,
    /// Any day of the month.
    pub month: Option<NaiveDate>,
    /// Spoken in the room.
    pub language: Option<Locale>,
    /// Only where one can register now.
    pub open: bool,
    /// What is over, newest first, in place of what is to come.
    pub past: bool,
}

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventPage {
    pub events: Vec<Event>,
    /// The slug after which the next page begins.
    pub next: Option<String>,
}

fn earliest() -> Instant {
    Instant::default()
}

/// Past every year that the form lets in.
fn latest() -> Instant {
    DateTime::from_timestamp(7_258_118_400, 0).unwrap_or_default()
}

async fn find(tx: &mut Tx, slug: &str) -> Outcome<Event> {
    let id = store::id_by_slug(tx, slug).await?.ok_or(AppError::NotFound)?;
    store::load(tx, &[id]).await?.pop().ok_or(AppError::NotFound)
}

/// An event that readers may know of.
///
/// # Errors
/// `NotFound` also for drafts and what is archived.
pub async fn public_by_slug(app: &App, slug: &str) -> Outcome<Event> {
    let event = by_slug(app, slug).await?;
    if event.is_public() { Ok(event) } else { Err(AppError::NotFound) }
}

/// An event in any state; for those who have checked who asks.
///
/// # Errors
/// `NotFound`.
pub async fn by_slug(app: &App, slug: &str) -> Outcome<Event> {
    find(&mut app.db.read().await?, slug).await
}

/// As [`by_slug`].
///
/// # Errors
/// `NotFound`.
pub async fn by_id(app: &App, id: Uuid) -> Outcome<Event> {
    by_ids(app, &[id]).await?.pop().ok_or(AppError::NotFound)
}

/// Several events in the order of the ids, in a fixed number of queries; ids of nothing are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn by_ids(app: &App, ids: &[Uuid]) -> Outcome<Vec<Event>> {
    Ok(store::load(&mut app.db.read().await?, ids).await?)
}

/// An event for somebody of the staff.
///
/// # Errors
/// `NotFound` outside their scope.
pub async fn for_staff(app: &App, actor: &Actor, slug: &str) -> Outcome<Event> {
    let event = by_slug(app, slug).await?;
    actor.require(Action::EventSee, &event.place(), Of::Other)?;
    Ok(event)
}

/// The next published events, soonest first.
///
/// # Errors
/// When the database does not answer.
pub async fn upcoming(app: &App, limit: usize) -> Outcome<Vec<Event>> {
    page(app, &Filter::default(), None, limit).await.map(|p| p.events)
}

/// A page of the public list, after the event with the slug `after`.
///
/// # Errors
/// `NotFound` when there is no such event to go on from.
pub async fn public_list(app: &App, filter: &Filter, after: Option<&str>) -> Outcome<EventPage> {
    page(app, filter, after, PAGE).await
}

async fn page(app: &App, filter: &Filter, after: Option<&str>, length: usize) -> Outcome<EventPage> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let after = match after {
        Some(slug) => store::listed_mark(&mut tx, slug).await?.ok_or(AppError::NotFound)?,
        None if filter.past => (latest(), Uuid::max()),
        None => (earliest(), Uuid::nil()),
    };
    let month = filter.month.map(|day| {
        let next = day.checked_add_months(Months::new(1)).unwrap_or(day);
        (month_start(MONTH_ZONE, day), month_start(MONTH_ZONE, next))
    });
    // An event of safe mode is listed at the beginning of its month, so look back a month further than it may last.
    let longest = Days::new(DAYS_MAX.unsigned_abs() + 31);
    let reach = if filter.past { earliest() } else { now.checked_sub_days(longest).unwrap_or_else(earliest) };
    let (from, until) = month.unwrap_or((reach, latest()));
    let listing = Listing {
        now,
        region: filter.region.as_deref().unwrap_or_default(),
        language: filter.language.map(Locale::code).unwrap_or_default(),
        from: from.max(reach),
        until,
        open: filter.open,
        after,
        limit: fetched(length),
    };
    let ids =
        if filter.past { store::past(&mut tx, &listing).await? } else { store::listed(&mut tx, &listing).await? };
    loaded(&mut tx, ids, length).await
}

/// One more than is shown tells whether there is a next page.
fn fetched(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX).saturating_add(1)
}

async fn loaded(tx: &mut Tx, mut ids: Vec<Uuid>, length: usize) -> Outcome<EventPage> {
    let more = ids.len() > length;
    ids.truncate(length);
    let events = store::load(tx, &ids).await?;
    let next = if more { events.last().map(|e| e.slug.clone()) } else { None };
    Ok(EventPage { events, next })
}

/// What this member of the staff may see, latest start first, the newest [`STAFF_LIST_MAX`].
///
/// # Errors
/// When the database does not answer.
pub async fn staff_list(app: &App, actor: &Actor) -> Outcome<Vec<Event>> {
    staff_page_of(app, actor, None, STAFF_LIST_MAX).await.map(|p| p.events)
}

/// A page of [`staff_list`], after the event with the slug `after`.
///
/// # Errors
/// `NotFound` when the actor sees no such event to go on from.
pub async fn staff_page(app: &App, actor: &Actor, after: Option<&str>) -> Outcome<EventPage> {
    staff_page_of(app, actor, after, PAGE).await
}

async fn staff_page_of(app: &App, actor: &Actor, after: Option<&str>, length: usize) -> Outcome<EventPage> {
    let mut tx = app.db.read().await?;
    let mark: Mark = match after {
        Some(slug) => {
            let event = find(&mut tx, slug).await?;
            actor.require(Action::EventSee, &event.place(), Of::Other)?;
            (event.starts_at, event.id)
        }
        None => (latest(), Uuid::max()),
    };
    let limit = fetched(length);
    // One ordered list a grant, merged: so each can use its index, however many events there are.
    let scopes: Vec<&Scope> = actor.grants.iter().map(|g| &g.scope).collect();
    let mut rows = Vec::new();
    if scopes.contains(&&Scope::All) {
        rows = store::before(&mut tx, mark, limit).await?;
    } else {
        for scope in scopes {
            rows.extend(match scope {
                Scope::All => Vec::new(),
                Scope::Region(code) => store::before_in(&mut tx, mark, limit, code).await?,
                Scope::Event(id) => store::before_only(&mut tx, mark, limit, *id).await?,
            });
        }
        rows.sort_by_key(|(id, at)| std::cmp::Reverse((*at, *id)));
        rows.dedup();
    }
    let mut page = loaded(&mut tx, rows.into_iter().map(|(id, _)| id).collect(), length).await?;
    page.events.retain(|e| actor.sees(&e.place()));
    Ok(page)
}

/// Regions in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn regions(app: &App) -> Outcome<Vec<Region>> {
    Ok(store::regions(&mut app.db.read().await?).await?)
}

/// The regions in which this member of the staff may make events.
///
/// # Errors
/// When the database does not answer.
pub async fn regions_to_edit(app: &App, actor: &Actor) -> Outcome<Vec<Region>> {
    let mut regions = regions(app).await?;
    regions.retain(|r| actor.can(Action::EventEdit, &Place::region(&r.code), Of::Other));
    Ok(regions)
}

/// The regions that this event may lie in after an edit: its own, and those of [`regions_to_edit`].
///
/// # Errors
/// When the database does not answer.
pub async fn regions_for(app: &App, actor: &Actor, event: &Event) -> Outcome<Vec<Region>> {
    let may = |r: &Region| r.code == event.region || actor.can(Action::EventEdit, &Place::region(&r.code), Of::Other);
    let mut regions = regions(app).await?;
    regions.retain(may);
    Ok(regions)
}

/// Makes a draft.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right in that region; `Conflict` when the slug is taken.
pub async fn create(app: &App, actor: &Actor, input: &EventInput) -> Outcome<Event> {
    actor.require(Action::EventEdit, &Place::region(&input.region), Of::Other)?;
    let now = app.clock.now();
    let ids = (app.ids.uuid(), app.ids.uuid());
    let sessions: Vec<_> = input.sessions.iter().map(|s| (app.ids.uuid(), s)).collect();
    let mut tx = app.db.write().await?;
    let slug = if let Some(slug) = &input.slug {
        slug.clone()
    } else {
        let title = input.texts.get(&input.main_locale).map(|t| t.title.as_str()).unwrap_or_default();
        let base = input.kind.code().replace('_', "-");
        let slug = slug_from(title, input.main_locale, &base);
        free_slug(&slug, &store::slugs_like(&mut tx, &slug).await?)
    };
    store::add(&mut tx, ids, &slug, input, &sessions, (actor.id, now)).await.map_err(taken_slug)?;
    record(app, &mut tx, By::from(actor), "event.create", ("event", ids.0), "").await?;
    let event = find(&mut tx, &slug).await?;
    tx.commit().await?;
    Ok(event)
}

fn taken_slug(e: sqlx::Error) -> AppError {
    match e.as_database_error() {
        Some(d) if d.is_unique_violation() => AppError::Conflict("events-error-slug-taken"),
        _ => e.into(),
    }
}

fn marked_session(e: sqlx::Error) -> AppError {
    match e.as_database_error() {
        Some(d) if d.is_foreign_key_violation() => AppError::Conflict("events-error-session-marked"),
        _ => e.into(),
    }
}

/// Saves an edit made from version `input.version`. Once an event is public its slug stays, because it has been printed
/// and sent; and those who have registered are told when its times or its place change.
///
/// # Errors
/// `Conflict` with the key of what stands against it: a newer version, a taken slug, more places taken than the new
/// size, attendance taken in a session that the edit leaves out.
pub async fn update(app: &App, actor: &Actor, slug: &str, input: &EventInput) -> Outcome<Event> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let old = find(&mut tx, slug).await?;
    actor.require(Action::EventEdit, &old.place(), Of::Other)?;
    actor.require(Action::EventEdit, &Place::event(old.id, &input.region), Of::Other)?;
    if matches!(old.state, State::Cancelled | State::Archived) {
        return Err(AppError::Conflict("events-error-not-editable"));
    }
    let slug = input.slug.as_deref().filter(|_| old.state == State::Draft).unwrap_or(&old.slug);
    if !store::update(&mut tx, old.id, slug, input, now).await.map_err(taken_slug)? {
        return Err(AppError::Conflict("events-error-stale"));
    }
    if !store::resize(&mut tx, old.id, input.capacity).await? {
        return Err(AppError::Conflict("events-error-capacity-taken"));
    }
    for gone in old.sessions.iter().filter(|s| !input.sessions.iter().any(|i| i.id == Some(s.id))) {
        store::remove_session(&mut tx, old.id, gone.id).await.map_err(marked_session)?;
    }
    for session in &input.sessions {
        match session.id {
            None => store::add_session(&mut tx, old.id, app.ids.uuid(), session).await?,
            Some(id) if store::move_session(&mut tx, old.id, id, session).await? => {}
            Some(_) => return Err(AppError::Conflict("events-error-stale")),
        }
    }
    let mut new = find(&mut tx, slug).await?;
    if old.state == State::Published && now < new.ends_at && concerns_people(&old, &new) {
        registration::notify_all(app, &mut tx, old.id, Message::EventChanged).await?;
    }
    if old.state == State::Published && new.capacity > old.capacity {
        registration::offer_free_places(app, &mut tx, old.id).await?;
        new = find(&mut tx, slug).await?;
    }
    record(app, &mut tx, By::from(actor), "event.edit", ("event", old.id), "").await?;
    settle(app, tx).await?;
    Ok(new)
}

/// Whether those who have registered must be told: it takes place at another time or elsewhere.
fn concerns_people(old: &Event, new: &Event) -> bool {
    let times = |e: &Event| e.sessions.iter().map(|s| (s.starts_at, s.ends_at)).collect::<Vec<_>>();
    let venue = |e: &Event| e.part(e.main_locale, |t| &t.venue).0.to_owned();
    times(old) != times(new) || old.zone != new.zone || venue(old) != venue(new)
}

/// Commits a change that readers of every node see at once.
async fn settle(app: &App, mut tx: Tx) -> Outcome<()> {
    cache::bump(&mut tx).await?;
    tx.commit().await?;
    app.cache.touch();
    app.jobs_waiting.notify_one();
    Ok(())
}

/// # Errors
/// `Conflict` when it is not a draft, or would be over already.
pub async fn publish(app: &App, actor: &Actor, slug: &str) -> Outcome<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let event = find(&mut tx, slug).await?;
    actor.require(Action::EventPublish, &event.place(), Of::Other)?;
    if event.ends_at <= now {
        return Err(AppError::Conflict("events-error-publish-over"));
    }
    step(app, tx, actor, &event, State::Published, "event.publish").await
}

/// Cancels a published event and writes to everybody who has or awaits a place.
///
/// # Errors
/// `Conflict` when it is not published.
pub async fn cancel(app: &App, actor: &Actor, slug: &str) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let event = find(&mut tx, slug).await?;
    actor.require(Action::EventCancel, &event.place(), Of::Other)?;
    if event.state == State::Published {
        registration::notify_all(app, &mut tx, event.id, Message::EventCancelled).await?;
    }
    step(app, tx, actor, &event, State::Cancelled, "event.cancel").await
}

/// Says that an event took place.
///
/// # Errors
/// `Conflict` when it is not published or not over.
pub async fn complete(app: &App, actor: &Actor, slug: &str) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let event = find(&mut tx, slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    if event.ends_at > app.clock.now() {
        return Err(AppError::Conflict("events-error-complete-early"));
    }
    step(app, tx, actor, &event, State::Completed, "event.complete").await
}

async fn step(app: &App, mut tx: Tx, actor: &Actor, event: &Event, to: State, action: &str) -> Outcome<()> {
    if !store::become_state(&mut tx, event.id, to, app.clock.now()).await? {
        return Err(AppError::Conflict("events-error-state"));
    }
    record(app, &mut tx, By::from(actor), action, ("event", event.id), "").await?;
    settle(app, tx).await
}

/// The grant that makes somebody a facilitator of this event.
#[must_use]
pub fn facilitator_of(event: &Event) -> Grant {
    Grant::new(Role::Facilitator, Scope::Event(event.id))
}
