//! Cases of other apps that answers name: what they say is a fact that whoever asks for a decision brings along.

use crate::{answer::Setting, calendar, records::CaseFacts, title};
use indexmap::IndexMap;
use madoguchi_schema::{
    answers::Answers,
    app::{App, Question},
    expr::Scope,
    field::{Case, Copy, Kind, Problem, case_receipt},
    text::Lang,
    value::Value,
};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// A case that an answer names.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Its receipt number as it is stored.
    pub receipt: String,
    /// Whether it can be chosen now: whoever chooses may read its app.
    pub offered: bool,
    /// Its title.
    pub title: Option<String>,
    /// What people read for its state.
    pub state_label: String,
    /// What it says, by name.
    pub read: IndexMap<String, Value>,
}

/// The cases that the answers of one decision name, by app and by the number as it was written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Links(HashMap<(String, String), Link>);

/// What a decision knows of other cases.
#[derive(Debug, Clone, Copy, Default)]
pub struct Linked<'a> {
    /// The cases as they are now.
    pub found: Option<&'a Links>,
    /// The answers of the stored case that is decided about: what it names already stays, with what was kept of it.
    pub kept: Option<&'a Answers>,
}

impl Link {
    /// What a case says; `setting` is that of its own app in its version.
    pub fn of(setting: Setting<'_>, case: &CaseFacts, offered: bool) -> Link {
        let text = |text: &str| Value::Text(text.to_owned());
        let created_on = Value::Date(calendar::today(setting.office, case.created_at));
        let title = title::title(setting, case);
        let name = title.clone().map_or(Value::Empty, Value::Text);
        let mut read = IndexMap::from([
            ("_receipt".to_owned(), text(&case.receipt)),
            ("_state".to_owned(), text(&case.state)),
            ("_created_on".to_owned(), created_on),
            ("_title".to_owned(), name),
        ]);
        let readable = setting.app.questions().map(|(_, question)| question).filter(|question| !question.sensitive);
        for question in readable {
            if let Some(answer) = case.answers.get(&question.id) {
                read.insert(question.id.clone(), question.kind.as_field().value(answer));
            }
        }
        let known = setting.app.workflow.states.get(&case.state);
        let state_label = known.map_or(&*case.state, |state| state.label.get(Lang::Ja)).to_owned();
        Link { receipt: case.receipt.clone(), offered, title, state_label, read }
    }

    /// The case in one line: its number and title.
    pub fn line(&self) -> String {
        self.title.iter().fold(self.receipt.clone(), |line, title| format!("{line} {title}"))
    }
}

impl Links {
    /// Adds what a number stands for.
    pub fn add(&mut self, app: &str, written: &str, link: Link) {
        self.0.insert((app.to_owned(), written.to_owned()), link);
    }

    /// The case behind a number.
    pub fn get(&self, app: &str, written: &str) -> Option<&Link> {
        self.0.get(&(app.to_owned(), written.to_owned()))
    }
}

/// The cases that answers name, as they were sent or canonical: app and number, each once.
pub fn named(app: &App, answers: &Map<String, Json>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, case) in app.cases() {
        let path: Vec<&str> = path.split('.').collect();
        if let Some(answer) = path.first().and_then(|id| answers.get(*id)) {
            collect(case, answer, &path[1..], &mut found);
        }
    }
    found
}

fn collect(case: &Case, answer: &Json, below: &[&str], found: &mut Vec<(String, String)>) {
    let Some((id, rest)) = below.split_first() else {
        let written = case.as_written(answer).map(|written| (case.app.clone(), written));
        found.extend(written.filter(|named| !found.contains(named)));
        return;
    };
    let rows: Vec<&Json> = match answer {
        Json::Array(rows) => rows.iter().collect(),
        Json::Object(rows) => rows.values().collect(),
        _ => Vec::new(),
    };
    rows.into_iter().filter_map(|row| row.get(id)).for_each(|answer| collect(case, answer, rest, found));
}

