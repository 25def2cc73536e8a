//! One cell of a CSV → a value of its column's type.

use crate::value::{Type, Value};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// The type that a header such as `fee:money` names, with the word that diagnostics use for it.
pub(super) const TYPES: &[(&str, Type, &str)] = &[
    ("text", Type::Text, "@text"),
    ("integer", Type::Number, "@integer"),
    ("number", Type::Number, "@number"),
    ("money", Type::Money, "@money"),
    ("yes_no", Type::Bool, "@yes-no"),
    ("date", Type::Date, "@date"),
];

/// The word of diagnostics for a type of [`TYPES`].
pub(super) fn word(ty: &Type) -> &'static str {
    TYPES.iter().find(|(_, known, _)| known == ty).map_or("@text", |(.., word)| word)
}

/// The value of a cell in a column of the named type; blank is empty. `None` when it does not fit.
pub(super) fn value(cell: &str, type_name: &str) -> Option<Value> {
    if cell.is_empty() {
        return Some(Value::Empty);
    }
    match type_name {
        "integer" | "money" => number(cell).filter(Decimal::is_integer).map(Value::Number),
        "number" => number(cell).map(Value::Number),
        "yes_no" => yes_no(cell).map(Value::Bool),
        "date" => date(cell).map(Value::Date),
        _ => Some(Value::Text(cell.to_owned())),
    }
}

/// `2026-04-01`, and the `2026/4/1` that a spreadsheet makes of it.
fn date(cell: &str) -> Option<Date> {
    if cell.len() == 10 && !cell.contains('/') {
        return cell.parse().ok();
    }
    let mut parts = cell.split('/');
    let (year, month, day) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let whole = year.len() == 4 && parts.next().is_none();
    Date::new(year.parse().ok()?, month, day).ok().filter(|_| whole)
}

/// `1500`, `1,500`, `-2.5`: a spreadsheet writes either.
fn number(cell: &str) -> Option<Decimal> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, _) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    let grouped = !whole.contains(',') || ((1..=3).contains(&first) && groups.all(|g| g.len() == 3));
    if !grouped {
        return None;
    }
    Decimal::from_str_exact(&cell.replace(',', "")).ok()
}

/// `yes`, `no`, and what a spreadsheet makes of them.
pub(super) fn yes_no(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "yes" | "true" => Some(true),
        "no" | "false" => Some(false),
        _ => None,
    }
}
