//! One training as its staff see it.

use axum::extract::Query;
use axum::response::Response;
use chrono::Duration;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::super::{kind_name, region_name, state_tag, window_label, window_words};
use super::checklist;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::model::checklist::Counts;
use crate::events::model::{Admission, Event, State};
use crate::events::service::{self, Region};
use crate::form::FormState;
use crate::i18n::{Locale, arg, day_time, range, time, zone_name};
use crate::questions::service as questions;
use crate::seal::Personal;
use crate::staff::model::{Action, Actor, Of, Place};
use crate::staff::service as staff;
use crate::ui::charts::SMALLEST_SHOWN;
use crate::ui::{
    BackLink, Bar, BarChart, Choice, DefinitionList, ErrorSummary, HiddenField, Mood, Notice, Select, SubmitButton,
    Tone,
};
use crate::web::{Id, Page, PageCx};

/// What was just done, to be said on the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Done {
    pub done: String,
}

/// The things that can just have been done; anything else in the address says nothing.
const DONE: [&str; 9] =
    ["created", "saved", "published", "cancelled", "completed", "archived", "copied", "assigned", "removed"];

/// What the reader of this page may do with the event.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
struct May {
    edit: bool,
    copy: bool,
    publish: bool,
    cancel: bool,
    roster: bool,
    needs: bool,
    registrations: bool,
    /// Where places are given by selection.
    selection: bool,
    /// Only its proof.
    proof: bool,
}

impl May {
    fn of(actor: &Actor, event: &Event) -> Self {
        let can = |action| actor.can(action, &event.place(), Of::Other);
        Self {
            edit: can(Action::EventEdit),
            copy: actor.can(Action::EventEdit, &Place::region(&event.region), Of::Other),
            publish: can(Action::EventPublish),
            cancel: can(Action::EventCancel),
            roster: can(Action::RosterSee),
            needs: can(Action::NeedsSee),
            registrations: can(Action::RegistrationSee),
            selection: event.admission == Admission::Selection && can(Action::SelectionSee),
            proof: event.admission == Admission::Selection && can(Action::SelectionVerify),
        }
    }
}

/// The people of an event and those who could join them.
struct People {
    facilitators: Vec<(Uuid, Personal)>,
    /// Empty for those who may not assign.
    others: Vec<(Uuid, Personal)>,
    /// Who was chosen, where assigning had to wait; or that nobody was.
    chosen: FormState,
}

/// `/{l}/staff/events/{slug}`
///
/// # Errors
/// `NotFound` outside the actor's scope.
pub async fn overview(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(Done { done }): Query<Done>,
) -> Outcome<Response> {
    let (l, now) = (cx.locale, cx.app.clock.now());
    let event = service::for_staff(&cx.app, &actor, &slug).await?;
    let regions = service::regions(&cx.app).await?;
    let may = May::of(&actor, &event);
    let facilitators = staff::facilitators(&cx.app, event.id).await?;
    // Nobody grants a role to themself.
    let taken = |id: &Uuid| *id == actor.id || facilitators.iter().any(|f| f.0 == *id);
    let others = if may.edit { staff::assignable(&cx.app).await? } else { Vec::new() };
    let others = others.into_iter().filter(|(id, _)| !taken(id)).collect();
    let chosen = cx.typed(&format!("assign:{slug}")).await?.unwrap_or_default();
    let people = People { facilitators, others, chosen };
    let questions = questions::of_event(&cx.app, event.id).await?.len();
    let counts = Counts { facilitators: people.facilitators.len(), questions };
    let done = DONE.into_iter().find(|d| *d == done);
    let head = Page::new(&event.text(l).0.title).staff(actor.chrome()).active("events");
    let body = move || {
        let base = format!("/{l}/staff/events/{}", event.slug);
        let (text, found) = event.text(l);
        let may_be_edited = service::may_be_edited(&event).is_ok();
        let done = done.map(|d| {
            view! { <Notice mood=Mood::Good announce=true><p>{l.t(&format!("events-done-{d}"))}</p></Notice> }
        });
        let labels = vec![("staff", l.t("events-facilitator-add"))];
        let errors = view! { <ErrorSummary l=l form=&people.chosen labels=labels /> }.into_any();
        // Texts are the work on a draft; later whoever comes wants the places and the facts first.
        let texts = Some(checklist::completeness(l, &event, &base, may.edit && may_be_edited));
        let (before, after) = if event.state == State::Draft { (texts, None) } else { (None, texts) };
        view! {
            <BackLink href=format!("/{l}/staff/events") label=l.t("events-title") />
            <div class="staff-head">
                <div>
                    <p class="kicker">{kind_name(l, &event)} " · " {region_name(&regions, &event, l)}</p>
                    <h1 lang=(found != l).then(|| found.code())>{text.title.clone()}</h1>
                    <p>{state_tag(l, event.state)}</p>
                    {done}
                </div>
                {actions(l, &event, &may, &base, now)}
            </div>
            {errors}
            {if may.edit { checklist::list(l, &event, counts, &base, now) } else { None }}
            {before}
            {numbers(l, &event)}
            {facts(l, &event, &regions, now)}
            {team(l, people, may.edit, &base)}
            {after}
        }
    };
    Ok(cx.render(head, body).await)
}

