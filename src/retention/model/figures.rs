//! Numbers that may outlive the names: counts of an event, all together and by region, sex and age, without any from which
//! a group of one to four people could be read or reckoned.
//!
//! Somebody who came, and somebody who did not, are both a group: a value is kept back when any of its three counts
//! (registered, came, did not come) is from one to four. What is kept back is never alone, and together always five or more,
//! in each of the three counts; where that cannot be had, the whole dimension is left out. The total follows the same rule.

use std::collections::BTreeMap;

/// Registered, and how many of them came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count {
    pub registered: i64,
    pub attended: i64,
}

/// A published number; `None` where it is kept back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Figure {
    /// `all`, `region`, `sex` or `age`.
    pub dimension: &'static str,
    pub value: String,
    pub registered: Option<i64>,
    pub attended: Option<i64>,
}

/// The fewest that a number may speak of.
pub const LEAST: i64 = 5;

impl Count {
    fn add(self, other: Self) -> Self {
        Self { registered: self.registered + other.registered, attended: self.attended + other.attended }
    }

    /// Whether one of its counts is too few to be told; without `came` only that of all registered is looked at.
    const fn is_small(self, came: bool) -> bool {
        const fn few(n: i64) -> bool {
            n > 0 && n < LEAST
        }
        few(self.registered) || (came && (few(self.attended) || few(self.registered - self.attended)))
    }
}

