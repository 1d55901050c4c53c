//! Trainings that are copied, repeated, moved and called off: what comes along, who is told, and how often.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use chrono::Duration;
use sabak::clock::Instant;
use sabak::error::AppError;
use sabak::events::form::copy::{CopyInput, Take};
use sabak::events::form::series::SeriesInput;
use sabak::events::form::{self, EventInput};
use sabak::events::model::checklist::Section;
use sabak::events::model::shift::{Every, SERIES_MAX, day_of};
use sabak::events::model::{Event, State};
use sabak::events::service;
use sabak::i18n::Locale;
use sabak::registration::model::RegistrationInput;
use sabak::registration::service::{self as registration, Concerned};
use sabak::staff::model::{Actor, Role};
use sabak::staff::service as team;
use sabak::state::App;

use crate::cast::{come, coordinator, everywhere, form_of, later, local, plan, published, register, send, training};
use crate::staff_forms::section_of;
use crate::support::{Browser, World, both_engines};

/// Somebody with an address registers.
async fn register_with_address(app: &App, event: &Event, n: usize) {
    let input = RegistrationInput { email: format!("gul{n}@example.org").into(), ..form_of(app, n) };
    come(app, event, input).await;
}

/// How many letters of this kind were written, on their way or sent.
async fn letters(world: &World, message: &str) -> i64 {
    world.number(format!("SELECT COUNT(*) FROM message WHERE kind = '{message}' AND channel = 'email'")).await
}

/// The letters of confirmation have gone out; while they wait they tell of a change themselves.
async fn confirmations_went_out(world: &World) {
    world
        .execute("UPDATE message SET outcome = 'mailed', ended_at = created_at WHERE kind = 'confirmed'")
        .await
        .unwrap();
}

fn take_all() -> Take {
    Take { facilitators: true, ..Take::DESCRIPTION }
}

both_engines! {
    async fn a_copy_keeps_its_hours_across_a_change_of_clocks_and_takes_no_person_along(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let mut berlin = EventInput { zone: chrono_tz::Europe::Berlin, ..plan("berlin", 7) };
        // 09:00 and 14:00 in winter; a week later clocks have gone forward.
        for (session, hour) in berlin.sessions.iter_mut().zip([8, 13]) {
            session.starts_at = at(&format!("2027-03-25T{hour:02}:00:00Z"));
            session.ends_at = session.starts_at + Duration::hours(2);
        }
        berlin.registration_closes_at = at("2027-03-24T17:00:00Z");
        berlin.registration_opens_at = Some(at("2027-01-10T17:00:00Z"));
        berlin.answers_until = Some(at("2027-03-24T20:00:00Z"));
        let event = published(app, &aida, &berlin).await;
        world.clock.set(at("2027-01-11T00:00:00Z"));
        register(app, &event, 1).await;
        let nurlan = everywhere(app, "nurlan", Role::Auditor).await;
        team::grant(app, &aida, nurlan.id, service::facilitator_of(&event)).await.unwrap();

        let input = CopyInput { day: "2027-04-01".parse().unwrap(), take: take_all() };
        let copy = service::copy(app, &aida, "berlin", &input).await.unwrap();
        let times: Vec<_> = copy.sessions.iter().map(|s| s.starts_at.with_timezone(&copy.zone).to_rfc3339()).collect();
        assert_eq!(times, ["2027-04-01T09:00:00+02:00", "2027-04-01T14:00:00+02:00"]);
        assert_eq!(copy.registration_closes_at, at("2027-03-31T16:00:00Z"), "18:00, as before");
        assert_eq!(copy.registration_opens_at, Some(at("2027-01-17T17:00:00Z")));
        assert_eq!(copy.answers_until, Some(at("2027-03-31T19:00:00Z")));
        assert_eq!((copy.state, copy.taken, copy.waiting, copy.capacity), (State::Draft, 0, 0, 7));
        assert_eq!((&copy.texts, copy.safe_mode, copy.series_id), (&event.texts, event.safe_mode, None));
        assert_ne!(copy.slug, event.slug);
        let titles = |e: &Event| e.sessions.iter().map(|s| s.titles.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&copy), titles(&event));
        assert!(copy.sessions.iter().all(|s| event.sessions.iter().all(|o| o.id != s.id)));
        assert_eq!(registration::concerned(app, copy.id).await.unwrap(), Concerned::default(), "people never come along");
        let facilitators = team::facilitators(app, copy.id).await.unwrap();
        assert_eq!(facilitators.iter().map(|f| f.0).collect::<Vec<_>>(), [nurlan.id]);
        assert_eq!(service::by_id(app, event.id).await.unwrap().taken, 1, "the original stays as it is");

        let bare = Take { texts: false, sessions: false, pools: false, questions: false, criteria: false, facilitators: false };
        let bare = service::copy(app, &aida, "berlin", &CopyInput { take: bare, ..input }).await.unwrap();
        let text = &bare.texts[&Locale::Ky];
        assert_eq!((bare.sessions.len(), &text.title, text.venue.as_str()), (1, &event.texts[&Locale::Ky].title, ""));
        assert!(bare.registration_closes_at <= bare.ends_at);
        assert!(team::facilitators(app, bare.id).await.unwrap().is_empty());
        // Who opened long ago opens with publication.
        world.clock.set(at("2027-03-01T00:00:00Z"));
        let late = service::copy(app, &aida, "berlin", &input).await.unwrap();
        assert_eq!(late.registration_opens_at, None);
    }
}

