use proptest::prelude::*;

use super::*;
use crate::web::body::RawForm;
use crate::web::table::Kind;

const REGIONS: &[&str] = &["osh", "chuy"];

fn typed() -> FormState {
    let mut f = blank(Locale::Ky, Some("osh"));
    for (part, words) in
        [("title", "Аялдардын укуктары"), ("summary", "Эки күн"), ("description", "…"), ("venue", "Ош")]
    {
        f.set(&text_field(part, Locale::Ky), words);
    }
    f.set("s0_start", "2026-11-25T09:30");
    f.set("s0_end", "2026-11-25T11:00");
    f.set("closes", "2026-11-20T18:00");
    f
}

fn with(changes: &[(&str, &str)]) -> FormState {
    let mut f = typed();
    for (name, value) in changes {
        f.set(name, *value);
    }
    f
}

fn errors(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = parse(with(changes), REGIONS).expect_err("it should not pass");
    form.errors.into_iter().map(|e| (e.field, e.key)).collect()
}

fn fails(changes: &[(&str, &str)], field: &str, key: &str) {
    let found = errors(changes);
    assert!(found.contains(&(field.to_owned(), key.to_owned())), "{changes:?} gave {found:?}");
}

#[test]
fn a_short_form_is_enough() {
    let input = parse(typed(), REGIONS).unwrap();
    assert_eq!(input.slug, None);
    assert_eq!(input.sessions[0].starts_at.to_rfc3339(), "2026-11-25T03:30:00+00:00");
    assert_eq!(input.sessions[0].titles[&Locale::Ky], "Аялдардын укуктары");
    assert_eq!(input.texts.len(), 1);
    assert_eq!(input.span(), (input.sessions[0].starts_at, input.sessions[0].ends_at));
}

#[test]
fn every_text_keeps_its_limit() {
    for l in Locale::ALL {
        for (part, max, _) in TEXT_PARTS {
            let field = text_field(part, l);
            let title = text_field("title", l);
            let at_limit = "ө".repeat(max);
            let passes = parse(with(&[(&title, "т"), (&field, &at_limit)]), REGIONS);
            assert!(passes.is_ok(), "{field}: {passes:?}");
            fails(&[(&title, "т"), (&field, &"ө".repeat(max + 1))], &field, "ui-error-too-long");
        }
        let field = session_field(0, &text_field("title", l));
        assert!(parse(with(&[(&field, &"ө".repeat(SESSION_TITLE_MAX))]), REGIONS).is_ok());
        fails(&[(&field, &"ө".repeat(SESSION_TITLE_MAX + 1))], &field, "ui-error-too-long");
    }
}

#[test]
fn the_main_language_says_everything_and_others_have_a_title() {
    for part in ["title", "summary", "description", "venue"] {
        fails(&[(&text_field(part, Locale::Ky), " ")], &text_field(part, Locale::Ky), "ui-error-required");
    }
    fails(&[("main_locale", "ru")], "title_ru", "ui-error-required");
    fails(&[("venue_uz", "Oʻsh")], "title_uz", "ui-error-required");
    assert!(parse(with(&[("title_uz", "Huquq")]), REGIONS).is_ok());
}

#[test]
fn capacity_keeps_its_bounds() {
    for good in ["1", "100000"] {
        assert!(parse(with(&[("capacity", good)]), REGIONS).is_ok(), "{good}");
    }
    for bad in ["0", "-1", "100001", "1.5", "ten"] {
        fails(&[("capacity", bad)], "capacity", "ui-error-number");
    }
    fails(&[("capacity", "")], "capacity", "ui-error-required");
}

#[test]
fn terms_keep_their_bounds() {
    for good in ["", "1", "336"] {
        assert!(parse(with(&[("offer_hours", good)]), REGIONS).is_ok(), "{good}");
    }
    for bad in ["0", "337", "soon"] {
        fails(&[("offer_hours", bad)], "offer_hours", "ui-error-number");
    }
    assert!(parse(with(&[("answers_until", "2026-11-25T11:00")]), REGIONS).is_ok());
    fails(&[("answers_until", "2026-11-25T11:01")], "answers_until", "events-error-answers-after-end");
    let input = parse(with(&[("admission", "selection"), ("offer_hours", "24")]), REGIONS).unwrap();
    assert_eq!((input.admission, input.offer_hours, input.answers_until), (Admission::Selection, Some(24), None));
}

