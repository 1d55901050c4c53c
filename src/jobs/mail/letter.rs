//! The words of a message, put together from what is known about a registration: a mail, a short text to be sent from a
//! phone, and what to say in a call. Subject and short text hold neither the event's title nor who writes: they show on
//! locked screens, on phones that families share.

use crate::clock::Instant;
use crate::config::Config;
use crate::events::model::Event;
use crate::i18n::{Locale, ago_or_until, arg, day, day_time, range, time};
use crate::messages::model::Kind;
use crate::people::model::Person;
use crate::registration::code::grouped;
use crate::registration::model::{Registration, State};
use crate::seal::Personal;

/// A mail without its envelope.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    pub body: String,
}

/// Everything a message to a participant may say.
#[derive(Clone)]
pub struct Letter {
    pub language: Locale,
    pub kind: Kind,
    /// Empty where the address may be a stranger's.
    pub call_name: Personal,
    pub title: String,
    /// Empty where it may not be said.
    pub day: String,
    pub when: String,
    /// One line a session; empty when there is but one.
    pub sessions: Vec<String>,
    pub venue: String,
    pub code: String,
    /// Until when an offer stands, and how long that is.
    pub deadline: Option<(String, String)>,
    /// Why the event is cancelled; empty where nobody said, or it is not.
    pub reason: String,
    pub link: String,
}

impl Letter {
    /// In safe mode the day and the venue are for those alone whose place is confirmed.
    #[must_use]
    pub fn of(
        now: Instant,
        kind: Kind,
        registration: &Registration,
        person: &Person,
        event: &Event,
        link: String,
    ) -> Self {
        let (l, zone) = (registration.locale, event.zone);
        let may_say = !event.safe_mode || registration.state == State::Confirmed;
        let said = |what: String| if may_say { what } else { String::new() };
        let hours = |from, to| format!("{}–{}", time(zone, from), time(zone, to));
        let one = event.sessions.len() < 2;
        let when = if one {
            format!("{}, {}", day(l, zone, event.starts_at, now), hours(event.starts_at, event.ends_at))
        } else {
            range(l, zone, event.starts_at, event.ends_at, now)
        };
        let sessions = event.sessions.iter().filter(|_| !one && may_say);
        Self {
            language: l,
            kind,
            call_name: person.call_name.clone(),
            title: event.text(l).0.title.clone(),
            day: if event.safe_mode { String::new() } else { day(l, zone, event.starts_at, now) },
            when: said(when),
            sessions: sessions
                .map(|s| {
                    let times = format!("{}, {}", day(l, zone, s.starts_at, now), hours(s.starts_at, s.ends_at));
                    format!("{times} {}", s.title(l).0).trim_end().to_owned()
                })
                .collect(),
            venue: said(event.part(l, |t| &t.venue).0.to_owned()),
            code: if registration.state == State::Confirmed {
                grouped(&registration.short_code)
            } else {
                String::new()
            },
            deadline: registration.offer_expires_at.map(|at| (day_time(l, zone, at, now), ago_or_until(l, at, now))),
            reason: event.cancel_reason(l).map(|(reason, _)| reason.to_owned()).unwrap_or_default(),
            link,
        }
    }

    /// One neutral sentence, with the day where that may be said.
    #[must_use]
    pub fn subject(&self) -> String {
        let l = self.language;
        let subject = l.t(&format!("mail-{}-subject", self.kind));
        if self.day.is_empty() {
            return subject;
        }
        l.ta("mail-subject-day", &[("subject", arg(subject)), ("day", arg(self.day.clone()))])
    }

    /// The whole text, in the reader's language.
    #[must_use]
    pub fn render(&self, config: &Config) -> Rendered {
        let l = self.language;
        let greeting = if self.call_name.is_empty() {
            l.t("mail-greeting-plain")
        } else {
            l.ta("mail-greeting", &[("name", arg(self.call_name.reveal().to_owned()))])
        };
        let mut parts = vec![greeting, l.t(&format!("mail-{}", self.kind))];
        parts.extend(self.why());
        parts.extend(self.answer_by());
        parts.push(self.facts().join("\n"));
        parts.push(format!("{}\n{}\n{}", l.t("mail-link"), self.link, l.t("mail-link-secret")));
        if self.is_to_come() && self.kind != Kind::Offered {
            parts.push(l.t("mail-withdraw"));
        }
        if self.kind == Kind::Withdrawn {
            parts.push(l.t("mail-not-you"));
        }
        parts.push(signature(l, config));
        Rendered { subject: self.subject(), body: body(&parts) }
    }

