//! The drill: a backup, somebody erased, the older backup brought back; and every way in which it must not come back.

use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret as _;
use age::x25519::Identity;
use chrono::Duration;
use sabak::audit::service::By;
use sabak::db::aside::{self, Server};
use sabak::db::{Vault, vault};
use sabak::error::AppError;
use sabak::i18n::Locale;
use sabak::jobs::backup::archive::{self, Reader};
use sabak::jobs::backup::recover::{self, Instance, Wanted};
use sabak::jobs::backup::tombstones;
use sabak::jobs::backup::{Taken, take, take_configured};
use sabak::registration::model::{Registered, RegistrationInput, Source};
use sabak::registration::service::{self as registration, person};
use sabak::seal::Ring;
use sabak::state::App;
use sabak::testimonials::model::{Attribution, Channel, TestimonialInput};
use sabak::{server, testimonials};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::cast::{coordinator, form_of, now, register, training};
use crate::support::{World, both_engines, tempdir};

/// An instance with people in it, and where its backups lie.
struct Drill {
    world: World,
    /// One of each person.
    testimonials: Vec<Uuid>,
    dir: tempdir::Dir,
    offline: Identity,
    people: Vec<Registered>,
}

impl Drill {
    async fn new(world: World) -> Self {
        let actor = coordinator(&world.app).await;
        let event = training(&world.app, &actor, 10).await;
        let mut people = Vec::new();
        for n in 1..=4 {
            people.push(register(&world.app, &event, n).await);
        }
        // What no key seals has to be emptied too.
        world.execute("UPDATE registration SET sex = 'female', home_region = 'osh'").await.unwrap();
        world.clock.set(event.starts_at);
        let mut testimonials = Vec::new();
        for who in &people {
            testimonials.push(give(&world.app, who).await);
        }
        // So that the others can still register.
        world.clock.set(crate::support::start());
        Self { world, testimonials, dir: tempdir::Dir::new(), offline: Identity::generate(), people }
    }

    /// A minute later, so that names differ.
    async fn backup(&self) -> Taken {
        self.world.clock.advance(Duration::minutes(1));
        take(&self.world.app, self.dir.path(), &[self.offline.to_public()]).await.unwrap()
    }

    fn identity_file(&self) -> PathBuf {
        let file = self.dir.path().join("offline.txt");
        std::fs::write(&file, self.offline.to_string().expose_secret()).unwrap();
        file
    }

    fn id(&self, n: usize) -> Uuid {
        self.people[n].registration.person_id
    }

    async fn erase(&self, n: usize) {
        erase(&self.world.app, self.id(n)).await;
    }

    fn wanted(&self, backup: &Taken) -> Wanted {
        Wanted {
            from: backup.main.clone(),
            keys: backup.keys.clone(),
            identity: Some(self.identity_file()),
            tombstones: vec![],
            old_key: None,
            replace: false,
            no_tombstones: false,
        }
    }

    fn instance(&self, url: &str) -> Instance {
        let app = &self.world.app;
        let mut config = app.config.clone();
        url.clone_into(&mut config.database_url);
        Instance { config, secret: app.secret, vault: app.db.vault.clone(), clock: app.clock.clone() }
    }

    async fn restore(&self, url: &str, wanted: &Wanted) -> Result<String, String> {
        let mut said = String::new();
        let mut say = |line: &str| {
            said.push_str(line);
            said.push('\n');
        };
        recover::restore(&self.instance(url), wanted, &mut say).await.map(|()| said)
    }
}

/// What the services do when somebody asks for it.
async fn erase(app: &App, person: Uuid) {
    assert!(registration::erase_person(app, By::System, person, "asked").await.unwrap());
}

/// Registrations that say something of a person without a key, and contacts that would find one.
async fn open_answers(app: &App) -> (i64, i64) {
    let answers = "SELECT COUNT(*) FROM registration WHERE sex <> '' AND home_region <> ''";
    (crate::cast::number(&app.db, answers).await, crate::cast::number(&app.db, "SELECT COUNT(*) FROM contact").await)
}

async fn has_name(app: &App, id: Uuid) -> bool {
    person(app, id).await.is_ok_and(|p| !p.full_name.is_empty())
}

