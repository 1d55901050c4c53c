//! The event editor over HTTP: what stands at a limit is taken, what lies past it comes back as it was typed.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::events::form::{self, SESSIONS_MAX, session_field, text_field};
use sabak::events::model::{DAYS_MAX, Event, SLUG_MAX};
use sabak::events::service;
use sabak::form::FormState;
use sabak::i18n::{Locale, arg};
use sabak::staff::model::Actor;
use uuid::Uuid;

use crate::cast::{coordinator, later, local, send};
use crate::staff_forms::{editor_of, editor_of_new, editor_texts};
use crate::support::{Answer, Browser, World, both_engines};

const NEW: &str = "/ky/staff/events/new";

/// A coordinator at the editor, and a draft to edit.
async fn desk(world: &World) -> (Actor, Browser, Event) {
    let aida = coordinator(&world.app).await;
    let draft = service::create(&world.app, &aida, &later("dolboor", 9)).await.unwrap();
    let browser = world.signed_in(&aida).await;
    (aida, browser, draft)
}

/// A text of so many characters that no other field has. Four bytes a letter, two units in a browser: what counts is the
/// letter.
fn text(name: &str, length: usize) -> String {
    format!("{name}{}", "𐐨".repeat(length - name.len()))
}

async fn taken(browser: &mut Browser, path: &str, filled: &FormState, what: &str) {
    let answer = send(browser, path, filled).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {what}");
    let done = answer.location();
    assert!(done.ends_with("done=created") || done.ends_with("done=saved"), "{path}: {what}: {done}");
}

/// Refused with this message, and with `kept` in the page as it was typed. Gives the page.
async fn sent_back(browser: &mut Browser, path: &str, filled: &FormState, error: &str, kept: &str) -> Answer {
    let answer = send(browser, path, filled).await;
    assert_eq!(answer.location(), format!("{path}#errors"), "{error}: {}", answer.status);
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("id=\"errors\"") && page.body.contains(error), "{path}: {error}: {}", page.body);
    assert!(page.body.contains(kept), "{path}: {error}: what was typed is lost");
    page
}

both_engines! {
    async fn each_text_is_taken_at_its_limit_and_kept_past_it(world: World) {
        let (_, mut browser, draft) = desk(&world).await;
        let edit = format!("/ky/staff/events/{}/edit", draft.slug);
        for (name, max) in editor_texts() {
            let (full, past) = (text(&name, max), text(&name, max + 1));
            let error = Locale::Ky.ta("ui-error-too-long", &[("max", arg(max.to_string()))]);
            let now = service::by_id(&world.app, draft.id).await.unwrap();
            for (path, mut filled) in [(NEW, editor_of_new(&now)), (edit.as_str(), editor_of(&now))] {
                filled.set(&name, &past);
                sent_back(&mut browser, path, &filled, &error, &past).await;
                filled.set(&name, &full);
                taken(&mut browser, path, &filled, &name).await;
            }
            let stored = form::filled(&service::by_id(&world.app, draft.id).await.unwrap());
            assert_eq!(stored.value(&name), full, "{name}");
        }
    }
}

both_engines! {
    async fn the_longest_form_of_all_is_taken(world: World) {
        let (_, mut browser, draft) = desk(&world).await;
        let mut filled = editor_of_new(&draft);
        for (name, max) in editor_texts() {
            filled.set(&name, text(&name, max));
        }
        filled.set("slug", "a".repeat(SLUG_MAX));
        for row in 0..SESSIONS_MAX {
            let day = draft.starts_at + Duration::days(i64::try_from(row).unwrap());
            filled.set(&session_field(row, "start"), local(day));
            filled.set(&session_field(row, "end"), local(day + Duration::hours(2)));
            for l in Locale::ALL {
                let name = session_field(row, &text_field("title", l));
                filled.set(&name, text(&name, form::SESSION_TITLE_MAX));
            }
        }
        taken(&mut browser, NEW, &filled, "the longest form").await;
        let made = service::by_slug(&world.app, &"a".repeat(SLUG_MAX)).await.unwrap();
        assert_eq!((made.sessions.len(), made.texts.len()), (SESSIONS_MAX, 4));
        // It comes back whole where it is refused: the slug is taken now.
        let taken = Locale::Ky.t("events-error-slug-taken");
        let page = sent_back(&mut browser, NEW, &filled, &taken, &filled.value("s11_start")).await;
        for (name, values) in &filled.values {
            assert!(values.iter().all(|v| page.body.contains(v)), "{name} is lost");
        }
    }
}

