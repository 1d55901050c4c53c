//! What of a list goes into the file.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use crate::error::{AppError, Outcome};
use crate::events;
use crate::exchange::form::export_form;
use crate::exchange::model::sheet::{Column, Format};
use crate::exchange::service::{self, Whom};
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::questions;
use crate::registration::model::filter::Filter;
use crate::staff::model::{Action, Actor, Of};
use crate::ui::{
    BackLink, Checkbox, CheckboxGroup, Choice, ErrorSummary, HiddenField, Mood, Notice, RadioGroup, SubmitButton,
};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/staff/events/{slug}/export`: with the filter of the list, or the run that holds those who were ticked.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see the registrations.
pub async fn export(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&cx.query).unwrap_or_default();
    let run = pairs.iter().find(|(name, _)| name == "run").map(|(_, id)| id.parse::<Uuid>());
    let run = run.transpose().map_err(|_| AppError::NotFound)?;
    let (filter, _) = Filter::read(&pairs);
    let who = run.map_or_else(|| Whom::Filter(filter.clone()), Whom::Run);
    let count = service::whom(&cx.app, &actor, &event, &who, cx.locale).await?.len();
    let form = cx.typed(&export_form(&slug)).await?.unwrap_or_else(|| {
        let mut form = FormState::default();
        let all = Column::ALL.into_iter().filter(|c| !c.is_personal() || matches!(c, Column::Code | Column::FullName));
        form.values.insert("column".into(), all.map(|c| c.code().to_owned()).collect());
        form.set("format", Format::Xlsx.code());
        form
    });
    let asks = !questions::service::of_event(&cx.app, event.id).await?.is_empty();
    let l = cx.locale;
    let page = Page::new(l.t("exchange-act-export")).staff(actor.chrome()).active("events");
    let base = cx.link(&format!("/staff/events/{slug}"));
    Ok(cx.render(page, move || body(l, &base, &filter, run, (count, asks), &form)).await)
}

/// `count`: how many would leave; `asks`: whether the event asks questions of its own.
fn body(
    l: Locale,
    base: &str,
    filter: &Filter,
    run: Option<Uuid>,
    (count, asks): (usize, bool),
    form: &FormState,
) -> AnyView {
    let columns = |personal: bool| -> Vec<Choice> {
        let all = Column::ALL.into_iter().filter(|c| c.is_personal() == personal);
        all.map(|c| Choice::new(c.code(), l.t(c.key()))).collect()
    };
    let formats = Format::ALL.map(|f| {
        let code = f.code();
        Choice::new(code, l.t(&format!("exchange-format-{code}"))).hint(l.t(&format!("exchange-format-{code}-hint")))
    });
    let labels = vec![("column", l.t("exchange-columns")), ("format", l.t("exchange-format"))];
    let answers = asks.then(|| {
        view! { <Checkbox l=l form=form name="answers" label=l.t("exchange-answers") hint=l.t("exchange-answers-hint") /> }
    });
    // Two groups of one field: the second must not have the ids of the first.
    let (plain, personal) = (columns(false), columns(true));
    view! {
        <BackLink href=filter.address(&format!("{base}/registrations")) label=l.t("registration-list-title") />
        <div class="staff-head"><h1>{l.t("exchange-act-export")}</h1></div>
        <ErrorSummary l=l form=form labels=labels />
        <Notice mood=Mood::Waiting title=l.ta("exchange-export-n", &[("n", arg(count.to_string()))])>
            <p>{l.t("exchange-export-care")}</p>
        </Notice>
        <form class="form" method="post" action=format!("{base}/export") novalidate>
            <HiddenField name="filter" value=filter.query() />
            <HiddenField name="run" value=run.map(|id| id.to_string()).unwrap_or_default() />
            <CheckboxGroup l=l form=form name="column" legend=l.t("exchange-columns") choices=plain />
            {personal_columns(l, form, personal)}
            {answers}
            <RadioGroup l=l form=form name="format" legend=l.t("exchange-format") choices=formats.to_vec() />
            <div class="form-end">
                <SubmitButton label=l.t("exchange-download") />
                <p class="hint">{l.t("exchange-download-hint")}</p>
            </div>
        </form>
    }
    .into_any()
}

/// The columns that say who somebody is, under another name, so that each control has an id of its own.
fn personal_columns(l: Locale, form: &FormState, choices: Vec<Choice>) -> AnyView {
    let mut same = FormState::default();
    same.values.insert("personal".into(), [form.all("column"), form.all("personal")].concat());
    view! {
        <CheckboxGroup l=l form=&same name="personal" legend=l.t("exchange-columns-personal") hint=l.t("exchange-columns-personal-hint") choices=choices />
    }
    .into_any()
}