#[test]
fn slugs_are_checked_when_given() {
    for good in ["abc", &"a".repeat(60)] {
        assert_eq!(parse(with(&[("slug", good)]), REGIONS).unwrap().slug.as_deref(), Some(good));
    }
    for bad in ["ab", "new", "Оберон", "a b", &"a".repeat(61)] {
        fails(&[("slug", bad)], "slug", "events-error-slug");
    }
}

#[test]
fn choices_are_closed() {
    for (field, value) in [
        ("kind", "party"),
        ("region", "narnia"),
        ("zone", "Mars/Base"),
        ("main_locale", "de"),
        ("languages", "de"),
        ("interpreted", "de"),
        ("covers", "wine"),
        ("admission", "lottery"),
    ] {
        fails(&[(field, value)], field, "ui-error-choice");
    }
    let mut none = typed();
    none.values.remove("languages");
    assert_eq!(parse(none, REGIONS).unwrap_err().errors[0].field, "languages");
}

#[test]
fn any_zone_can_be_typed() {
    let input = parse(with(&[("zone", "other"), ("zone_other", "Europe/Istanbul")]), REGIONS).unwrap();
    assert_eq!(input.zone, chrono_tz::Europe::Istanbul);
    fails(&[("zone", "other"), ("zone_other", "Europe/Bishkek")], "zone_other", "events-error-zone");
    fails(&[("zone", "other"), ("zone_other", "")], "zone_other", "ui-error-required");
    fails(&[("zone", "other"), ("zone_other", &"a".repeat(ZONE_MAX + 1))], "zone_other", "ui-error-too-long");
}

#[test]
fn times_are_real_times() {
    for bad in ["2026-02-30T09:00", "1999-12-31T23:00", "2101-01-01T00:00", "tomorrow", "2026-11-25"] {
        fails(&[("s0_start", bad)], "s0_start", "events-error-time");
    }
    // Clocks in Istanbul went from 03:00 to 04:00 on that night.
    let gap = [("zone", "other"), ("zone_other", "Europe/Istanbul"), ("s0_start", "2015-03-29T03:30")];
    fails(&gap, "s0_start", "events-error-time");
    assert!(parse(with(&[("s0_start", "2026-11-25 09:30")]), REGIONS).is_ok());
}

#[test]
fn sessions_lie_in_order_without_overlap() {
    fails(&[("s0_end", "2026-11-25T09:30")], "s0_end", "events-error-end-before-start");
    fails(&[("s0_start", ""), ("s0_end", "")], "s0_start", "events-error-no-session");
    let two = |start: &'static str| {
        [("s0_title_ky", "Биринчи"), ("s4_start", start), ("s4_end", "2026-11-25T13:00"), ("s4_title_ky", "Экинчи")]
    };
    fails(&two("2026-11-25T10:59"), "s4_start", "events-error-overlap");
    assert_eq!(parse(with(&two("2026-11-25T11:00")), REGIONS).unwrap().sessions.len(), 2);
    // Rows may be typed in any order.
    let input = parse(
        with(&[
            ("s0_title_ky", "Б"),
            ("s1_title_ky", "А"),
            ("s1_start", "2026-11-24T09:00"),
            ("s1_end", "2026-11-24T10:00"),
        ]),
        REGIONS,
    );
    assert_eq!(input.unwrap().sessions[0].titles[&Locale::Ky], "А");
    fails(&[("s1_start", "2026-11-26T09:00"), ("s1_end", "2026-11-26T10:00")], "s1_title_ky", "ui-error-required");
    fails(&[("s0_end", "2028-01-01T00:00")], "s0_end", "events-error-too-many-days");
    fails(&[("s0_id", "x")], "s0_start", "ui-error-choice");
    let id = Uuid::from_u128(7).to_string();
    let (start, end) = (("s1_start", "2026-11-26T09:00"), ("s1_end", "2026-11-26T10:00"));
    fails(&[("s0_id", &id), ("s1_id", &id), start, end], "s1_start", "ui-error-choice");
}

