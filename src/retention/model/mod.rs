//! What is kept, under which rule: data, read by the purge, the privacy page and the tests alike.

pub mod columns;
pub mod figures;
mod rules;
mod tombstone;

pub use columns::{Class, Column, columns, words};
pub use rules::{Rule, Span, Who};
pub use tombstone::Tombstone;
