//! One question, one picture: horizontal bars as inline SVG with the same numbers in a table under them.

use std::fmt::Write;

use leptos::prelude::*;

use super::html::escape;
use super::tables::CardTable;
use crate::i18n::Locale;

/// Counts below this are not shown: a reader could work out who is meant.
pub const SMALLEST_SHOWN: u32 = 5;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub count: u32,
}

/// Height of a bar and its label in CSS pixels.
const ROW: u32 = 56;

/// A label line and under it the bar. Lengths are per cent of the picture's width, the longest bar is all of it, so the
/// picture follows the page while its letters keep their size. A hidden count has a dashed stub of one length, so that
/// its bar tells nothing.
fn drawing(bars: &[Bar], hidden: &str) -> String {
    let longest = bars.iter().map(|b| b.count).max().unwrap_or(0).max(1);
    let mut svg = String::new();
    for (y, bar) in (0..).step_by(ROW as usize).zip(bars) {
        let (label_y, bar_y) = (y + 18, y + 28);
        let shown = bar.count >= SMALLEST_SHOWN;
        let value = if shown { bar.count.to_string() } else { escape(hidden) };
        let _ = write!(
            svg,
            r#"<text class="chart-label" x="0" y="{label_y}">{}</text><text class="chart-value" x="100%" y="{label_y}" text-anchor="end">{value}</text>"#,
            escape(&bar.label)
        );
        if shown {
            let permille = (u64::from(bar.count) * 1000 / u64::from(longest)).max(5);
            let (whole, tenth) = (permille / 10, permille % 10);
            let _ = write!(svg, r#"<rect class="chart-bar" x="0" y="{bar_y}" width="{whole}.{tenth}%" height="12"/>"#);
        } else {
            let _ = write!(svg, r#"<rect class="chart-hidden" x="1" y="{bar_y}" width="16" height="12"/>"#);
        }
    }
    svg
}

/// Bars under the question that they answer.
#[component]
pub fn BarChart(
    l: Locale,
    /// Unique on the page.
    id: &'static str,
    /// The question, as the title.
    #[prop(into)]
    title: String,
    /// What the picture says, in a sentence, for those who do not see it.
    #[prop(into)]
    description: String,
    /// The heading of the first column of the table.
    #[prop(into)]
    what: String,
    bars: Vec<Bar>,
) -> AnyView {
    let hides = bars.iter().any(|b| b.count < SMALLEST_SHOWN);
    let hidden = l.ta("ui-chart-hidden", &[("n", SMALLEST_SHOWN.into())]);
    let note = hides.then(|| view! { <p class="hint">{l.ta("ui-chart-note", &[("n", SMALLEST_SHOWN.into())])}</p> });
    let height = ROW * u32::try_from(bars.len()).unwrap_or(0);
    // Shapes only; every text in it is escaped above.
    let drawing = drawing(&bars, &hidden);
    let rows = bars
        .into_iter()
        .map(|b| {
            let count = if b.count < SMALLEST_SHOWN { hidden.clone() } else { b.count.to_string() };
            vec![b.label.into_any(), count.into_any()]
        })
        .collect();
    view! {
        <figure class="chart">
            <figcaption class="chart-title">{title.clone()}</figcaption>
            <svg
                class="chart-svg"
                role="img"
                width="100%"
                height=height.to_string()
                aria-labelledby=format!("{id}-title {id}-desc")
            >
                <title id=format!("{id}-title")>{title.clone()}</title>
                <desc id=format!("{id}-desc")>{description}</desc>
                <g inner_html=drawing></g>
            </svg>
            <details class="chart-table">
                <summary>{l.t("ui-chart-table")}</summary>
                <CardTable caption=title quiet=true headers=vec![what, l.t("ui-chart-count")] rows=rows />
            </details>
            {note}
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::to_html;

    fn chart(bars: Vec<Bar>) -> String {
        to_html(view! { <BarChart l=Locale::En id="c" title="Where?" description="d" what="Region" bars=bars /> })
    }

    #[test]
    fn small_counts_are_nowhere_in_the_page() {
        let html = chart(vec![Bar { label: "Ош <&>".into(), count: 31 }, Bar { label: "Баткен".into(), count: 3 }]);
        assert!(html.contains(">31<"), "{html}");
        assert!(!html.contains(">3<"), "{html}");
        assert!(html.contains("Ош &lt;&amp;&gt;"), "{html}");
        assert!(!html.contains("style="), "{html}");
    }

    #[test]
    fn two_hidden_counts_look_alike() {
        let one = drawing(&[Bar { label: "a".into(), count: 1 }], "few");
        let four = drawing(&[Bar { label: "a".into(), count: 4 }], "few");
        assert_eq!(one, four);
    }
}