both_engines! {
    async fn a_copy_keeps_places_for_the_same_groups_and_asks_the_same(world: World) {
        use sabak::questions::form::editor as questions;
        use sabak::registration::model::places::{Dimension, PoolInput, StratumInput};
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 12).await;
        let opens_at = Some(event.registration_closes_at - Duration::days(1));
        for (dimension, value, size) in [(Dimension::Region, "osh", 3), (Dimension::Organisation, "Чынар уюму", 2)] {
            let pool = PoolInput { opens_at, ..PoolInput::of(size) };
            let input = StratumInput { dimension, value: value.to_owned(), pool };
            registration::add_stratum(app, &aida, &event, &input).await.unwrap();
        }
        let mut browser = world.signed_in(&aida).await;
        let mut question = questions::blank();
        for l in Locale::ALL {
            question.set(&questions::text_field("label", l), format!("Суроо {l}"));
        }
        let asked = send(&mut browser, &format!("/ky/staff/events/{}/questions/new", event.slug), &question).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
        let input = CopyInput { day: day_of(event.zone, event.starts_at) + Duration::days(7), take: Take::DESCRIPTION };
        let copy = service::copy(app, &aida, &event.slug, &input).await.unwrap();
        let event = service::by_id(app, event.id).await.unwrap();
        let sizes = |e: &Event| e.pools.iter().map(|p| (p.stratum.clone(), p.size, p.taken, p.falls_back)).collect::<Vec<_>>();
        assert_eq!((copy.capacity, sizes(&copy)), (12, sizes(&event)));
        let opens = |e: &Event| e.pools.iter().filter_map(|p| p.opens_at).collect::<Vec<_>>();
        assert_eq!(opens(&copy), opens(&event).into_iter().map(|at| at + Duration::days(7)).collect::<Vec<_>>());
        let labels = |places: Vec<registration::Places>| places.into_iter().map(|p| p.label).collect::<Vec<_>>();
        let of = |e: Event| { let aida = aida.clone(); async move { labels(registration::places(app, &aida, &e).await.unwrap()) } };
        let (named, as_before) = (of(copy.clone()).await, of(event.clone()).await);
        assert!(named == as_before && named.contains(&"Чынар уюму".to_owned()), "{named:?}");
        let questions = sabak::questions::service::of_event(app, copy.id).await.unwrap();
        let before = sabak::questions::service::of_event(app, event.id).await.unwrap();
        assert_eq!((questions.len(), before.len()), (1, 1));
        assert_ne!(questions[0].id, before[0].id);
        let page = browser.get(&format!("/ky/staff/events/{}", copy.slug)).await.body;
        assert!(page.contains(&Locale::Ky.ta("editor-said-questions", &[("n", sabak::i18n::arg(1))])), "{page}");
        let bare = CopyInput { take: Take { pools: false, questions: false, ..Take::DESCRIPTION }, ..input };
        let bare = service::copy(app, &aida, &event.slug, &bare).await.unwrap();
        assert_eq!((bare.pools.len(), sabak::questions::service::of_event(app, bare.id).await.unwrap().len()), (1, 0));
    }
}

