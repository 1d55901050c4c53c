//! The queue, for somebody who waits: where they stand in it, and why others were offered a place before them.

use leptos::prelude::*;

use super::Mine;
use crate::clock::Instant;
use crate::i18n::{arg, day_time};
use crate::registration::model::places::Reason;

impl Mine {
    pub(super) fn queue(&self) -> Option<AnyView> {
        let (ahead, n) = self.ahead.zip(self.queue).filter(|_| self.on())?;
        let place = ahead + 1;
        // To the last their place says how many there are, and to the only one the sentence above says it all.
        let said = if place < n {
            Some(self.l.ta("mine-queue", &[("place", arg(place)), ("n", arg(n))]))
        } else {
            (place > 1).then(|| self.l.ta("mine-queue-last", &[("place", arg(place))]))
        };
        let said = said.map(|said| view! { <p>{said}</p> });
        // No name: who has one link of a party is shown nothing of the others.
        let together = self.together.map(|n| view! { <p>{self.l.ta("mine-together", &[("n", arg(n))])}</p> });
        Some(view! { {said} {together} }.into_any())
    }

    /// Each reason once; for whom a place was kept is nobody else's business.
    pub(super) fn why(&self) -> Option<AnyView> {
        let l = self.l;
        let lines: Vec<_> = Reason::ALL
            .into_iter()
            .filter_map(|reason| {
                let of = || self.why.iter().filter(|w| w.reason == reason);
                let last: Instant = of().map(|w| w.last_at).max()?;
                let times: i64 = of().map(|w| w.times).sum();
                let when = day_time(l, self.event.zone, last, self.now);
                let often = l.ta("mine-why-times", &[("n", arg(times)), ("when", arg(when))]);
                let said = l.t(&format!("mine-why-{}", reason.code()));
                Some(view! { <li>{said} <br /> <span class="small">{often}</span></li> })
            })
            .collect();
        (!lines.is_empty() && self.on()).then(|| {
            view! {
                <section class="section no-print">
                    <h2>{l.t("mine-why-title")}</h2>
                    <p>{l.t("mine-why-intro")}</p>
                    <ul class="prose">{lines}</ul>
                    <p>{l.t("mine-why-keeps")}</p>
                </section>
            }
            .into_any()
        })
    }
}
