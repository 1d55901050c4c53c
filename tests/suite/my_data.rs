//! My data: everything that is stored about a person, for themselves, to read and to take along. A personal column that it
//! leaves out fails here, unless it stands in [`NOT_TOLD`] with a reason.

use sabak::attendance::form::MarkInput;
use sabak::attendance::model::Status;
use sabak::attendance::service as attendance;
use sabak::i18n::Locale;
use sabak::needs::form::DecisionInput;
use sabak::needs::model::{Kind as Need, State as Decided};
use sabak::needs::service as needs;
use sabak::questions::model::Kind;
use sabak::registration::model::{Needs, Registration, RegistrationInput};
use sabak::registration::service as registration;
use sabak::retention::model::{Class, Column, Rule, columns};
use sabak::staff::model::Role;
use sabak::testimonials::form::RenditionInput;
use sabak::testimonials::model::{Attribution, Channel, DeclineReason, TestimonialInput};
use sabak::testimonials::service as testimonials;
use serde_json::Value;

use crate::cast::{answered, asking, asks, come, coordinator, everywhere, form_of, training};
use crate::support::{World, both_engines};

/// Where each personal column stands in the file, and what stands there; a sealed text must be on the page too.
const TOLD: &[(&str, &str, &str)] = &[
    ("person.full_name", "/name/full", "Маалыматова Толук"),
    ("person.call_name", "/name/call", "Толукай"),
    ("contact.value", "/registration/phone", "+996700555444"),
    ("registration.state", "/registration/state", "confirmed"),
    ("registration.short_code", "/registration/code", ""),
    ("registration.locale", "/registration/language", "ky"),
    ("registration.phone", "/registration/phone", "+996700555444"),
    ("registration.email", "/registration/email", "tolukai@dareg.example"),
    ("registration.age_band", "/registration/age_band", "25_34"),
    ("registration.sex", "/registration/sex", "female"),
    ("registration.home_region", "/registration/home_region", "osh"),
    ("registration.organisation", "/registration/organisation", "Тоо уюму"),
    ("registration.needs_interpreter", "/registration/needs/interpreter", "true"),
    ("registration.needs_step_free", "/registration/needs/step_free", "true"),
    ("registration.needs_childcare", "/registration/needs/childcare", "true"),
    ("registration.needs_travel", "/registration/needs/travel", "true"),
    ("registration.needs_lodging", "/registration/needs/lodging", "true"),
    ("need_task.kind", "/arrangements/0/need", "travel"),
    ("need_task.state", "/arrangements/0/state", "not_possible"),
    ("need_task.decided_at", "/arrangements/0/at", ""),
    ("need_task.note", "/arrangements/0/note", "Ошко автобус жок"),
    ("answer.value", "/answers/0/answer", "Тоонун артынан келем"),
    ("registration.diet", "/registration/diet", "Балсыз тамак"),
    ("registration.note", "/registration/note", "Кечирээк келем"),
    ("consent.purpose", "/agreements/0/purpose", "participation"),
    ("consent.act", "/agreements/0/act", "grant"),
    ("consent.text_version", "/agreements/0/text_version", "1"),
    ("consent.locale", "/agreements/0/language", "ky"),
    ("consent.evidence", "/agreements/0/given_by", "web_form"),
    ("consent.at", "/agreements/0/at", ""),
    ("consent.channel", "/testimonials/0/agreements/0/channel", "site"),
    ("consent.attribution", "/testimonials/0/agreements/0/name", "pseudonym"),
    ("mark.status", "/attendance/0/status", "present"),
    ("mark.observed_at", "/attendance/0/at", ""),
    ("mark.reason", "/attendance/1/reason", "Башка залда экен"),
    ("testimonial.locale", "/testimonials/0/language", "ky"),
    ("testimonial.headline", "/testimonials/0/headline", "Биринчи кадам"),
    ("testimonial.body", "/testimonials/0/text", "Баштапкы сөзүм ушул."),
    ("testimonial.pseudonym", "/testimonials/0/pseudonym", "Гүл апа"),
    ("rendition.headline", "/testimonials/0/edited/0/headline", "Оңдолгон башсап"),
    ("rendition.quote", "/testimonials/0/edited/0/quote", "Оңдолгон үзүндү"),
    ("rendition.narrative", "/testimonials/0/edited/0/narrative", "Оңдолгон баян"),
    ("rendition.content_note", "/testimonials/0/edited/0/content_note", "Оор сөз бар"),
    ("rendition.attribution_line", "/testimonials/0/edited/0/shown_name", "Гүл апа"),
    ("decline.note", "/testimonials/0/not_published_because/1", "Ээсине айтылган себеп"),
    ("registration.channel", "/registration/channel", "email"),
    ("message.kind", "/messages/0/kind", "confirmed"),
    ("message.channel", "/messages/0/way", "email"),
    ("message.due_at", "/messages/0/day", "2026-11-25"),
    ("message.outcome", "/messages/0/outcome", "waits"),
    ("message.reason", "/messages/0/reason", "null"),
    ("audit.at", "/history/0/at", ""),
    ("audit.actor_kind", "/history/0/by", "participant"),
];

