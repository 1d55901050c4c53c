//! The second factor, proving again that it is them, and what a session's id goes through.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::i18n::Locale;
use sabak::ids::digest;
use sabak::seal::Personal;
use sabak::staff::form::JoinInput;
use sabak::staff::model::{Action, Actor, Grant, Of, Place, Role, Scope, Standing, factor};
use sabak::staff::service::{self, Attempt, Begun, Invited, Joined, Proof, Proved, SignIn, SignedIn};
use sabak::state::App;

use crate::cast::{PASSPHRASE, app_secret, coordinator, everywhere, half_in, plan, staff};
use crate::support::{Browser, World, both_engines};

/// Somebody who joined by an invitation, in the browser in which they did.
async fn joined(world: &World, boss: &Actor, name: &str, role: Role) -> (Browser, String) {
    let app = &world.app;
    let email = format!("{name}@staff.test");
    let made = service::invite(app, boss, Locale::Ky, &email.as_str().into(), Grant::new(role, Scope::All)).await;
    let Ok(Invited::Made { id, .. }) = made else { panic!("{made:?}") };
    let link = service::invited(app, boss, Locale::Ky, id).await.unwrap().1;
    let path = link.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned();
    let mut browser = world.browser();
    let fields = [("name", name), ("email", &email), ("passphrase", PASSPHRASE), ("passphrase_again", PASSPHRASE)];
    let answer = browser.post(&path, &fields).await;
    (browser, answer.location())
}

/// The key that the enrolment page shows.
fn key(page: &str) -> Personal {
    let shown = page.split("class=\"code\">").nth(1).and_then(|rest| rest.split('<').next());
    shown.unwrap_or_else(|| panic!("no key in {page}")).replace(' ', "").into()
}