both_engines! {
    async fn a_copy_asks_for_a_fresh_proof_where_facilitators_come_along_and_keeps_what_was_typed(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 3).await;
        let mut browser = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/copy", event.slug);
        assert!(browser.get(&path).await.body.contains("name=\"day\""));
        world.clock.advance(Duration::minutes(6));
        let fields = [("day", "2027-02-03"), ("take", "texts"), ("take", "facilitators")];
        let asked = browser.post(&path, &fields).await;
        assert!(asked.location().contains("confirm-it-is-you"), "{}", asked.location());
        let all = "SELECT COUNT(*) FROM event";
        assert_eq!(world.number(all).await, 1, "nothing is made before");
        let code = world.code().await;
        let back = browser.post("/ky/staff/confirm-it-is-you", &[("code", &code), ("next", &path)]).await;
        assert_eq!(back.location(), path);
        assert!(browser.get(&path).await.body.contains("2027-02-03"), "what was typed is there");
        let made = browser.post(&path, &fields).await;
        assert!(made.location().contains("done=copied"), "{}", made.body);
        assert_eq!(world.number(all).await, 2);
        let past = browser.post(&path, &[("day", "2026-11-24")]).await;
        assert!(past.location().ends_with("#errors"));
        assert!(browser.get(&path).await.body.contains(&Locale::Ky.t("editor-error-day-past")));
        let auditor = everywhere(app, "helen", Role::Auditor).await;
        let input = CopyInput { day: "2027-04-01".parse().unwrap(), take: Take::DESCRIPTION };
        assert_eq!(service::copy(app, &auditor, &event.slug, &input).await.map(drop), Err(AppError::Forbidden));
    }
}

