//! The use cases of questions: those of an event here and in `editing`, what people answered in `answers`.

mod answers;
mod editing;

use uuid::Uuid;

pub use self::answers::{
    answered, answers, answers_of_event, at_desk, begin, choices, forget, of_registration, reseal, save,
};
pub use self::editing::{add, copy, edit, list, one, retire, shift};
use super::model::Question;
use super::store;
use crate::error::Outcome;
use crate::state::App;

/// The questions that an event asks now, in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn of_event(app: &App, event: Uuid) -> Outcome<Vec<Question>> {
    Ok(store::of_event(&mut app.db.read().await?, event, false).await?)
}
