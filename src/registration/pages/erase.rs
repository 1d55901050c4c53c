//! Asking once more before something is erased for good.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::title;
use crate::error::Outcome;
use crate::events;
use crate::i18n::Locale;
use crate::registration::service;
use crate::staff::model::Actor;
use crate::ui::{BackLink, SubmitButton, Tone};
use crate::web::{Id, Page, PageCx};

/// A heading with a list, by the stem of their keys.
fn list(l: Locale, stem: &str, items: &[&str]) -> AnyView {
    let items: Vec<_> = items.iter().map(|item| view! { <li>{l.t(&format!("{stem}{item}"))}</li> }).collect();
    view! { <h2>{l.t(&format!("{stem}title"))}</h2> <ul>{items}</ul> }.into_any()
}

/// `GET /{l}/my/{token}/erase`
///
/// # Errors
/// `NotFound` for every token that opens nothing, `Gone` once it was erased.
pub async fn erase(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    let event = events::service::by_id(&cx.app, registration.event_id).await?;
    let (l, here) = (cx.locale, cx.link(&format!("/my/{token}")));
    let body = move || {
        let (title, lang) = title(l, &event);
        view! {
            <BackLink href=here.clone() label=l.t("registration-to-mine") />
            <p class="kicker" lang=lang>{title}</p>
            <h1>{l.t("registration-erase-title")}</h1>
            <p class="lead">{l.t("registration-erase-lead")}</p>
            <div class="prose">
                {list(l, "registration-erase-goes-", &["answers", "place", "words", "mails", "link"])}
                {list(l, "registration-erase-stays-", &["number", "agreements", "trace", "others"])}
                <p><a href=format!("{here}/data")>{l.t("registration-erase-first")}</a></p>
            </div>
            <form class="form" method="post" action=format!("{here}/erase")>
                <p class="actions">
                    <SubmitButton label=l.t("registration-erase-yes") tone=Tone::Warning />
                    <a class="button button-secondary" href=here.clone()>{l.t("registration-erase-no")}</a>
                </p>
            </form>
        }
    };
    Ok(cx.render(Page::new(l.t("registration-erase-title")).private(), body).await)
}

/// `GET /{l}/staff/events/{slug}/registrations/{id}/erase`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or where nothing is left.
pub async fn erase_for(cx: PageCx, actor: Actor, Id((_, slug, id)): Id<(String, String, Uuid)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let (_, whole) = service::erase_reach(&cx.app, &actor, &event, id).await?;
    let l = cx.locale;
    let here = cx.link(&format!("/staff/events/{slug}/registrations/{id}"));
    let page = Page::new(l.t("registration-erase-for-title")).staff(actor.chrome()).active("events");
    let body = move || {
        let reach = if whole { "registration-erase-for-whole" } else { "registration-erase-for-part" };
        view! {
            <BackLink href=here.clone() label=l.t("registration-one-title") />
            <h1>{l.t("registration-erase-for-title")}</h1>
            <p class="lead">{l.t(reach)}</p>
            <div class="prose"><p>{l.t("registration-erase-for-what")}</p></div>
            <form class="form" method="post" action=format!("{here}/erase")>
                <p class="actions">
                    <SubmitButton label=l.t("registration-erase-yes") tone=Tone::Warning />
                    <a href=here.clone()>{l.t("registration-erase-no")}</a>
                </p>
            </form>
        }
    };
    Ok(cx.render(page, body).await)
}
