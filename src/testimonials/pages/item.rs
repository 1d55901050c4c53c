//! One testimonial as a moderator works on it: the original beside the text for readers, what is agreed, the decision.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::acts;
use super::queue::tier_name;
use super::{attribution_name, channel_name, channel_names, item_form, name_choices, paragraphs};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg};
use crate::ids::hex;
use crate::staff::model::Actor;
use crate::testimonials::form::{CONTENT_NOTE_MAX, HEADLINE_MAX, NARRATIVE_MAX, QUOTE_MAX};
use crate::testimonials::model::{Attribution, Channel, Names, Stage, Tier, attribution_line, opening, widest};
use crate::testimonials::service::{self, Item, Prepared, Queue};
use crate::ui::{
    BackLink, DefinitionList, ErrorSummary, HiddenField, Mood, Notice, RadioGroup, StateTag, SubmitButton, TextArea,
    TextField, Tone,
};
use crate::web::{Id, Page, PageCx};

/// Which language is worked on.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct LangQuery {
    pub lang: String,
}

/// What the page draws from.
struct Desk {
    l: Locale,
    now: Instant,
    item: Item,
    /// The language worked on.
    lang: Locale,
    form: FormState,
    neighbours: Queue,
    here: String,
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
    let neighbours = if item.may.read {
        service::queue(&cx.app, &actor, l, Stage::Waiting, "", None, None).await?
    } else {
        Queue::default()
    };
    let desk = Desk {
        l,
        now: cx.app.clock.now(),
        lang: query.lang.parse().unwrap_or(item.testimonial.locale),
        form: cx.typed(&item_form(id)).await?.unwrap_or_default(),
        here: cx.link(&format!("/staff/testimonials/{id}")),
        item,
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
                <div class="sides">{d.item.may.read.then(|| original(d))} {readers(d)}</div>
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
            &[("name", arg(decline.by.clone())), ("ago", arg(ago_or_until(l, decline.at, d.now)))],
        );
        let note = paragraphs(&decline.note);
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
            &[("name", arg(hold.by.clone())), ("ago", arg(ago_or_until(l, hold.at, d.now)))],
        );
        let note = paragraphs(&hold.note);
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
    attribution_line(attribution, names, &l.t("testimonials-no-name"))
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

fn original(d: &Desk) -> AnyView {
    let t = &d.item.testimonial;
    view! {
        <section class="side">
            <h2>{d.l.t("testimonials-item-original")}</h2>
            <div class="prose" lang=t.locale.code()>
                <h3>{t.headline.clone()}</h3>
                {paragraphs(&t.body)}
            </div>
        </section>
    }
    .into_any()
}

/// The text for readers as it is saved, and the editor.
fn readers(d: &Desk) -> AnyView {
    let (l, item) = (d.l, &d.item);
    let prepared = item.prepared.get(&d.lang).filter(|p| item.may.read || !p.public.is_empty());
    let text = match prepared {
        Some(p) => saved(l, p),
        None => view! { <p class="hint">{l.t("testimonials-item-nothing")}</p> }.into_any(),
    };
    let can_edit = item.may.edit && item.decline.is_none() && !item.live.is_empty();
    let editor = can_edit.then(|| {
        let label = l.t(if prepared.is_some() { "testimonials-item-change" } else { "testimonials-item-prepare" });
        let open = prepared.is_none() || (d.form.value("form") == "rendition" && d.form.is_invalid());
        view! { <details open=open><summary>{label}</summary>{editor(d)}</details> }.into_any()
    });
    view! {
        <section class="side">
            <h2>{l.t("testimonials-item-readers")}" · "<span lang=d.lang.code()>{d.lang.name()}</span></h2>
            {text}
            {editor}
        </section>
    }
    .into_any()
}

fn saved(l: Locale, p: &Prepared) -> AnyView {
    let t = &p.rendition.text;
    let note = (!t.content_note.is_empty())
        .then(|| view! { <p class="hint">{l.t("ui-content-note")}" "{t.content_note.clone()}</p> });
    view! {
        <div class="prose" lang=p.rendition.locale.code()>
            <h3>{t.headline.clone()}</h3>
            {note}
            <blockquote>{paragraphs(&t.quote)}</blockquote>
            {paragraphs(&t.narrative)}
            <p><b>{t.attribution_line.clone()}</b></p>
        </div>
    }
    .into_any()
}

/// What the editor starts from: what was typed, else what is saved, else the original in its own language.
fn start(d: &Desk) -> FormState {
    if d.form.value("form") == "rendition" && d.form.value("locale") == d.lang.code() {
        return d.form.clone();
    }
    let mut form = FormState::default();
    let t = &d.item.testimonial;
    if let Some(p) = d.item.prepared.get(&d.lang) {
        let text = &p.rendition.text;
        form.set("headline", text.headline.clone());
        form.set("quote", text.quote.clone());
        form.set("narrative", text.narrative.clone());
        form.set("content_note", text.content_note.clone());
        form.set("attribution", text.attribution.code());
    } else if d.lang == t.locale {
        form.set("headline", t.headline.clone());
        form.set("quote", opening(&t.body, QUOTE_MAX));
        form.set("narrative", t.body.clone());
    }
    if form.value("attribution").is_empty() {
        form.set("attribution", widest(&d.item.live).map_or("", Attribution::code));
    }
    form
}

