//! Two people who turn out to be one: found, told apart, merged, undone; while others register, withdraw and erase.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::Duration;
use sabak::attendance::form::MarkInput;
use sabak::attendance::model::Status;
use sabak::attendance::service as attendance;
use sabak::audit::service::By;
use sabak::db::vault;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::i18n::Locale;
use sabak::needs::form::DecisionInput;
use sabak::needs::model::{Kind as Need, State as Decided};
use sabak::needs::service as needs;
use sabak::people::model::{MergeInput, Reason, Whose};
use sabak::people::service::{self as people, Comparison};
use sabak::questions::model::Kind as Asks;
use sabak::registration::consent::{Act as Agreed, Purpose, holds};
use sabak::registration::model::{Needs, Registration, RegistrationInput, Source, State};
use sabak::registration::service as registration;
use sabak::retention::model::{Class, columns};
use sabak::retention::service::{self as retention, Mode};
use sabak::retention::tombstones;
use sabak::seal::Personal;
use sabak::selection::model::{Put, Reason as Why};
use sabak::selection::service as selection;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::state::App;
use sabak::testimonials::model::{Attribution, Channel, TestimonialInput};
use sabak::testimonials::service as testimonials;
use uuid::Uuid;

use crate::cast::{
    answered, asking, asks, by_selection, come, coordinator, everything, form_of, now, plan, published, register,
    staff, texts, training,
};
use crate::support::{World, both_engines};

/// Somebody with every answer, under a number of their own.
async fn somebody(app: &App, event: &Event, n: usize, name: &str) -> Registration {
    let input = RegistrationInput {
        full_name: name.into(),
        call_name: name.split(' ').next().unwrap_or_default().into(),
        email: format!("belgi{n}@kanarei.invalid").into(),
        note: format!("Эскертүү {n}").into(),
        diet: format!("Тамак {n}").into(),
        organisation: "Тоо уюму".into(),
        home_region: "osh".into(),
        future_contact: true,
        ..form_of(app, n)
    };
    let made = come(app, event, input).await;
    while people::index_due(app).await.unwrap() > 0 {}
    made
}

/// Everything of who remains, every contact of both, and of two registrations the first.
pub fn of_who_remains(c: &Comparison) -> MergeInput {
    MergeInput {
        merged: c.merged.person.id,
        full_name: Whose::Survivor,
        call_name: Whose::Survivor,
        locale: Whose::Survivor,
        contacts: c.survivor.contacts.iter().chain(&c.merged.contacts).map(|c| c.id).collect(),
        stays: c.twins.iter().map(|(event, one, _)| (event.id, one.id)).collect(),
    }
}

async fn choice(app: &App, actor: &Actor, survivor: Uuid, merged: Uuid) -> MergeInput {
    of_who_remains(&people::comparison(app, actor, survivor, merged).await.unwrap())
}

pub async fn merge(app: &App, actor: &Actor, survivor: Uuid, merged: Uuid) -> Uuid {
    let input = choice(app, actor, survivor, merged).await;
    people::merge(app, actor, survivor, &input).await.unwrap()
}

async fn osh_and(app: &App, actor: &Actor, slug: &str, places: i64) -> Event {
    published(app, actor, &plan(slug, places)).await
}

/// The event begins; they are marked as there, and then as not.
async fn marked_twice(world: &World, actor: &Actor, event: &Event, r: &Registration) {
    let app = &world.app;
    world.clock.set(event.starts_at);
    let session = event.sessions[0].id;
    let mut mark =
        MarkInput { session, registration: r.id, mark_id: app.ids.uuid(), seen: None, status: Status::Present };
    attendance::mark(app, actor, &event.slug, &mark).await.unwrap();
    mark = MarkInput { mark_id: app.ids.uuid(), seen: Some(mark.mark_id), status: Status::Absent, ..mark };
    attendance::correct(app, actor, &event.slug, &mark, &"Башка киши экен".into()).await.unwrap();
}

/// What is stored of people, past every key: who has what, and all that was typed.
async fn picture(world: &World, actor: &Actor, people: &[Uuid]) -> Vec<String> {
    let app = &world.app;
    let mut all = Vec::new();
    for id in people {
        let person = people::by_id(app, *id).await.unwrap();
        all.push(format!("{} {} {} {}", id, person.full_name.reveal(), person.call_name.reveal(), person.locale));
        for c in &person.contacts {
            all.push(format!("{id} {:?} {}", c.kind, c.value.reveal()));
        }
        for r in registration::of_person(app, *id).await.unwrap() {
            let typed = [&r.phone, &r.email, &r.organisation, &r.diet, &r.note].map(|t| t.reveal().to_owned());
            all.push(format!("{id} {} {} {} {:?} {typed:?}", r.id, r.state, r.holds_place, r.waiting_no));
            let agreed = registration::ledger(app, &r).await.unwrap();
            all.push(format!("{id} {} {agreed:?}", r.id));
            let marks = attendance::told(app, &r).await.unwrap();
            all.extend(marks.iter().map(|m| format!("{id} {} {:?} {}", r.id, m.status, m.reason.reveal())));
        }
        let found = people::search(app, actor, &person.full_name, Locale::Ky).await.unwrap();
        all.push(format!("{id} found {}", found.hits.iter().any(|hit| hit.id == *id)));
        let agreed = format!("SELECT CAST(COUNT(*) AS TEXT) FROM consent WHERE person_id = {}", world.id(*id));
        all.extend(texts(&app.db, agreed).await);
    }
    all
}

async fn counts(world: &World) -> Vec<i64> {
    let mut all = Vec::new();
    for table in ["registration", "consent", "mark", "testimonial", "contact", "person", "data_key"] {
        all.push(world.number(format!("SELECT COUNT(*) FROM {table}")).await);
    }
    all
}

