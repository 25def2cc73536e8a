//! The order of a page, and what lies behind a cursor in it.

use super::{Unlisted, cursor::Cursor};
use madoguchi_schema::{
    app::App,
    field::{Kind, NumberForm},
    table::{ident, read_sql},
    value::Type,
};
use rusqlite::types::Value;

/// An order.
#[derive(Debug)]
pub(super) struct Sort {
    /// As it was asked; empty for newest first.
    pub(super) name: String,
    /// What is compared; the case number alone when absent.
    pub(super) expression: Option<String>,
    descending: bool,
    /// Whether a row may lack the value.
    blank: bool,
}

/// Rows that are read with one statement, so that each can use an index.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part<'a> {
    /// Those with a value, behind the cursor.
    Filled(Option<&'a Cursor>),
    /// Those without, behind the cursor.
    Blank(Option<&'a Cursor>),
}

impl Sort {
    pub(super) fn of(app: &App, asked: Option<&str>) -> Result<Sort, Unlisted> {
        let Some(asked) = asked else {
            return Ok(Sort { name: String::new(), expression: None, descending: true, blank: false });
        };
        let (name, descending) = asked.strip_prefix('-').map_or((asked, false), |name| (name, true));
        if name == "_due_at" {
            return Ok(Sort { name: asked.to_owned(), expression: Some(ident(name)), descending, blank: true });
        }
        let column = app.queue.columns.iter().find(|c| c.name == name).ok_or(Unlisted::Unknown("sort"))?;
        let read = column.reads.first().ok_or(Unlisted::Unknown("sort"))?;
        let expression = match app.question(name).map(|q| &q.kind) {
            // People are looked up by their reading.
            Some(Kind::Name) => ident(&format!("{name}.family_kana")),
            // Decimals are kept as exact text.
            Some(Kind::Number(n)) if n.form == NumberForm::Decimal => format!("CAST({} AS REAL)", ident(read)),
            Some(Kind::Calc(c)) if c.ty == Type::Number => format!("CAST({} AS REAL)", ident(read)),
            _ => read_sql(app, read),
        };
        let blank = !name.starts_with('_');
        Ok(Sort { name: asked.to_owned(), expression: Some(expression), descending, blank })
    }

    /// What to read, in order: rows with a value, then those without.
    pub(super) fn parts<'a>(&self, after: Option<&'a Cursor>) -> Vec<Part<'a>> {
        let at_blank = after.is_some_and(|cursor| self.blank && cursor.value == Value::Null);
        match (self.blank, at_blank) {
            (_, true) => vec![Part::Blank(after)],
            (true, false) => vec![Part::Filled(after), Part::Blank(None)],
            (false, false) => vec![Part::Filled(after)],
        }
    }

    pub(super) fn condition(&self, part: Part<'_>) -> (Option<String>, Vec<Value>) {
        let behind = if self.descending { "<" } else { ">" };
        match (part, &self.expression) {
            (Part::Filled(None), Some(e)) if self.blank => (Some(format!("{e} IS NOT NULL")), Vec::new()),
            (Part::Filled(None) | Part::Blank(None), None) | (Part::Filled(None), Some(_)) => (None, Vec::new()),
            (Part::Filled(Some(after)), Some(e)) => {
                let (value, case) = (after.value.clone(), after.case.into());
                (Some(format!("({e}, \"_case\") {behind} (?, ?)")), vec![value, case])
            }
            (Part::Blank(None), Some(e)) => (Some(format!("{e} IS NULL")), Vec::new()),
            (Part::Blank(Some(after)), Some(e)) => {
                (Some(format!("{e} IS NULL AND \"_case\" {behind} ?")), vec![after.case.into()])
            }
            (Part::Filled(Some(after)) | Part::Blank(Some(after)), None) => {
                (Some(format!("\"_case\" {behind} ?")), vec![after.case.into()])
            }
        }
    }

    pub(super) fn order(&self, part: Part<'_>) -> String {
        let way = if self.descending { "DESC" } else { "ASC" };
        match (part, &self.expression) {
            (Part::Filled(_), Some(e)) => format!(" ORDER BY {e} {way}, \"_case\" {way}"),
            _ => format!(" ORDER BY \"_case\" {way}"),
        }
    }
}
