//! What opens or shows what is somebody's own asks for a proof that is not older than five minutes, and loses nothing on
//! the way.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::error::AppError;
use sabak::i18n::Locale;
use sabak::registration::service as registration;
use sabak::staff::model::{Actor, Role};
use sabak::testimonials::model::{Attribution, Channel};
use sabak::testimonials::service as testimonials;

use crate::cast::{everywhere, later};
use crate::support::{Browser, World, both_engines};
use crate::testimonials::Room;

const CONFIRM: &str = "/ky/staff/confirm-it-is-you";
const WORDS: &str = "Мөөрлөнгөн";

/// Where a page leads that asks first, with the way back to it.
fn asks_for(page: &str) -> String {
    format!("{CONFIRM}?{}", serde_urlencoded::to_string([("next", page)]).unwrap())
}

/// Slips once, then proves who it is, and gives the page that follows.
async fn after_a_slip(world: &World, browser: &mut Browser, page: &str) -> String {
    let way = asks_for(page);
    assert_eq!(browser.get(&way).await.status, StatusCode::OK);
    let slip = browser.post(CONFIRM, &[("code", "000000"), ("next", page)]).await;
    assert!(slip.location().contains("#errors"), "{}", slip.location());
    browser.get(slip.location().split('#').next().unwrap()).await;
    let code = world.code().await;
    let back = browser.post(CONFIRM, &[("code", &code), ("next", page)]).await;
    assert_eq!(back.location(), page);
    let page = browser.get(page).await;
    assert_eq!(page.status, StatusCode::OK);
    page.body
}

async fn lines(world: &World, action: &str) -> i64 {
    world.number(format!("SELECT COUNT(*) FROM audit WHERE action = '{action}'")).await
}

both_engines! {
    async fn an_original_opens_within_five_minutes_of_a_proof_and_the_queue_always(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let mut pages = Vec::new();
        for _ in 0..4 {
            let id = room.give(app, &[], Attribution::Anonymous).await;
            pages.push(format!("/ky/staff/testimonials/{id}"));
        }
        let mut browser = world.signed_in(&room.editor).await;
        world.clock.advance(Duration::seconds(299));
        assert!(browser.get(&pages[0]).await.body.contains(WORDS), "signing in is a proof");
        world.clock.advance(Duration::seconds(2));
        let before = lines(&world, "testimonial.unseal").await;
        for page in &pages[..2] {
            let answer = browser.get(page).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, asks_for(page)));
            assert!(!answer.body.contains(WORDS));
        }
        assert_eq!(lines(&world, "testimonial.unseal").await, before, "nothing was read, nothing is written");
        // What shows no words does not ask.
        assert_eq!(browser.get("/ky/staff/testimonials").await.status, StatusCode::OK);
        let hold = browser.post(&format!("{}/hold", pages[1]), &[("hold_reason", "safety"), ("hold_note", "")]).await;
        assert_eq!(hold.location(), pages[1], "hiding is never kept waiting");
        assert_eq!(lines(&world, "hold.set").await, 1);
        // One proof opens as many as are read in the next five minutes.
        assert!(after_a_slip(&world, &mut browser, &pages[1]).await.contains(WORDS));
        for page in &pages {
            world.clock.advance(Duration::seconds(70));
            assert!(browser.get(page).await.body.contains(WORDS), "{page}");
        }
        world.clock.advance(Duration::seconds(21));
        assert_eq!(browser.get(&pages[3]).await.location(), asks_for(&pages[3]), "reading does not make the proof younger");
    }
}

both_engines! {
    async fn a_text_that_went_back_to_its_page_waits_for_the_proof(world: World) {
        let room = Room::open(&world).await;
        let id = room.give(&world.app, &[Channel::Site], Attribution::Anonymous).await;
        let page = format!("/ky/staff/testimonials/{id}");
        let mut browser = world.signed_in(&room.editor).await;
        assert!(browser.get(&page).await.body.contains(WORDS));
        world.clock.advance(Duration::seconds(301));
        let fields = [
            ("locale", "ky"),
            ("base", "0"),
            ("headline", "Узак ойлонулган аталыш"),
            ("quote", ""),
            ("narrative", ""),
            ("attribution", "anonymous"),
            ("content_note", ""),
        ];
        let back = browser.post(&format!("{page}/rendition"), &fields).await.location();
        assert!(back.contains("#errors"), "{back}");
        let here = back.split('#').next().unwrap();
        assert_eq!(browser.get(here).await.location(), asks_for(here));
        // Somewhere else that asks, meanwhile, in the same browser: it has nothing to put in its place.
        assert_eq!(browser.get(&page).await.location(), asks_for(&page));
        let shown = after_a_slip(&world, &mut browser, here).await;
        assert!(shown.contains("Узак ойлонулган аталыш") && shown.contains("id=\"errors\""), "{shown}");
    }
}

