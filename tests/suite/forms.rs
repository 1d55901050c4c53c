//! Every form there is, as a browser would send it, on a stage where each of them works.

use sabak::attendance::form as attendance;
use sabak::events::form::EventInput;
use sabak::events::model::Event;
use sabak::i18n::Locale;
use sabak::people::model as people;
use sabak::questions::form as questions;
use sabak::questions::model::{Kind, TEXT_MAX};
use sabak::registration::form as registration;
use sabak::registration::form::sheet::{SHEET, Sheet, Strip};
use sabak::registration::model::{RegistrationInput, Source};
use sabak::registration::service::register;
use sabak::staff::form as team;
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::staff::service::{self as team_service, Invited};
use sabak::testimonials::form as words;
use sabak::web::flash;
use uuid::Uuid;

use crate::cast::{answered, asking, asks, form_of, later, plan, published, staff};
use crate::support::{Browser, World};
use crate::{selection_forms, staff_forms};

/// Stands in every field of somebody else's registration and testimonial.
pub const CANARY: &str = "Жашыруун";

/// A form: where it is sent, what a browser would send, and which of its fields are free text of how many characters.
pub struct Form {
    pub path: String,
    pub fields: Vec<(String, String)>,
    pub texts: Vec<(String, usize)>,
    pub signed_in: bool,
    /// Whoever is signed in may send it, or it goes back with an error before anybody is asked who sent it.
    pub every_role: bool,
}

impl Form {
    pub fn new(path: String, fields: &[(&str, &str)], texts: &[(&str, usize)]) -> Self {
        let entry = |path: &str| path.ends_with("/staff/sign-in") || path.contains("/staff/join/");
        Self {
            signed_in: path.contains("/staff/") && !entry(&path),
            path,
            fields: fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            texts: texts.iter().map(|(n, max)| ((*n).to_owned(), *max)).collect(),
            every_role: false,
        }
    }

    pub fn of_every_role(self) -> Self {
        Self { every_role: true, ..self }
    }

    /// As it would be sent, with one field in place of its own and fresh ids where each sending has one.
    pub fn with(&self, world: &World, name: &str, value: &str) -> Vec<(String, String)> {
        let fresh = |n: &str, v: &str| match n {
            n if n == "mark_id" || n.ends_with("submission_id") => world.app.ids.uuid().to_string(),
            _ => v.to_owned(),
        };
        let mut all: Vec<_> = self.fields.iter().map(|(n, v)| (n.clone(), fresh(n, v))).collect();
        all.retain(|(n, _)| n != name);
        if !name.is_empty() {
            all.push((name.to_owned(), value.to_owned()));
        }
        all
    }
}

/// A training that has begun, one participant and their words, another full of secrets, and staff.
pub struct Stage {
    pub event: Event,
    pub other: Event,
    /// Where places are given by selection; its seed is drawn.
    pub selected: Event,
    /// Somebody who applied for it.
    pub applicant: Uuid,
    /// Who is signed in at `staff`: an administrator who is also a coordinator.
    pub boss: Actor,
    pub link: String,
    /// The secret of the page with the links of a group.
    pub sheet: String,
    pub registration: Uuid,
    /// Whose it is.
    pub person: Uuid,
    pub words: Uuid,
    /// Of the training that has begun.
    pub question: Uuid,
    pub invitation: String,
    pub theirs: Uuid,
    /// Waits to be passed on by hand.
    pub message: Uuid,
    pub forms: Vec<Form>,
    /// Work on many registrations: a run, a list that comes in.
    pub run: Uuid,
    pub import: Uuid,
    pub public: Browser,
    pub staff: Browser,
}

