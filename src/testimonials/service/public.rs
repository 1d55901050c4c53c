//! What everybody may read.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::State;
use crate::events::service as events;
use crate::i18n::Locale;
use crate::seal::Personal;
use crate::state::App;
use crate::testimonials::model::{Channel, PublicTestimonial, WallFilter, choose};
use crate::testimonials::store::public as store;
use crate::testimonials::store::public::PublicRow;

/// Testimonials on a page of the wall.
pub const PAGE: i64 = 20;

/// The newest `n` on the site, for the home page.
///
/// # Errors
/// When the database does not answer.
pub async fn latest(app: &App, l: Locale, n: i64) -> Outcome<Vec<PublicTestimonial>> {
    wall(app, l, &WallFilter::newest(Channel::Site, n)).await
}

/// What the filter lets through, newest first, each in the language that suits the reader. What does not open is left
/// out, so that one damaged row does not take the others' words away.
///
/// # Errors
/// When the database does not answer.
pub async fn wall(app: &App, l: Locale, filter: &WallFilter) -> Outcome<Vec<PublicTestimonial>> {
    let mut tx = app.db.read().await?;
    let rows = store::wall(&mut tx, filter).await?;
    // The ids are ordered by time; the newest comes first.
    let mut by_id: BTreeMap<Uuid, Vec<PublicRow>> = BTreeMap::new();
    for row in rows {
        by_id.entry(row.testimonial_id).or_default().push(row);
    }
    let reader = filter.language.unwrap_or(l);
    let chosen = by_id.into_values().rev().filter_map(|rows| choice(reader, rows));
    Ok(chosen.filter_map(|choice| opened(&tx, l, choice).ok()).collect())
}

/// One testimonial on the site.
///
/// # Errors
/// `NotFound` for what was never public, `Gone` for what was and is no more.
pub async fn one(app: &App, l: Locale, id: Uuid) -> Outcome<PublicTestimonial> {
    let mut tx = app.db.read().await?;
    let rows = store::one(&mut tx, id, Channel::Site).await?;
    if let Some(choice) = choice(l, rows) {
        return opened(&tx, l, choice);
    }
    let was = store::was_public(&mut tx, id).await?;
    Err(if was == Some(true) { AppError::Gone } else { AppError::NotFound })
}

/// The event that a filter names by its slug, with its title and the language of that; None for no filter.
///
/// # Errors
/// `NotFound` for one that is not public.
pub async fn event_filter(app: &App, l: Locale, slug: &str) -> Outcome<Option<(Uuid, String, Locale)>> {
    if slug.is_empty() {
        return Ok(None);
    }
    let event = events::public_by_slug(app, slug).await?;
    let (text, language) = event.text(l);
    Ok(Some((event.id, text.title.clone(), language)))
}

/// Which rendition of a testimonial suits `reader`, and in which other languages there is one.
fn choice(reader: Locale, rows: Vec<PublicRow>) -> Option<(PublicRow, Vec<Locale>)> {
    let locales: Vec<_> = rows.iter().map(|r| r.locale).collect();
    let locale = choose(reader, rows.first()?.original_locale, &locales)?;
    let row = rows.into_iter().find(|r| r.locale == locale)?;
    Some((row, locales.into_iter().filter(|other| *other != locale).collect()))
}

/// A rendition with its words, and the training's title for `l`.
fn opened(tx: &Tx, l: Locale, (row, other_locales): (PublicRow, Vec<Locale>)) -> Outcome<PublicTestimonial> {
    let text = store::open(tx, &row)?;
    let known = State::parse(&row.event_state);
    let is_public = known.is_some_and(|s| matches!(s, State::Published | State::Completed | State::Cancelled));
    let titles = [
        (Locale::Ky, row.title_ky),
        (Locale::Ru, row.title_ru),
        (Locale::Uz, row.title_uz),
        (Locale::En, row.title_en),
    ];
    let title = |wanted| titles.iter().find(|(l, t)| *l == wanted && t.as_ref().is_some_and(|t| !t.is_empty()));
    let (event_title_locale, event_title) = l
        .fallbacks()
        .find_map(title)
        .map_or((row.main_locale, String::new()), |(l, t)| (*l, t.clone().unwrap_or_default()));
    let public = |text: &Personal| text.reveal().to_owned();
    Ok(PublicTestimonial {
        id: row.testimonial_id,
        locale: row.locale,
        headline: public(&text.headline),
        quote: public(&text.quote),
        narrative: public(&text.narrative),
        attribution: text.attribution,
        attribution_line: public(&text.attribution_line),
        content_note: Some(public(&text.content_note)).filter(|n| !n.is_empty()),
        original_locale: row.original_locale,
        event_id: row.event_id,
        event_title,
        event_title_locale,
        // A training in safe mode is on no page that search engines read.
        event_slug: (is_public && !row.safe_mode).then_some(row.slug),
        region: row.region,
        public_since: row.public_since,
        other_locales,
    })
}