fn recovery_codes(page: &str) -> Vec<String> {
    page.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

const ENROL: &str = "/ky/staff/account/second-factor";

both_engines! {
    async fn whose_role_asks_for_it_adds_a_second_factor_before_anything_else_opens(world: World) {
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        for (n, role) in [Role::Moderator, Role::Coordinator, Role::Administrator].into_iter().enumerate() {
            let (mut browser, to) = joined(&world, &boss, &format!("n{n}"), role).await;
            assert_eq!(to, ENROL);
            for path in ["/ky/staff", "/ky/staff/events", "/ky/staff/account", "/ky/staff/team", "/ky/staff/testimonials"] {
                assert!(browser.get(path).await.location().starts_with(ENROL), "{path}");
            }
            let answer = browser.post("/ky/staff/account/language", &[("locale", "en")]).await;
            assert_eq!(answer.location(), ENROL);
            assert!(browser.get("/ky/staff/sign-in/code").await.location().starts_with(ENROL));
            let page = browser.get(ENROL).await;
            assert!(page.status == StatusCode::OK && page.body.contains("<svg "), "{}", page.body);
            assert!(!page.body.contains("/ky/staff/team"), "no navigation to what is shut");
            let key = key(&page.body);
            assert_eq!(key.reveal(), self::key(&browser.get(ENROL).await.body).reveal(), "a second look shows the same");
            let wrong = browser.post(ENROL, &[("code", "000000")]).await;
            assert_eq!(wrong.location(), format!("{ENROL}#errors"));
            assert!(browser.get("/ky/staff").await.location().starts_with(ENROL));
            let before = browser.clone();
            let code = factor::code_at(&key, world.clock.now()).unwrap();
            let right = browser.post(ENROL, &[("code", &code), ("next", "/ky/staff/events")]).await;
            assert_eq!(right.location(), "/ky/staff/account/recovery-codes");
            assert_ne!(before.cookie("sid"), browser.cookie("sid"));
            let shown = browser.get("/ky/staff/account/recovery-codes").await.body;
            assert_eq!(recovery_codes(&shown).len(), 10);
            assert!(shown.contains("href=\"/ky/staff/events\""), "on to where they wanted");
            assert_eq!(browser.get("/ky/staff/account/recovery-codes").await.location(), "/ky/staff/account", "shown once");
            assert_eq!(browser.get("/ky/staff").await.status, StatusCode::OK);
        }
        for (name, role) in [("f", Role::Facilitator), ("a", Role::Auditor)] {
            let (mut browser, to) = joined(&world, &boss, name, role).await;
            assert_eq!((to.as_str(), browser.get("/ky/staff").await.status), ("/ky/staff", StatusCode::OK), "{role:?}");
        }
    }
}

both_engines! {
    async fn the_passphrase_alone_opens_nothing_where_there_is_a_second_factor(world: World) {
        coordinator(&world.app).await;
        let mut browser = half_in(&world.app, "aida").await;
        let code = "/ky/staff/sign-in/code";
        for path in ["/ky/staff", "/ky/staff/events", "/ky/staff/account", "/ky/staff/confirm-it-is-you"] {
            assert!(browser.get(path).await.location().starts_with(code), "{path}");
        }
        // Least of all may they add a second factor of their own.
        assert!(browser.get(ENROL).await.location().starts_with(code));
        let own = factor::secret(b"another secret of 20");
        let forged = factor::code_at(&own, world.clock.now()).unwrap();
        for (path, fields) in [
            (ENROL, vec![("code", forged.as_str())]),
            ("/ky/staff/account/recovery-codes", vec![]),
            ("/ky/staff/account/second-factor/remove", vec![]),
            ("/ky/staff/account/language", vec![("locale", "en")]),
            ("/ky/staff/account/sessions/others", vec![]),
            ("/ky/staff/account/passphrase", vec![("passphrase_now", PASSPHRASE), ("passphrase", "бир эки үч төрт"), ("passphrase_again", "бир эки үч төрт")]),
        ] {
            let answer = browser.post(path, &fields).await;
            assert!(answer.location().starts_with("/ky/staff/sign-in"), "{path}: {} {}", answer.status, answer.location());
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_recovery_code").await, 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_totp").await, 1);
        for wrong in ["", "000000", "12345", "AAAAA-AAAAA"] {
            assert!(browser.post(code, &[("code", wrong)]).await.location().ends_with("#errors"), "{wrong}");
        }
        world.clock.advance(Duration::minutes(2));
        let right = world.code().await;
        let answer = browser.post(code, &[("code", &right), ("next", "/ky/staff/events")]).await;
        assert_eq!(answer.location(), "/ky/staff/events");
        assert_eq!(browser.get("/ky/staff/events").await.status, StatusCode::OK);
    }
}

async fn begin(app: &App, name: &str, device: Option<&str>) -> Begun {
    let email = format!("{name}@staff.test");
    let attempt = Attempt { email: &email, passphrase: PASSPHRASE, device, before: None };
    match service::sign_in(app, &attempt).await.unwrap() {
        SignIn::In(begun) => begun,
        other => panic!("{other:?}"),
    }
}

async fn live(app: &App, begun: &Begun) -> SignedIn {
    service::live(app, &digest(&begun.token)).await.unwrap().unwrap()
}

both_engines! {
    async fn a_code_works_once_also_for_four_who_give_it_at_once(world: World) {
        coordinator(&world.app).await;
        let nodes = [world.app.clone(), world.second_node().await];
        for code in [factor::code_at(&app_secret(), world.clock.now()).unwrap(), "recovery".into()] {
            let code = if code == "recovery" {
                let begun = begin(&world.app, "aida", None).await;
                let now = world.code().await;
                let who = live(&world.app, &begun).await;
                let proved = service::prove(&world.app, &who, &digest(&begun.token), Proof::Code(&now), None).await.unwrap();
                let Proved::Yes(begun) = proved else { panic!("not in") };
                let codes = service::new_codes(&world.app, &live(&world.app, &begun).await).await.unwrap();
                codes[3].reveal().to_owned()
            } else {
                code
            };
            let mut tries = tokio::task::JoinSet::new();
            let mut begun = Vec::new();
            for _ in 0..4 {
                begun.push(begin(&world.app, "aida", None).await);
            }
            for (n, begun) in begun.into_iter().enumerate() {
                let (app, code) = (nodes[n % 2].clone(), code.clone());
                tries.spawn(async move {
                    let who = live(&app, &begun).await;
                    let done = service::prove(&app, &who, &digest(&begun.token), Proof::Code(&code), None).await.unwrap();
                    matches!(done, Proved::Yes(_))
                });
            }
            assert_eq!(tries.join_all().await.into_iter().filter(|yes| *yes).count(), 1, "{code}");
            world.clock.advance(Duration::minutes(31));
        }
    }
}

