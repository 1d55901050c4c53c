//! Sealed values that were moved, damaged, or whose key is gone: one row says so, the others are as they were, and nobody
//! is shown under another's name.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::attendance::form::MarkInput;
use sabak::attendance::model::Status;
use sabak::attendance::service as attendance;
use sabak::audit::service::By;
use sabak::db::vault;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::i18n::Locale;
use sabak::ids::unhex;
use sabak::people::model::Contact;
use sabak::registration::model::{Registration, RegistrationInput, Source, State};
use sabak::registration::service as registration;
use sabak::seal::Legible;
use sabak::staff::model::Actor;
use sabak::state::App;
use uuid::Uuid;

use crate::cast::{coordinator, form_of, plan, published, register, texts, training};
use crate::support::{Browser, World, both_engines};

/// Three who registered, each with words of their own.
struct Three {
    event: Event,
    aida: Actor,
    people: Vec<Registration>,
    staff: Browser,
}

const NAMES: [&str; 3] = ["Биринчиева Айым", "Экинчиева Бурул", "Үчүнчүева Салтанат"];

impl Three {
    async fn open(world: &World) -> Self {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let mut people = Vec::new();
        for (n, name) in NAMES.into_iter().enumerate() {
            let input = RegistrationInput {
                full_name: name.into(),
                call_name: name.split(' ').next().unwrap().into(),
                note: format!("Эскертүү-{n}").into(),
                diet: format!("Тамагы-{n}").into(),
                email: format!("kishi{n}@belgi.invalid").into(),
                ..form_of(app, n)
            };
            people.push(registration::register(app, &event, input, Source::Web).await.unwrap().registration);
        }
        let staff = world.signed_in(&aida).await;
        Self { event, aida, people, staff }
    }

    fn path(&self, rest: &str) -> String {
        format!("/ky/staff/events/{}/{rest}", self.event.slug)
    }

    async fn legible(&self, app: &App) -> Vec<Legible> {
        let roster = registration::roster(app, self.event.id).await.unwrap();
        let of = |r: &Registration| roster.iter().find(|e| e.registration_id == r.id).unwrap();
        for (entry, name) in self.people.iter().map(of).zip(NAMES) {
            match entry.legible {
                Legible::Yes => assert_eq!(entry.full_name.reveal(), name),
                _ => assert!(entry.full_name.is_empty() && entry.call_name.is_empty()),
            }
        }
        self.people.iter().map(|r| of(r).legible).collect()
    }

    /// What the list, the desk and the page of each registration answer.
    async fn pages(&mut self) -> (String, Vec<(StatusCode, String)>) {
        let mut lists = String::new();
        for path in ["registrations", "desk", "attendance", "desk/sheet"] {
            let answer = self.staff.get(&self.path(path)).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: one row stops no list");
            lists += &answer.body;
        }
        let mut own = Vec::new();
        for id in self.people.iter().map(|r| r.id).collect::<Vec<_>>() {
            let answer = self.staff.get(&self.path(&format!("registrations/{id}"))).await;
            own.push((answer.status, answer.body));
        }
        (lists, own)
    }
}

/// Gives two rows each other's values of some columns. `a` and `b` pick the rows.
async fn swap(world: &World, table: &str, columns: &[&str], (a, b): (String, String)) {
    for column in columns {
        let hex = if world.app.db.engine() == "sqlite" { "hex" } else { "encode" };
        let format = if hex == "encode" { ", 'hex'" } else { "" };
        let read = |row: &str| texts(&world.app.db, format!("SELECT {hex}({column}{format}) FROM {table} WHERE {row}"));
        for (row, value) in [(&a, read(&b).await), (&b, read(&a).await)].map(|(row, of)| (row, of[0].clone())) {
            let value = world.bytes(&unhex(&value).unwrap());
            world.execute(format!("UPDATE {table} SET {column} = {value} WHERE {row}")).await.unwrap();
        }
    }
}

async fn swap_rows(world: &World, table: &str, key: &str, columns: &[&str], (a, b): (Uuid, Uuid)) {
    let of = |id| format!("{key} = {}", world.id(id));
    swap(world, table, columns, (of(a), of(b))).await;
}

