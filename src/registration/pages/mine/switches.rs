//! What somebody said or decided, and can say anew: their words, their agreements, their language, how they are
//! told.

use leptos::prelude::*;

use super::super::messages::channel_form;
use super::Mine;
use crate::form::FormState;
use crate::i18n::{arg, day_time};
use crate::registration::consent::{Purpose, holds, shown_version};
use crate::ui::{Choice, HiddenField, Select, StateTag, SubmitButton, Tone};

impl Mine {
    pub(super) fn own_words(&self) -> Option<AnyView> {
        let l = self.l;
        let lines: Vec<_> = self
            .words
            .iter()
            .map(|t| {
                let href = format!("{}/testimonial/{}", self.here, t.id);
                let standing = l.t(&format!("testimonials-mine-{}", t.standing.code()));
                view! { <li><a href=href lang=t.locale.code()>{t.headline.reveal().to_owned()}</a> " " <StateTag label=standing /></li> }
            })
            .collect();
        (!lines.is_empty()).then(|| {
            view! { <section class="section"><h2>{l.t("registration-words")}</h2><ul class="tasks">{lines}</ul></section> }
                .into_any()
        })
    }

    pub(super) fn agreements(&self) -> AnyView {
        let l = self.l;
        let switches: Vec<_> = Purpose::FREE
            .into_iter()
            .map(|purpose| {
                let text = purpose.text_of(shown_version(&self.ledger, purpose), l);
                let held = holds(&self.ledger, purpose);
                let given = held.is_some_and(|(given, _)| given);
                let since = held.map(|(given, at)| {
                    let key = if given { "registration-agreed-since" } else { "registration-taken-back" };
                    l.ta(key, &[("when", arg(day_time(l, self.event.zone, at, self.now)))])
                });
                let said = l.t(if given { "ui-yes" } else { "ui-no" });
                let (name, button) = (format!("switch-{}", purpose.code()), format!("button-{}", purpose.code()));
                view! {
                    <li>
                        <div>
                            <p class="switch-name" id=name.clone()>{text}</p>
                            <p class="hint">{since.unwrap_or_else(|| l.t("registration-agreed-never"))}</p>
                        </div>
                        <form method="post" action=format!("{}/consent", self.here)>
                            <HiddenField name="purpose" value=purpose.code() />
                            <HiddenField name="act" value=if given { "withdraw" } else { "grant" } />
                            <button
                                class="switch"
                                id=button.clone()
                                aria-labelledby=format!("{name} {button}")
                                aria-pressed=if given { "true" } else { "false" }
                            >
                                {said}
                            </button>
                        </form>
                    </li>
                }
            })
            .collect();
        view! {
            <section class="section" id="agreements">
                <h2>{l.t("registration-agreements")}</h2>
                {self.kept("agreements")}
                <p class="small">{l.t("registration-agreements-help")}</p>
                <ul class="switches">{switches}</ul>
            </section>
        }
        .into_any()
    }

    pub(super) fn language(&self) -> AnyView {
        let l = self.l;
        let mut form = FormState::default();
        form.set("locale", self.registration.locale.code());
        view! {
            <section class="section no-print" id="language">
                <h2>{l.t("registration-locale")}</h2>
                {self.kept("language")}
                <form class="form" method="post" action=format!("{}/language", self.here)>
                    <Select l=l form=&form name="locale" label=l.t("ui-language") choices=Choice::locales() />
                    <div class="form-end"><SubmitButton label=l.t("ui-save") tone=Tone::Secondary /></div>
                </form>
            </section>
        }
        .into_any()
    }

    pub(super) fn channel(&self) -> AnyView {
        let (l, r) = (self.l, &self.registration);
        view! {
            <section class="section no-print" id="channel">
                <h2>{l.t("messages-channel")}</h2>
                {self.kept("channel")}
                {channel_form(l, r, format!("{}/channel", self.here), "messages-channel-mine")}
            </section>
        }
        .into_any()
    }
}
