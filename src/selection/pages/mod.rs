//! What coordinators see of a selection: the bench with criteria, comparison and list, the form of the criteria, one
//! application, publication, and the proof.

mod bench;
mod criteria;
mod one;
mod proof;
mod publish;
mod said;

pub use bench::bench;
pub use criteria::criteria;
pub use one::one;
pub use proof::proof;
pub use publish::publish;

use leptos::prelude::*;
use uuid::Uuid;

use self::said::{Said, framed};
use super::form::what;
use super::model::{Criteria, Dimension, Kind, Line, Put, Reason, Rule, Why, answer, answered, to_choose};
use super::service::{self, Bench};
use crate::error::Outcome;
use crate::events;
use crate::events::model::{Event, Region};
use crate::i18n::{Locale, arg};
use crate::questions::model::{Question, YES_NO};
use crate::registration::model::{AGE_BANDS, Applicant, SEXES};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{Choice, Mood, Notice};
use crate::web::PageCx;

/// Organisations that can be chosen by name in a rule; more than these are too many to choose from.
const ORGANISATIONS_MAX: usize = 30;

/// The name of the form of the criteria, for what was typed.
#[must_use]
pub fn criteria_form(slug: &str) -> String {
    format!("selection-criteria:{slug}")
}

/// The name of the forms about one application.
#[must_use]
pub fn one_form(id: Uuid) -> String {
    format!("selection-one:{id}")
}

/// The name of the form that publishes.
#[must_use]
pub fn publish_form(slug: &str) -> String {
    format!("selection-publish:{slug}")
}

/// What a rule can be about, as its form offers it: every value of every dimension, those organisations that more than one
/// applicant named, and the answers to the event's own questions that [`to_choose`] gives.
///
/// # Errors
/// As [`service::bench`].
pub async fn choices(cx: &PageCx, actor: &Actor, event: &Event) -> Outcome<Vec<Choice>> {
    let regions = events::service::regions(&cx.app).await?;
    let bench = service::bench(&cx.app, actor, event).await?;
    Ok(offered(cx.locale, &bench, &regions))
}

fn offered(l: Locale, bench: &Bench, regions: &[Region]) -> Vec<Choice> {
    let named = bench.criteria.rules.iter().filter(|r| r.dimension == Dimension::Organisation && !r.value.is_empty());
    let mut organisations: Vec<&str> = named.map(|r| r.value.as_str()).collect();
    let mut often: Vec<_> = bench.organisations.iter().filter(|(_, (_, n))| *n > 1).collect();
    often.sort_by_key(|(digest, (_, n))| (usize::MAX - n, digest.as_str()));
    organisations.extend(often.into_iter().take(ORGANISATIONS_MAX).map(|(digest, _)| digest.as_str()));
    let mut seen = std::collections::BTreeSet::new();
    organisations.retain(|digest| seen.insert(*digest));
    let answers: Vec<String> =
        to_choose(&bench.questions, &bench.criteria).0.into_iter().map(|(q, code)| answer(q.id, &code)).collect();
    let values = |dimension: &Dimension| -> Vec<&str> {
        match dimension {
            Dimension::Region => regions.iter().map(|r| r.code.as_str()).collect(),
            Dimension::Sex => SEXES.to_vec(),
            Dimension::AgeBand => AGE_BANDS.to_vec(),
            Dimension::Language => Locale::ALL.iter().map(|l| l.code()).collect(),
            Dimension::Organisation => organisations.clone(),
            Dimension::FirstTime => vec!["yes", "no"],
            Dimension::Answer => answers.iter().map(String::as_str).collect(),
        }
    };
    let choice = |dimension: Dimension, value: &str| {
        let about = about(l, bench, regions, dimension, value);
        // An option has one language; the question is most of it.
        let choice = Choice::new(what(dimension, value), about.text());
        match about.lang() {
            Some(lang) => choice.lang(lang),
            None => choice,
        }
    };
    Dimension::ALL.iter().flat_map(|d| values(d).into_iter().map(|v| choice(*d, v)).collect::<Vec<_>>()).collect()
}

/// The language to name where a text is not in the page's.
fn lang(l: Locale, found: Locale) -> Option<&'static str> {
    (found != l).then(|| found.code())
}

/// A question as its editors worded it, in the language that the reader gets it in.
fn question_name(l: Locale, q: &Question) -> (String, Locale) {
    let (text, found) = q.label(l);
    (text.to_owned(), found)
}

/// An answer to it; nothing where there is none of this code any more, because the question became one of another kind.
fn answer_name(l: Locale, q: &Question, code: &str) -> Option<(String, Locale)> {
    if YES_NO.contains(&code) {
        // In the language of what it answers.
        let (_, found) = q.label(l);
        return (!q.kind.has_options()).then(|| (found.t(&format!("ui-{code}")), found));
    }
    let option = q.options.iter().find(|o| o.number.to_string() == code)?;
    let (text, found) = option.label(l);
    q.kind.has_options().then(|| (text.to_owned(), found))
}

fn dimension_name(l: Locale, dimension: Dimension) -> String {
    l.t(match dimension {
        Dimension::Region => "selection-dimension-region",
        Dimension::Sex => "registration-sex",
        Dimension::AgeBand => "registration-age",
        Dimension::Language => "selection-dimension-language",
        Dimension::Organisation => "registration-organisation",
        Dimension::FirstTime => "selection-dimension-first-time",
        Dimension::Answer => "selection-dimension-answer",
    })
}

