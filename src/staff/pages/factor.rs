//! The second factor: giving it, adding it, its recovery codes, and proving again that it is them.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::passkey;
use crate::error::Outcome;
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::seal::Personal;
use crate::staff::form::next;
use crate::staff::model::{Actor, Standing, factor};
use crate::staff::service::{self, SignedIn};
use crate::staff::session::{self, Whoever};
use crate::ui::{BackLink, ErrorSummary, HiddenField, Kind, Mood, Notice, SubmitButton, TextField, qr};
use crate::web::{Page, PageCx, see_other};

#[derive(Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    pub(super) next: String,
}

/// `/{l}/staff/sign-in/code`
pub async fn code(cx: PageCx, whoever: Whoever, Query(query): Query<Next>) -> Outcome<Response> {
    let next = next(&query.next);
    if whoever.who.standing != Standing::Factor {
        return Ok(see_other(&session::way(&cx, whoever.who.standing, next)));
    }
    let form = cx.typed("code").await?.unwrap_or_default();
    let l = cx.locale;
    let page = Page::new(l.t("staff-code-title")).noindex();
    let ask = Ask {
        title: "staff-code-title",
        action: cx.link("/staff/sign-in/code"),
        by_passkey: cx.link("/staff/sign-in/passkey"),
        button: "staff-sign-in",
        ..Ask::of(&cx, &whoever.who, next)
    };
    Ok(cx.render(page, move || ask.view(&form, None)).await)
}

/// `/{l}/staff/confirm-it-is-you`
pub async fn confirm(cx: PageCx, whoever: Whoever, Query(query): Query<Next>) -> Outcome<Response> {
    let next = next(&query.next);
    let who = whoever.who;
    if who.standing != Standing::In || who.actor.fresh {
        return Ok(see_other(&session::way(&cx, who.standing, next)));
    }
    let form = cx.typed("confirm").await?.unwrap_or_default();
    let l = cx.locale;
    let page = Page::new(l.t("staff-confirm-title")).staff(who.actor.chrome());
    let ask = Ask {
        title: "staff-confirm-title",
        action: cx.link("/staff/confirm-it-is-you"),
        by_passkey: cx.link("/staff/confirm-it-is-you/passkey"),
        button: "staff-confirm",
        ..Ask::of(&cx, &who, next)
    };
    Ok(cx.render(page, move || ask.view(&form, Some("staff-confirm-help"))).await)
}

/// A page that asks for one proof.
struct Ask {
    l: Locale,
    title: &'static str,
    action: String,
    next: Option<String>,
    by_passkey: String,
    button: &'static str,
    /// For accounts without a second factor.
    passphrase: bool,
    /// Whether the account has an app; without, the code is one for recovery.
    app: bool,
    /// Whether a passkey may be used here.
    passkey: bool,
}

impl Ask {
    fn of(cx: &PageCx, who: &SignedIn, next: Option<String>) -> Self {
        Self {
            l: cx.locale,
            title: "",
            action: String::new(),
            next,
            by_passkey: String::new(),
            button: "",
            passphrase: !who.has_factor(),
            app: who.app,
            passkey: who.passkeys > 0 && service::passkeys_offered(&cx.app),
        }
    }

    fn view(self, form: &FormState, help: Option<&'static str>) -> AnyView {
        let l = self.l;
        let passkey = self.passkey.then(|| passkey::using(l, self.by_passkey, self.next.clone()));
        let (label, hint) = if self.app {
            ("staff-code", "staff-code-hint")
        } else {
            ("staff-code-recovery", "staff-code-recovery-hint")
        };
        let field = if self.passphrase {
            view! { <TextField l=l form=form name="passphrase" label=l.t("staff-passphrase") kind=Kind::Password autocomplete="current-password" /> }.into_any()
        } else {
            view! { <TextField l=l form=form name="code" label=l.t(label) hint=l.t(hint) autocomplete="one-time-code" maxlength=20 no_spellcheck=true width="w-16" /> }.into_any()
        };
        let lost = (!self.passphrase).then(|| view! { <p class="hint">{l.t("staff-code-lost")}</p> });
        view! {
            <div class="sign-in">
                <h1>{l.t(self.title)}</h1>
                <ErrorSummary l=l form=form labels=vec![("code", l.t(label)), ("passphrase", l.t("staff-passphrase"))] />
                {help.map(|key| view! { <div class="form-intro"><p>{l.t(key)}</p></div> })}
                {passkey}
                <form class="form" method="post" action=self.action novalidate>
                    {self.next.map(|next| view! { <HiddenField name="next" value=next /> })}
                    {field}
                    <div class="form-end">
                        <SubmitButton label=l.t(self.button) />
                        {lost}
                    </div>
                </form>
            </div>
        }
        .into_any()
    }
}

