//! The places of an event for its coordinators: whom they are for, how many are taken, and the forms that change that.

use std::fmt::Write;

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events;
use crate::events::model::{Event, Region};
use crate::form::FormState;
use crate::i18n::{Locale, arg, day_time};
use crate::registration::api::places::{new_form, pool_form};
use crate::registration::form::ORGANISATION;
use crate::registration::form::places::{AN_ORGANISATION, GROUP, NAME, POSITION_MAX, TOTALS, blank, filled, groups};
use crate::registration::model::places::{PLACES_MAX, STRATA_MAX};
use crate::registration::service::{self, Places};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::html::escape;
use crate::ui::{
    BackLink, CardTable, Checkbox, Choice, ErrorSummary, Kind as Field, Mood, Notice, RadioGroup, Select, SubmitButton,
    TextField, Tone,
};
use crate::web::{Id, Page, PageCx};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: String,
}

/// Whom the places of a pool are for, in words.
pub(super) fn whom(l: Locale, regions: &[Region], places: &Places) -> String {
    match &places.pool.stratum {
        Some(stratum) => stratum.words(l, regions, &places.label),
        None => l.t("registration-places-open"),
    }
}

/// `GET /{l}/staff/events/{slug}/places`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see registrations.
pub async fn list(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(After { done }): Query<After>,
) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let places = service::places(&cx.app, &actor, &event).await?;
    let regions = events::service::regions(&cx.app).await?;
    let may_edit = actor.can(Action::EventEdit, &event.place(), Of::Other);
    let (l, now) = (cx.locale, cx.app.clock.now());
    let said = match done.as_str() {
        "added" | "changed" | "removed" => Some((Mood::Good, format!("registration-places-done-{done}"))),
        "held" => Some((Mood::Bad, service::refusal::HELD.to_owned())),
        _ => None,
    };
    let page = Page::new(l.t("registration-places-title")).staff(actor.chrome()).active("events");
    let body = move || {
        let (title, language) = super::title(l, &event);
        let here = format!("/{l}/staff/events/{}/places", event.slug);
        let said = said.map(|(mood, key)| view! { <Notice mood=mood announce=true><p>{l.t(&key)}</p></Notice> });
        let full = places.len() > STRATA_MAX;
        let add = (may_edit && !full).then(|| {
            view! {
                <div class="actions">
                    <a class=Tone::Primary.class() href=format!("{here}/new")>{l.t("registration-places-add")}</a>
                </div>
            }
        });
        let all = l.ta(
            "registration-places-all",
            &[("all", arg(event.capacity)), ("taken", arg(event.taken)), ("waiting", arg(event.waiting))],
        );
        let headers = ["whom", "size", "taken", "offered", "free", "waiting", "rule"];
        let headers = headers.map(|h| l.t(&format!("registration-places-col-{h}"))).to_vec();
        let rows = places
            .iter()
            .map(|p| {
                let name = whom(l, &regions, p);
                let name = if may_edit {
                    view! { <a href=format!("{here}/{}", p.pool.id)>{name}</a> }.into_any()
                } else {
                    name.into_any()
                };
                let mut cells = vec![name];
                for n in [p.pool.size, p.pool.taken, p.offered, p.pool.free(), p.waiting] {
                    cells.push(n.to_string().into_any());
                }
                cells.push(rule(l, &event, p, now).into_any());
                cells
            })
            .collect();
        let picture = picture(l, &regions, &places);
        view! {
            <BackLink href=format!("/{l}/staff/events/{}", event.slug) label=title.clone() />
            <div class="staff-head">
                <div>
                    <p class="kicker" lang=language>{title.clone()}</p>
                    <h1>{l.t("registration-places-title")}</h1>
                    <p>{all}</p>
                </div>
                {add}
            </div>
            {said}
            <section class="section" aria-labelledby="pools">
                <h2 id="pools">{l.t("registration-places-chart")}</h2>
                {picture}
                <CardTable caption=l.t("registration-places-title") quiet=true headers=headers rows=rows />
                <p class="hint">{l.t("registration-places-order")}</p>
            </section>
        }
    };
    Ok(cx.render(page, body).await)
}

