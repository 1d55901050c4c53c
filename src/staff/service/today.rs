//! What needs this member of the staff today, gathered from the domains; each shows only what they may act on, what is most
//! urgent first. However many trainings there are, only those that are shown are read whole.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use uuid::Uuid;

use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::{Event, Head, Session, State};
use crate::events::service as events;
use crate::messages::service as messages;
use crate::needs::service as needs;
use crate::registration::service as registrations;
use crate::retention::service::{self as retention, RunRow};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;
use crate::testimonials::service as testimonials;

/// Rooms that open within this time need preparing.
const AHEAD: Duration = Duration::hours(36);
/// Whoever was offered a place and has not answered may be called while it is still theirs.
const LAPSING: Duration = Duration::hours(24);
/// What people need is arranged in this time before the training begins.
const ARRANGING: Duration = Duration::days(90);
/// Lines of one kind; of more it is said that they are there.
pub const SHOWN: usize = 12;

/// The most urgent of a kind.
#[derive(Clone, Debug)]
pub struct Lines<T> {
    pub shown: Vec<T>,
    /// Whether there are others.
    pub more: bool,
}

impl<T> Lines<T> {
    /// The first of `all`, which are in their order.
    fn first(mut all: Vec<T>) -> Self {
        let more = all.len() > SHOWN;
        all.truncate(SHOWN);
        Self { shown: all, more }
    }

    const fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    fn then<U>(self, to: impl FnMut(T) -> Option<U>) -> Lines<U> {
        Lines { shown: self.shown.into_iter().filter_map(to).collect(), more: self.more }
    }
}

/// A session that opens soon or runs now.
#[derive(Clone, Debug)]
pub struct Room {
    pub event: Event,
    pub session: Session,
}

/// Offered places of an event that lapse soon.
#[derive(Clone, Debug)]
pub struct Offers {
    pub event: Event,
    pub count: i64,
    /// When the first of them lapses.
    pub first: Instant,
}

/// What people need at an event that is to come, and nobody has decided about.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub event: Event,
    pub count: i64,
}

/// What waits for somebody, and since when.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    pub count: i64,
    pub oldest: Instant,
}

/// An event that nobody outside sees yet.
#[derive(Clone, Debug)]
pub struct Draft {
    pub event: Event,
}

#[derive(Clone, Debug)]
pub struct Today {
    /// The next first.
    pub rooms: Lines<Room>,
    /// Those of which the first lapses, first.
    pub offers: Lines<Offers>,
    /// The event that starts first, first.
    pub needs: Lines<Wanted>,
    /// Messages that somebody must pass on, and since when.
    pub messages: Option<Waiting>,
    pub testimonials: Option<Waiting>,
    /// The one that starts first, first.
    pub drafts: Lines<Draft>,
    /// Rules of retention that stopped because far more is due than usual.
    pub stopped: Vec<RunRow>,
}

impl Today {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rooms.is_empty()
            && self.offers.is_empty()
            && self.needs.is_empty()
            && self.messages.is_none()
            && self.testimonials.is_none()
            && self.drafts.is_empty()
            && self.stopped.is_empty()
    }
}

/// What needs `actor` now.
///
/// # Errors
/// When the database does not answer.
pub async fn today(app: &App, actor: &Actor) -> Outcome<Today> {
    let now = app.clock.now();
    let to_come = events::coming(app, State::Published, Some(now + ARRANGING)).await?;
    let mut drafts = events::coming(app, State::Draft, None).await?;
    drafts.retain(|e| actor.can(Action::EventPublish, &e.place(), Of::Other));
    let drafts = Lines::first(drafts);
    let offers = Lines::first(registrations::lapsing(app, actor, now + LAPSING).await?);
    let needs = Lines::first(needs::open_at(app, actor, &to_come, SHOWN + 1).await?);
    let ids = (offers.shown.iter().map(|o| o.event))
        .chain(needs.shown.iter().map(|(event, _)| *event))
        .chain(drafts.shown.iter().map(|e| e.id));
    let ids: Vec<Uuid> = ids.collect::<BTreeSet<_>>().into_iter().collect();
    let whole: BTreeMap<Uuid, Event> = events::by_ids(app, &ids).await?.into_iter().map(|e| (e.id, e)).collect();
    let event = |id: Uuid| whole.get(&id).cloned();
    let (count, oldest) = testimonials::waiting_count(app, actor).await?;
    Ok(Today {
        rooms: rooms(app, actor, &to_come, now).await?,
        offers: offers.then(|o| Some(Offers { event: event(o.event)?, count: o.count, first: o.first })),
        needs: needs.then(|(id, count)| Some(Wanted { event: event(id)?, count })),
        messages: hand_over(&messages::waiting(app, actor).await?),
        testimonials: oldest.map(|oldest| Waiting { count, oldest }).filter(|w| w.count > 0),
        drafts: drafts.then(|e| Some(Draft { event: event(e.id)? })),
        stopped: retention::stopped(app, actor).await?,
    })
}

fn hand_over(waiting: &[(Event, i64, Instant)]) -> Option<Waiting> {
    let oldest = waiting.iter().map(|(_, _, since)| *since).min()?;
    Some(Waiting { count: waiting.iter().map(|(_, n, _)| n).sum(), oldest })
}

async fn rooms(app: &App, actor: &Actor, to_come: &[Head], now: Instant) -> Outcome<Lines<Room>> {
    let mine = to_come
        .iter()
        .filter(|e| e.starts_at < now + AHEAD && actor.can(Action::AttendanceMark, &e.place(), Of::Other));
    let ids: Vec<Uuid> = mine.map(|e| e.id).collect();
    let soon = |s: &&Session| s.ends_at > now && s.starts_at < now + AHEAD;
    let mut rooms: Vec<Room> = events::by_ids(app, &ids)
        .await?
        .iter()
        .flat_map(|e| e.sessions.iter().filter(soon).map(|s| Room { event: e.clone(), session: s.clone() }))
        .collect();
    rooms.sort_by_key(|r| (r.session.starts_at, r.session.id));
    Ok(Lines::first(rooms))
}