both_engines! {
    async fn a_series_has_up_to_twenty_and_each_is_a_draft_of_its_own(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 3).await;
        let mut browser = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/series", event.slug);
        for times in ["1", "21", "", "x"] {
            let answer = browser.post(&path, &[("every", "week"), ("times", times)]).await;
            assert!(answer.location().ends_with("#errors"), "{times}: {}", answer.location());
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM event").await, 1);
        let answer = browser.post(&path, &[("every", "week"), ("times", "20"), ("numbered", "yes")]).await;
        assert!(answer.location().ends_with("done=repeated"), "{} {}", answer.status, answer.body);
        let event = service::by_id(app, event.id).await.unwrap();
        let all = service::series(app, &event).await.unwrap();
        assert_eq!(all.len(), SERIES_MAX);
        assert_eq!(all.iter().map(|e| &e.slug).collect::<BTreeSet<_>>().len(), SERIES_MAX);
        for (n, one) in all.iter().enumerate().skip(1) {
            let weeks = Duration::weeks(i64::try_from(n).unwrap());
            assert_eq!((one.state, one.starts_at, one.ends_at), (State::Draft, event.starts_at + weeks, event.ends_at + weeks));
            assert_eq!(one.registration_closes_at, event.registration_closes_at + weeks);
            assert!(one.text(Locale::Ky).0.title.ends_with(&format!(" ({})", n + 1)), "{}", one.text(Locale::Ky).0.title);
            assert_eq!(one.series_id, event.series_id);
        }
        assert_eq!(all[0], event, "the first stays as it was");
        let page = browser.get(&path).await.body;
        assert!(all.iter().all(|e| page.contains(&format!("/ky/staff/events/{}\"", e.slug))));
        let again = browser.post(&path, &[("every", "week"), ("times", "2")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        // Readers see those that are public, and nothing of the drafts.
        let public = format!("/ky/events/{}", event.slug);
        assert!(!world.browser().get(&public).await.body.contains(&all[1].slug));
        service::publish(app, &aida, &all[1].slug).await.unwrap();
        let shown = world.browser().get(&public).await.body;
        assert!(shown.contains(&format!("/ky/events/{}\"", all[1].slug)) && !shown.contains(&all[2].slug), "{shown}");
    }
}

both_engines! {
    async fn of_many_who_repeat_a_training_at_once_one_does(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 3).await;
        let nodes = [app.clone(), world.second_node().await];
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (app, aida, slug) = (nodes[n % 2].clone(), aida.clone(), event.slug.clone());
            let input = SeriesInput { every: Every::Month, times: 4, numbered: false };
            tries.spawn(async move { service::repeat(&app, &aida, &slug, input).await });
        }
        let done = tries.join_all().await;
        assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1, "{done:?}");
        assert!(done.iter().all(|d| matches!(d, Ok(3) | Err(AppError::Conflict(_) | AppError::Busy))), "{done:?}");
        assert_eq!(world.number("SELECT COUNT(*) FROM event").await, 4);
        let all = service::series(app, &service::by_id(app, event.id).await.unwrap()).await.unwrap();
        let days: Vec<_> = all.iter().map(|e| day_of(e.zone, e.starts_at).to_string()).collect();
        assert_eq!(days, ["2026-12-05", "2027-01-05", "2027-02-05", "2027-03-05"]);
    }
}

both_engines! {
    async fn texts_spread_to_the_drafts_of_a_series_and_numbers_stay(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 3).await;
        let lonely = service::spread_texts(app, &aida, &event.slug).await;
        assert_eq!(lonely, Err(AppError::Conflict("editor-error-no-series")));
        let input = SeriesInput { every: Every::Week, times: 3, numbered: true };
        assert_eq!(service::repeat(app, &aida, &event.slug, input).await, Ok(2));
        let all = service::series(app, &service::by_id(app, event.id).await.unwrap()).await.unwrap();
        service::publish(app, &aida, &all[1].slug).await.unwrap();
        let mut edit = EventInput::of(&service::by_id(app, event.id).await.unwrap());
        let text = edit.texts.get_mut(&Locale::Ky).unwrap();
        (text.title, text.summary) = ("Башка ат".into(), "Башка кыскача".into());
        service::update(app, &aida, &event.slug, &edit).await.unwrap();
        let mut browser = world.signed_in(&aida).await;
        let done = browser.post(&format!("/ky/staff/events/{}/series/texts", event.slug), &[]).await;
        assert!(done.location().ends_with("done=spread"), "{}", done.body);
        let [_, published, draft] = &service::series(app, &all[0].clone()).await.unwrap()[..] else { panic!("three") };
        assert_eq!(draft.text(Locale::Ky).0.title, "Башка ат (3)");
        assert_eq!(draft.text(Locale::Ky).0.summary, "Башка кыскача");
        assert_eq!(published.texts, all[1].texts, "what is public is not changed from afar");
        assert_eq!((draft.starts_at, &draft.sessions), (all[2].starts_at, &all[2].sessions));
    }
}

