//! What participants are told, when, and by which way.
//!
//! - A *message* is one thing that one person is to be told about one registration. It is *due* at a time, of use *until*
//!   another, and *open* until it was said or fell away. It holds no text: that is made when it is sent, or shown to whoever
//!   passes it on, from what is true then.
//! - Its *kind* has one row in [`model::RULES`]: which change creates it, in which states it is true, when it falls away.
//!   [`model::decide`] follows that row, in the transaction of every change and once more when it is sent.
//! - The *channel* is a property of the registration: e-mail, by hand, or none. By hand means that somebody of the staff
//!   calls or sends a text from their own phone; the *call list* says whom.
//! - A mail that no further try can bring to its address joins the call list: nobody is left without word in silence.

pub mod api;
pub mod model;
pub mod pages;
pub mod service;
mod store;
