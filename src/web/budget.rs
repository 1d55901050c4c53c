//! How often something may be done in a sliding window, counted in the database and so for all nodes together. What it is
//! counted for, a number or an address, is kept as a keyed digest, with the times in the window and nothing else.
//!
//! Taking locks the row until the transaction ends, so that many at once never get more than there is; a transaction that
//! does not commit has taken nothing.

use chrono::Duration;

use crate::clock::Instant;
use crate::config::Config;
use crate::db::{Tx, later, on, run};
use crate::ids::keyed_digest;
use crate::state::App;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// Registrations with one number or address.
    Registration,
    /// People without a contact of their own who were registered together with this number or address.
    Companion,
    /// Letters to one address that looks for its links.
    LostLink,
    /// Forms sent on one piece of work: each counts once.
    Work,
}

impl Budget {
    const fn code(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Companion => "companion",
            Self::LostLink => "lost-link",
            Self::Work => "work",
        }
    }

    /// How many in the window; zero for no limit.
    const fn limit(self, config: &Config) -> i64 {
        match self {
            Self::Registration => config.contact_registrations_per_day,
            // Two forms for twenty people, where one may register twenty times.
            Self::Companion => config.contact_registrations_per_day.saturating_mul(2),
            Self::LostLink => config.contact_links_per_day,
            Self::Work => 1,
        }
    }

    /// The length of the window.
    const fn window() -> Duration {
        Duration::hours(24)
    }
}

/// Locks the row, makes it if need be, and gives what was taken.
const LOCK: &str = "INSERT INTO budget (key_hash, taken, expires_at) VALUES ($1, $2, $3)
    ON CONFLICT (key_hash) DO UPDATE SET expires_at = excluded.expires_at RETURNING taken";
const PUT: &str = "INSERT INTO budget (key_hash, taken, expires_at) VALUES ($1, $2, $3)
    ON CONFLICT (key_hash) DO UPDATE SET taken = excluded.taken";
const SWEEP: &str = "DELETE FROM budget WHERE expires_at < $1";

/// Takes one for each of the subjects, or none for any; false when one of them has nothing left. The caller drops the
/// transaction then, unless what it does besides is to be kept.
///
/// # Errors
/// When the database does not answer.
pub async fn take(app: &App, tx: &mut Tx, budget: Budget, subjects: &[&str]) -> sqlx::Result<bool> {
    take_many(app, tx, budget, subjects, 1).await
}

/// As [`take`], `count` for each of the subjects.
///
/// # Errors
/// When the database does not answer.
pub async fn take_many(app: &App, tx: &mut Tx, budget: Budget, subjects: &[&str], count: usize) -> sqlx::Result<bool> {
    let limit = usize::try_from(budget.limit(&app.config)).unwrap_or(0);
    if limit == 0 || count == 0 {
        return Ok(true);
    }
    let key = |s: &&str| keyed_digest(&app.secret, &[b"budget", budget.code().as_bytes(), s.as_bytes()]).to_vec();
    let mut keys: Vec<Vec<u8>> = subjects.iter().map(key).collect();
    // In one order, so that two who take for the same pair do not wait for each other.
    keys.sort();
    keys.dedup();
    let now = app.clock.now();
    let mut taken = Vec::new();
    for key in &keys {
        let before = lock(tx, key, now + Budget::window()).await?;
        let mut times = within(&before, now);
        if times.len() + count > limit {
            return Ok(false);
        }
        times.extend(std::iter::repeat_n(now.timestamp_millis(), count));
        taken.push(times.iter().flat_map(|t| t.to_be_bytes()).collect::<Vec<u8>>());
    }
    for (key, times) in keys.iter().zip(&taken) {
        later!(tx, PUT, key, times, now + Budget::window())?;
    }
    Ok(true)
}

async fn lock(tx: &mut Tx, key: &[u8], expires: Instant) -> sqlx::Result<Vec<u8>> {
    let nothing: &[u8] = &[];
    on!(tx, c => sqlx::query_scalar(LOCK).bind(key).bind(nothing).bind(expires).fetch_one(c).await)
}

/// The times, in milliseconds, that still count.
fn within(taken: &[u8], now: Instant) -> Vec<i64> {
    let start = (now - Budget::window()).timestamp_millis();
    taken.as_chunks::<8>().0.iter().map(|b| i64::from_be_bytes(*b)).filter(|at| *at > start).collect()
}

/// Forgets what no longer counts.
///
/// # Errors
/// When the database does not answer.
pub async fn sweep(tx: &mut Tx, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SWEEP).bind(now)).map(drop)
}
