//! Places: never more than there are, in the order of waiting, whoever taps at the same moment.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Duration;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::jobs::worker;
use sabak::registration::model::{Registration, Source, State};
use sabak::registration::service;
use sabak::state::App;
use sqlx::postgres::PgPoolOptions;

use crate::cast::{coordinator, form_of, now, plan, published, register, texts, training};
use crate::support::{World, both_engines, start};

const CONTENDERS: usize = 64;
const TRIES: usize = 6;
const PLACES: usize = 20;
const SIZE: i64 = 20;

/// Everybody tries for a place at once, each several times; gives how many got one. `take` is told who tries.
async fn contend<F: Future<Output = bool> + Send>(take: impl Fn(usize) -> F + Send + Sync + 'static) -> usize {
    let take = Arc::new(take);
    let mut contenders = tokio::task::JoinSet::new();
    for c in 0..CONTENDERS {
        let take = take.clone();
        contenders.spawn(async move {
            let mut got = 0;
            for t in 0..TRIES {
                got += usize::from(take(c * TRIES + t).await);
            }
            got
        });
    }
    contenders.join_all().await.into_iter().sum()
}

/// Checks what must hold of a pool at any time, and gives how many places are held.
async fn counted(world: &World, event: &Event) -> i64 {
    let pool = world.id(event.pool_id);
    let held = format!("SELECT COUNT(*) FROM registration WHERE pool_id = {pool} AND holds_place = ");
    let yes = if world.app.db.engine() == "sqlite" { "1" } else { "TRUE" };
    let held = world.number(held + yes).await;
    let taken = world.number(format!("SELECT taken FROM pool WHERE id = {pool}")).await;
    assert_eq!(taken, held, "what is counted is what is held");
    assert!(taken <= event.capacity);
    held
}

both_engines! {
    async fn twenty_places_are_twenty_places(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, SIZE).await;
        let nodes = [world.app.clone(), world.second_node().await];
        let contested = event.clone();
        let got = contend(move |n| {
            let (app, event) = (nodes[n % 2].clone(), contested.clone());
            async move {
                let input = form_of(&app, n);
                let done = service::register(&app, &event, input, Source::Web).await.expect("nobody is turned away");
                assert!(!done.already);
                done.registration.state == State::Confirmed
            }
        })
        .await;
        assert_eq!(got, PLACES);
        assert_eq!(counted(&world, &event).await, SIZE);
        let numbers = texts(&world.app.db, "SELECT CAST(waiting_no AS TEXT) FROM registration WHERE state = 'waitlisted'").await;
        let numbers: BTreeSet<i64> = numbers.iter().map(|n| n.parse().unwrap()).collect();
        let waiting = i64::try_from(CONTENDERS * TRIES - PLACES).unwrap();
        assert_eq!(numbers, (1..=waiting).collect(), "each number once, none left out");
    }
}

/// What would happen without the conditional update and the CHECK: the same contenders, but the place is read and then
/// written. If this did not oversell, the test above would prove nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn reading_and_then_writing_oversells() {
    let world = World::postgres().await;
    world.execute("CREATE TABLE naive (taken BIGINT NOT NULL); INSERT INTO naive VALUES (0)").await.unwrap();
    // Contenders need a connection each; a pool that has only one yet would line them up.
    let pool = PgPoolOptions::new().max_connections(16).connect(&world.url).await.unwrap();
    let mut awake = Vec::new();
    for _ in 0..16 {
        awake.push(pool.acquire().await.unwrap());
    }
    drop(awake);
    let sold = contend(move |_| {
        let pool = pool.clone();
        async move {
            let mut tx = pool.begin().await.unwrap();
            let taken: i64 = sqlx::query_scalar("SELECT taken FROM naive").fetch_one(&mut *tx).await.unwrap();
            if usize::try_from(taken).unwrap() >= PLACES {
                return false;
            }
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            sqlx::query("UPDATE naive SET taken = $1").bind(taken + 1).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            true
        }
    })
    .await;
    assert!(sold > PLACES, "{sold} of {PLACES} places were sold");
}

