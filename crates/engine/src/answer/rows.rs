//! The rows of a `repeat`: each is a small form of its own that can read its parent's answers, but no other row.

use super::{Evaluation, Setting, ask, scope::Ground, scope::Level};
use crate::intake::FieldError;
use madoguchi_schema::{
    app::Question,
    field::{Problem, Repeat},
};
use serde_json::{Map, Value as Json};

/// One row: what it comes to, and which of its questions are asked.
struct Row<'a> {
    answers: Map<String, Json>,
    asked: Vec<&'a str>,
    errors: Vec<FieldError>,
}

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
    let mut rows = Vec::with_capacity(sent.len());
    for (place, sent) in sent {
        let row = walk(repeat, sent, parent);
        if !row.is_blank(repeat) {
            errors.extend(row.errors.into_iter().map(|error| error.in_row(question, place)));
            rows.push(Json::Object(row.answers));
        }
    }
    if rows.is_empty() {
        return Some(Json::Null);
    }
    let count = rows.len();
    errors.extend(miscounted(repeat, count).map(|problem| FieldError::at(question, problem)));
    (count <= repeat.max as usize).then_some(Json::Array(rows))
}

/// Which questions are asked in the rows that were sent, by their places, given what the form comes to.
pub(crate) fn asked<'a>(
    setting: &Setting<'_>,
    evaluation: &Evaluation,
    repeat: &'a Repeat,
    sent: &'a Json,
) -> Vec<(usize, &'a Map<String, Json>, Vec<&'a str>)> {
    let ground = Ground::new(*setting);
    let mut form = Level::form(&ground);
    form.answers.clone_from(&evaluation.answers.0);
    let rows = repeat.rows(sent).unwrap_or_default();
    rows.into_iter().map(|(place, sent)| (place, sent, walk(repeat, sent, &form).asked)).collect()
}

fn walk<'a>(repeat: &'a Repeat, sent: &Map<String, Json>, parent: &Level<'_>) -> Row<'a> {
    let mut level = Level::row(parent, &repeat.questions);
    let (mut asked, mut errors) = (Vec::new(), Vec::new());
    for question in &repeat.questions {
        if ask::is_asked(question, &level) {
            let required = ask::is_required(question, &level);
            ask::take(question, sent.get(&question.id), required, &mut level, &mut errors);
            asked.push(question.id.as_str());
        }
    }
    Row { answers: level.answers, asked, errors }
}

impl Row<'_> {
    /// Whether nothing was typed into the questions that are asked; what is hidden or computed makes no row.
    fn is_blank(&self, repeat: &Repeat) -> bool {
        let is_typed = |q: &Question| q.kind.is_answered() && self.answers.get(&q.id).is_some_and(|a| !a.is_null());
        self.errors.iter().all(|error| error.code == "required") && !repeat.questions.iter().any(is_typed)
    }
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
