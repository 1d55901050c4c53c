//! SQL that makes and changes events.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, run};
use crate::events::form::{EventInput, SessionInput};
use crate::events::model::{EventText, State, listed_at};
use crate::i18n::Locale;

const ADD: &str = "INSERT INTO event (id, slug, kind, state, region, time_zone, main_locale, languages, interpreted,
        covers_travel, covers_meals, covers_lodging, covers_childcare, step_free, safe_mode, starts_at, ends_at,
        listed_at, registration_opens_at, registration_closes_at, admission, answers_until, offer_hours, version,
        created_by, created_at, updated_at)
    VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        1, $23, $24, $24)";
const UPDATE: &str = "UPDATE event SET slug = $2, kind = $3, region = $4, time_zone = $5, main_locale = $6,
        languages = $7, interpreted = $8, covers_travel = $9, covers_meals = $10, covers_lodging = $11,
        covers_childcare = $12, step_free = $13, safe_mode = $14, starts_at = $15, ends_at = $16, listed_at = $17,
        registration_opens_at = $18, registration_closes_at = $19, admission = $20, answers_until = $21,
        offer_hours = $22, updated_at = $23, version = version + 1
    WHERE id = $1 AND version = $24";
const ADD_POOL: &str = "INSERT INTO pool (id, event_id, name, size) VALUES ($1, $2, 'all', $3)";
// The open places are what groups leave of all.
const RESIZE: &str = "UPDATE pool SET size = $2 - (SELECT CAST(COALESCE(SUM(k.size), 0) AS BIGINT) FROM pool k
      WHERE k.event_id = $1 AND k.name <> 'all')
    WHERE event_id = $1 AND name = 'all'
      AND taken <= $2 - (SELECT CAST(COALESCE(SUM(k.size), 0) AS BIGINT) FROM pool k WHERE k.event_id = $1 AND k.name <> 'all')";
const FORGET_TEXTS: &str = "DELETE FROM event_text WHERE event_id = $1";
const ADD_TEXT: &str = "INSERT INTO event_text (event_id, locale, title, summary, description, audience, venue)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const ADD_SESSION: &str = "INSERT INTO event_session (id, event_id, starts_at, ends_at) VALUES ($1, $2, $3, $4)";
const MOVE_SESSION: &str = "UPDATE event_session SET starts_at = $3, ends_at = $4 WHERE id = $1 AND event_id = $2";
const REMOVE_SESSION: &str = "DELETE FROM event_session WHERE id = $1 AND event_id = $2";
const FORGET_TITLES: &str = "DELETE FROM session_text WHERE session_id = $1";
const ADD_TITLE: &str = "INSERT INTO session_text (session_id, locale, title) VALUES ($1, $2, $3)";

const PUBLISH: &str = "UPDATE event SET state = 'published', published_at = $2, updated_at = $2, version = version + 1
    WHERE id = $1 AND state = 'draft'";
const CANCEL: &str = "UPDATE event SET state = 'cancelled', cancelled_at = $2, updated_at = $2, version = version + 1
    WHERE id = $1 AND state = 'published'";
const ARCHIVE: &str = "UPDATE event SET state = 'archived', updated_at = $2, version = version + 1
    WHERE id = $1 AND state = 'completed'";
const COMPLETE: &str = "UPDATE event SET state = 'completed', updated_at = $2, version = version + 1
    WHERE id = $1 AND state = 'published'";

// Not a new version: it stands in no form that could be overwritten.
const JOIN: &str = "UPDATE event SET series_id = $2 WHERE id = $1 AND series_id IS NULL";
// A language that has no texts may still have a reason.
const EXPLAIN: &str =
    "INSERT INTO event_text (event_id, locale, title, summary, description, audience, venue, cancel_reason)
    VALUES ($1, $2, '', '', '', '', '', $3) ON CONFLICT (event_id, locale) DO UPDATE SET cancel_reason = $3";

fn codes(list: &[Locale]) -> String {
    list.iter().map(|l| l.code()).collect::<Vec<_>>().join(" ")
}

/// A new draft with its places, texts and sessions.
pub(in crate::events) async fn add(
    tx: &mut Tx,
    (id, pool): (Uuid, Uuid),
    slug: &str,
    input: &EventInput,
    sessions: &[(Uuid, &SessionInput)],
    (by, now): (Uuid, Instant),
) -> sqlx::Result<()> {
    let (starts_at, ends_at) = input.span();
    run!(
        tx,
        sqlx::query(ADD)
            .bind(id)
            .bind(slug)
            .bind(input.kind.code())
            .bind(&input.region)
            .bind(input.zone.name())
            .bind(input.main_locale.code())
            .bind(codes(&input.languages))
            .bind(codes(&input.interpreted))
            .bind(input.covers_travel)
            .bind(input.covers_meals)
            .bind(input.covers_lodging)
            .bind(input.covers_childcare)
            .bind(input.step_free)
            .bind(input.safe_mode)
            .bind(starts_at)
            .bind(ends_at)
            .bind(listed_at(input.zone, starts_at, input.safe_mode))
            .bind(input.registration_opens_at)
            .bind(input.registration_closes_at)
            .bind(input.admission.code())
            .bind(input.answers_until)
            .bind(input.offer_hours)
            .bind(by)
            .bind(now)
    )?;
    run!(tx, sqlx::query(ADD_POOL).bind(pool).bind(id).bind(input.capacity))?;
    add_texts(tx, id, &input.texts).await?;
    for (session, input) in sessions {
        add_session(tx, id, *session, input).await?;
    }
    Ok(())
}

