//! The team: list, one person, inviting.

use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

use super::{role_name, scope_name};
use crate::clock::Instant;
use crate::error::Outcome;
use crate::form::FormState;
use crate::i18n::{Locale, ago_or_until, arg};
use crate::seal::Personal;
use crate::staff::form::EMAIL_MAX;
use crate::staff::model::{Action, Actor, Grant, Of, Place, Role};
use crate::staff::service::{self, Invite, Member, Places, Team};
use crate::ui::{
    BackLink, CardTable, Choice, DefinitionList, ErrorSummary, HiddenField, Kind, Mood, Notice, RadioGroup, Select,
    StateTag, SubmitButton, TextField, Tone, address,
};
use crate::web::route::form_id;
use crate::web::{Id, Page, PageCx, see_other};

pub async fn team(cx: PageCx, actor: Actor) -> Outcome<Response> {
    let team = service::team(&cx.app, &actor).await?;
    let (l, now) = (cx.locale, cx.app.clock.now());
    let page = Page::new(l.t("ui-nav-team")).staff(actor.chrome()).active("team");
    let inviting = actor.can_somewhere(Action::TeamInvite);
    Ok(cx.render(page, move || team_view(l, &team, inviting, now)).await)
}

fn team_view(l: Locale, team: &Team, inviting: bool, now: Instant) -> AnyView {
    let rows = team.members.iter().map(|m| row(l, &team.places, m)).collect();
    let headers = vec![l.t("staff-name"), l.t("staff-roles"), l.t("staff-email")];
    let invite = inviting.then(|| {
        view! { <p class="actions"><a class=Tone::Primary.class() href=format!("/{l}/staff/team/invite")>{l.t("staff-invite-title")}</a></p> }
    });
    view! {
        <div class="staff-head"><h1>{l.t("ui-nav-team")}</h1>{invite}</div>
        <CardTable caption=l.t("ui-nav-team") quiet=true headers=headers rows=rows />
        {(!team.invites.is_empty()).then(|| invites(l, &team.invites, &team.places, now))}
    }
    .into_any()
}

fn row(l: Locale, places: &Places, member: &Member) -> Vec<AnyView> {
    let account = &member.account;
    let disabled = account.disabled_at.map(|_| view! { " " <StateTag label=l.t("staff-disabled") mood=Mood::Bad /> });
    let name =
        view! { <a href=format!("/{l}/staff/team/{}", account.id)>{account.name.reveal().to_owned()}</a>{disabled} };
    let roles: Vec<_> = member.grants.iter().map(|g| grant_name(l, places, g)).collect();
    let roles = if roles.is_empty() { l.t("staff-roles-none") } else { roles.join("; ") };
    vec![name.into_any(), roles.into_any(), address(account.email.reveal())]
}

fn grant_name(l: Locale, places: &Places, grant: &Grant) -> String {
    format!("{}: {}", role_name(l, grant.role), scope_name(l, places, &grant.scope))
}

fn invites(l: Locale, invites: &[Invite], places: &Places, now: Instant) -> AnyView {
    let rows = invites
        .iter()
        .map(|i| {
            let cancel = view! {
                <form method="post" action=format!("/{l}/staff/team/invites/{}/cancel", i.id)>
                    <SubmitButton label=l.t("staff-invite-cancel") tone=Tone::Quiet />
                </form>
            };
            vec![
                i.email.as_ref().map(|email| address(email.reveal())).into_any(),
                grant_name(l, places, &i.grant).into_any(),
                ago_or_until(l, i.expires_at, now).into_any(),
                cancel.into_any(),
            ]
        })
        .collect();
    let headers = vec![l.t("staff-email"), l.t("staff-roles"), l.t("staff-invite-expires"), l.t("staff-session-do")];
    view! {
        <section class="section">
            <h2>{l.t("staff-invites")}</h2>
            <CardTable caption=l.t("staff-invites") quiet=true headers=headers rows=rows />
        </section>
    }
    .into_any()
}

