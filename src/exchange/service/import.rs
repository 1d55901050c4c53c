//! Reading a list in: kept sealed, mapped, looked at, and then registered part by part.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use futures_util::future::join_all;
use uuid::Uuid;

use crate::audit::service::{By, record};
use crate::db::Tx;
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, Region, State as EventState};
use crate::events::service as events;
use crate::exchange::file::Table;
use crate::exchange::model::import::{Becomes, Came, Import, PART, Stage};
use crate::exchange::model::mapping::{Fault, Field, Frame, Settings};
use crate::exchange::store;
use crate::jobs::queue::{self, Job};
use crate::people::model::ContactKind;
use crate::registration::model::RegistrationInput;
use crate::registration::service::{self as registration, Paper};
use crate::seal::Personal;
use crate::staff::model::{Action, Actor, Of};
use crate::staff::service as staff;
use crate::state::App;

/// Said when a training takes nobody: it is a draft, or cancelled.
pub const NOT_ON: &str = "exchange-error-not-on";
/// Parts that one job works on before it makes way for others.
const STEP: usize = 10;
/// Rows that are shown as they would be read.
pub const PREVIEW: usize = 5;
/// Rows of which nothing new comes that the page names; the file with the results has all.
const NAMED: i64 = 100;
/// Imports that the page of an event knows of.
const RECENT: i64 = 10;
/// Rows registered at the same time. `SQLite` has one writer, and those who wait for it share a commit; they come in the
/// order of the list. On `PostgreSQL` they would overtake each other, and the order of the list decides who comes first.
const TOGETHER_SQLITE: usize = PART;
const TOGETHER_POSTGRES: usize = 1;

/// How many rows came to what.
pub type Results = BTreeMap<Becomes, i64>;

/// What is shown of one row before anything is done.
#[derive(Clone)]
pub struct Preview {
    pub number: usize,
    /// What the row says, column by column.
    pub cells: Vec<Personal>,
    pub input: Result<RegistrationInput, Vec<Fault>>,
}

/// A row of which nothing new came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub number: i64,
    pub result: Becomes,
    pub faults: Vec<Fault>,
    /// The short code of the registration, where there is one.
    pub code: Option<String>,
}

/// An import with what its page says of it.
#[derive(Clone)]
pub struct ShownImport {
    pub import: Import,
    pub headings: Vec<Personal>,
    pub preview: Vec<Preview>,
    pub results: Results,
    pub faulty: Vec<Line>,
}

/// Keeps the rows of a file, sealed; nobody is registered yet.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn keep(app: &App, actor: &Actor, event: &Event, table: Table) -> Outcome<Uuid> {
    actor.require(Action::RegistrationEdit, &event.place(), Of::Other)?;
    let fields = Field::guesses(&table.headings).into_iter().map(|f| f.map(|f| f.code().to_owned())).collect();
    let locale = event.main_locale.code().to_owned();
    let import = Import {
        id: app.ids.uuid(),
        event_id: event.id,
        staff_id: actor.id,
        stage: Stage::Uploaded,
        salt: Some(app.ids.bytes::<32>().to_vec()),
        settings: Settings { fields, locale, ..Settings::default() },
        total: i64::try_from(table.rows.len()).unwrap_or(i64::MAX),
        columns: i64::try_from(table.headings.len()).unwrap_or(i64::MAX),
        next_part: 0,
        created_at: app.clock.now(),
    };
    let mut tx = app.db.write().await?;
    store::add_import(&mut tx, &import).await?;
    store::add_part(&mut tx, &import, 0, &[(1, table.headings)]).await?;
    for (number, rows) in (1..).zip(table.rows.chunks(PART)) {
        store::add_part(&mut tx, &import, number, rows).await?;
    }
    tx.commit().await?;
    Ok(import.id)
}

