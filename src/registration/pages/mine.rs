//! The page behind the private link. It names neither the person nor their contacts: whoever typed a known number into the
//! form may be looking at it. Opening it changes nothing.

use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde::Deserialize;

use super::{is_on, may_say, title};
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, State as EventState};
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg, day, day_time, month, time};
use crate::registration::code::grouped;
use crate::registration::consent::{Entry, Purpose, holds};
use crate::registration::model::{Registration, State};
use crate::registration::service;
use crate::testimonials::model::MyTestimonial;
use crate::ui::{
    BackLink, Choice, DefinitionList, HiddenField, Mood, Notice, Select, StateTag, SubmitButton, Tone, qr,
};
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

/// `GET /{l}/my/{token}/calendar.ics`: for who has a place.
///
/// # Errors
/// `NotFound` for every other token.
pub async fn calendar(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    if registration.state != State::Confirmed {
        return Err(AppError::NotFound);
    }
    let event = events::service::by_id(&cx.app, registration.event_id).await?;
    let text = events::service::calendar(&cx.app, &event, cx.locale);
    let name = HeaderValue::try_from(format!("attachment; filename=\"{}.ics\"", event.slug));
    let name = name.map_err(|e| AppError::internal(&e))?;
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response())
}

/// `GET /{l}/my/{token}/withdraw`: asks once, without a reason.
///
/// # Errors
/// `NotFound` for every token that opens nothing.
pub async fn withdraw(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    let event = events::service::by_id(&cx.app, registration.event_id).await?;
    let (l, open) = (cx.locale, registration.state.may_withdraw() && is_on(&event, cx.app.clock.now()));
    let here = cx.link(&format!("/my/{token}"));
    let body = move || {
        let (title, lang) = title(l, &event);
        let question = if open {
            view! {
                <p class="lead">{l.t("registration-withdraw-what")}</p>
                <form class="form" method="post" action=format!("{here}/withdraw")>
                    <p class="actions">
                        <SubmitButton label=l.t("registration-withdraw-yes") tone=Tone::Warning />
                        <a href=here.clone()>{l.t("registration-withdraw-no")}</a>
                    </p>
                </form>
            }
            .into_any()
        } else {
            view! { <Notice><p>{l.t("registration-too-late")}</p></Notice> }.into_any()
        };
        view! {
            <BackLink href=here.clone() label=l.t("registration-to-mine") />
            <p class="kicker" lang=lang>{title}</p>
            <h1>{l.t("registration-withdraw-title")}</h1>
            {question}
        }
    };
    Ok(cx.render(Page::new(l.t("registration-withdraw-title")).private(), body).await)
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

    /// The code, for a door that is still to come.
    fn pass(&self) -> Option<AnyView> {
        let l = self.l;
        let shown = self.registration.state == State::Confirmed && self.on();
        shown.then(|| {
            view! {
                <section class="pass" aria-label=l.t("registration-code")>
                    <div class="qr" role="img" aria-label=l.t("registration-qr") inner_html=qr(&self.code_url).unwrap_or_default()></div>
                    <div class="pass-text">
                        <p class="code-label">{l.t("registration-code")}</p>
                        <p class="code">{grouped(&self.registration.short_code)}</p>
                        <p class="hint">{l.t("registration-code-hint")}</p>
                    </div>
                </section>
            }
            .into_any()
        })
    }

    fn facts(&self) -> AnyView {
        let (l, event, now) = (self.l, &self.event, self.now);
        let mut facts: Vec<(String, AnyView)> = Vec::new();
        if may_say(event, &self.registration) {
            if let Some(next) = event.sessions.iter().find(|s| s.ends_at > now).filter(|_| self.on()) {
                let (when, left) = (day_time(l, event.zone, next.starts_at, now), ago_or_until(l, next.starts_at, now));
                let next = view! { {when} <br /> <span class="small">{left}</span> };
                facts.push((l.t("registration-next-date"), next.into_any()));
            }
            facts.push((l.t("registration-sessions"), self.sessions()));
            let (venue, found) = event.part(l, |t| &t.venue);
            let lang = (found != l).then(|| found.code());
            let venue = venue.to_owned();
            facts.push((l.t("registration-venue"), view! { <span lang=lang>{venue}</span> }.into_any()));
        } else {
            let when = month(l, event.month());
            let safe = l.t("registration-safe");
            let when = view! { {when} <br /> <span class="small">{safe}</span> };
            facts.push((l.t("registration-when"), when.into_any()));
        }
        let about = format!("/{l}/events/{}", event.slug);
        let public = event.is_public().then(|| view! { <p><a href=about>{l.t("registration-about-event")}</a></p> });
        view! {
            <section class="section">
                <h2>{l.t("registration-when-where")}</h2>
                <DefinitionList items=facts />
                {public}
            </section>
        }
        .into_any()
    }

    /// Day by day, as on the page of the event.
    fn sessions(&self) -> AnyView {
        let (l, zone) = (self.l, self.event.zone);
        let said = |at: Instant| day(l, zone, at, self.now);
        let days = self.event.sessions.chunk_by(|a, b| said(a.starts_at) == said(b.starts_at));
        days.map(|sessions| {
            let items: Vec<_> = sessions
                .iter()
                .map(|s| {
                    let (title, found) = s.title(l);
                    let lang = (found != l).then(|| found.code());
                    let hours = format!("{}–{}", time(zone, s.starts_at), time(zone, s.ends_at));
                    view! { <li><span class="session-when">{hours}</span> " " <span lang=lang>{title}</span></li> }
                })
                .collect();
            let day = sessions.first().map(|s| said(s.starts_at));
            view! { <h3 class="session-day">{day}</h3> <ol class="sessions">{items}</ol> }
        })
        .collect::<Vec<_>>()
        .into_any()
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

    fn own_words(&self) -> Option<AnyView> {
        let l = self.l;
        let lines: Vec<_> = self
            .words
            .iter()
            .map(|t| {
                let href = format!("{}/testimonial/{}", self.here, t.id);
                let standing = l.t(&format!("testimonials-mine-{}", t.standing.code()));
                view! { <li><a href=href lang=t.locale.code()>{t.headline.reveal().to_owned()}</a> " " <StateTag label=standing /></li> }
            })
            .collect();
        (!lines.is_empty()).then(|| {
            view! { <section class="section"><h2>{l.t("registration-words")}</h2><ul class="tasks">{lines}</ul></section> }
                .into_any()
        })
    }

    fn agreements(&self) -> AnyView {
        let l = self.l;
        let switches: Vec<_> = Purpose::FREE
            .into_iter()
            .map(|purpose| {
                let held = holds(&self.ledger, purpose);
                let given = held.is_some_and(|(given, _)| given);
                let since = held.map(|(given, at)| {
                    let key = if given { "registration-agreed-since" } else { "registration-taken-back" };
                    l.ta(key, &[("when", arg(day_time(l, self.event.zone, at, self.now)))])
                });
                let said = l.t(if given { "ui-yes" } else { "ui-no" });
                let (name, button) = (format!("switch-{}", purpose.code()), format!("button-{}", purpose.code()));
                view! {
                    <li>
                        <div>
                            <p class="switch-name" id=name.clone()>{purpose.text(l)}</p>
                            <p class="hint">{since.unwrap_or_else(|| l.t("registration-agreed-never"))}</p>
                        </div>
                        <form method="post" action=format!("{}/consent", self.here)>
                            <HiddenField name="purpose" value=purpose.code() />
                            <HiddenField name="act" value=if given { "withdraw" } else { "grant" } />
                            <button
                                class="switch"
                                id=button.clone()
                                aria-labelledby=format!("{name} {button}")
                                aria-pressed=if given { "true" } else { "false" }
                            >
                                {said}
                            </button>
                        </form>
                    </li>
                }
            })
            .collect();
        view! {
            <section class="section">
                <h2>{l.t("registration-agreements")}</h2>
                <p class="small">{l.t("registration-agreements-help")}</p>
                <ul class="switches">{switches}</ul>
            </section>
        }
        .into_any()
    }

    fn language(&self) -> AnyView {
        let l = self.l;
        let mut form = FormState::default();
        form.set("locale", self.registration.locale.code());
        view! {
            <section class="section no-print">
                <h2>{l.t("registration-locale")}</h2>
                <form class="form" method="post" action=format!("{}/language", self.here)>
                    <Select l=l form=&form name="locale" label=l.t("ui-language") choices=Choice::locales() />
                    <div class="form-end"><SubmitButton label=l.t("ui-save") tone=Tone::Secondary /></div>
                </form>
            </section>
        }
        .into_any()
    }
}
