//! The forms of this domain: what was typed, and what it means.

pub mod answers;
pub mod group;
pub mod places;
pub mod sheet;

use uuid::Uuid;

use super::consent::Purpose;
use super::model::{AGE_BANDS, NEEDS, Needs, RegistrationInput, SEXES};
pub use super::model::{DIET, NOTE, ORGANISATION};
use crate::form::FormState;
use crate::i18n::Locale;
use crate::people::model::{self as people, Contact};
use crate::people::phone;
use crate::questions::model::Answers;
use crate::seal::Personal;

/// Characters of a phone number as it is typed, with spaces and brackets.
pub const PHONE: usize = 40;

/// Every field of the registration form.
pub const FIELDS: [&str; 19] = [
    "submission_id",
    "website",
    "stamp",
    "work",
    "full_name",
    "call_name",
    "phone",
    "email",
    "locale",
    "age_band",
    "sex",
    "home_region",
    "organisation",
    "needs",
    "diet",
    "note",
    "participation",
    "future_contact",
    "photos",
];

/// Reads the form as it was shown in `shown_in`; `regions` are the codes that may be chosen. Answers to the questions of the event
/// are read apart, by `questions::form::parse`.
///
/// # Errors
/// The same state with what is wrong, for the page to show again.
pub fn parse(
    form: FormState,
    submission_id: Uuid,
    shown_in: Locale,
    regions: &[&str],
) -> Result<RegistrationInput, FormState> {
    read(form, submission_id, shown_in, regions, Reach::Must)
}

/// Whether somebody needs a contact of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Must,
    /// Others on the form can be reached for them.
    May,
}

fn read(
    mut form: FormState,
    submission_id: Uuid,
    shown_in: Locale,
    regions: &[&str],
    reach: Reach,
) -> Result<RegistrationInput, FormState> {
    let full_name = line(&mut form, "full_name", people::FULL_NAME, true);
    let call_name = line(&mut form, "call_name", people::CALL_NAME, false);
    let phone = phone_field(&mut form);
    let email = email_field(&mut form);
    let unreachable = form.value("phone").trim().is_empty() && form.value("email").trim().is_empty();
    if unreachable && reach == Reach::Must {
        form.fail("phone", "registration-error-contact");
    }
    let locales = Locale::ALL.map(Locale::code);
    let locale = form.choice("locale", &locales, true).parse().unwrap_or(shown_in);
    let age_band = form.choice("age_band", &AGE_BANDS, false).to_owned();
    let sex = form.choice("sex", &SEXES, false).to_owned();
    let home_region = form.choice("home_region", regions, false).to_owned();
    let organisation = line(&mut form, "organisation", ORGANISATION, false);
    let needs = needs(&mut form);
    let diet = line(&mut form, "diet", DIET, false);
    let note = form.text("note", NOTE, false).into();
    if !agrees(&mut form, Purpose::Participation) && form.error(Purpose::Participation.code()).is_none() {
        form.fail(Purpose::Participation.code(), "ui-error-agree");
    }
    let future_contact = agrees(&mut form, Purpose::FutureContact);
    let photos = agrees(&mut form, Purpose::Photos);
    if form.is_invalid() {
        return Err(form);
    }
    Ok(RegistrationInput {
        submission_id,
        call_name: if call_name.is_empty() { people::first_word(&full_name) } else { call_name },
        full_name,
        phone,
        email,
        locale,
        shown_in,
        age_band,
        sex,
        home_region,
        organisation,
        needs,
        diet,
        note,
        future_contact,
        photos,
        answers: Answers::default(),
    })
}

/// A text of one line: whatever white space was pasted in becomes one blank.
fn line(form: &mut FormState, name: &str, max: usize, required: bool) -> Personal {
    form.text(name, max, required).split_whitespace().collect::<Vec<_>>().join(" ").into()
}

fn phone_field(form: &mut FormState) -> Personal {
    let typed = form.text("phone", PHONE, false);
    if typed.is_empty() || form.error("phone").is_some() {
        return Personal::default();
    }
    let Some(number) = phone::normalise(&typed) else {
        form.fail("phone", "ui-error-phone");
        return Personal::default();
    };
    number.into()
}

fn email_field(form: &mut FormState) -> Personal {
    let typed = form.text("email", people::EMAIL, false);
    if typed.is_empty() || form.error("email").is_some() {
        return Personal::default();
    }
    let Some(address) = people::email(&typed) else {
        form.fail("email", "ui-error-email");
        return Personal::default();
    };
    address.into()
}

fn needs(form: &mut FormState) -> Needs {
    if form.all("needs").iter().any(|n| !NEEDS.contains(&n.as_str())) {
        form.fail("needs", "ui-error-choice");
    }
    Needs {
        interpreter: form.has("needs", "interpreter"),
        step_free: form.has("needs", "step_free"),
        childcare: form.has("needs", "childcare"),
        travel: form.has("needs", "travel"),
        lodging: form.has("needs", "lodging"),
    }
}

fn agrees(form: &mut FormState, purpose: Purpose) -> bool {
    form.choice(purpose.code(), &["yes"], false) == "yes"
}

