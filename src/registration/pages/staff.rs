//! One registration as staff see it.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::messages::{channel_form, told};
use super::{is_on, state_tag, title};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::{Event, Region};
use crate::exchange::model::{Act as OfMany, Stage};
use crate::exchange::service::{self as exchange, Possible, Shown};
use crate::i18n::{Locale, arg, day_time};
use crate::messages::model::Channel;
use crate::people::model::Person;
use crate::questions;
use crate::registration::code::grouped;
use crate::registration::consent::{Act, Entry};
use crate::registration::model::{Changed, Registration, Source, Why};
use crate::registration::service::{self, Company, Detail};
use crate::seal::{Legible, Personal};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{
    BackLink, CardTable, DefinitionList, EmptyState, HiddenField, Mood, Notice, StateTag, SubmitButton, Tone, address,
};
use crate::web::{Id, Page, PageCx};

/// A name, or what is in its place.
pub(super) fn said_name(l: Locale, name: &Personal, legible: Legible) -> String {
    legible.key().map_or_else(|| name.reveal().to_owned(), |key| l.t(key))
}

pub(super) fn door_tag(l: Locale, r: &Registration) -> Option<AnyView> {
    let label = match r.source {
        _ if r.past_capacity() => "registration-past-capacity",
        Source::WalkIn => "registration-source-walk_in",
        Source::Web | Source::Staff => return None,
    };
    Some(view! { " " <StateTag label=l.t(label) mood=Mood::Waiting /> }.into_any())
}

pub(super) fn contact(r: &Registration) -> AnyView {
    let link = |scheme: &str, to: &Personal| {
        let href = format!("{scheme}:{}", to.reveal());
        view! { <a href=href>{address(to.reveal())}</a> }
    };
    let phone = (!r.phone.is_empty()).then(|| link("tel", &r.phone));
    let email = (!r.email.is_empty()).then(|| link("mailto", &r.email));
    let both = phone.is_some() && email.is_some();
    view! { {phone} {both.then(|| view! { <br /> })} {email} }.into_any()
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: String,
    /// What was done to this one by a run, as to many.
    run: String,
}

/// What the asker may do here.
struct May {
    edit: bool,
    history: bool,
    possible: Possible,
}

/// `GET /{l}/staff/events/{slug}/registrations/{id}`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see it.
pub async fn detail(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    Query(after): Query<After>,
) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let detail = service::detail(&cx.app, &actor, &event, id).await?;
    let regions = events::service::regions(&cx.app).await?;
    let may_edit = actor.can(Action::RegistrationEdit, &event.place(), Of::Other);
    let history =
        detail.registration.legible != Legible::Erased && actor.can(Action::PersonSee, &event.place(), Of::Other);
    let possible = exchange::possible(&cx.app, &actor, &event, &detail.registration).await?;
    let may = May { edit: may_edit, history, possible };
    let (l, now) = (cx.locale, cx.app.clock.now());
    let run = match after.run.parse() {
        // Of a run that the asker may not see, or that is forgotten by now, nothing is said.
        Ok(run) => exchange::shown(&cx.app, &actor, &event, run).await.ok(),
        Err(_) => None,
    };
    let run = run.filter(|shown| shown.one.as_ref().is_some_and(|one| one.registration.id == id));
    let page = Page::new(l.t("registration-one-title")).staff(actor.chrome()).active("events");
    let done = match after.done.as_str() {
        "withdrawn" => Some("registration-mine-withdrawn"),
        "late" => Some("registration-too-late"),
        "channel" => Some("messages-channel-saved"),
        "apart" => Some("registration-together-apart-done"),
        code => Changed::parse(code).map(super::changed),
    };
    let done = done.map(|key| (Mood::default(), l.t(key))).or_else(|| run.map(|shown| came(l, &shown)));
    Ok(cx.render(page, move || detail_body(l, &event, &detail, &regions, (&may, done), now)).await)
}

/// What came of a run about this one.
fn came(l: Locale, shown: &Shown) -> (Mood, String) {
    let act = shown.run.act.words(l);
    match (shown.run.stage, shown.tally.skipped.keys().next()) {
        (_, Some(why)) => {
            let why = l.t(&format!("exchange-why-{}", why.code()));
            (Mood::Waiting, l.ta("exchange-one-left", &[("why", arg(why))]))
        }
        (_, None) if shown.tally.done > 0 => (Mood::Good, l.ta("exchange-one-done", &[("act", arg(act))])),
        (Stage::Running, None) => (Mood::Waiting, l.t("exchange-one-waits")),
        (Stage::Stopped, None) => (Mood::Bad, l.t("exchange-over-stopped")),
        (Stage::Planned, None) => (Mood::Waiting, l.t("exchange-planned-help")),
        (Stage::Cancelled | Stage::Done, None) => (Mood::Waiting, l.t("exchange-over-cancelled")),
    }
}

