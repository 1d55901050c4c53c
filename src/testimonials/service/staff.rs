//! What the staff does: renditions, approvals, holds.

use uuid::Uuid;

use super::{Answer, allowed, locked, settle, speaker, withdraw_all};
use crate::audit::service::{record, record_of};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::i18n::Locale;
use crate::seal::Personal;
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;
use crate::testimonials::form::RenditionInput;
use crate::testimonials::model::{
    Attribution, DeclineReason, HoldReason, Names, Rendition, Text, Tier, attribution_line, channels_for, live, widest,
};
use crate::testimonials::store;

/// The translation key of the word for a person who is not named.
const NO_NAME: &str = "testimonials-no-name";

/// Saves a new version for readers, which needs approvals of its own; what was public in that language is so no more.
/// Saving what is there already changes nothing.
///
/// # Errors
/// `Conflict` when somebody saved another version meanwhile, it was declined, or it shows more than is agreed.
pub async fn edit_rendition(app: &App, actor: &Actor, id: Uuid, input: &RenditionInput) -> Outcome<()> {
    let (testimonial, _) = allowed(app, actor, id, Action::RenditionEdit).await?;
    let names = speaker::names(app, testimonial.person_id, Personal::default()).await?;
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
        sha256: text.sha256(&testimonial.salt, id, input.locale, revision + 1),
        testimonial_id: id,
        locale: input.locale,
        revision: revision + 1,
        text,
        edited_by: actor.id,
        created_at: app.clock.now(),
    };
    store::add_rendition(&mut tx, &rendition).await?;
    let (by, said) = (actor.into(), input.locale.code());
    let exactly = [rendition.sha256.as_slice()];
    record_of(app, &mut tx, by, Action::RenditionEdit.code(), ("testimonial", id), said, &exactly).await?;
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
    // The hash on the button must be that of the words it stood under, whatever the row says.
    if rendition.text.sha256(&testimonial.salt, id, rendition.locale, rendition.revision) != sha256 {
        return Err(AppError::internal(&"a rendition is not what its hash says"));
    }
    if store::approve(&mut tx, &rendition, actor.id, app.clock.now()).await? {
        let (by, said) = (actor.into(), rendition.locale.code());
        record_of(app, &mut tx, by, Action::RenditionApprove.code(), ("testimonial", id), said, &[sha256]).await?;
        settle(app, tx, id).await?;
    }
    Ok((id, rendition.locale))
}

/// Ends it for good; the speaker reads reason and note.
///
/// # Errors
/// `Conflict` when it was declined before.
pub async fn decline(app: &App, actor: &Actor, id: Uuid, reason: DeclineReason, note: &Personal) -> Outcome<()> {
    allowed(app, actor, id, Action::TestimonialDecline).await?;
    let (mut tx, _) = locked(app, id).await?;
    let row = store::DeclineRow {
        id: app.ids.uuid(),
        reason: reason.code().to_owned(),
        note: note.clone(),
        declined_by: actor.id,
        at: app.clock.now(),
    };
    if !store::add_decline(&mut tx, id, &row).await? {
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
pub async fn hold(app: &App, actor: &Actor, id: Uuid, reason: HoldReason, note: &Personal) -> Outcome<()> {
    allowed(app, actor, id, Action::HoldSet).await?;
    let (mut tx, _) = locked(app, id).await?;
    let row = store::HoldRow {
        id: app.ids.uuid(),
        reason: reason.code().to_owned(),
        note: note.clone(),
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
