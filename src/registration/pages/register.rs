//! The registration form, and the page after it that says the same to everybody.

use axum::response::Response;
use leptos::prelude::*;

use super::{register_form, title};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::{Event, Region, Window};
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg, day_time};
use crate::people::model::{CALL_NAME, EMAIL, FULL_NAME};
use crate::registration::consent::Purpose;
use crate::registration::form::{DIET, NOTE, ORGANISATION, PHONE};
use crate::registration::model::{AGE_BANDS, NEEDS, SEXES};
use crate::ui::{
    BackLink, Checkbox, CheckboxGroup, Choice, ErrorSummary, Guard, HiddenField, Kind, Mood, Notice, RadioGroup,
    Select, SubmitButton, TextArea, TextField,
};
use crate::web::guard::{self, Given};
use crate::web::{Id, Page, PageCx};

/// A limit as the field says it to the browser.
fn limit(max: usize) -> u32 {
    u32::try_from(max).unwrap_or(u32::MAX)
}

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
    let given = guard::give(&cx.app, &register_form(&slug), &form);
    Ok(cx.render(page, move || body(l, &event, &form, given, regions, now)).await)
}

/// `GET /{l}/events/{slug}/registered`: for a contact that was known before. Says nothing that depends on it.
///
/// # Errors
/// `NotFound` for what is not public.
pub async fn registered(cx: PageCx, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::public_by_slug(&cx.app, &slug).await?;
    let l = cx.locale;
    let page = Page::new(l.t("registration-done-title")).noindex().sensitive().active("events");
    let body = move || {
        let (title, lang) = title(l, &event);
        view! {
            <p class="kicker" lang=lang>{title}</p>
            <h1>{l.t("registration-done-title")}</h1>
            <div class="prose">
                <p>{l.t("registration-done-again")}</p>
                <p>{l.t("registration-done-nothing")}</p>
            </div>
            <p class="actions">
                <a href=format!("/{l}/find")>{l.t("registration-find-title")}</a>
                <a href=format!("/{l}/events/{}", event.slug)>{l.t("registration-to-event")}</a>
            </p>
        }
    };
    Ok(cx.render(page, body).await)
}

fn head(l: Locale, event: &Event) -> AnyView {
    let (title, lang) = title(l, event);
    view! {
        <BackLink href=format!("/{l}/events/{}", event.slug) label=l.t("registration-to-event") />
        <p class="kicker" lang=lang>{title}</p>
        <h1>{l.t("registration-heading")}</h1>
    }
    .into_any()
}

fn closed(l: Locale, event: &Event, window: Window, now: Instant) -> AnyView {
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
        {head(l, event)}
        <Notice mood=Mood::Waiting><p>{said}</p></Notice>
        <p class="actions">
            <a href=format!("/{l}/events")>{l.t("registration-other-events")}</a>
            <a href=format!("/{l}/find")>{l.t("registration-find-title")}</a>
        </p>
    }
    .into_any()
}

/// The fields' names, for the summary of errors.
fn labels(l: Locale) -> Vec<(&'static str, String)> {
    [
        ("full_name", "registration-full-name"),
        ("call_name", "registration-call-name"),
        ("phone", "registration-phone"),
        ("email", "registration-email"),
        ("locale", "registration-locale"),
        ("needs", "registration-needs"),
        ("diet", "registration-diet"),
        ("note", "registration-note"),
        ("age_band", "registration-age"),
        ("sex", "registration-sex"),
        ("home_region", "registration-home-region"),
        ("organisation", "registration-organisation"),
    ]
    .map(|(field, key)| (field, l.t(key)))
    .to_vec()
}

fn body(l: Locale, event: &Event, form: &FormState, given: Given, regions: Vec<Region>, now: Instant) -> AnyView {
    let waiting = (event.window(now) == Window::WaitingList).then(|| {
        let said = l.ta("registration-full", &[("n", arg(event.waiting))]);
        view! {
            <Notice mood=Mood::Waiting title=l.t("registration-full-title")>
                <p>{said}</p>
            </Notice>
        }
    });
    view! {
        {head(l, event)}
        <ErrorSummary l=l form=form labels=labels(l) />
        {waiting}
        <div class="form-intro">
            <p>{l.t("registration-intro-time")}</p>
            <p>{l.t("registration-intro-why")}</p>
            <p>{l.t("registration-intro-who")}</p>
            <p>{l.t("registration-intro-deleted")}</p>
        </div>
        <form class="form" method="post" action=format!("/{l}/events/{}/register", event.slug) novalidate>
            <HiddenField name="submission_id" value=form.value("submission_id") />
            <Guard l=l stamp=given.stamp work=given.work />
            {you(l, form)}
            {reach(l, form)}
            {needs(l, form)}
            {about(l, form, regions)}
            {agreement(l, form)}
            <div class="form-end">
                <SubmitButton label=l.t("registration-send") />
                <p class="hint">{l.t("registration-send-hint")}</p>
            </div>
        </form>
    }
    .into_any()
}

