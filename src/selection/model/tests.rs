use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::*;

const SEED: [u8; 32] = [7; 32];

fn rule(kind: Kind, value: &str, amount: i64) -> Rule {
    Rule { kind, dimension: Dimension::Region, value: value.to_owned(), amount }
}

fn each(amount: i64) -> Rule {
    Rule { kind: Kind::Each, dimension: Dimension::Organisation, value: String::new(), amount }
}

fn id(n: usize) -> String {
    format!("{n:032x}")
}

fn applicant(n: usize, fits: u64, points: i64) -> Applicant {
    Applicant { id: id(n), fits, group: 0, points, put: None }
}

fn inputs(places: usize, rules: Vec<Rule>, applicants: Vec<Applicant>) -> Inputs {
    let criteria = Criteria { rules, waiting: None };
    Inputs { event: Uuid::nil(), seed: SEED, places, criteria, applicants }
}

/// The ids of those with a place.
fn chosen(proposal: &Proposal) -> Vec<&str> {
    let holders = proposal.lines.iter().filter(|l| matches!(l.fate, Fate::Place(_)));
    holders.map(|l| proposal.applicants[l.applicant].id.as_str()).collect()
}

fn line<'a>(proposal: &'a Proposal, of: &str) -> &'a Line {
    proposal.lines.iter().find(|l| proposal.applicants[l.applicant].id == of).unwrap()
}

#[test]
fn each_line_says_why() {
    let rules = vec![rule(Kind::Floor, "batken", 2), rule(Kind::Cap, "osh", 1), rule(Kind::Score, "chuy", 5), each(2)];
    let all = vec![
        applicant(1, 0b1, -3),
        applicant(2, 0b1, 0),
        applicant(3, 0b1, -9),
        applicant(4, 0b10, 9),
        applicant(5, 0b10, 8),
        applicant(6, 0b100, 0),
        Applicant { put: Some(Put::In(Reason::Experience)), ..applicant(7, 0, -10) },
        Applicant { put: Some(Put::Out(Reason::Interest)), ..applicant(8, 0, 10) },
        applicant(9, 0, -10),
        applicant(10, 0, -10),
    ];
    let p = propose(&inputs(5, rules, all));
    let why = |n: usize| (line(&p, &id(n)).fate, line(&p, &id(n)).why);
    assert_eq!(why(7), (Fate::Place(1), Why::PutIn(Reason::Experience)));
    assert_eq!(why(2), (Fate::Place(2), Why::Floor(0)));
    assert_eq!(why(1), (Fate::Place(3), Why::Floor(0)));
    assert_eq!(why(4), (Fate::Place(4), Why::Score));
    assert_eq!(why(6), (Fate::Place(5), Why::Score));
    assert_eq!(line(&p, &id(6)).score, 5);
    assert_eq!(why(3), (Fate::Waiting(1), Why::Below));
    assert_eq!(why(5), (Fate::Waiting(4), Why::Cap(1)), "behind all whom no cap stops");
    assert_eq!(why(8), (Fate::Declined, Why::TakenOut(Reason::Interest)));
    // Put in by hand, seven is not drawn for; the other two with ten points less than nothing are.
    let ties: Vec<_> = [9, 10].map(|n| line(&p, &id(n)).tie.unwrap()).into();
    assert!(ties.contains(&(1, 2)) && ties.contains(&(2, 2)), "{ties:?}");
    assert_eq!(p.counts(), (5, 4, 1));
}

#[test]
fn an_impossible_floor_says_what_stands_against_it() {
    let few = propose(&inputs(5, vec![rule(Kind::Floor, "batken", 3)], vec![applicant(1, 1, 0), applicant(2, 0, 0)]));
    assert_eq!(few.shortfalls, [Shortfall { rule: 0, reached: 1, short: Short::Few }]);
    let all = (1..5).map(|n| applicant(n, 0b11, 0)).collect();
    let capped = propose(&inputs(5, vec![rule(Kind::Floor, "batken", 3), rule(Kind::Cap, "osh", 2)], all));
    assert_eq!(capped.shortfalls, [Shortfall { rule: 0, reached: 2, short: Short::Caps }]);
    let all = (1..9).map(|n| applicant(n, if n < 5 { 0b1 } else { 0b10 }, 0)).collect();
    let full = propose(&inputs(4, vec![rule(Kind::Floor, "batken", 3), rule(Kind::Floor, "osh", 3)], all));
    assert_eq!(full.shortfalls, [Shortfall { rule: 1, reached: 1, short: Short::Others }]);
    assert_eq!(full.counts(), (4, 4, 0));
}

