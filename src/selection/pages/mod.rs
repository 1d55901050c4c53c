//! What coordinators see of a selection: the bench with criteria, comparison and list, the form of the criteria, one
//! application, publication, and the proof.

mod bench;
mod criteria;
mod one;
mod proof;
mod publish;

pub use bench::bench;
pub use criteria::criteria;
pub use one::one;
pub use proof::proof;
pub use publish::publish;

use leptos::prelude::*;
use uuid::Uuid;

use super::form::what;
use super::model::{Criteria, Dimension, Kind, Line, Put, Reason, Rule, Why};
use super::service::{self, Bench};
use crate::error::Outcome;
use crate::events;
use crate::events::model::{Event, Region};
use crate::i18n::{Locale, arg};
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

/// What a rule can be about, as its form offers it: every value of every dimension, and those organisations that more than
/// one applicant named.
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
    let values = |dimension: &Dimension| -> Vec<&str> {
        match dimension {
            Dimension::Region => regions.iter().map(|r| r.code.as_str()).collect(),
            Dimension::Sex => SEXES.to_vec(),
            Dimension::AgeBand => AGE_BANDS.to_vec(),
            Dimension::Language => Locale::ALL.iter().map(|l| l.code()).collect(),
            Dimension::Organisation => organisations.clone(),
            Dimension::FirstTime => vec!["yes", "no"],
        }
    };
    let choice = |dimension: Dimension, value: &str| {
        Choice::new(what(dimension, value), about(l, bench, regions, dimension, value))
    };
    Dimension::ALL.iter().flat_map(|d| values(d).into_iter().map(|v| choice(*d, v)).collect::<Vec<_>>()).collect()
}

fn dimension_name(l: Locale, dimension: Dimension) -> String {
    l.t(match dimension {
        Dimension::Region => "selection-dimension-region",
        Dimension::Sex => "registration-sex",
        Dimension::AgeBand => "registration-age",
        Dimension::Language => "selection-dimension-language",
        Dimension::Organisation => "registration-organisation",
        Dimension::FirstTime => "selection-dimension-first-time",
    })
}

/// A value in words; an empty one was not said.
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
    }
}

/// What a rule is about: dimension and value.
fn about(l: Locale, bench: &Bench, regions: &[Region], dimension: Dimension, value: &str) -> String {
    format!("{}: {}", dimension_name(l, dimension), value_name(l, bench, regions, dimension, value))
}

/// A rule as a sentence.
fn rule_said(l: Locale, bench: &Bench, regions: &[Region], rule: &Rule) -> String {
    let what = about(l, bench, regions, rule.dimension, &rule.value);
    let args = [("what", arg(what)), ("n", arg(rule.amount))];
    l.ta(&format!("selection-rule-{}", rule.kind.code()), &args)
}

fn reason_name(l: Locale, reason: Reason) -> String {
    l.t(&format!("selection-reason-{}", reason.code()))
}

/// Why a line stands where it does.
fn why_said(l: Locale, bench: &Bench, regions: &[Region], criteria: &Criteria, line: &Line) -> String {
    let rule = |n: usize| criteria.rules.get(n).map(|r| rule_said(l, bench, regions, r)).unwrap_or_default();
    let reason = |key: &str, reason: Reason| l.ta(key, &[("reason", arg(reason_name(l, reason)))]);
    let why = match line.why {
        Why::PutIn(r) => reason("selection-why-in", r),
        Why::PutInFull(r) => reason("selection-why-in-full", r),
        Why::Floor(n) => l.ta("selection-why-floor", &[("rule", arg(rule(n)))]),
        Why::Score => l.t("selection-why-score"),
        Why::Below => l.t("selection-why-below"),
        Why::Cap(n) => l.ta("selection-why-cap", &[("rule", arg(rule(n)))]),
        Why::Past => l.t("selection-why-past"),
        Why::TakenOut(r) => reason("selection-why-out", r),
    };
    let tie = line.tie.map(|(k, n)| l.ta("selection-why-tie", &[("k", arg(count(k))), ("n", arg(count(n)))]));
    [Some(why), tie].into_iter().flatten().collect::<Vec<_>>().join(" ")
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
    let mut said: Vec<String> = Vec::new();
    for s in &proposal.shortfalls {
        let args = [("rule", arg(rule(s.rule))), ("n", arg(count(s.reached)))];
        said.push(l.ta(&format!("selection-short-{}", s.short.code()), &args));
    }
    for b in &proposal.broken {
        said.push(l.ta("selection-broken", &[("rule", arg(rule(b.rule))), ("n", arg(count(b.count)))]));
    }
    if !proposal.exhaustive {
        said.push(l.t("selection-broken-off"));
    }
    if said.is_empty() {
        return None;
    }
    let items: Vec<_> = said.into_iter().map(|text| view! { <li>{text}</li> }).collect();
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
