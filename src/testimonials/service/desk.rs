//! What the staff reads: the queue, one testimonial, and the speaker's words.

use std::collections::BTreeMap;

use chrono::Duration;
use uuid::Uuid;

use super::{allowed, speaker};
use crate::audit::service as audit;
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::events::service as events;
use crate::i18n::Locale;
use crate::seal::Personal;
use crate::staff::model::{Action, Actor, Of, Place};
use crate::staff::service as staff;
use crate::state::App;
use crate::testimonials::model::{
    Channel, Live, Names, Original, Rendition, Stage, Testimonial, Tier, channels_for, live,
};
use crate::testimonials::store;
use crate::testimonials::store::queue::{QueueRow, Slice};

/// Testimonials on a page of the queue.
const PAGE: usize = 25;
/// Rows read at a time while those outside the actor's scope are passed over.
const CHUNK: i64 = 60;
/// How long one line of the history speaks for further looks of the same person at the same words.
const LOOK: Duration = Duration::hours(1);
/// What the history calls it.
const UNSEAL: &str = "testimonial.unseal";

/// A line of the queue.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what a line says of a testimonial, each on its own")]
pub struct QueueItem {
    pub id: Uuid,
    pub tier: Tier,
    /// The language of the original.
    pub locale: Locale,
    pub created_at: Instant,
    pub region: String,
    pub event_title: String,
    pub event_title_locale: Locale,
    pub is_public: bool,
    pub is_held: bool,
    pub is_declined: bool,
    /// Somebody has prepared a text for readers.
    pub is_prepared: bool,
}

/// A page of the queue.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    pub items: Vec<QueueItem>,
    /// Where the next page begins.
    pub next: Option<Uuid>,
}

/// A rendition with what was said to it.
#[derive(Clone)]
pub struct Prepared {
    pub rendition: Rendition,
    pub editor: Personal,
    /// Who approved it, and when.
    pub approvals: Vec<(Personal, Instant)>,
    /// Whether the actor edited it.
    pub own: bool,
    /// Whether the actor approved it.
    pub approved: bool,
    /// Where it is public now.
    pub public: Vec<Channel>,
    /// Where it would be public with its approvals complete.
    pub channels: Vec<Channel>,
}

#[derive(Clone)]
pub struct Hold {
    pub id: Uuid,
    /// A code.
    pub reason: String,
    pub note: Personal,
    pub by: Personal,
    pub at: Instant,
    /// Whether the actor set it.
    pub own: bool,
}

#[derive(Clone)]
pub struct Decline {
    /// A code.
    pub reason: String,
    pub note: Personal,
    pub by: Personal,
    pub at: Instant,
}

/// What the actor can do here; decides which buttons are drawn, while every act checks again.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "one answer a permission")]
pub struct May {
    /// Sees the original, the consents and what is not public yet.
    pub read: bool,
    pub edit: bool,
    pub approve: bool,
    pub decline: bool,
    pub hold: bool,
    pub lift: bool,
    pub raise: bool,
    pub withdraw: bool,
}

/// A testimonial as the staff sees it, without the speaker's words.
#[derive(Clone)]
pub struct Item {
    pub testimonial: Testimonial,
    pub event: Event,
    pub names: Names,
    pub live: Live,
    pub prepared: BTreeMap<Locale, Prepared>,
    pub holds: Vec<Hold>,
    pub decline: Option<Decline>,
    pub may: May,
}

/// A page of one tab of the queue, as far as the actor's scope reaches: what waits oldest first, the rest newest first.
/// Whoever does not moderate sees what is public, because they may hide it.
///
/// # Errors
/// `Forbidden` for those who may do neither anywhere.
pub async fn queue(
    app: &App,
    actor: &Actor,
    l: Locale,
    stage: Stage,
    region: &str,
    tier: Option<Tier>,
    from: Option<Uuid>,
) -> Outcome<Queue> {
    let action = if stage == Stage::Public { Action::HoldSet } else { Action::QueueSee };
    if !actor.can_somewhere(action) {
        return Err(AppError::Forbidden);
    }
    let mut slice = Slice { stage, region: region.to_owned(), tier, from, locale: l, limit: CHUNK };
    let mut items: Vec<QueueItem> = Vec::new();
    let mut tx = app.db.read().await?;
    loop {
        let rows = store::queue::slice(&mut tx, &slice).await?;
        let Some(last) = rows.last().map(|r| r.id) else { break };
        let ended = i64::try_from(rows.len()).unwrap_or(CHUNK) < CHUNK;
        let inside = |r: &QueueRow| actor.can(action, &Place::event(r.event_id, &r.region), Of::Other);
        items.extend(rows.into_iter().filter(inside).map(|r| line(l, r)));
        if ended || items.len() > PAGE {
            break;
        }
        slice.from = Some(last);
    }
    let next = if items.len() > PAGE { items.get(PAGE - 1).map(|i| i.id) } else { None };
    items.truncate(PAGE);
    Ok(Queue { items, next })
}

