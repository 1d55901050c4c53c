//! Mails to participants and colleagues: rendered when they are sent, from what is true then, in the person's language.
//! Plain text, because it reaches every phone, loads nothing from anywhere and tells nobody that it was opened.

mod letter;

use std::time::{Duration, SystemTime};

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message as Mail, Tokio1Executor};
use uuid::Uuid;

use self::letter::{Letter, Rendered};
use super::queue::Message;
use super::worker::Failure;
use crate::config::Config;
use crate::error::AppError;
use crate::i18n::Locale;
use crate::registration::model::{Registration, State};
use crate::seal::Personal;
use crate::state::App;
use crate::{events, registration, staff};

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
        Ok(Some(Self { smtp, from: Mailbox::new(Some(config.org_name.clone()), address) }))
    }

    /// Writes to a participant, if there is an address and the message is still true. Where there is no address, staff
    /// pass the words on by hand.
    ///
    /// # Errors
    /// With a code: the database, the server, or an address that cannot be written to.
    pub async fn registration(&self, app: &App, job: Uuid, id: Uuid, message: Message) -> Result<(), Failure> {
        match participant_mail(app, id, message).await {
            Ok(Some((to, mail))) => self.send(app, job, to.reveal(), mail).await,
            Ok(None) | Err(AppError::NotFound) => Ok(()),
            Err(error) => Err(error.into()),
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

    async fn send(&self, app: &App, job: Uuid, to: &str, text: Rendered) -> Result<(), Failure> {
        let mail = self.compose(SystemTime::from(app.clock.now()), job, to, text)?;
        self.smtp.send(mail).await.map(drop).map_err(|e| failure(&e))
    }

    /// The address alone stands in `To`: a name there would be one more copy of it on the way.
    fn compose(&self, now: SystemTime, job: Uuid, to: &str, text: Rendered) -> Result<Mail, Failure> {
        let to: Address = to.parse().map_err(|_| Failure::permanent("address"))?;
        let auto = HeaderName::new_from_ascii_str("Auto-Submitted");
        Mail::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(text.subject)
            .date(now)
            .message_id(Some(format!("<{}@{}>", job.simple(), self.from.email.domain())))
            // RFC 3834: so that no holiday answer comes back.
            .raw_header(HeaderValue::new(auto, "auto-generated".to_owned()))
            .singlepart(SinglePart::plain(text.body))
            .map_err(|_| Failure::permanent("message"))
    }
}

/// A refusal for good is for a person to look at; everything else is tried again.
fn failure(error: &SmtpError) -> Failure {
    if error.is_permanent() {
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

/// Address and mail, or nothing to send.
async fn participant_mail(app: &App, id: Uuid, message: Message) -> Result<Option<(Personal, Rendered)>, AppError> {
    let registration = registration::service::by_id(app, id).await?;
    let event = events::service::by_id(app, registration.event_id).await?;
    if !still_true(message, registration.state, event.state == events::model::State::Cancelled) {
        return Ok(None);
    }
    // The address given with this registration and no other: contacts of a person may come from somebody else.
    if registration.email.is_empty() {
        return Ok(None);
    }
    let person = registration::service::addressee(app, &registration).await?;
    let link = private_link(app, &registration);
    let letter = Letter::of(app.clock.now(), message, &registration, &person, &event, link);
    Ok(Some((registration.email, letter.render(&app.config))))
}

fn private_link(app: &App, registration: &Registration) -> String {
    let token = registration::service::link_token(app, registration);
    app.url(&format!("/{}/my/{token}", registration.locale))
}

/// Whether a message still says what is so: another is on its way where it does not.
const fn still_true(message: Message, state: State, cancelled: bool) -> bool {
    match message {
        Message::Confirmed => matches!(state, State::Confirmed) && !cancelled,
        Message::Waitlisted => matches!(state, State::Waitlisted) && !cancelled,
        Message::Offered => matches!(state, State::Offered) && !cancelled,
        Message::OfferLapsed => matches!(state, State::Expired | State::Waitlisted) && !cancelled,
        Message::Withdrawn => matches!(state, State::Withdrawn),
        Message::EventChanged => {
            matches!(state, State::Received | State::Confirmed | State::Waitlisted | State::Offered) && !cancelled
        }
        Message::EventCancelled => !matches!(state, State::Withdrawn) && cancelled,
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
            org_name: "Сабак".into(),
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
        assert!(raw.contains("<post@sabak.invalid>") && !raw.to_lowercase().contains("html"), "{raw}");
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

    #[test]
    fn what_is_no_longer_so_is_not_said() {
        assert!(still_true(Message::Confirmed, State::Confirmed, false));
        assert!(!still_true(Message::Confirmed, State::Withdrawn, false));
        assert!(!still_true(Message::Offered, State::Confirmed, false));
        assert!(!still_true(Message::Confirmed, State::Confirmed, true));
        assert!(still_true(Message::EventCancelled, State::Waitlisted, true));
        assert!(!still_true(Message::EventCancelled, State::Confirmed, false));
    }
}
