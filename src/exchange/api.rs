//! What the forms of this domain are sent to.

#![expect(
    clippy::missing_errors_doc,
    reason = "handlers answer with what the service says; its errors are documented there"
)]

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use uuid::Uuid;

use super::file::{self, Refusal};
use super::form;
use super::model::import::Stage;
use super::model::sheet::Format;
use super::model::{Act, list_form};
use super::pages::result_file;
use super::service::{self, Whom};
use crate::error::{AppError, Outcome};
use crate::events;
use crate::registration::model::filter::Filter;
use crate::staff::model::{Action, Actor, Of};
use crate::staff::session::step_up;
use crate::web::{Id, PageCx, RawForm, Upload, flash, see_other};

/// The list that a form stood under.
fn list_of(cx: &PageCx, slug: &str, filter: &str) -> String {
    let here = cx.link(&format!("/staff/events/{slug}/registrations"));
    Filter::parse(filter).0.address(&here)
}

/// `POST /{l}/staff/events/{slug}/views`
pub async fn keep_view(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    raw: RawForm,
) -> Outcome<Response> {
    let mut typed = raw.only(&form::VIEW)?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let (name, filter, shared) = form::view(&mut typed)?;
    let list = list_of(&cx, &slug, &typed.value("filter"));
    if !typed.is_invalid() {
        match service::keep_view(&cx.app, &actor, &event, name, &filter, shared).await {
            Ok(()) => return Ok(see_other(&format!("{list}{}done=kept", if list.contains('?') { '&' } else { '?' }))),
            Err(AppError::Conflict(key)) => typed.fail("name", key),
            Err(error) => return Err(error),
        }
    }
    flash::back(&cx.app, &list_form(&slug), typed, &format!("{list}#errors")).await
}

/// `POST /{l}/staff/events/{slug}/views/{id}/remove`
pub async fn drop_view(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    raw.only(&[])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    service::drop_view(&cx.app, &actor, &event, id).await?;
    Ok(see_other(&cx.link(&format!("/staff/events/{slug}/registrations?done=forgotten"))))
}

/// `POST /{l}/staff/events/{slug}/bulk`: on to the page that says what would be done.
pub async fn plan(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let mut typed = raw.only(&form::BULK)?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    if let Some(input) = form::bulk(&mut typed)? {
        match service::plan(&cx.app, &actor, &event, &input, cx.locale).await {
            Ok(run) if input.act == Act::Export => {
                return Ok(see_other(&cx.link(&format!("/staff/events/{slug}/export?run={run}"))));
            }
            Ok(run) => return Ok(see_other(&cx.link(&format!("/staff/events/{slug}/bulk/{run}")))),
            Err(AppError::Conflict(key)) => typed.fail("row", key),
            Err(error) => return Err(error),
        }
    }
    let list = list_of(&cx, &slug, &typed.value("filter"));
    flash::back(&cx.app, &list_form(&slug), typed, &format!("{list}#errors")).await
}

/// `POST /{l}/staff/events/{slug}/bulk/{id}/start`
pub async fn begin(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    raw.only(&[])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    service::begin(&cx.app, &actor, &event, id).await?;
    Ok(see_other(&cx.link(&format!("/staff/events/{slug}/bulk/{id}"))))
}

/// `POST /{l}/staff/events/{slug}/bulk/{id}/cancel`
pub async fn cancel(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    raw.only(&[])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    match service::cancel(&cx.app, &actor, &event, id).await {
        // It was over before: the page says how it came out.
        Ok(()) | Err(AppError::Conflict(_)) => Ok(see_other(&cx.link(&format!("/staff/events/{slug}/bulk/{id}")))),
        Err(error) => Err(error),
    }
}

/// `POST /{l}/staff/events/{slug}/export`: the file.
pub async fn export(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let mut typed = raw.only(&form::EXPORT)?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::RegistrationSee, &event.place(), Of::Other)?;
    let form::ExportInput { filter, run, what } = form::export(&mut typed)?;
    let here = cx.link(&format!("/staff/events/{slug}/export"));
    let page = run.map_or_else(|| filter.address(&here), |run| format!("{here}?run={run}"));
    let name = form::export_form(&slug);
    let Some(what) = what else {
        return flash::back(&cx.app, &name, typed, &format!("{page}#errors")).await;
    };
    let who = run.map_or(Whom::Filter(filter), Whom::Run);
    let format = what.format;
    match service::take(&cx.app, &actor, &event, &who, what, cx.locale).await {
        Ok(taken) => Ok(download(taken.body, format, &format!("registrations-{slug}"))),
        Err(AppError::StepUp) => step_up(&cx, &name, typed, &page).await,
        Err(AppError::Conflict(key)) => {
            typed.fail("format", key);
            flash::back(&cx.app, &name, typed, &format!("{page}#errors")).await
        }
        Err(error) => Err(error),
    }
}

