//! What a training still lacks before it is published, each with the place in the editor where it is mended.

use super::{Admission, Event, EventText, State};
use crate::clock::Instant;
use crate::i18n::Locale;

codes! {
    /// A section of the editor: an address of its own under `…/edit`.
    Section { Texts "texts", Sessions "sessions", Registration "registration", Practical "practical" }
}

codes! {
    /// What the list asks about, in the order in which somebody new to it would go through.
    Point {
        Texts "texts", Translations "translations", Sessions "sessions", Titles "titles", Places "places", Window "window",
        Admission "admission", Criteria "criteria", Questions "questions", Safety "safety", Facilitators "facilitators",
    }
}

/// How a point stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Done,
    /// It can be published so, but readers or staff will miss something.
    Advice,
    /// It cannot be published so.
    Missing,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub point: Point,
    pub standing: Standing,
    pub at: At,
}

/// Where a point is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A section of the editor, and the name of the field.
    Field(Section, String),
    /// A page of its own below the event's.
    Page(&'static str),
    /// A part of the overview itself.
    Here(&'static str),
}

/// What the list counts that the event does not know of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub facilitators: usize,
    /// Beyond the standard form.
    pub questions: usize,
}

/// A part of the texts: its name in the forms, and where it stands.
pub type Part = (&'static str, fn(&EventText) -> &str);

/// The parts of the texts in their order.
pub const PARTS: [Part; 5] = [
    ("title", |t| &t.title),
    ("summary", |t| &t.summary),
    ("description", |t| &t.description),
    ("audience", |t| &t.audience),
    ("venue", |t| &t.venue),
];

/// Whether a training must say it; only whom it is for may be left to the description.
#[must_use]
pub fn is_needed(part: &str) -> bool {
    part != "audience"
}

/// The parts that this language lacks of those that a training must say.
#[must_use]
pub fn lacks(event: &Event, l: Locale) -> Vec<&'static str> {
    let text = event.texts.get(&l);
    let empty = |(_, pick): &Part| text.is_none_or(|t| pick(t).is_empty());
    PARTS.iter().filter(|p| is_needed(p.0) && empty(p)).map(|p| p.0).collect()
}

/// The whole list for this event.
#[must_use]
pub fn checklist(event: &Event, now: Instant, counts: Counts) -> Vec<Line> {
    let main = event.main_locale;
    let text = |l: Locale, part: &str| At::Field(Section::Texts, format!("{part}_{l}"));
    let field = |section: Section, name: &str| At::Field(section, name.to_owned());
    let missing = |bad: bool| if bad { Standing::Missing } else { Standing::Done };
    let advice = |bad: bool| if bad { Standing::Advice } else { Standing::Done };
    let own = lacks(event, main);
    let other =
        Locale::ALL.into_iter().filter(|l| *l != main).find_map(|l| lacks(event, l).first().map(|part| (l, *part)));
    let untitled = event.sessions.iter().position(|s| s.titles.get(&main).is_none_or(String::is_empty));
    let (other_l, other_part) = other.unwrap_or((main, "title"));
    let line = |point, standing, at| Line { point, standing, at };
    let mut lines = vec![
        line(Point::Texts, missing(!own.is_empty()), text(main, own.first().copied().unwrap_or("title"))),
        line(Point::Translations, advice(other.is_some()), text(other_l, other_part)),
        line(
            Point::Sessions,
            missing(event.state == State::Draft && event.ends_at <= now),
            field(Section::Sessions, "s0_start"),
        ),
        line(
            Point::Titles,
            advice(event.sessions.len() > 1 && untitled.is_some()),
            field(Section::Sessions, &format!("s{}_title_{main}", untitled.unwrap_or(0))),
        ),
        line(Point::Places, Standing::Done, field(Section::Registration, "capacity")),
        line(
            Point::Window,
            advice(event.registration_closes_at <= now && event.ends_at > now),
            field(Section::Registration, "closes"),
        ),
        line(Point::Admission, Standing::Done, field(Section::Registration, "admission")),
        line(Point::Criteria, Standing::Done, At::Page("selection/criteria")),
        line(Point::Questions, Standing::Done, At::Page("questions")),
        line(Point::Safety, Standing::Done, field(Section::Practical, "safe_mode")),
        line(Point::Facilitators, advice(counts.facilitators == 0), At::Here("team")),
    ];
    lines.retain(|line| line.point != Point::Criteria || event.admission == Admission::Selection);
    lines
}

