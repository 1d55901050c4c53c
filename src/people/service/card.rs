//! One person, with every training they registered for, as far as the asker may see it.

use uuid::Uuid;

use super::duplicates::{Likely, likely_of};
use super::merge::merges_of;
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::people::model::{Merge, Person, Reach};
use crate::people::store;
use crate::registration::model::Registration;
use crate::registration::service::Agreed;
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;
use crate::{attendance, events, registration};

/// A training of somebody.
#[derive(Clone)]
pub struct CardLine {
    pub event: Event,
    pub registration: Registration,
    /// Sessions they came to.
    pub came: usize,
    pub agreed: Vec<Agreed>,
    /// Given up, because they have another for the same training.
    pub twin: bool,
}

/// What staff see of a person.
#[derive(Clone)]
pub struct Card {
    pub person: Person,
    pub since: Instant,
    /// The newest training first.
    pub lines: Vec<CardLine>,
    /// Trainings outside of the asker's scope.
    pub hidden: usize,
    /// Who may be the same person.
    pub likely: Vec<Likely>,
    /// Merges that left this person.
    pub merges: Vec<Merge>,
    /// Whether the asker may merge them.
    pub may_merge: bool,
}

/// # Errors
/// `Forbidden` to those who may see nobody; `NotFound` for who has no training in their scope, is erased, or is nobody.
pub async fn card(app: &App, actor: &Actor, id: Uuid) -> Outcome<Card> {
    actor.require_somewhere(Action::PersonSee)?;
    let reach = Reach::of(actor, Action::PersonSee);
    let mut tx = app.db.read().await?;
    let person = store::by_id(&mut tx, id).await?.filter(|p| !p.erased).ok_or(AppError::NotFound)?;
    if store::part_of(&mut tx, id).await?.is_some() {
        return Err(AppError::NotFound);
    }
    let since = store::since(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let parts = store::parts(&mut tx, id).await?;
    drop(tx);
    let mut registrations = Vec::new();
    for owner in std::iter::once(id).chain(parts) {
        registrations.extend(registration::service::of_person(app, owner).await?);
    }
    let (mut lines, mut hidden) = (Vec::new(), 0);
    for registration in registrations {
        let event = events::service::by_id(app, registration.event_id).await?;
        if !actor.can(Action::PersonSee, &event.place(), Of::Other) {
            hidden += 1;
            continue;
        }
        let came = attendance::service::came_to(app, registration.id).await?;
        let agreed = registration::service::agreed(app, registration.id).await?;
        lines.push(CardLine { came, agreed, twin: registration.person_id != id, event, registration });
    }
    if lines.is_empty() && !reach.everywhere {
        return Err(AppError::NotFound);
    }
    lines.sort_by_key(|line| (std::cmp::Reverse(line.event.starts_at), line.twin, line.registration.id));
    let may_merge = actor.can_somewhere(Action::PersonMerge);
    let likely = likely_of(app, id, &reach).await?;
    Ok(Card { person, since, lines, hidden, likely, merges: merges_of(app, id).await?, may_merge })
}
