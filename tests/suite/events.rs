//! Trainings from the draft to the cancelled page, and who may see which.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode, header};
use chrono::Duration;
use sabak::error::AppError;
use sabak::events::form::{self, EventInput};
use sabak::events::model::{Event, State, Window};
use sabak::events::service::{self, Filter, StaffFilter};
use sabak::i18n::{Locale, arg};
use sabak::jobs::queue::Message;
use sabak::staff::model::{Grant, Role, Scope};

use crate::cast::{coordinator, everywhere, local, plan, published, register, send, staff, training};
use crate::staff_forms::start_like;
use crate::support::both_engines;

/// The edit that changes nothing.
pub fn unchanged(event: &Event) -> EventInput {
    EventInput::of(event)
}

both_engines! {
    async fn from_draft_to_cancelled(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = service::create(app, &aida, &plan("ukuk", 12)).await.unwrap();
        assert_eq!((event.state, event.capacity, event.sessions.len()), (State::Draft, 12, 2));
        assert_eq!(service::public_by_slug(app, "ukuk").await, Err(AppError::NotFound));
        service::publish(app, &aida, "ukuk").await.unwrap();
        let event = service::public_by_slug(app, "ukuk").await.unwrap();
        assert_eq!(event.window(app.clock.now()), Window::Open);
        assert_eq!(service::publish(app, &aida, "ukuk").await, Err(AppError::Conflict("events-error-state")));
        service::cancel(app, &aida, "ukuk").await.unwrap();
        assert_eq!(service::public_by_slug(app, "ukuk").await.unwrap().state, State::Cancelled);
        let done = "SELECT COUNT(*) FROM audit WHERE action IN ('event.create', 'event.publish', 'event.cancel')";
        assert_eq!(world.number(done).await, 3);
    }
}

both_engines! {
    async fn of_two_edits_from_one_version_the_second_is_told_and_loses_nothing(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 12).await;
        let (mut first, mut second) = (unchanged(&event), unchanged(&event));
        first.texts.get_mut(&Locale::Ky).unwrap().title = "Биринчи ат".into();
        second.texts.get_mut(&Locale::Ky).unwrap().title = "Экинчи ат".into();
        second.capacity = 99;
        let saved = service::update(app, &aida, &event.slug, &first).await.unwrap();
        assert_eq!(saved.version, event.version + 1);
        let stale = service::update(app, &aida, &event.slug, &second).await;
        assert_eq!(stale, Err(AppError::Conflict("events-error-stale")));
        assert_eq!(service::by_id(app, event.id).await.unwrap(), saved);
        // Eight at once from one version: one is saved.
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (app, aida, slug, mut edit) = (app.clone(), aida.clone(), event.slug.clone(), unchanged(&saved));
            edit.capacity = 20 + n;
            tries.spawn(async move { service::update(&app, &aida, &slug, &edit).await });
        }
        let done = tries.join_all().await;
        assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 1, "{done:?}");
        assert!(done.iter().all(|d| d.is_ok() || *d == Err(AppError::Conflict("events-error-stale"))), "{done:?}");
    }
}

both_engines! {
    async fn a_stale_form_comes_back_with_what_was_typed(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 12).await;
        let mut browser = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/edit/texts", event.slug);
        let mut edit = form::texts::filled(&event);
        edit.set("title_ky", "Кечиккен ат");
        service::update(app, &aida, &event.slug, &EventInput { capacity: 30, ..unchanged(&event) }).await.unwrap();
        let answer = send(&mut browser, &path, &edit).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let page = browser.get(&answer.location()).await;
        assert!(page.body.contains("Кечиккен ат"), "{}", page.body);
        assert_eq!(service::by_id(app, event.id).await.unwrap().capacity, 30, "nothing was overwritten");
        // Sent once more, knowingly, it is saved.
        edit.set("version", page.input("version"));
        let answer = send(&mut browser, &path, &edit).await;
        assert!(answer.location().ends_with("done=saved"), "{}", answer.location());
        assert_eq!(service::by_id(app, event.id).await.unwrap().text(Locale::Ky).0.title, "Кечиккен ат");
    }
}

