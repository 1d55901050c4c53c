//! A question, its options, when it is asked, and answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::i18n::Locale;
use crate::seal::Personal;

/// Questions of one event that are asked, at most.
pub const QUESTIONS_MAX: usize = 40;
/// Of these, long texts at most: so many fit into one sent form with everything else (`web/table.rs`).
pub const LONG_TEXTS_MAX: usize = 6;
/// Of these, questions whose answers stand at the desk: more would not fit beside a name.
pub const AT_DESK_MAX: usize = 5;
/// Options of one question that are offered, at most.
pub const OPTIONS_MAX: usize = 30;
/// Characters at most.
pub const LABEL_MAX: usize = 200;
pub const HELP_MAX: usize = 400;
pub const OPTION_MAX: usize = 120;
pub const TEXT_MAX: usize = 300;
pub const LONG_TEXT_MAX: usize = 3000;
/// Days after the end of the event until answers are deleted.
pub const KEEP_DAYS: std::ops::RangeInclusive<i64> = 1..=365 * 3;
/// As long as the names of people are kept, about: `Rule::Person`.
pub const KEEP_DAYS_DEFAULT: i64 = 180;
/// Numbers that can be answered or asked for as a limit.
pub const NUMBERS: std::ops::RangeInclusive<i64> = -1_000_000_000..=1_000_000_000;
/// Years of dates that can be answered.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// What sort of answer a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Text,
    LongText,
    OneChoice,
    ManyChoices,
    Number,
    Date,
    YesNo,
}

impl Kind {
    pub const ALL: [Self; 7] =
        [Self::Text, Self::LongText, Self::OneChoice, Self::ManyChoices, Self::Number, Self::Date, Self::YesNo];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::OneChoice => "one_choice",
            Self::ManyChoices => "many_choices",
            Self::Number => "number",
            Self::Date => "date",
            Self::YesNo => "yes_no",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Whether it has options of its own.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(self, Self::OneChoice | Self::ManyChoices)
    }

    /// Whether another question can be made to depend on its answer.
    #[must_use]
    pub const fn decides(self) -> bool {
        self.has_options() || matches!(self, Self::YesNo)
    }
}

/// The answers to a question of [`Kind::YesNo`].
pub const YES_NO: [&str; 2] = ["yes", "no"];

/// Who may see the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeenBy {
    Coordinators,
    /// Facilitators too, at the desk.
    FacilitatorsToo,
}

impl SeenBy {
    pub const ALL: [Self; 2] = [Self::Coordinators, Self::FacilitatorsToo];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Coordinators => "coordinators",
            Self::FacilitatorsToo => "facilitators_too",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// The answer to an earlier question that makes this one asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub question: Uuid,
    /// The number of an option, or one of [`YES_NO`].
    pub value: String,
}

/// A question's words in one language; what nobody wrote is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub label: String,
    pub help: String,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opt {
    /// Counts from one within its question; never given to another.
    pub number: i64,
    /// Not offered any more.
    pub retired: bool,
    pub labels: BTreeMap<Locale, String>,
}

impl Opt {
    /// Its label for a reader of `l`, and the language it is in.
    #[must_use]
    pub fn label(&self, l: Locale) -> (&str, Locale) {
        let found = l.fallbacks().find_map(|f| Some((self.labels.get(&f).filter(|t| !t.is_empty())?.as_str(), f)));
        found.unwrap_or(("", l))
    }
}

/// A question with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: Uuid,
    pub event_id: Uuid,
    pub kind: Kind,
    pub required: bool,
    pub shown_if: Option<Condition>,
    pub seen_by: SeenBy,
    /// After the end of the event.
    pub keep_days: i64,
    /// Of [`Kind::Number`].
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// The label in the event's main language is always there.
    pub texts: BTreeMap<Locale, Text>,
    /// In their order, with those not offered any more.
    pub options: Vec<Opt>,
    /// Not asked any more.
    pub retired: bool,
    /// Somebody has answered it, and the answer is still kept.
    pub answered: bool,
    pub version: i64,
}

impl Question {
    /// The label for a reader of `l`, and the language it is in.
    #[must_use]
    pub fn label(&self, l: Locale) -> (&str, Locale) {
        self.part(l, |t| &t.label)
    }

    /// The help and its language, looked for on its own: a translator may have left it out.
    #[must_use]
    pub fn help(&self, l: Locale) -> (&str, Locale) {
        self.part(l, |t| &t.help)
    }

    fn part(&self, l: Locale, pick: impl Fn(&Text) -> &String) -> (&str, Locale) {
        let found = l.fallbacks().find_map(|f| Some((self.texts.get(&f).map(&pick).filter(|t| !t.is_empty())?, f)));
        found.map_or(("", l), |(text, f)| (text.as_str(), f))
    }

    /// Those that can be chosen now.
    pub fn offered(&self) -> impl Iterator<Item = &Opt> {
        self.options.iter().filter(|o| !o.retired)
    }