    /// For a phone, in as few words as will do: what an SMS holds is short, and whoever sends it pays for each part.
    #[must_use]
    pub fn short(&self) -> String {
        let l = self.language;
        let mut text = format!("{}.", self.subject());
        if let (Kind::Offered, Some((until, _))) = (self.kind, &self.deadline) {
            text.push(' ');
            text.push_str(&l.ta("mail-hand-deadline", &[("until", arg(until.clone()))]));
        }
        format!("{text}\n{}", l.ta("mail-hand-link", &[("link", arg(self.link.clone()))]))
    }

    /// What to say in a call, sentence by sentence. Who calls, and why, comes after it is known who listens.
    #[must_use]
    pub fn script(&self, config: &Config) -> Vec<String> {
        let l = self.language;
        let name = self.call_name.reveal();
        let mut lines = vec![if name.is_empty() {
            l.t("mail-call-hello-plain")
        } else {
            l.ta("mail-call-hello", &[("name", arg(name.to_owned()))])
        }];
        lines.push(l.ta("mail-call-from", &[("org", arg(config.org_name.clone()))]));
        lines.push(format!("{}.", l.t(&format!("mail-{}-subject", self.kind))));
        lines.extend(
            Self { code: String::new(), ..self.clone() }.facts().into_iter().map(|line| line.trim().to_owned()),
        );
        lines.extend(self.why());
        lines.extend(self.answer_by());
        if self.kind == Kind::Offered {
            lines.push(l.t("mail-call-offer"));
        }
        lines.push(l.t("mail-call-link"));
        lines
    }

    /// The public reason of a cancellation.
    fn why(&self) -> Option<String> {
        let told = self.kind == Kind::EventCancelled && !self.reason.is_empty();
        told.then(|| self.language.ta("mail-reason", &[("reason", arg(self.reason.clone()))]))
    }

    fn answer_by(&self) -> Option<String> {
        let (until, left) = self.deadline.clone().filter(|_| self.kind == Kind::Offered)?;
        Some(self.language.ta("mail-deadline", &[("until", arg(until)), ("left", arg(left))]))
    }

    /// Whether there is something to come to, or to hope for.
    const fn is_to_come(&self) -> bool {
        !matches!(self.kind, Kind::Withdrawn | Kind::OfferLapsed | Kind::Declined | Kind::EventCancelled)
    }

    fn facts(&self) -> Vec<String> {
        let l = self.language;
        let line = |key: &str, value: &str| (!value.is_empty()).then(|| l.ta(key, &[("value", arg(value.to_owned()))]));
        let mut lines = vec![line("mail-title", &self.title), line("mail-when", &self.when)];
        if self.is_to_come() {
            if !self.sessions.is_empty() {
                lines.push(Some(l.t("mail-sessions")));
                lines.extend(self.sessions.iter().map(|s| Some(format!("  {s}"))));
            }
            lines.push(line("mail-venue", &self.venue));
            lines.push(line("mail-code", &self.code));
        }
        lines.into_iter().flatten().collect()
    }
}

/// To a colleague who is to have an account.
#[must_use]
pub fn invite(l: Locale, config: &Config, link: &str) -> Rendered {
    let greeting = l.t("mail-greeting-plain");
    let news = l.ta("mail-invite", &[("org", arg(config.org_name.clone()))]);
    let parts = [greeting, news, link.to_owned(), l.t("mail-invite-once"), signature(l, config)];
    Rendered { subject: l.t("mail-invite-subject"), body: body(&parts) }
}

/// Who wrote, and where a person answers.
fn signature(l: Locale, config: &Config) -> String {
    let reach: Vec<&str> =
        [&config.org_phone, &config.org_email].into_iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    if reach.is_empty() {
        return config.org_name.clone();
    }
    format!("{}\n{}", config.org_name, l.ta("mail-questions", &[("reach", arg(reach.join(", ")))]))
}