both_engines! {
    async fn the_editor_makes_what_was_typed(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let mut browser = world.signed_in(&aida).await;
        let sample = service::create(app, &aida, &plan("sample", 12)).await.unwrap();
        let mut new = start_like(&sample);
        new.set("title", "Жаңы сабак");
        new.set("end", local(sample.starts_at - Duration::hours(1)));
        let wrong = send(&mut browser, "/ky/staff/events/new", &new).await;
        let page = browser.get(&wrong.location()).await;
        assert!(page.body.contains("Жаңы сабак") && page.body.contains("error"), "it ends before it starts: {}", page.body);
        new.set("end", local(sample.ends_at));
        let answer = send(&mut browser, "/ky/staff/events/new", &new).await;
        assert!(answer.location().starts_with("/ky/staff/events/jangy-sabak"), "{}", answer.location());
        // It lacks what a training must say, and is not published so.
        let refused = browser.post("/ky/staff/events/jangy-sabak/publish", &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.location());
        let mut texts = form::texts::filled(&service::by_slug(app, "jangy-sabak").await.unwrap());
        for (name, words) in [("summary_ky", "Кыскача"), ("description_ky", "Узун"), ("venue_ky", "Ош")] {
            texts.set(name, words);
        }
        let saved = send(&mut browser, "/ky/staff/events/jangy-sabak/edit/texts", &texts).await;
        assert!(saved.location().ends_with("done=saved"), "{}", saved.location());
        assert_eq!(world.browser().get("/ky/events/jangy-sabak").await.status, StatusCode::NOT_FOUND, "a draft");
        let answer = browser.post("/ky/staff/events/jangy-sabak/publish", &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = world.browser().get("/ru/events/jangy-sabak").await;
        assert!(page.status == StatusCode::OK && page.body.contains("Жаңы сабак"));
        assert_eq!(browser.post("/ky/staff/events/jangy-sabak/cancel", &[]).await.status, StatusCode::SEE_OTHER);
        let events = world.browser().get("/api/v1/events").await;
        assert!(!events.body.contains("jangy-sabak"), "{}", events.body);
    }
}

both_engines! {
    async fn a_slug_is_one_trainings_own(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        service::create(app, &aida, &plan("ukuk", 5)).await.unwrap();
        let again = service::create(app, &aida, &plan("ukuk", 5)).await;
        assert_eq!(again.map(drop), Err(AppError::Conflict("events-error-slug-taken")));
        // From equal titles come different slugs, also at the same moment.
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let (app, aida) = (app.clone(), aida.clone());
            tries.spawn(async move { service::create(&app, &aida, &EventInput { slug: None, ..plan("ukuk", 5) }).await });
        }
        let done = tries.join_all().await;
        let made: BTreeSet<String> = done.iter().flatten().map(|e| e.slug.clone()).collect();
        assert_eq!(made.len(), done.iter().filter(|d| d.is_ok()).count());
        assert!(done.iter().all(|d| d.is_ok() || matches!(d, Err(AppError::Conflict(_)))), "{done:?}");
        assert!(made.contains("ukuk-sabagy-ukuk"), "{made:?}");
    }
}

both_engines! {
    async fn safe_mode_says_neither_where_nor_when(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let mut secret = EventInput { safe_mode: true, ..plan("koopsuz", 9) };
        // The deadline may be said; here it lies on another day and hour than the training.
        secret.registration_closes_at -= Duration::hours(3);
        let event = published(app, &aida, &secret).await;
        published(app, &aida, &plan("achyk", 9)).await;
        let mut reader = world.browser();
        let zoned = event.starts_at.with_timezone(&event.zone);
        let venue = "Китепкана, 2-кабат";
        assert!(reader.get("/ky/events/achyk").await.body.contains(venue), "the sweep sees a venue that is shown");
        let page = reader.get("/ky/events/koopsuz").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("noindex"));
        let tells = [
            venue.to_owned(),
            zoned.format("%Y-%m-%d").to_string(),
            event.starts_at.format("%Y-%m-%d").to_string(),
            zoned.format("%H:%M").to_string(),
            zoned.format("%-d-%B").to_string(),
            "5\u{2011}декабрь".to_owned(),
            "application/ld+json".to_owned(),
            "calendar.ics".to_owned(),
        ];
        for l in ["ky", "ru", "uz", "en"] {
            let body = reader.get(&format!("/{l}/events/koopsuz")).await.body;
            for tell in &tells {
                assert!(!body.contains(tell), "{l}: {tell}");
            }
        }
        let json: serde_json::Value = serde_json::from_str(&reader.get("/api/v1/events").await.body).unwrap();
        let item = json["items"].as_array().unwrap().iter().find(|i| i["slug"] == "koopsuz").unwrap().clone();
        assert!(item["starts_at"].is_null() && item["ends_at"].is_null());
        assert!(!item.to_string().contains(venue) && item["capacity"] == 9 && item["region"] == "osh", "{item}");
        assert_eq!(reader.get("/ky/events/koopsuz/calendar.ics").await.status, StatusCode::NOT_FOUND);
        let open = reader.get("/ky/events/achyk/calendar.ics").await;
        assert!(open.body.contains("BEGIN:VEVENT") && open.body.contains("20261205T033000Z"), "{}", open.body);
    }
}

