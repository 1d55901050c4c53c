//! The sessions: the zone in which their times are meant, and a row for each.

use axum::response::Response;
use leptos::prelude::*;

use super::{Sheet, characters, editable, head, sheet};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events::form::sessions as form;
use crate::events::form::{
    ADD_SESSION, OTHER_ZONE, SESSION_TITLE_MAX, SESSIONS_MAX, ZONE_MAX, ZONES, session_field, text_field,
};
use crate::events::model::checklist::Section;
use crate::form::FormState;
use crate::i18n::{Locale, Zone, arg, zone_name};
use crate::staff::model::Actor;
use crate::ui::{Choice, HiddenField, Kind as Field, RadioGroup, SubmitButton, TextField, Tone};
use crate::web::{Id, PageCx};

/// `/{l}/staff/events/{slug}/edit/sessions`
///
/// # Errors
/// `Conflict` for what can no longer be edited.
pub async fn sessions(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let l = cx.locale;
    let event = editable(&cx, &actor, &slug).await?;
    let mut page = Sheet::of(&cx, &event, Section::Sessions, form::filled).await?;
    page.labels.extend((0..SESSIONS_MAX).flat_map(|row| labels(l, row)));
    let page = page.labelled(l, &[("zone", "events-zone"), ("zone_other", "events-zone-other-name")]);
    let (main, at) = (event.main_locale, event.starts_at);
    let body = move || sheet(l, &event, &page, |form| fields(l, form, main, at));
    Ok(cx.render(head(l, Section::Sessions, &actor), body).await)
}

fn session_name(l: Locale, row: usize) -> String {
    l.ta("events-session-n", &[("n", arg(row + 1))])
}

fn labels(l: Locale, row: usize) -> Vec<(String, String)> {
    let label = |part: &str, what: String| (session_field(row, part), format!("{}, {what}", session_name(l, row)));
    let mut labels = vec![label("start", l.t("events-session-start")), label("end", l.t("events-session-end"))];
    for other in Locale::ALL {
        let what = format!("{} · {}", l.t("events-session-title"), other.name());
        labels.push(label(&text_field("title", other), what));
    }
    labels
}

fn fields(l: Locale, form: &FormState, main: Locale, at: Instant) -> AnyView {
    let count = form::rows(form);
    let rows: Vec<_> = (0..count).map(|row| one(l, form, row, (count > 1).then_some(main))).collect();
    let more = (count < SESSIONS_MAX).then(|| {
        view! {
            <p class="actions">
                <SubmitButton label=l.t("events-session-add") tone=Tone::Secondary name="action" value=ADD_SESSION />
            </p>
        }
    });
    let called = |name: &str| name.parse::<Zone>().map_or_else(|_| name.to_owned(), |zone| zone_name(l, zone, at));
    let other = Choice::new(OTHER_ZONE, l.t("events-zone-other"));
    let zones = ZONES.into_iter().map(|z| Choice::new(z, called(z))).chain([other]);
    view! {
        <HiddenField name="rows" value=count.to_string() />
        <p class="hint">{l.ta("events-group-sessions-hint", &[("max", arg(SESSIONS_MAX))])}</p>
        {rows}
        {more}
        <fieldset class="group"><legend class="group-title">{l.t("events-zone")}</legend>
            <RadioGroup l=l form=form name="zone" legend=l.t("editor-zone-question") hint=l.t("events-zone-hint") choices=zones.collect() />
            <TextField l=l form=form name="zone_other" label=l.t("events-zone-other-name") hint=l.t("events-zone-other-hint")
                either=true maxlength=characters(ZONE_MAX) no_spellcheck=true autocomplete="off" />
        </fieldset>
    }
    .into_any()
}

/// A row; its title in `main` is needed, unless it is the only one and goes by the event's title. The rows after the first
/// may stay empty as a whole, so nothing in them is required by itself; what alone may stay empty says so in all rows.
fn one(l: Locale, form: &FormState, row: usize, main: Option<Locale>) -> AnyView {
    let id = form.value(&session_field(row, "id"));
    let id = (!id.is_empty()).then(|| view! { <HiddenField name=session_field(row, "id") value=id /> });
    let titles: Vec<_> = Locale::ALL
        .into_iter()
        .map(|other| {
            let field = session_field(row, &text_field("title", other));
            let label = format!("{} · {}", l.t("events-session-title"), other.name());
            view! {
                <div class="side">
                    <TextField l=l form=form name=field label=label optional={main != Some(other)}
                        either={row > 0} maxlength=characters(SESSION_TITLE_MAX) />
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class="group"><legend class="group-title">{session_name(l, row)}</legend>
            <div class="sides">
                <div class="side">
                    <TextField l=l form=form name=session_field(row, "start") label=l.t("events-session-start")
                        kind=Field::DateTime either={row > 0} />
                </div>
                <div class="side">
                    <TextField l=l form=form name=session_field(row, "end") label=l.t("events-session-end")
                        kind=Field::DateTime either={row > 0} />
                </div>
                {titles}
            </div>
            {id}
        </fieldset>
    }
    .into_any()
}
