//! How the columns of a list that comes in are read: what a heading means, and what a row says of a person. Words are those
//! of the four languages, as the pages write them, and what people write in lists besides.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::events::model::Region;
use crate::i18n::Locale;
use crate::ids::digest;
use crate::people::model::{self as people, CALL_NAME, FULL_NAME, first_word};
use crate::people::phone;
use crate::registration::model::{AGE_BANDS, DIET, NOTE, Needs, ORGANISATION, RegistrationInput, SEXES};
use crate::seal::Personal;

macro_rules! fields {
    ($($name:ident $code:literal $key:literal $more:expr;)+) => {
        /// What a column can say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field { $($name),+ }

        impl Field {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The message key of its name.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            /// Headings that lists have, besides its name in the four languages; folded.
            const fn headings(self) -> &'static [&'static str] {
                match self { $(Self::$name => &$more),+ }
            }
        }
    };
}

fields! {
    FullName "full_name" "exchange-field-full-name"
        ["фио", "ф и о", "аты жону", "имя", "полное имя", "ism", "fio", "toliq ism", "name", "full name", "участник", "катышуучу"];
    LastName "last_name" "exchange-field-last-name" ["фамилия", "фамилиясы", "familiya", "familiyasi", "last name", "surname"];
    FirstName "first_name" "exchange-field-first-name" ["аты", "ismi", "first name", "given name"];
    MiddleName "middle_name" "exchange-field-middle-name" ["отчество", "атасынын аты", "otasining ismi", "middle name", "patronymic"];
    CallName "call_name" "registration-fact-call-name" ["обращение", "call name"];
    Phone "phone" "registration-phone" ["телефон", "тел", "номер", "номер телефона", "телефон номери", "telefon", "phone", "mobile", "whatsapp"];
    Email "email" "registration-email" ["email", "e mail", "mail", "почта", "эл почта", "электронная почта", "elektron pochta"];
    Language "locale" "registration-fact-locale" ["язык", "тил", "til", "language"];
    AgeBand "age_band" "registration-age" ["возраст", "жашы", "жаш", "yosh", "yoshi", "age", "год рождения", "туулган жылы"];
    Sex "sex" "registration-sex" ["пол", "жынысы", "jinsi", "sex", "gender"];
    Region "home_region" "registration-fact-home-region" ["регион", "область", "аймак", "облус", "hudud", "viloyat", "region", "oblast"];
    Organisation "organisation" "registration-organisation" ["организация", "уюм", "tashkilot", "organisation", "organization", "нпо"];
    Needs "needs" "registration-col-needs" ["нужно", "потребности", "керектоолор", "needs"];
    Interpreter "interpreter" "registration-need-interpreter" ["нужен переводчик", "котормочу керек"];
    StepFree "step_free" "registration-need-step_free" ["доступность"];
    Childcare "childcare" "registration-need-childcare" ["дети", "балдар"];
    Travel "travel" "registration-need-travel" ["дорога", "проезд", "жол кире"];
    Lodging "lodging" "registration-need-lodging" ["жилье", "ночлег", "жатакана", "turar joy", "lodging"];
    Diet "diet" "registration-diet" ["питание", "еда", "тамак", "ovqat", "diet", "food"];
    Note "note" "registration-fact-note" ["примечание", "комментарий", "эскертуу", "izoh", "note", "comment"];
    FutureContact "future_contact" "registration-purpose-future_contact" ["другие тренинги"];
    Photos "photos" "registration-purpose-photos" ["фото"];
}

impl Field {
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.code() == code)
    }

    /// What a heading means, if it is one that we know.
    #[must_use]
    pub fn guess(heading: &str) -> Option<Self> {
        let heading = folded(heading);
        if heading.is_empty() {
            return None;
        }
        let named = |f: &Self| {
            f.code() == heading.replace(' ', "_")
                || f.headings().contains(&heading.as_str())
                || Locale::ALL.iter().any(|l| folded(&l.t(f.key())) == heading)
        };
        Self::ALL.iter().copied().find(named)
    }

    /// What each column means by its heading; a second one of the same meaning is left out.
    #[must_use]
    pub fn guesses(headings: &[Personal]) -> Vec<Option<Self>> {
        let mut found: Vec<Option<Self>> = Vec::new();
        for heading in headings {
            let guess = Self::guess(heading.reveal()).filter(|g| !found.contains(&Some(*g)));
            found.push(guess);
        }
        found
    }
}

