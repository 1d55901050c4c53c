//! The line about the person, exactly as agreed.

use super::Attribution;
use crate::seal::Personal;

/// What is known of a person's name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Names {
    pub full: Personal,
    /// How the person wishes to be addressed.
    pub call: Personal,
    pub pseudonym: Personal,
}

/// Family words of Kyrgyz and Uzbek names ("son of", "daughter of"), which have no initial of their own.
const FAMILY_WORDS: [&str; 10] = ["уулу", "кызы", "uulu", "kyzy", "qizi", "oʻgʻli", "ugli", "ogli", "угли", "кизи"];

/// What stands under the words. `no_name` is the word for "without a name" in the language of the rendition; it also
/// stands in where a name gives nothing to show.
#[must_use]
pub fn attribution_line(attribution: Attribution, names: &Names, no_name: &str) -> Personal {
    let line = match attribution {
        Attribution::FullName => words(names.full.reveal()).join(" "),
        Attribution::FirstName => first_name(names),
        Attribution::Initials => initials(names.full.reveal()),
        Attribution::Pseudonym => words(names.pseudonym.reveal()).join(" "),
        Attribution::Anonymous => String::new(),
    };
    if line.is_empty() { no_name.into() } else { line.into() }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The first word of how the person is addressed. The full name alone would not do: many write the family name first,
/// and that would show more than was agreed.
fn first_name(names: &Names) -> String {
    let first = |text: &str| {
        let word = text.split_whitespace().find(|w| w.chars().any(char::is_alphabetic))?;
        Some(word.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | '(' | ')' | '"' | '«' | '»')).to_owned())
    };
    first(names.call.reveal()).or_else(|| first(names.full.reveal())).unwrap_or_default()
}

fn initials(full: &str) -> String {
    let family = |word: &str| FAMILY_WORDS.contains(&straight(&word.to_lowercase()).as_str());
    let initials: Vec<_> = words(full).into_iter().filter(|w| !family(w)).filter_map(initial).collect();
    initials.join(" ")
}

/// The signs people type for the ʻ of oʻ and gʻ.
const fn is_turned_comma(c: char) -> bool {
    matches!(c, '\u{02BB}' | '\u{02BC}' | '\u{2018}' | '\u{2019}' | '\'' | '`')
}

fn straight(word: &str) -> String {
    word.chars().map(|c| if is_turned_comma(c) { '\u{02BB}' } else { c }).collect()
}

/// The first letter with a full stop. The Uzbek letters Oʻ, Gʻ, Sh and Ch are one letter each, as are letters that carry
/// a combining mark.
fn initial(word: &str) -> Option<String> {
    let mut rest = word.chars().skip_while(|c| !c.is_alphabetic());
    let first = rest.next()?;
    let mut letter: String = first.to_uppercase().collect();
    let mut next = rest.next();
    while let Some(mark) = next.filter(|c| ('\u{0300}'..='\u{036F}').contains(c)) {
        letter.push(mark);
        next = rest.next();
    }
    match (letter.as_str(), next) {
        ("O" | "G", Some(c)) if is_turned_comma(c) => letter.push('\u{02BB}'),
        ("S" | "C", Some('h' | 'H')) => letter.push('h'),
        _ => {}
    }
    letter.push('.');
    Some(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Attribution, Names, attribution_line, initials};

    fn line(attribution: Attribution, full: &str, call: &str) -> String {
        let names = Names { full: full.into(), call: call.into(), pseudonym: " Гүл  апа ".into() };
        attribution_line(attribution, &names, "Атсыз").reveal().to_owned()
    }

    #[test]
    fn each_attribution_shows_what_was_agreed() {
        let said = |a| line(a, "Айгүл Токтогулова", "Айгүл");
        assert_eq!(said(Attribution::FullName), "Айгүл Токтогулова");
        assert_eq!(said(Attribution::FirstName), "Айгүл");
        assert_eq!(said(Attribution::Initials), "А. Т.");
        assert_eq!(said(Attribution::Pseudonym), "Гүл апа");
        assert_eq!(said(Attribution::Anonymous), "Атсыз");
    }

    #[test]
    fn the_family_name_written_first_stays_hidden() {
        assert_eq!(line(Attribution::FirstName, "Токтогулова Айгүл", "Айгүл эже"), "Айгүл");
        assert_eq!(line(Attribution::FirstName, "Айгүл", ""), "Айгүл");
        assert_eq!(line(Attribution::FirstName, "Дилноза Каримова", " , "), "Дилноза");
    }

    #[test]
    fn initials_keep_letters_whole() {
        assert_eq!(initials("Oʻktam"), "Oʻ.");
        assert_eq!(initials("o'ktam gʼulomov"), "Oʻ. Gʻ.");
        assert_eq!(initials("Shahnoza Choriyeva"), "Sh. Ch.");
        assert_eq!(initials("ңаңа Өмүрова"), "Ң. Ө.");
        assert_eq!(initials("И\u{0306}осиф"), "И\u{0306}.");
        assert_eq!(initials("Айбек Асан уулу"), "А. А.");
        assert_eq!(initials("Nilufar Karim qizi"), "N. K.");
        assert_eq!(initials("Alisher Botir o'g'li"), "A. B.");
        assert_eq!(initials("Нурлан"), "Н.");
        assert_eq!(initials("(Нурлан) — Б."), "Н. Б.");
    }

    #[test]
    fn a_name_without_letters_shows_no_name() {
        for attribution in [Attribution::FirstName, Attribution::Initials] {
            assert_eq!(line(attribution, "— 17", "…"), "Атсыз");
        }
        assert_eq!(line(Attribution::FullName, " ", ""), "Атсыз");
    }

    proptest! {
        #[test]
        fn initials_never_hold_a_whole_word(full in "\\PC{0,60}") {
            for initial in initials(&full).split(' ').filter(|i| !i.is_empty()) {
                prop_assert!(initial.ends_with('.'));
                let base = initial.chars().filter(|c| !('\u{0300}'..='\u{036F}').contains(c)).count();
                prop_assert!(base <= 5, "{initial}");
            }
        }

        #[test]
        fn there_is_always_a_line(full in "\\PC{0,40}", call in "\\PC{0,40}") {
            for a in Attribution::ALL {
                prop_assert!(!line(*a, &full, &call).trim().is_empty());
            }
        }
    }
}
