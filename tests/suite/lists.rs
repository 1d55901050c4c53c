//! Lists of an event's registrations: whom a filter means, in which order, page by page; kept filters; work on many.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::exchange::form::{BulkInput, Chosen};
use sabak::exchange::model::{Act, BULK_MAX, Stage, VIEWS_MAX, Why};
use sabak::exchange::service::{self as exchange, Kept};
use sabak::i18n::Locale;
use sabak::jobs::worker;
use sabak::registration::model::filter::{Cursor, Filter};
use sabak::registration::model::{Needs, Registration, RegistrationInput, Source, State};
use sabak::registration::service as registration;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::state::App;
use uuid::Uuid;

use crate::cast::{
    come, coordinator, everywhere, form_of, later, now, plan, published, register, register_all, staff, training,
};
use crate::support::{World, both_engines};

fn filter(query: &str) -> Filter {
    let (filter, form) = Filter::parse(query);
    assert!(!form.is_invalid(), "{query}: {form:?}");
    filter
}

/// Everybody whom a walk through the pages meets, in its order.
async fn walk(app: &App, actor: &Actor, event: &Event, query: &str, l: Locale) -> Vec<Registration> {
    let (mut all, mut after): (Vec<Registration>, Option<Cursor>) = (Vec::new(), None);
    loop {
        let page = registration::list(app, actor, event, &filter(query), l, after).await.unwrap();
        assert!(page.lines.len() <= registration::PAGE);
        all.extend(page.lines.into_iter().map(|line| line.registration));
        let Some(next) = page.next else { return all };
        after = Some(next);
    }
}

/// The n-th participant under a name of their own, and what else is to be said.
async fn somebody(
    app: &App,
    event: &Event,
    n: usize,
    name: &str,
    more: impl FnOnce(&mut RegistrationInput),
) -> Registration {
    let mut input = RegistrationInput { full_name: name.into(), call_name: name.into(), ..form_of(app, n) };
    more(&mut input);
    come(app, event, input).await
}

both_engines! {
    async fn a_filter_means_who_has_all_that_it_names(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let asel = somebody(app, &event, 1, "Асел", |i| {
            i.sex = "female".into();
            i.age_band = "25_34".into();
            i.home_region = "osh".into();
            i.email = "asel@belgi.invalid".into();
        }).await;
        let bakyt = somebody(app, &event, 2, "Бакыт", |i| {
            i.sex = "male".into();
            i.locale = Locale::Uz;
            i.needs = Needs { childcare: true, ..Needs::default() };
        }).await;
        let gone = somebody(app, &event, 3, "Гүлзат", |_| {}).await;
        registration::withdraw(app, &gone).await.unwrap();
        for (query, mut expected) in [
            ("", vec![asel.id, bakyt.id, gone.id]),
            ("state=confirmed", vec![asel.id, bakyt.id]),
            ("state=confirmed&state=withdrawn", vec![asel.id, bakyt.id, gone.id]),
            ("sex=female", vec![asel.id]),
            ("sex=unsaid", vec![gone.id]),
            ("age_band=25_34&region=osh", vec![asel.id]),
            ("age_band=25_34&region=batken", vec![]),
            ("region=unsaid&state=confirmed", vec![bakyt.id]),
            ("language=uz", vec![bakyt.id]),
            ("need=childcare", vec![bakyt.id]),
            ("contact=email", vec![asel.id]),
            ("contact=phone", vec![bakyt.id, gone.id]),
            ("contact=none", vec![]),
            ("source=web", vec![asel.id, bakyt.id, gone.id]),
            ("source=walk_in", vec![]),
        ] {
            let mut found: Vec<_> = walk(app, &aida, &event, query, Locale::Ky).await.iter().map(|r| r.id).collect();
            // They came within one millisecond.
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{query}");
        }
    }
}

