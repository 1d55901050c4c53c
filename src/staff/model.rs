//! Who may do what, where, and to whose work: one table, deny by default. `docs/permissions.md` is printed from it and a
//! test walks every cell.

pub mod budget;
pub mod factor;

use std::fmt::Write as _;

use uuid::Uuid;

use crate::error::{AppError, Outcome, Refusal};
use crate::i18n::Locale;
use crate::seal::Personal;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Facilitator,
    Moderator,
    Coordinator,
    Administrator,
    Auditor,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::Facilitator, Self::Moderator, Self::Coordinator, Self::Administrator, Self::Auditor];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Facilitator => "facilitator",
            Self::Moderator => "moderator",
            Self::Coordinator => "coordinator",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// Whether a passphrase alone is too little for what the role opens.
    #[must_use]
    pub const fn needs_factor(self) -> bool {
        matches!(self, Self::Moderator | Self::Coordinator | Self::Administrator)
    }
}

/// How far a grant reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Event(Uuid),
    Region(String),
    All,
}

impl Scope {
    /// `(scope_kind, scope_ref)` as the tables keep it.
    #[must_use]
    pub fn columns(&self) -> (&'static str, String) {
        match self {
            Self::Event(id) => ("event", id.to_string()),
            Self::Region(code) => ("region", code.clone()),
            Self::All => ("all", String::new()),
        }
    }

    #[must_use]
    pub fn parse(kind: &str, reference: &str) -> Option<Self> {
        match kind {
            "event" => reference.parse().ok().map(Self::Event),
            "region" if !reference.is_empty() => Some(Self::Region(reference.to_owned())),
            "all" if reference.is_empty() => Some(Self::All),
            _ => None,
        }
    }

    /// As one value of a form's choice: `all`, `region:osh`, `event:<id>`.
    #[must_use]
    pub fn value(&self) -> String {
        match self.columns() {
            (kind, reference) if reference.is_empty() => kind.to_owned(),
            (kind, reference) => format!("{kind}:{reference}"),
        }
    }

    /// What [`Scope::value`] wrote; nothing for what it never writes.
    #[must_use]
    pub fn from_value(value: &str) -> Option<Self> {
        let (kind, reference) = value.split_once(':').unwrap_or((value, ""));
        Self::parse(kind, reference).filter(|scope| scope.value() == value)
    }

    /// Whether `place` is exactly what this scope names. An event's region is the event's to know, and taken as given.
    #[must_use]
    pub fn is(&self, place: &Place) -> bool {
        match self {
            Self::All => *place == Place::everywhere(),
            Self::Region(code) => *place == Place::region(code),
            Self::Event(id) => place.event == Some(*id),
        }
    }

    #[must_use]
    pub fn covers(&self, place: &Place) -> bool {
        match self {
            Self::All => true,
            Self::Region(code) => place.region.as_ref() == Some(code),
            Self::Event(id) => place.event == Some(*id),
        }
    }
}

/// Where something is: an event lies in its region; what belongs to no event lies everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub event: Option<Uuid>,
    pub region: Option<String>,
}

impl Place {
    /// The whole instance: team, settings, history.
    #[must_use]
    pub const fn everywhere() -> Self {
        Self { event: None, region: None }
    }

    #[must_use]
    pub fn region(code: &str) -> Self {
        Self { event: None, region: Some(code.to_owned()) }
    }

    #[must_use]
    pub fn event(id: Uuid, region: &str) -> Self {
        Self { event: Some(id), region: Some(region.to_owned()) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub scope: Scope,
}

impl Grant {
    #[must_use]
    pub const fn new(role: Role, scope: Scope) -> Self {
        Self { role, scope }
    }

    /// A facilitator for one event: part of planning it, and so left to whoever may edit the event.
    #[must_use]
    pub const fn is_assignment(&self) -> bool {
        matches!((self.role, &self.scope), (Role::Facilitator, Scope::Event(_)))
    }

    /// The role that the instance must never be without.
    #[must_use]
    pub fn is_administrator_of_all(&self) -> bool {
        self.role == Role::Administrator && self.scope == Scope::All
    }
}

/// Whether the thing acted on is the actor's own work, or themself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Own,
    Other,
}

macro_rules! actions {
    ($($name:ident $code:literal: $($role:ident)+ $(, $($mark:ident)+)?;)+) => {
        /// What staff can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($name),+ }

        impl Action {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name in the history of actions and in the documentation.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            const fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role),+]),+ }
            }

            /// Whether it is refused on one's own work.
            #[must_use]
            pub const fn not_own(self) -> bool {
                match self { $(Self::$name => actions!(@not_own $($($mark)+)?)),+ }
            }

            /// Whether it asks for a proof of who it is that is not older than five minutes.
            #[must_use]
            pub const fn fresh(self) -> bool {
                match self { $(Self::$name => actions!(@fresh $($($mark)+)?)),+ }
            }
        }
    };
    (@not_own not_own $($rest:ident)*) => { true };
    (@not_own $($rest:ident)*) => { false };
    (@fresh not_own fresh) => { true };
    (@fresh fresh) => { true };
    (@fresh $($rest:ident)*) => { false };
}

