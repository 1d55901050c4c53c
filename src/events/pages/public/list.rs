//! The list of trainings with its filters.

use axum::extract::Query;
use axum::response::Response;
use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;
use serde::Deserialize;

use super::row;
use crate::error::Outcome;
use crate::events::model::Region;
use crate::events::service::{self, EventPage, Filter, MONTHS_AHEAD};
use crate::form::FormState;
use crate::i18n::{Locale, month};
use crate::ui::{Choice, EmptyState, Select, SubmitButton, Tone};
use crate::web::{Page, PageCx};

/// The query as it comes; what makes no sense narrows nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    region: String,
    month: String,
    language: String,
    open: String,
    past: String,
    after: Option<String>,
}

impl Asked {
    fn filter(&self, regions: &[Region]) -> Filter {
        Filter {
            region: regions.iter().find(|r| r.code == self.region).map(|r| r.code.clone()),
            month: NaiveDate::parse_from_str(&format!("{}-01", self.month), "%Y-%m-%d").ok(),
            language: self.language.parse().ok(),
            open: self.open == "yes",
            past: self.past == "yes",
        }
    }
}

/// The list's address with this filter, so that every view of it can be linked to.
fn address(l: Locale, filter: &Filter, after: Option<&str>) -> String {
    let mut pairs = Vec::new();
    let mut push = |name: &'static str, value: Option<String>| pairs.extend(value.map(|v| (name, v)));
    push("region", filter.region.clone());
    push("month", filter.month.map(|m| m.format("%Y-%m").to_string()));
    push("language", filter.language.map(|l| l.code().to_owned()));
    push("open", filter.open.then(|| "yes".to_owned()));
    push("past", filter.past.then(|| "yes".to_owned()));
    push("after", after.map(str::to_owned));
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    if query.is_empty() { format!("/{l}/events") } else { format!("/{l}/events?{query}") }
}

/// `/{l}/events`
///
/// # Errors
/// `NotFound` for a page that goes on from an event that is not there.
pub async fn list(cx: PageCx, Query(asked): Query<Asked>) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let regions = service::regions(&cx.app).await?;
    let filter = asked.filter(&regions);
    let page = service::public_list(&cx.app, &filter, asked.after.as_deref()).await?;
    let head = Page::new(l.t("events-title")).public(l.t("events-list-description")).active("events");
    let first = asked.after.is_none();
    let this_month = now.date_naive();
    let body = move || {
        let rows: Vec<_> = page.events.iter().map(|e| row(l, e, &regions, now, 2)).collect();
        view! {
            <h1>{l.t("events-title")}</h1>
            {filters(l, &filter, &regions, this_month)}
            {chips(l, &filter)}
            {if rows.is_empty() { nothing(l, &filter) } else { view! { <ol class="events">{rows}</ol> }.into_any() }}
            {pages(l, &filter, &page, first)}
        }
    };
    Ok(cx.render(head, body).await)
}

fn filters(l: Locale, filter: &Filter, regions: &[Region], today: NaiveDate) -> AnyView {
    let mut form = FormState::default();
    form.set("region", filter.region.clone().unwrap_or_default());
    form.set("language", filter.language.map(Locale::code).unwrap_or_default());
    form.set("month", filter.month.map(|m| m.format("%Y-%m").to_string()).unwrap_or_default());
    let first = today.with_day(1).unwrap_or(today);
    let ahead = (0..MONTHS_AHEAD).filter_map(|n| first.checked_add_months(Months::new(n)));
    let behind = (0..MONTHS_AHEAD).filter_map(|n| first.checked_sub_months(Months::new(n)));
    let mut months: Vec<NaiveDate> = if filter.past { behind.collect() } else { ahead.collect() };
    // A month somebody linked to stays chosen, also when the list no longer offers it.
    if let Some(chosen) = filter.month.filter(|m| !months.contains(m)) {
        months.push(chosen);
    }
    let months = months.into_iter().map(|m| Choice::new(m.format("%Y-%m").to_string(), month(l, m))).collect();
    let regions = regions.iter().map(|r| Choice::new(&r.code, r.name(l))).collect();
    let open = filter.open.then(|| view! { <input type="hidden" name="open" value="yes" /> });
    let past = filter.past.then(|| view! { <input type="hidden" name="past" value="yes" /> });
    view! {
        <form class="filters" method="get" action=format!("/{l}/events") role="search" aria-label=l.t("events-filters")>
            <Select l=l form=&form name="region" label=l.t("events-region") choices=regions empty=l.t("events-filter-all-regions") />
            <Select l=l form=&form name="month" label=l.t("events-filter-month") choices=months empty=l.t("events-filter-all-months") />
            <Select l=l form=&form name="language" label=l.t("events-language") choices=Choice::locales() empty=l.t("events-filter-all-languages") />
            {open}
            {past}
            <SubmitButton label=l.t("events-filter-show") tone=Tone::Secondary />
        </form>
    }
    .into_any()
}

fn chips(l: Locale, filter: &Filter) -> AnyView {
    let view = |open: bool, past: bool| Filter { open, past, month: None, ..filter.clone() };
    let chips: Vec<_> = [
        ("events-chip-coming", view(false, false)),
        ("events-chip-open", view(true, false)),
        ("events-chip-past", view(false, true)),
    ]
    .into_iter()
    .map(|(key, to)| {
        let here = (to.open, to.past) == (filter.open, filter.past);
        view! { <li><a href=address(l, &to, None) aria-current=here.then_some("true")>{l.t(key)}</a></li> }
    })
    .collect();
    view! { <ul class="chips">{chips}</ul> }.into_any()
}

fn nothing(l: Locale, filter: &Filter) -> AnyView {
    if *filter == Filter::default() {
        view! { <EmptyState title=l.t("events-none")><p>{l.t("events-none-help")}</p></EmptyState> }.into_any()
    } else {
        let all = address(l, &Filter::default(), None);
        view! {
            <EmptyState title=l.t("events-none-found")>
                <p><a href=all>{l.t("events-show-all")}</a></p>
            </EmptyState>
        }
        .into_any()
    }
}

fn pages(l: Locale, filter: &Filter, page: &EventPage, first: bool) -> Option<AnyView> {
    let next = page.next.as_deref().map(|slug| address(l, filter, Some(slug)));
    if first && next.is_none() {
        return None;
    }
    let start = (!first).then(|| {
        view! { <a href=address(l, filter, None) rel="prev">"← "{l.t("events-from-start")}</a> }
    });
    let next = next.map(|href| view! { <a class="pages-older" href=href rel="next">{l.t("events-next")}" →"</a> });
    Some(view! { <nav class="pages" aria-label=l.t("ui-pagination")>{start}{next}</nav> }.into_any())
}