both_engines! {
    async fn of_many_who_cancel_at_once_one_does_and_everyone_is_told_once(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 4).await;
        for n in 0..5 {
            register_with_address(app, &event, n).await;
        }
        register(app, &event, 9).await;
        let nodes = [app.clone(), world.second_node().await];
        let mut browser = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/cancel", event.slug);
        let asked = browser.get(&path).await.body;
        let people = Concerned { people: 6, written: 5, by_hand: 1 };
        assert_eq!(registration::concerned(app, event.id).await.unwrap(), people);
        for (key, n) in [("editor-concerned", 6), ("editor-concerned-written", 5), ("editor-concerned-by-hand", 1)] {
            assert!(asked.contains(&Locale::Ky.ta(key, &[("n", sabak::i18n::arg(n))])), "{key}: {asked}");
        }
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..12 {
            let (app, aida, slug) = (nodes[n % 2].clone(), aida.clone(), event.slug.clone());
            let reasons = BTreeMap::from([(Locale::Ky, format!("Себеби {n}")), (Locale::Uz, format!("Sababi {n}"))]);
            tries.spawn(async move { service::cancel_because(&app, &aida, &slug, &reasons).await });
        }
        let done = tries.join_all().await;
        assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1, "{done:?}");
        assert_eq!(letters(&world, "event_cancelled").await, 5, "one each who has an address");
        let done = "SELECT COUNT(*) FROM audit WHERE action = 'event.cancel' AND outcome = 'done'";
        assert_eq!(world.number(done).await, 1);
        // The reason stands on the page, in the reader's language or in another; both are of the same sender.
        let winner = service::by_id(app, event.id).await.unwrap().cancel_reasons;
        assert_eq!(winner[&Locale::Ky].rsplit(' ').next(), winner[&Locale::Uz].rsplit(' ').next());
        for (l, shown) in [("ky", &winner[&Locale::Ky]), ("uz", &winner[&Locale::Uz]), ("en", &winner[&Locale::Ky])] {
            let page = world.browser().get(&format!("/{l}/events/{}", event.slug)).await.body;
            assert!(page.contains(shown.as_str()), "{l}: {page}");
        }
        assert_eq!(service::by_id(app, event.id).await.unwrap().texts, event.texts, "a reason is no text of the training");
    }
}

both_engines! {
    async fn a_reason_past_its_limit_comes_back_and_cancels_nothing(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 4).await;
        let mut browser = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/cancel", event.slug);
        let long = "ө".repeat(form::REASON_MAX + 1);
        let answer = browser.post(&path, &[("reason_ky", &long), ("reason_ru", "Снег")]).await;
        assert_eq!(answer.location(), format!("{path}#errors"));
        let page = browser.get(&path).await.body;
        assert!(page.contains(&long) && page.contains("Снег") && page.contains("id=\"errors\""), "{page}");
        assert_eq!(service::by_id(app, event.id).await.unwrap().state, State::Published);
        let done = browser.post(&path, &[("reason_ky", &long["ө".len()..])]).await;
        assert!(done.location().ends_with("done=cancelled"), "{}", done.location());
        assert_eq!(service::by_id(app, event.id).await.unwrap().state, State::Cancelled);
    }
}