fn detail_body(
    l: Locale,
    event: &Event,
    detail: &Detail,
    regions: &[Region],
    (may, done): (&May, Option<(Mood, String)>),
    now: Instant,
) -> AnyView {
    let list = format!("/{l}/staff/events/{}/registrations", event.slug);
    let here = format!("{list}/{}", detail.registration.id);
    let r = &detail.registration;
    let (training, lang) = title(l, event);
    let done = done.map(|(mood, said)| view! { <Notice mood=mood announce=true><p>{said}</p></Notice> });
    let actions = actions(l, event, detail, (&here, may), now);
    let company = detail.company.map(|with| company(l, with));
    let answers = (!detail.answers.is_empty()).then(|| {
        let items = questions::pages::facts(l, &detail.answers);
        view! { <section class="section"><h2>{l.t("registration-answers")}</h2><DefinitionList items=items /></section> }
    });
    let history = may.history.then(|| {
        let href = format!("/{l}/staff/people/{}", r.person_id);
        view! { <p class="actions"><a href=href>{l.t("people-history")}</a></p> }
    });
    view! {
        <BackLink href=list label=l.t("registration-list-title") />
        <div class="staff-head">
            <div>
                <p class="kicker" lang=lang>{training}</p>
                <h1>{said_name(l, &detail.person.full_name, r.legible)}</h1>
            </div>
            <p>{state_tag(l, r.state)} {door_tag(l, r)}</p>
        </div>
        {done}
        <DefinitionList items=facts(l, event, detail, regions, now) />
        {company}
        {answers}
        {history}
        {actions}
        {reached(l, event, detail, may.edit.then(|| format!("{here}/channel")), now)}
        <section class="section">
            <h2>{l.t("registration-data-agreements")}</h2>
            {ledger(l, event, &detail.ledger, now)}
        </section>
    }
    .into_any()
}

fn facts(l: Locale, event: &Event, detail: &Detail, regions: &[Region], now: Instant) -> Vec<(String, AnyView)> {
    let r = &detail.registration;
    let person: &Person = &detail.person;
    let said = |at: Instant| day_time(l, event.zone, at, now);
    let named = |prefix: &str, code: &str| {
        if code.is_empty() { String::new() } else { l.t(&format!("{prefix}-{code}")) }
    };
    let region = regions.iter().find(|x| x.code == r.home_region).map(|x| x.name(l)).unwrap_or_default();
    let needs = r.needs.keys().into_iter().map(|key| l.t(key)).collect::<Vec<_>>().join(", ");
    let ahead = detail.ahead.map(|n| l.ta("registration-ahead", &[("n", arg(n))])).unwrap_or_default();
    let offer = r.offer_expires_at.map(said).unwrap_or_default();
    let texts = [
        ("registration-fact-call-name", person.call_name.reveal().to_owned()),
        ("registration-fact-locale", r.locale.name().to_owned()),
        ("messages-channel", l.t(&format!("messages-channel-{}", r.channel().code()))),
        ("registration-col-waiting", ahead),
        ("registration-offer-until", offer),
        ("registration-col-needs", needs),
        ("registration-diet", r.diet.reveal().to_owned()),
        ("registration-fact-note", r.note.reveal().to_owned()),
        ("registration-organisation", r.organisation.reveal().to_owned()),
        ("registration-fact-home-region", region),
        ("registration-age", named("registration-age", &r.age_band)),
        ("registration-sex", named("registration-sex", &r.sex)),
        ("registration-source", named("registration-source", r.source.code())),
        ("registration-created", said(r.created_at)),
        ("registration-changed", said(r.changed_at)),
    ];
    let code = view! { <code>{grouped(&r.short_code)}</code> }.into_any();
    let mut facts = vec![(l.t("registration-col-code"), code)];
    if !r.phone.is_empty() || !r.email.is_empty() {
        facts.push((l.t("registration-col-contact"), contact(r)));
    }
    facts.extend(texts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(key, value)| (l.t(key), value.into_any())));
    if !detail.passed_over.is_empty() {
        let lines: Vec<_> = detail
            .passed_over
            .iter()
            .map(|p| {
                let args = [("times", arg(p.times)), ("when", arg(said(p.last_at)))];
                let when = l.ta("registration-passed-when", &args);
                view! { <li>{super::passed_over(l, regions, p)} <br /> <span class="small">{when}</span></li> }
            })
            .collect();
        facts.push((l.t("registration-passed-title"), view! { <ul>{lines}</ul> }.into_any()));
    }
    facts
}

fn actions(l: Locale, event: &Event, detail: &Detail, (here, may): (&str, &May), now: Instant) -> AnyView {
    let r = &detail.registration;
    let as_of_many = as_of_many(l, event, r, &may.possible);
    let apart = (may.edit && detail.company.is_some()).then(|| {
        view! {
            <form method="post" action=format!("{here}/apart")>
                <SubmitButton label=l.t("registration-together-apart") tone=Tone::Secondary />
            </form>
            <p class="small">{l.t("registration-together-apart-hint")}</p>
        }
    });
    let edits = may.edit.then(|| edits(l, event, r, here, now)).flatten();
    if as_of_many.is_none() && edits.is_none() {
        return ().into_any();
    }
    view! {
        <section class="section">
            <h2>{l.t("registration-actions")}</h2>
            {as_of_many}
            {apart}
            {edits}
        </section>
    }
    .into_any()
}

