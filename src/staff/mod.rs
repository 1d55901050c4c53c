//! The staff: accounts, sessions, roles with a scope, invitations.
//!
//! - Nobody registers as staff: an account is made by a one-time link, the first administrator's by the one printed at
//!   the first start.
//! - A role is granted with a scope: one event, one region, or everything. [`model`] holds the one table of permissions;
//!   nobody grants further than their own scope reaches, and nobody grants to themself.
//! - Whoever may edit an event assigns its facilitators.
//! - A session is a random token whose hash is kept; it ends after twelve idle hours, after seven days, by signing out,
//!   by a new passphrase or with the account, and then for good.
//! - Signing in answers the same, as late, whether the address is known or not.
//! - The last administrator cannot be disabled and cannot lose the role.
//! - No IP address and no user agent is kept anywhere.

pub mod api;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
pub mod session;
pub mod store;
