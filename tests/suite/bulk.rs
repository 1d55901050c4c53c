//! What is done to many registrations at once beside giving them up: places given, offered and not given, the call list,
//! needs; each row by the rules that hold for one, and each once.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chrono::Duration;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::exchange::form::{BulkInput, Chosen};
use sabak::exchange::model::{Act, Stage, Why};
use sabak::exchange::service::{self as exchange, Shown, Whom};
use sabak::i18n::{Locale, arg};
use sabak::jobs::worker;
use sabak::messages::model::Channel;
use sabak::needs::form::DecisionInput;
use sabak::needs::model::{Kind, State as Progress};
use sabak::needs::service as needs;
use sabak::registration::model::filter::Filter;
use sabak::registration::model::places::{Dimension, PoolInput, Together};
use sabak::registration::model::{Registration, RegistrationInput, Source, State};
use sabak::registration::service as registration;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::state::App;
use uuid::Uuid;

use crate::cast::{
    by_selection, come, coordinator, everywhere, form_of, later, now, plan, published, register, register_all, staff,
    training,
};
use crate::lists;
use crate::needs::needy;
use crate::pools::{counted, from, keep};
use crate::support::{Browser, World, both_engines};

async fn planned(app: &App, actor: &Actor, event: &Event, act: Act, who: &[&Registration]) -> Uuid {
    lists::planned(app, actor, event, act, who.iter().map(|r| r.id).collect()).await
}

/// Does it to all of them and tells what came of it.
async fn done(app: &App, actor: &Actor, event: &Event, act: Act, who: &[&Registration]) -> Shown {
    let run = planned(app, actor, event, act, who).await;
    exchange::begin(app, actor, event, run).await.unwrap();
    exchange::bulk_step(app, run).await.unwrap();
    let shown = exchange::shown(app, actor, event, run).await.unwrap();
    assert_eq!((shown.run.stage, shown.tally.waiting), (Stage::Done, 0));
    shown
}

/// How many were done, and why the others were not.
fn came(shown: &Shown) -> (i64, BTreeMap<Why, i64>) {
    (shown.tally.done, shown.tally.skipped.clone())
}

fn why(reasons: &[(Why, i64)]) -> BTreeMap<Why, i64> {
    reasons.iter().copied().collect()
}

async fn states(app: &App, who: &[Registration]) -> Vec<State> {
    let mut all = Vec::new();
    for r in who {
        all.push(now(app, r).await.state);
    }
    all
}

impl World {
    /// More places, past the services: nobody is offered them, as after a selection that leaves some free.
    async fn more_places(&self, event: &Event, n: i64) {
        let sql = format!("UPDATE pool SET size = size + {n} WHERE event_id = {} AND name = 'all'", self.id(event.id));
        self.execute(sql).await.unwrap();
    }
}

both_engines! {
    async fn places_are_given_in_the_order_of_waiting_and_no_more_than_there_are(world: World) {
        use State::{Confirmed, Offered, Waitlisted, Withdrawn};
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 3).await;
        let all = register_all(app, &event, 0..7).await;
        registration::withdraw(app, &all[0]).await.unwrap();
        registration::withdraw(app, &all[1]).await.unwrap();
        world.more_places(&event, 1).await;
        assert_eq!(states(app, &all).await, [Withdrawn, Withdrawn, Confirmed, Offered, Offered, Waitlisted, Waitlisted]);
        // Ticked from the end.
        let who: Vec<&Registration> = all[1..].iter().rev().collect();
        let planned = planned(app, &aida, &event, Act::Confirm, &who).await;
        let before = exchange::shown(app, &aida, &event, planned).await.unwrap();
        assert_eq!((before.tally.waiting, before.free), (4, Some(1)), "four are meant, two of them for one free place");
        assert_eq!(before.tally.skipped, why(&[(Why::State, 1), (Why::Already, 1)]));
        let shown = done(app, &aida, &event, Act::Confirm, &who).await;
        assert_eq!(came(&shown), (3, why(&[(Why::State, 1), (Why::Already, 1), (Why::Full, 1)])));
        assert_eq!(states(app, &all).await, [Withdrawn, Withdrawn, Confirmed, Confirmed, Confirmed, Confirmed, Waitlisted]);
        assert!(shown.skipped.iter().any(|(line, why)| line.registration.id == all[6].id && *why == Why::Full));
        let held = format!("SELECT CAST(SUM(taken) AS BIGINT) FROM pool WHERE event_id = {}", world.id(event.id));
        assert_eq!(world.number(held).await, 4, "as many as there are places");
        assert_eq!(world.number("SELECT COUNT(*) FROM registration WHERE state = 'confirmed'").await, 4);
        counted(&world, event.id).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.confirm' AND actor_kind = 'staff'").await, 3);
        let letters = format!(
            "SELECT COUNT(*) FROM message WHERE kind = 'confirmed' AND registration_id IN ({}, {}, {})",
            world.id(all[3].id), world.id(all[4].id), world.id(all[5].id)
        );
        assert_eq!(world.number(letters).await, 3, "each is told");
    }
}

