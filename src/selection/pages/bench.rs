//! The bench: criteria and a comparison on one side, the list with the reason of each line on the other.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    answer_name, count, dimension_name, is_target, lang, may_read_names, name_of, question_name, rule_said, value_name,
    warnings, why_said,
};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::{Event, Region, Window};
use crate::i18n::{Locale, arg, day_time};
use crate::ids::hex;
use crate::questions::model::{Kind as Asks, Question};
use crate::registration::model::{AGE_BANDS, SEXES};
use crate::selection::model::{Criteria, Dimension, Fate, Kind, Line, Rule};
use crate::selection::service::{self, Bench, List};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{
    BackLink, CardTable, DefinitionList, EmptyState, Group, GroupedBars, Mood, Notice, Pagination, StateTag,
    SubmitButton, Tone,
};
use crate::web::{Id, Page, PageCx};

/// Lines on a page of the list.
pub const PAGE: usize = 100;
/// What can be compared beside the event's own questions; organisations are too many for a picture.
const COMPARED: [Dimension; 5] =
    [Dimension::Region, Dimension::Sex, Dimension::AgeBand, Dimension::Language, Dimension::FirstTime];

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    by: String,
    from: usize,
}

/// The things that can just have been done; anything else in the address says nothing.
const DONE: [&str; 5] = ["criteria", "draw", "score", "override", "published"];

/// What the reader may do.
#[derive(Clone, Copy)]
struct May {
    edit: bool,
    publish: bool,
    names: bool,
}

/// `GET /{l}/staff/events/{slug}/selection`
///
/// # Errors
/// `NotFound` where places are not given by selection, or without the right.
pub async fn bench(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let bench = service::bench_beside(&cx.app, &actor, &event, asked.by.parse().ok()).await?;
    let regions = events::service::regions(&cx.app).await?;
    let can = |action| actor.can(action, &event.place(), Of::Other);
    let open = bench.publication.is_none();
    let may = May {
        edit: open && can(Action::SelectionEdit),
        publish: open && can(Action::SelectionPublish),
        names: may_read_names(&actor, &event),
    };
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("selection-title")).staff(actor.chrome()).active("events");
    Ok(cx.render(page, move || body(l, &event, &bench, &regions, may, &asked, now)).await)
}

fn body(l: Locale, event: &Event, bench: &Bench, regions: &[Region], may: May, asked: &Asked, now: Instant) -> AnyView {
    let base = format!("/{l}/staff/events/{}", event.slug);
    let here = format!("{base}/selection");
    let done = DONE.into_iter().find(|d| *d == asked.done);
    let done = done.map(|d| {
        view! { <Notice mood=Mood::Good announce=true><p>{l.t(&format!("selection-done-{d}"))}</p></Notice> }
    });
    // Where the list does not stand beside the criteria, it begins below all of them.
    let jump = bench.list.as_ref().map(|_| {
        let list = if bench.publication.is_some() { "selection-list-published" } else { "selection-list" };
        view! { <p class="bench-jump"><a href="#list">{l.t(list)}" ↓"</a></p> }
    });
    let late = (asked.done == "late")
        .then(|| view! { <Notice mood=Mood::Bad announce=true><p>{l.t("selection-error-published")}</p></Notice> });
    view! {
        <BackLink href=base label=event.text(l).0.title.clone() />
        <p class="kicker print-only">{event.text(l).0.title.clone()}</p>
        <div class="staff-head"><h1>{l.t("selection-title")}</h1></div>
        {done}
        {late}
        {standing(l, event, bench, may, &here, now)}
        {warnings(l, bench, regions)}
        {jump}
        <div class="bench">
            <div class="bench-side">
                {criteria(l, bench, regions, may.edit, &here)}
                {comparison(l, bench, regions, &asked.by, &here)}
            </div>
            <section class="bench-list" aria-labelledby="list">
                <h2 id="list">{l.t(if bench.publication.is_some() { "selection-list-published" } else { "selection-list" })}</h2>
                {list(l, bench, regions, may, asked, &here)}
            </section>
        </div>
    }
    .into_any()
}

