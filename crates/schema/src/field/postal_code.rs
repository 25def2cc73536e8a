//! `postal_code`: stored as `070-0031`.

use super::{Field, Problem, column, raw, text};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};

/// The type `postal_code`.
#[derive(Debug, Clone, Copy)]
pub(super) struct PostalCode;

/// Reads a postal code; `None` when it is none.
pub(super) fn read(typed: &str) -> Option<String> {
    let code = normal::without_separators(typed);
    let code = code.strip_prefix('〒').unwrap_or(&code);
    let is_code = code.len() == 7 && code.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| format!("{}-{}", code.get(..3).unwrap_or_default(), code.get(3..).unwrap_or_default()))
}

impl Field for PostalCode {
    fn name(&self) -> &'static str {
        "postal_code"
    }

    fn ty(&self) -> Type {
        Type::Text
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
        match read(&typed) {
            Some(code) => Ok(Some(Json::from(code))),
            None => Err(vec![Problem::new("", "postal-code.digits")]),
        }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![column::text_cell(answer)]
    }

    fn value(&self, answer: &Json) -> Value {
        text::text_value(answer)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        answer.as_str().map(|code| format!("〒{code}")).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "maxLength": 40})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postal_code_is_read_with_and_without_hyphen() {
        for typed in ["070-0031", "０７０００３１", "〒070ー0031", " 070 0031 "] {
            assert_eq!(PostalCode.parse(&json!(typed)).unwrap(), Some(json!("070-0031")), "{typed}");
        }
        for typed in ["070-003", "abc-defg", "0700-031x"] {
            assert_eq!(PostalCode.parse(&json!(typed)).unwrap_err()[0].code, "postal-code.digits");
        }
    }
}
