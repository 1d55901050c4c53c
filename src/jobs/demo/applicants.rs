//! The many who apply for one training: from every region and from the neighbours, of all ages, in four languages, with their
//! names in whichever alphabet they type. Each follows from their number alone, but that no two have the same name.

use std::collections::BTreeSet;

use super::names::{DUNGAN, KYRGYZ, Names, RUSSIAN, TAJIK, UZBEK};
use crate::i18n::Locale;
use crate::registration::model::Needs;

pub struct Applicant {
    pub full_name: String,
    pub call_name: &'static str,
    pub sex: &'static str,
    pub age_band: &'static str,
    pub locale: Locale,
    pub home_region: &'static str,
    pub organisation: &'static str,
    pub needs: Needs,
    pub note: &'static str,
    /// Answers to the questions of the training follow from it.
    pub dice: usize,
}

/// How many of a hundred come from where, and are of which people there.
const REGIONS: [(u64, &str, &Peoples); 15] = [
    (16, "chuy", &NORTH),
    (13, "bishkek", &NORTH),
    (14, "osh", &SOUTH),
    (7, "osh-city", &SOUTH),
    (13, "jalal-abad", &SOUTH),
    (9, "batken", &SOUTH),
    (8, "naryn", &MOUNTAINS),
    (8, "ysyk-kol", &NORTH),
    (5, "talas", &MOUNTAINS),
    (2, "fergana", &VALLEY),
    (1, "andijan", &VALLEY),
    (1, "namangan", &VALLEY),
    (1, "tashkent", &VALLEY),
    (1, "sughd", &SUGHD),
    (1, "almaty", &NORTH),
];

/// A people, with how many of a hundred are written to in each of [`Locale::ALL`].
type People = (&'static Names, [u64; 4]);
type Peoples = [(u64, People)];

const IN_KYRGYZ: People = (&KYRGYZ, [76, 19, 1, 4]);
const IN_UZBEK: People = (&UZBEK, [8, 16, 75, 1]);
const IN_RUSSIAN: People = (&RUSSIAN, [3, 94, 0, 3]);
const IN_DUNGAN: People = (&DUNGAN, [20, 80, 0, 0]);
const IN_TAJIK: People = (&TAJIK, [0, 60, 20, 20]);

const NORTH: [(u64, People); 4] = [(74, IN_KYRGYZ), (17, IN_RUSSIAN), (6, IN_DUNGAN), (3, IN_UZBEK)];
const SOUTH: [(u64, People); 4] = [(58, IN_KYRGYZ), (34, IN_UZBEK), (5, IN_RUSSIAN), (3, IN_TAJIK)];
const MOUNTAINS: [(u64, People); 2] = [(95, IN_KYRGYZ), (5, IN_RUSSIAN)];
const VALLEY: [(u64, People); 2] = [(80, IN_UZBEK), (20, IN_KYRGYZ)];
const SUGHD: [(u64, People); 2] = [(75, IN_TAJIK), (25, IN_KYRGYZ)];

const SEXES: [(u64, &str); 4] = [(70, "female"), (26, "male"), (1, "other"), (3, "")];
const AGES: [(u64, &str); 6] = [(22, "18_24"), (33, "25_34"), (28, "35_49"), (11, "50_64"), (2, "65_over"), (4, "")];

/// Half of all come from one; the first of the list send most.
const ORGANISATIONS: [&str; 24] = [
    "Кош терек",
    "Айыл жаштары",
    "Жети дарыя",
    "Открытая дверь Чуй",
    "Мээр нуру",
    "Nurli kelajak",
    "Тоо шамы",
    "Көк жээк",
    "Правовая азбука",
    "Ала-Булак аялдары",
    "Ishonch koʻprigi",
    "Күн чыккан тарап",
    "Мектеп жана ата-эне",
    "Соседи вместе",
    "Ак босого тобу",
    "Жаңы кадам",
    "Bahor ayollari",
    "Дом на перекрёстке",
    "Кыр гүлү",
    "Таза суу бирикмеси",
    "Голос села",
    "Ынтымак көпүрө",
    "Чек ара айылдары",
    "Тилектештер",
];

const NOTES: [&str; 6] = [
    "Айылыбызда укук боюнча сабак өтүлө элек.",
    "Работаю в школе, могу вести занятия для родителей.",
    "Mahallada ayollar bilan ishlayman.",
    "Түнкү унаа менен гана келе алам.",
    "Приеду с ребёнком трёх лет.",
    "Мурда эки тренингге катышкам.",
];

/// Numbers that look thrown, the same each time: `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(1).max(1);
        usize::try_from(self.throw() % n).unwrap_or(0)
    }

    fn percent(&mut self, n: u64) -> bool {
        self.throw() % 100 < n
    }

    /// One of these, each as often as its weight says.
    fn of<T: Copy>(&mut self, weighted: &[(u64, T)]) -> Option<T> {
        let mut left = self.throw() % weighted.iter().map(|(weight, _)| weight).sum::<u64>().max(1);
        for (weight, value) in weighted {
            if left < *weight {
                return Some(*value);
            }
            left -= weight;
        }
        None
    }
}

