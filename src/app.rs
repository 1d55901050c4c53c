//! The route table: one line a page. `{l}` is the locale, checked by `PageCx`.

use axum::Router;
use axum::middleware::from_fn_with_state;
#[allow(unused_imports)]
use axum::routing::{get, post};

use crate::state::App;
use crate::{attendance, audit, staff};
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
        .route("/{l}/staff/events/{slug}/desk", get(attendance::pages::desk))
        .route("/{l}/staff/events/{slug}/desk/marks", post(attendance::api::mark))
        .route("/{l}/staff/events/{slug}/desk/correct", get(attendance::pages::correct))
        .route("/{l}/staff/events/{slug}/desk/corrections", post(attendance::api::correct))
        .route("/{l}/staff/events/{slug}/desk/undo", post(attendance::api::undo))
        .route("/{l}/staff/events/{slug}/desk/headcount", post(attendance::api::headcount))
        .route("/{l}/staff/events/{slug}/desk/walk-ins", post(attendance::api::walk_in))
        .route("/{l}/staff/events/{slug}/desk/sheet", get(attendance::pages::sheet))
        .route("/{l}/staff/events/{slug}/attendance", get(attendance::pages::summary))
        // testimonials: private link
        // testimonials: staff
        // staff: sign-in, team, history
        .route("/{l}/staff", get(staff::pages::today))
        .route("/{l}/staff/sign-in", get(staff::pages::sign_in).post(staff::api::sign_in))
        .route("/{l}/staff/sign-out", post(staff::api::sign_out))
        .route("/{l}/staff/join/{token}", get(staff::pages::join).post(staff::api::join))
        .route("/{l}/staff/account", get(staff::pages::account))
        .route("/{l}/staff/account/passphrase", post(staff::api::passphrase))
        .route("/{l}/staff/account/language", post(staff::api::language))
        .route("/{l}/staff/account/sessions", post(staff::api::end_session))
        .route("/{l}/staff/team", get(staff::pages::team))
        .route("/{l}/staff/team/invite", get(staff::pages::invite).post(staff::api::invite))
        .route("/{l}/staff/team/invited", get(staff::pages::invited))
        .route("/{l}/staff/team/invites/{id}/cancel", post(staff::api::cancel_invite))
        .route("/{l}/staff/team/{id}", get(staff::pages::member))
        .route("/{l}/staff/team/{id}/grant", post(staff::api::grant))
        .route("/{l}/staff/team/{id}/revoke", post(staff::api::revoke))
        .route("/{l}/staff/team/{id}/disable", post(staff::api::disable))
        .route("/{l}/staff/team/{id}/enable", post(staff::api::enable))
        .route("/{l}/staff/audit", get(audit::pages::history))
}
