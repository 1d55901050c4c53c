//! Small pieces of handlers: ids from the path, redirects.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::AppError;

/// Path parameters; anything that does not parse was never a link of ours and is not found.
pub struct Id<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Id<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AppError> {
        Path::<T>::from_request_parts(parts, state).await.map(|Path(v)| Self(v)).map_err(|_| AppError::NotFound)
    }
}

/// After a form: 303 (RFC 9110 §15.4.4), so that reload repeats the page and not the post.
#[must_use]
pub fn see_other(path: &str) -> Response {
    match HeaderValue::try_from(path) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => AppError::NotFound.into_response(),
    }
}

/// The id in a form field; one that is not an id was not drawn by us.
///
/// # Errors
/// `BadRequest`.
pub fn form_id(text: &str) -> Result<Uuid, AppError> {
    text.parse().map_err(|_| AppError::BadRequest("ui-bad-request-help"))
}
