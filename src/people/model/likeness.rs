//! Whether two people of one name may be one person, and why.
//!
//! Only people whose folded names share two parts are compared: contacts lie sealed, and two that differ in one digit have
//! digests that tell nothing of each other. So who is written down under another name *and* another number is not found.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::people::fold;
use crate::people::model::{Contact, ContactKind};
use crate::seal::Personal;

/// From this score on two people of one name are shown as perhaps one: the name and at least one thing more.
pub const LIKELY: i32 = 50;

/// What speaks for it, or against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    Name,
    PhoneNear,
    EmailNear,
    Organisation,
    Region,
    Age,
    Training,
    OtherAge,
    OtherSex,
}

impl Reason {
    /// The end of the key of its words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::PhoneNear => "phone",
            Self::EmailNear => "email",
            Self::Organisation => "organisation",
            Self::Region => "region",
            Self::Age => "age",
            Self::Training => "training",
            Self::OtherAge => "other-age",
            Self::OtherSex => "other-sex",
        }
    }

    const fn weight(self) -> i32 {
        match self {
            Self::Name => 40,
            Self::PhoneNear => 25,
            Self::EmailNear => 20,
            Self::Organisation | Self::Region => 15,
            Self::Age | Self::Training => 10,
            Self::OtherAge => -20,
            Self::OtherSex => -30,
        }
    }

    #[must_use]
    pub const fn is_against(self) -> bool {
        self.weight() < 0
    }
}

/// What somebody is compared by.
#[derive(Clone, Default)]
pub struct Traits {
    pub full_name: Personal,
    pub contacts: Vec<Contact>,
    /// Codes of home regions.
    pub regions: BTreeSet<String>,
    /// As they were typed.
    pub organisations: Vec<Personal>,
    pub ages: BTreeSet<String>,
    pub sexes: BTreeSet<String>,
    pub events: BTreeSet<Uuid>,
}

/// How likely two people are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    pub score: i32,
    /// The name first.
    pub reasons: Vec<Reason>,
}

/// Compares two people; nothing when their names share no two parts.
#[must_use]
pub fn compare(one: &Traits, other: &Traits) -> Option<Likeness> {
    let (a, b) = (fold::pairs(one.full_name.reveal()), fold::pairs(other.full_name.reveal()));
    if a.is_disjoint(&b) {
        return None;
    }
    let mut reasons = vec![Reason::Name];
    let near = |kind, near: fn(&str, &str) -> bool| {
        let of = |t: &Traits| t.contacts.iter().filter(|c| c.kind == kind).map(|c| c.value.clone()).collect::<Vec<_>>();
        let (ours, theirs) = (of(one), of(other));
        ours.iter().any(|x| theirs.iter().any(|y| near(x.reveal(), y.reveal())))
    };
    let organisations = |t: &Traits| -> BTreeSet<Vec<fold::Spellings>> {
        t.organisations.iter().map(|o| fold::parts(o.reveal())).filter(|o| !o.is_empty()).collect()
    };
    let parted = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
    let found = [
        (near(ContactKind::Phone, one_digit_off), Reason::PhoneNear),
        (near(ContactKind::Email, alike_addresses), Reason::EmailNear),
        (!organisations(one).is_disjoint(&organisations(other)), Reason::Organisation),
        (!one.regions.is_disjoint(&other.regions), Reason::Region),
        (!one.ages.is_disjoint(&other.ages), Reason::Age),
        (!one.events.is_disjoint(&other.events), Reason::Training),
        (parted(&one.ages, &other.ages), Reason::OtherAge),
        (parted(&one.sexes, &other.sexes), Reason::OtherSex),
    ];
    reasons.extend(found.into_iter().filter_map(|(holds, reason)| holds.then_some(reason)));
    Some(Likeness { score: reasons.iter().map(|r| r.weight()).sum(), reasons })
}

impl Likeness {
    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.score >= LIKELY
    }
}

/// Two numbers that differ in one digit, or by two neighbours in another order.
fn one_digit_off(one: &str, other: &str) -> bool {
    let (a, b) = (one.as_bytes(), other.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let differ: Vec<usize> = (0..a.len()).filter(|n| a[*n] != b[*n]).collect();
    match differ[..] {
        [_] => true,
        [n, m] => m == n + 1 && a[n] == b[m] && a[m] == b[n],
        _ => false,
    }
}

/// The same before the `@`, without what people put between the words of a name.
fn alike_addresses(one: &str, other: &str) -> bool {
    let local = |address: &str| {
        let local = address.split('@').next().unwrap_or_default();
        local.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    one != other && local(one).len() >= 4 && local(one) == local(other)
}

#[cfg(test)]
mod tests {
    use super::{Contact, LIKELY, Reason, Traits, compare};

    fn traits(name: &str) -> Traits {
        Traits { full_name: name.into(), ..Traits::default() }
    }

    #[test]
    fn a_name_alone_is_too_little_and_one_thing_more_is_enough() {
        let (one, mut other) = (traits("Айгүл Бекова"), traits("Bekova Aigul"));
        let alone = compare(&one, &other).unwrap();
        assert_eq!((alone.score < LIKELY, alone.reasons), (true, vec![Reason::Name]));
        other.regions.insert("osh".into());
        let mut here = one.clone();
        here.regions.insert("osh".into());
        let both = compare(&here, &other).unwrap();
        assert!(both.is_likely() && both.reasons == [Reason::Name, Reason::Region]);
        assert!(compare(&one, &traits("Айгүл Асанова")).is_none());
    }

    #[test]
    fn contacts_one_digit_or_one_dot_apart() {
        let with = |contact: Contact| Traits { contacts: vec![contact], ..traits("Айгүл Бекова") };
        let phones = |a: &str, b: &str| compare(&with(Contact::phone(a)), &with(Contact::phone(b))).unwrap();
        assert!(phones("+996700123456", "+996700123457").is_likely());
        assert!(phones("+996700123456", "+996700123465").is_likely(), "two in another order");
        assert!(!phones("+996700123456", "+996700124457").is_likely());
        assert!(!phones("+996700123456", "+99670012345").is_likely());
        let mails = |a: &str, b: &str| compare(&with(Contact::email(a)), &with(Contact::email(b))).unwrap();
        assert!(mails("a.bekova@mail.kg", "abekova@inbox.kg").is_likely());
        assert!(!mails("abc@mail.kg", "abc@inbox.kg").is_likely(), "too short to tell");
    }

    #[test]
    fn what_differs_speaks_against_it() {
        let of = |age: &str, sex: &str| Traits {
            regions: ["osh".to_owned()].into(),
            ages: [age.to_owned()].into(),
            sexes: [sex.to_owned()].into(),
            ..traits("Айгүл Бекова")
        };
        assert!(compare(&of("25_34", "female"), &of("25_34", "female")).unwrap().is_likely());
        let older = compare(&of("25_34", "female"), &of("65_over", "female")).unwrap();
        assert!(!older.is_likely() && older.reasons.contains(&Reason::OtherAge));
        assert!(compare(&of("25_34", "female"), &of("25_34", "male")).unwrap().reasons.contains(&Reason::OtherSex));
        let organisation =
            |name: &str| Traits { organisations: vec![name.into()], ..traits("Айгүл Бекова") };
        assert!(compare(&organisation("Тоо Булагы"), &organisation("too bulagy")).unwrap().is_likely());
    }
}
