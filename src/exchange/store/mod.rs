//! The tables of kept filters, of runs and of lists that are read in.

mod imports;
mod runs;
mod views;

pub(super) use imports::{
    Line, add_import, add_part, add_result, become_import, came, faulty, go_on, import, imports, is_ours, map, part,
    results,
};
pub(super) use runs::{add_row, add_run, become_stage, only, planned, run, runs, settle, skipped, tally, waiting};
pub(super) use views::{add_view, drop_view, views};
