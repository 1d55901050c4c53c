//! A list on its way in: the file, what its columns mean, what would come of it, how far it is, what came of it.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::bulk::refreshing;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::{Event, State as EventState};
use crate::exchange::file::{BYTES_MAX, ROWS_MAX};
use crate::exchange::form::{column_field, mapping_form, upload_form};
use crate::exchange::model::import::{Becomes, Import, Stage};
use crate::exchange::model::mapping::{Fault, Field};
use crate::exchange::service::{self, Line, Preview, Results, ShownImport};
use crate::form::FormState;
use crate::i18n::{Locale, arg, day_time};
use crate::seal::Personal;
use crate::staff::model::Actor;
use crate::ui::{
    BackLink, CardTable, Checkbox, Choice, DefinitionList, EmptyState, ErrorSummary, Kind, Mood, Notice, Progress,
    RadioGroup, Select, SubmitButton, TextField, Tone,
};
use crate::web::{Id, Page, PageCx};

/// Characters of a cell that the page shows.
const SAMPLE: usize = 40;

/// `GET /{l}/staff/events/{slug}/import`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to change registrations.
pub async fn imports(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let recent = service::recent_imports(&cx.app, &actor, &event).await?;
    let form = cx.typed(&upload_form(&slug)).await?.unwrap_or_default();
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("exchange-import-title")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{slug}"));
    Ok(cx.render(page, move || upload(l, &base, &event, &recent, &form, now)).await)
}

fn upload(
    l: Locale,
    base: &str,
    event: &Event,
    recent: &[(Import, Results)],
    form: &FormState,
    now: Instant,
) -> AnyView {
    let hint = l.ta("exchange-file-hint", &[("mb", arg(BYTES_MAX / 1024 / 1024)), ("rows", arg(ROWS_MAX.to_string()))]);
    let wrong = form.error("file").map(|e| e.text(l));
    let error = wrong.clone().map(|text| {
        view! { <p class="error" id="f-file-error"><span class="visually-hidden">{l.t("ui-error-prefix")}" "</span>{text}</p> }
    });
    let described = if wrong.is_some() { "f-file-hint f-file-error" } else { "f-file-hint" };
    let rows: Vec<_> = recent
        .iter()
        .map(|(import, results)| {
            let href = format!("{base}/import/{}", import.id);
            vec![
                view! { <a href=href>{day_time(l, event.zone, import.created_at, now)}</a> }.into_any(),
                l.t(&format!("exchange-stage-{}", import.stage.code())).into_any(),
                import.total.to_string().into_any(),
                results.get(&Becomes::New).copied().unwrap_or(0).to_string().into_any(),
            ]
        })
        .collect();
    let headers = ["when", "stage", "rows", "new"].map(|h| l.t(&format!("exchange-col-{h}"))).to_vec();
    let earlier = if rows.is_empty() {
        view! { <EmptyState title=l.t("exchange-imports-none") /> }.into_any()
    } else {
        view! { <CardTable caption=l.t("exchange-imports") quiet=true headers=headers rows=rows /> }.into_any()
    };
    view! {
        <BackLink href=format!("{base}/registrations") label=l.t("registration-list-title") />
        <div class="staff-head"><h1>{l.t("exchange-import-title")}</h1></div>
        <ErrorSummary l=l form=form labels=vec![("file", l.t("exchange-file"))] />
        <div class="form-intro">
            <p>{l.t("exchange-import-intro")}</p>
            <p>{l.t("exchange-import-kept")}</p>
        </div>
        <form class="form" method="post" action=format!("{base}/import") enctype="multipart/form-data" novalidate>
            <div class=if wrong.is_some() { "field field-invalid" } else { "field" }>
                <label class="label" for="f-file">{l.t("exchange-file")}</label>
                <p class="hint" id="f-file-hint">{hint}</p>
                {error}
                <input class="input" id="f-file" name="file" type="file" accept=".csv,.xlsx,text/csv" aria-describedby=described />
            </div>
            <div class="form-end"><SubmitButton label=l.t("exchange-upload") /></div>
        </form>
        <section class="section" aria-labelledby="earlier">
            <h2 id="earlier">{l.t("exchange-imports")}</h2>
            {earlier}
        </section>
    }
    .into_any()
}

