//! Who gets which place. A newcomer who finds one free takes it in passing, with one conditional update of its pool. Whoever
//! finds none, and whatever frees places, locks the event's queue first (`store::places`); so a place that is given back is
//! always seen by those who wait, and nobody waits beside an empty chair without a stored reason.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use uuid::Uuid;

use super::{Ask, Failure, selection, writing};
use crate::audit;
use crate::audit::service::By;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::jobs::queue::{self, Job};
use crate::registration::model::places::{OPEN, Pool, Together, Traits, chain, reach, seats};
use crate::registration::model::{Registration, State, Why, offer_deadline};
use crate::registration::store::{self, Next, Passed, Room};
use crate::state::App;

/// Past every number.
const END: i64 = i64::MAX;
/// Everybody who waits.
const ANYBODY: i64 = -1;

/// What there is for somebody.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub state: State,
    /// Whose place it is; of who waits, the pool that is asked first for them.
    pub pool: Uuid,
    pub reach: i64,
    pub number: Option<i64>,
}

/// What there is for those who come together.
pub(super) struct Given {
    /// As the event was when they were given.
    pub room: Room,
    pub places: Vec<Place>,
    /// Somebody waits though places are free that they may be offered.
    pub waits_beside_free_places: bool,
}

/// Finds places for newcomers with these traits, or numbers in the queue. Where a selection decides, there is neither yet.
pub(super) async fn find(app: &App, tx: &mut Tx, ask: &Ask<'_>, traits: &[Traits]) -> Result<Given, Failure> {
    let (event, now) = (ask.event.id, ask.now);
    let room = store::look(tx, event).await?.ok_or(AppError::NotFound)?;
    if room.selects {
        return selection::apply(tx, ask.event, traits, now).await;
    }
    if let ([traits], false) = (traits, ask.queues.load(Ordering::Relaxed)) {
        let reach = reach(&room.pools, traits);
        let free = chain(&room.pools, reach, now).into_iter().map(|n| &room.pools[n]).find(|p| p.free() > 0);
        if let Some(pool) = free {
            if store::take(tx, pool.id, pool.takers(now)).await? {
                let place = Place { state: State::Confirmed, pool: pool.id, reach, number: None };
                return Ok(Given { room, places: vec![place], waits_beside_free_places: false });
            }
            // The row may be locked now, and the queue's comes before it.
            ask.queues.store(true, Ordering::Relaxed);
            return Err(Failure::Overtaken);
        }
    }
    let room = store::lock(tx, event).await?.ok_or(AppError::NotFound)?;
    if !room.on {
        return Err(AppError::Conflict("registration-closed").into());
    }
    let mut hall = Hall { event, now, room };
    if hall.room.pools.iter().any(|p| p.free() > 0) {
        // Those who wait go first; as a rule there is nothing left to offer them.
        promote(app, tx, event, now).await?;
        hall.room = store::look(tx, event).await?.ok_or(AppError::NotFound)?;
    }
    let reaches: Vec<i64> = traits.iter().map(|t| reach(&hall.room.pools, t)).collect();
    if ask.together == Some(Together::AllOrNone) && reaches.len() > 1 {
        let (places, beside) = hall.all_or_none(tx, &reaches).await?;
        return Ok(Given { room: hall.room, places, waits_beside_free_places: beside });
    }
    let (mut places, mut beside) = (Vec::new(), false);
    for reach in reaches {
        let place = hall.one(tx, reach).await?;
        beside |= place.number.is_some() && hall.has_free(reach);
        places.push(place);
    }
    Ok(Given { room: hall.room, places, waits_beside_free_places: beside })
}

/// The places of an event, with its queue locked.
pub(super) struct Hall {
    pub event: Uuid,
    pub now: Instant,
    pub room: Room,
}

impl Hall {
    fn has_free(&self, reach: i64) -> bool {
        chain(&self.room.pools, reach, self.now).into_iter().any(|n| self.room.pools[n].free() > 0)
    }

