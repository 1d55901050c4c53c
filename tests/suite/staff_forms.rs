//! What the staff sends besides the forms of the desk: the editor, decisions about testimonials, the team, one's account.

use sabak::events::form as editor;
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::form::FormState;
use sabak::i18n::Locale;
use sabak::ids::hex;
use sabak::questions::form::editor as question_editor;
use sabak::questions::model as questions;
use sabak::registration::form::ORGANISATION;
use sabak::registration::model::Registration;
use sabak::registration::model::places::{Dimension, PoolInput, StratumInput};
use sabak::registration::service as registration;
use sabak::staff::model::{Actor, Role};
use sabak::staff::service as team;
use sabak::testimonials::form::RenditionInput;
use sabak::testimonials::model::{Attribution, HoldReason};
use sabak::testimonials::service as testimonials;
use uuid::Uuid;

use crate::cast::{everywhere, later, staff};
use crate::forms::Form;
use crate::support::World;

/// The editor as the browser of a page would send it: all texts in all languages, so that each may be changed alone.
pub fn editor_of(event: &Event) -> FormState {
    let mut form = editor::filled(event);
    for l in Locale::ALL {
        for (part, ..) in editor::TEXT_PARTS {
            let name = editor::text_field(part, l);
            if form.value(&name).is_empty() {
                form.set(&name, format!("{part} {l}"));
            }
        }
    }
    form
}

/// The same for an event that is still to be made.
pub fn editor_of_new(like: &Event) -> FormState {
    let mut form = editor_of(like);
    for gone in ["version", "slug", "s0_id", "s1_id"] {
        form.values.remove(gone);
    }
    form
}

/// Every free text of the editor with its limit.
pub fn editor_texts() -> Vec<(String, usize)> {
    let texts = Locale::ALL.into_iter().flat_map(|l| {
        let parts = editor::TEXT_PARTS.into_iter().map(move |(part, max, _)| (editor::text_field(part, l), max));
        let title = editor::session_field(1, &editor::text_field("title", l));
        parts.chain([(title, editor::SESSION_TITLE_MAX)])
    });
    texts.collect()
}

fn editor(path: &str, filled: &FormState) -> Form {
    let fields = filled.values.iter().flat_map(|(name, all)| all.iter().map(|v| (name.clone(), v.clone())));
    Form { fields: fields.collect(), texts: editor_texts(), ..Form::new(path.to_owned(), &[], &[]) }
}

/// The editor of a question with words in all languages and two options, which no text has.
fn question_form(path: &str, filled: &FormState) -> Form {
    let mut form = filled.clone();
    let mut texts = Vec::new();
    for l in Locale::ALL {
        for (part, max) in [("label", questions::LABEL_MAX), ("help", questions::HELP_MAX)] {
            let name = question_editor::text_field(part, l);
            form.set(&name, format!("{part} {l}"));
            texts.push((name, max));
        }
    }
    let fields = form.values.iter().flat_map(|(name, all)| all.iter().map(|v| (name.clone(), v.clone())));
    Form { fields: fields.collect(), texts, ..Form::new(path.to_owned(), &[], &[]) }
}

