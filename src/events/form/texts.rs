//! The section of the texts: every part in every language.

use std::collections::BTreeMap;

use super::{Edit, EventInput, Part, SESSION_TITLE_MAX, TEXT_PARTS, is_text_field, locale, one_line, text_field};
use crate::events::model::{Event, EventText, State};
use crate::form::FormState;
use crate::i18n::Locale;

/// What the section says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    pub main_locale: Locale,
    pub texts: BTreeMap<Locale, EventText>,
}

impl Texts {
    pub(super) fn onto(self, input: &mut EventInput) {
        // The only session goes by the event's title, and so with it.
        if let [only] = &mut input.sessions[..] {
            for (l, text) in &self.texts {
                let short = |title: &str| title.chars().take(SESSION_TITLE_MAX).collect::<String>();
                let old = input.texts.get(l).map(|t| short(&t.title)).unwrap_or_default();
                if !text.title.is_empty() && *only.titles.entry(*l).or_default() == old {
                    only.titles.insert(*l, short(&text.title));
                }
            }
            only.titles.retain(|_, title| !title.is_empty());
        }
        input.main_locale = self.main_locale;
        input.texts = self.texts;
    }
}

/// Whether the section has a field of this name.
#[must_use]
pub fn is_field(name: &str) -> bool {
    ["version", "told", "action", "main_locale"].contains(&name) || is_text_field(name, &TEXT_PARTS.map(|p| p.0))
}

/// A language with any word needs a title, by which lists and mails know the event; the main one of a training that is no
/// draft any more needs all that an event must say.
///
/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState, state: State) -> Result<Edit, FormState> {
    let main = locale(&mut form, "main_locale");
    let mut texts = BTreeMap::new();
    for l in Locale::ALL {
        let begun = TEXT_PARTS.iter().any(|p| !form.value(&text_field(p.0, l)).trim().is_empty());
        let [title, summary, description, audience, venue] = TEXT_PARTS.map(|(part, max, needed)| {
            let titled = part == "title" && (begun || main == Some(l));
            let required = titled || (needed && main == Some(l) && state != State::Draft);
            form.text(&text_field(part, l), max, required)
        });
        let text = EventText {
            title: one_line(&title),
            summary: one_line(&summary),
            description,
            audience,
            venue: one_line(&venue),
        };
        if !text.is_empty() {
            texts.insert(l, text);
        }
    }
    match main {
        Some(main_locale) if !form.is_invalid() => Ok(Edit::of(&form, Part::Texts(Texts { main_locale, texts }))),
        _ => Err(form),
    }
}

/// The section filled with what is stored.
#[must_use]
pub fn filled(event: &Event) -> FormState {
    let mut form = FormState::default();
    form.set("version", event.version.to_string());
    form.set("main_locale", event.main_locale.code());
    for (l, text) in &event.texts {
        let parts = [&text.title, &text.summary, &text.description, &text.audience, &text.venue];
        for ((part, ..), words) in TEXT_PARTS.into_iter().zip(parts) {
            form.set(&text_field(part, *l), words);
        }
    }
    form
}
