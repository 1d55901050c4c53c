//! The web surface: headers by the kind of every address in the route table, on every sort of answer.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::routing::get;
use sabak::audit::service::{By, record};
use sabak::db::Db;
use sabak::i18n::Locale;
use sabak::server::router::{around, layered, table};
use sabak::staff::model::Role;
use sabak::state::App;
use sabak::web::table::{Kind, Row};

use crate::cast::{everything_but, everywhere, execute, number, texts};
use crate::forms::Stage;
use crate::policy;
use crate::support::tempdir::Dir;
use crate::support::{Answer, Browser, World, both_engines};

const PAGE: &str = "default-src 'none'; script-src 'self' 'nonce'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const DATA: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
const EMBED: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default()
}

/// What is wrong with the headers of an answer from an address of this kind.
fn wrong(kind: Kind, headers: &HeaderMap, tls: bool) -> Result<(), String> {
    policy::always(headers)?;
    let all = headers.get_all(header::CONTENT_SECURITY_POLICY).iter().count();
    let said = policy::csp(text(headers, "content-security-policy"))?;
    let html = headers.get(header::CONTENT_TYPE).map(|t| t.to_str().unwrap().starts_with("text/html"));
    let page = html.unwrap_or(!matches!(kind, Kind::Api | Kind::Asset | Kind::Health));
    let mut wanted = policy::table(match kind {
        Kind::Embed => EMBED,
        _ if page => PAGE,
        _ => DATA,
    });
    let wasm = said.get("script-src").is_some_and(|s| s.contains("'wasm-unsafe-eval'"));
    if wasm && kind == Kind::Staff {
        wanted.get_mut("script-src").unwrap().insert("'wasm-unsafe-eval'".into());
    }
    if all != 1 || said != wanted {
        return Err(format!("{all} policies; {said:?} and not {wanted:?}"));
    }
    let secret = matches!(kind, Kind::Private | Kind::Nowhere);
    let same = |name: &str, value: Option<&str>| match policy::word(headers, name)? {
        said if said == value => Ok(()),
        said => Err(format!("{name}: {said:?} and not {value:?}")),
    };
    same("referrer-policy", Some(if secret { "no-referrer" } else { "same-origin" }))?;
    same("x-frame-options", (kind != Kind::Embed).then_some("DENY"))?;
    same("cross-origin-embedder-policy", Some("require-corp"))?;
    same("cross-origin-resource-policy", Some(if kind == Kind::Embed { "cross-origin" } else { "same-origin" }))?;
    let hidden = !matches!(kind, Kind::Public | Kind::Form | Kind::LongForm | Kind::Api | Kind::Asset);
    let robots = text(headers, "x-robots-tag");
    if robots != if hidden { "noindex, nofollow" } else { "" } {
        return Err(format!("x-robots-tag: {robots}"));
    }
    let cache = text(headers, "cache-control");
    if matches!(kind, Kind::Form | Kind::LongForm | Kind::Private | Kind::Staff | Kind::Upload) && cache != "no-store" {
        return Err(format!("cache-control: {cache}"));
    }
    let hsts = headers.get(header::STRICT_TRANSPORT_SECURITY).map(|v| policy::hsts(v.to_str().unwrap()));
    if hsts != tls.then_some(Some(63_072_000)) {
        return Err(format!("strict-transport-security: {hsts:?}"));
    }
    Ok(())
}

#[track_caller]
fn fine(what: &str, kind: Kind, answer: &Answer, tls: bool) {
    if let Err(e) = wrong(kind, &answer.headers, tls) {
        panic!("{what} ({}): {e}", answer.status);
    }
}

/// Every address, with something real behind it.
fn addresses(app: &App, stage: &Stage) -> Vec<(Row, String)> {
    let rows = table(app).rows().to_vec();
    assert!(rows.len() > 80, "only {} rows", rows.len());
    rows.into_iter().map(|row| (row, stage.address(row.path, Locale::Ky))).collect()
}

/// What an address takes besides GET, as its refusal says.
async fn methods(browser: &mut Browser, address: &str) -> String {
    let answer = browser.send(Method::PUT, address, None, &[("sec-fetch-site", "same-origin")]).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
    text(&answer.headers, "allow").to_owned()
}

