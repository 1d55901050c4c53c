//! The event editor over HTTP: what stands at a limit is taken, what lies past it comes back as it was typed, and a section
//! changes nothing but itself.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::error::AppError;
use sabak::events::form::{self, EventInput, SESSIONS_MAX, session_field, text_field};
use sabak::events::model::checklist::Section::{self, Practical, Registration, Sessions, Texts};
use sabak::events::model::{Admission, DAYS_MAX, Event, SLUG_MAX, State};
use sabak::events::service;
use sabak::form::FormState;
use sabak::i18n::{Locale, arg};
use sabak::staff::model::Actor;
use uuid::Uuid;

use crate::cast::{coordinator, later, local, published, register, send, training};
use crate::staff_forms::{section_of, start_like, texts_of};
use crate::support::{Answer, Browser, World, both_engines};

const NEW: &str = "/ky/staff/events/new";

/// A coordinator at the editor, and a draft to edit.
async fn desk(world: &World) -> (Actor, Browser, Event) {
    let aida = coordinator(&world.app).await;
    let draft = service::create(&world.app, &aida, &later("dolboor", 9)).await.unwrap();
    let browser = world.signed_in(&aida).await;
    (aida, browser, draft)
}

fn address(event: &Event, section: Section) -> String {
    format!("/ky/staff/events/{}/edit/{}", event.slug, section.code())
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
        for section in [Texts, Sessions] {
            for (name, max) in texts_of(section) {
                let (full, past) = (text(&name, max), text(&name, max + 1));
                let error = Locale::Ky.ta("ui-error-too-long", &[("max", arg(max.to_string()))]);
                let now = service::by_id(&world.app, draft.id).await.unwrap();
                let (path, mut filled) = (address(&now, section), section_of(&now, section));
                filled.set(&name, &past);
                sent_back(&mut browser, &path, &filled, &error, &past).await;
                filled.set(&name, &full);
                taken(&mut browser, &path, &filled, &name).await;
                let stored = section_of(&service::by_id(&world.app, draft.id).await.unwrap(), section);
                assert_eq!(stored.value(&name), full, "{name}");
            }
        }
        let mut new = start_like(&draft);
        let error = Locale::Ky.ta("ui-error-too-long", &[("max", arg(form::TITLE_MAX.to_string()))]);
        new.set("title", text("title", form::TITLE_MAX + 1));
        sent_back(&mut browser, NEW, &new, &error, &new.value("title")).await;
        new.set("title", text("title", form::TITLE_MAX));
        taken(&mut browser, NEW, &new, "the longest title").await;
    }
}

both_engines! {
    async fn the_longest_sections_are_taken_and_come_back_whole(world: World) {
        let (_, mut browser, draft) = desk(&world).await;
        let mut texts = section_of(&draft, Texts);
        for (name, max) in texts_of(Texts) {
            texts.set(&name, text(&name, max));
        }
        let mut sessions = section_of(&draft, Sessions);
        for row in 0..SESSIONS_MAX {
            let day = draft.starts_at + Duration::days(i64::try_from(row).unwrap());
            sessions.set(&session_field(row, "start"), local(day));
            sessions.set(&session_field(row, "end"), local(day + Duration::hours(2)));
            for l in Locale::ALL {
                let name = session_field(row, &text_field("title", l));
                sessions.set(&name, text(&name, form::SESSION_TITLE_MAX));
            }
        }
        for (section, mut filled) in [(Texts, texts), (Sessions, sessions)] {
            let now = service::by_id(&world.app, draft.id).await.unwrap();
            let path = address(&now, section);
            filled.set("version", "0");
            let page = sent_back(&mut browser, &path, &filled, &Locale::Ky.t("events-error-stale"), "").await;
            for (name, values) in filled.values.iter().filter(|(name, _)| *name != "version") {
                assert!(values.iter().all(|v| page.body.contains(v)), "{name} is lost");
            }
            filled.set("version", now.version.to_string());
            taken(&mut browser, &path, &filled, "the longest section").await;
        }
        let made = service::by_id(&world.app, draft.id).await.unwrap();
        assert_eq!((made.sessions.len(), made.texts.len()), (SESSIONS_MAX, 4));
    }
}

