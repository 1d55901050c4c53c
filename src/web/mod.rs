//! Between HTTP and the domains: what a page and a form handler are given, and how their answers become responses.
//! Pages are axum handlers that load one plain view model and then render it; forms are axum handlers that redirect.

pub mod assets;
pub mod body;
pub mod budget;
pub mod cache;
pub mod client;
pub mod cookies;
pub mod errors;
pub mod flash;
pub mod guard;
pub mod headers;
pub mod pack;
pub mod page;
pub mod route;
pub mod scripts;
pub mod table;
pub mod upload;

pub use body::RawForm;
pub use page::{Page, PageCx};
pub use route::{Id, see_other};
pub use upload::Upload;
