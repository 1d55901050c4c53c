//! All SQL of this domain. The ledger's rows stand in the table that all consents share; here only those of purpose
//! `publication`.

pub(super) mod public;
pub(super) mod queue;

use sqlx::FromRow;
use uuid::Uuid;

use super::model::{Act, Attribution, Channel, Entry, Evidence, Rendition, Testimonial, Text, Tier};
use crate::clock::Instant;
use crate::db::{Tx, on, run};
use crate::i18n::Locale;

const LOCK: &str = "UPDATE testimonial SET version = version + 1 WHERE id = $1";
/// Declined, hidden or without consent: closed. Something not public that could become so: waiting. Otherwise: public.
const RESTAGE: &str = "UPDATE testimonial SET stage = CASE
    WHEN EXISTS (SELECT 1 FROM decline d WHERE d.testimonial_id = testimonial.id)
      OR EXISTS (SELECT 1 FROM hold h WHERE h.testimonial_id = testimonial.id AND h.lifted_at IS NULL)
      OR NOT EXISTS (SELECT 1 FROM consent c WHERE c.testimonial_id = testimonial.id AND c.act IN ('grant', 'narrow')
                     AND NOT EXISTS (SELECT 1 FROM consent later WHERE later.testimonial_id = c.testimonial_id
                                     AND later.channel = c.channel
                                     AND (later.at > c.at OR (later.at = c.at AND later.id > c.id))))
    THEN 'closed'
    WHEN NOT EXISTS (SELECT 1 FROM public_rendition p WHERE p.testimonial_id = testimonial.id)
      OR EXISTS (SELECT 1 FROM rendition r WHERE r.testimonial_id = testimonial.id
                 AND NOT EXISTS (SELECT 1 FROM rendition newer WHERE newer.testimonial_id = r.testimonial_id
                                 AND newer.locale = r.locale AND newer.revision > r.revision)
                 AND NOT EXISTS (SELECT 1 FROM public_rendition p
                                 WHERE p.testimonial_id = testimonial.id AND p.sha256 = r.sha256))
    THEN 'waiting' ELSE 'public' END
    WHERE id = $1";
const INSERT: &str =
    "INSERT INTO testimonial (id, event_id, person_id, registration_id, submission_id, locale, headline,
    body, pseudonym, tier, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
    ON CONFLICT (submission_id) DO NOTHING";
const BY_SUBMISSION: &str = "SELECT id, registration_id FROM testimonial WHERE submission_id = $1";
const COUNT: &str = "SELECT COUNT(*) FROM testimonial WHERE registration_id = $1";
const BY_ID: &str =
    "SELECT id, event_id, person_id, registration_id, locale, headline, body, pseudonym, tier, captured_by,
    created_at FROM testimonial WHERE id = $1";
const OF_REGISTRATION: &str =
    "SELECT id, event_id, person_id, registration_id, locale, headline, body, pseudonym, tier,
    captured_by, created_at FROM testimonial WHERE registration_id = $1 ORDER BY id";
const OF_RENDITION: &str = "SELECT testimonial_id FROM rendition WHERE sha256 = $1";
const SET_TIER: &str = "UPDATE testimonial SET tier = $2 WHERE id = $1";
const SET_PSEUDONYM: &str = "UPDATE testimonial SET pseudonym = $2 WHERE id = $1";

