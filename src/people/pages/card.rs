//! One person: how to reach them, and every training they registered for.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::duplicates::pairs;
use super::reached_by;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::Region;
use crate::i18n::{Locale, Zone, arg, day, range};
use crate::people::model::Merge;
use crate::people::service::{self, Card, CardLine};
use crate::registration::model::State;
use crate::staff::model::Actor;
use crate::ui::{
    BackLink, CardTable, DefinitionList, EmptyState, HiddenField, Mood, Notice, StateTag, SubmitButton, Tone, cell,
};
use crate::web::{Id, Page, PageCx};

/// Where no event says its own.
const ZONE: Zone = chrono_tz::Asia::Bishkek;

/// What was just done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: String,
    contacts: usize,
    places: usize,
    added: bool,
}

/// `GET /{l}/staff/people/{id}`
///
/// # Errors
/// `Forbidden` to those who may see nobody; `NotFound` for who has no training in their scope.
pub async fn card(
    cx: PageCx,
    actor: Actor,
    Id((_, id)): Id<(String, Uuid)>,
    Query(after): Query<After>,
) -> Outcome<Response> {
    let card = service::card(&cx.app, &actor, id).await?;
    let regions = events::service::regions(&cx.app).await?;
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("people-one-title")).staff(actor.chrome()).active("people");
    Ok(cx.render(page, move || body(l, &card, &regions, &after, now)).await)
}

fn body(l: Locale, card: &Card, regions: &[Region], after: &After, now: Instant) -> AnyView {
    let name = card.person.full_name.reveal().to_owned();
    let hidden = (card.hidden > 0).then(|| {
        let text = l.ta("people-hidden", &[("n", arg(card.hidden))]);
        view! { <p class="small">{text}</p> }
    });
    view! {
        <BackLink href=format!("/{l}/staff/people") label=l.t("people-title") />
        <div class="staff-head"><h1>{name}</h1></div>
        {done(l, after)}
        <DefinitionList items=facts(l, card, now) />
        <section class="section">
            <h2>{l.t("people-trainings")}</h2>
            {trainings(l, &card.lines, regions, now)}
            {hidden}
        </section>
        <section class="section">
            <h2>{l.t("people-agreements")}</h2>
            {agreements(l, &card.lines, now)}
        </section>
        {likely(l, card)}
        {merges(l, card, now)}
    }
    .into_any()
}

fn done(l: Locale, after: &After) -> Option<AnyView> {
    let said = match after.done.as_str() {
        "merged" => l.t("people-merged"),
        "undone" => l.t("people-undone"),
        _ => return None,
    };
    let more = |n: usize, key| (n > 0).then(|| view! { <p>{l.ta(key, &[("n", arg(n))])}</p> });
    let contacts = more(after.contacts, "people-undone-contacts");
    let places = more(after.places, "people-undone-places");
    let added = after.added.then(|| view! { <p>{l.t("people-undone-added")}</p> });
    Some(view! { <Notice announce=true><p>{said}</p> {added} {contacts} {places}</Notice> }.into_any())
}

fn likely(l: Locale, card: &Card) -> Option<AnyView> {
    if card.likely.is_empty() {
        return None;
    }
    let list = pairs(l, &card.likely, card.may_merge);
    Some(view! { <section class="section"><h2>{l.t("people-likely")}</h2> {list}</section> }.into_any())
}

/// What was merged into this person, and the way back while there is one.
fn merges(l: Locale, card: &Card, now: Instant) -> Option<AnyView> {
    if card.merges.is_empty() {
        return None;
    }
    let one = |merge: &Merge| {
        let until = merge.until.map(|until| l.ta("people-undo-until", &[("when", arg(day(l, ZONE, until, now)))]));
        let undo = until.filter(|_| card.may_merge).map(|until| {
            view! {
                <form class="actions" method="post" action=format!("/{l}/staff/people/{}/undo", merge.survivor)>
                    <HiddenField name="merge" value=merge.id.to_string() />
                    <SubmitButton label=l.t("people-undo") tone=Tone::Warning />
                    <span class="small">{until}</span>
                </form>
            }
        });
        let said = l.ta("people-merged-at", &[("when", arg(day(l, ZONE, merge.at, now)))]);
        view! { <article><p>{said}</p> {undo}</article> }
    };
    let list: Vec<_> = card.merges.iter().map(one).collect();
    Some(view! { <section class="section"><h2>{l.t("people-merges")}</h2> {list}</section> }.into_any())
}

