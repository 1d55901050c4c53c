//! What the staff does: queue, renditions, approvals, holds.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Answer, locked, settle, speaker, withdraw_all};
use crate::audit::service::record;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::events::service as events;
use crate::i18n::Locale;
use crate::ids::hex;
use crate::staff::model::{Action, Actor, Of, Place};
use crate::staff::service as staff;
use crate::state::App;
use crate::testimonials::form::RenditionInput;
use crate::testimonials::model::{
    Attribution, Channel, DeclineReason, HoldReason, Live, Names, Rendition, Stage, Testimonial, Text, Tier,
    attribution_line, channels_for, live, widest,
};
use crate::testimonials::store;
use crate::testimonials::store::queue::{QueueRow, Slice};

/// Testimonials on a page of the queue.
const PAGE: usize = 25;
/// Rows read at a time while those outside the actor's scope are passed over.
const CHUNK: i64 = 60;
/// The translation key of the word for a person who is not named.
const NO_NAME: &str = "testimonials-no-name";

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
#[derive(Clone, Debug)]
pub struct Prepared {
    pub rendition: Rendition,
    pub editor: String,
    /// Who approved it, and when.
    pub approvals: Vec<(String, Instant)>,
    /// Whether the actor edited it.
    pub own: bool,
    /// Whether the actor approved it.
    pub approved: bool,
    /// Where it is public now.
    pub public: Vec<Channel>,
    /// Where it would be public with its approvals complete.
    pub channels: Vec<Channel>,
}

#[derive(Clone, Debug)]
pub struct Hold {
    pub id: Uuid,
    /// A code.
    pub reason: String,
    pub note: String,
    pub by: String,
    pub at: Instant,
    /// Whether the actor set it.
    pub own: bool,
}

