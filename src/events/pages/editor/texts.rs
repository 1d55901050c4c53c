//! The texts: each part in the main language, and beside it, where there is room, in the three others. The main one stays in
//! sight while the others are written.

use axum::response::Response;
use leptos::prelude::*;

use super::{Sheet, characters, editable, head, sheet};
use crate::error::Outcome;
use crate::events::form::{self, TEXT_PARTS, text_field};
use crate::events::model::checklist::{Section, is_needed};
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::staff::model::Actor;
use crate::ui::{Choice, RadioGroup, TextArea};
use crate::web::{Id, PageCx};

/// `/{l}/staff/events/{slug}/edit/texts`
///
/// # Errors
/// `Conflict` for what can no longer be edited.
pub async fn texts(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let l = cx.locale;
    let event = editable(&cx, &actor, &slug).await?;
    let mut page = Sheet::of(&cx, &event, Section::Texts, form::texts::filled).await?;
    let main = page.form.value("main_locale").parse().unwrap_or(event.main_locale);
    for (part, ..) in TEXT_PARTS {
        for other in ordered(main) {
            let label = format!("{} · {}", l.t(&format!("events-text-{part}")), other.name());
            page.labels.push((text_field(part, other), label));
        }
    }
    let page = page.labelled(l, &[("main_locale", "events-main-locale")]);
    let body = move || sheet(l, &event, &page, |form| fields(l, form, main));
    Ok(cx.render(head(l, Section::Texts, &actor), body).await)
}

/// The main language first, the others in their order.
fn ordered(main: Locale) -> impl Iterator<Item = Locale> {
    std::iter::once(main).chain(Locale::ALL.into_iter().filter(move |l| *l != main))
}

fn is_empty(form: &FormState, part: &str, l: Locale) -> bool {
    form.value(&text_field(part, l)).trim().is_empty()
}

fn fields(l: Locale, form: &FormState, main: Locale) -> AnyView {
    let parts: Vec<_> = TEXT_PARTS
        .into_iter()
        .map(|(part, limit, _)| {
            let name = l.t(&format!("events-text-{part}"));
            let field = |other: Locale| one(l, form, (part, &name), characters(limit), (other, main));
            let others: Vec<_> = ordered(main).skip(1).map(&field).collect();
            view! {
                <fieldset class="group"><legend class="group-title">{name.clone()}</legend>
                    <p class="hint">{l.t(&format!("events-text-{part}-hint"))}</p>
                    <div class="pair"><div class="pair-main">{field(main)}</div><div class="pair-others">{others}</div></div>
                </fieldset>
            }
        })
        .collect();
    view! {
        {counts(l, form, main)}
        {parts}
        <fieldset class="group"><legend class="group-title">{l.t("events-main-locale")}</legend>
            <RadioGroup l=l form=form name="main_locale" legend=l.t("editor-main-locale-question")
                hint=l.t("events-main-locale-hint") choices=Choice::locales() />
        </fieldset>
    }
    .into_any()
}

/// How much each language lacks; each leads to the first field that is empty.
fn counts(l: Locale, form: &FormState, main: Locale) -> AnyView {
    let items: Vec<_> = ordered(main)
        .map(|other| {
            let empty: Vec<_> =
                TEXT_PARTS.iter().map(|p| p.0).filter(|p| is_needed(p) && is_empty(form, p, other)).collect();
            let said = match empty.first() {
                None => view! { <span>"✓ " {l.t("editor-language-complete")}</span> }.into_any(),
                Some(first) => {
                    let missing = l.ta("editor-language-missing", &[("n", arg(empty.len()))]);
                    view! { <a href=format!("#f-{}", text_field(first, other))>{missing}</a> }.into_any()
                }
            };
            view! { <li><b lang=other.code()>{other.name()}</b> " " {said}</li> }
        })
        .collect();
    view! { <ul class="language-counts" aria-label=l.t("editor-languages")>{items}</ul> }.into_any()
}

fn one(
    l: Locale,
    form: &FormState,
    (part, name): (&str, &str),
    limit: u32,
    (other, main): (Locale, Locale),
) -> AnyView {
    let field = text_field(part, other);
    let empty = is_empty(form, part, other);
    // What the main language does not say either is missed by nobody.
    let missing = empty && is_needed(part) && (other == main || !is_empty(form, part, main));
    let hint = match (missing, other == main) {
        (false, _) => String::new(),
        (true, true) => l.t("editor-text-needed"),
        (true, false) => l.t("events-text-missing"),
    };
    let rows = match part {
        "description" => 8,
        "audience" => 3,
        _ => 2,
    };
    let label = format!("{name} · {}", other.name());
    let required = other == main && is_needed(part);
    view! {
        <div class=if missing { "side side-missing" } else { "side" }>
            <TextArea l=l form=form name=field label=label hint=hint rows=rows maxlength=limit optional=!required lang=other.code() />
        </div>
    }
    .into_any()
}
