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
pub(super) enum Section<'a> {
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
        let groups = app.queue.views.values().filter_map(|view| view.group.as_ref());
        let column = app.queue.columns.iter().chain(groups).find(|c| c.name == name);
        let column = column.ok_or(Unlisted::Unknown("sort"))?;
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
    pub(super) fn parts<'a>(&self, after: Option<&'a Cursor>) -> Vec<Section<'a>> {
        let at_blank = after.is_some_and(|cursor| self.blank && cursor.value == Value::Null);
        match (self.blank, at_blank) {
            (_, true) => vec![Section::Blank(after)],
            (true, false) => vec![Section::Filled(after), Section::Blank(None)],
            (false, false) => vec![Section::Filled(after)],
        }
    }

    pub(super) fn condition(&self, part: Section<'_>) -> (Option<String>, Vec<Value>) {
        let behind = if self.descending { "<" } else { ">" };
        match (part, &self.expression) {
            (Section::Filled(None), Some(e)) if self.blank => (Some(format!("{e} IS NOT NULL")), Vec::new()),
            (Section::Filled(None) | Section::Blank(None), None) | (Section::Filled(None), Some(_)) => {
                (None, Vec::new())
            }
            (Section::Filled(Some(after)), Some(e)) => {
                let (value, case) = (after.value.clone(), after.case.into());
                (Some(format!("({e}, \"_case\") {behind} (?, ?)")), vec![value, case])
            }
            (Section::Blank(None), Some(e)) => (Some(format!("{e} IS NULL")), Vec::new()),
            (Section::Blank(Some(after)), Some(e)) => {
                (Some(format!("{e} IS NULL AND \"_case\" {behind} ?")), vec![after.case.into()])
            }
            (Section::Filled(Some(after)) | Section::Blank(Some(after)), None) => {
                (Some(format!("\"_case\" {behind} ?")), vec![after.case.into()])
            }
        }
    }

    pub(super) fn order(&self, part: Section<'_>) -> String {
        let way = if self.descending { "DESC" } else { "ASC" };
        match (part, &self.expression) {
            (Section::Filled(_), Some(e)) => format!(" ORDER BY {e} {way}, \"_case\" {way}"),
            _ => format!(" ORDER BY \"_case\" {way}"),
        }
    }
}
