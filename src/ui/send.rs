//! Links that open a text in an app on the reader's own device. They name the app's own scheme and no web address: a link
//! to a messenger's site would hand number and text to that site's host before any app opens.

use leptos::prelude::*;

use crate::i18n::Locale;

/// Percent-encoding of all but unreserved characters (RFC 3986 §2.3).
fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Buttons for SMS (RFC 5724, with the `body` that phones read), WhatsApp and Telegram.
#[component]
pub fn SendLinks(
    l: Locale,
    /// E.164.
    #[prop(into)]
    phone: String,
    #[prop(into)] text: String,
) -> AnyView {
    let (digits, text) = (phone.trim_start_matches('+'), encoded(&text));
    let links = [
        ("ui-send-sms", format!("sms:{phone}?body={text}")),
        ("ui-send-whatsapp", format!("whatsapp://send?phone={digits}&text={text}")),
        ("ui-send-telegram", format!("tg://resolve?phone={digits}&text={text}")),
    ];
    let links: Vec<_> = links
        .into_iter()
        .map(|(key, href)| view! { <a class="button button-secondary" href=href rel="noreferrer nofollow">{l.t(key)}</a> })
        .collect();
    view! {
        <p class="actions">{links}</p>
        <p class="hint">{l.t("ui-send-hint")}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::to_html;

    #[test]
    fn a_text_fits_into_a_link() {
        assert_eq!(encoded("a b&ө\n?"), "a%20b%26%D3%A9%0A%3F");
    }

    #[test]
    fn no_host_stands_between_the_page_and_the_app() {
        let html = to_html(view! { <SendLinks l=Locale::Ky phone="+996700000001" text="Сөз & шилтеме" /> });
        assert!(!html.contains("http"), "{html}");
        for scheme in [
            "sms:+996700000001?body=",
            "whatsapp://send?phone=996700000001&amp;text=",
            "tg://resolve?phone=996700000001&amp;text=",
        ] {
            assert!(html.contains(scheme), "{scheme} in {html}");
        }
    }
}
