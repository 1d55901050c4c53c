//! The fields about one person, as the form for one, the form for several and the page of answers show them. In a form for
//! several each name begins with the person's prefix.

use leptos::prelude::*;

use crate::events::model::Region;
use crate::form::FormState;
use crate::i18n::Locale;
use crate::people::model::{CALL_NAME, EMAIL, FULL_NAME};
use crate::questions;
use crate::questions::model::Question;
use crate::registration::consent::Purpose;
use crate::registration::form::{DIET, NOTE, ORGANISATION, PHONE};
use crate::registration::model::{AGE_BANDS, NEEDS, SEXES};
use crate::ui::{Checkbox, CheckboxGroup, Choice, Kind, RadioGroup, Select, TextArea, TextField};

/// A limit as the field says it to the browser.
fn limit(max: usize) -> u32 {
    u32::try_from(max).unwrap_or(u32::MAX)
}

fn choices(l: Locale, prefix: &str, codes: &[&str]) -> Vec<Choice> {
    codes.iter().map(|c| Choice::new(*c, l.t(&format!("{prefix}-{c}")))).collect()
}

const WHO: [(&str, &str); 5] = [
    ("full_name", "registration-full-name"),
    ("call_name", "registration-call-name"),
    ("phone", "registration-phone"),
    ("email", "registration-email"),
    ("locale", "registration-locale"),
];
const NEEDED: [(&str, &str); 3] =
    [("needs", "registration-needs"), ("diet", "registration-diet"), ("note", "registration-note")];
const ABOUT: [(&str, &str); 4] = [
    ("age_band", "registration-age"),
    ("sex", "registration-sex"),
    ("home_region", "registration-home-region"),
    ("organisation", "registration-organisation"),
];

/// The names of one person's fields with their prefix and what they are called, for the summary of errors; in the order of
/// the page, on which the questions of the event stand after the needs of one person and before those of several.
pub(super) fn labels(l: Locale, asked: &[Question], prefix: &str) -> Vec<(String, String)> {
    let named = |fields: &[(&str, &str)]| {
        fields.iter().map(|(field, key)| (format!("{prefix}{field}"), l.t(key))).collect::<Vec<_>>()
    };
    let (needs, questions) = (named(&NEEDED), questions::pages::labels(l, asked, prefix));
    let (first, second) = if prefix.is_empty() { (needs, questions) } else { (questions, needs) };
    let agreement = named(&[(Purpose::Participation.code(), "registration-group-agreement")]);
    [named(&WHO), first, second, named(&ABOUT), agreement].into_iter().flatten().collect()
}

/// One person's fields in a form.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub l: Locale,
    pub form: &'a FormState,
    /// Before each name; empty where the form is about one person.
    pub prefix: &'a str,
}

impl Fields<'_> {
    pub fn name(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }

    pub fn names(&self) -> AnyView {
        let Self { l, form, .. } = *self;
        view! {
            <TextField l=l form=form name=self.name("full_name") label=l.t("registration-full-name") hint=l.t("registration-full-name-hint") autocomplete=self.own("name") maxlength=limit(FULL_NAME) no_spellcheck=true />
            <TextField l=l form=form name=self.name("call_name") label=l.t("registration-call-name") hint=l.t("registration-call-name-hint") optional=true autocomplete=self.own("nickname") maxlength=limit(CALL_NAME) no_spellcheck=true />
        }
        .into_any()
    }

    /// What the browser may fill in: in a form for several it knows nobody but who holds the phone.
    fn own(&self, token: &'static str) -> &'static str {
        if self.prefix.is_empty() { token } else { "off" }
    }

    /// Who registers alone needs one of the two, which the line above them says; of several, others can be reached.
    pub fn contacts(&self) -> AnyView {
        let Self { l, form, .. } = *self;
        let one = self.prefix.is_empty();
        view! {
            <TextField l=l form=form name=self.name("phone") label=l.t("registration-phone") hint=l.t("registration-phone-hint") kind=Kind::Tel optional=!one either=one autocomplete=self.own("tel") maxlength=limit(PHONE) />
            <TextField l=l form=form name=self.name("email") label=l.t("registration-email") hint=l.t("registration-email-hint") kind=Kind::Email optional=!one either=one autocomplete=self.own("email") maxlength=limit(EMAIL) />
        }
        .into_any()
    }

    pub fn locale(&self) -> AnyView {
        let Self { l, form, .. } = *self;
        if self.prefix.is_empty() {
            view! { <RadioGroup l=l form=form name=self.name("locale") legend=l.t("registration-locale") choices=Choice::locales() /> }
                .into_any()
        } else {
            view! { <Select l=l form=form name=self.name("locale") label=l.t("registration-locale") choices=Choice::locales() /> }
                .into_any()
        }
    }

    pub fn needs(&self) -> AnyView {
        let Self { l, form, .. } = *self;
        view! {
            <CheckboxGroup l=l form=form name=self.name("needs") legend=l.t("registration-needs") hint=l.t("registration-needs-hint") choices=choices(l, "registration-need", &NEEDS) optional=true />
            <TextField l=l form=form name=self.name("diet") label=l.t("registration-diet") hint=l.t("registration-diet-hint") optional=true maxlength=limit(DIET) />
            <TextArea l=l form=form name=self.name("note") label=l.t("registration-note") hint=l.t("registration-note-hint") rows=3 optional=true maxlength=limit(NOTE) />
        }
        .into_any()
    }

    pub fn about(&self, regions: &[Region]) -> AnyView {
        let Self { l, form, .. } = *self;
        let unsaid = Some(l.t("registration-unsaid"));
        let regions = regions.iter().map(|r| Choice::new(r.code.clone(), r.name(l))).collect();
        view! {
            <Select l=l form=form name=self.name("age_band") label=l.t("registration-age") choices=choices(l, "registration-age", &AGE_BANDS) empty=unsaid.clone() optional=true />
            <Select l=l form=form name=self.name("sex") label=l.t("registration-sex") choices=choices(l, "registration-sex", &SEXES) empty=unsaid.clone() optional=true />
            <Select l=l form=form name=self.name("home_region") label=l.t("registration-home-region") choices=regions empty=unsaid optional=true />
            <TextField l=l form=form name=self.name("organisation") label=l.t("registration-organisation") optional=true autocomplete=self.own("organization") maxlength=limit(ORGANISATION) />
        }
        .into_any()
    }

    pub fn agreements(&self) -> AnyView {
        let Self { l, form, .. } = *self;
        let rows: Vec<_> = Purpose::ALL
            .into_iter()
            .map(|purpose| {
                let needed = purpose == Purpose::Participation;
                let hint = if needed { "registration-agreement-needed" } else { "registration-agreement-free" };
                view! { <Checkbox l=l form=form name=self.name(purpose.code()) label=purpose.text(l) hint=l.t(hint) /> }
            })
            .collect();
        rows.into_any()
    }
}

/// Fields that belong together, under a title and a line about why they are asked.
pub(super) fn group(l: Locale, title: &str, hint: &str, fields: AnyView) -> AnyView {
    let hint = (!hint.is_empty()).then(|| view! { <p class="hint">{l.t(hint)}</p> });
    view! { <fieldset class="group"><legend class="group-title">{l.t(title)}</legend>{hint}{fields}</fieldset> }
        .into_any()
}
