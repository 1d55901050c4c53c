//! One message, for whoever passes it on: the text to send, what to say in a call, and what came of it.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::{contact, failure, kind_name, name, tries};
use crate::clock::Instant;
use crate::config::Config;
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg, day_time};
use crate::messages::model::SKIPS;
use crate::messages::service::{self, Item};
use crate::staff::model::Actor;
use crate::ui::{BackLink, Choice, DefinitionList, Select, SendLinks, SubmitButton, TextArea, Tone};
use crate::web::{Id, Page, PageCx, see_other};

/// `GET /{l}/staff/messages/{id}`; that it was opened is in the history of actions.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, `StepUp` without a fresh proof. A message that is on the list no more leads back to it.
pub async fn item(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>) -> Outcome<Response> {
    let item = match service::item(&cx.app, &actor, id).await {
        Err(AppError::Conflict(_)) => return Ok(see_other(&cx.link("/staff/messages?done=gone"))),
        item => item?,
    };
    let (l, now) = (cx.locale, cx.app.clock.now());
    let config = cx.app.config.clone();
    let title = l.ta("messages-item-title", &[("name", arg(name(l, &item.hand)))]);
    let page = Page::new(l.t("messages-title")).staff(actor.chrome()).active("today");
    Ok(cx.render(page, move || body(l, &title, &item, &config, now)).await)
}

fn body(l: Locale, title: &str, item: &Item, config: &Config, now: Instant) -> AnyView {
    let (hand, event) = (&item.hand, &item.event);
    let r = &hand.registration;
    let here = format!("/{l}/staff/messages");
    let (event_title, lang) = (event.text(l).0.title.clone(), event.text(l).1);
    let said = |at: Instant| format!("{} · {}", day_time(l, event.zone, at, now), ago_or_until(l, at, now));
    let registration = format!("/{l}/staff/events/{}/registrations/{}", event.slug, r.id);
    let facts = vec![
        (l.t("messages-col-kind"), kind_name(l, hand.kind).into_any()),
        (l.t("messages-col-language"), view! { <span lang=r.locale.code()>{r.locale.name()}</span> }.into_any()),
        (l.t("messages-col-contact"), contact(l, hand)),
        (l.t("messages-item-until"), said(hand.until_at).into_any()),
    ];
    let more = [("messages-col-tries", tries(l, event, hand, now)), ("messages-item-failed", failure(l, hand))];
    let more = more.into_iter().filter(|(_, v)| !v.is_empty()).map(|(key, v)| (l.t(key), v.into_any()));
    let facts = facts.into_iter().chain(more).collect();
    view! {
        <BackLink href=here.clone() label=l.t("messages-title") />
        <p class="kicker" lang=(lang != l).then(|| lang.code())>{event_title}</p>
        <h1>{title.to_owned()}</h1>
        <DefinitionList items=facts />
        <p class="actions"><a href=registration>{l.t("messages-item-to-registration")}</a></p>
        {text(l, item)}
        {call(l, item, config)}
        {outcome(l, &here, item)}
    }
    .into_any()
}

fn text(l: Locale, item: &Item) -> AnyView {
    let r = &item.hand.registration;
    let short = item.letter.short();
    let links = (!r.phone.is_empty()).then(|| view! { <SendLinks l=l phone=r.phone.reveal() text=short.clone() /> });
    let mut form = FormState::default();
    form.set("text", short);
    view! {
        <section class="section">
            <h2>{l.t("messages-item-text")}</h2>
            <p>{l.t("messages-item-care")}</p>
            <div class="form">
                <TextArea l=l form=&form name="text" label=l.t("messages-item-copy") lang=r.locale.code() rows=5 />
                {links}
            </div>
        </section>
    }
    .into_any()
}

/// Without a number there is nobody to call.
fn call(l: Locale, item: &Item, config: &Config) -> Option<AnyView> {
    let r = &item.hand.registration;
    if r.phone.is_empty() {
        return None;
    }
    let phone = r.phone.reveal();
    let lines: Vec<_> = item.letter.script(config).into_iter().map(|line| view! { <li>{line}</li> }).collect();
    Some(
        view! {
            <section class="section">
                <h2>{l.t("messages-item-call")}</h2>
                <p>{l.t("messages-item-script-care")}</p>
                <p class="actions"><a class="button button-secondary" href=format!("tel:{phone}")>{format!("{} {phone}", l.t("messages-item-call"))}</a></p>
                <h3>{l.t("messages-item-script")}</h3>
                <ol class="prose" lang=r.locale.code()>{lines}</ol>
            </section>
        }
        .into_any(),
    )
}

fn outcome(l: Locale, here: &str, item: &Item) -> AnyView {
    let own = format!("{here}/{}", item.hand.id);
    let form = FormState::default();
    let choices = SKIPS.iter().map(|code| Choice::new(*code, l.t(&format!("messages-skip-{code}")))).collect();
    view! {
        <section class="section">
            <h2>{l.t("messages-item-outcome")}</h2>
            <div class="actions">
                <form method="post" action=format!("{own}/done")>
                    <SubmitButton label=l.t("messages-item-done") />
                </form>
                <form method="post" action=format!("{own}/unreached")>
                    <SubmitButton label=l.t("messages-item-unreached") tone=Tone::Secondary />
                </form>
            </div>
            <form class="form" method="post" action=format!("{own}/skip") novalidate>
                <Select l=l form=&form name="reason" label=l.t("messages-item-skip-reason") choices=choices />
                <SubmitButton label=l.t("messages-item-skip") tone=Tone::Secondary />
            </form>
        </section>
    }
    .into_any()
}
