//! One's own account.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

use super::passkey;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::form::FormState;
use crate::i18n::{Locale, Zone, arg, day};
use crate::ids::hex;
use crate::seal::Personal;
use crate::staff::form::{PASSPHRASE_MAX, PASSPHRASE_MIN};
use crate::staff::model::Actor;
use crate::staff::service::{self, Factors, SessionRow};
use crate::staff::session::Whoever;
use crate::ui::{
    CardTable, Choice, ErrorSummary, HiddenField, Kind, Mood, Notice, Select, StateTag, SubmitButton, TextField, Tone,
    address,
};
use crate::web::{Page, PageCx};

#[derive(Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

struct Account {
    l: Locale,
    email: Personal,
    locale: Locale,
    done: Option<&'static str>,
    factors: Factors,
    sessions: Vec<SessionRow>,
    present: Vec<u8>,
    now: Instant,
}

pub async fn account(cx: PageCx, actor: Actor, whoever: Whoever, Query(query): Query<Done>) -> Outcome<Response> {
    let l = cx.locale;
    let own = service::own(&cx.app, &actor).await?;
    let done = match query.done.as_str() {
        "passphrase" => Some("staff-done-passphrase"),
        "language" => Some("staff-done-language"),
        "session" => Some("staff-done-session"),
        "sessions" => Some("staff-done-sessions"),
        "factor" => Some("staff-done-factor"),
        "passkey" => Some("staff-done-passkey"),
        "passkey-removed" => Some("staff-done-passkey-removed"),
        _ => None,
    };
    let view = Account {
        l,
        locale: own.locale,
        email: own.email,
        done,
        factors: service::own_factors(&cx.app, &whoever.who).await?,
        sessions: service::own_sessions(&cx.app, &actor).await?,
        present: whoever.hash,
        now: cx.app.clock.now(),
    };
    let form = cx.typed("passphrase").await?.unwrap_or_default();
    let page = Page::new(l.t("staff-account-title")).staff(actor.chrome());
    Ok(cx.render(page, move || view.render(&form, actor.name.reveal())).await)
}

impl Account {
    fn render(self, form: &FormState, name: &str) -> AnyView {
        let l = self.l;
        view! {
            <h1>{l.t("staff-account-title")}</h1>
            {self.done.map(|key| view! { <Notice mood=Mood::Good announce=true>{l.t(key)}</Notice> })}
            <ErrorSummary l=l form=form labels=vec![("passphrase_now", l.t("staff-passphrase-now")), ("passphrase", l.t("staff-passphrase-new")), ("passphrase_again", l.t("staff-passphrase-again"))] />
            <p class="lead">{name.to_owned()}", "{address(self.email.reveal())}</p>
            {self.factor()}
            {self.passphrase(form)}
            {self.language()}
            {self.sessions()}
        }
        .into_any()
    }

    fn factor(&self) -> AnyView {
        let l = self.l;
        let add = |key: &str, tone: Tone| {
            view! { <a class=tone.class() href=format!("/{l}/staff/account/second-factor")>{l.t(key)}</a> }.into_any()
        };
        let post = |path: &str, key: &str| {
            view! {
                <form method="post" action=format!("/{l}/staff/account/{path}")>
                    <SubmitButton label=l.t(key) tone=Tone::Quiet />
                </form>
            }
            .into_any()
        };
        let Factors { app, passkeys, offered, .. } = &self.factors;
        let add_passkey = (*offered).then(|| {
            let to = format!("/{l}/staff/account/passkeys");
            view! { <a class=Tone::Secondary.class() href=to>{l.t("staff-passkey-add")}</a> }
        });
        if app.is_none() && passkeys.is_empty() {
            return view! {
                <section class="section">
                    <h2>{l.t("staff-factor")}</h2>
                    <p>{l.t("staff-factor-none")}</p>
                    <p class="actions">{add("staff-factor-add", Tone::Primary)}{add_passkey}</p>
                </section>
            }
            .into_any();
        }
        // Whose role needs a second factor keeps one.
        let spare = !self.factors.needed || passkeys.len() + usize::from(app.is_some()) > 1;
        let by_app = if let Some(since) = app {
            let since = l.ta("staff-factor-since", &[("when", arg(day(l, Zone::UTC, *since, self.now)))]);
            let remove = spare.then(|| post("second-factor/remove", "staff-factor-remove"));
            view! {
                <p>{since}</p>
                <div class="actions">{add("staff-factor-replace", Tone::Secondary)}{remove}</div>
            }
            .into_any()
        } else {
            view! {
                <p>{l.t("staff-factor-no-app")}</p>
                <p class="actions">{add("staff-factor-add-app", Tone::Secondary)}</p>
            }
            .into_any()
        };
        let by_passkey = (*offered || !passkeys.is_empty()).then(|| {
            view! {
                <h3>{l.t("staff-passkeys")}</h3>
                <p>{l.t("staff-passkeys-help")}</p>
                {passkey::list(l, passkeys, spare, self.now)}
                <p class="actions">{add_passkey}</p>
            }
        });
        let left = l.ta("staff-codes-left", &[("n", arg(self.factors.codes))]);
        view! {
            <section class="section">
                <h2>{l.t("staff-factor")}</h2>
                <h3>{l.t("staff-factor-app")}</h3>
                {by_app}
                {by_passkey}
                <h3>{l.t("staff-codes")}</h3>
                <p>{left}</p>
                {post("recovery-codes", "staff-codes-new")}
                <p class="hint">{l.t("staff-codes-new-help")}</p>
            </section>
        }
        .into_any()
    }

