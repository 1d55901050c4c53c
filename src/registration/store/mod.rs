//! The table `registration`; the counters of `pool` in `places`, agreements in `ledger`, what staff look at in `lists`.

mod ledger;
mod lists;
mod places;

use uuid::Uuid;

pub(super) use self::ledger::{Agreement, agree, ledger};
pub(super) use self::lists::{counts, list, roster, waiters};
pub(super) use self::places::{ahead, give_back, next_waiter, pools, queue, room, take, take_free};

use super::model::{Needs, Registration, RegistrationInput, Source, State};
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::i18n::Locale;

#[expect(clippy::struct_excessive_bools, reason = "as the table has them")]
#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    event_id: Uuid,
    person_id: Uuid,
    pool_id: Uuid,
    state: String,
    source: String,
    short_code: String,
    link_version: i64,
    locale: String,
    phone: String,
    email: String,
    age_band: String,
    sex: String,
    home_region: String,
    organisation: String,
    needs_interpreter: bool,
    needs_step_free: bool,
    needs_childcare: bool,
    needs_travel: bool,
    diet: String,
    note: String,
    holds_place: bool,
    waiting_no: Option<i64>,
    offer_expires_at: Option<Instant>,
    created_at: Instant,
    changed_at: Instant,
    version: i64,
}

fn unknown(code: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{code:?} is no code of ours").into())
}

impl TryFrom<Row> for Registration {
    type Error = sqlx::Error;

    fn try_from(r: Row) -> sqlx::Result<Self> {
        Ok(Self {
            id: r.id,
            event_id: r.event_id,
            person_id: r.person_id,
            pool_id: r.pool_id,
            state: State::parse(&r.state).ok_or_else(|| unknown(&r.state))?,
            source: Source::parse(&r.source).ok_or_else(|| unknown(&r.source))?,
            short_code: r.short_code,
            link_version: r.link_version,
            locale: r.locale.parse().map_err(|_| unknown(&r.locale))?,
            phone: r.phone,
            email: r.email,
            age_band: r.age_band,
            sex: r.sex,
            home_region: r.home_region,
            organisation: r.organisation,
            needs: Needs {
                interpreter: r.needs_interpreter,
                step_free: r.needs_step_free,
                childcare: r.needs_childcare,
                travel: r.needs_travel,
            },
            diet: r.diet,
            note: r.note,
            holds_place: r.holds_place,
            waiting_no: r.waiting_no,
            offer_expires_at: r.offer_expires_at,
            created_at: r.created_at,
            changed_at: r.changed_at,
            version: r.version,
        })
    }
}

const BY_ID: &str = "SELECT * FROM registration WHERE id = $1";
const BY_SUBMISSION: &str = "SELECT * FROM registration WHERE submission_id = $1";
const BY_LINK: &str = "SELECT * FROM registration WHERE link_hash = $1";
const BY_CODE: &str = "SELECT * FROM registration WHERE short_code = $1";
const OF_PERSON: &str = "SELECT * FROM registration WHERE event_id = $1 AND person_id = $2";
const BY_EMAIL: &str = "SELECT r.* FROM registration r JOIN event e ON e.id = r.event_id
    WHERE r.email = $1 AND r.email <> '' AND e.ends_at > $2 AND e.state = 'published'
      AND r.state IN ('received', 'confirmed', 'waitlisted', 'offered') ORDER BY e.starts_at, r.id LIMIT $3";

const EARLIER: &str = "SELECT COUNT(*) FROM registration WHERE person_id = $1 AND id < $2";
const SPOKE: &str = "SELECT COUNT(*) FROM testimonial WHERE registration_id = $1";

/// A statement with one bound value that finds at most one registration.
macro_rules! one {
    ($tx:expr, $sql:expr $(, $bind:expr)+) => {{
        let row: Option<Row> = on!($tx, c => sqlx::query_as($sql)$(.bind($bind))+.fetch_optional(c).await)?;
        row.map(Registration::try_from).transpose()
    }};
}
use one;

pub(super) async fn by_id(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Registration>> {
    one!(tx, BY_ID, id)
}

pub(super) async fn by_submission(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Registration>> {
    one!(tx, BY_SUBMISSION, id)
}

pub(super) async fn by_link(tx: &mut Tx, hash: &[u8]) -> sqlx::Result<Option<Registration>> {
    one!(tx, BY_LINK, hash)
}

pub(super) async fn by_code(tx: &mut Tx, code: &str) -> sqlx::Result<Option<Registration>> {
    one!(tx, BY_CODE, code)
}

pub(super) async fn of_person(tx: &mut Tx, event: Uuid, person: Uuid) -> sqlx::Result<Option<Registration>> {
    one!(tx, OF_PERSON, event, person)
}

/// Whether the person was registered for anything before this.
pub(super) async fn earlier(tx: &mut Tx, person: Uuid, id: Uuid) -> sqlx::Result<bool> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(EARLIER).bind(person).bind(id).fetch_one(c).await)?;
    Ok(count > 0)
}

/// Whether something was said through this registration's private link.
pub(super) async fn spoke(tx: &mut Tx, id: Uuid) -> sqlx::Result<bool> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(SPOKE).bind(id).fetch_one(c).await)?;
    Ok(count > 0)
}

