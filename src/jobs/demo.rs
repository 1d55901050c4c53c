//! Invented data for trying the whole site: two regions, six trainings and a series of one of them, 150 people, marks, a
//! dozen testimonials. Made by the use cases themselves, with a clock that walks through the past weeks, so that it obeys
//! every rule of the real thing; the same each time for the same day.

mod events;
mod people;
mod questions;
mod selected;
mod voices;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{Days, Duration, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

use self::events::{CANCELLED, COMING, DRAFT, FULL, PAST, SAFE, SPECS, Spec};
use self::voices::{Fate, VOICES, Voice};
use crate::attendance::form::{MarkInput, UndoInput};
use crate::attendance::model::Status;
use crate::attendance::service::DeskQuery;
use crate::clock::{Clock, Instant};
use crate::error::{AppError, Outcome};
use crate::events::form::series::SeriesInput;
use crate::events::form::{EventInput, SessionInput};
use crate::events::model::shift::Every;
use crate::events::model::{Admission, Event, EventText};
use crate::i18n::Locale;
use crate::ids::{Ids, digest};
use crate::registration::model::filter::Filter;
use crate::registration::model::places::{Dimension, PoolInput, StratumInput, Together};
use crate::registration::model::{Registration, RegistrationInput, Source, WalkInInput};
use crate::retention::service as retention;
use crate::seal::Personal;
use crate::staff::model::factor::{self, SECRET_BYTES};
use crate::staff::model::{Actor, Grant, Role, Scope};
use crate::state::App;
use crate::testimonials::form::RenditionInput;
use crate::testimonials::model::{Channel, DeclineReason, TestimonialInput, Tier};
use crate::{attendance, exchange, messages, registration, staff, testimonials};

const ZONE: chrono_tz::Tz = chrono_tz::Asia::Bishkek;
const SEED: u64 = 20_200_222;
const PASSPHRASE: &str = "demo-passphrase-sabak";
/// How many people register for each training, in the order of [`SPECS`].
const PEOPLE: [usize; 6] = [38, 50, 44, 8, 0, 10];

/// The team, one of each role.
struct Team {
    administrator: Actor,
    coordinator: Actor,
    moderator: Actor,
    facilitator: Actor,
}

/// The world while it is made.
struct World {
    app: App,
    today: NaiveDate,
}

impl World {
    /// A time of day, so many days from today, in the trainings' zone.
    fn at(&self, days: i64, (hour, minute): (u32, u32)) -> Instant {
        let day = if days < 0 {
            self.today.checked_sub_days(Days::new(days.unsigned_abs()))
        } else {
            self.today.checked_add_days(Days::new(days.unsigned_abs()))
        };
        let local = day.and_then(|d| d.and_hms_opt(hour, minute, 0)).unwrap_or_default();
        ZONE.from_local_datetime(&local).earliest().map(|at| at.with_timezone(&Utc)).unwrap_or_default()
    }

    fn go_to(&self, days: i64, time: (u32, u32)) {
        self.app.clock.set(self.at(days, time));
    }

