//! What the public reads: exactly what was agreed to and approved, and nothing a moment longer.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::i18n::Locale;
use sabak::registration::model::Registration;
use sabak::registration::service::link_token;
use sabak::seal::Personal;
use sabak::staff::model::{Actor, Role};
use sabak::state::App;
use sabak::testimonials::form::RenditionInput;
use sabak::testimonials::model::{
    Attribution, Channel, DeclineReason, HoldReason, Standing, TestimonialInput, Tier, WallFilter,
};
use sabak::testimonials::service::{self, MAX_PER_REGISTRATION};
use uuid::Uuid;

use crate::cast::{coordinator, everywhere, register, training};
use crate::support::{Browser, World, both_engines, start};

pub const QUOTE: &str = "Эми укугумду билем.";

/// A speaker at a training that has begun, one who edits and two who approve.
pub struct Room {
    pub event: Event,
    pub speaker: Registration,
    pub editor: Actor,
    pub first: Actor,
    pub second: Actor,
}

impl Room {
    pub async fn open(world: &World) -> Self {
        let app = &world.app;
        let first = coordinator(app).await;
        let event = training(app, &first, 5).await;
        let speaker = register(app, &event, 1).await.registration;
        world.clock.set(event.starts_at);
        let editor = everywhere(app, "begimai", Role::Moderator).await;
        let second = everywhere(app, "chynara", Role::Moderator).await;
        Self { event, speaker, editor, first, second }
    }

    pub async fn give(&self, app: &App, channels: &[Channel], attribution: Attribution) -> Uuid {
        let input = TestimonialInput {
            submission_id: app.ids.uuid(),
            locale: Locale::Ky,
            headline: "Менин үнүм".into(),
            body: "Мөөрлөнгөн толук сөз.".into(),
            channels: channels.to_vec(),
            attribution,
            pseudonym: if attribution == Attribution::Pseudonym { "Гүл апа".into() } else { Personal::default() },
            consent_locale: Locale::Ky,
        };
        service::give(app, &self.speaker, input).await.unwrap()
    }

    /// A text for readers, made from what the last one was; gives its hash.
    pub async fn edit(&self, app: &App, id: Uuid, attribution: Attribution, quote: &str) -> Vec<u8> {
        let base = revision(app, &self.editor, id).await;
        service::edit_rendition(app, &self.editor, id, &rendition(base, attribution, quote)).await.unwrap();
        let item = service::item(app, &self.editor, id).await.unwrap();
        item.prepared[&Locale::Ky].rendition.sha256.clone()
    }

    /// Given, prepared and approved under a first name, for the site and the feeds.
    pub async fn public(&self, app: &App) -> (Uuid, Vec<u8>) {
        let id = self.give(app, &[Channel::Site, Channel::Feeds], Attribution::FirstName).await;
        let sha256 = self.edit(app, id, Attribution::FirstName, QUOTE).await;
        service::approve(app, &self.first, &sha256).await.unwrap();
        (id, sha256)
    }
}

fn rendition(base: i64, attribution: Attribution, quote: &str) -> RenditionInput {
    RenditionInput {
        locale: Locale::Ky,
        base,
        headline: "Менин үнүм".into(),
        quote: quote.into(),
        narrative: Personal::default(),
        attribution,
        content_note: Personal::default(),
    }
}

async fn revision(app: &App, actor: &Actor, id: Uuid) -> i64 {
    let item = service::item(app, actor, id).await.unwrap();
    item.prepared.get(&Locale::Ky).map_or(0, |p| p.rendition.revision)
}

/// On which channels it can be read, by the wall of each.
pub async fn places(app: &App, id: Uuid) -> Vec<Channel> {
    let mut found = Vec::new();
    for channel in Channel::ALL {
        let wall = service::wall(app, Locale::Ky, &WallFilter::newest(*channel, 50)).await.unwrap();
        if wall.iter().any(|t| t.id == id) {
            found.push(*channel);
        }
    }
    found
}

