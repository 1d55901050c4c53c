//! What needs this member of the staff today, gathered from the domains; each shows only what they may act on.

use chrono::Duration;

use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::{Event, Session, State};
use crate::events::service as events;
use crate::messages::service as messages;
use crate::needs::service as needs;
use crate::registration::model::State as Standing;
use crate::registration::model::filter::Filter;
use crate::registration::service as registrations;
use crate::retention::service::{self as retention, RunRow};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;
use crate::testimonials::service as testimonials;

/// Rooms that open within this time need preparing.
const AHEAD: Duration = Duration::hours(36);
/// Whoever was offered a place and has not answered may be called while it is still theirs.
const LAPSING: Duration = Duration::hours(24);

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
    pub count: usize,
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

#[derive(Clone, Debug, Default)]
pub struct Today {
    /// The next first.
    pub rooms: Vec<Room>,
    pub offers: Vec<Offers>,
    /// The event that starts first, first.
    pub needs: Vec<Wanted>,
    /// Messages that somebody must pass on, and since when.
    pub messages: Option<Waiting>,
    pub testimonials: Option<Waiting>,
    /// The one that starts first, first.
    pub drafts: Vec<Draft>,
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
    let events = events::staff_list(app, actor).await?;
    let (count, oldest) = testimonials::waiting_count(app, actor).await?;
    Ok(Today {
        rooms: rooms(actor, &events, now),
        offers: offers(app, actor, &events, now).await?,
        needs: wanted(app, actor, &events).await?,
        messages: hand_over(&messages::waiting(app, actor).await?),
        testimonials: oldest.map(|oldest| Waiting { count, oldest }).filter(|w| w.count > 0),
        drafts: drafts(actor, &events, now),
        stopped: retention::stopped(app, actor).await?,
    })
}

fn hand_over(waiting: &[(Event, i64, Instant)]) -> Option<Waiting> {
    let oldest = waiting.iter().map(|(_, _, since)| *since).min()?;
    Some(Waiting { count: waiting.iter().map(|(_, n, _)| n).sum(), oldest })
}

async fn offers(app: &App, actor: &Actor, events: &[Event], now: Instant) -> Outcome<Vec<Offers>> {
    let mut found = Vec::new();
    let filter = Filter::of_state(Standing::Offered);
    for event in events {
        let sees = actor.can(Action::RegistrationSee, &event.place(), Of::Other);
        if event.state != State::Published || event.ends_at <= now || !sees {
            continue;
        }
        let offered = registrations::list(app, actor, event, &filter, actor.locale, None).await?;
        let ends = offered.lines.iter().filter_map(|line| line.registration.offer_expires_at);
        let soon: Vec<Instant> = ends.filter(|at| *at < now + LAPSING).collect();
        if let Some(first) = soon.iter().min() {
            found.push(Offers { event: event.clone(), count: soon.len(), first: *first });
        }
    }
    found.sort_by_key(|o| (o.first, o.event.id));
    Ok(found)
}

async fn wanted(app: &App, actor: &Actor, events: &[Event]) -> Outcome<Vec<Wanted>> {
    let mut found = Vec::new();
    for event in events {
        let count = needs::open_of(app, actor, event).await?;
        if count > 0 {
            found.push(Wanted { event: event.clone(), count });
        }
    }
    found.sort_by_key(|w| (w.event.starts_at, w.event.id));
    Ok(found)
}

fn rooms(actor: &Actor, events: &[Event], now: Instant) -> Vec<Room> {
    let mine = |e: &&Event| e.state == State::Published && actor.can(Action::AttendanceMark, &e.place(), Of::Other);
    let soon = |s: &&Session| s.ends_at > now && s.starts_at < now + AHEAD;
    let mut rooms: Vec<Room> = events
        .iter()
        .filter(mine)
        .flat_map(|e| e.sessions.iter().filter(soon).map(|s| Room { event: e.clone(), session: s.clone() }))
        .collect();
    rooms.sort_by_key(|r| (r.session.starts_at, r.session.id));
    rooms
}

fn drafts(actor: &Actor, events: &[Event], now: Instant) -> Vec<Draft> {
    let mine = |e: &&Event| {
        e.state == State::Draft && e.ends_at > now && actor.can(Action::EventPublish, &e.place(), Of::Other)
    };
    let mut drafts: Vec<Draft> = events.iter().filter(mine).map(|e| Draft { event: e.clone() }).collect();
    drafts.sort_by_key(|d| (d.event.starts_at, d.event.id));
    drafts
}
