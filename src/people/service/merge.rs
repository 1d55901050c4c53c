//! Making two people one, field by field, and undoing it within thirty days.
//!
//! One transaction, with the keys of both held against everybody else. Whoever is taken in loses their key: so a registration
//! that was on its way to them is refused by [`super::hold`], looks again, and finds who remained. What lay sealed under that
//! key is sealed anew, and what an undo needs is sealed under the key of who remained: erasing them destroys it, too.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::duplicates;
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::db::{Tx, vault};
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::Event;
use crate::people::model::{
    ContactRow, KeptContact, KeptPerson, Likeness, Merge, MergeInput, Moved, Person, Reach, Undo, Undone, Whose,
    compare,
};
use crate::people::store::{self, merges, names};
use crate::registration::model::{Registration, State};
use crate::registration::service::{self as registration, Failure, tries};
use crate::seal::{DataKey, Subject};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Said when one of the two is gone, or was merged by somebody else.
pub const GONE: &str = "people-merge-gone";
/// Said when there is more to choose than the form had.
pub const CHANGED: &str = "people-merge-changed";
/// Said after thirty days, and when it was undone already.
pub const LATE: &str = "people-undo-late";
/// Said when whoever remained was taken in by somebody else since.
pub const LATER_FIRST: &str = "people-undo-later-first";

/// Two people beside each other.
#[derive(Clone)]
pub struct Comparison {
    pub survivor: Side,
    pub merged: Side,
    /// Events for which both are registered: the registration of who remains, and the other's.
    pub twins: Vec<(Event, Registration, Registration)>,
    pub likeness: Option<Likeness>,
    /// Some of it lies outside of the asker's scope: they may look, and not merge.
    pub outside: bool,
}

/// One of them.
#[derive(Clone)]
pub struct Side {
    pub person: Person,
    pub contacts: Vec<ContactRow>,
    /// Trainings that the asker may see.
    pub trainings: Vec<(Event, Registration)>,
}

/// Whether the asker may merge anywhere. What only shows two people beside each other asks for no proof.
pub(super) fn may_merge(actor: &Actor) -> Outcome<()> {
    match actor.require_somewhere(Action::PersonMerge) {
        Err(AppError::StepUp) => Ok(()),
        said => said,
    }
}

/// # Errors
/// `Forbidden`, or `NotFound` for whom the asker may not see.
pub async fn comparison(app: &App, actor: &Actor, survivor: Uuid, merged: Uuid) -> Outcome<Comparison> {
    may_merge(actor)?;
    if survivor == merged {
        return Err(AppError::NotFound);
    }
    let ((one, left_out), (other, left_out_too)) = (side(app, actor, survivor).await?, side(app, actor, merged).await?);
    let mut twins = Vec::new();
    for (event, r) in one.trainings.iter().filter(|(_, r)| r.person_id == survivor) {
        let twin = other.trainings.iter().find(|(_, o)| o.event_id == event.id && o.person_id == merged);
        twins.extend(twin.map(|(_, o)| (event.clone(), r.clone(), o.clone())));
    }
    let mut tx = app.db.read().await?;
    let known: BTreeMap<_, _> = duplicates::traits(app, &mut tx, &[survivor, merged]).await?.into_iter().collect();
    let likeness = known.get(&survivor).zip(known.get(&merged)).and_then(|(a, b)| compare(a, b));
    Ok(Comparison { survivor: one, merged: other, twins, likeness, outside: left_out || left_out_too })
}

/// One of them, and whether something of theirs may not be seen.
async fn side(app: &App, actor: &Actor, id: Uuid) -> Outcome<(Side, bool)> {
    let mut tx = app.db.read().await?;
    let person = store::by_id(&mut tx, id).await?.filter(|p| !p.erased).ok_or(AppError::NotFound)?;
    if store::part_of(&mut tx, id).await?.is_some() {
        return Err(AppError::NotFound);
    }
    let key = vault::key(&mut tx, id).await?;
    let contacts = merges::contact_rows(&mut tx, &key, id).await?;
    let all = registration::of_all(&mut tx, id).await?;
    drop(tx);
    let (mut trainings, mut outside) = (Vec::new(), false);
    for r in all {
        let event = events::service::by_id(app, r.event_id).await?;
        if actor.can(Action::PersonMerge, &event.place(), Of::Other) {
            trainings.push((event, r));
        } else {
            outside = true;
        }
    }
    if trainings.is_empty() && !Reach::of(actor, Action::PersonMerge).everywhere {
        return Err(AppError::NotFound);
    }
    Ok((Side { person, contacts, trainings }, outside))
}

