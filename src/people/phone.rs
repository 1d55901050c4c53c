//! Phone numbers as people of the region write them, to E.164 (ITU-T E.164 §6: at most 15 digits).

/// The number as `+` and digits, or `None` when it is not a whole number.
///
/// Without a country code: `0…` with ten digits is Kyrgyz, `8…` with eleven is Russian or Kazakh. Nine bare digits could be
/// Kyrgyz or Uzbek and are asked for again rather than guessed.
#[must_use]
pub fn normalise(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (typed, plus) = typed.strip_prefix('+').map_or((typed, false), |rest| (rest, true));
    let mut digits = String::new();
    for c in typed.chars() {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '\t' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}'..='\u{2014}' | '(' | ')' | '.' | '/' => {}
            _ => return None,
        }
    }
    if plus {
        return international(&digits);
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return international(rest);
    }
    match (digits.len(), digits.as_bytes().first()?) {
        (10, b'0') => international(&format!("996{}", &digits[1..])),
        (11, b'8') => international(&format!("7{}", &digits[1..])),
        (11, b'7') => international(&digits),
        // The trunk zero left in after the country code: 996 0700 123456.
        (12 | 13, b'9') if ["992", "996", "998"].iter().any(|c| digits.starts_with(c)) => international(&digits),
        _ => None,
    }
}

/// Digits that begin with a country code; numbers of the region are held to their own lengths.
fn international(digits: &str) -> Option<String> {
    let digits = match digits.strip_prefix("9960") {
        Some(rest) if digits.len() == 13 => format!("996{rest}"),
        _ => digits.to_owned(),
    };
    let national = |code: &str, length: usize, first: &str| {
        digits
            .strip_prefix(code)
            .map(|rest| rest.len() == length && rest.chars().next().is_some_and(|c| first.contains(c)))
    };
    let good = national("996", 9, "2356789")
        .or_else(|| national("998", 9, "23456789"))
        .or_else(|| national("992", 9, "0123456789"))
        .or_else(|| national("7", 10, "3456789"))
        .unwrap_or_else(|| (8..=15).contains(&digits.len()) && !digits.starts_with('0'));
    good.then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::normalise;

    #[test]
    fn numbers_as_people_write_them() {
        for (typed, number) in [
            ("0700123456", "+996700123456"),
            ("0700 12-34-56", "+996700123456"),
            (" (0700) 12.34.56 ", "+996700123456"),
            ("996700123456", "+996700123456"),
            ("+996 700 12-34-56", "+996700123456"),
            ("+996 (0) 700 123 456", "+996700123456"),
            ("00996700123456", "+996700123456"),
            ("0312 62 00 00", "+996312620000"),
            ("+998 90 123-45-67", "+998901234567"),
            ("998901234567", "+998901234567"),
            ("8 (912) 345-67-89", "+79123456789"),
            ("8 701 234 56 78", "+77012345678"),
            ("77012345678", "+77012345678"),
            ("+7 701 234 56 78", "+77012345678"),
            ("+49 30 1234567", "+49301234567"),
            ("+996\u{a0}555\u{a0}00‑11‑22", "+996555001122"),
        ] {
            assert_eq!(normalise(typed).as_deref(), Some(number), "{typed}");
        }
    }

    #[test]
    fn what_is_no_whole_number_is_asked_for_again() {
        for bad in [
            "",
            "+",
            "0700",
            "700123456",
            "901234567",
            "07001234567",
            "070012345",
            "+99670012345",
            "+9967001234567",
            "+0700123456",
            "0700 123 45б",
            "٠٧٠٠١٢٣٤٥٦",
            "0700+123456",
            "1234567890123456",
            "+1234567890123456",
            "+123",
            "8 012 345 67 89",
            "0000000000",
        ] {
            assert_eq!(normalise(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_number_is_its_own_normal_form(typed in "[+0-9 ()-]{0,20}") {
            if let Some(once) = normalise(&typed) {
                prop_assert!(once.len() <= 16);
                prop_assert!(once[1..].bytes().all(|b| b.is_ascii_digit()));
                prop_assert_eq!(normalise(&once), Some(once));
            }
        }

        #[test]
        fn spaces_do_not_matter(n in 200_000_000_u64..300_000_000, at in 1_usize..9) {
            let digits = format!("0{n}");
            let (a, b) = digits.split_at(at);
            prop_assert_eq!(normalise(&format!("{a} {b}")), normalise(&digits));
            prop_assert!(normalise(&digits).is_some());
        }

        #[test]
        fn anything_is_read_or_refused(typed in any::<String>()) {
            let _ = normalise(&typed);
        }
    }
}
