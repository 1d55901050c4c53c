//! The process is killed at random points while people register and withdraw. After each start: no place is lost, none is
//! oversold, and everything that was acknowledged is there. `SABAK_TEST_CRASHES` says how often it is killed (12); the
//! figures of docs/performance.md are those of 200.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Child;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::sleep;
use std::time::Duration;

use sabak::clock::Clock;
use sabak::config::Config;
use sabak::db::{Db, Engine, Vault};
use sabak::events::form::{EventInput, SessionInput};
use sabak::events::model::{Admission, EventText, Kind};
use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::ids::{Ids, digest};
use sabak::server::secret;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::staff::service as team;
use sabak::state::App;
use sqlx::{AssertSqlSafe, Row as _};

use super::{FORM, Place, psql, signal};

const PLACES: i64 = 50;
const CLIENTS: usize = 8;
const SLUG: &str = "kulagan-server";

/// What was acknowledged: private links, and those of them that were given up since.
#[derive(Default)]
struct Said {
    registered: Mutex<BTreeSet<String>>,
    withdrawn: Mutex<BTreeSet<String>>,
    /// Answers that are neither a redirect nor a connection that broke.
    odd: Mutex<Vec<String>>,
    next: AtomicU64,
}

#[test]
fn nothing_acknowledged_is_lost_when_the_process_dies_on_sqlite() {
    let place = Place::new("crash-sqlite");
    let url = format!("sqlite:{}", place.dir.join("data/sabak.db").display());
    die_again_and_again(&place, &url);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "bin/test says where its PostgreSQL is")]
fn nothing_acknowledged_is_lost_when_the_process_dies_on_postgres() {
    let server = std::env::var("SABAK_TEST_POSTGRES_URL").expect("SABAK_TEST_POSTGRES_URL: run bin/test");
    let name = format!("crash_{}", std::process::id());
    assert!(psql(&server, &format!("CREATE DATABASE {name}")), "could not make a database");
    let place = Place::new("crash-postgres");
    die_again_and_again(&place, &format!("{}/{name}", server.rsplit_once('/').unwrap().0));
    assert!(psql(&server, &format!("DROP DATABASE {name} WITH (FORCE)")));
}

#[expect(clippy::disallowed_methods, reason = "how often is for whoever starts it to say")]
fn crashes() -> u64 {
    std::env::var("SABAK_TEST_CRASHES").ok().and_then(|n| n.parse().ok()).unwrap_or(12)
}

fn die_again_and_again(place: &Place, url: &str) {
    let command = |arguments: &[&str]| {
        let mut command = place.command(arguments);
        command.env("SABAK_DATABASE_URL", url).env("SABAK_MIN_FILL_MS", "0").stdout(std::process::Stdio::null());
        command.stderr(std::process::Stdio::null());
        command
    };
    assert!(command(&["migrate"]).status().unwrap().success());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let app = runtime.block_on(open(place, url));
    runtime.block_on(training(&app));

    let (said, start) = (Said::default(), std::time::Instant::now());
    let mut most = 0;
    for n in 1..=crashes() {
        let mut server = command(&["serve"]).spawn().unwrap();
        place.ready();
        let fields = form(place);
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (said, stop, fields) = (&said, &stop, &fields);
                scope.spawn(move || turns(place.port, fields, client, said, stop));
            }
            // Some die before anybody was answered, some in the middle of a group of commits, some of a withdrawal.
            sleep(Duration::from_millis(20 + u64::from(app.ids.bytes::<1>()[0]) * 2));
            kill(&mut server);
            stop.store(true, Ordering::SeqCst);
        });
        let counts = runtime.block_on(check(&app, &said)).unwrap_or_else(|e| panic!("after crash {n}: {e}"));
        most = most.max(counts.0);
        let odd = said.odd.lock().unwrap();
        assert!(odd.is_empty(), "after crash {n}: {odd:?}");
    }
    let acknowledged = said.registered.lock().unwrap().len();
    println!(
        "{}: {} crashes in {:.0} s, {acknowledged} acknowledged, {} withdrawn, at most {most} of {PLACES} places held",
        app.db.engine(),
        crashes(),
        start.elapsed().as_secs_f64(),
        said.withdrawn.lock().unwrap().len()
    );
    assert!(acknowledged as u64 >= crashes(), "too little was tried: {acknowledged}");

    // The control: had an acknowledged registration been lost, this would have seen it.
    said.registered.lock().unwrap().insert("AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    assert!(runtime.block_on(check(&app, &said)).unwrap_err().contains("is not there"));
    runtime.block_on(app.db.close());
}