both_engines! {
    async fn names_stand_as_the_alphabet_has_them_and_what_changed_last_first(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        for (n, name) in ["Үмүт", "Нурбек", "Орозова", "Ңадыл", "Өмүр", "Улан"].into_iter().enumerate() {
            world.clock.advance(chrono::Duration::seconds(1));
            somebody(app, &event, n, name, |_| {}).await;
        }
        let list = registration::list(app, &aida, &event, &filter("sort=name"), Locale::Ky, None).await.unwrap();
        let names: Vec<_> = list.lines.iter().map(|l| l.full_name.reveal().to_owned()).collect();
        assert_eq!(names, ["Нурбек", "Ңадыл", "Орозова", "Өмүр", "Улан", "Үмүт"]);
        world.clock.advance(chrono::Duration::seconds(1));
        let first = &walk(app, &aida, &event, "", Locale::Ky).await[0];
        registration::withdraw(app, first).await.unwrap();
        assert_eq!(walk(app, &aida, &event, "sort=changed", Locale::Ky).await[0].id, first.id);
        assert_eq!(walk(app, &aida, &event, "sort=name", Locale::Ky).await.last().unwrap().id, first.id);
    }
}

both_engines! {
    /// Between two pages people register, give up and are erased: nobody is met twice, and nobody who was there before and
    /// stayed is missed, in either order.
    async fn a_walk_through_a_list_that_changes_has_no_gap_and_no_double(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &plan("uzun-tizme", 1_000)).await;
        register_all(app, &event, 0..450).await;
        for query in ["", "sort=name", "state=confirmed&sort=name", "state=confirmed"] {
            let before: BTreeSet<Uuid> = walk(app, &aida, &event, query, Locale::Ky).await.iter().map(|r| r.id).collect();
            let (mut met, mut after, mut n): (Vec<Uuid>, Option<Cursor>, usize) = (Vec::new(), None, 0);
            let mut left = BTreeSet::new();
            loop {
                let page = registration::list(app, &aida, &event, &filter(query), Locale::Ky, after).await.unwrap();
                let here: Vec<_> = page.lines.iter().map(|l| l.registration.clone()).collect();
                met.extend(here.iter().map(|r| r.id));
                let Some(next) = page.next else { break };
                after = Some(next);
                // The very one that the next page goes on after leaves the filter; another is erased; others come.
                let last = now(app, here.last().unwrap()).await;
                registration::withdraw(app, &last).await.unwrap();
                registration::erase(app, &now(app, &here[0]).await).await.unwrap();
                left.extend([last.id, here[0].id]);
                n += 1;
                register(app, &event, 1_000 + query.len() * 10 + n).await;
            }
            let unique: BTreeSet<Uuid> = met.iter().copied().collect();
            // Who is erased has no name to stand by, and stands last.
            let twice = unique.iter().filter(|id| met.iter().filter(|m| m == id).count() > 1);
            assert!(twice.clone().all(|id| left.contains(id)), "{query}: {:?} twice", twice.collect::<Vec<_>>());
            let missed: Vec<_> = before.iter().filter(|id| !unique.contains(id) && !left.contains(id)).collect();
            assert!(missed.is_empty(), "{query}: {missed:?}");
        }
    }
}

both_engines! {
    async fn a_name_is_searched_for_by_post_and_never_stands_in_an_address(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        somebody(app, &event, 1, "Айсулуу Өмүрбекова", |i| i.sex = "female".into()).await;
        let other = somebody(app, &event, 2, "Бакыт Асанов", |_| {}).await;
        let mut browser = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/registrations", event.slug);
        for (q, query, found, not) in [
            ("омурбек", "", "Өмүрбекова", "Асанов"),
            ("айс омур", "sex=female", "Өмүрбекова", "Асанов"),
            ("Omurbekova", "", "Өмүрбекова", "Асанов"),
            ("Baky Asanov", "", "Асанов", "Өмүрбекова"),
            (&other.short_code[..4], "", "Асанов", "Өмүрбекова"),
        ] {
            let page = browser.post(&path, &[("q", q), ("filter", query)]).await;
            assert_eq!(page.status, StatusCode::OK, "{q}");
            assert!(page.body.contains(found) && !page.body.contains(not), "{q}: {}", page.body);
            assert!(!page.body.contains(&format!("?q={q}")), "{q}");
        }
        let none = browser.post(&path, &[("q", "омурбек"), ("filter", "sex=male")]).await.body;
        assert!(none.contains(&Locale::Ky.t("registration-list-none")), "{none}");
        let nobody = browser.post(&path, &[("q", "жокадам"), ("filter", "")]).await.body;
        assert!(nobody.contains(&Locale::Ky.t("registration-search-none")), "no filter is set: {nobody}");
        for bad in [vec![("q", "x"), ("filter", "state=moon")], vec![("name", "x")]] {
            assert_eq!(browser.post(&path, &bad).await.status, StatusCode::BAD_REQUEST);
        }
    }
}