both_engines! {
    async fn the_database_itself_refuses_to_oversell(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 2).await;
        for wrong in ["taken = size + 1", "taken = 3", "taken = -1", "size = -1", "slot = 1"] {
            let refused = world.execute(format!("UPDATE pool SET {wrong}")).await.unwrap_err();
            assert!(refused.to_lowercase().contains("check"), "{wrong}: {refused}");
        }
        for n in 0..3 {
            register(&world.app, &event, n).await;
        }
        for wrong in ["waiting_no = NULL", "state = 'offered'", "state = 'approved'"] {
            assert!(world.execute(format!("UPDATE registration SET {wrong} WHERE state = 'waitlisted'")).await.is_err(), "{wrong}");
        }
        assert!(world.execute("UPDATE registration SET state = 'withdrawn' WHERE state = 'confirmed'").await.is_err());
        assert_eq!(counted(&world, &event).await, 2);
    }
}

both_engines! {
    async fn eight_taps_on_withdraw_free_one_place_for_one_waiter(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 1).await;
        let first = register(&world.app, &event, 0).await.registration;
        let second = register(&world.app, &event, 1).await.registration;
        let third = register(&world.app, &event, 2).await.registration;
        let nodes = [world.app.clone(), world.second_node().await];
        let mut taps = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (app, first) = (nodes[n % 2].clone(), first.clone());
            taps.spawn(async move { service::withdraw(&app, &first).await });
        }
        assert!(taps.join_all().await.iter().all(|done| *done == Ok(State::Withdrawn)));
        assert_eq!(now(&world.app, &second).await.state, State::Offered);
        assert_eq!(now(&world.app, &third).await.state, State::Waitlisted);
        assert_eq!(counted(&world, &event).await, 1);
        for action in ["registration.withdraw", "registration.offer"] {
            assert_eq!(world.number(format!("SELECT COUNT(*) FROM audit WHERE action = '{action}'")).await, 1, "{action}");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM job WHERE kind = 'lapse_offer'").await, 1);
    }
}

both_engines! {
    async fn an_offer_is_taken_or_lapses_and_never_both(world: World) {
        let aida = coordinator(&world.app).await;
        for round in 0..6_usize {
            world.clock.set(start());
            let event = published(&world.app, &aida, &plan(&format!("sabak-{round}"), 1)).await;
            let holder = register(&world.app, &event, 0).await.registration;
            let waiter = register(&world.app, &event, 1).await.registration;
            let next = register(&world.app, &event, 2).await.registration;
            service::withdraw(&world.app, &holder).await.unwrap();
            let offered = now(&world.app, &waiter).await;
            world.clock.set(offered.offer_expires_at.unwrap() - Duration::milliseconds(1));
            let nodes = [world.app.clone(), world.second_node().await];
            let mut tries = tokio::task::JoinSet::new();
            for n in 0..8 {
                let (app, offered, clock) = (nodes[n % 2].clone(), offered.clone(), world.clock.clone());
                tries.spawn(async move {
                    match n % 4 {
                        0 | 1 => service::accept_offer(&app, &offered).await,
                        2 => service::lapse_offer(&app, offered.id).await,
                        _ => {
                            clock.advance(Duration::milliseconds(2));
                            service::lapse_offer(&app, offered.id).await
                        }
                    }
                });
            }
            let done = tries.join_all().await;
            let (end, after) = (now(&world.app, &waiter).await.state, now(&world.app, &next).await.state);
            match end {
                State::Confirmed => assert_eq!(after, State::Waitlisted, "{done:?}"),
                State::Expired => {
                    assert_eq!(after, State::Offered, "{done:?}");
                    assert!(!done.contains(&Ok(State::Confirmed)), "nobody was told yes: {done:?}");
                }
                other => panic!("{other}: {done:?}"),
            }
            assert!(done.iter().all(|d| d.is_ok() || *d == Err(AppError::Conflict("registration-offer-late"))), "{done:?}");
            assert_eq!(counted(&world, &event).await, 1);
        }
    }
}