both_engines! {
    async fn numbers_times_and_names_keep_to_their_bounds(world: World) {
        let (_, mut browser, draft) = desk(&world).await;
        let number = Locale::Ky.ta("ui-error-number", &[("min", arg("1")), ("max", arg("100000"))]);
        let hours = Locale::Ky.ta("ui-error-number", &[("min", arg("1")), ("max", arg("336"))]);
        let [slug, time, zone, choice, required, one_day, order, last, before_end, taken_slug] = [
            "events-error-slug", "events-error-time", "events-error-zone", "ui-error-choice", "ui-error-required",
            "events-error-one-day", "events-error-end-before-start", "events-error-closes-after-end",
            "editor-error-ends-before-deadline", "events-error-slug-taken",
        ].map(|key| Locale::Ky.t(key));
        let days = Locale::Ky.ta("events-error-too-many-days", &[("max", arg(DAYS_MAX.to_string()))]);
        let overlap = Locale::Ky.ta("events-error-overlap", &[("n", arg("2"))]);
        let next_day = local(draft.ends_at + Duration::days(1));
        let (before, after) = (local(draft.starts_at - Duration::hours(1)), local(draft.ends_at + Duration::hours(1)));
        let (long, other) = ("a".repeat(SLUG_MAX + 1), "bashka");
        service::create(&world.app, &coordinator_again(&world).await, &later(other, 9)).await.unwrap();
        for (section, name, value, error) in [
            (Registration, "capacity", "0", &number), (Registration, "capacity", "100001", &number),
            (Registration, "capacity", "-1", &number), (Registration, "capacity", "1.5", &number),
            (Registration, "capacity", "99999999999999999999", &number), (Registration, "capacity", "кырк", &number),
            (Registration, "capacity", "", &required), (Registration, "closes", "0", &time),
            (Registration, "closes", "", &required), (Registration, "closes", &after, &last),
            (Registration, "offer_hours", "337", &hours), (Registration, "offer_hours", "0", &hours),
            (Registration, "admission", "lottery", &choice),
            (Practical, "slug", "ab", &slug), (Practical, "slug", "new", &slug), (Practical, "slug", "Чоң", &slug),
            (Practical, "slug", "../x", &slug), (Practical, "slug", &long, &slug), (Practical, "slug", other, &taken_slug),
            (Practical, "kind", "party", &choice), (Practical, "region", "atlantis", &choice),
            (Practical, "languages", "kk", &choice), (Practical, "interpreted", "kk", &choice),
            (Practical, "covers", "wine", &choice),
            (Sessions, "s0_start", "1999-12-31T10:00", &time), (Sessions, "s0_start", "2101-01-01T10:00", &time),
            (Sessions, "s0_start", "2026-02-30T10:00", &time), (Sessions, "s0_start", "эртең", &time),
            (Sessions, "s0_start", "", &required), (Sessions, "s0_end", &before, &order),
            (Sessions, "s1_start", &before, &overlap), (Sessions, "s1_end", &next_day, &one_day),
            (Sessions, "zone", "Mars/Base", &choice), (Sessions, "s0_id", "1", &choice),
            (Texts, "main_locale", "kk", &choice), (Texts, "title_ky", "", &required),
        ] {
            let mut filled = section_of(&draft, section);
            filled.set(name, value);
            // A choice that is not on the page cannot be shown again; everything else is.
            let kept = if error == &choice { "" } else { value };
            sent_back(&mut browser, &address(&draft, section), &filled, error, kept).await;
        }
        let mut far = section_of(&draft, Sessions);
        for (name, hours) in [("s1_start", 0), ("s1_end", 2)] {
            far.set(name, local(draft.starts_at + Duration::days(DAYS_MAX + 1) + Duration::hours(hours)));
        }
        sent_back(&mut browser, &address(&draft, Sessions), &far, &days, &far.value("s1_end")).await;
        let mut early = section_of(&draft, Sessions);
        for (name, hours) in [("s0_start", -72), ("s0_end", -71), ("s1_start", -70), ("s1_end", -69)] {
            early.set(name, local(draft.registration_closes_at + Duration::hours(hours)));
        }
        sent_back(&mut browser, &address(&draft, Sessions), &early, &before_end, &early.value("s1_end")).await;
        for (typed, error) in [("Mars/Base", &zone), ("", &required)] {
            let mut filled = section_of(&draft, Sessions);
            filled.set("zone", form::OTHER_ZONE);
            filled.set("zone_other", typed);
            sent_back(&mut browser, &address(&draft, Sessions), &filled, error, typed).await;
        }
        assert_eq!(service::by_id(&world.app, draft.id).await.unwrap(), draft, "nothing was done");
        let night = local(draft.sessions[1].starts_at + form::PAST_MIDNIGHT_MAX);
        for (section, name, value) in [
            (Registration, "capacity", "1"), (Registration, "capacity", "100000"), (Registration, "offer_hours", "336"),
            (Sessions, "s1_end", night.as_str()), (Practical, "slug", "abc"), (Practical, "slug", &long[1..]),
        ] {
            let now = service::by_id(&world.app, draft.id).await.unwrap();
            let mut filled = section_of(&now, section);
            filled.set(name, value);
            taken(&mut browser, &address(&now, section), &filled, &format!("{name}={value}")).await;
        }
    }
}