/// Role and scope, as far as the reader may give them; nothing when that is nowhere.
fn grant_fields(l: Locale, form: &FormState, roles: Vec<Choice>, scopes: Vec<Choice>) -> AnyView {
    view! {
        <RadioGroup l=l form=form name="role" legend=l.t("staff-role") choices=roles />
        <Select l=l form=form name="scope" label=l.t("staff-scope") hint=l.t("staff-scope-hint") empty=l.t("staff-scope-choose") choices=scopes />
    }
    .into_any()
}

/// The roles that `actor` may give somewhere, and all scopes of these.
fn choices(l: Locale, actor: &Actor, places: &Places) -> (Vec<Choice>, Vec<Choice>) {
    let offered: Vec<_> =
        Role::ALL.map(|r| (r, places.scopes_for(actor, r))).into_iter().filter(|(_, s)| !s.is_empty()).collect();
    let roles = offered
        .iter()
        .map(|(r, _)| Choice::new(r.code(), role_name(l, *r)).hint(l.t(&format!("staff-role-{}-hint", r.code()))));
    let mut scopes = Vec::new();
    // The first role with the most scopes has those of all others.
    if let Some((_, widest)) = offered.iter().max_by_key(|(_, s)| s.len()) {
        scopes = widest.iter().map(|s| Choice::new(s.value(), scope_name(l, places, s))).collect();
    }
    (roles.collect(), scopes)
}

pub async fn member(cx: PageCx, actor: Actor, Id((_, id)): Id<(String, Uuid)>) -> Outcome<Response> {
    let (member, places) = service::member(&cx.app, &actor, id).await?;
    let form = cx.typed(&format!("grant:{id}")).await?.unwrap_or_default();
    let l = cx.locale;
    let page = Page::new(member.account.name.reveal()).staff(actor.chrome()).active("team");
    Ok(cx.render(page, move || member_view(l, &actor, &member, &places, &form)).await)
}

fn member_view(l: Locale, actor: &Actor, member: &Member, places: &Places, form: &FormState) -> AnyView {
    let account = &member.account;
    let own = actor.of(account.id);
    let state = account.disabled_at.map(|_| view! { <StateTag label=l.t("staff-disabled") mood=Mood::Bad /> });
    let rows: Vec<_> = member.grants.iter().map(|g| grant_row(l, actor, member, places, g)).collect();
    let headers = vec![l.t("staff-role"), l.t("staff-scope"), l.t("staff-session-do")];
    let roles = if rows.is_empty() {
        view! { <p>{l.t("staff-roles-none")}</p> }.into_any()
    } else {
        view! { <CardTable caption=l.t("staff-roles") quiet=true headers=headers rows=rows /> }.into_any()
    };
    let (offered, scopes) = choices(l, actor, places);
    // What they may give to others they may not give to themselves, but for events.
    let giving = account.disabled_at.is_none() && !offered.is_empty() && own == Of::Other;
    let grant = giving.then(|| {
        view! {
            <section class="section">
                <h2>{l.t("staff-grant-title")}</h2>
                <form class="form" method="post" action=format!("/{l}/staff/team/{}/grant", account.id) novalidate>
                    {grant_fields(l, form, offered, scopes)}
                    <div class="form-end"><SubmitButton label=l.t("staff-grant") /></div>
                </form>
            </section>
        }
    });
    let may_disable = actor.can(Action::StaffDisable, &Place::everywhere(), own);
    view! {
        <BackLink href=format!("/{l}/staff/team") label=l.t("ui-nav-team") />
        <h1>{account.name.reveal().to_owned()}</h1>
        {state}
        <ErrorSummary l=l form=form labels=vec![("role", l.t("staff-role")), ("scope", l.t("staff-scope"))] />
        <DefinitionList items=vec![
            (l.t("staff-email"), address(account.email.reveal())),
            (l.t("ui-language"), account.locale.name().into_any()),
        ] />
        <section class="section"><h2>{l.t("staff-roles")}</h2>{roles}</section>
        {grant}
        {may_disable.then(|| switch(l, account.id, account.disabled_at.is_some()))}
    }
    .into_any()
}