/// How far it is: what to do next, what was drawn and when, what was published.
fn standing(l: Locale, event: &Event, bench: &Bench, may: May, here: &str, now: Instant) -> AnyView {
    let said = |at: Instant| day_time(l, event.zone, at, now);
    let mut facts = vec![
        (l.t("selection-fact-applied"), bench.people.len().to_string().into_any()),
        (l.t("selection-fact-places"), bench.places.to_string().into_any()),
    ];
    if let Some(list) = &bench.list {
        let (places, waiting, declined) = list.proposal.counts();
        if bench.publication.is_some() {
            facts.clear();
        }
        let outcome =
            [("places", arg(count(places))), ("waiting", arg(count(waiting))), ("declined", arg(count(declined)))];
        facts.push((l.t("selection-fact-outcome"), l.ta("selection-outcome", &outcome).into_any()));
    }
    if let Some(draw) = &bench.draw {
        facts.push((l.t("selection-fact-drawn"), said(draw.at).into_any()));
        facts.push((l.t("selection-fact-seed"), code(&hex(&draw.seed))));
    }
    if let (Some(published), Some(list)) = (&bench.publication, &bench.list) {
        facts.push((l.t("selection-fact-published"), said(published.at).into_any()));
        facts.push((l.t("selection-fact-hash"), code(&list.sha256)));
    }
    let open = matches!(event.window(now), Window::Open | Window::WaitingList | Window::NotYet | Window::Draft);
    let open = (open && bench.publication.is_none()).then(|| {
        let text = l.ta("selection-still-open", &[("when", arg(said(event.registration_closes_at)))]);
        view! { <Notice><p>{text}</p></Notice> }
    });
    let draw = (bench.draw.is_none() && may.edit).then(|| {
        view! {
            <form class="section" method="post" action=format!("{here}/draw")>
                <p>{l.t("selection-draw-lead")}</p>
                <p class="actions"><SubmitButton label=l.t("selection-draw") /></p>
            </form>
        }
    });
    let publish = (bench.list.is_some() && may.publish).then(|| {
        view! {
            <p>{l.t("selection-nothing-sent")}</p>
            <p class="actions"><a class=Tone::Primary.class() href=format!("{here}/publish")>{l.t("selection-publish")}</a></p>
        }
    });
    let proof = bench.publication.is_some().then(|| {
        view! { <p class="actions"><a class=Tone::Secondary.class() href=format!("{here}/proof")>{l.t("selection-proof-check")}</a></p> }
    });
    // What the list promises to those who wait, and what it does not.
    let waits = bench.list.as_ref().is_some_and(|list| list.proposal.counts().1 > 0);
    let after = (bench.publication.is_some() && waits).then(|| view! { <p>{l.t("selection-after")}</p> });
    view! {
        {open}
        <DefinitionList items=facts />
        {after}
        {draw}
        {publish}
        {proof}
    }
    .into_any()
}

/// Sixty-four digits, in groups that a narrow screen can break.
fn code(digits: &str) -> AnyView {
    let groups: Vec<String> = digits.as_bytes().chunks(8).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    view! { <code class="digits">{groups.join(" ")}</code> }.into_any()
}

fn criteria(l: Locale, bench: &Bench, regions: &[Region], may_edit: bool, here: &str) -> AnyView {
    let mut rules: Vec<_> = bench
        .criteria
        .rules
        .iter()
        .map(|rule| view! { <li>{rule_said(l, bench, regions, rule).view()}</li> }.into_any())
        .collect();
    if let Some(n) = bench.criteria.waiting {
        rules.push(view! { <li>{l.ta("selection-rule-waiting", &[("n", arg(n))])}</li> }.into_any());
    }
    let list = if rules.is_empty() {
        view! { <p>{l.t("selection-criteria-none")}</p> }.into_any()
    } else {
        view! { <ul class="rules">{rules}</ul> }.into_any()
    };
    let edit = may_edit.then(|| {
        view! { <p class="actions"><a class=Tone::Secondary.class() href=format!("{here}/criteria")>{l.t("selection-criteria-edit")}</a></p> }
    });
    view! { <section aria-labelledby="criteria"><h2 id="criteria">{l.t("selection-criteria")}</h2>{list}{edit}</section> }
        .into_any()
}