both_engines! {
    async fn a_filter_in_the_address_is_shown_again_and_what_is_wrong_is_said(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        somebody(app, &event, 1, "Асел", |i| i.sex = "female".into()).await;
        let mut browser = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/registrations", event.slug);
        let page = browser.get(&format!("{path}?sex=female&sort=name")).await.body;
        assert!(page.contains("value=\"female\" selected") && page.contains("value=\"name\" selected"), "{page}");
        assert!(page.contains(&Locale::Ky.t("registration-filter-clear")), "{page}");
        let page = browser.get(&format!("{path}?sex=moon")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("id=\"errors\""), "{}", page.body);
        assert!(page.body.find("</h1>") < page.body.find("id=\"errors\""), "under the heading");
        for bad in ["after=x", "after=0192f0c1-2345-7000-8000-000000000001&at=x"] {
            assert_eq!(browser.get(&format!("{path}?{bad}")).await.status, StatusCode::NOT_FOUND, "{bad}");
        }
        let nothing = format!("{path}?sort=name&after={}", Uuid::from_u128(7));
        assert_eq!(browser.get(&nothing).await.status, StatusCode::NOT_FOUND);
    }
}

both_engines! {
    async fn views_are_ones_own_unless_they_are_shared_and_no_more_than_fit(world: World) {
        let app = &world.app;
        let (aida, bermet) = (coordinator(app).await, everywhere(app, "bermet", Role::Coordinator).await);
        let event = training(app, &aida, 9).await;
        let keep = async |who: &Actor, name: &str, query: &str, shared| {
            exchange::keep_view(app, who, &event, name.into(), &filter(query), shared).await
        };
        let kept = async |who: &Actor, name: &str, query: &str, shared| {
            assert!(matches!(keep(who, name, query, shared).await, Ok(Kept::Now)), "{name}");
        };
        kept(&aida, "Меники", "sex=female", false).await;
        kept(&aida, "Баарыныкы", "sex=female&sort=name", true).await;
        let names = async |who: &Actor| {
            let views = exchange::views(app, who, &event).await.unwrap();
            views.iter().map(|v| v.name.reveal().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&aida).await, ["Меники", "Баарыныкы"]);
        assert_eq!(names(&bermet).await, ["Баарыныкы"]);
        let theirs = exchange::views(app, &bermet, &event).await.unwrap()[0].id;
        assert_eq!(exchange::drop_view(app, &bermet, &event, theirs).await, Err(AppError::NotFound));
        exchange::drop_view(app, &aida, &event, theirs).await.unwrap();
        assert_eq!(names(&bermet).await, Vec::<String>::new());
        // The same filter under a second name would be two that are shown at once.
        let Ok(Kept::Before(name)) = keep(&aida, "дагы", "sex=female", true).await else { panic!("kept twice") };
        assert_eq!(name.reveal(), "Меники");
        assert_eq!(names(&aida).await, ["Меники"]);
        // Nor can two be told apart that have one name; others may have it.
        let again = keep(&aida, "меники", "sex=male", false).await;
        assert_eq!(again.err(), Some(AppError::Conflict("exchange-error-view-named")));
        assert_eq!(names(&aida).await, ["Меники"]);
        kept(&bermet, "Меники", "sex=male", false).await;
        let states = State::ALL.map(State::code);
        for n in 1..VIEWS_MAX {
            // The bits of a number choose the states, each time others.
            let chosen: Vec<_> = states.iter().enumerate().filter(|(bit, _)| (n >> bit) & 1 == 1).map(|(_, s)| format!("state={s}")).collect();
            kept(&aida, &format!("{n}"), &chosen.join("&"), false).await;
        }
        let over = keep(&aida, "ашык", "sex=male", false).await;
        assert_eq!(over.err(), Some(AppError::Conflict("exchange-error-views")));
        assert_eq!(names(&aida).await.len(), VIEWS_MAX);
        kept(&bermet, "башканыкы", "sex=female", false).await;
        let elsewhere = staff(app, "nurlan", &[Grant::new(Role::Coordinator, Scope::Region("batken".into()))]).await;
        assert!(exchange::views(app, &elsewhere, &event).await.is_err());
    }
}

