//! The route table: one line a page.

use axum::Router;

use crate::state::App;

pub fn routes(_: &App) -> Router<App> {
    Router::new()
}
