//! What somebody said about themselves, to be changed later.

use super::{DIET, NOTE, ORGANISATION, line, needs};
use crate::form::FormState;
use crate::questions::model::Answers;
use crate::registration::model::{AGE_BANDS, AnswersInput, Needs, Registration, SEXES};

/// Every field of the form, besides the answers to questions.
pub const FIELDS: [&str; 8] = ["version", "needs", "diet", "note", "age_band", "sex", "home_region", "organisation"];

/// Reads the form; `regions` are the codes that may be chosen. Answers to the questions of the event are read apart.
///
/// # Errors
/// The same state with what is wrong.
pub fn parse(mut form: FormState, regions: &[&str]) -> Result<AnswersInput, FormState> {
    let input = AnswersInput {
        version: form.value("version").parse().unwrap_or(0),
        age_band: form.choice("age_band", &AGE_BANDS, false).to_owned(),
        sex: form.choice("sex", &SEXES, false).to_owned(),
        home_region: form.choice("home_region", regions, false).to_owned(),
        organisation: line(&mut form, "organisation", ORGANISATION, false),
        needs: needs(&mut form),
        diet: line(&mut form, "diet", DIET, false),
        note: form.text("note", NOTE, false).into(),
        answers: Answers::default(),
    };
    if form.is_invalid() { Err(form) } else { Ok(input) }
}

/// The form filled with what was said.
#[must_use]
pub fn filled(r: &Registration) -> FormState {
    let mut form = FormState::default();
    form.set("version", r.version.to_string());
    form.set("age_band", &r.age_band);
    form.set("sex", &r.sex);
    form.set("home_region", &r.home_region);
    form.set("organisation", r.organisation.reveal());
    form.set("diet", r.diet.reveal());
    form.set("note", r.note.reveal());
    form.values.insert("needs".into(), ticked(r.needs));
    form
}

fn ticked(needs: Needs) -> Vec<String> {
    let code = |key: &str| key.trim_start_matches("registration-need-").to_owned();
    needs.keys().into_iter().map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registration::model::NEEDS;

    fn typed(fields: &[(&str, &str)]) -> FormState {
        let mut form = FormState::default();
        for (name, value) in fields {
            form.set(name, *value);
        }
        form
    }

    fn error(fields: &[(&str, &str)]) -> (String, String) {
        let state = parse(typed(fields), &["osh"]).err().unwrap();
        assert_eq!(state.errors.len(), 1, "{:?}", state.errors);
        (state.errors[0].field.clone(), state.errors[0].key.clone())
    }

    #[test]
    fn nothing_need_be_said() {
        let input = parse(typed(&[("version", "3")]), &["osh"]).unwrap();
        assert_eq!((input.version, input.needs), (3, Needs::default()));
        assert!(input.organisation.is_empty() && input.sex.is_empty());
    }

    #[test]
    fn each_text_has_its_limit_and_each_choice_its_codes() {
        for (field, max) in [("organisation", ORGANISATION), ("diet", DIET), ("note", NOTE)] {
            assert!(parse(typed(&[(field, &"ө".repeat(max))]), &[]).is_ok(), "{field}");
            assert_eq!(error(&[(field, &"ө".repeat(max + 1))]), (field.into(), "ui-error-too-long".into()));
        }
        for field in ["needs", "age_band", "sex", "home_region"] {
            assert_eq!(error(&[(field, "forged")]), (field.into(), "ui-error-choice".into()));
        }
    }

    #[test]
    fn needs_go_through_the_form_and_back() {
        let mut form = FormState::default();
        form.values.insert("needs".into(), NEEDS.map(str::to_owned).to_vec());
        let input = parse(form, &[]).unwrap();
        assert_eq!(ticked(input.needs), NEEDS);
    }
}
