//! Configuration from a TOML file and the environment, which wins. `sabak doctor` prints what is in force.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::i18n::Locale;
use crate::web::client;

/// Everything an operator may set. Each field's environment name is `SABAK_` and the field in capitals.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where the public listener stands.
    pub listen: SocketAddr,
    /// Health and metrics for the operator; never on the public listener. Port 0 switches it off.
    pub metrics_listen: SocketAddr,
    /// Scheme, host and port as readers see them; links in mails and codes begin with it.
    pub public_url: String,
    /// `sqlite:path` or `postgres://…`; by default a file in `data_dir`.
    pub database_url: String,
    pub database_connections: u32,
    pub data_dir: PathBuf,
    /// The built assets: `pkg/`, icons and `hash.txt`.
    pub site_dir: PathBuf,
    pub default_locale: Locale,
    pub org_name: String,
    pub org_email: String,
    pub org_phone: String,
    /// Where quick exit leads: somewhere harmless and common.
    pub quick_exit_url: String,
    /// Origins whose pages may frame the wall at `/embed/…`, such as `https://a.example https://b.example`; empty: none.
    pub embed_origins: String,
    /// `smtp://user:pass@host:port`, `smtps://…`; empty keeps mails in the queue.
    pub smtp_url: String,
    pub mail_from: String,
    /// Stands beside the sender's address, also on locked screens; empty: nothing does.
    pub mail_name: String,
    /// Hex of the 32 bytes that private links are derived from; empty: a file in `data_dir`. The same on all nodes.
    pub secret: String,
    /// The instance's keys, as the file `instance.key` in `data_dir` would hold them; empty: that file. The same on all nodes,
    /// never in the database and never in its backups.
    pub instance_key: String,
    /// Milliseconds that filling a public form takes at least, at most 2000; zero does not ask.
    pub min_fill_ms: i64,
    /// Registrations with one number or address in a day; zero for no limit.
    pub contact_registrations_per_day: i64,
    /// Requests for lost links to one address in a day that are answered by a letter; zero for no limit.
    pub contact_links_per_day: i64,
    /// Public forms from one network address in an hour, counted in memory; zero for no limit. Also none where no client's
    /// address is known: behind a proxy on this machine that `trusted_proxies` does not name.
    pub address_forms_per_hour: i64,
    /// Addresses and ranges of the proxies whose word is taken for the client's address, such as `127.0.0.1 10.0.0.0/8`.
    pub trusted_proxies: String,
    /// The header in which they say it.
    pub client_header: String,
    /// `pretty` or `json`.
    pub log_format: String,
    /// Seconds before a request is given up.
    pub request_timeout_s: u64,
    /// Hours a freed place is held for the person it is offered to.
    pub offer_hours: i64,
    /// Whether this process also works on jobs.
    pub worker: bool,
    /// Where a backup is put each night; empty: none is made.
    pub backup_dir: PathBuf,
    /// One or more age recipients (`age1…`), whose identities are kept elsewhere.
    pub backup_recipient: String,
    /// Days until a backup is removed.
    pub backup_days: i64,
    /// The same for the file with the keys, without which the other holds nothing personal.
    pub backup_keys_days: i64,
    /// The hour (UTC) after which a backup is due.
    pub backup_hour: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            metrics_listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: "http://127.0.0.1:3000".to_owned(),
            database_url: String::new(),
            database_connections: 8,
            data_dir: PathBuf::from("data"),
            site_dir: PathBuf::from("target/site"),
            default_locale: Locale::Ky,
            org_name: "Sabak".to_owned(),
            org_email: String::new(),
            org_phone: String::new(),
            quick_exit_url: "https://www.wikipedia.org/".to_owned(),
            embed_origins: String::new(),
            smtp_url: String::new(),
            mail_from: String::new(),
            mail_name: String::new(),
            secret: String::new(),
            instance_key: String::new(),
            min_fill_ms: 2000,
            contact_registrations_per_day: 20,
            contact_links_per_day: 5,
            address_forms_per_hour: 300,
            trusted_proxies: String::new(),
            client_header: "x-forwarded-for".to_owned(),
            log_format: "pretty".to_owned(),
            request_timeout_s: 15,
            offer_hours: 48,
            worker: true,
            backup_dir: PathBuf::new(),
            backup_recipient: String::new(),
            backup_days: 90,
            backup_keys_days: 14,
            backup_hour: 21,
        }
    }
}

