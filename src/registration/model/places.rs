//! Whose place is whose: the groups that places are kept for, who fits them, in which order pools are asked, and whether
//! there is room for several people at once.
//!
//! Every place of an event belongs to one pool. One pool holds the open places; every other is kept for a group of people
//! ([`Stratum`]). Which pools somebody may be given a place of is their *reach*, a bit for each pool; it is worked out when
//! they come to wait and again when groups change, so that the database can find the next waiter by it.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::clock::Instant;
use crate::events::model::Region;
use crate::i18n::{Locale, arg};

/// Groups that places of one event can be kept for.
pub const STRATA_MAX: usize = 20;
/// Places of a pool at most; the table says so too.
pub const PLACES_MAX: i64 = 100_000;
/// People that register together at most.
pub const PARTY_MAX: usize = 20;
/// The bit of the open places.
pub const OPEN: i64 = 1;

/// What tells groups apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    Region,
    Sex,
    AgeBand,
    Language,
    Organisation,
}

impl Dimension {
    pub const ALL: [Self; 5] = [Self::Region, Self::Sex, Self::AgeBand, Self::Language, Self::Organisation];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Sex => "sex",
            Self::AgeBand => "age_band",
            Self::Language => "language",
            Self::Organisation => "organisation",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }
}

/// A group of people: those with this value. Of an organisation the value is a keyed digest, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stratum {
    pub dimension: Dimension,
    pub value: String,
}

impl Stratum {
    #[must_use]
    pub fn new(dimension: Dimension, value: impl Into<String>) -> Self {
        Self { dimension, value: value.into() }
    }

    /// As the table names its pool: `region:batken`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}:{}", self.dimension.code(), self.value)
    }

    /// Reads [`Stratum::name`]; nothing for the open places.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (dimension, value) = name.split_once(':')?;
        Some(Self::new(Dimension::parse(dimension)?, value))
    }

    /// Who they are, in words. `label` is what an organisation is called, where that may be said; empty elsewhere.
    #[must_use]
    pub fn words(&self, l: Locale, regions: &[Region], label: &str) -> String {
        match self.dimension {
            Dimension::Region => {
                regions.iter().find(|r| r.code == self.value).map_or_else(|| self.value.clone(), |r| r.name(l))
            }
            Dimension::Sex => l.t(&format!("registration-stratum-sex-{}", self.value)),
            Dimension::AgeBand => {
                let band = l.t(&format!("registration-age-{}", self.value));
                format!("{}: {band}", l.t("registration-age"))
            }
            Dimension::Language => {
                let language = self.value.parse().map_or_else(|_| self.value.clone(), |x: Locale| x.name().to_owned());
                l.ta("registration-stratum-language", &[("language", arg(language))])
            }
            Dimension::Organisation if label.is_empty() => l.t("registration-stratum-organisation"),
            Dimension::Organisation => label.to_owned(),
        }
    }

    #[must_use]
    pub fn fits(&self, traits: &Traits) -> bool {
        let theirs = match self.dimension {
            Dimension::Region => &traits.region,
            Dimension::Sex => &traits.sex,
            Dimension::AgeBand => &traits.age_band,
            Dimension::Language => &traits.language,
            Dimension::Organisation => &traits.organisation,
        };
        !theirs.is_empty() && *theirs == self.value
    }
}

/// What of somebody decides which groups they belong to; empty where they said nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    pub region: String,
    pub sex: String,
    pub age_band: String,
    /// The code of the language they are written to.
    pub language: String,
    /// The keyed digest of [`same_organisation`], in hexadecimal.
    pub organisation: String,
}

/// What is alike in two spellings of one organisation: letters and digits in lower case, with single spaces.
#[must_use]
pub fn same_organisation(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A counted set of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    pub id: Uuid,
    /// Whom they are kept for; none: they are open to everybody.
    pub stratum: Option<Stratum>,
    pub size: i64,
    /// Held by somebody, or offered to them.
    pub taken: i64,
    /// Smaller is asked earlier.
    pub position: i64,
    /// Which bit of a reach stands for it, 0 to 62.
    pub slot: i64,
    /// Whether those it fits may go on to what comes after it when it is full.
    pub falls_back: bool,
    /// From then on its free places are open ones too.
    pub opens_at: Option<Instant>,
}

