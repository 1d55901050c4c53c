//! The form by which one helper registers several people on one phone.

use axum::response::Response;
use leptos::prelude::*;

use super::fields::{Fields, group, labels};
use super::register::{closed, head, waiting};
use super::{group_form, title};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::{Event, Region};
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::questions;
use crate::questions::model::Question;
use crate::registration::form::group::{ADD, PEOPLE_MAX, people, prefix, remove};
use crate::registration::model::places::Together;
use crate::ui::{Choice, ErrorSummary, Guard, HiddenField, RadioGroup, SubmitButton, Tone};
use crate::web::guard;
use crate::web::{Id, Page, PageCx};

/// What of a person is asked only if they want to say it.
const MORE: [&str; 7] = ["needs", "diet", "note", "age_band", "sex", "home_region", "organisation"];

/// `GET /{l}/events/{slug}/register-group`
///
/// # Errors
/// `NotFound` for what is not public.
pub async fn register_group(cx: PageCx, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::public_by_slug(&cx.app, &slug).await?;
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page =
        Page::new(l.ta("party-title", &[("event", arg(title(l, &event).0))])).noindex().sensitive().active("events");
    let window = event.window(now);
    if !window.takes_registrations() {
        return Ok(cx.render(page, move || closed(l, &event, window, now)).await);
    }
    let name = group_form(&slug);
    let mut form = cx.typed(&name).await?.unwrap_or_default();
    let fresh = |form: &mut FormState, field: String, value: String| {
        if form.value(&field).is_empty() {
            form.set(&field, value);
        }
    };
    fresh(&mut form, "together".into(), Together::AsManyAsFit.code().into());
    for n in 1..=people(&form) {
        fresh(&mut form, format!("{}submission_id", prefix(n)), cx.app.ids.uuid().to_string());
        fresh(&mut form, format!("{}locale", prefix(n)), l.code().into());
    }
    let regions = events::service::regions(&cx.app).await?;
    let asked = questions::service::of_event(&cx.app, event.id).await?;
    let stamp = guard::give(&cx.app, &name, &form).stamp;
    Ok(cx.render(page, move || body(l, &event, &form, stamp, (&regions, &asked), now)).await)
}

/// The fields' names with those of the people, for the summary of errors, in the order of the page.
fn all_labels(l: Locale, count: usize, asked: &[Question]) -> Vec<(String, String)> {
    let person = |n: usize| {
        let who = l.ta("party-person", &[("n", arg(n))]);
        labels(l, asked, &prefix(n)).into_iter().map(move |(field, label)| (field, format!("{who}, {label}")))
    };
    (1..=count).flat_map(person).chain([("together".to_owned(), l.t("party-together"))]).collect()
}

fn body(
    l: Locale,
    event: &Event,
    form: &FormState,
    stamp: String,
    (regions, asked): (&[Region], &[Question]),
    now: Instant,
) -> AnyView {
    let count = people(form);
    let named = all_labels(l, count, asked);
    let labels = named.iter().map(|(field, label)| (field.as_str(), label.clone())).collect();
    let persons: Vec<_> = (1..=count).map(|n| person(l, form, (n, count), regions, asked)).collect();
    let max = [("max", arg(PEOPLE_MAX))];
    let add = if count < PEOPLE_MAX {
        view! { <p class="actions"><SubmitButton label=l.t("party-add") tone=Tone::Secondary name="action" value=ADD /></p> }
            .into_any()
    } else {
        view! { <p class="hint">{l.ta("party-full", &max)}</p> }.into_any()
    };
    let choices = Together::ALL.map(|t| {
        let key = format!("party-together-{}", t.code());
        Choice::new(t.code(), l.t(&key)).hint(l.t(&format!("{key}-hint")))
    });
    view! {
        {head(l, event, "party-heading")}
        <ErrorSummary l=l form=form labels=labels />
        {waiting(l, event, now)}
        <div class="form-intro">
            <p>{l.ta("party-intro-many", &max)}</p>
            <p>{l.t("party-intro-read")}</p>
            <p>{l.t("party-intro-contact")}</p>
            <p>{l.t("registration-intro-who")}</p>
            <p>{l.t("registration-intro-deleted")}</p>
        </div>
        <form class="form" method="post" action=format!("/{l}/events/{}/register-group", event.slug) novalidate>
            // What Enter in a field presses: the first button, which must not be one that takes somebody off.
            <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true">{l.t("party-send")}</button>
            <HiddenField name="people" value=count.to_string() />
            <Guard l=l stamp=stamp />
            {persons}
            {add}
            <RadioGroup l=l form=form name="together" legend=l.t("party-together") choices=choices.to_vec() />
            <div class="form-end">
                <SubmitButton label=l.t("party-send") />
                <p class="hint">{l.t("party-send-hint")}</p>
            </div>
        </form>
    }
    .into_any()
}

fn person(l: Locale, form: &FormState, (n, count): (usize, usize), regions: &[Region], asked: &[Question]) -> AnyView {
    let prefix = prefix(n);
    let fields = Fields { l, form, prefix: &prefix };
    let number = [("n", arg(n))];
    // Open where something was said, or is wrong.
    let said = |field: &str| form.all(&fields.name(field)).iter().any(|v| !v.is_empty());
    let open = MORE.iter().any(|field| said(field) || form.error(&fields.name(field)).is_some());
    let more = view! {
        <details class="person-more" open=open>
            <summary>{l.t("party-more")}</summary>
            <p class="hint">{l.t("registration-about-hint")}</p>
            {fields.needs()}
            {fields.about(regions)}
        </details>
    };
    let questions =
        (!asked.is_empty()).then(|| group(l, "questions-group", "", questions::pages::fields(l, form, asked, &prefix)));
    let off = (count > 1).then(|| {
        view! {
            <p class="actions">
                <SubmitButton label=l.ta("party-remove", &number) tone=Tone::Quiet name="action" value=remove(n) />
            </p>
        }
    });
    view! {
        <fieldset class="group person" id=format!("person-{n}") tabindex="-1">
            <legend class="group-title">{l.ta("party-person", &number)}</legend>
            <HiddenField name=fields.name("submission_id") value=form.value(&fields.name("submission_id")) />
            {fields.names()}
            <p class="hint">{l.t("party-reach-hint")}</p>
            {fields.contacts()}
            {fields.locale()}
            {questions}
            {more}
            {group(l, "registration-group-agreement", "party-agreement-hint", fields.agreements())}
            {off}
        </fieldset>
    }
    .into_any()
}
