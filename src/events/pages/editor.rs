//! The editor: one long form, grouped, that works as plain HTML. Texts stand beside each other in the four languages.

use axum::response::Response;
use leptos::prelude::*;

use super::super::form::{
    self, ADD_SESSION, AUDIENCE_MAX, CAPACITY_MAX, CAPACITY_MIN, DESCRIPTION_MAX, OFFER_HOURS_MAX, OFFER_HOURS_MIN,
    OTHER_ZONE, SESSION_TITLE_MAX, SESSIONS_MAX, SUMMARY_MAX, TEXT_PARTS, TITLE_MAX, VENUE_MAX, ZONE_MAX, ZONES,
    session_field, text_field,
};
use super::super::model::{Admission, Kind, Region, SLUG_MAX, State};
use super::super::service;
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{
    BackLink, Checkbox, CheckboxGroup, Choice, ErrorSummary, HiddenField, Kind as Field, RadioGroup, Select,
    SubmitButton, TextArea, TextField, Tone,
};
use crate::web::{Id, Page, PageCx};

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
    let form = typed.unwrap_or_else(|| form::blank(l, only));
    let head = Page::new(l.t("events-new")).staff(actor.chrome()).active("events");
    let action = cx.link("/staff/events/new");
    let body = move || {
        view! {
            <BackLink href=format!("/{l}/staff/events") label=l.t("events-title") />
            <h1>{l.t("events-new")}</h1>
            {editor(l, &form, &regions, action, true)}
        }
    };
    Ok(cx.render(head, body).await)
}