impl Stage {
    pub async fn set(world: &World) -> Self {
        let app = &world.app;
        let both = [Grant::new(Role::Administrator, Scope::All), Grant::new(Role::Coordinator, Scope::All)];
        let boss = staff(app, "boss", &both).await;
        // One that has begun, for the desk and for testimonials; one that is to come, for the registration form.
        let first = plan("bashtaldy", 9);
        let answers_until = first.sessions.iter().map(|s| s.ends_at).max();
        let begun = published(app, &boss, &EventInput { answers_until, ..first }).await;
        let open = published(app, &boss, &later("keler", 9)).await;
        // Asked by both, answered at the first.
        let question = asks(app, &boss, &begun, asking(Kind::Text, "Кайдан?")).await;
        let asked = asks(app, &boss, &open, asking(Kind::Text, "Кайдан?")).await;
        let answers = answered([(question, &*format!("{CANARY} жооп"))]);
        let mine = register(app, &begun, form_of(app, 1), Source::Web).await.unwrap();
        let secret = RegistrationInput {
            full_name: format!("{CANARY} Аты").into(),
            call_name: CANARY.into(),
            organisation: format!("{CANARY} уюму").into(),
            diet: CANARY.into(),
            note: format!("{CANARY} жазуу").into(),
            answers,
            ..form_of(app, 2)
        };
        let other = register(app, &begun, secret, Source::Web).await.unwrap();
        // To be erased by staff.
        let spare = register(app, &begun, form_of(app, 4), Source::Web).await.unwrap().registration.id;
        let (selected, applicant) = selection_forms::selected(world, &boss).await;
        world.clock.set(begun.starts_at);
        let given = |body: &str| sabak::testimonials::model::TestimonialInput {
            submission_id: app.ids.uuid(),
            locale: Locale::Ky,
            headline: body.into(),
            body: body.into(),
            channels: vec![sabak::testimonials::model::Channel::Site],
            attribution: sabak::testimonials::model::Attribution::FullName,
            pseudonym: sabak::seal::Personal::default(),
            consent_locale: Locale::Ky,
        };
        let service = sabak::testimonials::service::give;
        let words = service(app, &mine.registration, given("Сөзүм")).await.unwrap();
        let theirs = service(app, &other.registration, given(CANARY)).await.unwrap();
        let present = attendance::MarkInput {
            session: begun.sessions[0].id,
            registration: mine.registration.id,
            mark_id: app.ids.uuid(),
            seen: None,
            status: sabak::attendance::model::Status::Present,
        };
        sabak::attendance::service::mark(app, &boss, &begun.slug, &present).await.unwrap();
        let grant = Grant::new(Role::Auditor, Scope::All);
        let invited = team_service::invite(app, &boss, Locale::Ky, &"invited@staff.test".into(), grant).await.unwrap();
        let Invited::Made { id, .. } = invited else { panic!("{invited:?}") };
        let (_, invitation) = team_service::invited(app, &boss, Locale::Ky, id).await.unwrap();
        let ready = service(app, &mine.registration, given("Даяр")).await.unwrap();
        let made = Some((mine.registration.id, mine.registration.link_version));
        let strip = Strip { name: "Гүл".into(), locale: Locale::Uz, made };
        let strips = Sheet { event: begun.id, strips: vec![strip.clone(), Strip { made: None, ..strip }] };
        let sheet = flash::keep(app, SHEET, strips.state(), 600).await.unwrap();
        let mut forms = forms(&begun, (&open, asked), (&mine.link_token, &invitation), words, &present);
        let calls = sabak::messages::service::call_list(app, &boss, Some(&begun.slug), None).await.unwrap();
        let calls: Vec<Uuid> = calls[0].lines.iter().map(|hand| hand.id).collect();
        forms.extend(staff_forms::calls(&calls));
        forms.extend(staff_forms::set(world, &boss, (&begun, question), &mine.registration, ready).await);
        forms.extend(selection_forms::set(&selected, applicant));
        let (run, import, many) = staff_forms::many(world, &boss, &begun, &mine.registration).await;
        forms.extend(many);
        // The last ones: they end what the others work on.
        let my = |rest: &str| Form::new(format!("/ky/my/{}{rest}", mine.link_token), &[], &[]);
        let given = format!("/testimonial/{words}");
        forms.extend([my(&format!("{given}/withdraw")), my(&format!("{given}/erase")), my("/withdraw")]);
        forms.push(my("/erase"));
        forms.push(Form::new(format!("/ky/groups/{sheet}"), &[], &[]));
        forms.push(Form::new(format!("/ky/staff/events/{}/registrations/{spare}/erase", begun.slug), &[], &[]));
        let edit = format!("/ky/staff/events/{}/registrations/{}/edit", begun.slug, mine.registration.id);
        let note = [("note", registration::NOTE), ("diet", registration::DIET)];
        forms.insert(0, Form::new(edit, &[("version", "1"), ("note", "Жазуу")], &note));
        forms.push(Form::new("/ky/staff/sign-out".into(), &[], &[]).of_every_role());
        let staff = world.signed_in(&boss).await;
        let invitation = invitation.rsplit('/').next().unwrap().to_owned();
        let (registration, person, link) = (mine.registration.id, mine.registration.person_id, mine.link_token);
        let public = world.browser();
        Self {
            event: begun,
            other: open,
            selected,
            applicant,
            link,
            sheet,
            registration,
            person,
            words,
            question,
            invitation,
            boss,
            theirs,
            message: calls[0],
            forms,
            run,
            import,
            public,
            staff,
        }
    }

