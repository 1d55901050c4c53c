//! Admission by selection: applying, deciding, publishing once, and the proof of it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::Duration;
use sabak::db::{Db, Engine, On};
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::people::model::Contact;
use sabak::registration::model::{Registration, RegistrationInput, Source, State, WalkInInput};
use sabak::registration::service as registration;
use sabak::retention::service as retention;
use sabak::seal::Personal;
use sabak::selection::model::{Criteria, Dimension, Fate, Kind, Put, Reason, Rule, recompute};
use sabak::selection::service::{self as selection, Bench, Fault};
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::state::App;

use crate::answers::moved;
use crate::canary::{Marked, assert_sealed};
use crate::cast::{by_selection, coordinator, everywhere, form_of, now, published, register, staff, training};
use crate::support::{World, both_engines};

/// The n-th participant applies: women from Osh, Batken and Chuy in turn, in pairs from one organisation.
async fn apply(app: &App, event: &Event, n: usize) -> Registration {
    let input = RegistrationInput {
        home_region: ["osh", "batken", "chuy"][n % 3].into(),
        sex: if n.is_multiple_of(4) { "male" } else { "female" }.into(),
        age_band: "25_34".into(),
        organisation: format!("«Тоо гүлү  {}»", n / 2).into(),
        ..form_of(app, n)
    };
    registration::register(app, event, input, Source::Web).await.unwrap().registration
}

pub fn rule(kind: Kind, dimension: Dimension, value: &str, amount: i64) -> Rule {
    Rule { kind, dimension, value: value.to_owned(), amount }
}

fn criteria() -> Criteria {
    let rules = vec![
        rule(Kind::Floor, Dimension::Region, "batken", 3),
        rule(Kind::Cap, Dimension::Sex, "male", 1),
        rule(Kind::Each, Dimension::Organisation, "", 1),
        rule(Kind::Score, Dimension::Region, "chuy", 5),
    ];
    Criteria { rules, waiting: None }
}

pub async fn bench(app: &App, actor: &Actor, event: &Event) -> Bench {
    selection::bench(app, actor, event).await.unwrap()
}

pub async fn set(app: &App, actor: &Actor, event: &Event, criteria: &Criteria) {
    let version = bench(app, actor, event).await.version;
    selection::set_criteria(app, actor, event, &version, criteria).await.unwrap();
}

/// The hash of the list as it is now.
async fn shown(app: &App, actor: &Actor, event: &Event) -> String {
    bench(app, actor, event).await.list.unwrap().sha256
}

/// A training with six places, twelve applications, criteria and a draw.
async fn drawn(world: &World) -> (Actor, Event, Vec<Registration>) {
    let app = &world.app;
    let aida = coordinator(app).await;
    let event = published(app, &aida, &by_selection("tandoo", 6)).await;
    let mut all = Vec::new();
    for n in 0..12 {
        all.push(apply(app, &event, n).await);
    }
    set(app, &aida, &event, &criteria()).await;
    selection::draw(app, &aida, &event).await.unwrap();
    (aida, event, all)
}

pub async fn publish(app: &App, actor: &Actor, event: &Event) {
    let hash = shown(app, actor, event).await;
    assert!(!selection::publish(app, actor, event, &hash).await.unwrap().already);
}

/// Registrations of an event in this state, those who wait in their order.
async fn ids(world: &World, event: &Event, state: &str) -> Vec<String> {
    let column = if world.app.db.engine() == "sqlite" { "lower(hex(id))" } else { "replace(id::text, '-', '')" };
    let sql = format!(
        "SELECT {column} FROM registration WHERE event_id = {} AND state = '{state}' ORDER BY waiting_no, id",
        world.id(event.id)
    );
    crate::cast::texts(&world.app.db, sql).await
}

async fn held(world: &World, event: &Event) -> (i64, i64) {
    let of = world.id(event.id);
    let taken = world.number(format!("SELECT CAST(SUM(taken) AS BIGINT) FROM pool WHERE event_id = {of}")).await;
    let holders = format!("SELECT COUNT(*) FROM registration WHERE event_id = {of} AND holds_place = TRUE");
    (taken, world.number(holders).await)
}

