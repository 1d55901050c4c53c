//! A run: first what it would do, then how far it is, at last what came of it.

use axum::extract::Query;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use crate::error::Outcome;
use crate::events;
use crate::exchange::model::{Act, Stage, Tally, Why};
use crate::exchange::service::{self, Shown};
use crate::i18n::{Locale, arg};
use crate::registration::service::Line;
use crate::staff::model::Actor;
use crate::ui::{BackLink, CardTable, HiddenField, Mood, Notice, Progress, SubmitButton, Tone};
use crate::web::{Id, Page, PageCx};

/// Seconds after which the browser asks again how far it is, also without a script.
const REFRESH: &str = "2";

/// Where somebody comes from.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Came {
    one: String,
}

/// `GET /{l}/staff/events/{slug}/bulk/{id}`; with `?one=yes` from the page of the one registration it is about, and back there.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or for a run of another event.
pub async fn bulk(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    Query(came): Query<Came>,
) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let shown = service::shown(&cx.app, &actor, &event, id).await?;
    let (l, running) = (cx.locale, shown.run.stage == Stage::Running);
    let heading = if shown.one.is_some() { shown.run.act.words(l) } else { l.t("exchange-run-title") };
    let back = came.one == "yes";
    let page = Page::new(heading).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{slug}"));
    let response = cx.render(page, move || body(l, &base, &shown, back)).await;
    Ok(if running { refreshing(response) } else { response })
}

/// Has the browser load the page again in a moment.
pub(super) fn refreshing(mut response: Response) -> Response {
    response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static(REFRESH));
    response
}

fn body(l: Locale, base: &str, shown: &Shown, back: bool) -> AnyView {
    let here = format!("{base}/bulk/{}", shown.run.id);
    let list = format!("{base}/registrations");
    let from = shown.one.as_ref().filter(|_| back).map(|one| format!("{list}/{}", one.registration.id));
    let part = match shown.run.stage {
        Stage::Planned => planned(l, &list, &here, shown, from.as_deref()),
        Stage::Running => running(l, &here, shown),
        Stage::Done | Stage::Cancelled | Stage::Stopped => over(l, shown),
    };
    let title = if from.is_some() { "registration-one-title" } else { "registration-list-title" };
    let (href, label) = (from.unwrap_or(list), l.t(title));
    let who = shown.one.as_ref().map(|one| view! { <p class="kicker">{name(l, one)}</p> });
    view! {
        <BackLink href=href label=label />
        <div class="staff-head"><div>{who}<h1>{shown.run.act.words(l)}</h1></div></div>
        {part}
        {passed_over(l, base, &shown.skipped)}
    }
    .into_any()
}

fn name(l: Locale, line: &Line) -> String {
    line.registration.legible.key().map_or_else(|| line.full_name.reveal().to_owned(), |key| l.t(key))
}

/// What would be done. Of one person it is said otherwise than of many.
fn will(l: Locale, act: Act, n: i64, one: bool) -> String {
    match act {
        Act::Confirm | Act::Offer | Act::Decline | Act::ByHand | Act::Needs(_) if one && n == 1 => {
            l.t(&format!("exchange-one-{}", act.code()))
        }
        _ => l.ta(&format!("exchange-will-{}", act.code()), &[("n", arg(n))]),
    }
}

fn planned(l: Locale, list: &str, here: &str, shown: &Shown, from: Option<&str>) -> AnyView {
    let (n, one) = (shown.tally.waiting, shown.one.is_some());
    let what = will(l, shown.run.act, n, one);
    let label = if one { shown.run.act.words(l) } else { l.ta("exchange-begin", &[("n", arg(n))]) };
    // Of one person what is grave is that they get nothing.
    let grave = !one || matches!(shown.run.act, Act::Decline | Act::Withdraw);
    let tone = if grave { Tone::Warning } else { Tone::Primary };
    let begin = (n > 0).then(|| view! { <SubmitButton label=label tone=tone /> });
    // Who is offered a place takes none of the free ones.
    let free = shown.free.filter(|free| !one || *free > 0).map(|free| {
        view! { <p>{l.ta("exchange-free-places", &[("n", arg(free))])}</p> }
    });
    let rest = (!shown.tally.skipped.is_empty()).then(|| view! { <p>{l.t("exchange-planned-rest")}</p> });
    let late = l.t(if one { "exchange-one-late" } else { "exchange-planned-late" });
    let one = from.map(|_| view! { <HiddenField name="one" value="yes" /> });
    let (back, not_now) = from.map_or((list, "exchange-not-now"), |href| (href, "exchange-one-back"));
    view! {
        <Notice mood=Mood::Waiting title=what>
            {free}
            {rest}
            <p>{late}</p>
            <p>{l.t("exchange-planned-help")}</p>
        </Notice>
        {skipped_notice(l, "exchange-skipping-n", &shown.tally)}
        <form class="actions" method="post" action=format!("{here}/start")>
            {one}
            {begin}
            <a href=back.to_owned()>{l.t(not_now)}</a>
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
            vec![
                view! { <a href=format!("{base}/registrations/{}", r.id)>{name(l, line)}</a> }.into_any(),
                l.t(&format!("registration-state-{}", r.state.code())).into_any(),
                why_said(l, *why).into_any(),
            ]
        })
        .collect();
    let headers = vec![l.t("registration-col-name"), l.t("registration-col-state"), l.t("exchange-col-why")];
    Some(view! { <CardTable caption=l.t("exchange-skipped") quiet=true headers=headers rows=rows /> }.into_any())
}
