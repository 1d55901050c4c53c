//! Lists that go out as files and lists that come in: what they hold, who may, what becomes of each row, and what happens when
//! it breaks off.

use std::io::{Cursor, Read as _};

use axum::http::{Method, StatusCode};
use chrono::Duration;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::exchange::file;
use sabak::exchange::model::import::{Becomes, Stage};
use sabak::exchange::model::mapping::Settings;
use sabak::exchange::model::sheet::{Column, Format, What};
use sabak::exchange::service::{self as exchange, Whom};
use sabak::i18n::{Locale, arg};
use sabak::jobs::worker;
use sabak::registration::model::RegistrationInput;
use sabak::registration::model::filter::Filter;
use sabak::registration::service as registration;
use sabak::retention::service::{self as retention, Mode};
use sabak::staff::model::{Actor, Role};
use sabak::state::App;
use uuid::Uuid;

use crate::cast::{
    come, coordinator, everywhere, form_of, later, plan, published, register, register_all, texts, training,
};
use crate::support::{Answer, Browser, World, both_engines};

/// What spreadsheets could take for formulas.
const FORMULAS: [&str; 9] = [
    "=1+1",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1",
    "-1+2",
    "@SUM(A1:A2)",
    "＝1+1",
    "\"=1+1",
    "' =1+1",
    "=cmd|' /C calc'!A0",
];

/// Every column there is, without answers.
fn all_of(format: Format) -> What {
    What { columns: Column::ALL.to_vec(), answers: false, format }
}

async fn export(browser: &mut Browser, event: &Event, fields: &[(&str, &str)]) -> Answer {
    browser.post(&format!("/en/staff/events/{}/export", event.slug), fields).await
}

