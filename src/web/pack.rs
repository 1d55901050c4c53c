//! Pages are packed in one piece, as small as a phone on a slow line can wish and as quickly as a server can: each is rendered
//! whole, so its size is known, and a window of 64 KB holds any of them. What flows (exports, files) is packed by
//! `tower_http`, whose window of 4 MB costs more to set up than such a page to pack.

use std::io::Write as _;

use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::AppError;

/// Pages of up to so many bytes are packed here.
const LIMIT: usize = 1024 * 1024;
/// What the packing would make no smaller.
const LEAST: u64 = 256;

/// How a page is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// The best of those that the reader takes.
    #[must_use]
    pub fn asked(headers: &HeaderMap) -> Option<Self> {
        let accepts = |coding: Self| {
            let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
            lines.flat_map(|l| l.split(',')).any(|asked| is_taken(asked, coding.code()))
        };
        [Self::Brotli, Self::Gzip].into_iter().find(|coding| accepts(*coding))
    }

    /// As in `Content-Encoding`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    #[must_use]
    pub fn pack(self, plain: &[u8]) -> Bytes {
        match self {
            Self::Brotli => brotli(plain),
            Self::Gzip => gzip(plain),
        }
    }
}

/// One coding of a list, with `q=0` for what is not taken. RFC 9110, 12.5.3.
fn is_taken(asked: &str, code: &str) -> bool {
    let mut parts = asked.split(';').map(str::trim);
    let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(code));
    let weight = parts.find_map(|p| p.strip_prefix("q=")).map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
    named && weight > 0.0
}

fn gzip(plain: &[u8]) -> Bytes {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    // A vector takes every byte.
    let written = packed.write_all(plain).and_then(|()| packed.finish());
    written.unwrap_or_default().into()
}

fn brotli(mut plain: &[u8]) -> Bytes {
    let mut packed = Vec::with_capacity(plain.len() / 3);
    let options =
        brotli::enc::BrotliEncoderParams { quality: 4, lgwin: 16, size_hint: plain.len(), ..Default::default() };
    let _ = brotli::BrotliCompress(&mut plain, &mut packed, &options);
    packed.into()
}

/// The middleware over everything: packs what is a page and is not packed yet.
pub async fn pages(request: Request, next: Next) -> Response {
    let coding = Coding::asked(request.headers());
    let response = next.run(request).await;
    let Some(coding) = coding.filter(|_| is_whole_page(&response)) else { return response };
    let (mut parts, body) = response.into_parts();
    let Ok(plain) = to_bytes(body, LIMIT).await else { return AppError::TooLarge.into_response() };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.code()));
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Response::from_parts(parts, Body::from(coding.pack(&plain)))
}

fn is_whole_page(response: &Response) -> bool {
    let headers = response.headers();
    let html = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let size = response.body().size_hint().exact();
    html && !headers.contains_key(header::CONTENT_ENCODING)
        && response.status() != StatusCode::PARTIAL_CONTENT
        && size.is_some_and(|n| (LEAST..=LIMIT as u64).contains(&n))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use axum::Router;
    use axum::middleware::from_fn;
    use axum::response::Html;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;

    async fn answer(accepts: &'static str, page: String) -> Response {
        let routes = Router::new().route("/", get(move || std::future::ready(Html(page)))).layer(from_fn(pages));
        let request = Request::get("/").header("accept-encoding", accepts).body(Body::empty()).unwrap();
        routes.oneshot(request).await.unwrap()
    }

    async fn bytes(response: Response) -> Bytes {
        to_bytes(response.into_body(), usize::MAX).await.unwrap()
    }

    #[tokio::test]
    async fn a_page_is_packed_as_it_is_asked_for_and_comes_out_whole() {
        let page = "<p>Сабак</p>".repeat(500);
        for (accepts, code) in [("gzip, br", "br"), ("br;q=0, gzip", "gzip"), ("GZIP;q=0.5", "gzip")] {
            let response = answer(accepts, page.clone()).await;
            assert_eq!(response.headers()[header::CONTENT_ENCODING], code, "{accepts}");
            assert_eq!(response.headers()[header::VARY], "accept-encoding");
            let packed = bytes(response).await;
            assert!(packed.len() < page.len() / 10);
            let mut plain = String::new();
            match code {
                "br" => brotli::Decompressor::new(&packed[..], 4096).read_to_string(&mut plain).unwrap(),
                _ => flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut plain).unwrap(),
            };
            assert!(plain == page);
        }
    }

    #[tokio::test]
    async fn what_is_small_or_not_asked_for_or_large_stays_as_it_is() {
        let page = "<p>Сабак</p>".repeat(500);
        for (accepts, page) in
            [("identity", page.clone()), ("br;q=0", page), ("br", "ok".into()), ("br", "x".repeat(LIMIT + 1))]
        {
            let response = answer(accepts, page.clone()).await;
            assert!(!response.headers().contains_key(header::CONTENT_ENCODING), "{accepts}");
            assert!(bytes(response).await == page);
        }
    }
}