fn actions(l: Locale, event: &Event, may: &May, base: &str, now: Instant) -> AnyView {
    let link = |path: &str, tone: Tone, key: &str| {
        view! { <a class=tone.class() href=format!("{base}{path}")>{l.t(key)}</a> }.into_any()
    };
    let live = event.state == State::Published;
    let mut list = Vec::new();
    if may.publish && event.state == State::Draft {
        list.push(link("/publish", Tone::Primary, "events-publish"));
    }
    if event.state == State::Draft {
        list.push(link("/preview", Tone::Secondary, "editor-preview"));
    }
    if event.state != State::Draft {
        // From the day before it is about the room, until then about who comes.
        let near = now + Duration::days(1) >= event.starts_at;
        let tone = |first: bool| {
            if first && event.state != State::Cancelled { Tone::Primary } else { Tone::Secondary }
        };
        let desk = may.roster.then(|| link("/desk", tone(near || !may.registrations), "events-desk"));
        let who = may.registrations.then(|| link("/registrations", tone(!near || !may.roster), "events-registrations"));
        let both = if near { [desk, who] } else { [who, desk] };
        list.extend(both.into_iter().flatten());
    }
    if may.registrations {
        list.push(link("/places", Tone::Secondary, "events-places"));
    }
    if may.selection {
        list.push(link("/selection", Tone::Secondary, "events-selection"));
    } else if may.proof {
        list.push(link("/selection/proof", Tone::Secondary, "events-selection"));
    }
    if may.needs && event.state != State::Draft {
        list.push(link("/needs", Tone::Secondary, "needs-link"));
    }
    if may.edit && !matches!(event.state, State::Cancelled | State::Archived) {
        list.push(link("/edit/texts", Tone::Secondary, "events-edit"));
        list.push(link("/questions", Tone::Secondary, "questions-link"));
        list.push(link("/series", Tone::Quiet, "editor-series"));
    }
    if may.copy {
        list.push(link("/copy", Tone::Quiet, "editor-copy"));
    }
    if may.edit && event.state == State::Completed {
        list.push(link("/archive", Tone::Quiet, "editor-archive"));
    }
    if may.edit && live && event.ends_at <= now {
        list.push(
            view! {
                <form method="post" action=format!("{base}/complete")>
                    <SubmitButton label=l.t("events-complete") tone=Tone::Secondary />
                </form>
            }
            .into_any(),
        );
    }
    if may.cancel && live && event.ends_at > now {
        list.push(link("/cancel", Tone::Quiet, "events-cancel"));
    }
    if event.is_public() {
        let public = format!("/{l}/events/{}", event.slug);
        list.push(view! { <a class=Tone::Quiet.class() href=public>{l.t("events-see-public")}</a> }.into_any());
    }
    view! { <div class="actions">{list}</div> }.into_any()
}

/// Exact figures for those who work with them; a picture only of what is large enough to be drawn.
fn numbers(l: Locale, event: &Event) -> AnyView {
    let counts = [
        ("events-figure-taken", event.taken),
        ("events-figure-waiting", event.waiting),
        ("events-figure-size", event.capacity),
    ];
    let figures: Vec<_> =
        counts.iter().map(|(key, n)| view! { <li><b>{n.to_string()}</b> " " <span>{l.t(key)}</span></li> }).collect();
    let count = |n: i64| u32::try_from(n).unwrap_or(0);
    let bars: Vec<Bar> = counts
        .iter()
        .filter(|(_, n)| count(*n) >= SMALLEST_SHOWN)
        .map(|(key, n)| Bar { label: l.t(key), count: count(*n) })
        .collect();
    let said = l.ta(
        "events-chart-said",
        &[("taken", arg(event.taken)), ("waiting", arg(event.waiting)), ("size", arg(event.capacity))],
    );
    let chart = (bars.len() > 1).then(|| {
        view! {
            <div class="charts">
                <BarChart l=l id="places" title=l.t("events-chart-title") description=said what=l.t("events-places") bars=bars />
            </div>
        }
    });
    view! {
        <section class="section" aria-labelledby="numbers">
            <h2 id="numbers">{l.t("events-places")}</h2>
            <ul class="figures">{figures}</ul>
            {chart}
        </section>
    }
    .into_any()
}