/// As words are compared: small letters, those that keyboards leave out as the others, one blank between words.
fn folded(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'ө' => 'о',
            'ү' | 'ў' => 'у',
            'ң' => 'н',
            'ё' => 'е',
            'қ' => 'к',
            'ғ' => 'г',
            'ҳ' => 'х',
            '\u{2bb}' | '\u{2bc}' | '\'' | '`' | '‘' | '’' => continue,
            c if c.is_alphanumeric() => c,
            _ => ' ',
        };
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// How a list is read, and what is true of all of its rows; as the table keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What each column says, by code; nothing for those that are passed over.
    pub fields: Vec<Option<String>>,
    /// The language of people of whom the list does not say it, by code.
    pub locale: String,
    /// The day on which they agreed, on paper; `2026-11-25`.
    pub agreed_on: String,
    /// Whether to write to each what became of them.
    pub write: bool,
}

impl Settings {
    #[must_use]
    pub fn mapped(&self) -> Vec<Option<Field>> {
        self.fields.iter().map(|code| code.as_deref().and_then(Field::parse)).collect()
    }

    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale.parse().unwrap_or(Locale::Ky)
    }
}

/// Whether columns say who somebody is.
#[must_use]
pub fn names_people(fields: &[Option<Field>]) -> bool {
    [Field::FullName, Field::LastName, Field::FirstName].iter().any(|f| fields.contains(&Some(*f)))
}

/// What is wrong with a cell: a message key, and the limit where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub field: Field,
    pub key: &'static str,
    pub max: usize,
}

const WORD: &str = "exchange-error-word";

/// The messages that a cell can get.
const KEYS: [&str; 5] = ["ui-error-required", "ui-error-too-long", "ui-error-phone", "ui-error-email", WORD];

impl Fault {
    /// As the table keeps faults: codes, nothing of what the cell says.
    #[must_use]
    pub fn codes(faults: &[Self]) -> String {
        let one = |f: &Self| format!("{}:{}:{}", f.field.code(), f.key, f.max);
        faults.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    /// What [`Fault::codes`] wrote.
    #[must_use]
    pub fn read(codes: &str) -> Vec<Self> {
        let one = |code: &str| {
            let mut parts = code.splitn(3, ':');
            let (field, key) = (Field::parse(parts.next()?)?, parts.next()?);
            let key = KEYS.into_iter().find(|k| *k == key)?;
            Some(Self { field, key, max: parts.next()?.parse().ok()? })
        };
        codes.split(' ').filter_map(one).collect()
    }
}

/// What reading a row hangs on besides the row.
pub struct Frame<'a> {
    pub import: Uuid,
    pub fields: &'a [Option<Field>],
    pub locale: Locale,
    pub regions: &'a [Region],
    /// For ages by the year of birth.
    pub year: i32,
}