both_engines! {
    async fn nobody_is_given_a_place_past_those_who_wait_for_it(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let all = register_all(app, &event, 0..4).await;
        world.more_places(&event, 1).await;
        for act in [Act::Confirm, Act::Offer] {
            let shown = done(app, &aida, &event, act, &[&all[2], &all[3]]).await;
            assert_eq!(came(&shown), (0, why(&[(Why::Turn, 2)])), "{act:?}");
        }
        // Who was not chosen, or let an offer lapse, comes behind everybody who waits.
        done(app, &aida, &event, Act::Decline, &[&all[3]]).await;
        let shown = done(app, &aida, &event, Act::Confirm, &[&all[3]]).await;
        assert_eq!(came(&shown), (0, why(&[(Why::Turn, 1)])));
        let shown = done(app, &aida, &event, Act::Confirm, &[&all[3], &all[2], &all[1]]).await;
        assert_eq!(came(&shown), (1, why(&[(Why::Full, 2)])));
        assert_eq!(states(app, &all).await, [State::Confirmed, State::Confirmed, State::Waitlisted, State::Declined]);
        world.more_places(&event, 2).await;
        let shown = done(app, &aida, &event, Act::Confirm, &[&all[3], &all[2]]).await;
        assert_eq!(came(&shown), (2, why(&[])));
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn a_place_that_is_kept_for_a_group_is_given_to_nobody_else(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(1)).await;
        let mut all = Vec::new();
        for (n, region) in ["osh", "osh", "osh"].into_iter().enumerate() {
            all.push(come(app, &event, from(app, n, region)).await);
        }
        for act in [Act::Confirm, Act::Offer] {
            let shown = done(app, &aida, &event, act, &[&all[1], &all[2]]).await;
            assert_eq!(came(&shown), (0, why(&[(Why::Full, 2)])), "{act:?}: the free place is one for Batken");
            assert_eq!(shown.free, Some(1));
        }
        // From now on it is an open place: it goes to whoever waits, and those of the group who wait are none.
        world.clock.advance(Duration::seconds(1));
        let at = app.clock.now();
        let sql = format!("UPDATE pool SET opens_at = '{}' WHERE event_id = {} AND name <> 'all'", at.to_rfc3339(), world.id(event.id));
        world.execute(sql).await.unwrap();
        let shown = done(app, &aida, &event, Act::Confirm, &[&all[2], &all[1]]).await;
        assert_eq!(came(&shown), (1, why(&[(Why::Full, 1)])));
        assert_eq!(states(app, &all).await, [State::Confirmed, State::Confirmed, State::Waitlisted]);
        counted(&world, event.id).await;
    }
}