    /// A place for one, or a number.
    pub async fn one(&mut self, tx: &mut Tx, reach: i64) -> Result<Place, Failure> {
        let chain = chain(&self.room.pools, reach, self.now);
        for &n in &chain {
            if self.room.pools[n].free() > 0 && self.seat(tx, n).await? {
                let pool = self.room.pools[n].id;
                return Ok(Place { state: State::Confirmed, pool, reach, number: None });
            }
        }
        let number = store::queue(tx, self.event, 1).await?;
        Ok(Place { state: State::Waitlisted, pool: self.home(&chain)?, reach, number: Some(number) })
    }

    /// Places for all of them, or numbers for all of them.
    /// Also says whether they wait beside free places.
    async fn all_or_none(&mut self, tx: &mut Tx, reaches: &[i64]) -> Result<(Vec<Place>, bool), Failure> {
        let chains: Vec<Vec<usize>> = reaches.iter().map(|r| chain(&self.room.pools, *r, self.now)).collect();
        let mut free = Vec::new();
        for pool in &self.room.pools {
            let waits = pool.free() > 0 && store::singles_wait(tx, self.event, pool.takers(self.now)).await?;
            free.push(if waits { 0 } else { pool.free() });
        }
        let mut places = Vec::new();
        if let Some(seats) = seats(&chains, &free) {
            for (n, reach) in seats.into_iter().zip(reaches) {
                if !self.seat(tx, n).await? {
                    return Err(Failure::Overtaken);
                }
                let pool = self.room.pools[n].id;
                places.push(Place { state: State::Confirmed, pool, reach: *reach, number: None });
            }
            return Ok((places, false));
        }
        let first = store::queue(tx, self.event, reaches.len()).await?;
        for ((number, reach), chain) in (first..).zip(reaches).zip(&chains) {
            let pool = self.home(chain)?;
            places.push(Place { state: State::Waitlisted, pool, reach: *reach, number: Some(number) });
        }
        let beside = reaches.iter().any(|r| self.has_free(*r));
        Ok((places, beside))
    }

    /// Takes a place of this pool, past nobody but those who wait for several at once; why these were passed over is stored.
    async fn seat(&mut self, tx: &mut Tx, n: usize) -> Result<bool, Failure> {
        let (event, now, pool) = (self.event, self.now, &self.room.pools[n]);
        let takers = pool.takers(now);
        if !store::take_past(tx, pool.id, takers).await? {
            return Ok(false);
        }
        store::pass_over(tx, &Passed { event, pool, before: END, among: takers, now }).await?;
        self.room.pools[n].taken += 1;
        Ok(true)
    }

    /// Where somebody waits first of all.
    fn home(&self, chain: &[usize]) -> Result<Uuid, Failure> {
        let first = chain.first().map(|n| self.room.pools[*n].id).or_else(|| self.room.open().map(|p| p.id));
        Ok(first.ok_or(AppError::NotFound)?)
    }
}

/// Hands a place that was given up to the next who waits for it, or back to the pool. The queue is locked.
pub(super) async fn free_place(app: &App, tx: &mut Tx, r: &Registration, now: Instant) -> Result<(), Failure> {
    store::give_back(tx, r.pool_id).await?;
    promote(app, tx, r.event_id, now).await
}