#[test]
fn an_override_that_breaks_a_cap_is_shown_as_one() {
    let put = |n| Applicant { put: Some(Put::In(Reason::Needed)), ..applicant(n, 0b1, 0) };
    let p = propose(&inputs(
        3,
        vec![rule(Kind::Cap, "osh", 1)],
        vec![put(1), put(2), applicant(3, 0b1, 9), applicant(4, 0, 0)],
    ));
    assert_eq!(p.broken, [Broken { rule: 0, count: 2 }]);
    assert_eq!(line(&p, &id(3)).why, Why::Cap(0));
    let full = propose(&inputs(1, vec![], vec![put(1), put(2), applicant(3, 0, 9)]));
    assert_eq!(full.counts(), (1, 2, 0), "never more than there are places");
    assert!(full.lines.iter().any(|l| l.why == Why::PutInFull(Reason::Needed) && l.fate == Fate::Waiting(1)));
}

#[test]
fn the_waiting_list_ends_where_it_is_said_to() {
    let mut i = inputs(1, vec![], (1..5).map(|n| applicant(n, 0, i64::try_from(n).unwrap())).collect());
    i.criteria.waiting = Some(2);
    let p = propose(&i);
    assert_eq!(p.counts(), (1, 2, 1));
    assert_eq!((line(&p, &id(1)).fate, line(&p, &id(1)).why), (Fate::Declined, Why::Past));
    i.criteria.waiting = Some(0);
    assert_eq!(propose(&i).counts(), (1, 0, 3));
}

#[test]
fn rules_keep_to_their_bounds() {
    let at = |kind, amount| rule(kind, "osh", amount).is_sound();
    assert!(at(Kind::Score, WEIGHT_MAX) && at(Kind::Score, -WEIGHT_MAX));
    assert!(!at(Kind::Score, WEIGHT_MAX + 1) && !at(Kind::Score, -WEIGHT_MAX - 1) && !at(Kind::Score, 0));
    assert!(at(Kind::Floor, FLOOR_MAX) && !at(Kind::Floor, FLOOR_MAX + 1) && !at(Kind::Floor, 0));
    assert!(at(Kind::Cap, 0) && !at(Kind::Cap, -1) && !at(Kind::Cap, FLOOR_MAX + 1));
    assert!(each(1).is_sound() && !each(0).is_sound());
    assert!(rule(Kind::Floor, "ysyk-kol", 1).is_sound() && !rule(Kind::Floor, "-", 1).is_sound());
    assert!(!rule(Kind::Floor, "", 1).is_sound() && !rule(Kind::Floor, "o sh", 1).is_sound());
    let many = |n| Criteria { rules: vec![rule(Kind::Floor, "osh", 1); n], waiting: None };
    assert!(many(RULES_MAX).is_sound() && !many(RULES_MAX + 1).is_sound());
    let waiting = |n| Criteria { rules: vec![], waiting: Some(n) };
    assert!(waiting(WAITING_MAX).is_sound() && !waiting(WAITING_MAX + 1).is_sound() && !waiting(-1).is_sound());
}

#[test]
fn the_draw_is_what_anybody_can_compute() {
    let key: [u8; 32] = Sha256::digest([&SEED[..], id(1).as_bytes()].concat()).into();
    assert_eq!(draw_key(&SEED, &id(1)), key);
}

