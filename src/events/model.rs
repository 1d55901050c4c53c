//! An event with its texts, sessions and places, and what may be said about it at a given time.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

use crate::clock::Instant;
use crate::i18n::{Locale, Zone};
use crate::registration::model::places::Pool;
use crate::staff::model::Place;

/// Characters of a slug, at least and at most.
pub const SLUG_MIN: usize = 3;
pub const SLUG_MAX: usize = 60;
/// Days between the first start and the last end at most; lists of what is to come look back no further than this.
pub const DAYS_MAX: i64 = 366;

/// Slugs that are addresses of the site already.
const RESERVED: [&str; 1] = ["new"];

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// The codes in the order of `ALL`.
            pub const CODES: &[&str] = &[$($code),+];

            /// As the tables and the forms write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.code() == code)
            }
        }
    };
}

pub mod checklist;
pub mod shift;

codes! {
    /// What sort of event it is.
    Kind { Tot "tot", Training "training", FocusGroup "focus_group", Screening "screening", Campaign "campaign" }
}

codes! {
    /// Where it is in its life.
    State { Draft "draft", Published "published", Completed "completed", Archived "archived", Cancelled "cancelled" }
}

codes! {
    /// Who gets a place: whoever comes first, or whom the coordinators select among all who applied.
    Admission { FirstCome "first_come", Selection "selection" }
}

codes! {
    /// What somebody who comes to register now would meet.
    Window {
        Draft "draft", NotYet "not_yet", Open "open", WaitingList "waiting_list", Closed "closed", Over "over",
        Cancelled "cancelled",
    }
}

impl Window {
    /// Whether the registration form is open, be it for a place or for the waiting list.
    #[must_use]
    pub const fn takes_registrations(self) -> bool {
        matches!(self, Self::Open | Self::WaitingList)
    }
}

/// An event's words in one language; what nobody wrote yet is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventText {
    pub title: String,
    pub summary: String,
    pub description: String,
    pub audience: String,
    pub venue: String,
}

impl EventText {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.title, &self.summary, &self.description, &self.audience, &self.venue].iter().all(|s| s.is_empty())
    }

    /// Whether a reader of this language misses nothing that an event must say.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        [&self.title, &self.summary, &self.description, &self.venue].iter().all(|s| !s.is_empty())
    }
}

/// A block of the event; attendance is taken for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: Uuid,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub titles: BTreeMap<Locale, String>,
}

impl Session {
    /// Its title for a reader of `l`, and the language it is in.
    #[must_use]
    pub fn title(&self, l: Locale) -> (String, Locale) {
        let found = l.fallbacks().find_map(|f| Some((self.titles.get(&f).filter(|t| !t.is_empty())?.clone(), f)));
        found.unwrap_or((String::new(), l))
    }
}

/// One training with everything its pages show.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Event {
    pub id: Uuid,
    pub slug: String,
    pub kind: Kind,
    pub state: State,
    pub region: String,
    pub zone: Zone,
    /// The language whose texts are always there.
    pub main_locale: Locale,
    /// Spoken in the room.
    pub languages: Vec<Locale>,
    /// Interpreted into.
    pub interpreted: Vec<Locale>,
    pub covers_travel: bool,
    pub covers_meals: bool,
    pub covers_lodging: bool,
    pub covers_childcare: bool,
    pub step_free: bool,
    /// No venue, no exact date, no index; the venue goes out with the confirmation only.
    pub safe_mode: bool,
    /// First start and last end of the sessions.
    pub starts_at: Instant,
    pub ends_at: Instant,
    /// None: with publication.
    pub registration_opens_at: Option<Instant>,
    pub registration_closes_at: Instant,
    pub admission: Admission,
    /// Until when participants change their answers; none: while registration is open.
    pub answers_until: Option<Instant>,
    /// Hours for which an offered place is held; none: as the instance is configured.
    pub offer_hours: Option<i64>,
    /// What the events of one series have in common.
    pub series_id: Option<Uuid>,
    pub version: i64,
    pub published_at: Option<Instant>,
    pub cancelled_at: Option<Instant>,
    /// Why it was cancelled, by language; empty where nobody said.
    pub cancel_reasons: BTreeMap<Locale, String>,
    /// Never empty: the main locale's are there.
    pub texts: BTreeMap<Locale, EventText>,
    /// By start; never empty.
    pub sessions: Vec<Session>,
    /// The open places.
    pub pool_id: Uuid,
    /// In the order in which they are asked.
    pub pools: Vec<Pool>,
    /// Of all pools together.
    pub capacity: i64,
    pub taken: i64,
    /// How many people wait for a place.
    pub waiting: i64,
}

