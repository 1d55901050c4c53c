//! A run: first what it would do, then how far it is, at last what came of it.

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use crate::error::Outcome;
use crate::events;
use crate::exchange::model::{Act, Stage, Tally, Why};
use crate::exchange::service::{self, Shown};
use crate::i18n::{Locale, arg};
use crate::registration::service::Line;
use crate::staff::model::Actor;
use crate::ui::{BackLink, CardTable, Mood, Notice, Progress, SubmitButton, Tone};
use crate::web::{Id, Page, PageCx};

/// Seconds after which the browser asks again how far it is, also without a script.
const REFRESH: &str = "2";

/// `GET /{l}/staff/events/{slug}/bulk/{id}`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or for a run of another event.
pub async fn bulk(cx: PageCx, actor: Actor, Id((_, slug, id)): Id<(String, String, Uuid)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let shown = service::shown(&cx.app, &actor, &event, id).await?;
    let (l, running) = (cx.locale, shown.run.stage == Stage::Running);
    let page = Page::new(l.t("exchange-run-title")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{slug}"));
    let response = cx.render(page, move || body(l, &base, &shown)).await;
    Ok(if running { refreshing(response) } else { response })
}

/// Has the browser load the page again in a moment.
pub(super) fn refreshing(mut response: Response) -> Response {
    response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static(REFRESH));
    response
}

/// What is done, in a sentence.
fn act(l: Locale, act: Act) -> String {
    let said = l.t(&format!("exchange-act-{}", act.code()));
    match act {
        Act::Language(to) => format!("{said}: {}", to.name()),
        Act::Needs(Some(kind)) => format!("{said}: {}", l.t(&format!("registration-need-{}", kind.code()))),
        Act::Needs(None) => format!("{said}: {}", l.t("exchange-needs-all")),
        _ => said,
    }
}

fn body(l: Locale, base: &str, shown: &Shown) -> AnyView {
    let here = format!("{base}/bulk/{}", shown.run.id);
    let part = match shown.run.stage {
        Stage::Planned => planned(l, base, &here, shown),
        Stage::Running => running(l, &here, shown),
        Stage::Done | Stage::Cancelled | Stage::Stopped => over(l, shown),
    };
    view! {
        <BackLink href=format!("{base}/registrations") label=l.t("registration-list-title") />
        <div class="staff-head"><h1>{act(l, shown.run.act)}</h1></div>
        {part}
        {passed_over(l, base, &shown.skipped)}
    }
    .into_any()
}

fn planned(l: Locale, base: &str, here: &str, shown: &Shown) -> AnyView {
    let n = shown.tally.waiting;
    let what = l.ta(&format!("exchange-will-{}", shown.run.act.code()), &[("n", arg(n))]);
    let begin = (n > 0).then(|| {
        view! { <SubmitButton label=l.ta("exchange-begin", &[("n", arg(n))]) tone=Tone::Warning /> }
    });
    let free = shown.free.map(|free| {
        view! { <p>{l.ta("exchange-free-places", &[("n", arg(free))])}</p> }
    });
    let rest = (!shown.tally.skipped.is_empty()).then(|| view! { <p>{l.t("exchange-planned-rest")}</p> });
    view! {
        <Notice mood=Mood::Waiting title=what>
            {free}
            {rest}
            <p>{l.t("exchange-planned-late")}</p>
            <p>{l.t("exchange-planned-help")}</p>
        </Notice>
        {skipped_notice(l, "exchange-skipping-n", &shown.tally)}
        <form class="actions" method="post" action=format!("{here}/start")>
            {begin}
            <a href=format!("{base}/registrations")>{l.t("exchange-not-now")}</a>
        </form>
    }
    .into_any()
}

fn bar(l: Locale, total: i64, tally: &Tally) -> AnyView {
    let settled = total - tally.waiting;
    let label = l.ta("exchange-progress", &[("n", arg(settled)), ("total", arg(total))]);
    let small = |n: i64| u32::try_from(n).unwrap_or(0);
    view! { <Progress label=label value=small(settled) max=small(total) /> }.into_any()
}

fn running(l: Locale, here: &str, shown: &Shown) -> AnyView {
    view! {
        {bar(l, shown.run.total, &shown.tally)}
        <p>{l.t("exchange-running-help")}</p>
        <form class="actions" method="post" action=format!("{here}/cancel")>
            <SubmitButton label=l.t("exchange-cancel") tone=Tone::Warning />
        </form>
    }
    .into_any()
}

fn over(l: Locale, shown: &Shown) -> AnyView {
    let (key, mood) = match shown.run.stage {
        Stage::Done => ("exchange-over-done", Mood::Good),
        Stage::Stopped => ("exchange-over-stopped", Mood::Bad),
        _ => ("exchange-over-cancelled", Mood::Waiting),
    };
    let done = l.ta("exchange-done-n", &[("n", arg(shown.tally.done))]);
    let left = (shown.tally.waiting > 0)
        .then(|| view! { <p>{l.ta("exchange-left-n", &[("n", arg(shown.tally.waiting))])}</p> });
    view! {
        <Notice mood=mood title=l.t(key) announce=true><p>{done}</p>{left}</Notice>
        {skipped_notice(l, "exchange-skipped-n", &shown.tally)}
    }
    .into_any()
}

/// How many are passed over, reason by reason; `title` says whether they were already.
fn skipped_notice(l: Locale, title: &str, tally: &Tally) -> Option<AnyView> {
    if tally.skipped.is_empty() {
        return None;
    }
    let items: Vec<_> =
        tally.skipped.iter().map(|(why, n)| view! { <li>{why_said(l, *why)}": "{n.to_string()}</li> }).collect();
    let title = l.ta(title, &[("n", arg(tally.passed_over()))]);
    Some(view! { <section class="section"><h2>{title}</h2><ul class="prose">{items}</ul></section> }.into_any())
}

fn why_said(l: Locale, why: Why) -> String {
    l.t(&format!("exchange-why-{}", why.code()))
}

fn passed_over(l: Locale, base: &str, skipped: &[(Line, Why)]) -> Option<AnyView> {
    if skipped.is_empty() {
        return None;
    }
    let rows = skipped
        .iter()
        .map(|(line, why)| {
            let r = &line.registration;
            let name = r.legible.key().map_or_else(|| line.full_name.reveal().to_owned(), |key| l.t(key));
            vec![
                view! { <a href=format!("{base}/registrations/{}", r.id)>{name}</a> }.into_any(),
                l.t(&format!("registration-state-{}", r.state.code())).into_any(),
                why_said(l, *why).into_any(),
            ]
        })
        .collect();
    let headers = vec![l.t("registration-col-name"), l.t("registration-col-state"), l.t("exchange-col-why")];
    Some(view! { <CardTable caption=l.t("exchange-skipped") quiet=true headers=headers rows=rows /> }.into_any())
}
