//! A world for a test: an application on a fresh database of either engine, a clock in the test's hand, and a browser
//! without a screen.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::{TimeZone, Utc};
use http_body_util::BodyExt as _;
use sabak::clock::{Clock, Instant};
use sabak::config::Config;
use sabak::db::{Db, Vault};
use sabak::ids::Ids;
use sabak::seal::Ring;
use sabak::state::App;
use tokio::sync::OnceCell;
use tower::ServiceExt as _;

use crate::traced;

/// Runs one async test on both engines, as `name::sqlite` and `name::postgres`.
macro_rules! both_engines {
    ($(#[$meta:meta])* async fn $name:ident($world:ident: World) $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "what a test needs differs")]
            use super::*;

            async fn run($world: $crate::support::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                run($crate::support::World::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                run($crate::support::World::postgres().await).await;
            }
        }
    };
}
pub(crate) use both_engines;

/// Wednesday 25 November 2026, 09:30 in Bishkek.
pub fn start() -> Instant {
    Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap()
}

pub struct World {
    pub app: App,
    pub clock: Clock,
    pub url: String,
    dir: tempdir::Dir,
    /// How many applications there were: none may repeat the ids of another, whatever the clock says.
    seeds: AtomicU64,
}

/// Counts databases, whose names must differ within a process.
static NEXT: AtomicU32 = AtomicU32::new(0);
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

impl World {
    pub async fn sqlite() -> Self {
        let dir = tempdir::Dir::new();
        let url = format!("sqlite:{}", dir.path().join("test.db").display());
        let db = Db::open(&url, 8, vault()).await.unwrap();
        db.migrate().await.unwrap();
        Self::on(db, url, dir)
    }

    pub async fn postgres() -> Self {
        let server = postgres_url();
        let template = TEMPLATE.get_or_init(|| make_template(&server)).await;
        let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
        admin(&server, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let url = database(&server, &name);
        let db = Db::open(&url, 16, vault()).await.unwrap();
        Self::on(db, url, tempdir::Dir::new())
    }

    fn on(db: Db, url: String, dir: tempdir::Dir) -> Self {
        let clock = Clock::held(start());
        let app = configured(db, &url, &clock, 1, &dir, |_| {});
        Self { app, clock, url, dir, seeds: AtomicU64::new(2) }
    }

    /// Another process on the same database, as far as a test can tell: own connections, own cache, own randomness.
    /// SQLite has one writing process by design, so there it shares the connections.
    pub async fn second_node(&self) -> App {
        self.second_node_with(|_| {}).await
    }

    /// The same with another configuration.
    pub async fn second_node_with(&self, change: impl FnOnce(&mut Config)) -> App {
        let db = if self.app.db.engine() == "sqlite" {
            self.app.db.clone()
        } else {
            Db::open(&self.url, 16, vault()).await.unwrap()
        };
        configured(db, &self.url, &self.clock, self.seed(), &self.dir, change)
    }

    /// The address of a database of this engine that nothing is in.
    pub async fn elsewhere(&self) -> String {
        let n = NEXT.fetch_add(1, Ordering::SeqCst);
        if self.app.db.engine() == "sqlite" {
            return format!("sqlite:{}", self.dir.path().join(format!("elsewhere-{n}.db")).display());
        }
        let (server, name) = (postgres_url(), format!("e{}_{n}", std::process::id()));
        admin(&server, format!("CREATE DATABASE {name}")).await;
        database(&server, &name)
    }

    /// An application on another database, with the keys of this world.
    pub async fn at(&self, url: &str) -> App {
        let db = Db::open(url, 8, vault()).await.unwrap();
        configured(db, url, &self.clock, self.seed(), &self.dir, |_| {})
    }

    pub fn browser(&self) -> Browser {
        Browser::new(&self.app)
    }

    /// Every byte of the database's files, its log included; nothing on PostgreSQL, whose files are not ours to read.
    pub fn raw(&self) -> Vec<u8> {
        let files =
            ["test.db", "test.db-wal"].map(|name| std::fs::read(self.dir.path().join(name)).unwrap_or_default());
        files.concat()
    }

    /// The same world as another configuration would run it.
    pub fn with(&self, change: impl FnOnce(&mut Config)) -> App {
        configured(self.app.db.clone(), &self.url, &self.clock, self.seed(), &self.dir, change)
    }

    fn seed(&self) -> u64 {
        self.seeds.fetch_add(1, Ordering::SeqCst)
    }
}

/// The same keys on every node of a test.
pub fn vault() -> Vault {
    let ids = Ids::seeded(Clock::System, 77);
    Vault { ring: Ring::fresh(&ids, &[7; 32]), ids: Ids::system(Clock::System) }
}

fn configured(
    db: Db,
    url: &str,
    clock: &Clock,
    seed: u64,
    dir: &tempdir::Dir,
    change: impl FnOnce(&mut Config),
) -> App {
    let mut config = Config {
        data_dir: dir.path().to_owned(),
        database_url: url.to_owned(),
        // Tests type faster than people and repeat themselves; what guards against that has tests of its own.
        min_fill_ms: 0,
        contact_registrations_per_day: 0,
        contact_links_per_day: 0,
        ..Config::default()
    };
    change(&mut config);
    App::new(db, clock.clone(), Ids::seeded(clock.clone(), seed), config, [7; 32])
}

#[expect(clippy::disallowed_methods, reason = "bin/test says where its PostgreSQL is")]
fn postgres_url() -> String {
    std::env::var("SABAK_TEST_POSTGRES_URL")
        .expect("SABAK_TEST_POSTGRES_URL: run bin/test, or `bin/pg start` and set it")
}

fn database(server: &str, name: &str) -> String {
    format!("{}/{name}", server.rsplit_once('/').map_or(server, |(before, _)| before))
}

async fn admin(server: &str, sql: String) {
    let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(server).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
}

async fn make_template(server: &str) -> String {
    let name = format!("template_{}", std::process::id());
    if traced::on() {
        // Every statement with its parameters, as a curious operator would have it.
        admin(server, "ALTER SYSTEM SET log_statement = 'all'".to_owned()).await;
        admin(server, "SELECT pg_reload_conf()".to_owned()).await;
    }
    admin(server, format!("CREATE DATABASE {name}")).await;
    let db = Db::open(&database(server, &name), 1, vault()).await.unwrap();
    db.migrate().await.unwrap();
    db.close().await;
    name
}

/// A folder that goes with the test.
pub mod tempdir {
    use std::path::{Path, PathBuf};
    use std::sync::atomic::{AtomicU32, Ordering};

    static NEXT: AtomicU32 = AtomicU32::new(0);

    pub struct Dir(PathBuf);

    impl Dir {
        pub fn new() -> Self {
            let n = NEXT.fetch_add(1, Ordering::SeqCst);
            let path = std::env::temp_dir().join(format!("sabak-test-{}-{n}", std::process::id()));
            std::fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        pub fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Dir {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

/// Talks to the whole router and keeps cookies.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// Sent with every request, on top of what a browser sends.
    pub headers: HeaderMap,
    /// The other end of the connection.
    pub peer: Option<std::net::SocketAddr>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where a redirect leads; empty when it is none.
    pub fn location(&self) -> String {
        self.headers.get(header::LOCATION).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default()
    }

    /// The value of the first input of this name.
    pub fn input(&self, name: &str) -> String {
        let tag = self
            .body
            .split("<input")
            .find(|t| t.split('>').next().is_some_and(|t| t.contains(&format!("name=\"{name}\""))))
            .unwrap_or_else(|| panic!("no input {name} in {}", self.body));
        let tag = tag.split('>').next().unwrap();
        tag.split("value=\"").nth(1).and_then(|v| v.split('"').next()).unwrap_or_default().to_owned()
    }
}

impl Browser {
    pub fn new(app: &App) -> Self {
        // Set by readers' browsers and by proxies; no log may have them.
        let mut headers = HeaderMap::new();
        if traced::on() {
            for (name, value) in [
                ("user-agent", "MarkerBrowser/7.1 (canary)"),
                ("referer", "http://127.0.0.1:3000/ky/my/canaryreferer"),
                ("x-forwarded-for", "203.0.113.77, 203.0.113.78"),
                ("x-real-ip", "203.0.113.79"),
                ("forwarded", "for=203.0.113.80"),
            ] {
                headers.insert(name, value.parse().unwrap());
            }
        }
        Self { router: sabak::server::router::router(app.clone()), cookies: BTreeMap::new(), headers, peer: None }
    }

    /// A browser that talks to this router.
    pub fn of(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), headers: HeaderMap::new(), peer: None }
    }

    /// The same browser at another node.
    pub fn on(&self, app: &App) -> Self {
        Self { router: sabak::server::router::router(app.clone()), ..self.clone() }
    }

    /// Posts a form whose length is not announced.
    pub async fn in_pieces(&mut self, path: &str, body: Vec<u8>) -> Answer {
        let pieces: Vec<Result<_, std::io::Error>> = body.chunks(1000).map(|c| Ok(c.to_vec())).collect();
        let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send_body(Method::POST, path, Body::from_stream(futures_util::stream::iter(pieces)), &form).await
    }

    /// Posts the beginning of a form, and never the end.
    pub async fn begins(&mut self, path: &str, body: &'static [u8]) -> Answer {
        use futures_util::StreamExt as _;
        let first = futures_util::stream::iter([Ok::<_, std::io::Error>(body)]);
        let body = Body::from_stream(first.chain(futures_util::stream::pending()));
        let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send_body(Method::POST, path, body, &form).await
    }

    /// What a cookie holds; empty when there is none.
    pub fn cookie(&self, name: &str) -> String {
        self.cookies.get(name).cloned().unwrap_or_default()
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None, &[]).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect::<Vec<_>>().join("&");
        self.post_raw(path, body.into_bytes()).await
    }

    pub async fn post_raw(&mut self, path: &str, body: Vec<u8>) -> Answer {
        let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, Some(body), &form).await
    }

    pub async fn send(&mut self, method: Method, path: &str, body: Option<Vec<u8>>, extra: &[(&str, &str)]) -> Answer {
        let length = body.as_ref().map(|b| b.len().to_string()).unwrap_or_default();
        let mut extra = extra.to_vec();
        if body.is_some() {
            extra.push(("content-length", &length));
        }
        traced::note(path, body.as_deref(), &self.headers);
        self.send_body(method, path, body.map_or_else(Body::empty, Body::from), &extra).await
    }

    async fn send_body(&mut self, method: Method, path: &str, body: Body, extra: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:3000");
        for (name, value) in extra {
            request = request.header(*name, *value);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let cookies = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        let mut request = request.body(body).unwrap();
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        for set in response.headers().get_all(header::SET_COOKIE) {
            let line = set.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let (parts, body) = response.into_parts();
        let body = String::from_utf8_lossy(&body.collect().await.unwrap().to_bytes()).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// Percent-encoding of everything but letters and digits.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
