//! The form by which one helper registers several people. Everybody has the fields of the form for one under a prefix of
//! their own (`p3_full_name`); a row in which nothing was said is nobody.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{FIELDS, Reach, read};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::registration::model::RegistrationInput;
use crate::registration::model::places::{PARTY_MAX, Together};

/// People on one form at most.
pub const PEOPLE_MAX: usize = PARTY_MAX;
/// People that a fresh form asks for.
pub const PEOPLE_AT_FIRST: usize = 2;
/// The button that asks for another person and saves nothing.
pub const ADD: &str = "add";
/// Before a person's number: the button that takes them off the form.
const REMOVE: &str = "remove-";

/// What the form holds once: what guards it, and what is said of all.
const WHOLE: [&str; 6] = ["website", "stamp", "work", "people", "together", "action"];
/// What stands in the fields of somebody of whom nothing was said; the last names the questions that the form showed.
const UNSAID: [&str; 3] = ["submission_id", "locale", "q_shown"];

/// What the names of a person's fields begin with; people are counted from one.
#[must_use]
pub fn prefix(person: usize) -> String {
    format!("p{person}_")
}

/// Whose field it is, and its name without the prefix.
#[must_use]
pub fn split(name: &str) -> Option<(usize, &str)> {
    let (number, field) = name.strip_prefix('p')?.split_once('_')?;
    let person = number.parse().ok().filter(|n| (1..=PEOPLE_MAX).contains(n) && n.to_string() == number)?;
    Some((person, field))
}

/// Whether the form has a field of this name, besides the answers to questions.
#[must_use]
pub fn is_field(name: &str) -> bool {
    WHOLE.contains(&name) || split(name).is_some_and(|(_, field)| FIELDS.contains(&field) && !WHOLE.contains(&field))
}

/// What one person's fields say, under the names of the form for one.
#[must_use]
pub fn of(form: &FormState, person: usize) -> FormState {
    let one = |(name, values): (&String, &Vec<String>)| {
        split(name).filter(|(n, _)| *n == person).map(|(_, field)| (field.to_owned(), values.clone()))
    };
    FormState { values: form.values.iter().filter_map(one).collect(), errors: Vec::new() }
}

/// How many people the form shows: as many as were asked for, and all of whom something was said.
#[must_use]
pub fn people(form: &FormState) -> usize {
    let asked = form.value("people").parse().unwrap_or(PEOPLE_AT_FIRST);
    let said = (1..=PEOPLE_MAX).rev().find(|n| !is_blank(&of(form, *n))).unwrap_or(1);
    said.max(asked).clamp(1, PEOPLE_MAX)
}

fn is_blank(one: &FormState) -> bool {
    let said = |(name, values): (&String, &Vec<String>)| {
        !UNSAID.contains(&name.as_str()) && values.iter().any(|v| !v.trim().is_empty())
    };
    !one.values.iter().any(said)
}

/// A button that changes how many people are on the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    Add,
    Remove(usize),
}

/// The value of the button that takes this person off the form.
#[must_use]
pub fn remove(person: usize) -> String {
    format!("{REMOVE}{person}")
}

/// Which of them was pressed, if not the one that registers.
#[must_use]
pub fn pressed(form: &FormState) -> Option<Press> {
    let action = form.value("action");
    if action == ADD {
        return Some(Press::Add);
    }
    action.strip_prefix(REMOVE)?.parse().ok().filter(|n| (1..=PEOPLE_MAX).contains(n)).map(Press::Remove)
}

/// The form after such a button, and the person at whom it opens. Everybody keeps what they said; who came after a person
/// that went has the number before.
#[must_use]
pub fn after(mut form: FormState, press: Press) -> (FormState, usize) {
    let there = people(&form);
    form.values.remove("action");
    form.errors.clear();
    let (count, at) = match press {
        Press::Add => ((there + 1).min(PEOPLE_MAX), (there + 1).min(PEOPLE_MAX)),
        Press::Remove(gone) => {
            let moved = |(name, values): (String, Vec<String>)| match split(&name) {
                Some((n, _)) if n == gone => None,
                Some((n, field)) if n > gone => Some((format!("{}{field}", prefix(n - 1)), values)),
                _ => Some((name, values)),
            };
            form.values = std::mem::take(&mut form.values).into_iter().filter_map(moved).collect();
            let count = if gone <= there { there - 1 } else { there }.max(1);
            (count, gone.min(count))
        }
    };
    form.set("people", count.to_string());
    (form, at)
}

/// Whether everybody on the form has an id that the page gave out, each another.
#[must_use]
pub fn ids_are_ours(form: &FormState) -> bool {
    let ids: Vec<Option<Uuid>> =
        (1..=people(form)).map(|n| form.value(&format!("{}submission_id", prefix(n))).parse().ok()).collect();
    let different: BTreeSet<_> = ids.iter().flatten().collect();
    different.len() == ids.len()
}

/// The numbers of those of whom something was said; of a form in which nothing was, the first.
#[must_use]
pub fn present(form: &FormState) -> Vec<usize> {
    let said: Vec<usize> = (1..=people(form)).filter(|n| !is_blank(&of(form, *n))).collect();
    if said.is_empty() { vec![1] } else { said }
}

/// Somebody on the form: their number, and what they said.
pub type Numbered = (usize, RegistrationInput);

/// Reads the form as it was shown in `shown_in`; `regions` are the codes that may be chosen. One person at least must be
/// reachable; the same number or address twice would be the same person.
///
/// # Errors
/// The same state with what is wrong, each at its person's field.
pub fn parse(mut form: FormState, shown_in: Locale, regions: &[&str]) -> Result<(Vec<Numbered>, Together), FormState> {
    let together = Together::parse(form.choice("together", &Together::ALL.map(Together::code), true));
    let mut read_in: Vec<Numbered> = Vec::new();
    for n in present(&form) {
        let one = of(&form, n);
        let id = one.value("submission_id").parse().unwrap_or_default();
        match read(one, id, shown_in, regions, Reach::May) {
            Ok(input) => read_in.push((n, input)),
            Err(wrong) => {
                let named = |mut e: crate::form::FieldError| {
                    e.field = format!("{}{}", prefix(n), e.field);
                    e
                };
                form.errors.extend(wrong.errors.into_iter().map(named));
            }
        }
    }
    let reachable =
        |n: usize| ["phone", "email"].iter().any(|f| !form.value(&format!("{}{f}", prefix(n))).trim().is_empty());
    if !(1..=PEOPLE_MAX).any(reachable) {
        form.fail("p1_phone", "party-error-contact");
    }
    once_each(&mut form, &read_in);
    match together {
        Some(together) if !form.is_invalid() => Ok((read_in, together)),
        _ => Err(form),
    }
}

fn once_each(form: &mut FormState, people: &[Numbered]) {
    let mut seen: Vec<(usize, crate::people::model::Contact)> = Vec::new();
    for (n, input) in people {
        for contact in input.contacts() {
            if let Some((first, _)) = seen.iter().find(|(_, known)| *known == contact) {
                let field = format!("{}{}", prefix(*n), contact.kind.code());
                form.fail_with(&field, "party-error-same", &[("n", first.to_string())]);
            } else {
                seen.push((*n, contact));
            }
        }
    }
}

#[cfg(test)]
mod tests;
