//! What holds for every address: headers, languages, refusals.

use axum::http::{Method, StatusCode, header};

use crate::support::{World, both_engines};

#[tokio::test]
async fn the_root_leads_to_the_readers_language() {
    let world = World::sqlite().await;
    for (accepts, leads) in [("ru-RU,en;q=0.5", "/ru"), ("uz", "/uz"), ("de", "/ky"), ("kk", "/ru")] {
        let answer = world.browser().send(Method::GET, "/", None, &[("accept-language", accepts)]).await;
        assert_eq!((answer.status, answer.location().as_str()), (StatusCode::FOUND, leads));
    }
}

both_engines! {
    async fn what_is_not_there_is_said_in_the_readers_language(world: World) {
        for (path, heading) in [("/ru/nowhere", "ru"), ("/ky/events/none-such", "ky"), ("/en/my/none-such", "en"), ("/xx/events", "ky")] {
            let answer = world.browser().get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(answer.body.contains(&format!("<html lang=\"{heading}\"")), "{path}: {}", answer.body);
            assert!(answer.body.contains("<h1"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_nonce_serves_once() {
    let world = World::sqlite().await;
    let mut browser = world.browser();
    let one = browser.get("/ky").await.headers[header::CONTENT_SECURITY_POLICY].clone();
    assert_ne!(one, browser.get("/ky").await.headers[header::CONTENT_SECURITY_POLICY]);
}

#[tokio::test]
async fn posts_from_other_sites_are_refused_and_our_own_are_not() {
    let world = World::sqlite().await;
    let form = |site: &'static str| [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", site)];
    let path = "/en/staff/sign-in";
    for site in ["cross-site", "same-site"] {
        let answer = world.browser().send(Method::POST, path, Some(b"email=a".to_vec()), &form(site)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site}");
    }
    let foreign = [("content-type", "application/x-www-form-urlencoded"), ("origin", "https://elsewhere.example")];
    let answer = world.browser().send(Method::POST, path, Some(b"email=a".to_vec()), &foreign).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = world.browser().send(Method::POST, path, Some(b"email=a".to_vec()), &form("same-origin")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn bodies_that_no_form_of_ours_sends_are_plain_refusals() {
    let world = World::sqlite().await;
    let path = "/ru/staff/sign-in";
    let cases: [(&str, Vec<u8>, StatusCode); 5] = [
        ("not UTF-8", b"email=%FF%FE".to_vec(), StatusCode::BAD_REQUEST),
        ("raw bytes", vec![b'e', b'=', 0xC3, 0x28], StatusCode::BAD_REQUEST),
        ("unknown field", b"email=a&passphrase=b&is_admin=1".to_vec(), StatusCode::BAD_REQUEST),
        (
            "a million characters",
            format!("email={}", "a".repeat(1_000_000)).into_bytes(),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        ("null character", b"email=%00".to_vec(), StatusCode::BAD_REQUEST),
    ];
    for (what, body, status) in cases {
        let answer = world.browser().post_raw(path, body).await;
        assert_eq!(answer.status, status, "{what}");
        assert!(answer.body.contains("<html lang=\"ru\""), "{what}");
    }
    let json = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    let answer = world.browser().send(Method::POST, path, Some(b"{}".to_vec()), &json).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn pages_are_revalidated_by_their_tag() {
    let world = World::sqlite().await;
    let mut browser = world.browser();
    let first = browser.get("/ky/events").await;
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    let again = browser.send(Method::GET, "/ky/events", None, &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let other = browser.send(Method::GET, "/ky/events", None, &[("if-none-match", "\"other\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn health_says_what_is_missing() {
    let world = World::sqlite().await;
    assert_eq!(world.browser().get("/healthz").await.body, "ok\n");
    let ready = world.browser().get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE, "a test world has no built assets");
    assert!(ready.body.contains("\"database\":true") && ready.body.contains("\"assets\":false"), "{}", ready.body);
}

#[tokio::test]
async fn the_language_somebody_chose_is_remembered() {
    let world = World::sqlite().await;
    let mut browser = world.browser();
    browser.send(Method::GET, "/uz/events", None, &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(browser.send(Method::GET, "/", None, &[("accept-language", "ru")]).await.location(), "/ru");
    browser.send(Method::GET, "/uz/events", None, &[("sec-fetch-site", "same-origin")]).await;
    assert_eq!(browser.send(Method::GET, "/", None, &[("accept-language", "ru")]).await.location(), "/uz");
}
