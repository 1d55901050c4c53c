//! What keeps a testimonial from readers: holds and the decline.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on, run, vault};
use crate::seal::{Field, Personal, Sealed, Wrapped};

const HOLD_NOTE: Field = Field::new("hold", "note");
const DECLINE_NOTE: Field = Field::new("decline", "note");

const HOLDS: &str = "SELECT h.id, h.reason, h.note, h.set_by, h.set_at, k.version, k.ring_version, k.wrapped
    FROM hold h JOIN data_key k ON k.subject_id = h.testimonial_id
    WHERE h.testimonial_id = $1 AND h.lifted_at IS NULL ORDER BY h.set_at, h.id";
const ADD_HOLD: &str =
    "INSERT INTO hold (id, testimonial_id, reason, note, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)";
const LIFT_HOLD: &str = "UPDATE hold SET lifted_by = $3, lifted_at = $4
    WHERE id = $1 AND testimonial_id = $2 AND lifted_at IS NULL";
const DECLINE_OF: &str = "SELECT d.id, d.reason, d.note, d.declined_by, d.at, k.version, k.ring_version, k.wrapped
    FROM decline d JOIN data_key k ON k.subject_id = d.testimonial_id WHERE d.testimonial_id = $1";
const ADD_DECLINE: &str = "INSERT INTO decline (id, testimonial_id, reason, note, declined_by, at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (testimonial_id) DO NOTHING";

#[derive(FromRow)]
struct SealedHold {
    id: Uuid,
    reason: String,
    note: Sealed,
    set_by: Uuid,
    set_at: Instant,
    #[sqlx(flatten)]
    key: Wrapped,
}

#[derive(FromRow)]
struct SealedDecline {
    id: Uuid,
    reason: String,
    note: Sealed,
    declined_by: Uuid,
    at: Instant,
    #[sqlx(flatten)]
    key: Wrapped,
}

/// A hold that was not lifted.
pub(in crate::testimonials) struct HoldRow {
    pub id: Uuid,
    pub reason: String,
    pub note: Personal,
    pub set_by: Uuid,
    pub set_at: Instant,
}

pub(in crate::testimonials) struct DeclineRow {
    pub id: Uuid,
    pub reason: String,
    pub note: Personal,
    pub declined_by: Uuid,
    pub at: Instant,
}

/// Those not lifted, oldest first.
pub(in crate::testimonials) async fn holds(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Vec<HoldRow>> {
    let rows: Vec<SealedHold> = on!(tx, c => sqlx::query_as(HOLDS).bind(testimonial).fetch_all(c).await)?;
    let hold = |r: SealedHold| {
        let note = tx.vault.open(testimonial, &r.key)?.open(HOLD_NOTE, r.id, &r.note)?;
        Ok(HoldRow { id: r.id, reason: r.reason, note, set_by: r.set_by, set_at: r.set_at })
    };
    rows.into_iter().map(hold).collect()
}

pub(in crate::testimonials) async fn add_hold(tx: &mut Tx, testimonial: Uuid, hold: &HoldRow) -> sqlx::Result<()> {
    let note = vault::key(tx, testimonial).await?.seal(HOLD_NOTE, hold.id, hold.note.reveal());
    run!(
        tx,
        sqlx::query(ADD_HOLD)
            .bind(hold.id)
            .bind(testimonial)
            .bind(&hold.reason)
            .bind(note)
            .bind(hold.set_by)
            .bind(hold.set_at)
    )
    .map(drop)
}

/// False when it was lifted before.
pub(in crate::testimonials) async fn lift_hold(
    tx: &mut Tx,
    testimonial: Uuid,
    hold: Uuid,
    by: Uuid,
    at: Instant,
) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(LIFT_HOLD).bind(hold).bind(testimonial).bind(by).bind(at))? == 1)
}

pub(in crate::testimonials) async fn decline_of(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Option<DeclineRow>> {
    let row: Option<SealedDecline> =
        on!(tx, c => sqlx::query_as(DECLINE_OF).bind(testimonial).fetch_optional(c).await)?;
    let Some(r) = row else { return Ok(None) };
    let note = tx.vault.open(testimonial, &r.key)?.open(DECLINE_NOTE, r.id, &r.note)?;
    Ok(Some(DeclineRow { id: r.id, reason: r.reason, note, declined_by: r.declined_by, at: r.at }))
}

/// False when it was declined before.
pub(in crate::testimonials) async fn add_decline(
    tx: &mut Tx,
    testimonial: Uuid,
    decline: &DeclineRow,
) -> sqlx::Result<bool> {
    let note = vault::key(tx, testimonial).await?.seal(DECLINE_NOTE, decline.id, decline.note.reveal());
    let changed = run!(
        tx,
        sqlx::query(ADD_DECLINE)
            .bind(decline.id)
            .bind(testimonial)
            .bind(&decline.reason)
            .bind(note)
            .bind(decline.declined_by)
            .bind(decline.at)
    )?;
    Ok(changed == 1)
}
