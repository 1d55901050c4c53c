//! The registrations of an event: narrowed down, searched, and as many of them chosen as something is to be done with.

use axum::response::Response;
use leptos::prelude::*;

use super::places::whom;
use super::staff::{contact, door_tag, said_name};
use super::{state_name, state_tag, title};
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::{Event, Region};
use crate::exchange::model::{ALL_NEEDS, Act, Run, Stage, Tally, View, list_form};
use crate::exchange::service as exchange;
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::needs::model::Kind;
use crate::registration::code::grouped;
use crate::registration::model::filter::{Cursor, Filter, Reach, Sort, UNSAID};
use crate::registration::model::{AGE_BANDS, NEEDS, SEXES, Source, State};
use crate::registration::service::{self, Line, List, Places, SEARCH_MAX};
use crate::seal::Personal;
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{
    BackLink, CardTable, Checkbox, Choice, EmptyState, ErrorSummary, HiddenField, Mood, Notice, Pagination, Select,
    SubmitButton, TextField, Tone, cell,
};
use crate::web::{Id, Page, PageCx, RawForm};

/// What the page shows.
struct Shown {
    event: Event,
    filter: Filter,
    /// The filter's form, with what is wrong in the address.
    asked: FormState,
    /// Of the forms under the list, which may have come back.
    typed: FormState,
    list: List,
    /// What was searched for.
    sought: Personal,
    regions: Vec<Region>,
    /// Whom places are kept for, and the open ones; nothing where all are open.
    pools: Vec<Places>,
    views: Vec<View>,
    own: uuid::Uuid,
    runs: Vec<(Run, Tally)>,
    may_edit: bool,
    may_arrange: bool,
    done: Option<&'static str>,
}

/// `GET /{l}/staff/events/{slug}/registrations`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see them; `NotFound` for a page that goes on after nothing.
pub async fn list(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&cx.query).unwrap_or_default();
    let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let (mut filter, mut asked) = Filter::read(&pairs);
    known_pool(&event, &mut filter, &mut asked);
    let after = match value("after") {
        None => None,
        Some(id) => {
            let id = id.parse().map_err(|_| AppError::NotFound)?;
            let at = value("at").map_or(Ok(0), str::parse).map_err(|_| AppError::NotFound)?;
            Some(Cursor { id, at })
        }
    };
    let list = service::list(&cx.app, &actor, &event, &filter, cx.locale, after).await?;
    let done = ["kept", "forgotten"].into_iter().find(|d| value("done") == Some(d));
    let typed = cx.typed(&list_form(&slug)).await?.unwrap_or_default();
    let shown = Shown { typed, done, ..shown(&cx, &actor, event, filter, asked, list).await? };
    Ok(render(&cx, &actor, shown).await)
}

/// `POST /{l}/staff/events/{slug}/registrations`: those who are meant by what was typed. A name must not stand in an
/// address, where the browser keeps it: so it is posted, changes nothing, and is answered with the page.
///
/// # Errors
/// As [`list`]; `BadRequest` for what the form cannot send.
pub async fn search(
    mut cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    raw: RawForm,
) -> Outcome<Response> {
    let form = raw.only(&["q", "filter"])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let (mut filter, mut asked) = Filter::parse(&form.value("filter"));
    known_pool(&event, &mut filter, &mut asked);
    if asked.is_invalid() || !form.values.contains_key("q") {
        return Err(AppError::BadRequest("ui-bad-request-help"));
    }
    let sought: Personal = form.value("q").trim().chars().take(SEARCH_MAX).collect::<String>().into();
    // For the links to the same page in other languages.
    cx.query = filter.query();
    let list = service::search(&cx.app, &actor, &event, &filter, cx.locale, &sought).await?;
    let shown = Shown { sought, ..shown(&cx, &actor, event, filter, asked, list).await? };
    Ok(render(&cx, &actor, shown).await)
}

/// An address may name the pool of another event, or one that was taken away since a view was kept.
fn known_pool(event: &Event, filter: &mut Filter, asked: &mut FormState) {
    if filter.pool.is_some_and(|id| event.pools.iter().all(|p| p.id != id)) {
        filter.pool = None;
        asked.fail("pool", "ui-error-choice");
    }
}

