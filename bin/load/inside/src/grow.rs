//! A database as it is after years: many trainings, each with participants and with testimonials that readers see. The
//! trainings are made by the use cases; people, registrations and words are written in bulk, sealed as the stores seal them.

use std::time::Instant;

use sabak::db::{On, Tx};
use sabak::events::form::{EventInput, SessionInput};
use sabak::events::model::{Admission, Event, EventText, Kind};
use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::ids::{digest, hex};
use sabak::registration::code;
use sabak::seal::{DataKey, Field, Sealed, Subject, Wrapped};
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::staff::service as team;
use sabak::state::App;
use serde_json::{Value, json};
use sqlx::{Postgres, QueryBuilder, Sqlite};
use uuid::Uuid;

use crate::Outcome;

/// Rows of one statement; the widest has 28 columns, and SQLite takes 32,766 values.
pub const ROWS: usize = 500;
/// Trainings whose people share one transaction.
const EVENTS: usize = 20;

pub const NAMES: [&str; 8] = ["Айгерим", "Бермет", "Гүлзат", "Жылдыз", "Нурбек", "Эрмек", "Санжар", "Өмүрбек"];
pub const FAMILIES: [&str; 8] =
    ["Үлгүбекова", "Мисалова", "Үлгүлүева", "Сыноокулова", "Мисалов", "Үлгүбеков", "Сыноокулов", "Үлгүлүев"];
const REGIONS: [&str; 5] = ["osh", "batken", "naryn", "talas", "bishkek"];

/// One statement with as many rows as there are, on the engine of the transaction.
macro_rules! insert {
    ($tx:expr, $into:literal, $rows:expr, |$b:ident, $row:ident| $push:block) => {
        for rows in $rows.chunks(ROWS) {
            match &mut $tx.on {
                On::SqliteWrite(t) => {
                    let mut statement = QueryBuilder::<Sqlite>::new($into);
                    statement.push_values(rows, |mut $b, $row| $push);
                    statement.build().execute(t.connection()).await?;
                }
                On::PostgresWrite(t) => {
                    let mut statement = QueryBuilder::<Postgres>::new($into);
                    statement.push_values(rows, |mut $b, $row| $push);
                    statement.build().execute(&mut **t).await?;
                }
                On::SqliteRead(_) | On::PostgresRead(_) => return Err("a transaction that writes".into()),
            }
        }
    };
}
pub(crate) use insert;

pub struct Keyed {
    pub subject: Subject,
    pub wrapped: Wrapped,
}

struct Somebody {
    person: Uuid,
    registration: Uuid,
    pool: Uuid,
    event: Uuid,
    submission: Uuid,
    short_code: String,
    link_hash: Vec<u8>,
    region: &'static str,
    full_name: Sealed,
    call_name: Sealed,
}

struct Words {
    id: Uuid,
    of: usize,
    submission: Uuid,
    headline: Sealed,
    body: Sealed,
    salt: Sealed,
    sha256: Vec<u8>,
    shown: [Sealed; 5],
    consent: Uuid,
}

pub async fn grow(app: &App, trainings: usize, people: usize, voices: usize) -> Outcome<Value> {
    let began = Instant::now();
    let said = |e| format!("{e:?}");
    let (editor, approver) = (staff(app, "editor").await?, staff(app, "approver").await?);
    let mut made: Vec<Event> = Vec::with_capacity(trainings);
    for n in 0..trainings {
        let event = events::create(app, &editor, &plan(app, n, people)).await.map_err(said)?;
        events::publish(app, &editor, &event.slug).await.map_err(said)?;
        made.push(event);
    }
    for some in made.chunks(EVENTS) {
        let mut tx = app.db.write().await?;
        fill(app, &mut tx, some, (people, voices), (editor.id, approver.id)).await?;
        tx.commit().await?;
    }
    Ok(json!({ "events": trainings, "registrations": trainings * people, "testimonials": trainings * voices,
        "seconds": began.elapsed().as_secs_f64() }))
}

pub async fn staff(app: &App, name: &str) -> Outcome<Actor> {
    let grants = [Grant::new(Role::Coordinator, Scope::All)];
    let mut tx = app.db.write().await?;
    // Nobody signs in as them: the hash is that of no passphrase.
    let email = format!("{name}-{}@grown.invalid", hex(&app.ids.bytes::<4>()));
    let id = team::create_account(app, &mut tx, &email.as_str().into(), &name.into(), "-", Locale::Ky, &grants)
        .await
        .map_err(|e| format!("{e:?}"))?;
    tx.commit().await?;
    Ok(Actor { id, name: name.into(), locale: Locale::Ky, grants: grants.to_vec(), fresh: true })
}