/// A run that is to do this to these rows.
pub async fn planned(app: &App, actor: &Actor, event: &Event, act: Act, rows: Vec<Uuid>) -> Uuid {
    let input = BulkInput { act, chosen: Chosen::Rows(rows), filter: Filter::default() };
    exchange::plan(app, actor, event, &input, Locale::Ky).await.unwrap()
}

both_engines! {
    async fn a_run_does_nothing_before_it_begins_and_each_row_once(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 2).await;
        let all = register_all(app, &event, 0..4).await;
        registration::withdraw(app, &all[3]).await.unwrap();
        let ids = [0, 2, 3].map(|n: usize| all[n].id).to_vec();
        let run = planned(app, &aida, &event, Act::Withdraw, ids).await;
        let shown = exchange::shown(app, &aida, &event, run).await.unwrap();
        assert_eq!((shown.tally.waiting, shown.tally.done), (2, 0));
        assert_eq!(shown.tally.skipped.get(&Why::State), Some(&1), "who has given up cannot give up");
        assert_eq!(now(app, &all[0]).await.state, State::Confirmed, "nothing is done yet");
        assert_eq!(worker::run_due(app).await.unwrap(), 0);
        exchange::begin(app, &aida, &event, run).await.unwrap();
        exchange::begin(app, &aida, &event, run).await.unwrap();
        worker::run_due(app).await.unwrap();
        let shown = exchange::shown(app, &aida, &event, run).await.unwrap();
        assert_eq!((shown.run.stage, shown.tally.done, shown.tally.waiting), (Stage::Done, 2, 0));
        assert_eq!(now(app, &all[0]).await.state, State::Withdrawn);
        assert_eq!(now(app, &all[2]).await.state, State::Withdrawn);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'registration.withdraw' AND actor_kind = 'staff'").await, 2);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit WHERE action = 'bulk.start'").await, 1);
        assert!(exchange::cancel(app, &aida, &event, run).await.is_err(), "it is over");
    }
}

both_engines! {
    /// Five hundred rows are more than one job works on; the worker dies after the first step, and another goes on.
    async fn a_run_that_breaks_off_goes_on_where_it_stood(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &plan("uzun-tizme", 600)).await;
        register_all(app, &event, 0..450).await;
        let input = BulkInput { act: Act::Language(Locale::Ru), chosen: Chosen::All, filter: Filter::default() };
        let run = exchange::plan(app, &aida, &event, &input, Locale::Ky).await.unwrap();
        exchange::begin(app, &aida, &event, run).await.unwrap();
        exchange::bulk_step(app, run).await.unwrap();
        let shown = exchange::shown(app, &aida, &event, run).await.unwrap();
        assert_eq!((shown.run.stage, shown.tally.done, shown.tally.waiting), (Stage::Running, 200, 250));
        // The first job, which had not said that it was done, runs again beside the second.
        world.clock.advance(chrono::Duration::minutes(6));
        worker::run_due(app).await.unwrap();
        let shown = exchange::shown(app, &aida, &event, run).await.unwrap();
        assert_eq!((shown.run.stage, shown.tally.done, shown.tally.waiting), (Stage::Done, 450, 0));
        assert_eq!(world.number("SELECT COUNT(*) FROM registration WHERE locale = 'ru'").await, 450);
        let lines = "SELECT COUNT(*) FROM audit WHERE action = 'registration.language'";
        assert_eq!(world.number(lines).await, 450, "each once");
    }
}

