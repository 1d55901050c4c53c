//! Before everybody is told.

use axum::response::Response;
use leptos::prelude::*;

use super::{count, publish_form, warnings};
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::{Event, Region};
use crate::form::FormState;
use crate::i18n::{Locale, arg, day_time};
use crate::selection::service::{self, Bench};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{BackLink, DefinitionList, ErrorSummary, HiddenField, Notice, SubmitButton, Tone};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/staff/events/{slug}/selection/publish`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, `StepUp` without a fresh proof; `Conflict` before the draw and once the list
/// is published.
pub async fn publish(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::SelectionPublish, &event.place(), Of::Other)?;
    let bench = service::bench(&cx.app, &actor, &event).await?;
    if bench.publication.is_some() {
        return Err(service::IS_PUBLISHED);
    }
    if bench.list.is_none() {
        return Err(AppError::Conflict("selection-error-no-draw"));
    }
    let regions = events::service::regions(&cx.app).await?;
    let typed = cx.typed(&publish_form(&slug)).await?.unwrap_or_default();
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("selection-publish")).staff(actor.chrome()).active("events");
    Ok(cx.render(page, move || body(l, &event, &bench, &regions, &typed, now)).await)
}

fn body(l: Locale, event: &Event, bench: &Bench, regions: &[Region], typed: &FormState, now: Instant) -> AnyView {
    let here = format!("/{l}/staff/events/{}/selection", event.slug);
    let Some(list) = &bench.list else { return ().into_any() };
    let (places, waiting, declined) = list.proposal.counts();
    let by_hand = bench.people.values().filter(|p| p.put.is_some()).count();
    let facts = [
        ("selection-count-places", places),
        ("selection-count-waiting", waiting),
        ("selection-count-declined", declined),
        ("selection-count-by-hand", by_hand),
    ];
    let facts = facts.into_iter().map(|(key, n)| (l.t(key), n.to_string().into_any())).collect();
    let open = (now < event.registration_closes_at).then(|| {
        let when = day_time(l, event.zone, event.registration_closes_at, now);
        view! { <Notice><p>{l.ta("selection-publish-open", &[("when", arg(when))])}</p></Notice> }
    });
    let publish = format!("{here}/publish");
    let free = bench.places - count(places);
    let free =
        (free > 0).then(|| view! { <Notice><p>{l.ta("selection-publish-free", &[("n", arg(free))])}</p></Notice> });
    view! {
        <BackLink href=here.clone() label=l.t("selection-title") />
        <h1>{l.t("selection-publish-title")}</h1>
        <ErrorSummary l=l form=typed />
        <p class="lead">{l.t("selection-publish-lead")}</p>
        {open}
        {free}
        {warnings(l, bench, regions)}
        <DefinitionList items=facts />
        <form class="section" method="post" action=publish>
            <HiddenField name="list" value=list.sha256.clone() />
            <p class="actions">
                <SubmitButton label=l.t("selection-publish") tone=Tone::Warning />
                <a class=Tone::Quiet.class() href=here>{l.t("events-not-now")}</a>
            </p>
        </form>
    }
    .into_any()
}
