//! Tables that `lookup` reads: whether exactly one row holds for each key, day and amount.

use crate::{
    app::{FROM, Index, List, UNTIL, UP_TO},
    diagnostic::Diagnostic,
    source::Span,
    syntax::read::Diagnostics,
    value::{Type, Value},
};
use jiff::civil::Date;

/// Checks a table; `lines` are the places of its rows, `header` that of its first line.
pub(super) fn check(list: &List, index: &Index, header: Span, lines: &[Span], d: &mut Diagnostics) {
    for column in &list.columns {
        let fits = match column.name.as_str() {
            FROM | UNTIL => column.ty == Type::Date,
            UP_TO => matches!(column.ty, Type::Number | Type::Money | Type::Date),
            _ => true,
        };
        if !fits {
            let report = Diagnostic::error("table.column-type", header).arg("column", &column.name);
            d.push(report.arg("found", super::cell::word(&column.ty)));
            return;
        }
    }
    let place = |row: usize| lines.get(row).copied().unwrap_or(header);
    let entries = index.entries();
    for entry in entries.iter().filter(|e| matches!((e.from, e.until), (Some(from), Some(until)) if until < from)) {
        d.push(Diagnostic::error("table.reversed", place(entry.row)));
    }
    for of_key in entries.chunk_by(|a, b| a.keys == b.keys) {
        let key = of_key.first().map_or(String::new(), |entry| words(&entry.keys));
        let mut before: Option<(Option<Date>, usize)> = None;
        for period in of_key.chunk_by(|a, b| a.from == b.from && a.until == b.until) {
            let Some(first) = period.first() else { continue };
            if let Some((until, row)) = before {
                neighbours((until, place(row)), (first.from, place(first.row)), &key, d);
            }
            before = Some((first.until, first.row));
            bands(index, period, &key, &place, d);
        }
    }
}

/// Two periods of one key, one after the other.
fn neighbours(earlier: (Option<Date>, Span), later: (Option<Date>, Span), key: &str, d: &mut Diagnostics) {
    match (earlier.0, later.0) {
        (Some(until), Some(from)) if until < from => {
            let (Ok(next), Ok(last)) = (until.tomorrow(), from.yesterday()) else { return };
            if next < from {
                let report = Diagnostic::warning("table.date-gap", later.1).related(earlier.1);
                d.push(report.arg("key", key).arg("from", next).arg("until", last));
            }
        }
        _ => d.push(Diagnostic::error("table.overlap", later.1).related(earlier.1).arg("key", key)),
    }
}

/// The rows of one key and period: one, or bands that rise to an open end.
fn bands(index: &Index, period: &[crate::app::Entry], key: &str, place: &dyn Fn(usize) -> Span, d: &mut Diagnostics) {
    for pair in period.windows(2) {
        let (one, other) = (&pair[0], &pair[1]);
        if index.band.is_none() || one.up_to == other.up_to {
            let report = Diagnostic::error("table.duplicate-key", place(one.row.max(other.row)));
            d.push(report.related(place(one.row.min(other.row))).arg("key", key));
        } else if other.row < one.row {
            d.push(Diagnostic::warning("table.band-order", place(other.row)).related(place(one.row)));
        }
    }
    if let Some(last) = period.last().filter(|last| index.band.is_some() && last.up_to.is_some()) {
        d.push(Diagnostic::warning("table.no-open-end", place(last.row)).arg("key", key));
    }
}

fn words(keys: &[Value]) -> String {
    let texts: Vec<String> = keys.iter().map(Value::to_text).collect();
    if texts.is_empty() { "@all".to_owned() } else { texts.join(", ") }
}
