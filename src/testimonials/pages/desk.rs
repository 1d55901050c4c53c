//! The moderators' page: the text for readers, its editor, and the yes to it.

use leptos::prelude::*;

use super::item::Desk;
use super::{channel_names, name_choices, paragraphs};
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg};
use crate::ids::hex;
use crate::testimonials::form::{CONTENT_NOTE_MAX, HEADLINE_MAX, NARRATIVE_MAX, QUOTE_MAX};
use crate::testimonials::model::{Attribution, Channel, opening, widest};
use crate::testimonials::service::Prepared;
use crate::ui::{HiddenField, RadioGroup, SubmitButton, TextArea, TextField, Tone};

/// The text for readers as it is saved, and the editor.
pub(super) fn readers(d: &Desk) -> AnyView {
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
        .then(|| view! { <p class="hint">{l.t("ui-content-note")}" "{t.content_note.reveal().to_owned()}</p> });
    view! {
        <div class="prose" lang=p.rendition.locale.code()>
            <h3>{t.headline.reveal().to_owned()}</h3>
            {note}
            <blockquote>{paragraphs(t.quote.reveal())}</blockquote>
            {paragraphs(t.narrative.reveal())}
            <p><b>{t.attribution_line.reveal().to_owned()}</b></p>
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
    if let Some(p) = d.item.prepared.get(&d.lang) {
        let text = &p.rendition.text;
        form.set("headline", text.headline.reveal());
        form.set("quote", text.quote.reveal());
        form.set("narrative", text.narrative.reveal());
        form.set("content_note", text.content_note.reveal());
        form.set("attribution", text.attribution.code());
    } else if let Some(words) = d.original.as_ref().filter(|_| d.lang == d.item.testimonial.locale) {
        form.set("headline", words.headline.reveal());
        form.set("quote", opening(words.body.reveal(), QUOTE_MAX));
        form.set("narrative", words.body.reveal());
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
pub(super) fn decision(d: &Desk) -> Option<AnyView> {
    let (l, item) = (d.l, &d.item);
    let p = item.prepared.get(&d.lang).filter(|_| item.may.read && item.decline.is_none())?;
    let args = |channels: &[Channel]| {
        [
            ("channels", arg(channel_names(l, channels))),
            ("line", arg(p.rendition.text.attribution_line.reveal().to_owned())),
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
        &[("name", arg(p.editor.reveal().to_owned())), ("ago", arg(ago_or_until(l, p.rendition.created_at, d.now)))],
    );
    let names: Vec<_> = p.approvals.iter().map(|(name, _)| name.reveal()).collect();
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
