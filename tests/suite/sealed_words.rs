//! Words as they lie in the database, who may open them, and their end.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use sabak::error::AppError;
use sabak::i18n::Locale;
use sabak::registration::service::link_token;
use sabak::seal::Personal;
use sabak::staff::model::Role;
use sabak::state::App;
use sabak::testimonials::form::RenditionInput;
use sabak::testimonials::model::{
    Attribution, Channel, DeclineReason, HoldReason, Stage, TestimonialInput, WallFilter,
};
use sabak::testimonials::service;
use uuid::Uuid;

use crate::canary::{Marked, readable};
use crate::cast::{everything, everywhere, register};
use crate::support::{Browser, World, both_engines, start};
use crate::testimonials::{QUOTE, Room, places};

/// In every field that takes words.
const MARK: &str = "Бугубелги";

fn marked(what: &str) -> Personal {
    Personal::new(format!("{MARK} {what}"))
}

/// Asserts that the database shows no text of ours, neither as text nor as bytes.
async fn shows_no_mark(world: &World, when: &str) {
    let fields: &[Marked] = &[("words", MARK)];
    assert!(readable(everything(&world.app.db).await.as_bytes(), fields).is_empty(), "{when}: in the tables");
    assert!(readable(&world.raw(), fields).is_empty(), "{when}: in the files");
}

both_engines! {
    async fn a_dump_shows_no_words(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let input = TestimonialInput {
            submission_id: app.ids.uuid(),
            locale: Locale::Ky,
            headline: marked("аталыш"),
            body: marked("сөз"),
            channels: vec![Channel::Site],
            attribution: Attribution::Pseudonym,
            pseudonym: marked("ат"),
            consent_locale: Locale::Ky,
        };
        let id = service::give(app, &room.speaker, input).await.unwrap();
        shows_no_mark(&world, "given").await;
        let text = RenditionInput {
            locale: Locale::Ky,
            base: 0,
            headline: marked("аталыш"),
            quote: marked("үзүндү"),
            narrative: marked("толук"),
            attribution: Attribution::Pseudonym,
            content_note: marked("эскертүү"),
        };
        service::edit_rendition(app, &room.editor, id, &text).await.unwrap();
        let hash = service::item(app, &room.first, id).await.unwrap().prepared[&Locale::Ky].rendition.sha256.clone();
        service::approve(app, &room.first, &hash).await.unwrap();
        let shown = service::one(app, Locale::Ky, id).await.unwrap();
        assert_eq!(shown.attribution_line, format!("{MARK} ат"), "it is there for whoever holds the key");
        shows_no_mark(&world, "public").await;
        service::hold(app, &room.first, id, HoldReason::Safety, &marked("кесиптештерге")).await.unwrap();
        service::decline(app, &room.first, id, DeclineReason::Other, &marked("ээсине")).await.unwrap();
        let item = service::item(app, &room.first, id).await.unwrap();
        assert!(item.holds[0].note == marked("кесиптештерге") && item.decline.unwrap().note == marked("ээсине"));
        shows_no_mark(&world, "stopped").await;
        // The same words in a second testimonial look different: not even equality shows.
        world.execute(format!("UPDATE event_text SET title = '{MARK}'")).await.unwrap();
        assert_eq!(readable(everything(&app.db).await.as_bytes(), &[("words", MARK)]), ["words"], "the search finds it");
        let twins = "SELECT COUNT(*) FROM rendition a JOIN rendition b ON a.quote = b.quote AND a.sha256 <> b.sha256";
        assert_eq!(world.number(twins).await, 0);
    }
}

