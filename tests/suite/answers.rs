//! Answers that are changed after registering: by whom, until when, and what becomes of the place.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::error::AppError;
use sabak::events::form::EventInput;
use sabak::i18n::Locale;
use sabak::questions::model::Answers;
use sabak::registration::form::answers::filled;
use sabak::registration::model::places::{Dimension, PoolInput};
use sabak::registration::model::{AnswersInput, Changed, Registration, RegistrationInput, Source};
use sabak::registration::service;
use sabak::staff::model::Role;

use crate::cast::{coordinator, everywhere, form_of, now, plan, published, register, send, training};
use crate::pools::{from, keep};
use crate::support::both_engines;

/// As it is, but from this region.
pub fn moved(r: &Registration, region: &str) -> AnswersInput {
    AnswersInput {
        version: r.version,
        age_band: r.age_band.clone(),
        sex: r.sex.clone(),
        home_region: region.to_owned(),
        organisation: r.organisation.clone(),
        needs: r.needs,
        diet: r.diet.clone(),
        note: r.note.clone(),
        answers: Answers::default(),
    }
}

both_engines! {
    async fn answers_are_changed_until_a_date_and_read_after_it(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let first = plan("ukuk-sabagy", 5);
        let until = first.registration_closes_at + Duration::hours(6);
        let event = published(app, &aida, &EventInput { answers_until: Some(until), ..first }).await;
        let input = RegistrationInput { note: "Биринчи жазуу".into(), ..form_of(app, 1) };
        let mine = service::register(app, &event, input, Source::Web).await.unwrap();
        let (r, page) = (mine.registration, format!("/ky/my/{}/answers", mine.link_token));
        let mut browser = world.browser();
        let shown = browser.get(&page).await.body;
        assert!(shown.contains("Биринчи жазуу"), "what was said is there again");
        for who in ["Гүлзат", r.phone.reveal()] {
            assert!(!shown.contains(who), "{who}: the page names nobody");
        }
        let mut form = filled(&r);
        form.set("note", "Экинчи жазуу");
        form.set("sex", "female");
        form.values.insert("needs".into(), vec!["travel".into(), "childcare".into()]);
        world.clock.set(until - Duration::milliseconds(1));
        let answer = send(&mut browser, &page, &form).await;
        assert_eq!(answer.location(), format!("/ky/my/{}?done=keeps_place", mine.link_token));
        assert!(browser.get(&answer.location()).await.body.contains(&Locale::Ky.t("mine-changed-keeps_place")));
        let changed = now(app, &r).await;
        assert_eq!((changed.note.reveal(), &*changed.sex), ("Экинчи жазуу", "female"));
        assert!(changed.needs.travel && changed.needs.childcare && !changed.needs.interpreter);
        assert_eq!((changed.state, changed.holds_place, &changed.short_code), (r.state, true, &r.short_code));
        let lines = "SELECT COUNT(*) FROM audit WHERE action = 'registration.edit'";
        assert_eq!(world.number(lines).await, 1);

        world.clock.set(until);
        let shown = browser.get(&page).await.body;
        assert!(shown.contains("Экинчи жазуу") && !shown.contains("<textarea"), "to be read alone");
        assert!(shown.contains(&Locale::Ky.t("mine-answers-ask")));
        let late = service::change_answers(app, &changed, &moved(&changed, "osh")).await;
        assert!(matches!(late, Err(AppError::Conflict(service::LATE))), "{late:?}");
        send(&mut browser, &page, &filled(&changed)).await;
        assert_eq!(now(app, &r).await.version, changed.version);
        // Staff still may, and whoever only looks may not.
        let done = service::change_answers_for(app, &aida, &event, r.id, &moved(&changed, "osh")).await.unwrap();
        assert_eq!((done, &*now(app, &r).await.home_region), (Changed::KeepsPlace, "osh"));
        let auditor = everywhere(app, "auditor", Role::Auditor).await;
        let refused = service::change_answers_for(app, &auditor, &event, r.id, &moved(&changed, "chuy")).await;
        assert!(matches!(refused, Err(AppError::Forbidden | AppError::NotFound)), "{refused:?}");
        assert_eq!(world.number(lines).await, 2);
    }
}