#[derive(Clone, Debug)]
pub struct Decline {
    /// A code.
    pub reason: String,
    pub note: String,
    pub by: String,
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

/// A testimonial as the staff sees it.
#[derive(Clone, Debug)]
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

/// One testimonial.
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
    let name = |id: &Uuid| staff.get(id).map(|name| name.reveal().to_owned()).unwrap_or_default();
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
        read: can(Action::QueueSee),
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

/// The place of a testimonial, for the permission table.
async fn place_of(app: &App, testimonial: &Testimonial) -> Outcome<Place> {
    Ok(events::by_id(app, testimonial.event_id).await?.place())
}

/// Whether the actor may do this to the testimonial, before anything is locked.
async fn allowed(app: &App, actor: &Actor, id: Uuid, action: Action) -> Outcome<(Testimonial, Place)> {
    let found = store::by_id(&mut app.db.read().await?, id).await?;
    let testimonial = found.ok_or(AppError::NotFound)?;
    let place = place_of(app, &testimonial).await?;
    actor.require(action, &place, Of::Other)?;
    Ok((testimonial, place))
}

/// Saves a new version for readers, which needs approvals of its own; what was public in that language is so no more.
/// Saving what is there already changes nothing.
///
/// # Errors
/// `Conflict` when somebody saved another version meanwhile, it was declined, or it shows more than is agreed.
pub async fn edit_rendition(app: &App, actor: &Actor, id: Uuid, input: &RenditionInput) -> Outcome<()> {
    let (testimonial, _) = allowed(app, actor, id, Action::RenditionEdit).await?;
    let names = speaker::names(app, testimonial.person_id, String::new()).await?;
    let (mut tx, testimonial) = locked(app, id).await?;
    let names = Names { pseudonym: testimonial.pseudonym.clone(), ..names };
    refuse_declined(&mut tx, id).await?;
    let agreed = widest(&live(&store::ledger(&mut tx, id).await?));
    let nameless = input.attribution == Attribution::Pseudonym && names.pseudonym.is_empty();
    if agreed.is_none_or(|agreed| input.attribution > agreed) || nameless {
        return Err(AppError::Conflict("testimonials-error-too-open"));
    }
    let newest = store::newest(&mut tx, id).await?.into_iter().find(|r| r.locale == input.locale);
    let revision = newest.as_ref().map_or(0, |r| r.revision);
    let text = Text {
        headline: input.headline.clone(),
        quote: input.quote.clone(),
        narrative: input.narrative.clone(),
        attribution: input.attribution,
        attribution_line: attribution_line(input.attribution, &names, &input.locale.t(NO_NAME)),
        content_note: input.content_note.clone(),
    };
    if newest.is_some_and(|r| r.text == text) {
        return Ok(());
    }
    if input.base != revision {
        return Err(AppError::Conflict("testimonials-error-stale"));
    }
    let rendition = Rendition {
        sha256: text.sha256(id, input.locale, revision + 1),
        testimonial_id: id,
        locale: input.locale,
        revision: revision + 1,
        text,
        edited_by: actor.id,
        created_at: app.clock.now(),
    };
    store::add_rendition(&mut tx, &rendition).await?;
    let object = ("rendition", hex(&rendition.sha256));
    record(app, &mut tx, actor.into(), Action::RenditionEdit.code(), object, input.locale.code()).await?;
    settle(app, tx, id).await
}

async fn refuse_declined(tx: &mut Tx, id: Uuid) -> Outcome<()> {
    match store::decline_of(tx, id).await? {
        Some(_) => Err(AppError::Conflict("testimonials-already-declined")),
        None => Ok(()),
    }
}

/// Says yes to exactly the text that this hash names; gives the testimonial and the language. A second yes of the same
/// person changes nothing.
///
/// # Errors
/// `Forbidden` on one's own text, `Conflict` when a newer one exists or no consent covers it, `NotFound` for no such hash.
pub async fn approve(app: &App, actor: &Actor, sha256: &[u8]) -> Outcome<(Uuid, Locale)> {
    let of = store::of_rendition(&mut app.db.read().await?, sha256).await?;
    let id = of.ok_or(AppError::NotFound)?;
    let (_, place) = allowed(app, actor, id, Action::RenditionApprove).await?;
    let (mut tx, testimonial) = locked(app, id).await?;
    let newest = store::newest(&mut tx, id).await?.into_iter().find(|r| r.sha256 == sha256);
    let Some(rendition) = newest else { return Err(AppError::Conflict("testimonials-error-newer")) };
    let own = rendition.edited_by == actor.id || testimonial.captured_by == Some(actor.id);
    actor.require(Action::RenditionApprove, &place, if own { Of::Own } else { Of::Other })?;
    refuse_declined(&mut tx, id).await?;
    let live = live(&store::ledger(&mut tx, id).await?);
    if channels_for(&live, rendition.text.attribution).is_empty() {
        return Err(AppError::Conflict("testimonials-error-too-open"));
    }
    if store::approve(&mut tx, &rendition, actor.id, app.clock.now()).await? {
        let object = ("rendition", hex(sha256));
        record(app, &mut tx, actor.into(), Action::RenditionApprove.code(), object, rendition.locale.code()).await?;
        settle(app, tx, id).await?;
    }
    Ok((id, rendition.locale))
}

/// Ends it for good; the speaker reads reason and note.
///
/// # Errors
/// `Conflict` when it was declined before.
pub async fn decline(app: &App, actor: &Actor, id: Uuid, reason: DeclineReason, note: &str) -> Outcome<()> {
    allowed(app, actor, id, Action::TestimonialDecline).await?;
    let (mut tx, _) = locked(app, id).await?;
    let row = store::DeclineRow {
        reason: reason.code().to_owned(),
        note: note.to_owned(),
        declined_by: actor.id,
        at: app.clock.now(),
    };
    if !store::add_decline(&mut tx, app.ids.uuid(), id, &row).await? {
        return Err(AppError::Conflict("testimonials-already-declined"));
    }
    let action = Action::TestimonialDecline.code();
    record(app, &mut tx, actor.into(), action, ("testimonial", id), reason.code()).await?;
    settle(app, tx, id).await
}

/// Hides it at once, wherever it is.
///
/// # Errors
/// `NotFound` and `Forbidden` by the permission table.
pub async fn hold(app: &App, actor: &Actor, id: Uuid, reason: HoldReason, note: &str) -> Outcome<()> {
    allowed(app, actor, id, Action::HoldSet).await?;
    let (mut tx, _) = locked(app, id).await?;
    let row = store::HoldRow {
        id: app.ids.uuid(),
        reason: reason.code().to_owned(),
        note: note.to_owned(),
        set_by: actor.id,
        set_at: app.clock.now(),
    };
    store::add_hold(&mut tx, id, &row).await?;
    record(app, &mut tx, actor.into(), Action::HoldSet.code(), ("testimonial", id), reason.code()).await?;
    settle(app, tx, id).await
}

/// Lifts a hold of somebody else; with the last one gone, what was public is so again.
///
/// # Errors
/// `Forbidden` on one's own, `Conflict` when it was lifted before.
pub async fn lift(app: &App, actor: &Actor, id: Uuid, hold: Uuid) -> Outcome<()> {
    let (_, place) = allowed(app, actor, id, Action::HoldLift).await?;
    let (mut tx, _) = locked(app, id).await?;
    let holds = store::holds(&mut tx, id).await?;
    let Some(row) = holds.iter().find(|h| h.id == hold) else {
        return Err(AppError::Conflict("testimonials-already-lifted"));
    };
    let of = if row.set_by == actor.id { Of::Own } else { Of::Other };
    actor.require(Action::HoldLift, &place, of)?;
    store::lift_hold(&mut tx, id, hold, actor.id, app.clock.now()).await?;
    record(app, &mut tx, actor.into(), Action::HoldLift.code(), ("testimonial", id), &row.reason).await?;
    settle(app, tx, id).await
}

/// Makes the tier stricter; what then lacks approvals is no longer public. Nothing makes it milder.
///
/// # Errors
/// `Conflict` for a tier that is not higher.
pub async fn raise_tier(app: &App, actor: &Actor, id: Uuid, tier: Tier) -> Outcome<()> {
    allowed(app, actor, id, Action::TierRaise).await?;
    let (mut tx, testimonial) = locked(app, id).await?;
    if tier <= testimonial.tier {
        return Err(AppError::Conflict("testimonials-error-lower-tier"));
    }
    store::set_tier(&mut tx, id, tier).await?;
    record(app, &mut tx, actor.into(), Action::TierRaise.code(), ("testimonial", id), tier.code()).await?;
    settle(app, tx, id).await
}

/// Ends every consent because the speaker asked somebody of the staff to.
///
/// # Errors
/// `NotFound` and `Forbidden` by the permission table.
pub async fn withdraw_for(app: &App, actor: &Actor, id: Uuid, read_in: Locale) -> Outcome<()> {
    allowed(app, actor, id, Action::TestimonialWithdraw).await?;
    let (mut tx, testimonial) = locked(app, id).await?;
    withdraw_all(app, &mut tx, &testimonial, Answer::on_behalf(actor.id, read_in)).await?;
    settle(app, tx, id).await
}
