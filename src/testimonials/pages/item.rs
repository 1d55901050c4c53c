//! One testimonial as a moderator works on it: the original beside the text for readers, what is agreed, the decision.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::desk::{decision, readers};
use super::queue::tier_name;
use super::{acts, attribution_name, channel_name, item_form, paragraphs};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg};
use crate::staff::model::Actor;
use crate::testimonials::model::{Attribution, Channel, Names, Original, Stage, Tier, attribution_line};
use crate::testimonials::service::{self, Item, Queue};
use crate::ui::{BackLink, DefinitionList, ErrorSummary, Mood, Notice, StateTag};
use crate::web::{Id, Page, PageCx};

/// Which language is worked on.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct LangQuery {
    pub lang: String,
}

/// What the page draws from.
pub(super) struct Desk {
    pub l: Locale,
    pub now: Instant,
    pub item: Item,
    /// The speaker's words, for those who may read them.
    pub original: Option<Original>,
    /// The language worked on.
    pub lang: Locale,
    pub form: FormState,
    neighbours: Queue,
    pub here: String,
}

/// `GET /{l}/staff/testimonials/{id}`
///
/// # Errors
/// `NotFound` outside the actor's scope.
pub async fn item(
    cx: PageCx,
    actor: Actor,
    Id((_, id)): Id<(String, Uuid)>,
    Query(query): Query<LangQuery>,
) -> Outcome<Response> {
    let l = cx.locale;
    let item = service::item(&cx.app, &actor, id).await?;
    let (original, neighbours) = if item.may.read {
        let original = service::unseal(&cx.app, &actor, id).await?;
        (Some(original), service::queue(&cx.app, &actor, l, Stage::Waiting, "", None, None).await?)
    } else {
        (None, Queue::default())
    };
    let desk = Desk {
        l,
        now: cx.app.clock.now(),
        lang: query.lang.parse().unwrap_or(item.testimonial.locale),
        form: cx.typed(&item_form(id)).await?.unwrap_or_default(),
        here: cx.link(&format!("/staff/testimonials/{id}")),
        item,
        original,
        neighbours,
    };
    let page = Page::new(l.t("testimonials-item-title")).staff(actor.chrome()).active("testimonials");
    Ok(cx.render(page, move || body(&desk)).await)
}

fn body(d: &Desk) -> AnyView {
    let l = d.l;
    view! {
        <BackLink href=format!("/{l}/staff/testimonials") label=l.t("testimonials-queue-title") />
        <div class="queue">
            {neighbours(d)}
            <article class="queue-item">
                {head(d)}
                <ErrorSummary l=l form=&d.form labels=vec![("headline", l.t("testimonials-item-headline")), ("quote", l.t("testimonials-item-quote")), ("narrative", l.t("testimonials-item-narrative")), ("content_note", l.t("testimonials-item-note")), ("attribution", l.t("testimonials-item-name"))] />
                {notices(d)}
                {d.item.may.read.then(|| agreed(d))}
                {languages(d)}
                <div class="sides">{original(d)} {readers(d)}</div>
                {decision(d)}
                {acts::acts(l, &d.here, &d.item, &d.form)}
            </article>
        </div>
    }
    .into_any()
}

fn neighbours(d: &Desk) -> Option<AnyView> {
    if d.neighbours.items.is_empty() {
        return None;
    }
    let l = d.l;
    let lines: Vec<_> = d
        .neighbours
        .items
        .iter()
        .map(|i| {
            let current = (i.id == d.item.testimonial.id).then_some("true");
            view! {
                <li>
                    <a href=format!("/{l}/staff/testimonials/{}", i.id) aria-current=current>
                        <b>{i.tier.code()}" · "{i.locale.name()}</b>
                        <span>{ago_or_until(l, i.created_at, d.now)}</span>
                    </a>
                </li>
            }
        })
        .collect();
    Some(
        view! { <nav class="queue-list" aria-label=l.t("testimonials-stage-waiting")><ol>{lines}</ol></nav> }
            .into_any(),
    )
}

