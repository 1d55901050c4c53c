//! What the forms of this domain send.

use chrono::NaiveDate;
use uuid::Uuid;

use super::file::COLUMNS_MAX;
use super::model::mapping::{Field, Settings, names_people};
use super::model::sheet::{Column, Format, What};
use super::model::{ALL_NEEDS, Act};
use crate::error::{AppError, Outcome};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::needs::model::Kind;
use crate::registration::model::filter::Filter;
use crate::seal::Personal;

/// Characters of the name of a view at most.
pub const VIEW_NAME: usize = 60;

pub const VIEW: [&str; 3] = ["name", "filter", "shared"];
/// `one`: it comes from the page of a registration, and leads back there.
pub const BULK: [&str; 7] = ["row", "filter", "all", "act", "locale", "kind", "one"];

pub const EXPORT: [&str; 6] = ["filter", "run", "column", "personal", "answers", "format"];

/// The name of the form of a list on its way out, for what was typed.
#[must_use]
pub fn export_form(slug: &str) -> String {
    format!("export:{slug}")
}

/// The name of the form that a file is sent with.
#[must_use]
pub fn upload_form(slug: &str) -> String {
    format!("import:{slug}")
}

/// The name of the form that says what columns mean.
#[must_use]
pub fn mapping_form(import: Uuid) -> String {
    format!("mapping:{import}")
}

/// The field for the column of this number.
#[must_use]
pub fn column_field(n: usize) -> String {
    format!("c{n}")
}

/// Whether the form that says what columns mean has such a field.
#[must_use]
pub fn is_mapping(name: &str) -> bool {
    let column = |rest: &str| rest.parse::<usize>().is_ok_and(|n| n < COLUMNS_MAX && column_field(n) == name);
    ["locale", "paper", "agreed_on", "write"].contains(&name) || name.strip_prefix('c').is_some_and(column)
}

const BAD: AppError = AppError::BadRequest("ui-bad-request-help");

/// The filter that a page wrote into its form.
fn filter(form: &FormState) -> Outcome<Filter> {
    let (filter, state) = Filter::parse(&form.value("filter"));
    if state.is_invalid() { Err(BAD) } else { Ok(filter) }
}

/// A view to keep; a missing or too long name fails in the form.
///
/// # Errors
/// `BadRequest` for a filter that no page of ours wrote.
pub fn view(form: &mut FormState) -> Outcome<(Personal, Filter, bool)> {
    let filter = filter(form)?;
    let name = form.text("name", VIEW_NAME, true);
    Ok((name.into(), filter, form.has("shared", "yes")))
}

/// Who is meant by a form over a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    Rows(Vec<Uuid>),
    /// All that the filter means.
    All,
}

/// What is to be done to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkInput {
    pub act: Act,
    pub chosen: Chosen,
    pub filter: Filter,
}

/// What is to be done to whom; nobody and nothing chosen fail in the form.
///
/// # Errors
/// `BadRequest` for what no page of ours sends.
pub fn bulk(form: &mut FormState) -> Outcome<Option<BulkInput>> {
    let filter = filter(form)?;
    let rows = form.all("row").iter().map(|id| id.parse().map_err(|_| BAD)).collect::<Outcome<Vec<Uuid>>>()?;
    let chosen = if form.has("all", "yes") { Chosen::All } else { Chosen::Rows(rows) };
    let code = form.choice("act", &Act::CODES, true);
    let kinds: Vec<_> = std::iter::once(ALL_NEEDS).chain(Kind::ALL.map(Kind::code)).collect();
    let param = match code {
        "language" => form.choice("locale", &Locale::ALL.map(Locale::code), true),
        "needs" => form.choice("kind", &kinds, true),
        _ => "",
    };
    if chosen == Chosen::Rows(Vec::new()) {
        form.fail("row", "exchange-error-nobody");
    }
    let act = Act::parse(code, param).filter(|_| !form.is_invalid());
    Ok(act.map(|act| BulkInput { act, chosen, filter }))
}

