//! `case`: a case of another app, named by its receipt number. What can be read of it is known when the definition is
//! checked; what it says comes to the engine as a fact, or stands in the answer as it was when the case was chosen.

use super::{Calc, Field, Filter, Problem, column, raw};
use crate::{
    app::List,
    table::{Cell, Column, Storage},
    text::{Lang, Text as Words},
    value::{Type, Value},
};
use indexmap::IndexMap;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// Most characters of a receipt number.
const MOST: usize = 64;
/// The part of an answer that holds the receipt number.
pub const RECEIPT: &str = "receipt";
/// The part of an answer that holds what was read of the case.
pub const COPY: &str = "copy";

/// What becomes of what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Copy {
    /// Kept with the answer as it was when the case was chosen.
    #[default]
    Snapshot,
    /// Fills in other questions when the case is chosen; nothing else reads it.
    Default,
    /// Read anew each time.
    Live,
}

impl Copy {
    /// The words of `copy`.
    pub const WORDS: [(&'static str, Copy); 3] =
        [("snapshot", Copy::Snapshot), ("default", Copy::Default), ("live", Copy::Live)];
}

/// One thing that can be read of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Readable {
    /// Its type.
    pub ty: Type,
    /// What people call it.
    pub label: Words,
    /// The list of its codes.
    pub list: Option<Arc<List>>,
    /// How the table of its app keeps each of its columns, by what follows the name: `""`, `.town`.
    pub stored: IndexMap<String, Storage>,
}

/// Settings of `case`.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The app of the cases.
    pub app: String,
    /// Its title.
    pub title: Words,
    /// What becomes of what is read.
    pub copy: Copy,
    /// Which cases can be chosen.
    pub filter: Option<Filter>,
    /// What can be read: `_receipt` first, then `_state`, `_created_on`, `_title`, then its questions.
    pub columns: IndexMap<String, Readable>,
    /// What is kept with the answer, by the path below the question (`place`, `address.town`); only in snapshots.
    pub kept: IndexMap<String, Type>,
}

impl Case {
    /// The column of the app's own table behind a path below the question, if it is to be kept there.
    pub(crate) fn column(&self, id: &str, path: &str) -> Option<Column> {
        if path.is_empty() || path == "_receipt" {
            return Some(column::text(id));
        }
        let storage = (self.copy == Copy::Snapshot).then(|| self.storage(path)).flatten()?;
        Some(Column { name: format!("{id}.{path}"), storage })
    }

    /// How a path is kept in the table of the other app.
    pub fn storage(&self, path: &str) -> Option<Storage> {
        let (name, _) = path.split_once('.').unwrap_or((path, ""));
        self.columns.get(name)?.stored.get(&path[name.len()..]).copied()
    }

    /// What people call a path.
    pub fn label_of(&self, path: &str) -> Option<&Words> {
        self.columns.get(path.split('.').next()?).map(|column| &column.label)
    }

    /// The type of a path.
    pub fn type_of(&self, path: &str) -> Option<&Type> {
        let mut parts = path.split('.');
        let first = &self.columns.get(parts.next()?)?.ty;
        parts.try_fold(first, |ty, part| match ty {
            Type::Record(inner) => inner.get(part),
            _ => None,
        })
    }

    /// The canonical answer for a case that was chosen, with what is kept of it.
    pub fn answer(&self, receipt: &str, read: &IndexMap<String, Value>) -> Json {
        if self.kept.is_empty() {
            return Json::from(receipt);
        }
        let copy: Map<String, Json> =
            self.kept.iter().map(|(path, ty)| (path.clone(), calc(ty).answer(&at(read, path)))).collect();
        json!({ RECEIPT: receipt, COPY: copy })
    }

