//! People: finding them by sealed names.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::audit::service::By;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::i18n::Locale;
use sabak::jobs::worker;
use sabak::people::model::Contact;
use sabak::people::service as people;
use sabak::registration::model::{Registration, RegistrationInput};
use sabak::registration::service as registration;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::state::App;
use uuid::Uuid;

use crate::cast::{come, coordinator, everywhere, form_of, plan, published, staff, training};
use crate::support::{World, both_engines};

/// Somebody of this name registers, with a number of their own.
async fn named(app: &App, event: &Event, n: usize, name: &str) -> Registration {
    let input = RegistrationInput { full_name: name.into(), call_name: "".into(), ..form_of(app, n) };
    come(app, event, input).await
}

/// Everybody has their tokens, as a moment later in life.
async fn indexed(world: &World) {
    while people::index_due(&world.app).await.unwrap() > 0 {}
    assert_eq!(world.number("SELECT COUNT(*) FROM name_due").await, 0);
}

/// The names that a search finds, best first.
async fn found(app: &App, actor: &Actor, typed: &str) -> Vec<String> {
    let found = people::search(app, actor, &typed.into(), Locale::Ky).await.unwrap();
    found.hits.iter().map(|hit| hit.full_name.reveal().to_owned()).collect()
}

async fn elsewhere(app: &App, actor: &Actor) -> Event {
    let mut plan = plan("batken-sabagy", 200);
    plan.region = "batken".into();
    published(app, actor, &plan).await
}

async fn of_batken(app: &App) -> Actor {
    staff(app, "saltanat", &[Grant::new(Role::Coordinator, Scope::Region("batken".into()))]).await
}

both_engines! {
    async fn a_name_is_found_in_every_spelling_by_its_parts_and_their_beginnings(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 50).await;
        for (n, name) in ["Айгүл Өмүрбекова", "Айгерим Токтосунова", "Yoʻldosheva Oʻgʻiloy", "Джумабаев Эрмек Асан уулу", "Үмүт"]
            .into_iter()
            .enumerate()
        {
            named(app, &event, n, name).await;
        }
        // First by their names, then by their tokens: who is found is the same.
        for round in 0..2 {
            for (typed, name) in [
                ("айгул омурбекова", "Айгүл Өмүрбекова"),
                ("Omurbekova", "Айгүл Өмүрбекова"),
                ("өмүр", "Айгүл Өмүрбекова"),
                ("ӨМҮРБЕКОВА АЙ", "Айгүл Өмүрбекова"),
                ("Aigerim T", "Айгерим Токтосунова"),
                ("токтосонова", "Айгерим Токтосунова"),
                ("айгирим токтосунова", "Айгерим Токтосунова"),
                ("йўлдошева", "Yoʻldosheva Oʻgʻiloy"),
                ("yo'ldosh", "Yoʻldosheva Oʻgʻiloy"),
                ("Огилой", "Yoʻldosheva Oʻgʻiloy"),
                ("Zhumabaev", "Джумабаев Эрмек Асан уулу"),
                ("эрмек асан", "Джумабаев Эрмек Асан уулу"),
                ("umut", "Үмүт"),
                ("Айгүл Токтосунова", ""),
                ("Бермет", ""),
            ] {
                let wanted: Vec<&str> = Some(name).into_iter().filter(|n| !n.is_empty()).collect();
                assert_eq!(found(app, &aida, typed).await, wanted, "{round} {typed}");
            }
            indexed(&world).await;
        }
        // Two begin so; the one whose part it is wholly would come first.
        assert_eq!(found(app, &aida, "айг").await, ["Айгерим Токтосунова", "Айгүл Өмүрбекова"]);
        let similar = people::search(app, &aida, &"токтосонова".into(), Locale::Ky).await.unwrap();
        assert!(similar.hits[0].similar && !similar.more);
        let end = people::search(app, &aida, &"бекова".into(), Locale::Ky).await.unwrap();
        assert!(end.hits.len() == 1 && end.hits[0].similar, "the end of a name is like it");
        assert_eq!(similar.hits[0].contacts, [Contact::phone("+996700000001")]);
        // A whole number, as it is dialled.
        assert_eq!(found(app, &aida, "0700 000 001").await, ["Айгерим Токтосунова"]);
        assert_eq!(found(app, &aida, "0700 000 009").await, Vec::<String>::new());
    }
}

