//! What no form of ours sends, what somebody sends on purpose, and what they must not get for it: a clear message or a
//! plain refusal, never a 500, never markup of theirs, never anything of another person.

use axum::http::{Method, StatusCode};
use sabak::events::form as event;
use sabak::i18n::Locale;
use sabak::ids::hex;
use sabak::staff::model::Role;
use sabak::staff::service as team;
use sabak::testimonials::model::HoldReason;
use sabak::testimonials::service as testimonials;
use uuid::Uuid;

use crate::cast::{everywhere, send};
use crate::forms::{CANARY, Stage};
use crate::support::{Answer, Browser, both_engines, start};

/// Breaks out of a text area, a title, an attribute and a comment, where any of them is not escaped.
const HOSTILE: &str = "\"'></textarea></title><script>alert(1)</script><!>";

/// Sends a form and goes where the answer leads; gives both. Neither may be a 5xx.
async fn sent(browser: &mut Browser, path: &str, fields: &[(String, String)]) -> (Answer, Answer) {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let answer = browser.post(path, &pairs).await;
    assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
    let to = answer.location();
    let page =
        if to.is_empty() { browser.get("/healthz").await } else { browser.get(to.split('#').next().unwrap()).await };
    assert!(!page.status.is_server_error(), "{path} to {to}: {}", page.status);
    (answer, page)
}

fn harmless(what: &str, body: &str) {
    // Quotes need no escape in texts and in JSON, but within an attribute this would end it.
    for raw in ["<script>alert", "</textarea></title>", "<!>", "=\"\"'", "='\"'"] {
        assert!(!body.contains(raw), "{what}: {raw} in {body}");
    }
}

both_engines! {
    async fn every_route_that_takes_a_form_is_on_the_stage(world: World) {
        let forms = Stage::set(&world).await.forms;
        let table = include_str!("../../src/app.rs");
        let routes: Vec<_> = table.split(".route(").skip(1).filter(|line| line.contains("post(")).collect();
        assert!(routes.len() > 30, "the table is read: {}", routes.len());
        for route in routes {
            let route = route.split('"').nth(1).unwrap();
            let is_of = |form: &crate::forms::Form| {
                let (path, route): (Vec<_>, Vec<_>) = (form.path.split('/').collect(), route.split('/').collect());
                path.len() == route.len() && path.iter().zip(&route).all(|(p, r)| r.starts_with('{') || p == r)
            };
            assert!(forms.iter().any(is_of), "no case sends anything to {route}; add its form to forms or staff_forms");
        }
    }
}

both_engines! {
    async fn what_no_form_sends_is_plainly_refused(world: World) {
        let mut stage = Stage::set(&world).await;
        let post = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        let foreign = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
        let json = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
        for form in std::mem::take(&mut stage.forms) {
            let field = form.fields.first().map_or("x", |(name, _)| name.as_str());
            let name = |value: &str| format!("{field}={value}").into_bytes();
            let mut raw = name("");
            raw.extend([0xC3, 0x28]);
            let cases = [
                ("not UTF-8", name("%FF%FE"), post, StatusCode::BAD_REQUEST),
                ("raw bytes", raw, post, StatusCode::BAD_REQUEST),
                ("null", name("%00"), post, StatusCode::BAD_REQUEST),
                ("unknown field", b"is_admin=1".to_vec(), post, StatusCode::BAD_REQUEST),
                ("too many fields", [field, "=&"].concat().repeat(2001).into_bytes(), post, StatusCode::BAD_REQUEST),
                ("a million characters", name(&"a".repeat(1_000_000)), post, StatusCode::PAYLOAD_TOO_LARGE),
                ("from elsewhere", Vec::new(), foreign, StatusCode::FORBIDDEN),
                ("JSON", b"{}".to_vec(), json, StatusCode::BAD_REQUEST),
            ];
            for (what, body, headers, status) in cases {
                // Where files are sent, a form of another kind is refused before its length is of interest.
                let files = form.path.ends_with("/import");
                let status = if files && status == StatusCode::PAYLOAD_TOO_LARGE { StatusCode::BAD_REQUEST } else { status };
                let answer = stage.browser(&form).send(Method::POST, &form.path, Some(body), &headers).await;
                assert_eq!(answer.status, status, "{}: {what}", form.path);
                assert!(answer.body.contains("<h1") && answer.body.contains("lang=\"ky\""), "{}: {what}", form.path);
                assert!(!answer.body.contains(CANARY), "{}: {what}", form.path);
            }
            let empty = stage.browser(&form).post(&form.path, &[]).await;
            assert!(empty.status.is_redirection() || empty.status.is_client_error(), "{}: nothing at all", form.path);
        }
    }
}