both_engines! {
    async fn places_go_on_in_the_order_of_waiting(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let mut all = Vec::new();
        for n in 0..6 {
            all.push(register(app, &event, n).await.registration);
        }
        assert_eq!(all.iter().map(|r| r.waiting_no).collect::<Vec<_>>(), [None, None, Some(1), Some(2), Some(3), Some(4)]);
        service::withdraw(app, &all[0]).await.unwrap();
        let offered = now(app, &all[2]).await;
        assert_eq!((offered.state, offered.offer_expires_at), (State::Offered, Some(start() + Duration::hours(48))));
        // Who comes while the place is being passed on waits like the others.
        let newcomer = register(app, &event, 6).await.registration;
        assert_eq!((newcomer.state, newcomer.waiting_no), (State::Waitlisted, Some(5)));
        assert_eq!(service::decline_offer(app, &offered).await, Ok(State::Withdrawn));
        assert_eq!(now(app, &all[3]).await.state, State::Offered);
        // Nobody answers: the place goes on by itself.
        world.clock.advance(Duration::hours(48));
        worker::run_due(app).await.unwrap();
        assert_eq!(now(app, &all[3]).await.state, State::Expired);
        let offered = now(app, &all[4]).await;
        assert_eq!(service::accept_offer(app, &offered).await, Ok(State::Confirmed));
        // Who gave up and comes back begins at the end, behind who came in between.
        let again = register(app, &event, 0).await;
        assert!(!again.already && again.registration.id == all[0].id);
        assert_eq!((again.registration.state, again.registration.waiting_no), (State::Waitlisted, Some(6)));
        service::withdraw(app, &all[1]).await.unwrap();
        assert_eq!(now(app, &all[5]).await.state, State::Offered);
        assert_eq!(counted(&world, &event).await, 2);
    }
}

both_engines! {
    async fn a_late_yes_is_refused_and_the_place_goes_on(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let holder = register(app, &event, 0).await.registration;
        let waiter = register(app, &event, 1).await.registration;
        let next = register(app, &event, 2).await.registration;
        service::withdraw(app, &holder).await.unwrap();
        let offered = now(app, &waiter).await;
        world.clock.advance(Duration::hours(48));
        let late = service::accept_offer(app, &offered).await;
        assert_eq!(late, Err(AppError::Conflict("registration-offer-late")));
        assert_eq!(now(app, &waiter).await.state, State::Expired);
        assert_eq!(now(app, &next).await.state, State::Offered);
    }
}

both_engines! {
    async fn a_closed_or_cancelled_training_takes_nobody(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let holder = register(app, &event, 0).await.registration;
        let waiter = register(app, &event, 1).await.registration;
        events::cancel(app, &aida, &event.slug).await.unwrap();
        // As a form would send it that was drawn before.
        let refused = service::register(app, &event, form_of(app, 2), Source::Web).await;
        assert_eq!(refused.map(drop), Err(AppError::Conflict("registration-closed")));
        service::withdraw(app, &holder).await.unwrap();
        assert_eq!(now(app, &waiter).await.state, State::Waitlisted, "there is nothing to offer any more");
        world.clock.set(event.registration_closes_at);
        let other = published(app, &aida, &plan("ekinchi", 5)).await;
        let closed = service::register(app, &other, form_of(app, 3), Source::Web).await;
        assert_eq!(closed.map(drop), Err(AppError::Conflict("registration-closed")));
    }
}

/// What can happen to a training; the number says to whom.
#[derive(Clone, Copy, Debug)]
enum Act {
    Register(usize),
    Withdraw(usize),
    Accept(usize),
    Decline(usize),
    Lapse,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let who = 0_usize..7;
    let one = prop_oneof![
        4 => who.clone().prop_map(Act::Register),
        3 => who.clone().prop_map(Act::Withdraw),
        2 => who.clone().prop_map(Act::Accept),
        1 => who.prop_map(Act::Decline),
        1 => Just(Act::Lapse),
    ];
    proptest::collection::vec(one, 1..24)
}

