//! How long everything is kept, and how it goes.
//!
//! - Every column of every table has a class and a rule (`model/columns.rs`); a migration that adds one without both fails
//!   the tests. A rule says until when, for whom it may be seen, and stands on the privacy page in the same words.
//! - Sealed columns hold ciphertext and are bytes; personal ones are about a person and lie open; internal ones are the
//!   machinery's; public ones anybody may read.

pub mod model;
