//! Both days of the training that is over, as they were marked at its door.

use chrono::Duration;
use uuid::Uuid;

use super::World;
use super::team::Team;
use crate::attendance::form::{MarkInput, UndoInput};
use crate::attendance::model::Status;
use crate::attendance::service::{self, DeskQuery};
use crate::error::Outcome;
use crate::events::model::Event;
use crate::registration::model::{Registration, WalkInInput};

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
pub(super) async fn attend(world: &World, team: &Team, event: &Event, people: &[Registration]) -> Outcome<()> {
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
            service::mark(app, by, slug, &mark).await?;
            app.clock.advance(Duration::seconds(21));
            match (i, n) {
                // Came after all.
                (0, 29) => {
                    let late = tap(registration, Some(mark.mark_id), Status::Late);
                    service::mark(app, by, slug, &late).await?;
                }
                (1, 8) => {
                    let absent = tap(registration, Some(mark.mark_id), Status::Absent);
                    service::correct(app, by, slug, &absent, &"Тизмеде кийинки адам белгиленип калган.".into()).await?;
                }
                // A slip of the thumb.
                (0, 12) => {
                    let undo = UndoInput { session: session.id, mark: mark.mark_id, mark_id: app.ids.uuid() };
                    service::undo(app, by, slug, &undo).await?;
                    service::mark(app, by, slug, &tap(registration, None, status)).await?;
                }
                // The coordinator at the other door saw it otherwise.
                (1, 25) => {
                    let excused = tap(registration, None, Status::Excused);
                    service::mark(app, &team.coordinator, slug, &excused).await?;
                }
                _ => {}
            }
        }
        if i == 0 {
            let guest = WalkInInput { full_name: "Гүлмира Абдиева".into(), contact: None };
            service::walk_in(app, by, slug, (session.id, app.ids.uuid()), guest).await?;
        }
        service::count(app, by, slug, session.id, if i == 0 { 37 } else { 35 }).await?;
        if i == 1 {
            world.go_to(day, (15, 10));
            // Had a long way home; the earlier mark is superseded, not changed.
            let query = DeskQuery { session: Some(session.id), ..DeskQuery::default() };
            let desk = service::desk(app, by, slug, &query).await?;
            let seen = desk.rows.into_iter().find(|r| r.entry.registration_id == people[20].id);
            let seen = seen.and_then(|r| r.state).map(|s| Uuid::from_u128(s.mark.id));
            service::mark(app, by, slug, &tap(&people[20], seen, Status::LeftEarly)).await?;
        }
    }
    Ok(())
}