async fn give(app: &App, who: &Registered) -> Uuid {
    let input = TestimonialInput {
        submission_id: app.ids.uuid(),
        locale: Locale::Ky,
        headline: "Мөөрлөнгөн башсап".into(),
        body: "Мөөрлөнгөн толук сөз.".into(),
        channels: vec![Channel::Site],
        attribution: Attribution::Pseudonym,
        pseudonym: "Гүл апа".into(),
        consent_locale: Locale::Ky,
    };
    testimonials::service::give(app, &who.registration, input).await.unwrap()
}

async fn can_be_opened(app: &App, who: &Registered) -> bool {
    let named = has_name(app, who.registration.person_id).await;
    let link = registration::by_link(app, &who.link_token).await;
    assert_eq!(named, link.is_ok(), "name and link part ways");
    let mine = testimonials::service::for_registration(app, who.registration.id).await.unwrap();
    let words = mine.iter().any(|t| t.headline.reveal() == "Мөөрлөнгөн башсап");
    assert_eq!(named, words, "name and testimonial part ways");
    named
}

fn plain_bytes(file: &Path, identity: &Identity) -> Vec<u8> {
    let mut bytes = Vec::new();
    Reader::open(file, std::slice::from_ref(identity)).unwrap().read_to_end(&mut bytes).unwrap();
    if bytes.starts_with(b"PGDMP") {
        // What pg_restore would run.
        let dump = file.with_file_name("dump");
        std::fs::write(&dump, &bytes).unwrap();
        let program =
            std::fs::read_dir("/usr/lib/postgresql").unwrap().next().unwrap().unwrap().path().join("bin/pg_restore");
        let script = std::process::Command::new(program).args(["-f", "-"]).arg(&dump).output().unwrap();
        assert!(script.status.success());
        return script.stdout;
    }
    bytes
}

fn holds(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|w| w == part)
}

