//! Who waits for places: one queue for the whole event, in which each waits for the pools of their reach.

use uuid::Uuid;

use super::{ORGANISATION, unknown};
use crate::clock::Instant;
use crate::db::vault::KeyBeside;
use crate::db::{Tx, on, run};
use crate::ids::hex;
use crate::registration::model::places::{
    Crowd, PassedOver, Pool, Reason, Stratum, Together, Traits, same_organisation,
};
use crate::registration::model::{Registration, RegistrationInput};
use crate::seal::{DataKey, Personal, Sealed};

const QUEUE: &str = "UPDATE pool SET next_waiting = next_waiting + $2 WHERE event_id = $1 AND name = 'all'
    RETURNING next_waiting - $2";
const NEXT_WAITER: &str = "SELECT r.id, r.waiting_no, y.id FROM registration r
    LEFT JOIN party y ON y.id = r.party_id AND y.together = 'all_or_none'
    WHERE r.event_id = $1 AND r.state = 'waitlisted' AND (r.reach & $2) <> 0 AND r.waiting_no > $3
    ORDER BY r.waiting_no LIMIT 1";
const PARTY_WAITS: &str = "SELECT id, waiting_no, reach FROM registration WHERE party_id = $1 AND state = 'waitlisted'
    ORDER BY waiting_no";
const WAIT_TOGETHER: &str = "SELECT COUNT(*) FROM registration r JOIN party y ON y.id = r.party_id
    WHERE r.party_id = $1 AND y.together = 'all_or_none' AND r.state = 'waitlisted' AND r.id <> $2";
const SINGLES_WAIT: &str = "SELECT COUNT(*) FROM registration r WHERE r.event_id = $1 AND r.state = 'waitlisted'
      AND (r.reach & $2) <> 0
      AND NOT EXISTS (SELECT 1 FROM party y WHERE y.id = r.party_id AND y.together = 'all_or_none')";
const REACHES_BEFORE: &str = "SELECT reach, COUNT(*) FROM registration
    WHERE event_id = $1 AND state = 'waitlisted' AND waiting_no < $2 GROUP BY reach";
const REACHES: &str =
    "SELECT id, reach FROM registration WHERE event_id = $1 AND state = 'waitlisted' ORDER BY waiting_no";
const PART: &str = "UPDATE party SET together = 'as_many_as_fit' WHERE id = $1 AND together = 'all_or_none'";
const ADD_PARTY: &str = "INSERT INTO party (id, event_id, together, created_at) VALUES ($1, $2, $3, $4)";

// Who could not have taken the place at all has the reason that was given; the others wait for several at once.
const PASS_OVER: &str = "INSERT INTO passed_over (registration_id, pool_id, reason, times, first_at, last_at)
    SELECT r.id, $2, CASE WHEN (r.reach & $3) = 0 THEN $4 ELSE 'party_too_large' END, 1, $7, $7 FROM registration r
    WHERE r.event_id = $1 AND r.state = 'waitlisted' AND r.waiting_no < $5 AND (r.reach & $6) <> 0
    ON CONFLICT (registration_id, pool_id, reason)
      DO UPDATE SET times = passed_over.times + 1, last_at = excluded.last_at";
const PASSED_OVER: &str =
    "SELECT o.reason, p.name, o.times, o.last_at FROM passed_over o JOIN pool p ON p.id = o.pool_id
    WHERE o.registration_id = $1 ORDER BY o.last_at DESC, p.position, p.id, o.reason";

const WAITERS: &str = "SELECT r.id, r.person_id, r.pool_id, r.reach, r.home_region, r.sex, r.age_band, r.locale,
      r.organisation, k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.event_id = $1 AND r.state = 'waitlisted' ORDER BY r.waiting_no";
const REFIT: &str = "UPDATE registration SET reach = $2, pool_id = $3, version = version + 1
    WHERE id = $1 AND state = 'waitlisted'";
const WAITING: &str = "SELECT pool_id, COUNT(*) FROM registration WHERE event_id = $1 AND state = 'waitlisted'
    GROUP BY pool_id";
const OFFERED: &str = "SELECT pool_id, COUNT(*) FROM registration WHERE event_id = $1 AND state = 'offered'
    GROUP BY pool_id";

