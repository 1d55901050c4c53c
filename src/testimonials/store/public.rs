//! What everybody may read. Every word comes out of the view `public_rendition`, sealed, together with the key that opens
//! it; the table of the originals only lends its keys to walk along, newest first, so that a page costs the same however
//! many there are.

use sqlx::FromRow;
use uuid::Uuid;

use super::rendition::{ATTRIBUTION_LINE, SealedText};
use crate::clock::Instant;
use crate::db::{Tx, on};
use crate::i18n::Locale;
use crate::seal::{Sealed, Wrapped};
use crate::testimonials::model::{Channel, Text, WallFilter};

/// What is shown of a rendition `p` and of its training `e`.
macro_rules! shown {
    () => {
        "SELECT p.*, e.region, e.slug, e.state AS event_state, e.safe_mode, e.main_locale,
    (SELECT x.title FROM event_text x WHERE x.event_id = e.id AND x.locale = 'ky') AS title_ky,
    (SELECT x.title FROM event_text x WHERE x.event_id = e.id AND x.locale = 'ru') AS title_ru,
    (SELECT x.title FROM event_text x WHERE x.event_id = e.id AND x.locale = 'uz') AS title_uz,
    (SELECT x.title FROM event_text x WHERE x.event_id = e.id AND x.locale = 'en') AS title_en"
    };
}

// As on PostgreSQL below, but for LATERAL, which SQLite has not and does not need: it walks down the newest by itself.
const WALL_SQLITE: &str = concat!(
    "WITH page AS (
    SELECT t.id FROM testimonial t
    WHERE t.id < $2 AND t.event_id = COALESCE($3, t.event_id)
      AND ($4 = '' OR t.event_id IN (SELECT w.id FROM event w WHERE w.region = $4))
      AND EXISTS (SELECT 1 FROM public_rendition v WHERE v.testimonial_id = t.id AND v.channel = $1
                  AND ($5 = '' OR v.locale = $5))
    ORDER BY t.id DESC LIMIT $6)
    ",
    shown!(),
    "
    FROM page JOIN public_rendition p ON p.testimonial_id = page.id JOIN event e ON e.id = p.event_id
    WHERE p.channel = $1 ORDER BY p.testimonial_id DESC, p.locale"
);
// `LATERAL … LIMIT 1` and `OFFSET 0`, because else all that is public is put into a hash before the newest are looked for.
const WALL_POSTGRES: &str = concat!(
    "WITH page AS (
    SELECT t.id FROM testimonial t
    CROSS JOIN LATERAL (SELECT 1 AS one FROM public_rendition v WHERE v.testimonial_id = t.id AND v.channel = $1
                        AND ($5 = '' OR v.locale = $5) LIMIT 1) shown
    WHERE t.id < $2 AND t.event_id = COALESCE($3, t.event_id)
      AND ($4 = '' OR t.event_id IN (SELECT w.id FROM event w WHERE w.region = $4))
    ORDER BY t.id DESC LIMIT $6)
    ",
    shown!(),
    "
    FROM page
    CROSS JOIN LATERAL (SELECT v.* FROM public_rendition v WHERE v.testimonial_id = page.id AND v.channel = $1 OFFSET 0) p
    JOIN event e ON e.id = p.event_id
    ORDER BY p.testimonial_id DESC, p.locale"
);
const ONE: &str = concat!(
    shown!(),
    "
    FROM public_rendition p JOIN event e ON e.id = p.event_id
    WHERE p.testimonial_id = $1 AND p.channel = $2 ORDER BY p.locale"
);
/// Whether it could ever be read on this site. `gone` remembers it where the renditions were erased.
const WAS_PUBLIC: &str =
    "SELECT t.gone OR EXISTS (SELECT 1 FROM approval a JOIN rendition r ON r.sha256 = a.rendition_sha256
                                         WHERE r.testimonial_id = t.id)
                             AND EXISTS (SELECT 1 FROM consent c WHERE c.testimonial_id = t.id AND c.channel = 'site'
                                         AND c.act IN ('grant', 'narrow'))
    FROM testimonial t WHERE t.id = $1";
