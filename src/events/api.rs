//! Forms that change events, the calendar file, and the public JSON.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::form::{self, BACK, Edit};
use super::model::Event;
use super::model::checklist::Section;
use super::model::shift::day_of;
use super::pages;
use super::service::{self, Filter};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::staff::model::{Action, Actor, Of, Place};
use crate::staff::service as team;
use crate::staff::session;
use crate::state::App;
use crate::web::route::form_id;
use crate::web::{Id, PageCx, RawForm, flash, see_other};

type Slug = Id<(String, String)>;

fn overview(cx: &PageCx, slug: &str, done: &str) -> Response {
    see_other(&cx.link(&format!("/staff/events/{slug}?done={done}")))
}

/// Makes a draft of the first few answers.
///
/// # Errors
/// As [`service::create`].
pub async fn create(cx: PageCx, actor: Actor, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&form::start::FIELDS)?;
    let regions = service::regions_to_edit(&cx.app, &actor).await?;
    if regions.is_empty() {
        return Err(AppError::Forbidden);
    }
    let codes: Vec<&str> = regions.iter().map(|r| r.code.as_str()).collect();
    let here = cx.link("/staff/events/new#errors");
    let input = match form::start::parse(typed.clone(), &codes, cx.app.clock.now()) {
        Ok(input) => input,
        Err(state) => return flash::back(&cx.app, "event:new", state, &here).await,
    };
    match service::create(&cx.app, &actor, &input).await {
        Ok(event) => Ok(overview(&cx, &event.slug, "created")),
        Err(AppError::Conflict(key)) => flash::back(&cx.app, "event:new", refused(typed, key, None), &here).await,
        Err(e) => Err(e),
    }
}

/// An event for somebody who may edit it.
async fn editable(cx: &PageCx, actor: &Actor, slug: &str) -> Outcome<Event> {
    let event = service::for_staff(&cx.app, actor, slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    Ok(event)
}

/// Back to a section with what was typed, at `at`.
async fn back(cx: &PageCx, slug: &str, section: Section, mut state: FormState, at: &str) -> Outcome<Response> {
    state.values.remove("told");
    state.values.remove("action");
    let path = cx.link(&format!("/staff/events/{slug}/edit/{}{at}", section.code()));
    flash::back(&cx.app, &pages::form_name(section, slug), state, &path).await
}

/// # Errors
/// As [`service::save`].
pub async fn save_texts(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only_where(form::texts::is_field)?;
    let event = editable(&cx, &actor, &slug).await?;
    let read = form::texts::parse(typed.clone(), event.state);
    save(&cx, &actor, (event, Section::Texts), typed, read).await
}

/// # Errors
/// As [`service::save`].
pub async fn save_sessions(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only_where(form::sessions::is_field)?;
    let event = editable(&cx, &actor, &slug).await?;
    if form::sessions::asks_for_a_row(&typed) {
        let more = form::sessions::with_another_row(typed);
        // The page opens at the new row.
        let at = format!("#f-{}", form::session_field(form::sessions::rows(&more) - 1, "start"));
        return back(&cx, &slug, Section::Sessions, more, &at).await;
    }
    let read = form::sessions::parse(typed.clone(), &event);
    save(&cx, &actor, (event, Section::Sessions), typed, read).await
}

/// # Errors
/// As [`service::save`].
pub async fn save_registration(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&form::registration::FIELDS)?;
    let event = editable(&cx, &actor, &slug).await?;
    let read = form::registration::parse(typed.clone(), &event);
    save(&cx, &actor, (event, Section::Registration), typed, read).await
}

/// # Errors
/// As [`service::save`].
pub async fn save_practical(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&form::practical::FIELDS)?;
    let event = editable(&cx, &actor, &slug).await?;
    let regions = service::regions_for(&cx.app, &actor, &event).await?;
    let codes: Vec<&str> = regions.iter().map(|r| r.code.as_str()).collect();
    let read = form::practical::parse(typed.clone(), &codes);
    save(&cx, &actor, (event, Section::Practical), typed, read).await
}