both_engines! {
    /// The place went to somebody with a later number: why the earlier ones did not get it is kept, as when it is offered.
    async fn who_could_not_take_the_place_is_told_why(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(1)).await;
        let mut all = Vec::new();
        for (n, region) in ["osh", "batken", "osh", "batken"].into_iter().enumerate() {
            all.push(come(app, &event, from(app, n, region)).await);
        }
        let sql = format!("UPDATE pool SET size = 2 WHERE event_id = {} AND name <> 'all'", world.id(event.id));
        world.execute(sql).await.unwrap();
        let shown = done(app, &aida, &event, Act::Confirm, &[&all[3]]).await;
        assert_eq!(came(&shown), (1, why(&[])));
        let passed = registration::why_not_offered(app, &now(app, &all[2]).await).await.unwrap();
        let reasons: Vec<_> = passed.iter().map(|p| (p.reason.code(), p.times)).collect();
        assert_eq!(reasons, [("kept_for_stratum", 1)]);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn who_waits_together_is_given_places_together(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let first = register(app, &event, 0).await.registration;
        let couple = vec![form_of(app, 1), form_of(app, 2)];
        let couple = registration::register_party(app, &event, couple, Together::AllOrNone, Source::Web).await.unwrap();
        let couple: Vec<_> = couple.into_iter().map(|r| r.registration).collect();
        assert_eq!(states(app, &couple).await, [State::Waitlisted; 2]);
        for act in [Act::Confirm, Act::Offer] {
            let shown = done(app, &aida, &event, act, &[&couple[0], &couple[1]]).await;
            assert_eq!(came(&shown), (0, why(&[(Why::Together, 2)])), "{act:?}: one place is free");
        }
        done(app, &aida, &event, Act::Withdraw, &[&first]).await;
        assert_eq!(states(app, &couple).await, [State::Offered; 2], "now there are two");
        let shown = done(app, &aida, &event, Act::Confirm, &[&couple[1], &couple[0]]).await;
        assert_eq!(came(&shown), (2, why(&[])));
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn an_offer_has_a_deadline_and_goes_on_to_the_next(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let all = register_all(app, &event, 0..4).await;
        world.more_places(&event, 2).await;
        let shown = done(app, &aida, &event, Act::Offer, &[&all[3], &all[2], &all[1], &all[0]]).await;
        assert_eq!(came(&shown), (2, why(&[(Why::State, 1), (Why::Full, 1)])));
        assert_eq!(states(app, &all).await, [State::Confirmed, State::Offered, State::Offered, State::Waitlisted]);
        let until = app.clock.now() + Duration::hours(app.config.offer_hours);
        assert_eq!(now(app, &all[1]).await.offer_expires_at, Some(until));
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.offer' AND actor_kind = 'staff'").await, 2);
        let shown = done(app, &aida, &event, Act::Offer, &[&all[1]]).await;
        assert_eq!(came(&shown), (0, why(&[(Why::Already, 1)])));
        registration::accept_offer(app, &now(app, &all[2]).await).await.unwrap();
        counted(&world, event.id).await;
        world.clock.advance(Duration::hours(app.config.offer_hours));
        // Past its time an offer is no place any more, also before the worker comes by.
        let shown = done(app, &aida, &event, Act::Confirm, &[&all[1]]).await;
        assert_eq!(came(&shown), (0, why(&[(Why::Late, 1)])));
        worker::run_due(app).await.unwrap();
        assert_eq!(states(app, &all).await, [State::Confirmed, State::Expired, State::Confirmed, State::Offered]);
        counted(&world, event.id).await;
    }
}

both_engines! {
    async fn who_gets_no_place_is_told_so(world: World) {
        use State::{Confirmed, Declined, Withdrawn};
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let all = register_all(app, &event, 0..4).await;
        registration::withdraw(app, &all[3]).await.unwrap();
        let who: Vec<&Registration> = all.iter().collect();
        let shown = done(app, &aida, &event, Act::Decline, &who).await;
        assert_eq!(came(&shown), (2, why(&[(Why::State, 2)])), "neither who has a place nor who gave theirs up");
        assert_eq!(states(app, &all).await, [Confirmed, Declined, Declined, Withdrawn]);
        let letters = "SELECT COUNT(*) FROM message WHERE kind = 'declined' AND ended_at IS NULL";
        assert_eq!(world.number(letters).await, 2);
        let others = "SELECT COUNT(*) FROM message WHERE kind = 'waitlisted' AND ended_at IS NULL";
        assert_eq!(world.number(others).await, 0, "what is not so any more is not said");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.refuse'").await, 2);
        let shown = done(app, &aida, &event, Act::Decline, &[&all[1]]).await;
        assert_eq!(came(&shown), (0, why(&[(Why::Already, 1)])));
    }
}

both_engines! {
    /// The list that is published decides, and no list beside it.
    async fn before_a_selection_is_published_nobody_is_given_a_place(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &by_selection("tandoo", 9)).await;
        let all = register_all(app, &event, 0..2).await;
        assert_eq!(states(app, &all).await, [State::Received; 2]);
        for act in [Act::Confirm, Act::Offer] {
            let shown = done(app, &aida, &event, act, &[&all[0], &all[1]]).await;
            assert_eq!(came(&shown), (0, why(&[(Why::Selection, 2)])), "{act:?}");
        }
        let shown = done(app, &aida, &event, Act::Decline, &[&all[0]]).await;
        assert_eq!(came(&shown), (1, why(&[])));
        let shown = done(app, &aida, &event, Act::Confirm, &[&all[0]]).await;
        assert_eq!(came(&shown), (0, why(&[(Why::Selection, 1)])), "also not by a way around");
        assert_eq!(states(app, &all).await, [State::Declined, State::Received]);
    }
}

both_engines! {
    async fn when_a_training_is_over_or_cancelled_no_place_is_given(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (event, other) = (training(app, &aida, 1).await, published(app, &aida, &later("bashka", 1)).await);
        let (all, theirs) = (register_all(app, &event, 0..2).await, register_all(app, &other, 5..7).await);
        world.more_places(&event, 1).await;
        world.more_places(&other, 1).await;
        events::cancel(app, &aida, &other.slug).await.unwrap();
        let shown = done(app, &aida, &other, Act::Confirm, &[&theirs[1]]).await;
        assert_eq!(came(&shown), (0, why(&[(Why::Closed, 1)])));
        world.clock.advance(Duration::days(11));
        let event = events::by_id(app, event.id).await.unwrap();
        for act in [Act::Confirm, Act::Offer] {
            let shown = done(app, &aida, &event, act, &[&all[1]]).await;
            assert_eq!(came(&shown), (0, why(&[(Why::Closed, 1)])), "{act:?}");
        }
        let shown = done(app, &aida, &event, Act::Decline, &[&all[1]]).await;
        assert_eq!(came(&shown), (0, why(&[(Why::Late, 1)])));
        assert_eq!(now(app, &all[1]).await.state, State::Waitlisted);
    }
}

