//! What is wrong with what was sent, and the sentence that says so.

use madoguchi_schema::text::{Lang, Text};

/// A mistake at one question.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    /// Question id; unknown ones as they were sent.
    pub question: String,
    /// Path below it: `""`, `"town"`, `"0.qty"`.
    pub part: String,
    /// Stable code, e.g. `required`, `phone.digits`, `check`.
    pub code: &'static str,
    /// Arguments of the sentence; `label` is always among them.
    pub args: Vec<(&'static str, String)>,
    /// The author's own sentence (`check.message`).
    pub message: Option<Text>,
}

impl FieldError {
    /// The sentence: what is wrong and how to fix it.
    pub fn sentence(&self, _lang: Lang) -> String {
        todo!()
    }
}