/// The rows of a text file.
fn rows(body: &str) -> Vec<Vec<String>> {
    let body = body.strip_prefix('\u{feff}').expect("the mark by which spreadsheets know it");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(body.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

both_engines! {
    async fn a_list_leaves_as_it_is_filtered_with_the_columns_that_were_chosen(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        register_all(app, &event, 0..3).await;
        let asel = RegistrationInput { full_name: "Асел Өмүрова".into(), sex: "female".into(), ..form_of(app, 7) };
        come(app, &event, asel).await;
        let mut browser = world.signed_in(&aida).await;
        let fields = [("filter", "sex=female"), ("run", ""), ("column", "sex"), ("personal", "full_name"), ("personal", "phone"), ("format", "csv")];
        let answer = export(&mut browser, &event, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
        assert!(answer.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert_eq!(rows(&answer.body), [["Name", "Phone", "Sex"], ["Асел Өмүрова", "'+996700000007", "female"]]);
        let counts = texts(&app.db, "SELECT reason FROM audit WHERE action = 'registration.export'").await;
        assert_eq!(counts, ["1"]);
        // All of them, in the order of the list.
        let fields = [("filter", "sort=name"), ("personal", "full_name"), ("format", "csv")];
        let names: Vec<_> = rows(&export(&mut browser, &event, &fields).await.body).into_iter().skip(1).flatten().collect();
        assert_eq!(names.len(), 4);
        assert_eq!(names[0], "Асел Өмүрова");
    }
}

both_engines! {
    async fn no_formula_leaves_in_a_text_file_or_a_workbook(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 99).await;
        for (n, text) in FORMULAS.into_iter().enumerate() {
            let input = RegistrationInput {
                full_name: text.into(), call_name: text.into(), organisation: text.into(), diet: text.into(), note: text.into(),
                ..form_of(app, n)
            };
            come(app, &event, input).await;
        }
        let mut browser = world.signed_in(&aida).await;
        let mut fields = vec![("filter", ""), ("format", "csv")];
        fields.extend(Column::ALL.iter().map(|c| (if c.is_personal() { "personal" } else { "column" }, c.code())));
        let all = rows(&export(&mut browser, &event, &fields).await.body);
        assert_eq!(all.len(), 1 + FORMULAS.len());
        for cell in all.iter().flatten() {
            assert!(cell.starts_with('\'') || !sabak::exchange::model::cells::is_dangerous(cell), "{cell:?}");
        }
        fields[1] = ("format", "xlsx");
        let who = Whom::Filter(Filter::default());
        let taken = exchange::take(app, &aida, &event, &who, all_of(Format::Xlsx), Locale::Ky).await.unwrap();
        let bytes = axum::body::to_bytes(taken.body, usize::MAX).await.unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
        assert!(!sheet.contains("<f>") && !sheet.contains("<f ") && !sheet.contains("<hyperlink"), "{sheet}");
        let cells = sheet.matches("<c ").count();
        assert_eq!(cells, sheet.matches(" t=\"s\"").count(), "every cell is a text: {sheet}");
        // What went out comes in as it was.
        let back = file::read(&bytes).unwrap();
        let names: Vec<_> = back.rows.iter().map(|(_, cells)| cells[1].reveal().to_owned()).collect();
        assert!(FORMULAS.iter().all(|f| names.iter().any(|n| n == f.trim())), "{names:?}");
    }
}

both_engines! {
    async fn names_leave_with_a_fresh_proof_alone_and_counts_without(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        register(app, &event, 1).await;
        let stale = Actor { fresh: false, ..aida.clone() };
        let who = Whom::Filter(Filter::default());
        let take = async |actor: &Actor, column| {
            exchange::take(app, actor, &event, &who, What { columns: vec![column], ..all_of(Format::Csv) }, Locale::Ky).await.map(|t| t.rows)
        };
        for column in Column::ALL {
            let expected = if column.is_personal() { Err(AppError::StepUp) } else { Ok(1) };
            assert_eq!(take(&stale, column).await, expected, "{column:?}");
            assert_eq!(take(&aida, column).await, Ok(1), "{column:?}");
        }
        for role in [Role::Facilitator, Role::Moderator, Role::Auditor] {
            let other = everywhere(app, role.code(), role).await;
            assert_eq!(take(&other, Column::State).await, Err(AppError::Forbidden), "{role:?}");
        }
        let mut browser = world.signed_in(&aida).await;
        world.clock.advance(Duration::seconds(301));
        let lines = "SELECT COUNT(*) FROM audit WHERE action = 'registration.export'";
        let before = world.number(lines).await;
        let fields = [("filter", "sort=name"), ("personal", "full_name"), ("format", "csv")];
        let away = export(&mut browser, &event, &fields).await;
        assert!(away.location().starts_with("/en/staff/confirm-it-is-you?next="), "{}", away.location());
        assert_eq!(world.number(lines).await, before);
        let page = format!("/en/staff/events/{}/export?sort=name", event.slug);
        browser.get(&away.location()).await;
        let code = world.code().await;
        let back = browser.post("/en/staff/confirm-it-is-you", &[("code", &code), ("next", &page)]).await;
        assert_eq!(back.location(), page);
        let page = browser.get(&page).await.body;
        assert!(page.contains("value=\"csv\" checked"), "what was chosen is there again: {page}");
        assert_eq!(export(&mut browser, &event, &fields).await.status, StatusCode::OK);
    }
}

both_engines! {
    async fn those_who_were_ticked_leave_and_no_others(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let ids: Vec<_> = register_all(app, &event, 0..3).await.iter().map(|r| r.id.to_string()).collect();
        let mut browser = world.signed_in(&aida).await;
        let base = format!("/en/staff/events/{}", event.slug);
        let fields = [("filter", ""), ("row", &*ids[0]), ("row", &*ids[2]), ("act", "export"), ("locale", "")];
        let page = browser.post(&format!("{base}/bulk"), &fields).await.location();
        let run = page.strip_prefix(&format!("{base}/export?run=")).unwrap_or_else(|| panic!("{page}")).to_owned();
        assert_eq!(browser.get(&page).await.status, StatusCode::OK);
        let fields = [("filter", ""), ("run", &*run), ("personal", "full_name"), ("format", "csv")];
        let names: Vec<_> = rows(&export(&mut browser, &event, &fields).await.body).into_iter().skip(1).flatten().collect();
        assert_eq!(names, ["Гүлзат Үлгүлүева-0", "Гүлзат Үлгүлүева-2"]);
        let other = published(app, &aida, &later("bashka", 5)).await;
        assert_eq!(export(&mut browser, &other, &fields).await.status, StatusCode::NOT_FOUND, "a run of another event");
        assert_eq!(browser.post(&format!("{base}/bulk/{run}/start"), &[]).await.status, StatusCode::CONFLICT);
    }
}

// --- reading in ---

/// Sends a file as a browser would.
async fn send_file(browser: &mut Browser, event: &Event, bytes: &[u8]) -> Answer {
    let head = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list\"\r\n\
        Content-Type: application/octet-stream\r\n\r\n";
    let body = [head.as_bytes(), bytes, b"\r\n--edge--\r\n"].concat();
    let headers = [("content-type", "multipart/form-data; boundary=edge"), ("sec-fetch-site", "same-origin")];
    browser.send(Method::POST, &format!("/ky/staff/events/{}/import", event.slug), Some(body), &headers).await
}

/// A list of names and phones, kept and mapped.
async fn mapped(app: &App, actor: &Actor, event: &Event, text: &str) -> Uuid {
    let table = file::read(text.as_bytes()).unwrap();
    let id = exchange::keep(app, actor, event, table).await.unwrap();
    let guessed = exchange::shown_import(app, actor, event, id).await.unwrap().import.settings;
    let settings = Settings { agreed_on: "2026-11-20".into(), ..guessed };
    exchange::map_import(app, actor, event, id, &settings).await.unwrap();
    id
}

fn list(range: std::ops::Range<usize>) -> String {
    let row = |n| format!("Катышуучу Номерова-{n},+9967{n:08}\n");
    "Аты-жөнү,Телефон\n".chars().chain(range.flat_map(|n| row(n).chars().collect::<Vec<_>>())).collect()
}

async fn came(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Vec<(i64, Becomes)> {
    let lines = exchange::import_lines(app, actor, event, id).await.unwrap();
    lines.into_iter().map(|l| (l.number, l.result)).collect()
}

async fn run_to_the_end(app: &App, actor: &Actor, event: &Event, id: Uuid, to: Stage) {
    exchange::work_on(app, actor, event, id, to).await.unwrap();
    worker::run_due(app).await.unwrap();
}

const PEOPLE: &str = "SELECT COUNT(*) FROM registration WHERE source = 'staff'";

both_engines! {
    async fn each_row_becomes_what_the_check_said_it_would(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        register(app, &event, 7).await;
        let text = "ФИО;Телефон;E-mail;Жашы;Жынысы\n\
            Асел Өмүрова;0700 111 222;asel@belgi.invalid;1998;ж\n\
            Кайталанган Асел;+996700111222;;;\n\
            Мурда Катталган;+996700000007;;;\n\
            Ката Номер;0700;;;\n\
            ;0700 333 444;;;\n\
            Бакыт Асанов;;;30;м\n";
        let id = mapped(app, &aida, &event, text).await;
        run_to_the_end(app, &aida, &event, id, Stage::Checking).await;
        let expected = [(2, Becomes::New), (3, Becomes::Twice), (4, Becomes::Known), (5, Becomes::Bad), (6, Becomes::Bad), (7, Becomes::New)];
        assert_eq!(came(app, &aida, &event, id).await, expected);
        assert_eq!(world.number(PEOPLE).await, 0, "a look registers nobody");
        let mails = "SELECT COUNT(*) FROM message";
        let before = world.number(mails).await;
        run_to_the_end(app, &aida, &event, id, Stage::Running).await;
        assert_eq!(came(app, &aida, &event, id).await, expected);
        assert_eq!(world.number(PEOPLE).await, 2);
        assert_eq!(world.number(mails).await, before, "nobody is written to unasked");
        assert_eq!(world.number("SELECT COUNT(*) FROM consent WHERE evidence = 'paper' AND purpose = 'participation'").await, 2);
        let shown = exchange::shown_import(app, &aida, &event, id).await.unwrap();
        assert_eq!(shown.import.stage, Stage::Done);
        assert!(shown.import.salt.is_none() && shown.preview.is_empty(), "the rows are gone");
        assert_eq!(world.number("SELECT COUNT(*) FROM import_part").await, 0);
        let list = registration::list(app, &aida, &event, &Filter::parse("source=staff").0, Locale::Ky, None).await.unwrap();
        let asel = list.lines.iter().find(|l| l.full_name.reveal() == "Асел Өмүрова").unwrap();
        assert_eq!((asel.registration.sex.as_str(), asel.registration.age_band.as_str()), ("female", "25_34"));
        assert_eq!(asel.registration.email.reveal(), "asel@belgi.invalid");
        // By: staff, and once each.
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.create' AND actor_kind = 'staff'").await, 2);
        assert!(exchange::work_on(app, &aida, &event, id, Stage::Running).await.is_err(), "it is over");
    }
}

both_engines! {
    async fn who_is_to_be_written_to_is_and_a_full_training_lets_them_wait(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let text = "ФИО,E-mail\nАсел,asel@belgi.invalid\nБакыт,bakyt@belgi.invalid\n";
        let id = mapped(app, &aida, &event, text).await;
        let shown = exchange::shown_import(app, &aida, &event, id).await.unwrap();
        let settings = Settings { write: true, ..shown.import.settings };
        exchange::map_import(app, &aida, &event, id, &settings).await.unwrap();
        exchange::work_on(app, &aida, &event, id, Stage::Running).await.unwrap();
        exchange::import_step(app, id).await.unwrap();
        let mails = texts(&app.db, "SELECT kind FROM message WHERE kind IN ('confirmed', 'waitlisted') ORDER BY id").await;
        assert_eq!(mails.len(), 2, "{mails:?}");
        assert_eq!(world.number("SELECT COUNT(*) FROM registration WHERE state = 'confirmed'").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM registration WHERE state = 'waitlisted'").await, 1);
    }
}

both_engines! {
    /// The worker dies between a part's registrations and the note that it is done, and between two parts.
    async fn an_import_that_breaks_off_goes_on_and_registers_each_row_once(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &plan("uzun-tizme", 3_000)).await;
        let id = mapped(app, &aida, &event, &list(0..1_350)).await;
        exchange::work_on(app, &aida, &event, id, Stage::Running).await.unwrap();
        exchange::import_step(app, id).await.unwrap();
        assert_eq!(world.number(PEOPLE).await, 1_000, "a step");
        // Its last part is done, and nobody has noted it.
        world.execute("UPDATE import SET next_part = 10").await.unwrap();
        world.execute("DELETE FROM import_row WHERE number > 902").await.unwrap();
        world.clock.advance(Duration::minutes(6));
        // Two at it at once, as when a lease ran out.
        let (one, other) = tokio::join!(exchange::import_step(app, id), exchange::import_step(app, id));
        assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
        worker::run_due(app).await.unwrap();
        let shown = exchange::shown_import(app, &aida, &event, id).await.unwrap();
        assert_eq!((shown.import.stage, shown.results.get(&Becomes::New)), (Stage::Done, Some(&1_350)));
        assert_eq!(world.number(PEOPLE).await, 1_350);
        assert_eq!(world.number("SELECT CAST(SUM(taken) AS BIGINT) FROM pool").await, 1_350);
        assert_eq!(world.number("SELECT COUNT(*) FROM import_row").await, 1_350);
    }
}

both_engines! {
    async fn what_is_broken_off_forgets_its_rows_and_so_does_time(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let parts = async || world.number("SELECT COUNT(*) FROM import_part").await;
        let dropped = mapped(app, &aida, &event, &list(0..2)).await;
        exchange::cancel_import(app, &aida, &event, dropped).await.unwrap();
        assert_eq!((parts().await, world.number("SELECT COUNT(*) FROM import WHERE salt IS NOT NULL").await), (0, 0));
        assert!(exchange::work_on(app, &aida, &event, dropped, Stage::Running).await.is_err());
        let kept = mapped(app, &aida, &event, &list(0..2)).await;
        let input = sabak::exchange::form::BulkInput {
            act: sabak::exchange::model::Act::Export,
            chosen: sabak::exchange::form::Chosen::All,
            filter: Filter::default(),
        };
        register(app, &event, 1).await;
        exchange::plan(app, &aida, &event, &input, Locale::Ky).await.unwrap();
        world.clock.advance(Duration::days(7) - Duration::seconds(1));
        retention::run(app, &Mode::Now { accept: true }).await.unwrap();
        assert_eq!(parts().await, 2, "not before");
        world.clock.advance(Duration::seconds(2));
        retention::run(app, &Mode::Now { accept: true }).await.unwrap();
        for table in ["import", "import_part", "import_row", "bulk_run", "bulk_row"] {
            assert_eq!(world.number(format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }
        assert_eq!(exchange::shown_import(app, &aida, &event, kept).await.err(), Some(AppError::NotFound));
    }
}

both_engines! {
    async fn who_may_not_change_registrations_reads_none_in_and_a_draft_takes_nobody(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (event, other) = (training(app, &aida, 9).await, published(app, &aida, &later("bashka", 5)).await);
        let id = mapped(app, &aida, &event, &list(0..2)).await;
        assert_eq!(exchange::shown_import(app, &aida, &other, id).await.err(), Some(AppError::NotFound));
        for role in [Role::Facilitator, Role::Moderator, Role::Auditor] {
            let who = everywhere(app, role.code(), role).await;
            assert!(exchange::shown_import(app, &who, &event, id).await.is_err(), "{role:?}");
            assert!(exchange::work_on(app, &who, &event, id, Stage::Running).await.is_err(), "{role:?}");
            let mut browser = world.signed_in(&who).await;
            assert_eq!(send_file(&mut browser, &event, b"a\nb\n").await.status, StatusCode::FORBIDDEN, "{role:?}");
        }
        let draft = sabak::events::service::create(app, &aida, &later("dolboor", 5)).await.unwrap();
        let early = mapped(app, &aida, &draft, &list(0..2)).await;
        let refused = exchange::work_on(app, &aida, &draft, early, Stage::Running).await;
        assert_eq!(refused, Err(AppError::Conflict("exchange-error-not-on")));
        assert_eq!(world.number(PEOPLE).await, 0);
    }
}

both_engines! {
    async fn bad_files_go_back_to_the_page_with_what_is_wrong(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let mut browser = world.signed_in(&aida).await;
        let page = format!("/ky/staff/events/{}/import", event.slug);
        for (what, bytes, key) in [
            ("nothing", Vec::new(), "exchange-file-empty"),
            ("headings alone", b"a,b\n".to_vec(), "exchange-file-empty"),
            ("a workbook that breaks off", b"PK\x03\x04".to_vec(), "exchange-file-damaged"),
            ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0".to_vec(), "exchange-file-unknown"),
            ("bytes of no writing", b"\x01\x02\xFF\xFE,\x03\n".to_vec(), "exchange-file-unknown"),
            ("too many rows", list(0..20_001).into_bytes(), "exchange-file-rows"),
        ] {
            let back = send_file(&mut browser, &event, &bytes).await;
            assert_eq!(back.location(), format!("{page}#errors"), "{what}");
            let shown = browser.get(&page).await.body;
            assert!(shown.contains(&Locale::Ky.t(key)), "{what}: {shown}");
        }
        let limit = file::BYTES_MAX + 16 * 1024;
        let large = send_file(&mut browser, &event, &vec![b'a'; limit]).await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
        let largest = send_file(&mut browser, &event, &vec![b'a'; file::BYTES_MAX]).await;
        assert_eq!(largest.location(), format!("{page}#errors"), "it is read, and holds one line");
        assert_eq!(world.number("SELECT COUNT(*) FROM import").await, 0);
    }
}

both_engines! {
    async fn from_a_file_to_its_results_by_pages_alone(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let mut browser = world.signed_in(&aida).await;
        let text = "ФИО;Телефон;Подпись\nАсел <b>Өмүрова</b>;0700 111 222;\nКата;12;\n";
        let page = send_file(&mut browser, &event, text.as_bytes()).await.location();
        let shown = browser.get(&page).await.body;
        assert!(shown.contains("value=\"full_name\" selected") && shown.contains("value=\"phone\" selected"), "{shown}");
        assert!(shown.contains("0700 111 222") && !shown.contains("<b>Өмүрова"), "{shown}");
        // Without the agreement, and without a name.
        let fields = [("c0", ""), ("c1", "phone"), ("c2", ""), ("locale", "ky"), ("agreed_on", "")];
        let back = browser.post(&format!("{page}/mapping"), &fields).await.location();
        assert_eq!(back, format!("{page}#errors"));
        let shown = browser.get(&page).await.body;
        for key in ["exchange-error-no-name", "exchange-error-paper", "ui-error-required"] {
            assert!(shown.contains(&Locale::Ky.t(key)), "{key}: {shown}");
        }
        let fields = [("c0", "full_name"), ("c1", "phone"), ("c2", ""), ("locale", "ky"), ("paper", "yes"), ("agreed_on", "2026-11-20")];
        assert_eq!(browser.post(&format!("{page}/mapping"), &fields).await.location(), page);
        let shown = browser.get(&page).await.body;
        assert!(shown.contains("+996700111222") && shown.contains(&Locale::Ky.t("ui-error-phone")), "{shown}");
        assert!(shown.contains("2-сап") && shown.contains("3-сап"), "a row says what its number is: {shown}");
        let (review, ready) = (Locale::Ky.t("exchange-review-title"), Locale::Ky.t("exchange-ready-title"));
        assert!(shown.contains(&review) && !shown.contains(&ready), "not checked yet: {shown}");
        assert_eq!(browser.post(&format!("{page}/check"), &[]).await.location(), page);
        assert!(browser.get(&page).await.headers.contains_key("refresh"));
        worker::run_due(app).await.unwrap();
        let shown = browser.get(&page).await;
        assert!(!shown.headers.contains_key("refresh") && shown.body.contains(&Locale::Ky.t("exchange-checked")), "{}", shown.body);
        let start = Locale::Ky.ta("exchange-import-start", &[("n", arg(1))]);
        assert!(shown.body.contains(&ready) && shown.body.contains(&start), "{}", shown.body);
        assert_eq!(browser.post(&format!("{page}/start"), &[]).await.location(), page);
        worker::run_due(app).await.unwrap();
        let shown = browser.get(&page).await.body;
        assert!(shown.contains(&Locale::Ky.t("exchange-over-done")) && !shown.contains("0700 111 222"), "{shown}");
        let result = browser.get(&format!("{page}/result.csv")).await;
        let lines = rows(&result.body);
        assert_eq!(lines.len(), 3);
        assert_eq!((lines[1][0].as_str(), lines[1][1].as_str()), ("2", &*Locale::Ky.t("exchange-did-new")));
        assert!(lines[2][2].contains(&Locale::Ky.t("ui-error-phone")), "{lines:?}");
        assert!(!result.body.contains("Асел"), "no names");
        assert_eq!(world.number(PEOPLE).await, 1);
    }
}

/// How long 20,000 rows take: `cargo test --release -- exchange::twenty_thousand --ignored --nocapture`.
mod twenty_thousand {
    use super::*;

    async fn measure(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &plan("uzun-tizme", 15_000)).await;
        let engine = app.db.engine();
        let text = list(0..20_000);
        let start = std::time::Instant::now();
        let table = file::read(text.as_bytes()).unwrap();
        println!("{engine}: 20,000 rows read: {:?}", start.elapsed());
        let start = std::time::Instant::now();
        exchange::keep(app, &aida, &event, table).await.unwrap();
        println!("{engine}: 20,000 rows kept: {:?}", start.elapsed());
        let id = mapped(app, &aida, &event, &text).await;
        let start = std::time::Instant::now();
        run_to_the_end(app, &aida, &event, id, Stage::Checking).await;
        println!("{engine}: 20,000 rows checked: {:?}", start.elapsed());
        let start = std::time::Instant::now();
        run_to_the_end(app, &aida, &event, id, Stage::Running).await;
        let took = start.elapsed();
        assert_eq!(world.number(PEOPLE).await, 20_000);
        println!("{engine}: 20,000 rows registered: {took:?}, {:.0} a second", 20_000.0 / took.as_secs_f64());
        for format in Format::ALL {
            let start = std::time::Instant::now();
            let who = Whom::Filter(Filter::default());
            let taken = exchange::take(app, &aida, &event, &who, all_of(format), Locale::Ky).await.unwrap();
            let bytes = axum::body::to_bytes(taken.body, usize::MAX).await.unwrap().len();
            println!("{engine}: 20,000 rows out as {}: {:?}, {bytes} bytes", format.code(), start.elapsed());
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "measures"]
    async fn sqlite() {
        measure(World::sqlite().await).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "measures"]
    async fn postgres() {
        measure(World::postgres().await).await;
    }
}
