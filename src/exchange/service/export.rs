//! Taking a list out as a file.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use chrono::Datelike as _;
use futures_util::{StreamExt as _, stream};
use uuid::Uuid;

use crate::audit::service::{By, record};
use crate::error::{AppError, Outcome};
use crate::events::model::{Event, Region};
use crate::events::service as events;
use crate::exchange::model::cells::guarded;
use crate::exchange::model::sheet::{Column, Format, What};
use crate::i18n::Locale;
use crate::questions::model::{Answered, Answers, Question, Said};
use crate::questions::service as questions;
use crate::registration::model::filter::Filter;
use crate::registration::service::{self as registration, Line};
use crate::seal::Personal;
use crate::staff::model::{Action, Actor, Of};
use crate::state::App;

/// Rows of a workbook at most: it is made as a whole. A text file has no end.
pub const WORKBOOK_MAX: usize = 20_000;
/// Said when there are more.
pub const TOO_MANY: &str = "exchange-error-workbook";
/// Rows that are opened and written at a time.
const CHUNK: usize = 200;

/// Who is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// All that the filter means.
    Filter(Filter),
    /// Those who were ticked.
    Run(Uuid),
}

/// A list on its way out.
pub struct Taken {
    pub rows: usize,
    pub body: Body,
}

/// What a row needs to be written.
#[derive(Clone)]
struct Frame {
    app: App,
    event: Event,
    /// In the queue, of those who wait.
    places: BTreeMap<Uuid, i64>,
    columns: Vec<Column>,
    questions: Vec<Question>,
    answers: BTreeMap<Uuid, Answers>,
    regions: Vec<Region>,
    l: Locale,
}

/// The ids of those who would be taken out, in the order of the list.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see them.
pub async fn whom(app: &App, actor: &Actor, event: &Event, whom: &Whom, l: Locale) -> Outcome<Vec<Uuid>> {
    match whom {
        Whom::Filter(filter) => registration::matching(app, actor, event, filter, l).await,
        Whom::Run(run) => super::ids_of(app, actor, event, *run).await,
    }
}

/// Takes a list out; what it was and how many rows it had is written into the history before the first of them leaves.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right to see them; with a column that says who somebody is, `StepUp` without a
/// fresh proof; `Conflict` for a workbook with more than [`WORKBOOK_MAX`] rows.
pub async fn take(app: &App, actor: &Actor, event: &Event, who: &Whom, what: What, l: Locale) -> Outcome<Taken> {
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let format = what.format;
    if what.is_personal() {
        actor.require(Action::RegistrationExport, &event.place(), Of::Other)?;
    }
    let ids = whom(app, actor, event, who, l).await?;
    if format == Format::Xlsx && ids.len() > WORKBOOK_MAX {
        return Err(AppError::Conflict(TOO_MANY));
    }
    let (questions, answers) = if what.answers {
        questions::answers_of_event(app, actor, event).await?
    } else {
        (Vec::new(), BTreeMap::new())
    };
    let places = if what.columns.contains(&Column::Waiting) {
        registration::queue_places(app, event.id).await?
    } else {
        BTreeMap::new()
    };
    let frame = Frame {
        app: app.clone(),
        event: event.clone(),
        places,
        columns: what.columns,
        questions,
        answers,
        regions: events::regions(app).await?,
        l,
    };
    let rows = ids.len();
    let mut tx = app.db.write().await?;
    let count = rows.to_string();
    record(app, &mut tx, By::from(actor), "registration.export", ("event", event.id), &count).await?;
    tx.commit().await?;
    let body = match format {
        Format::Csv => text(frame, ids),
        Format::Xlsx => workbook(frame, &ids).await?,
    };
    Ok(Taken { rows, body })
}

impl Frame {
    async fn rows(&self, ids: &[Uuid]) -> Outcome<Vec<Vec<Personal>>> {
        let lines = registration::lines(&self.app, self.event.id, ids).await?;
        let row = |line: &Line| -> Vec<Personal> {
            let cells = self.columns.iter().map(|c| self.cell(line, *c));
            let answers = self.questions.iter().map(|q| self.answer(line.registration.id, q));
            cells.chain(answers).map(Personal::from).collect()
        };
        Ok(lines.iter().map(row).collect())
    }

    /// What somebody answered, in words.
    fn answer(&self, registration: Uuid, question: &Question) -> String {
        let Some(value) = self.answers.get(&registration).and_then(|a| a.get(question.id)) else {
            return String::new();
        };
        let answered = Answered { question: question.clone(), value: value.clone() };
        match answered.said(self.l) {
            Said::Typed(text) => text.reveal().to_owned(),
            Said::Yes => self.l.t("ui-yes"),
            Said::No => self.l.t("ui-no"),
            Said::Day(day) => day.to_string(),
            Said::Chosen(labels) => labels.into_iter().map(|(label, _)| label).collect::<Vec<_>>().join(", "),
        }
    }

