//! Two people beside each other: which value of each field stays.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::duplicates::reasons;
use super::merge_form;
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::form::FormState;
use crate::i18n::{Locale, arg, day, range};
use crate::people::form::{CHOSEN, twin_field};
use crate::people::model::Whose;
use crate::people::service::{self, Comparison, Side};
use crate::registration::model::{Registration, State};
use crate::staff::model::Actor;
use crate::ui::{BackLink, CheckboxGroup, Choice, ErrorSummary, HiddenField, Notice, RadioGroup, SubmitButton};
use crate::web::{Id, Page, PageCx};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    with: Option<Uuid>,
}

/// `GET /{l}/staff/people/{id}/merge?with=…`
///
/// # Errors
/// `Forbidden`, or `NotFound` for whom the asker may not see.
pub async fn merge(
    cx: PageCx,
    actor: Actor,
    Id((_, id)): Id<(String, Uuid)>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    let with = asked.with.ok_or(AppError::NotFound)?;
    let comparison = service::comparison(&cx.app, &actor, id, with).await?;
    let mut form = cx.typed(&merge_form(id, with)).await?.unwrap_or_default();
    preset(&mut form, &comparison);
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("people-merge-title")).staff(actor.chrome()).active("people");
    Ok(cx.render(page, move || body(l, &comparison, &form, now)).await)
}

/// What is chosen until somebody chooses: the values of who remains, every contact, and the registration that has a place.
fn preset(form: &mut FormState, comparison: &Comparison) {
    let fresh = form.values.is_empty();
    for name in CHOSEN {
        if form.value(name).is_empty() {
            form.set(name, Whose::Survivor.code());
        }
    }
    if fresh {
        let both = comparison.survivor.contacts.iter().chain(&comparison.merged.contacts);
        let ids = both.filter(|c| !c.claimed).map(|c| c.id.to_string()).collect();
        form.values.insert("contact".to_owned(), ids);
    }
    for (event, one, other) in &comparison.twins {
        let field = twin_field(event.id);
        if form.value(&field).is_empty() {
            let stays = if other.holds_place && !one.holds_place { other } else { one };
            form.set(&field, stays.id.to_string());
        }
    }
}

fn body(l: Locale, c: &Comparison, form: &FormState, now: Instant) -> AnyView {
    let (id, with) = (c.survivor.person.id, c.merged.person.id);
    let swap = format!("/{l}/staff/people/{with}/merge?with={id}");
    let likeness = c.likeness.as_ref().map(|likeness| {
        view! { <p>{l.t("people-reasons")} ": " {reasons(l, &likeness.reasons)}</p> }
    });
    let rest = if c.outside {
        view! { <Notice><p>{l.t("people-merge-outside")}</p></Notice> }.into_any()
    } else {
        choices(l, c, form, now)
    };
    view! {
        <BackLink href=format!("/{l}/staff/people/{id}") label=c.survivor.person.full_name.reveal().to_owned() />
        <div class="staff-head"><h1>{l.t("people-merge-title")}</h1></div>
        <ErrorSummary l=l form=form />
        <p class="lead">{l.t("people-merge-lead")}</p>
        {likeness}
        <div class="section">
            {side(l, "people-merge-survivor", &c.survivor, now)}
            {side(l, "people-merge-merged", &c.merged, now)}
            <p class="actions"><a href=swap>{l.t("people-merge-swap")}</a></p>
        </div>
        {rest}
    }
    .into_any()
}

fn side(l: Locale, title: &str, side: &Side, now: Instant) -> AnyView {
    let lines: Vec<_> =
        side.trainings.iter().map(|(event, r)| view! { <li>{training(l, event, r, now)}</li> }).collect();
    let link = format!("/{l}/staff/people/{}", side.person.id);
    view! {
        <h2>{l.t(title)}</h2>
        <p><a href=link>{side.person.full_name.reveal().to_owned()}</a></p>
        <ul>{lines}</ul>
    }
    .into_any()
}

/// "Title · 25 November · confirmed".
fn training(l: Locale, event: &Event, r: &Registration, now: Instant) -> String {
    let when = range(l, event.zone, event.starts_at, event.ends_at, now);
    format!("{} · {when} · {}", event.text(l).0.title, state(l, r.state))
}

fn state(l: Locale, state: State) -> String {
    l.t(&format!("registration-state-{}", state.code()))
}

fn choices(l: Locale, c: &Comparison, form: &FormState, now: Instant) -> AnyView {
    let (one, other) = (&c.survivor.person, &c.merged.person);
    let values = [
        (one.full_name.reveal().to_owned(), other.full_name.reveal().to_owned()),
        (one.call_name.reveal().to_owned(), other.call_name.reveal().to_owned()),
        (one.locale.name().to_owned(), other.locale.name().to_owned()),
    ];
    let fields: Vec<_> = CHOSEN
        .into_iter()
        .zip(values)
        .map(|(name, (ours, theirs))| {
            // What is the same for both is no choice.
            if ours == theirs {
                return view! { <HiddenField name=name value=Whose::Survivor.code() /> }.into_any();
            }
            let label = l.t(&format!("people-merge-{}", name.replace('_', "-")));
            let choices = vec![Choice::new(Whose::Survivor.code(), ours), Choice::new(Whose::Merged.code(), theirs)];
            view! { <RadioGroup l=l form=form name=name legend=label choices=choices /> }.into_any()
        })
        .collect();
    let both = c.survivor.contacts.iter().chain(&c.merged.contacts).filter(|c| !c.claimed);
    let contacts: Vec<Choice> =
        both.map(|c| Choice::new(c.id.to_string(), c.contact.value.reveal().to_owned())).collect();
    let contacts = (!contacts.is_empty()).then(|| {
        view! {
            <CheckboxGroup
                l=l
                form=form
                name="contact"
                legend=l.t("people-merge-contacts")
                hint=l.t("people-merge-contacts-hint")
                choices=contacts
            />
        }
    });
    let twins: Vec<_> = c.twins.iter().map(|(event, a, b)| twin(l, event, (a, b), form, now)).collect();
    let action = format!("/{l}/staff/people/{}/merge", one.id);
    view! {
        <form class="form section" method="post" action=action novalidate>
            <HiddenField name="with" value=other.id.to_string() />
            {fields}
            {contacts}
            {twins}
            <p class="hint">{l.t("people-merge-undo-hint")}</p>
            <p class="actions">
                <SubmitButton label=l.t("people-merge") />
                <a href=format!("/{l}/staff/people/duplicates")>{l.t("people-merge-no")}</a>
            </p>
        </form>
    }
    .into_any()
}

fn twin(
    l: Locale,
    event: &Event,
    (one, other): (&Registration, &Registration),
    form: &FormState,
    now: Instant,
) -> AnyView {
    let label = l.ta("people-merge-twin", &[("event", arg(event.text(l).0.title.clone()))]);
    let choice = |r: &Registration| {
        let since = day(l, event.zone, r.created_at, now);
        Choice::new(r.id.to_string(), format!("{} · {since}", state(l, r.state)))
    };
    let hint = l.t(if now < event.ends_at { "people-merge-twin-hint" } else { "people-merge-twin-over" });
    view! {
        <RadioGroup
            l=l
            form=form
            name=twin_field(event.id)
            legend=label
            hint=hint
            choices=vec![choice(one), choice(other)]
        />
    }
    .into_any()
}
