//! Testimonials: what participants say of a training, and who said yes to what the public reads.
//!
//! - A *testimonial* is the sealed original that a speaker gave through the private link. Nobody changes it; every look at
//!   it by the staff is written down.
//! - *Consent* is a ledger of entries per channel (site, feeds, print, press): the last entry of a channel says what holds
//!   now, and under how open a name. [`model::live`] folds it; giving nothing means "keep it privately".
//! - A *rendition* is an immutable version for readers in one language, named by the SHA-256 of its canonical form.
//!   Every edit makes a new one; only the newest of its language can be public.
//! - An *approval* is a yes to one hash by somebody who neither edited nor captured it; tier R2 needs two.
//! - A *hold* hides at once, a *decline* for good. Both leave the original with its speaker.
//! - There is no published flag: the view `public_rendition` decides. Wall, page and JSON read texts from it alone.
//! - The speaker withdraws with one tap, without a reason; the page then answers 410. Then the words are kept privately,
//!   or erased: with the key goes all that it sealed.
//! - `testimonial.stage` only sorts the moderators' queue; [`store`] recomputes it after every act.
//! - Every change first raises `testimonial.version`, which locks the row on PostgreSQL too: two acts on one testimonial
//!   never overlap, and the ledger's times only grow.

pub mod api;
pub mod consent;
pub mod form;
pub mod model;
pub mod pages;
pub mod service;
mod store;