both_engines! {
    async fn what_was_moved_does_not_open_and_takes_nobody_else_away(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let ((a, first), (b, second)) = (room.public(app).await, room.public(app).await);
        let (ida, idb) = (world.id(a), world.id(b));

        let within = format!("UPDATE testimonial SET headline = body, body = headline WHERE id = {ida}");
        world.execute(within.clone()).await.unwrap();
        assert!(matches!(service::unseal(app, &room.first, a).await.err(), Some(AppError::Internal(_))));
        world.execute(within).await.unwrap();
        assert!(service::unseal(app, &room.first, a).await.is_ok(), "back in its place");

        let between = format!(
            "UPDATE rendition SET quote = (SELECT o.quote FROM rendition o WHERE o.sha256 = {}) WHERE sha256 = {}",
            world.bytes(&second),
            world.bytes(&first)
        );
        world.execute(between).await.unwrap();
        assert!(matches!(service::one(app, Locale::Ky, a).await, Err(AppError::Internal(_))));
        let wall = service::wall(app, Locale::Ky, &WallFilter::newest(Channel::Site, 50)).await.unwrap();
        assert_eq!(wall.iter().map(|t| t.id).collect::<Vec<_>>(), [b], "the other one stays");
        assert!(service::approve(app, &room.second, &first).await.is_err(), "nobody says yes to what cannot be read");

        let keys = format!(
            "UPDATE data_key SET wrapped = (SELECT o.wrapped FROM data_key o WHERE o.subject_id = {idb})
             WHERE subject_id = {ida}"
        );
        world.execute(keys).await.unwrap();
        assert!(matches!(service::item(app, &room.first, a).await.err(), Some(AppError::Internal(_))), "another's key");
        assert!(service::item(app, &room.first, b).await.is_ok());
    }
}

both_engines! {
    async fn without_its_key_it_is_neither_public_nor_listed(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let ((lost, _), (kept, _)) = (room.public(app).await, room.public(app).await);
        world.execute(format!("DELETE FROM data_key WHERE subject_id = {}", world.id(lost))).await.unwrap();
        assert!(places(app, lost).await.is_empty());
        assert_eq!(places(app, kept).await, [Channel::Site, Channel::Feeds]);
        assert_eq!(service::one(app, Locale::Ky, lost).await, Err(AppError::Gone));
        let queue = service::queue(app, &room.first, Locale::Ky, Stage::Public, "", None, None).await.unwrap();
        assert_eq!(queue.items.iter().map(|i| i.id).collect::<Vec<_>>(), [kept]);
        let migration = include_str!("../../migrations/sqlite/0005_testimonials.sql");
        let view = migration.split("CREATE VIEW public_rendition").nth(1).unwrap().trim_end().trim_end_matches(';');
        let unguarded = view
            .replace("JOIN data_key k ON k.subject_id = t.id\n", "")
            .replace(" k.version, k.ring_version, k.wrapped,", "");
        world.execute(format!("CREATE VIEW unguarded{unguarded}")).await.unwrap();
        let shown = format!("SELECT COUNT(*) FROM unguarded WHERE testimonial_id = {}", world.id(lost));
        assert!(world.number(shown).await > 0, "the join is what keeps it away");
    }
}

/// Status, and whether the quote is there, of what a reader could have open.
async fn surfaces(reader: &mut Browser, id: Uuid) -> Vec<StatusCode> {
    let mut seen = Vec::new();
    for l in ["ky", "ru", "uz", "en"] {
        seen.push(reader.get(&format!("/{l}/testimonials/{id}")).await.status);
    }
    seen
}

