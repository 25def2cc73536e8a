//! Columns and cells that several kinds share.

use crate::table::{Cell, Column, Storage};
use serde_json::Value as Json;

/// A TEXT column.
pub(super) fn text(name: impl Into<String>) -> Column {
    Column { name: name.into(), storage: Storage::Text }
}

/// An INTEGER column.
pub(super) fn integer(name: impl Into<String>) -> Column {
    Column { name: name.into(), storage: Storage::Integer }
}

/// One TEXT column for each part: `id.part`.
pub(super) fn parts(id: &str, names: &[&str]) -> Vec<Column> {
    names.iter().map(|name| text(format!("{id}.{name}"))).collect()
}

/// Text, or NULL.
pub(super) fn text_cell(answer: Option<&Json>) -> Cell {
    answer.and_then(Json::as_str).map_or(Cell::Null, |text| Cell::Text(text.to_owned()))
}

/// A whole number, or NULL.
pub(super) fn integer_cell(answer: Option<&Json>) -> Cell {
    answer.and_then(Json::as_i64).map_or(Cell::Null, Cell::Integer)
}

/// The cells of [`parts`]; a blank part is NULL.
pub(super) fn part_cells(answer: Option<&Json>, names: &[&str]) -> Vec<Cell> {
    let part = |name: &&str| answer.and_then(|a| a.get(*name)).filter(|part| *part != "");
    names.iter().map(|name| text_cell(part(name))).collect()
}
