//! SQL of events. Lists are made in two steps, ids in order and then everything about them in a fixed number of
//! statements, so that a long list costs no more questions than a short one.

mod changes;

use std::collections::BTreeMap;

use uuid::Uuid;

pub(super) use changes::{add, add_session, become_state, explain, join, move_session, remove_session, resize, update};

use super::model::{Admission, Event, EventText, Head, Kind, Region, Session, State};
use crate::clock::Instant;
use crate::db::{Tx, on};
use crate::i18n::Locale;
use crate::registration::model::places::{Pool, Stratum, in_order};

/// Events loaded at a time: the length of the lists of ids below.
pub(super) const CHUNK: usize = 25;

// The lists of ids below are [`CHUNK`] long; a shorter one is filled up with the nil id, which nothing has.
// Who waits is counted through the partial index on waiting registrations; no other domain's rules are needed for it.
const EVENTS: &str =
    "SELECT e.id, e.slug, e.kind, e.state, e.region, e.time_zone, e.main_locale, e.languages, e.interpreted,
            e.covers_travel, e.covers_meals, e.covers_lodging, e.covers_childcare, e.step_free, e.safe_mode,
            e.starts_at, e.ends_at, e.registration_opens_at, e.registration_closes_at, e.admission, e.answers_until,
            e.offer_hours, e.series_id, e.version, e.published_at, e.cancelled_at,
            (SELECT COUNT(*) FROM registration r WHERE r.event_id = e.id AND r.state = 'waitlisted') AS waiting
     FROM event e
     WHERE e.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)";
const TEXTS: &str =
    "SELECT event_id, locale, title, summary, description, audience, venue, cancel_reason FROM event_text
     WHERE event_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)";
const POOLS: &str = "SELECT event_id, id, name, size, taken, position, slot, falls_back, opens_at FROM pool
     WHERE event_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)";
const SESSIONS: &str = "SELECT s.id, s.event_id, s.starts_at, s.ends_at, t.locale, t.title
     FROM event_session s LEFT JOIN session_text t ON t.session_id = s.id
     WHERE s.event_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) ORDER BY s.event_id, s.starts_at, s.id, t.locale";

const ID_BY_SLUG: &str = "SELECT id FROM event WHERE slug = $1";
const SLUGS_LIKE: &str = "SELECT slug FROM event WHERE slug = $1 OR slug LIKE $2";
const REGIONS: &str = "SELECT code, name_ky, name_ru, name_uz, name_en FROM region ORDER BY position, code";

// `$4` and `$7` say the same lower bound twice over: the first lets the index find it, the second orders equal times.
const LISTED: &str = "SELECT e.id, e.listed_at FROM event e
    WHERE e.state = 'published' AND e.listed_at >= $4 AND e.listed_at < $5 AND e.ends_at > $1
      AND ($2 = '' OR e.region = $2)
      AND ($3 = '' OR ' ' || e.languages || ' ' LIKE '% ' || $3 || ' %')
      AND ($6 = FALSE OR (e.registration_closes_at > $1
                          AND (e.registration_opens_at IS NULL OR e.registration_opens_at <= $1)))
      AND (e.listed_at > $7 OR (e.listed_at = $7 AND e.id > $8))
    ORDER BY e.listed_at, e.id LIMIT $9";
const PAST: &str = "SELECT e.id, e.listed_at FROM event e
    WHERE e.state IN ('published', 'completed') AND e.listed_at <= $1 AND e.ends_at <= $1
      AND ($2 = '' OR e.region = $2)
      AND ($3 = '' OR ' ' || e.languages || ' ' LIKE '% ' || $3 || ' %')
      AND e.listed_at >= $4 AND e.listed_at < $5
      AND (e.listed_at < $6 OR (e.listed_at = $6 AND e.id < $7))
    ORDER BY e.listed_at DESC, e.id DESC LIMIT $8";
const LISTED_AT: &str = "SELECT id, listed_at FROM event
    WHERE slug = $1 AND state IN ('published', 'completed', 'cancelled')";

// `$1` bounds them twice over: the first lets the index begin there, the second orders equal times.
const STAFF_ALL: &str = "SELECT id, starts_at FROM event
    WHERE starts_at <= $1 AND (starts_at < $1 OR (starts_at = $1 AND id < $2))
      AND starts_at >= $4 AND ($5 = '' OR state = $5) AND ($6 = '' OR region = $6)
    ORDER BY starts_at DESC, id DESC LIMIT $3";
