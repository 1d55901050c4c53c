//! Who came to which session of an event.

use leptos::prelude::*;

use super::{said_name, session_line, session_number, status_word};
use crate::attendance::service::Summary;
use crate::clock::Instant;
use crate::i18n::{Locale, arg};
use crate::ui::{BackLink, Bar, BarChart, CardTable, EmptyState};

pub(super) fn view(l: Locale, base: &str, now: Instant, summary: Summary) -> impl IntoView + use<> {
    let Summary { event, lines, sessions } = summary;
    let registered = lines.len();
    let title = event.text(l).0.title.clone();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let bars: Vec<Bar> = event
        .sessions
        .iter()
        .zip(&sessions)
        .map(|(s, (came, _))| Bar { label: session_number(l, &event, s), count: count(*came) })
        .collect();
    let facts: Vec<_> = event
        .sessions
        .iter()
        .zip(&sessions)
        .map(|(s, (came, counted))| {
            let args = [("n", arg(came.to_string())), ("registered", arg(registered.to_string()))];
            let mut said = l.ta("attendance-came", &args);
            if let Some(n) = counted {
                said = format!("{said}, {}", l.ta("attendance-counted", &[("n", arg(n.to_string()))]));
            }
            view! { <li>{session_line(l, &event, s, now)}": "{said}</li> }
        })
        .collect();
    let mut headers = vec![l.t("attendance-sheet-name")];
    headers.extend(event.sessions.iter().map(|s| session_number(l, &event, s)));
    let rows: Vec<Vec<AnyView>> = lines
        .into_iter()
        .map(|line| {
            let states = line.states.into_iter().map(|state| match state {
                Some(s) if s.conflict => format!("{} ({})", status_word(l, s.status), l.t("attendance-conflict")),
                Some(s) => status_word(l, s.status),
                None => l.t("attendance-unmarked"),
            });
            std::iter::once(said_name(l, &line.entry, &line.entry.full_name))
                .chain(states)
                .map(IntoAny::into_any)
                .collect()
        })
        .collect();
    let table = if rows.is_empty() {
        view! { <EmptyState title=l.t("attendance-empty") /> }.into_any()
    } else {
        view! { <CardTable caption=l.t("attendance-summary-table") headers=headers rows=rows /> }.into_any()
    };
    view! {
        <BackLink href=base.to_owned() label=title.clone() />
        <h1>{l.t("attendance-summary")}</h1>
        <p class="lead">{title}</p>
        <p class="actions"><a href=format!("{base}/desk")>{l.t("attendance-desk")}</a></p>
        <ul>{facts}</ul>
        <div class="charts">
            <BarChart
                l=l
                id="came"
                title=l.t("attendance-chart")
                description=l.ta("attendance-chart-text", &[("registered", arg(registered.to_string()))])
                what=l.t("attendance-sessions")
                bars=bars
            />
        </div>
        {table}
    }
}