/// What a list does to many, for this one: each button leads to the page that asks once more, and from there back here.
fn as_of_many(l: Locale, event: &Event, r: &Registration, possible: &Possible) -> Option<AnyView> {
    // That a training is over or cancelled is said where its state is.
    let why = possible.no_place.filter(|why| *why != Why::Closed).map(|why| {
        let why = l.t(&format!("exchange-why-{}", why.code()));
        view! { <p>{l.ta("exchange-one-no-place", &[("why", arg(why))])}</p> }
    });
    let action = format!("/{l}/staff/events/{}/bulk", event.slug);
    let forms: Vec<_> = possible
        .acts
        .iter()
        .map(|act| {
            let tone = if *act == OfMany::Confirm { Tone::Primary } else { Tone::Secondary };
            view! {
                <form method="post" action=action.clone()>
                    <HiddenField name="filter" value="" />
                    <HiddenField name="row" value=r.id.to_string() />
                    <HiddenField name="act" value=act.code() />
                    <HiddenField name="kind" value=act.param() />
                    <HiddenField name="one" value="yes" />
                    <SubmitButton label=act.words(l) tone=tone />
                </form>
            }
        })
        .collect();
    if why.is_none() && forms.is_empty() {
        return None;
    }
    let forms = (!forms.is_empty()).then(|| view! { <div class="actions">{forms}</div> });
    Some(view! { {why} {forms} }.into_any())
}

/// That they wait for several places at once, which single ones pass by.
fn company(l: Locale, with: Company) -> AnyView {
    let never = with.never.then(|| view! { <p>{l.t("registration-together-never")}</p> });
    view! {
        <Notice mood=Mood::Waiting>
            <p>{l.ta("registration-together", &[("n", arg(with.others))])}</p>
            {never}
        </Notice>
    }
    .into_any()
}

fn edits(l: Locale, event: &Event, r: &Registration, here: &str, now: Instant) -> Option<AnyView> {
    let withdraw = (r.state.may_withdraw() && is_on(event, now)).then(|| {
        view! {
            <form method="post" action=format!("{here}/withdraw")>
                <SubmitButton label=l.t("registration-withdraw-for") tone=Tone::Warning />
            </form>
        }
    });
    let edit = (r.legible == Legible::Yes && r.state.may_withdraw() && is_on(event, now))
        .then(|| view! { <p class="actions"><a href=format!("{here}/edit")>{l.t("mine-answers-for")}</a></p> });
    let erase = (r.legible != Legible::Erased).then(
        || view! { <p class="actions"><a href=format!("{here}/erase")>{l.t("registration-erase-for-link")}</a></p> },
    );
    let by_hand = (r.legible != Legible::Erased).then(|| {
        view! {
            <p class="actions"><a href=format!("{here}/by-hand")>{l.t("registration-by-hand")}</a></p>
            <p class="small">{l.t("registration-by-hand-hint")}</p>
        }
    });
    if by_hand.is_none() && withdraw.is_none() && erase.is_none() {
        return None;
    }
    Some(view! { {edit} {by_hand} {withdraw} {erase} }.into_any())
}

/// By which way they are told, and what they were told.
fn reached(l: Locale, event: &Event, detail: &Detail, action: Option<String>, now: Instant) -> AnyView {
    let r = &detail.registration;
    let nothing = (r.channel() == Channel::Nothing)
        .then(|| view! { <Notice mood=Mood::Waiting><p>{l.t("messages-channel-nothing")}</p></Notice> });
    let action = action.filter(|_| r.legible != Legible::Erased);
    let form = action.map(|action| channel_form(l, r, action, "messages-channel-title"));
    view! {
        <section class="section">
            <h2>{l.t("messages-channel")}</h2>
            {nothing}
            {told(l, &detail.told, |at| day_time(l, event.zone, at, now))}
            {form}
        </section>
    }
    .into_any()
}

fn ledger(l: Locale, event: &Event, entries: &[Entry], now: Instant) -> AnyView {
    if entries.is_empty() {
        return view! { <EmptyState title=l.t("registration-ledger-empty") /> }.into_any();
    }
    let headers = ["when", "purpose", "act", "evidence", "text"];
    let headers = headers.map(|h| l.t(&format!("registration-ledger-{h}"))).to_vec();
    let rows = entries
        .iter()
        .map(|e| {
            let act = if e.act == Act::Grant { "registration-act-grant" } else { "registration-act-withdraw" };
            let version = l.ta("registration-ledger-version", &[("n", arg(e.version))]);
            vec![
                day_time(l, event.zone, e.at, now).into_any(),
                l.t(&format!("registration-purpose-{}", e.purpose.code())).into_any(),
                l.t(act).into_any(),
                l.t(&format!("registration-evidence-{}", e.evidence)).into_any(),
                format!("{version}, {}", e.locale.name()).into_any(),
            ]
        })
        .collect();
    view! { <CardTable caption=l.t("registration-data-agreements") quiet=true headers=headers rows=rows /> }.into_any()
}