/// The id of a row's registration form: the same however often the row is read, and that of no other row.
#[must_use]
pub fn submission(import: Uuid, number: usize) -> Uuid {
    let digest = digest(&format!("import:{import}:{number}"));
    let bytes = digest.first_chunk::<16>().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl Frame<'_> {
    /// What a row says of a person.
    ///
    /// # Errors
    /// Every cell that says something else than its column can, and what is missing.
    pub fn input(&self, number: usize, cells: &[Personal]) -> Result<RegistrationInput, Vec<Fault>> {
        let mut faults = Vec::new();
        let cell = |field: Field| {
            let at = self.fields.iter().position(|f| *f == Some(field));
            at.and_then(|at| cells.get(at)).map(Personal::reveal).unwrap_or_default()
        };
        let mut line = |field: Field, text: String, max: usize| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.chars().count() > max {
                faults.push(Fault { field, key: "ui-error-too-long", max });
            }
            Personal::from(text)
        };
        let whole = cell(Field::FullName);
        let parts = [Field::LastName, Field::FirstName, Field::MiddleName].map(cell);
        let full_name =
            line(Field::FullName, if whole.is_empty() { parts.join(" ") } else { whole.to_owned() }, FULL_NAME);
        let call_name = line(Field::CallName, cell(Field::CallName).to_owned(), CALL_NAME);
        let organisation = line(Field::Organisation, cell(Field::Organisation).to_owned(), ORGANISATION);
        let diet = line(Field::Diet, cell(Field::Diet).to_owned(), DIET);
        let note: Personal = cell(Field::Note).trim().into();
        if note.reveal().chars().count() > NOTE {
            faults.push(Fault { field: Field::Note, key: "ui-error-too-long", max: NOTE });
        }
        if full_name.is_empty() {
            faults.push(Fault { field: Field::FullName, key: "ui-error-required", max: 0 });
        }
        let mut read = |field: Field, key: &'static str, meaning: &dyn Fn(&str) -> Option<String>| {
            let text = cell(field).trim();
            if text.is_empty() {
                return String::new();
            }
            meaning(text).unwrap_or_else(|| {
                faults.push(Fault { field, key, max: 0 });
                String::new()
            })
        };
        let phone = read(Field::Phone, "ui-error-phone", &|text| phone_of(text));
        let email = read(Field::Email, "ui-error-email", &people::email);
        let locale = read(Field::Language, WORD, &|text| language(text).map(|l| l.code().to_owned()));
        let age_band = read(Field::AgeBand, WORD, &|text| age(text, self.year).map(str::to_owned));
        let sex = read(Field::Sex, WORD, &|text| sex(text).map(str::to_owned));
        let home_region = read(Field::Region, WORD, &|text| self.region(text));
        let listed = read(Field::Needs, WORD, &|text| needs(text).map(|found| found.join(" ")));
        let mut yes =
            |field| read(field, WORD, &|text| yes(text).map(|y| if y { "yes".into() } else { String::new() })) == "yes";
        let needs = Needs {
            interpreter: yes(Field::Interpreter) || listed.contains("interpreter"),
            step_free: yes(Field::StepFree) || listed.contains("step_free"),
            childcare: yes(Field::Childcare) || listed.contains("childcare"),
            travel: yes(Field::Travel) || listed.contains("travel"),
            lodging: yes(Field::Lodging) || listed.contains("lodging"),
        };
        let (future_contact, photos) = (yes(Field::FutureContact), yes(Field::Photos));
        if !faults.is_empty() {
            return Err(faults);
        }
        let locale = locale.parse().unwrap_or(self.locale);
        Ok(RegistrationInput {
            call_name: if call_name.is_empty() { Self::call(&full_name, cell(Field::FirstName)) } else { call_name },
            phone: phone.into(),
            email: email.into(),
            age_band,
            sex,
            home_region,
            organisation,
            needs,
            diet,
            note,
            future_contact,
            photos,
            ..RegistrationInput::named(submission(self.import, number), full_name, locale)
        })
    }

    fn call(full_name: &Personal, first: &str) -> Personal {
        first_word(&if first.is_empty() { full_name.clone() } else { first.into() })
    }

    fn region(&self, text: &str) -> Option<String> {
        let text = folded(text);
        let bare = |name: &str| {
            let name = folded(name);
            // "Ош облусу" and "Ош" are both written.
            [" облусу", " область", " viloyati", " region", " шаары", " город"]
                .iter()
                .find_map(|end| name.strip_suffix(end).map(str::to_owned))
                .unwrap_or(name)
        };
        let named =
            |r: &&Region| r.code == text.replace(' ', "_") || Locale::ALL.iter().any(|l| folded(&r.name(*l)) == text);
        let exact = self.regions.iter().find(named);
        let found = exact.or_else(|| {
            let mut alike =
                self.regions.iter().filter(|r| Locale::ALL.iter().any(|l| bare(&r.name(*l)) == bare(&text)));
            // A city and the oblast of its name are two: who means which is not for us to guess.
            alike.next().filter(|_| alike.next().is_none())
        });
        found.map(|r| r.code.clone())
    }
}

/// The code whose name in one of the four languages this is.
fn named<'a>(text: &str, prefix: &str, codes: &[&'a str]) -> Option<&'a str> {
    let text = folded(text);
    let is = |code: &&&str| {
        folded(code) == text || Locale::ALL.iter().any(|l| folded(&l.t(&format!("{prefix}-{code}"))) == text)
    };
    codes.iter().find(is).copied()
}

/// Spreadsheets take a phone number for a number, and leave out its plus.
fn phone_of(text: &str) -> Option<String> {
    let bare = text.bytes().all(|b| b.is_ascii_digit()) && (11..=15).contains(&text.len());
    phone::normalise(text).or_else(|| phone::normalise(&format!("+{text}")).filter(|_| bare))
}