async fn shown(
    cx: &PageCx,
    actor: &Actor,
    event: Event,
    filter: Filter,
    asked: FormState,
    list: List,
) -> Outcome<Shown> {
    Ok(Shown {
        regions: events::service::regions(&cx.app).await?,
        views: exchange::views(&cx.app, actor, &event).await?,
        runs: exchange::recent(&cx.app, actor, &event).await?,
        own: actor.id,
        pools: if event.keeps_places() { service::places(&cx.app, actor, &event).await? } else { Vec::new() },
        may_edit: actor.can(Action::RegistrationEdit, &event.place(), Of::Other),
        may_arrange: actor.can(Action::NeedsEdit, &event.place(), Of::Other),
        event,
        filter,
        asked,
        typed: FormState::default(),
        list,
        sought: Personal::default(),
        done: None,
    })
}

async fn render(cx: &PageCx, actor: &Actor, shown: Shown) -> Response {
    let l = cx.locale;
    let page = Page::new(l.t("registration-list-title")).staff(actor.chrome()).active("events");
    cx.render(page, move || body(l, &shown)).await
}

fn body(l: Locale, shown: &Shown) -> AnyView {
    let (event, filter, list) = (&shown.event, &shown.filter, &shown.list);
    let base = format!("/{l}/staff/events/{}", event.slug);
    let here = format!("{base}/registrations");
    let (title, _) = title(l, event);
    let older = list.next.map(|after| filter.address_after(&here, after));
    let done = shown.done.map(|d| {
        view! { <Notice mood=Mood::Good announce=true><p>{l.t(&format!("exchange-view-{d}"))}</p></Notice> }
    });
    let searched = !shown.sought.is_empty();
    let found = l.ta("registration-list-found", &[("n", arg(list.matching.to_string()))]);
    let labels = [
        ("row", "exchange-field-rows"),
        ("act", "exchange-field-act"),
        ("locale", "exchange-field-locale"),
        ("kind", "exchange-field-kind"),
        ("name", "exchange-view-name"),
        ("state", "registration-col-state"),
        ("source", "registration-source"),
        ("pool", "registration-filter-pool"),
        ("region", "registration-fact-home-region"),
        ("sex", "registration-sex"),
        ("age_band", "registration-age"),
        ("language", "registration-fact-locale"),
        ("need", "registration-col-needs"),
        ("contact", "registration-col-contact"),
        ("sort", "registration-filter-sort"),
    ]
    .map(|(field, key)| (field, l.t(key)))
    .to_vec();
    let wrong = if shown.asked.is_invalid() { &shown.asked } else { &shown.typed };
    // The rows may be many, and what can be done with them stands below.
    let jump = (!list.lines.is_empty()).then(|| view! { <a href="#chosen">{l.t("exchange-chosen")}" ↓"</a> });
    view! {
        <BackLink href=base.clone() label=title.clone() />
        <p class="kicker print-only">{title}</p>
        <div class="staff-head">
            <h1>{l.t("registration-list-title")}</h1>
            <p class="actions">
                <a href=filter.address(&format!("{base}/export"))>{l.t("exchange-act-export")}</a>
                {shown.may_edit.then(|| view! { <a href=format!("{base}/import")>{l.t("exchange-import-title")}</a> })}
            </p>
        </div>
        {done}
        <ErrorSummary l=l form=wrong labels=labels />
        {views(l, &base, &here, shown)}
        {chips(l, &here, filter, &list.counts)}
        {narrow(l, &here, shown)}
        {keep(l, &base, shown)}
        {find(l, &here, shown)}
        <div class="section-head">
            <p class="count" role=searched.then_some("status")>{found}</p>
            {jump}
        </div>
        {table(l, &base, &here, shown, (searched, older))}
        {runs(l, &base, shown)}
    }
    .into_any()
}

fn chips(l: Locale, here: &str, filter: &Filter, counts: &[(State, i64)]) -> AnyView {
    let count = |state: State| counts.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n);
    let all: i64 = counts.iter().map(|(_, n)| n).sum();
    let chip = |states: Vec<State>, label: String| {
        let current = (states == filter.states).then_some("true");
        let href = Filter { states, ..filter.clone() }.address(here);
        view! { <li><a href=href aria-current=current>{label}</a></li> }
    };
    let mut chips = vec![chip(Vec::new(), format!("{} {all}", l.t("registration-state-all")))];
    for state in State::ALL.into_iter().filter(|s| count(*s) > 0 || filter.states.contains(s)) {
        chips.push(chip(vec![state], format!("{} {}", state_name(l, state), count(state))));
    }
    view! { <ul class="chips">{chips}</ul> }.into_any()
}

