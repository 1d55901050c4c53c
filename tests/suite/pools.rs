//! Places kept for groups: who gets which, in which order people wait, who goes together, and why somebody was passed over.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Duration;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::jobs::worker;
use sabak::people::model::Contact;
use sabak::registration::model::filter::Filter;
use sabak::registration::model::places::{
    Dimension, PARTY_MAX, PassedOver, PoolInput, Reason, STRATA_MAX, StratumInput, Together,
};
use sabak::registration::model::{Registered, Registration, RegistrationInput, Source, State};
use sabak::registration::service::{self, Places};
use sabak::staff::model::{Actor, Role};
use sabak::state::App;
use sqlx::postgres::PgPoolOptions;
use uuid::Uuid;

use crate::cast::{come, coordinator, everything, everywhere, form_of, later, now, plan, published, texts, training};
use crate::support::{World, both_engines, start};

const CONTENDERS: usize = 64;
const TRIES: usize = 32;
/// Five groups with ten places each.
const REGIONS: [&str; 5] = ["batken", "osh", "chuy", "talas", "naryn"];

/// Keeps places for a group.
pub async fn keep(app: &App, actor: &Actor, event: &Event, (dimension, value): (Dimension, &str), pool: PoolInput) {
    let input = StratumInput { dimension, value: value.to_owned(), pool };
    service::add_stratum(app, actor, event, &input).await.unwrap();
}

/// The form of somebody from a region.
pub fn from(app: &App, n: usize, region: &str) -> RegistrationInput {
    RegistrationInput { home_region: region.to_owned(), ..form_of(app, n) }
}

async fn come_together(
    app: &App,
    event: &Event,
    people: Vec<RegistrationInput>,
    together: Together,
) -> Vec<Registered> {
    let event = events::by_id(app, event.id).await.unwrap();
    service::register_party(app, &event, people, together, Source::Web).await.unwrap()
}

fn states(party: &[Registered]) -> Vec<State> {
    party.iter().map(|r| r.registration.state).collect()
}

async fn why(app: &App, r: &Registration) -> Vec<(Reason, Option<String>, i64)> {
    let all = service::why_not_offered(app, &now(app, r).await).await.unwrap();
    all.into_iter()
        .map(|PassedOver { reason, stratum, times, .. }| (reason, stratum.map(|s| s.name()), times))
        .collect()
}

/// The pool of this name as it is now.
async fn pool(app: &App, actor: &Actor, event: &Event, name: &str) -> Places {
    let all = service::places(app, actor, event).await.unwrap();
    let named = |p: &Places| {
        p.pool.stratum.as_ref().map_or_else(|| "all".to_owned(), sabak::registration::model::places::Stratum::name)
            == name
    };
    all.into_iter().find(named).unwrap_or_else(|| panic!("no pool {name}"))
}

/// What must hold of the places of an event at any time: what is counted is what is held, in each pool.
pub async fn counted(world: &World, event: Uuid) {
    let yes = if world.app.db.engine() == "sqlite" { "1" } else { "TRUE" };
    let wrong = format!(
        "SELECT COUNT(*) FROM pool p WHERE p.event_id = {} AND (p.taken > p.size OR p.taken <>
           (SELECT COUNT(*) FROM registration r WHERE r.pool_id = p.id AND r.holds_place = {yes}))",
        world.id(event)
    );
    assert_eq!(world.number(wrong).await, 0, "what is counted is what is held");
}