both_engines! {
    async fn who_can_be_called_comes_to_the_call_list_with_what_waits(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let mut all = Vec::new();
        for (n, more) in ["phone+email", "email", "phone", "silent"].into_iter().enumerate() {
            let mut input = form_of(app, n);
            if more != "phone" {
                input.email = format!("n{n}@belgi.invalid").as_str().into();
            }
            if more == "email" {
                input.phone = "".into();
            }
            all.push(come(app, &event, input).await);
        }
        registration::choose_channel(app, &all[3], Channel::Nothing).await.unwrap();
        let who: Vec<&Registration> = all.iter().collect();
        let shown = done(app, &aida, &event, Act::ByHand, &who).await;
        assert_eq!(came(&shown), (1, why(&[(Why::NoPhone, 1), (Why::Already, 1), (Why::AskedNot, 1)])));
        let ways: Vec<Channel> = [now(app, &all[0]).await, now(app, &all[1]).await, now(app, &all[3]).await].iter().map(Registration::channel).collect();
        assert_eq!(ways, [Channel::ByHand, Channel::Email, Channel::Nothing]);
        let mails = format!("SELECT COUNT(*) FROM message WHERE registration_id = {} AND channel = 'email' AND ended_at IS NULL", world.id(all[0].id));
        assert_eq!(world.number(mails).await, 0, "what waited to be mailed is passed on by hand too");
        let calls = sabak::messages::service::call_list(app, &aida, Some(&event.slug), None).await.unwrap();
        assert!(calls[0].lines.iter().any(|hand| hand.registration.id == all[0].id));
    }
}

both_engines! {
    async fn who_has_no_address_is_named_before_links_are_written(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let mut all = Vec::new();
        for n in 0..3 {
            let mut input = form_of(app, n);
            if n != 1 {
                input.email = format!("n{n}@belgi.invalid").as_str().into();
            }
            all.push(come(app, &event, input).await);
        }
        registration::withdraw(app, &all[2]).await.unwrap();
        let who: Vec<&Registration> = all.iter().collect();
        let run = planned(app, &aida, &event, Act::Link, &who).await;
        let before = exchange::shown(app, &aida, &event, run).await.unwrap();
        assert_eq!(before.tally.waiting, 1, "as many as will be written to");
        assert_eq!(before.tally.skipped, why(&[(Why::NoAddress, 1), (Why::State, 1)]));
        assert!(before.skipped.iter().any(|(line, why)| line.registration.id == all[1].id && *why == Why::NoAddress));
    }
}

both_engines! {
    async fn needs_are_arranged_by_kind_and_what_was_decided_stays(world: World) {
        use Progress::{Arranged, NotPossible, Open};
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let (one, two) = (needy(app, &event, 0).await, needy(app, &event, 1).await);
        let (without, gone) = (register(app, &event, 2).await.registration, needy(app, &event, 3).await);
        registration::withdraw(app, &gone).await.unwrap();
        let refusal = DecisionInput { registration: two.id, kind: Kind::Travel, to: Progress::NotPossible, note: "Автобус жок".into() };
        needs::decide(app, &aida, &event, &refusal).await.unwrap();
        let who = [&one, &two, &without, &gone];
        let shown = done(app, &aida, &event, Act::Needs(Some(Kind::Travel)), &who).await;
        assert_eq!(came(&shown), (1, why(&[(Why::Already, 1), (Why::NoNeed, 1), (Why::State, 1)])));
        let of = async |r: &Registration| needs::states_of(app, &aida, &event).await.unwrap().remove(&r.id).unwrap();
        let sorted = async |r: &Registration| { let mut all = of(r).await; all.sort(); all };
        assert_eq!(sorted(&one).await, [(Kind::Diet, Open), (Kind::Travel, Arranged), (Kind::Lodging, Open)]);
        let shown = done(app, &aida, &event, Act::Needs(None), &who).await;
        assert_eq!(came(&shown), (2, why(&[(Why::NoNeed, 1), (Why::State, 1)])));
        assert_eq!(sorted(&one).await, [(Kind::Diet, Arranged), (Kind::Travel, Arranged), (Kind::Lodging, Arranged)]);
        assert_eq!(sorted(&two).await, [(Kind::Diet, Arranged), (Kind::Travel, NotPossible), (Kind::Lodging, Arranged)]);
        let decided = needs::decided(app, &two).await.unwrap();
        assert!(decided.iter().any(|d| d.note.reveal() == "Автобус жок"), "the note stays");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'need.arrange'").await, 5);
        assert_eq!(crate::needs::left(app, &aida, &event).await, 0);
    }
}

both_engines! {
    /// Two hundred and fifty wait for a hundred and twenty places. The worker dies after the first step; another goes on
    /// while the first, which had not said that it was done, runs again beside it.
    async fn a_run_that_breaks_off_gives_each_place_once(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &plan("uzun-tizme", 1)).await;
        let all = register_all(app, &event, 0..251).await;
        world.more_places(&event, 120).await;
        let input = BulkInput { act: Act::Confirm, chosen: Chosen::All, filter: Filter::of_state(State::Waitlisted) };
        let run = exchange::plan(app, &aida, &event, &input, Locale::Ky).await.unwrap();
        exchange::begin(app, &aida, &event, run).await.unwrap();
        exchange::bulk_step(app, run).await.unwrap();
        let shown = exchange::shown(app, &aida, &event, run).await.unwrap();
        assert_eq!((shown.run.stage, shown.tally.waiting), (Stage::Running, 50));
        let other = world.second_node().await;
        let (one, two) = tokio::join!(exchange::bulk_step(app, run), exchange::bulk_step(&other, run));
        one.unwrap();
        two.unwrap();
        worker::run_due(app).await.unwrap();
        let shown = exchange::shown(app, &aida, &event, run).await.unwrap();
        assert_eq!(shown.run.stage, Stage::Done);
        assert_eq!(came(&shown), (120, why(&[(Why::Full, 130)])));
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.confirm'").await, 120, "each once");
        assert_eq!(world.number("SELECT COUNT(*) FROM registration WHERE state = 'confirmed'").await, 121);
        counted(&world, event.id).await;
        let first = states(app, &all[1..122]).await;
        assert!(first[..120].iter().all(|s| *s == State::Confirmed) && first[120] == State::Waitlisted, "in their order");
    }
}

