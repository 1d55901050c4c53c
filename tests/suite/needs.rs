//! Needs as tasks: who sees them, who decides, and what becomes of them when people go and come back.

use axum::http::StatusCode;
use chrono::Duration;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::i18n::{Locale, arg};
use sabak::needs::form::{DecisionInput, NOTE_MAX};
use sabak::needs::model::{Kind, State, Task, count};
use sabak::needs::service as needs;
use sabak::registration::model::{Needs, Registration, RegistrationInput, Source, WalkInInput};
use sabak::registration::service as registration;
use sabak::retention::service::{self as retention, Mode};
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::staff::service::today;
use sabak::state::App;

use crate::cast::{come, coordinator, everything, everywhere, form_of, now, register, staff, training};
use crate::support::{World, both_engines};

/// What the person wrote about food, and the staff about a ride: neither is for facilitators.
const DIET: &str = "Балыктан-тумчугам";
const NOTE: &str = "Такси-камсыздан";

/// The n-th participant, who needs a ride, a bed and other food.
pub async fn needy(app: &App, event: &Event, n: usize) -> Registration {
    let needs = Needs { travel: true, lodging: true, ..Needs::default() };
    let input = RegistrationInput { diet: DIET.into(), needs, ..form_of(app, n) };
    come(app, event, input).await
}

fn decision(r: &Registration, kind: Kind, to: State, note: &str) -> DecisionInput {
    DecisionInput { registration: r.id, kind, to, note: note.into() }
}

async fn tasks(app: &App, actor: &Actor, event: &Event) -> Vec<(Kind, State)> {
    needs::list(app, actor, event).await.unwrap().tasks.iter().map(|t: &Task| (t.kind, t.state)).collect()
}

/// How many open needs of an event stand on the home page of the staff.
pub async fn left(app: &App, actor: &Actor, event: &Event) -> i64 {
    let today = today(app, actor).await.unwrap();
    today.needs.shown.iter().find(|w| w.event.id == event.id).map_or(0, |w| w.count)
}

