//! The rows of a `repeat`: each is a small form of its own that can read its parent's answers, but no other row.

use super::{ask, scope::Level};
use crate::intake::FieldError;
use madoguchi_schema::{
    app::Question,
    field::{Problem, Repeat},
};
use serde_json::{Map, Value as Json};

/// The canonical rows, `null` when nothing was typed; `None` when there is nothing that can be read.
pub(super) fn read(
    question: &Question,
    repeat: &Repeat,
    sent: Option<&Json>,
    parent: &Level<'_>,
    errors: &mut Vec<FieldError>,
) -> Option<Json> {
    let sent = match repeat.rows(sent.unwrap_or(&Json::Null)) {
        Ok(rows) => rows,
        Err(problems) => {
            errors.extend(problems.into_iter().map(|p| FieldError::at(question, p)));
            return None;
        }
    };
    if sent.is_empty() {
        return Some(Json::Null);
    }
    if let Some(problem) = miscounted(repeat, sent.len()) {
        errors.push(FieldError::at(question, problem));
        if sent.len() > repeat.max as usize {
            return None;
        }
    }
    let rows = sent.into_iter().map(|(place, row)| Json::Object(one(question, repeat, (place, row), parent, errors)));
    Some(rows.collect())
}

fn miscounted(repeat: &Repeat, count: usize) -> Option<Problem> {
    let (code, limit) = if count < repeat.min as usize {
        ("repeat.min", ("min", repeat.min))
    } else if count > repeat.max as usize {
        ("repeat.max", ("max", repeat.max))
    } else {
        return None;
    };
    Some(Problem { args: vec![(limit.0, limit.1.to_string())], ..ask::problem(code) })
}

/// The canonical answers of one row; errors name the row as it was sent.
fn one(
    question: &Question,
    repeat: &Repeat,
    (place, sent): (usize, &Map<String, Json>),
    parent: &Level<'_>,
    errors: &mut Vec<FieldError>,
) -> Map<String, Json> {
    let mut row = Level::row(parent, &repeat.questions);
    let mut wrong = Vec::new();
    for inner in &repeat.questions {
        if ask::is_asked(inner, &row) {
            let required = ask::is_required(inner, &row);
            ask::take(inner, sent.get(&inner.id), required, &mut row, &mut wrong);
        }
    }
    errors.extend(wrong.into_iter().map(|error| error.in_row(question, place)));
    row.answers
}
