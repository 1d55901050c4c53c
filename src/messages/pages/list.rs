//! The call list, event by event.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{contact, failure, kind_name, name, tries};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::i18n::{Locale, ago_or_until, arg, day_time};
use crate::messages::service::{self, Hand, HandEvent};
use crate::staff::model::Actor;
use crate::ui::{BackLink, CardTable, EmptyState, Notice, Pagination, cell};
use crate::web::{Page, PageCx};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    event: String,
    after: Option<Uuid>,
    done: String,
}

/// `GET /{l}/staff/messages`
///
/// # Errors
/// `Forbidden` to those who may see no registrations; `NotFound` for an event out of their sight.
pub async fn list(cx: PageCx, actor: Actor, Query(asked): Query<Asked>) -> Outcome<Response> {
    let slug = Some(asked.event.as_str()).filter(|slug| !slug.is_empty());
    let events = service::call_list(&cx.app, &actor, slug, asked.after).await?;
    let (l, now) = (cx.locale, cx.app.clock.now());
    let done = match asked.done.as_str() {
        "told" => Some("messages-said-done"),
        "unreached" => Some("messages-said-unreached"),
        "skipped" => Some("messages-said-skipped"),
        "gone" => Some("messages-said-gone"),
        _ => None,
    };
    let alone = slug.is_some();
    let page = Page::new(l.t("messages-title")).staff(actor.chrome()).active("today");
    Ok(cx.render(page, move || body(l, &events, alone, done, now)).await)
}

fn body(l: Locale, events: &[HandEvent], alone: bool, done: Option<&str>, now: Instant) -> AnyView {
    let here = format!("/{l}/staff/messages");
    let done = done.map(|key| l.t(key)).map(|said| view! { <Notice announce=true><p>{said}</p></Notice> });
    let sections: Vec<_> = events.iter().map(|e| section(l, &here, e, alone, now)).collect();
    let sections = if sections.is_empty() {
        view! { <EmptyState title=l.t("messages-empty")><p>{l.t("messages-empty-help")}</p></EmptyState> }.into_any()
    } else {
        sections.into_any()
    };
    let back = if alone {
        view! { <BackLink href=here.clone() label=l.t("messages-all-events") /> }
    } else {
        view! { <BackLink href=format!("/{l}/staff") label=l.t("ui-nav-today") /> }
    };
    view! {
        {back}
        <div class="staff-head">
            <h1>{l.t("messages-title")}</h1>
            <p class="actions"><a href=format!("{here}/rules")>{l.t("messages-rules-link")}</a></p>
        </div>
        {done}
        <p class="lead">{l.t("messages-lead")}</p>
        <p>{l.t("messages-hours")}</p>
        {sections}
    }
    .into_any()
}

fn section(l: Locale, here: &str, of: &HandEvent, alone: bool, now: Instant) -> AnyView {
    let (text, found) = of.event.text(l);
    let lang = (found != l).then(|| found.code());
    let headers = ["name", "kind", "language", "contact", "due", "tries"];
    let headers = headers.map(|h| l.t(&format!("messages-col-{h}"))).to_vec();
    let rows = of.lines.iter().map(|hand| row(l, here, of, hand, now)).collect();
    let own = format!("{here}?event={}", of.event.slug);
    let all = (!alone && of.next.is_some()).then(|| {
        let label = l.ta("messages-all-of-event", &[("n", arg(of.count))]);
        view! { <p class="actions"><a href=own.clone()>{label}</a></p> }
    });
    let older = of.next.filter(|_| alone).map(|id| format!("{own}&after={id}"));
    view! {
        <section class="section">
            <h2 lang=lang>{text.title.clone()}</h2>
            <p class="count">{l.ta("messages-count", &[("n", arg(of.count))])}</p>
            <CardTable caption=text.title.clone() quiet=true headers=headers rows=rows />
            {all}
            <Pagination l=l older=older ordered=true />
        </section>
    }
    .into_any()
}

fn row(l: Locale, here: &str, of: &HandEvent, hand: &Hand, now: Instant) -> Vec<AnyView> {
    let zone = of.event.zone;
    let language = hand.registration.locale;
    let due = format!("{} · {}", day_time(l, zone, hand.due_at, now), ago_or_until(l, hand.due_at, now));
    let (tries, failure) = (tries(l, &of.event, hand, now), failure(l, hand));
    let tries = [tries, failure].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("; ");
    vec![
        view! { <a href=format!("{here}/{}", hand.id)>{name(l, hand)}</a> }.into_any(),
        kind_name(l, hand.kind).into_any(),
        view! { <span lang=language.code()>{language.name()}</span> }.into_any(),
        contact(l, hand),
        due.into_any(),
        cell(tries),
    ]
}
