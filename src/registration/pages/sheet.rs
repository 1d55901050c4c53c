//! The page with a link and a code for each of several people, to be printed and cut. It opens for an hour to who holds its
//! address; each strip is in the language of its person, under the name that the helper typed.

use axum::response::Response;
use leptos::prelude::*;

use super::standing::Standing;
use super::{may_say, title};
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::Event;
use crate::i18n::{Locale, ago_or_until, arg, day_time, month, time};
use crate::registration::code::grouped;
use crate::registration::form::sheet::{SHEET, Sheet, Strip};
use crate::registration::model::{Registration, State};
use crate::registration::service;
use crate::seal::Legible;
use crate::state::App;
use crate::ui::{SubmitButton, Tone, qr};
use crate::web::{Id, Page, PageCx, flash};

/// What of a strip is true now.
enum Now {
    /// The contact was registered before; nothing is said of that.
    Known,
    /// Erased since, or its link is another.
    Gone,
    Here {
        registration: Box<Registration>,
        ahead: Option<i64>,
        link: String,
        code: String,
    },
}

async fn now_of(app: &App, strip: &Strip) -> Outcome<Now> {
    let Some((id, version)) = strip.made else { return Ok(Now::Known) };
    let registration = service::by_id(app, id).await?;
    if registration.link_version != version || registration.legible == Legible::Erased {
        return Ok(Now::Gone);
    }
    let token = service::link_token(app, &registration);
    Ok(Now::Here {
        ahead: service::ahead(app, &registration).await?,
        link: app.url(&format!("/{}/my/{token}", registration.locale)),
        code: app.url(&format!("/c/{}", registration.short_code)),
        registration: Box::new(registration),
    })
}

/// `GET /{l}/groups/{token}`
///
/// # Errors
/// `NotFound` for every token that opens nothing, and once its hour is over.
pub async fn sheet(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let (state, until) = flash::kept(&cx.app, SHEET, &token).await?.ok_or(AppError::NotFound)?;
    let sheet = Sheet::read(&state).ok_or(AppError::NotFound)?;
    let event = events::service::by_id(&cx.app, sheet.event).await?;
    let mut strips = Vec::new();
    for strip in sheet.strips {
        strips.push((now_of(&cx.app, &strip).await?, strip));
    }
    let (l, now, here) = (cx.locale, cx.app.clock.now(), cx.link(&format!("/groups/{token}")));
    let page = Page::new(l.t("party-sheet-title")).private();
    Ok(cx.render(page, move || body(l, &event, &strips, until, &here, now)).await)
}

fn body(l: Locale, event: &Event, strips: &[(Now, Strip)], until: Instant, here: &str, now: Instant) -> AnyView {
    let (name, lang) = title(l, event);
    let told = [("when", arg(time(event.zone, until))), ("left", arg(ago_or_until(l, until, now)))];
    let strips: Vec<_> = strips.iter().map(|(standing, strip)| one(event, standing, strip, now)).collect();
    view! {
        <div class="no-print strips-intro">
            <p class="kicker" lang=lang>{name}</p>
            <h1>{l.t("party-sheet-title")}</h1>
            <p class="lead">{l.t("party-sheet-lead")}</p>
            <p>{l.t("party-sheet-care")}</p>
            <p>{l.ta("party-sheet-until", &told)}</p>
        </div>
        <ol class="strips">{strips}</ol>
        <form class="no-print strips-intro" method="post" action=here.to_owned()>
            <p class="actions"><SubmitButton label=l.t("party-sheet-close") tone=Tone::Secondary /></p>
            <p class="hint">{l.t("party-sheet-close-hint")}</p>
        </form>
    }
    .into_any()
}

/// One strip, whole by itself once it is cut off.
fn one(event: &Event, standing: &Now, strip: &Strip, now: Instant) -> AnyView {
    let (registration, ahead, link, code) = match standing {
        Now::Here { registration, ahead, link, code } => (&**registration, *ahead, link, code),
        Now::Known | Now::Gone => return without_link(event, standing, strip),
    };
    let l = registration.locale;
    let (name, lang) = title(l, event);
    let when = if may_say(event, registration) {
        day_time(l, event.zone, event.starts_at, now)
    } else {
        month(l, event.month())
    };
    let said = Standing { l, now, event, registration, ahead };
    let later =
        (registration.state != State::Confirmed).then(|| view! { <p class="hint">{l.t("party-strip-later")}</p> });
    view! {
        <li class="strip" lang=l.code()>
            <div class="qr" role="img" aria-label=l.t("registration-qr") inner_html=qr(code).unwrap_or_default()></div>
            <div class="strip-text">
                <h2>{strip.name.reveal().to_owned()}</h2>
                <p><span lang=lang>{name}</span> <br /> {when}</p>
                <p><strong>{said.sentence()}</strong> " " {said.lead()}</p>
                <p class="code-label">{l.t("registration-code")}</p>
                <p class="code">{grouped(&registration.short_code)}</p>
                {later}
                <p class="code-label">{l.t("party-strip-link")}</p>
                <p class="strip-link">{link.clone()}</p>
                <p class="hint">{l.t("party-strip-keep")}</p>
            </div>
        </li>
    }
    .into_any()
}

fn without_link(event: &Event, standing: &Now, strip: &Strip) -> AnyView {
    let l = strip.locale;
    let (name, lang) = title(l, event);
    let said = match standing {
        Now::Known => [l.t("registration-done-again"), l.t("registration-done-nothing")].join(" "),
        _ => l.t("party-strip-gone"),
    };
    view! {
        <li class="strip" lang=l.code()>
            <div class="strip-text">
                <h2>{strip.name.reveal().to_owned()}</h2>
                <p><span lang=lang>{name}</span></p>
                <p>{said}</p>
            </div>
        </li>
    }
    .into_any()
}
