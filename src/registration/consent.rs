//! What people agree to when they register, in versioned texts. A new wording gets a new number and a new message key, and
//! the old message stays: the ledger names version, language and hash of what was read.

use crate::clock::Instant;
use crate::i18n::Locale;
use crate::ids::digest;

/// What an agreement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// That the data is kept to hold the training; without it there is no registration.
    Participation,
    /// To be told of other trainings.
    FutureContact,
    /// To be seen in photographs.
    Photos,
}

impl Purpose {
    pub const ALL: [Self; 3] = [Self::Participation, Self::FutureContact, Self::Photos];
    /// Those that can be given and taken back at any time, each on its own.
    pub const FREE: [Self; 2] = [Self::FutureContact, Self::Photos];

    /// In the ledger, and as a field of the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Participation => "participation",
            Self::FutureContact => "future_contact",
            Self::Photos => "photos",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    /// The version in force.
    #[must_use]
    pub const fn version(self) -> i64 {
        match self {
            Self::Participation | Self::Photos => 1,
            // The Russian wording was no sentence.
            Self::FutureContact => 2,
        }
    }

    /// What is read by who agrees now.
    #[must_use]
    pub fn text(self, l: Locale) -> String {
        self.text_of(self.version(), l)
    }

    /// What a version says.
    #[must_use]
    pub fn text_of(self, version: i64, l: Locale) -> String {
        l.t(&format!("registration-consent-{}-v{version}", self.code()))
    }

    /// SHA-256 of exactly that.
    #[must_use]
    pub fn hash(self, l: Locale) -> Vec<u8> {
        self.hash_of(self.version(), l)
    }

    /// SHA-256 of what a version says.
    #[must_use]
    pub fn hash_of(self, version: i64, l: Locale) -> Vec<u8> {
        digest(&self.text_of(version, l))
    }
}

/// Given or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Grant,
    Withdraw,
}

impl Act {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Withdraw => "withdraw",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Grant, Self::Withdraw].into_iter().find(|a| a.code() == code)
    }
}

/// One line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub purpose: Purpose,
    pub act: Act,
    pub version: i64,
    pub locale: Locale,
    /// `web_form`, `private_link`, `paper`, `read_back` or `staff`.
    pub evidence: String,
    pub at: Instant,
}

/// The version that somebody reads beside the switch: what they agreed to, while that holds; else what they would agree to.
#[must_use]
pub fn shown_version(ledger: &[Entry], purpose: Purpose) -> i64 {
    let last = ledger.iter().rfind(|e| e.purpose == purpose);
    let held = last.filter(|e| e.act == Act::Grant).map(|e| e.version);
    held.unwrap_or_else(|| purpose.version())
}

/// Whether an agreement holds now, and since when it is so: what the last entry says. `None` was never asked.
#[must_use]
pub fn holds(ledger: &[Entry], purpose: Purpose) -> Option<(bool, Instant)> {
    ledger.iter().rfind(|e| e.purpose == purpose).map(|e| (e.act == Act::Grant, e.at))
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};

    use super::{Act, Entry, Locale, Purpose, holds, shown_version};
    use crate::ids::hex;

    /// When this fails, the wording of an agreed version was changed: write a new version instead.
    #[test]
    fn agreed_wordings_do_not_change() {
        let pinned = [
            (
                Purpose::Participation,
                1,
                [
                    "bb233baaa17fdefda9b9f49e",
                    "c2d6150d54677fd5c7f13b4d",
                    "eb80d1eaeeaa5877c3b41344",
                    "d581bdacbe300b367d227449",
                ],
            ),
            (
                Purpose::FutureContact,
                1,
                [
                    "e9b4ac17b5bd255276ce4046",
                    "c377f3403967688fa70471c6",
                    "04e8064e554b845276412a38",
                    "595d5a8bf90c8a5430aad7d8",
                ],
            ),
            (
                Purpose::FutureContact,
                2,
                [
                    "e9b4ac17b5bd255276ce4046",
                    "eab19c2b0841c86e256af784",
                    "04e8064e554b845276412a38",
                    "595d5a8bf90c8a5430aad7d8",
                ],
            ),
            (
                Purpose::Photos,
                1,
                [
                    "ba6d145b39031e44c3727bb5",
                    "9723d7e21c99592529d1af88",
                    "0a92f1f62e8e1f085542203f",
                    "94d424ff697f75abf2a577fc",
                ],
            ),
        ];
        for (purpose, version, hashes) in pinned {
            let now = Locale::ALL.map(|l| hex(&purpose.hash_of(version, l))[..24].to_owned());
            assert_eq!(now, hashes.map(str::to_owned), "{} {version}", purpose.code());
        }
        for purpose in Purpose::ALL {
            let newest = pinned.iter().filter(|(p, ..)| *p == purpose).map(|(_, version, _)| *version).max();
            assert_eq!(newest, Some(purpose.version()), "{}", purpose.code());
        }
    }

    #[test]
    fn the_last_word_holds() {
        let at = |m| Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap() + Duration::minutes(m);
        let entry = |purpose, act, m| Entry {
            purpose,
            act,
            version: 1,
            locale: Locale::Ky,
            evidence: "web_form".into(),
            at: at(m),
        };
        let mut ledger = vec![entry(Purpose::Participation, Act::Grant, 0), entry(Purpose::Photos, Act::Grant, 0)];
        assert_eq!(holds(&ledger, Purpose::Photos), Some((true, at(0))));
        assert_eq!(holds(&ledger, Purpose::FutureContact), None);
        ledger.push(entry(Purpose::Photos, Act::Withdraw, 5));
        assert_eq!(holds(&ledger, Purpose::Photos), Some((false, at(5))));
        assert_eq!(holds(&ledger, Purpose::Participation), Some((true, at(0))));
    }

    #[test]
    fn what_was_agreed_to_is_shown_as_it_was_read() {
        let entry = |act, version| Entry {
            purpose: Purpose::FutureContact,
            act,
            version,
            locale: Locale::Ru,
            evidence: "web_form".into(),
            at: Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap(),
        };
        let shown = |ledger: &[Entry]| {
            Purpose::FutureContact.text_of(shown_version(ledger, Purpose::FutureContact), Locale::Ru)
        };
        let [first, second] = [1, 2].map(|version| Purpose::FutureContact.text_of(version, Locale::Ru));
        assert_ne!(first, second);
        assert_eq!(shown(&[]), second);
        assert_eq!(shown(&[entry(Act::Grant, 1)]), first);
        assert_eq!(shown(&[entry(Act::Grant, 1), entry(Act::Withdraw, 1)]), second);
        assert_eq!(shown(&[entry(Act::Grant, 1), entry(Act::Withdraw, 1), entry(Act::Grant, 2)]), second);
    }

    #[test]
    fn codes_are_read_back() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::parse(purpose.code()), Some(purpose));
        }
        assert_eq!(Act::parse("grant"), Some(Act::Grant));
        assert_eq!(Act::parse("narrow"), None);
    }
}