both_engines! {
    async fn a_run_is_broken_off_and_stops_for_who_lost_the_right(world: World) {
        let app = &world.app;
        let boss = everywhere(app, "boss", Role::Administrator).await;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &plan("uzun-tizme", 600)).await;
        register_all(app, &event, 0..250).await;
        let act = async |act| {
            let input = BulkInput { act, chosen: Chosen::All, filter: Filter::default() };
            let run = exchange::plan(app, &aida, &event, &input, Locale::Ky).await.unwrap();
            exchange::begin(app, &aida, &event, run).await.unwrap();
            exchange::bulk_step(app, run).await.unwrap();
            run
        };
        let run = act(Act::Language(Locale::Uz)).await;
        exchange::cancel(app, &aida, &event, run).await.unwrap();
        worker::run_due(app).await.unwrap();
        let shown = exchange::shown(app, &boss, &event, run).await.unwrap();
        assert_eq!((shown.run.stage, shown.tally.done, shown.tally.waiting), (Stage::Cancelled, 200, 50));
        let run = act(Act::Language(Locale::Ru)).await;
        sabak::staff::service::revoke(app, &boss, aida.id, Grant::new(Role::Coordinator, Scope::All)).await.unwrap();
        worker::run_due(app).await.unwrap();
        let shown = exchange::shown(app, &boss, &event, run).await.unwrap();
        assert_eq!((shown.run.stage, shown.tally.done), (Stage::Stopped, 200));
        assert_eq!(world.number("SELECT COUNT(*) FROM registration WHERE locale = 'ru'").await, 200);
    }
}

both_engines! {
    async fn a_run_takes_as_many_as_it_may_and_nobody_of_another_event(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let (event, other) = (training(app, &aida, 5).await, published(app, &aida, &later("bashka", 5)).await);
        let (mine, theirs) = (register(app, &event, 1).await.registration, register(app, &other, 2).await.registration);
        let ask = |rows: Vec<Uuid>| BulkInput { act: Act::Withdraw, chosen: Chosen::Rows(rows), filter: Filter::default() };
        let plan = async |input: BulkInput| exchange::plan(app, &aida, &event, &input, Locale::Ky).await;
        assert_eq!(plan(ask(vec![mine.id, theirs.id])).await, Err(AppError::NotFound));
        assert_eq!(plan(ask(vec![])).await, Err(AppError::Conflict("exchange-error-nobody")));
        assert_eq!(plan(ask(vec![mine.id; BULK_MAX + 1])).await, Err(AppError::Conflict("exchange-error-too-many")));
        assert!(plan(ask(vec![mine.id; BULK_MAX])).await.is_ok());
        let run = plan(ask(vec![mine.id])).await.unwrap();
        assert_eq!(exchange::shown(app, &aida, &other, run).await.err(), Some(AppError::NotFound), "another event's address");
        for role in [Role::Facilitator, Role::Moderator, Role::Auditor] {
            let who = everywhere(app, role.code(), role).await;
            assert!(exchange::plan(app, &who, &event, &ask(vec![mine.id]), Locale::Ky).await.is_err(), "{role:?}");
            assert!(exchange::begin(app, &who, &event, run).await.is_err(), "{role:?}");
        }
        assert_eq!(now(app, &mine).await.state, State::Confirmed);
    }
}

both_engines! {
    async fn a_link_is_written_again_to_those_who_can_be_written_to(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 5).await;
        let with = somebody(app, &event, 1, "Асел", |i| i.email = "asel@belgi.invalid".into()).await;
        let without = somebody(app, &event, 2, "Бакыт", |_| {}).await;
        // The letter of confirmation has gone out; while it waits it has the link itself.
        world.execute("UPDATE message SET outcome = 'mailed', ended_at = created_at WHERE kind = 'confirmed'").await.unwrap();
        let mails = "SELECT COUNT(*) FROM message WHERE kind = 'link_again'";
        let before = world.number(mails).await;
        let run = planned(app, &aida, &event, Act::Link, vec![with.id, without.id]).await;
        exchange::begin(app, &aida, &event, run).await.unwrap();
        exchange::bulk_step(app, run).await.unwrap();
        let shown = exchange::shown(app, &aida, &event, run).await.unwrap();
        assert_eq!((shown.tally.done, shown.tally.skipped.get(&Why::NoAddress)), (1, Some(&1)));
        assert_eq!(shown.skipped[0].0.registration.id, without.id);
        assert_eq!(world.number(mails).await, before + 1);
    }
}