both_engines! {
    async fn every_answer_of_every_address_carries_the_headers_of_its_kind(world: World) {
        let mut stage = Stage::set(&world).await;
        for tls in [false, true] {
            // With http, so that the cookies of the signed-in browser keep their names; then what only https adds.
            let app = world.with(|c| if tls { c.public_url = "https://sabak.example".into() });
            let (mut staff, mut public) = (stage.staff.on(&app), Browser::new(&app));
            let mut kinds = BTreeMap::<String, u32>::new();
            for (row, address) in addresses(&app, &stage) {
                for browser in [&mut staff, &mut public] {
                    let answer = browser.get(&address).await;
                    let possible = [200, 302, 303, 401, 403, 404, 405, 409, 503].contains(&answer.status.as_u16());
                    assert!(possible, "{address}: {}", answer.status);
                    fine(&address, row.kind, &answer, tls);
                    *kinds.entry(format!("{:?} {}", row.kind, answer.status.as_u16())).or_default() += 1;
                }
                let form = |site| [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", site)];
                let long = vec![b'a'; row.kind.body_limit() + 1];
                for (what, method, body, site, status) in [
                    ("wrong method", Method::PUT, vec![], "same-origin", 405),
                    ("TRACE", Method::TRACE, vec![], "same-origin", 405),
                    ("from elsewhere", Method::POST, vec![], "cross-site", 403),
                    ("too large", Method::POST, long, "same-origin", 413),
                ] {
                    let answer = public.send(method, &address, Some(body), &form(site)).await;
                    // A wrong method is refused where it is known; a file's service says so for itself.
                    let known = answer.status.as_u16() == status || row.kind == Kind::Asset;
                    assert!(known, "{address}, {what}: {}", answer.status);
                    fine(&format!("{address}, {what}"), row.kind, &answer, tls);
                }
            }
            for seen in ["Public 200", "Form 200", "Staff 200", "Staff 303", "Api 200", "Embed 200", "Health 200", "Asset 404", "Public 404"] {
                assert!(tls || kinds.contains_key(seen), "no {seen} in {kinds:?}");
            }
            assert!(kinds.contains_key("Private 200"), "{kinds:?}");
            let unknown = public.get("/ky/my/AAAAAAAAAAAAAAAAAAAAAA").await;
            assert_eq!(unknown.status, StatusCode::NOT_FOUND);
            fine("an unknown link", Kind::Private, &unknown, tls);
            for nowhere in ["/ky/nowhere", "/ky/my/x/y/z/w", "/ky/staff/nowhere", "/api/v2/x", "/.git/config"] {
                let answer = public.get(nowhere).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nowhere}");
                fine(nowhere, Kind::Nowhere, &answer, tls);
            }
        }
        stage.forms.clear();
    }
}

both_engines! {
    async fn an_internal_error_carries_the_headers_too(world: World) {
        world.execute("ALTER TABLE event RENAME TO event_lost").await.unwrap();
        let answer = world.browser().get("/ky/events").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        fine("500", Kind::Public, &answer, false);
        assert!(answer.body.contains("<h1") && !answer.body.contains("event_lost"), "{}", answer.body);
    }
}

/// What is written down when somebody looks: who read an original, who was shown a private link, and who took a proof along. Nothing acts on these lines.
const WITNESSED: [&str; 3] = ["registration.link", "selection.proof", "testimonial.unseal"];

/// Everything that looking may not change. Sessions note that they are still in use, for their idle limit, and a refused form
/// is forgotten when it was shown (web/flash.rs): of these tables it is counted that no row came.
async fn digest_of(db: &Db) -> String {
    let mut all = everything_but(db, &["flash", "staff_session", "audit", "audit_open"]).await;
    for table in ["flash", "staff_session"] {
        all += table;
        all += &number(db, format!("SELECT COUNT(*) FROM {table}")).await.to_string();
    }
    let witnessed = WITNESSED.map(|action| format!("'{action}'")).join(", ");
    all + &texts(db, format!("SELECT action FROM audit WHERE action NOT IN ({witnessed})")).await.join("\n")
}

/// The addresses where a look changed the database, and how many pages were seen.
async fn changed_by_looking(db: &Db, lookers: &mut [Browser], addresses: &[String]) -> (Vec<String>, u32) {
    let (mut changed, mut seen) = (Vec::new(), 0);
    let mut before = digest_of(db).await;
    for address in addresses {
        for browser in &mut *lookers {
            for method in [Method::GET, Method::HEAD] {
                let answer = browser.send(method, address, None, &[("sec-fetch-site", "same-origin")]).await;
                seen += u32::from(answer.status == StatusCode::OK);
            }
        }
        let after = digest_of(db).await;
        if before != after {
            changed.push(address.clone());
            before = after;
        }
    }
    (changed, seen)
}

