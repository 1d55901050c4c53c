//! The first page: who runs this, what comes next, what participants say, how to reach people.

use axum::response::Response;
use leptos::prelude::*;

use super::row;
use crate::error::Outcome;
use crate::events::model::Region;
use crate::events::service;
use crate::i18n::{Locale, arg};
use crate::testimonials::model::PublicTestimonial;
use crate::testimonials::service as testimonials;
use crate::ui::{DefinitionList, EmptyState, Quote, Tone};
use crate::web::{Page, PageCx};

/// Trainings and voices on the first page.
const TRAININGS: usize = 3;
const VOICES: i64 = 2;

/// `/{l}`
///
/// # Errors
/// When the database does not answer.
pub async fn home(cx: PageCx) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let events = service::upcoming(&cx.app, TRAININGS).await?;
    let regions = service::regions(&cx.app).await?;
    let voices = testimonials::latest(&cx.app, l, VOICES).await?;
    let config = &cx.app.config;
    let org = config.org_name.clone();
    let contacts = contacts(l, &config.org_email, &config.org_phone);
    let head = Page::new("").public(l.ta("events-home-sentence", &[("org", arg(org.clone()))])).sensitive();
    let body = move || {
        let rows: Vec<_> = events.iter().map(|e| row(l, e, &regions, now, 3)).collect();
        let next = if rows.is_empty() {
            view! { <EmptyState title=l.t("events-none")><p>{l.t("events-none-help")}</p></EmptyState> }.into_any()
        } else {
            view! { <ol class="events">{rows}</ol> }.into_any()
        };
        view! {
            <section class="home-hero">
                <h1 class="home-sentence">{l.ta("events-home-sentence", &[("org", arg(org))])}</h1>
                <p class="lead">{l.t("events-home-lead")}</p>
                <p class="actions"><a class=Tone::Primary.class() href=format!("/{l}/events")>{l.t("events-home-button")}</a></p>
            </section>
            <section class="section" aria-labelledby="next">
                <div class="section-head">
                    <h2 id="next">{l.t("events-home-next")}</h2>
                    <a href=format!("/{l}/events")>{l.t("events-home-all")}</a>
                </div>
                {next}
            </section>
            {voices_section(l, voices, &regions)}
            {contacts}
        }
    };
    Ok(cx.render(head, body).await)
}

fn voices_section(l: Locale, voices: Vec<PublicTestimonial>, regions: &[Region]) -> Option<AnyView> {
    if voices.is_empty() {
        return None;
    }
    let quotes: Vec<_> = voices.into_iter().map(|t| voice(l, t, regions)).collect();
    Some(
        view! {
            <section class="section" aria-labelledby="voices">
                <div class="section-head">
                    <h2 id="voices">{l.t("ui-nav-testimonials")}</h2>
                    <a href=format!("/{l}/testimonials")>{l.t("events-home-all-voices")}</a>
                </div>
                <div class="voices">{quotes}</div>
            </section>
        }
        .into_any(),
    )
}

fn voice(l: Locale, t: PublicTestimonial, regions: &[Region]) -> AnyView {
    let region = regions.iter().find(|r| r.code == t.region).map(|r| r.name(l));
    let context: Vec<String> = region.into_iter().chain([t.event_title]).collect();
    let href = format!("/{l}/testimonials/{}", t.id);
    let from = (t.locale != t.original_locale).then_some(t.original_locale);
    view! {
        <Quote
            l=l
            quote=t.quote
            lang=t.locale
            person=t.attribution_line
            context=context
            headline=t.headline
            note=t.content_note
            href=href
            translated_from=from
            level=3
        />
    }
    .into_any()
}

/// How to reach people, as far as the configuration says.
fn contacts(l: Locale, email: &str, phone: &str) -> Option<AnyView> {
    let mut facts: Vec<(String, AnyView)> = Vec::new();
    if !phone.is_empty() {
        let number: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let shown = phone.to_owned();
        facts.push((l.t("events-contact-phone"), view! { <a href=format!("tel:{number}")>{shown}</a> }.into_any()));
    }
    if !email.is_empty() {
        let shown = email.to_owned();
        facts.push((l.t("events-contact-email"), view! { <a href=format!("mailto:{email}")>{shown}</a> }.into_any()));
    }
    (!facts.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="contact">
                <h2 id="contact">{l.t("events-home-contact")}</h2>
                <DefinitionList items=facts />
            </section>
        }
        .into_any()
    })
}
