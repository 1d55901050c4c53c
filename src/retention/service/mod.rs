//! Use cases: the purge and its records, the numbers that outlive it, tombstones.

mod freeze;
mod run;
pub mod tombstones;

pub use self::freeze::figures;
pub use self::run::{Line, Mode, Outcome as RunOutcome, Report, last_runs, night, plan, run, stopped};
pub use super::store::RunRow;