/// `/{l}/staff/account/second-factor`
pub async fn enrol(cx: PageCx, whoever: Whoever, Query(query): Query<Next>) -> Outcome<Response> {
    let Whoever { who, token, .. } = whoever;
    let next = next(&query.next);
    if who.standing == Standing::Factor {
        return Ok(see_other(&session::way(&cx, who.standing, next)));
    }
    let (secret, email) = service::enrolment(&cx.app, &who, &token).await?;
    let address = factor::address(&secret, &cx.app.config.org_name, &email);
    let form = cx.typed("enrol").await?.unwrap_or_default();
    let (l, action) = (cx.locale, cx.link("/staff/account/second-factor"));
    // Who must enrol can open nothing else, so no navigation either.
    let page = Page::new(l.t("staff-factor-add"));
    let forced = who.standing == Standing::Enrol;
    let page = if forced { page.noindex() } else { page.staff(who.actor.chrome()) };
    // Whoever is led here to add their first may take a passkey instead.
    let instead = (!who.has_factor() && service::passkeys_offered(&cx.app))
        .then(|| session::with_next(&cx.link("/staff/account/passkeys"), next.clone()));
    let offer = Enrolment { secret, address, forced, instead };
    Ok(cx.render(page, move || enrol_view(l, &form, action, next, &offer)).await)
}

/// What the page of an enrolment offers.
struct Enrolment {
    secret: Personal,
    address: Personal,
    /// Nothing else opens before.
    forced: bool,
    /// Where a passkey is added in its place.
    instead: Option<String>,
}

fn enrol_view(l: Locale, form: &FormState, action: String, next: Option<String>, offer: &Enrolment) -> AnyView {
    let Enrolment { secret, address, forced, instead } = offer;
    let forced = *forced;
    let instead = instead.clone().map(|to| view! { <p><a href=to>{l.t("staff-passkey-instead")}</a></p> });
    let back =
        (!forced).then(|| view! { <BackLink href=format!("/{l}/staff/account") label=l.t("staff-account-title") /> });
    let why = if forced { "staff-factor-must" } else { "staff-factor-help" };
    view! {
        {back}
        <h1>{l.t("staff-factor-add")}</h1>
        <ErrorSummary l=l form=form labels=vec![("code", l.t("staff-factor-code"))] />
        <p class="lead">{l.t(why)}</p>
        {instead}
        <section class="section">
            <h2>{l.t("staff-factor-step-app")}</h2>
            <p>{l.t("staff-factor-step-app-help")}</p>
        </section>
        <section class="section">
            <h2>{l.t("staff-factor-step-scan")}</h2>
            <div class="qr" role="img" aria-label=l.t("staff-factor-qr") inner_html=qr(address.reveal()).unwrap_or_default()></div>
            <p>{l.t("staff-factor-by-hand")}</p>
            <p class="code">{factor::grouped(secret)}</p>
            <p><a href=address.reveal().to_owned()>{l.t("staff-factor-open")}</a></p>
        </section>
        <section class="section">
            <h2>{l.t("staff-factor-step-code")}</h2>
            <form class="form" method="post" action=action novalidate>
                {next.map(|next| view! { <HiddenField name="next" value=next /> })}
                <TextField l=l form=form name="code" label=l.t("staff-factor-code") hint=l.t("staff-factor-code-hint") kind=Kind::Digits autocomplete="one-time-code" maxlength=8 width="w-8" />
                <div class="form-end"><SubmitButton label=l.t("staff-factor-confirm") /></div>
            </form>
        </section>
    }
    .into_any()
}

/// `/{l}/staff/account/recovery-codes`: shown once, right after they were made.
pub async fn recovery_codes(cx: PageCx, actor: Actor) -> Outcome<Response> {
    let Some(shown) = cx.typed("recovery-codes").await? else { return Ok(see_other(&cx.link("/staff/account"))) };
    let l = cx.locale;
    let on = next(&shown.value("next")).unwrap_or_else(|| cx.link("/staff"));
    let page = Page::new(l.t("staff-codes-title")).staff(actor.chrome());
    Ok(cx.render(page, move || codes_view(l, shown.all("code"), on)).await)
}

fn codes_view(l: Locale, codes: &[String], on: String) -> AnyView {
    let items: Vec<_> = codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect();
    let n = codes.len().to_string();
    view! {
        <h1>{l.t("staff-codes-title")}</h1>
        <p class="lead">{l.ta("staff-codes-help", &[("n", arg(n))])}</p>
        <Notice mood=Mood::Waiting title=l.t("staff-codes-once")><p>{l.t("staff-codes-keep")}</p></Notice>
        <ul class="recovery-codes">{items}</ul>
        <p class="actions"><a class="button" href=on>{l.t("staff-codes-done")}</a></p>
    }
    .into_any()
}