both_engines! {
    async fn a_form_that_was_overtaken_says_so_and_keeps_what_was_typed(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let mine = register(app, &event, 1).await;
        let page = format!("/ru/my/{}/answers", mine.link_token);
        let mut form = filled(&mine.registration);
        service::change_answers_for(app, &aida, &event, mine.registration.id, &moved(&mine.registration, "osh")).await.unwrap();
        let mut browser = world.browser();
        form.set("note", "Мой новый текст");
        let answer = send(&mut browser, &page, &form).await;
        assert_eq!(answer.location(), format!("{page}#errors"));
        let back = browser.get(&page).await;
        assert!(back.body.contains(&Locale::Ru.t("mine-error-stale")) && back.body.contains("Мой новый текст"));
        assert!(now(app, &mine.registration).await.note.is_empty());
        // Sent once more, knowingly, it takes the place of the others.
        form.set("version", back.input("version"));
        assert!(send(&mut browser, &page, &form).await.location().contains("?done="));
        let at_last = now(app, &mine.registration).await;
        assert_eq!((at_last.note.reveal(), &*at_last.home_region), ("Мой новый текст", ""));
    }
}

both_engines! {
    async fn what_decides_the_group_moves_who_waits_and_nobody_who_holds_a_place(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 3).await;
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(1)).await;
        let holder = register(app, &event, 1).await.registration;
        register(app, &event, 2).await;
        let waiters = [register(app, &event, 3).await.registration, register(app, &event, 4).await.registration];
        let done = service::change_answers(app, &holder, &moved(&holder, "batken")).await.unwrap();
        let kept = now(app, &holder).await;
        assert_eq!((done, kept.pool_id, kept.state), (Changed::KeepsPlace, holder.pool_id, holder.state));
        // The second of those who wait belongs to the group whose place is free, and is offered it.
        let done = service::change_answers(app, &waiters[1], &moved(&waiters[1], "batken")).await.unwrap();
        let offered = now(app, &waiters[1]).await;
        assert_eq!((done, offered.state.code(), offered.waiting_no), (Changed::KeepsTurn, "offered", waiters[1].waiting_no));
        let other = service::register(app, &event, from(app, 5, "batken"), Source::Web).await.unwrap().registration;
        let back = service::change_answers(app, &other, &moved(&other, "osh")).await.unwrap();
        let still = now(app, &other).await;
        assert_eq!((back, still.state, still.waiting_no), (Changed::KeepsTurn, other.state, other.waiting_no));
        assert_ne!(still.reach, other.reach, "for other places now");
        // The language decides too.
        keep(app, &aida, &event, (Dimension::Language, "uz"), PoolInput { from_open: false, ..PoolInput::of(1) }).await;
        service::speak(app, &waiters[0], Locale::Uz).await.unwrap();
        assert_eq!(now(app, &waiters[0]).await.state.code(), "offered");
    }
}

both_engines! {
    async fn who_waits_sees_the_place_in_the_queue_and_why_others_went_first(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(1)).await;
        register(app, &event, 1).await;
        let holder = service::register(app, &event, from(app, 2, "batken"), Source::Web).await.unwrap().registration;
        let first = register(app, &event, 3).await;
        let second = service::register(app, &event, from(app, 4, "batken"), Source::Web).await.unwrap();
        let page = |token: &str| format!("/en/my/{token}");
        let mut browser = world.browser();
        let shown = browser.get(&page(&second.link_token)).await.body;
        assert!(shown.contains("Your place in the queue: 2."), "{shown}");
        service::withdraw(app, &holder).await.unwrap();
        assert_eq!(now(app, &second.registration).await.state.code(), "offered");
        let shown = browser.get(&page(&first.link_token)).await.body;
        assert!(shown.contains(&Locale::En.t("mine-why-kept_for_stratum")), "{shown}");
        assert!(!shown.contains(&Locale::En.t("mine-why-party_too_large")));
        let shown = browser.get(&page(&second.link_token)).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(!shown.body.contains(&Locale::En.t("mine-why-title")), "who was offered a place need not be told");
    }
}
