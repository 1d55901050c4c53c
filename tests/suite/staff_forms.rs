//! What the staff sends besides the forms of the desk: the editor, decisions about testimonials, the team, one's account.

use std::collections::{BTreeMap, BTreeSet};

use sabak::events::form as editor;
use sabak::events::model::Event;
use sabak::events::model::checklist::Section;
use sabak::events::service as events;
use sabak::exchange::form::{BulkInput, Chosen};
use sabak::exchange::model::Act;
use sabak::exchange::service as exchange;
use sabak::form::FormState;
use sabak::i18n::Locale;
use sabak::ids::hex;
use sabak::people::model::{MergeInput, Whose};
use sabak::people::service as people;
use sabak::questions::form::editor as question_editor;
use sabak::questions::model as questions;
use sabak::registration::form::ORGANISATION;
use sabak::registration::model::Registration;
use sabak::registration::model::filter::Filter;
use sabak::registration::model::places::{Dimension, PoolInput, StratumInput};
use sabak::registration::service as registration;
use sabak::staff::model::{Actor, Role};
use sabak::staff::service as team;
use sabak::state::App;
use sabak::testimonials::form::RenditionInput;
use sabak::testimonials::model::{Attribution, HoldReason};
use sabak::testimonials::service as testimonials;
use uuid::Uuid;

use crate::cast::{everywhere, later, local, published, register, staff};
use crate::forms::Form;
use crate::support::World;