both_engines! {
    async fn each_text_has_a_limit_and_says_so(world: World) {
        let mut stage = Stage::set(&world).await;
        for form in std::mem::take(&mut stage.forms) {
            for (name, max) in form.texts.clone() {
                let refusal = Locale::Ky.ta("ui-error-too-long", &[("max", sabak::i18n::arg(max.to_string()))]);
                for (length, refused) in [(max, false), (max + 1, true), (max + 5_000, true)] {
                    let fields = form.with(&world, &name, &"ө".repeat(length));
                    let (answer, page) = sent(stage.browser(&form), &form.path, &fields).await;
                    assert_eq!(page.body.contains(&refusal), refused, "{} {name} of {length}: {}", form.path, answer.location());
                }
            }
        }
    }
}

both_engines! {
    async fn markup_stays_text_wherever_it_is_shown(world: World) {
        let mut stage = Stage::set(&world).await;
        for form in std::mem::take(&mut stage.forms) {
            let names = form.fields.iter().map(|(n, _)| n.as_str()).chain(form.texts.iter().map(|(n, _)| n.as_str()));
            let names: std::collections::BTreeSet<_> = names.collect();
            for name in names {
                let fields = form.with(&world, name, HOSTILE);
                let (answer, page) = sent(stage.browser(&form), &form.path, &fields).await;
                // A file that is saved is no page.
                if answer.headers.get("content-type").is_none_or(|kind| kind != "text/csv; charset=utf-8") {
                    harmless(&format!("{} {name}", form.path), &answer.body);
                }
                harmless(&format!("{} {name}, next page", form.path), &page.body);
                assert!(form.signed_in || !page.body.contains(CANARY), "{} {name}", form.path);
            }
        }
        for (section, mut edit) in [
            ("texts", event::texts::filled(&stage.other)), ("sessions", event::sessions::filled(&stage.other)),
        ] {
            for l in Locale::ALL {
                for (part, ..) in event::TEXT_PARTS.into_iter().filter(|_| section == "texts") {
                    edit.set(&event::text_field(part, l), HOSTILE);
                }
                if section == "sessions" {
                    edit.set(&event::session_field(0, &event::text_field("title", l)), HOSTILE);
                }
            }
            let now = sabak::events::service::by_id(&world.app, stage.other.id).await.unwrap();
            edit.set("version", now.version.to_string());
            edit.set("told", "yes");
            let saved = send(&mut stage.staff, &format!("/ky/staff/events/{}/edit/{section}", stage.other.slug), &edit).await;
            assert!(saved.location().ends_with("done=saved"), "{section}: {}", saved.location());
        }
        // By now it stands in names, notes, walk-ins, renditions, holds and the event itself.
        let (event, other, link) = (&stage.event.slug, &stage.other.slug, &stage.link);
        for path in [
            "/ky".into(), "/ky/events".into(), format!("/ky/events/{other}"), format!("/en/events/{other}/register"),
            format!("/ky/my/{link}"), format!("/ky/my/{link}/testimonial"), "/ky/testimonials".into(),
            "/ky/staff".into(), "/ky/staff/events".into(), format!("/ky/staff/events/{other}"),
            format!("/ky/staff/events/{other}/edit/texts"), format!("/ky/staff/events/{other}/edit/sessions"),
            format!("/ky/staff/events/{other}/preview"), format!("/ky/staff/events/{other}/copy"),
            format!("/ky/staff/events/{other}/series"), format!("/ky/staff/events/{other}/registrations"),
            format!("/ky/staff/events/{other}/desk"), format!("/ky/staff/events/{event}/desk"),
            format!("/ky/staff/events/{event}/desk/sheet"), format!("/ky/staff/events/{event}/attendance"),
            "/ky/staff/testimonials".into(), format!("/ky/staff/testimonials/{}", stage.theirs), "/ky/staff/team".into(),
            "/ky/staff/audit".into(),
        ] {
            let path: String = path;
            let page = stage.staff.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            harmless(&path, &page.body);
        }
        let shown = stage.public.get(&format!("/ky/events/{other}")).await.body;
        assert!(shown.contains("&lt;/textarea&gt;") && shown.contains("alert(1)"), "as text it is there: {shown}");
    }
}

