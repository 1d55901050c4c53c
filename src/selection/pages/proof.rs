//! The proof: computed again, and whether it is what was published.

use axum::response::Response;
use leptos::prelude::*;

use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::Event;
use crate::i18n::{Locale, arg, day_time};
use crate::ids::hex;
use crate::selection::service::{self, Fault, Publication};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{BackLink, DefinitionList, Mood, Notice, Tone};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/staff/events/{slug}/selection/proof`. Names nobody.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `NotFound` when nothing was published.
pub async fn proof(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let (publication, faults) = service::verdict(&cx.app, &actor, &event).await?;
    let back = if actor.can(Action::SelectionSee, &event.place(), Of::Other) { "/selection" } else { "" };
    let back = cx.link(&format!("/staff/events/{slug}{back}"));
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("selection-proof")).staff(actor.chrome()).active("events");
    Ok(cx.render(page, move || body(l, &event, &publication, &faults, &back, now)).await)
}

fn body(l: Locale, event: &Event, p: &Publication, faults: &[Fault], back: &str, now: Instant) -> AnyView {
    let outcome = [("places", arg(p.places)), ("waiting", arg(p.waiting)), ("declined", arg(p.declined))];
    let digits = hex(&p.sha256);
    let groups: Vec<&str> = digits.as_bytes().chunks(8).filter_map(|c| std::str::from_utf8(c).ok()).collect();
    let facts = vec![
        (l.t("selection-fact-published"), day_time(l, event.zone, p.at, now).into_any()),
        (l.t("selection-fact-outcome"), l.ta("selection-outcome", &outcome).into_any()),
        (l.t("selection-fact-hash"), view! { <code class="digits">{groups.join(" ")}</code> }.into_any()),
    ];
    let verdict = if faults.is_empty() {
        view! { <Notice mood=Mood::Good title=l.t("selection-proof-equal")><p>{l.t("selection-proof-equal-lead")}</p></Notice> }
            .into_any()
    } else {
        let faults: Vec<_> = faults.iter().map(|fault| view! { <li>{said(l, fault)}</li> }).collect();
        view! { <Notice mood=Mood::Bad title=l.t("selection-proof-differs")><ul>{faults}</ul></Notice> }.into_any()
    };
    let take = p.document.is_ok().then(|| {
        let file = format!("/{l}/staff/events/{}/selection/proof.txt", event.slug);
        view! {
            <section class="section" aria-labelledby="take">
                <h2 id="take">{l.t("selection-proof-take")}</h2>
                <p>{l.t("selection-proof-care")}</p>
                <p class="actions"><a class=Tone::Secondary.class() href=file download="">{l.t("selection-proof-download")}</a></p>
            </section>
        }
    });
    view! {
        <BackLink href=back.to_owned() label=l.t("selection-title") />
        <h1>{l.t("selection-proof")}</h1>
        <p class="lead">{l.t("selection-proof-lead")}</p>
        {verdict}
        <DefinitionList items=facts />
        {take}
    }
    .into_any()
}

fn said(l: Locale, fault: &Fault) -> AnyView {
    let text = l.t(&format!("selection-fault-{}", fault.code()));
    match fault {
        Fault::List(d) => {
            let line = l.ta("selection-fault-line", &[("n", arg(super::count(d.line)))]);
            view! {
                {text} " " {line}
                <br /> {l.t("selection-fault-kept")} " " <code>{d.kept.clone()}</code>
                <br /> {l.t("selection-fault-computed")} " " <code>{d.computed.clone()}</code>
            }
            .into_any()
        }
        _ => text.into_any(),
    }
}
