//! What the binary itself says and counts: with a text of its own in everything that a person sends, and every line asked
//! for, none of them is in its output or its metrics. The mail that carries some of them shows that they went through.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Place, signal};

const PATIENCE: Duration = Duration::from_secs(30);
/// Sent with every request; the address is one that documents may name (RFC 5737).
const HEADERS: [(&str, &str); 5] = [
    ("User-Agent", "Zqagent/1.0"),
    ("Referer", "http://127.0.0.1/zqreferer"),
    ("X-Forwarded-For", "198.51.100.213"),
    ("Forwarded", "for=198.51.100.214"),
    ("Accept-Language", "zqlanguage"),
];
const COOKIE: &str = "zqcookie=zqcookievalue";
/// What is looked for of them, in lower case, as of everything else.
const SENT: [&str; 7] =
    ["zqagent", "zqreferer", "198.51.100.213", "198.51.100.214", "zqlanguage", "zqcookie", "zqquery"];

/// A process that a failing test does not leave behind.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `bin/smtp`, or what takes its place.
#[expect(clippy::disallowed_methods, reason = "another mail server may be named")]
fn mail_server(dir: &Path) -> (Running, String) {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/bin/smtp").to_owned();
    let command = std::env::var("SABAK_SMTP_SERVER_CMD").unwrap_or(default);
    let mut child = Command::new(command).arg("--dir").arg(dir).stdout(Stdio::piped()).spawn().unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
    (Running(child), address.trim().to_owned())
}

fn arrived(dir: &Path) -> Vec<String> {
    let files = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path());
    let mails = files.filter(|f| f.extension().is_some_and(|e| e == "eml"));
    mails.map(|f| std::fs::read_to_string(f).unwrap()).collect()
}

/// One request with everything that a browser could tell; the answer, whole.
fn ask(port: u16, method: &str, path: &str, cookies: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let headers = HEADERS.map(|(name, value)| format!("{name}: {value}\r\n")).concat();
    let form = if method == "POST" { super::FORM } else { "" };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}Cookie: {COOKIE}{cookies}\r\n{form}\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

/// Where an answer leads.
fn led(answer: &str) -> String {
    assert_eq!(status(answer), "303", "{answer}");
    let line = answer.lines().find_map(|l| l.strip_prefix("location: ")).unwrap_or_default();
    line.split('#').next().unwrap_or_default().to_owned()
}

/// The hidden fields of the form that has the field `mark`, as they are sent.
fn hidden(page: &str, mark: &str) -> String {
    let form =
        page.split("<form").find(|f| f.contains(&format!("name=\"{mark}\""))).unwrap_or_else(|| panic!("{page}"));
    let form = form.split("</form>").next().unwrap_or_default();
    let value = |tag: &str, name: &str| {
        tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(v, _)| encoded(v))
    };
    let inputs = form.split("<input").skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
    let fields = inputs
        .filter(|tag| tag.contains("type=\"hidden\""))
        .filter_map(|tag| Some(format!("{}={}", value(tag, "name")?, value(tag, "value").unwrap_or_default())));
    fields.collect::<Vec<_>>().join("&")
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-_.".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// An event of the invented data that takes registrations.
fn open_event(port: u16) -> String {
    let mut address = "/api/v1/events".to_owned();
    loop {
        let answer = ask(port, "GET", &address, "", "");
        let page: serde_json::Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        let open = page["items"].as_array().unwrap().iter().find(|i| i["registration"] == "open");
        if let Some(event) = open {
            return event["slug"].as_str().unwrap().to_owned();
        }
        let next = page["next"].as_str().expect("an event that takes registrations");
        next[next.find("/api/").unwrap()..].clone_into(&mut address);
    }
}

/// Which of `marks` are in one of the texts.
fn found<'a>(marks: &[&'a str], texts: &[(&str, String)]) -> Vec<(String, &'a str)> {
    let lower: Vec<_> = texts.iter().map(|(name, text)| (name, text.to_lowercase())).collect();
    let hits = lower.iter().flat_map(|(name, text)| {
        marks.iter().filter(|mark| text.contains(&mark.to_lowercase())).map(|mark| (name.to_string(), *mark))
    });
    hits.collect()
}

