//! One line a change, none for looking; and the page on which the history is read.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use sabak::audit::service::{By, record, refused, seal_due};
use sabak::registration::service as registration;
use sabak::staff::model::Role;

use crate::cast::{PASSPHRASE, coordinator, everywhere, now, register, texts, training};
use crate::forms::Stage;
use crate::support::{World, both_engines};

/// How many lines of each action there are.
async fn lines(world: &World) -> BTreeMap<String, i64> {
    let mut all = BTreeMap::new();
    for action in texts(&world.app.db, "SELECT action FROM audit").await {
        *all.entry(action).or_default() += 1;
    }
    all
}

/// The actions written since, as often as they were.
async fn since(world: &World, before: &BTreeMap<String, i64>) -> Vec<String> {
    let mut new = Vec::new();
    for (action, n) in lines(world).await {
        let more = n - before.get(&action).copied().unwrap_or_default();
        new.extend((0..more).map(|_| action.clone()));
    }
    new
}

/// What each form of the stage writes when it is sent once, in the stage's order. Where that writes nothing, it changes
/// nothing either: the place is not offered, two passphrases differ, a mark needs a reason, an event is not over.
const WRITES: &[(&str, &str)] = &[
    ("/events/{slug}/register", "registration.create"),
    // One for each of them.
    ("/events/{slug}/register-group", "registration.create registration.create"),
    ("/find", ""),
    ("/my/{token}/offer", ""),
    ("/my/{token}/consent", "consent.grant"),
    ("/my/{token}/language", "registration.language"),
    ("/my/{token}/channel", "registration.channel"),
    ("/my/{token}/testimonial", "testimonial.give"),
    ("/my/{token}/testimonial/{id}/channel", "consent.grant"),
    ("/my/{token}/testimonial/{id}/name", "consent.narrow"),
    ("/my/{token}/testimonial/{id}/withdraw", "testimonial.withdraw"),
    ("/staff/team/invite", "invite.make"),
    ("/staff/events/{slug}/desk", ""),
    ("/staff/events/{slug}/desk/marks", ""),
    ("/staff/events/{slug}/desk/corrections", "attendance.correct"),
    ("/staff/events/{slug}/desk/headcount", "attendance.count"),
    ("/staff/events/{slug}/desk/walk-ins", "walk_in.add"),
    ("/staff/events/{slug}/desk/undo", ""),
    ("/staff/testimonials/{id}/rendition", "rendition.edit"),
    ("/staff/testimonials/{id}/hold", "hold.set"),
    ("/staff/testimonials/{id}/approve", "rendition.approve"),
    ("/staff/testimonials/{id}/lift", "hold.lift"),
    ("/staff/testimonials/{id}/tier", "tier.raise"),
    ("/staff/testimonials/{id}/withdraw", "testimonial.withdraw"),
    ("/staff/events/new", "event.create"),
    ("/staff/events/{slug}/edit/texts", "event.edit"),
    ("/staff/events/{slug}/edit/sessions", "event.edit"),
    ("/staff/events/{slug}/edit/registration", "event.edit"),
    ("/staff/events/{slug}/edit/practical", "event.edit"),
    ("/staff/events/{slug}/copy", "event.create"),
    ("/staff/events/{slug}/series", "event.create"),
    ("/staff/events/{slug}/series/texts", "event.edit"),
    ("/staff/events/{slug}/archive", ""),
    ("/staff/events/{slug}/facilitators", "role.grant"),
    ("/staff/events/{slug}/facilitators/remove", "role.revoke"),
    ("/staff/events/{slug}/publish", "event.publish"),
    ("/staff/events/{slug}/complete", ""),
    ("/staff/events/{slug}/cancel", "event.cancel"),
    ("/staff/messages/{id}/unreached", "message.unreached"),
    ("/staff/messages/{id}/done", "message.done"),
    ("/staff/messages/{id}/skip", "message.skip"),
    ("/staff/events/{slug}/registrations/{id}/channel", "registration.channel"),
    ("/staff/events/{slug}/registrations/{id}/apart", ""),
    ("/staff/events/{slug}/registrations/{id}/withdraw", "registration.withdraw"),
    ("/staff/events/{slug}/selection/criteria", "selection.criteria"),
    ("/staff/events/{slug}/selection/draw", ""),
    ("/staff/events/{slug}/selection/applicants/{id}/score", "selection.score"),
    ("/staff/events/{slug}/selection/applicants/{id}/override", "selection.override"),
    ("/staff/events/{slug}/selection/publish", ""),
    ("/my/{token}/erase", "person.erase"),
    ("/staff/events/{slug}/registrations/{id}/erase", "person.erase"),
    ("/staff/events/{slug}/registrations", ""),
    ("/staff/events/{slug}/views", ""),
    ("/staff/events/{slug}/views/{id}/remove", ""),
    ("/staff/events/{slug}/bulk", ""),
    ("/staff/events/{slug}/bulk/{id}/start", "bulk.start"),
    ("/staff/events/{slug}/bulk/{id}/cancel", ""),
    ("/staff/events/{slug}/export", "registration.export"),
    ("/staff/events/{slug}/import/{id}/mapping", ""),
    ("/staff/events/{slug}/import/{id}/check", ""),
    ("/staff/events/{slug}/import/{id}/start", "import.start"),
    ("/staff/events/{slug}/import/{id}/cancel", "import.cancel"),
    ("/staff/people", ""),
    ("/staff/people/{id}/apart", "person.apart"),
    ("/staff/people/{id}/merge", "person.merge"),
    ("/staff/people/{id}/undo", "person.undo"),
    ("/staff/team/{id}/grant", "role.grant"),
    ("/staff/team/{id}/revoke", "role.revoke"),
    ("/staff/team/{id}/disable", "staff.disable"),
    ("/staff/team/{id}/enable", "staff.enable"),
    ("/staff/team/invites/{id}/cancel", "invite.void"),
    ("/staff/account/language", "staff.language"),
    ("/staff/sign-out", "session.end"),
];

