//! The history of actions: who did what to which object, in ids and codes, never content. Append-only; an entry is
//! written in the transaction of the change it speaks of.

pub mod service;
pub mod store;