/// Offers what is free to those who wait. Of each pool its own people go first, in the order of their numbers, then whoever
/// may take its places as open ones; who waits with others for several places is offered them when there are enough for
/// all. Why somebody with a smaller number was left out is stored.
pub(super) async fn promote(app: &App, tx: &mut Tx, event: Uuid, now: Instant) -> Result<(), Failure> {
    let Some(room) = store::lock(tx, event).await?.filter(|r| r.live) else { return Ok(()) };
    let hours = room.offer_hours.unwrap_or(app.config.offer_hours);
    let Some(until) = offer_deadline(now, hours, room.starts_at, room.ends_at) else { return Ok(()) };
    let pools = &room.pools;
    let mut free: Vec<i64> = pools.iter().map(Pool::free).collect();
    let mut last = vec![0; pools.len()];
    let mut too_large: BTreeSet<Uuid> = BTreeSet::new();
    for (n, pool) in pools.iter().enumerate() {
        let turns = if pool.takers(now) == pool.bit() { vec![pool.bit()] } else { vec![pool.bit(), OPEN] };
        for bits in turns {
            let mut after = 0;
            while free[n] > 0 {
                let Some(next) = store::next_waiter(tx, event, bits, after).await? else { break };
                after = next.number;
                let Some(party) = next.party else {
                    offer(app, tx, (next.id, pool.id), until, now, By::System).await?;
                    free[n] -= 1;
                    last[n] = last[n].max(next.number);
                    continue;
                };
                if too_large.contains(&party) {
                    continue;
                }
                let members = store::party_waits(tx, party).await?;
                let Some(seats) = together(&room, &members, &free, now) else {
                    // What is free only becomes less.
                    too_large.insert(party);
                    continue;
                };
                for ((id, number, _), seat) in members.into_iter().zip(seats) {
                    offer(app, tx, (id, pools[seat].id), until, now, By::System).await?;
                    free[seat] -= 1;
                    last[seat] = last[seat].max(number);
                }
            }
        }
    }
    for (n, pool) in pools.iter().enumerate() {
        if last[n] > 0 {
            store::pass_over(tx, &Passed { event, pool, before: last[n], among: ANYBODY, now }).await?;
        }
        if free[n] > 0 {
            // Whoever could be given one of these and still waits does so with others.
            store::pass_over(tx, &Passed { event, pool, before: END, among: pool.takers(now), now }).await?;
        }
    }
    Ok(())
}

/// Offers a free place of a pool to somebody who waits. The queue is locked.
pub(super) async fn offer(
    app: &App,
    tx: &mut Tx,
    (id, pool): (Uuid, Uuid),
    until: Instant,
    now: Instant,
    by: By,
) -> Result<(), Failure> {
    let offered = Next { state: State::Offered, pool, holds_place: true, offer_expires_at: Some(until) };
    let taken = store::take_free(tx, pool).await?;
    if !taken || !store::become_state(tx, id, State::Waitlisted, &offered, now).await? {
        return Err(Failure::Overtaken);
    }
    let next = store::standing(tx, id).await?.ok_or(Failure::Overtaken)?;
    writing::put_state(app, tx, &next).await?;
    let lapse = Job::LapseOffer { registration: next.id };
    queue::put(app, tx, &lapse, Some(&format!("lapse:{}:{}", next.id, next.version)), until).await?;
    audit::service::record(app, tx, by, "registration.offer", ("registration", next.id), "").await?;
    Ok(())
}

/// Whose turn it is for which place.
pub(super) struct Turn {
    pub pool: Uuid,
    /// Who waits before this number was before them.
    number: i64,
}

impl Turn {
    /// Stores why those who wait and came before them did not get the place; once it is theirs.
    pub async fn pass_over(&self, tx: &mut Tx, room: &Room, event: Uuid, now: Instant) -> Result<(), Failure> {
        let pool = room.pool(self.pool).ok_or(AppError::NotFound)?;
        let among = if self.number == END { pool.takers(now) } else { ANYBODY };
        Ok(store::pass_over(tx, &Passed { event, pool, before: self.number, among, now }).await?)
    }
}

/// Somebody who is to get a place.
struct Claim {
    event: Uuid,
    reach: i64,
    number: i64,
    /// Those they wait for places together with, all or none.
    party: Option<Uuid>,
}

/// Where somebody who waits, or would come behind all who do, is next for a free place by the order in which [`promote`]
/// offers them; else why they get none. The queue is locked.
pub(super) async fn turn_of(
    tx: &mut Tx,
    room: &Room,
    r: &Registration,
    now: Instant,
) -> Result<Result<Turn, Why>, Failure> {
    let waits = r.waiting_no.filter(|_| r.state == State::Waitlisted);
    let reach = waits.map_or_else(|| reach(&room.pools, &store::traits_of(tx, r)), |_| r.reach);
    let free: Vec<i64> = room.pools.iter().map(Pool::free).collect();
    let mut asked = chain(&room.pools, reach, now);
    asked.retain(|n| free[*n] > 0);
    if asked.is_empty() {
        return Ok(Err(Why::Full));
    }
    let mut claim = Claim { event: r.event_id, reach, number: waits.unwrap_or(END), party: None };
    if waits.is_some() {
        let first = store::next_waiter(tx, r.event_id, reach, claim.number - 1).await?;
        claim.party = first.filter(|w| w.id == r.id).and_then(|w| w.party);
    }
    if let Some(party) = claim.party {
        let members = store::party_waits(tx, party).await?;
        let Some(seats) = together(room, &members, &free, now) else { return Ok(Err(Why::Together)) };
        asked = members.iter().zip(seats).filter(|((id, ..), _)| *id == r.id).map(|(_, seat)| seat).collect();
    }
    for n in asked {
        if !is_due_to_another(tx, room, (n, &free), &claim, now).await? {
            return Ok(Ok(Turn { pool: room.pools[n].id, number: claim.number }));
        }
    }
    Ok(Err(Why::Turn))
}