/// No warning, no goodbye: as when the power fails, but for what the kernel already has.
fn kill(server: &mut Child) {
    signal(server, "KILL");
    server.wait().unwrap();
}

async fn open(place: &Place, url: &str) -> App {
    let config = Config { data_dir: place.dir.join("data"), database_url: url.to_owned(), ..Config::default() };
    let ids = Ids::system(Clock::System);
    let secrets = secret::load(&config, &ids).unwrap();
    let db = Db::open(url, 2, Vault { ring: secrets.ring, ids: ids.clone() }).await.unwrap();
    App::new(db, Clock::System, ids, config, secrets.secret)
}

/// A training that takes registrations now.
async fn training(app: &App) {
    let grants = [Grant::new(Role::Coordinator, Scope::All)];
    let mut tx = app.db.write().await.unwrap();
    let (email, name) = ("aida@staff.test".into(), "Аида".into());
    let id = team::create_account(app, &mut tx, &email, &name, "-", Locale::Ky, &grants).await.unwrap();
    tx.commit().await.unwrap();
    let actor = Actor { id, name, locale: Locale::Ky, grants: grants.to_vec(), fresh: true };
    let first = app.clock.now() + chrono::Duration::days(20);
    let text = EventText {
        title: "Үлгү сабак".into(),
        summary: "Ойлоп табылган.".into(),
        description: "Ойлоп табылган.".into(),
        venue: "Ош".into(),
        ..EventText::default()
    };
    let session = SessionInput {
        id: None,
        starts_at: first,
        ends_at: first + chrono::Duration::hours(3),
        titles: BTreeMap::from([(Locale::Ky, "Биринчи".to_owned())]),
    };
    let input = EventInput {
        kind: Kind::Training,
        slug: Some(SLUG.to_owned()),
        region: "osh".into(),
        zone: chrono_tz::Asia::Bishkek,
        main_locale: Locale::Ky,
        languages: vec![Locale::Ky],
        interpreted: vec![],
        covers_travel: false,
        covers_meals: false,
        covers_lodging: false,
        covers_childcare: false,
        step_free: false,
        safe_mode: false,
        registration_opens_at: None,
        registration_closes_at: first,
        admission: Admission::FirstCome,
        answers_until: None,
        offer_hours: None,
        capacity: PLACES,
        texts: BTreeMap::from([(Locale::Ky, text)]),
        sessions: vec![session],
        version: 0,
    };
    events::create(app, &actor, &input).await.unwrap();
    events::publish(app, &actor, SLUG).await.unwrap();
}

