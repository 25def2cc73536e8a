//! `note` and `heading`: text on the page, no answer.

use super::{Field, Problem, raw};
use crate::{
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};

/// Settings of `note` and `heading`.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// A heading.
    pub heading: bool,
}

impl Field for Note {
    fn name(&self) -> &'static str {
        if self.heading { "heading" } else { "note" }
    }

    fn ty(&self) -> Type {
        Type::Unknown
    }

    fn columns(&self, _id: &str) -> Vec<Column> {
        Vec::new()
    }

    fn parse(&self, _raw: &Json) -> raw::Parsed {
        Err(vec![Problem::new("", "answer.not-yours")])
    }

    fn cells(&self, _answer: Option<&Json>) -> Vec<Cell> {
        Vec::new()
    }

    fn value(&self, _answer: &Json) -> Value {
        Value::Absent
    }

    fn display(&self, _answer: &Json, _lang: Lang) -> Vec<String> {
        Vec::new()
    }

    fn json_schema(&self) -> Json {
        json!(false)
    }
}
