//! The desk and what belongs to it, for the staff.

#![expect(
    clippy::missing_errors_doc,
    reason = "handlers answer with what the service says; its errors are documented there"
)]

mod correct;
mod desk;
mod sheet;
mod summary;

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::api::flash_name;
use super::form;
use super::service::{self, DeskQuery};
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, Session};
use crate::i18n::{Locale, arg, day, time};
use crate::registration::model::RosterEntry;
use crate::seal::Personal;
use crate::staff::model::Actor;
use crate::web::{Id, Page, PageCx, RawForm};

/// What addresses of these pages may say.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    session: String,
    code: String,
    done: String,
    registration: String,
    status: String,
}

/// Nothing, or an id; anything else was never a link of ours.
fn id(text: &str) -> Outcome<Option<Uuid>> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| AppError::NotFound) }
}

pub async fn desk(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    let query = DeskQuery {
        session: id(&asked.session)?,
        code: form::sought(&asked.code),
        done: id(&asked.done)?,
        ..DeskQuery::default()
    };
    show_desk(cx, &actor, &slug, query).await
}

/// The desk with those who are meant by what was typed. A name must not stand in an address, where the browser keeps it: so
/// it is posted, changes nothing, and is answered with the page.
pub async fn search(
    mut cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    form: RawForm,
) -> Outcome<Response> {
    let (session, search) = form::search(&form.only(&form::SEARCH)?)?;
    // For the links to the same page in other languages.
    cx.query = format!("session={session}");
    let query = DeskQuery { session: Some(session), search, ..DeskQuery::default() };
    show_desk(cx, &actor, &slug, query).await
}

async fn show_desk(cx: PageCx, actor: &Actor, slug: &str, query: DeskQuery) -> Outcome<Response> {
    let desk = service::desk(&cx.app, actor, slug, &query).await?;
    let typed = cx.typed(&flash_name(desk.session.id)).await?.unwrap_or_default();
    let l = cx.locale;
    let title = l.ta("attendance-desk-title", &[("title", arg(desk.event.text(l).0.title.clone()))]);
    let page = Page::new(title).staff(actor.chrome()).active("events").island();
    let (base, ids) = (cx.link(&format!("/staff/events/{slug}")), cx.app.ids.clone());
    let now = cx.app.clock.now();
    Ok(cx.render(page, move || desk::view(l, &base, now, &ids, &desk, query.search.reveal(), &typed)).await)
}

pub async fn correct(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    let (Some(session), Some(registration)) = (id(&asked.session)?, id(&asked.registration)?) else {
        return Err(AppError::NotFound);
    };
    let (_, session, entry, state) = service::cell(&cx.app, &actor, &slug, session, registration).await?;
    let mut typed = cx.typed(&format!("correct:{registration}")).await?.unwrap_or_default();
    if typed.value("status").is_empty()
        && let Ok(status) = form::status(&asked.status)
    {
        typed.set("status", status.code());
    }
    let l = cx.locale;
    let page = Page::new(l.t("attendance-correct")).staff(actor.chrome()).active("events");
    let (base, mark_id) = (cx.link(&format!("/staff/events/{slug}/desk")), cx.app.ids.uuid());
    Ok(cx.render(page, move || correct::view(l, &base, session.id, mark_id, &entry, &state, &typed)).await)
}

pub async fn sheet(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    let (event, session, roster) = service::sheet(&cx.app, &actor, &slug, id(&asked.session)?).await?;
    let l = cx.locale;
    let page = Page::new(l.t("attendance-sheet")).staff(actor.chrome()).active("events");
    let (base, now) = (cx.link(&format!("/staff/events/{slug}/desk")), cx.app.clock.now());
    Ok(cx.render(page, move || sheet::view(l, &base, now, &event, &session, &roster)).await)
}

pub async fn summary(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let summary = service::summary(&cx.app, &actor, &slug).await?;
    let l = cx.locale;
    let page = Page::new(l.t("attendance-summary")).staff(actor.chrome()).active("events");
    let (base, now) = (cx.link(&format!("/staff/events/{slug}")), cx.app.clock.now());
    Ok(cx.render(page, move || summary::view(l, &base, now, summary)).await)
}

/// "09:30–11:00".
fn hours(event: &Event, session: &Session) -> String {
    format!("{}–{}", time(event.zone, session.starts_at), time(event.zone, session.ends_at))
}

/// "Session 2"; counted from one, in the order of time.
fn session_number(l: Locale, event: &Event, session: &Session) -> String {
    let n = event.sessions.iter().position(|s| s.id == session.id).map_or(1, |i| i + 1);
    l.ta("attendance-session", &[("n", arg(n.to_string()))])
}

/// "Session 2: law and practice", or the number alone.
fn session_name(l: Locale, event: &Event, session: &Session) -> String {
    let (number, title) = (session_number(l, event, session), session.title(l).0);
    if title.is_empty() { number } else { format!("{number}: {title}") }
}

/// "Session 2: law and practice · Wednesday 25 November, 09:30–11:00".
fn session_line(l: Locale, event: &Event, session: &Session, now: crate::clock::Instant) -> String {
    let when = day(l, event.zone, session.starts_at, now);
    format!("{} · {when}, {}", session_name(l, event, session), hours(event, session))
}

/// A message whose number `n` is to stand out: the text before it, the number, the text after it.
fn with_number(l: Locale, key: &str, n: usize, others: &[(&'static str, String)]) -> AnyView {
    const MARK: &str = "\u{e000}";
    let mut args = vec![("n", arg(MARK))];
    args.extend(others.iter().map(|(name, value)| (*name, arg(value.clone()))));
    let text = l.ta(key, &args);
    let (before, after) = text.split_once(MARK).unwrap_or((&text, ""));
    view! { <span>{before.to_owned()}<b>{n.to_string()}</b>{after.to_owned()}</span> }.into_any()
}

/// A name, or what is in its place.
fn said_name(l: Locale, entry: &RosterEntry, name: &Personal) -> String {
    entry.legible.key().map_or_else(|| name.reveal().to_owned(), |key| l.t(key))
}

/// A status in words.
fn status_word(l: Locale, status: super::model::Status) -> String {
    l.t(&format!("attendance-status-{}", status.code()))
}