const LAPSING: &str = "SELECT r.event_id, e.region, COUNT(*), MIN(r.offer_expires_at)
    FROM registration r JOIN event e ON e.id = r.event_id
    WHERE r.state = 'offered' AND r.offer_expires_at < $1 AND e.state = 'published' AND e.ends_at > $2
    GROUP BY r.event_id, e.region ORDER BY MIN(r.offer_expires_at), r.event_id";

/// Offers that lapse before a time, of events that are not over: at which, how many, and when the first; that first.
pub(in crate::registration) async fn lapsing(
    tx: &mut Tx,
    before: Instant,
    now: Instant,
) -> sqlx::Result<Vec<(Uuid, String, i64, Instant)>> {
    on!(tx, c => sqlx::query_as(LAPSING).bind(before).bind(now).fetch_all(c).await)
}

/// Numbers at the end of the queue, as many as asked for; the first of them.
pub(in crate::registration) async fn queue(tx: &mut Tx, event: Uuid, count: usize) -> sqlx::Result<i64> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    on!(tx, c => sqlx::query_scalar(QUEUE).bind(event).bind(count).fetch_one(c).await)
}

/// Who is to be asked.
#[derive(Clone, Copy, Debug)]
pub(in crate::registration) struct Waiter {
    pub id: Uuid,
    pub number: i64,
    /// Those they wait for places together with, all or none.
    pub party: Option<Uuid>,
}

/// The first after this number to whom one of the bits belongs.
pub(in crate::registration) async fn next_waiter(
    tx: &mut Tx,
    event: Uuid,
    bits: i64,
    after: i64,
) -> sqlx::Result<Option<Waiter>> {
    let row: Option<(Uuid, i64, Option<Uuid>)> =
        on!(tx, c => sqlx::query_as(NEXT_WAITER).bind(event).bind(bits).bind(after).fetch_optional(c).await)?;
    Ok(row.map(|(id, number, party)| Waiter { id, number, party }))
}

/// Those of a party who wait, in order: id, number and reach.
pub(in crate::registration) async fn party_waits(tx: &mut Tx, party: Uuid) -> sqlx::Result<Vec<(Uuid, i64, i64)>> {
    on!(tx, c => sqlx::query_as(PARTY_WAITS).bind(party).fetch_all(c).await)
}

/// Whether anybody waits for one place to whom one of the bits belongs.
pub(in crate::registration) async fn singles_wait(tx: &mut Tx, event: Uuid, bits: i64) -> sqlx::Result<bool> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(SINGLES_WAIT).bind(event).bind(bits).fetch_one(c).await)?;
    Ok(count > 0)
}

/// Who waits with a smaller number, counted by reach: few lines, however many wait.
pub(in crate::registration) async fn reaches_before(tx: &mut Tx, event: Uuid, number: i64) -> sqlx::Result<Crowd> {
    let rows: Vec<(i64, i64)> =
        on!(tx, c => sqlx::query_as(REACHES_BEFORE).bind(event).bind(number).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}

/// All who wait, in order, each with its reach.
pub(in crate::registration) async fn reaches(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<(Uuid, i64)>> {
    on!(tx, c => sqlx::query_as(REACHES).bind(event).fetch_all(c).await)
}

/// How many others of their party wait for places together with this one, all or none.
pub(in crate::registration) async fn wait_together(tx: &mut Tx, r: &Registration, party: Uuid) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(WAIT_TOGETHER).bind(party).bind(r.id).fetch_one(c).await)
}

/// Has those of a party wait each for themselves; false when they do.
pub(in crate::registration) async fn part(tx: &mut Tx, party: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(PART).bind(party))? == 1)
}

pub(in crate::registration) async fn add_party(
    tx: &mut Tx,
    id: Uuid,
    event: Uuid,
    together: Together,
    now: Instant,
) -> sqlx::Result<()> {
    run!(tx, sqlx::query(ADD_PARTY).bind(id).bind(event).bind(together.code()).bind(now)).map(drop)
}

/// Who was passed over when places of a pool were given out.
pub(in crate::registration) struct Passed<'a> {
    pub event: Uuid,
    pub pool: &'a Pool,
    /// Those with a smaller number, …
    pub before: i64,
    /// … to whom one of these bits belongs.
    pub among: i64,
    pub now: Instant,
}