/// Makes two people one; gives the id of the merge.
///
/// # Errors
/// `Forbidden`, or `NotFound` for whom the asker may not see, `StepUp` without a fresh proof; `Conflict` with [`GONE`] or
/// [`CHANGED`] when somebody was quicker.
pub async fn merge(app: &App, actor: &Actor, survivor: Uuid, input: &MergeInput) -> Outcome<Uuid> {
    if comparison(app, actor, survivor, input.merged).await?.outside {
        return Err(AppError::Forbidden);
    }
    actor.require_somewhere(Action::PersonMerge)?;
    let now = app.clock.now();
    let id = tries!(merge_once(app, actor, survivor, input, now))?;
    app.jobs_waiting.notify_one();
    app.cache.touch();
    Ok(id)
}

async fn merge_once(
    app: &App,
    actor: &Actor,
    survivor: Uuid,
    input: &MergeInput,
    now: Instant,
) -> Result<Uuid, Failure> {
    let (merged, by, id) = (input.merged, By::from(actor), app.ids.uuid());
    let mut tx = app.db.write().await?;
    // One order for everybody who holds two.
    for person in [survivor.min(merged), survivor.max(merged)] {
        if !vault::lock(&mut tx, person).await? || store::part_of(&mut tx, person).await?.is_some() {
            return Err(AppError::Conflict(GONE).into());
        }
    }
    let (to, from) = (vault::key(&mut tx, survivor).await?, vault::key(&mut tx, merged).await?);
    let one = store::by_id(&mut tx, survivor).await?.ok_or(AppError::NotFound)?;
    let other = store::by_id(&mut tx, merged).await?.ok_or(AppError::NotFound)?;
    let (ours, theirs) =
        (merges::contact_rows(&mut tx, &to, survivor).await?, merges::contact_rows(&mut tx, &from, merged).await?);

    let mut undo = Undo {
        survivor: KeptPerson::of(&one, &ours),
        merged: KeptPerson::of(&other, &theirs),
        moved: Vec::new(),
        parts: store::parts(&mut tx, merged).await?,
        records: Vec::new(),
    };
    let chosen = called(input, &one, &other);
    let keys = Keys { survivor, to: &to, from: &from };
    undo.moved = move_registrations(app, &mut tx, by, &keys, input, &chosen, now).await?;
    for row in &ours {
        if !row.claimed && !input.contacts.contains(&row.id) {
            merges::drop_contact(&mut tx, row.id).await?;
        }
    }
    for row in &theirs {
        if row.claimed || input.contacts.contains(&row.id) {
            merges::move_contact(&mut tx, &to, survivor, row.id, (&row.contact, row.claimed)).await?;
        } else {
            merges::drop_contact(&mut tx, row.id).await?;
        }
    }
    merges::call(&mut tx, &to, survivor, (&chosen.full_name, &chosen.call_name), chosen.locale).await?;
    if names::index(&mut tx, survivor, &chosen.full_name, &chosen.call_name).await? {
        merges::forget_apart(&mut tx, survivor).await?;
    }
    merges::move_parts(&mut tx, merged, survivor).await?;
    for recorded in merges::held(&mut tx, merged).await? {
        merges::rehold(&mut tx, &recorded, &from, &to, survivor).await?;
        undo.records.push(recorded.merge.id);
    }
    let merge = Merge { id, survivor, merged, at: now, until: None };
    merges::add(&mut tx, &to, &merge, actor.id, &undo).await?;
    super::remove(&mut tx, merged).await?;
    record(app, &mut tx, by, "person.merge", ("person", survivor), "").await?;
    tx.commit().await?;
    Ok(id)
}