both_engines! {
    async fn an_older_code_than_the_last_is_refused_and_the_next_is_not(world: World) {
        coordinator(&world.app).await;
        let at = |seconds: i64| factor::code_at(&app_secret(), world.clock.now() + Duration::seconds(seconds)).unwrap();
        for (code, right) in [(at(-60), false), (at(0), true), (at(-30), false), (at(0), false), (at(30), true), (at(60), false)] {
            let begun = begin(&world.app, "aida", None).await;
            let who = live(&world.app, &begun).await;
            let done = service::prove(&world.app, &who, &digest(&begun.token), Proof::Code(&code), None).await.unwrap();
            assert_eq!(matches!(done, Proved::Yes(_)), right, "{code}");
        }
    }
}

both_engines! {
    async fn a_recovery_code_opens_its_own_account_once_and_new_ones_void_the_old(world: World) {
        let (aida, boss) = (coordinator(&world.app).await, everywhere(&world.app, "boss", Role::Administrator).await);
        let mut mine = world.signed_in(&aida).await;
        let to = mine.post("/ky/staff/account/recovery-codes", &[]).await.location();
        let codes = recovery_codes(&mine.get(&to).await.body);
        let mut theirs = world.signed_in(&boss).await;
        let to = theirs.post("/ky/staff/account/recovery-codes", &[]).await.location();
        let others = recovery_codes(&theirs.get(&to).await.body);
        let mut browser = half_in(&world.app, "aida").await;
        let path = "/ky/staff/sign-in/code";
        assert!(browser.post(path, &[("code", &others[0])]).await.location().ends_with("#errors"));
        assert_eq!(browser.post(path, &[("code", &codes[0].to_lowercase())]).await.location(), "/ky/staff");
        assert!(half_in(&world.app, "aida").await.post(path, &[("code", &codes[0])]).await.location().ends_with("#errors"));
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_recovery_code").await, 19);
        mine.post("/ky/staff/account/recovery-codes", &[]).await;
        assert!(half_in(&world.app, "aida").await.post(path, &[("code", &codes[1])]).await.location().ends_with("#errors"));
    }
}

both_engines! {
    async fn a_session_gets_a_new_id_with_every_proof_and_change_of_roles_and_the_old_one_is_dead(world: World) {
        let (boss, aida) = (everywhere(&world.app, "boss", Role::Administrator).await, coordinator(&world.app).await);
        let mut browser = half_in(&world.app, "aida").await;
        let dead = |old: Browser, browser: &Browser| {
            let (before, after) = (old.cookie("sid"), browser.cookie("sid"));
            async move {
                assert!(!after.is_empty() && before != after);
                let mut old = old;
                assert_eq!(old.get("/ky/staff").await.location(), "/ky/staff/sign-in");
            }
        };
        let old = browser.clone();
        browser.post("/ky/staff/sign-in/code", &[("code", &world.code().await)]).await;
        dead(old, &browser).await;
        let old = browser.clone();
        world.confirms(&mut browser).await;
        dead(old, &browser).await;
        let old = browser.clone();
        let new = "көл жээги кеч күүгүм";
        let fields = [("passphrase_now", PASSPHRASE), ("passphrase", new), ("passphrase_again", new)];
        browser.post("/ky/staff/account/passphrase", &fields).await;
        dead(old, &browser).await;
        // Roles: the next page that is looked at brings the new id, and then itself.
        let grant = Grant::new(Role::Auditor, Scope::All);
        for change in 0..2 {
            let old = browser.clone();
            if change == 0 {
                service::grant(&world.app, &boss, aida.id, grant.clone()).await.unwrap();
            } else {
                service::revoke(&world.app, &boss, aida.id, grant.clone()).await.unwrap();
            }
            let answer = browser.get("/ky/staff/events?x=1").await;
            assert_eq!((answer.status, answer.location().as_str()), (StatusCode::SEE_OTHER, "/ky/staff/events?x=1"));
            assert_eq!(browser.get("/ky/staff/events").await.status, StatusCode::OK);
            dead(old, &browser).await;
        }
        // Signing in: a session that somebody else put into the browser opens nothing.
        let planted = browser.clone();
        browser.post("/ky/staff/sign-in", &[("email", "aida@staff.test"), ("passphrase", new)]).await;
        dead(planted, &browser).await;
    }
}

