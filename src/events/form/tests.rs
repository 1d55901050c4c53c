use chrono::Duration;
use proptest::prelude::*;

use super::*;
use crate::events::model::State;
use crate::events::model::shift::{Every, SERIES_MAX, SERIES_MIN};
use crate::events::model::tests::event;
use crate::web::body::RawForm;
use crate::web::table::Kind as Address;

const REGIONS: &[&str] = &["osh", "chuy"];

fn now() -> Instant {
    "2026-11-01T00:00:00Z".parse().unwrap()
}

fn with(mut form: FormState, changes: &[(&str, &str)]) -> FormState {
    for (name, value) in changes {
        form.set(name, *value);
    }
    form
}

fn fails<T: std::fmt::Debug>(read: Result<T, FormState>, field: &str, key: &str) {
    let errors: Vec<_> = read.unwrap_err().errors.into_iter().map(|e| (e.field, e.key)).collect();
    assert!(errors.contains(&(field.to_owned(), key.to_owned())), "{field} {key}: {errors:?}");
}

mod starting {
    use super::*;

    fn typed(changes: &[(&str, &str)]) -> FormState {
        let form = start::blank(Locale::Ky, Some("osh"));
        let first = [("title", "Аялдардын\n укуктары"), ("start", "2026-11-25T09:30"), ("end", "2026-11-25T11:00")];
        with(with(form, &first), changes)
    }

    fn read(changes: &[(&str, &str)]) -> Result<EventInput, FormState> {
        start::parse(typed(changes), REGIONS, now())
    }

    #[test]
    fn seven_answers_are_enough() {
        let input = read(&[]).unwrap();
        assert_eq!(input.sessions[0].starts_at.to_rfc3339(), "2026-11-25T03:30:00+00:00");
        assert_eq!(input.sessions[0].titles[&Locale::Ky], "Аялдардын укуктары");
        assert_eq!(input.texts[&Locale::Ky].title, "Аялдардын укуктары");
        assert_eq!((input.slug, input.languages, input.capacity), (None, vec![Locale::Ky], 30));
        assert_eq!(input.registration_closes_at, input.sessions[0].starts_at - start::CLOSES_BEFORE);
        assert_eq!(EventInput::contradiction(&read(&[]).unwrap()), None);
        // Of what begins within the day registration is open until it begins.
        let soon = read(&[("start", "2026-11-01T09:30"), ("end", "2026-11-01T11:00")]).unwrap();
        assert_eq!(soon.registration_closes_at, soon.sessions[0].starts_at);
    }

    #[test]
    fn each_answer_keeps_its_limit() {
        assert!(read(&[("title", &"ө".repeat(TITLE_MAX))]).is_ok());
        fails(read(&[("title", &"ө".repeat(TITLE_MAX + 1))]), "title", "ui-error-too-long");
        fails(read(&[("title", " ")]), "title", "ui-error-required");
        for (field, value) in [("kind", "party"), ("main_locale", "de"), ("region", "narnia")] {
            fails(read(&[(field, value)]), field, "ui-error-choice");
        }
        fails(read(&[("end", "2026-11-25T09:30")]), "end", "events-error-end-before-start");
        assert!(read(&[("end", "2026-11-26T01:30")]).is_ok(), "into the night");
        for later in ["2026-11-26T01:31", "2026-11-27T11:00", "2027-11-27T09:30"] {
            fails(read(&[("end", later)]), "end", "events-error-one-day");
        }
        for good in ["1", "100000"] {
            assert!(read(&[("capacity", good)]).is_ok(), "{good}");
        }
        for bad in ["0", "-1", "100001", "1.5", "ten"] {
            fails(read(&[("capacity", bad)]), "capacity", "ui-error-number");
        }
    }

    #[test]
    fn times_are_real_times() {
        for bad in ["2026-02-30T09:00", "1999-12-31T23:00", "2101-01-01T00:00", "tomorrow", "2026-11-25"] {
            fails(read(&[("start", bad)]), "start", "events-error-time");
        }
        fails(read(&[("start", "")]), "start", "ui-error-required");
    }
}

mod texts_section {
    use super::*;

    fn read(changes: &[(&str, &str)], state: State) -> Result<Edit, FormState> {
        texts::parse(with(texts::filled(&event()), changes), state)
    }

