//! `choices`: several codes of a list, in a child table.

use super::{Field, Filter, Problem, choice, column, other, raw};
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
    /// The options; with `other`, 「その他」 is the last.
    pub list: Arc<List>,
    /// Which of them are offered.
    pub filter: Option<Filter>,
    /// Whether 「その他」 with a text is offered.
    pub other: bool,
    /// The code that excludes all others.
    pub exclusive: Option<String>,
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
        Some(Child { question: id.to_owned(), columns: self.columns_of_rows() })
    }

    fn parse(&self, raw: &Json) -> raw::Parsed {
        let (codes, mut text) = self.sent(raw)?;
        let mut places = self.places(&codes, &mut text)?;
        places.sort_unstable();
        places.dedup();
        let codes: Vec<&str> = places
            .into_iter()
            .filter_map(|place| self.list.rows.get_index(place))
            .map(|(code, _)| code.as_str())
            .collect();
        if codes.is_empty() {
            return Ok(None);
        }
        self.bounded(&codes)?;
        let text = if codes.contains(&other::OTHER) && self.other { other::parse_text(&text)? } else { None };
        let answer = |code: &&str| if self.other { other::answer(code, text.clone()) } else { Json::from(*code) };
        Ok(Some(codes.iter().map(answer).collect()))
    }

    fn missing(&self, answer: &Json) -> Vec<Problem> {
        let chosen = answer.as_array().into_iter().flatten();
        if self.other { chosen.filter_map(other::missing).collect() } else { Vec::new() }
    }

    fn cells(&self, _answer: Option<&Json>) -> Vec<Cell> {
        Vec::new()
    }

    fn child_rows(&self, answer: Option<&Json>) -> Vec<Vec<Cell>> {
        let cell = |text: Option<&str>| text.map_or(Cell::Null, |text| Cell::Text(text.to_owned()));
        let row = |answer: &Json| {
            let text = self.other.then(|| cell(other::written(answer)));
            std::iter::once(cell(other::code(answer))).chain(text).collect()
        };
        answer.and_then(Json::as_array).into_iter().flatten().map(row).collect()
    }

    fn value(&self, answer: &Json) -> Value {
        if answer.is_array() {
            Value::List(codes(answer).map(|c| Value::Text(c.to_owned())).collect())
        } else {
            Value::Empty
        }
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        let chosen = answer.as_array().into_iter().flatten();
        chosen.filter_map(|answer| other::display(&self.list, answer, lang)).collect()
    }

    fn json_schema(&self) -> Json {
        let code = choice::code_schema(&self.list, true);
        let one = if self.other { other::schema(code.clone()) } else { code.clone() };
        let several = json!({"type": "array", "items": one, "maxItems": 1000});
        if !self.other {
            return json!({"anyOf": [several, code]});
        }
        let codes = json!({"anyOf": [{"type": "array", "items": code, "maxItems": 1000}, code]});
        json!({"anyOf": [several, code, other::schema(codes)]})
    }
}

impl Choices {
    fn columns_of_rows(&self) -> Vec<Column> {
        let other = self.other.then(|| column::text("other"));
        std::iter::once(column::text("code")).chain(other).collect()
    }

    /// What was sent for the choices, and the text beside 「その他」 when a form sent it apart.
    fn sent(&self, raw: &Json) -> Result<(Vec<Json>, Json), Vec<Problem>> {
        let (codes, text) = if self.other { other::parts(raw, "")? } else { (raw.clone(), Json::Null) };
        // `{"code": "other", "text": …}` alone is one choice, not the parts of a form.
        let codes = match codes {
            Json::Array(sent) => sent,
            one => vec![one],
        };
        if codes.len() > self.list.rows.len().saturating_add(100) {
            return Err(vec![Problem::new("", "choice.unknown")]);
        }
        Ok((codes, text))
    }

    /// The places in the list of all chosen codes; a text that stands with its code is taken along.
    fn places(&self, sent: &[Json], text: &mut Json) -> Result<Vec<usize>, Vec<Problem>> {
        let mut places = Vec::with_capacity(sent.len());
        for one in sent {
            let (code, beside) = if self.other { other::parts(one, "")? } else { (one.clone(), Json::Null) };
            let Some(typed) = raw::text(&code, "")? else { continue };
            let code = typed.trim();
            choice::offered(&self.list, code, "")?;
            if code == other::OTHER && !beside.is_null() {
                *text = beside;
            }
            places.extend(self.list.rows.get_index_of(code));
        }
        Ok(places)
    }

    /// Whether so many, and these together, may be chosen.
    fn bounded(&self, codes: &[&str]) -> Result<(), Problem> {
        if let Some(exclusive) = self.exclusive.as_deref().filter(|code| codes.contains(code)) {
            let alone = codes.len() == 1;
            let problem = || Problem::new("", "choices.exclusive").arg("choice", self.list.label(exclusive, Lang::Ja));
            return if alone { Ok(()) } else { Err(problem()) };
        }
        if let Some(min) = self.min.filter(|min| codes.len() < *min as usize) {
            return Err(Problem::new("", "choices.min").arg("min", min));
        }
        match self.max.filter(|max| codes.len() > *max as usize) {
            Some(max) => Err(Problem::new("", "choices.max").arg("max", max)),
            None => Ok(()),
        }
    }
}

fn codes(answer: &Json) -> impl Iterator<Item = &str> {
    answer.as_array().into_iter().flatten().filter_map(other::code)
}
