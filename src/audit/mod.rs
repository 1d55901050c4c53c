//! The history of actions: who did what to which object, in ids and codes, never content. Append-only; an entry is
//! written in the transaction of the change it speaks of, and one of its own where a request was refused.

pub mod pages;
pub mod service;
pub mod store;