/// The form of the text is a promise: who has kept one must be able to check it for years.
#[test]
fn the_text_is_what_it_was() {
    let rules = vec![rule(Kind::Floor, "batken", 1), each(1), rule(Kind::Score, "osh", -2)];
    let all = vec![
        Applicant { group: 1, ..applicant(1, 0b101, 3) },
        Applicant { group: 1, ..applicant(2, 0b101, 3) },
        Applicant { put: Some(Put::Out(Reason::Safety)), ..applicant(3, 0, 0) },
    ];
    let i = inputs(2, rules, all);
    let text = render(&i, &propose(&i));
    let expected = "sabak selection 1\n\
        event 00000000-0000-0000-0000-000000000000\n\
        seed 0707070707070707070707070707070707070707070707070707070707070707\n\
        places 2\n\
        waiting all\n\
        rule 1 floor region batken 1\n\
        rule 2 each organisation - 1\n\
        rule 3 score region osh -2\n\
        applications 3\n\
        application 00000000000000000000000000000001 fits 1,3 organisation 1 points 3 put -\n\
        application 00000000000000000000000000000002 fits 1,3 organisation 1 points 3 put -\n\
        application 00000000000000000000000000000003 fits - organisation 0 points 0 put out:safety\n\
        list 1 1 1\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("place 1 ") && text.contains(" score 1 floor:1 drawn 1/2\n"), "{text}");
    assert!(text.contains(" score 1 cap:2 drawn 2/2\n"), "{text}");
    assert!(text.ends_with("declined - 00000000000000000000000000000003 score 0 out:safety\nend\n"), "{text}");
    assert_eq!(parse(&text).unwrap(), i);
    assert_eq!(recompute(&text), None);
}

/// An answer is named by ids alone, and whoever computes the list again need not know what it is.
#[test]
fn a_rule_about_an_answer_is_one_more_line() {
    let question = Uuid::from_u128(0xab);
    let about =
        |code: &str| Rule { kind: Kind::Floor, dimension: Dimension::Answer, value: answer(question, code), amount: 1 };
    let i = inputs(1, vec![about("yes"), about("12")], vec![applicant(1, 0b10, 0), applicant(2, 0, 9)]);
    let text = render(&i, &propose(&i));
    let line = "rule 2 floor answer 000000000000000000000000000000ab_12 1\n";
    assert!(text.contains(line), "{text}");
    assert_eq!(parse(&text).unwrap(), i);
    assert_eq!(recompute(&text), None);
    for bad in ["ab_12", "000000000000000000000000000000ab_maybe", "000000000000000000000000000000ab"] {
        let other = text.replace("000000000000000000000000000000ab_12", bad);
        assert_eq!(parse(&other), None, "{bad}");
        assert_eq!(recompute(&other).unwrap().line, 1);
    }
}

/// The control of the proof: whichever byte is changed, the texts part.
#[test]
fn every_changed_byte_is_noticed() {
    let i = inputs(
        2,
        vec![rule(Kind::Floor, "batken", 1), rule(Kind::Cap, "osh", 1)],
        (0..4).map(|n| applicant(n, n as u64 % 4, 1)).collect(),
    );
    let text = render(&i, &propose(&i));
    let hash = Sha256::digest(text.as_bytes());
    let mut unseen = Vec::new();
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
        let changed = String::from_utf8(bytes).unwrap();
        assert_ne!(Sha256::digest(changed.as_bytes()), hash);
        if recompute(&changed).is_none() {
            unseen.extend(text.lines().nth(text[..at].matches('\n').count()));
        }
    }
    // What went in can be changed so that the same comes out: another event, a rule about another place, a seed that draws
    // alike. That is what the hash is for. What came out cannot.
    let went_in = |line: &&str| ["event ", "seed ", "rule ", "application "].iter().any(|head| line.starts_with(head));
    assert!(unseen.iter().all(went_in), "{unseen:?}\n{text}");
    assert_eq!(recompute("").unwrap().line, 1);
    let cut = recompute(text.strip_suffix("end\n").unwrap()).unwrap();
    assert_eq!(cut.computed, "end");
}

#[derive(Clone, Debug)]
struct Case {
    inputs: Inputs,
}

