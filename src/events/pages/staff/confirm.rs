//! Before something becomes public, and before it is called off.

use axum::response::Response;
use leptos::prelude::*;

use super::super::{paragraphs, region_name, when};
use crate::error::{AppError, Outcome};
use crate::events::model::State;
use crate::events::service;
use crate::i18n::{Locale, arg, day_time};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{BackLink, DefinitionList, Mood, Notice, SubmitButton, Tone};
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
        let publish = format!("{base}/publish");
        let hidden = || l.t("events-not-shown").into_any();
        let venue = event.part(l, |t| &t.venue).0.to_owned();
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
            <DefinitionList items=facts />
            <div class="section sides">{texts}</div>
            <form class="section" method="post" action=publish>
                <p class="actions">
                    <SubmitButton label=l.t("events-publish") />
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
    let head = Page::new(l.t("events-cancel")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{}", event.slug));
    let body = move || {
        let cancel = format!("{base}/cancel");
        let told = l.ta("events-cancel-told", &[("n", arg(event.taken + event.waiting))]);
        view! {
            <BackLink href=base.clone() label=event.text(l).0.title.clone() />
            <h1>{l.t("events-cancel-title")}</h1>
            <p class="lead">{told}</p>
            <p>{l.t("events-cancel-lead")}</p>
            <form class="section" method="post" action=cancel>
                <p class="actions">
                    <SubmitButton label=l.t("events-cancel") tone=Tone::Warning />
                    <a class=Tone::Quiet.class() href=base>{l.t("events-not-now")}</a>
                </p>
            </form>
        }
    };
    Ok(cx.render(head, body).await)
}
