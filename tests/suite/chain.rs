//! The main job from end to end over HTTP, as people do it in browsers: the first administrator, a training, its
//! participants, the desk, one testimonial and its end.

use std::ops::{Deref, DerefMut};

use axum::http::StatusCode;
use chrono::Duration;
use sabak::events::form;
use sabak::form::FormState;
use sabak::i18n::Locale;
use sabak::seal::Personal;
use sabak::staff::model::factor;
use sabak::staff::service as team;

use crate::cast::{PASSPHRASE, local, send};
use crate::support::{Answer, Browser, World, both_engines, start};

const SLUG: &str = "tot-osh";
const QUOTE: &str = "Эми укугумду өзүм коргойм.";

/// Where a form led; that it led anywhere is part of the test.
fn led(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().split('#').next().unwrap().to_owned()
}

/// Joins by an invitation's link.
async fn join(world: &World, link: &str, name: &str) -> Colleague {
    let mut browser = world.browser();
    let path = link.strip_prefix("http://127.0.0.1:3000").unwrap_or(link);
    assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
    let email = format!("{name}@staff.test");
    let fields = [("name", name), ("email", &email), ("passphrase", PASSPHRASE), ("passphrase_again", PASSPHRASE)];
    let next = led(&browser.post(path, &fields).await);
    let mut app = None;
    if next != "/ky/staff" {
        // Types the key into an authenticator app, and the app's code into the page.
        let page = browser.get(&next).await;
        let key = page.body.split("class=\"code\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
        let key: Personal = key.replace(' ', "").into();
        let code = factor::code_at(&key, world.clock.now()).unwrap();
        let codes = led(&browser.post("/ky/staff/account/second-factor", &[("code", &code)]).await);
        assert_eq!(browser.get(&codes).await.body.matches("<li><code>").count(), 10, "recovery codes");
        app = Some(key);
    }
    assert_eq!(browser.get("/ky/staff").await.status, StatusCode::OK);
    Colleague { browser, app }
}

/// A browser, and the app on the phone beside it.
struct Colleague {
    browser: Browser,
    app: Option<Personal>,
}

impl Deref for Colleague {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl DerefMut for Colleague {
    fn deref_mut(&mut self) -> &mut Browser {
        &mut self.browser
    }
}

/// Signs in whose session has run out.
async fn sign_in(world: &World, who: &mut Colleague, name: &str) {
    let fields = [("email", &*format!("{name}@staff.test")), ("passphrase", PASSPHRASE)];
    let mut next = led(&who.post("/ky/staff/sign-in", &fields).await);
    if let Some(app) = &who.app {
        let code = factor::code_at(app, world.clock.now()).unwrap();
        next = led(&who.browser.post(&next, &[("code", &code)]).await);
    }
    assert_eq!(next, "/ky/staff");
}

/// The link that the page after an invitation shows.
async fn invite(boss: &mut Browser, name: &str, role: &str, scope: &str) -> String {
    let email = format!("{name}@staff.test");
    let shown = led(&boss.post("/ky/staff/team/invite", &[("email", &email), ("role", role), ("scope", scope)]).await);
    let page = boss.get(&shown).await;
    let link = page.body.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next());
    link.unwrap_or_else(|| panic!("{}", page.body)).to_owned()
}

/// The id of a member of the staff, from the address of their page.
async fn member(boss: &mut Browser, name: &str) -> String {
    let page = boss.get("/ky/staff/team").await;
    let row = page.body.split("/ky/staff/team/").find(|part| part.contains(&format!(">{name}<"))).unwrap_or_default();
    row.chars().take(36).collect()
}

/// Begins a training with a few answers and fills in its sections, as somebody does who follows the list of what is missing.
async fn plan(aida: &mut Browser) {
    let day = start() + Duration::days(10);
    let at = |hours| local(day + Duration::hours(hours));
    let mut begun = form::start::blank(Locale::Ky, Some("osh"));
    for (name, value) in [("kind", "tot"), ("title", "Тренерлерди даярдоо"), ("capacity", "2")] {
        begun.set(name, value);
    }
    begun.set("start", at(0));
    begun.set("end", at(2));
    let made = led(&send(aida, "/ky/staff/events/new", &begun).await);
    let base = made.split('?').next().unwrap().to_owned();
    let (first, last, end) = (at(24), at(26), at(-24));
    let sections: [(&str, &[(&str, &str)]); 4] = [
        (
            "texts",
            &[
                ("summary_ky", "Эки жолугушуу."),
                ("description_ky", "Биринчи жана экинчи."),
                ("venue_ky", "Китепкана"),
                ("title_ru", "Подготовка тренеров"),
                ("title_uz", "Trenerlar tayyorlash"),
                ("title_en", "Training of trainers"),
            ],
        ),
        ("sessions", &[("s0_title_ky", "Биринчи"), ("s1_title_ky", "Экинчи"), ("s1_start", &first), ("s1_end", &last)]),
        ("registration", &[("closes", &end)]),
        ("practical", &[("slug", SLUG)]),
    ];
    for (section, fields) in sections {
        let path = format!("{base}/edit/{section}");
        let drawn = aida.get(&path).await;
        let mut typed = shown(&drawn.body);
        for (name, value) in fields {
            typed.set(name, *value);
        }
        assert!(led(&send(aida, &path, &typed).await).ends_with("done=saved"), "{section}");
    }
}

/// What the form of a page holds, as its browser would send it back.
fn shown(page: &str) -> FormState {
    let mut form = FormState::default();
    let main = page.split("class=\"form").nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1).and_then(|v| v.split('"').next());
        value.unwrap_or_default().to_owned()
    };
    for tag in main.split('<').skip(1) {
        let (head, text) = tag.split_once('>').unwrap_or((tag, ""));
        let name = attribute(head, "name");
        let ticked =
            !head.contains("type=\"radio\"") && !head.contains("type=\"checkbox\"") || head.contains(" checked");
        if head.starts_with("input") && !name.is_empty() && ticked {
            form.values.entry(name).or_default().push(attribute(head, "value"));
        } else if head.starts_with("textarea") {
            form.values.entry(name).or_default().push(text.trim_start_matches('\n').to_owned());
        } else if head.starts_with("option") && head.contains(" selected") {
            // The only list to choose from in a section of the editor.
            form.values.entry("region".to_owned()).or_default().push(attribute(head, "value"));
        }
    }
    form
}

