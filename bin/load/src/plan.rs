//! What to send, how often, and until when.

use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::time::Duration;

/// Seconds of a run at most, so that a slip of the fingers ends.
const LONGEST_S: u64 = 600;

/// What `__R__` stands for, in turn.
const REGIONS: [&str; 5] = ["bishkek", "osh", "batken", "naryn", "talas"];

/// One request of a turn.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    Get(String),
    Post(String),
    /// A GET of the address in the last answer's `Location`.
    Follow,
}

#[derive(Debug)]
pub struct Plan {
    pub address: SocketAddr,
    pub clients: usize,
    /// Turns at most.
    pub count: u64,
    pub time: Duration,
    pub headers: Vec<(String, String)>,
    /// `application/x-www-form-urlencoded`, sent by each [`Step::Post`].
    pub form: String,
    pub steps: Vec<Step>,
}

impl Plan {
    /// # Errors
    /// A sentence about the argument that is wrong.
    pub fn parse(args: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut plan = Self {
            address: SocketAddr::from(([0, 0, 0, 0], 0)),
            clients: 1,
            count: u64::MAX,
            time: Duration::from_secs(LONGEST_S),
            headers: Vec::new(),
            form: String::new(),
            steps: Vec::new(),
        };
        let mut args = args.peekable();
        let mut bounded = false;
        while let Some(arg) = args.next() {
            if !arg.starts_with("--") {
                match arg.split_once(':') {
                    Some(("get", path)) => plan.steps.push(Step::Get(path.to_owned())),
                    Some(("post", path)) => plan.steps.push(Step::Post(path.to_owned())),
                    _ if arg == "follow" => plan.steps.push(Step::Follow),
                    _ => plan.address = number(&arg, &arg)?,
                }
                continue;
            }
            let value = args.next().ok_or_else(|| format!("{arg} needs a value"))?;
            match arg.as_str() {
                "--clients" => plan.clients = number(&arg, &value)?,
                "--count" => (plan.count, bounded) = (number(&arg, &value)?, true),
                "--seconds" => (plan.time, bounded) = (Duration::from_secs(number(&arg, &value)?), true),
                "--header" => {
                    let (name, value) = value.split_once(':').ok_or_else(|| format!("{value:?} is no header"))?;
                    plan.headers.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                "--form" => plan.form = value,
                _ => return Err(format!("{arg} is not known")),
            }
        }
        plan.check(bounded)
    }

    fn check(self, bounded: bool) -> Result<Self, String> {
        if !self.address.ip().is_loopback() {
            Err("the first argument is an address of this machine, such as 127.0.0.1:3000".to_owned())
        } else if self.steps.is_empty() || self.steps[0] == Step::Follow {
            Err("give steps, such as get:/ky/events".to_owned())
        } else if !bounded || self.time.as_secs() > LONGEST_S || self.clients == 0 || self.clients > 1000 {
            Err(format!("give --count or --seconds (at most {LONGEST_S}), and 1 to 1000 --clients"))
        } else {
            Ok(self)
        }
    }
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_| format!("{name}: {value:?} is not a value for it"))
}

/// The text of turn `n`.
pub fn filled(template: &str, n: u64, random: &mut Random) -> String {
    let region = REGIONS[usize::try_from(n).unwrap_or_default() % REGIONS.len()];
    let mut text = template.replace("__N__", &n.to_string()).replace("__R__", region);
    while text.contains("__UUID__") {
        text = text.replacen("__UUID__", &random.uuid(), 1);
    }
    text
}

/// Randomness good enough for ids that must differ: splitmix64 (Steele, Lea, Flood 2014) from a random start.
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(RandomState::new().hash_one("sabak"))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Version 4 of RFC 9562 §5.4.
    fn uuid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        let (version, variant) = (a & 0xFFF | 0x4000, (b >> 48) & 0x3FFF | 0x8000);
        format!("{:08x}-{:04x}-{version:04x}-{variant:04x}-{:012x}", a >> 32, (a >> 16) & 0xFFFF, b & 0xFFFF_FFFF_FFFF)
    }
}

#[cfg(test)]
mod tests {
    use super::{Plan, Random, Step, filled};

    fn parse(args: &str) -> Result<Plan, String> {
        Plan::parse(args.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_plan_is_bounded_and_stays_on_this_machine() {
        let plan = parse("127.0.0.1:80 --clients 2 --seconds 3 get:/a?b=c:d follow").unwrap();
        assert_eq!(plan.steps, [Step::Get("/a?b=c:d".into()), Step::Follow]);
        for bad in [
            "192.0.2.1:80 --count 1 get:/",
            "127.0.0.1:80 get:/",
            "127.0.0.1:80 --seconds 601 get:/",
            "127.0.0.1:80 --count 1",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_differ_and_have_the_form_of_ids() {
        let text = filled("__N__ __UUID__ __UUID__", 7, &mut Random::new());
        let [n, a, b] = text.split(' ').collect::<Vec<_>>().try_into().unwrap();
        assert!(n == "7" && a != b);
        let lengths: Vec<_> = a.split('-').map(str::len).collect();
        assert_eq!((lengths.as_slice(), &a[14..15]), ([8, 4, 4, 4, 12].as_slice(), "4"));
    }
}
