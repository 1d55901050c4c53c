//! Listening and stopping. SIGTERM or Ctrl-C stops in two stages: running requests get [`DRAIN`] to end, then the process
//! goes; a second signal goes at once.

use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{health, router};
use crate::state::App;
use crate::{audit, jobs};

const DRAIN: Duration = Duration::from_secs(20);

/// Serves until told to stop.
///
/// # Errors
/// When a listener cannot be opened.
pub async fn run(app: App) -> Result<(), String> {
    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    let recorder = PrometheusBuilder::new().build_recorder();
    if app.config.metrics_listen.port() != 0 {
        let listener = listen(app.config.metrics_listen).await?;
        let routes = health::metrics_routes(recorder.handle());
        let stopped = stop.clone();
        tasks.spawn(
            async move { axum::serve(listener, routes).with_graceful_shutdown(stopped.cancelled_owned()).await },
        );
        // Only the first server of a process records; tests start several.
        let _ = metrics::set_global_recorder(recorder);
    }
    if app.config.worker {
        tasks.spawn(jobs::worker::run(app.clone(), stop.clone()));
        tasks.spawn(audit::service::run_sealer(app.clone(), stop.clone()));
    }
    let listener = listen(app.config.listen).await?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    // Without it, small answers wait for delayed acknowledgements.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    tracing::info!(%address, engine = app.db.engine(), "ready");
    let site = router::router(app.clone());
    let site = site.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, site).with_graceful_shutdown(stop.clone().cancelled_owned());
    let server = tasks.spawn(async move { serving.await.map_err(|e| e.to_string()) });
    tasks.close();
    signalled().await;
    tracing::info!("stopping: no new connections, running requests may end");
    stop.cancel();
    tokio::select! {
        () = tasks.wait() => {}
        () = tokio::time::sleep(DRAIN) => tracing::warn!("stopped with requests still running"),
        () = signalled() => tracing::warn!("stopped at once"),
    }
    server.abort();
    app.db.close().await;
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|e| format!("{address}: {e}"))
}

async fn signalled() {
    let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
}
