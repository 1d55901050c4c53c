//! What is kept and how it goes.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chrono::Duration;
use sabak::i18n::Locale;
use sabak::jobs::worker;
use sabak::registration::model::{Needs, Registration, RegistrationInput, Source, State};
use sabak::registration::service as registration;
use sabak::retention::model::{Class, Rule, columns, words};
use sabak::retention::service::{self as retention, Line, Mode, RunOutcome};
use sabak::staff::model::Role;
use sabak::state::App;

use crate::cast::{come, coordinator, everywhere, form_of, now, plan, published, register, training};
use crate::schema::{Schema, schema};
use crate::support::{World, both_engines};

/// What is wrong between a schema and the table of columns.
fn unclassed(schema: &Schema) -> Vec<String> {
    let classed: BTreeMap<(&str, &str), Class> = columns().map(|c| ((c.table, c.name), c.class)).collect();
    let mut wrong = Vec::new();
    for (table, columns) in schema {
        for (column, (kind, _)) in columns {
            match classed.get(&(table.as_str(), column.as_str())) {
                None => {
                    wrong.push(format!("{table}.{column} has no class and no rule in src/retention"));
                }
                Some(Class::Sealed) if kind != "BLOB" => wrong.push(format!("{table}.{column} is sealed and {kind}")),
                Some(_) => {}
            }
        }
    }
    for (table, column) in classed.keys() {
        if !schema.get(*table).is_some_and(|columns| columns.contains_key(*column)) {
            wrong.push(format!("{table}.{column} has a class and is not in the schema"));
        }
    }
    wrong
}

both_engines! {
    async fn every_column_has_a_class_and_a_rule(world: World) {
        assert_eq!(unclassed(&schema(&world.app.db).await), Vec::<String>::new());
    }
}

both_engines! {
    async fn a_column_that_a_migration_adds_without_a_class_is_noticed(world: World) {
        world.execute("ALTER TABLE person ADD COLUMN shoe_size TEXT").await.unwrap();
        let wrong = unclassed(&schema(&world.app.db).await);
        assert!(wrong.len() == 1 && wrong[0].starts_with("person.shoe_size"), "{wrong:?}");
        world.execute("ALTER TABLE job RENAME COLUMN lane TO track").await.unwrap();
        assert_eq!(unclassed(&schema(&world.app.db).await).len(), 3);
    }
}

#[tokio::test]
async fn the_privacy_page_says_every_rule_and_every_word_of_the_table() {
    let world = World::sqlite().await;
    for l in Locale::ALL {
        let page = world.browser().get(&format!("/{l}/privacy")).await.body;
        for rule in Rule::ALL.into_iter().filter(|r| r.is_for_participants() || r.is_for_staff()) {
            assert!(page.contains(&l.t(&format!("retention-title-{}", rule.code()))), "{l}: {rule:?}");
            for word in words(rule) {
                assert!(page.contains(&l.t(&format!("retention-what-{word}"))), "{l}: {word}");
            }
            let n = rule.span().map_or(0, sabak::retention::model::Span::n);
            assert!(n == 0 || page.contains(&n.to_string()), "{l}: {rule:?} does not say {n}");
        }
        assert!(!page.contains("{retention") && !page.contains("retention-"), "{l}");
    }
}

/// One rule's line of a run.
async fn follow(app: &App, mode: Mode, rule: Rule) -> Line {
    let report = retention::run(app, &mode).await.unwrap();
    *report.lines.iter().find(|line| line.rule == rule).unwrap()
}

const NOW: Mode = Mode::Now { accept: false };

/// The n-th participant with needs of their own.
async fn needy(app: &App, event: &sabak::events::model::Event, n: usize, future_contact: bool) -> Registration {
    let input = RegistrationInput {
        diet: "Этсиз".into(),
        needs: Needs { childcare: true, ..Needs::default() },
        age_band: "25_34".into(),
        sex: "female".into(),
        home_region: "osh".into(),
        future_contact,
        ..form_of(app, n)
    };
    come(app, event, input).await
}

