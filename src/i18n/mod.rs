//! Four languages. `Locale` is known to server and browser; the texts stay on the server, islands get theirs as props.
//! The texts are Fluent files in `locales/<locale>/<domain>.ftl`; all four locales have the same messages with the same
//! variables, which a test checks.

mod locale;
pub use locale::Locale;

#[cfg(feature = "ssr")]
mod dates;
#[cfg(feature = "ssr")]
mod text;
#[cfg(feature = "ssr")]
pub use dates::{Zone, ago_or_until, date, day, day_time, local_input, month, range, time, zone_name};
#[cfg(feature = "ssr")]
pub use text::{Arg, DOMAINS, arg, catalogue};
