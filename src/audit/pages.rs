//! The history of actions, in words.

#![expect(clippy::missing_errors_doc, reason = "handlers: every error becomes a page, by web::errors")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::codes::{self, ACTIONS, KINDS, Reason, key};
use super::form::{self, FIELDS};
use super::service::{self, HistoryPage, Line, Reach, Standing};
use crate::clock::Instant;
use crate::error::{AppError, Outcome};
use crate::events::model::Region;
use crate::events::service::regions;
use crate::form::FormState;
use crate::i18n::{Locale, Zone, arg, catalogue, day_time};
use crate::seal::Personal;
use crate::staff::model::Actor;
use crate::staff::service::everybody;
use crate::ui::{
    CardTable, Checkbox, Choice, DefinitionList, EmptyState, ErrorSummary, Kind, Mood, Pagination, Select, StateTag,
    SubmitButton, TextField, Tone,
};
use crate::web::{Page, PageCx};

const LENGTH: usize = 50;
const PREFIX: &str = "staff-audit-";

/// The actions that have words; a test sees to it that all four languages have the same.
static WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = catalogue(Locale::Ky).into_iter().flat_map(str::lines);
    lines.filter_map(|line| line.strip_prefix(PREFIX)?.split_once(" =").map(|(key, _)| key)).collect()
});

/// What a page of the history shows.
struct Shown {
    form: FormState,
    page: HistoryPage,
    reach: Reach,
    staff: Vec<(Uuid, Personal)>,
    regions: Vec<Region>,
    now: Instant,
}

pub async fn history(cx: PageCx, actor: Actor, Query(asked): Query<BTreeMap<String, String>>) -> Outcome<Response> {
    let id = |text: &String| text.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let standing = match (asked.get("before"), asked.get("after")) {
        (Some(before), _) => Standing::Before(id(before)?),
        (None, Some(after)) => Standing::After(id(after)?),
        (None, None) => Standing::Newest,
    };
    let (filter, form) = form::parse(&asked);
    let reach = service::reach(&cx.app, &actor).await?;
    let page = if form.is_invalid() {
        HistoryPage { lines: Vec::new(), newer: false, older: false }
    } else {
        service::page(&cx.app, &actor, &filter, standing, LENGTH).await?
    };
    let (staff, regions) = (everybody(&cx.app).await?, regions(&cx.app).await?);
    let (l, now) = (cx.locale, cx.app.clock.now());
    let frame = Page::new(l.t("ui-nav-audit")).staff(actor.chrome()).active("audit");
    let shown = Shown { form, page, reach, staff, regions, now };
    Ok(cx.render(frame, move || body(l, &shown)).await)
}

/// The address of this page with these fields.
fn address(l: Locale, fields: &[(&str, String)]) -> String {
    let query = serde_urlencoded::to_string(fields).unwrap_or_default();
    if query.is_empty() { format!("/{l}/staff/audit") } else { format!("/{l}/staff/audit?{query}") }
}

fn body(l: Locale, shown: &Shown) -> AnyView {
    let page = &shown.page;
    let kept: Vec<(&str, String)> =
        FIELDS.iter().map(|f| (*f, shown.form.value(f))).filter(|(_, v)| !v.is_empty()).collect();
    let link = |way: &'static str, line: Option<&Line>| {
        line.map(|line| address(l, &[kept.as_slice(), &[(way, line.id.to_string())]].concat()))
    };
    let newer = link("after", page.lines.first().filter(|_| page.newer));
    let older = link("before", page.lines.last().filter(|_| page.older));
    let table = if shown.form.is_invalid() {
        ().into_any()
    } else if page.lines.is_empty() {
        let title = if kept.is_empty() { l.t("ui-state-empty") } else { l.t("audit-none") };
        view! { <EmptyState title=title /> }.into_any()
    } else {
        let headers =
            ["staff-history-time", "staff-history-who", "staff-history-what", "staff-history-object", "audit-chain"];
        let headers = headers.map(|h| l.t(h)).to_vec();
        let rows = page.lines.iter().map(|line| row(l, line, shown)).collect();
        view! { <CardTable caption=l.t("ui-nav-audit") quiet=true headers=headers rows=rows /> }.into_any()
    };
    let labels = FIELDS.iter().filter(|f| **f != "refused").map(|f| (*f, label(l, f))).collect::<Vec<_>>();
    view! {
        <h1>{l.t("ui-nav-audit")}</h1>
        <ErrorSummary l=l form=&shown.form labels=labels />
        <p class="lead">{l.t("staff-history-help")}</p>
        {reach(l, shown)}
        {filters(l, shown, !kept.is_empty())}
        {table}
        <Pagination l=l newer=newer older=older />
    }
    .into_any()
}

