//! What a desk sends: marks, corrections, counts, people who walk in; and the folding of names and codes that finds them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sabak::attendance::{form, model};
use sabak::web::body::RawForm;

fuzz_target!(|data: &[u8]| {
    let Some((which, body)) = data.split_first() else { return };
    if let Ok(mut state) = RawForm::parse(body).and_then(|f| f.only_where(|_| true)) {
        match which % 5 {
            0 => drop(form::mark(&state)),
            1 => {
                if let Ok((_, reason)) = form::correction(&mut state) {
                    assert!(state.is_invalid() || !reason.is_empty(), "a correction without a reason");
                }
            }
            2 => drop(form::undo(&state)),
            3 => {
                if let Ok((_, people)) = form::headcount(&mut state) {
                    assert!(state.is_invalid() || (0..=form::PEOPLE_MAX).contains(&people));
                }
            }
            _ => drop(form::walk_in(&mut state, 120)),
        }
    }
    let Ok(text) = std::str::from_utf8(body) else { return };
    let name = model::fold_name(text);
    assert_eq!(model::fold_name(&name), name, "folded twice");
    let code = model::fold_code(text);
    assert_eq!(model::fold_code(&code), code, "folded twice");
    assert!(model::is_meant(text, "7K3M9QPX2TA", ""), "nothing typed hides nobody");
});