/// A section of the editor as the browser of its page would send it.
pub fn section_of(event: &Event, section: Section) -> FormState {
    match section {
        // All texts in all languages, so that each may be changed alone.
        Section::Texts => {
            let mut form = editor::texts::filled(event);
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
        Section::Sessions => editor::sessions::filled(event),
        Section::Registration => editor::registration::filled(event),
        Section::Practical => editor::practical::filled(event),
    }
}

/// The form that begins a new event like this one.
pub fn start_like(event: &Event) -> FormState {
    let mut form = editor::start::blank(event.main_locale, Some(&event.region));
    form.set("title", &event.text(event.main_locale).0.title);
    form.set("start", local(event.starts_at));
    form.set("end", local(event.ends_at));
    form
}

/// Every free text of a section with its limit.
pub fn texts_of(section: Section) -> Vec<(String, usize)> {
    let of = |l: Locale| match section {
        Section::Texts => {
            editor::TEXT_PARTS.into_iter().map(|(part, max, _)| (editor::text_field(part, l), max)).collect()
        }
        Section::Sessions => {
            vec![(editor::session_field(1, &editor::text_field("title", l)), editor::SESSION_TITLE_MAX)]
        }
        Section::Registration | Section::Practical => Vec::new(),
    };
    Locale::ALL.into_iter().flat_map(of).collect()
}

fn filled(path: &str, filled: &FormState, texts: Vec<(String, usize)>) -> Form {
    let fields = filled.values.iter().flat_map(|(name, all)| all.iter().map(|v| (name.clone(), v.clone())));
    Form { fields: fields.collect(), texts, ..Form::new(path.to_owned(), &[], &[]) }
}

/// The beginning of an event, each section of the editor of a draft of its own, and what makes trainings from others.
async fn editors(app: &App, boss: &Actor) -> Vec<Form> {
    let mut forms = Vec::new();
    for section in Section::ALL {
        let draft = events::create(app, boss, &later(&format!("boluk-{}", section.code()), 9)).await.unwrap();
        let path = format!("/ky/staff/events/{}/edit/{}", draft.slug, section.code());
        forms.push(filled(&path, &section_of(&draft, *section), texts_of(*section)));
    }
    let begun = events::create(app, boss, &later("seria", 9)).await.unwrap();
    forms.push(filled("/ky/staff/events/new", &start_like(&begun), vec![("title".to_owned(), editor::TITLE_MAX)]));
    let event = |rest: &str| format!("/ky/staff/events/{}/{rest}", begun.slug);
    let mut copy = editor::copy::blank();
    copy.set("day", "2027-05-01");
    copy.set("take", "texts");
    forms.push(filled(&event("copy"), &copy, Vec::new()));
    forms.push(Form::new(event("series"), &[("every", "week"), ("times", "2"), ("numbered", "yes")], &[]));
    forms.push(Form::new(event("series/texts"), &[], &[]));
    forms
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

/// What came of three messages that were to be passed on by hand.
pub fn calls(waiting: &[Uuid]) -> Vec<Form> {
    let path = |n: usize, what: &str| format!("/ky/staff/messages/{}/{what}", waiting[n]);
    vec![
        Form::new(path(0, "unreached"), &[], &[]),
        Form::new(path(1, "done"), &[], &[]),
        Form::new(path(2, "skip"), &[("reason", "wrong_number")], &[]),
    ]
}

/// Four people, each with a training of their own, so that no two have registered for the same.
async fn four(world: &World, boss: &Actor) -> [Uuid; 4] {
    let mut people = [Uuid::nil(); 4];
    for (n, person) in people.iter_mut().enumerate() {
        let event = published(&world.app, boss, &later(&format!("kezdeshuu-{n}"), 3)).await;
        *person = register(&world.app, &event, 60 + n).await.registration.person_id;
    }
    people
}

/// Two of them made one.
async fn merged(world: &World, boss: &Actor, survivor: Uuid, merged: Uuid) -> Uuid {
    let input = MergeInput {
        merged,
        full_name: Whose::Survivor,
        call_name: Whose::Survivor,
        locale: Whose::Survivor,
        contacts: BTreeSet::new(),
        stays: BTreeMap::new(),
    };
    people::merge(&world.app, boss, survivor, &input).await.unwrap()
}

/// Prepares what they act on: a draft, a testimonial that waits for a yes and is held, somebody of the team. `ready` is
/// that testimonial, `begun` and `mine` a training that has begun and a registration for it.
#[expect(clippy::too_many_lines, reason = "a list: an entry a form")]
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
    let [one, two, whole, part] = four(world, boss).await;
    let merged = merged(world, boss, whole, part).await.to_string();

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
    let mut forms = editors(app, boss).await;
    forms.extend([
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
        Form::new(
            format!("/ky/staff/events/{begun}/needs"),
            &[("registration", &mine.id.to_string()), ("kind", "travel"), ("to", "arranged"), ("note", "Автобус")],
            &[("note", sabak::needs::form::NOTE_MAX)],
        ),
        Form::new(event("publish"), &[], &[]),
        Form::new(event("complete"), &[], &[]),
        Form::new(event("archive"), &[], &[]),
        Form::new(event("cancel"), &[("reason_ky", "Кар жаап калды")], &[]),
        Form::new(
            format!("/ky/staff/events/{begun}/registrations/{}/channel", mine.id),
            &[("channel", "by_hand")],
            &[],
        ),
        // Who waits with nobody is parted from nobody.
        Form::new(format!("/ky/staff/events/{begun}/registrations/{}/apart", mine.id), &[], &[]),
        Form::new(format!("/ky/staff/events/{begun}/registrations/{}/withdraw", mine.id), &[], &[]),
        Form::new("/ky/staff/people".into(), &[("q", "Гүл")], &[]),
        Form::new(format!("/ky/staff/people/{one}/apart"), &[("other", &two.to_string())], &[]),
        Form::new(
            format!("/ky/staff/people/{one}/merge"),
            &[("with", &two.to_string()), ("full_name", "survivor"), ("call_name", "merged"), ("locale", "survivor")],
            &[],
        ),
        Form::new(format!("/ky/staff/people/{whole}/undo"), &[("merge", &merged)], &[]),
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
    ]);
    forms
}

/// What is sent about many registrations at once; before it a run, a list that comes in, and the forms.
pub async fn many(world: &World, boss: &Actor, begun: &Event, mine: &Registration) -> (Uuid, Uuid, Vec<Form>) {
    let app = &world.app;
    let rows =
        BulkInput { act: Act::Language(Locale::Ru), chosen: Chosen::Rows(vec![mine.id]), filter: Filter::default() };
    let plan = async || exchange::plan(app, boss, begun, &rows, Locale::Ky).await.unwrap();
    let (run, given_up) = (plan().await, plan().await);
    exchange::keep_view(app, boss, begun, "Аялдар".into(), &Filter::parse("sex=female").0, false).await.unwrap();
    let view = exchange::views(app, boss, begun).await.unwrap()[0].id;
    let list = async || {
        let table = sabak::exchange::file::read("Аты-жөнү,Телефон\nБермет,0700 765 111\n".as_bytes()).unwrap();
        let id = exchange::keep(app, boss, begun, table).await.unwrap();
        let mut settings = exchange::shown_import(app, boss, begun, id).await.unwrap().import.settings;
        settings.agreed_on = "2026-11-24".into();
        exchange::map_import(app, boss, begun, id, &settings).await.unwrap();
        id
    };
    let (import, looked_at, started, dropped) = (list().await, list().await, list().await, list().await);
    let at = |rest: &str| format!("/ky/staff/events/{}/{rest}", begun.slug);
    let row = mine.id.to_string();
    let view_form = [("name", "Жаңы тизме"), ("filter", "sex=female"), ("shared", "yes")];
    let mapping =
        [("c0", "full_name"), ("c1", "phone"), ("locale", "ky"), ("paper", "yes"), ("agreed_on", "2026-11-24")];
    let bulk = [("row", &*row), ("filter", ""), ("act", "language"), ("locale", "ru")];
    let export = [("filter", ""), ("run", ""), ("column", "state"), ("personal", "full_name"), ("format", "csv")];
    let forms = vec![
        Form::new(at("registrations"), &[("q", "Айгүл"), ("filter", "")], &[]),
        Form::new(at("views"), &view_form, &[("name", sabak::exchange::form::VIEW_NAME)]),
        Form::new(at(&format!("views/{view}/remove")), &[], &[]),
        Form::new(at("bulk"), &bulk, &[]),
        Form::new(at(&format!("bulk/{run}/start")), &[], &[]),
        Form::new(at(&format!("bulk/{given_up}/cancel")), &[], &[]),
        Form::new(at("export"), &export, &[]),
        // A file is sent otherwise; `exchange.rs` sends some.
        Form::new(at("import"), &[], &[]).of_every_role(),
        Form::new(at(&format!("import/{import}/mapping")), &mapping, &[]),
        Form::new(at(&format!("import/{looked_at}/check")), &[], &[]),
        Form::new(at(&format!("import/{started}/start")), &[], &[]),
        Form::new(at(&format!("import/{dropped}/cancel")), &[], &[]),
    ];
    (run, import, forms)
}