    fn of(edit: Edit) -> texts::Texts {
        let Part::Texts(texts) = edit.part else { panic!("the section of the texts") };
        texts
    }

    #[test]
    fn every_text_keeps_its_limit() {
        for l in Locale::ALL {
            for (part, max, _) in TEXT_PARTS {
                let (title, field) = (text_field("title", l), text_field(part, l));
                let at_limit = read(&[(&title, "т"), (&field, &"ө".repeat(max))], State::Draft);
                assert!(at_limit.is_ok(), "{field}: {at_limit:?}");
                fails(
                    read(&[(&title, "т"), (&field, &"ө".repeat(max + 1))], State::Draft),
                    &field,
                    "ui-error-too-long",
                );
            }
        }
    }

    #[test]
    fn a_draft_needs_a_title_and_what_is_public_everything() {
        assert!(read(&[("summary_ky", ""), ("venue_ky", "")], State::Draft).is_ok());
        fails(read(&[("title_ky", " ")], State::Draft), "title_ky", "ui-error-required");
        let whole = [("summary_ky", "Кыскача"), ("description_ky", "Узун"), ("venue_ky", "Ош")];
        assert!(read(&whole, State::Published).is_ok());
        for (part, _) in whole {
            let mut lacking = whole.to_vec();
            lacking.push((part, " "));
            fails(read(&lacking, State::Published), part, "ui-error-required");
        }
        fails(read(&[("venue_uz", "Oʻsh")], State::Draft), "title_uz", "ui-error-required");
        assert!(read(&[("title_uz", "Huquq")], State::Draft).is_ok());
        fails(read(&[("main_locale", "ru")], State::Draft), "title_ru", "ui-error-required");
        fails(read(&[("main_locale", "de")], State::Draft), "main_locale", "ui-error-choice");
    }

    #[test]
    fn the_only_session_follows_the_title_and_others_stay_as_they_are() {
        let mut one = event();
        one.sessions[0].titles = BTreeMap::from([(Locale::Ky, "Укук".to_owned())]);
        let edit =
            texts::parse(with(texts::filled(&one), &[("title_ky", "Жаңы"), ("title_ru", "Новое")]), State::Draft);
        let input = edit.clone().unwrap().onto(&one);
        assert_eq!(
            input.sessions[0].titles,
            BTreeMap::from([(Locale::Ky, "Жаңы".into()), (Locale::Ru, "Новое".into())])
        );
        // One with a name of its own keeps it, and so do several.
        one.sessions[0].titles = BTreeMap::from([(Locale::Ky, "Киришүү".to_owned())]);
        assert_eq!(edit.clone().unwrap().onto(&one).sessions[0].titles[&Locale::Ky], "Киришүү");
        let mut two = one.clone();
        two.sessions.push(two.sessions[0].clone());
        assert_eq!(edit.unwrap().onto(&two).sessions[1].titles, two.sessions[1].titles);
    }

    #[test]
    fn a_section_leaves_the_rest_alone() {
        let e = event();
        let input = read(&[("title_ky", "Жаңы")], State::Draft).unwrap().onto(&e);
        let expected =
            EventInput { texts: input.texts.clone(), sessions: input.sessions.clone(), ..EventInput::of(&e) };
        assert_eq!(input, expected);
        assert_eq!(of(read(&[], State::Draft).unwrap()).texts, e.texts);
    }
}

mod sessions_section {
    use super::*;

    fn typed(changes: &[(&str, &str)]) -> FormState {
        let mut form = FormState::default();
        form.set("version", "1");
        form.set("zone", ZONES[0]);
        form.set("s0_start", "2026-11-25T16:00");
        form.set("s0_end", "2026-11-25T18:00");
        with(form, changes)
    }

    fn read(changes: &[(&str, &str)]) -> Result<Edit, FormState> {
        sessions::parse(typed(changes), &event())
    }

    fn of(edit: Edit) -> sessions::Sessions {
        let Part::Sessions(sessions) = edit.part else { panic!("the section of the sessions") };
        sessions
    }