both_engines! {
    /// Two people of the staff give out the same seven places to the same forty at once, on two nodes, while somebody gives
    /// up and others come.
    async fn two_runs_at_once_give_each_place_once(world: World) {
        let app = &world.app;
        let (aida, bermet) = (coordinator(app).await, everywhere(app, "bermet", Role::Coordinator).await);
        let event = training(app, &aida, 1).await;
        let all = register_all(app, &event, 0..41).await;
        world.more_places(&event, 7).await;
        let who: Vec<&Registration> = all[1..].iter().collect();
        let mut runs = Vec::new();
        for actor in [&aida, &bermet] {
            let run = planned(app, actor, &event, Act::Confirm, &who).await;
            exchange::begin(app, actor, &event, run).await.unwrap();
            runs.push(run);
        }
        let other = world.second_node().await;
        let coming = async {
            for n in 50..55 {
                register(&other, &event, n).await;
            }
            registration::withdraw(&other, &all[40]).await
        };
        let (one, two, gone) = tokio::join!(exchange::bulk_step(app, runs[0]), exchange::bulk_step(&other, runs[1]), coming);
        one.unwrap();
        two.unwrap();
        gone.unwrap();
        worker::run_due(app).await.unwrap();
        counted(&world, event.id).await;
        let held = "SELECT COUNT(*) FROM registration WHERE state IN ('confirmed', 'offered')";
        assert_eq!(world.number(held).await, 8, "no more than there are, and none left over");
        for run in runs {
            let shown = exchange::shown(app, &aida, &event, run).await.unwrap();
            assert_eq!((shown.run.stage, shown.tally.waiting), (Stage::Done, 0));
        }
        let lines = "SELECT COUNT(*) FROM audit WHERE action = 'registration.confirm'";
        let confirmed = "SELECT COUNT(*) FROM registration WHERE state = 'confirmed'";
        assert_eq!(world.number(lines).await, world.number(confirmed).await - 1, "each once");
        let mut ahead = true;
        for state in states(app, &all[1..40]).await {
            let has = matches!(state, State::Confirmed | State::Offered);
            assert!(ahead || !has, "nobody past those who wait");
            ahead = has;
        }
    }
}

both_engines! {
    async fn who_may_not_do_it_to_one_does_it_to_nobody(world: World) {
        let app = &world.app;
        let boss = everywhere(app, "boss", Role::Administrator).await;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let all = register_all(app, &event, 0..3).await;
        let elsewhere = staff(app, "nurlan", &[Grant::new(Role::Coordinator, Scope::Region("batken".into()))]).await;
        let acts = [Act::Confirm, Act::Offer, Act::Decline, Act::ByHand, Act::Needs(None)];
        for act in acts {
            let chosen = Chosen::Rows(vec![all[1].id]);
            let input = BulkInput { act, chosen, filter: Filter::default() };
            for role in [Role::Facilitator, Role::Moderator, Role::Auditor] {
                let name = format!("{}-{}", role.code(), act.code());
                let who = everywhere(app, &name, role).await;
                let refused = exchange::plan(app, &who, &event, &input, Locale::Ky).await;
                assert_eq!(refused, Err(AppError::Forbidden), "{role:?} {act:?}");
            }
            let refused = exchange::plan(app, &elsewhere, &event, &input, Locale::Ky).await;
            assert_eq!(refused, Err(AppError::NotFound), "{act:?}");
        }
        // Who lost the right meanwhile does nothing more.
        let run = planned(app, &aida, &event, Act::Decline, &[&all[1], &all[2]]).await;
        exchange::begin(app, &aida, &event, run).await.unwrap();
        sabak::staff::service::revoke(app, &boss, aida.id, Grant::new(Role::Coordinator, Scope::All)).await.unwrap();
        exchange::bulk_step(app, run).await.unwrap();
        let shown = exchange::shown(app, &boss, &event, run).await.unwrap();
        assert_eq!((shown.run.stage, shown.tally.done), (Stage::Stopped, 0));
        assert_eq!(states(app, &all).await, [State::Confirmed, State::Waitlisted, State::Waitlisted]);
    }
}

