//! `choice`: one code of a list.

use super::{Field, Filter, Problem, column, other, raw};
use crate::{
    app::List,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// Codes up to this number are written out in the JSON Schema.
const ENUMERATED: usize = 200;

/// Settings of `choice`.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The options; with `other`, 「その他」 is the last.
    pub list: Arc<List>,
    /// Which of them are offered.
    pub filter: Option<Filter>,
    /// Whether 「その他」 with a text is offered.
    pub other: bool,
}

impl Choice {
    /// One of all rows of a list.
    pub fn of(list: Arc<List>) -> Choice {
        Choice { list, filter: None, other: false }
    }
}

impl Field for Choice {
    fn name(&self) -> &'static str {
        "choice"
    }

    fn ty(&self) -> Type {
        Type::Code(self.list.id.clone())
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        let other = self.other.then(|| column::text(format!("{id}.other")));
        std::iter::once(column::text(id)).chain(other).collect()
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let (code, text) = if self.other { other::parts(raw, "")? } else { (raw.clone(), Json::Null) };
        let Some(typed) = raw::text(&code, "")? else { return Ok(None) };
        let code = typed.trim();
        offered(&self.list, code, "")?;
        let text = if self.other && code == other::OTHER { other::parse_text(&text)? } else { None };
        Ok(Some(if self.other { other::answer(code, text) } else { Json::from(code) }))
    }

    fn missing(&self, answer: &Json) -> Vec<Problem> {
        if self.other { other::missing(answer).into_iter().collect() } else { Vec::new() }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        let cell = |text: Option<&str>| text.map_or(Cell::Null, |text| Cell::Text(text.to_owned()));
        let text = self.other.then(|| cell(answer.and_then(other::written)));
        std::iter::once(cell(answer.and_then(other::code))).chain(text).collect()
    }

    fn value(&self, answer: &Json) -> Value {
        other::code(answer).map_or(Value::Empty, |code| Value::Text(code.to_owned()))
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        other::display(&self.list, answer, lang).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        let code = code_schema(&self.list, true);
        if self.other { other::schema(code) } else { code }
    }
}

/// Whether a list offers a code.
pub(super) fn offered(list: &List, code: &str, part: &str) -> Result<(), Problem> {
    match list.rows.get(code) {
        None => Err(Problem::new(part, "choice.unknown")),
        Some(row) if row.retired => Err(Problem::new(part, "choice.retired").arg("choice", row.label.get(Lang::Ja))),
        Some(_) => Ok(()),
    }
}

/// JSON Schema of one code.
pub(super) fn code_schema(list: &List, blank: bool) -> Json {
    let codes: Vec<&str> = list.rows.values().filter(|row| !row.retired).map(|row| row.code.as_str()).collect();
    let blanks = if blank { vec![json!(""), Json::Null] } else { Vec::new() };
    if codes.is_empty() || codes.len() > ENUMERATED {
        return if blank {
            json!({"type": ["string", "null"], "maxLength": 40})
        } else {
            json!({"type": "string", "maxLength": 40})
        };
    }
    json!({"enum": codes.into_iter().map(Json::from).chain(blanks).collect::<Vec<_>>()})
}