/// What goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportInput {
    pub filter: Filter,
    /// The run that holds those who were ticked.
    pub run: Option<Uuid>,
    /// Nothing when that failed in the form.
    pub what: Option<What>,
}

/// What goes into a file, and how it is written; nothing chosen fails in the form.
///
/// # Errors
/// `BadRequest` for a filter or a run that no page of ours wrote.
pub fn export(form: &mut FormState) -> Outcome<ExportInput> {
    let filter = filter(form)?;
    let run = form.value("run");
    let run = if run.is_empty() { None } else { Some(run.parse().map_err(|_| BAD)?) };
    let chosen: Vec<_> = form.all("column").iter().chain(form.all("personal")).map(|c| Column::parse(c)).collect();
    let answers = form.has("answers", "yes");
    if chosen.is_empty() && !answers {
        form.fail("column", "exchange-error-no-column");
    } else if chosen.contains(&None) {
        form.fail("column", "ui-error-choice");
    }
    // In the order of the file, each once.
    let columns: Vec<_> = Column::ALL.into_iter().filter(|c| chosen.contains(&Some(*c))).collect();
    let format = Format::parse(form.choice("format", &Format::ALL.map(Format::code), true));
    let what = format.filter(|_| !form.is_invalid()).map(|format| What { columns, answers, format });
    Ok(ExportInput { filter, run, what })
}

