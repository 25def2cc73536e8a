//! Answers that nobody asked for: to unknown or hidden questions, or to those that are not the sender's to answer.

use super::{FieldError, labels};
use crate::answer::{Evaluation, RawAnswers, Setting, asked_in_rows};
use madoguchi_schema::{
    app::Question,
    field::{Kind, Repeat},
};
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};

/// Most mistakes that are listed; who sends ten thousand unknown fields reads none of them.
const MOST: usize = 100;

/// What was sent although it was not asked, given what the answers come to. A blank for a known question is nothing.
pub fn unasked(setting: &Setting<'_>, raw: &RawAnswers, evaluation: &Evaluation) -> Vec<FieldError> {
    let questions: HashMap<&str, &Question> = setting.app.questions().map(|(_, q)| (q.id.as_str(), q)).collect();
    let shown: HashSet<&str> = evaluation.shown.iter().map(String::as_str).collect();
    let mut found = Vec::new();
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
                    for (place, row, asked) in asked_in_rows(setting, evaluation, repeat, sent) {
                        found.extend(in_row(setting, repeat, row, &asked).map(|e| e.in_row(question, place)));
                    }
                }
            }
        }
    }
    found.truncate(MOST);
    found
}

/// The same in one row of a `repeat`.
fn in_row<'a>(
    setting: &'a Setting<'_>,
    repeat: &'a Repeat,
    row: &'a Map<String, Json>,
    asked: &'a [&str],
) -> impl Iterator<Item = FieldError> + 'a {
    row.iter().filter_map(move |(id, sent)| match repeat.questions.iter().find(|q| q.id == *id) {
        None => Some(unknown(id)),
        Some(_) if is_blank(sent) => None,
        Some(question) if !is_theirs(question, setting) => Some(known(question, "answer.not-yours")),
        Some(question) => (!asked.contains(&id.as_str())).then(|| known(question, "answer.hidden")),
    })
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
