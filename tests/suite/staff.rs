//! Coming in, staying in, and being kept out.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::Duration;
use sabak::error::AppError;
use sabak::i18n::Locale;
use sabak::ids::hex;
use sabak::staff::form::JoinInput;
use sabak::staff::model::{Action, Actor, Grant, Place, Role, Scope, Standing};
use sabak::staff::service::{self, Attempt, Invited, Joined, SignIn};
use sabak::state::App;

use crate::cast::{PASSPHRASE, app_secret, coordinator, everything, everywhere, same_page, staff, texts};
use crate::support::both_engines;

fn joiner(n: usize) -> JoinInput {
    JoinInput {
        name: format!("Нурзат {n}").into(),
        email: format!("n{n}@staff.test").into(),
        passphrase: PASSPHRASE.into(),
    }
}

fn token(link: &str) -> String {
    link.rsplit('/').next().unwrap().to_owned()
}

async fn sign_in(app: &App, email: &str, passphrase: &str) -> SignIn {
    service::sign_in(app, &Attempt { email, passphrase, device: None, before: None }).await.unwrap()
}

async fn invited(app: &App, by: &Actor, email: &str, grant: Grant) -> String {
    match service::invite(app, by, Locale::Ky, &email.into(), grant).await.unwrap() {
        Invited::Made { id, .. } => token(&service::invited(app, by, Locale::Ky, id).await.unwrap().1),
        Invited::EmailTaken => panic!("{email} has an account"),
    }
}