both_engines! {
    async fn who_applies_is_received_and_takes_no_place(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &by_selection("tandoo", 1)).await;
        let first = apply(app, &event, 1).await;
        let second = apply(app, &event, 2).await;
        for r in [&first, &second] {
            assert_eq!((r.state, r.holds_place, r.waiting_no), (State::Received, false, None));
        }
        assert_eq!(held(&world, &event).await, (0, 0));
        // Given up and applied again: the same registration, received once more.
        registration::withdraw(app, &first).await.unwrap();
        let again = apply(app, &event, 1).await;
        assert_eq!((again.id, again.state), (first.id, State::Received));
        let others = training(app, &aida, 1).await;
        assert_eq!(register(app, &others, 9).await.registration.state, State::Confirmed, "the control: elsewhere who comes first has a place");
    }
}

both_engines! {
    async fn what_is_published_is_what_was_proposed(world: World) {
        let app = &world.app;
        let (aida, event, _) = drawn(&world).await;
        let before = bench(app, &aida, &event).await;
        let list = before.list.unwrap();
        let of = |wanted: fn(&Fate) -> bool| -> Vec<String> {
            let lines = list.proposal.lines.iter().filter(|l| wanted(&l.fate));
            let id = |l: &sabak::selection::model::Line| list.who[&list.proposal.applicants[l.applicant].id].unwrap();
            lines.map(|l| id(l).simple().to_string()).collect()
        };
        let (places, waits) = (of(|f| matches!(f, Fate::Place(_))), of(|f| matches!(f, Fate::Waiting(_))));
        assert_eq!((places.len(), waits.len()), (6, 6));
        // At least three from Batken, one man at most, one of each organisation at most.
        let holder = |place: &String| &before.people[&place.parse().unwrap()];
        let count = |d: Dimension, v: &str| places.iter().filter(|p| holder(p).value(d) == v).count();
        assert!(count(Dimension::Region, "batken") >= 3 && count(Dimension::Sex, "male") <= 1);
        let organisations: BTreeSet<&str> = places.iter().map(|p| holder(p).value(Dimension::Organisation)).collect();
        assert_eq!(organisations.len(), 6, "names that differ in blanks and quotes alone are one");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.select'").await, 0);
        publish(app, &aida, &event).await;
        let sorted = |mut all: Vec<String>| { all.sort(); all };
        assert_eq!(sorted(ids(&world, &event, "confirmed").await), sorted(places));
        assert_eq!(ids(&world, &event, "waitlisted").await, waits, "they wait in the published order");
        assert!(ids(&world, &event, "received").await.is_empty());
        assert_eq!(held(&world, &event).await, (6, 6));
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.select'").await, 12);
        let after = bench(app, &aida, &event).await;
        assert_eq!(after.list.unwrap().proposal, list.proposal);
        assert_eq!(selection::verify(app, &event).await.unwrap(), Some(vec![]));
    }
}

both_engines! {
    async fn of_many_who_publish_at_once_one_does(world: World) {
        let app = &world.app;
        let (aida, event, _) = drawn(&world).await;
        let other = world.second_node().await;
        let hash = shown(app, &aida, &event).await;
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..16 {
            let (app, aida, event, hash) = (if usize::is_multiple_of(n, 2) { app.clone() } else { other.clone() }, aida.clone(), event.clone(), hash.clone());
            tries.spawn(async move { selection::publish(&app, &aida, &event, &hash).await });
        }
        let all: Vec<_> = tries.join_all().await.into_iter().map(|done| done.unwrap().already).collect();
        assert_eq!(all.iter().filter(|already| !**already).count(), 1, "{all:?}");
        assert_eq!(held(&world, &event).await, (6, 6));
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'selection.publish'").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.select'").await, 12);
        let letters = "SELECT COUNT(*) FROM registration WHERE version <> 2";
        assert_eq!(world.number(letters).await, 0, "each was decided once");
    }
}

