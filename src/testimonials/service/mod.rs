//! Use cases: reading, speaking, moderating, erasing.

mod desk;
mod erase;
mod kept;
mod public;
mod speaker;
mod staff;

use uuid::Uuid;

pub use desk::{Decline, Hold, Item, May, Prepared, Queue, QueueItem, item, queue, unseal, waiting_count};
pub use erase::{erase, erase_of_person, erase_one, is_erased};
pub use kept::{Agreed, Kept, kept};
pub use public::{PAGE, event_filter, latest, one, wall};
pub use speaker::{
    MAX_PER_REGISTRATION, Mine, Offer, PublicLine, for_registration, give, mine, offer, set_attribution, set_channel,
    withdraw,
};
pub use staff::{approve, decline, edit_rendition, hold, lift, raise_tier, withdraw_for};

use super::consent;
use super::model::{Act, Attribution, Channel, Entry, Evidence, Testimonial, entry_time, last};
use super::store;
use crate::audit::service::{self as audit, By};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::service as events;
use crate::i18n::Locale;
use crate::staff::model::{Action, Actor, Of, Place};
use crate::state::App;
use crate::web::cache;

/// Opens a transaction that holds this testimonial: whoever else acts on it waits until this one ends.
async fn locked(app: &App, id: Uuid) -> Outcome<(Tx, Testimonial)> {
    let mut tx = app.db.write().await?;
    if !store::lock(&mut tx, id).await? {
        return Err(AppError::NotFound);
    }
    let testimonial = store::by_id(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    Ok((tx, testimonial))
}

/// Whether the actor may do this to the testimonial, before anything is locked.
async fn allowed(app: &App, actor: &Actor, id: Uuid, action: Action) -> Outcome<(Testimonial, Place)> {
    let found = store::by_id(&mut app.db.read().await?, id).await?;
    let testimonial = found.ok_or(AppError::NotFound)?;
    let place = events::by_id(app, testimonial.event_id).await?.place();
    actor.require(action, &place, Of::Other)?;
    Ok((testimonial, place))
}

/// The end of every act on a testimonial: its tab in the queue, the caches of all nodes, the commit.
async fn settle(app: &App, mut tx: Tx, id: Uuid) -> Outcome<()> {
    store::restage(&mut tx, id).await?;
    cache::bump(&mut tx).await?;
    tx.commit().await?;
    app.cache.touch();
    Ok(())
}

/// Who answered for the entries of the ledger, and in which language they read the text.
#[derive(Clone, Copy)]
struct Answer {
    by: By,
    evidence: Evidence,
    asked_by: Option<Uuid>,
    read_in: Locale,
}

impl Answer {
    const fn speaker(person: Uuid, read_in: Locale) -> Self {
        Self { by: By::Participant(Some(person)), evidence: Evidence::PrivateLink, asked_by: None, read_in }
    }

    const fn on_behalf(staff: Uuid, read_in: Locale) -> Self {
        Self { by: By::Staff(staff), evidence: Evidence::Staff, asked_by: Some(staff), read_in }
    }
}

/// Appends to the ledger, all at one time that lies after every earlier entry.
async fn append(
    app: &App,
    tx: &mut Tx,
    testimonial: &Testimonial,
    answer: Answer,
    acts: &[(Channel, Act, Option<Attribution>)],
) -> Outcome<()> {
    let ledger = store::ledger(tx, testimonial.id).await?;
    let at = entry_time(&ledger, app.clock.now());
    let text_hash = consent::hash(answer.read_in);
    for (channel, act, attribution) in acts.iter().copied() {
        let entry = Entry { id: app.ids.uuid(), channel, attribution, act, at };
        let new = store::NewEntry {
            testimonial,
            entry: &entry,
            text_version: consent::VERSION,
            text_hash: &text_hash,
            locale: answer.read_in,
            evidence: answer.evidence,
            asked_by: answer.asked_by,
        };
        store::add_entry(tx, &new).await?;
    }
    Ok(())
}

/// Appends to the ledger, with a line of history for what was done; its reason names the channels.
async fn agree(
    app: &App,
    tx: &mut Tx,
    testimonial: &Testimonial,
    answer: Answer,
    acts: &[(Channel, Act, Option<Attribution>)],
) -> Outcome<()> {
    append(app, tx, testimonial, answer, acts).await?;
    for (act, action) in [
        (Act::Grant, "consent.grant"),
        (Act::Narrow, "consent.narrow"),
        (Act::Withdraw, "consent.withdraw"),
        (Act::Expire, "consent.expire"),
    ] {
        let channels: Vec<_> = acts.iter().filter(|a| a.1 == act).map(|a| a.0.code()).collect();
        if !channels.is_empty() {
            let object = ("testimonial", testimonial.id);
            audit::record(app, tx, answer.by, action, object, &channels.join(" ")).await?;
        }
    }
    Ok(())
}

/// Ends the consent for every channel, also those that were never agreed to. A second tap adds nothing.
async fn withdraw_all(app: &App, tx: &mut Tx, testimonial: &Testimonial, answer: Answer) -> Outcome<()> {
    let ledger = store::ledger(tx, testimonial.id).await?;
    let said = last(&ledger);
    let ended = |c: &Channel| said.get(c).is_some_and(|e| e.act == Act::Withdraw);
    let acts: Vec<_> = Channel::ALL.iter().copied().filter(|c| !ended(c)).map(|c| (c, Act::Withdraw, None)).collect();
    if !acts.is_empty() {
        append(app, tx, testimonial, answer, &acts).await?;
        let action = "testimonial.withdraw";
        audit::record(app, tx, answer.by, action, ("testimonial", testimonial.id), "").await?;
    }
    Ok(())
}
