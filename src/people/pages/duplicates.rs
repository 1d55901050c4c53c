//! People who may be one, pair by pair.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::reached_by;
use crate::error::Outcome;
use crate::i18n::Locale;
use crate::people::model::Reason;
use crate::people::service::{self, Duplicates, Half, Likely};
use crate::staff::model::{Action, Actor};
use crate::ui::{BackLink, EmptyState, HiddenField, Notice, Pagination, SubmitButton, Tone};
use crate::web::{Page, PageCx};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: Option<i64>,
    done: String,
}

/// `GET /{l}/staff/people/duplicates`
///
/// # Errors
/// `Forbidden` to those who may search nowhere.
pub async fn duplicates(cx: PageCx, actor: Actor, Query(asked): Query<Asked>) -> Outcome<Response> {
    let found = service::duplicates(&cx.app, &actor, asked.after).await?;
    let l = cx.locale;
    let may_merge = actor.can_somewhere(Action::PersonMerge);
    let page = Page::new(l.t("people-duplicates")).staff(actor.chrome()).active("people");
    Ok(cx.render(page, move || body(l, &found, may_merge, asked.done == "apart")).await)
}

fn body(l: Locale, found: &Duplicates, may_merge: bool, apart: bool) -> AnyView {
    let here = format!("/{l}/staff/people/duplicates");
    let older = found.next.map(|after| format!("{here}?after={after}"));
    let done = apart.then(|| view! { <Notice announce=true><p>{l.t("people-apart-done")}</p></Notice> });
    let list = if found.pairs.is_empty() {
        view! { <EmptyState title=l.t("people-duplicates-none") /> }.into_any()
    } else {
        pairs(l, &found.pairs, may_merge)
    };
    view! {
        <BackLink href=format!("/{l}/staff/people") label=l.t("people-title") />
        <div class="staff-head"><h1>{l.t("people-duplicates")}</h1></div>
        {done}
        <p class="lead">{l.t("people-duplicates-lead")}</p>
        <section class="section"><h2 class="visually-hidden">{l.t("people-likely")}</h2>{list}</section>
        <Pagination l=l older=older ordered=true />
    }
    .into_any()
}

/// Pairs, each with what speaks for it and what can be done.
pub(super) fn pairs(l: Locale, pairs: &[Likely], may_merge: bool) -> AnyView {
    pairs.iter().map(|pair| one_pair(l, pair, may_merge)).collect::<Vec<_>>().into_any()
}

fn one_pair(l: Locale, pair: &Likely, may_merge: bool) -> AnyView {
    let actions = may_merge.then(|| {
        let compare = format!("/{l}/staff/people/{}/merge?with={}", pair.one.id, pair.other.id);
        view! {
            <form class="actions" method="post" action=format!("/{l}/staff/people/{}/apart", pair.one.id)>
                <HiddenField name="other" value=pair.other.id.to_string() />
                <a class=Tone::Secondary.class() href=compare>{l.t("people-compare")}</a>
                <SubmitButton label=l.t("people-apart") tone=Tone::Quiet />
            </form>
        }
    });
    view! {
        <article>
            <h3>{half_name(l, &pair.one)} " · " {half_name(l, &pair.other)}</h3>
            <p>{reached_by(&pair.one.contacts)} " · " {reached_by(&pair.other.contacts)}</p>
            <p class="small">{reasons(l, &pair.likeness.reasons)}</p>
            {actions}
        </article>
    }
    .into_any()
}

fn half_name(l: Locale, half: &Half) -> AnyView {
    view! { <a href=format!("/{l}/staff/people/{}", half.id)>{half.full_name.reveal().to_owned()}</a> }.into_any()
}

/// What speaks for it, then what speaks against it.
pub(super) fn reasons(l: Locale, reasons: &[Reason]) -> String {
    let said = |against: bool| {
        let words: Vec<String> = reasons
            .iter()
            .filter(|r| r.is_against() == against)
            .map(|r| l.t(&format!("people-reason-{}", r.code())))
            .collect();
        words.join(", ")
    };
    let (pro, contra) = (said(false), said(true));
    if contra.is_empty() { pro } else { format!("{pro}; {}: {contra}", l.t("people-reasons-against")) }
}
