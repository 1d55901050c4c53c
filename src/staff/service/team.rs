//! The team: who is in it, with which roles, and inviting, granting, disabling.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::entry::{invite_mail, invited_until, put};
use crate::audit::service::{By, record};
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, Region};
use crate::events::service as events;
use crate::i18n::Locale;
use crate::jobs::queue::{self, Job};
use crate::seal::Personal;
use crate::staff::model::{Action, Actor, Grant, Of, Place, Role, Scope};
use crate::staff::store::{self, Account, Invite};
use crate::state::App;

/// The scopes that there are, as far as the asker sees them: everything, regions, events.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub regions: Vec<Region>,
    pub events: Vec<Event>,
}

impl Places {
    /// Where a scope lies; nothing for a region that is none or an event that is not the asker's to know of.
    #[must_use]
    pub fn place(&self, scope: &Scope) -> Option<Place> {
        match scope {
            Scope::All => Some(Place::everywhere()),
            Scope::Region(code) => self.regions.iter().any(|r| r.code == *code).then(|| Place::region(code)),
            Scope::Event(id) => self.events.iter().find(|e| e.id == *id).map(Event::place),
        }
    }

    /// All scopes in which the asker may grant `role`, the widest first.
    #[must_use]
    pub fn scopes_for(&self, actor: &Actor, role: Role) -> Vec<Scope> {
        let regions = self.regions.iter().map(|r| Scope::Region(r.code.clone()));
        let events = self.events.iter().map(|e| Scope::Event(e.id));
        std::iter::once(Scope::All)
            .chain(regions)
            .chain(events)
            .filter(|scope| {
                let grant = Grant::new(role, scope.clone());
                self.place(scope).is_some_and(|place| actor.may_grant(&grant, &place, Of::Other))
            })
            .collect()
    }
}

/// One of the team.
#[derive(Clone)]
pub struct Member {
    pub account: Account,
    pub grants: Vec<Grant>,
}

/// What the team page shows.
#[derive(Clone)]
pub struct Team {
    pub members: Vec<Member>,
    /// Invitations that wait to be used; only for those who may invite.
    pub invites: Vec<Invite>,
    pub places: Places,
}

/// The scopes that the asker may speak of.
///
/// # Errors
/// When the database does not answer.
pub async fn places(app: &App, actor: &Actor) -> Outcome<Places> {
    Ok(Places { regions: events::regions(app).await?, events: events::staff_list(app, actor).await? })
}

/// Whoever has a grant where the asker may see the team; with the whole instance in scope, everybody.
///
/// # Errors
/// `Forbidden` to those who may see the team nowhere.
pub async fn team(app: &App, actor: &Actor) -> Outcome<Team> {
    actor.require_somewhere(Action::TeamSee)?;
    let places = places(app, actor).await?;
    let mut tx = app.db.read().await?;
    let accounts = store::accounts(&mut tx).await?;
    let mut grants: BTreeMap<Uuid, Vec<Grant>> = BTreeMap::new();
    for (staff, grant) in store::grants(&mut tx).await? {
        grants.entry(staff).or_default().push(grant);
    }
    let open = store::open_invites(&mut tx, app.clock.now()).await?;
    drop(tx);
    let members = accounts
        .into_iter()
        .map(|account| Member { grants: grants.remove(&account.id).unwrap_or_default(), account })
        .filter(|member| visible(actor, &places, member))
        .collect();
    let invites = open
        .into_iter()
        .filter(|i| places.place(&i.grant.scope).is_some_and(|p| actor.can(Action::TeamInvite, &p, Of::Other)))
        .collect();
    Ok(Team { members, invites, places })
}

fn visible(actor: &Actor, places: &Places, member: &Member) -> bool {
    let sees = |place: &Place| actor.can(Action::TeamSee, place, Of::Other);
    sees(&Place::everywhere()) || member.grants.iter().any(|g| places.place(&g.scope).is_some_and(|p| sees(&p)))
}

/// One of the team, as [`team`] would show them.
///
/// # Errors
/// `NotFound` when it would not.
pub async fn member(app: &App, actor: &Actor, staff: Uuid) -> Outcome<(Member, Places)> {
    let places = places(app, actor).await?;
    let mut tx = app.db.read().await?;
    let account = store::account(&mut tx, staff).await?.ok_or(AppError::NotFound)?;
    let grants = store::grants_of(&mut tx, staff).await?;
    let member = Member { account, grants };
    if visible(actor, &places, &member) { Ok((member, places)) } else { Err(AppError::NotFound) }
}