    fn cell(&self, line: &Line, column: Column) -> String {
        let (l, r) = (self.l, &line.registration);
        let named = |prefix: &str, code: &str| {
            if code.is_empty() { String::new() } else { l.t(&format!("{prefix}-{code}")) }
        };
        let at = |at: crate::clock::Instant| {
            let at = at.with_timezone(&self.event.zone);
            format!("{:04}-{}", at.year(), at.format("%m-%d %H:%M"))
        };
        match column {
            Column::Code => r.code(),
            Column::FullName => r.legible.key().map_or_else(|| line.full_name.reveal().to_owned(), |key| l.t(key)),
            Column::CallName => line.call_name.reveal().to_owned(),
            Column::State => named("registration-state", r.state.code()),
            Column::Waiting => self.places.get(&r.id).map(ToString::to_string).unwrap_or_default(),
            Column::Phone => r.phone.reveal().to_owned(),
            Column::Email => r.email.reveal().to_owned(),
            Column::Language => r.locale.name().to_owned(),
            Column::AgeBand => named("registration-age", &r.age_band),
            Column::Sex => named("registration-sex", &r.sex),
            Column::Region => {
                self.regions.iter().find(|x| x.code == r.home_region).map(|x| x.name(l)).unwrap_or_default()
            }
            Column::Organisation => r.organisation.reveal().to_owned(),
            Column::Needs => r.needs.keys().into_iter().map(|key| l.t(key)).collect::<Vec<_>>().join(", "),
            Column::Diet => r.diet.reveal().to_owned(),
            Column::Note => r.note.reveal().to_owned(),
            Column::Source => named("registration-source", r.source.code()),
            Column::Registered => at(r.created_at),
            Column::Changed => at(r.changed_at),
        }
    }

    fn headings(&self) -> Vec<Personal> {
        let columns = self.columns.iter().map(|c| self.l.t(c.key()));
        let questions = self.questions.iter().map(|q| q.label(self.l).0.to_owned());
        columns.chain(questions).map(Personal::from).collect()
    }
}

/// What spreadsheets know UTF-8 by.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Lines of a text file (RFC 4180), formulas made harmless.
fn lines(rows: &[Vec<impl AsRef<str>>]) -> Outcome<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| guarded(cell.as_ref()).into_owned());
        writer.write_record(cells).map_err(|e| AppError::internal(&e))?;
    }
    writer.into_inner().map_err(|e| AppError::internal(&e))
}

/// A whole text file.
///
/// # Errors
/// When there is no memory for it.
pub fn text_file(rows: &[Vec<String>]) -> Outcome<Vec<u8>> {
    lines(rows).map(|text| [MARK, &text].concat())
}

/// Texts about people, as the writer of lines takes them.
fn revealed(rows: &[Vec<Personal>]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.iter().map(Personal::reveal).collect()).collect()
}

/// A text file that begins with the mark by which spreadsheets know UTF-8, written as it is read.
fn text(frame: Frame, ids: Vec<Uuid>) -> Body {
    let piece = |(frame, ids, at): (Frame, Vec<Uuid>, Option<usize>)| async move {
        let made = match at {
            None => lines(&revealed(&[frame.headings()])).map(|line| [MARK, &line].concat()),
            Some(at) if at >= ids.len() => return None,
            Some(at) => {
                let end = ids.len().min(at + CHUNK);
                frame.rows(&ids[at..end]).await.and_then(|rows| lines(&revealed(&rows)))
            }
        };
        let next = at.map_or(0, |at| at + CHUNK);
        // Broken off in the middle, the file ends as an error and not as a shorter list.
        let made = made.map(Bytes::from).map_err(std::io::Error::other);
        Some((made, (frame, ids, Some(next))))
    };
    // What compresses the answer asks once more after the end.
    Body::from_stream(stream::unfold((frame, ids, None), piece).fuse())
}

/// A workbook whose cells are texts and nothing else.
async fn workbook(frame: Frame, ids: &[Uuid]) -> Outcome<Body> {
    let mut rows = vec![frame.headings()];
    for chunk in ids.chunks(CHUNK) {
        rows.extend(frame.rows(chunk).await?);
    }
    let title = frame.event.slug.chars().take(31).collect::<String>();
    let made = tokio::task::spawn_blocking(move || sheet(&title, &rows)).await;
    let bytes = made.map_err(|e| AppError::internal(&e))?.map_err(|e| AppError::internal(&e))?;
    Ok(Body::from(bytes))
}

fn sheet(title: &str, rows: &[Vec<Personal>]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(title)?;
    sheet.set_freeze_panes(1, 0)?;
    let bold = rust_xlsxwriter::Format::new().set_bold();
    for (r, row) in (0..).zip(rows) {
        for (c, cell) in (0..).zip(row) {
            if r == 0 {
                sheet.write_string_with_format(r, c, cell.reveal(), &bold)?;
            } else {
                sheet.write_string(r, c, cell.reveal())?;
            }
        }
    }
    book.save_to_buffer()
}
