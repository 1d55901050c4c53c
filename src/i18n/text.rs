//! Fluent bundles, made once. A missing message shows its key in brackets, and the parity test fails.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::Locale;
use crate::form::FieldError;

/// A value that stands in a message.
pub type Arg = FluentValue<'static>;

/// Makes an argument from a number or a text.
pub fn arg(value: impl Into<Arg>) -> Arg {
    value.into()
}

/// One file a domain and locale.
macro_rules! catalogue {
    ($($domain:literal),+ $(,)?) => {
        /// The names of the message files, the same in each locale's folder.
        pub const DOMAINS: &[&str] = &[$($domain),+];

        /// The Fluent sources of a locale, in the order of [`DOMAINS`].
        #[must_use]
        pub fn catalogue(locale: Locale) -> Vec<&'static str> {
            match locale {
                Locale::Ky => vec![$(include_str!(concat!("../../locales/ky/", $domain, ".ftl"))),+],
                Locale::Ru => vec![$(include_str!(concat!("../../locales/ru/", $domain, ".ftl"))),+],
                Locale::Uz => vec![$(include_str!(concat!("../../locales/uz/", $domain, ".ftl"))),+],
                Locale::En => vec![$(include_str!(concat!("../../locales/en/", $domain, ".ftl"))),+],
            }
        }
    };
}

catalogue!(
    "ui",
    "dates",
    "events",
    "editor",
    "registration",
    "party",
    "mine",
    "selection",
    "people",
    "attendance",
    "testimonials",
    "staff",
    "audit",
    "mail",
    "messages",
    "retention",
    "questions",
    "needs",
    "exchange"
);

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 4]> = LazyLock::new(|| Locale::ALL.map(bundle));

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let language = locale.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks would stand in attributes and in mail subjects; all four languages run left to right.
    bundle.set_use_isolating(false);
    for source in catalogue(locale) {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, errors)| {
            tracing::error!(%locale, ?errors, "a message file has errors");
            partial
        });
        bundle.add_resource_overriding(resource);
    }
    bundle
}

impl Locale {
    /// The message of this key.
    #[must_use]
    pub fn t(self, key: &str) -> String {
        self.ta(key, &[])
    }

    /// The message of this key with its variables filled in.
    #[must_use]
    pub fn ta(self, key: &str, args: &[(&'static str, Arg)]) -> String {
        let bundle = &BUNDLES[self as usize];
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
            tracing::error!(locale = %self, key, "no such message");
            return format!("[{key}]");
        };
        let args: FluentArgs = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        if !errors.is_empty() {
            tracing::error!(locale = %self, key, ?errors, "a message could not be filled in");
        }
        text.into_owned()
    }
}

impl FieldError {
    /// The message under the field, in the reader's language.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        let bundle = &BUNDLES[locale as usize];
        let Some(pattern) = bundle.get_message(&self.key).and_then(|m| m.value()) else {
            return locale.t("ui-error-choice");
        };
        let args: FluentArgs =
            self.args.iter().map(|(name, value)| (name.clone(), FluentValue::from(value.clone()))).collect();
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}
