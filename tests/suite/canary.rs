//! What a copy of the database gives away: nothing that anybody typed about themselves or others.
//!
//! Each personal field has a line in one of the tables here, with a text that stands nowhere else. The texts go in as they
//! do in life, are seen to have arrived, and are then looked for in every column of every table, as text and as bytes, and
//! in the bytes of SQLite's files. Whoever adds a personal field adds a line, and what puts the text there.

use axum::http::StatusCode;
use sabak::attendance::form::MarkInput;
use sabak::attendance::model::Status;
use sabak::attendance::service as attendance;
use sabak::config::Config;
use sabak::db::vault;
use sabak::events::model::Event;
use sabak::exchange::file as exchange_file;
use sabak::exchange::service as exchange;
use sabak::i18n::Locale;
use sabak::ids::{Ids, hex};
use sabak::jobs::worker;
use sabak::needs::form::DecisionInput;
use sabak::needs::model::{Kind as Need, State as Decided};
use sabak::needs::service as needs;
use sabak::people::model::{Contact, MergeInput, Whose};
use sabak::people::service as people;
use sabak::questions::model::Kind as Asks;
use sabak::registration::model::filter::Filter;
use sabak::registration::model::{Registration, RegistrationInput, Source};
use sabak::registration::service as registration;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::staff::service::{self as team, Invited};
use sabak::state::App;
use uuid::Uuid;

use crate::cast::{asking, asks, coordinator, everything, everywhere, now, texts, training};
use crate::support::{Answer, World, both_engines};

/// A personal field, and what stands in it and nowhere else.
pub type Marked = (&'static str, &'static str);

const REGISTRATION: &[Marked] = &[
    ("person.full_name", "Канарейкова Толукат"),
    ("person.call_name", "Чакыруучук"),
    ("contact.value phone, registration.phone", "+996700431985"),
    ("contact.value email, registration.email", "kanareyka.pochta@belgi.invalid"),
    ("registration.organisation", "Белгилүү Уюмчасы"),
    ("registration.diet", "жаңгаксыз-белги"),
    ("registration.note", "Дарымды-жашыруун-ичем"),
    ("answer.value", "Жооптогу-сырым-калды"),
    ("need_task.note", "Унаасын-таппай-койдук"),
];
const CLAIMED: &[Marked] = &[("contact.value claimed", "kanareyka.ekinchi@belgi.invalid")];
const ATTENDANCE: &[Marked] = &[
    ("person.full_name walk-in", "Эшиктен Киргенбаева"),
    ("contact.value walk-in", "+996700431986"),
    ("mark.reason", "Ооруканага-кеткен-экен"),
];
const MERGED: &[Marked] = &[
    ("person_merge.record name", "Кошулуп Кеткенбекова"),
    ("person_merge.record call name", "Кошулгуча"),
    ("person_merge.record contact", "+996700431988"),
];
const FLASH: &[Marked] = &[
    ("flash of the registration form: name", "Бүтпөгөн Аталышова"),
    ("flash of the registration form: phone", "0700 43 19 8х"),
    ("flash of the registration form: note", "Айтылбаган-сырым"),
    ("flash of a form for several", "Топтошкон Айтылбаганова"),
    ("flash of the lost link", "kim-bul-dep-surabai"),
    ("flash of a walk-in", "Эшиктеги Жазылбагангүл"),
    ("flash of a correction", "Өтө-узун-себеп"),
];

const STAFF: &[Marked] = &[
    ("staff.name", "Кызматкерова Белгилүү"),
    ("staff.email", "kanareyka.kyzmatker@belgi.invalid"),
    ("staff_invite.email open", "kanareyka.chakyruu@belgi.invalid"),
    ("staff_invite.email used", "kanareyka.koldonulgan@belgi.invalid"),
    ("saved_view.name", "Канарейканын Тизмечеси"),
    ("a passphrase", "канарейка сайраган тоо түнү"),
    ("flash of joining", "Кошула Албаганова"),
    ("flash of signing in", "kanareyka.adashkan@belgi.invalid"),
];

const SHEET: &[Marked] =
    &[("import_part.cells name", "Барактагы Жазылганова"), ("import_part.cells phone", "+996700431987")];