both_engines! {
    async fn what_is_grave_waits_for_a_fresh_proof_and_keeps_what_was_typed(world: World) {
        let (boss, aida) = (everywhere(&world.app, "boss", Role::Administrator).await, coordinator(&world.app).await);
        sabak::events::service::create(&world.app, &aida, &plan("sabak", 5)).await.unwrap();
        let mut browser = world.signed_in(&aida).await;
        world.clock.advance(Duration::minutes(5));
        let publish = "/ky/staff/events/sabak/publish";
        let drafts = "SELECT COUNT(*) FROM event WHERE state = 'draft'";
        browser.headers.insert("referer", format!("http://127.0.0.1:3000{publish}").parse().unwrap());
        for answer in [browser.post(publish, &[]).await, browser.get(publish).await] {
            assert_eq!(answer.location(), "/ky/staff/confirm-it-is-you?next=%2Fky%2Fstaff%2Fevents%2Fsabak%2Fpublish");
        }
        assert_eq!(world.number(drafts).await, 1);
        let confirm = "/ky/staff/confirm-it-is-you";
        assert!(browser.post(confirm, &[("code", "000000")]).await.location().contains("#errors"));
        assert!(browser.get(publish).await.location().starts_with(confirm), "a wrong code is no proof");
        let code = world.code().await;
        assert_eq!(browser.post(confirm, &[("code", &code), ("next", publish)]).await.location(), publish);
        assert_eq!(browser.get(publish).await.status, StatusCode::OK);
        world.clock.advance(Duration::minutes(4));
        browser.post(publish, &[]).await;
        assert_eq!(world.number(drafts).await, 0, "within five minutes");

        let mut browser = world.signed_in(&boss).await;
        world.clock.advance(Duration::minutes(6));
        assert_eq!(browser.get("/ky/staff/team").await.status, StatusCode::OK, "looking at the team is not grave");
        let fields = [("email", "jangy@staff.test"), ("role", "auditor"), ("scope", "all")];
        let away = browser.post("/ky/staff/team/invite", &fields).await;
        assert_eq!(away.location(), "/ky/staff/confirm-it-is-you?next=%2Fky%2Fstaff%2Fteam%2Finvite");
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_invite").await, 0);
        // A slip on the way does not lose it.
        browser.post(confirm, &[("code", "000000"), ("next", "/ky/staff/team/invite")]).await;
        browser.get(&away.location()).await;
        let code = world.code().await;
        let back = browser.post(confirm, &[("code", &code), ("next", "/ky/staff/team/invite")]).await.location();
        let page = browser.get(&back).await;
        assert_eq!(page.input("email"), "jangy@staff.test");
        browser.post("/ky/staff/team/invite", &fields).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_invite").await, 1);

        // Everything that the table marks, past the pages too.
        let stale = Actor { fresh: false, ..boss.clone() };
        let (app, other) = (&world.app, aida.id);
        let refused = Err(sabak::error::AppError::StepUp);
        assert_eq!(service::grant(app, &stale, other, Grant::new(Role::Auditor, Scope::All)).await, refused);
        assert_eq!(service::revoke(app, &stale, other, Grant::new(Role::Coordinator, Scope::All)).await, refused);
        assert_eq!(service::disable(app, &stale, other).await, refused);
        assert_eq!(service::enable(app, &stale, other).await, refused);
        assert!(Action::ALL.iter().any(|a| a.fresh() && stale.can(*a, &Place::everywhere(), Of::Other)));
    }
}

