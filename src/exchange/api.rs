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
use crate::events::model::Event;
use crate::form::FormState;
use crate::registration::model::filter::Filter;
use crate::staff::model::{Action, Actor, Of};
use crate::staff::session::step_up;
use crate::web::{Id, PageCx, RawForm, Upload, flash, see_other};

/// An event, as far as whoever sends a form may see it, and the ways from there.
struct At {
    cx: PageCx,
    actor: Actor,
    event: Event,
}

impl At {
    async fn find(cx: PageCx, actor: Actor, slug: &str) -> Outcome<Self> {
        let event = events::service::for_staff(&cx.app, &actor, slug).await?;
        Ok(Self { cx, actor, event })
    }

    /// As [`At::find`], for a form that is a button alone.
    async fn tapped(cx: PageCx, actor: Actor, slug: &str, raw: RawForm) -> Outcome<Self> {
        raw.only(&[])?;
        Self::find(cx, actor, slug).await
    }

    /// The address of a page of the event.
    fn page(&self, rest: &str) -> String {
        self.cx.link(&format!("/staff/events/{}/{rest}", self.event.slug))
    }

    fn to(&self, rest: &str) -> Response {
        see_other(&self.page(rest))
    }

    /// On to a page that says how something stands, also where it was over before.
    fn to_what_came(&self, rest: &str, outcome: Outcome<()>) -> Outcome<Response> {
        match outcome {
            Ok(()) | Err(AppError::Conflict(_)) => Ok(self.to(rest)),
            Err(error) => Err(error),
        }
    }

    /// Back to the page of a form, with what was typed and what is wrong with it.
    async fn back(&self, name: &str, typed: FormState, page: &str) -> Outcome<Response> {
        flash::back(&self.cx.app, name, typed, &format!("{page}#errors")).await
    }

    /// The list that a form stood under.
    fn list(&self, typed: &FormState) -> String {
        Filter::parse(&typed.value("filter")).0.address(&self.page("registrations"))
    }

    /// As [`At::back`], to the list.
    async fn back_to_list(&self, typed: FormState) -> Outcome<Response> {
        let page = self.list(&typed);
        self.back(&list_form(&self.event.slug), typed, &page).await
    }
}

/// `POST /{l}/staff/events/{slug}/views`
pub async fn keep_view(
    cx: PageCx,
    actor: Actor,
    Id((_, slug)): Id<(String, String)>,
    raw: RawForm,
) -> Outcome<Response> {
    let mut typed = raw.only(&form::VIEW)?;
    let at = At::find(cx, actor, &slug).await?;
    let (name, filter, shared) = form::view(&mut typed)?;
    if !typed.is_invalid() {
        match service::keep_view(&at.cx.app, &at.actor, &at.event, name, &filter, shared).await {
            Ok(service::Kept::Before(name)) => {
                typed.fail_with("name", "exchange-error-view-before", &[("name", name.reveal().to_owned())]);
            }
            Ok(service::Kept::Now) => {
                let list = at.list(&typed);
                return Ok(see_other(&format!("{list}{}done=kept", if list.contains('?') { '&' } else { '?' })));
            }
            Err(AppError::Conflict(key)) => typed.fail("name", key),
            Err(error) => return Err(error),
        }
    }
    at.back_to_list(typed).await
}

/// `POST /{l}/staff/events/{slug}/views/{id}/remove`
pub async fn drop_view(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    let at = At::tapped(cx, actor, &slug, raw).await?;
    service::drop_view(&at.cx.app, &at.actor, &at.event, id).await?;
    Ok(at.to("registrations?done=forgotten"))
}

/// `POST /{l}/staff/events/{slug}/bulk`: on to the page that says what would be done.
pub async fn plan(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let mut typed = raw.only(&form::BULK)?;
    let at = At::find(cx, actor, &slug).await?;
    if let Some(input) = form::bulk(&mut typed)? {
        match service::plan(&at.cx.app, &at.actor, &at.event, &input, at.cx.locale).await {
            Ok(run) if input.act == Act::Export => return Ok(at.to(&format!("export?run={run}"))),
            Ok(run) if typed.has("one", "yes") => return Ok(at.to(&format!("bulk/{run}?one=yes"))),
            Ok(run) => return Ok(at.to(&format!("bulk/{run}"))),
            Err(AppError::Conflict(key)) => typed.fail("row", key),
            Err(error) => return Err(error),
        }
    }
    at.back_to_list(typed).await
}

