//! Staff home: what needs the reader today, nothing else.

use axum::response::Response;
use leptos::prelude::*;

use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::State;
use crate::i18n::{Locale, ago_or_until, arg, day, day_time, time};
use crate::retention::service::RunRow;
use crate::staff::model::Actor;
use crate::staff::service::{self, Draft, Lines, Offers, Room, Today, Waiting, Wanted};
use crate::ui::EmptyState;
use crate::web::{Page, PageCx};

pub async fn today(cx: PageCx, actor: Actor) -> Outcome<Response> {
    let today = service::today(&cx.app, &actor).await?;
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("ui-nav-today")).staff(actor.chrome()).active("today");
    Ok(cx.render(page, move || body(l, &today, now)).await)
}

fn body(l: Locale, today: &Today, now: Instant) -> AnyView {
    let events = |state: State| format!("/{l}/staff/events?state={}", state.code());
    let published = events(State::Published);
    let items: Vec<_> = lines(l, &today.rooms, |r| room(l, r, now), &published)
        .chain(lines(l, &today.offers, |o| offers(l, o, now), &published))
        .chain(lines(l, &today.needs, |w| wanted(l, w, now), &published))
        .chain(today.messages.iter().map(|w| messages(l, w, now)))
        .chain(today.testimonials.iter().map(|w| waiting(l, w, now)))
        .chain(lines(l, &today.drafts, |d| draft(l, d, now), &events(State::Draft)))
        .chain(today.stopped.iter().map(|run| stopped(l, run, now)))
        .collect();
    let list = if today.is_empty() {
        view! { <EmptyState title=l.t("staff-today-empty")><p>{l.t("staff-today-empty-help")}</p></EmptyState> }
            .into_any()
    } else {
        view! { <ul class="today">{items}</ul> }.into_any()
    };
    view! {
        <div class="staff-head">
            <h1>{l.t("ui-nav-today")}</h1>
            <p class="actions"><a href=format!("/{l}/staff/account")>{l.t("staff-account-title")}</a></p>
        </div>
        {list}
    }
    .into_any()
}

/// The lines of a kind, and under them where there are more.
fn lines<T>(l: Locale, of: &Lines<T>, line: impl Fn(&T) -> AnyView, others: &str) -> impl Iterator<Item = AnyView> {
    let mut all: Vec<AnyView> = of.shown.iter().map(line).collect();
    if of.more {
        all.push(item(others.to_owned(), "+".to_owned(), l.t("staff-today-more"), String::new()));
    }
    all.into_iter()
}

fn item(href: String, count: String, what: String, when: String) -> AnyView {
    view! {
        <li>
            <a href=href>
                <span class="today-count">{count}</span>
                <span class="today-what">{what}</span>
                <span class="today-when">{when}</span>
            </a>
        </li>
    }
    .into_any()
}

fn room(l: Locale, room: &Room, now: Instant) -> AnyView {
    let (event, session) = (&room.event, &room.session);
    let key = if session.starts_at <= now { "staff-today-room-open" } else { "staff-today-room" };
    let what = l.ta(key, &[("event", arg(event.text(l).0.title.clone())), ("session", arg(session.title(l).0))]);
    let when = format!("{} · {}", day(l, event.zone, session.starts_at, now), ago_or_until(l, session.starts_at, now));
    item(format!("/{l}/staff/events/{}/desk", event.slug), time(event.zone, session.starts_at), what, when)
}

fn offers(l: Locale, offers: &Offers, now: Instant) -> AnyView {
    let event = &offers.event;
    let title = event.text(l).0.title.clone();
    let what = l.ta("staff-today-offers", &[("n", arg(offers.count)), ("event", arg(title))]);
    let when = l.ta("staff-today-first", &[("when", arg(day_time(l, event.zone, offers.first, now)))]);
    let href = format!("/{l}/staff/events/{}/registrations?state=offered", event.slug);
    item(href, offers.count.to_string(), what, when)
}

fn wanted(l: Locale, wanted: &Wanted, now: Instant) -> AnyView {
    let event = &wanted.event;
    let what = l.ta("staff-today-needs", &[("n", arg(wanted.count)), ("event", arg(event.text(l).0.title.clone()))]);
    let when = l.ta("staff-today-starts", &[("when", arg(day_time(l, event.zone, event.starts_at, now)))]);
    item(format!("/{l}/staff/events/{}/needs", event.slug), wanted.count.to_string(), what, when)
}

fn messages(l: Locale, waiting: &Waiting, now: Instant) -> AnyView {
    let what = l.ta("messages-today", &[("n", arg(waiting.count))]);
    let when = l.ta("messages-today-since", &[("when", arg(super::ago(l, waiting.oldest, now)))]);
    item(format!("/{l}/staff/messages"), waiting.count.to_string(), what, when)
}

fn waiting(l: Locale, waiting: &Waiting, now: Instant) -> AnyView {
    let what = l.ta("staff-today-testimonials", &[("n", arg(waiting.count))]);
    let when = l.ta("staff-today-oldest", &[("when", arg(super::ago(l, waiting.oldest, now)))]);
    item(format!("/{l}/staff/testimonials"), waiting.count.to_string(), what, when)
}

fn stopped(l: Locale, run: &RunRow, now: Instant) -> AnyView {
    let what = l.ta("staff-today-retention", &[("rule", arg(l.t(&format!("retention-rule-{}", run.rule))))]);
    item(format!("/{l}/staff/retention"), run.found.to_string(), what, super::ago(l, run.at, now))
}

fn draft(l: Locale, draft: &Draft, now: Instant) -> AnyView {
    let event = &draft.event;
    let what = l.ta("staff-today-draft", &[("event", arg(event.text(l).0.title.clone()))]);
    let when = l.ta("staff-today-starts", &[("when", arg(day_time(l, event.zone, event.starts_at, now)))]);
    item(format!("/{l}/staff/events/{}", event.slug), "1".to_owned(), what, when)
}