both_engines! {
    /// Who applies while the list is published is on it or waits behind it, and nobody stays between.
    async fn who_applies_meanwhile_is_on_the_list_or_behind_it(world: World) {
        let app = &world.app;
        let (aida, event, _) = drawn(&world).await;
        let other = world.second_node().await;
        let mut tries = tokio::task::JoinSet::new();
        for n in 100..120 {
            let (app, event) = (if usize::is_multiple_of(n, 2) { app.clone() } else { other.clone() }, event.clone());
            tries.spawn(async move { drop(apply(&app, &event, n).await) });
        }
        loop {
            let hash = shown(app, &aida, &event).await;
            match selection::publish(app, &aida, &event, &hash).await {
                Ok(_) => break,
                Err(AppError::Conflict(key)) => assert_eq!(key, "selection-error-changed"),
                Err(e) => panic!("{e}"),
            }
        }
        tries.join_all().await;
        assert!(ids(&world, &event, "received").await.is_empty());
        assert_eq!(held(&world, &event).await, (6, 6));
        assert_eq!(ids(&world, &event, "waitlisted").await.len(), 26);
        assert_eq!(selection::verify(app, &event).await.unwrap(), Some(vec![]));
    }
}

both_engines! {
    /// Applications, withdrawals, changed answers and people at the door, all at once and from two processes, while lists are
    /// published: nobody is told that something broke, no place is given twice, and there is an end.
    async fn publishing_ends_and_gives_no_place_twice_while_many_come_and_go(world: World) {
        let app = &world.app;
        let (aida, event, all) = drawn(&world).await;
        let other = world.second_node().await;
        let node = |n: usize| if n.is_multiple_of(2) { app.clone() } else { other.clone() };
        // What can be said to somebody who was overtaken; anything else would be a page of 500 or 503.
        let fair = |outcome: Result<(), AppError>| match outcome {
            Ok(()) | Err(AppError::Conflict(_)) => {}
            Err(e) => panic!("{e}"),
        };
        let mut tries = tokio::task::JoinSet::new();
        for n in 100..130 {
            let (app, event) = (node(n), event.clone());
            let input = RegistrationInput { home_region: "batken".into(), ..form_of(&app, n) };
            tries.spawn(async move { registration::register(&app, &event, input, Source::Web).await.map(drop) });
        }
        for (n, r) in all.iter().take(6).cloned().enumerate() {
            let app = node(n);
            tries.spawn(async move { registration::withdraw(&app, &r).await.map(drop) });
        }
        for (n, r) in all.iter().skip(6).take(3).cloned().enumerate() {
            let app = node(n);
            tries.spawn(async move {
                registration::change_answers(&app, &r, &moved(&r, "talas")).await.map(drop)
            });
        }
        for n in 0..4 {
            let (app, event, aida) = (node(n), event.clone(), aida.clone());
            let contact = Contact::phone(format!("+9969{n:08}"));
            let input = WalkInInput { full_name: "Эшикке келген".into(), contact: Some(contact) };
            tries.spawn(async move { registration::walk_in(&app, &aida, &event, input).await.map(drop) });
        }
        for n in 0..3 {
            let (app, event, aida) = (node(n), event.clone(), aida.clone());
            tries.spawn(async move {
                loop {
                    let bench = selection::bench(&app, &aida, &event).await?;
                    let hash = bench.list.map(|list| list.sha256).unwrap_or_default();
                    match selection::publish(&app, &aida, &event, &hash).await {
                        Err(AppError::Conflict("selection-error-changed")) => {}
                        done => return done.map(drop),
                    }
                }
            });
        }
        let within = std::time::Duration::from_mins(1);
        for outcome in tokio::time::timeout(within, tries.join_all()).await.expect("it ends") {
            fair(outcome);
        }
        assert!(ids(&world, &event, "received").await.is_empty(), "the list is published, and nobody is left between");
        let (taken, holders) = held(&world, &event).await;
        assert!(taken == holders && taken <= 6, "{taken} of 6, {holders} hold one");
        let waits = "SELECT COUNT(*) - COUNT(DISTINCT waiting_no) FROM registration WHERE state = 'waitlisted'";
        assert_eq!(world.number(waits).await, 0, "one order");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'selection.publish'").await, 1);
        assert_eq!(selection::verify(app, &event).await.unwrap(), Some(vec![]));
    }
}

