//! Before something becomes public, before it is called off, and before it leaves the site.

use axum::response::Response;
use leptos::prelude::*;

use super::super::editor::concerned;
use super::super::{paragraphs, region_name, when};
use super::checklist;
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events::form::{REASON_MAX, text_field};
use crate::events::model::checklist::is_ready;
use crate::events::model::{Event, State};
use crate::events::service;
use crate::i18n::{Locale, arg, day_time};
use crate::registration;
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{BackLink, DefinitionList, ErrorSummary, Mood, Notice, SubmitButton, TextArea, Tone};
use crate::web::{Id, Page, PageCx};

/// `/{l}/staff/events/{slug}/publish`
///
/// # Errors
/// `Conflict` when it is not a draft.
pub async fn publish(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventPublish, &event.place(), Of::Other)?;
    if event.state != State::Draft {
        return Err(AppError::Conflict("events-error-state"));
    }
    let regions = service::regions(&cx.app).await?;
    let head = Page::new(l.t("events-publish")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{}", event.slug));
    let body = move || {
        let decision = Some(decision(l, &event, &base, now));
        // What stands against it comes before all that would be public.
        let (before, after) = if is_ready(&event, now) { (None, decision) } else { (decision, None) };
        let hidden = || l.t("events-not-shown").into_any();
        let venue = event.part(l, |t| &t.venue).0.to_owned();
        let venue = if venue.is_empty() { l.t("events-not-written") } else { venue };
        let facts = vec![
            (l.t("events-when"), when(l, &event, now).into_any()),
            (l.t("events-region"), region_name(&regions, &event, l).into_any()),
            (l.t("events-venue"), if event.safe_mode { hidden() } else { venue.into_any() }),
            (l.t("events-deadline"), day_time(l, event.zone, event.registration_closes_at, now).into_any()),
            (l.t("events-places"), event.capacity.to_string().into_any()),
            (l.t("events-address"), format!("/{l}/events/{}", event.slug).into_any()),
        ];
        let missing: Vec<&str> = event.missing_locales().into_iter().map(Locale::name).collect();
        let missing = (!missing.is_empty()).then(|| {
            let text = l.ta("events-publish-missing", &[("languages", arg(missing.join(", ")))]);
            view! { <Notice mood=Mood::Waiting><p>{text}</p></Notice> }
        });
        let texts: Vec<_> = event
            .texts
            .iter()
            .map(|(other, text)| {
                view! {
                    <section class="side">
                        <h2 lang=other.code()>{other.name()}</h2>
                        <div class="prose" lang=other.code()>
                            <h3>{text.title.clone()}</h3>
                            <p>{text.summary.clone()}</p>
                            {paragraphs(&text.description)}
                            {paragraphs(&text.audience)}
                        </div>
                    </section>
                }
            })
            .collect();
        view! {
            <BackLink href=base.clone() label=event.text(l).0.title.clone() />
            <h1>{l.t("events-publish-title")}</h1>
            <p class="lead">{l.t(if event.safe_mode { "events-publish-lead-safe" } else { "events-publish-lead" })}</p>
            {missing}
            {before}
            <DefinitionList items=facts />
            <div class="section sides">{texts}</div>
            {after}
        }
    };
    Ok(cx.render(head, body).await)
}

/// `/{l}/staff/events/{slug}/archive`
///
/// # Errors
/// `Conflict` when it is not completed.
pub async fn archive(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let l = cx.locale;
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    if event.state != State::Completed {
        return Err(AppError::Conflict("events-error-state"));
    }
    let head = Page::new(l.t("editor-archive")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{}", event.slug));
    let body = move || {
        let archive = format!("{base}/archive");
        view! {
            <BackLink href=base.clone() label=event.text(l).0.title.clone() />
            <h1>{l.t("editor-archive-title")}</h1>
            <p class="lead">{l.t("editor-archive-lead")}</p>
            <form class="section" method="post" action=archive>
                <p class="actions">
                    <SubmitButton label=l.t("editor-archive") />
                    <a class=Tone::Quiet.class() href=base>{l.t("events-not-now")}</a>
                </p>
            </form>
        }
    };
    Ok(cx.render(head, body).await)
}

/// `/{l}/staff/events/{slug}/cancel`
///
/// # Errors
/// `Conflict` when it is not published.
pub async fn cancel(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let l = cx.locale;
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventCancel, &event.place(), Of::Other)?;
    if event.state != State::Published {
        return Err(AppError::Conflict("events-error-state"));
    }
    let people = registration::service::concerned(&cx.app, event.id).await?;
    let form = cx.typed(&format!("event-cancel:{slug}")).await?.unwrap_or_default();
    let head = Page::new(l.t("events-cancel")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{}", event.slug));
    let body = move || {
        let cancel = format!("{base}/cancel");
        let labels: Vec<_> = Locale::ALL.into_iter().map(|o| (text_field("reason", o), reason_label(l, o))).collect();
        let labels = labels.iter().map(|(name, label)| (name.as_str(), label.clone())).collect();
        let reasons: Vec<_> = Locale::ALL
            .into_iter()
            .map(|other| {
                view! {
                    <div class="side">
                        <TextArea l=l form=&form name=text_field("reason", other) label=reason_label(l, other) rows=2
                            maxlength=u32::try_from(REASON_MAX).unwrap_or(u32::MAX) optional=true lang=other.code() />
                    </div>
                }
            })
            .collect();
        view! {
            <BackLink href=base.clone() label=event.text(l).0.title.clone() />
            <h1>{l.t("events-cancel-title")}</h1>
            <p class="lead">{concerned(l, people)}</p>
            <p>{l.t("events-cancel-lead")}</p>
            <ErrorSummary l=l form=&form labels=labels />
            <form class="form form-wide" method="post" action=cancel novalidate>
                <fieldset class="group"><legend class="group-title">{l.t("editor-reason")}</legend>
                    <p class="hint">{l.t("editor-reason-hint")}</p>
                    <div class="sides">{reasons}</div>
                </fieldset>
                <div class="form-end"><p class="actions">
                    <SubmitButton label=l.t("events-cancel") tone=Tone::Warning />
                    <a class=Tone::Quiet.class() href=base>{l.t("events-not-now")}</a>
                </p></div>
            </form>
        }
    };
    Ok(cx.render(head, body).await)
}

fn reason_label(l: Locale, of: Locale) -> String {
    format!("{} · {}", l.t("editor-reason-label"), of.name())
}

/// The button, or what stands against it.
fn decision(l: Locale, event: &Event, base: &str, now: Instant) -> AnyView {
    if !is_ready(event, now) {
        let open = checklist::open(l, event, base, now);
        return view! { <Notice mood=Mood::Bad title=l.t("editor-not-ready")>{open}</Notice> }.into_any();
    }
    view! {
        <form class="section" method="post" action=format!("{base}/publish")>
            <p class="actions">
                <SubmitButton label=l.t("events-publish") />
                <a class=Tone::Quiet.class() href=base.to_owned()>{l.t("events-not-now")}</a>
            </p>
        </form>
    }
    .into_any()
}