    /// A cell of a queue column that shows what the case says, as people read it.
    pub fn shown(&self, path: &str, cell: &Cell, lang: Lang) -> String {
        let ty = self.type_of(path).unwrap_or(&Type::Text);
        let answer = match (cell, ty) {
            (Cell::Null, _) => return String::new(),
            (Cell::Integer(yes), Type::Bool) => Json::from(*yes != 0),
            (Cell::Integer(number), _) => Json::from(*number),
            (Cell::Text(text), _) => Json::from(text.as_str()),
        };
        let list = self.columns.get(path).and_then(|column| column.list.as_ref());
        match (list, answer.as_str()) {
            (Some(list), Some(code)) => list.label(code, lang).to_owned(),
            _ => calc(ty).display(&answer, lang).join("、"),
        }
    }

    /// The number in an answer as [`Field::parse`] leaves it, by which the case is looked for.
    pub fn as_written(&self, answer: &Json) -> Option<String> {
        case_receipt(&self.parse(answer).ok()??).map(str::to_owned)
    }

    fn kept_columns(&self) -> impl Iterator<Item = (&String, &Type, Storage)> {
        self.kept.iter().filter_map(|(path, ty)| Some((path, ty, self.storage(path)?)))
    }
}

/// The value at a path.
fn at(read: &IndexMap<String, Value>, path: &str) -> Value {
    let mut parts = path.split('.');
    let first = parts.next().and_then(|name| read.get(name)).cloned().unwrap_or(Value::Absent);
    parts.fold(first, |value, part| match value {
        Value::Record(mut inner) => inner.swap_remove(part).unwrap_or(Value::Absent),
        Value::Empty => Value::Empty,
        _ => Value::Absent,
    })
}

fn calc(ty: &Type) -> Calc {
    Calc { ty: ty.clone(), unit: Words::default() }
}

/// The receipt number in an answer, as it was sent or canonical.
pub fn case_receipt(answer: &Json) -> Option<&str> {
    answer.as_str().or_else(|| answer.get(RECEIPT)?.as_str())
}

