//! The speaker's page: where the words stand, who may read them, and the way back.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{channel_name, channel_names, name_choices, name_form, paragraphs};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::registration::service as registration;
use crate::testimonials::consent;
use crate::testimonials::form::PSEUDONYM_MAX;
use crate::testimonials::model::{Attribution, Channel, Names, Standing, attribution_line};
use crate::testimonials::service::{self, Mine, PublicLine};
use crate::ui::{BackLink, ErrorSummary, HiddenField, Mood, Notice, RadioGroup, SubmitButton, TextField, Tone};
use crate::web::{Id, Page, PageCx};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Arrival {
    /// The section of this page that was just saved; empty for none.
    done: String,
}

/// `GET /{l}/my/{token}/testimonial/{id}`
///
/// # Errors
/// `NotFound` for an unknown link or another's testimonial.
pub async fn mine(
    cx: PageCx,
    Id((_, token, id)): Id<(String, String, Uuid)>,
    Query(arrival): Query<Arrival>,
) -> Outcome<Response> {
    let registration = registration::by_link(&cx.app, &token).await?;
    let l = cx.locale;
    let home = cx.link(&format!("/my/{token}"));
    let mine = match service::mine(&cx.app, &registration, id).await {
        Err(AppError::NotFound) if service::is_erased(&cx.app, &registration, id).await? => {
            let page = Page::new(l.t("testimonials-erased")).private();
            return Ok(cx.render(page, move || erased(l, home)).await);
        }
        found => found?,
    };
    let mut form = cx.typed(&name_form(id)).await?.unwrap_or_default();
    if form.values.is_empty() {
        form.set("attribution", mine.chosen.code());
        form.set("pseudonym", mine.testimonial.pseudonym.reveal());
    }
    let page = Page::new(l.t("testimonials-mine-title")).private();
    let here = cx.link(&format!("/my/{token}/testimonial/{id}"));
    Ok(cx.render(page, move || body(l, (&home, &here), &form, &mine, &arrival.done)).await)
}

fn body(l: Locale, (home, here): (&str, &str), form: &FormState, mine: &Mine, done: &str) -> AnyView {
    let (text, title_locale) = mine.event.text(l);
    let title = text.title.clone();
    let standing = mine.standing.code();
    let declined = mine.standing == Standing::Declined;
    view! {
        <article class="my">
            <BackLink href=home.to_owned() label=l.t("testimonials-to-my-page") />
            <p class="kicker" lang=title_locale.code()>{title}</p>
            <h1 class="my-state">{l.t(&format!("testimonials-mine-{standing}"))}</h1>
            <ErrorSummary l=l form=form />
            <p class="lead">{l.t(&format!("testimonials-mine-{standing}-next"))}</p>
            {refusal(l, mine)}
            {public(l, mine)}
            {original(l, mine)}
            {(!declined).then(|| agreements(l, here, mine, done))}
            {(!declined && !mine.live.is_empty()).then(|| name(l, here, form, mine, done))}
            {if mine.live.is_empty() { keep_or_erase(l, home, here) } else { withdrawal(l, here) }}
        </article>
    }
    .into_any()
}

fn refusal(l: Locale, mine: &Mine) -> Option<AnyView> {
    let (reason, note) = mine.decline.clone().filter(|_| mine.standing == Standing::Declined)?;
    let (note, reason) = (paragraphs(note.reveal()), l.t(&format!("testimonials-decline-{reason}")));
    Some(
        view! {
            <Notice title=l.t("testimonials-mine-reason")>
                <p>{reason}</p>
                {note}
            </Notice>
        }
        .into_any(),
    )
}

fn public(l: Locale, mine: &Mine) -> Option<AnyView> {
    if mine.public.is_empty() {
        return None;
    }
    let id = mine.testimonial.id;
    let lines: Vec<_> = mine.public.iter().map(|p| line(l, id, p)).collect();
    Some(
        view! {
            <section class="section">
                <h2>{l.t("testimonials-mine-where")}</h2>
                <ul class="tasks">{lines}</ul>
            </section>
        }
        .into_any(),
    )
}

fn line(l: Locale, id: Uuid, p: &PublicLine) -> AnyView {
    let said = l.ta(
        "testimonials-mine-line",
        &[
            ("language", arg(p.locale.name())),
            ("line", arg(p.attribution_line.clone())),
            ("channels", arg(channel_names(l, &p.channels))),
        ],
    );
    if p.channels.contains(&Channel::Site) {
        view! { <li><a href=format!("/{}/testimonials/{id}", p.locale)>{said}</a></li> }.into_any()
    } else {
        view! { <li>{said}</li> }.into_any()
    }
}

fn original(l: Locale, mine: &Mine) -> AnyView {
    let language = mine.testimonial.locale.code();
    view! {
        <section class="section">
            <h2>{l.t("testimonials-mine-original")}</h2>
            <div class="prose" lang=language>
                <h3>{mine.original.headline.reveal().to_owned()}</h3>
                {paragraphs(mine.original.body.reveal())}
            </div>
        </section>
    }
    .into_any()
}

