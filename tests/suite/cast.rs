//! Who plays in the tests: invented staff, trainings and participants, made through the services; and a look into the
//! database past them.

use std::collections::BTreeMap;

use chrono::Duration;
use sabak::clock::Instant;
use sabak::db::{Db, Engine, On};
use sabak::events::form::{EventInput, SessionInput};
use sabak::events::model::{Admission, Event, EventText, Kind};
use sabak::events::service as events;
use sabak::form::FormState;
use sabak::i18n::Locale;
use sabak::people::model::Contact;
use sabak::questions::form::editor::{OptionInput, QuestionInput};
use sabak::questions::model::{Answers, Kind as Asks, SeenBy, Text};
use sabak::questions::service as questions;
use sabak::registration::model::{Registered, Registration, RegistrationInput, Source};
use sabak::registration::service as registration;
use sabak::seal::Personal;
use sabak::staff::model::{Actor, Grant, Role, Scope, factor};
use sabak::staff::service as team;
use sabak::state::App;
use sqlx::{AssertSqlSafe, Row as _};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::support::{Answer, Browser, World, start};

/// Everybody's, because hashing is slow.
pub const PASSPHRASE: &str = "тоо суусу таза агат";
static HASH: OnceCell<String> = OnceCell::const_new();

/// A member of the staff with these grants; their address is `<name>@staff.test`.
pub async fn staff(app: &App, name: &str, grants: &[Grant]) -> Actor {
    let hash = HASH.get_or_init(|| async { team::hash_passphrase(PASSPHRASE).await.unwrap() }).await;
    let mut tx = app.db.write().await.unwrap();
    let email = format!("{name}@staff.test");
    let id = team::create_account(app, &mut tx, &email.into(), &name.into(), hash, Locale::Ky, grants).await.unwrap();
    if grants.iter().any(|g| g.role.needs_factor()) {
        team::give_app(app, &mut tx, id, &app_secret()).await.unwrap();
    }
    tx.commit().await.unwrap();
    Actor { id, name: name.into(), locale: Locale::Ky, grants: grants.to_vec(), fresh: true }
}

/// Of everybody's authenticator app.
pub fn app_secret() -> Personal {
    factor::secret(b"sabak-test-secret-00")
}

/// With this role everywhere.
pub async fn everywhere(app: &App, name: &str, role: Role) -> Actor {
    staff(app, name, &[Grant::new(role, Scope::All)]).await
}

pub async fn coordinator(app: &App) -> Actor {
    everywhere(app, "aida", Role::Coordinator).await
}

impl World {
    /// A browser in which this member of the staff has signed in.
    pub async fn signed_in(&self, actor: &Actor) -> Browser {
        let mut browser = self.browser();
        let email = format!("{}@staff.test", actor.name.reveal());
        let answer = browser.post("/ky/staff/sign-in", &[("email", &email), ("passphrase", PASSPHRASE)]).await;
        if answer.location() == "/ky/staff/sign-in/code" {
            let code = self.code().await;
            let answer = browser.post("/ky/staff/sign-in/code", &[("code", &code)]).await;
            assert_eq!(answer.location(), "/ky/staff", "{}", answer.body);
        } else {
            assert_eq!(answer.location(), "/ky/staff", "{}", answer.body);
        }
        browser
    }

    /// The code that everybody's app shows now. Used steps are forgotten, for tests whose clock does not move.
    pub async fn code(&self) -> String {
        self.execute("UPDATE staff_totp SET last_step = 0").await.unwrap();
        factor::code_at(&app_secret(), self.clock.now()).unwrap()
    }

    /// Whoever is signed in here proves again that it is them.
    pub async fn confirms(&self, browser: &mut Browser) {
        let answer = browser.post("/ky/staff/confirm-it-is-you", &[("code", &self.code().await)]).await;
        assert_eq!(answer.location(), "/ky/staff", "{}", answer.body);
    }

    /// One number, past every service.
    pub async fn number(&self, sql: impl Into<String>) -> i64 {
        number(&self.app.db, sql).await
    }

    /// Runs a statement, past every service.
    pub async fn execute(&self, sql: impl Into<String>) -> Result<(), String> {
        execute(&self.app.db, sql).await
    }

    /// An id as a literal of this engine's SQL.
    pub fn id(&self, id: Uuid) -> String {
        match self.app.db.engine() {
            "sqlite" => format!("x'{}'", id.simple()),
            _ => format!("'{id}'"),
        }
    }

    /// Bytes as a literal of this engine's SQL.
    pub fn bytes(&self, bytes: &[u8]) -> String {
        let hex = sabak::ids::hex(bytes);
        if self.app.db.engine() == "sqlite" { format!("x'{hex}'") } else { format!("'\\x{hex}'") }
    }
}

/// A browser of somebody with a second factor: the right passphrase, nothing more.
pub async fn half_in(app: &App, name: &str) -> Browser {
    let mut browser = Browser::new(app);
    let email = format!("{name}@staff.test");
    let answer = browser.post("/ky/staff/sign-in", &[("email", &email), ("passphrase", PASSPHRASE)]).await;
    assert_eq!(answer.location(), "/ky/staff/sign-in/code");
    browser
}