fn is_at(path: &str, route: &str) -> bool {
    let (path, route): (Vec<_>, Vec<_>) = (path.split('/').skip(2).collect(), route.split('/').skip(1).collect());
    path.len() == route.len() && path.iter().zip(&route).all(|(p, r)| r.starts_with('{') || p == r)
}

both_engines! {
    async fn every_form_writes_the_line_of_its_change_once(world: World) {
        let mut stage = Stage::set(&world).await;
        let mut met = 0;
        for form in std::mem::take(&mut stage.forms) {
            let before = lines(&world).await;
            let fields = form.with(&world, "", "");
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            let answer = stage.browser(&form).post(&form.path, &fields).await;
            assert!(!answer.status.is_server_error(), "{}", form.path);
            let written = since(&world, &before).await;
            // A plain word before a pattern: "new" is no slug.
            let known = WRITES.iter().filter(|(route, _)| is_at(&form.path, route)).min_by_key(|(r, _)| r.matches('{').count());
            if let Some((_, expected)) = known {
                met += 1;
                let expected: Vec<&str> = expected.split_whitespace().collect();
                assert_eq!(written, expected, "{} → {}", form.path, answer.location());
            }
            assert!(known.is_some() || written.len() <= 1, "{}: {written:?}", form.path);
        }
        assert!(met >= WRITES.len(), "{met} of {} forms are on the stage", WRITES.len());
    }
}

both_engines! {
    async fn marking_undoing_and_completing_are_a_line_each(world: World) {
        use sabak::attendance::form::{MarkInput, UndoInput};
        let app = &world.app;
        let boss = coordinator(app).await;
        let event = training(app, &boss, 5).await;
        let registration = register(app, &event, 1).await.registration.id;
        world.clock.set(event.starts_at);
        let session = event.sessions[0].id;
        let mark = |status| MarkInput { session, registration, mark_id: app.ids.uuid(), seen: None, status };
        let before = lines(&world).await;
        let first = mark(sabak::attendance::model::Status::Present);
        sabak::attendance::service::mark(app, &boss, &event.slug, &first).await.unwrap();
        assert_eq!(since(&world, &before).await, ["attendance.mark"]);
        // The same tap again, and the same said again: nothing changes.
        sabak::attendance::service::mark(app, &boss, &event.slug, &first).await.unwrap();
        let same = mark(sabak::attendance::model::Status::Present);
        sabak::attendance::service::mark(app, &boss, &event.slug, &same).await.unwrap();
        assert_eq!(since(&world, &before).await, ["attendance.mark"]);
        let before = lines(&world).await;
        let undo = UndoInput { session, mark: first.mark_id, mark_id: app.ids.uuid() };
        sabak::attendance::service::undo(app, &boss, &event.slug, &undo).await.unwrap();
        assert_eq!(since(&world, &before).await, ["attendance.undo"]);
        world.clock.set(event.ends_at + chrono::Duration::hours(1));
        let before = lines(&world).await;
        sabak::events::service::complete(app, &boss, &event.slug).await.unwrap();
        assert_eq!(since(&world, &before).await, ["event.complete"]);
    }
}