/// `POST /{l}/staff/events/{slug}/bulk/{id}/start`: on to how far it is, or back to the one registration it was about.
pub async fn begin(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    let typed = raw.only(&["one"])?;
    let at = At::find(cx, actor, &slug).await?;
    if typed.has("one", "yes") {
        let one = service::begin_one(&at.cx.app, &at.actor, &at.event, id).await?;
        return Ok(at.to(&format!("registrations/{one}?run={id}")));
    }
    service::begin(&at.cx.app, &at.actor, &at.event, id).await?;
    Ok(at.to(&format!("bulk/{id}")))
}

/// `POST /{l}/staff/events/{slug}/bulk/{id}/cancel`
pub async fn cancel(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
    raw: RawForm,
) -> Outcome<Response> {
    let at = At::tapped(cx, actor, &slug, raw).await?;
    at.to_what_came(&format!("bulk/{id}"), service::cancel(&at.cx.app, &at.actor, &at.event, id).await)
}

/// `POST /{l}/staff/events/{slug}/export`: the file.
pub async fn export(cx: PageCx, actor: Actor, Id((_, slug)): Id<(String, String)>, raw: RawForm) -> Outcome<Response> {
    let mut typed = raw.only(&form::EXPORT)?;
    let at = At::find(cx, actor, &slug).await?;
    at.actor.require(Action::RegistrationSee, &at.event.place(), Of::Other)?;
    let form::ExportInput { filter, run, what } = form::export(&mut typed)?;
    let here = at.page("export");
    let page = run.map_or_else(|| filter.address(&here), |run| format!("{here}?run={run}"));
    let name = form::export_form(&slug);
    let Some(what) = what else { return at.back(&name, typed, &page).await };
    let who = run.map_or(Whom::Filter(filter), Whom::Run);
    let format = what.format;
    match service::take(&at.cx.app, &at.actor, &at.event, &who, what, at.cx.locale).await {
        Ok(taken) => Ok(download(taken.body, format, &format!("registrations-{slug}"))),
        Err(AppError::StepUp) => step_up(&at.cx, &name, typed, &page).await,
        Err(AppError::Conflict(key)) => {
            typed.fail("format", key);
            at.back(&name, typed, &page).await
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
    let at = At::find(cx, actor, &slug).await?;
    at.actor.require(Action::RegistrationEdit, &at.event.place(), Of::Other)?;
    // A file that a reader stumbles over is damaged, whatever else is wrong with it.
    let reading = tokio::task::spawn_blocking(move || file::read(&bytes)).await;
    match reading.unwrap_or(Err(Refusal::Damaged)) {
        Ok(table) => {
            let id = service::keep(&at.cx.app, &at.actor, &at.event, table).await?;
            Ok(at.to(&format!("import/{id}")))
        }
        Err(refusal) => {
            typed.fail("file", refusal.key());
            at.back(&form::upload_form(&slug), typed, &at.page("import")).await
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
    let at = At::find(cx, actor, &slug).await?;
    let shown = service::shown_import(&at.cx.app, &at.actor, &at.event, id).await?;
    let today = at.cx.app.clock.now().with_timezone(&at.event.zone).date_naive();
    let columns = usize::try_from(shown.import.columns).unwrap_or(0);
    let settings = form::mapping(&mut typed, columns, today);
    let page = format!("import/{id}");
    if typed.is_invalid() {
        return at.back(&form::mapping_form(id), typed, &at.page(&page)).await;
    }
    service::map_import(&at.cx.app, &at.actor, &at.event, id, &settings).await?;
    Ok(at.to(&page))
}

async fn work_on(cx: PageCx, actor: Actor, (slug, id): (String, Uuid), raw: RawForm, to: Stage) -> Outcome<Response> {
    let at = At::tapped(cx, actor, &slug, raw).await?;
    service::work_on(&at.cx.app, &at.actor, &at.event, id, to).await?;
    Ok(at.to(&format!("import/{id}")))
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
    let at = At::tapped(cx, actor, &slug, raw).await?;
    at.to_what_came(&format!("import/{id}"), service::cancel_import(&at.cx.app, &at.actor, &at.event, id).await)
}

/// `GET /{l}/staff/events/{slug}/import/{id}/result.csv`: what came of every row, without what the rows said.
pub async fn import_result(
    cx: PageCx,
    actor: Actor,
    Id((_, slug, id)): Id<(String, String, Uuid)>,
) -> Outcome<Response> {
    let at = At::find(cx, actor, &slug).await?;
    let lines = service::import_lines(&at.cx.app, &at.actor, &at.event, id).await?;
    let rows = result_file(at.cx.locale, &lines);
    let text = service::text_file(&rows)?;
    Ok(download(Body::from(text), Format::Csv, &format!("import-{slug}")))
}