both_engines! {
    async fn fifty_places_in_five_groups_are_fifty_places(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 50).await;
        for region in REGIONS {
            keep(&world.app, &aida, &event, (Dimension::Region, region), PoolInput::of(10)).await;
        }
        let event = events::by_id(&world.app, event.id).await.unwrap();
        assert_eq!((event.capacity, event.taken, event.pools.len()), (50, 0, 6), "no open places are left");
        let nodes = Arc::new([world.app.clone(), world.second_node().await]);
        let mut contenders = tokio::task::JoinSet::new();
        for c in 0..CONTENDERS {
            let (nodes, event) = (nodes.clone(), event.clone());
            contenders.spawn(async move {
                let mut got = 0;
                for t in 0..TRIES {
                    let (n, app) = (c * TRIES + t, &nodes[c % 2]);
                    let input = from(app, n, REGIONS[n % REGIONS.len()]);
                    let done = service::register(app, &event, input, Source::Web).await.expect("nobody is turned away");
                    got += usize::from(done.registration.state == State::Confirmed);
                }
                got
            });
        }
        let got: usize = contenders.join_all().await.into_iter().sum();
        assert_eq!(got, 50);
        counted(&world, event.id).await;
        let full = format!("SELECT COUNT(*) FROM pool WHERE event_id = {} AND size = 10 AND taken = 10", world.id(event.id));
        assert_eq!(world.number(full).await, 5);
        let numbers = texts(&world.app.db, "SELECT CAST(waiting_no AS TEXT) FROM registration WHERE state = 'waitlisted'").await;
        let numbers: BTreeSet<i64> = numbers.iter().map(|n| n.parse().unwrap()).collect();
        let waiting = i64::try_from(CONTENDERS * TRIES - 50).unwrap();
        assert_eq!(numbers, (1..=waiting).collect(), "one order for all groups: each number once, none left out");
    }
}

/// The same contest for the same rows, with the guard of the table taken away and the place read and then written. If this
/// did not oversell, the test above would prove nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn reading_and_then_writing_oversells_every_group() {
    let world = World::postgres().await;
    let aida = coordinator(&world.app).await;
    let event = training(&world.app, &aida, 50).await;
    for region in REGIONS {
        keep(&world.app, &aida, &event, (Dimension::Region, region), PoolInput::of(10)).await;
    }
    world.execute("ALTER TABLE pool DROP CONSTRAINT pool_not_oversold").await.unwrap();
    // Contenders need a connection each; a pool that has only one yet would line them up.
    let db = PgPoolOptions::new().max_connections(16).connect(&world.url).await.unwrap();
    let mut awake = Vec::new();
    for _ in 0..16 {
        awake.push(db.acquire().await.unwrap());
    }
    drop(awake);
    let event = events::by_id(&world.app, event.id).await.unwrap();
    let pools: Vec<Uuid> = event.pools.iter().filter(|p| p.stratum.is_some()).map(|p| p.id).collect();
    let mut contenders = tokio::task::JoinSet::new();
    for c in 0..CONTENDERS {
        let (db, pools) = (db.clone(), pools.clone());
        contenders.spawn(async move {
            let mut sold = 0;
            for t in 0..TRIES / 4 {
                let pool = pools[(c + t) % pools.len()];
                let mut tx = db.begin().await.unwrap();
                let read = sqlx::query_as("SELECT taken, size FROM pool WHERE id = $1").bind(pool);
                let (taken, size): (i64, i64) = read.fetch_one(&mut *tx).await.unwrap();
                if taken >= size {
                    continue;
                }
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                let write = sqlx::query("UPDATE pool SET taken = $2 WHERE id = $1").bind(pool).bind(taken + 1);
                write.execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
                sold += 1;
            }
            sold
        });
    }
    let sold: usize = contenders.join_all().await.into_iter().sum();
    assert!(sold > 50, "{sold} of 50 places were sold");
}