impl Pool {
    #[must_use]
    pub const fn free(&self) -> i64 {
        if self.taken < self.size { self.size - self.taken } else { 0 }
    }

    #[must_use]
    pub const fn bit(&self) -> i64 {
        1 << self.slot
    }

    /// Whether anybody who may take open places may take these.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        self.stratum.is_none() || self.opens_at.is_some_and(|at| at <= now)
    }

    /// The bits of everybody who may be given one of these places.
    #[must_use]
    pub fn takers(&self, now: Instant) -> i64 {
        if self.is_open(now) { self.bit() | OPEN } else { self.bit() }
    }
}

/// Puts pools in the order in which they are asked: groups by their position, the open places last.
pub fn in_order(pools: &mut [Pool]) {
    pools.sort_by_key(|p| (p.stratum.is_none(), p.position, p.slot));
}

/// Which pools somebody may be given a place of: the groups that fit them, in order, up to the first that keeps its people
/// to itself; after the last of them the open places. `pools` are in order.
#[must_use]
pub fn reach(pools: &[Pool], traits: &Traits) -> i64 {
    let mut bits = 0;
    for pool in pools {
        if pool.stratum.as_ref().is_none_or(|s| s.fits(traits)) {
            bits |= pool.bit();
            if !pool.falls_back {
                break;
            }
        }
    }
    bits
}

/// The pools of a reach as indices into `pools`, in the order in which they are asked: those of their own, the open places,
/// and then the groups' places that have become open.
#[must_use]
pub fn chain(pools: &[Pool], reach: i64, now: Instant) -> Vec<usize> {
    let own = |p: &Pool| p.bit() & reach != 0;
    let opened = |p: &Pool| !own(p) && reach & OPEN != 0 && p.is_open(now);
    let of = |fits: &dyn Fn(&Pool) -> bool| pools.iter().enumerate().filter(|(_, p)| fits(p)).map(|(n, _)| n).collect();
    let mut chain: Vec<usize> = of(&own);
    let opened: Vec<usize> = of(&opened);
    chain.extend(opened);
    chain
}

/// Those who wait, counted by their reach. All that tells where somebody stands among them: for the page of one, which counts
/// in the database, and for a list, which counts as it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crowd(BTreeMap<i64, i64>);

impl Crowd {
    pub fn add(&mut self, reach: i64) {
        *self.0.entry(reach).or_default() += 1;
    }

    /// How many of them wait for a place that somebody of this reach may be offered too.
    #[must_use]
    pub fn beside(&self, reach: i64) -> i64 {
        self.0.iter().filter(|(other, _)| (**other & reach) != 0).map(|(_, n)| n).sum()
    }
}

impl FromIterator<(i64, i64)> for Crowd {
    fn from_iter<T: IntoIterator<Item = (i64, i64)>>(counts: T) -> Self {
        Self(counts.into_iter().collect())
    }
}

/// A place for each of several people at once, or none for any: `chains` are their pools in order of preference, `free` what
/// each pool has. Gives the pool of each.
#[must_use]
pub fn seats(chains: &[Vec<usize>], free: &[i64]) -> Option<Vec<usize>> {
    let mut seated: Vec<Option<usize>> = vec![None; chains.len()];
    for person in 0..chains.len() {
        let mut asked = vec![false; free.len()];
        if !seat(person, chains, free, &mut seated, &mut asked) {
            return None;
        }
    }
    seated.into_iter().collect()
}

/// Finds a place for one more, by having others move on where they can.
fn seat(person: usize, chains: &[Vec<usize>], free: &[i64], seated: &mut [Option<usize>], asked: &mut [bool]) -> bool {
    for &pool in &chains[person] {
        if std::mem::replace(&mut asked[pool], true) {
            continue;
        }
        let there: Vec<usize> = (0..seated.len()).filter(|n| seated[*n] == Some(pool)).collect();
        let room = i64::try_from(there.len()).is_ok_and(|n| n < free[pool]);
        if room || there.into_iter().any(|other| seat(other, chains, free, seated, asked)) {
            seated[person] = Some(pool);
            return true;
        }
    }
    false
}

