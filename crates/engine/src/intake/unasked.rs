//! Answers that nobody asked for: to unknown or hidden questions, or to those that are not the sender's to answer.

use super::{FieldError, labels};
use crate::answer::{Evaluation, RawAnswers, Rows, Setting, rows};
use madoguchi_schema::{
    app::Question,
    field::{Kind, Repeat},
};
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};

/// Most mistakes that are listed; who sends ten thousand unknown fields reads none of them.
const MOST: usize = 100;

/// What was sent although it was not asked, given what the answers come to. A blank for a known question is nothing.
pub fn unasked(setting: &Setting<'_>, raw: &RawAnswers, evaluation: &Evaluation) -> Vec<FieldError> {
    let questions: HashMap<&str, &Question> = setting.app.questions().map(|(_, q)| (q.id.as_str(), q)).collect();
    let shown: HashSet<&str> = evaluation.shown.iter().map(String::as_str).collect();
    let (mut found, mut states) = (Vec::new(), None);
    for (id, sent) in &raw.0 {
        if found.len() >= MOST {
            break;
        }
        match questions.get(id.as_str()) {
            None => found.push(unknown(id)),
            Some(_) if is_blank(sent) => {}
            Some(question) if !is_theirs(question, setting) => found.push(known(question, "answer.not-yours")),
            Some(question) if !shown.contains(id.as_str()) => found.push(known(question, "answer.hidden")),
            Some(question) => {
                if let Kind::Repeat(repeat) = &question.kind {
                    let states = states.get_or_insert_with(|| rows(setting, raw));
                    in_rows(setting, question, repeat, (sent, id), states, &mut found);
                }
            }
        }
    }
    found.truncate(MOST);
    found
}

/// The same in the rows of a `repeat` that stand at a path, and in the rows inside them.
fn in_rows(
    setting: &Setting<'_>,
    question: &Question,
    repeat: &Repeat,
    (sent, path): (&Json, &str),
    states: &Rows,
    found: &mut Vec<FieldError>,
) {
    for (place, row) in repeat.rows(sent).unwrap_or_default() {
        let path = format!("{path}.{place}");
        let Some(state) = states.sent(&path) else { continue };
        let mut wrong = Vec::new();
        for (id, sent) in row {
            match repeat.questions.iter().find(|q| q.id == *id) {
                None => wrong.push(unknown(id)),
                Some(_) if is_blank(sent) => {}
                Some(inner) if !is_theirs(inner, setting) => wrong.push(known(inner, "answer.not-yours")),
                Some(inner) if !state.asked.contains(id) => wrong.push(known(inner, "answer.hidden")),
                Some(inner) => {
                    if let Kind::Repeat(rows) = &inner.kind {
                        in_rows(setting, inner, rows, (sent, &format!("{path}.{id}")), states, &mut wrong);
                    }
                }
            }
        }
        found.extend(wrong.into_iter().map(|error| error.in_row(question, place)));
    }
}

/// Whether the sender may answer a question at all.
fn is_theirs(question: &Question, setting: &Setting<'_>) -> bool {
    question.kind.is_answered() && (!question.internal || setting.clerk)
}

fn is_blank(sent: &Json) -> bool {
    match sent {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.iter().all(is_blank),
        Json::Object(parts) => parts.values().all(is_blank),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

fn known(question: &Question, code: &'static str) -> FieldError {
    FieldError {
        question: question.id.clone(),
        part: String::new(),
        code,
        args: labels(question).collect(),
        message: None,
    }
}

/// An id that no question has, cut to a bearable length.
fn unknown(id: &str) -> FieldError {
    let id: String = id.chars().filter(|c| !c.is_control()).take(60).collect();
    let args = vec![("label", id.clone())];
    FieldError { question: id, part: String::new(), code: "answer.unknown", args, message: None }
}