/// Registers from a phone; gives the path of the private page.
async fn register(world: &World, name: &str, phone: &str) -> String {
    let mut browser = world.browser();
    let path = format!("/ky/events/{SLUG}/register");
    let drawn = browser.get(&path).await.input("submission_id");
    let fields = [
        ("submission_id", drawn.as_str()),
        ("full_name", name),
        ("phone", phone),
        ("locale", "ky"),
        ("participation", "yes"),
    ];
    let arrived = led(&browser.post(&path, &fields).await);
    assert_eq!(browser.get(&arrived).await.status, StatusCode::OK);
    arrived.split('?').next().unwrap().to_owned()
}

/// Taps a status in the row of a person at the desk.
async fn tap(desk: &mut Browser, page: &str, name: &str, status: &str) {
    let shown = desk.get(page).await;
    let row =
        shown.body.split("<li id=\"r-").find(|row| row.contains(name)).unwrap_or_else(|| panic!("{}", shown.body));
    let row = Answer { status: shown.status, headers: shown.headers.clone(), body: row.to_owned() };
    let ids = ["session", "registration", "mark_id", "seen"].map(|field| (field, row.input(field)));
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|(n, v)| (*n, v.as_str())).collect();
    fields.push(("status", status));
    let marks = format!("/ky/staff/events/{SLUG}/desk/marks");
    assert!(led(&desk.post(&marks, &fields).await).contains("done="), "{name} {status}");
}

