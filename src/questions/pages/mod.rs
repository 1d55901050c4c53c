//! The section of a form that asks the questions, lent to the pages of other domains; answers as they are read; and the pages on
//! which staff write the questions.

mod editor;
mod list;
mod preview;

pub use self::editor::{edit, form_name, new};
pub use self::list::list;
pub use self::preview::preview;

use leptos::prelude::*;

use super::form::{due, field, shown, shown_field};
use super::model::{Answered, Kind, LONG_TEXT_MAX, NUMBERS, Question, Said, SeenBy, TEXT_MAX, YEARS, YES_NO};
use crate::form::FormState;
use crate::i18n::{Locale, arg, date};
use crate::ui::{
    CheckboxGroup, Choice, HiddenField, Kind as Field, Mood, Notice, RadioGroup, Select, TextArea, TextField, Words,
};

/// Options that are shown at once; more go into a list.
const AT_ONCE: usize = 7;

/// The language to name where a text is not in the page's.
fn lang(l: Locale, found: Locale) -> Option<&'static str> {
    (found != l).then(|| found.code())
}

/// The address within the page of what the answers made due.
#[must_use]
pub fn anchor(prefix: &str) -> String {
    format!("{prefix}more")
}

/// Fields of the questions, with what was typed: those asked of somebody who answered so far, and a notice before those that
/// only now became due. For the inside of a `<fieldset class="group">`; nothing when there are no questions.
#[must_use]
pub fn fields(l: Locale, form: &FormState, questions: &[Question], prefix: &str) -> AnyView {
    let asked = due(form, questions, prefix);
    if asked.is_empty() {
        return ().into_any();
    }
    let ids = asked.iter().map(|q| q.id.to_string()).collect::<Vec<_>>().join(" ");
    let before = shown(form, prefix);
    let is_new = |q: &Question| before.as_ref().is_some_and(|b| !b.contains(&q.id));
    let new = asked.iter().filter(|q| is_new(q)).count();
    let mut said = false;
    let rows: Vec<_> = asked
        .into_iter()
        .map(|q| {
            let notice = (is_new(q) && !said).then(|| {
                said = true;
                view! {
                    <div id=anchor(prefix) tabindex="-1">
                        <Notice mood=Mood::Waiting announce=true>
                            <p>{l.ta("questions-more", &[("n", arg(new))])}</p>
                        </Notice>
                    </div>
                }
            });
            view! { {notice} {one(l, form, q, prefix)} }
        })
        .collect();
    // Last: the first thing under a title is what stands clear of it.
    view! { {rows} <HiddenField name=shown_field(prefix) value=ids /> }.into_any()
}

/// What the fields are called in the summary of errors.
#[must_use]
pub fn labels(l: Locale, questions: &[Question], prefix: &str) -> Vec<(String, String)> {
    questions.iter().map(|q| (field(prefix, q.id), q.label(l).0.to_owned())).collect()
}

/// Who sees the answer, and until when.
fn note(l: Locale, q: &Question) -> String {
    let key = match q.seen_by {
        SeenBy::Coordinators => "questions-note-coordinators",
        SeenBy::FacilitatorsToo => "questions-note-facilitators",
    };
    l.ta(key, &[("n", arg(q.keep_days))])
}

fn one(l: Locale, form: &FormState, q: &Question, prefix: &str) -> AnyView {
    let name = field(prefix, q.id);
    let optional = !q.required;
    let words = |(text, found): (&str, Locale)| Words::from((text.to_owned(), lang(l, found)));
    let label = words(q.label(l));
    let hint = words(q.help(l)).note(note(l, q));
    let limit = |max: usize| u32::try_from(max).unwrap_or(u32::MAX);
    match q.kind {
        Kind::Text => view! {
            <TextField l=l form=form name=name label=label hint=hint optional=optional maxlength=limit(TEXT_MAX) />
        },
        Kind::LongText => view! {
            <TextArea l=l form=form name=name label=label hint=hint optional=optional rows=5 maxlength=limit(LONG_TEXT_MAX) />
        },
        Kind::Number => {
            let (min, max) = (q.min.map(|n| n.to_string()), q.max.map(|n| n.to_string()));
            // On some phones the keyboard of digits has no minus.
            let signed = q.min.unwrap_or(*NUMBERS.start()) < 0;
            let kind = if signed { Field::Text } else { Field::Number };
            view! { <TextField l=l form=form name=name label=label hint=hint kind=kind optional=optional min=min max=max width="w-8" /> }
        }
        Kind::Date => {
            let (min, max) = (format!("{}-01-01", YEARS.start()), format!("{}-12-31", YEARS.end()));
            view! { <TextField l=l form=form name=name label=label hint=hint kind=Field::Date optional=optional min=min max=max width="w-16" /> }
        }
        Kind::YesNo => {
            let choices = vec![Choice::new(YES_NO[0], l.t("ui-yes")), Choice::new(YES_NO[1], l.t("ui-no"))];
            view! { <RadioGroup l=l form=form name=name legend=label hint=hint choices=unsaid(l, choices, optional) optional=optional /> }
        }
        Kind::OneChoice if q.offered().count() > AT_ONCE => view! {
            <Select l=l form=form name=name label=label hint=hint choices=choices(l, q) empty=l.t("questions-choose") optional=optional />
        },
        Kind::OneChoice => view! {
            <RadioGroup l=l form=form name=name legend=label hint=hint choices=unsaid(l, choices(l, q), optional) optional=optional />
        },
        Kind::ManyChoices => view! {
            <CheckboxGroup l=l form=form name=name legend=label hint=hint choices=choices(l, q) optional=optional />
        },
    }
    .into_any()
}

