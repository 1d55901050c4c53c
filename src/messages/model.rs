//! Kinds of messages, their rules as one table, and the decision that follows from it.

mod hours;

use std::fmt::{self, Write as _};

use chrono::Duration;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::hours::{before, is_humane, next_humane};
use crate::clock::Instant;
use crate::i18n::Zone;
use crate::registration::model::State;

/// After an edit of an event so long nothing is said, so that several in a row are told once.
pub const QUIET: Duration = Duration::minutes(10);
/// Edits that never rest are told after this time all the same.
pub const QUIET_LONGEST: Duration = Duration::hours(1);
/// A reminder that would follow the letter of confirmation closer than this is not written.
pub const APART: Duration = Duration::hours(12);

/// The occasions on which a participant is told something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Received,
    Confirmed,
    Waitlisted,
    Offered,
    OfferLapsed,
    Declined,
    Withdrawn,
    /// The private link once more, for who has lost it or registered twice.
    LinkAgain,
    EventChanged,
    ReminderWeek,
    ReminderDay,
    EventCancelled,
}

impl Kind {
    pub const ALL: [Self; 12] = [
        Self::Received,
        Self::Confirmed,
        Self::Waitlisted,
        Self::Offered,
        Self::OfferLapsed,
        Self::Declined,
        Self::Withdrawn,
        Self::LinkAgain,
        Self::EventChanged,
        Self::ReminderWeek,
        Self::ReminderDay,
        Self::EventCancelled,
    ];

    /// As the table writes it, and the keys of its texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Confirmed => "confirmed",
            Self::Waitlisted => "waitlisted",
            Self::Offered => "offered",
            Self::OfferLapsed => "offer_lapsed",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::LinkAgain => "link_again",
            Self::EventChanged => "event_changed",
            Self::ReminderWeek => "reminder_week",
            Self::ReminderDay => "reminder_day",
            Self::EventCancelled => "event_cancelled",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Its row of [`RULES`].
    #[must_use]
    pub fn rule(self) -> &'static Rule {
        &RULES[self as usize]
    }

    /// Whether it says what a registration has become.
    #[must_use]
    pub fn is_of_state(self) -> bool {
        self.rule().when == When::State
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// By which way somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    Email,
    /// Somebody of the staff calls, or sends a text from their own phone.
    ByHand,
    /// Not at all: they look at their page themselves, or asked not to be written to.
    Nothing,
}

impl Channel {
    pub const ALL: [Self; 3] = [Self::Email, Self::ByHand, Self::Nothing];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::ByHand => "by_hand",
            Self::Nothing => "none",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// The way that is taken: what was chosen, as far as it can be gone.
    #[must_use]
    pub const fn taken(chosen: Option<Self>, has_address: bool) -> Self {
        match chosen {
            Some(Self::Nothing) => Self::Nothing,
            Some(Self::Email) | None if has_address => Self::Email,
            _ => Self::ByHand,
        }
    }
}

/// Which change creates a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The registration comes into one of the rule's states.
    State,
    /// Somebody asks for their link.
    Asked,
    /// The times or the place of the event change.
    EventChanged,
    EventCancelled,
    /// As [`When::State`], and also when the event moves or the channel is chosen anew.
    Place,
}

impl When {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Asked => "asked",
            Self::EventChanged => "event_changed",
            Self::EventCancelled => "event_cancelled",
            Self::Place => "place",
        }
    }
}

/// When it is to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    AtOnce,
    /// After [`QUIET`] without another edit.
    Quiet,
    /// So many days before the first session, at a humane hour of the event's zone.
    DaysBefore(u64),
}

impl Due {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Quiet => "quiet",
            Self::DaysBefore(1) => "day",
            Self::DaysBefore(_) => "week",
        }
    }
}

/// Until when it is of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The end of the event.
    Over,
    /// Its beginning.
    Begun,
    /// The deadline of the offer.
    Deadline,
    /// The time of the next reminder.
    NextReminder,
}

impl Until {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Begun => "begun",
            Self::Deadline => "deadline",
            Self::NextReminder => "next_reminder",
        }
    }
}

/// Of which events it is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Those that take place.
    Live,
    Cancelled,
    Either,
}

/// What holds for one kind of message.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub kind: Kind,
    pub when: When,
    /// It is true in these states and in no other.
    pub states: &'static [State],
    pub due: Due,
    pub until: Until,
    pub about: About,
}

