//! The iCalendar (RFC 5545) file of an event: one entry a session, under an id that stays, so that an imported calendar
//! follows later changes.

use icalendar::{Calendar, Component, EventLike, EventStatus, Property};

use crate::clock::Instant;
use crate::events::model::{Event, State};
use crate::i18n::Locale;
use crate::state::App;

/// The calendar of `event` for a reader of `l`. Says when and where: in safe mode it is for those who have a place.
#[must_use]
pub fn calendar(app: &App, event: &Event, l: Locale) -> String {
    let host = app.config.public_url.split("://").last().unwrap_or_default();
    written(event, l, app.clock.now(), host, &app.url(&format!("/{l}/events/{}", event.slug)))
}

fn written(event: &Event, l: Locale, now: Instant, host: &str, url: &str) -> String {
    let (text, _) = event.text(l);
    let cancelled = event.state == State::Cancelled;
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Sabak//Sabak//EN"));
    calendar.append_property(Property::new("METHOD", if cancelled { "CANCEL" } else { "PUBLISH" }));
    calendar.name(&text.title);
    for session in &event.sessions {
        let (title, _) = session.title(l);
        let alone = event.sessions.len() == 1 || title.is_empty();
        let summary = if alone { text.title.clone() } else { format!("{}: {title}", text.title) };
        let mut entry = icalendar::Event::new();
        entry
            .uid(&format!("{}@{host}", session.id))
            .timestamp(now)
            .sequence(u32::try_from(event.version).unwrap_or(u32::MAX))
            .starts(session.starts_at)
            .ends(session.ends_at)
            .summary(&summary)
            .description(event.part(l, |t| &t.summary).0)
            .location(event.part(l, |t| &t.venue).0)
            .url(url)
            .status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
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
}
