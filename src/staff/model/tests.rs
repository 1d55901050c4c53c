//! The table of permissions against one that was written down by hand, and the page made of it.

use proptest::prelude::*;
use uuid::Uuid;

use super::{Action, Actor, Grant, Of, Place, Role, Scope, Standing, allows, permissions_page};
use crate::error::AppError;
use crate::i18n::Locale;

/// Facilitator, moderator, coordinator, administrator, auditor: `y` yes, `o` on others' work only, `-` no.
const TABLE: &str = "
event.see            y y y y y
event.edit           - - y y -
event.publish        - - y y -
event.cancel         - - y y -
registration.see     - - y y -
registration.edit    - - y y -
registration.export  - - y y -
registration.link    - - y y -
person.erase         - - y y -
person.search        - - y y -
person.see           - - y y -
person.merge         - - y y -
roster.see           y - y y -
needs.see            y - y y -
needs.edit           - - y y -
attendance.mark      y - y y -
walk_in.add          y - y y -
selection.see        - - y y -
selection.edit       - - y y -
selection.publish    - - y y -
selection.verify     - - y y y
testimonial.queue    - y y y -
testimonial.unseal   - y y y -
rendition.edit       - y y y -
rendition.approve    - o o o -
testimonial.decline  - y y y -
tier.raise           y y y y y
tier.lower           - y y y -
hold.set             y y y y y
hold.lift            - o o o -
testimonial.withdraw y y y y -
team.see             - - y y -
team.invite          - - - y -
role.grant           - - - o -
staff.disable        - - - o -
retention.see        - - - y y
audit.see            - - - y y
";

const E: Uuid = Uuid::from_u128(1);
const F: Uuid = Uuid::from_u128(2);

/// Everywhere, the region Osh, the event E in Osh, the event F in Batken.
fn places() -> [Place; 4] {
    [Place::everywhere(), Place::region("osh"), Place::event(E, "osh"), Place::event(F, "batken")]
}

/// Each scope, and which of [`places`] it reaches.
fn reach() -> [(Scope, [bool; 4]); 5] {
    [
        (Scope::All, [true, true, true, true]),
        (Scope::Region("osh".into()), [false, true, true, false]),
        (Scope::Region("batken".into()), [false, false, false, true]),
        (Scope::Event(E), [false, false, true, false]),
        (Scope::Event(F), [false, false, false, true]),
    ]
}

fn expected(action: Action, role: Role, of: Of) -> bool {
    let line = TABLE.lines().find(|l| l.split_whitespace().next() == Some(action.code())).unwrap();
    let column = match role {
        Role::Facilitator => 1,
        Role::Moderator => 2,
        Role::Coordinator => 3,
        Role::Administrator => 4,
        Role::Auditor => 5,
    };
    match line.split_whitespace().nth(column).unwrap() {
        "y" => true,
        "o" => of == Of::Other,
        "-" => false,
        other => panic!("{other}"),
    }
}

fn actor(grants: Vec<Grant>) -> Actor {
    Actor { id: Uuid::from_u128(9), name: "Айжан Үлгү".into(), locale: Locale::Ky, grants, fresh: true }
}

#[test]
fn role_by_scope_by_action_by_own_or_other() {
    assert_eq!(TABLE.trim().lines().count(), Action::ALL.len(), "an action is missing, in the table or in the code");
    let mut cells = 0;
    for role in Role::ALL {
        for (scope, reached) in reach() {
            let who = actor(vec![Grant::new(role, scope.clone())]);
            for (place, reached) in places().iter().zip(reached) {
                for action in Action::ALL {
                    for of in [Of::Own, Of::Other] {
                        let may = reached && expected(*action, role, of);
                        let said = format!("{role:?} in {scope:?}: {action:?} at {place:?}, {of:?}");
                        assert_eq!(who.can(*action, place, of), may, "{said}");
                        let refusal = if reached { AppError::Forbidden } else { AppError::NotFound };
                        assert_eq!(who.require(*action, place, of), if may { Ok(()) } else { Err(refusal) }, "{said}");
                        cells += 1;
                    }
                }
            }
        }
    }
    assert_eq!(cells, 5 * 5 * 4 * Action::ALL.len() * 2);
}