/// What happens to the places of a group that are not taken by its people.
fn rule(l: Locale, event: &Event, places: &Places, now: Instant) -> String {
    let pool = &places.pool;
    if pool.stratum.is_none() {
        return l.t("registration-places-rule-open");
    }
    let falls = if pool.falls_back { "registration-places-rule-falls" } else { "registration-places-rule-stays" };
    let opens = pool
        .opens_at
        .map(|at| l.ta("registration-places-rule-opens", &[("when", arg(day_time(l, event.zone, at, now)))]));
    [Some(l.t(falls)), opens].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Height of a bar and its label in CSS pixels.
const ROW: usize = 56;

/// A bar for each pool: as long as it has places, filled as far as they are taken. The same numbers stand in the table.
fn picture(l: Locale, regions: &[Region], places: &[Places]) -> AnyView {
    let longest = places.iter().map(|p| p.pool.size).max().unwrap_or(0).max(1);
    // Thousandths of the width, as per cent with one digit.
    let length = |n: i64| {
        let permille = n.saturating_mul(1000) / longest;
        format!("{}.{}%", permille / 10, permille % 10)
    };
    let mut svg = String::new();
    for (row, p) in places.iter().enumerate() {
        let (label_y, bar_y) = (row * ROW + 18, row * ROW + 28);
        // Figures alone: beside the label there is no room for words on a phone.
        let taken = format!("{} / {}", p.pool.taken, p.pool.size);
        let _ = write!(
            svg,
            r#"<text class="chart-label" x="0" y="{label_y}">{}</text><text class="chart-value" x="100%" y="{label_y}" text-anchor="end">{}</text><rect class="chart-hidden" x="0" y="{bar_y}" width="{}" height="12"/><rect class="chart-bar" x="0" y="{bar_y}" width="{}" height="12"/>"#,
            escape(&whom(l, regions, p)),
            taken,
            length(p.pool.size),
            length(p.pool.taken),
        );
    }
    let height = (ROW * places.len()).to_string();
    let said = l.t("registration-places-chart-said");
    // Shapes only; every text in it is escaped above.
    view! {
        <div class="chart">
            <svg class="chart-svg" role="img" width="100%" height=height aria-labelledby="pools pools-desc">
                <desc id="pools-desc">{said}</desc>
                <g inner_html=svg></g>
            </svg>
        </div>
    }
    .into_any()
}

/// `GET /{l}/staff/events/{slug}/places/new`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to edit the event.
pub async fn new(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    let regions = events::service::regions(&cx.app).await?;
    let l = cx.locale;
    let form = cx.typed(&new_form(&slug)).await?.unwrap_or_else(|| blank(event.pools.len()));
    let page = Page::new(l.t("registration-places-add")).staff(actor.chrome()).active("events");
    let body = move || {
        let here = format!("/{l}/staff/events/{}/places", event.slug);
        let codes: Vec<&str> = regions.iter().map(|r| r.code.as_str()).collect();
        let mut choices: Vec<Choice> =
            groups(&codes).iter().map(|s| Choice::new(s.name(), s.words(l, &regions, ""))).collect();
        choices.push(Choice::new(AN_ORGANISATION, l.t("registration-places-organisation")));
        let errors = errors(l, &form, true);
        let fields = fields(l, &form, true);
        view! {
            <BackLink href=here.clone() label=l.t("registration-places-title") />
            <h1>{l.t("registration-places-add")}</h1>
            <p>{l.t("registration-places-add-hint")}</p>
            {errors}
            <form class="form" method="post" action=format!("{here}/new") novalidate>
                <Select l=l form=&form name=GROUP label=l.t("registration-places-group") choices=choices
                    empty=l.t("events-choose") />
                <TextField l=l form=&form name=NAME label=l.t("registration-places-organisation-name")
                    hint=l.t("registration-places-organisation-hint") either=true no_spellcheck=true
                    maxlength=u32::try_from(ORGANISATION).unwrap_or(u32::MAX) />
                {fields}
                <div class="form-end"><SubmitButton label=l.t("registration-places-keep") /></div>
            </form>
        }
    };
    Ok(cx.render(page, body).await)
}

/// `GET /{l}/staff/events/{slug}/places/{id}`
///
/// # Errors
/// As [`new`]; `NotFound` when the event has no such pool.
pub async fn one(cx: PageCx, actor: Actor, Id((_, slug, id)): Id<(String, String, Uuid)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::EventEdit, &event.place(), Of::Other)?;
    let all = service::places(&cx.app, &actor, &event).await?;
    let places = all.into_iter().find(|p| p.pool.id == id).ok_or(AppError::NotFound)?;
    let regions = events::service::regions(&cx.app).await?;
    let l = cx.locale;
    let form = cx.typed(&pool_form(id)).await?.unwrap_or_else(|| filled(&places.pool, event.zone));
    let title = whom(l, &regions, &places);
    let page = Page::new(title.clone()).staff(actor.chrome()).active("events");
    let body = move || {
        let list = format!("/{l}/staff/events/{}/places", event.slug);
        let here = format!("{list}/{id}");
        let kept = places.pool.stratum.is_some();
        let taken = l.ta("events-taken-of", &[("taken", arg(places.pool.taken)), ("size", arg(places.pool.size))]);
        let remove = kept.then(|| {
            view! {
                <section class="section" aria-labelledby="remove">
                    <h2 id="remove">{l.t("registration-places-remove")}</h2>
                    <p>{l.t("registration-places-remove-hint")}</p>
                    <form method="post" action=format!("{here}/remove")>
                        <SubmitButton label=l.t("registration-places-remove") tone=Tone::Warning />
                    </form>
                </section>
            }
        });
        let errors = errors(l, &form, kept);
        let fields = fields(l, &form, kept);
        view! {
            <BackLink href=list label=l.t("registration-places-title") />
            <h1>{title.clone()}</h1>
            <p>{taken}</p>
            {errors}
            <form class="form" method="post" action=here novalidate>
                {fields}
                <div class="form-end"><SubmitButton label=l.t("ui-save") /></div>
            </form>
            {remove}
        }
    };
    Ok(cx.render(page, body).await)
}

