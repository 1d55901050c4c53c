//! Random histories: people register alone and together, leave, answer and miss offers, turn out to be one, while pools
//! grow, shrink, come and go. A model without a database, a lock or a second thread says what must come of each step, and the service does the same
//! on both engines.

use std::cell::Cell;
use std::collections::BTreeMap;

use chrono::Duration;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sabak::clock::Instant;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::registration::model::places::{
    Dimension, OPEN, Pool, PoolInput, Stratum, StratumInput, Together, Traits, chain, in_order, reach, seats,
};
use sabak::registration::model::{Registration, RegistrationInput, Source, State};
use sabak::registration::service;
use sabak::staff::model::Actor;
use uuid::Uuid;

use crate::cast::{coordinator, form_of, now, plan, published};
use crate::merging;
use crate::pools::counted;
use crate::support::{World, both_engines, start};

const PEOPLE: usize = 9;
/// From here on are those whom no contact finds.
const UNREACHED: usize = 1_000;
const GROUPS: [(Dimension, &str); 2] = [(Dimension::Region, "batken"), (Dimension::Sex, "female")];

/// What can happen; the number says to whom.
#[derive(Clone, Debug)]
enum Act {
    Register(usize),
    Party(Together, Vec<usize>),
    Withdraw(usize),
    Accept(usize),
    Decline(usize),
    /// Nobody with an offer answers in time.
    Lapse,
    /// The pool in this place of the order gets this size; from open ones or on top.
    Resize(usize, i64, bool),
    Keep(usize, i64, bool),
    Drop(usize),
    /// The second turns out to be the first.
    Merge(usize, usize),
    Cancel,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let who = 0..PEOPLE;
    let together = prop_oneof![2 => Just(Together::AllOrNone), 1 => Just(Together::AsManyAsFit)];
    let party = (together, proptest::sample::subsequence((0..PEOPLE).collect::<Vec<_>>(), 1..4));
    let one = prop_oneof![
        6 => who.clone().prop_map(Act::Register),
        3 => party.prop_map(|(together, people)| Act::Party(together, people)),
        4 => who.clone().prop_map(Act::Withdraw),
        3 => who.clone().prop_map(Act::Accept),
        2 => who.clone().prop_map(Act::Decline),
        1 => Just(Act::Lapse),
        2 => (0_usize..3, 0_i64..4, any::<bool>()).prop_map(|(pool, size, open)| Act::Resize(pool, size, open)),
        1 => (0_usize..2, 0_i64..3, any::<bool>()).prop_map(|(group, size, falls)| Act::Keep(group, size, falls)),
        1 => (0_usize..2).prop_map(Act::Drop),
        1 => (who.clone(), who.clone()).prop_map(|(one, other)| Act::Merge(one, other)),
        1 => prop_oneof![9 => Just(Act::Lapse), 1 => Just(Act::Cancel)],
    ];
    proptest::collection::vec(one, 1..28)
}

fn traits(n: usize) -> Traits {
    Traits {
        region: ["batken", "osh", ""][n % 3].into(),
        sex: ["female", "male"][n % 2].into(),
        language: "ky".into(),
        ..Traits::default()
    }
}

/// How somebody stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stand {
    state: State,
    /// By the name of the pool.
    holds: Option<String>,
    number: Option<i64>,
    reach: i64,
    party: Option<usize>,
    /// Whose form was theirs.
    like: usize,
}

/// The rules, and nothing else.
struct Model {
    pools: Vec<Pool>,
    people: BTreeMap<usize, Stand>,
    /// Who is found by the contact of each.
    known_as: Vec<usize>,
    unreached: usize,
    next: i64,
    parties: usize,
    /// Those of them that want all or none.
    whole: Vec<usize>,
    live: bool,
    closes: Instant,
    ends: Instant,
    /// Who was passed over in this step, and where.
    passed: Vec<(usize, String)>,
}

fn name(pool: &Pool) -> String {
    pool.stratum.as_ref().map_or_else(|| "all".to_owned(), Stratum::name)
}

impl Model {
    fn waiters(&self, bits: i64) -> Vec<usize> {
        let mut all: Vec<_> = self.people.iter().filter(|(_, p)| p.state == State::Waitlisted).collect();
        all.sort_by_key(|(_, p)| p.number);
        all.into_iter().filter(|(_, p)| p.reach & bits != 0).map(|(n, _)| *n).collect()
    }

