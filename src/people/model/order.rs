//! The order of names in a list, as its readers look for them: each alphabet with its own letters in their places.

use crate::i18n::Locale;

const CYRILLIC: &str = "абвгғдеёжзийкқлмнңоөпрстуўүұфхҳцчшщъыьэюя";
/// Uzbek: oʻ, gʻ, sh and ch follow z.
const UZBEK: [&str; 29] = [
    "a", "b", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y",
    "z", "o'", "g'", "sh", "ch", "ng",
];

/// What names are sorted by for a reader of this language: ң after н, ө after о, ү after у, in Uzbek oʻ and gʻ after z; case,
/// hyphens and apostrophes do not count. The reader's own alphabet comes first.
#[must_use]
pub fn sort_key(name: &str, l: Locale) -> Vec<u16> {
    let cyrillic_first = matches!(l, Locale::Ky | Locale::Ru);
    let (cyrillic, latin) = if cyrillic_first { (100, 200) } else { (200, 100) };
    let mut key = Vec::with_capacity(name.len());
    let letters: Vec<char> = name.to_lowercase().chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let (weight, length) = match rest[0] {
            c if c.is_whitespace() || c == '-' => (1, 1),
            c if is_apostrophe(c) => (0, 1),
            'a'..='z' if l == Locale::Uz => uzbek(rest),
            c @ 'a'..='z' => (u16::from(u8::try_from(c).unwrap_or_default() - b'a') + 10, 1),
            c => match CYRILLIC.chars().position(|x| x == plain(c, l)) {
                Some(n) => (u16::try_from(n).unwrap_or_default() + 1_000, 1),
                None => (u16::try_from(u32::from(c)).unwrap_or(u16::MAX).max(2_000), 1),
            },
        };
        at += length;
        match weight {
            0 => {}
            10..1_000 => key.push(weight + latin),
            1_000..2_000 => key.push(weight - 990 + cyrillic),
            other => key.push(other),
        }
    }
    key
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '\u{60}' | '\u{b4}')
}

/// Russian dictionaries do not tell ё from е.
fn plain(c: char, l: Locale) -> char {
    if c == 'ё' && l == Locale::Ru { 'е' } else { c }
}

/// The place of the letter that begins here, which may be written with two signs.
fn uzbek(rest: &[char]) -> (u16, usize) {
    let two = match rest {
        ['o', mark, ..] if is_apostrophe(*mark) => Some("o'"),
        ['g', mark, ..] if is_apostrophe(*mark) => Some("g'"),
        ['s', 'h', ..] => Some("sh"),
        ['c', 'h', ..] => Some("ch"),
        _ => None,
    };
    let length = if two.is_some() { 2 } else { 1 };
    let found = UZBEK.iter().position(|x| two.map_or_else(|| x.chars().eq([rest[0]]), |two| *x == two));
    // c and w are no letters of the alphabet and stand before it.
    (found.map_or(10, |n| u16::try_from(n).unwrap_or_default() + 11), length)
}

#[cfg(test)]
mod tests {
    use super::sort_key;
    use crate::i18n::Locale;

    #[track_caller]
    fn in_order(l: Locale, names: &[&str]) {
        let mut sorted = names.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|name| sort_key(name, l));
        assert_eq!(sorted, names);
    }

    #[test]
    fn each_letter_has_its_place() {
        in_order(Locale::Ky, &["Нурбек", "Ңадыл", "Омор", "Өмүр", "Пери", "Уулжан", "Үмүт", "Фарида", "Olga"]);
        in_order(
            Locale::Uz,
            &["Gulnora", "Olim", "Sobir", "Zulfiya", "Oʻgʻiloy", "Gʻani", "Shahnoza", "Chinora", "Омор"],
        );
        in_order(Locale::Ru, &["Ёлкина Анна", "Елкина Вера", "Жукова"]);
        in_order(Locale::En, &["Aigul", "O'Hara", "Olga", "Zhanna", "Айгүл"]);
        in_order(Locale::Ky, &["Асан Уулу", "Асанов", "Асанова"]);
    }

    #[test]
    fn case_and_hyphens_do_not_count() {
        assert_eq!(sort_key("БҮБҮ-сайра", Locale::Ky), sort_key("бүбү Сайра", Locale::Ky));
        assert_eq!(sort_key("Yoʻldosh", Locale::Uz), sort_key("yo'ldosh", Locale::Uz));
    }
}