/// Another of the staff who may plan.
async fn coordinator_again(world: &World) -> Actor {
    crate::cast::everywhere(&world.app, "gulnara", sabak::staff::model::Role::Coordinator).await
}

both_engines! {
    async fn rows_and_ids_of_sessions_cannot_be_forged(world: World) {
        let (aida, mut browser, draft) = desk(&world).await;
        let path = address(&draft, Sessions);
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
            let mut filled = section_of(&draft, Sessions);
            filled.set("s0_title_ky", typed);
            filled.set(name, value);
            sent_back(&mut browser, &path, &filled, error, typed).await;
        }
        for (section, name) in [
            (Sessions, "s12_start"), (Sessions, "s99999999999999999999_start"), (Sessions, "s-1_start"),
            (Sessions, "s00_start"), (Sessions, "title_ky"), (Texts, "title_kk"),
            (Texts, "s0_start"), (Registration, "slug"), (Practical, "id"), (Practical, "state"),
        ] {
            let mut filled = section_of(&draft, section);
            filled.set(name, "x");
            assert_eq!(send(&mut browser, &address(&draft, section), &filled).await.status, StatusCode::BAD_REQUEST, "{name}");
        }
        for rows in ["0", "-1", "999999999", "99999999999999999999", "x"] {
            let mut filled = section_of(&draft, Sessions);
            filled.set("rows", rows);
            filled.set("action", form::ADD_SESSION);
            filled.set("s0_title_uz", "Yozilgan");
            let answer = send(&mut browser, &path, &filled).await;
            assert!(answer.location().starts_with(&path), "{rows}");
            let page = browser.get(&path).await.body;
            assert!(page.contains("s2_start") && !page.contains("s12_start") && page.contains("Yozilgan"), "{rows}");
        }
        for event in [&draft, &other] {
            assert_eq!(service::by_id(&world.app, event.id).await.unwrap(), *event, "nothing was done");
        }
        // The same form without the forgery is saved.
        let mut filled = section_of(&draft, Sessions);
        filled.set("s0_title_ky", typed);
        taken(&mut browser, &path, &filled, "as it was drawn").await;
    }
}

both_engines! {
    async fn a_section_changes_itself_alone(world: World) {
        let (_, mut browser, draft) = desk(&world).await;
        let edits = [
            (Texts, "audience_ky", "Мугалимдер үчүн."),
            (Sessions, "s1_title_ky", "Жооптор"),
            (Registration, "capacity", "11"),
            (Practical, "step_free", "yes"),
        ];
        for (section, name, value) in edits {
            let before = service::by_id(&world.app, draft.id).await.unwrap();
            let mut filled = match section {
                Texts => form::texts::filled(&before),
                _ => section_of(&before, section),
            };
            filled.set(name, value);
            taken(&mut browser, &address(&before, section), &filled, name).await;
            let after = service::by_id(&world.app, draft.id).await.unwrap();
            for other in Section::ALL.iter().filter(|s| **s != section) {
                let of = |e: &Event| {
                    let mut form = section_of(e, *other);
                    form.values.remove("version");
                    form
                };
                assert_eq!(of(&before), of(&after), "{section:?} changed {other:?}");
            }
            assert_eq!(section_of(&after, section).value(name), value);
            // The same once more was made from a version that is gone.
            let stale = Locale::Ky.t("events-error-stale");
            sent_back(&mut browser, &address(&before, section), &filled, &stale, value).await;
        }
    }
}

