//! What is sent about a selection.

use sabak::events::form::EventInput;
use sabak::events::model::{Admission, Event};
use sabak::ids::hex;
use sabak::selection::form::NOTE_MAX;
use sabak::selection::model::Criteria;
use sabak::selection::service as selection;
use sabak::staff::model::Actor;
use uuid::Uuid;

use crate::cast::{later, published, register};
use crate::forms::Form;
use crate::support::World;

/// A training by selection with two applications and a draw; and one of the two.
pub async fn selected(world: &World, boss: &Actor) -> (Event, Uuid) {
    let app = &world.app;
    let plan = EventInput { admission: Admission::Selection, ..later("tandoo", 1) };
    let event = published(app, boss, &plan).await;
    let applicant = register(app, &event, 21).await.registration.id;
    register(app, &event, 22).await;
    selection::draw(app, boss, &event).await.unwrap();
    (event, applicant)
}

/// What is sent about a selection.
pub fn set(event: &Event, applicant: Uuid) -> Vec<Form> {
    let here = |rest: &str| format!("/ky/staff/events/{}/selection/{rest}", event.slug);
    let one = |rest: &str| here(&format!("applicants/{applicant}/{rest}"));
    let version = hex(&Criteria::default().hash());
    let rule = [("version", &*version), ("r0_kind", "floor"), ("r0_what", "region:osh"), ("r0_amount", "1")];
    vec![
        Form::new(here("criteria"), &[&rule[..], &[("waiting", "5")]].concat(), &[]),
        Form::new(here("draw"), &[], &[]),
        Form::new(one("score"), &[("points", "3"), ("score_note", "Себеби")], &[("score_note", NOTE_MAX)]),
        Form::new(
            one("override"),
            &[("put", "in"), ("reason", "other"), ("override_note", "Себеби")],
            &[("override_note", NOTE_MAX)],
        ),
        // Not the list as it is, so that it stays unpublished.
        Form::new(here("publish"), &[("list", &"0".repeat(64))], &[]),
    ]
}
