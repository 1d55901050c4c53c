//! Staff pages.

mod account;
mod entry;
mod team;
mod today;

use crate::i18n::Locale;
use crate::staff::model::Role;
use crate::staff::service::Places;

pub use account::account;
pub use entry::{join, sign_in};
pub use team::{invite, invited, member, team};
pub use today::today;

use crate::staff::model::Scope;

fn role_name(l: Locale, role: Role) -> String {
    l.t(&format!("staff-role-{}", role.code()))
}

/// A scope in words; an event that is not the reader's to know of stays unnamed.
fn scope_name(l: Locale, places: &Places, scope: &Scope) -> String {
    match scope {
        Scope::All => l.t("staff-scope-all"),
        Scope::Region(code) => {
            places.regions.iter().find(|r| r.code == *code).map_or_else(|| code.clone(), |r| r.name(l))
        }
        Scope::Event(id) => {
            let event = places.events.iter().find(|e| e.id == *id);
            event.map_or_else(|| l.t("staff-scope-event"), |e| e.text(l).0.title.clone())
        }
    }
}
