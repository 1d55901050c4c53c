//! The document around every page: head, header, footer.

use leptos::prelude::*;

use super::html::{escape, inert_json};
use super::parts::QuickExit;
use crate::i18n::Locale;

/// Which navigation a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NavKind {
    /// Trainings, voices, about.
    #[default]
    Public,
    /// The staff's sections.
    Staff,
    /// None but the languages: a page that one person alone may see.
    Private,
}

/// Who of the staff is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffChrome {
    pub name: String,
    /// The sections they may open, by the names of [`Chrome::active`].
    pub sections: Vec<&'static str>,
}

/// The way out of a page that nobody should be seen with.
#[derive(Clone, Debug)]
pub struct Exit {
    /// Where it leads.
    pub href: String,
    /// The address of the script that does more than the link, and its digest.
    pub script: String,
    pub integrity: String,
}

/// What stands around a page; made from the request and the configuration.
#[derive(Clone, Debug)]
pub struct Chrome {
    pub locale: Locale,
    /// The path after `/{locale}`, with its query: empty for home, else starting with `/`.
    pub path_without_locale: String,
    pub org_name: String,
    /// Empty for none, as the next.
    pub org_phone: String,
    pub org_email: String,
    pub staff: Option<StaffChrome>,
    pub nav: NavKind,
    /// The navigation item of this page: `events`, `testimonials`, `about`, or a staff section; empty for none.
    pub active: &'static str,
    /// None hides it.
    pub quick_exit: Option<Exit>,
    /// The nonce of the content security policy; empty for none.
    pub nonce: String,
    /// Empty while the style sheet is not built.
    pub css_href: String,
    /// Addresses of the JavaScript and the WebAssembly. Only a page that holds an island has them; the others ship no
    /// script.
    pub island: Option<(String, String)>,
}

impl Chrome {
    fn path(&self) -> &str {
        self.path_without_locale.split('?').next().unwrap_or_default()
    }

    fn nonce(&self) -> Option<String> {
        Some(self.nonce.clone()).filter(|n| !n.is_empty())
    }
}

/// What a page says about itself to browsers, search and messengers.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The page's own title; empty on the home page, whose title is the organisation's name.
    pub title: String,
    /// One or two sentences; empty for none.
    pub description: String,
    /// `https://host`, without a slash at the end.
    pub base_url: String,
    /// For search and previews: canonical address, the other languages, preview tags. All other pages ask not to be found.
    pub indexed: bool,
    pub json_ld: Option<String>,
}

/// A link of the navigation: its name for [`Chrome::active`], its path, its message.
type Item = (&'static str, &'static str, &'static str);

const PUBLIC: [Item; 3] = [
    ("events", "/events", "ui-nav-events"),
    ("testimonials", "/testimonials", "ui-nav-voices"),
    ("about", "/about", "ui-nav-about"),
];

const STAFF: [Item; 6] = [
    ("today", "/staff", "ui-nav-today"),
    ("events", "/staff/events", "ui-nav-events"),
    ("testimonials", "/staff/testimonials", "ui-nav-queue"),
    ("people", "/staff/people", "ui-nav-people"),
    ("team", "/staff/team", "ui-nav-team"),
    ("audit", "/staff/audit", "ui-nav-audit"),
];

fn nav_links(chrome: &Chrome) -> Vec<AnyView> {
    let l = chrome.locale;
    let items: &[Item] = match chrome.nav {
        NavKind::Public => &PUBLIC,
        NavKind::Private => &[],
        NavKind::Staff => &STAFF,
    };
    let sections = chrome.staff.as_ref().filter(|_| chrome.nav == NavKind::Staff).map(|s| &s.sections);
    items
        .iter()
        .filter(|(name, ..)| sections.is_none_or(|open| open.contains(name)))
        .map(|&(name, path, key)| {
            // "page" for the very page, "true" for those below it.
            let current = (name == chrome.active).then(|| if chrome.path() == path { "page" } else { "true" });
            view! { <li><a href=format!("/{l}{path}") aria-current=current>{l.t(key)}</a></li> }.into_any()
        })
        .collect()
}

fn languages(chrome: &Chrome) -> AnyView {
    let here = chrome.locale;
    let items: Vec<_> = Locale::ALL
        .into_iter()
        .map(|other| {
            let code = other.code();
            let href = format!("/{code}{}", chrome.path_without_locale);
            let current = (other == here).then_some("true");
            view! { <li><a href=href lang=code hreflang=code aria-current=current>{other.name()}</a></li> }
        })
        .collect();
    view! { <nav class="languages" aria-label=here.t("ui-language")><ul>{items}</ul></nav> }.into_any()
}

fn header(chrome: &Chrome) -> AnyView {
    let l = chrome.locale;
    let home = if chrome.nav == NavKind::Staff { format!("/{l}/staff") } else { format!("/{l}") };
    let links = nav_links(chrome);
    let nav = (!links.is_empty()).then(|| view! { <nav class="nav" aria-label=l.t("ui-nav")><ul>{links}</ul></nav> });
    let exit = chrome.quick_exit.clone().map(|exit| view! { <QuickExit l=l href=exit.href /> });
    let staff = chrome.staff.as_ref().filter(|_| chrome.nav == NavKind::Staff).map(|s| {
        view! {
            <form class="who" method="post" action=format!("/{l}/staff/sign-out")>
                <span class="who-name">{s.name.clone()}</span>
                <button class="button button-quiet" type="submit">{l.t("ui-sign-out")}</button>
            </form>
        }
    });
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="wordmark" href=home>
                    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
                        <path class="mark-felt" d="M0 0h32v32H0z" />
                        <path class="mark-horn" d=MARK />
                    </svg>
                    <span>{chrome.org_name.clone()}</span>
                </a>
                {languages(chrome)}
                {nav}
                {staff}
            </div>
            {exit}
        </header>
    }
    .into_any()
}