both_engines! {
    async fn who_comes_later_waits_at_the_end_and_a_place_goes_to_the_first(world: World) {
        let app = &world.app;
        let (aida, event, all) = drawn(&world).await;
        publish(app, &aida, &event).await;
        let late = apply(app, &event, 50).await;
        assert_eq!(late.state, State::Waitlisted);
        let waits = ids(&world, &event, "waitlisted").await;
        assert_eq!(waits.last(), Some(&late.id.simple().to_string()));
        let mut chosen = Vec::new();
        for r in &all {
            let r = now(app, r).await;
            if r.state == State::Confirmed {
                chosen.push(r);
            }
        }
        registration::withdraw(app, &chosen[0]).await.unwrap();
        assert_eq!(ids(&world, &event, "offered").await, waits[..1], "in the published order");
        assert_eq!(held(&world, &event).await, (6, 6));
    }
}

both_engines! {
    async fn nothing_is_published_that_was_not_shown(world: World) {
        let app = &world.app;
        let (aida, event, all) = drawn(&world).await;
        let changed = Err(AppError::Conflict("selection-error-changed"));
        let stale = shown(app, &aida, &event).await;
        // Fewer places in between.
        let mut smaller = by_selection("tandoo", 4);
        smaller.version = events::by_id(app, event.id).await.unwrap().version;
        let sessions = events::by_id(app, event.id).await.unwrap().sessions;
        for (input, session) in smaller.sessions.iter_mut().zip(&sessions) {
            input.id = Some(session.id);
        }
        events::update(app, &aida, &event.slug, &smaller).await.unwrap();
        assert_eq!(selection::publish(app, &aida, &event, &stale).await.map(drop), changed);
        let stale = shown(app, &aida, &event).await;
        // Somebody gives up in between, somebody is erased, somebody is put in.
        registration::withdraw(app, &all[3]).await.unwrap();
        assert_eq!(selection::publish(app, &aida, &event, &stale).await.map(drop), changed);
        let stale = shown(app, &aida, &event).await;
        registration::erase(app, &all[4]).await.unwrap();
        assert_eq!(selection::publish(app, &aida, &event, &stale).await.map(drop), changed);
        let stale = shown(app, &aida, &event).await;
        let put = Some((Put::In(Reason::Needed), &Personal::from("Айылда жалгыз өзү")));
        selection::set_override(app, &aida, &event, all[5].id, put).await.unwrap();
        assert_eq!(selection::publish(app, &aida, &event, &stale).await.map(drop), changed);
        assert_eq!(selection::publish(app, &aida, &event, "Ө").await.map(drop), changed);
        assert_eq!(held(&world, &event).await, (0, 0), "nothing was sent or taken");
        publish(app, &aida, &event).await;
        assert_eq!(held(&world, &event).await, (4, 4));
        assert_eq!(now(app, &all[5]).await.state, State::Confirmed);
        // Afterwards nothing about it changes any more.
        let published = Err(AppError::Conflict("selection-error-published"));
        assert_eq!(selection::publish(app, &aida, &event, &stale).await.map(drop), published);
        assert_eq!(selection::draw(app, &aida, &event).await, published);
        assert_eq!(selection::set_override(app, &aida, &event, all[5].id, None).await, published);
        let version = bench(app, &aida, &event).await.version;
        assert_eq!(selection::set_criteria(app, &aida, &event, &version, &Criteria::default()).await, published);
    }
}

both_engines! {
    async fn the_seed_is_drawn_once_and_criteria_are_not_overwritten_unseen(world: World) {
        let app = &world.app;
        let (aida, event, _) = drawn(&world).await;
        let before = bench(app, &aida, &event).await;
        selection::draw(app, &aida, &event).await.unwrap();
        let after = bench(app, &aida, &event).await;
        assert_eq!(before.draw, after.draw);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'selection.draw'").await, 1);
        let other = Criteria { waiting: Some(2), ..criteria() };
        selection::set_criteria(app, &aida, &event, &before.version, &other).await.unwrap();
        let stale = selection::set_criteria(app, &aida, &event, &before.version, &Criteria::default()).await;
        assert_eq!(stale, Err(AppError::Conflict("selection-error-stale")));
        assert_eq!(bench(app, &aida, &event).await.list.unwrap().proposal.counts(), (6, 2, 4));
        publish(app, &aida, &event).await;
        assert_eq!(ids(&world, &event, "declined").await.len(), 4);
    }
}