/// The person as they are called afterwards.
fn called(input: &MergeInput, one: &Person, other: &Person) -> Person {
    let of = |whose: Whose| if whose == Whose::Survivor { one } else { other };
    Person {
        id: one.id,
        full_name: of(input.full_name).full_name.clone(),
        call_name: of(input.call_name).call_name.clone(),
        locale: of(input.locale).locale,
        contacts: Vec::new(),
        erased: false,
    }
}

struct Keys<'a> {
    survivor: Uuid,
    to: &'a DataKey,
    from: &'a DataKey,
}

/// Brings everything that was registered to the survivor. Of two for one event one stays; the other is given up and belongs
/// to a part of them from now on.
async fn move_registrations(
    app: &App,
    tx: &mut Tx,
    by: By,
    keys: &Keys<'_>,
    input: &MergeInput,
    chosen: &Person,
    now: Instant,
) -> Result<Vec<Moved>, Failure> {
    let (survivor, merged) = (keys.survivor, input.merged);
    let ours = registration::of_all(tx, survivor).await?;
    let mut theirs = registration::of_all(tx, merged).await?;
    theirs.retain(|r| r.person_id == merged);
    // One order for everybody who locks more than one event.
    theirs.sort_by_key(|r| r.event_id);
    let mut moved = Vec::new();
    for r in theirs {
        let plain = |id, of_survivor| Moved { registration: id, of_survivor, part: None, gave_up: None };
        let Some(twin) = ours.iter().find(|o| o.event_id == r.event_id && o.person_id == survivor) else {
            registration::move_over(tx, r.id, keys.from, (survivor, keys.to)).await?;
            moved.push(plain(r.id, false));
            continue;
        };
        let left = match input.stays.get(&r.event_id) {
            Some(stays) if *stays == r.id => twin.id,
            Some(stays) if *stays == twin.id => r.id,
            _ => return Err(AppError::Conflict(CHANGED).into()),
        };
        let (of_survivor, owner, key) =
            if left == twin.id { (true, survivor, keys.to) } else { (false, merged, keys.from) };
        let part = app.ids.uuid();
        let part_key = vault::make(tx, Subject::Person(part), now).await?;
        // Since when somebody is known decides what a link shows of their name: that stays as it was.
        let since = store::since(tx, owner).await?.unwrap_or(now);
        merges::add_part(tx, &part_key, part, chosen, since).await?;
        let gave_up = registration::give_up_twin(app, tx, by, left, now).await?;
        registration::move_over(tx, left, key, (part, &part_key)).await?;
        let gave_up = gave_up.map(|state| state.code().to_owned());
        moved.push(Moved { registration: left, of_survivor, part: Some(part), gave_up });
        if of_survivor {
            registration::move_over(tx, r.id, keys.from, (survivor, keys.to)).await?;
            moved.push(plain(r.id, false));
        }
    }
    Ok(moved)
}

/// Makes two people again of one, each as they were; what came since stays with who remained.
///
/// # Errors
/// `Forbidden`, or `NotFound` for what the asker may not see, `StepUp` without a fresh proof; `Conflict` with [`LATE`] or
/// [`LATER_FIRST`].
pub async fn undo(app: &App, actor: &Actor, survivor: Uuid, merge: Uuid) -> Outcome<Undone> {
    actor.require_somewhere(Action::PersonMerge)?;
    if side(app, actor, survivor).await?.1 {
        return Err(AppError::Forbidden);
    }
    let now = app.clock.now();
    let undone = tries!(undo_once(app, actor, survivor, merge, now))?;
    app.jobs_waiting.notify_one();
    app.cache.touch();
    Ok(undone)
}

