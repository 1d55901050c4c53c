//! A training for which many apply: lists, filters, exports and a selection as they are at size. Its list is proposed and not
//! published yet.

use super::applicants::{Applicant, applicants};
use super::school::SPEC;
use super::team::Team;
use super::{SEED, World, planned, questions};
use crate::error::Outcome;
use crate::events::form::EventInput;
use crate::events::model::{Admission, Event};
use crate::events::service as events;
use crate::exchange;
use crate::questions::model::Question;
use crate::registration::model::filter::Filter;
use crate::registration::model::places::Together;
use crate::registration::model::{Registered, Registration, RegistrationInput, Source};
use crate::registration::service::{self as registration, Paper};
use crate::seal::Personal;
use crate::selection::model::{Criteria, Dimension, Kind, Put, Reason, Rule, answer};
use crate::selection::service as selection;
use crate::staff::model::Actor;

/// Applications, and the number of the first one's phone.
const APPLY: usize = 320;
const FIRST: usize = 400;
/// Those who come together: how many, and whether they want places together or not at all. A party begins every so many
/// applications.
const PARTIES: [(usize, Together); 8] = [
    (3, Together::AllOrNone),
    (2, Together::AsManyAsFit),
    (5, Together::AsManyAsFit),
    (4, Together::AllOrNone),
    (3, Together::AsManyAsFit),
    (2, Together::AllOrNone),
    (6, Together::AsManyAsFit),
    (3, Together::AsManyAsFit),
];
const PARTY_EVERY: usize = 37;
/// One of so many of the others applies on paper.
const PAPER_EVERY: usize = 13;

/// How an application comes.
enum Way {
    Web(RegistrationInput),
    Paper(RegistrationInput),
    Party(Vec<RegistrationInput>, Together),
}

/// What somebody says in the form, without how to reach them.
fn form_of(world: &World, asked: &[Question], who: &Applicant) -> RegistrationInput {
    RegistrationInput {
        call_name: who.call_name.into(),
        age_band: who.age_band.to_owned(),
        sex: who.sex.to_owned(),
        home_region: who.home_region.to_owned(),
        organisation: who.organisation.into(),
        needs: who.needs,
        note: who.note.into(),
        future_contact: who.dice.is_multiple_of(3),
        photos: who.dice.is_multiple_of(4),
        answers: questions::answers(asked, who.dice),
        ..RegistrationInput::named(world.app.ids.uuid(), who.full_name.clone(), who.locale)
    }
}

/// In which way each of them comes.
fn ways(world: &World, asked: &[Question]) -> Vec<Way> {
    let phone = |n: usize| Personal::from(format!("+99600050{:04}", 1000 + FIRST + n));
    let email = |n: usize| Personal::from(format!("participant{}@demo.invalid", FIRST + n));
    let mut ways = Vec::new();
    let mut parties = PARTIES.into_iter();
    let mut left = applicants(APPLY, SEED).into_iter().enumerate();
    while let Some((n, who)) = left.next() {
        let first = form_of(world, asked, &who);
        let party = if n % PARTY_EVERY == PARTY_EVERY - 1 { parties.next() } else { None };
        if let Some((size, together)) = party {
            // From one place, on the phone of the first.
            let mut all = vec![RegistrationInput { phone: phone(n), ..first }];
            for (_, who) in left.by_ref().take(size - 1) {
                let with = RegistrationInput {
                    organisation: all[0].organisation.clone(),
                    home_region: all[0].home_region.clone(),
                    ..form_of(world, asked, &who)
                };
                all.push(with);
            }
            ways.push(Way::Party(all, together));
        } else if n % PAPER_EVERY == 5 {
            // On every second sheet a number can be read.
            let phone = if who.dice.is_multiple_of(2) { phone(n) } else { Personal::default() };
            ways.push(Way::Paper(RegistrationInput { phone, ..first }));
        } else {
            let (phone, email) = match who.dice % 10 {
                0 | 1 => (phone(n), Personal::default()),
                2 => (Personal::default(), email(n)),
                _ => (phone(n), email(n)),
            };
            ways.push(Way::Web(RegistrationInput { phone, email, ..first }));
        }
    }
    ways
}

/// Applies some minutes after the one before.
async fn apply(world: &World, by: &Actor, event: &Event, n: usize, way: Way) -> Outcome<Vec<Registered>> {
    world.pass(i64::try_from(5 + n * 7 % 13).unwrap_or(5));
    let app = &world.app;
    Ok(match way {
        Way::Web(input) => vec![registration::register(app, event, input, Source::Web).await?],
        Way::Party(all, together) => registration::register_party(app, event, all, together, Source::Web).await?,
        Way::Paper(input) => {
            let paper = Paper { by: by.id, agreed_at: app.clock.now(), write: false };
            vec![registration::register_paper(app, event, input, paper).await?]
        }
    })
}

