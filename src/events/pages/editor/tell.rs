//! Before a training moves: who will be told, and what. Everything typed travels along, so nothing is saved yet and nothing
//! is lost.

use axum::response::Response;
use leptos::prelude::*;

use crate::clock::Instant;
use crate::events::form::{BACK, EventInput};
use crate::events::model::Event;
use crate::events::model::checklist::Section;
use crate::form::FormState;
use crate::i18n::{Locale, arg, day_time, time, zone_name};
use crate::registration::service::Concerned;
use crate::staff::model::Actor;
use crate::ui::{BackLink, DefinitionList, HiddenField, SubmitButton, Tone};
use crate::web::{Page, PageCx};

/// The answer to a section that would move a training at which people have places.
pub async fn tell(
    cx: &PageCx,
    actor: &Actor,
    (event, section): (Event, Section),
    typed: FormState,
    (people, new): (Concerned, EventInput),
) -> Response {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let head = Page::new(l.t("editor-tell-title")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{}", event.slug));
    let body = move || {
        let hidden: Vec<_> = typed
            .values
            .iter()
            .flat_map(|(name, all)| all.iter().map(move |v| (name.clone(), v.clone())))
            .map(|(name, value)| view! { <HiddenField name=name value=value /> })
            .collect();
        let action = format!("{base}/edit/{}", section.code());
        view! {
            <BackLink href=base.clone() label=event.text(l).0.title.clone() />
            <h1>{l.t("editor-tell-title")}</h1>
            <p class="lead">{concerned(l, people)}</p>
            <DefinitionList items=changes(l, &event, &new, now) />
            <form class="section" method="post" action=action>
                {hidden}
                <p class="actions">
                    <SubmitButton label=l.ta("editor-tell-save", &[("n", arg(people.told()))]) name="told" value="yes" />
                    <SubmitButton label=l.t("editor-tell-back") tone=Tone::Quiet name="action" value=BACK />
                </p>
            </form>
        }
    };
    cx.render(head, body).await
}

/// How many people hear of it, and how.
pub fn concerned(l: Locale, people: Concerned) -> String {
    let mut said = vec![l.ta("editor-concerned", &[("n", arg(people.people))])];
    if people.written > 0 {
        said.push(l.ta("editor-concerned-written", &[("n", arg(people.written))]));
    }
    if people.by_hand > 0 {
        said.push(l.ta("editor-concerned-by-hand", &[("n", arg(people.by_hand))]));
    }
    said.join(" ")
}

fn changes(l: Locale, old: &Event, new: &EventInput, now: Instant) -> Vec<(String, AnyView)> {
    // In words too: a line through a text is not read aloud.
    let from_to = |from: Option<AnyView>, to: Option<AnyView>| {
        let from = from.map(|from| view! { <p>{l.t("editor-tell-before")} " " <del>{from}</del></p> });
        let to = to.map(|to| view! { <p>{l.t("editor-tell-after")} " " <ins>{to}</ins></p> });
        view! { {from} {to} }.into_any()
    };
    let mut items = Vec::new();
    let span =
        |zone, (start, end): (Instant, Instant)| format!("{}–{}", day_time(l, zone, start, now), time(zone, end));
    let before: Vec<_> = old.sessions.iter().map(|s| span(old.zone, (s.starts_at, s.ends_at))).collect();
    let after: Vec<_> = new.sessions.iter().map(|s| span(new.zone, (s.starts_at, s.ends_at))).collect();
    // Only what moves: a session that stays is no news.
    let lines = |all: &[String], others: &[String]| {
        let moved: Vec<_> = all.iter().filter(|s| !others.contains(s)).map(|s| view! { {s.clone()} <br /> }).collect();
        (!moved.is_empty()).then(|| moved.into_any())
    };
    let (from, to) = (lines(&before, &after), lines(&after, &before));
    if from.is_some() || to.is_some() {
        items.push((l.t("events-when"), from_to(from, to)));
    }
    if old.zone != new.zone {
        let [from, to] = [old.zone, new.zone].map(|zone| Some(zone_name(l, zone, old.starts_at).into_any()));
        items.push((l.t("events-zone"), from_to(from, to)));
    }
    let venue = old.part(old.main_locale, |t| &t.venue).0.to_owned();
    let next = new.venue(old.main_locale).to_owned();
    if venue != next {
        let said = |venue: String| (!venue.is_empty()).then(|| venue.into_any());
        items.push((l.t("events-venue"), from_to(said(venue), said(next))));
    }
    items
}
