//! What everybody may read. These pages are kept in memory and shown to all alike: they neither set cookies nor ask who
//! reads.

mod event;
mod home;
mod list;

pub use event::{Look, article, show};
pub use home::home;
pub use list::list;

use leptos::prelude::*;

use super::{deadline, in_language, languages, machine_time, region_name, when, window_tag};
use crate::clock::Instant;
use crate::events::model::{Event, Region};
use crate::i18n::Locale;

/// A row of a list; the heading is one level under the list's own.
fn row(l: Locale, event: &Event, regions: &[Region], now: Instant, level: u8) -> AnyView {
    let (text, found) = event.text(l);
    let href = format!("/{l}/events/{}", event.slug);
    let title = view! { <a href=href lang=(found != l).then(|| found.code())>{text.title.clone()}</a> };
    let title = if level == 2 {
        view! { <h2 class="event-title">{title}</h2> }.into_any()
    } else {
        view! { <h3 class="event-title">{title}</h3> }.into_any()
    };
    let region = region_name(regions, event, l);
    let venue = event.part(l, |t| &t.venue);
    let place = if event.safe_mode || venue.0.is_empty() {
        region.into_any()
    } else {
        view! { {region} ", " {in_language(venue, l)} }.into_any()
    };
    view! {
        <li class="event-row">
            <p class="event-when">
                <time datetime=machine_time(event)>{when(l, event, now)}</time>
                {deadline(l, event, now).map(|text| view! { " " <span>{text}</span> })}
            </p>
            <div class="event-what">
                {title}
                <p class="event-where"><span>{place}</span> " " <span>{languages(&event.languages)}</span></p>
            </div>
            <p class="event-state">{window_tag(l, event, now)}</p>
        </li>
    }
    .into_any()
}