fn language(text: &str) -> Option<Locale> {
    let folded_text = folded(text);
    let more = match folded_text.as_str() {
        "кырг" | "кыргызский" | "кыргыз" | "kyrgyz" | "кыргызча" | "qirgizcha" => {
            Some(Locale::Ky)
        }
        "рус" | "русский" | "орусча" | "орус" | "russian" | "ruscha" | "rus" => Some(Locale::Ru),
        "узб" | "узбекский" | "озбекче" | "озбек" | "uzbek" | "ozbekcha" | "узбекча" => {
            Some(Locale::Uz)
        }
        "англ" | "английский" | "англисче" | "english" | "inglizcha" => Some(Locale::En),
        _ => None,
    };
    more.or_else(|| Locale::ALL.into_iter().find(|l| l.code() == folded_text || folded(l.name()) == folded_text))
}

fn sex(text: &str) -> Option<&'static str> {
    match folded(text).as_str() {
        "ж" | "жен" | "женский" | "женщина" | "а" | "аял" | "f" | "w" | "woman" | "ayol" | "female" => {
            Some("female")
        }
        "м" | "муж" | "мужской" | "мужчина" | "э" | "эркек" | "m" | "man" | "erkak" | "male" => {
            Some("male")
        }
        _ => named(text, "registration-sex", &SEXES),
    }
}

/// A band by its name, an age in years, or a year of birth.
fn age(text: &str, year: i32) -> Option<&'static str> {
    if let Some(band) = named(text, "registration-age", &AGE_BANDS) {
        return Some(band);
    }
    let first: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/')).collect();
    let n: i32 = match first.parse() {
        Ok(n) => n,
        // A date: its year has four digits.
        Err(_) => first.split(['.', '-', '/']).find(|part| part.len() == 4)?.parse().ok()?,
    };
    let years = if n > 1900 { year - n } else { n };
    match years {
        5..18 => Some("under_18"),
        18..=24 => Some("18_24"),
        25..=34 => Some("25_34"),
        35..=49 => Some("35_49"),
        50..=64 => Some("50_64"),
        65..=110 => Some("65_over"),
        _ => None,
    }
}

/// Codes of all that is listed; nothing when one of them means nothing.
fn needs(text: &str) -> Option<Vec<&'static str>> {
    let codes = crate::registration::model::NEEDS;
    text.split([',', ';', '\n'])
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(|t| named(t, "registration-need", &codes))
        .collect()
}