    #[test]
    fn the_only_session_may_go_by_the_events_title() {
        assert_eq!(of(read(&[]).unwrap()).sessions[0].titles[&Locale::Ky], "Укук");
        let second = [("s1_start", "2026-11-26T09:30"), ("s1_end", "2026-11-26T11:00")];
        fails(read(&second), "s0_title_ky", "ui-error-required");
        let field = session_field(0, "title_ky");
        assert!(read(&[(&field, &"ө".repeat(SESSION_TITLE_MAX))]).is_ok());
        fails(read(&[(&field, &"ө".repeat(SESSION_TITLE_MAX + 1))]), &field, "ui-error-too-long");
    }

    #[test]
    fn they_lie_in_order_without_overlap_and_within_a_year() {
        let named = |more: &[(&'static str, &'static str)]| {
            let titles = [("s0_title_ky", "а"), ("s1_title_ky", "б")];
            read(&[&titles, more].concat())
        };
        let touching = named(&[("s1_start", "2026-11-25T18:00"), ("s1_end", "2026-11-25T19:00")]).unwrap();
        assert_eq!(of(touching).sessions.len(), 2);
        let earlier = named(&[("s1_start", "2026-11-24T18:00"), ("s1_end", "2026-11-24T19:00")]).unwrap();
        assert_eq!(of(earlier).sessions[0].titles[&Locale::Ky], "б", "by start");
        fails(
            named(&[("s1_start", "2026-11-25T17:59"), ("s1_end", "2026-11-25T19:00")]),
            "s1_start",
            "events-error-overlap",
        );
        fails(read(&[("s0_end", "2026-11-25T16:00")]), "s0_end", "events-error-end-before-start");
        assert!(read(&[("s0_end", "2026-11-26T08:00")]).is_ok(), "through the night");
        fails(read(&[("s0_end", "2026-11-26T18:00")]), "s0_end", "events-error-one-day");
        assert!(read(&[("s0_start", "2026-11-25T06:00"), ("s0_end", "2026-11-25T23:30")]).is_ok(), "a long day");
        // Whichever of the two stands first on the page is called by its number.
        for (start, end, row, other) in [
            ("2026-11-25T17:00", "2026-11-25T19:00", "s1_start", "1"),
            ("2026-11-25T15:00", "2026-11-25T17:00", "s0_start", "2"),
        ] {
            let form = named(&[("s1_start", start), ("s1_end", end)]).unwrap_err();
            let error = form.error(row).unwrap();
            assert_eq!((error.key.as_str(), error.args["n"].as_str()), ("events-error-overlap", other));
        }
        assert!(named(&[("s1_start", "2027-11-26T10:00"), ("s1_end", "2027-11-26T16:00")]).is_ok());
        fails(
            named(&[("s1_start", "2027-11-27T10:00"), ("s1_end", "2027-11-27T16:00")]),
            "s1_end",
            "events-error-too-many-days",
        );
        fails(read(&[("s0_start", ""), ("s0_end", "")]), "s0_start", "events-error-no-session");
    }

    #[test]
    fn they_do_not_end_before_registration_does() {
        let e = event();
        let mut edge = typed(&[("s0_start", "2026-11-25T13:00"), ("s0_end", "2026-11-25T14:00")]);
        assert_eq!(e.registration_closes_at.to_rfc3339(), "2026-11-25T08:00:00+00:00", "14:00 in Bishkek");
        assert!(sessions::parse(edge.clone(), &e).is_ok());
        edge.set("s0_end", "2026-11-25T13:59");
        fails(sessions::parse(edge.clone(), &e), "s0_end", "editor-error-ends-before-deadline");
        let answering = Event {
            registration_closes_at: e.registration_closes_at - Duration::hours(1),
            answers_until: Some(e.registration_closes_at),
            ..e
        };
        fails(sessions::parse(edge, &answering), "s0_end", "editor-error-ends-before-answers");
    }

    #[test]
    fn any_zone_can_be_typed() {
        let there = read(&[("zone", "other"), ("zone_other", "Europe/Istanbul")]).unwrap();
        assert_eq!(of(there).zone, chrono_tz::Europe::Istanbul);
        fails(read(&[("zone", "other"), ("zone_other", "Europe/Bishkek")]), "zone_other", "events-error-zone");
        fails(read(&[("zone", "other"), ("zone_other", "")]), "zone_other", "ui-error-required");
        fails(read(&[("zone", "other"), ("zone_other", &"a".repeat(ZONE_MAX + 1))]), "zone_other", "ui-error-too-long");
        fails(read(&[("zone", "Mars/Base")]), "zone", "ui-error-choice");
    }

