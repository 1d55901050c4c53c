//! Renditions and the hash that approvals speak of.

use serde::Serialize;
use uuid::Uuid;

use super::Attribution;
use crate::clock::Instant;
use crate::i18n::Locale;
use crate::ids::digest;
use crate::seal::Personal;

/// What readers would see: everything that the hash covers, besides the testimonial, its salt, the language and the
/// revision.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    pub headline: Personal,
    pub quote: Personal,
    /// May be empty.
    pub narrative: Personal,
    pub attribution: Attribution,
    pub attribution_line: Personal,
    /// May be empty.
    pub content_note: Personal,
}

/// An immutable version for readers in one language.
#[derive(Clone, PartialEq, Eq)]
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
/// rendition, which wants approvals of its own. The salt is a secret of the testimonial: hashes stand open in the tables
/// and in the history, and without it nobody can try texts against them.
#[derive(Serialize)]
struct Canonical<'a> {
    salt: &'a str,
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
    pub fn sha256(&self, salt: &Personal, testimonial_id: Uuid, locale: Locale, revision: i64) -> Vec<u8> {
        let canonical = Canonical {
            salt: salt.reveal(),
            testimonial_id,
            locale: locale.code(),
            revision,
            headline: self.headline.reveal(),
            quote: self.quote.reveal(),
            narrative: self.narrative.reveal(),
            attribution: self.attribution.code(),
            attribution_line: self.attribution_line.reveal(),
            content_note: self.content_note.reveal(),
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

    use super::{Attribution, Locale, Personal, Text, Uuid, choose, opening};

    fn text() -> Text {
        Text {
            headline: "Башы".into(),
            quote: "Сөз".into(),
            narrative: Personal::default(),
            attribution: Attribution::Initials,
            attribution_line: "А. Т.".into(),
            content_note: Personal::default(),
        }
    }

    fn hash(t: &Text) -> Vec<u8> {
        hash_of(t, 1, Locale::Ky, 1)
    }

    fn hash_of(t: &Text, testimonial: u128, locale: Locale, revision: i64) -> Vec<u8> {
        t.sha256(&"туз".into(), Uuid::from_u128(testimonial), locale, revision)
    }

    fn longer(text: &mut Personal) {
        *text = Personal::new(format!("{}.", text.reveal()));
    }

    #[test]
    fn every_field_is_part_of_the_hash() {
        type Change = fn(&mut Text);
        let changes: [Change; 6] = [
            |t| longer(&mut t.headline),
            |t| longer(&mut t.quote),
            |t| longer(&mut t.narrative),
            |t| t.attribution = Attribution::FirstName,
            |t| longer(&mut t.attribution_line),
            |t| longer(&mut t.content_note),
        ];
        let mut seen = vec![
            hash(&text()),
            hash_of(&text(), 2, Locale::Ky, 1),
            hash_of(&text(), 1, Locale::Uz, 1),
            hash_of(&text(), 1, Locale::Ky, 2),
            text().sha256(&"башка".into(), Uuid::from_u128(1), Locale::Ky, 1),
        ];
        for change in changes {
            let mut t = text();
            change(&mut t);
            seen.push(hash(&t));
        }
        assert!(seen.iter().all(|h| h.len() == 32));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 11);
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
                t.headline = chars[..n].iter().collect::<String>().into();
                t.quote = chars[n..].iter().collect::<String>().into();
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
