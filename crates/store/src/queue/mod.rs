//! Pages of the clerks' list: filtered, sorted, searched, by keyset.
//!
//! A page is read behind the last row of the one before, never by counting rows off, so the thousandth page is as quick
//! as the first and nothing is shown twice while cases arrive. Blank values come last in both directions.

mod cursor;
pub mod figures;
mod filter;
mod sort;

use crate::{Store, StoreError, error::During, tally};
use cursor::Cursor;
use filter::Filter;
use jiff::civil::Date;
use madoguchi_schema::{
    app::App,
    table::{Cell, ident, read_sql, table_name},
};
use rusqlite::{
    Connection, params_from_iter,
    types::{Value, ValueRef},
};
use sort::{Section, Sort};

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// A saved view's id.
    pub view: Option<String>,
    /// Only these states.
    pub states: Vec<String>,
    /// Only this area.
    pub area: Option<String>,
    /// Only cases of this day of the first slot question.
    pub slot_date: Option<Date>,
    /// Only cases that this account takes care of.
    pub assignee: Option<i64>,
    /// Only those of one bar of a chart, or of one column of a board.
    pub part: Option<Part>,
    /// Substring of receipt, names, phone, address or any text answer.
    pub search: Option<String>,
    /// Name of a queue column, of the group of a view, or `_due_at`; `-` before it for descending; newest first when absent.
    pub sort: Option<String>,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows.
    pub limit: u32,
}

/// A part of the cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The cases of a chart whose group has a value; `None` where it is blank.
    Bar {
        /// The chart's id.
        chart: String,
        /// The value as text.
        value: Option<String>,
    },
    /// Those that have a value in a column of the table; `None` where it is blank.
    Column {
        /// The column.
        column: String,
        /// The value as text.
        value: Option<String>,
    },
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Case number.
    pub case: i64,
    /// Receipt number.
    pub receipt: String,
    /// State id.
    pub state: String,
    /// Revision.
    pub revision: i64,
    /// By when a clerk should act, ISO UTC.
    pub due_at: Option<String>,
    /// Cells per queue column, each with the cells that the column reads.
    pub cells: Vec<Vec<Cell>>,
    /// The cell of the group of the view that was asked for.
    pub group: Option<Cell>,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Rows.
    pub rows: Vec<Row>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// Why a list cannot be given.
#[derive(Debug)]
pub enum Unlisted {
    /// View, state or sort column that the app does not have, or a cursor that is not one.
    Unknown(&'static str),
    /// Disk or database.
    Store(StoreError),
}

impl From<StoreError> for Unlisted {
    fn from(error: StoreError) -> Unlisted {
        Unlisted::Store(error)
    }
}

/// Columns of [`Row`] before the sorted value and the cells.
const FIXED: usize = 5;

/// The column of the table by which the view puts its rows together.
fn group<'a>(app: &'a App, query: &Query) -> Option<&'a str> {
    let view = app.queue.views.get(query.view.as_ref()?)?;
    Some(view.group.as_ref()?.reads.first()?.as_str())
}

/// One page of cases of an app in its current version.
pub fn page(store: &Store, app: &App, query: &Query, today: Date) -> Result<Page, Unlisted> {
    let sort = Sort::of(app, query.sort.as_deref())?;
    let after = query.after.as_deref().map(|text| Cursor::read(text, &sort)).transpose()?;
    let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX).clamp(1, 10_000);
    store.read(|conn| {
        let filter = Filter::of(conn, app, query, today)?;
        let mut found = Vec::new();
        for part in sort.parts(after.as_ref()) {
            let left = wanted + 1 - found.len();
            if left > 0 {
                let list = List { app, sort: &sort, filter: &filter, group: group(app, query) };
                list.read(conn, part, left, &mut found)?;
            }
        }
        let more = found.len() > wanted;
        found.truncate(wanted);
        let next = found.last().filter(|_| more).map(|(row, value)| Cursor::write(&sort, value, row.case));
        Ok(Page { rows: found.into_iter().map(|(row, _)| row).collect(), next })
    })
}

/// Cases per state.
pub fn counts(store: &Store, app: &App) -> Result<Vec<(String, i64)>, StoreError> {
    store.read(|conn| {
        let mut counts = tally::of(conn, &app.id)?;
        counts.sort_by_key(|(state, _)| app.workflow.states.get_index_of(state).unwrap_or(usize::MAX));
        Ok(counts)
    })
}

type Found = (Row, Value);

/// What is read.
struct List<'a> {
    app: &'a App,
    sort: &'a Sort,
    filter: &'a Filter,
    group: Option<&'a str>,
}

impl List<'_> {
    fn read(
        &self,
        conn: &Connection,
        part: Section<'_>,
        limit: usize,
        found: &mut Vec<Found>,
    ) -> Result<(), StoreError> {
        let (sql, params) = self.select(part, limit);
        let mut select = conn.prepare_cached(&sql).during("list cases")?;
        let mut rows = select.query(params_from_iter(params)).during("list cases")?;
        while let Some(row) = rows.next().during("list cases")? {
            found.push(self.row(row).during("list cases")?);
        }
        Ok(())
    }

    /// The statement of one part of a page; the same text for the same kind of list, so that it is prepared once.
    fn select(&self, part: Section<'_>, limit: usize) -> (String, Vec<Value>) {
        let mut sql = "SELECT \"_case\", \"_receipt\", \"_state\", \"_revision\", \"_due_at\", ".to_owned();
        sql.push_str(self.sort.expression.as_deref().unwrap_or("NULL"));
        let columns = self.app.queue.columns.iter().flat_map(|c| &c.reads).map(String::as_str);
        for column in columns.chain(self.group) {
            sql.push_str(", ");
            sql.push_str(&read_sql(self.app, column));
        }
        sql.push_str(" FROM ");
        sql.push_str(&ident(&table_name(&self.app.id)));
        let (condition, behind) = self.sort.condition(part);
        let conditions = self.filter.conditions.iter().map(String::as_str).chain(condition.as_deref());
        let conditions: Vec<&str> = conditions.collect();
        if !conditions.is_empty() {
            sql.push_str(" WHERE ");
            sql.push_str(&conditions.join(" AND "));
        }
        sql.push_str(&self.sort.order(part));
        sql.push_str(" LIMIT ?");
        let limit = Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX));
        (sql, self.filter.params.iter().cloned().chain(behind).chain([limit]).collect())
    }

    fn row(&self, row: &rusqlite::Row<'_>) -> rusqlite::Result<Found> {
        let mut at = FIXED + 1;
        let mut cells = Vec::with_capacity(self.app.queue.columns.len());
        for column in &self.app.queue.columns {
            let read: rusqlite::Result<_> = (at..at + column.reads.len()).map(|i| row.get_ref(i).map(cell)).collect();
            cells.push(read?);
            at += column.reads.len();
        }
        let group = self.group.map(|_| row.get_ref(at).map(cell)).transpose()?;
        let value = row.get(FIXED)?;
        let (case, receipt, state) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let row = Row { case, receipt, state, revision: row.get(3)?, due_at: row.get(4)?, cells, group };
        Ok((row, value))
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Integer(i) => Cell::Integer(i),
        ValueRef::Real(r) => Cell::Text(r.to_string()),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Null | ValueRef::Blob(_) => Cell::Null,
    }
}

#[cfg(test)]
mod tests;
