//! Several people registered by one helper: the form, what becomes of them, and the page with their links.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::events::model::Event;
use sabak::i18n::Locale;
use sabak::ids::hex;
use sabak::registration::consent::Purpose;
use sabak::registration::model::{RegistrationInput, Source, State};
use sabak::registration::service;
use uuid::Uuid;

use crate::cast::{coordinator, form_of, now, plan, published, register, texts, training};
use crate::support::{Answer, Browser, both_engines};

type Fields = Vec<(String, String)>;

/// The form about `count` people, of whom each said the least that is needed and has a number of their own.
fn group(count: usize, together: &str) -> Fields {
    let mut fields = vec![("people".to_owned(), count.to_string()), ("together".to_owned(), together.to_owned())];
    for n in 1..=count {
        let mut set = |field: &str, value: String| fields.push((format!("p{n}_{field}"), value));
        set("submission_id", Uuid::from_u128(7000 + n as u128).to_string());
        set("full_name", format!("Аты{n} Тегинова"));
        set("phone", format!("+99677{n:07}"));
        set("locale", "ky".into());
        set("participation", "yes".into());
    }
    fields
}

fn set(fields: &mut Fields, name: &str, value: &str) {
    fields.retain(|(n, _)| n != name);
    fields.push((name.to_owned(), value.to_owned()));
}

fn path(event: &Event) -> String {
    format!("/ky/events/{}/register-group", event.slug)
}

async fn post(browser: &mut Browser, event: &Event, fields: &Fields) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(&path(event), &fields).await
}

/// Sends the form and reads the page with the links.
async fn sheet(browser: &mut Browser, event: &Event, fields: &Fields) -> (String, String) {
    let answer = post(browser, event, fields).await;
    let to = answer.location();
    assert!(to.starts_with("/ky/groups/"), "{to} {}", answer.body);
    let page = browser.get(&to).await;
    assert_eq!(page.status, StatusCode::OK);
    (to, page.body)
}

/// The strips of the page.
fn strips(page: &str) -> Vec<&str> {
    page.split("class=\"strip\"").skip(1).map(|s| s.split("</li>").next().unwrap()).collect()
}

/// The private link on a strip, if one is there.
fn link(strip: &str) -> Option<String> {
    let at = strip.split("class=\"strip-link\">").nth(1)?;
    let whole = at.split('<').next().unwrap();
    Some(whole[whole.find("/ky/my/").unwrap()..].to_owned())
}

both_engines! {
    async fn twenty_people_fit_on_one_form_and_twenty_one_do_not(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 30).await;
        let mut browser = world.browser();
        let answer = post(&mut browser, &event, &group(21, "as_many_as_fit")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(world.number("SELECT COUNT(*) FROM person").await, 0);
        // With every text as long as it may be, in letters of two bytes.
        let mut twenty = group(20, "as_many_as_fit");
        for n in 1..=20 {
            for (field, max) in [("call_name", 60), ("organisation", 120), ("diet", 200), ("note", 500)] {
                set(&mut twenty, &format!("p{n}_{field}"), &"ң".repeat(max));
            }
            set(&mut twenty, &format!("p{n}_full_name"), &format!("{n:02}{}", "ң".repeat(118)));
        }
        let bytes: usize = twenty.iter().map(|(n, v)| n.len() + 2 + v.len() * 3).sum();
        assert!(bytes > 64 * 1024, "more than a form for one may be: {bytes}");
        let (_, page) = sheet(&mut browser, &event, &twenty).await;
        let strips = strips(&page);
        assert_eq!(strips.len(), 20);
        let links: std::collections::BTreeSet<_> = strips.iter().filter_map(|s| link(s)).collect();
        assert_eq!(links.len(), 20, "each their own");
        assert_eq!(world.number("SELECT taken FROM pool").await, 20);
        let mine = world.browser().get(links.first().unwrap()).await;
        assert_eq!(mine.status, StatusCode::OK);
        assert!(!mine.body.contains("ңңң"), "the page behind a link names nobody");
    }
}