both_engines! {
    async fn ids_of_others_and_of_nothing_open_nothing(world: World) {
        let mut stage = Stage::set(&world).await;
        let before = world.number("SELECT COUNT(*) FROM audit WHERE outcome = 'done'").await;
        let (theirs, nothing) = (stage.theirs.to_string(), Uuid::from_u128(7).to_string());
        let foreign = stage.other.sessions[0].id.to_string();
        for form in std::mem::take(&mut stage.forms) {
            for name in ["session", "registration", "mark", "hold", "sha256", "staff"] {
                if !form.fields.iter().any(|(n, _)| n == name) {
                    continue;
                }
                for id in [foreign.as_str(), &theirs, &nothing, "1", "' OR 1=1 --", "../../etc/passwd"] {
                    let answer = sent(stage.browser(&form), &form.path, &form.with(&world, name, id)).await.0;
                    // A hold that is not there may have been lifted a moment ago.
                    let lifted = name == "hold" && answer.status == StatusCode::CONFLICT;
                    let refused = lifted || [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST].contains(&answer.status);
                    assert!(refused, "{} {name}={id}: {}", form.path, answer.status);
                }
            }
        }
        let link = stage.link.clone();
        for id in [theirs.as_str(), &nothing, "1", "%27%3B--"] {
            for (rest, fields) in [
                ("withdraw", vec![]), ("channel", vec![("channel", "press"), ("on", "yes")]),
                ("name", vec![("attribution", "anonymous")]),
            ] {
                let answer = stage.public.post(&format!("/ky/my/{link}/testimonial/{id}/{rest}"), &fields).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}/{rest}");
                assert!(!answer.body.contains(CANARY));
            }
            assert_eq!(stage.public.get(&format!("/ky/my/{link}/testimonial/{id}")).await.status, StatusCode::NOT_FOUND, "{id}");
        }
        for (path, status) in [
            (format!("/ky/staff/testimonials/{nothing}"), StatusCode::NOT_FOUND),
            (format!("/ky/staff/events/{}/registrations/{nothing}", stage.event.slug), StatusCode::NOT_FOUND),
            (format!("/ky/staff/team/{theirs}"), StatusCode::NOT_FOUND),
            ("/ky/events/%00".into(), StatusCode::NOT_FOUND),
            ("/ky/staff/events/%00".into(), StatusCode::NOT_FOUND),
            ("/c/%00".into(), StatusCode::NOT_FOUND),
            ("/ky/events?after=%00".into(), StatusCode::NOT_FOUND),
            ("/ky/testimonials?event=%00".into(), StatusCode::NOT_FOUND),
            ("/ky/testimonials?region=%00".into(), StatusCode::NOT_FOUND),
            ("/ky/events?region=%00".into(), StatusCode::NOT_FOUND),
            ("/ky/staff/testimonials?region=%00".into(), StatusCode::NOT_FOUND),
            (format!("/ky/events?after={nothing}"), StatusCode::NOT_FOUND),
            ("/ky/events?month=9999-99&region=%27&language=xx&open=2".into(), StatusCode::OK),
            ("/ky/testimonials?before=x&region=%3Cscript%3E".into(), StatusCode::OK),
            (format!("/ky/staff/events/{}/desk?session={foreign}", stage.event.slug), StatusCode::NOT_FOUND),
        ] {
            assert_eq!(stage.staff.get(&path).await.status, status, "{path}");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE outcome = 'done'").await, before, "nothing was done");
    }
}

both_engines! {
    async fn forms_of_the_signed_out_and_the_disallowed_change_nothing(world: World) {
        let mut stage = Stage::set(&world).await;
        let auditor = everywhere(&world.app, "auditor", Role::Auditor).await;
        let mut auditor = world.signed_in(&auditor).await;
        let mut expired = stage.staff.clone();
        let acts = "SELECT (SELECT COUNT(*) FROM mark) + (SELECT COUNT(*) FROM rendition) + (SELECT COUNT(*) FROM headcount)
            + (SELECT COUNT(*) FROM registration) + (SELECT COUNT(*) FROM staff_invite)";
        let before = world.number(acts).await;
        let forms: Vec<_> = std::mem::take(&mut stage.forms).into_iter().filter(|f| f.signed_in).collect();
        for form in &forms {
            let fields = form.with(&world, "", "");
            let answer = sent(&mut stage.public, &form.path, &fields).await.0;
            assert_eq!(answer.location(), "/ky/staff/sign-in", "{}", form.path);
            if !form.every_role {
                let answer = sent(&mut auditor, &form.path, &fields).await.0;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", form.path);
            }
        }
        world.clock.advance(chrono::Duration::days(8));
        for form in &forms {
            let answer = sent(&mut expired, &form.path, &form.with(&world, "", "")).await.0;
            assert_eq!(answer.location(), "/ky/staff/sign-in", "{}", form.path);
        }
        assert_eq!(world.number(acts).await, before);
    }
}