/// Whether nothing stands against publishing it.
#[must_use]
pub fn is_ready(event: &Event, now: Instant) -> bool {
    checklist(event, now, Counts::default()).iter().all(|line| line.standing < Standing::Missing)
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::events::model::tests::event;

    type Empty = fn(&mut EventText);

    fn draft() -> Event {
        let mut e = Event { state: State::Draft, ..event() };
        let text = e.texts.get_mut(&Locale::Ky).unwrap();
        (text.summary, text.description) = ("Кыскача".into(), "Узун".into());
        e
    }

    fn standing(e: &Event, now: Instant, facilitators: usize, point: Point) -> (Standing, String) {
        let counts = Counts { facilitators, questions: 0 };
        let line = checklist(e, now, counts).into_iter().find(|l| l.point == point).unwrap();
        let at = match line.at {
            At::Field(section, field) => format!("{}#{field}", section.code()),
            At::Page(page) => page.to_owned(),
            At::Here(_) => String::new(),
        };
        (line.standing, at)
    }

    #[test]
    fn each_text_of_the_main_language_stands_against_publishing_and_leads_to_its_field() {
        let now = event().starts_at - Duration::days(1);
        assert!(is_ready(&draft(), now));
        let cases: [(&str, Empty); 4] = [
            ("title", |t| t.title.clear()),
            ("summary", |t| t.summary.clear()),
            ("description", |t| t.description.clear()),
            ("venue", |t| t.venue.clear()),
        ];
        for (part, empty) in cases {
            let mut e = draft();
            empty(e.texts.get_mut(&Locale::Ky).unwrap());
            assert_eq!(standing(&e, now, 1, Point::Texts), (Standing::Missing, format!("texts#{part}_ky")));
            assert!(!is_ready(&e, now));
        }
        let mut e = draft();
        e.texts.get_mut(&Locale::Ky).unwrap().audience.clear();
        assert_eq!(standing(&e, now, 1, Point::Texts).0, Standing::Done);
        e.texts.clear();
        assert!(!is_ready(&e, now), "without a word");
    }

    #[test]
    fn other_languages_and_facilitators_are_advice() {
        let now = event().starts_at - Duration::days(1);
        let mut e = draft();
        assert_eq!(standing(&e, now, 0, Point::Translations), (Standing::Advice, "texts#title_ru".into()));
        assert_eq!(standing(&e, now, 0, Point::Facilitators), (Standing::Advice, String::new()));
        assert_eq!(standing(&e, now, 1, Point::Facilitators).0, Standing::Done);
        for l in Locale::ALL {
            e.texts.insert(l, e.texts[&Locale::Ky].clone());
        }
        assert_eq!(standing(&e, now, 0, Point::Translations).0, Standing::Done);
        assert!(is_ready(&e, now));
    }

    #[test]
    fn what_is_over_is_not_published() {
        let e = draft();
        assert_eq!(standing(&e, e.ends_at - Duration::milliseconds(1), 1, Point::Sessions).0, Standing::Done);
        assert_eq!(standing(&e, e.ends_at, 1, Point::Sessions).0, Standing::Missing);
        assert_eq!(standing(&e, e.registration_closes_at, 1, Point::Window).0, Standing::Advice);
        let over = Event { state: State::Completed, ..e };
        assert_eq!(standing(&over, over.ends_at, 1, Point::Sessions).0, Standing::Done);
    }
}