const STAFF_REGION: &str = "SELECT id, starts_at FROM event
    WHERE region = $7 AND starts_at <= $1 AND (starts_at < $1 OR (starts_at = $1 AND id < $2))
      AND starts_at >= $4 AND ($5 = '' OR state = $5) AND ($6 = '' OR region = $6)
    ORDER BY starts_at DESC, id DESC LIMIT $3";
const STAFF_EVENT: &str = "SELECT id, starts_at FROM event
    WHERE id = $7 AND (starts_at < $1 OR (starts_at = $1 AND id < $2))
      AND starts_at >= $4 AND ($5 = '' OR state = $5) AND ($6 = '' OR region = $6)
    ORDER BY starts_at DESC, id DESC LIMIT $3";

// `listed_at` is never later than the start, and at most a month before it.
const COMING: &str = "SELECT id, region, starts_at FROM event
    WHERE state = $1 AND listed_at > $2 AND listed_at <= $3 AND starts_at <= $3 AND ends_at > $4 ORDER BY starts_at, id";

const SERIES: &str = "SELECT id FROM event WHERE series_id = $1 ORDER BY starts_at, id";

#[derive(sqlx::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
struct EventRow {
    id: Uuid,
    slug: String,
    kind: String,
    state: String,
    region: String,
    time_zone: String,
    main_locale: String,
    languages: String,
    interpreted: String,
    covers_travel: bool,
    covers_meals: bool,
    covers_lodging: bool,
    covers_childcare: bool,
    step_free: bool,
    safe_mode: bool,
    starts_at: Instant,
    ends_at: Instant,
    registration_opens_at: Option<Instant>,
    registration_closes_at: Instant,
    admission: String,
    answers_until: Option<Instant>,
    offer_hours: Option<i64>,
    series_id: Option<Uuid>,
    version: i64,
    published_at: Option<Instant>,
    cancelled_at: Option<Instant>,
    waiting: i64,
}

#[derive(sqlx::FromRow)]
struct PoolRow {
    event_id: Uuid,
    id: Uuid,
    name: String,
    size: i64,
    taken: i64,
    position: i64,
    slot: i64,
    falls_back: bool,
    opens_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
struct TextRow {
    event_id: Uuid,
    locale: String,
    title: String,
    summary: String,
    description: String,
    audience: String,
    venue: String,
    cancel_reason: String,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    event_id: Uuid,
    starts_at: Instant,
    ends_at: Instant,
    locale: Option<String>,
    title: Option<String>,
}

/// Where a list goes on: after this time and id.
pub(super) type Mark = (Instant, Uuid);

/// What a public list is narrowed to; empty texts narrow nothing.
#[derive(Clone, Debug)]
pub(super) struct Listing<'a> {
    pub now: Instant,
    pub region: &'a str,
    pub language: &'a str,
    pub from: Instant,
    pub until: Instant,
    pub open: bool,
    pub after: Mark,
    pub limit: i64,
}

fn locales(codes: &str) -> Vec<Locale> {
    codes.split(' ').filter_map(|c| c.parse().ok()).collect()
}

/// A row of ours that does not read as what the CHECKs and the form let in.
fn unreadable(what: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("unknown {what} in table event").into())
}

impl EventRow {
    fn event(self) -> sqlx::Result<Event> {
        Ok(Event {
            kind: Kind::parse(&self.kind).ok_or_else(|| unreadable("kind"))?,
            state: State::parse(&self.state).ok_or_else(|| unreadable("state"))?,
            zone: self.time_zone.parse().map_err(|_| unreadable("time_zone"))?,
            main_locale: self.main_locale.parse().map_err(|_| unreadable("main_locale"))?,
            languages: locales(&self.languages),
            interpreted: locales(&self.interpreted),
            id: self.id,
            slug: self.slug,
            region: self.region,
            covers_travel: self.covers_travel,
            covers_meals: self.covers_meals,
            covers_lodging: self.covers_lodging,
            covers_childcare: self.covers_childcare,
            step_free: self.step_free,
            safe_mode: self.safe_mode,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            registration_opens_at: self.registration_opens_at,
            registration_closes_at: self.registration_closes_at,
            admission: Admission::parse(&self.admission).ok_or_else(|| unreadable("admission"))?,
            answers_until: self.answers_until,
            offer_hours: self.offer_hours,
            series_id: self.series_id,
            version: self.version,
            published_at: self.published_at,
            cancelled_at: self.cancelled_at,
            texts: BTreeMap::new(),
            cancel_reasons: BTreeMap::new(),
            sessions: Vec::new(),
            pool_id: Uuid::nil(),
            pools: Vec::new(),
            capacity: 0,
            taken: 0,
            waiting: self.waiting,
        })
    }
}