both_engines! {
    async fn names_that_were_swapped_name_nobody(world: World) {
        let mut three = Three::open(&world).await;
        assert_eq!(three.legible(&world.app).await, [Legible::Yes; 3]);
        let (a, b) = (three.people[0].person_id, three.people[1].person_id);
        swap_rows(&world, "person", "id", &["full_name", "call_name"], (a, b)).await;
        assert_eq!(three.legible(&world.app).await, [Legible::Damaged, Legible::Damaged, Legible::Yes]);
        let (lists, own) = three.pages().await;
        assert!(lists.contains("Салтанат") && !lists.contains("Айым") && !lists.contains("Бурул"));
        assert!(lists.contains(&Locale::Ky.t("ui-damaged")));
        assert_eq!(own.iter().map(|(status, _)| status.as_u16()).collect::<Vec<_>>(), [500, 500, 200]);
        for (_, body) in &own[..2] {
            assert!(NAMES.iter().all(|name| !body.contains(name)), "{body}");
        }
        // Put back, they are read again.
        swap_rows(&world, "person", "id", &["full_name", "call_name"], (a, b)).await;
        assert_eq!(three.legible(&world.app).await, [Legible::Yes; 3]);
    }
}

both_engines! {
    async fn a_person_carried_over_with_their_key_names_nobody(world: World) {
        let three = Three::open(&world).await;
        let (a, b) = (three.people[0].person_id, three.people[1].person_id);
        swap_rows(&world, "data_key", "subject_id", &["wrapped"], (a, b)).await;
        assert_eq!(three.legible(&world.app).await, [Legible::Damaged, Legible::Damaged, Legible::Yes], "the key alone");
        swap_rows(&world, "person", "id", &["full_name", "call_name"], (a, b)).await;
        assert_eq!(three.legible(&world.app).await, [Legible::Damaged, Legible::Damaged, Legible::Yes], "names and key");
    }
}

both_engines! {
    async fn an_answer_in_another_column_or_row_opens_nowhere(world: World) {
        let mut three = Three::open(&world).await;
        let id = world.id(three.people[0].id);
        // Of one person, under one key: the column alone differs.
        world.execute(format!("UPDATE registration SET note = diet, diet = note WHERE id = {id}")).await.unwrap();
        let (lists, own) = three.pages().await;
        assert_eq!(own.iter().map(|(status, _)| status.as_u16()).collect::<Vec<_>>(), [500, 200, 200]);
        assert!(own[1].1.contains("Эскертүү-1") && !own[0].1.contains("Эскертүү-0") && !own[0].1.contains("Тамагы-0"));
        assert!(lists.contains("Бурул") && lists.contains(&Locale::Ky.t("ui-damaged")));
        assert!(registration::by_id(&world.app, three.people[0].id).await.map(drop).is_err_and(|e| internal(&e)));
        // Of two people: the addresses, and with them where their mail would go.
        let (b, c) = (three.people[1].id, three.people[2].id);
        swap_rows(&world, "registration", "id", &["email"], (b, c)).await;
        for id in [b, c] {
            assert!(registration::by_id(&world.app, id).await.map(drop).is_err_and(|e| internal(&e)));
        }
    }
}

both_engines! {
    /// Of two who wait the first cannot be read; the turn comes to them all the same, and after them to the other.
    async fn a_damaged_row_stops_nobody_who_waits_with_it(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let holder = register(app, &event, 1).await.registration;
        let of = |n: usize| RegistrationInput { email: format!("kuttu{n}@belgi.invalid").into(), ..form_of(app, n) };
        let first = registration::register(app, &event, of(2), Source::Web).await.unwrap().registration;
        let second = registration::register(app, &event, of(3), Source::Web).await.unwrap().registration;
        swap_rows(&world, "registration", "id", &["email"], (first.id, second.id)).await;
        let state = async |id| crate::cast::texts(&app.db, format!("SELECT state FROM registration WHERE id = {}", world.id(id))).await;
        assert_eq!(registration::withdraw(app, &holder).await, Ok(State::Withdrawn));
        assert_eq!(state(first.id).await, ["offered"]);
        assert_eq!(world.number("SELECT COUNT(*) FROM message WHERE kind = 'offered'").await, 1, "to be told by whoever can");
        world.clock.advance(Duration::days(20));
        assert_eq!(registration::lapse_offer(app, first.id).await, Ok(State::Expired), "nor does it keep the place");
    }
}