async fn perform(world: &World, event: &Event, people: &mut BTreeMap<usize, Registration>, act: Act) {
    let app: &App = &world.app;
    match act {
        Act::Register(n) => {
            let fresh = events::by_id(app, event.id).await.unwrap();
            match service::register(app, &fresh, form_of(app, n), Source::Web).await {
                Ok(done) => drop(people.insert(n, done.registration)),
                Err(refused) => assert_eq!(refused, AppError::Conflict("registration-closed")),
            }
        }
        Act::Withdraw(n) | Act::Accept(n) | Act::Decline(n) => {
            let Some(r) = people.get(&n) else { return };
            let done = match act {
                Act::Withdraw(_) => service::withdraw(app, r).await,
                Act::Accept(_) => service::accept_offer(app, r).await,
                _ => service::decline_offer(app, r).await,
            };
            assert!(matches!(done, Ok(_) | Err(AppError::Conflict(_))), "{done:?}");
        }
        Act::Lapse => {
            world.clock.advance(Duration::hours(49));
            worker::run_due(app).await.unwrap();
        }
    }
    for r in people.values_mut() {
        *r = now(app, r).await;
    }
}

async fn history(world: &World, event: &Event, acts: &[Act]) {
    let mut people: BTreeMap<usize, Registration> = BTreeMap::new();
    for act in acts {
        let before = people.clone();
        let mut queue: Vec<_> = before.iter().filter(|(_, r)| r.state == State::Waitlisted).collect();
        queue.sort_by_key(|(_, r)| r.waiting_no);
        perform(world, event, &mut people, *act).await;
        let held = counted(world, event).await;
        let still = |n: &usize| people[n].state == State::Waitlisted;
        // Offers and lapses work from the front: behind somebody who still waits, all still wait or have left by themselves.
        if let Some(at) = queue.iter().position(|(n, _)| still(n)) {
            for (n, _) in &queue[at..] {
                assert!(still(n) || people[n].state == State::Withdrawn, "{act:?}: {n} went past {}", queue[at].0);
            }
        }
        let waits = people.values().any(|r| r.state == State::Waitlisted);
        assert!(
            !waits || held == event.capacity || world.clock.now() >= event.ends_at,
            "{act:?}: somebody waits beside a free place"
        );
        if let Act::Register(n) = act {
            let jumped = !queue.is_empty()
                && people.get(n).is_some_and(|r| r.state == State::Confirmed)
                && before.get(n).is_none_or(|r| r.state != State::Confirmed);
            assert!(!jumped, "{n} came before those who wait");
        }
        let numbers: BTreeSet<_> =
            people.values().filter(|r| r.state == State::Waitlisted).map(|r| r.waiting_no).collect();
        assert_eq!(numbers.len(), people.values().filter(|r| r.state == State::Waitlisted).count());
    }
}

both_engines! {
    async fn whatever_happens_the_count_holds_and_nobody_is_passed_over(world: World) {
        let aida = coordinator(&world.app).await;
        let here = tokio::runtime::Handle::current();
        let mut runner = TestRunner::new_with_rng(
            Config { cases: 24, failure_persistence: None, ..Config::default() },
            proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
        );
        let round = Cell::new(0);
        let outcome = runner.run(&(1_i64..4, acts()), |(places, acts)| {
            round.set(round.get() + 1);
            let plan = plan(&format!("sabak-{}", round.get()), places);
            let told = async {
                world.clock.set(start());
                let event = published(&world.app, &aida, &plan).await;
                history(&world, &event, &acts).await;
            };
            tokio::task::block_in_place(|| here.block_on(told));
            Ok(())
        });
        outcome.unwrap();
    }
}
