//! What stands on the page to be shown at the door and printed: the code, when and where.

use leptos::prelude::*;

use super::Mine;
use crate::clock::Instant;
use crate::i18n::{ago_or_until, day, day_time, month, time};
use crate::registration::code::grouped;
use crate::registration::model::State;
use crate::registration::pages::may_say;
use crate::ui::{DefinitionList, qr};

impl Mine {
    /// The code, for a door that is still to come.
    pub(super) fn pass(&self) -> Option<AnyView> {
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
                        <details class="print-link">
                            <summary>{l.t("mine-print-link")}</summary>
                            <p class="strip-link">{self.link.clone()}</p>
                            <p class="hint">{l.t("mine-print-link-hint")}</p>
                        </details>
                    </div>
                </section>
            }
            .into_any()
        })
    }

    pub(super) fn facts(&self) -> AnyView {
        let (l, event, now) = (self.l, &self.event, self.now);
        let mut facts: Vec<(String, AnyView)> = Vec::new();
        // Who gave up or was not chosen expects no meeting.
        let comes = !matches!(self.registration.state, State::Withdrawn | State::Declined | State::Expired);
        if may_say(event, &self.registration) {
            if let Some(next) = event.sessions.iter().find(|s| s.ends_at > now).filter(|_| self.on() && comes) {
                let (when, left) = (day_time(l, event.zone, next.starts_at, now), ago_or_until(l, next.starts_at, now));
                // On paper it would be wrong tomorrow.
                let next = view! { {when} <br /> <span class="small no-print">{left}</span> };
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
}