fn internal(error: &AppError) -> bool {
    matches!(error, AppError::Internal(_))
}

both_engines! {
    async fn a_contact_of_somebody_else_is_not_theirs(world: World) {
        let three = Three::open(&world).await;
        let of = |n: usize| format!("person_id = {} AND kind = 'phone'", world.id(three.people[n].person_id));
        let sql = format!("UPDATE contact SET value = (SELECT value FROM contact WHERE {}) WHERE {}", of(1), of(0));
        world.execute(sql).await.unwrap();
        assert!(registration::person(&world.app, three.people[0].person_id).await.map(drop).is_err_and(|e| internal(&e)));
        assert!(registration::person(&world.app, three.people[1].person_id).await.is_ok());
        // A reason in the place of a note, both about one person.
        world.clock.set(three.event.starts_at);
        let (app, slug, who) = (&world.app, &three.event.slug, &three.people[2]);
        let tap = |status, seen| MarkInput {
            session: three.event.sessions[0].id, registration: who.id, mark_id: app.ids.uuid(), seen, status,
        };
        let first = tap(Status::Present, None);
        attendance::mark(app, &three.aida, slug, &first).await.unwrap();
        let second = tap(Status::Absent, Some(first.mark_id));
        attendance::correct(app, &three.aida, slug, &second, &"Башка киши".into()).await.unwrap();
        let mut tx = app.db.read().await.unwrap();
        let key = vault::key(&mut tx, who.person_id).await.unwrap();
        assert_eq!(attendance::reasons(&mut tx, &key, who.person_id).await.unwrap().len(), 1);
        drop(tx);
        let id = world.id(who.id);
        let sql = format!("UPDATE mark SET reason = (SELECT note FROM registration WHERE id = {id}) WHERE reason IS NOT NULL");
        world.execute(sql).await.unwrap();
        let mut tx = app.db.read().await.unwrap();
        assert!(attendance::reasons(&mut tx, &key, who.person_id).await.map(drop).is_err_and(|e| internal(&e)));
    }
}

both_engines! {
    async fn what_one_reader_typed_is_not_shown_to_another(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 5).await;
        let path = format!("/ky/events/{}/register", event.slug);
        let (mut one, mut other) = (world.browser(), world.browser());
        for (browser, name) in [(&mut one, "Биринчи Терген"), (&mut other, "Экинчи Терген")] {
            let id = world.app.ids.uuid().to_string();
            browser.post(&path, &[("submission_id", &id), ("full_name", name), ("locale", "ky")]).await;
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM flash").await, 2);
        // Somebody with the database in hand gives each the other's row.
        let least = "(SELECT id_hash FROM flash ORDER BY id_hash LIMIT 1)";
        let rows = (format!("id_hash = {least}"), format!("id_hash <> {least}"));
        swap(&world, "flash", &["payload"], rows).await;
        for browser in [&mut one, &mut other] {
            let page = browser.get(&path).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.body.contains("Терген"), "an empty form, not another's");
        }
    }
}

async fn forget(app: &App, person: Uuid) -> bool {
    registration::erase_person(app, By::System, person, "asked").await.unwrap()
}

