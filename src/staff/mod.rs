//! The staff: accounts, sessions, roles with a scope, invitations.
//!
//! - Nobody registers as staff: an account is made by a one-time link, the first administrator's by the one printed at
//!   the first start.
//! - A role is granted with a scope: one event, one region, or everything. [`model`] holds the one table of permissions.
//! - A session is a random token whose hash is kept; signing out ends it for good.

pub mod model;
pub mod service;
