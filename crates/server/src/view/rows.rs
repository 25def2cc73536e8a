//! The rows of `items` and `repeat`: as typed, with blank ones to fill in.

use super::{
    control::{Control, PartView, part},
    option::{by_kana, options},
    question::{Filled, QuestionView, draw as draw_question, errors_at, is_wrong_at_or_below},
};
use crate::extract::path_tree::is_blank;
use madoguchi_schema::{
    app::{List, Question},
    field::Repeat,
};
use serde::Serialize;
use serde_json::Value as Json;

/// One row of `items`.
#[derive(Debug, Clone, Serialize)]
pub struct ItemRow {
    /// From 0.
    pub index: usize,
    /// Chosen code.
    pub code: PartView,
    /// As typed.
    pub qty: PartView,
    /// Sentences at the row.
    pub errors: Vec<String>,
    /// Something is typed in it.
    pub typed: bool,
}

/// One row of `repeat`.
#[derive(Debug, Clone, Serialize)]
pub struct RepeatRow {
    /// From 0.
    pub index: usize,
    /// Its questions.
    pub questions: Vec<QuestionView>,
    /// Something is typed in it.
    pub typed: bool,
}

/// The rows of a catalogue question.
pub fn of_items(filled: &Filled<'_>, list: &List, question: &Question, path: &str, raw: Option<&Json>) -> Control {
    let typed = raw.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let more = usize::from(filled.one_more == Some(&question.id));
    let blank = if typed.is_empty() { 3 + more } else { more };
    let row = |index: usize| {
        let at = typed.get(index);
        let place = format!("{path}.{index}");
        let view =
            |name: &str| PartView { value: part(at, name), errors: errors_at(filled, &format!("{place}.{name}")) };
        ItemRow { index, code: view("code"), qty: view("qty"), errors: errors_at(filled, &place), typed: at.is_some() }
    };
    let chosen: Vec<String> = typed.iter().map(|r| part(Some(r), "code")).collect();
    Control::Items {
        rows: (0..typed.len() + blank).map(row).collect(),
        groups: by_kana(options(filled, list, &chosen)),
    }
}

/// The rows of a repeat.
pub fn of_repeat(filled: &Filled<'_>, repeat: &Repeat, question: &Question, path: &str, raw: Option<&Json>) -> Control {
    let typed = raw.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let least = usize::try_from(repeat.min.max(1)).unwrap_or(1);
    let most = usize::try_from(repeat.max).unwrap_or(usize::MAX);
    let more = usize::from(filled.one_more == Some(&question.id));
    let wanted = (typed.len().max(least) + more).min(most.max(typed.len()));
    let row = |index: usize| {
        let at = typed.get(index);
        let draw = |q: &Question| {
            let asleep = !is_asked(filled, question, q, index, at);
            let drawn = !asleep || filled.may_appear(q, &format!("{}.{}", question.id, q.id));
            let path = format!("{path}.{index}.{}", q.id);
            drawn.then(|| QuestionView { asleep, ..draw_question(filled, q, &path, at.and_then(|r| r.get(&q.id))) })
        };
        RepeatRow { index, questions: repeat.questions.iter().filter_map(draw).collect(), typed: at.is_some() }
    };
    Control::Repeat { rows: (0..wanted).map(row).collect(), more: wanted < most }
}

/// Whether a question of a row is drawn: it is always asked, or the row's answers ask it, or something is in it.
fn is_asked(filled: &Filled<'_>, repeat: &Question, question: &Question, row: usize, typed: Option<&Json>) -> bool {
    if question.internal && !filled.setting.clerk {
        return false;
    }
    let path = format!("{}.{row}.{}", repeat.id, question.id);
    let answered = filled.evaluation.answers.get(&repeat.id).and_then(|rows| rows.get(row));
    question.show_if.is_none()
        || answered.is_some_and(|row| row.get(&question.id).is_some())
        || typed.and_then(|row| row.get(&question.id)).is_some_and(|t| !is_blank(t))
        || is_wrong_at_or_below(filled, &path)
}