fn body(parts: &[String]) -> String {
    format!("{}\n", parts.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(language: Locale, kind: Kind) -> Letter {
        Letter {
            language,
            kind,
            call_name: "Айпери".into(),
            title: "Права человека: тренинг".into(),
            day: "25-ноябрь, шаршемби".into(),
            when: "25–26-ноябрь".into(),
            sessions: vec!["25-ноябрь, шаршемби, 09:30–11:00 Киришүү".into()],
            venue: "Ош, Көчмөн көчөсү 1".into(),
            code: grouped("7K3M9QPX2T5"),
            deadline: Some(("27-ноябрь, жума, 09:30".into(), "2 күндөн кийин".into())),
            reason: String::new(),
            link: "https://sabak.example/ky/my/abc".into(),
        }
    }

    fn config() -> Config {
        Config { org_name: "Тоо булагы".into(), org_phone: "+996 700 000 000".into(), ..Config::default() }
    }

    fn everything() -> Vec<(Locale, Rendered)> {
        let of = |l| {
            let letters = Kind::ALL.into_iter().map(move |m| letter(l, m).render(&config()));
            letters.chain([invite(l, &config(), "https://sabak.example/ky/staff/join/abc")])
        };
        Locale::ALL.into_iter().flat_map(|l| of(l).map(move |r| (l, r))).collect()
    }

    #[test]
    fn every_message_is_there_in_four_languages() {
        let all = everything();
        assert_eq!(all.len(), Locale::ALL.len() * (Kind::ALL.len() + 1));
        for (l, Rendered { subject, body }) in &all {
            assert!(!subject.contains('[') && !body.contains('['), "{l}: {subject}\n{body}");
            assert!(!subject.contains("{$") && !body.contains("{$"), "{l}: {subject}\n{body}");
            assert!(body.contains("https://sabak.example/") && body.contains("Тоо булагы"), "{l}: {body}");
            assert!(subject.chars().count() <= 78, "{l}: {subject}");
        }
        for (i, (_, one)) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|(_, other)| other.body != one.body), "said twice: {}", one.body);
        }
    }

    /// Somebody who looks over a shoulder learns nothing.
    #[test]
    fn subjects_are_neutral() {
        for (l, Rendered { subject, .. }) in everything() {
            let subject = subject.to_lowercase();
            for word in ["укук", "прав", "huquq", "right", "кыйноо", "пытк", "qiynoq", "tortur"] {
                assert!(!subject.contains(word), "{l}: {subject}");
            }
        }
        let quiet = Letter { day: String::new(), ..letter(Locale::En, Kind::Confirmed) }.render(&config());
        assert!(!quiet.subject.contains("25"), "{}", quiet.subject);
    }

    /// The same of what is sent from a phone; and who calls is said after it is known who listens.
    #[test]
    fn what_is_passed_on_by_hand_is_neutral_too() {
        for (l, kind) in Locale::ALL.into_iter().flat_map(|l| Kind::ALL.map(|kind| (l, kind))) {
            let letter = letter(l, kind);
            let (short, script) = (letter.short(), letter.script(&config()));
            for text in std::iter::once(&short).chain(&script) {
                assert!(!text.contains('[') && !text.contains("{$") && !text.contains("{ $"), "{l} {kind}: {text}");
            }
            for told in ["Тоо булагы", "Права человека", "Көчмөн", "7K3M"] {
                assert!(!short.contains(told), "{l} {kind}: {short}");
            }
            assert!(short.ends_with("https://sabak.example/ky/my/abc"), "{l} {kind}: {short}");
            assert_eq!(short.contains("27-ноябрь"), kind == Kind::Offered, "{l} {kind}: {short}");
            assert!(!script[0].contains("Тоо булагы") && script[0].contains("Айпери"), "{l} {kind}: {}", script[0]);
            assert!(script[1].contains("Тоо булагы"), "{l} {kind}: {}", script[1]);
            assert!(script.iter().all(|line| !line.contains("https://") && !line.contains("7K3M")), "{l} {kind}");
        }
    }

    #[test]
    fn what_may_not_be_said_leaves_no_empty_line() {
        let hidden = Letter {
            day: String::new(),
            when: String::new(),
            venue: String::new(),
            code: String::new(),
            sessions: vec![],
            ..letter(Locale::Ru, Kind::Waitlisted)
        };
        let body = hidden.render(&config()).body;
        assert!(!body.contains("\n\n\n") && !body.contains(": \n"), "{body}");
    }

    #[test]
    fn an_offer_says_until_when_and_a_refusal_to_come_how() {
        let offered = letter(Locale::Ky, Kind::Offered).render(&config()).body;
        assert!(offered.contains("27-ноябрь, жума, 09:30") && offered.contains("2 күндөн кийин"), "{offered}");
        let confirmed = letter(Locale::Ky, Kind::Confirmed).render(&config()).body;
        assert!(
            confirmed.contains(&Locale::Ky.t("mail-withdraw")) && confirmed.contains("7K3M 9QPX 2T5"),
            "{confirmed}"
        );
    }

    #[test]
    fn a_cancellation_says_why_where_somebody_did() {
        let because = |kind| Letter { reason: "Кар жаап калды".into(), ..letter(Locale::Ky, kind) };
        assert!(because(Kind::EventCancelled).render(&config()).body.contains("Себеби: Кар жаап калды"));
        assert!(because(Kind::EventCancelled).script(&config()).iter().any(|line| line.contains("Кар жаап калды")));
        assert!(!because(Kind::Withdrawn).render(&config()).body.contains("Кар жаап калды"));
        let plain = letter(Locale::Ky, Kind::EventCancelled).render(&config());
        assert!(!plain.body.contains("Себеби"));
    }
}
