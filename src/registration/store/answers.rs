//! What somebody says anew about themselves.

use uuid::Uuid;

use super::{DIET, NOTE, ORGANISATION};
use crate::clock::Instant;
use crate::db::{Tx, run};
use crate::registration::model::{AnswersInput, Needs};
use crate::seal::{DataKey, Personal};

const ANSWER: &str = "UPDATE registration SET age_band = $3, sex = $4, home_region = $5, organisation = $6,
      needs_interpreter = $7, needs_step_free = $8, needs_childcare = $9, needs_travel = $10, needs_lodging = $11,
      diet = $12, note = $13, changed_at = $14, version = version + 1
    WHERE id = $1 AND version = $2";

/// Puts it in the place of what was said before, if that still is what the form showed.
pub(in crate::registration) async fn answer(
    tx: &mut Tx,
    key: &DataKey,
    id: Uuid,
    input: &AnswersInput,
    now: Instant,
) -> sqlx::Result<bool> {
    let seal = |field, text: &Personal| key.seal_some(field, id, text);
    let Needs { interpreter, step_free, childcare, travel, lodging } = input.needs;
    let changed = run!(
        tx,
        sqlx::query(ANSWER)
            .bind(id)
            .bind(input.version)
            .bind(&input.age_band)
            .bind(&input.sex)
            .bind(&input.home_region)
            .bind(seal(ORGANISATION, &input.organisation))
            .bind(interpreter)
            .bind(step_free)
            .bind(childcare)
            .bind(travel)
            .bind(lodging)
            .bind(seal(DIET, &input.diet))
            .bind(seal(NOTE, &input.note))
            .bind(now)
    )?;
    Ok(changed == 1)
}