actions! {
    EventSee "event.see": Facilitator Moderator Coordinator Administrator Auditor;
    EventEdit "event.edit": Coordinator Administrator;
    EventPublish "event.publish": Coordinator Administrator, fresh;
    EventCancel "event.cancel": Coordinator Administrator;
    RegistrationSee "registration.see": Coordinator Administrator;
    RegistrationEdit "registration.edit": Coordinator Administrator;
    RegistrationExport "registration.export": Coordinator Administrator, fresh;
    LinkShow "registration.link": Coordinator Administrator, fresh;
    PersonErase "person.erase": Coordinator Administrator, fresh;
    PersonSearch "person.search": Coordinator Administrator;
    PersonSee "person.see": Coordinator Administrator;
    PersonMerge "person.merge": Coordinator Administrator, fresh;
    RosterSee "roster.see": Facilitator Coordinator Administrator;
    NeedsSee "needs.see": Facilitator Coordinator Administrator;
    NeedsEdit "needs.edit": Coordinator Administrator;
    AttendanceMark "attendance.mark": Facilitator Coordinator Administrator;
    WalkInAdd "walk_in.add": Facilitator Coordinator Administrator;
    SelectionSee "selection.see": Coordinator Administrator;
    SelectionEdit "selection.edit": Coordinator Administrator;
    SelectionPublish "selection.publish": Coordinator Administrator, fresh;
    SelectionVerify "selection.verify": Coordinator Administrator Auditor;
    QueueSee "testimonial.queue": Moderator Coordinator Administrator;
    OriginalRead "testimonial.unseal": Moderator Coordinator Administrator, fresh;
    RenditionEdit "rendition.edit": Moderator Coordinator Administrator;
    RenditionApprove "rendition.approve": Moderator Coordinator Administrator, not_own fresh;
    TestimonialDecline "testimonial.decline": Moderator Coordinator Administrator;
    TierRaise "tier.raise": Facilitator Moderator Coordinator Administrator Auditor;
    TierLower "tier.lower": Moderator Coordinator Administrator;
    HoldSet "hold.set": Facilitator Moderator Coordinator Administrator Auditor;
    HoldLift "hold.lift": Moderator Coordinator Administrator, not_own;
    TestimonialWithdraw "testimonial.withdraw": Facilitator Moderator Coordinator Administrator;
    TeamSee "team.see": Coordinator Administrator;
    TeamInvite "team.invite": Administrator, fresh;
    RoleGrant "role.grant": Administrator, not_own fresh;
    StaffDisable "staff.disable": Administrator, not_own fresh;
    RetentionSee "retention.see": Administrator Auditor;
    AuditSee "audit.see": Administrator Auditor;
}

/// The one table: may this role do this, on its own or another's work?
#[must_use]
pub fn allows(role: Role, action: Action, of: Of) -> bool {
    action.roles().contains(&role) && !(of == Of::Own && action.not_own())
}

/// Someone of the staff, signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Actor {
    pub id: Uuid,
    pub name: Personal,
    pub locale: Locale,
    pub grants: Vec<Grant>,
    /// Whether they proved within the last minutes that it is them.
    pub fresh: bool,
}

/// How far a live session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All the way.
    In,
    /// The second factor is still to be given.
    Factor,
    /// A role asks for a second factor, and the account has none: nothing else opens before it is added.
    Enrol,
}

impl Standing {
    #[must_use]
    pub fn of(grants: &[Grant], has_factor: bool, given: bool) -> Self {
        if has_factor {
            if given { Self::In } else { Self::Factor }
        } else if grants.iter().any(|g| g.role.needs_factor()) {
            Self::Enrol
        } else {
            Self::In
        }
    }
}