fn field(all: &[Marked], name: &str) -> &'static str {
    all.iter().find(|(field, _)| field.starts_with(name)).unwrap_or_else(|| panic!("no field {name}")).1
}

/// Which of the texts can be read in this copy: as they are, in lower case, or as hexadecimal, in whole or their last word.
pub fn readable(copy: &[u8], fields: &[Marked]) -> Vec<&'static str> {
    let copy = String::from_utf8_lossy(copy).to_lowercase();
    let found = |text: &str| {
        let word = text.split([' ', '@']).next_back().unwrap_or(text).to_lowercase();
        [text.to_lowercase(), hex(text.as_bytes())].iter().any(|shape| copy.contains(shape.as_str()))
            || (word.chars().count() > 8 && copy.contains(&word))
    };
    // The domain of the invented addresses is nobody's secret.
    let hidden = |text: &str| if let Some((local, _)) = text.split_once('@') { found(local) } else { found(text) };
    fields.iter().filter(|(_, text)| hidden(text)).map(|(field, _)| *field).collect()
}

/// Looks for the texts everywhere, and sees that the look would find one.
pub async fn assert_sealed(world: &World, fields: &[Marked]) {
    let in_tables = |copy: String| readable(copy.as_bytes(), fields);
    assert_eq!(in_tables(everything(&world.app.db).await), Vec::<&str>::new(), "in the tables");
    assert_eq!(readable(&world.raw(), fields), Vec::<&str>::new(), "in the files");
    // The same look, at a column that nobody sealed.
    world.execute("CREATE TABLE unsealed (id TEXT NOT NULL, typed TEXT NOT NULL)").await.unwrap();
    for (name, text) in fields {
        world.execute(format!("INSERT INTO unsealed (id, typed) VALUES ('{name}', '{text}')")).await.unwrap();
    }
    let all: Vec<&str> = fields.iter().map(|(field, _)| *field).collect();
    assert_eq!(in_tables(everything(&world.app.db).await), all, "the look at the tables sees what is there");
    if world.app.db.engine() == "sqlite" {
        assert_eq!(readable(&world.raw(), fields), all, "the look at the files sees what is there");
    }
    world.execute("DROP TABLE unsealed").await.unwrap();
}

async fn fill(world: &World, event: &Event, n: u128, fields: &[(&str, &str)]) -> Answer {
    let submission = uuid::Uuid::from_u128(n).to_string();
    let mut all = vec![("submission_id", submission.as_str()), ("locale", "ky"), ("participation", "yes")];
    all.extend(fields);
    world.browser().post(&format!("/ky/events/{}/register", event.slug), &all).await
}

/// Registers through the form, with a text in every field.
async fn register(world: &World, actor: &Actor, event: &Event) -> Registration {
    let of = |name| field(REGISTRATION, name);
    let question = asks(&world.app, actor, event, asking(Asks::LongText, "Дагы эмне?")).await;
    let answer_field = sabak::questions::form::field("", question);
    let (phone, email) = (of("contact.value phone"), of("contact.value email"));
    let fields = [
        ("full_name", of("person.full_name")),
        ("call_name", of("person.call_name")),
        ("phone", phone),
        ("email", email),
        ("organisation", of("registration.organisation")),
        ("diet", of("registration.diet")),
        ("note", of("registration.note")),
        ("age_band", "25_34"),
        ("needs", "childcare"),
        (&answer_field, of("answer.value")),
    ];
    let answer = fill(world, event, 1, &fields).await;
    let location = answer.location();
    let token = location.strip_prefix("/ky/my/").and_then(|l| l.split('?').next());
    let made = registration::by_link(&world.app, token.unwrap_or_else(|| panic!("{}", answer.body))).await.unwrap();
    let person = registration::person(&world.app, made.person_id).await.unwrap();
    for (name, kept) in [
        ("person.full_name", &person.full_name),
        ("person.call_name", &person.call_name),
        ("contact.value phone", &person.contacts[0].value),
        ("contact.value email", &person.contacts[1].value),
        ("contact.value phone", &made.phone),
        ("contact.value email", &made.email),
        ("registration.organisation", &made.organisation),
        ("registration.diet", &made.diet),
        ("registration.note", &made.note),
    ] {
        assert_eq!(kept.reveal(), of(name), "{name} arrived");
    }
    let answers = sabak::questions::service::answers(&world.app, &made).await.unwrap();
    assert_eq!(answers.get(question).unwrap().reveal(), of("answer.value"));
    let note = of("need_task.note").into();
    let decision = DecisionInput { registration: made.id, kind: Need::Childcare, to: Decided::NotPossible, note };
    needs::decide(&world.app, actor, event, &decision).await.unwrap();
    assert_eq!(needs::decided(&world.app, &made).await.unwrap()[0].note.reveal(), of("need_task.note"));
    made
}

