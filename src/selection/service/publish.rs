//! Publication: what was proposed becomes so, for everybody at once.

use super::{IS_PUBLISHED, by_selection, material, registration, store, text_of};
use crate::audit::service::{By, record_of};
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, State as EventState};
use crate::ids::unhex;
use crate::registration::model::State;
use crate::registration::service::{Failure, tries};
use crate::selection::model::{Fate, propose};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;
use crate::web::cache;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// It had been published before, by whomever: nothing was changed.
    pub already: bool,
}

/// Publishes the list whose text has the hash `shown`: places, waiting numbers and letters, all in one transaction. The same
/// once more changes nothing.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, `StepUp` without a fresh proof; `Conflict` when anything the list follows
/// from has changed since it was shown, another list was published, nothing was drawn, or the event is not to come.
pub async fn publish(app: &App, actor: &Actor, event: &Event, shown: &str) -> Outcome<Published> {
    by_selection(event)?;
    actor.require(Action::SelectionPublish, &event.place(), Of::Other)?;
    let done = tries!(once(app, actor, event, shown, app.clock.now()))?;
    if !done.already {
        app.jobs_waiting.notify_one();
        app.cache.touch();
    }
    Ok(done)
}

/// The queue of the event is held first, as by whoever gives out its places: so the order of locks is that of the rest of
/// `registration`, and nobody applies, withdraws or is taken in at the door between what is read here and what is written.
async fn once(app: &App, actor: &Actor, event: &Event, shown: &str, now: Instant) -> Result<Published, Failure> {
    const CHANGED: AppError = AppError::Conflict("selection-error-changed");
    let mut tx = app.db.write().await?;
    let state = registration::hold_selection(&mut tx, event.id, true).await?;
    if let Some(before) = store::publication(&mut tx, &app.secret, event.id).await? {
        let same = unhex(shown).is_some_and(|hash| hash == before.sha256);
        return if same { Ok(Published { already: true }) } else { Err(IS_PUBLISHED.into()) };
    }
    if state != EventState::Published || now >= event.ends_at {
        return Err(AppError::Conflict("selection-error-event").into());
    }
    let places = registration::free_places(&mut tx, event.id).await?;
    let material = material(&mut tx, event, None, None).await?;
    let (inputs, who) = material.inputs(event, places).ok_or(AppError::Conflict("selection-error-no-draw"))?;
    let proposal = propose(&inputs);
    let (text, sha256) = text_of(&inputs, &proposal);
    if sha256 != shown {
        return Err(CHANGED.into());
    }
    let mut decisions = Vec::with_capacity(proposal.lines.len());
    let mut entries = Vec::with_capacity(proposal.lines.len());
    for line in &proposal.lines {
        let id = proposal.applicants[line.applicant].id.as_str();
        let registration = who.get(id).copied().flatten().ok_or(CHANGED)?;
        let state = match line.fate {
            Fate::Place(_) => State::Confirmed,
            Fate::Waiting(_) => State::Waitlisted,
            Fate::Declined => State::Declined,
        };
        decisions.push((registration, state));
        entries.push((id, registration));
    }
    let by = By::from(actor);
    registration::decide(app, &mut tx, by, event, &decisions, now).await?;
    let hash = unhex(&sha256).unwrap_or_default();
    let counts = proposal.counts();
    store::publish(&mut tx, &app.secret, event.id, (&text, &hash), counts, &entries, (actor.id, now)).await?;
    record_of(app, &mut tx, by, "selection.publish", ("event", event.id), "", &[&hash]).await?;
    cache::bump(&mut tx).await?;
    tx.commit().await?;
    Ok(Published { already: false })
}
