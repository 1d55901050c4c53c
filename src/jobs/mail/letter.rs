//! The words of a mail, put together from what is known about a registration. The subject never holds the event's title:
//! it shows on locked screens, on phones that families share.

use crate::clock::Instant;
use crate::config::Config;
use crate::events::model::Event;
use crate::i18n::{Locale, ago_or_until, arg, day, day_time, range, time};
use crate::jobs::queue::Message;
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

/// Everything a mail to a participant may say.
#[derive(Clone)]
pub struct Letter {
    pub language: Locale,
    pub message: Message,
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
    pub link: String,
}

impl Letter {
    /// In safe mode the day and the venue are for those alone whose place is confirmed.
    pub fn of(
        now: Instant,
        message: Message,
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
            message,
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
            link,
        }
    }

    /// The whole text, in the reader's language.
    pub fn render(&self, config: &Config) -> Rendered {
        let l = self.language;
        let subject = l.t(&format!("mail-{}-subject", self.message.code()));
        let subject = if self.day.is_empty() {
            subject
        } else {
            l.ta("mail-subject-day", &[("subject", arg(subject)), ("day", arg(self.day.clone()))])
        };
        let greeting = if self.call_name.is_empty() {
            l.t("mail-greeting-plain")
        } else {
            l.ta("mail-greeting", &[("name", arg(self.call_name.reveal().to_owned()))])
        };
        let news = l.t(&format!("mail-{}", self.message.code()));
        let mut parts = vec![greeting, news];
        if let (Message::Offered, Some((until, left))) = (self.message, &self.deadline) {
            parts.push(l.ta("mail-deadline", &[("until", arg(until.clone())), ("left", arg(left.clone()))]));
        }
        parts.push(self.facts());
        parts.push(format!("{}\n{}\n{}", l.t("mail-link"), self.link, l.t("mail-link-secret")));
        if matches!(self.message, Message::Confirmed | Message::Waitlisted | Message::EventChanged) {
            parts.push(l.t("mail-withdraw"));
        }
        if self.message == Message::Withdrawn {
            parts.push(l.t("mail-not-you"));
        }
        parts.push(signature(l, config));
        Rendered { subject, body: body(&parts) }
    }

    fn facts(&self) -> String {
        let l = self.language;
        let line = |key: &str, value: &str| (!value.is_empty()).then(|| l.ta(key, &[("value", arg(value.to_owned()))]));
        let over = matches!(self.message, Message::Withdrawn | Message::OfferLapsed | Message::EventCancelled);
        let mut lines = vec![line("mail-title", &self.title), line("mail-when", &self.when)];
        if !over {
            if !self.sessions.is_empty() {
                lines.push(Some(l.t("mail-sessions")));
                lines.extend(self.sessions.iter().map(|s| Some(format!("  {s}"))));
            }
            lines.push(line("mail-venue", &self.venue));
            lines.push(line("mail-code", &self.code));
        }
        lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }
}

/// To a colleague who is to have an account.
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

    fn letter(language: Locale, message: Message) -> Letter {
        Letter {
            language,
            message,
            call_name: "Айпери".into(),
            title: "Права человека: тренинг".into(),
            day: "25-ноябрь, шаршемби".into(),
            when: "25-ноябрь, шаршемби – 26-ноябрь, бейшемби".into(),
            sessions: vec!["25-ноябрь, шаршемби, 09:30–11:00 Киришүү".into()],
            venue: "Ош, Көчмөн көчөсү 1".into(),
            code: grouped("7K3M9QPX2T5"),
            deadline: Some(("27-ноябрь, жума, 09:30".into(), "2 күндөн кийин".into())),
            link: "https://sabak.example/ky/my/abc".into(),
        }
    }

    fn config() -> Config {
        Config { org_name: "Тоо булагы".into(), org_phone: "+996 700 000 000".into(), ..Config::default() }
    }

    fn everything() -> Vec<(Locale, Rendered)> {
        let of = |l| {
            let letters = Message::ALL.into_iter().map(move |m| letter(l, m).render(&config()));
            letters.chain([invite(l, &config(), "https://sabak.example/ky/staff/join/abc")])
        };
        Locale::ALL.into_iter().flat_map(|l| of(l).map(move |r| (l, r))).collect()
    }

    #[test]
    fn every_message_is_there_in_four_languages() {
        let all = everything();
        assert_eq!(all.len(), 32);
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
        let quiet = Letter { day: String::new(), ..letter(Locale::En, Message::Confirmed) }.render(&config());
        assert!(!quiet.subject.contains("25"), "{}", quiet.subject);
    }

    #[test]
    fn what_may_not_be_said_leaves_no_empty_line() {
        let hidden = Letter {
            day: String::new(),
            when: String::new(),
            venue: String::new(),
            code: String::new(),
            sessions: vec![],
            ..letter(Locale::Ru, Message::Waitlisted)
        };
        let body = hidden.render(&config()).body;
        assert!(!body.contains("\n\n\n") && !body.contains(": \n"), "{body}");
    }

    #[test]
    fn an_offer_says_until_when_and_a_refusal_to_come_how() {
        let offered = letter(Locale::Ky, Message::Offered).render(&config()).body;
        assert!(offered.contains("27-ноябрь, жума, 09:30") && offered.contains("2 күндөн кийин"), "{offered}");
        let confirmed = letter(Locale::Ky, Message::Confirmed).render(&config()).body;
        assert!(
            confirmed.contains(&Locale::Ky.t("mail-withdraw")) && confirmed.contains("7K3M 9QPX 2T5"),
            "{confirmed}"
        );
    }
}
