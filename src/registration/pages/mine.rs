//! The page behind the private link. It names neither the person nor their contacts: whoever typed a known number into the
//! form may be looking at it. Opening it changes nothing.

mod pass;
mod queue;
mod switches;

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::standing::Standing;
use super::{changed, title};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::Event;
use crate::i18n::{Locale, arg};
use crate::registration::consent::Entry;
use crate::registration::model::places::PassedOver;
use crate::registration::model::{Changed, Registration, State};
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
    /// Just changed their answers, or what a section of this page keeps: then its name.
    done: String,
}

struct Mine {
    l: Locale,
    now: Instant,
    /// The path of this page.
    here: String,
    event: Event,
    registration: Registration,
    ahead: Option<i64>,
    /// How many stand in their queue.
    queue: Option<i64>,
    /// With how many others they wait for places, all or none.
    together: Option<i64>,
    why: Vec<PassedOver>,
    ledger: Vec<Entry>,
    words: Vec<MyTestimonial>,
    code_url: String,
    /// The whole address of this page.
    link: String,
    new: bool,
    changed: Option<Changed>,
    /// The section that was just saved; empty for none.
    kept: String,
    may_change: bool,
}

/// `GET /{l}/my/{token}`
///
/// # Errors
/// `NotFound` for every token that opens nothing.
pub async fn mine(cx: PageCx, Id((_, token)): Id<(String, String)>, Query(query): Query<Arrival>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    let event = events::service::by_id(&cx.app, registration.event_id).await?;
    let page = Mine {
        l: cx.locale,
        now: cx.app.clock.now(),
        here: cx.link(&format!("/my/{token}")),
        may_change: service::may_change_answers(&cx.app, &event, &registration),
        event,
        ahead: service::ahead(&cx.app, &registration).await?,
        queue: service::queue_length(&cx.app, &registration).await?,
        together: service::waits_with(&cx.app, &registration).await?,
        why: service::why_not_offered(&cx.app, &registration).await?,
        ledger: service::ledger(&cx.app, &registration).await?,
        words: testimonials::service::for_registration(&cx.app, registration.id).await?,
        link: cx.app.url(&cx.link(&format!("/my/{token}"))),
        code_url: cx.app.url(&format!("/c/{}", registration.short_code)),
        registration,
        new: !query.new.is_empty(),
        changed: Changed::parse(&query.done),
        kept: query.done,
    };
    let head = Page::new(page.standing().sentence()).private();
    Ok(cx.render(head, move || page.render()).await)
}

impl Mine {
    fn standing(&self) -> Standing<'_> {
        let Self { l, now, ref event, ref registration, ahead, .. } = *self;
        Standing { l, now, event, registration, ahead }
    }

    fn on(&self) -> bool {
        self.standing().on()
    }

    fn render(&self) -> AnyView {
        let (title, lang) = title(self.l, &self.event);
        view! {
            <article class="my">
                <p class="kicker" lang=lang>{title}</p>
                <h1 class="my-state">{self.standing().sentence()}</h1>
                <p class="lead">{self.standing().lead()}</p>
                {self.queue()}
                {self.arrival()}
                {self.saved()}
                {self.offer()}
                {self.pass()}
                {self.facts()}
                {self.why()}
                {self.tasks()}
                {self.own_words()}
                {self.agreements()}
                {self.language()}
                {self.channel()}
            </article>
        }
        .into_any()
    }

    /// Once, after registering: where the link is to be found again.
    fn arrival(&self) -> Option<AnyView> {
        let l = self.l;
        self.new.then(|| {
            let email = &self.registration.email;
            let title = match self.registration.state {
                State::Received => "mine-received-title",
                State::Waitlisted => "registration-new-waiting",
                _ => "registration-new-title",
            };
            let written = if email.is_empty() {
                l.t("registration-new-no-mail")
            } else {
                l.ta("registration-new-mail", &[("email", arg(email.reveal().to_owned()))])
            };
            view! {
                <Notice mood=Mood::Good announce=true title=l.t(title)>
                    <p>{written}</p>
                    <p>{l.t("registration-new-keep")}</p>
                </Notice>
            }
            .into_any()
        })
    }

    /// Once, after answers were changed.
    fn saved(&self) -> Option<AnyView> {
        let said = self.l.t(changed(self.changed?));
        Some(view! { <Notice mood=Mood::Good announce=true><p>{said}</p></Notice> }.into_any())
    }

    /// Once, in the section that was just saved.
    fn kept(&self, section: &str) -> Option<AnyView> {
        let said = (self.kept == section).then(|| self.l.t("ui-state-saved"))?;
        Some(view! { <Notice mood=Mood::Good announce=true><p>{said}</p></Notice> }.into_any())
    }

    fn offer(&self) -> Option<AnyView> {
        let l = self.l;
        (self.standing().offer_stands() && self.on()).then(|| {
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
            // A calendar shows what is in it to others: who adds this to one is told what it will say.
            let key =
                if self.event.safe_mode { "registration-task-calendar-safe" } else { "registration-task-calendar" };
            tasks.push(link(format!("{here}/calendar.ics"), key));
        }
        if state == State::Confirmed && !self.standing().cancelled() && self.now >= self.event.starts_at {
            tasks.push(link(format!("{here}/testimonial"), "registration-task-testimonial"));
        }
        if state.may_register_again() && self.event.window(self.now).takes_registrations() {
            tasks.push(link(format!("/{l}/events/{}/register", self.event.slug), "registration-task-again"));
        }
        if state.may_withdraw() && self.on() {
            tasks.push(link(format!("{here}/withdraw"), "registration-task-withdraw"));
        }
        let answers = if self.may_change { "mine-task-change" } else { "mine-task-answers" };
        tasks.push(link(format!("{here}/answers"), answers));
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
