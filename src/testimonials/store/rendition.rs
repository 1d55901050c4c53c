//! Renditions and the yeses to them.

use sqlx::FromRow;
use uuid::Uuid;

use super::name_lookup;
use crate::clock::Instant;
use crate::db::{Tx, on, run, vault};
use crate::i18n::Locale;
use crate::seal::{Broken, DataKey, Field, Sealed, Wrapped};
use crate::testimonials::model::{Attribution, Rendition, Text};

const HEADLINE: Field = Field::new("rendition", "headline");
const QUOTE: Field = Field::new("rendition", "quote");
const NARRATIVE: Field = Field::new("rendition", "narrative");
pub(super) const ATTRIBUTION_LINE: Field = Field::new("rendition", "attribution_line");
const CONTENT_NOTE: Field = Field::new("rendition", "content_note");

const OF_RENDITION: &str = "SELECT testimonial_id FROM rendition WHERE sha256 = $1";
const NEWEST: &str = "SELECT r.sha256, r.testimonial_id, r.locale, r.revision, r.headline, r.quote, r.narrative,
    r.attribution, r.attribution_line, r.content_note, r.edited_by, r.created_at, k.version, k.ring_version, k.wrapped
    FROM rendition r JOIN data_key k ON k.subject_id = r.testimonial_id
    WHERE r.testimonial_id = $1 AND NOT EXISTS (SELECT 1 FROM rendition newer WHERE newer.testimonial_id = r.testimonial_id
                                                AND newer.locale = r.locale AND newer.revision > r.revision)";
const ALL: &str = "SELECT r.sha256, r.testimonial_id, r.locale, r.revision, r.headline, r.quote, r.narrative,
    r.attribution, r.attribution_line, r.content_note, r.edited_by, r.created_at, k.version, k.ring_version, k.wrapped
    FROM rendition r JOIN data_key k ON k.subject_id = r.testimonial_id
    WHERE r.testimonial_id = $1 ORDER BY r.created_at, r.locale, r.revision";
const ADD_RENDITION: &str =
    "INSERT INTO rendition (sha256, testimonial_id, locale, revision, headline, quote, narrative,
    attribution, openness, attribution_line, name_lookup, content_note, edited_by, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
const APPROVALS: &str = "SELECT a.rendition_sha256, a.approved_by, a.at FROM approval a
    JOIN rendition r ON r.sha256 = a.rendition_sha256 WHERE r.testimonial_id = $1 ORDER BY a.at, a.approved_by";
const APPROVE: &str = "INSERT INTO approval (rendition_sha256, edited_by, approved_by, at) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING";

/// What readers would see, as it lies in the table.
#[derive(FromRow)]
pub(super) struct SealedText {
    headline: Sealed,
    quote: Sealed,
    narrative: Sealed,
    #[sqlx(try_from = "String")]
    attribution: Attribution,
    attribution_line: Sealed,
    content_note: Sealed,
}

impl SealedText {
    pub(super) fn open(&self, key: &DataKey, sha256: &[u8]) -> Result<Text, Broken> {
        Ok(Text {
            headline: key.open(HEADLINE, sha256, &self.headline)?,
            quote: key.open(QUOTE, sha256, &self.quote)?,
            narrative: key.open(NARRATIVE, sha256, &self.narrative)?,
            attribution: self.attribution,
            attribution_line: key.open(ATTRIBUTION_LINE, sha256, &self.attribution_line)?,
            content_note: key.open(CONTENT_NOTE, sha256, &self.content_note)?,
        })
    }
}

#[derive(FromRow)]
struct RenditionRow {
    sha256: Vec<u8>,
    testimonial_id: Uuid,
    #[sqlx(try_from = "String")]
    locale: Locale,
    revision: i64,
    #[sqlx(flatten)]
    text: SealedText,
    edited_by: Uuid,
    created_at: Instant,
    #[sqlx(flatten)]
    key: Wrapped,
}

/// Somebody's yes to a hash.
#[derive(Clone, Debug, FromRow)]
pub(in crate::testimonials) struct Approval {
    pub rendition_sha256: Vec<u8>,
    pub approved_by: Uuid,
    pub at: Instant,
}

/// The testimonial that a rendition belongs to.
pub(in crate::testimonials) async fn of_rendition(tx: &mut Tx, sha256: &[u8]) -> sqlx::Result<Option<Uuid>> {
    on!(tx, c => sqlx::query_scalar(OF_RENDITION).bind(sha256).fetch_optional(c).await)
}

/// The newest rendition of each language.
pub(in crate::testimonials) async fn newest(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Vec<Rendition>> {
    read(tx, NEWEST, testimonial).await
}

/// Every rendition, oldest first.
pub(in crate::testimonials) async fn all(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Vec<Rendition>> {
    read(tx, ALL, testimonial).await
}

async fn read(tx: &mut Tx, sql: &'static str, testimonial: Uuid) -> sqlx::Result<Vec<Rendition>> {
    let rows: Vec<RenditionRow> = on!(tx, c => sqlx::query_as(sql).bind(testimonial).fetch_all(c).await)?;
    let rendition = |r: RenditionRow| {
        let text = r.text.open(&tx.vault.open(testimonial, &r.key)?, &r.sha256)?;
        Ok(Rendition {
            sha256: r.sha256,
            testimonial_id: r.testimonial_id,
            locale: r.locale,
            revision: r.revision,
            text,
            edited_by: r.edited_by,
            created_at: r.created_at,
        })
    };
    rows.into_iter().map(rendition).collect()
}

pub(in crate::testimonials) async fn add_rendition(tx: &mut Tx, r: &Rendition) -> sqlx::Result<()> {
    let key = vault::key(tx, r.testimonial_id).await?;
    let seal = |field, text: &crate::seal::Personal| key.seal(field, &r.sha256, text.reveal());
    let pseudonym = r.text.attribution == Attribution::Pseudonym;
    let lookup = if pseudonym { name_lookup(&tx.vault, r.testimonial_id, &r.text.attribution_line) } else { None };
    run!(
        tx,
        sqlx::query(ADD_RENDITION)
            .bind(&r.sha256)
            .bind(r.testimonial_id)
            .bind(r.locale.code())
            .bind(r.revision)
            .bind(seal(HEADLINE, &r.text.headline))
            .bind(seal(QUOTE, &r.text.quote))
            .bind(seal(NARRATIVE, &r.text.narrative))
            .bind(r.text.attribution.code())
            .bind(r.text.attribution.openness())
            .bind(seal(ATTRIBUTION_LINE, &r.text.attribution_line))
            .bind(lookup)
            .bind(seal(CONTENT_NOTE, &r.text.content_note))
            .bind(r.edited_by)
            .bind(r.created_at)
    )
    .map(drop)
}

pub(in crate::testimonials) async fn approvals(tx: &mut Tx, testimonial: Uuid) -> sqlx::Result<Vec<Approval>> {
    on!(tx, c => sqlx::query_as(APPROVALS).bind(testimonial).fetch_all(c).await)
}

/// False when this person had approved it before.
pub(in crate::testimonials) async fn approve(tx: &mut Tx, r: &Rendition, by: Uuid, at: Instant) -> sqlx::Result<bool> {
    Ok(run!(tx, sqlx::query(APPROVE).bind(&r.sha256).bind(r.edited_by).bind(by).bind(at))? == 1)
}