both_engines! {
    async fn numbers_times_and_names_keep_to_their_bounds(world: World) {
        let (_, mut browser, draft) = desk(&world).await;
        let number = Locale::Ky.ta("ui-error-number", &[("min", arg("1")), ("max", arg("100000"))]);
        let [slug, time, zone, choice, required, overlap, order, last] = [
            "events-error-slug", "events-error-time", "events-error-zone", "ui-error-choice", "ui-error-required",
            "events-error-overlap", "events-error-end-before-start", "events-error-closes-after-end",
        ].map(|key| Locale::Ky.t(key));
        let days = Locale::Ky.ta("events-error-too-many-days", &[("max", arg(DAYS_MAX.to_string()))]);
        let long_zone = Locale::Ky.ta("ui-error-too-long", &[("max", arg(form::ZONE_MAX.to_string()))]);
        let far = local(draft.starts_at + Duration::days(DAYS_MAX + 1));
        let (before, after) = (local(draft.starts_at - Duration::hours(1)), local(draft.ends_at + Duration::hours(1)));
        let long = "a".repeat(SLUG_MAX + 1);
        let a_long_zone = "Z".repeat(form::ZONE_MAX + 1);
        for (name, value, error) in [
            ("capacity", "0", &number), ("capacity", "100001", &number), ("capacity", "-1", &number),
            ("capacity", "1.5", &number), ("capacity", "99999999999999999999", &number), ("capacity", "кырк", &number),
            ("capacity", "", &required),
            ("slug", "ab", &slug), ("slug", "new", &slug), ("slug", "Чоң", &slug), ("slug", "../x", &slug),
            ("slug", long.as_str(), &slug),
            ("s0_start", "1999-12-31T10:00", &time), ("s0_start", "2101-01-01T10:00", &time),
            ("s0_start", "2026-02-30T10:00", &time), ("s0_start", "эртең", &time), ("closes", "0", &time),
            ("s0_start", "", &required), ("closes", "", &required), ("closes", after.as_str(), &last),
            ("s0_end", before.as_str(), &order), ("s1_start", before.as_str(), &overlap), ("s1_end", far.as_str(), &days),
            ("zone", "Mars/Base", &choice), ("kind", "party", &choice), ("region", "atlantis", &choice),
            ("main_locale", "kk", &choice), ("languages", "kk", &choice), ("interpreted", "kk", &choice),
            ("covers", "wine", &choice), ("s0_id", "1", &choice),
        ] {
            let mut filled = editor_of_new(&draft);
            filled.set(name, value);
            // A choice that is not on the page cannot be shown again; everything else is.
            let kept = if error == &choice { "" } else { value };
            sent_back(&mut browser, NEW, &filled, error, kept).await;
        }
        for (typed, error) in [(a_long_zone.as_str(), &long_zone), ("Mars/Base", &zone), ("", &required)] {
            let mut filled = editor_of_new(&draft);
            filled.set("zone", form::OTHER_ZONE);
            filled.set("zone_other", typed);
            sent_back(&mut browser, NEW, &filled, error, typed).await;
        }
        let last_day = local(draft.starts_at + Duration::days(DAYS_MAX));
        for (name, value) in [
            ("capacity", "1"), ("capacity", "100000"), ("slug", "abc"), ("slug", &long[1..]), ("s1_end", last_day.as_str()),
        ] {
            let mut filled = editor_of_new(&draft);
            filled.set(name, value);
            taken(&mut browser, NEW, &filled, &format!("{name}={value}")).await;
        }
    }
}

both_engines! {
    async fn rows_and_ids_of_sessions_cannot_be_forged(world: World) {
        let (aida, mut browser, draft) = desk(&world).await;
        let edit = format!("/ky/staff/events/{}/edit", draft.slug);
        let other = service::create(&world.app, &aida, &later("bashka", 9)).await.unwrap();
        let stale = Locale::Ky.t("events-error-stale");
        let choice = Locale::Ky.t("ui-error-choice");
        let typed = "Өзгөргөн ат";
        for (name, value, error) in [
            ("s0_id", other.sessions[0].id.to_string(), &stale),
            ("s0_id", Uuid::from_u128(7).to_string(), &stale),
            ("s0_id", "' OR 1=1 --".into(), &choice),
            // Both rows would move the same session, and the event's times would be those of none.
            ("s0_id", draft.sessions[1].id.to_string(), &choice),
            ("version", "0".into(), &stale),
            ("version", "-1".into(), &stale),
            ("version", i64::MAX.to_string(), &stale),
            ("version", "' OR 1=1 --".into(), &stale),
        ] {
            let mut filled = editor_of(&draft);
            filled.set("title_ky", typed);
            filled.set(name, value);
            sent_back(&mut browser, &edit, &filled, error, typed).await;
        }
        for name in ["s12_start", "s99999999999999999999_start", "s-1_start", "s00_start", "title_kk", "id", "state"] {
            let mut filled = editor_of(&draft);
            filled.set(name, "x");
            assert_eq!(send(&mut browser, &edit, &filled).await.status, StatusCode::BAD_REQUEST, "{name}");
        }
        for rows in ["0", "-1", "999999999", "99999999999999999999", "x"] {
            let mut filled = editor_of_new(&draft);
            filled.set("rows", rows);
            filled.set("action", form::ADD_SESSION);
            let answer = send(&mut browser, NEW, &filled).await;
            assert!(answer.location().starts_with(NEW), "{rows}");
            let page = browser.get(NEW).await.body;
            assert!(page.contains("s2_start") && !page.contains("s12_start"), "{rows}");
        }
        for event in [&draft, &other] {
            assert_eq!(service::by_id(&world.app, event.id).await.unwrap(), *event, "nothing was done");
        }
        // The same form without the forgery is saved.
        let mut filled = editor_of(&draft);
        filled.set("title_ky", typed);
        taken(&mut browser, &edit, &filled, "as it was drawn").await;
    }
}
