//! Attendance: who was there, taken for each session of an event.
//!
//! - A **mark** says: this person, this session, this status, observed then, by this device. Marks are only ever added.
//! - The state of a person in a session is folded from the marks by one pure function ([`model::fold`]): in any order, with
//!   any duplicates, in any batches the result is the same. The server and the browser run the same code.
//! - A **correction** is a mark that supersedes another, with a reason (sealed: it may say anything of anybody); an **undo** is a `void` mark that supersedes one.
//!   What follows from the course of a session (absent, then late; present, then left early) needs no reason.
//! - Two marks that stand beside each other and disagree are a **conflict**, shown in words until somebody corrects it.
//! - A mark made by a server form is its own device, with number 0: so the form's id is what makes a second tap harmless,
//!   and two facilitators with two browsers are two devices.
//! - Nothing is refused for being late: marks after the end are recorded like others. Cancelled events and drafts take none.
//! - A **walk-in** is registered at the door and present at once; nobody is sent away for lack of a row.
//! - The **headcount** stands beside the marks and is never reconciled with them.

pub mod island;
pub mod model;

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod store;
