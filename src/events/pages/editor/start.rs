//! How an event begins: seven answers make a draft, and the overview then says what is missing.

use axum::response::Response;
use leptos::prelude::*;

use super::characters;
use crate::error::{AppError, Outcome};
use crate::events::form::{CAPACITY_MAX, CAPACITY_MIN, TITLE_MAX, start};
use crate::events::model::{Kind, Region};
use crate::events::service;
use crate::form::FormState;
use crate::i18n::{Locale, arg, zone_name};
use crate::staff::model::Actor;
use crate::ui::{BackLink, Choice, ErrorSummary, Kind as Field, RadioGroup, Select, SubmitButton, TextArea, TextField};
use crate::web::{Page, PageCx};

/// `/{l}/staff/events/new`
///
/// # Errors
/// `Forbidden` to those who may make events nowhere.
pub async fn new(cx: PageCx, actor: Actor) -> Outcome<Response> {
    let l = cx.locale;
    let regions = service::regions_to_edit(&cx.app, &actor).await?;
    if regions.is_empty() {
        return Err(AppError::Forbidden);
    }
    let typed = cx.typed("event:new").await?;
    let only = (regions.len() == 1).then(|| regions[0].code.as_str());
    let form = typed.unwrap_or_else(|| start::blank(l, only));
    let head = Page::new(l.t("events-new")).staff(actor.chrome()).active("events");
    let action = cx.link("/staff/events/new");
    let zone = zone_name(l, start::zone(), cx.app.clock.now());
    let body = move || {
        view! {
            <BackLink href=format!("/{l}/staff/events") label=l.t("events-title") />
            <h1>{l.t("events-new")}</h1>
            <p class="lead">{l.t("editor-start-lead")}</p>
            {fields(l, &form, &regions, zone, action)}
        }
    };
    Ok(cx.render(head, body).await)
}

/// The kinds of events, by their names.
pub(super) fn kinds(l: Locale) -> Vec<Choice> {
    Kind::ALL
        .iter()
        .map(|k| Choice::new(k.code(), l.t(&format!("events-kind-{}", k.code().replace('_', "-")))))
        .collect()
}

fn fields(l: Locale, form: &FormState, regions: &[Region], zone: String, action: String) -> AnyView {
    let regions: Vec<_> = regions.iter().map(|r| Choice::new(&r.code, r.name(l))).collect();
    let labels = [
        ("kind", "events-kind"),
        ("main_locale", "events-main-locale"),
        ("title", "events-text-title"),
        ("region", "events-region"),
        ("start", "events-session-start"),
        ("end", "events-session-end"),
        ("capacity", "events-capacity"),
    ];
    let labels = labels.map(|(name, key)| (name, l.t(key))).to_vec();
    let zone = l.ta("editor-start-zone", &[("zone", arg(zone))]);
    view! {
        <ErrorSummary l=l form=form labels=labels />
        <form class="form" method="post" action=action novalidate>
            <RadioGroup l=l form=form name="kind" legend=l.t("events-kind") choices=kinds(l) />
            <RadioGroup l=l form=form name="main_locale" legend=l.t("events-main-locale")
                hint=l.t("events-main-locale-hint") choices=Choice::locales() />
            <TextArea l=l form=form name="title" label=l.t("events-text-title") hint=l.t("editor-start-title-hint") rows=2
                maxlength=characters(TITLE_MAX) />
            <Select l=l form=form name="region" label=l.t("events-region") choices=regions empty=l.t("events-choose") />
            <fieldset class="group"><legend class="group-title">{l.t("editor-start-session")}</legend><p class="hint">{zone}</p>
                <TextField l=l form=form name="start" label=l.t("events-session-start") kind=Field::DateTime />
                <TextField l=l form=form name="end" label=l.t("events-session-end") kind=Field::DateTime />
            </fieldset>
            <TextField l=l form=form name="capacity" label=l.t("events-capacity") hint=l.t("editor-start-capacity-hint")
                kind=Field::Number min=CAPACITY_MIN.to_string() max=CAPACITY_MAX.to_string() width="w-8" />
            <div class="form-end"><SubmitButton label=l.t("editor-start-save") /></div>
        </form>
    }
    .into_any()
}
