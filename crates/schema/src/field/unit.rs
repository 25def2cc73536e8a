//! `unit`: a unit of the office (課, 係); in expressions a code.

use super::{Choice, Field, raw};
use crate::{
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::Value as Json;

/// Settings of `unit`: the units of the city as a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit(pub Choice);

impl Field for Unit {
    fn name(&self) -> &'static str {
        "unit"
    }

    fn ty(&self) -> Type {
        self.0.ty()
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        self.0.columns(id)
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        self.0.parse(raw)
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        self.0.cells(answer)
    }

    fn value(&self, answer: &Json) -> Value {
        self.0.value(answer)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        self.0.display(answer, lang)
    }

    fn json_schema(&self) -> Json {
        self.0.json_schema()
    }
}
