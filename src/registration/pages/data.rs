//! My data, to read and to take along.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use serde_json::{Value, json};

use super::messages::told;
use super::{state_name, title};
use crate::attendance::model::Status;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::events;
use crate::i18n::{Locale, arg, day, day_time};
use crate::questions;
use crate::questions::model::Said;
use crate::registration::code::grouped;
use crate::registration::consent::Act;
use crate::registration::service::{self, MyData};
use crate::selection::model::Put;
use crate::selection::service::Judged;
use crate::testimonials::model::{Attribution, Rendition};
use crate::testimonials::service::{Agreed, Kept};
use crate::ui::{BackLink, CardTable, DefinitionList, cell};
use crate::web::{Id, Page, PageCx};

/// `GET /{l}/my/{token}/data`
///
/// # Errors
/// `NotFound` for every token that opens nothing, `Gone` once it was erased.
pub async fn data(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    let data = service::my_data(&cx.app, registration).await?;
    let regions = events::service::regions(&cx.app).await?;
    let l = cx.locale;
    let region = regions.iter().find(|r| r.code == data.registration.home_region).map(|r| r.name(l));
    let here = cx.link(&format!("/my/{token}"));
    let page = Page::new(l.t("registration-data-title")).private();
    Ok(cx.render(page, move || body(l, &data, &region.unwrap_or_default(), &here)).await)
}

/// `GET /{l}/my/{token}/data.json`
///
/// # Errors
/// As [`data`].
pub async fn data_json(cx: PageCx, Id((_, token)): Id<(String, String)>) -> Outcome<Response> {
    let registration = service::by_link(&cx.app, &token).await?;
    let data = service::my_data(&cx.app, registration).await?;
    let text = serde_json::to_string_pretty(&machine(&data)).unwrap_or_default();
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    let name = HeaderValue::from_static("attachment; filename=\"my-data.json\"");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response())
}

fn section(l: Locale, key: &str, content: AnyView) -> AnyView {
    view! { <section class="section"><h2>{l.t(key)}</h2>{content}</section> }.into_any()
}

fn body(l: Locale, data: &MyData, region: &str, here: &str) -> AnyView {
    let (event_title, lang) = title(l, &data.event);
    view! {
        <BackLink href=here.to_owned() label=l.t("registration-to-mine") />
        <p class="kicker" lang=lang>{event_title}</p>
        <h1>{l.t("registration-data-title")}</h1>
        <p class="lead">{l.t("registration-data-lead")}</p>
        <p class="actions"><a class="button secondary" href=format!("{here}/data.json") download="my-data.json">{l.t("registration-data-download")}</a></p>
        {section(l, "registration-data-registration", facts(l, data, region))}
        {answers(l, data)}
        {decided(l, data)}
        {section(l, "registration-data-agreements", agreements(l, data))}
        {judged(l, data)}
        {section(l, "registration-data-attendance", marks(l, data))}
        {section(l, "registration-data-words", words(l, data))}
        {section(l, "registration-data-mails", mails(l, data))}
        {section(l, "registration-data-history", history(l, data))}
        <p class="small">{l.t("registration-data-withheld")}</p>
        <p class="small">{l.t("registration-data-others")}</p>
    }
    .into_any()
}

fn none(l: Locale) -> AnyView {
    view! { <p>{l.t("registration-data-none")}</p> }.into_any()
}

fn said(l: Locale, data: &MyData, at: Instant) -> String {
    day_time(l, data.event.zone, at, data.at)
}