both_engines! {
    async fn what_was_typed_is_shown_once_and_to_nobody_else(world: World) {
        let stage = Stage::set(&world).await;
        let path = format!("/ky/events/{}/register", stage.other.slug);
        let submission = world.app.ids.uuid().to_string();
        let fields = [("submission_id", submission.as_str()), ("full_name", CANARY), ("phone", "0700")];
        let mut browser = world.browser();
        assert_eq!(browser.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
        let mut thief = browser.clone();
        assert!(!thief.get("/ky/find").await.body.contains(CANARY), "another form");
        assert!(!browser.get(&path).await.body.contains(CANARY), "was read away");
        assert_eq!(browser.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
        world.clock.advance(chrono::Duration::minutes(11));
        assert!(!browser.get(&path).await.body.contains(CANARY), "too late");
        assert_eq!(browser.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
        let mut copy = browser.clone();
        assert!(browser.get(&path).await.body.contains(CANARY));
        assert!(!copy.get(&path).await.body.contains(CANARY), "once");
        world.clock.set(start());
    }
}

both_engines! {
    async fn choices_that_no_page_offers_change_nothing(world: World) {
        let app = &world.app;
        let mut stage = Stage::set(&world).await;
        let other = everywhere(app, "begimai", Role::Moderator).await;
        let gone = everywhere(app, "ketken", Role::Moderator).await;
        team::disable(app, &stage.boss, gone.id).await.unwrap();
        let mine = |rest: &str| stage.forms.iter().find(|f| f.path.ends_with(rest)).unwrap().path.clone();
        let (lift, tier, approve) = (mine("/lift"), mine("/tier"), mine("/approve"));
        let held = stage.forms.iter().find(|f| f.path == lift).unwrap().fields[0].1.clone();
        testimonials::hold(app, &stage.boss, stage.theirs, HoldReason::Safety, &"".into()).await.unwrap();
        let theirs = testimonials::item(app, &stage.boss, stage.theirs).await.unwrap().holds[0].id.to_string();
        let member = |id: Uuid, act: &str| format!("/ky/staff/team/{id}/{act}");
        let (boss, nobody, theirs_item) = (stage.boss.id, Uuid::from_u128(7), format!("/ky/staff/testimonials/{}/lift", stage.theirs));
        let role = |role: &str, scope: &str| vec![("role", role.to_owned()), ("scope", scope.to_owned())];
        let one = |name: &'static str, value: &str| vec![(name, value.to_owned())];
        let passphrase = |now: &str, new: &str, again: &str| {
            vec![("passphrase_now", now.to_owned()), ("passphrase", new.to_owned()), ("passphrase_again", again.to_owned())]
        };
        let (right, new, long) = (crate::cast::PASSPHRASE, "көл жээги кеч күүгүм", "ң".repeat(129));
        let account = |rest: &str| format!("/ky/staff/account/{rest}");
        let (bad, gone_back) = (StatusCode::BAD_REQUEST, StatusCode::SEE_OTHER);
        let cases = [
            (tier.clone(), one("tier", "R3"), bad),
            (tier.clone(), one("tier", "r2"), bad),
            (tier.clone(), one("tier", "R0"), StatusCode::CONFLICT),
            (tier.clone(), one("tier", "R1"), StatusCode::CONFLICT),
            (lift.clone(), one("hold", &theirs), StatusCode::CONFLICT),
            (lift.clone(), one("hold", &nobody.to_string()), StatusCode::CONFLICT),
            (theirs_item, one("hold", &theirs), StatusCode::FORBIDDEN),
            (approve.clone(), one("sha256", &"0".repeat(64)), StatusCode::NOT_FOUND),
            (approve.clone(), one("sha256", &"0".repeat(66)), bad),
            (member(other.id, "grant"), role("root", "all"), gone_back),
            (member(other.id, "grant"), role("", ""), gone_back),
            (member(other.id, "grant"), role("auditor", "region:"), gone_back),
            (member(other.id, "grant"), role("auditor", "all:x"), gone_back),
            (member(other.id, "grant"), role("auditor", "region:atlantis"), StatusCode::NOT_FOUND),
            (member(other.id, "grant"), role("auditor", &format!("event:{nobody}")), StatusCode::NOT_FOUND),
            (member(boss, "grant"), role("auditor", "all"), StatusCode::FORBIDDEN),
            (member(gone.id, "grant"), role("auditor", "all"), StatusCode::CONFLICT),
            (member(nobody, "grant"), role("auditor", "all"), StatusCode::NOT_FOUND),
            (member(other.id, "revoke"), role("root", "all"), bad),
            (member(other.id, "revoke"), role("moderator", ""), bad),
            (member(other.id, "revoke"), role("moderator", "region:atlantis"), StatusCode::NOT_FOUND),
            (member(other.id, "revoke"), role("auditor", "all"), gone_back),
            (member(boss, "revoke"), role("coordinator", "all"), StatusCode::FORBIDDEN),
            (member(nobody, "revoke"), role("moderator", "all"), StatusCode::NOT_FOUND),
            (member(nobody, "disable"), vec![], StatusCode::NOT_FOUND),
            (member(nobody, "enable"), vec![], StatusCode::NOT_FOUND),
            (member(boss, "disable"), vec![], StatusCode::FORBIDDEN),
            (account("passphrase"), passphrase("башка сөз айкашы", new, new), gone_back),
            (account("passphrase"), passphrase("", new, new), gone_back),
            (account("passphrase"), passphrase(right, "он эки тамг", "он эки тамг"), gone_back),
            (account("passphrase"), passphrase(right, &long, &long), gone_back),
            (account("passphrase"), passphrase(right, new, "көл жээги"), gone_back),
            (account("language"), one("locale", "kk"), bad),
            (account("language"), one("locale", ""), bad),
            (account("sessions"), one("session", "zz"), bad),
        ];
        let kept = "SELECT (SELECT COUNT(*) FROM staff_grant WHERE revoked_at IS NULL) * 10000
            + (SELECT COUNT(*) FROM staff WHERE disabled_at IS NOT NULL) * 1000
            + (SELECT COUNT(*) FROM hold WHERE lifted_at IS NULL) * 100
            + (SELECT COUNT(*) FROM testimonial WHERE tier = 'R2') * 10 + (SELECT COUNT(*) FROM approval)";
        let before = world.number(kept).await;
        for (path, fields, status) in cases {
            let fields: Vec<_> = fields.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
            let (answer, page) = sent(&mut stage.staff, &path, &fields).await;
            assert_eq!(answer.status, status, "{path} {fields:?}");
            for secret in [right, new, &long] {
                assert!(!answer.body.contains(secret) && !page.body.contains(secret), "{path}: a passphrase is shown");
            }
            let is_error = answer.location().ends_with("#errors");
            assert_eq!(page.body.contains("id=\"errors\""), is_error, "{path} {fields:?}");
            let heading_first = page.body.find("</h1>") < page.body.find("id=\"errors\"");
            assert!(!is_error || heading_first, "{path}: what is wrong stands under the heading");
        }
        assert_eq!(world.number(kept).await, before, "nothing was done");
        world.clock.advance(chrono::Duration::minutes(15));
        let attempt = team::Attempt { email: "boss@staff.test", passphrase: right, device: None, before: None };
        let said = team::sign_in(app, &attempt).await.unwrap();
        assert!(matches!(said, team::SignIn::In(_)), "the passphrase is the old one: {said:?}");
        world.confirms(&mut stage.staff).await;
        // What the pages do offer is done, each to be seen in the same number.
        for (path, fields, change) in [
            (lift, one("hold", &held), -100),
            (tier, one("tier", "R2"), 10),
            (approve, stage_field(&stage, "/approve"), 1),
            (member(other.id, "grant"), role("auditor", "all"), 10_000),
            (member(other.id, "revoke"), role("auditor", "all"), -10_000),
            (member(gone.id, "enable"), vec![], -1000),
        ] {
            let now = world.number(kept).await;
            let fields: Vec<_> = fields.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
            let answer = sent(&mut stage.staff, &path, &fields).await.0;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            assert_eq!(world.number(kept).await - now, change, "{path}");
        }
    }
}

/// What a form on the stage sends by itself.
fn stage_field(stage: &Stage, rest: &str) -> Vec<(&'static str, String)> {
    let form = stage.forms.iter().find(|f| f.path.ends_with(rest)).unwrap();
    vec![("sha256", form.fields[0].1.clone())]
}

both_engines! {
    async fn a_session_is_ended_by_its_own_account_alone(world: World) {
        let app = &world.app;
        let (boss, other) = (everywhere(app, "boss", Role::Administrator).await, everywhere(app, "begimai", Role::Moderator).await);
        let (mut here, mut there) = (world.signed_in(&boss).await, world.signed_in(&other).await);
        let session = hex(&team::own_sessions(app, &boss).await.unwrap()[0].token_hash);
        there.post("/ky/staff/account/sessions", &[("session", &session)]).await;
        assert_eq!(here.get("/ky/staff").await.status, StatusCode::OK);
        here.post("/ky/staff/account/sessions", &[("session", &session)]).await;
        assert_eq!(here.get("/ky/staff").await.status, StatusCode::SEE_OTHER);
    }
}
