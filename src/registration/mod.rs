//! Registrations: a person at an event, from the form to the door.
//!
//! - A place is one conditional update of a pool in the transaction of the registration; a database CHECK stands behind
//!   it. Without a free place, or while others wait for it, a registration waits in the order it came: one order for the
//!   whole event, in which each waits for the pools of their reach (`model/places.rs`).
//! - `registration.holds_place` says whether a place of the pool is counted for it, so `pool.taken` is their number. An
//!   offer holds its place until it is taken, declined or lapses, and then the place goes to the next in order.
//! - The form's `submission_id` makes a second tap find the first one's registration. A contact that is registered already
//!   takes no second place, and whoever typed it learns nothing of the first registration.
//! - The private link is derived from the instance's secret, id and `link_version`; the database keeps its hash alone. The
//!   page behind it names neither person nor contact: whoever typed a known number may be looking at it.
//! - Agreements are an append-only ledger; each entry names version, language and hash of the text that was read.
//! - All changes of state go through [`service`], with the event's queue locked and the old state as a condition. Who waits
//!   is skipped only with a stored reason (`passed_over`).

pub mod api;
pub mod code;
pub mod consent;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
mod store;
