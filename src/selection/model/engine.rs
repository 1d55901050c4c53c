//! The proposal. Everything in it follows from what goes in; the order in which applicants are handed over does not matter.
//!
//! 1. Who was taken out by hand is out; who was put in has a place first, also past a cap.
//! 2. Floors: how many of each can be had is settled first, the tightest floor (fewest to spare) before the others. Then,
//!    while a floor is open, the tightest one takes the best of those whom it fits, leaving out only whom taking would
//!    make another floor impossible.
//! 3. The other places go by score, leaving out whom a cap stops.
//! 4. The waiting list goes on in the same way, as if there were more places; behind it those whom a cap stops.
//!
//! Whoever gains points never loses a place by it: neither which floor is next nor who would make another impossible
//! depends on scores. Equal scores are put in order by [`draw_key`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::reach::{BUDGET, Choice, Sort, Stock, bits, give_back, reach};
use super::rules::{Criteria, Kind, Reason};

/// What was decided by hand about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    In(Reason),
    Out(Reason),
}

/// One application, as far as the criteria look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicant {
    /// Of this draw alone: 32 hexadecimal digits.
    pub id: String,
    /// The rules that fit: bit 0 is the first. Those of [`Kind::Each`] fit nobody.
    pub fits: u64,
    /// Those of one organisation share a number; 0 is none.
    pub group: u32,
    /// What reviewers gave.
    pub points: i64,
    pub put: Option<Put>,
}

/// All that a proposal follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    pub event: Uuid,
    pub seed: [u8; 32],
    pub places: usize,
    pub criteria: Criteria,
    pub applicants: Vec<Applicant>,
}

/// What becomes of an application; places and waiting numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Place(usize),
    Waiting(usize),
    Declined,
}

/// Why. Rules by their index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Put in by hand.
    PutIn(Reason),
    /// Put in by hand, and no place was left.
    PutInFull(Reason),
    Floor(usize),
    Score,
    /// Below the last place.
    Below,
    /// A cap was reached.
    Cap(usize),
    /// Below the end of the waiting list.
    Past,
    TakenOut(Reason),
}

/// One line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Index into the applicants, which are in the order of their ids.
    pub applicant: usize,
    pub fate: Fate,
    pub score: i64,
    pub why: Why,
    /// Which of how many with this score they are by the draw; nothing for who is alone with it.
    pub tie: Option<(usize, usize)>,
}

/// Why a floor is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Short {
    /// There are not as many applicants.
    Few,
    /// There would be, without the caps.
    Caps,
    /// There would be, without the other floors or with more places.
    Others,
}

impl Short {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Few => "few",
            Self::Caps => "caps",
            Self::Others => "others",
        }
    }
}

/// A floor that is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortfall {
    pub rule: usize,
    pub reached: usize,
    pub short: Short,
}

/// A cap that those put in by hand are too many for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    pub rule: usize,
    /// How many there are; of the largest organisation, for a cap on each.
    pub count: usize,
}

/// Places in order, then those who wait in order, then the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// In the order of their ids; what [`Line::applicant`] counts in.
    pub applicants: Vec<Applicant>,
    pub lines: Vec<Line>,
    pub shortfalls: Vec<Shortfall>,
    pub broken: Vec<Broken>,
    /// False when the search for a way to meet the floors was broken off: then more might have been met.
    pub exhaustive: bool,
}

impl Proposal {
    /// How many have a place, wait, and are declined.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |f: fn(&Fate) -> bool| self.lines.iter().filter(|line| f(&line.fate)).count();
        (
            count(|f| matches!(f, Fate::Place(_))),
            count(|f| matches!(f, Fate::Waiting(_))),
            count(|f| *f == Fate::Declined),
        )
    }
}

