//! Work that must happen after a change, written in the transaction of the change.

pub mod backup;
pub mod demo;
pub mod mail;
pub mod queue;
pub mod worker;
