//! Admission by selection: criteria, a proposal with the reason of each line, overrides, publication and its proof.
//!
//! - The proposal is a pure function of the record ([`model::propose`]): criteria, applicants, reviewers' points, overrides,
//!   places and the seed. Nothing of it is stored before it is published, so it is never out of date.
//! - Floors come first, caps always hold, the score decides the rest, and equal scores are decided by the draw. Only an
//!   override can break a cap, and then the page says so.
//! - The seed is drawn by the system once an event, before anybody can see a proposal, and never again.
//! - Publishing is one transaction. It takes the hash of what the coordinator saw: if anything has changed since, it refuses.
//! - What was published is kept as a canonical text without names, under ids of this draw alone, with its SHA-256;
//!   [`service::verify`] computes it again. Who was who is a table of its own, whose lines go with the person
//!   (`docs/decisions/0014-proof-of-a-selection.md`).
//! - Who is not chosen waits in the published order; who applies later waits behind them.

pub mod api;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
mod store;
