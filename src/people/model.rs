//! A person and their contacts.

mod likeness;
mod merge;
mod order;

use std::fmt;

use uuid::Uuid;

pub use self::likeness::{LIKELY, Likeness, Reason, Traits, compare};
pub use self::merge::{ContactRow, KeptContact, KeptPerson, Merge, MergeInput, Moved, UNDO, Undo, Undone, Whose};
pub use self::order::sort_key;
use super::phone;
use crate::i18n::Locale;
use crate::seal::{Broken, DataKey, Field, Personal, Sealed};
use crate::staff::model::{Action, Actor, Of, Scope, allows};

/// Characters of a full name at most.
pub const FULL_NAME: usize = 120;
/// Characters of the name to call at most.
pub const CALL_NAME: usize = 60;
/// Characters of an e-mail address at most (RFC 5321 §4.5.3.1.3, less the angle brackets).
pub const EMAIL: usize = 254;

#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    pub id: Uuid,
    pub full_name: Personal,
    /// How to address them.
    pub call_name: Personal,
    pub locale: Locale,
    pub contacts: Vec<Contact>,
    /// Their key is gone: names and contacts are empty for good.
    pub erased: bool,
}

/// Without who it is.
impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactKind {
    Phone,
    Email,
}

/// A way to reach somebody, normalised: E.164 for a phone, lower case for an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    pub kind: ContactKind,
    pub value: Personal,
}

/// Without the number or address.
impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contact").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl ContactKind {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Phone, Self::Email].into_iter().find(|k| k.code() == code)
    }
}

impl Contact {
    /// What somebody typed where either will do; `None` when it is neither.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.contains('@') { email(typed).map(Self::email) } else { phone::normalise(typed).map(Self::phone) }
    }

    #[must_use]
    pub fn phone(value: impl Into<Personal>) -> Self {
        Self { kind: ContactKind::Phone, value: value.into() }
    }

    #[must_use]
    pub fn email(value: impl Into<Personal>) -> Self {
        Self { kind: ContactKind::Email, value: value.into() }
    }
}

impl Person {
    /// Their first contact of a kind.
    #[must_use]
    pub fn contact(&self, kind: ContactKind) -> Option<&Personal> {
        self.contacts.iter().find(|c| c.kind == kind).map(|c| &c.value)
    }
}

/// Where somebody of the staff may look for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Also at people who have no registration.
    pub everywhere: bool,
    pub regions: Vec<String>,
    pub events: Vec<Uuid>,
}

impl Reach {
    /// The scopes of those grants that allow it.
    #[must_use]
    pub fn of(actor: &Actor, action: Action) -> Self {
        let mut reach = Self::default();
        for grant in actor.grants.iter().filter(|g| allows(g.role, action, Of::Other)) {
            match &grant.scope {
                Scope::All => reach.everywhere = true,
                Scope::Region(code) => reach.regions.push(code.clone()),
                Scope::Event(id) => reach.events.push(*id),
            }
        }
        reach
    }
}

/// Where the names lie sealed.
pub const FULL_NAME_SEALED: Field = Field::new("person", "full_name");
pub const CALL_NAME_SEALED: Field = Field::new("person", "call_name");

/// Full name and name to call, as the row of a person holds them; for the queries of other domains that bring them along.
/// Who has a key has both.
///
/// # Errors
/// [`Broken`] when one is missing or was sealed for another place.
pub fn open_names(
    key: &DataKey,
    person: Uuid,
    full: Option<&Sealed>,
    call: Option<&Sealed>,
) -> Result<(Personal, Personal), Broken> {
    let full = key.open(FULL_NAME_SEALED, person, full.ok_or(Broken)?)?;
    Ok((full, key.open(CALL_NAME_SEALED, person, call.ok_or(Broken)?)?))
}

/// The name to call where none was given: the first word.
#[must_use]
pub fn first_word(full_name: &Personal) -> Personal {
    let first = full_name.reveal().split_whitespace().next().unwrap_or_default();
    first.chars().take(CALL_NAME).collect::<String>().into()
}

/// An e-mail address in lower case, or `None` when mail could not go there: a dot-atom before the `@` (RFC 5322 §3.2.3),
/// after it at least two labels of letters, digits and inner hyphens (RFC 1123 §2.1).
#[must_use]
pub fn email(typed: &str) -> Option<String> {
    let address = typed.trim().to_ascii_lowercase();
    let (local, domain) = address.split_once('@')?;
    let atom =
        |a: &str| !a.is_empty() && a.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c));
    let label = |s: &str| {
        (1..=63).contains(&s.len())
            && s.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !s.starts_with('-')
            && !s.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    let good = address.len() <= EMAIL
        && local.len() <= 64
        && local.split('.').all(atom)
        && domain.contains('.')
        && domain.split('.').all(label)
        && top.len() >= 2
        && !top.chars().all(|c| c.is_ascii_digit());
    good.then_some(address)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CALL_NAME, Contact, ContactKind, EMAIL, email, first_word};

    #[test]
    fn an_address_is_folded_and_checked() {
        assert_eq!(email(" Aigul.B+tot@Example.ORG ").as_deref(), Some("aigul.b+tot@example.org"));
        for bad in
            ["", "a", "@", "a@", "@b.kg", "a@b", "a b@c.kg", "a@b..kg", "a@-b.kg", "a@b-.kg", ".a@b.kg", "a.@b.kg"]
        {
            assert_eq!(email(bad), None, "{bad}");
        }
        for bad in
            ["a@@b.kg", "a@b.kg,c@d.kg", "a@b.kg\nbcc:c@d.kg", "a@b.1", "a@b.k", "<a@b.kg>", "a@б.kg", "\"a\"@b.kg"]
        {
            assert_eq!(email(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_address_at_its_limit_passes_and_one_past_it_does_not() {
        let of = |n: usize| {
            let rest = n - 64 - 1 - 3;
            let labels = format!("{}.{}.{}", "b".repeat(63), "c".repeat(63), "d".repeat(rest - 128));
            format!("{}@{labels}.kg", "a".repeat(64))
        };
        assert_eq!(of(EMAIL).len(), EMAIL);
        assert!(email(&of(EMAIL)).is_some());
        assert!(email(&of(EMAIL + 1)).is_none());
        assert!(email(&format!("{}@b.kg", "a".repeat(65))).is_none());
    }

    #[test]
    fn either_contact_is_recognised() {
        assert_eq!(Contact::parse("a@b.kg").map(|c| c.kind), Some(ContactKind::Email));
        assert_eq!(Contact::parse("0700 123 456"), Some(Contact::phone("+996700123456")));
        assert_eq!(Contact::parse("Айгүл"), None);
    }

    #[test]
    fn the_name_to_call_is_the_first_word() {
        assert_eq!(first_word(&"  Айгүл  Бекова".into()).reveal(), "Айгүл");
        assert_eq!(first_word(&"ө".repeat(120).into()).reveal().chars().count(), CALL_NAME);
        assert!(first_word(&"".into()).is_empty());
    }

    proptest! {
        #[test]
        fn a_folded_address_is_its_own_normal_form(typed in "[ -~]{0,40}") {
            if let Some(once) = email(&typed) {
                prop_assert_eq!(email(&once), Some(once));
            }
        }
    }
}