both_engines! {
    async fn all_or_nobody_and_as_many_as_fit(world: World) {
        let aida = coordinator(&world.app).await;
        let state = |state: State| Locale::Ky.t(&format!("registration-mine-{}", state.code()));
        for (together, taken, waiting) in [("all_or_none", 0, 3), ("as_many_as_fit", 2, 1)] {
            let slug = together.replace('_', "-");
            let event = published(&world.app, &aida, &plan(&slug, 2)).await;
            let mut three = group(3, together);
            for n in 1..=3 {
                set(&mut three, &format!("p{n}_submission_id"), &world.app.ids.uuid().to_string());
                // The second and third have no contact.
                set(&mut three, &format!("p{n}_phone"), if n == 1 { "0700 111 222" } else { "" });
            }
            let (_, page) = sheet(&mut world.browser(), &event, &three).await;
            let strips = strips(&page);
            let said = |s: State| strips.iter().filter(|strip| strip.contains(&state(s))).count();
            assert_eq!((said(State::Confirmed), said(State::Waitlisted)), (taken, waiting), "{together}");
            let count = format!("SELECT taken FROM pool WHERE event_id = {}", world.id(event.id));
            assert_eq!(world.number(count).await, i64::try_from(taken).unwrap(), "{together}");
            for (n, strip) in strips.iter().enumerate() {
                assert!(strip.contains(&format!("Аты{}", n + 1)) && link(strip).is_some(), "{strip}");
            }
        }
    }
}

both_engines! {
    async fn a_form_sent_twice_registers_once(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 9).await;
        let three = group(3, "as_many_as_fit");
        let nodes = [world.app.clone(), world.second_node().await];
        let mut taps = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (mut browser, event, three) = (Browser::new(&nodes[n % 2]), event.clone(), three.clone());
            taps.spawn(async move {
                let (_, page) = sheet(&mut browser, &event, &three).await;
                strips(&page).into_iter().map(link).collect::<Vec<_>>()
            });
        }
        let mut links = taps.join_all().await;
        links.dedup();
        assert_eq!(links.len(), 1, "all taps lead to the same links: {links:?}");
        assert!(links[0].len() == 3 && links[0].iter().all(Option::is_some));
        assert_eq!(world.number("SELECT COUNT(*) FROM registration").await, 3);
        assert_eq!(world.number("SELECT taken FROM pool").await, 3);
        assert_eq!(world.number("SELECT COUNT(*) FROM consent").await, 3);
        // The same ids on a form for another training are none of ours.
        let other = published(&world.app, &aida, &plan("bashka", 3)).await;
        assert_eq!(post(&mut world.browser(), &other, &three).await.status, StatusCode::BAD_REQUEST);
        let mut twice = group(2, "as_many_as_fit");
        set(&mut twice, "p2_submission_id", &Uuid::from_u128(7001).to_string());
        assert_eq!(post(&mut world.browser(), &event, &twice).await.status, StatusCode::BAD_REQUEST);
    }
}

both_engines! {
    async fn a_known_contact_reveals_nothing_on_the_sheet(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let owner = RegistrationInput { email: "owner@example.org".into(), ..form_of(app, 1) };
        let owner = service::register(app, &event, owner, Source::Web).await.unwrap();
        // Somebody who is known from another training alone.
        let elsewhere = published(app, &aida, &plan("bashka", 3)).await;
        let known = register(app, &elsewhere, 2).await;
        let mut three = group(3, "as_many_as_fit");
        set(&mut three, "p1_phone", owner.registration.phone.reveal());
        set(&mut three, "p2_phone", known.registration.phone.reveal());
        let (_, page) = sheet(&mut world.browser(), &event, &three).await;
        let strips = strips(&page);
        assert!(strips[0].contains(&Locale::Ky.t("registration-done-again")));
        assert!(strips[0].contains("Аты1") && link(strips[0]).is_none() && !strips[0].contains("class=\"code\""));
        for secret in ["Гүлзат", "owner@example.org", &owner.link_token, &known.link_token] {
            assert!(!page.contains(secret), "{secret}");
        }
        assert!(!page.contains(&sabak::registration::code::grouped(&owner.registration.short_code)));
        // The one known from elsewhere cannot be told from the one who is new.
        for (n, strip) in strips.iter().enumerate().skip(1) {
            assert!(strip.contains(&format!("Аты{}", n + 1)) && link(strip).is_some(), "{strip}");
        }
        assert_eq!(now(app, &owner.registration).await.version, owner.registration.version, "nothing of it is changed");
        let taken = format!("SELECT taken FROM pool WHERE event_id = {}", world.id(event.id));
        assert_eq!(world.number(taken).await, 3);
    }
}

