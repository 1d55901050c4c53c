//! The second factor: codes of an app (RFC 6238) and one-time recovery codes.

use std::fmt::Write as _;

use totp_rs::{Builder, Secret, Totp};

use crate::clock::Instant;
use crate::seal::Personal;

/// As RFC 4226 §4 recommends: the length of a SHA-1 hash.
pub const SECRET_BYTES: usize = 20;
/// How many recovery codes are handed out at once.
pub const RECOVERY_CODES: usize = 10;
/// Ten of 32 letters: 50 bits, and each guess costs from a budget.
const RECOVERY_LENGTH: usize = 10;
/// Crockford's base 32: no letter that is read as another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The secret of an app, from random bytes, as the text that is typed into it.
#[must_use]
pub fn secret(bytes: &[u8; SECRET_BYTES]) -> Personal {
    Secret::from(bytes.to_vec()).to_base32().into()
}

fn totp(secret: &Personal) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret.reveal()).ok()?;
    Builder::new().with_secret(secret).build().ok()
}

fn seconds(now: Instant) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or_default()
}

/// The time step whose code this is: the present one, the one before or the one after.
#[must_use]
pub fn step_of(secret: &Personal, code: &str, now: Instant) -> Option<i64> {
    totp(secret)?.check(code, seconds(now)).and_then(|step| i64::try_from(step).ok())
}

/// The code of a moment; for the demonstration, and for tests.
#[must_use]
pub fn code_at(secret: &Personal, now: Instant) -> Option<String> {
    Some(totp(secret)?.generate(seconds(now)).to_string())
}

/// What the picture of an enrolment says, by the key URI format that all apps read.
#[must_use]
pub fn address(secret: &Personal, issuer: &str, account: &Personal) -> Personal {
    let (issuer, account) = (escape(issuer), escape(account.reveal()));
    let secret = secret.reveal();
    format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}").into()
}

fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() || b"-._~@".contains(&b) {
            out.push(char::from(b));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{b:02X}");
        }
        out
    })
}

/// In groups of four, as one types it from a screen.
#[must_use]
pub fn grouped(secret: &Personal) -> String {
    let letters: Vec<char> = secret.reveal().chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A recovery code from random bytes, in two halves.
#[must_use]
pub fn recovery_code(bytes: &[u8; RECOVERY_LENGTH]) -> Personal {
    let letters: Vec<char> = bytes.iter().map(|b| char::from(LETTERS[usize::from(b & 31)])).collect();
    let (first, second) = letters.split_at(RECOVERY_LENGTH / 2);
    format!("{}-{}", first.iter().collect::<String>(), second.iter().collect::<String>()).into()
}

/// What was typed where a code is asked for.
#[derive(Clone, PartialEq, Eq)]
pub enum Typed {
    /// Six digits.
    App(Personal),
    /// A recovery code, as [`recovery_code`] writes it.
    Recovery(Personal),
}

impl Typed {
    /// Blanks, hyphens and small letters do not matter; nothing for what is neither kind.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Self::App(plain.into()));
        }
        let folded: String = plain
            .chars()
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let ours = folded.len() == RECOVERY_LENGTH && folded.bytes().all(|b| LETTERS.contains(&b));
        ours.then(|| Self::Recovery(format!("{}-{}", &folded[..5], &folded[5..]).into()))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use proptest::prelude::*;

    use super::{Personal, Typed, address, code_at, grouped, recovery_code, secret, step_of};
    use crate::clock::Instant;

    fn at(seconds: i64) -> Instant {
        DateTime::<Utc>::from_timestamp(seconds, 0).unwrap()
    }

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = secret(b"12345678901234567890");
        for (time, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(code_at(&secret, at(time)).as_deref(), Some(code));
            assert_eq!(step_of(&secret, code, at(time)), Some(time / 30));
        }
    }

    #[test]
    fn a_code_lives_one_step_before_and_one_after_its_own() {
        let secret = secret(b"12345678901234567890");
        let code = code_at(&secret, at(3000)).unwrap();
        for (time, step) in [(2969, None), (2970, Some(100)), (3059, Some(100)), (3060, None)] {
            assert_eq!(step_of(&secret, &code, at(time)), step, "{time}");
        }
        for bad in ["", "12345", "1234567", "+12345", "١٢٣٤٥٦"] {
            assert_eq!(step_of(&secret, bad, at(3000)), None, "{bad}");
        }
    }

    #[test]
    fn an_app_reads_the_address() {
        let said = address(&secret(b"12345678901234567890"), "Тең укук", &Personal::from("a&b@c.kg"));
        assert_eq!(
            said.reveal(),
            "otpauth://totp/%D0%A2%D0%B5%D2%A3%20%D1%83%D0%BA%D1%83%D0%BA:a%26b@c.kg\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%D0%A2%D0%B5%D2%A3%20%D1%83%D0%BA%D1%83%D0%BA"
        );
        assert_eq!(grouped(&secret(b"12345678901234567890")), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn what_is_typed_is_one_kind_or_the_other() {
        assert!(Typed::read(" 123 456 ") == Some(Typed::App("123456".into())));
        let code = recovery_code(&[0, 1, 2, 3, 31, 5, 6, 7, 8, 255]);
        assert_eq!(code.reveal(), "0123Z-5678Z");
        for typed in ["0123Z-5678Z", "o i23z5678z", "0l23Z 5678Z"] {
            assert!(Typed::read(typed) == Some(Typed::Recovery(code.clone())), "{typed}");
        }
        for bad in ["", "12345", "0123Z5678", "0123Z-5678U", "ӨӨӨӨӨ"] {
            assert!(Typed::read(bad).is_none(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_recovery_code_is_read_back(bytes in any::<[u8; 10]>()) {
            let code = recovery_code(&bytes);
            prop_assert!(Typed::read(&code.reveal().to_lowercase()) == Some(Typed::Recovery(code)));
        }

        #[test]
        fn any_text_may_be_typed(text in "\\PC{0,24}") {
            let _ = Typed::read(&text);
        }
    }
}