both_engines! {
    async fn the_proof_notices_what_was_changed(world: World) {
        let app = &world.app;
        let (aida, event, _) = drawn(&world).await;
        assert_eq!(selection::verify(app, &event).await.unwrap(), None);
        publish(app, &aida, &event).await;
        let of = world.id(event.id);
        let blob = |byte: &str| if app.db.engine() == "sqlite" { format!("x'{}'", byte.repeat(32)) } else { format!("'\\x{}'", byte.repeat(32)) };
        let faults = async || selection::verify(app, &event).await.unwrap().unwrap();
        assert_eq!(faults().await, []);
        let longer = |column: &str| match app.db.engine() {
            "sqlite" => format!("UPDATE selection_publication SET {column} = CAST({column} || x'00' AS BLOB)"),
            _ => format!("UPDATE selection_publication SET {column} = {column} || '\\x00'::bytea"),
        };
        for (change, back, wanted) in [
            (format!("UPDATE selection_rule SET amount = amount + 1 WHERE event_id = {of} AND kind = 'floor'"),
             format!("UPDATE selection_rule SET amount = amount - 1 WHERE event_id = {of} AND kind = 'floor'"), vec![Fault::Criteria]),
            (format!("UPDATE selection_entry SET application = 'x' || application WHERE event_id = {of}"),
             format!("UPDATE selection_entry SET application = substr(application, 2) WHERE event_id = {of}"), vec![Fault::Applications]),
            (format!("UPDATE selection_draw SET seed = {} WHERE event_id = {of}", blob("ab")), String::new(), vec![Fault::Seed]),
        ] {
            world.execute(change).await.unwrap();
            assert_eq!(faults().await, wanted);
            if !back.is_empty() {
                world.execute(back).await.unwrap();
                assert_eq!(faults().await, []);
            }
        }
        // One byte more than was kept.
        world.execute(longer("document")).await.unwrap();
        assert_eq!(faults().await, [Fault::Sealed]);
        world.execute(longer("sha256")).await.unwrap();
        assert_eq!(faults().await, [Fault::History, Fault::Sealed]);
    }
}

both_engines! {
    async fn the_proof_outlives_the_people(world: World) {
        let app = &world.app;
        let (aida, event, all) = drawn(&world).await;
        let note = Personal::from("Коңшу айылдан, жолу узак");
        selection::set_score(app, &aida, &event, all[0].id, Some((7, &note))).await.unwrap();
        let told = selection::judged(app, &all[0]).await.unwrap().score.unwrap();
        assert_eq!((told.points, told.note.reveal()), (7, note.reveal()));
        publish(app, &aida, &event).await;
        let text = selection::proof(app, &aida, &event).await.unwrap();
        assert_eq!(recompute(&text), None);
        for r in &all {
            assert!(!text.contains(&r.id.to_string()) && !text.contains(&r.id.simple().to_string()), "no id of a registration");
        }
        assert!(!text.contains("osh") && !text.contains("female"), "nothing that no rule asks for: {text}");
        registration::erase(app, &all[0]).await.unwrap();
        let linked = format!("SELECT COUNT(*) FROM selection_entry WHERE registration_id = {}", world.id(all[0].id));
        assert_eq!(world.number(linked).await, 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM selection_score").await, 0);
        assert_eq!(selection::verify(app, &event).await.unwrap(), Some(vec![]));
        let shown = bench(app, &aida, &event).await;
        assert_eq!((shown.people.len(), shown.list.unwrap().proposal.lines.len()), (11, 12));
        // Long after, when nobody of them is here any more.
        world.clock.advance(Duration::days(400));
        retention::run(app, &retention::Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM selection_entry WHERE registration_id IS NOT NULL").await, 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'").await, 0);
        assert_eq!(selection::verify(app, &event).await.unwrap(), Some(vec![]));
        assert_eq!(selection::proof(app, &aida, &event).await.unwrap(), text);
    }
}

const NOTES: &[Marked] = &[
    ("selection_score.note", "Сүйлөшкөндө-жакшы-жооп-берген"),
    ("selection_override.note", "Эжеси-уюштуруучулардын-бири"),
];