both_engines! {
    async fn a_group_takes_its_own_places_first_and_then_open_ones(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 3).await;
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(2)).await;
        let open = events::by_id(app, event.id).await.unwrap().pool_id;
        let mut held = Vec::new();
        for n in 0..4 {
            let r = come(app, &event, from(app, n, "batken")).await;
            held.push((r.state, r.pool_id == open));
        }
        assert_eq!(held, [
            (State::Confirmed, false), (State::Confirmed, false), (State::Confirmed, true), (State::Waitlisted, false),
        ]);
        let other = come(app, &event, from(app, 5, "osh")).await;
        assert_eq!((other.state, other.waiting_no, other.pool_id), (State::Waitlisted, Some(2), open));
        assert_eq!(service::ahead(app, &other).await.unwrap(), Some(1), "the one from Batken waits for open places too");
        // The list of the staff says of everybody what their own page does.
        let third = come(app, &event, from(app, 6, "batken")).await;
        let list = service::list(app, &aida, &event, &Filter::default(), Locale::Ky, None).await.unwrap();
        assert_eq!(list.places.len(), 3);
        for (r, ahead) in [(&other, 1), (&third, 2)] {
            assert_eq!(service::ahead(app, r).await.unwrap(), Some(ahead));
            assert_eq!(list.places.get(&r.id), Some(&(ahead + 1)));
        }
        let batken = pool(app, &aida, &event, "region:batken").await;
        assert_eq!((batken.pool.size, batken.pool.taken, batken.waiting, batken.offered), (2, 2, 2, 0));
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn a_freed_place_of_a_group_goes_to_its_people_and_the_others_see_why(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(1)).await;
        let first = come(app, &event, from(app, 0, "batken")).await;
        let open = come(app, &event, from(app, 1, "osh")).await;
        let waits = come(app, &event, from(app, 2, "osh")).await;
        let of_batken = come(app, &event, from(app, 3, "batken")).await;
        assert_eq!((waits.waiting_no, of_batken.waiting_no), (Some(1), Some(2)));
        service::withdraw(app, &first).await.unwrap();
        let offered = now(app, &of_batken).await;
        assert_eq!((offered.state, offered.pool_id), (State::Offered, first.pool_id));
        assert_eq!(why(app, &waits).await, [(Reason::KeptForStratum, Some("region:batken".into()), 1)]);
        // An open place goes to whoever has waited longest.
        service::withdraw(app, &open).await.unwrap();
        assert_eq!(now(app, &waits).await.state, State::Offered);
        assert_eq!(why(app, &waits).await, [], "who has an offer has no reason to ask");
        // Nobody of the group waits any more: the place stays theirs.
        service::decline_offer(app, &offered).await.unwrap();
        let last = come(app, &event, from(app, 4, "osh")).await;
        assert_eq!(last.state, State::Waitlisted);
        assert_eq!(come(app, &event, from(app, 5, "batken")).await.state, State::Confirmed);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn who_may_only_take_the_places_of_their_group_waits_for_those(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 4).await;
        let sealed_off = PoolInput { falls_back: false, ..PoolInput::of(1) };
        keep(app, &aida, &event, (Dimension::Sex, "male"), sealed_off).await;
        let man = |n| RegistrationInput { sex: "male".into(), ..form_of(app, n) };
        let first = come(app, &event, man(0)).await;
        assert_eq!(first.state, State::Confirmed);
        let second = come(app, &event, man(1)).await;
        assert_eq!(second.state, State::Waitlisted, "open places are free, and not for them");
        let holder = come(app, &event, form_of(app, 2)).await;
        for n in 3..5 {
            assert_eq!(come(app, &event, form_of(app, n)).await.state, State::Confirmed);
        }
        let after = come(app, &event, form_of(app, 5)).await;
        service::withdraw(app, &holder).await.unwrap();
        assert_eq!(now(app, &after).await.state, State::Offered);
        assert_eq!(why(app, &second).await, [(Reason::NoFallback, None, 1)]);
        service::withdraw(app, &first).await.unwrap();
        assert_eq!(now(app, &second).await.state, State::Offered);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn unfilled_places_open_to_all_at_their_time(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 3).await;
        let opens_at = Some(start() + Duration::days(2));
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput { opens_at, ..PoolInput::of(2) }).await;
        come(app, &event, from(app, 0, "osh")).await;
        let waits = come(app, &event, from(app, 1, "osh")).await;
        let later = come(app, &event, from(app, 2, "")).await;
        assert_eq!((waits.state, later.state), (State::Waitlisted, State::Waitlisted));
        world.clock.advance(Duration::days(2) - Duration::milliseconds(1));
        worker::run_due(app).await.unwrap();
        assert_eq!(now(app, &waits).await.state, State::Waitlisted);
        world.clock.advance(Duration::milliseconds(1));
        worker::run_due(app).await.unwrap();
        assert_eq!((now(app, &waits).await.state, now(app, &later).await.state), (State::Offered, State::Offered));
        let own = come(app, &event, from(app, 3, "batken")).await;
        assert_eq!(own.state, State::Waitlisted);
        // Its own people still go first.
        let other = come(app, &event, from(app, 4, "osh")).await;
        let own_too = come(app, &event, from(app, 5, "batken")).await;
        service::decline_offer(app, &now(app, &waits).await).await.unwrap();
        service::decline_offer(app, &now(app, &later).await).await.unwrap();
        assert_eq!([&own, &own_too, &other].map(|r| r.waiting_no), [Some(3), Some(5), Some(4)]);
        assert_eq!((now(app, &own).await.state, now(app, &own_too).await.state), (State::Offered, State::Offered));
        assert_eq!(why(app, &other).await, [(Reason::KeptForStratum, Some("region:batken".into()), 1)]);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn an_organisation_is_known_by_its_digest_alone(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        keep(app, &aida, &event, (Dimension::Organisation, "«Маркер-Чынар» коомдук бирикмеси"), PoolInput::of(1)).await;
        let of = |n, name: &str| RegistrationInput { organisation: name.into(), ..form_of(app, n) };
        come(app, &event, of(0, "Башка уюм")).await;
        assert_eq!(come(app, &event, of(1, "Башка уюм")).await.state, State::Waitlisted);
        let theirs = come(app, &event, of(2, "маркер чынар  КООМДУК бирикмеси")).await;
        assert_eq!(theirs.state, State::Confirmed);
        let places = service::places(app, &aida, &event).await.unwrap();
        assert_eq!(places[0].label, "«Маркер-Чынар» коомдук бирикмеси");
        assert!(!everything(&app.db).await.contains("Маркер"), "neither the label nor what they typed is readable");
        let twice = StratumInput {
            dimension: Dimension::Organisation, value: "МАРКЕР ЧЫНАР коомдук бирикмеси".into(), pool: PoolInput::of(1),
        };
        assert_eq!(service::add_stratum(app, &aida, &event, &twice).await, Err(AppError::Conflict("registration-places-error-twice")));
    }
}

