//! Canonical answers → the cells of the app's tables.

use super::{Cell, child_name};
use crate::{
    answers::Answers,
    app::{App, Question},
    field::Kind,
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

/// One row of a child table.
#[derive(Debug, Clone, PartialEq)]
pub struct ChildRow {
    /// Its place behind `_case` in the key: the places of the rows around it from outside, then its own, from 0.
    pub place: Vec<i64>,
    /// Its cells, in the order of the layout.
    pub cells: Vec<Cell>,
}

/// `(child table, rows)` in the order of the layout, tables without rows too.
pub fn child_rows(app: &App, answers: &Answers) -> Vec<(String, Vec<ChildRow>)> {
    let mut tables = Vec::new();
    for (_, question) in app.questions() {
        let around = vec![(Vec::new(), answers.get(&question.id))];
        add_rows(app, question, &question.id, &around, &mut tables);
    }
    tables
}

/// The answer of a question in each of the rows around it, with their places.
type Around<'a> = Vec<(Vec<i64>, Option<&'a Json>)>;

fn add_rows(
    app: &App,
    question: &Question,
    path: &str,
    around: &Around<'_>,
    tables: &mut Vec<(String, Vec<ChildRow>)>,
) {
    let field = question.kind.as_field();
    if field.child(&question.id).is_none() {
        return;
    }
    let below = |place: &[i64], row: i64| place.iter().copied().chain([row]).collect::<Vec<i64>>();
    let rows = around.iter().flat_map(|(place, answer)| {
        (0..).zip(field.child_rows(*answer)).map(|(row, cells)| ChildRow { place: below(place, row), cells })
    });
    tables.push((child_name(&app.id, path), rows.collect()));
    let Kind::Repeat(repeat) = &question.kind else { return };
    let inside: Vec<(Vec<i64>, &Json)> = around
        .iter()
        .flat_map(|(place, answer)| {
            let rows = answer.and_then(Json::as_array).into_iter().flatten();
            (0..).zip(rows).map(|(row, answers)| (below(place, row), answers))
        })
        .collect();
    for inner in &repeat.questions {
        let around = inside.iter().map(|(place, row)| (place.clone(), row.get(&inner.id))).collect();
        add_rows(app, inner, &format!("{path}.{}", inner.id), &around, tables);
    }
}
