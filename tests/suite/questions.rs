//! Questions of an event: asked in the form, answered, seen by those alone whom each names, and gone in its time.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::db::vault;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::i18n::{Locale, arg};
use sabak::questions::form::editor::{OptionInput, QuestionInput, filled};
use sabak::questions::form::{field, shown_field};
use sabak::questions::model::{AT_DESK_MAX, Answers, Condition, Kind, LONG_TEXTS_MAX, QUESTIONS_MAX, Question, SeenBy};
use sabak::questions::service as questions;
use sabak::registration::model::{Registration, RegistrationInput};
use sabak::registration::service as registration;
use sabak::retention::model::Rule;
use sabak::retention::service::{self as retention, Mode};
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::state::App;
use uuid::Uuid;

use crate::cast::{
    answered, asking, asks, come, coordinator, everywhere, form_of, later, now, plan, published, register, send, staff,
    training, typed,
};
use crate::support::{Answer, Browser, World, both_engines};

/// Stands in the answer that only coordinators may see.
const SECRET: &str = "Абакта-болгонмун";
/// Stands in the answer that facilitators may see.
const OPEN: &str = "Коляска-менен";

async fn one(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Question {
    questions::one(app, actor, event, id).await.unwrap().0
}

/// Asked of who answered so to another question.
fn only_if(question: QuestionInput, on: Uuid, value: &str) -> QuestionInput {
    QuestionInput { shown_if: Some(Condition { question: on, value: value.to_owned() }), ..question }
}

/// The n-th participant, with these answers.
async fn answering(app: &App, event: &Event, n: usize, given: &[(Uuid, &str)]) -> Registration {
    come(app, event, RegistrationInput { answers: answered(given.iter().copied()), ..form_of(app, n) }).await
}

async fn kept(app: &App, r: &Registration) -> Vec<(Uuid, String)> {
    let answers = questions::answers(app, r).await.unwrap();
    answers.iter().map(|(id, value)| (id, value.reveal().to_owned())).collect()
}

/// Sends the n-th participant's form with these answers, and follows the answer.
async fn fill(browser: &mut Browser, event: &Event, n: usize, fields: &[(String, String)]) -> (Answer, Answer) {
    let path = format!("/ky/events/{}/register", event.slug);
    let submission = browser.get(&path).await.input("submission_id");
    let own = typed(n);
    let mut all: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
    all.push(("submission_id", &submission));
    all.extend(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let sent = browser.post(&path, &all).await;
    let page = browser.get(sent.location().split('#').next().unwrap()).await;
    (sent, page)
}

both_engines! {
    async fn a_follow_up_is_asked_when_its_answer_is_given_and_nothing_is_lost(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let first = asks(app, &aida, &event, asking(Kind::YesNo, "Балаңыз келеби?")).await;
        let must = QuestionInput { required: true, ..asking(Kind::Number, "Канча жашта?") };
        let second = asks(app, &aida, &event, only_if(must, first, "yes")).await;
        let (one, other, shown) = (field("", first), field("", second), shown_field(""));
        let mut browser = world.browser();
        let page = browser.get(&format!("/ky/events/{}/register", event.slug)).await.body;
        assert!(page.contains(&one) && !page.contains(&other) && page.contains("Балаңыз келеби?"), "{page}");
        assert!(page.contains(&Locale::Ky.ta("questions-note-coordinators", &[("n", arg(30))])));
        // Yes: one question more, without any error, and all that was typed is there.
        let yes = [(one.clone(), "yes".to_owned()), (shown.clone(), first.to_string())];
        let (sent, back) = fill(&mut browser, &event, 1, &yes).await;
        assert!(sent.location().ends_with("/register#more"), "{}", sent.location());
        assert!(back.body.contains(&other) && back.body.contains(&Locale::Ky.ta("questions-more", &[("n", arg(1))])));
        assert!(!back.body.contains("id=\"errors\"") && !back.body.contains("field-invalid"), "{}", back.body);
        assert!(back.body.contains("Үлгүлүева-1") && back.body.contains("value=\"yes\" checked"), "{}", back.body);
        assert_eq!(world.number("SELECT COUNT(*) FROM registration").await, 0);
        // Asked and left empty it is an error like any other.
        let both = format!("{first} {second}");
        let empty = [(one.clone(), "yes".to_owned()), (other.clone(), String::new()), (shown.clone(), both.clone())];
        let (sent, back) = fill(&mut browser, &event, 1, &empty).await;
        assert!(sent.location().ends_with("#errors") && back.body.contains("Канча жашта? "), "{}", sent.location());
        let all = [(one.clone(), "yes".to_owned()), (other.clone(), "7".to_owned()), (shown.clone(), both.clone())];
        let (sent, _) = fill(&mut browser, &event, 1, &all).await;
        let token = sent.location();
        let token = token.strip_prefix("/ky/my/").unwrap().split('?').next().unwrap();
        let mine = registration::by_link(app, token).await.unwrap();
        assert_eq!(kept(app, &mine).await, [(first, "yes".to_owned()), (second, "7".to_owned())]);
        // No: what was answered to the follow-up is dropped.
        let no = [(one, "no".to_owned()), (other, "7".to_owned()), (shown, both)];
        let (sent, _) = fill(&mut browser, &event, 2, &no).await;
        let token = sent.location();
        let token = token.strip_prefix("/ky/my/").unwrap().split('?').next().unwrap();
        let theirs = registration::by_link(app, token).await.unwrap();
        assert_eq!(kept(app, &theirs).await, [(first, "no".to_owned())]);
    }
}

both_engines! {
    /// A question came, and another went, while the form was open.
    async fn a_form_that_was_open_while_the_questions_changed_is_read_all_the_same(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let old = asks(app, &aida, &event, asking(Kind::Text, "Эски суроо")).await;
        let mut browser = world.browser();
        questions::retire(app, &aida, &event, old).await.unwrap();
        let must = QuestionInput { required: true, ..asking(Kind::Text, "Жаңы суроо") };
        let new = asks(app, &aida, &event, must).await;
        let typed = [(field("", old), "жооп".to_owned()), (shown_field(""), old.to_string())];
        let (sent, back) = fill(&mut browser, &event, 1, &typed).await;
        assert!(sent.location().ends_with("#more") && back.body.contains("Жаңы суроо"), "{}", sent.location());
        let typed = [(field("", new), "жооп".to_owned()), (shown_field(""), format!("{old} {new}"))];
        let (sent, _) = fill(&mut browser, &event, 1, &typed).await;
        assert!(sent.location().starts_with("/ky/my/"), "{}", sent.location());
    }
}

/// What a facilitator's desk and a coordinator's page of one registration say of the two answers.
async fn seen(world: &World, facilitator: &Actor, aida: &Actor, event: &Event, r: &Registration) -> [(bool, bool); 2] {
    let both = |body: &str| (body.contains(OPEN), body.contains(SECRET));
    let mut desk = world.signed_in(facilitator).await;
    let mut office = world.signed_in(aida).await;
    let roster = desk.get(&format!("/ky/staff/events/{}/desk", event.slug)).await;
    assert!(roster.status == StatusCode::OK && roster.body.contains("Гүлзат"), "{}", roster.body);
    let path = format!("/ky/staff/events/{}/registrations/{}", event.slug, r.id);
    assert_eq!(desk.get(&path).await.status, StatusCode::FORBIDDEN);
    [both(&roster.body), both(&office.get(&path).await.body)]
}

both_engines! {
    async fn a_facilitator_sees_what_is_marked_for_them_and_nothing_else(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let facilitator = staff(app, "erkin", &[Grant::new(Role::Facilitator, Scope::Event(event.id))]).await;
        let open = QuestionInput { seen_by: SeenBy::FacilitatorsToo, ..asking(Kind::Text, "Эмне менен келесиз?") };
        let open = asks(app, &aida, &event, open).await;
        let secret = asks(app, &aida, &event, asking(Kind::LongText, "Башыңыздан эмне өттү?")).await;
        let r = answering(app, &event, 1, &[(open, OPEN), (secret, SECRET)]).await;
        assert_eq!(seen(&world, &facilitator, &aida, &event, &r).await, [(true, false), (true, true)]);
        let (asked, answers) = questions::answers_of_event(app, &facilitator, &event).await.unwrap();
        assert_eq!((asked.len(), answers[&r.id].iter().count()), (1, 1));
        assert_eq!(questions::of_registration(app, &facilitator, &event, &r).await.unwrap().len(), 1);
        assert_eq!(questions::answers_of_event(app, &aida, &event).await.unwrap().1[&r.id].iter().count(), 2);
        let stranger = staff(app, "jat", &[Grant::new(Role::Facilitator, Scope::Region("chuy".into()))]).await;
        assert_eq!(questions::of_registration(app, &stranger, &event, &r).await, Err(AppError::NotFound));
        let moderator = everywhere(app, "munira", Role::Moderator).await;
        assert_eq!(questions::of_registration(app, &moderator, &event, &r).await, Err(AppError::Forbidden));
        // Whoever looks there: the desk stands in a room.
        let mut office = world.signed_in(&aida).await;
        assert!(!office.get(&format!("/ky/staff/events/{}/desk", event.slug)).await.body.contains(SECRET));
        // With the guard taken out, the same look finds it.
        world.execute("UPDATE question SET seen_by = 'facilitators_too'").await.unwrap();
        assert_eq!(seen(&world, &facilitator, &aida, &event, &r).await, [(true, true), (true, true)]);
    }
}

both_engines! {
    async fn numbers_of_options_are_never_given_twice_and_old_answers_stay_readable(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let id = asks(app, &aida, &event, asking(Kind::ManyChoices, "Кайсы күнү?")).await;
        let r = answering(app, &event, 1, &[(id, "1 3")]).await;
        let edited = async |options: Vec<OptionInput>| {
            let old = one(app, &aida, &event, id).await;
            let input = QuestionInput { options, version: old.version, ..asking(Kind::ManyChoices, "Кайсы күнү?") };
            questions::edit(app, &aida, &event, id, &input).await.unwrap();
            let now = one(app, &aida, &event, id).await;
            now.offered().map(|o| (o.number, o.label(Locale::Ky).0.to_owned())).collect::<Vec<_>>()
        };
        let option = |number: Option<i64>, label: &str| OptionInput { number, labels: [(Locale::Ky, label.to_owned())].into() };
        // The third goes, the second is renamed and comes first, a new one gets a number of its own.
        let offered = edited(vec![option(Some(2), "Шейшемби күнү"), option(Some(1), "Дүйшөмбү"), option(None, "Бейшемби")]).await;
        assert_eq!(offered, [(2, "Шейшемби күнү".to_owned()), (1, "Дүйшөмбү".to_owned()), (4, "Бейшемби".to_owned())]);
        let offered = edited(vec![option(Some(1), "Дүйшөмбү"), option(None, "Жума")]).await;
        assert_eq!(offered.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [1, 5]);
        // The answer is the one that was given, and its words are there.
        assert_eq!(kept(app, &r).await, [(id, "1 3".to_owned())]);
        let mut office = world.signed_in(&aida).await;
        let page = office.get(&format!("/ky/staff/events/{}/registrations/{}", event.slug, r.id)).await.body;
        assert!(page.contains("Дүйшөмбү") && page.contains("Кайсы күнү?, жооп 3"), "{page}");
        // A number that is not offered any more cannot be brought back by hand.
        let old = one(app, &aida, &event, id).await;
        let back = QuestionInput { options: vec![option(Some(1), "а"), option(Some(3), "б")], version: old.version, ..asking(Kind::ManyChoices, "Кайсы күнү?") };
        assert_eq!(questions::edit(app, &aida, &event, id, &back).await, Err(AppError::Conflict("questions-error-stale")));
    }
}

both_engines! {
    async fn what_was_answered_keeps_its_kind_and_is_retired_and_not_deleted(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let id = asks(app, &aida, &event, asking(Kind::Text, "Кайдан?")).await;
        let version = async || one(app, &aida, &event, id).await.version;
        let number = async || QuestionInput { version: version().await, ..asking(Kind::Number, "Кайдан?") };
        questions::edit(app, &aida, &event, id, &number().await).await.unwrap();
        let stale = QuestionInput { version: 1, ..asking(Kind::Number, "Кайдан?") };
        assert_eq!(questions::edit(app, &aida, &event, id, &stale).await, Err(AppError::Conflict("questions-error-stale")));
        let r = answering(app, &event, 1, &[(id, "7")]).await;
        let text = QuestionInput { version: version().await, ..asking(Kind::Text, "Кайдан?") };
        assert_eq!(questions::edit(app, &aida, &event, id, &text).await, Err(AppError::Conflict("questions-error-kind")));
        questions::edit(app, &aida, &event, id, &QuestionInput { required: true, ..number().await }).await.unwrap();
        let mut office = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/questions", event.slug);
        let page = office.get(&format!("{path}/{id}")).await.body;
        assert!(!page.contains("value=\"long_text\"") && !page.contains("name=\"o0_ky\""), "neither kind nor options: {page}");
        for _ in 0..2 {
            questions::retire(app, &aida, &event, id).await.unwrap();
        }
        assert!(questions::of_event(app, event.id).await.unwrap().is_empty());
        assert_eq!(questions::one(app, &aida, &event, id).await.unwrap_err(), AppError::NotFound);
        assert!(office.get(&path).await.body.contains(&Locale::Ky.t("questions-retired")));
        assert_eq!(kept(app, &r).await, [(id, "7".to_owned())]);
        let page = office.get(&format!("/ky/staff/events/{}/registrations/{}", event.slug, r.id)).await.body;
        assert!(page.contains("Кайдан?"));
        // What the person changes later leaves it as it is; who begins anew leaves nothing.
        let mut tx = app.db.write().await.unwrap();
        let key = vault::hold(&mut tx, r.person_id).await.unwrap().unwrap();
        questions::save(&mut tx, &key, r.id, &Answers::default(), app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(kept(app, &r).await.len(), 1);
        registration::withdraw(app, &r).await.unwrap();
        let again = register(app, &event, 1).await.registration;
        assert_eq!((again.id, kept(app, &again).await.len()), (r.id, 0));
    }
}

both_engines! {
    async fn questions_stand_after_what_they_depend_on_and_go_no_later(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let refused = |key| Err::<(), _>(AppError::Conflict(key));
        let first = asks(app, &aida, &event, asking(Kind::OneChoice, "Биринчи")).await;
        let second = asks(app, &aida, &event, only_if(asking(Kind::YesNo, "Экинчи"), first, "2")).await;
        let third = asks(app, &aida, &event, only_if(asking(Kind::Text, "Үчүнчү"), second, "yes")).await;
        let order = async || questions::of_event(app, event.id).await.unwrap().iter().map(|q| q.id).collect::<Vec<_>>();
        assert_eq!(questions::shift(app, &aida, &event, second, true).await, refused("questions-error-order"));
        assert_eq!(questions::shift(app, &aida, &event, first, false).await, refused("questions-error-order"));
        assert_eq!(questions::retire(app, &aida, &event, second).await, refused("questions-error-depended"));
        let free = asks(app, &aida, &event, asking(Kind::Text, "Төртүнчү")).await;
        for _ in 0..5 {
            questions::shift(app, &aida, &event, free, true).await.unwrap();
        }
        assert_eq!(order().await, [free, first, second, third]);
        let edit = async |id: Uuid, input: QuestionInput| {
            let version = one(app, &aida, &event, id).await.version;
            questions::edit(app, &aida, &event, id, &QuestionInput { version, ..input }).await
        };
        let keep = |keep_days, input: QuestionInput| QuestionInput { keep_days, ..input };
        let second_input = || only_if(asking(Kind::YesNo, "Экинчи"), first, "2");
        assert_eq!(edit(second, keep(31, second_input())).await, refused("questions-error-outlives"));
        assert_eq!(edit(second, keep(29, second_input())).await, refused("questions-error-outlived"));
        assert_eq!(edit(second, only_if(asking(Kind::YesNo, "Экинчи"), third, "yes")).await, refused("questions-error-order"));
        assert_eq!(edit(second, only_if(asking(Kind::YesNo, "Экинчи"), second, "yes")).await, refused("questions-error-order"));
        assert_eq!(edit(second, only_if(asking(Kind::YesNo, "Экинчи"), first, "9")).await, refused("questions-error-condition"));
        assert_eq!(edit(second, only_if(asking(Kind::YesNo, "Экинчи"), free, "x")).await, refused("questions-error-condition"));
        // The option that the second hangs on is left out.
        let option = |n: i64| OptionInput { number: Some(n), labels: [(Locale::Ky, format!("{n}"))].into() };
        let without = QuestionInput { options: vec![option(1), option(3)], ..asking(Kind::OneChoice, "Биринчи") };
        assert_eq!(edit(first, without).await, refused("questions-error-needed"));
        let other = training_of(app, &aida, "bashka").await;
        let foreign = only_if(asking(Kind::Text, "Бөтөн"), first, "2");
        assert_eq!(questions::add(app, &aida, &other, &foreign).await, Err(AppError::Conflict("questions-error-order")));
        assert_eq!(questions::edit(app, &aida, &other, first, &asking(Kind::Text, "x")).await, Err(AppError::NotFound));
        assert_eq!(questions::retire(app, &aida, &other, first).await, Err(AppError::NotFound));
        // Copied, they hang on each other and not on what they were copied from.
        let mut tx = app.db.write().await.unwrap();
        questions::copy(app, &mut tx, event.id, other.id).await.unwrap();
        tx.commit().await.unwrap();
        let copies = questions::of_event(app, other.id).await.unwrap();
        assert_eq!(copies.len(), 4);
        assert_eq!(copies[2].shown_if, Some(Condition { question: copies[1].id, value: "2".into() }));
        assert!(copies.iter().all(|q| ![free, first, second, third].contains(&q.id)));
        let id = asks(app, &aida, &other, asking(Kind::Text, "Акыркы")).await;
        assert_eq!(questions::of_event(app, other.id).await.unwrap().last().unwrap().id, id);
    }
}

async fn training_of(app: &App, actor: &Actor, slug: &str) -> Event {
    published(app, actor, &later(slug, 5)).await
}

both_engines! {
    async fn limits_hold_at_their_number_and_one_past_it_also_for_two_at_once(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        for n in 1..=LONG_TEXTS_MAX {
            asks(app, &aida, &event, asking(Kind::LongText, &format!("Узун {n}"))).await;
        }
        let desk = || QuestionInput { seen_by: SeenBy::FacilitatorsToo, ..asking(Kind::Text, "Тизмеде") };
        for _ in 1..=AT_DESK_MAX {
            asks(app, &aida, &event, desk()).await;
        }
        let add = async |input: QuestionInput| questions::add(app, &aida, &event, &input).await.map(drop);
        assert_eq!(add(asking(Kind::LongText, "Дагы")).await, Err(AppError::Conflict("questions-error-long-texts")));
        assert_eq!(add(desk()).await, Err(AppError::Conflict("questions-error-at-desk")));
        for n in LONG_TEXTS_MAX + AT_DESK_MAX + 1..QUESTIONS_MAX {
            asks(app, &aida, &event, asking(Kind::Text, &format!("Суроо {n}"))).await;
        }
        let nodes = [app.clone(), world.second_node().await];
        let input = asking(Kind::Text, "Акыркы");
        let (a, b) = tokio::join!(
            questions::add(&nodes[0], &aida, &event, &input),
            questions::add(&nodes[1], &aida, &event, &input)
        );
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        assert_eq!(a.and(b).map(drop), Err(AppError::Conflict("questions-error-too-many")));
        assert_eq!(questions::of_event(app, event.id).await.unwrap().len(), QUESTIONS_MAX);
        let first = questions::of_event(app, event.id).await.unwrap()[0].id;
        questions::retire(app, &aida, &event, first).await.unwrap();
        add(input).await.unwrap();
    }
}

both_engines! {
    /// Days after the event: ten for one question, thirty for the other; of who got no place nothing after thirty, whatever a
    /// question says.
    async fn each_answer_goes_in_its_time_and_not_before(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &plan("az-orun", 1)).await;
        let ask = |keep_days, label| QuestionInput { keep_days, ..asking(Kind::Text, label) };
        let (short, long) = (ask(10, "Кыска"), ask(300, "Узак"));
        let (short, long) = (asks(app, &aida, &event, short).await, asks(app, &aida, &event, long).await);
        let came = answering(app, &event, 1, &[(short, "бир"), (long, "эки")]).await;
        let waits = answering(app, &event, 2, &[(short, "үч"), (long, "төрт")]).await;
        let follow = async || {
            let report = retention::run(app, &Mode::Now { accept: false }).await.unwrap();
            let line = report.lines.into_iter().find(|line| line.rule == Rule::Answers).unwrap();
            (line.found, line.removed)
        };
        world.clock.set(event.ends_at + Duration::days(10) - Duration::minutes(1));
        assert_eq!(follow().await, (0, 0));
        world.clock.advance(Duration::minutes(2));
        assert_eq!(follow().await, (2, 2));
        assert_eq!(kept(app, &came).await, [(long, "эки".to_owned())]);
        world.clock.set(event.ends_at + Duration::days(30) + Duration::minutes(1));
        assert_eq!(follow().await, (1, 1));
        assert!(kept(app, &now(app, &waits).await).await.is_empty());
        assert_eq!(kept(app, &came).await.len(), 1);
        world.clock.set(event.ends_at + Duration::days(150));
        assert_eq!(follow().await, (0, 0));
        // The person goes before the question's own time: so do the answers.
        world.clock.set(event.ends_at + Duration::days(190));
        follow().await;
        assert_eq!(world.number("SELECT COUNT(*) FROM answer").await, 0);
    }
}

both_engines! {
    async fn answers_go_with_their_registration_and_move_to_another_key_whole(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let id = asks(app, &aida, &event, asking(Kind::Text, "Кайдан?")).await;
        let (mine, theirs) = (answering(app, &event, 1, &[(id, "Оштон")]).await, answering(app, &event, 2, &[(id, "Нарындан")]).await);
        // As merging two people does it: the answers first, then whose they are.
        let mut tx = app.db.write().await.unwrap();
        let key = vault::hold(&mut tx, theirs.person_id).await.unwrap().unwrap();
        questions::reseal(&mut tx, mine.id, &key).await.unwrap();
        tx.commit().await.unwrap();
        assert!(questions::answers(app, &mine).await.is_err(), "sealed under a key that is not the person's");
        let mut tx = app.db.write().await.unwrap();
        let own = vault::hold(&mut tx, mine.person_id).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        world.execute(format!("DELETE FROM answer WHERE registration_id = {}", world.id(mine.id))).await.unwrap();
        let answers = answered([(id, "Оштон")]);
        let mut tx = app.db.write().await.unwrap();
        questions::save(&mut tx, &own, mine.id, &answers, app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        registration::erase(app, &mine).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM answer").await, 1);
        assert_eq!(kept(app, &theirs).await, [(id, "Нарындан".to_owned())]);
    }
}

both_engines! {
    async fn staff_write_questions_in_the_editor_and_try_them(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let mut office = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/questions", event.slug);
        assert!(office.get(&path).await.body.contains(&Locale::Ky.t("questions-none")));
        let mut form = sabak::questions::form::editor::blank();
        for (name, value) in [("kind", "one_choice"), ("label_ky", "Кайсы тилде?"), ("label_ru", "На каком языке?"), ("o0_ky", "Кыргызча"), ("o1_ky", "Орусча")] {
            form.set(name, value);
        }
        // More rows first: nothing is lost, nothing is saved.
        form.set("action", "add-option");
        let more = send(&mut office, &format!("{path}/new"), &form).await;
        let page = office.get(more.location().split('#').next().unwrap()).await.body;
        assert!(page.contains("На каком языке?") && page.contains("o7_ky") && !page.contains("o8_ky"), "{page}");
        form.values.remove("action");
        let mut wrong = form.clone();
        wrong.set("keep_days", "0");
        let back = send(&mut office, &format!("{path}/new"), &wrong).await;
        assert!(back.location().ends_with("/new#errors"));
        assert!(office.get(&format!("{path}/new")).await.body.contains("На каком языке?"));
        let saved = send(&mut office, &format!("{path}/new"), &form).await;
        assert!(saved.location().ends_with("?done=saved"), "{} {}", saved.location(), saved.body);
        let q = questions::of_event(app, event.id).await.unwrap().remove(0);
        let list = office.get(&path).await.body;
        assert!(list.contains("Oʻzbekcha") && list.contains("Кайсы тилде?"), "what is missing is marked: {list}");
        let follow = only_if(asking(Kind::Text, "Кайсы жылдан бери?"), q.id, "2");
        let follow = asks(app, &aida, &event, follow).await;
        // In Uzbek, which has no words of its own; tried, the follow-up comes.
        let tried = office.get(&format!("{path}/preview?in=uz&q_shown={}&{}=2", q.id, field("", q.id))).await.body;
        assert!(tried.contains("lang=\"ru\">На каком языке?") && tried.contains(&field("", follow)), "{tried}");
        assert!(!office.get(&format!("{path}/preview?in=ky")).await.body.contains(&field("", follow)));
        assert_eq!(office.get(&format!("{path}/preview?in=ky&is_admin=1")).await.status, StatusCode::BAD_REQUEST);
        let late = filled(&q);
        questions::shift(app, &aida, &event, q.id, true).await.unwrap();
        let mut other = late.clone();
        other.set("label_ky", "Кайсы тилде сүйлөйсүз?");
        assert!(send(&mut office, &format!("{path}/{}", q.id), &other).await.location().ends_with("?done=saved"));
        let stale = send(&mut office, &format!("{path}/{}", q.id), &late).await;
        let page = office.get(stale.location().split('#').next().unwrap()).await;
        assert!(page.body.contains(&Locale::Ky.t("questions-error-stale")) && page.input("version") == "2", "{}", page.body);
        for (rest, to, done) in [("move", "up", "order"), ("retire", "", "retired"), ("retire", "", "retired")] {
            let fields: Vec<(&str, &str)> = if rest == "move" { vec![("to", to)] } else { vec![] };
            let answer = office.post(&format!("{path}/{follow}/{rest}"), &fields).await;
            assert!(answer.location().ends_with(&format!("done={done}")), "{}", answer.location());
        }
        let facilitator = staff(app, "erkin", &[Grant::new(Role::Facilitator, Scope::Event(event.id))]).await;
        let mut room = world.signed_in(&facilitator).await;
        for page in [path.clone(), format!("{path}/new"), format!("{path}/preview"), format!("{path}/{}", q.id)] {
            assert_eq!(room.get(&page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
    }
}
