//! `staff`: a member of the office. The answer is the login; people read the name.
//!
//! Whether the login has an account is a fact of the moment that the engine checks.

use super::{Field, Problem, column, raw, text};
use crate::{
    office::{self, Office},
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Value as Json, json};

/// Most characters of a login.
const MOST: usize = 64;

/// The type `staff`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Staff;

impl Field for Staff {
    fn name(&self) -> &'static str {
        "staff"
    }

    fn ty(&self) -> Type {
        Type::Text
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![column::text(id)]
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(typed) = raw::text(raw, "")? else { return Ok(None) };
        let login = office::login(&typed);
        let is_login = !login.is_empty()
            && login.chars().count() <= MOST
            && !login.chars().any(|c| c.is_whitespace() || c.is_control())
            && office::login(&login) == login;
        if is_login { Ok(Some(Json::from(login))) } else { Err(vec![Problem::new("", "staff.unknown")]) }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        vec![column::text_cell(answer)]
    }

    fn value(&self, answer: &Json) -> Value {
        text::text_value(answer)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        text::one_line(answer)
    }

    fn shown(&self, answer: &Json, _lang: Lang, office: &Office) -> Vec<String> {
        let name = |login: &str| office.people.as_ref().and_then(|people| people.name(login).map(str::to_owned));
        answer.as_str().map(|login| name(login).unwrap_or_else(|| login.to_owned())).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "number", "null"], "maxLength": 200, "description": "A login of the office."})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::{People, Person};
    use indexmap::IndexMap;
    use std::sync::Arc;

    #[test]
    fn the_answer_is_the_login_and_people_read_the_name() {
        assert_eq!(Staff.parse(&json!(" ＳＡＴＯ ")).unwrap(), Some(json!("sato")));
        let person = Person { name: "佐藤 花子".into(), ..Person::default() };
        let people = Some(Arc::new(People(IndexMap::from([("sato".to_owned(), person)]))));
        let office = Office { people, ..Office::default() };
        assert_eq!(Staff.shown(&json!("sato"), Lang::Ja, &office), ["佐藤 花子"]);
        assert_eq!(Staff.shown(&json!("gone"), Lang::Ja, &office), ["gone"]);
    }

    #[test]
    fn what_is_no_login_is_refused() {
        for typed in ["a b".to_owned(), "a\u{7}b".to_owned(), "x".repeat(65)] {
            assert_eq!(Staff.parse(&json!(typed)).unwrap_err()[0].code, "staff.unknown");
        }
    }
}
