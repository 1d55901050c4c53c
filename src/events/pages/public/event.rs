//! The page of one training.

use axum::response::Response;
use leptos::prelude::*;
use serde_json::json;

use super::super::{
    deadline, in_language, kind_name, languages, paragraphs, region_name, when, window_label, window_tag,
};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::{Event, EventText, Region, State, Window};
use crate::events::service;
use crate::i18n::{Locale, ago_or_until, arg, day, day_time, time};
use crate::registration::model::places::Pool;
use crate::state::App;
use crate::ui::{BackLink, DefinitionList, Mood, Notice};
use crate::web::{Id, Page, PageCx};

/// `/{l}/events/{slug}`
///
/// # Errors
/// `NotFound` for what is not public.
pub async fn show(cx: PageCx, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let event = service::public_by_slug(&cx.app, &slug).await?;
    let regions = service::regions(&cx.app).await?;
    let region = region_name(&regions, &event, l);
    let (text, _) = event.text(l);
    let mut head = Page::new(&text.title).public(event.part(l, |t| &t.summary).0).active("events");
    head =
        if event.safe_mode { head.noindex().sensitive() } else { head.json_ld(&json_ld(&cx.app, &event, &region, l)) };
    let series = service::public_series(&cx.app, &event).await?;
    Ok(cx.render(head, move || article(l, &event, &regions, &series, now, Look::Public)).await)
}

/// Who looks at the page of a training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Public,
    /// Staff, before it is public: what leads to pages that are not there yet leads nowhere.
    Preview,
}

/// The page of a training; `series` are the others that it belongs to.
pub fn article(l: Locale, event: &Event, regions: &[Region], series: &[Event], now: Instant, look: Look) -> AnyView {
    let region = region_name(regions, event, l);
    let (text, found) = event.text(l);
    let other = (found != l).then(|| found.code());
    let cancelled = (event.state == State::Cancelled).then(|| {
        let reason = event.cancel_reason(l).map(|reason| view! { <p>{in_language(reason, l)}</p> });
        view! { <Notice mood=Mood::Bad title=l.t("events-cancelled-title")>{reason}<p>{l.t("events-cancelled-help")}</p></Notice> }
    });
    let untranslated = other.map(|_| {
        view! { <p class="small">{l.ta("events-in-other-language", &[("language", arg(found.name()))])}</p> }
    });
    view! {
        <article class="event">
            <header class="event-head">
                <BackLink href=format!("/{l}/events") label=l.t("events-title") />
                <p class="kicker">{kind_name(l, event)} " · " {region}</p>
                <h1 lang=other>{text.title.clone()}</h1>
                {cancelled}
                <p class="lead">{in_language(event.part(l, |t| &t.summary), l)}</p>
                {untranslated}
                <p>{window_tag(l, event, now)}</p>
            </header>
            {side(l, event, regions, now, look)}
            {body(l, event, series, now)}
            {register_bar(l, event, now, look)}
        </article>
    }
    .into_any()
}

fn side(l: Locale, event: &Event, regions: &[Region], now: Instant, look: Look) -> AnyView {
    let region = region_name(regions, event, l);
    let mut facts: Vec<(String, AnyView)> = vec![(l.t("events-when"), when(l, event, now).into_any())];
    let venue = event.part(l, |t| &t.venue);
    let place = if event.safe_mode {
        view! { {region} <br /> <span class="small">{l.t("events-safe-place")}</span> }.into_any()
    } else {
        view! { {region} <br /> {in_language(venue, l)} }.into_any()
    };
    facts.push((l.t("events-where"), place));
    facts.push((l.t("events-language"), languages(&event.languages)));
    if !event.interpreted.is_empty() {
        facts.push((l.t("events-interpreted"), languages(&event.interpreted)));
    }
    let covered: Vec<String> = covers(event).into_iter().map(|key| l.t(key)).collect();
    let covered = if covered.is_empty() { l.t("events-covers-nothing") } else { covered.join(", ") };
    facts.push((l.t("events-covers"), covered.into_any()));
    if event.step_free {
        facts.push((l.t("events-access"), l.t("events-step-free-yes").into_any()));
    }
    facts.extend(registration_facts(l, event, regions, now));
    let calendar =
        (look == Look::Public && !event.safe_mode && !matches!(event.window(now), Window::Over | Window::Cancelled))
            .then(|| {
                let href = format!("/{l}/events/{}/calendar.ics", event.slug);
                view! { <p class="actions"><a href=href download="">{l.t("events-add-to-calendar")}</a></p> }
            });
    view! { <aside class="event-side" aria-label=l.t("events-facts")><DefinitionList items=facts />{calendar}</aside> }
        .into_any()
}

