//! A training whose places are given by selection: sixty have applied, the list is proposed and not published yet.

use super::events::Spec;
use super::{World, people, planned};
use crate::error::{AppError, Outcome};
use crate::events::form::EventInput;
use crate::events::model::{Admission, Kind as EventKind};
use crate::i18n::Locale;
use crate::registration;
use crate::registration::model::{RegistrationInput, Source};
use crate::seal::Personal;
use crate::selection::model::{Criteria, Dimension, Kind, Put, Reason, Rule};
use crate::selection::service as selection;
use crate::staff::model::Actor;

/// Applications, and the number of the first who applies.
const APPLY: usize = 60;
const FIRST: usize = 200;

const REGIONS: [&str; 5] = ["batken", "osh", "jalal-abad", "batken", "chuy"];
const ORGANISATIONS: [&str; 9] =
    ["Айыл үнү", "Жаш юристтер", "", "Ак кеме", "", "Мээрим борбору", "", "Тоо булагы", "Ак кеме"];

const SPEC: Spec = Spec {
    slug: "batken-tot-tandoo",
    kind: EventKind::Tot,
    region: "batken",
    main: Locale::Ky,
    languages: &[Locale::Ky, Locale::Uz, Locale::Ru],
    interpreted: &[],
    covers: [true, true, true, true],
    safe_mode: false,
    capacity: 24,
    closes: 5,
    sessions: &[(
        24,
        (9, 30),
        (16, 30),
        ["Үйрөткөндөрдү үйрөтүү", "Учим тех, кто учит", "Oʻrgatuvchilarni oʻrgatamiz", "Teaching those who teach"],
    )],
    texts: &[
        (
            Locale::Ky,
            [
                "Тренерлер мектеби: тандоо менен",
                "Айылында сабак өтүүгө даяр адамдар үчүн бир күндүк ТОТ.",
                "Орун жыйырма төрт, ошондуктан катышуучулар арыздар боюнча тандалат. Жооп бардыгына бир күндө жөнөтүлөт: орун тийгендерге да, күтүү тизмесиндегилерге да.",
                "Өз айылында же махалласында сабак өтүүнү каалагандар.",
                "Баткен, Жаштар үйү, Алмалуу көчөсү 4",
            ],
        ),
        (
            Locale::Ru,
            [
                "Школа тренеров: участие по отбору",
                "Однодневный ТОТ для тех, кто готов вести занятия в своём селе.",
                "Мест двадцать четыре, поэтому участников выбирают по заявкам. Ответ всем приходит в один день: и тем, у кого есть место, и тем, кто в листе ожидания.",
                "Все, кто хочет вести занятия в своём селе или махалле.",
                "Баткен, Дом молодёжи, улица Алмалуу, 4",
            ],
        ),
        (
            Locale::Uz,
            [
                "Trenerlar maktabi: tanlov asosida",
                "Oʻz qishlogʻida mashgʻulot oʻtkazishga tayyor odamlar uchun bir kunlik TOT.",
                "Oʻrin yigirma toʻrtta, shuning uchun ishtirokchilar arizalar boʻyicha tanlanadi. Javob hammaga bir kunda yuboriladi: oʻrin olganlarga ham, kutish roʻyxatidagilarga ham.",
                "Oʻz qishlogʻi yoki mahallasida mashgʻulot oʻtkazmoqchi boʻlganlar.",
                "Botken, Yoshlar uyi, Almaluu koʻchasi 4",
            ],
        ),
        (
            Locale::En,
            [
                "School of trainers: by selection",
                "A one-day TOT for people who are ready to hold lessons in their villages.",
                "There are twenty-four places, so participants are selected from all who apply. Everybody hears on the same day, those with a place and those on the waiting list.",
                "Everybody who would like to hold lessons in their village or neighbourhood.",
                "Batken, Youth House, Almaluu street 4",
            ],
        ),
    ],
};

/// The training, its applications, its criteria and its draw.
pub(super) async fn select(world: &World, by: &Actor) -> Outcome<()> {
    let app = &world.app;
    let input = EventInput { admission: Admission::Selection, ..planned::input(world, &SPEC) };
    let event = crate::events::service::create(app, by, &input).await?;
    crate::events::service::publish(app, by, &event.slug).await?;
    let event = crate::events::service::by_id(app, event.id).await?;
    let mut applied = Vec::new();
    for n in 0..APPLY {
        let person = people::person(FIRST + n);
        let input = RegistrationInput {
            call_name: person.call_name.into(),
            phone: person.phone.into(),
            email: person.email.into(),
            age_band: person.age_band.to_owned(),
            sex: person.sex.to_owned(),
            home_region: REGIONS[(n * 7 + n / 3) % REGIONS.len()].to_owned(),
            organisation: ORGANISATIONS[n % ORGANISATIONS.len()].into(),
            needs: person.needs,
            ..RegistrationInput::named(app.ids.uuid(), person.full_name, person.locale)
        };
        applied.push(registration::service::register(app, &event, input, Source::Web).await?.registration.id);
        world.pass(1);
    }
    let rule = |kind, dimension, value: &str, amount| Rule { kind, dimension, value: value.to_owned(), amount };
    let rules = vec![
        rule(Kind::Floor, Dimension::Region, "batken", 10),
        rule(Kind::Floor, Dimension::Sex, "female", 14),
        rule(Kind::Floor, Dimension::Language, "uz", 4),
        rule(Kind::Cap, Dimension::Region, "chuy", 4),
        rule(Kind::Each, Dimension::Organisation, "", 3),
        rule(Kind::Score, Dimension::FirstTime, "yes", 2),
        rule(Kind::Score, Dimension::AgeBand, "18_24", 3),
    ];
    let criteria = Criteria { rules, waiting: Some(20) };
    let version = selection::bench(app, by, &event).await?.version;
    selection::set_criteria(app, by, &event, &version, &criteria).await?;
    let note = |text: &str| Personal::from(text);
    let [first, second, third] = applied[..3] else { return Err(AppError::NotFound) };
    let led = note("Былтыр өз айылында төрт жолу сабак өткөн.");
    selection::set_score(app, by, &event, first, Some((8, &led))).await?;
    let alone = note("Бул айылдан жалгыз арыз.");
    selection::set_override(app, by, &event, second, Some((Put::In(Reason::Needed), &alone))).await?;
    let close = note("Уюштуруучулардын биринин жакыны.");
    selection::set_override(app, by, &event, third, Some((Put::Out(Reason::Interest), &close))).await?;
    selection::draw(app, by, &event).await
}