#[test]
fn what_is_grave_asks_for_a_fresh_proof_of_those_who_may_and_of_nobody_else() {
    let grave = [
        "event.publish",
        "registration.export",
        "registration.link",
        "person.erase",
        "person.merge",
        "selection.publish",
        "testimonial.unseal",
        "rendition.approve",
        "team.invite",
        "role.grant",
        "staff.disable",
    ];
    let marked: Vec<_> = Action::ALL.iter().filter(|a| a.fresh()).map(|a| a.code()).collect();
    assert_eq!(marked, grave);
    for role in Role::ALL {
        let stale = Actor { fresh: false, ..actor(vec![Grant::new(role, Scope::All)]) };
        for action in Action::ALL {
            let said = stale.require(*action, &Place::everywhere(), Of::Other);
            let wanted = match (allows(role, *action, Of::Other), action.fresh()) {
                (true, true) => Err(AppError::StepUp),
                (true, false) => Ok(()),
                (false, _) => Err(AppError::Forbidden),
            };
            assert_eq!(said, wanted, "{role:?} {action:?}");
            assert_eq!(stale.require_somewhere(*action), wanted, "{role:?} {action:?}");
        }
        let grant = Grant::new(Role::Auditor, Scope::All);
        let wanted = if role == Role::Administrator { AppError::StepUp } else { AppError::Forbidden };
        assert_eq!(stale.require_grant(&grant, &Place::everywhere(), Of::Other), Err(wanted), "{role:?}");
    }
}

#[test]
fn a_second_factor_is_asked_of_those_whose_roles_open_others_data() {
    for role in Role::ALL {
        let grants = [Grant::new(Role::Auditor, Scope::All), Grant::new(role, Scope::Event(E))];
        let needed = matches!(role, Role::Moderator | Role::Coordinator | Role::Administrator);
        let without = if needed { Standing::Enrol } else { Standing::In };
        for (has, given, standing) in [
            (false, false, without),
            (false, true, without),
            (true, false, Standing::Factor),
            (true, true, Standing::In),
        ] {
            assert_eq!(Standing::of(&grants, has, given), standing, "{role:?} {has} {given}");
        }
    }
}

#[test]
fn without_a_grant_nothing_is_allowed() {
    let nobody = actor(Vec::new());
    for action in Action::ALL {
        assert!(!nobody.can_somewhere(*action));
        for place in places() {
            assert_eq!(nobody.require(*action, &place, Of::Other), Err(AppError::NotFound));
        }
    }
}

#[test]
fn administrators_grant_as_far_as_their_own_scope_and_never_to_themselves() {
    for (held, reached) in reach() {
        let who = actor(vec![Grant::new(Role::Administrator, held.clone())]);
        for role in Role::ALL {
            let given = [Scope::All, Scope::Region("osh".into()), Scope::Event(E), Scope::Event(F)];
            for ((scope, place), reached) in given.into_iter().zip(places()).zip(reached) {
                let grant = Grant::new(role, scope);
                assert_eq!(who.may_grant(&grant, &place, Of::Other), reached, "{held:?} gives {grant:?}");
                let own = reached && grant.is_assignment();
                assert_eq!(who.may_grant(&grant, &place, Of::Own), own, "{held:?} gives themself {grant:?}");
            }
        }
    }
}

