//! One application: what the criteria look at, where it stands and why, points and a decision by hand.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::{dimension_name, may_read_names, name_of, one_form, put_code, reason_name, value_name, why_said};
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::{Event, Region};
use crate::form::FormState;
use crate::i18n::{Locale, arg, day_time};
use crate::questions;
use crate::questions::model::Answered;
use crate::selection::form::NOTE_MAX;
use crate::selection::model::{Dimension, Fate, Line, POINTS_MAX, Put, Reason};
use crate::selection::service::{self, Bench, Judged, List, Person};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{
    BackLink, Choice, DefinitionList, ErrorSummary, RadioGroup, SubmitButton, TextArea, TextField, Tone, fields,
};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/staff/events/{slug}/selection/applicants/{id}`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or where there is no such application.
pub async fn one(cx: PageCx, actor: Actor, Id((_, slug, id)): Id<(String, String, Uuid)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let bench = service::bench(&cx.app, &actor, &event).await?;
    let person = bench.people.get(&id).ok_or(AppError::NotFound)?;
    let judged = service::judged(&cx.app, &person.application.registration).await?;
    let mut answers =
        questions::service::of_registration(&cx.app, &actor, &event, &person.application.registration).await?;
    // What a rule can look at; the others stand on the page of the registration.
    answers.retain(|a| a.question.kind.decides());
    let regions = events::service::regions(&cx.app).await?;
    let may_edit = bench.publication.is_none() && actor.can(Action::SelectionEdit, &event.place(), Of::Other);
    let names = may_read_names(&actor, &event);
    let form = cx.typed(&one_form(id)).await?.unwrap_or_else(|| filled(&judged));
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("selection-one")).staff(actor.chrome()).active("events");
    let name = name_of(l, &person.application, names);
    Ok(cx
        .render(page, move || body(l, &event, &bench, &regions, id, (&judged, &answers), &form, (&name, may_edit), now))
        .await)
}

fn filled(judged: &Judged) -> FormState {
    let mut form = FormState::default();
    if let Some(score) = &judged.score {
        form.set("points", score.points.to_string());
        form.set("score_note", score.note.reveal());
    }
    form.set("put", put_code(judged.by_hand.as_ref().map(|o| o.put)));
    if let Some(by_hand) = &judged.by_hand {
        let (Put::In(reason) | Put::Out(reason)) = by_hand.put;
        form.set("reason", reason.code());
        form.set("override_note", by_hand.note.reveal());
    }
    form
}

#[expect(clippy::too_many_arguments, reason = "a page shows what it is handed")]
fn body(
    l: Locale,
    event: &Event,
    bench: &Bench,
    regions: &[Region],
    id: Uuid,
    (judged, answers): (&Judged, &[Answered]),
    form: &FormState,
    (name, may_edit): (&str, bool),
    now: Instant,
) -> AnyView {
    let selection = format!("/{l}/staff/events/{}/selection", event.slug);
    let Some(person) = bench.people.get(&id) else { return ().into_any() };
    let labels = vec![
        ("points", l.t("selection-points")),
        ("score_note", l.t("selection-score-note")),
        ("put", l.t("selection-put")),
        ("reason", l.t("selection-reason")),
        ("override_note", l.t("selection-override-note")),
    ];
    let facts = facts(l, event, bench, regions, (person, answers), judged, now);
    let registration = format!("/{l}/staff/events/{}/registrations/{id}", event.slug);
    let forms = may_edit.then(|| forms(l, form, &format!("{selection}/applicants/{id}")));
    view! {
        <BackLink href=selection label=l.t("selection-title") />
        <h1>{name.to_owned()}</h1>
        <ErrorSummary l=l form=form labels=labels />
        <DefinitionList items=facts />
        <p class="actions"><a href=registration>{l.t("selection-to-registration")}</a></p>
        {forms}
    }
    .into_any()
}

fn line_of(list: &List, id: Uuid) -> Option<&Line> {
    let applicants = &list.proposal.applicants;
    list.proposal.lines.iter().find(|line| list.who.get(&applicants[line.applicant].id) == Some(&Some(id)))
}

fn facts(
    l: Locale,
    event: &Event,
    bench: &Bench,
    regions: &[Region],
    (person, answers): (&Person, &[Answered]),
    judged: &Judged,
    now: Instant,
) -> Vec<(String, AnyView)> {
    let line = bench.list.as_ref().and_then(|list| line_of(list, person.application.registration.id));
    let mut facts = Vec::new();
    if let Some(line) = line {
        let fate = match line.fate {
            Fate::Place(n) => l.ta("selection-fate-place", &[("n", arg(super::count(n)))]),
            Fate::Waiting(n) => l.ta("selection-fate-waiting", &[("n", arg(super::count(n)))]),
            Fate::Declined => l.t("selection-fate-declined"),
        };
        facts.push((l.t("selection-col-fate"), fate.into_any()));
        facts.push((l.t("selection-col-why"), why_said(l, bench, regions, &bench.criteria, line).view()));
        facts.push((l.t("selection-col-score"), line.score.to_string().into_any()));
    }
    for dimension in Dimension::ALL.iter().filter(|d| **d != Dimension::Answer) {
        let value = value_name(l, bench, regions, *dimension, person.value(*dimension));
        facts.push((dimension_name(l, *dimension), value.into_any()));
    }
    facts.extend(questions::pages::facts(l, answers));
    let said = |at: Instant| day_time(l, event.zone, at, now);
    if let Some(score) = &judged.score {
        let text = format!("{}: {} ({})", score.points, score.note.reveal(), said(score.at));
        facts.push((l.t("selection-points"), text.into_any()));
    }
    if let Some(by_hand) = &judged.by_hand {
        let (Put::In(reason) | Put::Out(reason)) = by_hand.put;
        let put = l.t(&format!("selection-put-{}", put_code(Some(by_hand.put))));
        let text = format!("{put}, {}: {} ({})", reason_name(l, reason), by_hand.note.reveal(), said(by_hand.at));
        facts.push((l.t("selection-put"), text.into_any()));
    }
    facts
}

fn forms(l: Locale, form: &FormState, here: &str) -> AnyView {
    let bounds = [("max", arg(POINTS_MAX))];
    let puts = ["criteria", "in", "out"].map(|p| Choice::new(p, l.t(&format!("selection-put-{p}")))).to_vec();
    let reasons = Reason::ALL.iter().map(|r| Choice::new(r.code(), reason_name(l, *r))).collect();
    let max = u32::try_from(NOTE_MAX).unwrap_or(u32::MAX);
    view! {
        <section class="section" aria-labelledby="points-title">
            <h2 id="points-title">{l.t("selection-score-title")}</h2>
            <form class="form" method="post" action=format!("{here}/score") novalidate>
                <TextField l=l form=form name="points" label=l.t("selection-points") hint=l.ta("selection-points-hint", &bounds)
                    kind=fields::Kind::Number width="w-4" />
                <TextArea l=l form=form name="score_note" label=l.t("selection-score-note") hint=l.t("selection-note-hint")
                    rows=3 maxlength=max />
                <div class="form-end"><SubmitButton label=l.t("selection-score-save") tone=Tone::Secondary /></div>
            </form>
        </section>
        <section class="section" aria-labelledby="override-title">
            <h2 id="override-title">{l.t("selection-override-title")}</h2>
            <p>{l.t("selection-override-lead")}</p>
            <form class="form" method="post" action=format!("{here}/override") novalidate>
                <RadioGroup l=l form=form name="put" legend=l.t("selection-put") choices=puts />
                <RadioGroup l=l form=form name="reason" legend=l.t("selection-reason") hint=l.t("selection-reason-hint") choices=reasons />
                <TextArea l=l form=form name="override_note" label=l.t("selection-override-note") hint=l.t("selection-note-hint")
                    rows=3 maxlength=max />
                <div class="form-end"><SubmitButton label=l.t("selection-override-save") tone=Tone::Secondary /></div>
            </form>
        </section>
    }
    .into_any()
}