both_engines! {
    async fn nothing_is_public_before_everything_is_there(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let id = room.give(app, &[Channel::Site, Channel::Feeds], Attribution::FirstName).await;
        assert!(places(app, id).await.is_empty(), "given");
        let sha256 = room.edit(app, id, Attribution::FirstName, QUOTE).await;
        assert!(places(app, id).await.is_empty(), "prepared");
        service::approve(app, &room.first, &sha256).await.unwrap();
        assert_eq!(places(app, id).await, [Channel::Site, Channel::Feeds]);
        let shown = service::one(app, Locale::En, id).await.unwrap();
        assert_eq!((shown.quote.as_str(), shown.attribution_line.as_str()), (QUOTE, "Гүлзат"));

        service::hold(app, &room.second, id, HoldReason::Safety, &Personal::default()).await.unwrap();
        assert!(places(app, id).await.is_empty(), "held");
        let holds = service::item(app, &room.first, id).await.unwrap().holds;
        assert_eq!(service::lift(app, &room.second, id, holds[0].id).await, Err(AppError::Forbidden), "one's own hold");
        service::lift(app, &room.first, id, holds[0].id).await.unwrap();
        assert_eq!(places(app, id).await, [Channel::Site, Channel::Feeds]);

        let anonymous = (Attribution::Anonymous, Personal::default());
        service::set_attribution(app, &room.speaker, id, anonymous.0, &anonymous.1, Locale::Ky).await.unwrap();
        assert!(places(app, id).await.is_empty(), "agreed to less than it shows");
        service::set_attribution(app, &room.speaker, id, Attribution::FullName, &Personal::default(), Locale::Ky).await.unwrap();
        assert_eq!(places(app, id).await, [Channel::Site, Channel::Feeds], "agreed to more than it shows");

        service::set_channel(app, &room.speaker, id, Channel::Site, false, Locale::Ky).await.unwrap();
        assert_eq!(places(app, id).await, [Channel::Feeds]);
        service::set_channel(app, &room.speaker, id, Channel::Site, true, Locale::Ky).await.unwrap();

        service::raise_tier(app, &room.editor, id, Tier::R2).await.unwrap();
        assert!(places(app, id).await.is_empty(), "two are asked for");
        service::approve(app, &room.first, &sha256).await.unwrap();
        assert!(places(app, id).await.is_empty(), "the same person twice is one");
        service::approve(app, &room.second, &sha256).await.unwrap();
        assert_eq!(places(app, id).await, [Channel::Site, Channel::Feeds]);

        service::decline(app, &room.first, id, DeclineReason::Unsafe, &Personal::default()).await.unwrap();
        assert!(places(app, id).await.is_empty(), "declined");
        let mine = service::mine(app, &room.speaker, id).await.unwrap();
        assert_eq!(mine.standing, Standing::Declined);
    }
}

both_engines! {
    async fn nobody_approves_their_own_text_not_even_in_the_database(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let id = room.give(app, &[Channel::Site], Attribution::FirstName).await;
        let sha256 = room.edit(app, id, Attribution::FirstName, QUOTE).await;
        assert_eq!(service::approve(app, &room.editor, &sha256).await.map(drop), Err(AppError::Forbidden));
        let (hash, editor, other) = (world.bytes(&sha256), world.id(room.editor.id), world.id(room.first.id));
        let insert = |edited_by: &str, approved_by: &str| {
            format!("INSERT INTO approval VALUES ({hash}, {edited_by}, {approved_by}, '2026-12-05T03:30:00+00:00')")
        };
        let own = world.execute(insert(&editor, &editor)).await.unwrap_err();
        assert!(own.to_lowercase().contains("check"), "{own}");
        let forged = world.execute(insert(&other, &editor)).await.unwrap_err();
        assert!(forged.to_lowercase().contains("foreign key"), "somebody else named as its editor: {forged}");
        assert!(places(app, id).await.is_empty());
        world.execute(insert(&editor, &other)).await.unwrap();
        assert_eq!(places(app, id).await, [Channel::Site], "the same statement with two people is taken");
    }
}

both_engines! {
    async fn an_approval_speaks_of_one_text_and_no_other(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let (id, first) = room.public(app).await;
        let second = room.edit(app, id, Attribution::FirstName, "Башка сөз.").await;
        assert!(places(app, id).await.is_empty(), "an edit takes the old text away and is not approved itself");
        let stale = service::approve(app, &room.first, &first).await;
        assert_eq!(stale.map(drop), Err(AppError::Conflict("testimonials-error-newer")));
        assert_eq!(service::approve(app, &room.first, &[7; 32]).await.map(drop), Err(AppError::NotFound));
        // Back to the first wording is a third text.
        let third = room.edit(app, id, Attribution::FirstName, QUOTE).await;
        assert!(places(app, id).await.is_empty() && third != first);
        assert!(service::approve(app, &room.first, &second).await.is_err());
        service::approve(app, &room.first, &third).await.unwrap();
        assert_eq!(places(app, id).await, [Channel::Site, Channel::Feeds]);
        // Two editors from one version: one is saved, the other is told.
        let base = revision(app, &room.editor, id).await;
        let node = world.second_node().await;
        let (a, b) = (rendition(base, Attribution::FirstName, "А"), rendition(base, Attribution::FirstName, "Б"));
        let (a, b) = tokio::join!(
            service::edit_rendition(app, &room.editor, id, &a),
            service::edit_rendition(&node, &room.second, id, &b),
        );
        let refused: Vec<_> = [a, b].into_iter().filter_map(Result::err).collect();
        assert_eq!(refused, [AppError::Conflict("testimonials-error-stale")]);
    }
}

