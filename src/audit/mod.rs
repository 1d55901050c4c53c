//! The history of actions: who did what to which object, in ids and codes, never content.
//!
//! An entry is written in the transaction of the change it speaks of ([`service::record`]), or in one of its own where a
//! request was refused ([`service::refused`]). Nobody changes or removes one: the database refuses it, and the chain shows
//! where that was got round.
//!
//! Writers never wait for the chain. A sealer, one at a time among all nodes, takes what is open and links it in batches:
//! a Merkle root over the entries, and in each batch the hash of the one before it. Which number a batch has is a primary
//! key, so there is no fork even if two sealers believe it is their turn. Once a day the newest batch is signed, and the
//! signature also leaves the database, so that a history cut off at its end is found out too ([`service::verify`]).

pub mod codes;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
pub mod store;