    fn is_whole(&self, n: usize) -> bool {
        self.people[&n].party.is_some_and(|p| self.whole.contains(&p))
    }

    fn pool_of(&mut self, pool: &str) -> &mut Pool {
        self.pools.iter_mut().find(|p| name(p) == pool).unwrap()
    }

    fn promote(&mut self, now: Instant) {
        if !self.live || now >= self.ends {
            return;
        }
        let mut last = vec![0; self.pools.len()];
        for at in 0..self.pools.len() {
            let pool = self.pools[at].clone();
            for bits in if pool.is_open(now) { vec![pool.bit(), OPEN] } else { vec![pool.bit()] } {
                for n in self.waiters(bits) {
                    if self.pools[at].free() == 0 || self.people[&n].state != State::Waitlisted {
                        continue;
                    }
                    let group: Vec<usize> = if self.is_whole(n) {
                        let mine = self.people[&n].party;
                        self.waiters(-1).into_iter().filter(|o| self.people[o].party == mine).collect()
                    } else {
                        vec![n]
                    };
                    let free: Vec<i64> = self.pools.iter().map(Pool::free).collect();
                    let found = if self.is_whole(n) {
                        let chains: Vec<_> =
                            group.iter().map(|o| chain(&self.pools, self.people[o].reach, now)).collect();
                        seats(&chains, &free)
                    } else {
                        Some(vec![at])
                    };
                    for (o, seat) in found.into_iter().flat_map(|s| group.iter().copied().zip(s)).collect::<Vec<_>>() {
                        self.pools[seat].taken += 1;
                        let holds = Some(name(&self.pools[seat]));
                        let person = self.people.get_mut(&o).unwrap();
                        last[seat] = last[seat].max(person.number.unwrap());
                        (person.state, person.holds) = (State::Offered, holds);
                    }
                }
            }
        }
        for (at, last) in last.into_iter().enumerate() {
            let pool = name(&self.pools[at]);
            let beside = if self.pools[at].free() > 0 { self.waiters(self.pools[at].takers(now)) } else { vec![] };
            let before = self.waiters(-1).into_iter().filter(|n| self.people[n].number.unwrap() < last);
            self.passed.extend(before.chain(beside).map(|n| (n, pool.clone())).collect::<Vec<_>>());
        }
    }

    fn singles_wait(&self, at: usize, now: Instant) -> bool {
        self.waiters(self.pools[at].takers(now)).into_iter().any(|n| !self.is_whole(n))
    }

    /// As whom those come who give these contacts. Somebody who comes twice in one form is two people.
    fn known(&mut self, who: &[usize]) -> Vec<usize> {
        let mut all = Vec::new();
        for n in who {
            let known = self.known_as[*n];
            let comes = self.people.get(&known).is_none_or(|s| s.state.may_register_again());
            all.push(if comes && all.contains(&known) { self.one_unreached() } else { known });
        }
        all
    }

    fn one_unreached(&mut self) -> usize {
        self.unreached += 1;
        UNREACHED + self.unreached
    }

    fn register(&mut self, who: &[(usize, usize)], together: Option<Together>, now: Instant) {
        let again = |s: &Stand| s.state.may_register_again();
        let who: Vec<_> = who.iter().copied().filter(|(n, _)| self.people.get(n).is_none_or(again)).collect();
        if who.is_empty() {
            return;
        }
        // A newcomer finds nothing that those before them were not offered.
        let party = together.filter(|_| who.len() > 1).map(|together| {
            self.parties += 1;
            if together == Together::AllOrNone {
                self.whole.push(self.parties);
            }
            self.parties
        });
        let reaches: Vec<i64> = who.iter().map(|(_, like)| reach(&self.pools, &traits(*like))).collect();
        let chains: Vec<_> = reaches.iter().map(|r| chain(&self.pools, *r, now)).collect();
        let whole = party.is_some() && together == Some(Together::AllOrNone);
        let open = |m: &Self| -> Vec<i64> {
            (0..m.pools.len()).map(|at| if m.singles_wait(at, now) { 0 } else { m.pools[at].free() }).collect()
        };
        let mut found: Vec<Option<usize>> = Vec::new();
        if whole {
            let all = seats(&chains, &open(self));
            found = (0..who.len()).map(|i| all.as_ref().map(|s| s[i])).collect();
            for seat in all.into_iter().flatten() {
                self.pools[seat].taken += 1;
            }
        } else {
            let may: Vec<bool> = (0..self.pools.len()).map(|at| !self.singles_wait(at, now)).collect();
            for chain in &chains {
                let seat = chain.iter().copied().find(|at| may[*at] && self.pools[*at].free() > 0);
                if let Some(seat) = seat {
                    self.pools[seat].taken += 1;
                }
                found.push(seat);
            }
        }
        for (((n, like), seat), reach) in who.into_iter().zip(found).zip(reaches) {
            let mut stand = Stand { state: State::Confirmed, holds: None, number: None, reach, party, like };
            if let Some(seat) = seat {
                stand.holds = Some(name(&self.pools[seat]));
                for other in self.waiters(self.pools[seat].takers(now)) {
                    self.passed.push((other, name(&self.pools[seat])));
                }
            } else {
                (stand.state, stand.number) = (State::Waitlisted, Some(self.next));
                self.next += 1;
            }
            self.people.insert(n, stand);
        }
        self.promote(now);
    }

