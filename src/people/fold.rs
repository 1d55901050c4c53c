//! Names as they are searched and compared: what differs by alphabet, spelling and habit is folded into one row of Latin
//! letters, so that Өмүрбек, Омурбек, Omurbek and Ömürbek are one name, and so are Yoʻldosh, Йўлдош and Yo'ldosh.
//!
//! The letters are ours and need not be read: `j` is ж, zh, dzh and дж; `c` is ч and ch; `w` is ш, щ and sh; `i` is и, й, ы and y.
//! Where a spelling can stand for two sounds (oʻ is o or u, x is h or ks, ң is n or ng), a part has two spellings, and is found by
//! either. A part at its longest is [`PART`] letters of [`PARTS`] parts.

use std::collections::BTreeSet;

/// What a change of the folding raises: whoever was indexed under an older number is indexed again.
pub const VERSION: i64 = 2;
/// Parts of a name that count.
pub const PARTS: usize = 8;
/// Letters of a part that count.
pub const PART: usize = 24;
/// Parts of which pairs are made.
const PAIRED: usize = 4;
/// Letters of a beginning that is kept, at least and at most.
pub const PREFIX: std::ops::RangeInclusive<usize> = 2..=6;
/// Letters of each of two beginnings that are kept together.
pub const START: usize = 3;
/// From which likeness on two parts may be one name, mistyped.
pub const ALIKE: f64 = 0.45;
/// Letters of a word of which one may be wrong, at least.
const ONE_OFF: usize = 4;

/// "Daughter of", "son of": so many people have them that they find nobody and would be the first to be guessed.
const PARTICLES: [&str; 5] = ["kizi", "ulu", "uli", "ogli", "ugli"];

/// A part of a name in its one or two spellings.
pub type Spellings = Vec<String>;

/// What a token stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Whole,
    Prefix,
    Trigram,
    Pair,
    Starts,
}

impl Kind {
    /// Keeps the digests of one kind apart from those of another.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Whole => "name",
            Self::Prefix => "name-prefix",
            Self::Trigram => "name-trigram",
            Self::Pair => "name-pair",
            Self::Starts => "name-starts",
        }
    }
}

/// The parts of a name, folded; "kyzy" and "uulu" are none, unless there is nothing else.
#[must_use]
pub fn parts(name: &str) -> Vec<Spellings> {
    let all: Vec<Spellings> = words(name).iter().map(|word| spellings(word)).filter(|s| !s.is_empty()).collect();
    let telling: Vec<Spellings> = all.iter().filter(|s| !is_particle(s)).take(PARTS).cloned().collect();
    if telling.is_empty() { all.into_iter().take(PARTS).collect() } else { telling }
}

fn is_particle(spellings: &Spellings) -> bool {
    spellings.iter().any(|s| PARTICLES.contains(&s.as_str()))
}

/// Everything that a person is found by.
#[must_use]
pub fn tokens(full_name: &str, call_name: &str) -> BTreeSet<(Kind, String)> {
    let mut tokens = BTreeSet::new();
    for part in all_parts(full_name, call_name) {
        for spelling in part {
            tokens.extend(prefixes(&spelling).into_iter().map(|p| (Kind::Prefix, p)));
            tokens.extend(inner_trigrams(&spelling).into_iter().map(|t| (Kind::Trigram, t)));
            tokens.insert((Kind::Whole, spelling));
        }
    }
    tokens.extend(starts(&parts(full_name)).into_iter().map(|s| (Kind::Starts, s)));
    tokens
}

/// The beginnings of two parts together, each with each, in every spelling and whatever their order. Two beginnings that a
/// hundred thousand have are shared by a few hundred, so that a search for both need not go through either.
#[must_use]
pub fn starts(parts: &[Spellings]) -> BTreeSet<String> {
    let cut = |s: &String| s.chars().take(START).collect::<String>();
    let cuts: Vec<BTreeSet<String>> = parts.iter().take(PAIRED).map(|p| p.iter().map(cut).collect()).collect();
    let mut starts = BTreeSet::new();
    for (n, one) in cuts.iter().enumerate() {
        for (a, b) in cuts[n + 1..].iter().flatten().flat_map(|b| one.iter().map(move |a| (a.min(b), a.max(b)))) {
            starts.insert(format!("{a} {b}"));
        }
    }
    starts
}