both_engines! {
    async fn an_approval_and_an_edit_at_one_moment_publish_nothing_unseen(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let node = world.second_node().await;
        for round in 0..6 {
            let id = room.give(app, &[Channel::Site], Attribution::FirstName).await;
            let sha256 = room.edit(app, id, Attribution::FirstName, QUOTE).await;
            let unseen = rendition(1, Attribution::FirstName, "Эч ким көрбөгөн сөз");
            let (_, edited) = tokio::join!(
                service::approve(app, &room.first, &sha256),
                service::edit_rendition(&node, &room.editor, id, &unseen),
            );
            assert_eq!(edited, Ok(()), "{round}");
            assert!(places(app, id).await.is_empty(), "{round}");
        }
    }
}

both_engines! {
    async fn the_speaker_decides_from_their_own_link_alone(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let (id, _) = room.public(app).await;
        world.clock.set(start());
        let other = register(app, &room.event, 2).await.registration;
        world.clock.set(room.event.starts_at);
        assert_eq!(service::mine(app, &other, id).await.map(drop), Err(AppError::NotFound));
        assert_eq!(service::withdraw(app, &other, id, Locale::Ky).await, Err(AppError::NotFound));
        let set = service::set_channel(app, &other, id, Channel::Press, true, Locale::Ky).await;
        assert_eq!(set, Err(AppError::NotFound));
        let theirs = format!("/ky/my/{}/testimonial/{id}", link_token(app, &other));
        let mut browser = world.browser();
        assert_eq!(browser.get(&theirs).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post(&format!("{theirs}/withdraw"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(places(app, id).await, [Channel::Site, Channel::Feeds]);
        let own = format!("/ky/my/{}/testimonial/{id}", link_token(app, &room.speaker));
        let fields = [("attribution", "pseudonym"), ("pseudonym", "Тоо гүлү")];
        let saved = browser.post(&format!("{own}/name"), &fields).await.location();
        assert_eq!(saved, format!("{own}?done=name#name"));
        let said = browser.get(&format!("{own}?done=name")).await.body;
        let section = said.split("id=\"name\"").nth(1).and_then(|rest| rest.split("<form").next()).unwrap();
        assert!(section.contains(&Locale::Ky.t("ui-state-saved")), "{section}");
        assert!(said.contains(&Locale::Ky.t("testimonials-give-pseudonym-hint")), "{said}");
        assert!(!browser.get(&own).await.body.contains(&Locale::Ky.t("ui-state-saved")));
        for _ in 1..MAX_PER_REGISTRATION {
            room.give(app, &[], Attribution::Anonymous).await;
        }
        let mine = service::for_registration(app, room.speaker.id).await.unwrap();
        assert_eq!(mine.iter().filter(|m| m.standing == Standing::Kept).count(), mine.len() - 1);
    }
}

both_engines! {
    async fn what_is_for_the_site_alone_is_in_no_feed(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let id = room.give(app, &[Channel::Site], Attribution::Initials).await;
        let sha256 = room.edit(app, id, Attribution::Initials, QUOTE).await;
        service::approve(app, &room.first, &sha256).await.unwrap();
        let mut reader = world.browser();
        assert!(reader.get("/ky/testimonials").await.body.contains(QUOTE));
        assert!(reader.get("/ky").await.body.contains(QUOTE));
        let json = reader.get("/api/v1/testimonials").await;
        assert!(json.status == StatusCode::OK && !json.body.contains(QUOTE), "{}", json.body);
        service::set_channel(app, &room.speaker, id, Channel::Feeds, true, Locale::Ky).await.unwrap();
        assert!(reader.get("/api/v1/testimonials").await.body.contains(QUOTE));
        for path in ["/ky/testimonials", "/api/v1/testimonials", "/ky"] {
            let body = reader.get(path).await.body;
            for sealed in ["Мөөрлөнгөн", "Үлгүлүева", room.speaker.phone.reveal(), &room.speaker.short_code] {
                assert!(!body.contains(sealed), "{path}: {sealed}");
            }
        }
    }
}

/// Status and whether the quote is there, of each address a reader could have open.
async fn surfaces(reader: &mut Browser, id: Uuid) -> Vec<(StatusCode, bool)> {
    let mut seen = Vec::new();
    for path in [
        format!("/ky/testimonials/{id}"),
        format!("/en/testimonials/{id}"),
        "/ky/testimonials".into(),
        "/ru/testimonials?region=osh".into(),
        "/ky".into(),
        "/api/v1/testimonials".into(),
    ] {
        let answer = reader.get(&path).await;
        seen.push((answer.status, answer.body.contains(QUOTE)));
    }
    seen
}

both_engines! {
    async fn withdrawn_words_are_gone_everywhere_within_a_second(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let (id, _) = room.public(app).await;
        let (mut here, mut there) = (world.browser(), Browser::new(&world.second_node().await));
        let all = |status, shown| vec![(status, shown); 2].into_iter().chain(vec![(StatusCode::OK, shown); 4]).collect::<Vec<_>>();
        assert_eq!(surfaces(&mut here, id).await, all(StatusCode::OK, true));
        assert_eq!(surfaces(&mut there, id).await, all(StatusCode::OK, true), "now both nodes keep the pages");
        let path = format!("/ky/my/{}/testimonial/{id}/withdraw", link_token(app, &room.speaker));
        let answer = here.post(&path, &[]).await;
        let tapped = Instant::now();
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(surfaces(&mut here, id).await, all(StatusCode::GONE, false), "at once where it was tapped");
        while surfaces(&mut there, id).await != all(StatusCode::GONE, false) {
            assert!(tapped.elapsed() < Duration::from_secs(1), "the other node still shows it");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(here.post(&path, &[]).await.status, StatusCode::SEE_OTHER, "a second tap is no error");
        let withdrawn = "SELECT COUNT(*) FROM audit WHERE action = 'testimonial.withdraw'";
        assert_eq!(world.number(withdrawn).await, 1);
        let mine = service::mine(app, &room.speaker, id).await.unwrap();
        assert_eq!(mine.standing, Standing::Withdrawn);
        let private = room.give(app, &[], Attribution::Anonymous).await;
        let answer = here.get(&format!("/ky/testimonials/{private}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "what never was public was never there");
    }
}

/// The view's definition under another name, without the condition that holds `gone`.
fn without(gone: &str) -> String {
    let migration = include_str!("../../migrations/sqlite/0005_testimonials.sql");
    let view = migration.split("CREATE VIEW public_rendition").nth(1).unwrap().trim_end().trim_end_matches(';');
    let (select, conditions) = view.split_once("\nWHERE ").unwrap();
    let all: Vec<&str> = conditions.split("\n  AND ").collect();
    let kept: Vec<&str> = all.iter().copied().filter(|c| !c.contains(gone)).collect();
    assert_eq!(kept.len() + 1, all.len(), "{gone} names one condition");
    format!("CREATE VIEW unguarded{select}\nWHERE {}", kept.join("\n  AND "))
}

both_engines! {
    /// Each condition of the view is what keeps one case from the public: without it, that case would be shown.
    async fn every_condition_of_the_view_guards_something(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let mut cases: Vec<(Uuid, &str)> = Vec::new();

        let unapproved = room.give(app, &[Channel::Site], Attribution::FirstName).await;
        let hash = room.edit(app, unapproved, Attribution::FirstName, QUOTE).await;
        cases.push((unapproved, "FROM approval a"));

        let (withdrawn, other) = room.public(app).await;
        service::withdraw(app, &room.speaker, withdrawn, Locale::Ky).await.unwrap();
        cases.push((withdrawn, "FROM consent later"));
        assert_ne!(hash, other, "a yes to one text is no yes to another");

        let (narrowed, _) = room.public(app).await;
        service::set_attribution(app, &room.speaker, narrowed, Attribution::Anonymous, &Personal::default(), Locale::Ky).await.unwrap();
        cases.push((narrowed, "c.openness >= r.openness"));

        let (edited, _) = room.public(app).await;
        room.edit(app, edited, Attribution::FirstName, "Жаңы сөз").await;
        cases.push((edited, "FROM rendition newer"));

        let (held, _) = room.public(app).await;
        service::hold(app, &room.second, held, HoldReason::Legal, &Personal::default()).await.unwrap();
        cases.push((held, "FROM hold h"));

        let (declined, _) = room.public(app).await;
        service::decline(app, &room.first, declined, DeclineReason::Other, &Personal::default()).await.unwrap();
        cases.push((declined, "FROM decline d"));

        let renamed = room.give(app, &[Channel::Site], Attribution::Pseudonym).await;
        let hash = room.edit(app, renamed, Attribution::Pseudonym, QUOTE).await;
        service::approve(app, &room.first, &hash).await.unwrap();
        service::set_attribution(app, &room.speaker, renamed, Attribution::Pseudonym, &"Башка ат".into(), Locale::Ky).await.unwrap();
        cases.push((renamed, "r.attribution <> 'pseudonym'"));

        for (id, guard) in cases {
            assert!(places(app, id).await.is_empty(), "{guard}");
            world.execute(without(guard)).await.unwrap();
            let shown = world.number(format!("SELECT COUNT(*) FROM unguarded WHERE testimonial_id = {}", world.id(id))).await;
            assert!(shown > 0, "without {guard:?} it would be public");
            world.execute("DROP VIEW unguarded").await.unwrap();
        }
    }
}

both_engines! {
    async fn the_frame_shows_what_was_given_to_feeds_to_everybody_alike(world: World) {
        let app = &world.app;
        let room = Room::open(&world).await;
        let (id, sha256) = room.public(app).await;
        let path = "/embed/ky/testimonials";
        let plain = world.browser().get(path).await;
        assert_eq!(plain.status, StatusCode::OK);
        assert!(plain.body.contains(QUOTE) && plain.body.contains("lang=\"ky\""), "{}", plain.body);
        // Who is signed in, came from here or chose a language sees the same bytes and is handed nothing.
        let mut staff = world.signed_in(&room.first).await;
        staff.get("/ru/events").await;
        staff.headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
        let fresh = world.with(|_| {});
        for mut browser in [staff.clone(), staff.on(&fresh)] {
            let answer = browser.get(path).await;
            assert_eq!(answer.body, plain.body);
            assert!(!answer.headers.contains_key("set-cookie"));
            let mut names: Vec<_> = answer.headers.keys().collect();
            let mut before: Vec<_> = plain.headers.keys().collect();
            names.sort_by_key(|n| n.as_str());
            before.sort_by_key(|n| n.as_str());
            assert_eq!(names, before);
            assert_eq!(browser.get("/embed/xx/testimonials").await.status, StatusCode::NOT_FOUND);
        }
        for out in plain.body.split("<a ").skip(1) {
            let tag = out.split('>').next().unwrap();
            assert!(tag.contains("target=\"_blank\"") && tag.contains("rel=\"noopener\""), "{tag}");
        }
        for absent in ["<script", "<form", "nonce", " style="] {
            assert!(!plain.body.contains(absent), "{absent}");
        }
        // Only where the configuration says so.
        let csp = |answer: &crate::support::Answer| answer.headers["content-security-policy"].to_str().unwrap().to_owned();
        assert!(csp(&plain).contains("frame-ancestors 'none'"));
        let framed = world.with(|c| c.embed_origins = "https://a.example https://b.example".into());
        let answer = Browser::new(&framed).get(path).await;
        let read = crate::policy::csp(&csp(&answer)).unwrap();
        assert_eq!(read["frame-ancestors"].iter().collect::<Vec<_>>(), ["https://a.example", "https://b.example"]);
        assert!(csp(&Browser::new(&framed).get("/ky/testimonials").await).contains("frame-ancestors 'none'"));
        // Gone at once, here and on the other node.
        let other = world.second_node().await;
        assert!(Browser::new(&other).get(path).await.body.contains(QUOTE));
        service::set_channel(app, &room.speaker, id, Channel::Feeds, false, Locale::Ky).await.unwrap();
        assert!(!world.browser().get(path).await.body.contains(QUOTE), "taken back from feeds");
        assert!(world.browser().get("/ky/testimonials").await.body.contains(QUOTE), "and from nowhere else");
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(!Browser::new(&other).get(path).await.body.contains(QUOTE));
        drop(sha256);
    }
}
