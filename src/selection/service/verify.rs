//! The proof of what was published, looked at again.

use std::fmt;

use super::{by_selection, store};
use crate::audit::service::{self as audit, By, record};
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::ids::digest;
use crate::selection::model::{Difference, parse, recompute};
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Where the record and what was published part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text does not open: it was changed, or the instance's secret is another one.
    Sealed,
    /// The text has another hash than the one that was kept.
    Hash,
    /// The history has no line about this hash.
    History,
    /// Computed again, another list comes out.
    List(Difference),
    /// The text is about another event.
    Event,
    /// The criteria in the tables are others than those of the text.
    Criteria,
    /// So is the seed.
    Seed,
    /// The table of who is who names other applications than the text.
    Applications,
}

impl Fault {
    /// The end of the key of its words (`selection-fault-…`).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Hash => "hash",
            Self::History => "history",
            Self::List(_) => "list",
            Self::Event => "event",
            Self::Criteria => "criteria",
            Self::Seed => "seed",
            Self::Applications => "applications",
        }
    }
}

/// For the shell.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sealed => {
                f.write_str("the text does not open: it was changed, or the instance's secret is another one")
            }
            Self::Hash => f.write_str("the text has another SHA-256 than the one that was kept"),
            Self::History => f.write_str("the history has no line about this SHA-256"),
            Self::List(d) => write!(f, "line {}: kept {:?}, computed {:?}", d.line, d.kept, d.computed),
            Self::Event => f.write_str("the text is about another event"),
            Self::Criteria => f.write_str("the criteria in the tables are others than those of the text"),
            Self::Seed => f.write_str("the seed in the tables is another than that of the text"),
            Self::Applications => f.write_str("the table of who is who names other applications than the text"),
        }
    }
}

/// Computes what was published again from its text, and compares the text with the tables. Empty when all is as it was;
/// nothing when nothing was published. What people said since, or whether they are still here, does not matter.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(app: &App, event: &Event) -> Outcome<Option<Vec<Fault>>> {
    let mut tx = app.db.read().await?;
    let Some(publication) = store::publication(&mut tx, &app.secret, event.id).await? else { return Ok(None) };
    let mut faults = Vec::new();
    let hash = &publication.sha256;
    if !audit::attests(app, &mut tx, "selection.publish", ("event", event.id), &[hash]).await? {
        faults.push(Fault::History);
    }
    let Ok(text) = &publication.document else {
        faults.push(Fault::Sealed);
        return Ok(Some(faults));
    };
    if digest(text) != *hash {
        faults.push(Fault::Hash);
    }
    if let Some(difference) = recompute(text) {
        faults.push(Fault::List(difference));
    }
    if let Some(inputs) = parse(text) {
        let seed = store::draw(&mut tx, event.id).await?.map(|draw| draw.seed);
        let entries = store::entries(&mut tx, event.id).await?;
        let ids = inputs.applicants.iter().map(|a| &a.id);
        let checks = [
            (inputs.event == event.id, Fault::Event),
            (inputs.criteria == store::criteria(&mut tx, event.id).await?, Fault::Criteria),
            (seed == Some(inputs.seed), Fault::Seed),
            (entries.keys().eq(ids), Fault::Applications),
        ];
        faults.extend(checks.into_iter().filter(|(good, _)| !good).map(|(_, fault)| fault));
    }
    Ok(Some(faults))
}

/// As [`verify`], for somebody of the staff. Names nobody.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right; `NotFound` when nothing was published.
pub async fn verdict(app: &App, actor: &Actor, event: &Event) -> Outcome<(store::Publication, Vec<Fault>)> {
    by_selection(event)?;
    actor.require(Action::SelectionVerify, &event.place(), Of::Other)?;
    let faults = verify(app, event).await?.ok_or(AppError::NotFound)?;
    let publication = store::publication(&mut app.db.read().await?, &app.secret, event.id).await?;
    Ok((publication.ok_or(AppError::NotFound)?, faults))
}

/// The text of the proof. That it was taken is in the history: in a small group it may tell who is meant.
///
/// # Errors
/// As [`verdict`]; `NotFound` also when it does not open.
pub async fn proof(app: &App, actor: &Actor, event: &Event) -> Outcome<String> {
    by_selection(event)?;
    actor.require(Action::SelectionVerify, &event.place(), Of::Other)?;
    let mut tx = app.db.write().await?;
    let publication = store::publication(&mut tx, &app.secret, event.id).await?.ok_or(AppError::NotFound)?;
    let text = publication.document.map_err(|_| AppError::NotFound)?;
    record(app, &mut tx, By::from(actor), "selection.proof", ("event", event.id), "").await?;
    tx.commit().await?;
    Ok(text)
}