both_engines! {
    async fn erased_by_its_speaker_it_is_gone_on_every_node(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let (id, hash) = room.public(app).await;
        let (other, _) = room.public(app).await;
        service::hold(app, &room.second, id, HoldReason::Other, &marked("жазуу")).await.unwrap();
        let holds = service::item(app, &room.first, id).await.unwrap().holds;
        service::lift(app, &room.first, id, holds[0].id).await.unwrap();
        let node = world.second_node().await;
        let (mut here, mut there) = (world.browser(), Browser::new(&node));
        assert_eq!(surfaces(&mut there, id).await, [StatusCode::OK; 4]);
        assert_eq!(surfaces(&mut there, other).await, [StatusCode::OK; 4]);
        assert!(there.get("/ky/testimonials").await.body.contains(&id.to_string()));

        let my = format!("/ky/my/{}", link_token(app, &room.speaker));
        let mine = format!("{my}/testimonial/{id}");
        let page = here.get(&mine).await;
        assert!(!page.body.contains(&Locale::Ky.t("testimonials-keep-heading")), "first comes the withdrawal");
        assert_eq!(here.post(&format!("{mine}/withdraw"), &[]).await.status, StatusCode::SEE_OTHER);
        let page = here.get(&mine).await;
        assert!(page.body.contains(&Locale::Ky.t("testimonials-keep-heading")), "{}", page.body);
        let question = here.get(&format!("{mine}/erase")).await;
        assert!(question.status == StatusCode::OK && question.body.contains(&Locale::Ky.t("testimonials-erase-title")));
        assert!(service::mine(app, &room.speaker, id).await.is_ok(), "asking erases nothing");

        let answer = here.post(&format!("{mine}/erase"), &[]).await;
        let tapped = Instant::now();
        assert_eq!(answer.location(), mine, "{}", answer.body);
        let page = here.get(&mine).await;
        assert!(page.status == StatusCode::OK && page.body.contains(&Locale::Ky.t("testimonials-erased")));
        assert_eq!(surfaces(&mut here, id).await, [StatusCode::GONE; 4]);
        while surfaces(&mut there, id).await != [StatusCode::GONE; 4] {
            assert!(tapped.elapsed() < Duration::from_secs(1), "the other node still shows it");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for reader in [&mut here, &mut there] {
            for path in ["/ky/testimonials", "/ky", "/api/v1/testimonials"] {
                let body = reader.get(path).await.body;
                assert!(!body.contains(&id.to_string()) && body.contains(QUOTE), "{path}");
            }
            assert_eq!(surfaces(reader, other).await, [StatusCode::OK; 4], "the other one is untouched");
        }
        assert!(!here.get(&my).await.body.contains(&id.to_string()), "nor on the speaker's page");

        for stage in [Stage::Waiting, Stage::Public, Stage::Closed] {
            let queue = service::queue(app, &room.first, Locale::Ky, stage, "", None, None).await.unwrap();
            assert!(queue.items.iter().all(|i| i.id != id), "{stage:?}");
        }
        assert_eq!(service::item(app, &room.first, id).await.err(), Some(AppError::NotFound));
        assert_eq!(service::unseal(app, &room.first, id).await.err(), Some(AppError::NotFound));
        assert_eq!(service::approve(app, &room.first, &hash).await.err(), Some(AppError::NotFound));
        let hold = service::hold(app, &room.first, id, HoldReason::Other, &marked("кеч")).await;
        assert_eq!(hold, Err(AppError::NotFound));

        let of = |sql: &str| world.number(format!("{sql} = {}", world.id(id)));
        for table in ["rendition", "hold", "decline"] {
            assert_eq!(of(&format!("SELECT COUNT(*) FROM {table} WHERE testimonial_id")).await, 0, "{table}");
        }
        assert_eq!(of("SELECT COUNT(*) FROM data_key WHERE subject_id").await, 0);
        assert_eq!(of("SELECT COUNT(*) FROM tombstone WHERE rule = 'speaker' AND subject_id").await, 1);
        assert_eq!(of("SELECT COUNT(*) FROM testimonial WHERE headline IS NULL AND body IS NULL AND salt IS NULL AND id").await, 1);
        assert_eq!(of("SELECT COUNT(*) FROM consent WHERE act = 'withdraw' AND testimonial_id").await, 4, "the ledger stays");

        assert_eq!(here.post(&format!("{mine}/erase"), &[]).await.status, StatusCode::SEE_OTHER, "a second tap");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'testimonial.erase'").await, 1);
        // A replayed tombstone finds nothing to do and forgets nothing.
        let mut tx = app.db.write().await.unwrap();
        assert_eq!(service::erase_one(&mut tx, id, "replay", app.clock.now()).await, Ok(false));
        tx.commit().await.unwrap();
        assert_eq!(surfaces(&mut here, id).await, [StatusCode::GONE; 4]);
        assert_eq!(of("SELECT COUNT(*) FROM tombstone WHERE rule = 'speaker' AND subject_id").await, 1);

        world.clock.set(start());
        let stranger = register(app, &room.event, 2).await.registration;
        let theirs = format!("/ky/my/{}/testimonial", link_token(app, &stranger));
        for path in [format!("{theirs}/{other}/erase"), format!("{theirs}/{id}/erase")] {
            assert_eq!(here.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
            assert_eq!(here.get(&path).await.status, StatusCode::NOT_FOUND);
        }
    }
}

both_engines! {
    async fn what_was_never_public_leaves_no_trace_when_erased(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let private = room.give(app, &[], Attribution::Anonymous).await;
        let press = room.give(app, &[Channel::Press], Attribution::FirstName).await;
        let hash = room.edit(app, press, Attribution::FirstName, QUOTE).await;
        service::approve(app, &room.first, &hash).await.unwrap();
        for id in [private, press] {
            service::erase(app, &room.speaker, id, Locale::Ky).await.unwrap();
            assert_eq!(service::one(app, Locale::Ky, id).await, Err(AppError::NotFound));
        }
        let entries = format!("SELECT COUNT(*) FROM consent WHERE testimonial_id = {}", world.id(private));
        assert_eq!(world.number(entries).await, 0, "nothing was agreed to, so nothing was withdrawn");
    }
}

both_engines! {
    async fn a_person_takes_all_their_words_along_and_nobody_elses(world: World) {
        let app = &world.app;
        let mut room = Room::open(&world).await;
        let (one, _) = room.public(app).await;
        let two = room.give(app, &[], Attribution::Anonymous).await;
        let person = room.speaker.person_id;
        world.clock.set(start());
        room.speaker = register(app, &room.event, 2).await.registration;
        world.clock.set(room.event.starts_at);
        let (other, _) = room.public(app).await;
        let mut tx = app.db.write().await.unwrap();
        let erased = service::erase_of_person(&mut tx, person, "request", app.clock.now()).await.unwrap();
        let all = |mut ids: Vec<Uuid>| {
            ids.sort_unstable();
            ids
        };
        assert_eq!(all(erased), all(vec![one, two]));
        tx.commit().await.unwrap();
        app.cache.touch();
        assert_eq!(service::one(app, Locale::Ky, one).await, Err(AppError::Gone));
        assert_eq!(places(app, other).await, [Channel::Site, Channel::Feeds]);
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'testimonial'").await, 1);
        let mut tx = app.db.write().await.unwrap();
        assert_eq!(service::erase_of_person(&mut tx, person, "request", app.clock.now()).await, Ok(vec![]));
    }
}

both_engines! {
    async fn many_at_once_leave_one_key_or_none(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let node = world.second_node().await;
        let submission = app.ids.uuid();
        let input = |app: &App, submission_id: Uuid| {
            let input = TestimonialInput {
                submission_id,
                locale: Locale::Ky,
                headline: "Менин үнүм".into(),
                body: "Сөз".into(),
                channels: vec![Channel::Site],
                attribution: Attribution::FirstName,
                pseudonym: Personal::default(),
                consent_locale: Locale::Ky,
            };
            let (app, speaker) = (app.clone(), room.speaker.clone());
            tokio::spawn(async move { service::give(&app, &speaker, input).await })
        };
        let taps: Vec<_> = (0..12).map(|n| input(if n % 2 == 0 { app } else { &node }, submission)).collect();
        let mut ids = Vec::new();
        for tap in taps {
            ids.push(tap.await.unwrap().unwrap());
        }
        ids.dedup();
        assert_eq!(ids.len(), 1, "one form, one testimonial");
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'testimonial'").await, 1);

        // Twelve erase while others prepare, hide and rename: at the end there is no key and no text.
        let (id, hash) = room.public(app).await;
        let mut acts = tokio::task::JoinSet::new();
        for n in 0..12 {
            let app = if n % 2 == 0 { app.clone() } else { node.clone() };
            let (speaker, editor, first, hash) =
                (room.speaker.clone(), room.editor.clone(), room.first.clone(), hash.clone());
            acts.spawn(async move {
                match n % 4 {
                    0 => drop(service::hold(&app, &first, id, HoldReason::Other, &marked("жазуу")).await),
                    1 => drop(service::approve(&app, &editor, &hash).await),
                    _ => service::erase(&app, &speaker, id, Locale::Ky).await.unwrap(),
                }
            });
        }
        while let Some(done) = acts.join_next().await {
            done.unwrap();
        }
        let of = |sql: &str| world.number(format!("{sql} = {}", world.id(id)));
        for table in ["rendition", "hold"] {
            assert_eq!(of(&format!("SELECT COUNT(*) FROM {table} WHERE testimonial_id")).await, 0, "{table}");
        }
        assert_eq!(of("SELECT COUNT(*) FROM data_key WHERE subject_id").await, 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'testimonial.erase'").await, 1);
        shows_no_mark(&world, "after all").await;
    }
}

/// Lines that say somebody read the words.
async fn looks(world: &World) -> i64 {
    world.number("SELECT COUNT(*) FROM audit WHERE action = 'testimonial.unseal'").await
}

both_engines! {
    async fn whoever_reads_the_words_is_written_down_first(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let (id, _) = room.public(app).await;
        let path = format!("/ky/staff/testimonials/{id}");
        let mut first = world.signed_in(&room.first).await;
        let mut second = world.signed_in(&room.second).await;
        assert_eq!(looks(&world).await, 0, "the queue and the services show no words");
        assert!(first.get(&path).await.body.contains("Мөөрлөнгөн"));
        assert_eq!(looks(&world).await, 1);
        assert!(first.get(&path).await.body.contains("Мөөрлөнгөн"));
        assert_eq!(looks(&world).await, 1, "the same person at the same words");
        assert!(second.get(&path).await.body.contains("Мөөрлөнгөн"));
        assert_eq!(looks(&world).await, 2, "each person for themselves");
        let other = room.give(app, &[], Attribution::Anonymous).await;
        assert!(first.get(&format!("/ky/staff/testimonials/{other}")).await.body.contains("Мөөрлөнгөн"));
        assert_eq!(looks(&world).await, 3, "each testimonial for itself");
        let facilitator = everywhere(app, "nurlan", Role::Facilitator).await;
        let mut hides = world.signed_in(&facilitator).await;
        let page = hides.get(&path).await;
        assert!(page.status == StatusCode::OK && page.body.contains(QUOTE) && !page.body.contains("Мөөрлөнгөн"));
        assert_eq!(looks(&world).await, 3, "who may only hide reads no words");

        for _ in 0..3 {
            world.clock.advance(chrono::Duration::minutes(20));
            assert_eq!(first.get("/ky/staff").await.status, StatusCode::OK, "a session in use");
        }
        world.confirms(&mut first).await;
        let nobody = if app.db.engine() == "sqlite" {
            "CREATE TRIGGER deaf BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'deaf'); END"
        } else {
            "ALTER TABLE audit ADD CONSTRAINT deaf CHECK (action <> 'testimonial.unseal') NOT VALID"
        };
        world.execute(nobody).await.unwrap();
        world.clock.advance(chrono::Duration::minutes(1));
        let page = first.get(&path).await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "an hour later it would be a line again");
        assert!(!page.body.contains("Мөөрлөнгөн"));
    }
}
