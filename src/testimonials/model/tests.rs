use chrono::{Duration, TimeZone, Utc};
use proptest::prelude::*;

use super::*;

fn at(ms: i64) -> Instant {
    Utc.timestamp_millis_opt(1_800_000_000_000 + ms).unwrap()
}

fn entry(n: u128, channel: Channel, act: Act, attribution: Option<Attribution>, ms: i64) -> Entry {
    Entry { id: Uuid::from_u128(n), channel, attribution, act, at: at(ms) }
}

#[test]
fn openness_grows_from_no_name_to_the_full_name() {
    let openness: Vec<_> = Attribution::ALL.iter().map(|a| a.openness()).collect();
    assert_eq!(openness, [1, 2, 3, 4, 5]);
    assert!(Attribution::Anonymous < Attribution::Pseudonym && Attribution::FirstName < Attribution::FullName);
    assert_eq!(Attribution::parse("first_name").unwrap().openness(), 4);
}

#[test]
fn codes_come_back() {
    for (i, tier) in Tier::ALL.iter().enumerate() {
        assert_eq!(Tier::parse(Tier::CODES[i]), Some(*tier));
    }
    assert!(Channel::try_from("wall".to_owned()).is_err());
    assert_eq!(Tier::R1.approvals(), 1);
    assert_eq!(Tier::R2.approvals(), 2);
}

#[test]
fn the_last_entry_of_a_channel_decides() {
    let first = Some(Attribution::FirstName);
    let mut ledger = vec![
        entry(1, Channel::Site, Act::Grant, Some(Attribution::FullName), 0),
        entry(2, Channel::Feeds, Act::Grant, Some(Attribution::FullName), 0),
        entry(3, Channel::Site, Act::Narrow, first, 5),
    ];
    assert_eq!(
        live(&ledger),
        [(Channel::Site, Attribution::FirstName), (Channel::Feeds, Attribution::FullName)].into()
    );
    assert_eq!(channels_for(&live(&ledger), Attribution::FullName), [Channel::Feeds]);
    assert_eq!(channels_for(&live(&ledger), Attribution::Initials), [Channel::Site, Channel::Feeds]);
    assert_eq!(chosen(&ledger), Attribution::FirstName);
    ledger.push(entry(4, Channel::Site, Act::Withdraw, None, 6));
    ledger.push(entry(5, Channel::Feeds, Act::Expire, None, 6));
    assert!(live(&ledger).is_empty());
    assert_eq!(widest(&live(&ledger)), None);
    assert_eq!(chosen(&ledger), Attribution::FirstName);
    assert_eq!(chosen(&[]), Attribution::Anonymous);
}

#[test]
fn a_clock_set_back_cannot_undo_a_withdrawal() {
    let ledger = [entry(9, Channel::Site, Act::Grant, Some(Attribution::Anonymous), 1000)];
    assert_eq!(entry_time(&ledger, at(0)), at(1001));
    assert_eq!(entry_time(&ledger, at(1000)), at(1001));
    assert_eq!(entry_time(&ledger, at(5000)), at(5000));
    assert_eq!(entry_time(&[], at(7)), at(7));
}

#[test]
fn where_it_stands() {
    let granted = [entry(1, Channel::Site, Act::Grant, Some(Attribution::Anonymous), 0)];
    assert_eq!(Standing::of(&[], false, false, false), Standing::Kept);
    assert_eq!(Standing::of(&granted, false, false, false), Standing::Waiting);
    assert_eq!(Standing::of(&granted, false, false, true), Standing::Public);
    assert_eq!(Standing::of(&granted, false, true, false), Standing::Hidden);
    assert_eq!(Standing::of(&granted, true, true, false), Standing::Declined);
    let gone = [granted[0].clone(), entry(2, Channel::Site, Act::Withdraw, None, 1)];
    assert_eq!(Standing::of(&gone, true, true, false), Standing::Withdrawn);
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let one = (0..Channel::ALL.len(), 0..Act::ALL.len(), 0..Attribution::ALL.len(), 0_i64..6);
    proptest::collection::vec(one, 0..14).prop_map(|made| {
        let of = |(n, (c, a, t, ms)): (usize, (usize, usize, usize, i64))| {
            let act = Act::ALL[a];
            let named = matches!(act, Act::Grant | Act::Narrow).then(|| Attribution::ALL[t]);
            entry(n as u128, Channel::ALL[c], act, named, ms)
        };
        made.into_iter().enumerate().map(of).collect()
    })
}

proptest! {
    #[test]
    fn the_order_and_repetition_of_entries_do_not_matter(ledger in entries(), turn in 0_usize..14) {
        let mut other = ledger.clone();
        other.reverse();
        if !other.is_empty() {
            let by = turn % other.len();
            other.rotate_left(by);
            other.push(other[0].clone());
        }
        prop_assert_eq!(live(&ledger), live(&other));
        prop_assert_eq!(chosen(&ledger), chosen(&other));
    }

    #[test]
    fn after_a_withdrawal_of_every_channel_nothing_lives(mut ledger in entries(), now in 0_i64..8) {
        let time = entry_time(&ledger, at(now));
        prop_assert!(ledger.iter().all(|e| e.at < time || e.at <= at(now) - Duration::milliseconds(1)));
        for (i, channel) in Channel::ALL.iter().enumerate() {
            // The lowest ids there are: the time alone must decide.
            ledger.push(Entry { id: Uuid::nil(), channel: *channel, attribution: None, act: Act::Withdraw, at: time });
            prop_assert_eq!(live(&ledger).len() <= Channel::ALL.len() - 1 - i, true);
        }
        prop_assert!(live(&ledger).is_empty());
    }

    #[test]
    fn a_channel_never_shows_more_than_it_agreed_to(ledger in entries(), shown in 0..Attribution::ALL.len()) {
        let live = live(&ledger);
        let shown = Attribution::ALL[shown];
        for channel in channels_for(&live, shown) {
            prop_assert!(live[&channel].openness() >= shown.openness());
        }
        prop_assert_eq!(channels_for(&live, shown).is_empty(), widest(&live).is_none_or(|w| w < shown));
    }
}
