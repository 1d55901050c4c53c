//! What proposing a list costs: thousands have applied, twelve rules look at region, sex, age, language, organisation and the
//! event's own questions. The proposal alone, which is a pure function, and the whole of what opening the page does before
//! it is rendered: reading, opening what is sealed, proposing. Applicants are written in bulk, sealed as the stores seal them.

use std::time::Instant;

use sabak::db::{On, Tx};
use sabak::events::form::EventInput;
use sabak::events::model::{Admission, Event};
use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::ids::{digest, hex};
use sabak::questions::form::editor::{OptionInput, QuestionInput};
use sabak::questions::model::{Kind as Asks, SeenBy, Text};
use sabak::questions::service as questions;
use sabak::registration::code;
use sabak::seal::{Field, Sealed, Subject};
use sabak::selection::model::{Criteria, Dimension, Fate, Inputs, Kind, Rule, answer, propose, render};
use sabak::selection::service as selection;
use sabak::staff::model::Actor;
use sabak::state::App;
use serde_json::{Value, json};
use sqlx::{Postgres, QueryBuilder, Sqlite};
use uuid::Uuid;

use crate::grow::{self, FAMILIES, Keyed, NAMES, ROWS, insert, write_keys};
use crate::{Outcome, median};

const SLUG: &str = "bench-selection";
const PLACES: i64 = 400;
const RUNS: usize = 20;
const REGIONS: [&str; 7] = ["osh", "batken", "naryn", "talas", "bishkek", "chuy", "jalal-abad"];
const AGES: [&str; 4] = ["18_24", "25_34", "35_49", "50_64"];
const LANGUAGES: [&str; 4] = ["ky", "ru", "uz", "en"];
/// About a dozen people of each, at five thousand.
const ORGANISATIONS: usize = 400;

struct Asked {
    trade: Uuid,
    skills: Uuid,
    taught: Uuid,
}

struct Applicant {
    person: Uuid,
    registration: Uuid,
    submission: Uuid,
    short_code: String,
    link_hash: Vec<u8>,
    full_name: Sealed,
    call_name: Sealed,
    organisation: Sealed,
    n: usize,
}

struct Answer {
    registration: Uuid,
    question: Uuid,
    value: Sealed,
}

pub async fn measure(app: &App, people: usize) -> Outcome<Value> {
    let said = |e| format!("{e:?}");
    let editor = grow::staff(app, "selector").await?;
    let plan = EventInput {
        slug: Some(SLUG.to_owned()),
        admission: Admission::Selection,
        capacity: PLACES,
        ..grow::plan(app, 0, people)
    };
    let event = events::create(app, &editor, &plan).await.map_err(said)?;
    events::publish(app, &editor, &event.slug).await.map_err(said)?;
    let asked = Asked {
        trade: ask(app, &editor, &event, Asks::OneChoice, "Кесибиңиз").await?,
        skills: ask(app, &editor, &event, Asks::ManyChoices, "Эмнени билесиз").await?,
        taught: ask(app, &editor, &event, Asks::YesNo, "Сабак бергенсизби").await?,
    };
    let mut tx = app.db.write().await?;
    fill(app, &mut tx, &event, &asked, people).await?;
    tx.commit().await?;
    let version = selection::bench(app, &editor, &event).await.map_err(said)?.version;
    let criteria = criteria(&asked);
    let rules = criteria.rules.len();
    selection::set_criteria(app, &editor, &event, &version, &criteria).await.map_err(said)?;
    selection::draw(app, &editor, &event).await.map_err(said)?;

    let mut whole = Vec::with_capacity(RUNS);
    let mut found = None;
    for _ in 0..RUNS {
        let began = Instant::now();
        let bench = selection::bench(app, &editor, &event).await.map_err(said)?;
        whole.push(began.elapsed().as_secs_f64());
        found = Some(bench);
    }
    let bench = found.ok_or("nothing was measured")?;
    let list = bench.list.ok_or("there is no list")?;
    let seed = bench.draw.ok_or("there is no seed")?.seed;
    let applicants = list.proposal.applicants.clone();
    let places = usize::try_from(bench.places)?;
    let inputs = Inputs { event: event.id, seed, places, criteria: bench.criteria, applicants };
    let (mut pure, mut proof) = (Vec::with_capacity(RUNS), Vec::with_capacity(RUNS));
    for _ in 0..RUNS {
        let began = Instant::now();
        let proposal = propose(&inputs);
        pure.push(began.elapsed().as_secs_f64());
        let began = Instant::now();
        let text = render(&inputs, &proposal);
        proof.push(began.elapsed().as_secs_f64());
        if proposal != list.proposal || digest(&text) != digest(&render(&inputs, &list.proposal)) {
            return Err("the same list came out another".into());
        }
    }
    let holders = list.proposal.lines.iter().filter(|line| matches!(line.fate, Fate::Place(_))).count();
    Ok(json!({
        "applicants": list.proposal.lines.len(), "rules": rules, "places": holders,
        "floors_missed": list.proposal.shortfalls.len(), "exhaustive": list.proposal.exhaustive, "runs": RUNS,
        "pure_ms": milliseconds(&pure), "proof_ms": milliseconds(&proof), "whole_ms": milliseconds(&whole),
    }))
}

/// The median and the worst, in milliseconds.
fn milliseconds(seconds: &[f64]) -> Value {
    let worst = seconds.iter().copied().fold(0.0, f64::max) * 1000.0;
    json!({ "median": median(seconds.to_vec()) / 1000.0, "worst": worst })
}

