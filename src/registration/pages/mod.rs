//! Pages: the form and what follows it for everybody, the page behind the private link, lists for the staff.

mod answers;
mod by_hand;
mod data;
mod erase;
mod fields;
mod find;
mod group;
mod leave;
mod list;
mod messages;
mod mine;
pub mod places;
mod register;
mod sheet;
mod staff;
mod standing;

pub use answers::{answers, answers_for, answers_form};
pub use by_hand::by_hand;
pub use data::{data, data_json};
pub use erase::{erase, erase_for};
pub use find::{code, find};
pub use group::register_group;
pub use leave::{calendar, withdraw};
pub use list::{list, search};
pub use mine::mine;
pub use register::{ERASED, SHEET_CLOSED, register, registered};
pub use sheet::sheet;
pub use staff::detail;

use leptos::prelude::*;

use super::model::places::PassedOver;
use super::model::{Changed, Registration, State};
use crate::clock::Instant;
use crate::events::model::{Event, Region, Window};
use crate::i18n::{Locale, arg};
use crate::ui::{Mood, StateTag};

/// The name of the registration form, for what was typed.
#[must_use]
pub fn register_form(slug: &str) -> String {
    format!("register:{slug}")
}

/// The name of the form for several people.
#[must_use]
pub fn group_form(slug: &str) -> String {
    format!("register-group:{slug}")
}

/// The name of the form for a lost link.
pub const FIND_FORM: &str = "find";

const fn mood(state: State) -> Mood {
    match state {
        State::Confirmed => Mood::Good,
        State::Received | State::Waitlisted | State::Offered => Mood::Waiting,
        State::Declined | State::Withdrawn | State::Expired => Mood::Neutral,
    }
}

/// What is said once answers were changed.
const fn changed(what: Changed) -> &'static str {
    match what {
        Changed::Saved => "mine-changed-saved",
        Changed::KeepsPlace => "mine-changed-keeps_place",
        Changed::KeepsTurn => "mine-changed-keeps_turn",
    }
}

fn state_name(l: Locale, state: State) -> String {
    l.t(&format!("registration-state-{}", state.code()))
}

fn state_tag(l: Locale, state: State) -> AnyView {
    view! { <StateTag label=state_name(l, state) mood=mood(state) /> }.into_any()
}

/// Why somebody was not offered a place, in a sentence. What an organisation is called is not said.
pub(super) fn passed_over(l: Locale, regions: &[Region], passed: &PassedOver) -> String {
    let group = passed.stratum.as_ref().map(|s| s.words(l, regions, "")).unwrap_or_default();
    l.ta(&format!("registration-passed-{}", passed.reason.code()), &[("group", arg(group))])
}

/// The title of an event, with its language where that is not the page's.
fn title(l: Locale, event: &Event) -> (String, Option<&'static str>) {
    let (text, found) = event.text(l);
    (text.title.clone(), (found != l).then(|| found.code()))
}

/// Whether there is still something to come to.
fn is_on(event: &Event, now: Instant) -> bool {
    !matches!(event.window(now), Window::Over | Window::Cancelled | Window::Draft)
}

/// Whether day and venue may be said: in safe mode to those alone whose place is confirmed.
fn may_say(event: &Event, registration: &Registration) -> bool {
    !event.safe_mode || registration.state == State::Confirmed
}
