//! A registration, its states and what may follow what.

pub mod filter;
pub mod places;
pub mod why;

use std::fmt;

pub use self::why::{Stands, Why};

use chrono::Duration;
use uuid::Uuid;

use crate::clock::Instant;
use crate::i18n::Locale;
use crate::messages::model::Channel;
use crate::people::model::{Contact, ContactKind, first_word};
use crate::questions::model::Answers;
use crate::seal::{Legible, Personal};

/// Where a registration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Waits for a selection.
    Received,
    Confirmed,
    Waitlisted,
    /// A place is held for them until `offer_expires_at`.
    Offered,
    /// Not selected.
    Declined,
    /// They gave it up.
    Withdrawn,
    /// An offer they did not take in time.
    Expired,
}

impl State {
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Confirmed,
        Self::Waitlisted,
        Self::Offered,
        Self::Declined,
        Self::Withdrawn,
        Self::Expired,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Confirmed => "confirmed",
            Self::Waitlisted => "waitlisted",
            Self::Offered => "offered",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether `next` may follow. Who comes to the door is confirmed whatever they were before.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Received, Self::Confirmed | Self::Waitlisted | Self::Declined | Self::Withdrawn)
                | (Self::Confirmed, Self::Withdrawn)
                | (Self::Waitlisted, Self::Confirmed | Self::Offered | Self::Declined | Self::Withdrawn)
                | (Self::Offered, Self::Confirmed | Self::Withdrawn | Self::Expired)
                | (Self::Declined, Self::Confirmed | Self::Waitlisted)
                | (Self::Withdrawn | Self::Expired, Self::Received | Self::Confirmed | Self::Waitlisted)
        )
    }

    /// Given up or run out: registering again starts anew, at the end of the queue.
    #[must_use]
    pub const fn may_register_again(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Expired)
    }

    /// Whether there is something to give up.
    #[must_use]
    pub const fn may_withdraw(self) -> bool {
        self.may_become(Self::Withdrawn)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How a registration came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The public form.
    Web,
    /// Entered by staff, from paper or a call.
    Staff,
    /// Came to the door without one.
    WalkIn,
}

impl Source {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Staff => "staff",
            Self::WalkIn => "walk_in",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Web, Self::Staff, Self::WalkIn].into_iter().find(|s| s.code() == code)
    }
}

/// What somebody needs to be able to take part.
#[expect(clippy::struct_excessive_bools, reason = "each need is a fact of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    pub interpreter: bool,
    pub step_free: bool,
    pub childcare: bool,
    pub travel: bool,
    pub lodging: bool,
}

/// Characters of the name of an organisation at most.
pub const ORGANISATION: usize = 120;
/// Characters about food at most.
pub const DIET: usize = 200;
/// Characters of the note at most.
pub const NOTE: usize = 500;
/// The codes of needs, as the form sends them.
pub const NEEDS: [&str; 5] = ["interpreter", "step_free", "childcare", "travel", "lodging"];
/// The codes of age bands; years of birth are not asked.
pub const AGE_BANDS: [&str; 6] = ["under_18", "18_24", "25_34", "35_49", "50_64", "65_over"];
pub const SEXES: [&str; 3] = ["female", "male", "other"];

impl Needs {
    /// The message keys of what is needed.
    #[must_use]
    pub fn keys(self) -> Vec<&'static str> {
        [
            (self.interpreter, "registration-need-interpreter"),
            (self.step_free, "registration-need-step_free"),
            (self.childcare, "registration-need-childcare"),
            (self.travel, "registration-need-travel"),
            (self.lodging, "registration-need-lodging"),
        ]
        .into_iter()
        .filter_map(|(needed, key)| needed.then_some(key))
        .collect()
    }
}

/// A person at an event.
#[derive(Clone, PartialEq, Eq)]
pub struct Registration {
    pub id: Uuid,
    pub event_id: Uuid,
    pub person_id: Uuid,
    /// Whose place is held; of who waits, the pool that is asked first for them.
    pub pool_id: Uuid,
    /// Those they registered together with.
    pub party_id: Option<Uuid>,
    /// The pools somebody who waits may be offered a place of; see [`places::reach`].
    pub reach: i64,
    pub state: State,
    pub source: Source,
    /// Eleven characters; see [`super::code`].
    pub short_code: String,
    /// Counts up whenever earlier private links shall no longer open.
    pub link_version: i64,
    /// The language they are written to.
    pub locale: Locale,
    /// E.164, or empty. As given with this registration; what is said about it goes here and nowhere else.
    pub phone: Personal,
    /// Lower case, or empty; as `phone`.
    pub email: Personal,
    /// The way by which they are to be told, if one was chosen; see [`Registration::channel`].
    pub chosen_channel: Option<Channel>,
    /// One of [`AGE_BANDS`], or empty.
    pub age_band: String,
    /// One of [`SEXES`], or empty.
    pub sex: String,
    /// The code of a region, or empty.
    pub home_region: String,
    pub organisation: Personal,
    pub needs: Needs,
    pub diet: Personal,
    pub note: Personal,
    /// Whether it could be read what somebody typed.
    pub legible: Legible,
    /// Whether a place of the pool is counted for it. False for who walked in past the capacity.
    pub holds_place: bool,
    /// The order of waiting; numbers of an event only grow.
    pub waiting_no: Option<i64>,
    pub offer_expires_at: Option<Instant>,
    pub created_at: Instant,
    pub changed_at: Instant,
    pub version: i64,
}