both_engines! {
    async fn an_offer_taken_back_given_and_accepted_is_a_line_each(world: World) {
        let boss = coordinator(&world.app).await;
        let event = training(&world.app, &boss, 1).await;
        let first = register(&world.app, &event, 1).await.registration;
        let second = register(&world.app, &event, 2).await.registration;
        let third = register(&world.app, &event, 3).await.registration;
        let before = lines(&world).await;
        registration::withdraw(&world.app, &first).await.unwrap();
        assert_eq!(since(&world, &before).await, ["registration.offer", "registration.withdraw"]);
        let before = lines(&world).await;
        registration::decline_offer(&world.app, &now(&world.app, &second).await).await.unwrap();
        assert_eq!(since(&world, &before).await, ["registration.decline", "registration.offer"]);
        let before = lines(&world).await;
        registration::accept_offer(&world.app, &now(&world.app, &third).await).await.unwrap();
        assert_eq!(since(&world, &before).await, ["registration.accept"]);
    }
}

both_engines! {
    async fn looking_writes_nothing(world: World) {
        let mut stage = Stage::set(&world).await;
        let before = lines(&world).await;
        let (event, link) = (stage.event.slug.clone(), stage.link.clone());
        let mut paths: Vec<String> = stage.forms.iter().map(|f| f.path.clone()).collect();
        paths.extend(["", "/events", "/testimonials", "/staff", "/staff/team", "/staff/audit", "/staff/account", "/staff/testimonials"]
            .map(|p| format!("/ky{p}")));
        paths.extend(["", "/registrations", "/desk", "/desk/sheet", "/attendance"].map(|p| format!("/ky/staff/events/{event}{p}")));
        paths.extend(["", "/testimonial", "/withdraw", "/calendar.ics"].map(|p| format!("/ky/my/{link}{p}")));
        for path in paths {
            for browser in [&mut stage.staff, &mut stage.public] {
                let status = browser.get(&path).await.status;
                assert!(!status.is_server_error(), "{path}: {status}");
            }
        }
        assert_eq!(since(&world, &before).await, Vec::<String>::new());
    }
}

both_engines! {
    async fn coming_and_going_is_a_line_each(world: World) {
        let boss = coordinator(&world.app).await;
        let before = lines(&world).await;
        let mut browser = world.signed_in(&boss).await;
        assert_eq!(since(&world, &before).await, ["factor.accept", "session.start"]);
        let before = lines(&world).await;
        browser.post("/ky/staff/sign-out", &[]).await;
        assert_eq!(since(&world, &before).await, ["session.end"]);
        let before = lines(&world).await;
        let wrong = format!("{PASSPHRASE} эмес");
        browser.post("/ky/staff/sign-in", &[("email", "aida@staff.test"), ("passphrase", &wrong)]).await;
        assert_eq!(since(&world, &before).await, ["session.refuse"]);
    }
}

