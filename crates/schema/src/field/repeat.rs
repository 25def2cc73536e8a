//! `repeat`: rows of questions, in a child table. The engine reads rows question by question; what stands here are
//! the shapes.

use super::{Field, Problem, raw};
use crate::{
    app::Question,
    expr::Expr,
    office::Office,
    table::{Cell, Child, Column},
    text::Lang,
    value::{Type, Value},
};
use serde_json::{Map, Value as Json, json};

/// Most rows that are ever looked at.
const MOST_ROWS: usize = 200;

/// A row as it was sent, with its place.
pub type SentRow<'a> = (usize, &'a Map<String, Json>);

/// Settings of `repeat`.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// Questions of one row; among them may be another `repeat`, whose rows hold none.
    pub questions: Vec<Question>,
    /// Fewest rows.
    pub min: u32,
    /// Most rows.
    pub max: u32,
    /// Exactly how many rows; nothing is asked while it is none.
    pub rows: Option<Box<Expr>>,
    /// Questions of the row whose answers together differ from row to row.
    pub unique: Vec<String>,
    /// What a row is called, read from the row.
    pub row_label: Option<Box<Expr>>,
}

impl Field for Repeat {
    fn name(&self) -> &'static str {
        "repeat"
    }

    fn ty(&self) -> Type {
        Type::Rows(self.answered().map(|q| (q.id.clone(), q.kind.as_field().ty())).collect())
    }

    fn columns(&self, _id: &str) -> Vec<Column> {
        Vec::new()
    }

    fn child(&self, id: &str) -> Option<Child> {
        let columns = self.questions.iter().flat_map(|q| q.kind.as_field().columns(&q.id));
        Some(Child { question: id.to_owned(), columns: columns.collect() })
    }

    /// Reads every row alone, without conditions and calculations; the engine, which knows these, goes its own way.
    fn parse(&self, raw: &Json) -> raw::Parsed {
        let mut problems = Vec::new();
        let mut rows = Vec::new();
        for (place, sent) in self.rows(raw)? {
            match self.row(sent, place) {
                Ok(row) => rows.push(Json::Object(row)),
                Err(mut more) => problems.append(&mut more),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Some(Json::Array(rows)).filter(|rows| rows != &json!([])))
    }

    fn cells(&self, _answer: Option<&Json>) -> Vec<Cell> {
        Vec::new()
    }

    fn child_rows(&self, answer: Option<&Json>) -> Vec<Vec<Cell>> {
        let cells = |row: &Json| self.questions.iter().flat_map(|q| q.kind.as_field().cells(row.get(&q.id))).collect();
        answer.and_then(Json::as_array).into_iter().flatten().map(cells).collect()
    }

    fn value(&self, answer: &Json) -> Value {
        let Json::Array(rows) = answer else { return Value::Empty };
        let record = |row: &Json| {
            let value = |q: &Question| row.get(&q.id).map_or(Value::Absent, |answer| q.kind.as_field().value(answer));
            Value::Record(self.answered().map(|q| (q.id.clone(), value(q))).collect())
        };
        Value::List(rows.iter().map(record).collect())
    }

    fn display(&self, answer: &Json, lang: Lang) -> Vec<String> {
        self.lines(answer, lang, |field, answer| field.display(answer, lang))
    }

    fn shown(&self, answer: &Json, lang: Lang, office: &Office) -> Vec<String> {
        self.lines(answer, lang, |field, answer| field.shown(answer, lang, office))
    }

    fn json_schema(&self) -> Json {
        let asked = self.answered().filter(|q| q.kind.is_answered() && !q.internal);
        let rows: Map<String, Json> = asked.map(|q| (q.id.clone(), q.kind.as_field().json_schema())).collect();
        let row = json!({"type": "object", "properties": rows, "additionalProperties": false});
        json!({"type": ["array", "null"], "items": row, "maxItems": self.max.max(1) as usize + 20})
    }
}

impl Repeat {
    /// One entry per row: `氏名：山田 太郎（ヤマダ タロウ）、年齢：8`; rows inside it in brackets.
    fn lines(&self, answer: &Json, lang: Lang, shown: impl Fn(&dyn Field, &Json) -> Vec<String>) -> Vec<String> {
        let (colon, comma) = if lang == Lang::En { (": ", ", ") } else { ("：", "、") };
        let cell = |q: &Question, row: &Json| {
            let lines = row.get(&q.id).map(|answer| shown(q.kind.as_field(), answer)).unwrap_or_default();
            let text = match q.kind {
                super::Kind::Repeat(_) => lines.iter().map(|line| format!("［{line}］")).collect(),
                _ => lines.join(" "),
            };
            (!lines.is_empty()).then(|| format!("{}{colon}{text}", q.label.get(lang)))
        };
        let line = |row: &Json| self.answered().filter_map(|q| cell(q, row)).collect::<Vec<_>>().join(comma);
        answer.as_array().into_iter().flatten().map(line).collect()
    }

    /// The questions that have an answer.
    fn answered(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|q| !matches!(q.kind, super::Kind::Note(_)))
    }

    /// The rows as they were sent, with their places; those in which nothing was typed are left out.
    pub fn rows<'a>(&self, raw: &'a Json) -> Result<Vec<SentRow<'a>>, Vec<Problem>> {
        let sent = match raw {
            Json::Null => return Ok(Vec::new()),
            Json::String(text) if text.trim().is_empty() => return Ok(Vec::new()),
            Json::Array(rows) => rows,
            _ => return Err(vec![raw::wrong_type("")]),
        };
        if sent.len() > MOST_ROWS {
            return Err(vec![Problem::new("", "repeat.max").arg("max", self.max)]);
        }
        let is_typed = |(id, sent): (&String, &Json)| !is_blank(sent) && !self.is_computed(id);
        let mut rows = Vec::new();
        let mut problems = Vec::new();
        for (place, row) in sent.iter().enumerate() {
            match row {
                Json::Object(row) if row.iter().any(is_typed) => rows.push((place, row)),
                Json::Object(_) | Json::Null => {}
                _ => problems.push(raw::wrong_type(&place.to_string())),
            }
        }
        if problems.is_empty() { Ok(rows) } else { Err(problems) }
    }

    fn is_computed(&self, id: &str) -> bool {
        self.questions.iter().any(|q| q.id == id && !q.kind.is_answered())
    }

    fn row(&self, sent: &Map<String, Json>, place: usize) -> Result<Map<String, Json>, Vec<Problem>> {
        let known: Vec<&str> = self.answered().map(|q| q.id.as_str()).collect();
        let mut problems = raw::unknown(sent, &known, &format!("{place}."));
        let mut row = Map::new();
        for question in self.answered() {
            let Some(raw) = sent.get(&question.id) else { continue };
            match question.kind.as_field().parse(raw) {
                Ok(answer) => _ = row.insert(question.id.clone(), answer.unwrap_or_default()),
                Err(more) => problems.extend(more.into_iter().map(|p| p.below(&format!("{place}.{}", question.id)))),
            }
        }
        if problems.is_empty() { Ok(row) } else { Err(problems) }
    }
}

/// Whether nothing was typed; a chosen era alone is nothing.
fn is_blank(raw: &Json) -> bool {
    match raw {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(items) => items.iter().all(is_blank),
        Json::Object(parts) => parts.iter().all(|(name, part)| name == "era" || is_blank(part)),
        Json::Bool(_) | Json::Number(_) => false,
    }
}
