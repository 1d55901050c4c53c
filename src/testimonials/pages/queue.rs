//! The moderators' queue.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;

use super::wall::address;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::Region;
use crate::events::service as events;
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until};
use crate::staff::model::{Action, Actor, Of, Place};
use crate::testimonials::form::QueueQuery;
use crate::testimonials::model::{Stage, Tier};
use crate::testimonials::service::{self, Queue, QueueItem};
use crate::ui::{CardTable, Choice, EmptyState, HiddenField, Mood, Pagination, Select, StateTag, SubmitButton, Tone};
use crate::web::{Page, PageCx};

/// `GET /{l}/staff/testimonials`
///
/// # Errors
/// `Forbidden` for those who may neither moderate nor hide anything.
pub async fn queue(cx: PageCx, actor: Actor, Query(mut query): Query<QueueQuery>) -> Outcome<Response> {
    let l = cx.locale;
    let moderates = actor.can_somewhere(Action::QueueSee);
    if !moderates {
        // Whoever only may hide has something to do with what is public, and with nothing else.
        Stage::Public.code().clone_into(&mut query.tab);
    }
    let stage = query.stage();
    let found = service::queue(&cx.app, &actor, l, stage, &query.region, query.tier(), query.cursor()).await?;
    let mut regions = events::regions(&cx.app).await?;
    let everywhere = actor.can(Action::QueueSee, &Place::everywhere(), Of::Other);
    let sees = |r: &Region| actor.can(Action::HoldSet, &Place::region(&r.code), Of::Other);
    if !everywhere && regions.iter().any(sees) {
        regions.retain(sees);
    }
    let root = cx.link("/staff/testimonials");
    let path = |tab: Stage, from: &str| {
        let pairs = [("tab", tab.code()), ("region", &query.region), ("tier", &query.tier), ("from", from)];
        address(&root, &pairs)
    };
    let older = found.next.map(|id| path(stage, &id.to_string()));
    let newer = query.cursor().map(|_| path(stage, ""));
    let tabs: Vec<_> = Stage::ALL
        .iter()
        .filter(|s| moderates || **s == Stage::Public)
        .map(|s| {
            let current = (*s == stage).then_some("true");
            view! { <li><a href=path(*s, "") aria-current=current>{l.t(&format!("testimonials-stage-{}", s.code()))}</a></li> }
        })
        .collect();
    let now = cx.app.clock.now();
    let page = Page::new(l.t("testimonials-queue-title")).staff(actor.chrome()).active("testimonials");
    let view = move || {
        view! {
            <div class="staff-head"><h1>{l.t("testimonials-queue-title")}</h1></div>
            {moderates.then(|| view! { <p class="lead">{l.t("testimonials-queue-lead")}</p> })}
            <ul class="chips">{tabs}</ul>
            {filters(l, &root, &query, &regions)}
            {list(l, now, stage, found, &regions)}
            <Pagination l=l newer=newer older=older />
        }
    };
    Ok(cx.render(page, view).await)
}

fn filters(l: Locale, root: &str, query: &QueueQuery, regions: &[Region]) -> AnyView {
    let mut form = FormState::default();
    form.set("region", query.region.clone());
    form.set("tier", query.tier.clone());
    let regions: Vec<_> = regions.iter().map(|r| Choice::new(r.code.clone(), r.name(l))).collect();
    let tiers: Vec<_> = Tier::ALL.iter().map(|t| Choice::new(t.code(), tier_name(l, *t))).collect();
    view! {
        <form class="filters" method="get" action=root.to_owned()>
            <HiddenField name="tab" value=query.stage().code() />
            <Select
                l=l
                form=&form
                name="region"
                label=l.t("testimonials-region")
                choices=regions
                empty=l.t("testimonials-all-regions")
            />
            <Select
                l=l
                form=&form
                name="tier"
                label=l.t("testimonials-tier")
                choices=tiers
                empty=l.t("testimonials-all-tiers")
            />
            <SubmitButton label=l.t("testimonials-filter") tone=Tone::Secondary />
        </form>
    }
    .into_any()
}

/// "R1, a personal story".
pub(super) fn tier_name(l: Locale, tier: Tier) -> String {
    l.t(&format!("testimonials-tier-{}", tier.code().to_lowercase()))
}

/// Why it stands where it stands.
fn state(l: Locale, i: &QueueItem) -> AnyView {
    let tag = |key: &str, mood| view! { <StateTag label=l.t(key) mood=mood /> }.into_any();
    match i {
        _ if i.is_declined => tag("testimonials-tag-declined", Mood::Bad),
        _ if i.is_held => tag("testimonials-tag-held", Mood::Bad),
        _ if i.is_public => tag("testimonials-tag-public", Mood::Good),
        _ if i.is_prepared => tag("testimonials-tag-prepared", Mood::Waiting),
        _ => tag("testimonials-tag-new", Mood::Neutral),
    }
}

fn list(l: Locale, now: Instant, stage: Stage, found: Queue, regions: &[Region]) -> AnyView {
    if found.items.is_empty() {
        let title = l.t(&format!("testimonials-queue-empty-{}", stage.code()));
        return view! { <EmptyState title=title /> }.into_any();
    }
    let headers = ["event", "tier", "region", "given", "language", "state"];
    let headers: Vec<_> = headers.iter().map(|h| l.t(&format!("testimonials-queue-{h}"))).collect();
    let tab = l.t(&format!("testimonials-stage-{}", stage.code()));
    let rows = found.items.into_iter().map(|i| row(l, now, i, regions)).collect();
    view! { <CardTable caption=tab quiet=true headers=headers rows=rows /> }.into_any()
}

fn row(l: Locale, now: Instant, i: QueueItem, regions: &[Region]) -> Vec<AnyView> {
    let region = regions.iter().find(|r| r.code == i.region).map_or_else(|| i.region.clone(), |r| r.name(l));
    let href = format!("/{l}/staff/testimonials/{}", i.id);
    let mood = if i.tier == Tier::R2 { Mood::Bad } else { Mood::Neutral };
    let state = state(l, &i);
    vec![
        view! { <a href=href lang=i.event_title_locale.code()>{i.event_title}</a> }.into_any(),
        view! { <StateTag label=tier_name(l, i.tier) mood=mood /> }.into_any(),
        region.into_any(),
        ago_or_until(l, i.created_at, now).into_any(),
        view! { <span lang=i.locale.code()>{i.locale.name()}</span> }.into_any(),
        state,
    ]
}