both_engines! {
    async fn who_has_no_second_factor_proves_it_by_passphrase_and_may_add_and_remove_one(world: World) {
        let nurlan = staff(&world.app, "nurlan", &[Grant::new(Role::Facilitator, Scope::All)]).await;
        let mut browser = world.signed_in(&nurlan).await;
        world.clock.advance(Duration::minutes(6));
        let confirm = browser.get(ENROL).await.location();
        let page = browser.get(&confirm).await.body;
        assert!(page.contains("name=\"passphrase\"") && !page.contains("name=\"code\""), "{page}");
        let next = ("next", ENROL);
        assert!(browser.post("/ky/staff/confirm-it-is-you", &[("passphrase", "башка"), next]).await.location().contains("#errors"));
        assert_eq!(browser.post("/ky/staff/confirm-it-is-you", &[("passphrase", PASSPHRASE), next]).await.location(), ENROL);
        let mut elsewhere = world.signed_in(&nurlan).await;
        let key = key(&browser.get(ENROL).await.body);
        let code = factor::code_at(&key, world.clock.now()).unwrap();
        browser.post(ENROL, &[("code", &code)]).await;
        assert!(elsewhere.get("/ky/staff").await.location() == "/ky/staff/sign-in", "other sessions end");
        // Now it is asked of them, and the passphrase is no proof any more.
        let mut again = half_in(&world.app, "nurlan").await;
        assert!(again.post("/ky/staff/confirm-it-is-you", &[("passphrase", PASSPHRASE)]).await.location().starts_with("/ky/staff/sign-in/code"));
        assert_eq!(browser.post("/ky/staff/account/second-factor/remove", &[]).await.location(), "/ky/staff/account?done=factor");
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_recovery_code").await, 0);
        world.signed_in(&nurlan).await;
        // Whose role asks for one keeps it.
        let aida = coordinator(&world.app).await;
        let mut hers = world.signed_in(&aida).await;
        assert_eq!(hers.post("/ky/staff/account/second-factor/remove", &[]).await.status, StatusCode::CONFLICT);
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_totp").await, 1);
    }
}

both_engines! {
    async fn all_other_sessions_end_at_once_and_dates_are_to_the_day(world: World) {
        let (aida, boss) = (coordinator(&world.app).await, everywhere(&world.app, "boss", Role::Administrator).await);
        let mut here = world.signed_in(&aida).await;
        let mut there = [world.signed_in(&aida).await, world.signed_in(&aida).await];
        let mut others = world.signed_in(&boss).await;
        let page = here.get("/ky/staff/account").await.body;
        assert!(!page.contains("09:30") && !page.contains("03:30"), "no hour");
        assert_eq!(here.post("/ky/staff/account/sessions/others", &[]).await.location(), "/ky/staff/account?done=sessions");
        for browser in &mut there {
            assert_eq!(browser.get("/ky/staff").await.location(), "/ky/staff/sign-in");
        }
        for browser in [&mut here, &mut others] {
            assert_eq!(browser.get("/ky/staff").await.status, StatusCode::OK);
        }
    }
}

both_engines! {
    async fn an_invited_coordinator_is_not_in_before_the_second_factor(world: World) {
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        let grant = Grant::new(Role::Coordinator, Scope::All);
        let made = service::invite(&world.app, &boss, Locale::Ky, &"n1@staff.test".into(), grant).await.unwrap();
        let Invited::Made { id, .. } = made else { panic!("{made:?}") };
        let link = service::invited(&world.app, &boss, Locale::Ky, id).await.unwrap().1;
        let input = JoinInput { name: "Нурзат".into(), email: "n1@staff.test".into(), passphrase: PASSPHRASE.into() };
        let token = link.rsplit('/').next().unwrap();
        let Joined::In(begun) = service::join(&world.app, token, &input, Locale::Ky).await.unwrap() else { panic!() };
        assert_eq!((begun.standing, begun.device), (Standing::Enrol, None));
    }
}
