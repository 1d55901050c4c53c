//! Every form a browser sends, from the bytes of its body to the input of a use case or the state that is shown again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sabak::form::FormState;
use sabak::i18n::Locale;
use sabak::web::body::RawForm;
use sabak::{events, registration, staff, testimonials};
use uuid::Uuid;

const REGIONS: [&str; 3] = ["bishkek", "osh", "batken"];

/// What comes back refused is shown again, so it must keep every typed value and name an error.
fn shown_again(typed: &FormState, back: &FormState) {
    assert!(back.is_invalid());
    for name in typed.values.keys().filter(|n| !n.contains("pass")) {
        assert_eq!(typed.all(name), back.all(name), "{name} was lost");
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((which, body)) = data.split_first() else { return };
    let Ok(form) = RawForm::parse(body) else { return };
    let Ok(state) = form.only_where(|_| true) else { return };
    let typed = state.clone();
    match which % 9 {
        0 => {
            if let Err(back) = registration::form::parse(state, Uuid::nil(), Locale::Ky, &REGIONS) {
                shown_again(&typed, &back);
            }
        }
        1 => {
            if let Err(back) = registration::form::parse_find(state) {
                shown_again(&typed, &back);
            }
        }
        2 => {
            let read = [
                events::form::texts::parse(state.clone(), events::model::State::Published).err(),
                events::form::practical::parse(state.clone(), &REGIONS).err(),
                events::form::start::parse(state, &REGIONS, Default::default()).err(),
            ];
            for back in read.into_iter().flatten() {
                shown_again(&typed, &back);
            }
        }
        3 => {
            if let Err(back) = testimonials::form::parse_give(state, Uuid::nil(), Locale::Uz) {
                shown_again(&typed, &back);
            }
        }
        4 => {
            if let Err(back) = testimonials::form::parse_name(state) {
                shown_again(&typed, &back);
            }
        }
        5 => {
            if let Err(back) = testimonials::form::parse_decline(state) {
                shown_again(&typed, &back);
            }
        }
        6 => {
            if let Err(back) = staff::form::join(state) {
                assert!(back.is_invalid());
            }
        }
        7 => {
            if let Err(back) = staff::form::invite(state) {
                shown_again(&typed, &back);
            }
        }
        _ => {
            if let Some(next) = staff::form::next(&typed.value("next")) {
                assert!(next.starts_with('/') && !next.starts_with("//") && !next.contains('\\'), "{next} leads elsewhere");
            }
            let _ = events::form::sessions::rows(&typed);
            let _ = events::form::sessions::with_another_row(state);
        }
    }
});
