//! Passkeys as a second factor: adding, using, and everything that must not pass for one.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::ids::hex;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::staff::service::{self, Answer, Proved};
use sabak::state::App;
use serde_json::Value;

use crate::authenticator::{Authenticator, ORIGIN};
use crate::cast::{PASSPHRASE, coordinator, everything, everywhere, half_in, staff};
use crate::support::{Browser, World, both_engines};

const KEYS: &str = "/ky/staff/account/passkeys";
const SIGN_IN: &str = "/ky/staff/sign-in/passkey";
const CONFIRM: &str = "/ky/staff/confirm-it-is-you";
const NAME: &str = "Кызматтык телефон";

/// What an authenticator does that it should not.
type Bend = fn(&mut Authenticator);

/// The same world under a name, which passkeys are bound to.
fn named(world: &World) -> App {
    world.with(|config| ORIGIN.clone_into(&mut config.public_url))
}

/// What the page's script is told: the ceremony and the options for the browser.
async fn started(browser: &mut Browser, path: &str) -> (String, Value) {
    let answer = browser.post(path, &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {} {}", answer.location(), answer.body);
    let told: Value = serde_json::from_str(&answer.body).unwrap();
    (told["ceremony"].as_str().unwrap().to_owned(), told["options"].clone())
}

/// Adds a passkey; where the answer leads.
async fn adds(browser: &mut Browser, key: &mut Authenticator) -> String {
    let (ceremony, options) = started(browser, &format!("{KEYS}/start")).await;
    let made = key.make(&options);
    browser.post(KEYS, &[("ceremony", &ceremony), ("credential", &made), ("name", NAME)]).await.location()
}

/// Sends an answer to sign-in; whether it let them in.
async fn lets_in(browser: &mut Browser, ceremony: &str, answer: &str) -> bool {
    let to = browser.post(SIGN_IN, &[("ceremony", ceremony), ("credential", answer)]).await.location();
    assert!(to == "/ky/staff" || to == "/ky/staff/sign-in/code#errors", "{to}");
    to == "/ky/staff"
}

async fn signs_in(browser: &mut Browser, key: &mut Authenticator) -> bool {
    let (ceremony, options) = started(browser, "/ky/staff/passkey/start").await;
    let answer = key.answer(&options);
    lets_in(browser, &ceremony, &answer).await
}

async fn refusals(world: &World, reason: &str) -> i64 {
    world.number(format!("SELECT COUNT(*) FROM audit WHERE action = 'factor.refuse' AND reason = '{reason}'")).await
}

/// Tries too often for the throttle are not what these tests are about.
async fn forget_tries(world: &World) {
    world.execute("DELETE FROM staff_budget").await.unwrap();
}

/// The coordinator in a browser at the named site, with an app and this passkey.
async fn with_passkey(world: &World, app: &App, key: &mut Authenticator) -> (Actor, Browser) {
    let aida = coordinator(app).await;
    let mut browser = world.signed_in(&aida).await.on(app);
    assert_eq!(adds(&mut browser, key).await, "/ky/staff/account?done=passkey");
    (aida, browser)
}

both_engines! {
    async fn a_passkey_is_added_named_used_to_sign_in_and_to_confirm_and_removed(world: World) {
        let app = named(&world);
        let (aida, boss) = (coordinator(&app).await, everywhere(&app, "boss", Role::Administrator).await);
        let mut key = Authenticator::new(1);
        let mut browser = world.signed_in(&aida).await.on(&app);
        let mut elsewhere = world.signed_in(&aida).await;
        // Adding asks for a fresh proof, as every new factor does.
        world.clock.advance(Duration::seconds(301));
        assert!(browser.get(KEYS).await.location().starts_with(CONFIRM));
        for path in [format!("{KEYS}/start"), KEYS.to_owned()] {
            assert!(browser.post(&path, &[]).await.location().starts_with(CONFIRM), "{path}");
        }
        let away = browser.post(KEYS, &[("ceremony", ""), ("credential", ""), ("name", NAME)]).await.location();
        assert!(away.starts_with(CONFIRM), "{away}");
        let code = world.code().await;
        assert_eq!(browser.post(CONFIRM, &[("code", &code), ("next", KEYS)]).await.location(), KEYS);
        let page = browser.get(KEYS).await;
        assert_eq!(page.input("name"), NAME, "kept on the way");
        let page = page.body;
        assert!(page.contains("/js/passkey.") && page.contains("data-no-script"), "{page}");
        let before = browser.cookie("sid");
        assert_eq!(adds(&mut browser, &mut key).await, "/ky/staff/account?done=passkey");
        assert_ne!(before, browser.cookie("sid"), "a new id");
        assert_eq!(elsewhere.get("/ky/staff").await.location(), "/ky/staff/sign-in", "other sessions end");
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_recovery_code").await, 0, "codes come with an app, or the first factor");
        assert!(browser.get("/ky/staff/account").await.body.contains(NAME));
        // The same once more is not added twice.
        assert!(adds(&mut browser, &mut key).await.starts_with(KEYS));
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_passkey").await, 1);

        let mut other = half_in(&app, "aida").await;
        let page = other.get("/ky/staff/sign-in/code").await.body;
        assert!(page.contains("data-passkey=\"use\"") && page.contains("name=\"code\"") && page.contains("data-no-script"), "{page}");
        let half = other.cookie("sid");
        assert!(signs_in(&mut other, &mut key).await);
        assert_ne!(half, other.cookie("sid"));
        assert_eq!(other.get("/ky/staff/events").await.status, StatusCode::OK);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'factor.accept' AND reason = 'passkey'").await, 2);

        world.clock.advance(Duration::seconds(301));
        let page = "/ky/staff/account/second-factor";
        assert!(other.get(page).await.location().starts_with(CONFIRM));
        let (ceremony, options) = started(&mut other, "/ky/staff/passkey/start").await;
        let fields = [("ceremony", ceremony.as_str()), ("credential", &key.answer(&options)), ("next", page)];
        assert_eq!(other.post(&format!("{CONFIRM}/passkey"), &fields).await.location(), page);
        assert_eq!(other.get(page).await.status, StatusCode::OK);

        let list = other.get("/ky/staff/account").await.body;
        let remove = list.split("action=\"").find(|part| part.starts_with(&format!("{KEYS}/"))).unwrap();
        let remove = remove.split('"').next().unwrap().to_owned();
        assert!(remove.ends_with("/remove"), "{remove}");
        // A colleague's is none of theirs.
        let mut theirs = world.signed_in(&boss).await.on(&app);
        theirs.post(&remove, &[]).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_passkey").await, 1);
        // Begun with the passkey, and answered when it is gone.
        let mut late = half_in(&app, "aida").await;
        let (ceremony, options) = started(&mut late, "/ky/staff/passkey/start").await;
        assert_eq!(other.post(&remove, &[]).await.location(), "/ky/staff/account?done=passkey-removed");
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_passkey").await, 0);
        assert_eq!(late.post(SIGN_IN, &[("ceremony", &ceremony), ("credential", &key.answer(&options))]).await.location(), "/ky/staff/sign-in");
        let mut again = half_in(&app, "aida").await;
        assert_eq!(again.post("/ky/staff/passkey/start", &[]).await.status, StatusCode::NOT_FOUND, "there is none to ask for");
        let page = again.get("/ky/staff/sign-in/code").await.body;
        assert!(!page.contains("data-passkey"), "{page}");
    }
}

both_engines! {
    async fn what_is_not_the_answer_to_what_was_asked_lets_nobody_in(world: World) {
        let app = named(&world);
        let mut key = Authenticator::new(1);
        let (_, mut mine) = with_passkey(&world, &app, &mut key).await;
        let mut theirs = Authenticator::new(9);
        let boss = everywhere(&app, "boss", Role::Administrator).await;
        let mut boss = world.signed_in(&boss).await.on(&app);
        adds(&mut boss, &mut theirs).await;

        let mut browser = half_in(&app, "aida").await;
        let start = "/ky/staff/passkey/start";
        let bent: [(&str, Bend); 4] = [
            ("nobody was asked for a finger", |k| k.verifies = false),
            ("another site's page", |k| k.origin = "http://localhost.evil.test:3000"),
            ("another site's key", |k| k.site = "evil.test"),
            ("another port", |k| k.origin = "http://localhost:3001"),
        ];
        for (what, bend) in bent {
            let (ceremony, options) = started(&mut browser, start).await;
            let mut bad = key.clone();
            bend(&mut bad);
            assert!(!lets_in(&mut browser, &ceremony, &bad.answer(&options)).await, "{what}");
            forget_tries(&world).await;
        }
        assert_eq!(refusals(&world, "passkey").await, 4);
        // Somebody else's passkey, the answer to another question, no answer, no ceremony.
        let (ceremony, options) = started(&mut browser, start).await;
        assert!(!lets_in(&mut browser, &ceremony, &theirs.answer(&options)).await);
        let (first, one) = started(&mut browser, start).await;
        let (second, _) = started(&mut browser, start).await;
        assert!(!lets_in(&mut browser, &second, &key.answer(&one)).await);
        forget_tries(&world).await;
        for (ceremony, answer) in [(first.as_str(), "{}"), ("", ""), ("no id", "[]"), ("00000000-0000-0000-0000-000000000000", "x")] {
            assert!(!lets_in(&mut browser, ceremony, answer).await, "{ceremony}");
            forget_tries(&world).await;
        }
        // A challenge for a new passkey is none for using one.
        let (adding, options) = started(&mut mine, &format!("{KEYS}/start")).await;
        assert!(!lets_in(&mut browser, &adding, &key.answer(&options)).await);
        // Begun in one session, answered in another.
        let mut other = half_in(&app, "aida").await;
        let (ceremony, options) = started(&mut browser, start).await;
        let answer = key.answer(&options);
        assert!(!lets_in(&mut other, &ceremony, &answer).await);
        assert!(!lets_in(&mut browser, &ceremony, &answer).await, "and it is used up");
        forget_tries(&world).await;
        // Five minutes and a second; and just within them.
        for (seconds, right) in [(301, false), (299, true)] {
            let mut browser = half_in(&app, "aida").await;
            let (ceremony, options) = started(&mut browser, start).await;
            world.clock.advance(Duration::seconds(seconds));
            assert_eq!(lets_in(&mut browser, &ceremony, &key.answer(&options)).await, right, "{seconds}");
        }
        // The same answer twice.
        let mut browser = half_in(&app, "aida").await;
        let (ceremony, options) = started(&mut browser, start).await;
        let answer = key.answer(&options);
        let mut copy = browser.clone();
        assert!(lets_in(&mut browser, &ceremony, &answer).await);
        assert_eq!(copy.post(SIGN_IN, &[("ceremony", &ceremony), ("credential", &answer)]).await.location(), "/ky/staff/sign-in");
        let mut third = half_in(&app, "aida").await;
        assert!(!lets_in(&mut third, &ceremony, &answer).await, "replayed");
        // A new passkey answers what was asked as well.
        forget_tries(&world).await;
        world.confirms(&mut mine).await;
        for (what, bend) in bent {
            let (ceremony, options) = started(&mut mine, &format!("{KEYS}/start")).await;
            let mut new = Authenticator::new(5);
            bend(&mut new);
            let made = new.make(&options);
            let to = mine.post(KEYS, &[("ceremony", &ceremony), ("credential", &made), ("name", "")]).await.location();
            assert!(to.starts_with(KEYS), "{what}: {to}");
        }
        // One that is registered with another account.
        assert!(adds(&mut mine, &mut theirs.clone()).await.starts_with(KEYS));
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_passkey").await, 2);
    }
}

both_engines! {
    async fn a_copied_passkey_is_noticed_by_its_counter(world: World) {
        let app = named(&world);
        let mut key = Authenticator::new(1);
        with_passkey(&world, &app, &mut key).await;
        let mut copy = key.clone();
        assert!(signs_in(&mut half_in(&app, "aida").await, &mut key).await);
        assert!(signs_in(&mut half_in(&app, "aida").await, &mut key).await);
        assert!(!signs_in(&mut half_in(&app, "aida").await, &mut copy).await, "behind");
        copy.counter = 3;
        assert!(!signs_in(&mut half_in(&app, "aida").await, &mut copy).await, "the same number again");
        assert_eq!(refusals(&world, "copied").await, 2);
        copy.counter = 0;
        assert!(!signs_in(&mut half_in(&app, "aida").await, &mut copy).await, "one that counted and counts no more");
        assert!(signs_in(&mut half_in(&app, "aida").await, &mut key).await, "the owner's goes on");

        // Asked at one moment on two nodes, answered by the owner's and seven copies: one of them is let in.
        let nodes = [app.clone(), world.second_node_with(|config| ORIGIN.clone_into(&mut config.public_url)).await];
        forget_tries(&world).await;
        let mut tries = tokio::task::JoinSet::new();
        let mut asked = Vec::new();
        for _ in 0..8 {
            let mut browser = half_in(&app, "aida").await;
            let (ceremony, options) = started(&mut browser, "/ky/staff/passkey/start").await;
            forget_tries(&world).await;
            let hash = sabak::ids::digest(&browser.cookie("sid"));
            asked.push((hash, ceremony, key.clone().answer(&options)));
        }
        for (n, (hash, ceremony, credential)) in asked.into_iter().enumerate() {
            let app = nodes[n % 2].clone();
            tries.spawn(async move {
                let who = service::live(&app, &hash).await.unwrap().unwrap();
                let answer = Answer { ceremony: &ceremony, credential: &credential };
                let device = format!("known-{n}");
                match service::prove_by_passkey(&app, &who, &hash, answer, Some(&device)).await.unwrap() {
                    Proved::Yes(_) => (1, 0),
                    Proved::No => (0, 0),
                    Proved::Wait(_) => (0, 1),
                }
            });
        }
        let done = tries.join_all().await;
        assert_eq!(done.iter().map(|d| d.0).sum::<i32>(), 1, "{done:?}");
        assert!(done.iter().filter(|d| d.1 == 0).count() > 1, "several were heard: {done:?}");
    }
}

both_engines! {
    async fn one_that_does_not_count_is_used_again_and_again(world: World) {
        let app = named(&world);
        let mut key = Authenticator::new(1);
        key.counter = 0;
        let aida = coordinator(&app).await;
        let mut browser = world.signed_in(&aida).await.on(&app);
        let (ceremony, options) = started(&mut browser, &format!("{KEYS}/start")).await;
        let made = key.make(&options);
        key.counter = 0;
        let done = browser.post(KEYS, &[("ceremony", &ceremony), ("credential", &made), ("name", "")]).await;
        assert_eq!(done.location(), "/ky/staff/account?done=passkey");
        for _ in 0..3 {
            assert!(signs_in(&mut half_in(&app, "aida").await, &mut key).await);
        }
    }
}

both_engines! {
    async fn the_last_factor_stays_where_a_role_needs_one_also_for_six_who_remove_at_once(world: World) {
        let app = named(&world);
        let mut keys: Vec<_> = (1..=6).map(Authenticator::new).collect();
        let (aida, mut browser) = with_passkey(&world, &app, &mut keys[0]).await;
        for key in &mut keys[1..] {
            adds(&mut browser, key).await;
        }
        assert_eq!(browser.post("/ky/staff/account/second-factor/remove", &[]).await.location(), "/ky/staff/account?done=factor");
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_totp").await, 0, "six passkeys are left");
        let nodes = [app.clone(), world.second_node().await];
        let hash = sabak::ids::digest(&browser.cookie("sid"));
        let who = service::live(&app, &hash).await.unwrap().unwrap();
        let rows = service::own_factors(&app, &who).await.unwrap().passkeys;
        assert_eq!(rows.len(), 6);
        let mut tries = tokio::task::JoinSet::new();
        for (n, row) in rows.into_iter().enumerate() {
            let (app, who, hash) = (nodes[n % 2].clone(), who.clone(), hash.clone());
            tries.spawn(async move { service::remove_passkey(&app, &who, &hash, row.id).await.is_ok() });
        }
        assert_eq!(tries.join_all().await.into_iter().filter(|ok| *ok).count(), 5);
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_passkey").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'factor.remove'").await, 6);
        let page = browser.get("/ky/staff/account").await.body;
        assert!(!page.contains("/remove\""), "no button that would be refused: {page}");
        // With it alone one comes in, and without JavaScript by a recovery code.
        let to = browser.post("/ky/staff/account/recovery-codes", &[]).await.location();
        let codes = browser.get(&to).await.body;
        let code = codes.split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let mut plain = half_in(&app, "aida").await;
        assert_eq!(plain.post("/ky/staff/sign-in/code", &[("code", &code)]).await.location(), "/ky/staff");

        // Leaving takes it away, and what was asked for it; coming back begins with adding one.
        half_in(&app, "aida").await.post("/ky/staff/passkey/start", &[]).await;
        let boss = everywhere(&app, "boss", Role::Administrator).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_ceremony").await, 1);
        service::disable(&app, &boss, aida.id).await.unwrap();
        for table in ["staff_passkey", "staff_ceremony", "staff_recovery_code"] {
            assert_eq!(world.number(format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }
        service::enable(&app, &boss, aida.id).await.unwrap();
        let mut back = Browser::new(&app);
        let answer = back.post("/ky/staff/sign-in", &[("email", "aida@staff.test"), ("passphrase", PASSPHRASE)]).await;
        assert_eq!(answer.location(), "/ky/staff/account/second-factor");
        // A passkey may be the first: its recovery codes come with it, and nothing else opened before.
        let page = back.get("/ky/staff/account/second-factor").await.body;
        assert!(page.contains(KEYS), "{page}");
        assert!(back.get("/ky/staff").await.location().starts_with("/ky/staff/account/second-factor"));
        assert_eq!(back.get(KEYS).await.status, StatusCode::OK);
        assert_eq!(adds(&mut back, &mut keys[0]).await, "/ky/staff/account/recovery-codes");
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_recovery_code").await, 10);
        assert_eq!(back.get("/ky/staff/account/recovery-codes").await.body.matches("<li><code>").count(), 10);
        assert!(signs_in(&mut half_in(&app, "aida").await, &mut keys[0]).await);
    }
}

both_engines! {
    async fn who_needs_no_factor_may_remove_the_last_and_is_asked_for_the_passphrase_again(world: World) {
        let app = named(&world);
        let nurlan = staff(&app, "nurlan", &[Grant::new(Role::Facilitator, Scope::All)]).await;
        let mut browser = world.signed_in(&nurlan).await.on(&app);
        let mut key = Authenticator::new(3);
        assert_eq!(adds(&mut browser, &mut key).await, "/ky/staff/account/recovery-codes");
        half_in(&app, "nurlan").await;
        let hash = sabak::ids::digest(&browser.cookie("sid"));
        let who = service::live(&app, &hash).await.unwrap().unwrap();
        let id = service::own_factors(&app, &who).await.unwrap().passkeys[0].id;
        browser.post(&format!("{KEYS}/{id}/remove"), &[]).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_recovery_code").await, 0);
        world.signed_in(&nurlan).await;
    }
}

both_engines! {
    async fn the_database_shows_neither_names_nor_keys_and_forgets_what_nobody_answered(world: World) {
        let app = named(&world);
        let mut key = Authenticator::new(0xAB);
        let (_, mut browser) = with_passkey(&world, &app, &mut key).await;
        let mut half = half_in(&app, "aida").await;
        for _ in 0..15 {
            started(&mut half, "/ky/staff/passkey/start").await;
        }
        started(&mut browser, &format!("{KEYS}/start")).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_ceremony").await, 10, "a session does not fill the table");
        let all = everything(&app.db).await;
        for hidden in [NAME, &hex(key.id()), "cred_id", "challenge", "q6urq6ur"] {
            assert!(!all.contains(hidden), "{hidden}");
        }
        let passkeys = "SELECT COUNT(*) FROM staff_passkey";
        assert_eq!(world.number(passkeys).await, 1, "it is there to be seen");
        world.clock.advance(Duration::seconds(301));
        let mut tx = app.db.write().await.unwrap();
        service::sweep(&mut tx, world.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_ceremony").await, 0);
    }
}

both_engines! {
    async fn under_a_bare_address_there_are_no_passkeys_and_codes_still_work(world: World) {
        let app = named(&world);
        let mut key = Authenticator::new(1);
        let (aida, _) = with_passkey(&world, &app, &mut key).await;
        let mut half = half_in(&world.app, "aida").await;
        let page = half.get("/ky/staff/sign-in/code").await.body;
        assert!(!page.contains("data-passkey") && page.contains("name=\"code\""), "{page}");
        for (path, fields) in [
            ("/ky/staff/passkey/start", vec![]),
            (SIGN_IN, vec![("ceremony", "x"), ("credential", "x")]),
        ] {
            assert_eq!(half.post(path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let mut browser = world.signed_in(&aida).await;
        assert_eq!(browser.get(KEYS).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post(&format!("{KEYS}/start"), &[]).await.status, StatusCode::NOT_FOUND);
        let page = browser.get("/ky/staff/account").await.body;
        assert!(page.contains(NAME) && !page.contains(&format!("href=\"{KEYS}\"")), "it can be removed, and none added");
    }
}