/// An event and its places, without its texts and sessions.
pub(super) async fn bare(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Event>> {
    let mut events = BTreeMap::new();
    heads(tx, &padded(&[id]), &mut events).await?;
    Ok(events.remove(&id))
}

/// Everything about these events, in the order of the ids; ids of nothing are left out.
pub(super) async fn load(tx: &mut Tx, ids: &[Uuid]) -> sqlx::Result<Vec<Event>> {
    let mut events = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let padded = padded(chunk);
        heads(tx, &padded, &mut events).await?;
        let rows: Vec<TextRow> = on!(tx, c => {
            padded.iter().fold(sqlx::query_as(TEXTS), |q, id| q.bind(*id)).fetch_all(c).await
        })?;
        for row in rows {
            let (Some(event), Ok(l)) = (events.get_mut(&row.event_id), row.locale.parse()) else { continue };
            let TextRow { title, summary, description, audience, venue, cancel_reason, .. } = row;
            let text = EventText { title, summary, description, audience, venue };
            if !text.is_empty() {
                event.texts.insert(l, text);
            }
            if !cancel_reason.is_empty() {
                event.cancel_reasons.insert(l, cancel_reason);
            }
        }
        let rows: Vec<SessionRow> = on!(tx, c => {
            padded.iter().fold(sqlx::query_as(SESSIONS), |q, id| q.bind(*id)).fetch_all(c).await
        })?;
        for row in rows {
            let Some(event) = events.get_mut(&row.event_id) else { continue };
            if event.sessions.last().is_none_or(|s| s.id != row.id) {
                let SessionRow { id, starts_at, ends_at, .. } = row;
                event.sessions.push(Session { id, starts_at, ends_at, titles: BTreeMap::new() });
            }
            let locale = row.locale.and_then(|code| code.parse().ok());
            if let (Some(session), Some(l), Some(title)) = (event.sessions.last_mut(), locale, row.title) {
                session.titles.insert(l, title);
            }
        }
    }
    Ok(ids.iter().filter_map(|id| events.remove(id)).collect())
}

/// As many ids as the statements take.
fn padded(ids: &[Uuid]) -> [Uuid; CHUNK] {
    let mut padded = [Uuid::nil(); CHUNK];
    padded[..ids.len()].copy_from_slice(ids);
    padded
}

/// The rows of events and their places.
async fn heads(tx: &mut Tx, padded: &[Uuid; CHUNK], events: &mut BTreeMap<Uuid, Event>) -> sqlx::Result<()> {
    let rows: Vec<EventRow> =
        on!(tx, c => padded.iter().fold(sqlx::query_as(EVENTS), |q, id| q.bind(*id)).fetch_all(c).await)?;
    let pools: Vec<PoolRow> =
        on!(tx, c => padded.iter().fold(sqlx::query_as(POOLS), |q, id| q.bind(*id)).fetch_all(c).await)?;
    for row in rows {
        events.insert(row.id, row.event()?);
    }
    for row in pools {
        let Some(event) = events.get_mut(&row.event_id) else { continue };
        let PoolRow { id, name, size, taken, position, slot, falls_back, opens_at, .. } = row;
        let stratum = Stratum::parse(&name);
        if stratum.is_none() {
            event.pool_id = id;
        }
        event.capacity += size;
        event.taken += taken;
        event.pools.push(Pool { id, stratum, size, taken, position, slot, falls_back, opens_at });
    }
    for event in events.values_mut() {
        in_order(&mut event.pools);
    }
    Ok(())
}

pub(super) async fn id_by_slug(tx: &mut Tx, slug: &str) -> sqlx::Result<Option<Uuid>> {
    on!(tx, c => sqlx::query_scalar(ID_BY_SLUG).bind(slug).fetch_optional(c).await)
}