impl Actor {
    #[must_use]
    pub fn can(&self, action: Action, place: &Place, of: Of) -> bool {
        self.grants.iter().any(|g| g.scope.covers(place) && allows(g.role, action, of))
    }

    /// Whether there is any place where they can; for navigation, never for a decision.
    #[must_use]
    pub fn can_somewhere(&self, action: Action) -> bool {
        self.grants.iter().any(|g| allows(g.role, action, Of::Other))
    }

    /// # Errors
    /// `Forbidden`, or `NotFound` to those who have nothing to do with the place and shall not learn that it exists;
    /// `StepUp` when they may, after a fresh proof of who they are.
    pub fn require(&self, action: Action, place: &Place, of: Of) -> Outcome<()> {
        if !self.can(action, place, of) {
            return Err(self.refuse(action, place));
        }
        if action.fresh() && !self.fresh { Err(AppError::StepUp) } else { Ok(()) }
    }

    fn refuse(&self, action: Action, place: &Place) -> AppError {
        Refusal { staff: self.id, action: action.code() }.note();
        if self.grants.iter().any(|g| g.scope.covers(place)) { AppError::Forbidden } else { AppError::NotFound }
    }

    /// As [`Actor::require`], for pages that lead to places where it is asked again.
    ///
    /// # Errors
    /// `Forbidden` to those who can nowhere; `StepUp` as there.
    pub fn require_somewhere(&self, action: Action) -> Outcome<()> {
        if !self.can_somewhere(action) {
            Refusal { staff: self.id, action: action.code() }.note();
            return Err(AppError::Forbidden);
        }
        if action.fresh() && !self.fresh { Err(AppError::StepUp) } else { Ok(()) }
    }

    /// Whether they may give this grant, or take it away; `place` is where its scope lies. Nobody gives more than their
    /// own grants reach: the place of the scope must be covered by the one that allows it.
    #[must_use]
    pub fn may_grant(&self, grant: &Grant, place: &Place, of: Of) -> bool {
        let assigns = grant.is_assignment() && self.can(Action::EventEdit, place, Of::Other);
        grant.scope.is(place) && (assigns || self.can(Action::RoleGrant, place, of))
    }

    /// # Errors
    /// As [`Actor::require`], for [`Actor::may_grant`].
    pub fn require_grant(&self, grant: &Grant, place: &Place, of: Of) -> Outcome<()> {
        if !self.may_grant(grant, place, of) {
            return Err(self.refuse(Action::RoleGrant, place));
        }
        if self.fresh { Ok(()) } else { Err(AppError::StepUp) }
    }

    /// Whether what belongs to `staff` is their own.
    #[must_use]
    pub fn of(&self, staff: Uuid) -> Of {
        if self.id == staff { Of::Own } else { Of::Other }
    }

    /// Whether a list may show what is at this place.
    #[must_use]
    pub fn sees(&self, place: &Place) -> bool {
        self.can(Action::EventSee, place, Of::Other)
    }
}

/// `docs/permissions.md`, from the table above.
#[must_use]
pub fn permissions_page() -> String {
    let head = Role::ALL.map(Role::code).join(" | ");
    let mut page = format!(
        "# Who may do what\n\nPrinted from `src/staff/model.rs` by `cargo test write_permissions_page -- --ignored`; do \
         not edit.\n\n\
         Every role is granted with a scope: one event, one region, or everything. What is not in the table is refused; \
         what lies outside all of a person's scopes answers \"not found\". Nobody grants further than their own scope \
         reaches; a facilitator is also assigned to an event by whoever has `event.edit` there.\n\n\
         \"After a fresh proof\": whoever did not give their second factor (or, having none, their passphrase) within the \
         last five minutes is asked for it first. Assigning a facilitator asks for it too.\n\n\
         | Action | {head} | Note |\n|---|{}---|\n",
        "---|".repeat(Role::ALL.len())
    );
    for action in Action::ALL {
        let cells = Role::ALL.map(|r| if allows(r, *action, Of::Other) { "yes" } else { "" }).join(" | ");
        let marks = [(action.not_own(), "never on one's own"), (action.fresh(), "after a fresh proof")];
        let note = marks.iter().filter(|m| m.0).map(|m| m.1).collect::<Vec<_>>().join(", ");
        // Writing to a String cannot fail.
        let _ = writeln!(page, "| `{}` | {cells} | {note} |", action.code());
    }
    page
}

#[cfg(test)]
mod tests;
