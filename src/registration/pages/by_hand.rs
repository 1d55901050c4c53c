//! A text that staff pass on themselves, where there is no mail: ready to copy, or to open in a messenger.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::state_name;
use crate::error::Outcome;
use crate::events;
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::registration::model::Registration;
use crate::registration::service;
use crate::staff::model::Actor;
use crate::ui::{BackLink, SendLinks, TextArea};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/staff/events/{slug}/registrations/{id}/by-hand`; that it was opened is in the history of actions.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to edit it.
pub async fn by_hand(cx: PageCx, actor: Actor, Id((_, slug, id)): Id<(String, String, Uuid)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let (registration, link) = service::link_by_hand(&cx.app, &actor, &event, id).await?;
    let l = cx.locale;
    let back = cx.link(&format!("/staff/events/{slug}/registrations/{id}"));
    let page = Page::new(l.t("registration-by-hand")).staff(actor.chrome()).active("events");
    Ok(cx.render(page, move || body(l, &registration, &link, back)).await)
}

/// Neither the title of the training nor a name: it shows on locked screens, on phones that families share.
fn words(r: &Registration, link: &str) -> String {
    let l = r.locale;
    l.ta("registration-by-hand-text", &[("state", arg(state_name(l, r.state))), ("link", arg(link.to_owned()))])
}

fn body(l: Locale, r: &Registration, link: &str, back: String) -> AnyView {
    let text = words(r, link);
    let links = (!r.phone.is_empty()).then(|| view! { <SendLinks l=l phone=r.phone.reveal() text=text.clone() /> });
    let mut form = FormState::default();
    form.set("text", text);
    let lang = r.locale.code();
    view! {
        <BackLink href=back label=l.t("registration-one-title") />
        <h1>{l.t("registration-by-hand")}</h1>
        <p class="lead">{l.t("registration-by-hand-care")}</p>
        <div class="form">
            <TextArea l=l form=&form name="text" label=l.t("registration-by-hand-copy") lang=lang rows=6 />
            {links}
        </div>
    }
    .into_any()
}
