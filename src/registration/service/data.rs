//! What is held about somebody, for themselves. Through one private link that is what was given with its registration: who
//! knows a phone number can register it once more, and may not come to read the rest. Names and contacts follow the rule of
//! [`super::addressee`].

use crate::attendance::service::{self as attendance, Told};
use crate::audit::service::{self as audit, About};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::Event;
use crate::messages::service::{self as messages, Told as Message};
use crate::needs;
use crate::needs::model::Decided;
use crate::people::model::Person;
use crate::questions;
use crate::questions::model::Answered;
use crate::registration::consent::Entry;
use crate::registration::model::Registration;
use crate::selection;
use crate::selection::service::Judged;
use crate::state::App;
use crate::testimonials;
use crate::testimonials::service::Kept;

/// Everything held under one registration.
#[derive(Clone)]
pub struct MyData {
    pub at: Instant,
    pub event: Event,
    pub registration: Registration,
    /// Names are empty where they were given with another registration.
    pub person: Person,
    /// To the questions of the event.
    pub answers: Vec<Answered>,
    /// About what they need.
    pub decided: Vec<Decided>,
    pub ledger: Vec<Entry>,
    pub marks: Vec<Told>,
    pub testimonials: Vec<Kept>,
    /// What was written about their application where people were selected.
    pub judged: Judged,
    pub messages: Vec<Message>,
    /// What the history says about this registration and its testimonials, oldest first.
    pub history: Vec<About>,
}

/// # Errors
/// When the database does not answer, or something does not open.
pub async fn my_data(app: &App, registration: Registration) -> Outcome<MyData> {
    let testimonials = testimonials::service::kept(app, &registration).await?;
    let mut history = audit::about(app, "registration", registration.id).await?;
    for t in &testimonials {
        history.extend(audit::about(app, "testimonial", t.mine.testimonial.id).await?);
    }
    history.sort_by_key(|line| line.at);
    Ok(MyData {
        at: app.clock.now(),
        event: events::service::by_id(app, registration.event_id).await?,
        person: super::addressee(app, &registration).await?,
        answers: questions::service::answered(app, &registration).await?,
        decided: needs::service::decided(app, &registration).await?,
        ledger: super::ledger(app, &registration).await?,
        marks: attendance::told(app, &registration).await?,
        testimonials,
        history,
        judged: selection::service::judged(app, &registration).await?,
        messages: messages::told(app, registration.id).await?,
        registration,
    })
}
