//! Mails through a real SMTP server, from the queue to the file that the server keeps.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use chrono::Duration;
use sabak::clock::Instant;
use sabak::config::Config;
use sabak::i18n::Locale;
use sabak::ids::Ids;
use sabak::jobs::queue::{self, Job, Lane, Message};
use sabak::jobs::{mail, worker};
use sabak::staff::model::{Grant, Role, Scope};
use sabak::staff::service::{self as team, Invited};
use sabak::state::App;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::cast::everywhere;
use crate::support::tempdir::Dir;
use crate::support::{World, both_engines};

/// `bin/smtp`, or what takes its place.
pub struct Server {
    child: Child,
    address: String,
    kept: Dir,
}

impl Server {
    #[expect(clippy::disallowed_methods, reason = "another mail server may be named")]
    pub fn start() -> Self {
        let kept = Dir::new();
        let default = concat!(env!("CARGO_MANIFEST_DIR"), "/bin/smtp").to_owned();
        let command = std::env::var("SABAK_SMTP_SERVER_CMD").unwrap_or(default);
        let mut child = Command::new(&command)
            .arg("--dir")
            .arg(kept.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|e| panic!("{command}: {e}"));
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { child, address: address.trim().to_owned(), kept }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What has arrived, in the order of arrival.
    pub fn mails(&self) -> Vec<String> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.kept.path()).unwrap().map(|e| e.unwrap().path()).collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "eml"));
        files.sort();
        files.iter().map(|f| std::fs::read_to_string(f).unwrap()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn with_server(world: &World, url: &str) -> App {
    let config = Config {
        smtp_url: url.to_owned(),
        mail_from: "post@sabak.invalid".into(),
        org_name: "Тоо булагы".into(),
        ..world.app.config.clone()
    };
    App::new(world.app.db.clone(), world.clock.clone(), Ids::seeded(world.clock.clone(), 9), config, world.app.secret)
}

async fn put_invite(app: &App, email: &str, at: Instant) {
    let boss = everywhere(app, &app.ids.token(), Role::Administrator).await;
    let grant = Grant::new(Role::Auditor, Scope::All);
    // Made by an application without a mail server, which queues none itself.
    let quiet = App::new(app.db.clone(), app.clock.clone(), app.ids.clone(), Config::default(), app.secret);
    let made = team::invite(&quiet, &boss, Locale::Uz, &email.into(), grant).await.unwrap();
    let Invited::Made { id, .. } = made else { panic!("{made:?}") };
    let mut tx = app.db.write().await.unwrap();
    let job = Job::InviteMail { invite: id, locale: Locale::Uz };
    queue::put(app, &mut tx, &job, None, at).await.unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    async fn a_mail_goes_from_the_queue_to_the_server(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        assert!(mail::check(&app.config).await.unwrap().contains("post@sabak.invalid"));
        put_invite(&app, "colleague@demo.invalid", app.clock.now()).await;
        put_invite(&app, "later@demo.invalid", app.clock.now() + Duration::hours(1)).await;
        assert_eq!(worker::run_due(&app).await.unwrap(), 1);
        let mails = server.mails();
        assert_eq!(mails.len(), 1, "{mails:?}");
        for line in ["X-RcptTo: colleague@demo.invalid", "Auto-Submitted: auto-generated", "@sabak.invalid>", "charset=utf-8"] {
            assert!(mails[0].contains(line), "{line} in {}", mails[0]);
        }
        assert_eq!(worker::run_due(&app).await.unwrap(), 0);
    }
}

both_engines! {
    async fn what_the_server_refuses_for_good_is_set_aside(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        put_invite(&app, "refuse@demo.invalid", app.clock.now()).await;
        assert_eq!(worker::run_due(&app).await.unwrap(), 1);
        assert_eq!(queue::next_due(&app, Lane::Mail).await.unwrap(), None);
        assert!(server.mails().is_empty());
    }
}

both_engines! {
    async fn what_the_server_puts_off_is_tried_again_later(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        put_invite(&app, "later@demo.invalid", app.clock.now()).await;
        assert_eq!(worker::run_due(&app).await.unwrap(), 1);
        let next = queue::next_due(&app, Lane::Mail).await.unwrap().unwrap();
        assert_eq!(next, app.clock.now() + Duration::seconds(20));
        assert_eq!(worker::run_due(&app).await.unwrap(), 0);
        world.clock.advance(Duration::seconds(21));
        assert_eq!(worker::run_due(&app).await.unwrap(), 1);
    }
}

both_engines! {
    async fn without_a_server_mails_wait_untouched(world: World) {
        put_invite(&world.app, "colleague@demo.invalid", world.app.clock.now()).await;
        world.clock.advance(Duration::days(6));
        assert_eq!(worker::run_due(&world.app).await.unwrap(), 0);
        let server = Server::start();
        let app = with_server(&world, &server.url());
        assert_eq!(worker::run_due(&app).await.unwrap(), 1);
        assert_eq!(server.mails().len(), 1);
    }
}

both_engines! {
    /// A worker that died after sending: another takes the job when the lease is over, and both copies have one id.
    async fn a_mail_sent_twice_is_the_same_mail(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        put_invite(&app, "colleague@demo.invalid", app.clock.now()).await;
        let claimed = queue::claim(&app, "dead", Lane::Mail).await.unwrap().unwrap();
        let mailer = mail::Mailer::new(&app.config).unwrap().unwrap();
        let Job::InviteMail { invite, locale } = claimed.job else { panic!("another job") };
        mailer.invite(&app, claimed.id, invite, locale).await.unwrap();
        assert_eq!(worker::run_due(&app).await.unwrap(), 0);
        world.clock.advance(queue::LEASE + Duration::seconds(1));
        assert_eq!(worker::run_due(&app).await.unwrap(), 1);
        let ids: Vec<String> = server
            .mails()
            .iter()
            .map(|m| m.lines().find(|l| l.starts_with("Message-ID:")).unwrap().to_owned())
            .collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1]);
        // The dead one wakes up: what it says counts no more.
        queue::done(&app, "dead", claimed.id).await.unwrap();
    }
}

