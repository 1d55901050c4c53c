//! Renditions and the hash that approvals speak of.

use serde::Serialize;
use uuid::Uuid;

use super::Attribution;
use crate::clock::Instant;
use crate::i18n::Locale;
use crate::ids::digest;

/// What readers would see: everything that the hash covers, besides the testimonial, the language and the revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub headline: String,
    pub quote: String,
    /// May be empty.
    pub narrative: String,
    pub attribution: Attribution,
    pub attribution_line: String,
    /// May be empty.
    pub content_note: String,
}

/// An immutable version for readers in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    pub sha256: Vec<u8>,
    pub testimonial_id: Uuid,
    pub locale: Locale,
    /// From 1 within a testimonial and language.
    pub revision: i64,
    pub text: Text,
    pub edited_by: Uuid,
    pub created_at: Instant,
}

/// The order of the fields is part of the form. The revision is in it so that going back to an earlier wording is a new
/// rendition, which wants approvals of its own.
#[derive(Serialize)]
struct Canonical<'a> {
    testimonial_id: Uuid,
    locale: &'a str,
    revision: i64,
    headline: &'a str,
    quote: &'a str,
    narrative: &'a str,
    attribution: &'a str,
    attribution_line: &'a str,
    content_note: &'a str,
}

impl Text {
    /// SHA-256 of the canonical form: JSON with the fields in a fixed order, where quoting keeps neighbours apart.
    ///
    /// # Panics
    /// Never: text and numbers always have a JSON form.
    #[must_use]
    pub fn sha256(&self, testimonial_id: Uuid, locale: Locale, revision: i64) -> Vec<u8> {
        let canonical = Canonical {
            testimonial_id,
            locale: locale.code(),
            revision,
            headline: &self.headline,
            quote: &self.quote,
            narrative: &self.narrative,
            attribution: self.attribution.code(),
            attribution_line: &self.attribution_line,
            content_note: &self.content_note,
        };
        digest(&serde_json::to_string(&canonical).expect("text and numbers always have a JSON form"))
    }
}

/// Which of the public languages a reader is shown: their own, the speaker's, then Kyrgyz, Russian, Uzbek, English.
#[must_use]
pub fn choose(reader: Locale, original: Locale, public: &[Locale]) -> Option<Locale> {
    [reader, original].into_iter().chain(Locale::ALL).find(|l| public.contains(l))
}

/// The beginning of a text in at most `max` characters, ended at a sentence or at least at a word: a first proposal for
/// the quote.
#[must_use]
pub fn opening(text: &str, max: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((limit, _)) = text.char_indices().nth(max) else { return text };
    let head = &text[..limit];
    let sentence = head.match_indices(['.', '!', '?', '…']).map(|(at, mark)| at + mark.len()).next_back();
    let word = head.rfind(' ').unwrap_or(limit);
    head[..sentence.unwrap_or(word)].to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Attribution, Locale, Text, Uuid, choose, opening};

    fn text() -> Text {
        Text {
            headline: "Башы".into(),
            quote: "Сөз".into(),
            narrative: String::new(),
            attribution: Attribution::Initials,
            attribution_line: "А. Т.".into(),
            content_note: String::new(),
        }
    }

    fn hash(t: &Text) -> Vec<u8> {
        t.sha256(Uuid::from_u128(1), Locale::Ky, 1)
    }

    #[test]
    fn every_field_is_part_of_the_hash() {
        type Change = fn(&mut Text);
        let changes: [Change; 6] = [
            |t| t.headline.push('.'),
            |t| t.quote.push('.'),
            |t| t.narrative.push('.'),
            |t| t.attribution = Attribution::FirstName,
            |t| t.attribution_line.push('.'),
            |t| t.content_note.push('.'),
        ];
        let mut seen = vec![
            hash(&text()),
            text().sha256(Uuid::from_u128(2), Locale::Ky, 1),
            text().sha256(Uuid::from_u128(1), Locale::Uz, 1),
            text().sha256(Uuid::from_u128(1), Locale::Ky, 2),
        ];
        for change in changes {
            let mut t = text();
            change(&mut t);
            seen.push(hash(&t));
        }
        assert!(seen.iter().all(|h| h.len() == 32));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 10);
    }

    #[test]
    fn a_reader_gets_their_own_language_then_the_speakers() {
        let all = [Locale::Ky, Locale::Ru, Locale::En];
        assert_eq!(choose(Locale::En, Locale::Ky, &all), Some(Locale::En));
        assert_eq!(choose(Locale::Uz, Locale::Ru, &all), Some(Locale::Ru));
        assert_eq!(choose(Locale::En, Locale::Ky, &[Locale::Uz, Locale::Ru]), Some(Locale::Ru));
        assert_eq!(choose(Locale::En, Locale::Ky, &[]), None);
    }

    #[test]
    fn an_opening_ends_where_a_sentence_does() {
        assert_eq!(opening("Бир. Эки үч төрт", 9), "Бир.");
        assert_eq!(opening("Бир эки үч", 9), "Бир эки");
        assert_eq!(opening("Бирэкиүчтөрт", 4), "Бирэ");
        assert_eq!(opening("Бир\n эки", 400), "Бир эки");
    }

    proptest! {
        #[test]
        fn text_that_moves_over_a_boundary_changes_the_hash(whole in "\\PC{1,30}", at in 0_usize..30, with in 0_usize..30) {
            let chars: Vec<char> = whole.chars().collect();
            let (at, with) = (at % (chars.len() + 1), with % (chars.len() + 1));
            prop_assume!(at != with);
            let cut = |n: usize| {
                let mut t = text();
                t.headline = chars[..n].iter().collect();
                t.quote = chars[n..].iter().collect();
                hash(&t)
            };
            prop_assert_ne!(cut(at), cut(with));
        }

        #[test]
        fn an_opening_is_within_its_bound(text in "\\PC{0,80}", max in 1_usize..40) {
            prop_assert!(opening(&text, max).chars().count() <= max);
        }
    }
}