/// An event as far as it says whose business it is and when it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub id: Uuid,
    pub region: String,
    pub starts_at: Instant,
}

impl Head {
    #[must_use]
    pub fn place(&self) -> Place {
        Place::event(self.id, &self.region)
    }
}

static NO_TEXT: EventText = EventText {
    title: String::new(),
    summary: String::new(),
    description: String::new(),
    audience: String::new(),
    venue: String::new(),
};

impl Event {
    /// The texts for a reader of `l`, and the language they are in: the first with a title, in the order of
    /// [`Locale::fallbacks`].
    #[must_use]
    pub fn text(&self, l: Locale) -> (&EventText, Locale) {
        let found = l.fallbacks().find_map(|f| Some((self.texts.get(&f).filter(|t| !t.title.is_empty())?, f)));
        found.unwrap_or((&NO_TEXT, l))
    }

    /// One part of the texts and its language, looked for on its own: a translator may have left the venue as it was.
    #[must_use]
    pub fn part<'a>(&'a self, l: Locale, pick: impl Fn(&'a EventText) -> &'a str) -> (&'a str, Locale) {
        let found =
            l.fallbacks().find_map(|f| self.texts.get(&f).map(&pick).filter(|t| !t.is_empty()).map(|text| (text, f)));
        found.unwrap_or(("", l))
    }

    /// Why it was cancelled, for a reader of `l`, and the language it is in.
    #[must_use]
    pub fn cancel_reason(&self, l: Locale) -> Option<(&str, Locale)> {
        l.fallbacks().find_map(|f| Some((self.cancel_reasons.get(&f)?.as_str(), f)))
    }

    #[must_use]
    pub fn place(&self) -> Place {
        Place::event(self.id, &self.region)
    }

    /// What somebody who comes to register at `now` would meet. Who waits goes before who comes: while people wait, a
    /// newcomer joins them even if a place is just being passed on.
    #[must_use]
    pub fn window(&self, now: Instant) -> Window {
        match self.state {
            State::Draft => Window::Draft,
            State::Cancelled => Window::Cancelled,
            State::Completed | State::Archived => Window::Over,
            State::Published if now >= self.ends_at => Window::Over,
            State::Published if now >= self.registration_closes_at => Window::Closed,
            State::Published if self.registration_opens_at.is_some_and(|opens| now < opens) => Window::NotYet,
            State::Published if self.selects() => Window::Open,
            State::Published if self.taken >= self.capacity => Window::WaitingList,
            // Where places are kept for groups, others may wait beside free ones.
            State::Published if self.waiting > 0 && !self.keeps_places() => Window::WaitingList,
            State::Published => Window::Open,
        }
    }

    /// Whether people apply and are chosen, so that free places say nothing about who gets one.
    #[must_use]
    pub fn selects(&self) -> bool {
        self.admission == Admission::Selection
    }

    #[must_use]
    pub const fn places_left(&self) -> i64 {
        if self.taken < self.capacity { self.capacity - self.taken } else { 0 }
    }

    /// Whether some places are for a group of people.
    #[must_use]
    pub fn keeps_places(&self) -> bool {
        self.pools.iter().any(|p| p.stratum.is_some())
    }

    /// Whether anybody outside the staff may know of it.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(self.state, State::Published | State::Completed | State::Cancelled)
    }

    /// Until when participants change their answers.
    #[must_use]
    pub fn answers_close_at(&self) -> Instant {
        self.answers_until.unwrap_or(self.registration_closes_at)
    }

    /// Languages whose readers will miss something.
    #[must_use]
    pub fn missing_locales(&self) -> Vec<Locale> {
        Locale::ALL.into_iter().filter(|l| !self.texts.get(l).is_some_and(EventText::is_complete)).collect()
    }

    /// The first day of the month it begins in, in its zone: all that safe mode says of the date.
    #[must_use]
    pub fn month(&self) -> NaiveDate {
        first_of_month(self.zone, self.starts_at)
    }
}

