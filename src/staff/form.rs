//! What staff forms ask, between typed and valid. A passphrase never goes back to the form, nor into the flash table.

use crate::form::FormState;
use crate::i18n::Locale;
use crate::seal::Personal;

use super::model::{Grant, Role, Scope};

pub const SIGN_IN: &[&str] = &["email", "passphrase", "next"];
pub const JOIN: &[&str] = &["name", "email", "passphrase", "passphrase_again"];
pub const PASSPHRASE: &[&str] = &["email", "passphrase_now", "passphrase", "passphrase_again"];
pub const INVITE: &[&str] = &["email", "role", "scope"];
pub const GRANT: &[&str] = &["role", "scope"];
pub const CODE: &[&str] = &["code", "next"];
pub const CONFIRM: &[&str] = &["code", "passphrase", "next"];
/// The two halves of using a passkey: what is answered, and the answer. A script fills them in.
pub const PASSKEY: &[&str] = &["ceremony", "credential", "next"];
pub const ADD_PASSKEY: &[&str] = &["ceremony", "credential", "name", "next"];
const SECRETS: [&str; 6] = ["passphrase", "passphrase_again", "passphrase_now", "code", "ceremony", "credential"];

pub const NAME_MAX: u16 = 120;
pub const PASSKEY_NAME_MAX: u16 = 60;
/// RFC 5321 §4.5.3.1.3 leaves an address 254 characters.
pub const EMAIL_MAX: u16 = 254;
/// Characters, not bytes: Cyrillic has two bytes a letter.
pub const PASSPHRASE_MIN: usize = 12;
pub const PASSPHRASE_MAX: usize = 128;
const NEXT_MAX: usize = 500;

/// The account that an invited person asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct JoinInput {
    pub name: Personal,
    pub email: Personal,
    pub passphrase: Personal,
}

/// An address as accounts keep it: without blanks around, in small letters; nothing when it cannot be one.
#[must_use]
pub fn address(typed: &str) -> Option<String> {
    let email = typed.trim().to_lowercase();
    let (local, domain) = email.split_once('@')?;
    let labels = || domain.split('.');
    let fits = (3..=usize::from(EMAIL_MAX)).contains(&email.chars().count())
        && !local.is_empty()
        && labels().count() >= 2
        && labels().all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && !local.chars().any(|c| c.is_whitespace() || c.is_control() || "@<>()[],;:\\\"".contains(c));
    fits.then_some(email)
}

fn email(state: &mut FormState) -> String {
    let typed = state.text("email", EMAIL_MAX.into(), true);
    if state.error("email").is_some() {
        return typed;
    }
    address(&typed).unwrap_or_else(|| {
        state.fail("email", "ui-error-email");
        typed
    })
}

/// A new passphrase, typed twice. Blanks belong to it.
fn new_passphrase(state: &mut FormState) -> String {
    let (first, again) = (state.value("passphrase"), state.value("passphrase_again"));
    let bounds = [("min", PASSPHRASE_MIN.to_string()), ("max", PASSPHRASE_MAX.to_string())];
    if !(PASSPHRASE_MIN..=PASSPHRASE_MAX).contains(&first.chars().count()) {
        state.fail_with("passphrase", "staff-error-passphrase-length", &bounds);
    } else if first != again {
        state.fail("passphrase_again", "staff-error-passphrase-again");
    }
    first
}

/// What may be kept of a form that goes back to its page.
#[must_use]
pub fn keepable(mut state: FormState) -> FormState {
    for secret in SECRETS {
        state.values.remove(secret);
    }
    // Of an address that can be none, no more than its page could show: anybody may send this form.
    if let Some(email) = state.values.get_mut("email") {
        for typed in email.iter_mut().filter(|t| t.chars().count() > usize::from(EMAIL_MAX)) {
            *typed = typed.chars().take(EMAIL_MAX.into()).collect();
        }
    }
    state
}

fn done<T>(state: FormState, input: T) -> Result<T, FormState> {
    if state.is_invalid() { Err(keepable(state)) } else { Ok(input) }
}

/// # Errors
/// The form with its messages, without the passphrases.
pub fn join(mut state: FormState) -> Result<JoinInput, FormState> {
    let name = state.text("name", NAME_MAX.into(), true);
    if name.contains('\n') {
        state.fail("name", "ui-error-choice");
    }
    let input =
        JoinInput { name: name.into(), email: email(&mut state).into(), passphrase: new_passphrase(&mut state).into() };
    done(state, input)
}

/// The present passphrase and the new one.
///
/// # Errors
/// As [`join`].
pub fn passphrase(mut state: FormState) -> Result<(String, String), FormState> {
    let now = state.value("passphrase_now");
    if now.is_empty() {
        state.fail("passphrase_now", "ui-error-required");
    }
    let new = new_passphrase(&mut state);
    done(state, (now, new))
}

/// What its owner calls a passkey; may stay empty.
///
/// # Errors
/// As [`join`].
pub fn passkey_name(mut state: FormState) -> Result<Personal, FormState> {
    let name = state.text("name", PASSKEY_NAME_MAX.into(), false);
    if name.contains('\n') {
        state.fail("name", "ui-error-choice");
    }
    done(state, name.into())
}

/// A role and its scope. Whether the asker may give them is the service's to say.
///
/// # Errors
/// As [`join`].
pub fn grant(mut state: FormState) -> Result<Grant, FormState> {
    let grant = read_grant(&mut state);
    match grant {
        Some(grant) => done(state, grant),
        None => Err(state),
    }
}