/// Once, in the section that was just saved.
fn kept(l: Locale, done: &str, section: &str) -> Option<AnyView> {
    let said = (done == section).then(|| l.t("ui-state-saved"))?;
    Some(view! { <Notice mood=Mood::Good announce=true><p>{said}</p></Notice> }.into_any())
}

/// One switch a channel; turning it is the whole act.
fn agreements(l: Locale, here: &str, mine: &Mine, done: &str) -> AnyView {
    let rows: Vec<_> = Channel::ALL.iter().map(|c| switch(l, here, mine, *c)).collect();
    view! {
        <section class="section" id="agreements">
            <h2>{l.t("testimonials-mine-agreements")}</h2>
            {kept(l, done, "agreements")}
            <div class="prose small"><p>{consent::text(l)}</p></div>
            <ul class="switches">{rows}</ul>
        </section>
    }
    .into_any()
}

fn switch(l: Locale, here: &str, mine: &Mine, channel: Channel) -> AnyView {
    let agreed = mine.live.get(&channel).copied();
    let name = channel_name(l, channel);
    let hint = match agreed {
        Some(a) => l.ta("testimonials-mine-as", &[("line", arg(shown(l, a, &mine.names)))]),
        None => l.t(&format!("testimonials-channel-{}-hint", channel.code())),
    };
    let state = l.t(if agreed.is_some() { "ui-yes" } else { "ui-no" });
    let label = format!("{name}: {state}");
    view! {
        <li>
            <div>
                <p class="switch-name">{name}</p>
                <p class="hint">{hint}</p>
            </div>
            <form method="post" action=format!("{here}/channel")>
                <HiddenField name="channel" value=channel.code() />
                <HiddenField name="on" value=if agreed.is_some() { "no" } else { "yes" } />
                <button class="switch" aria-pressed=if agreed.is_some() { "true" } else { "false" } aria-label=label>
                    {state}
                </button>
            </form>
        </li>
    }
    .into_any()
}

fn shown(l: Locale, attribution: Attribution, names: &Names) -> String {
    attribution_line(attribution, names, &l.t("testimonials-no-name")).reveal().to_owned()
}

fn name(l: Locale, here: &str, form: &FormState, mine: &Mine, done: &str) -> AnyView {
    view! {
        <section class="section" id="name">
            <h2>{l.t("testimonials-give-name")}</h2>
            {kept(l, done, "name")}
            <form class="form" method="post" action=format!("{here}/name") novalidate>
                <RadioGroup
                    l=l
                    form=form
                    name="attribution"
                    legend=l.t("testimonials-give-attribution")
                    hint=l.t("testimonials-mine-name-hint")
                    choices=name_choices(l, l, &mine.names, Attribution::FullName)
                />
                <TextField
                    l=l
                    form=form
                    name="pseudonym"
                    label=l.t("testimonials-give-pseudonym")
                    hint=l.t("testimonials-give-pseudonym-hint")
                    autocomplete="off"
                    maxlength=u32::try_from(PSEUDONYM_MAX).unwrap_or(u32::MAX)
                    no_spellcheck=true
                    optional=true
                />
                <div class="form-end"><SubmitButton label=l.t("ui-save") tone=Tone::Secondary /></div>
            </form>
        </section>
    }
    .into_any()
}

fn withdrawal(l: Locale, here: &str) -> AnyView {
    view! {
        <section class="section">
            <h2>{l.t("testimonials-mine-withdraw-heading")}</h2>
            <p>{l.t("testimonials-mine-withdraw-text")}</p>
            <form method="post" action=format!("{here}/withdraw")>
                <SubmitButton label=l.t("testimonials-mine-withdraw") tone=Tone::Warning />
            </form>
        </section>
    }
    .into_any()
}

/// Nobody may read it any more: whether the words stay is the speaker's choice. Keeping them changes nothing.
fn keep_or_erase(l: Locale, home: &str, here: &str) -> AnyView {
    view! {
        <section class="section">
            <h2>{l.t("testimonials-keep-heading")}</h2>
            <p>{l.t("testimonials-keep-text")}</p>
            <p class="actions">
                <a class="button button-secondary" href=home.to_owned()>{l.t("testimonials-keep")}</a>
                <a href=format!("{here}/erase")>{l.t("testimonials-erase")}</a>
            </p>
        </section>
    }
    .into_any()
}

/// In place of the words that are no more.
fn erased(l: Locale, home: String) -> AnyView {
    view! {
        <article class="my">
            <BackLink href=home label=l.t("testimonials-to-my-page") />
            <h1 class="my-state">{l.t("testimonials-erased")}</h1>
            <p class="lead">{l.t("testimonials-erased-next")}</p>
        </article>
    }
    .into_any()
}