/// What is still to come for this address.
pub(super) async fn by_email(tx: &mut Tx, email: &str, now: Instant, limit: i64) -> sqlx::Result<Vec<Registration>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(BY_EMAIL).bind(email).bind(now).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(Registration::try_from).collect()
}

const ADD: &str = "INSERT INTO registration (id, event_id, person_id, pool_id, state, source, submission_id, short_code,
      link_hash, link_version, locale, phone, email, age_band, sex, home_region, organisation, needs_interpreter,
      needs_step_free, needs_childcare, needs_travel, diet, note, holds_place, waiting_no, created_at, changed_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
      $24, $25, $25, 1)";
const ADD_AGAIN: &str = "UPDATE registration SET state = $2, source = $3, submission_id = $4, link_hash = $5,
      link_version = $6, locale = $7, phone = $8, email = $9, age_band = $10, sex = $11, home_region = $12,
      organisation = $13, needs_interpreter = $14, needs_step_free = $15, needs_childcare = $16, needs_travel = $17,
      diet = $18, note = $19, holds_place = $20, waiting_no = $21, changed_at = $22, version = version + 1
    WHERE id = $1 AND state IN ('withdrawn', 'expired') AND link_version = $6 - 1";
const BECOME: &str = "UPDATE registration SET state = $3, holds_place = $4, offer_expires_at = $5, changed_at = $6,
      version = version + 1
    WHERE id = $1 AND state = $2";
const SPEAK: &str = "UPDATE registration SET locale = $2, version = version + 1 WHERE id = $1";
const REACHABLE: &str = "SELECT id FROM registration WHERE event_id = $1 AND email <> ''
      AND state IN ('received', 'confirmed', 'waitlisted', 'offered') ORDER BY id";

/// What a new registration gets besides what the form says.
pub(super) struct New<'a> {
    pub id: Uuid,
    pub event: Uuid,
    pub person: Uuid,
    pub pool: Uuid,
    pub state: State,
    pub source: Source,
    pub short_code: &'a str,
    pub link_hash: &'a [u8],
    pub holds_place: bool,
    pub waiting_no: Option<i64>,
    pub now: Instant,
}

pub(super) async fn add(tx: &mut Tx, new: &New<'_>, input: &RegistrationInput) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD)
            .bind(new.id)
            .bind(new.event)
            .bind(new.person)
            .bind(new.pool)
            .bind(new.state.code())
            .bind(new.source.code())
            .bind(input.submission_id)
            .bind(new.short_code)
            .bind(new.link_hash)
            .bind(input.locale.code())
            .bind(&input.phone)
            .bind(&input.email)
            .bind(&input.age_band)
            .bind(&input.sex)
            .bind(&input.home_region)
            .bind(&input.organisation)
            .bind(input.needs.interpreter)
            .bind(input.needs.step_free)
            .bind(input.needs.childcare)
            .bind(input.needs.travel)
            .bind(&input.diet)
            .bind(&input.note)
            .bind(new.holds_place)
            .bind(new.waiting_no)
            .bind(new.now)
    )
    .map(drop)
}

/// Starts a given-up registration anew under the next version of its link; false when somebody was quicker. Of `new`, the
/// person, the event and the short code stay as they were.
pub(super) async fn add_again(
    tx: &mut Tx,
    new: &New<'_>,
    version: i64,
    input: &RegistrationInput,
) -> sqlx::Result<bool> {
    let changed = run!(
        tx,
        sqlx::query(ADD_AGAIN)
            .bind(new.id)
            .bind(new.state.code())
            .bind(new.source.code())
            .bind(input.submission_id)
            .bind(new.link_hash)
            .bind(version)
            .bind(input.locale.code())
            .bind(&input.phone)
            .bind(&input.email)
            .bind(&input.age_band)
            .bind(&input.sex)
            .bind(&input.home_region)
            .bind(&input.organisation)
            .bind(input.needs.interpreter)
            .bind(input.needs.step_free)
            .bind(input.needs.childcare)
            .bind(input.needs.travel)
            .bind(&input.diet)
            .bind(&input.note)
            .bind(new.holds_place)
            .bind(new.waiting_no)
            .bind(new.now)
    )?;
    Ok(changed == 1)
}

/// What a registration becomes.
pub(super) struct Next {
    pub state: State,
    pub holds_place: bool,
    pub offer_expires_at: Option<Instant>,
}

/// Changes the state, if it still is `from`.
pub(super) async fn become_state(tx: &mut Tx, id: Uuid, from: State, to: &Next, now: Instant) -> sqlx::Result<bool> {
    let changed = run!(
        tx,
        sqlx::query(BECOME)
            .bind(id)
            .bind(from.code())
            .bind(to.state.code())
            .bind(to.holds_place)
            .bind(to.offer_expires_at)
            .bind(now)
    )?;
    Ok(changed == 1)
}

pub(super) async fn speak(tx: &mut Tx, id: Uuid, l: Locale) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SPEAK).bind(id).bind(l.code())).map(drop)
}

/// Those of an event who have or await a place and can be written to.
pub(super) async fn reachable(tx: &mut Tx, event: Uuid) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(REACHABLE).bind(event).fetch_all(c).await)
}