    fn pass(&self, minutes: i64) {
        self.app.clock.advance(Duration::minutes(minutes));
    }
}

/// Fills an empty database and says how to sign in.
///
/// # Errors
/// `Conflict`, with a sentence for the shell, when there is anything in the database.
pub async fn seed(app: &App) -> Outcome<String> {
    let anybody = Actor {
        id: Uuid::nil(),
        name: Personal::default(),
        locale: Locale::Ky,
        grants: vec![Grant { role: Role::Administrator, scope: Scope::All }],
        fresh: true,
    };
    if !staff::service::assignable(app).await?.is_empty()
        || !crate::events::service::staff_list(app, &anybody).await?.is_empty()
    {
        return Err(AppError::Conflict("the database is not empty; the demonstration fills an empty one only"));
    }
    let today = app.clock.now().with_timezone(&ZONE).date_naive();
    let clock = Clock::held(app.clock.now());
    let ids = Ids::seeded(clock.clone(), SEED);
    let world = World { app: App::new(app.db.clone(), clock, ids, app.config.clone(), app.secret), today };

    world.go_to(-46, (9, 0));
    let team = team(&world).await?;
    let mut made: BTreeMap<usize, Event> = BTreeMap::new();
    let mut taken_part: Vec<Registration> = Vec::new();

    world.go_to(-45, (10, 0));
    made.insert(PAST, publish(&world, &team, PAST).await?);
    world.go_to(-44, (8, 30));
    for n in 0..PEOPLE[PAST] {
        taken_part.push(register(&world, &made[&PAST], n).await?.0);
        world.pass(640 + 7 * i64::try_from(n % 13).unwrap_or(0));
    }
    let facilitator = crate::events::service::facilitator_of(&made[&PAST]);
    staff::service::grant(&world.app, &team.administrator, team.facilitator.id, facilitator.clone()).await?;
    let mut team = team;
    team.facilitator.grants.push(facilitator);
    attend(&world, &team, &made[&PAST], &taken_part).await?;
    world.go_to(-19, (11, 0));
    crate::events::service::complete(&world.app, &team.coordinator, SPECS[PAST].slug).await?;
    speak(&world, &team, &taken_part).await?;

    world.go_to(-7, (9, 0));
    for n in [FULL, COMING, SAFE, CANCELLED] {
        made.insert(n, publish(&world, &team, n).await?);
        world.pass(20);
    }
    keep_places(&world, &team, &made[&COMING]).await?;
    make(&world, &team, DRAFT).await?;
    questions::ask(&world.app, &team.coordinator, &made[&COMING]).await?;
    repeat(&world, &team, SPECS[COMING].slug).await?;
    staff::service::grant(
        &world.app,
        &team.administrator,
        team.facilitator.id,
        crate::events::service::facilitator_of(&made[&COMING]),
    )
    .await?;
    let links = fill(&world, &team, &made).await?;
    selected::select(&world, &team.coordinator).await?;
    pass_on(&world, &team).await?;
    // What was needed at the past training is due, and more than a new instance erases unasked: somebody has to look.
    world.app.clock.set(app.clock.now());
    retention::run(&world.app, &retention::Mode::Night(retention::night(app.clock.now()))).await?;
    Ok(report(app, &links))
}

async fn team(world: &World) -> Outcome<Team> {
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

fn input(world: &World, spec: &Spec) -> EventInput {
    let texts = spec.texts.iter().map(|(l, [title, summary, description, audience, venue])| {
        let own = |s: &&str| (*s).to_owned();
        let text = EventText {
            title: own(title),
            summary: own(summary),
            description: own(description),
            audience: own(audience),
            venue: own(venue),
        };
        (*l, text)
    });
    let sessions = spec.sessions.iter().map(|(day, start, end, titles)| SessionInput {
        id: None,
        starts_at: world.at(*day, *start),
        ends_at: world.at(*day, *end),
        titles: Locale::ALL
            .into_iter()
            .zip(titles)
            .filter(|(_, t)| !t.is_empty())
            .map(|(l, t)| (l, (*t).to_owned()))
            .collect(),
    });
    let [covers_travel, covers_meals, covers_lodging, covers_childcare] = spec.covers;
    EventInput {
        kind: spec.kind,
        slug: Some(spec.slug.to_owned()),
        region: spec.region.to_owned(),
        zone: ZONE,
        main_locale: spec.main,
        languages: spec.languages.to_vec(),
        interpreted: spec.interpreted.to_vec(),
        covers_travel,
        covers_meals,
        covers_lodging,
        covers_childcare,
        step_free: true,
        safe_mode: spec.safe_mode,
        registration_opens_at: None,
        registration_closes_at: world.at(spec.closes, (18, 0)),
        admission: Admission::FirstCome,
        answers_until: None,
        offer_hours: None,
        capacity: spec.capacity,
        texts: texts.collect(),
        sessions: sessions.collect(),
        version: 0,
    }
}

async fn make(world: &World, team: &Team, n: usize) -> Outcome<Event> {
    crate::events::service::create(&world.app, &team.coordinator, &input(world, &SPECS[n])).await
}

async fn publish(world: &World, team: &Team, n: usize) -> Outcome<Event> {
    let event = make(world, team, n).await?;
    crate::events::service::publish(&world.app, &team.coordinator, &event.slug).await?;
    crate::events::service::by_id(&world.app, event.id).await
}

/// Some places of the coming training are for the young and for men, of whom fewer come; what they leave opens a day before
/// registration ends.
async fn keep_places(world: &World, team: &Team, event: &Event) -> Outcome<()> {
    let opens_at = Some(event.registration_closes_at - Duration::days(1));
    let of = |size, position| PoolInput { position, opens_at, ..PoolInput::of(size) };
    for (dimension, value, pool) in [(Dimension::AgeBand, "18_24", of(6, 1)), (Dimension::Sex, "male", of(4, 2))] {
        let input = StratumInput { dimension, value: value.to_owned(), pool };
        registration::service::add_stratum(&world.app, &team.coordinator, event, &input).await?;
    }
    Ok(())
}

/// A training comes back in the two months after: the next one is public already, the last one is a draft.
async fn repeat(world: &World, team: &Team, slug: &str) -> Outcome<()> {
    let (app, by) = (&world.app, &team.coordinator);
    let input = SeriesInput { every: Every::Month, times: 3, numbered: true };
    crate::events::service::repeat(app, by, slug, input).await?;
    let first = crate::events::service::by_slug(app, slug).await?;
    if let Some(next) = crate::events::service::series(app, &first).await?.get(1) {
        crate::events::service::publish(app, by, &next.slug).await?;
    }
    Ok(())
}

/// What the person of this number says of themselves.
async fn form_of(world: &World, event: &Event, n: usize) -> Outcome<RegistrationInput> {
    let person = people::person(n);
    let asked = crate::questions::service::of_event(&world.app, event.id).await?;
    Ok(RegistrationInput {
        call_name: person.call_name.into(),
        phone: person.phone.into(),
        email: person.email.into(),
        age_band: person.age_band.to_owned(),
        sex: person.sex.to_owned(),
        home_region: event.region.clone(),
        needs: person.needs,
        future_contact: n.is_multiple_of(2),
        photos: n.is_multiple_of(5),
        answers: questions::answers(&asked, n),
        ..RegistrationInput::named(world.app.ids.uuid(), person.full_name, person.locale)
    })
}

/// Registers three people on one phone, of whom the first alone has a number.
async fn register_together(world: &World, event: &Event, first: usize) -> Outcome<()> {
    let mut three = vec![form_of(world, event, first).await?];
    for n in [first + 1, first + 2] {
        let input = form_of(world, event, n).await?;
        three.push(RegistrationInput { phone: Personal::default(), email: Personal::default(), ..input });
    }
    let event = crate::events::service::by_id(&world.app, event.id).await?;
    registration::service::register_party(&world.app, &event, three, Together::AsManyAsFit, Source::Web).await?;
    Ok(())
}

/// Registers the person of this number; gives the registration and the private link's token.
async fn register(world: &World, event: &Event, n: usize) -> Outcome<(Registration, String)> {
    let input = form_of(world, event, n).await?;
    // As it is now: places and waiters have changed since it was made.
    let event = crate::events::service::by_id(&world.app, event.id).await?;
    let done = registration::service::register(&world.app, &event, input, Source::Web).await?;
    Ok((done.registration, done.link_token))
}

/// What was marked of each person, by number: first session, second session.
fn attendance_of(n: usize) -> [Option<Status>; 2] {
    let first = match n {
        11 | 29 => Some(Status::Absent),
        17 => Some(Status::Excused),
        n if n % 8 == 3 => Some(Status::Late),
        _ => Some(Status::Present),
    };
    let second = match n {
        11 => Some(Status::Absent),
        17 | 22 => Some(Status::Excused),
        // Nobody marked them.
        30 => None,
        n if n % 13 == 6 => Some(Status::Late),
        _ => Some(Status::Present),
    };
    [first, second]
}

/// Both days of the past training, as its facilitator took them down.
async fn attend(world: &World, team: &Team, event: &Event, people: &[Registration]) -> Outcome<()> {
    let (app, slug, by) = (&world.app, event.slug.as_str(), &team.facilitator);
    let days = event.sessions.iter().zip([-21, -20]).enumerate();
    for (i, (session, day)) in days {
        world.go_to(day, (9, 22));
        let tap = |registration: &Registration, seen, status| MarkInput {
            session: session.id,
            registration: registration.id,
            mark_id: app.ids.uuid(),
            seen,
            status,
        };
        for (n, registration) in people.iter().enumerate() {
            let Some(status) = attendance_of(n)[i] else { continue };
            let mark = tap(registration, None, status);
            attendance::service::mark(app, by, slug, &mark).await?;
            app.clock.advance(Duration::seconds(21));
            match (i, n) {
                // Came after all.
                (0, 29) => {
                    let late = tap(registration, Some(mark.mark_id), Status::Late);
                    attendance::service::mark(app, by, slug, &late).await?;
                }
                (1, 8) => {
                    let absent = tap(registration, Some(mark.mark_id), Status::Absent);
                    attendance::service::correct(
                        app,
                        by,
                        slug,
                        &absent,
                        &"Тизмеде кийинки адам белгиленип калган.".into(),
                    )
                    .await?;
                }
                // A slip of the thumb.
                (0, 12) => {
                    let undo = UndoInput { session: session.id, mark: mark.mark_id, mark_id: app.ids.uuid() };
                    attendance::service::undo(app, by, slug, &undo).await?;
                    attendance::service::mark(app, by, slug, &tap(registration, None, status)).await?;
                }
                // The coordinator at the other door saw it otherwise.
                (1, 25) => {
                    let excused = tap(registration, None, Status::Excused);
                    attendance::service::mark(app, &team.coordinator, slug, &excused).await?;
                }
                _ => {}
            }
        }
        if i == 0 {
            let guest = WalkInInput { full_name: "Гүлмира Абдиева".into(), contact: None };
            attendance::service::walk_in(app, by, slug, (session.id, app.ids.uuid()), guest).await?;
        }
        attendance::service::count(app, by, slug, session.id, if i == 0 { 37 } else { 35 }).await?;
        if i == 1 {
            world.go_to(day, (15, 10));
            // Had a long way home; the earlier mark is superseded, not changed.
            let query = DeskQuery { session: Some(session.id), ..DeskQuery::default() };
            let desk = attendance::service::desk(app, by, slug, &query).await?;
            let seen = desk.rows.into_iter().find(|r| r.entry.registration_id == people[20].id);
            let seen = seen.and_then(|r| r.state).map(|s| Uuid::from_u128(s.mark.id));
            attendance::service::mark(app, by, slug, &tap(&people[20], seen, Status::LeftEarly)).await?;
        }
    }
    Ok(())
}

async fn speak(world: &World, team: &Team, people: &[Registration]) -> Outcome<()> {
    for (day, voice) in (0_i64..).zip(&VOICES) {
        // Given in the evenings, prepared the next morning; the last ones wait.
        world.go_to(-19 + day, (19, 5));
        let registration = &people[voice.speaker];
        let channels =
            if voice.fate == Fate::PublicWithCare { vec![Channel::Site] } else { Channel::ALL[..2].to_vec() };
        let input = TestimonialInput {
            submission_id: world.app.ids.uuid(),
            locale: voice.locale,
            headline: voice.headline.into(),
            body: voice.body.into(),
            channels,
            attribution: voice.attribution,
            pseudonym: voice.pseudonym.into(),
            consent_locale: voice.locale,
        };
        let id = testimonials::service::give(&world.app, registration, input).await?;
        world.pass(14 * 60);
        moderate(world, team, registration, voice, id).await?;
    }
    Ok(())
}

async fn moderate(world: &World, team: &Team, speaker: &Registration, voice: &Voice, id: Uuid) -> Outcome<()> {
    let app = &world.app;
    if voice.fate == Fate::PublicWithCare {
        testimonials::service::raise_tier(app, &team.moderator, id, Tier::R2).await?;
    }
    for (locale, headline, quote, narrative, note) in voice.versions {
        let version = RenditionInput {
            locale: *locale,
            base: 0,
            headline: (*headline).into(),
            quote: (*quote).into(),
            narrative: (*narrative).into(),
            attribution: voice.attribution,
            content_note: (*note).into(),
        };
        testimonials::service::edit_rendition(app, &team.moderator, id, &version).await?;
        world.pass(9);
    }
    match voice.fate {
        Fate::Public | Fate::PublicWithCare | Fate::Withdrawn => approve(world, team, voice, id).await?,
        Fate::Declined => {
            let note = "Treningdagi oʻz tajribangiz haqida yozsangiz, quvonib oʻqiymiz. Boshqa odamning hayoti haqida esa uning oʻzi hal qiladi.";
            testimonials::service::decline(app, &team.moderator, id, DeclineReason::NamesOthers, &note.into()).await?;
        }
        Fate::New | Fate::Prepared => {}
    }
    if voice.fate == Fate::Withdrawn {
        world.pass(180);
        testimonials::service::withdraw(app, speaker, id, voice.locale).await?;
    }
    Ok(())
}

/// The coordinator says yes to every version, and with two the administrator too.
async fn approve(world: &World, team: &Team, voice: &Voice, id: Uuid) -> Outcome<()> {
    let app = &world.app;
    let prepared = testimonials::service::item(app, &team.coordinator, id).await?.prepared;
    for version in prepared.into_values() {
        let hash = version.rendition.sha256;
        testimonials::service::approve(app, &team.coordinator, &hash).await?;
        world.pass(4);
        if voice.fate == Fate::PublicWithCare {
            testimonials::service::approve(app, &team.administrator, &hash).await?;
            world.pass(4);
        }
    }
    Ok(())
}

/// Registers the rest of the people with the trainings to come; gives some private links with what they show.
async fn fill(
    world: &World,
    team: &Team,
    made: &BTreeMap<usize, Event>,
) -> Outcome<Vec<(&'static str, Locale, String)>> {
    let mut links = Vec::new();
    let mut person = PEOPLE[PAST];
    let mut firsts = Vec::new();
    world.go_to(-6, (8, 15));
    for n in [CANCELLED, FULL, COMING, SAFE] {
        let mut last = None;
        for i in 0..PEOPLE[n] {
            let registered = register(world, &made[&n], person).await?;
            if n == FULL && i < 2 {
                firsts.push(registered.0.clone());
            }
            if (n == FULL && i == 20) || (n == SAFE && i == 0) {
                links.push((
                    if n == FULL { "confirmed" } else { "safe mode" },
                    registered.0.locale,
                    registered.1.clone(),
                ));
            }
            if n == FULL && i == 40 {
                links.push(("offered a place", registered.0.locale, registered.1.clone()));
            }
            last = Some(registered);
            person += 1;
            // About a hundred registrations in five days.
            world.pass(60);
        }
        if let Some((registration, token)) = last.filter(|_| n == FULL) {
            links.push(("waiting", registration.locale, token));
        }
    }
    register_together(world, &made[&SAFE], person).await?;
    world.pass(30);
    // Some come back from the first training.
    for n in [0, 2, 4, 7] {
        register(world, &made[&COMING], n).await?;
        world.pass(11);
    }
    twice(world, &made[&COMING]).await?;
    world.go_to(-2, (16, 0));
    questions::arrange(&world.app, &team.coordinator, &made[&COMING]).await?;
    world.go_to(-1, (12, 0));
    crate::events::service::cancel(&world.app, &team.coordinator, SPECS[CANCELLED].slug).await?;
    // One gives up a place; it is offered to whoever waits first.
    world.go_to(-1, (18, 30));
    if let Some(first) = firsts.first() {
        let first = registration::service::by_id(&world.app, first.id).await?;
        registration::service::withdraw(&world.app, &first).await?;
    }
    // The team keeps at hand who brings children.
    let full = crate::events::service::by_slug(&world.app, SPECS[FULL].slug).await?;
    let (kept, _) = Filter::parse("state=confirmed&need=childcare&sort=name");
    exchange::service::keep_view(&world.app, &team.coordinator, &full, "Балага кароо".into(), &kept, true).await?;
    Ok(links)
}

/// Somebody of the first training who writes her name otherwise, and a digit of her number: two people until somebody looks.
async fn twice(world: &World, event: &Event) -> Outcome<()> {
    let known = people::person(1);
    let (given, family) = known.full_name.split_once(' ').unwrap_or_default();
    let input = RegistrationInput {
        call_name: known.call_name.into(),
        phone: known.phone.replace("00050", "00060").into(),
        age_band: known.age_band.to_owned(),
        sex: known.sex.to_owned(),
        home_region: event.region.clone(),
        ..RegistrationInput::named(
            world.app.ids.uuid(),
            format!("{family} {given}").replace('ү', "у").replace('ө', "о"),
            Locale::Ru,
        )
    };
    let event = crate::events::service::by_id(&world.app, event.id).await?;
    registration::service::register(&world.app, &event, input, Source::Web).await.map(drop)
}

/// The coordinators have called everybody who has no address, but for two.
async fn pass_on(world: &World, team: &Team) -> Outcome<()> {
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

fn report(app: &App, links: &[(&'static str, Locale, String)]) -> String {
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
