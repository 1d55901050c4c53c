//! The forms of this domain: what was typed, and what it means.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::fold;
use super::model::{Contact, MergeInput, Whose};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::seal::Personal;

/// Characters of a search at most.
pub const SEARCH_MAX: usize = 120;

pub const SEARCH: [&str; 1] = ["q"];

/// What is looked for.
///
/// # Errors
/// The same state with what is wrong, for the page to show again.
pub fn search(mut form: FormState) -> Result<Personal, FormState> {
    let typed = form.text("q", SEARCH_MAX, true);
    let long_enough = |part: &fold::Spellings| part.iter().any(|s| s.chars().count() >= *fold::PREFIX.start());
    let sense = Contact::parse(&typed).is_some() || fold::parts(&typed).iter().any(long_enough);
    if !form.is_invalid() && !sense {
        form.fail("q", "people-error-short");
    }
    if form.is_invalid() { Err(form) } else { Ok(typed.into()) }
}

/// The field for the event of which both have a registration.
#[must_use]
pub fn twin_field(event: Uuid) -> String {
    format!("twin-{event}")
}

/// The fields of which one person's value stays.
pub const CHOSEN: [&str; 3] = ["full_name", "call_name", "locale"];

/// Whether a field is one of the merge form; those of its events are named by them.
#[must_use]
pub fn is_of_merge(name: &str) -> bool {
    ["with", "contact"].contains(&name) || CHOSEN.contains(&name) || name.starts_with("twin-")
}

/// An id that only our own page can have put there.
///
/// # Errors
/// `BadRequest` for anything else.
pub fn id(form: &FormState, name: &str) -> Outcome<Uuid> {
    form.value(name).parse().map_err(|_| AppError::BadRequest("ui-bad-request-help"))
}

/// What was chosen, field by field.
///
/// # Errors
/// `BadRequest` for what no page of ours sends.
pub fn merge(form: &FormState) -> Outcome<MergeInput> {
    let forged = || AppError::BadRequest("ui-bad-request-help");
    let whose = |name: &str| Whose::parse(&form.value(name)).ok_or_else(forged);
    let ids =
        |all: &[String]| all.iter().map(|id| id.parse()).collect::<Result<BTreeSet<Uuid>, _>>().map_err(|_| forged());
    let mut stays = BTreeMap::new();
    for (name, values) in &form.values {
        if let Some(event) = name.strip_prefix("twin-") {
            let event = event.parse().map_err(|_| forged())?;
            let registration = values.first().and_then(|v| v.parse().ok()).ok_or_else(forged)?;
            stays.insert(event, registration);
        }
    }
    Ok(MergeInput {
        merged: id(form, "with")?,
        full_name: whose("full_name")?,
        call_name: whose("call_name")?,
        locale: whose("locale")?,
        contacts: ids(form.all("contact"))?,
        stays,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{SEARCH_MAX, is_of_merge, merge, search, twin_field};
    use crate::form::FormState;
    use crate::people::model::Whose;

    fn typed(text: &str) -> FormState {
        let mut form = FormState::default();
        form.set("q", text);
        form
    }

    #[test]
    fn what_was_chosen_and_nothing_else() {
        let (person, event, registration) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let mut form = FormState::default();
        for (name, value) in [("full_name", "merged"), ("call_name", "survivor"), ("locale", "survivor")] {
            form.set(name, value);
        }
        form.set("with", person.to_string());
        form.set(&twin_field(event), registration.to_string());
        form.values.insert("contact".into(), vec![event.to_string(), person.to_string()]);
        let input = merge(&form).unwrap();
        assert_eq!((input.merged, input.full_name, input.contacts.len()), (person, Whose::Merged, 2));
        assert_eq!(input.stays.get(&event), Some(&registration));
        assert!(form.values.keys().all(|name| is_of_merge(name)) && !is_of_merge("is_admin"));
        for (name, bad) in [("full_name", "both"), ("with", "x"), ("contact", "x"), ("twin-x", "y"), ("locale", "")] {
            let mut form = form.clone();
            form.set(name, bad);
            assert!(merge(&form).is_err(), "{name}={bad}");
        }
    }

    #[test]
    fn what_can_be_looked_for() {
        let longest = "ай ".repeat(SEARCH_MAX / 3 - 1) + "айа";
        assert_eq!(longest.chars().count(), SEARCH_MAX);
        for good in ["ай", " Айгүл Бекова ", "0700 123 456", "a@b.kg", longest.as_str(), "Ай Б"] {
            assert!(search(typed(good)).is_ok(), "{good}");
        }
        for (bad, key) in [
            ("", "ui-error-required"),
            ("  ", "ui-error-required"),
            ("а", "people-error-short"),
            ("?!", "people-error-short"),
            (&"ө".repeat(SEARCH_MAX + 1), "ui-error-too-long"),
        ] {
            let form = search(typed(bad)).err().unwrap();
            assert_eq!(form.errors[0].key, key, "{bad}");
            assert_eq!(form.value("q"), bad, "what was typed is there");
        }
    }
}