fn facts(l: Locale, data: &MyData, region: &str) -> AnyView {
    let (r, person) = (&data.registration, &data.person);
    let named = |prefix: &str, code: &str| {
        if code.is_empty() { String::new() } else { l.t(&format!("{prefix}-{code}")) }
    };
    let needs = r.needs.keys().into_iter().map(|key| l.t(key)).collect::<Vec<_>>().join(", ");
    let offer = r.offer_expires_at.map(|at| said(l, data, at)).unwrap_or_default();
    let texts = [
        ("registration-full-name", person.full_name.reveal().to_owned()),
        ("registration-fact-call-name", person.call_name.reveal().to_owned()),
        ("registration-phone", r.phone.reveal().to_owned()),
        ("registration-email", r.email.reveal().to_owned()),
        ("registration-data-state", state_name(l, r.state)),
        ("registration-code", grouped(&r.short_code)),
        ("registration-fact-locale", r.locale.name().to_owned()),
        ("messages-channel", l.t(&format!("messages-channel-{}", r.channel().code()))),
        ("registration-offer-until", offer),
        ("registration-col-needs", needs),
        ("registration-diet", r.diet.reveal().to_owned()),
        ("registration-fact-note", r.note.reveal().to_owned()),
        ("registration-organisation", r.organisation.reveal().to_owned()),
        ("registration-fact-home-region", region.to_owned()),
        ("registration-age", named("registration-age", &r.age_band)),
        ("registration-sex", named("registration-sex", &r.sex)),
        ("registration-source", named("registration-source", r.source.code())),
        ("registration-created", said(l, data, r.created_at)),
        ("registration-changed", said(l, data, r.changed_at)),
    ];
    let facts = texts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(key, v)| (l.t(key), v.into_any())).collect();
    view! { <DefinitionList items=facts /> }.into_any()
}

/// An event without questions has no section for them.
fn answers(l: Locale, data: &MyData) -> Option<AnyView> {
    let items = questions::pages::facts(l, &data.answers);
    (!items.is_empty()).then(|| section(l, "registration-answers", view! { <DefinitionList items=items /> }.into_any()))
}

/// What the staff did about what they need.
fn decided(l: Locale, data: &MyData) -> Option<AnyView> {
    if data.decided.is_empty() {
        return None;
    }
    let headers = ["need", "state", "when", "note"].map(|h| l.t(&format!("registration-data-decided-{h}"))).to_vec();
    let rows = data.decided.iter().map(|d| {
        vec![
            l.t(&format!("registration-need-{}", d.kind.code())).into_any(),
            l.t(&format!("needs-state-{}", d.state.code())).into_any(),
            said(l, data, d.at).into_any(),
            cell(d.note.reveal().to_owned()),
        ]
    });
    let rows = rows.collect();
    let table = view! { <CardTable caption=l.t("registration-data-decided") quiet=true headers=headers rows=rows /> }
        .into_any();
    Some(section(l, "registration-data-decided", table))
}

fn agreements(l: Locale, data: &MyData) -> AnyView {
    if data.ledger.is_empty() {
        return none(l);
    }
    let headers = ["when", "purpose", "act", "evidence", "text"];
    let headers = headers.map(|h| l.t(&format!("registration-ledger-{h}"))).to_vec();
    let rows = data.ledger.iter().map(|e| {
        let act = if e.act == Act::Grant { "registration-act-grant" } else { "registration-act-withdraw" };
        let version = l.ta("registration-ledger-version", &[("n", arg(e.version))]);
        vec![
            said(l, data, e.at).into_any(),
            l.t(&format!("registration-purpose-{}", e.purpose.code())).into_any(),
            l.t(act).into_any(),
            l.t(&format!("registration-evidence-{}", e.evidence)).into_any(),
            format!("{version}, {}", e.locale.name()).into_any(),
        ]
    });
    let rows = rows.collect();
    view! { <CardTable caption=l.t("registration-data-agreements") quiet=true headers=headers rows=rows /> }.into_any()
}

