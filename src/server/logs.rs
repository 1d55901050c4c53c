//! What may be written to the log: our own lines at any level that is asked for, those of libraries from a warning up.
//!
//! Below that, libraries print what passes through them (addresses of a mail, header values, statements). `RUST_LOG` can
//! silence more and never loosen this: a log line with a person in it must not be one environment variable away.

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

const DEFAULT: &str = "info,sqlx=warn,sabak::server::router=warn";

/// Starts logging to standard error; `format` is `pretty` or `json`.
pub fn init(format: &str) {
    let asked = EnvFilter::try_from_default_env().unwrap_or_else(|_| DEFAULT.into());
    // A second subscriber in one process (tests) changes nothing.
    let _ = lines(format, asked, std::io::stderr).try_init();
}

/// The lines of this process, as `asked` for and [`allowed`], to `writer`.
pub fn lines<W>(format: &str, asked: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let layer = tracing_subscriber::fmt::layer().with_writer(writer);
    let layer = if format == "json" { layer.json().boxed() } else { layer.compact().boxed() };
    tracing_subscriber::registry().with(layer.with_filter(FilterFn::new(allowed)).with_filter(asked))
}

/// Ours at any level; a library's from a warning up.
#[must_use]
pub fn allowed(line: &Metadata<'_>) -> bool {
    let ours = line.target() == "sabak" || line.target().starts_with("sabak::");
    ours || *line.level() <= Level::WARN
}
