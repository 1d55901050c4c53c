//! What became of the testimonials: given, prepared for readers, approved or not.

use uuid::Uuid;

use super::World;
use super::team::Team;
use super::voices::{Fate, VOICES, Voice};
use crate::error::Outcome;
use crate::registration::model::Registration;
use crate::testimonials::form::RenditionInput;
use crate::testimonials::model::{Channel, DeclineReason, TestimonialInput, Tier};
use crate::testimonials::service;

pub(super) async fn speak(world: &World, team: &Team, people: &[Registration]) -> Outcome<()> {
    for (day, voice) in (0_i64..).zip(&VOICES) {
        // Given in the evenings, prepared the next morning; the last ones wait.
        world.go_to(-19 + day, (19, 5));
        let registration = &people[voice.speaker];
        let channels =
            if voice.fate == Fate::PublicWithCare { vec![Channel::Site] } else { Channel::ALL[..2].to_vec() };
        let input = TestimonialInput {
            submission_id: world.app.ids.uuid(),
            locale: voice.locale,
            headline: voice.headline.into(),
            body: voice.body.into(),
            channels,
            attribution: voice.attribution,
            pseudonym: voice.pseudonym.into(),
            consent_locale: voice.locale,
        };
        let id = service::give(&world.app, registration, input).await?;
        world.pass(14 * 60);
        moderate(world, team, registration, voice, id).await?;
    }
    Ok(())
}

async fn moderate(world: &World, team: &Team, speaker: &Registration, voice: &Voice, id: Uuid) -> Outcome<()> {
    let app = &world.app;
    if voice.fate == Fate::PublicWithCare {
        service::raise_tier(app, &team.moderator, id, Tier::R2).await?;
    }
    for (locale, headline, quote, narrative, note) in voice.versions {
        let version = RenditionInput {
            locale: *locale,
            base: 0,
            headline: (*headline).into(),
            quote: (*quote).into(),
            narrative: (*narrative).into(),
            attribution: voice.attribution,
            content_note: (*note).into(),
        };
        service::edit_rendition(app, &team.moderator, id, &version).await?;
        world.pass(9);
    }
    match voice.fate {
        Fate::Public | Fate::PublicWithCare | Fate::Withdrawn => approve(world, team, voice, id).await?,
        Fate::Declined => {
            let note = "Treningdagi oʻz tajribangiz haqida yozsangiz, quvonib oʻqiymiz. Boshqa odamning hayoti haqida esa uning oʻzi hal qiladi.";
            service::decline(app, &team.moderator, id, DeclineReason::NamesOthers, &note.into()).await?;
        }
        Fate::New | Fate::Prepared => {}
    }
    if voice.fate == Fate::Withdrawn {
        world.pass(180);
        service::withdraw(app, speaker, id, voice.locale).await?;
    }
    Ok(())
}

/// The coordinator says yes to every version, and with two the administrator too.
async fn approve(world: &World, team: &Team, voice: &Voice, id: Uuid) -> Outcome<()> {
    let app = &world.app;
    let prepared = service::item(app, &team.coordinator, id).await?.prepared;
    for version in prepared.into_values() {
        let hash = version.rendition.sha256;
        service::approve(app, &team.coordinator, &hash).await?;
        world.pass(4);
        if voice.fate == Fate::PublicWithCare {
            service::approve(app, &team.administrator, &hash).await?;
            world.pass(4);
        }
    }
    Ok(())
}
