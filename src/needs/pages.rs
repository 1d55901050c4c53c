//! Needs of an event, by kind: how many are open, whose they are, and one tap to say that it is arranged.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::form::NOTE_MAX;
use super::model::{Count, Kind, State, Task, count};
use super::service::{self, List};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::Event;
use crate::form::FormState;
use crate::i18n::{Locale, arg, day};
use crate::staff::model::{Action, Actor, Of};
use crate::ui::html::escape;
use crate::ui::{
    BackLink, CardTable, EmptyState, ErrorSummary, HiddenField, Mood, Notice, Pagination, StateTag, SubmitButton,
    TextArea, Tone,
};
use crate::web::{Id, Page, PageCx};

/// The name of the form of a note, for what was typed.
#[must_use]
pub fn form_name(slug: &str) -> String {
    format!("needs:{slug}")
}

/// Rows of a kind on the page of all kinds; more are on a page of the kind's own, so many at a time.
const SHORT: usize = 10;
const LONG: usize = 100;

/// What was just done, and which kind is shown alone, from which row on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    kind: String,
    from: usize,
}

impl Asked {
    fn kind(&self) -> Option<Kind> {
        Kind::parse(&self.kind)
    }

    /// The same page, as the end of an address; `done` is said there.
    #[must_use]
    pub fn address(&self, done: &str) -> String {
        let kind = self.kind().map(|kind| ("kind", kind.code().to_owned()));
        let from = (kind.is_some() && self.from > 0).then(|| ("from", self.from.to_string()));
        let done = (!done.is_empty()).then(|| ("done", done.to_owned()));
        let pairs: Vec<_> =
            [kind, from, done].into_iter().flatten().map(|(name, value)| format!("{name}={value}")).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

/// What can be said; anything else in the address says nothing.
const DONE: [(&str, Mood); 4] =
    [("arranged", Mood::Good), ("not_possible", Mood::Good), ("open", Mood::Good), ("gone", Mood::Waiting)];

/// What every row needs to know.
struct Frame<'a> {
    l: Locale,
    base: &'a str,
    event: &'a Event,
    list: &'a List,
    /// Whether a name leads to its registration.
    leads: bool,
    typed: &'a FormState,
    asked: &'a Asked,
    now: Instant,
}

/// `GET /{l}/staff/events/{slug}/needs`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see them.
pub async fn needs(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(asked): Query<Asked>,
) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let list = service::list(&cx.app, &actor, &event).await?;
    let leads = actor.can(Action::RegistrationSee, &event.place(), Of::Other);
    let typed = cx.typed(&form_name(&slug)).await?.unwrap_or_default();
    let (l, now) = (cx.locale, cx.app.clock.now());
    let done = DONE.into_iter().find(|(code, _)| *code == asked.done);
    let page = Page::new(l.t("needs-title")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{slug}"));
    Ok(cx
        .render(page, move || {
            body(&Frame { l, base: &base, event: &event, list: &list, leads, typed: &typed, asked: &asked, now }, done)
        })
        .await)
}

fn body(frame: &Frame<'_>, done: Option<(&str, Mood)>) -> AnyView {
    let Frame { l, base, event, list, typed, asked, .. } = *frame;
    let (text, _) = event.text(l);
    let done = done.map(|(code, mood)| (mood, l.t(&format!("needs-done-{code}"))));
    let done = done.map(|(mood, said)| view! { <Notice mood=mood announce=true><p>{said}</p></Notice> });
    let counts = count(&list.tasks);
    let content = if list.tasks.is_empty() {
        view! { <EmptyState title=l.t("needs-none")><p>{l.t("needs-none-help")}</p></EmptyState> }.into_any()
    } else {
        let alone = asked.kind();
        let kinds = Kind::ALL.into_iter().filter(|kind| alone.is_none_or(|alone| alone == *kind));
        let sections: Vec<_> = kinds.filter_map(|kind| section(frame, kind, counts.get(&kind).copied())).collect();
        let all = alone.map(|_| view! { <p><a href=format!("{base}/needs")>{l.t("needs-all-kinds")}</a></p> });
        view! { {alone.is_none().then(|| chart(l, &counts))} {all} {sections} }.into_any()
    };
    view! {
        <BackLink href=base.to_owned() label=text.title.clone() />
        <p class="kicker print-only">{text.title.clone()}</p>
        <h1>{l.t("needs-title")}</h1>
        {done}
        <ErrorSummary l=l form=typed labels=vec![("note", l.t("needs-note"))] />
        <p class="lead">{l.t(if list.may_decide { "needs-lead" } else { "needs-lead-facilitator" })}</p>
        {content}
    }
    .into_any()
}

fn kind_name(l: Locale, kind: Kind) -> String {
    l.t(&format!("registration-need-{}", kind.code()))
}

/// Height of a kind's label and bar in CSS pixels.
const ROW: u32 = 56;

/// Of each kind one bar: what is arranged full, what is open hollow, what is not possible struck. The longest is all of the width.
fn drawing(l: Locale, counts: &BTreeMap<Kind, Count>) -> String {
    let most = counts.values().map(|c| c.all()).max().unwrap_or(0).max(1);
    let mut svg = String::new();
    for (y, (kind, count)) in (0..).step_by(ROW as usize).zip(counts) {
        let (label_y, bar_y) = (y + 18, y + 28);
        // Writing to a String cannot fail.
        let _ = write!(
            svg,
            r#"<text class="chart-label" x="0" y="{label_y}">{}</text><text class="chart-value" x="100%" y="{label_y}" text-anchor="end">{} / {}</text>"#,
            escape(&kind_name(l, *kind)),
            count.arranged,
            count.all()
        );
        let mut from = 0;
        for (n, class) in [(count.arranged, "chart-bar"), (count.not_possible, "chart-not"), (count.open, "chart-open")]
        {
            if n > 0 {
                let (x, width) = (from * 1000 / most, n * 1000 / most);
                let _ = write!(
                    svg,
                    r#"<rect class="{class}" x="{}.{}%" y="{bar_y}" width="{}.{}%" height="12"/>"#,
                    x / 10,
                    x % 10,
                    width / 10,
                    width % 10
                );
                from += n;
            }
        }
    }
    svg
}

fn chart(l: Locale, counts: &BTreeMap<Kind, Count>) -> AnyView {
    let height = ROW * u32::try_from(counts.len()).unwrap_or(0);
    // Shapes only; every text in it is escaped above.
    let drawing = drawing(l, counts);
    let headers = ["kind", "open", "arranged", "not_possible"].map(|h| l.t(&format!("needs-col-{h}"))).to_vec();
    let rows = counts
        .iter()
        .map(|(kind, c)| {
            vec![kind_name(l, *kind).into_any(), c.open.into_any(), c.arranged.into_any(), c.not_possible.into_any()]
        })
        .collect();
    view! {
        <figure class="chart">
            <figcaption class="chart-title">{l.t("needs-chart")}</figcaption>
            <svg class="chart-svg" role="img" width="100%" height=height.to_string() aria-labelledby="needs-chart-title needs-chart-desc">
                <title id="needs-chart-title">{l.t("needs-chart")}</title>
                <desc id="needs-chart-desc">{l.t("needs-chart-said")}</desc>
                <g inner_html=drawing></g>
            </svg>
            <p class="hint">{l.t("needs-chart-said")}</p>
            <details class="chart-table">
                <summary>{l.t("ui-chart-table")}</summary>
                <CardTable caption=l.t("needs-chart") quiet=true headers=headers rows=rows />
            </details>
        </figure>
    }
    .into_any()
}

fn section(frame: &Frame<'_>, kind: Kind, count: Option<Count>) -> Option<AnyView> {
    let Frame { l, base, asked, .. } = *frame;
    let tasks: Vec<&Task> = frame.list.tasks.iter().filter(|t| t.kind == kind).collect();
    if tasks.is_empty() {
        return None;
    }
    let alone = asked.kind().is_some();
    let from = if alone { asked.from.min(tasks.len() - 1) / LONG * LONG } else { 0 };
    let upto = from + if alone { LONG } else { SHORT };
    let page =
        |from| format!("{base}/needs{}", Asked { kind: kind.code().to_owned(), from, ..Asked::default() }.address(""));
    let more = (!alone && tasks.len() > upto).then(|| {
        view! { <p><a href=page(0)>{l.ta("needs-show-all", &[("n", arg(count_of(tasks.len())))])}</a></p> }
    });
    let newer = from.checked_sub(LONG).map(page);
    let older = (alone && tasks.len() > upto).then(|| page(upto));
    let count = count.unwrap_or_default();
    let said = l.ta("needs-open-of", &[("open", arg(count.open)), ("all", arg(count.all()))]);
    // What came back too long is shown wherever it stands.
    let shown = tasks.into_iter().enumerate().filter(|(n, task)| (from..upto).contains(n) || is_typed(frame, task));
    let rows: Vec<_> = shown.map(|(_, task)| row(frame, task)).collect();
    Some(
        view! {
            <section class="section" id=kind.code()>
                <h2>{kind_name(l, kind)}</h2>
                <p class="small">{said}</p>
                <ul class="switches">{rows}</ul>
                {more}
                <Pagination l=l newer=newer older=older ordered=true />
            </section>
        }
        .into_any(),
    )
}

fn count_of(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Whether what was typed belongs to this one row.
fn is_typed(frame: &Frame<'_>, task: &Task) -> bool {
    let typed = |name: &str| frame.typed.value(name);
    typed("registration") == task.registration.to_string() && typed("kind") == task.kind.code()
}

fn row(frame: &Frame<'_>, task: &Task) -> AnyView {
    let Frame { l, base, event, list, leads, now, .. } = *frame;
    let name = task
        .legible
        .key()
        .map_or_else(|| if leads { &task.full_name } else { &task.call_name }.reveal().to_owned(), |key| l.t(key));
    let name = if leads {
        view! { <a href=format!("{base}/registrations/{}", task.registration)>{name}</a> }.into_any()
    } else {
        name.into_any()
    };
    let mood = match task.state {
        State::Open => Mood::Waiting,
        State::Arranged => Mood::Good,
        State::NotPossible => Mood::Bad,
    };
    let state = if task.is_to_call_off() {
        view! { <StateTag label=l.t("needs-call-off") mood=Mood::Bad /> }.into_any()
    } else {
        view! { <StateTag label=l.t(&format!("needs-state-{}", task.state.code())) mood=mood /> }.into_any()
    };
    // Whoever has a place has no other mark; the others may need nothing in the end.
    let standing = (task.standing != crate::registration::model::State::Confirmed)
        .then(|| l.t(&format!("registration-state-{}", task.standing.code())));
    let by = task.decided_by.and_then(|id| list.names.get(&id)).map(|name| name.reveal().to_owned());
    let when = task.decided_at.map(|at| day(l, event.zone, at, now));
    let decided: Vec<String> = [standing, by, when].into_iter().flatten().collect();
    let decided = (!decided.is_empty()).then(|| view! { <p class="small">{decided.join(" · ")}</p> });
    let words = |text: &crate::seal::Personal| (!text.is_empty()).then(|| view! { <p>{text.reveal().to_owned()}</p> });
    view! {
        <li>
            <div>
                <p class="switch-name">{name} " " {state}</p>
                {words(&task.diet)}
                {words(&task.note)}
                {decided}
            </div>
            {list.may_decide.then(|| acts(frame, task))}
        </li>
    }
    .into_any()
}

/// One tap for what is arranged; a note, and what is not possible, behind one more.
fn acts(frame: &Frame<'_>, task: &Task) -> AnyView {
    let Frame { l, base, typed, asked, .. } = *frame;
    let action = format!("{base}/needs{}", asked.address(""));
    let about = || {
        view! {
            <HiddenField name="registration" value=task.registration.to_string() />
            <HiddenField name="kind" value=task.kind.code() />
        }
    };
    let (to, label) = match task.state {
        State::Open => (State::Arranged, "needs-arrange"),
        _ if task.is_to_call_off() => (State::Open, "needs-called-off"),
        State::Arranged | State::NotPossible => (State::Open, "needs-reopen"),
    };
    let tone = if to == State::Arranged { Tone::Secondary } else { Tone::Quiet };
    let tap = view! {
        <form method="post" action=action.clone()>
            {about()}
            <SubmitButton label=l.t(label) tone=tone name="to" value=to.code() />
        </form>
    };
    if task.is_to_call_off() {
        return tap.into_any();
    }
    let here = is_typed(frame, task);
    let mut form = FormState::default();
    if here {
        form.clone_from(typed);
    } else {
        form.set("note", task.note.reveal());
    }
    let id = (!here).then(|| format!("note-{}-{}", task.registration, task.kind.code()));
    view! {
        <div class="actions">
            {tap}
            <details open=here>
                <summary>{l.t("needs-more")}</summary>
                <form class="form" method="post" action=action novalidate>
                    {about()}
                    <TextArea l=l form=&form name="note" label=l.t("needs-note") hint=l.t("needs-note-hint") rows=2 optional=true
                        maxlength=u32::try_from(NOTE_MAX).unwrap_or(u32::MAX) id=id />
                    <div class="form-end">
                        <p class="actions">
                            <SubmitButton label=l.t("needs-arrange") tone=Tone::Secondary name="to" value=State::Arranged.code() />
                            <SubmitButton label=l.t("needs-refuse") tone=Tone::Secondary name="to" value=State::NotPossible.code() />
                        </p>
                    </div>
                </form>
            </details>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_goes_back_to_the_same_page() {
        let asked = |kind: &str, from| Asked { done: "arranged".into(), kind: kind.into(), from };
        assert_eq!(asked("", 100).address(""), "");
        assert_eq!(asked("travel", 100).address("open"), "?kind=travel&from=100&done=open");
        assert_eq!(asked("travel", 0).address(""), "?kind=travel");
        // What is no kind is nowhere in the page.
        assert_eq!(asked("travel\"><b>", 100).address("gone"), "?done=gone");
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let counts = BTreeMap::from([
            (Kind::Travel, Count { open: 5, arranged: 3, not_possible: 2 }),
            (Kind::Diet, Count { open: 0, arranged: 5, not_possible: 0 }),
        ]);
        let svg = drawing(Locale::En, &counts);
        for part in [
            r#"class="chart-bar" x="0.0%" y="28" width="50.0%""#,
            r#"class="chart-bar" x="0.0%" y="84" width="30.0%""#,
            r#"class="chart-not" x="30.0%" y="84" width="20.0%""#,
            r#"class="chart-open" x="50.0%" y="84" width="50.0%""#,
            ">3 / 10<",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert_eq!(svg.matches("<rect").count(), 4);
    }
}
