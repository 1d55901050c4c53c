//! Forms that change events, the calendar file, and the public JSON.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::form::{self, ADD_SESSION};
use super::model::Event;
use super::service::{self, Filter};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::staff::model::{Action, Actor, Of};
use crate::staff::service as team;
use crate::staff::session;
use crate::state::App;
use crate::web::route::form_id;
use crate::web::{Id, PageCx, RawForm, flash, see_other};

type Slug = Id<(String, String)>;

fn overview(cx: &PageCx, slug: &str, done: &str) -> Response {
    see_other(&cx.link(&format!("/staff/events/{slug}?done={done}")))
}

/// Back to the editor with what was typed. Where a row was asked for, the page opens at it.
async fn back(cx: &PageCx, slug: Option<&str>, state: FormState) -> Outcome<Response> {
    let at = if state.is_invalid() {
        "errors".to_owned()
    } else {
        format!("f-{}", form::session_field(form::rows(&state) - 1, "start"))
    };
    let path = slug.map_or_else(|| "/staff/events/new".to_owned(), |s| format!("/staff/events/{s}/edit"));
    let name = slug.map_or_else(|| "event:new".to_owned(), |s| format!("event:{s}"));
    flash::back(&cx.app, &name, state, &cx.link(&format!("{path}#{at}"))).await
}

/// Makes a draft.
///
/// # Errors
/// As [`service::create`].
pub async fn create(cx: PageCx, actor: Actor, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only_where(form::is_field)?;
    if typed.value("action") == ADD_SESSION {
        return back(&cx, None, form::with_another_row(typed)).await;
    }
    let regions = service::regions_to_edit(&cx.app, &actor).await?;
    if regions.is_empty() {
        return Err(AppError::Forbidden);
    }
    let codes: Vec<&str> = regions.iter().map(|r| r.code.as_str()).collect();
    let input = match form::parse(typed.clone(), &codes) {
        Ok(input) => input,
        Err(state) => return back(&cx, None, state).await,
    };
    match service::create(&cx.app, &actor, &input).await {
        Ok(event) => Ok(overview(&cx, &event.slug, "created")),
        Err(AppError::Conflict(key)) => back(&cx, None, refused(typed, key, None)).await,
        Err(e) => Err(e),
    }
}

/// Saves an edit, or sends it back with what stands against it; nothing typed is lost.
///
/// # Errors
/// As [`service::update`].
pub async fn update(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only_where(form::is_field)?;
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    if typed.value("action") == ADD_SESSION {
        return back(&cx, Some(&slug), form::with_another_row(typed)).await;
    }
    let regions = service::regions_for(&cx.app, &actor, &event).await?;
    let codes: Vec<&str> = regions.iter().map(|r| r.code.as_str()).collect();
    let input = match form::parse(typed.clone(), &codes) {
        Ok(input) => input,
        Err(state) => return back(&cx, Some(&slug), state).await,
    };
    match service::update(&cx.app, &actor, &slug, &input).await {
        Ok(event) => Ok(overview(&cx, &event.slug, "saved")),
        Err(AppError::Conflict(key)) => {
            let now = service::by_slug(&cx.app, &slug).await?;
            back(&cx, Some(&slug), refused(typed, key, Some(&now))).await
        }
        Err(e) => Err(e),
    }
}

/// What was typed, with the refusal at the field that it speaks of. Against a newer version the form then stands on that
/// version: saving again, knowingly, replaces it.
fn refused(mut typed: FormState, key: &str, now: Option<&Event>) -> FormState {
    let field = match key {
        "events-error-slug-taken" => "slug",
        "events-error-capacity-taken" => "capacity",
        _ => "",
    };
    // What is kept for groups stays theirs; see the page of places.
    let taken = now.map_or(0, |e| e.pools.iter().map(|p| if p.stratum.is_some() { p.size } else { p.taken }).sum());
    typed.fail_with(field, key, &[("n", taken.to_string())]);
    if let (Some(now), "events-error-stale") = (now, key) {
        typed.set("version", now.version.to_string());
    }
    typed
}