/// False when the event is no longer at this version.
pub(in crate::events) async fn update(
    tx: &mut Tx,
    id: Uuid,
    slug: &str,
    input: &EventInput,
    now: Instant,
) -> sqlx::Result<bool> {
    let (starts_at, ends_at) = input.span();
    let changed = run!(
        tx,
        sqlx::query(UPDATE)
            .bind(id)
            .bind(slug)
            .bind(input.kind.code())
            .bind(&input.region)
            .bind(input.zone.name())
            .bind(input.main_locale.code())
            .bind(codes(&input.languages))
            .bind(codes(&input.interpreted))
            .bind(input.covers_travel)
            .bind(input.covers_meals)
            .bind(input.covers_lodging)
            .bind(input.covers_childcare)
            .bind(input.step_free)
            .bind(input.safe_mode)
            .bind(starts_at)
            .bind(ends_at)
            .bind(listed_at(input.zone, starts_at, input.safe_mode))
            .bind(input.registration_opens_at)
            .bind(input.registration_closes_at)
            .bind(input.admission.code())
            .bind(input.answers_until)
            .bind(input.offer_hours)
            .bind(now)
            .bind(input.version)
    )?;
    if changed == 1 {
        run!(tx, sqlx::query(FORGET_TEXTS).bind(id))?;
        add_texts(tx, id, &input.texts).await?;
    }
    Ok(changed == 1)
}

/// False when more places are taken than that, or kept for groups.
pub(in crate::events) async fn resize(tx: &mut Tx, event: Uuid, capacity: i64) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(RESIZE).bind(event).bind(capacity))? == 1)
}

async fn add_texts(tx: &mut Tx, event: Uuid, texts: &BTreeMap<Locale, EventText>) -> sqlx::Result<()> {
    for (l, t) in texts {
        run!(
            tx,
            sqlx::query(ADD_TEXT)
                .bind(event)
                .bind(l.code())
                .bind(&t.title)
                .bind(&t.summary)
                .bind(&t.description)
                .bind(&t.audience)
                .bind(&t.venue)
        )?;
    }
    Ok(())
}

pub(in crate::events) async fn add_session(tx: &mut Tx, event: Uuid, id: Uuid, s: &SessionInput) -> sqlx::Result<()> {
    run!(tx, sqlx::query(ADD_SESSION).bind(id).bind(event).bind(s.starts_at).bind(s.ends_at))?;
    add_titles(tx, id, &s.titles).await
}

/// False when the event has no such session.
pub(in crate::events) async fn move_session(
    tx: &mut Tx,
    event: Uuid,
    id: Uuid,
    s: &SessionInput,
) -> sqlx::Result<bool> {
    if run!(tx, sqlx::query(MOVE_SESSION).bind(id).bind(event).bind(s.starts_at).bind(s.ends_at))? == 0 {
        return Ok(false);
    }
    run!(tx, sqlx::query(FORGET_TITLES).bind(id))?;
    add_titles(tx, id, &s.titles).await?;
    Ok(true)
}

/// Fails on a foreign key when attendance was taken in it.
pub(in crate::events) async fn remove_session(tx: &mut Tx, event: Uuid, id: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET_TITLES).bind(id))?;
    run!(tx, sqlx::query(REMOVE_SESSION).bind(id).bind(event)).map(drop)
}

async fn add_titles(tx: &mut Tx, session: Uuid, titles: &BTreeMap<Locale, String>) -> sqlx::Result<()> {
    for (l, title) in titles {
        run!(tx, sqlx::query(ADD_TITLE).bind(session).bind(l.code()).bind(title))?;
    }
    Ok(())
}

/// Moves the event from one state to the next; false when it was not there.
pub(in crate::events) async fn become_state(tx: &mut Tx, id: Uuid, to: State, now: Instant) -> sqlx::Result<bool> {
    let sql = match to {
        State::Published => PUBLISH,
        State::Cancelled => CANCEL,
        State::Completed => COMPLETE,
        State::Archived => ARCHIVE,
        State::Draft => return Ok(false),
    };
    Ok(run!(tx, sqlx::query(sql).bind(id).bind(now))? == 1)
}

/// Puts the event into a series; false when it is in one.
pub(in crate::events) async fn join(tx: &mut Tx, event: Uuid, series: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(JOIN).bind(event).bind(series))? == 1)
}

/// Keeps the public reason of a cancellation in one language.
pub(in crate::events) async fn explain(tx: &mut Tx, event: Uuid, l: Locale, reason: &str) -> sqlx::Result<()> {
    run!(tx, sqlx::query(EXPLAIN).bind(event).bind(l.code()).bind(reason)).map(drop)
}
