//! From a view to the bytes of a page.

use leptos::prelude::*;

/// Renders a page that holds no island. The markers that hydration would need are taken out: `<!>` is not valid HTML,
/// and it cannot stand in a text or an attribute, where `<` is always escaped.
#[must_use]
pub fn to_html(view: impl IntoView) -> String {
    view.into_view().to_html().replace("<!>", "")
}

/// Text for the inside of an element, when it must be written by hand.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
    out
}

/// JSON that may stand inside a `<script>`: no `<`, so neither `</script>` nor `<!--` can end or confuse it.
#[must_use]
pub fn inert_json(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_go_and_text_stays() {
        let some: Option<&str> = None;
        let html = to_html(view! { <p>{some}"a <!> b"{vec!["c", "d"]}</p> });
        assert_eq!(html, "<p>a &lt;!&gt; bcd</p>");
    }

    #[test]
    fn json_cannot_leave_its_script() {
        assert_eq!(inert_json(r#"{"a":"</script><!--"}"#), r#"{"a":"\u003c/script>\u003c!--"}"#);
    }
}
