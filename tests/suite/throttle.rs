//! Guessing at sign-in: slow for who guesses, and nobody else notices.

use chrono::Duration;
use sabak::ids::digest;
use sabak::staff::model::Role;
use sabak::staff::service::{self, Attempt, Proof, Proved, SignIn};
use sabak::state::App;

use crate::cast::{PASSPHRASE, coordinator, everywhere, same_page, staff};
use crate::support::both_engines;

const WRONG: &str = "башка сөз айкашы";

async fn attempt(app: &App, email: &str, passphrase: &str, device: Option<&str>) -> SignIn {
    service::sign_in(app, &Attempt { email, passphrase, device, before: None }).await.unwrap()
}

async fn guess(app: &App, email: &str) -> SignIn {
    attempt(app, email, WRONG, None).await
}

both_engines! {
    async fn throttle_is_not_global(world: World) {
        let nurlan = staff(&world.app, "nurlan", &[]).await;
        staff(&world.app, "victim", &[]).await;
        let nodes = [world.app.clone(), world.second_node().await];
        let mut said = Vec::new();
        for n in 0..12 {
            said.push(guess(&nodes[n % 2], "victim@staff.test").await);
        }
        assert_eq!(said.iter().filter(|s| **s == SignIn::Refused).count(), 5, "{said:?}");
        assert_eq!(said.last(), Some(&SignIn::Wait(1)));
        // Neither another account nor one that does not exist is slower for it.
        world.signed_in(&nurlan).await;
        assert_eq!(guess(&world.app, "nobody@staff.test").await, SignIn::Refused);
        assert_eq!(attempt(&world.app, "victim@staff.test", PASSPHRASE, None).await, SignIn::Wait(1), "not even the right one");
        world.clock.advance(Duration::minutes(1));
        assert!(matches!(attempt(&world.app, "victim@staff.test", PASSPHRASE, None).await, SignIn::In(_)), "no lock");
        assert_eq!(guess(&world.app, "victim@staff.test").await, SignIn::Refused, "and the count begins anew");
    }
}

both_engines! {
    async fn who_was_here_before_comes_in_while_somebody_guesses(world: World) {
        let aida = staff(&world.app, "aida", &[]).await;
        let other = staff(&world.app, "other", &[]).await;
        let mut mine = world.signed_in(&aida).await;
        let (mine_before, theirs) = (mine.cookie("dev"), world.signed_in(&other).await.cookie("dev"));
        mine.post("/ky/staff/sign-out", &[]).await;
        assert_eq!(mine.cookie("dev"), mine_before, "signing out does not make it a stranger");
        for _ in 0..8 {
            guess(&world.app, "aida@staff.test").await;
        }
        let right = |device: String| {
            let app = world.app.clone();
            async move { attempt(&app, "aida@staff.test", PASSPHRASE, Some(&device)).await }
        };
        for forged in [String::new(), theirs, "A".repeat(43), mine_before.to_lowercase(), format!("{mine_before}A")] {
            assert!(matches!(right(forged.clone()).await, SignIn::Wait(_)), "{forged}");
        }
        assert!(matches!(right(mine_before.clone()).await, SignIn::In(_)));
        // A browser has a budget too: a stolen one guesses no faster.
        let mut waits = 0;
        for _ in 0..10 {
            let said = attempt(&world.app, "aida@staff.test", WRONG, Some(&mine_before)).await;
            waits += usize::from(matches!(said, SignIn::Wait(_)));
        }
        assert_eq!(waits, 5);
    }
}

both_engines! {
    /// One guess every ten seconds for more than a day.
    async fn of_ten_thousand_guesses_a_hundred_or_so_are_heard(world: World) {
        staff(&world.app, "victim", &[]).await;
        let (mut heard, mut longest) = (0, 0);
        for _ in 0..10_000 {
            match guess(&world.app, "victim@staff.test").await {
                SignIn::Refused => heard += 1,
                SignIn::Wait(minutes) => longest = longest.max(minutes),
                SignIn::In(_) => panic!("guessed"),
            }
            world.clock.advance(Duration::seconds(10));
        }
        assert!((100..130).contains(&heard), "{heard}");
        assert_eq!(longest, 15);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'session.refuse'").await, heard);
        world.clock.advance(Duration::minutes(15));
        assert!(matches!(attempt(&world.app, "victim@staff.test", PASSPHRASE, None).await, SignIn::In(_)));
    }
}

both_engines! {
    async fn guessing_at_many_addresses_is_slowed_for_strangers_alone(world: World) {
        let aida = staff(&world.app, "aida", &[]).await;
        let device = world.signed_in(&aida).await.cookie("dev");
        let mut heard = 0;
        for n in 0..140 {
            heard += usize::from(guess(&world.app, &format!("n{n}@staff.test")).await == SignIn::Refused);
        }
        assert_eq!(heard, 100);
        assert_eq!(attempt(&world.app, "aida@staff.test", PASSPHRASE, None).await, SignIn::Wait(1));
        assert!(matches!(attempt(&world.app, "aida@staff.test", PASSPHRASE, Some(&device)).await, SignIn::In(_)));
        world.clock.advance(Duration::seconds(10));
        assert!(matches!(attempt(&world.app, "aida@staff.test", PASSPHRASE, None).await, SignIn::In(_)));
    }
}

both_engines! {
    /// Whoever has the passphrase must not guess codes by signing in again and again.
    async fn the_right_passphrase_gives_no_new_tries_at_the_code(world: World) {
        coordinator(&world.app).await;
        let (mut heard, mut waited) = (0, 0);
        for _ in 0..20 {
            let SignIn::In(begun) = attempt(&world.app, "aida@staff.test", PASSPHRASE, None).await else {
                waited += 1;
                continue;
            };
            let hash = digest(&begun.token);
            let who = service::live(&world.app, &hash).await.unwrap().unwrap();
            match service::prove(&world.app, &who, &hash, Proof::Code("000000"), None).await.unwrap() {
                Proved::No => heard += 1,
                Proved::Wait(_) => waited += 1,
                Proved::Yes(_) => panic!("guessed"),
            }
        }
        assert_eq!((heard, waited), (5, 15));
    }
}

both_engines! {
    async fn a_throttled_answer_does_not_tell_whether_the_address_is_known(world: World) {
        everywhere(&world.app, "boss", Role::Administrator).await;
        let mut pages = Vec::new();
        for email in ["boss@staff.test", "nope@staff.test"] {
            let mut browser = world.browser();
            let mut last = Vec::new();
            for _ in 0..7 {
                let answer = browser.post("/ky/staff/sign-in", &[("email", email), ("passphrase", WRONG)]).await;
                let page = browser.get(&answer.location()).await;
                let length: usize = answer.headers.iter().map(|(n, v)| n.as_str().len() + v.len()).sum();
                last.push((answer.status, answer.location(), length, page.body.replace(email, "…")));
            }
            pages.push(last);
        }
        for (known, unknown) in pages[0].iter().zip(&pages[1]) {
            assert_eq!((known.0, &known.1, known.2), (unknown.0, &unknown.1, unknown.2));
            assert_eq!(known.3.len(), unknown.3.len());
            same_page(&known.3, &unknown.3);
        }
        assert!(pages[0][6].3 != pages[0][0].3, "the last was slowed");
    }
}
