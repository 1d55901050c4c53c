//! The iCalendar (RFC 5545) file of an event: one entry a session, under an id that stays, so that an imported calendar
//! follows later changes.

use icalendar::{Calendar, Component, EventLike, EventStatus, Property};

use crate::clock::Instant;
use crate::events::model::{Event, State};
use crate::i18n::Locale;
use crate::state::App;

/// The calendar of `event` for a reader of `l`: when, what and where. In safe mode it is for those who have a place, and a
/// calendar is no private page: it stands on a locked screen, goes to a family's other devices and to whoever keeps it. So it
/// says the hours under a neutral word, and nothing else; the rest is behind the private link.
#[must_use]
pub fn calendar(app: &App, event: &Event, l: Locale) -> CalendarFile {
    let host = app.config.public_url.split("://").last().unwrap_or_default();
    let text = written(event, l, app.clock.now(), host, &app.url(&format!("/{l}/events/{}", event.slug)));
    let name = if event.safe_mode { "calendar.ics".to_owned() } else { format!("{}.ics", event.slug) };
    CalendarFile { name, text }
}

/// A file, under the name that it is kept by.
pub struct CalendarFile {
    pub name: String,
    pub text: String,
}

fn written(event: &Event, l: Locale, now: Instant, host: &str, url: &str) -> String {
    let safe = event.safe_mode;
    let (text, _) = event.text(l);
    let cancelled = event.state == State::Cancelled;
    let name = if safe { l.t("events-calendar-neutral") } else { text.title.clone() };
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", if safe { "-//Calendar//EN" } else { "-//Sabak//Sabak//EN" }));
    calendar.append_property(Property::new("METHOD", if cancelled { "CANCEL" } else { "PUBLISH" }));
    calendar.name(&name);
    for session in &event.sessions {
        let (title, _) = session.title(l);
        let alone = safe || event.sessions.len() == 1 || title.is_empty();
        let summary = if alone { name.clone() } else { format!("{name}: {title}") };
        // The host says who invites, and so does the name of the software.
        let uid = if safe { session.id.to_string() } else { format!("{}@{host}", session.id) };
        let mut entry = icalendar::Event::new();
        entry
            .uid(&uid)
            .timestamp(now)
            .sequence(u32::try_from(event.version).unwrap_or(u32::MAX))
            .starts(session.starts_at)
            .ends(session.ends_at)
            .summary(&summary)
            .status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
        if !safe {
            entry.description(event.part(l, |t| &t.summary).0).location(event.part(l, |t| &t.venue).0).url(url);
        }
        calendar.push(entry.done());
    }
    calendar.to_string()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::events::model::tests::event;

    fn at_noon() -> Instant {
        Utc.with_ymd_and_hms(2026, 11, 1, 12, 0, 0).unwrap()
    }

    #[test]
    fn times_are_in_utc_and_ids_stay() {
        let mut e = event();
        e.texts.get_mut(&Locale::Ky).unwrap().venue = "Ош, Ленин; 1\nBEGIN:VEVENT".into();
        let text = written(&e, Locale::Ru, at_noon(), "sabak.example", "https://sabak.example/ru/events/ukuk");
        for line in [
            "DTSTART:20261125T100000Z",
            "DTEND:20261125T120000Z",
            "UID:00000000-0000-0000-0000-000000000000@sabak.example",
            "SEQUENCE:1",
            "STATUS:CONFIRMED",
            "LOCATION:Ош\\, Ленин\\; 1\\nBEGIN:VEVENT",
            "SUMMARY:Укук",
        ] {
            assert!(text.lines().any(|l| l.trim_end() == line), "{line} is not in\n{text}");
        }
        assert_eq!(text.lines().filter(|l| l.trim_end() == "BEGIN:VEVENT").count(), 1);
    }

    #[test]
    fn a_cancelled_event_takes_its_entries_back() {
        let text = written(&Event { state: State::Cancelled, version: 7, ..event() }, Locale::Ky, at_noon(), "h", "u");
        assert!(text.contains("STATUS:CANCELLED\r\n") && text.contains("METHOD:CANCEL\r\n"), "{text}");
        assert!(text.contains("SEQUENCE:7\r\n"), "{text}");
    }

    #[test]
    fn in_safe_mode_it_says_when_and_nothing_else() {
        let mut e = Event { safe_mode: true, ..event() };
        let mut second = e.sessions[0].clone();
        second.titles = [(Locale::Ky, "Коргонуу".to_owned())].into();
        e.sessions.push(second);
        let words = e.texts.get_mut(&Locale::Ky).unwrap();
        words.venue = "Ош, Ленин 1".into();
        words.summary = "Эки күн укук жөнүндө".into();
        for l in Locale::ALL {
            let text = written(&e, l, at_noon(), "sabak.example", "https://sabak.example/ru/events/ukuk");
            let neutral = format!("SUMMARY:{}", l.t("events-calendar-neutral"));
            assert_eq!(text.lines().filter(|line| line.trim_end() == neutral).count(), 2, "{text}");
            assert!(text.contains("DTSTART:20261125T100000Z") && text.contains("DTEND:20261125T120000Z"), "{text}");
            for absent in
                ["Укук", "укук", "Коргонуу", "Ленин", "LOCATION", "DESCRIPTION", "URL", "ukuk", "example", "Sabak"]
            {
                assert!(!text.contains(absent), "{absent} is in\n{text}");
            }
        }
    }
}
