//! What came back.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

#[derive(Default)]
pub struct Tally {
    /// Of whole turns, in microseconds.
    times: Vec<u32>,
    /// Answers by status, of all steps.
    statuses: BTreeMap<u16, u64>,
    /// Redirects by the beginning of where they lead: `/ky/my/…` is `/ky/my`.
    locations: BTreeMap<String, u64>,
    /// Bytes of bodies, as transferred.
    bytes: u64,
    /// Turns that broke off, by cause.
    broken: BTreeMap<String, u64>,
    pub took: Duration,
}

impl Tally {
    pub fn answer(&mut self, status: u16, location: Option<&str>, bytes: u64) {
        *self.statuses.entry(status).or_default() += 1;
        self.bytes += bytes;
        if let Some(location) = location {
            let path = location.split(['?', '#']).next().unwrap_or_default();
            let start = path.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
            *self.locations.entry(start).or_default() += 1;
        }
    }

    pub fn turn(&mut self, took: Duration) {
        self.times.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    pub fn broke(&mut self, cause: String) {
        *self.broken.entry(cause).or_default() += 1;
    }

    pub fn add(&mut self, other: Self) {
        self.times.extend(other.times);
        self.bytes += other.bytes;
        other.statuses.into_iter().for_each(|(k, n)| *self.statuses.entry(k).or_default() += n);
        other.locations.into_iter().for_each(|(k, n)| *self.locations.entry(k).or_default() += n);
        other.broken.into_iter().for_each(|(k, n)| *self.broken.entry(k).or_default() += n);
    }
}

/// The time that `percent` of a hundred turns did not exceed, in milliseconds; `sorted` ascending.
fn percentile(sorted: &[u32], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).map_or(0.0, |us| f64::from(*us) / 1000.0)
}

fn object<K: fmt::Display>(map: &BTreeMap<K, u64>) -> String {
    let pairs: Vec<_> = map.iter().map(|(k, n)| format!("{:?}: {n}", k.to_string())).collect();
    format!("{{{}}}", pairs.join(", "))
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted = self.times.clone();
        sorted.sort_unstable();
        let seconds = self.took.as_secs_f64();
        write!(f, r#"{{"turns": {}, "seconds": {seconds:.3}, "#, sorted.len())?;
        let [p50, p99, max] = [50, 99, 100].map(|percent| percentile(&sorted, percent));
        write!(f, r#""p50_ms": {p50:.3}, "p99_ms": {p99:.3}, "max_ms": {max:.3}, "bytes": {}, "#, self.bytes)?;
        let (statuses, locations, broken) = (object(&self.statuses), object(&self.locations), object(&self.broken));
        write!(f, r#""statuses": {statuses}, "locations": {locations}, "broken": {broken}}}"#)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Tally;

    #[test]
    fn percentiles_are_times_that_occurred() {
        let mut tally = Tally::default();
        (1..=200).rev().for_each(|ms| tally.turn(Duration::from_millis(ms)));
        tally.answer(303, Some("/ky/my/abc?x=/y"), 0);
        let printed = tally.to_string();
        for part in [r#""p50_ms": 100.000"#, r#""p99_ms": 198.000"#, r#""max_ms": 200.000"#, r#"{"/ky/my": 1}"#] {
            assert!(printed.contains(part), "{part} in {printed}");
        }
        assert!(Tally::default().to_string().contains(r#""p99_ms": 0.000"#));
    }
}