fn head(d: &Desk) -> AnyView {
    let (l, t) = (d.l, &d.item.testimonial);
    let (text, title_locale) = d.item.event.text(l);
    let title = text.title.clone();
    let mood = if t.tier == Tier::R2 { Mood::Bad } else { Mood::Neutral };
    let given = l.ta("testimonials-item-given", &[("ago", arg(ago_or_until(l, t.created_at, d.now)))]);
    view! {
        <header class="queue-head">
            <h1 lang=title_locale.code()>{title}</h1>
            <StateTag label=tier_name(l, t.tier) mood=mood />
            <p class="hint">{given}" · "<span lang=t.locale.code()>{t.locale.name()}</span></p>
        </header>
    }
    .into_any()
}

/// What stops it, in words.
fn notices(d: &Desk) -> Vec<AnyView> {
    let (l, item) = (d.l, &d.item);
    let mut notices = Vec::new();
    if let Some(decline) = &item.decline {
        let by = l.ta(
            "testimonials-item-declined-by",
            &[("name", arg(decline.by.reveal().to_owned())), ("ago", arg(ago_or_until(l, decline.at, d.now)))],
        );
        let note = paragraphs(decline.note.reveal());
        let reason = l.t(&format!("testimonials-decline-{}", decline.reason));
        notices.push(
            view! {
                <Notice mood=Mood::Bad title=l.t("testimonials-tag-declined")>
                    <p>{by}" "{reason}</p>
                    {note}
                </Notice>
            }
            .into_any(),
        );
    }
    for hold in &item.holds {
        let by = l.ta(
            "testimonials-item-held-by",
            &[("name", arg(hold.by.reveal().to_owned())), ("ago", arg(ago_or_until(l, hold.at, d.now)))],
        );
        let note = paragraphs(hold.note.reveal());
        let reason = l.t(&format!("testimonials-hold-{}", hold.reason));
        let lift = acts::lift(l, &d.here, item, hold);
        notices.push(
            view! {
                <Notice mood=Mood::Waiting title=l.t("testimonials-tag-held")>
                    <p>{by}" "{reason}</p>
                    {note}
                    {lift}
                </Notice>
            }
            .into_any(),
        );
    }
    if item.may.read && item.live.is_empty() {
        notices.push(view! { <Notice><p>{l.t("testimonials-item-no-consent")}</p></Notice> }.into_any());
    }
    notices
}

/// The box that stays in sight: where it may be read, under which name.
fn agreed(d: &Desk) -> AnyView {
    let (l, item) = (d.l, &d.item);
    let items = Channel::ALL
        .iter()
        .map(|c| {
            let fact = match item.live.get(c) {
                Some(a) => format!("{}: {}", attribution_name(l, *a), said(*a, &item.names, l)),
                None => l.t("ui-no"),
            };
            (channel_name(l, *c), fact.into_any())
        })
        .collect();
    view! {
        <div class="agreed">
            <h2>{l.t("testimonials-item-agreed")}</h2>
            <DefinitionList items=items />
        </div>
    }
    .into_any()
}

fn said(attribution: Attribution, names: &Names, l: Locale) -> String {
    attribution_line(attribution, names, &l.t("testimonials-no-name")).reveal().to_owned()
}

/// The four languages, each with where its text stands.
fn languages(d: &Desk) -> AnyView {
    let l = d.l;
    let chips: Vec<_> = Locale::ALL
        .into_iter()
        .filter(|lang| d.item.may.read || d.item.prepared.get(lang).is_some_and(|p| !p.public.is_empty()))
        .map(|lang| {
            let current = (lang == d.lang).then_some("true");
            let state = match d.item.prepared.get(&lang) {
                None => "testimonials-lang-none",
                Some(p) if !p.public.is_empty() => "testimonials-lang-public",
                Some(_) => "testimonials-lang-waiting",
            };
            view! {
                <li>
                    <a href=format!("{}?lang={lang}", d.here) aria-current=current>
                        <span><span lang=lang.code()>{lang.name()}</span>" · "{l.t(state)}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="chips">{chips}</ul> }.into_any()
}

fn original(d: &Desk) -> Option<AnyView> {
    let words = d.original.as_ref()?;
    Some(
        view! {
            <section class="side">
                <h2>{d.l.t("testimonials-item-original")}</h2>
                <div class="prose" lang=d.item.testimonial.locale.code()>
                    <h3>{words.headline.reveal().to_owned()}</h3>
                    {paragraphs(words.body.reveal())}
                </div>
            </section>
        }
        .into_any(),
    )
}