/// How far the chain reaches, and who has looked.
fn reach(l: Locale, shown: &Shown) -> AnyView {
    let at = |at: Instant| day_time(l, Zone::UTC, at, shown.now);
    let reach = &shown.reach;
    let linked = reach.newest.as_ref().map_or_else(
        || l.t("audit-reach-none"),
        |b| l.ta("audit-reach-linked", &[("n", arg(b.total)), ("link", arg(b.number))]),
    );
    let point = reach.checkpoint.as_ref().map_or_else(
        || l.t("audit-checkpoint-none"),
        |p| l.ta("audit-checkpoint-at", &[("at", arg(at(p.at))), ("link", arg(p.batch))]),
    );
    let verified = reach.verified.as_ref().map_or_else(
        || l.t("audit-verified-never"),
        |v| {
            let key = if v.reason == "sound" { "audit-verified-sound" } else { "audit-verified-faults" };
            l.ta(key, &[("at", arg(at(v.at))), ("link", arg(v.batch.clone()))])
        },
    );
    let items = vec![
        (l.t("audit-waiting"), reach.waiting.to_string().into_any()),
        (l.t("audit-checkpoint"), point.into_any()),
        (l.t("audit-verified"), verified.into_any()),
    ];
    view! {
        <details>
            <summary>{l.t("audit-reach")}": "{linked}</summary>
            <DefinitionList items=items />
        </details>
    }
    .into_any()
}

fn label(l: Locale, field: &str) -> String {
    l.t(&format!("audit-field-{field}"))
}

fn filters(l: Locale, shown: &Shown, any: bool) -> AnyView {
    let form = &shown.form;
    let mut who = vec![
        Choice::new("participants", l.t("audit-who-participants")),
        Choice::new("system", l.t("staff-history-system")),
    ];
    who.extend(shown.staff.iter().map(|(id, name)| Choice::new(id.to_string(), name.reveal())));
    let mut actions: Vec<_> = ACTIONS.iter().map(|code| Choice::new(*code, action(l, code))).collect();
    actions.sort_by(|a, b| a.label.cmp(&b.label));
    let kinds = KINDS.iter().map(|code| Choice::new(*code, kind(l, code))).collect();
    let clear = any.then(|| view! { <p><a href=address(l, &[])>{l.t("audit-clear")}</a></p> });
    view! {
        <form class="filters" method="get" action=address(l, &[]) aria-label=l.t("audit-filters")>
            <Select l=l form=form name="who" label=label(l, "who") choices=who empty=l.t("audit-who-all") />
            <Select l=l form=form name="action" label=label(l, "action") choices=actions empty=l.t("audit-action-all") />
            <Select l=l form=form name="kind" label=label(l, "kind") choices=kinds empty=l.t("audit-kind-all") />
            <TextField l=l form=form name="id" label=label(l, "id") either=true no_spellcheck=true autocomplete="off" />
            <TextField l=l form=form name="from" label=label(l, "from") kind=Kind::Date either=true />
            <TextField l=l form=form name="to" label=label(l, "to") kind=Kind::Date either=true />
            <Checkbox l=l form=form name="refused" label=l.t("audit-refused-only") />
            <SubmitButton label=l.t("audit-show") tone=Tone::Secondary />
        </form>
        {clear}
    }
    .into_any()
}

fn row(l: Locale, line: &Line, shown: &Shown) -> Vec<AnyView> {
    // Staff of one instance sit in several zones, and a line belongs to no event: so the one that needs no explaining.
    let when = day_time(l, Zone::UTC, line.at, shown.now);
    let when = view! { <time datetime=line.at.to_rfc3339()>{when}</time> };
    let who = match (line.actor_id.and_then(|id| name(shown, id)), line.actor_kind.as_str()) {
        (Some(name), _) => name,
        (None, "participant") => l.t("staff-history-participant"),
        (None, "staff") => l.t("audit-who-gone"),
        (None, _) => l.t("staff-history-system"),
    };
    let refused =
        (line.outcome == "refused").then(|| view! { <StateTag label=l.t("audit-refused") mood=Mood::Bad />" " });
    let reason = (!line.reason.is_empty()).then(|| view! { <p class="small">{reason(l, line, &shown.regions)}</p> });
    let what = view! { {refused}<span>{action(l, &line.action)}</span>{reason} };
    let chain = match line.batch {
        Some(number) => l.ta("audit-linked", &[("link", arg(number))]),
        None => l.t("audit-open"),
    };
    vec![when.into_any(), who.into_any(), what.into_any(), object(l, line, shown), chain.into_any()]
}