const STANDING: &[State] = &[State::Received, State::Confirmed, State::Waitlisted, State::Offered];

const fn of_state(kind: Kind, states: &'static [State]) -> Rule {
    Rule { kind, when: When::State, states, due: Due::AtOnce, until: Until::Over, about: About::Live }
}

const fn reminder(kind: Kind, days: u64, until: Until) -> Rule {
    Rule { kind, when: When::Place, states: &[State::Confirmed], due: Due::DaysBefore(days), until, about: About::Live }
}

/// The one table, in the order of [`Kind::ALL`]. `docs/messages.md` is printed from it, and the page for the staff.
pub static RULES: [Rule; 12] = [
    of_state(Kind::Received, &[State::Received]),
    of_state(Kind::Confirmed, &[State::Confirmed]),
    of_state(Kind::Waitlisted, &[State::Waitlisted]),
    Rule { until: Until::Deadline, ..of_state(Kind::Offered, &[State::Offered]) },
    of_state(Kind::OfferLapsed, &[State::Expired]),
    of_state(Kind::Declined, &[State::Declined]),
    Rule { about: About::Either, ..of_state(Kind::Withdrawn, &[State::Withdrawn]) },
    Rule { when: When::Asked, ..of_state(Kind::LinkAgain, STANDING) },
    Rule { when: When::EventChanged, due: Due::Quiet, ..of_state(Kind::EventChanged, STANDING) },
    reminder(Kind::ReminderWeek, 7, Until::NextReminder),
    reminder(Kind::ReminderDay, 1, Until::Begun),
    Rule { when: When::EventCancelled, about: About::Cancelled, ..of_state(Kind::EventCancelled, STANDING) },
];

/// Why it is decided anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The registration has become another.
    State,
    /// They are reached by another way.
    Channel,
    Asked,
    EventChanged,
    EventCancelled,
    /// It is about to be sent.
    Sending,
    /// It is looked at, to be passed on by hand or swept away.
    Looking,
}

/// What is true of a registration and its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub now: Instant,
    pub event: Uuid,
    pub state: State,
    /// Of the registration.
    pub version: i64,
    pub channel: Channel,
    /// The person was erased: there is nobody to tell.
    pub erased: bool,
    pub offer_until: Option<Instant>,
    pub cancelled: bool,
    /// Of the event.
    pub event_version: i64,
    /// First start and last end.
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub zone: Zone,
}

/// A message that was written before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub id: Uuid,
    pub kind: Kind,
    /// A version of the registration or of the event, or seconds since 1970: see [`Slot::about`].
    pub about: i64,
    pub due_at: Instant,
    pub until_at: Instant,
    /// The last change that it is to tell of.
    pub touched_at: Instant,
    pub created_at: Instant,
    /// When its text was made last.
    pub tried_at: Option<Instant>,
    /// A worker is at it.
    pub held: bool,
    /// When it was said or skipped; open until then.
    pub ended_at: Option<Instant>,
}

impl Written {
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.ended_at.is_none()
    }
}

/// When a message is due and until when it is of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub at: Instant,
    pub until: Instant,
    /// What it tells of: the version of the registration for its state, the version of the event for a change of it, the
    /// time of asking, or the start that it reminds of. The same is not told twice.
    pub about: i64,
}

/// What is to be done about one kind of message to one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Create(Slot),
    Update(Slot),
    /// What was written and not yet said is not said any more.
    Cancel,
    /// All is as it should be; when it is about to be sent: it is sent.
    Nothing,
}

/// What a change means for messages of this kind. `open` is the message that waits to be said, `said` everything that was
/// written for the registration so far.
#[must_use]
pub fn decide(kind: Kind, change: Change, facts: &Facts, said: &[Written], open: Option<&Written>) -> Decision {
    let rule = kind.rule();
    if !rule.holds(facts) {
        return if open.is_some() { Decision::Cancel } else { Decision::Nothing };
    }
    match open {
        None => create(rule, change, facts, said),
        Some(open) => keep(rule, change, facts, said, open),
    }
}