    /// The codes that can be answered now; none where the answer is typed.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        match self.kind {
            Kind::YesNo => YES_NO.map(str::to_owned).to_vec(),
            kind if kind.has_options() => self.offered().map(|o| o.number.to_string()).collect(),
            _ => Vec::new(),
        }
    }

    /// Languages in which its readers will miss a word.
    #[must_use]
    pub fn missing_locales(&self) -> Vec<Locale> {
        let has_help = self.texts.values().any(|t| !t.help.is_empty());
        let told = |l: &Locale| {
            let text = self.texts.get(l);
            text.is_some_and(|t| !t.label.is_empty() && (!has_help || !t.help.is_empty()))
                && self.offered().all(|o| o.labels.get(l).is_some_and(|t| !t.is_empty()))
        };
        Locale::ALL.into_iter().filter(|l| !told(l)).collect()
    }
}

/// What one person answered, by question: a text, a number, a date (ISO 8601), [`YES_NO`], or numbers of options with blanks
/// between them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Answers {
    given: BTreeMap<Uuid, Personal>,
    more: bool,
}

/// Without what was answered.
impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers").field("questions", &self.given.keys()).field("more", &self.more).finish()
    }
}

impl Answers {
    /// Keeps an answer; an empty one is none.
    pub fn set(&mut self, question: Uuid, value: impl Into<Personal>) {
        let value = value.into();
        if value.is_empty() {
            self.given.remove(&question);
        } else {
            self.given.insert(question, value);
        }
    }

    #[must_use]
    pub fn get(&self, question: Uuid) -> Option<&Personal> {
        self.given.get(&question)
    }

    pub fn iter(&self) -> impl Iterator<Item = (Uuid, &Personal)> {
        self.given.iter().map(|(id, value)| (*id, value))
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Whether this was chosen in answer to this question.
    #[must_use]
    pub fn has(&self, question: Uuid, value: &str) -> bool {
        self.given.get(&question).is_some_and(|given| chosen(given.reveal()).any(|code| code == value))
    }

    /// Whether the answers made a question due that the form had not shown: it must come back and ask.
    #[must_use]
    pub const fn asks_more(&self) -> bool {
        self.more
    }

    pub(super) const fn ask_more(&mut self) {
        self.more = true;
    }
}

/// The codes of an answer that was chosen.
pub(super) fn chosen(value: &str) -> impl Iterator<Item = &str> {
    value.split(' ').filter(|code| !code.is_empty())
}

/// Those that are asked of somebody of whom `has` says what they answered: a question without a condition, and one whose
/// condition is met by the answer to an earlier question that is itself asked. `questions` are in their order.
#[must_use]
pub fn asked(questions: &[Question], has: impl Fn(Uuid, &str) -> bool) -> Vec<&Question> {
    let (mut ids, mut due) = (BTreeSet::new(), Vec::new());
    for q in questions {
        let met = |c: &Condition| ids.contains(&c.question) && has(c.question, &c.value);
        if !q.retired && q.shown_if.as_ref().is_none_or(met) {
            ids.insert(q.id);
            due.push(q);
        }
    }
    due
}

/// What one person answered to one question.
#[derive(Clone, PartialEq, Eq)]
pub struct Answered {
    pub question: Question,
    pub value: Personal,
}

/// Without what was answered.
impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answered").field("question", &self.question.id).finish_non_exhaustive()
    }
}

/// An answer as it is read.
#[derive(Clone, PartialEq, Eq)]
pub enum Said {
    /// As it was typed.
    Typed(Personal),
    Yes,
    No,
    Day(NaiveDate),
    /// Labels, each with its language.
    Chosen(Vec<(String, Locale)>),
}

impl Answered {
    /// The answer for a reader of `l`. What does not fit the question, because it was another kind then, is shown as it stands.
    #[must_use]
    pub fn said(&self, l: Locale) -> Said {
        let (q, typed) = (&self.question, self.value.reveal());
        let label = |code: &str| {
            let option = q.options.iter().find(|o| o.number.to_string() == code)?;
            let (label, found) = option.label(l);
            Some((label.to_owned(), found))
        };
        let said = match q.kind {
            Kind::OneChoice | Kind::ManyChoices => chosen(typed).map(label).collect::<Option<_>>().map(Said::Chosen),
            Kind::YesNo if typed == "yes" => Some(Said::Yes),
            Kind::YesNo if typed == "no" => Some(Said::No),
            Kind::Date => typed.parse().ok().map(Said::Day),
            _ => None,
        };
        said.unwrap_or_else(|| Said::Typed(self.value.clone()))
    }
}

/// Why questions cannot stand so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The question it depends on does not come before it.
    Order,
    /// The answer it depends on is not offered.
    Answer,
    /// It would be kept longer than what it depends on.
    Outlives,
}

/// Whether these questions can be asked in this order.
///
/// # Errors
/// The first of them that cannot, and why.
pub fn check(questions: &[Question]) -> Result<(), (Uuid, Why)> {
    for (at, q) in questions.iter().enumerate() {
        let Some(condition) = &q.shown_if else { continue };
        let Some(earlier) = questions[..at].iter().find(|e| e.id == condition.question) else {
            return Err((q.id, Why::Order));
        };
        if !earlier.kind.decides() || !earlier.codes().contains(&condition.value) {
            return Err((q.id, Why::Answer));
        }
        if q.keep_days > earlier.keep_days {
            return Err((q.id, Why::Outlives));
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests;
