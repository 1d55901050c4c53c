//! What the page with everybody's links knows, as it is kept for an hour under the secret in its address. The names are those
//! that the helper typed: what is known of anybody from elsewhere does not come here.

use uuid::Uuid;

use crate::form::FormState;
use crate::i18n::Locale;
use crate::seal::Personal;

/// The name under which it is kept.
pub const SHEET: &str = "sheet";
/// For how long.
pub const MINUTES: i64 = 60;

/// Who registered whom.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    pub event: Uuid,
    pub strips: Vec<Strip>,
}

/// One person's part of the page.
#[derive(Clone, PartialEq, Eq)]
pub struct Strip {
    pub name: Personal,
    /// The language they asked for.
    pub locale: Locale,
    /// The registration and the version of its link; none where the contact was registered before.
    pub made: Option<(Uuid, i64)>,
}

impl Sheet {
    #[must_use]
    pub fn state(&self) -> FormState {
        let mut state = FormState::default();
        state.set("event", self.event.to_string());
        for (n, strip) in self.strips.iter().enumerate() {
            state.set(&format!("{n}_name"), strip.name.reveal());
            state.set(&format!("{n}_locale"), strip.locale.code());
            if let Some((registration, version)) = strip.made {
                state.set(&format!("{n}_registration"), registration.to_string());
                state.set(&format!("{n}_version"), version.to_string());
            }
        }
        state
    }

    /// Reads [`Sheet::state`].
    #[must_use]
    pub fn read(state: &FormState) -> Option<Self> {
        let strip = |n: usize| {
            let value = |field: &str| state.value(&format!("{n}_{field}"));
            let made = value("registration").parse().ok().zip(value("version").parse().ok());
            Some(Strip { name: value("name").into(), locale: value("locale").parse().ok()?, made })
        };
        Some(Self { event: state.value("event").parse().ok()?, strips: (0..).map_while(strip).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_read_back() {
        let strip = |name: &str, locale, made| Strip { name: name.into(), locale, made };
        let strips = vec![
            strip("Айгүл", Locale::Ky, Some((Uuid::from_u128(7), 2))),
            strip("Зулайка", Locale::Uz, None),
            strip("", Locale::Ru, Some((Uuid::from_u128(8), 1))),
        ];
        let sheet = Sheet { event: Uuid::from_u128(1), strips };
        assert!(Sheet::read(&sheet.state()) == Some(sheet));
        assert!(Sheet::read(&FormState::default()).is_none());
    }
}
