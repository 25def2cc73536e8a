//! The body of a form → fields in order and uploaded files. Bounded; nothing of the content reaches the log.

use super::path_tree;
use crate::{error::Problem, router::FORM_BYTES};
use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use madoguchi_engine::answer::RawAnswers;

/// Most fields of one form.
const FIELDS: usize = 2000;
/// Most files of one form.
const FILES: usize = 30;
/// Most bytes of one file, whatever the question allows.
const FILE_BYTES: usize = 20 * 1024 * 1024;

/// What a form sent.
#[derive(Debug, Default)]
pub struct FormBody {
    fields: Vec<(String, String)>,
    /// Uploaded files that have a name and content.
    pub files: Vec<Upload>,
}

/// One uploaded file.
pub struct Upload {
    /// The control.
    pub field: String,
    /// Its name on the sender's disk, without folders.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

impl FormBody {
    /// The last value of a control.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().rev().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// What was written into a control, without blanks around it; `None` when nothing was.
    pub fn written(&self, name: &str) -> Option<String> {
        self.get(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// All values of a control.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The answers in it, by path names; rows with what they had and the page did not ask.
    pub fn answers(&self) -> Result<RawAnswers, Problem> {
        path_tree::answers(self.fields.iter().map(|(n, v)| (n.as_str(), v.as_str()))).map_err(|_| bad())
    }

    /// Only what its controls asked.
    pub fn asked(&self) -> Result<RawAnswers, Problem> {
        path_tree::asked(self.fields.iter().map(|(n, v)| (n.as_str(), v.as_str()))).map_err(|_| bad())
    }

    /// The numbers of the rows of a question in which something was typed, in order.
    pub fn rows_with_text(&self, question: &str) -> Vec<usize> {
        let row = |(name, value): &(String, String)| {
            let row = name.strip_prefix(question)?.strip_prefix('.')?.split('.').next()?.parse::<usize>().ok()?;
            (!value.trim().is_empty()).then_some(row)
        };
        let mut rows: Vec<usize> = self.fields.iter().filter_map(row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Bytes of all texts.
    pub fn text_bytes(&self) -> usize {
        self.fields.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    /// Adds what the page itself knows about a control, such as the id of a file that was just stored.
    pub fn put(&mut self, name: &str, value: String) {
        self.fields.push((name.to_owned(), value));
    }

    /// Leaves out one value of a control.
    pub fn forget_value(&mut self, name: &str, value: &str) {
        self.fields.retain(|(n, v)| n != name || v != value);
    }

    /// Leaves out a row: `goods.2` and all below it.
    pub fn forget(&mut self, path: &str) {
        let is_below = |name: &str| {
            let name = name.strip_prefix(path_tree::KEPT).unwrap_or(name);
            name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.fields.retain(|(name, _)| !is_below(name));
    }

    /// The same form without a row.
    pub fn without(&self, path: &str) -> FormBody {
        let mut rest = FormBody { fields: self.fields.clone(), files: Vec::new() };
        rest.forget(path);
        rest
    }

    /// The same form without one value of a control.
    pub fn without_value(&self, name: &str, value: &str) -> FormBody {
        let mut rest = FormBody { fields: self.fields.clone(), files: Vec::new() };
        rest.forget_value(name, value);
        rest
    }

    fn push(&mut self, name: String, value: String) -> Result<(), Problem> {
        if self.fields.len() >= FIELDS {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "送信された項目が多すぎます",
                "このサイトの入力画面から送信してください。",
            ));
        }
        self.fields.push((name, value));
        Ok(())
    }
}

impl<S: Send + Sync> FromRequest<S> for FormBody {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<FormBody, Problem> {
        let media = request.headers().get(header::CONTENT_TYPE).and_then(|m| m.to_str().ok()).unwrap_or_default();
        let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match media.as_str() {
            "application/x-www-form-urlencoded" => {
                let body =
                    Bytes::from_request(request, state).await.map_err(|refused| Problem::of(refused.status()))?;
                url_encoded(&body)
            }
            "multipart/form-data" => {
                let body = Multipart::from_request(request, state).await.map_err(|_| bad())?;
                multipart(body).await
            }
            _ => Err(Problem::of(StatusCode::UNSUPPORTED_MEDIA_TYPE)),
        }
    }
}

fn bad() -> Problem {
    Problem::of(StatusCode::BAD_REQUEST)
}

fn url_encoded(body: &[u8]) -> Result<FormBody, Problem> {
    if body.len() > FORM_BYTES {
        return Err(Problem::too_large());
    }
    let mut form = FormBody::default();
    for pair in body.split(|b| *b == b'&').filter(|p| !p.is_empty()) {
        let mut halves = pair.splitn(2, |b| *b == b'=');
        let name = decoded(halves.next().unwrap_or_default())?;
        let value = decoded(halves.next().unwrap_or_default())?;
        form.push(name, value)?;
    }
    Ok(form)
}

/// `%E6%97%AD+1` → `旭 1`. Text that is not UTF-8 is refused, not mended.
fn decoded(text: &[u8]) -> Result<String, Problem> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(byte) = rest.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || rest.next().and_then(|d| char::from(*d).to_digit(16));
                let (high, low) = (digit().ok_or_else(bad)?, digit().ok_or_else(bad)?);
                u8::try_from(high * 16 + low).map_err(|_| bad())?
            }
            other => *other,
        });
    }
    String::from_utf8(out).map_err(|_| bad()).and_then(without_nul)
}

