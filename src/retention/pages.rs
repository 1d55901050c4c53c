//! How the purge went, for who answers for it.

use axum::response::Response;
use leptos::prelude::*;

use super::model::Rule;
use super::service::{self, RunRow};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::i18n::{Locale, Zone, day_time};
use crate::staff::model::Actor;
use crate::ui::{CardTable, EmptyState, Mood, Notice, StateTag};
use crate::web::{Page, PageCx};

/// `GET /{l}/staff/retention`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see it.
pub async fn runs(cx: PageCx, actor: Actor) -> Outcome<Response> {
    let runs = service::last_runs(&cx.app, &actor).await?;
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("retention-runs-title")).staff(actor.chrome()).active("today");
    Ok(cx.render(page, move || body(l, &runs, now)).await)
}

fn body(l: Locale, runs: &[RunRow], now: Instant) -> AnyView {
    let stopped = runs.iter().any(|run| run.outcome == "stopped").then(|| {
        view! {
            <Notice mood=Mood::Waiting title=l.t("retention-stopped-title")>
                <p>{l.t("retention-stopped-why")}</p>
                <p>{l.t("retention-stopped-what")} " " <code>"sabak retention run --accept-counts"</code></p>
            </Notice>
        }
    });
    let table = if runs.is_empty() {
        view! { <EmptyState title=l.t("retention-runs-none") /> }.into_any()
    } else {
        let headers =
            ["rule", "at", "found", "removed", "outcome"].map(|h| l.t(&format!("retention-runs-{h}"))).to_vec();
        let rows = runs.iter().map(|run| row(l, run, now)).collect();
        view! { <CardTable caption=l.t("retention-runs-title") quiet=true headers=headers rows=rows /> }.into_any()
    };
    view! {
        <h1>{l.t("retention-runs-title")}</h1>
        <p class="lead">{l.t("retention-runs-lead")} " " <a href=format!("/{l}/privacy")>{l.t("retention-runs-rules")}</a></p>
        {stopped}
        {table}
    }
    .into_any()
}

fn row(l: Locale, run: &RunRow, now: Instant) -> Vec<AnyView> {
    let rule =
        Rule::parse(&run.rule).map_or_else(|| run.rule.clone(), |r| l.t(&format!("retention-rule-{}", r.code())));
    let (key, mood) = match run.outcome.as_str() {
        "stopped" => ("retention-outcome-stopped", Mood::Waiting),
        _ => ("retention-outcome-done", Mood::Good),
    };
    vec![
        rule.into_any(),
        day_time(l, Zone::UTC, run.at, now).into_any(),
        run.found.into_any(),
        run.removed.into_any(),
        view! { <StateTag label=l.t(key) mood=mood /> }.into_any(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_runs_has_words_for_the_staff() {
        for l in Locale::ALL {
            for rule in Rule::PURGES {
                let key = format!("retention-rule-{}", rule.code());
                assert_ne!(l.t(&key), key, "{l}");
            }
        }
    }
}