both_engines! {
    async fn of_sixteen_who_use_one_link_at_once_one_gets_an_account(world: World) {
        let link = token(&service::first_link(&world.app).await.unwrap().unwrap());
        let nodes = [world.app.clone(), world.second_node().await];
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..16 {
            let (app, link) = (nodes[n % 2].clone(), link.clone());
            tries.spawn(async move { service::join(&app, &link, &joiner(n), Locale::Ky).await });
        }
        let done = tries.join_all().await;
        assert_eq!(done.iter().filter(|d| matches!(d, Ok(Joined::In(_)))).count(), 1);
        assert!(done.iter().all(|d| matches!(d, Ok(Joined::In(_)) | Err(AppError::NotFound))), "{done:?}");
        assert_eq!(world.number("SELECT COUNT(*) FROM staff").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_grant WHERE role = 'administrator'").await, 1);
    }
}

both_engines! {
    async fn the_first_link_is_for_the_time_without_an_administrator(world: World) {
        let old = token(&service::first_link(&world.app).await.unwrap().unwrap());
        let new = token(&service::first_link(&world.app).await.unwrap().unwrap());
        assert_eq!(service::invitation(&world.app, &old).await.err(), Some(AppError::NotFound), "a newer one voids it");
        assert!(service::invitation(&world.app, &new).await.is_ok());
        everywhere(&world.app, "boss", Role::Administrator).await;
        assert_eq!(service::first_link(&world.app).await.unwrap(), None);
        assert_eq!(service::join(&world.app, &new, &joiner(1), Locale::Ky).await, Err(AppError::NotFound));
    }
}

both_engines! {
    async fn an_invitation_ends_with_its_week_and_with_the_next_one(world: World) {
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        let grant = || Grant::new(Role::Moderator, Scope::Region("osh".into()));
        let first = invited(&world.app, &boss, "n1@staff.test", grant()).await;
        let second = invited(&world.app, &boss, "n1@staff.test", grant()).await;
        assert_eq!(service::join(&world.app, &first, &joiner(1), Locale::Ky).await, Err(AppError::NotFound));
        world.clock.advance(Duration::days(7));
        assert_eq!(service::join(&world.app, &second, &joiner(1), Locale::Ky).await, Err(AppError::NotFound));
        let third = invited(&world.app, &boss, "n1@staff.test", grant()).await;
        assert!(matches!(service::join(&world.app, &third, &joiner(1), Locale::Ky).await, Ok(Joined::In(_))));
        let team = service::team(&world.app, &boss).await.unwrap();
        let joined = team.members.iter().find(|m| m.account.email.reveal() == "n1@staff.test").unwrap();
        assert_eq!(joined.grants, [grant()]);
    }
}

both_engines! {
    /// What an invitation says of somebody is for the time in which they can answer it.
    async fn the_key_of_an_invitation_goes_with_its_use_and_when_it_is_taken_back(world: World) {
        let app = &world.app;
        let boss = everywhere(app, "boss", Role::Administrator).await;
        let leaver = everywhere(app, "leaver", Role::Administrator).await;
        let grant = || Grant::new(Role::Auditor, Scope::All);
        let keys = "SELECT COUNT(*) FROM data_key WHERE subject_kind = 'invite'";
        let addresses = "SELECT COUNT(*) FROM staff_invite WHERE email_lookup IS NOT NULL";
        invited(app, &boss, "waits@staff.test", grant()).await;
        let used = invited(app, &boss, "n1@staff.test", grant()).await;
        invited(app, &boss, "replaced@staff.test", grant()).await;
        invited(app, &leaver, "n3@staff.test", grant()).await;
        let first = world.number("SELECT COUNT(*) FROM staff_invite WHERE email IS NULL").await;
        assert_eq!((world.number(keys).await - first, world.number(addresses).await), (4, 4));
        service::join(app, &used, &joiner(1), Locale::Ky).await.unwrap();
        assert_eq!((world.number(keys).await - first, world.number(addresses).await), (3, 3), "used");
        invited(app, &boss, "replaced@staff.test", grant()).await;
        assert_eq!((world.number(keys).await - first, world.number(addresses).await), (3, 3), "replaced by another");
        let open = service::team(app, &boss).await.unwrap().invites;
        let replaced = open.iter().find(|i| i.email.as_ref().is_some_and(|e| e.reveal() == "replaced@staff.test")).unwrap();
        service::cancel_invite(app, &boss, replaced.id).await.unwrap();
        assert_eq!((world.number(keys).await - first, world.number(addresses).await), (2, 2), "revoked");
        service::disable(app, &boss, leaver.id).await.unwrap();
        assert_eq!((world.number(keys).await - first, world.number(addresses).await), (1, 1), "who invited left");
        let left = service::team(app, &boss).await.unwrap().invites;
        assert!(left.len() == 1 && left[0].email.as_ref().is_some_and(|e| e.reveal() == "waits@staff.test"), "who may still answer is known");
    }
}

both_engines! {
    async fn signing_in_does_not_tell_whether_the_address_is_known(world: World) {
        let aida = coordinator(&world.app).await;
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        staff(&world.app, "gone", &[]).await;
        let gone = service::team(&world.app, &boss).await.unwrap();
        let gone = gone.members.iter().find(|m| m.account.name.reveal() == "gone").unwrap().account.id;
        service::disable(&world.app, &boss, gone).await.unwrap();
        let mut first = None;
        for (email, passphrase) in
            [("aida@staff.test", "башка сөз айкашы"), ("nobody@staff.test", PASSPHRASE), ("gone@staff.test", PASSPHRASE)]
        {
            let mut browser = world.browser();
            let answer = browser.post("/ky/staff/sign-in", &[("email", email), ("passphrase", passphrase)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            let page = browser.get(&answer.location()).await;
            assert!(!page.body.contains(passphrase));
            let body = page.body.replace(email, "…");
            let (at, like) = first.get_or_insert_with(|| (answer.location(), body.clone()));
            assert_eq!(answer.location(), *at);
            same_page(like, &body);
        }
        let refused = texts(&world.app.db, "SELECT object_id FROM audit WHERE action = 'session.refuse'").await;
        let refused: BTreeSet<String> = refused.into_iter().collect();
        assert_eq!(refused, [aida.id.to_string(), String::new(), gone.to_string()].into());
        assert_eq!(world.number("SELECT COUNT(*) FROM staff_session").await, 0);
    }
}

both_engines! {
    async fn a_session_ends_after_half_an_hour_unused_and_after_half_a_day_however_busy(world: World) {
        let aida = coordinator(&world.app).await;
        let mut idle = world.signed_in(&aida).await;
        world.clock.advance(Duration::minutes(29));
        assert_eq!(idle.get("/ky/staff").await.status, StatusCode::OK);
        world.clock.advance(Duration::minutes(29));
        assert_eq!(idle.get("/ky/staff").await.status, StatusCode::OK, "it was used meanwhile");
        world.clock.advance(Duration::minutes(30));
        assert_eq!(idle.get("/ky/staff").await.location(), "/ky/staff/sign-in");
        let mut busy = world.signed_in(&aida).await;
        for _ in 0..35 {
            world.clock.advance(Duration::minutes(20));
            assert_eq!(busy.get("/ky/staff").await.status, StatusCode::OK);
        }
        world.confirms(&mut busy).await;
        world.clock.advance(Duration::minutes(20));
        assert!(busy.get("/ky/staff").await.location() == "/ky/staff/sign-in", "a proof does not lengthen it");
    }
}

both_engines! {
    async fn signing_out_ends_the_session_also_for_who_copied_the_cookie(world: World) {
        let aida = coordinator(&world.app).await;
        let mut browser = world.signed_in(&aida).await;
        let mut copy = browser.clone();
        let mut other = world.signed_in(&aida).await;
        let answer = browser.post("/ky/staff/sign-out", &[]).await;
        assert_eq!(answer.location(), "/ky/staff/sign-in");
        assert!(copy.get("/ky/staff").await.location().starts_with("/ky/staff/sign-in"));
        assert_eq!(other.get("/ky/staff").await.status, StatusCode::OK, "another device stays signed in");
    }
}

both_engines! {
    async fn a_disabled_account_loses_its_sessions_for_good(world: World) {
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        let aida = coordinator(&world.app).await;
        let mut browser = world.signed_in(&aida).await;
        invited(&world.app, &Actor { grants: boss.grants.clone(), ..aida.clone() }, "n1@staff.test", Grant::new(Role::Auditor, Scope::All)).await;
        let left = "SELECT (SELECT COUNT(*) FROM staff_session) + (SELECT COUNT(*) FROM staff_totp) * 10
            + (SELECT COUNT(*) FROM staff_invite WHERE email_lookup IS NOT NULL) * 100";
        assert_eq!(world.number(left).await, 121, "a session, two apps, an invitation");
        service::disable(&world.app, &boss, aida.id).await.unwrap();
        assert_eq!(world.number(left).await, 10, "the administrator's app");
        assert!(browser.get("/ky/staff").await.location().starts_with("/ky/staff/sign-in"));
        service::enable(&world.app, &boss, aida.id).await.unwrap();
        assert!(browser.get("/ky/staff").await.location().starts_with("/ky/staff/sign-in"));
        let SignIn::In(begun) = sign_in(&world.app, "aida@staff.test", PASSPHRASE).await else { panic!("kept out") };
        assert_eq!(begun.standing, Standing::Enrol, "the second factor went too");
    }
}

both_engines! {
    async fn the_first_factor_is_bound_by_who_has_just_signed_in(world: World) {
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        let faina = everywhere(&world.app, "faina", Role::Facilitator).await;
        let aida = coordinator(&world.app).await;
        let (mut without, mut with) = (world.signed_in(&faina).await, world.signed_in(&aida).await);
        let grant = |role| Grant::new(role, Scope::All);
        service::grant(&world.app, &boss, faina.id, grant(Role::Auditor)).await.unwrap();
        without.get("/ky/staff/account").await;
        assert_eq!(without.get("/ky/staff/account").await.status, StatusCode::OK, "a role that needs none");
        for who in [&faina, &aida] {
            service::grant(&world.app, &boss, who.id, grant(Role::Moderator)).await.unwrap();
        }
        assert!(without.get("/ky/staff/account").await.location().starts_with("/ky/staff/sign-in"));
        with.get("/ky/staff/account").await;
        assert_eq!(with.get("/ky/staff/account").await.status, StatusCode::OK, "who has a factor stays");
    }
}

both_engines! {
    async fn who_may_invite_no_more_leaves_no_invitation(world: World) {
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        let other = everywhere(&world.app, "other", Role::Administrator).await;
        let open = "SELECT COUNT(*) FROM staff_invite WHERE email_lookup IS NOT NULL";
        invited(&world.app, &other, "n1@staff.test", Grant::new(Role::Administrator, Scope::All)).await;
        invited(&world.app, &boss, "n2@staff.test", Grant::new(Role::Auditor, Scope::All)).await;
        assert_eq!(world.number(open).await, 2);
        service::revoke(&world.app, &boss, other.id, Grant::new(Role::Administrator, Scope::All)).await.unwrap();
        assert_eq!(world.number(open).await, 1, "the other one's");
    }
}

both_engines! {
    async fn a_new_passphrase_ends_the_other_sessions(world: World) {
        let aida = coordinator(&world.app).await;
        let mut here = world.signed_in(&aida).await;
        let mut there = world.signed_in(&aida).await;
        let new = "көл жээги кеч күүгүм";
        let fields = [("passphrase_now", PASSPHRASE), ("passphrase", new), ("passphrase_again", new)];
        let answer = here.post("/ky/staff/account/passphrase", &fields).await;
        assert_eq!(answer.location(), "/ky/staff/account?done=passphrase");
        assert_eq!(here.get("/ky/staff").await.status, StatusCode::OK);
        assert!(there.get("/ky/staff").await.location().starts_with("/ky/staff/sign-in"));
        assert_eq!(sign_in(&world.app, "aida@staff.test", PASSPHRASE).await, SignIn::Refused);
        assert!(matches!(sign_in(&world.app, "AIDA@staff.test ", new).await, SignIn::In(_)));
    }
}

both_engines! {
    async fn the_last_administrator_stays(world: World) {
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        let second = everywhere(&world.app, "second", Role::Administrator).await;
        let role = || Grant::new(Role::Administrator, Scope::All);
        assert_eq!(service::disable(&world.app, &boss, boss.id).await, Err(AppError::Forbidden));
        assert_eq!(service::revoke(&world.app, &boss, boss.id, role()).await, Err(AppError::Forbidden));
        // Each removes the other at the same moment: one is left.
        let node = world.second_node().await;
        let (a, b) = tokio::join!(
            service::disable(&world.app, &boss, second.id),
            service::revoke(&node, &second, boss.id, role()),
        );
        let refused = [a, b].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert_eq!(refused, [AppError::Conflict("staff-error-last-administrator")]);
        let left = "SELECT COUNT(*) FROM staff s JOIN staff_grant g ON g.staff_id = s.id
            WHERE s.disabled_at IS NULL AND g.revoked_at IS NULL AND g.role = 'administrator'";
        assert_eq!(world.number(left).await, 1);
    }
}

both_engines! {
    async fn nobody_gives_more_than_they_have(world: World) {
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        let osh = staff(&world.app, "osh", &[Grant::new(Role::Administrator, Scope::Region("osh".into()))]).await;
        let aida = coordinator(&world.app).await;
        let grant = |app: App, by: Actor, to, scope| async move {
            service::grant(&app, &by, to, Grant::new(Role::Moderator, scope)).await
        };
        let (app, region) = (&world.app, |r: &str| Scope::Region(r.into()));
        assert_eq!(grant(app.clone(), osh.clone(), aida.id, region("osh")).await, Ok(()));
        assert_eq!(grant(app.clone(), osh.clone(), aida.id, region("chuy")).await, Err(AppError::NotFound));
        assert_eq!(grant(app.clone(), osh.clone(), aida.id, Scope::All).await, Err(AppError::NotFound));
        assert_eq!(grant(app.clone(), aida.clone(), osh.id, region("osh")).await, Err(AppError::Forbidden));
        assert_eq!(grant(app.clone(), boss.clone(), boss.id, Scope::All).await, Err(AppError::Forbidden));
        assert_eq!(grant(app.clone(), boss.clone(), aida.id, region("atlantis")).await, Err(AppError::NotFound));
        assert!(!aida.can(Action::TeamInvite, &Place::everywhere(), sabak::staff::model::Of::Other));
    }
}

both_engines! {
    async fn pages_of_others_work_are_refused(world: World) {
        let moderator = everywhere(&world.app, "begimai", Role::Moderator).await;
        let mut browser = world.signed_in(&moderator).await;
        for (path, status) in [
            ("/ky/staff", StatusCode::OK),
            ("/ky/staff/testimonials", StatusCode::OK),
            ("/ky/staff/team", StatusCode::FORBIDDEN),
            ("/ky/staff/team/invite", StatusCode::FORBIDDEN),
            ("/ky/staff/audit", StatusCode::FORBIDDEN),
            ("/ky/staff/events/no-such-event", StatusCode::NOT_FOUND),
            ("/ky/staff/events/new", StatusCode::FORBIDDEN),
            ("/ky/staff/team/00000000-0000-0000-0000-000000000000", StatusCode::NOT_FOUND),
            ("/ky/staff/team/not-an-id", StatusCode::NOT_FOUND),
        ] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.body.contains("page-staff") && answer.body.contains("/ky/staff/sign-out"), "{path}");
        }
        let unsigned = world.browser().get("/ky/staff/nowhere").await;
        assert_eq!(unsigned.status, StatusCode::NOT_FOUND);
        assert!(!unsigned.body.contains("page-staff"), "the staff's frame is for the staff");
        let mut nobody = world.browser();
        for path in ["/ky/staff", "/ky/staff/team", "/ky/staff/events", "/ky/staff/testimonials", "/ky/staff/audit"] {
            let answer = nobody.get(path).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            assert!(answer.location().starts_with("/ky/staff/sign-in"), "{path}");
        }
    }
}

both_engines! {
    async fn the_database_holds_no_token_and_no_passphrase(world: World) {
        let boss = everywhere(&world.app, "boss", Role::Administrator).await;
        let mut tx = world.app.db.write().await.unwrap();
        let (email, name) = ("chopa@staff.test".into(), "Чолпон Үлгү".into());
        service::create_account(&world.app, &mut tx, &email, &name, "$argon2id$", Locale::Ky, &[]).await.unwrap();
        tx.commit().await.unwrap();
        let link = invited(&world.app, &boss, "n1@staff.test", Grant::new(Role::Auditor, Scope::All)).await;
        let SignIn::In(session) = sign_in(&world.app, "boss@staff.test", PASSPHRASE).await else { panic!("kept out") };
        let mut browser = world.browser();
        browser.post("/ky/staff/sign-in", &[("email", "boss@staff.test"), ("passphrase", "жазылбас сөз 123")]).await;
        let kept = everything(&world.app.db).await;
        assert!(kept.contains("administrator"), "the sweep sees what is there");
        let people = ["chopa@staff.test", "n1@staff.test", "Чолпон Үлгү"];
        for secret in [link.as_str(), &session.token, app_secret().reveal(), PASSPHRASE, "жазылбас сөз 123"].iter().chain(&people) {
            let (as_text, as_bytes) = (kept.contains(secret), kept.contains(&hex(secret.as_bytes())));
            assert!(!as_text && !as_bytes, "{secret}");
        }
    }
}
