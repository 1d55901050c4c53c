//! Mails to participants and colleagues: rendered when they are sent, from what is true then, in the person's language.
//! Plain text, because it reaches every phone, loads nothing from anywhere and tells nobody that it was opened.

pub mod letter;

use std::time::{Duration, SystemTime};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message as Mail, Tokio1Executor};
use uuid::Uuid;

use self::letter::Rendered;
use super::worker::Failure;
use crate::config::Config;
use crate::i18n::Locale;
use crate::messages::service::Claimed;
use crate::state::App;
use crate::{messages, staff};

/// Well under a job's lease, with the several answers that one mail waits for.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A way to the mail server, and who writes.
pub struct Mailer {
    smtp: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// Nothing where no server is configured.
    ///
    /// # Errors
    /// A sentence about what is wrong with `smtp_url` or `mail_from`; it holds no password.
    pub fn new(config: &Config) -> Result<Option<Self>, String> {
        if config.smtp_url.is_empty() {
            return Ok(None);
        }
        let address: Address =
            config.mail_from.parse().map_err(|e| format!("mail_from {:?}: {e}", config.mail_from))?;
        // What lettre says of a bad URL may quote it, password and all.
        let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.smtp_url)
            .map_err(|_| "smtp_url is not of the form smtps://user:password@host:port".to_owned())?
            .timeout(Some(TIMEOUT))
            .build();
        let name = Some(config.mail_name.clone()).filter(|name| !name.is_empty());
        Ok(Some(Self { smtp, from: Mailbox::new(name, address) }))
    }

    /// Writes to a participant; false when the message was no longer true and was not sent.
    ///
    /// # Errors
    /// With a code: the database, the server, or an address that cannot be written to.
    pub async fn message(&self, app: &App, worker: &str, message: &Claimed) -> Result<bool, Failure> {
        match messages::service::letter(app, worker, message).await? {
            Some((to, letter)) => {
                self.send(app, message.id, to.reveal(), letter.render(&app.config)).await.map(|()| true)
            }
            None => Ok(false),
        }
    }

    /// Sends a colleague the link that makes their account, while it does.
    ///
    /// # Errors
    /// As for participants.
    pub async fn invite(&self, app: &App, job: Uuid, invite: Uuid, l: Locale) -> Result<(), Failure> {
        let Some((email, link)) = staff::service::invite_mail(app, invite, l).await? else { return Ok(()) };
        self.send(app, job, email.reveal(), letter::invite(l, &app.config, &link)).await
    }

    async fn send(&self, app: &App, id: Uuid, to: &str, text: Rendered) -> Result<(), Failure> {
        let mail = self.compose(SystemTime::from(app.clock.now()), id, to, text)?;
        self.smtp.send(mail).await.map(drop).map_err(|e| failure(&e))
    }

    /// The address alone stands in `To`: a name there would be one more copy of it on the way.
    fn compose(&self, now: SystemTime, id: Uuid, to: &str, text: Rendered) -> Result<Mail, Failure> {
        let to: Address = to.parse().map_err(|_| Failure::permanent("address"))?;
        let auto = HeaderName::new_from_ascii_str("Auto-Submitted");
        Mail::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(text.subject)
            .date(now)
            .message_id(Some(format!("<{}@{}>", id.simple(), self.from.email.domain())))
            // RFC 3834: so that no holiday answer comes back.
            .raw_header(HeaderValue::new(auto, "auto-generated".to_owned()))
            .singlepart(SinglePart::plain(text.body))
            .map_err(|_| Failure::permanent("message"))
    }
}

/// A refusal for good is for a person to see to; everything else is tried again.
fn failure(error: &SmtpError) -> Failure {
    // Who we are was refused, not whom we write to (RFC 4954 §6): nobody's address is at fault.
    let ours = error.status().is_some_and(|code| ["530", "534", "535", "538"].contains(&code.to_string().as_str()));
    if ours {
        Failure::passing("smtp_auth")
    } else if error.is_permanent() {
        Failure::permanent("smtp_refused")
    } else if error.is_transient() {
        Failure::passing("smtp_later")
    } else if error.is_timeout() {
        Failure::passing("smtp_timeout")
    } else {
        Failure::passing("smtp_unreachable")
    }
}

/// For `sabak doctor`: whether the server answers.
///
/// # Errors
/// A sentence about what is wrong.
pub async fn check(config: &Config) -> Result<String, String> {
    let Some(mailer) = Mailer::new(config)? else {
        return Ok("no smtp_url: mails wait in the queue".to_owned());
    };
    match mailer.smtp.test_connection().await {
        Ok(true) => Ok(format!("the server answers; mails come from {}", mailer.from.email)),
        Ok(false) => Err("the server does not answer as a mail server does".to_owned()),
        Err(e) => Err(format!("the server cannot be used: {e}")),
    }
}

#[cfg(test)]
mod tests {
    use lettre::message::header::ContentTransferEncoding;

    use super::*;

    fn mailer(from: &str) -> Result<Option<Mailer>, String> {
        let config = Config {
            smtp_url: "smtp://u:hidden@127.0.0.1:2525".into(),
            mail_from: from.into(),
            org_name: "Көмөк борбору".into(),
            ..Config::default()
        };
        Mailer::new(&config)
    }

    #[tokio::test]
    async fn a_mail_says_that_a_machine_wrote_it_and_which_job() {
        let mailer = mailer("post@sabak.invalid").unwrap().unwrap();
        let text =
            Rendered { subject: "Сиздин ордуңуз".into(), body: "Саламатсызбы!\n".into() };
        let job = Uuid::from_u128(7);
        let mail = mailer.compose(SystemTime::UNIX_EPOCH, job, "a@b.invalid", text).unwrap();
        assert!(mail.headers().get::<ContentTransferEncoding>().is_none(), "the part has its own");
        let raw = String::from_utf8(mail.formatted()).unwrap();
        for line in [
            "Message-ID: <00000000000000000000000000000007@sabak.invalid>",
            "Auto-Submitted: auto-generated",
            "Date: Thu, 01 Jan 1970",
            "To: a@b.invalid",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(raw.contains(line), "{line} in {raw}");
        }
        // A name beside the address would stand on locked screens.
        assert!(raw.contains("From: post@sabak.invalid\r\n") && !raw.to_lowercase().contains("html"), "{raw}");
    }

    #[tokio::test]
    async fn what_is_not_an_address_is_set_aside() {
        let mailer = mailer("post@sabak.invalid").unwrap().unwrap();
        for bad in ["", "a", "a@b\r\nBcc: c@d", "a b@c"] {
            let text = Rendered { subject: "s".into(), body: "b".into() };
            let refused = mailer.compose(SystemTime::UNIX_EPOCH, Uuid::nil(), bad, text).unwrap_err();
            assert_eq!(refused, Failure::permanent("address"), "{bad:?}");
        }
    }

    #[test]
    fn bad_settings_are_named_without_the_password() {
        assert!(mailer("nobody").is_err_and(|e| e.contains("mail_from")));
        let config = Config { smtp_url: "u:hidden@host".into(), mail_from: "a@b.invalid".into(), ..Config::default() };
        assert!(Mailer::new(&config).is_err_and(|e| e.contains("smtp_url") && !e.contains("hidden")));
        assert!(Mailer::new(&Config::default()).is_ok_and(|m| m.is_none()));
    }
}
