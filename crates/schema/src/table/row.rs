//! Canonical answers → the cells of the app's tables.

use super::Cell;
use crate::{answers::Answers, app::App};

/// The cells of all question columns of the main table, `(column, cell)` in the order of the layout; NULL where absent
/// or empty.
pub fn cells(_app: &App, _answers: &Answers) -> Vec<(String, Cell)> {
    todo!()
}

/// `(child table, rows)` in the order of the layout, tables without rows too; cells follow `_case` and `_row`.
pub fn child_rows(_app: &App, _answers: &Answers) -> Vec<(String, Vec<Vec<Cell>>)> {
    todo!()
}
