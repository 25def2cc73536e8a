//! What an expression works on: values and their types.

use indexmap::IndexMap;
use jiff::civil;
use rust_decimal::Decimal;

/// A value in an expression. Absent (not asked) and empty (left blank) are told apart.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Not asked: hidden, or stopped before.
    Absent,
    /// Asked and left blank.
    Empty,
    /// Yes or no.
    Bool(bool),
    /// An exact number; yen too.
    Number(Decimal),
    /// Text, a list code, a state, an area.
    Text(String),
    /// A date.
    Date(civil::Date),
    /// A time of day.
    Time(civil::Time),
    /// A date with a time, in the city's zone.
    DateTime(civil::DateTime),
    /// Several values: the codes of `choices`, weekdays, a literal list.
    List(Vec<Value>),
    /// Named parts: `address.town`, a row of `items` or `repeat`.
    Record(IndexMap<String, Value>),
}

impl Value {
    /// Absent or empty.
    pub fn is_blank(&self) -> bool {
        matches!(self, Value::Absent | Value::Empty)
    }

    /// The truth of a condition: only `yes` is true.
    pub fn is_true(&self) -> bool {
        matches!(self, Value::Bool(true))
    }

    /// The value as one text: `""` when blank, numbers without grouping, dates as ISO, a name as family and given name,
    /// an address from prefecture to building, a case as its receipt number, another record as its label, else its first part.
    pub fn to_text(&self) -> String {
        match self {
            Value::Absent | Value::Empty => String::new(),
            Value::Bool(yes) => if *yes { "はい" } else { "いいえ" }.to_owned(),
            Value::Number(number) => number.normalize().to_string(),
            Value::Text(text) => text.clone(),
            Value::Date(date) => date.to_string(),
            Value::Time(time) => time.strftime("%H:%M").to_string(),
            Value::DateTime(time) => time.strftime("%Y-%m-%d %H:%M").to_string(),
            Value::List(values) => {
                let texts = values.iter().map(Value::to_text).filter(|t| !t.is_empty());
                texts.collect::<Vec<_>>().join("、")
            }
            Value::Record(parts) => record_text(parts),
        }
    }
}

fn record_text(parts: &IndexMap<String, Value>) -> String {
    if let Some(receipt) = parts.get("_receipt") {
        return receipt.to_text();
    }
    let texts = |names: &[&str]| -> Vec<String> {
        let found = names.iter().filter_map(|n| parts.get(*n)).map(Value::to_text);
        found.filter(|t| !t.is_empty()).collect()
    };
    if parts.contains_key("year") && parts.contains_key("date") {
        return texts(&["year", "month", "day"]).join("-");
    }
    if parts.contains_key("family") {
        return texts(&["family", "given"]).join(" ");
    }
    if parts.contains_key("town") {
        return texts(&["prefecture", "city", "town", "street", "building"]).concat();
    }
    parts.get("label").or_else(|| parts.values().next()).map_or_else(String::new, Value::to_text)
}

/// The type of a value, known when the definition is checked.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// An exact number.
    Number,
    /// Integer yen.
    Money,
    /// Free text.
    Text,
    /// A code of the named list (its id), or of a closed vocabulary such as `_state`, `areas`, `weekdays`.
    Code(String),
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A date with a time.
    DateTime,
    /// Several values of one type.
    List(Box<Type>),
    /// Named parts.
    Record(IndexMap<String, Type>),
    /// Rows of a child table.
    Rows(IndexMap<String, Type>),
    /// Files: only `is empty`, `count`.
    Files,
    /// Already reported as wrong; fits everywhere so that one mistake gives one message.
    Unknown,
}
