//! Use cases of the staff: coming in, one's own account, the team, and what today asks for.

mod account;
mod entry;
mod factors;
mod passkeys;
mod passphrase;
mod team;
mod throttle;
mod today;

pub use super::store::{Account, Invite, PasskeyRow, SessionRow};
pub use account::{
    SignedIn, acting, change_passphrase, create_account, end_other_session, end_other_sessions, everybody, live, names,
    own, own_sessions, renew, set_locale, sweep,
};
pub use entry::{
    Attempt, Begun, Joined, SESSION_MAX, SignIn, first_link, invitation, invite_from_shell, invite_mail, join, sign_in,
    sign_out,
};
pub use factors::{
    Factors, Proof, Proved, enrol, enrolment, give_app, new_codes, offered_secret, own_factors, prove, remove_app,
};
pub use passkeys::{
    Answer, add_passkey, can_add_passkey, passkeys_offered, prove_by_passkey, remove_passkey, start_adding, start_using,
};
pub use passphrase::hash_passphrase;
pub use team::{
    Invited, Member, Places, Team, assignable, cancel_invite, disable, enable, facilitators, grant, invite, invited,
    member, places, revoke, team,
};
pub use today::{Draft, Lines, Offers, Room, SHOWN, Today, Waiting, Wanted, today};
