//! From the table to the mail server. A worker holds a message under a lease, asks once more whether it is true, and writes
//! down what became of it; the mail itself is made and sent by `jobs::mail`.

use uuid::Uuid;

use super::store;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::jobs::mail::letter::Letter;
use crate::jobs::queue::{LEASE, MAX_ATTEMPTS, pause};
use crate::messages::model::{Change, Channel, Decision, Kind, decide};
use crate::registration;
use crate::registration::model::Registration;
use crate::seal::Personal;
use crate::state::App;

/// A message that this worker holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
    pub id: Uuid,
    pub registration: Uuid,
    pub kind: Kind,
    /// This try included.
    pub tries: i64,
}

/// When the next message can be mailed.
///
/// # Errors
/// When the database does not answer.
pub async fn next_due(app: &App) -> Outcome<Option<Instant>> {
    Ok(store::next_due(&mut app.db.read().await?).await?)
}

/// Takes the due message that has waited longest, and holds it for [`LEASE`].
///
/// # Errors
/// When the database does not answer.
pub async fn claim(app: &App, worker: &str) -> Outcome<Option<Claimed>> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let claimed = store::claim(&mut tx, worker, now + LEASE, now).await?;
    tx.commit().await?;
    Ok(claimed.map(|(id, registration, kind, tries)| Claimed { id, registration, kind, tries }))
}

/// The address and the letter, made of what is true now; nothing where it is not to be sent, which is then written down.
///
/// # Errors
/// When the database does not answer, or what was typed cannot be read.
pub async fn letter(app: &App, worker: &str, claimed: &Claimed) -> Outcome<Option<(Personal, Letter)>> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let facts = store::facts(&mut tx, claimed.registration, now).await?;
    let said = store::written(&mut tx, claimed.registration, now).await?;
    drop(tx);
    let open = said.iter().find(|w| w.id == claimed.id && w.is_open());
    let (Some(facts), Some(open)) = (facts, open) else {
        return Ok(None);
    };
    let mut tx = app.db.write().await?;
    match decide(claimed.kind, Change::Sending, &facts, &said, Some(open)) {
        Decision::Cancel | Decision::Create(_) => store::drop_held(&mut tx, worker, claimed.id).await?,
        Decision::Update(slot) if slot.at > now => store::put_off(&mut tx, worker, claimed.id, slot).await?,
        Decision::Update(_) | Decision::Nothing if facts.channel != Channel::Email => {
            store::by_hand(&mut tx, worker, claimed.id, "").await?;
        }
        Decision::Update(_) | Decision::Nothing => {
            drop(tx);
            let registration = registration::service::by_id(app, claimed.registration).await?;
            let text = text(app, &registration, claimed.kind).await?;
            return Ok(Some((registration.email, text.letter)));
        }
    }
    tx.commit().await?;
    Ok(None)
}

/// A letter, and the private link that stands in it.
pub struct Text {
    pub letter: Letter,
    pub link: String,
}

/// What this kind of message says to them now.
///
/// # Errors
/// When the database does not answer, or what was typed cannot be read.
pub async fn text(app: &App, registration: &Registration, kind: Kind) -> Outcome<Text> {
    let event = events::service::by_id(app, registration.event_id).await?;
    let person = registration::service::addressee(app, registration).await?;
    let token = registration::service::link_token(app, registration);
    let link = app.url(&format!("/{}/my/{token}", registration.locale));
    let letter = Letter::of(app.clock.now(), kind, registration, &person, &event, link.clone());
    Ok(Text { letter, link })
}

/// It went out.
///
/// # Errors
/// When the database does not take it; the lease will run out and it goes out again, under the same Message-ID.
pub async fn mailed(app: &App, worker: &str, id: Uuid) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    store::mailed(&mut tx, worker, id, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// It did not go out: another try after a pause that grows, or the call list where no further one can help. `cause` is a
/// code, never content.
///
/// # Errors
/// When the database does not take it.
pub async fn not_mailed(app: &App, worker: &str, claimed: &Claimed, cause: &str, permanent: bool) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    if permanent || claimed.tries >= MAX_ATTEMPTS {
        store::by_hand(&mut tx, worker, claimed.id, cause).await?;
    } else {
        let at = app.clock.now() + pause(claimed.tries);
        store::retry(&mut tx, worker, claimed.id, at, cause).await?;
    }
    Ok(tx.commit().await?)
}
