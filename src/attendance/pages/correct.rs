//! The page that asks why a mark is to be changed.

use leptos::prelude::*;
use uuid::Uuid;

use super::{said_name, status_word};
use crate::attendance::form::REASON_MAX;
use crate::attendance::model::{State, Status};
use crate::form::FormState;
use crate::i18n::{Locale, arg};
use crate::registration::model::RosterEntry;
use crate::ui::{BackLink, Choice, ErrorSummary, HiddenField, RadioGroup, SubmitButton, TextArea};

pub(super) fn view(
    l: Locale,
    base: &str,
    session: Uuid,
    mark_id: Uuid,
    entry: &RosterEntry,
    state: &State,
    typed: &FormState,
) -> impl IntoView + use<> {
    let now = l.ta(
        "attendance-correct-now",
        &[("name", arg(said_name(l, entry, &entry.full_name))), ("status", arg(status_word(l, state.status)))],
    );
    let choices = Status::CHOICES.into_iter().map(|s| Choice::new(s.code(), status_word(l, s))).collect();
    let seen = Uuid::from_u128(state.mark.id).to_string();
    view! {
        <BackLink href=format!("{base}?session={session}") label=l.t("attendance-desk") />
        <h1>{l.t("attendance-correct")}</h1>
        <ErrorSummary l=l form=typed labels=vec![("reason", l.t("attendance-correct-reason"))] />
        <p class="lead">{now}</p>
        <form class="form" method="post" action=format!("{base}/corrections") novalidate>
            <HiddenField name="session" value=session.to_string() />
            <HiddenField name="registration" value=entry.registration_id.to_string() />
            <HiddenField name="mark_id" value=mark_id.to_string() />
            <HiddenField name="seen" value=seen />
            <RadioGroup l=l form=typed name="status" legend=l.t("attendance-correct-status") choices=choices />
            <TextArea l=l form=typed name="reason" label=l.t("attendance-correct-reason") hint=l.t("attendance-correct-hint") rows=3 maxlength=u32::try_from(REASON_MAX).unwrap_or(300) />
            <div class="form-end"><SubmitButton label=l.t("attendance-correct-send") /></div>
        </form>
    }
}
