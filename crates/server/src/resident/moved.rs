//! Rows of a `repeat` that are taken away or left blank: choices among them follow their row, or lose it.

use super::journey::Journey;
use crate::extract::FormBody;
use madoguchi_engine::answer::RawAnswers;
use madoguchi_schema::{
    app::{App, Question},
    field::{Kind, moved_rows},
};
use serde_json::Value as Json;

/// Rewrites what was chosen among the rows of the repeats on a page. `form` is what the page sent, without the row
/// that its reader took away; blank rows fall out of it and the others move up.
pub fn follow(journey: &Journey, page: usize, form: &FormBody, typed: &mut RawAnswers) {
    let app = &journey.published.app;
    let Some(page) = app.pages.get(page) else { return };
    let is_sent = |q: &&Question| matches!(q.kind, Kind::Repeat(_)) && typed.0.contains_key(&q.id);
    let repeats: Vec<&Question> = page.questions.iter().filter(is_sent).collect();
    for repeat in repeats {
        let kept = form.rows_with_text(&repeat.id);
        let in_place = kept.iter().enumerate().all(|(index, place)| index == *place);
        for (question, sent) in choices(app, &repeat.id, journey, typed) {
            let beyond = sent.as_array().map_or(std::slice::from_ref(&sent), Vec::as_slice).iter().any(|one| {
                let row = one.as_str().and_then(|row| row.parse::<usize>().ok()).unwrap_or(0);
                row > kept.len()
            });
            if !in_place || beyond {
                typed.0.insert(question.id.clone(), moved_rows(&sent, &kept));
            }
        }
    }
}

/// The questions that choose among the rows of a repeat, with what was sent for them.
fn choices<'a>(app: &'a App, repeat: &str, journey: &Journey, typed: &RawAnswers) -> Vec<(&'a Question, Json)> {
    let chooses = |q: &&Question| matches!(&q.kind, Kind::RowChoice(choice) if choice.rows == repeat);
    let sent = |q: &'a Question| {
        let sent = typed.0.get(&q.id).or_else(|| journey.draft.raw.0.get(&q.id))?;
        (!sent.is_null()).then(|| (q, sent.clone()))
    };
    app.questions().map(|(_, q)| q).filter(chooses).filter_map(sent).collect()
}
