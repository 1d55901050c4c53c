//! Two people who turned out to be one: what is chosen, and what an undo needs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Contact, ContactKind};
use crate::clock::Instant;
use crate::i18n::Locale;
use crate::seal::Personal;

/// How long a merge can be undone.
pub const UNDO: Duration = Duration::days(30);

/// Whose of the two values stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of the person who remains.
    Survivor,
    /// Of the person who is taken in.
    Merged,
}

impl Whose {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Survivor => "survivor",
            Self::Merged => "merged",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Survivor, Self::Merged].into_iter().find(|w| w.code() == code)
    }
}

/// What somebody chose, field by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeInput {
    pub merged: Uuid,
    pub full_name: Whose,
    pub call_name: Whose,
    pub locale: Whose,
    /// The contacts that stay, of both.
    pub contacts: BTreeSet<Uuid>,
    /// Which of two registrations for one event stays, by the event.
    pub stays: BTreeMap<Uuid, Uuid>,
}

/// A contact as its row has it.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactRow {
    pub id: Uuid,
    pub contact: Contact,
    /// Nobody has shown that it is theirs; it is not asked for, and stays with them.
    pub claimed: bool,
}

/// A contact as the record of an undo keeps it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptContact {
    pub id: Uuid,
    kind: String,
    value: String,
    pub claimed: bool,
}

impl From<&ContactRow> for KeptContact {
    fn from(row: &ContactRow) -> Self {
        let (kind, value) = (row.contact.kind.code().to_owned(), row.contact.value.reveal().to_owned());
        Self { id: row.id, kind, value, claimed: row.claimed }
    }
}

impl KeptContact {
    #[must_use]
    pub fn contact(&self) -> Option<Contact> {
        Some(Contact { kind: ContactKind::parse(&self.kind)?, value: self.value.as_str().into() })
    }
}

/// A person before the merge.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPerson {
    full_name: String,
    call_name: String,
    locale: String,
    pub contacts: Vec<KeptContact>,
}

impl KeptPerson {
    #[must_use]
    pub fn of(person: &super::Person, contacts: &[ContactRow]) -> Self {
        Self {
            full_name: person.full_name.reveal().to_owned(),
            call_name: person.call_name.reveal().to_owned(),
            locale: person.locale.code().to_owned(),
            contacts: contacts.iter().map(KeptContact::from).collect(),
        }
    }

    #[must_use]
    pub fn full_name(&self) -> Personal {
        self.full_name.as_str().into()
    }

    #[must_use]
    pub fn call_name(&self) -> Personal {
        self.call_name.as_str().into()
    }

    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale.parse().unwrap_or(Locale::Ky)
    }
}

/// A registration whose person a merge changed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub registration: Uuid,
    /// Whether it was the survivor's before.
    pub of_survivor: bool,
    /// The part of the survivor that it became, when another stays for the same event.
    pub part: Option<Uuid>,
    /// The state it gave up.
    pub gave_up: Option<String>,
}

/// What an undo needs. Lies sealed under the key of whoever has the survivor's registrations.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    pub survivor: KeptPerson,
    pub merged: KeptPerson,
    pub moved: Vec<Moved>,
    /// Parts of the person who was taken in, and records of merges that lay under their key.
    pub parts: Vec<Uuid>,
    pub records: Vec<Uuid>,
}

/// A merge, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    pub id: Uuid,
    pub survivor: Uuid,
    pub merged: Uuid,
    pub at: Instant,
    /// Until when it can be undone; nothing once it cannot.
    pub until: Option<Instant>,
}

/// What an undo could not put back, and whether something stays that came since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Contacts that belong to somebody else by now.
    pub contacts: usize,
    /// Registrations whose place has gone to others.
    pub places: usize,
    /// Whether who remained has a contact or a registration that neither of the two had.
    pub added: bool,
}

#[cfg(test)]
mod tests {
    use super::{KeptPerson, Moved, Undo, Whose};
    use crate::people::model::{Contact, ContactRow, Person};

    #[test]
    fn a_record_is_read_back() {
        let person = Person {
            id: uuid::Uuid::nil(),
            full_name: "Айгүл Бекова".into(),
            call_name: "Айгүл".into(),
            locale: crate::i18n::Locale::Uz,
            contacts: Vec::new(),
            erased: false,
        };
        let row = ContactRow { id: uuid::Uuid::max(), contact: Contact::phone("+996700123456"), claimed: true };
        let kept = KeptPerson::of(&person, std::slice::from_ref(&row));
        let moved = Moved { registration: person.id, of_survivor: true, part: None, gave_up: Some("confirmed".into()) };
        let undo =
            Undo { survivor: kept.clone(), merged: kept, moved: vec![moved], parts: vec![], records: vec![person.id] };
        let read: Undo = serde_json::from_str(&serde_json::to_string(&undo).unwrap()).unwrap();
        assert!(read == undo && read.merged.contacts[0].contact() == Some(row.contact));
        assert_eq!(read.survivor.locale(), person.locale);
        for whose in [Whose::Survivor, Whose::Merged] {
            assert_eq!(Whose::parse(whose.code()), Some(whose));
        }
    }
}
