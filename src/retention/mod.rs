//! How long everything is kept, and how it goes.
//!
//! - Every column of every table has a class and a rule (`model/columns.rs`); a migration that adds one without both fails
//!   the tests. A rule says until when, for whom it may be seen, and stands on the privacy page in the same words.
//! - Sealed columns hold ciphertext and are bytes; personal ones are about a person and lie open; internal ones are the
//!   machinery's; public ones anybody may read.
//! - The purge follows the rules every night, once over all nodes, and by hand with `sabak retention run`. A rule that
//!   would take far more than usual stops until a person has looked.
//! - Before people go, the numbers of their events are frozen, without any that could tell of fewer than five.
//! - What was erased leaves a tombstone, in the database and in a file beside it; a restored backup replays them.

pub mod model;
pub mod pages;
pub mod service;
mod store;

pub use service::tombstones;
