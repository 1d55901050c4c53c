//! Looking for people. A name must not stand in an address, where browsers and proxies keep it: so it is posted, changes
//! nothing, and is answered with the page.

use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

use super::reached_by;
use crate::error::Outcome;
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::people::form;
use crate::people::service::{self, Found, Hit, SHOWN};
use crate::staff::model::{Action, Actor};
use crate::ui::{CardTable, EmptyState, ErrorSummary, Kind, Mood, Notice, StateTag, SubmitButton, TextField};
use crate::web::{Page, PageCx, RawForm};

/// `GET /{l}/staff/people`
///
/// # Errors
/// `Forbidden` to those who may search nowhere.
pub async fn people(cx: PageCx, actor: Actor) -> Outcome<Response> {
    actor.require_somewhere(Action::PersonSearch)?;
    Ok(show(cx, &actor, FormState::default(), None).await)
}

/// `POST /{l}/staff/people`
///
/// # Errors
/// `Forbidden` to those who may search nowhere; `BadRequest` for what the form cannot send.
pub async fn find(cx: PageCx, actor: Actor, raw: RawForm) -> Outcome<Response> {
    let typed = raw.only(&form::SEARCH)?;
    actor.require_somewhere(Action::PersonSearch)?;
    match form::search(typed.clone()) {
        Ok(sought) => {
            let found = service::search(&cx.app, &actor, &sought, cx.locale).await?;
            Ok(show(cx, &actor, typed, Some(found)).await)
        }
        Err(refused) => Ok(show(cx, &actor, refused, None).await),
    }
}

async fn show(cx: PageCx, actor: &Actor, typed: FormState, found: Option<Found>) -> Response {
    let l = cx.locale;
    let page = Page::new(l.t("people-title")).staff(actor.chrome()).active("people");
    let page = if typed.is_invalid() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page };
    cx.render(page, move || body(l, &typed, found)).await
}

fn body(l: Locale, typed: &FormState, found: Option<Found>) -> AnyView {
    let here = format!("/{l}/staff/people");
    let labels = vec![("q", l.t("people-search"))];
    view! {
        <div class="staff-head">
            <h1>{l.t("people-title")}</h1>
            <p class="actions"><a href=format!("{here}/duplicates")>{l.t("people-duplicates")}</a></p>
        </div>
        <ErrorSummary l=l form=typed labels=labels />
        <form class="form" role="search" method="post" action=here.clone() novalidate>
            <TextField
                l=l
                form=typed
                name="q"
                label=l.t("people-search")
                hint=l.t("people-search-hint")
                kind=Kind::Search
                autocomplete="off"
                no_spellcheck=true
            />
            <p class="actions">
                <SubmitButton label=l.t("ui-search") />
            </p>
        </form>
        {found.map(|found| results(l, &found))}
    }
    .into_any()
}

fn results(l: Locale, found: &Found) -> AnyView {
    if found.hits.is_empty() {
        return view! {
            <section class="section" role="status">
                <EmptyState title=l.t("people-none")><p>{l.t("people-none-help")}</p></EmptyState>
            </section>
        }
        .into_any();
    }
    let said = l.ta("people-found", &[("n", arg(found.hits.len()))]);
    let more = found.more.then(|| {
        let text = l.ta("people-more", &[("n", arg(SHOWN))]);
        view! { <Notice><p>{text}</p></Notice> }
    });
    let headers = ["name", "call-name", "contact"].map(|h| l.t(&format!("people-col-{h}"))).to_vec();
    let rows = found.hits.iter().map(|hit| row(l, hit)).collect();
    view! {
        <section class="section">
            <h2 role="status">{said}</h2>
            {more}
            <CardTable caption=l.t("people-title") quiet=true headers=headers rows=rows />
        </section>
    }
    .into_any()
}

fn row(l: Locale, hit: &Hit) -> Vec<AnyView> {
    let similar = hit.similar.then(|| view! { " " <StateTag label=l.t("people-similar") mood=Mood::Waiting /> });
    vec![
        view! { <a href=format!("/{l}/staff/people/{}", hit.id)>{hit.full_name.reveal().to_owned()}</a> {similar} }
            .into_any(),
        hit.call_name.reveal().to_owned().into_any(),
        reached_by(&hit.contacts),
    ]
}