/// The horns of a felt rug, which are also an open book.
const MARK: &str = "M16 28V13C16 6 6 4 5 11C4.5 15 9 17 11 13.5M16 13C16 6 26 4 27 11C27.5 15 23 17 21 13.5M8 21.5C11 20 14 21 16 24C18 21 21 20 24 21.5";

/// How to reach the organisation, wherever a page says to ask it. Staff need not be told.
fn contacts(chrome: &Chrome) -> Option<AnyView> {
    let number: String = chrome.org_phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let ways = [
        (format!("tel:{number}"), chrome.org_phone.clone()),
        (format!("mailto:{}", chrome.org_email), chrome.org_email.clone()),
    ];
    let items: Vec<_> = ways
        .into_iter()
        .filter(|(_, shown)| !shown.is_empty())
        .map(|(href, shown)| view! { <li><a href=href>{shown}</a></li> })
        .collect();
    let shown = chrome.nav != NavKind::Staff && !items.is_empty();
    shown.then(|| view! { <ul class="site-footer-contacts">{items}</ul> }.into_any())
}

fn footer(chrome: &Chrome) -> AnyView {
    let l = chrome.locale;
    let mut items: Vec<(&str, &str)> = vec![
        ("/about", "ui-nav-about"),
        ("/privacy", "ui-footer-privacy"),
        ("/accessibility", "ui-footer-accessibility"),
        ("/find", "ui-footer-find"),
    ];
    if chrome.staff.is_none() {
        items.push(("/staff/sign-in", "ui-footer-staff"));
    } else if chrome.nav != NavKind::Staff {
        items.push(("/staff", "ui-nav-today"));
    }
    let items: Vec<_> =
        items.into_iter().map(|(path, key)| view! { <li><a href=format!("/{l}{path}")>{l.t(key)}</a></li> }).collect();
    view! {
        <footer class="site-footer">
            <div class="site-footer-inner">
                <p class="site-footer-name">{chrome.org_name.clone()}</p>
                {contacts(chrome)}
                <nav aria-label=l.t("ui-footer-nav")><ul>{items}</ul></nav>
            </div>
        </footer>
    }
    .into_any()
}

fn meta(name: &'static str, content: String) -> AnyView {
    view! { <meta name=name content=content /> }.into_any()
}

/// Open Graph uses `property` where HTML has `name`.
fn property(name: &'static str, content: String) -> AnyView {
    view! { <meta content=content /> }.add_any_attr(leptos::attr::custom::custom_attribute("property", name)).into_any()
}