pub async fn number(db: &Db, sql: impl Into<String>) -> i64 {
    let sql = AssertSqlSafe(sql.into());
    match &db.on {
        Engine::Sqlite { read, .. } => sqlx::query(sql).fetch_one(read).await.unwrap().get(0),
        Engine::Postgres(pool) => sqlx::query(sql).fetch_one(pool).await.unwrap().get(0),
    }
}

pub async fn execute(db: &Db, sql: impl Into<String>) -> Result<(), String> {
    let sql = AssertSqlSafe(sql.into());
    let mut tx = db.write().await.unwrap();
    let done = match &mut tx.on {
        On::SqliteWrite(t) => sqlx::raw_sql(sql).execute(t.connection()).await.map(drop),
        On::PostgresWrite(t) => sqlx::raw_sql(sql).execute(&mut **t).await.map(drop),
        On::SqliteRead(_) | On::PostgresRead(_) => panic!("a transaction that writes"),
    };
    done.map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())
}

/// What an administrator of the database would see: every column of every table as text, bytes as hexadecimal.
pub async fn everything(db: &Db) -> String {
    everything_but(db, &[]).await
}

/// The same without these tables.
pub async fn everything_but(db: &Db, left_out: &[&str]) -> String {
    let tables = match &db.on {
        Engine::Sqlite { .. } => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Engine::Postgres(_) => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    };
    let mut all = String::new();
    for table in texts(db, tables).await.into_iter().filter(|t| !left_out.contains(&t.as_str())) {
        let sql = match &db.on {
            Engine::Sqlite { read, .. } => {
                let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                let columns: Vec<String> = sqlx::query_scalar(AssertSqlSafe(columns)).fetch_all(read).await.unwrap();
                let shown = columns.iter().map(|c| format!(
                    "COALESCE(CASE typeof({c}) WHEN 'blob' THEN lower(hex({c})) || ' ' || CAST({c} AS TEXT) ELSE {c} END, '')"
                ));
                format!("SELECT {} FROM {table}", shown.collect::<Vec<_>>().join(" || ' ' || "))
            }
            Engine::Postgres(_) => format!("SELECT t::text FROM {table} t"),
        };
        for row in texts(db, sql).await {
            all.push_str(&row);
            all.push('\n');
        }
    }
    all
}

/// The first column of every row.
pub async fn texts(db: &Db, sql: impl Into<String>) -> Vec<String> {
    let sql = AssertSqlSafe(sql.into());
    match &db.on {
        Engine::Sqlite { read, .. } => {
            let rows = sqlx::query(sql).fetch_all(read).await.unwrap();
            rows.iter().map(|r| String::from_utf8_lossy(&r.get_unchecked::<Vec<u8>, _>(0)).into_owned()).collect()
        }
        Engine::Postgres(pool) => sqlx::query(sql).fetch_all(pool).await.unwrap().iter().map(|r| r.get(0)).collect(),
    }
}

/// A training in Osh, ten days after the clock of a new world: two sessions on one day, open for registration.
pub fn plan(slug: &str, capacity: i64) -> EventInput {
    let first = start() + Duration::days(10);
    let session = |hours: i64, title: &str| SessionInput {
        id: None,
        starts_at: first + Duration::hours(hours),
        ends_at: first + Duration::hours(hours + 2),
        titles: BTreeMap::from([(Locale::Ky, title.to_owned())]),
    };
    let text = EventText {
        title: format!("Укук сабагы {slug}"),
        summary: "Аялдардын укуктары жөнүндө эки жолугушуу.".into(),
        description: "Биринчи жолугушууда суроолор, экинчисинде жооптор.".into(),
        audience: "Айылдагы аялдар үчүн.".into(),
        venue: "Китепкана, 2-кабат".into(),
    };
    EventInput {
        kind: Kind::Tot,
        slug: Some(slug.to_owned()),
        region: "osh".into(),
        zone: chrono_tz::Asia::Bishkek,
        main_locale: Locale::Ky,
        languages: vec![Locale::Ky],
        interpreted: vec![],
        covers_travel: true,
        covers_meals: false,
        covers_lodging: false,
        covers_childcare: false,
        step_free: false,
        safe_mode: false,
        registration_opens_at: None,
        registration_closes_at: first - Duration::days(1),
        admission: Admission::FirstCome,
        answers_until: None,
        offer_hours: None,
        capacity,
        texts: BTreeMap::from([(Locale::Ky, text)]),
        sessions: vec![session(0, "Таанышуу"), session(3, "Суроолор")],
        version: 0,
    }
}

/// The same a month later, with a deadline twenty days later.
pub fn later(slug: &str, capacity: i64) -> EventInput {
    let mut plan = plan(slug, capacity);
    plan.registration_closes_at += Duration::days(20);
    for session in &mut plan.sessions {
        session.starts_at += Duration::days(30);
        session.ends_at += Duration::days(30);
    }
    plan
}

