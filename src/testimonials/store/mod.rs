//! All SQL of this domain, and all sealing and opening of its columns. The ledger's rows stand in the table that all
//! consents share; here only those of purpose `publication`.
//!
//! A testimonial is read together with its data key (`JOIN data_key`): without one there is none.

pub(super) mod erase;
pub(super) mod public;
pub(super) mod queue;
mod rendition;
mod stops;

use sqlx::FromRow;
use uuid::Uuid;

use super::model::{Act, Attribution, Channel, Entry, Evidence, Original, Testimonial, Tier};
use crate::clock::Instant;
use crate::db::{Tx, Vault, on, run, vault};
use crate::i18n::Locale;
use crate::seal::{Field, Personal, Sealed, Subject, Wrapped};

pub(super) use rendition::{add_rendition, all as renditions, approvals, approve, newest, of_rendition};
pub(super) use stops::{DeclineRow, HoldRow, add_decline, add_hold, decline_of, holds, lift_hold};

const HEADLINE: Field = Field::new("testimonial", "headline");
const BODY: Field = Field::new("testimonial", "body");
const PSEUDONYM: Field = Field::new("testimonial", "pseudonym");
const SALT: Field = Field::new("testimonial", "salt");

const LOCK: &str = "UPDATE testimonial SET version = version + 1 WHERE id = $1";
/// Erased, declined, hidden or without consent: closed. Something not public that could become so: waiting. Otherwise:
/// public.
const RESTAGE: &str = "UPDATE testimonial SET stage = CASE
    WHEN NOT EXISTS (SELECT 1 FROM data_key k WHERE k.subject_id = testimonial.id)
      OR EXISTS (SELECT 1 FROM decline d WHERE d.testimonial_id = testimonial.id)
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
    body, pseudonym, pseudonym_lookup, salt, tier, created_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)
    ON CONFLICT (submission_id) DO NOTHING";
const BY_SUBMISSION: &str = "SELECT id, registration_id FROM testimonial WHERE submission_id = $1";
const COUNT: &str = "SELECT COUNT(*) FROM testimonial WHERE registration_id = $1";
const BY_ID: &str = "SELECT t.id, t.event_id, t.person_id, t.registration_id, t.locale, t.pseudonym, t.salt, t.tier,
    t.captured_by, t.created_at, k.version, k.ring_version, k.wrapped
    FROM testimonial t JOIN data_key k ON k.subject_id = t.id WHERE t.id = $1";
const ORIGINAL: &str = "SELECT t.headline, t.body, k.version, k.ring_version, k.wrapped
    FROM testimonial t JOIN data_key k ON k.subject_id = t.id WHERE t.id = $1";
const OF_REGISTRATION: &str = "SELECT t.id, t.locale, t.headline, t.created_at, k.version, k.ring_version, k.wrapped
    FROM testimonial t JOIN data_key k ON k.subject_id = t.id WHERE t.registration_id = $1 ORDER BY t.id";
const SET_TIER: &str = "UPDATE testimonial SET tier = $2 WHERE id = $1";
const SET_PSEUDONYM: &str = "UPDATE testimonial SET pseudonym = $2, pseudonym_lookup = $3 WHERE id = $1";

const LEDGER: &str = "SELECT id, channel, attribution, act, at FROM consent WHERE testimonial_id = $1 ORDER BY at, id";
const AGREED: &str = "SELECT channel, attribution, act, text_version, locale, evidence, at FROM consent
    WHERE testimonial_id = $1 ORDER BY at, id";
const ADD_ENTRY: &str =
    "INSERT INTO consent (id, person_id, registration_id, testimonial_id, purpose, channel, attribution,
    openness, act, text_version, text_hash, locale, evidence, asked_by, at)
    VALUES ($1, $2, $3, $4, 'publication', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

#[derive(FromRow)]
struct TestimonialRow {
    id: Uuid,
    event_id: Uuid,
    person_id: Uuid,
    registration_id: Uuid,
    #[sqlx(try_from = "String")]
    locale: Locale,
    pseudonym: Sealed,
    salt: Sealed,
    #[sqlx(try_from = "String")]
    tier: Tier,
    captured_by: Option<Uuid>,
    created_at: Instant,
    #[sqlx(flatten)]
    key: Wrapped,
}

#[derive(FromRow)]
struct OriginalRow {
    headline: Sealed,
    body: Sealed,
    #[sqlx(flatten)]
    key: Wrapped,
}

#[derive(FromRow)]
struct ListedRow {
    id: Uuid,
    #[sqlx(try_from = "String")]
    locale: Locale,
    headline: Sealed,
    created_at: Instant,
    #[sqlx(flatten)]
    key: Wrapped,
}

/// A line of the list on the speaker's page.
pub(super) struct Listed {
    pub id: Uuid,
    pub locale: Locale,
    pub headline: Personal,
    pub created_at: Instant,
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

/// What the view compares pseudonyms by. It holds within one testimonial, so that equal names of two do not show.
fn name_lookup(vault: &Vault, testimonial: Uuid, name: &Personal) -> Option<Vec<u8>> {
    (!name.is_empty()).then(|| vault.ring.lookup(&format!("pseudonym of {testimonial}"), name))
}

/// Takes the row for this transaction; false when there is none.
pub(super) async fn lock(tx: &mut Tx, id: Uuid) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(LOCK).bind(id))? == 1)
}

