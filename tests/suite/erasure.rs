//! Erasing, through the link and by staff, while others act; what stays, and what a restored backup does.

use std::os::unix::fs::PermissionsExt as _;

use axum::http::StatusCode;
use chrono::Duration;
use sabak::audit::service::By;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::i18n::Locale;
use sabak::jobs::backup::tombstones::{list, parse};
use sabak::registration::consent::{Act, Purpose};
use sabak::registration::model::{Registration, RegistrationInput, Source, State};
use sabak::registration::service as registration;
use sabak::retention::model::Tombstone;
use sabak::retention::tombstones;
use sabak::staff::model::{Grant, Role, Scope};
use sabak::state::App;

use crate::cast::{
    come, coordinator, everything, everywhere, form_of, now, plan, published, register, staff, training,
};
use crate::support::both_engines;

fn link(app: &App, registration: &Registration) -> String {
    format!("/ky/my/{}", registration::link_token(app, registration))
}

/// Somebody with every answer, under a number of their own.
async fn somebody(app: &App, event: &Event, n: usize) -> Registration {
    let input = RegistrationInput {
        full_name: "Белгиева Канарей".into(),
        email: format!("belgi{n}@kanarei.invalid").into(),
        note: "Эскертүү канарейка".into(),
        diet: "Тамак канарейка".into(),
        organisation: "Уюм канарейка".into(),
        age_band: "25_34".into(),
        sex: "female".into(),
        home_region: "osh".into(),
        future_contact: true,
        ..form_of(app, n)
    };
    come(app, event, input).await
}

both_engines! {
    async fn the_private_link_erases_and_then_says_that_it_is_gone(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let mine = somebody(app, &event, 1).await;
        let waits = register(app, &event, 2).await.registration;
        assert_eq!(now(app, &waits).await.state, State::Waitlisted);
        let path = link(app, &mine);
        let mut browser = world.browser();
        let page = browser.get(&path).await;
        assert!(page.body.contains(&format!("{path}/erase")) && page.body.contains(&format!("{path}/data")));
        let asked = browser.get(&format!("{path}/erase")).await;
        assert_eq!(asked.status, StatusCode::OK);
        assert_eq!(world.number("SELECT COUNT(*) FROM tombstone").await, 0, "asking changes nothing");
        let done = browser.post(&format!("{path}/erase"), &[]).await;
        assert_eq!(done.location(), format!("/ky/events/{}/registered?done=erased", event.slug), "{}", done.body);
        let said = browser.get(&done.location()).await;
        assert!(said.body.contains(&Locale::Ky.t("registration-erased-title")), "{}", said.body);
        for below in ["", "/erase", "/data", "/data.json", "/withdraw", "/testimonial"] {
            let gone = browser.get(&format!("{path}{below}")).await;
            assert_eq!(gone.status, StatusCode::GONE, "{below}");
            assert!(gone.body.contains(&Locale::Ky.t("ui-gone-link-heading")));
            assert!(!gone.body.contains("Пикир"), "says nothing of what it was");
        }
        assert_eq!(browser.post(&format!("{path}/erase"), &[]).await.status, StatusCode::GONE, "once");
        let left = now(app, &mine).await;
        assert_eq!((left.state, left.holds_place), (State::Withdrawn, false));
        assert!(left.sex.is_empty() && left.age_band.is_empty() && left.home_region.is_empty());
        assert!(left.email.is_empty() && left.note.is_empty() && left.short_code != mine.short_code);
        assert_eq!(now(app, &waits).await.state, State::Offered, "the place goes to the next");
        let keys = format!("SELECT COUNT(*) FROM data_key WHERE subject_id = {}", world.id(mine.person_id));
        assert_eq!(world.number(keys).await, 0);
        let contacts = format!("SELECT COUNT(*) FROM contact WHERE person_id = {}", world.id(mine.person_id));
        assert_eq!(world.number(contacts).await, 0);
        let jobs = format!("SELECT COUNT(*) FROM job WHERE payload LIKE '%{}%'", mine.id);
        let messages = format!("SELECT COUNT(*) FROM message WHERE registration_id = {}", world.id(mine.id));
        assert_eq!((world.number(jobs).await, world.number(messages).await), (0, 0), "what waits to be said is taken back");
        let all = everything(&app.db).await;
        for canary in ["Канарей", "канарейка", "kanarei"] {
            assert!(!all.contains(canary), "{canary}");
        }
        let lines = "SELECT COUNT(*) FROM audit WHERE action = 'person.erase' AND reason = 'asked'";
        assert_eq!(world.number(lines).await, 1);
        // In the table, and in a file that nobody else may read.
        let stones = tombstones::list(app).await.unwrap();
        assert_eq!(stones.iter().map(|s| (s.kind.as_str(), s.id)).collect::<Vec<_>>(), [("person", mine.person_id)]);
        let kept = list(&app.config.data_dir);
        assert_eq!(parse(&std::fs::read_to_string(&kept).unwrap()).unwrap()[0].subject, mine.person_id);
        let file = std::fs::metadata(kept).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
        // Lists bear it, and who comes again is somebody new.
        let mut desk = world.signed_in(&aida).await;
        let base = format!("/ky/staff/events/{}", event.slug);
        for below in ["", "/registrations", "/desk", "/attendance"] {
            let page = desk.get(&format!("{base}{below}")).await;
            assert_eq!(page.status, StatusCode::OK, "{below}");
            assert!(!page.body.contains("Канарей"), "{below}");
        }
        let detail = desk.get(&format!("{base}/registrations/{}", mine.id)).await;
        assert_eq!(detail.status, StatusCode::OK);
        assert!(!detail.body.contains("/erase"), "nothing is left to erase");
        let again = somebody(app, &event, 1).await;
        assert_ne!(again.person_id, mine.person_id);
    }
}