fn name(shown: &Shown, id: Uuid) -> Option<String> {
    shown.staff.iter().find(|(of, _)| *of == id).map(|(_, name)| name.reveal().to_owned())
}

/// An action in words; its code, where there are none.
fn action(l: Locale, code: &str) -> String {
    let key = key(code);
    if WORDS.contains(key.as_str()) { l.t(&format!("{PREFIX}{key}")) } else { code.to_owned() }
}

/// Why or how, in words; a code that has none is shown as it is.
fn reason(l: Locale, line: &Line, regions: &[Region]) -> String {
    let said = |code: &str| match codes::reason(&line.action, code) {
        Some(Reason::Words(prefix, code)) => l.t(&format!("{prefix}{}", code.to_lowercase())),
        Some(Reason::Language(language)) => language.name().to_owned(),
        Some(Reason::Region(code)) => {
            regions.iter().find(|r| r.code == code).map_or_else(|| code.to_owned(), |r| r.name(l))
        }
        Some(Reason::Count(n)) => n.to_owned(),
        None => code.to_owned(),
    };
    line.reason.split_whitespace().map(said).collect::<Vec<_>>().join(", ")
}

fn kind(l: Locale, code: &str) -> String {
    if KINDS.contains(&code) { l.t(&format!("audit-kind-{}", key(code))) } else { code.to_owned() }
}

/// What was acted on; it leads to all that happened to it.
fn object(l: Locale, line: &Line, shown: &Shown) -> AnyView {
    if line.object_id.is_empty() {
        return kind(l, &line.object_kind).into_any();
    }
    let known = line.object_id.parse().ok().filter(|_| line.object_kind == "staff").and_then(|id| name(shown, id));
    let id = known.map_or_else(|| view! { <code>{line.object_id.clone()}</code> }.into_any(), IntoAny::into_any);
    let fields = [("kind", line.object_kind.clone()), ("id", line.object_id.clone())];
    if !KINDS.contains(&line.object_kind.as_str()) {
        return view! { <span>{line.object_kind.clone()}" "{id}</span> }.into_any();
    }
    view! { <a href=address(l, &fields)>{kind(l, &line.object_kind)}" "{id}</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_without_words_shows_its_code() {
        assert_eq!(action(Locale::En, "moon.land"), "moon.land");
        assert_ne!(action(Locale::En, "staff.disable"), "staff.disable");
    }

    #[test]
    fn every_action_and_kind_has_words_in_every_language() {
        for l in Locale::ALL {
            for code in ACTIONS {
                assert_ne!(action(l, code), *code, "{l}: staff-audit-{}", key(code));
            }
            for code in KINDS {
                assert!(!kind(l, code).contains(['[', '_']), "{l}: audit-kind-{code}");
            }
        }
    }

    fn of(action: &str, reason: &str) -> Line {
        Line {
            id: Uuid::nil(),
            at: chrono::DateTime::UNIX_EPOCH,
            actor_kind: "system".into(),
            actor_id: None,
            action: action.into(),
            object_kind: String::new(),
            object_id: String::new(),
            reason: reason.into(),
            outcome: "done".into(),
            batch: None,
        }
    }

    #[test]
    fn every_reason_has_words_in_every_language() {
        for l in Locale::ALL {
            let mut words = 0;
            for (actions, prefix, all) in codes::REASONS {
                for code in *all {
                    let said = reason(l, &of(actions, code), &[]);
                    assert!(!said.contains(['_', '[', '{']) && !said.contains(prefix), "{l}: {prefix}{code}: {said}");
                    words += 1;
                }
            }
            assert!(words > 40);
        }
    }

    #[test]
    fn a_reason_is_said_code_by_code() {
        let said = |action, codes| reason(Locale::En, &of(action, codes), &[]);
        assert_eq!(said("consent.grant", "site print"), "This site, Print and reports");
        assert_eq!(said("registration.language", "uz"), "Oʻzbekcha");
        assert_eq!(
            said("role.grant", "facilitator event:0192f0c1-2345-7000-8000-000000000001"),
            "facilitator, one training"
        );
        assert_eq!(said("role.grant", "coordinator region:osh"), "coordinator, osh", "a region that is no more");
        assert_eq!(said("tier.raise", "R2"), Locale::En.t("testimonials-tier-r2"));
        assert_eq!(said("hold.set", "moonlight"), "moonlight", "what nobody knows is shown as it is");
    }

    #[test]
    fn the_filters_stay_in_the_address() {
        assert_eq!(address(Locale::Ky, &[]), "/ky/staff/audit");
        let fields = [("id", "a b&c".to_owned()), ("before", "1".to_owned())];
        assert_eq!(address(Locale::Ky, &fields), "/ky/staff/audit?id=a+b%26c&before=1");
    }
}