both_engines! {
    /// A training on 5 December: needs go after a week, who got no place after thirty days, names after six months, and of
    /// those who asked to hear of later trainings after two years.
    async fn everything_goes_when_its_time_has_come_and_not_before(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let came = needy(app, &event, 1, false).await;
        let stays = needy(app, &event, 2, true).await;
        let waits = needy(app, &event, 3, false).await;
        assert_eq!(now(app, &waits).await.state, State::Waitlisted);
        let key = |r: &Registration| format!("SELECT COUNT(*) FROM data_key WHERE subject_id = {}", world.id(r.person_id));
        let days = |n| world.clock.advance(Duration::days(n));
        days(10 + 6);
        assert_eq!(follow(app, NOW, Rule::Needs).await.found, 0, "six days after");
        assert_eq!(now(app, &came).await.diet.reveal(), "Этсиз");
        days(2);
        assert_eq!(follow(app, Mode::Dry, Rule::Needs).await, Line { rule: Rule::Needs, found: 3, removed: 0, limit: 20, outcome: RunOutcome::Dry });
        assert!(now(app, &came).await.needs.childcare, "a dry run changes nothing");
        assert_eq!(world.number("SELECT COUNT(*) FROM figure").await, 0);
        let done = follow(app, NOW, Rule::Needs).await;
        assert_eq!((done.found, done.removed, done.outcome), (3, 3, RunOutcome::Done));
        let bare = now(app, &came).await;
        assert!(bare.diet.is_empty() && !bare.needs.childcare && !bare.phone.is_empty());
        assert_eq!(follow(app, NOW, Rule::Needs).await.found, 0, "once");
        days(23);
        let (rows, person) = (1, 1);
        let done = follow(app, NOW, Rule::Unanswered).await;
        assert_eq!((done.found, done.removed), (rows + person, rows + person), "thirty days after");
        assert_eq!(world.number(key(&waits)).await, 0);
        assert_eq!(world.number(key(&came)).await, 1);
        days(140);
        assert_eq!(follow(app, NOW, Rule::Person).await.found, 0, "not quite six months after");
        days(14);
        let done = follow(app, NOW, Rule::Person).await;
        assert_eq!((done.found, done.removed), (1, 1));
        assert_eq!((world.number(key(&came)).await, world.number(key(&stays)).await), (0, 1));
        let kept = now(app, &came).await;
        assert_eq!(kept.state, State::Confirmed, "that somebody was there stays");
        assert!(kept.sex.is_empty() && kept.home_region.is_empty());
        days(365);
        assert_eq!(follow(app, NOW, Rule::Person).await.found, 0, "they asked to hear of later ones");
        days(200);
        assert_eq!(follow(app, NOW, Rule::Person).await.removed, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'").await, 0);
        let rules = crate::cast::texts(&app.db, "SELECT rule FROM tombstone ORDER BY erased_at").await;
        assert_eq!(rules, ["unanswered", "person", "person"]);
        // Two are too few to be told of.
        let figures = retention::figures(app, event.id).await.unwrap();
        assert_eq!(figures.into_values().collect::<Vec<_>>(), [(None, None)]);
    }
}

both_engines! {
    async fn who_takes_it_back_is_not_kept_longer_and_who_comes_again_is_kept(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let asked = needy(app, &event, 1, true).await;
        let purpose = sabak::registration::consent::Purpose::FutureContact;
        registration::agree(app, &asked, purpose, sabak::registration::consent::Act::Withdraw, Locale::Ky).await.unwrap();
        let back = needy(app, &event, 2, false).await;
        world.clock.advance(Duration::days(11));
        let mut later = plan("kiyinki", 5);
        for session in &mut later.sessions {
            session.starts_at += Duration::days(150);
            session.ends_at += Duration::days(150);
        }
        later.registration_closes_at += Duration::days(150);
        let later = published(app, &aida, &later).await;
        let input = form_of(app, 2);
        assert_eq!(registration::register(app, &later, input, Source::Web).await.unwrap().registration.person_id, back.person_id);
        world.clock.advance(Duration::days(200));
        assert_eq!(follow(app, NOW, Rule::Person).await.removed, 1);
        assert!(registration::person(app, asked.person_id).await.unwrap().erased);
        assert!(!registration::person(app, back.person_id).await.unwrap().erased);
    }
}

both_engines! {
    async fn the_numbers_are_frozen_before_the_people_go(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 30).await;
        for n in 0..12 {
            needy(app, &event, n, false).await;
        }
        for n in 12..15 {
            register(app, &event, n).await;
        }
        world.clock.advance(Duration::days(400));
        retention::run(app, &Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'").await, 0);
        let figures = retention::figures(app, event.id).await.unwrap();
        let of = |dimension: &str, value: &str| figures[&(dimension.to_owned(), value.to_owned())];
        assert_eq!(of("all", ""), (Some(15), Some(0)));
        // Three did not say: told of, they and the twelve would be known.
        assert_eq!((of("sex", "female"), of("sex", "")), ((None, None), (None, None)));
        retention::run(app, &NOW).await.unwrap();
        assert_eq!(retention::figures(app, event.id).await.unwrap(), figures, "once");
    }
}

both_engines! {
    /// Twenty-five people at once, of a new instance: nothing goes until somebody has looked.
    async fn far_more_than_usual_waits_for_a_person(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 30).await;
        for n in 0..25 {
            register(app, &event, n).await;
        }
        world.clock.advance(Duration::days(400));
        let night = Mode::Night(retention::night(app.clock.now()));
        let stopped = follow(app, night.clone(), Rule::Person).await;
        assert_eq!((stopped.found, stopped.removed, stopped.limit, stopped.outcome), (25, 0, 20, RunOutcome::Stopped));
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'").await, 25);
        assert_eq!(follow(app, night, Rule::Person).await.outcome, RunOutcome::Before, "once a night");
        let lines = "SELECT COUNT(*) FROM audit WHERE action = 'retention.stop' AND object_id = 'person' AND reason = '25'";
        assert_eq!(world.number(lines).await, 1);
        let root = everywhere(app, "tolgonai", Role::Administrator).await;
        let mut office = world.signed_in(&root).await;
        let home = office.get("/ky/staff").await.body;
        assert!(home.contains("/ky/staff/retention") && home.contains(&Locale::Ky.t("retention-rule-person")));
        let page = office.get("/ky/staff/retention").await;
        assert!(page.status == StatusCode::OK && page.body.contains("--accept-counts"));
        let mut others = world.signed_in(&aida).await;
        assert!(!others.get("/ky/staff").await.body.contains("/staff/retention"), "not a coordinator's to decide");
        assert_eq!(others.get("/ky/staff/retention").await.status, StatusCode::FORBIDDEN);
        world.clock.advance(Duration::minutes(1));
        let done = follow(app, Mode::Now { accept: true }, Rule::Person).await;
        assert_eq!((done.removed, done.outcome), (25, RunOutcome::Done));
        assert!(!office.get("/ky/staff").await.body.contains("/staff/retention"));
        // Now it is usual.
        assert_eq!(follow(app, Mode::Dry, Rule::Person).await.limit, 50);
    }
}

both_engines! {
    async fn the_job_of_a_night_runs_once_over_all_nodes(world: World) {
        let app = &world.app;
        let other = world.second_node().await;
        for node in [app, &other, app] {
            let mut tx = node.db.write().await.unwrap();
            retention::plan(node, &mut tx).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM job WHERE kind = 'retention'").await, 1);
        let (a, b) = tokio::join!(worker::run_due(app), worker::run_due(&other));
        assert_eq!(a.unwrap() + b.unwrap(), 1);
        let rules = i64::try_from(Rule::PURGES.len()).unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM retention_run").await, rules);
        let mut tx = other.db.write().await.unwrap();
        retention::plan(&other, &mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM job WHERE kind = 'retention'").await, 1, "this night is done");
        world.clock.advance(Duration::days(1));
        let mut tx = app.db.write().await.unwrap();
        retention::plan(app, &mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(worker::run_due(app).await.unwrap(), 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM retention_run").await, 2 * rules);
    }
}