fn you(l: Locale, form: &FormState) -> AnyView {
    view! {
        <fieldset class="group">
            <legend class="group-title">{l.t("registration-group-you")}</legend>
            <TextField l=l form=form name="full_name" label=l.t("registration-full-name") hint=l.t("registration-full-name-hint") autocomplete="name" maxlength=limit(FULL_NAME) no_spellcheck=true />
            <TextField l=l form=form name="call_name" label=l.t("registration-call-name") hint=l.t("registration-call-name-hint") optional=true autocomplete="nickname" maxlength=limit(CALL_NAME) no_spellcheck=true />
        </fieldset>
    }
    .into_any()
}

fn reach(l: Locale, form: &FormState) -> AnyView {
    view! {
        <fieldset class="group">
            <legend class="group-title">{l.t("registration-group-reach")}</legend>
            <p class="hint">{l.t("registration-reach-hint")}</p>
            <TextField l=l form=form name="phone" label=l.t("registration-phone") hint=l.t("registration-phone-hint") kind=Kind::Tel optional=true autocomplete="tel" maxlength=limit(PHONE) />
            <TextField l=l form=form name="email" label=l.t("registration-email") hint=l.t("registration-email-hint") kind=Kind::Email optional=true autocomplete="email" maxlength=limit(EMAIL) />
            <RadioGroup l=l form=form name="locale" legend=l.t("registration-locale") choices=Choice::locales() />
        </fieldset>
    }
    .into_any()
}

fn choices(l: Locale, prefix: &str, codes: &[&str]) -> Vec<Choice> {
    codes.iter().map(|c| Choice::new(*c, l.t(&format!("{prefix}-{c}")))).collect()
}

fn needs(l: Locale, form: &FormState) -> AnyView {
    view! {
        <fieldset class="group">
            <legend class="group-title">{l.t("registration-group-needs")}</legend>
            <CheckboxGroup l=l form=form name="needs" legend=l.t("registration-needs") hint=l.t("registration-needs-hint") choices=choices(l, "registration-need", &NEEDS) optional=true />
            <TextField l=l form=form name="diet" label=l.t("registration-diet") hint=l.t("registration-diet-hint") optional=true maxlength=limit(DIET) />
            <TextArea l=l form=form name="note" label=l.t("registration-note") hint=l.t("registration-note-hint") rows=3 optional=true maxlength=limit(NOTE) />
        </fieldset>
    }
    .into_any()
}

fn about(l: Locale, form: &FormState, regions: Vec<Region>) -> AnyView {
    let unsaid = Some(l.t("registration-unsaid"));
    let regions = regions.into_iter().map(|r| Choice::new(r.code.clone(), r.name(l))).collect();
    view! {
        <fieldset class="group">
            <legend class="group-title">{l.t("registration-group-about")}</legend>
            <p class="hint">{l.t("registration-about-hint")}</p>
            <Select l=l form=form name="age_band" label=l.t("registration-age") choices=choices(l, "registration-age", &AGE_BANDS) empty=unsaid.clone() optional=true />
            <Select l=l form=form name="sex" label=l.t("registration-sex") choices=choices(l, "registration-sex", &SEXES) empty=unsaid.clone() optional=true />
            <Select l=l form=form name="home_region" label=l.t("registration-home-region") choices=regions empty=unsaid optional=true />
            <TextField l=l form=form name="organisation" label=l.t("registration-organisation") optional=true autocomplete="organization" maxlength=limit(ORGANISATION) />
        </fieldset>
    }
    .into_any()
}

fn agreement(l: Locale, form: &FormState) -> AnyView {
    view! {
        <fieldset class="group">
            <legend class="group-title">{l.t("registration-group-agreement")}</legend>
            <p class="hint">{l.t("registration-agreement-hint")}</p>
            <Checkbox l=l form=form name=Purpose::Participation.code() label=Purpose::Participation.text(l) hint=l.t("registration-agreement-needed") />
            <Checkbox l=l form=form name=Purpose::FutureContact.code() label=Purpose::FutureContact.text(l) hint=l.t("registration-agreement-free") />
            <Checkbox l=l form=form name=Purpose::Photos.code() label=Purpose::Photos.text(l) hint=l.t("registration-agreement-free") />
        </fieldset>
    }
    .into_any()
}