/// `GET /{l}/staff/events/{slug}/import/{id}`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or for one of another event.
pub async fn import(cx: PageCx, actor: Actor, Id((_, slug, id)): Id<(String, String, Uuid)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let shown = service::shown_import(&cx.app, &actor, &event, id).await?;
    let typed = cx.typed(&mapping_form(id)).await?;
    let again = cx.query == "map=1";
    let (l, works) = (cx.locale, shown.import.stage.works());
    let page = Page::new(l.t("exchange-import-title")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{slug}"));
    let response = cx.render(page, move || body(l, &base, &event, &shown, typed, again)).await;
    Ok(if works { refreshing(response) } else { response })
}

fn body(l: Locale, base: &str, event: &Event, shown: &ShownImport, typed: Option<FormState>, again: bool) -> AnyView {
    let here = format!("{base}/import/{}", shown.import.id);
    let maps = shown.import.stage == Stage::Uploaded || typed.is_some() || again;
    let part = match shown.import.stage {
        Stage::Uploaded | Stage::Mapped | Stage::Checked if maps => mapping(l, &here, shown, typed),
        Stage::Uploaded | Stage::Mapped | Stage::Checked => ready(l, &here, event, shown),
        Stage::Checking | Stage::Running => working(l, &here, shown),
        Stage::Done | Stage::Cancelled | Stage::Stopped => over(l, &here, shown),
    };
    view! {
        <BackLink href=format!("{base}/import") label=l.t("exchange-import-title") />
        {part}
    }
    .into_any()
}

/// The heading of a column, or its letter as spreadsheets have it.
fn heading(n: usize, text: &Personal) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    let name = if n < 26 { letter(n).to_string() } else { format!("{}{}", letter(n / 26 - 1), letter(n)) };
    if text.is_empty() { name } else { format!("{name}: {}", cut(text)) }
}

fn cut(text: &Personal) -> String {
    let whole = text.reveal();
    if whole.chars().count() > SAMPLE { whole.chars().take(SAMPLE).chain(['…']).collect() } else { whole.to_owned() }
}

fn mapping(l: Locale, here: &str, shown: &ShownImport, typed: Option<FormState>) -> AnyView {
    let settings = &shown.import.settings;
    let form = typed.unwrap_or_else(|| {
        let mut form = FormState::default();
        for (n, code) in settings.fields.iter().enumerate() {
            form.set(&column_field(n), code.clone().unwrap_or_default());
        }
        form.set("locale", settings.locale.clone());
        form.set("agreed_on", settings.agreed_on.clone());
        if settings.write {
            form.set("write", "yes");
        }
        form
    });
    let choices: Vec<_> = Field::ALL.iter().map(|f| Choice::new(f.code(), l.t(f.key()))).collect();
    let names: Vec<String> = (0..shown.headings.len()).map(column_field).collect();
    let columns = names.iter().enumerate().map(|(n, name)| (name.as_str(), heading(n, &shown.headings[n])));
    // What is wrong with the agreement on paper says by itself which it is.
    let labels: Vec<_> =
        columns.chain([("locale", l.t("exchange-default-locale")), ("agreed_on", l.t("exchange-agreed-on"))]).collect();
    let columns: Vec<_> = shown
        .headings
        .iter()
        .enumerate()
        .map(|(n, text)| {
            let samples = shown.preview.iter().take(3).filter_map(|p| p.cells.get(n)).filter(|c| !c.is_empty());
            let samples = samples.map(cut).collect::<Vec<_>>().join(" · ");
            view! {
                <Select l=l form=&form name=names[n].clone() label=heading(n, text) hint=samples choices=choices.clone() empty=l.t("exchange-column-none") />
            }
        })
        .collect();
    view! {
        <div class="staff-head"><h1>{l.t("exchange-mapping-title")}</h1></div>
        <ErrorSummary l=l form=&form labels=labels />
        <p class="lead">{l.ta("exchange-mapping-lead", &[("n", arg(shown.import.total))])}</p>
        <form class="form" method="post" action=format!("{here}/mapping") novalidate>
            <fieldset class="group">
                <legend class="group-title">{l.t("exchange-group-columns")}</legend>
                {columns}
            </fieldset>
            <fieldset class="group">
                <legend class="group-title">{l.t("exchange-group-all")}</legend>
                <RadioGroup l=l form=&form name="locale" legend=l.t("exchange-default-locale") choices=Choice::locales() />
                <Checkbox l=l form=&form name="paper" label=l.t("exchange-paper") hint=l.t("exchange-paper-hint") />
                <TextField l=l form=&form name="agreed_on" label=l.t("exchange-agreed-on") hint=l.t("exchange-agreed-on-hint") kind=Kind::Date width="w-16" />
                <Checkbox l=l form=&form name="write" label=l.t("exchange-write") hint=l.t("exchange-write-hint") />
            </fieldset>
            <div class="form-end"><SubmitButton label=l.t("exchange-next") /></div>
        </form>
        {drop_form(l, here)}
    }
    .into_any()
}

