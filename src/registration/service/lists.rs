//! The registrations of one event as a list: which a filter means, in which order, page by page.
//!
//! A page goes on after a registration and not after a number of rows, so that whoever walks through a list that changes
//! meanwhile meets nobody twice and misses nobody who stayed where they were. By name: the tables know no names, so all of
//! the event are opened, sorted and the page is cut out.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::attendance::model::{fold_name, is_meant};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::i18n::Locale;
use crate::people::model::sort_key;
use crate::people::service::Sought;
use crate::registration::model::filter::{Cursor, Filter, Sort};
use crate::registration::model::places::Crowd;
use crate::registration::model::{Registration, Stands, State};
use crate::registration::store::{self, MeantRow, Named};
use crate::seal::Personal;
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Registrations on a page of the list.
pub const PAGE: usize = 100;
/// Characters of what is searched for; the rest is not looked at.
pub const SEARCH_MAX: usize = 120;

/// A line of the list.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    pub registration: Registration,
    /// Empty when it cannot be read; see [`Registration::legible`].
    pub full_name: Personal,
    pub call_name: Personal,
}

/// A page of the list.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct List {
    pub lines: Vec<Line>,
    /// After which the next page begins.
    pub next: Option<Cursor>,
    /// How many the filter means.
    pub matching: usize,
    /// How many there are in each state, whatever the filter.
    pub counts: Vec<(State, i64)>,
    /// The places in the queue of those who wait; empty when none of the lines waits.
    pub places: BTreeMap<Uuid, i64>,
}

/// Where a row stands in an order of numbers.
type Key = (Reverse<i64>, i64, Uuid);

fn key(sort: Sort, row: &MeantRow) -> Key {
    let waiting = row.waiting_no.filter(|_| row.state == State::Waitlisted.code()).unwrap_or(i64::MAX);
    match sort {
        Sort::Waiting => (Reverse(0), waiting, row.id),
        Sort::Changed => (Reverse(row.changed_at.timestamp_millis()), 0, row.id),
        Sort::Arrival | Sort::Name => (Reverse(0), 0, row.id),
    }
}

/// The same of the registration that a page goes on after, as it stood there.
const fn key_of(sort: Sort, after: Cursor) -> Key {
    match sort {
        Sort::Waiting => (Reverse(0), after.at, after.id),
        Sort::Changed => (Reverse(after.at), 0, after.id),
        Sort::Arrival | Sort::Name => (Reverse(0), 0, after.id),
    }
}

/// All that the filter means, in its order, from `after` on; and how many it means in all.
async fn ordered(
    tx: &mut Tx,
    event: Uuid,
    filter: &Filter,
    l: Locale,
    after: Option<Cursor>,
) -> Outcome<(Vec<Cursor>, usize)> {
    let sort = filter.order();
    let mut meant = store::meant(tx, event, filter).await?;
    let matching = meant.len();
    if sort == Sort::Name {
        let meant: BTreeSet<Uuid> = meant.into_iter().map(|row| row.id).collect();
        let mut names = by_name(store::names(tx, event).await?, l).into_iter().map(|n| n.id).collect::<Vec<_>>();
        if let Some(after) = after {
            // Of the whole event: it may have left the filter since.
            let at = names.iter().position(|id| *id == after.id).ok_or(AppError::NotFound)?;
            names.drain(..=at);
        }
        let cursors = names.into_iter().filter(|id| meant.contains(id)).map(|id| Cursor { id, at: 0 });
        return Ok((cursors.collect(), matching));
    }
    meant.sort_unstable_by_key(|row| key(sort, row));
    if let Some(after) = after {
        meant.retain(|row| key(sort, row) > key_of(sort, after));
    }
    let cursor = |row: &MeantRow| {
        let (Reverse(changed), waiting, id) = key(sort, row);
        Cursor { id, at: changed + waiting }
    };
    Ok((meant.iter().map(cursor).collect(), matching))
}

/// As the reader's alphabet has them; whom nobody can name any more stands last.
fn by_name(mut names: Vec<Named>, l: Locale) -> Vec<Named> {
    names.sort_by_cached_key(|n| (n.legible, sort_key(n.full_name.reveal(), l), n.id));
    names
}

async fn load(tx: &mut Tx, event: Uuid, ids: &[Uuid]) -> Outcome<Vec<Line>> {
    let rows = store::lines(tx, event, ids).await?;
    let line = |(registration, (full_name, call_name))| Line { registration, full_name, call_name };
    Ok(rows.into_iter().map(line).collect())
}

