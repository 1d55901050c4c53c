//! The form, the private link, and what they tell to whom.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use sabak::error::AppError;
use sabak::events::form::EventInput;
use sabak::events::model::Event;
use sabak::i18n::{Locale, arg};
use sabak::registration::consent::{Act, Purpose, holds};
use sabak::registration::model::{RegistrationInput, Source, State};
use sabak::registration::service::{self, by_link, link_token};
use sabak::state::App;

use crate::cast::{coordinator, everything, form_of, now, plan, published, register, same_page, training, typed};
use crate::support::{Answer, Browser, both_engines};

/// Sends the n-th participant's form with some fields in place of their own.
async fn post(browser: &mut Browser, event: &Event, n: usize, other: &[(&str, &str)]) -> Answer {
    let submission = uuid::Uuid::from_u128(n as u128 + 1).to_string();
    let mut fields: Vec<(&str, String)> = typed(n);
    fields.push(("submission_id", submission));
    for (name, value) in other {
        fields.retain(|(n, _)| n != name);
        fields.push((name, (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.post(&format!("/ky/events/{}/register", event.slug), &fields).await
}

/// The token in the address that a new registration leads to.
fn token(answer: &Answer) -> String {
    let location = answer.location();
    let rest = location.strip_prefix("/ky/my/").unwrap_or_else(|| panic!("{location} {}", answer.body));
    rest.split('?').next().unwrap().to_owned()
}

both_engines! {
    async fn sixteen_taps_on_one_form_are_one_registration(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 3).await;
        let nodes = [world.app.clone(), world.second_node().await];
        let mut taps = tokio::task::JoinSet::new();
        for n in 0..16 {
            let (mut browser, event) = (Browser::new(&nodes[n % 2]), event.clone());
            taps.spawn(async move { post(&mut browser, &event, 1, &[]).await });
        }
        let answers = taps.join_all().await;
        let links: BTreeSet<String> = answers.iter().map(Answer::location).collect();
        assert_eq!(links.len(), 1, "{links:?}");
        assert_eq!(world.number("SELECT COUNT(*) FROM registration").await, 1);
        assert_eq!(world.number("SELECT taken FROM pool").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM consent").await, 1);
        let page = world.browser().get(links.first().unwrap()).await;
        assert_eq!(page.status, StatusCode::OK);
        // The same submission sent to another training is no form of ours.
        let other = published(&world.app, &aida, &plan("bashka", 3)).await;
        assert_eq!(post(&mut world.browser(), &other, 1, &[]).await.status, StatusCode::BAD_REQUEST);
    }
}

both_engines! {
    async fn one_contact_at_one_moment_is_one_person(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 9).await;
        let nodes = [world.app.clone(), world.second_node().await];
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..12 {
            // Each from a form of its own.
            let (app, event, input) = (nodes[n % 2].clone(), event.clone(), form_of(&nodes[n % 2], 5));
            tries.spawn(async move { service::register(&app, &event, input, Source::Web).await.unwrap().already });
        }
        let first = tries.join_all().await.into_iter().filter(|already| !already).count();
        assert_eq!(first, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM person").await, 1);
        assert_eq!(world.number("SELECT taken FROM pool").await, 1);
    }
}

both_engines! {
    async fn whoever_types_a_known_number_learns_nothing_of_its_owner(world: World) {
        let app: &App = &world.app;
        let aida = coordinator(app).await;
        let full = training(app, &aida, 1).await;
        let owner = RegistrationInput { email: "owner@example.org".into(), note: "Жазуу".into(), ..form_of(app, 1) };
        let owner = service::register(app, &full, owner, Source::Web).await.unwrap();
        let waiter = register(app, &full, 2).await.registration;
        let mut first = None;
        for (n, form) in [(11, &owner.registration), (12, &waiter)] {
            let mut stranger = world.browser();
            let fields = [("phone", form.phone.reveal()), ("full_name", "Бөтөн Киши"), ("email", "stranger@example.org")];
            let answer = post(&mut stranger, &full, n, &fields).await;
            let page = stranger.get(&answer.location()).await;
            assert_eq!(page.status, StatusCode::OK);
            for secret in ["Гүлзат", "owner@example.org", "Жазуу", &form.short_code, form.phone.reveal(), &link_token(app, form)] {
                assert!(!page.body.contains(secret) && !answer.location().contains(secret), "{secret}");
            }
            // The same whether the owner has a place or waits.
            let (at, body) = first.get_or_insert_with(|| (answer.location(), page.body.clone()));
            assert_eq!(answer.location(), *at);
            same_page(body, &page.body);
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM registration").await, 2);
        let kept = everything(&world.app.db).await;
        assert!(!kept.contains("stranger@example.org") && !kept.contains("Бөтөн"), "nothing of the stranger's is kept");
        assert_eq!(world.number("SELECT COUNT(*) FROM contact").await, 3, "sealed neither");
        // The letter of confirmation waits still, and has the link.
        assert_eq!(world.number("SELECT COUNT(*) FROM message WHERE kind IN ('confirmed', 'waitlisted')").await, 2);
        assert_eq!(world.number("SELECT COUNT(*) FROM message WHERE kind = 'link_again'").await, 0);
        assert_eq!(now(app, &owner.registration).await.email.reveal(), "owner@example.org");
    }
}

both_engines! {
    async fn a_lost_link_is_found_by_its_owner_alone(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let owner = RegistrationInput { email: "owner@example.org".into(), ..form_of(app, 1) };
        service::register(app, &event, owner, Source::Web).await.unwrap();
        world.execute("DELETE FROM message").await.unwrap();
        let mut first = None;
        for contact in ["owner@example.org", "nobody@example.org", "+996700000001", "+996700000099"] {
            let mut browser = world.browser();
            let answer = browser.post("/ky/find", &[("contact", contact)]).await;
            let page = browser.get(&answer.location()).await;
            assert!(!page.body.contains(contact));
            let (at, body) = first.get_or_insert_with(|| (answer.location(), page.body.clone()));
            assert_eq!(answer.location(), *at);
            same_page(body, &page.body);
        }
        sabak::jobs::worker::run_due(app).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM message WHERE kind = 'link_again'").await, 1);
        for _ in 0..5 {
            world.browser().post("/ky/find", &[("contact", "owner@example.org")]).await;
            sabak::jobs::worker::run_due(app).await.unwrap();
        }
        let letters = "SELECT COUNT(*) FROM message WHERE kind = 'link_again'";
        assert_eq!(world.number(letters).await, 1, "one letter, however often it is asked for");
    }
}

both_engines! {
    async fn who_waits_reads_their_place_once(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        register(app, &event, 1).await;
        let mut browser = world.browser();
        let place = |n: i64| Locale::Ky.ta("mine-queue-last", &[("place", arg(n))]);
        let of_two = |n: i64| Locale::Ky.ta("mine-queue", &[("place", arg(n)), ("n", arg(2_i64))]);
        let first = format!("/ky/my/{}", register(app, &event, 2).await.link_token);
        let alone = browser.get(&first).await.body;
        assert!(!alone.contains(&place(1)), "the sentence above says it: {alone}");
        let last = format!("/ky/my/{}", register(app, &event, 3).await.link_token);
        let page = browser.get(&first).await.body;
        assert!(page.contains(&of_two(1)), "{page}");
        let page = browser.get(&last).await.body;
        assert!(page.contains(&place(2)) && !page.contains(&of_two(2)), "{page}");
    }
}

both_engines! {
    async fn a_link_opens_one_registration_and_nothing_near_it_does(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let mine = register(app, &event, 1).await;
        let other = register(app, &event, 2).await.registration;
        let good = mine.link_token.clone();
        assert_eq!(by_link(app, &good).await.unwrap().id, mine.registration.id);
        let swapped: String = good.chars().map(|c| if c == 'a' { 'b' } else { 'a' }).collect();
        let mut browser = world.browser();
        assert_eq!(browser.get(&format!("/ky/my/{good}")).await.status, StatusCode::OK);
        let longer = format!("{good}A");
        let (id, code) = (mine.registration.id.to_string(), mine.registration.short_code.clone());
        for wrong in [&good[..good.len() - 1], &good[1..], &longer, &swapped, &id, &code, "%00", "..", "a"] {
            for path in ["", "/withdraw", "/calendar.ics", "/testimonial"] {
                let answer = browser.get(&format!("/ky/my/{wrong}{path}")).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}{path}");
                assert!(!answer.body.contains(&event.texts[&Locale::Ky].title), "{wrong}{path}");
            }
            for path in ["withdraw", "offer", "consent", "language", "testimonial"] {
                let fields: &[(&str, &str)] = match path {
                    "offer" => &[("answer", "accept")],
                    "consent" => &[("purpose", "photos"), ("act", "grant")],
                    "language" => &[("locale", "ru")],
                    _ => &[],
                };
                let answer = browser.post(&format!("/ky/my/{wrong}/{path}"), fields).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}/{path}");
            }
        }
        assert_eq!(now(app, &mine.registration).await, mine.registration);
        assert_eq!(now(app, &other).await.state, State::Confirmed);
        let kept = everything(&world.app.db).await;
        assert!(kept.contains(&sabak::ids::hex(&sabak::ids::digest(&good))), "the sweep sees the hash");
        assert!(!kept.contains(&good), "and never the token");
        // Who registers anew gets a new link, and the old one ends.
        service::withdraw(app, &mine.registration).await.unwrap();
        let again = register(app, &event, 1).await;
        assert_ne!(again.link_token, good);
        assert_eq!(by_link(app, &good).await.map(drop), Err(AppError::NotFound));
    }
}

both_engines! {
    async fn an_invalid_form_comes_back_as_it_was_typed(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 5).await;
        let mut browser = world.browser();
        let path = format!("/ky/events/{}/register", event.slug);
        let page = browser.get(&path).await;
        let drawn = page.input("submission_id");
        for either in ["f-phone", "f-email"] {
            let label = page.body.split(&format!("for=\"{either}\"")).nth(1).and_then(|rest| rest.split("</label>").next()).unwrap();
            assert!(!label.contains("optional"), "one of the two is needed: {label}");
        }
        assert_eq!(page.body.matches(&Locale::Ky.t("registration-reach-hint")).count(), 1);
        let fields = [
            ("submission_id", drawn.as_str()), ("full_name", "Жаркынай"), ("phone", "0700"), ("locale", "uz"),
            ("diet", "\"этсиз\" <b>"), ("note", "биринчи сап\nэкинчи сап"), ("needs", "childcare"),
        ];
        let answer = browser.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let page = browser.get(&answer.location()).await;
        assert_eq!(page.input("submission_id"), drawn, "a second try is the same submission");
        assert_eq!((page.input("full_name").as_str(), page.input("phone").as_str()), ("Жаркынай", "0700"));
        assert!(page.body.contains("биринчи сап\nэкинчи сап"), "{}", page.body);
        assert!(page.body.contains("&quot;этсиз&quot; &lt;b&gt;"), "{}", page.body);
        let text = Locale::Ky;
        for error in [text.t("ui-error-phone"), text.t("ui-error-agree")] {
            assert!(page.body.matches(&error).count() >= 2, "on top and at its field: {error}");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM registration").await, 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM person").await, 0);
        assert_ne!(browser.get(&path).await.input("full_name"), "Жаркынай", "shown once");
        let good: Vec<_> = fields.iter().copied().chain([("participation", "yes")]).collect();
        let good: Vec<_> = good.into_iter().map(|(n, v)| if n == "phone" { (n, "0700 123 456") } else { (n, v) }).collect();
        assert!(browser.post(&path, &good).await.location().starts_with("/ky/my/"));
    }
}

both_engines! {
    async fn agreements_are_kept_as_they_were_read(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let link = token(&post(&mut world.browser(), &event, 1, &[("photos", "yes")]).await);
        let mine = by_link(app, &link).await.unwrap();
        let mut browser = world.browser();
        world.clock.advance(chrono::Duration::seconds(1));
        for (purpose, act) in [("photos", "withdraw"), ("photos", "withdraw"), ("future_contact", "grant")] {
            let answer = browser.post(&format!("/ru/my/{link}/consent"), &[("purpose", purpose), ("act", act)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{purpose} {act}");
            world.clock.advance(chrono::Duration::seconds(1));
        }
        for (purpose, act) in [("participation", "withdraw"), ("publication", "grant"), ("photos", "expire")] {
            let answer = browser.post(&format!("/ru/my/{link}/consent"), &[("purpose", purpose), ("act", act)]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{purpose} {act}");
        }
        let ledger = service::ledger(app, &mine).await.unwrap();
        let said: Vec<_> = ledger.iter().map(|e| (e.purpose, e.act, e.locale)).collect();
        let mut first = said[..2].to_vec();
        first.sort_by_key(|(p, ..)| p.code());
        assert_eq!(first, [(Purpose::Participation, Act::Grant, Locale::Ky), (Purpose::Photos, Act::Grant, Locale::Ky)]);
        assert_eq!(said[2..], [(Purpose::Photos, Act::Withdraw, Locale::Ru), (Purpose::FutureContact, Act::Grant, Locale::Ru)]);
        assert_eq!(holds(&ledger, Purpose::Photos).map(|(given, _)| given), Some(false));
        let version = |purpose: Purpose| ledger.iter().rfind(|e| e.purpose == purpose).map(|e| e.version);
        assert_eq!((version(Purpose::Photos), version(Purpose::FutureContact)), (Some(1), Some(2)));
        // Who agreed to an earlier wording reads that one beside the switch.
        let text = |n| Purpose::FutureContact.text_of(n, Locale::Ru);
        let page = browser.get(&format!("/ru/my/{link}")).await.body;
        assert!(page.contains(&text(2)) && !page.contains(&text(1)), "{page}");
        world.execute("UPDATE consent SET text_version = 1 WHERE purpose = 'future_contact'").await.unwrap();
        let page = browser.get(&format!("/ru/my/{link}")).await.body;
        assert!(page.contains(&text(1)) && !page.contains(&text(2)), "{page}");
        let read = world.bytes(&Purpose::Photos.hash(Locale::Ru));
        assert_eq!(world.number(format!("SELECT COUNT(*) FROM consent WHERE text_hash = {read}")).await, 1);
    }
}

both_engines! {
    async fn in_safe_mode_who_has_a_place_is_told_where(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &EventInput { safe_mode: true, ..plan("koopsuz", 1) }).await;
        let mut browser = world.browser();
        let confirmed = token(&post(&mut browser, &event, 1, &[]).await);
        let waits = token(&post(&mut browser, &event, 2, &[]).await);
        let venue = "Китепкана, 2-кабат";
        assert!(browser.get(&format!("/ky/my/{confirmed}")).await.body.contains(venue));
        let calendar = browser.get(&format!("/ky/my/{confirmed}/calendar.ics")).await;
        assert!(calendar.body.contains("BEGIN:VEVENT"));
        let file = format!("{:?}{}", calendar.headers, calendar.body);
        for absent in [venue, "koopsuz", &event.text(Locale::Ky).0.title] {
            assert!(!file.contains(absent), "{absent} is in a calendar: {file}");
        }
        let page = browser.get(&format!("/ky/my/{waits}")).await;
        assert!(!page.body.contains(venue) && !page.body.contains("2026-12-05"), "{}", page.body);
        assert_eq!(browser.get(&format!("/ky/my/{waits}/calendar.ics")).await.status, StatusCode::NOT_FOUND);
        for link in [&confirmed, &waits] {
            let page = browser.get(&format!("/ky/my/{link}")).await;
            assert!(!page.body.contains("Үлгүлүева") && !page.body.contains("+9967"), "the page names nobody");
            assert!(page.body.contains("noindex"));
        }
    }
}

both_engines! {
    async fn a_code_leads_staff_to_the_desk_and_everybody_else_nowhere(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let code = register(app, &event, 1).await.registration.short_code;
        let real = world.browser().get(&format!("/c/{code}")).await;
        let made_up = world.browser().get("/c/00000000000").await;
        assert_eq!((real.status, real.location()), (made_up.status, made_up.location()));
        same_page(&real.body, &made_up.body);
        let mut staff = world.signed_in(&aida).await;
        let answer = staff.get(&format!("/c/{}", code.to_lowercase())).await;
        assert!(answer.location().contains(&format!("/staff/events/{}/desk", event.slug)), "{}", answer.location());
        let far = sabak::staff::model::Grant::new(
            sabak::staff::model::Role::Facilitator,
            sabak::staff::model::Scope::Region("chuy".into()),
        );
        let elsewhere = crate::cast::staff(app, "nurlan", &[far]).await;
        let answer = world.signed_in(&elsewhere).await.get(&format!("/c/{code}")).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::OK, String::new()));
    }
}
