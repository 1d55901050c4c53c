//! The section as the form shows it, in each language, to be tried without registering anybody.

use axum::response::Response;
use leptos::prelude::*;

use super::{fields, lang};
use crate::error::Outcome;
use crate::events;
use crate::events::model::Event;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::questions::form::is_field;
use crate::questions::model::Question;
use crate::questions::service;
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{BackLink, EmptyState, HiddenField, SubmitButton, Tone};
use crate::web::{Id, Page, PageCx, RawForm};

/// `GET /{l}/staff/events/{slug}/questions/preview`: `in` is the language to show; what was tried stands in the address too, so
/// that questions that depend on an answer come to be seen.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to edit the event; `BadRequest` for what the page does not send.
pub async fn preview(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    let questions = service::of_event(&cx.app, event.id).await?;
    let tried = RawForm::parse(cx.query.as_bytes())?.only_where(|name| name == "in" || is_field(name, ""))?;
    let l = cx.locale;
    let shown = tried.value("in").parse().unwrap_or(event.main_locale);
    let page = Page::new(l.t("questions-preview")).staff(actor.chrome()).active("events");
    Ok(cx.render(page, move || body(l, &event, &questions, &tried, shown)).await)
}

fn body(l: Locale, event: &Event, questions: &[Question], tried: &FormState, shown: Locale) -> AnyView {
    let list = format!("/{l}/staff/events/{}/questions", event.slug);
    let here = format!("{list}/preview");
    let chips: Vec<_> = Locale::ALL
        .into_iter()
        .map(|other| {
            let current = (other == shown).then_some("true");
            view! { <li><a href=format!("{here}?in={other}") lang=lang(l, other) aria-current=current>{other.name()}</a></li> }
        })
        .collect();
    let section = if questions.is_empty() {
        view! { <EmptyState title=l.t("questions-none") /> }.into_any()
    } else {
        view! {
            <form class="form" method="get" action=here novalidate>
                <HiddenField name="in" value=shown.code() />
                <div class="form" lang=lang(l, shown)>
                    <fieldset class="group">
                        <legend class="group-title">{shown.t("questions-group")}</legend>
                        {fields(shown, tried, questions, "")}
                    </fieldset>
                </div>
                <div class="form-end">
                    <SubmitButton label=l.t("questions-try") tone=Tone::Secondary />
                    <p class="hint">{l.t("questions-try-hint")}</p>
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        <BackLink href=list label=l.t("questions-title") />
        <h1>{l.t("questions-preview")}</h1>
        <p class="lead">{l.t("questions-preview-lead")}</p>
        <nav aria-label=l.t("questions-preview-in")><ul class="chips">{chips}</ul></nav>
        {section}
    }
    .into_any()
}