    fn leave(&mut self, n: usize, to: State, now: Instant) {
        let person = self.people.get_mut(&n).unwrap();
        person.state = to;
        if let Some(pool) = person.holds.take() {
            self.pool_of(&pool).taken -= 1;
        }
        self.promote(now);
    }

    fn refit(&mut self, now: Instant) {
        in_order(&mut self.pools);
        for n in self.waiters(-1) {
            let reach = reach(&self.pools, &traits(self.people[&n].like));
            self.people.get_mut(&n).unwrap().reach = reach;
        }
        self.promote(now);
    }
}

struct Told<'a> {
    world: &'a World,
    /// People of an earlier history may be one by now: each has its own.
    round: usize,
    aida: &'a Actor,
    event: Event,
    model: Model,
    real: BTreeMap<usize, Registration>,
}

impl Told<'_> {
    async fn fresh(&self) -> Event {
        events::by_id(&self.world.app, self.event.id).await.unwrap()
    }

    fn form(&self, n: usize) -> RegistrationInput {
        let t = traits(n);
        RegistrationInput { home_region: t.region, sex: t.sex, ..form_of(&self.world.app, self.round * PEOPLE + n) }
    }

    async fn register(&mut self, who: &[usize], together: Option<Together>) {
        let (app, event) = (&self.world.app, self.fresh().await);
        let now = self.world.clock.now();
        let people: Vec<_> = who.iter().map(|n| self.form(*n)).collect();
        let done = match together {
            Some(together) => service::register_party(app, &event, people, together, Source::Web).await,
            None => service::register(app, &event, people[0].clone(), Source::Web).await.map(|r| vec![r]),
        };
        if !self.model.live || now >= self.model.closes {
            assert_eq!(done.map(drop), Err(AppError::Conflict("registration-closed")));
            return;
        }
        let known = self.model.known(who);
        for (n, r) in known.iter().zip(done.unwrap()) {
            self.real.insert(*n, r.registration);
        }
        let who: Vec<_> = known.into_iter().zip(who.iter().copied()).collect();
        self.model.register(&who, together, now);
    }

    /// The second turns out to be the first.
    async fn merge(&mut self, one: usize, other: usize) {
        let (one, other) = (self.model.known_as[one], self.model.known_as[other]);
        let (Some(survivor), Some(merged)) = (self.real.get(&one), self.real.get(&other)) else { return };
        if one == other {
            return;
        }
        merging::merge(&self.world.app, self.aida, survivor.person_id, merged.person_id).await;
        if self.model.people[&other].state.may_withdraw() && self.world.clock.now() < self.model.ends {
            self.model.leave(other, State::Withdrawn, self.world.clock.now());
        }
        // What they gave up belongs to nobody who can be found.
        let apart = self.model.one_unreached();
        let (r, stand) = (self.real.remove(&other).unwrap(), self.model.people.remove(&other).unwrap());
        self.real.insert(apart, r);
        self.model.people.insert(apart, stand);
        self.model.known_as.iter_mut().filter(|n| **n == other).for_each(|n| *n = one);
    }

    async fn resize(&mut self, at: usize, size: i64, from_open: bool) {
        let Some(pool) = self.model.pools.get(at).cloned() else { return };
        let open = pool.stratum.is_none();
        let delta = if open || !from_open { 0 } else { size - pool.size };
        let all = self.model.pool_of("all").clone();
        let input = PoolInput { size, position: pool.position, falls_back: pool.falls_back, opens_at: None, from_open };
        let done = service::change_pool(&self.world.app, self.aida, &self.event, pool.id, &input).await;
        if size < pool.taken || all.size - delta < all.taken {
            assert!(matches!(done, Err(AppError::Conflict(_))), "{done:?}");
            return;
        }
        done.unwrap();
        self.model.pool_of("all").size -= delta;
        self.model.pool_of(&name(&pool)).size = size;
        self.model.refit(self.world.clock.now());
    }

    async fn step(&mut self, act: &Act) {
        let (app, now) = (&self.world.app, self.world.clock.now());
        match act {
            Act::Register(n) => self.register(&[*n], None).await,
            Act::Party(together, who) => self.register(who, Some(*together)).await,
            Act::Withdraw(n) | Act::Accept(n) | Act::Decline(n) => {
                let n = &self.model.known_as[*n];
                let Some(r) = self.real.get(n) else { return };
                let stand = self.model.people[n].clone();
                let offered = stand.state == State::Offered;
                let (done, may) = match act {
                    Act::Accept(_) => (service::accept_offer(app, r).await, offered && self.model.live),
                    Act::Decline(_) => (service::decline_offer(app, r).await, offered),
                    _ => (service::withdraw(app, r).await, stand.state.may_withdraw()),
                };
                let to = if matches!(act, Act::Accept(_)) { State::Confirmed } else { State::Withdrawn };
                if !may || now >= self.model.ends {
                    assert!(done == Ok(stand.state) || matches!(done, Err(AppError::Conflict(_))), "{done:?}");
                } else if to == State::Confirmed {
                    assert_eq!(done, Ok(to));
                    self.model.people.get_mut(n).unwrap().state = to;
                } else {
                    assert_eq!(done, Ok(to));
                    let n = *n;
                    self.model.leave(n, to, now);
                }
            }
            Act::Lapse => {
                self.world.clock.advance(Duration::hours(49));
                let now = self.world.clock.now();
                let late: Vec<usize> =
                    self.model.people.iter().filter(|(_, p)| p.state == State::Offered).map(|(n, _)| *n).collect();
                for n in late {
                    assert_eq!(service::lapse_offer(app, self.real[&n].id).await, Ok(State::Expired));
                    self.model.leave(n, State::Expired, now);
                }
            }
            Act::Resize(at, size, from_open) => self.resize(*at, *size, *from_open).await,
            Act::Keep(group, size, falls_back) => {
                let stratum = Stratum::new(GROUPS[*group].0, GROUPS[*group].1);
                let all = self.model.pool_of("all").clone();
                let there = self.model.pools.iter().any(|p| p.stratum.as_ref() == Some(&stratum));
                let pool = PoolInput {
                    position: i64::try_from(*group).unwrap(),
                    falls_back: *falls_back,
                    ..PoolInput::of(*size)
                };
                let input = StratumInput { dimension: stratum.dimension, value: stratum.value.clone(), pool };
                let done = service::add_stratum(app, self.aida, &self.event, &input).await;
                if there || all.size - size < all.taken {
                    assert!(matches!(done, Err(AppError::Conflict(_))), "{done:?}");
                    return;
                }
                done.unwrap();
                let made = self.fresh().await.pools.into_iter().find(|p| p.stratum.as_ref() == Some(&stratum)).unwrap();
                self.model.pool_of("all").size -= size;
                self.model.pools.push(Pool { taken: 0, ..made });
                self.model.refit(now);
            }
            Act::Drop(group) => {
                let stratum = Stratum::new(GROUPS[*group].0, GROUPS[*group].1);
                let Some(pool) = self.model.pools.iter().find(|p| p.stratum.as_ref() == Some(&stratum)).cloned() else {
                    return;
                };
                let done = service::remove_stratum(app, self.aida, &self.event, pool.id).await;
                if pool.taken > 0 {
                    assert_eq!(done, Err(AppError::Conflict("registration-places-error-held")));
                    return;
                }
                done.unwrap();
                self.model.pools.retain(|p| p.id != pool.id);
                self.model.pool_of("all").size += pool.size;
                self.model.refit(now);
            }
            Act::Merge(one, other) => self.merge(*one, *other).await,
            Act::Cancel => {
                let done = events::cancel(app, self.aida, &self.event.slug).await;
                assert_eq!(done.is_ok(), self.model.live);
                self.model.live = false;
            }
        }
    }

    /// Everybody and every pool stands as the model says, and whoever was passed over has it written down.
    async fn agree(&mut self, act: &Act) {
        let app = &self.world.app;
        counted(self.world, self.event.id).await;
        let event = self.fresh().await;
        let sizes = |pools: &[Pool]| pools.iter().map(|p| (name(p), p.size, p.taken)).collect::<Vec<_>>();
        assert_eq!(sizes(&event.pools), sizes(&self.model.pools), "{act:?}");
        let names: BTreeMap<Uuid, String> = event.pools.iter().map(|p| (p.id, name(p))).collect();
        for (n, r) in &mut self.real {
            *r = now(app, r).await;
            let stand = &self.model.people[n];
            let holds = r.holds_place.then(|| names[&r.pool_id].clone());
            assert_eq!((r.state, &holds), (stand.state, &stand.holds), "{act:?}: {n}");
            if r.state == State::Waitlisted {
                assert_eq!((r.waiting_no, r.reach), (stand.number, stand.reach), "{act:?}: {n}");
            }
        }
        self.queue(act).await;
        for (n, pool) in std::mem::take(&mut self.model.passed) {
            if self.model.people[&n].state != State::Waitlisted || !names.values().any(|p| *p == pool) {
                continue;
            }
            let told = service::why_not_offered(app, &self.real[&n]).await.unwrap();
            let there = told.iter().any(|o| o.stratum.as_ref().map_or("all".to_owned(), Stratum::name) == pool);
            assert!(there, "{act:?}: {n} was passed over for a place of {pool} and {told:?} does not say so");
        }
    }
}

