//! The rows of a `repeat`: each is a small form of its own that can read the answers around it, but no other row.

use super::{ask, row_state::RowState, scope::Level};
use crate::intake::FieldError;
use madoguchi_schema::{
    app::Question,
    field::{Problem, Repeat},
    value::Value,
};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// The canonical rows, `null` when nothing was typed; `None` when there is nothing that can be read.
pub(super) fn read(
    question: &Question,
    repeat: &Repeat,
    sent: Option<&Json>,
    parent: &Level<'_>,
    errors: &mut Vec<FieldError>,
) -> Option<Json> {
    let wanted = wanted(repeat, parent);
    let path = parent.below(&question.id);
    note_blank(repeat, parent, path.as_deref(), wanted);
    let sent = match repeat.rows(sent.unwrap_or(&Json::Null)) {
        Ok(rows) => rows,
        Err(problems) => {
            errors.extend(problems.into_iter().map(|p| FieldError::at(question, p)));
            return None;
        }
    };
    let mut rows = Vec::with_capacity(sent.len());
    for (place, sent) in sent {
        let path = path.as_deref().map(|path| format!("{path}.{place}"));
        let (answers, wrong) = walk(repeat, sent, parent, path);
        if !is_blank(repeat, &answers, &wrong) {
            errors.extend(wrong.into_iter().map(|error| error.in_row(question, place)));
            rows.push((place, answers));
        }
    }
    parent.note_places(&question.id, rows.iter().map(|(place, _)| *place).collect());
    if rows.is_empty() {
        return Some(Json::Null);
    }
    let count = rows.len();
    errors.extend(repeated(question, repeat, &rows));
    errors.extend(miscounted(repeat, wanted, count).map(|problem| FieldError::at(question, problem)));
    let rows = rows.into_iter().map(|(_, answers)| Json::Object(answers)).collect();
    (count <= repeat.max as usize).then_some(Json::Array(rows))
}

/// How many rows there must be, where an expression says it; never more than the definition allows.
pub(super) fn wanted(repeat: &Repeat, around: &Level<'_>) -> Option<usize> {
    let rows = match repeat.rows.as_ref()?.eval(around) {
        Value::Number(rows) => usize::try_from(rows.trunc().mantissa()).unwrap_or_default(),
        _ => 0,
    };
    Some(rows.min(repeat.max as usize))
}

/// Notes where the canonical rows stood among those that were sent, without judging them.
pub(super) fn note_places(question: &Question, repeat: &Repeat, sent: Option<&Json>, parent: &Level<'_>) {
    let sent = sent.and_then(|sent| repeat.rows(sent).ok()).unwrap_or_default();
    let is_row = |(place, sent): (usize, &Map<String, Json>)| {
        let (answers, wrong) = walk(repeat, sent, parent, None);
        (!is_blank(repeat, &answers, &wrong)).then_some(place)
    };
    parent.note_places(&question.id, sent.into_iter().filter_map(is_row).collect());
}

/// The canonical answers of one row.
pub(super) fn answers(repeat: &Repeat, sent: &Map<String, Json>, parent: &Level<'_>) -> Map<String, Json> {
    walk(repeat, sent, parent, None).0
}

/// What is wrong with a number of rows.
pub(super) fn miscounted(repeat: &Repeat, wanted: Option<usize>, count: usize) -> Option<Problem> {
    let (code, name, limit) = match wanted {
        Some(wanted) if wanted == count => return None,
        Some(wanted) => ("repeat.rows", "rows", wanted.to_string()),
        None if count < repeat.min as usize => ("repeat.min", "min", repeat.min.to_string()),
        None if count > repeat.max as usize => ("repeat.max", "max", repeat.max.to_string()),
        None => return None,
    };
    Some(Problem { args: vec![(name, limit), ("count", count.to_string())], ..ask::problem(code) })
}

/// Rows whose `unique` answers are those of an earlier row. Where one of them is blank, nothing is compared.
fn repeated(question: &Question, repeat: &Repeat, rows: &[(usize, Map<String, Json>)]) -> Vec<FieldError> {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut errors = Vec::new();
    let named = repeat.unique.first().and_then(|id| repeat.questions.iter().find(|q| q.id == *id));
    let Some(named) = named else { return errors };
    for (place, answers) in rows {
        let compared: Option<Vec<&Json>> =
            repeat.unique.iter().map(|id| answers.get(id).filter(|answer| !answer.is_null())).collect();
        let Some(compared) = compared else { continue };
        let key = serde_json::to_string(&compared).unwrap_or_default();
        let earlier = *first.entry(key).or_insert(*place);
        if earlier != *place {
            let args = vec![("earlier", (earlier + 1).to_string())];
            let problem = Problem { args, ..ask::problem("repeat.unique") };
            errors.push(FieldError::at(named, problem).in_row(question, *place));
        }
    }
    errors
}

/// The answers of one row, and what is wrong in it.
fn walk(
    repeat: &Repeat,
    sent: &Map<String, Json>,
    parent: &Level<'_>,
    path: Option<String>,
) -> (Map<String, Json>, Vec<FieldError>) {
    let mut level = Level::row(parent, &repeat.questions, path);
    let mut errors = Vec::new();
    let mut state = RowState::default();
    for question in &repeat.questions {
        if !ask::is_asked(question, &level) {
            continue;
        }
        let required = ask::is_required(question, &level);
        let sent = sent.get(&question.id);
        if level.path.is_some() {
            state.asked.push(question.id.clone());
            state.required.extend(required.then(|| question.id.clone()));
            let suggested = ask::suggested(question, &level).filter(|_| sent.is_none());
            state.suggested.extend(suggested.map(|answer| (question.id.clone(), answer)));
        }
        ask::take(question, sent, required, &mut level, &mut errors);
    }
    note(repeat, &level, state);
    (level.answers, errors)
}

/// Notes what a row came to, for the page that draws it.
fn note(repeat: &Repeat, level: &Level<'_>, mut state: RowState) {
    let (Some(path), Some(notes)) = (&level.path, &level.ground.rows) else { return };
    let heading = repeat.row_label.as_ref().map(|label| label.eval(level).to_text().trim().to_owned());
    state.heading = heading.filter(|text| !text.is_empty());
    state.answers.clone_from(&level.answers);
    notes.borrow_mut().states.insert(path.clone(), state);
}

/// Notes what a row would be in which nothing is typed yet, and how many there must be.
fn note_blank(repeat: &Repeat, parent: &Level<'_>, path: Option<&str>, wanted: Option<usize>) {
    let (Some(path), Some(notes)) = (path, &parent.ground.rows) else { return };
    if let Some(wanted) = wanted {
        notes.borrow_mut().wanted.insert(path.to_owned(), wanted);
    }
    walk(repeat, &Map::new(), parent, Some(format!("{path}.+")));
}

/// Whether nothing was typed into the questions that are asked; what is hidden or computed makes no row.
fn is_blank(repeat: &Repeat, answers: &Map<String, Json>, errors: &[FieldError]) -> bool {
    let is_typed = |q: &Question| q.kind.is_answered() && answers.get(&q.id).is_some_and(|a| !a.is_null());
    errors.iter().all(|error| error.code == "required") && !repeat.questions.iter().any(is_typed)
}