/// The stamp that the form was given out with; it serves every client until the server dies.
fn form(place: &Place) -> String {
    let page = place.get(&format!("/ky/events/{SLUG}/register")).unwrap();
    let stamp = page.split("name=\"stamp\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    stamp.unwrap_or_else(|| panic!("no form: {page}")).to_owned()
}

/// Registers one after another, and gives every third place up again.
fn turns(port: u16, stamp: &str, client: usize, said: &Said, stop: &AtomicBool) {
    let ids = Ids::system(Clock::System);
    while !stop.load(Ordering::SeqCst) {
        let n = said.next.fetch_add(1, Ordering::SeqCst);
        let body = format!(
            "submission_id={}&website=&stamp={stamp}&full_name=%D0%93%D2%AF%D0%BB+{client}-{n}&phone=%2B9967{n:08}&locale=ky&participation=yes",
            ids.uuid()
        );
        let Some(link) = post(port, &format!("/ky/events/{SLUG}/register"), &body, said) else { continue };
        let Some(token) = link.strip_prefix("/ky/my/").map(|t| t.split('?').next().unwrap_or(t).to_owned()) else {
            said.odd.lock().unwrap().push(link);
            continue;
        };
        said.registered.lock().unwrap().insert(token.clone());
        if n.is_multiple_of(3) && post(port, &format!("/ky/my/{token}/withdraw"), "", said).is_some() {
            said.withdrawn.lock().unwrap().insert(token);
        }
    }
}

/// Where the answer leads; nothing when there was none, because the server died.
fn post(port: u16, path: &str, body: &str, said: &Said) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!("POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{FORM}Connection: close\r\n");
    write!(stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len()).ok()?;
    let mut answer = String::new();
    // What came before the connection broke was said; half a head was not.
    let _ = stream.read_to_string(&mut answer);
    let (head, _) = answer.split_once("\r\n\r\n")?;
    if !head.starts_with("HTTP/1.1 303") {
        said.odd.lock().unwrap().push(head.lines().next().unwrap_or_default().to_owned());
        return None;
    }
    let location = head.lines().find_map(|line| line.strip_prefix("location: ").or(line.strip_prefix("Location: ")));
    location.map(|to| to.strip_prefix(&format!("http://127.0.0.1:{port}")).unwrap_or(to).to_owned())
}

/// Looks at the database while no server runs. Gives how many places are held and how many people wait.
async fn check(app: &App, said: &Said) -> Result<(i64, i64), String> {
    let rows = |sql: &'static str| rows(&app.db, sql);
    for pool in rows(
        "SELECT p.size, p.taken, (SELECT COUNT(*) FROM registration r WHERE r.pool_id = p.id AND r.holds_place)
        FROM pool p",
    )
    .await
    {
        let [size, taken, held] = pool[..] else { return Err(format!("{pool:?}")) };
        if taken != held || taken > size {
            return Err(format!("{taken} places are taken of {size}, and {held} people hold one"));
        }
    }
    let counts = rows(
        "SELECT COUNT(CASE WHEN holds_place THEN 1 END), COUNT(CASE WHEN state = 'waitlisted' THEN 1 END),
        COUNT(DISTINCT CASE WHEN state = 'waitlisted' THEN waiting_no END) FROM registration",
    )
    .await;
    let [held, waiting, numbers] = counts[0][..] else { return Err(format!("{counts:?}")) };
    if waiting != numbers {
        return Err(format!("{waiting} people wait under {numbers} numbers"));
    }
    if waiting > 0 && held < PLACES {
        return Err(format!("{waiting} people wait beside {} empty chairs", PLACES - held));
    }
    let links = states(&app.db).await;
    let withdrawn = said.withdrawn.lock().unwrap().clone();
    for token in said.registered.lock().unwrap().iter() {
        match links.get(&digest(token)).map(String::as_str) {
            None => return Err(format!("what was acknowledged as {token} is not there")),
            Some("withdrawn") => {}
            Some(state) if withdrawn.contains(token) => return Err(format!("a withdrawal is lost: {state}")),
            Some(_) => {}
        }
    }
    Ok((held, waiting))
}

async fn rows(db: &Db, sql: &'static str) -> Vec<Vec<i64>> {
    match &db.on {
        Engine::Sqlite { read, .. } => {
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(read).await.unwrap();
            rows.iter().map(|r| (0..r.len()).map(|at| r.get(at)).collect()).collect()
        }
        Engine::Postgres(pool) => {
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(pool).await.unwrap();
            rows.iter().map(|r| (0..r.len()).map(|at| r.get(at)).collect()).collect()
        }
    }
}

/// The state of every registration by the hash of its link.
async fn states(db: &Db) -> BTreeMap<Vec<u8>, String> {
    let sql = "SELECT link_hash, state FROM registration";
    let rows: Vec<(Vec<u8>, String)> = match &db.on {
        Engine::Sqlite { read, .. } => sqlx::query_as(sql).fetch_all(read).await.unwrap(),
        Engine::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
    };
    rows.into_iter().collect()
}