fn marks(l: Locale, data: &MyData) -> AnyView {
    if data.marks.is_empty() {
        return none(l);
    }
    let headers = ["when", "session", "status", "reason"].map(|h| l.t(&format!("registration-data-mark-{h}"))).to_vec();
    let rows = data.marks.iter().map(|mark| {
        let session = data.event.sessions.iter().find(|s| s.id == mark.session).map(|s| s.title(l).0);
        vec![
            said(l, data, mark.at).into_any(),
            session.unwrap_or_default().into_any(),
            standing(l, mark.status).into_any(),
            cell(mark.reason.reveal().to_owned()),
        ]
    });
    let rows = rows.collect();
    view! { <CardTable caption=l.t("registration-data-attendance") quiet=true headers=headers rows=rows /> }.into_any()
}

fn standing(l: Locale, status: Status) -> String {
    if status == Status::Void {
        return l.t("registration-data-mark-void");
    }
    l.t(&format!("attendance-status-{}", status.code()))
}

/// What was written about the application where people were selected; nothing where nobody wrote anything.
fn judged(l: Locale, data: &MyData) -> Option<AnyView> {
    let mut facts = Vec::new();
    if let Some(score) = &data.judged.score {
        let text = format!("{}: {} ({})", score.points, score.note.reveal(), said(l, data, score.at));
        facts.push((l.t("selection-points"), text.into_any()));
    }
    if let Some(by_hand) = &data.judged.by_hand {
        let (Put::In(reason) | Put::Out(reason)) = by_hand.put;
        let (put, reason) = (l.t(&by_hand.key()), l.t(&format!("selection-reason-{}", reason.code())));
        let text = format!("{put}, {reason}: {} ({})", by_hand.note.reveal(), said(l, data, by_hand.at));
        facts.push((l.t("selection-put"), text.into_any()));
    }
    (!facts.is_empty()).then(|| section(l, "selection-title", view! { <DefinitionList items=facts /> }.into_any()))
}

fn words(l: Locale, data: &MyData) -> AnyView {
    if data.testimonials.is_empty() {
        return none(l);
    }
    let articles: Vec<_> = data.testimonials.iter().map(|t| one(l, data, t)).collect();
    articles.into_any()
}

fn one(l: Locale, data: &MyData, kept: &Kept) -> AnyView {
    let mine = &kept.mine;
    let channels = |list: &[String]| if list.is_empty() { l.t("registration-data-none") } else { list.join(", ") };
    let agreed: Vec<String> = mine.live.keys().map(|c| l.t(&format!("testimonials-channel-{}", c.code()))).collect();
    let lang = mine.testimonial.locale.code();
    let mut facts = vec![
        (l.t("registration-data-given"), said(l, data, mine.testimonial.created_at).into_any()),
        (l.t("registration-data-standing"), l.t(&format!("testimonials-mine-{}", mine.standing.code())).into_any()),
        (l.t("ui-language"), mine.testimonial.locale.name().to_owned().into_any()),
        (l.t("registration-data-channels"), channels(&agreed).into_any()),
        (l.t("registration-data-shown-as"), l.t(&format!("testimonials-name-{}", mine.chosen.code())).into_any()),
    ];
    if !mine.testimonial.pseudonym.is_empty() {
        facts.push((l.t("registration-data-pseudonym"), mine.testimonial.pseudonym.reveal().to_owned().into_any()));
    }
    if let Some((_, note)) = &mine.decline {
        facts.push((l.t("registration-data-declined"), note.reveal().to_owned().into_any()));
    }
    let versions: Vec<_> = kept.renditions.iter().map(|r| version(l, data, r)).collect();
    view! {
        <article>
            <h3 lang=lang>{mine.original.headline.reveal().to_owned()}</h3>
            <p class="prose" lang=lang>{mine.original.body.reveal().to_owned()}</p>
            <DefinitionList items=facts />
            {permissions(l, data, &kept.agreed)}
            {versions}
        </article>
    }
    .into_any()
}