fn cases() -> impl Strategy<Value = Case> {
    let a_rule = (0..3_usize, 0..4_i64).prop_map(|(kind, amount)| match kind {
        0 => rule(Kind::Score, "x", amount - 5),
        1 => rule(Kind::Floor, "x", amount.max(1)),
        _ => rule(Kind::Cap, "x", amount),
    });
    let rules = (prop::collection::vec(a_rule, 0..5), prop::option::of(1..3_i64)).prop_map(|(mut rules, most)| {
        rules.extend(most.map(each));
        rules
    });
    let put =
        prop_oneof![8 => Just(None), 1 => Just(Some(Put::In(Reason::Other))), 1 => Just(Some(Put::Out(Reason::Other)))];
    let one = (any::<u64>(), 0..4_u32, -3..4_i64, put);
    (rules, prop::collection::vec(one, 0..9), 0..6_usize).prop_map(|(rules, all, places)| {
        let mask = (1 << rules.len()) - 1;
        let none = rules.iter().enumerate().filter(|(_, r)| r.kind == Kind::Each).fold(mask, |m, (i, _)| m & !(1 << i));
        let all = all.into_iter().enumerate();
        let all =
            all.map(|(n, (fits, group, points, put))| Applicant { id: id(n), fits: fits & none, group, points, put });
        Case { inputs: inputs(places, rules, all.collect()) }
    })
}

fn fits(a: &Applicant, rule: usize) -> bool {
    a.fits >> rule & 1 == 1
}

/// How many of these fit a rule; of the largest organisation, for a cap on each.
fn count(of: &[&Applicant], i: usize, rule: &Rule) -> i64 {
    let n = match rule.kind {
        Kind::Each => (1..5).map(|g| of.iter().filter(|a| a.group == g).count()).max().unwrap_or(0),
        _ => of.iter().filter(|a| fits(a, i)).count(),
    };
    i64::try_from(n).unwrap()
}

fn caps_hold(inputs: &Inputs, of: &[&Applicant]) -> bool {
    let all = inputs.criteria.rules.iter().enumerate();
    let mut caps = all.filter(|(_, r)| matches!(r.kind, Kind::Cap | Kind::Each));
    caps.all(|(i, r)| count(of, i, r) <= r.amount)
}

