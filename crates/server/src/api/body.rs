//! The JSON body of a call: 415 for another type, 400 when it is no JSON, 422 when it has another shape.

use super::problem::{ApiError, Details};
use crate::error::Problem;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

/// Reads the body. Nothing of its content is echoed.
pub fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, ApiError> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|m| m.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if !media.eq_ignore_ascii_case("application/json") {
        return Err(Problem::of(StatusCode::UNSUPPORTED_MEDIA_TYPE).into());
    }
    serde_json::from_slice(body).map_err(|cause| {
        if cause.is_data() {
            let words = "本文の形が違います。/api/v1/openapi.json を確かめてください。";
            return Details::unprocessable().error("", "body.shape", words).into();
        }
        let title = "本文をJSONとして読み取れません";
        let words = format!("{}行{}文字目の近くで読み取れなくなりました。", cause.line(), cause.column());
        Details::new(StatusCode::BAD_REQUEST, title).error("", "body.syntax", words).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;
    use std::collections::BTreeMap;

    fn status(media: &str, body: &[u8]) -> u16 {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, media.parse().unwrap())]);
        match read::<BTreeMap<String, u8>>(&headers, body) {
            Ok(_) => 200,
            Err(error) => error.into_response().status().as_u16(),
        }
    }

    #[test]
    fn a_body_is_json_of_the_right_shape() {
        assert_eq!(status("application/json", br#"{"a": 1}"#), 200);
        assert_eq!(status("Application/JSON; charset=utf-8", br#"{"a": 1}"#), 200);
        assert_eq!(status("text/plain", br#"{"a": 1}"#), 415);
        assert_eq!(status("application/json", b"{"), 400);
        assert_eq!(status("application/json", b"\xff\xfe"), 400);
        assert_eq!(status("application/json", br#"{"a": "x"}"#), 422);
    }
}
