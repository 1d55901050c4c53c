//! The only source of time. Tests set it; everything else takes it from the application state.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, TimeZone, Utc};

/// An instant cut to milliseconds, which is what both databases keep.
pub type Instant = DateTime<Utc>;

/// System time, or a time that a test holds in its hand.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Milliseconds since 1970; moves only by [`Clock::advance`] and [`Clock::set`].
    Held(Arc<AtomicI64>),
}

impl Clock {
    #[must_use]
    pub fn held(at: Instant) -> Self {
        Self::Held(Arc::new(AtomicI64::new(at.timestamp_millis())))
    }

    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
    pub fn now(&self) -> Instant {
        let ms = match self {
            Self::System => Utc::now().timestamp_millis(),
            Self::Held(ms) => ms.load(Ordering::SeqCst),
        };
        Utc.timestamp_millis_opt(ms).single().unwrap_or_default()
    }

    /// Moves a held clock; the system's clock does not listen.
    pub fn advance(&self, by: Duration) {
        if let Self::Held(ms) = self {
            ms.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        }
    }

    pub fn set(&self, to: Instant) {
        if let Self::Held(ms) = self {
            ms.store(to.timestamp_millis(), Ordering::SeqCst);
        }
    }
}
