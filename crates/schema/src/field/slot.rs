//! `slot`: a day of a booking. The area is written when the submission is routed.

use super::{Field, Problem, column, date, raw};
use crate::{
    table::{Cell, Column},
    text::Lang,
    value::{Type, Value},
};
use indexmap::IndexMap;
use serde_json::{Value as Json, json};

/// Settings of `slot`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The booking.
    pub book: String,
}

const PARTS: [&str; 2] = ["date", "area"];

impl Field for Slot {
    fn name(&self) -> &'static str {
        "slot"
    }

    fn ty(&self) -> Type {
        let area = Type::Code("areas".to_owned());
        Type::Record(IndexMap::from([("date".to_owned(), Type::Date), ("area".to_owned(), area)]))
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        column::parts(id, &PARTS)
    }

    /// An area that is sent is not believed: routing computes it.
    fn parse(&self, raw: &Json) -> raw::Parsed {
        let Some(parts) = raw::object(raw, &PARTS)? else { return Ok(None) };
        let Some(typed) = raw::text(raw::part(parts, "date"), "date")? else { return Ok(None) };
        let date = date::of_text(&typed).map_err(|_| vec![Problem::new("date", "slot.date")])?;
        Ok(Some(json!({"date": date.to_string()})))
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        column::part_cells(answer, &PARTS)
    }

    fn value(&self, answer: &Json) -> Value {
        let Json::Object(parts) = answer else { return Value::Empty };
        let date = parts.get("date").and_then(date::of_answer).map_or(Value::Empty, Value::Date);
        let area = parts.get("area").and_then(Json::as_str).map_or(Value::Absent, |a| Value::Text(a.to_owned()));
        Value::Record(IndexMap::from([("date".to_owned(), date), ("area".to_owned(), area)]))
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        answer.get("date").and_then(date::of_answer).map(|date| date::shown(date, lang)).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        let date = json!({"type": ["string", "null"], "maxLength": 100});
        json!({"type": ["object", "null"], "properties": {"date": date}, "additionalProperties": false})
    }
}
