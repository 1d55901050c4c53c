//! The roster of one session, with a form a person.

use leptos::prelude::*;
use uuid::Uuid;

use super::{said_name, session_line, session_number, status_word, with_number};
use crate::attendance::island::{FIELD, LIST, RosterFilter};
use crate::attendance::model::{Source, State, Status};
use crate::attendance::service::{Desk, DeskRow};
use crate::clock::Instant;
use crate::events::model::{Event, Session};
use crate::form::FormState;
use crate::i18n::{Locale, arg, time};
use crate::ids::Ids;
use crate::questions;
use crate::registration::model::Source as Registered;
use crate::ui::{EmptyState, ErrorSummary, HiddenField, Kind, Mood, Notice, StateTag, SubmitButton, TextField, Tone};

/// Offered at once; the others stand behind "more".
const FIRST: [Status; 2] = [Status::Present, Status::Late];
const MORE: [Status; 3] = [Status::LeftEarly, Status::Excused, Status::Absent];

/// What every row needs to know.
struct Frame<'a> {
    l: Locale,
    base: &'a str,
    ids: &'a Ids,
    desk: &'a Desk,
}

pub(super) fn view(
    l: Locale,
    base: &str,
    now: Instant,
    ids: &Ids,
    desk: &Desk,
    search: &str,
    typed: &FormState,
) -> impl IntoView + use<> {
    let frame = Frame { l, base, ids, desk };
    let (event, session) = (&desk.event, &desk.session);
    let rows: Vec<_> = desk.rows.iter().map(|r| row(&frame, r)).collect();
    let missing = desk.rows.iter().all(|r| !r.shown);
    let roster = if desk.rows.is_empty() {
        view! { <EmptyState title=l.t("attendance-empty")><p>{l.t("attendance-empty-help")}</p></EmptyState> }
            .into_any()
    } else {
        view! { <ul class="roster" id=LIST>{rows}</ul> }.into_any()
    };
    let registered = desk.rows.len().to_string();
    let counted =
        desk.headcount.and_then(|n| usize::try_from(n).ok()).map(|n| with_number(l, "attendance-counted", n, &[]));
    let labels = vec![
        ("people", l.t("attendance-headcount")),
        ("full_name", l.t("attendance-walk-in-name")),
        ("phone", l.t("attendance-walk-in-phone")),
    ];
    view! {
        <div class="desk">
            <header class="desk-head">
                <h1>{event.text(l).0.title.clone()}</h1>
                <p class="desk-session">{session_line(l, event, session, now)}</p>
                <p class="desk-counts">
                    {with_number(l, "attendance-came", desk.came, &[("registered", registered)])}
                    {counted}
                </p>
            </header>
            <ErrorSummary l=l form=typed labels=labels />
            {sessions(l, base, event, session)}
            {desk.unknown_code.then(|| view! {
                <Notice mood=Mood::Bad announce=true><p>{l.t("attendance-code-unknown")}</p></Notice>
            })}
            {roster}
            {(missing && !desk.rows.is_empty() && !desk.unknown_code)
                .then(|| view! { <p role="status">{l.t("attendance-nobody")}</p> })}
            <RosterFilter nothing=l.t("attendance-nobody") />
            {headcount(l, base, session, typed)}
            {walk_in(&frame, typed)}
            <p class="actions">
                <a href=format!("{base}/desk/sheet?session={}", session.id)>{l.t("attendance-sheet")}</a>
                <a href=format!("{base}/attendance")>{l.t("attendance-summary")}</a>
                <a href=base.to_owned()>{l.t("attendance-to-event")}</a>
            </p>
            {undo(&frame)}
            <form class="desk-tools" role="search" method="post" action=format!("{base}/desk")>
                <HiddenField name="session" value=session.id.to_string() />
                <label class="visually-hidden" for=FIELD>{l.t("attendance-search")}</label>
                <input
                    class="input"
                    id=FIELD
                    name="q"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=l.t("attendance-search")
                    value=search.to_owned()
                />
                <button class=Tone::Secondary.class() type="submit">{l.t("ui-search")}</button>
            </form>
        </div>
    }
}