const LEDGER: &str = "SELECT id, channel, attribution, act, at FROM consent WHERE testimonial_id = $1 ORDER BY at, id";
const ADD_ENTRY: &str =
    "INSERT INTO consent (id, person_id, registration_id, testimonial_id, purpose, channel, attribution,
    openness, act, text_version, text_hash, locale, evidence, asked_by, at)
    VALUES ($1, $2, $3, $4, 'publication', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

const NEWEST: &str = "SELECT r.sha256, r.testimonial_id, r.locale, r.revision, r.headline, r.quote, r.narrative,
    r.attribution, r.attribution_line, r.content_note, r.edited_by, r.created_at FROM rendition r
    WHERE r.testimonial_id = $1 AND NOT EXISTS (SELECT 1 FROM rendition newer WHERE newer.testimonial_id = r.testimonial_id
                                                AND newer.locale = r.locale AND newer.revision > r.revision)";
const ADD_RENDITION: &str =
    "INSERT INTO rendition (sha256, testimonial_id, locale, revision, headline, quote, narrative,
    attribution, openness, attribution_line, content_note, edited_by, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const APPROVALS: &str = "SELECT a.rendition_sha256, a.approved_by, a.at FROM approval a
    JOIN rendition r ON r.sha256 = a.rendition_sha256 WHERE r.testimonial_id = $1 ORDER BY a.at, a.approved_by";
const APPROVE: &str = "INSERT INTO approval (rendition_sha256, edited_by, approved_by, at) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING";

const HOLDS: &str = "SELECT id, reason, note, set_by, set_at FROM hold WHERE testimonial_id = $1 AND lifted_at IS NULL
    ORDER BY set_at, id";
const ADD_HOLD: &str =
    "INSERT INTO hold (id, testimonial_id, reason, note, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)";
const LIFT_HOLD: &str = "UPDATE hold SET lifted_by = $3, lifted_at = $4
    WHERE id = $1 AND testimonial_id = $2 AND lifted_at IS NULL";
const DECLINE_OF: &str = "SELECT reason, note, declined_by, at FROM decline WHERE testimonial_id = $1";
const ADD_DECLINE: &str = "INSERT INTO decline (id, testimonial_id, reason, note, declined_by, at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (testimonial_id) DO NOTHING";

#[derive(FromRow)]
struct TestimonialRow {
    id: Uuid,
    event_id: Uuid,
    person_id: Uuid,
    registration_id: Uuid,
    #[sqlx(try_from = "String")]
    locale: Locale,
    headline: String,
    body: String,
    pseudonym: String,
    #[sqlx(try_from = "String")]
    tier: Tier,
    captured_by: Option<Uuid>,
    created_at: Instant,
}

impl From<TestimonialRow> for Testimonial {
    fn from(r: TestimonialRow) -> Self {
        Self {
            id: r.id,
            event_id: r.event_id,
            person_id: r.person_id,
            registration_id: r.registration_id,
            locale: r.locale,
            headline: r.headline,
            body: r.body,
            pseudonym: r.pseudonym,
            tier: r.tier,
            captured_by: r.captured_by,
            created_at: r.created_at,
        }
    }
}

#[derive(FromRow)]
struct EntryRow {
    id: Uuid,
    #[sqlx(try_from = "String")]
    channel: Channel,
    attribution: String,
    #[sqlx(try_from = "String")]
    act: Act,
    at: Instant,
}

#[derive(FromRow)]
struct RenditionRow {
    sha256: Vec<u8>,
    testimonial_id: Uuid,
    #[sqlx(try_from = "String")]
    locale: Locale,
    revision: i64,
    headline: String,
    quote: String,
    narrative: String,
    #[sqlx(try_from = "String")]
    attribution: Attribution,
    attribution_line: String,
    content_note: String,
    edited_by: Uuid,
    created_at: Instant,
}

/// Somebody's yes to a hash.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Approval {
    pub rendition_sha256: Vec<u8>,
    pub approved_by: Uuid,
    pub at: Instant,
}

/// A hold that was not lifted.
#[derive(Clone, Debug, FromRow)]
pub(super) struct HoldRow {
    pub id: Uuid,
    pub reason: String,
    pub note: String,
    pub set_by: Uuid,
    pub set_at: Instant,
}

#[derive(Clone, Debug, FromRow)]
pub(super) struct DeclineRow {
    pub reason: String,
    pub note: String,
    pub declined_by: Uuid,
    pub at: Instant,
}

/// An entry to be written, with what proves it.
pub(super) struct NewEntry<'a> {
    pub testimonial: &'a Testimonial,
    pub entry: &'a Entry,
    pub text_version: i64,
    pub text_hash: &'a [u8],
    pub locale: Locale,
    pub evidence: Evidence,
    pub asked_by: Option<Uuid>,
}

/// Takes the row for this transaction; false when there is none.
pub(super) async fn lock(tx: &mut Tx, id: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(LOCK).bind(id))? == 1)
}

/// Sorts the testimonial into its tab of the queue; the last step of every act.
pub(super) async fn restage(tx: &mut Tx, id: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(RESTAGE).bind(id)).map(drop)
}

/// False when the submission was stored before.
pub(super) async fn insert(tx: &mut Tx, new: &Testimonial, submission: Uuid) -> sqlx::Result<bool> {
    let changed = run!(
        tx,
        sqlx::query(INSERT)
            .bind(new.id)
            .bind(new.event_id)
            .bind(new.person_id)
            .bind(new.registration_id)
            .bind(submission)
            .bind(new.locale.code())
            .bind(&new.headline)
            .bind(&new.body)
            .bind(&new.pseudonym)
            .bind(new.tier.code())
            .bind(new.created_at)
    )?;
    Ok(changed == 1)
}

/// The testimonial and its registration that a submission made.
pub(super) async fn by_submission(tx: &mut Tx, submission: Uuid) -> sqlx::Result<Option<(Uuid, Uuid)>> {
    on!(tx, c => sqlx::query_as(BY_SUBMISSION).bind(submission).fetch_optional(c).await)
}

pub(super) async fn count(tx: &mut Tx, registration: Uuid) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(COUNT).bind(registration).fetch_one(c).await)
}

pub(super) async fn by_id(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Testimonial>> {
    let row: Option<TestimonialRow> = on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?;
    Ok(row.map(Into::into))
}

pub(super) async fn of_registration(tx: &mut Tx, registration: Uuid) -> sqlx::Result<Vec<Testimonial>> {
    let rows: Vec<TestimonialRow> =
        on!(tx, c => sqlx::query_as(OF_REGISTRATION).bind(registration).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The testimonial that a rendition belongs to.
pub(super) async fn of_rendition(tx: &mut Tx, sha256: &[u8]) -> sqlx::Result<Option<Uuid>> {
    on!(tx, c => sqlx::query_scalar(OF_RENDITION).bind(sha256).fetch_optional(c).await)
}

pub(super) async fn set_tier(tx: &mut Tx, id: Uuid, tier: Tier) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SET_TIER).bind(id).bind(tier.code())).map(drop)
}