#[test]
fn nothing_that_a_person_sends_is_in_the_output_or_the_metrics() {
    let place = Place::new("silence");
    let said = |output: std::process::Output| {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    said(place.run(&["seed", "--demo"]));
    let kept = place.dir.join("mails");
    std::fs::create_dir_all(&kept).unwrap();
    let (_mails, smtp) = mail_server(&kept);
    let metrics = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let [out, err] = ["out", "err"].map(|name| place.dir.join(name));
    let server = place
        .command(&["serve"])
        .env("RUST_LOG", "trace")
        .env("SABAK_LOG_FORMAT", "json")
        .env("SABAK_METRICS_LISTEN", format!("127.0.0.1:{metrics}"))
        .env("SABAK_SMTP_URL", format!("smtp://{smtp}"))
        .env("SABAK_MAIL_FROM", "post@sabak.invalid")
        .env("SABAK_MIN_FILL_MS", "0")
        .stdout(File::create(&out).unwrap())
        .stderr(File::create(&err).unwrap())
        .spawn()
        .unwrap();
    let mut server = Running(server);
    place.ready();

    let (port, slug) = (place.port, open_event(place.port));
    let form = format!("/ky/events/{slug}/register");
    let page = ask(port, "GET", &format!("{form}?from=zqquery"), "", "");
    let fields = "full_name=Zqfullname+Zqsurname&call_name=Zqcallname&phone=%2B996+700+918+273&email=zqemail%40demo.invalid\
                  &locale=ky&organisation=Zqorganisation&diet=Zqdiet&note=Zqnote&needs=travel";
    let drawn = hidden(&page, "submission_id");
    // First as it is sent back, without the agreement; then as it is taken.
    let back = ask(port, "POST", &form, "", &format!("{drawn}&{fields}"));
    assert!(led(&back).starts_with(&form), "{back}");
    let cookie = back.lines().find_map(|l| l.strip_prefix("set-cookie: ")).unwrap().split(';').next().unwrap();
    let again = ask(port, "GET", &form, &format!("; {cookie}"), "");
    assert!(again.contains("Zqfullname"), "what was typed comes back to who typed it");
    let landed = led(&ask(port, "POST", &form, "", &format!("{drawn}&{fields}&participation=yes")));
    let token = landed.strip_prefix("/ky/my/").unwrap().split(['?', '/']).next().unwrap().to_owned();
    let mine = ask(port, "GET", &landed, "", "");
    assert!(status(&mine) == "200" && mine.contains("zqemail@demo.invalid"), "{mine}");
    for (way, body, expected) in [
        ("/ky/staff/sign-in", "email=zqstaff%40demo.invalid&passphrase=zqpassphrase-zqpassphrase", "303"),
        ("/ky/find", "contact=zqlost%40demo.invalid", "303"),
        ("/ky/find", "contact=zqlost%40demo.invalid&zqfield=zqvalue", "400"),
    ] {
        let answer = ask(port, "POST", way, "", body);
        assert_eq!(status(&answer), expected, "{way}: {answer}");
    }
    for way in ["/ky/zqnowhere", "/ky/my/zqtoken", "/ky/staff/join/zqinvite", "/ky/events/zqslug"] {
        assert_eq!(status(&ask(port, "GET", way, "", "")), "404", "{way}");
    }
    assert_eq!(status(&ask(port, "ZQMETHOD", "/ky/events", "", "")), "405");
    let began = Instant::now();
    // The invented data has mails waiting too.
    while !arrived(&kept).iter().any(|mail| mail.contains("zqemail@demo.invalid")) {
        assert!(began.elapsed() < PATIENCE, "no mail to who registered");
        sleep(Duration::from_millis(50));
    }
    let counted = ask(metrics, "GET", "/metrics", "", "");
    signal(&server.0, "TERM");
    assert!(server.0.wait().unwrap().success());

    let texts = [
        ("standard output", std::fs::read_to_string(&out).unwrap()),
        ("standard error", std::fs::read_to_string(&err).unwrap()),
        ("metrics", counted),
    ];
    // The controls: we look in the right places, the search finds what is there, and the texts went all the way.
    let route = "/{l}/events/{slug}/register";
    assert_eq!(found(&[route], &texts).len(), 2, "log and metrics name the route");
    let listening = format!("127.0.0.1:{port}");
    assert_eq!(found(&[&listening], &texts), [("standard error".to_owned(), &*listening)]);
    assert!(texts[1].1.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "lines of JSON");

    let typed = ["zq", "918273", "918 273", "demo.invalid", token.as_str()];
    let marks: Vec<&str> = typed.into_iter().chain(SENT).collect();
    assert_eq!(found(&marks, &texts), []);
}