/// What stands in plain text in the table; of the rest nothing.
impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl Registration {
    /// The short code, as people read it.
    #[must_use]
    pub fn code(&self) -> String {
        super::code::grouped(&self.short_code)
    }

    /// By which way they are told.
    #[must_use]
    pub fn channel(&self) -> Channel {
        Channel::taken(self.chosen_channel, !self.email.is_empty())
    }

    /// Walked in when no place was left.
    #[must_use]
    pub fn past_capacity(&self) -> bool {
        self.state == State::Confirmed && !self.holds_place
    }

    /// How it stands, without anything that somebody typed.
    #[must_use]
    pub fn stands(&self) -> Stands {
        Stands {
            state: self.state,
            waiting_no: self.waiting_no.filter(|_| self.state == State::Waitlisted),
            channel: self.channel(),
            has_email: !self.email.is_empty(),
            has_phone: !self.phone.is_empty(),
        }
    }
}

/// What a valid form says. Agreement to take part is what makes it valid.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistrationInput {
    /// Made when the form was drawn, the same however often it is sent.
    pub submission_id: Uuid,
    pub full_name: Personal,
    pub call_name: Personal,
    /// E.164, or empty.
    pub phone: Personal,
    /// Lower case, or empty.
    pub email: Personal,
    pub locale: Locale,
    /// The language in which the texts of the agreements were shown.
    pub shown_in: Locale,
    pub age_band: String,
    pub sex: String,
    pub home_region: String,
    pub organisation: Personal,
    pub needs: Needs,
    pub diet: Personal,
    pub note: Personal,
    pub future_contact: bool,
    pub photos: bool,
    /// To the questions of the event.
    pub answers: Answers,
}

/// Without what it says.
impl fmt::Debug for RegistrationInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegistrationInput").field("submission_id", &self.submission_id).finish_non_exhaustive()
    }
}

impl RegistrationInput {
    /// Only what must be there.
    #[must_use]
    pub fn new(submission_id: Uuid, full_name: impl Into<Personal>, contact: &Contact, locale: Locale) -> Self {
        let mut input = Self::named(submission_id, full_name, locale);
        match contact.kind {
            ContactKind::Phone => input.phone.clone_from(&contact.value),
            ContactKind::Email => input.email.clone_from(&contact.value),
        }
        input
    }

    /// A name and a language: what is known of somebody at the door. Contacts are the caller's to add.
    #[must_use]
    pub fn named(submission_id: Uuid, full_name: impl Into<Personal>, locale: Locale) -> Self {
        let full_name = full_name.into();
        Self {
            submission_id,
            call_name: first_word(&full_name),
            full_name,
            phone: Personal::default(),
            email: Personal::default(),
            locale,
            shown_in: locale,
            age_band: String::new(),
            sex: String::new(),
            home_region: String::new(),
            organisation: Personal::default(),
            needs: Needs::default(),
            diet: Personal::default(),
            note: Personal::default(),
            future_contact: false,
            photos: false,
            answers: Answers::default(),
        }
    }

    /// The phone first: it tells people apart better than an address that an office shares.
    #[must_use]
    pub fn contacts(&self) -> Vec<Contact> {
        contacts(&self.phone, &self.email)
    }
}

/// What somebody says anew about themselves.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswersInput {
    /// Of the registration whose answers the form showed.
    pub version: i64,
    pub age_band: String,
    pub sex: String,
    pub home_region: String,
    pub organisation: Personal,
    pub needs: Needs,
    pub diet: Personal,
    pub note: Personal,
    /// To the questions of the event.
    pub answers: Answers,
}

impl AnswersInput {
    /// Whether something is another that decides for which places somebody is asked.
    #[must_use]
    pub fn decides_otherwise_than(&self, r: &Registration) -> bool {
        self.age_band != r.age_band
            || self.sex != r.sex
            || self.home_region != r.home_region
            || self.organisation != r.organisation
    }
}

/// What came of new answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Saved,
    /// Something decides for which places somebody is asked; they hold one, and keep it.
    KeepsPlace,
    /// The same of somebody who waits: they keep their number.
    KeepsTurn,
}