/// The registrations with a place in the list.
fn holders(list: &List) -> BTreeSet<Uuid> {
    let places = list.proposal.lines.iter().filter(|line| matches!(line.fate, Fate::Place(_)));
    places.filter_map(|line| list.who.get(&list.proposal.applicants[line.applicant].id).copied().flatten()).collect()
}

/// What the picture compares.
#[derive(Clone, Copy, PartialEq)]
enum Compared<'a> {
    Of(Dimension),
    /// What was chosen in answer to it.
    Question(&'a Question),
}

impl<'a> Compared<'a> {
    /// All that there is to compare. A question that nobody is asked any more is there while a rule looks at it; one whose
    /// answers were deleted after publication too, as the proof still tells how many there were.
    fn all(bench: &'a Bench) -> Vec<Self> {
        let looked_at =
            |q: &Question| bench.criteria.rules.iter().any(|r| r.answer().is_some_and(|(id, _)| id == q.id));
        let open = |q: &Question| !q.retired && (q.answered || bench.publication.is_none());
        let questions = bench.questions.iter().filter(|q| open(q) || looked_at(q)).map(Self::Question);
        COMPARED.iter().copied().map(Self::Of).chain(questions).collect()
    }

    fn code(self) -> String {
        match self {
            Self::Of(dimension) => dimension.code().to_owned(),
            Self::Question(q) => q.id.simple().to_string(),
        }
    }

    /// Which value a rule is about, if it is about one of these.
    fn value(self, rule: &Rule) -> Option<&str> {
        match self {
            Self::Of(dimension) => (rule.dimension == dimension).then_some(rule.value.as_str()),
            Self::Question(q) => rule.answer().filter(|(id, _)| *id == q.id).map(|(_, code)| code),
        }
    }

    /// A value in words, with the language where it is not the page's.
    fn name(self, l: Locale, bench: &Bench, regions: &[Region], value: &str) -> (String, Option<&'static str>) {
        match self {
            Self::Of(dimension) => (value_name(l, bench, regions, dimension, value), None),
            Self::Question(_) if value.is_empty() => (l.t("selection-not-said"), None),
            Self::Question(q) => match answer_name(l, q, value) {
                Some((text, found)) => (text, lang(l, found)),
                None => (l.t("selection-answer-gone"), None),
            },
        }
    }
}

/// Whether the answers to a question were deleted after the list was published: what is known of them then says the proof.
fn is_deleted(bench: &Bench, q: &Question) -> bool {
    bench.publication.is_some() && !q.answered
}

