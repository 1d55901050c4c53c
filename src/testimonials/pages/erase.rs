//! The question before the speaker's words are erased.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use crate::error::Outcome;
use crate::i18n::Locale;
use crate::registration::service as registration;
use crate::testimonials::service;
use crate::ui::{BackLink, SubmitButton, Tone};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/my/{token}/testimonial/{id}/erase`
///
/// # Errors
/// `NotFound` for an unknown link, another's testimonial, or one that was erased.
pub async fn erase(cx: PageCx, Id((_, token, id)): Id<(String, String, Uuid)>) -> Outcome<Response> {
    let registration = registration::by_link(&cx.app, &token).await?;
    let mine = service::mine(&cx.app, &registration, id).await?;
    let l = cx.locale;
    let here = cx.link(&format!("/my/{token}/testimonial/{id}"));
    let agreed = !mine.live.is_empty();
    let page = Page::new(l.t("testimonials-erase-title")).private();
    Ok(cx.render(page, move || body(l, here, agreed)).await)
}

fn body(l: Locale, here: String, agreed: bool) -> AnyView {
    let action = format!("{here}/erase");
    view! {
        <article class="my">
            <BackLink href=here.clone() label=l.t("testimonials-mine-title") />
            <h1>{l.t("testimonials-erase-title")}</h1>
            <p class="lead">{l.t("testimonials-erase-text")}</p>
            {agreed.then(|| view! { <p>{l.t("testimonials-erase-withdraws")}</p> })}
            <p>{l.t("testimonials-erase-stays")}</p>
            <form method="post" action=action>
                <p class="actions">
                    <SubmitButton label=l.t("testimonials-erase") tone=Tone::Warning />
                    <a class="button button-secondary" href=here>{l.t("testimonials-keep")}</a>
                </p>
            </form>
        </article>
    }
    .into_any()
}