both_engines! {
    async fn the_page_before_says_how_many_are_meant_and_who_is_not(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let all = register_all(app, &event, 0..3).await;
        world.more_places(&event, 1).await;
        let mut browser = world.signed_in(&aida).await;
        let base = format!("/ky/staff/events/{}", event.slug);
        let list = browser.get(&format!("{base}/registrations")).await.body;
        for code in Act::CODES {
            assert!(list.contains(&format!("value=\"{code}\"")), "{code} is offered");
        }
        // Which need is asked for, and what was chosen stays.
        let back = browser.post(&format!("{base}/bulk"), &[("filter", ""), ("all", "yes"), ("act", "needs")]).await;
        assert_eq!(back.location(), format!("{base}/registrations#errors"));
        let page = browser.get(&format!("{base}/registrations")).await.body;
        assert!(page.contains("href=\"#f-kind\"") && page.contains("value=\"needs\" selected"), "{page}");
        let fields = [("filter", ""), ("all", "yes"), ("act", "confirm"), ("locale", ""), ("kind", "")];
        let run = browser.post(&format!("{base}/bulk"), &fields).await.location();
        let page = browser.get(&run).await.body;
        for said in [
            Locale::Ky.ta("exchange-will-confirm", &[("n", arg(2))]),
            Locale::Ky.ta("exchange-free-places", &[("n", arg(1))]),
            Locale::Ky.t("exchange-planned-rest"),
            Locale::Ky.t("exchange-why-already"),
        ] {
            assert!(page.contains(&said), "{said}: {page}");
        }
        assert_eq!(states(app, &all).await, [State::Confirmed, State::Waitlisted, State::Waitlisted], "nothing is done yet");
        browser.post(&format!("{run}/start"), &[]).await;
        let page = browser.get(&run).await;
        assert!(page.body.contains("<progress") && page.headers["refresh"] == "2", "{}", page.body);
        worker::run_due(app).await.unwrap();
        let page = browser.get(&run).await.body;
        assert!(page.contains(&Locale::Ky.t("exchange-over-done")) && page.contains(&Locale::Ky.t("exchange-why-full")), "{page}");
    }
}

both_engines! {
    async fn a_list_is_narrowed_to_those_of_a_pool(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let mut browser = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/registrations", event.slug);
        assert!(!browser.get(&path).await.body.contains("name=\"pool\""), "all places are open: nothing to choose");
        keep(app, &aida, &event, (Dimension::Region, "batken"), PoolInput::of(1)).await;
        let mut all = Vec::new();
        for (n, region) in ["batken", "osh", "batken", "osh"].into_iter().enumerate() {
            all.push(come(app, &event, from(app, n, region)).await);
        }
        let gone = all.remove(3);
        registration::withdraw(app, &gone).await.unwrap();
        let event = events::by_id(app, event.id).await.unwrap();
        let of = |group: bool| event.pools.iter().find(|p| p.stratum.is_some() == group).unwrap().id;
        let meant = async |query: String| {
            let (filter, form) = Filter::parse(&query);
            assert!(!form.is_invalid(), "{query}");
            let mut ids = registration::matching(app, &aida, &event, &filter, Locale::Ky).await.unwrap();
            ids.sort();
            ids
        };
        let ids = |who: &[&Registration]| { let mut ids: Vec<_> = who.iter().map(|r| r.id).collect(); ids.sort(); ids };
        assert_eq!(meant(format!("pool={}", of(true))).await, ids(&[&all[0], &all[2]]), "who holds one and who waits for one");
        assert_eq!(meant(format!("pool={}", of(false))).await, ids(&[&all[1]]), "who gave up waits for nothing");
        assert_eq!(meant(format!("pool={}&state=waitlisted", of(true))).await, ids(&[&all[2]]));
        let query = format!("pool={}", of(true));
        let page = browser.get(&format!("{path}?{query}")).await.body;
        assert!(page.contains(&format!("value=\"{}\" selected", of(true))), "{page}");
        assert!(page.contains(&all[0].id.to_string()) && !page.contains(&all[1].id.to_string()));
        // Kept as a view, and taken out.
        let base = format!("/ky/staff/events/{}", event.slug);
        browser.post(&format!("{base}/views"), &[("name", "Баткен"), ("filter", &query)]).await;
        assert!(browser.get(&path).await.body.contains(&format!("{path}?{query}")), "the view leads there");
        let who = Whom::Filter(Filter::parse(&query).0);
        assert_eq!(exchange::whom(app, &aida, &event, &who, Locale::Ky).await.unwrap().len(), 2);
        let fields = [("filter", &*query), ("run", ""), ("column", "code"), ("format", "csv")];
        let file = browser.post(&format!("{base}/export"), &fields).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.body.contains(&all[0].code()) && !file.body.contains(&all[1].code()), "{}", file.body);
        // A pool that is none of this event's.
        let page = browser.get(&format!("{path}?pool={}", Uuid::from_u128(7))).await;
        assert!(page.status == StatusCode::OK && page.body.contains("id=\"errors\""), "{}", page.body);
        assert!(page.body.contains(&all[1].id.to_string()), "and leaves nobody out");
    }
}