both_engines! {
    async fn each_agrees_for_themselves(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 9).await;
        let mut browser = world.browser();
        let fresh = browser.get(&path(&event)).await.body;
        assert!(!fresh.contains(" checked value=\"yes\"") && fresh.matches("type=\"checkbox\" value=\"yes\"").count() == 6);
        assert!(fresh.split("value=\"yes\"").skip(1).all(|rest| !rest.split('>').next().unwrap().contains("checked")));
        let mut two = group(2, "as_many_as_fit");
        set(&mut two, "p2_photos", "yes");
        set(&mut two, "p2_locale", "uz");
        sheet(&mut browser, &event, &two).await;
        let kept = "SELECT c.purpose || ' ' || c.act || ' ' || c.evidence || ' ' || c.locale FROM consent c
            JOIN registration r ON r.id = c.registration_id ORDER BY r.locale, c.purpose";
        let lines = texts(&world.app.db, kept).await;
        // The text was read in the language of the page, whatever they are written to in.
        let said = ["participation grant read_back ky", "participation grant read_back ky", "photos grant read_back ky"];
        assert_eq!(lines, said);
        let hash = hex(&Purpose::Photos.hash(Locale::Ky));
        let sql = if world.app.db.engine() == "sqlite" { "lower(hex(text_hash))" } else { "encode(text_hash, 'hex')" };
        let hashes = texts(&world.app.db, format!("SELECT {sql} FROM consent WHERE purpose = 'photos'")).await;
        assert_eq!(hashes, [hash]);
        assert_eq!(world.number("SELECT COUNT(DISTINCT person_id) FROM consent").await, 2);
    }
}

both_engines! {
    async fn one_wrong_field_registers_nobody_and_loses_nothing(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 9).await;
        let mut browser = world.browser();
        let mut three = group(3, "all_or_none");
        set(&mut three, "p2_participation", "");
        set(&mut three, "p3_phone", "0700");
        set(&mut three, "p3_note", "Жазганым калсын");
        let answer = post(&mut browser, &event, &three).await;
        assert_eq!(answer.location(), format!("{}#errors", path(&event)));
        let page = browser.get(&path(&event)).await.body;
        let who = |n: &str| Locale::Ky.ta("party-person", &[("n", sabak::i18n::arg(n.to_owned()))]);
        let summary = page.split("id=\"errors\"").nth(1).unwrap().split("</ul>").next().unwrap();
        for (field, person, label) in [
            ("p2_participation", "2", "registration-group-agreement"), ("p3_phone", "3", "registration-phone"),
        ] {
            let named = format!("href=\"#f-{field}\">{}, {}: ", who(person), Locale::Ky.t(label));
            assert!(summary.contains(&named), "{named} in {summary}");
        }
        assert!(page.contains("Жазганым калсын") && page.contains("Аты3 Тегинова"));
        assert!(page.contains("value=\"all_or_none\" checked"));
        assert_eq!(world.number("SELECT COUNT(*) FROM person").await, 0);
    }
}

both_engines! {
    async fn buttons_for_more_and_fewer_people_save_nothing(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 9).await;
        let mut browser = world.browser();
        let people = |page: &str| page.matches("class=\"group person\"").count();
        let fresh = browser.get(&path(&event)).await.body;
        assert_eq!(people(&fresh), 2);
        let choice = |code: &str| fresh.find(&format!("value=\"{code}\"")).unwrap();
        assert!(choice("as_many_as_fit") < choice("all_or_none"), "the one that is chosen stands first");
        assert!(fresh.contains("value=\"as_many_as_fit\" checked"));
        let mut two = group(2, "as_many_as_fit");
        set(&mut two, "action", "add");
        let answer = post(&mut browser, &event, &two).await;
        assert_eq!(answer.location(), format!("{}#person-3", path(&event)));
        let page = browser.get(&path(&event)).await;
        assert_eq!(people(&page.body), 3);
        assert!(page.body.contains("Аты2 Тегинова") && !page.body.contains("id=\"errors\""));
        assert!(page.input("p3_submission_id").parse::<Uuid>().is_ok(), "with an id of their own");
        set(&mut two, "action", "remove-1");
        post(&mut browser, &event, &two).await;
        let page = browser.get(&path(&event)).await;
        assert_eq!((people(&page.body), page.input("p1_full_name")), (1, "Аты2 Тегинова".to_owned()));
        assert_eq!(page.input("p1_submission_id"), Uuid::from_u128(7002).to_string());
        assert_eq!(world.number("SELECT COUNT(*) FROM person").await, 0);
        // Enter in a field presses the first button, which is the one that registers.
        let form = page.body.split("class=\"form\"").nth(1).unwrap();
        let first = form.split("<button").nth(1).unwrap().split('>').next().unwrap();
        assert!(!first.contains("name=") && first.contains("visually-hidden"), "{first}");
    }
}

