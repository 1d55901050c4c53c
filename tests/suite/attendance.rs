//! The desk: who came to which session, said by several people at once and corrected later.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chrono::Duration;
use sabak::attendance::form::{MarkInput, UndoInput};
use sabak::attendance::model::Status;
use sabak::attendance::service::{self, DeskQuery, DeskRow, Marked};
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::people::model::Contact;
use sabak::registration::model::{Registration, State, WalkInInput};
use sabak::registration::service as registration;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::state::App;
use uuid::Uuid;

use crate::cast::{coordinator, everywhere, plan, published, register, staff, training};
use crate::support::{World, both_engines};

/// A training of two that has begun, full, with its facilitator.
struct Desk {
    event: Event,
    people: Vec<Registration>,
    nurlan: Actor,
    aida: Actor,
}

impl Desk {
    async fn open(world: &World) -> Self {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let people = vec![register(app, &event, 1).await.registration, register(app, &event, 2).await.registration];
        let nurlan = staff(app, "nurlan", &[Grant::new(Role::Facilitator, Scope::Event(event.id))]).await;
        world.clock.set(event.starts_at);
        Self { event, people, nurlan, aida }
    }

    fn says(&self, app: &App, person: usize, status: Status, seen: Option<Uuid>) -> MarkInput {
        let (session, registration) = (self.event.sessions[0].id, self.people[person].id);
        MarkInput { session, registration, mark_id: app.ids.uuid(), seen, status }
    }

    async fn mark(&self, app: &App, by: &Actor, input: &MarkInput) -> Result<Marked, AppError> {
        service::mark(app, by, &self.event.slug, input).await
    }

    /// The row of a person in the first session.
    async fn row(&self, app: &App, person: usize) -> DeskRow {
        let query = of_session(self.event.sessions[0].id);
        let desk = service::desk(app, &self.nurlan, &self.event.slug, &query).await.unwrap();
        desk.rows.into_iter().find(|r| r.entry.registration_id == self.people[person].id).unwrap()
    }

    /// What is said of a person now, and the mark that says it.
    async fn said(&self, app: &App, person: usize) -> Option<(Status, Uuid, bool)> {
        self.row(app, person).await.state.map(|s| (s.status, Uuid::from_u128(s.mark.id), s.conflict))
    }
}

fn of_session(id: Uuid) -> DeskQuery {
    DeskQuery { session: Some(id), ..DeskQuery::default() }
}

both_engines! {
    async fn a_mark_sent_sixteen_times_is_one_mark(world: World) {
        let app = &world.app;
        let desk = Desk::open(&world).await;
        let nodes = [app.clone(), world.second_node().await];
        let input = desk.says(app, 0, Status::Present, None);
        let mut taps = tokio::task::JoinSet::new();
        for n in 0..16 {
            let (app, by, slug) = (nodes[n % 2].clone(), desk.nurlan.clone(), desk.event.slug.clone());
            taps.spawn(async move { service::mark(&app, &by, &slug, &input).await });
        }
        let done = taps.join_all().await;
        assert!(done.iter().all(|d| matches!(d, Ok(Marked::Done | Marked::Same))), "{done:?}");
        assert_eq!(world.number("SELECT COUNT(*) FROM mark").await, 1);
        assert_eq!(desk.said(app, 0).await, Some((Status::Present, input.mark_id, false)));
    }
}

