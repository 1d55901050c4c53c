//! The editor of one question: what it asks in the four languages, side by side, and the rules around it.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::list::choice;
use crate::error::Outcome;
use crate::events;
use crate::events::model::Event;
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::questions::form::editor::{
    ADD_OPTION, ALWAYS, blank, condition_value, filled, option_field, rows, text_field,
};
use crate::questions::model::{
    Condition, HELP_MAX, KEEP_DAYS, Kind, LABEL_MAX, OPTION_MAX, OPTIONS_MAX, Question, SeenBy,
};
use crate::questions::service;
use crate::staff::model::Actor;
use crate::ui::{
    BackLink, Checkbox, Choice, ErrorSummary, HiddenField, Kind as Field, Mood, Notice, RadioGroup, Select,
    SubmitButton, TextArea, TextField, Tone,
};
use crate::web::{Id, Page, PageCx};

/// The name of the editor, for what was typed.
#[must_use]
pub fn form_name(slug: &str, id: Option<Uuid>) -> String {
    id.map_or_else(|| format!("question:{slug}"), |id| format!("question:{id}"))
}

/// `GET /{l}/staff/events/{slug}/questions/new`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to edit the event.
pub async fn new(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let mut questions = service::list(&cx.app, &actor, &event).await?;
    questions.retain(|q| !q.retired);
    let form = cx.typed(&form_name(&slug, None)).await?.unwrap_or_else(blank);
    let l = cx.locale;
    let page = Page::new(l.t("questions-new")).staff(actor.chrome()).active("events");
    Ok(cx.render(page, move || body(l, &event, &form, &questions, None)).await)
}

/// `GET /{l}/staff/events/{slug}/questions/{id}`
///
/// # Errors
/// As [`new`]; `NotFound` for a question of another event, or not asked any more.
pub async fn edit(cx: PageCx, actor: Actor, Id((_, slug, id)): Id<(String, String, Uuid)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let (question, mut questions) = service::one(&cx.app, &actor, &event, id).await?;
    questions.truncate(questions.iter().position(|q| q.id == id).unwrap_or(0));
    let form = cx.typed(&form_name(&slug, Some(id))).await?.unwrap_or_else(|| filled(&question));
    let l = cx.locale;
    let page = Page::new(l.t("questions-edit")).staff(actor.chrome()).active("events");
    Ok(cx.render(page, move || body(l, &event, &form, &questions, Some(&question))).await)
}

/// `earlier` are the questions that this one can depend on.
fn body(l: Locale, event: &Event, form: &FormState, earlier: &[Question], question: Option<&Question>) -> AnyView {
    let list = format!("/{l}/staff/events/{}/questions", event.slug);
    let title = if question.is_some() { "questions-edit" } else { "questions-new" };
    let action = question.map_or_else(|| format!("{list}/new"), |q| format!("{list}/{}", q.id));
    let answered = question.is_some_and(|q| q.answered);
    let care = answered.then(|| {
        view! {
            <Notice mood=Mood::Waiting title=l.t("questions-answered-title")><p>{l.t("questions-answered")}</p></Notice>
        }
    });
    let retire = question.map(|q| {
        view! {
            <section class="section">
                <h2>{l.t("questions-retire-title")}</h2>
                <p>{l.t("questions-retire-help")}</p>
                <form method="post" action=format!("{list}/{}/retire", q.id)>
                    <SubmitButton label=l.t("questions-retire") tone=Tone::Warning />
                </form>
            </section>
        }
    });
    // A kind that cannot change any more has options, or never will.
    let fixed = if answered { Kind::parse(&form.value("kind")) } else { None };
    let options = fixed.is_none_or(Kind::has_options).then(|| options(l, form, event.main_locale));
    let names = labels(l);
    let labels = names.iter().map(|(name, label)| (name.as_str(), label.clone())).collect();
    view! {
        <BackLink href=list label=l.t("questions-title") />
        <h1>{l.t(title)}</h1>
        <ErrorSummary l=l form=form labels=labels />
        {care}
        <form class="form" method="post" action=action novalidate>
            <HiddenField name="version" value=form.value("version") />
            <HiddenField name="rows" value=rows(form).to_string() />
            // The first button of a form is the one that Enter presses: it must be the one that saves.
            <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true">{l.t("ui-save")}</button>
            {texts(l, form, event.main_locale)}
            {kind(l, form, answered)}
            {options}
            {rules(l, form, earlier)}
            <div class="form-end"><SubmitButton label=l.t("ui-save") /></div>
        </form>
        {retire}
    }
    .into_any()
}

/// What the fields are called in the summary of errors, in the order of the page.
fn labels(l: Locale) -> Vec<(String, String)> {
    let rules = [
        ("shown_if", "questions-shown-if"),
        ("seen_by", "questions-seen-by"),
        ("keep_days", "questions-keep-days"),
        ("min", "questions-min"),
        ("max", "questions-max"),
    ];
    let text = |part: &str, other: Locale| {
        let name = format!("{} · {}", l.t(&format!("questions-{part}")), other.name());
        (text_field(part, other), name)
    };
    let option = |row: usize, other: Locale| (option_field(row, other.code()), option_label(l, row, other));
    let mut labels = Vec::new();
    for part in ["label", "help"] {
        labels.extend(Locale::ALL.map(|other| text(part, other)));
    }
    labels.push(("kind".to_owned(), l.t("questions-kind")));
    for row in 0..OPTIONS_MAX {
        labels.extend(Locale::ALL.map(|other| option(row, other)));
    }
    labels.extend(rules.map(|(name, key)| (name.to_owned(), l.t(key))));
    labels
}

fn option_label(l: Locale, row: usize, other: Locale) -> String {
    format!("{} · {}", l.ta("questions-option-n", &[("n", arg(row + 1))]), other.name())
}

