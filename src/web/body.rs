//! Form bodies, read strictly: what no browser sends from a form of ours is a plain 400, never half understood.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;

use crate::error::AppError;
use crate::form::FormState;

/// Fields of a form at most: twenty people with a hundred each.
pub const FIELD_LIMIT: usize = 2000;

/// The fields of an `application/x-www-form-urlencoded` body, as typed: line ends as `\n`, no other control characters.
#[derive(Default, Clone)]
pub struct RawForm(Vec<(String, String)>);

const BAD: AppError = AppError::BadRequest("ui-bad-request-help");

impl RawForm {
    /// # Errors
    /// `BadRequest` for bytes that are not UTF-8, control characters, or too many fields.
    pub fn parse(body: &[u8]) -> Result<Self, AppError> {
        let fields: Result<Vec<_>, AppError> = body
            .split(|b| *b == b'&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let at = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
                Ok((decode(&pair[..at])?, decode(pair.get(at + 1..).unwrap_or_default())?))
            })
            .collect();
        let fields = fields?;
        if fields.len() > FIELD_LIMIT { Err(BAD) } else { Ok(Self(fields)) }
    }

    /// The typed values of exactly these fields.
    ///
    /// # Errors
    /// `BadRequest` when the body names a field that the form does not have.
    pub fn only(self, known: &[&str]) -> Result<FormState, AppError> {
        self.only_where(|name| known.contains(&name))
    }

    /// As [`RawForm::only`], for forms whose field names follow a rule.
    ///
    /// # Errors
    /// `BadRequest` when a field's name does not.
    pub fn only_where(self, known: impl Fn(&str) -> bool) -> Result<FormState, AppError> {
        let mut state = FormState::default();
        for (name, value) in self.0 {
            if !known(&name) {
                return Err(BAD);
            }
            state.values.entry(name).or_default().push(value);
        }
        Ok(state)
    }
}

fn decode(bytes: &[u8]) -> Result<String, AppError> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(b) = rest.next() {
        out.push(match b {
            b'+' => b' ',
            b'%' => {
                let digit = |d: Option<&u8>| d.and_then(|d| char::from(*d).to_digit(16)).ok_or(BAD);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                u8::try_from(high * 16 + low).map_err(|_| BAD)?
            }
            b => *b,
        });
    }
    let text = String::from_utf8(out).map_err(|_| BAD)?.replace("\r\n", "\n");
    // What a text pasted from an office program or read in a wrong encoding may hold, and nobody sees.
    let text: String = text
        .chars()
        .map(|c| if matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}') { '\n' } else { c })
        .filter(|c| !('\u{80}'..='\u{9f}').contains(c))
        .collect();
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') { Err(BAD) } else { Ok(text) }
}

impl<S: Send + Sync> FromRequest<S> for RawForm {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
            return Err(BAD);
        }
        // Bounded by the kind of the address, see `web/table.rs`.
        let body: Bytes = to_bytes(request.into_body(), usize::MAX).await.map_err(|_| AppError::TooLarge)?;
        Self::parse(&body)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FIELD_LIMIT, RawForm};

    #[test]
    fn a_form_is_read_as_typed() {
        let state = RawForm::parse("a=%D3%A9+1&b=&a=2%0D%0A3".as_bytes()).unwrap().only(&["a", "b"]).unwrap();
        assert_eq!(state.all("a"), ["ө 1", "2\n3"]);
        assert_eq!(state.value("b"), "");
        // A soft break of an office program, a page break, a line of another century, and what a wrong encoding leaves.
        let pasted = RawForm::parse("a=1\u{b}2\u{c}3\u{85}4\u{96}5".as_bytes()).unwrap().only(&["a"]).unwrap();
        assert_eq!(pasted.value("a"), "1\n2\n3\n45");
    }

    #[test]
    fn what_no_form_of_ours_sends_is_refused() {
        for bad in ["a=%FF", "a=%0", "a=%zz", "a=%00", "a=\u{7}"] {
            assert!(RawForm::parse(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(RawForm::parse(&[b'a', b'=', 0xC3]).is_err());
        assert!(RawForm::parse(b"c=1").unwrap().only(&["a"]).is_err());
        assert!(RawForm::parse("a=&".repeat(FIELD_LIMIT).as_bytes()).is_ok());
        assert!(RawForm::parse("a=&".repeat(FIELD_LIMIT + 1).as_bytes()).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = RawForm::parse(&body);
        }
    }
}