fn grant_row(l: Locale, actor: &Actor, member: &Member, places: &Places, grant: &Grant) -> Vec<AnyView> {
    let id = member.account.id;
    let may = places.place(&grant.scope).is_some_and(|place| actor.may_grant(grant, &place, actor.of(id)));
    let revoke = may.then(|| {
        view! {
            <form method="post" action=format!("/{l}/staff/team/{id}/revoke")>
                <HiddenField name="role" value=grant.role.code() />
                <HiddenField name="scope" value=grant.scope.value() />
                <SubmitButton label=l.t("staff-revoke") tone=Tone::Quiet />
            </form>
        }
    });
    vec![role_name(l, grant.role).into_any(), scope_name(l, places, &grant.scope).into_any(), revoke.into_any()]
}

fn switch(l: Locale, id: Uuid, disabled: bool) -> AnyView {
    let (way, title, help) = if disabled {
        ("enable", "staff-enable", "staff-enable-help")
    } else {
        ("disable", "staff-disable", "staff-disable-help")
    };
    let tone = if disabled { Tone::Secondary } else { Tone::Warning };
    view! {
        <section class="section">
            <h2>{l.t(title)}</h2>
            <p>{l.t(help)}</p>
            <form method="post" action=format!("/{l}/staff/team/{id}/{way}")><SubmitButton label=l.t(title) tone=tone /></form>
        </section>
    }
    .into_any()
}

pub async fn invite(cx: PageCx, actor: Actor) -> Outcome<Response> {
    actor.require_somewhere(Action::TeamInvite)?;
    let places = service::places(&cx.app, &actor).await?;
    let form = cx.typed("invite").await?.unwrap_or_default();
    let l = cx.locale;
    let page = Page::new(l.t("staff-invite-title")).staff(actor.chrome()).active("team");
    Ok(cx.render(page, move || invite_view(l, &actor, &places, &form)).await)
}

fn invite_view(l: Locale, actor: &Actor, places: &Places, form: &FormState) -> AnyView {
    let (roles, scopes) = choices(l, actor, places);
    view! {
        <BackLink href=format!("/{l}/staff/team") label=l.t("ui-nav-team") />
        <h1>{l.t("staff-invite-title")}</h1>
        <ErrorSummary l=l form=form labels=vec![("email", l.t("staff-email")), ("role", l.t("staff-role")), ("scope", l.t("staff-scope"))] />
        <div class="form-intro"><p>{l.t("staff-invite-help")}</p></div>
        <form class="form" method="post" action=format!("/{l}/staff/team/invite") novalidate>
            <TextField l=l form=form name="email" label=l.t("staff-email") kind=Kind::Email autocomplete="off" maxlength=u32::from(EMAIL_MAX) />
            {grant_fields(l, form, roles, scopes)}
            <div class="form-end"><SubmitButton label=l.t("staff-invite") /></div>
        </form>
    }
    .into_any()
}

/// The link, shown once.
pub async fn invited(cx: PageCx, actor: Actor) -> Outcome<Response> {
    let Some(shown) = cx.typed("invited").await? else { return Ok(see_other(&cx.link("/staff/team"))) };
    let l = cx.locale;
    let invite = form_id(&shown.value("invite"))?;
    let (email, link) = service::invited(&cx.app, &actor, l, invite).await?;
    let mailed = !shown.value("mailed").is_empty();
    let page = Page::new(l.t("staff-invited-title")).staff(actor.chrome()).active("team");
    Ok(cx.render(page, move || invited_view(l, &email, link, mailed)).await)
}

fn invited_view(l: Locale, email: &Personal, link: String, mailed: bool) -> AnyView {
    let way = if mailed { "staff-invited-mailed" } else { "staff-invited-by-hand" };
    view! {
        <BackLink href=format!("/{l}/staff/team") label=l.t("ui-nav-team") />
        <h1>{l.t("staff-invited-title")}</h1>
        <p class="lead">{l.ta(way, &[("email", arg(email.reveal().to_owned()))])}</p>
        <Notice mood=Mood::Waiting title=l.t("staff-invited-once")>
            <p><code>{link}</code></p>
        </Notice>
    }
    .into_any()
}