fn line(l: Locale, r: QueueRow) -> QueueItem {
    let own = r.title.filter(|t| !t.is_empty()).map(|t| (t, l));
    let (event_title, event_title_locale) = own.unwrap_or((r.main_title.unwrap_or_default(), r.main_locale));
    QueueItem {
        id: r.id,
        tier: r.tier,
        locale: r.locale,
        created_at: r.created_at,
        region: r.region,
        event_title,
        event_title_locale,
        is_public: r.is_public,
        is_held: r.is_held,
        is_declined: r.is_declined,
        is_prepared: r.is_prepared,
    }
}

/// How many wait where the actor moderates, and since when the oldest does.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting_count(app: &App, actor: &Actor) -> Outcome<(i64, Option<Instant>)> {
    if !actor.can_somewhere(Action::QueueSee) {
        return Ok((0, None));
    }
    let rows = store::queue::waiting(&mut app.db.read().await?).await?;
    let mine =
        rows.into_iter().filter(|r| actor.can(Action::QueueSee, &Place::event(r.event_id, &r.region), Of::Other));
    Ok(mine.fold((0, None), |(n, oldest): (i64, Option<Instant>), r| {
        (n + r.waiting, Some(oldest.map_or(r.oldest, |o| o.min(r.oldest))))
    }))
}

/// One testimonial, without the speaker's words.
///
/// # Errors
/// `NotFound` outside the actor's scope, `Forbidden` inside it for those who may neither moderate nor hide.
pub async fn item(app: &App, actor: &Actor, id: Uuid) -> Outcome<Item> {
    let mut tx = app.db.read().await?;
    let testimonial = store::by_id(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    let ledger = store::ledger(&mut tx, id).await?;
    let newest = store::newest(&mut tx, id).await?;
    let approvals = store::approvals(&mut tx, id).await?;
    let places = store::public::places(&mut tx, id).await?;
    let holds = store::holds(&mut tx, id).await?;
    let decline = store::decline_of(&mut tx, id).await?;
    drop(tx);
    let event = events::by_id(app, testimonial.event_id).await?;
    let place = event.place();
    if !actor.can(Action::QueueSee, &place, Of::Other) {
        actor.require(Action::HoldSet, &place, Of::Other)?;
    }
    let mut staff: Vec<_> = newest.iter().map(|r| r.edited_by).chain(approvals.iter().map(|a| a.approved_by)).collect();
    staff.extend(holds.iter().map(|h| h.set_by).chain(decline.iter().map(|d| d.declined_by)));
    let staff = staff::names(app, &staff).await?;
    let name = |id: &Uuid| staff.get(id).cloned().unwrap_or_default();
    let live = live(&ledger);
    let prepared = newest.into_iter().map(|rendition| {
        let yes: Vec<_> = approvals.iter().filter(|a| a.rendition_sha256 == rendition.sha256).collect();
        let mut public: Vec<_> = places.iter().filter(|p| p.sha256 == rendition.sha256).map(|p| p.channel).collect();
        public.sort();
        let prepared = Prepared {
            editor: name(&rendition.edited_by),
            own: rendition.edited_by == actor.id || testimonial.captured_by == Some(actor.id),
            approved: yes.iter().any(|a| a.approved_by == actor.id),
            approvals: yes.iter().map(|a| (name(&a.approved_by), a.at)).collect(),
            public,
            channels: channels_for(&live, rendition.text.attribution),
            rendition,
        };
        (prepared.rendition.locale, prepared)
    });
    let can = |action| actor.can(action, &place, Of::Other);
    let may = May {
        read: can(Action::OriginalRead),
        edit: can(Action::RenditionEdit),
        approve: can(Action::RenditionApprove),
        decline: can(Action::TestimonialDecline),
        hold: can(Action::HoldSet),
        lift: can(Action::HoldLift),
        raise: can(Action::TierRaise),
        withdraw: can(Action::TestimonialWithdraw),
    };
    Ok(Item {
        prepared: prepared.collect(),
        holds: holds
            .into_iter()
            .map(|h| Hold {
                id: h.id,
                by: name(&h.set_by),
                own: h.set_by == actor.id,
                reason: h.reason,
                note: h.note,
                at: h.set_at,
            })
            .collect(),
        decline: decline.map(|d| Decline { by: name(&d.declined_by), reason: d.reason, note: d.note, at: d.at }),
        names: speaker::names(app, testimonial.person_id, testimonial.pseudonym.clone()).await?,
        testimonial,
        event,
        live,
        may,
    })
}

/// The speaker's words. That this person read them is written down first, once in [`LOOK`]; when it cannot be, nobody
/// reads them.
///
/// # Errors
/// By the permission table, `StepUp` without a fresh proof among it, and when the history does not take the line.
pub async fn unseal(app: &App, actor: &Actor, id: Uuid) -> Outcome<Original> {
    allowed(app, actor, id, Action::OriginalRead).await?;
    let object = ("testimonial", id);
    let since = app.clock.now() - LOOK;
    if !audit::recorded_since(&mut app.db.read().await?, actor.into(), UNSEAL, object, since).await? {
        let mut tx = app.db.write().await?;
        audit::record(app, &mut tx, actor.into(), UNSEAL, object, "").await?;
        tx.commit().await?;
    }
    store::original(&mut app.db.read().await?, id).await?.ok_or(AppError::NotFound)
}
