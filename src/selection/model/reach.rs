//! Whether floors can still be met: which of the many who are alike would have to be chosen so that every floor has its
//! number and no cap is broken. In general that is a covering problem without a quick solution; with the handful of
//! floors of a training a greedy choice nearly always finds one, and where it does not, a search looks at every way,
//! as far as its budget goes.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Applicants who are alike to floors and caps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sort {
    /// One bit a floor.
    pub floors: u64,
    /// One bit a cap.
    pub caps: u64,
    /// Of an organisation that has more than there may be of each; 0 is any other.
    pub group: usize,
    /// How many are still to be had.
    pub left: usize,
}

/// Sorts that differ in the organisation alone.
#[derive(Clone, Debug)]
struct Kind {
    floors: u64,
    caps: u64,
    /// Where its sorts begin.
    first: usize,
    /// How many are to be had of organisations of which more may be.
    open: usize,
}

/// Which sorts there are of an organisation, and of which kind each is.
#[derive(Debug)]
struct Index {
    kind_of: Vec<usize>,
    of_group: Vec<Vec<usize>>,
}

/// Who is still to be had, what is still to be met, and what is still allowed.
#[derive(Clone, Debug)]
pub(super) struct Stock {
    /// In the order of floors, caps and organisation.
    pub sorts: Vec<Sort>,
    kinds: Vec<Kind>,
    index: Arc<Index>,
    /// By floor: so many more.
    pub floors: Vec<usize>,
    /// By cap: so many more at most.
    pub caps: Vec<usize>,
    /// By organisation: so many more at most; of 0, without limit.
    pub groups: Vec<usize>,
    /// Places that are left.
    pub places: usize,
}

/// What the search for one proposal may copy and look at: well under a tenth of a second.
pub(super) const BUDGET: usize = 4_000_000;
/// So many looks of the greedy choice count as one.
const GREEDY: usize = 16;
/// The search is not begun where its notes would be larger than this many sorts.
const NOTES: usize = 200_000;

/// How many of which sort.
pub(super) type Choice = BTreeMap<usize, usize>;

pub(super) fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(bit)
    })
}

impl Stock {
    /// `sorts` are in order; `groups` says how many there may be of each organisation, beginning with 0 for no limit.
    pub fn new(sorts: Vec<Sort>, floors: Vec<usize>, caps: Vec<usize>, groups: Vec<usize>, places: usize) -> Self {
        let mut kinds: Vec<Kind> = Vec::new();
        let (mut kind_of, mut of_group) = (Vec::with_capacity(sorts.len()), vec![Vec::new(); groups.len()]);
        for (i, sort) in sorts.iter().enumerate() {
            if kinds.last().is_none_or(|k| (k.floors, k.caps) != (sort.floors, sort.caps)) {
                kinds.push(Kind { floors: sort.floors, caps: sort.caps, first: i, open: 0 });
            }
            kind_of.push(kinds.len() - 1);
            if sort.group > 0 {
                of_group[sort.group].push(i);
            }
            if let Some(kind) = kinds.last_mut() {
                kind.open += if groups[sort.group] > 0 { sort.left } else { 0 };
            }
        }
        Self { sorts, kinds, index: Arc::new(Index { kind_of, of_group }), floors, caps, groups, places }
    }

    /// As many places at most are needed to meet the floors.
    fn deepest(&self) -> usize {
        self.floors.iter().sum::<usize>().min(self.places)
    }

    pub fn is_met(&self) -> bool {
        self.floors.iter().all(|n| *n == 0)
    }

    /// The floors that still need somebody.
    fn open(&self) -> u64 {
        self.floors.iter().enumerate().filter(|(_, n)| **n > 0).fold(0, |mask, (i, _)| mask | 1 << i)
    }

    fn caps_admit(&self, caps: u64) -> bool {
        self.places > 0 && bits(caps).all(|c| self.caps[c] > 0)
    }

    /// Whether there is one more of this sort, and it breaks no cap.
    pub fn admits(&self, i: usize) -> bool {
        let sort = &self.sorts[i];
        sort.left > 0 && self.groups[sort.group] > 0 && self.caps_admit(sort.caps)
    }

    /// Gives a place to one of this sort; by hand that may be one too many for a cap.
    pub fn take(&mut self, i: usize) {
        self.remove(i, 1);
        let sort = self.sorts[i];
        self.places -= 1;
        bits(sort.floors).for_each(|f| self.floors[f] = self.floors[f].saturating_sub(1));
        bits(sort.caps).for_each(|c| self.caps[c] = self.caps[c].saturating_sub(1));
        if sort.group > 0 && self.groups[sort.group] > 0 {
            self.groups[sort.group] -= 1;
            if self.groups[sort.group] == 0 {
                for other in &self.index.of_group[sort.group] {
                    self.kinds[self.index.kind_of[*other]].open -= self.sorts[*other].left;
                }
            }
        }
    }

    /// So many of this sort are no longer to be had.
    pub fn remove(&mut self, i: usize, n: usize) {
        let sort = &mut self.sorts[i];
        sort.left -= n;
        if self.groups[sort.group] > 0 {
            self.kinds[self.index.kind_of[i]].open -= n;
        }
    }