/// How many applied, and how many are proposed, by value.
fn counts(bench: &Bench, chosen: Compared<'_>) -> Vec<(String, (u32, u32))> {
    let mut counts = BTreeMap::<String, (u32, u32)>::new();
    let holders = bench.list.as_ref().map(holders).unwrap_or_default();
    match chosen {
        Compared::Of(dimension) => {
            for (id, person) in &bench.people {
                let cell = counts.entry(person.value(dimension).to_owned()).or_default();
                cell.0 += 1;
                cell.1 += u32::from(holders.contains(id));
            }
        }
        Compared::Question(q) if is_deleted(bench, q) => {
            let Some(list) = &bench.list else { return Vec::new() };
            for (n, rule) in bench.criteria.rules.iter().enumerate() {
                let Some(code) = chosen.value(rule) else { continue };
                let fits = |applicant: usize| list.proposal.applicants[applicant].fits >> n & 1 == 1;
                let lines = || list.proposal.lines.iter().filter(|line| fits(line.applicant));
                let held = lines().filter(|line| matches!(line.fate, Fate::Place(_))).count();
                let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                counts.insert(code.to_owned(), (number(lines().count()), number(held)));
            }
        }
        Compared::Question(q) => {
            for code in q.codes() {
                counts.insert(code, (0, 0));
            }
            for (id, person) in &bench.people {
                let given = person.answers.get(q.id).map(|given| given.reveal().to_owned()).unwrap_or_default();
                // Nothing chosen is one of the groups too.
                for code in given.split(' ') {
                    let cell = counts.entry(code.to_owned()).or_default();
                    cell.0 += 1;
                    cell.1 += u32::from(holders.contains(id));
                }
            }
        }
    }
    for rule in bench.criteria.rules.iter().filter(|r| is_target(r.kind)) {
        if let Some(value) = chosen.value(rule) {
            counts.entry(value.to_owned()).or_default();
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    if let Compared::Question(q) = chosen {
        // As the form has them; what was not said comes last.
        let place = |code: &str| q.options.iter().position(|o| o.number.to_string() == code).unwrap_or(usize::MAX);
        counts.sort_by_cached_key(|(code, _)| (code.is_empty(), place(code), code != "yes"));
    }
    counts
}

/// Applicants, proposed and target by value of one dimension, or by what was chosen in answer to one question.
fn comparison(l: Locale, bench: &Bench, regions: &[Region], by: &str, here: &str) -> AnyView {
    let all = Compared::all(bench);
    let targets = |criteria: &Criteria, c: &Compared| {
        criteria.rules.iter().position(|r| is_target(r.kind) && c.value(r).is_some()).unwrap_or(usize::MAX)
    };
    let first = all.iter().copied().min_by_key(|c| targets(&bench.criteria, c));
    let asked = all.iter().copied().find(|c| c.code() == by);
    let chosen = asked.or(first).unwrap_or(Compared::Of(Dimension::Region));
    let chips: Vec<_> = all
        .iter()
        .map(|c| {
            let href = format!("{here}?by={}#comparison", c.code());
            let (name, lang) = match c {
                Compared::Of(dimension) => (dimension_name(l, *dimension), None),
                Compared::Question(q) => {
                    let (text, found) = question_name(l, q);
                    (text, lang(l, found))
                }
            };
            view! { <li><a href=href lang=lang aria-current=(*c == chosen).then_some("true")>{name}</a></li> }
        })
        .collect();
    let mut counted = counts(bench, chosen);
    if let Compared::Of(dimension) = chosen {
        // As forms have them; what was not said comes last.
        let place = |value: &str| match dimension {
            Dimension::Region => regions.iter().position(|r| r.code == value),
            Dimension::Sex => SEXES.iter().position(|code| *code == value),
            Dimension::AgeBand => AGE_BANDS.iter().position(|code| *code == value),
            Dimension::Language => Locale::ALL.iter().position(|l| l.code() == value),
            _ => Some(usize::from(value != "yes")),
        };
        counted.sort_by_key(|(value, _)| (value.is_empty(), place(value)));
    }
    let groups: Vec<Group> = counted
        .into_iter()
        .map(|(value, (applied, proposed))| {
            let of = |kind: Kind| {
                let fits = |r: &&Rule| r.kind == kind && chosen.value(r) == Some(value.as_str());
                bench.criteria.rules.iter().find(fits).map(|r| r.amount)
            };
            let (floor, cap) = (of(Kind::Floor), of(Kind::Cap));
            let said = [floor.map(|n| format!("≥ {n}")), cap.map(|n| format!("≤ {n}"))];
            let target = floor.or(cap).and_then(|n| u32::try_from(n).ok());
            let (label, lang) = chosen.name(l, bench, regions, &value);
            Group {
                label,
                lang,
                counts: vec![Some(applied), bench.list.is_some().then_some(proposed), target],
                words: vec![None, None, Some(said.into_iter().flatten().collect::<Vec<_>>().join(", "))],
            }
        })
        .collect();
    let series = ["selection-series-applied", "selection-series-proposed", "selection-series-target"];
    let chart = if groups.is_empty() {
        view! { <p>{l.t("selection-nobody")}</p> }.into_any()
    } else {
        // What editors wrote stands above, with its language.
        let (what, note) = match chosen {
            Compared::Of(dimension) => (dimension_name(l, dimension), None),
            Compared::Question(q) => {
                let (text, found) = question_name(l, q);
                let note = if is_deleted(bench, q) {
                    Some("selection-answers-deleted")
                } else {
                    (q.kind == Asks::ManyChoices).then_some("selection-answers-many")
                };
                let note = note.map(|key| view! { <p>{l.t(key)}</p> });
                let above = view! { <p><strong lang=lang(l, found)>{text}</strong></p> {note} };
                (l.t("selection-dimension-answer"), Some(above))
            }
        };
        let title = l.ta("selection-chart-title", &[("what", arg(what.clone()))]);
        view! {
            {note}
            <GroupedBars l=l id="strata" title=title description=l.t("selection-chart-said") what=what
                series=series.map(|key| l.t(key)).to_vec() groups=groups />
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="comparison">
            <h2 id="comparison">{l.t("selection-comparison")}</h2>
            <ul class="chips">{chips}</ul>
            {chart}
        </section>
    }
    .into_any()
}

fn list(l: Locale, bench: &Bench, regions: &[Region], may: May, asked: &Asked, here: &str) -> AnyView {
    let Some(list) = &bench.list else {
        let key = if bench.publication.is_some() { "selection-fault-sealed" } else { "selection-list-before-draw" };
        return view! { <EmptyState title=l.t(key) /> }.into_any();
    };
    let lines = &list.proposal.lines;
    if lines.is_empty() {
        return view! { <EmptyState title=l.t("selection-nobody") /> }.into_any();
    }
    let from = asked.from.min(lines.len() - 1) / PAGE * PAGE;
    // The picture stays what it is.
    let by = Compared::all(bench).into_iter().map(Compared::code).find(|code| *code == asked.by);
    let by = by.map(|code| format!("&by={code}")).unwrap_or_default();
    let at = |n: usize| format!("{here}?from={n}{by}#list");
    let newer = from.checked_sub(PAGE).map(at);
    let older = (from + PAGE < lines.len()).then(|| at(from + PAGE));
    let headers = ["name", "fate", "score", "why"].map(|h| l.t(&format!("selection-col-{h}"))).to_vec();
    let rows = lines.iter().skip(from).take(PAGE).map(|line| row(l, bench, list, regions, may, line, here)).collect();
    view! {
        <CardTable caption=l.t("selection-list") quiet=true headers=headers rows=rows />
        <Pagination l=l newer=newer older=older ordered=true />
    }
    .into_any()
}

fn row(l: Locale, bench: &Bench, list: &List, regions: &[Region], may: May, line: &Line, here: &str) -> Vec<AnyView> {
    let id = &list.proposal.applicants[line.applicant].id;
    let person = list.who.get(id).copied().flatten().and_then(|registration| bench.people.get(&registration));
    let name = match person {
        Some(p) => {
            let name = name_of(l, &p.application, may.names);
            let href = format!("{here}/applicants/{}", p.application.registration.id);
            view! { <a href=href>{name}</a> }.into_any()
        }
        None => l.t("ui-erased").into_any(),
    };
    let (fate, mood) = match line.fate {
        Fate::Place(n) => (l.ta("selection-fate-place", &[("n", arg(count(n)))]), Mood::Good),
        Fate::Waiting(n) => (l.ta("selection-fate-waiting", &[("n", arg(count(n)))]), Mood::Waiting),
        Fate::Declined => (l.t("selection-fate-declined"), Mood::Neutral),
    };
    vec![
        name,
        view! { <StateTag label=fate mood=mood /> }.into_any(),
        line.score.to_string().into_any(),
        why_said(l, bench, regions, &bench.criteria, line).view(),
    ]
}