async fn ask(app: &App, editor: &Actor, event: &Event, kind: Asks, label: &str) -> Outcome<Uuid> {
    let option = |n: i64| OptionInput { number: None, labels: [(Locale::Ky, format!("{label}, {n}"))].into() };
    let question = QuestionInput {
        kind,
        required: false,
        shown_if: None,
        seen_by: SeenBy::Coordinators,
        keep_days: 30,
        min: None,
        max: None,
        texts: [(Locale::Ky, Text { label: label.to_owned(), help: String::new() })].into(),
        options: if kind.has_options() { (1..=5).map(option).collect() } else { Vec::new() },
        version: 0,
    };
    Ok(questions::add(app, editor, event, &question).await.map_err(|e| format!("{e:?}"))?)
}

/// Twelve rules that pull in different directions: floors and caps that overlap, scores that lean to what a cap stops.
fn criteria(asked: &Asked) -> Criteria {
    let rule = |kind, dimension, value: &str, amount| Rule { kind, dimension, value: value.to_owned(), amount };
    let about = |kind, question, code, amount| rule(kind, Dimension::Answer, &answer(question, code), amount);
    let rules = vec![
        rule(Kind::Floor, Dimension::Region, "batken", 80),
        rule(Kind::Floor, Dimension::Sex, "female", 220),
        rule(Kind::Floor, Dimension::Language, "uz", 70),
        about(Kind::Floor, asked.trade, "4", 90),
        about(Kind::Floor, asked.taught, "yes", 120),
        rule(Kind::Cap, Dimension::Region, "bishkek", 40),
        rule(Kind::Cap, Dimension::AgeBand, "50_64", 60),
        about(Kind::Cap, asked.skills, "5", 90),
        rule(Kind::Each, Dimension::Organisation, "", 3),
        rule(Kind::Score, Dimension::AgeBand, "18_24", 3),
        about(Kind::Score, asked.skills, "2", 4),
        about(Kind::Score, asked.trade, "1", -2),
    ];
    Criteria { rules, waiting: Some(1_000) }
}

async fn fill(app: &App, tx: &mut Tx, event: &Event, asked: &Asked, people: usize) -> Outcome<()> {
    let (mut keys, mut all, mut answers) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..people {
        let (person, registration) = (app.ids.uuid(), app.ids.uuid());
        let (key, wrapped) = app.db.vault.ring.make(&app.ids, person);
        let name = NAMES[(n / 3) % NAMES.len()];
        let seal = |table, column, row: Uuid, text: &str| key.seal(Field::new(table, column), row, text);
        // Steps without a common factor, so that what one is says little of what else they are.
        let chosen = [
            (asked.trade, (n * 7 % 5 + 1).to_string()),
            (
                asked.skills,
                format!("{} {}", n * 11 % 4 + 1, if n.is_multiple_of(3) { "5" } else { "" }).trim().to_owned(),
            ),
            (asked.taught, if (n * 13).is_multiple_of(4) { "yes" } else { "no" }.to_owned()),
        ];
        for (question, value) in chosen {
            let row = [registration.as_bytes().as_slice(), question.as_bytes()].concat();
            answers.push(Answer {
                registration,
                question,
                value: key.seal(Field::new("answer", "value"), row, &value),
            });
        }
        all.push(Applicant {
            person,
            registration,
            submission: app.ids.uuid(),
            short_code: code::from_bytes(app.ids.bytes()),
            link_hash: digest(&hex(&app.ids.bytes::<16>())),
            full_name: seal("person", "full_name", person, &format!("{} {name}", FAMILIES[n % FAMILIES.len()])),
            call_name: seal("person", "call_name", person, name),
            organisation: seal(
                "registration",
                "organisation",
                registration,
                &format!("«Уюм {}»", n * 17 % ORGANISATIONS),
            ),
            n,
        });
        keys.push(Keyed { subject: Subject::Person(person), wrapped });
    }
    let now = app.clock.now();
    write_keys(tx, &keys, now).await?;
    insert!(tx, "INSERT INTO person (id, full_name, call_name, locale, created_at) ", all, |b, s| {
        b.push_bind(s.person)
            .push_bind(s.full_name.clone())
            .push_bind(s.call_name.clone())
            .push_bind("ky")
            .push_bind(now);
    });
    let pool = event.pool_id;
    insert!(
        tx,
        "INSERT INTO registration (id, event_id, person_id, pool_id, state, source, submission_id, short_code, link_hash, locale,
            age_band, sex, home_region, organisation, needs_interpreter, needs_step_free, needs_childcare, needs_travel,
            holds_place, created_at, changed_at, version) ",
        all,
        |b, s| {
            b.push_bind(s.registration).push_bind(event.id).push_bind(s.person).push_bind(pool).push_bind("received");
            b.push_bind("web").push_bind(s.submission).push_bind(&s.short_code).push_bind(s.link_hash.clone());
            b.push_bind(LANGUAGES[s.n * 3 % 11 % LANGUAGES.len()]).push_bind(AGES[s.n * 5 % 9 % AGES.len()]);
            b.push_bind(if s.n * 19 % 7 < 3 { "female" } else { "male" }).push_bind(REGIONS[s.n * 23 % REGIONS.len()]);
            b.push_bind(s.organisation.clone()).push_bind(false).push_bind(false).push_bind(false).push_bind(true);
            b.push_bind(false).push_bind(now).push_bind(now).push_bind(1_i64);
        }
    );
    insert!(tx, "INSERT INTO answer (registration_id, question_id, value, changed_at) ", answers, |b, a| {
        b.push_bind(a.registration).push_bind(a.question).push_bind(a.value.clone()).push_bind(now);
    });
    Ok(())
}
