//! People and how to reach them.
//!
//! - A person is known by contacts: a phone number in E.164, an e-mail address in folded case. One contact belongs to one
//!   person and is never moved to another.
//! - Names and contacts lie sealed under a key of the person's own; a contact is found by its keyed digest. Without the key
//!   the person is erased: the row stays, so that counts stay true, and says nothing.
//! - No account and no password: what a person may do hangs on the private link of each registration.
//! - A public form may find a person by a contact; it never changes a name, because whoever types a number has not shown
//!   that it is theirs. A second contact in such a form is kept as *claimed*: it finds the person again, so that nobody
//!   takes two places by it, and it is not a way to reach them.
//! - Staff find people by keyed tokens of their folded names ([`fold`]); the names themselves are opened in memory.
//! - What concerns a registration is sent to the contacts given with it (`registration::service::addressee`).

pub mod api;
pub mod fold;
pub mod form;
pub mod model;
pub mod pages;
pub mod phone;
pub mod service;
mod store;