both_engines! {
    /// Whoever knows a number can register it for something else; their link must not reach the rest.
    async fn a_link_reaches_its_own_registration_and_no_other(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let first = published(app, &aida, &plan("biringi", 5)).await;
        let second = published(app, &aida, &plan("ekinchi", 5)).await;
        let a = somebody(app, &first, 1).await;
        world.clock.advance(Duration::minutes(5));
        let stranger = RegistrationInput { full_name: "Бөтөн Киши".into(), ..form_of(app, 1) };
        let b = come(app, &second, stranger).await;
        assert_eq!(a.person_id, b.person_id, "the number is the same");
        let shown = world.browser().get(&format!("{}/data", link(app, &b))).await.body;
        for others in ["Канарей", "kanarei", "канарейка", "biringi"] {
            assert!(!shown.contains(others), "{others}");
        }
        registration::erase(app, &b).await.unwrap();
        assert_eq!(registration::by_link(app, &registration::link_token(app, &b)).await.map(drop), Err(AppError::Gone));
        assert_eq!(now(app, &a).await.state, State::Confirmed, "the other keeps its place");
        let mine = world.browser().get(&format!("{}/data", link(app, &a))).await;
        assert!(mine.body.contains("Белгиева Канарей"), "and its data");
        let kinds: Vec<_> = tombstones::list(app).await.unwrap().into_iter().map(|s| (s.kind, s.id)).collect();
        assert_eq!(kinds, [("registration".to_owned(), b.id)]);
        registration::erase(app, &a).await.unwrap();
        let keys = "SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'";
        assert_eq!(world.number(keys).await, 0, "with the last one the person goes");
    }
}

both_engines! {
    async fn a_later_link_does_not_come_to_show_a_name_because_the_first_was_erased(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let first = published(app, &aida, &plan("biringi", 5)).await;
        let second = published(app, &aida, &plan("ekinchi", 5)).await;
        let a = somebody(app, &first, 1).await;
        world.clock.advance(Duration::minutes(5));
        let b = register(app, &second, 1).await.registration;
        assert!(!registration::gave_the_name(app, &b).await.unwrap());
        registration::erase(app, &a).await.unwrap();
        assert!(!registration::gave_the_name(app, &b).await.unwrap());
        let shown = world.browser().get(&format!("{}/data", link(app, &b))).await.body;
        assert!(!shown.contains("Канарей"));
    }
}