both_engines! {
    async fn without_a_key_a_person_is_nobody_and_their_rows_still_count(world: World) {
        let mut three = Three::open(&world).await;
        let app = &world.app;
        let (mine, link) = (three.people[0].clone(), registration::link_token(app, &three.people[0]));
        // After the training: before it, the place goes to another.
        let begins = ["2026-11-20", "2026-12-05"].map(|day| {
            format!("UPDATE event SET starts_at = '{day}T03:00:00+00:00', ends_at = '{day}T09:00:00+00:00'")
        });
        world.execute(begins[0].clone()).await.unwrap();
        assert!(forget(app, mine.person_id).await);
        world.execute(begins[1].clone()).await.unwrap();
        assert!(!forget(app, mine.person_id).await, "once");
        assert_eq!(three.legible(app).await, [Legible::Erased, Legible::Yes, Legible::Yes]);
        let (lists, own) = three.pages().await;
        assert!(own.iter().all(|(status, _)| *status == StatusCode::OK));
        assert!(own[0].1.contains(&Locale::Ky.t("ui-erased")) && !own[0].1.contains("Айым"));
        assert!(lists.contains(&Locale::Ky.t("ui-erased")) && !lists.contains("Айым"));
        let sheet = three.staff.get(&three.path("desk/sheet")).await.body;
        assert!(!sheet.contains(&Locale::Ky.t("ui-erased")), "nobody will sign there");
        let by_hand = three.path(&format!("registrations/{}/by-hand", mine.id));
        assert!(!own[0].1.contains(&by_hand) && own[1].1.contains("/by-hand"), "no link to pass on");
        assert_eq!(three.staff.get(&by_hand).await.status, StatusCode::NOT_FOUND);
        let person = registration::person(app, mine.person_id).await.unwrap();
        assert!(person.erased && person.full_name.is_empty() && person.contacts.is_empty());
        let found = registration::by_link(app, &link).await.map(drop);
        assert_eq!(found, Err(AppError::Gone), "the link opens nothing");
        let letters = "SELECT COUNT(*) FROM message";
        let before = world.number(letters).await;
        registration::find_again(app, &Contact::email("kishi0@belgi.invalid")).await.unwrap();
        sabak::jobs::worker::run_due(app).await.unwrap();
        assert_eq!(world.number(letters).await, before, "no mail goes where it went");
        assert_eq!(world.number("SELECT taken FROM pool").await, 3, "who had a place has been counted");
        // Who comes again is somebody new.
        let again = RegistrationInput { full_name: "Жаңы Келген".into(), ..form_of(app, 0) };
        let again = registration::register(app, &three.event, again, Source::Web).await.unwrap();
        assert!(!again.already && again.registration.person_id != mine.person_id);
        assert_eq!(again.registration.state, State::Confirmed);
    }
}

both_engines! {
    /// A key that was destroyed alone, as from a backup of the keys that is older than that of the rest.
    async fn a_key_that_is_gone_fails_no_page(world: World) {
        let mut three = Three::open(&world).await;
        let link = registration::link_token(&world.app, &three.people[1]);
        let id = world.id(three.people[1].person_id);
        world.execute(format!("DELETE FROM data_key WHERE subject_id = {id}")).await.unwrap();
        let (_, own) = three.pages().await;
        assert!(own.iter().all(|(status, _)| *status == StatusCode::OK));
        assert_eq!(world.browser().get(&format!("/ky/my/{link}")).await.status, StatusCode::OK);
        world.clock.advance(Duration::hours(1));
        registration::find_again(&world.app, &Contact::email("kishi1@belgi.invalid")).await.unwrap();
    }
}

both_engines! {
    /// Whoever registers while their earlier data is erased is somebody new or is erased with it; nothing lies under a key
    /// that is gone.
    async fn erasing_and_registering_at_once_leaves_nothing_behind(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let nodes = [app.clone(), world.second_node().await];
        for round in 0..4 {
            let first = published(app, &aida, &plan(&format!("biringi-{round}"), 50)).await;
            let known = register(app, &first, round).await.registration.person_id;
            let mut at_once = tokio::task::JoinSet::new();
            for n in 0..6 {
                let event = published(app, &aida, &plan(&format!("sabak-{round}-{n}"), 50)).await;
                let app = nodes[n % 2].clone();
                let input = RegistrationInput { note: "Сөз".into(), ..form_of(&app, round) };
                at_once.spawn(async move {
                    registration::register(&app, &event, input, Source::Web).await.map(|_| true)
                });
            }
            let node = nodes[round % 2].clone();
            at_once.spawn(async move { Ok(forget(&node, known).await) });
            for done in at_once.join_all().await {
                assert!(done.is_ok(), "{done:?}");
            }
            let left = "SELECT COUNT(*) FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id
                WHERE k.subject_id IS NULL AND (r.note IS NOT NULL OR r.phone IS NOT NULL)";
            assert_eq!(world.number(left).await, 0);
            let contacts = "SELECT COUNT(*) FROM contact c LEFT JOIN data_key k ON k.subject_id = c.person_id
                WHERE k.subject_id IS NULL";
            assert_eq!(world.number(contacts).await, 0);
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM registration").await, 28, "every one is kept");
    }
}
