//! The proof: a canonical text of what went in and what came out. It names nobody: applications stand under ids of this draw
//! alone, with the numbers of the rules that fit them and nothing else of what they said. Whoever has it, and nothing
//! else, computes the list again.

use std::fmt::Write as _;

use uuid::Uuid;

use super::engine::{Applicant, Fate, Inputs, Line, Proposal, Put, Why, propose};
use super::rules::{APPLICANTS_MAX, Criteria, Dimension, Kind, Reason, Rule};
use crate::ids::{hex, unhex};

/// The first line; the number changes with the form or with the rules of the proposal.
const HEAD: &str = "sabak selection 1";

/// The text of a proposal. Lines end with `\n`, the last one too.
#[must_use]
pub fn render(inputs: &Inputs, proposal: &Proposal) -> String {
    let mut text = format!(
        "{HEAD}\nevent {}\nseed {}\nplaces {}\n{}applications {}\n",
        inputs.event,
        hex(&inputs.seed),
        inputs.places,
        inputs.criteria.text(),
        proposal.applicants.len()
    );
    for a in &proposal.applicants {
        let put = match a.put {
            None => "-".to_owned(),
            Some(Put::In(reason)) => format!("in:{}", reason.code()),
            Some(Put::Out(reason)) => format!("out:{}", reason.code()),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "application {} fits {} organisation {} points {} put {put}",
            a.id,
            fits(a.fits),
            a.group,
            a.points
        );
    }
    let (places, waiting, declined) = proposal.counts();
    let _ = writeln!(text, "list {places} {waiting} {declined}");
    for line in &proposal.lines {
        let _ = writeln!(text, "{}", said(line, &proposal.applicants[line.applicant].id));
    }
    for s in &proposal.shortfalls {
        let _ = writeln!(text, "short {} reached {} because {}", s.rule + 1, s.reached, s.short.code());
    }
    for b in &proposal.broken {
        let _ = writeln!(text, "over {} count {}", b.rule + 1, b.count);
    }
    if !proposal.exhaustive {
        text.push_str("search broken off\n");
    }
    text.push_str("end\n");
    text
}

fn fits(mask: u64) -> String {
    let numbers: Vec<String> = (0..64).filter(|i| mask >> i & 1 == 1).map(|i| (i + 1).to_string()).collect();
    if numbers.is_empty() { "-".to_owned() } else { numbers.join(",") }
}

fn said(line: &Line, id: &str) -> String {
    let fate = match line.fate {
        Fate::Place(n) => format!("place {n}"),
        Fate::Waiting(n) => format!("waiting {n}"),
        Fate::Declined => "declined -".to_owned(),
    };
    let why = match line.why {
        Why::PutIn(reason) => format!("in:{}", reason.code()),
        Why::PutInFull(reason) => format!("in-full:{}", reason.code()),
        Why::Floor(rule) => format!("floor:{}", rule + 1),
        Why::Score => "score".to_owned(),
        Why::Below => "below".to_owned(),
        Why::Cap(rule) => format!("cap:{}", rule + 1),
        Why::Past => "past".to_owned(),
        Why::TakenOut(reason) => format!("out:{}", reason.code()),
    };
    let tie = line.tie.map(|(k, n)| format!(" drawn {k}/{n}")).unwrap_or_default();
    format!("{fate} {id} score {} {why}{tie}", line.score)
}

/// What went in, as the text says; nothing where it is no such text. What came out is not read: it is computed.
#[must_use]
pub fn parse(text: &str) -> Option<Inputs> {
    let mut lines = text.lines();
    (lines.next()? == HEAD).then_some(())?;
    let event: Uuid = lines.next()?.strip_prefix("event ")?.parse().ok()?;
    let seed: [u8; 32] = unhex(lines.next()?.strip_prefix("seed ")?)?.try_into().ok()?;
    let places = lines.next()?.strip_prefix("places ")?.parse().ok()?;
    let waiting = match lines.next()?.strip_prefix("waiting ")? {
        "all" => None,
        n => Some(n.parse().ok()?),
    };
    let mut rules = Vec::new();
    let count: usize = loop {
        let line = lines.next()?;
        if let Some(n) = line.strip_prefix("applications ") {
            break n.parse().ok()?;
        }
        rules.push(rule(line.strip_prefix("rule ")?)?);
    };
    let criteria = Criteria { rules, waiting };
    if count > APPLICANTS_MAX || !criteria.is_sound() {
        return None;
    }
    let applicants: Option<Vec<Applicant>> = (0..count).map(|_| applicant(lines.next()?)).collect();
    Some(Inputs { event, seed, places, criteria, applicants: applicants? })
}

fn rule(line: &str) -> Option<Rule> {
    let [_, kind, dimension, value, amount] = line.split(' ').collect::<Vec<_>>()[..] else { return None };
    let value = if value == "-" { "" } else { value };
    Some(Rule {
        kind: Kind::parse(kind)?,
        dimension: Dimension::parse(dimension)?,
        value: value.to_owned(),
        amount: amount.parse().ok()?,
    })
}

fn applicant(line: &str) -> Option<Applicant> {
    let words: Vec<&str> = line.split(' ').collect();
    let ["application", id, "fits", fits, "organisation", group, "points", points, "put", put] = words[..] else {
        return None;
    };
    let numbers =
        if fits == "-" { Some(0) } else { fits.split(',').map(bit).try_fold(0, |mask, bit| Some(mask | bit?)) };
    let put = match put.split_once(':') {
        None => None,
        Some(("in", reason)) => Some(Put::In(Reason::parse(reason)?)),
        Some(("out", reason)) => Some(Put::Out(Reason::parse(reason)?)),
        Some(_) => return None,
    };
    // Numbers of organisations count up to the number of applications.
    let group = group.parse().ok().filter(|g| usize::try_from(*g).is_ok_and(|g| g <= APPLICANTS_MAX))?;
    Some(Applicant { id: id.to_owned(), fits: numbers?, group, points: points.parse().ok()?, put })
}

fn bit(number: &str) -> Option<u64> {
    let n: u32 = number.parse().ok()?;
    n.checked_sub(1).and_then(|n| 1_u64.checked_shl(n))
}

/// Where a text and what it should be part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Counted from 1.
    pub line: usize,
    pub kept: String,
    pub computed: String,
}

/// Computes the whole text again from what went in, and says where the two part first; nothing when they are equal, byte for
/// byte. What is no such text at all parts at its first line.
#[must_use]
pub fn recompute(text: &str) -> Option<Difference> {
    let Some(inputs) = parse(text) else {
        let kept = text.lines().next().unwrap_or_default().to_owned();
        return Some(Difference { line: 1, kept, computed: HEAD.to_owned() });
    };
    let computed = render(&inputs, &propose(&inputs));
    if computed == text {
        return None;
    }
    let (mut kept, mut again) = (text.split('\n'), computed.split('\n'));
    let mut line = 1;
    loop {
        match (kept.next(), again.next()) {
            (Some(a), Some(b)) if a == b => line += 1,
            (a, b) => {
                let own = |s: Option<&str>| s.unwrap_or_default().to_owned();
                return Some(Difference { line, kept: own(a), computed: own(b) });
            }
        }
    }
}