/// Forgets the file.
fn drop_form(l: Locale, here: &str) -> AnyView {
    view! {
        <form class="actions" method="post" action=format!("{here}/cancel")>
            <SubmitButton label=l.t("exchange-import-drop") tone=Tone::Quiet />
        </form>
    }
    .into_any()
}

fn ready(l: Locale, here: &str, event: &Event, shown: &ShownImport) -> AnyView {
    let rows: Vec<_> = shown.preview.iter().map(|p| preview(l, p)).collect();
    let headers = ["line", "name", "contact", "will"].map(|h| l.t(&format!("exchange-col-{h}"))).to_vec();
    let checked = (shown.import.stage == Stage::Checked).then(|| {
        let would = tally(l, &shown.results, "will");
        view! { <Notice mood=Mood::Good title=l.t("exchange-checked") announce=true>{would}</Notice> }
    });
    let on = matches!(event.state, EventState::Published | EventState::Completed);
    // Before the check nobody knows how many rows are right.
    let n = checked.is_some().then(|| shown.results.get(&Becomes::New).copied().unwrap_or(0));
    let title = if n.is_some_and(|n| n > 0) { "exchange-ready-title" } else { "exchange-review-title" };
    let start = if on {
        let (label, tone) = match n {
            Some(n) => (l.ta("exchange-import-start", &[("n", arg(n))]), Tone::Primary),
            None => (l.t("exchange-import-unchecked"), Tone::Secondary),
        };
        view! {
            <form method="post" action=format!("{here}/start")>
                <SubmitButton label=label tone=tone />
            </form>
        }
        .into_any()
    } else {
        view! { <p>{l.t("exchange-error-not-on")}</p> }.into_any()
    };
    view! {
        <div class="staff-head"><h1>{l.t(title)}</h1></div>
        {checked}
        <section class="section" aria-labelledby="preview">
            <h2 id="preview">{l.t("exchange-preview")}</h2>
            <CardTable caption=l.t("exchange-preview") quiet=true headers=headers rows=rows />
            <p><a href=format!("{here}?map=1")>{l.t("exchange-map-again")}</a></p>
        </section>
        {faulty(l, &shown.faulty)}
        <div class="actions">
            <form method="post" action=format!("{here}/check")>
                <SubmitButton label=l.t("exchange-check") tone=Tone::Secondary />
            </form>
            {start}
        </div>
        <p class="hint">{l.t("exchange-check-hint")}</p>
        {drop_form(l, here)}
    }
    .into_any()
}

/// "Row 12": on a phone it is the heading of a card, where a number alone says nothing.
fn line_name(l: Locale, number: &impl ToString) -> AnyView {
    view! { <span class="nowrap">{l.ta("exchange-line-n", &[("n", arg(number.to_string()))])}</span> }.into_any()
}

fn preview(l: Locale, row: &Preview) -> Vec<AnyView> {
    let line = line_name(l, &row.number);
    match &row.input {
        Ok(input) => {
            let reach = [&input.phone, &input.email].map(|c| c.reveal().to_owned());
            let reach = reach.into_iter().filter(|c| !c.is_empty()).collect::<Vec<_>>().join(", ");
            let reach = if reach.is_empty() { l.t("registration-reach-none") } else { reach };
            let name = input.full_name.reveal().to_owned();
            vec![line, name.into_any(), reach.into_any(), l.t("exchange-will-new").into_any()]
        }
        Err(faults) => {
            let first = row.cells.iter().find(|c| !c.is_empty()).map(cut).unwrap_or_default();
            vec![line, first.into_any(), ().into_any(), said(l, faults).into_any()]
        }
    }
}

