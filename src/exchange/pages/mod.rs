//! Pages: a run before it begins, while it works and when it is over; a file on its way out; a list on its way in.

mod bulk;
mod export;
mod import;

pub use bulk::bulk;
pub use export::export;
pub(super) use import::result_file;
pub use import::{import, imports};