/// Somebody walks in, and a mark is corrected.
async fn attend(world: &World, actor: &Actor, event: &Event, known: &Registration) {
    let (app, session) = (&world.app, event.sessions[0].id);
    let of = |name| field(ATTENDANCE, name);
    let path = |rest: &str| format!("/ky/staff/events/{}/desk/{rest}", event.slug);
    let mut browser = world.signed_in(actor).await;
    let (session_id, mark_id) = (session.to_string(), app.ids.uuid().to_string());
    let fields = [
        ("session", session_id.as_str()),
        ("mark_id", &mark_id),
        ("full_name", of("person.full_name walk-in")),
        ("phone", of("contact.value walk-in")),
    ];
    let answer = browser.post(&path("walk-ins"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let desk = browser.get(&format!("/ky/staff/events/{}/desk?session={session}", event.slug)).await;
    assert!(desk.body.contains("Киргенбаева") && desk.body.contains("Чакыруучук"), "{}", desk.body);
    let mark =
        MarkInput { session, registration: known.id, mark_id: app.ids.uuid(), seen: None, status: Status::Present };
    attendance::mark(app, actor, &event.slug, &mark).await.unwrap();
    let (registration, seen, mark_id) = (known.id.to_string(), mark.mark_id.to_string(), app.ids.uuid().to_string());
    let fields = [
        ("session", session_id.as_str()),
        ("registration", &registration),
        ("mark_id", &mark_id),
        ("seen", &seen),
        ("status", "absent"),
        ("reason", of("mark.reason")),
    ];
    let answer = browser.post(&path("corrections"), &fields).await;
    assert!(answer.location().contains("done="), "{} {}", answer.location(), answer.body);
    let mut tx = app.db.read().await.unwrap();
    let key = vault::key(&mut tx, known.person_id).await.unwrap();
    let reasons = attendance::reasons(&mut tx, &key, known.person_id).await.unwrap();
    assert_eq!(reasons.iter().map(|(_, why)| why.reveal()).collect::<Vec<_>>(), [of("mark.reason")]);
}

/// Forms that come back with an error; nobody reads them again.
async fn leave_unfinished(world: &World, actor: &Actor, event: &Event, known: &Registration) {
    let of = |name| field(FLASH, name);
    let (name, phone, note) = (
        of("flash of the registration form: name"),
        of("flash of the registration form: phone"),
        of("flash of the registration form: note"),
    );
    let mut sent = vec![fill(world, event, 7, &[("full_name", name), ("phone", phone), ("note", note)]).await];
    sent.push(world.browser().post("/ky/find", &[("contact", of("flash of the lost link"))]).await);
    let several = [
        ("people", "2"),
        ("p1_submission_id", "x"),
        ("p2_full_name", of("flash of a form for several")),
        ("action", "add"),
    ];
    sent.push(world.browser().post(&format!("/ky/events/{}/register-group", event.slug), &several).await);
    let mut staff = world.signed_in(actor).await;
    let path = |rest: &str| format!("/ky/staff/events/{}/desk/{rest}", event.slug);
    let (session, id, registration) =
        (event.sessions[0].id.to_string(), world.app.ids.uuid().to_string(), known.id.to_string());
    let fields =
        [("session", session.as_str()), ("mark_id", &id), ("full_name", of("flash of a walk-in")), ("phone", "0700")];
    sent.push(staff.post(&path("walk-ins"), &fields).await);
    let long = format!("{} {}", "а".repeat(300), of("flash of a correction"));
    let fields = [
        ("session", session.as_str()),
        ("registration", &registration),
        ("mark_id", &id),
        ("seen", &id),
        ("status", "late"),
        ("reason", &long),
    ];
    sent.push(staff.post(&path("corrections"), &fields).await);
    assert!(sent.iter().all(|a| a.status == StatusCode::SEE_OTHER));
    assert_eq!(world.number("SELECT COUNT(*) FROM flash").await, 5, "each lies there");
    // Unread it is there for its reader, and for nobody else.
    let mut reader = world.browser();
    let fields = [("submission_id", id.as_str()), ("full_name", name), ("phone", phone), ("note", note)];
    let answer = reader.post(&format!("/ky/events/{}/register", event.slug), &fields).await;
    let page = reader.get(&answer.location()).await.body;
    assert!([name, phone, note].iter().all(|typed| page.contains(typed)), "{page}");
    fill(world, event, 8, &[("full_name", name), ("phone", phone), ("note", note)]).await;
}

/// Colleagues who are invited, who join, and who mistype.
async fn hire(world: &World) {
    let app = &world.app;
    let of = |name| field(STAFF, name);
    let boss = everywhere(app, "boss", Role::Administrator).await;
    let invite = async |email: &'static str| {
        let grant = Grant::new(Role::Auditor, Scope::All);
        let made = team::invite(app, &boss, Locale::Ky, &email.into(), grant).await.unwrap();
        let Invited::Made { id, .. } = made else { panic!("{made:?}") };
        let (to, link) = team::invited(app, &boss, Locale::Ky, id).await.unwrap();
        assert_eq!(to.reveal(), email);
        link
    };
    invite(of("staff_invite.email open")).await;
    let join = |link: &str| link.split_once("://").unwrap().1.split_once('/').unwrap().1.to_owned();
    let link = format!("/{}", join(&invite(of("staff_invite.email used")).await));
    let passphrase = of("a passphrase");
    let fields = [("name", of("flash of joining")), ("email", of("staff.email")), ("passphrase", passphrase)];
    let typed = |name: &'static str, again: &'static str| {
        let mut all = fields.to_vec();
        all[0].1 = name;
        all.push(("passphrase_again", again));
        all
    };
    let refused = world.browser().post(&link, &typed(of("flash of joining"), "башка сөз айкашы")).await;
    assert!(refused.location().contains("/staff/join/"), "{}", refused.location());
    let joined = world.browser().post(&link, &typed(of("staff.name"), passphrase)).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    let members = team::team(app, &boss).await.unwrap().members;
    let new = members.iter().find(|m| m.account.email.reveal() == of("staff.email")).expect("the account arrived");
    assert_eq!(new.account.name.reveal(), of("staff.name"));
    let fields = [("email", of("flash of signing in")), ("passphrase", passphrase)];
    world.browser().post("/ky/staff/sign-in", &fields).await;
    keep_a_view(app).await;
}

/// A filter under a name.
async fn keep_a_view(app: &App) {
    let keeper = everywhere(app, "saktagych", Role::Coordinator).await;
    let event = crate::cast::published(app, &keeper, &crate::cast::later("tizme", 5)).await;
    let name = field(STAFF, "saved_view.name");
    exchange::keep_view(app, &keeper, &event, name.into(), &Filter::default(), true).await.unwrap();
    let kept = exchange::views(app, &keeper, &event).await.unwrap();
    assert_eq!(kept[0].name.reveal(), name, "it arrived");
}

/// A list that was sent and not yet read in.
async fn send_a_list(world: &World, actor: &Actor, event: &Event) {
    let of = |name| field(SHEET, name);
    let text = format!("Аты-жөнү,Телефон\n{},{}\n", of("import_part.cells name"), of("import_part.cells phone"));
    let table = exchange_file::read(text.as_bytes()).unwrap();
    let id = exchange::keep(&world.app, actor, event, table).await.unwrap();
    let shown = exchange::shown_import(&world.app, actor, event, id).await.unwrap();
    assert_eq!(shown.preview[0].cells[0].reveal(), of("import_part.cells name"), "it arrived");
}

/// Somebody is taken in by another, who keeps nothing of theirs: what they were called and how they were reached lies in the
/// record of the undo. Gives the two and the merge.
async fn take_in(app: &App, actor: &Actor) -> (Uuid, Uuid, Uuid) {
    let of = |name| field(MERGED, name);
    let event = crate::cast::published(app, actor, &crate::cast::later("koshuluu", 5)).await;
    let other = crate::cast::published(app, actor, &crate::cast::later("dagy-koshuluu", 5)).await;
    let one = crate::cast::register(app, &event, 41).await.registration.person_id;
    let contact = Contact::phone(of("person_merge.record contact"));
    let typed = RegistrationInput::new(app.ids.uuid(), of("person_merge.record name"), &contact, Locale::Ky);
    let typed = RegistrationInput { call_name: of("person_merge.record call").into(), ..typed };
    let two = registration::register(app, &other, typed, Source::Web).await.unwrap().registration;
    let input = MergeInput {
        merged: two.person_id,
        full_name: Whose::Survivor,
        call_name: Whose::Survivor,
        locale: Whose::Survivor,
        contacts: [].into(),
        stays: [].into(),
    };
    let merge = people::merge(app, actor, one, &input).await.unwrap();
    (one, two.person_id, merge)
}

/// Mails that cannot go out, so that there are errors to be kept.
async fn fail_to_write(world: &World) {
    let config = Config {
        smtp_url: "smtp://127.0.0.1:1".into(),
        mail_from: "post@sabak.invalid".into(),
        ..world.app.config.clone()
    };
    let ids = Ids::seeded(world.clock.clone(), 9);
    let app = App::new(world.app.db.clone(), world.clock.clone(), ids, config, world.app.secret);
    assert!(worker::run_due(&app).await.unwrap() > 0);
    let errors = texts(&app.db, "SELECT reason FROM message WHERE reason <> ''").await;
    assert!(!errors.is_empty());
    let code = |e: &String| e.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    assert!(errors.iter().all(code), "a code and nothing else: {errors:?}");
    let payloads = texts(&app.db, "SELECT payload FROM job").await;
    assert!(payloads.iter().all(|p| !p.contains('@') && !p.contains("://")), "{payloads:?}");
}

both_engines! {
    async fn a_copy_of_the_database_tells_nothing(world: World) {
        let aida = coordinator(&world.app).await;
        let event = training(&world.app, &aida, 5).await;
        let known = register(&world, &aida, &event).await;
        // Given up and taken again: every field is written a second time, and a second address is claimed.
        registration::withdraw(&world.app, &known).await.unwrap();
        let (phone, email) = (field(REGISTRATION, "contact.value phone"), field(CLAIMED, "contact.value claimed"));
        let fields = [("full_name", field(REGISTRATION, "person.full_name")), ("phone", phone), ("email", email)];
        fill(&world, &event, 2, &fields).await;
        assert_eq!(now(&world.app, &known).await.email.reveal(), email);
        assert_eq!(world.number("SELECT COUNT(*) FROM contact WHERE claimed = TRUE").await, 1);
        fail_to_write(&world).await;
        leave_unfinished(&world, &aida, &event, &known).await;
        world.clock.set(event.starts_at);
        attend(&world, &aida, &event, &known).await;
        hire(&world).await;
        send_a_list(&world, &aida, &event).await;
        let (one, two, merge) = take_in(&world.app, &aida).await;
        let all = [REGISTRATION, CLAIMED, ATTENDANCE, MERGED, FLASH, STAFF, SHEET].concat();
        assert_sealed(&world, &all).await;
        people::undo(&world.app, &aida, one, merge).await.unwrap();
        let again = people::by_id(&world.app, two).await.unwrap();
        assert_eq!(again.full_name.reveal(), field(MERGED, "person_merge.record name"), "it lay there");
        assert_eq!(again.call_name.reveal(), field(MERGED, "person_merge.record call"));
        assert_eq!(again.contacts[0].value.reveal(), field(MERGED, "person_merge.record contact"));
    }
}

/// Nothing lies in the file between two checkpoints either, once the log is folded into it.
#[tokio::test]
async fn the_closed_file_tells_nothing() {
    let world = World::sqlite().await;
    let aida = coordinator(&world.app).await;
    let event = training(&world.app, &aida, 5).await;
    let known = register(&world, &aida, &event).await;
    leave_unfinished(&world, &aida, &event, &known).await;
    let all = [REGISTRATION, FLASH].concat();
    assert_eq!(readable(&world.raw(), &all), Vec::<&str>::new());
    world.app.db.close().await;
    let file = world.raw();
    assert!(String::from_utf8_lossy(&file).contains(&event.slug), "the file is the database");
    assert_eq!(readable(&file, &all), Vec::<&str>::new());
}
