//! One question, one picture: horizontal bars as inline SVG with the same numbers in a table under them.

use std::fmt::Write;

use leptos::prelude::*;

use super::html::escape;
use super::tables::{CardTable, cell};
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

/// Several numbers of one kind of people, one a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub label: String,
    /// The language of the label, where it is not the page's.
    pub lang: Option<&'static str>,
    /// In the order of the series; none has no bar.
    pub counts: Vec<Option<u32>>,
    /// What the table says in the place of the number, where it says more than that.
    pub words: Vec<Option<String>>,
}

/// Height of one bar of a group in CSS pixels.
const BAR: usize = 22;
/// Of the label above them, and of the room below.
const LABEL: usize = 26;
const GAP: usize = 14;

/// A label line, and under it one bar a series, each with its number behind it. The longest is less than the width, so
/// that there is room for the number.
fn grouped(groups: &[Group], series: usize) -> (String, usize) {
    let longest = groups.iter().flat_map(|g| g.counts.iter().flatten()).copied().max().unwrap_or(0).max(1);
    let (mut svg, mut y) = (String::new(), 0);
    for group in groups {
        let _ = write!(svg, r#"<text class="chart-label" x="0" y="{}">{}</text>"#, y + 17, escape(&group.label));
        y += LABEL;
        for (n, count) in group.counts.iter().enumerate().take(series) {
            if let Some(count) = count {
                let permille = u64::from(*count) * 850 / u64::from(longest);
                let (whole, tenth) = (permille / 10, permille % 10);
                let _ = write!(
                    svg,
                    r#"<rect class="chart-series-{}" x="1" y="{}" width="{whole}.{tenth}%" height="14"/><text class="chart-small" x="{}.{tenth}%" y="{}">{count}</text>"#,
                    n + 1,
                    y + 2,
                    whole + 2,
                    y + 14
                );
                y += BAR;
            }
        }
        y += GAP;
    }
    (svg, y)
}

/// Several bars for each kind of people, under the question that they answer. For those who may see every number: none is
/// hidden.
#[component]
pub fn GroupedBars(
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
    /// What each bar of a group is.
    series: Vec<String>,
    groups: Vec<Group>,
) -> AnyView {
    // Shapes only; every text in it is escaped above.
    let (drawing, height) = grouped(&groups, series.len());
    let keys: Vec<_> = series
        .iter()
        .enumerate()
        .map(|(n, name)| view! { <li class=format!("chart-key chart-key-{}", n + 1)>{name.clone()}</li> })
        .collect();
    let rows = groups
        .into_iter()
        .map(|g| {
            let number = |n: usize| g.counts.get(n).copied().flatten().map(|c| c.to_string()).unwrap_or_default();
            let cells = (0..series.len()).map(|n| g.words.get(n).cloned().flatten().unwrap_or_else(|| number(n)));
            // In the picture it needs no language: that is an image to whoever hears the page.
            let label = match g.lang {
                Some(lang) => view! { <span lang=lang>{g.label.clone()}</span> }.into_any(),
                None => g.label.clone().into_any(),
            };
            std::iter::once(label).chain(cells.map(cell)).collect()
        })
        .collect();
    let headers = std::iter::once(what).chain(series).collect();
    view! {
        <figure class="chart">
            <figcaption class="chart-title">{title.clone()}</figcaption>
            <ul class="chart-keys" aria-hidden="true">{keys}</ul>
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
                <CardTable caption=title quiet=true headers=headers rows=rows />
            </details>
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

    #[test]
    fn groups_have_one_bar_a_series_and_the_same_in_a_table() {
        let group = |label: &str, counts: [Option<u32>; 3]| Group {
            label: label.into(),
            lang: (label == "Баткен").then_some("ky"),
            counts: counts.to_vec(),
            words: vec![None, None, Some("≥ 3".into())],
        };
        let groups = vec![group("Ош <&>", [Some(9), Some(4), Some(3)]), group("Баткен", [Some(0), None, None])];
        let series = ["Applied", "Proposed", "Target"].map(str::to_owned).to_vec();
        let html = to_html(
            view! { <GroupedBars l=Locale::En id="c" title="Who?" description="d" what="Region" series=series groups=groups /> },
        );
        assert_eq!(html.matches("<rect").count(), 4, "{html}");
        assert!(html.contains("Ош &lt;&amp;&gt;") && html.contains("width=\"85.0%\""), "{html}");
        assert_eq!(html.matches("<span lang=\"ky\">Баткен</span>").count(), 1, "{html}");
        assert!(html.contains("≥ 3") && html.contains("data-label=\"Proposed\""), "{html}");
        assert!(!html.contains("style="), "{html}");
    }
}