/// Equal scores go in the order of SHA-256(seed ‖ id), the seed as its 32 bytes and the id as its text: with the seed anybody
/// can compute it again.
#[must_use]
pub fn draw_key(seed: &[u8; 32], id: &str) -> [u8; 32] {
    Sha256::new().chain_update(seed).chain_update(id.as_bytes()).finalize().into()
}

/// A cap of one value, or the one on each organisation.
struct Caps {
    /// Rule and limit, by bit of [`Sort::caps`].
    values: Vec<(usize, usize)>,
    /// The strictest of those on each organisation.
    each: Option<(usize, usize)>,
}

/// The work in progress.
struct Desk<'a> {
    all: &'a [Applicant],
    scores: Vec<i64>,
    /// Everybody, best first.
    ranked: Vec<usize>,
    /// Rule by bit of [`Sort::floors`].
    floors: Vec<usize>,
    caps: Caps,
    stock: Stock,
    /// Sort by applicant.
    sort_of: Vec<usize>,
    taken: Vec<bool>,
    chosen: Vec<(usize, Why)>,
    budget: usize,
}

/// Computes the list.
#[must_use]
pub fn propose(inputs: &Inputs) -> Proposal {
    let mut applicants = inputs.applicants.clone();
    applicants.sort_by(|a, b| a.id.cmp(&b.id));
    let mut desk = Desk::set(&applicants, inputs);
    desk.put_in();
    let shortfalls = desk.meet_floors();
    let lines = desk.finish(&inputs.criteria);
    let broken = desk.broken();
    let exhaustive = desk.budget > 0;
    Proposal { applicants, lines, shortfalls, broken, exhaustive }
}

impl<'a> Desk<'a> {
    fn set(all: &'a [Applicant], inputs: &Inputs) -> Self {
        let rules = &inputs.criteria.rules;
        let size = |n: i64| usize::try_from(n).unwrap_or(0);
        let of = |kind: Kind| rules.iter().enumerate().filter(move |(_, r)| r.kind == kind);
        let floors: Vec<usize> = of(Kind::Floor).map(|(i, _)| i).collect();
        let values: Vec<_> = of(Kind::Cap).map(|(i, r)| (i, size(r.amount))).collect();
        let each = of(Kind::Each).map(|(i, r)| (i, size(r.amount))).min_by_key(|(i, n)| (*n, *i));
        let weights: Vec<(usize, i64)> = of(Kind::Score).map(|(i, r)| (i, r.amount)).collect();
        let fits = |a: &Applicant, rule: usize| a.fits >> rule & 1 == 1;
        let score = |a: &Applicant| a.points + weights.iter().filter(|(i, _)| fits(a, *i)).map(|(_, w)| w).sum::<i64>();
        let scores: Vec<i64> = all.iter().map(score).collect();
        let mut ranked: Vec<usize> = (0..all.len()).collect();
        ranked.sort_by_cached_key(|i| (Reverse(scores[*i]), draw_key(&inputs.seed, &all[*i].id), *i));

        let mask = |a: &Applicant, rules: &mut dyn Iterator<Item = usize>| {
            rules.enumerate().filter(|(_, rule)| fits(a, *rule)).fold(0_u64, |mask, (bit, _)| mask | 1 << bit)
        };
        let is_out = |a: &Applicant| matches!(a.put, Some(Put::Out(_)));
        let mut members = vec![0; all.iter().map(|a| a.group as usize).max().unwrap_or(0) + 1];
        all.iter().filter(|a| !is_out(a)).for_each(|a| members[a.group as usize] += 1);
        let most = each.map_or(usize::MAX, |(_, n)| n);
        // Of an organisation that has no more than there may be, nobody is ever one too many.
        let group_of = |a: &Applicant| if members[a.group as usize] > most { a.group as usize } else { 0 };
        let sort = |a: &Applicant| Sort {
            floors: mask(a, &mut floors.iter().copied()),
            caps: mask(a, &mut values.iter().map(|v| v.0)),
            group: group_of(a),
            left: 0,
        };
        let alike: Vec<Sort> = all.iter().map(sort).collect();
        let mut sorts: Vec<Sort> = alike.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let sort_of: Vec<usize> = alike.iter().map(|s| sorts.binary_search(s).unwrap_or(0)).collect();
        for (a, sort) in all.iter().zip(&sort_of) {
            sorts[*sort].left += usize::from(!is_out(a));
        }
        let mut groups = vec![most; members.len()];
        groups[0] = usize::MAX;
        let needed = floors.iter().map(|i| size(rules[*i].amount)).collect();
        let stock = Stock::new(sorts, needed, values.iter().map(|v| v.1).collect(), groups, inputs.places);
        Self {
            all,
            scores,
            ranked,
            floors,
            caps: Caps { values, each },
            stock,
            sort_of,
            taken: vec![false; all.len()],
            chosen: Vec::new(),
            budget: BUDGET,
        }
    }