/// What may be published of an event. The counts of every dimension add up to the same total.
#[must_use]
pub fn freeze(dimensions: &[(&'static str, BTreeMap<String, Count>)], total: Count) -> Vec<Figure> {
    // Whether anything may be said of those who came.
    let came = !total.is_small(true);
    let said = !total.is_small(false);
    let mut figures = vec![Figure {
        dimension: "all",
        value: String::new(),
        registered: said.then_some(total.registered),
        attended: (said && came).then_some(total.attended),
    }];
    for (dimension, cells) in dimensions.iter().filter(|_| said && total.registered > 0) {
        let cells: Vec<(&String, Count)> =
            cells.iter().filter(|(_, c)| c.registered > 0).map(|(v, c)| (v, *c)).collect();
        let Some(hidden) = kept_back(&cells, came) else { continue };
        for (i, (value, count)) in cells.iter().enumerate() {
            let shown = !hidden.contains(&i);
            figures.push(Figure {
                dimension,
                value: (*value).clone(),
                registered: shown.then_some(count.registered),
                attended: (shown && came).then_some(count.attended),
            });
        }
    }
    figures
}

/// The values to keep back; `None` when the dimension cannot be told at all.
fn kept_back(cells: &[(&String, Count)], came: bool) -> Option<Vec<usize>> {
    let mut hidden: Vec<usize> = (0..cells.len()).filter(|i| cells[*i].1.is_small(came)).collect();
    let mut rest: Vec<usize> = (0..cells.len()).filter(|i| !hidden.contains(i)).collect();
    // The smallest is the least loss.
    rest.sort_by_key(|i| (cells[*i].1.registered, *i));
    let mut rest = rest.into_iter();
    while !hidden.is_empty() && !is_enough(cells, &hidden, came) {
        hidden.push(rest.next()?);
    }
    // Who knows the rule must not learn from which of two equals was taken.
    if let Some(largest) = hidden.iter().map(|i| cells[*i].1.registered).max() {
        hidden.extend(rest.filter(|i| cells[*i].1.registered == largest));
    }
    Some(hidden)
}

/// Whether what is kept back stays unknown to who takes everything told from the total, and knows this rule.
fn is_enough(cells: &[(&String, Count)], hidden: &[usize], came: bool) -> bool {
    let sum = hidden.iter().map(|i| cells[*i].1).fold(Count::default(), Count::add);
    let n = i64::try_from(hidden.len()).unwrap_or(i64::MAX);
    // All ones or all fours: the sum alone would tell each.
    hidden.len() > 1 && !sum.is_small(came) && sum.registered > n && sum.registered != n * (LEAST - 1)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet, HashMap};

    use proptest::prelude::*;

    use super::{Count, Figure, LEAST, freeze};

    fn of(counts: &[(i64, i64)]) -> (BTreeMap<String, Count>, Count) {
        let cells: BTreeMap<String, Count> = counts
            .iter()
            .enumerate()
            .map(|(i, (registered, attended))| {
                (format!("v{i}"), Count { registered: *registered, attended: *attended })
            })
            .collect();
        let total = cells.values().fold(Count::default(), |a, b| a.add(*b));
        (cells, total)
    }

    fn frozen(counts: &[(i64, i64)]) -> Vec<Figure> {
        let (cells, total) = of(counts);
        freeze(&[("sex", cells)], total)
    }

    fn shown(figures: &[Figure]) -> Vec<(Option<i64>, Option<i64>)> {
        figures.iter().map(|f| (f.registered, f.attended)).collect()
    }

    #[test]
    fn what_is_many_is_told() {
        assert_eq!(
            shown(&frozen(&[(20, 12), (10, 5)])),
            [(Some(30), Some(17)), (Some(20), Some(12)), (Some(10), Some(5))]
        );
        assert_eq!(
            shown(&frozen(&[(20, 20), (10, 0)])),
            [(Some(30), Some(20)), (Some(20), Some(20)), (Some(10), Some(0))]
        );
    }

    #[test]
    fn a_few_take_the_next_smallest_with_them() {
        let told = shown(&frozen(&[(3, 0), (40, 20), (10, 5)]));
        assert_eq!(told, [(Some(53), Some(25)), (None, None), (Some(40), Some(20)), (None, None)]);
    }

    #[test]
    fn a_small_event_says_nothing_of_itself() {
        assert_eq!(shown(&frozen(&[(4, 4)])), [(None, None)]);
        assert_eq!(shown(&frozen(&[])), [(Some(0), Some(0))]);
        assert_eq!(shown(&frozen(&[(9, 7)])), [(Some(9), None), (Some(9), None)], "two did not come");
    }

    /// Every table of three values and up to sixteen people: whoever knows the rule, and everything published, can still
    /// think of another table in which a number that was kept back is another.
    #[test]
    fn nothing_kept_back_can_be_reckoned() {
        let pairs: Vec<(i64, i64)> = (0..=16).flat_map(|r| (0..=r).map(move |a| (r, a))).collect();
        let mut worlds: HashMap<Vec<Figure>, Vec<BTreeSet<(i64, i64)>>> = HashMap::new();
        for a in &pairs {
            for b in pairs.iter().filter(|b| a.0 + b.0 <= 16) {
                for c in pairs.iter().filter(|c| a.0 + b.0 + c.0 <= 16) {
                    let table = [*a, *b, *c];
                    let seen = worlds.entry(frozen(&table)).or_insert_with(|| vec![BTreeSet::new(); 3]);
                    for (set, cell) in seen.iter_mut().zip(table) {
                        set.insert(cell);
                    }
                }
            }
        }
        for (figures, seen) in worlds {
            for figure in figures.iter().filter(|f| f.dimension == "sex" && f.registered.is_none()) {
                let i: usize = figure.value[1..].parse().unwrap();
                let registered: BTreeSet<i64> = seen[i].iter().map(|c| c.0).collect();
                assert!(registered.len() > 1, "{figures:?} gives {} away: {:?}", figure.value, seen[i]);
            }
        }
    }

    proptest! {
        /// Whatever is taken from whatever, within a dimension: no group of one to four comes out.
        #[test]
        fn no_subtraction_leaves_a_few(counts in prop::collection::vec((0_i64..30, 0_i64..30), 1..7)) {
            let counts: Vec<(i64, i64)> = counts.into_iter().map(|(r, a)| (r, a.min(r))).collect();
            let figures = frozen(&counts);
            let few = |n: i64| n > 0 && n < LEAST;
            let (all, cells) = figures.split_first().unwrap();
            for f in &figures {
                prop_assert!(!f.registered.is_some_and(few) && !f.attended.is_some_and(few), "{:?}", f);
                if let (Some(r), Some(a)) = (f.registered, f.attended) {
                    prop_assert!(!few(r - a), "{:?}", f);
                }
            }
            if let (Some(total), false) = (all.registered, cells.is_empty()) {
                let told: i64 = cells.iter().filter_map(|f| f.registered).sum();
                prop_assert!(!few(total - told));
                let hidden = cells.iter().filter(|f| f.registered.is_none()).count();
                prop_assert!(hidden != 1, "one alone is the rest");
                if let Some(came) = all.attended {
                    let told_came: i64 = cells.iter().filter_map(|f| f.attended).sum();
                    prop_assert!(!few(came - told_came));
                    prop_assert!(!few((total - told) - (came - told_came)));
                }
            }
            prop_assert!(all.registered.is_some() || cells.is_empty());
        }
    }
}