/// Whether any choice of that many meets every floor and breaks no cap, by trying all of them.
fn can_be_met(inputs: &Inputs) -> bool {
    let free: Vec<&Applicant> = inputs.applicants.iter().filter(|a| a.put.is_none()).collect();
    (0_u32..1 << free.len()).any(|set| {
        let of: Vec<&Applicant> = (0..free.len()).filter(|i| set >> i & 1 == 1).map(|i| free[i]).collect();
        let floors = inputs.criteria.rules.iter().enumerate().filter(|(_, r)| r.kind == Kind::Floor);
        of.len() <= inputs.places
            && caps_hold(inputs, &of)
            && floors.into_iter().all(|(i, r)| count(&of, i, r) >= r.amount)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn floors_are_met_when_they_can_be_and_caps_hold(case in cases()) {
        let mut i = case.inputs;
        for a in &mut i.applicants {
            if matches!(a.put, Some(Put::In(_))) {
                a.put = None;
            }
        }
        let p = propose(&i);
        let holders: Vec<&Applicant> =
            p.lines.iter().filter(|l| matches!(l.fate, Fate::Place(_))).map(|l| &p.applicants[l.applicant]).collect();
        prop_assert!(holders.len() <= i.places);
        prop_assert!(caps_hold(&i, &holders), "{p:?}");
        prop_assert!(p.broken.is_empty() && p.exhaustive);
        let met = i.criteria.rules.iter().enumerate().filter(|(_, r)| r.kind == Kind::Floor)
            .all(|(n, r)| count(&holders, n, r) >= r.amount);
        prop_assert_eq!(met, can_be_met(&i), "{:?}", p);
        prop_assert_eq!(met, p.shortfalls.is_empty());
        for s in &p.shortfalls {
            prop_assert!(count(&holders, s.rule, &i.criteria.rules[s.rule]) >= i64::try_from(s.reached).unwrap(), "{:?}", p);
        }
        // Nobody is left out for nothing.
        if holders.len() < i.places {
            for l in p.lines.iter().filter(|l| !matches!(l.fate, Fate::Place(_)) && !matches!(l.why, Why::TakenOut(_))) {
                let mut more = holders.clone();
                more.push(&p.applicants[l.applicant]);
                prop_assert!(!caps_hold(&i, &more), "{p:?}");
            }
        }
    }

    #[test]
    fn everybody_has_one_line_and_numbers_have_no_gaps(case in cases()) {
        let p = propose(&case.inputs);
        let mut who: Vec<usize> = p.lines.iter().map(|l| l.applicant).collect();
        who.sort_unstable();
        prop_assert_eq!(who, (0..case.inputs.applicants.len()).collect::<Vec<_>>());
        let (places, waiting, _) = p.counts();
        prop_assert!(places <= case.inputs.places);
        let fates: Vec<Fate> = p.lines.iter().map(|l| l.fate).collect();
        let wanted = (1..=places).map(Fate::Place).chain((1..=waiting).map(Fate::Waiting));
        prop_assert!(fates.iter().copied().take(places + waiting).eq(wanted));
        prop_assert!(fates[places + waiting..].iter().all(|f| *f == Fate::Declined));
        // Caps hold but for those put in by hand.
        let rules = &case.inputs.criteria.rules;
        let holders: Vec<&Applicant> = p.lines[..places].iter().map(|l| &p.applicants[l.applicant]).collect();
        for (i, r) in rules.iter().enumerate().filter(|(_, r)| matches!(r.kind, Kind::Cap | Kind::Each)) {
            let by_hand: Vec<&Applicant> = holders.iter().copied().filter(|a| a.put.is_some()).collect();
            let n = count(&holders, i, r);
            prop_assert!(n <= r.amount.max(count(&by_hand, i, r)));
            let strictest = r.kind != Kind::Each || rules.iter().all(|o| o.kind != Kind::Each || o.amount >= r.amount);
            prop_assert_eq!(n > r.amount && strictest, p.broken.iter().any(|b| b.rule == i));
        }
    }

    #[test]
    fn the_order_of_applications_changes_nothing(case in cases(), shift in 0..9_usize) {
        let i = case.inputs;
        let text = render(&i, &propose(&i));
        let mut other = i;
        if !other.applicants.is_empty() {
            let by = shift % other.applicants.len();
            other.applicants.rotate_left(by);
            other.applicants.reverse();
        }
        prop_assert_eq!(&render(&other, &propose(&other)), &text);
        prop_assert_eq!(recompute(&text), None);
    }

    #[test]
    fn who_gains_points_loses_no_place(case in cases(), who in 0..9_usize, more in 1..9_i64) {
        let mut i = case.inputs;
        let who = who % i.applicants.len().max(1);
        if i.applicants.is_empty() {
            return Ok(());
        }
        let before = propose(&i);
        let fate = |p: &Proposal| line(p, &id(who)).fate;
        i.applicants[who].points += more;
        let after = propose(&i);
        let better = fate(&after) <= fate(&before) || matches!((fate(&before), fate(&after)), (Fate::Place(_), Fate::Place(_)));
        prop_assert!(better, "{before:?} {after:?}");
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*", cut in 0..400_usize, flip in 0..400_usize) {
        let _ = recompute(&text);
        let i = inputs(2, vec![rule(Kind::Floor, "batken", 1)], (0..4).map(|n| applicant(n, 1, 1)).collect());
        let good = render(&i, &propose(&i));
        let _ = recompute(&good[..cut.min(good.len())]);
        let mut bytes = good.into_bytes();
        let at = flip % bytes.len();
        bytes[at] = b'9';
        let _ = recompute(&String::from_utf8(bytes).unwrap());
    }
}

#[test]
fn a_floor_that_only_a_detour_meets_is_met() {
    // Taking the best of either floor alone would use up the cap that the other needs.
    let rules = vec![rule(Kind::Floor, "a", 1), rule(Kind::Floor, "b", 1), rule(Kind::Cap, "c", 1)];
    let all = vec![applicant(1, 0b101, 9), applicant(2, 0b001, 0), applicant(3, 0b110, 9)];
    let p = propose(&inputs(2, rules, all));
    assert!(p.shortfalls.is_empty(), "{p:?}");
    assert_eq!(chosen(&p), [id(3), id(2)]);
}
