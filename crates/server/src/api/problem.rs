//! Refusals as `application/problem+json`: what is wrong with which field, in a code and in words.

use crate::error::Problem;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use madoguchi_engine::intake::FieldError;
use madoguchi_schema::{answers_schema::Invalid, app::App, text::Lang};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// Why a call is refused.
#[derive(Debug)]
pub enum ApiError {
    /// As on pages.
    Plain(Problem),
    /// With fields, or with more to say.
    Detailed(Box<Details>),
}

/// A refusal in detail.
#[derive(Debug, Serialize)]
pub struct Details {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    #[serde(serialize_with = "as_number")]
    status: StatusCode,
    errors: Vec<Entry>,
    #[serde(flatten)]
    more: Map<String, Json>,
}

/// One mistake.
#[derive(Debug, Serialize)]
struct Entry {
    field: String,
    code: String,
    message: String,
}

fn as_number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

impl Details {
    /// A refusal without fields yet.
    pub fn new(status: StatusCode, title: &'static str) -> Details {
        Details { kind: "about:blank", title, status, errors: Vec::new(), more: Map::new() }
    }

    /// 422: answers are wrong or missing.
    pub fn unprocessable() -> Details {
        Details::new(StatusCode::UNPROCESSABLE_ENTITY, "入力内容に誤りがあります")
    }

    /// Adds a mistake.
    #[must_use]
    pub fn error(mut self, field: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Details {
        self.errors.push(Entry { field: field.into(), code: code.into(), message: message.into() });
        self
    }

    /// Adds what the engine found wrong.
    #[must_use]
    pub fn fields(self, errors: &[FieldError], lang: Lang) -> Details {
        errors.iter().fold(self, |all, e| all.error(path(&e.question, &e.part), e.code, e.sentence(lang)))
    }

    /// Adds a further member.
    #[must_use]
    pub fn with(mut self, name: &str, value: Json) -> Details {
        self.more.insert(name.to_owned(), value);
        self
    }
}

impl From<Details> for ApiError {
    fn from(details: Details) -> ApiError {
        ApiError::Detailed(Box::new(details))
    }
}

impl<P: Into<Problem>> From<P> for ApiError {
    fn from(problem: P) -> ApiError {
        ApiError::Plain(problem.into())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            ApiError::Plain(problem) => problem.into_response(),
            ApiError::Detailed(details) => {
                let body = serde_json::to_vec(&*details).unwrap_or_default();
                let media = HeaderValue::from_static("application/problem+json");
                (details.status, [(header::CONTENT_TYPE, media)], body).into_response()
            }
        }
    }
}

/// `address` and `town` → `address.town`.
fn path(question: &str, part: &str) -> String {
    if part.is_empty() { question.to_owned() } else { format!("{question}.{part}") }
}

/// What the JSON Schema found wrong, in the words that the engine has for it.
pub fn invalid(app: &App, invalid: Vec<Invalid>) -> Vec<FieldError> {
    let entry = |i: Invalid| {
        let (question, part) = i.path.split_once('.').unwrap_or((&i.path, ""));
        let label = app.question(question).map_or(question, |q| q.label.get(Lang::Ja));
        let mut args = vec![("label", label.to_owned())];
        args.extend(i.args);
        FieldError { question: question.to_owned(), part: part.to_owned(), code: i.code, args, message: None }
    };
    invalid.into_iter().map(entry).collect()
}
