//! The section of a form that asks the questions, and the editor of one question.
//!
//! Every field begins with the prefix of its section, which is empty where the form asks one person. `q_<id>` is the answer to
//! a question; `q_shown` names the questions that the form showed.

pub mod editor;

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use uuid::Uuid;

use super::model::{Answers, Kind, LONG_TEXT_MAX, NUMBERS, Question, TEXT_MAX, YEARS, YES_NO, asked, chosen};
use crate::form::FormState;
use crate::seal::Personal;

const SHOWN: &str = "q_shown";

/// The name of the field that answers a question.
#[must_use]
pub fn field(prefix: &str, question: Uuid) -> String {
    format!("{prefix}q_{}", question.simple())
}

/// The name of the field that says which questions the form showed.
#[must_use]
pub fn shown_field(prefix: &str) -> String {
    format!("{prefix}{SHOWN}")
}

/// Whether the section has a field of this name. Questions that there are not any more are read and left aside, because the
/// form may have been drawn before they went.
#[must_use]
pub fn is_field(name: &str, prefix: &str) -> bool {
    let Some(rest) = name.strip_prefix(prefix) else { return false };
    let hex = |id: &str| id.len() == 32 && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    rest == SHOWN || rest.strip_prefix("q_").is_some_and(hex)
}

/// The questions that the sent form showed; `None` for one that was not sent yet.
#[must_use]
pub fn shown(form: &FormState, prefix: &str) -> Option<BTreeSet<Uuid>> {
    let name = shown_field(prefix);
    let ids = form.values.get(&name)?.iter().flat_map(|ids| ids.split(' ')).filter_map(|id| id.parse().ok());
    Some(ids.collect())
}

/// The questions to ask of somebody who filled the form so far.
#[must_use]
pub fn due<'a>(form: &FormState, questions: &'a [Question], prefix: &str) -> Vec<&'a Question> {
    asked(questions, |id, value| form.has(&field(prefix, id), value))
}

/// Reads the section. What is wrong is added to the form's errors. An answer to a question that is not asked of this person is
/// dropped; one that came due by the answers and was not on the form is no error, but [`Answers::asks_more`] then says that the
/// form must come back with it.
pub fn parse(form: &mut FormState, questions: &[Question], prefix: &str) -> Answers {
    let mut answers = Answers::default();
    let seen = shown(form, prefix);
    for q in due(form, questions, prefix) {
        let name = field(prefix, q.id);
        let was_there = seen.as_ref().is_some_and(|s| s.contains(&q.id)) || form.values.contains_key(&name);
        if !was_there {
            // A form that says nothing of its questions was drawn when there were none: what may stay empty stays so.
            if seen.is_some() || q.required {
                answers.ask_more();
            }
            continue;
        }
        answers.set(q.id, answer(form, q, &name));
    }
    answers
}

fn answer(form: &mut FormState, q: &Question, name: &str) -> String {
    match q.kind {
        Kind::Text => {
            let text = form.text(name, TEXT_MAX, q.required);
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        }
        Kind::LongText => form.text(name, LONG_TEXT_MAX, q.required),
        Kind::YesNo => form.choice(name, &YES_NO, q.required).to_owned(),
        Kind::OneChoice => {
            let codes = q.codes();
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            form.choice(name, &codes, q.required).to_owned()
        }
        Kind::ManyChoices => many(form, q, name),
        Kind::Number => number(form, q, name),
        Kind::Date => date(form, q.required, name),
    }
}

fn many(form: &mut FormState, q: &Question, name: &str) -> String {
    let codes = q.codes();
    let picked: Vec<String> = codes.iter().filter(|c| form.has(name, c)).cloned().collect();
    if form.all(name).iter().any(|typed| !typed.is_empty() && !codes.contains(typed)) {
        form.fail(name, "ui-error-choice");
    } else if q.required && picked.is_empty() {
        form.fail(name, "ui-error-choose");
    }
    picked.join(" ")
}

fn number(form: &mut FormState, q: &Question, name: &str) -> String {
    let typed = form.value(name).trim().to_owned();
    if typed.is_empty() && !q.required {
        return typed;
    }
    let (min, max) = (q.min.unwrap_or(*NUMBERS.start()), q.max.unwrap_or(*NUMBERS.end()));
    form.number(name, min, max).to_string()
}

/// As a browser sends it, or as people write it where there is no picker.
fn date(form: &mut FormState, required: bool, name: &str) -> String {
    let typed = form.value(name).trim().to_owned();
    if typed.is_empty() {
        if required {
            form.fail(name, "ui-error-required");
        }
        return typed;
    }
    let read = |format| NaiveDate::parse_from_str(&typed, format).ok();
    let day = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"].into_iter().find_map(read);
    let Some(day) = day.filter(|day| YEARS.contains(&day.year())) else {
        form.fail(name, "ui-error-date");
        return String::new();
    };
    day.to_string()
}

/// Fills the section with what was answered before.
pub fn fill(form: &mut FormState, questions: &[Question], prefix: &str, answers: &Answers) {
    for q in questions {
        let Some(value) = answers.get(q.id).map(Personal::reveal) else { continue };
        let name = field(prefix, q.id);
        if q.kind == Kind::ManyChoices {
            form.values.insert(name, chosen(value).map(str::to_owned).collect());
        } else {
            form.set(&name, value);
        }
    }
}

#[cfg(test)]
mod tests;
