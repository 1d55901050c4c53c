//! The page behind the private link. It names neither the person nor their contacts: whoever typed a known number into the
//! form may be looking at it. Opening it changes nothing.

mod pass;
mod switches;

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::{is_on, title};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::{Event, State as EventState};
use crate::i18n::{Locale, ago_or_until, arg, day_time};
use crate::registration::consent::Entry;
use crate::registration::model::{Registration, State};
use crate::registration::service;
use crate::testimonials::model::MyTestimonial;
use crate::ui::{Mood, Notice, SubmitButton, Tone};
use crate::web::{Id, Page, PageCx};
use crate::{events, testimonials};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Arrival {
    /// Just registered.
    new: String,
}

struct Mine {
    l: Locale,
    now: Instant,
    /// The path of this page.
    here: String,
    event: Event,
    registration: Registration,
    ahead: Option<i64>,
    ledger: Vec<Entry>,
    words: Vec<MyTestimonial>,
    code_url: String,
    new: bool,
}

/// `GET /{l}/my/{token}`
///
/// # Errors
/// `NotFound` for every token that opens nothing.
pub async fn mine(cx: PageCx, Id((_, token)): Id<(String, String)>, Query(query): Query<Arrival>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    let page = Mine {
        l: cx.locale,
        now: cx.app.clock.now(),
        here: cx.link(&format!("/my/{token}")),
        event: events::service::by_id(&cx.app, registration.event_id).await?,
        ahead: service::ahead(&cx.app, &registration).await?,
        ledger: service::ledger(&cx.app, &registration).await?,
        words: testimonials::service::for_registration(&cx.app, registration.id).await?,
        code_url: cx.app.url(&format!("/c/{}", registration.short_code)),
        registration,
        new: !query.new.is_empty(),
    };
    let head = Page::new(page.sentence()).private();
    Ok(cx.render(head, move || page.render()).await)
}

impl Mine {
    fn cancelled(&self) -> bool {
        self.event.state == EventState::Cancelled
    }

    fn on(&self) -> bool {
        is_on(&self.event, self.now)
    }

    /// The offer stands, or the time to answer it has passed and nobody took it back yet.
    fn offer_stands(&self) -> bool {
        self.registration.state == State::Offered && self.registration.offer_expires_at.is_some_and(|at| at > self.now)
    }

    /// The state as a sentence.
    fn sentence(&self) -> String {
        let key = match self.registration.state {
            State::Withdrawn => "withdrawn",
            _ if self.cancelled() => "event-cancelled",
            State::Offered if !self.offer_stands() => "expired",
            State::Confirmed | State::Waitlisted | State::Offered if !self.on() => "event-over",
            state => state.code(),
        };
        self.l.t(&format!("registration-mine-{key}"))
    }

    /// What happens next.
    fn lead(&self) -> String {
        let l = self.l;
        let until = |at: Instant| {
            let when = day_time(l, self.event.zone, at, self.now);
            [("when", arg(when)), ("left", arg(ago_or_until(l, at, self.now)))]
        };
        match (self.registration.state, self.registration.offer_expires_at) {
            (State::Withdrawn, _) => l.t("registration-next-withdrawn"),
            _ if self.cancelled() => l.t("registration-next-event-cancelled"),
            (State::Confirmed | State::Waitlisted | State::Offered, _) if !self.on() => {
                l.t("registration-next-event-over")
            }
            (State::Confirmed, _) if self.registration.past_capacity() => l.t("registration-next-walk-in"),
            (State::Confirmed, _) => l.t("registration-next-confirmed"),
            (State::Waitlisted, _) => {
                l.ta("registration-next-waitlisted", &[("n", arg(self.ahead.unwrap_or_default()))])
            }
            (State::Offered, Some(at)) if at > self.now => l.ta("registration-next-offered", &until(at)),
            (State::Offered | State::Expired, _) => l.t("registration-next-expired"),
            (State::Received, _) => l.t("registration-next-received"),
            (State::Declined, _) => l.t("registration-next-declined"),
        }
    }

    fn render(&self) -> AnyView {
        let (title, lang) = title(self.l, &self.event);
        view! {
            <article class="my">
                <p class="kicker" lang=lang>{title}</p>
                <h1 class="my-state">{self.sentence()}</h1>
                <p class="lead">{self.lead()}</p>
                {self.arrival()}
                {self.offer()}
                {self.pass()}
                {self.facts()}
                {self.tasks()}
                {self.own_words()}
                {self.agreements()}
                {self.language()}
            </article>
        }
        .into_any()
    }

    /// Once, after registering: where the link is to be found again.
    fn arrival(&self) -> Option<AnyView> {
        let l = self.l;
        self.new.then(|| {
            let email = &self.registration.email;
            let written = if email.is_empty() {
                l.t("registration-new-no-mail")
            } else {
                l.ta("registration-new-mail", &[("email", arg(email.reveal().to_owned()))])
            };
            view! {
                <Notice mood=Mood::Good announce=true title=l.t("registration-new-title")>
                    <p>{written}</p>
                    <p>{l.t("registration-new-keep")}</p>
                </Notice>
            }
            .into_any()
        })
    }

    fn offer(&self) -> Option<AnyView> {
        let l = self.l;
        (self.offer_stands() && self.on()).then(|| {
            let action = format!("{}/offer", self.here);
            view! {
                <form method="post" action=action>
                    <p class="actions">
                        <SubmitButton label=l.t("registration-offer-accept") name="answer" value="accept" />
                        <SubmitButton label=l.t("registration-offer-decline") tone=Tone::Secondary name="answer" value="decline" />
                    </p>
                </form>
            }
            .into_any()
        })
    }

    fn tasks(&self) -> Option<AnyView> {
        let (l, here, state) = (self.l, &self.here, self.registration.state);
        let link = |href: String, key: &str| view! { <li><a href=href>{l.t(key)}</a></li> }.into_any();
        let mut tasks = Vec::new();
        if state == State::Confirmed && self.on() {
            tasks.push(link(format!("{here}/calendar.ics"), "registration-task-calendar"));
        }
        if state == State::Confirmed && !self.cancelled() && self.now >= self.event.starts_at {
            tasks.push(link(format!("{here}/testimonial"), "registration-task-testimonial"));
        }
        if state.may_register_again() && self.event.window(self.now).takes_registrations() {
            tasks.push(link(format!("/{l}/events/{}/register", self.event.slug), "registration-task-again"));
        }
        if state.may_withdraw() && self.on() {
            tasks.push(link(format!("{here}/withdraw"), "registration-task-withdraw"));
        }
        tasks.push(link(format!("{here}/data"), "registration-task-data"));
        tasks.push(link(format!("{here}/erase"), "registration-task-erase"));
        (!tasks.is_empty()).then(|| {
            view! {
                <section class="section">
                    <h2>{l.t("registration-tasks")}</h2>
                    <ul class="tasks">{tasks}</ul>
                </section>
            }
            .into_any()
        })
    }
}