/// Kept filters as links, and a button to forget the one that is shown.
fn views(l: Locale, base: &str, here: &str, shown: &Shown) -> AnyView {
    let query = shown.filter.query();
    let links: Vec<_> = shown
        .views
        .iter()
        .map(|v| {
            let current = (v.filter == query).then_some("true");
            let href = if v.filter.is_empty() { here.to_owned() } else { format!("{here}?{}", v.filter) };
            view! { <li><a href=href aria-current=current>{v.name.reveal().to_owned()}</a></li> }
        })
        .collect();
    let links = (!links.is_empty()).then(|| {
        view! { <nav aria-label=l.t("exchange-views")><ul class="chips">{links}</ul></nav> }
    });
    let mine = shown.views.iter().find(|v| v.filter == query && v.staff_id == shown.own);
    let drop = mine.map(|v| {
        view! {
            <form method="post" action=format!("{base}/views/{}/remove", v.id)>
                <SubmitButton label=l.ta("exchange-view-drop", &[("name", arg(v.name.reveal().to_owned()))]) tone=Tone::Quiet />
            </form>
        }
    });
    view! { {links} {drop} }.into_any()
}

/// A form to keep the filter that is shown, where it is not kept already.
fn keep(l: Locale, base: &str, shown: &Shown) -> Option<AnyView> {
    let open = shown.typed.error("name").is_some();
    let query = shown.filter.query();
    let before = shown.views.iter().any(|v| v.filter == query && v.staff_id == shown.own);
    if (shown.filter.sort.is_none() && !shown.filter.narrows()) || (before && !open) {
        return None;
    }
    Some(
        view! {
            <details open=open>
                <summary>{l.t("exchange-view-keep")}</summary>
                <form class="form" method="post" action=format!("{base}/views") novalidate>
                    <HiddenField name="filter" value=shown.filter.query() />
                    <TextField l=l form=&shown.typed name="name" label=l.t("exchange-view-name") hint=l.t("exchange-view-name-hint") maxlength=60 autocomplete="off" />
                    <Checkbox l=l form=&shown.typed name="shared" label=l.t("exchange-view-shared") />
                    <div class="form-end"><SubmitButton label=l.t("ui-save") tone=Tone::Secondary /></div>
                </form>
            </details>
        }
        .into_any(),
    )
}

fn choices(l: Locale, prefix: &str, codes: &[&str]) -> Vec<Choice> {
    codes.iter().map(|c| Choice::new(*c, l.t(&format!("{prefix}-{c}")))).collect()
}

