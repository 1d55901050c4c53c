//! What needs this member of the staff today, gathered from the domains; each shows only what they may act on.

use chrono::Duration;

use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::{Event, Session, State};
use crate::events::service as events;
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Rooms that open within this time need preparing.
const AHEAD: Duration = Duration::hours(36);

/// A session that opens soon or runs now.
#[derive(Clone, Debug)]
pub struct Room {
    pub event: Event,
    pub session: Session,
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
    /// The one that starts first, first.
    pub drafts: Vec<Draft>,
}

impl Today {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rooms.is_empty() && self.drafts.is_empty()
    }
}

/// What needs `actor` now.
///
/// # Errors
/// When the database does not answer.
pub async fn today(app: &App, actor: &Actor) -> Outcome<Today> {
    let now = app.clock.now();
    let events = events::staff_list(app, actor).await?;
    Ok(Today { rooms: rooms(actor, &events, now), drafts: drafts(actor, &events, now) })
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