    #[test]
    fn rows_grow_to_their_limit() {
        let mut form = typed(&[]);
        for n in 2..=SESSIONS_MAX + 1 {
            form = sessions::with_another_row(form);
            assert_eq!(sessions::rows(&form), n.min(SESSIONS_MAX));
        }
        for name in ["s0_id", "s11_start", "s3_title_uz", "zone", "told", "action"] {
            assert!(sessions::is_field(name), "{name}");
        }
        for name in
            ["s12_start", "s-1_start", "s00_start", "s0_title_kk", "s0_title", "title_ky", "sx_start", "s_start"]
        {
            assert!(!sessions::is_field(name), "{name}");
        }
    }

    #[test]
    fn of_two_rows_with_one_id_the_second_is_refused() {
        let id = "00000000-0000-0000-0000-000000000001";
        let twice = [
            ("s0_id", id),
            ("s0_title_ky", "а"),
            ("s1_id", id),
            ("s1_title_ky", "б"),
            ("s1_start", "2026-11-26T09:30"),
            ("s1_end", "2026-11-26T11:00"),
        ];
        fails(read(&twice), "s1_start", "ui-error-choice");
        fails(read(&[("s0_id", "1")]), "s0_start", "ui-error-choice");
    }
}

mod other_sections {
    use super::*;

    fn terms(changes: &[(&str, &str)]) -> Result<Edit, FormState> {
        registration::parse(with(registration::filled(&event()), changes), &event())
    }

    fn practical(changes: &[(&str, &str)]) -> Result<Edit, FormState> {
        practical::parse(with(practical::filled(&event()), changes), REGIONS)
    }

    #[test]
    fn terms_keep_their_bounds() {
        for good in ["", "1", "336"] {
            assert!(terms(&[("offer_hours", good)]).is_ok(), "{good}");
        }
        for bad in ["0", "337", "soon"] {
            fails(terms(&[("offer_hours", bad)]), "offer_hours", "ui-error-number");
        }
        // The event ends at 18:00 in Bishkek.
        assert!(terms(&[("answers_until", "2026-11-25T18:00")]).is_ok());
        fails(terms(&[("answers_until", "2026-11-25T18:01")]), "answers_until", "events-error-answers-after-end");
        assert!(terms(&[("closes", "2026-11-25T18:00")]).is_ok());
        fails(terms(&[("closes", "2026-11-25T18:01")]), "closes", "events-error-closes-after-end");
        fails(terms(&[("opens", "2026-11-25T14:00")]), "closes", "events-error-closes-before-opens");
        fails(terms(&[("closes", "")]), "closes", "ui-error-required");
        fails(terms(&[("admission", "lottery")]), "admission", "ui-error-choice");
        for bad in ["0", "100001", "1.5"] {
            fails(terms(&[("capacity", bad)]), "capacity", "ui-error-number");
        }
        let input = terms(&[("admission", "selection"), ("offer_hours", "24"), ("opens", "")]).unwrap().onto(&event());
        assert_eq!(
            (input.admission, input.offer_hours, input.registration_opens_at),
            (Admission::Selection, Some(24), None)
        );
    }

    #[test]
    fn choices_and_addresses_are_checked() {
        for good in ["abc", &"a".repeat(60)] {
            assert_eq!(practical(&[("slug", good)]).unwrap().onto(&event()).slug.as_deref(), Some(good));
        }
        for bad in ["ab", "new", "Оберон", "a b", &"a".repeat(61)] {
            fails(practical(&[("slug", bad)]), "slug", "events-error-slug");
        }
        for (field, value) in
            [("kind", "party"), ("region", "narnia"), ("languages", "de"), ("interpreted", "de"), ("covers", "wine")]
        {
            fails(practical(&[(field, value)]), field, "ui-error-choice");
        }
        let mut none = practical::filled(&event());
        none.values.remove("languages");
        fails(practical::parse(none, REGIONS), "languages", "ui-error-choose");
    }