/// The two parts of a full name together, each with each, whatever their order; of a name with one part, that one.
#[must_use]
pub fn pairs(full_name: &str) -> BTreeSet<String> {
    pairs_of(&parts(full_name))
}

/// As [`pairs`], of parts.
#[must_use]
pub fn pairs_of(parts: &[Spellings]) -> BTreeSet<String> {
    let mut pairs = BTreeSet::new();
    for choice in 0..2 {
        let spelled: Vec<&str> =
            parts.iter().take(PAIRED).filter_map(|p| p.get(choice).or(p.first())).map(String::as_str).collect();
        if let [only] = spelled[..] {
            pairs.insert(format!("{only} "));
        }
        for (n, one) in spelled.iter().enumerate() {
            for other in &spelled[n + 1..] {
                let (a, b) = if one <= other { (one, other) } else { (other, one) };
                pairs.insert(format!("{a} {b}"));
            }
        }
    }
    pairs
}

/// The beginnings of a part that are kept.
#[must_use]
pub fn prefixes(part: &str) -> Vec<String> {
    let letters: Vec<char> = part.chars().collect();
    PREFIX.filter(|n| *n <= letters.len()).map(|n| letters[..n].iter().collect()).collect()
}

/// Three letters in a row, and the first two with a mark before them.
#[must_use]
pub fn trigrams(part: &str) -> BTreeSet<String> {
    let letters: Vec<char> = std::iter::once('^').chain(part.chars()).collect();
    letters.windows(3).map(|w| w.iter().collect()).collect()
}

/// The trigrams that are kept: the one with the mark is the beginning of two letters once more.
#[must_use]
pub fn inner_trigrams(part: &str) -> BTreeSet<String> {
    trigrams(part).into_iter().filter(|t| !t.starts_with('^')).collect()
}

/// How like two parts are, by the trigrams they share: 0 to 1 (Dice).
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "at most PART trigrams")]
pub fn likeness(one: &str, other: &str) -> f64 {
    let (a, b) = (trigrams(one), trigrams(other));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    2.0 * a.intersection(&b).count() as f64 / (a.len() + b.len()) as f64
}

/// Whether one letter was missed, added or taken for another, or two were changed round, in a word long enough to be known by
/// its others.
fn is_one_off(one: &str, other: &str) -> bool {
    let (a, b) = (one.chars().count(), other.chars().count());
    a.min(b) >= ONE_OFF && a.abs_diff(b) <= 1 && strsim::osa_distance(one, other) == 1
}

/// How well a typed word matches a part: 3 for the same, 2 for its beginning; if `mistyped`, 1 for one with a letter wrong, and
/// less for one that is only like it.
#[must_use]
pub fn matches(typed: &Spellings, part: &Spellings, mistyped: bool) -> Option<f64> {
    let score = |t: &String, p: &String| match () {
        () if t == p => Some(3.0),
        () if p.starts_with(t.as_str()) => Some(2.0),
        () if mistyped && is_one_off(t, p) => Some(1.0),
        () if mistyped => Some(likeness(t, p)).filter(|alike| *alike >= ALIKE),
        () => None,
    };
    let all = typed.iter().flat_map(|t| part.iter().map(move |p| (t, p)));
    all.filter_map(|(t, p)| score(t, p)).max_by(f64::total_cmp)
}

/// The parts of somebody's names that a typed word can mean.
#[must_use]
pub fn all_parts(full_name: &str, call_name: &str) -> Vec<Spellings> {
    parts(full_name).into_iter().chain(joined(full_name)).chain(parts(call_name)).collect()
}

/// Two parts with a hyphen between them are also one.
fn joined(name: &str) -> Vec<Spellings> {
    let hyphens = name.split_whitespace().filter(|word| word.contains(HYPHENS));
    hyphens.map(|word| spellings(&words(&word.replace(HYPHENS, "")).concat())).filter(|s| !s.is_empty()).collect()
}

const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{2011}', '\u{2013}'];
/// After o and g they make another letter, elsewhere they are dropped.
const APOSTROPHES: [char; 9] =
    ['\'', '\u{2018}', '\u{2019}', '\u{2bb}', '\u{2bc}', '\u{2bd}', '\u{60}', '\u{b4}', '\u{2032}'];

