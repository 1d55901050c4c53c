//! A new training made from one that is there.

use axum::response::Response;
use leptos::prelude::*;

use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::form::copy::{TAKES, blank};
use crate::events::model::Event;
use crate::events::service;
use crate::form::FormState;
use crate::i18n::{Locale, arg, range};
use crate::staff::model::{Action, Actor, Of, Place};
use crate::ui::{BackLink, CheckboxGroup, Choice, ErrorSummary, Kind as Field, SubmitButton, TextField, Tone};
use crate::web::{Id, Page, PageCx};

/// `/{l}/staff/events/{slug}/copy`
///
/// # Errors
/// `Forbidden` or `NotFound` to those who may make no event in its region.
pub async fn copy(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &Place::region(&event.region), Of::Other)?;
    let form = cx.typed(&format!("event-copy:{slug}")).await?.unwrap_or_else(blank);
    let head = Page::new(l.t("editor-copy")).staff(actor.chrome()).active("events");
    let body = move || page(l, &event, &form, now);
    Ok(cx.render(head, body).await)
}

fn page(l: Locale, event: &Event, form: &FormState, now: Instant) -> AnyView {
    let base = format!("/{l}/staff/events/{}", event.slug);
    let action = format!("{base}/copy");
    let labels = vec![("day", l.t("editor-copy-day")), ("take", l.t("editor-copy-take"))];
    let takes: Vec<_> = TAKES.into_iter().map(|t| Choice::new(t, l.t(&format!("editor-copy-take-{t}")))).collect();
    let when = range(l, event.zone, event.starts_at, event.ends_at, now);
    view! {
        <BackLink href=base.clone() label=event.text(l).0.title.clone() />
        <h1>{l.t("editor-copy")}</h1>
        <p class="lead">{l.t("editor-copy-lead")}</p>
        <ErrorSummary l=l form=form labels=labels />
        <form class="form" method="post" action=action novalidate>
            <TextField l=l form=form name="day" label=l.t("editor-copy-day") hint=l.ta("editor-copy-day-hint", &[("when", arg(when))])
                kind=Field::Date width="w-16" />
            <CheckboxGroup l=l form=form name="take" legend=l.t("editor-copy-take") hint=l.t("editor-copy-take-hint") choices=takes optional=true />
            <div class="form-end">
                <p class="actions">
                    <SubmitButton label=l.t("editor-copy-make") />
                    <a class=Tone::Quiet.class() href=base>{l.t("events-not-now")}</a>
                </p>
            </div>
        </form>
    }
    .into_any()
}
