//! Questions that an event asks beyond the standard form, and what people answered.
//!
//! - Ids of questions and numbers of options are given once. What was answered is never taken out of the tables by an edit: a
//!   question or an option that is not offered any more is retired, and old answers stay readable.
//! - A question may be asked only of who gave a certain answer to an earlier one. Nothing hangs on a script: the form says which
//!   questions it showed, and when an answer makes another one due, it comes back with that one asked.
//! - An answer is sealed under the key of the person, seen by those the question names, and deleted so many days after the end
//!   of the event; never later than the answer it follows from.
//! - The section of the form is lent to other domains: [`pages::fields`] shows it, [`form::parse`] reads it, each under a prefix, so
//!   that one form may ask the same of several people.

pub mod api;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
mod store;
