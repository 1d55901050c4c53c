//! Staff pages.

#![expect(clippy::missing_errors_doc, reason = "handlers: every error becomes a page, by web::errors")]

mod account;
mod entry;
mod factor;
mod passkey;
mod team;
mod today;

use chrono::Duration;

use crate::clock::Instant;
use crate::i18n::{Locale, ago_or_until};
use crate::staff::model::{Role, Scope};
use crate::staff::service::Places;

pub use account::account;
pub use entry::{join, sign_in};
pub use factor::{code, confirm, enrol, recovery_codes};
pub use passkey::passkeys;
pub use team::{invite, invited, member, team};
pub use today::today;

/// "5 minutes ago"; what has just been was a minute ago.
fn ago(l: Locale, at: Instant, now: Instant) -> String {
    ago_or_until(l, at.min(now - Duration::minutes(1)), now)
}

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
