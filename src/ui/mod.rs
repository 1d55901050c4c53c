//! What every page is made of: the document around it, form fields, small parts, charts. Rendered on the server only.
//!
//! Rules:
//! - Nothing here loads data, knows a domain or decides who may see what; a page hands in plain values.
//! - A label stands above its field, the hint under the label, the error between hint and field; the summary of errors
//!   stands first on the page and links to the fields (`f-<name>`). What was typed is always there again.
//! - State is said in words; colour only repeats it. Icons stand beside words.
//! - No inline style, no inline handler, nothing from another host. A page without an island ships no script but
//!   those that do better what it does without them (`web/scripts.rs`).
//! - A text that is not in the reader's language carries its own `lang`.
//! - Class names are those of `style/pages.css`, which shows the skeleton of each page.

#![expect(
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "components are called by view!, which uses what they return, and own what they are given"
)]

pub mod charts;
pub mod choices;
pub mod fields;
pub mod html;
pub mod layout;
pub mod parts;
pub mod qr;
pub mod send;
pub mod tables;
pub mod words;

pub use charts::{Bar, BarChart, Group, GroupedBars};
pub use choices::{Checkbox, CheckboxGroup, Choice, RadioGroup, Select};
pub use fields::{ErrorSummary, Guard, HiddenField, Kind, SubmitButton, TextArea, TextField, Tone};
pub use html::to_html;
pub use layout::{Chrome, Document, Head, NavKind, StaffChrome};
pub use parts::{
    BackLink, Breadcrumb, Crumb, EmptyState, Mood, Notice, Pagination, Progress, QuickExit, Quote, StateTag, Step,
    Steps, address,
};
pub use qr::qr;
pub use send::SendLinks;
pub use tables::{CardTable, DefinitionList, cell};
pub use words::Words;