both_engines! {
    async fn moving_first_says_who_is_told_what_and_then_tells_them_once(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 9).await;
        let mut browser = world.signed_in(&aida).await;
        let path = |section: Section| format!("/ky/staff/events/{}/edit/{}", event.slug, section.code());
        let moved = |now: &Event, hours: i64| {
            let mut form = section_of(now, Section::Sessions);
            form.set("s1_end", local(now.ends_at + Duration::hours(hours)));
            form
        };
        let now = || async { service::by_id(app, event.id).await.unwrap() };
        // While nobody has a place, there is nobody to ask about.
        let saved = send(&mut browser, &path(Section::Sessions), &moved(&now().await, 1)).await;
        assert!(saved.location().ends_with("done=saved"), "{}", saved.body);
        for n in 0..3 {
            register_with_address(app, &event, n).await;
        }
        confirmations_went_out(&world).await;
        let before = now().await;
        let mut form = moved(&before, 1);
        form.set("s0_title_uz", "Yozilgan");
        let asked = send(&mut browser, &path(Section::Sessions), &form).await;
        assert_eq!(asked.status, StatusCode::OK);
        assert!(asked.body.contains(&Locale::Ky.ta("editor-tell-save", &[("n", sabak::i18n::arg(3))])), "{}", asked.body);
        let times = |at: Instant| at.with_timezone(&before.zone).format("%H:%M").to_string();
        for time in [times(before.ends_at), times(before.ends_at + Duration::hours(1))] {
            assert!(asked.body.contains(&format!("–{time}")), "{time}");
        }
        let stays = format!("–{}", times(before.sessions[0].ends_at));
        assert!(!asked.body.contains(&stays), "the session that stays is no news: {}", asked.body);
        for key in ["editor-tell-before", "editor-tell-after"] {
            assert!(asked.body.contains(&Locale::Ky.t(key)), "{key}");
        }
        assert_eq!((now().await, letters(&world, "event_changed").await), (before.clone(), 0), "nothing is saved, nobody told");
        // Everything typed travels along; one way leads back to it.
        assert!(asked.body.contains("Yozilgan"));
        let mut back = form.clone();
        back.set("action", form::BACK);
        assert_eq!(send(&mut browser, &path(Section::Sessions), &back).await.location(), path(Section::Sessions));
        let page = browser.get(&path(Section::Sessions)).await.body;
        assert!(page.contains("Yozilgan"));
        // Zones go by their names here, and by their codes in the form.
        let (bishkek, tashkent) = ("Бишкек убактысы (UTC+6)", "Ташкент убактысы (UTC+5)");
        assert!(page.contains(bishkek) && page.contains("value=\"Asia/Bishkek\""), "{page}");
        let mut elsewhere = form.clone();
        elsewhere.set("zone", "Asia/Tashkent");
        let asked = send(&mut browser, &path(Section::Sessions), &elsewhere).await.body;
        assert!(asked.contains(bishkek) && asked.contains(tashkent), "{asked}");
        form.set("told", "yes");
        let saved = send(&mut browser, &path(Section::Sessions), &form).await;
        assert!(saved.location().ends_with("done=saved"), "{}", saved.body);
        assert_eq!(letters(&world, "event_changed").await, 3);
        // Another place before the letters went out: one letter each says both.
        let mut texts = form::texts::filled(&now().await);
        texts.set("venue_ky", "Мектеп");
        let asked = send(&mut browser, &path(Section::Texts), &texts).await;
        assert!(asked.status == StatusCode::OK && asked.body.contains("Мектеп") && asked.body.contains("Китепкана"), "{}", asked.body);
        texts.set("told", "yes");
        assert!(send(&mut browser, &path(Section::Texts), &texts).await.location().ends_with("done=saved"));
        assert_eq!(letters(&world, "event_changed").await, 3);
        // What concerns nobody asks nothing.
        let mut words = form::texts::filled(&now().await);
        words.set("summary_ky", "Башкача айтканда");
        assert!(send(&mut browser, &path(Section::Texts), &words).await.location().ends_with("done=saved"));
    }
}

both_engines! {
    async fn of_many_who_move_a_training_at_once_one_does(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 9).await;
        for n in 0..4 {
            register_with_address(app, &event, n).await;
        }
        confirmations_went_out(&world).await;
        let event = service::by_id(app, event.id).await.unwrap();
        let nodes = [app.clone(), world.second_node().await];
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..10 {
            let (app, aida, slug) = (nodes[n % 2].clone(), aida.clone(), event.slug.clone());
            let mut form = form::sessions::filled(&event);
            form.set("s1_end", local(event.ends_at + Duration::minutes(i64::try_from(n).unwrap() + 1)));
            let edit = form::sessions::parse(form, &event).unwrap();
            tries.spawn(async move { service::save(&app, &aida, &slug, edit).await });
        }
        let done = tries.join_all().await;
        assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1, "{done:?}");
        assert_eq!(letters(&world, "event_changed").await, 4);
    }
}