/// What is about a person and is not told, and why.
const NOT_TOLD: &[(&str, &str)] = &[
    ("person.locale", "the language of their first registration, which is told as registration.locale"),
    ("name_index.tokens", "keyed digests of pieces of person.full_name and person.call_name"),
    ("name_index.pairs", "keyed digests of pieces of person.full_name"),
    ("name_token.token", "the same as name_index.tokens"),
    ("name_pair.token", "the same as name_index.pairs"),
    (
        "person_merge.record",
        "what an undo of a merge needs: names and contacts that staff know as one person's; gone after 30 days",
    ),
    ("contact.lookup", "a keyed digest of contact.value"),
    ("registration.email_lookup", "a keyed digest of registration.email"),
    ("budget.key_hash", "a keyed digest of a contact, gone after a day"),
    ("budget.taken", "how often that digest was met on one day"),
    ("job.payload", "names a registration whose offer has a deadline, which is told as registration.offer_expires_at"),
    ("flash.payload", "belongs to a browser, not to a person, and is gone within an hour"),
    (
        "import_part.cells",
        "a list that is not read in yet, gone after seven days; of whom it speaks is not known before",
    ),
    ("hold.note", "written for colleagues, may speak of others; the page says that it is kept back"),
    ("audit.actor_id", "who on the staff it was"),
    ("audit.object_id", "a random id"),
    ("selection_publication.document", "names nobody; what it says of them is told as registration.state"),
];

/// What is told where there is such a thing; the test of it stands with that thing.
const TOLD_ELSEWHERE: &[(&str, &str)] = &[
    ("selection_score.points", "selection.rs"),
    ("selection_score.note", "selection.rs"),
    ("selection_override.put", "selection.rs"),
    ("selection_override.reason", "selection.rs"),
    ("selection_override.note", "selection.rs"),
];

/// Personal columns that are neither told nor kept back for a reason, and names of columns that are none.
fn untold(all: impl Iterator<Item = Column>) -> Vec<String> {
    let about = |c: &Column| matches!(c.class, Class::Personal | Class::Sealed) && c.rule.is_for_participants();
    let about: Vec<String> = all.filter(about).map(|c| format!("{}.{}", c.table, c.name)).collect();
    let listed: Vec<&str> =
        TOLD.iter().map(|t| t.0).chain(NOT_TOLD.iter().chain(TOLD_ELSEWHERE).map(|n| n.0)).collect();
    let mut wrong: Vec<String> = about.iter().filter(|c| !listed.contains(&c.as_str())).cloned().collect();
    wrong.extend(listed.iter().filter(|l| !about.iter().any(|c| c == *l)).map(|l| format!("{l} is no such column")));
    wrong.extend(listed.iter().filter(|l| listed.iter().filter(|m| m == l).count() > 1).map(|l| format!("{l} twice")));
    wrong
}

#[test]
fn every_personal_column_is_told_or_kept_back_for_a_reason() {
    assert_eq!(untold(columns()), Vec::<String>::new());
    let shoes = Column { table: "person", name: "shoe_size", class: Class::Sealed, rule: Rule::Person, what: "name" };
    assert_eq!(untold(columns().chain([shoes])), ["person.shoe_size"], "a column that is forgotten is noticed");
    let without = columns().filter(|c| (c.table, c.name) != ("registration", "diet"));
    assert_eq!(untold(without), ["registration.diet is no such column"]);
}