    fn passphrase(&self, form: &FormState) -> AnyView {
        let l = self.l;
        let bounds = [("min", arg(PASSPHRASE_MIN.to_string())), ("max", arg(PASSPHRASE_MAX.to_string()))];
        let email = self.email.reveal().to_owned();
        view! {
            <section class="section">
                <h2>{l.t("staff-passphrase-change")}</h2>
                <form class="form" method="post" action=format!("/{l}/staff/account/passphrase") novalidate>
                    // For password managers: whose passphrase this is.
                    <input type="text" name="email" value=email autocomplete="username" hidden />
                    <TextField l=l form=form name="passphrase_now" label=l.t("staff-passphrase-now") kind=Kind::Password autocomplete="current-password" />
                    <TextField l=l form=form name="passphrase" label=l.t("staff-passphrase-new") hint=l.ta("staff-passphrase-hint", &bounds) kind=Kind::Password autocomplete="new-password" />
                    <TextField l=l form=form name="passphrase_again" label=l.t("staff-passphrase-again") kind=Kind::Password autocomplete="new-password" />
                    <div class="form-end">
                        <SubmitButton label=l.t("staff-passphrase-change") />
                        <p class="hint">{l.t("staff-passphrase-change-help")}</p>
                    </div>
                </form>
            </section>
        }
        .into_any()
    }

    fn language(&self) -> AnyView {
        let l = self.l;
        let mut form = FormState::default();
        form.set("locale", self.locale.code());
        view! {
            <section class="section">
                <h2>{l.t("ui-language")}</h2>
                <form class="form" method="post" action=format!("/{l}/staff/account/language") novalidate>
                    <Select l=l form=&form name="locale" label=l.t("staff-language") choices=Choice::locales() />
                    <div class="form-end"><SubmitButton label=l.t("ui-save") tone=Tone::Secondary /></div>
                </form>
            </section>
        }
        .into_any()
    }

    fn sessions(self) -> AnyView {
        let l = self.l;
        // To the day: enough to know one's own, too little to follow anybody.
        let on = |at: Instant| day(l, Zone::UTC, at, self.now).into_any();
        let rows = self
            .sessions
            .iter()
            .map(|s| {
                let end = if s.token_hash == self.present {
                    view! { <StateTag label=l.t("staff-session-this") mood=Mood::Good /> }.into_any()
                } else {
                    view! {
                        <form method="post" action=format!("/{l}/staff/account/sessions")>
                            <HiddenField name="session" value=hex(&s.token_hash) />
                            <SubmitButton label=l.t("staff-session-end") tone=Tone::Quiet />
                        </form>
                    }
                    .into_any()
                };
                vec![on(s.created_at), on(s.last_seen_at), end]
            })
            .collect();
        let others = (self.sessions.len() > 1).then(|| {
            view! {
                <form method="post" action=format!("/{l}/staff/account/sessions/others")>
                    <SubmitButton label=l.t("staff-sessions-end-others") tone=Tone::Secondary />
                </form>
            }
        });
        let headers = vec![l.t("staff-session-since"), l.t("staff-session-seen"), l.t("staff-session-do")];
        view! {
            <section class="section">
                <h2>{l.t("staff-sessions")}</h2>
                <p>{l.t("staff-sessions-help")}</p>
                <CardTable caption=l.t("staff-sessions") quiet=true headers=headers rows=rows />
                {others}
            </section>
        }
        .into_any()
    }
}