async fn undo_once(app: &App, actor: &Actor, survivor: Uuid, id: Uuid, now: Instant) -> Result<Undone, Failure> {
    let by = By::from(actor);
    let mut tx = app.db.write().await?;
    if !vault::lock(&mut tx, survivor).await? {
        return Err(AppError::NotFound.into());
    }
    let late = || Failure::from(AppError::Conflict(LATE));
    let recorded = merges::by_id(&mut tx, id).await?.ok_or_else(late)?;
    let merged = recorded.merge.merged;
    if recorded.merge.survivor != survivor {
        return Err(AppError::NotFound.into());
    }
    if recorded.merge.until.is_none_or(|until| until <= now) {
        return Err(late());
    }
    let later = |r: &merges::Recorded| r.merge.until.is_some() && r.merge.id > id;
    if recorded.held_by != survivor || merges::of_survivor(&mut tx, survivor).await?.iter().any(later) {
        return Err(AppError::Conflict(LATER_FIRST).into());
    }
    let to = vault::key(&mut tx, survivor).await?;
    let undo = recorded.open(&to)?.ok_or_else(late)?;
    let from = vault::make(&mut tx, Subject::Person(merged), now).await?;
    let mut undone = Undone::default();
    for (person, key, kept) in [(survivor, &to, &undo.survivor), (merged, &from, &undo.merged)] {
        let names = (&kept.full_name(), &kept.call_name());
        merges::call(&mut tx, key, person, names, kept.locale()).await?;
        names::index(&mut tx, person, names.0, names.1).await?;
        for contact in &kept.contacts {
            undone.contacts += usize::from(!put_back(&mut tx, key, person, survivor, contact).await?);
        }
    }
    let before: Vec<_> = undo.survivor.contacts.iter().filter_map(KeptContact::contact).collect();
    undone.added = merges::contact_rows(&mut tx, &to, survivor).await?.iter().any(|c| !before.contains(&c.contact));
    let mut moved = undo.moved.clone();
    // First those of the person who was taken in: they make room for the survivor's own.
    moved.sort_by_key(|m| (m.of_survivor, m.part.is_some()));
    for m in &moved {
        let holder = m.part.unwrap_or(survivor);
        // Erased since, by itself: whoever does so is waited for.
        if !vault::lock(&mut tx, holder).await? || registration::owner(&mut tx, m.registration).await? != Some(holder) {
            continue;
        }
        let key = vault::key(&mut tx, holder).await?;
        let back = if m.of_survivor { (survivor, &to) } else { (merged, &from) };
        registration::move_over(&mut tx, m.registration, &key, back).await?;
    }
    for m in moved {
        let Some(part) = m.part else { continue };
        if let Some(before) = m.gave_up.as_deref().and_then(State::parse) {
            let restored = registration::restore_twin(app, &mut tx, by, (m.registration, before), now).await?;
            undone.places += usize::from(!restored);
        }
        super::remove(&mut tx, part).await?;
        merges::drop_part(&mut tx, part).await?;
    }
    for part in undo.parts {
        merges::move_part(&mut tx, part, merged).await?;
    }
    let records: BTreeSet<Uuid> = undo.records.into_iter().collect();
    for recorded in merges::held(&mut tx, survivor).await?.iter().filter(|r| records.contains(&r.merge.id)) {
        merges::rehold(&mut tx, recorded, &to, &from, merged).await?;
    }
    let at = recorded.merge.at;
    undone.added |= registration::of_all(&mut tx, survivor).await?.iter().any(|r| r.created_at > at);
    if !merges::undone(&mut tx, id, actor.id, now).await? {
        return Err(Failure::Overtaken);
    }
    record(app, &mut tx, by, "person.undo", ("person", survivor), "").await?;
    tx.commit().await?;
    Ok(undone)
}

/// Gives a contact back to whom it belonged; false when somebody else has it by now.
async fn put_back(
    tx: &mut Tx,
    key: &DataKey,
    person: Uuid,
    survivor: Uuid,
    kept: &KeptContact,
) -> Result<bool, Failure> {
    let Some(contact) = kept.contact() else { return Ok(true) };
    match merges::holder(tx, &contact).await? {
        None => merges::bring_back(tx, key, person, kept.id, (&contact, kept.claimed)).await?,
        Some((id, holder)) if holder == survivor || holder == person => {
            merges::move_contact(tx, key, person, id, (&contact, kept.claimed)).await?;
        }
        Some(_) => return Ok(false),
    }
    Ok(true)
}

/// The merges that left this person, the newest first.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn merges_of(app: &App, person: Uuid) -> Outcome<Vec<Merge>> {
    let mut tx = app.db.read().await?;
    let now = app.clock.now();
    let all = merges::of_survivor(&mut tx, person).await?.into_iter().map(|recorded| recorded.merge);
    Ok(all.map(|m| Merge { until: m.until.filter(|until| *until > now), ..m }).collect())
}