both_engines! {
    async fn the_list_names_what_is_missing_until_nothing_is(world: World) {
        let (aida, mut browser, like) = desk(&world).await;
        let app = &world.app;
        let mut new = start_like(&like);
        new.set("title", "Башталыш");
        taken(&mut browser, NEW, &new, "seven answers").await;
        let slug = "bashtalysh";
        let overview = format!("/ky/staff/events/{slug}");
        let page = browser.get(&overview).await.body;
        let leads_to = |field: &str| format!("{overview}/edit/{field}");
        assert!(page.contains(&leads_to("texts#f-summary_ky")) && page.contains(&Locale::Ky.t("editor-standing-missing")), "{page}");
        assert!(page.contains(&leads_to("texts#f-venue_uz")), "the table leads to each empty field");
        assert_eq!(service::publish(app, &aida, slug).await, Err(AppError::Conflict("editor-error-not-ready")));
        let asked = browser.get(&format!("{overview}/publish")).await.body;
        assert!(asked.contains(&Locale::Ky.t("events-not-written")), "there is no place yet: {asked}");
        assert!(asked.contains(&leads_to("texts#f-summary_ky")) && !asked.contains(&format!("action=\"{overview}/publish\"")));
        for (field, words) in [("summary_ky", "Кыскача"), ("description_ky", "Узун"), ("venue_ky", "Ош")] {
            assert!(browser.get(&overview).await.body.contains(&leads_to(&format!("texts#f-{field}"))), "{field}");
            let now = service::by_slug(app, slug).await.unwrap();
            let mut texts = form::texts::filled(&now);
            texts.set(field, words);
            taken(&mut browser, &leads_to("texts"), &texts, field).await;
        }
        let page = browser.get(&overview).await.body;
        assert!(!page.contains(&Locale::Ky.t("editor-standing-missing")), "{page}");
        service::publish(app, &aida, slug).await.unwrap();
        // What is public cannot lose again what it must say.
        let now = service::by_slug(app, slug).await.unwrap();
        let mut texts = form::texts::filled(&now);
        texts.set("summary_ky", "");
        sent_back(&mut browser, &leads_to("texts"), &texts, &Locale::Ky.t("ui-error-required"), "Узун").await;
    }
}

both_engines! {
    async fn who_gets_a_place_is_settled_with_the_first_who_registers(world: World) {
        let app = &world.app;
        let (aida, mut browser, _) = desk(&world).await;
        let event = training(app, &aida, 3).await;
        let path = address(&event, Registration);
        let mut selection = section_of(&event, Registration);
        selection.set("admission", Admission::Selection.code());
        taken(&mut browser, &path, &selection, "nobody has registered").await;
        let now = service::by_id(app, event.id).await.unwrap();
        let back = EventInput { admission: Admission::FirstCome, ..EventInput::of(&now) };
        service::update(app, &aida, &event.slug, &back).await.unwrap();
        let registered = register(app, &event, 1).await.registration;
        let now = service::by_id(app, event.id).await.unwrap();
        selection.set("version", now.version.to_string());
        selection.set("capacity", "7");
        let error = Locale::Ky.t("editor-error-admission-people");
        sent_back(&mut browser, &path, &selection, &error, "value=\"7\"").await;
        assert_eq!(service::by_id(app, event.id).await.unwrap(), now, "nothing of it was saved");
        // The other terms can change, and all of them once nobody has a place.
        selection.set("admission", Admission::FirstCome.code());
        taken(&mut browser, &path, &selection, "the same admission").await;
        sabak::registration::service::withdraw(app, &registered).await.unwrap();
        let now = service::by_id(app, event.id).await.unwrap();
        selection.set("version", now.version.to_string());
        selection.set("admission", Admission::Selection.code());
        taken(&mut browser, &path, &selection, "nobody is left").await;
    }
}