/// Puts a value at a path of a record.
fn put(record: &mut IndexMap<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(record.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            let inner = record.entry(first.to_owned()).or_insert_with(|| Value::Record(IndexMap::new()));
            if let Value::Record(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

impl Field for Case {
    fn name(&self) -> &'static str {
        "case"
    }

    fn ty(&self) -> Type {
        Type::Record(self.columns.iter().map(|(name, column)| (name.clone(), column.ty.clone())).collect())
    }

    fn columns(&self, id: &str) -> Vec<Column> {
        let kept = self.kept_columns().map(|(path, _, storage)| Column { name: format!("{id}.{path}"), storage });
        [column::text(id)].into_iter().chain(kept).collect()
    }

    /// The receipt number alone: what is kept beside it is taken from the case, never from what was sent.
    fn parse(&self, raw: &Json) -> raw::Parsed {
        let sent = match raw {
            Json::Object(_) => {
                raw::object(raw, &[RECEIPT, COPY])?.map_or(&Json::Null, |parts| raw::part(parts, RECEIPT))
            }
            other => other,
        };
        let Some(typed) = raw::text(sent, "")? else { return Ok(None) };
        let receipt = crate::normal::half_width(typed.trim());
        let is_receipt = receipt.chars().count() <= MOST && !receipt.chars().any(char::is_control);
        if is_receipt { Ok(Some(Json::from(receipt))) } else { Err(vec![Problem::new("", "case.unknown")]) }
    }

    fn cells(&self, answer: Option<&Json>) -> Vec<Cell> {
        let receipt = answer.and_then(case_receipt);
        let own = receipt.map_or(Cell::Null, |receipt| Cell::Text(receipt.to_owned()));
        let copy = answer.and_then(|answer| answer.get(COPY));
        let kept = self.kept_columns().map(|(path, _, storage)| {
            let kept = copy.and_then(|copy| copy.get(path));
            match (storage, kept) {
                (_, None | Some(Json::Null)) => Cell::Null,
                (Storage::Integer, Some(Json::Bool(yes))) => Cell::Integer(i64::from(*yes)),
                (Storage::Integer, Some(number)) => number.as_i64().map_or(Cell::Null, Cell::Integer),
                (Storage::Text, Some(Json::String(text))) => Cell::Text(text.clone()),
                (Storage::Text, Some(other)) => Cell::Text(other.to_string()),
            }
        });
        [own].into_iter().chain(kept).collect()
    }

    /// What the answer itself says: the receipt number, and what was kept.
    fn value(&self, answer: &Json) -> Value {
        let Some(receipt) = case_receipt(answer) else { return Value::Empty };
        let mut record = IndexMap::from([("_receipt".to_owned(), Value::Text(receipt.to_owned()))]);
        for (path, ty) in &self.kept {
            let kept = answer.get(COPY).and_then(|copy| copy.get(path)).unwrap_or(&Json::Null);
            put(&mut record, path, calc(ty).value(kept));
        }
        Value::Record(record)
    }

    fn display(&self, answer: &Json, _lang: Lang) -> Vec<String> {
        case_receipt(answer).map(str::to_owned).into_iter().collect()
    }

    fn json_schema(&self) -> Json {
        let parts = json!({RECEIPT: {"type": ["string", "null"], "maxLength": 200}, COPY: {"type": "object"}});
        json!({"type": ["string", "object", "null"], "maxLength": 200, "properties": parts, "additionalProperties": false,
            "description": "The receipt number of a case of another app."})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(copy: Copy, kept: &[(&str, Type)]) -> Case {
        let text = || Readable {
            ty: Type::Text,
            label: Words::default(),
            list: None,
            stored: IndexMap::from([(String::new(), Storage::Text)]),
        };
        let fee = Readable {
            ty: Type::Money,
            label: Words::default(),
            list: None,
            stored: IndexMap::from([(String::new(), Storage::Integer)]),
        };
        let columns = [("_receipt", text()), ("place", text()), ("fee", fee)];
        Case {
            app: "road-report".into(),
            title: Words::default(),
            copy,
            filter: None,
            columns: columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect(),
            kept: kept.iter().map(|(path, ty)| ((*path).to_owned(), ty.clone())).collect(),
        }
    }

    fn read() -> IndexMap<String, Value> {
        let fee = Value::Number(1200.into());
        IndexMap::from([("place".to_owned(), Value::Text("1条通".into())), ("fee".to_owned(), fee)])
    }

    #[test]
    fn a_snapshot_keeps_what_is_read_and_reads_it_again() {
        let case = report(Copy::Snapshot, &[("place", Type::Text), ("fee", Type::Money)]);
        let answer = case.answer("7K3M-9QX2", &read());
        assert_eq!(answer, json!({"receipt": "7K3M-9QX2", "copy": {"place": "1条通", "fee": 1200}}));
        let Value::Record(again) = case.value(&answer) else { panic!("a record") };
        assert_eq!(again.get("fee"), Some(&Value::Number(1200.into())));
        assert_eq!(case.cells(Some(&answer))[1..], [Cell::Text("1条通".into()), Cell::Integer(1200)]);
        let columns: Vec<String> = case.columns("report").into_iter().map(|c| c.name.replace('.', " ")).collect();
        assert_eq!(columns, ["report", "report place", "report fee"]);
    }

    #[test]
    fn what_is_sent_as_the_copy_is_not_believed() {
        let case = report(Copy::Snapshot, &[("fee", Type::Money)]);
        let sent = json!({"receipt": " ７K3M-9QX2", "copy": {"fee": 1}});
        assert_eq!(case.parse(&sent).unwrap(), Some(json!("7K3M-9QX2")));
        assert_eq!(case.parse(&json!("")).unwrap(), None);
        assert!(case.parse(&json!("x".repeat(65))).is_err());
    }

    #[test]
    fn a_live_answer_is_the_receipt_alone() {
        let case = report(Copy::Live, &[]);
        assert_eq!(case.answer("7K3M-9QX2", &read()), json!("7K3M-9QX2"));
        assert_eq!(case.cells(Some(&json!("7K3M-9QX2"))), [Cell::Text("7K3M-9QX2".into())]);
        assert_eq!(case.column("report", "place"), None);
    }
}
