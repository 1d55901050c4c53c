use proptest::prelude::*;

use super::*;

/// A form on which the first `count` people said the least that is needed, each with a number of their own.
fn form(count: usize) -> FormState {
    let mut form = FormState::default();
    form.set("together", "as_many_as_fit");
    form.set("people", count.to_string());
    for n in 1..=count {
        let mut set = |field: &str, value: String| form.set(&format!("p{n}_{field}"), value);
        set("submission_id", Uuid::from_u128(n as u128).to_string());
        set("full_name", format!("Айгүл {n}"));
        set("phone", format!("0700 123 4{n:02}"));
        set("locale", "ky".into());
        set("participation", "yes".into());
    }
    form
}

/// Field and message of each error.
type Errors = Vec<(String, String)>;

fn read_in(form: FormState) -> Result<(Vec<Numbered>, Together), Errors> {
    let errors = |state: FormState| state.errors.into_iter().map(|e| (e.field, e.key)).collect();
    parse(form, Locale::Ky, &["osh"]).map_err(errors)
}

fn error(form: FormState) -> (String, String) {
    let errors = read_in(form).err().unwrap();
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.into_iter().next().unwrap()
}

#[test]
fn each_person_is_read_by_themselves() {
    let mut three = form(3);
    three.set("p2_phone", "");
    three.set("p2_photos", "yes");
    three.set("p3_locale", "uz");
    three.set("together", "all_or_none");
    let (people, together) = read_in(three).unwrap();
    assert_eq!(together, Together::AllOrNone);
    assert_eq!(people.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [1, 2, 3]);
    let [one, two, three] = [&people[0].1, &people[1].1, &people[2].1];
    assert!(two.contacts().is_empty() && two.photos && !one.photos);
    assert_eq!((two.submission_id, three.locale), (Uuid::from_u128(2), Locale::Uz));
}

#[test]
fn twenty_people_fit_and_twenty_one_do_not() {
    assert_eq!(PEOPLE_MAX, 20);
    assert_eq!(read_in(form(20)).unwrap().0.len(), 20);
    assert!(is_field("p20_full_name") && !is_field("p21_full_name") && !is_field("p0_full_name"));
    let (full, at) = after(form(20), Press::Add);
    assert_eq!((people(&full), at), (20, 20), "no more are asked for");
    assert_eq!(people(&form(21)), 20);
}

#[test]
fn fields_are_named_in_one_way() {
    for name in ["people", "p1_note", "p12_participation", "stamp"] {
        assert!(is_field(name), "{name}");
    }
    for name in ["p01_note", "p+1_note", "p1_", "p1_website", "note", "p1_people", "pp1_note"] {
        assert!(!is_field(name), "{name}");
    }
}

#[test]
fn what_is_wrong_is_said_at_its_person() {
    let mut two = form(2);
    two.set("p2_full_name", " ");
    assert_eq!(error(two), ("p2_full_name".into(), "ui-error-required".into()));
    let mut none = form(2);
    none.set("p2_participation", "");
    assert_eq!(error(none), ("p2_participation".into(), "ui-error-agree".into()));
    let mut forged = form(2);
    forged.set("together", "first");
    assert_eq!(error(forged), ("together".into(), "ui-error-choice".into()));
}

#[test]
fn somebody_must_be_reachable_and_nobody_twice() {
    let mut without = form(2);
    without.set("p1_phone", "");
    assert!(read_in(without.clone()).is_ok());
    without.set("p2_phone", "");
    assert_eq!(error(without), ("p1_phone".into(), "party-error-contact".into()));
    let mut shared = form(3);
    // The same number, written in another way.
    shared.set("p3_phone", "+996 (700) 12-34-01");
    assert_eq!(error(shared), ("p3_phone".into(), "party-error-same".into()));
}

#[test]
fn a_row_in_which_nothing_was_said_is_nobody() {
    let (mut more, at) = after(form(2), Press::Add);
    assert_eq!((people(&more), at), (3, 3));
    more.set("p3_submission_id", Uuid::from_u128(3).to_string());
    more.set("p3_locale", "ru");
    assert_eq!(read_in(more.clone()).unwrap().0.len(), 2);
    more.set("p3_diet", "этсиз");
    assert_eq!(read_in(more).err().unwrap().len(), 2, "now a name and an agreement are missing");
    let errors = read_in(form(0)).err().unwrap();
    assert!(errors.iter().any(|(field, _)| field == "p1_full_name"), "{errors:?}");
}

#[test]
fn who_is_taken_off_leaves_the_others_as_they_were() {
    let mut four = form(4);
    four.set("action", remove(2));
    four.fail("p3_phone", "ui-error-phone");
    let press = pressed(&four).unwrap();
    let (three, at) = after(four, press);
    assert_eq!((people(&three), at, three.is_invalid()), (3, 2, false));
    let names: Vec<_> = (1..=4).map(|n| three.value(&format!("p{n}_full_name"))).collect();
    assert_eq!(names, ["Айгүл 1", "Айгүл 3", "Айгүл 4", ""]);
    assert_eq!(three.value("p2_submission_id"), Uuid::from_u128(3).to_string());
    assert_eq!(pressed(&three), None);
    let (one, _) = after(form(1), Press::Remove(1));
    assert_eq!(people(&one), 1, "a form always asks for somebody");
}

#[test]
fn ids_that_the_page_did_not_give_out_are_seen() {
    assert!(ids_are_ours(&form(20)));
    let mut same = form(2);
    same.set("p2_submission_id", Uuid::from_u128(1).to_string());
    assert!(!ids_are_ours(&same));
    let mut none = form(2);
    none.set("p1_submission_id", "x");
    assert!(!ids_are_ours(&none));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(people in any::<String>(), action in any::<String>(), name in any::<String>()) {
        let mut typed = form(2);
        typed.set("people", people);
        typed.set("action", action);
        typed.set("p2_full_name", name);
        if let Some(press) = pressed(&typed) {
            let (after, at) = after(typed.clone(), press);
            prop_assert!((1..=super::people(&after)).contains(&at));
        }
        let _ = read_in(typed);
    }
}
