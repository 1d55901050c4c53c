//! Criteria, the proposal and its proof, as pure functions.

mod answers;
mod document;
mod engine;
mod reach;
mod rules;

pub use answers::{ANSWERS_MAX, answer, answered, asked_by, to_choose};
pub use document::{Difference, parse, recompute, render};
pub use engine::{Applicant, Broken, Fate, Inputs, Line, Proposal, Put, Short, Shortfall, Why, draw_key, propose};
pub use rules::{
    APPLICANTS_MAX, Criteria, Dimension, FLOOR_MAX, Kind, POINTS_MAX, RULES_MAX, Reason, Rule, WAITING_MAX, WEIGHT_MAX,
};

#[cfg(test)]
mod tests;