/// The canonical address and the same page in the other languages. Filters are not pages of their own.
fn addresses(chrome: &Chrome, base: &str) -> Vec<AnyView> {
    let path = chrome.path();
    let link = |lang: &'static str, href: String| view! { <link rel="alternate" hreflang=lang href=href /> }.into_any();
    let mut links = vec![view! { <link rel="canonical" href=format!("{base}/{}{path}", chrome.locale) /> }.into_any()];
    links.extend(Locale::ALL.into_iter().map(|o| link(o.code(), format!("{base}/{o}{path}"))));
    // Only home has an address without a language.
    let neutral = if path.is_empty() { "/".to_owned() } else { format!("/{}{path}", Locale::Ky) };
    links.push(link("x-default", format!("{base}{neutral}")));
    links
}

fn previews(chrome: &Chrome, head: &Head, title: &str) -> Vec<AnyView> {
    let base = &head.base_url;
    vec![
        property("og:type", "website".into()),
        property("og:title", title.to_owned()),
        property("og:description", head.description.clone()),
        property("og:site_name", chrome.org_name.clone()),
        property("og:locale", chrome.locale.code().into()),
        property("og:url", format!("{base}/{}{}", chrome.locale, chrome.path())),
        property("og:image", format!("{base}/icon-512.png")),
    ]
}

/// The loader of the islands. Our own, so that the nonce stands in `nonce` only and the files' names come from us.
fn island_scripts(chrome: &Chrome) -> Option<AnyView> {
    let (js, wasm) = chrome.island.clone()?;
    let quoted = |s: &str| inert_json(&serde_json::Value::from(s).to_string());
    let start = format!("{}({},{})", include_str!("islands.js").trim_end(), quoted(&js), quoted(&wasm));
    Some(
        view! {
            <link rel="modulepreload" href=js />
            <link rel="preload" href=wasm r#as="fetch" type="application/wasm" crossorigin="anonymous" />
            <script type="module" nonce=chrome.nonce() inner_html=start></script>
        }
        .into_any(),
    )
}

/// A whole page.
#[component]
pub fn Document(chrome: Chrome, head: Head, children: Children) -> AnyView {
    let l = chrome.locale;
    let title =
        if head.title.is_empty() { chrome.org_name.clone() } else { format!("{} · {}", head.title, chrome.org_name) };
    let json_ld = head.json_ld.as_deref().map(|json| {
        view! { <script type="application/ld+json" inner_html=inert_json(json)></script> }
    });
    let body = match chrome.nav {
        NavKind::Public => "page page-public",
        NavKind::Staff => "page page-staff",
        NavKind::Private => "page page-private",
    };
    let body = if chrome.quick_exit.is_some() { format!("{body} page-exit") } else { body.to_owned() };
    view! {
        <!DOCTYPE html>
        <html lang=l.code() dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                // As HTML: on pages with an island Leptos marks a text node with a comment, which a title would show.
                <title inner_html=escape(&title)></title>
                {(!head.description.is_empty()).then(|| meta("description", head.description.clone()))}
                {(!chrome.css_href.is_empty()).then(|| view! { <link rel="stylesheet" href=chrome.css_href.clone() /> })}
                {if head.indexed { addresses(&chrome, &head.base_url) } else { vec![meta("robots", "noindex, nofollow".into())] }}
                {head.indexed.then(|| previews(&chrome, &head, &title))}
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#101816" media="(prefers-color-scheme: dark)" />
                <meta name="format-detection" content="telephone=no" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="manifest" href="/site.webmanifest" />
                {json_ld}
                {chrome.quick_exit.clone().map(|exit| view! { <script src=exit.script integrity=exit.integrity defer></script> })}
                {island_scripts(&chrome)}
            </head>
            <body class=body>
                <a class="skip" href="#main">{l.t("ui-skip")}</a>
                {header(&chrome)}
                <main id="main" tabindex="-1">{children()}</main>
                {footer(&chrome)}
            </body>
        </html>
    }
    .into_any()
}

