//! What participants are told: written with the change, true when it is sent, by a mail server or by hand.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::Duration;
use sabak::config::Config;
use sabak::db::Db;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::jobs::queue::{self, Job, Lane};
use sabak::jobs::worker;
use sabak::messages::model::{Channel, Kind, QUIET};
use sabak::messages::service as messages;
use sabak::registration::model::{Registration, RegistrationInput, Source, State};
use sabak::registration::service as registration;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::state::App;
use tokio::task::JoinSet;

use crate::cast::{
    come, coordinator, execute, form_of, later, number, plan, published, register, staff, texts, training,
};
use crate::mail::{Server, with_server};
use crate::support::{World, both_engines};

/// Somebody with an address of their own.
async fn by_mail(app: &App, event: &Event, n: usize) -> Registration {
    let input = RegistrationInput { email: format!("kishi{n}@demo.invalid").into(), ..form_of(app, n) };
    come(app, event, input).await
}

/// The kinds that wait, in the order in which they are due.
async fn waiting(db: &Db) -> Vec<String> {
    texts(db, "SELECT kind FROM message WHERE outcome IS NULL ORDER BY due_at, kind").await
}

async fn mailed(db: &Db, kind: Kind) -> i64 {
    number(db, format!("SELECT COUNT(*) FROM message WHERE kind = '{kind}' AND outcome = 'mailed'")).await
}

/// An edit that moves the event by so many hours.
async fn moved(app: &App, actor: &Actor, event: &Event, hours: i64) -> Event {
    let event = events::by_id(app, event.id).await.unwrap();
    let mut edit = crate::events::unchanged(&event);
    for session in &mut edit.sessions {
        session.starts_at += Duration::hours(hours);
        session.ends_at += Duration::hours(hours);
    }
    events::update(app, actor, &event.slug, &edit).await.unwrap()
}

/// The body of a mail as its reader sees it.
fn words(mail: &str) -> String {
    use base64::Engine as _;
    let (head, body) =
        mail.replace("\r\n", "\n").split_once("\n\n").map(|(h, b)| (h.to_owned(), b.to_owned())).unwrap();
    let body = if head.to_lowercase().contains("base64") {
        let joined: String = body.split_whitespace().collect();
        String::from_utf8(base64::engine::general_purpose::STANDARD.decode(joined).unwrap()).unwrap()
    } else {
        quoted(&body)
    };
    format!("{head}\n\n{body}")
}

