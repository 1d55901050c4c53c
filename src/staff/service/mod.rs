//! Use cases of the staff: coming in, one's own account, the team, and what today asks for.

mod account;
mod entry;
mod passphrase;
mod team;
mod today;

pub use super::store::{Account, Invite, SessionRow};
pub use account::{
    actor, change_passphrase, create_account, end_other_session, everybody, names, own, own_sessions, set_locale, sweep,
};
pub use entry::{Joined, SESSION_MAX, first_link, invitation, invite_from_shell, invite_mail, join, sign_in, sign_out};
pub use passphrase::hash_passphrase;
pub use team::{
    Invited, Member, Places, Team, assignable, cancel_invite, disable, enable, facilitators, grant, invite, invited,
    member, places, revoke, team,
};
pub use today::{Draft, Offers, Room, Today, Waiting, today};