fn words(name: &str) -> Vec<Vec<char>> {
    let mut words = Vec::new();
    let mut word = Vec::new();
    for c in name.to_lowercase().chars() {
        match c {
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' => {}
            c if APOSTROPHES.contains(&c) => word.push('\''),
            c if c.is_alphanumeric() => word.push(c),
            _ => words.push(std::mem::take(&mut word)),
        }
    }
    words.push(word);
    words
}

fn spellings(word: &[char]) -> Spellings {
    let mut both: Spellings = [false, true].into_iter().map(|second| spell(word, second)).collect();
    both.retain(|s| !s.is_empty());
    both.dedup();
    both
}

/// One spelling of a word: the first choice everywhere, or the second.
fn spell(word: &[char], second: bool) -> String {
    let mut spelled = String::with_capacity(word.len() + 4);
    let mut at = 0;
    while at < word.len() {
        let rest = &word[at..];
        let (letters, length) = group(rest, second).unwrap_or_else(|| (single(rest[0], second), 1));
        match letters {
            Some(text) => spelled.push_str(text),
            // Of another script: as it is.
            None => spelled.push(rest[0]),
        }
        at += length;
    }
    let spelled = spelled.replace("dj", "j");
    let mut folded = String::with_capacity(spelled.len());
    for c in spelled.chars() {
        if !folded.ends_with(c) {
            folded.push(c);
        }
    }
    folded.chars().take(PART).collect()
}

/// Letters that are one sound together, and how many they are.
fn group(rest: &[char], second: bool) -> Option<(Option<&'static str>, usize)> {
    let o = if second { "u" } else { "o" };
    let found = match rest {
        ['s', 'h', 'c', 'h', ..] => ("w", 4),
        ['s', 'c', 'h', ..] => ("w", 3),
        ['t', 'c', 'h', ..] => ("c", 3),
        ['d', 'z', 'h', ..] => ("j", 3),
        ['y', 'o', '\'', ..] => (if second { "iu" } else { "io" }, 3),
        ['o', '\'', ..] => (o, 2),
        ['g', '\'' | 'h', ..] => ("g", 2),
        ['s', 'h', ..] => ("w", 2),
        ['c', 'h', ..] => ("c", 2),
        ['z', 'h', ..] => ("j", 2),
        ['k', 'h', ..] => ("h", 2),
        ['p', 'h', ..] => ("f", 2),
        ['c', 'k', ..] => ("k", 2),
        ['y', 'e', ..] => ("e", 2),
        ['y', 'o', ..] => (if second { "e" } else { "io" }, 2),
        _ => return None,
    };
    Some((Some(found.0), found.1))
}

