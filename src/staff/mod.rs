//! The staff: accounts, sessions, roles with a scope, invitations.
//!
//! - Nobody registers as staff: an account is made by a one-time link, the first administrator's by the one printed at
//!   the first start.
//! - A role is granted with a scope: one event, one region, or everything. [`model`] holds the one table of permissions;
//!   nobody grants further than their own scope reaches, and nobody grants to themself.
//! - Whoever may edit an event assigns its facilitators.
//! - Moderators, coordinators and administrators give a second factor after the passphrase; one of them without it adds it
//!   before anything else opens. A code works once; ten recovery codes stand in for a lost phone.
//! - A session is a random token whose hash is kept; it ends after thirty idle minutes, after twelve hours, by signing out,
//!   by a new passphrase or with the account, and then for good. It gets a new id with every proof and change of roles.
//! - What is grave (`Action::fresh`) asks for a proof that is not older than five minutes.
//! - Signing in answers the same, as late, whether the address is known or not. Tries are slowed per address and for the
//!   whole instance, never stopped ([`model::budget`]).
//! - The last administrator cannot be disabled and cannot lose the role.
//! - No IP address and no user agent is kept anywhere.

pub mod api;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
pub mod session;
pub mod store;