both_engines! {
    async fn a_private_link_to_pass_on_and_an_assignment_ask_again(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let aida = &room.first;
        let slug = &room.event.slug;
        let by_hand = format!("/ky/staff/events/{slug}/registrations/{}/by-hand", room.speaker.id);
        let link = registration::link_token(app, &room.speaker);
        let mut browser = world.signed_in(aida).await;
        world.clock.advance(Duration::seconds(299));
        assert!(browser.get(&by_hand).await.body.contains(&link));
        let shown = lines(&world, "registration.link").await;
        world.clock.advance(Duration::seconds(2));
        let answer = browser.get(&by_hand).await;
        assert_eq!(answer.location(), asks_for(&by_hand));
        assert!(!answer.body.contains(&link));
        assert_eq!(lines(&world, "registration.link").await, shown);
        let list = format!("/ky/staff/events/{slug}/registrations");
        assert_eq!(browser.get(&list).await.status, StatusCode::OK, "the list does not ask");
        assert!(after_a_slip(&world, &mut browser, &by_hand).await.contains(&link));

        let nurlan = everywhere(app, "nurlan", Role::Facilitator).await;
        world.clock.advance(Duration::seconds(301));
        let here = format!("/ky/staff/events/{slug}");
        let chosen = nurlan.id.to_string();
        let nobody = browser.post(&format!("{here}/facilitators"), &[("staff", "")]).await;
        assert_eq!(nobody.location(), format!("{here}#errors"));
        let page = browser.get(&here).await.body;
        assert!(page.contains("href=\"#f-staff\"") && page.contains(&Locale::Ky.t("events-error-facilitator")), "{page}");
        let away = browser.post(&format!("{here}/facilitators"), &[("staff", &chosen)]).await;
        assert_eq!(away.location(), asks_for(&here));
        let page = after_a_slip(&world, &mut browser, &here).await;
        assert!(page.contains(&format!("value=\"{chosen}\" selected")), "{page}");
        let done = browser.post(&format!("{here}/facilitators"), &[("staff", &chosen)]).await;
        assert!(done.location().contains("assigned"), "{}", done.location());
    }
}

both_engines! {
    async fn erasing_somebody_asks_again_on_its_page_and_when_it_is_sent(world: World) {
        let room = Room::open(&world).await;
        let page = format!("/ky/staff/events/{}/registrations/{}/erase", room.event.slug, room.speaker.id);
        let left = || world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'");
        let before = left().await;
        let mut browser = world.signed_in(&room.first).await;
        world.clock.advance(Duration::seconds(299));
        assert_eq!(browser.get(&page).await.status, StatusCode::OK);
        world.clock.advance(Duration::seconds(2));
        browser.headers.insert("referer", format!("http://127.0.0.1:3000{page}").parse().unwrap());
        for answer in [browser.get(&page).await, browser.post(&page, &[]).await] {
            assert_eq!(answer.location(), asks_for(&page));
        }
        assert_eq!(left().await, before, "nobody is erased");
        assert!(after_a_slip(&world, &mut browser, &page).await.contains(&format!("action=\"{page}\"")));
        browser.post(&page, &[]).await;
        assert_eq!(left().await, before - 1);
    }
}

both_engines! {
    async fn past_the_pages_what_is_grave_is_refused_without_a_fresh_proof_and_done_with_one(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let id = room.give(app, &[Channel::Site], Attribution::FirstName).await;
        let sha256 = room.edit(app, id, Attribution::FirstName, crate::testimonials::QUOTE).await;
        let stale = Actor { fresh: false, ..room.first.clone() };
        let asked = Some(AppError::StepUp);
        sabak::events::service::create(app, &room.first, &later("dolboor", 5)).await.unwrap();
        let (event, speaker) = (&room.event, room.speaker.id);
        let link = |actor: Actor| async move { registration::link_by_hand(app, &actor, event, speaker).await.err() };
        assert_eq!(sabak::events::service::publish(app, &stale, "dolboor").await.err(), asked);
        assert_eq!(testimonials::unseal(app, &stale, id).await.err(), asked);
        assert_eq!(testimonials::approve(app, &stale, &sha256).await.err(), asked);
        assert_eq!(link(stale.clone()).await, asked);
        assert_eq!(link(Actor { fresh: true, ..stale.clone() }).await, None);
        let first = Actor { fresh: true, ..stale };
        assert!(testimonials::unseal(app, &first, id).await.is_ok());
        assert!(testimonials::approve(app, &first, &sha256).await.is_ok());
        assert_eq!(sabak::events::service::publish(app, &first, "dolboor").await.err(), None);
    }
}