both_engines! {
    async fn the_page_filters_by_who_what_and_when(world: World) {
        let app = &world.app;
        let boss = everywhere(app, "aida", Role::Auditor).await;
        seal_due(app).await.unwrap();
        let line = async |by: By, action: &str, object: (&str, &str)| {
            let mut tx = app.db.write().await.unwrap();
            record(app, &mut tx, by, action, object, "").await.unwrap();
            tx.commit().await.unwrap();
        };
        line(By::Staff(boss.id), "event.publish", ("event", "e-one")).await;
        world.clock.advance(chrono::Duration::days(2));
        line(By::Participant(None), "registration.create", ("registration", "r-two")).await;
        line(By::System, "registration.lapse", ("registration", "r-three")).await;
        refused(app, By::Staff(boss.id), "event.cancel", ("event", "e-four"), "forbidden").await.unwrap();
        let mut browser = world.signed_in(&boss).await;
        let all = ["e-one", "r-two", "r-three", "e-four"];
        for (query, expected) in [
            (String::new(), &all[..]),
            (format!("who={}", boss.id), &["e-one", "e-four"]),
            ("who=participants".into(), &["r-two"]),
            ("who=system".into(), &["r-three"]),
            ("action=event.publish".into(), &["e-one"]),
            ("kind=registration".into(), &["r-two", "r-three"]),
            ("kind=event&id=e-four".into(), &["e-four"]),
            ("id=e-one".into(), &["e-one"]),
            ("refused=yes".into(), &["e-four"]),
            ("to=2026-11-25".into(), &["e-one"]),
            ("from=2026-11-26&to=2026-11-27".into(), &["r-two", "r-three", "e-four"]),
            ("from=2026-11-28".into(), &[]),
            ("who=system&action=event.publish".into(), &[]),
        ] {
            let page = browser.get(&format!("/en/staff/audit?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
            let found: Vec<_> = all.iter().filter(|id| page.body.contains(&format!("<code>{id}</code>"))).collect();
            assert_eq!(found, expected.iter().collect::<Vec<_>>(), "{query}");
        }
        let page = browser.get("/en/staff/audit?refused=yes").await.body;
        assert!(page.contains(">Refused<") && page.contains("Not in the chain yet") && page.contains("Clear the filters"), "{page}");
        seal_due(app).await.unwrap();
        let page = browser.get("/en/staff/audit?refused=yes").await.body;
        assert!(page.contains("In the chain, link 2"), "{page}");
    }
}

both_engines! {
    async fn a_filter_that_means_nothing_is_said_and_never_an_error(world: World) {
        let boss = everywhere(&world.app, "aida", Role::Auditor).await;
        let mut browser = world.signed_in(&boss).await;
        for query in ["who=x", "action=moon.land", "kind=x", "from=yesterday", "to=2026-02-30", "from=2026-02-02&to=2026-02-01",
            "id=%00", "who=%F0%9F%92%A9", "from=0000-00-00", "to=9999-12-31", "who=a&who=b"] {
            let page = browser.get(&format!("/ky/staff/audit?{query}")).await;
            assert!(page.status == StatusCode::OK || page.status.is_client_error(), "{query}: {}", page.status);
            assert!(page.body.contains("<h1"), "{query}");
        }
        let page = browser.get("/en/staff/audit?from=yesterday").await.body;
        assert!(page.contains("Write the date as 2026-11-25.") && page.contains("value=\"yesterday\""), "{page}");
        assert_eq!(browser.get("/ky/staff/audit?before=x").await.status, StatusCode::NOT_FOUND);
    }
}

both_engines! {
    async fn pages_keep_the_filters(world: World) {
        let app = &world.app;
        let boss = everywhere(app, "aida", Role::Auditor).await;
        let mut browser = world.signed_in(&boss).await;
        let mut tx = app.db.write().await.unwrap();
        for n in 0..120 {
            record(app, &mut tx, By::System, "event.edit", ("event", format!("n{n}")), "").await.unwrap();
            record(app, &mut tx, By::System, "event.publish", ("event", format!("other{n}")), "").await.unwrap();
        }
        tx.commit().await.unwrap();
        let (mut path, mut seen, mut pages) = ("/ky/staff/audit?action=event.edit".to_owned(), 0, 0);
        loop {
            let page = browser.get(&path).await.body;
            assert!(!page.contains("<code>other"), "{path}");
            seen += page.matches("<code>n").count();
            pages += 1;
            let Some(next) = page.split("class=\"pages-older\" href=\"").nth(1).or_else(|| {
                page.split("<a href=\"").find(|part| part.split('>').next().is_some_and(|tag| tag.contains("rel=\"next\"")))
            }) else { break };
            path = next.split('"').next().unwrap().replace("&amp;", "&");
            assert!(path.contains("action=event.edit") && path.contains("before="), "{path}");
        }
        assert_eq!((seen, pages), (120, 3));
    }
}

both_engines! {
    async fn what_staff_is_refused_is_a_line_and_looking_is_none(world: World) {
        let app = &world.app;
        let boss = coordinator(app).await;
        let event = training(app, &boss, 5).await;
        let auditor = everywhere(app, "bermet", Role::Auditor).await;
        let elsewhere = crate::cast::staff(app, "nurlan", &[]).await;
        let mut browser = world.signed_in(&auditor).await;
        let mut stranger = world.signed_in(&elsewhere).await;
        let path = format!("/ky/staff/events/{}/cancel", event.slug);
        assert_eq!(browser.get(&path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE outcome = 'refused'").await, 0);
        assert_eq!(browser.post(&path, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(stranger.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
        let of = |who: uuid::Uuid, reason: &str| format!(
            "SELECT COUNT(*) FROM audit WHERE outcome = 'refused' AND action = 'event.cancel' AND reason = '{reason}'
             AND object_id = '/staff/events/{}/cancel' AND actor_id = {}", event.slug, world.id(who));
        assert_eq!(world.number(of(auditor.id, "forbidden")).await, 1);
        // What does not exist, and what nobody signed in sent, is nobody's refusal.
        browser.post("/ky/staff/events/no-such/cancel", &[]).await;
        world.browser().post(&path, &[]).await;
        assert!(world.number("SELECT COUNT(*) FROM audit WHERE outcome = 'refused'").await <= 2);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'event.cancel' AND outcome = 'done'").await, 0);
    }
}
