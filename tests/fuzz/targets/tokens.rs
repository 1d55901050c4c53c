//! What a stranger puts where a token belongs: cookies, links, sealed values, the instance's own key file.
#![no_main]

use axum::http::{HeaderMap, HeaderValue, header};
use libfuzzer_sys::fuzz_target;
use sabak::config::Config;
use sabak::ids::{digest, hex, unhex};
use sabak::seal::Ring;
use sabak::web::cookies;
use sabak::web::route::form_id;

fuzz_target!(|data: &[u8]| {
    let tls = Config { public_url: "https://training.example".to_owned(), ..Config::default() };
    for config in [Config::default(), tls] {
        let mut headers = HeaderMap::new();
        for line in data.split(|b| *b == b'\n') {
            if let Ok(value) = HeaderValue::from_bytes(line) {
                headers.append(header::COOKIE, value);
            }
        }
        for name in ["sid", "flash"] {
            if let Some(value) = cookies::get(&config, &headers, name) {
                assert!(!value.contains(';'), "one cookie reached into the next");
            }
        }
    }
    assert_eq!(unhex(&hex(data)).as_deref(), Some(data));
    let Ok(text) = std::str::from_utf8(data) else { return };
    assert_eq!(digest(text).len(), 32);
    if let Some(bytes) = unhex(text) {
        assert_eq!(hex(&bytes), text.to_ascii_lowercase());
    }
    if let Ok(id) = form_id(text) {
        assert!(form_id(&id.to_string()).is_ok_and(|again| again == id));
    }
    if let Ok(ring) = Ring::parse(text, &[7; 32]) {
        assert!(Ring::parse(&ring.text(), &[7; 32]).is_ok_and(|again| again.current() == ring.current()));
    }
});