/// Sorts the testimonial into its tab of the queue; the last step of every act.
pub(super) async fn restage(tx: &mut Tx, id: Uuid) -> sqlx::Result<()> {
    run!(tx, sqlx::query(RESTAGE).bind(id)).map(drop)
}

/// With a data key of its own. False when the submission was stored before; then nothing may be committed.
pub(super) async fn insert(tx: &mut Tx, new: &Testimonial, words: &Original, submission: Uuid) -> sqlx::Result<bool> {
    let key = vault::make(tx, Subject::Testimonial(new.id), new.created_at).await?;
    let lookup = name_lookup(&tx.vault, new.id, &new.pseudonym);
    let changed = run!(
        tx,
        sqlx::query(INSERT)
            .bind(new.id)
            .bind(new.event_id)
            .bind(new.person_id)
            .bind(new.registration_id)
            .bind(submission)
            .bind(new.locale.code())
            .bind(key.seal(HEADLINE, new.id, words.headline.reveal()))
            .bind(key.seal(BODY, new.id, words.body.reveal()))
            .bind(key.seal(PSEUDONYM, new.id, new.pseudonym.reveal()))
            .bind(lookup)
            .bind(key.seal(SALT, new.id, new.salt.reveal()))
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

/// All but the words.
pub(super) async fn by_id(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Testimonial>> {
    let row: Option<TestimonialRow> = on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?;
    let Some(r) = row else { return Ok(None) };
    let key = tx.vault.open(id, &r.key)?;
    Ok(Some(Testimonial {
        id: r.id,
        event_id: r.event_id,
        person_id: r.person_id,
        registration_id: r.registration_id,
        locale: r.locale,
        pseudonym: key.open(PSEUDONYM, id, &r.pseudonym)?,
        salt: key.open(SALT, id, &r.salt)?,
        tier: r.tier,
        captured_by: r.captured_by,
        created_at: r.created_at,
    }))
}

/// The words.
pub(super) async fn original(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Original>> {
    let row: Option<OriginalRow> = on!(tx, c => sqlx::query_as(ORIGINAL).bind(id).fetch_optional(c).await)?;
    let Some(r) = row else { return Ok(None) };
    let key = tx.vault.open(id, &r.key)?;
    Ok(Some(Original { headline: key.open(HEADLINE, id, &r.headline)?, body: key.open(BODY, id, &r.body)? }))
}

/// Oldest first.
pub(super) async fn of_registration(tx: &mut Tx, registration: Uuid) -> sqlx::Result<Vec<Listed>> {
    let rows: Vec<ListedRow> = on!(tx, c => sqlx::query_as(OF_REGISTRATION).bind(registration).fetch_all(c).await)?;
    let listed = |r: ListedRow| {
        let headline = tx.vault.open(r.id, &r.key)?.open(HEADLINE, r.id, &r.headline)?;
        Ok(Listed { id: r.id, locale: r.locale, headline, created_at: r.created_at })
    };
    rows.into_iter().map(listed).collect()
}

pub(super) async fn set_tier(tx: &mut Tx, id: Uuid, tier: Tier) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SET_TIER).bind(id).bind(tier.code())).map(drop)
}

pub(super) async fn set_pseudonym(tx: &mut Tx, id: Uuid, pseudonym: &Personal) -> sqlx::Result<()> {
    let sealed = vault::key(tx, id).await?.seal(PSEUDONYM, id, pseudonym.reveal());
    let lookup = name_lookup(&tx.vault, id, pseudonym);
    run!(tx, sqlx::query(SET_PSEUDONYM).bind(id).bind(sealed).bind(lookup)).map(drop)
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

/// An entry of the ledger with everything it holds about the speaker.
#[derive(Clone, FromRow)]
pub struct Agreed {
    #[sqlx(try_from = "String")]
    pub channel: Channel,
    /// The code of the name; empty where the entry ends a consent.
    pub attribution: String,
    #[sqlx(try_from = "String")]
    pub act: Act,
    pub text_version: i64,
    #[sqlx(try_from = "String")]
    pub locale: Locale,
    /// `web_form`, `private_link`, `paper`, `read_back` or `staff`.
    pub evidence: String,
    pub at: Instant,
}

pub(super) async fn agreed(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Vec<Agreed>> {
    on!(tx, c => sqlx::query_as(AGREED).bind(testimonial).fetch_all(c).await)
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