both_engines! {
    async fn the_page_with_the_links_opens_for_an_hour(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let mut browser = world.browser();
        let (at, page) = sheet(&mut browser, &event, &group(2, "as_many_as_fit")).await;
        let first = link(strips(&page)[0]).unwrap();
        // Another device can print it; nothing is said to who guesses.
        assert_eq!(world.browser().get(&at).await.body.matches("strip-link").count(), 2);
        assert_eq!(browser.get("/ky/groups/AAAAAAAAAAAAAAAAAAAAAA").await.status, StatusCode::NOT_FOUND);
        let token = first.trim_start_matches("/ky/my/");
        let mine = service::by_link(app, token).await.unwrap();
        service::erase(app, &mine).await.unwrap();
        let page = browser.get(&at).await.body;
        assert!(strips(&page)[0].contains(&Locale::Ky.t("party-strip-gone")) && !page.contains(token));
        assert!(link(strips(&page)[1]).is_some());
        world.clock.advance(Duration::minutes(60) - Duration::milliseconds(1));
        assert_eq!(browser.get(&at).await.status, StatusCode::OK);
        world.clock.advance(Duration::milliseconds(1));
        assert_eq!(browser.get(&at).await.status, StatusCode::NOT_FOUND);
        // Closed by hand it is gone at once, and the links go on.
        let mut again = group(2, "as_many_as_fit");
        for n in 1..=2 {
            set(&mut again, &format!("p{n}_submission_id"), &app.ids.uuid().to_string());
            set(&mut again, &format!("p{n}_phone"), &format!("0555 12 34 5{n}"));
        }
        let (at, page) = sheet(&mut browser, &event, &again).await;
        let second = link(strips(&page)[1]).unwrap();
        let closed = browser.post(&at, &[]).await.location();
        let page = browser.get(&closed).await;
        assert_eq!(page.status, StatusCode::OK, "{closed}");
        assert!(page.body.contains(&Locale::Ky.t("party-closed-title")), "{}", page.body);
        let registered = browser.get(&format!("/ky/events/{}/registered", event.slug)).await.body;
        assert!(!registered.contains(&Locale::Ky.t("party-closed-title")));
        assert_eq!(browser.get(&at).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get(&second).await.status, StatusCode::OK);
    }
}

both_engines! {
    async fn a_form_for_many_is_no_way_around_the_budgets(world: World) {
        let app = world.with(|c| c.contact_registrations_per_day = 1);
        let aida = coordinator(&app).await;
        let event = training(&app, &aida, 30).await;
        let mut browser = Browser::new(&app);
        let companions = |n: usize, first: u128| {
            let mut fields = group(n, "as_many_as_fit");
            for p in 1..=n {
                set(&mut fields, &format!("p{p}_submission_id"), &Uuid::from_u128(first + p as u128).to_string());
                set(&mut fields, &format!("p{p}_phone"), if p == 1 { "0700 111 222" } else { "" });
            }
            fields
        };
        // One may come with two who have no contact, and no more in a day.
        let refused = post(&mut browser, &event, &companions(4, 100)).await;
        assert_eq!(refused.location(), format!("{}#errors", path(&event)));
        assert!(browser.get(&path(&event)).await.body.contains(&Locale::Ky.t("registration-too-often")));
        assert_eq!(world.number("SELECT COUNT(*) FROM person").await, 0, "nobody of them");
        sheet(&mut browser, &event, &companions(3, 200)).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM registration").await, 3);
        // The same form again is no second try.
        sheet(&mut browser, &event, &companions(3, 200)).await;
        let refused = post(&mut browser, &event, &companions(2, 300)).await;
        assert_eq!(refused.location(), format!("{}#errors", path(&event)));
        // For a network it counts as many forms as there are people.
        let crowded = world.with(|c| c.address_forms_per_hour = 5);
        let mut near = Browser::new(&crowded);
        near.peer = Some("203.0.113.9:40000".parse().unwrap());
        let mut numbered = async |first: u128, n: usize| {
            let mut fields = group(n, "as_many_as_fit");
            for p in 1..=n {
                set(&mut fields, &format!("p{p}_submission_id"), &Uuid::from_u128(first + p as u128).to_string());
                set(&mut fields, &format!("p{p}_phone"), &format!("0555 0{first} {p:02}"));
            }
            post(&mut near, &event, &fields).await.location()
        };
        assert!(numbered(401, 3).await.starts_with("/ky/groups/"));
        assert!(numbered(402, 3).await.ends_with("#errors"));
        assert!(numbered(403, 2).await.starts_with("/ky/groups/"));
        assert!(!near.get(&path(&event)).await.body.contains("/js/work."), "no work is offered for so many at once");
    }
}
