//! Raw strings ⇄ validated input.

use uuid::Uuid;

use super::model::{Attribution, Channel, DeclineReason, HoldReason, Stage, TestimonialInput, Tier};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::seal::Personal;

/// Characters at most.
pub const HEADLINE_MAX: usize = 120;
pub const BODY_MAX: usize = 10_000;
pub const PSEUDONYM_MAX: usize = 60;
pub const QUOTE_MAX: usize = 400;
pub const NARRATIVE_MAX: usize = 10_000;
pub const CONTENT_NOTE_MAX: usize = 200;
pub const NOTE_MAX: usize = 500;

const LOCALES: [&str; 4] = ["ky", "ru", "uz", "en"];

pub const GIVE_FIELDS: &[&str] =
    &["submission_id", "website", "stamp", "work", "locale", "headline", "body", "channel", "attribution", "pseudonym"];
pub const CHANNEL_FIELDS: &[&str] = &["channel", "on"];
pub const NAME_FIELDS: &[&str] = &["attribution", "pseudonym"];
pub const RENDITION_FIELDS: &[&str] =
    &["locale", "base", "headline", "quote", "narrative", "attribution", "content_note"];
pub const APPROVE_FIELDS: &[&str] = &["sha256"];
pub const DECLINE_FIELDS: &[&str] = &["decline_reason", "decline_note"];
pub const HOLD_FIELDS: &[&str] = &["hold_reason", "hold_note"];
pub const LIFT_FIELDS: &[&str] = &["hold"];
pub const TIER_FIELDS: &[&str] = &["tier"];

/// A text of one line: line ends and runs of blanks become one blank.
fn line(state: &mut FormState, name: &str, max: usize, required: bool) -> String {
    state.text(name, max, required).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn language(state: &mut FormState, name: &str) -> Option<Locale> {
    state.choice(name, &LOCALES, true).parse().ok()
}

fn done<T>(state: FormState, input: Option<T>) -> Result<T, FormState> {
    match input {
        Some(input) if !state.is_invalid() => Ok(input),
        _ => Err(state),
    }
}

/// The form through the private link. The reader's language is that of the consent text they saw.
///
/// # Errors
/// What was typed, with a message a field.
pub fn parse_give(mut state: FormState, submission_id: Uuid, reader: Locale) -> Result<TestimonialInput, FormState> {
    let locale = language(&mut state, "locale");
    let headline = line(&mut state, "headline", HEADLINE_MAX, true);
    let body = state.text("body", BODY_MAX, true);
    let ticked = state.all("channel").to_vec();
    let channels: Vec<_> = Channel::ALL.iter().copied().filter(|c| ticked.iter().any(|t| t == c.code())).collect();
    if ticked.iter().any(|t| Channel::parse(t).is_none()) {
        state.fail("channel", "ui-error-choice");
    }
    // Words that nobody is shown need no name.
    let (attribution, pseudonym) = name(&mut state, !channels.is_empty());
    let input = locale.map(|locale| TestimonialInput {
        submission_id,
        locale,
        headline: headline.into(),
        body: body.into(),
        channels,
        attribution,
        pseudonym,
        consent_locale: reader,
    });
    done(state, input)
}

fn name(state: &mut FormState, required: bool) -> (Attribution, Personal) {
    let code = state.choice("attribution", Attribution::CODES, required);
    let attribution = Attribution::parse(code).unwrap_or(Attribution::Anonymous);
    let pseudonym = line(state, "pseudonym", PSEUDONYM_MAX, attribution == Attribution::Pseudonym);
    (attribution, if attribution == Attribution::Pseudonym { pseudonym.into() } else { Personal::default() })
}

/// The name on the speaker's page.
///
/// # Errors
/// What was typed, with a message a field.
pub fn parse_name(mut state: FormState) -> Result<(Attribution, Personal), FormState> {
    let parsed = name(&mut state, true);
    done(state, Some(parsed))
}

/// A rendition as the moderator wrote it; the line about the person is computed from it.
#[derive(Clone, PartialEq, Eq)]
pub struct RenditionInput {
    pub locale: Locale,
    /// The newest revision that the editor saw; 0 when there was none.
    pub base: i64,
    pub headline: Personal,
    pub quote: Personal,
    pub narrative: Personal,
    pub attribution: Attribution,
    pub content_note: Personal,
}

/// `widest` is the most open name that a live consent allows, `pseudonym` the one the speaker chose.
///
/// # Errors
/// What was typed, with a message a field.
pub fn parse_rendition(
    mut state: FormState,
    widest: Option<Attribution>,
    pseudonym: &Personal,
) -> Result<RenditionInput, FormState> {
    let locale = language(&mut state, "locale");
    let base = state.number("base", 0, i64::MAX);
    let headline = line(&mut state, "headline", HEADLINE_MAX, true);
    let quote = state.text("quote", QUOTE_MAX, true);
    let narrative = state.text("narrative", NARRATIVE_MAX, false);
    let content_note = line(&mut state, "content_note", CONTENT_NOTE_MAX, false);
    let attribution = Attribution::parse(state.choice("attribution", Attribution::CODES, true));
    match attribution {
        Some(shown) if widest.is_none_or(|w| shown > w) => {
            state.fail("attribution", "testimonials-error-too-open");
        }
        Some(Attribution::Pseudonym) if pseudonym.is_empty() => {
            state.fail("attribution", "testimonials-error-no-pseudonym");
        }
        _ => {}
    }
    let input = locale.zip(attribution).map(|(locale, attribution)| RenditionInput {
        locale,
        base,
        headline: headline.into(),
        quote: quote.into(),
        narrative: narrative.into(),
        attribution,
        content_note: content_note.into(),
    });
    done(state, input)
}

/// Why it will not be published, and a note that the speaker reads.
///
/// # Errors
/// What was typed, with a message a field.
pub fn parse_decline(mut state: FormState) -> Result<(DeclineReason, Personal), FormState> {
    let reason = DeclineReason::parse(state.choice("decline_reason", DeclineReason::CODES, true));
    let note = state.text("decline_note", NOTE_MAX, false);
    done(state, reason.map(|reason| (reason, note.into())))
}

/// Why it is hidden, and a note for colleagues.
///
/// # Errors
/// What was typed, with a message a field.
pub fn parse_hold(mut state: FormState) -> Result<(HoldReason, Personal), FormState> {
    let reason = HoldReason::parse(state.choice("hold_reason", HoldReason::CODES, true));
    let note = state.text("hold_note", NOTE_MAX, false);
    done(state, reason.map(|reason| (reason, note.into())))
}

/// What the address of the queue asks for. Anything that is not a choice is no filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct QueueQuery {
    pub tab: String,
    pub region: String,
    pub tier: String,
    /// The last testimonial of the page before.
    pub from: String,
}