/// A file to be kept, not shown.
fn download(body: Body, format: Format, name: &str) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    let name = format!("attachment; filename=\"{name}.{}\"", format.code());
    if let Ok(name) = HeaderValue::try_from(name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// `POST /{l}/staff/events/{slug}/import`: on to the page where the columns are mapped.
pub async fn upload(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>, sent: Upload) -> Outcome<Response> {
    let (mut typed, bytes) = sent.only(&[], "file")?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    actor.require(Action::RegistrationEdit, &event.place(), Of::Other)?;
    let page = cx.link(&format!("/staff/events/{slug}/import"));
    // A file that a reader stumbles over is damaged, whatever else is wrong with it.
    let reading = tokio::task::spawn_blocking(move || file::read(&bytes)).await;
    match reading.unwrap_or(Err(Refusal::Damaged)) {
        Ok(table) => {
            let id = service::keep(&cx.app, &actor, &event, table).await?;
            Ok(see_other(&format!("{page}/{id}")))
        }
        Err(refusal) => {
            typed.fail("file", refusal.key());
            flash::back(&cx.app, &form::upload_form(&slug), typed, &format!("{page}#errors")).await
        }
    }
}

/// `POST /{l}/staff/events/{slug}/import/{id}/mapping`
pub async fn map_import(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    let mut typed = raw.only_where(form::is_mapping)?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let shown = service::shown_import(&cx.app, &actor, &event, id).await?;
    let today = cx.app.clock.now().with_timezone(&event.zone).date_naive();
    let columns = usize::try_from(shown.import.columns).unwrap_or(0);
    let settings = form::mapping(&mut typed, columns, today);
    let page = cx.link(&format!("/staff/events/{slug}/import/{id}"));
    if typed.is_invalid() {
        return flash::back(&cx.app, &form::mapping_form(id), typed, &format!("{page}#errors")).await;
    }
    service::map_import(&cx.app, &actor, &event, id, &settings).await?;
    Ok(see_other(&page))
}

async fn work_on(cx: PageCx, actor: Actor, (slug, id): (String, Uuid), raw: RawForm, to: Stage) -> Outcome<Response> {
    raw.only(&[])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    service::work_on(&cx.app, &actor, &event, id, to).await?;
    Ok(see_other(&cx.link(&format!("/staff/events/{slug}/import/{id}"))))
}

/// `POST /{l}/staff/events/{slug}/import/{id}/check`: a look at every row; nobody is registered.
pub async fn check_import(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    work_on(cx, actor, (slug, id), raw, Stage::Checking).await
}

/// `POST /{l}/staff/events/{slug}/import/{id}/start`
pub async fn start_import(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    work_on(cx, actor, (slug, id), raw, Stage::Running).await
}

/// `POST /{l}/staff/events/{slug}/import/{id}/cancel`
pub async fn cancel_import(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    raw.only(&[])?;
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    match service::cancel_import(&cx.app, &actor, &event, id).await {
        // It was over before: the page says how it came out.
        Ok(()) | Err(AppError::Conflict(_)) => Ok(see_other(&cx.link(&format!("/staff/events/{slug}/import/{id}")))),
        Err(error) => Err(error),
    }
}

/// `GET /{l}/staff/events/{slug}/import/{id}/result.csv`: what came of every row, without what the rows said.
pub async fn import_result(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
) -> Outcome<Response> {
    let event = events::service::for_staff(&cx.app, &actor, &slug).await?;
    let lines = service::import_lines(&cx.app, &actor, &event, id).await?;
    let rows = result_file(cx.locale, &lines);
    let text = service::text_file(&rows)?;
    Ok(download(Body::from(text), Format::Csv, &format!("import-{slug}")))
}