fn yes(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "да" | "ооба" | "ha" | "yes" | "y" | "д" | "1" | "x" | "х" | "бар" | "есть" | "bor" | "true" | "v" => {
            Some(true)
        }
        // A dash alone folds to nothing.
        "нет" | "жок" | "yoq" | "no" | "n" | "н" | "0" | "false" | "" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn regions() -> Vec<Region> {
        let region = |code: &str, ky: &str, ru: &str| Region {
            code: code.into(),
            names: [(Locale::Ky, ky.to_owned()), (Locale::Ru, ru.to_owned())].into(),
        };
        vec![
            region("osh", "Ош облусу", "Ошская область"),
            region("osh_city", "Ош шаары", "город Ош"),
            region("batken", "Баткен облусу", "Баткенская область"),
        ]
    }

    fn read(columns: &[(Field, &str)]) -> Result<RegistrationInput, Vec<Fault>> {
        let fields: Vec<_> = columns.iter().map(|(f, _)| Some(*f)).collect();
        let cells: Vec<Personal> = columns.iter().map(|(_, text)| (*text).into()).collect();
        let regions = regions();
        let frame = Frame { import: Uuid::nil(), fields: &fields, locale: Locale::Ky, regions: &regions, year: 2026 };
        frame.input(2, &cells)
    }

    #[test]
    fn headings_are_known_in_four_languages() {
        for (heading, field) in [
            ("ФИО", Some(Field::FullName)),
            ("Аты-жөнү", Some(Field::FullName)),
            ("Full name", Some(Field::FullName)),
            ("Фамилия", Some(Field::LastName)),
            ("Телефон:", Some(Field::Phone)),
            ("E-mail", Some(Field::Email)),
            ("Эл. почта", Some(Field::Email)),
            ("Жашы", Some(Field::AgeBand)),
            ("home_region", Some(Field::Region)),
            ("Tashkilot", Some(Field::Organisation)),
            ("", None),
            ("№", None),
            ("Подпись", None),
        ] {
            assert_eq!(Field::guess(heading), field, "{heading}");
        }
        let twice = ["Имя", "Телефон", "Имя"].map(Personal::from);
        assert_eq!(Field::guesses(&twice), [Some(Field::FullName), Some(Field::Phone), None]);
        for field in Field::ALL {
            assert_eq!(Field::parse(field.code()), Some(*field));
            for l in Locale::ALL {
                let guess = Field::guess(&l.t(field.key()));
                assert!(guess.is_some(), "{l}: {}", l.t(field.key()));
            }
        }
    }

    #[test]
    fn a_row_says_what_a_form_says() {
        let input = read(&[
            (Field::LastName, " Бекова "),
            (Field::FirstName, "Айгүл"),
            (Field::Phone, "996700123456"),
            (Field::Email, "Aigul@Example.org"),
            (Field::Language, "узбекский"),
            (Field::AgeBand, "1998"),
            (Field::Sex, "Ж"),
            (Field::Region, "Баткен"),
            (Field::Needs, "Переводчик; Балага кароо"),
            (Field::Travel, "да"),
            (Field::Photos, "-"),
            (Field::Note, "Кечигем"),
        ]);
        let input = input.unwrap();
        assert_eq!((input.full_name.reveal(), input.call_name.reveal()), ("Бекова Айгүл", "Айгүл"));
        assert_eq!((input.phone.reveal(), input.email.reveal()), ("+996700123456", "aigul@example.org"));
        assert_eq!((input.locale, input.age_band.as_str(), input.sex.as_str()), (Locale::Uz, "25_34", "female"));
        assert_eq!(input.home_region, "batken");
        assert!(input.needs.interpreter && input.needs.childcare && input.needs.travel && !input.needs.step_free);
        assert!(!input.photos && !input.future_contact);
        assert_eq!(input.submission_id, submission(Uuid::nil(), 2));
    }

    #[test]
    fn what_is_wrong_is_said_field_by_field() {
        let long = "ө".repeat(ORGANISATION + 1);
        let faults = read(&[
            (Field::FullName, ""),
            (Field::Phone, "0700"),
            (Field::Email, "aigul"),
            (Field::Language, "суахили"),
            (Field::AgeBand, "көп"),
            (Field::Sex, "?!x"),
            (Field::Region, "Ош"),
            (Field::Needs, "кофе"),
            (Field::Photos, "балким"),
            (Field::Organisation, &long),
        ]);
        let faults = faults.unwrap_err();
        let said: Vec<_> = faults.iter().map(|f| (f.field, f.key)).collect();
        for expected in [
            (Field::FullName, "ui-error-required"),
            (Field::Phone, "ui-error-phone"),
            (Field::Email, "ui-error-email"),
            (Field::Language, "exchange-error-word"),
            (Field::AgeBand, "exchange-error-word"),
            (Field::Sex, "exchange-error-word"),
            (Field::Region, "exchange-error-word"),
            (Field::Needs, "exchange-error-word"),
            (Field::Photos, "exchange-error-word"),
            (Field::Organisation, "ui-error-too-long"),
        ] {
            assert!(said.contains(&expected), "{expected:?} in {said:?}");
        }
        assert_eq!(said.len(), 10);
        assert_eq!(Fault::read(&Fault::codes(&faults)), faults);
        assert!(!Fault::codes(&faults).contains("суахили"));
    }

    #[test]
    fn ages_are_read_as_people_write_them() {
        for (text, band) in [
            ("18–24", Some("18_24")),
            ("18-24", Some("18_24")),
            ("25", Some("25_34")),
            ("17 лет", Some("under_18")),
            ("64", Some("50_64")),
            ("65", Some("65_over")),
            ("1990", Some("35_49")),
            ("25.11.1990", Some("35_49")),
            ("1990-11-25", Some("35_49")),
            ("3", None),
            ("2026", None),
            ("1800", None),
            ("жаш", None),
        ] {
            assert_eq!(age(text, 2026), band, "{text}");
        }
    }

    #[test]
    fn each_row_of_each_list_has_an_id_of_its_own() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(submission(one, 7), submission(one, 7));
        assert_ne!(submission(one, 7), submission(one, 8));
        assert_ne!(submission(one, 7), submission(other, 7));
    }

    proptest! {
        #[test]
        fn any_cells_are_read_or_refused(cells in proptest::collection::vec("\\PC{0,30}", 22)) {
            let fields: Vec<_> = Field::ALL.iter().copied().map(Some).collect();
            let cells: Vec<Personal> = cells.iter().map(|c| c.as_str().into()).collect();
            let regions = regions();
            let frame = Frame { import: Uuid::nil(), fields: &fields, locale: Locale::Ky, regions: &regions, year: 2026 };
            if let Err(faults) = frame.input(1, &cells) {
                prop_assert_eq!(Fault::read(&Fault::codes(&faults)), faults);
            }
        }
    }
}