#[test]
fn registration_closes_after_it_opens_and_before_the_end() {
    fails(&[("opens", "2026-11-20T18:00")], "closes", "events-error-closes-before-opens");
    fails(&[("closes", "2026-11-25T11:01")], "closes", "events-error-closes-after-end");
    assert!(parse(with(&[("closes", "2026-11-25T11:00"), ("opens", "2026-11-01T00:00")]), REGIONS).is_ok());
    fails(&[("closes", "")], "closes", "ui-error-required");
}

#[test]
fn twelve_sessions_fit_and_the_longest_form_stays_under_half_of_the_limit() {
    let mut f = typed();
    for l in Locale::ALL {
        for (part, max, _) in TEXT_PARTS {
            f.set(&text_field(part, l), "ө".repeat(max));
        }
    }
    for row in 0..SESSIONS_MAX {
        f.set(&session_field(row, "id"), Uuid::from_u128(row as u128).to_string());
        f.set(&session_field(row, "start"), format!("2026-11-{:02}T09:00", row + 1));
        f.set(&session_field(row, "end"), format!("2026-11-{:02}T10:00", row + 1));
        for l in Locale::ALL {
            f.set(&session_field(row, &text_field("title", l)), "ө".repeat(SESSION_TITLE_MAX));
        }
    }
    f.set("closes", "2026-11-01T09:00");
    let pairs: Vec<_> = f.values.iter().flat_map(|(k, v)| v.iter().map(move |v| (k, v))).collect();
    let body = serde_urlencoded::to_string(&pairs).unwrap();
    assert!(body.len() < Kind::Staff.body_limit() / 2, "{}", body.len());
    let read = RawForm::parse(body.as_bytes()).unwrap().only_where(is_field).unwrap();
    assert_eq!(parse(read, REGIONS).unwrap().sessions.len(), SESSIONS_MAX);
}

#[test]
fn fields_that_the_editor_does_not_have_are_unknown() {
    for known in ["kind", "title_ky", "venue_en", "s0_start", "s11_title_uz", "s3_id", "action"] {
        assert!(is_field(known), "{known}");
    }
    for unknown in ["", "title", "title_de", "s12_start", "s_start", "s01_start", "s0_title", "s0_title_de", "state"] {
        assert!(!is_field(unknown), "{unknown}");
    }
}

#[test]
fn another_row_keeps_what_was_typed() {
    let more = with_another_row(with(&[("action", ADD_SESSION), ("rows", "1")]));
    assert_eq!((rows(&more), more.value("s0_start")), (2, "2026-11-25T09:30".to_owned()));
    assert_eq!(more.value("action"), "");
    assert_eq!(rows(&with_another_row(with(&[("rows", "12")]))), SESSIONS_MAX);
    assert_eq!(rows(&with(&[("rows", "-5")])), 1);
    assert_eq!(rows(&with(&[("s7_title_en", "x")])), 8);
}

proptest! {
    #[test]
    fn whatever_is_typed_passes_or_says_why(
        field in proptest::sample::select(vec![
            "kind", "slug", "region", "zone", "zone_other", "main_locale", "languages", "covers", "opens", "closes",
            "capacity", "version", "rows", "title_ky", "s0_start", "s0_end", "s0_id", "s0_title_ky", "s11_end",
        ]),
        value in ".{0,80}",
    ) {
        match parse(with(&[(field, &value)]), REGIONS) {
            Ok(input) => {
                prop_assert!(!input.sessions.is_empty());
                let (start, end) = input.span();
                prop_assert!(start < end);
            }
            Err(form) => {
                prop_assert!(form.is_invalid());
                prop_assert_eq!(form.value(field), value);
            }
        }
    }
}