impl Changed {
    pub const ALL: [Self; 3] = [Self::Saved, Self::KeepsPlace, Self::KeepsTurn];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::KeepsPlace => "keeps_place",
            Self::KeepsTurn => "keeps_turn",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// Those of the two that were given.
#[must_use]
pub fn contacts(phone: &Personal, email: &Personal) -> Vec<Contact> {
    let phone = (!phone.is_empty()).then(|| Contact::phone(phone.clone()));
    let email = (!email.is_empty()).then(|| Contact::email(email.clone()));
    phone.into_iter().chain(email).collect()
}

/// Somebody at the door without a registration.
#[derive(Clone, PartialEq, Eq)]
pub struct WalkInInput {
    pub full_name: Personal,
    pub contact: Option<Contact>,
}

/// What came of a registration.
#[derive(Clone, PartialEq, Eq)]
pub struct Registered {
    pub registration: Registration,
    /// The private link's token; only for who just made this registration.
    pub link_token: String,
    /// The contact was here before: say nothing of `registration`, show the neutral page.
    pub already: bool,
}

/// Without the link.
impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registered")
            .field("registration", &self.registration)
            .field("already", &self.already)
            .finish_non_exhaustive()
    }
}

/// Somebody who applied, with what a selection may weigh and a list shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Applicant {
    pub registration: Registration,
    /// Empty when it cannot be read; see [`Registration::legible`].
    pub full_name: Personal,
    /// Has no confirmed place at another event.
    pub first_time: bool,
}

/// One line of a roster.
#[derive(Clone, PartialEq, Eq)]
pub struct RosterEntry {
    pub registration_id: Uuid,
    pub call_name: Personal,
    pub full_name: Personal,
    /// Whether the names could be read.
    pub legible: Legible,
    pub short_code: String,
    pub state: State,
    pub source: Source,
    /// Walked in when no place was left.
    pub past_capacity: bool,
    /// Message keys. Of food no more than that it needs care.
    pub needs: Vec<&'static str>,
}

/// Without the names.
impl fmt::Debug for RosterEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RosterEntry")
            .field("registration_id", &self.registration_id)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// Until when an offered place is held: `hours` from now, but not into the event, and once it has begun not past its end.
/// `None` when there is nothing left to offer.
#[must_use]
pub fn offer_deadline(now: Instant, hours: i64, starts_at: Instant, ends_at: Instant) -> Option<Instant> {
    let last = if now < starts_at { starts_at } else { ends_at };
    (now < last).then(|| last.min(now + Duration::hours(hours)))
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};

    use super::{AGE_BANDS, NEEDS, Needs, Source, State, offer_deadline};

    #[test]
    fn codes_are_read_back() {
        for state in State::ALL {
            assert_eq!(State::parse(state.code()), Some(state));
        }
        for source in [Source::Web, Source::Staff, Source::WalkIn] {
            assert_eq!(Source::parse(source.code()), Some(source));
        }
        assert_eq!(State::parse("Confirmed"), None);
        assert!(AGE_BANDS.len() == 6 && NEEDS.len() == 5);
    }

    #[test]
    fn what_may_follow_what() {
        use State::{Confirmed, Declined, Expired, Offered, Received, Waitlisted, Withdrawn};
        let allowed = [
            (Received, vec![Confirmed, Waitlisted, Declined, Withdrawn]),
            (Confirmed, vec![Withdrawn]),
            (Waitlisted, vec![Confirmed, Offered, Declined, Withdrawn]),
            (Offered, vec![Confirmed, Withdrawn, Expired]),
            (Declined, vec![Confirmed, Waitlisted]),
            (Withdrawn, vec![Received, Confirmed, Waitlisted]),
            (Expired, vec![Received, Confirmed, Waitlisted]),
        ];
        for (from, to) in allowed {
            let may: Vec<_> = State::ALL.into_iter().filter(|s| from.may_become(*s)).collect();
            assert_eq!(may, State::ALL.into_iter().filter(|s| to.contains(s)).collect::<Vec<_>>(), "{from}");
        }
    }

    #[test]
    fn no_state_follows_itself_and_every_end_has_a_way_back() {
        for state in State::ALL {
            assert!(!state.may_become(state), "{state}");
            assert!(!(state.may_register_again() && state.may_withdraw()), "{state}");
            assert!(!state.may_register_again() || state.may_become(State::Waitlisted), "{state}");
        }
    }

    #[test]
    fn an_offer_ends_before_what_it_offers() {
        let now = Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap();
        let in_hours = |h| now + Duration::hours(h);
        assert_eq!(offer_deadline(now, 48, in_hours(200), in_hours(208)), Some(in_hours(48)));
        assert_eq!(offer_deadline(now, 48, in_hours(20), in_hours(28)), Some(in_hours(20)));
        assert_eq!(offer_deadline(now, 48, in_hours(-2), in_hours(6)), Some(in_hours(6)));
        assert_eq!(offer_deadline(now, 48, in_hours(-8), in_hours(0)), None);
    }

    #[test]
    fn needs_are_told_by_key() {
        let needs = Needs { interpreter: true, travel: true, ..Needs::default() };
        assert_eq!(needs.keys(), ["registration-need-interpreter", "registration-need-travel"]);
    }
}
