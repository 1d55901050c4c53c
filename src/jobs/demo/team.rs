//! Who is on the staff, how they sign in, and which numbers they have called.

use std::fmt::Write as _;

use super::World;
use super::events::{COMING, SPECS};
use crate::error::{AppError, Outcome};
use crate::i18n::Locale;
use crate::ids::digest;
use crate::seal::Personal;
use crate::staff::model::factor::{self, SECRET_BYTES};
use crate::staff::model::{Actor, Grant, Role, Scope};
use crate::state::App;
use crate::{messages, staff};

const PASSPHRASE: &str = "demo-passphrase-sabak";

/// The team, one of each role.
pub(super) struct Team {
    pub administrator: Actor,
    pub coordinator: Actor,
    pub moderator: Actor,
    pub facilitator: Actor,
}

pub(super) async fn team(world: &World) -> Outcome<Team> {
    let app = &world.app;
    // One hash for all: each takes a while to make, by design.
    let hash = staff::service::hash_passphrase(PASSPHRASE).await?;
    let all = |role| vec![Grant { role, scope: Scope::All }];
    let region = |role, code: &str| Grant { role, scope: Scope::Region(code.to_owned()) };
    let regions = vec![region(Role::Coordinator, "batken"), region(Role::Coordinator, "chuy")];
    let mut tx = app.db.write().await?;
    let mut actors = Vec::new();
    for (role, name, locale, grants) in [
        ("administrator", "Бегимай Асанова", Locale::Ru, all(Role::Administrator)),
        ("coordinator", "Нурлан Тагаев", Locale::Ky, regions),
        ("moderator", "Malika Sodiqova", Locale::Uz, all(Role::Moderator)),
        ("facilitator", "Айжан Мурзаева", Locale::Ky, Vec::new()),
        ("auditor", "Helen Winter", Locale::En, all(Role::Auditor)),
    ] {
        let email = format!("{role}@demo.invalid");
        let id =
            staff::service::create_account(app, &mut tx, &email.into(), &name.into(), &hash, locale, &grants).await?;
        if Role::parse(role).is_some_and(Role::needs_factor) {
            staff::service::give_app(app, &mut tx, id, &app_secret(role)).await?;
        }
        actors.push(Actor { id, name: name.into(), locale, grants, fresh: true });
    }
    tx.commit().await?;
    let mut actors = actors.into_iter();
    match (actors.next(), actors.next(), actors.next(), actors.next()) {
        (Some(administrator), Some(coordinator), Some(moderator), Some(facilitator)) => {
            Ok(Team { administrator, coordinator, moderator, facilitator })
        }
        _ => Err(AppError::NotFound),
    }
}

/// The secret of a role's app; known to everybody who reads this.
fn app_secret(role: &str) -> Personal {
    let mut bytes = [0; SECRET_BYTES];
    bytes.copy_from_slice(&digest(&format!("sabak demo {role}"))[..SECRET_BYTES]);
    factor::secret(&bytes)
}

/// The coordinators have called everybody who has no address, but for two.
pub(super) async fn pass_on(world: &World, team: &Team) -> Outcome<()> {
    let app = &world.app;
    let by = &team.administrator;
    let mut left = 2;
    for (event, ..) in messages::service::waiting(app, by).await? {
        let list = messages::service::call_list(app, by, Some(&event.slug), None).await?;
        for hand in list.into_iter().flat_map(|e| e.lines) {
            if left > 0 && event.slug == SPECS[COMING].slug {
                left -= 1;
                if left == 0 {
                    messages::service::unreached(app, by, hand.id).await?;
                }
            } else {
                messages::service::done(app, by, hand.id).await?;
            }
        }
    }
    Ok(())
}

pub(super) fn report(app: &App, links: &[(&'static str, Locale, String)]) -> String {
    let mut text = format!("Invented data is in place. Sign in at {} as\n", app.url("/ky/staff/sign-in"));
    for role in Role::ALL {
        let secret = role.needs_factor().then(|| app_secret(role.code()));
        let app = secret.map_or_else(String::new, |s| format!("  app: {}", s.reveal()));
        let _ = writeln!(text, "  {:<30} {PASSPHRASE}{app}", format!("{}@demo.invalid", role.code()));
    }
    text.push_str(
        "Type the secret behind app: into an authenticator app, or have `sabak code <secret>` say the code of now.\n",
    );
    text.push_str("Private links of participants:\n");
    for (what, locale, token) in links {
        let _ = writeln!(text, "  {what:<30} {}", app.url(&format!("/{locale}/my/{token}")));
    }
    text
}