/// Prepares what they act on: a draft, a testimonial that waits for a yes and is held, somebody of the team. `ready` is
/// that testimonial, `begun` and `mine` a training that has begun and a registration for it.
pub async fn set(
    world: &World,
    boss: &Actor,
    (begun, question): (&Event, Uuid),
    mine: &Registration,
    ready: Uuid,
) -> Vec<Form> {
    let app = &world.app;
    let colleague = everywhere(app, "nurlan", Role::Coordinator).await;
    let member = staff(app, "asel", &[]).await.id;
    let draft = events::create(app, boss, &later("dolboor", 9)).await.unwrap();
    let osh = StratumInput { dimension: Dimension::Region, value: "osh".into(), pool: PoolInput::of(1) };
    registration::add_stratum(app, boss, &draft, &osh).await.unwrap();
    let draft = events::by_id(app, draft.id).await.unwrap();
    let kept = draft.pools.iter().find(|p| p.stratum.is_some()).unwrap().id;
    let text = RenditionInput {
        locale: Locale::Ky,
        base: 0,
        headline: "Башы".into(),
        quote: "Сөз".into(),
        narrative: sabak::seal::Personal::default(),
        attribution: Attribution::Anonymous,
        content_note: sabak::seal::Personal::default(),
    };
    testimonials::edit_rendition(app, &colleague, ready, &text).await.unwrap();
    testimonials::hold(app, &colleague, ready, HoldReason::Other, &"".into()).await.unwrap();
    let item = testimonials::item(app, boss, ready).await.unwrap();
    let (sha256, hold) = (hex(&item.prepared[&Locale::Ky].rendition.sha256), item.holds[0].id.to_string());
    let invite = team::team(app, boss).await.unwrap().invites[0].id;

    let asked = sabak::questions::service::one(app, boss, begun, question).await.unwrap().0;
    let (begun, draft_slug) = (&begun.slug, &draft.slug);
    let event = |rest: &str| format!("/ky/staff/events/{draft_slug}/{rest}");
    let words = |rest: &str| format!("/ky/staff/testimonials/{ready}/{rest}");
    let person = |rest: &str| format!("/ky/staff/team/{member}/{rest}");
    let account = |rest: &str| format!("/ky/staff/account/{rest}");
    let role = [("role", "moderator"), ("scope", "region:osh")];
    let member = member.to_string();
    // Not the present passphrase, so that it is never changed.
    let passphrase = [
        ("email", "boss@staff.test"),
        ("passphrase_now", "бул ошол эмес"),
        ("passphrase", "бир эки үч төрт"),
        ("passphrase_again", "бир эки үч төрт"),
    ];
    let session = "0".repeat(64);
    let (size, total, falls, place) = (("size", "2"), ("total", "same"), ("falls_back", "yes"), ("position", "1"));
    vec![
        editor("/ky/staff/events/new", &editor_of_new(&draft)),
        editor(&event("edit"), &editor_of(&draft)),
        Form::new(event("facilitators"), &[("staff", &member)], &[]),
        Form::new(event("facilitators/remove"), &[("staff", &member)], &[]),
        question_form(&event("questions/new"), &question_editor::blank()),
        question_form(&format!("/ky/staff/events/{begun}/questions/{question}"), &question_editor::filled(&asked)),
        Form::new(format!("/ky/staff/events/{begun}/questions/{question}/move"), &[("to", "up")], &[]),
        Form::new(format!("/ky/staff/events/{begun}/questions/{question}/retire"), &[], &[]),
        Form::new(
            event("places/new"),
            &[("group", "organisation"), ("organisation", "Чынар"), size, total, falls, place],
            &[("organisation", ORGANISATION)],
        ),
        Form::new(event(&format!("places/{kept}")), &[size, total, falls, place], &[]),
        Form::new(event(&format!("places/{kept}/remove")), &[], &[]),
        Form::new(event("publish"), &[], &[]),
        Form::new(event("complete"), &[], &[]),
        Form::new(event("cancel"), &[], &[]),
        Form::new(format!("/ky/staff/events/{begun}/registrations/{}/withdraw", mine.id), &[], &[]),
        Form::new(words("approve"), &[("sha256", &sha256)], &[]),
        Form::new(words("lift"), &[("hold", &hold)], &[]),
        Form::new(words("tier"), &[("tier", "R2")], &[]).of_every_role(),
        Form::new(words("withdraw"), &[], &[]),
        Form::new(person("grant"), &role, &[]),
        Form::new(person("revoke"), &role, &[]),
        Form::new(person("disable"), &[], &[]),
        Form::new(person("enable"), &[], &[]),
        Form::new(format!("/ky/staff/team/invites/{invite}/cancel"), &[], &[]),
        Form::new(account("passphrase"), &passphrase, &[]).of_every_role(),
        Form::new(account("language"), &[("locale", "ky")], &[]).of_every_role(),
        Form::new(account("sessions"), &[("session", &session)], &[]).of_every_role(),
        Form::new(account("sessions/others"), &[], &[]).of_every_role(),
        // Codes that are none, so that nobody's second factor changes.
        Form::new(account("second-factor"), &[("code", "no code"), ("next", "/ky/staff")], &[]).of_every_role(),
        Form::new(account("second-factor/remove"), &[], &[]).of_every_role(),
        Form::new(account("recovery-codes"), &[], &[]).of_every_role(),
        // There are no passkeys under a bare address; `passkeys.rs` has a name.
        Form::new(account("passkeys"), &[("ceremony", "x"), ("credential", "x"), ("name", "x")], &[]).of_every_role(),
        Form::new(account("passkeys/start"), &[], &[]).of_every_role(),
        Form::new(account(&format!("passkeys/{}/remove", Uuid::nil())), &[], &[]).of_every_role(),
        Form::new("/ky/staff/passkey/start".into(), &[], &[]).of_every_role(),
        Form::new("/ky/staff/sign-in/passkey".into(), &[("ceremony", "x"), ("credential", "x")], &[]).of_every_role(),
        Form::new("/ky/staff/confirm-it-is-you/passkey".into(), &[("ceremony", "x"), ("credential", "x")], &[])
            .of_every_role(),
        Form::new("/ky/staff/sign-in/code".into(), &[("code", "no code"), ("next", "/ky/staff")], &[]).of_every_role(),
        Form::new("/ky/staff/confirm-it-is-you".into(), &[("code", "no code"), ("next", "/ky/staff")], &[])
            .of_every_role(),
    ]
}
