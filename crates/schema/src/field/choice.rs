//! `choice`: one code of a list.

use super::{Field, Problem, column, raw, text};
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
    /// The options.
    pub list: Arc<List>,
}

impl Field for Choice {
    fn name(&self) -> &'static str {
        "choice"
    }

    fn ty(&self) -> Type {
        Type::Code(self.list.id.clone())
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
        let code = typed.trim();
        offered(&self.list, code, "")?;
        Ok(Some(Json::from(code)))
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![column::text_cell(answer)]
    }

    fn value(&self, answer: &Json) -> Value {
        text::text_value(answer)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        answer.as_str().map(|code| self.list.label(code, lang).to_owned()).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        code_schema(&self.list, true)
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
