//! The registration form, and the page after it that says the same to everybody.

use axum::response::Response;
use leptos::prelude::*;

use super::fields::{Fields, group, labels};
use super::{register_form, title};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::{Event, Region, Window};
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg, day_time};
use crate::questions;
use crate::questions::model::Question;
use crate::ui::{BackLink, ErrorSummary, Guard, HiddenField, Mood, Notice, SubmitButton};
use crate::web::guard::{self, Given};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/events/{slug}/register`
///
/// # Errors
/// `NotFound` for what is not public.
pub async fn register(cx: PageCx, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::public_by_slug(&cx.app, &slug).await?;
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.ta("registration-title", &[("event", arg(title(l, &event).0))]))
        .noindex()
        .sensitive()
        .active("events");
    let window = event.window(now);
    if !window.takes_registrations() {
        return Ok(cx.render(page, move || closed(l, &event, window, now)).await);
    }
    let mut form = cx.typed(&register_form(&slug)).await?.unwrap_or_default();
    if form.value("submission_id").is_empty() {
        form.set("submission_id", cx.app.ids.uuid().to_string());
    }
    if form.value("locale").is_empty() {
        form.set("locale", l.code());
    }
    let regions = events::service::regions(&cx.app).await?;
    let asked = questions::service::of_event(&cx.app, event.id).await?;
    let given = guard::give(&cx.app, &register_form(&slug), &form);
    Ok(cx.render(page, move || body(l, &event, &form, given, (&regions, &asked), now)).await)
}

/// In the query of the page after a form: the page with the links of a group was closed.
pub const SHEET_CLOSED: &str = "done=closed";
/// …: somebody had their data erased.
pub const ERASED: &str = "done=erased";

/// `GET /{l}/events/{slug}/registered`: for a contact that was known before. Says nothing that depends on it. With
/// [`SHEET_CLOSED`], that nobody opens the links of a group any more; with [`ERASED`], that nothing is known of somebody any
/// more.
///
/// # Errors
/// `NotFound` for what is not public.
pub async fn registered(cx: PageCx, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::public_by_slug(&cx.app, &slug).await?;
    let l = cx.locale;
    // Who erased everything has no link to be found.
    let (heading, said, has_link) = match cx.query.as_str() {
        SHEET_CLOSED => ("party-closed-title", ["party-closed-nobody", "party-closed-links"], true),
        ERASED => ("registration-erased-title", ["registration-erased-nobody", "registration-erased-again"], false),
        _ => ("registration-done-title", ["registration-done-again", "registration-done-nothing"], true),
    };
    let page = Page::new(l.t(heading)).noindex().sensitive().active("events");
    let body = move || {
        let (title, lang) = title(l, &event);
        let [first, second] = said.map(|key| l.t(key));
        let find = has_link.then(|| view! { <a href=format!("/{l}/find")>{l.t("registration-find-title")}</a> });
        view! {
            <p class="kicker" lang=lang>{title}</p>
            <h1>{l.t(heading)}</h1>
            <div class="prose"><p>{first}</p><p>{second}</p></div>
            <p class="actions">
                {find}
                <a href=format!("/{l}/events/{}", event.slug)>{l.t("registration-to-event")}</a>
            </p>
        }
    };
    Ok(cx.render(page, body).await)
}

pub(super) fn head(l: Locale, event: &Event, heading: &str) -> AnyView {
    let (title, lang) = title(l, event);
    view! {
        <BackLink href=format!("/{l}/events/{}", event.slug) label=l.t("registration-to-event") />
        <p class="kicker" lang=lang>{title}</p>
        <h1>{l.t(heading)}</h1>
    }
    .into_any()
}

/// Where people are chosen, they apply and do not register.
fn heading(event: &Event) -> &'static str {
    if event.selects() { "registration-apply-heading" } else { "registration-heading" }
}

/// Why nobody can register now.
pub(super) fn closed(l: Locale, event: &Event, window: Window, now: Instant) -> AnyView {
    let said = match (window, event.registration_opens_at) {
        (Window::NotYet, Some(at)) => {
            let when = day_time(l, event.zone, at, now);
            l.ta("registration-not-yet", &[("when", arg(when)), ("left", arg(ago_or_until(l, at, now)))])
        }
        (Window::Cancelled, _) => l.t("registration-cancelled"),
        (Window::Over, _) => l.t("registration-over"),
        _ => l.t("registration-closed"),
    };
    view! {
        {head(l, event, heading(event))}
        <Notice mood=Mood::Waiting><p>{said}</p></Notice>
        <p class="actions">
            <a href=format!("/{l}/events")>{l.t("registration-other-events")}</a>
            <a href=format!("/{l}/find")>{l.t("registration-find-title")}</a>
        </p>
    }
    .into_any()
}

/// That there is no free place, and how many wait.
pub(super) fn waiting(l: Locale, event: &Event, now: Instant) -> Option<AnyView> {
    (event.window(now) == Window::WaitingList).then(|| {
        let said = l.ta("registration-full", &[("n", arg(event.waiting))]);
        view! { <Notice mood=Mood::Waiting title=l.t("registration-full-title")><p>{said}</p></Notice> }.into_any()
    })
}

fn body(
    l: Locale,
    event: &Event,
    form: &FormState,
    given: Given,
    (regions, asked): (&[Region], &[Question]),
    now: Instant,
) -> AnyView {
    let named = labels(l, asked, "");
    let labels = named.iter().map(|(field, label)| (field.as_str(), label.clone())).collect();
    // What this event asks besides; nothing where it asks no more.
    let more =
        (!asked.is_empty()).then(|| group(l, "questions-group", "", questions::pages::fields(l, form, asked, "")));
    let send = if event.selects() { "events-apply" } else { "registration-send" };
    let chosen = event.selects().then(|| {
        let until = day_time(l, event.zone, event.registration_closes_at, now);
        view! { <p>{l.ta("registration-apply-when", &[("when", arg(until))])}</p> }
    });
    let fields = Fields { l, form, prefix: "" };
    let reach = view! { {fields.contacts()}{fields.locale()} }.into_any();
    view! {
        {head(l, event, heading(event))}
        <ErrorSummary l=l form=form labels=labels />
        {waiting(l, event, now)}
        <div class="form-intro">
            {chosen}
            <p>{l.t("registration-intro-time")}</p>
            <p>{l.t("registration-intro-why")}</p>
            <p>{l.t("registration-intro-who")}</p>
            <p>{l.t("registration-intro-deleted")}</p>
        </div>
        <p><a href=format!("/{l}/events/{}/register-group", event.slug)>{l.t("party-link")}</a></p>
        <form class="form" method="post" action=format!("/{l}/events/{}/register", event.slug) novalidate>
            <HiddenField name="submission_id" value=form.value("submission_id") />
            <Guard l=l stamp=given.stamp work=given.work />
            {group(l, "registration-group-you", "", fields.names())}
            {group(l, "registration-group-reach", "registration-reach-hint", reach)}
            {group(l, "registration-group-needs", "", fields.needs())}
            {more}
            {group(l, "registration-group-about", "registration-about-hint", fields.about(regions))}
            {group(l, "registration-group-agreement", "registration-agreement-hint", fields.agreements())}
            <div class="form-end">
                <SubmitButton label=l.t(send) />
                <p class="hint">{l.t("registration-send-hint")}</p>
            </div>
        </form>
    }
    .into_any()
}
