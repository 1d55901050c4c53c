//! When which message is written, from the table that decides it.

use axum::response::Response;
use leptos::prelude::*;

use super::kind_name;
use crate::error::Outcome;
use crate::i18n::{Locale, arg};
use crate::messages::model::{QUIET, RULES, Rule};
use crate::staff::model::{Action, Actor};
use crate::ui::{BackLink, CardTable};
use crate::web::{Page, PageCx};

/// `GET /{l}/staff/messages/rules`
///
/// # Errors
/// `Forbidden` to those who may see no registrations.
pub async fn rules(cx: PageCx, actor: Actor) -> Outcome<Response> {
    actor.require_somewhere(Action::RegistrationSee)?;
    let l = cx.locale;
    let page = Page::new(l.t("messages-rules-title")).staff(actor.chrome()).active("today");
    Ok(cx.render(page, move || body(l)).await)
}

fn body(l: Locale) -> AnyView {
    let headers = ["kind", "when", "states", "due", "until"];
    let headers = headers.map(|h| l.t(&format!("messages-rules-{h}"))).to_vec();
    let rows = RULES.iter().map(|rule| row(l, rule)).collect();
    view! {
        <BackLink href=format!("/{l}/staff/messages") label=l.t("messages-title") />
        <h1>{l.t("messages-rules-title")}</h1>
        <p class="lead">{l.t("messages-rules-lead")}</p>
        <div class="table-scroll">
            <CardTable caption=l.t("messages-rules-title") quiet=true headers=headers rows=rows />
        </div>
    }
    .into_any()
}

fn row(l: Locale, rule: &Rule) -> Vec<AnyView> {
    let states = rule.states.iter().map(|s| l.t(&format!("registration-state-{}", s.code())));
    let states = states.collect::<Vec<_>>().join(", ");
    let due = l.ta(&format!("messages-due-{}", rule.due.code()), &[("n", arg(QUIET.num_minutes()))]);
    vec![
        kind_name(l, rule.kind).into_any(),
        l.t(&format!("messages-when-{}", rule.when.code())).into_any(),
        states.into_any(),
        due.into_any(),
        l.t(&format!("messages-until-{}", rule.until.code())).into_any(),
    ]
}