both_engines! {
    async fn register_attend_speak_moderate_read_withdraw(world: World) {
        // The first link makes the administrator, who invites the others.
        let first = team::first_link(&world.app).await.unwrap().unwrap();
        let mut boss = join(&world, &first, "boss").await;
        assert_eq!(world.browser().get(first.strip_prefix("http://127.0.0.1:3000").unwrap()).await.status, StatusCode::NOT_FOUND);
        let mut aida = join(&world, &invite(&mut boss, "aida", "coordinator", "region:osh").await, "aida").await;
        let mut begimai = join(&world, &invite(&mut boss, "begimai", "moderator", "region:osh").await, "begimai").await;
        let mut nurlan = join(&world, &invite(&mut boss, "nurlan", "facilitator", "region:naryn").await, "nurlan").await;

        // The coordinator makes a training and publishes it; four languages read it.
        plan(&mut aida).await;
        assert_eq!(world.browser().get(&format!("/ky/events/{SLUG}")).await.status, StatusCode::NOT_FOUND);
        led(&aida.post(&format!("/ky/staff/events/{SLUG}/publish"), &[]).await);
        let nurlan_id = member(&mut boss, "nurlan").await;
        led(&aida.post(&format!("/ky/staff/events/{SLUG}/facilitators"), &[("staff", &nurlan_id)]).await);
        let mut reader = world.browser();
        for (l, title) in [
            ("ky", "Тренерлерди даярдоо"), ("ru", "Подготовка тренеров"), ("uz", "Trenerlar tayyorlash"),
            ("en", "Training of trainers"),
        ] {
            for path in [format!("/{l}/events"), format!("/{l}/events/{SLUG}"), format!("/{l}")] {
                let page = reader.get(&path).await;
                assert!(page.status == StatusCode::OK && page.body.contains(title), "{path}: {}", page.body);
            }
        }
        let json = reader.get("/api/v1/events").await.body;
        assert!(json.contains(&format!("\"slug\":\"{SLUG}\"")) && json.contains("\"taken\":0"), "{json}");

        // Two places, three people; one gives up, the third is offered the place and takes it.
        let gulzat = register(&world, "Гүлзат Үлгүлүева", "0700 000 001").await;
        let seide = register(&world, "Сейде Үлгүлүева", "0700 000 002").await;
        let jyldyz = register(&world, "Жылдыз Үлгүлүева", "0700 000 003").await;
        assert_eq!(world.number("SELECT COUNT(*) FROM registration WHERE state = 'waitlisted'").await, 1);
        led(&reader.post(&format!("{seide}/withdraw"), &[]).await);
        led(&reader.post(&format!("{jyldyz}/offer"), &[("answer", "accept")]).await);
        let listed = aida.get(&format!("/ky/staff/events/{SLUG}/registrations")).await;
        assert!(listed.status == StatusCode::OK && listed.body.contains("Жылдыз"));
        assert_eq!(world.number("SELECT taken FROM pool").await, 2);
        assert_eq!(world.number("SELECT COUNT(*) FROM registration WHERE state = 'confirmed'").await, 2);

        // At the desk two sessions are marked; before the training nobody can speak of it.
        let early = reader.get(&format!("{gulzat}/testimonial")).await;
        assert!(early.body.contains(&Locale::Ky.t("testimonials-not-open")));
        world.clock.set(start() + Duration::days(10));
        sign_in(&world, &mut nurlan, "nurlan").await;
        let path = format!("/ky/staff/events/{SLUG}/desk");
        assert!(!nurlan.get(&path).await.body.contains("Сейде"), "who gave up is not expected");
        tap(&mut nurlan, &path, "Гүлзат", "present").await;
        tap(&mut nurlan, &path, "Жылдыз", "late").await;
        world.clock.advance(Duration::hours(24));
        for (browser, name) in
            [(&mut nurlan, "nurlan"), (&mut aida, "aida"), (&mut begimai, "begimai"), (&mut boss, "boss")]
        {
            sign_in(&world, browser, name).await;
        }
        tap(&mut nurlan, &path, "Гүлзат", "present").await;
        tap(&mut nurlan, &path, "Жылдыз", "absent").await;
        let summary = aida.get(&format!("/ky/staff/events/{SLUG}/attendance")).await;
        assert!(summary.status == StatusCode::OK && summary.body.contains("Гүлзат"));
        assert_eq!(world.number("SELECT COUNT(DISTINCT session_id) FROM mark").await, 2);

        // A participant gives her words, for the site and the feeds, under her first name.
        let give = format!("{gulzat}/testimonial");
        let drawn = reader.get(&give).await.input("submission_id");
        let words = [
            ("submission_id", drawn.as_str()), ("locale", "ky"), ("headline", "Менин үнүм"), ("body", "Мурда унчукчу элем."),
            ("channel", "site"), ("channel", "feeds"), ("attribution", "first_name"),
        ];
        let mine = led(&reader.post(&give, &words).await);
        let id = mine.rsplit('/').next().unwrap().to_owned();
        let public = format!("/ky/testimonials/{id}");
        assert_eq!(reader.get(&public).await.status, StatusCode::NOT_FOUND);

        // A moderator prepares what readers will see and cannot approve it herself.
        let queue = begimai.get("/ky/staff/testimonials").await;
        assert!(queue.body.contains(&format!("/ky/staff/testimonials/{id}")), "{}", queue.body);
        assert!(!queue.body.contains("унчукчу"), "no words in the queue");
        let item = format!("/ky/staff/testimonials/{id}");
        let open = begimai.get(&item).await;
        assert!(open.body.contains("унчукчу"));
        let rendition = [
            ("locale", "ky"), ("base", &open.input("base")), ("headline", "Менин үнүм"), ("quote", QUOTE), ("narrative", ""),
            ("attribution", "first_name"), ("content_note", ""),
        ];
        let rendition: Vec<(&str, &str)> = rendition.iter().map(|(n, v)| (*n, &**v)).collect();
        led(&begimai.post(&format!("{item}/rendition"), &rendition).await);
        let hash = aida.get(&item).await.input("sha256");
        assert_eq!(begimai.post(&format!("{item}/approve"), &[("sha256", &hash)]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(nurlan.post(&format!("{item}/approve"), &[("sha256", &hash)]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(reader.get(&public).await.status, StatusCode::NOT_FOUND);
        led(&aida.post(&format!("{item}/approve"), &[("sha256", &hash)]).await);

        // Everybody reads it, in the four languages of the site.
        let surfaces = ["ky", "ru", "uz", "en"].map(|l| format!("/{l}/testimonials/{id}"));
        let lists = ["/ky/testimonials", "/en/testimonials", "/ky", "/api/v1/testimonials"];
        for path in surfaces.iter().map(String::as_str).chain(lists) {
            let page = reader.get(path).await;
            assert!(page.status == StatusCode::OK && page.body.contains(QUOTE), "{path}");
            assert!(page.body.contains("Гүлзат") && !page.body.contains("Үлгүлүева"), "{path}: the name she agreed to");
        }

        // She takes it back, and it is gone.
        led(&reader.post(&format!("{mine}/withdraw"), &[]).await);
        for path in &surfaces {
            let page = reader.get(path).await;
            assert!(page.status == StatusCode::GONE && !page.body.contains(QUOTE), "{path}");
        }
        for path in lists {
            assert!(!reader.get(path).await.body.contains(QUOTE), "{path}");
        }
        let history = boss.get("/ky/staff/audit").await;
        assert!(history.status == StatusCode::OK && !history.body.contains(QUOTE), "ids and codes, never content");
    }
}