fn editor(d: &Desk) -> AnyView {
    let (l, form) = (d.l, start(d));
    let lang = d.lang.code();
    // Whoever sends a stale text again has seen the newer one on this page.
    let base = d.item.prepared.get(&d.lang).map_or(0, |p| p.rendition.revision);
    let widest = widest(&d.item.live).unwrap_or(Attribution::Anonymous);
    let mut names = name_choices(l, d.lang, &d.item.names, widest);
    if d.item.names.pseudonym.is_empty() {
        names.retain(|c| c.value != Attribution::Pseudonym.code());
    }
    let limit = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let warning = d.item.prepared.get(&d.lang).is_some_and(|p| !p.public.is_empty());
    view! {
        <form class="form" method="post" action=format!("{}/rendition", d.here) novalidate>
            <HiddenField name="locale" value=lang />
            <HiddenField name="base" value=base.to_string() />
            <TextField
                l=l
                form=&form
                name="headline"
                label=l.t("testimonials-item-headline")
                autocomplete="off"
                maxlength=limit(HEADLINE_MAX)
            />
            <TextArea
                l=l
                form=&form
                name="quote"
                label=l.t("testimonials-item-quote")
                hint=l.t("testimonials-item-quote-hint")
                rows=5
                maxlength=limit(QUOTE_MAX)
                lang=lang
            />
            <TextArea
                l=l
                form=&form
                name="narrative"
                label=l.t("testimonials-item-narrative")
                hint=l.t("testimonials-item-narrative-hint")
                rows=12
                maxlength=limit(NARRATIVE_MAX)
                optional=true
                lang=lang
            />
            <TextField
                l=l
                form=&form
                name="content_note"
                label=l.t("testimonials-item-note")
                hint=l.t("testimonials-item-note-hint")
                autocomplete="off"
                maxlength=limit(CONTENT_NOTE_MAX)
                optional=true
            />
            <RadioGroup
                l=l
                form=&form
                name="attribution"
                legend=l.t("testimonials-item-name")
                hint=l.t("testimonials-item-name-hint")
                choices=names
            />
            <div class="form-end">
                <SubmitButton label=l.t("testimonials-item-save") tone=Tone::Secondary />
                {warning.then(|| view! { <p class="hint">{l.t("testimonials-item-save-warning")}</p> })}
            </div>
        </form>
    }
    .into_any()
}

/// What will be public, where, under which name; and the yes to exactly that.
fn decision(d: &Desk) -> Option<AnyView> {
    let (l, item) = (d.l, &d.item);
    let p = item.prepared.get(&d.lang).filter(|_| item.may.read && item.decline.is_none())?;
    let args = |channels: &[Channel]| {
        [
            ("channels", arg(channel_names(l, channels))),
            ("line", arg(p.rendition.text.attribution_line.clone())),
            ("language", arg(p.rendition.locale.name())),
        ]
    };
    let needed = item.testimonial.tier.approvals();
    let complete = p.approvals.len() >= needed;
    let sentence = if !p.public.is_empty() {
        l.ta("testimonials-decision-public", &args(&p.public))
    } else if p.channels.is_empty() {
        l.t("testimonials-decision-no-consent")
    } else if complete && item.holds.is_empty() {
        // Approved under a pseudonym that the speaker has changed since.
        l.t("testimonials-decision-name-changed")
    } else if complete {
        l.t("testimonials-decision-held")
    } else {
        l.ta("testimonials-decision-will", &args(&p.channels))
    };
    let prepared = l.ta(
        "testimonials-decision-by",
        &[("name", arg(p.editor.clone())), ("ago", arg(ago_or_until(l, p.rendition.created_at, d.now)))],
    );
    let names: Vec<_> = p.approvals.iter().map(|(name, _)| name.clone()).collect();
    let approved =
        (!names.is_empty()).then(|| l.ta("testimonials-decision-approved", &[("names", arg(names.join(", ")))]));
    let missing = needed.saturating_sub(p.approvals.len());
    let wanted = (missing > 0).then(|| l.ta("testimonials-decision-missing", &[("n", arg(missing))]));
    let offered = item.may.approve && missing > 0 && !p.channels.is_empty();
    let act = if !offered {
        None
    } else if p.own {
        Some(view! { <p class="hint">{l.t("testimonials-decision-own")}</p> }.into_any())
    } else if p.approved {
        Some(view! { <p class="hint">{l.t("testimonials-decision-yours")}</p> }.into_any())
    } else {
        Some(
            view! {
                <HiddenField name="sha256" value=hex(&p.rendition.sha256) />
                <p class="actions"><SubmitButton label=l.t("testimonials-decision-approve") /></p>
            }
            .into_any(),
        )
    };
    let text = view! {
        <p>
            <b>{sentence}</b>" "
            <span>{prepared}</span>" "
            {approved.map(|a| view! { <span>{a}</span> })}" "
            {wanted.map(|w| view! { <span>{w}</span> })}
        </p>
    };
    Some(if offered && !p.own && !p.approved {
        view! { <form class="decision" method="post" action=format!("{}/approve", d.here)>{text}{act}</form> }
            .into_any()
    } else {
        view! { <div class="decision">{text}{act}</div> }.into_any()
    })
}