both_engines! {
    async fn what_is_written_about_applicants_is_sealed_and_goes_with_its_time(world: World) {
        let app = &world.app;
        let (aida, event, all) = drawn(&world).await;
        let (score, by_hand) = (Personal::from(NOTES[0].1), Personal::from(NOTES[1].1));
        selection::set_score(app, &aida, &event, all[1].id, Some((-10, &score))).await.unwrap();
        let put = Some((Put::Out(Reason::Interest), &by_hand));
        selection::set_override(app, &aida, &event, all[1].id, put).await.unwrap();
        let judged = selection::judged(app, &all[1]).await.unwrap();
        assert_eq!(judged.score.unwrap().note.reveal(), NOTES[0].1);
        assert_eq!(judged.by_hand.unwrap().note.reveal(), NOTES[1].1);
        assert_sealed(&world, NOTES).await;
        // The person reads it, on the page and in the file.
        let token = registration::link_token(app, &all[1]);
        let mut own = world.browser();
        let page = own.get(&format!("/ky/my/{token}/data")).await.body;
        let file: serde_json::Value = serde_json::from_str(&own.get(&format!("/ky/my/{token}/data.json")).await.body).unwrap();
        assert!(NOTES.iter().all(|(_, note)| page.contains(note)), "{page}");
        let told = &file["selection"];
        assert_eq!((&told["score"]["points"], &told["decision"]["place"]), (&(-10).into(), &false.into()));
        assert_eq!((told["decision"]["reason"].as_str(), told["decision"]["why"].as_str()), (Some("interest"), Some(NOTES[1].1)));
        assert_eq!(told["score"]["why"].as_str(), Some(NOTES[0].1));
        publish(app, &aida, &event).await;
        assert_eq!(now(app, &all[1]).await.state, State::Declined);
        // The sealed list tells no more: which rules fitted whom stands nowhere.
        assert!(!crate::cast::everything(&app.db).await.contains("fits 1"));
        world.clock.advance(Duration::days(10 + 29));
        retention::run(app, &retention::Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM selection_score").await, 1, "not yet thirty days");
        world.clock.advance(Duration::days(3));
        retention::run(app, &retention::Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM selection_score").await, 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM selection_override").await, 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM selection_entry WHERE registration_id IS NOT NULL").await, 5, "who has a place is kept with it");
    }
}

both_engines! {
    async fn only_who_may_selects(world: World) {
        let app = &world.app;
        let (aida, event, all) = drawn(&world).await;
        let hash = shown(app, &aida, &event).await;
        let elsewhere = staff(app, "bakyt", &[Grant::new(Role::Coordinator, Scope::Region("chuy".into()))]).await;
        let here = staff(app, "cholpon", &[Grant::new(Role::Coordinator, Scope::Region("osh".into()))]).await;
        assert!(selection::bench(app, &here, &event).await.is_ok());
        assert_eq!(selection::bench(app, &elsewhere, &event).await.map(drop), Err(AppError::NotFound));
        for role in [Role::Facilitator, Role::Moderator, Role::Auditor] {
            let actor = everywhere(app, role.code(), role).await;
            assert_eq!(selection::bench(app, &actor, &event).await.map(drop), Err(AppError::Forbidden), "{role:?}");
            assert_eq!(selection::draw(app, &actor, &event).await, Err(AppError::Forbidden));
            assert_eq!(selection::set_override(app, &actor, &event, all[0].id, None).await, Err(AppError::Forbidden));
            assert_eq!(selection::publish(app, &actor, &event, &hash).await, Err(AppError::Forbidden));
        }
        let stale = Actor { fresh: false, ..aida.clone() };
        assert_eq!(selection::publish(app, &stale, &event, &hash).await, Err(AppError::StepUp));
        assert_eq!(held(&world, &event).await, (0, 0));
        publish(app, &aida, &event).await;
        let auditor = everywhere(app, "helen", Role::Auditor).await;
        assert!(selection::verdict(app, &auditor, &event).await.unwrap().1.is_empty());
        let facilitator = everywhere(app, "asel", Role::Facilitator).await;
        assert_eq!(selection::verdict(app, &facilitator, &event).await.map(drop), Err(AppError::Forbidden));
        // An application of another event, and an event that selects nobody.
        let others = training(app, &aida, 3).await;
        assert_eq!(selection::bench(app, &aida, &others).await.map(drop), Err(AppError::NotFound));
        assert_eq!(selection::set_score(app, &aida, &others, all[0].id, None).await, Err(AppError::NotFound));
    }
}

both_engines! {
    async fn an_event_that_is_not_on_publishes_nothing(world: World) {
        let app = &world.app;
        let (aida, event, _) = drawn(&world).await;
        let hash = shown(app, &aida, &event).await;
        let refused = Err(AppError::Conflict("selection-error-event"));
        let at = world.clock.now();
        world.clock.set(event.ends_at);
        assert_eq!(selection::publish(app, &aida, &event, &hash).await.map(drop), refused);
        world.clock.set(at);
        events::cancel(app, &aida, &event.slug).await.unwrap();
        assert_eq!(selection::publish(app, &aida, &event, &hash).await.map(drop), refused);
        let draft = events::create(app, &aida, &by_selection("dolboor", 3)).await.unwrap();
        assert_eq!(selection::publish(app, &aida, &draft, &hash).await.map(drop), Err(AppError::Conflict("selection-error-event")));
    }
}

both_engines! {
    async fn a_whole_selection_in_the_browser(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &by_selection("tandoo", 2)).await;
        let mut all = Vec::new();
        for n in 0..5 {
            all.push(apply(app, &event, n).await);
        }
        let mut office = world.signed_in(&aida).await;
        let here = "/ky/staff/events/tandoo/selection";
        assert!(office.get("/ky/staff/events/tandoo").await.body.contains(here));
        let page = office.get(here).await;
        assert!(page.status == StatusCode::OK && page.body.contains(&Locale::Ky.t("selection-draw")), "{}", page.body);
        assert!(!page.body.contains("Гүлзат Үлгүлүева"), "no list before the draw");
        // A wrong rule comes back with what was typed.
        let form = office.get(&format!("{here}/criteria")).await;
        let version = form.input("version");
        let wrong = [("version", version.as_str()), ("r0_kind", "floor"), ("r0_what", "region:batken"), ("r0_amount", "алтоо")];
        let back = office.post(&format!("{here}/criteria"), &wrong).await.location();
        let again = office.get(&back).await.body;
        assert!(again.contains("алтоо") && again.contains("id=\"errors\""), "{again}");
        let right = [("version", version.as_str()), ("r0_kind", "floor"), ("r0_what", "region:batken"), ("r0_amount", "1"), ("waiting", "2")];
        assert_eq!(office.post(&format!("{here}/criteria"), &right).await.location(), format!("{here}?done=criteria"));
        let said = office.get(&format!("{here}/criteria")).await.body;
        let named = said.split("<legend").nth(1).and_then(|rest| rest.split("</legend>").next()).unwrap();
        assert!(named.contains("Баткен") && named.contains("кеминде 1"), "a rule is called by what it does: {named}");
        // Somebody who had the old form open does not overwrite it unseen, and may do so knowingly.
        let late = [("version", version.as_str()), ("r0_kind", "cap"), ("r0_what", "sex:male"), ("r0_amount", "1")];
        let back = office.post(&format!("{here}/criteria"), &late).await.location();
        let again = office.get(&back).await;
        assert!(again.body.contains(&Locale::Ky.t("selection-error-stale")) && again.input("version") != version);
        assert_eq!(office.post(&format!("{here}/draw"), &[]).await.location(), format!("{here}?done=draw"));
        let page = office.get(here).await.body;
        assert!(page.contains("Гүлзат Үлгүлүева") && page.contains(&Locale::Ky.t("selection-nothing-sent")), "{page}");
        let one = format!("{here}/applicants/{}", all[4].id);
        let empty = office.post(&format!("{one}/override"), &[("put", "in"), ("reason", "safety"), ("override_note", "")]).await.location();
        assert!(office.get(&empty).await.body.contains("id=\"errors\""));
        let put = [("put", "in"), ("reason", "safety"), ("override_note", "Үйүндө калса коркунучтуу")];
        assert_eq!(office.post(&format!("{one}/override"), &put).await.location(), format!("{here}?done=override"));
        assert!(office.get(&one).await.body.contains("Үйүндө калса коркунучтуу"));
        let publish = format!("{here}/publish");
        world.clock.advance(Duration::minutes(6));
        assert!(office.get(&publish).await.location().contains("confirm-it-is-you"));
        world.confirms(&mut office).await;
        let list = office.get(&publish).await.input("list");
        // Meanwhile somebody applies.
        apply(app, &event, 7).await;
        let back = office.post(&publish, &[("list", &list)]).await.location();
        let again = office.get(&back).await;
        assert!(again.body.contains(&Locale::Ky.t("selection-error-changed")), "{}", again.body);
        let list = again.input("list");
        for _ in 0..2 {
            assert_eq!(office.post(&publish, &[("list", &list)]).await.location(), format!("{here}?done=published"));
        }
        assert_eq!(now(app, &all[4]).await.state, State::Confirmed);
        assert_eq!(held(&world, &event).await, (2, 2));
        let proof = office.get(&format!("{here}/proof")).await.body;
        assert!(proof.contains(&Locale::Ky.t("selection-proof-equal")) && !proof.contains("Гүлзат"), "{proof}");
        let file = office.get(&format!("{here}/proof.txt")).await;
        assert!(file.headers["content-disposition"].to_str().unwrap().contains("tandoo-selection.txt"));
        assert_eq!(recompute(&file.body), None);
        assert_eq!(office.get(&publish).await.status, StatusCode::CONFLICT);
        for l in Locale::ALL {
            for rest in ["", "/proof"] {
                let page = office.get(&format!("/{l}/staff/events/tandoo/selection{rest}")).await.body;
                assert!(!page.contains("[selection-"), "{l}{rest}");
            }
        }
    }
}