/// The filter as a plain form that leads to an address.
fn narrow(l: Locale, here: &str, shown: &Shown) -> AnyView {
    let form = &shown.asked;
    let any = Some(l.t("registration-filter-any"));
    let unsaid = || Choice::new(UNSAID, l.t("registration-unsaid-filter"));
    let with_unsaid = |mut all: Vec<Choice>| {
        all.push(unsaid());
        all
    };
    let regions = shown.regions.iter().map(|r| Choice::new(r.code.clone(), r.name(l))).collect();
    let states = State::ALL.map(State::code);
    let sources = [Source::Web, Source::Staff, Source::WalkIn].map(Source::code);
    let sorts = Sort::ALL.map(Sort::code);
    let reach = Reach::ALL.map(Reach::code);
    // Several states are chosen in an address or a kept view; the form offers one.
    let several = shown.filter.states.len() > 1;
    let states = if several {
        let kept = shown.filter.states.iter().map(|s| view! { <HiddenField name="state" value=s.code() /> });
        kept.collect::<Vec<_>>().into_any()
    } else {
        view! { <Select l=l form=form name="state" label=l.t("registration-col-state") choices=choices(l, "registration-state", &states) empty=any.clone() /> }
            .into_any()
    };
    let clear = shown.filter.narrows().then(|| {
        let kept = Filter { sort: shown.filter.sort, ..Filter::default() };
        view! { <p><a href=kept.address(here)>{l.t("registration-filter-clear")}</a></p> }
    });
    let pools = (!shown.pools.is_empty()).then(|| {
        let all: Vec<Choice> = shown.pools.iter().map(|p| Choice::new(p.pool.id.to_string(), whom(l, &shown.regions, p))).collect();
        view! { <Select l=l form=form name="pool" label=l.t("registration-filter-pool") choices=all empty=any.clone() /> }
    });
    // A state alone and a kept filter are seen above, and on a phone the list would begin far below.
    let beside = Filter { states: Vec::new(), ..shown.filter.clone() };
    let kept = shown.views.iter().any(|v| v.filter == shown.filter.query());
    let open = form.is_invalid() || (beside.narrows() && !kept);
    view! {
        <details open=open>
            <summary>{l.t("registration-filters")}</summary>
            <form class="filters" method="get" action=here.to_owned()>
                {states}
                {pools}
                <Select l=l form=form name="source" label=l.t("registration-source") choices=choices(l, "registration-source", &sources) empty=any.clone() />
                <Select l=l form=form name="region" label=l.t("registration-fact-home-region") choices=with_unsaid(regions) empty=any.clone() />
                <Select l=l form=form name="sex" label=l.t("registration-sex") choices=with_unsaid(choices(l, "registration-sex", &SEXES)) empty=any.clone() />
                <Select l=l form=form name="age_band" label=l.t("registration-age") choices=with_unsaid(choices(l, "registration-age", &AGE_BANDS)) empty=any.clone() />
                <Select l=l form=form name="language" label=l.t("registration-fact-locale") choices=Choice::locales() empty=any.clone() />
                <Select l=l form=form name="need" label=l.t("registration-col-needs") choices=choices(l, "registration-need", &NEEDS) empty=any.clone() />
                <Select l=l form=form name="contact" label=l.t("registration-col-contact") choices=choices(l, "registration-reach", &reach) empty=any />
                <Select l=l form=form name="sort" label=l.t("registration-filter-sort") choices=choices(l, "registration-sort", &sorts) empty=l.t("registration-sort-usual") />
                <SubmitButton label=l.t("registration-filter-show") tone=Tone::Secondary />
            </form>
        </details>
        {clear}
    }
    .into_any()
}

fn find(l: Locale, here: &str, shown: &Shown) -> AnyView {
    let searched = !shown.sought.is_empty();
    let back = searched.then(|| {
        view! { <p><a href=shown.filter.address(here)>{l.t("registration-search-clear")}</a></p> }
    });
    view! {
        <form class="search" role="search" method="post" action=here.to_owned()>
            <HiddenField name="filter" value=shown.filter.query() />
            <label class="visually-hidden" for="q">{l.t("registration-search")}</label>
            <input
                class="input"
                id="q"
                name="q"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=l.t("registration-search")
                value=shown.sought.reveal().to_owned()
            />
            <SubmitButton label=l.t("ui-search") tone=Tone::Secondary />
        </form>
        {back}
    }
    .into_any()
}

fn table(l: Locale, base: &str, here: &str, shown: &Shown, (searched, older): (bool, Option<String>)) -> AnyView {
    let list = &shown.list;
    if list.lines.is_empty() {
        if shown.filter.narrows() {
            return view! { <EmptyState title=l.t("registration-list-none") /> }.into_any();
        }
        if searched {
            return view! { <EmptyState title=l.t("registration-search-none") /> }.into_any();
        }
        return view! { <EmptyState title=l.t("registration-list-empty")><p>{l.t("registration-list-empty-help")}</p></EmptyState> }
            .into_any();
    }
    let headers = ["name", "state", "code", "contact", "needs", "waiting"];
    let headers = headers.map(|h| l.t(&format!("registration-col-{h}"))).to_vec();
    let ticked = shown.typed.all("row");
    let place = |line: &Line| list.places.get(&line.registration.id).map(ToString::to_string).unwrap_or_default();
    let rows = list.lines.iter().map(|line| row(l, here, line, place(line), ticked)).collect();
    let caption = l.t("registration-list-title");
    view! {
        <form class="list" method="post" action=format!("{base}/bulk") novalidate>
            <HiddenField name="filter" value=shown.filter.query() />
            <CardTable caption=caption quiet=true headers=headers rows=rows />
            <Pagination l=l older=older ordered=true />
            {with_chosen(l, shown, searched)}
        </form>
    }
    .into_any()
}

