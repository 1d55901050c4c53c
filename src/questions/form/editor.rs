//! The editor of one question. Fields that exist once a language end in its code (`label_ky`); those of an option begin with its
//! row (`o0_ky`).

use std::collections::BTreeMap;

use crate::form::FormState;
use crate::i18n::Locale;
use crate::questions::model::{
    Condition, HELP_MAX, KEEP_DAYS, KEEP_DAYS_DEFAULT, Kind, LABEL_MAX, NUMBERS, OPTION_MAX, OPTIONS_MAX, Question,
    SeenBy, Text,
};

/// The button that asks for more rows and saves nothing.
pub const ADD_OPTION: &str = "add-option";
/// Rows of options that a new question shows.
const FIRST_ROWS: usize = 4;
/// Options that a choice needs.
const OPTIONS_MIN: usize = 2;
/// The value of the field `shown_if` of a question that is always asked.
pub const ALWAYS: &str = "always";

const SINGLE: [&str; 10] =
    ["version", "action", "rows", "kind", "required", "shown_if", "seen_by", "keep_days", "min", "max"];

/// An option as the editor gives it; without a number it is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionInput {
    pub number: Option<i64>,
    pub labels: BTreeMap<Locale, String>,
}

/// A question as its author wants it; what needs the other questions is looked at by the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionInput {
    pub kind: Kind,
    pub required: bool,
    pub shown_if: Option<Condition>,
    pub seen_by: SeenBy,
    pub keep_days: i64,
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// The label in the event's main language is there; languages without a word are left out.
    pub texts: BTreeMap<Locale, Text>,
    /// In their order; none where the kind has none.
    pub options: Vec<OptionInput>,
    /// That of the question the edit was made from; nothing to a new one.
    pub version: i64,
}

/// The name of a field that exists once a language.
#[must_use]
pub fn text_field(part: &str, l: Locale) -> String {
    format!("{part}_{l}")
}

/// The name of a field of option row `row`.
#[must_use]
pub fn option_field(row: usize, part: &str) -> String {
    format!("o{row}_{part}")
}

/// Whether the editor has a field of this name.
#[must_use]
pub fn is_field(name: &str) -> bool {
    let language = |code: &str| code.parse::<Locale>().is_ok();
    if SINGLE.contains(&name) {
        return true;
    }
    if let Some((row, part)) = name.strip_prefix('o').and_then(|rest| rest.split_once('_'))
        && let Ok(row) = row.parse::<usize>()
    {
        return row < OPTIONS_MAX && option_field(row, part) == name && (part == "id" || language(part));
    }
    name.split_once('_').is_some_and(|(part, code)| ["label", "help"].contains(&part) && language(code))
}

/// How many rows of options the editor shows: what was asked for and what is filled in.
#[must_use]
pub fn rows(form: &FormState) -> usize {
    let asked = form.value("rows").parse().unwrap_or(FIRST_ROWS);
    let filled = (0..OPTIONS_MAX).rev().find(|row| !is_blank(form, *row)).map_or(0, |row| row + 1);
    filled.max(asked).clamp(1, OPTIONS_MAX)
}

/// The same form with more empty rows, where there is room for them.
#[must_use]
pub fn with_more_rows(mut form: FormState) -> FormState {
    let more = rows(&form) + FIRST_ROWS;
    form.values.remove("action");
    form.set("rows", more.min(OPTIONS_MAX).to_string());
    form
}

/// The field at which the form opens after more rows were asked for.
#[must_use]
pub fn first_new_field(form: &FormState) -> String {
    option_field(rows(form).saturating_sub(FIRST_ROWS), Locale::ALL[0].code())
}

fn is_blank(form: &FormState, row: usize) -> bool {
    Locale::ALL.iter().all(|l| form.value(&option_field(row, l.code())).trim().is_empty())
}

/// Reads the editor of a question of an event whose main language is `language`.
///
/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState, language: Locale) -> Result<QuestionInput, FormState> {
    let kind = Kind::parse(form.choice("kind", &Kind::ALL.map(Kind::code), true));
    let seen_by = SeenBy::parse(form.choice("seen_by", &SeenBy::ALL.map(SeenBy::code), true));
    let keep_days = form.number("keep_days", *KEEP_DAYS.start(), *KEEP_DAYS.end());
    let shown_if = condition(&mut form);
    let texts = texts(&mut form, language);
    let options = if kind.is_some_and(Kind::has_options) { options(&mut form, language) } else { Vec::new() };
    let (min, max) = if kind == Some(Kind::Number) { limits(&mut form) } else { (None, None) };
    let version = form.value("version").parse().unwrap_or(0);
    match (kind, seen_by) {
        (Some(kind), Some(seen_by)) if !form.is_invalid() => Ok(QuestionInput {
            kind,
            required: form.has("required", "yes"),
            shown_if,
            seen_by,
            keep_days,
            min,
            max,
            texts,
            options,
            version,
        }),
        _ => Err(form),
    }
}