impl Told<'_> {
    /// Where each stands in their queue is the same on their own page, in the list of all and by the rule: behind those with
    /// smaller numbers who may be offered a place of theirs.
    async fn queue(&self, act: &Act) {
        let app = &self.world.app;
        let listed = service::queue_places(app, self.event.id).await.unwrap();
        let waits: Vec<&Stand> = self.model.people.values().filter(|p| p.state == State::Waitlisted).collect();
        assert_eq!(listed.len(), waits.len(), "{act:?}");
        for (n, r) in &self.real {
            let mine = &self.model.people[n];
            let (ahead, length) = (service::ahead(app, r).await.unwrap(), service::queue_length(app, r).await.unwrap());
            if mine.state != State::Waitlisted {
                assert_eq!((ahead, length, listed.get(&r.id)), (None, None, None), "{act:?}: {n}");
                continue;
            }
            let beside = waits.iter().filter(|other| other.reach & mine.reach != 0);
            let before = beside.clone().filter(|other| other.number < mine.number).count();
            let (before, beside) = (i64::try_from(before).unwrap(), i64::try_from(beside.count()).unwrap());
            assert_eq!((ahead, length), (Some(before), Some(beside)), "{act:?}: {n}");
            assert_eq!(listed.get(&r.id), Some(&(before + 1)), "{act:?}: {n}");
        }
    }
}