    /// By floor: how many there are to choose from.
    pub fn available(&self) -> Vec<usize> {
        let mut available = vec![0; self.floors.len()];
        for kind in self.kinds.iter().filter(|k| k.open > 0 && k.floors > 0 && self.caps_admit(k.caps)) {
            bits(kind.floors).for_each(|f| available[f] += kind.open);
        }
        available
    }

    /// The open floor with the least choice, the first of several; nothing when all are met.
    pub fn tightest(&self, available: &[usize]) -> Option<usize> {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let slack = |f: usize| count(available[f]) - count(self.floors[f]);
        (0..self.floors.len()).filter(|f| self.floors[*f] > 0).min_by_key(|f| (slack(*f), *f))
    }

    /// Whether the floors can still be met after one like this is taken who is of no organisation. If not, nobody of their
    /// kind can be taken.
    pub fn keeps_without_group(&self, i: usize, budget: &mut usize) -> bool {
        let mut next = self.clone();
        if self.sorts[i].group > 0 {
            next.groups[self.sorts[i].group] += 1;
        }
        next.take(i);
        reach(&next, budget).is_some()
    }

    /// Only what can help, and its places among all sorts.
    fn useful(&self) -> (Self, Vec<usize>) {
        let open = self.open();
        let helps = |i: &usize| self.sorts[*i].floors & open > 0 && self.admits(*i);
        let places: Vec<usize> = (0..self.sorts.len()).filter(helps).collect();
        let sorts = places.iter().map(|i| self.sorts[*i]).collect();
        let (floors, caps, groups) = (self.floors.clone(), self.caps.clone(), self.groups.clone());
        (Self::new(sorts, floors, caps, groups, self.places), places)
    }
}

/// Who could meet every floor. Nothing when there is no such choice, or when none was found before the budget of the search
/// ran out, which then is 0.
pub(super) fn reach(stock: &Stock, budget: &mut usize) -> Option<Choice> {
    *budget = budget.saturating_sub(stock.deepest() * stock.kinds.len() / GREEDY);
    greedy(stock.clone()).or_else(|| {
        let (stock, places) = stock.useful();
        if stock.deepest() * stock.sorts.len() > NOTES {
            *budget = 0;
        }
        let mut chosen = Choice::new();
        let found = search(&stock, &mut chosen, budget);
        found.then(|| chosen.into_iter().map(|(i, n)| (places[i], n)).collect())
    })
}

/// The tightest floor first, and for it the kind that helps most floors and touches fewest caps.
fn greedy(mut stock: Stock) -> Option<Choice> {
    let mut chosen = Choice::new();
    // Where to look on in each kind: what is gone or shut stays so.
    let mut next: Vec<usize> = stock.kinds.iter().map(|k| k.first).collect();
    while !stock.is_met() {
        let floor = stock.tightest(&stock.available())?;
        let open = stock.open();
        let fitting = stock.kinds.iter().enumerate();
        let fitting = fitting.filter(|(_, k)| k.open > 0 && k.floors >> floor & 1 == 1 && stock.caps_admit(k.caps));
        let best = |(i, k): &(usize, &Kind)| ((k.floors & open).count_ones(), 64 - k.caps.count_ones(), usize::MAX - i);
        let (kind, _) = fitting.max_by_key(best)?;
        while !stock.admits(next[kind]) {
            next[kind] += 1;
        }
        let i = next[kind];
        stock.take(i);
        *chosen.entry(i).or_default() += 1;
    }
    Some(chosen)
}

/// Every way, without trying two orders of one choice: a branch that has one of a sort, and after it those that have none.
fn search(stock: &Stock, chosen: &mut Choice, budget: &mut usize) -> bool {
    if stock.is_met() {
        return true;
    }
    let Some(left) = budget.checked_sub(4 * (stock.sorts.len() + stock.groups.len())) else {
        *budget = 0;
        return false;
    };
    *budget = left;
    let available = stock.available();
    let hopeless = |(floor, wanted): (usize, &usize)| *wanted > available[floor].min(stock.places);
    if stock.floors.iter().enumerate().any(hopeless) {
        return false;
    }
    let Some(floor) = stock.tightest(&available) else { return true };
    let mut here = stock.clone();
    for i in 0..here.sorts.len() {
        if here.sorts[i].floors >> floor & 1 == 0 || !here.admits(i) {
            continue;
        }
        let mut next = here.clone();
        next.take(i);
        *chosen.entry(i).or_default() += 1;
        if search(&next, chosen, budget) {
            return true;
        }
        if *budget == 0 {
            return false;
        }
        give_back(chosen, i);
        here.remove(i, here.sorts[i].left);
    }
    false
}

/// One of this sort less.
pub(super) fn give_back(chosen: &mut Choice, i: usize) {
    if let Some(n) = chosen.get_mut(&i) {
        *n -= 1;
        if *n == 0 {
            chosen.remove(&i);
        }
    }
}