/// What a coordinator says about the places of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolInput {
    pub size: i64,
    pub position: i64,
    pub falls_back: bool,
    pub opens_at: Option<Instant>,
    /// Whether the event has as many places as before: what this pool gets or gives are open ones.
    pub from_open: bool,
}

impl PoolInput {
    /// So many, taken from the open ones.
    #[must_use]
    pub const fn of(size: i64) -> Self {
        Self { size, position: 0, falls_back: true, opens_at: None, from_open: true }
    }
}

/// A group that places are to be kept for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StratumInput {
    pub dimension: Dimension,
    /// A code; of an organisation, its name.
    pub value: String,
    pub pool: PoolInput,
}

/// How several people who register in one go want their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// Everybody gets one, or they wait and are offered places at once.
    AllOrNone,
    /// The first get what there is, the rest wait each for themselves.
    AsManyAsFit,
}

impl Together {
    /// In the order of the form, the one that it begins with first.
    pub const ALL: [Self; 2] = [Self::AsManyAsFit, Self::AllOrNone];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AllOrNone => "all_or_none",
            Self::AsManyAsFit => "as_many_as_fit",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// Why somebody who waits was not offered a place that was free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is kept for a group, and people of that group go first.
    KeptForStratum,
    /// It was an open one, and the places of their group are all that they may take.
    NoFallback,
    /// They wait for places together with others, and there were not enough for all at once.
    PartyTooLarge,
}