/// What would tell where and when a training in safe mode takes place.
fn tells(event: &Event, venue: &str) -> Vec<String> {
    let mut all = vec![venue.to_owned(), "calendar.ics".to_owned(), "application/ld+json".to_owned()];
    for at in event.sessions.iter().flat_map(|s| [s.starts_at, s.ends_at]) {
        let zoned = at.with_timezone(&event.zone);
        all.push(zoned.format("%Y-%m-%d").to_string());
        all.push(at.format("%Y-%m-%dT").to_string());
        all.push(at.format("%Y%m%d").to_string());
        all.push(zoned.format("%H:%M").to_string());
        all.extend(Locale::ALL.map(|l| sabak::i18n::day(l, event.zone, at, at)));
    }
    all
}

/// What readers can open of a training, and of the site around it.
async fn surfaces(reader: &mut Browser, event: &Event, link: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for l in ["ky", "ru", "uz", "en"] {
        let slug = &event.slug;
        for path in [
            format!("/{l}"),
            format!("/{l}/events"),
            format!("/{l}/events?region=osh&open=yes"),
            format!("/{l}/events/{slug}"),
            format!("/{l}/events/{slug}/register"),
            format!("/{l}/events/{slug}/calendar.ics"),
            format!("/{l}/testimonials?event={slug}"),
            format!("/{l}/testimonials/feed.xml"),
            format!("/embed/{l}/testimonials"),
            format!("/api/v1/events?locale={l}"),
            format!("/{l}/my/{link}"),
            format!("/{l}/my/{link}/calendar.ics"),
        ] {
            let answer = reader.get(&path).await;
            all.push((path, format!("{:?}{}", answer.headers, answer.body)));
        }
    }
    for path in ["/sitemap.xml", "/robots.txt", "/api/v1/testimonials", "/api/openapi.json"] {
        all.push((path.to_owned(), reader.get(path).await.body));
    }
    all
}

/// The page as staff see it before it is public.
async fn preview(world: &World, aida: &Actor, event: &Event) -> String {
    let mut browser = world.signed_in(aida).await;
    browser.get(&format!("/ky/staff/events/{}/preview", event.slug)).await.body
}