/// # Errors
/// As [`join`].
pub fn invite(mut state: FormState) -> Result<(Personal, Grant), FormState> {
    let (email, grant) = (email(&mut state).into(), read_grant(&mut state));
    match grant {
        Some(grant) => done(state, (email, grant)),
        None => Err(state),
    }
}

fn read_grant(state: &mut FormState) -> Option<Grant> {
    let role = Role::parse(state.choice("role", &Role::ALL.map(Role::code), true));
    let typed = state.value("scope");
    let scope = Scope::from_value(&typed);
    if scope.is_none() {
        state.fail("scope", if typed.is_empty() { "ui-error-choose" } else { "ui-error-choice" });
    }
    Some(Grant::new(role?, scope?))
}

/// Where to go after signing in: a staff page of this site, and nothing else.
#[must_use]
pub fn next(typed: &str) -> Option<String> {
    let rest = Locale::ALL.iter().find_map(|l| typed.strip_prefix(&format!("/{l}/staff")))?;
    let own = rest.is_empty() || rest.starts_with('/') || rest.starts_with('?');
    let plain = typed.chars().all(|c| c.is_ascii_graphic() && c != '\\' && c != '#');
    // Going back to sign-in or sign-out would lead nowhere.
    let leads = !rest.starts_with("/sign-")
        && !rest.starts_with("/confirm-")
        && !rest.starts_with("/join")
        && !typed.contains("..");
    (own && plain && leads && typed.len() <= NEXT_MAX).then(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FormState, address, grant, invite, join, next};

    fn typed(fields: &[(&str, &str)]) -> FormState {
        let mut state = FormState::default();
        for (name, value) in fields {
            state.set(name, *value);
        }
        state
    }

    fn joining(name: &str, email: &str, first: &str, again: &str) -> Result<super::JoinInput, FormState> {
        join(typed(&[("name", name), ("email", email), ("passphrase", first), ("passphrase_again", again)]))
    }

    fn wrong(result: Result<super::JoinInput, FormState>) -> Vec<String> {
        result
            .err()
            .map(|s| s.errors.into_iter().map(|e| format!("{} {}", e.field, e.key)).collect())
            .unwrap_or_default()
    }

    const GOOD: &str = "он эки тамга";

    #[test]
    fn limits_of_an_account() {
        assert_eq!(GOOD.chars().count(), 12);
        assert!(joining(&"Ө".repeat(120), "a@b.kg", GOOD, GOOD).is_ok());
        assert_eq!(wrong(joining(&"Ө".repeat(121), "a@b.kg", GOOD, GOOD)), ["name ui-error-too-long"]);
        assert_eq!(wrong(joining(" ", "a@b.kg", GOOD, GOOD)), ["name ui-error-required"]);
        let longest = format!("{}@b.kg", "a".repeat(249));
        assert!(joining("A", &longest, GOOD, GOOD).is_ok());
        assert_eq!(wrong(joining("A", &format!("a{longest}"), GOOD, GOOD)), ["email ui-error-too-long"]);
        let long = "ң".repeat(128);
        assert!(joining("A", "a@b.kg", &long, &long).is_ok());
        for bad in ["", "он эки тамг", &"ң".repeat(129)] {
            assert_eq!(wrong(joining("A", "a@b.kg", bad, bad)), ["passphrase staff-error-passphrase-length"], "{bad}");
        }
        assert_eq!(
            wrong(joining("A", "a@b.kg", GOOD, "он эки тамгы")),
            ["passphrase_again staff-error-passphrase-again"]
        );
    }

    #[test]
    fn a_passphrase_does_not_go_back_to_its_form() {
        let state = joining("", "a@b.kg", GOOD, GOOD).err().unwrap();
        assert!(!format!("{state:?}").contains(GOOD), "{state:?}");
    }

    #[test]
    fn an_address_is_folded_or_refused() {
        assert_eq!(address(" Aida.Test@Example.ORG ").as_deref(), Some("aida.test@example.org"));
        for bad in ["", "@", "a@", "@b.kg", "a@b", "a b@c.kg", "a@b..kg", "a@b@c.kg", "a@b.kg\nBcc:x@y.kg", "<a>@b.kg"]
        {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_forged_role_or_scope_is_refused() {
        assert!(grant(typed(&[("role", "facilitator"), ("scope", "region:osh")])).is_ok());
        for (role, scope) in
            [("root", "all"), ("", "all"), ("auditor", ""), ("auditor", "region:"), ("auditor", "all:x")]
        {
            assert!(grant(typed(&[("role", role), ("scope", scope)])).is_err(), "{role} {scope}");
        }
        let state = invite(typed(&[("email", "nobody"), ("role", ""), ("scope", "")])).err().unwrap();
        assert_eq!(state.errors.len(), 3);
    }

    #[test]
    fn only_our_own_staff_pages_come_next() {
        for good in ["/ky/staff", "/ru/staff/events/x?y=1", "/en/staff?x"] {
            assert_eq!(next(good).as_deref(), Some(good));
        }
        for bad in [
            "",
            "/",
            "//evil.test/ky/staff",
            "https://evil.test/ky/staff",
            "/ky/staffing",
            "/xx/staff",
            "/ky/events",
            "/ky/staff\\@evil.test",
            "/ky/staff/\r\nSet-Cookie:x",
            "/ky/staff/../../x",
            "/ky/staff/sign-out",
            "ky/staff",
        ] {
            assert_eq!(next(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_next_is_ours(text in "\\PC{0,60}") {
            if let Some(path) = next(&format!("/ky/staff{text}")) {
                prop_assert!(path.starts_with("/ky/staff") && !path.contains("..") && !path.contains('\\'));
            }
        }
    }
}