    /// Gives somebody the next place.
    fn take(&mut self, who: usize, why: Why) {
        self.stock.take(self.sort_of[who]);
        self.taken[who] = true;
        self.chosen.push((who, why));
    }

    fn put_in(&mut self) {
        for who in self.ranked.clone() {
            if let Some(Put::In(reason)) = self.all[who].put {
                if self.stock.places > 0 {
                    self.take(who, Why::PutIn(reason));
                } else {
                    // Waits at the head; no longer to be had for a floor.
                    self.stock.remove(self.sort_of[who], 1);
                }
            }
        }
    }

    fn meet_floors(&mut self) -> Vec<Shortfall> {
        let shortfalls = self.settle();
        let Some(mut witness) = reach(&self.stock, &mut self.budget) else { return shortfalls };
        let of_floor = |floor: usize| {
            let fits = |who: &&usize| self.stock.sorts[self.sort_of[**who]].floors >> floor & 1 == 1;
            self.ranked.iter().filter(fits).copied().filter(|who| self.all[*who].put.is_none()).collect()
        };
        let ranked: Vec<Vec<usize>> = (0..self.floors.len()).map(of_floor).collect();
        while let Some(floor) = self.stock.tightest(&self.stock.available()) {
            // Whoever is like somebody that was passed over is passed over as well.
            let (mut passed, mut kinds) = (BTreeSet::new(), BTreeSet::new());
            let next = ranked[floor].iter().copied().find(|who| {
                let i = self.sort_of[*who];
                let kind = (self.stock.sorts[i].floors, self.stock.sorts[i].caps);
                if self.taken[*who] || !self.stock.admits(i) || passed.contains(&i) || kinds.contains(&kind) {
                    return false;
                }
                let kept = keeps(&self.stock, &mut witness, i, &mut self.budget);
                if !kept {
                    passed.insert(i);
                    if self.budget > 0 && !self.stock.keeps_without_group(i, &mut self.budget) {
                        kinds.insert(kind);
                    }
                }
                kept
            });
            let Some(who) = next else { break };
            self.take(who, Why::Floor(self.floors[floor]));
        }
        shortfalls
    }

