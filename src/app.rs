//! The route table: one line a page. `{l}` is the locale, checked by `PageCx`.

use axum::Router;
use axum::middleware::from_fn_with_state;
#[allow(unused_imports)]
use axum::routing::{get, post};

use crate::state::App;
use crate::web::cache;

/// Every address of the site; `cached` ones are anonymous and served from memory while nothing changed.
pub fn routes(app: &App) -> Router<App> {
    let cached = Router::new()
        // events: public
        // testimonials: public
        // texts
        .layer(from_fn_with_state(app.clone(), cache::serve));
    Router::new()
        .merge(cached)
        // events: JSON, calendar
        // events: staff
        // registration: form, private link, lost link, code
        // registration: staff
        // attendance: desk
        // testimonials: private link
        // testimonials: staff
        // staff: sign-in, team, history
}