fn sessions(l: Locale, base: &str, event: &Event, chosen: &Session) -> Option<AnyView> {
    if event.sessions.len() < 2 {
        return None;
    }
    let links: Vec<_> = event
        .sessions
        .iter()
        .map(|s| {
            let current = (s.id == chosen.id).then_some("true");
            let href = format!("{base}/desk?session={}", s.id);
            view! { <li><a href=href aria-current=current>{session_number(l, event, s)}</a></li> }
        })
        .collect();
    Some(view! { <nav aria-label=l.t("attendance-sessions")><ul class="chips">{links}</ul></nav> }.into_any())
}

fn row(frame: &Frame<'_>, row: &DeskRow) -> AnyView {
    let Frame { l, desk, .. } = *frame;
    let entry = &row.entry;
    let full = rest_of_name(entry.full_name.reveal(), entry.call_name.reveal());
    let full = (!full.is_empty()).then(|| view! { <span class="small">{full.to_owned()}</span> });
    // What stands behind "more" is said beside the name, because it does not fit on its button.
    let status = row.state.as_ref().map(|s| s.status).filter(|s| MORE.contains(s));
    let status = status.map(|s| view! { <StateTag label=status_word(l, s) /> });
    let walked_in =
        entry.source == Registered::WalkIn || row.state.as_ref().is_some_and(|s| s.mark.source == Source::WalkIn);
    let walked_in = walked_in.then(|| view! { <StateTag label=l.t("attendance-walk-in") /> });
    let past =
        entry.past_capacity.then(|| view! { <StateTag label=l.t("attendance-past-capacity") mood=Mood::Waiting /> });
    let conflict = row.state.as_ref().filter(|s| s.conflict);
    let needs: Vec<String> = entry.needs.iter().map(|key| l.t(key)).collect();
    let needs = (!needs.is_empty()).then(|| view! { <span class="small">{needs.join(", ")}</span> });
    let answers: Vec<_> = questions::pages::facts(l, &row.answers)
        .into_iter()
        .map(|(question, answer)| view! { <span class="small">{question}": "{answer}</span> })
        .collect();
    let short: String = entry.short_code.chars().take(4).collect();
    view! {
        <li
            id=format!("r-{}", entry.registration_id)
            data-name=row.search_name.reveal().to_owned()
            data-code=row.search_code.clone()
            hidden=!row.shown
        >
            <div class="roster-row" data-status=row.state.as_ref().map(|s| s.status.code())>
                <p class="roster-who">
                    <span class="roster-name">{said_name(l, entry, &entry.call_name)}</span>
                    {full}
                    <span class="roster-code">{short}</span>
                    {status}
                    {walked_in}
                    {past}
                    {conflict.map(|_| view! { <StateTag label=l.t("attendance-conflict") mood=Mood::Bad /> })}
                    {needs}
                    {answers}
                </p>
                {statuses(frame, row)}
            </div>
            {conflict.map(|state| disagreement(frame, desk, entry.registration_id, state))}
        </li>
    }
    .into_any()
}

/// The full name without the name to call, where it begins with that.
fn rest_of_name<'a>(full: &'a str, call: &str) -> &'a str {
    match full.strip_prefix(call) {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => rest.trim_start(),
        _ => full,
    }
}

fn statuses(frame: &Frame<'_>, row: &DeskRow) -> AnyView {
    let Frame { l, base, ids, desk } = *frame;
    let current = row.state.as_ref().map(|s| s.status);
    let seen = row.state.as_ref().map(|s| Uuid::from_u128(s.mark.id).to_string()).unwrap_or_default();
    let button = |status: Status| {
        let pressed = if current == Some(status) { "true" } else { "false" };
        view! {
            <button class="status" type="submit" name="status" value=status.code() aria-pressed=pressed>
                {status_word(l, status)}
            </button>
        }
    };
    let more = match current {
        Some(status) if MORE.contains(&status) => format!("✓ {}", l.t("attendance-more")),
        _ => l.t("attendance-more"),
    };
    view! {
        <form class="statuses" method="post" action=format!("{base}/desk/marks") aria-label=said_name(l, &row.entry, &row.entry.call_name)>
            <HiddenField name="session" value=desk.session.id.to_string() />
            <HiddenField name="registration" value=row.entry.registration_id.to_string() />
            <HiddenField name="mark_id" value=ids.uuid().to_string() />
            <HiddenField name="seen" value=seen />
            {FIRST.into_iter().map(button).collect::<Vec<_>>()}
            <details class="status-more">
                <summary>{more}</summary>
                <div>{MORE.into_iter().map(button).collect::<Vec<_>>()}</div>
            </details>
        </form>
    }
    .into_any()
}