    /// Lowers the floors that cannot be met to what can be had of them, and says why.
    fn settle(&mut self) -> Vec<Shortfall> {
        if reach(&self.stock, &mut self.budget).is_some() {
            return Vec::new();
        }
        let wanted = self.stock.floors.clone();
        let all: Vec<usize> = {
            let mut all = vec![0; wanted.len()];
            for sort in &self.stock.sorts {
                bits(sort.floors).for_each(|f| all[f] += sort.left);
            }
            all
        };
        let slack = |f: usize| i64::try_from(all[f]).unwrap_or(0) - i64::try_from(wanted[f]).unwrap_or(0);
        let mut order: Vec<usize> = (0..wanted.len()).collect();
        order.sort_by_key(|f| (slack(*f), *f));
        let mut shortfalls = Vec::new();
        self.stock.floors = vec![0; wanted.len()];
        for f in order {
            // What can be had of a floor is all of it, or found by halving: with less of it, less is needed of everything.
            let reachable = |n: usize, budget: &mut usize, stock: &Stock| {
                let mut stock = stock.clone();
                stock.floors[f] = n;
                reach(&stock, budget).is_some()
            };
            let (mut low, mut high) = (0, wanted[f].min(all[f]).min(self.stock.places) + 1);
            if high == wanted[f] + 1 && reachable(wanted[f], &mut self.budget, &self.stock) {
                low = wanted[f];
                high = low + 1;
            }
            while high - low > 1 {
                let middle = low.midpoint(high);
                if reachable(middle, &mut self.budget, &self.stock) { low = middle } else { high = middle }
            }
            self.stock.floors[f] = low;
            if low < wanted[f] {
                let free = self.without_caps();
                let short = if all[f] < wanted[f] {
                    Short::Few
                } else if reachable(wanted[f], &mut self.budget, &free) {
                    Short::Caps
                } else {
                    Short::Others
                };
                let already =
                    self.chosen.iter().filter(|(who, _)| self.stock.sorts[self.sort_of[*who]].floors >> f & 1 == 1);
                shortfalls.push(Shortfall { rule: self.floors[f], reached: low + already.count(), short });
            }
        }
        shortfalls.sort_by_key(|s| s.rule);
        shortfalls
    }

    fn without_caps(&self) -> Stock {
        let s = &self.stock;
        Stock::new(
            s.sorts.clone(),
            s.floors.clone(),
            vec![usize::MAX; s.caps.len()],
            vec![usize::MAX; s.groups.len()],
            s.places,
        )
    }

    /// The cap that stops somebody; the first of several.
    fn stopped(&self, who: usize) -> Option<usize> {
        let sort = &self.stock.sorts[self.sort_of[who]];
        let value = bits(sort.caps).find(|c| self.stock.caps[*c] == 0).map(|c| self.caps.values[c].0);
        let each = self.caps.each.filter(|_| self.stock.groups[sort.group] == 0).map(|e| e.0);
        value.into_iter().chain(each).min()
    }

    /// The places by score, and the waiting list behind them.
    fn finish(&mut self, criteria: &Criteria) -> Vec<Line> {
        let (mut waits, mut stopped) = (Vec::new(), Vec::new());
        for who in self.ranked.clone() {
            if self.taken[who] {
                continue;
            }
            match self.all[who].put {
                Some(Put::In(reason)) => waits.push((who, Why::PutInFull(reason))),
                Some(Put::Out(_)) => {}
                None => match self.stopped(who) {
                    Some(cap) => stopped.push((who, Why::Cap(cap))),
                    None if self.stock.places > 0 => self.take(who, Why::Score),
                    None => {
                        // As if there were a place.
                        self.stock.places += 1;
                        self.take(who, Why::Below);
                        waits.extend(self.chosen.pop());
                    }
                },
            }
        }
        // Who was put in and found no place waits before all others.
        waits.sort_by_key(|(_, why)| !matches!(why, Why::PutInFull(_)));
        waits.append(&mut stopped);
        let out = self.ranked.iter().filter_map(|who| match self.all[*who].put {
            Some(Put::Out(reason)) => Some((*who, Why::TakenOut(reason))),
            _ => None,
        });
        let limit = criteria.waiting.map_or(usize::MAX, |n| usize::try_from(n).unwrap_or(0));
        let past = waits
            .split_off(limit.min(waits.len()))
            .into_iter()
            .map(|(who, why)| (who, if why == Why::Below { Why::Past } else { why }));
        let ties = self.ties();
        let line = |(who, why): (usize, Why), fate| Line {
            applicant: who,
            fate,
            score: self.scores[who],
            why,
            tie: ties[who],
        };
        let places = self.chosen.iter().enumerate().map(|(i, c)| line(*c, Fate::Place(i + 1)));
        let waiting = waits.into_iter().enumerate().map(|(i, c)| line(c, Fate::Waiting(i + 1)));
        let declined = past.chain(out).map(|c| line(c, Fate::Declined));
        places.chain(waiting).chain(declined).collect()
    }