/// Stores why those who still wait were passed over.
pub(in crate::registration) async fn pass_over(tx: &mut Tx, p: &Passed<'_>) -> sqlx::Result<()> {
    let reason = if p.pool.stratum.is_some() { Reason::KeptForStratum } else { Reason::NoFallback };
    run!(
        tx,
        sqlx::query(PASS_OVER)
            .bind(p.event)
            .bind(p.pool.id)
            .bind(p.pool.bit())
            .bind(reason.code())
            .bind(p.before)
            .bind(p.among)
            .bind(p.now)
    )
    .map(drop)
}

pub(in crate::registration) async fn passed_over(tx: &mut Tx, id: Uuid) -> sqlx::Result<Vec<PassedOver>> {
    let rows: Vec<(String, String, i64, Instant)> =
        on!(tx, c => sqlx::query_as(PASSED_OVER).bind(id).fetch_all(c).await)?;
    let line = |(reason, pool, times, last_at): (String, String, i64, Instant)| {
        let reason = Reason::parse(&reason).ok_or_else(|| unknown(&reason))?;
        Ok(PassedOver { reason, stratum: Stratum::parse(&pool), times, last_at })
    };
    rows.into_iter().map(line).collect()
}

/// What decides to which groups somebody belongs who fills in a form.
pub(in crate::registration) fn traits(tx: &Tx, input: &RegistrationInput) -> Traits {
    Traits {
        region: input.home_region.clone(),
        sex: input.sex.clone(),
        age_band: input.age_band.clone(),
        language: input.locale.code().to_owned(),
        organisation: organisation(tx, &input.organisation),
    }
}

/// As [`traits`], of what was registered.
pub(in crate::registration) fn traits_of(tx: &Tx, r: &Registration) -> Traits {
    Traits {
        region: r.home_region.clone(),
        sex: r.sex.clone(),
        age_band: r.age_band.clone(),
        language: r.locale.code().to_owned(),
        organisation: organisation(tx, &r.organisation),
    }
}

/// The digest by which an organisation is known again; empty for none.
pub(in crate::registration) fn organisation(tx: &Tx, name: &Personal) -> String {
    let same = same_organisation(name.reveal());
    if same.is_empty() { same } else { hex(&tx.vault.ring.lookup("organisation", &same.into())) }
}

#[derive(sqlx::FromRow)]
struct WaiterRow {
    id: Uuid,
    person_id: Uuid,
    pool_id: Uuid,
    reach: i64,
    home_region: String,
    sex: String,
    age_band: String,
    locale: String,
    organisation: Option<Sealed>,
    #[sqlx(flatten)]
    key: KeyBeside,
}

/// Somebody who waits, and what decides to which groups they belong.
pub(in crate::registration) struct Fitted {
    pub id: Uuid,
    pub pool: Uuid,
    pub reach: i64,
    pub traits: Traits,
}

/// All who wait for places of an event. What does not open belongs to no organisation.
pub(in crate::registration) async fn traits_of_waiters(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<Fitted>> {
    let rows: Vec<WaiterRow> = on!(tx, c => sqlx::query_as(WAITERS).bind(event).fetch_all(c).await)?;
    let fitted = |r: WaiterRow| {
        let name = if r.organisation.is_some() {
            let open = |key: &DataKey| key.open_some(ORGANISATION, r.id, r.organisation.as_ref());
            r.key.read(&tx.vault, r.person_id, ("registration", r.id), open).0
        } else {
            Personal::default()
        };
        Fitted {
            id: r.id,
            pool: r.pool_id,
            reach: r.reach,
            traits: Traits {
                region: r.home_region,
                sex: r.sex,
                age_band: r.age_band,
                language: r.locale,
                organisation: organisation(tx, &name),
            },
        }
    };
    Ok(rows.into_iter().map(fitted).collect())
}

/// Has somebody wait for other pools than before.
pub(in crate::registration) async fn refit(tx: &mut Tx, id: Uuid, reach: i64, pool: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(REFIT).bind(id).bind(reach).bind(pool)).map(drop)
}

/// How many wait first of all for each pool, and how many have an offer of one of its places.
pub(in crate::registration) async fn figures(
    tx: &mut Tx,
    event: Uuid,
) -> sqlx::Result<(Vec<(Uuid, i64)>, Vec<(Uuid, i64)>)> {
    let waiting = on!(tx, c => sqlx::query_as(WAITING).bind(event).fetch_all(c).await)?;
    let offered = on!(tx, c => sqlx::query_as(OFFERED).bind(event).fetch_all(c).await)?;
    Ok((waiting, offered))
}