both_engines! {
    async fn from_ticks_to_the_result_by_pages_alone(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = training(app, &aida, 9).await;
        let ids: Vec<_> = register_all(app, &event, 0..3).await.iter().map(|r| r.id.to_string()).collect();
        let mut browser = world.signed_in(&aida).await;
        let base = format!("/ky/staff/events/{}", event.slug);
        // Nobody ticked: the list again, with what was chosen.
        let back = browser.post(&format!("{base}/bulk"), &[("filter", "sort=name"), ("act", "withdraw")]).await;
        assert_eq!(back.location(), format!("{base}/registrations?sort=name#errors"));
        let page = browser.get(&format!("{base}/registrations?sort=name")).await.body;
        assert!(page.contains("id=\"errors\"") && page.contains("value=\"withdraw\" selected"), "{page}");
        let fields = [("filter", ""), ("row", &*ids[0]), ("row", &*ids[1]), ("act", "withdraw"), ("locale", "")];
        let run = browser.post(&format!("{base}/bulk"), &fields).await.location();
        assert!(run.starts_with(&format!("{base}/bulk/")), "{run}");
        let page = browser.get(&run).await;
        assert!(page.body.contains("action=\"") && !page.headers.contains_key("refresh"), "{}", page.body);
        assert_eq!(browser.post(&format!("{run}/start"), &[]).await.location(), run);
        let page = browser.get(&run).await;
        assert!(page.body.contains("<progress") && page.headers["refresh"] == "2", "{}", page.body);
        worker::run_due(app).await.unwrap();
        let page = browser.get(&run).await;
        assert!(page.body.contains(&Locale::Ky.t("exchange-over-done")) && !page.headers.contains_key("refresh"));
        let list = browser.get(&format!("{base}/registrations?state=withdrawn")).await.body;
        assert!(ids[..2].iter().all(|id| list.contains(id.as_str())) && !list.contains(ids[2].as_str()));
        assert!(list.contains(&run), "the list leads to what was done");
    }
}

/// How long a page of five thousand takes, by each order: `cargo test --release -- lists::five_thousand --ignored --nocapture`.
mod five_thousand {
    use super::*;

    async fn measure(world: World) {
        let app = &world.app;
        let aida = coordinator(app).await;
        let event = published(app, &aida, &plan("uzun-tizme", 6_000)).await;
        for n in 0..5_000 {
            let input = form_of(app, n);
            registration::register(app, &event, input, Source::Web).await.unwrap();
        }
        let engine = app.db.engine();
        let mut browser = world.signed_in(&aida).await;
        let path = format!("/ky/staff/events/{}/registrations", event.slug);
        for query in
            ["", "sort=name", "state=waitlisted&sort=waiting", "sort=changed", "sex=unsaid&contact=phone&sort=name"]
        {
            let mut took = Vec::new();
            for _ in 0..7 {
                let start = std::time::Instant::now();
                assert_eq!(browser.get(&format!("{path}?{query}")).await.status, StatusCode::OK);
                took.push(start.elapsed());
            }
            took.sort();
            println!("{engine}: a page of 5,000 by {query:?}: {:?}", took[3]);
        }
        let start = std::time::Instant::now();
        browser.post(&path, &[("q", "гулзат 4999"), ("filter", "")]).await;
        println!("{engine}: a search in 5,000: {:?}", start.elapsed());
        let start = std::time::Instant::now();
        let input = BulkInput { act: Act::Language(Locale::Ru), chosen: Chosen::All, filter: Filter::default() };
        let run = exchange::plan(app, &aida, &event, &input, Locale::Ky).await.unwrap();
        println!("{engine}: a run of 5,000 planned: {:?}", start.elapsed());
        exchange::begin(app, &aida, &event, run).await.unwrap();
        let start = std::time::Instant::now();
        worker::run_due(app).await.unwrap();
        println!("{engine}: a run of 5,000 done: {:?}", start.elapsed());
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
