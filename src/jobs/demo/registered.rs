//! Who registers for which training, together and twice, and who gives up a place.

use std::collections::BTreeMap;

use super::events::{CANCELLED, COMING, FULL, PAST, SAFE, SPECS};
use super::team::Team;
use super::{World, people, questions};
use crate::error::Outcome;
use crate::events::model::Event;
use crate::events::service as events;
use crate::exchange;
use crate::i18n::Locale;
use crate::registration::model::filter::Filter;
use crate::registration::model::places::Together;
use crate::registration::model::{Registration, RegistrationInput, Source, State};
use crate::registration::service as registration;
use crate::seal::Personal;

/// How many people register for each training, in the order of [`SPECS`].
pub(super) const PEOPLE: [usize; 6] = [38, 90, 44, 8, 0, 10];

/// What the person of this number says of themselves.
async fn form_of(world: &World, event: &Event, n: usize) -> Outcome<RegistrationInput> {
    let person = people::person(n);
    let asked = crate::questions::service::of_event(&world.app, event.id).await?;
    Ok(RegistrationInput {
        call_name: person.call_name.into(),
        phone: person.phone.into(),
        email: person.email.into(),
        age_band: person.age_band.to_owned(),
        sex: person.sex.to_owned(),
        home_region: event.region.clone(),
        needs: person.needs,
        future_contact: n.is_multiple_of(2),
        photos: n.is_multiple_of(5),
        answers: questions::answers(&asked, n),
        ..RegistrationInput::named(world.app.ids.uuid(), person.full_name, person.locale)
    })
}

/// Registers three people on one phone, of whom the first alone has a number.
async fn register_together(world: &World, event: &Event, first: usize) -> Outcome<()> {
    let mut three = vec![form_of(world, event, first).await?];
    for n in [first + 1, first + 2] {
        let input = form_of(world, event, n).await?;
        three.push(RegistrationInput { phone: Personal::default(), email: Personal::default(), ..input });
    }
    let event = events::by_id(&world.app, event.id).await?;
    registration::register_party(&world.app, &event, three, Together::AsManyAsFit, Source::Web).await?;
    Ok(())
}

/// Registers the person of this number; gives the registration and the private link's token.
pub(super) async fn register(world: &World, event: &Event, n: usize) -> Outcome<(Registration, String)> {
    let input = form_of(world, event, n).await?;
    // As it is now: places and waiters have changed since it was made.
    let event = events::by_id(&world.app, event.id).await?;
    let done = registration::register(&world.app, &event, input, Source::Web).await?;
    Ok((done.registration, done.link_token))
}

/// Registers the rest of the people with the trainings to come; gives some private links with what they show.
pub(super) async fn fill(
    world: &World,
    team: &Team,
    made: &BTreeMap<usize, Event>,
) -> Outcome<Vec<(&'static str, Locale, String)>> {
    let mut links = Vec::new();
    let mut person = PEOPLE[PAST];
    let mut full = Vec::new();
    world.go_to(-4, (8, 15));
    for n in [CANCELLED, FULL, COMING, SAFE] {
        let mut last = None;
        for i in 0..PEOPLE[n] {
            let registered = register(world, &made[&n], person).await?;
            if n == FULL {
                full.push((registered.0.id, registered.1.clone()));
            }
            if (n == FULL && i == 20) || (n == SAFE && i == 0) {
                links.push((
                    if n == FULL { "confirmed" } else { "safe mode" },
                    registered.0.locale,
                    registered.1.clone(),
                ));
            }
            last = Some(registered);
            person += 1;
            // About a hundred and fifty registrations in two days.
            world.pass(18);
        }
        if let Some((registration, token)) = last.filter(|_| n == FULL) {
            links.push(("waiting", registration.locale, token));
        }
    }
    register_together(world, &made[&SAFE], person).await?;
    world.pass(30);
    // Some come back from the first training.
    for n in [0, 2, 4, 7] {
        register(world, &made[&COMING], n).await?;
        world.pass(11);
    }
    twice(world, &made[&COMING]).await?;
    world.go_to(-2, (16, 0));
    questions::arrange(&world.app, &team.coordinator, &made[&COMING]).await?;
    world.go_to(-1, (12, 0));
    events::cancel(&world.app, &team.coordinator, SPECS[CANCELLED].slug).await?;
    // One gives up a place; it is offered to whoever waits first.
    world.go_to(-1, (18, 30));
    if let Some((first, _)) = full.first() {
        let first = registration::by_id(&world.app, *first).await?;
        registration::withdraw(&world.app, &first).await?;
    }
    for (id, token) in full {
        let one = registration::by_id(&world.app, id).await?;
        if one.state == State::Offered {
            links.push(("offered a place", one.locale, token));
        }
    }
    // The team keeps at hand who brings children.
    let full = events::by_slug(&world.app, SPECS[FULL].slug).await?;
    let (kept, _) = Filter::parse("state=confirmed&need=childcare&sort=name");
    exchange::service::keep_view(&world.app, &team.coordinator, &full, "Балага кароо".into(), &kept, true).await?;
    Ok(links)
}

/// Somebody of the first training who writes her name otherwise, and a digit of her number: two people until somebody looks.
async fn twice(world: &World, event: &Event) -> Outcome<()> {
    let known = people::person(1);
    let (given, family) = known.full_name.split_once(' ').unwrap_or_default();
    let input = RegistrationInput {
        call_name: known.call_name.into(),
        phone: known.phone.replace("00050", "00060").into(),
        age_band: known.age_band.to_owned(),
        sex: known.sex.to_owned(),
        home_region: event.region.clone(),
        ..RegistrationInput::named(
            world.app.ids.uuid(),
            format!("{family} {given}").replace('ү', "у").replace('ө', "о"),
            Locale::Ru,
        )
    };
    let event = events::by_id(&world.app, event.id).await?;
    registration::register(&world.app, &event, input, Source::Web).await.map(drop)
}