both_engines! {
    async fn pools_grow_and_shrink_while_people_wait(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 4).await;
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(2)).await;
        let batken = pool(app, &aida, &event, "region:batken").await.pool.id;
        let open = pool(app, &aida, &event, "all").await.pool.id;
        for n in 0..2 {
            come(app, &event, from(app, n, "batken")).await;
            come(app, &event, from(app, 10 + n, "osh")).await;
        }
        let waiter = come(app, &event, from(app, 20, "osh")).await;
        let own = come(app, &event, from(app, 21, "batken")).await;
        // Not below what is taken.
        let to = |size| PoolInput { from_open: false, ..PoolInput::of(size) };
        let fewer = service::change_pool(app, &aida, &event, batken, &to(1)).await;
        assert_eq!(fewer, Err(AppError::Conflict("registration-places-error-taken")));
        let from_open = service::change_pool(app, &aida, &event, batken, &PoolInput::of(3)).await;
        assert_eq!(from_open, Err(AppError::Conflict("registration-places-error-open")), "every open place is taken");
        service::change_pool(app, &aida, &event, batken, &to(3)).await.unwrap();
        assert_eq!((now(app, &own).await.state, now(app, &waiter).await.state), (State::Offered, State::Waitlisted));
        service::change_pool(app, &aida, &event, open, &to(3)).await.unwrap();
        assert_eq!(now(app, &waiter).await.state, State::Offered);
        assert_eq!(events::by_id(app, event.id).await.unwrap().capacity, 6);
        assert_eq!(service::change_pool(app, &aida, &event, event.id, &to(3)).await, Err(AppError::NotFound));
        // What is kept for nobody goes away and leaves its places open.
        keep(app, &aida, &event, (Dimension::Region, "talas"), to(5)).await;
        let talas = pool(app, &aida, &event, "region:talas").await.pool.id;
        let waits = come(app, &event, from(app, 30, "osh")).await;
        assert_eq!(service::remove_stratum(app, &aida, &event, batken).await, Err(AppError::Conflict("registration-places-error-held")));
        assert_eq!(service::remove_stratum(app, &aida, &event, open).await, Err(AppError::NotFound));
        service::remove_stratum(app, &aida, &event, talas).await.unwrap();
        assert_eq!(now(app, &waits).await.state, State::Offered, "five open places more");
        assert_eq!(pool(app, &aida, &event, "all").await.pool.size, 8);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn who_waits_is_let_into_a_group_that_is_made_later(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        come(app, &event, form_of(app, 0)).await;
        let other = come(app, &event, from(app, 1, "osh")).await;
        let theirs = come(app, &event, from(app, 2, "batken")).await;
        let more = PoolInput { from_open: false, ..PoolInput::of(1) };
        keep(app, &aida, &event, (Dimension::Region, "batken"), more).await;
        assert_eq!((now(app, &other).await.state, now(app, &theirs).await.state), (State::Waitlisted, State::Offered));
        assert_eq!(why(app, &other).await, [(Reason::KeptForStratum, Some("region:batken".into()), 1)]);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn groups_have_an_end(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 30).await;
        for n in 0..STRATA_MAX {
            keep(app, &aida, &event, (Dimension::Organisation, &format!("уюм {n}")), PoolInput::of(1)).await;
        }
        let one_more = StratumInput { dimension: Dimension::Sex, value: "female".into(), pool: PoolInput::of(1) };
        let refused = service::add_stratum(app, &aida, &event, &one_more).await;
        assert_eq!(refused, Err(AppError::Conflict("registration-places-error-many")));
        let event = events::by_id(app, event.id).await.unwrap();
        assert_eq!((event.capacity, event.pools.len()), (30, STRATA_MAX + 1));
    }
}

