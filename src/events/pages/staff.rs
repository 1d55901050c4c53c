//! Staff: the list, one training's overview with its checklist, the pages that ask before something is done, and those that
//! make new trainings from old ones.

mod checklist;
mod confirm;
mod copy;
mod list;
mod overview;
mod preview;
mod series;

pub use confirm::{archive, cancel, publish};
pub use copy::copy;
pub use list::staff_list;
pub use overview::overview;
pub use preview::preview;
pub use series::series;
