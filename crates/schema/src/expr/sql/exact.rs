//! The functions that SQL lacks for the exact meaning of Rust: decimals, their sums and order, lengths of texts.
//!
//! They are the very functions of the evaluator; the store gives them to each of its connections. Decimals are TEXT, whole
//! numbers INTEGER; both are understood everywhere. Blank is NULL, and so is what cannot be computed.

use crate::{
    expr::{number, tree::Math},
    table::Cell,
    value::Value,
};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use std::cmp::Ordering;
use unicode_segmentation::UnicodeSegmentation;

/// A function for SQL.
#[derive(Debug, Clone, Copy)]
pub struct SqlFunction {
    /// Its name.
    pub name: &'static str,
    /// Its result; the same for the same arguments.
    pub call: fn(&[Cell]) -> Cell,
}

/// Every function that the SQL of expressions calls.
pub const FUNCTIONS: [SqlFunction; 13] = [
    SqlFunction { name: "exact_add", call: |args| math(Math::Add, args) },
    SqlFunction { name: "exact_subtract", call: |args| math(Math::Subtract, args) },
    SqlFunction { name: "exact_multiply", call: |args| math(Math::Multiply, args) },
    SqlFunction { name: "exact_divide", call: |args| math(Math::Divide, args) },
    SqlFunction { name: "exact_order", call: order },
    SqlFunction { name: "exact_whole", call: whole },
    SqlFunction { name: "exact_round", call: |args| round(args, number::HALF_UP) },
    SqlFunction { name: "exact_rounddown", call: |args| round(args, number::DOWN) },
    SqlFunction { name: "exact_roundup", call: |args| round(args, number::UP) },
    SqlFunction { name: "exact_sum", call: |args| fold(args, |a, b| number::math(Math::Add, a, b)) },
    SqlFunction { name: "exact_min", call: |args| fold(args, |a, b| Value::Number(a.min(b))) },
    SqlFunction { name: "exact_max", call: |args| fold(args, |a, b| Value::Number(a.max(b))) },
    SqlFunction { name: "text_length", call: length },
];

fn decimal(cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Integer(whole) => Some(Decimal::from(*whole)),
        Cell::Text(text) => Decimal::from_str_exact(text).ok(),
        Cell::Null => None,
    }
}

fn written(value: &Value) -> Cell {
    match value {
        Value::Number(number) => Cell::Text(number.normalize().to_string()),
        _ => Cell::Null,
    }
}

fn math(how: Math, args: &[Cell]) -> Cell {
    match args {
        [a, b] => decimal(a).zip(decimal(b)).map_or(Cell::Null, |(a, b)| written(&number::math(how, a, b))),
        _ => Cell::Null,
    }
}

/// -1, 0 or 1.
fn order(args: &[Cell]) -> Cell {
    let [a, b] = args else { return Cell::Null };
    match decimal(a).zip(decimal(b)).map(|(a, b)| a.cmp(&b)) {
        Some(Ordering::Less) => Cell::Integer(-1),
        Some(Ordering::Equal) => Cell::Integer(0),
        Some(Ordering::Greater) => Cell::Integer(1),
        None => Cell::Null,
    }
}

/// A whole number as INTEGER.
fn whole(args: &[Cell]) -> Cell {
    args.first().and_then(decimal).and_then(number::whole).map_or(Cell::Null, Cell::Integer)
}

fn round(args: &[Cell], how: rust_decimal::RoundingStrategy) -> Cell {
    let numbers: Option<Vec<Value>> = args.iter().map(|cell| decimal(cell).map(Value::Number)).collect();
    numbers.map_or(Cell::Null, |numbers| written(&number::round(&numbers, how)))
}

/// Over the values of a JSON array; what is blank is left out. Nothing at all is NULL.
fn fold(args: &[Cell], join: impl Fn(Decimal, Decimal) -> Value) -> Cell {
    let [Cell::Text(text)] = args else { return Cell::Null };
    let values: Vec<Json> = serde_json::from_str(text).unwrap_or_default();
    let numbers = values.iter().filter_map(|value| match value {
        Json::Number(number) => Decimal::from_str_exact(&number.to_string()).ok(),
        Json::String(text) => Decimal::from_str_exact(text).ok(),
        _ => None,
    });
    let result = numbers.map(Value::Number).reduce(|a, b| match (a, b) {
        (Value::Number(a), Value::Number(b)) => join(a, b),
        _ => Value::Absent,
    });
    result.map_or(Cell::Null, |value| written(&value))
}

fn length(args: &[Cell]) -> Cell {
    match args {
        [Cell::Text(text)] => Cell::Integer(i64::try_from(text.graphemes(true).count()).unwrap_or(i64::MAX)),
        _ => Cell::Null,
    }
}
