//! Texts that editors wrote, which may be in another language than the page.

use leptos::prelude::*;

/// A label or a hint. What our own message files say is in the page's language and needs no more than its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    /// The language of `text`, where it is not the page's.
    pub lang: Option<&'static str>,
    /// A sentence of ours on a line of its own, in the page's language.
    pub note: String,
}

impl Words {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.note.is_empty()
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// As it stands in the page.
    pub(super) fn said(self) -> AnyView {
        let parted = !self.text.is_empty() && !self.note.is_empty();
        let text = (!self.text.is_empty()).then(|| match self.lang {
            Some(lang) => view! { <span lang=lang>{self.text}</span> }.into_any(),
            None => self.text.into_any(),
        });
        let note = (!self.note.is_empty()).then_some(self.note);
        view! { {text}{parted.then(|| view! { <br /> })}{note} }.into_any()
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<(String, Option<&'static str>)> for Words {
    fn from((text, lang): (String, Option<&'static str>)) -> Self {
        Self { text, lang, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::ui::to_html;

    #[test]
    fn words_of_another_language_say_which_and_ours_do_not() {
        assert_eq!(to_html(Words::from("Ош").said()), "Ош");
        let both = Words::from(("<b>Ош".to_owned(), Some("ky"))).note("Seen by nobody.");
        assert_eq!(to_html(both.said()), "<span lang=\"ky\">&lt;b&gt;Ош</span><br>Seen by nobody.");
    }
}