/// NUL never comes out of a browser's text control, and ends strings elsewhere.
fn without_nul(text: String) -> Result<String, Problem> {
    if text.contains('\0') { Err(bad()) } else { Ok(text) }
}

async fn multipart(mut body: Multipart) -> Result<FormBody, Problem> {
    let mut form = FormBody::default();
    let mut texts = 0;
    while let Some(mut part) = body.next_field().await.map_err(|e| refused(&e))? {
        let name = part.name().ok_or_else(bad)?.to_owned();
        let file = part.file_name().map(bare_name);
        let limit = if file.is_some() { FILE_BYTES } else { FORM_BYTES - texts };
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|e| refused(&e))? {
            if bytes.len() + chunk.len() > limit {
                return Err(Problem::too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        match file {
            None => {
                texts += bytes.len();
                let text = String::from_utf8(bytes).map_err(|_| bad()).and_then(without_nul)?;
                form.push(name, text)?;
            }
            // An empty file control arrives as a part without name and content.
            Some(_) if bytes.is_empty() => {}
            Some(_) if form.files.len() >= FILES => return Err(Problem::too_large()),
            Some(file) => form.files.push(Upload { field: name, name: file, bytes }),
        }
    }
    Ok(form)
}

/// Too large, or not readable as multipart.
fn refused(error: &MultipartError) -> Problem {
    Problem::of(error.status())
}

/// The last part of a path, without control characters, at most 120 characters.
fn bare_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    async fn read(media: &str, body: impl Into<Body>) -> Result<FormBody, StatusCode> {
        let request = Request::post("/").header(header::CONTENT_TYPE, media).body(body.into()).unwrap();
        FormBody::from_request(request, &()).await.map_err(|p| p.status)
    }

    const URL: &str = "application/x-www-form-urlencoded";

    #[tokio::test]
    async fn percent_and_plus_are_decoded() {
        let form = read(URL, "name.family=%E6%97%AD+%E9%87%8E&x=a%3Db").await.unwrap();
        assert_eq!(form.get("name.family"), Some("旭 野"));
        assert_eq!(form.get("x"), Some("a=b"));
    }

    #[tokio::test]
    async fn text_that_is_not_utf8_is_refused() {
        assert_eq!(read(URL, "a=%FF%FE").await.unwrap_err(), StatusCode::BAD_REQUEST);
        assert_eq!(read(URL, "a=%4").await.unwrap_err(), StatusCode::BAD_REQUEST);
        assert_eq!(read(URL, "a=%00").await.unwrap_err(), StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn ten_thousand_fields_are_too_many() {
        let body: String = (0..10_000).map(|i| format!("f{i}=1&")).collect();
        assert_eq!(read(URL, body).await.unwrap_err(), StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn more_than_a_megabyte_is_too_large() {
        let body = format!("a={}", "x".repeat(FORM_BYTES));
        assert_eq!(read(URL, body).await.unwrap_err(), StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn other_content_types_are_refused() {
        assert_eq!(read("application/json", "{}").await.unwrap_err(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(read("text/plain", "a=1").await.unwrap_err(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }

    #[tokio::test]
    async fn files_keep_only_the_last_part_of_their_name() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"../../etc/a.jpg\"\r\n\r\nJPEG\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n\
                    --x\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\nabc\r\n--x--\r\n";
        let form = read("multipart/form-data; boundary=x", body).await.unwrap();
        assert_eq!(form.get("t"), Some("abc"));
        assert_eq!(form.files.len(), 1);
        assert_eq!((form.files[0].field.as_str(), form.files[0].name.as_str()), ("photo", "a.jpg"));
    }

    #[tokio::test]
    async fn a_broken_multipart_body_is_refused() {
        assert!(read("multipart/form-data; boundary=x", "--x\r\nnothing").await.is_err());
        assert!(read("multipart/form-data", "--x--").await.is_err());
    }
}
