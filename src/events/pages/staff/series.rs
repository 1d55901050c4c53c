//! A series: made from one training, and then the list of all of them.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;

use super::super::{in_language, state_tag};
use super::overview::Done;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::form::series::blank;
use crate::events::model::shift::{Every, SERIES_MAX, SERIES_MIN};
use crate::events::model::{Event, State};
use crate::events::service;
use crate::form::FormState;
use crate::i18n::{Locale, arg, range};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{
    BackLink, CardTable, Checkbox, Choice, ErrorSummary, Kind as Field, Mood, Notice, RadioGroup, SubmitButton,
    TextField, Tone,
};
use crate::web::{Id, Page, PageCx};

/// What can just have been done here.
const DONE: [&str; 2] = ["repeated", "spread"];

/// `/{l}/staff/events/{slug}/series`
///
/// # Errors
/// `NotFound` or `Forbidden` without the right to edit the event.
pub async fn series(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(Done { done }): Query<Done>,
) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    let mut all = service::series(&cx.app, &event).await?;
    all.retain(|e| actor.sees(&e.place()));
    if all.is_empty() {
        service::may_be_edited(&event)?;
    }
    let form = cx.typed(&format!("event-series:{slug}")).await?.unwrap_or_else(blank);
    let head = Page::new(l.t("editor-series")).staff(actor.chrome()).active("events");
    let done = DONE.into_iter().find(|d| *d == done);
    let body = move || {
        let base = format!("/{l}/staff/events/{}", event.slug);
        let done = done.map(|d| {
            view! { <Notice mood=Mood::Good announce=true><p>{l.t(&format!("editor-done-{d}"))}</p></Notice> }
        });
        view! {
            <BackLink href=base.clone() label=event.text(l).0.title.clone() />
            <h1>{l.t("editor-series")}</h1>
            {done}
            {if all.is_empty() { beginning(l, &form, &base) } else { list(l, &event, &all, &base, now) }}
        }
    };
    Ok(cx.render(head, body).await)
}

fn beginning(l: Locale, form: &FormState, base: &str) -> AnyView {
    let every: Vec<_> =
        Every::ALL.iter().map(|e| Choice::new(e.code(), l.t(&format!("editor-every-{}", e.code())))).collect();
    let labels = vec![("every", l.t("editor-every")), ("times", l.t("editor-times"))];
    let hint = l.ta("editor-times-hint", &[("min", arg(SERIES_MIN)), ("max", arg(SERIES_MAX))]);
    view! {
        <p class="lead">{l.t("editor-series-lead")}</p>
        <ErrorSummary l=l form=form labels=labels />
        <form class="form" method="post" action=format!("{base}/series") novalidate>
            <RadioGroup l=l form=form name="every" legend=l.t("editor-every") choices=every />
            <TextField l=l form=form name="times" label=l.t("editor-times") hint=hint kind=Field::Number
                min=SERIES_MIN.to_string() max=SERIES_MAX.to_string() width="w-4" />
            <Checkbox l=l form=form name="numbered" label=l.t("editor-numbered") hint=l.t("editor-numbered-hint") />
            <div class="form-end">
                <p class="actions">
                    <SubmitButton label=l.t("editor-series-make") />
                    <a class=Tone::Quiet.class() href=base.to_owned()>{l.t("events-not-now")}</a>
                </p>
            </div>
        </form>
    }
    .into_any()
}

fn list(l: Locale, event: &Event, all: &[Event], base: &str, now: Instant) -> AnyView {
    let rows: Vec<Vec<AnyView>> = all
        .iter()
        .map(|e| {
            let (text, found) = e.text(l);
            let title = in_language((&text.title, found), l);
            let here = (e.id == event.id).then_some("page");
            let counts = l.ta("events-taken-of", &[("taken", arg(e.taken)), ("size", arg(e.capacity))]);
            vec![
                view! { <a href=format!("/{l}/staff/events/{}", e.slug) aria-current=here>{title}</a> }.into_any(),
                range(l, e.zone, e.starts_at, e.ends_at, now).into_any(),
                state_tag(l, e.state),
                counts.into_any(),
            ]
        })
        .collect();
    let headers = ["events-training", "events-when", "events-state", "events-places"].map(|k| l.t(k)).to_vec();
    let drafts = all.iter().filter(|e| e.state == State::Draft && e.id != event.id).count();
    let spread = (drafts > 0).then(|| {
        view! {
            <form class="section" method="post" action=format!("{base}/series/texts")>
                <h2>{l.t("editor-spread")}</h2>
                <p>{l.ta("editor-spread-lead", &[("n", arg(drafts)), ("title", arg(event.text(l).0.title.clone()))])}</p>
                <p class="actions"><SubmitButton label=l.t("editor-spread") tone=Tone::Secondary /></p>
            </form>
        }
    });
    view! {
        <CardTable caption=l.t("editor-series") quiet=true headers=headers rows=rows />
        {spread}
    }
    .into_any()
}