/// Those of [`FIELDS`] that are whole numbers.
const NUMBERS: &[&str] = &[
    "database_connections",
    "request_timeout_s",
    "offer_hours",
    "backup_days",
    "backup_keys_days",
    "backup_hour",
    "min_fill_ms",
    "contact_registrations_per_day",
    "contact_links_per_day",
    "address_forms_per_hour",
];

/// The fields of [`Config`] that the environment can set; a test compares the list with the struct.
pub const FIELDS: &[&str] = &[
    "listen",
    "metrics_listen",
    "public_url",
    "database_url",
    "database_connections",
    "data_dir",
    "site_dir",
    "default_locale",
    "org_name",
    "org_email",
    "org_phone",
    "quick_exit_url",
    "embed_origins",
    "smtp_url",
    "mail_from",
    "mail_name",
    "secret",
    "instance_key",
    "min_fill_ms",
    "contact_registrations_per_day",
    "contact_links_per_day",
    "address_forms_per_hour",
    "trusted_proxies",
    "client_header",
    "log_format",
    "request_timeout_s",
    "offer_hours",
    "worker",
    "backup_dir",
    "backup_recipient",
    "backup_days",
    "backup_keys_days",
    "backup_hour",
];

impl Config {
    /// Reads the file named by `SABAK_CONFIG` (default `sabak.toml`, may be absent) and then the environment.
    ///
    /// # Errors
    /// A sentence that names the file or variable and what is wrong with it.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn load() -> Result<Self, String> {
        let named = std::env::var("SABAK_CONFIG").ok();
        let path = PathBuf::from(named.as_deref().unwrap_or("sabak.toml"));
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if named.is_none() && e.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(e) => return Err(format!("{}: {e}", path.display())),
        };
        // What systemd's LoadCredential= hands over: files that only this process can read.
        let credentials = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
        let env = FIELDS.iter().filter_map(|field| {
            let handed = || std::fs::read_to_string(credentials.as_ref()?.join(format!("sabak.{field}"))).ok();
            let value = std::env::var(format!("SABAK_{}", field.to_uppercase())).ok().or_else(handed)?;
            Some(((*field).to_owned(), value.trim_end().to_owned()))
        });
        Self::parse(&file, &path, env)
    }

    fn parse(file: &str, path: &Path, env: impl Iterator<Item = (String, String)>) -> Result<Self, String> {
        let mut table: toml::Table = toml::from_str(file).map_err(|e| format!("{}: {e}", path.display()))?;
        for (field, value) in env {
            let typed = match field.as_str() {
                number if NUMBERS.contains(&number) => value.parse().map(toml::Value::Integer).ok(),
                "worker" => value.parse().map(toml::Value::Boolean).ok(),
                _ => Some(toml::Value::String(value.clone())),
            };
            let typed =
                typed.ok_or_else(|| format!("SABAK_{}: {value:?} is not a value for it", field.to_uppercase()))?;
            table.insert(field, typed);
        }
        let mut config: Self = table.try_into().map_err(|e| format!("{}: {e}", path.display()))?;
        config.public_url = config.public_url.trim_end_matches('/').to_owned();
        if config.database_url.is_empty() {
            config.database_url = format!("sqlite:{}", config.data_dir.join("sabak.db").display());
        }
        if !config.public_url.starts_with("http://") && !config.public_url.starts_with("https://") {
            return Err(format!("public_url: {:?} does not begin with http:// or https://", config.public_url));
        }
        if !(0..=2000).contains(&config.min_fill_ms) {
            return Err(format!("min_fill_ms: {} is not between 0 and 2000", config.min_fill_ms));
        }
        for (name, value) in [
            ("contact_registrations_per_day", config.contact_registrations_per_day),
            ("contact_links_per_day", config.contact_links_per_day),
            ("address_forms_per_hour", config.address_forms_per_hour),
        ] {
            if !(0..=100_000).contains(&value) {
                return Err(format!("{name}: {value} is not between 0 and 100000"));
            }
        }
        if let Some(wrong) = config.trusted_proxies.split_whitespace().find(|p| client::parse_range(p).is_none()) {
            return Err(format!("trusted_proxies: {wrong:?} is no address and no range"));
        }
        if let Some(wrong) = config.embed_origins.split_whitespace().find(|o| !is_origin(o)) {
            return Err(format!("embed_origins: {wrong:?} is not an origin such as https://example.org"));
        }
        config.embed_origins = config.embed_origins.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(config)
    }

    /// Whether readers come over TLS: then cookies are `__Host-` and `Secure`, and HSTS is sent.
    #[must_use]
    pub fn tls(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The effective values for `sabak doctor`, secrets masked.
    #[must_use]
    pub fn masked(&self) -> String {
        let hidden = |s: &str| if s.is_empty() { "(not set)" } else { "(set)" };
        let database = self.database_url.rsplit_once('@').map_or_else(
            || self.database_url.clone(),
            |(before, after)| format!("{}://…@{after}", before.split("://").next().unwrap_or_default()),
        );
        let shown = Self {
            database_url: database,
            smtp_url: hidden(&self.smtp_url).to_owned(),
            secret: hidden(&self.secret).to_owned(),
            instance_key: hidden(&self.instance_key).to_owned(),
            ..self.clone()
        };
        format!("{shown:#?}")
    }
}

