//! The wall in a frame on other sites. It shows what speakers gave to feeds, knows nothing of who looks, and leads out of the
//! frame by plain links.

use axum::response::Response;
use leptos::prelude::*;

use super::wall::{context, translated_from};
use crate::error::Outcome;
use crate::events::model::Region;
use crate::events::service as events;
use crate::i18n::{Locale, arg};
use crate::testimonials::model::{Channel, PublicTestimonial, WallFilter};
use crate::testimonials::service::{self, PAGE};
use crate::ui::Quote;
use crate::web::PageCx;

/// `GET /embed/{l}/testimonials`
///
/// # Errors
/// When the database does not answer.
pub async fn embed(cx: PageCx) -> Outcome<Response> {
    let l = cx.locale;
    let items = service::wall(&cx.app, l, &WallFilter::newest(Channel::Feeds, PAGE)).await?;
    let regions = events::regions(&cx.app).await?;
    let (org, home) = (cx.app.config.org_name.clone(), cx.app.url(&format!("/{l}/testimonials")));
    let body = move || {
        view! {
            <h1>{l.t("testimonials-wall-heading")}</h1>
            {quotes(l, items, &regions)}
            <p class="actions">
                <a href=home target="_blank" rel="noopener">{l.ta("testimonials-embed-more", &[("org", arg(org))])}</a>
            </p>
        }
    };
    Ok(cx.render_frame(&l.t("testimonials-wall-heading"), body))
}

fn quotes(l: Locale, items: Vec<PublicTestimonial>, regions: &[Region]) -> AnyView {
    if items.is_empty() {
        return view! { <p>{l.t("testimonials-wall-empty")}</p> }.into_any();
    }
    let quotes: Vec<_> = items
        .into_iter()
        .map(|t| {
            view! {
                <Quote
                    l=l
                    lang=t.locale
                    person=t.attribution_line.clone()
                    context=context(l, regions, &t)
                    headline=t.headline.clone()
                    note=t.content_note.clone()
                    translated_from=translated_from(&t)
                    quote=t.quote
                />
            }
        })
        .collect();
    view! { <div class="wall">{quotes}</div> }.into_any()
}
