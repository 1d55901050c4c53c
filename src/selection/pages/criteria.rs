//! The form of the criteria: one row a rule.

use axum::response::Response;
use leptos::prelude::*;

use super::said::Said;
use super::{criteria_form, offered, rule_said, to_choose};
use crate::error::Outcome;
use crate::events;
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::selection::form::{field, filled, rows, rule};
use crate::selection::model::{ANSWERS_MAX, Kind, RULES_MAX, WEIGHT_MAX};
use crate::selection::service;
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{BackLink, Choice, ErrorSummary, HiddenField, Select, SubmitButton, TextField, Tone, fields};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/staff/events/{slug}/selection/criteria`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `Conflict` once the list is published.
pub async fn criteria(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::SelectionEdit, &event.place(), Of::Other)?;
    let bench = service::bench(&cx.app, &actor, &event).await?;
    if bench.publication.is_some() {
        return Err(service::IS_PUBLISHED);
    }
    let regions = events::service::regions(&cx.app).await?;
    let typed = cx.typed(&criteria_form(&slug)).await?;
    let form = typed.unwrap_or_else(|| filled(&bench.criteria, &bench.version));
    let l = cx.locale;
    let choices = offered(l, &bench, &regions);
    let all_answers = to_choose(&bench.questions, &bench.criteria).1;
    let here = cx.link(&format!("/staff/events/{slug}/selection"));
    let page = Page::new(l.t("selection-criteria")).staff(actor.chrome()).active("events");
    let rules: Vec<_> = (0..rows(&form)).map(|n| rule(&form, n).map(|r| rule_said(l, &bench, &regions, &r))).collect();
    Ok(cx.render(page, move || body(l, &form, &rules, &choices, all_answers, &here)).await)
}

/// `rules` says in words what the rows hold, where they hold a rule.
fn body(
    l: Locale,
    form: &FormState,
    rules: &[Option<Said>],
    choices: &[Choice],
    all_answers: bool,
    here: &str,
) -> AnyView {
    let n = rules.len();
    let names: Vec<(String, String)> = (0..n)
        .flat_map(|i| {
            ["kind", "what", "amount"].map(|part| {
                let label = l.t(&format!("selection-field-{part}"));
                (field(i, part), format!("{} {}, {label}", l.t("selection-rule"), i + 1))
            })
        })
        .collect();
    let mut labels: Vec<(&str, String)> = names.iter().map(|(name, label)| (name.as_str(), label.clone())).collect();
    labels.push(("waiting", l.t("selection-waiting")));
    let kinds: Vec<Choice> =
        Kind::ALL.iter().map(|k| Choice::new(k.code(), l.t(&format!("selection-kind-{}", k.code())))).collect();
    let groups: Vec<_> =
        rules.iter().enumerate().map(|(i, said)| row(l, form, (i, said.as_ref()), &kinds, choices)).collect();
    let limits = [("max", arg(i64::try_from(RULES_MAX).unwrap_or(0))), ("weight", arg(WEIGHT_MAX))];
    let fewer = (!all_answers).then(|| {
        let most = [("max", arg(i64::try_from(ANSWERS_MAX).unwrap_or(0)))];
        view! { <p>{l.ta("selection-answers-fewer", &most)}</p> }
    });
    view! {
        <BackLink href=here.to_owned() label=l.t("selection-title") />
        <h1>{l.t("selection-criteria")}</h1>
        <ErrorSummary l=l form=form labels=labels />
        <p class="lead">{l.t("selection-criteria-lead")}</p>
        <p>{l.ta("selection-criteria-how", &limits)}</p>
        {fewer}
        <form class="form form-wide" method="post" action=format!("{here}/criteria") novalidate>
            <HiddenField name="version" value=form.value("version") />
            {groups}
            <fieldset class="group">
                <legend class="group-title">{l.t("selection-waiting-title")}</legend>
                <TextField l=l form=form name="waiting" label=l.t("selection-waiting") hint=l.t("selection-waiting-hint")
                    kind=fields::Kind::Number optional=true width="w-8" />
            </fieldset>
            <div class="form-end">
                <p class="actions">
                    <SubmitButton label=l.t("selection-criteria-save") />
                    <a class=Tone::Quiet.class() href=here.to_owned()>{l.t("events-not-now")}</a>
                </p>
            </div>
        </form>
    }
    .into_any()
}

fn row(
    l: Locale,
    form: &FormState,
    (i, said): (usize, Option<&Said>),
    kinds: &[Choice],
    choices: &[Choice],
) -> AnyView {
    let said = said.cloned().map(|said| view! { ". " {said.view()} });
    view! {
        <fieldset class="group rule">
            <legend class="group-title">{l.t("selection-rule")} " " {i + 1} {said}</legend>
            <Select l=l form=form name=field(i, "kind") label=l.t("selection-field-kind") choices=kinds.to_vec()
                empty=l.t("selection-kind-none") />
            <Select l=l form=form name=field(i, "what") label=l.t("selection-field-what") choices=choices.to_vec()
                empty=l.t("selection-what-none") />
            <TextField l=l form=form name=field(i, "amount") label=l.t("selection-field-amount") kind=fields::Kind::Number
                optional={form.value(&field(i, "kind")).is_empty()} width="w-8" />
        </fieldset>
    }
    .into_any()
}
