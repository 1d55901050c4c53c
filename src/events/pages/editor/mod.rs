//! The editor: a short beginning, then sections that are saved each for itself. All of it works as plain HTML.

mod practical;
mod registration;
mod sessions;
mod start;
mod tell;
mod texts;

pub use practical::practical;
pub use registration::registration;
pub use sessions::sessions;
pub use start::new;
pub use tell::{concerned, tell};
pub use texts::texts;

use axum::response::Response;
use leptos::prelude::*;

use crate::error::Outcome;
use crate::events::model::checklist::Section;
use crate::events::model::{Event, State};
use crate::events::service;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{BackLink, ErrorSummary, HiddenField, SubmitButton};
use crate::web::{Id, Page, PageCx, see_other};

/// `/{l}/staff/events/{slug}/edit`: leads to the first section.
///
/// # Errors
/// As [`texts`].
pub async fn edit(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = editable(&cx, &actor, &slug).await?;
    Ok(see_other(&cx.link(&format!("/staff/events/{}/edit/{}", event.slug, Section::Texts.code()))))
}

/// An event for somebody who may edit it.
///
/// # Errors
/// `NotFound` or `Forbidden` without the right, `Conflict` for what can no longer be edited.
async fn editable(cx: &PageCx, actor: &Actor, slug: &str) -> Outcome<Event> {
    let event = service::for_staff(&cx.app, actor, slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    service::may_be_edited(&event)?;
    Ok(event)
}

/// The name under which what was typed into a section is kept.
#[must_use]
pub fn form_name(section: Section, slug: &str) -> String {
    format!("event-{}:{slug}", section.code())
}

/// What the page of a section is made of.
struct Sheet {
    section: Section,
    /// As it was sent back, or as it is stored.
    form: FormState,
    /// What the fields are called in the summary of errors.
    labels: Vec<(String, String)>,
}

impl Sheet {
    /// What was typed into the section and sent back, or what `stored` makes.
    async fn of(cx: &PageCx, event: &Event, section: Section, stored: fn(&Event) -> FormState) -> Outcome<Self> {
        let typed = cx.typed(&form_name(section, &event.slug)).await?;
        Ok(Self { section, form: typed.unwrap_or_else(|| stored(event)), labels: Vec::new() })
    }

    fn labelled(mut self, l: Locale, labels: &[(&str, &str)]) -> Self {
        self.labels.extend(labels.iter().map(|(name, key)| ((*name).to_owned(), l.t(key))));
        self
    }
}

fn title(l: Locale, section: Section) -> String {
    l.t(&format!("editor-section-{}", section.code()))
}

fn head(l: Locale, section: Section, actor: &Actor) -> Page {
    Page::new(title(l, section)).staff(actor.chrome()).active("events")
}

/// The page around the fields of a section.
fn sheet(l: Locale, event: &Event, sheet: &Sheet, fields: impl FnOnce(&FormState) -> AnyView) -> AnyView {
    let base = format!("/{l}/staff/events/{}", event.slug);
    let (section, form) = (sheet.section, &sheet.form);
    let labels = sheet.labels.iter().map(|(name, label)| (name.as_str(), label.clone())).collect();
    let wide = matches!(section, Section::Texts | Section::Sessions);
    let told = matches!(section, Section::Texts | Section::Sessions) && event.state == State::Published;
    let told = told.then(|| view! { <p class="hint">{l.t("editor-told-before")}</p> });
    view! {
        <BackLink href=base.clone() label=event.text(l).0.title.clone() />
        <h1>{title(l, section)}</h1>
        {sections(l, &base, section)}
        <ErrorSummary l=l form=form labels=labels />
        <form class=if wide { "form form-wide" } else { "form" } method="post" action=format!("{base}/edit/{}", section.code()) novalidate>
            <HiddenField name="version" value=form.value("version") />
            // The first button of a form is the one that Enter presses: it must be the one that saves.
            <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true">{l.t("ui-save")}</button>
            {fields(form)}
            <div class="form-end">{told}<SubmitButton label=l.t("ui-save") /></div>
        </form>
    }
    .into_any()
}

/// The ways to the other sections.
fn sections(l: Locale, base: &str, here: Section) -> AnyView {
    let chips: Vec<_> = Section::ALL
        .iter()
        .map(|s| {
            let href = format!("{base}/edit/{}", s.code());
            view! { <li><a href=href aria-current=(*s == here).then_some("page")>{title(l, *s)}</a></li> }
        })
        .collect();
    view! { <nav class="editor-sections" aria-label=l.t("editor-sections")><ul class="chips">{chips}</ul></nav> }
        .into_any()
}

fn characters(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}
