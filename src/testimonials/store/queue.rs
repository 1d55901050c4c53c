//! The moderators' queue: no words of the speakers, only what sorts them, and nothing of what was erased.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Instant;
use crate::db::{Tx, on};
use crate::i18n::Locale;
use crate::testimonials::model::{Stage, Tier};

// Counted, because PostgreSQL answers an EXISTS in this place by hashing the whole view first.
const OLDEST_FIRST: &str = "SELECT t.id, t.event_id, t.locale, t.tier, t.created_at, e.region, e.main_locale,
    (SELECT x.title FROM event_text x WHERE x.event_id = e.id AND x.locale = $5) AS title,
    (SELECT x.title FROM event_text x WHERE x.event_id = e.id AND x.locale = e.main_locale) AS main_title,
    (SELECT COUNT(*) FROM public_rendition p WHERE p.testimonial_id = t.id) > 0 AS is_public,
    EXISTS (SELECT 1 FROM hold h WHERE h.testimonial_id = t.id AND h.lifted_at IS NULL) AS is_held,
    EXISTS (SELECT 1 FROM decline d WHERE d.testimonial_id = t.id) AS is_declined,
    EXISTS (SELECT 1 FROM rendition r WHERE r.testimonial_id = t.id) AS is_prepared
    FROM testimonial t JOIN event e ON e.id = t.event_id JOIN data_key k ON k.subject_id = t.id
    WHERE t.stage = $1 AND t.id > $2 AND ($3 = '' OR e.region = $3) AND ($4 = '' OR t.tier = $4)
    ORDER BY t.id ASC LIMIT $6";
const NEWEST_FIRST: &str = "SELECT t.id, t.event_id, t.locale, t.tier, t.created_at, e.region, e.main_locale,
    (SELECT x.title FROM event_text x WHERE x.event_id = e.id AND x.locale = $5) AS title,
    (SELECT x.title FROM event_text x WHERE x.event_id = e.id AND x.locale = e.main_locale) AS main_title,
    (SELECT COUNT(*) FROM public_rendition p WHERE p.testimonial_id = t.id) > 0 AS is_public,
    EXISTS (SELECT 1 FROM hold h WHERE h.testimonial_id = t.id AND h.lifted_at IS NULL) AS is_held,
    EXISTS (SELECT 1 FROM decline d WHERE d.testimonial_id = t.id) AS is_declined,
    EXISTS (SELECT 1 FROM rendition r WHERE r.testimonial_id = t.id) AS is_prepared
    FROM testimonial t JOIN event e ON e.id = t.event_id JOIN data_key k ON k.subject_id = t.id
    WHERE t.stage = $1 AND t.id < $2 AND ($3 = '' OR e.region = $3) AND ($4 = '' OR t.tier = $4)
    ORDER BY t.id DESC LIMIT $6";
const WAITING: &str = "SELECT t.event_id, e.region, COUNT(*) AS waiting, MIN(t.created_at) AS oldest
    FROM testimonial t JOIN event e ON e.id = t.event_id WHERE t.stage = 'waiting' GROUP BY t.event_id, e.region";

#[derive(Clone, Debug, FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "one column each")]
pub(in crate::testimonials) struct QueueRow {
    pub id: Uuid,
    pub event_id: Uuid,
    #[sqlx(try_from = "String")]
    pub locale: Locale,
    #[sqlx(try_from = "String")]
    pub tier: Tier,
    pub created_at: Instant,
    pub region: String,
    #[sqlx(try_from = "String")]
    pub main_locale: Locale,
    pub title: Option<String>,
    pub main_title: Option<String>,
    pub is_public: bool,
    pub is_held: bool,
    pub is_declined: bool,
    pub is_prepared: bool,
}

/// What waits in one training.
#[derive(Clone, Debug, FromRow)]
pub(in crate::testimonials) struct WaitingRow {
    pub event_id: Uuid,
    pub region: String,
    pub waiting: i64,
    pub oldest: Instant,
}

/// What the list is asked for.
#[derive(Clone, Debug)]
pub(in crate::testimonials) struct Slice {
    pub stage: Stage,
    /// Empty for all.
    pub region: String,
    pub tier: Option<Tier>,
    /// The last one seen.
    pub from: Option<Uuid>,
    /// The language of the trainings' titles.
    pub locale: Locale,
    pub limit: i64,
}

/// What waits comes oldest first, the rest newest first.
pub(in crate::testimonials) async fn slice(tx: &mut Tx, slice: &Slice) -> sqlx::Result<Vec<QueueRow>> {
    let (sql, start) = match slice.stage {
        Stage::Waiting => (OLDEST_FIRST, Uuid::nil()),
        Stage::Public | Stage::Closed => (NEWEST_FIRST, Uuid::max()),
    };
    on!(tx, c => sqlx::query_as(sql)
        .bind(slice.stage.code())
        .bind(slice.from.unwrap_or(start))
        .bind(&slice.region)
        .bind(slice.tier.map_or("", Tier::code))
        .bind(slice.locale.code())
        .bind(slice.limit)
        .fetch_all(c)
        .await)
}

/// What waits, by training.
pub(in crate::testimonials) async fn waiting(tx: &mut Tx) -> sqlx::Result<Vec<WaitingRow>> {
    on!(tx, c => sqlx::query_as(WAITING).fetch_all(c).await)
}