both_engines! {
    async fn what_contradicts_takes_a_reason_and_leaves_a_trace(world: World) {
        let app = &world.app;
        let desk = Desk::open(&world).await;
        let first = desk.says(app, 0, Status::Present, None);
        assert_eq!(desk.mark(app, &desk.nurlan, &first).await, Ok(Marked::Done));
        world.clock.advance(Duration::minutes(5));
        let absent = desk.says(app, 0, Status::Absent, Some(first.mark_id));
        assert_eq!(desk.mark(app, &desk.nurlan, &absent).await, Ok(Marked::NeedsReason));
        assert_eq!(desk.said(app, 0).await.unwrap().0, Status::Present, "nothing happened yet");
        service::correct(app, &desk.nurlan, &desk.event.slug, &absent, &"Башка адам экен".into()).await.unwrap();
        service::correct(app, &desk.nurlan, &desk.event.slug, &absent, &"Башка адам экен".into()).await.unwrap();
        assert_eq!(desk.said(app, 0).await, Some((Status::Absent, absent.mark_id, false)));
        assert_eq!(world.number("SELECT COUNT(*) FROM mark").await, 2, "both statements stay");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'attendance.correct'").await, 1);
        // A correction of what somebody corrected since is refused: it was made from an old page.
        let stale = desk.says(app, 0, Status::Late, Some(first.mark_id));
        let stale = service::correct(app, &desk.aida, &desk.event.slug, &stale, &"Эски барак".into()).await;
        assert_eq!(stale, Err(AppError::Conflict("attendance-changed")));
        // In the course of a session nothing needs a reason: absent, then late, then left early.
        world.clock.advance(Duration::minutes(5));
        let late = desk.says(app, 0, Status::Late, Some(absent.mark_id));
        assert_eq!(desk.mark(app, &desk.nurlan, &late).await, Ok(Marked::Done));
        let undo = UndoInput { session: late.session, mark: late.mark_id, mark_id: app.ids.uuid() };
        service::undo(app, &desk.nurlan, &desk.event.slug, &undo).await.unwrap();
        assert_eq!(desk.said(app, 0).await.unwrap().0, Status::Absent, "what stood before is back");
    }
}

both_engines! {
    async fn two_who_disagree_are_shown_until_somebody_corrects(world: World) {
        let app = &world.app;
        let desk = Desk::open(&world).await;
        let (present, absent) = (desk.says(app, 0, Status::Present, None), desk.says(app, 0, Status::Absent, None));
        let node = world.second_node().await;
        let (a, b) = tokio::join!(desk.mark(app, &desk.nurlan, &present), desk.mark(&node, &desk.aida, &absent));
        assert_eq!((a, b), (Ok(Marked::Done), Ok(Marked::Done)));
        let (_, decides, conflict) = desk.said(app, 0).await.unwrap();
        assert!(conflict);
        let mut page = world.signed_in(&desk.nurlan).await;
        let path = format!("/ky/staff/events/{}/desk?session={}", desk.event.slug, present.session);
        let body = page.get(&path).await.body;
        assert!(body.contains("nurlan") && body.contains("aida"), "who says what: {body}");
        let head = body.split("</title>").next().unwrap();
        assert!(head.ends_with(" · Sabak"), "a title is text alone: {head}");
        let settled = desk.says(app, 0, Status::Present, Some(decides));
        assert_eq!(desk.mark(app, &desk.nurlan, &settled).await, Ok(Marked::NeedsReason));
        service::correct(app, &desk.nurlan, &desk.event.slug, &settled, &"Экөөбүз сүйлөштүк".into()).await.unwrap();
        assert_eq!(desk.said(app, 0).await, Some((Status::Present, settled.mark_id, false)));
    }
}

both_engines! {
    async fn nobody_is_sent_away_at_the_door(world: World) {
        let app = &world.app;
        let desk = Desk::open(&world).await;
        let session = desk.event.sessions[0].id;
        let mark_id = app.ids.uuid();
        let input = || WalkInInput { full_name: "Сейде Кошулган".into(), contact: None };
        let nodes = [app.clone(), world.second_node().await];
        let mut taps = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (app, by, slug, input) = (nodes[n % 2].clone(), desk.nurlan.clone(), desk.event.slug.clone(), input());
            taps.spawn(async move { service::walk_in(&app, &by, &slug, (session, mark_id), input).await });
        }
        assert!(taps.join_all().await.iter().all(Result::is_ok));
        let walked_in = "SELECT COUNT(*) FROM registration WHERE source = 'walk_in'";
        assert_eq!(world.number(walked_in).await, 1, "eight taps on one form are one person");
        let roster = registration::roster(app, desk.event.id).await.unwrap();
        let extra = roster.iter().find(|e| e.full_name.reveal() == "Сейде Кошулган").unwrap();
        assert!(extra.past_capacity && extra.state == State::Confirmed);
        assert_eq!(world.number("SELECT taken FROM pool").await, 2, "the room was full and is not oversold on paper");
        let summary = service::summary(app, &desk.aida, &desk.event.slug).await.unwrap();
        assert_eq!(summary.sessions[0].0, 1, "who walked in is present");
        // Who had registered and comes to the door is the same person.
        let waiter_phone = Contact::phone(desk.people[0].phone.clone());
        let again = WalkInInput { full_name: "Гүлзат".into(), contact: Some(waiter_phone) };
        service::walk_in(app, &desk.nurlan, &desk.event.slug, (session, app.ids.uuid()), again).await.unwrap();
        assert_eq!(registration::roster(app, desk.event.id).await.unwrap().len(), 3);
    }
}