fn limit(max: usize) -> u32 {
    u32::try_from(max).unwrap_or(u32::MAX)
}

/// In the languages that have words already, a missing one is named.
fn texts(l: Locale, form: &FormState, main: Locale) -> AnyView {
    let parts: Vec<_> = [("label", LABEL_MAX, 2), ("help", HELP_MAX, 2)]
        .into_iter()
        .map(|(part, max, lines)| {
            let name = l.t(&format!("questions-{part}"));
            let there = |other: Locale| !form.value(&text_field(part, other)).trim().is_empty();
            let any = Locale::ALL.into_iter().any(there);
            let fields: Vec<_> = Locale::ALL
                .into_iter()
                .map(|other| {
                    let label = format!("{name} · {}", other.name());
                    let hint = if any && !there(other) { l.t("questions-text-missing") } else { String::new() };
                    let required = part == "label" && other == main;
                    view! {
                        <div class="side">
                            <TextArea l=l form=form name=text_field(part, other) label=label hint=hint rows=lines
                                maxlength=limit(max) optional=!required lang=other.code() />
                        </div>
                    }
                })
                .collect();
            let hint = l.t(&format!("questions-{part}-hint"));
            view! { <fieldset class="group"><legend class="group-title">{name}</legend><p class="hint">{hint}</p><div class="sides">{fields}</div></fieldset> }
        })
        .collect();
    parts.into_any()
}

fn kind(l: Locale, form: &FormState, frozen: bool) -> AnyView {
    let named = |kind: Kind| l.t(&format!("questions-kind-{}", kind.code()));
    if frozen {
        let kind = Kind::parse(&form.value("kind")).map(named).unwrap_or_default();
        return view! {
            <fieldset class="group"><legend class="group-title">{l.t("questions-answer")}</legend>
                <p>{l.t("questions-kind")}": "{kind}</p>
                <HiddenField name="kind" value=form.value("kind") />
            </fieldset>
        }
        .into_any();
    }
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.code(), named(kind))).to_vec();
    view! {
        <fieldset class="group"><legend class="group-title">{l.t("questions-answer")}</legend>
            <RadioGroup l=l form=form name="kind" legend=l.t("questions-kind") choices=kinds />
        </fieldset>
    }
    .into_any()
}

/// The first two are needed, the others may stay empty as a whole; what alone may stay empty says so in all of them.
fn options(l: Locale, form: &FormState, main: Locale) -> AnyView {
    let count = rows(form);
    let rows: Vec<_> = (0..count)
        .map(|row| {
            let id = form.value(&option_field(row, "id"));
            let id = (!id.is_empty()).then(|| view! { <HiddenField name=option_field(row, "id") value=id /> });
            let there = |other: Locale| !form.value(&option_field(row, other.code())).trim().is_empty();
            let any = Locale::ALL.into_iter().any(there);
            let fields: Vec<_> = Locale::ALL
                .into_iter()
                .map(|other| {
                    let hint = if any && !there(other) { l.t("questions-text-missing") } else { String::new() };
                    view! {
                        <div class="side">
                            <TextField l=l form=form name=option_field(row, other.code()) label=option_label(l, row, other) hint=hint
                                optional={other != main} either={row > 1} maxlength=limit(OPTION_MAX) />
                        </div>
                    }
                })
                .collect();
            let legend = l.ta("questions-option-n", &[("n", arg(row + 1))]);
            view! {
                <fieldset><legend class="visually-hidden">{legend}</legend><div class="sides">{fields}</div>{id}</fieldset>
            }
        })
        .collect();
    let more = (count < OPTIONS_MAX).then(|| {
        view! {
            <p class="actions">
                <SubmitButton label=l.t("questions-option-add") tone=Tone::Secondary name="action" value=ADD_OPTION />
            </p>
        }
    });
    view! {
        <fieldset class="group"><legend class="group-title">{l.t("questions-options")}</legend>
            <p class="hint">{l.ta("questions-options-hint", &[("max", arg(OPTIONS_MAX))])}</p>
            {rows}
            {more}
        </fieldset>
    }
    .into_any()
}

fn rules(l: Locale, form: &FormState, earlier: &[Question]) -> AnyView {
    let mut choices = vec![Choice::new(ALWAYS, l.t("questions-always"))];
    for q in earlier.iter().filter(|q| q.kind.decides()) {
        for value in q.codes() {
            let label = choice(l, q, &value);
            choices.push(Choice::new(condition_value(&Condition { question: q.id, value }), label));
        }
    }
    let seen_by = SeenBy::ALL.map(|s| Choice::new(s.code(), l.t(&format!("questions-seen-by-{}", s.code())))).to_vec();
    let (from, to) = (KEEP_DAYS.start().to_string(), KEEP_DAYS.end().to_string());
    view! {
        <fieldset class="group"><legend class="group-title">{l.t("questions-rules")}</legend>
            <Checkbox l=l form=form name="required" label=l.t("questions-required-label") />
            <Select l=l form=form name="shown_if" label=l.t("questions-shown-if") hint=l.t("questions-shown-if-hint") choices=choices />
            <RadioGroup l=l form=form name="seen_by" legend=l.t("questions-seen-by") hint=l.t("questions-seen-by-hint") choices=seen_by />
            <TextField l=l form=form name="keep_days" label=l.t("questions-keep-days") hint=l.t("questions-keep-days-hint")
                kind=Field::Number min=from max=to width="w-4" />
            <TextField l=l form=form name="min" label=l.t("questions-min") hint=l.t("questions-number-only") optional=true
                width="w-8" />
            <TextField l=l form=form name="max" label=l.t("questions-max") hint=l.t("questions-number-only") optional=true
                width="w-8" />
        </fieldset>
    }
    .into_any()
}
