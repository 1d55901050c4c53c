//! Tables that become cards on a phone, and lists of facts.

use leptos::prelude::*;

/// A table; on a narrow screen each row is a card and each cell carries its heading. The roles are written out because
/// browsers forget them when the cells are no longer laid out as a table.
#[component]
pub fn CardTable(
    /// What the table shows; read aloud, and seen above it unless `quiet`.
    #[prop(into)]
    caption: String,
    #[prop(optional)] quiet: bool,
    headers: Vec<String>,
    /// One cell a header; the first names the row.
    rows: Vec<Vec<AnyView>>,
) -> AnyView {
    let head: Vec<_> = headers.iter().map(|h| view! { <th scope="col">{h.clone()}</th> }).collect();
    let body: Vec<_> = rows
        .into_iter()
        .map(|cells| {
            let cells: Vec<_> = cells
                .into_iter()
                .enumerate()
                .map(|(i, cell)| {
                    let label = headers.get(i).cloned();
                    if i == 0 {
                        view! { <th scope="row" data-label=label>{cell}</th> }.into_any()
                    } else {
                        view! { <td data-label=label><div>{cell}</div></td> }.into_any()
                    }
                })
                .collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! {
        <table class="card-table">
            <caption class=if quiet { "visually-hidden" } else { "caption" }>{caption}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{body}</tbody>
        </table>
    }
    .into_any()
}

/// The text of a cell. An empty one is nothing at all and not a blank, so that a card leaves its heading out.
#[must_use]
pub fn cell(text: String) -> AnyView {
    if text.is_empty() { ().into_any() } else { text.into_any() }
}

/// Facts: a term and what is true of it.
#[component]
pub fn DefinitionList(items: Vec<(String, AnyView)>) -> AnyView {
    let items: Vec<_> =
        items.into_iter().map(|(term, fact)| view! { <div><dt>{term}</dt><dd>{fact}</dd></div> }).collect();
    view! { <dl class="facts">{items}</dl> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::to_html;

    #[test]
    fn each_cell_knows_its_heading() {
        let rows = vec![vec!["Ош".into_any(), 12.into_any()]];
        let html =
            to_html(view! { <CardTable caption="Regions" headers=vec!["Region".into(), "People".into()] rows=rows /> });
        assert!(html.contains("data-label=\"People\""), "{html}");
        assert!(html.contains("scope=\"row\""), "{html}");
    }

    #[test]
    fn an_empty_cell_holds_nothing() {
        let rows = vec![vec!["Ош".into_any(), cell(String::new())]];
        let html =
            to_html(view! { <CardTable caption="Regions" headers=vec!["Region".into(), "People".into()] rows=rows /> });
        // A comment leaves an element empty, a blank does not.
        assert!(html.contains("data-label=\"People\"><div><!--<() />--></div>"), "{html}");
    }
}