pub(super) async fn set_pseudonym(tx: &mut Tx, id: Uuid, pseudonym: &str) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SET_PSEUDONYM).bind(id).bind(pseudonym)).map(drop)
}

pub(super) async fn ledger(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Vec<Entry>> {
    let rows: Vec<EntryRow> = on!(tx, c => sqlx::query_as(LEDGER).bind(testimonial).fetch_all(c).await)?;
    let entry = |r: EntryRow| Entry {
        id: r.id,
        channel: r.channel,
        attribution: Attribution::parse(&r.attribution),
        act: r.act,
        at: r.at,
    };
    Ok(rows.into_iter().map(entry).collect())
}

pub(super) async fn add_entry(tx: &mut Tx, new: &NewEntry<'_>) -> sqlx::Result<()> {
    let (entry, testimonial) = (new.entry, new.testimonial);
    run!(
        tx,
        sqlx::query(ADD_ENTRY)
            .bind(entry.id)
            .bind(testimonial.person_id)
            .bind(testimonial.registration_id)
            .bind(testimonial.id)
            .bind(entry.channel.code())
            .bind(entry.attribution.map_or("", Attribution::code))
            .bind(entry.attribution.map_or(0, Attribution::openness))
            .bind(entry.act.code())
            .bind(new.text_version)
            .bind(new.text_hash)
            .bind(new.locale.code())
            .bind(new.evidence.code())
            .bind(new.asked_by)
            .bind(entry.at)
    )
    .map(drop)
}

/// The newest rendition of each language.
pub(super) async fn newest(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Vec<Rendition>> {
    let rows: Vec<RenditionRow> = on!(tx, c => sqlx::query_as(NEWEST).bind(testimonial).fetch_all(c).await)?;
    let rendition = |r: RenditionRow| Rendition {
        sha256: r.sha256,
        testimonial_id: r.testimonial_id,
        locale: r.locale,
        revision: r.revision,
        text: Text {
            headline: r.headline,
            quote: r.quote,
            narrative: r.narrative,
            attribution: r.attribution,
            attribution_line: r.attribution_line,
            content_note: r.content_note,
        },
        edited_by: r.edited_by,
        created_at: r.created_at,
    };
    Ok(rows.into_iter().map(rendition).collect())
}

pub(super) async fn add_rendition(tx: &mut Tx, r: &Rendition) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD_RENDITION)
            .bind(&r.sha256)
            .bind(r.testimonial_id)
            .bind(r.locale.code())
            .bind(r.revision)
            .bind(&r.text.headline)
            .bind(&r.text.quote)
            .bind(&r.text.narrative)
            .bind(r.text.attribution.code())
            .bind(r.text.attribution.openness())
            .bind(&r.text.attribution_line)
            .bind(&r.text.content_note)
            .bind(r.edited_by)
            .bind(r.created_at)
    )
    .map(drop)
}

pub(super) async fn approvals(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Vec<Approval>> {
    on!(tx, c => sqlx::query_as(APPROVALS).bind(testimonial).fetch_all(c).await)
}

/// False when this person had approved it before.
pub(super) async fn approve(tx: &mut Tx, r: &Rendition, by: Uuid, at: Instant) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(APPROVE).bind(&r.sha256).bind(r.edited_by).bind(by).bind(at))? == 1)
}

pub(super) async fn holds(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Vec<HoldRow>> {
    on!(tx, c => sqlx::query_as(HOLDS).bind(testimonial).fetch_all(c).await)
}

pub(super) async fn add_hold(tx: &mut Tx, testimonial: Uuid, hold: &HoldRow) -> sqlx::Result<()> {
    run!(
        tx,
        sqlx::query(ADD_HOLD)
            .bind(hold.id)
            .bind(testimonial)
            .bind(&hold.reason)
            .bind(&hold.note)
            .bind(hold.set_by)
            .bind(hold.set_at)
    )
    .map(drop)
}

/// False when it was lifted before.
pub(super) async fn lift_hold(tx: &mut Tx, testimonial: Uuid, hold: Uuid, by: Uuid, at: Instant) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(LIFT_HOLD).bind(hold).bind(testimonial).bind(by).bind(at))? == 1)
}

pub(super) async fn decline_of(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Option<DeclineRow>> {
    on!(tx, c => sqlx::query_as(DECLINE_OF).bind(testimonial).fetch_optional(c).await)
}

/// False when it was declined before.
pub(super) async fn add_decline(tx: &mut Tx, id: Uuid, testimonial: Uuid, decline: &DeclineRow) -> sqlx::Result<bool> {
    let changed = run!(
        tx,
        sqlx::query(ADD_DECLINE)
            .bind(id)
            .bind(testimonial)
            .bind(&decline.reason)
            .bind(&decline.note)
            .bind(decline.declined_by)
            .bind(decline.at)
    )?;
    Ok(changed == 1)
}
