//! Events: trainings with their texts in four languages, sessions, time zone and places.
//!
//! - An event is made as a draft, published when it may be seen, completed when it is over, or cancelled. Only drafts are
//!   secret; a cancelled event keeps its page, which says so first.
//! - A text that a language lacks is shown in another, marked with the language it is in; the main language has them all.
//! - Sessions lie in order without overlap; the event runs from the first start to the last end, in its own time zone.
//! - Places are counted in a pool whose CHECK forbids overselling; the pool may shrink to what is taken and no further.
//! - Safe mode says the month and the region and nothing closer: no venue, no calendar, no index, and in lists a place
//!   among the events of that month that gives nothing away ([`model::listed_at`]).
//! - An edit carries the version it was made from; a stale one is shown to its author and not saved.
//! - Changes of time or place of a published event, and its cancellation, are written to everybody concerned by jobs of the
//!   same transaction.

pub mod api;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
mod store;