/// Everything ever agreed to about a testimonial.
fn permissions(l: Locale, data: &MyData, agreed: &[Agreed]) -> AnyView {
    let headers = ["when", "purpose", "act", "evidence", "text"];
    let headers = headers.map(|h| l.t(&format!("registration-ledger-{h}"))).to_vec();
    let rows = agreed.iter().map(|e| {
        let act = l.t(&format!("staff-audit-consent-{}", e.act.code()));
        let name = Attribution::parse(&e.attribution).map(|a| l.t(&format!("testimonials-name-{}", a.code())));
        let version = l.ta("registration-ledger-version", &[("n", arg(e.text_version))]);
        vec![
            said(l, data, e.at).into_any(),
            l.t(&format!("testimonials-channel-{}", e.channel.code())).into_any(),
            [Some(act), name].into_iter().flatten().collect::<Vec<_>>().join(": ").into_any(),
            l.t(&format!("registration-evidence-{}", e.evidence)).into_any(),
            format!("{version}, {}", e.locale.name()).into_any(),
        ]
    });
    let rows = rows.collect();
    view! { <CardTable caption=l.t("registration-data-agreements") quiet=true headers=headers rows=rows /> }.into_any()
}

/// A text that the moderators made of it.
fn version(l: Locale, data: &MyData, r: &Rendition) -> AnyView {
    let lang = r.locale.code();
    let about = l.ta(
        "registration-data-version",
        &[("n", arg(r.revision)), ("language", arg(r.locale.name())), ("when", arg(said(l, data, r.created_at)))],
    );
    let text = [&r.text.headline, &r.text.quote, &r.text.narrative, &r.text.content_note, &r.text.attribution_line];
    let text: Vec<_> = text.into_iter().filter(|t| !t.is_empty()).map(|t| t.reveal().to_owned()).collect();
    let text: Vec<_> = text.into_iter().map(|t| view! { <p class="prose" lang=lang>{t}</p> }).collect();
    view! { <h4>{about}</h4> {text} }.into_any()
}

fn history(l: Locale, data: &MyData) -> AnyView {
    let headers = ["when", "who", "what"].map(|h| l.t(&format!("registration-data-history-{h}"))).to_vec();
    let rows = data.history.iter().map(|line| {
        let what = l.t(&format!("staff-audit-{}", line.key()));
        let what =
            if line.outcome == "refused" { format!("{}: {what}", l.t("registration-data-refused")) } else { what };
        vec![
            said(l, data, line.at).into_any(),
            l.t(&format!("registration-data-by-{}", line.actor_kind)).into_any(),
            what.into_any(),
        ]
    });
    let rows = rows.collect();
    view! { <CardTable caption=l.t("registration-data-history") quiet=true headers=headers rows=rows /> }.into_any()
}

fn mails(l: Locale, data: &MyData) -> AnyView {
    if data.messages.is_empty() {
        return none(l);
    }
    told(l, &data.messages, |at| day(l, data.event.zone, at, data.at))
}