/// A value in words; an empty one was not said. Of an answer, see [`about`].
fn value_name(l: Locale, bench: &Bench, regions: &[Region], dimension: Dimension, value: &str) -> String {
    if value.is_empty() {
        return l.t("selection-not-said");
    }
    match dimension {
        Dimension::Region => regions.iter().find(|r| r.code == value).map_or_else(|| value.to_owned(), |r| r.name(l)),
        Dimension::Sex => l.t(&format!("registration-sex-{value}")),
        Dimension::AgeBand => l.t(&format!("registration-age-{value}")),
        Dimension::Language => value.parse::<Locale>().map_or_else(|_| value.to_owned(), |l| l.name().to_owned()),
        Dimension::Organisation => bench
            .organisations
            .get(value)
            .map_or_else(|| l.t("selection-organisation-gone"), |(name, _)| name.reveal().to_owned()),
        Dimension::FirstTime => l.t(if value == "yes" { "selection-first-yes" } else { "selection-first-no" }),
        Dimension::Answer => l.t("selection-answer-gone"),
    }
}

/// What a rule is about: dimension and value, or question and answer.
fn about(l: Locale, bench: &Bench, regions: &[Region], dimension: Dimension, value: &str) -> Said {
    let of_question = (dimension == Dimension::Answer).then(|| answered(value)).flatten().and_then(|(id, code)| {
        let q = bench.questions.iter().find(|q| q.id == id)?;
        let name = |(text, found): (String, Locale)| (text, lang(l, found));
        let answer = answer_name(l, q, code).map_or_else(|| (l.t("selection-answer-gone"), None), name);
        Some(Said::of([name(question_name(l, q)), (": ".to_owned(), None), answer]))
    });
    // A rule has its colon behind both.
    let plain = || format!("{}, {}", dimension_name(l, dimension), value_name(l, bench, regions, dimension, value));
    of_question.unwrap_or_else(|| plain().into())
}

/// A rule as a sentence.
fn rule_said(l: Locale, bench: &Bench, regions: &[Region], rule: &Rule) -> Said {
    let what = about(l, bench, regions, rule.dimension, &rule.value);
    framed(l, &format!("selection-rule-{}", rule.kind.code()), ("what", what), &[("n", arg(rule.amount))])
}

fn reason_name(l: Locale, reason: Reason) -> String {
    l.t(&format!("selection-reason-{}", reason.code()))
}

/// Why a line stands where it does.
fn why_said(l: Locale, bench: &Bench, regions: &[Region], criteria: &Criteria, line: &Line) -> Said {
    let rule = |n: usize| criteria.rules.get(n).map(|r| rule_said(l, bench, regions, r)).unwrap_or_default();
    let reason = |key: &str, reason: Reason| l.ta(key, &[("reason", arg(reason_name(l, reason)))]).into();
    let why: Said = match line.why {
        Why::PutIn(r) => reason("selection-why-in", r),
        Why::PutInFull(r) => reason("selection-why-in-full", r),
        Why::Floor(n) => framed(l, "selection-why-floor", ("rule", rule(n)), &[]),
        Why::Score => l.t("selection-why-score").into(),
        Why::Below => l.t("selection-why-below").into(),
        Why::Cap(n) => framed(l, "selection-why-cap", ("rule", rule(n)), &[]),
        Why::Past => l.t("selection-why-past").into(),
        Why::TakenOut(r) => reason("selection-why-out", r),
    };
    let tie = line.tie.map(|(k, n)| l.ta("selection-why-tie", &[("k", arg(count(k))), ("n", arg(count(n)))]));
    why.then(tie)
}

/// What somebody is called on these pages: by name where one may read it, else by the short code.
fn name_of(l: Locale, applicant: &Applicant, names: bool) -> String {
    let r = &applicant.registration;
    match r.legible.key() {
        Some(key) => l.t(key),
        None if names => applicant.full_name.reveal().to_owned(),
        None => r.code(),
    }
}

fn may_read_names(actor: &Actor, event: &Event) -> bool {
    actor.can(Action::RegistrationSee, &event.place(), Of::Other)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What stands in the way of the criteria, in words: floors that cannot be met, caps broken by hand.
fn warnings(l: Locale, bench: &Bench, regions: &[Region]) -> Option<AnyView> {
    let proposal = &bench.list.as_ref()?.proposal;
    let rule = |n: usize| bench.criteria.rules.get(n).map(|r| rule_said(l, bench, regions, r)).unwrap_or_default();
    let mut said: Vec<Said> = Vec::new();
    for s in &proposal.shortfalls {
        let key = format!("selection-short-{}", s.short.code());
        said.push(framed(l, &key, ("rule", rule(s.rule)), &[("n", arg(count(s.reached)))]));
    }
    for b in &proposal.broken {
        said.push(framed(l, "selection-broken", ("rule", rule(b.rule)), &[("n", arg(count(b.count)))]));
    }
    if !proposal.exhaustive {
        said.push(l.t("selection-broken-off").into());
    }
    if said.is_empty() {
        return None;
    }
    let items: Vec<_> = said.into_iter().map(|said| view! { <li>{said.view()}</li> }).collect();
    Some(view! { <Notice mood=Mood::Waiting title=l.t("selection-warnings")><ul>{items}</ul></Notice> }.into_any())
}

/// Whether a rule limits how many there are of something.
const fn is_target(kind: Kind) -> bool {
    matches!(kind, Kind::Floor | Kind::Cap)
}

const fn put_code(put: Option<Put>) -> &'static str {
    match put {
        None => "criteria",
        Some(Put::In(_)) => "in",
        Some(Put::Out(_)) => "out",
    }
}
