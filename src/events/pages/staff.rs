//! Staff: the list, one training's overview, and the two pages that ask before something is done.

mod confirm;
mod overview;

pub use confirm::{cancel, publish};
pub use overview::overview;

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::{in_language, region_name, state_tag};
use crate::error::Outcome;
use crate::events::service;
use crate::i18n::{arg, range};
use crate::staff::model::Actor;
use crate::ui::{CardTable, EmptyState, Pagination, Tone};
use crate::web::{Page, PageCx};

/// Where a list goes on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    after: Option<String>,
}

/// `/{l}/staff/events`
///
/// # Errors
/// `NotFound` for a page that goes on from an event that is not there.
pub async fn staff_list(cx: PageCx, actor: Actor, Query(After { after }): Query<After>) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = service::staff_page(&cx.app, &actor, after.as_deref()).await?;
    let regions = service::regions(&cx.app).await?;
    let may_make = !service::regions_to_edit(&cx.app, &actor).await?.is_empty();
    let head = Page::new(l.t("events-title")).staff(actor.chrome()).active("events");
    let path = cx.link("/staff/events");
    let body = move || {
        let rows: Vec<Vec<AnyView>> = page
            .events
            .iter()
            .map(|e| {
                let (text, found) = e.text(l);
                let title = in_language((&text.title, found), l);
                let counts = l.ta("events-taken-of", &[("taken", arg(e.taken)), ("size", arg(e.capacity))]);
                let waiting = (e.waiting > 0).then(|| l.ta("events-waiting", &[("n", arg(e.waiting))]));
                vec![
                    view! { <a href=format!("{path}/{}", e.slug)>{title}</a> }.into_any(),
                    range(l, e.zone, e.starts_at, e.ends_at, now).into_any(),
                    region_name(&regions, e, l).into_any(),
                    state_tag(l, e.state),
                    view! { {counts} {waiting.map(|w| view! { <br /> <span class="small">{w}</span> })} }.into_any(),
                ]
            })
            .collect();
        let headers = ["events-training", "events-when", "events-region", "events-state", "events-places"]
            .map(|k| l.t(k))
            .to_vec();
        let older = page.next.as_deref().map(|slug| format!("{path}?after={slug}"));
        let newer = after.is_some().then(|| path.clone());
        let table = if rows.is_empty() {
            view! { <EmptyState title=l.t("events-staff-none")><p>{l.t("events-staff-none-help")}</p></EmptyState> }
                .into_any()
        } else {
            view! { <CardTable caption=l.t("events-title") quiet=true headers=headers rows=rows /> }.into_any()
        };
        let new = may_make.then(|| {
            view! { <p class="actions"><a class=Tone::Primary.class() href=format!("{path}/new")>{l.t("events-new")}</a></p> }
        });
        view! {
            <div class="staff-head"><h1>{l.t("events-title")}</h1>{new}</div>
            {table}
            <Pagination l=l newer=newer older=older />
        }
    };
    Ok(cx.render(head, body).await)
}