both_engines! {
    async fn a_draft_is_nobodys_business(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        service::create(app, &aida, &plan("keptik", 9)).await.unwrap();
        let mut reader = world.browser();
        for path in
            ["/ky/events/keptik", "/ky/events/keptik/calendar.ics", "/ky/events/keptik/register", "/ky/testimonials?event=keptik"]
        {
            assert_eq!(reader.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/ky", "/ky/events", "/api/v1/events", "/ky/events?region=osh"] {
            assert!(!reader.get(path).await.body.contains("keptik"), "{path}");
        }
        // Going on from a draft must answer as going on from nothing, or its slug could be guessed and its date found.
        for path in ["/ky/events?after=keptik", "/api/v1/events?after=keptik", "/ky/events?past=yes&after=keptik"] {
            assert_eq!(reader.get(path).await.status, reader.get("/ky/events?after=none-such").await.status, "{path}");
        }
        let form = [("full_name", "Гүлзат"), ("phone", "0700123456")];
        assert_eq!(reader.post("/ky/events/keptik/register", &form).await.status, StatusCode::NOT_FOUND);
    }
}

both_engines! {
    async fn a_region_ends_at_its_border(world: World) {
        let app = &world.app;
        let osh = staff(app, "osh", &[Grant::new(Role::Coordinator, Scope::Region("osh".into()))]).await;
        let all = everywhere(app, "all", Role::Coordinator).await;
        let foreign = EventInput { region: "chuy".into(), ..plan("chuy-sabagy", 9) };
        assert_eq!(service::create(app, &osh, &foreign).await.map(drop), Err(AppError::NotFound));
        let foreign = published(app, &all, &foreign).await;
        let own = training(app, &osh, 9).await;
        let moved = EventInput { region: "chuy".into(), ..unchanged(&own) };
        assert_eq!(service::update(app, &osh, &own.slug, &moved).await.map(drop), Err(AppError::NotFound));
        assert_eq!(service::cancel(app, &osh, &foreign.slug).await, Err(AppError::NotFound));
        assert_eq!(service::for_staff(app, &osh, &foreign.slug).await.map(drop), Err(AppError::NotFound));
        let mut browser = world.signed_in(&osh).await;
        for path in ["", "/edit", "/edit/texts", "/preview", "/copy", "/series", "/desk", "/publish", "/cancel", "/archive"] {
            let path = format!("/ky/staff/events/{}{path}", foreign.slug);
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let list = browser.get("/ky/staff/events").await;
        assert!(list.body.contains(&own.slug) && !list.body.contains(&foreign.slug));
        // A facilitator of one event sees that one alone, and edits nothing.
        let nurlan = staff(app, "nurlan", &[Grant::new(Role::Facilitator, Scope::Event(own.id))]).await;
        let mine = service::staff_list(app, &nurlan).await.unwrap();
        assert_eq!(mine.iter().map(|e| e.id).collect::<Vec<_>>(), [own.id]);
        assert_eq!(service::update(app, &nurlan, &own.slug, &unchanged(&own)).await.map(drop), Err(AppError::Forbidden));
    }
}

both_engines! {
    async fn readers_are_told_of_an_edit_by_the_tag(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 9).await;
        let path = format!("/ky/events/{}", event.slug);
        let mut reader = world.browser();
        let tag = |answer: &crate::support::Answer| answer.headers[header::ETAG].to_str().unwrap().to_owned();
        let first = tag(&reader.get(&path).await);
        app.cache.touch();
        let rendered_again = tag(&reader.get(&path).await);
        assert_eq!(first, rendered_again, "the same page has the same tag");
        let held = reader.send(Method::GET, &path, None, &[("if-none-match", &first)]).await;
        assert_eq!(held.status, StatusCode::NOT_MODIFIED);
        let node = world.second_node().await;
        crate::support::Browser::new(&node).get(&path).await;
        let mut edit = unchanged(&event);
        edit.texts.get_mut(&Locale::Ky).unwrap().title = "Башка ат".into();
        service::update(app, &aida, &event.slug, &edit).await.unwrap();
        let after = reader.send(Method::GET, &path, None, &[("if-none-match", &first)]).await;
        assert!(after.status == StatusCode::OK && after.body.contains("Башка ат"));
        assert_ne!(tag(&after), first);
        tokio::time::sleep(sabak::web::cache::EPOCH_AGE + std::time::Duration::from_millis(20)).await;
        assert!(crate::support::Browser::new(&node).get(&path).await.body.contains("Башка ат"), "on every node");
    }
}

both_engines! {
    async fn pages_of_the_list_show_every_training_once(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        // Many at the same moment, so that the time alone does not order them.
        for n in 0..47 {
            let mut p = plan(&format!("sabak-{n:02}"), 5);
            p.region = if n % 3 == 0 { "chuy" } else { "osh" }.into();
            p.languages = if n % 2 == 0 { vec![Locale::Ky] } else { vec![Locale::Ky, Locale::Uz] };
            p.safe_mode = n % 7 == 0;
            for s in &mut p.sessions {
                let later = Duration::days(n / 10);
                (s.starts_at, s.ends_at) = (s.starts_at + later, s.ends_at + later);
            }
            published(app, &aida, &p).await;
        }
        let walk = |filter: Filter| async move {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = service::public_list(app, &filter, after.as_deref()).await.unwrap();
                seen.extend(page.events);
                after = page.next;
                if after.is_none() {
                    return seen;
                }
            }
        };
        let slugs = |events: &[Event]| events.iter().map(|e| e.slug.clone()).collect::<BTreeSet<_>>();
        let all = walk(Filter::default()).await;
        assert_eq!((all.len(), slugs(&all).len()), (47, 47));
        let osh = walk(Filter { region: Some("osh".into()), ..Filter::default() }).await;
        assert_eq!((osh.len(), slugs(&osh).len()), (31, 31));
        let uz = walk(Filter { language: Some(Locale::Uz), ..Filter::default() }).await;
        assert_eq!(uz.len(), 23);
        let mut staff_seen: Vec<Event> = Vec::new();
        loop {
            let after = staff_seen.last().map(|e| e.slug.clone());
            let page = service::staff_page(app, &aida, &StaffFilter::default(), after.as_deref()).await.unwrap();
            staff_seen.extend(page.events);
            if page.next.is_none() {
                break;
            }
        }
        assert_eq!((staff_seen.len(), slugs(&staff_seen)), (47, slugs(&all)));
        let narrowed = |filter: StaffFilter| {
            let aida = &aida;
            async move {
                let (mut seen, mut after): (Vec<Event>, Option<String>) = (Vec::new(), None);
                loop {
                    let page = service::staff_page(app, aida, &filter, after.as_deref()).await.unwrap();
                    seen.extend(page.events);
                    after = page.next;
                    if after.is_none() {
                        return seen;
                    }
                }
            }
        };
        service::create(app, &aida, &crate::cast::later("dolboor", 5)).await.unwrap();
        let of = |state, region: Option<&str>, month: Option<&str>| StaffFilter {
            state, region: region.map(str::to_owned), month: month.map(|m| m.parse().unwrap()),
        };
        for (filter, n) in [
            (of(None, None, None), 48), (of(Some(State::Draft), None, None), 1), (of(Some(State::Published), None, None), 47),
            (of(None, Some("chuy"), None), 16), (of(Some(State::Published), Some("osh"), Some("2026-12-15")), 31),
            (of(None, None, Some("2027-01-01")), 1), (of(None, None, Some("2026-11-01")), 0), (of(Some(State::Archived), None, None), 0),
        ] {
            let seen = narrowed(filter.clone()).await;
            assert_eq!((seen.len(), slugs(&seen).len()), (n, n), "{filter:?}");
        }
        world.clock.advance(Duration::days(60));
        assert!(walk(Filter::default()).await.is_empty());
        let past = walk(Filter { past: true, ..Filter::default() }).await;
        assert_eq!(slugs(&past), slugs(&all));
    }
}

