//! The text that speakers agree to. A new wording gets a new number and a new key, and the old one stays: the ledger
//! names the version, the language and the hash of what was read.

use crate::i18n::Locale;
use crate::ids::digest;

/// The version in force.
pub const VERSION: i64 = 1;
/// Its translation key.
pub const KEY: &str = "testimonials-consent-publication-v1";

/// What the speaker reads.
#[must_use]
pub fn text(l: Locale) -> String {
    l.t(KEY)
}

/// SHA-256 of exactly that.
#[must_use]
pub fn hash(l: Locale) -> Vec<u8> {
    digest(&text(l))
}

#[cfg(test)]
mod tests {
    use super::{Locale, hash};
    use crate::ids::hex;

    /// When this fails, the wording of an agreed version was changed: make a new version instead.
    #[test]
    fn agreed_wordings_do_not_change() {
        let first = |l| hex(&hash(l))[..16].to_owned();
        assert_eq!(
            Locale::ALL.map(first),
            ["885c043c99544e03", "0de52ec5869055b8", "55d49c675ab9df0f", "a65feb8a8a4ca872"]
        );
    }
}