/// What the columns of a list mean, and how people agreed; what is wrong fails in the form. `columns` is their number,
/// `today` the last day on which anybody can have agreed.
pub fn mapping(form: &mut FormState, columns: usize, today: NaiveDate) -> Settings {
    let codes: Vec<&str> = Field::ALL.iter().map(|f| f.code()).collect();
    let mut fields = Vec::new();
    for n in 0..columns {
        let name = column_field(n);
        let code = form.choice(&name, &codes, false);
        if !code.is_empty() && fields.contains(&Some(code.to_owned())) {
            form.fail(&name, "exchange-error-twice");
        }
        fields.push(Some(code.to_owned()).filter(|c| !c.is_empty()));
    }
    let mapped: Vec<_> = fields.iter().map(|code| code.as_deref().and_then(Field::parse)).collect();
    if !names_people(&mapped) {
        form.fail(&column_field(0), "exchange-error-no-name");
    }
    let locale = form.choice("locale", &Locale::ALL.map(Locale::code), true).to_owned();
    if form.choice("paper", &["yes"], false).is_empty() && form.error("paper").is_none() {
        form.fail("paper", "exchange-error-paper");
    }
    let agreed_on = form.value("agreed_on").trim().to_owned();
    let earliest = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    match NaiveDate::parse_from_str(&agreed_on, "%Y-%m-%d") {
        Ok(day) if (earliest..=today).contains(&day) => {}
        _ if agreed_on.is_empty() => form.fail("agreed_on", "ui-error-required"),
        _ => form.fail("agreed_on", "exchange-error-day"),
    }
    Settings { fields, locale, agreed_on, write: form.has("write", "yes") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> FormState {
        let mut state = FormState::default();
        for (name, value) in fields {
            state.values.entry((*name).to_owned()).or_default().push((*value).to_owned());
        }
        state
    }

    #[test]
    fn whoever_is_ticked_is_meant_or_all_that_match() {
        let (one, two) = (Uuid::from_u128(1).to_string(), Uuid::from_u128(2).to_string());
        let mut typed = form(&[("row", &one), ("row", &two), ("act", "withdraw"), ("filter", "sex=female")]);
        let input = bulk(&mut typed).unwrap().unwrap();
        assert_eq!(input.chosen, Chosen::Rows(vec![Uuid::from_u128(1), Uuid::from_u128(2)]));
        assert_eq!((input.act, input.filter.sex.as_str()), (Act::Withdraw, "female"));
        let mut typed = form(&[("all", "yes"), ("act", "language"), ("locale", "uz")]);
        assert_eq!(bulk(&mut typed).unwrap().unwrap().act, Act::Language(Locale::Uz));
        let mut typed = form(&[("all", "yes"), ("act", "needs"), ("kind", "all")]);
        assert_eq!(bulk(&mut typed).unwrap().unwrap().act, Act::Needs(None));
    }

    #[test]
    fn nobody_nothing_and_no_language_are_said() {
        for (fields, field) in [
            (&[("act", "withdraw")][..], "row"),
            (&[("all", "yes")][..], "act"),
            (&[("all", "yes"), ("act", "moon")][..], "act"),
            (&[("all", "yes"), ("act", "language")][..], "locale"),
            (&[("all", "yes"), ("act", "needs")][..], "kind"),
            (&[("all", "yes"), ("act", "needs"), ("kind", "gold")][..], "kind"),
        ] {
            let mut typed = form(fields);
            assert_eq!(bulk(&mut typed).unwrap(), None);
            assert_eq!(typed.errors[0].field, field, "{fields:?}");
        }
        assert_eq!(bulk(&mut form(&[("row", "x")])), Err(BAD));
        assert_eq!(bulk(&mut form(&[("filter", "state=moon")])), Err(BAD));
    }

    #[test]
    fn a_name_at_its_limit_passes_and_one_past_it_does_not() {
        for (length, fine) in [(VIEW_NAME, true), (VIEW_NAME + 1, false), (0, false)] {
            let mut typed = form(&[("name", &"ө".repeat(length)), ("shared", "yes")]);
            assert!(view(&mut typed).unwrap().2);
            assert_eq!(typed.is_invalid(), !fine, "{length}");
        }
    }

    #[test]
    fn columns_leave_in_the_order_of_the_file_and_each_once() {
        let mut typed = form(&[("personal", "phone"), ("column", "state"), ("personal", "phone"), ("format", "csv")]);
        let input = export(&mut typed).unwrap();
        let what = What { columns: vec![Column::State, Column::Phone], answers: false, format: Format::Csv };
        assert_eq!((input.run, input.what), (None, Some(what)));
        for (fields, field) in [
            (&[("format", "csv")][..], "column"),
            (&[("column", "moon"), ("format", "csv")][..], "column"),
            (&[("column", "state")][..], "format"),
            (&[("column", "state"), ("format", "exe")][..], "format"),
        ] {
            let mut typed = form(fields);
            assert_eq!(export(&mut typed).unwrap().what, None);
            assert_eq!(typed.errors[0].field, field, "{fields:?}");
        }
        assert!(export(&mut form(&[("run", "x")])).is_err());
    }

    #[test]
    fn columns_mean_each_something_else_and_somebody_is_named() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let good =
            [("c0", "full_name"), ("c1", "phone"), ("locale", "ky"), ("paper", "yes"), ("agreed_on", "2026-11-25")];
        let mut typed = form(&good);
        let settings = mapping(&mut typed, 3, today);
        assert!(!typed.is_invalid(), "{typed:?}");
        assert_eq!(settings.mapped(), [Some(Field::FullName), Some(Field::Phone), None]);
        for (name, value, field) in [
            ("c1", "full_name", "c1"),
            ("c1", "moon", "c1"),
            ("c0", "email", "c0"),
            ("locale", "kk", "locale"),
            ("paper", "", "paper"),
            ("agreed_on", "", "agreed_on"),
            ("agreed_on", "2026-11-26", "agreed_on"),
            ("agreed_on", "1999-12-31", "agreed_on"),
            ("agreed_on", "2026-02-30", "agreed_on"),
        ] {
            let mut typed = form(&good);
            typed.set(name, value);
            mapping(&mut typed, 3, today);
            assert_eq!(typed.errors.first().map(|e| e.field.as_str()), Some(field), "{name}={value}");
        }
    }

    #[test]
    fn the_mapping_has_a_field_for_each_column_and_no_others() {
        for (name, there) in [("c0", true), ("c99", true), ("c100", false), ("c07", false), ("c", false), ("x", false)]
        {
            assert_eq!(is_mapping(name), there, "{name}");
        }
    }
}