    #[test]
    fn what_is_stored_comes_back_as_it_was() {
        let mut e = event();
        let text = e.texts.get_mut(&Locale::Ky).unwrap();
        (text.summary, text.description) = ("Кыскача".into(), "Узун\n\nтекст".into());
        e.offer_hours = Some(24);
        e.covers_meals = true;
        e.interpreted = vec![Locale::Ru];
        let regions: &[&str] = &[&e.region];
        let all = [
            texts::parse(texts::filled(&e), State::Published),
            sessions::parse(sessions::filled(&e), &e),
            registration::parse(registration::filled(&e), &e),
            practical::parse(practical::filled(&e), regions),
        ];
        for edit in all {
            assert_eq!(edit.unwrap().onto(&e), EventInput::of(&e));
        }
    }
}

mod made_from_others {
    use super::*;

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_copy_begins_today_at_the_earliest() {
        let read = |value: &str| copy::parse(with(copy::blank(), &[("day", value)]), day("2026-11-25"));
        assert_eq!(read("2026-11-25").unwrap().day, day("2026-11-25"));
        fails(read("2026-11-24"), "day", "editor-error-day-past");
        for bad in ["2026-02-30", "tomorrow", "2101-01-01"] {
            fails(read(bad), "day", "editor-error-day");
        }
        fails(read(""), "day", "ui-error-required");
        assert!(read("2027-01-01").unwrap().take.texts);
        let mut forged = with(copy::blank(), &[("day", "2027-01-01")]);
        forged.set("take", "people");
        fails(copy::parse(forged, day("2026-11-25")), "take", "ui-error-choice");
    }

    #[test]
    fn a_series_has_two_to_twenty() {
        let read = |times: usize| series::parse(with(series::blank(), &[("times", &times.to_string())]));
        for times in [SERIES_MIN, SERIES_MAX] {
            assert_eq!(read(times).unwrap().times, times);
        }
        for times in [SERIES_MIN - 1, SERIES_MAX + 1] {
            fails(read(times), "times", "ui-error-number");
        }
        assert_eq!((SERIES_MIN, SERIES_MAX), (2, 20));
        assert_eq!(read(3).unwrap().every, Every::Week);
        fails(series::parse(with(series::blank(), &[("every", "year"), ("times", "3")])), "every", "ui-error-choice");
    }

    #[test]
    fn a_reason_keeps_its_limit() {
        for l in Locale::ALL {
            let field = text_field("reason", l);
            let read = |n: usize| cancel::parse(with(FormState::default(), &[(&field, &"ө".repeat(n))]));
            assert_eq!(read(REASON_MAX).unwrap().len(), 1);
            fails(read(REASON_MAX + 1), &field, "ui-error-too-long");
        }
        assert!(cancel::parse(FormState::default()).unwrap().is_empty());
        assert!(cancel::is_field("reason_ky") && !cancel::is_field("reason_kk") && !cancel::is_field("reason"));
    }
}

/// The longest section of all fits into what a form of the staff may hold.
#[test]
fn the_longest_section_fits_the_limits_of_a_body() {
    let mut fields = vec!["version=1&main_locale=ky".to_owned()];
    for l in Locale::ALL {
        // Four bytes a letter, each as three characters.
        fields
            .extend(TEXT_PARTS.map(|(part, max, _)| format!("{}={}", text_field(part, l), "%F0%90%90%A8".repeat(max))));
    }
    let body = fields.join("&");
    assert!(body.len() <= Address::Staff.body_limit(), "{}", body.len());
    let state = RawForm::parse(body.as_bytes()).unwrap().only_where(texts::is_field).unwrap();
    assert!(texts::parse(state, State::Published).is_ok());
}

proptest! {
    /// Whatever is typed comes back: a section reads or is refused with all its values.
    #[test]
    fn nothing_typed_is_lost(value in "\\PC{0,300}", which in 0..5_usize) {
        let form = with(FormState::default(), &[
            ("title_ky", &value), ("venue_ru", &value), ("s0_start", &value), ("s0_title_ky", &value), ("closes", &value),
            ("slug", &value), ("day", &value), ("times", &value), ("zone_other", &value), ("main_locale", "ky"), ("zone", "other"),
        ]);
        let back = match which {
            0 => texts::parse(form.clone(), State::Draft).err(),
            1 => sessions::parse(form.clone(), &event()).err(),
            2 => registration::parse(form.clone(), &event()).err(),
            3 => practical::parse(form.clone(), REGIONS).err(),
            _ => series::parse(form.clone()).err(),
        };
        if let Some(back) = back {
            prop_assert!(back.is_invalid());
            prop_assert_eq!(back.values, form.values);
        }
    }
}