fn create(rule: &Rule, change: Change, facts: &Facts, said: &[Written]) -> Decision {
    let slot = rule.slot(facts, facts.now);
    let before = said.iter().any(|w| w.kind == rule.kind && w.about == slot.about);
    let soon = matches!(rule.due, Due::DaysBefore(_)) && slot.at < facts.now + APART;
    if !rule.when.is(change) || before || soon || rule.is_in_a_letter(facts, said, None) {
        return Decision::Nothing;
    }
    Decision::Create(slot)
}

fn keep(rule: &Rule, change: Change, facts: &Facts, said: &[Written], open: &Written) -> Decision {
    if rule.is_outdated(change, facts, said, open) || rule.is_in_a_letter(facts, said, Some(open)) {
        return Decision::Cancel;
    }
    let fresh = rule.slot(facts, open.created_at);
    let mut slot = Slot { at: open.due_at, until: fresh.until, about: open.about };
    match rule.due {
        Due::Quiet if change == Change::EventChanged => slot.at = fresh.at,
        Due::AtOnce | Due::Quiet => {}
        Due::DaysBefore(_) => {
            let moved = open.about != fresh.about;
            let before = said.iter().any(|w| w.id != open.id && w.kind == rule.kind && w.about == fresh.about);
            if moved && (before || fresh.at <= facts.now) {
                return Decision::Cancel;
            }
            // What is due already may have been put off to a humane hour; that stays.
            if fresh.at > facts.now {
                (slot.at, slot.about) = (fresh.at, fresh.about);
            }
            if change == Change::Sending && slot.at <= facts.now && !is_humane(facts.zone, facts.now) {
                slot.at = next_humane(facts.zone, facts.now);
                if slot.at >= slot.until {
                    return Decision::Cancel;
                }
            }
        }
    }
    let same = (slot.at, slot.until, slot.about) == (open.due_at, open.until_at, open.about);
    // An edit in the quiet time starts it anew, also where its end stays the same.
    if same && !(rule.due == Due::Quiet && change == Change::EventChanged) {
        return Decision::Nothing;
    }
    Decision::Update(slot)
}

impl When {
    fn is(self, change: Change) -> bool {
        match self {
            Self::State => change == Change::State,
            Self::Asked => change == Change::Asked,
            Self::EventChanged => change == Change::EventChanged,
            Self::EventCancelled => change == Change::EventCancelled,
            Self::Place => matches!(change, Change::State | Change::EventChanged | Change::Channel),
        }
    }
}

impl Rule {
    /// Whether a message of this kind says what is so, to somebody who is to be told, while it is of use.
    fn holds(&self, facts: &Facts) -> bool {
        let fits = match self.about {
            About::Live => !facts.cancelled,
            About::Cancelled => facts.cancelled,
            About::Either => true,
        };
        facts.channel != Channel::Nothing
            && !facts.erased
            && self.states.contains(&facts.state)
            && fits
            && facts.now < self.until(facts)
    }

    fn until(&self, facts: &Facts) -> Instant {
        match self.until {
            Until::Over => facts.ends_at,
            Until::Begun => facts.starts_at,
            Until::Deadline => facts.offer_until.map_or(facts.ends_at, |at| at.min(facts.ends_at)),
            Until::NextReminder => before(facts.zone, facts.starts_at, 1),
        }
    }

    fn slot(&self, facts: &Facts, since: Instant) -> Slot {
        let at = match self.due {
            Due::AtOnce => facts.now,
            Due::Quiet => {
                let latest = (since + QUIET_LONGEST).min(facts.starts_at).max(facts.now);
                latest.min(facts.now + QUIET)
            }
            Due::DaysBefore(days) => before(facts.zone, facts.starts_at, days),
        };
        let about = match self.when {
            When::State => facts.version,
            When::Asked => facts.now.timestamp(),
            When::EventChanged | When::EventCancelled => facts.event_version,
            When::Place => facts.starts_at.timestamp(),
        };
        Slot { at, until: self.until(facts), about }
    }

    /// Whether the registration has come into its state anew since this was written.
    fn is_outdated(&self, change: Change, facts: &Facts, said: &[Written], open: &Written) -> bool {
        self.when == When::State
            && (said.iter().any(|w| w.kind.is_of_state() && w.about > open.about)
                || (change == Change::State && open.about < facts.version))
    }