both_engines! {
    async fn whichever_letter_is_wrong_the_person_is_found(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let name = "Бакыт Чомоева";
        for (n, name) in [name, "Бакыт Үлгүлүева", "Чынара Чомоева"].into_iter().enumerate() {
            named(app, &event, n, name).await;
        }
        let finds = async |typed: &str| {
            let found = people::search(app, &aida, &typed.into(), Locale::Ky).await.unwrap();
            found.hits.iter().any(|hit| hit.full_name.reveal() == name)
        };
        for round in 0..2 {
            let letters: Vec<char> = name.chars().collect();
            for at in (0..letters.len()).filter(|at| letters[*at] != ' ') {
                let (mut other, mut without) = (letters.clone(), letters.clone());
                other[at] = if letters[at] == 'о' { 'а' } else { 'о' };
                without.remove(at);
                for typed in [other, without] {
                    let typed: String = typed.into_iter().collect();
                    assert!(finds(&typed).await, "{round} {typed}");
                }
            }
            assert!(!finds("Бокот Чамаева").await, "two letters of both");
            indexed(&world).await;
        }
    }
}

both_engines! {
    /// The control: without tokens, or with those of another folding, nobody is found.
    async fn without_the_tokens_nobody_is_found_and_the_job_makes_them_again(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        named(app, &event, 1, "Айгүл Бекова").await;
        let gone = named(app, &event, 2, "Бермет Асанова").await;
        indexed(&world).await;
        assert_eq!(found(app, &aida, "aigul").await.len(), 1);
        let count = "SELECT COUNT(*) FROM name_token";
        let all = world.number(count).await;
        // As before the migration.
        for table in ["name_token", "name_pair", "name_index"] {
            world.execute(format!("DELETE FROM {table}")).await.unwrap();
        }
        world.execute("DELETE FROM epoch WHERE name = 'names'").await.unwrap();
        assert_eq!(found(app, &aida, "aigul").await, Vec::<String>::new());
        registration::erase_person(app, By::System, gone.person_id, "asked").await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        people::plan_index(app, &mut tx).await.unwrap();
        people::plan_index(app, &mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM job WHERE kind = 'index_names'").await, 1);
        worker::run_due(app).await.unwrap();
        assert_eq!(found(app, &aida, "aigul").await, ["Айгүл Бекова"]);
        assert!(world.number(count).await < all, "of who was erased none are made");
        let mut tx = app.db.write().await.unwrap();
        people::plan_index(app, &mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM job WHERE kind = 'index_names' AND done_at IS NULL").await, 0, "done");
        // The command, for everybody: nothing changes.
        let run = people::index_some(app, Uuid::nil(), true, 100).await.unwrap();
        assert_eq!((run.seen, run.changed, run.after), (1, 0, None));
        // Tokens of another text than the name's find nobody by it.
        world.execute("UPDATE name_token SET token = token + 1").await.unwrap();
        assert_eq!(found(app, &aida, "aigul").await, Vec::<String>::new());
    }
}

both_engines! {
    async fn erasing_somebody_takes_their_tokens_along(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let first = named(app, &event, 1, "Айгүл Бекова").await;
        let second = named(app, &event, 2, "Айгүл Асанова").await;
        indexed(&world).await;
        registration::erase(app, &first).await.unwrap();
        let of = |table: &str, id| format!("SELECT COUNT(*) FROM {table} WHERE person_id = {}", world.id(id));
        for table in ["name_token", "name_pair", "name_index"] {
            assert_eq!(world.number(of(table, first.person_id)).await, 0, "{table}");
            assert!(world.number(of(table, second.person_id)).await > 0, "{table}");
        }
        assert_eq!(found(app, &aida, "айгүл").await, ["Айгүл Асанова"]);
        // By rule, too.
        world.clock.advance(Duration::days(400));
        sabak::retention::service::run(app, &sabak::retention::service::Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM name_token").await, 0);
    }
}

both_engines! {
    async fn who_is_new_is_found_before_their_tokens_are_made(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 50).await;
        let first = named(app, &event, 1, "Айгүл Бекова").await;
        let count = async |table: &str| world.number(format!("SELECT COUNT(*) FROM {table}")).await;
        let counts = async || [count("name_due").await, count("name_index").await, count("name_token").await.min(1)];
        assert_eq!(counts().await, [1, 0, 0], "registering makes no tokens");
        for typed in ["Айгүл Бекова", "bek", "айг бек", "Айгил Бекова"] {
            assert_eq!(found(app, &aida, typed).await, ["Айгүл Бекова"], "{typed}");
        }
        assert_eq!(found(app, &of_batken(app).await, "бекова").await, Vec::<String>::new(), "not by who may not see them");
        // Erased before: nothing is made of them.
        let gone = named(app, &event, 2, "Бермет Асанова").await;
        registration::erase(app, &gone).await.unwrap();
        assert_eq!(counts().await, [1, 0, 0]);
        indexed(&world).await;
        assert_eq!(counts().await, [0, 1, 1]);
        assert_eq!(found(app, &aida, "айг бек").await, ["Айгүл Бекова"]);
        assert_eq!(people::index_due(app).await, Ok(0), "once");
        // The control: without either they are not found, and the command mends it.
        let second = named(app, &event, 3, "Чолпон Үлгүлүева").await;
        world.execute("DELETE FROM name_due").await.unwrap();
        assert_eq!(found(app, &aida, "чолпон").await, Vec::<String>::new());
        let run = people::index_some(app, Uuid::nil(), true, 100).await.unwrap();
        assert_eq!((run.seen, run.changed), (2, 1));
        assert_eq!(found(app, &aida, "чолпон").await, ["Чолпон Үлгүлүева"]);
        // As many as a search opens, and one more, of whom nobody has tokens yet: the oldest is found by them alone.
        for n in 0..people::DUE {
            let id = world.id(Uuid::from_u128(u128::MAX - u128::try_from(n).unwrap()));
            world.execute(format!("INSERT INTO name_due (person_id) VALUES ({id})")).await.unwrap();
        }
        world.execute(format!("INSERT INTO name_due (person_id) VALUES ({})", world.id(second.person_id))).await.unwrap();
        world.execute("DELETE FROM name_token").await.unwrap();
        assert_eq!(found(app, &aida, "чол").await, Vec::<String>::new(), "one past the limit");
        world.execute(format!("DELETE FROM name_due WHERE person_id = {}", world.id(Uuid::from_u128(u128::MAX)))).await.unwrap();
        assert_eq!(found(app, &aida, "чол").await, ["Чолпон Үлгүлүева"], "at the limit");
        // Those of whom there is no key are done with.
        indexed(&world).await;
        assert_ne!(first.person_id, second.person_id);
    }
}

both_engines! {
    async fn outside_of_ones_scope_nobody_is_found_and_no_page_opens(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let osh = training(app, &aida, 50).await;
        let batken = elsewhere(app, &aida).await;
        let mine = named(app, &osh, 1, "Айгүл Бекова").await;
        let both = named(app, &osh, 2, "Айгүл Асанова").await;
        named(app, &batken, 2, "Айгүл Асанова").await;
        let local = of_batken(app).await;
        assert_eq!(found(app, &aida, "айгүл").await.len(), 2);
        assert_eq!(found(app, &local, "айгүл").await, ["Айгүл Асанова"]);
        for hidden in ["Айгүл Бекова", "бекова", "бекава", "0700 000 001", "+996700000001"] {
            assert_eq!(found(app, &local, hidden).await, Vec::<String>::new(), "{hidden}");
        }
        assert_eq!(found(app, &local, "0700 000 002").await, ["Айгүл Асанова"]);
        let refused = people::card(app, &local, mine.person_id).await.map(drop);
        assert_eq!(refused, Err(AppError::NotFound));
        assert_eq!(people::card(app, &local, Uuid::nil()).await.map(drop), Err(AppError::NotFound));
        let card = people::card(app, &local, both.person_id).await.unwrap();
        assert_eq!((card.lines.len(), card.hidden), (1, 1), "what lies elsewhere is only counted");
        assert_eq!(people::card(app, &aida, both.person_id).await.unwrap().lines.len(), 2);
        for (name, role) in [("fatima", Role::Facilitator), ("munira", Role::Moderator), ("olga", Role::Auditor)] {
            let other = everywhere(app, name, role).await;
            assert_eq!(people::search(app, &other, &"айгүл".into(), Locale::Ky).await.map(drop), Err(AppError::Forbidden));
            assert_eq!(people::card(app, &other, both.person_id).await.map(drop), Err(AppError::Forbidden));
        }
        // Of one event only.
        let of_osh = staff(app, "nurzat", &[Grant::new(Role::Coordinator, Scope::Event(osh.id))]).await;
        assert_eq!(found(app, &of_osh, "асанова").await, ["Айгүл Асанова"]);
        assert_eq!(people::card(app, &of_osh, both.person_id).await.unwrap().hidden, 1);
    }
}

both_engines! {
    async fn fifty_are_shown_and_it_is_said_that_there_are_more(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 200).await;
        for n in 0..people::SHOWN {
            named(app, &event, n, "Айгүл Бекова").await;
        }
        let all = people::search(app, &aida, &"айгүл бек".into(), Locale::Ky).await.unwrap();
        assert_eq!((all.hits.len(), all.more), (people::SHOWN, false));
        named(app, &event, 51, "Айгүл Бекова").await;
        let all = people::search(app, &aida, &"айгүл бек".into(), Locale::Ky).await.unwrap();
        assert_eq!((all.hits.len(), all.more), (people::SHOWN, true));
        named(app, &event, 52, "Айгүл Бекова-Асанова").await;
        assert_eq!(found(app, &aida, "айгүл асанова").await, ["Айгүл Бекова-Асанова"], "narrowed down");
    }
}

both_engines! {
    async fn the_pages_find_by_post_and_say_what_is_wrong(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let r = named(app, &event, 1, "Айгүл Бекова").await;
        let mut office = world.signed_in(&aida).await;
        let page = office.get("/ky/staff/people").await;
        assert!(page.status == StatusCode::OK && page.body.contains("method=\"post\""), "{}", page.body);
        let found = office.post("/ky/staff/people", &[("q", "aigul")]).await;
        let link = format!("/ky/staff/people/{}", r.person_id);
        assert!(found.status == StatusCode::OK && found.body.contains(&link) && found.body.contains("Айгүл Бекова"));
        assert!(!found.body.contains("?q="), "what was typed stands in no address");
        let card = office.get(&link).await;
        assert!(card.body.contains("Айгүл Бекова") && card.body.contains(&event.slug) && card.body.contains("+996700000001"));
        for (typed, key) in [("", "ui-error-required"), ("а", "people-error-short")] {
            let refused = office.post("/ky/staff/people", &[("q", typed)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains(&Locale::Ky.t(key)), "{typed}");
        }
        let long = "ө".repeat(sabak::people::form::SEARCH_MAX + 1);
        let refused = office.post("/ky/staff/people", &[("q", &long)]).await;
        assert!(refused.body.contains(&long) && refused.body.contains("id=\"errors\""));
        assert_eq!(office.get("/ky/staff/people?q=aigul").await.body.matches("Бекова").count(), 0);
        assert_eq!(office.get(&format!("/ky/staff/people/{}", Uuid::nil())).await.status, StatusCode::NOT_FOUND);
    }
}
