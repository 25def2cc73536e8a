//! App → JSON Schema of its answers, and the check of a request body against it.

use crate::app::App;
use serde_json::Value as Json;

/// JSON Schema (draft 2020-12) of `answers` as the API accepts them; unknown and clerk-only questions are refused.
pub fn schema(_app: &App) -> Json {
    todo!()
}

/// What is wrong with a body: never the value itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// Path in dots: `goods.0.qty`; `""` for the whole.
    pub path: String,
    /// Stable code: `answer.unknown`, `answer.type`, `answer.too-long`, …
    pub code: &'static str,
    /// Arguments of the sentence.
    pub args: Vec<(&'static str, String)>,
}

/// The schema of one app, compiled once.
#[derive(Debug)]
pub struct Validator {}

impl Validator {
    /// Compiles the schema of an app. `Err` says why in words; it means a mistake in a question type.
    pub fn new(_app: &App) -> Result<Validator, String> {
        todo!()
    }

    /// Everything that is wrong with `answers`, at most 100 entries. Bounded in depth and size.
    pub fn validate(&self, _answers: &Json) -> Vec<Invalid> {
        todo!()
    }
}