/// What is wrong with a row, field by field.
fn said(l: Locale, faults: &[Fault]) -> String {
    let one = |f: &Fault| {
        let text = if f.max > 0 { l.ta(f.key, &[("max", arg(f.max.to_string()))]) } else { l.t(f.key) };
        format!("{}: {text}", l.t(f.field.key()))
    };
    faults.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// `tense`: `will` before, `did` after.
fn tally(l: Locale, results: &Results, tense: &str) -> AnyView {
    let items = Becomes::ALL
        .into_iter()
        .filter(|r| results.contains_key(r))
        .map(|r| (l.t(&format!("exchange-{tense}-{}", r.code())), results[&r].to_string().into_any()))
        .collect();
    view! { <DefinitionList items=items /> }.into_any()
}

fn working(l: Locale, here: &str, shown: &ShownImport) -> AnyView {
    let settled: i64 = shown.results.values().sum();
    let label = l.ta("exchange-progress", &[("n", arg(settled)), ("total", arg(shown.import.total))]);
    let small = |n: i64| u32::try_from(n).unwrap_or(0);
    let key = if shown.import.stage == Stage::Checking { "exchange-stage-checking" } else { "exchange-stage-running" };
    view! {
        <div class="staff-head"><h1>{l.t(key)}</h1></div>
        <Progress label=label value=small(settled) max=small(shown.import.total) />
        <p>{l.t("exchange-running-help")}</p>
        <form class="actions" method="post" action=format!("{here}/cancel")>
            <SubmitButton label=l.t("exchange-cancel") tone=Tone::Warning />
        </form>
    }
    .into_any()
}

fn over(l: Locale, here: &str, shown: &ShownImport) -> AnyView {
    let (key, mood) = match shown.import.stage {
        Stage::Done => ("exchange-over-done", Mood::Good),
        Stage::Stopped => ("exchange-over-stopped", Mood::Bad),
        _ => ("exchange-over-cancelled", Mood::Waiting),
    };
    let did = tally(l, &shown.results, "did");
    let all = (!shown.results.is_empty()).then(|| {
        view! { <p><a href=format!("{here}/result.csv")>{l.t("exchange-result-file")}</a></p> }
    });
    view! {
        <div class="staff-head"><h1>{l.t("exchange-import-title")}</h1></div>
        <Notice mood=mood title=l.t(key) announce=true>{did}</Notice>
        {all}
        {faulty(l, &shown.faulty)}
        <p class="hint">{l.t("exchange-rows-gone")}</p>
    }
    .into_any()
}

fn faulty(l: Locale, lines: &[Line]) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let rows = lines.iter().map(|line| {
        let why = if line.result == Becomes::Bad {
            said(l, &line.faults)
        } else {
            l.t(&format!("exchange-did-{}", line.result.code()))
        };
        vec![line_name(l, &line.number), why.into_any()]
    });
    let rows: Vec<_> = rows.collect();
    let headers = ["line", "why"].map(|h| l.t(&format!("exchange-col-{h}"))).to_vec();
    Some(
        view! {
            <section class="section" aria-labelledby="faulty">
                <h2 id="faulty">{l.t("exchange-faulty")}</h2>
                <CardTable caption=l.t("exchange-faulty") quiet=true headers=headers rows=rows />
            </section>
        }
        .into_any(),
    )
}

/// The file with what came of every row: its line, the result, what was wrong, the code of the registration.
pub(in crate::exchange) fn result_file(l: Locale, lines: &[Line]) -> Vec<Vec<String>> {
    let headings = ["line", "stage", "why", "code"];
    let headings = headings.map(|h| l.t(&format!("exchange-col-{h}"))).to_vec();
    let rows = lines.iter().map(|line| {
        vec![
            line.number.to_string(),
            l.t(&format!("exchange-did-{}", line.result.code())),
            said(l, &line.faults),
            line.code.clone().unwrap_or_default(),
        ]
    });
    std::iter::once(headings).chain(rows).collect()
}
