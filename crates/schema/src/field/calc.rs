//! `calc`: computed by the engine from `Question::value`; whatever was sent is refused.

use super::{Field, Problem, column, date, date_time, number, raw, time, yes_no};
use crate::{
    table::{Cell, Column},
    text::{Lang, Text as Words},
    value::{Type, Value},
};
use jiff::civil;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde_json::{Value as Json, json};

/// Settings of `calc`.
#[derive(Debug, Clone, PartialEq)]
pub struct Calc {
    /// Type of its expression.
    pub ty: Type,
    /// 円 …
    pub unit: Words,
}

impl Calc {
    /// A computed value as a canonical answer: numbers as integers when they are whole, else as exact text.
    pub fn answer(&self, value: &Value) -> Json {
        match value {
            Value::Absent | Value::Empty => Json::Null,
            Value::Bool(yes) => Json::from(*yes),
            Value::Number(number) => of_number(*number),
            Value::List(values) => values.iter().map(|value| self.answer(value)).collect(),
            Value::Record(parts) => parts.iter().map(|(name, part)| (name.clone(), self.answer(part))).collect(),
            Value::Time(at) => Json::from(time::written(*at)),
            Value::DateTime(at) => Json::from(date_time::written(*at)),
            Value::Text(_) | Value::Date(_) => Json::from(value.to_text()),
        }
    }
}

fn of_number(number: Decimal) -> Json {
    match number.to_i64() {
        Some(whole) if number.fract().is_zero() => Json::from(whole),
        _ => Json::from(number.normalize().to_string()),
    }
}

impl Field for Calc {
    fn name(&self) -> &'static str {
        "calc"
    }

    fn ty(&self) -> Type {
        self.ty.clone()
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        vec![if matches!(self.ty, Type::Money | Type::Bool) { column::integer(id) } else { column::text(id) }]
    }

    fn parse(&self, _raw: &Json) -> raw::Parsed {
        Err(vec![Problem::new("", "answer.not-yours")])
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        let integer = matches!(self.ty, Type::Money | Type::Bool);
        vec![match answer {
            None | Some(Json::Null) => Cell::Null,
            Some(Json::Bool(yes)) if integer => Cell::Integer(i64::from(*yes)),
            Some(Json::Number(number)) if integer => number.as_i64().map_or(Cell::Null, Cell::Integer),
            Some(_) if integer => Cell::Null,
            Some(Json::String(text)) => Cell::Text(text.clone()),
            Some(other) => Cell::Text(other.to_string()),
        }]
    }

    fn value(&self, answer: &Json) -> Value {
        value(&self.ty, answer)
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        let unit = match (&self.ty, self.unit.get(lang)) {
            (Type::Money, "") => "円",
            (_, unit) => unit,
        };
        match value(&self.ty, answer) {
            Value::Absent | Value::Empty => Vec::new(),
            Value::Number(number) => vec![number::grouped(number) + unit],
            Value::Date(date) => vec![date::shown(date, lang)],
            Value::Bool(yes) => vec![yes_no::word(yes, false, lang).to_owned()],
            other => vec![other.to_text() + unit],
        }
    }

    fn json_schema(&self) -> Json {
        json!(false)
    }
}

/// A canonical answer as a value of a type.
fn value(ty: &Type, answer: &Json) -> Value {
    match (ty, answer) {
        (_, Json::Null) => Value::Empty,
        (_, Json::Bool(yes)) => Value::Bool(*yes),
        (Type::Number | Type::Money, _) | (_, Json::Number(_)) => {
            number::of_json(answer).map_or(Value::Empty, Value::Number)
        }
        (Type::Date, _) => date::of_answer(answer).map_or(Value::Empty, Value::Date),
        (Type::Time, Json::String(text)) => text.parse::<civil::Time>().map_or(Value::Empty, Value::Time),
        (Type::DateTime, Json::String(text)) => text.parse::<civil::DateTime>().map_or(Value::Empty, Value::DateTime),
        (_, Json::String(text)) => Value::Text(text.clone()),
        (Type::List(of), Json::Array(items)) => Value::List(items.iter().map(|item| value(of, item)).collect()),
        (Type::Record(types), Json::Object(parts)) => {
            let part =
                |(name, ty): (&String, &Type)| (name.clone(), parts.get(name).map_or(Value::Absent, |p| value(ty, p)));
            Value::Record(types.iter().map(part).collect())
        }
        _ => Value::Empty,
    }
}