async fn history(world: &World, aida: &Actor, event: Event, round: usize, acts: &[Act]) {
    let model = Model {
        pools: event.pools.clone(),
        people: BTreeMap::new(),
        known_as: (0..PEOPLE).collect(),
        unreached: 0,
        next: 1,
        parties: 0,
        whole: vec![],
        live: true,
        closes: event.registration_closes_at,
        ends: event.ends_at,
        passed: vec![],
    };
    let mut told = Told { world, round, aida, event, model, real: BTreeMap::new() };
    for act in acts {
        told.step(act).await;
        told.agree(act).await;
    }
}

both_engines! {
    async fn the_service_does_what_the_model_says(world: World) {
        let aida = coordinator(&world.app).await;
        let here = tokio::runtime::Handle::current();
        let cases = if world.app.db.engine() == "sqlite" { 96 } else { 24 };
        let mut runner = TestRunner::new_with_rng(
            Config { cases, failure_persistence: None, ..Config::default() },
            TestRng::deterministic_rng(RngAlgorithm::ChaCha),
        );
        let round = Cell::new(0);
        let outcome = runner.run(&(1_i64..5, acts()), |(places, acts)| {
            round.set(round.get() + 1);
            let plan = plan(&format!("sabak-{}", round.get()), places);
            let told = async {
                world.clock.set(start());
                let event = published(&world.app, &aida, &plan).await;
                history(&world, &aida, event, round.get(), &acts).await;
            };
            tokio::task::block_in_place(|| here.block_on(told));
            Ok(())
        });
        outcome.unwrap();
    }
}