both_engines! {
    async fn places_never_shrink_under_those_taken_and_growing_calls_who_waits(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 2).await;
        for n in 0..4 {
            register(app, &event, n).await;
        }
        let resized = |capacity| {
            let (aida, event) = (aida.clone(), event.clone());
            async move {
                let now = service::by_id(app, event.id).await.unwrap();
                service::update(app, &aida, &event.slug, &EventInput { capacity, ..unchanged(&now) }).await
            }
        };
        assert_eq!(resized(1).await.map(drop), Err(AppError::Conflict("events-error-capacity-taken")));
        let grown = resized(3).await.unwrap();
        assert_eq!(grown.capacity, 3);
        let offered = "SELECT COUNT(*) FROM registration WHERE state = 'offered' AND waiting_no = 1";
        assert_eq!(world.number(offered).await, 1, "a place that the training grew by goes to who waits longest");
        assert_eq!(service::by_id(app, event.id).await.unwrap().taken, 3);
    }
}

both_engines! {
    async fn those_who_have_registered_are_told_of_another_time_and_of_the_end(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 9).await;
        let mut form = crate::cast::form_of(app, 1);
        form.email = "gulzat@example.org".into();
        sabak::registration::service::register(app, &event, form, sabak::registration::model::Source::Web).await.unwrap();
        let told = |message: Message| format!("SELECT COUNT(*) FROM message WHERE kind = '{message}'");
        // The letter of confirmation has gone out; while it waits it tells of the change itself.
        world.execute("UPDATE message SET outcome = 'mailed', ended_at = created_at WHERE kind = 'confirmed'").await.unwrap();
        let mut edit = unchanged(&service::by_id(app, event.id).await.unwrap());
        edit.capacity = 10;
        let same = service::update(app, &aida, &event.slug, &edit).await.unwrap();
        assert_eq!(world.number(told(Message::EventChanged)).await, 0, "more places concern nobody who has one");
        let mut edit = unchanged(&same);
        edit.sessions[0].starts_at -= Duration::hours(1);
        service::update(app, &aida, &event.slug, &edit).await.unwrap();
        assert_eq!(world.number(told(Message::EventChanged)).await, 1);
        service::cancel(app, &aida, &event.slug).await.unwrap();
        assert_eq!(world.number(told(Message::EventCancelled)).await, 1);
    }
}

both_engines! {
    async fn where_people_are_chosen_they_apply_and_free_places_are_not_offered(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        training(app, &aida, 9).await;
        published(app, &aida, &crate::cast::by_selection("tandoo", 6)).await;
        let mut browser = world.browser();
        let ky = |key: &str| Locale::Ky.t(key);
        for (slug, chosen) in [("ukuk-sabagy", false), ("tandoo", true)] {
            let page = browser.get(&format!("/ky/events/{slug}")).await.body;
            let places = Locale::Ky.ta("events-places-chosen", &[("n", arg(6))]);
            assert_eq!(page.contains(&format!(">{}</a>", ky("events-apply"))), chosen, "{page}");
            assert_eq!(page.contains(&places), chosen, "{page}");
            let form = browser.get(&format!("/ky/events/{slug}/register")).await.body;
            assert_eq!(form.contains(&ky("registration-apply-heading")), chosen, "{form}");
            assert_eq!(form.contains(&ky("registration-heading")), !chosen, "{form}");
            assert_eq!(form.contains(&format!(">{}</button>", ky("events-apply"))), chosen, "{form}");
            assert_eq!(page.contains(&ky("events-deadline-applications")), chosen, "{page}");
        }
    }
}
