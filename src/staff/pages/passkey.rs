//! The parts of pages that speak of passkeys. Without JavaScript the buttons stay hidden, and codes do.

use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;

use super::factor::Next;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::form::FormState;
use crate::i18n::{Locale, Zone, arg, day};
use crate::staff::form::{PASSKEY_NAME_MAX, next};
use crate::staff::model::Standing;
use crate::staff::service::{self, PasskeyRow};
use crate::staff::session::{self, Whoever};
use crate::ui::{BackLink, CardTable, ErrorSummary, HiddenField, SubmitButton, TextField, Tone};
use crate::web::{Page, PageCx, scripts, see_other};

/// `/{l}/staff/account/passkeys`
pub async fn passkeys(cx: PageCx, whoever: Whoever, Query(query): Query<Next>) -> Outcome<Response> {
    let (who, next) = (whoever.who, next(&query.next));
    if who.standing == Standing::Factor {
        return Ok(see_other(&session::way(&cx, who.standing, next)));
    }
    service::can_add_passkey(&cx.app, &who)?;
    let form = cx.typed("passkey").await?.unwrap_or_default();
    let l = cx.locale;
    let page = Page::new(l.t("staff-passkey-add"));
    let forced = who.standing == Standing::Enrol;
    let page = if forced { page.noindex() } else { page.staff(who.actor.chrome()) };
    Ok(cx.render(page, move || adding(l, &form, next, forced)).await)
}

/// What the script fills in, what it says when it fails, and the script.
fn parts(l: Locale) -> AnyView {
    view! {
        <HiddenField name="ceremony" value="" />
        <HiddenField name="credential" value="" />
        <p class="error" data-sorry="" tabindex="-1" hidden>{l.t("staff-passkey-sorry")}</p>
    }
    .into_any()
}

/// Said where there are no scripts, or no passkeys in the browser. The script takes the first away: it may also be blocked, or
/// not arrive, where `noscript` would say nothing.
fn without(l: Locale) -> AnyView {
    view! {
        <p class="hint" data-no-script="">{l.t("staff-passkey-no-script")}</p>
        <p class="hint" data-no-passkey="" hidden>{l.t("staff-passkey-none-here")}</p>
        <script src=scripts::PASSKEY.address() integrity=scripts::PASSKEY.integrity() defer></script>
    }
    .into_any()
}

/// A button that asks the browser for one of the account's passkeys.
pub(super) fn using(l: Locale, action: String, next: Option<String>) -> AnyView {
    let start = format!("/{l}/staff/passkey/start");
    view! {
        <div data-passkey="use" data-start=start hidden>
            <form class="form" method="post" action=action>
                {next.map(|next| view! { <HiddenField name="next" value=next /> })}
                {parts(l)}
                <div class="form-end"><SubmitButton label=l.t("staff-passkey-use") /></div>
            </form>
            <p class="passkey-or">{l.t("staff-passkey-or")}</p>
        </div>
        {without(l)}
    }
    .into_any()
}

fn adding(l: Locale, form: &FormState, next: Option<String>, forced: bool) -> AnyView {
    let start = format!("/{l}/staff/account/passkeys/start");
    let app = session::with_next(&format!("/{l}/staff/account/second-factor"), next.clone());
    let back = if forced {
        view! { <BackLink href=app.clone() label=l.t("staff-factor-add") /> }
    } else {
        view! { <BackLink href=format!("/{l}/staff/account") label=l.t("staff-account-title") /> }
    };
    view! {
        {back}
        <h1>{l.t("staff-passkey-add")}</h1>
        <ErrorSummary l=l form=form labels=vec![("name", l.t("staff-passkey-name"))] />
        <p class="lead">{l.t("staff-passkeys-help")}</p>
        <p>{l.t("staff-passkeys-second")}</p>
        <div data-passkey="add" data-start=start hidden>
            <form class="form" method="post" action=format!("/{l}/staff/account/passkeys") novalidate>
                {next.map(|next| view! { <HiddenField name="next" value=next /> })}
                <TextField l=l form=form name="name" label=l.t("staff-passkey-name") hint=l.t("staff-passkey-name-hint") optional=true autocomplete="off" maxlength=u32::from(PASSKEY_NAME_MAX) />
                {parts(l)}
                <div class="form-end"><SubmitButton label=l.t("staff-passkey-add") /></div>
            </form>
        </div>
        {without(l)}
        <p><a href=app>{l.t("staff-passkey-app-instead")}</a></p>
    }
    .into_any()
}

/// One's own, with a button to remove each where one may.
pub(super) fn list(l: Locale, rows: &[PasskeyRow], removable: bool, now: Instant) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let cells = rows.iter().map(|row| {
        let name = if row.name.is_empty() { l.t("staff-passkey") } else { row.name.reveal().to_owned() };
        let used = row.last_used_at.map_or_else(|| l.t("staff-passkey-never"), |at| day(l, Zone::UTC, at, now));
        let remove = removable.then(|| {
            let label = l.ta("staff-passkey-remove-name", &[("name", arg(name.clone()))]);
            view! {
                <form method="post" action=format!("/{l}/staff/account/passkeys/{}/remove", row.id)>
                    <button class=Tone::Quiet.class() type="submit" aria-label=label>{l.t("staff-passkey-remove")}</button>
                </form>
            }
        });
        let added = day(l, Zone::UTC, row.created_at, now);
        let mut cells = vec![name.into_any(), added.into_any(), used.into_any()];
        cells.extend(remove.map(IntoAny::into_any));
        cells
    });
    let mut headers: Vec<_> =
        ["staff-passkey-name", "staff-passkey-added", "staff-session-seen"].map(|key| l.t(key)).to_vec();
    if removable {
        headers.push(l.t("staff-session-do"));
    }
    view! { <CardTable caption=l.t("staff-passkeys") quiet=true headers=headers rows=cells.collect() /> }.into_any()
}