const WHERE_PUBLIC: &str = "SELECT p.sha256, p.locale, p.channel, p.attribution_line, p.version, p.ring_version,
    p.wrapped FROM public_rendition p
    WHERE p.testimonial_id = $1 ORDER BY p.locale, p.channel";

/// One public rendition, still sealed, with its training.
#[derive(FromRow)]
pub(in crate::testimonials) struct PublicRow {
    sha256: Vec<u8>,
    #[sqlx(flatten)]
    text: SealedText,
    #[sqlx(flatten)]
    key: Wrapped,
    pub testimonial_id: Uuid,
    #[sqlx(try_from = "String")]
    pub locale: Locale,
    #[sqlx(try_from = "String")]
    pub original_locale: Locale,
    pub event_id: Uuid,
    pub public_since: Instant,
    pub region: String,
    pub slug: String,
    pub event_state: String,
    pub safe_mode: bool,
    #[sqlx(try_from = "String")]
    pub main_locale: Locale,
    pub title_ky: Option<String>,
    pub title_ru: Option<String>,
    pub title_uz: Option<String>,
    pub title_en: Option<String>,
}

#[derive(FromRow)]
struct PlaceRow {
    sha256: Vec<u8>,
    #[sqlx(try_from = "String")]
    locale: Locale,
    #[sqlx(try_from = "String")]
    channel: Channel,
    attribution_line: Sealed,
    #[sqlx(flatten)]
    key: Wrapped,
}

/// Where one rendition is public, and under which name.
pub(in crate::testimonials) struct PublicPlace {
    pub sha256: Vec<u8>,
    pub locale: Locale,
    pub channel: Channel,
    pub attribution_line: String,
}

/// The renditions, in all their languages, of the newest testimonials that the filter lets through.
pub(in crate::testimonials) async fn wall(tx: &mut Tx, filter: &WallFilter) -> sqlx::Result<Vec<PublicRow>> {
    let sql = if tx.is_postgres() { WALL_POSTGRES } else { WALL_SQLITE };
    on!(tx, c => sqlx::query_as(sql)
        .bind(filter.channel.code())
        .bind(filter.before.unwrap_or(Uuid::max()))
        .bind(filter.event)
        .bind(&filter.region)
        .bind(filter.language.map_or("", Locale::code))
        .bind(filter.limit)
        .fetch_all(c)
        .await)
}

/// The renditions of one testimonial on one channel.
pub(in crate::testimonials) async fn one(tx: &mut Tx, id: Uuid, channel: Channel) -> sqlx::Result<Vec<PublicRow>> {
    on!(tx, c => sqlx::query_as(ONE).bind(id).bind(channel.code()).fetch_all(c).await)
}

/// The words of a public rendition.
pub(in crate::testimonials) fn open(tx: &Tx, row: &PublicRow) -> sqlx::Result<Text> {
    let key = tx.vault.open(row.testimonial_id, &row.key)?;
    Ok(row.text.open(&key, &row.sha256)?)
}

/// None for no such testimonial.
pub(in crate::testimonials) async fn was_public(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<bool>> {
    on!(tx, c => sqlx::query_scalar(WAS_PUBLIC).bind(id).fetch_optional(c).await)
}

/// Which renditions of a testimonial are public on which channels.
pub(in crate::testimonials) async fn places(tx: &mut Tx, id: Uuid) -> sqlx::Result<Vec<PublicPlace>> {
    let rows: Vec<PlaceRow> = on!(tx, c => sqlx::query_as(WHERE_PUBLIC).bind(id).fetch_all(c).await)?;
    let place = |r: PlaceRow| {
        let line = tx.vault.open(id, &r.key)?.open(ATTRIBUTION_LINE, &r.sha256, &r.attribution_line)?;
        let attribution_line = line.reveal().to_owned();
        Ok(PublicPlace { sha256: r.sha256, locale: r.locale, channel: r.channel, attribution_line })
    };
    rows.into_iter().map(place).collect()
}
