//! Forms with a file (`multipart/form-data`, RFC 7578), read strictly, as `body.rs` reads the others: one file, named fields,
//! all of it bounded by the kind of the address.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;

use crate::error::AppError;
use crate::form::FormState;

const BAD: AppError = AppError::BadRequest("ui-bad-request-help");
/// Parts of a form at most.
const PARTS_MAX: usize = 20;
/// Bytes of a field that is no file.
const FIELD_MAX: usize = 4 * 1024;

/// What such a form sent. The name of the file is not looked at: what is in it says what it is.
#[derive(Default)]
pub struct Upload {
    fields: Vec<(String, String)>,
    files: Vec<(String, Vec<u8>)>,
}

impl Upload {
    /// # Errors
    /// `BadRequest` for what no browser makes of a form.
    pub fn parse(boundary: &str, body: &[u8]) -> Result<Self, AppError> {
        let mark = format!("--{boundary}");
        let (first, between) = (mark.as_bytes(), format!("\r\n{mark}").into_bytes());
        let mut rest = body.strip_prefix(first).ok_or(BAD)?;
        let mut upload = Self::default();
        loop {
            if rest.starts_with(b"--") {
                return Ok(upload);
            }
            rest = rest.strip_prefix(b"\r\n").ok_or(BAD)?;
            let end = find(rest, &between).ok_or(BAD)?;
            upload.part(&rest[..end])?;
            rest = &rest[end + between.len()..];
        }
    }

    fn part(&mut self, part: &[u8]) -> Result<(), AppError> {
        if self.fields.len() + self.files.len() == PARTS_MAX {
            return Err(BAD);
        }
        let at = find(part, b"\r\n\r\n").ok_or(BAD)?;
        let (head, body) = (std::str::from_utf8(&part[..at]).map_err(|_| BAD)?, &part[at + 4..]);
        let disposition = head
            .split("\r\n")
            .find_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-disposition")))
            .map(|(_, value)| value.trim())
            .filter(|value| value.starts_with("form-data"))
            .ok_or(BAD)?;
        let name = parameter(disposition, "name").ok_or(BAD)?;
        if parameter(disposition, "filename").is_some() {
            self.files.push((name, body.to_vec()));
            return Ok(());
        }
        let text = std::str::from_utf8(body).map_err(|_| BAD)?.replace("\r\n", "\n");
        if text.len() > FIELD_MAX || text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(BAD);
        }
        self.fields.push((name, text));
        Ok(())
    }

    /// The fields and the one file of this name; empty when none was chosen.
    ///
    /// # Errors
    /// `BadRequest` when there are others.
    pub fn only(self, known: &[&str], file: &str) -> Result<(FormState, Vec<u8>), AppError> {
        let mut state = FormState::default();
        for (name, value) in self.fields {
            if !known.contains(&name.as_str()) {
                return Err(BAD);
            }
            state.values.entry(name).or_default().push(value);
        }
        let mut files = self.files.into_iter();
        match (files.next(), files.next()) {
            (None, _) => Ok((state, Vec::new())),
            (Some((name, bytes)), None) if name == file => Ok((state, bytes)),
            _ => Err(BAD),
        }
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// A parameter of the disposition. Browsers write a quotation mark within a name as `%22`.
fn parameter(disposition: &str, name: &str) -> Option<String> {
    let start = format!("; {name}=\"");
    let rest = disposition.split_once(start.as_str())?.1;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let boundary = kind.strip_prefix("multipart/form-data").and_then(|rest| rest.split_once("boundary="));
        let boundary =
            boundary.map(|(_, b)| b.split(';').next().unwrap_or_default().trim().trim_matches('"').to_owned());
        let boundary = boundary.filter(|b| !b.is_empty() && b.len() <= 70).ok_or(BAD)?;
        // Bounded by the kind of the address, see `web/table.rs`.
        let body = to_bytes(request.into_body(), usize::MAX).await.map_err(|_| AppError::TooLarge)?;
        Self::parse(&boundary, &body)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FORM: &str = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n--x\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"тизме.csv\"\r\nContent-Type: text/csv\r\n\r\n\
        Аты\r\n--y\r\n\r\n--x--\r\n";

    #[test]
    fn fields_and_a_file_are_read_as_sent() {
        let (state, file) = Upload::parse("x", FORM.as_bytes()).unwrap().only(&["a"], "file").unwrap();
        assert_eq!(state.value("a"), "1\n2");
        assert_eq!(file, "Аты\r\n--y\r\n".as_bytes());
    }

    #[test]
    fn what_no_form_of_ours_sends_is_refused() {
        let sent = |boundary: &str, body: &str| Upload::parse(boundary, body.as_bytes()).map(drop);
        for bad in ["", "--x", "--x\r\n", "x", &FORM[..FORM.len() - 8], "--x\r\nA: b\r\n\r\n1\r\n--x--"] {
            assert_eq!(sent("x", bad), Err(BAD), "{bad:?}");
        }
        assert_eq!(sent("z", FORM), Err(BAD));
        let upload = || Upload::parse("x", FORM.as_bytes()).unwrap();
        assert!(upload().only(&[], "file").is_err(), "an unknown field");
        assert!(upload().only(&["a"], "other").is_err(), "another file");
        let field = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        let parts = |n: usize| format!("{}--x--", field.repeat(n));
        assert!(sent("x", &parts(PARTS_MAX)).is_ok());
        assert_eq!(sent("x", &parts(PARTS_MAX + 1)), Err(BAD));
    }

    #[test]
    fn no_file_is_an_empty_one() {
        let form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x--";
        assert!(Upload::parse("x", form.as_bytes()).unwrap().only(&[], "file").unwrap().1.is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Upload::parse("x", &[b"--x\r\n".as_slice(), &body].concat());
        }
    }
}