/// The training, with its questions and its applications; some are taken back.
pub(super) async fn gather(world: &World, team: &Team) -> Outcome<Vec<Registration>> {
    let (app, by) = (&world.app, &team.coordinator);
    let input = EventInput { admission: Admission::Selection, ..planned::input(world, &SPEC) };
    let event = events::create(app, by, &input).await?;
    questions::ask(app, by, &event).await?;
    events::publish(app, by, &event.slug).await?;
    let event = events::by_id(app, event.id).await?;
    let asked = crate::questions::service::of_event(app, event.id).await?;
    let mut applied = Vec::new();
    for (n, way) in ways(world, &asked).into_iter().enumerate() {
        applied.extend(apply(world, by, &event, n, way).await?.into_iter().map(|r| r.registration));
    }
    for taken_back in applied.iter().skip(17).step_by(31) {
        world.pass(25);
        registration::withdraw(app, taken_back).await?;
    }
    for (name, filter) in [("Бала кароо керек", "need=childcare&sort=name"), ("Кагаз арыздар", "source=staff")]
    {
        exchange::service::keep_view(app, by, &event, name.into(), &Filter::parse(filter).0, true).await?;
    }
    Ok(applied)
}

/// The criteria, points, decisions by hand and the draw.
pub(super) async fn propose(world: &World, by: &Actor, applied: &[Registration]) -> Outcome<()> {
    let app = &world.app;
    let event = events::by_slug(app, SPEC.slug).await?;
    let asked = crate::questions::service::of_event(app, event.id).await?;
    let version = selection::bench(app, by, &event).await?.version;
    let criteria = Criteria { rules: rules(&asked), waiting: Some(80) };
    selection::set_criteria(app, by, &event, &version, &criteria).await?;
    // Who withdrew stands between them.
    let mut here = applied.iter().skip(18).step_by(31).map(|r| r.id);
    let said = [
        (8, "Облус боюнча төрт жолу сабак өткөн, эки топту өзү чогулткан."),
        (5, "Опытный фасилитатор, рекомендация школы."),
        (-3, "Арызда иштин планы жок."),
        (4, "Oʻz qishlogʻida ayollar toʻgaragini olib boradi."),
        (6, "Сурдокотормочу: угушу начарлар үчүн сабак өтө алат."),
    ];
    for ((points, note), id) in said.into_iter().zip(here.by_ref()) {
        selection::set_score(app, by, &event, id, Some((points, &note.into()))).await?;
    }
    let puts = [
        (Put::In(Reason::Needed), "Бул аймактан башка тренер жок."),
        (Put::In(Reason::Experience), "Ведёт вторую группу вместе с нами."),
        (Put::Out(Reason::Interest), "Уюштуруучулардын биринин жакыны."),
    ];
    for ((put, note), id) in puts.into_iter().zip(here) {
        selection::set_override(app, by, &event, id, Some((put, &note.into()))).await?;
    }
    selection::draw(app, by, &event).await
}

fn rules(asked: &[Question]) -> Vec<Rule> {
    let rule = |kind, dimension, value: &str, amount| Rule { kind, dimension, value: value.to_owned(), amount };
    let led = |code: &str| asked.first().map(|q| answer(q.id, code)).unwrap_or_default();
    vec![
        rule(Kind::Floor, Dimension::Region, "naryn", 6),
        rule(Kind::Floor, Dimension::Region, "talas", 5),
        rule(Kind::Floor, Dimension::Region, "batken", 8),
        rule(Kind::Floor, Dimension::Region, "ysyk-kol", 5),
        rule(Kind::Cap, Dimension::Region, "chuy", 9),
        rule(Kind::Cap, Dimension::Region, "bishkek", 7),
        rule(Kind::Floor, Dimension::Sex, "female", 34),
        rule(Kind::Floor, Dimension::Sex, "male", 16),
        rule(Kind::Floor, Dimension::AgeBand, "18_24", 12),
        rule(Kind::Floor, Dimension::AgeBand, "50_64", 6),
        rule(Kind::Floor, Dimension::Language, "uz", 10),
        rule(Kind::Cap, Dimension::Language, "ru", 22),
        rule(Kind::Each, Dimension::Organisation, "", 3),
        rule(Kind::Floor, Dimension::Answer, &led("3"), 15),
        rule(Kind::Score, Dimension::Answer, &led("2"), 1),
        rule(Kind::Score, Dimension::Answer, &led("3"), 2),
        rule(Kind::Score, Dimension::FirstTime, "yes", 2),
        rule(Kind::Score, Dimension::AgeBand, "18_24", 1),
        rule(Kind::Score, Dimension::Region, "sughd", 2),
    ]
}
