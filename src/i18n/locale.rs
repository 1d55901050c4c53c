use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of the interface, as it stands in the path: `/ky/events`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    Ky,
    Ru,
    Uz,
    En,
}

impl Locale {
    pub const ALL: [Self; 4] = [Self::Ky, Self::Ru, Self::Uz, Self::En];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ky => "ky",
            Self::Ru => "ru",
            Self::Uz => "uz",
            Self::En => "en",
        }
    }

    /// The language's own name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ky => "Кыргызча",
            Self::Ru => "Русский",
            Self::Uz => "Oʻzbekcha",
            Self::En => "English",
        }
    }

    /// The order in which a missing text is looked for in other languages: the reader's, then Russian, which most
    /// readers of the region share, then Kyrgyz, Uzbek, English.
    pub fn fallbacks(self) -> impl Iterator<Item = Self> {
        [self, Self::Ru, Self::Ky, Self::Uz, Self::En]
            .into_iter()
            .enumerate()
            .filter(move |(i, l)| *i == 0 || *l != self)
            .map(|(_, l)| l)
    }

    /// The first supported language of an `Accept-Language` header (RFC 9110 §12.5.4), by weight.
    #[must_use]
    pub fn negotiate(header: &str) -> Option<Self> {
        let mut wanted: Vec<(u32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.trim().split(';');
                let tag = pieces.next()?.trim().to_ascii_lowercase();
                let weight = pieces.find_map(|p| p.trim().strip_prefix("q=").map(str::to_owned));
                let weight: f32 = weight.map_or(Ok(1.0), |w| w.parse()).ok()?;
                // Kazakh readers read Russian far more often than English.
                let locale = match tag.split('-').next()? {
                    "kk" => Self::Ru,
                    code => code.parse().ok()?,
                };
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "weights are 0 to 1")]
                (weight > 0.0).then_some(((weight.min(1.0) * 1000.0) as u32, locale))
            })
            .collect();
        wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wanted.first().map(|(_, locale)| *locale)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Not one of the four languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLocale;

impl fmt::Display for UnknownLocale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of ky, ru, uz, en")
    }
}

impl std::error::Error for UnknownLocale {}

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(code: &str) -> Result<Self, UnknownLocale> {
        Self::ALL.into_iter().find(|l| l.code() == code).ok_or(UnknownLocale)
    }
}

impl TryFrom<String> for Locale {
    type Error = UnknownLocale;

    fn try_from(code: String) -> Result<Self, UnknownLocale> {
        code.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn negotiation_follows_weights_and_regions() {
        assert_eq!(Locale::negotiate("en;q=0.5, ky-KG;q=0.9, ru;q=0.1"), Some(Locale::Ky));
        assert_eq!(Locale::negotiate("uz-Cyrl-UZ, ru;q=0.8"), Some(Locale::Uz));
        assert_eq!(Locale::negotiate("kk-KZ"), Some(Locale::Ru));
        assert_eq!(Locale::negotiate("de, fr;q=0.4"), None);
        assert_eq!(Locale::negotiate("ru;q=0, en;q=0.1"), Some(Locale::En));
        assert_eq!(Locale::negotiate(";;;,,q=, \u{0}"), None);
    }

    #[test]
    fn fallbacks_name_each_language_once() {
        for locale in Locale::ALL {
            let mut order: Vec<_> = locale.fallbacks().collect();
            assert_eq!(order[0], locale);
            order.sort();
            assert_eq!(order, Locale::ALL);
        }
    }
}