impl Reason {
    pub const ALL: [Self; 3] = [Self::KeptForStratum, Self::NoFallback, Self::PartyTooLarge];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::KeptForStratum => "kept_for_stratum",
            Self::NoFallback => "no_fallback",
            Self::PartyTooLarge => "party_too_large",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// A stored line of why somebody was not offered a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    pub reason: Reason,
    /// Whom the place was kept for; none: it was an open one.
    pub stratum: Option<Stratum>,
    /// How often.
    pub times: i64,
    pub last_at: Instant,
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};
    use proptest::prelude::*;

    use super::*;

    fn now() -> Instant {
        Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap()
    }

    fn pool(slot: i64, stratum: Option<(Dimension, &str)>) -> Pool {
        Pool {
            id: Uuid::from_u128(u128::try_from(slot).unwrap()),
            stratum: stratum.map(|(dimension, value)| Stratum::new(dimension, value)),
            size: 10,
            taken: 0,
            position: slot,
            slot,
            falls_back: true,
            opens_at: None,
        }
    }

    /// Batken (1), women (2), open (0).
    fn pools() -> Vec<Pool> {
        let mut pools = vec![
            pool(0, None),
            pool(2, Some((Dimension::Sex, "female"))),
            pool(1, Some((Dimension::Region, "batken"))),
        ];
        in_order(&mut pools);
        pools
    }

    fn of(region: &str, sex: &str) -> Traits {
        Traits { region: region.into(), sex: sex.into(), ..Traits::default() }
    }

    #[test]
    fn codes_come_back() {
        for dimension in Dimension::ALL {
            assert_eq!(Dimension::parse(dimension.code()), Some(dimension));
            let stratum = Stratum::new(dimension, "x");
            assert_eq!(Stratum::parse(&stratum.name()), Some(stratum));
        }
        assert_eq!(Stratum::parse("all"), None);
        assert!(Together::ALL.into_iter().all(|t| Together::parse(t.code()) == Some(t)));
        assert!(Reason::ALL.into_iter().all(|r| Reason::parse(r.code()) == Some(r)));
    }

    #[test]
    fn groups_come_first_and_open_places_last() {
        let pools = pools();
        assert_eq!(pools.iter().map(|p| p.slot).collect::<Vec<_>>(), [1, 2, 0]);
        assert_eq!(reach(&pools, &of("batken", "female")), 0b111);
        assert_eq!(reach(&pools, &of("batken", "male")), 0b011);
        assert_eq!(reach(&pools, &of("osh", "")), 0b001);
        assert_eq!(chain(&pools, 0b111, now()), [0, 1, 2]);
        assert_eq!(chain(&pools, 0b001, now()), [2]);
    }

    #[test]
    fn a_group_that_does_not_fall_back_keeps_its_people() {
        let mut pools = pools();
        pools[0].falls_back = false;
        assert_eq!(reach(&pools, &of("batken", "female")), 0b010, "neither the women's places nor open ones");
        assert_eq!(reach(&pools, &of("osh", "female")), 0b101);
    }

    #[test]
    fn what_has_opened_is_open_to_all_who_may_take_open_places() {
        let mut pools = pools();
        pools[0].opens_at = Some(now() + Duration::hours(1));
        assert_eq!(chain(&pools, 0b001, now()), [2]);
        assert_eq!(chain(&pools, 0b001, now() + Duration::hours(1)), [2, 0]);
        assert_eq!(pools[0].takers(now()), 0b010);
        assert_eq!(pools[0].takers(now() + Duration::hours(1)), 0b011);
        // Who is kept to their own group is not let into another.
        assert_eq!(chain(&pools, 0b100, now() + Duration::hours(1)), [1]);
    }

    #[test]
    fn spellings_of_an_organisation() {
        for alike in ["«Ак-Жол»", " ак жол ", "АК ЖОЛ", "Ак\u{a0}Жол"] {
            assert_eq!(same_organisation(alike), "ак жол", "{alike}");
        }
        assert_ne!(same_organisation("Ак жол 2"), "ак жол");
        assert_eq!(same_organisation("—"), "");
        assert!(!Stratum::new(Dimension::Organisation, "").fits(&Traits::default()), "nobody said nothing");
    }

    #[test]
    fn others_move_on_so_that_everybody_sits() {
        // The first prefers what is the only place of the second.
        assert_eq!(seats(&[vec![0, 1], vec![0]], &[1, 1]), Some(vec![1, 0]));
        assert_eq!(seats(&[vec![0, 1], vec![0], vec![1]], &[1, 1]), None);
        assert_eq!(seats(&[vec![0], vec![0], vec![0]], &[3]), Some(vec![0, 0, 0]));
        assert_eq!(seats(&[vec![]], &[3]), None);
        assert_eq!(seats(&[], &[]), Some(vec![]));
    }

    /// Every way to sit, tried one by one.
    fn any_way(chains: &[Vec<usize>], free: &mut [i64]) -> bool {
        let Some((first, rest)) = chains.split_first() else { return true };
        first.iter().any(|&pool| {
            if free[pool] == 0 {
                return false;
            }
            free[pool] -= 1;
            let found = any_way(rest, free);
            free[pool] += 1;
            found
        })
    }

    proptest! {
        #[test]
        fn seats_are_found_exactly_when_there_are_some(
            chains in proptest::collection::vec(proptest::sample::subsequence(vec![0_usize, 1, 2, 3], 0..=4), 0..6),
            free in proptest::collection::vec(0_i64..3, 4),
        ) {
            let found = seats(&chains, &free);
            prop_assert_eq!(found.is_some(), any_way(&chains, &mut free.clone()));
            if let Some(seats) = found {
                let mut left = free;
                for (chain, pool) in chains.iter().zip(&seats) {
                    prop_assert!(chain.contains(pool));
                    left[*pool] -= 1;
                }
                prop_assert!(left.iter().all(|n| *n >= 0));
            }
        }

        #[test]
        fn a_chain_holds_what_takers_says(reach in 0_i64..8, opened in any::<bool>()) {
            let mut pools = pools();
            pools[1].opens_at = opened.then(now);
            for (n, pool) in pools.iter().enumerate() {
                let may = pool.takers(now()) & reach != 0;
                prop_assert_eq!(chain(&pools, reach, now()).contains(&n), may);
            }
        }
    }
}