/// Somebody of whom everything is stored that can be.
async fn somebody(world: &World) -> Registration {
    let app = &world.app;
    let aida = coordinator(app).await;
    let event = training(app, &aida, 5).await;
    let question = asks(app, &aida, &event, asking(Kind::Text, "Кайдан келесиз?")).await;
    let input = RegistrationInput {
        answers: answered([(question, "Тоонун артынан келем")]),
        full_name: "Маалыматова Толук".into(),
        call_name: "Толукай".into(),
        phone: "+996700555444".into(),
        email: "tolukai@dareg.example".into(),
        organisation: "Тоо уюму".into(),
        diet: "Балсыз тамак".into(),
        note: "Кечирээк келем".into(),
        age_band: "25_34".into(),
        sex: "female".into(),
        home_region: "osh".into(),
        needs: Needs { interpreter: true, step_free: true, childcare: true, travel: true, lodging: true },
        ..form_of(app, 1)
    };
    let r = come(app, &event, input).await;
    let note = "Ошко автобус жок".into();
    let decision = DecisionInput { registration: r.id, kind: Need::Travel, to: Decided::NotPossible, note };
    world.clock.advance(chrono::Duration::minutes(1));
    needs::decide(app, &aida, &event, &decision).await.unwrap();
    world.clock.set(event.starts_at);
    let session = event.sessions[0].id;
    let mut mark =
        MarkInput { session, registration: r.id, mark_id: app.ids.uuid(), seen: None, status: Status::Present };
    attendance::mark(app, &aida, &event.slug, &mark).await.unwrap();
    world.clock.advance(chrono::Duration::minutes(1));
    mark = MarkInput { mark_id: app.ids.uuid(), seen: Some(mark.mark_id), status: Status::Late, ..mark };
    attendance::correct(app, &aida, &event.slug, &mark, &"Башка залда экен".into()).await.unwrap();
    world.clock.advance(chrono::Duration::minutes(1));
    let words = TestimonialInput {
        submission_id: app.ids.uuid(),
        locale: Locale::Ky,
        headline: "Биринчи кадам".into(),
        body: "Баштапкы сөзүм ушул.".into(),
        channels: vec![Channel::Site],
        attribution: Attribution::Pseudonym,
        pseudonym: "Гүл апа".into(),
        consent_locale: Locale::Ky,
    };
    let id = testimonials::give(app, &r, words).await.unwrap();
    world.clock.advance(chrono::Duration::minutes(1));
    let editor = everywhere(app, "munira", Role::Moderator).await;
    let text = RenditionInput {
        locale: Locale::Ky,
        base: 0,
        headline: "Оңдолгон башсап".into(),
        quote: "Оңдолгон үзүндү".into(),
        narrative: "Оңдолгон баян".into(),
        attribution: Attribution::Pseudonym,
        content_note: "Оор сөз бар".into(),
    };
    testimonials::edit_rendition(app, &editor, id, &text).await.unwrap();
    world.clock.advance(chrono::Duration::minutes(1));
    testimonials::decline(app, &editor, id, DeclineReason::Other, &"Ээсине айтылган себеп".into()).await.unwrap();
    r
}

fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

both_engines! {
    async fn my_data_leaves_nothing_out_in_the_file_and_on_the_page(world: World) {
        let r = somebody(&world).await;
        let token = registration::link_token(&world.app, &r);
        let mut browser = world.browser();
        let file = browser.get(&format!("/ky/my/{token}/data.json")).await;
        assert_eq!(file.headers["content-type"], "application/json; charset=utf-8");
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let told: Value = serde_json::from_str(&file.body).unwrap();
        for (column, pointer, wanted) in TOLD {
            let found = told.pointer(pointer).map(said).unwrap_or_default();
            assert!(!found.is_empty() && (wanted.is_empty() || found == *wanted), "{column} at {pointer}: {found:?} in {}", file.body);
        }
        let sealed = |name: &str| columns().any(|c| format!("{}.{}", c.table, c.name) == name && c.class == Class::Sealed);
        for l in Locale::ALL {
            let page = browser.get(&format!("/{l}/my/{token}/data")).await.body;
            for (column, _, text) in TOLD.iter().filter(|(column, _, _)| sealed(column)) {
                assert!(page.contains(text), "{l}: {column}");
            }
            for key in ["registration-age-25_34", "registration-sex-female", "registration-data-history", "registration-data-withheld"] {
                assert!(page.contains(&l.t(key)), "{l}: {key}");
            }
            for action in ["registration-create", "testimonial-give", "rendition-edit", "testimonial-decline"] {
                assert!(page.contains(&l.t(&format!("staff-audit-{action}"))) || action == "rendition-edit", "{l}: {action}");
            }
            assert!(page.contains(&format!("lang=\"{l}\"")) && !page.contains("registration-data-"), "{l}");
        }
        assert!(!file.body.contains("munira") && !file.body.contains("aida"), "nobody of the staff is named");
    }
}

/// The file, word by word: who has saved it can rely on its form.
#[tokio::test]
async fn the_file_is_what_it_was() {
    let world = World::sqlite().await;
    let r = somebody(&world).await;
    let token = registration::link_token(&world.app, &r);
    let file = world.browser().get(&format!("/ky/my/{token}/data.json")).await.body;
    let file = file.replace(&r.short_code, "ANYOTHERCODE");
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/my_data.json");
    if std::env::var_os("SABAK_TEST_WRITE_GOLDEN").is_some() {
        std::fs::write(&golden, &file).unwrap();
    }
    let kept = std::fs::read_to_string(&golden).unwrap();
    assert_eq!(
        file, kept,
        "changed on purpose? SABAK_TEST_WRITE_GOLDEN=1 cargo test --test suite the_file_is_what_it_was"
    );
}
