//! What staff do to one registration of many, in the transaction in which it is noted that it was done. Each gives why the
//! registration was left as it is, if it was; then nothing was written, and the transaction may go on.

use uuid::Uuid;

use super::changes::{Step, step_in};
use super::places::Turn;
use super::{Failure, hold, places, writing};
use crate::audit;
use crate::audit::service::By;
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::{Admission, Event};
use crate::i18n::Locale;
use crate::messages::model::Channel;
use crate::registration::model::why::{
    against_by_hand, against_confirming, against_declining, against_link, against_offering,
};
use crate::registration::model::{Registration, State, Why, offer_deadline};
use crate::registration::store::{self, Next, Room};
use crate::seal::Legible;
use crate::selection;
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Done, or why not.
pub type One = Result<Option<Why>, Failure>;

/// A registration of this event, for who may change it.
async fn ours(tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Registration> {
    actor.require(Action::RegistrationEdit, &event.place(), Of::Other)?;
    store::standing(tx, id).await?.filter(|r| r.event_id == event.id).ok_or(AppError::NotFound)
}

/// Gives somebody a place: the one that they are offered, or a free one of theirs that is due to nobody before them. Who does
/// not wait comes behind all who do.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or for a registration of another event.
pub async fn confirm_for(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid) -> One {
    give(app, tx, actor, event, id, State::Confirmed).await
}

/// Offers somebody who waits a place that is due to them, for as long as places are offered.
///
/// # Errors
/// As [`confirm_for`].
pub async fn offer_for(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid) -> One {
    give(app, tx, actor, event, id, State::Offered).await
}

/// A place for somebody.
enum Due {
    /// The one that they are offered.
    Offered,
    /// A free one that is due to them; until when it would be offered.
    Free(Turn, Instant),
}

/// What there is for a registration, or why it gets no place: for the act itself, with the queue locked, and for the page that
/// tells beforehand.
async fn due(
    app: &App,
    tx: &mut Tx,
    event: &Event,
    (room, r): (&Room, &Registration),
    to: State,
    now: Instant,
) -> Result<Result<Due, Why>, Failure> {
    if event.admission == Admission::Selection && !selection::service::is_published(tx, event.id).await? {
        return Ok(Err(Why::Selection));
    }
    let against = if to == State::Confirmed { against_confirming(r.state) } else { against_offering(r.state) };
    if let Some(why) = against {
        return Ok(Err(why));
    }
    let hours = room.offer_hours.unwrap_or(app.config.offer_hours);
    let until = offer_deadline(now, hours, room.starts_at, room.ends_at).filter(|_| room.live);
    let Some(until) = until else { return Ok(Err(Why::Closed)) };
    if r.state == State::Offered {
        let late = r.offer_expires_at.is_some_and(|at| at <= now);
        return Ok(if late { Err(Why::Late) } else { Ok(Due::Offered) });
    }
    Ok(places::turn_of(tx, room, r, now).await?.map(|turn| Due::Free(turn, until)))
}

async fn give(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid, to: State) -> One {
    ours(tx, actor, event, id).await?;
    let (now, by) = (app.clock.now(), By::from(actor));
    // Who publishes a selection holds the queue, too: the list cannot come between this look and the place.
    let room = store::lock(tx, event.id).await?.ok_or(AppError::NotFound)?;
    // As it is now that nobody else can change it.
    let r = ours(tx, actor, event, id).await?;
    let (turn, until) = match due(app, tx, event, (&room, &r), to, now).await? {
        Ok(Due::Free(turn, until)) => (turn, until),
        Ok(Due::Offered) => return confirm(app, tx, &r, r.pool_id, by).await.map(|()| None),
        Err(why) => return Ok(Some(why)),
    };
    if to == State::Offered {
        places::offer(app, tx, (id, turn.pool), until, now, by).await?;
    } else if store::take_free(tx, turn.pool).await? {
        confirm(app, tx, &r, turn.pool, by).await?;
    } else {
        return Err(Failure::Overtaken);
    }
    turn.pass_over(tx, &room, event.id, now).await?;
    if r.party_id.is_some() && r.state == State::Waitlisted {
        // Those they waited with are fewer now.
        places::promote(app, tx, event.id, now).await?;
    }
    Ok(None)
}

/// Why [`confirm_for`] would give nobody's place to this registration now, if so. Nothing is held: by the time it is tried
/// somebody may have been quicker.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or for a registration of another event.
pub async fn against_place(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Option<Why>> {
    let mut tx = app.db.read().await?;
    let r = ours(&mut tx, actor, event, id).await?;
    let room = store::look(&mut tx, event.id).await?.ok_or(AppError::NotFound)?;
    Ok(due(app, &mut tx, event, (&room, &r), State::Confirmed, app.clock.now()).await?.err())
}

/// Makes theirs the place that is counted for them, tells them, and writes it down.
async fn confirm(app: &App, tx: &mut Tx, r: &Registration, pool: Uuid, by: By) -> Result<(), Failure> {
    let next = Next { state: State::Confirmed, pool, holds_place: true, offer_expires_at: None };
    if !store::become_state(tx, r.id, r.state, &next, app.clock.now()).await? {
        return Err(Failure::Overtaken);
    }
    let confirmed = store::standing(tx, r.id).await?.ok_or(Failure::Overtaken)?;
    writing::put_state(app, tx, &confirmed).await?;
    let object = ("registration", r.id);
    audit::service::record(app, tx, by, "registration.confirm", object, r.state.code()).await?;
    Ok(())
}

/// Tells somebody who applied or waits that they get no place this time.
///
/// # Errors
/// As [`confirm_for`].
pub async fn decline_for(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid) -> One {
    let r = ours(tx, actor, event, id).await?;
    if event.admission == Admission::Selection {
        // A list that is being published has them on it or has not.
        store::lock(tx, event.id).await?.ok_or(AppError::NotFound)?;
    }
    step(app, tx, actor, &r, (State::Declined, "registration.refuse")).await
}

/// Gives up a place, an offer or a turn for somebody.
///
/// # Errors
/// As [`confirm_for`].
pub async fn give_up_for(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid) -> One {
    let r = ours(tx, actor, event, id).await?;
    step(app, tx, actor, &r, (State::Withdrawn, "registration.withdraw")).await
}

async fn step(app: &App, tx: &mut Tx, actor: &Actor, r: &Registration, (to, action): (State, &'static str)) -> One {
    let by = By::from(actor);
    let against = |state: State| match to {
        State::Declined => against_declining(state),
        _ if state == to => Some(Why::Already),
        _ => (!state.may_become(to)).then_some(Why::State),
    };
    match step_in(app, tx, r, Step { to, by, action }, app.clock.now()).await {
        Ok((_, true)) => Ok(None),
        Ok((_, false)) => Ok(Some(Why::Already)),
        Err(Failure::App(AppError::Conflict(_))) => {
            let state = store::standing(tx, r.id).await?.map_or(r.state, |r| r.state);
            Ok(Some(against(state).unwrap_or(Why::Late)))
        }
        Err(failure) => Err(failure),
    }
}

/// Has what somebody is told come to the call list from now on, also what waits to be mailed.
///
/// # Errors
/// As [`confirm_for`].
pub async fn by_hand_for(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid) -> One {
    let r = ours(tx, actor, event, id).await?;
    if r.legible == Legible::Erased {
        return Ok(Some(Why::Gone));
    }
    let against = against_by_hand(r.channel(), !r.phone.is_empty());
    if against.is_none() {
        writing::set_channel_in(app, tx, &r, Channel::ByHand, By::from(actor)).await?;
    }
    Ok(against)
}

/// Writes its link to a registration once more.
///
/// # Errors
/// As [`confirm_for`].
pub async fn again_for(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid) -> One {
    let r = ours(tx, actor, event, id).await?;
    let against = against_link(r.state, !r.email.is_empty());
    if against.is_none() {
        writing::put_again(app, tx, &r).await?;
    }
    Ok(against)
}

/// Writes to a participant in another language from now on.
///
/// # Errors
/// As [`confirm_for`].
pub async fn speak_for(app: &App, tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid, l: Locale) -> One {
    let r = ours(tx, actor, event, id).await?;
    if r.locale == l {
        return Ok(Some(Why::Already));
    }
    if r.legible == Legible::Erased || hold(tx, &r).await?.is_none() {
        return Ok(Some(Why::Gone));
    }
    store::speak(tx, id, l).await?;
    // Places may be kept for those who speak a language.
    super::refit(app, tx, id).await?;
    let object = ("registration", id);
    audit::service::record(app, tx, By::from(actor), "registration.language", object, l.code()).await?;
    Ok(None)
}
