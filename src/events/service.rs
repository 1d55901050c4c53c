//! What can be done with events: found and listed here, changed in `changes`, copied and repeated in `copies`.

mod calendar;
mod changes;
mod copies;

use chrono::{DateTime, Days, Months, NaiveDate};
use uuid::Uuid;

pub use calendar::calendar;
pub use changes::{archive, cancel, cancel_because, complete, create, publish, save, told, update};
pub use copies::{copy, public_series, repeat, series, spread_texts};

pub use super::model::Region;
use super::model::{DAYS_MAX, Event, Head, State, month_start};
use super::store::{self, Listing, Mark, Narrow};
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::i18n::{Locale, Zone};
use crate::staff::model::{Action, Actor, Grant, Of, Place, Role, Scope};
use crate::state::App;

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

/// The first instant of the month that `day` is in, and of the one after.
fn month_bounds(day: NaiveDate) -> (Instant, Instant) {
    let next = day.checked_add_months(Months::new(1)).unwrap_or(day);
    (month_start(MONTH_ZONE, day), month_start(MONTH_ZONE, next))
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

/// As [`public_by_slug`], without texts and sessions: for who registers.
///
/// # Errors
/// As [`public_by_slug`].
pub async fn bare_by_slug(app: &App, slug: &str) -> Outcome<Event> {
    let mut tx = app.db.read().await?;
    let id = store::id_by_slug(&mut tx, slug).await?.ok_or(AppError::NotFound)?;
    store::bare(&mut tx, id).await?.filter(Event::is_public).ok_or(AppError::NotFound)
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
    let month = filter.month.map(month_bounds);
    let reach = if filter.past { earliest() } else { first_listed(now) };
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

/// Whatever is listed before this is over at `now`. An event of safe mode is listed at the beginning of its month, so this
/// looks back a month further than one may last.
fn first_listed(now: Instant) -> Instant {
    now.checked_sub_days(Days::new(DAYS_MAX.unsigned_abs() + 31)).unwrap_or_else(earliest)
}

/// Events of this state, whoever may see them, that are not over and begin by `until`, the first first.
///
/// # Errors
/// When the database does not answer.
pub async fn coming(app: &App, state: State, until: Option<Instant>) -> Outcome<Vec<Head>> {
    let now = app.clock.now();
    let until = until.unwrap_or_else(latest);
    Ok(store::coming(&mut app.db.read().await?, state, first_listed(now), until, now).await?)
}

/// What the list of the staff is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffFilter {
    pub state: Option<State>,
    pub region: Option<String>,
    /// Any day of the month.
    pub month: Option<NaiveDate>,
}

/// What this member of the staff may see, latest start first, the newest [`STAFF_LIST_MAX`].
///
/// # Errors
/// When the database does not answer.
pub async fn staff_list(app: &App, actor: &Actor) -> Outcome<Vec<Event>> {
    staff_page_of(app, actor, &StaffFilter::default(), None, STAFF_LIST_MAX).await.map(|p| p.events)
}

/// A page of [`staff_list`], narrowed down, after the event with the slug `after`.
///
/// # Errors
/// `NotFound` when the actor sees no such event to go on from.
pub async fn staff_page(app: &App, actor: &Actor, filter: &StaffFilter, after: Option<&str>) -> Outcome<EventPage> {
    staff_page_of(app, actor, filter, after, PAGE).await
}

async fn staff_page_of(
    app: &App,
    actor: &Actor,
    filter: &StaffFilter,
    after: Option<&str>,
    length: usize,
) -> Outcome<EventPage> {
    let mut tx = app.db.read().await?;
    let month = filter.month.map(month_bounds);
    let mark: Mark = match after {
        Some(slug) => {
            let event = find(&mut tx, slug).await?;
            actor.require(Action::EventSee, &event.place(), Of::Other)?;
            (event.starts_at, event.id)
        }
        // Nothing has the nil id, so a month ends before its end.
        None => month.map_or((latest(), Uuid::max()), |(_, until)| (until, Uuid::nil())),
    };
    let narrow = Narrow {
        mark,
        from: month.map_or_else(earliest, |(from, _)| from),
        state: filter.state.map(State::code).unwrap_or_default(),
        region: filter.region.as_deref().unwrap_or_default(),
        limit: fetched(length),
    };
    // One ordered list a grant, merged: so each can use its index, however many events there are.
    let scopes: Vec<&Scope> = actor.grants.iter().map(|g| &g.scope).collect();
    let mut rows = Vec::new();
    if scopes.contains(&&Scope::All) {
        rows = store::before(&mut tx, &narrow).await?;
    } else {
        for scope in scopes {
            rows.extend(match scope {
                Scope::All => Vec::new(),
                Scope::Region(code) => store::before_in(&mut tx, &narrow, code).await?,
                Scope::Event(id) => store::before_only(&mut tx, &narrow, *id).await?,
            });
        }
        rows.sort_by_key(|(id, at)| std::cmp::Reverse((*at, *id)));
        rows.dedup();
    }
    let mut page = loaded(&mut tx, rows.into_iter().map(|(id, _)| id).collect(), length).await?;
    page.events.retain(|e| actor.sees(&e.place()));
    Ok(page)
}

/// Regions in their order. They come with the schema, and so a process reads them once.
///
/// # Errors
/// When the database does not answer.
pub async fn regions(app: &App) -> Outcome<Vec<Region>> {
    let read = || async { store::regions(&mut app.db.read().await?).await };
    Ok(app.regions.get_or_try_init(read).await?.clone())
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

/// # Errors
/// `Conflict` for what can no longer be edited.
pub fn may_be_edited(event: &Event) -> Outcome<()> {
    if matches!(event.state, State::Cancelled | State::Archived) {
        return Err(AppError::Conflict("events-error-not-editable"));
    }
    Ok(())
}

/// The grant that makes somebody a facilitator of this event.
#[must_use]
pub fn facilitator_of(event: &Event) -> Grant {
    Grant::new(Role::Facilitator, Scope::Event(event.id))
}