/// A place for each of those who wait together, if there is one.
pub(super) fn together(room: &Room, members: &[(Uuid, i64, i64)], free: &[i64], now: Instant) -> Option<Vec<usize>> {
    let chains: Vec<_> = members.iter().map(|(_, _, reach)| chain(&room.pools, *reach, now)).collect();
    seats(&chains, free)
}

/// Whether a free place of this pool goes to somebody else first: its own people in the order of their numbers, then
/// whoever may take it as an open one; those who wait together count while there are enough for all of them.
async fn is_due_to_another(
    tx: &mut Tx,
    room: &Room,
    (n, free): (usize, &[i64]),
    claim: &Claim,
    now: Instant,
) -> Result<bool, Failure> {
    let pool = &room.pools[n];
    let is_theirs = claim.reach & pool.bit() != 0;
    let before =
        if is_theirs { vec![(pool.bit(), claim.number)] } else { vec![(pool.bit(), END), (OPEN, claim.number)] };
    let mut too_large: BTreeSet<Uuid> = claim.party.into_iter().collect();
    for (bits, number) in before {
        let mut after = 0;
        while let Some(next) = store::next_waiter(tx, claim.event, bits, after).await? {
            if next.number >= number {
                break;
            }
            after = next.number;
            let Some(party) = next.party else { return Ok(true) };
            if !too_large.contains(&party) {
                let members = store::party_waits(tx, party).await?;
                if together(room, &members, free, now).is_some() {
                    return Ok(true);
                }
                too_large.insert(party);
            }
        }
    }
    Ok(false)
}

/// Works out anew for which pools everybody waits, and offers what they may be offered now. After groups were changed.
pub(super) async fn refit_all(app: &App, tx: &mut Tx, event: Uuid, now: Instant) -> Result<(), Failure> {
    let room = store::lock(tx, event).await?.ok_or(AppError::NotFound)?;
    let hall = Hall { event, now, room };
    for waiter in store::traits_of_waiters(tx, event).await? {
        hall.refit(tx, &waiter).await?;
    }
    promote(app, tx, event, now).await
}

impl Hall {
    async fn refit(&self, tx: &mut Tx, waiter: &store::Fitted) -> Result<(), Failure> {
        let reach = reach(&self.room.pools, &waiter.traits);
        let home = self.home(&chain(&self.room.pools, reach, self.now))?;
        if (reach, home) != (waiter.reach, waiter.pool) {
            store::refit(tx, waiter.id, reach, home).await?;
        }
        Ok(())
    }
}

/// Works out anew for which pools somebody waits, in the transaction that changed what they said about themselves. Their
/// number stays; of who does not wait nothing changes.
///
/// # Errors
/// When the database does not take it.
pub async fn refit(app: &App, tx: &mut Tx, registration: Uuid) -> Outcome<()> {
    let now = app.clock.now();
    let Some(r) = store::standing(tx, registration).await? else { return Err(AppError::NotFound) };
    if r.state != State::Waitlisted {
        return Ok(());
    }
    refit_one(app, tx, &r, now).await.map_err(AppError::from)
}

async fn refit_one(app: &App, tx: &mut Tx, r: &Registration, now: Instant) -> Result<(), Failure> {
    let room = store::lock(tx, r.event_id).await?.ok_or(AppError::NotFound)?;
    let hall = Hall { event: r.event_id, now, room };
    let traits = store::traits_of(tx, r);
    hall.refit(tx, &store::Fitted { id: r.id, pool: r.pool_id, reach: r.reach, traits }).await?;
    promote(app, tx, r.event_id, now).await
}
