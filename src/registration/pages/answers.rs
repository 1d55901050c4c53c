//! The answers of a registration, to be changed: behind the private link until a date, by staff also after it. Neither page
//! names the person or how to reach them to who only holds a link.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::fields::{Fields, group, labels};
use super::title;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::events::model::{Event, Region};
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg, day_time};
use crate::questions;
use crate::questions::model::{Answered, Question};
use crate::registration::form::answers::filled;
use crate::registration::model::Registration;
use crate::registration::service;
use crate::staff::model::Actor;
use crate::ui::{BackLink, DefinitionList, ErrorSummary, HiddenField, Mood, Notice, SubmitButton, address};
use crate::web::{Id, Page, PageCx};

/// The name of the form, for what was typed.
#[must_use]
pub fn answers_form(registration: Uuid) -> String {
    format!("answers:{registration}")
}

/// `GET /{l}/my/{token}/answers`; once they are not changed any more, what was said and whom to ask.
///
/// # Errors
/// `NotFound` for every token that opens nothing.
pub async fn answers(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    let event = events::service::by_id(&cx.app, registration.event_id).await?;
    let regions = events::service::regions(&cx.app).await?;
    let (l, now, here) = (cx.locale, cx.app.clock.now(), cx.link(&format!("/my/{token}")));
    let open = service::may_change_answers(&cx.app, &event, &registration);
    let typed = cx.typed(&answers_form(registration.id)).await?;
    let page = Page::new(l.t("mine-answers-title")).private();
    if !open {
        let contacts = (cx.app.config.org_phone.clone(), cx.app.config.org_email.clone());
        let answered = questions::service::answered(&cx.app, &registration).await?;
        let body = move || closed(l, &event, said(l, &registration, &regions, &answered), &contacts, &here);
        return Ok(cx.render(page, body).await);
    }
    let asked = questions::service::of_event(&cx.app, event.id).await?;
    let form = match typed {
        Some(typed) => typed,
        None => stored(&cx, &registration, &asked).await?,
    };
    Ok(cx.render(page, move || body(l, &event, &form, (&regions, &asked), &here, Some(now))).await)
}

/// `GET /{l}/staff/events/{slug}/registrations/{id}/edit`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to edit it.
pub async fn answers_for(cx: PageCx, actor: Actor, Id((_, slug, id)): Id<(String, String, Uuid)>) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let registration = service::answers_of(&cx.app, &actor, &event, id).await?;
    let regions = events::service::regions(&cx.app).await?;
    let l = cx.locale;
    let here = cx.link(&format!("/staff/events/{slug}/registrations/{id}"));
    let asked = questions::service::of_event(&cx.app, event.id).await?;
    let form = match cx.typed(&answers_form(id)).await? {
        Some(typed) => typed,
        None => stored(&cx, &registration, &asked).await?,
    };
    let page = Page::new(l.t("mine-answers-for")).staff(actor.chrome()).active("events");
    Ok(cx.render(page, move || body(l, &event, &form, (&regions, &asked), &here, None)).await)
}

/// The form filled with what was said.
async fn stored(cx: &PageCx, registration: &Registration, asked: &[Question]) -> Outcome<FormState> {
    let mut form = filled(registration);
    let answers = questions::service::answers(&cx.app, registration).await?;
    questions::form::fill(&mut form, asked, "", &answers);
    Ok(form)
}

/// For its owner while `now` is told, else for staff.
fn body(
    l: Locale,
    event: &Event,
    form: &FormState,
    (regions, asked): (&[Region], &[Question]),
    here: &str,
    now: Option<Instant>,
) -> AnyView {
    let (name, lang) = title(l, event);
    let fields = Fields { l, form, prefix: "" };
    let named = labels(l, asked, "");
    let labels = named.iter().map(|(field, label)| (field.as_str(), label.clone())).collect();
    let more =
        (!asked.is_empty()).then(|| group(l, "questions-group", "", questions::pages::fields(l, form, asked, "")));
    let staff = now.is_none();
    let until = now.map(|now| {
        let at = event.answers_close_at();
        let told = [("when", arg(day_time(l, event.zone, at, now))), ("left", arg(ago_or_until(l, at, now)))];
        view! { <p>{l.ta("mine-answers-until", &told)}</p> }
    });
    let (heading, back, action) = if staff {
        ("mine-answers-for", "registration-one-title", format!("{here}/edit"))
    } else {
        ("mine-answers-title", "registration-to-mine", format!("{here}/answers"))
    };
    let name_and_contact = (!staff).then(|| view! { <p>{l.t("mine-answers-name")}</p> });
    view! {
        <BackLink href=here.to_owned() label=l.t(back) />
        <p class="kicker" lang=lang>{name}</p>
        <h1>{l.t(heading)}</h1>
        <ErrorSummary l=l form=form labels=labels />
        <div class="form-intro">
            {until}
            <p>{l.t("mine-answers-place")}</p>
            {name_and_contact}
        </div>
        <form class="form" method="post" action=action novalidate>
            <HiddenField name="version" value=form.value("version") />
            {group(l, "registration-group-needs", "", fields.needs())}
            {more}
            {group(l, "registration-group-about", "registration-about-hint", fields.about(regions))}
            <div class="form-end"><SubmitButton label=l.t("ui-save") /></div>
        </form>
    }
    .into_any()
}

fn closed(
    l: Locale,
    event: &Event,
    said: Vec<(String, AnyView)>,
    (phone, email): &(String, String),
    here: &str,
) -> AnyView {
    let (name, lang) = title(l, event);
    let contacts = [phone, email].into_iter().filter(|c| !c.is_empty()).map(|c| view! { <p>{address(c)}</p> });
    let ask: Vec<_> = contacts.collect();
    view! {
        <BackLink href=here.to_owned() label=l.t("registration-to-mine") />
        <p class="kicker" lang=lang>{name}</p>
        <h1>{l.t("mine-answers-title")}</h1>
        <Notice mood=Mood::Waiting title=l.t("mine-error-late")>
            <p>{l.t("mine-answers-ask")}</p>
            {ask}
        </Notice>
        <section class="section">
            <h2>{l.t("mine-answers-said")}</h2>
            <DefinitionList items=said />
        </section>
    }
    .into_any()
}

fn said(l: Locale, r: &Registration, regions: &[Region], answered: &[Answered]) -> Vec<(String, AnyView)> {
    let named = |prefix: &str, code: &str| {
        if code.is_empty() { String::new() } else { l.t(&format!("{prefix}-{code}")) }
    };
    let region = regions.iter().find(|x| x.code == r.home_region).map(|x| x.name(l)).unwrap_or_default();
    let needs = r.needs.keys().into_iter().map(|key| l.t(key)).collect::<Vec<_>>().join(", ");
    [
        ("registration-col-needs", needs),
        ("registration-diet", r.diet.reveal().to_owned()),
        ("registration-fact-note", r.note.reveal().to_owned()),
        ("registration-age", named("registration-age", &r.age_band)),
        ("registration-sex", named("registration-sex", &r.sex)),
        ("registration-home-region", region),
        ("registration-organisation", r.organisation.reveal().to_owned()),
    ]
    .into_iter()
    .map(|(key, value)| {
        let value = if value.is_empty() { l.t("mine-answers-none") } else { value };
        (l.t(key), value.into_any())
    })
    .chain(questions::pages::facts(l, answered))
    .collect()
}
