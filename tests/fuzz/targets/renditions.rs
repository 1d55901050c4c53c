//! What readers would see of a testimonial: the line about the person, the proposed quote, the form of a rendition.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sabak::testimonials::form::parse_rendition;
use sabak::testimonials::model::{Attribution, Names, attribution_line, opening};
use sabak::web::body::RawForm;

const ALL: [Attribution; 5] = [
    Attribution::Anonymous,
    Attribution::Pseudonym,
    Attribution::Initials,
    Attribution::FirstName,
    Attribution::FullName,
];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let widest = ALL.get(usize::from(*first)).copied();
    if let Ok(state) = RawForm::parse(rest).and_then(|form| form.only_where(|_| true)) {
        if let Ok(input) = parse_rendition(state, widest, "Күн") {
            assert!(widest.is_some_and(|w| input.attribution <= w), "more open than agreed");
        }
    }
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let max = usize::from(*first);
    let quote = opening(text, max);
    assert!(quote.chars().count() <= max.max(1), "longer than asked");
    let (full, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (call, pseudonym) = rest.split_once('\n').unwrap_or((rest, ""));
    let names = Names { full: full.into(), call: call.into(), pseudonym: pseudonym.into() };
    for attribution in ALL {
        let line = attribution_line(attribution, &names, "Аты жок");
        assert!(!line.is_empty());
        if attribution == Attribution::Anonymous {
            assert_eq!(line, "Аты жок");
        }
    }
});