/// Quoted-printable (RFC 2045 §6.7), as far as a server writes it.
fn quoted(body: &str) -> String {
    let mut bytes = Vec::new();
    let joined = body.replace("=\n", "");
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'=' && after.len() >= 2 {
            let hex = std::str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap_or(b'?'));
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

both_engines! {
    /// From the form through a real SMTP conversation: one letter, with what is true when it goes out.
    async fn a_letter_is_made_of_what_is_true_when_it_goes_out(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let aida = coordinator(&app).await;
        let event = training(&app, &aida, 5).await;
        let mine = by_mail(&app, &event, 1).await;
        assert_eq!(waiting(&app.db).await, ["confirmed", "reminder_week", "reminder_day"]);
        registration::speak(&app, &mine, Locale::Uz).await.unwrap();
        assert_eq!(worker::run_due(&app).await.unwrap(), 1);
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        let text = words(&mails[0]);
        assert!(text.contains("X-RcptTo: kishi1@demo.invalid") && text.contains("From: post@sabak.invalid"), "{text}");
        for told in [Locale::Uz.t("mail-confirmed"), registration::link_token(&app, &mine)] {
            assert!(text.contains(&told), "{told} in {text}");
        }
        assert!(!text.contains(&Locale::Ky.t("mail-confirmed")), "the language of now");
        assert_eq!(worker::run_due(&app).await.unwrap(), 0, "once");
        // A week and a day before, in the zone of the event.
        for (kind, day) in [(Kind::ReminderWeek, 3), (Kind::ReminderDay, 9)] {
            world.clock.set(crate::support::start() + Duration::days(day));
            assert_eq!(worker::run_due(&app).await.unwrap(), 1, "{kind}");
            assert_eq!(mailed(&app.db, kind).await, 1);
            let text = words(server.mails().last().unwrap());
            assert!(text.contains(&Locale::Uz.t(&format!("mail-{kind}"))), "{text}");
        }
        assert_eq!(waiting(&app.db).await, Vec::<String>::new());
    }
}

both_engines! {
    async fn what_is_no_longer_true_is_not_sent(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let aida = coordinator(&app).await;
        let event = training(&app, &aida, 1).await;
        let holder = by_mail(&app, &event, 1).await;
        let waiter = by_mail(&app, &event, 2).await;
        assert_eq!(waiting(&app.db).await, ["confirmed", "waitlisted", "reminder_week", "reminder_day"]);
        registration::withdraw(&app, &holder).await.unwrap();
        assert_eq!(waiting(&app.db).await, ["offered", "withdrawn"], "nothing of the states that were left");
        // The worker is away until the offer has lapsed.
        world.clock.advance(Duration::hours(49));
        worker::run_due(&app).await.unwrap();
        assert_eq!(registration::by_id(&app, waiter.id).await.unwrap().state, State::Expired);
        let told: Vec<String> = texts(&app.db, "SELECT kind FROM message WHERE outcome = 'mailed' ORDER BY kind").await;
        assert_eq!(told, ["offer_lapsed", "withdrawn"]);
        assert!(server.mails().iter().all(|m| !words(m).contains(&Locale::Ky.t("mail-offered"))));
    }
}

both_engines! {
    /// The guard of the moment of sending: with the state set past the services, what was written down alone would send it.
    async fn whether_it_is_true_is_asked_when_it_is_sent(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let aida = coordinator(&app).await;
        let event = training(&app, &aida, 1).await;
        let holder = by_mail(&app, &event, 1).await;
        let waiter = by_mail(&app, &event, 2).await;
        registration::withdraw(&app, &holder).await.unwrap();
        world.execute("DELETE FROM message WHERE kind = 'withdrawn'").await.unwrap();
        let lapsed = format!("UPDATE registration SET state = 'expired', holds_place = FALSE, offer_expires_at = NULL WHERE id = {}", world.id(waiter.id));
        world.execute(lapsed).await.unwrap();
        assert_eq!(waiting(&app.db).await, ["offered"], "it waits, is due and would be sent");
        assert_eq!(worker::run_due(&app).await.unwrap(), 1, "a worker took it in hand");
        assert!(server.mails().is_empty());
        assert_eq!(waiting(&app.db).await, Vec::<String>::new(), "and dropped it");
    }
}

both_engines! {
    async fn an_event_that_moves_is_told_once_and_moves_its_reminders(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let aida = coordinator(&app).await;
        let event = published(&app, &aida, &later("jylat", 1)).await;
        by_mail(&app, &event, 1).await;
        let waiter = by_mail(&app, &event, 2).await;
        worker::run_due(&app).await.unwrap();
        assert_eq!(server.mails().len(), 2);
        for hours in [1, 2, 24] {
            world.clock.advance(Duration::minutes(4));
            moved(&app, &aida, &event, hours).await;
            assert_eq!(worker::run_due(&app).await.unwrap(), 0, "in the quiet time nothing is said");
        }
        let due = "SELECT COUNT(*) FROM message WHERE outcome IS NULL AND kind = 'event_changed'";
        assert_eq!(number(&app.db, due).await, 2);
        let starts = events::by_id(&app, event.id).await.unwrap().starts_at;
        let reminded = format!("SELECT COUNT(*) FROM message WHERE kind LIKE 'reminder%' AND about = {}", starts.timestamp());
        assert_eq!(number(&app.db, reminded).await, 2, "they remind of the new start");
        // Who gets a place now hears it with that, and not once more.
        let larger = |event: &Event| { let mut e = crate::events::unchanged(event); e.capacity = 2; e };
        let now = events::by_id(&app, event.id).await.unwrap();
        events::update(&app, &aida, &event.slug, &larger(&now)).await.unwrap();
        let offered = registration::by_id(&app, waiter.id).await.unwrap();
        registration::accept_offer(&app, &offered).await.unwrap();
        world.clock.advance(QUIET);
        worker::run_due(&app).await.unwrap();
        assert_eq!((mailed(&app.db, Kind::EventChanged).await, mailed(&app.db, Kind::Confirmed).await), (1, 2));
        let last = server.mails();
        let told: Vec<&String> = last.iter().skip(2).collect();
        assert_eq!(told.len(), 2, "one letter each");
        let hours = sabak::i18n::time(chrono_tz::Asia::Bishkek, starts);
        assert!(told.iter().all(|m| words(m).contains(&hours)), "with what holds at the end: {hours}");
        // Called off: everybody once, and nothing else any more.
        events::cancel(&app, &aida, &event.slug).await.unwrap();
        assert_eq!(waiting(&app.db).await, ["event_cancelled", "event_cancelled"]);
        worker::run_due(&app).await.unwrap();
        assert_eq!(mailed(&app.db, Kind::EventCancelled).await, 2);
    }
}

both_engines! {
    async fn safe_mode_says_the_place_to_who_has_one(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let aida = coordinator(&app).await;
        let event = published(&app, &aida, &sabak::events::form::EventInput { safe_mode: true, ..plan("tynch", 1) }).await;
        by_mail(&app, &event, 1).await;
        by_mail(&app, &event, 2).await;
        worker::run_due(&app).await.unwrap();
        for mail in server.mails() {
            let text = words(&mail);
            let confirmed = text.contains(&Locale::Ky.t("mail-confirmed"));
            assert_eq!(text.contains("Китепкана"), confirmed, "{text}");
            assert_eq!(text.contains("09:30"), confirmed, "{text}");
        }
    }
}

both_engines! {
    async fn a_refused_address_joins_the_call_list_and_a_refused_sender_does_not(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let aida = coordinator(&app).await;
        let event = training(&app, &aida, 5).await;
        let input = RegistrationInput { email: "refuse@demo.invalid".into(), ..form_of(&app, 1) };
        registration::register(&app, &event, input, Source::Web).await.unwrap();
        assert_eq!(worker::run_due(&app).await.unwrap(), 1);
        let list = messages::call_list(&app, &aida, None, None).await.unwrap();
        assert_eq!(list[0].lines.iter().map(|h| (h.kind, h.reason.as_str())).collect::<Vec<_>>(), [(Kind::Confirmed, "smtp_refused")]);
        assert!(server.mails().is_empty());
        // One that comes back later is tried again.
        let input = RegistrationInput { email: "later@demo.invalid".into(), ..form_of(&app, 2) };
        registration::register(&app, &event, input, Source::Web).await.unwrap();
        worker::run_due(&app).await.unwrap();
        assert_eq!(messages::next_due(&app).await.unwrap(), Some(app.clock.now() + Duration::seconds(20)));
        for _ in 0..queue::MAX_ATTEMPTS {
            world.clock.advance(Duration::hours(7));
            worker::run_due(&app).await.unwrap();
        }
        let reasons = texts(&app.db, "SELECT reason FROM message WHERE channel = 'by_hand' AND kind = 'confirmed' ORDER BY reason").await;
        assert_eq!(reasons, ["smtp_later", "smtp_refused"], "after the last try somebody calls");
    }
}

both_engines! {
    /// A worker that died after sending: another takes the message when the lease is over, and both copies have one id.
    async fn a_letter_sent_twice_is_the_same_letter(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let aida = coordinator(&app).await;
        let event = training(&app, &aida, 5).await;
        by_mail(&app, &event, 1).await;
        let claimed = messages::claim(&app, "dead").await.unwrap().unwrap();
        let mailer = sabak::jobs::mail::Mailer::new(&app.config).unwrap().unwrap();
        assert!(mailer.message(&app, "dead", &claimed).await.unwrap());
        assert_eq!(worker::run_due(&app).await.unwrap(), 0, "it is held");
        assert_eq!(messages::next_due(&app).await.unwrap(), Some(app.clock.now() + queue::LEASE));
        world.clock.advance(queue::LEASE + Duration::seconds(1));
        assert_eq!(worker::run_due(&app).await.unwrap(), 1);
        let ids: BTreeSet<String> = server.mails().iter().map(|m| m.lines().find(|l| l.starts_with("Message-ID:")).unwrap().to_owned()).collect();
        assert_eq!((server.mails().len(), ids.len()), (2, 1));
        messages::mailed(&app, "dead", claimed.id).await.unwrap();
    }
}

both_engines! {
    async fn who_is_not_to_be_contacted_gets_nothing(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let mine = by_mail(app, &event, 1).await;
        let token = registration::link_token(app, &mine);
        let mut browser = world.browser();
        let page = browser.get(&format!("/ky/my/{token}")).await.body;
        assert!(page.contains(&Locale::Ky.t("messages-channel-mine")));
        let answer = browser.post(&format!("/ky/my/{token}/channel"), &[("channel", "none")]).await;
        assert_eq!(answer.location(), format!("/ky/my/{token}?done=channel#channel"));
        assert_eq!(waiting(&app.db).await, Vec::<String>::new());
        moved(app, &aida, &event, 1).await;
        registration::withdraw(app, &mine).await.unwrap();
        assert_eq!(waiting(&app.db).await, Vec::<String>::new());
        let mut desk = world.signed_in(&aida).await;
        let here = format!("/ky/staff/events/{}/registrations/{}", event.slug, mine.id);
        assert!(desk.get(&here).await.body.contains(&Locale::Ky.t("messages-channel-nothing")), "and the staff sees so");
        // Who changes their mind is told what is to come.
        let again = register(app, &event, 2).await.registration;
        registration::choose_channel(app, &again, Channel::Nothing).await.unwrap();
        assert_eq!(waiting(&app.db).await, Vec::<String>::new());
        let answer = desk.post(&format!("/ky/staff/events/{}/registrations/{}/channel", event.slug, again.id), &[("channel", "by_hand")]).await;
        assert!(answer.location().ends_with("?done=channel"), "{}", answer.body);
        assert_eq!(waiting(&app.db).await, ["reminder_week", "reminder_day"]);
        assert_eq!(desk.post(&format!("{here}/channel"), &[("channel", "pigeon")]).await.status, StatusCode::BAD_REQUEST);
    }
}

both_engines! {
    async fn what_waits_follows_the_channel(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let mine = by_mail(app, &event, 1).await;
        let ways = async || texts(&app.db, "SELECT DISTINCT channel FROM message WHERE outcome IS NULL").await;
        assert_eq!(ways().await, ["email"]);
        registration::choose_channel(app, &mine, Channel::ByHand).await.unwrap();
        assert_eq!(ways().await, ["by_hand"]);
        assert_eq!(messages::next_due(app).await.unwrap(), None, "no mail is due");
        registration::choose_channel(app, &mine, Channel::Email).await.unwrap();
        assert_eq!(ways().await, ["email"]);
    }
}

both_engines! {
    async fn the_call_list_is_worked_through(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        for n in 1..=3 {
            register(app, &event, n).await;
        }
        let mut browser = world.signed_in(&aida).await;
        let today = browser.get("/ky/staff").await.body;
        assert!(today.contains("href=\"/ky/staff/messages\""), "{today}");
        let page = browser.get("/ky/staff/messages").await.body;
        assert_eq!(page.matches("tel:+9967").count(), 3, "{page}");
        assert!(!page.contains("/my/"), "no private link in the list");
        let list = messages::call_list(app, &aida, Some(&event.slug), None).await.unwrap();
        let ids: Vec<_> = list[0].lines.iter().map(|hand| hand.id).collect();
        // Kept for later proofs: the text asks for a fresh one.
        world.clock.advance(Duration::minutes(6));
        let path = format!("/ky/staff/messages/{}", ids[0]);
        let answer = browser.get(&path).await;
        assert!(answer.location().contains("confirm-it-is-you"), "{} {}", answer.status, answer.location());
        world.confirms(&mut browser).await;
        let item = browser.get(&path).await.body;
        let token = registration::link_token(app, &list[0].lines[0].registration);
        for told in [&token, "sms:+9967", "whatsapp://send?phone=9967", "tg://resolve?phone=9967", "tel:+9967", &Locale::Ky.t("mail-call-link")] {
            assert!(item.contains(told), "{told} in {item}");
        }
        assert!(!item.contains("https://wa.me") && !item.contains("https://t.me"), "{item}");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.link'").await, 1);
        // What came of it.
        let answer = browser.post(&format!("{path}/unreached"), &[]).await;
        assert_eq!(answer.location(), "/ky/staff/messages?done=unreached");
        assert_eq!(browser.post(&format!("{path}/done"), &[]).await.location(), "/ky/staff/messages?done=told");
        assert_eq!(browser.post(&format!("{path}/done"), &[]).await.location(), "/ky/staff/messages?done=gone", "once");
        assert_eq!(browser.get(&path).await.location(), "/ky/staff/messages?done=gone");
        let skip = format!("/ky/staff/messages/{}/skip", ids[1]);
        assert_eq!(browser.post(&skip, &[("reason", "because")]).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(browser.post(&skip, &[("reason", "asked_not")]).await.location(), "/ky/staff/messages?done=skipped");
        let kept = texts(&app.db, "SELECT outcome || ' ' || reason || ' ' || tries FROM message WHERE outcome IS NOT NULL ORDER BY outcome").await;
        assert_eq!(kept, ["skipped asked_not 0", "told  1"]);
        let lines = texts(&app.db, "SELECT action FROM audit WHERE action LIKE 'message.%' ORDER BY action").await;
        assert_eq!(lines, ["message.done", "message.skip", "message.unreached"]);
        // Without a number the text is there to be copied.
        let left = messages::waiting(app, &aida).await.unwrap();
        assert_eq!(left.iter().map(|(e, n, _)| (e.id, *n)).collect::<Vec<_>>(), [(event.id, 1)]);
    }
}

both_engines! {
    async fn the_call_list_shows_what_is_still_true(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let holder = register(app, &event, 1).await.registration;
        let waiter = register(app, &event, 2).await.registration;
        registration::withdraw(app, &holder).await.unwrap();
        let list = async || {
            let list = messages::call_list(app, &aida, None, None).await.unwrap();
            list.into_iter().flat_map(|e| e.lines).map(|h| h.kind).collect::<Vec<_>>()
        };
        assert_eq!(list().await, [Kind::Withdrawn, Kind::Offered]);
        let offer = messages::call_list(app, &aida, None, None).await.unwrap()[0].lines[1].id;
        world.clock.advance(Duration::hours(49));
        assert_eq!(list().await, [Kind::Withdrawn], "the offer lapsed, whether or not somebody wrote it down");
        assert_eq!(messages::item(app, &aida, offer).await.map(drop), Err(AppError::Conflict("messages-said-gone")));
        messages::sweep(app).await.unwrap();
        assert_eq!(waiting(&app.db).await, ["withdrawn"]);
        registration::lapse_offer(app, waiter.id).await.unwrap();
        assert_eq!(list().await, [Kind::Withdrawn, Kind::OfferLapsed]);
        world.clock.set(event.ends_at);
        messages::sweep(app).await.unwrap();
        assert_eq!(waiting(&app.db).await, Vec::<String>::new(), "after the end nobody is called");
    }
}

both_engines! {
    async fn the_call_list_is_of_ones_own_events(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let osh = training(app, &aida, 5).await;
        let batken = published(app, &aida, &sabak::events::form::EventInput { region: "batken".into(), ..plan("batkende", 5) }).await;
        register(app, &osh, 1).await;
        register(app, &batken, 2).await;
        let of_osh = staff(app, "osh", &[Grant::new(Role::Coordinator, Scope::Region("osh".into()))]).await;
        let list = messages::call_list(app, &of_osh, None, None).await.unwrap();
        assert_eq!(list.iter().map(|e| e.event.id).collect::<Vec<_>>(), [osh.id]);
        let foreign = messages::call_list(app, &aida, Some(&batken.slug), None).await.unwrap()[0].lines[0].id;
        assert_eq!(messages::item(app, &of_osh, foreign).await.map(drop), Err(AppError::NotFound));
        assert_eq!(messages::done(app, &of_osh, foreign).await, Err(AppError::NotFound));
        assert!(messages::call_list(app, &of_osh, Some(&batken.slug), None).await.is_err());
        let facilitator = staff(app, "fasil", &[Grant::new(Role::Facilitator, Scope::All)]).await;
        assert_eq!(messages::call_list(app, &facilitator, None, None).await.map(drop), Err(AppError::Forbidden));
        assert_eq!(messages::done(app, &facilitator, foreign).await, Err(AppError::Forbidden));
        assert_eq!(messages::waiting(app, &facilitator).await.unwrap().len(), 0);
    }
}

both_engines! {
    /// A number by which the person was known before is theirs; one that came with a known address may be anybody's.
    async fn a_name_is_said_where_the_number_is_theirs(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let first = training(app, &aida, 5).await;
        let second = published(app, &aida, &later("ekinchi", 5)).await;
        by_mail(app, &first, 1).await;
        register(app, &second, 1).await;
        let strange = RegistrationInput { email: "kishi1@demo.invalid".into(), ..form_of(app, 7) };
        let third = published(app, &aida, &later("uchunchu", 5)).await;
        let strange = registration::register(app, &third, strange, Source::Web).await.unwrap().registration;
        registration::choose_channel(app, &strange, Channel::ByHand).await.unwrap();
        let script = async |event: &Event| {
            let list = messages::call_list(app, &aida, Some(&event.slug), None).await.unwrap();
            let item = messages::item(app, &aida, list[0].lines[0].id).await.unwrap();
            item.letter.script(&app.config)
        };
        assert!(script(&second).await[0].contains("Гүлзат"));
        assert_eq!(script(&third).await[0], Locale::Ky.t("mail-call-hello-plain"), "a stranger does not learn whose address it is");
    }
}

both_engines! {
    /// States change while workers of two nodes send: no version is told twice, and in the end everybody was told where
    /// they stand now.
    async fn one_letter_a_version_while_states_change(world: World) {
        let server = Server::start();
        let app = with_server(&world, &server.url());
        let aida = coordinator(&app).await;
        let event = training(&app, &aida, 8).await;
        let mut people = Vec::new();
        for n in 0..16 {
            people.push(by_mail(&app, &event, n).await);
        }
        let mut at_work = JoinSet::new();
        for n in 0..64 {
            let (app, mine) = (app.clone(), people[n % people.len()].clone());
            at_work.spawn(async move {
                let mine = registration::by_id(&app, mine.id).await.unwrap();
                let _ = match n / people_count() {
                    0 => registration::withdraw(&app, &mine).await.map(drop),
                    1 => by_mail_again(&app, &mine, n).await,
                    2 => registration::accept_offer(&app, &mine).await.map(drop),
                    _ => registration::decline_offer(&app, &mine).await.map(drop),
                };
            });
        }
        for _ in 0..2 {
            let app = app.clone();
            at_work.spawn(async move {
                for _ in 0..10 {
                    worker::run_due(&app).await.unwrap();
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                }
            });
        }
        at_work.join_all().await;
        worker::run_due(&app).await.unwrap();
        let mails = server.mails();
        let ids: BTreeSet<String> = mails.iter().map(|m| m.lines().find(|l| l.starts_with("Message-ID:")).unwrap().to_owned()).collect();
        assert_eq!(ids.len(), mails.len(), "no letter went out twice");
        let sent = number(&app.db, "SELECT COUNT(*) FROM message WHERE outcome = 'mailed'").await;
        assert_eq!(sent, i64::try_from(mails.len()).unwrap(), "one letter for each that is written down as sent");
        let twice = "SELECT COUNT(*) FROM (SELECT registration_id, about FROM message WHERE outcome = 'mailed' AND kind NOT LIKE 'reminder%'
            AND kind <> 'link_again' GROUP BY registration_id, about HAVING COUNT(*) > 1) t";
        assert_eq!(number(&app.db, twice).await, 0, "no version twice");
        for mine in &people {
            let now = registration::by_id(&app, mine.id).await.unwrap();
            let last = texts(&app.db, format!("SELECT kind FROM message WHERE registration_id = {} AND kind NOT LIKE 'reminder%' AND kind <> 'link_again' ORDER BY about DESC", world.id(mine.id))).await;
            let told = if now.state == State::Expired { "offer_lapsed" } else { now.state.code() };
            assert_eq!(last[0], told, "the last thing they were told is where they stand");
            let open = format!("SELECT COUNT(*) FROM message WHERE registration_id = {} AND outcome IS NULL AND kind NOT LIKE 'reminder%'", world.id(mine.id));
            assert_eq!(number(&app.db, open).await, 0);
        }
    }
}

const fn people_count() -> usize {
    16
}

/// Registers again with the same contact.
async fn by_mail_again(app: &App, mine: &Registration, n: usize) -> Result<(), AppError> {
    let event = events::by_id(app, mine.event_id).await?;
    let input = RegistrationInput { email: mine.email.clone(), phone: mine.phone.clone(), ..form_of(app, n) };
    registration::register(app, &event, input, Source::Web).await.map(drop)
}

both_engines! {
    async fn who_registered_before_there_were_reminders_is_reminded(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        register(app, &event, 1).await;
        world.execute("DELETE FROM message").await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        queue::put(app, &mut tx, &Job::PlanMessages, None, app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(worker::run_due(app).await.unwrap(), 1);
        assert_eq!(waiting(&app.db).await, ["reminder_week", "reminder_day"]);
        messages::plan_all(app).await.unwrap();
        assert_eq!(waiting(&app.db).await.len(), 2, "once");
    }
}

both_engines! {
    async fn what_was_said_is_forgotten_in_time(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        register(app, &event, 1).await;
        let list = messages::call_list(app, &aida, None, None).await.unwrap();
        messages::done(app, &aida, list[0].lines[0].id).await.unwrap();
        let run = async || sabak::retention::service::run(app, &sabak::retention::service::Mode::Now { accept: true }).await.unwrap();
        world.clock.advance(Duration::days(29));
        run().await;
        assert_eq!(world.number("SELECT COUNT(*) FROM message WHERE outcome = 'told'").await, 1);
        world.clock.advance(Duration::days(2));
        run().await;
        assert_eq!(world.number("SELECT COUNT(*) FROM message WHERE outcome = 'told'").await, 0);
    }
}

/// Asking what is due costs the same however much waits. Prints what it costs; run by hand, on an idle machine.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn twenty_thousand_waiting() {
    for world in [World::sqlite().await, World::postgres().await] {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let mine = by_mail(app, &event, 1).await;
        let sqlite = app.db.engine() == "sqlite";
        let mut tx = app.db.write().await.unwrap();
        for n in 0..20_000_u32 {
            let job = Job::InviteMail { invite: app.ids.uuid(), locale: Locale::Ky };
            queue::put(app, &mut tx, &job, None, app.clock.now() + Duration::milliseconds(n.into())).await.unwrap();
        }
        tx.commit().await.unwrap();
        let id = if sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
        let numbers = if sqlite {
            "(WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 20000) SELECT n FROM s)"
        } else {
            "(SELECT n FROM generate_series(1, 20000) n)"
        };
        execute(&app.db, format!("INSERT INTO message (id, registration_id, event_id, kind, about, channel, due_at, until_at, touched_at, created_at)
            SELECT {id}, m.registration_id, m.event_id, 'link_again', 1000 + s.n, 'email', m.due_at, m.until_at, m.touched_at, m.created_at
            FROM message m, {numbers} s WHERE m.kind = 'confirmed' AND m.registration_id = {}", world.id(mine.id))).await.unwrap();
        if !sqlite {
            execute(&app.db, "ANALYZE message").await.unwrap();
            execute(&app.db, "ANALYZE job").await.unwrap();
        }
        let before = "SELECT MIN(COALESCE(locked_until, run_at)) IS NULL FROM job WHERE done_at IS NULL AND failed_at IS NULL AND lane = 'mail'";
        let started = std::time::Instant::now();
        for _ in 0..100 {
            texts(&app.db, format!("SELECT CASE WHEN ({before}) THEN 'y' ELSE 'n' END")).await;
        }
        let scan = started.elapsed() / 100;
        let started = std::time::Instant::now();
        for _ in 0..100 {
            queue::next_due(app, Lane::Mail).await.unwrap();
        }
        let look = started.elapsed() / 100;
        let started = std::time::Instant::now();
        for _ in 0..100 {
            messages::next_due(app).await.unwrap();
        }
        println!(
            "{}: 20,000 wait; before {scan:?}, now jobs {look:?}, messages {:?}",
            app.db.engine(),
            started.elapsed() / 100
        );
    }
}

/// The configuration that a name beside the address comes from.
#[test]
fn nobody_is_named_beside_the_address_unless_somebody_says_so() {
    assert!(Config::default().mail_name.is_empty());
}
