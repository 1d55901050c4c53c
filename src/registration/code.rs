//! The short code: ten characters of Crockford's base 32 (50 random bits) and a check character, for those who type.
//!
//! Crockford's own check symbol is taken modulo 37 and may be one of `*~$=U`, which nobody finds on a phone. Ours stays in
//! the alphabet: a weighted sum over the field GF(32), which like his catches every single wrong character and every two
//! neighbours exchanged.

/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DIGITS: usize = 10;
/// Characters of a code with its check character.
pub const LENGTH: usize = DIGITS + 1;

/// A code from random bytes, of which 50 bits are used.
#[must_use]
pub fn from_bytes(bytes: [u8; 8]) -> String {
    let bits = u64::from_be_bytes(bytes);
    let mut values: Vec<u8> = (0..DIGITS).map(|i| u8::try_from((bits >> (5 * i)) & 31).unwrap_or_default()).collect();
    values.push(check(&values));
    values.iter().map(|v| char::from(ALPHABET[usize::from(*v)])).collect()
}

/// The code that was typed, in any case, with O for 0, I or L for 1, and separators anywhere. `None` when it is none.
#[must_use]
pub fn parse(typed: &str) -> Option<String> {
    let mut values = Vec::with_capacity(LENGTH);
    for c in typed.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{a0}' | '\u{2010}'..='\u{2014}')) {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        let value = ALPHABET.iter().position(|a| char::from(*a) == c)?;
        if values.len() == LENGTH {
            return None;
        }
        values.push(u8::try_from(value).ok()?);
    }
    let good = values.len() == LENGTH && check(&values[..DIGITS]) == values[DIGITS];
    good.then(|| values.iter().map(|v| char::from(ALPHABET[usize::from(*v)])).collect())
}

/// In groups, as it is shown: `7K3M 9QPX 2TA`.
#[must_use]
pub fn grouped(code: &str) -> String {
    let chars: Vec<char> = code.chars().collect();
    chars.chunks(4).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Each position has a weight of its own, a power of x, and the check character the weight one.
fn check(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, v| times_x(sum ^ v))
}

/// Multiplies by x in GF(2)[x] / (x⁵ + x² + 1).
const fn times_x(v: u8) -> u8 {
    let shifted = v << 1;
    if shifted & 32 == 0 { shifted } else { (shifted ^ 0b10_0101) & 31 }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{ALPHABET, LENGTH, from_bytes, grouped, parse};

    proptest! {
        #[test]
        fn a_code_is_read_as_people_write_it(bytes in any::<[u8; 8]>(), lower in any::<bool>()) {
            let code = from_bytes(bytes);
            prop_assert_eq!(code.len(), LENGTH);
            prop_assert_eq!(parse(&code), Some(code.clone()));
            let typed = format!(" {}-{} {} ", &code[..4], &code[4..8], &code[8..]).replace('0', "O").replace('1', "l");
            let typed = if lower { typed.to_lowercase() } else { typed };
            prop_assert_eq!(parse(&typed), Some(code.clone()));
            prop_assert_eq!(parse(&grouped(&code)), Some(code));
        }

        #[test]
        fn every_single_slip_is_noticed(bytes in any::<[u8; 8]>(), at in 0..LENGTH, other in 0_usize..32) {
            let code = from_bytes(bytes);
            let mut wrong = code.clone().into_bytes();
            wrong[at] = ALPHABET[other];
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(parse(&wrong).is_some(), wrong == code);
        }

        #[test]
        fn every_exchange_of_neighbours_is_noticed(bytes in any::<[u8; 8]>(), at in 0..LENGTH - 1) {
            let code = from_bytes(bytes);
            let mut wrong = code.clone().into_bytes();
            wrong.swap(at, at + 1);
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(parse(&wrong).is_some(), wrong == code);
        }

        #[test]
        fn anything_is_read_or_refused(typed in any::<String>()) {
            let _ = parse(&typed);
        }
    }

    #[test]
    fn what_is_too_short_too_long_or_foreign_is_no_code() {
        let code = from_bytes([7; 8]);
        for bad in ["", &code[..10], &format!("{code}0"), &"U".repeat(LENGTH), "Айгүл", &"0".repeat(1000)] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn all_fifty_bits_count() {
        let codes: BTreeSet<_> = (0..50).map(|bit| from_bytes((1_u64 << bit).to_be_bytes())).collect();
        assert_eq!(codes.len(), 50);
        assert_eq!(from_bytes([0; 8]), "0".repeat(LENGTH));
    }
}