both_engines! {
    async fn looking_changes_nothing(world: World) {
        let stage = Stage::set(&world).await;
        let mut lookers = vec![world.browser(), stage.staff.clone()];
        for role in Role::ALL {
            let actor = everywhere(&world.app, &format!("looks-{}", role.code()), role).await;
            lookers.push(world.signed_in(&actor).await);
        }
        let all: Vec<_> = addresses(&world.app, &stage).into_iter().map(|(_, address)| address).collect();
        let (changed, seen) = changed_by_looking(&world.app.db, &mut lookers, &all).await;
        assert_eq!(changed, Vec::<String>::new());
        assert!(seen > 400, "only {seen} pages were seen");

        // The control: pages that write when they are looked at are found, and no others.
        let (routes, mut kinds) = table(&world.app).split();
        let takes = async |State(app): State<App>| execute(&app.db, "UPDATE pool SET size = size + 1").await;
        let writes = async |State(app): State<App>| {
            let mut tx = app.db.write().await.unwrap();
            record(&app, &mut tx, By::System, "event.edit", ("event", "x"), "").await.unwrap();
            tx.commit().await.unwrap();
        };
        let routes = routes.route("/ky/takes", get(takes)).route("/ky/writes", get(writes));
        kinds.extend([("/ky/takes", Kind::Public), ("/ky/writes", Kind::Public)]);
        let strays = ["/ky/about", "/ky/takes", "/ky/events", "/ky/writes", "/ky/privacy"].map(str::to_owned);
        let mut stray = [Browser::of(around(world.app.clone(), routes, kinds))];
        let (changed, _) = changed_by_looking(&world.app.db, &mut stray, &strays).await;
        assert_eq!(changed, ["/ky/takes", "/ky/writes"]);
    }
}

#[tokio::test]
async fn an_address_outside_the_table_is_not_served() {
    let world = World::sqlite().await;
    let app = world.app.clone();
    let (routes, kinds) = table(&app).split();
    // The same router, with a page that nobody gave a kind.
    let stray = routes.route("/ky/stray", get(|| async { "stray" }));
    let answer = Browser::of(around(app, stray, kinds)).get("/ky/stray").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!answer.body.contains("stray"));
    fine("stray", Kind::Nowhere, &answer, false);
    let answer = Browser::of(layered(world.app.clone(), table(&world.app))).get("/ky").await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn addresses_have_the_kind_that_their_path_promises() {
    let world = World::sqlite().await;
    for row in table(&world.app).rows() {
        let promised = match row.path {
            p if p.contains("{token}") || p.contains("{code}") => Kind::Private,
            p if p.ends_with("/import") => Kind::Upload,
            p if p.starts_with("/{l}/staff") => Kind::Staff,
            p if p.starts_with("/api/") => Kind::Api,
            p if p.starts_with("/embed/") => Kind::Embed,
            _ => continue,
        };
        assert_eq!(row.kind, promised, "{}", row.path);
    }
}

both_engines! {
    async fn bodies_are_taken_up_to_the_limit_of_their_address(world: World) {
        let mut stage = Stage::set(&world).await;
        let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        let mut posts = 0;
        for (row, address) in addresses(&world.app, &stage) {
            if !methods(&mut stage.public, &address).await.contains("POST") {
                continue;
            }
            posts += 1;
            let limit = row.kind.body_limit();
            // Announced, and not announced: a body in pieces has no length to begin with.
            let at = stage.public.send(Method::POST, &address, Some(vec![b'&'; limit]), &form).await;
            assert_ne!(at.status, StatusCode::PAYLOAD_TOO_LARGE, "{address}");
            let past = stage.public.send(Method::POST, &address, Some(vec![b'&'; limit + 1]), &form).await;
            assert_eq!(past.status, StatusCode::PAYLOAD_TOO_LARGE, "{address}");
            let pieces = stage.public.in_pieces(&address, vec![b'&'; limit + 1]).await;
            // A page of the staff asks who is there before it reads.
            let refused = pieces.status == StatusCode::PAYLOAD_TOO_LARGE || (matches!(row.kind, Kind::Staff | Kind::Upload) && pieces.status == StatusCode::SEE_OTHER);
            assert!(refused, "{address} in pieces: {}", pieces.status);
        }
        assert!(posts > 40, "only {posts} addresses take forms");
    }
}

/// Files by their names alone, so that pages with an island load it.
fn dressed(world: &World, dir: &Dir) -> App {
    std::fs::write(dir.path().join("hash.txt"), "css: aaaa\njs: bbbb\nwasm: cccc\n").unwrap();
    world.with(|c| c.site_dir = dir.path().into())
}