/// One letter; `None` for one of another script.
fn single(c: char, second: bool) -> Option<&'static str> {
    Some(match c {
        '\'' | 'ъ' | 'ь' => "",
        'a' | 'а' | 'á' | 'à' | 'â' | 'ä' | 'ә' => "a",
        'b' | 'б' => "b",
        'c' | 'k' | 'q' | 'к' | 'қ' => "k",
        'ч' | 'ҷ' | 'ç' | 'č' => "c",
        'd' | 'д' => "d",
        'e' | 'е' | 'э' | 'є' | 'é' | 'è' | 'ê' | 'ë' => "e",
        'ё' => {
            if second {
                "io"
            } else {
                "e"
            }
        }
        'f' | 'ф' => "f",
        'g' | 'г' | 'ғ' | 'ğ' => "g",
        'h' | 'х' | 'ҳ' | 'һ' => "h",
        'x' => {
            if second {
                "ks"
            } else {
                "h"
            }
        }
        'i' | 'y' | 'и' | 'й' | 'ы' | 'і' | 'ї' | 'ӣ' | 'ı' | 'í' | 'î' => "i",
        'j' | 'ж' | 'җ' | 'ž' => "j",
        'l' | 'л' => "l",
        'm' | 'м' => "m",
        'n' | 'н' => "n",
        'ң' | 'ñ' | 'ŋ' => {
            if second {
                "ng"
            } else {
                "n"
            }
        }
        'o' | 'о' | 'ө' | 'ö' | 'ó' | 'ô' => "o",
        'ў' => {
            if second {
                "u"
            } else {
                "o"
            }
        }
        'p' | 'п' => "p",
        'r' | 'р' => "r",
        's' | 'с' => "s",
        't' | 'т' => "t",
        'u' | 'у' | 'ү' | 'ұ' | 'ӯ' | 'ü' | 'ú' | 'û' => "u",
        'v' | 'w' | 'в' => "v",
        'z' | 'з' => "z",
        'ц' => "ts",
        'ш' | 'щ' | 'ş' | 'š' => "w",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ALIKE, Kind, PART, PARTS, inner_trigrams, likeness, matches, pairs, parts, prefixes, starts, tokens};

    /// Whether somebody called `name` is found by `typed`, as a whole name or its beginning.
    fn finds(typed: &str, name: &str) -> bool {
        let all = parts(name);
        parts(typed).iter().all(|t| all.iter().any(|p| matches(t, p, false).is_some()))
    }

    #[test]
    fn one_name_in_all_its_spellings() {
        for same in [
            &["Өмүрбек", "Омурбек", "омүрбек", "Omurbek", "Ömürbek", "OMURBEK"][..],
            &["Айгүл", "Айгул", "Aigul", "Aygul", "Aygül", "АЙГҮЛ"],
            &["Жумабаева", "Джумабаева", "Zhumabaeva", "Jumabayeva", "Djumabaeva", "Dzhumabayeva"],
            &["Таңатар", "Танатар", "Tanatar"],
            &["Таңатар", "Tangatar"],
            &["Элнура", "Elnura"],
            &["Алёна", "Алена", "Alena", "Alyona"],
            &["Yoʻldosheva", "Yo'ldosheva", "Yo’ldosheva", "Yoʼldosheva", "Йўлдошева", "Yoldosheva"],
            &["Oʻgʻiloy", "O'g'iloy", "Ogiloy", "Ўғилой", "Огилой"],
            &["Oʻsmonov", "Усмонов", "Osmonov"],
            &["Qodirov", "Кодиров", "Kodirov", "Қодиров"],
            &["Baxrom", "Бахром", "Bakhrom", "Bahrom"],
            &["Александр", "Aleksandr", "Alexandr"],
            &["Gʻaniyeva", "G'aniyeva", "Ганиева", "Ghanieva", "Ғаниева"],
            &["Дмитрий", "Dmitriy", "Dmitry", "Dmitrii"],
            &["Юлия", "Yulia", "Yuliya"],
            &["Мария", "Maria", "Mariya"],
            &["Ильяс", "Ilyas", "Ilias"],
            &["Цой", "Tsoy", "Tsoi"],
            &["Чолпон", "Cholpon", "ЧОЛПОН"],
            &["Шаршен", "Sharshen", "Şarşen"],
            &["Щукина", "Shchukina"],
            &["Сергей", "Sergey", "Sergei"],
            &["Бүбүсайра", "Бубусайра", "Bubusaira", "Bubusayra"],
        ] {
            for (name, typed) in same.iter().flat_map(|n| same.iter().map(move |t| (n, t))) {
                // Each finds the first one, and the first one finds each.
                if name == &same[0] || typed == &same[0] {
                    assert!(finds(typed, name), "{typed} finds {name}: {:?} {:?}", parts(typed), parts(name));
                }
            }
        }
    }

    #[test]
    fn other_names_stay_others() {
        for (one, other) in [("Айгүл", "Айгерим"), ("Асан", "Эсен"), ("Нурбек", "Норбек"), ("Жаныл", "Шаныл")]
        {
            assert!(!finds(one, other), "{one} {other}");
        }
    }

    #[test]
    fn beginnings_hyphens_patronymics_and_single_names() {
        assert!(finds("айг", "Айгүл Бекова"));
        assert!(finds("Бекова Айгүл", "Айгүл Бекова"), "in any order");
        assert!(finds("Асан", "Айгүл Асан кызы") && finds("Айгүл Асан кызы", "Айгүл Асан"));
        assert_eq!(parts("Үмүт Сапар уулу"), parts("Умут Сапар"));
        assert!(!parts("кызы").is_empty(), "there is nothing else");
        assert_eq!(parts("Анна-Мария"), parts("Анна Мария"));
        assert!(tokens("Бүбү-Сайра", "").contains(&(Kind::Whole, "bubusaira".into())));
        assert_eq!(parts("  ").len(), 0);
        assert_eq!(parts("Үмүт").len(), 1);
        assert_eq!(pairs("Айгүл Бекова"), pairs("Bekova Aigul"));
        assert!(pairs("Айгүл Болотовна Бекова").is_superset(&pairs("Бекова Айгүл")));
        assert_eq!(pairs("Үмүт").len(), 1);
        assert!(pairs("").is_empty());
    }

    #[test]
    fn a_mistyped_name_is_like_the_right_one() {
        for (typed, name) in
            [("токтосонова", "Токтосунова"), ("жумобаева", "Жумабаева"), ("бейшеналева", "Бейшеналиева")]
        {
            let (t, n) = (&parts(typed)[0], &parts(name)[0]);
            let score = matches(t, n, true).unwrap_or_default();
            assert!((ALIKE..2.0).contains(&score), "{typed} {name} {score}");
        }
        assert!(likeness("aigul", "bermet") < ALIKE);
        // One letter of a short name leaves few trigrams.
        for (typed, name) in [("Бокыт", "Бакыт"), ("Азат", "Асат"), ("Акыт", "Бакыт"), ("Гулазр", "Гулзар")]
        {
            let (t, n) = (&parts(typed)[0], &parts(name)[0]);
            assert_eq!(matches(t, n, true), Some(1.0), "{typed} {name}");
            assert_eq!(matches(t, n, false), None, "{typed} {name}");
        }
        for (typed, name) in [("Али", "Аза"), ("Бокот", "Бакыт"), ("Асан", "Үсөн")] {
            assert_eq!(matches(&parts(typed)[0], &parts(name)[0], true), None, "{typed} {name}");
        }
    }

    #[test]
    fn beginnings_are_of_two_to_six_letters() {
        assert_eq!(prefixes("aigulsun"), ["ai", "aig", "aigu", "aigul", "aiguls"]);
        assert_eq!(prefixes("ai"), ["ai"]);
        assert!(prefixes("a").is_empty());
    }

    #[test]
    fn two_beginnings_are_one_token_in_every_spelling() {
        assert_eq!(starts(&parts("Бекова Айгүл")), ["aig bek".to_owned()].into());
        assert_eq!(starts(&parts("Айгүл Бекова")), starts(&parts("bekova aigul")));
        let stored = starts(&parts("Yoʻldosheva Oʻgʻiloy"));
        // Each part by another of its spellings.
        assert!(stored.is_superset(&starts(&parts("Юлдошева Огилой"))) && stored.len() == 4);
        assert_eq!(starts(&parts("Айгүл Болотовна Бекова")).len(), 3);
        assert!(starts(&parts("Үмүт")).is_empty());
        let name = parts("Айгүл Бекова Асан Болот Чолпон");
        assert_eq!(starts(&name).len(), 6, "of four parts, as pairs");
    }

    #[test]
    fn no_beginning_is_kept_twice() {
        assert_eq!(inner_trigrams("aigul").into_iter().collect::<Vec<_>>(), ["aig", "gul", "igu"]);
        let all = tokens("Айгүл", "");
        assert!(all.iter().all(|(kind, text)| *kind != Kind::Trigram || !text.contains('^')));
        assert!(all.contains(&(Kind::Prefix, "ai".into())));
    }

    #[test]
    fn a_long_name_is_cut_at_its_limits() {
        let long = "бв".repeat(PART);
        assert_eq!(parts(&long)[0][0].chars().count(), PART);
        let many = (0..=PARTS).map(|n| format!("ата{}", "бв".repeat(n))).collect::<Vec<_>>().join(" ");
        assert_eq!(parts(&many).len(), PARTS);
    }

    proptest! {
        #[test]
        fn any_text_is_folded_within_bounds(name in any::<String>()) {
            let all = tokens(&name, &name);
            prop_assert!(all.len() <= (2 * PARTS + name.len()) * 2 * (PART + 6));
            prop_assert!(parts(&name).len() <= PARTS);
        }

        #[test]
        fn case_and_spaces_do_not_matter(name in "[А-Яа-яҢңӨөҮүЁёA-Za-z '-]{0,40}") {
            prop_assert_eq!(parts(&name), parts(&name.to_uppercase()));
            prop_assert_eq!(parts(&name), parts(&format!("  {name} ").replace(' ', "   ")));
        }
    }
}