fn facts(l: Locale, event: &Event, regions: &[Region], now: Instant) -> AnyView {
    let at = |at: Instant| day_time(l, event.zone, at, now);
    let names = |list: &[Locale]| list.iter().map(|x| x.name()).collect::<Vec<_>>().join(", ");
    let sessions: Vec<_> = event
        .sessions
        .iter()
        .map(|s| {
            let (title, found) = s.title(l);
            let hours = format!("{}–{}", at(s.starts_at), time(event.zone, s.ends_at));
            view! {
                <li>
                    <span class="session-when">{hours}</span> " "
                    <span lang=(found != l).then(|| found.code())>{title}</span>
                </li>
            }
        })
        .collect();
    let (venue, found) = event.part(l, |t| &t.venue);
    let venue = view! {
        {region_name(regions, event, l)} <br />
        <span lang=(found != l).then(|| found.code())>{venue.to_owned()}</span>
    };
    let mut items = vec![
        (l.t("events-when"), range(l, event.zone, event.starts_at, event.ends_at, now).into_any()),
        (l.t("events-where"), venue.into_any()),
        (l.t("events-zone"), zone_name(l, event.zone, event.starts_at).into_any()),
        (l.t("events-sessions"), view! { <ol class="sessions">{sessions}</ol> }.into_any()),
        (
            l.t("events-registration"),
            view! { {window_label(l, event, event.window(now))} <br /> {window_words(l, event, now)} }.into_any(),
        ),
        (
            l.t("events-admission"),
            l.t(&format!("events-admission-{}", event.admission.code().replace('_', "-"))).into_any(),
        ),
        (l.t("events-language"), names(&event.languages).into_any()),
    ];
    if event.safe_mode {
        items.push((l.t("events-safe-mode"), l.t("ui-yes").into_any()));
    }
    view! {
        <section class="section" aria-labelledby="facts">
            <h2 id="facts">{l.t("events-facts")}</h2>
            <DefinitionList items=items />
        </section>
    }
    .into_any()
}

fn team(l: Locale, people: People, may_assign: bool, base: &str) -> AnyView {
    let empty = people.facilitators.is_empty();
    let rows: Vec<_> = people
        .facilitators
        .into_iter()
        .map(|(id, name)| {
            let label = l.ta("events-facilitator-remove-name", &[("name", arg(name.reveal().to_owned()))]);
            let remove = may_assign.then(|| {
                view! {
                    <form method="post" action=format!("{base}/facilitators/remove")>
                        <HiddenField name="staff" value=id.to_string() />
                        <button class=Tone::Quiet.class() type="submit" aria-label=label>{l.t("events-facilitator-remove")}</button>
                    </form>
                }
            });
            view! { <li><div><p class="switch-name">{name.reveal().to_owned()}</p></div>{remove}</li> }
        })
        .collect();
    let list = if empty {
        view! { <p>{l.t("events-facilitators-none")}</p> }.into_any()
    } else {
        view! { <ul class="switches">{rows}</ul> }.into_any()
    };
    let form = people.chosen;
    let choices: Vec<_> =
        people.others.into_iter().map(|(id, name)| Choice::new(id.to_string(), name.reveal())).collect();
    let assign = (may_assign && !choices.is_empty()).then(|| {
        view! {
            <form class="form" method="post" action=format!("{base}/facilitators") novalidate>
                <Select l=l form=&form name="staff" label=l.t("events-facilitator-add") choices=choices empty=l.t("events-choose") />
                <div class="form-end"><SubmitButton label=l.t("events-facilitator-assign") tone=Tone::Secondary /></div>
            </form>
        }
    });
    view! {
        <section class="section" aria-labelledby="team">
            <h2 id="team">{l.t("events-facilitators")}</h2>
            {list}
            {assign}
        </section>
    }
    .into_any()
}