both_engines! {
    async fn safe_mode_tells_nobody_outside_where_and_when(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let venue = "Канарейка көчөсү 77";
        // 03:17 is no time that anything else of the page has.
        let mut secret = EventInput { safe_mode: true, ..plan("jashyruun", 1) };
        secret.texts.get_mut(&Locale::Ky).unwrap().venue = venue.into();
        for session in &mut secret.sessions {
            session.starts_at += Duration::minutes(17) + Duration::days(8);
            session.ends_at += Duration::minutes(17) + Duration::days(8);
        }
        let open = EventInput { safe_mode: false, slug: Some("achyk".into()), ..secret.clone() };
        let event = published(app, &aida, &secret).await;
        let first = register(app, &event, 1).await;
        let waiting = register(app, &event, 2).await;
        // A series around it would tell its date by theirs.
        let series = SeriesInput { every: Every::Week, times: 2, numbered: false };
        service::repeat(app, &aida, &event.slug, series).await.unwrap();
        let event = service::by_id(app, event.id).await.unwrap();
        let sibling = service::series(app, &event).await.unwrap().pop().unwrap();
        let dated = EventInput { safe_mode: false, ..EventInput::of(&sibling) };
        let sibling = service::update(app, &aida, &sibling.slug, &dated).await.unwrap();
        service::publish(app, &aida, &sibling.slug).await.unwrap();
        let tells = tells(&event, venue);
        for (path, shown) in surfaces(&mut world.browser(), &event, &waiting.link_token).await {
            // Its sibling is dated, and is another day.
            let of_event = if path.contains(&event.slug) || path.contains("/my/") { shown } else { without(&shown, &sibling.slug) };
            // A page that is not there still says its own address, in its links to the other languages.
            for tell in tells.iter().filter(|tell| !path.contains(tell.as_str())) {
                assert!(!of_event.contains(tell.as_str()), "{path} tells {tell}: {of_event}");
            }
        }
        let shown = world.browser().get(&format!("/ky/events/{}", sibling.slug)).await.body;
        assert!(!shown.contains(&format!("/{}\"", event.slug)), "a dated neighbour does not name it");
        let shown = world.browser().get(&format!("/ky/events/{}", event.slug)).await.body;
        assert!(!shown.contains(&sibling.slug) && shown.contains("noindex"), "and it names no dated neighbour");
        // Whose place is confirmed is told.
        let mine = world.browser().get(&format!("/ky/my/{}", first.link_token)).await.body;
        assert!(mine.contains(venue), "{mine}");
        // The preview shows no more than readers will see.
        let preview = preview(&world, &aida, &event).await;
        assert!(!preview.contains(venue));
        // Cancelled, it still says nothing.
        service::cancel_because(app, &aida, &event.slug, &BTreeMap::from([(Locale::Ky, "Кар".into())])).await.unwrap();
        let page = world.browser().get(&format!("/ky/events/{}", event.slug)).await.body;
        assert!(page.contains("Кар") && tells.iter().all(|tell| !page.contains(tell.as_str())), "{page}");

        // The control: the same training without safe mode is seen by the same look.
        let event = published(app, &aida, &open).await;
        let waiting = register(app, &event, 5).await;
        let seen = surfaces(&mut world.browser(), &event, &waiting.link_token).await;
        let told: BTreeSet<&String> = tells.iter().filter(|tell| seen.iter().any(|(_, shown)| shown.contains(tell.as_str()))).collect();
        let all: BTreeSet<&String> = tells.iter().collect();
        assert!(told.len() > all.len() / 2, "{told:?} of {all:?}");
    }
}

/// What is left of a list without the entries of a training.
fn without(shown: &str, slug: &str) -> String {
    let pieces =
        shown.split("<li").flat_map(|piece| piece.split("{\"capacity\"")).filter(|piece| !piece.contains(slug));
    pieces.collect::<Vec<_>>().join("<li")
}

both_engines! {
    async fn a_preview_is_for_staff_and_shows_each_language(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let mut draft = later("dolboor", 9);
        let russian = sabak::events::model::EventText { title: "Русское имя".into(), ..draft.texts[&Locale::Ky].clone() };
        draft.texts.insert(Locale::Ru, russian);
        let draft = service::create(app, &aida, &draft).await.unwrap();
        let path = |l: &str| format!("/{l}/staff/events/{}/preview", draft.slug);
        let mut browser = world.signed_in(&aida).await;
        for (l, title) in [("ky", "Укук сабагы dolboor"), ("ru", "Русское имя"), ("uz", "Русское имя"), ("en", "Русское имя")] {
            let page = browser.get(&path(l)).await;
            assert!(page.status == StatusCode::OK && page.body.contains(title), "{l}: {}", page.body);
            assert!(page.headers["cache-control"].to_str().unwrap().contains("no-store"), "{l}");
            // As it will be: with the button, which leads nowhere yet.
            assert!(page.body.contains("register-bar") && !page.body.contains("/register\""), "{l}");
        }
        assert_eq!(world.browser().get(&path("ky")).await.status, StatusCode::SEE_OTHER, "signed out");
        assert_eq!(world.browser().get("/ky/events/dolboor").await.status, StatusCode::NOT_FOUND);
        let nobody = everywhere(app, "malika", Role::Auditor).await;
        assert_eq!(world.signed_in(&nobody).await.get(&path("ky")).await.status, StatusCode::OK, "who may see drafts");
    }
}
