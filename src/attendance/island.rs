//! Narrows the roster while a name is typed. Only on top of the search form, which does the same on the server.

#![expect(clippy::must_use_candidate, reason = "components are called by view!, which uses what they return")]

use leptos::ev;
use leptos::prelude::*;

use super::model::is_meant;

/// The search field whose typing is listened to, and the list whose rows are narrowed. A row is an element with `data-name`
/// and `data-code`, folded.
pub const FIELD: &str = "f-q";
pub const LIST: &str = "roster";

/// Says when nobody is meant by what was typed.
#[island]
pub fn RosterFilter(nothing: String) -> impl IntoView {
    let (none, set_none) = signal(false);
    Effect::new(move |_| {
        let handle = window_event_listener(ev::input, move |event| {
            if event_target::<leptos::web_sys::Element>(&event).id() == FIELD {
                set_none.set(narrow(&event_target_value(&event)) == 0);
            }
        });
        on_cleanup(move || handle.remove());
    });
    view! { <p class="small" role="status">{move || none.get().then(|| nothing.clone())}</p> }
}

/// Shows the rows that are meant and gives their number.
fn narrow(typed: &str) -> u32 {
    let mut shown = 0;
    let mut next = document().get_element_by_id(LIST).and_then(|list| list.first_element_child());
    while let Some(row) = next {
        let data = |name: &str| row.get_attribute(name).unwrap_or_default();
        let done = if is_meant(&data("data-name"), &data("data-code"), typed) {
            shown += 1;
            row.remove_attribute("hidden")
        } else {
            row.set_attribute("hidden", "")
        };
        // An attribute of this name can always be set.
        let _ = done;
        next = row.next_element_sibling();
    }
    shown
}
