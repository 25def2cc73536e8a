//! `choices`: several codes of a list, in a child table.

use super::{Field, Problem, choice, column, raw};
use crate::{
    app::List,
    table::{Cell, Child, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// Settings of `choices`.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// The options.
    pub list: Arc<List>,
    /// Fewest.
    pub min: Option<u32>,
    /// Most.
    pub max: Option<u32>,
}

impl Field for Choices {
    fn name(&self) -> &'static str {
        "choices"
    }

    fn ty(&self) -> Type {
        Type::List(Box::new(Type::Code(self.list.id.clone())))
    }

    fn columns(&self, _id: &str) -> Vec<Column> {
        Vec::new()
    }

    fn child(&self, id: &str) -> Option<Child> {
        Some(Child { question: id.to_owned(), columns: vec![column::text("code")] })
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let mut places = self.places(raw)?;
        places.sort_unstable();
        places.dedup();
        let count = places.len();
        if count == 0 {
            return Ok(None);
        }
        if let Some(min) = self.min.filter(|min| count < *min as usize) {
            return Err(vec![Problem::new("", "choices.min").arg("min", min)]);
        }
        if let Some(max) = self.max.filter(|max| count > *max as usize) {
            return Err(vec![Problem::new("", "choices.max").arg("max", max)]);
        }
        let rows = places.into_iter().filter_map(|place| self.list.rows.get_index(place));
        Ok(Some(rows.map(|(code, _)| Json::from(code.as_str())).collect()))
    }

    fn cells(&self, _answer: Option<&Json>) -> Vec<Cell> {
        Vec::new()
    }

    fn child_rows(&self, answer: Option<&Json>) -> Vec<Vec<Cell>> {
        codes(answer.unwrap_or(&Json::Null)).map(|code| vec![Cell::Text(code.to_owned())]).collect()
    }

    fn value(&self, answer: &Json) -> Value {
        if answer.is_array() {
            Value::List(codes(answer).map(|c| Value::Text(c.to_owned())).collect())
        } else {
            Value::Empty
        }
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        codes(answer).map(|code| self.list.label(code, lang).to_owned()).collect()
    }

    fn json_schema(&self) -> Json {
        json!({
            "anyOf": [
                {"type": "array", "items": choice::code_schema(&self.list, true), "maxItems": 1000},
                choice::code_schema(&self.list, true),
            ]
        })
    }
}

impl Choices {
    /// The places in the list of all chosen codes.
    fn places(&self, raw: &Json) -> Result<Vec<usize>, Vec<Problem>> {
        let sent = match raw {
            Json::Array(sent) => sent.as_slice(),
            one => std::slice::from_ref(one),
        };
        if sent.len() > self.list.rows.len().saturating_add(100) {
            return Err(vec![Problem::new("", "choice.unknown")]);
        }
        let mut places = Vec::with_capacity(sent.len());
        for one in sent {
            let Some(typed) = raw::text(one, "")? else { continue };
            let code = typed.trim();
            choice::offered(&self.list, code, "")?;
            places.extend(self.list.rows.get_index_of(code));
        }
        Ok(places)
    }
}

fn codes(answer: &Json) -> impl Iterator<Item = &str> {
    answer.as_array().into_iter().flatten().filter_map(Json::as_str)
}