/// Places are counted right, and nothing readable lies about somebody without a key.
pub async fn assert_sound(world: &World) {
    let wrong = "SELECT COUNT(*) FROM pool p WHERE p.taken <> (SELECT COUNT(*) FROM registration r
        WHERE r.pool_id = p.id AND r.holds_place = TRUE) OR p.taken > p.size";
    assert_eq!(world.number(wrong).await, 0, "places");
    for (what, sql) in [
        (
            "registrations",
            "SELECT COUNT(*) FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id
            WHERE k.subject_id IS NULL AND (r.phone IS NOT NULL OR r.note IS NOT NULL)",
        ),
        (
            "contacts",
            "SELECT COUNT(*) FROM contact c LEFT JOIN data_key k ON k.subject_id = c.person_id
            WHERE k.subject_id IS NULL",
        ),
        (
            "tokens",
            "SELECT COUNT(*) FROM name_token n LEFT JOIN data_key k ON k.subject_id = n.person_id
            WHERE k.subject_id IS NULL",
        ),
        (
            "who is to be found soon",
            "SELECT COUNT(*) FROM name_due n LEFT JOIN data_key k ON k.subject_id = n.person_id
            WHERE k.subject_id IS NULL",
        ),
        (
            "records",
            "SELECT COUNT(*) FROM person_merge m LEFT JOIN data_key k ON k.subject_id = m.held_by
            WHERE k.subject_id IS NULL AND m.record IS NOT NULL",
        ),
        (
            "consents",
            "SELECT COUNT(*) FROM consent c JOIN registration r ON r.id = c.registration_id
            WHERE c.person_id <> r.person_id",
        ),
        (
            "words",
            "SELECT COUNT(*) FROM testimonial t JOIN registration r ON r.id = t.registration_id
            WHERE t.person_id <> r.person_id",
        ),
    ] {
        assert_eq!(world.number(sql).await, 0, "{what}");
    }
    // Everything there opens.
    let app = &world.app;
    let ids = texts(
        &app.db,
        match app.db.engine() {
            "sqlite" => "SELECT lower(hex(id)) FROM registration",
            _ => "SELECT id::text FROM registration",
        },
    )
    .await;
    for id in ids {
        registration::by_id(app, id.parse().unwrap()).await.unwrap();
    }
}

both_engines! {
    /// Registrations, what was typed, agreements, marks with reasons, contacts, names: all of it comes along and goes back.
    async fn a_merge_brings_everything_together_and_an_undo_takes_it_apart_again(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (first, second) = (training(app, &aida, 5).await, osh_and(app, &aida, "ekinchi", 5).await);
        let a = somebody(app, &first, 1, "Айгүл Бекова").await;
        let b = somebody(app, &second, 2, "Bekova Aigul").await;
        marked_twice(&world, &aida, &second, &b).await;
        let both = [a.person_id, b.person_id];
        let (before, numbers) = (picture(&world, &aida, &both).await, counts(&world).await);

        let mut input = choice(app, &aida, a.person_id, b.person_id).await;
        input.full_name = Whose::Merged;
        // Of the second person the phone alone.
        let c = people::comparison(app, &aida, a.person_id, b.person_id).await.unwrap();
        let address = c.merged.contacts.iter().find(|c| c.contact.value.reveal().contains('@')).unwrap().id;
        input.contacts.remove(&address);
        let id = people::merge(app, &aida, a.person_id, &input).await.unwrap();
        let one = people::by_id(app, a.person_id).await.unwrap();
        assert_eq!((one.full_name.reveal(), one.call_name.reveal(), one.contacts.len()), ("Bekova Aigul", "Айгүл", 3));
        assert!(people::by_id(app, b.person_id).await.unwrap().erased, "the other has no key");
        let moved = now(app, &b).await;
        assert_eq!((moved.person_id, moved.note.reveal()), (a.person_id, "Эскертүү 2"));
        assert_eq!(attendance::told(app, &moved).await.unwrap()[1].reason.reveal(), "Башка киши экен");
        let card = people::card(app, &aida, a.person_id).await.unwrap();
        assert_eq!((card.lines.len(), card.merges.len()), (2, 1));
        assert_eq!(people::card(app, &aida, b.person_id).await.map(drop), Err(AppError::NotFound));
        let link = registration::link_token(app, &b);
        assert_eq!(registration::by_link(app, &link).await.unwrap().id, b.id, "their link opens what it opened");
        assert_sound(&world).await;
        // Whoever registers with either number is this person.
        let third = osh_and(app, &aida, "uchunchu", 5).await;
        let later = registration::walk_in(app, &aida, &third, sabak::registration::model::WalkInInput {
            full_name: "Бекова".into(),
            contact: Some(sabak::people::model::Contact::phone("+996700000002")),
        }).await.unwrap();
        assert_eq!(later.person_id, a.person_id);

        let undone = people::undo(app, &aida, a.person_id, id).await.unwrap();
        assert_eq!((undone.contacts, undone.places), (0, 0));
        assert_eq!(now(app, &later).await.person_id, a.person_id, "what came since stays");
        registration::erase_one(app, By::System, &later, "asked").await.unwrap();
        let after = picture(&world, &aida, &both).await;
        assert_eq!(after, before);
        let mut again = counts(&world).await;
        // The erased one's row, and the person of whom nothing is known.
        again[0] -= 1;
        again[5] -= 1;
        assert_eq!(again, numbers);
        assert_eq!(people::undo(app, &aida, a.person_id, id).await, Err(AppError::Conflict(people::LATE)), "once");
        assert_sound(&world).await;
        let lines = "SELECT COUNT(*) FROM audit WHERE action IN ('person.merge', 'person.undo')";
        assert_eq!(world.number(lines).await, 2);
    }
}