both_engines! {
    async fn a_party_that_wants_all_or_none_waits_as_one(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 3).await;
        let holder = come(app, &event, form_of(app, 0)).await;
        let party: Vec<_> = (1..4).map(|n| form_of(app, n)).collect();
        let party = come_together(app, &event, party, Together::AllOrNone).await;
        assert_eq!(states(&party), [State::Waitlisted; 3]);
        let numbers: Vec<_> = party.iter().map(|r| r.registration.waiting_no.unwrap()).collect();
        assert_eq!(numbers, [1, 2, 3]);
        assert!(party.iter().all(|r| r.registration.party_id == party[0].registration.party_id));
        assert_eq!(why(app, &party[0].registration).await, [(Reason::PartyTooLarge, None, 1)], "two places were free");
        // Somebody alone takes a place past them; that is told.
        let alone = come(app, &event, form_of(app, 5)).await;
        assert_eq!(alone.state, State::Confirmed);
        assert!(why(app, &party[2].registration).await[0].2 > 1);
        service::withdraw(app, &alone).await.unwrap();
        assert_eq!(now(app, &party[0].registration).await.state, State::Waitlisted, "two of three places are free");
        service::withdraw(app, &holder).await.unwrap();
        for r in &party {
            assert_eq!(now(app, &r.registration).await.state, State::Offered);
        }
        // Each answers for themselves.
        let answers = [&party[0], &party[1], &party[2]].map(|r| r.registration.clone());
        service::accept_offer(app, &now(app, &answers[0]).await).await.unwrap();
        service::decline_offer(app, &now(app, &answers[1]).await).await.unwrap();
        world.clock.advance(Duration::hours(48));
        worker::run_due(app).await.unwrap();
        let mut ends = Vec::new();
        for r in &answers {
            ends.push(now(app, r).await.state);
        }
        assert_eq!(ends, [State::Confirmed, State::Withdrawn, State::Expired]);
        counted(&world, event.id).await;
    }
}