    /// An address of the route table with something real behind it, in this language.
    pub fn address(&self, row: &str, l: Locale) -> String {
        let token = match row {
            _ if row.contains("/join/") => &self.invitation,
            _ if row.contains("/groups/") => &self.sheet,
            _ => &self.link,
        };
        let id = match row {
            _ if row.contains("/registrations/") => self.registration,
            _ if row.contains("/questions/") => self.question,
            _ if row.contains("/places/") => self.event.pool_id,
            _ if row.contains("/applicants/") => self.applicant,
            _ if row.contains("/bulk/") => self.run,
            _ if row.contains("/import/") => self.import,
            _ if row.contains("/people/") => self.person,
            _ if row.contains("/team/") => self.boss.id,
            _ if row.contains("/messages/") => self.message,
            _ => self.words,
        };
        let slug = match row {
            _ if row.contains("/register") && !row.ends_with("ed") && !row.contains("/registrations") => {
                &self.other.slug
            }
            _ if row.contains("/selection") => &self.selected.slug,
            _ => &self.event.slug,
        };
        let file = "none.css".to_owned();
        let parts =
            [("l", l.code().to_owned()), ("token", token.clone()), ("id", id.to_string()), ("slug", slug.clone())];
        let more = [("code", "AAAA-AAAA".to_owned()), ("*file", file.clone()), ("file", file)];
        let filled = parts
            .iter()
            .chain(&more)
            .fold(row.to_owned(), |row, (name, value)| row.replace(&format!("{{{name}}}"), value));
        assert!(!filled.contains('{'), "{row}: what stands here?");
        filled
    }

    pub fn browser(&mut self, form: &Form) -> &mut Browser {
        if form.signed_in { &mut self.staff } else { &mut self.public }
    }
}

fn forms(
    begun: &Event,
    (open, asked): (&Event, Uuid),
    (link, invitation): (&str, &str),
    words: Uuid,
    mark: &attendance::MarkInput,
) -> Vec<Form> {
    let my = |rest: &str| format!("/ky/my/{link}{rest}");
    let mut all = public_forms((&open.slug, asked), &my, words);
    all.extend(staff_forms(&begun.slug, invitation, words, mark));
    all
}

fn public_forms((open, asked): (&str, Uuid), my: &dyn Fn(&str) -> String, words: Uuid) -> Vec<Form> {
    let (shown, answer) = (asked.to_string(), questions::field("", asked));
    vec![
        Form::new(
            format!("/ky/events/{open}/register"),
            &[
                ("submission_id", ""),
                ("full_name", "Гүл"),
                ("phone", "0700 765 432"),
                ("locale", "ky"),
                ("participation", "yes"),
                ("q_shown", &shown),
                (&answer, "Оштон"),
            ],
            &[
                ("full_name", people::FULL_NAME),
                ("call_name", people::CALL_NAME),
                ("phone", registration::PHONE),
                ("email", people::EMAIL),
                ("organisation", registration::ORGANISATION),
                ("diet", registration::DIET),
                ("note", registration::NOTE),
                (&answer, TEXT_MAX),
            ],
        ),
        Form::new(
            format!("/ky/events/{open}/register-group"),
            &[
                ("people", "2"),
                ("together", "as_many_as_fit"),
                ("p1_submission_id", ""),
                ("p1_full_name", "Гүл"),
                ("p1_phone", "0700 765 433"),
                ("p1_locale", "ky"),
                ("p1_participation", "yes"),
                (&format!("p1_{answer}"), "Оштон"),
                ("p2_submission_id", ""),
                ("p2_full_name", "Нур"),
                ("p2_locale", "ru"),
                ("p2_participation", "yes"),
                (&format!("p2_{answer}"), "Баткенден"),
            ],
            &[
                ("p2_full_name", people::FULL_NAME),
                ("p2_call_name", people::CALL_NAME),
                ("p2_phone", registration::PHONE),
                ("p2_email", people::EMAIL),
                ("p2_organisation", registration::ORGANISATION),
                ("p2_diet", registration::DIET),
                ("p2_note", registration::NOTE),
                (&format!("p2_{answer}"), TEXT_MAX),
            ],
        ),
        Form::new(
            my("/answers"),
            &[("version", "1"), ("sex", "female"), ("needs", "travel")],
            &[("organisation", registration::ORGANISATION), ("diet", registration::DIET), ("note", registration::NOTE)],
        ),
        Form::new("/ky/find".into(), &[("contact", "0700 765 432")], &[("contact", people::EMAIL)]),
        Form::new(my("/offer"), &[("answer", "accept")], &[]),
        Form::new(my("/consent"), &[("purpose", "photos"), ("act", "grant")], &[]),
        Form::new(my("/language"), &[("locale", "ky")], &[]),
        Form::new(my("/channel"), &[("channel", "by_hand")], &[]),
        Form::new(
            my("/testimonial"),
            &[
                ("submission_id", ""),
                ("locale", "ky"),
                ("headline", "Башы"),
                ("body", "Сөз"),
                ("attribution", "pseudonym"),
                ("pseudonym", "Гүл"),
            ],
            &[("headline", words::HEADLINE_MAX), ("body", words::BODY_MAX), ("pseudonym", words::PSEUDONYM_MAX)],
        ),
        Form::new(my(&format!("/testimonial/{words}/channel")), &[("channel", "print"), ("on", "yes")], &[]),
        Form::new(
            my(&format!("/testimonial/{words}/name")),
            &[("attribution", "pseudonym"), ("pseudonym", "Гүл")],
            &[("pseudonym", words::PSEUDONYM_MAX)],
        ),
    ]
}