both_engines! {
    async fn of_two_registrations_for_one_event_one_stays_and_the_others_place_goes_on(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let a = somebody(app, &event, 1, "Айгүл Бекова").await;
        let b = somebody(app, &event, 2, "Айгул Бекова").await;
        let waits = register(app, &event, 3).await.registration;
        assert_eq!(waits.state, State::Waitlisted);
        let before = picture(&world, &aida, &[a.person_id, b.person_id]).await;
        // Not said which: nothing happens.
        let mut input = choice(app, &aida, a.person_id, b.person_id).await;
        let stays = std::mem::take(&mut input.stays);
        let refused = people::merge(app, &aida, a.person_id, &input).await;
        assert_eq!(refused, Err(AppError::Conflict(people::CHANGED)));
        assert_eq!(picture(&world, &aida, &[a.person_id, b.person_id]).await, before);
        // The second person's stays: the first one's is given up.
        input.stays = stays.into_keys().map(|event| (event, b.id)).collect();
        let id = people::merge(app, &aida, a.person_id, &input).await.unwrap();
        let (mine, theirs) = (now(app, &a).await, now(app, &b).await);
        assert_eq!((mine.state, theirs.state), (State::Withdrawn, State::Confirmed));
        assert_eq!(theirs.person_id, a.person_id);
        assert_eq!(mine.note.reveal(), "Эскертүү 1", "what was typed is still there");
        assert_eq!(now(app, &waits).await.state, State::Offered, "the place goes to who waits");
        let card = people::card(app, &aida, a.person_id).await.unwrap();
        assert_eq!(card.lines.iter().filter(|line| line.twin).count(), 1);
        assert_sound(&world).await;
        // Its place is gone: it waits after the others, and that is said.
        let undone = people::undo(app, &aida, a.person_id, id).await.unwrap();
        assert_eq!(undone.places, 1);
        assert_eq!(now(app, &a).await.state, State::Waitlisted);
        assert_eq!(now(app, &a).await.person_id, a.person_id);
        assert_eq!(now(app, &b).await.person_id, b.person_id);
        assert_eq!(world.number("SELECT COUNT(*) FROM person WHERE part_of IS NOT NULL").await, 0);
        assert_sound(&world).await;
        // The same with room: everything is as it was.
        let roomy = osh_and(app, &aida, "keng", 5).await;
        let c = somebody(app, &roomy, 11, "Айгүл Бекова").await;
        let d = somebody(app, &roomy, 12, "Айгул Бекова").await;
        let before = picture(&world, &aida, &[c.person_id, d.person_id]).await;
        let id = merge(app, &aida, c.person_id, d.person_id).await;
        assert_eq!(now(app, &d).await.state, State::Withdrawn);
        assert_sound(&world).await;
        assert_eq!(people::undo(app, &aida, c.person_id, id).await.unwrap().places, 0);
        assert_eq!(picture(&world, &aida, &[c.person_id, d.person_id]).await, before);
        assert_sound(&world).await;
    }
}

both_engines! {
    async fn who_waited_waits_again_under_their_number(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let a = somebody(app, &event, 1, "Айгүл Бекова").await;
        let b = somebody(app, &event, 2, "Айгул Бекова").await;
        let later = register(app, &event, 3).await.registration;
        let before = picture(&world, &aida, &[a.person_id, b.person_id]).await;
        let id = merge(app, &aida, a.person_id, b.person_id).await;
        assert_eq!(now(app, &b).await.state, State::Withdrawn);
        assert_eq!(people::undo(app, &aida, a.person_id, id).await.unwrap().places, 0);
        assert_eq!(picture(&world, &aida, &[a.person_id, b.person_id]).await, before);
        assert!(now(app, &b).await.waiting_no < now(app, &later).await.waiting_no);
        registration::withdraw(app, &a).await.unwrap();
        assert_eq!(now(app, &b).await.state, State::Offered, "before who came later");
    }
}

both_engines! {
    async fn an_undo_has_thirty_days_and_its_record_goes_with_them(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (first, second) = (training(app, &aida, 5).await, osh_and(app, &aida, "ekinchi", 5).await);
        let a = somebody(app, &first, 1, "Айгүл Бекова").await;
        let b = somebody(app, &second, 2, "Айгул Бекова").await;
        let id = merge(app, &aida, a.person_id, b.person_id).await;
        let records = "SELECT COUNT(*) FROM person_merge WHERE record IS NOT NULL";
        world.clock.advance(Duration::days(30) - Duration::seconds(1));
        retention::run(app, &Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number(records).await, 1);
        people::undo(app, &aida, a.person_id, id).await.unwrap();
        let id = merge(app, &aida, a.person_id, b.person_id).await;
        world.clock.advance(Duration::days(30));
        assert_eq!(people::undo(app, &aida, a.person_id, id).await, Err(AppError::Conflict(people::LATE)));
        assert_eq!(world.number(records).await, 1);
        world.clock.advance(Duration::seconds(1));
        retention::run(app, &Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number(records).await, 0, "destroyed");
        assert_eq!(people::card(app, &aida, a.person_id).await.unwrap().lines.len(), 2, "the merge stays");
    }
}