fn registration_facts(l: Locale, event: &Event, regions: &[Region], now: Instant) -> Vec<(String, AnyView)> {
    let window = event.window(now);
    let mut facts = Vec::new();
    let dated = |at: Instant| {
        let (said, relative) = (day_time(l, event.zone, at, now), ago_or_until(l, at, now));
        view! { {said} <br /> <span class="small">{relative}</span> }.into_any()
    };
    if let (Window::NotYet, Some(opens)) = (window, event.registration_opens_at) {
        facts.push((l.t("events-registration-opens"), dated(opens)));
    }
    if window.takes_registrations() || window == Window::NotYet {
        let deadline = if event.selects() { "events-deadline-applications" } else { "events-deadline" };
        facts.push((l.t(deadline), dated(event.registration_closes_at)));
        facts.push((l.t("events-places"), view! { {places(l, event, window)} {groups(l, event, regions)} }.into_any()));
    }
    facts
}

/// "12 of 30 places left", or how many wait; where people apply, for how many.
fn places(l: Locale, event: &Event, window: Window) -> String {
    if window == Window::WaitingList {
        l.ta("events-waiting", &[("n", arg(event.waiting))])
    } else if event.selects() {
        l.ta("events-places-chosen", &[("n", arg(event.capacity))])
    } else {
        l.ta("events-places-left-of", &[("n", arg(event.places_left())), ("all", arg(event.capacity))])
    }
}

/// A line for each group that places are kept for, and one for what is open. What an organisation is called is not said.
fn groups(l: Locale, event: &Event, regions: &[Region]) -> Option<AnyView> {
    let line = |p: &Pool| {
        let group = match &p.stratum {
            Some(stratum) => stratum.words(l, regions, ""),
            None => l.t("registration-places-open"),
        };
        let left = [("group", arg(group)), ("n", arg(p.free())), ("all", arg(p.size))];
        let key = if event.selects() { "events-places-group" } else { "events-places-group-left" };
        view! { <li>{l.ta(key, &left)}</li> }
    };
    let shown = event.pools.iter().filter(|p| p.size > 0);
    event.keeps_places().then(|| view! { <ul class="small">{shown.map(line).collect::<Vec<_>>()}</ul> }.into_any())
}

fn covers(event: &Event) -> Vec<&'static str> {
    [
        (event.covers_travel, "events-covers-travel"),
        (event.covers_meals, "events-covers-meals"),
        (event.covers_lodging, "events-covers-lodging"),
        (event.covers_childcare, "events-covers-childcare"),
    ]
    .into_iter()
    .filter_map(|(yes, key)| yes.then_some(key))
    .collect()
}

fn body(l: Locale, event: &Event, series: &[Event], now: Instant) -> AnyView {
    let part = |pick: fn(&EventText) -> &str| {
        let (text, found) = event.part(l, pick);
        (!text.is_empty()).then(|| {
            view! { <div lang=(found != l).then(|| found.code())>{paragraphs(text)}</div> }
        })
    };
    let audience = part(|t| &t.audience).map(|text| view! { <h2>{l.t("events-audience")}</h2> {text} });
    view! {
        <div class="event-body prose">
            <h2>{l.t("events-about-event")}</h2>
            {part(|t| &t.description)}
            {audience}
            <h2>{l.t("events-sessions")}</h2>
            {sessions(l, event, now)}
            {others(l, series, now)}
        </div>
    }
    .into_any()
}

