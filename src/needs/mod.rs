//! What people need to take part, as tasks of the staff.
//!
//! - A need is what a registration says; the view `need` of migration 0013 has a row for each. It is a task while the registration has or
//!   awaits a place, and open until somebody decides.
//! - What was decided lies in `need_task`. Who gives up a place takes the task off the list by that alone; who comes back finds it
//!   open, and a need that ends takes along what was decided about it: both are triggers, so that no way to change a registration
//!   can forget it.
//! - Facilitators see what somebody needs who has a place, and whether it is arranged. What kind of food, and notes, are for
//!   coordinators.

pub mod api;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
mod store;
