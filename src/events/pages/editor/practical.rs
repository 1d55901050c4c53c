//! What is practical: kind, region, address, languages, what is covered; and safe mode.

use axum::response::Response;
use leptos::prelude::*;

use super::start::kinds;
use super::{Sheet, characters, editable, head, sheet};
use crate::error::Outcome;
use crate::events::form::practical as form;
use crate::events::model::checklist::Section;
use crate::events::model::{Region, SLUG_MAX, State};
use crate::events::service;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::staff::model::Actor;
use crate::ui::{Checkbox, CheckboxGroup, Choice, RadioGroup, Select, TextField};
use crate::web::{Id, PageCx};

/// `/{l}/staff/events/{slug}/edit/practical`
///
/// # Errors
/// `Conflict` for what can no longer be edited.
pub async fn practical(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let l = cx.locale;
    let event = editable(&cx, &actor, &slug).await?;
    let regions = service::regions_for(&cx.app, &actor, &event).await?;
    let page = Sheet::of(&cx, &event, Section::Practical, form::filled).await?.labelled(
        l,
        &[
            ("languages", "events-language"),
            ("interpreted", "events-interpreted"),
            ("covers", "events-covers"),
            ("kind", "events-kind"),
            ("region", "events-region"),
            ("slug", "events-slug"),
        ],
    );
    let body = move || {
        let slug_open = event.state == State::Draft;
        sheet(l, &event, &page, |form| fields(l, form, &regions, slug_open))
    };
    Ok(cx.render(head(l, Section::Practical, &actor), body).await)
}

fn fields(l: Locale, form: &FormState, regions: &[Region], slug_open: bool) -> AnyView {
    let regions: Vec<_> = regions.iter().map(|r| Choice::new(&r.code, r.name(l))).collect();
    let covers: Vec<_> = ["travel", "meals", "lodging", "childcare"]
        .into_iter()
        .map(|what| Choice::new(what, l.t(&format!("events-covers-{what}"))))
        .collect();
    let slug = slug_open.then(|| {
        view! {
            <TextField l=l form=form name="slug" label=l.t("events-slug") hint=l.t("events-slug-hint") optional=true
                maxlength=characters(SLUG_MAX) no_spellcheck=true autocomplete="off" />
        }
    });
    view! {
        <fieldset class="group"><legend class="group-title">{l.t("editor-safety")}</legend>
            <Checkbox l=l form=form name="safe_mode" label=l.t("events-safe-mode") hint=l.t("editor-safe-mode-hint") />
        </fieldset>
        <fieldset class="group"><legend class="group-title">{l.t("events-group-practical")}</legend>
            <CheckboxGroup l=l form=form name="languages" legend=l.t("events-language") choices=Choice::locales() />
            <CheckboxGroup l=l form=form name="interpreted" legend=l.t("events-interpreted") choices=Choice::locales() optional=true />
            <CheckboxGroup l=l form=form name="covers" legend=l.t("events-covers") choices=covers optional=true />
            <Checkbox l=l form=form name="step_free" label=l.t("events-step-free") />
        </fieldset>
        <fieldset class="group"><legend class="group-title">{l.t("events-group-basics")}</legend>
            <RadioGroup l=l form=form name="kind" legend=l.t("events-kind") choices=kinds(l) />
            <Select l=l form=form name="region" label=l.t("events-region") choices=regions empty=l.t("events-choose") />
            {slug}
        </fieldset>
    }
    .into_any()
}