/// The other side of it: whoever gives out places holds their queue before anything of the event, as publishing does. The order of
/// before, the event first, ends here in two that wait for each other.
#[tokio::test]
async fn publishing_takes_the_queue_before_the_event() {
    let world = World::postgres().await;
    let app = &world.app;
    let (aida, event, all) = drawn(&world).await;
    let hash = shown(app, &aida, &event).await;
    // As withdrawing does: the queue, then a row that names the event.
    let mut tx = app.db.write().await.unwrap();
    registration::hold_selection(&mut tx, event.id, true).await.unwrap();
    let publishes = selection::publish(app, &aida, &event, &hash);
    tokio::pin!(publishes);
    let waited = tokio::time::timeout(std::time::Duration::from_millis(300), &mut publishes).await;
    assert!(waited.is_err(), "it waits for the queue");
    let of = world.id(event.id);
    let sql = sqlx::AssertSqlSafe(format!("SELECT 1 FROM event WHERE id = {of} FOR KEY SHARE NOWAIT"));
    let On::PostgresWrite(inner) = &mut tx.on else { panic!("PostgreSQL") };
    sqlx::query(sql).execute(&mut **inner).await.expect("and holds nothing of the event meanwhile");
    drop(tx);
    assert!(!publishes.await.unwrap().already);
    assert_eq!(held(&world, &event).await, (6, 6));
    assert_eq!(now(app, &all[0]).await.version, 2);
}

