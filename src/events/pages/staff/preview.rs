//! A training as readers will see it, before they do: the public page itself, for staff alone.

use axum::response::Response;
use leptos::prelude::*;

use super::super::public::{Look, article};
use crate::error::Outcome;
use crate::events::model::{Event, State};
use crate::events::service;
use crate::i18n::{Locale, arg};
use crate::staff::model::Actor;
use crate::ui::{Mood, Notice};
use crate::web::{Id, Page, PageCx};

/// `/{l}/staff/events/{slug}/preview`: in the language of the address.
///
/// # Errors
/// `NotFound` outside the actor's scope.
pub async fn preview(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    let regions = service::regions(&cx.app).await?;
    let series = service::public_series(&cx.app, &event).await?;
    let head = Page::new(l.t("editor-preview")).staff(actor.chrome()).active("events");
    let body = move || {
        // As it will be: a draft has no window yet.
        let shown = if event.state == State::Draft {
            Event { state: State::Published, ..event.clone() }
        } else {
            event.clone()
        };
        let chips: Vec<_> = Locale::ALL
            .into_iter()
            .map(|other| {
                let href = format!("/{other}/staff/events/{}/preview", event.slug);
                view! { <li><a href=href lang=other.code() hreflang=other.code() aria-current=(other == l).then_some("page")>{other.name()}</a></li> }
            })
            .collect();
        view! {
            <Notice mood=Mood::Waiting title=l.t("editor-preview")>
                <p>{l.ta("editor-preview-lead", &[("language", arg(l.name()))])}</p>
                <nav aria-label=l.t("editor-languages")><ul class="chips">{chips}</ul></nav>
                <p><a href=format!("/{l}/staff/events/{}", event.slug)>{l.t("editor-preview-back")}</a></p>
            </Notice>
            <div class="preview">{article(l, &shown, &regions, &series, now, Look::Preview)}</div>
        }
    };
    Ok(cx.render(head, body).await)
}
