//! How `lookup` finds a row of a list: by its keys, then by the day, then by the band. Sorted once, at publish.

use super::{ListColumn, ListRow};
use crate::value::{Type, Value};
use indexmap::IndexMap;
use jiff::civil::Date;
use std::cmp::Ordering;

/// First day on which a row holds; blank is since ever.
pub const FROM: &str = "valid_from";
/// Last day on which a row holds; blank is for ever.
pub const UNTIL: &str = "valid_until";
/// The greatest amount for which a row holds; blank is any.
pub const UP_TO: &str = "up_to";

/// The rows of a list in the order in which they are looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// The columns that are compared, in the order of the arguments of `lookup`; `code` for a list of codes.
    pub keys: Vec<ListColumn>,
    /// Whether rows hold for a time only.
    pub dated: bool,
    /// The type of `up_to`, when the rows are bands of an amount.
    pub band: Option<Type>,
    pub(super) entries: Vec<Entry>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// Values of the key columns.
    pub(crate) keys: Vec<Value>,
    /// First day.
    pub(crate) from: Option<Date>,
    /// Last day.
    pub(crate) until: Option<Date>,
    /// Greatest amount.
    pub(crate) up_to: Option<Value>,
    /// Number of the row in its list.
    pub(crate) row: usize,
}

impl Index {
    /// Sorts the rows of a list by its key columns.
    pub fn of(keys: Vec<ListColumn>, columns: &[ListColumn], rows: &IndexMap<String, ListRow>) -> Index {
        let ty = |name: &str| columns.iter().find(|c| c.name == name).map(|c| c.ty.clone());
        let entry = |(row, known): (usize, &ListRow)| Entry {
            keys: keys.iter().map(|key| cell(known, &key.name)).collect(),
            from: date(known, FROM),
            until: date(known, UNTIL),
            up_to: known.values.get(UP_TO).filter(|value| !value.is_blank()).cloned(),
            row,
        };
        let mut entries: Vec<Entry> = rows.values().enumerate().map(entry).collect();
        entries.sort_by(|a, b| {
            let days =
                || a.from.cmp(&b.from).then_with(|| a.until.unwrap_or(Date::MAX).cmp(&b.until.unwrap_or(Date::MAX)));
            compare_all(&a.keys, &b.keys).then_with(days).then_with(|| compare_limits(a, b)).then(a.row.cmp(&b.row))
        });
        let dated = ty(FROM).or_else(|| ty(UNTIL)).is_some();
        Index { dated, band: ty(UP_TO), keys, entries }
    }

    /// The number of the row that holds for these keys on a day, for an amount when the rows are bands.
    pub fn find(&self, keys: &[Value], on: Date, amount: Option<&Value>) -> Option<usize> {
        let of_keys = self.with(|entry| compare_all(&entry.keys, keys));
        let begun = of_keys.partition_point(|entry| entry.from <= Some(on));
        let from = of_keys.get(begun.checked_sub(1)?)?.from;
        let period = &of_keys[of_keys.partition_point(|entry| entry.from < from)..begun];
        let band = match amount {
            Some(amount) => {
                period.partition_point(|entry| entry.up_to.as_ref().is_some_and(|limit| order(limit, amount).is_lt()))
            }
            None => 0,
        };
        period.get(band).filter(|entry| entry.until.is_none_or(|until| on <= until)).map(|entry| entry.row)
    }

    /// The entries with one key, sorted.
    fn with(&self, compare: impl Fn(&Entry) -> Ordering) -> &[Entry] {
        let start = self.entries.partition_point(|entry| compare(entry).is_lt());
        let end = self.entries.partition_point(|entry| compare(entry).is_le());
        &self.entries[start..end]
    }

    /// All entries, those of one key together.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

fn cell(row: &ListRow, column: &str) -> Value {
    match row.values.get(column) {
        Some(value) => value.clone(),
        None if column == "code" => Value::Text(row.code.clone()),
        None => Value::Empty,
    }
}

fn date(row: &ListRow, column: &str) -> Option<Date> {
    match row.values.get(column) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    }
}

fn compare_all(one: &[Value], other: &[Value]) -> Ordering {
    one.iter().zip(other).map(|(a, b)| order(a, b)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
}

/// The blank limit is the greatest.
fn compare_limits(a: &Entry, b: &Entry) -> Ordering {
    match (&a.up_to, &b.up_to) {
        (Some(a), Some(b)) => order(a, b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// A total order; values of one column are of one kind or blank.
fn order(a: &Value, b: &Value) -> Ordering {
    let rank = |value: &Value| match value {
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::Date(_) => 3,
        Value::Text(_) => 4,
        _ => 0,
    };
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)),
    }
}