fn errors(l: Locale, form: &FormState, kept: bool) -> AnyView {
    let size = ("size", l.t("registration-places-col-size"));
    let mut labels = Vec::new();
    if kept {
        labels.push((GROUP, l.t("registration-places-group")));
        labels.push((NAME, l.t("registration-places-organisation-name")));
    }
    labels.push(size);
    if kept {
        labels.push(("total", l.t("registration-places-total")));
        labels.push(("opens_at", l.t("registration-places-opens")));
        labels.push(("position", l.t("registration-places-position")));
    }
    view! { <ErrorSummary l=l form=form labels=labels /> }.into_any()
}

fn fields(l: Locale, form: &FormState, kept: bool) -> AnyView {
    let rest = kept.then(|| {
        let totals: Vec<Choice> =
            TOTALS.into_iter().map(|t| Choice::new(t, l.t(&format!("registration-places-total-{t}")))).collect();
        view! {
            <RadioGroup l=l form=form name="total" legend=l.t("registration-places-total") choices=totals />
            <Checkbox l=l form=form name="falls_back" label=l.t("registration-places-falls-back")
                hint=l.t("registration-places-falls-back-hint") />
            <TextField l=l form=form name="opens_at" label=l.t("registration-places-opens")
                hint=l.t("registration-places-opens-hint") kind=Field::DateTime optional=true />
            <TextField l=l form=form name="position" label=l.t("registration-places-position")
                hint=l.t("registration-places-position-hint") kind=Field::Number min="0".to_owned()
                max=POSITION_MAX.to_string() width="w-4" />
        }
    });
    view! {
        <TextField l=l form=form name="size" label=l.t("registration-places-col-size") kind=Field::Number
            min="0".to_owned() max=PLACES_MAX.to_string() width="w-8" />
        {rest}
    }
    .into_any()
}