/// As [`plan`], where places are given by selection.
pub fn by_selection(slug: &str, capacity: i64) -> EventInput {
    EventInput { admission: Admission::Selection, ..plan(slug, capacity) }
}

/// A published training as it was planned.
pub async fn published(app: &App, actor: &Actor, plan: &EventInput) -> Event {
    let event = events::create(app, actor, plan).await.unwrap();
    events::publish(app, actor, &event.slug).await.unwrap();
    events::by_id(app, event.id).await.unwrap()
}

/// A training with this many places, open for registration.
pub async fn training(app: &App, actor: &Actor, capacity: i64) -> Event {
    published(app, actor, &plan("ukuk-sabagy", capacity)).await
}

/// A question with a label in Kyrgyz, seen by coordinators only; a choice has three options.
pub fn asking(kind: Asks, label: &str) -> QuestionInput {
    let option =
        |n: i64| OptionInput { number: None, labels: BTreeMap::from([(Locale::Ky, format!("{label}, жооп {n}"))]) };
    QuestionInput {
        kind,
        required: false,
        shown_if: None,
        seen_by: SeenBy::Coordinators,
        keep_days: 30,
        min: None,
        max: None,
        texts: BTreeMap::from([(Locale::Ky, Text { label: label.to_owned(), help: String::new() })]),
        options: if kind.has_options() { (1..=3).map(option).collect() } else { Vec::new() },
        version: 0,
    }
}

/// The event asks it from now on.
pub async fn asks(app: &App, actor: &Actor, event: &Event, question: QuestionInput) -> Uuid {
    questions::add(app, actor, event, &question).await.unwrap()
}

/// What was answered to these questions.
pub fn answered<'a>(given: impl IntoIterator<Item = (Uuid, &'a str)>) -> Answers {
    let mut answers = Answers::default();
    for (question, value) in given {
        answers.set(question, value);
    }
    answers
}

/// The form of the n-th participant, with a phone number of their own.
pub fn form_of(app: &App, n: usize) -> RegistrationInput {
    let contact = Contact::phone(format!("+9967{n:08}"));
    RegistrationInput::new(app.ids.uuid(), format!("Гүлзат Үлгүлүева-{n}"), &contact, Locale::Ky)
}

/// The n-th participant registers.
pub async fn register(app: &App, event: &Event, n: usize) -> Registered {
    let event = events::by_id(app, event.id).await.unwrap();
    registration::register(app, &event, form_of(app, n), Source::Web).await.unwrap()
}

/// The n-th to the m-th participant register.
pub async fn register_all(app: &App, event: &Event, numbers: std::ops::Range<usize>) -> Vec<Registration> {
    let mut all = Vec::new();
    for n in numbers {
        all.push(register(app, event, n).await.registration);
    }
    all
}

/// Somebody registers with this form, for the event as it is now.
pub async fn come(app: &App, event: &Event, input: RegistrationInput) -> Registration {
    let event = events::by_id(app, event.id).await.unwrap();
    registration::register(app, &event, input, Source::Web).await.unwrap().registration
}

/// The same registration, as it is now.
pub async fn now(app: &App, registration: &Registration) -> Registration {
    registration::by_id(app, registration.id).await.unwrap()
}

/// The fields of the n-th participant's form in a browser, without the submission's id.
pub fn typed(n: usize) -> Vec<(&'static str, String)> {
    vec![
        ("full_name", format!("Гүлзат Үлгүлүева-{n}")),
        ("phone", format!("+9967{n:08}")),
        ("locale", "ky".into()),
        ("participation", "yes".into()),
    ]
}

/// A time as the editor's fields write it, in Bishkek.
pub fn local(at: Instant) -> String {
    at.with_timezone(&chrono_tz::Asia::Bishkek).format("%Y-%m-%dT%H:%M").to_string()
}

/// Sends a filled form.
pub async fn send(browser: &mut Browser, path: &str, form: &FormState) -> Answer {
    let fields: Vec<(&str, &str)> =
        form.values.iter().flat_map(|(name, all)| all.iter().map(move |v| (name.as_str(), v.as_str()))).collect();
    browser.post(path, &fields).await
}

/// Asserts that two pages are the same but for the nonce of their scripts and the stamp of their form, and shows where they part.
#[track_caller]
pub fn same_page(one: &str, other: &str) {
    let without = |body: &str, mark: &str| {
        let mut parts = body.split(mark);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |all, part| all + part.split_once('"').map_or("", |(_, rest)| rest))
    };
    let still = |body: &str| without(&without(body, " nonce=\""), " name=\"stamp\" value=\"");
    let (one, other) = (still(one), still(other));
    let parting = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let near = |body: &str| body.chars().skip(parting.saturating_sub(80)).take(200).collect::<String>();
    assert!(one == other, "they part at\n{}\nand\n{}", near(&one), near(&other));
}