/// The others of a series.
fn others(l: Locale, series: &[Event], now: Instant) -> Option<AnyView> {
    let items: Vec<_> = series
        .iter()
        .map(|e| {
            let (text, found) = e.text(l);
            let title = in_language((&text.title, found), l);
            let cancelled = (e.state == State::Cancelled).then(|| window_tag(l, e, now));
            view! {
                <li>
                    <span class="session-when">{when(l, e, now)}</span> " "
                    <span><a href=format!("/{l}/events/{}", e.slug)>{title}</a> " " {cancelled}</span>
                </li>
            }
        })
        .collect();
    (!items.is_empty())
        .then(|| view! { <h2>{l.t("events-series")}</h2> <ul class="sessions sessions-days">{items}</ul> }.into_any())
}

/// Sessions by day. In safe mode only what they are about.
fn sessions(l: Locale, event: &Event, now: Instant) -> AnyView {
    let item = |title: (String, Locale), times: Option<String>| {
        let times = times.map(|t| view! { <span class="session-when">{t}</span> " " });
        view! { <li>{times}<span>{in_language((&title.0, title.1), l)}</span></li> }.into_any()
    };
    if event.safe_mode {
        let items: Vec<_> = event.sessions.iter().map(|s| item(s.title(l), None)).collect();
        return view! { <ol class="sessions">{items}</ol> <p class="small">{l.t("events-safe-time")}</p> }.into_any();
    }
    let said = |at: Instant| day(l, event.zone, at, now);
    let days = event.sessions.chunk_by(|a, b| said(a.starts_at) == said(b.starts_at));
    days.map(|sessions| {
        let items: Vec<_> = sessions
            .iter()
            .map(|s| {
                item(s.title(l), Some(format!("{}–{}", time(event.zone, s.starts_at), time(event.zone, s.ends_at))))
            })
            .collect();
        let day = sessions.first().map(|s| said(s.starts_at));
        view! { <h3 class="session-day">{day}</h3> <ol class="sessions">{items}</ol> }
    })
    .collect::<Vec<_>>()
    .into_any()
}

fn register_bar(l: Locale, event: &Event, now: Instant, look: Look) -> Option<AnyView> {
    let window = event.window(now);
    if !window.takes_registrations() {
        return None;
    }
    let (state, button) = if window == Window::WaitingList {
        (l.ta("events-waiting", &[("n", arg(event.waiting))]), "events-join-waiting-list")
    } else {
        (window_label(l, event, window), if event.selects() { "events-apply" } else { "events-register" })
    };
    let href = (look == Look::Public).then(|| format!("/{l}/events/{}/register", event.slug));
    Some(
        view! {
            <div class="register-bar">
                <p><strong>{state}</strong> " " <span>{deadline(l, event, now)}</span></p>
                <a class="button" href=href>{l.t(button)}</a>
            </div>
        }
        .into_any(),
    )
}

/// schema.org/Event, for search engines; never in safe mode.
fn json_ld(app: &App, event: &Event, region: &str, l: Locale) -> serde_json::Value {
    let (text, found) = event.text(l);
    let local = |at: Instant| at.with_timezone(&event.zone).to_rfc3339();
    let status = if event.state == State::Cancelled { "EventCancelled" } else { "EventScheduled" };
    json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": text.title,
        "description": event.part(l, |t| &t.summary).0,
        "inLanguage": found.code(),
        "startDate": local(event.starts_at),
        "endDate": local(event.ends_at),
        "eventStatus": format!("https://schema.org/{status}"),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": event.part(l, |t| &t.venue).0,
            "address": { "@type": "PostalAddress", "addressRegion": region },
        },
        "organizer": { "@type": "Organization", "name": app.config.org_name, "url": app.url("/") },
        "maximumAttendeeCapacity": event.capacity,
        "remainingAttendeeCapacity": event.places_left(),
        "url": app.url(&format!("/{l}/events/{}", event.slug)),
    })
}
