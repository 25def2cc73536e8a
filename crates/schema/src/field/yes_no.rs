//! `yes_no` and `consent`.

use super::{Field, Problem, column, raw};
use crate::{
    normal,
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};

/// Settings of `yes_no` and `consent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct YesNo {
    /// Must be yes.
    pub consent: bool,
}

impl Field for YesNo {
    fn name(&self) -> &'static str {
        if self.consent { "consent" } else { "yes_no" }
    }

    fn ty(&self) -> Type {
        Type::Bool
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::integer(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let yes = match raw {
            Json::Bool(yes) => *yes,
            _ => {
                let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
                read(&typed).ok_or_else(|| vec![Problem::new("", "yes-no.unknown")])?
            }
        };
        if self.consent && !yes { Err(vec![Problem::new("", "consent.needed")]) } else { Ok(Some(Json::from(yes))) }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![answer.and_then(Json::as_bool).map_or(Cell::Null, |yes| Cell::Integer(i64::from(yes)))]
    }

    fn value(&self, answer: &Json) -> Value {
        answer.as_bool().map_or(Value::Empty, Value::Bool)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        answer.as_bool().map(|yes| word(yes, self.consent, lang).to_owned()).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["boolean", "string", "integer", "null"], "maxLength": 20})
    }
}

fn read(typed: &str) -> Option<bool> {
    match normal::half_width(typed).trim().to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" | "はい" => Some(true),
        "no" | "false" | "0" | "いいえ" => Some(false),
        _ => None,
    }
}

/// How people read it.
pub(super) fn word(yes: bool, consent: bool, lang: Lang) -> &'static str {
    match (yes, consent, lang) {
        (true, true, Lang::En) => "I agree",
        (true, true, _) => "同意する",
        (true, false, Lang::En) => "Yes",
        (true, false, _) => "はい",
        (false, _, Lang::En) => "No",
        (false, _, _) => "いいえ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_from_forms_and_from_the_api() {
        let question = YesNo::default();
        for yes in [json!(true), json!("yes"), json!("はい"), json!("TRUE"), json!("１"), json!(1)] {
            assert_eq!(question.parse(&yes).unwrap(), Some(json!(true)), "{yes}");
        }
        for no in [json!(false), json!("no"), json!("いいえ"), json!("False"), json!(0)] {
            assert_eq!(question.parse(&no).unwrap(), Some(json!(false)), "{no}");
        }
        assert_eq!(question.parse(&json!("")).unwrap(), None);
        assert_eq!(question.parse(&json!("maybe")).unwrap_err()[0].code, "yes-no.unknown");
    }

    #[test]
    fn a_consent_that_is_refused_is_a_mistake() {
        let question = YesNo { consent: true };
        assert_eq!(question.parse(&json!("no")).unwrap_err()[0].code, "consent.needed");
        assert_eq!(question.parse(&json!("yes")).unwrap(), Some(json!(true)));
    }
}
