//! Trainings made from one that is there: a copy, and a series. All of them are drafts; nobody who registered comes along.

use std::collections::BTreeMap;

use super::changes::{add, settle, write_sessions};
use super::{facilitator_of, find};
use crate::audit::service::{By, record};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::form::copy::{CopyInput, Take};
use crate::events::form::series::SeriesInput;
use crate::events::form::texts::Texts;
use crate::events::form::{Edit, EventInput, Part, SessionInput, TITLE_MAX};
use crate::events::model::shift::{day_of, numbered, session_shifted, shifted, unnumbered};
use crate::events::model::{Event, EventText, State};
use crate::events::store;
use crate::i18n::Locale;
use crate::questions::service as questions;
use crate::registration::service as registration;
use crate::selection::service as selection;
use crate::staff::model::{Action, Actor, Of, Place};
use crate::staff::service as team;
use crate::state::App;

/// Places of a copy that leaves the places behind.
const CAPACITY: i64 = 30;

/// Makes a draft like this event, so that its first session lies on `input.day`.
///
/// # Errors
/// `NotFound` or `Forbidden` without the right to make events in its region; `StepUp` where facilitators come along, who
/// are assigned after a fresh proof only.
pub async fn copy(app: &App, actor: &Actor, slug: &str, input: &CopyInput) -> Outcome<Event> {
    let mut tx = app.db.write().await?;
    let from = find(&mut tx, slug).await?;
    may_copy(actor, &from)?;
    if input.take.facilitators {
        actor.require_grant(&facilitator_of(&from), &from.place(), Of::Other)?;
    }
    let days = (input.day - day_of(from.zone, from.starts_at)).num_days();
    let made = make(app, &mut tx, actor, &from, input.take, days, None).await?;
    tx.commit().await?;
    if input.take.facilitators {
        let all = team::facilitators(app, from.id).await?;
        // Nobody assigns themself.
        for (who, _) in all.into_iter().filter(|(who, _)| *who != actor.id) {
            match team::grant(app, actor, who, facilitator_of(&made)).await {
                // Who has left runs nothing; the others still come along.
                Ok(()) | Err(AppError::Conflict(_)) => {}
                Err(e) => return Err(e),
            }
        }
    }
    Ok(made)
}

fn may_copy(actor: &Actor, from: &Event) -> Outcome<()> {
    actor.require(Action::EventSee, &from.place(), Of::Other)?;
    actor.require(Action::EventEdit, &Place::region(&from.region), Of::Other)
}

/// Makes drafts that come back every week or month, and joins them and the event to a series; gives how many it made.
///
/// # Errors
/// As [`copy`]; `Conflict` when the event is in a series already, or is cancelled or archived.
pub async fn repeat(app: &App, actor: &Actor, slug: &str, input: SeriesInput) -> Outcome<usize> {
    let mut tx = app.db.write().await?;
    let from = find(&mut tx, slug).await?;
    may_copy(actor, &from)?;
    actor.require(Action::EventEdit, &from.place(), Of::Other)?;
    super::may_be_edited(&from)?;
    let series = app.ids.uuid();
    // The row of the event: whoever repeats it at the same moment waits here, and finds it in a series.
    if !store::join(&mut tx, from.id, series).await? {
        return Err(AppError::Conflict("editor-error-in-series"));
    }
    let first = day_of(from.zone, from.starts_at);
    for n in 1..input.times {
        let day = u32::try_from(n).ok().and_then(|n| input.every.day(first, n));
        let days = day.map_or(0, |day| (day - first).num_days());
        let number = input.numbered.then_some(n + 1);
        let made = make(app, &mut tx, actor, &from, Take::DESCRIPTION, days, number).await?;
        store::join(&mut tx, made.id, series).await?;
    }
    settle(app, tx).await?;
    Ok(input.times - 1)
}

/// The trainings of a series, by their start.
///
/// # Errors
/// When the database does not answer.
pub async fn series(app: &App, event: &Event) -> Outcome<Vec<Event>> {
    let Some(series) = event.series_id else { return Ok(Vec::new()) };
    let mut tx = app.db.read().await?;
    let ids = store::series(&mut tx, series).await?;
    Ok(store::load(&mut tx, &ids).await?)
}

