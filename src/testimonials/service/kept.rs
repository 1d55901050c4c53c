//! What is held of a testimonial, for its speaker.

use super::{Mine, mine};
use crate::error::Outcome;
use crate::registration::model::Registration;
use crate::state::App;
use crate::testimonials::model::Rendition;
use crate::testimonials::store;
pub use crate::testimonials::store::Agreed;

/// A testimonial with all that was ever agreed to about it, and every text that was made of it.
#[derive(Clone)]
pub struct Kept {
    pub mine: Mine,
    /// Oldest first.
    pub agreed: Vec<Agreed>,
    /// Oldest first, also those that no reader has seen.
    pub renditions: Vec<Rendition>,
}

/// All testimonials given through this private link.
///
/// # Errors
/// When the database does not answer, or something does not open.
pub async fn kept(app: &App, registration: &Registration) -> Outcome<Vec<Kept>> {
    let mut all = Vec::new();
    for t in super::for_registration(app, registration.id).await? {
        let mine = mine(app, registration, t.id).await?;
        let mut tx = app.db.read().await?;
        let agreed = store::agreed(&mut tx, t.id).await?;
        all.push(Kept { mine, agreed, renditions: store::renditions(&mut tx, t.id).await? });
    }
    Ok(all)
}
