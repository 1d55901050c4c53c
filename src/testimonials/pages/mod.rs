//! Pages: the wall and one testimonial for everybody; the form and the speaker's page behind the private link; queue and
//! item for the staff.

mod acts;
mod desk;
mod embed;
mod erase;
mod give;
mod item;
mod mine;
mod queue;
mod wall;

use leptos::prelude::*;

pub use embed::embed;
pub use erase::erase;
pub use give::give;
pub use item::{LangQuery, item};
pub use mine::mine;
pub use queue::queue;
pub use wall::{one, wall};

use super::model::{Attribution, Channel, Names, attribution_line};
use crate::i18n::Locale;
use crate::ui::Choice;

/// The name of the form through the private link, for what was typed.
#[must_use]
pub fn give_form(registration: uuid::Uuid) -> String {
    format!("testimonial:{registration}")
}

/// The name of the form for the speaker's name.
#[must_use]
pub fn name_form(id: uuid::Uuid) -> String {
    format!("testimonial-name:{id}")
}

/// The name of the forms on the moderators' page; the field `form` tells which of them it was.
#[must_use]
pub fn item_form(id: uuid::Uuid) -> String {
    format!("testimonial-item:{id}")
}

/// A long text as paragraphs, as it was broken into lines.
fn paragraphs(text: &str) -> Vec<AnyView> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| view! { <p>{line.to_owned()}</p> }.into_any()).collect()
}

fn channel_name(l: Locale, channel: Channel) -> String {
    l.t(&format!("testimonials-channel-{}", channel.code()))
}

fn channel_names(l: Locale, channels: &[Channel]) -> String {
    channels.iter().map(|c| channel_name(l, *c)).collect::<Vec<_>>().join(", ")
}

fn attribution_name(l: Locale, attribution: Attribution) -> String {
    l.t(&format!("testimonials-name-{}", attribution.code()))
}

/// The names to choose from, up to the most open one allowed, each with the line that readers would see in `shown_in`.
fn name_choices(l: Locale, shown_in: Locale, names: &Names, widest: Attribution) -> Vec<Choice> {
    let no_name = shown_in.t("testimonials-no-name");
    let offered = Attribution::ALL.iter().copied().filter(|a| *a <= widest && a.is_offered(names));
    offered
        .map(|a| {
            let choice = Choice::new(a.code(), attribution_name(l, a));
            if a == Attribution::Pseudonym && names.pseudonym.is_empty() {
                return choice;
            }
            let line = attribution_line(a, names, &no_name);
            choice.hint(l.ta("testimonials-name-shown", &[("line", line.reveal().to_owned().into())]))
        })
        .collect()
}
