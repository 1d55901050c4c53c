//! By which way somebody is told, and what they were told: parts of the pages of staff and of participants.

use leptos::prelude::*;

use crate::clock::Instant;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::messages::model::Channel;
use crate::messages::service::Told;
use crate::registration::model::Registration;
use crate::ui::{CardTable, Choice, EmptyState, RadioGroup, SubmitButton, Tone};

/// A choice of the way; an address that is not there is not offered.
pub(super) fn channel_form(l: Locale, r: &Registration, action: String, legend: &str) -> AnyView {
    let open = |c: &Channel| *c != Channel::Email || !r.email.is_empty();
    let choice = |c: Channel| {
        let hint = l.t(&format!("messages-channel-{}-hint", c.code()));
        Choice::new(c.code(), l.t(&format!("messages-channel-{}", c.code()))).hint(hint)
    };
    let choices = Channel::ALL.into_iter().filter(open).map(choice).collect();
    let mut form = FormState::default();
    form.set("channel", r.channel().code());
    view! {
        <form class="form" method="post" action=action novalidate>
            <RadioGroup l=l form=&form name="channel" legend=l.t(legend) choices=choices />
            <SubmitButton label=l.t("messages-channel-save") tone=Tone::Secondary />
        </form>
    }
    .into_any()
}

/// What was said and what waits to be said.
pub(super) fn told(l: Locale, told: &[Told], when: impl Fn(Instant) -> String) -> AnyView {
    if told.is_empty() {
        return view! { <EmptyState title=l.t("messages-told-empty") /> }.into_any();
    }
    let headers = ["when", "what", "how", "state"].map(|h| l.t(&format!("messages-told-{h}"))).to_vec();
    let rows = told
        .iter()
        .map(|t| {
            vec![
                when(t.at).into_any(),
                l.t(&format!("messages-kind-{}", t.kind)).into_any(),
                l.t(&format!("messages-channel-{}", t.channel.code())).into_any(),
                l.t(&format!("messages-outcome-{}", t.outcome)).into_any(),
            ]
        })
        .collect();
    view! { <CardTable caption=l.t("messages-told-title") quiet=true headers=headers rows=rows /> }.into_any()
}