impl World {
    /// The page of a registration, as the coordinator sees it.
    async fn page_of(&self, browser: &mut Browser, event: &Event, r: &Registration) -> String {
        browser.get(&format!("/ky/staff/events/{}/registrations/{}", event.slug, r.id)).await.body
    }
}

/// Participants whom mail and calls reach.
async fn reached(app: &App, event: &Event, numbers: std::ops::Range<usize>) -> Vec<Registration> {
    let mut all = Vec::new();
    for n in numbers {
        let email = format!("n{n}@belgi.invalid").as_str().into();
        all.push(come(app, event, RegistrationInput { email, ..form_of(app, n) }).await);
    }
    all
}

/// The acts that the page of a registration has buttons for.
fn offered(page: &str) -> Vec<&'static str> {
    let there = |code: &&str| page.contains(&format!("name=\"act\" value=\"{code}\""));
    Act::CODES.into_iter().filter(there).collect()
}

both_engines! {
    /// Of each state what can come of it, and of a place that is not to be had why.
    async fn the_page_of_one_has_a_button_for_what_can_be_done_and_no_other(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let all = reached(app, &event, 0..3).await;
        let mut browser = world.signed_in(&aida).await;
        let no_place = |why: Why| {
            let why = Locale::Ky.t(&format!("exchange-why-{}", why.code()));
            Locale::Ky.ta("exchange-one-no-place", &[("why", arg(why))])
        };
        let page = world.page_of(&mut browser, &event, &all[0]).await;
        assert_eq!(offered(&page), ["by_hand"], "confirmed: {page}");
        let page = world.page_of(&mut browser, &event, &all[1]).await;
        assert_eq!(offered(&page), ["decline", "by_hand"], "{page}");
        assert!(page.contains(&no_place(Why::Full)), "{page}");
        world.more_places(&event, 1).await;
        let page = world.page_of(&mut browser, &event, &all[1]).await;
        assert_eq!(offered(&page), ["confirm", "offer", "decline", "by_hand"], "{page}");
        assert!(!page.contains(&no_place(Why::Full)));
        let page = world.page_of(&mut browser, &event, &all[2]).await;
        assert_eq!(offered(&page), ["decline", "by_hand"], "somebody waits before them: {page}");
        assert!(page.contains(&no_place(Why::Turn)), "{page}");
        done(app, &aida, &event, Act::Offer, &[&all[1]]).await;
        let page = world.page_of(&mut browser, &event, &all[1]).await;
        assert_eq!(offered(&page), ["confirm", "by_hand"], "offered: {page}");
        registration::withdraw(app, &all[0]).await.unwrap();
        let page = world.page_of(&mut browser, &event, &all[0]).await;
        assert_eq!(offered(&page), ["by_hand"], "withdrawn: {page}");
        done(app, &aida, &event, Act::ByHand, &[&all[1]]).await;
        assert_eq!(offered(&world.page_of(&mut browser, &event, &all[1]).await), ["confirm"]);
        // Who has no right to it has neither the page nor what its buttons send.
        let facilitator = everywhere(app, "azat", Role::Facilitator).await;
        let mut other = world.signed_in(&facilitator).await;
        let base = format!("/ky/staff/events/{}", event.slug);
        let page = other.get(&format!("{base}/registrations/{}", all[2].id)).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let row = all[2].id.to_string();
        let tapped = [("filter", ""), ("row", row.as_str()), ("act", "decline"), ("kind", ""), ("one", "yes")];
        let refused = other.post(&format!("{base}/bulk"), &tapped).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        world.clock.advance(Duration::days(30));
        let mut browser = world.signed_in(&aida).await;
        let page = world.page_of(&mut browser, &event, &all[2]).await;
        assert!(!offered(&page).contains(&"decline") && !offered(&page).contains(&"confirm"), "over: {page}");
    }
}

both_engines! {
    async fn where_a_selection_decides_the_page_of_one_gives_no_place_before(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &by_selection("tandoo", 9)).await;
        let all = reached(app, &event, 0..1).await;
        let mut browser = world.signed_in(&aida).await;
        let page = world.page_of(&mut browser, &event, &all[0]).await;
        assert_eq!(offered(&page), ["decline", "by_hand"], "{page}");
        assert!(page.contains(&Locale::Ky.t("exchange-why-selection")), "{page}");
    }
}