fn row(l: Locale, here: &str, line: &Line, place: String, ticked: &[String]) -> Vec<AnyView> {
    let r = &line.registration;
    let name = said_name(l, &line.full_name, r.legible);
    let id = r.id.to_string();
    let label = l.ta("exchange-tick", &[("name", arg(name.clone()))]);
    let checked = ticked.contains(&id);
    let who = view! {
        <span class="ticked">
            <input class="option-input" type="checkbox" name="row" value=id aria-label=label checked=checked />
            <a href=format!("{here}/{}", r.id)>{name}</a>
        </span>
    };
    vec![
        who.into_any(),
        view! { {state_tag(l, r.state)} {door_tag(l, r)} }.into_any(),
        view! { <code>{grouped(&r.short_code).replace(' ', "\u{a0}")}</code> }.into_any(),
        contact(r),
        cell(r.needs.keys().into_iter().map(|key| l.t(key)).collect::<Vec<_>>().join(", ")),
        cell(place),
    ]
}

/// What is to be done with those who are ticked, or with all whom the filter means.
fn with_chosen(l: Locale, shown: &Shown, searched: bool) -> AnyView {
    let form = &shown.typed;
    let acts: Vec<_> = Act::CODES
        .into_iter()
        .filter(|code| match *code {
            "export" => true,
            "needs" => shown.may_arrange,
            _ => shown.may_edit,
        })
        .map(|code| Choice::new(code, l.t(&format!("exchange-act-{code}"))))
        .collect();
    let kinds = std::iter::once(Choice::new(ALL_NEEDS, l.t("exchange-needs-all")));
    let kinds: Vec<_> = kinds.chain(choices(l, "registration-need", &Kind::ALL.map(Kind::code))).collect();
    let many = shown.list.matching > 1 && !searched;
    let all = many.then(|| {
        let label = l.ta("exchange-all", &[("n", arg(shown.list.matching.to_string()))]);
        view! { <Checkbox l=l form=form name="all" label=label /> }
    });
    let locale = shown.may_edit.then(|| {
        view! {
            <Select l=l form=form name="locale" label=l.t("exchange-field-locale") hint=l.t("exchange-field-locale-hint") choices=Choice::locales() empty=l.t("exchange-choose") />
        }
    });
    let kind = shown.may_arrange.then(|| {
        view! {
            <Select l=l form=form name="kind" label=l.t("exchange-field-kind") hint=l.t("exchange-field-kind-hint") choices=kinds empty=l.t("exchange-choose") />
        }
    });
    view! {
        <section class="section form" aria-labelledby="chosen">
            <h2 id="chosen">{l.t("exchange-chosen")}</h2>
            <p class="hint" id="f-row" tabindex="-1">{l.t("exchange-chosen-hint")}</p>
            {all}
            <Select l=l form=form name="act" label=l.t("exchange-field-act") choices=acts empty=l.t("exchange-choose") />
            {locale}
            {kind}
            <div class="form-end"><SubmitButton label=l.t("exchange-next") tone=Tone::Secondary /></div>
        </section>
    }
    .into_any()
}

/// The last runs, so that whoever closed the page finds them again.
fn runs(l: Locale, base: &str, shown: &Shown) -> Option<AnyView> {
    if shown.runs.is_empty() {
        return None;
    }
    let items: Vec<_> = shown
        .runs
        .iter()
        .map(|(run, tally)| {
            let act = l.t(&format!("exchange-act-{}", run.act.code()));
            let key = if run.stage == Stage::Running { "exchange-run-so-far" } else { "exchange-run-came" };
            let args = [("done", arg(tally.done)), ("total", arg(run.total))];
            view! { <li><a href=format!("{base}/bulk/{}", run.id)>{act}": "{l.ta(key, &args)}</a></li> }
        })
        .collect();
    Some(
        view! {
            <section class="section" aria-labelledby="runs">
                <h2 id="runs">{l.t("exchange-runs")}</h2>
                <ul class="tasks">{items}</ul>
            </section>
        }
        .into_any(),
    )
}