/// The same for machines: codes as the program has them, times in UTC, days where only the day is told.
fn machine(data: &MyData) -> Value {
    let r = &data.registration;
    let agreements = data.ledger.iter().map(|e| {
        json!({ "purpose": e.purpose.code(), "act": e.act.code(), "text_version": e.version, "language": e.locale.code(),
            "given_by": e.evidence, "at": e.at })
    });
    let answers = data.answers.iter().map(|a| {
        let answer = match a.said(r.locale) {
            Said::Chosen(labels) => labels.into_iter().map(|(label, _)| label).collect::<Vec<_>>().join(", "),
            _ => a.value.reveal().to_owned(),
        };
        json!({ "question": a.question.label(r.locale).0, "answer": answer, "seen_by": a.question.seen_by.code() })
    });
    let decided = data
        .decided
        .iter()
        .map(|d| json!({ "need": d.kind.code(), "state": d.state.code(), "at": d.at, "note": d.note.reveal() }));
    let marks = data.marks.iter().map(|m| {
        let session = data.event.sessions.iter().find(|s| s.id == m.session).map(|s| s.starts_at);
        json!({ "session_starts_at": session, "status": m.status.code(), "at": m.at, "reason": m.reason.reveal() })
    });
    let words = data.testimonials.iter().map(|kept| {
        let t = &kept.mine;
        let agreed = kept.agreed.iter().map(|e| {
            json!({ "channel": e.channel.code(), "name": e.attribution, "act": e.act.code(), "text_version": e.text_version,
                "language": e.locale.code(), "given_by": e.evidence, "at": e.at })
        });
        let versions = kept.renditions.iter().map(|r| {
            json!({ "language": r.locale.code(), "revision": r.revision, "made_at": r.created_at,
                "headline": r.text.headline.reveal(), "quote": r.text.quote.reveal(),
                "narrative": r.text.narrative.reveal(), "content_note": r.text.content_note.reveal(),
                "shown_name": r.text.attribution_line.reveal() })
        });
        let live = t.live.iter().map(|(c, a)| json!({ "channel": c.code(), "name": a.code() })).collect::<Vec<_>>();
        json!({ "given_at": t.testimonial.created_at, "language": t.testimonial.locale.code(),
            "headline": t.original.headline.reveal(), "text": t.original.body.reveal(),
            "pseudonym": t.testimonial.pseudonym.reveal(), "state": t.standing.code(), "holds_now": live,
            "agreements": agreed.collect::<Vec<_>>(), "edited": versions.collect::<Vec<_>>(),
            "not_published_because": t.decline.as_ref().map(|(reason, note)| json!([reason, note.reveal()])) })
    });
    let messages = data.messages.iter().map(|m| {
        json!({ "day": m.at.date_naive(), "kind": m.kind.code(), "way": m.channel.code(),
            "outcome": m.outcome, "reason": (!m.reason.is_empty()).then_some(&m.reason) })
    });
    let history = data
        .history
        .iter()
        .map(|line| json!({ "at": line.at, "by": line.actor_kind, "action": line.action, "outcome": line.outcome }));
    let mut told = json!({
        "made_at": data.at,
        "training": { "address": data.event.slug, "title": data.event.text(r.locale).0.title },
        "name": { "full": data.person.full_name.reveal(), "call": data.person.call_name.reveal() },
        "registration": {
            "state": r.state.code(), "code": r.short_code, "source": r.source.code(), "language": r.locale.code(),
            "channel": r.channel().code(), "phone": r.phone.reveal(), "email": r.email.reveal(), "age_band": r.age_band, "sex": r.sex,
            "home_region": r.home_region, "organisation": r.organisation.reveal(),
            "needs": { "interpreter": r.needs.interpreter, "step_free": r.needs.step_free,
                "childcare": r.needs.childcare, "travel": r.needs.travel, "lodging": r.needs.lodging },
            "diet": r.diet.reveal(), "note": r.note.reveal(), "offer_until": r.offer_expires_at,
            "created_at": r.created_at, "changed_at": r.changed_at,
        },
        "answers": answers.collect::<Vec<_>>(),
        "arrangements": decided.collect::<Vec<_>>(),
        "agreements": agreements.collect::<Vec<_>>(),
        "attendance": marks.collect::<Vec<_>>(),
        "testimonials": words.collect::<Vec<_>>(),
        "messages": messages.collect::<Vec<_>>(),
        "history": history.collect::<Vec<_>>(),
    });
    if let Some(judged) = judged_for_machines(&data.judged) {
        told["selection"] = judged;
    }
    told
}

/// Nothing where nobody wrote anything.
fn judged_for_machines(judged: &Judged) -> Option<Value> {
    let score = judged.score.as_ref().map(|s| json!({ "points": s.points, "why": s.note.reveal(), "at": s.at }));
    let by_hand = judged.by_hand.as_ref().map(|o| {
        let (Put::In(reason) | Put::Out(reason)) = o.put;
        json!({ "place": matches!(o.put, Put::In(_)), "reason": reason.code(), "why": o.note.reveal(), "at": o.at })
    });
    (score.is_some() || by_hand.is_some()).then(|| json!({ "score": score, "decision": by_hand }))
}