both_engines! {
    /// An application has no place and no number, and is made under these terms all the same.
    async fn who_gets_a_place_is_settled_with_the_first_who_applies(world: World) {
        let app = &world.app;
        let (aida, mut browser, _) = desk(&world).await;
        let plan = EventInput { admission: Admission::Selection, ..later("tandoo", 3) };
        let event = published(app, &aida, &plan).await;
        let applied = register(app, &event, 1).await.registration;
        assert_eq!(applied.state, sabak::registration::model::State::Received);
        let path = address(&event, Registration);
        let now = service::by_id(app, event.id).await.unwrap();
        let mut first_come = section_of(&now, Registration);
        first_come.set("admission", Admission::FirstCome.code());
        first_come.set("capacity", "7");
        let error = Locale::Ky.t("editor-error-admission-people");
        sent_back(&mut browser, &path, &first_come, &error, "value=\"7\"").await;
        assert!(error.contains("арыз берген") && Locale::En.t("editor-error-admission-people").contains("already applied"));
        let page = browser.get(&path).await.body;
        assert!(page.contains(&Locale::Ky.t("editor-admission-bound")), "{page}");
        assert_eq!(service::by_id(app, event.id).await.unwrap(), now, "nothing of it was saved");
        sabak::registration::service::withdraw(app, &applied).await.unwrap();
        let now = service::by_id(app, event.id).await.unwrap();
        first_come.set("version", now.version.to_string());
        taken(&mut browser, &path, &first_come, "nobody is left").await;
    }
}

both_engines! {
    async fn sections_that_do_not_fit_together_are_not_saved_together(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = published(app, &aida, &later("birge", 9)).await;
        // Typed while registration closed early; saved after somebody made it close late.
        let at = |hours: i64| event.registration_closes_at + Duration::hours(hours);
        let shown = Event { registration_closes_at: at(-72), ..event.clone() };
        let mut early = form::sessions::filled(&event);
        for (name, hours) in [("s0_start", -10), ("s0_end", -9), ("s1_start", -8), ("s1_end", -7)] {
            early.set(name, local(at(hours)));
        }
        let edit = form::sessions::parse(early, &shown).unwrap();
        let saved = service::save(app, &aida, &event.slug, edit).await;
        assert_eq!(saved.map(drop), Err(AppError::Conflict("events-error-closes-after-end")));
    }
}

both_engines! {
    async fn what_is_over_is_archived_and_leaves_the_site(world: World) {
        let (app, aida) = (&world.app, coordinator(&world.app).await);
        let event = training(app, &aida, 3).await;
        let link = register(app, &event, 1).await.link_token;
        let public = format!("/ky/events/{}", event.slug);
        let early = service::archive(app, &aida, &event.slug).await;
        assert_eq!(early, Err(AppError::Conflict("events-error-state")));
        world.clock.set(event.ends_at);
        service::complete(app, &aida, &event.slug).await.unwrap();
        assert_eq!(world.browser().get(&public).await.status, StatusCode::OK);
        let mut browser = world.signed_in(&aida).await;
        let page = browser.get(&format!("/ky/staff/events/{}/archive", event.slug)).await;
        assert_eq!(page.status, StatusCode::OK);
        let done = browser.post(&format!("/ky/staff/events/{}/archive", event.slug), &[]).await;
        assert!(done.location().ends_with("done=archived"), "{}", done.body);
        assert_eq!(service::by_id(app, event.id).await.unwrap().state, State::Archived);
        assert_eq!(world.browser().get(&public).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.browser().get(&format!("/ky/my/{link}")).await.status, StatusCode::OK, "links still work");
        let edit = service::update(app, &aida, &event.slug, &EventInput::of(&event)).await;
        assert_eq!(edit.map(drop), Err(AppError::Conflict("events-error-not-editable")));
    }
}
