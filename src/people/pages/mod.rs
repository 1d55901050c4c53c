//! Finding people, and one person, for the staff.

mod card;
mod duplicates;
mod merge;
mod search;

pub use card::card;
pub use duplicates::duplicates;
pub use merge::merge;
pub use search::{find, people};

use leptos::prelude::*;
use uuid::Uuid;

use super::model::{Contact, ContactKind};
use crate::ui::address;

/// The name of the form that compares two people, for what was chosen.
#[must_use]
pub fn merge_form(survivor: Uuid, merged: Uuid) -> String {
    format!("merge:{survivor}:{merged}")
}

/// Ways to reach somebody, each a link.
fn reached_by(contacts: &[Contact]) -> AnyView {
    let links: Vec<_> = contacts
        .iter()
        .enumerate()
        .map(|(n, contact)| {
            let scheme = if contact.kind == ContactKind::Phone { "tel" } else { "mailto" };
            let href = format!("{scheme}:{}", contact.value.reveal());
            let text = address(contact.value.reveal());
            view! { {(n > 0).then(|| view! { <br /> })} <a href=href>{text}</a> }
        })
        .collect();
    links.into_any()
}
