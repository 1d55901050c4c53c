//! Invented data for trying the whole site: two regions, eight trainings and a series of one of them, five hundred people,
//! marks, a dozen testimonials. Made by the use cases themselves, with a clock that walks through the past weeks, so that it obeys
//! every rule of the real thing; the same each time for the same day.

mod applicants;
mod attended;
mod crowd;
mod events;
mod names;
mod people;
mod planned;
mod questions;
mod registered;
mod school;
mod selected;
mod spoken;
mod team;
mod voices;

use std::collections::BTreeMap;

use chrono::{Days, Duration, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

use self::events::{CANCELLED, COMING, DRAFT, FULL, PAST, SAFE, SPECS};
use self::planned::publish;
use self::registered::{PEOPLE, register};
use crate::clock::{Clock, Instant};
use crate::error::{AppError, Outcome};
use crate::events::model::Event;
use crate::i18n::Locale;
use crate::ids::Ids;
use crate::registration::model::Registration;
use crate::retention::service as retention;
use crate::seal::Personal;
use crate::staff;
use crate::staff::model::{Actor, Grant, Role, Scope};
use crate::state::App;

const ZONE: chrono_tz::Tz = chrono_tz::Asia::Bishkek;
const SEED: u64 = 20_200_222;

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
    let mut team = team::team(&world).await?;
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
    team.facilitator.grants.push(facilitator);
    attended::attend(&world, &team, &made[&PAST], &taken_part).await?;
    world.go_to(-19, (11, 0));
    crate::events::service::complete(&world.app, &team.coordinator, SPECS[PAST].slug).await?;
    spoken::speak(&world, &team, &taken_part).await?;

    world.go_to(-7, (9, 0));
    for n in [FULL, COMING, SAFE, CANCELLED] {
        made.insert(n, publish(&world, &team, n).await?);
        world.pass(20);
    }
    planned::keep_places(&world, &team, &made[&COMING], [6, 4]).await?;
    planned::keep_places(&world, &team, &made[&FULL], [10, 8]).await?;
    planned::make(&world, &team, DRAFT).await?;
    questions::ask(&world.app, &team.coordinator, &made[&COMING]).await?;
    planned::repeat(&world, &team, SPECS[COMING].slug).await?;
    staff::service::grant(
        &world.app,
        &team.administrator,
        team.facilitator.id,
        crate::events::service::facilitator_of(&made[&COMING]),
    )
    .await?;
    let applied = crowd::gather(&world, &team).await?;
    let links = registered::fill(&world, &team, &made).await?;
    selected::select(&world, &team.coordinator).await?;
    crowd::propose(&world, &team.coordinator, &applied).await?;
    team::pass_on(&world, &team).await?;
    // What was needed at the past training is due, and more than a new instance erases unasked: somebody has to look.
    world.app.clock.set(app.clock.now());
    retention::run(&world.app, &retention::Mode::Night(retention::night(app.clock.now()))).await?;
    Ok(team::report(app, &links))
}