/// A page that stands in a frame on another site: no navigation, no script.
#[component]
pub fn Framed(l: Locale, title: String, css_href: String, children: Children) -> AnyView {
    view! {
        <!DOCTYPE html>
        <html lang=l.code() dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{title}</title>
                <meta name="robots" content="noindex, nofollow" />
                <meta name="color-scheme" content="light dark" />
                {(!css_href.is_empty()).then(|| view! { <link rel="stylesheet" href=css_href.clone() /> })}
            </head>
            <body class="page page-embed">
                <main id="main">{children()}</main>
            </body>
        </html>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::to_html;

    fn chrome(nav: NavKind, path: &str) -> Chrome {
        Chrome {
            locale: Locale::Ky,
            path_without_locale: path.into(),
            org_name: "Үлгү <уюм>".into(),
            org_phone: "+996 555 000 000".into(),
            org_email: String::new(),
            staff: None,
            nav,
            active: "events",
            quick_exit: None,
            nonce: "n0".into(),
            css_href: "/pkg/sabak.css".into(),
            island: None,
        }
    }

    fn page(chrome: Chrome, head: Head) -> String {
        to_html(view! { <Document chrome head><h1>"Сабак"</h1></Document> })
    }

    #[test]
    fn a_public_page_is_a_whole_document_without_script() {
        let head = Head {
            title: "Тренингдер".into(),
            description: "d".into(),
            base_url: "https://sabak.test".into(),
            indexed: true,
            json_ld: None,
        };
        let html = page(chrome(NavKind::Public, "/events?region=osh"), head);
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"ky\" dir=\"ltr\"><head>"), "{html}");
        assert!(html.contains("<title>Тренингдер · Үлгү &lt;уюм&gt;</title>"), "{html}");
        assert!(html.contains("rel=\"canonical\" href=\"https://sabak.test/ky/events\""), "{html}");
        assert!(html.contains("hreflang=\"x-default\""), "{html}");
        assert!(html.contains("href=\"/ru/events?region=osh\""), "{html}");
        assert!(html.contains("property=\"og:title\""), "{html}");
        assert!(html.contains("id=\"main\" tabindex=\"-1\""), "{html}");
        assert!(html.contains("href=\"tel:+996555000000\"") && !html.contains("mailto"), "{html}");
        for absent in ["<script", "style=", "onclick", "<!>", "robots"] {
            assert!(!html.contains(absent), "{absent}: {html}");
        }
    }

    #[test]
    fn a_private_page_is_not_found_by_search_and_has_an_exit() {
        let mut chrome = chrome(NavKind::Private, "/my/token");
        chrome.quick_exit = Some(Exit {
            href: "https://weather.test/".into(),
            script: "/js/exit.js".into(),
            integrity: "sha384-x".into(),
        });
        let html = page(chrome, Head::default());
        assert!(html.contains("noindex"), "{html}");
        assert!(html.contains("quick-exit") && html.contains("<script src=\"/js/exit.js\""), "{html}");
        assert!(html.contains("integrity=\"sha384-x\"") && html.contains("page-exit"), "{html}");
        assert!(!html.contains("canonical") && !html.contains("og:"), "{html}");
    }

    #[test]
    fn structured_data_cannot_leave_its_script() {
        let head = Head { json_ld: Some(r#"{"name":"</script><script>x"}"#.into()), ..Head::default() };
        let html = page(chrome(NavKind::Public, ""), head);
        assert_eq!(html.matches("</script").count(), 1, "{html}");
        // It is data and needs no nonce; with one, a page would have a new tag at each rendering.
        assert!(!html.contains("nonce="), "{html}");
    }

    #[test]
    fn staff_see_the_sections_they_may_open() {
        let mut chrome = chrome(NavKind::Staff, "/staff");
        chrome.staff = Some(StaffChrome { name: "Айжан".into(), sections: vec!["today", "events"] });
        let html = page(chrome, Head::default());
        assert!(html.contains("href=\"/ky/staff\"") && html.contains("href=\"/ky/staff/events\""), "{html}");
        assert!(!html.contains("/ky/staff/team") && !html.contains("/ky/staff/audit"), "{html}");
    }

    #[test]
    fn an_island_page_names_its_files_in_the_script() {
        let mut chrome = chrome(NavKind::Staff, "/staff/events/x/desk");
        chrome.island = Some(("/pkg/a.js".into(), "/pkg/a.wasm".into()));
        let html = page(chrome, Head::default());
        assert!(html.contains("(\"/pkg/a.js\",\"/pkg/a.wasm\")</script>"), "{html}");
    }
}
