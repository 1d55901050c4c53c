//! The public reason of a cancellation, where one is given.

use std::collections::BTreeMap;

use super::{REASON_MAX, is_text_field, text_field};
use crate::form::FormState;
use crate::i18n::Locale;

/// By language; what nobody wrote is left out.
pub type Reasons = BTreeMap<Locale, String>;

/// Whether the form has a field of this name.
#[must_use]
pub fn is_field(name: &str) -> bool {
    is_text_field(name, &["reason"])
}

/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState) -> Result<Reasons, FormState> {
    let read = |l: Locale| (l, form.text(&text_field("reason", l), REASON_MAX, false));
    let reasons: Vec<_> = Locale::ALL.into_iter().map(read).collect();
    if form.is_invalid() {
        return Err(form);
    }
    Ok(reasons.into_iter().filter(|(_, reason)| !reason.is_empty()).collect())
}