both_engines! {
    async fn each_need_is_a_task_until_somebody_decides(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let r = needy(app, &event, 1).await;
        register(app, &event, 2).await;
        let open = |kind| (kind, State::Open);
        assert_eq!(tasks(app, &aida, &event).await, [open(Kind::Diet), open(Kind::Travel), open(Kind::Lodging)]);
        assert_eq!(left(app, &aida, &event).await, 3);
        let mut office = world.signed_in(&aida).await;
        let link = format!("/ky/staff/events/{}/needs", event.slug);
        assert!(office.get("/ky/staff").await.body.contains(&link), "the home page says that there is something to do");
        let id = r.id.to_string();
        let tap = [("registration", id.as_str()), ("kind", "travel"), ("to", "arranged")];
        let done = office.post(&link, &tap).await;
        assert_eq!(done.location(), format!("{link}?done=arranged#travel"));
        let refuse = [("registration", id.as_str()), ("kind", "lodging"), ("to", "not_possible"), ("note", NOTE)];
        office.post(&link, &refuse).await;
        let page = office.get(&link).await.body;
        assert!(page.contains(NOTE) && page.contains(DIET) && page.contains("aida"), "{page}");
        let said = Locale::Ky.ta("needs-open-of", &[("open", arg(1)), ("all", arg(1))]);
        assert!(page.contains(&said), "{page}");
        assert_eq!(tasks(app, &aida, &event).await, [open(Kind::Diet), (Kind::Travel, State::Arranged), (Kind::Lodging, State::NotPossible)]);
        needs::decide(app, &aida, &event, &decision(&r, Kind::Diet, State::Arranged, "")).await.unwrap();
        assert_eq!(left(app, &aida, &event).await, 0);
        assert!(!office.get("/ky/staff").await.body.contains(&link));
        for _ in 0..2 {
            needs::decide(app, &aida, &event, &decision(&r, Kind::Diet, State::Open, "")).await.unwrap();
        }
        assert_eq!(left(app, &aida, &event).await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action LIKE 'need.%'").await, 4, "what changed nothing is not written");
        let kept = everything(&app.db).await;
        assert!(!kept.contains(NOTE) && !kept.contains(DIET), "sealed");
        // What nobody needs cannot be decided about, nor what belongs elsewhere.
        let gone = Err(AppError::Conflict("needs-error-gone"));
        assert_eq!(needs::decide(app, &aida, &event, &decision(&r, Kind::Childcare, State::Arranged, "")).await, gone);
        let other = crate::cast::published(app, &aida, &crate::cast::later("bashka", 5)).await;
        assert_eq!(needs::decide(app, &aida, &other, &decision(&r, Kind::Travel, State::Open, "")).await, Err(AppError::NotFound));
        // A note past its limit comes back with what was typed.
        let long = "ө".repeat(NOTE_MAX + 1);
        let back = office.post(&link, &[("registration", id.as_str()), ("kind", "travel"), ("to", "arranged"), ("note", &long)]).await;
        assert!(back.location().ends_with("#errors"));
        let page = office.get(&link).await.body;
        assert!(page.contains(&long) && page.contains("id=\"errors\"") && page.matches(&long).count() == 1);
        assert_eq!(office.post(&link, &[("registration", id.as_str()), ("kind", "gold"), ("to", "arranged")]).await.status, StatusCode::BAD_REQUEST);
    }
}

both_engines! {
    async fn a_task_ends_with_the_place_and_opens_again_with_it(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let r = needy(app, &event, 1).await;
        let arrange = async |r: &Registration| needs::decide(app, &aida, &event, &decision(r, Kind::Travel, State::Arranged, NOTE)).await;
        arrange(&r).await.unwrap();
        registration::withdraw(app, &r).await.unwrap();
        // What was arranged is to be called off; the rest is gone from the list.
        let list = needs::list(app, &aida, &event).await.unwrap().tasks;
        assert!(list.len() == 1 && list[0].is_to_call_off() && list[0].kind == Kind::Travel, "{list:?}");
        assert!(count(&list).is_empty());
        assert_eq!(left(app, &aida, &event).await, 0);
        assert_eq!(arrange(&r).await, Err(AppError::Conflict("needs-error-gone")));
        // Back at the door: nothing is arranged for them any more.
        let contact = sabak::people::model::Contact::phone(r.phone.clone());
        let input = WalkInInput { full_name: "Гүлзат Үлгүлүева-1".into(), contact: Some(contact) };
        let back = registration::walk_in(app, &aida, &event, input).await.unwrap();
        assert_eq!(back.id, r.id);
        let open = |kind| (kind, State::Open);
        assert_eq!(tasks(app, &aida, &event).await, [open(Kind::Diet), open(Kind::Travel), open(Kind::Lodging)]);
        // Registered anew, with other needs.
        arrange(&r).await.unwrap();
        registration::withdraw(app, &now(app, &r).await).await.unwrap();
        needs::decide(app, &aida, &event, &decision(&r, Kind::Travel, State::Open, "")).await.unwrap();
        assert!(tasks(app, &aida, &event).await.is_empty(), "called off");
        let needs = Needs { childcare: true, ..Needs::default() };
        let again = RegistrationInput { needs, ..form_of(app, 1) };
        registration::register(app, &event, again, Source::Web).await.unwrap();
        assert_eq!(tasks(app, &aida, &event).await, [open(Kind::Childcare)]);
    }
}

both_engines! {
    async fn what_was_decided_goes_with_the_need_and_the_person(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let (r, other) = (needy(app, &event, 1).await, needy(app, &event, 2).await);
        for r in [&r, &other] {
            for kind in [Kind::Travel, Kind::Lodging, Kind::Diet] {
                needs::decide(app, &aida, &event, &decision(r, kind, State::Arranged, NOTE)).await.unwrap();
            }
        }
        let rows = "SELECT COUNT(*) FROM need_task";
        assert_eq!(world.number(rows).await, 6);
        world.execute(format!("UPDATE registration SET needs_travel = FALSE WHERE id = {}", world.id(r.id))).await.unwrap();
        assert_eq!(world.number(rows).await, 5, "one need ended");
        let decided = needs::decided(app, &r).await.unwrap();
        assert!(decided.len() == 2 && decided.iter().all(|d| d.note.reveal() == NOTE));
        registration::erase(app, &r).await.unwrap();
        assert_eq!(world.number(rows).await, 3);
        world.clock.set(event.ends_at + Duration::days(8));
        retention::run(app, &Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number(rows).await, 0, "after a week with the needs");
    }
}

/// What a page of this member of the staff shows of names, food and notes.
async fn shown(world: &World, actor: &Actor, event: &Event) -> (bool, bool, bool) {
    let page = world.signed_in(actor).await.get(&format!("/ky/staff/events/{}/needs", event.slug)).await;
    assert_eq!(page.status, StatusCode::OK);
    let desk = world.signed_in(actor).await.get(&format!("/ky/staff/events/{}/desk", event.slug)).await.body;
    let has = |text: &str| page.body.contains(text) || desk.contains(text);
    (has("Гүлзат"), has(DIET), has(NOTE))
}

both_engines! {
    async fn a_facilitator_sees_the_need_and_never_the_reason(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let facilitator = staff(app, "erkin", &[Grant::new(Role::Facilitator, Scope::Event(event.id))]).await;
        let (r, waits) = (needy(app, &event, 1).await, needy(app, &event, 2).await);
        needs::decide(app, &aida, &event, &decision(&r, Kind::Travel, State::Arranged, NOTE)).await.unwrap();
        assert_eq!(shown(&world, &facilitator, &event).await, (true, false, false));
        assert_eq!(shown(&world, &aida, &event).await, (true, true, true));
        let mut room = world.signed_in(&facilitator).await;
        let page = room.get(&format!("/ky/staff/events/{}/needs", event.slug)).await.body;
        assert!(page.contains(&Locale::Ky.t("registration-need-diet")) && page.contains(&Locale::Ky.t("needs-state-arranged")), "{page}");
        assert!(!page.contains("Үлгүлүева-2") && !page.contains("<form method=\"post\" action=\"/ky/staff/events/"), "{page}");
        let desk = room.get(&format!("/ky/staff/events/{}/desk", event.slug)).await.body;
        assert!(desk.contains(&Locale::Ky.t("registration-need-lodging")));
        let list = needs::list(app, &facilitator, &event).await.unwrap();
        assert!(list.tasks.len() == 3 && list.names.is_empty() && !list.may_decide);
        assert!(list.tasks.iter().all(|t| t.note.is_empty() && t.diet.is_empty() && t.decided_by.is_none()));
        assert!(list.tasks.iter().all(|t| t.registration != waits.id), "who waits is not theirs to know");
        let refused = needs::decide(app, &facilitator, &event, &decision(&r, Kind::Diet, State::Arranged, "")).await;
        assert_eq!(refused, Err(AppError::Forbidden));
        assert_eq!(left(app, &facilitator, &event).await, 0);
        let moderator = everywhere(app, "munira", Role::Moderator).await;
        assert_eq!(needs::list(app, &moderator, &event).await.err(), Some(AppError::Forbidden));
        // With the guard taken out, the same look finds both.
        world.execute(format!("UPDATE staff_grant SET role = 'coordinator' WHERE staff_id = {}", world.id(facilitator.id))).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        sabak::staff::service::give_app(app, &mut tx, facilitator.id, &crate::cast::app_secret()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(shown(&world, &facilitator, &event).await, (true, true, true));
    }
}