/// The facilitators assigned to an event, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn facilitators(app: &App, event_id: Uuid) -> Outcome<Vec<(Uuid, Personal)>> {
    let mut tx = app.db.read().await?;
    Ok(store::facilitators(&mut tx, event_id).await?)
}

/// The active staff, from whom a facilitator is chosen, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn assignable(app: &App) -> Outcome<Vec<(Uuid, Personal)>> {
    let mut tx = app.db.read().await?;
    let all = store::accounts(&mut tx).await?;
    Ok(all.into_iter().filter(|a| a.disabled_at.is_none()).map(|a| (a.id, a.name)).collect())
}

async fn place_of(app: &App, scope: &Scope) -> Outcome<Place> {
    match scope {
        Scope::All => Ok(Place::everywhere()),
        Scope::Region(code) => {
            let known = events::regions(app).await?.iter().any(|r| r.code == *code);
            known.then(|| Place::region(code)).ok_or(AppError::NotFound)
        }
        Scope::Event(id) => Ok(events::by_id(app, *id).await?.place()),
    }
}

/// Gives a role in a scope; giving it twice is no error.
///
/// # Errors
/// `Forbidden` or `NotFound` by [`Actor::require_grant`], `Conflict` for a disabled account.
pub async fn grant(app: &App, actor: &Actor, staff_id: Uuid, grant: Grant) -> Outcome<()> {
    let place = place_of(app, &grant.scope).await?;
    actor.require_grant(&grant, &place, actor.of(staff_id))?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let account = store::account(&mut tx, staff_id).await?.ok_or(AppError::NotFound)?;
    if account.disabled_at.is_some() {
        return Err(AppError::Conflict("staff-error-disabled"));
    }
    if store::add_grant(&mut tx, app.ids.uuid(), staff_id, &grant, Some(actor.id), now).await? {
        if grant.role.needs_factor() && store::left(&mut tx, staff_id).await? == 0 {
            // The first factor is bound by whoever holds a session: it must be one that the passphrase has just opened.
            store::end_sessions(&mut tx, staff_id, &[], now).await?;
        } else {
            store::renew_later(&mut tx, staff_id).await?;
        }
        record(app, &mut tx, By::from(actor), "role.grant", ("staff", staff_id), &reason(&grant)).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes a role away; taking what they do not have is no error.
///
/// # Errors
/// As [`grant`]; `Conflict` for the last administrator.
pub async fn revoke(app: &App, actor: &Actor, staff_id: Uuid, grant: Grant) -> Outcome<()> {
    let place = place_of(app, &grant.scope).await?;
    actor.require_grant(&grant, &place, actor.of(staff_id))?;
    let mut tx = app.db.write().await?;
    store::account(&mut tx, staff_id).await?.ok_or(AppError::NotFound)?;
    if grant.is_administrator_of_all() {
        keep_one(&store::administrators(&mut tx).await?, staff_id)?;
    }
    let now = app.clock.now();
    if store::revoke_grant(&mut tx, staff_id, &grant, now).await? {
        if grant.role == Role::Administrator {
            store::void_invites_by(&mut tx, staff_id, now).await?;
        }
        store::renew_later(&mut tx, staff_id).await?;
        record(app, &mut tx, By::from(actor), "role.revoke", ("staff", staff_id), &reason(&grant)).await?;
    }
    Ok(tx.commit().await?)
}

/// Role and scope, as codes.
fn reason(grant: &Grant) -> String {
    format!("{} {}", grant.role.code(), grant.scope.value())
}

/// Refuses to lose the last administrator.
fn keep_one(administrators: &[Uuid], without: Uuid) -> Outcome<()> {
    let last = administrators.iter().all(|id| *id == without) && !administrators.is_empty();
    if last { Err(AppError::Conflict("staff-error-last-administrator")) } else { Ok(()) }
}

/// Disables an account and takes at once all that it came in with or let others in with: sessions, second factors,
/// invitations that nobody used yet.
///
/// # Errors
/// `Forbidden` for one's own, `Conflict` for the last administrator's.
pub async fn disable(app: &App, actor: &Actor, staff_id: Uuid) -> Outcome<()> {
    actor.require(Action::StaffDisable, &Place::everywhere(), actor.of(staff_id))?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    keep_one(&store::administrators(&mut tx).await?, staff_id)?;
    store::account(&mut tx, staff_id).await?.ok_or(AppError::NotFound)?;
    if store::disable(&mut tx, staff_id, now).await? {
        // Factors before sessions, as a proof takes them: two that wait for each other would both fail.
        store::drop_factors(&mut tx, staff_id).await?;
        store::drop_sessions(&mut tx, staff_id).await?;
        store::void_invites_by(&mut tx, staff_id, now).await?;
        record(app, &mut tx, By::from(actor), "staff.disable", ("staff", staff_id), "").await?;
    }
    Ok(tx.commit().await?)
}

/// Lets a disabled account in again, with the roles it had.
///
/// # Errors
/// As [`disable`].
pub async fn enable(app: &App, actor: &Actor, staff_id: Uuid) -> Outcome<()> {
    actor.require(Action::StaffDisable, &Place::everywhere(), actor.of(staff_id))?;
    let mut tx = app.db.write().await?;
    store::account(&mut tx, staff_id).await?.ok_or(AppError::NotFound)?;
    if store::enable(&mut tx, staff_id).await? {
        record(app, &mut tx, By::from(actor), "staff.enable", ("staff", staff_id), "").await?;
    }
    Ok(tx.commit().await?)
}

/// What became of an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// The invitation, whose link [`invited`] gives, and whether it is also mailed.
    Made { id: Uuid, mailed: bool },
    /// They are in the team: give them a role there.
    EmailTaken,
}

/// Invites somebody with a role in a scope. Earlier invitations to the address become void.
///
/// # Errors
/// `Forbidden` or `NotFound` when the scope is not the inviter's to give.
pub async fn invite(app: &App, actor: &Actor, l: Locale, email: &Personal, grant: Grant) -> Outcome<Invited> {
    let place = place_of(app, &grant.scope).await?;
    actor.require(Action::TeamInvite, &place, Of::Other)?;
    actor.require_grant(&grant, &place, Of::Other)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    if store::credentials(&mut tx, &store::lookup(&app.db.vault, email)).await?.is_some() {
        return Ok(Invited::EmailTaken);
    }
    store::void_invites_to(&mut tx, email, now).await?;
    let invite = Invite {
        id: app.ids.uuid(),
        email: Some(email.clone()),
        grant,
        invited_by: Some(actor.id),
        expires_at: invited_until(app),
    };
    put(app, &mut tx, By::from(actor), &invite).await?;
    let mailed = !app.config.smtp_url.is_empty();
    if mailed {
        let job = Job::InviteMail { invite: invite.id, locale: l };
        queue::put(app, &mut tx, &job, None, now).await?;
    }
    tx.commit().await?;
    app.jobs_waiting.notify_one();
    Ok(Invited::Made { id: invite.id, mailed })
}

/// Address and link of an invitation, for whoever may make such invitations.
///
/// # Errors
/// `NotFound` when it is used, void or not theirs.
pub async fn invited(app: &App, actor: &Actor, l: Locale, id: Uuid) -> Outcome<(Personal, String)> {
    let mut tx = app.db.read().await?;
    let invite = store::invite_by_id(&mut tx, id, app.clock.now()).await?.ok_or(AppError::NotFound)?;
    drop(tx);
    actor.require(Action::TeamInvite, &place_of(app, &invite.grant.scope).await?, Of::Other)?;
    invite_mail(app, id, l).await?.ok_or(AppError::NotFound)
}

/// Voids the invitations to an address; that there is none any more is no error.
///
/// # Errors
/// `NotFound` when one of them is not the asker's to void.
pub async fn cancel_invite(app: &App, actor: &Actor, id: Uuid) -> Outcome<()> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let found = store::open_invites(&mut tx, now).await?.into_iter().find(|i| i.id == id);
    drop(tx);
    let Some(invite) = found else { return Ok(()) };
    actor.require(Action::TeamInvite, &place_of(app, &invite.grant.scope).await?, Of::Other)?;
    let mut tx = app.db.write().await?;
    let voided = match &invite.email {
        Some(email) => store::void_invites_to(&mut tx, email, now).await?,
        None => 0,
    };
    if voided > 0 {
        record(app, &mut tx, By::from(actor), "invite.void", ("invite", id), "").await?;
    }
    Ok(tx.commit().await?)
}