/// One a few hours after the other, over three years.
pub fn plan(app: &App, n: usize, people: usize) -> EventInput {
    let hours = i64::try_from(n).unwrap_or(0) * 3 + 24 * 40;
    let first = app.clock.now() + chrono::Duration::hours(hours);
    let text = |title: &str, l: Locale| {
        let text = EventText {
            title: format!("{title} {n}"),
            summary: format!("{title}: эки күн, ойлоп табылган."),
            description: format!("{title}. ").repeat(20),
            audience: title.to_owned(),
            venue: "Ош, китепкана".to_owned(),
        };
        (l, text)
    };
    let session = |day: i64| SessionInput {
        id: None,
        starts_at: first + chrono::Duration::hours(24 * day),
        ends_at: first + chrono::Duration::hours(24 * day + 6),
        titles: [(Locale::Ky, format!("{}-күн", day + 1))].into(),
    };
    EventInput {
        kind: Kind::Training,
        slug: Some(format!("grown-{n}")),
        region: REGIONS[n % REGIONS.len()].to_owned(),
        zone: "Asia/Bishkek".parse().unwrap_or_default(),
        main_locale: Locale::Ky,
        languages: vec![Locale::Ky, Locale::Ru],
        interpreted: vec![],
        covers_travel: true,
        covers_meals: true,
        covers_lodging: false,
        covers_childcare: false,
        step_free: true,
        safe_mode: false,
        registration_opens_at: None,
        registration_closes_at: first,
        admission: Admission::FirstCome,
        answers_until: None,
        offer_hours: None,
        capacity: i64::try_from(people * 2).unwrap_or(100),
        texts: [text("Укук сабагы", Locale::Ky), text("Урок права", Locale::Ru)].into(),
        sessions: vec![session(0), session(1)],
        version: 0,
    }
}

/// The wrapped keys of whoever is written.
pub async fn write_keys(tx: &mut Tx, keys: &[Keyed], now: sabak::clock::Instant) -> Outcome<()> {
    insert!(
        tx,
        "INSERT INTO data_key (subject_id, subject_kind, version, ring_version, wrapped, created_at) ",
        keys,
        |b, k| {
            b.push_bind(k.subject.id()).push_bind(k.subject.kind()).push_bind(k.wrapped.version);
            b.push_bind(k.wrapped.ring_version).push_bind(k.wrapped.wrapped.clone()).push_bind(now);
        }
    );
    Ok(())
}