/// The others of the series that readers may know of. Trainings in safe mode neither have such neighbours nor are any:
/// dates a week apart would tell theirs.
///
/// # Errors
/// When the database does not answer.
pub async fn public_series(app: &App, event: &Event) -> Outcome<Vec<Event>> {
    if event.safe_mode {
        return Ok(Vec::new());
    }
    let mut others = series(app, event).await?;
    others.retain(|e| e.id != event.id && e.is_public() && !e.safe_mode);
    Ok(others)
}

/// Gives the drafts of the series the texts of this event; a number at the end of a title stays. Gives how many there were.
///
/// # Errors
/// `Conflict` when the event is in no series.
pub async fn spread_texts(app: &App, actor: &Actor, slug: &str) -> Outcome<usize> {
    let mut tx = app.db.write().await?;
    let from = find(&mut tx, slug).await?;
    actor.require(Action::EventEdit, &from.place(), Of::Other)?;
    let series = from.series_id.ok_or(AppError::Conflict("editor-error-no-series"))?;
    let ids = store::series(&mut tx, series).await?;
    let mut done = 0;
    for draft in store::load(&mut tx, &ids).await? {
        let mine = actor.can(Action::EventEdit, &draft.place(), Of::Other);
        if draft.id == from.id || draft.state != State::Draft || !mine {
            continue;
        }
        let number = unnumbered(&draft.text(draft.main_locale).0.title).1;
        let texts = Texts { main_locale: from.main_locale, texts: titled(&from, number) };
        let input = Edit { version: draft.version, part: Part::Texts(texts) }.onto(&draft);
        if !store::update(&mut tx, draft.id, &draft.slug, &input, app.clock.now()).await? {
            return Err(AppError::Conflict("events-error-stale"));
        }
        write_sessions(app, &mut tx, &draft, &input).await?;
        record(app, &mut tx, By::from(actor), "event.edit", ("event", draft.id), "").await?;
        done += 1;
    }
    tx.commit().await?;
    Ok(done)
}

/// The texts of an event, with this number behind each title and no other.
fn titled(from: &Event, number: Option<usize>) -> BTreeMap<Locale, EventText> {
    let mut texts = from.texts.clone();
    for text in texts.values_mut().filter(|t| !t.title.is_empty()) {
        text.title = match number {
            Some(n) => numbered(&text.title, n, TITLE_MAX),
            None => unnumbered(&text.title).0.to_owned(),
        };
    }
    texts
}

/// A draft like `from`, so many days later in its zone. Its registration opens and closes so many days later too.
async fn make(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    from: &Event,
    take: Take,
    days: i64,
    number: Option<usize>,
) -> Outcome<Event> {
    let now = app.clock.now();
    let (zone, like) = (from.zone, EventInput::of(from));
    let later = |s: SessionInput| {
        let (starts_at, ends_at) = session_shifted(zone, (s.starts_at, s.ends_at), days);
        SessionInput { id: None, starts_at, ends_at, titles: s.titles }
    };
    let kept = if take.sessions { like.sessions.len() } else { 1 };
    let sessions: Vec<_> = like.sessions.into_iter().take(kept).map(later).collect();
    let end = sessions.iter().map(|s| s.ends_at).max().unwrap_or_default();
    let mut texts = if number.is_some() { titled(from, number) } else { from.texts.clone() };
    if !take.texts {
        texts.retain(|l, _| *l == from.main_locale);
        for text in texts.values_mut() {
            *text = EventText { title: std::mem::take(&mut text.title), ..EventText::default() };
        }
    }
    let closes = shifted(zone, from.registration_closes_at, days).min(end);
    let opens = from.registration_opens_at.map(|at| shifted(zone, at, days));
    let input = EventInput {
        slug: None,
        registration_closes_at: closes,
        // What lies behind us opens with publication.
        registration_opens_at: opens.filter(|at| *at > now && *at < closes),
        answers_until: from.answers_until.map(|at| shifted(zone, at, days).min(end)),
        capacity: if take.pools { from.capacity } else { CAPACITY },
        texts,
        sessions,
        version: 0,
        ..like
    };
    let slug = add(app, tx, actor, &input).await?;
    let made = find(tx, &slug).await?;
    // What other domains keep about an event.
    if take.pools {
        registration::copy_strata(app, tx, (from.id, made.id), |at| shifted(zone, at, days)).await?;
    }
    let asked = if take.questions { questions::copy(app, tx, from.id, made.id).await? } else { BTreeMap::new() };
    if take.criteria {
        selection::copy_criteria(tx, from.id, made.id, &asked).await?;
    }
    find(tx, &slug).await
}
