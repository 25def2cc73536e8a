//! What is wrong with what was sent, and the sentence that says so.

mod sentence;

use crate::answer::{Evaluation, RawAnswers, Setting};
use madoguchi_schema::text::{Lang, Text};
use serde_json::Value as Json;

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
    pub fn sentence(&self, lang: Lang) -> String {
        match &self.message {
            Some(message) => message.get(lang).to_owned(),
            None => sentence::sentence(self.code, &self.args, lang),
        }
    }
}

/// Keys that were sent although nobody asked: unknown, hidden by other answers, computed, or for clerks only.
pub fn unasked(setting: &Setting<'_>, raw: &RawAnswers, evaluation: &Evaluation) -> Vec<FieldError> {
    let refuse = |id: &String| {
        let field: String = id.chars().take(60).collect();
        let question = setting.app.question(id);
        let label = question.map_or(field.clone(), |q| q.label.get(Lang::Ja).to_owned());
        let code = match question {
            None => "answer.unknown",
            Some(q) if !q.kind.is_answered() || (q.internal && !setting.clerk) => "answer.not-yours",
            Some(_) => "answer.hidden",
        };
        FieldError {
            question: field.clone(),
            part: String::new(),
            code,
            args: vec![("label", label), ("field", field)],
            message: None,
        }
    };
    let blank = |value: &Json| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    let asked = |id: &str| {
        evaluation.shown.iter().any(|shown| shown == id)
            && setting.app.question(id).is_some_and(|q| q.kind.is_answered())
    };
    let known_blank = |id: &str, value: &Json| blank(value) && setting.app.question(id).is_some();
    raw.0.iter().filter(|(id, value)| !asked(id) && !known_blank(id, value)).map(|(id, _)| refuse(id)).collect()
}
