//! The other things that can be done to a testimonial: hide, decline, make stricter, withdraw.

use leptos::prelude::*;

use super::queue::tier_name;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::testimonials::form::NOTE_MAX;
use crate::testimonials::model::{DeclineReason, HoldReason, Tier};
use crate::testimonials::service::{Hold, Item};
use crate::ui::{Choice, HiddenField, RadioGroup, Select, SubmitButton, TextArea, Tone};

/// Everything below the decision that this actor may do.
pub(super) fn acts(l: Locale, here: &str, item: &Item, form: &FormState) -> Option<AnyView> {
    let acts: Vec<_> =
        [hold(l, here, item, form), decline(l, here, item, form), raise(l, here, item), withdraw(l, here, item)]
            .into_iter()
            .flatten()
            .collect();
    if acts.is_empty() {
        return None;
    }
    Some(view! { <section class="no-print"><h2>{l.t("testimonials-acts")}</h2>{acts}</section> }.into_any())
}

/// The button that ends a hold; for one's own a sentence.
pub(super) fn lift(l: Locale, here: &str, item: &Item, hold: &Hold) -> Option<AnyView> {
    if !item.may.lift {
        return None;
    }
    Some(if hold.own {
        view! { <p class="hint">{l.t("testimonials-lift-own")}</p> }.into_any()
    } else {
        view! {
            <form method="post" action=format!("{here}/lift")>
                <HiddenField name="hold" value=hold.id.to_string() />
                <SubmitButton label=l.t("testimonials-lift") tone=Tone::Secondary />
            </form>
        }
        .into_any()
    })
}

fn limit() -> u32 {
    u32::try_from(NOTE_MAX).unwrap_or(u32::MAX)
}

fn hold(l: Locale, here: &str, item: &Item, form: &FormState) -> Option<AnyView> {
    if !item.may.hold || item.decline.is_some() {
        return None;
    }
    let reasons =
        HoldReason::ALL.iter().map(|r| Choice::new(r.code(), l.t(&format!("testimonials-hold-{}", r.code()))));
    let open = form.value("form") == "hold" && form.is_invalid();
    Some(
        view! {
            <details open=open>
                <summary>{l.t("testimonials-hold")}</summary>
                <p class="hint">{l.t("testimonials-hold-text")}</p>
                <form class="form" method="post" action=format!("{here}/hold") novalidate>
                    <RadioGroup
                        l=l
                        form=form
                        name="hold_reason"
                        legend=l.t("testimonials-reason")
                        choices=reasons.collect()
                    />
                    <TextArea
                        l=l
                        form=form
                        name="hold_note"
                        label=l.t("testimonials-hold-note")
                        rows=3
                        maxlength=limit()
                        optional=true
                    />
                    <div class="form-end"><SubmitButton label=l.t("testimonials-hold") tone=Tone::Warning /></div>
                </form>
            </details>
        }
        .into_any(),
    )
}

fn decline(l: Locale, here: &str, item: &Item, form: &FormState) -> Option<AnyView> {
    if !item.may.decline || item.decline.is_some() {
        return None;
    }
    let reasons =
        DeclineReason::ALL.iter().map(|r| Choice::new(r.code(), l.t(&format!("testimonials-decline-{}", r.code()))));
    let open = form.value("form") == "decline" && form.is_invalid();
    Some(
        view! {
            <details open=open>
                <summary>{l.t("testimonials-decline")}</summary>
                <p class="hint">{l.t("testimonials-decline-text")}</p>
                <form class="form" method="post" action=format!("{here}/decline") novalidate>
                    <RadioGroup
                        l=l
                        form=form
                        name="decline_reason"
                        legend=l.t("testimonials-reason")
                        choices=reasons.collect()
                    />
                    <TextArea
                        l=l
                        form=form
                        name="decline_note"
                        label=l.t("testimonials-decline-note")
                        rows=3
                        maxlength=limit()
                        optional=true
                    />
                    <div class="form-end"><SubmitButton label=l.t("testimonials-decline") tone=Tone::Warning /></div>
                </form>
            </details>
        }
        .into_any(),
    )
}

fn raise(l: Locale, here: &str, item: &Item) -> Option<AnyView> {
    let higher: Vec<_> = Tier::ALL.iter().copied().filter(|t| *t > item.testimonial.tier).collect();
    if !item.may.raise || higher.is_empty() {
        return None;
    }
    let choices: Vec<_> = higher.iter().map(|t| Choice::new(t.code(), tier_name(l, *t))).collect();
    let form = FormState::default();
    Some(
        view! {
            <details>
                <summary>{l.t("testimonials-raise")}</summary>
                <p class="hint">{l.t("testimonials-raise-text")}</p>
                <form class="form" method="post" action=format!("{here}/tier") novalidate>
                    <Select l=l form=&form name="tier" label=l.t("testimonials-tier") choices=choices />
                    <div class="form-end"><SubmitButton label=l.t("testimonials-raise") tone=Tone::Secondary /></div>
                </form>
            </details>
        }
        .into_any(),
    )
}

fn withdraw(l: Locale, here: &str, item: &Item) -> Option<AnyView> {
    if !item.may.withdraw || item.live.is_empty() {
        return None;
    }
    Some(
        view! {
            <details>
                <summary>{l.t("testimonials-withdraw-for")}</summary>
                <p class="hint">{l.t("testimonials-withdraw-for-text")}</p>
                <form method="post" action=format!("{here}/withdraw")>
                    <SubmitButton label=l.t("testimonials-withdraw-for") tone=Tone::Warning />
                </form>
            </details>
        }
        .into_any(),
    )
}