impl QueueQuery {
    #[must_use]
    pub fn stage(&self) -> Stage {
        Stage::parse(&self.tab).unwrap_or(Stage::Waiting)
    }

    #[must_use]
    pub fn tier(&self) -> Option<Tier> {
        Tier::parse(&self.tier)
    }

    #[must_use]
    pub fn cursor(&self) -> Option<Uuid> {
        self.from.parse().ok()
    }
}

/// What the address of the wall asks for. Anything that is not a choice is no filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct WallQuery {
    pub region: String,
    /// An event's slug.
    pub event: String,
    pub language: String,
    /// The last testimonial of the page before.
    pub before: String,
    /// The reader's language, where the path does not say; for the JSON interface.
    pub lang: String,
}

impl WallQuery {
    #[must_use]
    pub fn language(&self) -> Option<Locale> {
        self.language.parse().ok()
    }

    #[must_use]
    pub fn cursor(&self) -> Option<Uuid> {
        self.before.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn given() -> FormState {
        let mut s = FormState::default();
        for (name, value) in
            [("locale", "ky"), ("headline", "Менин үнүм"), ("body", "Сөз"), ("attribution", "initials")]
        {
            s.set(name, value);
        }
        s.values.insert("channel".into(), vec!["press".into(), "site".into(), "site".into()]);
        s
    }

    fn give(s: FormState) -> Result<TestimonialInput, FormState> {
        parse_give(s, Uuid::from_u128(1), Locale::Ru)
    }

    fn rendition() -> FormState {
        let mut s = FormState::default();
        for (name, value) in [("locale", "ru"), ("base", "0"), ("headline", "a"), ("quote", "b"), ("narrative", "")] {
            s.set(name, value);
        }
        s.set("attribution", "initials");
        s
    }

    #[test]
    fn a_filled_form_is_taken() {
        let input = give(given()).ok().unwrap();
        assert_eq!(input.channels, [Channel::Site, Channel::Press]);
        assert_eq!((input.attribution, input.consent_locale), (Attribution::Initials, Locale::Ru));
    }

    #[test]
    fn no_channel_needs_no_name() {
        let mut s = given();
        s.values.remove("channel");
        s.values.remove("attribution");
        let input = give(s).ok().unwrap();
        assert!(input.channels.is_empty() && input.attribution == Attribution::Anonymous);
        let mut s = given();
        s.values.remove("attribution");
        assert_eq!(give(s).err().unwrap().error("attribution").unwrap().key, "ui-error-choose");
    }

    #[test]
    fn texts_at_their_limit_pass_and_one_past_it_do_not() {
        for (field, max) in [("headline", HEADLINE_MAX), ("body", BODY_MAX), ("pseudonym", PSEUDONYM_MAX)] {
            let mut s = given();
            s.set("attribution", "pseudonym");
            s.set("pseudonym", "Гүл");
            s.set(field, "ң".repeat(max));
            assert!(give(s.clone()).is_ok(), "{field}");
            s.set(field, "ң".repeat(max + 1));
            assert_eq!(give(s).err().unwrap().error(field).unwrap().key, "ui-error-too-long", "{field}");
        }
        let fields = [
            ("headline", HEADLINE_MAX),
            ("quote", QUOTE_MAX),
            ("narrative", NARRATIVE_MAX),
            ("content_note", CONTENT_NOTE_MAX),
        ];
        for (field, max) in fields {
            let mut s = rendition();
            s.set(field, "ң".repeat(max));
            assert!(parse_rendition(s.clone(), Some(Attribution::FullName), &Personal::default()).is_ok(), "{field}");
            s.set(field, "ң".repeat(max + 1));
            let failed = parse_rendition(s, Some(Attribution::FullName), &Personal::default()).err().unwrap();
            assert_eq!(failed.error(field).unwrap().key, "ui-error-too-long", "{field}");
        }
        let mut s = FormState::default();
        for past in 0..=1 {
            for of in ["decline", "hold"] {
                s.set(&format!("{of}_reason"), "other");
                s.set(&format!("{of}_note"), "ң".repeat(NOTE_MAX + past));
            }
            assert_eq!(parse_decline(s.clone()).is_err(), past == 1);
            assert_eq!(parse_hold(s.clone()).is_err(), past == 1);
        }
    }

    #[test]
    fn forged_choices_are_refused() {
        for (field, value) in [("locale", "kk"), ("channel", "radio"), ("attribution", "nickname")] {
            let mut s = given();
            s.set(field, value);
            assert_eq!(give(s).err().unwrap().error(field).unwrap().key, "ui-error-choice", "{field}");
        }
    }

    #[test]
    fn a_pseudonym_must_be_named_and_is_dropped_otherwise() {
        let mut s = given();
        s.set("attribution", "pseudonym");
        assert!(give(s.clone()).err().unwrap().error("pseudonym").is_some());
        s.set("pseudonym", " Гүл \n апа ");
        assert!(give(s.clone()).is_ok_and(|i| i.pseudonym.reveal() == "Гүл апа"));
        s.set("attribution", "anonymous");
        assert!(give(s).is_ok_and(|i| i.pseudonym.is_empty()));
    }

    #[test]
    fn a_rendition_never_shows_more_than_was_agreed() {
        let parse = |a: &str, widest, pseudonym: &str| {
            let mut s = rendition();
            s.set("attribution", a);
            parse_rendition(s, widest, &pseudonym.into())
                .map(drop)
                .map_err(|s| s.error("attribution").unwrap().key.clone())
        };
        let too_open = Err("testimonials-error-too-open".to_owned());
        assert!(parse("initials", Some(Attribution::Initials), "").is_ok());
        assert_eq!(parse("first_name", Some(Attribution::Initials), ""), too_open);
        assert_eq!(parse("anonymous", None, ""), too_open);
        assert!(parse("pseudonym", Some(Attribution::FullName), "Гүл").is_ok());
        assert!(parse("pseudonym", Some(Attribution::FullName), "").is_err());
    }

    #[test]
    fn a_query_that_makes_no_sense_is_no_filter() {
        let query = QueueQuery { tab: "x".into(), tier: "R9".into(), from: "'".into(), ..QueueQuery::default() };
        assert_eq!((query.stage(), query.tier(), query.cursor()), (Stage::Waiting, None, None));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_comes_back(headline in "\\PC{0,130}", body in "\\PC{0,20}", name in "[a-z_]{0,12}") {
            let mut s = given();
            s.set("headline", headline);
            s.set("body", body);
            s.set("attribution", name);
            let typed = s.values.clone();
            if let Err(back) = give(s) {
                prop_assert_eq!(back.values, typed);
                prop_assert!(!back.errors.is_empty());
            }
        }
    }
}
