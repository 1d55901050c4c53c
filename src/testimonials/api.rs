//! What forms post to, and the JSON of the wall.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

use super::form::{
    self, APPROVE_FIELDS, CHANNEL_FIELDS, DECLINE_FIELDS, GIVE_FIELDS, HOLD_FIELDS, LIFT_FIELDS, NAME_FIELDS,
    RENDITION_FIELDS, TIER_FIELDS, WallQuery,
};
use super::model::{Channel, PublicTestimonial, Tier, WallFilter, widest};
use super::pages::{give_form, item_form, name_form};
use super::service::{self, PAGE};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::ids::unhex;
use crate::registration::service as registration;
use crate::staff::model::Actor;
use crate::state::App;
use crate::web::guard::Sender;
use crate::web::route::form_id;
use crate::web::{Id, PageCx, RawForm, flash, guard, see_other};

const BAD: AppError = AppError::BadRequest("ui-bad-request-help");

type OfLink = Id<(String, String)>;
type OfMine = Id<(String, String, Uuid)>;
type OfItem = Id<(String, Uuid)>;

/// `POST /{l}/my/{token}/testimonial`
///
/// # Errors
/// `NotFound` for an unknown link, `Conflict` when it is not the time to give one.
pub async fn give(cx: PageCx, Id((_, token)): OfLink, form: RawForm) -> Outcome<Response> {
    let mut typed = form.only(GIVE_FIELDS)?;
    let registration = registration::by_link(&cx.app, &token).await?;
    let (name, page) = (give_form(registration.id), cx.link(&format!("/my/{token}/testimonial#errors")));
    if !guard::admits(&cx, Sender::Holder, &name, &mut typed).await? {
        return flash::back(&cx.app, &name, typed, &page).await;
    }
    let submission = form_id(&typed.value("submission_id"))?;
    match form::parse_give(typed.clone(), submission, cx.locale) {
        Ok(input) => match service::give(&cx.app, &registration, input).await {
            Ok(id) => Ok(see_other(&cx.link(&format!("/my/{token}/testimonial/{id}")))),
            // The text is not lost.
            Err(AppError::Conflict(key)) => {
                typed.fail("", key);
                flash::back(&cx.app, &name, typed, &page).await
            }
            Err(e) => Err(e),
        },
        Err(state) => flash::back(&cx.app, &name, state, &page).await,
    }
}

/// `POST /{l}/my/{token}/testimonial/{id}/channel`: one switch.
///
/// # Errors
/// `NotFound` for an unknown link or another's testimonial.
pub async fn channel(cx: PageCx, Id((_, token, id)): OfMine, form: RawForm) -> Outcome<Response> {
    let typed = form.only(CHANNEL_FIELDS)?;
    let channel = Channel::parse(&typed.value("channel")).ok_or(BAD)?;
    let on = match typed.value("on").as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(BAD),
    };
    let registration = registration::by_link(&cx.app, &token).await?;
    service::set_channel(&cx.app, &registration, id, channel, on, cx.locale).await?;
    Ok(see_other(&cx.link(&format!("/my/{token}/testimonial/{id}?done=agreements#agreements"))))
}

/// `POST /{l}/my/{token}/testimonial/{id}/name`
///
/// # Errors
/// `NotFound` for an unknown link or another's testimonial.
pub async fn name(cx: PageCx, Id((_, token, id)): OfMine, form: RawForm) -> Outcome<Response> {
    let typed = form.only(NAME_FIELDS)?;
    let registration = registration::by_link(&cx.app, &token).await?;
    let path = cx.link(&format!("/my/{token}/testimonial/{id}"));
    match form::parse_name(typed) {
        Ok((attribution, pseudonym)) => {
            service::set_attribution(&cx.app, &registration, id, attribution, &pseudonym, cx.locale).await?;
            Ok(see_other(&format!("{path}?done=name#name")))
        }
        Err(state) => flash::back(&cx.app, &name_form(id), state, &format!("{path}#errors")).await,
    }
}

/// `POST /{l}/my/{token}/testimonial/{id}/withdraw`: one tap, no reason.
///
/// # Errors
/// `NotFound` for an unknown link or another's testimonial.
pub async fn withdraw(cx: PageCx, Id((_, token, id)): OfMine, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    let registration = registration::by_link(&cx.app, &token).await?;
    service::withdraw(&cx.app, &registration, id, cx.locale).await?;
    Ok(see_other(&cx.link(&format!("/my/{token}/testimonial/{id}"))))
}

/// `POST /{l}/my/{token}/testimonial/{id}/erase`
///
/// # Errors
/// `NotFound` for an unknown link or another's testimonial.
pub async fn erase(cx: PageCx, Id((_, token, id)): OfMine, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    let registration = registration::by_link(&cx.app, &token).await?;
    service::erase(&cx.app, &registration, id, cx.locale).await?;
    Ok(see_other(&cx.link(&format!("/my/{token}/testimonial/{id}"))))
}

fn item_path(cx: &PageCx, id: Uuid) -> String {
    cx.link(&format!("/staff/testimonials/{id}"))
}

/// Sends a form of the moderators' page back with what was typed into it.
async fn item_back(cx: &PageCx, id: Uuid, which: &str, mut state: FormState, query: &str) -> Outcome<Response> {
    state.set("form", which);
    flash::back(&cx.app, &item_form(id), state, &format!("{}{query}#errors", item_path(cx, id))).await
}