both_engines! {
    async fn the_worker_wakes_and_stops(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let stop = CancellationToken::new();
        let running = tokio::spawn(worker::run(app.clone(), stop.clone()));
        for n in 0..5 {
            put_invite(&app, &format!("colleague{n}@demo.invalid"), app.clock.now()).await;
        }
        app.jobs_waiting.notify_one();
        for _ in 0..100 {
            if server.mails().len() == 5 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(server.mails().len(), 5);
        stop.cancel();
        tokio::time::timeout(std::time::Duration::from_secs(5), running).await.unwrap().unwrap();
    }
}

both_engines! {
    async fn a_job_about_nothing_is_done(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let mut tx = app.db.write().await.unwrap();
        let gone = Uuid::from_u128(5);
        // As an earlier version put them into the table.
        for message in [Message::Confirmed, Message::EventChanged, Message::EventCancelled] {
            let job = Job::RegistrationMail { registration: gone, message };
            queue::put(&app, &mut tx, &job, None, app.clock.now()).await.unwrap();
        }
        queue::put(&app, &mut tx, &Job::PlanMessages, None, app.clock.now()).await.unwrap();
        queue::put(&app, &mut tx, &Job::LapseOffer { registration: gone }, None, app.clock.now()).await.unwrap();
        queue::put(&app, &mut tx, &Job::Sweep, None, app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(worker::run_due(&app).await.unwrap(), 7, "and the night that the clean-up plans");
        assert!(server.mails().is_empty());
        assert_eq!(queue::next_due(&app, Lane::Rest).await.unwrap(), None);
    }
}

#[tokio::test]
async fn doctor_names_a_server_that_does_not_answer() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let config = Config {
        smtp_url: format!("smtp://u:hidden@127.0.0.1:{port}"),
        mail_from: "post@sabak.invalid".into(),
        ..Config::default()
    };
    let said = mail::check(&config).await.unwrap_err();
    assert!(!said.contains("hidden"), "{said}");
}
