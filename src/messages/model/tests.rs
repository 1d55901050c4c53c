//! The table, each kind by itself, and what holds whatever happens.

use chrono::{TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;

const BISHKEK: Tz = chrono_tz::Asia::Bishkek;

/// Wednesday 25 November 2026, 09:30 in Bishkek.
fn now() -> Instant {
    Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap()
}

/// An event in ten days.
fn facts(state: State) -> Facts {
    let starts_at = now() + Duration::days(10);
    Facts {
        event: Uuid::nil(),
        now: now(),
        state,
        version: 3,
        channel: Channel::Email,
        erased: false,
        offer_until: (state == State::Offered).then(|| now() + Duration::hours(48)),
        cancelled: false,
        event_version: 5,
        starts_at,
        ends_at: starts_at + Duration::hours(8),
        zone: BISHKEK,
    }
}

/// Of the next message; none is ever used again.
static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(1);

/// Does what was decided, as the store would.
fn follow(change: Change, facts: &Facts, said: &mut Vec<Written>) -> Vec<(Kind, Decision)> {
    let steps = plan(change, facts, said);
    for (kind, open, decision) in &steps {
        let found = said.iter_mut().find(|w| Some(w.id) == *open);
        match (decision, found) {
            (Decision::Create(slot), _) => {
                let n = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                said.push(written(*kind, *slot, facts.now, n));
            }
            (Decision::Update(slot), Some(w)) => {
                (w.due_at, w.until_at, w.about, w.touched_at) = (slot.at, slot.until, slot.about, facts.now);
            }
            (Decision::Cancel, Some(w)) => {
                let gone = w.id;
                said.retain(|w| w.id != gone);
            }
            _ => panic!("{kind}: {decision:?} of nothing"),
        }
    }
    steps.into_iter().map(|(kind, _, decision)| (kind, decision)).collect()
}

fn written(kind: Kind, slot: Slot, at: Instant, n: usize) -> Written {
    Written {
        id: Uuid::from_u128(u128::from(at.timestamp_millis().unsigned_abs()) << 32 | n as u128),
        kind,
        about: slot.about,
        due_at: slot.at,
        until_at: slot.until,
        touched_at: at,
        created_at: at,
        tried_at: None,
        held: false,
        ended_at: None,
    }
}

/// What is sent when this comes up, or why not.
fn at_sending(facts: &Facts, said: &[Written], open: &Written) -> Decision {
    decide(open.kind, Change::Sending, facts, said, Some(open))
}

fn waiting(said: &[Written]) -> Vec<Kind> {
    said.iter().filter(|w| w.is_open()).map(|w| w.kind).collect()
}

#[test]
fn the_table_has_every_kind_in_its_place() {
    for (kind, rule) in Kind::ALL.into_iter().zip(&RULES) {
        assert_eq!((rule.kind, kind.rule().kind, Kind::parse(kind.code())), (kind, kind, Some(kind)));
    }
    // Each state has one message of its own.
    for state in State::ALL {
        let of: Vec<_> = RULES.iter().filter(|r| r.when == When::State && r.states.contains(&state)).collect();
        assert_eq!(of.len(), 1, "{state}");
    }
}

#[test]
fn a_state_is_told_once_and_a_place_is_reminded_of() {
    for (state, kinds) in [
        (State::Received, vec![Kind::Received]),
        (State::Confirmed, vec![Kind::Confirmed, Kind::ReminderWeek, Kind::ReminderDay]),
        (State::Waitlisted, vec![Kind::Waitlisted]),
        (State::Offered, vec![Kind::Offered]),
        (State::Expired, vec![Kind::OfferLapsed]),
        (State::Declined, vec![Kind::Declined]),
        (State::Withdrawn, vec![Kind::Withdrawn]),
    ] {
        let mut said = Vec::new();
        follow(Change::State, &facts(state), &mut said);
        assert_eq!(waiting(&said), kinds, "{state}");
        assert_eq!(follow(Change::State, &facts(state), &mut said), [], "{state}: the same transaction again");
        // Told, and nothing is told again.
        for w in &mut said {
            w.ended_at = Some(now());
        }
        assert_eq!(follow(Change::State, &facts(state), &mut said), [], "{state}: told");
    }
}

#[test]
fn a_state_that_was_left_is_not_told() {
    let mut said = Vec::new();
    follow(Change::State, &facts(State::Confirmed), &mut said);
    let left = Facts { version: 4, ..facts(State::Withdrawn) };
    follow(Change::State, &left, &mut said);
    assert_eq!(waiting(&said), [Kind::Withdrawn], "the confirmation and both reminders are taken back");
    let back = Facts { version: 5, ..facts(State::Confirmed) };
    follow(Change::State, &back, &mut said);
    assert_eq!(waiting(&said), [Kind::Confirmed, Kind::ReminderWeek, Kind::ReminderDay]);
}

#[test]
fn coming_back_into_a_state_is_told_anew_and_the_old_letter_is_not() {
    let mut said = Vec::new();
    follow(Change::State, &facts(State::Waitlisted), &mut said);
    // A worker had it in hand, so that it was not taken back in between.
    let later = Facts { version: 6, ..facts(State::Waitlisted) };
    let steps = plan(Change::State, &later, &said);
    assert!(matches!(steps[..], [(_, Some(_), Decision::Cancel), (_, None, Decision::Create(Slot { about: 6, .. }))]));
    let old = said[0];
    said.push(Written { id: Uuid::max(), about: 6, ..old });
    assert_eq!(at_sending(&later, &said, &old), Decision::Cancel, "also when it is about to be sent");
    assert_eq!(at_sending(&later, &said, &said[1]), Decision::Nothing);
}

/// The offer has lapsed by the time the letter would go out. Whether it is true is asked when it is sent: without that,
/// what was decided when it was written would send it.
#[test]
fn an_offer_that_has_lapsed_is_not_sent() {
    let mut said = Vec::new();
    let offered = facts(State::Offered);
    follow(Change::State, &offered, &mut said);
    let late = Facts { now: now() + Duration::hours(49), ..offered };
    assert_eq!(at_sending(&offered, &said, &said[0]), Decision::Nothing, "in time it is");
    assert_eq!(at_sending(&late, &said, &said[0]), Decision::Cancel, "its deadline has passed");
    let expired = Facts { offer_until: None, version: 4, ..facts(State::Expired) };
    assert_eq!(at_sending(&expired, &said, &said[0]), Decision::Cancel, "and so has the state");
}

#[test]
fn an_offer_with_another_deadline_is_of_use_until_then() {
    let mut said = Vec::new();
    follow(Change::State, &facts(State::Offered), &mut said);
    let longer = Facts { offer_until: Some(now() + Duration::hours(72)), ..facts(State::Offered) };
    follow(Change::EventChanged, &longer, &mut said);
    assert_eq!(said[0].until_at, now() + Duration::hours(72));
    // Offered anew, the letter that waits is replaced.
    follow(Change::State, &Facts { version: 9, ..longer }, &mut said);
    let open: Vec<_> = said.iter().filter(|w| w.kind == Kind::Offered).map(|w| w.about).collect();
    assert_eq!(open, [9]);
}

#[test]
fn reminders_that_come_too_late_are_not_written() {
    let confirmed = |days: i64| {
        let starts_at = now() + Duration::days(days);
        Facts { starts_at, ends_at: starts_at + Duration::hours(8), ..facts(State::Confirmed) }
    };
    for (days, kinds) in [
        (8, vec![Kind::ReminderWeek, Kind::ReminderDay]),
        (7, vec![Kind::ReminderDay]),
        (2, vec![Kind::ReminderDay]),
        (1, vec![]),
    ] {
        let mut said = Vec::new();
        follow(Change::State, &confirmed(days), &mut said);
        said.retain(|w| !w.kind.is_of_state());
        assert_eq!(waiting(&said), kinds, "{days} days before");
    }
    // One that could not be sent before the next is dropped.
    let mut said = Vec::new();
    follow(Change::State, &confirmed(8), &mut said);
    let week = *said.iter().find(|w| w.kind == Kind::ReminderWeek).unwrap();
    assert_eq!(week.due_at, now() + Duration::days(1));
    let late = Facts { now: now() + Duration::days(7), ..confirmed(8) };
    assert_eq!(at_sending(&late, &said, &week), Decision::Cancel);
}

#[test]
fn reminders_move_with_the_event() {
    let mut said = Vec::new();
    let old = facts(State::Confirmed);
    follow(Change::State, &old, &mut said);
    said.retain(|w| !w.kind.is_of_state());
    let moved = |days: i64| Facts {
        starts_at: old.starts_at + Duration::days(days),
        ends_at: old.ends_at + Duration::days(days),
        event_version: 6,
        ..old
    };
    let mut later = said.clone();
    follow(Change::EventChanged, &moved(20), &mut later);
    let due: Vec<_> = later.iter().filter(|w| w.kind != Kind::EventChanged).map(|w| w.due_at).collect();
    assert_eq!(due, said.iter().map(|w| w.due_at + Duration::days(20)).collect::<Vec<_>>());
    // In two days: only the last one is still of use.
    let mut sooner = said.clone();
    follow(Change::EventChanged, &moved(-8), &mut sooner);
    assert_eq!(waiting(&sooner), [Kind::ReminderDay, Kind::EventChanged]);
    // Moved while a worker had it in hand: it is seen when it is about to be sent.
    let week = said[0];
    let due = Facts { now: week.due_at, ..moved(20) };
    let Decision::Update(slot) = at_sending(&due, &said, &week) else { panic!("it would be sent too early") };
    assert_eq!(slot.at, week.due_at + Duration::days(20));
    // Told of a date once, and of another one again.
    for w in &mut said {
        w.ended_at = Some(now());
    }
    assert_eq!(follow(Change::Channel, &old, &mut said), []);
    follow(Change::EventChanged, &moved(20), &mut said);
    assert_eq!(waiting(&said), [Kind::EventChanged, Kind::ReminderWeek, Kind::ReminderDay]);
}

#[test]
fn a_reminder_does_not_ring_at_night() {
    let mut said = Vec::new();
    let old = facts(State::Confirmed);
    follow(Change::State, &old, &mut said);
    let day = *said.iter().find(|w| w.kind == Kind::ReminderDay).unwrap();
    // 23:30 in Bishkek: the worker was away.
    let night = Facts { now: day.due_at + Duration::hours(14), ..old };
    let Decision::Update(slot) = at_sending(&night, &said, &day) else { panic!("it would ring") };
    assert_eq!(slot.at.with_timezone(&BISHKEK).hour(), 9);
    let put_off = Written { due_at: slot.at, ..day };
    assert_eq!(
        at_sending(&Facts { now: slot.at, ..old }, &said, &put_off),
        Decision::Nothing,
        "in the morning it is sent"
    );
    // Where the morning comes too late, nobody is woken.
    let early = Facts { starts_at: day.due_at + Duration::hours(20), ..night };
    let put_off = Written { about: early.starts_at.timestamp(), ..day };
    assert_eq!(at_sending(&early, &said, &put_off), Decision::Cancel);
}

#[test]
fn several_edits_are_told_once_with_the_last() {
    let mut said = Vec::new();
    let at = |minutes: i64, version: i64| Facts {
        now: now() + Duration::minutes(minutes),
        event_version: version,
        ..facts(State::Waitlisted)
    };
    follow(Change::EventChanged, &at(0, 6), &mut said);
    assert_eq!(said[0].due_at, now() + QUIET);
    for minute in 1..9 {
        follow(Change::EventChanged, &at(minute * 9, 6 + minute), &mut said);
    }
    assert_eq!(waiting(&said), [Kind::EventChanged]);
    assert_eq!(said[0].due_at, now() + Duration::minutes(72), "an edit that never rests is told all the same");
    let mut said = Vec::new();
    let soon = Facts { starts_at: now() + Duration::minutes(4), ..at(0, 6) };
    follow(Change::EventChanged, &soon, &mut said);
    assert_eq!(said[0].due_at, now() + Duration::minutes(4), "not after it began");
}

#[test]
fn who_is_told_of_their_state_after_a_change_is_not_told_of_the_change() {
    let before = facts(State::Waitlisted);
    let mut said = Vec::new();
    follow(Change::EventChanged, &before, &mut said);
    let confirmed = Facts { version: 4, now: now() + Duration::minutes(2), ..facts(State::Confirmed) };
    follow(Change::State, &confirmed, &mut said);
    assert!(!waiting(&said).contains(&Kind::EventChanged), "the letter of confirmation says how it is now");
    // The letter went out, and then it changed again.
    let mut said: Vec<_> = said.into_iter().filter(|w| w.kind == Kind::Confirmed).collect();
    (said[0].tried_at, said[0].ended_at) = (Some(confirmed.now), Some(confirmed.now));
    let again = Facts { now: now() + Duration::minutes(5), event_version: 9, ..confirmed };
    follow(Change::EventChanged, &again, &mut said);
    let change = *said.iter().find(|w| w.kind == Kind::EventChanged).unwrap();
    assert_eq!(at_sending(&Facts { now: change.due_at, ..again }, &said, &change), Decision::Nothing);
    // A letter that was made before the change and is on its way counts for nothing.
    let held = Written { ended_at: None, held: true, ..said[0] };
    assert!(plan(Change::EventChanged, &again, &[held]).iter().any(|(kind, ..)| *kind == Kind::EventChanged));
}

#[test]
fn what_is_cancelled_leaves_one_message() {
    for state in [State::Received, State::Confirmed, State::Waitlisted, State::Offered] {
        let mut said = Vec::new();
        follow(Change::State, &facts(state), &mut said);
        follow(Change::EventChanged, &facts(state), &mut said);
        follow(Change::EventCancelled, &Facts { cancelled: true, ..facts(state) }, &mut said);
        assert_eq!(waiting(&said), [Kind::EventCancelled], "{state}");
    }
    for state in [State::Withdrawn, State::Declined, State::Expired] {
        let mut said = Vec::new();
        follow(Change::EventCancelled, &Facts { cancelled: true, ..facts(state) }, &mut said);
        assert_eq!(waiting(&said), [], "{state}");
    }
}

#[test]
fn a_link_is_told_again_once_and_not_beside_a_letter() {
    let mut said = Vec::new();
    follow(Change::State, &facts(State::Waitlisted), &mut said);
    follow(Change::Asked, &facts(State::Waitlisted), &mut said);
    assert_eq!(waiting(&said), [Kind::Waitlisted], "the letter that waits has the link");
    said[0].ended_at = Some(now());
    follow(Change::Asked, &facts(State::Waitlisted), &mut said);
    follow(Change::Asked, &Facts { now: now() + Duration::hours(1), ..facts(State::Waitlisted) }, &mut said);
    assert_eq!(waiting(&said), [Kind::LinkAgain], "however often it is asked for");
    let mut said = Vec::new();
    follow(Change::Asked, &facts(State::Withdrawn), &mut said);
    assert_eq!(said, []);
}

#[test]
fn the_way_that_is_taken() {
    use Channel::{ByHand, Email, Nothing};
    for (chosen, address, way) in [
        (None, true, Email),
        (None, false, ByHand),
        (Some(Email), true, Email),
        (Some(Email), false, ByHand),
        (Some(ByHand), true, ByHand),
        (Some(Nothing), true, Nothing),
        (Some(Nothing), false, Nothing),
    ] {
        assert_eq!(Channel::taken(chosen, address), way);
    }
}

#[test]
fn hours_follow_the_clock_on_the_wall() {
    let berlin = chrono_tz::Europe::Berlin;
    let wall = |zone: Tz, at: Instant| at.with_timezone(&zone).format("%m-%d %H:%M").to_string();
    // Clocks there are set forward on 28 March 2027: the same time of day, an hour less in between.
    let start = berlin.with_ymd_and_hms(2027, 3, 31, 9, 30, 0).unwrap().to_utc();
    assert_eq!(wall(berlin, before(berlin, start, 7)), "03-24 09:30");
    assert_eq!((start - before(berlin, start, 7)).num_hours(), 7 * 24 - 1);
    // Too early and too late in the day.
    let early = BISHKEK.with_ymd_and_hms(2026, 12, 5, 6, 0, 0).unwrap().to_utc();
    assert_eq!(wall(BISHKEK, before(BISHKEK, early, 1)), "12-04 09:00");
    let late = BISHKEK.with_ymd_and_hms(2026, 12, 5, 21, 0, 0).unwrap().to_utc();
    assert_eq!(wall(BISHKEK, before(BISHKEK, late, 1)), "12-04 19:30");
    assert!(is_humane(BISHKEK, before(BISHKEK, late, 1)));
    for (hour, next) in [(3, "12-05 09:00"), (9, "12-05 09:00"), (19, "12-05 19:00"), (20, "12-06 09:00")] {
        let at = BISHKEK.with_ymd_and_hms(2026, 12, 5, hour, 0, 0).unwrap().to_utc();
        assert_eq!(wall(BISHKEK, next_humane(BISHKEK, at)), next);
    }
}

#[test]
#[ignore = "writes docs/messages.md"]
fn write_messages_page() {
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/messages.md"), rules_page()).unwrap();
}

#[test]
fn the_printed_page_is_that_of_the_table() {
    let printed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/messages.md")).unwrap_or_default();
    assert_eq!(printed, rules_page(), "cargo test write_messages_page -- --ignored");
}

fn zones() -> impl Strategy<Value = Tz> {
    prop::sample::select(vec![
        BISHKEK,
        chrono_tz::Asia::Tashkent,
        chrono_tz::Europe::Berlin,
        chrono_tz::America::New_York,
        chrono_tz::Pacific::Chatham,
        chrono_tz::Africa::Cairo,
        chrono_tz::Australia::Lord_Howe,
    ])
}

prop_compose! {
    fn any_facts()(
        state in prop::sample::select(State::ALL.to_vec()),
        version in 1_i64..6,
        channel in prop::sample::select(vec![Channel::Email, Channel::Email, Channel::ByHand, Channel::Nothing]),
        erased in prop::bool::weighted(0.1),
        cancelled in prop::bool::weighted(0.2),
        event_version in 1_i64..6,
        hours in -48_i64..400,
        passed in 0_i64..600,
        offer in 1_i64..80,
        zone in zones(),
    ) -> Facts {
        let now = now() + Duration::minutes(passed * 37);
        let starts_at = now + Duration::hours(hours);
        Facts {
            event: Uuid::nil(),
            now,
            state,
            version,
            channel,
            erased,
            offer_until: (state == State::Offered).then(|| now + Duration::hours(offer)),
            cancelled,
            event_version,
            starts_at,
            ends_at: starts_at + Duration::hours(30),
            zone,
        }
    }
}

fn any_change() -> impl Strategy<Value = Change> {
    prop::sample::select(vec![
        Change::State,
        Change::Channel,
        Change::Asked,
        Change::EventChanged,
        Change::EventCancelled,
        Change::Looking,
    ])
}

proptest! {
    /// Whatever happens in whatever order: nothing waits that may not be said, nothing twice about the same, and what is
    /// settled stays as it is.
    #[test]
    fn what_waits_is_true(history in prop::collection::vec((any_facts(), any_change(), 0_usize..4), 1..12)) {
        let mut said: Vec<Written> = Vec::new();
        let mut latest = now();
        for (n, (facts, change, sent)) in (0_i64..).zip(history) {
            // Clocks only go on.
            latest = latest.max(facts.now);
            let facts = Facts { now: latest, ..facts };
            // Versions only grow.
            let facts = Facts { version: 6 * n + facts.version, event_version: 6 * n + facts.event_version, ..facts };
            follow(change, &facts, &mut said);
            let mut keys = std::collections::BTreeSet::new();
            for w in &said {
                prop_assert!(keys.insert((w.kind.code(), w.about)), "{} twice", w.kind);
            }
            for w in said.iter().filter(|w| w.is_open()) {
                let rule = w.kind.rule();
                prop_assert!(facts.channel != Channel::Nothing && !facts.erased, "{}: nobody to tell", w.kind);
                prop_assert!(rule.states.contains(&facts.state), "{} in {}", w.kind, facts.state);
                prop_assert!(facts.now < w.until_at && w.until_at <= facts.ends_at, "{}: of no use", w.kind);
                let fits = match rule.about {
                    About::Live => !facts.cancelled,
                    About::Cancelled => facts.cancelled,
                    About::Either => true,
                };
                prop_assert!(fits, "{} of an event that is{} cancelled", w.kind, if facts.cancelled { "" } else { " not" });
            }
            for kind in Kind::ALL {
                prop_assert!(said.iter().filter(|w| w.kind == kind && w.is_open()).count() < 2, "{kind} waits twice");
            }
            prop_assert_eq!(follow(Change::Looking, &facts, &mut said), vec![], "settled");
            // Some are sent when they are due.
            for _ in 0..sent {
                let Some(open) = said.iter().find(|w| w.is_open()).copied() else { break };
                let then = Facts { now: open.due_at.max(facts.now), ..facts };
                if then.now < open.until_at && at_sending(&then, &said, &open) == Decision::Nothing {
                    let w = said.iter_mut().find(|w| w.id == open.id).unwrap();
                    (w.tried_at, w.ended_at) = (Some(then.now), Some(then.now));
                }
            }
        }
    }

    /// Reminders come in their order, by day, before the first session.
    #[test]
    fn reminders_are_humane(minutes in 0_i64..600_000, zone in zones()) {
        let start = now() + Duration::minutes(minutes);
        let (week, day) = (before(zone, start, 7), before(zone, start, 1));
        prop_assert!(week < day && day < start);
        for at in [week, day] {
            prop_assert!(is_humane(zone, at), "{at}");
            let hour = at.with_timezone(&zone).hour();
            prop_assert!((9..20).contains(&hour), "{hour}");
        }
        let next = next_humane(zone, start);
        prop_assert!(next >= start && next - start <= Duration::hours(14) && is_humane(zone, next), "{start} {next}");
    }
}