#[expect(clippy::too_many_lines, reason = "a list: a statement a table")]
async fn fill(
    app: &App,
    tx: &mut Tx,
    events: &[Event],
    (people, voices): (usize, usize),
    (editor, approver): (Uuid, Uuid),
) -> Outcome<()> {
    let (mut keys, mut all, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for event in events {
        for n in 0..people {
            let (somebody, key) = somebody(app, event, n);
            if n < voices {
                let (said, key) = voice(app, all.len(), n);
                words.push(said);
                keys.push(key);
            }
            all.push(somebody);
            keys.push(key);
        }
    }
    let now = app.clock.now();
    let hash = digest("text");
    write_keys(tx, &keys, now).await?;
    insert!(tx, "INSERT INTO person (id, full_name, call_name, locale, created_at) ", all, |b, s| {
        b.push_bind(s.person)
            .push_bind(s.full_name.clone())
            .push_bind(s.call_name.clone())
            .push_bind("ky")
            .push_bind(now);
    });
    insert!(
        tx,
        "INSERT INTO registration (id, event_id, person_id, pool_id, state, source, submission_id, short_code, link_hash, locale,
            age_band, sex, home_region, needs_interpreter, needs_step_free, needs_childcare, needs_travel, holds_place, created_at,
            changed_at, version) ",
        all,
        |b, s| {
            b.push_bind(s.registration).push_bind(s.event).push_bind(s.person).push_bind(s.pool).push_bind("confirmed");
            b.push_bind("web").push_bind(s.submission).push_bind(&s.short_code).push_bind(s.link_hash.clone()).push_bind("ky");
            b.push_bind("25_34").push_bind("female").push_bind(s.region).push_bind(false).push_bind(false).push_bind(false);
            b.push_bind(true).push_bind(true).push_bind(now).push_bind(now).push_bind(1_i64);
        }
    );
    insert!(
        tx,
        "INSERT INTO consent (id, person_id, registration_id, purpose, channel, attribution, openness, act, text_version, text_hash,
            locale, evidence, at) ",
        all,
        |b, s| {
            // The registration's id serves once more: no table asks that ids of two tables differ.
            b.push_bind(s.registration).push_bind(s.person).push_bind(s.registration).push_bind("participation").push_bind("");
            b.push_bind("").push_bind(0_i64).push_bind("grant").push_bind(1_i64).push_bind(hash.clone()).push_bind("ky");
            b.push_bind("web_form").push_bind(now);
        }
    );
    insert!(
        tx,
        "INSERT INTO testimonial (id, event_id, person_id, registration_id, submission_id, locale, headline, body, salt, tier, stage,
            created_at, version) ",
        words,
        |b, w| {
            let s = &all[w.of];
            b.push_bind(w.id).push_bind(s.event).push_bind(s.person).push_bind(s.registration).push_bind(w.submission);
            b.push_bind("ky").push_bind(w.headline.clone()).push_bind(w.body.clone()).push_bind(w.salt.clone());
            b.push_bind("R0").push_bind("public").push_bind(now).push_bind(1_i64);
        }
    );
    insert!(
        tx,
        "INSERT INTO rendition (sha256, testimonial_id, locale, revision, headline, quote, narrative, attribution, openness,
            attribution_line, content_note, edited_by, created_at) ",
        words,
        |b, w| {
            let [headline, quote, narrative, line, note] = &w.shown;
            b.push_bind(w.sha256.clone()).push_bind(w.id).push_bind("ky").push_bind(1_i64).push_bind(headline.clone());
            b.push_bind(quote.clone()).push_bind(narrative.clone()).push_bind("first_name").push_bind(4_i64);
            b.push_bind(line.clone()).push_bind(note.clone()).push_bind(editor).push_bind(now);
        }
    );
    insert!(tx, "INSERT INTO approval (rendition_sha256, edited_by, approved_by, at) ", words, |b, w| {
        b.push_bind(w.sha256.clone()).push_bind(editor).push_bind(approver).push_bind(now);
    });
    insert!(
        tx,
        "INSERT INTO consent (id, person_id, registration_id, testimonial_id, purpose, channel, attribution, openness, act,
            text_version, text_hash, locale, evidence, at) ",
        words,
        |b, w| {
            let s = &all[w.of];
            b.push_bind(w.consent).push_bind(s.person).push_bind(s.registration).push_bind(w.id).push_bind("publication");
            b.push_bind("site").push_bind("first_name").push_bind(4_i64).push_bind("grant").push_bind(1_i64);
            b.push_bind(hash.clone()).push_bind("ky").push_bind("private_link").push_bind(now);
        }
    );
    let taken = i64::try_from(people)?;
    for event in events {
        let sql = "UPDATE pool SET taken = $2 WHERE id = $1";
        match &mut tx.on {
            On::SqliteWrite(t) => {
                sqlx::query(sql).bind(event.pool_id).bind(taken).execute(t.connection()).await.map(drop)?;
            }
            On::PostgresWrite(t) => {
                sqlx::query(sql).bind(event.pool_id).bind(taken).execute(&mut **t).await.map(drop)?;
            }
            On::SqliteRead(_) | On::PostgresRead(_) => {}
        }
    }
    Ok(())
}

fn somebody(app: &App, event: &Event, n: usize) -> (Somebody, Keyed) {
    let (person, registration) = (app.ids.uuid(), app.ids.uuid());
    let (key, wrapped) = app.db.vault.ring.make(&app.ids, person);
    let name = NAMES[(n / 3) % NAMES.len()];
    let full = format!("{} {name}", FAMILIES[n % FAMILIES.len()]);
    let somebody = Somebody {
        person,
        registration,
        pool: event.pool_id,
        event: event.id,
        submission: app.ids.uuid(),
        short_code: code::from_bytes(app.ids.bytes()),
        link_hash: digest(&hex(&app.ids.bytes::<16>())),
        region: REGIONS[n % REGIONS.len()],
        full_name: key.seal(Field::new("person", "full_name"), person, &full),
        call_name: key.seal(Field::new("person", "call_name"), person, name),
    };
    (somebody, Keyed { subject: Subject::Person(person), wrapped })
}

fn voice(app: &App, of: usize, n: usize) -> (Words, Keyed) {
    let id = app.ids.uuid();
    let (key, wrapped): (DataKey, Wrapped) = app.db.vault.ring.make(&app.ids, id);
    let sha256 = app.ids.bytes::<32>().to_vec();
    let text = "Бул сабактан кийин айылдаштарыма укугун кантип коргоону айтып бере алдым. ".repeat(4);
    let given = |column, text: &str| key.seal(Field::new("testimonial", column), id, text);
    let shown = |column, text: &str| key.seal(Field::new("rendition", column), &sha256, text);
    let words = Words {
        id,
        of,
        submission: app.ids.uuid(),
        headline: given("headline", "Эми үндөбөй калбайм"),
        body: given("body", &text),
        salt: given("salt", &hex(&app.ids.bytes::<16>())),
        shown: [
            shown("headline", "Эми үндөбөй калбайм"),
            shown("quote", "Эми үндөбөй калбайм."),
            shown("narrative", &text),
            shown("attribution_line", NAMES[n % NAMES.len()]),
            shown("content_note", ""),
        ],
        sha256,
        consent: app.ids.uuid(),
    };
    (words, Keyed { subject: Subject::Testimonial(id), wrapped })
}
