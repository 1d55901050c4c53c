//! The list of the staff, with its filters in the address.

use axum::extract::Query;
use axum::response::Response;
use chrono::{Datelike, Months, NaiveDate};
use leptos::prelude::*;
use serde::Deserialize;

use super::super::{in_language, region_name, state_tag};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::{Event, Region, State};
use crate::events::service::{self, MONTHS_AHEAD, StaffFilter};
use crate::form::FormState;
use crate::i18n::{Locale, arg, month, range};
use crate::staff::model::Actor;
use crate::ui::{CardTable, Choice, EmptyState, Pagination, Select, SubmitButton, Tone};
use crate::web::{Page, PageCx};

/// The query as it comes; what makes no sense narrows nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    region: String,
    month: String,
    after: Option<String>,
}

impl Asked {
    fn filter(&self, regions: &[Region]) -> StaffFilter {
        StaffFilter {
            state: State::parse(&self.state),
            region: regions.iter().find(|r| r.code == self.region).map(|r| r.code.clone()),
            month: NaiveDate::parse_from_str(&format!("{}-01", self.month), "%Y-%m-%d").ok(),
        }
    }
}

/// The list's address with this filter, so that every view of it can be linked to.
fn address(l: Locale, filter: &StaffFilter, after: Option<&str>) -> String {
    let mut pairs = Vec::new();
    let mut push = |name: &'static str, value: Option<String>| pairs.extend(value.map(|v| (name, v)));
    push("state", filter.state.map(|s| s.code().to_owned()));
    push("region", filter.region.clone());
    push("month", filter.month.map(|m| m.format("%Y-%m").to_string()));
    push("after", after.map(str::to_owned));
    let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
    if query.is_empty() { format!("/{l}/staff/events") } else { format!("/{l}/staff/events?{query}") }
}

/// `/{l}/staff/events`
///
/// # Errors
/// `NotFound` for a page that goes on from an event that is not there.
pub async fn staff_list(cx: PageCx, actor: Actor, Query(asked): Query<Asked>) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let regions = service::regions(&cx.app).await?;
    let filter = asked.filter(&regions);
    let page = service::staff_page(&cx.app, &actor, &filter, asked.after.as_deref()).await?;
    let may_make = !service::regions_to_edit(&cx.app, &actor).await?.is_empty();
    let head = Page::new(l.t("events-title")).staff(actor.chrome()).active("events");
    let path = cx.link("/staff/events");
    let body = move || {
        let rows: Vec<_> = page.events.iter().map(|e| row(l, e, &regions, &path, now)).collect();
        let headers = ["events-training", "events-when", "events-region", "events-state", "events-places"]
            .map(|k| l.t(k))
            .to_vec();
        let older = page.next.as_deref().map(|slug| address(l, &filter, Some(slug)));
        let newer = asked.after.is_some().then(|| address(l, &filter, None));
        let table = if rows.is_empty() {
            nothing(l, &filter)
        } else {
            view! { <CardTable caption=l.t("events-title") quiet=true headers=headers rows=rows /> }.into_any()
        };
        let new = may_make.then(|| {
            view! { <p class="actions"><a class=Tone::Primary.class() href=format!("{path}/new")>{l.t("events-new")}</a></p> }
        });
        view! {
            <div class="staff-head"><h1>{l.t("events-title")}</h1>{new}</div>
            {filters(l, &filter, &regions, now.date_naive())}
            {table}
            <Pagination l=l newer=newer older=older />
        }
    };
    Ok(cx.render(head, body).await)
}

fn row(l: Locale, e: &Event, regions: &[Region], path: &str, now: Instant) -> Vec<AnyView> {
    let (text, found) = e.text(l);
    let title = in_language((&text.title, found), l);
    let counts = l.ta("events-taken-of", &[("taken", arg(e.taken)), ("size", arg(e.capacity))]);
    let waiting = (e.waiting > 0).then(|| l.ta("events-waiting", &[("n", arg(e.waiting))]));
    vec![
        view! { <a href=format!("{path}/{}", e.slug)>{title}</a> }.into_any(),
        range(l, e.zone, e.starts_at, e.ends_at, now).into_any(),
        region_name(regions, e, l).into_any(),
        state_tag(l, e.state),
        view! { {counts} {waiting.map(|w| view! { <br /> <span class="small">{w}</span> })} }.into_any(),
    ]
}

fn filters(l: Locale, filter: &StaffFilter, regions: &[Region], today: NaiveDate) -> AnyView {
    let mut form = FormState::default();
    form.set("state", filter.state.map(State::code).unwrap_or_default());
    form.set("region", filter.region.clone().unwrap_or_default());
    form.set("month", filter.month.map(|m| m.format("%Y-%m").to_string()).unwrap_or_default());
    let states = State::ALL.iter().map(|s| Choice::new(s.code(), l.t(&format!("events-state-{}", s.code())))).collect();
    let first = today.with_day(1).unwrap_or(today);
    // Latest first, as the list is.
    let ahead = (0..MONTHS_AHEAD).rev().filter_map(|n| first.checked_add_months(Months::new(n)));
    let behind = (1..MONTHS_AHEAD).filter_map(|n| first.checked_sub_months(Months::new(n)));
    let mut months: Vec<NaiveDate> = ahead.chain(behind).collect();
    // A month somebody linked to stays chosen, also when the list does not offer it.
    if let Some(chosen) = filter.month.filter(|m| !months.contains(m)) {
        months.push(chosen);
    }
    let months = months.into_iter().map(|m| Choice::new(m.format("%Y-%m").to_string(), month(l, m))).collect();
    let regions = regions.iter().map(|r| Choice::new(&r.code, r.name(l))).collect();
    view! {
        <form class="filters" method="get" action=format!("/{l}/staff/events") role="search" aria-label=l.t("events-filters")>
            <Select l=l form=&form name="state" label=l.t("events-state") choices=states empty=l.t("editor-filter-all-states") />
            <Select l=l form=&form name="region" label=l.t("events-region") choices=regions empty=l.t("events-filter-all-regions") />
            <Select l=l form=&form name="month" label=l.t("events-filter-month") choices=months empty=l.t("events-filter-all-months") />
            <SubmitButton label=l.t("events-filter-show") tone=Tone::Secondary />
        </form>
    }
    .into_any()
}

fn nothing(l: Locale, filter: &StaffFilter) -> AnyView {
    if *filter == StaffFilter::default() {
        view! { <EmptyState title=l.t("events-staff-none")><p>{l.t("events-staff-none-help")}</p></EmptyState> }
            .into_any()
    } else {
        view! {
            <EmptyState title=l.t("events-none-found")>
                <p><a href=format!("/{l}/staff/events")>{l.t("events-show-all")}</a></p>
            </EmptyState>
        }
        .into_any()
    }
}