/// `/{l}/staff/events/{slug}/edit`
///
/// # Errors
/// `Conflict` for what can no longer be edited.
pub async fn edit(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let l = cx.locale;
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    if matches!(event.state, State::Cancelled | State::Archived) {
        return Err(AppError::Conflict("events-error-not-editable"));
    }
    let regions = service::regions_for(&cx.app, &actor, &event).await?;
    let typed = cx.typed(&format!("event:{}", event.slug)).await?;
    let form = typed.unwrap_or_else(|| form::filled(&event));
    let head = Page::new(l.t("events-edit")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{}", event.slug));
    let body = move || {
        let public = event.is_public().then(|| view! { <p class="lead">{l.t("events-edit-public")}</p> });
        view! {
            <BackLink href=base.clone() label=event.text(l).0.title.clone() />
            <h1>{l.t("events-edit")}</h1>
            {public}
            {editor(l, &form, &regions, format!("{base}/edit"), event.state == State::Draft)}
        }
    };
    Ok(cx.render(head, body).await)
}

fn editor(l: Locale, form: &FormState, regions: &[Region], action: String, slug_open: bool) -> AnyView {
    let names = labels(l);
    let labels = names.iter().map(|(name, label)| (name.as_str(), label.clone())).collect();
    view! {
        <ErrorSummary l=l form=form labels=labels />
        <form class="form" method="post" action=action novalidate>
            <HiddenField name="version" value=form.value("version") />
            <HiddenField name="rows" value=form::rows(form).to_string() />
            // The first button of a form is the one that Enter presses: it must be the one that saves.
            <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true">{l.t("ui-save")}</button>
            {basics(l, form, regions, slug_open)}
            {texts(l, form)}
            {sessions(l, form)}
            {registration(l, form)}
            {practical(l, form)}
            <div class="form-end"><SubmitButton label=l.t("ui-save") /></div>
        </form>
    }
    .into_any()
}

/// What the fields are called in the summary of errors.
fn labels(l: Locale) -> Vec<(String, String)> {
    let single = [
        ("kind", "events-kind"),
        ("slug", "events-slug"),
        ("region", "events-region"),
        ("zone", "events-zone"),
        ("zone_other", "events-zone-other-name"),
        ("main_locale", "events-main-locale"),
        ("languages", "events-language"),
        ("interpreted", "events-interpreted"),
        ("covers", "events-covers"),
        ("opens", "events-registration-opens"),
        ("closes", "events-deadline"),
        ("admission", "events-admission"),
        ("answers_until", "events-answers-until"),
        ("offer_hours", "events-offer-hours"),
        ("capacity", "events-capacity"),
    ];
    let mut labels: Vec<_> = single.iter().map(|(name, key)| ((*name).to_owned(), l.t(key))).collect();
    for other in Locale::ALL {
        for (part, ..) in TEXT_PARTS {
            labels
                .push((text_field(part, other), format!("{} · {}", l.t(&format!("events-text-{part}")), other.name())));
        }
    }
    for row in 0..SESSIONS_MAX {
        let session = l.ta("events-session-n", &[("n", arg(row + 1))]);
        let mut push = |part: &str, what: String| labels.push((session_field(row, part), format!("{session}, {what}")));
        push("start", l.t("events-session-start"));
        push("end", l.t("events-session-end"));
        for other in Locale::ALL {
            push(&text_field("title", other), format!("{} · {}", l.t("events-session-title"), other.name()));
        }
    }
    labels
}

fn basics(l: Locale, form: &FormState, regions: &[Region], slug_open: bool) -> AnyView {
    let kinds: Vec<_> = Kind::ALL
        .iter()
        .map(|k| Choice::new(k.code(), l.t(&format!("events-kind-{}", k.code().replace('_', "-")))))
        .collect();
    let regions: Vec<_> = regions.iter().map(|r| Choice::new(&r.code, r.name(l))).collect();
    let zones = ZONES.into_iter().map(|z| Choice::new(z, z)).chain([Choice::new(OTHER_ZONE, l.t("events-zone-other"))]);
    let slug = slug_open.then(|| {
        view! {
            <TextField l=l form=form name="slug" label=l.t("events-slug") hint=l.t("events-slug-hint") optional=true
                maxlength=characters(SLUG_MAX) no_spellcheck=true autocomplete="off" />
        }
    });
    view! {
        <fieldset class="group"><legend class="group-title">{l.t("events-group-basics")}</legend>
            <RadioGroup l=l form=form name="kind" legend=l.t("events-kind") choices=kinds />
            <Select l=l form=form name="region" label=l.t("events-region") choices=regions empty=l.t("events-choose") />
            <RadioGroup l=l form=form name="zone" legend=l.t("events-zone") hint=l.t("events-zone-hint") choices=zones.collect() />
            <TextField l=l form=form name="zone_other" label=l.t("events-zone-other-name") hint=l.t("events-zone-other-hint")
                optional=true maxlength=characters(ZONE_MAX) no_spellcheck=true autocomplete="off" />
            {slug}
        </fieldset>
    }
    .into_any()
}

fn characters(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}

/// Each part in all languages, side by side where there is room. What the main language must have is not marked as
/// optional; in the others a missing part is named in the hint.
fn texts(l: Locale, form: &FormState) -> AnyView {
    let main = form.value("main_locale");
    let parts: Vec<_> = [
        ("title", TITLE_MAX, 2),
        ("summary", SUMMARY_MAX, 2),
        ("description", DESCRIPTION_MAX, 8),
        ("audience", AUDIENCE_MAX, 3),
        ("venue", VENUE_MAX, 2),
    ]
    .into_iter()
    .map(|(part, limit, rows)| {
        let name = l.t(&format!("events-text-{part}"));
        let fields: Vec<_> = Locale::ALL
            .into_iter()
            .map(|other| {
                let field = text_field(part, other);
                let required = main == other.code() && part != "audience";
                let label = format!("{name} · {}", other.name());
                let begun = !form.value(&text_field("title", other)).is_empty();
                let missing = begun && part != "audience" && form.value(&field).is_empty();
                let hint = if missing { l.t("events-text-missing") } else { String::new() };
                view! {
                    <div class="side">
                        <TextArea l=l form=form name=field label=label hint=hint rows=rows
                            maxlength=characters(limit) optional=!required lang=other.code() />
                    </div>
                }
            })
            .collect();
        let hint = l.t(&format!("events-text-{part}-hint"));
        view! { <fieldset class="group"><legend class="group-title">{name}</legend><p class="hint">{hint}</p><div class="sides">{fields}</div></fieldset> }
    })
    .collect();
    view! {
        <fieldset class="group"><legend class="group-title">{l.t("events-group-texts")}</legend><p class="hint">{l.t("events-group-texts-hint")}</p>
            <RadioGroup l=l form=form name="main_locale" legend=l.t("events-main-locale")
                hint=l.t("events-main-locale-hint") choices=Choice::locales() />
            {parts}
        </fieldset>
    }
    .into_any()
}

fn sessions(l: Locale, form: &FormState) -> AnyView {
    let (count, main) = (form::rows(form), form.value("main_locale"));
    let rows: Vec<_> = (0..count)
        .map(|row| {
            let legend = l.ta("events-session-n", &[("n", arg(row + 1))]);
            let id = form.value(&session_field(row, "id"));
            let id = (!id.is_empty()).then(|| view! { <HiddenField name=session_field(row, "id") value=id /> });
            let titles: Vec<_> = Locale::ALL
                .into_iter()
                .map(|other| {
                    let field = session_field(row, &text_field("title", other));
                    // The only session may go by the event's title.
                    let required = count > 1 && main == other.code();
                    let label = format!("{} · {}", l.t("events-session-title"), other.name());
                    view! {
                        <div class="side">
                            <TextField l=l form=form name=field label=label optional=!required maxlength=characters(SESSION_TITLE_MAX) />
                        </div>
                    }
                })
                .collect();
            view! {
                <fieldset class="group"><legend class="group-title">{legend}</legend>
                    <div class="sides">
                        <div class="side">
                            <TextField l=l form=form name=session_field(row, "start") label=l.t("events-session-start")
                                kind=Field::DateTime optional={row > 0} />
                        </div>
                        <div class="side">
                            <TextField l=l form=form name=session_field(row, "end") label=l.t("events-session-end")
                                kind=Field::DateTime optional={row > 0} />
                        </div>
                        {titles}
                    </div>
                    {id}
                </fieldset>
            }
        })
        .collect();
    let more = (count < SESSIONS_MAX).then(|| {
        view! {
            <p class="actions">
                <SubmitButton label=l.t("events-session-add") tone=Tone::Secondary name="action" value=ADD_SESSION />
            </p>
        }
    });
    let hint = l.ta("events-group-sessions-hint", &[("max", arg(SESSIONS_MAX))]);
    view! { <fieldset class="group"><legend class="group-title">{l.t("events-sessions")}</legend><p class="hint">{hint}</p>{rows}{more}</fieldset> }.into_any()
}

fn registration(l: Locale, form: &FormState) -> AnyView {
    let modes: Vec<_> = Admission::ALL
        .iter()
        .map(|a| {
            let key = format!("events-admission-{}", a.code().replace('_', "-"));
            Choice::new(a.code(), l.t(&key)).hint(l.t(&format!("{key}-hint")))
        })
        .collect();
    view! {
        <fieldset class="group"><legend class="group-title">{l.t("events-registration")}</legend>
            <TextField l=l form=form name="capacity" label=l.t("events-capacity") hint=l.t("events-capacity-hint")
                kind=Field::Number min=CAPACITY_MIN.to_string() max=CAPACITY_MAX.to_string() width="w-8" />
            <TextField l=l form=form name="opens" label=l.t("events-registration-opens") hint=l.t("events-opens-hint")
                kind=Field::DateTime optional=true />
            <TextField l=l form=form name="closes" label=l.t("events-deadline") kind=Field::DateTime />
            <RadioGroup l=l form=form name="admission" legend=l.t("events-admission") choices=modes />
            <TextField l=l form=form name="answers_until" label=l.t("events-answers-until") hint=l.t("events-answers-until-hint")
                kind=Field::DateTime optional=true />
            <TextField l=l form=form name="offer_hours" label=l.t("events-offer-hours") hint=l.t("events-offer-hours-hint")
                kind=Field::Number min=OFFER_HOURS_MIN.to_string() max=OFFER_HOURS_MAX.to_string() width="w-8" optional=true />
        </fieldset>
    }
    .into_any()
}

fn practical(l: Locale, form: &FormState) -> AnyView {
    let covers: Vec<_> = ["travel", "meals", "lodging", "childcare"]
        .into_iter()
        .map(|what| Choice::new(what, l.t(&format!("events-covers-{what}"))))
        .collect();
    view! {
        <fieldset class="group"><legend class="group-title">{l.t("events-group-practical")}</legend>
            <CheckboxGroup l=l form=form name="languages" legend=l.t("events-language") choices=Choice::locales() />
            <CheckboxGroup l=l form=form name="interpreted" legend=l.t("events-interpreted") choices=Choice::locales() optional=true />
            <CheckboxGroup l=l form=form name="covers" legend=l.t("events-covers") choices=covers optional=true />
            <Checkbox l=l form=form name="step_free" label=l.t("events-step-free") />
            <Checkbox l=l form=form name="safe_mode" label=l.t("events-safe-mode") hint=l.t("events-safe-mode-hint") />
        </fieldset>
    }
    .into_any()
}
