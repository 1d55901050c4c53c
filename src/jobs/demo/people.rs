//! A hundred and fifty invented people: names as they are common in the region, put together by number.

use crate::i18n::Locale;
use crate::registration::model::{AGE_BANDS, Needs};

pub struct Person {
    pub full_name: String,
    pub call_name: &'static str,
    pub sex: &'static str,
    pub locale: Locale,
    /// E.164; numbers of this form are not given out.
    pub phone: String,
    /// Every third has one.
    pub email: String,
    pub age_band: &'static str,
    pub needs: Needs,
}

/// Given names of women, of men; family names of women, of men.
type Names = [&'static [&'static str]; 4];

const KYRGYZ: Names = [
    &[
        "Айгүл",
        "Бермет",
        "Гүлзат",
        "Жылдыз",
        "Нурзат",
        "Элнура",
        "Чолпон",
        "Мээрим",
        "Айпери",
        "Назгүл",
        "Сайкал",
        "Асел",
        "Каныкей",
        "Бүбүсайра",
        "Үмүт",
        "Жазгүл",
        "Токтобүбү",
    ],
    &["Эрмек", "Нурбек", "Тилек", "Азамат", "Улан", "Кубаныч", "Өмүрбек", "Бакыт"],
    &[
        "Токтосунова",
        "Эсенова",
        "Жумабаева",
        "Сыдыкова",
        "Маматова",
        "Орозова",
        "Турдуева",
        "Асан кызы",
        "Өмүрбекова",
        "Бейшеналиева",
        "Сапар кызы",
        "Кадырова",
        "Жээнбаева",
    ],
    &["Токтосунов", "Эсенов", "Жумабаев", "Асан уулу", "Орозов", "Турдуев", "Сапар уулу"],
];
const UZBEK: Names = [
    &["Dilfuza", "Nodira", "Mohira", "Gulnora", "Shahnoza", "Zulfiya", "Oʻgʻiloy", "Muhabbat"],
    &["Bahrom", "Rustam", "Otabek", "Sherzod", "Ulugʻbek"],
    &["Yoʻldosheva", "Karimova", "Qodirova", "Rahimova", "Gʻaniyeva", "Toʻxtayeva", "Sobirova"],
    &["Yoʻldoshev", "Qodirov", "Rahimov", "Gʻaniyev", "Toʻxtayev"],
];
const RUSSIAN: Names = [
    &["Ольга", "Светлана", "Татьяна", "Ирина", "Алёна", "Вера"],
    &["Сергей", "Павел", "Артём"],
    &["Лаптева", "Дорохова", "Зимина", "Кравцова", "Ёлкина"],
    &["Лаптев", "Дорохов", "Зимин"],
];
const DUNGAN: Names = [
    &["Фатима", "Розия", "Зухра", "Халида", "Майрам"],
    &["Исмар", "Юсуп", "Харсан"],
    &["Ламазы", "Юсуза", "Арли", "Санфуза"],
    &["Ламазы", "Юсуза", "Арли", "Санфуза"],
];
const OTHERS: Names =
    [&["Farida", "Sitora"], &["Jawad", "Farhod", "Idris"], &["Nazari", "Naimova"], &["Nazari", "Naimov", "Karimi"]];

/// Which names, and whether a woman's.
fn kind(n: usize) -> (usize, bool) {
    let group = match n {
        19 | 87 | 131 => 4,
        _ => match n % 10 {
            2 | 6 | 8 => 1,
            4 => 2,
            9 => 3,
            _ => 0,
        },
    };
    (group, n % 4 != 3)
}

/// The person of this number, the same each time.
pub fn person(n: usize) -> Person {
    let (group, woman) = kind(n);
    let names = [KYRGYZ, UZBEK, RUSSIAN, DUNGAN, OTHERS][group];
    let locale = [Locale::Ky, Locale::Uz, Locale::Ru, Locale::Ru, Locale::En][group];
    let (given, family) = if woman { (names[0], names[2]) } else { (names[1], names[3]) };
    // How many of the same kind come before: each given name meets another family name every time.
    let before = (0..n).filter(|m| kind(*m) == (group, woman)).count();
    let (round, place) = (before / given.len(), before % given.len());
    let call_name = given[place];
    let family = family[(place * 5 + round) % family.len()];
    Person {
        full_name: format!("{call_name} {family}"),
        call_name,
        sex: if woman { "female" } else { "male" },
        locale,
        phone: format!("+99600050{:04}", 1000 + n),
        email: if n.is_multiple_of(3) { format!("participant{n}@demo.invalid") } else { String::new() },
        age_band: AGE_BANDS[1 + (n * 7 + n / 5) % 5],
        needs: Needs {
            interpreter: n % 23 == 4,
            step_free: n % 31 == 7,
            childcare: n % 9 == 5,
            travel: n % 3 != 1,
            lodging: n % 7 == 2,
        },
    }
}
