//! The form through the private link.

use axum::response::Response;
use leptos::prelude::*;

use super::{give_form, name_choices};
use crate::error::Outcome;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::registration::service as registration;
use crate::testimonials::consent;
use crate::testimonials::form::{BODY_MAX, HEADLINE_MAX, PSEUDONYM_MAX};
use crate::testimonials::model::{Attribution, Channel};
use crate::testimonials::service::{self, Offer};
use crate::ui::{
    BackLink, CheckboxGroup, Choice, ErrorSummary, Guard, HiddenField, Notice, RadioGroup, SubmitButton, TextArea,
    TextField,
};
use crate::web::guard::{self, Given};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/my/{token}/testimonial`
///
/// # Errors
/// `NotFound` for an unknown link.
pub async fn give(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let registration = registration::by_link(&cx.app, &token).await?;
    let offer = service::offer(&cx.app, &registration).await?;
    let l = cx.locale;
    let home = cx.link(&format!("/my/{token}"));
    let page = Page::new(l.t("testimonials-give-title")).private();
    if !offer.open {
        return Ok(cx.render(page, move || closed(l, home)).await);
    }
    let mut form = cx.typed(&give_form(registration.id)).await?.unwrap_or_default();
    if form.value("submission_id").is_empty() {
        form.set("submission_id", cx.app.ids.uuid().to_string());
        form.set("locale", l.code());
    }
    let action = cx.link(&format!("/my/{token}/testimonial"));
    let given = guard::give(&cx.app, &give_form(registration.id), &form);
    Ok(cx.render(page, move || body(l, home, action, &form, given, &offer)).await)
}

fn closed(l: Locale, home: String) -> AnyView {
    view! {
        <BackLink href=home label=l.t("testimonials-to-my-page") />
        <h1>{l.t("testimonials-give-title")}</h1>
        <Notice><p>{l.t("testimonials-not-open")}</p></Notice>
    }
    .into_any()
}

fn body(l: Locale, home: String, action: String, form: &FormState, given: Given, offer: &Offer) -> AnyView {
    let (text, title_locale) = offer.event.text(l);
    let title = text.title.clone();
    view! {
        <BackLink href=home label=l.t("testimonials-to-my-page") />
        <p class="kicker" lang=title_locale.code()>{title}</p>
        <h1>{l.t("testimonials-give-title")}</h1>
        <ErrorSummary l=l form=form labels=vec![("locale", l.t("testimonials-give-language")), ("headline", l.t("testimonials-give-headline")), ("body", l.t("testimonials-give-body")), ("channel", l.t("testimonials-give-channels")), ("attribution", l.t("testimonials-give-attribution")), ("pseudonym", l.t("testimonials-give-pseudonym"))] />
        <div class="form-intro">
            <p>{l.t("testimonials-give-intro")}</p>
            <p>{l.t("testimonials-give-first-reader")}</p>
            <p>{l.t("testimonials-give-any-time")}</p>
        </div>
        <form class="form" method="post" action=action novalidate>
            <HiddenField name="submission_id" value=form.value("submission_id") />
            <Guard l=l stamp=given.stamp work=given.work />
            {words(l, form)}
            {agreement(l, form)}
            {name(l, form, offer)}
            <div class="form-end">
                <SubmitButton label=l.t("testimonials-give-send") />
                <p class="hint">{l.t("testimonials-give-after")}</p>
            </div>
        </form>
    }
    .into_any()
}

fn words(l: Locale, form: &FormState) -> AnyView {
    view! {
        <fieldset class="group">
            <legend class="group-title">{l.t("testimonials-give-words")}</legend>
            <RadioGroup l=l form=form name="locale" legend=l.t("testimonials-give-language") choices=Choice::locales() />
            <TextField
                l=l
                form=form
                name="headline"
                label=l.t("testimonials-give-headline")
                hint=l.t("testimonials-give-headline-hint")
                autocomplete="off"
                maxlength=limit(HEADLINE_MAX)
            />
            <TextArea
                l=l
                form=form
                name="body"
                label=l.t("testimonials-give-body")
                hint=l.t("testimonials-give-body-hint")
                rows=12
                maxlength=limit(BODY_MAX)
            />
        </fieldset>
    }
    .into_any()
}

fn agreement(l: Locale, form: &FormState) -> AnyView {
    let channels = Channel::ALL
        .iter()
        .map(|c| {
            let hint = l.t(&format!("testimonials-channel-{}-hint", c.code()));
            Choice::new(c.code(), l.t(&format!("testimonials-channel-{}", c.code()))).hint(hint)
        })
        .collect();
    view! {
        <fieldset class="group">
            <legend class="group-title">{l.t("testimonials-give-readers")}</legend>
            <div class="prose"><p>{consent::text(l)}</p></div>
            <CheckboxGroup
                l=l
                form=form
                name="channel"
                legend=l.t("testimonials-give-channels")
                hint=l.t("testimonials-give-channels-hint")
                choices=channels
                optional=true
            />
        </fieldset>
    }
    .into_any()
}

fn name(l: Locale, form: &FormState, offer: &Offer) -> AnyView {
    view! {
        <fieldset class="group">
            <legend class="group-title">{l.t("testimonials-give-name")}</legend>
            <RadioGroup
                l=l
                form=form
                name="attribution"
                legend=l.t("testimonials-give-attribution")
                hint=l.t("testimonials-give-attribution-hint")
                choices=name_choices(l, l, &offer.names, Attribution::FullName)
            />
            <TextField
                l=l
                form=form
                name="pseudonym"
                label=l.t("testimonials-give-pseudonym")
                hint=l.t("testimonials-give-pseudonym-hint")
                autocomplete="off"
                maxlength=limit(PSEUDONYM_MAX)
                no_spellcheck=true
                optional=true
            />
        </fieldset>
    }
    .into_any()
}

fn limit(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}