/// The canonical answer for a number that was read, or why that case is not taken: one reason for all that cannot be
/// chosen, so that nobody learns which numbers exist.
pub(crate) fn settle(case: &Case, answer: Json, setting: &Setting<'_>, scope: &dyn Scope) -> Result<Json, Problem> {
    let Some(written) = case_receipt(&answer) else { return Ok(answer) };
    if let Some(kept) = kept(case, written, setting) {
        return Ok(kept.clone());
    }
    let found = setting.links.found.and_then(|links| links.get(&case.app, written)).filter(|link| link.offered);
    match found.filter(|link| fits(case, link, scope)) {
        Some(link) => Ok(case.answer(&link.receipt, &link.read)),
        None => Err(Problem { part: String::new(), code: "case.unknown", args: Vec::new() }),
    }
}

/// Whether a case can be chosen, given the answers so far.
pub(crate) fn fits(case: &Case, link: &Link, answers: &dyn Scope) -> bool {
    let Some(filter) = &case.filter else { return true };
    // What the case does not say is absent, and no answer of the same name.
    let said = |name: &String| (name.clone(), link.read.get(name).cloned().unwrap_or(Value::Absent));
    filter.offers_record(&case.columns.keys().map(said).collect(), answers)
}

/// The answer of the stored case to the same question that names the same case.
fn kept<'a>(case: &Case, receipt: &str, setting: &Setting<'a>) -> Option<&'a Json> {
    let answers = setting.links.kept?;
    let (path, _) = setting.app.cases().into_iter().find(|(_, known)| std::ptr::eq(*known, case))?;
    let path: Vec<&str> = path.split('.').collect();
    same(answers.get(path.first()?)?, &path[1..], receipt)
}

fn same<'a>(answer: &'a Json, below: &[&str], receipt: &str) -> Option<&'a Json> {
    match below.split_first() {
        None => Some(answer).filter(|answer| case_receipt(answer) == Some(receipt)),
        Some((id, rest)) => answer.as_array()?.iter().find_map(|row| same(row.get(id)?, rest, receipt)),
    }
}

/// The value of an answer in expressions, with what the cases that it names say.
pub(crate) fn value(setting: &Setting<'_>, question: &Question, answer: &Json) -> Value {
    let value = question.kind.as_field().value(answer);
    match &question.kind {
        Kind::Case(case) => with_facts(setting, case, answer, value),
        Kind::Repeat(repeat) if repeat.questions.iter().any(names_cases) => match (value, answer) {
            (Value::List(records), Json::Array(rows)) => {
                let row = |(record, row): (Value, &Json)| in_row(setting, &repeat.questions, record, row);
                Value::List(records.into_iter().zip(rows).map(row).collect())
            }
            (value, _) => value,
        },
        _ => value,
    }
}

fn names_cases(question: &Question) -> bool {
    match &question.kind {
        Kind::Case(_) => true,
        Kind::Repeat(repeat) => repeat.questions.iter().any(names_cases),
        _ => false,
    }
}

fn in_row(setting: &Setting<'_>, questions: &[Question], record: Value, row: &Json) -> Value {
    let Value::Record(mut record) = record else { return record };
    for question in questions.iter().filter(|question| names_cases(question)) {
        if let Some(answer) = row.get(&question.id) {
            record.insert(question.id.clone(), value(setting, question, answer));
        }
    }
    Value::Record(record)
}

/// A snapshot says what was kept; anything else what the case says now, and of one that is gone only its number.
fn with_facts(setting: &Setting<'_>, case: &Case, answer: &Json, value: Value) -> Value {
    let receipt = case_receipt(answer).filter(|_| case.copy != Copy::Snapshot);
    let found = receipt.and_then(|receipt| setting.links.found?.get(&case.app, receipt));
    found.map_or(value, |link| Value::Record(link.read.clone()))
}

#[cfg(test)]
mod tests;