fn first_of_month(zone: Zone, at: Instant) -> NaiveDate {
    let day = at.with_timezone(&zone).date_naive();
    day.with_day(1).unwrap_or(day)
}

/// Where public lists sort an event: by its start; in safe mode by the first instant of its month, because a place
/// between two dated neighbours would tell the date.
#[must_use]
pub fn listed_at(zone: Zone, starts_at: Instant, safe_mode: bool) -> Instant {
    if safe_mode { month_start(zone, first_of_month(zone, starts_at)) } else { starts_at }
}

/// The first instant of the month that `day` is in.
#[must_use]
pub fn month_start(zone: Zone, day: NaiveDate) -> Instant {
    let midnight = day.with_day(1).unwrap_or(day).and_hms_opt(0, 0, 0).unwrap_or_default();
    let local = zone.from_local_datetime(&midnight).earliest();
    local.map_or_else(|| Utc.from_utc_datetime(&midnight), |at| at.with_timezone(&Utc))
}

/// A part of the country, as events and grants name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    pub code: String,
    pub names: BTreeMap<Locale, String>,
}

impl Region {
    #[must_use]
    pub fn name(&self, l: Locale) -> String {
        let found = l.fallbacks().find_map(|f| self.names.get(&f).filter(|n| !n.is_empty()));
        found.unwrap_or(&self.code).clone()
    }
}

/// Whether a text can stand in an address: `[a-z0-9-]{3,60}`, and not an address of ours.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let fits = (SLUG_MIN..=SLUG_MAX).contains(&text.len());
    fits && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') && !RESERVED.contains(&text)
}

/// A slug from a title: letters as their readers transliterate them, everything else a hyphen. `base` stands in where the
/// title leaves nothing to use.
#[must_use]
pub fn slug_from(title: &str, language: Locale, base: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            // The turned comma of oʻ and gʻ, the tutuq belgisi, and what keyboards offer in their place; hard and soft signs.
            '\u{2bb}' | '\u{2bc}' | '\'' | '`' | '‘' | '’' | 'ъ' | 'ь' => {}
            _ => match latin(c, language) {
                Some(letters) => slug.push_str(letters),
                None if slug.is_empty() || slug.ends_with('-') => {}
                None => slug.push('-'),
            },
        }
    }
    let slug = shorten(&slug, SLUG_MAX);
    if is_slug(slug) { slug.to_owned() } else { shorten(&format!("{base}-{slug}"), SLUG_MAX).to_owned() }
}

/// `slug`, or with the first number behind it that is not taken yet.
#[must_use]
pub fn free_slug(slug: &str, taken: &[String]) -> String {
    let numbered = |n: usize| {
        let ending = format!("-{n}");
        format!("{}{ending}", shorten(slug, SLUG_MAX - ending.len()))
    };
    let is_free = |s: &String| !taken.contains(s);
    // Among one more candidate than there are taken ones, one is free.
    std::iter::once(slug.to_owned()).chain((2..=taken.len() + 2).map(numbered)).find(is_free).unwrap_or_default()
}

/// Cut at a hyphen where there is one in the second half, so that no half word remains. ASCII only.
fn shorten(slug: &str, max: usize) -> &str {
    let slug = slug.trim_matches('-');
    if slug.len() <= max {
        return slug;
    }
    let cut = &slug[..max];
    let at = if slug.as_bytes()[max] == b'-' { max } else { cut.rfind('-').filter(|at| *at > max / 2).unwrap_or(max) };
    cut[..at].trim_matches('-')
}

/// Cyrillic by the habits of each language: Kyrgyz writes ж as j and х as h, Russian as zh and kh.
fn latin(c: char, language: Locale) -> Option<&'static str> {
    let russian = language == Locale::Ru;
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' if russian => "zh",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' => "i",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'ң' => "ng",
        'о' | 'ө' | 'ў' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' => "u",
        'ф' => "f",
        'х' if russian => "kh",
        'х' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