both_engines! {
    async fn the_nonce_stands_in_its_attribute_alone_and_serves_once(world: World) {
        let stage = Stage::set(&world).await;
        let dir = Dir::new();
        let app = dressed(&world, &dir);
        let (mut islands, mut plain) = (0, 0);
        for (row, address) in addresses(&app, &stage) {
            let mut seen = BTreeSet::new();
            for mut browser in [stage.staff.on(&app), Browser::new(&app)] {
                let answer = browser.get(&address).await;
                fine(&address, row.kind, &answer, false);
                let csp = text(&answer.headers, "content-security-policy");
                let Some(nonce) = policy::nonce(csp) else { continue };
                assert!(seen.insert(nonce.to_owned()), "{address}: the same nonce twice");
                let all = answer.body.matches(nonce).count();
                let tags = answer.body.matches(&format!("<script type=\"module\" nonce=\"{nonce}\"")).count();
                assert_eq!(all, tags, "{address}: the nonce stands elsewhere too");
                assert_eq!(answer.body.matches("nonce=").count(), tags, "{address}: somebody else's nonce");
                // WebAssembly is allowed where it is loaded, and nowhere else.
                assert_eq!(csp.contains("'wasm-unsafe-eval'"), tags > 0, "{address}: {csp}");
                *(if tags > 0 { &mut islands } else { &mut plain }) += 1;
                for script in answer.body.split("<script").skip(1).map(|s| s.split('>').next().unwrap()) {
                    let own = script.contains(" src=\"/js/") || script.contains(" nonce=\"");
                    assert!(own || script.contains("type=\"application/ld+json\""), "{address}: <script{script}>");
                }
                for inline in [" style=", " onclick=", " onload=", "javascript:", "<style", "<base", "<object", "<embed"] {
                    assert!(!answer.body.contains(inline), "{address}: {inline}");
                }
                assert!(row.kind != Kind::Embed);
            }
        }
        assert!(islands > 0 && plain > 50, "{islands} pages with an island, {plain} without");
    }
}

both_engines! {
    async fn signing_out_has_the_browser_forget(world: World) {
        let mut stage = Stage::set(&world).await;
        let answer = stage.staff.post("/ky/staff/sign-out", &[]).await;
        assert_eq!(answer.location(), "/ky/staff/sign-in");
        // Quoted, or browsers drop it. Cookies are ended one by one: the mark of a known browser stays.
        let said: BTreeSet<_> = text(&answer.headers, "clear-site-data").split(',').map(str::trim).collect();
        assert_eq!(said, BTreeSet::from(["\"cache\"", "\"storage\""]));
        assert_eq!(stage.staff.cookie("sid"), "");
        assert_eq!(stage.staff.get("/ky/staff/events").await.status, StatusCode::SEE_OTHER);
        let other = stage.public.get("/ky").await;
        assert!(!other.headers.contains_key("clear-site-data"));
    }
}

both_engines! {
    async fn forms_behind_a_link_come_from_browsers_that_hide_where_from(world: World) {
        let stage = Stage::set(&world).await;
        let null = [("content-type", "application/x-www-form-urlencoded"), ("origin", "null")];
        let my = format!("/ky/my/{}/language", stage.link);
        let answer = world.browser().send(Method::POST, &my, Some(b"locale=ky".to_vec()), &null).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "no-referrer makes the origin null");
        // Not where the address is no secret, and not from where the browser says that it is elsewhere.
        let answer = world.browser().send(Method::POST, "/ky/staff/sign-in", Some(b"email=a".to_vec()), &null).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        for more in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let mut headers = null.to_vec();
            headers.retain(|(name, _)| *name != more.0);
            headers.push(more);
            let answer = world.browser().send(Method::POST, &my, Some(b"locale=ky".to_vec()), &headers).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{more:?}");
        }
    }
}

/// A body that begins and does not end, as from a line that broke, or from somebody who wants to keep the server waiting.
#[tokio::test]
async fn who_sends_slower_than_the_limit_is_not_waited_for() {
    let world = World::sqlite().await;
    let app = world.with(|c| c.request_timeout_s = 1);
    let start = std::time::Instant::now();
    let answer = Browser::new(&app).begins("/ru/find", b"contact=07").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("<html lang=\"ru\""), "{}", answer.body);
    fine("too slow", Kind::Form, &answer, false);
    let took = start.elapsed();
    assert!((1..3).contains(&took.as_secs()), "{took:?}");
    assert_eq!(sabak::config::Config::default().request_timeout_s, 15, "as docs/operations.md says");
}

/// The numbers of docs/security.md.
#[test]
fn limits_are_those_of_the_manual() {
    let limits = Kind::ALL.map(|kind| (kind, kind.body_limit() / 1024));
    for (kind, kib) in limits {
        let written = match kind {
            Kind::Form => 384,
            Kind::LongForm => 768,
            Kind::Private | Kind::Staff => 256,
            Kind::Upload => 10 * 1024 + 16,
            _ => 1,
        };
        assert_eq!(kib, written, "{kind:?}");
    }
}