#[test]
fn who_edits_an_event_assigns_its_facilitators_and_gives_nothing_else() {
    let who = actor(vec![Grant::new(Role::Coordinator, Scope::Region("osh".into()))]);
    let (here, there) = (Place::event(E, "osh"), Place::event(F, "batken"));
    let facilitator = |id| Grant::new(Role::Facilitator, Scope::Event(id));
    assert_eq!(who.require_grant(&facilitator(E), &here, Of::Other), Ok(()));
    assert_eq!(who.require_grant(&facilitator(F), &there, Of::Other), Err(AppError::NotFound));
    for role in [Role::Moderator, Role::Coordinator, Role::Administrator, Role::Auditor] {
        let grant = Grant::new(role, Scope::Event(E));
        assert_eq!(who.require_grant(&grant, &here, Of::Other), Err(AppError::Forbidden), "{role:?}");
    }
    let wide = Grant::new(Role::Facilitator, Scope::Region("osh".into()));
    assert_eq!(who.require_grant(&wide, &Place::region("osh"), Of::Other), Err(AppError::Forbidden));
    for role in [Role::Facilitator, Role::Moderator, Role::Auditor] {
        let other = actor(vec![Grant::new(role, Scope::All)]);
        assert!(!other.may_grant(&facilitator(E), &here, Of::Other), "{role:?}");
    }
}

#[test]
fn a_place_that_is_not_the_scopes_own_decides_nothing() {
    let who = actor(vec![Grant::new(Role::Administrator, Scope::Region("osh".into()))]);
    let all = Grant::new(Role::Administrator, Scope::All);
    assert!(!who.may_grant(&all, &Place::region("osh"), Of::Other));
    let elsewhere = Grant::new(Role::Auditor, Scope::Region("batken".into()));
    assert!(!who.may_grant(&elsewhere, &Place::region("osh"), Of::Other));
}

#[test]
fn scopes_survive_tables_and_forms() {
    for (scope, _) in reach() {
        let (kind, reference) = scope.columns();
        assert_eq!(Scope::parse(kind, &reference), Some(scope.clone()));
        assert_eq!(Scope::from_value(&scope.value()), Some(scope));
    }
    for bad in ["", "all:", "all:x", "region", "region:", "event:x", "event:", "world", "ALL"] {
        assert_eq!(Scope::from_value(bad), None, "{bad}");
    }
}

#[test]
fn codes_are_unique_and_read_back() {
    let mut codes: Vec<_> = Action::ALL.iter().map(|a| a.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Action::ALL.len());
    for role in Role::ALL {
        assert_eq!(Role::parse(role.code()), Some(role));
    }
    assert_eq!(Role::parse("root"), None);
}

fn grants() -> impl Strategy<Value = Grant> {
    (0..5usize, 0..5usize).prop_map(|(role, scope)| Grant::new(Role::ALL[role], reach()[scope].0.clone()))
}

proptest! {
    #[test]
    fn another_grant_never_takes_a_permission_away(mut held in proptest::collection::vec(grants(), 0..4), one in grants()) {
        let before = actor(held.clone());
        held.push(one);
        let after = actor(held);
        for action in Action::ALL {
            for place in places() {
                for of in [Of::Own, Of::Other] {
                    prop_assert!(!before.can(*action, &place, of) || after.can(*action, &place, of));
                }
            }
        }
    }

    #[test]
    fn what_is_refused_on_anothers_work_is_refused_on_ones_own(role in 0..5usize, action in 0..23usize) {
        let (role, action) = (Role::ALL[role], Action::ALL[action]);
        prop_assert!(!allows(role, action, Of::Own) || allows(role, action, Of::Other));
    }

    #[test]
    fn any_text_is_a_scope_or_is_not(text in "\\PC{0,40}") {
        if let Some(scope) = Scope::from_value(&text) {
            prop_assert_eq!(scope.value(), text);
        }
    }
}

#[test]
fn permissions_page_is_current() {
    let (kept, made) = (include_str!("../../../docs/permissions.md"), permissions_page());
    let differing: Vec<_> = made.lines().zip(kept.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(kept, made, "cargo test write_permissions_page -- --ignored; first differing: {:?}", differing.first());
}

#[test]
#[ignore = "writes docs/permissions.md"]
fn write_permissions_page() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/permissions.md");
    std::fs::write(path, permissions_page()).unwrap();
}