/// Who is chosen as the one to give way tries again, and does not hear of it.
#[tokio::test]
async fn a_lock_that_was_not_to_be_had_is_tried_again() {
    let world = World::postgres().await;
    let app = &world.app;
    let (aida, event, _) = drawn(&world).await;
    let hash = shown(app, &aida, &event).await;
    let mut tx = app.db.write().await.unwrap();
    registration::hold_selection(&mut tx, event.id, true).await.unwrap();
    let publishes = selection::publish(app, &aida, &event, &hash);
    tokio::pin!(publishes);
    // Past the time that one try waits for a lock (`lock_timeout`).
    let waited = tokio::time::timeout(std::time::Duration::from_millis(3_500), &mut publishes).await;
    assert!(waited.is_err(), "it tries again");
    drop(tx);
    assert!(!publishes.await.unwrap().already);
}

/// What the lock is for: an application that has looked and not committed keeps the list from being published past it.
#[tokio::test]
async fn who_has_looked_holds_the_list_up() {
    let world = World::postgres().await;
    let app = &world.app;
    let (aida, event, _) = drawn(&world).await;
    let hash = shown(app, &aida, &event).await;
    let mut tx = app.db.write().await.unwrap();
    registration::hold_selection(&mut tx, event.id, false).await.unwrap();
    let publishes = selection::publish(app, &aida, &event, &hash);
    tokio::pin!(publishes);
    let waited = tokio::time::timeout(std::time::Duration::from_millis(300), &mut publishes).await;
    assert!(waited.is_err(), "it waits");
    drop(tx);
    assert!(!publishes.await.unwrap().already);
    let Db { on: Engine::Postgres(_), .. } = &app.db else { panic!("PostgreSQL") };
}