both_engines! {
    async fn ids_of_another_training_open_nothing(world: World) {
        let app = &world.app;
        let desk = Desk::open(&world).await;
        world.clock.set(crate::support::start());
        let other = published(app, &desk.aida, &plan("bashka", 5)).await;
        let stranger = register(app, &other, 7).await.registration;
        world.clock.set(desk.event.starts_at);
        let own = desk.says(app, 0, Status::Present, None);
        for forged in [
            MarkInput { session: other.sessions[0].id, ..own },
            MarkInput { session: Uuid::from_u128(1), ..own },
            MarkInput { registration: stranger.id, ..own },
            MarkInput { registration: Uuid::from_u128(1), ..own },
        ] {
            assert_eq!(desk.mark(app, &desk.aida, &forged).await, Err(AppError::NotFound), "{forged:?}");
        }
        let counted = service::count(app, &desk.aida, &desk.event.slug, other.sessions[0].id, 3).await;
        assert_eq!(counted, Err(AppError::NotFound));
        let elsewhere = service::mark(app, &desk.nurlan, &other.slug, &own).await;
        assert_eq!(elsewhere, Err(AppError::NotFound), "their grant is for one event");
        let moderator = everywhere(app, "begimai", Role::Moderator).await;
        assert_eq!(desk.mark(app, &moderator, &own).await, Err(AppError::Forbidden));
        let opened = service::desk(app, &desk.aida, &desk.event.slug, &of_session(other.sessions[0].id)).await;
        assert_eq!(opened.map(drop).err(), Some(AppError::NotFound));
        let mut browser = world.signed_in(&desk.nurlan).await;
        for path in ["desk", "attendance"] {
            let path = format!("/ky/staff/events/{}/{path}", other.slug);
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM mark").await, 0);
    }
}

both_engines! {
    async fn late_is_not_too_late_but_cancelled_is_not_held(world: World) {
        let app = &world.app;
        let desk = Desk::open(&world).await;
        world.clock.set(desk.event.ends_at + Duration::days(40));
        assert_eq!(desk.mark(app, &desk.nurlan, &desk.says(app, 0, Status::Present, None)).await, Ok(Marked::Done));
        world.clock.set(crate::support::start());
        events::cancel(app, &desk.aida, &desk.event.slug).await.unwrap();
        let refused = desk.mark(app, &desk.nurlan, &desk.says(app, 1, Status::Present, None)).await;
        assert_eq!(refused, Err(AppError::Conflict("attendance-not-held")));
    }
}

both_engines! {
    /// The desk, the summary and what testimonials ask all fold the same marks.
    async fn every_page_counts_the_same(world: World) {
        let app = &world.app;
        let desk = Desk::open(&world).await;
        let slug = &desk.event.slug;
        let mut said: BTreeMap<(usize, usize), Status> = BTreeMap::new();
        for (session, person, status) in
            [(0, 0, Status::Present), (0, 1, Status::Absent), (1, 0, Status::Excused), (1, 1, Status::Late), (0, 1, Status::Late)]
        {
            world.clock.advance(Duration::minutes(1));
            let of = desk.event.sessions[session].id;
            let shown = service::desk(app, &desk.nurlan, slug, &of_session(of)).await.unwrap();
            let row = shown.rows.into_iter().find(|r| r.entry.registration_id == desk.people[person].id);
            let seen = row.unwrap().state.map(|s| Uuid::from_u128(s.mark.id));
            let input = MarkInput { session: of, ..desk.says(app, person, status, seen) };
            assert_eq!(desk.mark(app, &desk.nurlan, &input).await, Ok(Marked::Done));
            said.insert((session, person), status);
        }
        service::count(app, &desk.nurlan, slug, desk.event.sessions[0].id, 24).await.unwrap();
        world.clock.advance(Duration::seconds(1));
        service::count(app, &desk.nurlan, slug, desk.event.sessions[0].id, 23).await.unwrap();
        let summary = service::summary(app, &desk.aida, slug).await.unwrap();
        for (session, of) in desk.event.sessions.iter().enumerate() {
            let at_desk = service::desk(app, &desk.nurlan, slug, &of_session(of.id)).await.unwrap();
            assert_eq!((at_desk.came, at_desk.headcount), summary.sessions[session]);
            for (person, registration) in desk.people.iter().enumerate() {
                let line = summary.lines.iter().find(|l| l.entry.registration_id == registration.id).unwrap();
                assert_eq!(line.states[session].as_ref().map(|s| s.status), said.get(&(session, person)).copied());
            }
        }
        assert_eq!(summary.sessions[0], (2, Some(23)), "the last count stands, beside the marks");
        let came = service::came(app, desk.event.id).await.unwrap();
        assert_eq!(came, desk.people.iter().map(|r| r.id).collect());
    }
}

both_engines! {
    /// Addresses stay in the browser's history and in logs on the way.
    async fn who_is_looked_for_stands_in_no_address(world: World) {
        let desk = Desk::open(&world).await;
        let mut browser = world.signed_in(&desk.nurlan).await;
        let path = format!("/ky/staff/events/{}/desk", desk.event.slug);
        let session = desk.event.sessions[1].id.to_string();
        let rows = desk.people.iter().map(|r| format!("id=\"r-{}\"", r.id)).collect::<Vec<_>>();
        let hidden = |page: &str| -> Vec<bool> {
            let tag = |id: &String| page.split(id.as_str()).nth(1).and_then(|rest| rest.split('>').next()).unwrap().to_owned();
            rows.iter().map(|id| tag(id).contains(" hidden")).collect()
        };
        let page = browser.get(&path).await.body;
        assert_eq!(page.matches("<form").count(), page.matches("method=\"post\"").count(), "no form writes into an address");
        let marks = world.number("SELECT COUNT(*) FROM mark").await;
        let found = browser.post(&path, &[("session", &session), ("q", "үлгүлүева-2")]).await;
        assert_eq!((found.status, found.location()), (StatusCode::OK, String::new()), "the page itself, not where it is");
        assert_eq!(hidden(&found.body), [true, false]);
        assert!(found.body.contains("value=\"үлгүлүева-2\""), "it stands there to be changed");
        assert_eq!(world.number("SELECT COUNT(*) FROM mark").await, marks);
        let links: Vec<_> = found.body.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(links.iter().any(|l| l.starts_with("/ru/") && l.contains(&format!("session={session}"))), "{links:?}");
        assert!(!links.iter().any(|l| l.contains("q=")), "{links:?}");
        let nobody = browser.post(&path, &[("session", &session), ("q", "ъъъъ")]).await;
        assert_eq!(hidden(&nobody.body), [true, true]);
        // What an old bookmark says is not looked for, and comes back in no answer.
        let old = browser.get(&format!("{path}?q=%D2%AF%D0%BB%D0%B3%D2%AF-2")).await;
        assert_eq!((old.status, hidden(&old.body)), (StatusCode::OK, vec![false, false]));
        // Whose desk it is not learns nothing; who is signed out neither.
        let stranger = staff(&world.app, "stranger", &[]).await;
        let refused = world.signed_in(&stranger).await.post(&path, &[("session", &session), ("q", "Гүлзат")]).await;
        assert!(refused.status.is_client_error() && !refused.body.contains("Үлгүлүева"), "{}", refused.status);
        let out = world.browser().post(&path, &[("session", &session), ("q", "Гүлзат")]).await;
        assert!(!out.location().contains("q=") && !out.body.contains("Үлгүлүева"), "{}", out.location());
    }
}

both_engines! {
    async fn the_database_takes_no_mark_twice(world: World) {
        let app = &world.app;
        let desk = Desk::open(&world).await;
        desk.mark(app, &desk.nurlan, &desk.says(app, 0, Status::Present, None)).await.unwrap();
        let copy = |id: &str, seq: i64| {
            format!(
                "INSERT INTO mark (id, event_id, session_id, registration_id, status, source, device, seq, observed_at,
                    received_at) SELECT {id}, event_id, session_id, registration_id, 'absent', 'form', device, {seq},
                    observed_at, received_at FROM mark"
            )
        };
        let fresh = world.id(app.ids.uuid());
        assert!(world.execute(copy("id", 9)).await.is_err(), "the same id");
        assert!(world.execute(copy(&fresh, 0)).await.is_err(), "the same device and number");
        assert!(world.execute(copy(&fresh, 1)).await.is_ok(), "the same statement with both its own is taken");
    }
}