/// An import of this event, for who may read lists in.
async fn of_event(tx: &mut Tx, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Import> {
    actor.require(Action::RegistrationEdit, &event.place(), Of::Other)?;
    store::import(tx, id).await?.filter(|i| i.event_id == event.id).ok_or(AppError::NotFound)
}

async fn results(tx: &mut Tx, id: Uuid) -> Outcome<Results> {
    Ok(store::results(tx, id).await?.into_iter().collect())
}

/// The newest imports of an event, with what came of their rows.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn recent_imports(app: &App, actor: &Actor, event: &Event) -> Outcome<Vec<(Import, Results)>> {
    actor.require(Action::RegistrationEdit, &event.place(), Of::Other)?;
    let mut tx = app.db.read().await?;
    let mut all = Vec::new();
    for import in store::imports(&mut tx, event.id, RECENT).await? {
        let came = results(&mut tx, import.id).await?;
        all.push((import, came));
    }
    Ok(all)
}

/// How an import stands.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right, or for one of another event.
pub async fn shown_import(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<ShownImport> {
    let mut tx = app.db.read().await?;
    let import = of_event(&mut tx, actor, event, id).await?;
    let headings = store::part(&mut tx, &import, 0).await?.pop().map(|(_, cells)| cells).unwrap_or_default();
    let mut first = store::part(&mut tx, &import, 1).await?;
    first.truncate(PREVIEW);
    let results = results(&mut tx, id).await?;
    let faulty = store::faulty(&mut tx, id, NAMED).await?.into_iter().filter_map(line).collect();
    drop(tx);
    let regions = events::regions(app).await?;
    let fields = import.settings.mapped();
    let frame = frame(app, &import, &fields, &regions);
    let preview = first
        .into_iter()
        .map(|(number, cells)| Preview { input: frame.input(number, &cells), number, cells })
        .collect();
    Ok(ShownImport { import, headings, preview, results, faulty })
}

fn line((number, result, faults, code): store::Line) -> Option<Line> {
    Some(Line { number, result: Becomes::parse(&result)?, faults: Fault::read(&faults), code })
}

/// What came of every row, in the order of the file.
///
/// # Errors
/// As [`shown_import`].
pub async fn import_lines(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<Vec<Line>> {
    let mut tx = app.db.read().await?;
    of_event(&mut tx, actor, event, id).await?;
    let mut all: Vec<Line> = Vec::new();
    loop {
        let after = all.last().map_or(0, |l| l.number);
        let rows = store::came(&mut tx, id, after, 1_000).await?;
        if rows.is_empty() {
            return Ok(all);
        }
        all.extend(rows.into_iter().filter_map(line));
    }
}

fn frame<'a>(app: &App, import: &Import, fields: &'a [Option<Field>], regions: &'a [Region]) -> Frame<'a> {
    Frame { import: import.id, fields, locale: import.settings.locale(), regions, year: app.clock.now().year() }
}

/// Notes what the columns mean and how people agreed.
///
/// # Errors
/// As [`shown_import`]; `Conflict` when it is at work or over.
pub async fn map_import(app: &App, actor: &Actor, event: &Event, id: Uuid, settings: &Settings) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    of_event(&mut tx, actor, event, id).await?;
    if !store::map(&mut tx, id, settings).await? {
        return Err(AppError::Conflict("ui-conflict-help"));
    }
    Ok(tx.commit().await?)
}

/// Has the worker look at all rows (`Checking`) or register them (`Running`); once more it changes nothing.
///
/// # Errors
/// As [`shown_import`]; `Conflict` before the columns are mapped, when it is over, or when the training takes nobody.
pub async fn work_on(app: &App, actor: &Actor, event: &Event, id: Uuid, to: Stage) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let import = of_event(&mut tx, actor, event, id).await?;
    if import.stage == to {
        return Ok(());
    }
    if to == Stage::Running && !matches!(event.state, EventState::Published | EventState::Completed) {
        return Err(AppError::Conflict(NOT_ON));
    }
    let from = matches!(import.stage, Stage::Mapped | Stage::Checked).then_some(import.stage);
    let from = from.ok_or(AppError::Conflict("ui-conflict-help"))?;
    if !store::become_import(&mut tx, id, from, to, app.clock.now()).await? {
        return Err(AppError::Conflict("ui-conflict-help"));
    }
    if to == Stage::Running {
        let count = import.total.to_string();
        record(app, &mut tx, By::from(actor), "import.start", ("event", event.id), &count).await?;
    }
    put(app, &mut tx, id, to, 1).await?;
    tx.commit().await?;
    app.jobs_waiting.notify_one();
    Ok(())
}