/// The value of the field `shown_if`.
#[must_use]
pub fn condition_value(condition: &Condition) -> String {
    format!("{}:{}", condition.question, condition.value)
}

fn condition(form: &mut FormState) -> Option<Condition> {
    let typed = form.value("shown_if");
    if typed == ALWAYS || typed.is_empty() {
        return None;
    }
    let read = typed.split_once(':').and_then(|(question, value)| {
        Some(Condition { question: question.parse().ok()?, value: value.to_owned() }).filter(|_| !value.is_empty())
    });
    if read.is_none() {
        form.fail("shown_if", "ui-error-choice");
    }
    read
}

/// Labels and options stand on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A language with help needs a label too: help alone would stand under words of another language.
fn texts(form: &mut FormState, main: Locale) -> BTreeMap<Locale, Text> {
    let mut texts = BTreeMap::new();
    for l in Locale::ALL {
        let help = form.text(&text_field("help", l), HELP_MAX, false);
        let label = form.text(&text_field("label", l), LABEL_MAX, l == main || !help.is_empty());
        if !label.is_empty() {
            texts.insert(l, Text { label: one_line(&label), help: one_line(&help) });
        }
    }
    texts
}

fn options(form: &mut FormState, main: Locale) -> Vec<OptionInput> {
    let filled: Vec<usize> = (0..OPTIONS_MAX).filter(|row| !is_blank(form, *row)).collect();
    if filled.len() < OPTIONS_MIN {
        form.fail_with(&option_field(0, main.code()), "questions-error-options", &[("n", OPTIONS_MIN.to_string())]);
    }
    let mut options: Vec<OptionInput> = Vec::new();
    for row in filled {
        let mut labels = BTreeMap::new();
        for l in Locale::ALL {
            let label = form.text(&option_field(row, l.code()), OPTION_MAX, l == main);
            if !label.is_empty() {
                labels.insert(l, one_line(&label));
            }
        }
        let id = form.value(&option_field(row, "id"));
        let number = id.parse::<i64>().ok().filter(|n| *n >= 1);
        // The page draws each number once.
        let twice = number.is_some() && options.iter().any(|o| o.number == number);
        if twice || (number.is_none() && !id.is_empty()) {
            form.fail(&option_field(row, main.code()), "ui-error-choice");
        }
        options.push(OptionInput { number, labels });
    }
    options
}

fn limits(form: &mut FormState) -> (Option<i64>, Option<i64>) {
    let mut limit = |name: &str| {
        let empty = form.value(name).trim().is_empty();
        (!empty).then(|| form.number(name, *NUMBERS.start(), *NUMBERS.end()))
    };
    let (min, max) = (limit("min"), limit("max"));
    if let (Some(min), Some(max)) = (min, max)
        && min > max
        && form.error("min").is_none()
        && form.error("max").is_none()
    {
        form.fail("max", "questions-error-limits");
    }
    (min, max)
}

/// The editor of a new question.
#[must_use]
pub fn blank() -> FormState {
    let mut form = FormState::default();
    form.set("kind", Kind::Text.code());
    form.set("seen_by", SeenBy::Coordinators.code());
    form.set("keep_days", KEEP_DAYS_DEFAULT.to_string());
    form.set("shown_if", ALWAYS);
    form
}

/// The editor filled with what is stored.
#[must_use]
pub fn filled(q: &Question) -> FormState {
    let mut form = FormState::default();
    form.set("version", q.version.to_string());
    form.set("kind", q.kind.code());
    form.set("seen_by", q.seen_by.code());
    form.set("keep_days", q.keep_days.to_string());
    form.set("shown_if", q.shown_if.as_ref().map_or_else(|| ALWAYS.to_owned(), condition_value));
    if q.required {
        form.set("required", "yes");
    }
    for (name, limit) in [("min", q.min), ("max", q.max)] {
        form.set(name, limit.map(|n| n.to_string()).unwrap_or_default());
    }
    for (l, text) in &q.texts {
        form.set(&text_field("label", *l), &text.label);
        form.set(&text_field("help", *l), &text.help);
    }
    for (row, option) in q.offered().enumerate() {
        form.set(&option_field(row, "id"), option.number.to_string());
        for (l, label) in &option.labels {
            form.set(&option_field(row, l.code()), label);
        }
    }
    form
}