/// So many of them.
pub fn applicants(count: usize, seed: u64) -> Vec<Applicant> {
    let mut taken = BTreeSet::new();
    (0..).zip(0..count).map(|(n, _)| applicant(&mut Dice(seed.wrapping_mul(1 + n)), &mut taken)).collect()
}

fn applicant(dice: &mut Dice, taken: &mut BTreeSet<String>) -> Applicant {
    let regions = REGIONS.map(|(weight, region, peoples)| (weight, (region, peoples)));
    let (home_region, peoples) = dice.of(&regions).unwrap_or(("", &NORTH));
    let (names, languages) = dice.of(peoples).unwrap_or(IN_KYRGYZ);
    let mut weighted = languages.into_iter().zip(Locale::ALL).collect::<Vec<_>>();
    weighted.retain(|(weight, _)| *weight > 0);
    let locale = dice.of(&weighted).unwrap_or(Locale::Ky);
    let sex = dice.of(&SEXES).unwrap_or_default();
    let woman = usize::from(sex == "male");
    let (given, family) = (names.given[woman], names.family[woman]);
    // Who is written to in Latin letters mostly types them.
    let latin = usize::from(dice.percent(if matches!(locale, Locale::Uz | Locale::En) { 80 } else { 9 }));
    let plain = dice.percent(8);
    let (g, mut f) = (dice.below(given.len()), dice.below(family.len()));
    let spelled = |f: usize| {
        let name = format!("{} {}", given[g][latin], family[f][latin]);
        // Not every phone has the letters.
        if plain { name.replace('ү', "у").replace('ө', "о").replace('ң', "н") } else { name }
    };
    for _ in 0..family.len() {
        // Whatever the alphabet.
        if taken.insert(format!("{} {}", given[g][0], family[f][0])) {
            break;
        }
        f = (f + 1) % family.len();
    }
    let most = dice.below(ORGANISATIONS.len()).min(dice.below(ORGANISATIONS.len()));
    Applicant {
        full_name: spelled(f),
        call_name: given[g][latin],
        sex,
        age_band: dice.of(&AGES).unwrap_or_default(),
        locale,
        home_region: if dice.percent(2) { "" } else { home_region },
        organisation: if dice.percent(52) { ORGANISATIONS[most] } else { "" },
        needs: Needs {
            interpreter: locale == Locale::En || dice.percent(3),
            step_free: dice.percent(3),
            childcare: dice.percent(if sex == "female" { 11 } else { 3 }),
            travel: dice.percent(if matches!(home_region, "chuy" | "bishkek") { 15 } else { 70 }),
            lodging: dice.percent(if matches!(home_region, "chuy" | "bishkek") { 10 } else { 65 }),
        },
        note: if dice.percent(6) { NOTES[dice.below(NOTES.len())] } else { "" },
        dice: dice.below(10_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::fold;

    #[test]
    fn they_are_the_same_each_time_and_no_two_share_a_name() {
        let names = |seed| applicants(320, seed).into_iter().map(|a| a.full_name).collect::<Vec<_>>();
        assert_eq!(names(7), names(7));
        let all = names(20_200_222);
        let folded: BTreeSet<_> = all.iter().map(|name| fold::parts(name)).collect();
        assert_eq!(folded.len(), all.len());
    }

    #[test]
    fn they_come_from_everywhere_and_type_in_both_alphabets() {
        let all = applicants(320, 20_200_222);
        for (_, region, _) in REGIONS {
            assert!(all.iter().any(|a| a.home_region == region), "{region}");
        }
        for locale in Locale::ALL {
            assert!(all.iter().any(|a| a.locale == locale), "{locale}");
        }
        let latin = all.iter().filter(|a| a.full_name.is_ascii()).count();
        assert!((40..160).contains(&latin), "{latin}");
    }
}