both_engines! {
    async fn an_older_backup_brings_nobody_back_who_was_erased(world: World) {
        let drill = Drill::new(world).await;
        let older = drill.backup().await;
        drill.erase(1).await;
        let newer = drill.backup().await;
        let app = &drill.world.app;
        assert!(!can_be_opened(app, &drill.people[1]).await && can_be_opened(app, &drill.people[0]).await);

        let url = drill.world.elsewhere().await;
        let wanted = Wanted { tombstones: vec![newer.keys.clone()], ..drill.wanted(&older) };
        let said = drill.restore(&url, &wanted).await.unwrap();
        assert!(said.contains("2 erasures were replayed"), "{said}");
        let back = drill.world.at(&url).await;
        for (n, who) in drill.people.iter().enumerate() {
            assert_eq!(can_be_opened(&back, who).await, n != 1, "person {n}");
        }
        assert_eq!(open_answers(&back).await, (3, 3));
        // Erased here too, so that the next backup knows.
        let mut tx = back.db.read().await.unwrap();
        assert!(vault::key(&mut tx, drill.id(1)).await.is_err());
        assert!(vault::key(&mut tx, drill.testimonials[1]).await.is_err());
        assert!(vault::key(&mut tx, drill.testimonials[2]).await.is_ok());
        drop(tx);
        assert_eq!(crate::cast::number(&back.db, "SELECT COUNT(*) FROM tombstone").await, 2);
        let sealed = sabak::audit::service::seal_due(&back).await.unwrap();
        assert!(sealed > 0);
        let verdict = sabak::audit::service::verify(&back, "", |_, _| {}).await.unwrap();
        assert!(verdict.sound(), "{:?}", verdict.faults.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(crate::cast::number(&back.db, "SELECT COUNT(*) FROM audit WHERE action = 'backup.restore'").await, 1);
        back.db.close().await;

        // Negative control: where nobody says who was erased, the older key file opens everybody again.
        let list = tombstones::list(&app.config.data_dir);
        std::fs::remove_file(&list).unwrap();
        let careless = drill.world.elsewhere().await;
        let refused = drill.restore(&careless, &drill.wanted(&older)).await.unwrap_err();
        assert!(refused.contains("--no-tombstones"), "{refused}");
        drill.restore(&careless, &Wanted { no_tombstones: true, ..drill.wanted(&older) }).await.unwrap();
        let back = drill.world.at(&careless).await;
        assert!(can_be_opened(&back, &drill.people[1]).await);
        assert_eq!(open_answers(&back).await, (4, 4));
        back.db.close().await;

        // The newer key file alone is enough for the older content: it has no key of who was erased, and their tombstone.
        assert!(!list.exists());
        let third = drill.world.elsewhere().await;
        let mixed = Wanted { keys: newer.keys.clone(), no_tombstones: true, ..drill.wanted(&older) };
        drill.restore(&third, &mixed).await.unwrap();
        let back = drill.world.at(&third).await;
        assert!(!can_be_opened(&back, &drill.people[1]).await && can_be_opened(&back, &drill.people[2]).await);
        assert_eq!(open_answers(&back).await, (3, 3), "erased though the key never came back");
        back.db.close().await;
    }
}

both_engines! {
    /// A link erases its own registration only; the person and their key stay, so that the tombstone alone keeps it erased.
    async fn a_registration_that_was_erased_alone_comes_back_empty(world: World) {
        let drill = Drill::new(world).await;
        let app = &drill.world.app;
        let actor = crate::cast::everywhere(app, "second", sabak::staff::model::Role::Coordinator).await;
        let event = crate::cast::published(app, &actor, &crate::cast::plan("ekinchi", 5)).await;
        let input = RegistrationInput { note: "Канарейка эскертүү".into(), sex: "female".into(), ..form_of(app, 1) };
        let second = registration::register(app, &event, input, Source::Web).await.unwrap();
        assert_eq!(second.registration.person_id, drill.id(0));
        let older = drill.backup().await;
        registration::erase(app, &second.registration).await.unwrap();
        let newer = drill.backup().await;
        let note = async |app: &App| now(app, &second.registration).await.note.reveal().to_owned();
        for (careless, keys) in [(false, &older.keys), (false, &newer.keys), (true, &older.keys)] {
            if careless {
                std::fs::remove_file(tombstones::list(&app.config.data_dir)).unwrap();
            }
            let url = drill.world.elsewhere().await;
            let wanted = Wanted { no_tombstones: careless, keys: keys.clone(), ..drill.wanted(&older) };
            drill.restore(&url, &wanted).await.unwrap();
            let back = drill.world.at(&url).await;
            assert!(can_be_opened(&back, &drill.people[0]).await);
            let found = registration::by_link(&back, &second.link_token).await.map(drop);
            assert_eq!(found, if careless { Ok(()) } else { Err(AppError::Gone) });
            assert_eq!(note(&back).await, if careless { "Канарейка эскертүү" } else { "" });
            let sex = format!("SELECT COUNT(*) FROM registration WHERE sex <> '' AND id = {}", drill.world.id(second.registration.id));
            assert_eq!(crate::cast::number(&back.db, &sex).await, i64::from(careless));
            back.db.close().await;
        }
        // Of the backup that was made afterwards nobody misses the key of who stands in their place.
        let url = drill.world.elsewhere().await;
        drill.restore(&url, &Wanted { no_tombstones: true, ..drill.wanted(&newer) }).await.unwrap();
        let back = drill.world.at(&url).await;
        assert!(can_be_opened(&back, &drill.people[0]).await && note(&back).await.is_empty());
        back.db.close().await;
    }
}

both_engines! {
    async fn a_backup_shows_nothing_personal_even_to_who_can_decrypt_it(world: World) {
        let drill = Drill::new(world).await;
        let backup = drill.backup().await;
        let raw = std::fs::read(&backup.main).unwrap();
        assert!(raw.starts_with(b"age-encryption.org/v1\n-> X25519 "));
        assert!(!holds(&raw, b"registration"));
        let plain = plain_bytes(&backup.main, &drill.offline);
        // It is the whole database and the search works.
        assert!(holds(&plain, b"ukuk-sabagy"));
        let key = drill.world.app.db.vault.ring.text();
        for marker in ["Мөөрлөнгөн", "Гүл апа", "Гүлзат", "Үлгүлүева", "+99670000", "70000000", key[2..].trim()] {
            assert!(!holds(&plain, marker.as_bytes()), "{marker}");
        }
        let keys = plain_bytes(&backup.keys, &drill.offline);
        for (file, there) in [(&keys, true), (&plain, false)] {
            for wrapped in wrapped_keys(&drill.world).await {
                let hex = sabak::ids::hex(&wrapped);
                assert_eq!(holds(file, &wrapped) || holds(file, hex.as_bytes()), there, "a wrapped key");
            }
        }
        // Nothing else is left, neither there nor beside the database, and what is there is its owner's alone.
        let mut names = Vec::new();
        for entry in std::fs::read_dir(drill.dir.path()).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if name.starts_with("sabak") {
                assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{name}");
                names.push(name);
            }
        }
        assert!(names.len() == 2 && names.iter().all(|n| n.contains(".age")), "{names:?}");
        let beside = std::fs::read_dir(&drill.world.app.config.data_dir).unwrap();
        assert!(beside.map(|e| e.unwrap().file_name().into_string().unwrap()).all(|n| !n.contains(".copy") || n.contains("-lock")));
    }
}