/// `POST /{l}/staff/testimonials/{id}/rendition`
///
/// # Errors
/// By the permission table.
pub async fn rendition(cx: PageCx, actor: Actor, Id((_, id)): OfItem, form: RawForm) -> Outcome<Response> {
    let typed = form.only(RENDITION_FIELDS)?;
    let item = service::item(&cx.app, &actor, id).await?;
    let locale: Option<Locale> = typed.value("locale").parse().ok();
    let query = locale.map(|l| format!("?lang={l}")).unwrap_or_default();
    let input = match form::parse_rendition(typed.clone(), widest(&item.live), &item.testimonial.pseudonym) {
        Ok(input) => input,
        Err(state) => return item_back(&cx, id, "rendition", state, &query).await,
    };
    match service::edit_rendition(&cx.app, &actor, id, &input).await {
        Ok(()) => Ok(see_other(&format!("{}{query}", item_path(&cx, id)))),
        // The text is not lost: it stands in the editor, beside what was saved meanwhile.
        Err(AppError::Conflict(key)) => {
            let mut state = typed;
            state.fail("", key);
            item_back(&cx, id, "rendition", state, &query).await
        }
        Err(e) => Err(e),
    }
}

/// `POST /{l}/staff/testimonials/{id}/approve`
///
/// # Errors
/// `Forbidden` on one's own text, `Conflict` when it is not the newest.
pub async fn approve(cx: PageCx, actor: Actor, Id(_): OfItem, form: RawForm) -> Outcome<Response> {
    let typed = form.only(APPROVE_FIELDS)?;
    let sha256 = unhex(&typed.value("sha256")).filter(|h| h.len() == 32).ok_or(BAD)?;
    let (id, locale) = service::approve(&cx.app, &actor, &sha256).await?;
    Ok(see_other(&format!("{}?lang={locale}", item_path(&cx, id))))
}

/// `POST /{l}/staff/testimonials/{id}/decline`
///
/// # Errors
/// By the permission table; `Conflict` when it was declined before.
pub async fn decline(cx: PageCx, actor: Actor, Id((_, id)): OfItem, form: RawForm) -> Outcome<Response> {
    match form::parse_decline(form.only(DECLINE_FIELDS)?) {
        Ok((reason, note)) => {
            service::decline(&cx.app, &actor, id, reason, &note).await?;
            Ok(see_other(&item_path(&cx, id)))
        }
        Err(state) => item_back(&cx, id, "decline", state, "").await,
    }
}

/// `POST /{l}/staff/testimonials/{id}/hold`
///
/// # Errors
/// By the permission table.
pub async fn hold(cx: PageCx, actor: Actor, Id((_, id)): OfItem, form: RawForm) -> Outcome<Response> {
    match form::parse_hold(form.only(HOLD_FIELDS)?) {
        Ok((reason, note)) => {
            service::hold(&cx.app, &actor, id, reason, &note).await?;
            Ok(see_other(&item_path(&cx, id)))
        }
        Err(state) => item_back(&cx, id, "hold", state, "").await,
    }
}

/// `POST /{l}/staff/testimonials/{id}/lift`
///
/// # Errors
/// `Forbidden` on one's own hold.
pub async fn lift(cx: PageCx, actor: Actor, Id((_, id)): OfItem, form: RawForm) -> Outcome<Response> {
    let hold = form_id(&form.only(LIFT_FIELDS)?.value("hold"))?;
    service::lift(&cx.app, &actor, id, hold).await?;
    Ok(see_other(&item_path(&cx, id)))
}

/// `POST /{l}/staff/testimonials/{id}/tier`
///
/// # Errors
/// `Conflict` for a tier that is not higher.
pub async fn tier(cx: PageCx, actor: Actor, Id((_, id)): OfItem, form: RawForm) -> Outcome<Response> {
    let tier = Tier::parse(&form.only(TIER_FIELDS)?.value("tier")).ok_or(BAD)?;
    service::raise_tier(&cx.app, &actor, id, tier).await?;
    Ok(see_other(&item_path(&cx, id)))
}

/// `POST /{l}/staff/testimonials/{id}/withdraw`
///
/// # Errors
/// By the permission table.
pub async fn withdraw_for(cx: PageCx, actor: Actor, Id((_, id)): OfItem, form: RawForm) -> Outcome<Response> {
    form.only(&[])?;
    service::withdraw_for(&cx.app, &actor, id, cx.locale).await?;
    Ok(see_other(&item_path(&cx, id)))
}

/// `GET /api/v1/testimonials?lang=&region=&event=&language=&before=`: what its speakers let go to other sites.
///
/// # Errors
/// `NotFound` when the filter names an event that is not public.
pub async fn json(State(app): State<App>, Query(query): Query<WallQuery>) -> Outcome<Response> {
    let l = query.lang.parse().unwrap_or(app.config.default_locale);
    let event = service::event_filter(&app, l, &query.event).await?;
    let filter = WallFilter {
        region: query.region.clone(),
        event: event.map(|(id, ..)| id),
        language: query.language(),
        before: query.cursor(),
        ..WallFilter::newest(Channel::Feeds, PAGE + 1)
    };
    let mut found = service::wall(&app, l, &filter).await?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > page;
    found.truncate(page);
    let before = found.last().filter(|_| more).map(|t| t.id);
    let items: Vec<_> = found.iter().map(entry).collect();
    Ok(Json(json!({ "items": items, "next_before": before })).into_response())
}

fn entry(t: &PublicTestimonial) -> serde_json::Value {
    json!({
        "id": t.id,
        "locale": t.locale.code(),
        "original_locale": t.original_locale.code(),
        "other_locales": t.other_locales.iter().map(|l| l.code()).collect::<Vec<_>>(),
        "headline": t.headline,
        "quote": t.quote,
        "narrative": t.narrative,
        "attribution": t.attribution_line,
        "content_note": t.content_note,
        "region": t.region,
        "event": { "title": t.event_title, "locale": t.event_title_locale.code(), "slug": t.event_slug },
        "public_since": t.public_since,
    })
}
