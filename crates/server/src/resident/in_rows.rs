//! What a page needs to know of the rows on it: where something was typed, and what has become relevant in them.

use madoguchi_engine::{
    answer::{RawAnswers, Rows},
    intake::FieldError,
};
use madoguchi_schema::{app::Question, field::Kind};
use serde_json::Value as Json;

/// What was sent at a path: `homes.0.members`.
pub fn at<'a>(raw: &'a RawAnswers, path: &str) -> Option<&'a Json> {
    let mut parts = path.split('.');
    let mut found = raw.0.get(parts.next()?)?;
    for part in parts {
        found = match part.parse::<usize>() {
            Ok(row) => found.get(row)?,
            Err(_) => found.get(part)?,
        };
    }
    Some(found)
}

/// Whether the question of a mistake in rows stood on the page; one that was typed into did.
pub fn stood(error: &FieldError, typed: &RawAnswers, was: &Rows) -> bool {
    let place = format!("{}.{}", error.question, error.part);
    let Some((row, id)) = place.rsplit_once('.').filter(|_| error.code == "required") else { return true };
    at(typed, &place).is_some() || was.row(row).is_none_or(|state| state.asked.iter().any(|asked| asked == id))
}

/// The first question in rows that the answers have made relevant and that was not there to be answered:
/// `children.0.school`.
pub fn newly_asked(questions: &[Question], typed: &RawAnswers, was: &Rows, is: &Rows) -> Option<String> {
    questions.iter().find_map(|question| below(question, &question.id, typed, was, is))
}

fn below(question: &Question, path: &str, typed: &RawAnswers, was: &Rows, is: &Rows) -> Option<String> {
    let Kind::Repeat(repeat) = &question.kind else { return None };
    let count = at(typed, path).and_then(Json::as_array).map_or(0, Vec::len);
    (0..count).find_map(|index| {
        let row = format!("{path}.{index}");
        let asked = &is.sent(&row)?.asked;
        let stood = |q: &Question| was.row(&row).is_some_and(|state| state.asked.contains(&q.id));
        repeat.questions.iter().filter(|q| asked.contains(&q.id)).find_map(|q| {
            let place = format!("{row}.{}", q.id);
            let is_asked = !q.internal && q.kind.is_answered();
            let is_new = is_asked && !stood(q) && at(typed, &place).is_none();
            if is_new { Some(place) } else { below(q, &place, typed, was, is) }
        })
    })
}
