//! Pages of the staff: the call list, one message with its text, and when which message is written.

mod item;
mod list;
mod rules;

pub use item::item;
pub use list::list;
pub use rules::rules;

use leptos::prelude::*;

use super::model::Kind;
use super::service::Hand;
use crate::clock::Instant;
use crate::events::model::Event;
use crate::i18n::{Locale, arg, day_time};
use crate::seal::Personal;
use crate::ui::address;

fn kind_name(l: Locale, kind: Kind) -> String {
    l.t(&format!("messages-kind-{kind}"))
}

/// Whom staff asks for.
fn name(l: Locale, hand: &Hand) -> String {
    let name = &hand.person.full_name;
    if name.is_empty() { l.t("messages-no-name") } else { name.reveal().to_owned() }
}

/// Number and address, each to be tapped.
fn contact(l: Locale, hand: &Hand) -> AnyView {
    let r = &hand.registration;
    let link = |scheme: &str, to: &Personal| {
        let href = format!("{scheme}:{}", to.reveal());
        view! { <a href=href>{address(to.reveal())}</a> }
    };
    if r.phone.is_empty() && r.email.is_empty() {
        return l.t("messages-no-contact").into_any();
    }
    let phone = (!r.phone.is_empty()).then(|| link("tel", &r.phone));
    let email = (!r.email.is_empty()).then(|| link("mailto", &r.email));
    let both = phone.is_some() && email.is_some();
    view! { {phone} {both.then(|| view! { <br /> })} {email} }.into_any()
}

/// How often nobody answered; empty when nobody tried.
fn tries(l: Locale, event: &Event, hand: &Hand, now: Instant) -> String {
    match hand.tried_at.filter(|_| hand.tries > 0) {
        Some(at) => l.ta("messages-tries", &[("n", arg(hand.tries)), ("when", arg(day_time(l, event.zone, at, now)))]),
        None => String::new(),
    }
}

/// Why a mail did not arrive; empty where none was sent.
fn failure(l: Locale, hand: &Hand) -> String {
    match hand.reason.as_str() {
        "" => String::new(),
        "smtp_refused" => l.t("messages-failed-smtp_refused"),
        "address" => l.t("messages-failed-address"),
        _ => l.t("messages-failed-other"),
    }
}