/// `https://host` or `https://host:port`, without pattern or path; `http` for development machines.
fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some((host, port)) = rest.map(|r| r.split_once(':').unwrap_or((r, "443"))) else { return false };
    let labels =
        |h: &str| h.split('.').all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    labels(host) && port.parse::<u16>().is_ok_and(|p| p > 0)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Config, FIELDS, NUMBERS};

    fn parse(file: &str, env: &[(&str, &str)]) -> Result<Config, String> {
        let env = env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Config::parse(file, Path::new("sabak.toml"), env)
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let c = parse("org_name = \"A\"\noffer_hours = 3", &[("org_name", "B"), ("worker", "false")]).unwrap();
        assert_eq!((c.org_name.as_str(), c.offer_hours, c.worker), ("B", 3, false));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(parse("orgname = \"A\"", &[]).unwrap_err().contains("orgname"));
        assert!(parse("", &[("offer_hours", "soon")]).unwrap_err().contains("SABAK_OFFER_HOURS"));
        assert!(parse("", &[("public_url", "ftp://x")]).unwrap_err().contains("public_url"));
        assert!(
            parse("", &[("min_fill_ms", "2001")]).unwrap_err().contains("min_fill_ms"),
            "never more than two seconds"
        );
        for (name, value) in [("contact_links_per_day", "-1"), ("address_forms_per_hour", "100001")] {
            assert!(parse("", &[(name, value)]).unwrap_err().contains(name), "{name}");
        }
        assert!(parse("", &[("trusted_proxies", "10.0.0.0/40")]).unwrap_err().contains("trusted_proxies"));
        for origins in [
            "*",
            "https://*.example.org",
            "https://a.example/path",
            "a.example",
            "https://a.example; sandbox",
            "'self'",
            "https://a:0",
        ] {
            assert!(parse("", &[("embed_origins", origins)]).unwrap_err().contains("embed_origins"), "{origins}");
        }
        assert_eq!(
            parse("", &[("embed_origins", " https://a.example\n http://b:8080 ")]).unwrap().embed_origins,
            "https://a.example http://b:8080"
        );
    }

    #[test]
    fn every_field_can_come_from_the_environment() {
        for field in FIELDS {
            let value = match *field {
                "listen" | "metrics_listen" => "127.0.0.1:1",
                number if NUMBERS.contains(&number) => "1",
                "trusted_proxies" => "127.0.0.1 10.0.0.0/8",
                "worker" => "true",
                "default_locale" => "uz",
                "public_url" => "https://x.example/",
                "embed_origins" => "https://x.example",
                _ => "v",
            };
            parse("", &[(field, value)]).unwrap_or_else(|e| panic!("{field}: {e}"));
        }
        let shown = parse("", &[]).unwrap().masked();
        assert_eq!(shown.lines().count() - 2, FIELDS.len(), "a field is missing in FIELDS:\n{shown}");
    }

    #[test]
    fn secrets_are_not_shown() {
        let c = parse(
            "",
            &[
                ("secret", "abcd"),
                ("instance_key", "1 abcd"),
                ("smtp_url", "smtp://u:pw@h"),
                ("database_url", "postgres://u:pw@h/d"),
            ],
        );
        let shown = c.unwrap().masked();
        assert!(!shown.contains("abcd") && !shown.contains("pw"), "{shown}");
    }
}
