//! The three pages. They are kept in memory and shown to all alike.

use axum::response::Response;
use leptos::prelude::*;

use crate::i18n::{Locale, arg};
use crate::retention::model::{Rule, Span, words};
use crate::ui::{CardTable, DefinitionList};
use crate::web::{Page, PageCx};

/// A heading with its paragraph, by the stem of their keys.
fn section(l: Locale, stem: &str) -> AnyView {
    view! { <h2>{l.t(&format!("{stem}title"))}</h2> <p>{l.t(&format!("{stem}text"))}</p> }.into_any()
}

/// A heading with a list.
fn list(l: Locale, stem: &str, items: &[&str]) -> AnyView {
    let items: Vec<_> = items.iter().map(|item| view! { <li>{l.t(&format!("{stem}{item}"))}</li> }).collect();
    view! { <h2>{l.t(&format!("{stem}title"))}</h2> <ul>{items}</ul> }.into_any()
}

/// How to reach people, as far as the configuration says; none when it says nothing.
fn contacts(cx: &PageCx) -> Option<AnyView> {
    let (l, config) = (cx.locale, &cx.app.config);
    let mut facts: Vec<(String, AnyView)> = Vec::new();
    if !config.org_phone.is_empty() {
        let number: String = config.org_phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let shown = config.org_phone.clone();
        facts.push((l.t("events-contact-phone"), view! { <a href=format!("tel:{number}")>{shown}</a> }.into_any()));
    }
    if !config.org_email.is_empty() {
        let shown = config.org_email.clone();
        let href = format!("mailto:{shown}");
        facts.push((l.t("events-contact-email"), view! { <a href=href>{shown}</a> }.into_any()));
    }
    (!facts.is_empty()).then(|| view! { <DefinitionList items=facts /> }.into_any())
}

/// A sentence and the contacts under it, or what to do where there are none.
fn ask(cx: &PageCx, stem: &str) -> AnyView {
    let l = cx.locale;
    match contacts(cx) {
        Some(contacts) => view! { <p>{l.t(&format!("{stem}ask"))}</p> {contacts} }.into_any(),
        None => view! { <p>{l.t(&format!("{stem}none"))}</p> }.into_any(),
    }
}

/// `/{l}/about`
pub async fn about(cx: PageCx) -> Response {
    let l = cx.locale;
    let lead = l.ta("events-about-lead", &[("org", arg(cx.app.config.org_name.clone()))]);
    let contacts = contacts(&cx).unwrap_or_else(|| view! { <p>{l.t("events-about-contact-none")}</p> }.into_any());
    let head = Page::new(l.t("events-about-title")).public(l.t("events-about-description")).active("about");
    let body = move || {
        view! {
            <h1>{l.t("events-about-title")}</h1>
            <p class="lead">{lead}</p>
            <div class="prose">
                {section(l, "events-about-do-")}
                {section(l, "events-about-join-")}
                {section(l, "events-about-support-")}
                <h2>{l.t("events-home-contact")}</h2>
                {contacts}
            </div>
        }
    };
    cx.render(head, body).await
}

/// What is kept, what for, who sees it and until when: one row a rule, with what the columns under it hold.
fn kept(l: Locale, title: &str, shown: impl Fn(Rule) -> bool) -> AnyView {
    let headers = ["what", "why", "who", "until"].map(|h| l.t(&format!("retention-col-{h}"))).to_vec();
    let rows = Rule::ALL.into_iter().filter(|rule| shown(*rule)).map(|rule| row(l, rule)).collect();
    view! {
        <section class="section">
            <h2>{l.t(title)}</h2>
            <CardTable caption=l.t(title) quiet=true headers=headers rows=rows />
        </section>
    }
    .into_any()
}

fn row(l: Locale, rule: Rule) -> Vec<AnyView> {
    let code = rule.code();
    let words: Vec<String> = words(rule).into_iter().map(|word| l.t(&format!("retention-what-{word}"))).collect();
    let what = view! {
        <div>
            {l.t(&format!("retention-title-{code}"))}
            {(!words.is_empty()).then(|| view! { <p class="small">{words.join(", ")}</p> })}
        </div>
    };
    let who: Vec<String> = rule.who().iter().map(|who| l.t(&format!("retention-who-{}", who.code()))).collect();
    let n = |span: Option<Span>| arg(span.map_or(0, Span::n));
    let until = l.ta(&format!("retention-until-{code}"), &[("n", n(rule.span())), ("longer", n(rule.longer()))]);
    vec![what.into_any(), l.t(&format!("retention-why-{code}")).into_any(), who.join("; ").into_any(), until.into_any()]
}

/// `/{l}/privacy`: made from the table of columns and the rules that the purge follows.
pub async fn privacy(cx: PageCx) -> Response {
    let l = cx.locale;
    let erase = ask(&cx, "events-privacy-erase-");
    let head = Page::new(l.t("events-privacy-title")).public(l.t("events-privacy-description"));
    let body = move || {
        view! {
            <h1>{l.t("events-privacy-title")}</h1>
            <p class="lead">{l.t("events-privacy-lead")}</p>
            <div class="prose">
                <p>{l.t("events-privacy-who-nobody")}</p>
                <p>{l.t("events-privacy-night")}</p>
            </div>
            {kept(l, "retention-table", Rule::is_for_participants)}
            <div class="prose">
                {section(l, "events-privacy-not-")}
                <h2>{l.t("events-privacy-rights-title")}</h2>
                <p>{l.t("events-privacy-rights-link")}</p>
                {erase}
            </div>
            {kept(l, "retention-table-staff", Rule::is_for_staff)}
        }
    };
    cx.render(head, body).await
}

/// `/{l}/accessibility`
pub async fn accessibility(cx: PageCx) -> Response {
    let l = cx.locale;
    let tell = ask(&cx, "events-accessibility-tell-");
    let head = Page::new(l.t("events-accessibility-title")).public(l.t("events-accessibility-description"));
    let body = move || {
        view! {
            <h1>{l.t("events-accessibility-title")}</h1>
            <p class="lead">{l.t("events-accessibility-lead")}</p>
            <div class="prose">
                {list(l, "events-accessibility-does-", &["standard", "script", "keyboard", "text"])}
                {section(l, "events-accessibility-limits-")}
                {section(l, "events-accessibility-room-")}
                <h2>{l.t("events-accessibility-tell-title")}</h2>
                {tell}
            </div>
        }
    };
    cx.render(head, body).await
}
