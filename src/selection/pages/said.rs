//! Sentences of ours around words of an editor, which may be in another language than the page.

use leptos::prelude::*;

use crate::i18n::{Arg, Locale, arg};

/// A text in parts, each with its language where that is not the page's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said(Vec<(String, Option<&'static str>)>);

impl Said {
    pub(super) fn of(parts: impl IntoIterator<Item = (String, Option<&'static str>)>) -> Self {
        Self(parts.into_iter().filter(|(text, _)| !text.is_empty()).collect())
    }

    /// All of it, where there is room for one language only.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// The language of its beginning.
    pub(super) fn lang(&self) -> Option<&'static str> {
        self.0.first().and_then(|(_, lang)| *lang)
    }

    /// With a sentence of ours behind it.
    pub(super) fn then(mut self, sentence: Option<String>) -> Self {
        self.0.extend(sentence.map(|text| (format!(" {text}"), None)));
        self
    }

    pub(super) fn view(self) -> AnyView {
        let part = |(text, lang): (String, Option<&'static str>)| match lang {
            Some(lang) => view! { <span lang=lang>{text}</span> }.into_any(),
            None => text.into_any(),
        };
        self.0.into_iter().map(part).collect::<Vec<_>>().into_any()
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::of([(text, None)])
    }
}

/// A message of ours in which one variable keeps its languages.
pub(super) fn framed(l: Locale, key: &str, (name, inside): (&'static str, Said), args: &[(&'static str, Arg)]) -> Said {
    // Stands in no message.
    const GAP: char = '\u{1}';
    let mut args = args.to_vec();
    args.push((name, arg(GAP.to_string())));
    let text = l.ta(key, &args);
    match text.split_once(GAP) {
        Some((before, after)) => {
            Said::of(std::iter::once((before.to_owned(), None)).chain(inside.0).chain([(after.to_owned(), None)]))
        }
        // A rule on every organisation names nothing.
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::to_html;

    #[test]
    fn a_word_of_another_language_keeps_it_in_a_sentence_within_a_sentence() {
        let what =
            Said::of([("Тажрыйба".to_owned(), Some("ky")), (": ".to_owned(), None), ("бар".to_owned(), Some("ky"))]);
        let rule = framed(Locale::En, "selection-rule-floor", ("what", what), &[("n", arg(3))]);
        assert_eq!((rule.text().as_str(), rule.lang()), ("Тажрыйба: бар: at least 3", Some("ky")));
        let why = framed(Locale::En, "selection-why-floor", ("rule", rule), &[]).then(Some("Drawn.".to_owned()));
        let html = to_html(why.view()).replace("<!>", "");
        assert_eq!(html, "<span lang=\"ky\">Тажрыйба</span>: <span lang=\"ky\">бар</span>: at least 3. Drawn.");
        let each = framed(Locale::En, "selection-rule-each", ("what", "x".to_owned().into()), &[("n", arg(3))]);
        assert_eq!(each.text(), "At most 3 from each organisation");
    }
}