fn facts(l: Locale, card: &Card, now: Instant) -> Vec<(String, AnyView)> {
    let person = &card.person;
    let mut facts = vec![(l.t("people-col-call-name"), person.call_name.reveal().to_owned().into_any())];
    if !person.contacts.is_empty() {
        facts.push((l.t("people-col-contact"), reached_by(&person.contacts)));
    }
    facts.push((l.t("people-language"), person.locale.name().into_any()));
    facts.push((l.t("people-since"), day(l, ZONE, card.since, now).into_any()));
    facts
}

fn trainings(l: Locale, lines: &[CardLine], regions: &[Region], now: Instant) -> AnyView {
    if lines.is_empty() {
        return view! { <EmptyState title=l.t("people-trainings-none") /> }.into_any();
    }
    let headers = ["training", "when", "region", "state", "came"].map(|h| l.t(&format!("people-col-{h}"))).to_vec();
    let rows = lines.iter().map(|line| training(l, line, regions, now)).collect();
    view! { <CardTable caption=l.t("people-trainings") quiet=true headers=headers rows=rows /> }.into_any()
}

fn training(l: Locale, line: &CardLine, regions: &[Region], now: Instant) -> Vec<AnyView> {
    let (event, r) = (&line.event, &line.registration);
    let (text, found) = event.text(l);
    let lang = (found != l).then(|| found.code());
    let href = format!("/{l}/staff/events/{}/registrations/{}", event.slug, r.id);
    let region = regions.iter().find(|x| x.code == event.region).map(|x| x.name(l)).unwrap_or_default();
    let twin = line.twin.then(|| view! { " " <StateTag label=l.t("people-twin") mood=Mood::Neutral /> });
    let came = match r.state {
        State::Confirmed if event.starts_at <= now => {
            l.ta("people-came", &[("n", arg(line.came)), ("all", arg(event.sessions.len()))])
        }
        _ => String::new(),
    };
    vec![
        view! { <a href=href lang=lang>{text.title.clone()}</a> }.into_any(),
        range(l, event.zone, event.starts_at, event.ends_at, now).into_any(),
        region.into_any(),
        view! { {state(l, r.state)} {twin} }.into_any(),
        cell(came),
    ]
}

fn state(l: Locale, state: State) -> AnyView {
    let mood = match state {
        State::Confirmed => Mood::Good,
        State::Received | State::Waitlisted | State::Offered => Mood::Waiting,
        State::Declined | State::Withdrawn | State::Expired => Mood::Neutral,
    };
    view! { <StateTag label=l.t(&format!("registration-state-{}", state.code())) mood=mood /> }.into_any()
}

/// The agreements that staff look for, by their codes.
const PURPOSES: [&str; 3] = ["participation", "future_contact", "photos"];

/// What holds now, of each training on its own: agreements are given training by training.
fn agreements(l: Locale, lines: &[CardLine], now: Instant) -> AnyView {
    let rows: Vec<Vec<AnyView>> =
        lines.iter().filter(|line| !line.agreed.is_empty()).map(|line| agreement(l, line, now)).collect();
    if rows.is_empty() {
        return view! { <EmptyState title=l.t("people-agreements-none") /> }.into_any();
    }
    let purposes = PURPOSES.map(|code| l.t(&format!("registration-purpose-{code}")));
    let headers = std::iter::once(l.t("people-col-training")).chain(purposes).collect();
    view! { <CardTable caption=l.t("people-agreements") quiet=true headers=headers rows=rows /> }.into_any()
}

fn agreement(l: Locale, line: &CardLine, now: Instant) -> Vec<AnyView> {
    let (text, found) = line.event.text(l);
    let lang = (found != l).then(|| found.code());
    let said = |code: &str| {
        let Some(last) = line.agreed.iter().find(|a| a.purpose == code) else { return "—".into_any() };
        let key = if last.given { "people-agreed" } else { "people-taken-back" };
        l.ta(key, &[("when", arg(day(l, line.event.zone, last.at, now)))]).into_any()
    };
    let training = view! { <span lang=lang>{text.title.clone()}</span> }.into_any();
    std::iter::once(training).chain(PURPOSES.map(said)).collect()
}
