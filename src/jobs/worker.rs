use crate::state::App;
pub async fn run(_: App, _: tokio_util::sync::CancellationToken) {}
