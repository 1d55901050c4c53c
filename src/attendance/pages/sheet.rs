//! The sign-in sheet of a session, for paper.

use leptos::prelude::*;

use super::{said_name, session_line};
use crate::clock::Instant;
use crate::events::model::{Event, Session};
use crate::i18n::Locale;
use crate::registration::model::RosterEntry;
use crate::ui::BackLink;

/// Empty rows for those who come without a registration.
const EMPTY_ROWS: usize = 5;

pub(super) fn view(
    l: Locale,
    base: &str,
    now: Instant,
    event: &Event,
    session: &Session,
    roster: &[RosterEntry],
) -> impl IntoView + use<> {
    let filled =
        roster.iter().map(|e| (said_name(l, e, &e.full_name), e.short_code.chars().take(4).collect::<String>()));
    let rows: Vec<_> = filled
        .chain(std::iter::repeat_n((String::new(), String::new()), EMPTY_ROWS))
        .zip(1_usize..)
        .map(|((name, code), n)| {
            view! { <tr><td>{n.to_string()}</td><td>{name}</td><td>{code}</td><td class="sheet-sign"></td></tr> }
        })
        .collect();
    view! {
        <BackLink href=format!("{base}?session={}", session.id) label=l.t("attendance-desk") />
        <p class="hint no-print">{l.t("attendance-sheet-help")}</p>
        <div class="sheet">
            <h1>{event.text(l).0.title.clone()}</h1>
            <p>{session_line(l, event, session, now)}</p>
            <div class="table-scroll">
                <table class="sheet-table">
                    <caption class="visually-hidden">{l.t("attendance-sheet")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{l.t("attendance-sheet-number")}</th>
                            <th scope="col">{l.t("attendance-sheet-name")}</th>
                            <th scope="col">{l.t("attendance-sheet-code")}</th>
                            <th scope="col">{l.t("attendance-sheet-signature")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}