both_engines! {
    async fn erasing_either_destroys_all_of_it_and_a_restored_backup_forgets_both(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (first, second) = (training(app, &aida, 5).await, osh_and(app, &aida, "ekinchi", 5).await);
        let a = somebody(app, &first, 1, "Канареева Айгүл").await;
        let b = somebody(app, &second, 2, "Канареева Айгул").await;
        let twin = somebody(app, &first, 2, "Канареева Айгул").await;
        assert_eq!(twin.person_id, b.person_id);
        merge(app, &aida, a.person_id, b.person_id).await;
        // A link erases its own registration, and what could bring it back.
        registration::erase(app, &now(app, &b).await).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM person_merge WHERE record IS NOT NULL").await, 0);
        assert!(now(app, &b).await.note.is_empty());
        assert_eq!(now(app, &a).await.note.reveal(), "Эскертүү 1", "the rest stays");
        // The last one takes along the person, the registration given up, and whoever was taken in.
        registration::erase(app, &now(app, &a).await).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'").await, 0);
        for table in ["contact", "name_token", "name_pair", "name_index"] {
            assert_eq!(world.number(format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }
        assert!(now(app, &twin).await.note.is_empty());
        let token = registration::link_token(app, &twin);
        assert_eq!(registration::by_link(app, &token).await.map(drop), Err(AppError::Gone));
        let stones: BTreeSet<Uuid> = tombstones::list(app).await.unwrap().into_iter().map(|s| s.id).collect();
        assert!(stones.contains(&a.person_id) && stones.contains(&b.person_id), "an older backup knows both");
        assert!(!everything(&app.db).await.contains("Канареев"));
        assert_sound(&world).await;
    }
}

both_engines! {
    async fn nobody_merges_beyond_their_scope(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let osh = training(app, &aida, 5).await;
        let mut elsewhere = plan("batken-sabagy", 5);
        elsewhere.region = "batken".into();
        let batken = published(app, &aida, &elsewhere).await;
        let a = somebody(app, &osh, 1, "Айгүл Бекова").await;
        let b = somebody(app, &batken, 2, "Айгул Бекова").await;
        let both = somebody(app, &osh, 2, "Айгул Бекова").await;
        let stranger = somebody(app, &batken, 3, "Айгүл Бекова").await;
        assert_eq!(both.person_id, b.person_id);
        let local = staff(app, "saltanat", &[Grant::new(Role::Coordinator, Scope::Region("osh".into()))]).await;
        let input = choice(app, &aida, a.person_id, b.person_id).await;
        assert_eq!(people::merge(app, &local, a.person_id, &input).await, Err(AppError::Forbidden));
        assert!(people::comparison(app, &local, a.person_id, b.person_id).await.unwrap().outside);
        let unseen = people::comparison(app, &local, a.person_id, stranger.person_id).await.map(drop);
        assert_eq!(unseen, Err(AppError::NotFound));
        assert_eq!(people::say_apart(app, &local, a.person_id, stranger.person_id).await, Err(AppError::NotFound));
        let pairs = people::duplicates(app, &local, None).await.unwrap().pairs;
        assert!(pairs.iter().all(|p| ![p.one.id, p.other.id].contains(&stranger.person_id)) && pairs.len() == 1);
        assert_eq!(people::duplicates(app, &aida, None).await.unwrap().pairs.len(), 3);
        let id = merge(app, &aida, a.person_id, b.person_id).await;
        assert_eq!(people::undo(app, &local, a.person_id, id).await, Err(AppError::Forbidden));
        for (name, role) in [("fatima", Role::Facilitator), ("munira", Role::Moderator), ("olga", Role::Auditor)] {
            let other = crate::cast::everywhere(app, name, role).await;
            assert_eq!(people::undo(app, &other, a.person_id, id).await, Err(AppError::Forbidden), "{name}");
            assert_eq!(people::duplicates(app, &other, None).await.map(drop), Err(AppError::Forbidden), "{name}");
        }
    }
}

both_engines! {
    async fn possible_duplicates_are_shown_with_reasons_until_somebody_has_looked(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (first, second) = (training(app, &aida, 9).await, osh_and(app, &aida, "ekinchi", 9).await);
        let a = somebody(app, &first, 1, "Айгүл Бекова").await;
        let b = somebody(app, &second, 2, "Bekova Aigul").await;
        // A namesake with whom nothing else is common.
        let input = RegistrationInput { full_name: "Айгүл Бекова".into(), phone: "+996555998877".into(), ..form_of(app, 3) };
        let third = osh_and(app, &aida, "uchunchu", 9).await;
        come(app, &third, input).await;
        while people::index_due(app).await.unwrap() > 0 {}
        let pairs = people::duplicates(app, &aida, None).await.unwrap().pairs;
        assert_eq!(pairs.len(), 1);
        let wanted = [Reason::Name, Reason::PhoneNear, Reason::Organisation, Reason::Region];
        assert_eq!(pairs[0].likeness.reasons, wanted);
        assert_eq!(people::card(app, &aida, a.person_id).await.unwrap().likely.len(), 1);
        let mut office = world.signed_in(&aida).await;
        let page = office.get("/ky/staff/people/duplicates").await.body;
        for reason in wanted {
            assert!(page.contains(&Locale::Ky.t(&format!("people-reason-{}", reason.code()))), "{reason:?}");
        }
        let (one, other) = (a.person_id.to_string(), b.person_id.to_string());
        let said = office.post(&format!("/ky/staff/people/{one}/apart"), &[("other", &other)]).await;
        assert!(said.location().ends_with("done=apart"), "{}", said.body);
        assert!(people::duplicates(app, &aida, None).await.unwrap().pairs.is_empty(), "remembered");
        assert!(people::card(app, &aida, b.person_id).await.unwrap().likely.is_empty());
        // Called otherwise, they are looked at again.
        let third = somebody(app, &second, 4, "Айгүл Бек кызы").await;
        let mut input = choice(app, &aida, a.person_id, third.person_id).await;
        input.full_name = Whose::Merged;
        people::merge(app, &aida, a.person_id, &input).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM person_apart").await, 0);
    }
}

both_engines! {
    async fn the_page_shows_two_people_and_takes_the_choice(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let a = somebody(app, &event, 1, "Айгүл Бекова").await;
        let b = somebody(app, &event, 2, "Айгул Бекова").await;
        let mut office = world.signed_in(&aida).await;
        let (one, other) = (a.person_id, b.person_id);
        let path = format!("/ky/staff/people/{one}/merge");
        let page = office.get(&format!("{path}?with={other}")).await;
        assert_eq!(page.status, StatusCode::OK);
        for text in ["Айгүл Бекова", "Айгул Бекова", "belgi1@kanarei.invalid", "+996700000002", &event.id.to_string()] {
            assert!(page.body.contains(text), "{text}");
        }
        assert_eq!(office.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(office.get(&format!("{path}?with={one}")).await.status, StatusCode::NOT_FOUND);
        let (with, twin) = (other.to_string(), format!("twin-{}", event.id));
        let chosen = [("with", with.as_str()), ("full_name", "merged"), ("call_name", "survivor"), ("locale", "survivor")];
        let missing = office.post(&path, &chosen).await;
        let back = office.get(missing.location().split('#').next().unwrap()).await;
        assert!(back.body.contains(&Locale::Ky.t("people-merge-changed")), "{}", missing.location());
        let stays = b.id.to_string();
        let done = office.post(&path, &[&chosen[..], &[(twin.as_str(), stays.as_str())]].concat()).await;
        assert_eq!(done.location(), format!("/ky/staff/people/{one}?done=merged"), "{}", done.body);
        let card = office.get(&done.location()).await.body;
        assert!(card.contains("Айгул Бекова") && card.contains(&Locale::Ky.t("people-twin")));
        assert!(people::by_id(app, one).await.unwrap().contacts.is_empty(), "none was ticked");
        let again = office.post(&path, &[&chosen[..], &[(twin.as_str(), stays.as_str())]].concat()).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "nobody is left to be taken in");
        let merge = people::card(app, &aida, one).await.unwrap().merges[0].id.to_string();
        let undone = office.post(&format!("/ky/staff/people/{one}/undo"), &[("merge", &merge)]).await;
        assert!(undone.location().contains("done=undone"), "{}", undone.body);
        let card = office.get(&undone.location()).await.body;
        assert!(card.contains(&Locale::Ky.t("people-undone")) && !card.contains(&Locale::Ky.t("people-undone-added")), "{card}");
        assert_eq!(people::by_id(app, one).await.unwrap().contacts.len(), 2);
        assert_eq!(people::by_id(app, other).await.unwrap().contacts.len(), 2);
    }
}

both_engines! {
    /// The same pair from both sides, a triangle, and their undos, at once on two nodes.
    async fn merges_at_once_leave_one_person_or_two_and_nothing_between(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let nodes = [app.clone(), world.second_node().await];
        let event = training(app, &aida, 30).await;
        let other = osh_and(app, &aida, "ekinchi", 30).await;
        let mut people_of = Vec::new();
        for n in 0..6 {
            let r = somebody(app, if n % 2 == 0 { &event } else { &other }, n, "Айгүл Бекова").await;
            people_of.push(r.person_id);
        }
        let numbers = counts(&world).await;
        let mut at_once = tokio::task::JoinSet::new();
        for round in 0..2 {
            for (one, two) in [(0, 1), (1, 0), (2, 3), (3, 4), (4, 2), (5, 0), (1, 5)] {
                let (app, aida) = (nodes[(one + round) % 2].clone(), aida.clone());
                let (survivor, merged) = (people_of[one], people_of[two]);
                at_once.spawn(async move {
                    let Ok(c) = people::comparison(&app, &aida, survivor, merged).await else { return Ok(None) };
                    let input = MergeInput { call_name: Whose::Merged, ..of_who_remains(&c) };
                    people::merge(&app, &aida, survivor, &input).await.map(|id| Some((survivor, id)))
                });
            }
        }
        let mut made = Vec::new();
        for done in at_once.join_all().await {
            match done {
                Ok(merge) => made.extend(merge),
                Err(AppError::Conflict(_) | AppError::NotFound | AppError::Busy) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        assert!(!made.is_empty());
        assert_sound(&world).await;
        let alive = "SELECT COUNT(*) FROM name_index";
        assert_eq!(world.number(alive).await, 6 - i64::try_from(made.len()).unwrap(), "each merge takes in one");
        // The newest first; each exactly once, though asked for twice.
        let mut left = made.clone();
        let mut rounds = 0;
        while !left.is_empty() && rounds < 20 {
            rounds += 1;
            let mut at_once = tokio::task::JoinSet::new();
            for (n, (survivor, id)) in left.iter().copied().enumerate() {
                for node in &nodes {
                    let (app, aida) = (node.clone(), aida.clone());
                    at_once.spawn(async move { (n, people::undo(&app, &aida, survivor, id).await) });
                }
            }
            let mut done: Vec<usize> = Vec::new();
            for (n, outcome) in at_once.join_all().await {
                match outcome {
                    Ok(_) => done.push(n),
                    Err(AppError::Conflict(_) | AppError::NotFound | AppError::Busy) => {}
                    Err(error) => panic!("{error:?}"),
                }
            }
            let unique: BTreeSet<usize> = done.iter().copied().collect();
            assert_eq!(unique.len(), done.len(), "once");
            left = left.into_iter().enumerate().filter(|(n, _)| !unique.contains(n)).map(|(_, m)| m).collect();
        }
        assert!(left.is_empty(), "all of them are undone: {left:?}");
        assert_sound(&world).await;
        assert_eq!(counts(&world).await, numbers);
        assert_eq!(world.number(alive).await, 6);
    }
}

both_engines! {
    async fn merging_while_others_register_withdraw_and_erase_keeps_the_count(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let nodes = [app.clone(), world.second_node().await];
        let event = training(app, &aida, 4).await;
        let mut all = Vec::new();
        for n in 0..12 {
            all.push(somebody(app, &event, n, "Айгүл Бекова").await);
        }
        let mut at_once = tokio::task::JoinSet::new();
        for (n, r) in all.iter().cloned().enumerate() {
            let (one, two, event) = (nodes[n % 2].clone(), nodes[(n + 1) % 2].clone(), event.clone());
            let (aida, other) = (aida.clone(), all[(n + 1) % 12].person_id);
            let person = r.person_id;
            at_once.spawn(async move {
                let app = one;
                let Ok(c) = people::comparison(&app, &aida, person, other).await else { return Ok(()) };
                let input = MergeInput {
                    merged: other,
                    full_name: Whose::Survivor,
                    call_name: Whose::Survivor,
                    locale: Whose::Merged,
                    contacts: c.merged.contacts.iter().map(|c| c.id).collect(),
                    stays: c.twins.iter().map(|(event, _, two)| (event.id, two.id)).collect(),
                };
                let id = people::merge(&app, &aida, person, &input).await?;
                if n % 3 == 0 {
                    people::undo(&app, &aida, person, id).await?;
                }
                Ok(())
            });
            if n % 4 == 0 {
                let r = r.clone();
                let app = two.clone();
                at_once.spawn(async move {
                    let mut done = Err(AppError::Busy);
                    while done == Err(AppError::Busy) {
                        done = registration::erase(&app, &r).await;
                    }
                    done
                });
            }
            if n % 4 == 1 {
                let r = r.clone();
                let app = two.clone();
                at_once.spawn(async move { registration::withdraw(&app, &r).await.map(drop) });
            }
            if n % 2 == 0 {
                let input = form_of(&two, n + 2);
                at_once.spawn(async move { registration::register(&two, &event, input, Source::Web).await.map(drop) });
            }
        }
        for done in at_once.join_all().await {
            let expected = matches!(done, Ok(()) | Err(AppError::Conflict(_) | AppError::NotFound | AppError::Busy));
            assert!(expected, "{done:?}");
        }
        assert_sound(&world).await;
        let held = world.number("SELECT COUNT(*) FROM registration WHERE holds_place = TRUE").await;
        let waiting = world.number("SELECT COUNT(*) FROM registration WHERE state = 'waitlisted'").await;
        assert!(held == 4 || waiting == 0, "{held} places are held and {waiting} wait");
        for (n, r) in all.iter().enumerate().filter(|(n, _)| n % 4 == 0) {
            let left = registration::by_id(app, r.id).await.unwrap();
            assert!(left.note.is_empty(), "{n} is erased, wherever it came to belong");
            let mut tx = app.db.read().await.unwrap();
            assert!(left.legible == sabak::seal::Legible::Erased && vault::key(&mut tx, left.person_id).await.is_err());
        }
    }
}

fn words_of(app: &App, n: usize) -> TestimonialInput {
    TestimonialInput {
        submission_id: app.ids.uuid(),
        locale: Locale::Ky,
        headline: "Менин үнүм".into(),
        body: format!("Сөз {n}").into(),
        channels: vec![Channel::Site],
        attribution: Attribution::Anonymous,
        pseudonym: Personal::default(),
        consent_locale: Locale::Ky,
    }
}

both_engines! {
    /// Through links, about photos and about words, on one node, while another makes one person of two, and two again. Nobody
    /// is told that they are not there, each of them has the last word they said, and it lies with whose it is by then.
    async fn what_is_agreed_to_during_a_merge_belongs_to_who_remains(world: World) {
        const PAIRS: usize = 5;
        const WORDS: usize = 3;
        let app = &world.app;
        let aida = coordinator(app).await;
        let other = world.second_node().await;
        let (first, second) = (training(app, &aida, 30).await, osh_and(app, &aida, "ekinchi", 30).await);
        let mut pairs = Vec::new();
        for n in 0..PAIRS {
            let one = somebody(app, &first, 2 * n, "Айгүл Бекова").await;
            pairs.push((one, somebody(app, &second, 2 * n + 1, "Айгүл Бекова").await));
        }
        world.clock.set(first.starts_at);
        let mut at_once = tokio::task::JoinSet::new();
        for (one, two) in pairs.clone() {
            let (node, aida) = (app.clone(), aida.clone());
            let mut given = Vec::new();
            for n in 0..WORDS {
                given.push(testimonials::give(app, &two, words_of(app, n)).await.unwrap());
            }
            at_once.spawn(async move {
                for _ in 0..3 {
                    let Ok(c) = people::comparison(&node, &aida, one.person_id, two.person_id).await else { continue };
                    if let Ok(id) = people::merge(&node, &aida, one.person_id, &of_who_remains(&c)).await {
                        let _ = people::undo(&node, &aida, one.person_id, id).await;
                    }
                }
                let c = people::comparison(&node, &aida, one.person_id, two.person_id).await.unwrap();
                let mut merged = Err(AppError::Busy);
                while merged == Err(AppError::Busy) {
                    merged = people::merge(&node, &aida, one.person_id, &of_who_remains(&c)).await;
                }
                merged.unwrap();
            });
            for id in given {
                let (node, two) = (other.clone(), two.clone());
                at_once.spawn(async move {
                    for n in 0..8 {
                        testimonials::set_channel(&node, &two, id, Channel::Press, n % 2 == 0, Locale::Ky).await.unwrap();
                        tokio::task::yield_now().await;
                    }
                });
            }
            let (node, r) = (other.clone(), two.clone());
            at_once.spawn(async move {
                for n in 0..9 {
                    let act = if n % 2 == 0 { Agreed::Grant } else { Agreed::Withdraw };
                    registration::agree(&node, &r, Purpose::Photos, act, Locale::Ky).await.unwrap();
                }
            });
            let (node, r) = (other.clone(), two);
            at_once.spawn(async move {
                for n in 0..3 {
                    testimonials::give(&node, &r, words_of(&node, WORDS + n)).await.unwrap();
                }
            });
        }
        at_once.join_all().await;
        assert_sound(&world).await;
        for (one, two) in &pairs {
            let moved = now(app, two).await;
            assert_eq!(moved.person_id, one.person_id);
            let ledger = registration::ledger(app, &moved).await.unwrap();
            assert!(holds(&ledger, Purpose::Photos).is_some_and(|(given, _)| given), "{ledger:?}");
            assert_eq!(ledger.iter().filter(|e| e.purpose == Purpose::Photos).count(), 9, "each once");
            let words = testimonials::for_registration(app, two.id).await.unwrap();
            assert_eq!(words.len(), WORDS + 3);
        }
        // Of each of the words: the site, and what was said about the press.
        let said = format!("SELECT COUNT(*) FROM consent WHERE testimonial_id IS NOT NULL AND person_id IN ({})",
            pairs.iter().map(|(one, _)| world.id(one.person_id)).collect::<Vec<_>>().join(", "));
        assert_eq!(world.number(said).await, i64::try_from(PAIRS * (WORDS * 9 + 3)).unwrap());
    }
}

/// Sealed columns under the key of a person, and which rows of theirs are that person's.
const OF_A_PERSON: &[(&str, &str)] = &[
    ("person.full_name", "id = $"),
    ("person.call_name", "id = $"),
    ("contact.value", "person_id = $"),
    ("registration.phone", "person_id = $"),
    ("registration.email", "person_id = $"),
    ("registration.organisation", "person_id = $"),
    ("registration.diet", "person_id = $"),
    ("registration.note", "person_id = $"),
    ("answer.value", "registration_id IN (SELECT id FROM registration WHERE person_id = $)"),
    ("need_task.note", "registration_id IN (SELECT id FROM registration WHERE person_id = $)"),
    ("mark.reason", "registration_id IN (SELECT id FROM registration WHERE person_id = $)"),
    ("selection_score.note", "registration_id IN (SELECT id FROM registration WHERE person_id = $)"),
    ("selection_override.note", "registration_id IN (SELECT id FROM registration WHERE person_id = $)"),
    ("person_merge.record", "held_by = $"),
];
/// The others, and under what they lie.
const OF_OTHERS: &[(&str, &str)] = &[
    ("staff", "the account"),
    ("staff_invite", "the invitation"),
    ("staff_totp", "the account"),
    ("staff_passkey", "the account"),
    ("staff_ceremony", "the account"),
    ("saved_view", "the account"),
    ("flash", "the secret in an address"),
    ("testimonial", "the testimonial"),
    ("rendition", "the testimonial"),
    ("hold", "the testimonial"),
    ("decline", "the testimonial"),
    ("selection_publication", "the instance"),
    ("import_part", "the import"),
];

#[test]
fn every_sealed_column_says_whose_key_it_lies_under() {
    for column in columns().filter(|c| c.class == Class::Sealed) {
        let name = format!("{}.{}", column.table, column.name);
        let of_a_person = OF_A_PERSON.iter().any(|(known, _)| *known == name);
        let of_others = OF_OTHERS.iter().any(|(table, _)| *table == column.table);
        assert!(of_a_person != of_others, "{name}: a merge must seal it anew, if a person's key seals it; say so here");
    }
    let all: BTreeSet<String> = columns().map(|c| format!("{}.{}", c.table, c.name)).collect();
    assert!(OF_A_PERSON.iter().all(|(name, _)| all.contains(*name)));
}

/// What lies in a column, as hexadecimal; of one person, or of everybody.
async fn sealed_in(world: &World, name: &str, whose: Option<Uuid>) -> Vec<String> {
    let (table, column) = name.split_once('.').unwrap();
    let hex = if world.app.db.engine() == "sqlite" {
        format!("lower(hex({column}))")
    } else {
        format!("encode({column}, 'hex')")
    };
    let rule = OF_A_PERSON.iter().find(|(known, _)| *known == name).unwrap().1;
    let theirs = whose.map(|id| format!(" AND {}", rule.replace('$', &world.id(id)))).unwrap_or_default();
    texts(&world.app.db, format!("SELECT {hex} FROM {table} WHERE {column} IS NOT NULL{theirs}")).await
}

both_engines! {
    /// Each column is filled, and nothing that lay under the key of who was taken in is there afterwards as it was.
    async fn a_merge_seals_every_column_of_a_person_anew(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (first, second) = (training(app, &aida, 5).await, osh_and(app, &aida, "ekinchi", 5).await);
        let third = published(app, &aida, &by_selection("tandoo", 6)).await;
        let question = asks(app, &aida, &second, asking(Asks::LongText, "Дагы эмне?")).await;
        let a = somebody(app, &first, 1, "Айгүл Бекова").await;
        let input = RegistrationInput {
            email: "belgi2@kanarei.invalid".into(),
            note: "Эскертүү".into(),
            diet: "Тамак".into(),
            organisation: "Тоо уюму".into(),
            needs: Needs { childcare: true, ..Needs::default() },
            answers: answered([(question, "Жооп")]),
            ..form_of(app, 2)
        };
        let b = come(app, &second, input).await;
        let applied = somebody(app, &third, 2, "Айгул Бекова").await;
        assert_eq!((applied.state, applied.person_id), (State::Received, b.person_id));
        selection::set_score(app, &aida, &third, applied.id, Some((7, &"Алыстан келет".into()))).await.unwrap();
        let put = Some((Put::Out(Why::Interest), &Personal::from("Өзү айтты")));
        selection::set_override(app, &aida, &third, applied.id, put).await.unwrap();
        let note = "Унаа жок".into();
        let decision = DecisionInput { registration: b.id, kind: Need::Childcare, to: Decided::NotPossible, note };
        needs::decide(app, &aida, &second, &decision).await.unwrap();
        // Of whoever was taken in by them before.
        let fourth = osh_and(app, &aida, "tortunchu", 5).await;
        let earlier = somebody(app, &fourth, 3, "Айгул Бекова").await;
        merge(app, &aida, b.person_id, earlier.person_id).await;
        marked_twice(&world, &aida, &second, &b).await;

        let mut before = Vec::new();
        for (name, _) in OF_A_PERSON {
            let theirs = sealed_in(&world, name, Some(b.person_id)).await;
            assert!(!theirs.is_empty(), "{name}: nothing of theirs lies there, so that nothing is shown here");
            before.push((name, theirs, sealed_in(&world, name, None).await.len()));
        }
        merge(app, &aida, a.person_id, b.person_id).await;
        for (name, theirs, all) in before {
            let now = sealed_in(&world, name, None).await;
            assert!(theirs.iter().all(|old| !now.contains(old)), "{name} lies there as it was, under a key that is gone");
            // Their own row says nothing of them any more; a record is added.
            let expected = match *name {
                "person.full_name" | "person.call_name" => all - 1,
                "person_merge.record" => all + 1,
                _ => all,
            };
            assert_eq!(now.len(), expected, "{name}: nothing is lost");
        }
        // And all of it opens.
        let moved = now(app, &b).await;
        assert_eq!((moved.person_id, moved.note.reveal(), moved.diet.reveal()), (a.person_id, "Эскертүү", "Тамак"));
        let answers = sabak::questions::service::answers(app, &moved).await.unwrap();
        assert_eq!(answers.get(question).unwrap().reveal(), "Жооп");
        assert_eq!(needs::decided(app, &moved).await.unwrap()[0].note.reveal(), "Унаа жок");
        assert_eq!(attendance::told(app, &moved).await.unwrap()[1].reason.reveal(), "Башка киши экен");
        let judged = selection::judged(app, &now(app, &applied).await).await.unwrap();
        assert_eq!(judged.score.unwrap().note.reveal(), "Алыстан келет");
        assert_eq!(judged.by_hand.unwrap().note.reveal(), "Өзү айтты");
        assert_sound(&world).await;
        let merges = people::card(app, &aida, a.person_id).await.unwrap().merges;
        people::undo(app, &aida, a.person_id, merges[0].id).await.unwrap();
        let merges = people::card(app, &aida, b.person_id).await.unwrap().merges;
        people::undo(app, &aida, b.person_id, merges[0].id).await.unwrap();
        assert_eq!(now(app, &earlier).await.person_id, earlier.person_id, "the record of before opens, too");
        assert_sound(&world).await;
    }
}

/// The letters of a registration that wait to be sent.
async fn waiting_letters(world: &World, of: &Registration) -> Vec<String> {
    let sql = format!(
        "SELECT kind FROM message WHERE registration_id = {} AND ended_at IS NULL ORDER BY kind",
        world.id(of.id)
    );
    texts(&world.app.db, sql).await
}

both_engines! {
    async fn letters_of_a_registration_given_up_come_back_with_it(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let a = somebody(app, &event, 1, "Айгүл Бекова").await;
        let b = somebody(app, &event, 2, "Айгул Бекова").await;
        let (mine, theirs) = (waiting_letters(&world, &a).await, waiting_letters(&world, &b).await);
        assert!(theirs.iter().any(|kind| kind == "confirmed") && theirs.iter().any(|kind| kind.starts_with("reminder")), "{theirs:?}");
        let id = merge(app, &aida, a.person_id, b.person_id).await;
        assert_eq!(waiting_letters(&world, &b).await, Vec::<String>::new(), "one person is written to once");
        assert_eq!(waiting_letters(&world, &a).await, mine);
        world.clock.advance(Duration::seconds(1));
        people::undo(app, &aida, a.person_id, id).await.unwrap();
        assert_eq!((waiting_letters(&world, &a).await, waiting_letters(&world, &b).await), (mine.clone(), theirs));
        // Where the place has gone meanwhile, the letter says so: it waits now.
        world.clock.advance(Duration::seconds(1));
        let id = merge(app, &aida, a.person_id, b.person_id).await;
        let other = somebody(app, &event, 3, "Бермет Асанова").await;
        assert_eq!(other.state, State::Confirmed);
        world.clock.advance(Duration::seconds(1));
        assert_eq!(people::undo(app, &aida, a.person_id, id).await.unwrap().places, 1);
        assert_eq!(waiting_letters(&world, &b).await, ["waitlisted"]);
        assert_eq!(waiting_letters(&world, &a).await, mine);
        // A letter that was given up because it is over stays so.
        world.clock.advance(Duration::seconds(1));
        let id = merge(app, &aida, a.person_id, b.person_id).await;
        world.clock.set(event.ends_at);
        people::undo(app, &aida, a.person_id, id).await.unwrap();
        assert_eq!(waiting_letters(&world, &b).await, Vec::<String>::new());
        assert_sound(&world).await;
    }
}

both_engines! {
    async fn that_something_came_since_a_merge_is_said_where_it_did(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (first, second) = (training(app, &aida, 5).await, osh_and(app, &aida, "ekinchi", 5).await);
        let third = osh_and(app, &aida, "uchunchu", 5).await;
        let a = somebody(app, &first, 1, "Айгүл Бекова").await;
        let b = somebody(app, &second, 2, "Айгул Бекова").await;
        let id = merge(app, &aida, a.person_id, b.person_id).await;
        assert!(!people::undo(app, &aida, a.person_id, id).await.unwrap().added);
        world.clock.advance(Duration::seconds(1));
        let id = merge(app, &aida, a.person_id, b.person_id).await;
        world.clock.set(third.starts_at);
        let later = registration::walk_in(app, &aida, &third, sabak::registration::model::WalkInInput {
            full_name: "Бекова".into(),
            contact: Some(sabak::people::model::Contact::phone("+996700000002")),
        }).await.unwrap();
        assert_eq!(later.person_id, a.person_id);
        assert!(people::undo(app, &aida, a.person_id, id).await.unwrap().added);
    }
}

both_engines! {
    async fn merging_and_undoing_ask_for_a_fresh_proof(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (first, second) = (training(app, &aida, 5).await, osh_and(app, &aida, "ekinchi", 5).await);
        let a = somebody(app, &first, 1, "Айгүл Бекова").await;
        let b = somebody(app, &second, 2, "Айгул Бекова").await;
        let stale = Actor { fresh: false, ..aida.clone() };
        let before = picture(&world, &aida, &[a.person_id, b.person_id]).await;
        // Looking at both, and saying that they are two, asks for none.
        let input = choice(app, &stale, a.person_id, b.person_id).await;
        assert_eq!(people::merge(app, &stale, a.person_id, &input).await, Err(AppError::StepUp));
        assert_eq!(picture(&world, &aida, &[a.person_id, b.person_id]).await, before);
        people::say_apart(app, &stale, a.person_id, b.person_id).await.unwrap();
        let id = people::merge(app, &aida, a.person_id, &input).await.unwrap();
        assert_eq!(people::undo(app, &stale, a.person_id, id).await, Err(AppError::StepUp));
        assert_eq!(now(app, &b).await.person_id, a.person_id);
        people::undo(app, &aida, a.person_id, id).await.unwrap();
        assert_eq!(now(app, &b).await.person_id, b.person_id);
        let (one, with) = (a.person_id, b.person_id.to_string());
        let page = format!("/ky/staff/people/{one}/merge?with={with}");
        let chosen = [("with", with.as_str()), ("full_name", "merged"), ("call_name", "survivor"), ("locale", "survivor")];
        let mut office = world.signed_in(&aida).await;
        world.clock.advance(Duration::seconds(301));
        let asked = office.post(&format!("/ky/staff/people/{one}/merge"), &chosen).await;
        let next = serde_urlencoded::to_string([("next", &page)]).unwrap();
        assert_eq!(asked.location(), format!("/ky/staff/confirm-it-is-you?{next}"));
        assert_eq!(now(app, &b).await.person_id, b.person_id, "nothing happened");
        world.confirms(&mut office).await;
        let back = office.get(&page).await.body;
        let radio = back.split("<input").find(|input| input.contains("name=\"full_name\"") && input.contains("value=\"merged\""));
        assert!(radio.unwrap().split('>').next().unwrap().contains("checked"), "what was chosen is there: {back}");
        let done = office.post(&format!("/ky/staff/people/{one}/merge"), &chosen).await;
        assert_eq!(done.location(), format!("/ky/staff/people/{one}?done=merged"), "the control: with a proof it is done");
    }
}
