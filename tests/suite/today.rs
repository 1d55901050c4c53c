//! The home page of the staff: what is urgent, of what is theirs, and no more than a page of it.

use chrono::Duration;
use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::registration::model::{Needs, RegistrationInput, Source, State};
use sabak::registration::service as registration;
use sabak::staff::model::{Grant, Role, Scope};
use sabak::staff::service::{SHOWN, today};

use crate::cast::{coordinator, form_of, later, now, plan, published, register, staff, training};
use crate::support::both_engines;

both_engines! {
    async fn of_many_drafts_the_first_to_begin_are_shown(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let all = SHOWN + 3;
        for n in (0..all).rev() {
            let mut draft = plan(&format!("dolboor-{n}"), 5);
            for session in &mut draft.sessions {
                session.starts_at += Duration::days(i64::try_from(n).unwrap());
                session.ends_at += Duration::days(i64::try_from(n).unwrap());
            }
            events::create(app, &aida, &draft).await.unwrap();
        }
        let drafts = today(app, &aida).await.unwrap().drafts;
        let shown: Vec<String> = drafts.shown.iter().map(|d| d.event.slug.clone()).collect();
        assert_eq!(shown, (0..SHOWN).map(|n| format!("dolboor-{n}")).collect::<Vec<_>>());
        assert!(drafts.more);
        let page = world.signed_in(&aida).await.get("/ky/staff").await.body;
        assert!(page.contains(&Locale::Ky.t("staff-today-more")) && page.contains("href=\"/ky/staff/events?state=draft\""), "{page}");
        // Who looks after another region has nothing to do with them; nor has anybody when they would be over.
        let nurlan = staff(app, "nurlan", &[Grant::new(Role::Coordinator, Scope::Region("naryn".into()))]).await;
        assert!(today(app, &nurlan).await.unwrap().is_empty());
        let mine = staff(app, "osh", &[Grant::new(Role::Coordinator, Scope::Region("osh".into()))]).await;
        assert!(today(app, &mine).await.unwrap().drafts.more);
        world.clock.advance(Duration::days(200));
        assert!(today(app, &aida).await.unwrap().is_empty());
    }
}

both_engines! {
    async fn offers_that_lapse_within_a_day_are_shown(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let first = register(app, &event, 1).await.registration;
        let second = register(app, &event, 2).await.registration;
        registration::withdraw(app, &first).await.unwrap();
        let offered = now(app, &second).await;
        let until = offered.offer_expires_at.unwrap();
        assert_eq!(offered.state, State::Offered);
        let left = until - app.clock.now();
        assert!(left > Duration::hours(24), "{left}");
        assert!(today(app, &aida).await.unwrap().offers.shown.is_empty(), "there is time");
        world.clock.advance(left - Duration::hours(24) + Duration::minutes(1));
        let offers = today(app, &aida).await.unwrap().offers;
        let shown: Vec<_> = offers.shown.iter().map(|o| (o.event.id, o.count, o.first)).collect();
        assert_eq!((shown, offers.more), (vec![(event.id, 1, until)], false));
        let nurlan = staff(app, "nurlan", &[Grant::new(Role::Coordinator, Scope::Region("naryn".into()))]).await;
        assert!(today(app, &nurlan).await.unwrap().offers.shown.is_empty());
        registration::accept_offer(app, &offered).await.unwrap();
        assert!(today(app, &aida).await.unwrap().offers.shown.is_empty());
    }
}

both_engines! {
    async fn needs_are_shown_when_it_is_time_to_arrange_them(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let mut plan = later("alys", 5);
        for session in &mut plan.sessions {
            session.starts_at += Duration::days(80);
            session.ends_at += Duration::days(80);
        }
        let event = published(app, &aida, &plan).await;
        let needs = Needs { interpreter: true, step_free: true, childcare: true, travel: true, lodging: true };
        let input = RegistrationInput { diet: "Балыксыз".into(), needs, ..form_of(app, 1) };
        let r = registration::register(app, &event, input, Source::Web).await.unwrap().registration;
        let left = event.starts_at - app.clock.now();
        assert!(left > Duration::days(90), "{left}");
        assert_eq!(crate::needs::left(app, &aida, &event).await, 0);
        world.clock.advance(left - Duration::days(90));
        assert_eq!(crate::needs::left(app, &aida, &event).await, 6, "each kind is counted");
        registration::withdraw(app, &now(app, &r).await).await.unwrap();
        assert_eq!(crate::needs::left(app, &aida, &event).await, 0);
    }
}
