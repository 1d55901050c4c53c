//! Cells that leave as a file: no spreadsheet may take a person's text for a formula.

use std::borrow::Cow;

/// What begins a formula, or a command, in one spreadsheet or another; the wide forms are read as the narrow ones.
const BEGINNINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Stands before such a text and shows it as what it is. Spreadsheets do not show it themselves.
pub const GUARD: char = '\'';

/// What a spreadsheet passes over before it looks for a formula.
fn passed_over(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '`' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '＂' | '＇')
        || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// Whether a spreadsheet could take this text for a formula.
#[must_use]
pub fn is_dangerous(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(passed_over).starts_with(BEGINNINGS)
}

/// A text for a cell of a CSV file: with a guard before what could be taken for a formula.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// What [`guarded`] had before it; a file that was taken out comes in again as it was.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix(GUARD).filter(|rest| is_dangerous(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_could_be_a_formula_is_guarded() {
        for text in [
            "=1+1",
            "+996700123456",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\tx",
            "  =cmd|' /C calc'!A0",
            "＝1+1",
            "＋1",
            "－1",
            "＠x",
            "\"=1+1",
            "\"\"=1",
            "'=1",
            "“=1”",
            "«=HYPERLINK(\"http://x\")»",
            "\u{feff}=1",
            "\u{200b}=1",
            "\u{a0}=1",
            "'=1 ",
            "=",
            "-",
        ] {
            assert!(guarded(text).starts_with(GUARD), "{text:?}");
            assert_eq!(unguarded(&guarded(text)), text, "{text:?}");
        }
    }

    #[test]
    fn plain_texts_stay_as_they_are() {
        for text in
            ["", "Айгүл", "Oʻgʻiloy", "a=b", "1-2", "aigul@example.org", "'Айгүл'", "\"Тең укук\"", "0700 123", "—"]
        {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_dangerous_leaves_without_a_guard_and_all_of_it_comes_back(text in "\\PC{0,20}|[=+\\-@'\"\\t\\r\\n ]{0,6}[a-z=]{0,3}") {
            let cell = guarded(&text);
            prop_assert!(cell.starts_with(GUARD) || !is_dangerous(&cell));
            // A text that looks guarded already is guarded once more.
            prop_assert_eq!(unguarded(&cell), if is_dangerous(&text) { text.as_str() } else { unguarded(&text) });
        }
    }
}
