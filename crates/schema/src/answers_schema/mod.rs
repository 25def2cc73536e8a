//! App → JSON Schema of its answers, and the check of a request body against it.

mod validator;

pub use validator::{Invalid, Validator};

use crate::{
    app::{App, Question},
    text::Lang,
};
use serde_json::{Map, Value as Json, json};

/// JSON Schema (draft 2020-12) of `answers` as the API accepts them; unknown and clerk-only questions are refused.
///
/// What is required is not said: it depends on what is shown, and the engine decides it.
pub fn schema(app: &App) -> Json {
    let asked = app.questions().map(|(_, q)| q).filter(|q| is_sent(q));
    let properties: Map<String, Json> = asked.map(|q| (q.id.clone(), described(q))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": app.title.get(Lang::Ja),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// Whether a resident sends an answer to the question.
fn is_sent(question: &Question) -> bool {
    !question.internal && question.kind.is_answered()
}

/// The schema of one answer with the question's label.
fn described(question: &Question) -> Json {
    let mut schema = question.kind.as_field().json_schema();
    if let Json::Object(members) = &mut schema {
        members.insert("title".to_owned(), question.label.get(Lang::Ja).into());
    }
    schema
}