fn staff_forms(begun: &str, invitation: &str, words: Uuid, mark: &attendance::MarkInput) -> Vec<Form> {
    let desk = |rest: &str| format!("/ky/staff/events/{begun}/desk/{rest}");
    let item = |rest: &str| format!("/ky/staff/testimonials/{words}/{rest}");
    let (session, mine, seen) = (&*mark.session.to_string(), mark.registration.to_string(), mark.mark_id.to_string());
    let cell = [("session", session), ("registration", &mine), ("mark_id", ""), ("seen", &seen), ("status", "late")];
    let corrected: Vec<_> = cell.iter().copied().chain([("reason", "Себеби")]).collect();
    let rendition = [
        ("locale", "ky"),
        ("base", "0"),
        ("headline", "Башы"),
        ("quote", "Сөз"),
        ("narrative", ""),
        ("attribution", "anonymous"),
        ("content_note", ""),
    ];
    vec![
        Form::new("/ky/staff/sign-in".into(), &[("email", "a@b.kg"), ("passphrase", "бир эки үч төрт")], &[]),
        Form::new(
            "/ky/staff/team/invite".into(),
            &[("email", "new@staff.test"), ("role", "auditor"), ("scope", "all")],
            &[("email", team::EMAIL_MAX.into())],
        ),
        Form::new(format!("/ky/staff/events/{begun}/desk"), &[("session", session), ("q", "Айгүл")], &[]),
        Form::new(desk("marks"), &cell, &[]),
        Form::new(desk("corrections"), &corrected, &[("reason", attendance::REASON_MAX)]),
        Form::new(desk("headcount"), &[("session", session), ("people", "3")], &[]),
        Form::new(
            desk("walk-ins"),
            &[("session", session), ("mark_id", ""), ("full_name", "Кирген"), ("phone", "")],
            &[("full_name", people::FULL_NAME)],
        ),
        Form::new(
            item("rendition"),
            &rendition,
            &[
                ("headline", words::HEADLINE_MAX),
                ("quote", words::QUOTE_MAX),
                ("narrative", words::NARRATIVE_MAX),
                ("content_note", words::CONTENT_NOTE_MAX),
            ],
        ),
        // Two passphrases that differ, so that the invitation is never used up.
        Form::new(
            format!("/ky/staff/join/{}", invitation.rsplit('/').next().unwrap()),
            &[
                ("name", "Жаңы"),
                ("email", "invited@staff.test"),
                ("passphrase", "бир эки үч төрт"),
                ("passphrase_again", "бир эки үч беш"),
            ],
            &[("name", team::NAME_MAX.into()), ("email", team::EMAIL_MAX.into())],
        ),
        Form::new(desk("undo"), &[("session", session), ("mark", &seen), ("mark_id", "")], &[]),
        // Without a reason, so that it stays undecided.
        Form::new(
            item("decline"),
            &[("decline_reason", ""), ("decline_note", "")],
            &[("decline_note", words::NOTE_MAX)],
        )
        .of_every_role(),
        Form::new(item("hold"), &[("hold_reason", "other"), ("hold_note", "")], &[("hold_note", words::NOTE_MAX)])
            .of_every_role(),
    ]
}