both_engines! {
    /// Who waits with others is told so on their page, by a number and no name; and no longer than it is so.
    async fn who_waits_together_with_others_is_told_with_how_many(world: World) {
        use sabak::i18n::arg;
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let party: Vec<_> = (1..4).map(|n| form_of(app, n)).collect();
        let party = come_together(app, &event, party, Together::AllOrNone).await;
        let mut own = world.browser();
        for l in Locale::ALL {
            let page = own.get(&format!("/{l}/my/{}", party[0].link_token)).await.body;
            assert!(page.contains(&l.ta("mine-together", &[("n", arg(2))])), "{l}: {page}");
            assert!(!page.contains("Үлгүлүева"), "{l}: {page}");
        }
        // Each waits for themselves, or alone: nothing of the kind.
        let others: Vec<_> = (5..8).map(|n| form_of(app, n)).collect();
        let others = come_together(app, &event, others, Together::AsManyAsFit).await;
        let alone = come(app, &event, form_of(app, 9)).await;
        let part = |l: Locale, n: i64| l.ta("mine-together", &[("n", arg(n))]);
        let says_so = |page: &str| (1..9).any(|n| page.contains(&part(Locale::En, n)));
        assert!(says_so(&own.get(&format!("/en/my/{}", party[1].link_token)).await.body), "the control");
        for token in [others[2].link_token.clone(), service::link_token(app, &alone)] {
            let page = own.get(&format!("/en/my/{token}")).await.body;
            assert!(!says_so(&page), "{page}");
        }
        assert_eq!(others[2].registration.state, State::Waitlisted);
        // Two who may leave: of a party of three, one is left to wait with, and then nobody.
        let bigger: Vec<_> = (11..14).map(|n| form_of(app, n)).collect();
        let bigger = come_together(app, &event, bigger, Together::AllOrNone).await;
        service::withdraw(app, &bigger[1].registration).await.unwrap();
        let page = own.get(&format!("/ru/my/{}", bigger[0].link_token)).await.body;
        assert!(page.contains(&part(Locale::Ru, 1)), "{page}");
        service::withdraw(app, &bigger[2].registration).await.unwrap();
        let page = own.get(&format!("/en/my/{}", bigger[0].link_token)).await.body;
        assert!(!says_so(&page), "{page}");
    }
}