#[cfg(test)]
pub(in crate::events) mod tests {
    use std::collections::BTreeMap;

    use chrono::{Duration, TimeZone, Utc};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn at(hour: u32) -> Instant {
        Utc.with_ymd_and_hms(2026, 11, 25, hour, 0, 0).unwrap()
    }

    pub(in crate::events) fn event() -> Event {
        let text = EventText { title: "Укук".into(), venue: "Ош".into(), ..EventText::default() };
        let titles = BTreeMap::from([(Locale::Ky, "Киришүү".to_owned())]);
        Event {
            id: Uuid::nil(),
            slug: "ukuk".into(),
            kind: Kind::Tot,
            state: State::Published,
            region: "osh".into(),
            zone: chrono_tz::Asia::Bishkek,
            main_locale: Locale::Ky,
            languages: vec![Locale::Ky],
            interpreted: vec![],
            covers_travel: false,
            covers_meals: false,
            covers_lodging: false,
            covers_childcare: false,
            step_free: false,
            safe_mode: false,
            starts_at: at(10),
            ends_at: at(12),
            registration_opens_at: Some(at(2)),
            registration_closes_at: at(8),
            admission: Admission::FirstCome,
            answers_until: None,
            offer_hours: None,
            series_id: None,
            version: 1,
            published_at: None,
            cancelled_at: None,
            cancel_reasons: BTreeMap::new(),
            texts: BTreeMap::from([(Locale::Ky, text)]),
            sessions: vec![Session { id: Uuid::nil(), starts_at: at(10), ends_at: at(12), titles }],
            pool_id: Uuid::nil(),
            pools: vec![],
            capacity: 2,
            taken: 0,
            waiting: 0,
        }
    }

    #[test]
    fn the_window_follows_the_clock() {
        let e = event();
        assert_eq!(e.window(at(1)), Window::NotYet);
        assert_eq!(e.window(at(2)), Window::Open);
        assert_eq!(e.window(at(8) - Duration::milliseconds(1)), Window::Open);
        assert_eq!(e.window(at(8)), Window::Closed);
        assert_eq!(e.window(at(12) - Duration::milliseconds(1)), Window::Closed);
        assert_eq!(e.window(at(12)), Window::Over);
    }

    #[test]
    fn the_window_follows_state_and_places() {
        for (state, window) in [
            (State::Draft, Window::Draft),
            (State::Cancelled, Window::Cancelled),
            (State::Completed, Window::Over),
            (State::Archived, Window::Over),
        ] {
            assert_eq!(Event { state, ..event() }.window(at(3)), window);
        }
        assert_eq!(Event { taken: 1, ..event() }.window(at(3)), Window::Open);
        assert_eq!(Event { taken: 2, ..event() }.window(at(3)), Window::WaitingList);
        assert_eq!(Event { taken: 1, waiting: 1, ..event() }.window(at(3)), Window::WaitingList);
        assert_eq!(Event { registration_opens_at: None, ..event() }.window(at(0)), Window::Open);
        // Where people are selected nobody waits for a place yet.
        let selecting = Event { admission: Admission::Selection, taken: 2, waiting: 1, ..event() };
        assert_eq!((selecting.window(at(3)), selecting.window(at(8))), (Window::Open, Window::Closed));
    }

    #[test]
    fn a_missing_text_comes_in_another_language_and_says_which() {
        let mut e = event();
        assert_eq!(e.text(Locale::En), (&e.texts[&Locale::Ky], Locale::Ky));
        e.texts.insert(Locale::Ru, EventText { title: "Право".into(), ..EventText::default() });
        assert_eq!(e.text(Locale::Uz).1, Locale::Ru);
        assert_eq!(e.part(Locale::Ru, |t| &t.venue), ("Ош", Locale::Ky));
        assert_eq!(e.part(Locale::Ru, |t| &t.audience), ("", Locale::Ru));
        assert_eq!(e.sessions[0].title(Locale::Uz), ("Киришүү".to_owned(), Locale::Ky));
        assert_eq!(e.missing_locales(), Locale::ALL);
    }