/// Breaks an import off and forgets its rows. Who was registered stays so.
///
/// # Errors
/// As [`shown_import`]; `Conflict` when it is over.
pub async fn cancel_import(app: &App, actor: &Actor, event: &Event, id: Uuid) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    let import = of_event(&mut tx, actor, event, id).await?;
    let now = app.clock.now();
    if import.stage.is_over() || !store::become_import(&mut tx, id, import.stage, Stage::Cancelled, now).await? {
        return Err(AppError::Conflict("ui-conflict-help"));
    }
    record(app, &mut tx, By::from(actor), "import.cancel", ("event", event.id), "").await?;
    Ok(tx.commit().await?)
}

/// The next step has a name of its own: the job that puts it in the queue is still there itself.
async fn put(app: &App, tx: &mut Tx, import: Uuid, stage: Stage, part: i64) -> Outcome<()> {
    let dedupe = format!("import:{import}:{}:{part}", stage.code());
    queue::put(app, tx, &Job::Import { import }, Some(&dedupe), app.clock.now()).await
}

/// Contacts as they are told apart.
type Contacts = BTreeSet<(ContactKind, Personal)>;

/// Works on the next parts of an import and puts the step after it in the queue. A part is noted as done in the transaction
/// that notes what came of its rows; a row registered twice is registered once.
///
/// # Errors
/// When the database does not answer; then the job comes back.
pub async fn import_step(app: &App, id: Uuid) -> Outcome<()> {
    let mut met = Contacts::new();
    let mut filled = false;
    for _ in 0..STEP {
        let mut tx = app.db.read().await?;
        let Some(import) = store::import(&mut tx, id).await?.filter(|i| i.stage.works()) else { return Ok(()) };
        let event = events::by_id(app, import.event_id).await?;
        // As their grants are now: who lost a role does nothing more by a list.
        let actor = staff::acting(app, import.staff_id).await?;
        if !actor.is_some_and(|a| a.can(Action::RegistrationEdit, &event.place(), Of::Other)) {
            return end(app, &import, Stage::Stopped).await;
        }
        if import.next_part > import.parts() {
            let over = if import.stage == Stage::Running { Stage::Done } else { Stage::Checked };
            return end(app, &import, over).await;
        }
        let regions = events::regions(app).await?;
        let fields = import.settings.mapped();
        let frame = frame(app, &import, &fields, &regions);
        if import.stage == Stage::Checking && !filled {
            // After a break: whom the earlier parts named.
            for part in 1..import.next_part {
                for (number, cells) in store::part(&mut tx, &import, part).await? {
                    if let Ok(input) = frame.input(number, &cells) {
                        meet(&mut met, &input);
                    }
                }
            }
            filled = true;
        }
        let rows = store::part(&mut tx, &import, import.next_part).await?;
        drop(tx);
        let came = if import.stage == Stage::Checking {
            look(app, &event, &frame, &rows, &mut met).await?
        } else {
            match enter(app, &event, &import, &frame, &rows).await? {
                Some(came) => came,
                None => return end(app, &import, Stage::Stopped).await,
            }
        };
        let mut tx = app.db.write().await?;
        if !store::go_on(&mut tx, id, import.stage, import.next_part + 1).await? {
            // Broken off, or another worker was quicker.
            return Ok(());
        }
        for row in &came {
            store::add_result(&mut tx, id, row).await?;
        }
        tx.commit().await?;
    }
    let mut tx = app.db.write().await?;
    if let Some(import) = store::import(&mut tx, id).await?.filter(|i| i.stage.works()) {
        put(app, &mut tx, id, import.stage, import.next_part).await?;
    }
    tx.commit().await?;
    app.jobs_waiting.notify_one();
    Ok(())
}