both_engines! {
    /// More than ever become free wait for ever, as they wanted it. The coordinator reads so, asks them, and lets each wait in turn.
    async fn a_party_that_never_fits_is_told_of_and_may_be_parted(world: World) {
        use sabak::i18n::arg;
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let holder = come(app, &event, form_of(app, 0)).await;
        let party: Vec<_> = (1..4).map(|n| form_of(app, n)).collect();
        let party = come_together(app, &event, party, Together::AllOrNone).await;
        let last = come(app, &event, form_of(app, 5)).await;
        assert_eq!(last.state, State::Confirmed, "past three who wait for three places");
        let other = come(app, &event, form_of(app, 6)).await;
        let one = &party[0].registration;
        let page = format!("/ky/staff/events/{}/registrations", event.slug);
        let mut browser = world.signed_in(&aida).await;
        let said = [Locale::Ky.ta("registration-together", &[("n", arg(2))]), Locale::Ky.t("registration-together-never")];
        let body = browser.get(&format!("{page}/{}", one.id)).await.body;
        assert!(said.iter().all(|said| body.contains(said)) && body.contains("/apart\""), "{body}");
        let body = browser.get(&format!("{page}/{}", other.id)).await.body;
        assert!(!body.contains(&said[0]) && !body.contains("/apart\""), "who waits alone: {body}");
        let pools = service::places(app, &aida, &event).await.unwrap();
        let more = PoolInput { from_open: false, ..PoolInput::of(3) };
        let open = pools.iter().find(|p| p.pool.stratum.is_none()).unwrap().pool.id;
        let facilitator = everywhere(app, "azat", Role::Facilitator).await;
        assert_eq!(service::apart_for(app, &facilitator, &event, one.id).await, Err(AppError::Forbidden));
        let elsewhere = published(app, &aida, &later("bashka", 3)).await;
        assert_eq!(service::apart_for(app, &aida, &elsewhere, one.id).await, Err(AppError::NotFound));
        service::withdraw(app, &other).await.unwrap();
        service::withdraw(app, &holder).await.unwrap();
        assert_eq!(now(app, one).await.state, State::Waitlisted, "one place is free for three");
        for _ in 0..2 {
            let back = browser.post(&format!("{page}/{}/apart", one.id), &[]).await.location();
            assert!(back.ends_with("?done=apart"), "{back}");
            let mut stand = Vec::new();
            for r in &party {
                stand.push(now(app, &r.registration).await.state);
            }
            assert_eq!(stand, [State::Offered, State::Waitlisted, State::Waitlisted], "in the order of their numbers");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.apart'").await, 1);
        let body = browser.get(&format!("{page}/{}", party[1].registration.id)).await.body;
        assert!(!said.iter().any(|said| body.contains(said)), "{body}");
        service::change_pool(app, &aida, &event, open, &more).await.unwrap();
        assert_eq!(now(app, &party[1].registration).await.state, State::Offered, "a single place is theirs now");
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn a_party_that_became_smaller_may_fit(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let party: Vec<_> = (0..3).map(|n| form_of(app, n)).collect();
        let party = come_together(app, &event, party, Together::AllOrNone).await;
        assert_eq!(states(&party), [State::Waitlisted; 3]);
        service::withdraw(app, &party[1].registration).await.unwrap();
        assert_eq!(now(app, &party[0].registration).await.state, State::Offered);
        assert_eq!(now(app, &party[2].registration).await.state, State::Offered);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn a_party_gets_as_many_places_as_there_are(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 3).await;
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(1)).await;
        let party = vec![from(app, 0, "osh"), from(app, 1, "osh"), from(app, 2, "osh"), from(app, 3, "batken"), from(app, 4, "batken")];
        let party = come_together(app, &event, party, Together::AsManyAsFit).await;
        assert_eq!(states(&party), [State::Confirmed, State::Confirmed, State::Waitlisted, State::Confirmed, State::Waitlisted]);
        service::withdraw(app, &party[0].registration).await.unwrap();
        assert_eq!(now(app, &party[2].registration).await.state, State::Offered, "each waits for themselves");
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn all_of_a_party_sit_when_some_move_to_their_own_places(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(1)).await;
        // The first could take either place; the second only the open one.
        let party = vec![from(app, 0, "batken"), from(app, 1, "osh")];
        let party = come_together(app, &event, party, Together::AllOrNone).await;
        assert_eq!(states(&party), [State::Confirmed; 2]);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn a_party_is_entered_once_and_has_an_end(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 30).await;
        let shared = Contact::phone("+996700000001");
        let named = |name: &str| RegistrationInput::named(app.ids.uuid(), name, Locale::Ky);
        let people = vec![
            RegistrationInput::new(app.ids.uuid(), "Айгүл Көчмөнова", &shared, Locale::Ky),
            RegistrationInput::new(app.ids.uuid(), "Бермет Көчмөнова", &shared, Locale::Ky),
            named("Телефонсуз Апа"),
            named("Телефонсуз Апа"),
        ];
        let first = come_together(app, &event, people.clone(), Together::AllOrNone).await;
        assert!(first.iter().all(|r| !r.already && r.registration.state == State::Confirmed));
        let persons: BTreeSet<_> = first.iter().map(|r| r.registration.person_id).collect();
        let links: BTreeSet<_> = first.iter().map(|r| r.link_token.clone()).collect();
        assert_eq!((persons.len(), links.len()), (4, 4), "each their own person and link, also on one phone");
        let nodes = [app.clone(), world.second_node().await];
        let mut taps = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (app, event, people) = (nodes[n % 2].clone(), event.clone(), people.clone());
            taps.spawn(async move {
                service::register_party(&app, &event, people, Together::AllOrNone, Source::Web).await.unwrap()
            });
        }
        for again in taps.join_all().await {
            let ids = |all: &[Registered]| all.iter().map(|r| r.registration.id).collect::<Vec<_>>();
            assert_eq!(ids(&again), ids(&first));
        }
        assert_eq!(events::by_id(app, event.id).await.unwrap().taken, 4);
        // Who is registered already takes no second place, and the others come in.
        let mixed = vec![RegistrationInput::new(app.ids.uuid(), "Айгүл", &shared, Locale::Ky), named("Жаңы Келген")];
        let mixed = come_together(app, &event, mixed, Together::AllOrNone).await;
        assert_eq!(mixed.iter().map(|r| r.already).collect::<Vec<_>>(), [true, false]);
        let crowd = |n: usize| (0..n).map(|i| named(&format!("Киши {i}"))).collect::<Vec<_>>();
        for wrong in [0, PARTY_MAX + 1] {
            let refused = service::register_party(app, &event, crowd(wrong), Together::AsManyAsFit, Source::Web).await;
            assert_eq!(refused.map(drop), Err(AppError::BadRequest("ui-bad-request-help")), "{wrong}");
        }
        assert_eq!(come_together(app, &event, crowd(PARTY_MAX), Together::AsManyAsFit).await.len(), PARTY_MAX);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn two_contacts_of_one_person_in_one_form_are_two_people(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let first = published(app, &aida, &plan("birinchi", 4)).await;
        let known = RegistrationInput { email: "bir@sabak.invalid".into(), ..form_of(app, 1) };
        let person = come(app, &first, known).await.person_id;
        let second = published(app, &aida, &plan("ekinchi", 4)).await;
        let by_mail = Contact::email("bir@sabak.invalid");
        let both = || vec![form_of(app, 1), RegistrationInput::new(app.ids.uuid(), "Экинчи Киши", &by_mail, Locale::Ky)];
        let done = come_together(app, &second, both(), Together::AsManyAsFit).await;
        assert!(done.iter().all(|r| !r.already && r.registration.state == State::Confirmed));
        assert_eq!(done[0].registration.person_id, person);
        assert_ne!(done[1].registration.person_id, person, "nobody has two places");
        assert_eq!(events::by_id(app, second.id).await.unwrap().taken, 2);
        let again = come_together(app, &second, both(), Together::AsManyAsFit).await;
        assert!(again.iter().all(|r| r.already), "whoever these contacts find is registered");
    }
}

both_engines! {
    async fn taking_leaving_resizing_and_regrouping_at_once(world: World) {
        let aida = coordinator(&world.app).await;
        let event = published(&world.app, &aida, &plan("baary-birge", 12)).await;
        for region in ["batken", "osh"] {
            keep(&world.app, &aida, &event, (Dimension::Region, region), PoolInput::of(3)).await;
        }
        let event = events::by_id(&world.app, event.id).await.unwrap();
        let nodes = Arc::new([world.app.clone(), world.second_node().await]);
        let mut busy = tokio::task::JoinSet::new();
        for c in 0..12_usize {
            let (nodes, event, aida) = (nodes.clone(), event.clone(), aida.clone());
            busy.spawn(async move {
                let app = &nodes[c % 2];
                for t in 0..6_usize {
                    let n = c * 6 + t;
                    match c % 4 {
                        0 | 1 => {
                            let r = come(app, &event, from(app, n, ["batken", "osh", "talas"][n % 3])).await;
                            if t % 2 == 0 {
                                service::withdraw(app, &r).await.unwrap();
                            }
                        }
                        2 => {
                            let party = (0..3).map(|k| from(app, 1000 + n * 3 + k, ["batken", "osh", ""][k])).collect();
                            let together = Together::ALL[t % 2];
                            come_together(app, &event, party, together).await;
                        }
                        _ => {
                            let pools = service::places(app, &aida, &event).await.unwrap();
                            let at = &pools[t % pools.len()];
                            let size = at.pool.size + [1, -1, 2][t % 3];
                            let input = PoolInput { from_open: t % 2 == 0, ..PoolInput::of(size.max(0)) };
                            let done = service::change_pool(app, &aida, &event, at.pool.id, &input).await;
                            assert!(matches!(done, Ok(()) | Err(AppError::Conflict(_))), "{done:?}");
                        }
                    }
                }
            });
        }
        busy.join_all().await;
        counted(&world, event.id).await;
        let twice = "SELECT COUNT(*) - COUNT(DISTINCT waiting_no) FROM registration WHERE waiting_no IS NOT NULL";
        assert_eq!(world.number(twice).await, 0);
        // Nobody waits beside a free place without a reason.
        let event = events::by_id(&world.app, event.id).await.unwrap();
        for pool in event.pools.iter().filter(|p| p.free() > 0) {
            let takers = pool.takers(world.clock.now());
            let beside = format!(
                "SELECT COUNT(*) FROM registration r WHERE r.event_id = {} AND r.state = 'waitlisted' AND (r.reach & {takers}) <> 0
                   AND NOT EXISTS (SELECT 1 FROM passed_over o WHERE o.registration_id = r.id AND o.pool_id = {})",
                world.id(event.id), world.id(pool.id)
            );
            assert_eq!(world.number(beside).await, 0, "{pool:?}");
        }
    }
}
