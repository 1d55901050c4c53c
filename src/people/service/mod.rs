//! Finding and adding people. What takes a transaction belongs to the use case that opened it; it hands on the driver's
//! error, because that use case tries again when somebody else was quicker.

mod card;
mod duplicates;
mod index;
mod merge;
mod search;

use uuid::Uuid;

pub use self::card::{Card, CardLine, card};
pub use self::duplicates::{Duplicates, Half, Likely, PAIRS, duplicates, say_apart};
pub use self::index::{DUE_BATCH, IndexRun, index_all, index_due, index_some, plan_index};
pub use self::merge::{CHANGED, Comparison, GONE, LATE, LATER_FIRST, Side, comparison, merge, undo};
pub use self::search::{DUE, Found, Hit, SHOWN, Sought, search};
use super::model::{Contact, Person};
use super::store;
pub use super::store::names::{Index, Token};
use crate::clock::Instant;
use crate::db::{Tx, vault};
use crate::error::{AppError, Outcome};
use crate::seal::{DataKey, Subject};
use crate::state::App;

/// Whose contact it is: that of the first of `contacts` that anybody has.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut Tx, contacts: &[Contact]) -> sqlx::Result<Option<Uuid>> {
    for contact in contacts {
        if let Some(person) = store::by_contact(tx, contact).await? {
            return Ok(Some(person));
        }
    }
    Ok(None)
}

/// Adds a person with contacts that nobody has, and makes their key. What their name is found by is made after this
/// transaction ([`index_due`]); until then a search opens the name.
///
/// # Errors
/// A unique violation when somebody came to have one of them meanwhile.
pub async fn add(app: &App, tx: &mut Tx, person: &Person, now: Instant) -> sqlx::Result<DataKey> {
    let key = vault::make_later(tx, Subject::Person(person.id), now).await?;
    store::add(tx, &key, person, now).await?;
    store::names::put_due(tx, person.id).await?;
    for contact in &person.contacts {
        store::add_contact(tx, &key, app.ids.uuid(), person.id, contact).await?;
    }
    Ok(key)
}

/// The key of a person who is to be written about, held until the transaction ends; `None` when they were erased since
/// they were found.
///
/// # Errors
/// When the database does not answer, or this instance's keys do not open it.
pub async fn hold(tx: &mut Tx, person: Uuid) -> sqlx::Result<Option<DataKey>> {
    vault::hold(tx, person).await
}

/// Notes those of the contacts that nobody has as claimed to be this person's: they find the person again, and are not
/// among [`Person::contacts`].
///
/// # Errors
/// When the database does not take it.
pub async fn claim_contacts(
    app: &App,
    tx: &mut Tx,
    key: &DataKey,
    person: Uuid,
    contacts: &[Contact],
) -> sqlx::Result<()> {
    for contact in contacts {
        store::claim_contact(tx, key, app.ids.uuid(), person, contact).await?;
    }
    Ok(())
}

/// Destroys the key of a person and takes names, what finds them by, and contacts out of the tables, with what undos of their
/// merges would need; false when there was no key. The key goes first: whoever holds it is waited for, so that what they add
/// is there to be taken out. What other domains keep of the person is for them to forget, after this and in the same
/// transaction; so are [`parts`], and those who were [`taken_in`] are to be buried, too.
///
/// # Errors
/// When the database does not do it.
pub async fn forget(tx: &mut Tx, person: Uuid) -> sqlx::Result<bool> {
    let had = remove(tx, person).await?;
    forget_undos(tx, person).await?;
    store::merges::forget_apart(tx, person).await?;
    Ok(had)
}

/// Leaves nothing of a person but the row.
async fn remove(tx: &mut Tx, person: Uuid) -> sqlx::Result<bool> {
    let had = vault::destroy(tx, person).await?;
    store::names::unindex(tx, person).await?;
    store::forget(tx, person).await?;
    Ok(had)
}

/// Destroys what undos of the merges of a person would need, or of whom they are a part: when something of theirs is
/// erased, it must not come back by one.
///
/// # Errors
/// When the database does not do it.
pub async fn forget_undos(tx: &mut Tx, person: Uuid) -> sqlx::Result<()> {
    let whole = whole(tx, person).await?;
    store::merges::forget_records(tx, whole).await
}

/// Of whom somebody is a part; themselves, mostly.
///
/// # Errors
/// When the database does not answer.
pub async fn whole(tx: &mut Tx, person: Uuid) -> sqlx::Result<Uuid> {
    Ok(store::part_of(tx, person).await?.unwrap_or(person))
}

/// The people who are only parts of this one.
///
/// # Errors
/// When the database does not answer.
pub async fn parts(tx: &mut Tx, person: Uuid) -> sqlx::Result<Vec<Uuid>> {
    store::parts(tx, person).await
}

/// Who was taken in by somebody, however long ago: a backup of before holds them still.
///
/// # Errors
/// When the database does not answer.
pub async fn taken_in(tx: &mut Tx, person: Uuid) -> sqlx::Result<Vec<Uuid>> {
    store::merges::taken_in(tx, person).await
}

/// Takes one contact away from a person.
///
/// # Errors
/// When the database does not do it.
pub async fn forget_contact(tx: &mut Tx, person: Uuid, contact: &Contact) -> sqlx::Result<()> {
    store::forget_contact(tx, person, contact).await
}

/// Somebody of whom nothing is known, and who has no key: whom an erased registration belongs to.
///
/// # Errors
/// When the database does not take it.
pub async fn add_nobody(tx: &mut Tx, id: Uuid, now: Instant) -> sqlx::Result<()> {
    store::add_nobody(tx, id, now).await
}

/// # Errors
/// `NotFound`.
pub async fn by_id(app: &App, id: Uuid) -> Outcome<Person> {
    let mut tx = app.db.read().await?;
    store::by_id(&mut tx, id).await?.ok_or(AppError::NotFound)
}

/// Since when somebody is known.
///
/// # Errors
/// `NotFound`.
pub async fn since(app: &App, id: Uuid) -> Outcome<Instant> {
    let mut tx = app.db.read().await?;
    store::since(&mut tx, id).await?.ok_or(AppError::NotFound)
}