    #[test]
    fn codes_come_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.code()), Some(*kind));
        }
        for state in State::ALL {
            assert_eq!(State::parse(state.code()), Some(*state));
        }
        assert_eq!(Kind::parse(""), None);
    }

    #[test]
    fn safe_mode_is_listed_by_its_month_alone() {
        let zone = chrono_tz::Asia::Bishkek;
        // 1 November in Bishkek, still October in UTC.
        let start = Utc.with_ymd_and_hms(2026, 10, 31, 19, 0, 0).unwrap();
        let month = Utc.with_ymd_and_hms(2026, 10, 31, 18, 0, 0).unwrap();
        assert_eq!(listed_at(zone, start, true), month);
        assert_eq!(listed_at(zone, start + Duration::days(20), true), month);
        assert_eq!(listed_at(zone, start, false), start);
    }

    #[test]
    fn slugs_are_read_as_their_language_is() {
        let ky = |t| slug_from(t, Locale::Ky, "tot");
        assert_eq!(ky("Тренерлер үчүн тренинг: аялдардын укуктары"), "trenerler-uchun-trening-ayaldardyn-ukuktary");
        assert_eq!(ky("Өзгөн, жаңы сабак"), "ozgon-jangy-sabak");
        assert_eq!(
            slug_from("Права женщин в сельской местности", Locale::Ru, "tot"),
            "prava-zhenshchin-v-selskoi-mestnosti"
        );
        assert_eq!(
            slug_from("Oʻz huquqlaringizni biling — Gʻalaba", Locale::Uz, "tot"),
            "oz-huquqlaringizni-biling-galaba"
        );
        assert_eq!(slug_from("Ўзбек мактаби", Locale::Uz, "tot"), "ozbek-maktabi");
        assert_eq!(slug_from("  ✿ ", Locale::En, "training"), "training");
        assert_eq!(slug_from("New", Locale::En, "training"), "training-new");
        assert_eq!(slug_from("3", Locale::En, "tot"), "tot-3");
    }

    #[test]
    fn the_rule_of_slugs() {
        for good in ["abc", "a-1", &"a".repeat(SLUG_MAX)] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "ab", "new", "a b", "Abc", "сабак", "a_b", "a/b", &"a".repeat(SLUG_MAX + 1)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn a_taken_slug_gets_a_number() {
        let taken = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(free_slug("osh", &[]), "osh");
        assert_eq!(free_slug("osh", &taken(&["osh", "osh-3"])), "osh-2");
        assert_eq!(free_slug("osh", &taken(&["osh", "osh-2"])), "osh-3");
        let long = "a".repeat(SLUG_MAX);
        assert_eq!(free_slug(&long, &taken(&[&long])), format!("{}-2", "a".repeat(SLUG_MAX - 2)));
    }

    proptest! {
        #[test]
        fn any_title_gives_a_slug(title in ".{0,200}", language in 0_usize..4) {
            let slug = slug_from(&title, Locale::ALL[language], "training");
            prop_assert!(is_slug(&slug), "{title:?} -> {slug:?}");
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
            prop_assert!(is_slug(&free_slug(&slug, std::slice::from_ref(&slug))));
        }

        #[test]
        fn the_window_opens_and_closes_once(taken in 0_i64..4, waiting in 0_i64..3, opens in 0_u32..6) {
            let e = Event { taken, waiting, registration_opens_at: Some(at(opens)), ..event() };
            let rank = |w: Window| match w {
                Window::NotYet => 0,
                Window::Open | Window::WaitingList => 1,
                Window::Closed => 2,
                _ => 3,
            };
            let seen: Vec<_> = (0..15).map(|h| rank(e.window(at(h)))).collect();
            prop_assert!(seen.is_sorted());
        }

        #[test]
        fn a_text_is_found_whenever_there_is_one(which in 0_usize..4, asked in 0_usize..4) {
            let mut e = event();
            let text = e.texts.remove(&Locale::Ky).unwrap();
            e.texts.insert(Locale::ALL[which], text.clone());
            prop_assert_eq!(e.text(Locale::ALL[asked]), (&text, Locale::ALL[which]));
        }
    }
}