/// Where each who waits stands in their queue, by id, as their own page says: behind those who came before them and may
/// be offered a place of theirs.
///
/// # Errors
/// When the database does not answer.
pub async fn queue_places(app: &App, event: Uuid) -> Outcome<BTreeMap<Uuid, i64>> {
    queue_in(&mut app.db.read().await?, event).await
}

async fn queue_in(tx: &mut Tx, event: Uuid) -> Outcome<BTreeMap<Uuid, i64>> {
    let waits = store::reaches(tx, event).await?;
    let (mut before, mut places) = (Crowd::default(), BTreeMap::new());
    for (id, reach) in waits {
        places.insert(id, before.beside(reach) + 1);
        before.add(reach);
    }
    Ok(places)
}

/// The queue, where one of the lines waits in it.
async fn places_of(tx: &mut Tx, event: Uuid, lines: &[Line]) -> Outcome<BTreeMap<Uuid, i64>> {
    let waits = lines.iter().any(|line| line.registration.state == State::Waitlisted);
    if waits { queue_in(tx, event).await } else { Ok(BTreeMap::new()) }
}

/// A page of an event's registrations, in the order of the filter. `l` is the reader's language, for the order of names.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see them; `NotFound` when there is none to go on from.
pub async fn list(
    app: &App,
    actor: &Actor,
    event: &Event,
    filter: &Filter,
    l: Locale,
    after: Option<Cursor>,
) -> Outcome<List> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let mut tx = app.db.read().await?;
    let (cursors, matching) = ordered(&mut tx, event.id, filter, l, after).await?;
    let page: Vec<Uuid> = cursors.iter().take(PAGE).map(|c| c.id).collect();
    let next = if cursors.len() > PAGE { cursors.get(PAGE - 1).copied() } else { None };
    let lines = load(&mut tx, event.id, &page).await?;
    let counts = store::counts(&mut tx, event.id).await?;
    let places = places_of(&mut tx, event.id, &lines).await?;
    Ok(List { lines, next, matching, counts, places })
}

/// Those of the filter who are meant by what was typed: words of a name, or the beginning of a code. As many as a page
/// holds, by name.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see them.
pub async fn search(
    app: &App,
    actor: &Actor,
    event: &Event,
    filter: &Filter,
    l: Locale,
    sought: &Personal,
) -> Outcome<List> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let mut tx = app.db.read().await?;
    let meant: BTreeSet<Uuid> = store::meant(&mut tx, event.id, filter).await?.into_iter().map(|r| r.id).collect();
    let mut names = by_name(store::names(&mut tx, event.id).await?, l);
    let words = Sought::of(sought);
    names.retain(|n| {
        let both = Personal::from(format!("{} {}", n.full_name.reveal(), n.call_name.reveal()));
        meant.contains(&n.id)
            && (is_meant(&fold_name(both.reveal()), &n.short_code, sought.reveal())
                || words.mean(&n.full_name, &n.call_name))
    });
    let matching = names.len();
    let page: Vec<Uuid> = names.into_iter().take(PAGE).map(|n| n.id).collect();
    let lines = load(&mut tx, event.id, &page).await?;
    let counts = store::counts(&mut tx, event.id).await?;
    let places = places_of(&mut tx, event.id, &lines).await?;
    Ok(List { lines, next: None, matching, counts, places })
}

/// The ids of all that the filter means, in its order.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see them.
pub async fn matching(app: &App, actor: &Actor, event: &Event, filter: &Filter, l: Locale) -> Outcome<Vec<Uuid>> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let (cursors, _) = ordered(&mut app.db.read().await?, event.id, filter, l, None).await?;
    Ok(cursors.into_iter().map(|c| c.id).collect())
}

/// Those of `ids` that are registrations of the event, in their order.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see them.
pub async fn of_event_among(app: &App, actor: &Actor, event: &Event, ids: &[Uuid]) -> Outcome<Vec<Uuid>> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let all = store::meant(&mut app.db.read().await?, event.id, &Filter::default()).await?;
    let all: BTreeSet<Uuid> = all.into_iter().map(|row| row.id).collect();
    Ok(ids.iter().copied().filter(|id| all.contains(id)).collect())
}

/// Registrations of an event by their ids, with names; for use cases that have asked for the right to see them.
///
/// # Errors
/// When the database does not answer.
pub async fn lines(app: &App, event: Uuid, ids: &[Uuid]) -> Outcome<Vec<Line>> {
    load(&mut app.db.read().await?, event, ids).await
}

/// How the registrations of an event stand, by id.
///
/// # Errors
/// When the database does not answer.
pub async fn standing_of(app: &App, event: Uuid) -> Outcome<BTreeMap<Uuid, Stands>> {
    Ok(store::stands(&mut app.db.read().await?, event).await?.into_iter().collect())
}