/// `slug` and what begins with it and a hyphen, as far as it is taken. Slugs hold no wildcard of LIKE.
pub(super) async fn slugs_like(tx: &mut Tx, slug: &str) -> sqlx::Result<Vec<String>> {
    let pattern = format!("{slug}-%");
    on!(tx, c => sqlx::query_scalar(SLUGS_LIKE).bind(slug).bind(pattern).fetch_all(c).await)
}

pub(super) async fn regions(tx: &mut Tx) -> sqlx::Result<Vec<Region>> {
    let rows: Vec<(String, String, String, String, String)> = on!(tx, c => sqlx::query_as(REGIONS).fetch_all(c).await)?;
    let region =
        |(code, ky, ru, uz, en)| Region { code, names: Locale::ALL.into_iter().zip([ky, ru, uz, en]).collect() };
    Ok(rows.into_iter().map(region).collect())
}

/// Public events that are not over, by [`listed_at`].
pub(super) async fn listed(tx: &mut Tx, w: &Listing<'_>) -> sqlx::Result<Vec<Uuid>> {
    let rows: Vec<(Uuid, Instant)> = on!(tx, c => sqlx::query_as(LISTED)
        .bind(w.now).bind(w.region).bind(w.language).bind(w.from.max(w.after.0)).bind(w.until).bind(w.open)
        .bind(w.after.0).bind(w.after.1).bind(w.limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, _)| id).collect())
}

/// Public events that are over, newest first.
pub(super) async fn past(tx: &mut Tx, w: &Listing<'_>) -> sqlx::Result<Vec<Uuid>> {
    let rows: Vec<(Uuid, Instant)> = on!(tx, c => sqlx::query_as(PAST)
        .bind(w.now).bind(w.region).bind(w.language).bind(w.from).bind(w.until)
        .bind(w.after.0).bind(w.after.1).bind(w.limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, _)| id).collect())
}

/// Where a public list goes on after this event, if it is public.
pub(super) async fn listed_mark(tx: &mut Tx, slug: &str) -> sqlx::Result<Option<Mark>> {
    let row: Option<(Uuid, Instant)> = on!(tx, c => sqlx::query_as(LISTED_AT).bind(slug).fetch_optional(c).await)?;
    Ok(row.map(|(id, at)| (at, id)))
}

/// What a list of the staff is narrowed to; empty texts narrow nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Narrow<'a> {
    pub mark: Mark,
    pub from: Instant,
    pub state: &'a str,
    pub region: &'a str,
    pub limit: i64,
}

/// Events before a mark, latest start first: all of them, …
pub(super) async fn before(tx: &mut Tx, n: &Narrow<'_>) -> sqlx::Result<Vec<(Uuid, Instant)>> {
    on!(tx, c => sqlx::query_as(STAFF_ALL)
        .bind(n.mark.0).bind(n.mark.1).bind(n.limit).bind(n.from).bind(n.state).bind(n.region).fetch_all(c).await)
}

/// … those of a region, …
pub(super) async fn before_in(tx: &mut Tx, n: &Narrow<'_>, region: &str) -> sqlx::Result<Vec<(Uuid, Instant)>> {
    on!(tx, c => sqlx::query_as(STAFF_REGION)
        .bind(n.mark.0).bind(n.mark.1).bind(n.limit).bind(n.from).bind(n.state).bind(n.region).bind(region)
        .fetch_all(c).await)
}

/// … or this one, if it lies there.
pub(super) async fn before_only(tx: &mut Tx, n: &Narrow<'_>, id: Uuid) -> sqlx::Result<Vec<(Uuid, Instant)>> {
    on!(tx, c => sqlx::query_as(STAFF_EVENT)
        .bind(n.mark.0).bind(n.mark.1).bind(n.limit).bind(n.from).bind(n.state).bind(n.region).bind(id)
        .fetch_all(c).await)
}

/// Events of a state that begin by `until` and are not over, listed after `from`; the first first.
pub(super) async fn coming(
    tx: &mut Tx,
    state: State,
    from: Instant,
    until: Instant,
    now: Instant,
) -> sqlx::Result<Vec<Head>> {
    let rows: Vec<(Uuid, String, Instant)> =
        on!(tx, c => sqlx::query_as(COMING).bind(state.code()).bind(from).bind(until).bind(now).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, region, starts_at)| Head { id, region, starts_at }).collect())
}

/// The events of a series, by their start.
pub(super) async fn series(tx: &mut Tx, series: Uuid) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(SERIES).bind(series).fetch_all(c).await)
}