    /// By applicant: the place by the draw among those of one score who were not decided by hand.
    fn ties(&self) -> Vec<Option<(usize, usize)>> {
        let mut ties = vec![None; self.all.len()];
        let drawn: Vec<usize> = self.ranked.iter().copied().filter(|who| self.all[*who].put.is_none()).collect();
        for equal in drawn.chunk_by(|a, b| self.scores[*a] == self.scores[*b]).filter(|equal| equal.len() > 1) {
            for (i, who) in equal.iter().enumerate() {
                ties[*who] = Some((i + 1, equal.len()));
            }
        }
        ties
    }

    fn broken(&self) -> Vec<Broken> {
        let holders = || self.chosen.iter().map(|(who, _)| (*who, &self.stock.sorts[self.sort_of[*who]]));
        let mut broken = Vec::new();
        for (bit, (rule, most)) in self.caps.values.iter().enumerate() {
            let count = holders().filter(|(_, sort)| sort.caps >> bit & 1 == 1).count();
            if count > *most {
                broken.push(Broken { rule: *rule, count });
            }
        }
        if let Some((rule, most)) = self.caps.each {
            let mut counts = BTreeMap::<usize, usize>::new();
            for (_, sort) in holders().filter(|(_, sort)| sort.group > 0) {
                *counts.entry(sort.group).or_default() += 1;
            }
            if let Some(count) = counts.into_values().max().filter(|count| *count > most) {
                broken.push(Broken { rule, count });
            }
        }
        broken.sort_unstable();
        broken
    }
}

/// Whether the floors can still be met after one of this sort is taken; `witness` then says by whom. Who met them until now
/// stays, without one of them where that gives way, and others are looked for only where that is not enough.
fn keeps(stock: &Stock, witness: &mut Choice, sort: usize, budget: &mut usize) -> bool {
    if witness.contains_key(&sort) {
        give_back(witness, sort);
        return true;
    }
    let taken = stock.sorts[sort];
    let (mut floors, mut caps, mut group, mut count) = (vec![0; stock.floors.len()], vec![0; stock.caps.len()], 0, 0);
    for (i, n) in &*witness {
        let kind = &stock.sorts[*i];
        bits(kind.floors).for_each(|f| floors[f] += n);
        bits(kind.caps).for_each(|c| caps[c] += n);
        group += if kind.group == taken.group { *n } else { 0 };
        count += n;
    }
    // With the taken one among them. Only the caps that it touches have become tighter.
    bits(taken.floors).for_each(|f| floors[f] += 1);
    let meets = |gone: Option<&Sort>| {
        let less = |mask: fn(&Sort) -> u64, bit: usize| gone.map_or(0, |g| usize::from(mask(g) >> bit & 1 == 1));
        let same_group = gone.map_or(0, |g| usize::from(g.group == taken.group));
        count + 1 - usize::from(gone.is_some()) <= stock.places
            && (0..floors.len()).all(|f| floors[f] - less(|g| g.floors, f) >= stock.floors[f])
            && bits(taken.caps).all(|c| caps[c] + 1 - less(|g| g.caps, c) <= stock.caps[c])
            && (taken.group == 0 || group + 1 - same_group <= stock.groups[taken.group])
    };
    if meets(None) {
        return true;
    }
    if let Some(other) = witness.keys().copied().find(|i| meets(Some(&stock.sorts[*i]))) {
        give_back(witness, other);
        return true;
    }
    if *budget == 0 {
        // Those who met the floors until now still do, so somebody is found in any case.
        return false;
    }
    let mut next = stock.clone();
    next.take(sort);
    match reach(&next, budget) {
        Some(others) => {
            *witness = others;
            true
        }
        None => false,
    }
}