/// Who said what, in words, and the way to settle it.
fn disagreement(frame: &Frame<'_>, desk: &Desk, registration: Uuid, state: &State) -> AnyView {
    let Frame { l, base, .. } = *frame;
    let said: Vec<String> = state
        .standing
        .iter()
        .map(|m| {
            let who = m.by.and_then(|by| desk.names.get(&Uuid::from_u128(by)).cloned());
            l.ta(
                "attendance-said",
                &[
                    ("status", arg(status_word(l, m.status))),
                    ("who", arg(who.unwrap_or_else(|| l.t("attendance-somebody")))),
                    ("time", arg(time(desk.event.zone, m.observed_at))),
                ],
            )
        })
        .collect();
    let settle = format!("{base}/desk/correct?session={}&registration={registration}", desk.session.id);
    view! { <p class="small">{said.join("; ")}". "<a href=settle>{l.t("attendance-settle")}</a></p> }.into_any()
}

fn headcount(l: Locale, base: &str, session: &Session, typed: &FormState) -> AnyView {
    view! {
        <section class="section" aria-labelledby="headcount">
            <h2 id="headcount">{l.t("attendance-headcount-heading")}</h2>
            <form class="form" method="post" action=format!("{base}/desk/headcount") novalidate>
                <HiddenField name="session" value=session.id.to_string() />
                <TextField l=l form=typed name="people" label=l.t("attendance-headcount") hint=l.t("attendance-headcount-hint") kind=Kind::Number width="w-4" />
                <div class="form-end"><SubmitButton label=l.t("ui-save") tone=Tone::Secondary /></div>
            </form>
        </section>
    }
    .into_any()
}

fn walk_in(frame: &Frame<'_>, typed: &FormState) -> AnyView {
    let Frame { l, base, ids, desk } = *frame;
    view! {
        <section class="section" aria-labelledby="walk-in">
            <h2 id="walk-in">{l.t("attendance-walk-in-heading")}</h2>
            <p>{l.t("attendance-walk-in-help")}</p>
            <form class="form" method="post" action=format!("{base}/desk/walk-ins") novalidate>
                <HiddenField name="session" value=desk.session.id.to_string() />
                <HiddenField name="mark_id" value=ids.uuid().to_string() />
                <TextField l=l form=typed name="full_name" label=l.t("attendance-walk-in-name") maxlength=120 autocomplete="off" no_spellcheck=true />
                <TextField l=l form=typed name="phone" label=l.t("attendance-walk-in-phone") kind=Kind::Tel autocomplete="off" optional=true width="w-16" />
                <div class="form-end"><SubmitButton label=l.t("attendance-walk-in-send") tone=Tone::Secondary /></div>
            </form>
        </section>
    }
    .into_any()
}

/// What was just done, and one tap to take it back.
fn undo(frame: &Frame<'_>) -> Option<AnyView> {
    let Frame { l, base, ids, desk } = *frame;
    let (entry, mark) = desk.done.as_ref()?;
    let name = said_name(l, entry, &entry.call_name);
    let said = l.ta("attendance-done", &[("name", arg(name)), ("status", arg(status_word(l, mark.status)))]);
    Some(
        view! {
            <div class="undo" role="status">
                <p>{said}</p>
                <form method="post" action=format!("{base}/desk/undo")>
                    <HiddenField name="session" value=desk.session.id.to_string() />
                    <HiddenField name="mark" value=Uuid::from_u128(mark.id).to_string() />
                    <HiddenField name="mark_id" value=ids.uuid().to_string() />
                    <SubmitButton label=l.t("attendance-undo") tone=Tone::Quiet />
                </form>
            </div>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::rest_of_name;

    #[test]
    fn a_name_is_not_said_twice() {
        assert_eq!(rest_of_name("Айгүл Бекова", "Айгүл"), "Бекова");
        assert_eq!(rest_of_name("Айгүл", "Айгүл"), "");
        assert_eq!(rest_of_name("Бекова Айгүл", "Айгүл"), "Бекова Айгүл");
        assert_eq!(rest_of_name("Айгүлова Бермет", "Айгүл"), "Айгүлова Бермет");
    }
}