/// Saves a section, or sends it back with what stands against it; nothing typed is lost. Where people would be told of the
/// change, it first asks on a page that says whom and what.
async fn save(
    cx: &PageCx,
    actor: &Actor,
    (event, section): (Event, Section),
    typed: FormState,
    read: Result<Edit, FormState>,
) -> Outcome<Response> {
    if typed.value("action") == BACK {
        return back(cx, &event.slug, section, typed, "").await;
    }
    let edit = match read {
        Ok(edit) => edit,
        Err(state) => return back(cx, &event.slug, section, state, "#errors").await,
    };
    if typed.value("told") != "yes"
        && edit.version == event.version
        && let Some(told) = service::told(&cx.app, &event, edit.clone()).await?
    {
        return Ok(pages::tell(cx, actor, (event, section), typed, told).await);
    }
    match service::save(&cx.app, actor, &event.slug, edit).await {
        Ok(event) => Ok(overview(cx, &event.slug, "saved")),
        Err(AppError::Conflict(key)) => {
            let now = service::by_slug(&cx.app, &event.slug).await?;
            back(cx, &event.slug, section, refused(typed, key, Some(&now)), "#errors").await
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
        "editor-error-admission-people" => "admission",
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
    let typed = raw.only_where(form::cancel::is_field)?;
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventCancel, &event.place(), Of::Other)?;
    match form::cancel::parse(typed) {
        Ok(reasons) => {
            service::cancel_because(&cx.app, &actor, &slug, &reasons).await?;
            Ok(overview(&cx, &slug, "cancelled"))
        }
        Err(state) => {
            let here = cx.link(&format!("/staff/events/{slug}/cancel#errors"));
            flash::back(&cx.app, &format!("event-cancel:{slug}"), state, &here).await
        }
    }
}

/// # Errors
/// As [`service::archive`].
pub async fn archive(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    service::archive(&cx.app, &actor, &slug).await?;
    Ok(overview(&cx, &slug, "archived"))
}

/// Makes a draft like the event.
///
/// # Errors
/// As [`service::copy`].
pub async fn copy(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&form::copy::FIELDS)?;
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &Place::region(&event.region), Of::Other)?;
    let (name, here) = (format!("event-copy:{slug}"), cx.link(&format!("/staff/events/{slug}/copy")));
    let today = day_of(event.zone, cx.app.clock.now());
    let input = match form::copy::parse(typed.clone(), today) {
        Ok(input) => input,
        Err(state) => return flash::back(&cx.app, &name, state, &format!("{here}#errors")).await,
    };
    match service::copy(&cx.app, &actor, &slug, &input).await {
        Err(AppError::StepUp) => session::step_up(&cx, &name, typed, &here).await,
        done => done.map(|made| overview(&cx, &made.slug, "copied")),
    }
}

/// Makes a series of the event.
///
/// # Errors
/// As [`service::repeat`].
pub async fn repeat(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&form::series::FIELDS)?;
    let event = editable(&cx, &actor, &slug).await?;
    let here = cx.link(&format!("/staff/events/{}/series", event.slug));
    match form::series::parse(typed) {
        Ok(input) => {
            service::repeat(&cx.app, &actor, &slug, input).await?;
            Ok(see_other(&format!("{here}?done=repeated")))
        }
        Err(state) => flash::back(&cx.app, &format!("event-series:{slug}"), state, &format!("{here}#errors")).await,
    }
}

/// Gives the drafts of the series the texts of the event.
///
/// # Errors
/// As [`service::spread_texts`].
pub async fn spread_texts(cx: PageCx, actor: Actor, Id((_, slug)): Slug, raw: RawForm) -> Outcome<Response> {
    raw.only(&[])?;
    service::spread_texts(&cx.app, &actor, &slug).await?;
    Ok(see_other(&cx.link(&format!("/staff/events/{slug}/series?done=spread"))))
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
    let mut typed = raw.only(&["staff"])?;
    let (who, here) = (typed.value("staff"), cx.link(&format!("/staff/events/{slug}")));
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    let name = format!("assign:{slug}");
    if who.is_empty() {
        typed.fail("staff", "events-error-facilitator");
        return flash::back(&cx.app, &name, typed, &format!("{here}#errors")).await;
    }
    match team::grant(&cx.app, &actor, form_id(&who)?, service::facilitator_of(&event)).await {
        Err(AppError::StepUp) => session::step_up(&cx, &name, typed, &here).await,
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
    let file = service::calendar(&cx.app, &event, cx.locale);
    let name = format!("attachment; filename=\"{}\"", file.name);
    let name = HeaderValue::try_from(name).map_err(|e| AppError::internal(&e))?;
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], file.text).into_response())
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