/// The contact of somebody who lost their link. The page asks for an address; a phone number is read as well, and nothing is
/// sent to it.
///
/// # Errors
/// The same state, saying that it is neither.
pub fn parse_find(mut form: FormState) -> Result<Contact, FormState> {
    let typed = form.text("contact", people::EMAIL, true);
    if form.is_invalid() {
        return Err(form);
    }
    Contact::parse(&typed).ok_or_else(|| {
        form.fail("contact", "ui-error-email");
        form
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(fields: &[(&str, &str)]) -> FormState {
        let mut state = FormState::default();
        let least =
            [("full_name", "Айгүл Бекова"), ("phone", "0700 123 456"), ("locale", "ky"), ("participation", "yes")];
        for (name, value) in least.iter().chain(fields) {
            state.set(name, *value);
        }
        state
    }

    fn read(fields: &[(&str, &str)]) -> Result<RegistrationInput, FormState> {
        parse(form(fields), Uuid::nil(), Locale::Ky, &["osh", "bishkek"])
    }

    fn error(fields: &[(&str, &str)]) -> (String, String) {
        let state = read(fields).unwrap_err();
        assert_eq!(state.errors.len(), 1, "{:?}", state.errors);
        (state.errors[0].field.clone(), state.errors[0].key.clone())
    }

    #[test]
    fn the_least_that_is_needed() {
        let input = read(&[]).unwrap();
        assert_eq!((input.call_name.reveal(), input.phone.reveal()), ("Айгүл", "+996700123456"));
        assert!(input.email.is_empty() && input.age_band.is_empty() && !input.photos && !input.future_contact);
        assert_eq!(input.needs, Needs::default());
    }

    #[test]
    fn everything_that_can_be_said() {
        let mut state = form(&[
            ("call_name", "Айка"),
            ("phone", ""),
            ("email", "Aigul@Example.org"),
            ("locale", "uz"),
            ("age_band", "25_34"),
            ("sex", "female"),
            ("home_region", "osh"),
            ("organisation", " Үмүт  борбору "),
            ("diet", "этсиз"),
            ("note", "Биринчи күнү\nкечигем"),
            ("future_contact", "yes"),
            ("photos", "yes"),
        ]);
        state.values.insert("needs".into(), vec!["childcare".into(), "travel".into()]);
        let input = parse(state, Uuid::nil(), Locale::Ru, &["osh"]).unwrap();
        assert_eq!((input.call_name.reveal(), input.email.reveal()), ("Айка", "aigul@example.org"));
        assert_eq!((input.locale, input.shown_in), (Locale::Uz, Locale::Ru));
        assert_eq!((input.organisation.reveal(), input.note.reveal()), ("Үмүт борбору", "Биринчи күнү\nкечигем"));
        assert!(input.needs.childcare && input.needs.travel && !input.needs.interpreter);
        assert!(input.future_contact && input.photos);
        assert_eq!(input.contacts(), [Contact::email("aigul@example.org")]);
    }

    #[test]
    fn each_text_at_its_limit_passes_and_one_past_it_does_not() {
        let limits = [
            ("full_name", people::FULL_NAME),
            ("call_name", people::CALL_NAME),
            ("organisation", ORGANISATION),
            ("diet", DIET),
            ("note", NOTE),
        ];
        for (field, max) in limits {
            assert!(read(&[(field, &"ө".repeat(max))]).is_ok(), "{field}");
            assert_eq!(error(&[(field, &"ө".repeat(max + 1))]), (field.into(), "ui-error-too-long".into()));
        }
        assert_eq!(error(&[("phone", &"1".repeat(PHONE + 1))]).1, "ui-error-too-long");
        assert_eq!(error(&[("email", &format!("{}@b.kg", "a".repeat(250)))]).1, "ui-error-too-long");
    }

    #[test]
    fn one_contact_is_enough_and_none_is_not() {
        assert!(read(&[("phone", ""), ("email", "a@b.kg")]).is_ok());
        assert_eq!(error(&[("phone", " ")]), ("phone".into(), "registration-error-contact".into()));
        assert_eq!(error(&[("phone", "0700")]), ("phone".into(), "ui-error-phone".into()));
        assert_eq!(error(&[("email", "a@b")]), ("email".into(), "ui-error-email".into()));
    }

    #[test]
    fn forged_choices_are_refused() {
        for field in ["locale", "age_band", "sex", "home_region", "needs", "participation", "photos"] {
            assert_eq!(error(&[(field, "forged")]), (field.into(), "ui-error-choice".into()));
        }
    }

    #[test]
    fn nobody_is_registered_who_did_not_agree() {
        assert_eq!(error(&[("participation", "")]), ("participation".into(), "ui-error-agree".into()));
    }

    #[test]
    fn what_was_typed_comes_back() {
        let state = read(&[("full_name", ""), ("note", "</textarea><script>")]).unwrap_err();
        assert_eq!(
            (state.value("note").as_str(), state.value("phone").as_str()),
            ("</textarea><script>", "0700 123 456")
        );
    }

    #[test]
    fn a_lost_link_is_asked_for_by_either_contact() {
        let find = |typed: &str| {
            let mut state = FormState::default();
            state.set("contact", typed);
            parse_find(state).map_err(|s| s.errors[0].key.clone())
        };
        assert_eq!(find("0700123456"), Ok(Contact::phone("+996700123456")));
        assert_eq!(find("A@b.kg"), Ok(Contact::email("a@b.kg")));
        assert_eq!(find("Айгүл"), Err("ui-error-email".into()));
        assert_eq!(find(""), Err("ui-error-required".into()));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(name in any::<String>(), phone in any::<String>(), email in any::<String>()) {
            let _ = read(&[("full_name", &name), ("phone", &phone), ("email", &email)]);
        }
    }
}
