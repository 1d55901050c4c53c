//! The questions of an event, for who may edit it.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::lang;
use crate::error::Outcome;
use crate::events;
use crate::events::model::Event;
use crate::i18n::{Locale, arg};
use crate::questions::model::{Kind, QUESTIONS_MAX, Question};
use crate::questions::service;
use crate::staff::model::Actor;
use crate::ui::{BackLink, EmptyState, HiddenField, Mood, Notice, StateTag, Tone};
use crate::web::{Id, Page, PageCx};

/// What was just done, or stands against it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: String,
}

/// What can be said; anything else in the address says nothing.
const DONE: [(&str, Mood, &str); 6] = [
    ("saved", Mood::Good, "questions-done-saved"),
    ("moved", Mood::Good, "questions-done-moved"),
    ("retired", Mood::Good, "questions-done-retired"),
    ("order", Mood::Bad, "questions-error-order"),
    ("depended", Mood::Bad, "questions-error-depended"),
    ("not-editable", Mood::Bad, "events-error-not-editable"),
];

/// `GET /{l}/staff/events/{slug}/questions`
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to edit the event.
pub async fn list(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    Query(After { done }): Query<After>,
) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let questions = service::list(&cx.app, &actor, &event).await?;
    let l = cx.locale;
    let done = DONE.into_iter().find(|(code, ..)| *code == done).map(|(_, mood, key)| (mood, key));
    let page = Page::new(l.t("questions-title")).staff(actor.chrome()).active("events");
    Ok(cx.render(page, move || body(l, &event, &questions, done)).await)
}

fn body(l: Locale, event: &Event, questions: &[Question], done: Option<(Mood, &str)>) -> AnyView {
    let base = format!("/{l}/staff/events/{}", event.slug);
    let (text, _) = event.text(l);
    let asked: Vec<&Question> = questions.iter().filter(|q| !q.retired).collect();
    let kept: Vec<&Question> = questions.iter().filter(|q| q.retired && q.answered).collect();
    let done = done.map(|(mood, key)| (mood, l.t(key)));
    let done = done.map(|(mood, said)| view! { <Notice mood=mood announce=true><p>{said}</p></Notice> });
    let add = (asked.len() < QUESTIONS_MAX).then(|| {
        view! { <a class=Tone::Primary.class() href=format!("{base}/questions/new")>{l.t("questions-new")}</a> }
    });
    let preview = (!asked.is_empty()).then(|| {
        view! { <a class=Tone::Secondary.class() href=format!("{base}/questions/preview")>{l.t("questions-preview")}</a> }
    });
    let list = if asked.is_empty() {
        view! { <EmptyState title=l.t("questions-none")><p>{l.t("questions-none-help")}</p></EmptyState> }.into_any()
    } else {
        let last = asked.len() - 1;
        let rows: Vec<_> =
            asked.iter().enumerate().map(|(at, q)| row(l, &base, questions, q, (at > 0, at < last))).collect();
        view! { <ol class="switches">{rows}</ol> }.into_any()
    };
    let kept = (!kept.is_empty()).then(|| {
        let rows: Vec<_> = kept.iter().map(|q| view! { <li>{label(l, q)}</li> }).collect();
        view! {
            <section class="section">
                <h2>{l.t("questions-retired")}</h2>
                <p class="small">{l.t("questions-retired-help")}</p>
                <ul>{rows}</ul>
            </section>
        }
    });
    view! {
        <BackLink href=base.clone() label=text.title.clone() />
        <div class="staff-head"><h1>{l.t("questions-title")}</h1><p class="actions">{add}{preview}</p></div>
        {done}
        <p class="lead">{l.t("questions-lead")}</p>
        {list}
        {kept}
    }
    .into_any()
}

pub(super) fn label(l: Locale, q: &Question) -> AnyView {
    let (text, found) = q.label(l);
    view! { <span lang=lang(l, found)>{text.to_owned()}</span> }.into_any()
}

/// The answer that makes a question asked, in words: "Question: answer".
pub(super) fn condition(l: Locale, questions: &[Question], q: &Question) -> Option<String> {
    let condition = q.shown_if.as_ref()?;
    let earlier = questions.iter().find(|e| e.id == condition.question)?;
    Some(l.ta("questions-if", &[("answer", arg(choice(l, earlier, &condition.value)))]))
}

/// One answer to a question: "Question: answer".
pub(super) fn choice(l: Locale, q: &Question, value: &str) -> String {
    let answer = match (q.kind, value) {
        (Kind::YesNo, "yes") => l.t("ui-yes"),
        (Kind::YesNo, _) => l.t("ui-no"),
        _ => {
            let option = q.options.iter().find(|o| o.number.to_string() == value);
            option.map(|o| o.label(l).0.to_owned()).unwrap_or_default()
        }
    };
    format!("{} — {answer}", q.label(l).0)
}

fn row(l: Locale, base: &str, questions: &[Question], q: &Question, (up, down): (bool, bool)) -> AnyView {
    let here = format!("{base}/questions/{}", q.id);
    let mut facts = vec![l.t(&format!("questions-kind-{}", q.kind.code()))];
    if q.required {
        facts.push(l.t("questions-required"));
    }
    facts.push(l.t(&format!("questions-seen-by-{}", q.seen_by.code())));
    facts.push(l.ta("questions-kept", &[("n", arg(q.keep_days))]));
    let missing = q.missing_locales();
    let missing = (!missing.is_empty()).then(|| {
        let names = missing.iter().map(|m| m.name()).collect::<Vec<_>>().join(", ");
        view! { <p><StateTag label=l.ta("questions-missing", &[("languages", arg(names))]) mood=Mood::Waiting /></p> }
    });
    let shift = |to: &'static str, there: bool| {
        there.then(|| {
            let named = l.ta(&format!("questions-{to}-named"), &[("question", arg(q.label(l).0.to_owned()))]);
            view! {
                <form method="post" action=format!("{here}/move")>
                    <HiddenField name="to" value=to />
                    <button class=Tone::Quiet.class() type="submit" aria-label=named>{l.t(&format!("questions-{to}"))}</button>
                </form>
            }
        })
    };
    view! {
        <li>
            <div>
                <p class="switch-name"><a href=here.clone()>{label(l, q)}</a></p>
                {condition(l, questions, q).map(|said| view! { <p class="small">{said}</p> })}
                <p class="small">{facts.join(" · ")}</p>
                {missing}
            </div>
            <div class="actions">{shift("up", up)}{shift("down", down)}</div>
        </li>
    }
    .into_any()
}
