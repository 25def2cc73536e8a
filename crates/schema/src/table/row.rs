//! Canonical answers → the cells of the app's tables.

use super::{Cell, child_name};
use crate::{
    answers::Answers,
    app::{App, Question},
    field::{Kind, Repeat},
};
use serde_json::Value as Json;

/// The cells of all question columns of the main table, `(column, cell)` in the order of the layout; NULL where absent
/// or empty.
pub fn cells(app: &App, answers: &Answers) -> Vec<(String, Cell)> {
    app.questions().flat_map(|(_, q)| question_cells(q, answers.get(&q.id))).collect()
}

/// The cells of one question, as many as it has columns.
fn question_cells(question: &Question, answer: Option<&Json>) -> Vec<(String, Cell)> {
    let field = question.kind.as_field();
    let cells = field.cells(answer).into_iter().chain(std::iter::repeat(Cell::Null));
    field.columns(&question.id).into_iter().map(|c| c.name).zip(cells).collect()
}

/// `(child table, rows)` in the order of the layout, tables without rows too; cells follow `_case` and `_row`.
pub fn child_rows(app: &App, answers: &Answers) -> Vec<(String, Vec<Vec<Cell>>)> {
    let rows = |q: &Question| match &q.kind {
        Kind::Repeat(repeat) => Some(repeat_rows(repeat, answers.get(&q.id))),
        kind => {
            let field = kind.as_field();
            field.child(&q.id).map(|_| field.child_rows(answers.get(&q.id)))
        }
    };
    app.questions().filter_map(|(_, q)| Some((child_name(&app.id, &q.id), rows(q)?))).collect()
}

fn repeat_rows(repeat: &Repeat, answer: Option<&Json>) -> Vec<Vec<Cell>> {
    let cell = |row: &Json, q: &Question| match q.kind.as_field().child(&q.id) {
        Some(_) => vec![json_cell(row.get(&q.id))],
        None => question_cells(q, row.get(&q.id)).into_iter().map(|(_, cell)| cell).collect(),
    };
    let rows = answer.and_then(Json::as_array).into_iter().flatten();
    rows.map(|row| repeat.questions.iter().flat_map(|q| cell(row, q)).collect()).collect()
}

/// An answer with rows of its own inside a row, as JSON text.
fn json_cell(answer: Option<&Json>) -> Cell {
    answer.filter(|a| !a.is_null()).map_or(Cell::Null, |a| Cell::Text(a.to_string()))
}