async fn end(app: &App, import: &Import, stage: Stage) -> Outcome<()> {
    let mut tx = app.db.write().await?;
    store::become_import(&mut tx, import.id, import.stage, stage, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Whether somebody has one of these contacts already; adds them all.
fn meet(met: &mut Contacts, input: &RegistrationInput) -> bool {
    let mut new = true;
    for contact in input.contacts() {
        new = met.insert((contact.kind, contact.value)) && new;
    }
    new
}

fn bad(number: usize, faults: &[Fault]) -> Came {
    Came { number, result: Becomes::Bad, faults: Fault::codes(faults), registration: None }
}

/// What would become of rows.
async fn look(
    app: &App,
    event: &Event,
    frame: &Frame<'_>,
    rows: &[(usize, Vec<Personal>)],
    met: &mut Contacts,
) -> Outcome<Vec<Came>> {
    let mut came = Vec::new();
    let mut tx = app.db.read().await?;
    for (number, cells) in rows {
        let input = match frame.input(*number, cells) {
            Ok(input) => input,
            Err(faults) => {
                came.push(bad(*number, &faults));
                continue;
            }
        };
        let result = if !meet(met, &input) {
            Becomes::Twice
        } else if registration::is_registered(&mut tx, event, &input.contacts()).await? {
            Becomes::Known
        } else {
            Becomes::New
        };
        came.push(Came { number: *number, result, faults: String::new(), registration: None });
    }
    Ok(came)
}

/// Registers rows; nothing when the training takes nobody any more.
async fn enter(
    app: &App,
    event: &Event,
    import: &Import,
    frame: &Frame<'_>,
    rows: &[(usize, Vec<Personal>)],
) -> Outcome<Option<Vec<Came>>> {
    let agreed_on = NaiveDate::parse_from_str(&import.settings.agreed_on, "%Y-%m-%d").unwrap_or_default();
    let paper = Paper {
        by: import.staff_id,
        agreed_at: agreed_on.and_time(NaiveTime::MIN).and_utc(),
        write: import.settings.write,
    };
    let mut came = Vec::new();
    let mut inputs = Vec::new();
    for (number, cells) in rows {
        match frame.input(*number, cells) {
            Ok(input) => inputs.push((*number, input)),
            Err(faults) => came.push(bad(*number, &faults)),
        }
    }
    let together = if app.db.engine() == "sqlite" { TOGETHER_SQLITE } else { TOGETHER_POSTGRES };
    let mut made = BTreeSet::new();
    let mut again = Vec::new();
    for chunk in inputs.chunks(together) {
        let mut all = Vec::new();
        for (_, input) in chunk {
            all.push(registration::register_paper(app, event, input.clone(), paper));
        }
        for ((number, _), outcome) in chunk.iter().zip(join_all(all).await) {
            let (id, already) = match outcome {
                Ok(done) => (done.registration.id, done.already),
                Err(AppError::Conflict(_)) => return Ok(None),
                Err(error) => return Err(error),
            };
            if already {
                again.push((*number, id));
            } else {
                made.insert(id);
                let row = Came { number: *number, result: Becomes::New, faults: String::new(), registration: Some(id) };
                came.push(row);
            }
        }
    }
    let mut tx = app.db.read().await?;
    for (number, id) in again {
        let twice = made.contains(&id) || store::is_ours(&mut tx, import.id, id).await?;
        let result = if twice { Becomes::Twice } else { Becomes::Known };
        came.push(Came { number, result, faults: String::new(), registration: Some(id) });
    }
    Ok(Some(came))
}