both_engines! {
    async fn the_list_beside_the_database_outlives_it(world: World) {
        let drill = Drill::new(world).await;
        let older = drill.backup().await;
        drill.erase(3).await;
        let app = &drill.world.app;
        let list = tombstones::list(&app.config.data_dir);
        let noted = std::fs::read_to_string(&list).unwrap();
        assert_eq!(tombstones::parse(&noted).unwrap().len(), 2, "by the erasure itself");
        assert_eq!(tombstones::export(app).await.unwrap(), 0, "each once");
        std::fs::remove_file(&list).unwrap();
        assert_eq!(tombstones::export(app).await.unwrap(), 2, "a list that was lost is made again");
        assert_eq!(list.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        // The database of that time is gone: an older one comes back elsewhere, and knows by the list alone.
        let url = drill.world.elsewhere().await;
        drill.restore(&url, &drill.wanted(&older)).await.unwrap();
        let back = drill.world.at(&url).await;
        assert!(!can_be_opened(&back, &drill.people[3]).await && can_be_opened(&back, &drill.people[1]).await);
        back.db.close().await;
        let damaged = drill.world.elsewhere().await;
        std::fs::write(&list, format!("{} unheard asked 2026-11-25T03:30:00Z", drill.id(0))).unwrap();
        assert!(drill.restore(&damaged, &drill.wanted(&older)).await.unwrap_err().contains("unheard"));
        std::fs::write(&list, "not a tombstone").unwrap();
        assert!(drill.restore(&damaged, &drill.wanted(&older)).await.unwrap_err().contains("line 1"));
        assert!(tombstones::export(app).await.unwrap_err().contains("tombstones.txt"));
    }
}

async fn wrapped_keys(world: &World) -> Vec<Vec<u8>> {
    let sql = AssertSqlSafe("SELECT wrapped FROM data_key".to_owned());
    match &world.app.db.on {
        sabak::db::Engine::Sqlite { read, .. } => sqlx::query_scalar(sql).fetch_all(read).await.unwrap(),
        sabak::db::Engine::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
    }
}

both_engines! {
    async fn whatever_is_wrong_with_the_files_is_said_and_nothing_comes_of_it(world: World) {
        let drill = Drill::new(world).await;
        let backup = drill.backup().await;
        let url = drill.world.elsewhere().await;
        let fine = Wanted { no_tombstones: true, ..drill.wanted(&backup) };
        let expect = async |wanted: Wanted, part: &str| {
            let said = drill.restore(&url, &wanted).await.unwrap_err();
            assert!(said.contains(part), "{part:?} is not in {said:?}");
        };
        let like = |from: &Path, keys: &Path| Wanted {
            from: from.to_owned(),
            keys: keys.to_owned(),
            identity: fine.identity.clone(),
            tombstones: vec![],
            old_key: None,
            replace: false,
            no_tombstones: true,
        };
        let other = drill.dir.path().join("other.txt");
        std::fs::write(&other, Identity::generate().to_string().expose_secret()).unwrap();
        expect(Wanted { identity: Some(other), ..like(&fine.from, &fine.keys) }, "another recipient").await;
        expect(Wanted { identity: None, ..like(&fine.from, &fine.keys) }, "--identity").await;
        expect(like(&fine.from, Path::new("/nowhere/sabak.keys.age")), "/nowhere/sabak.keys.age").await;
        expect(like(&fine.keys, &fine.keys), "--from").await;
        expect(like(&fine.from, &fine.from), "the other of the two").await;
        for file in [&fine.from, &fine.keys] {
            let whole = std::fs::read(file).unwrap();
            let bad = drill.dir.path().join("bad.age");
            let mut flipped = whole.clone();
            let middle = whole.len() * 2 / 3;
            flipped[middle] ^= 4;
            for damaged in [&whole[..middle], &flipped[..], &whole[..whole.len() - 1], &[]] {
                std::fs::write(&bad, damaged).unwrap();
                let wanted = if file == &fine.from { like(&bad, &fine.keys) } else { like(&fine.from, &bad) };
                expect(wanted, "bad.age").await;
            }
        }
        // Another instance's key.
        let mut stranger = drill.instance(&url);
        let ids = sabak::ids::Ids::seeded(drill.world.clock.clone(), 9);
        stranger.vault = Vault { ring: Ring::fresh(&ids, &[7; 32]), ids };
        let said = recover::restore(&stranger, &fine, &mut |_| {}).await.unwrap_err();
        assert!(said.contains("instance.key"), "{said}");
        // After all that the place is as empty as before, and the backup comes into it.
        drill.restore(&url, &fine).await.unwrap();
    }
}

both_engines! {
    async fn data_that_is_there_is_put_aside_only_when_that_is_said_and_comes_back_on_failure(world: World) {
        let drill = Drill::new(world).await;
        let url = drill.world.elsewhere().await;
        let first = drill.backup().await;
        drill.restore(&url, &Wanted { no_tombstones: true, ..drill.wanted(&first) }).await.unwrap();
        // There it goes on, and somebody is erased there.
        let there = drill.world.at(&url).await;
        erase(&there, drill.id(2)).await;
        let used = drill.restore(&url, &Wanted { replace: true, ..drill.wanted(&first) }).await.unwrap_err();
        assert!(used.contains("stop the site"), "{used}");
        there.db.close().await;

        let refused = drill.restore(&url, &drill.wanted(&first)).await.unwrap_err();
        assert!(refused.contains("--replace"), "{refused}");
        // The wrong keys: noticed after everything was put aside.
        drill.world.clock.advance(Duration::minutes(1));
        let late = register(&drill.world.app, &training_again(&drill).await, 77).await;
        let second = drill.backup().await;
        drill.world.execute(format!("DELETE FROM data_key WHERE subject_id = {}", drill.world.id(late.registration.person_id))).await.unwrap();
        let third = drill.backup().await;
        let wanted = Wanted { replace: true, keys: third.keys.clone(), ..drill.wanted(&second) };
        let doubt = drill.restore(&url, &wanted).await.unwrap_err();
        assert!(doubt.contains("neither a key nor a tombstone"), "{doubt}");
        let still = drill.world.at(&url).await;
        assert!(can_open_name(&still, &drill, 0).await && !can_open_name(&still, &drill, 2).await);
        still.db.close().await;

        let said = drill.restore(&url, &Wanted { replace: true, ..drill.wanted(&second) }).await.unwrap();
        assert!(said.contains("the database that is replaced (2)"), "{said}");
        let back = drill.world.at(&url).await;
        assert!(can_open_name(&back, &drill, 0).await && !can_open_name(&back, &drill, 2).await);
        assert_eq!(crate::cast::number(&back.db, "SELECT COUNT(*) FROM person").await, 5);
        back.db.close().await;
        let again = drill.restore(&url, &Wanted { replace: true, ..drill.wanted(&second) }).await.unwrap_err();
        assert!(again.contains("earlier restore"), "{again}");
    }
}

async fn training_again(drill: &Drill) -> sabak::events::model::Event {
    sabak::events::service::by_id(&drill.world.app, drill.people[0].registration.event_id).await.unwrap()
}

async fn can_open_name(app: &App, drill: &Drill, n: usize) -> bool {
    has_name(app, drill.id(n)).await
}

both_engines! {
    async fn a_backup_from_before_a_rotation_comes_back_with_the_old_key_alone(world: World) {
        let drill = Drill::new(world).await;
        let backup = drill.backup().await;
        let (file, old) = (drill.dir.path().join("instance.key"), drill.dir.path().join("old.key"));
        server::secret::replace(&file, &drill.world.app.db.vault.ring.text()).unwrap();
        let mut db = drill.world.app.db.clone();
        db.vault.ring = db.vault.ring.kept_in(file);
        server::keys::rotate(&db, &drill.dir.path().join("instance.key"), Some(&old), &mut |_| {}).await.unwrap();
        let url = drill.world.elsewhere().await;
        let wanted = Wanted { no_tombstones: true, ..drill.wanted(&backup) };
        let refused = drill.restore(&url, &wanted).await.unwrap_err();
        assert!(refused.contains("--old-key"), "{refused}");
        drill.restore(&url, &Wanted { old_key: Some(old), ..wanted }).await.unwrap();
        let mut back = drill.world.at(&url).await.db.clone();
        assert_eq!(crate::cast::number(&back, "SELECT COUNT(*) FROM data_key WHERE ring_version <> 2").await, 0);
        back.vault = db.vault.clone();
        let mut tx = back.read().await.unwrap();
        assert!(vault::key(&mut tx, drill.id(0)).await.is_ok());
        drop(tx);
        back.close().await;
    }
}

both_engines! {
    async fn a_backup_is_of_one_moment_while_people_register(world: World) {
        let drill = Drill::new(world).await;
        let app = drill.world.app.clone();
        let event = training_again(&drill).await;
        let busy = tokio::spawn(async move {
            for n in 100..160 {
                register(&app, &event, n).await;
            }
        });
        let mut backups = Vec::new();
        for _ in 0..3 {
            backups.push(drill.backup().await);
        }
        busy.await.unwrap();
        for backup in &backups {
            let url = drill.world.elsewhere().await;
            drill.restore(&url, &Wanted { no_tombstones: true, ..drill.wanted(backup) }).await.unwrap();
        }
    }
}

both_engines! {
    async fn no_backup_leaves_without_a_recipient_and_the_old_ones_go(world: World) {
        let drill = Drill::new(world).await;
        let refused = take_configured(&drill.world.app).await.unwrap_err();
        assert!(refused.contains("backup_recipient"), "{refused}");
        assert_eq!(std::fs::read_dir(drill.dir.path()).unwrap().count(), 0);
        let app = &drill.world.app;
        let mut config = app.config.clone();
        config.backup_dir = drill.dir.path().to_owned();
        config.backup_recipient = drill.offline.to_public().to_string();
        let app = App::new(app.db.clone(), app.clock.clone(), app.ids.clone(), config, app.secret);
        let first = take_configured(&app).await.unwrap();
        archive::verify(&first.main, std::slice::from_ref(&drill.offline)).unwrap();
        drill.world.clock.advance(Duration::days(15));
        take_configured(&app).await.unwrap();
        assert!(first.main.exists() && !first.keys.exists(), "the keys' days are over");
        drill.world.clock.advance(Duration::days(80));
        let said = sabak::jobs::backup::check(&app.config, app.clock.now()).unwrap_err();
        assert!(said.contains("1920 hours"), "{said}");
        let last = take_configured(&app).await.unwrap();
        assert!(!first.main.exists() && last.keys.exists());
        assert!(sabak::jobs::backup::check(&app.config, app.clock.now()).is_ok());
    }
}

/// Killed between putting aside and putting back: nothing starts on what is there, and the next call undoes it first.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_restore_that_was_killed_is_undone_by_the_next() {
    let drill = Drill::new(World::postgres().await).await;
    let backup = drill.backup().await;
    let url = drill.world.elsewhere().await;
    drill.restore(&url, &Wanted { no_tombstones: true, ..drill.wanted(&backup) }).await.unwrap();
    Server::connect(&url).await.unwrap().aside().await.unwrap();
    let half = drill.world.at(&url).await;
    assert!(aside::is_half_restored(&half.db).await.unwrap());
    half.db.close().await;
    let refused = loop {
        // The server may take a moment to notice who has gone.
        let refused = drill.restore(&url, &drill.wanted(&backup)).await.unwrap_err();
        if !refused.contains("connected") {
            break refused;
        }
    };
    assert!(refused.contains("--replace"), "{refused}");
    let whole = drill.world.at(&url).await;
    assert!(!aside::is_half_restored(&whole.db).await.unwrap() && can_open_name(&whole, &drill, 0).await);
    whole.db.close().await;
}
