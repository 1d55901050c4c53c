//! For operators: is the process there, can it work, what has it done.

use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::state::App;

/// `/healthz`: the process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// `/readyz`: database within a second, schema at this binary's version, pages can be dressed.
pub async fn readyz(State(app): State<App>) -> Response {
    let pending = tokio::time::timeout(Duration::from_secs(1), app.db.pending()).await;
    let database = matches!(pending, Ok(Ok(_)));
    let migrated = matches!(pending, Ok(Ok(0)));
    let assets = app.assets.complete();
    let code = if database && migrated && assets { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = serde_json::json!({ "database": database, "migrated": migrated, "assets": assets });
    (code, Json(body)).into_response()
}

/// The second listener.
pub fn metrics_routes(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(move || std::future::ready(handle.render())))
}
