//! The registration: places, window, and on what terms places are given.

use axum::response::Response;
use leptos::prelude::*;

use super::{Sheet, editable, head, sheet};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::form::registration as form;
use crate::events::form::{CAPACITY_MAX, CAPACITY_MIN, OFFER_HOURS_MAX, OFFER_HOURS_MIN};
use crate::events::model::checklist::Section;
use crate::events::model::{Admission, Event};
use crate::events::pages::window_words;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::registration::service as people;
use crate::staff::model::Actor;
use crate::ui::{Choice, Kind as Field, Notice, RadioGroup, TextField};
use crate::web::{Id, PageCx};

/// `/{l}/staff/events/{slug}/edit/registration`
///
/// # Errors
/// `Conflict` for what can no longer be edited.
pub async fn registration(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let event = editable(&cx, &actor, &slug).await?;
    let page = Sheet::of(&cx, &event, Section::Registration, form::filled).await?.labelled(
        l,
        &[
            ("capacity", "events-capacity"),
            ("admission", "events-admission"),
            ("offer_hours", "events-offer-hours"),
            ("opens", "events-registration-opens"),
            ("closes", "events-deadline"),
            ("answers_until", "events-answers-until"),
        ],
    );
    let concerned = people::concerned(&cx.app, event.id).await?.people;
    let body = move || sheet(l, &event, &page, |form| fields(l, &event, form, concerned > 0, now));
    Ok(cx.render(head(l, Section::Registration, &actor), body).await)
}

/// The ways to give places, with what follows from each.
fn admissions(l: Locale) -> Vec<Choice> {
    Admission::ALL
        .iter()
        .map(|a| {
            let key = format!("events-admission-{}", a.code().replace('_', "-"));
            Choice::new(a.code(), l.t(&key)).hint(l.t(&format!("{key}-hint")))
        })
        .collect()
}

fn fields(l: Locale, event: &Event, form: &FormState, bound: bool, now: Instant) -> AnyView {
    let admission_hint = l.t(if bound { "editor-admission-bound" } else { "editor-admission-free" });
    let words = window_words(l, event, now);
    view! {
        <Notice><p>{words}</p></Notice>
        <fieldset class="group"><legend class="group-title">{l.t("events-places")}</legend>
            <TextField l=l form=form name="capacity" label=l.t("events-capacity") hint=l.t("events-capacity-hint")
                kind=Field::Number min=CAPACITY_MIN.to_string() max=CAPACITY_MAX.to_string() width="w-8" />
            <RadioGroup l=l form=form name="admission" legend=l.t("events-admission") hint=admission_hint choices=admissions(l) />
            <TextField l=l form=form name="offer_hours" label=l.t("events-offer-hours") hint=l.t("events-offer-hours-hint")
                kind=Field::Number min=OFFER_HOURS_MIN.to_string() max=OFFER_HOURS_MAX.to_string() width="w-8" optional=true />
        </fieldset>
        <fieldset class="group"><legend class="group-title">{l.t("editor-window")}</legend>
            <TextField l=l form=form name="opens" label=l.t("events-registration-opens") hint=l.t("events-opens-hint")
                kind=Field::DateTime optional=true />
            <TextField l=l form=form name="closes" label=l.t("events-deadline") kind=Field::DateTime />
            <TextField l=l form=form name="answers_until" label=l.t("events-answers-until") hint=l.t("events-answers-until-hint")
                kind=Field::DateTime optional=true />
        </fieldset>
    }
    .into_any()
}
