//! The trainings: made, published, with places that are kept for some, and repeated.

use chrono::Duration;

use super::events::{SPECS, Spec};
use super::team::Team;
use super::{World, ZONE};
use crate::error::Outcome;
use crate::events::form::series::SeriesInput;
use crate::events::form::{EventInput, SessionInput};
use crate::events::model::shift::Every;
use crate::events::model::{Admission, Event, EventText};
use crate::events::service;
use crate::i18n::Locale;
use crate::registration;
use crate::registration::model::places::{Dimension, PoolInput, StratumInput};

pub(super) fn input(world: &World, spec: &Spec) -> EventInput {
    let texts = spec.texts.iter().map(|(l, [title, summary, description, audience, venue])| {
        let own = |s: &&str| (*s).to_owned();
        let text = EventText {
            title: own(title),
            summary: own(summary),
            description: own(description),
            audience: own(audience),
            venue: own(venue),
        };
        (*l, text)
    });
    let sessions = spec.sessions.iter().map(|(day, start, end, titles)| SessionInput {
        id: None,
        starts_at: world.at(*day, *start),
        ends_at: world.at(*day, *end),
        titles: Locale::ALL
            .into_iter()
            .zip(titles)
            .filter(|(_, t)| !t.is_empty())
            .map(|(l, t)| (l, (*t).to_owned()))
            .collect(),
    });
    let [covers_travel, covers_meals, covers_lodging, covers_childcare] = spec.covers;
    EventInput {
        kind: spec.kind,
        slug: Some(spec.slug.to_owned()),
        region: spec.region.to_owned(),
        zone: ZONE,
        main_locale: spec.main,
        languages: spec.languages.to_vec(),
        interpreted: spec.interpreted.to_vec(),
        covers_travel,
        covers_meals,
        covers_lodging,
        covers_childcare,
        step_free: true,
        safe_mode: spec.safe_mode,
        registration_opens_at: None,
        registration_closes_at: world.at(spec.closes, (18, 0)),
        admission: Admission::FirstCome,
        answers_until: None,
        offer_hours: None,
        capacity: spec.capacity,
        texts: texts.collect(),
        sessions: sessions.collect(),
        version: 0,
    }
}

pub(super) async fn make(world: &World, team: &Team, n: usize) -> Outcome<Event> {
    service::create(&world.app, &team.coordinator, &input(world, &SPECS[n])).await
}

pub(super) async fn publish(world: &World, team: &Team, n: usize) -> Outcome<Event> {
    let event = make(world, team, n).await?;
    service::publish(&world.app, &team.coordinator, &event.slug).await?;
    service::by_id(&world.app, event.id).await
}

/// So many places are for the young and for men, of whom fewer come; what they leave opens a day before registration ends.
pub(super) async fn keep_places(world: &World, team: &Team, event: &Event, [young, men]: [i64; 2]) -> Outcome<()> {
    let opens_at = Some(event.registration_closes_at - Duration::days(1));
    let of = |size, position| PoolInput { position, opens_at, ..PoolInput::of(size) };
    for (dimension, value, pool) in [(Dimension::AgeBand, "18_24", of(young, 1)), (Dimension::Sex, "male", of(men, 2))]
    {
        let input = StratumInput { dimension, value: value.to_owned(), pool };
        registration::service::add_stratum(&world.app, &team.coordinator, event, &input).await?;
    }
    Ok(())
}

/// A training comes back in the two months after: the next one is public already, the last one is a draft.
pub(super) async fn repeat(world: &World, team: &Team, slug: &str) -> Outcome<()> {
    let (app, by) = (&world.app, &team.coordinator);
    let input = SeriesInput { every: Every::Month, times: 3, numbered: true };
    service::repeat(app, by, slug, input).await?;
    let first = service::by_slug(app, slug).await?;
    if let Some(next) = service::series(app, &first).await?.get(1) {
        service::publish(app, by, &next.slug).await?;
    }
    Ok(())
}