both_engines! {
    /// A button, a page that asks once more, and back to the registration, where it is done; without a worker.
    async fn what_is_done_to_one_is_done_by_the_rules_for_many_and_leads_back(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 1).await;
        let all = register_all(app, &event, 0..4).await;
        world.more_places(&event, 2).await;
        let mut browser = world.signed_in(&aida).await;
        let base = format!("/ky/staff/events/{}", event.slug);
        let here = |n: usize| format!("{base}/registrations/{}", all[n].id);
        let tap = |n: usize, act: &'static str, kind: &'static str| {
            let row = all[n].id.to_string();
            [("filter", String::new()), ("row", row), ("act", act.into()), ("kind", kind.into()), ("one", "yes".into())]
        };
        let fields = |of: &[(&'static str, String); 5]| of.clone();
        for (n, act, state) in [(1, "confirm", State::Confirmed), (2, "offer", State::Offered), (3, "decline", State::Declined)] {
            let tapped = fields(&tap(n, act, ""));
            let tapped: Vec<(&str, &str)> = tapped.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let run = browser.post(&format!("{base}/bulk"), &tapped).await.location();
            assert!(run.ends_with("?one=yes"), "{run}");
            let page = browser.get(&run).await.body;
            for said in [Locale::Ky.t(&format!("exchange-one-{act}")), Locale::Ky.t("exchange-one-back"), here(n)] {
                assert!(page.contains(&said), "{said}: {page}");
            }
            assert!(page.contains("name=\"one\" value=\"yes\""));
            assert_eq!(now(app, &all[n]).await.state, State::Waitlisted, "nothing is done yet");
            let run = run.trim_end_matches("?one=yes");
            for _ in 0..2 {
                let back = browser.post(&format!("{run}/start"), &[("one", "yes")]).await.location();
                assert!(back.starts_with(&format!("{}?run=", here(n))), "{back}");
                assert_eq!(now(app, &all[n]).await.state, state, "{act}: at once");
                let page = browser.get(&back).await.body;
                let act = Locale::Ky.t(&format!("exchange-act-{act}"));
                assert!(page.contains(&Locale::Ky.ta("exchange-one-done", &[("act", arg(act))])), "{page}");
            }
        }
        // What was left for the worker is nothing.
        worker::run_due(app).await.unwrap();
        assert_eq!(states(app, &all).await, [State::Confirmed, State::Confirmed, State::Offered, State::Declined]);
        let lines = "SELECT COUNT(*) FROM audit WHERE actor_kind = 'staff'
            AND action IN ('registration.confirm', 'registration.refuse', 'registration.offer')";
        assert_eq!(world.number(lines).await, 3, "each once");
        counted(&world, event.id).await;
        // Somebody was quicker between the question and the answer: nobody is passed, and the page says why.
        let more = register_all(app, &event, 10..12).await;
        world.more_places(&event, 1).await;
        let row = more[0].id.to_string();
        let tapped = [("filter", ""), ("row", row.as_str()), ("act", "confirm"), ("kind", ""), ("one", "yes")];
        let run = browser.post(&format!("{base}/bulk"), &tapped).await.location();
        world.more_places(&event, -1).await;
        let run = run.trim_end_matches("?one=yes");
        let back = browser.post(&format!("{run}/start"), &[("one", "yes")]).await.location();
        let page = browser.get(&back).await.body;
        let why = Locale::Ky.t("exchange-why-full");
        assert!(page.contains(&Locale::Ky.ta("exchange-one-left", &[("why", arg(why))])), "{page}");
        assert_eq!(now(app, &more[0]).await.state, State::Waitlisted);
        // The notice is about this registration alone.
        let other = format!("{base}/registrations/{}?run={}", more[1].id, run.rsplit('/').next().unwrap());
        assert!(!browser.get(&other).await.body.contains(&Locale::Ky.ta("exchange-one-left", &[("why", arg(Locale::Ky.t("exchange-why-full")))])));
        assert_eq!(browser.get(&format!("{}?run=x", here(1))).await.status, StatusCode::OK);
        // A run about several does not end on the page of one.
        let many = planned(app, &aida, &event, Act::Decline, &[&more[0], &more[1]]).await;
        let refused = browser.post(&format!("{base}/bulk/{many}/start"), &[("one", "yes")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert_eq!(now(app, &more[0]).await.state, State::Waitlisted);
    }
}

both_engines! {
    async fn what_one_needs_is_marked_on_their_page(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let r = needy(app, &event, 1).await;
        let mut browser = world.signed_in(&aida).await;
        let page = world.page_of(&mut browser, &event, &r).await;
        let open = needs::states_of_one(app, &aida, &event, r.id).await.unwrap();
        assert!(open.len() > 1, "{open:?}");
        for (kind, _) in &open {
            assert!(page.contains(&format!("name=\"kind\" value=\"{}\"", kind.code())), "{kind:?}: {page}");
        }
        assert!(page.contains("name=\"kind\" value=\"all\""), "{page}");
        let base = format!("/ky/staff/events/{}", event.slug);
        let (row, kind) = (r.id.to_string(), open[0].0);
        let tapped = [("filter", ""), ("row", row.as_str()), ("act", "needs"), ("kind", kind.code()), ("one", "yes")];
        let run = browser.post(&format!("{base}/bulk"), &tapped).await.location();
        browser.post(&format!("{}/start", run.trim_end_matches("?one=yes")), &[("one", "yes")]).await;
        let after = needs::states_of_one(app, &aida, &event, r.id).await.unwrap();
        for (k, state) in after {
            assert_eq!(state == Progress::Arranged, k == kind, "{k:?}");
        }
        let page = world.page_of(&mut browser, &event, &r).await;
        assert!(!page.contains(&format!("name=\"kind\" value=\"{}\"", kind.code())), "what is arranged has no button: {page}");
    }
}
