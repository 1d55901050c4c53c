//! The wall and one testimonial.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::paragraphs;
use crate::error::Outcome;
use crate::events::model::Region;
use crate::events::service as events;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::testimonials::form::WallQuery;
use crate::testimonials::model::{Attribution, Channel, PublicTestimonial, WallFilter};
use crate::testimonials::service::{self, PAGE};
use crate::ui::{BackLink, Choice, EmptyState, HiddenField, Pagination, Quote, Select, SubmitButton, Tone};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/testimonials`
///
/// # Errors
/// `NotFound` when the filter names an event that is not public.
pub async fn wall(cx: PageCx, Query(query): Query<WallQuery>) -> Outcome<Response> {
    let l = cx.locale;
    let event = service::event_filter(&cx.app, l, &query.event).await?;
    let filter = WallFilter {
        region: query.region.clone(),
        event: event.as_ref().map(|(id, ..)| *id),
        language: query.language(),
        before: query.cursor(),
        // One more tells whether there is an older page.
        ..WallFilter::newest(Channel::Site, PAGE + 1)
    };
    let mut items = service::wall(&cx.app, l, &filter).await?;
    let regions = events::regions(&cx.app).await?;
    let more = items.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    items.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let path = |before: Option<Uuid>| {
        let before = before.map(|id| id.to_string()).unwrap_or_default();
        let pairs = [
            ("region", query.region.as_str()),
            ("event", query.event.as_str()),
            ("language", query.language.as_str()),
            ("before", before.as_str()),
        ];
        address(&cx.link("/testimonials"), &pairs)
    };
    let older = items.last().filter(|_| more).map(|t| path(Some(t.id)));
    let newer = query.cursor().map(|_| path(None));
    let mut page = Page::new(l.t("testimonials-wall-heading"))
        .public(l.t("testimonials-wall-description"))
        .sensitive()
        .active("testimonials");
    if !cx.query.is_empty() {
        page = page.noindex();
    }
    let root = cx.link("/testimonials");
    let title = event.map(|(_, title, language)| (title, language));
    let view = move || {
        view! {
            <h1>{l.t("testimonials-wall-heading")}</h1>
            <p class="lead">{l.t("testimonials-wall-lead")}</p>
            {filters(l, &root, &query, &regions)}
            {title.map(|(title, language)| chip(l, root.clone(), title, language))}
            {list(l, items, &regions)}
            <Pagination l=l newer=newer older=older />
        }
    };
    Ok(cx.render(page, view).await)
}

/// A path with those pairs that say something.
pub(super) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    match serde_urlencoded::to_string(&pairs) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

fn filters(l: Locale, root: &str, query: &WallQuery, regions: &[Region]) -> AnyView {
    let mut form = FormState::default();
    form.set("region", query.region.clone());
    form.set("language", query.language.clone());
    let event = (!query.event.is_empty()).then(|| view! { <HiddenField name="event" value=query.event.clone() /> });
    let regions: Vec<_> = regions.iter().map(|r| Choice::new(r.code.clone(), r.name(l))).collect();
    view! {
        <form class="filters" method="get" action=root.to_owned()>
            {event}
            <Select
                l=l
                form=&form
                name="region"
                label=l.t("testimonials-region")
                choices=regions
                empty=l.t("testimonials-all-regions")
            />
            <Select
                l=l
                form=&form
                name="language"
                label=l.t("testimonials-read-language")
                choices=Choice::locales()
                empty=l.t("testimonials-all-languages")
            />
            <SubmitButton label=l.t("testimonials-filter") tone=Tone::Secondary />
        </form>
    }
    .into_any()
}

/// The training that the wall is narrowed to, and the way out.
fn chip(l: Locale, root: String, title: String, language: Locale) -> AnyView {
    view! {
        <p class="count">
            {l.t("testimonials-from-event")}" "
            <span lang=language.code()>{title}</span>
            " · "
            <a href=root>{l.t("testimonials-all-events")}</a>
        </p>
    }
    .into_any()
}

fn region_name(l: Locale, regions: &[Region], code: &str) -> String {
    regions.iter().find(|r| r.code == code).map_or_else(|| code.to_owned(), |r| r.name(l))
}

/// Only a text that was translated says so.
pub(super) fn translated_from(t: &PublicTestimonial) -> Option<Locale> {
    (t.locale != t.original_locale).then_some(t.original_locale)
}

/// Where and at what it was said, as far as that is told.
pub(super) fn context(l: Locale, regions: &[Region], t: &PublicTestimonial) -> Vec<String> {
    let all = [region_name(l, regions, &t.region), t.event_title.clone()];
    all.into_iter().filter(|c| !c.is_empty()).collect()
}

fn also(t: &PublicTestimonial) -> Vec<(Locale, String)> {
    t.other_locales.iter().map(|other| (*other, format!("/{other}/testimonials/{}", t.id))).collect()
}

fn list(l: Locale, items: Vec<PublicTestimonial>, regions: &[Region]) -> AnyView {
    if items.is_empty() {
        return view! {
            <EmptyState title=l.t("testimonials-wall-empty")><p>{l.t("testimonials-wall-empty-help")}</p></EmptyState>
        }
        .into_any();
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
                    also=also(&t)
                    href=format!("/{l}/testimonials/{}", t.id)
                    translated_from=translated_from(&t)
                    quote=t.quote
                />
            }
        })
        .collect();
    view! { <div class="wall">{quotes}</div> }.into_any()
}

/// `GET /{l}/testimonials/{id}`
///
/// # Errors
/// `NotFound` for what was never public, `Gone` for what was and is no more.
pub async fn one(cx: PageCx, Id((_, id)): Id<(String, Uuid)>) -> Outcome<Response> {
    let l = cx.locale;
    let t = service::one(&cx.app, l, id).await?;
    let regions = events::regions(&cx.app).await?;
    let region = region_name(l, &regions, &t.region);
    // Link previews show the description unasked, so hard words stay out of it.
    let description = match &t.content_note {
        Some(note) => format!("{} {note}", l.t("ui-content-note")),
        None => t.quote.clone(),
    };
    let page = Page::new(t.headline.clone())
        .public(description)
        .sensitive()
        .active("testimonials")
        .json_ld(&linked_data(&t, &cx.app.url(&format!("/{}/testimonials/{id}", t.locale))));
    Ok(cx.render(page, move || article(l, region, &t)).await)
}

fn article(l: Locale, region: String, t: &PublicTestimonial) -> AnyView {
    let language = t.locale.code();
    let narrative = (!t.narrative.is_empty())
        .then(|| view! { <div class="narrative prose" lang=language>{paragraphs(&t.narrative)}</div> }.into_any());
    let narrative = match (narrative, t.content_note.clone()) {
        (Some(text), Some(note)) => Some(
            view! {
                <details class="quote-note">
                    <summary>{l.t("testimonials-whole-text")}" · "{l.t("ui-content-note")}" "{note}</summary>
                    {text}
                </details>
            }
            .into_any(),
        ),
        (text, _) => text,
    };
    view! {
        <BackLink href=format!("/{l}/testimonials") label=l.t("testimonials-wall-heading") />
        <article class="testimony">
            <Quote
                l=l
                lang=t.locale
                quote=t.quote.clone()
                person=t.attribution_line.clone()
                context=vec![region]
                headline=t.headline.clone()
                note=t.content_note.clone()
                also=also(t)
                translated_from=translated_from(t)
                level=1
            />
            {narrative}
        </article>
        {training(l, t)}
    }
    .into_any()
}

/// The training it speaks of, and what others say of it.
fn training(l: Locale, t: &PublicTestimonial) -> Option<AnyView> {
    if t.event_title.is_empty() {
        return None;
    }
    let (title, language) = (t.event_title.clone(), t.event_title_locale.code());
    Some(match &t.event_slug {
        Some(slug) => view! {
            <section class="section">
                <h2>{l.t("testimonials-about-event")}</h2>
                <p><a href=format!("/{l}/events/{slug}") lang=language>{title}</a></p>
                <p>
                    <a href=address(&format!("/{l}/testimonials"), &[("event", slug)])>
                        {l.t("testimonials-more-from-event")}
                    </a>
                </p>
            </section>
        }
        .into_any(),
        None => view! {
            <section class="section">
                <h2>{l.t("testimonials-about-event")}</h2>
                <p lang=language>{title}</p>
            </section>
        }
        .into_any(),
    })
}

/// schema.org/Quotation; a person who wants no name has no author entry.
fn linked_data(t: &PublicTestimonial, url: &str) -> serde_json::Value {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": url,
        "url": url,
        "headline": t.headline,
        "text": t.quote,
        "inLanguage": t.locale.code(),
        "datePublished": t.public_since.format("%Y-%m-%d").to_string(),
    });
    if t.attribution != Attribution::Anonymous {
        data["creator"] = json!({ "@type": "Person", "name": t.attribution_line });
    }
    if !t.event_title.is_empty() {
        data["about"] = json!({ "@type": "EducationEvent", "name": t.event_title });
    }
    if let Some(note) = &t.content_note {
        data["contentRating"] = json!(note);
    }
    data
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_names_only_what_is_asked_for() {
        assert_eq!(address("/ky/testimonials", &[("region", ""), ("event", "")]), "/ky/testimonials");
        assert_eq!(address("/x", &[("region", "osh&a=b"), ("before", "1")]), "/x?region=osh%26a%3Db&before=1");
    }
}