/// # Errors
/// As [`service::publish`].
pub async fn publish(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    service::publish(&cx.app, &actor, &slug).await?;
    Ok(overview(&cx, &slug, "published"))
}

/// # Errors
/// As [`service::cancel`].
pub async fn cancel(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    service::cancel(&cx.app, &actor, &slug).await?;
    Ok(overview(&cx, &slug, "cancelled"))
}

/// # Errors
/// As [`service::complete`].
pub async fn complete(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    service::complete(&cx.app, &actor, &slug).await?;
    Ok(overview(&cx, &slug, "completed"))
}

/// Makes somebody of the staff a facilitator of the event.
///
/// # Errors
/// As [`team::grant`].
pub async fn assign(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&["staff"])?;
    let (who, here) = (typed.value("staff"), cx.link(&format!("/staff/events/{slug}")));
    if who.is_empty() {
        return Ok(see_other(&format!("{here}#team")));
    }
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    match team::grant(&cx.app, &actor, form_id(&who)?, service::facilitator_of(&event)).await {
        Err(AppError::StepUp) => session::step_up(&cx, &format!("assign:{slug}"), typed, &here).await,
        done => done.map(|()| overview(&cx, &slug, "assigned")),
    }
}

/// # Errors
/// As [`team::revoke`].
pub async fn unassign(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let who = form_id(&raw.only(&["staff"])?.value("staff"))?;
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    team::revoke(&cx.app, &actor, who, service::facilitator_of(&event)).await?;
    Ok(overview(&cx, &slug, "removed"))
}

/// `/{l}/events/{slug}/calendar.ics`
///
/// # Errors
/// `NotFound` in safe mode, whose times are for those who have a place.
pub async fn calendar(cx: PageCx, Id((_, slug)): Slug) -> Outcome<Response> {
    let event = service::public_by_slug(&cx.app, &slug).await?;
    if event.safe_mode {
        return Err(AppError::NotFound);
    }
    let text = service::calendar(&cx.app, &event, cx.locale);
    let name = format!("attachment; filename=\"{}.ics\"", event.slug);
    let name = HeaderValue::try_from(name).map_err(|e| AppError::internal(&e))?;
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response())
}

/// What `/api/v1/events` can be asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    locale: Option<String>,
    after: Option<String>,
}

/// `/api/v1/events`: what is to come, a page at a time.
///
/// # Errors
/// `NotFound` when `after` is no event.
pub async fn items(State(app): State<App>, Query(asked): Query<Asked>) -> Outcome<Response> {
    let l = asked.locale.and_then(|code| code.parse().ok()).unwrap_or(app.config.default_locale);
    let page = service::public_list(&app, &Filter::default(), asked.after.as_deref()).await?;
    let items: Vec<Value> = page.events.iter().map(|e| item(&app, e, l)).collect();
    let next = page.next.map(|slug| app.url(&format!("/api/v1/events?locale={l}&after={slug}")));
    Ok(Json(json!({ "items": items, "next": next })).into_response())
}

fn item(app: &App, event: &Event, l: Locale) -> Value {
    let dated = |at: crate::clock::Instant| (!event.safe_mode).then(|| at.with_timezone(&event.zone).to_rfc3339());
    json!({
        "slug": event.slug,
        "title": event.text(l).0.title,
        "starts_at": dated(event.starts_at),
        "ends_at": dated(event.ends_at),
        "region": event.region,
        "languages": event.languages,
        "capacity": event.capacity,
        "taken": event.taken,
        "waiting": event.waiting,
        "state": event.state.code(),
        "registration": event.window(app.clock.now()).code(),
        "url": app.url(&format!("/{l}/events/{}", event.slug)),
    })
}
