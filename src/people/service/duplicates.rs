//! People who may be one. Candidates share two parts of their folded names, found by equal tokens; they are opened and
//! compared in memory, as far as they lie within the asker's reach.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::people::fold::{self, Kind};
use crate::people::model::{Likeness, Reach, Traits, compare};
use crate::people::store::names::{self, Named, Token, token};
use crate::people::store::{self, merges};
use crate::registration;
use crate::seal::{Legible, Personal};
use crate::staff::model::{Action, Actor};
use crate::state::App;

/// Pairs on a page.
pub const PAIRS: usize = 20;
/// Names that several people have, looked at for one page.
const GROUPS: i64 = 200;
/// People of one name who are compared, the newest; more of them are namesakes and no mistake.
const NAMESAKES: i64 = 12;

/// Somebody of a pair.
#[derive(Clone, PartialEq, Eq)]
pub struct Half {
    pub id: Uuid,
    pub full_name: Personal,
    pub contacts: Vec<crate::people::model::Contact>,
}

/// Two people who may be one.
#[derive(Clone)]
pub struct Likely {
    pub one: Half,
    pub other: Half,
    pub likeness: Likeness,
}

/// A page of such pairs, the likeliest first.
#[derive(Clone, Default)]
pub struct Duplicates {
    pub pairs: Vec<Likely>,
    /// After which name the next page begins.
    pub next: Option<Token>,
}

/// # Errors
/// `Forbidden` to those who may search nowhere.
pub async fn duplicates(app: &App, actor: &Actor, after: Option<Token>) -> Outcome<Duplicates> {
    actor.require_somewhere(Action::PersonSearch)?;
    let reach = Reach::of(actor, Action::PersonSearch);
    let mut tx = app.db.read().await?;
    let groups = merges::groups(&mut tx, after.unwrap_or(Token::MIN), GROUPS).await?;
    let mut page = Duplicates::default();
    for (n, group) in groups.iter().enumerate() {
        let people = merges::group(&mut tx, *group, NAMESAKES).await?;
        let within: Vec<Uuid> = names::within(&mut tx, &people, &reach).await?.into_iter().collect();
        let known = traits(app, &mut tx, &within).await?;
        for (at, one) in known.iter().enumerate() {
            let apart = merges::apart(&mut tx, one.0).await?;
            for other in known[at + 1..].iter().filter(|other| !apart.contains(&other.0)) {
                // Who shares several pairs is shown once.
                if first_shared(&tx, &one.1, &other.1) == Some(*group) {
                    page.pairs.extend(likely(one, other));
                }
            }
        }
        let looked_at_all = n + 1 == groups.len();
        if page.pairs.len() >= PAIRS || looked_at_all {
            let there_may_be_more = !looked_at_all || groups.len() >= usize::try_from(GROUPS).unwrap_or(usize::MAX);
            page.next = there_may_be_more.then_some(*group);
            break;
        }
    }
    page.pairs.sort_by_key(|pair| (-pair.likeness.score, pair.one.id, pair.other.id));
    Ok(page)
}

/// Those who may be this person; for pages that have asked who may see them.
pub(super) async fn likely_of(app: &App, id: Uuid, reach: &Reach) -> Outcome<Vec<Likely>> {
    let mut tx = app.db.read().await?;
    // As the name has them: who is new has no tokens yet.
    let Some(named) = names::named(&mut tx, &[id]).await?.pop().filter(|p| p.legible == Legible::Yes) else {
        return Ok(Vec::new());
    };
    let mut people = BTreeSet::new();
    for pair in names::Index::of(&tx, &named.full_name, &named.call_name).pairs {
        people.extend(merges::group(&mut tx, pair, NAMESAKES).await?);
    }
    let apart = merges::apart(&mut tx, id).await?;
    people.retain(|other| *other != id && !apart.contains(other));
    let others: Vec<Uuid> = people.into_iter().collect();
    let mut all: Vec<Uuid> = names::within(&mut tx, &others, reach).await?.into_iter().collect();
    all.push(id);
    let known = traits(app, &mut tx, &all).await?;
    let Some(own) = known.iter().find(|(person, _)| *person == id) else { return Ok(Vec::new()) };
    let mut pairs: Vec<Likely> =
        known.iter().filter(|(other, _)| *other != id).filter_map(|other| likely(own, other)).collect();
    pairs.sort_by_key(|pair| (-pair.likeness.score, pair.other.id));
    Ok(pairs)
}

fn likely(one: &(Uuid, Traits), other: &(Uuid, Traits)) -> Option<Likely> {
    let likeness = compare(&one.1, &other.1).filter(Likeness::is_likely)?;
    let half = |(id, traits): &(Uuid, Traits)| Half {
        id: *id,
        full_name: traits.full_name.clone(),
        contacts: traits.contacts.clone(),
    };
    Some(Likely { one: half(one), other: half(other), likeness })
}

fn first_shared(tx: &Tx, one: &Traits, other: &Traits) -> Option<Token> {
    let (a, b) = (fold::pairs(one.full_name.reveal()), fold::pairs(other.full_name.reveal()));
    a.intersection(&b).map(|pair| token(tx, Kind::Pair, pair)).min()
}

/// What people are compared by, of those whose names can be read.
pub(super) async fn traits(app: &App, tx: &mut Tx, people: &[Uuid]) -> Outcome<Vec<(Uuid, Traits)>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut contacts = store::contacts_of(tx, people).await?;
    let named: BTreeMap<Uuid, Named> = names::named(tx, people).await?.into_iter().map(|p| (p.id, p)).collect();
    let mut all = Vec::new();
    for (id, person) in named.into_iter().filter(|(_, p)| p.legible == Legible::Yes) {
        let mut traits = Traits {
            full_name: person.full_name,
            contacts: contacts.remove(&id).unwrap_or_default(),
            ..Traits::default()
        };
        for r in registration::service::of_person(app, id).await? {
            traits.regions.extend(Some(r.home_region).filter(|x| !x.is_empty()));
            traits.ages.extend(Some(r.age_band).filter(|x| !x.is_empty()));
            traits.sexes.extend(Some(r.sex).filter(|x| !x.is_empty()));
            traits.organisations.extend(Some(r.organisation).filter(|x| !x.is_empty()));
            traits.events.insert(r.event_id);
        }
        all.push((id, traits));
    }
    Ok(all)
}

/// Remembers that two people are not one, until one of them is called otherwise.
///
/// # Errors
/// `Forbidden`, or `NotFound` for whom the asker may not see.
pub async fn say_apart(app: &App, actor: &Actor, one: Uuid, other: Uuid) -> Outcome<()> {
    super::merge::may_merge(actor)?;
    let reach = Reach::of(actor, Action::PersonMerge);
    let mut tx = app.db.write().await?;
    let both = [one, other];
    let within = names::within(&mut tx, &both, &reach).await?;
    let known = names::named(&mut tx, &both).await?;
    if one == other || within.len() < 2 || known.len() < 2 {
        return Err(AppError::NotFound);
    }
    if merges::say_apart(&mut tx, (one, other), actor.id, app.clock.now()).await? {
        crate::audit::service::record(app, &mut tx, actor.into(), "person.apart", ("person", one), "").await?;
    }
    Ok(tx.commit().await?)
}
