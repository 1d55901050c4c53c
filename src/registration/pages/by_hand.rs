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
use crate::ui::{BackLink, TextArea};
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

/// Percent-encoding of all but unreserved characters (RFC 3986 §2.3).
fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn body(l: Locale, r: &Registration, link: &str, back: String) -> AnyView {
    let text = words(r, link);
    let links = (!r.phone.is_empty()).then(|| {
        let (sms, whatsapp) = (
            format!("sms:{}?body={}", r.phone.reveal(), encoded(&text)),
            format!("https://wa.me/{}?text={}", r.phone.reveal().trim_start_matches('+'), encoded(&text)),
        );
        view! {
            <p class="actions">
                <a class="button button-secondary" href=sms>{l.t("registration-by-hand-sms")}</a>
                <a class="button button-secondary" href=whatsapp rel="noreferrer nofollow">{l.t("registration-by-hand-whatsapp")}</a>
            </p>
        }
    });
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

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn a_text_fits_into_a_link() {
        assert_eq!(encoded("a b&ө\n?"), "a%20b%26%D3%A9%0A%3F");
    }
}
