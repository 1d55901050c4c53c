//! Many registrations at once: kept filters, work on a list, taking a list out and reading one in.
//!
//! - A run is planned, shown, and begins when somebody says so. It works in steps; each row is settled once, in the
//!   transaction of what is done to it, or with the reason why nothing was. So it may be broken off anywhere and goes on
//!   where it stood.
//! - What leaves as a file has its formulas made harmless, names and contacts only with a fresh proof, and a line in the
//!   history with how many rows there were.
//! - What comes in as a file is measured before it is unpacked, lies sealed row by row under a key that goes when the rows
//!   are no longer needed, and is registered like what a form says.

pub mod api;
pub mod file;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
mod store;