both_engines! {
    async fn staff_erase_what_lies_in_their_scope(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let osh = published(app, &aida, &plan("osh-sabagy", 5)).await;
        let mut elsewhere = plan("batken-sabagy", 5);
        elsewhere.region = "batken".into();
        let batken = published(app, &aida, &elsewhere).await;
        let a = somebody(app, &osh, 1).await;
        let b = register(app, &batken, 1).await.registration;
        let path = format!("/ky/staff/events/{}/registrations/{}/erase", osh.slug, a.id);
        let facilitator = staff(app, "fatima", &[Grant::new(Role::Facilitator, Scope::Event(osh.id))]).await;
        let refused = world.signed_in(&facilitator).await.post(&path, &[]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let auditor = everywhere(app, "olga", Role::Auditor).await;
        assert_eq!(registration::erase_for(app, &auditor, &osh, a.id).await, Err(AppError::Forbidden));
        assert_eq!(world.number("SELECT COUNT(*) FROM tombstone").await, 0);
        // One region only: the registration alone.
        let of_osh = staff(app, "saltanat", &[Grant::new(Role::Coordinator, Scope::Region("osh".into()))]).await;
        let (_, whole) = registration::erase_reach(app, &of_osh, &osh, a.id).await.unwrap();
        assert!(!whole);
        registration::erase_for(app, &of_osh, &osh, a.id).await.unwrap();
        assert_eq!(now(app, &b).await.state, State::Confirmed);
        assert_eq!(registration::erase_for(app, &of_osh, &osh, a.id).await, Err(AppError::NotFound), "nothing is left");
        // Both: the person.
        registration::erase_for(app, &aida, &batken, b.id).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'").await, 0);
        let by_staff = "SELECT COUNT(*) FROM audit WHERE action IN ('person.erase', 'registration.erase')
            AND actor_kind = 'staff' AND reason = 'staff'";
        assert_eq!(world.number(by_staff).await, 2);
    }
}

both_engines! {
    /// Erasing, giving up, registering again and taking offers at once: places are counted right, and nothing readable lies
    /// about somebody without a key.
    async fn erasing_while_others_act_keeps_the_count(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let nodes = [app.clone(), world.second_node().await];
        let event = training(app, &aida, 6).await;
        let mut all = Vec::new();
        for n in 0..12 {
            all.push(register(app, &event, n).await.registration);
        }
        let mut at_once = tokio::task::JoinSet::new();
        for (n, r) in all.iter().cloned().enumerate() {
            let (one, other, event) = (nodes[n % 2].clone(), nodes[(n + 1) % 2].clone(), event.clone());
            if n % 3 != 2 {
                let r = r.clone();
                at_once.spawn(async move { registration::erase(&one, &r).await.map(drop) });
            }
            if n % 2 == 0 {
                let (app, r) = (other.clone(), r.clone());
                at_once.spawn(async move { registration::withdraw(&app, &r).await.map(drop) });
            }
            if n % 4 == 0 {
                let input = form_of(&other, n);
                at_once
                    .spawn(async move { registration::register(&other, &event, input, Source::Web).await.map(drop) });
            }
        }
        for done in at_once.join_all().await {
            assert!(matches!(done, Ok(()) | Err(AppError::Conflict(_) | AppError::NotFound)), "{done:?}");
        }
        let held = world.number("SELECT COUNT(*) FROM registration WHERE holds_place = TRUE").await;
        assert_eq!(world.number("SELECT taken FROM pool").await, held);
        assert!(held <= 6);
        let waiting = world.number("SELECT COUNT(*) FROM registration WHERE state = 'waitlisted'").await;
        assert!(held == 6 || waiting == 0, "{held} places are held and {waiting} wait");
        let readable = "SELECT COUNT(*) FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id
            WHERE k.subject_id IS NULL AND (r.phone IS NOT NULL OR r.state IN ('waitlisted', 'offered', 'confirmed'))";
        assert_eq!(world.number(readable).await, 0);
        let orphans = "SELECT COUNT(*) FROM contact c LEFT JOIN data_key k ON k.subject_id = c.person_id
            WHERE k.subject_id IS NULL";
        assert_eq!(world.number(orphans).await, 0);
        for (n, r) in all.iter().enumerate().filter(|(n, _)| n % 3 != 2) {
            let key = format!("SELECT COUNT(*) FROM data_key WHERE subject_id = {}", world.id(r.person_id));
            assert_eq!(world.number(key).await, 0, "{n}");
        }
    }
}

both_engines! {
    async fn a_restored_database_forgets_again(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let r = somebody(app, &event, 1).await;
        let person = world.id(r.person_id);
        let columns = "subject_id, subject_kind, version, ring_version, wrapped, created_at";
        world.execute(format!("CREATE TABLE old_key AS SELECT {columns} FROM data_key WHERE subject_id = {person}")).await.unwrap();
        world.execute(format!("CREATE TABLE old_registration AS SELECT * FROM registration WHERE person_id = {person}")).await.unwrap();
        registration::erase_person(app, By::System, r.person_id, "asked").await.unwrap();
        let stones = tombstones::list(app).await.unwrap();
        assert_eq!(stones.len(), 1);
        // What a backup of before the erasure brings back.
        world.execute("DELETE FROM tombstone").await.unwrap();
        world.execute(format!("INSERT INTO data_key ({columns}) SELECT {columns} FROM old_key")).await.unwrap();
        world.execute("UPDATE registration SET note = (SELECT note FROM old_registration), sex = 'female', state = 'confirmed'").await.unwrap();
        world.execute("DROP TABLE old_key").await.unwrap();
        world.execute("DROP TABLE old_registration").await.unwrap();
        assert_eq!(now(app, &r).await.note.reveal(), "Эскертүү канарейка", "it is readable again");
        assert_eq!(tombstones::replay(app, &stones).await.unwrap(), 1);
        assert!(now(app, &r).await.note.is_empty() && now(app, &r).await.sex.is_empty());
        assert_eq!(world.number(format!("SELECT COUNT(*) FROM data_key WHERE subject_id = {person}")).await, 0);
        assert_eq!(tombstones::list(app).await.unwrap(), stones);
        assert_eq!(tombstones::replay(app, &stones).await.unwrap(), 0, "once more changes nothing");
        let text = std::fs::read_to_string(list(&app.config.data_dir)).unwrap();
        assert_eq!(parse(&text).unwrap().len(), 1, "one line of it");
    }
}

both_engines! {
    async fn what_is_replayed_takes_no_more_than_it_names(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 3).await;
        let keys = |person| format!("SELECT COUNT(*) FROM data_key WHERE subject_id = {}", world.id(person));
        // Erased alone once, while its person had more; this backup knows of no more.
        let mine = somebody(app, &event, 1).await;
        let stone = Tombstone { kind: "registration".into(), id: mine.id, rule: "asked".into(), at: app.clock.now() };
        assert!(registration::erase_again(app, &stone).await.unwrap());
        assert!(!registration::erase_again(app, &stone).await.unwrap(), "once");
        assert_eq!(world.number(keys(mine.person_id)).await, 1, "the person stays");
        assert_eq!(world.number("SELECT COUNT(*) FROM tombstone WHERE subject_kind = 'person'").await, 0);
        assert!(now(app, &mine).await.note.is_empty());
        // The same asked for by themselves takes the person too.
        let other = somebody(app, &event, 2).await;
        registration::erase(app, &other).await.unwrap();
        assert_eq!(world.number(keys(other.person_id)).await, 0);
    }
}

both_engines! {
    async fn who_read_a_registration_before_it_was_erased_writes_nothing_to_it(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 3).await;
        let elsewhere = published(app, &aida, &plan("elsewhere", 3)).await;
        let mine = somebody(app, &event, 1).await;
        let kept = somebody(app, &elsewhere, 1).await;
        assert_eq!(mine.person_id, kept.person_id);
        let agree = |r: Registration| async move {
            registration::agree(app, &r, Purpose::FutureContact, Act::Withdraw, Locale::Ky).await
        };
        registration::erase(app, &mine).await.unwrap();
        assert_eq!(agree(mine.clone()).await, Err(AppError::NotFound));
        assert_eq!(registration::speak(app, &mine, Locale::Ru).await, Err(AppError::NotFound));
        assert_eq!(agree(kept.clone()).await, Ok(()), "the other one is as it was");
        assert_eq!(registration::speak(app, &kept, Locale::Ru).await, Ok(()));
    }
}