fn choices(l: Locale, q: &Question) -> Vec<Choice> {
    let choice = |o: &super::model::Opt| {
        let (label, found) = o.label(l);
        let choice = Choice::new(o.number.to_string(), label);
        match lang(l, found) {
            Some(lang) => choice.lang(lang),
            None => choice,
        }
    };
    q.offered().map(choice).collect()
}

/// A choice among radio buttons cannot be taken back, so the way back is one of them.
fn unsaid(l: Locale, mut choices: Vec<Choice>, optional: bool) -> Vec<Choice> {
    if optional {
        choices.push(Choice::new("", l.t("questions-unsaid")));
    }
    choices
}

/// An answer as it is read.
#[must_use]
pub fn said(l: Locale, answered: &Answered) -> AnyView {
    match answered.said(l) {
        Said::Typed(text) => view! { <span class="as-typed">{text.reveal().to_owned()}</span> }.into_any(),
        Said::Yes => l.t("ui-yes").into_any(),
        Said::No => l.t("ui-no").into_any(),
        Said::Day(day) => date(l, day).into_any(),
        Said::Chosen(labels) => {
            let last = labels.len().saturating_sub(1);
            let one = |(at, (label, found)): (usize, (String, Locale))| {
                let parted = if at < last { ", " } else { "" };
                view! { <span lang=lang(l, found)>{label}</span> {parted} }
            };
            labels.into_iter().enumerate().map(one).collect::<Vec<_>>().into_any()
        }
    }
}

/// Labels and answers, for a list of facts.
#[must_use]
pub fn facts(l: Locale, answered: &[Answered]) -> Vec<(String, AnyView)> {
    answered.iter().map(|a| (a.question.label(l).0.to_owned(), said(l, a))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::model::tests::{depends, question};
    use crate::ui::to_html;

    fn html(form: &FormState, questions: &[Question]) -> String {
        to_html(fields(Locale::En, form, questions, ""))
    }

    #[test]
    fn without_questions_there_is_nothing() {
        assert!(!html(&FormState::default(), &[]).contains("<input"));
    }

    #[test]
    fn words_that_nobody_translated_say_their_language_and_each_question_who_sees_it() {
        let all: Vec<Question> = (1..).zip(Kind::ALL).map(|(n, kind)| question(n, kind)).collect();
        let html = html(&FormState::default(), &all);
        assert_eq!(html.matches("<span lang=\"ky\">суроо ").count(), 7, "{html}");
        assert_eq!(html.matches("lang=\"ky\" class=\"option-label\">жооп ").count(), 6, "{html}");
        let note = Locale::En.ta("questions-note-coordinators", &[("n", arg(30))]);
        assert_eq!(html.matches(&note).count(), 7, "{html}");
        assert!(!html.contains("style=") && !html.contains("questions-"), "{html}");
    }

    #[test]
    fn a_follow_up_comes_with_a_notice_and_without_an_error() {
        let both = [question(1, Kind::YesNo), depends(question(2, Kind::Text), 1, "yes")];
        let second = field("", both[1].id);
        let mut form = FormState::default();
        assert!(!html(&form, &both).contains(&second));
        form.set(&field("", both[0].id), "yes");
        assert!(!html(&form, &both).contains("id=\"more\""), "a form that is filled from what is stored has no news");
        form.set(&shown_field(""), both[0].id.to_string());
        let back = html(&form, &both);
        assert!(back.contains("id=\"more\"") && back.contains(&second) && !back.contains("error"), "{back}");
        form.set(&shown_field(""), format!("{} {}", both[0].id, both[1].id));
        assert!(!html(&form, &both).contains("id=\"more\""), "it was there");
    }
}
