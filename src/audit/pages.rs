//! The history of actions, in words.

#![expect(clippy::missing_errors_doc, reason = "handlers: every error becomes a page, by web::errors")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::service::{self, HistoryPage, Line, Standing};
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::i18n::{Locale, Zone, catalogue, day_time};
use crate::seal::Personal;
use crate::staff::model::Actor;
use crate::staff::service::names;
use crate::ui::{CardTable, EmptyState, Pagination};
use crate::web::{Page, PageCx};

const LENGTH: usize = 50;
const PREFIX: &str = "staff-audit-";

/// The actions that have words; a test sees to it that all four languages have the same.
static WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = catalogue(Locale::Ky).into_iter().flat_map(str::lines);
    lines.filter_map(|line| line.strip_prefix(PREFIX)?.split_once(" =").map(|(key, _)| key)).collect()
});

#[derive(Default, Deserialize)]
pub struct At {
    before: Option<String>,
    after: Option<String>,
}

pub async fn history(cx: PageCx, actor: Actor, Query(at): Query<At>) -> Outcome<Response> {
    let id = |text: &str| text.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let standing = match (&at.before, &at.after) {
        (Some(before), _) => Standing::Before(id(before)?),
        (None, Some(after)) => Standing::After(id(after)?),
        (None, None) => Standing::Newest,
    };
    let page = service::page(&cx.app, &actor, standing, LENGTH).await?;
    let staff: Vec<Uuid> = page
        .lines
        .iter()
        .filter(|line| line.object_kind == "staff")
        .filter_map(|line| line.object_id.parse().ok())
        .chain(page.lines.iter().filter(|line| line.actor_kind == "staff").filter_map(|line| line.actor_id))
        .collect();
    let names = names(&cx.app, &staff).await?;
    let (l, now) = (cx.locale, cx.app.clock.now());
    let frame = Page::new(l.t("ui-nav-audit")).staff(actor.chrome()).active("audit");
    Ok(cx.render(frame, move || body(l, &page, &names, now)).await)
}

fn body(l: Locale, page: &HistoryPage, names: &BTreeMap<Uuid, Personal>, now: Instant) -> AnyView {
    let link = |way: &str, line: Option<&Line>| line.map(|line| format!("/{l}/staff/audit?{way}={}", line.id));
    let newer = link("after", page.lines.first().filter(|_| page.newer));
    let older = link("before", page.lines.last().filter(|_| page.older));
    let table = if page.lines.is_empty() {
        view! { <EmptyState title=l.t("ui-state-empty") /> }.into_any()
    } else {
        let headers = ["time", "who", "what", "object"].map(|h| l.t(&format!("staff-history-{h}"))).to_vec();
        let rows = page.lines.iter().map(|line| row(l, line, names, now)).collect();
        view! { <CardTable caption=l.t("ui-nav-audit") quiet=true headers=headers rows=rows /> }.into_any()
    };
    view! {
        <h1>{l.t("ui-nav-audit")}</h1>
        <p class="lead">{l.t("staff-history-help")}</p>
        {table}
        <Pagination l=l newer=newer older=older />
    }
    .into_any()
}

fn row(l: Locale, line: &Line, names: &BTreeMap<Uuid, Personal>, now: Instant) -> Vec<AnyView> {
    // Staff of one instance sit in several zones, and a line belongs to no event: so the one that needs no explaining.
    let when = day_time(l, Zone::UTC, line.at, now);
    let when = view! { <time datetime=line.at.to_rfc3339()>{when}</time> };
    let who = match (line.actor_id.and_then(|id| names.get(&id)), line.actor_kind.as_str()) {
        (Some(name), _) => name.reveal().to_owned(),
        (None, "participant") => l.t("staff-history-participant"),
        (None, _) => l.t("staff-history-system"),
    };
    let reason = (!line.reason.is_empty()).then(|| view! { <p class="small">{line.reason.clone()}</p> });
    let what = view! { <span>{action(l, &line.action)}</span>{reason} };
    vec![when.into_any(), who.into_any(), what.into_any(), object(line, names)]
}

/// An action in words; its code, where there are none.
fn action(l: Locale, code: &str) -> String {
    let key = code.replace(['.', '_'], "-");
    if WORDS.contains(key.as_str()) { l.t(&format!("{PREFIX}{key}")) } else { code.to_owned() }
}

fn object(line: &Line, names: &BTreeMap<Uuid, Personal>) -> AnyView {
    let name = line.object_id.parse().ok().and_then(|id: Uuid| names.get(&id));
    match name {
        Some(name) => name.reveal().to_owned().into_any(),
        None if line.object_id.is_empty() => ().into_any(),
        None => view! { <span>{line.object_kind.clone()}" "<code>{line.object_id.clone()}</code></span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Locale, action};

    #[test]
    fn an_action_without_words_shows_its_code() {
        assert_eq!(action(Locale::En, "moon.land"), "moon.land");
        assert_ne!(action(Locale::En, "staff.disable"), "staff.disable");
    }
}