    /// Whether a letter about the state says the same: one that waits will be made of what is true when it goes out, and
    /// one that went out after the change told of it.
    fn is_in_a_letter(&self, facts: &Facts, said: &[Written], open: Option<&Written>) -> bool {
        let says = |w: &Written| match (self.when, w.ended_at) {
            (When::EventChanged | When::Asked, None) => !w.held,
            (When::EventChanged, Some(_)) => open.is_some_and(|o| w.tried_at.is_some_and(|at| at > o.touched_at)),
            _ => false,
        };
        said.iter().any(|w| w.kind.is_of_state() && w.kind.rule().states.contains(&facts.state) && says(w))
    }
}

/// Everything that a change means for one registration: which kind, which of the messages that wait, and what.
#[must_use]
pub fn plan(change: Change, facts: &Facts, said: &[Written]) -> Vec<(Kind, Option<Uuid>, Decision)> {
    let mut steps = Vec::new();
    // As it becomes step by step: a letter about the state is written first, and tells what others need not tell then.
    let mut said = said.to_vec();
    for kind in Kind::ALL {
        let mut waits = false;
        let open: Vec<Written> = said.iter().filter(|w| w.kind == kind && w.is_open()).copied().collect();
        for open in open {
            let decision = decide(kind, change, facts, &said, Some(&open));
            if decision == Decision::Cancel {
                said.retain(|w| w.id != open.id);
            } else {
                waits = true;
            }
            if decision != Decision::Nothing {
                steps.push((kind, Some(open.id), decision));
            }
        }
        if !waits && let Decision::Create(slot) = decide(kind, change, facts, &said, None) {
            steps.push((kind, None, Decision::Create(slot)));
            said.push(Written {
                id: Uuid::nil(),
                kind,
                about: slot.about,
                due_at: slot.at,
                until_at: slot.until,
                touched_at: facts.now,
                created_at: facts.now,
                tried_at: None,
                held: false,
                ended_at: None,
            });
        }
    }
    steps
}

/// Why somebody of the staff told nobody.
pub const SKIPS: [&str; 5] = ["told_before", "wrong_number", "asked_not", "no_contact", "other"];

/// `docs/messages.md`, from [`RULES`].
#[must_use]
pub fn rules_page() -> String {
    let mut page = String::from(
        "# What participants are told\n\nPrinted from `src/messages/model.rs` by `cargo test write_messages_page -- \
         --ignored`; do not edit.\n\n\
         A message is written in the transaction of the change that creates it, decided anew in that of every later \
         change, and once more when it is sent. It falls away when its state is left, when it is of use no more, when the \
         person was erased or is not to be written to, and, but for two kinds, when the event is cancelled. It holds no \
         text: that is made when it is sent.\n\n\
         | Message | Created | True while | Sent | Of use until | Changed | Of a cancelled event |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for rule in &RULES {
        let created = match rule.when {
            When::State => "the registration comes into the state",
            When::Asked => "somebody asks for their link, or registers twice",
            When::EventChanged => "times or place of the event change",
            When::EventCancelled => "the event is cancelled",
            When::Place => "a place is confirmed; the event moves",
        };
        let states = rule.states.iter().map(|s| s.code()).collect::<Vec<_>>().join(", ");
        let due = match rule.due {
            Due::AtOnce => "at once".to_owned(),
            Due::Quiet => format!(
                "{} minutes after the last edit, {} at most after the first",
                QUIET.num_minutes(),
                QUIET_LONGEST.num_minutes()
            ),
            Due::DaysBefore(days) => format!("{days} days before the first session, 09:00–20:00 there"),
        };
        let until = match rule.until {
            Until::Over => "the end of the event",
            Until::Begun => "the first session begins",
            Until::Deadline => "the deadline of the offer",
            Until::NextReminder => "the next reminder",
        };
        let changed = match rule.when {
            When::State => "replaced by that of a newer state",
            When::Asked => "falls away where a letter about the state waits",
            When::EventChanged => {
                "another edit starts the pause anew; falls away where a letter about the state tells it"
            }
            When::EventCancelled => "",
            When::Place => "moves with the event; at night put off to the morning",
        };
        let cancelled = match rule.about {
            About::Live => "",
            About::Cancelled => "only",
            About::Either => "yes",
        };
        // Writing to a String cannot fail.
        let _ =
            writeln!(page, "| `{}` | {created} | {states} | {due} | {until} | {changed} | {cancelled} |", rule.kind);
    }
    page
}

#[cfg(test)]
mod tests;
